/* veche-demo-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo-private.h"

#include <string.h>

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-demo-table.h"
#include "store/veche-ingest.h"

#define EVERY 10          /* seconds between looks at the sample places: whoever was answered is heard soon */

static const struct { char letter; const char *platform, *instance;
} platforms[] = {
  { 't', "telegram", "" }, { 'd', "discourse", "forum.mayak.club" },
  { 'v', "vk", "" },       { 'm', "mastodon", "fosstodon.org" },
  { 'e', "email", "" },    { 'f', "feed", "" },
};

static void
veche_demo_keep (VecheDemo *self, const char *kind, const char *name, const char *uid)
{
  g_hash_table_insert (self->named, g_strconcat (kind, "/", name, NULL), g_strdup (uid));
}

static const char *
veche_demo_find (VecheDemo *self, const char *kind, const char *name)
{
  g_autofree char *key = g_strconcat (kind, "/", name, NULL);

  return g_hash_table_lookup (self->named, key);
}

const char *
veche_demo_need (VecheDemo *self, VecheEdit *edit, const char *table, const char *name)
{
  const char *uid = veche_demo_find (self, table, name);

  if (uid != NULL)
    return uid;

  uid = veche_edit_insert (edit, table);
  veche_edit_set_text (edit, table, uid, "name", name);
  veche_demo_keep (self, table, name, uid);

  return veche_demo_find (self, table, name);
}

static void
veche_demo_add_source (VecheDemo *self, VecheEdit *edit, JsonObject *source)
{
  const char *uid = veche_edit_insert (edit, "source");
  gboolean trouble = veche_demo_text (source, "trouble") != NULL;

  veche_edit_set_text (edit, "source", uid, "type", "sample");
  veche_edit_set_text (edit, "source", uid, "name", veche_demo_text (source, "name"));
  veche_edit_set_text (edit, "source", uid, "url", veche_demo_text (source, "url"));
  /* The one in trouble waits for the manager. */
  veche_edit_set_int (edit, "source", uid, "every", trouble ? 86400 : EVERY);
  veche_edit_set_int (edit, "source", uid, "created",
                      self->now + veche_demo_int (source, "since", -120) * G_TIME_SPAN_DAY);
  veche_demo_keep (self, "source", veche_demo_text (source, "key"), uid);
}

static void
veche_demo_add_channel (VecheDemo *self, JsonArray *row)
{
  VecheDemoChannel *channel = g_new0 (VecheDemoChannel, 1);

  channel->key = json_array_get_string_element (row, 0);
  channel->platform = json_array_get_string_element (row, 1);
  channel->name = json_array_get_string_element (row, 2);
  channel->kind = json_array_get_string_element (row, 3);
  channel->source_uid = g_strdup (veche_demo_find (self, "source", channel->platform));
  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    if (strcmp (platforms[i].platform, channel->platform) == 0)
      channel->instance = g_strdup (platforms[i].instance);
  g_hash_table_insert (self->channels, (gpointer) channel->key, channel);
}

void
veche_demo_add_sources (VecheDemo *self, VecheEdit *edit)
{
  JsonObject *places = veche_demo_object (self, "places.json");
  JsonArray *sources = veche_demo_list (places, "sources"), *channels = veche_demo_list (places, "channels");

  for (guint i = 0; i < json_array_get_length (sources); i++)
    veche_demo_add_source (self, edit, json_array_get_object_element (sources, i));
  for (guint i = 0; i < json_array_get_length (channels); i++)
    veche_demo_add_channel (self, json_array_get_array_element (channels, i));
}

static void
veche_demo_cover (VecheDemo *self, VecheBatch *batch, const VecheDemoChannel *channel, double since, double until)
{
  VecheChannel *covered = veche_batch_add_channel (batch, channel->key);

  covered->complete_since = self->now + (gint64) (since * G_TIME_SPAN_DAY);
  covered->complete_until = self->now + (gint64) (until * G_TIME_SPAN_DAY);
}

/* The gap ledger: what each place has surely told us since we listen. */
static gboolean
veche_demo_set_coverage (VecheDemo *self, JsonObject *source, gint64 source_id, GError **error)
{
  JsonArray *gap = veche_demo_list (source, "gap");
  gint64 since = veche_demo_int (source, "since", -120);
  double from = gap != NULL ? json_array_get_double_element (gap, 0) : 0,
         to = gap != NULL ? json_array_get_double_element (gap, 1) : 0;
  const char *uid = veche_demo_find (self, "source", veche_demo_text (source, "key"));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheDemoChannel *channel = value;

      for (int span = 0; span < 2 && g_strcmp0 (channel->source_uid, uid) == 0; span++)
        {
          g_autoptr (VecheBatch) batch = veche_batch_new (channel->platform, channel->instance);

          if (span == 1 && to == 0)
            continue;
          if (span == 0)
            veche_demo_cover (self, batch, channel, since, from);
          else
            veche_demo_cover (self, batch, channel, to, 0);
          if (!veche_ingest_batch (self->db, self->batch_id, batch, source_id, self->community_id, NULL, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
veche_demo_set_sources (VecheDemo *self, GError **error)
{
  JsonArray *sources = veche_demo_list (veche_demo_object (self, "places.json"), "sources");

  for (guint i = 0; i < json_array_get_length (sources); i++)
    {
      JsonObject *source = json_array_get_object_element (sources, i);
      const char *uid = veche_demo_find (self, "source", veche_demo_text (source, "key"));
      const char *trouble = veche_demo_text (source, "trouble");
      gint64 last_ok = trouble != NULL ? self->now - G_TIME_SPAN_HOUR : self->now - (2 + 3 * i) * G_TIME_SPAN_MINUTE;
      gint64 next = trouble != NULL ? self->now + 20 * G_TIME_SPAN_HOUR : self->now + (i + 1) * G_TIME_SPAN_SECOND;

      if (!veche_demo_set_coverage (self, source, veche_db_id_for_uid (self->db, "source", uid), error) ||
          !veche_demo_set_source (self->db, uid, veche_demo_text (source, "account"), last_ok, next, trouble,
                                  trouble != NULL ? "the key is no longer valid" : NULL, error))
        return FALSE;
    }

  return TRUE;
}

char *
veche_demo_account (const VecheDemoPerson *person, const char *platform)
{
  return strcmp (platform, "email") == 0 ? g_strconcat (person->handle, "@example.org", NULL)
                                         : g_strdup (person->handle);
}

static void
veche_demo_add_identities (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person)
{
  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    {
      g_autofree char *handle = NULL, *url = NULL;
      const char *uid;

      if (strchr (person->on, platforms[i].letter) == NULL)
        continue;
      handle = veche_demo_account (person, platforms[i].platform);
      /* Nobody real is a click away. */
      url = platforms[i].letter == 'e'
              ? g_strconcat ("mailto:", handle, NULL)
              : g_strdup_printf ("https://example.org/mayak/%s/%s", platforms[i].platform, handle);
      uid = veche_edit_insert (edit, "identity");
      veche_edit_set_ref (edit, "identity", uid, "member_id", person->uid);
      veche_edit_set_text (edit, "identity", uid, "platform", platforms[i].platform);
      veche_edit_set_text (edit, "identity", uid, "instance", platforms[i].instance);
      veche_edit_set_text (edit, "identity", uid, "remote_id", handle);
      veche_edit_set_text (edit, "identity", uid, "handle", handle);
      veche_edit_set_text (edit, "identity", uid, "display_name", person->name);
      veche_edit_set_text (edit, "identity", uid, "url", url);
      veche_edit_set_int (edit, "identity", uid, "bot", person->bot);
      veche_edit_set_int (edit, "identity", uid, "first_seen", person->joined);
    }
}

static void
veche_demo_add_skills (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person)
{
  JsonArray *skills = veche_demo_list (person->json, "skills");

  for (guint i = 0; skills != NULL && i < json_array_get_length (skills); i++)
    {
      JsonArray *skill = json_array_get_array_element (skills, i);
      const char *name = json_array_get_string_element (skill, 0);
      const char *competency = veche_demo_need (self, edit, "competency", name);
      const char *uid = veche_edit_insert (edit, "member_competency");
      g_autofree char *claim = g_strconcat (person->key, "/", name, NULL);

      veche_edit_set_ref (edit, "member_competency", uid, "member_id", person->uid);
      veche_edit_set_ref (edit, "member_competency", uid, "competency_id", competency);
      veche_edit_set_int (edit, "member_competency", uid, "level", json_array_get_int_element (skill, 1));
      veche_edit_set_text (edit, "member_competency", uid, "origin", json_array_get_string_element (skill, 2));
      veche_edit_set_int (edit, "member_competency", uid, "at", MIN (person->joined + 20 * G_TIME_SPAN_DAY, self->now));
      veche_demo_keep (self, "claim", claim, uid);
    }
}

static void
veche_demo_add_tags (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person)
{
  JsonArray *tags = veche_demo_list (person->json, "tags");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      const char *tag = veche_demo_need (self, edit, "tag", json_array_get_string_element (tags, i));
      const char *uid = veche_edit_insert (edit, "member_tag");

      veche_edit_set_ref (edit, "member_tag", uid, "member_id", person->uid);
      veche_edit_set_ref (edit, "member_tag", uid, "tag_id", tag);
    }
}

static void
veche_demo_add_notes (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person)
{
  JsonArray *notes = veche_demo_list (person->json, "notes");

  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      JsonArray *note = json_array_get_array_element (notes, i);
      const char *uid = veche_edit_insert (edit, "member_note");

      veche_edit_set_ref (edit, "member_note", uid, "member_id", person->uid);
      veche_edit_set_int (edit, "member_note", uid, "at",
                          veche_demo_ago (self, json_array_get_double_element (note, 0)));
      veche_edit_set_text (edit, "member_note", uid, "author", VECHE_DEMO_ACTOR);
      veche_edit_set_text (edit, "member_note", uid, "text", json_array_get_string_element (note, 1));
    }
}

static void
veche_demo_add_membership (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person)
{
  const char *uid = veche_edit_insert (edit, "membership");

  veche_edit_set_ref (edit, "membership", uid, "community_id", self->community_uid);
  veche_edit_set_ref (edit, "membership", uid, "member_id", person->uid);
  veche_edit_set_int (edit, "membership", uid, "joined", person->joined);
}

static void
veche_demo_add_member (VecheDemo *self, VecheEdit *edit, VecheDemoPerson *person)
{
  static const char *const texts[] = { "address_as", "headline", "city",   "birthday", "motives", "needs",
                                       "likes",      "dislikes", "manner", "origin",   "role",    "stage" };
  static const char *const flags[] = { "important", "me", "do_not_contact", "do_not_mention" };

  person->uid = g_strdup (veche_edit_insert (edit, "member"));
  veche_edit_set_text (edit, "member", person->uid, "name", person->name);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (veche_demo_text (person->json, texts[i]) != NULL)
      veche_edit_set_text (edit, "member", person->uid, texts[i], veche_demo_text (person->json, texts[i]));
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (json_object_has_member (person->json, flags[i]))
      veche_edit_set_int (edit, "member", person->uid, flags[i], 1);
  veche_edit_set_int (edit, "member", person->uid, "joined", person->joined);
  veche_edit_set_int (edit, "member", person->uid, "created", person->joined);
}

/* Some are everywhere, most only now and then: a community has all kinds. */
static double
veche_demo_lively (const char *stage)
{
  static const struct
  {
    const char *stage;
    double lively;
  } stages[] = { { "core", 1 }, { "active", 0.7 }, { "newcomer", 0.25 }, { "regular", 0.08 } };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (stages[i].stage, stage) == 0)
      return stages[i].lively;

  return 0;
}

void
veche_demo_add_people (VecheDemo *self, VecheEdit *edit)
{
  JsonArray *people = veche_demo_array (self, "people.json");

  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      VecheDemoPerson *person = g_new0 (VecheDemoPerson, 1);

      person->json = json_array_get_object_element (people, i);
      person->key = veche_demo_text (person->json, "key");
      person->name = veche_demo_text (person->json, "name");
      person->handle = veche_demo_text (person->json, "handle");
      person->on = veche_demo_text (person->json, "on");
      person->joined = veche_demo_ago (self, veche_demo_int (person->json, "joined", 0) +
                                               g_rand_double_range (self->rand, 0, 0.4));
      person->me = json_object_has_member (person->json, "me");
      person->bot = g_strcmp0 (veche_demo_text (person->json, "role"), "bot") == 0;
      person->silent = veche_demo_text (person->json, "stage") == NULL;
      person->lively = veche_demo_lively (veche_demo_text (person->json, "stage"));
      g_ptr_array_add (self->people, person);
      g_hash_table_insert (self->by_key, (gpointer) person->key, person);

      veche_demo_add_member (self, edit, person);
      veche_demo_add_membership (self, edit, person);
      veche_demo_add_identities (self, edit, person);
      veche_demo_add_skills (self, edit, person);
      veche_demo_add_tags (self, edit, person);
      veche_demo_add_notes (self, edit, person);
    }
}

void
veche_demo_add_evidence (VecheDemo *self, VecheEdit *edit)
{
  JsonArray *rows = veche_demo_array (self, "evidence.json");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);
      g_autofree char *claim = g_strconcat (json_array_get_string_element (row, 0), "/",
                                            json_array_get_string_element (row, 1), NULL);
      const char *kind = json_array_get_string_element (row, 2), *text = json_array_get_string_element (row, 4);
      g_autofree char *message = strcmp (kind, "message") == 0 ? veche_demo_find_words (self->db, text) : NULL;
      const char *uid = veche_edit_insert (edit, "competency_evidence");

      veche_edit_set_ref (edit, "competency_evidence", uid, "member_competency_id",
                          veche_demo_find (self, "claim", claim));
      veche_edit_set_text (edit, "competency_evidence", uid, "kind", kind);
      veche_edit_set_int (edit, "competency_evidence", uid, "at",
                          veche_demo_ago (self, json_array_get_double_element (row, 3)));
      veche_edit_set_text (edit, "competency_evidence", uid, "text", text);
      if (message != NULL)
        veche_edit_set_ref (edit, "competency_evidence", uid, "interaction_id", message);
    }
}

void
veche_demo_add_logs (VecheDemo *self, VecheEdit *edit)
{
  JsonArray *rows = veche_demo_array (self, "logs.json");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);
      const char *uid = veche_edit_insert (edit, "interaction");

      veche_edit_set_ref (edit, "interaction", uid, "member_id",
                          veche_demo_person (self, json_array_get_string_element (row, 0))->uid);
      veche_edit_set_text (edit, "interaction", uid, "kind", json_array_get_string_element (row, 1));
      veche_edit_set_int (edit, "interaction", uid, "at",
                          veche_demo_ago (self,
                                          json_array_get_double_element (row, 2) + g_rand_double (self->rand) / 3));
      veche_edit_set_text (edit, "interaction", uid, "direction", "out");
      veche_edit_set_text (edit, "interaction", uid, "text", json_array_get_string_element (row, 3));
    }
}
