/* veche-tasks-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Tasks on anything: a project, a step of it, an event, a person, a message, a case.  Lane functions; changes through the journal, so that each is one
 * undo.  Days and times as in model/veche-when.h. */

#define VECHE_TASK_NO_SHIFT G_MININT

typedef struct
{
  gint64  id;
  char   *uid, *title, *state;                    /* state: "open", "done", "dropped" */
  char   *notes, *due, *tz, *snoozed, *rrule;     /* (nullable) each */
  char   *owner_uid, *owner_name;                 /* who does it; NULL: nobody yet */
  char   *member_uid, *member_name;               /* whom it is about */
  char   *project_uid, *project_title, *event_uid, *event_title, *step_uid, *interaction_uid, *finding_uid;   /* (nullable) */
  int     shift;                                  /* days from the day of its event, else project; or VECHE_TASK_NO_SHIFT */
  int     priority;                               /* 1 highest … 9; 0: none */
  guint   items, items_done;                      /* of the checklist */
  gint64  closed, created;
  guint   mine : 1;                               /* the manager's, or nobody's */
} VecheTask;
typedef struct { char *uid, *title; gboolean done; } VecheTaskItem;

typedef enum { VECHE_TASKS_OPEN, VECHE_TASKS_DONE, VECHE_TASKS_ANY } VecheTasksState;

typedef struct
{
  VecheTasksState  state;                         /* OPEN: by due, then without a day; DONE: newest first */
  gboolean         mine;                          /* the manager's and nobody's */
  const char      *owner_uid, *project_uid, *event_uid, *member_uid, *interaction_uid, *finding_uid;   /* (nullable): one of them at most; project: its events', too */
  const char      *since, *until;                 /* (nullable) days: due in between, until exclusive; those without a day only without since and until */
  const char      *today;                         /* (nullable): leaves out what is snoozed until after it */
  guint            limit, offset;                 /* limit 0: 500 */
} VecheTasksQuery;

void       veche_task_free           (VecheTask *self);
GPtrArray *veche_tasks_list          (VecheDb *db, const VecheTasksQuery *query, GError **error);   /* (element-type VecheTask) (transfer full) */
VecheTask *veche_tasks_load          (VecheDb *db, const char *uid, GError **error);               /* NOT_FOUND (transfer full) */
GPtrArray *veche_tasks_list_items    (VecheDb *db, const char *task_uid, GError **error);          /* (element-type VecheTaskItem) (transfer full) */

/* "My tasks" by day: how many of the manager's and nobody's are late, due today, in the six days after, later, and without a day. */
typedef struct { guint late, today, week, later, someday; } VecheTaskCounts;
gboolean   veche_tasks_count         (VecheDb *db, const char *today, VecheTaskCounts *counts, GError **error);

typedef struct
{
  const char        *title, *notes, *due, *tz, *rrule;            /* all but title (nullable) */
  const char        *owner_uid, *project_uid, *step_uid, *event_uid, *member_uid, *interaction_uid, *finding_uid;   /* (nullable) */
  const char *const *items;                                       /* (nullable) checklist */
  int                shift;                                       /* days from the day of its event or project: due follows from it, once that has one; or VECHE_TASK_NO_SHIFT */
  int                priority;
} VecheTaskNew;
/* INVALID: no title, no such day, zone or rule, a rule without a day. Returns its uid (borrowed from the edit). */
const char *veche_tasks_edit_add     (VecheDb *db, VecheEdit *edit, const VecheTaskNew *task, GError **error);
void       veche_tasks_edit_add_item (VecheEdit *edit, const char *task_uid, const char *title, gint64 position);
void       veche_tasks_edit_check    (VecheEdit *edit, const char *item_uid, gboolean done);
void       veche_tasks_edit_owner    (VecheEdit *edit, const char *uid, const char *owner_uid /* (nullable) */);
/* Done, open or dropped.  One that comes again leaves its next one behind, with its checklist anew; next (out) (optional): uid of that, or NULL. */
gboolean   veche_tasks_edit_state    (VecheDb *db, VecheEdit *edit, const char *uid, const char *state, char **next, GError **error);
/* Not before that day; NULL: no longer. INVALID */
gboolean   veche_tasks_edit_snooze   (VecheEdit *edit, const char *uid, const char *day, GError **error);
/* By hand: it no longer follows the day of its event or project. due NULL: without a day, and it comes no more. INVALID */
gboolean   veche_tasks_edit_due      (VecheEdit *edit, const char *uid, const char *due, const char *tz /* (nullable) */, GError **error);

/* Everything open that is due so many days from the day of this "event" or "project" (tasks; steps of a project) moves to the new day of it. */
gboolean   veche_tasks_edit_follow   (VecheDb *db, VecheEdit *edit, const char *table, const char *uid, const char *day, GError **error);
/* The day that this is counted from: of an "event" or "project" that the edit makes or moves, or that stands in the table. (transfer full) (nullable) */
char      *veche_tasks_find_anchor   (VecheDb *db, VecheEdit *edit, const char *table, const char *uid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTask, veche_task_free)

G_END_DECLS
