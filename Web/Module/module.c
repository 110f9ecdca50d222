#include "CWebModule.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// As a list of numbers in Swift, two hundred thousand bytes would take the compiler minutes.
#if __has_embed("../minicnn.wasm") == __STDC_EMBED_FOUND__
static const unsigned char module[] = {
#embed "../minicnn.wasm"
};
static const size_t count = sizeof module;
#else
static const unsigned char module[1];
static const size_t count = 0;
#endif

const unsigned char *cwebmodule_bytes(void) { return module; }
size_t cwebmodule_count(void) { return count; }
