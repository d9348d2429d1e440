/* veche-search-messages.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that answer a search.  The index of words yields them newest first, one by one; each is looked at until there are enough.
 * Best first is best among the newest only: to rank a common word over ten million texts takes more than a second (PERFORMANCE, 5).
 */

#include "store/veche-search-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-records-private.h"

#define RANKED_AMONG 400     /* newest that are weighed for "best" */
#define READ_AT_ONCE 2000    /* of one person or channel, without words */
#define SNIPPET      160     /* characters */
#define MANY         300000  /* messages from which on a long beginning is looked for by its first letters */
#define TRIED        12      /* of those, newest first, for each that is wanted … */
#define MOST_TRIED   1200    /* … and at most: 8 ms */
#define SAMPLE       100     /* from which on it shows whether there will be enough */

static gboolean
in_place (const VecheSearchNeed *need, VecheStatement *row)
{
  gint64 channel = veche_statement_int (row, 2);
  const char *platform = veche_statement_text (row, 4);

  return g_hash_table_contains (need->set, &channel) || (need->platform != NULL && g_strcmp0 (need->platform, platform) == 0);
}

static gboolean
by_author (const VecheSearchNeed *need, VecheStatement *row)
{
  gint64 member = veche_statement_int (row, 1);

  return need->me ? g_strcmp0 (veche_statement_text (row, 5), "out") == 0 : g_hash_table_contains (need->set, &member);
}

/* Columns: id, member_id, channel_id, at, platform, direction. */
static gboolean
message_fits (VecheSearchRun *self, VecheStatement *row)
{
  gint64 at = veche_statement_int (row, 3);

  if ((self->search->after != 0 && at < self->search->after) || (self->search->before != 0 && at >= self->search->before))
    return FALSE;
  for (guint i = 0; i < self->needs->len; i++)
    {
      const VecheSearchNeed *need = self->needs->pdata[i];

      if ((need->kind == VECHE_TERM_IN && in_place (need, row) == need->negated) ||
          (need->kind == VECHE_TERM_FROM && by_author (need, row) == need->negated))
        return FALSE;
    }

  return veche_search_run_person (self, veche_statement_int (row, 1));
}

#define COLUMNS "i.id, i.member_id, i.channel_id, i.at, c.platform, i.direction"

static gboolean
collect (VecheSearchRun *self, VecheStatement *row, guint most, GArray *ids, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      if (message_fits (self, row))
        g_array_append_val (ids, id);
      if (ids->len >= most || veche_search_run_is_over (self))
        {
          veche_statement_reset (row);
          break;
        }
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Nothing but words: the index alone, no row is read. */
static gboolean
collect_by_words_alone (VecheSearchRun *self, const char *match, guint most, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (self->db, sql);

  veche_statement_bind_text (row, 1, match);
  veche_statement_bind_int (row, 2, most);
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
has_many (VecheDb *db)
{
  static const char sql[] = "SELECT max (id) FROM interaction";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean many = veche_statement_step (row, NULL) && veche_statement_int (row, 0) > MANY;

  veche_statement_reset (row);

  return many;
}

/* Going on like this, not even half of what is wanted will be found. */
static gboolean
is_hopeless (guint tried, guint found, guint wanted, guint at_most)
{
  return tried >= SAMPLE && (guint64) found * at_most * 2 < (guint64) wanted * tried;
}

/* For a beginning of more than three letters FTS5 first gathers all that begin so, over ten million texts for a tenth of a second.  Its
 * index of the first three letters yields newest first without that; what a common word needs is among those.  Fewer than wanted: the
 * beginning is rare, and to gather it is quick. */
static gboolean
collect_by_first_letters (VecheSearchRun *self, guint most, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS ", i.text FROM interaction_fts AS f CROSS JOIN interaction AS i ON i.id = f.rowid"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id WHERE f.interaction_fts MATCH ?1 ORDER BY f.rowid DESC LIMIT ?2";
  g_autofree char *match = veche_search_to_first_letters (self->search);
  g_autoptr (GError) local = NULL;
  guint tried = 0, at_most = MIN (most * TRIED, MOST_TRIED);
  VecheStatement *row;

  if (match == NULL || !has_many (self->db))
    return TRUE;

  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_text (row, 1, match);
  veche_statement_bind_int (row, 2, at_most);
  while (ids->len < most && !is_hopeless (tried++, ids->len, most, at_most) && veche_statement_step (row, &local))
    {
      const char *text = veche_statement_text (row, 6);
      gint64 id = veche_statement_int (row, 0);

      if (text != NULL && message_fits (self, row) && veche_search_fits (self->search, &text, 1, FALSE))
        g_array_append_val (ids, id);
    }
  veche_statement_reset (row);
  if (ids->len < most)
    g_array_set_size (ids, 0);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
collect_by_words (VecheSearchRun *self, guint most, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS " FROM interaction_fts AS f CROSS JOIN interaction AS i ON i.id = f.rowid LEFT JOIN channel AS c ON c.id = i.channel_id"
    " WHERE f.interaction_fts MATCH ?1 ORDER BY f.rowid DESC";
  g_autofree char *match = NULL;
  VecheStatement *row;

  if (!collect_by_first_letters (self, most, ids, error))
    return FALSE;
  if (ids->len > 0)
    return TRUE;

  match = veche_search_to_match (self->search, FALSE);
  if (self->needs->len == 0 && self->search->after == 0 && self->search->before == 0)
    return collect_by_words_alone (self, match, most, ids, error);

  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_text (row, 1, match);

  return collect (self, row, most, ids, error);
}

/* What these people said, newest first: few enough to look into the texts themselves. */
static gboolean
collect_by_people (VecheSearchRun *self, const VecheSearchNeed *need, guint most, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS ", i.text FROM interaction AS i LEFT JOIN channel AS c ON c.id = i.channel_id"
    " WHERE i.member_id = ?1 ORDER BY i.at DESC, i.id DESC LIMIT ?2";
  g_autoptr (GError) local = NULL;

  for (guint p = 0; p < need->list->len && local == NULL; p++)
    {
      VecheStatement *row = veche_db_prepare (self->db, sql);
      guint n = 0;

      veche_statement_bind_int (row, 1, g_array_index (need->list, gint64, p));
      veche_statement_bind_int (row, 2, READ_AT_ONCE);
      while (n < most && veche_statement_step (row, &local))
        {
          const char *text = veche_statement_text (row, 6);
          gint64 id = veche_statement_int (row, 0);

          if (text != NULL && message_fits (self, row) && veche_search_fits (self->search, &text, 1, FALSE))
            {
              g_array_append_val (ids, id);
              n++;
            }
          if (veche_search_run_is_over (self))
            break;
        }
      veche_statement_reset (row);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Operators alone, without a word: the newest that fit. */
static gboolean
collect_newest (VecheSearchRun *self, guint most, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS " FROM interaction AS i LEFT JOIN channel AS c ON c.id = i.channel_id WHERE i.text IS NOT NULL ORDER BY i.id DESC";
  static const char channel_sql[] =
    "SELECT " COLUMNS " FROM interaction AS i LEFT JOIN channel AS c ON c.id = i.channel_id"
    " WHERE i.channel_id = ?1 AND i.text IS NOT NULL AND i.at >= ?2 AND i.at < ?3 ORDER BY i.at DESC, i.id DESC";
  VecheSearchNeed *place = veche_search_run_need (self, VECHE_TERM_IN);
  guint before = 0;

  if (place == NULL || place->list->len == 0)
    return collect (self, veche_db_prepare (self->db, sql), most, ids, error);

  for (guint i = 0; i < place->list->len; i++, before = ids->len)
    {
      VecheStatement *row = veche_db_prepare (self->db, channel_sql);

      veche_statement_bind_int (row, 1, g_array_index (place->list, gint64, i));
      veche_statement_bind_int (row, 2, self->search->after);
      veche_statement_bind_int (row, 3, self->search->before != 0 ? self->search->before : G_MAXINT64);
      if (!collect (self, row, before + most, ids, error))
        return FALSE;
    }

  return TRUE;
}

/*** Rows ***/

typedef struct
{
  VecheHit *hit;
  double    weight;
} VecheWeighed;

static int
compare_weighed (gconstpointer a, gconstpointer b)
{
  const VecheWeighed *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;

  return veche_hit_is_newer (&first->hit, &second->hit);
}

static VecheHit *
read_hit (VecheSearchRun *self, VecheStatement *row)
{
  VecheHit *hit = veche_hit_new (VECHE_HIT_MESSAGE, veche_statement_int (row, 0), veche_statement_text (row, 1),
                                 veche_statement_text (row, 2));

  hit->member_uid = veche_statement_dup_text (row, 3);
  hit->at = veche_statement_int (row, 4);
  hit->where = veche_statement_dup_text (row, 6);
  hit->text = veche_search_snippet (self->search, veche_statement_text (row, 5), SNIPPET);

  return hit;
}

/* Newer words of the same weight first; a month costs a twentieth. */
static double
weigh (VecheSearchRun *self, const char *text, gint64 at, gint64 now)
{
  double months = (double) (now - at) / (30.0 * G_TIME_SPAN_DAY);

  return veche_search_weigh (self->search, text) - 0.05 * CLAMP (months, 0, 8);
}

static GPtrArray *
read_hits (VecheSearchRun *self, GArray *ids, guint limit, VecheSearchOrder order, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.uid, CASE i.direction WHEN 'out' THEN (SELECT name FROM member WHERE me = 1) ELSE m.name END, m.uid, i.at, i.text,"
    "       ifnull (c.name, s.name)"
    "  FROM json_each (?1) AS j CROSS JOIN interaction AS i ON i.id = j.value LEFT JOIN member AS m ON m.id = i.member_id"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id LEFT JOIN source AS s ON s.id = c.source_id";
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);
  g_autoptr (GArray) weighed = g_array_new (FALSE, FALSE, sizeof (VecheWeighed));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (self->db, sql);
  gint64 now = veche_now ();

  veche_statement_bind_text (row, 1, list);
  while (veche_statement_step (row, &local))
    {
      VecheWeighed one = { read_hit (self, row), 0 };

      g_ptr_array_add (hits, one.hit);
      if (order == VECHE_SEARCH_BEST)
        one.weight = weigh (self, veche_statement_text (row, 5), one.hit->at, now);
      g_array_append_val (weighed, one);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  g_array_sort (weighed, compare_weighed);
  for (guint i = 0; i < hits->len; i++)
    hits->pdata[i] = g_array_index (weighed, VecheWeighed, i).hit;
  if (hits->len > limit)
    g_ptr_array_set_size (hits, (int) limit);

  return g_steal_pointer (&hits);
}

GPtrArray *
veche_search_messages (VecheSearchRun *self, guint limit, VecheSearchOrder order, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VecheSearchNeed *author = veche_search_run_need (self, VECHE_TERM_FROM);
  guint most = order == VECHE_SEARCH_BEST ? MAX (limit, RANKED_AMONG) : limit;
  gboolean ok;

  if (author != NULL && !author->me)
    ok = collect_by_people (self, author, most, ids, error);
  else if (veche_search_has_words (self->search))
    ok = collect_by_words (self, most, ids, error);
  else
    ok = collect_newest (self, most, ids, error);

  return ok ? read_hits (self, ids, limit, order, error) : NULL;
}
