/* veche-seed-members.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "model/veche-text.h"
#include "store/veche-fts.h"
#include "store/veche-seed-private.h"

#define CHUNK 5000   /* members a transaction */

/* A member while it is being made. */
typedef struct
{
  guint    index;
  gint64   id, joined;
  gboolean english;
  char    *name, *handle;          /* (owned) */
  GString *handles, *labels;       /* (owned): for the search row */
} VecheSeedMember;

static gboolean
veche_seed_insert (VecheSeeding *self, VecheStatement *statement, gint64 *id, GError **error)
{
  g_autofree char *uid = veche_uid_new ();

  veche_statement_bind_static (statement, 1, uid);
  if (!veche_statement_run (statement, error))
    return FALSE;
  if (id != NULL)
    *id = veche_db_last_id (self->db);

  return TRUE;
}

/*** Labels: found by name, as another seed may have made them ***/

static gboolean
veche_seed_alias (VecheSeeding *self, const char *name, const char *alias, GError **error)
{
  static const char sql[] =
    "INSERT INTO competency_alias (uid, competency_id, alias) SELECT ?1, id, ?3 FROM competency AS c WHERE name = ?2\n"
    "  AND NOT EXISTS (SELECT 1 FROM competency_alias WHERE competency_id = c.id AND alias = ?3)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 2, name);
  veche_statement_bind_static (statement, 3, alias);

  return veche_seed_insert (self, statement, NULL, error);
}

gboolean
veche_seed_labels (VecheSeeding *self, GError **error)
{
  static const char tag_sql[] = "INSERT INTO tag (uid, name) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";
  static const char competency_sql[] = "INSERT INTO competency (uid, name) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";

  for (guint i = 0; veche_seed_tags[i] != NULL; i++)
    {
      VecheStatement *statement = veche_db_prepare (self->db, tag_sql);

      veche_statement_bind_static (statement, 2, veche_seed_tags[i]);
      if (!veche_seed_insert (self, statement, NULL, error))
        return FALSE;
    }
  for (guint i = 0; i < veche_seed_n_topics; i++)
    {
      VecheStatement *statement = veche_db_prepare (self->db, competency_sql);

      veche_statement_bind_static (statement, 2, veche_seed_topics[i].name);
      if (!veche_seed_insert (self, statement, NULL, error)
          || !veche_seed_alias (self, veche_seed_topics[i].name, veche_seed_topics[i].alias, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
veche_seed_tag (VecheSeeding *self, VecheSeedMember *member, GError **error)
{
  static const char sql[] =
    "INSERT INTO member_tag (uid, member_id, tag_id) SELECT ?1, ?2, id FROM tag WHERE name = ?3 ON CONFLICT (member_id, tag_id) DO NOTHING";
  const char *name = veche_seed_pick (self, veche_seed_tags);
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, member->id);
  veche_statement_bind_static (statement, 3, name);
  g_string_append_printf (member->labels, "%s%s", member->labels->len > 0 ? " " : "", name);

  return veche_seed_insert (self, statement, NULL, error);
}

static gboolean
veche_seed_own_words (VecheSeeding *self, gint64 claim, const char *topic, gint64 at, GError **error)
{
  static const char sql[] =
    "INSERT INTO competency_evidence (uid, member_competency_id, kind, at, text) VALUES (?1, ?2, 'self', ?3, ?4)";
  g_autofree char *text = g_strdup_printf ("%s — моя основная тема последние годы", topic);
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, claim);
  veche_statement_bind_int (statement, 3, at);
  veche_statement_bind_static (statement, 4, text);

  return veche_seed_insert (self, statement, NULL, error);
}

static gboolean
veche_seed_competency (VecheSeeding *self, VecheSeedMember *member, guint topic, GError **error)
{
  static const char sql[] =
    "INSERT INTO member_competency (uid, member_id, competency_id, level, origin, at) SELECT ?1, ?2, id, ?4, ?5, ?6\n"
    "  FROM competency WHERE name = ?3 ON CONFLICT (member_id, competency_id) DO NOTHING";
  const char *name = veche_seed_topics[topic].name;
  gint64 at = member->joined + (self->now - member->joined) / 2;
  gboolean confirmed = veche_seed_chance (self, 0.6);
  gint64 claim;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, member->id);
  veche_statement_bind_static (statement, 3, name);
  veche_statement_bind_int (statement, 4, 1 + veche_seed_below (self, 5));
  veche_statement_bind_static (statement, 5, confirmed ? "confirmed" : "self");
  veche_statement_bind_int (statement, 6, at);
  if (!veche_seed_insert (self, statement, &claim, error))
    return FALSE;
  if (veche_db_changes (self->db) == 0)
    return TRUE;

  g_string_append_printf (member->labels, "%s%s %s", member->labels->len > 0 ? " " : "", name, veche_seed_topics[topic].alias);

  return confirmed || veche_seed_own_words (self, claim, name, at, error);
}

/*** People ***/

static char *
veche_seed_name (VecheSeeding *self, gboolean english)
{
  gboolean woman = veche_seed_chance (self, 0.5);
  const char *first, *last;

  if (english)
    {
      first = veche_seed_pick (self, veche_seed_names);
      last = veche_seed_pick (self, veche_seed_family_names);

      return g_strdup_printf ("%s %s", first, last);
    }

  first = veche_seed_pick (self, woman ? veche_seed_women : veche_seed_men);
  last = veche_seed_pick (self, veche_seed_surnames);

  return g_strdup_printf ("%s %s%s", first, last, woman ? "а" : "");
}

/* "Юлия Ёлкина" → "yuliya_yelkina42" */
static char *
veche_seed_handle (VecheSeeding *self, const char *name, guint index)
{
  g_autofree char *latin = veche_text_to_latin (name);
  GString *handle = g_string_new (NULL);

  for (const char *p = latin; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (handle, *p);
    else if (*p == ' ')
      g_string_append_c (handle, '_');
  g_string_append_printf (handle, "%u", index);

  return g_string_free (handle, FALSE);
}

static const char *
veche_seed_stage (VecheSeeding *self, guint index, gint64 joined)
{
  if (self->now - joined < 45 * G_TIME_SPAN_DAY)
    return "newcomer";
  if (index < self->how->members / 50 + 3)
    return "core";
  if (index < self->how->members / 6)
    return "active";
  if (veche_seed_chance (self, 0.45))
    return "regular";

  return veche_seed_chance (self, 0.6) ? "fading" : "gone";
}

static const char *
veche_seed_role (VecheSeeding *self, guint index)
{
  if (index == 0)
    return "staff";
  if (index % 97 == 5)
    return "moderator";

  return index % 211 == 7 ? "bot" : "";
}

static gboolean
veche_seed_member (VecheSeeding *self, VecheSeedMember *member, GError **error)
{
  static const char sql[] =
    "INSERT INTO member (uid, name, headline, city, motives, origin, important, role, stage, me, joined, created, batch_id, name_key)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
  g_autoptr (GBytes) key = veche_text_sort_key (member->name);
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  gsize size;
  gconstpointer data = g_bytes_get_data (key, &size);

  veche_statement_bind_static (statement, 2, member->name);
  veche_statement_bind_static (statement, 3, member->index % 5 == 0 ? veche_seed_pick (self, veche_seed_tags) : NULL);
  veche_statement_bind_static (statement, 4, veche_seed_chance (self, 0.6) ? veche_seed_pick (self, veche_seed_cities) : NULL);
  veche_statement_bind_static (statement, 5, veche_seed_chance (self, 0.2) ? veche_seed_pick (self, veche_seed_motives) : NULL);
  veche_statement_bind_static (statement, 6, veche_seed_chance (self, 0.1) ? "друзья позвали" : NULL);
  veche_statement_bind_int (statement, 7, veche_seed_chance (self, 0.03));
  veche_statement_bind_static (statement, 8, veche_seed_role (self, member->index));
  veche_statement_bind_static (statement, 9, veche_seed_stage (self, member->index, member->joined));
  veche_statement_bind_int (statement, 10, member->index == 0);
  veche_statement_bind_int (statement, 11, member->joined);
  veche_statement_bind_int (statement, 12, member->joined);
  veche_statement_bind_int (statement, 13, self->batch_id);
  veche_statement_bind_blob (statement, 14, data, size);

  return veche_seed_insert (self, statement, &member->id, error);
}

static gboolean
veche_seed_identity (VecheSeeding *self, VecheSeedMember *member, guint platform, GError **error)
{
  static const char sql[] =
    "INSERT INTO identity (uid, member_id, platform, instance, remote_id, handle, display_name, url, bot, first_seen, batch_id)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  const VecheSeedPlatform *where = &veche_seed_platforms[platform];
  g_autofree char *remote_id = veche_seed_remote (self, member->index);
  g_autofree char *url = where->instance[0] != '\0' ? g_strdup_printf ("https://%s/@%s", where->instance, member->handle) : NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, member->id);
  veche_statement_bind_static (statement, 3, where->name);
  veche_statement_bind_static (statement, 4, where->instance);
  veche_statement_bind_static (statement, 5, remote_id);
  veche_statement_bind_static (statement, 6, member->handle);
  veche_statement_bind_static (statement, 7, member->name);
  veche_statement_bind_static (statement, 8, url);
  veche_statement_bind_int (statement, 9, veche_seed_role (self, member->index)[0] == 'b');
  veche_statement_bind_int (statement, 10, member->joined);
  veche_statement_bind_int (statement, 11, self->batch_id);
  g_string_append_printf (member->handles, "%s%s%s%s", member->handles->len > 0 ? " " : "", member->handle, where->instance[0] != '\0' ? " " : "",
                          where->instance);

  return veche_seed_insert (self, statement, NULL, error);
}

static gboolean
veche_seed_membership (VecheSeeding *self, const VecheSeedMember *member, GError **error)
{
  static const char sql[] = "INSERT INTO membership (uid, community_id, member_id, joined, batch_id) VALUES (?1, ?2, ?3, ?4, ?5)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, self->community_id);
  veche_statement_bind_int (statement, 3, member->id);
  veche_statement_bind_int (statement, 4, member->joined);
  veche_statement_bind_int (statement, 5, self->batch_id);

  return veche_seed_insert (self, statement, NULL, error);
}

static gboolean
veche_seed_note (VecheSeeding *self, const VecheSeedMember *member, const char *text, GError **error)
{
  static const char sql[] = "INSERT INTO member_note (uid, member_id, at, author, text) VALUES (?1, ?2, ?3, 'Мария Соколова', ?4)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 2, member->id);
  veche_statement_bind_int (statement, 3, self->now - veche_seed_below (self, 200) * G_TIME_SPAN_DAY);
  veche_statement_bind_static (statement, 4, text);

  return veche_seed_insert (self, statement, NULL, error);
}

/* Accounts, labels, a note, and the row they are found by. */
static gboolean
veche_seed_dress (VecheSeeding *self, VecheSeedMember *member, VecheSeedPerson *person, GError **error)
{
  const char *note = veche_seed_chance (self, 0.1) ? veche_seed_pick (self, veche_seed_notes) : NULL;
  guint n_topics = veche_seed_chance (self, 0.55) ? 1 + veche_seed_below (self, 3) : 0;
  g_autofree char *keys = NULL;

  if (!veche_seed_membership (self, member, error) || !veche_seed_identity (self, member, person->platform, error))
    return FALSE;
  for (guint i = 0; i < VECHE_SEED_N_PLATFORMS && member->index == 0; i++)
    if (i != person->platform && !veche_seed_identity (self, member, i, error))
      return FALSE;
  if (member->index > 0 && veche_seed_chance (self, 0.35)
      && !veche_seed_identity (self, member, (person->platform + 1) % VECHE_SEED_N_PLATFORMS, error))
    return FALSE;
  if (note != NULL && !veche_seed_note (self, member, note, error))
    return FALSE;
  for (guint n = veche_seed_chance (self, 0.4) ? 1 + veche_seed_below (self, 2) : 0; n > 0; n--)
    if (!veche_seed_tag (self, member, error))
      return FALSE;
  for (guint i = 0; i < n_topics; i++)
    if (!veche_seed_competency (self, member, (person->topic + i * 5) % veche_seed_n_topics, error))
      return FALSE;

  keys = veche_fts_make_keys (member->name, member->handle);

  return veche_fts_set_member (self->db, member->id, member->name, member->handles->str, member->labels->str, note, keys, error);
}

/* More and more of them come, two years long; the first were there from the beginning. */
static gint64
veche_seed_joined (VecheSeeding *self, guint index)
{
  double part = 1.0 - sqrt ((index + g_rand_double (self->random)) / self->how->members);

  if (index < 10)
    return self->now - 730 * G_TIME_SPAN_DAY + index * G_TIME_SPAN_HOUR;

  return self->now - (gint64) (part * 728 * G_TIME_SPAN_DAY) - G_TIME_SPAN_DAY;
}

static gboolean
veche_seed_one (VecheSeeding *self, guint index, GError **error)
{
  VecheSeedPerson *person = &self->people[index];
  gboolean english = index > 0 && veche_seed_chance (self, 0.35);
  g_autoptr (GString) handles = g_string_new (NULL);
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *name = index == 0 ? g_strdup ("Мария Соколова") : veche_seed_name (self, english);
  g_autofree char *handle = index == 0 ? g_strdup (VECHE_SEED_MANAGER) : veche_seed_handle (self, name, index);
  VecheSeedMember member = { .index = index, .english = english, .name = name, .handle = handle, .handles = handles, .labels = labels };

  member.joined = veche_seed_joined (self, index);
  person->platform = (guint8) (english ? 1 + veche_seed_below (self, 2) : veche_seed_below (self, 5) / 3);
  person->topic = (guint8) veche_seed_below (self, veche_seed_n_topics);
  person->english = english;
  person->joined = member.joined;
  if (!veche_seed_member (self, &member, error) || !veche_seed_dress (self, &member, person, error))
    return FALSE;
  person->id = member.id;

  return TRUE;
}

gboolean
veche_seed_members (VecheSeeding *self, GError **error)
{
  for (guint i = 0; i < self->how->members; i++)
    {
      if (!veche_seed_one (self, i, error))
        return FALSE;
      if ((i + 1) % CHUNK == 0 && !veche_seed_step (self, CHUNK, error))
        return FALSE;
    }

  return veche_seed_step (self, self->how->members % CHUNK, error);
}
