#include "CWebModule.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char weights[] = {
#embed "../Weights/lenet5.safetensors"
};

const unsigned char *cwebmodule_weights(void) { return weights; }
size_t cwebmodule_weights_count(void) { return sizeof weights; }
