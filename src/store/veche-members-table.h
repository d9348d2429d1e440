/* veche-members-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-contact.h"
#include "model/veche-edit.h"
#include "model/veche-profile.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Lane functions.  Reads return records; the edits_… build what a person asked for into an edit, looking up what they must (find or make the
 * tag, the competency), for veche_journal_apply(). */

VecheMember  *veche_members_load          (VecheDb *db, gint64 id, GError **error);            /* (transfer full) (nullable): NOT_FOUND */
VecheProfile *veche_members_load_profile  (VecheDb *db, gint64 id, GError **error);            /* (transfer full) */
VecheContact *veche_members_load_contact (VecheDb *db, gint64 id, GError **error);            /* (transfer full) (nullable): NOT_FOUND */
/* uid, or a unique handle ("@anna", "anna@host"), or a unique name: NOT_FOUND, or INVALID when several fit (the message names them). */
gint64        veche_members_find          (VecheDb *db, const char *who, GError **error);
/* The ids of those whose uid, handle or whole name it is, without doubles. */
gboolean      veche_members_named         (VecheDb *db, const char *who, GArray *ids, GError **error);
gint64        veche_members_me            (VecheDb *db);                                       /* 0: not known yet */

gboolean      veche_members_edit_tag      (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *tag, gboolean on, GError **error);
gboolean      veche_members_edit_competency (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *competency, int level,
                                           const char *origin, GError **error);                /* level 0 removes it */
/* text: the quoted words; interaction_uid, event_uid (nullable). Makes the competency at level 1 when the member lacks it. */
gboolean      veche_members_edit_evidence (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *competency, const char *kind,
                                           const char *text, gint64 at, const char *interaction_uid, const char *event_uid, GError **error);
gboolean      veche_members_edit_log      (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *kind, const char *text, gint64 at, GError **error);
gboolean      veche_members_edit_identity (VecheDb *db, VecheEdit *edit, const char *member_uid, const char *platform, const char *handle_or_url, GError **error);

/* For choosing: names with their number of members, sorted by ICU; (element-type VecheCount) */
typedef struct { char *uid, *name; guint count; } VecheCount;
void          veche_count_free            (VecheCount *self);
GPtrArray    *veche_members_list_tags     (VecheDb *db, GError **error);
GPtrArray    *veche_members_list_competencies (VecheDb *db, GError **error);
GPtrArray    *veche_members_list_platforms (VecheDb *db, GError **error);
GPtrArray    *veche_members_list_stages   (VecheDb *db, GError **error);

/* Derived fields and the full-text row of a member, after whatever changed them.  Called by the journal and by ingest. */
gboolean      veche_members_refresh       (VecheDb *db, gint64 id, GError **error);
/* Its parts, for many at once: all the times first, then the search rows in the order of ids, as whatever lies between two writes of FTS5
 * makes it write out all it holds. */
gboolean      veche_members_refresh_key    (VecheDb *db, gint64 id, GError **error);            /* the sort key of the name */
gboolean      veche_members_refresh_times  (VecheDb *db, const gint64 *ids, guint n, GError **error);
gboolean      veche_members_refresh_search (VecheDb *db, gint64 id, GError **error);

G_END_DECLS
