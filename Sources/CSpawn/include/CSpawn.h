// Starting a child process with limits. Swift may not fork, and posix_spawn can set neither resource limits nor a parent-death
// signal, so the few calls between fork and exec live here.
#ifndef CSPAWN_H
#define CSPAWN_H

#include "CSession.h"

#include <stdint.h>
#include <sys/types.h>

// What a child starts with. A limit of 0 means "no limit of ours"; a descriptor of -1 means "closed" (stdin: /dev/null).
typedef struct {
  const char *executable;
  char *const *arguments;   // ends with NULL
  char *const *environment; // ends with NULL
  const char *directory;    // NULL: the parent's
  int output;               // becomes descriptor 1
  int errors;               // becomes descriptor 2
  int wire;                 // becomes descriptor 3
  uint64_t address_space;   // bytes
  uint64_t file_size;       // bytes, of any one file
  uint64_t cpu_seconds;
} cspawn_request;

// Starts the child as the leader of a process group of its own. Returns 0 and the child's id, or the error number of the
// step that failed, exec included. The child is killed when the calling thread ends (Linux).
int cspawn_start(const cspawn_request *request, pid_t *child);

// An unnamed file in memory (where the system has it; otherwise an unlinked temporary one), or -1.
int cspawn_buffer(void);

// A descriptor that becomes readable when the process ends, or -1 where the system has no such thing.
int cspawn_watch(pid_t child);

// Reaps the child if it has ended: 1 and its wait status and peak memory (KiB), 0 if it still runs, -1 on error.
int cspawn_reap(pid_t child, int *status, long *peak_kilobytes);

// From now on SIGINT, SIGTERM and SIGHUP write their number as one byte to the descriptor instead of ending the process.
void cspawn_forward_signals(int descriptor);

// From now on, descendants that lose their parent become children of this process instead of the system's first one (Linux).
void cspawn_adopt_orphans(void);

// Kills a child with its process group and waits until it is gone.
void cspawn_kill(pid_t child);

// The wait status taken apart, as C's macros do it.
int cspawn_exit_code(int status);       // -1 if a signal ended it
int cspawn_ending_signal(int status);   // 0 if it exited

#endif
