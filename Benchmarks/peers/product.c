// OpenBLAS called from C: seconds a product of two square matrices, one line a round.  usage: product SIZE ROUNDS

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  int size = atoi(arguments[1]), rounds = atoi(arguments[2]);
  size_t total = (size_t)size * size;
  double *a = malloc(total * sizeof *a), *b = malloc(total * sizeof *b), *c = malloc(total * sizeof *c);
  if (!a || !b || !c) return 1;
  for (size_t place = 0; place < total; place++) {
    a[place] = rand() / (double)RAND_MAX - 0.5;
    b[place] = rand() / (double)RAND_MAX - 0.5;
  }
  openblas_set_num_threads(1);
  for (int round = 0; round < rounds; round++) {
    double start = seconds();
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a, size, b, size, 0, c, size);
    printf("%.9f\n", seconds() - start);
  }
  return 0;
}
