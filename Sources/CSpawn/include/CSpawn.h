// Starting a child process with limits. Swift may not fork, and posix_spawn can set neither resource limits nor a parent-death
// signal, so the few calls between fork and exec live here.
#ifndef CSPAWN_H
#define CSPAWN_H

#include "CMemory.h"
#include "CSession.h"
#include "CSnapshot.h"
#include "CSupervision.h"
#include "CTerminal.h"
#include "CUsage.h"

#include <stdint.h>
#include <sys/types.h>

enum { cspawn_most_inherited = 64 };

// What a child starts with. A limit of 0 means "no limit of ours"; a descriptor of -1 means "closed" (stdin: /dev/null).
typedef struct {
  const char *executable;
  char *const *arguments;   // ends with NULL
  char *const *environment; // ends with NULL
  const char *directory;    // NULL: the parent's
  int output;               // becomes descriptor 1
  int errors;               // becomes descriptor 2
  int wire;                 // becomes descriptor 3
  int inherited[cspawn_most_inherited]; // opened anew for reading, each with an offset of its own, as descriptors 4, 5, …
  int inherited_count;
  uint64_t writable;        // a bit for each of these, from the lowest: whether it is opened for writing too
  int guard;                // what `cspawn_guard` gave, or -1
  uint64_t address_space;   // bytes
  uint64_t file_size;       // bytes, of any one file
  uint64_t cpu_seconds;
} cspawn_request;

// Starts the child as the leader of a session, and so of a process group, of its own. Returns 0 and the child's id, or the error number of the
// step that failed, exec included. The child is killed when the calling thread ends (Linux).
int cspawn_start(const cspawn_request *request, pid_t *child);

// Starts a process that waits for the end of this one, however it comes, and then kills the process groups of those children that
// were given this guard and not dismissed. The kernel itself ends the children only, and bwrap, if it is killed in its first
// moments, leaves a child behind that waits for it for ever. Returns a descriptor and the guard's id, or -1.
int cspawn_guard(pid_t *guard);

// Tells the guard that a child has been reaped and its group killed.
void cspawn_dismiss(int guard, pid_t child);

// An unnamed file in memory (where the system has it; otherwise an unlinked temporary one), or -1.
int cspawn_buffer(void);

// A descriptor that becomes readable when the process ends, or -1 where the system has no such thing.
int cspawn_watch(pid_t child);

// Reaps the child if it has ended: 1, its wait status, and the processor time of it and all that it has reaped; 0 if it still runs, -1 on
// error.
int cspawn_reap(pid_t child, int *status, double *processor_seconds);

// From now on SIGINT, SIGTERM and SIGHUP write their number as one byte to the descriptor instead of ending the process.
void cspawn_forward_signals(int descriptor);

// From now on, descendants that lose their parent become children of this process instead of the system's first one (Linux).
void cspawn_adopt_orphans(void);

// Names, in the environment of a sandbox's first process, the user that it is to turn into. There only if it can and must.
#define cspawn_user_variable "LESSON_RUN_USER"

// Confines this process, the first one of a sandbox, and all that it starts. To be called once, at its very beginning: while it
// has a single thread, before it opens anything of others or forks. Returns 0, or the error number of the step that failed: then
// nothing hostile may be run. EPERM: the limit on processes does not bind here, as outside of a sandbox for root.
//
// From then on
// - all processes and threads of the sandbox together, this one included, are at most so many: fork and pthread_create fail with
//   EAGAIN, and none of them can raise the limit;
// - none may have more than 256 descriptors;
// - no capability is left that anything could ever have again;
// - where root started the sandbox, this is a user of its own that owns no file: what only root may read must be open already;
// - nothing that is started can gain rights (PR_SET_NO_NEW_PRIVS);
// - this process's memory and its files in /proc are closed to what it forks, though that runs as the same user. A child made by
//   fork(), and all that this starts, is open again, for the sake of its backtracer: it must not be given secrets, and of two
//   children at the same time each could read the other.
int cspawn_confine_self(uint64_t processes);

// Kills a child with its process group and waits until it is gone.
void cspawn_kill(pid_t child);

// The wait status taken apart, as C's macros do it.
int cspawn_exit_code(int status);       // -1 if a signal ended it
int cspawn_ending_signal(int status);   // 0 if it exited

#endif
