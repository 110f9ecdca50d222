// Processes that are forked from one that has run so far and waits, and the channel on which they are ordered.
#ifndef CSNAPSHOT_H
#define CSNAPSHOT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { cspawn_most_sent = 8 };

// Two connected ends that keep messages whole, closed when a program is started. Returns 0 or an error number.
int cspawn_channel(int ends[2]);

// Sends one message with descriptors. Returns 0 or an error number: EPIPE if nobody is at the other end.
int cspawn_send(int channel, const void *bytes, size_t count, const int *descriptors, int descriptor_count);

// Receives one message. `descriptor_count` is how many there is room for, and then how many came. Returns the message's length, 0 at the
// end, -1 if there is none or it did not fit.
ssize_t cspawn_receive(int channel, void *bytes, size_t capacity, int *descriptors, int *descriptor_count);

// Forks a child of this process's parent. Nothing that was appointed for forks (pthread_atfork) is done, so the process must have a
// single thread. Returns 0 in the child, its id in this process, or -1.
pid_t cspawn_fork_sibling(void);

// Makes this process's memory unreadable to its children, or readable again.
void cspawn_hide_self(int is_hidden);

// Has the kernel end this process when its parent ends.
void cspawn_end_with_parent(pid_t parent);

// Whether this process could be forked at any time without anybody noticing: it has one thread, no child, no open descriptors but the
// first `own`, and shares no memory.
int cspawn_is_alone(int own);

#endif
