/* veche-test-commons.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"

/* A community that has nothing to do with the sample one: tests/data/experts/commons-people.jsonl, who they are and what they answered. */

static inline const char *
veche_test_commons_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static inline void
veche_test_commons_member (VecheDb *db, JsonObject *person, gint64 now)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", NULL);
  g_autofree char *uid = g_strdup (veche_edit_insert (edit, "member"));
  JsonObject *competencies = json_object_get_object_member (person, "competencies");
  g_autoptr (GList) names = json_object_get_members (competencies);
  g_autoptr (GError) error = NULL;

  veche_edit_set_text (edit, "member", uid, "name", veche_test_commons_text (person, "name"));
  veche_edit_set_int (edit, "member", uid, "created", now);
  if (veche_test_commons_text (person, "city") != NULL)
    veche_edit_set_text (edit, "member", uid, "city", veche_test_commons_text (person, "city"));
  if (veche_test_commons_text (person, "headline") != NULL)
    veche_edit_set_text (edit, "member", uid, "headline", veche_test_commons_text (person, "headline"));
  g_assert_true (veche_members_edit_identity (db, edit, uid, "telegram", veche_test_commons_text (person, "handle"), &error));
  for (GList *l = names; l != NULL; l = l->next)
    g_assert_true (veche_members_edit_competency (db, edit, uid, l->data, json_object_get_int_member (competencies, l->data), "confirmed", &error));
  g_assert_no_error (error);
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), !=, 0);
  g_assert_no_error (error);
}

static inline VechePost *
veche_test_commons_post (VecheBatch *batch, guint id, const char *author, const char *text, gint64 at)
{
  g_autofree char *name = g_strdup_printf ("%u", id);
  VechePost *post;

  veche_batch_add_person (batch, author)->handle = veche_batch_intern (batch, author);
  post = veche_batch_add_post (batch, "commons", veche_batch_intern (batch, name));
  post->author = veche_batch_intern (batch, author);
  post->kind = "message";
  post->text = veche_batch_intern (batch, text);
  post->at = at;

  return post;
}

/* Each says theirs when somebody asks how they do it. */
static inline void
veche_test_commons_talk (VecheBatch *batch, JsonObject *person, guint *id, gint64 now)
{
  JsonArray *says = json_object_get_array_member (person, "says");

  for (guint i = 0; i < json_array_get_length (says); i++)
    {
      gint64 at = now - (gint64)(5 + *id) * G_TIME_SPAN_HOUR * 3;
      g_autofree char *question = g_strdup_printf ("%u", ++*id);

      veche_test_commons_post (batch, *id, "novice", "А вы как делаете?", at);
      veche_test_commons_post (batch, ++*id, veche_test_commons_text (person, "handle"), json_array_get_string_element (says, i), at + G_TIME_SPAN_MINUTE)->reply_to =
        veche_batch_intern (batch, question);
    }
}

static inline VecheDb *
veche_test_commons (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "experts", "commons-people.jsonl", NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  gint64 now = veche_now (), import;
  guint id = 0;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  veche_batch_add_channel (batch, "commons")->name = "Commons";
  g_assert_true (veche_db_begin (db, &error));
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], &error);

      g_assert_no_error (error);
      veche_test_commons_member (db, json_node_get_object (node), now);
      veche_test_commons_talk (batch, json_node_get_object (node), &id, now);
    }
  import = veche_ingest_begin (db, "test", "commons", &error);
  g_assert_true (veche_ingest_batch (db, import, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (db, import, &error));
  g_assert_true (veche_db_commit (db, &error));

  return db;
}
