#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/syscall.h>

static void close_from(int first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  for (int descriptor = first; descriptor < 1024; descriptor++) close(descriptor);
}

static int have_same_modes(const struct termios *one, const struct termios *other) {
  return one->c_lflag == other->c_lflag && one->c_iflag == other->c_iflag && one->c_oflag == other->c_oflag &&
         memcmp(one->c_cc, other->c_cc, sizeof one->c_cc) == 0;
}

// Runs in a fork of a process with threads: only async-signal-safe calls.
static void guard_terminal(
    int input, int output, int life, const struct termios *before, const struct termios *ours, const char *farewell) {
  // Neither Ctrl-C nor the end of the session reaches it, nor is it stopped for not being in the foreground.
  setsid();
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  int kept_life = fcntl(life, F_DUPFD, 10), kept_input = fcntl(input, F_DUPFD, 10), kept_output = fcntl(output, F_DUPFD, 10);
  if (dup2(kept_input, 0) < 0 || dup2(kept_output, 1) < 0 || dup2(kept_life, 2) < 0) _exit(1);
  close_from(3);

  char byte;
  ssize_t count;
  do count = read(2, &byte, 1);
  while (count < 0 && errno == EINTR);
  struct termios present;
  // Whoever has set other modes since has taken the terminal over.
  if (tcgetattr(0, &present) != 0 || !have_same_modes(&present, ours)) _exit(0);
  tcsetattr(0, TCSANOW, before);
  ssize_t written = write(1, farewell, strlen(farewell));
  (void)written;
  _exit(0);
}

int cspawn_guard_terminal(
    int input, int output, const struct termios *before, const struct termios *ours, const char *farewell) {
  int ends[2];
  if (pipe(ends) != 0) return errno;
  // No process that this one starts may hold the end that is open as long as this one lives.
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  pid_t between = fork();
  if (between == 0) {
    close(ends[1]);
    pid_t guard = fork();
    if (guard == 0) guard_terminal(input, output, ends[0], before, ours, farewell);
    _exit(guard < 0 ? errno : 0);
  }
  int failure = between < 0 ? errno : 0, status = 0;
  close(ends[0]);
  if (between > 0) {
    while (waitpid(between, &status, 0) < 0 && errno == EINTR) continue;
    failure = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
  }
  if (failure != 0) close(ends[1]);
  return failure;
}

static volatile sig_atomic_t resize_descriptor = -1;

static void forward_resize(int number) {
  (void)number;
  int kept = errno;
  char byte = 0;
  ssize_t written = write(resize_descriptor, &byte, 1);
  (void)written;
  errno = kept;
}

void cspawn_forward_resizes(int descriptor) {
  resize_descriptor = descriptor;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = forward_resize;
  action.sa_flags = SA_RESTART;
  sigaction(SIGWINCH, &action, NULL);
}

void cspawn_stop_job(void) {
  // The others first.
  signal(SIGTSTP, SIG_IGN);
  kill(0, SIGTSTP);
  signal(SIGTSTP, SIG_DFL);
  // Then this very thread, which so cannot go on before it is stopped; a thread of a pool may have its signals blocked.
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}
