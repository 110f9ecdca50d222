// What a program needs that takes over its terminal.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <termios.h>

// Starts a process that waits for the end of this one, however it comes, and then gives the terminal back: if its modes are still
// `ours`, it sets them to `before` and writes `farewell`. It is no child of this process. Returns 0 or an error number.
int cspawn_guard_terminal(int input, int output, const struct termios *before, const struct termios *ours, const char *farewell);

// From now on a byte is written to the descriptor whenever the window has changed its size.
void cspawn_forward_resizes(int descriptor);

// Stops the job that this process belongs to, as Ctrl-Z does, and returns when it is continued.
void cspawn_stop_job(void);

#endif
