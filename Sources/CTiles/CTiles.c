// The product of matrices for processors with AVX2 and FMA, as MatrixLoops.swift has it for all: tiles of 6 × 8 doubles, or 6 × 16 floats, in
// registers. In C, since single functions of it can be compiled for such a processor, and of Swift only a whole module.

#include "CTiles.h"

#if defined(__x86_64__)

#include <stdlib.h>

#define WIDE __attribute__((target("avx2,fma")))

enum { MOST_ROWS = 6, MOST_PANELS = 2 };

bool ctiles_are_there(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

static ptrdiff_t least(ptrdiff_t one, ptrdiff_t other) { return one < other ? one : other; }

#define SCALAR double
#define NAME(part) ctiles_##part##_doubles
#include "Tiles.inc"
#undef SCALAR
#undef NAME

#define SCALAR float
#define NAME(part) ctiles_##part##_floats
#include "Tiles.inc"

#else

bool ctiles_are_there(void) { return false; }

bool ctiles_multiply_doubles(
    const double *a, ptrdiff_t a_row, ptrdiff_t a_column, const double *b, ptrdiff_t b_row, ptrdiff_t b_column, double *c,
    ptrdiff_t c_row, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, bool is_added) {
  return false;
}

bool ctiles_multiply_floats(
    const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c,
    ptrdiff_t c_row, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, bool is_added) {
  return false;
}

#endif
