#ifndef CWEBMODULE_H
#define CWEBMODULE_H

#include <stddef.h>

/// MiniCNN as a module of WebAssembly: what Web/minicnn.wasm holds, or nothing where that has not been built.
const unsigned char *cwebmodule_bytes(void);
size_t cwebmodule_count(void);

/// The weights that figures read digits with: what Web/Weights/lenet5.safetensors holds.
const unsigned char *cwebmodule_weights(void);
size_t cwebmodule_weights_count(void);

#endif
