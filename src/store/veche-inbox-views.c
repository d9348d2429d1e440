/* veche-inbox-views.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-inbox-views.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-members-table.h"
#include "store/veche-mood-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"

#define ENOUGH_ANSWERS 5
#define USUAL_DAYS     90

/*** Counts ***/

/* One row for each that is not done, out of the index that covers them.  (To count here takes a third of what a dozen conditions in SQL take.) */
static const char count_sql[] =
  "SELECT t.state = 'open' OR t.snoozed_until <= ?1, t.mood = 'negative', " VECHE_INBOX_IS_QUESTION ", t.answer_by, t.answered IS NOT NULL, t.author & 1,"
  "       t.kind = 'praise', t.owner_id, t.seen, t.points, t.began, t.target, t.noise IS NOT NULL, t.owner_due"
  "  FROM triage AS t WHERE t.state <> 'done'";
static const char rest_sql[] =
  "SELECT (SELECT count (*) FROM triage WHERE state = 'done'),"
  "       (SELECT count (DISTINCT t.id) FROM promise AS p JOIN triage AS t ON t.interaction_id = p.interaction_id WHERE p.kept IS NULL)";

static void
count_open (VecheViewCounts *counts, VecheStatement *row, const VecheInboxClock *clock, gint64 me)
{
  gint64 answer_by = veche_statement_int (row, 3), owner = veche_statement_int (row, 7);
  gboolean answered = veche_statement_int (row, 4) != 0;

  counts->n[VECHE_INBOX_OPEN]++;
  counts->n[VECHE_INBOX_NEGATIVE] += veche_statement_int (row, 1) != 0;
  counts->n[VECHE_INBOX_QUESTIONS] += veche_statement_int (row, 2) != 0;
  counts->n[VECHE_INBOX_OVERDUE] += !answered && answer_by != 0 && answer_by <= clock->now;
  counts->n[VECHE_INBOX_UNANSWERED] += !answered;
  counts->n[VECHE_INBOX_NEWCOMERS] += veche_statement_int (row, 5) != 0;
  counts->n[VECHE_INBOX_PRAISE] += veche_statement_int (row, 6) != 0;
  counts->n[VECHE_INBOX_MINE] += owner != 0 && owner == me;
  counts->n[VECHE_INBOX_HANDED] += owner != 0 && owner != me;
  counts->unseen += veche_statement_int (row, 8) == 0;
  counts->urgent += veche_inbox_is_now (clock,
                                        veche_statement_int (row, 9) * 1000 +
                                        veche_inbox_waiting (clock, veche_statement_int (row, 10), veche_statement_int (row, 11), answered),
                                        answered, answer_by, veche_statement_int (row, 13));
}

gboolean
veche_inbox_views_count (VecheDb *db, gint64 now, VecheViewCounts *counts, GError **error)
{
  gint64 me = veche_members_me (db);
  VecheInboxClock clock;
  VecheStatement *row;
  GError *local = NULL;

  memset (counts, 0, sizeof *counts);
  counts->moods = veche_mood_is_on (db);
  veche_inbox_clock_load (db, now, &clock);
  row = veche_db_prepare (db, count_sql);
  veche_statement_bind_int (row, 1, clock.now);
  while (veche_statement_step (row, &local))
    if (veche_statement_int (row, 0) == 0)
      counts->n[VECHE_INBOX_SNOOZED]++;
    else if (veche_statement_int (row, 12) != 0)
      counts->n[VECHE_INBOX_NOISE]++;
    else
      count_open (counts, row, &clock, me);
  if (local != NULL)
    {
      g_propagate_prefixed_error (error, local, "counting mentions: ");
      return FALSE;
    }

  row = veche_db_prepare (db, rest_sql);
  if (!veche_statement_step (row, error))
    return FALSE;
  counts->n[VECHE_INBOX_DONE] = (guint) veche_statement_int (row, 0);
  counts->n[VECHE_INBOX_PROMISES] = (guint) veche_statement_int (row, 1);
  veche_statement_reset (row);

  return TRUE;
}

/*** Saved views ***/

void
veche_saved_view_free (VecheSavedView *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_clear_pointer (&self->query, veche_query_unref);
  g_free (self->problem);
  g_free (self);
}

static VecheSavedView *
read_view (VecheStatement *row)
{
  g_autoptr (GError) error = NULL;
  VecheSavedView *self = g_new0 (VecheSavedView, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->name = veche_statement_dup_text (row, 1);
  self->query = veche_inbox_query_from_json (veche_statement_text (row, 2), &error);
  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  self->count = -1;

  return self;
}

GPtrArray *
veche_saved_views_list (VecheDb *db, gboolean with_counts, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_saved_view_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, "SELECT uid, name, query FROM inbox_view ORDER BY position, id");

  while (veche_statement_step (row, &local))
    g_ptr_array_add (all, read_view (row));
  for (guint i = 0; local == NULL && with_counts && i < all->len; i++)
    {
      VecheSavedView *view = all->pdata[i];

      if (view->query != NULL)
        view->count = veche_query_count (db, view->query, &local);
    }
  if (local == NULL)
    return g_steal_pointer (&all);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the saved views: ");

  return NULL;
}

VecheSavedView *
veche_saved_views_find (VecheDb *db, const char *who, GError **error)
{
  g_autoptr (GPtrArray) all = veche_saved_views_list (db, FALSE, error);
  g_autofree char *folded = veche_text_fold (who);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      VecheSavedView *view = all->pdata[i];
      g_autofree char *name = veche_text_fold (view->name);

      if (strcmp (view->uid, who) != 0 && strcmp (name, folded) != 0)
        continue;
      if (view->query != NULL)
        return g_ptr_array_steal_index (all, i);
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The view “%s” can't be read: %s", view->name, view->problem);
      return NULL;
    }
  if (all != NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no view “%s”", who);

  return NULL;
}

/* Trimmed; NULL with the error set where it can't be the name of the view uid (nullable). (transfer full) (nullable) */
static char *
free_name (VecheDb *db, const char *name, const char *uid, GError **error)
{
  g_autofree char *tidy = g_strstrip (g_strdup (name != NULL ? name : ""));
  g_autofree char *folded = veche_text_fold (tidy);
  g_autoptr (GPtrArray) all = veche_saved_views_list (db, FALSE, error);
  VecheInboxView view;

  if (all == NULL)
    return NULL;
  if (*tidy == '\0' || veche_inbox_view_parse (folded, &view))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A saved view needs a name of its own");
      return NULL;
    }
  for (guint i = 0; i < all->len; i++)
    {
      VecheSavedView *other = all->pdata[i];
      g_autofree char *other_name = veche_text_fold (other->name);

      if (strcmp (other_name, folded) == 0 && g_strcmp0 (other->uid, uid) != 0)
        {
          g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "There is a view “%s” already", other->name);
          return NULL;
        }
    }

  return g_steal_pointer (&tidy);
}

/* Ids are of this file only: whom the list was narrowed to is kept by uid. (transfer full) */
static char *
stored_query (VecheDb *db, VecheQuery *query)
{
  g_autoptr (VecheQuery) stored = veche_query_copy (query);

  if (stored->member_id != 0)
    {
      g_free (stored->member_uid);
      stored->member_uid = veche_db_uid_for_id (db, "member", stored->member_id);
    }

  return veche_inbox_query_to_json (stored);
}

gboolean
veche_saved_views_edit_add (VecheDb *db, VecheEdit *edit, const char *name, VecheQuery *query, char **uid, GError **error)
{
  g_autofree char *tidy = free_name (db, name, NULL, error);
  g_autofree char *json = stored_query (db, query);
  VecheStatement *row = veche_db_prepare (db, "SELECT ifnull (max (position), -1) + 1 FROM inbox_view");
  const char *fresh;

  if (tidy == NULL || !veche_statement_step (row, error))
    return FALSE;
  fresh = veche_edit_insert (edit, "inbox_view");
  veche_edit_set_text (edit, "inbox_view", fresh, "name", tidy);
  veche_edit_set_text (edit, "inbox_view", fresh, "query", json);
  veche_edit_set_int (edit, "inbox_view", fresh, "position", veche_statement_int (row, 0));
  veche_edit_set_int (edit, "inbox_view", fresh, "created", veche_now ());
  veche_statement_reset (row);
  if (uid != NULL)
    *uid = g_strdup (fresh);

  return TRUE;
}

void
veche_saved_views_edit_query (VecheEdit *edit, const char *uid, VecheQuery *query)
{
  g_autofree char *json = veche_inbox_query_to_json (query);

  veche_edit_set_text (edit, "inbox_view", uid, "query", json);
}

void
veche_saved_views_edit_remove (VecheEdit *edit, const char *uid)
{
  veche_edit_delete (edit, "inbox_view", uid);
}

/*** Answers ***/

void
veche_answer_time_free (VecheAnswerTime *self)
{
  g_free (self->kind);
  g_free (self->source_uid);
  g_free (self->source_name);
  g_free (self);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
end_group (VecheAnswerTime *group, GArray *spans)
{
  if (group == NULL || spans->len == 0)
    return;
  g_array_sort (spans, compare_spans);
  group->n = spans->len;
  group->median = (g_array_index (spans, gint64, (spans->len - 1) / 2) + g_array_index (spans, gint64, spans->len / 2)) / 2;
  g_array_set_size (spans, 0);
}

/* What nobody judged yet has no beginning: its own moment is one. */
static gint64
answer_span (VecheHours *hours, VecheStatement *row)
{
  gint64 began = veche_statement_int (row, 4);

  if (began == 0)
    began = veche_inbox_clock_count (hours, veche_statement_int (row, 5));

  return MAX (veche_inbox_clock_count (hours, veche_statement_int (row, 3)) - began, 0);
}

GPtrArray *
veche_inbox_answer_times (VecheDb *db, gint64 since, gint64 until, GError **error)
{
  static const char sql[] =
    "SELECT t.kind, s.uid, s.name, t.answered, t.began, t.at, t.answer_by IS NOT NULL AND t.answered > t.answer_by"
    "  FROM triage AS t LEFT JOIN channel AS c ON c.id = t.channel_id LEFT JOIN source AS s ON s.id = c.source_id"
    " WHERE t.answered IS NOT NULL AND t.answered >= ?1 AND t.answered < ?2 ORDER BY t.kind, s.name, s.id";
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_answer_time_free);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheAnswerTime *group = NULL;

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, until != 0 ? until : G_MAXINT64);
  while (veche_statement_step (row, &local))
    {
      gint64 span = answer_span (hours, row);

      if (group == NULL || strcmp (group->kind, veche_statement_text (row, 0)) != 0 || g_strcmp0 (group->source_uid, veche_statement_text (row, 1)) != 0)
        {
          end_group (group, spans);
          group = g_new0 (VecheAnswerTime, 1);
          group->kind = veche_statement_dup_text (row, 0);
          group->source_uid = veche_statement_dup_text (row, 1);
          group->source_name = veche_statement_dup_text (row, 2);
          g_ptr_array_add (groups, group);
        }
      g_array_append_val (spans, span);
      group->late += veche_statement_int (row, 6) != 0;
    }
  end_group (group, spans);
  if (local == NULL)
    return g_steal_pointer (&groups);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading answers: ");

  return NULL;
}

static gint64
usual_of (VecheDb *db, const char *kind, const char *source_uid, VecheHours *hours)
{
  static const char sql[] =
    "SELECT t.kind, NULL, NULL, t.answered, t.began, t.at FROM triage AS t WHERE t.answered >= ?1 AND t.kind = ?2"
    " AND (?3 IS NULL OR t.channel_id IN (SELECT c.id FROM channel AS c JOIN source AS s ON s.id = c.source_id WHERE s.uid = ?3))";
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, veche_now () - USUAL_DAYS * G_TIME_SPAN_DAY);
  veche_statement_bind_text (row, 2, kind);
  veche_statement_bind_text (row, 3, source_uid);
  while (veche_statement_step (row, NULL))
    {
      gint64 span = answer_span (hours, row);

      g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_spans);

  return spans->len >= ENOUGH_ANSWERS ? MAX (g_array_index (spans, gint64, spans->len / 2), 1) : 0;
}

gint64
veche_inbox_usual_answer (VecheDb *db, const char *kind, const char *source_uid)
{
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);
  gint64 usual = usual_of (db, kind, source_uid, hours);

  return usual > 0 || source_uid == NULL ? usual : usual_of (db, kind, NULL, hours);
}

gboolean
veche_inbox_ageing (VecheDb *db, gint64 now, guint ages[VECHE_N_AGES], GError **error)
{
  static const char sql[] =
    "SELECT CASE WHEN ?2 - t.began < 3600 THEN 0 WHEN ?2 - t.began < 14400 THEN 1 WHEN ?2 - t.began < 86400 THEN 2 WHEN ?2 - t.began < 259200 THEN 3"
    "            ELSE 4 END AS age, count (*)"
    "  FROM triage AS t WHERE t.state <> 'done' AND (t.state = 'open' OR t.snoozed_until <= ?1) AND t.answered IS NULL GROUP BY age";
  VecheInboxClock clock;
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  veche_inbox_clock_load (db, now, &clock);
  memset (ages, 0, VECHE_N_AGES * sizeof *ages);
  veche_statement_bind_int (row, 1, clock.now);
  veche_statement_bind_int (row, 2, clock.open);
  while (veche_statement_step (row, &local))
    ages[veche_statement_int (row, 0)] = (guint) veche_statement_int (row, 1);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, local);

  return FALSE;
}
