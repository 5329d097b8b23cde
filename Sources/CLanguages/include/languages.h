// SPDX-License-Identifier: Apache-2.0
#ifndef EARSHOT_LANGUAGES_H
#define EARSHOT_LANGUAGES_H

#include <stddef.h>

/// The weights of letter sequences by language, as `make languages` wrote them; constant, for the life of the program.
const unsigned char *_Nonnull earshot_languages(void);

/// How many bytes they are.
size_t earshot_languages_count(void);

#endif
