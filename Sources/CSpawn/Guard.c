#define _GNU_SOURCE
#include "Guard.h"
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <sys/syscall.h>

// More than a pool runs at once.
enum { most_groups = 4096 };

static void close_all_but(int kept) {
  if (syscall(SYS_close_range, kept + 1, ~0U, 0) == 0 && (kept == 0 || syscall(SYS_close_range, 0, kept - 1, 0) == 0)) return;
  for (int descriptor = 0; descriptor < 1024; descriptor++)
    if (descriptor != kept) close(descriptor);
}

// Runs in a fork of a process with threads: only async-signal-safe calls.
static void guard_groups(int reports) {
  setsid();
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  close_all_but(reports);

  static pid_t groups[most_groups];
  int count = 0;
  pid_t report;
  while (1) {
    // What is this short is written and read whole.
    ssize_t size = read(reports, &report, sizeof report);
    if (size < 0 && errno == EINTR) continue;
    if (size != sizeof report) break;
    if (report > 0 && count < most_groups) groups[count++] = report;
    for (int index = 0; index < count; index++)
      if (groups[index] == -report) groups[index--] = groups[--count];
  }
  for (int index = 0; index < count; index++) kill(-groups[index], SIGKILL);
  _exit(0);
}

int cspawn_guard(pid_t *guard) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  *guard = fork();
  if (*guard == 0) guard_groups(ends[0]);
  close(ends[0]);
  if (*guard > 0) return ends[1];
  close(ends[1]);
  return -1;
}

void cspawn_report(int guard, pid_t group) {
  while (write(guard, &group, sizeof group) < 0 && errno == EINTR) continue;
}

void cspawn_dismiss(int guard, pid_t child) { cspawn_report(guard, -child); }
