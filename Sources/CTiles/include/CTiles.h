#ifndef CTILES_H
#define CTILES_H

#include <stdbool.h>
#include <stddef.h>

/// Whether the processor, and the system, has what the functions below are made of: AVX2 and FMA.
bool ctiles_are_there(void);

/// C ← C + A · B, or C ← A · B, with C of rows × columns and an inner axis of `depth`, none of them 0. Of A and B it is said how many
/// numbers lie between two rows and between two columns, of C between two rows.
///
/// Returns whether it was done: not if there is no such code or no memory, and then nothing was.
bool ctiles_multiply_doubles(
    const double *a, ptrdiff_t a_row, ptrdiff_t a_column, const double *b, ptrdiff_t b_row, ptrdiff_t b_column, double *c,
    ptrdiff_t c_row, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, bool is_added);
bool ctiles_multiply_floats(
    const float *a, ptrdiff_t a_row, ptrdiff_t a_column, const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c,
    ptrdiff_t c_row, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, bool is_added);

#endif
