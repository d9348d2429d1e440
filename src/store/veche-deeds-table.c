/* veche-deeds-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-deeds-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MAX_ANSWERS 8
#define SPOKEN "direction = 'in' AND channel_id IS NOT NULL AND kind IN ('message', 'post', 'reply', 'comment')"

static void
deed_free (gpointer data)
{
  VecheDeed *self = data;

  g_free (self->uid);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->meta);
  g_strfreev (self->answers);
  g_free (self);
}

static gboolean
read_answers (VecheDb *db, VecheDeed *deed, gint64 member_id, GError **error)
{
  static const char sql[] = "SELECT text FROM interaction WHERE reply_to_id = ?1 AND member_id IS NOT ?2 AND text IS NOT NULL ORDER BY at, id LIMIT ?3";
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, deed->id);
  veche_statement_bind_int (row, 2, member_id);
  veche_statement_bind_int (row, 3, MAX_ANSWERS);
  while (veche_statement_step (row, &local))
    g_strv_builder_add (answers, veche_statement_text (row, 0));
  deed->answers = g_strv_builder_end (answers);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GPtrArray *
veche_deeds_list (VecheDb *db, gint64 member_id, gint64 since, guint limit, GError **error)
{
  static const char sql[] = "SELECT i.id, i.at, i.uid, i.kind, i.text, i.meta, (SELECT r.member_id FROM interaction AS r WHERE r.id = i.reply_to_id)"
                            " FROM interaction AS i WHERE i.member_id = ?1 AND i.at >= ?2 AND i.direction = 'in' AND i.channel_id IS NOT NULL"
                            "   AND i.kind IN ('message', 'post', 'reply', 'comment') ORDER BY i.at DESC, i.id DESC LIMIT ?3";
  g_autoptr (GPtrArray) deeds = g_ptr_array_new_with_free_func (deed_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_int (row, 3, limit);
  while (veche_statement_step (row, &local))
    {
      VecheDeed *deed = g_new0 (VecheDeed, 1);

      deed->id = veche_statement_int (row, 0);
      deed->at = veche_statement_int (row, 1);
      deed->uid = veche_statement_dup_text (row, 2);
      deed->kind = veche_statement_dup_text (row, 3);
      deed->text = veche_statement_dup_text (row, 4);
      deed->meta = veche_statement_dup_text (row, 5);
      deed->reply_to = veche_statement_int (row, 6);
      g_ptr_array_add (deeds, deed);
    }
  for (guint i = 0; i < deeds->len && local == NULL; i++)
    read_answers (db, deeds->pdata[i], member_id, &local);
  if (local == NULL)
    return g_steal_pointer (&deeds);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

gint64
veche_deeds_nth (VecheDb *db, gint64 member_id, guint n)
{
  static const char sql[] = "SELECT at FROM interaction WHERE member_id = ?1 AND " SPOKEN " ORDER BY at, id LIMIT 1 OFFSET ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 at = 0;

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_int (row, 2, n - 1);
  if (veche_statement_step (row, NULL))
    {
      at = veche_statement_int (row, 0);
      veche_statement_reset (row);
    }

  return at;
}

void
veche_milestone_free (VecheMilestone *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self);
}

static int
compare_milestones (gconstpointer a, gconstpointer b)
{
  const VecheMilestone *x = *(VecheMilestone *const *) a, *y = *(VecheMilestone *const *) b;

  return (y->at > x->at) - (y->at < x->at);
}

/* Who has been there in the period and has enough messages; whether the n-th falls into it is asked one by one. */
static GPtrArray *
read_candidates (VecheDb *db, gint64 since, guint at_least, GError **error)
{
  static const char sql[] = "SELECT id, uid, name, interactions FROM member"
                            " WHERE archived = 0 AND me = 0 AND role = '' AND last_seen >= ?1 AND interactions >= ?2 ORDER BY last_seen DESC LIMIT 5000";
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_milestone_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, at_least);
  while (veche_statement_step (row, &local))
    {
      VecheMilestone *one = g_new0 (VecheMilestone, 1);

      one->member_id = veche_statement_int (row, 0);
      one->uid = veche_statement_dup_text (row, 1);
      one->name = veche_statement_dup_text (row, 2);
      one->n = (guint) veche_statement_int (row, 3);
      g_ptr_array_add (found, one);
    }
  if (local == NULL)
    return g_steal_pointer (&found);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
veche_deeds_milestones (VecheDb *db, const guint *numbers, gint64 since, gint64 until, guint limit, GError **error)
{
  g_autoptr (GPtrArray) people = read_candidates (db, since, 1, error);
  GPtrArray *found;

  if (people == NULL)
    return NULL;

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_milestone_free);
  for (guint i = 0; i < people->len; i++)
    {
      const VecheMilestone *person = people->pdata[i];

      for (guint k = 0; numbers[k] != 0 && numbers[k] <= person->n; k++)
        {
          gint64 at = veche_deeds_nth (db, person->member_id, numbers[k]);
          VecheMilestone *one;

          if (at < since || at >= until)
            continue;
          one = g_new0 (VecheMilestone, 1);
          one->member_id = person->member_id;
          one->at = at;
          one->uid = g_strdup (person->uid);
          one->name = g_strdup (person->name);
          one->n = numbers[k];
          g_ptr_array_add (found, one);
        }
    }
  g_ptr_array_sort (found, compare_milestones);
  if (found->len > limit)
    g_ptr_array_set_size (found, (int) limit);

  return found;
}
