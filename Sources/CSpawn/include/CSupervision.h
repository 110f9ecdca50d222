// A process that does its work in another one, so that it outlives it.
#ifndef CSUPERVISION_H
#define CSUPERVISION_H

#include <sys/types.h>

// Forks a worker, which is killed when this process ends. For a process of one thread only. Returns 0 in the worker, its id in the
// supervisor, -1 if there is none. From then on the supervisor keeps SIGINT, SIGTERM and SIGHUP waiting for cspawn_supervise.
pid_t cspawn_fork_worker(void);

// Waits for the worker's end, and passes on what signals are sent to this process alone: those of a terminal go to both. Returns the
// wait status.
int cspawn_supervise(pid_t worker);

// Ends this process by a signal, without leaving a core.
void cspawn_die_of(int signal);

#endif
