// SPDX-License-Identifier: Apache-2.0
#ifndef EARSHOT_CPSL_SHIM_H
#define EARSHOT_CPSL_SHIM_H
#include <libpsl.h>
#endif
