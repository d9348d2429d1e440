/* veche-search-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One search: what its operators mean in this workspace, and the sections that answer it.
 */

#include "store/veche-search-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-records-private.h"

#define TIME_LIMIT   (300 * G_TIME_SPAN_MILLISECOND)
#define MOST_PEOPLE  500     /* whom "from:" may mean */

void
veche_hit_free (VecheHit *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self->text);
  g_free (self->where);
  g_free (self->day);
  g_free (self->member_uid);
  g_free (self);
}

VecheHit *
veche_hit_new (VecheHitKind kind, gint64 id, const char *uid, const char *title)
{
  VecheHit *self = g_new0 (VecheHit, 1);

  self->kind = kind;
  self->id = id;
  self->uid = g_strdup (uid);
  self->title = g_strdup (title);

  return self;
}

int
veche_hit_is_newer (gconstpointer a, gconstpointer b)
{
  const VecheHit *const *first = a, *const *second = b;

  return ((*second)->at > (*first)->at) - ((*second)->at < (*first)->at);
}

/*** What the operators mean ***/

static void
need_free (gpointer data)
{
  VecheSearchNeed *need = data;

  g_free (need->ids);
  g_free (need->platform);
  g_clear_pointer (&need->set, g_hash_table_unref);
  g_clear_pointer (&need->list, g_array_unref);
  g_free (need);
}

/* By name in whatever case and alphabet: the name itself, else those that begin so. */
static gboolean
collect_named (VecheDb *db, const char *sql, const char *wanted, GArray *ids, GError **error)
{
  g_autofree char *folded = veche_text_fold (wanted), *key = veche_text_translit_key (wanted);
  g_autoptr (GArray) beginnings = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      const char *name = veche_statement_text (row, 1);
      g_autofree char *other = veche_text_fold (name != NULL ? name : "");

      if (strcmp (other, folded) == 0)
        g_array_append_val (ids, id);
      else if (g_str_has_prefix (other, folded))
        g_array_append_val (beginnings, id);
      else if (*key != '\0')
        {
          g_autofree char *sound = veche_text_translit_key (name != NULL ? name : "");

          if (g_str_has_prefix (sound, key))
            g_array_append_val (beginnings, id);
        }
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (ids->len == 0)
    g_array_append_vals (ids, beginnings->data, beginnings->len);

  return TRUE;
}

/* A competency means those below it, too. */
static gboolean
collect_below (VecheDb *db, GArray *ids, GError **error)
{
  static const char sql[] =
    "WITH RECURSIVE below (id) AS (SELECT value FROM json_each (?1) UNION SELECT c.id FROM competency AS c JOIN below ON c.parent_id = below.id)"
    " SELECT id FROM below";
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  g_array_set_size (ids, 0);
  veche_statement_bind_text (row, 1, list);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
collect_people (VecheDb *db, const char *wanted, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT rowid FROM member_fts WHERE member_fts MATCH ?1 LIMIT ?2";
  g_autofree char *words = veche_text_to_member_match (wanted), *match = NULL;
  g_autoptr (GError) local = NULL;
  VecheStatement *row;

  if (words == NULL)
    return TRUE;

  match = g_strconcat ("{name handles keys} : (", words, ")", NULL);
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, match);
  veche_statement_bind_int (row, 2, MOST_PEOPLE);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* "telegram", "телеграм", "tele": a platform that somebody is on. (nullable) */
static char *
find_platform (VecheDb *db, const char *wanted)
{
  static const char sql[] = "SELECT platform FROM identity GROUP BY platform UNION SELECT platform FROM channel GROUP BY platform";
  g_autofree char *key = veche_text_translit_key (wanted);
  VecheStatement *row = veche_db_prepare (db, sql);
  char *found = NULL;

  while (*key != '\0' && veche_statement_step (row, NULL))
    {
      g_autofree char *other = veche_text_translit_key (veche_statement_text (row, 0));

      if (g_str_has_prefix (other, key) && (found == NULL || strcmp (other, key) == 0))
        {
          g_free (found);
          found = veche_statement_dup_text (row, 0);
        }
    }
  veche_statement_reset (row);

  return found;
}

static gboolean
is_me (const char *text)
{
  g_autofree char *folded = veche_text_fold (text);

  return strcmp (folded, "me") == 0 || strcmp (folded, "я") == 0 || strcmp (folded, "меня") == 0;
}

static gboolean
need_collect (VecheDb *db, VecheSearchNeed *need, const char *text, GError **error)
{
  static const char tags[] = "SELECT id, name FROM tag";
  static const char competencies[] = "SELECT id, name FROM competency UNION ALL SELECT competency_id, alias FROM competency_alias";
  static const char channels[] =
    "SELECT c.id, c.name FROM channel AS c UNION ALL SELECT c.id, s.name FROM channel AS c JOIN source AS s ON s.id = c.source_id";

  switch (need->kind)
    {
    case VECHE_TERM_TAG:
      return collect_named (db, tags, text, need->list, error);
    case VECHE_TERM_COMPETENCY:
      return collect_named (db, competencies, text, need->list, error) && collect_below (db, need->list, error);
    case VECHE_TERM_IN:
      need->platform = find_platform (db, text);
      return collect_named (db, channels, text, need->list, error);
    case VECHE_TERM_FROM:
      need->me = is_me (text);
      return need->me || collect_people (db, text, need->list, error);
    default:
      return TRUE;
    }
}

/* (nullable): an error */
static VecheSearchNeed *
need_new (VecheSearchRun *self, const VecheTerm *term, GError **error)
{
  VecheSearchNeed *need = g_new0 (VecheSearchNeed, 1);

  need->kind = term->kind;
  need->negated = term->negated;
  need->list = g_array_new (FALSE, FALSE, sizeof (gint64));
  need->set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!need_collect (self->db, need, term->text, error))
    {
      need_free (need);
      return NULL;
    }
  for (guint i = 0; i < need->list->len; i++)
    g_hash_table_add (need->set, g_memdup2 (&g_array_index (need->list, gint64, i), sizeof (gint64)));
  need->ids = veche_records_ids ((const gint64 *) (gpointer) need->list->data, need->list->len);
  if (!need->negated && need->list->len == 0 && need->platform == NULL && !need->me)
    self->nobody = TRUE;

  return need;
}

VecheSearchRun *
veche_search_run_new (VecheDb *db, VecheSearch *search, GError **error)
{
  g_autoptr (VecheSearchRun) self = g_new0 (VecheSearchRun, 1);

  self->db = db;
  self->search = veche_search_ref (search);
  self->needs = g_ptr_array_new_with_free_func (need_free);
  self->people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->deadline = g_get_monotonic_time () + TIME_LIMIT;
  for (guint i = 0; i < search->terms->len; i++)
    {
      const VecheTerm *term = search->terms->pdata[i];
      VecheSearchNeed *need;

      if (term->kind == VECHE_TERM_WORD || term->kind == VECHE_TERM_PHRASE)
        continue;
      need = need_new (self, term, error);
      if (need == NULL)
        return NULL;
      g_ptr_array_add (self->needs, need);
    }

  return g_steal_pointer (&self);
}

void
veche_search_run_free (VecheSearchRun *self)
{
  veche_search_unref (self->search);
  g_ptr_array_unref (self->needs);
  g_hash_table_unref (self->people);
  g_free (self);
}

gboolean
veche_search_run_is_over (VecheSearchRun *self)
{
  return (++self->seen & 0xff) == 0 && g_get_monotonic_time () > self->deadline;
}

VecheSearchNeed *
veche_search_run_need (VecheSearchRun *self, VecheTermKind kind)
{
  for (guint i = 0; i < self->needs->len; i++)
    {
      VecheSearchNeed *need = self->needs->pdata[i];

      if (need->kind == kind && !need->negated)
        return need;
    }

  return NULL;
}

static gboolean
person_has (VecheSearchRun *self, gint64 member_id, const VecheSearchNeed *need)
{
  static const char tag_sql[] =
    "SELECT 1 FROM member_tag WHERE member_id = ?1 AND tag_id IN (SELECT value FROM json_each (?2)) LIMIT 1";
  static const char competency_sql[] =
    "SELECT 1 FROM member_competency WHERE member_id = ?1 AND competency_id IN (SELECT value FROM json_each (?2)) LIMIT 1";
  VecheStatement *row = veche_db_prepare (self->db, need->kind == VECHE_TERM_TAG ? tag_sql : competency_sql);
  gboolean has;

  veche_statement_bind_int (row, 1, member_id);
  veche_statement_bind_static (row, 2, need->ids);
  has = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return has;
}

gboolean
veche_search_run_person (VecheSearchRun *self, gint64 member_id)
{
  gpointer known;
  gboolean fits = TRUE;

  if (g_hash_table_lookup_extended (self->people, &member_id, NULL, &known))
    return GPOINTER_TO_INT (known);

  for (guint i = 0; i < self->needs->len && fits; i++)
    {
      const VecheSearchNeed *need = self->needs->pdata[i];

      if (need->kind == VECHE_TERM_TAG || need->kind == VECHE_TERM_COMPETENCY)
        fits = (member_id != 0 && person_has (self, member_id, need)) != need->negated;
    }
  g_hash_table_insert (self->people, g_memdup2 (&member_id, sizeof member_id), GINT_TO_POINTER (fits));

  return fits;
}

/*** Sections ***/

/* Dates are of what has a time; a channel and an author are of what was said; a tag and a competency are of people.  What these people
 * wrote, or what was noted about them, is shown only where it answers something itself: a word, an author, a place, a date. */
static gboolean
says_nothing_of (VecheSearch *search, VecheHitKind kind)
{
  gboolean of_people = veche_search_has (search, VECHE_TERM_TAG, FALSE) || veche_search_has (search, VECHE_TERM_COMPETENCY, FALSE);
  gboolean of_place = veche_search_has (search, VECHE_TERM_IN, FALSE);
  gboolean of_author = veche_search_has (search, VECHE_TERM_FROM, FALSE);
  gboolean of_time = search->after != 0 || search->before != 0;
  gboolean people_alone = of_people && !of_place && !of_author && !of_time && !veche_search_has_words (search);

  switch (kind)
    {
    case VECHE_HIT_MEMBER:
      return of_time;
    case VECHE_HIT_MESSAGE:
      return people_alone;
    case VECHE_HIT_NOTE:
      return of_place || people_alone;
    case VECHE_HIT_EVENT:
      return of_people || of_place || of_author;
    default:
      return of_people || of_place || of_author || of_time;
    }
}

GPtrArray *
veche_search_section (VecheDb *db, VecheSearch *search, VecheHitKind kind, guint limit, VecheSearchOrder order, gboolean *more,
                      GError **error)
{
  g_autoptr (VecheSearchRun) run = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  g_return_val_if_fail (search != NULL && limit > 0, NULL);

  if (more != NULL)
    *more = FALSE;
  if (veche_search_is_empty (search) || says_nothing_of (search, kind))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);
  run = veche_search_run_new (db, search, error);
  if (run == NULL)
    return NULL;
  if (run->nobody)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);

  if (kind == VECHE_HIT_MEMBER)
    hits = veche_search_members (run, limit + 1, error);
  else if (kind == VECHE_HIT_MESSAGE)
    hits = veche_search_messages (run, limit + 1, order, error);
  else if (kind == VECHE_HIT_NOTE)
    hits = veche_search_notes (run, limit + 1, error);
  else
    hits = veche_search_named (run, kind, limit + 1, error);
  if (hits == NULL)
    return NULL;

  if (more != NULL)
    *more = hits->len > limit;
  if (hits->len > limit)
    g_ptr_array_set_size (hits, (int) limit);

  return g_steal_pointer (&hits);
}
