#ifndef GUARD_H
#define GUARD_H

#include <sys/types.h>

// Tells the guard of a group's beginning, or with a negative number of its end. Async-signal-safe.
void cspawn_report(int guard, pid_t group);

#endif
