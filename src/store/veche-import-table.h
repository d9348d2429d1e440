/* veche-import-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What an import asks of the workspace before it brings something.  Lane functions; reads only, but for settle. */

typedef struct { gint64 id; char *remote_id; } VecheImportChannel;
/* Rows of id and remote_id. (element-type VecheImportChannel) (transfer full) (nullable) */
GPtrArray  *veche_import_channels_read (VecheStatement *row, GError **error);
/* The channel and the topics in it; empty when the workspace does not know it. (element-type VecheImportChannel) (transfer full) */
GPtrArray  *veche_import_channels      (VecheDb *db, const char *platform, const char *instance, const char *remote_id, GError **error);
/* Which of the channels holds the message; NULL: none. (transfer none): of channels */
const char *veche_import_find_message  (VecheDb *db, GPtrArray *channels, const char *remote_id, gboolean *ours);
gboolean    veche_import_knows_person  (VecheDb *db, const char *platform, const char *instance, const char *remote_id);
/* Accounts of the manager; the arrays end in NULL. (transfer full) each */
void        veche_import_my_accounts   (VecheDb *db, const char *platform, const char *instance, char ***remote_ids, char ***handles);
char       *veche_import_by_handle     (VecheDb *db, const char *platform, const char *instance, const char *handle);           /* remote id (nullable) */
char       *veche_import_member_of     (VecheDb *db, const char *platform, const char *instance, const char *remote_id);        /* member's uid (nullable) */
char       *veche_import_community     (VecheDb *db, const char *name, gint64 *id);                        /* uid (nullable) by name */

/* Questions of the channel that still wait and that nobody has touched; (element-type VecheImportQuestion) */
typedef struct { gint64 triage_id; char *remote_id; gint64 at; } VecheImportQuestion;
GArray     *veche_import_open_questions (VecheDb *db, gint64 channel_id, GError **error);
gboolean    veche_import_answer        (VecheDb *db, gint64 triage_id, GError **error);        /* somebody did: it waits no longer */

guint       veche_import_count_mentions (VecheDb *db, gint64 batch_id);     /* what the batch made of what it brought, questions too */

/* An Inbox of years is no Inbox: when the batch opened more than limit mentions, those older than before are done already. */
gboolean    veche_import_settle        (VecheDb *db, gint64 batch_id, gint64 before, guint limit, GError **error);

/* Imports that a kill, a full disk or a power cut ended: what they brought is whole and stays; from now on each can be taken back like any
 * other.  On the writer, outside a transaction, when nobody imports: at opening. */
gboolean    veche_import_adopt         (VecheDb *db, GError **error);
/* What the import was called that was adopted and that the next undo takes back, as long as nobody has done anything since; NULL: there is none.
 * gesture (out) (nullable). (transfer full) */
char       *veche_import_cut_short     (VecheDb *db, gint64 *gesture);

G_END_DECLS
