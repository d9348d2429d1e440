/* veche-effect-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Rows for analysis/veche-effect, and the actions that charts mark.  Lane functions that read (scanner: as much as was said). */

typedef struct { gint64 member_id; guint messages, people; } VecheDoingRow;          /* what they said, to how many others they answered */
GArray    *veche_effect_read_doings  (VecheDb *db, gint64 since, gint64 until, GError **error);                   /* (element-type VecheDoingRow) */
typedef struct { gint64 id; char stage[12]; } VecheStageRow;
/* Members whom a comparison may be made with: there before since, neither staff nor bots. (element-type VecheStageRow) */
GArray    *veche_effect_read_members (VecheDb *db, gint64 since, GError **error);
GArray    *veche_effect_read_came    (VecheDb *db, const char *event_uid, GError **error);                        /* (element-type gint64) */
typedef struct { char *title, *quarter, *begins, *starts, *ends; } VecheEffectProject;
void       veche_effect_project_free (VecheEffectProject *self);
/* Its team, and who came to its events. (element-type gint64) (transfer full); NOT_FOUND */
GArray    *veche_effect_read_project (VecheDb *db, const char *project_uid, VecheEffectProject **project, GError **error);

/* What was done, for the marks on charts: events and times of rituals that took place, projects and their milestones, and what a person marked. */
typedef struct { char *day, *until, *title, *kind, *uid; char *agenda_shape, *agenda_name; } VecheActionMark;   /* kind: "event", "project", "step", "mark"; until and of the agenda (nullable) */
void       veche_action_mark_free    (VecheActionMark *self);
GPtrArray *veche_effect_list_marks   (VecheDb *db, const char *since, const char *until, GError **error);         /* (element-type VecheActionMark) by day */
/* Returns its uid (borrowed from the edit). INVALID: no title, no such day */
const char *veche_effect_edit_mark   (VecheEdit *edit, const char *day, const char *until /* (nullable) */, const char *title, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheEffectProject, veche_effect_project_free)

G_END_DECLS
