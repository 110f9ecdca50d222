// What processes have used of a machine, as Linux's /proc tells. Elsewhere nothing is known, and all is 0.
#ifndef CUSAGE_H
#define CUSAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct {
  double processor_seconds; // with those of the children that they have reaped
  double waiting_seconds;   // for a processor, though ready to run; negative where the kernel does not tell
  uint64_t bytes;           // memory, what they share included
  long tasks;               // processes and threads
} cspawn_usage;

// For the first process of a sandbox: what all others use, those that have ended included in the processor time. What they share is
// counted with the most that was seen of it since the last call with `anew`; what they can keep in sockets counts too.
cspawn_usage cspawn_usage_of_others(bool anew);

// Processor time of those children of this process that it has reaped, and of what they have.
double cspawn_reaped_seconds(void);

// Of a child and its living descendants; of memory that they share, what is not a file's counts once for each.
cspawn_usage cspawn_usage_of_tree(pid_t child);

// Memory that a process has for itself, which is what of its memory is no file's.
uint64_t cspawn_own_bytes(pid_t process);

// The children of this process, which has one thread; of more than `most` the first ones. Returns how many.
int cspawn_children(pid_t *children, int most);

#endif
