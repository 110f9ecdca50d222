#define _GNU_SOURCE
#include "CSession.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <sys/sendfile.h>
#include <sys/syscall.h>

enum { most_descriptors = 256, most_own_descriptors = 64 };

enum { signal_count = 32 };
static struct sigaction kept_actions[signal_count];
static bool is_kept[signal_count];

void cspawn_ignore_handled_signals(void) {
  for (int number = 1; number < signal_count; number++) {
    struct sigaction present;
    if (sigaction(number, NULL, &present) != 0) continue;
    if (present.sa_handler == SIG_DFL || present.sa_handler == SIG_IGN) continue;
    kept_actions[number] = present;
    is_kept[number] = true;
    signal(number, SIG_IGN);
  }
}

pid_t cspawn_fork(void) {
  pid_t child = fork();
  if (child != 0) return child;
  for (int number = 1; number < signal_count; number++) {
    if (is_kept[number]) sigaction(number, &kept_actions[number], NULL);
  }
  return 0;
}

static void limit(int resource, uint64_t value) {
  if (value == 0) return;
  struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
  setrlimit(resource, &wanted);
}

// Whoever is at the limit is told by a signal, and only later killed.
static void limit_processor_time(uint64_t seconds) {
  if (seconds == 0) return;
  struct rlimit wanted = {.rlim_cur = seconds, .rlim_max = seconds + 1};
  setrlimit(RLIMIT_CPU, &wanted);
}

void cspawn_limit_self(int first_foreign_descriptor, uint64_t address_space, uint64_t file_size, uint64_t cpu_seconds) {
  if (syscall(SYS_close_range, first_foreign_descriptor, ~0U, 0) != 0)
    for (int descriptor = first_foreign_descriptor; descriptor < most_descriptors; descriptor++) close(descriptor);
  limit(RLIMIT_AS, address_space);
  limit(RLIMIT_FSIZE, file_size);
  limit_processor_time(cpu_seconds);
  // Each descriptor may stand for memory in the kernel that no limit counts: pipes, sockets.
  limit(RLIMIT_NOFILE, most_own_descriptors);
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
}

void cspawn_allow_seconds(uint64_t seconds) {
  struct timespec used;
  struct rlimit limit;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0 || getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = (rlim_t)used.tv_sec + 1 + seconds;
  if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_CPU, &limit);
}

int cspawn_copy(int from, int to, uint64_t count) {
  off_t start = 0;
  while (count > 0) {
    ssize_t copied = sendfile(to, from, &start, count);
    if (copied < 0 && errno == EINTR) continue;
    if (copied < 0) return errno;
    if (copied == 0) return EIO;
    count -= (uint64_t)copied;
  }
  return 0;
}
