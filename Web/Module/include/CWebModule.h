#ifndef CWEBMODULE_H
#define CWEBMODULE_H

#include <stddef.h>

/// MiniCNN as a module of WebAssembly: what Web/minicnn.wasm holds, or nothing where that has not been built.
const unsigned char *cwebmodule_bytes(void);
size_t cwebmodule_count(void);

#endif
