/* veche-people-match-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who of the workspace a row of a table may be, and what is known of them already.
 */

#include "store/veche-people-match-table.h"

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MAX_MERGES 32

static const char *const word_columns[VECHE_PERSON_N_WORDS] = { "address_as", "headline", "city",     "birthday", "motives", "needs",
                                                                "offers",     "likes",    "dislikes", "manner",   "origin",  "stage" };

static const char *const mark_columns[VECHE_PERSON_N_MARKS] = { "do_not_contact", "do_not_mention", "important", "leader", "reach", "watched" };

const char *
veche_person_mark_column (VechePersonMark mark)
{
  return mark_columns[mark];
}

const char *
veche_person_word_column (VechePersonWord word)
{
  return word_columns[word];
}

static void
person_account_free (gpointer data)
{
  VechePersonAccount *account = data;

  g_free (account->platform);
  g_free (account->instance);
  g_free (account->handle);
  g_free (account->remote_id);
  g_free (account);
}

static GHashTable *
text_set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

VechePersonFacts *
veche_person_facts_new (void)
{
  VechePersonFacts *self = g_new0 (VechePersonFacts, 1);

  self->accounts = g_ptr_array_new_with_free_func (person_account_free);
  self->tags = text_set_new ();
  self->competencies = text_set_new ();
  self->communities = text_set_new ();
  self->organisations = text_set_new ();
  self->fields = text_set_new ();
  self->notes = text_set_new ();

  return self;
}

void
veche_person_facts_free (VechePersonFacts *self)
{
  g_free (self->uid);
  g_free (self->name);
  for (guint i = 0; i < VECHE_PERSON_N_WORDS; i++)
    g_free (self->words[i]);
  g_ptr_array_unref (self->accounts);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->competencies);
  g_hash_table_unref (self->communities);
  g_hash_table_unref (self->organisations);
  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->notes);
  g_free (self);
}

static gboolean
end_of_rows (GError *local, GError **error)
{
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, local);

  return FALSE;
}

gint64
veche_match_live (VecheDb *db, gint64 id)
{
  static const char sql[] = "SELECT merged_into_id FROM member WHERE id = ?1 AND merged_into_id IS NOT NULL";

  for (guint i = 0; i < MAX_MERGES; i++)
    {
      VecheStatement *row = veche_db_prepare (db, sql);

      veche_statement_bind_int (row, 1, id);
      if (!veche_statement_step (row, NULL))
        return id;
      id = veche_statement_int (row, 0);
      veche_statement_reset (row);
    }

  return id;
}

gint64
veche_match_uid (VecheDb *db, const char *uid)
{
  gint64 id = veche_db_id_for_uid (db, "member", uid);

  return id != 0 ? veche_match_live (db, id) : 0;
}

static void
add_id (VecheDb *db, GArray *ids, gint64 id)
{
  id = veche_match_live (db, id);
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return;
  g_array_append_val (ids, id);
}

static gboolean
take_ids (VecheDb *db, VecheStatement *row, GArray *ids, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      g_array_append_val (found, id);
    }
  for (guint i = 0; i < found->len; i++)
    add_id (db, ids, g_array_index (found, gint64, i));

  return end_of_rows (local, error);
}

/* A handle that was typed has no server and fits any; a lasting id is exact. */
gboolean
veche_match_account (VecheDb *db, const char *platform, const char *instance, const char *handle, const char *remote_id, GArray *ids,
                     GError **error)
{
  static const char id_sql[] = "SELECT member_id FROM identity WHERE platform = ?1 AND instance = ?2 AND remote_id = ?3";
  static const char handle_sql[] =
    "SELECT member_id FROM identity WHERE handle = ?2 COLLATE NOCASE AND platform = ?1 AND (?3 = '' OR instance = '' OR instance = ?3) LIMIT 20";
  VecheStatement *row = veche_db_prepare (db, id_sql);

  veche_statement_bind_static (row, 1, platform);
  veche_statement_bind_static (row, 2, instance);
  veche_statement_bind_static (row, 3, remote_id);
  if (!take_ids (db, row, ids, error))
    return FALSE;
  if (handle == NULL)
    return TRUE;

  row = veche_db_prepare (db, handle_sql);
  veche_statement_bind_static (row, 1, platform);
  veche_statement_bind_static (row, 2, handle);
  veche_statement_bind_static (row, 3, instance);

  return take_ids (db, row, ids, error);
}

gboolean
veche_match_elsewhere (VecheDb *db, const char *platform, const char *handle, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT member_id FROM identity WHERE handle = ?2 COLLATE NOCASE AND platform <> ?1"
                            " AND platform NOT IN ('email', 'phone', 'web', 'feed') LIMIT 20";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, platform);
  veche_statement_bind_text (row, 2, handle);

  return take_ids (db, row, ids, error);
}

/* The list of earlier handles is short beside everything else, but has no index by handle: it is asked only when nothing else is known. */
gboolean
veche_match_earlier (VecheDb *db, const char *platform, const char *handle, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT i.member_id FROM identity_handle AS h JOIN identity AS i ON i.id = h.identity_id"
                            " WHERE h.handle = ?2 COLLATE NOCASE AND i.platform = ?1 LIMIT 20";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, platform);
  veche_statement_bind_text (row, 2, handle);

  return take_ids (db, row, ids, error);
}

gboolean
veche_match_words (VecheDb *db, const char *const *keys, guint limit, GArray *ids, GError **error)
{
  static const char sql[] = "SELECT rowid FROM member_fts WHERE member_fts MATCH ?1 LIMIT ?2";
  g_autoptr (GString) match = g_string_new ("keys : (");
  VecheStatement *row;

  for (guint i = 0; keys[i] != NULL; i++)
    g_string_append_printf (match, "%s\"%s\"", i > 0 ? " AND " : "", keys[i]);
  g_string_append_c (match, ')');
  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, match->str);
  veche_statement_bind_int (row, 2, limit);

  return take_ids (db, row, ids, error);
}

static void
match_phone_free (gpointer data)
{
  VecheMatchPhone *phone = data;

  g_free (phone->text);
  g_free (phone);
}

GPtrArray *
veche_match_phones (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT ifnull (handle, remote_id), member_id FROM identity WHERE platform = 'phone'";
  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func (match_phone_free);
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheMatchPhone *phone = g_new (VecheMatchPhone, 1);

      phone->text = veche_statement_dup_text (row, 0);
      phone->member_id = veche_statement_int (row, 1);
      g_ptr_array_add (phones, phone);
    }

  return end_of_rows (local, error) ? g_steal_pointer (&phones) : NULL;
}

/* ---------------------------------------------------------------------------------------------------------------------------- a person */

static gboolean
read_words (VecheDb *db, gint64 id, VechePersonFacts *facts, GError **error)
{
  static const char sql[] =
    "SELECT uid, name, joined, address_as, headline, city, birthday, motives, needs, offers, likes, dislikes, manner, origin,"
    " nullif (stage, ''), do_not_contact, do_not_mention, important, leader, reach, watched FROM member WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_step (row, error))
    return FALSE;

  facts->id = id;
  facts->uid = veche_statement_dup_text (row, 0);
  facts->name = veche_statement_dup_text (row, 1);
  facts->joined = veche_statement_int (row, 2);
  for (int i = 0; i < VECHE_PERSON_N_WORDS; i++)
    facts->words[i] = veche_statement_dup_text (row, 3 + i);
  for (int i = 0; i < VECHE_PERSON_N_MARKS; i++)
    facts->marks[i] = veche_statement_int (row, 3 + VECHE_PERSON_N_WORDS + i) != 0;
  veche_statement_reset (row);

  return TRUE;
}

static gboolean
read_accounts (VecheDb *db, gint64 id, VechePersonFacts *facts, GError **error)
{
  static const char sql[] = "SELECT platform, instance, handle, remote_id FROM identity WHERE member_id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    {
      VechePersonAccount *account = g_new (VechePersonAccount, 1);

      account->platform = veche_statement_dup_text (row, 0);
      account->instance = veche_statement_dup_text (row, 1);
      account->handle = veche_statement_dup_text (row, 2);
      account->remote_id = veche_statement_dup_text (row, 3);
      g_ptr_array_add (facts->accounts, account);
    }

  return end_of_rows (local, error);
}

/* Keys and values of a statement by the member's id. */
static gboolean
read_set (VecheDb *db, const char *sql, gint64 id, GHashTable *set, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    g_hash_table_insert (set, veche_statement_dup_text (row, 0), veche_statement_dup_text (row, 1));

  return end_of_rows (local, error);
}

VechePersonFacts *
veche_match_facts (VecheDb *db, gint64 id, GError **error)
{
  static const char tags[] = "SELECT t.uid, '' FROM member_tag AS w JOIN tag AS t ON t.id = w.tag_id WHERE w.member_id = ?1";
  static const char competencies[] =
    "SELECT c.uid, l.level FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id WHERE l.member_id = ?1";
  static const char communities[] =
    "SELECT c.uid, '' FROM membership AS s JOIN community AS c ON c.id = s.community_id WHERE s.member_id = ?1";
  static const char organisations[] =
    "SELECT o.uid, '' FROM organisation_member AS s JOIN organisation AS o ON o.id = s.organisation_id WHERE s.member_id = ?1";
  static const char fields[] =
    "SELECT f.uid, ifnull (CAST (v.value AS TEXT), (SELECT m.name FROM member AS m WHERE m.id = v.ref_id))"
    "  FROM member_field AS v JOIN custom_field AS f ON f.id = v.field_id WHERE v.member_id = ?1";
  static const char notes[] = "SELECT text, '' FROM member_note WHERE member_id = ?1";
  g_autoptr (VechePersonFacts) facts = veche_person_facts_new ();

  id = veche_match_live (db, id);
  if (!read_words (db, id, facts, error) || !read_accounts (db, id, facts, error) || !read_set (db, tags, id, facts->tags, error) ||
      !read_set (db, competencies, id, facts->competencies, error) || !read_set (db, communities, id, facts->communities, error) ||
      !read_set (db, organisations, id, facts->organisations, error) || !read_set (db, fields, id, facts->fields, error) || !read_set (db, notes, id, facts->notes, error))
    return NULL;

  return g_steal_pointer (&facts);
}

/* ------------------------------------------------------------------------------------------------------------------------------- names */

static GHashTable *
read_names (VecheDb *db, const char *sql, GError **error)
{
  g_autoptr (GHashTable) names = text_set_new ();
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    g_hash_table_insert (names, veche_text_fold (veche_statement_text (row, 0)), veche_statement_dup_text (row, 1));

  return end_of_rows (local, error) ? g_steal_pointer (&names) : NULL;
}

GHashTable *
veche_match_tags (VecheDb *db, GError **error)
{
  return read_names (db, "SELECT name, uid FROM tag ORDER BY id DESC", error);
}

GHashTable *
veche_match_competencies (VecheDb *db, GError **error)
{
  return read_names (db,
                     "SELECT a.alias, c.uid, 0 AS own FROM competency_alias AS a JOIN competency AS c ON c.id = a.competency_id"
                     " UNION ALL SELECT name, uid, 1 AS own FROM competency ORDER BY own",
                     error);
}

GHashTable *
veche_match_communities (VecheDb *db, GError **error)
{
  return read_names (db, "SELECT name, uid FROM community ORDER BY id DESC", error);
}

GHashTable *
veche_match_organisations (VecheDb *db, GError **error)
{
  return read_names (db, "SELECT name, uid FROM organisation ORDER BY id DESC", error);
}

void
veche_match_field_free (gpointer data)
{
  VecheMatchField *field = data;

  g_free (field->uid);
  g_free (field->name);
  g_free (field->kind);
  g_free (field->choices);
  g_free (field);
}

GPtrArray *
veche_match_fields (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT uid, name, kind, choices FROM custom_field ORDER BY position, id";
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (veche_match_field_free);
  VecheStatement *row = veche_db_prepare (db, sql);
  GError *local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheMatchField *field = g_new (VecheMatchField, 1);

      field->uid = veche_statement_dup_text (row, 0);
      field->name = veche_statement_dup_text (row, 1);
      field->kind = veche_statement_dup_text (row, 2);
      field->choices = veche_statement_dup_text (row, 3);
      g_ptr_array_add (fields, field);
    }

  return end_of_rows (local, error) ? g_steal_pointer (&fields) : NULL;
}
