// What a process that lives long and runs many small tasks on several threads needs to stay small.
#ifndef CMEMORY_H
#define CMEMORY_H

// From now on all threads take their memory from one heap. glibc otherwise makes one for each thread and gives none of them back, so
// that a process grows although little is ever in use at a time. Nothing where the C library has no such setting.
void cspawn_share_heap(void);

#endif
