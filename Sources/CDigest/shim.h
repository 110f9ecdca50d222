#include <sys/types.h>
#include <sha2.h>
/* The functions themselves, not a library that would have to be there where the program runs. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#define CHECKSUM_LENGTH 16

/* Swift does not see through the macros that name xxHash's functions. */
static inline void checksum(const void *bytes, size_t count, unsigned char sum[CHECKSUM_LENGTH]) {
  XXH128_canonicalFromHash((XXH128_canonical_t *)sum, XXH3_128bits(bytes, count));
}
