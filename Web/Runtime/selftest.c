// The self-test as a program: each case's tolerance and numbers, as their bits, on standard output.

typedef __SIZE_TYPE__ size_t;
struct piece {
  const char *start;
  size_t count;
};

__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_write"))) int fd_write(
    int file, const struct piece *pieces, size_t count, size_t *written);

int doorSelfTest(int number);
const unsigned long long *doorResult(void);

static char buffer[1 << 14];
static size_t filled;

static void flush(void) {
  struct piece piece = {buffer, filled};
  size_t written;
  while (piece.count && !fd_write(1, &piece, 1, &written)) piece.start += written, piece.count -= written;
  filled = 0;
}

static void print(unsigned long long bits) {
  for (int shift = 60; shift >= 0; shift -= 4) buffer[filled++] = "0123456789abcdef"[bits >> shift & 15];
  buffer[filled++] = '\n';
  if (filled > sizeof buffer - 32) flush();
}

void start(void) __asm__("_start");
__attribute__((export_name("_start"))) void start(void) {
  for (int number = 0, count; (count = doorSelfTest(number)); number++) {
    buffer[filled++] = '#';
    buffer[filled++] = '\n';
    const unsigned long long *result = doorResult();
    // The first is the tolerance.
    for (int place = 1; place < count; place++) print(result[place]);
  }
  flush();
}
