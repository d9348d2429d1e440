/* veche-tasks-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-tasks-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MOST 500

void
veche_task_free (VecheTask *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->state);
  g_free (self->notes);
  g_free (self->due);
  g_free (self->tz);
  g_free (self->snoozed);
  g_free (self->rrule);
  g_free (self->owner_uid);
  g_free (self->owner_name);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->project_uid);
  g_free (self->project_title);
  g_free (self->event_uid);
  g_free (self->event_title);
  g_free (self->step_uid);
  g_free (self->interaction_uid);
  g_free (self->finding_uid);
  g_free (self);
}

static void
task_item_free (gpointer data)
{
  VecheTaskItem *self = data;

  g_free (self->uid);
  g_free (self->title);
  g_free (self);
}

#define TASK_COLUMNS                                                                                                  \
  "SELECT t.id, t.uid, t.title, t.state, t.notes, t.due, t.tz, t.snoozed, t.rrule, o.uid, o.name, m.uid, m.name, p.uid, p.title, e.uid, e.title,"   \
  "       s.uid, i.uid, f.uid, t.shift, t.priority, t.closed, t.created, t.owner_id IS NULL OR o.me,"                 \
  "       (SELECT count (*) FROM task_item WHERE task_id = t.id), (SELECT count (*) FROM task_item WHERE task_id = t.id AND done)"   \
  "  FROM task AS t"

#define TASK_JOINS                                                                                                    \
  "  LEFT JOIN member AS o ON o.id = t.owner_id LEFT JOIN member AS m ON m.id = t.member_id"                          \
  "  LEFT JOIN project AS p ON p.id = t.project_id LEFT JOIN event AS e ON e.id = t.event_id LEFT JOIN project_step AS s ON s.id = t.step_id"   \
  "  LEFT JOIN interaction AS i ON i.id = t.interaction_id LEFT JOIN finding AS f ON f.id = t.finding_id"

static VecheTask *
task_from_row (VecheStatement *row)
{
  VecheTask *self = g_new0 (VecheTask, 1);
  char **texts[] = { &self->uid,        &self->title,         &self->state,     &self->notes,       &self->due,      &self->tz,
                     &self->snoozed,    &self->rrule,         &self->owner_uid, &self->owner_name,  &self->member_uid, &self->member_name,
                     &self->project_uid, &self->project_title, &self->event_uid, &self->event_title, &self->step_uid, &self->interaction_uid,
                     &self->finding_uid };
  int column = 1;

  self->id = veche_statement_int (row, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = veche_statement_dup_text (row, column++);
  self->shift = veche_statement_is_null (row, column) ? VECHE_TASK_NO_SHIFT : (int) veche_statement_int (row, column);
  self->priority = (int) veche_statement_int (row, column + 1);
  self->closed = veche_statement_int (row, column + 2);
  self->created = veche_statement_int (row, column + 3);
  self->mine = veche_statement_int (row, column + 4) != 0;
  self->items = (guint) veche_statement_int (row, column + 5);
  self->items_done = (guint) veche_statement_int (row, column + 6);

  return self;
}

static GPtrArray *
tasks_read (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_task_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (tasks, task_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&tasks);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading tasks: ");

  return NULL;
}

/* What narrows the list most leads: its index has the rest in order.  Parameters: 1 the uid asked for, 2 since, 3 until, 4 today, 5 limit, 6 offset. */
typedef enum { BY_NOTHING, BY_OWNER, BY_MINE, BY_PROJECT, BY_EVENT, BY_MEMBER, BY_INTERACTION, BY_FINDING, N_BY } By;

static const char *const by_sql[N_BY] = {
  [BY_NOTHING] = "",
  [BY_OWNER] = " AND t.owner_id = (SELECT id FROM member WHERE uid = ?1)",
  [BY_MINE] = " AND (t.owner_id IS NULL OR o.me)",
  [BY_PROJECT] = " AND t.id IN (SELECT id FROM task WHERE project_id = (SELECT id FROM project WHERE uid = ?1) UNION"
                 " SELECT x.id FROM event AS v JOIN task AS x ON x.event_id = v.id WHERE v.project_id = (SELECT id FROM project WHERE uid = ?1))",
  [BY_EVENT] = " AND t.event_id = (SELECT id FROM event WHERE uid = ?1)",
  [BY_MEMBER] = " AND t.member_id = (SELECT id FROM member WHERE uid = ?1)",
  [BY_INTERACTION] = " AND t.interaction_id = (SELECT x.id FROM interaction AS x WHERE " VECHE_INTERACTION_HAS_UID ("x", "?1") ")",
  [BY_FINDING] = " AND t.finding_id = (SELECT id FROM finding WHERE uid = ?1)",
};

static const char *const state_sql[] = {
  [VECHE_TASKS_OPEN] = " AND t.state = 'open'",
  [VECHE_TASKS_DONE] = " AND t.state = 'done' AND t.closed IS NOT NULL",
  [VECHE_TASKS_ANY] = "",
};

static By
choose_by (const VecheTasksQuery *query, const char **uid)
{
  const struct { By by; const char *uid; } asked[] = {
    { BY_INTERACTION, query->interaction_uid }, { BY_FINDING, query->finding_uid }, { BY_EVENT, query->event_uid },
    { BY_MEMBER, query->member_uid },           { BY_PROJECT, query->project_uid }, { BY_OWNER, query->owner_uid },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    if (asked[i].uid != NULL)
      {
        *uid = asked[i].uid;
        return asked[i].by;
      }

  return BY_NOTHING;
}

/* Texts are put together of constants only, and kept: the cache of statements knows them by their words. */
static const char *
make_sql (By by, gboolean mine, VecheTasksState state, gboolean bounded)
{
  g_autofree char *made = g_strconcat (
    TASK_COLUMNS TASK_JOINS " WHERE (?4 IS NULL OR t.snoozed IS NULL OR t.snoozed <= ?4)", by_sql[by],
    mine ? by_sql[BY_MINE] : "", state_sql[state],
    bounded ? " AND t.due >= ?2 AND t.due < ?3" : "",
    state == VECHE_TASKS_DONE ? " ORDER BY t.closed DESC, t.id DESC" : " ORDER BY t.due IS NULL, t.due, t.priority = 0, t.priority, t.position, t.id",
    " LIMIT ?5 OFFSET ?6", NULL);

  return g_intern_string (made);
}

GPtrArray *
veche_tasks_list (VecheDb *db, const VecheTasksQuery *query, GError **error)
{
  gboolean bounded = query->since != NULL || query->until != NULL;
  const char *uid = NULL;
  By by = choose_by (query, &uid);
  VecheStatement *row = veche_db_prepare (db, make_sql (by, query->mine, query->state, bounded));

  if (uid != NULL)
    veche_statement_bind_text (row, 1, uid);
  if (bounded)
    {
      veche_statement_bind_text (row, 2, query->since != NULL ? query->since : "");
      veche_statement_bind_text (row, 3, query->until != NULL ? query->until : "~");
    }
  veche_statement_bind_text (row, 4, query->today);
  veche_statement_bind_int (row, 5, query->limit != 0 ? query->limit : MOST);
  veche_statement_bind_int (row, 6, query->offset);

  return tasks_read (row, error);
}

VecheTask *
veche_tasks_load (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = TASK_COLUMNS TASK_JOINS " WHERE t.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) tasks = NULL;

  veche_statement_bind_text (row, 1, uid);
  tasks = tasks_read (row, error);
  if (tasks == NULL)
    return NULL;
  if (tasks->len > 0)
    return g_ptr_array_steal_index (tasks, 0);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no task “%s”", uid);

  return NULL;
}

GPtrArray *
veche_tasks_list_items (VecheDb *db, const char *task_uid, GError **error)
{
  static const char sql[] =
    "SELECT i.uid, i.title, i.done FROM task_item AS i JOIN task AS t ON t.id = i.task_id WHERE t.uid = ?1 ORDER BY i.position, i.id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (task_item_free);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, task_uid);
  while (veche_statement_step (row, &local))
    {
      VecheTaskItem *item = g_new0 (VecheTaskItem, 1);

      item->uid = veche_statement_dup_text (row, 0);
      item->title = veche_statement_dup_text (row, 1);
      item->done = veche_statement_int (row, 2) != 0;
      g_ptr_array_add (items, item);
    }
  if (local == NULL)
    return g_steal_pointer (&items);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

gboolean
veche_tasks_count (VecheDb *db, const char *today, VecheTaskCounts *counts, GError **error)
{
  static const char sql[] =
    "SELECT count (*) FILTER (WHERE t.due < ?1), count (*) FILTER (WHERE t.due >= ?1 AND t.due < date (?1, '+1 day')),"
    "       count (*) FILTER (WHERE t.due >= date (?1, '+1 day') AND t.due < date (?1, '+7 days')), count (*) FILTER (WHERE t.due >= date (?1, '+7 days')),"
    "       count (*) FILTER (WHERE t.due IS NULL)"
    "  FROM task AS t LEFT JOIN member AS o ON o.id = t.owner_id"
    " WHERE t.state = 'open' AND (t.owner_id IS NULL OR o.me) AND (t.snoozed IS NULL OR t.snoozed <= ?1)";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, today);
  if (!veche_statement_step (row, error))
    return FALSE;
  counts->late = (guint) veche_statement_int (row, 0);
  counts->today = (guint) veche_statement_int (row, 1);
  counts->week = (guint) veche_statement_int (row, 2);
  counts->later = (guint) veche_statement_int (row, 3);
  counts->someday = (guint) veche_statement_int (row, 4);
  veche_statement_reset (row);

  return TRUE;
}
