#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <grp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static int limit(int resource, uint64_t value) {
  struct rlimit present, wanted = {.rlim_cur = value, .rlim_max = value};
  if (getrlimit(resource, &present) != 0) return errno;
  if (present.rlim_max != RLIM_INFINITY && present.rlim_max < value) wanted.rlim_cur = wanted.rlim_max = present.rlim_max;
  return setrlimit(resource, &wanted) == 0 ? 0 : errno;
}

// Sets that hold no rights now, but could give some to a program that is started: where root started the sandbox, bwrap leaves
// them as they are.
static int give_up_capabilities(void) {
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) return errno;
  for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
    if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 0) continue;
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) return errno;
  }
  return 0;
}

static int give_up_inheritable_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0, 0, 0}, {0, 0, 0}};
  return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

// The order matters: without its user the process may no longer give up its groups.
static int become_user(uid_t user) {
  if (setgroups(0, NULL) != 0 || setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0) return errno;
  return 0;
}

static int become_named_user(void) {
  const char *name = getenv(cspawn_user_variable);
  if (name == NULL) return 0;
  char *end;
  errno = 0;
  unsigned long long user = strtoull(name, &end, 10);
  // Neither root nor "no user", which would leave the process as it is.
  if (errno != 0 || end == name || *end != '\0' || user == 0 || user >= UINT32_MAX) return EINVAL;
  int failure = give_up_capabilities();
  if (failure == 0) failure = become_user((uid_t)user);
  if (failure == 0) failure = give_up_inheritable_capabilities();
  if (failure == 0 && unsetenv(cspawn_user_variable) != 0) failure = errno;
  return failure;
}

// A backtracer reads the memory of the program that crashed.
static void be_readable(void) { prctl(PR_SET_DUMPABLE, 1); }

// The machine's root is bound by no such limit, and neither is whoever he is called in a namespace: so try.
static int prove_that_limit_binds(void) {
  struct rlimit present;
  if (getrlimit(RLIMIT_NPROC, &present) != 0) return errno;
  struct rlimit nobody = {.rlim_cur = 1, .rlim_max = present.rlim_max};
  if (setrlimit(RLIMIT_NPROC, &nobody) != 0) return errno;
  pid_t child = fork();
  if (child == 0) _exit(0);
  if (child < 0) return errno == EAGAIN ? 0 : errno;
  waitpid(child, NULL, 0);
  return EPERM;
}

int cspawn_confine_self(uint64_t processes) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  int failure = become_named_user();
  if (failure != 0) return failure;
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return errno;
  failure = pthread_atfork(NULL, NULL, be_readable);
  if (failure != 0) return failure;
  // Each descriptor may stand for memory in the kernel that is counted nowhere: pipes, sockets.
  failure = limit(RLIMIT_NOFILE, 256);
  if (failure == 0) failure = prove_that_limit_binds();
  if (failure == 0) failure = limit(RLIMIT_NPROC, processes);
  return failure;
}
