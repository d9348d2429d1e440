/* veche-db.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-uid.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* One SQLite connection, a plain struct with one owner thread: every function here and in the table files asserts it.  Synchronous; the
 * interface reaches it only through VecheStore's lanes, the command line and tests call it directly. */

#define VECHE_STORE_ERROR (veche_store_error_quark ())
GQuark veche_store_error_quark (void);
typedef enum
{
  VECHE_STORE_ERROR_OPEN,        /* no such file, no permission, not a database of ours */
  VECHE_STORE_ERROR_CORRUPT,     /* damaged */
  VECHE_STORE_ERROR_FULL,        /* no space left: nothing was written */
  VECHE_STORE_ERROR_BUSY,        /* another Veche has this workspace open */
  VECHE_STORE_ERROR_CONSTRAINT,  /* the change contradicts what is there, for example a reply that has already left */
  VECHE_STORE_ERROR_NEWER,       /* written by a newer Veche; untouched */
  VECHE_STORE_ERROR_NOT_FOUND,   /* no such member, source … */
  VECHE_STORE_ERROR_INVALID,     /* a value that can't be */
  VECHE_STORE_ERROR_QUERY,       /* a bug of ours */
} VecheStoreError;

typedef enum
{
  VECHE_DB_WRITER   = 1 << 0,    /* takes the lock, migrates, alone checkpoints */
  VECHE_DB_READER   = 1 << 1,    /* read-only, works beside an open window */
  VECHE_DB_CREATE   = 1 << 2,    /* with WRITER: make the file (folder 0700, file 0600) when it is not there */
  VECHE_DB_LOCKED   = 1 << 3,    /* with WRITER: the caller already holds the workspace's lock */
} VecheDbFlags;

/* path: a file, or ":memory:" for tests (migrated at once).  A workspace held by another process: BUSY within 1 s. */
VecheDb    *veche_db_open          (const char *path, VecheDbFlags flags, GError **error);
void        veche_db_close         (VecheDb *self);     /* (nullable); finalizes statements, releases the lock */
const char *veche_db_get_path      (VecheDb *self);
void        veche_db_take_ownership (VecheDb *self);    /* the calling thread becomes the owner */

/* A cached, reset statement; the cache owns it and keys on the text.  A statement that does not compile is a bug: it is critical, with
 * SQLite's words, and each step fails.  A statement that writes runs between begin and commit only (asserted). */
VecheStatement *veche_db_prepare   (VecheDb *self, const char *sql);
gboolean    veche_db_exec          (VecheDb *self, const char *sql, GError **error);

/* Write transactions begin IMMEDIATE; they do not nest (asserted). On commit the change set goes to the publisher. */
gboolean    veche_db_begin         (VecheDb *self, GError **error);
gboolean    veche_db_commit        (VecheDb *self, GError **error);
void        veche_db_rollback      (VecheDb *self);
gboolean    veche_db_in_transaction (VecheDb *self);
/* A read transaction: several reads of one snapshot. Keep it under a second. */
gboolean    veche_db_begin_read    (VecheDb *self, GError **error);
void        veche_db_end_read      (VecheDb *self);

gint64      veche_db_last_id       (VecheDb *self);
int         veche_db_changes       (VecheDb *self);

/* Until the transaction ends or NULL comes: what changes is told of as this table (static) instead of the one that it is in. */
void        veche_db_tell_as       (VecheDb *self, const char *table);
/* Called after each COMMIT on the owner thread, with a fresh reference. */
typedef void (*VecheDbPublish) (VecheChange *change, gpointer user_data);
void        veche_db_set_publisher (VecheDb *self, VecheDbPublish publish, gpointer user_data);

void        veche_db_set_cancellable (VecheDb *self, GCancellable *cancellable);   /* (nullable): checked by the progress handler */

/* Integrity, foreign keys, full-text indexes. The list of what is wrong, one sentence each; empty when all is well.  (transfer full) */
GStrv       veche_db_check         (VecheDb *self, GError **error);
/* On the writer: the file has everything, and the log beside it, which keeps what was overwritten, nothing; as far as nobody reads there now. */
void        veche_db_empty_log     (VecheDb *self);
/* A checked copy by VACUUM INTO a temporary name, fsync, rename.  Not inside a transaction: on the writer a long job, or on the scanner. */
gboolean    veche_db_backup        (VecheDb *self, const char *path, GError **error);

int         veche_db_schema_version (void);             /* the newest that this program knows */

/* Is the interaction behind alias the one of this uid?  Most have none of their own (schema 0005), so that no index knows it; this finds
 * either kind without a scan. */
#define VECHE_INTERACTION_HAS_UID(alias, uid) \
  "(" alias ".own_uid = " uid " OR (" alias ".id = veche_row_of_uid (" uid ") AND " alias ".uid = " uid "))"

/* Helpers that every table file needs. */
gint64      veche_db_id_for_uid    (VecheDb *self, const char *table, const char *uid);   /* 0: no such row; table is a known one */
char       *veche_db_uid_for_id    (VecheDb *self, const char *table, gint64 id);         /* (transfer full) (nullable) */

GVariant   *veche_db_get_setting   (VecheDb *self, const char *name);                     /* (nullable): 's', 'x' or 'd' */
gboolean    veche_db_set_setting   (VecheDb *self, const char *name, GVariant *value, GError **error);  /* inside a transaction; NULL removes */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheDb, veche_db_close)

G_END_DECLS
