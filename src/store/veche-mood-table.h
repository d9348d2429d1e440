/* veche-mood-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What the manager said about messages; analysis/veche-mood.h learns from it.  Lane functions; changes through the journal. */

typedef struct { char *uid, *text, *mood, *kind; gint64 at; } VecheMoodCorrection;
void        veche_mood_correction_free    (VecheMoodCorrection *self);

/* The newest most, oldest first. (element-type VecheMoodCorrection) (transfer full) (nullable) */
GPtrArray  *veche_mood_list_corrections   (VecheDb *db, guint most, GError **error);
/* That of a message, of an interaction's or a mention's uid; correction (out) (nullable): what was said before, NULL: nothing yet. text (out). */
gboolean    veche_mood_find_message       (VecheDb *db, const char *uid, char **interaction_uid, char **text, VecheMoodCorrection **correction, GError **error);
/* One row for a message: said again, it changes. */
void        veche_mood_edit_correct       (VecheEdit *edit, const VecheMoodCorrection *before, const char *interaction_uid, const char *text,
                                           const char *mood, const char *kind);

guint       veche_mood_count_corrections  (VecheDb *db);
gboolean    veche_mood_edit_forget        (VecheDb *db, VecheEdit *edit, GError **error);   /* all of them */

/* The switch: TRUE unless it was turned off in this workspace. */
gboolean    veche_mood_is_on              (VecheDb *db);
gboolean    veche_mood_turn               (VecheDb *db, gboolean on, GError **error);   /* inside a write transaction */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheMoodCorrection, veche_mood_correction_free)

G_END_DECLS
