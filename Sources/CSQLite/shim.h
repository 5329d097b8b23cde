// SPDX-License-Identifier: Apache-2.0
#ifndef EARSHOT_CSQLITE_SHIM_H
#define EARSHOT_CSQLITE_SHIM_H
#include <sqlite3.h>
#endif
