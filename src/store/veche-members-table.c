/* veche-members-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Members as they are read: a page of rows, one row, the lists to choose from, and who is meant by a word.
 */

#include "store/veche-members-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-merge-table.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define LABELS_SHOWN  2
#define HANDLES_SHOWN 3
#define ACTIVE_DAYS   30
#define FIT_NAMED     5    /* how many of several that fit are named */

/*** Pages ***/

char *
veche_records_ids (const gint64 *ids, guint n)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    {
      char digits[24];

      g_snprintf (digits, sizeof digits, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, ids[i]);
      g_string_append (text, digits);
    }
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

static void
record_unref (gpointer record)
{
  if (record != NULL)
    veche_record_unref (record);
}

GPtrArray *
veche_records_new (guint n)
{
  GPtrArray *records = g_ptr_array_new_full (n, record_unref);

  g_ptr_array_set_size (records, (int) n);

  return records;
}

static void
veche_member_clear (gpointer data)
{
  VecheMember *self = data;

  g_free (self->name);
  g_free (self->address_as);
  g_free (self->headline);
  g_free (self->city);
  g_free (self->labels);
  g_free (self->handles);
  g_free (self->stage);
  g_free (self->role);
}

static gboolean
read_members (VecheDb *db, const char *ids, GPtrArray *page, GError **error)
{
  static const char sql[] =
    "SELECT j.key, m.id, m.uid, m.name, m.address_as, m.headline, m.city, m.stage, m.role, m.joined, m.last_seen, m.last_contact,"
    "       m.interactions, m.important, m.archived, m.me, m.do_not_contact, m.do_not_mention"
    "  FROM json_each (?1) AS j CROSS JOIN member AS m ON m.id = j.value";
  VecheStatement    *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, ids);
  while (veche_statement_step (row, &local))
    {
      VecheMember *self = veche_record_alloc (sizeof (VecheMember), VECHE_RECORD_MEMBER, veche_statement_int (row, 1),
                                              veche_statement_text (row, 2), veche_member_clear);

      self->name = veche_statement_dup_text (row, 3);
      self->address_as = veche_statement_dup_text (row, 4);
      self->headline = veche_statement_dup_text (row, 5);
      self->city = veche_statement_dup_text (row, 6);
      self->stage = veche_statement_dup_text (row, 7);
      self->role = veche_statement_dup_text (row, 8);
      self->joined = veche_statement_int (row, 9);
      self->last_seen = veche_statement_int (row, 10);
      self->last_contact = veche_statement_int (row, 11);
      self->interactions = (guint) veche_statement_int (row, 12);
      self->important = veche_statement_int (row, 13) != 0;
      self->archived = veche_statement_int (row, 14) != 0;
      self->me = veche_statement_int (row, 15) != 0;
      self->do_not_contact = veche_statement_int (row, 16) != 0;
      self->do_not_mention = veche_statement_int (row, 17) != 0;
      g_clear_pointer (&page->pdata[veche_statement_int (row, 0)], record_unref);
      page->pdata[veche_statement_int (row, 0)] = self;
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
has_word (const char *words, const char *word)
{
  const gsize length = strlen (word);

  for (const char *at = words; (at = strstr (at, word)) != NULL; at++)
    if ((at == words || (at >= words + 2 && at[-2] == ',' && at[-1] == ' ')) && (at[length] == '\0' || at[length] == ','))
      return TRUE;

  return FALSE;
}

/* Adds ", word" to what a member has, up to most of them, each once (one handle on two platforms); the rows come member by member. */
static void
append_word (char **words, const char *word, guint *n, guint most)
{
  char *longer;

  if (word == NULL || *n >= most || (*words != NULL && has_word (*words, word)))
    return;

  longer = *words == NULL ? g_strdup (word) : g_strjoin (", ", *words, word, NULL);
  g_free (*words);
  *words = longer;
  (*n)++;
}

static gboolean
read_labels (VecheDb *db, const char *ids, GPtrArray *page, GError **error)
{
  static const char sql[] =
    "SELECT j.key, c.name FROM json_each (?1) AS j"
    "  CROSS JOIN member_competency AS l ON l.member_id = j.value CROSS JOIN competency AS c ON c.id = l.competency_id"
    " ORDER BY j.key, l.level DESC, l.id";
  VecheStatement    *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;
  VecheMember       *last = NULL;
  guint              n = 0;

  veche_statement_bind_text (row, 1, ids);
  while (veche_statement_step (row, &local))
    {
      VecheMember *member = page->pdata[veche_statement_int (row, 0)];

      n = member == last ? n : 0;
      last = member;
      if (member != NULL)
        append_word (&member->labels, veche_statement_text (row, 1), &n, LABELS_SHOWN);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
read_handles (VecheDb *db, const char *ids, GPtrArray *page, GError **error)
{
  static const char sql[] =
    "SELECT j.key, i.platform, i.instance, i.handle FROM json_each (?1) AS j CROSS JOIN identity AS i ON i.member_id = j.value"
    " WHERE i.handle IS NOT NULL AND i.deleted = 0 ORDER BY j.key, i.id";
  VecheStatement    *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;
  VecheMember       *last = NULL;
  guint              n = 0;

  veche_statement_bind_text (row, 1, ids);
  while (veche_statement_step (row, &local))
    {
      VecheMember     *member = page->pdata[veche_statement_int (row, 0)];
      g_autofree char *label =
        veche_identity_label (veche_statement_text (row, 1), veche_statement_text (row, 2), veche_statement_text (row, 3));

      n = member == last ? n : 0;
      last = member;
      if (member != NULL)
        append_word (&member->handles, label, &n, HANDLES_SHOWN);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Answered by the index alone. */
static gboolean
read_active_days (VecheDb *db, const char *ids, GPtrArray *page, GError **error)
{
  static const char sql[] =
    "SELECT j.key, (SELECT count (DISTINCT i.at / 86400000000) FROM interaction AS i WHERE i.member_id = j.value AND i.at >= ?2)"
    "  FROM json_each (?1) AS j";
  VecheStatement    *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, ids);
  veche_statement_bind_int (row, 2, veche_now () - ACTIVE_DAYS * G_TIME_SPAN_DAY);
  while (veche_statement_step (row, &local))
    {
      VecheMember *member = page->pdata[veche_statement_int (row, 0)];

      if (member != NULL)
        member->days_active_30 = (guint) MIN (veche_statement_int (row, 1), ACTIVE_DAYS);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GPtrArray *
veche_members_records (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  g_autofree char      *list = veche_records_ids (ids, n);
  g_autoptr (GPtrArray) page = veche_records_new (n);

  if (!read_members (db, list, page, error) || !read_labels (db, list, page, error) || !read_handles (db, list, page, error) ||
      !read_active_days (db, list, page, error))
    return NULL;

  return g_steal_pointer (&page);
}

char *
veche_identity_label (const char *platform, const char *instance, const char *handle)
{
  static const char *const plain[] = { "email", "phone", "web", "feed", NULL };

  if (handle == NULL || *handle == '\0')
    return NULL;
  if (g_strv_contains (plain, platform))
    return g_strdup (handle);
  if (instance != NULL && *instance != '\0' && strchr (handle, '@') == NULL)
    return g_strconcat ("@", handle, "@", instance, NULL);

  return g_strconcat ("@", handle, NULL);
}

VecheMember *
veche_members_load (VecheDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) page = veche_members_records (db, &id, 1, error);

  if (page == NULL)
    return NULL;
  if (page->pdata[0] != NULL)
    return veche_record_ref (page->pdata[0]);

  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such member");

  return NULL;
}

gint64
veche_members_me (VecheDb *db)
{
  static const char sql[] = "SELECT id FROM member WHERE me = 1 ORDER BY id LIMIT 1";
  VecheStatement   *row = veche_db_prepare (db, sql);
  gint64            id;

  if (!veche_statement_step (row, NULL))
    return 0;
  id = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return id;
}

/*** Who is meant ***/

/* "@anna", "anna@host", "@anna@host", "anna@mail.example" */
static gboolean
find_by_handle (VecheDb *db, const char *who, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT DISTINCT member_id FROM identity WHERE handle = ?1 COLLATE NOCASE"
    " UNION SELECT member_id FROM identity WHERE handle = ?2 COLLATE NOCASE AND instance = ?3 COLLATE NOCASE LIMIT ?4";
  const char      *bare = *who == '@' ? who + 1 : who;
  const char      *host = strchr (bare, '@');
  g_autofree char *user = host != NULL ? g_strndup (bare, (gsize) (host - bare)) : NULL;
  VecheStatement  *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, bare);
  veche_statement_bind_text (row, 2, user);
  veche_statement_bind_text (row, 3, host != NULL ? host + 1 : NULL);
  veche_statement_bind_int (row, 4, FIT_NAMED + 1);

  return veche_statement_collect_ids (row, ids, error);
}

static gboolean
find_by_name (VecheDb *db, const char *who, GArray *ids, GError **error)
{
  static const char  sql[] = "SELECT id FROM member WHERE archived IN (0, 1) AND name_key = ?1 LIMIT ?2";
  g_autoptr (GBytes) key = veche_text_sort_key (who);
  VecheStatement    *row = veche_db_prepare (db, sql);
  gsize              n;
  gconstpointer      data = g_bytes_get_data (key, &n);

  veche_statement_bind_blob (row, 1, data, n);
  veche_statement_bind_int (row, 2, FIT_NAMED + 1);

  return veche_statement_collect_ids (row, ids, error);
}

static gboolean
find_by_words (VecheDb *db, const char *who, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT f.rowid FROM member_fts AS f CROSS JOIN member AS m ON m.id = f.rowid WHERE member_fts MATCH ?1 AND m.archived IN (0, 1) LIMIT ?2";
  g_autofree char  *words = veche_text_to_member_match (who);
  g_autofree char  *match = NULL;
  VecheStatement   *row;

  if (words == NULL)
    return TRUE;

  match = g_strconcat ("{name keys} : (", words, ")", NULL);
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, match);
  veche_statement_bind_int (row, 2, FIT_NAMED + 1);

  return veche_statement_collect_ids (row, ids, error);
}

static gint64
choose_one (VecheDb *db, const char *who, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) fits = NULL;
  g_autoptr (GString)   names = NULL;

  if (ids->len == 1)
    return g_array_index (ids, gint64, 0);

  fits = veche_members_records (db, (const gint64 *) (gpointer) ids->data, MIN (ids->len, FIT_NAMED), error);
  if (fits == NULL)
    return 0;
  names = g_string_new (NULL);
  for (guint i = 0; i < fits->len; i++)
    {
      VecheMember *member = fits->pdata[i];

      if (member == NULL)
        continue;
      g_string_append_printf (names, "%s%s (%s)", names->len > 0 ? ", " : "", member->name,
                              member->handles != NULL ? member->handles : member->parent.uid);
    }
  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” fits several: %s%s. Say which by the handle or uid", who,
               names->str, ids->len > FIT_NAMED ? " …" : "");

  return 0;
}

gboolean
veche_members_named (VecheDb *db, const char *who, GArray *ids, GError **error)
{
  gint64 id = veche_db_id_for_uid (db, "member", who);

  if (id != 0)
    {
      id = veche_merge_get_root (db, id);
      g_array_append_val (ids, id);
      return TRUE;
    }

  return find_by_handle (db, who, ids, error) && (ids->len > 0 || find_by_name (db, who, ids, error));
}

gint64
veche_members_find (VecheDb *db, const char *who, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (who != NULL, 0);

  if (!veche_members_named (db, who, ids, error) || (ids->len == 0 && !find_by_words (db, who, ids, error)))
    return 0;
  if (ids->len > 0)
    return choose_one (db, who, ids, error);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no member “%s”", who);

  return 0;
}

/*** Lists to choose from ***/

void
veche_count_free (VecheCount *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const VecheCount *const *first = a, *const *second = b;

  return veche_text_collate ((*first)->name, (*second)->name);
}

static GPtrArray *
list_counts (VecheDb *db, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_count_free);
  g_autoptr (GError)    local = NULL;
  VecheStatement       *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheCount *count = g_new0 (VecheCount, 1);

      count->uid = veche_statement_dup_text (row, 0);
      count->name = veche_statement_dup_text (row, 1);
      count->count = (guint) veche_statement_int (row, 2);
      g_ptr_array_add (counts, count);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_sort (counts, compare_counts);

  return g_steal_pointer (&counts);
}

GPtrArray *
veche_members_list_tags (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT t.uid, t.name, (SELECT count (*) FROM member_tag AS l WHERE l.tag_id = t.id) FROM tag AS t";

  return list_counts (db, sql, error);
}

GPtrArray *
veche_members_list_competencies (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT c.uid, c.name, (SELECT count (*) FROM member_competency AS l WHERE l.competency_id = c.id) FROM competency AS c";

  return list_counts (db, sql, error);
}

GPtrArray *
veche_members_list_platforms (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT NULL, platform, count (DISTINCT member_id) FROM identity GROUP BY platform";

  return list_counts (db, sql, error);
}

GPtrArray *
veche_members_list_stages (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT NULL, stage, count (*) FROM member WHERE stage <> '' AND archived = 0 GROUP BY stage";

  return list_counts (db, sql, error);
}
