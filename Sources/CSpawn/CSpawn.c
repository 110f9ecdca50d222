#define _GNU_SOURCE
#include "CSpawn.h"
#include "Guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sys/prctl.h>
#include <sys/syscall.h>

enum { first_inherited_descriptor = 4, lifted_descriptors = 2 * cspawn_most_inherited };

static void limit(int resource, uint64_t value) {
  if (value == 0) return;
  struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
  setrlimit(resource, &wanted);
}

static void close_from(int first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  long highest = sysconf(_SC_OPEN_MAX);
  if (highest < 0 || highest > 65536) highest = 65536;
  for (int descriptor = first; descriptor < highest; descriptor++) close(descriptor);
}

// Moves a descriptor out of the way of those that the child will have, so that dup2 below cannot overwrite one that is still
// needed.
static int lifted(int descriptor) {
  return descriptor < 0 ? descriptor : fcntl(descriptor, F_DUPFD_CLOEXEC, lifted_descriptors);
}

// Opens an open file once more: a mere copy of the descriptor would share its offset with every other child's.
static int reopened(int descriptor, int mode) {
  char path[32] = "/proc/self/fd/";
  // snprintf may not be called here.
  char digits[16];
  size_t count = 0;
  do digits[count++] = (char)('0' + descriptor % 10);
  while ((descriptor /= 10) > 0);
  for (size_t end = strlen(path); count > 0; path[end] = '\0') path[end++] = digits[--count];
  return open(path, mode | O_CLOEXEC);
}

static void place(int descriptor, int target) {
  if (descriptor < 0) close(target);
  else if (dup2(descriptor, target) < 0) _exit(127);
}

// Linux copies nothing for vfork, which saves a millisecond or two a child: become() leaves the shared memory alone.
#define start_process vfork

// Returns only if the program cannot be started, with the reason. One that is being written just now, as while it is installed, is
// waited for, for some seconds.
static int replace_program(const cspawn_request *request) {
  enum { tries = 400 };
  const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
  for (int try = 1;; try++) {
    execve(request->executable, request->arguments, request->environment);
    if (errno != ETXTBSY || try == tries) return errno;
    nanosleep(&pause, NULL);
  }
}

// Runs in the child between fork and exec: only async-signal-safe calls.
static void become(const cspawn_request *request, int report, pid_t parent) {
  setsid();
  if (request->guard >= 0) cspawn_report(request->guard, getpid());
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);

  int output = lifted(request->output), errors = lifted(request->errors), wire = lifted(request->wire);
  int failure = lifted(report);
  int stopped = 0, inherited[cspawn_most_inherited];
  for (int index = 0; index < request->inherited_count; index++) {
    int file = reopened(request->inherited[index], request->writable >> index & 1 ? O_RDWR : O_RDONLY);
    if (file < 0) stopped = errno;
    inherited[index] = lifted(file);
  }
  int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (input != 0) dup2(input, 0);
  else fcntl(0, F_SETFD, 0);
  place(output, 1);
  place(errors, 2);
  place(wire, 3);
  for (int index = 0; index < request->inherited_count; index++) place(inherited[index], first_inherited_descriptor + index);
  failure = dup2(failure, first_inherited_descriptor + request->inherited_count);
  fcntl(failure, F_SETFD, FD_CLOEXEC);
  close_from(failure + 1);

  if (request->directory != NULL && chdir(request->directory) != 0) stopped = errno;
  limit(RLIMIT_AS, request->address_space);
  limit(RLIMIT_FSIZE, request->file_size);
  // Whoever is at the limit is told by a signal, and only later killed.
  struct rlimit processor_time = {request->cpu_seconds, request->cpu_seconds + 1};
  if (request->cpu_seconds > 0) setrlimit(RLIMIT_CPU, &processor_time);
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  if (stopped == 0) stopped = replace_program(request);
  ssize_t written = write(failure, &stopped, sizeof stopped);
  (void)written;
  _exit(127);
}

int cspawn_start(const cspawn_request *request, pid_t *child) {
  int report[2];
  if (pipe(report) != 0) return errno;
  fcntl(report[0], F_SETFD, FD_CLOEXEC);
  fcntl(report[1], F_SETFD, FD_CLOEXEC);
  pid_t parent = getpid();
  pid_t forked = start_process();
  if (forked < 0) {
    int stopped = errno;
    close(report[0]);
    close(report[1]);
    return stopped;
  }
  if (forked == 0) become(request, report[1], parent);
  close(report[1]);

  // The child's end closes itself on a successful exec: then there is nothing to read.
  int stopped = 0;
  ssize_t count;
  do count = read(report[0], &stopped, sizeof stopped);
  while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count == sizeof stopped) {
    waitpid(forked, NULL, 0);
    if (request->guard >= 0) cspawn_dismiss(request->guard, forked);
    return stopped;
  }
  *child = forked;
  return 0;
}

int cspawn_buffer(void) {
  int memory = memfd_create("lesson-run", MFD_CLOEXEC);
  if (memory >= 0) return memory;
  char path[] = "/tmp/lesson-run-XXXXXX";
  int file = mkstemp(path);
  if (file < 0) return -1;
  unlink(path);
  fcntl(file, F_SETFD, FD_CLOEXEC);
  return file;
}

int cspawn_watch(pid_t child) {
  return (int)syscall(SYS_pidfd_open, child, 0);
}

int cspawn_reap(pid_t child, int *status, double *processor_seconds) {
  struct rusage usage;
  pid_t reaped;
  do reaped = wait4(child, status, WNOHANG, &usage);
  while (reaped < 0 && errno == EINTR);
  if (reaped == 0) return 0;
  if (reaped < 0) return -1;
  *processor_seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  return 1;
}

void cspawn_adopt_orphans(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void cspawn_kill(pid_t child) {
  kill(-child, SIGKILL);
  kill(child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
}

static volatile sig_atomic_t signal_descriptor = -1;

static void forward(int number) {
  int kept = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signal_descriptor, &byte, 1);
  (void)written;
  errno = kept;
}

void cspawn_forward_signals(int descriptor) {
  signal_descriptor = descriptor;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = forward;
  action.sa_flags = SA_RESTART;
  int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    // A signal that whoever started us ignores (nohup, a background job) stays ignored.
    struct sigaction present;
    sigaction(numbers[index], NULL, &present);
    if (present.sa_handler != SIG_IGN) sigaction(numbers[index], &action, NULL);
  }
}

int cspawn_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int cspawn_ending_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
