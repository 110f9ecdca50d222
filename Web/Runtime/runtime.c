// What Embedded Swift's code calls and a bare WebAssembly machine lacks: an allocator, and a few functions of C's library.

typedef __SIZE_TYPE__ size_t;
typedef unsigned char byte;

// Memory is handed out in blocks of a power of two, from 32 bytes; one that is freed waits for the next of its size, so that a training, whose
// steps take and free the same sizes, soon takes no more. A block begins with its size's exponent.
enum { header = 16, smallest = 5, largest = 30 };

struct block {
  struct block *next;
};

extern byte __heap_base;
static struct block *freed[largest + 1];
static size_t top;

static void *carved(size_t size) {
  if (!top) top = ((size_t)&__heap_base + header - 1) / header * header;
  size_t end = top + size, have = __builtin_wasm_memory_size(0), need = (end + 0xffff) >> 16;
  if (end < top) return 0;
  if (need > have && __builtin_wasm_memory_grow(0, need - have) == (size_t)-1) return 0;
  void *place = (void *)top;
  top = end;
  return place;
}

void *malloc(size_t size) {
  int exponent = smallest;
  while (((size_t)1 << exponent) - header < size)
    if (++exponent > largest) return 0;
  struct block *block = freed[exponent];
  if (block)
    freed[exponent] = block->next;
  else if (!(block = carved((size_t)1 << exponent)))
    return 0;
  *(int *)block = exponent;
  return (byte *)block + header;
}

void free(void *place) {
  if (!place) return;
  struct block *block = (struct block *)((byte *)place - header);
  int exponent = *(int *)block;
  block->next = freed[exponent];
  freed[exponent] = block;
}

int posix_memalign(void **place, size_t alignment, size_t size) {
  if (alignment > header) __builtin_trap();
  return (*place = malloc(size)) ? 0 : 12;
}

#ifdef __wasm_bulk_memory__
void *memcpy(void *to, const void *from, size_t count) { return __builtin_memcpy(to, from, count); }
void *memmove(void *to, const void *from, size_t count) { return __builtin_memmove(to, from, count); }
void *memset(void *to, int value, size_t count) { return __builtin_memset(to, value, count); }
#else
__attribute__((no_builtin)) void *memcpy(void *to, const void *from, size_t count) {
  byte *target = to;
  const byte *source = from;
  for (; count >= 8; count -= 8, target += 8, source += 8) *(unsigned long long *)target = *(const unsigned long long *)source;
  while (count--) *target++ = *source++;
  return to;
}

__attribute__((no_builtin)) void *memmove(void *to, const void *from, size_t count) {
  byte *target = to;
  const byte *source = from;
  if (target < source) return memcpy(to, from, count);
  while (count--) target[count] = source[count];
  return to;
}

__attribute__((no_builtin)) void *memset(void *to, int value, size_t count) {
  byte *target = to;
  unsigned long long eight = 0x0101010101010101ull * (byte)value;
  for (; count >= 8; count -= 8, target += 8) *(unsigned long long *)target = eight;
  while (count--) *target++ = value;
  return to;
}
#endif

int memcmp(const void *one, const void *other, size_t count) {
  const byte *left = one, *right = other;
  for (; count; count--, left++, right++)
    if (*left != *right) return *left - *right;
  return 0;
}

double round(double x) {
  double whole = __builtin_trunc(x);
  return __builtin_fabs(x - whole) >= 0.5 ? whole + __builtin_copysign(1, x) : whole;
}

// Hashes of what a page computes need not be secret.
void arc4random_buf(void *place, size_t count) { memset(place, 0x5a, count); }

size_t __stack_chk_guard = 0x9e3779b9;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

// The product of whole numbers of 128 bits, of which generators of random numbers take the upper half.
__int128 __multi3(__int128 one, __int128 other) {
  typedef unsigned long long half;
  half a = (half)one, b = (half)other;
  half a0 = (unsigned)a, a1 = a >> 32, b0 = (unsigned)b, b1 = b >> 32;
  half low = a0 * b0, middle = a1 * b0 + (low >> 32), rest = a0 * b1 + (unsigned)middle;
  half high = a1 * b1 + (middle >> 32) + (rest >> 32) + (half)(one >> 64) * b + a * (half)(other >> 64);
  return (__int128)high << 64 | (rest << 32 | (unsigned)low);
}
