/* veche-statement.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* A prepared statement of the cache.  Binding errors are bugs (asserted); only step reports.  Parameters count from 1, columns from 0. */
void        veche_statement_bind_int   (VecheStatement *self, int index, gint64 value);
void        veche_statement_bind_real  (VecheStatement *self, int index, double value);
void        veche_statement_bind_text  (VecheStatement *self, int index, const char *text);           /* copied; NULL binds NULL */
void        veche_statement_bind_static (VecheStatement *self, int index, const char *text);          /* not copied: lives until reset */
void        veche_statement_bind_blob  (VecheStatement *self, int index, gconstpointer data, gsize n);
void        veche_statement_bind_null  (VecheStatement *self, int index);
void        veche_statement_bind_id    (VecheStatement *self, int index, gint64 id);                  /* 0 binds NULL */
void        veche_statement_bind_value (VecheStatement *self, int index, const GValue *value);        /* unset binds NULL */

/* For a function of ours; lives until reset. */
void        veche_statement_bind_pointer (VecheStatement *self, int index, gpointer pointer, const char *type);
void        veche_statement_bind_static_value (VecheStatement *self, int index, const GValue *value); /* a string in it lives until reset */

/* TRUE: a row is there. FALSE and no error: done (and reset). FALSE and an error: failed (and reset). */
gboolean    veche_statement_step       (VecheStatement *self, GError **error);
/* For statements without rows: runs it to the end and resets. */
gboolean    veche_statement_run        (VecheStatement *self, GError **error);
void        veche_statement_reset      (VecheStatement *self);            /* also clears the bindings */

gint64      veche_statement_int        (VecheStatement *self, int column);  /* NULL is 0 */
double      veche_statement_real       (VecheStatement *self, int column);
const char *veche_statement_text       (VecheStatement *self, int column);  /* borrowed until the next step; NULL is NULL */
char       *veche_statement_dup_text   (VecheStatement *self, int column);
gconstpointer veche_statement_blob     (VecheStatement *self, int column, gsize *n);
gboolean    veche_statement_is_null    (VecheStatement *self, int column);
void        veche_statement_value      (VecheStatement *self, int column, GValue *value);  /* initialised by this; unset for NULL */

/* Appends the first column of every row to ids (element-type gint64). */
gboolean    veche_statement_collect_ids  (VecheStatement *self, GArray *ids, GError **error);

/* What was read, or NULL when a step failed: frees it then and takes local, with what was being done ("reading slots: ") before it. */
gpointer    veche_statement_finish (gpointer rows, GDestroyNotify unref, GError *local, const char *doing, GError **error);

G_END_DECLS
