#include <stdlib.h>

#include "CMemory.h"

#include <malloc.h>

void cspawn_share_heap(void) {
  mallopt(M_ARENA_MAX, 1);
}
