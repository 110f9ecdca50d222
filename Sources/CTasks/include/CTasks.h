#ifndef CTASKS_H
#define CTASKS_H

#include <stdbool.h>

/// Counts from now on what the runtime of Swift's tasks has to do. To be called once its library is loaded.
void ctasks_follow(void);

/// Waits until no task can go on by itself, for at most two seconds where another cell comes next. Where the program ends, it waits as
/// long as any works, and two seconds for those that sleep.
void ctasks_settle(bool ends);

/// Whether a task can go on, or sleeps in the first two seconds after a program's end: for programs whose top level itself is a task,
/// which must not block its thread.
bool ctasks_go_on(bool ends);

#endif
