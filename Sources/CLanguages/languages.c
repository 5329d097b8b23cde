// SPDX-License-Identifier: Apache-2.0
#include "languages.h"

// #embed is C23; clang has it in every mode since 19.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "languages.bin"
};

const unsigned char *earshot_languages(void) { return bytes; }

size_t earshot_languages_count(void) { return sizeof bytes; }
