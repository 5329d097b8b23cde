// SPDX-License-Identifier: Apache-2.0
#ifndef EARSHOT_CSQLITE_SHIM_H
#define EARSHOT_CSQLITE_SHIM_H
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import. A text that stays is not copied.
static inline int earshot_bind_text(sqlite3_stmt *statement, int index, const char *text, int count, _Bool stays) {
  return sqlite3_bind_text(statement, index, text, count, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

static inline int earshot_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// sqlite3_config is variadic. Without accounts of the memory in use, which nobody asks for, SQLite takes no lock to
// allocate any. To be called before all else; later it changes nothing.
static inline int earshot_skip_memory_accounts(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// sqlite3_db_config is variadic. Defensive: SQL cannot corrupt the file. A string in double quotes is an error.
static inline int earshot_harden(sqlite3 *database) {
  int code = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
  if (code == SQLITE_OK) code = sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  return code;
}
#endif
