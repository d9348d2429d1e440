/* veche-search-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People, notes about them, and the small named things that answer a search.
 */

#include "store/veche-search-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-member-search.h"
#include "store/veche-records-private.h"

#define CANDIDATES   300     /* people that are weighed against one another */
#define NAMES_FIRST  60      /* of them, from the beginning of their names */
#define NOTES_READ   1000
#define SNIPPET      120     /* characters */

/*** Members ***/

static gboolean
collect_people (VecheSearchRun *self, VecheStatement *row, guint most, GArray *ids, GHashTable *seen, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint start = ids->len;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      if (!g_hash_table_contains (seen, &id) && veche_search_run_person (self, id))
        {
          g_hash_table_add (seen, g_memdup2 (&id, sizeof id));
          g_array_append_val (ids, id);
        }
      if (ids->len - start >= most || veche_search_run_is_over (self))
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

/* Whose names begin with what was typed: an index range, quick for a single letter, too. */
static gboolean
collect_by_name (VecheSearchRun *self, GArray *ids, GHashTable *seen, GError **error)
{
  static const char sql[] = "SELECT id FROM member WHERE archived = 0 AND name_key >= ?1 AND name_key < ?2 ORDER BY name_key, id LIMIT 1000";
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GBytes) from = NULL, until = NULL;
  VecheStatement *row;

  for (guint i = 0; i < self->search->terms->len; i++)
    {
      const VecheTerm *term = self->search->terms->pdata[i];

      if ((term->kind == VECHE_TERM_WORD || term->kind == VECHE_TERM_PHRASE) && !term->negated)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", term->text);
    }
  if (words->len == 0 || !veche_search_name_range (words->str, &from, &until))
    return TRUE;

  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_blob (row, 1, g_bytes_get_data (from, NULL), g_bytes_get_size (from));
  veche_statement_bind_blob (row, 2, g_bytes_get_data (until, NULL), g_bytes_get_size (until));

  return collect_people (self, row, NAMES_FIRST, ids, seen, error);
}

static gboolean
is_one_letter (VecheSearchRun *self)
{
  const VecheTerm *term = self->search->terms->pdata[0];

  return self->search->terms->len == 1 && g_utf8_strlen (term->text, -1) == 1;
}

/* The newest that have the words anywhere. */
static gboolean
collect_by_words (VecheSearchRun *self, GArray *ids, GHashTable *seen, GError **error)
{
  static const char sql[] = "SELECT rowid FROM member_fts WHERE member_fts MATCH ?1 ORDER BY rowid DESC";
  g_autofree char *match = veche_search_to_match (self->search, TRUE);
  VecheStatement *row;

  if (match == NULL || is_one_letter (self))
    return TRUE;

  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_text (row, 1, match);

  return collect_people (self, row, CANDIDATES, ids, seen, error);
}

/* No word, but a tag, a competency or a platform: from there. */
static gboolean
collect_by_need (VecheSearchRun *self, GArray *ids, GHashTable *seen, GError **error)
{
  static const char tag_sql[] = "SELECT member_id FROM member_tag WHERE tag_id IN (SELECT value FROM json_each (?1)) ORDER BY id DESC";
  static const char competency_sql[] =
    "SELECT member_id FROM member_competency WHERE competency_id IN (SELECT value FROM json_each (?1)) ORDER BY level DESC";
  static const char platform_sql[] = "SELECT member_id FROM identity WHERE platform = ?1 ORDER BY id DESC";
  VecheSearchNeed *tag = veche_search_run_need (self, VECHE_TERM_TAG);
  VecheSearchNeed *competency = veche_search_run_need (self, VECHE_TERM_COMPETENCY);
  VecheSearchNeed *place = veche_search_run_need (self, VECHE_TERM_IN);
  VecheStatement *row;

  if (competency != NULL || tag != NULL)
    {
      row = veche_db_prepare (self->db, competency != NULL ? competency_sql : tag_sql);
      veche_statement_bind_text (row, 1, competency != NULL ? competency->ids : tag->ids);
    }
  else if (place != NULL && place->platform != NULL)
    {
      row = veche_db_prepare (self->db, platform_sql);
      veche_statement_bind_text (row, 1, place->platform);
    }
  else
    return TRUE;

  return collect_people (self, row, CANDIDATES, ids, seen, error);
}

static gboolean
is_on_platform (VecheSearchRun *self, gint64 id)
{
  static const char sql[] = "SELECT 1 FROM identity WHERE member_id = ?1 AND platform = ?2 LIMIT 1";
  VecheSearchNeed *place = veche_search_run_need (self, VECHE_TERM_IN);
  VecheStatement *row;
  gboolean is;

  if (place == NULL)
    return TRUE;
  if (place->platform == NULL)   /* a channel: its people are found by what they said */
    return FALSE;
  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_text (row, 2, place->platform);
  is = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return is;
}

typedef struct
{
  VecheMember *member;   /* borrowed */
  double       weight;
} VecheWeighed;

static int
compare_weighed (gconstpointer a, gconstpointer b)
{
  const VecheWeighed *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;

  return veche_text_collate (first->member->name, second->member->name);
}

/* The name first, then the handle, what they can do, the town, the rest; then who matters and who is about. */
static double
weigh_member (VecheSearchRun *self, const VecheMember *member, gint64 now)
{
  const char *name = member->name, *handles = member->handles, *known[] = { member->labels, member->city, member->headline };
  g_autoptr (GArray) hits = veche_search_hits (self->search, name, TRUE);
  double weight = 0, days = (double) (now - member->last_seen) / (double) G_TIME_SPAN_DAY;

  if (!veche_search_has_words (self->search))
    weight = 0;
  else if (veche_search_fits (self->search, &name, 1, TRUE))
    weight = hits->len > 0 && g_array_index (hits, VecheSpan, 0).start == 0 ? 100 : 90;
  else if (handles != NULL && veche_search_fits (self->search, &handles, 1, TRUE))
    weight = 70;
  else if (veche_search_fits (self->search, known, G_N_ELEMENTS (known), FALSE))
    weight = 50;
  weight += member->important ? 5 : 0;
  weight += member->last_seen != 0 ? 8 / (1 + MAX (days, 0) / 30) : 0;
  weight -= member->archived ? 40 : 0;

  return weight;
}

static VecheHit *
member_hit (VecheSearchRun *self, const VecheMember *member)
{
  VecheHit *hit = veche_hit_new (VECHE_HIT_MEMBER, member->parent.id, member->parent.uid, member->name);
  const char *name = member->name, *handles = member->handles, *labels = member->labels;

  hit->member_uid = g_strdup (member->parent.uid);
  if (handles != NULL && (labels == NULL || (!veche_search_fits (self->search, &name, 1, TRUE) &&
                                             veche_search_fits (self->search, &handles, 1, TRUE))))
    hit->text = g_strdup (handles);
  else
    hit->text = g_strdup (labels);
  hit->where = g_strdup (member->city);
  hit->at = member->last_seen;

  return hit;
}

static GPtrArray *
weigh_people (VecheSearchRun *self, GArray *ids, guint limit, GError **error)
{
  g_autoptr (GPtrArray) page = veche_members_records (self->db, (const gint64 *) (gpointer) ids->data, ids->len, error);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);
  g_autoptr (GArray) weighed = g_array_new (FALSE, FALSE, sizeof (VecheWeighed));
  gint64 now = veche_now ();

  if (page == NULL)
    return NULL;

  for (guint i = 0; i < page->len; i++)
    {
      VecheWeighed one = { page->pdata[i], 0 };

      if (one.member == NULL || !is_on_platform (self, one.member->parent.id))
        continue;
      one.weight = weigh_member (self, one.member, now);
      g_array_append_val (weighed, one);
    }
  g_array_sort (weighed, compare_weighed);
  for (guint i = 0; i < MIN (weighed->len, limit); i++)
    g_ptr_array_add (hits, member_hit (self, g_array_index (weighed, VecheWeighed, i).member));

  return g_steal_pointer (&hits);
}

GPtrArray *
veche_search_members (VecheSearchRun *self, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean words = veche_search_has_words (self->search) || veche_search_has (self->search, VECHE_TERM_FROM, FALSE);

  if (words ? !collect_by_name (self, ids, seen, error) || !collect_by_words (self, ids, seen, error)
            : !collect_by_need (self, ids, seen, error))
    return NULL;

  return weigh_people (self, ids, limit, error);
}

/*** Notes ***/

static gboolean
note_fits (VecheSearchRun *self, VecheStatement *row)
{
  VecheSearchNeed *author = veche_search_run_need (self, VECHE_TERM_FROM);
  const char *text = veche_statement_text (row, 4);
  gint64 member = veche_statement_int (row, 1), at = veche_statement_int (row, 5);

  if ((self->search->after != 0 && at < self->search->after) || (self->search->before != 0 && at >= self->search->before))
    return FALSE;
  if (author != NULL && !author->me && !g_hash_table_contains (author->set, &member))
    return FALSE;

  return veche_search_fits (self->search, &text, 1, FALSE) && veche_search_run_person (self, member);
}

/* Notes have no index of their own: those of the people in whose search row the words are, else the newest. */
GPtrArray *
veche_search_notes (VecheSearchRun *self, guint limit, GError **error)
{
  static const char found_sql[] =
    "SELECT n.id, n.member_id, m.uid, m.name, n.text, n.at FROM member_note AS n JOIN member AS m ON m.id = n.member_id"
    " WHERE n.member_id IN (SELECT rowid FROM member_fts WHERE member_fts MATCH ?2 ORDER BY rowid DESC LIMIT 500) AND m.archived < 2"
    " ORDER BY n.at DESC LIMIT ?1";
  static const char newest_sql[] =
    "SELECT n.id, n.member_id, m.uid, m.name, n.text, n.at FROM member_note AS n JOIN member AS m ON m.id = n.member_id"
    " WHERE m.archived < 2 ORDER BY n.id DESC LIMIT ?1";
  g_autofree char *match = veche_search_has_words (self->search) ? veche_search_to_match (self->search, FALSE) : NULL;
  g_autofree char *notes = match != NULL ? g_strconcat ("{notes} : ", match, NULL) : NULL;
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (self->db, notes != NULL ? found_sql : newest_sql);

  veche_statement_bind_int (row, 1, NOTES_READ);
  if (notes != NULL)
    veche_statement_bind_text (row, 2, notes);
  while (hits->len < limit && veche_statement_step (row, &local))
    {
      VecheHit *hit;

      if (!note_fits (self, row))
        continue;
      hit = veche_hit_new (VECHE_HIT_NOTE, veche_statement_int (row, 0), veche_statement_text (row, 2), veche_statement_text (row, 3));
      hit->member_uid = g_strdup (hit->uid);
      hit->text = veche_search_snippet (self->search, veche_statement_text (row, 4), SNIPPET);
      hit->at = veche_statement_int (row, 5);
      g_ptr_array_add (hits, hit);
    }
  veche_statement_reset (row);
  if (local == NULL)
    return g_steal_pointer (&hits);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/*** What has a name ***/

/* Columns: id, uid, name, two more texts to search in, where, day, count. */
static const char *const named_sql[VECHE_N_HIT_KINDS] = {
  [VECHE_HIT_EVENT] = "SELECT id, uid, title, place, notes, place, starts, 0 FROM event ORDER BY starts DESC LIMIT 20000",
  [VECHE_HIT_PROJECT] = "SELECT id, uid, title, goal, outcome, quarter, NULL, 0 FROM project ORDER BY quarter DESC LIMIT 20000",
  [VECHE_HIT_COMPETENCY] =
    "SELECT c.id, c.uid, c.name, (SELECT group_concat (alias, ', ') FROM competency_alias WHERE competency_id = c.id), c.about, p.name, NULL,"
    "       (SELECT count (*) FROM member_competency WHERE competency_id = c.id)"
    "  FROM competency AS c LEFT JOIN competency AS p ON p.id = c.parent_id LIMIT 20000",
  [VECHE_HIT_TAG] = "SELECT t.id, t.uid, t.name, NULL, NULL, NULL, NULL, (SELECT count (*) FROM member_tag WHERE tag_id = t.id)"
                    "  FROM tag AS t LIMIT 20000",
  [VECHE_HIT_ORGANISATION] =
    "SELECT o.id, o.uid, o.name, o.about, o.url, o.city, NULL, (SELECT count (*) FROM organisation_member WHERE organisation_id = o.id)"
    "  FROM organisation AS o LIMIT 20000",
  [VECHE_HIT_ARTICLE] =
    "SELECT a.id, a.uid, a.title, a.body,"
    "       ifnull ((SELECT group_concat (text, ' · ') FROM article_phrase WHERE article_id = a.id) || ' ', '') || ifnull (a.code || ' ', '')"
    "       || ifnull (a.url, ''),"
    "       CASE WHEN a.code IS NOT NULL THEN '/' || a.code END, NULL, (SELECT count (*) FROM article_use WHERE article_id = a.id)"
    "  FROM article AS a WHERE a.archived = 0 LIMIT 20000",
};

static VecheHit *
named_hit (VecheSearchRun *self, VecheHitKind kind, VecheStatement *row)
{
  VecheHit *hit = veche_hit_new (kind, veche_statement_int (row, 0), veche_statement_text (row, 1), veche_statement_text (row, 2));
  const char *first = veche_statement_text (row, 3), *second = veche_statement_text (row, 4);
  g_autoptr (GArray) in_first = veche_search_hits (self->search, first, FALSE);

  if (kind == VECHE_HIT_EVENT)   /* its place is shown beside it */
    hit->text = second != NULL ? veche_search_snippet (self->search, second, SNIPPET) : NULL;
  else
    hit->text = veche_search_snippet (self->search, in_first->len > 0 || second == NULL ? first : second, SNIPPET);
  hit->where = veche_statement_dup_text (row, 5);
  hit->day = veche_statement_dup_text (row, 6);
  hit->count = (guint) veche_statement_int (row, 7);

  return hit;
}

static gboolean
day_fits (VecheSearchRun *self, const char *day)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) start = NULL;
  gint64 at;

  if (self->search->after == 0 && self->search->before == 0)
    return TRUE;
  if (day == NULL || strlen (day) < 10)
    return FALSE;

  zone = g_time_zone_new_local ();
  start = g_date_time_new (zone, atoi (day), atoi (day + 5), atoi (day + 8), 12, 0, 0);
  at = start != NULL ? g_date_time_to_unix (start) * G_USEC_PER_SEC : 0;

  return at != 0 && (self->search->after == 0 || at >= self->search->after) && (self->search->before == 0 || at < self->search->before);
}

/* By the name first, then by how many people it concerns; the order of the statement otherwise. */
static int
compare_named (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const VecheHit *const *first = a, *const *second = b;
  VecheSearch *search = user_data;
  gboolean by_name = veche_search_fits (search, (const char *const *) &(*first)->title, 1, TRUE);
  gboolean other_by_name = veche_search_fits (search, (const char *const *) &(*second)->title, 1, TRUE);

  if (by_name != other_by_name)
    return by_name ? -1 : 1;

  return (int) (*second)->count - (int) (*first)->count;
}

GPtrArray *
veche_search_named (VecheSearchRun *self, VecheHitKind kind, guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_hit_free);
  g_autoptr (GError) local = NULL;
  gboolean sorted = kind == VECHE_HIT_EVENT || kind == VECHE_HIT_PROJECT;
  VecheStatement *row;

  if (!veche_search_has_words (self->search) && (self->search->after == 0 && self->search->before == 0))
    return g_steal_pointer (&hits);

  row = veche_db_prepare (self->db, named_sql[kind]);
  while ((!sorted || hits->len < limit) && veche_statement_step (row, &local))
    {
      const char *texts[] = { veche_statement_text (row, 2), veche_statement_text (row, 3), veche_statement_text (row, 4) };

      if (veche_search_fits (self->search, texts, G_N_ELEMENTS (texts), TRUE) && day_fits (self, veche_statement_text (row, 6)))
        g_ptr_array_add (hits, named_hit (self, kind, row));
      if (veche_search_run_is_over (self))
        break;
    }
  veche_statement_reset (row);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (!sorted)
    g_ptr_array_sort_with_data (hits, compare_named, self->search);

  return g_steal_pointer (&hits);
}
