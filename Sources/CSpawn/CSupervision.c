#define _GNU_SOURCE
#include "CSupervision.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/prctl.h>

static sigset_t supervised(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGCHLD);
  return set;
}

pid_t cspawn_fork_worker(void) {
  sigset_t set = supervised(), before;
  // Ignored, a worker's end would not be heard of.
  signal(SIGCHLD, SIG_DFL);
  sigprocmask(SIG_BLOCK, &set, &before);
  pid_t supervisor = getpid();
  pid_t worker = fork();
  if (worker > 0) return worker;
  if (worker == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != supervisor) _exit(1);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return worker;
}

int cspawn_supervise(pid_t worker) {
  int status = 0;
  sigset_t set = supervised();
  while (1) {
    siginfo_t info;
    int number = sigwaitinfo(&set, &info);
    if (number == SIGCHLD) {
      pid_t ended = waitpid(worker, &status, WNOHANG);
      if (ended == worker || (ended < 0 && errno == ECHILD)) return status;
    } else if (number > 0 && info.si_code <= 0) {
      kill(worker, number);
    }
  }
}

void cspawn_die_of(int number) {
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  signal(number, SIG_DFL);
  sigset_t set;
  sigfillset(&set);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
  exit(128 + number);
}
