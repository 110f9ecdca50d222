// What a process needs that runs children of its own from a single library-laden parent: fork, which Swift keeps to itself, and
// limits that a child sets for itself.
#ifndef CSESSION_H
#define CSESSION_H

#include <stdint.h>
#include <sys/types.h>

// From now on this process ignores every signal for which it has a handler; a child of cspawn_fork has the handlers again. The kernel
// keeps from a sandbox's first process whatever its children send it, except what it handles: Swift's runtime handles crashes, and
// a sender could have it take itself for crashed. A true crash still ends it.
void cspawn_ignore_handled_signals(void);

// Forks. For a process of one thread only: whatever other threads hold would stay locked in the child.
pid_t cspawn_fork(void);

// Limits the calling process for good: bytes of address space and of any file, CPU seconds, and its descriptors to 64. Closes every
// descriptor from the first foreign one on. A limit of 0 means "no limit of ours".
void cspawn_limit_self(int first_foreign_descriptor, uint64_t address_space, uint64_t file_size, uint64_t cpu_seconds);

// From now on this process may take so many seconds of processor time more; then a signal ends it. To be called again and again.
void cspawn_allow_seconds(uint64_t seconds);

// Copies the first so many bytes of a file to another's current place, without any of them passing through this process's memory,
// where a child could come upon them later. Returns 0 or an error number.
int cspawn_copy(int from, int to, uint64_t count);

#endif
