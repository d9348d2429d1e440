/* veche-plan-team.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Who does what in a project: slots (competency × level × number, hours), who was invited to them and who took them.  Lane functions; changes through
 * the journal, each one undo. */

typedef struct
{
  gint64  id, project_id, competency_id;          /* competency_id 0: any */
  char   *uid, *title;
  char   *about, *competency, *competency_uid, *event_uid;   /* (nullable) */
  char   *project_uid, *project_title, *quarter, *day;       /* day: when it is to be filled by: of its event, else of the project (nullable) */
  char   *tz;                                     /* of the day where it is a moment (nullable) */
  int     level, hours;                           /* 0: any, not said */
  guint   needed, filled, invited, declined, silent;
} VecheSlotCard;
void       veche_slot_card_free      (VecheSlotCard *self);
VecheSlotCard *veche_team_load_slot  (VecheDb *db, const char *uid, GError **error);                      /* NOT_FOUND (transfer full) */
/* project_uid (nullable): of all projects that are not over. (element-type VecheSlotCard) (transfer full) */
GPtrArray *veche_team_list_slots     (VecheDb *db, const char *project_uid, gboolean only_open, GError **error);

typedef struct
{
  gint64  member_id, at, answered;                /* answered 0: not yet */
  char   *uid, *member_uid, *name, *state;        /* "invited", "accepted", "declined", "silent", "withdrawn" */
  char   *platform, *text, *note, *interaction_uid;   /* (nullable); note: why they have it no longer */
} VecheInvitation;
void       veche_invitation_free     (VecheInvitation *self);
GPtrArray *veche_team_list_invitations (VecheDb *db, const char *slot_uid, GError **error);               /* (element-type VecheInvitation) newest first */

char      *veche_team_find_competency (VecheDb *db, const char *name);   /* by name, other name or uid: its uid (transfer full) (nullable) */

typedef struct
{
  const char *title, *about, *competency_uid, *event_uid;   /* title NULL: the competency's name */
  int         level, hours;
  guint       needed;                             /* 0: 1 */
} VecheSlotNew;
/* INVALID: neither a title nor a competency. Returns its uid (borrowed from the edit). */
const char *veche_team_edit_add_slot (VecheDb *db, VecheEdit *edit, const char *project_uid, const VecheSlotNew *slot, GError **error);
/* Says anew all of what a slot wants. INVALID */
gboolean   veche_team_edit_slot      (VecheDb *db, VecheEdit *edit, const char *slot_uid, const VecheSlotNew *slot, GError **error);
/* A message of theirs that can be answered on that platform (nullable: any), the newest, talks for two first: its uid.  writers: types of sources through
 * which people can be answered (veche_connectors_list_writers()); what came from a file or a feed has none. (transfer full) (nullable) */
char      *veche_team_find_talk      (VecheDb *db, const char *member_uid, const char *platform, const char *const *writers);
/* Asked in these words on that platform (both nullable): "invited". Asked before, declined or silent: asked again. */
gboolean   veche_team_edit_invite    (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid, const char *platform, const char *text, GError **error);
/* "accepted" puts them on the team, "declined" and "silent" takes them off; interaction_uid (nullable): their answer.  Who was never asked, too. */
gboolean   veche_team_edit_answer    (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid, const char *state,
                                      const char *interaction_uid, GError **error);

/* They take it no longer, or need not answer any more: the place is free. withdrawn: it is us who do without them, else they "declined".  INVALID: they
 * neither have it nor were asked. */
gboolean   veche_team_edit_leave     (VecheDb *db, VecheEdit *edit, const char *slot_uid, const char *member_uid, gboolean withdrawn,
                                      const char *reason /* (nullable) */, GError **error);
/* The same of who takes part without a role. INVALID: they don't. */
gboolean   veche_team_edit_leave_project (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *member_uid, GError **error);

/*** The project itself ***/

/* To another day; steps and tasks that are counted from it move, too. INVALID */
gboolean   veche_team_edit_project_day (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *day, GError **error);
/* Edges on the timeline: first and last day of the work; NULL: of the quarter, the day it culminates. */
gboolean   veche_team_edit_project_span (VecheEdit *edit, const char *project_uid, const char *begins, const char *ends, GError **error);
/* "idea", "planned", "active", "done", "dropped". INVALID */
gboolean   veche_team_edit_project_status (VecheEdit *edit, const char *project_uid, const char *status, GError **error);
/* What the measure came to, what the next quarter keeps, alters and drops; one a line; (nullable) each. */
void       veche_team_edit_retrospective (VecheEdit *edit, const char *project_uid, const char *result, const char *keep, const char *alter_next,
                                          const char *drop_next);
/* Opens the next quarter with what this project taught: an idea there, of the same kind, agenda and owner; each line of what is kept is a decision of it,
 * each of what is altered a task. Returns its uid (borrowed from the edit); NOT_FOUND, INVALID: no title. */
const char *veche_team_edit_open_next (VecheDb *db, VecheEdit *edit, const char *project_uid, const char *quarter, const char *title, GError **error);

typedef struct
{
  char *uid, *kind, *measure, *result, *begins, *ends, *keep, *alter_next, *drop_next, *handover;   /* all but uid and kind (nullable) */
  guint steps, steps_done, tasks, tasks_done, needed, filled;
} VecheProjectMore;                               /* what VecheProject does not say */
void       veche_project_more_free   (VecheProjectMore *self);
VecheProjectMore *veche_team_load_project (VecheDb *db, const char *uid, GError **error);                 /* NOT_FOUND (transfer full) */
/* What the last done project said to keep and to alter, for the beginning of the next quarter. (transfer full) (nullable) */
typedef struct { char *project_uid, *title, *quarter, *keep, *alter_next, *drop_next; } VecheLesson;
void       veche_lesson_free         (VecheLesson *self);
GPtrArray *veche_team_list_lessons   (VecheDb *db, const char *before_quarter, guint limit, GError **error);   /* (element-type VecheLesson) newest first */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheSlotCard, veche_slot_card_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheProjectMore, veche_project_more_free)

G_END_DECLS
