import FoundationEssentials
import Running

/// A folder with a program in it that tries what a hostile answer might.
struct HostileProgram {
  let folder: String
  let path: String

  /// - Throws: If there is no C compiler, or it fails.
  init() async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-test-\(UUID())").path
    path = folder + "/hostile"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let source = folder + "/hostile.c"
    try Data(Self.source.utf8).write(to: URL(filePath: source))
    let root = URL(filePath: #filePath).appending(path: "../../../..").standardized.path
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let compilers = folders.flatMap { ["\($0)/cc", "\($0)/clang"] }
    guard let compiler = compilers.first(where: FileManager.default.isExecutableFile) else { throw NoCompiler() }
    let ending = try await ProcessPool(width: 1).run(
      Command(
        compiler,
        [
          source, root + "/Sources/CSpawn/Confinement.c", "-I", root + "/Sources/CSpawn/include", "-pthread", "-o",
          path,
        ],
        environment: environment, limits: Limits(seconds: 60, memory: 8 << 30)))
    guard ending.cause == .exited(code: 0) else {
      throw CompilerFailed(message: String(decoding: ending.errors, as: UTF8.self))
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private struct NoCompiler: Error {}
  private struct CompilerFailed: Error { var message: String }

  /// - `confine N COMMAND…` is a supervisor: it confines itself to N processes, runs the command and ends with it.
  /// - `refused` prints each of many system calls with its error.
  /// - `numbers` prints the numbers of those system calls that are not refused.
  /// - `forks`, `threads` start as many as they can, and print how many that were and what stopped them.
  /// - `dumpable N` prints whether a supervisor's memory is open to others, and that of its child.
  private static let source = #"""
    #define _GNU_SOURCE
    #include <errno.h>
    #include <pthread.h>
    #include <sched.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/ioctl.h>
    #include <sys/prctl.h>
    #include <sys/resource.h>
    #include <sys/socket.h>
    #include <sys/syscall.h>
    #include <sys/wait.h>
    #include <unistd.h>
    #include "CSpawn.h"

    static void confine(const char *processes) {
      int failure = cspawn_confine_self(strtoull(processes, NULL, 10));
      if (failure == 0) return;
      fprintf(stderr, "cannot confine: %s\n", strerror(failure));
      exit(125);
    }

    static int supervise(char **words) {
      confine(words[0]);
      pid_t child = fork();
      if (child == 0) {
        execv(words[1], words + 1);
        _exit(127);
      }
      int status;
      while (waitpid(child, &status, 0) < 0) continue;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    static void attempt(const char *name, long number, long first, long second, long third) {
      long result = syscall(number, first, second, third, 0L, 0L, 0L);
      printf("%s %s\n", name, result >= 0 ? "allowed" : strerrorname_np(errno));
    }
    // Whether the filter's library knows it or not.
    static void attempt_new(const char *name, long number) {
      long result = syscall(number, 0L, 0L, 0L, 0L, 0L, 0L);
      int is_refused = result < 0 && (errno == ENOSYS || errno == EPERM);
      printf("%s %s\n", name, is_refused ? "refused" : "reached");
    }
    #define ATTEMPT(name, ...) attempt(#name, SYS_##name, __VA_ARGS__)

    static int refused(void) {
      ATTEMPT(shmget, 0, 4096, 01600);
      ATTEMPT(semget, 0, 1, 01600);
      ATTEMPT(msgget, 0, 01600, 0);
      ATTEMPT(mq_open, 0, 0, 0);
      ATTEMPT(memfd_create, (long)"m", 0, 0);
      ATTEMPT(add_key, (long)"user", (long)"k", (long)"v");
      ATTEMPT(keyctl, 0, -3, 1);
      ATTEMPT(ptrace, 0, 0, 0);
      ATTEMPT(process_vm_readv, 1, 0, 0);
      ATTEMPT(prlimit64, 1, RLIMIT_NOFILE, 0);
      ATTEMPT(setpriority, PRIO_PROCESS, 1, 19);
      ATTEMPT(setpriority, PRIO_USER, 0, 19);
      ATTEMPT(setpriority, PRIO_PROCESS, 0, 1);
      ATTEMPT(ioprio_set, 1, 1, 3 << 13);
      ATTEMPT(ioprio_set, 3, 0, 3 << 13);
      ATTEMPT(sched_setaffinity, 1, 0, 0);
      ATTEMPT(sched_setscheduler, 1, 0, 0);
      ATTEMPT(setxattr, (long)"/tmp", (long)"user.x", (long)"y");
      ATTEMPT(unshare, CLONE_NEWUSER, 0, 0);
      ATTEMPT(setns, 0, 0, 0);
      ATTEMPT(clone, CLONE_NEWUSER | SIGCHLD, 0, 0);
      ATTEMPT(clone, CLONE_NEWNS | SIGCHLD, 0, 0);
      ATTEMPT(clone3, 0, 0, 0);
      ATTEMPT(mount, (long)"none", (long)"/tmp", (long)"tmpfs");
      ATTEMPT(umount2, (long)"/proc", 2, 0);
      ATTEMPT(pivot_root, (long)"/", (long)"/", 0);
      ATTEMPT(chroot, (long)"/tmp", 0, 0);
      ATTEMPT(open_tree, 0, 0, 0);
      ATTEMPT(open_by_handle_at, 0, 0, 0);
      ATTEMPT(bpf, 0, 0, 0);
      ATTEMPT(perf_event_open, 0, 0, 0);
      ATTEMPT(userfaultfd, 0, 0, 0);
      ATTEMPT(io_uring_setup, 1, 0, 0);
      ATTEMPT(personality, 0x0040000, 0, 0);
      ATTEMPT(ioctl, 0, TIOCSTI, (long)"x");
      ATTEMPT(ioctl, 0, (long)(TIOCSTI | 1UL << 32), (long)"x");
      ATTEMPT(socket, AF_INET, SOCK_STREAM, 0);
      ATTEMPT(socket, AF_INET6, SOCK_DGRAM, 0);
      ATTEMPT(socket, AF_NETLINK, SOCK_RAW, 0);
      ATTEMPT(socket, AF_VSOCK, SOCK_STREAM, 0);
      ATTEMPT(socket, AF_UNIX, SOCK_STREAM, 0);
      long context = 0;
      ATTEMPT(io_setup, 1, (long)&context, 0);
      ATTEMPT(mincore, (long)&context & ~4095L, 4096, (long)&context);
      attempt("preadv2", SYS_preadv2, -1, 0, 0);
      printf("preadv2 without waiting %s\n", syscall(SYS_preadv2, 0, 0L, 0L, 0L, 0L, 8L) < 0 ? strerrorname_np(errno) : "");
      ATTEMPT(fadvise64, 0, 0, 0);
      ATTEMPT(inotify_init1, 0, 0, 0);
      printf("mmap of huge pages %s\n", syscall(SYS_mmap, 0L, 1L << 21, 3L, 0x40022L, -1L, 0L) < 0 ? strerrorname_np(errno) : "");
      attempt_new("cachestat", 451);
      attempt_new("statmount", 457);
      attempt_new("listmount", 458);
      attempt_new("file_setattr", 469);
      struct rlimit more = {1 << 20, 1 << 20};
      ATTEMPT(setrlimit, RLIMIT_NPROC, (long)&more, 0);
      return 0;
    }

    // Each number in a process of its own, with arguments that make no sense; prints those that are not refused.
    static int numbers(void) {
      for (long number = 0; number <= 600; number++) {
        pid_t child = fork();
        if (child < 0) return 1;
        if (child == 0) {
          alarm(1);
          int missing = syscall(number, -1L, -1L, -1L, -1L, -1L, -1L) < 0 && (errno == ENOSYS || errno == EPERM);
          _exit(missing ? 0 : 1);
        }
        int status = 0;
        // Some wait for a signal.
        for (int round = 0; round < 200 && waitpid(child, &status, WNOHANG) == 0; round++) {
          if (round == 50) kill(child, SIGKILL);
          usleep(round < 20 ? 200 : 2000);
        }
        if (status != 0) printf("%ld ", number);
      }
      return 0;
    }

    static void stopped(const char *what, int count, int error) {
      printf("%d %s, then %s\n", count, what, strerrorname_np(error));
    }

    static int forks(void) {
      for (int count = 0; count < 5000; count++) {
        pid_t child = fork();
        if (child == 0) for (;;) pause();
        if (child < 0) return stopped("processes", count, errno), 0;
      }
      return 1;
    }

    static void *wait_for_ever(void *nothing) {
      for (;;) pause();
      return nothing;
    }

    static int threads(void) {
      for (int count = 0; count < 5000; count++) {
        pthread_t thread;
        int error = pthread_create(&thread, NULL, wait_for_ever, NULL);
        if (error != 0) return stopped("threads", count, error), 0;
      }
      return 1;
    }

    static int dumpable(const char *processes) {
      confine(processes);
      int own = prctl(PR_GET_DUMPABLE), status;
      pid_t child = fork();
      if (child == 0) _exit(prctl(PR_GET_DUMPABLE));
      waitpid(child, &status, 0);
      printf("supervisor %d, child %d\n", own, WEXITSTATUS(status));
      return 0;
    }

    int main(int count, char **words) {
      setvbuf(stdout, NULL, _IONBF, 0);
      if (count > 3 && strcmp(words[1], "confine") == 0) return supervise(words + 2);
      if (count > 2 && strcmp(words[1], "dumpable") == 0) return dumpable(words[2]);
      if (count > 1 && strcmp(words[1], "refused") == 0) return refused();
      if (count > 1 && strcmp(words[1], "numbers") == 0) return numbers();
      if (count > 1 && strcmp(words[1], "forks") == 0) return forks();
      if (count > 1 && strcmp(words[1], "threads") == 0) return threads();
      return 2;
    }
    """#
}
