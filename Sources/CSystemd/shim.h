// SPDX-License-Identifier: Apache-2.0
#ifndef EARSHOT_CSYSTEMD_SHIM_H
#define EARSHOT_CSYSTEMD_SHIM_H
#include <systemd/sd-daemon.h>
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>
#endif
