// SPDX-License-Identifier: Apache-2.0
// What Swift cannot call of libcurl: its variadic functions, as typed inline functions.
#ifndef EARSHOT_CCURL_SHIM_H
#define EARSHOT_CCURL_SHIM_H
#include <curl/curl.h>
#endif
