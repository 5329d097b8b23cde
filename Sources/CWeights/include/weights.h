// SPDX-License-Identifier: Apache-2.0
#ifndef EARSHOT_WEIGHTS_H
#define EARSHOT_WEIGHTS_H

#include <stddef.h>

/// The trained weights with their lexicon, as `make model` wrote them; constant, for the life of the program.
const unsigned char *_Nonnull earshot_weights(void);

/// How many bytes they are.
size_t earshot_weights_count(void);

#endif
