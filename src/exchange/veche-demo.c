/* veche-demo.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo.h"

#include <string.h>

#include "exchange/veche-demo-private.h"
#include "store/veche-db.h"
#include "store/veche-demo-table.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "store/veche-workspace.h"
#include "veche-config.h"
#include "veche-demo-resources.h"

#define SEED       20
#define FIRST_HOUR 8
#define LAST_HOUR  22

static JsonNode *
veche_demo_document (VecheDemo *self, const char *file)
{
  g_autofree char *path = g_strconcat (VECHE_RESOURCE_BASE "/demo/", file, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  JsonNode *node;
  gsize length;
  const char *data;

  g_assert (bytes != NULL);
  data = g_bytes_get_data (bytes, &length);
  {
    g_autofree char *text = g_strndup (data, length);

    node = json_from_string (text, NULL);
  }
  g_assert (node != NULL);
  g_ptr_array_add (self->documents, node);

  return node;
}

JsonArray *
veche_demo_array (VecheDemo *self, const char *file)
{
  return json_node_get_array (veche_demo_document (self, file));
}

JsonObject *
veche_demo_object (VecheDemo *self, const char *file)
{
  return json_node_get_object (veche_demo_document (self, file));
}

const char *
veche_demo_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
veche_demo_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : otherwise;
}

JsonArray *
veche_demo_list (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

VecheDemoPerson *
veche_demo_person (VecheDemo *self, const char *key)
{
  VecheDemoPerson *person = g_hash_table_lookup (self->by_key, key);

  if (person == NULL)
    g_error ("data/demo speaks of %s, whom it does not know", key);

  return person;
}

gint64
veche_demo_ago (VecheDemo *self, double days)
{
  gint64 at = self->now - (gint64) (days * G_TIME_SPAN_DAY);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  int hour;

  if (days < 1)
    return at;

  utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  local = g_date_time_to_local (utc);
  hour = g_date_time_get_hour (local);
  if (hour < FIRST_HOUR)
    at += (FIRST_HOUR - hour) * G_TIME_SPAN_HOUR + g_rand_int_range (self->rand, 0, 120) * G_TIME_SPAN_MINUTE;
  else if (hour > LAST_HOUR)
    at -= (hour - LAST_HOUR) * G_TIME_SPAN_HOUR + g_rand_int_range (self->rand, 0, 180) * G_TIME_SPAN_MINUTE;

  return at;
}

char *
veche_demo_words (const char *text)
{
  static const char *const feminine[] = { "Зимняя", "Весенняя", "Летняя", "Осенняя" };
  static const char *const masculine[] = { "Зимний", "Весенний", "Летний", "Осенний" };
  static const char *const english[] = { "winter", "spring", "summer", "autumn" };
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *quarter = veche_quarter_now ();
  int season = quarter[5] - '1';
  GString *words = g_string_new (text);

  g_string_replace (words, "{Season}", feminine[season], 0);
  g_string_replace (words, "{PrevSeason}", masculine[(season + 3) % 4], 0);
  g_string_replace (words, "{season_en}", english[season], 0);
  g_string_replace (words, "{last_month_en}", months[(g_date_time_get_month (now) + 10) % 12], 0);

  return g_string_free (words, FALSE);
}

static void
veche_demo_person_free (gpointer data)
{
  VecheDemoPerson *person = data;

  g_free (person->uid);
  g_free (person);
}

static void
veche_demo_channel_free (gpointer data)
{
  VecheDemoChannel *channel = data;

  g_free (channel->instance);
  g_free (channel->source_uid);
  g_free (channel);
}

static void
veche_demo_state_free (gpointer data)
{
  VecheDemoState *state = data;

  g_free (state->channel);
  g_free (state->remote_id);
  g_free (state);
}

static void
veche_demo_init (VecheDemo *self, VecheDb *db)
{
  *self = (VecheDemo){ .db = db, .now = veche_now (), .today = g_date_time_new_now_local (), .serial = 1000 };
  veche_demo_get_resource ();
  self->rand = g_rand_new_with_seed (SEED);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->people = g_ptr_array_new_with_free_func (veche_demo_person_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->channels = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, veche_demo_channel_free);
  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) veche_batch_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) veche_batch_unref);
  self->states = g_ptr_array_new_with_free_func (veche_demo_state_free);
}

static void
veche_demo_clear (VecheDemo *self)
{
  g_ptr_array_unref (self->states);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->batches);
  g_hash_table_unref (self->named);
  g_hash_table_unref (self->channels);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->documents);
  g_rand_free (self->rand);
  g_date_time_unref (self->today);
  g_free (self->community_uid);
}

static gboolean
veche_demo_begin (VecheDemo *self, GError **error)
{
  static const char *const agendas[VECHE_WORKSPACE_AGENDAS] = { "Внешняя тема", "Внутренняя жизнь", "Общее дело" };

  if (!veche_workspace_begin (self->db, "Клуб «Маяк»", agendas, VECHE_DEMO_ACTOR, error))
    return FALSE;
  self->community_uid = veche_demo_community (self->db, &self->community_id);
  self->batch_id = veche_ingest_begin (self->db, "demo", "Клуб «Маяк»", error);

  return self->batch_id != 0;
}

static gboolean
veche_demo_apply (VecheDemo *self, VecheEdit *edit, GError **error)
{
  return veche_journal_apply (self->db, edit, VECHE_DEMO_ACTOR, error) != 0;
}

/* People first, so that what they said finds them; then what the manager made of it. */
static gboolean
veche_demo_write (VecheDemo *self, GError **error)
{
  g_autoptr (VecheEdit) people = veche_edit_new ("sample", "Клуб «Маяк»");
  g_autoptr (VecheEdit) rest = veche_edit_new ("sample", "Клуб «Маяк»");

  veche_demo_add_sources (self, people);
  veche_demo_add_people (self, people);
  if (!veche_demo_apply (self, people, error) || !veche_demo_talk (self, error))
    return FALSE;

  veche_demo_add_evidence (self, rest);
  veche_demo_add_logs (self, rest);
  veche_demo_add_knowledge (self, rest);

  return veche_demo_add_states (self, rest, error) && veche_demo_add_craft (self, rest, error) && veche_demo_add_keeping (self, rest, error) &&
         veche_demo_add_plan (self, rest, error) && veche_demo_apply (self, rest, error) &&
         veche_demo_set_sources (self, error) && veche_demo_set_knowledge (self, error) && veche_demo_seal (self->db, self->now - 2 * G_TIME_SPAN_DAY, error);
}

gboolean
veche_demo_fill (VecheDb *db, GError **error)
{
  gboolean within = veche_db_in_transaction (db);
  VecheDemo self;
  gboolean ok;

  if (!within && !veche_db_begin (db, error))
    return FALSE;

  veche_demo_init (&self, db);
  ok = veche_demo_begin (&self, error) && veche_demo_write (&self, error);
  veche_demo_clear (&self);
  if (within)
    return ok;

  if (ok && veche_db_commit (db, error))
    return TRUE;
  veche_db_rollback (db);

  return FALSE;
}
