/* veche-db-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>

#include "model/veche-change.h"
#include "store/veche-db.h"
#include "store/veche-lock.h"

G_BEGIN_DECLS

#define VECHE_RECENT 256   /* a power of two */

typedef struct { const char *sql, *text; VecheStatement *statement; } VecheRecent;   /* text: the cache's own copy */

/* For the files that make up the connection (db, statement, migrations, check, tokenizer); table code sees veche-db.h only. */
struct _VecheDb
{
  sqlite3        *handle;
  char           *path;         /* (owned): with symbolic links resolved, or ":memory:" */
  VecheDbFlags    flags;
  VecheLock      *lock;         /* (owned) (nullable): for a writer that took it itself */

  GThread        *owner;
  GHashTable     *statements;   /* (owned) text → VecheStatement (owned) */
  VecheRecent     recent[VECHE_RECENT];   /* the same by the address of the text: hashing it costs as much as a short statement */
  GCancellable   *cancellable;  /* (owned) (nullable) */
  gpointer        lane;         /* (nullable): VecheLane that runs us */

  VecheChange    *change;       /* (owned): what the transaction touched so far */
  const char     *told_as;      /* (nullable): the table that it is told of as */
  VecheDbPublish  publish;      /* (nullable) */
  gpointer        publish_data;

  gboolean        writing;      /* between begin and commit or rollback */
  gboolean        reading;      /* between begin_read and end_read */
  gboolean        checkpoints;  /* a writer that has recognised its file */
  int             restart_at;   /* pages of the WAL */

  int             stopped;      /* (atomic) any thread: nothing runs any more, everything ends with CANCELLED */
};

/* The one place where SQLite's codes become ours. Always FALSE. */
gboolean veche_db_fail       (VecheDb *self, int code, GError **error);
/* Ends all read cursors that were left half read: they would pin the snapshot. */
void     veche_db_reset_all  (VecheDb *self);

VecheStatement *veche_statement_new  (VecheDb *db, const char *sql);
void            veche_statement_free (VecheStatement *self);

/* Also inside a transaction; off only for a statement of which is known that nothing hangs on what it removes. Statements are prepared anew. */
void veche_db_set_foreign_keys (VecheDb *self, gboolean on);

G_END_DECLS
