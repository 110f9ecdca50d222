#define _GNU_SOURCE
#include "CUsage.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

double cspawn_reaped_seconds(void) {
  struct rusage reaped;
  if (getrusage(RUSAGE_CHILDREN, &reaped) != 0) return 0;
  return (double)(reaped.ru_utime.tv_sec + reaped.ru_stime.tv_sec) +
         (double)(reaped.ru_utime.tv_usec + reaped.ru_stime.tv_usec) / 1e6;
}

enum {
  most_mappings = 8192,    // of one process, and
  most_objects = 1024,     // shared ones of all: more than any honest program has
  most_descendants = 4096, // a tree is looked through no further
  free_descriptors = 8     // that every process may have
};

static const double hiding_seconds = 0.05;

// What a socket may hold in the kernel for whoever reads it later.
static const uint64_t bytes_per_descriptor = 208 << 10;

static int open_of(long process, const char *name) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%ld/%s", process, name);
  return open(path, O_RDONLY | O_CLOEXEC);
}

static bool read_of(long process, const char *name, char *text, size_t size) {
  int file = open_of(process, name);
  if (file < 0) return false;
  ssize_t count = read(file, text, size - 1);
  close(file);
  text[count > 0 ? count : 0] = '\0';
  return count > 0;
}

static double processor_seconds(long process) {
  char text[1024];
  if (!read_of(process, "stat", text, sizeof text)) return 0;
  // A program may have any name, with blanks and parentheses.
  const char *rest = strrchr(text, ')');
  unsigned long long user, system;
  long long reaped_user, reaped_system;
  const char *format = ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %lld %lld";
  if (rest == NULL || sscanf(rest, format, &user, &system, &reaped_user, &reaped_system) != 4) return 0;
  return (double)(user + system + (unsigned long long)(reaped_user + reaped_system)) / (double)sysconf(_SC_CLK_TCK);
}

static double waiting_seconds(long process) {
  char text[128];
  unsigned long long ran, waited;
  if (!read_of(process, "schedstat", text, sizeof text) || sscanf(text, "%llu %llu", &ran, &waited) != 2) return -1;
  return (double)waited / 1e9;
}

static void add_times(long process, cspawn_usage *usage) {
  usage->processor_seconds += processor_seconds(process);
  double waiting = waiting_seconds(process);
  if (waiting < 0) usage->waiting_seconds = -1;
  else if (usage->waiting_seconds >= 0) usage->waiting_seconds += waiting;
}

static long tasks_of(long process) {
  char path[64];
  struct stat details;
  snprintf(path, sizeof path, "/proc/%ld/task", process);
  // A folder has one link for itself, one from above and one for each folder in it.
  return stat(path, &details) == 0 && details.st_nlink > 2 ? (long)details.st_nlink - 2 : 0;
}

// Memory that a process has for itself. Pages of files are not counted: they can be had again.
static uint64_t own_bytes(long process) {
  char text[128];
  unsigned long long total, resident, shared;
  if (!read_of(process, "statm", text, sizeof text)) return 0;
  if (sscanf(text, "%llu %llu %llu", &total, &resident, &shared) != 3 || shared > resident) return 0;
  return (resident - shared) * (uint64_t)sysconf(_SC_PAGESIZE);
}

// Memory that processes share without a file. All of it stays while a single page is mapped, and no mapping tells how much that is: so
// each counts with the most that was ever seen of it, and with no less than could be filled and hidden between two looks.
typedef struct {
  unsigned long long inode;
  uint64_t bytes;
} shared_object;

typedef struct {
  uint64_t bytes;
  int count;
  shared_object objects[most_objects];
} shared_memory;

static const uint64_t least_bytes = 64 << 20, far_too_much = UINT64_MAX / 4;

static void see_object(shared_memory *shared, unsigned long long inode, uint64_t bytes) {
  int index = 0;
  while (index < shared->count && shared->objects[index].inode != inode) index++;
  if (index == most_objects) {
    shared->bytes = far_too_much;
    return;
  }
  if (index == shared->count) shared->objects[shared->count++] = (shared_object){inode, 0};
  if (bytes < least_bytes) bytes = least_bytes;
  if (bytes <= shared->objects[index].bytes) return;
  shared->bytes += bytes - shared->objects[index].bytes;
  shared->objects[index].bytes = bytes;
}

static void see_shared(long process, shared_memory *shared) {
  int descriptor = open_of(process, "maps");
  FILE *maps = descriptor < 0 ? NULL : fdopen(descriptor, "r");
  if (maps == NULL) {
    bool is_hidden = errno == EACCES || errno == EPERM;
    if (descriptor >= 0) close(descriptor);
    // Before a child has come to life nobody can look into it. One that has, and hides, has something to hide.
    if (is_hidden && processor_seconds(process) > hiding_seconds) shared->bytes = far_too_much;
    return;
  }
  char line[4608], rights[8];
  unsigned long long start, end, offset, inode;
  int count = 0;
  while (fgets(line, sizeof line, maps) != NULL && ++count < most_mappings) {
    if (strstr(line, " /dev/zero") == NULL) continue;
    if (sscanf(line, "%llx-%llx %7s %llx %*s %llu", &start, &end, rights, &offset, &inode) != 5) continue;
    if (rights[3] == 's') see_object(shared, inode, offset + (end - start));
  }
  if (count >= most_mappings) shared->bytes = far_too_much;
  fclose(maps);
}

static uint64_t buffered_bytes(long process) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%ld/fd", process);
  DIR *folder = opendir(path);
  if (folder == NULL) return 0;
  long count = -2;
  while (readdir(folder) != NULL) count++;
  closedir(folder);
  return count > free_descriptors ? (uint64_t)(count - free_descriptors) * bytes_per_descriptor : 0;
}

cspawn_usage cspawn_usage_of_others(bool anew) {
  static shared_memory shared;
  if (anew) shared.bytes = 0, shared.count = 0;
  cspawn_usage usage = {cspawn_reaped_seconds(), 0, 0, 0};
  DIR *processes = opendir("/proc");
  if (processes == NULL) return usage;
  uint64_t buffered = 0;
  struct dirent *entry;
  while ((entry = readdir(processes)) != NULL) {
    long process = isdigit((unsigned char)entry->d_name[0]) ? atol(entry->d_name) : 1;
    if (process == 1) continue;
    add_times(process, &usage);
    usage.tasks += tasks_of(process);
    usage.bytes += own_bytes(process);
    if (shared.bytes < far_too_much) see_shared(process, &shared);
    buffered += buffered_bytes(process);
  }
  closedir(processes);
  usage.bytes += shared.bytes + buffered;
  return usage;
}

uint64_t cspawn_own_bytes(pid_t process) { return own_bytes(process); }

int cspawn_children(pid_t *children, int most) {
  char name[48], text[8192];
  snprintf(name, sizeof name, "task/%d/children", getpid());
  if (!read_of(getpid(), name, text, sizeof text)) return 0;
  int count = 0;
  for (char *rest = text, *end; count < most; rest = end) {
    long child = strtol(rest, &end, 10);
    if (end == rest) break;
    children[count++] = (pid_t)child;
  }
  return count;
}

cspawn_usage cspawn_usage_of_tree(pid_t child) {
  cspawn_usage usage = {0, 0, 0, 0};
  pid_t waiting[most_descendants];
  int count = 1;
  waiting[0] = child;
  for (int index = 0; index < count; index++) {
    add_times(waiting[index], &usage);
    usage.tasks += tasks_of(waiting[index]);
    usage.bytes += own_bytes(waiting[index]);
    char name[48], text[4096];
    snprintf(name, sizeof name, "task/%d/children", waiting[index]);
    if (!read_of(waiting[index], name, text, sizeof text)) continue;
    for (char *rest = text, *end; count < most_descendants; rest = end) {
      long descendant = strtol(rest, &end, 10);
      if (end == rest) break;
      waiting[count++] = (pid_t)descendant;
    }
  }
  return usage;
}

