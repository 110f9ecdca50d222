#define _GNU_SOURCE
#include "CSnapshot.h"

#include <dirent.h>
#include <stdbool.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/prctl.h>
#include <sys/syscall.h>

int cspawn_channel(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
}

typedef union {
  char bytes[CMSG_SPACE(cspawn_most_sent * sizeof(int))];
  struct cmsghdr alignment;
} control_room;

int cspawn_send(int channel, const void *bytes, size_t count, const int *descriptors, int descriptor_count) {
  if (descriptor_count > cspawn_most_sent) return EINVAL;
  struct iovec part = {(void *)bytes, count};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  control_room room;
  if (descriptor_count > 0) {
    memset(&room, 0, sizeof room);
    message.msg_control = room.bytes;
    message.msg_controllen = CMSG_SPACE((size_t)descriptor_count * sizeof(int));
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    head->cmsg_len = CMSG_LEN((size_t)descriptor_count * sizeof(int));
    memcpy(CMSG_DATA(head), descriptors, (size_t)descriptor_count * sizeof(int));
  }
  ssize_t sent;
  do sent = sendmsg(channel, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == (ssize_t)count ? 0 : sent < 0 ? errno : EMSGSIZE;
}

ssize_t cspawn_receive(int channel, void *bytes, size_t capacity, int *descriptors, int *descriptor_count) {
  struct iovec part = {bytes, capacity};
  control_room room;
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room};
  ssize_t received;
  do received = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  int wanted = *descriptor_count;
  *descriptor_count = 0;
  if (received <= 0) return received;
  for (struct cmsghdr *head = CMSG_FIRSTHDR(&message); head != NULL; head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
    size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t index = 0; index < count; index++) {
      int descriptor;
      memcpy(&descriptor, CMSG_DATA(head) + index * sizeof(int), sizeof descriptor);
      if (*descriptor_count < wanted) descriptors[(*descriptor_count)++] = descriptor;
      else close(descriptor);
    }
  }
  return message.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ? -1 : received;
}

pid_t cspawn_fork_sibling(void) { return (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0); }

void cspawn_hide_self(int is_hidden) { prctl(PR_SET_DUMPABLE, is_hidden ? 0 : 1); }

void cspawn_end_with_parent(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
}

// Of a folder in /proc, as the kernel lists it, without the descriptor that it is read with.
static int entries_above(const char *path, long highest) {
  DIR *folder = opendir(path);
  if (folder == NULL) return 1;
  int count = 0;
  struct dirent *entry;
  while ((entry = readdir(folder)) != NULL) {
    char *end;
    long number = strtol(entry->d_name, &end, 10);
    if (end != entry->d_name && number > highest && number != dirfd(folder)) count++;
  }
  closedir(folder);
  return count;
}

static int shares_memory(void) {
  FILE *maps = fopen("/proc/self/maps", "re");
  if (maps == NULL) return 1;
  char line[4608], rights[8];
  int shares = 0;
  while (!shares && fgets(line, sizeof line, maps) != NULL)
    shares = sscanf(line, "%*s %7s", rights) == 1 && rights[1] == 'w' && rights[3] == 's';
  fclose(maps);
  return shares;
}

int cspawn_is_alone(int own) {
  bool has_children = waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD;
  return !has_children && entries_above("/proc/self/task", 0) == 1 && entries_above("/proc/self/fd", own - 1) == 0 &&
         !shares_memory();
}
