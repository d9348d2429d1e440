/* veche-test-pairs.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

#include "analysis/veche-duplicates.h"

/* tests/data/duplicates: pairs of people, one a line, and whether they are one person. */
typedef struct { guint right, wrong, missed, refused; } VecheTestScore;

static inline const char *
veche_test_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}


static inline VechePersona *
veche_test_persona (JsonObject *object, gint64 id)
{
  VechePersona *self = veche_persona_new (id, id == 1 ? "a" : "b", veche_test_text (object, "name"));
  JsonArray *accounts = json_object_has_member (object, "accounts") ? json_object_get_array_member (object, "accounts") : NULL;

  self->city = g_strdup (veche_test_text (object, "city"));
  self->birthday = g_strdup (veche_test_text (object, "birthday"));
  self->headline = g_strdup (veche_test_text (object, "headline"));
  self->about = g_strdup (veche_test_text (object, "about"));
  self->role = g_strdup (veche_test_text (object, "role"));
  for (guint i = 0; accounts != NULL && i < json_array_get_length (accounts); i++)
    {
      JsonObject *one = json_array_get_object_element (accounts, i);
      VechePersonaAccount *account =
        veche_persona_add_account (self, veche_test_text (one, "platform"), veche_test_text (one, "instance"), veche_test_text (one, "handle"));

      account->avatar_url = g_strdup (veche_test_text (one, "avatar"));
      account->url = g_strdup (veche_test_text (one, "url"));
      account->deleted = json_object_get_boolean_member_with_default (one, "deleted", FALSE);
    }

  return self;
}

static inline void
veche_test_pair (JsonObject *object, int threshold, VecheTestScore *score, gboolean tell)
{
  g_autoptr (GPtrArray) personas = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_persona_free);
  g_autoptr (VecheCrowd) crowd = NULL;
  g_autoptr (VecheLikeness) likeness = NULL;
  g_autoptr (GArray) candidates = NULL;
  g_autofree char *reasons = NULL;
  VechePairFacts facts = { .talks = (guint) json_object_get_int_member_with_default (object, "talks", 0) };
  gboolean same = json_object_get_boolean_member (object, "same"), all = g_strcmp0 (g_getenv ("VECHE_TEST_TELL"), "all") == 0, said;

  g_ptr_array_add (personas, veche_test_persona (json_object_get_object_member (object, "a"), 1));
  g_ptr_array_add (personas, veche_test_persona (json_object_get_object_member (object, "b"), 2));
  crowd = veche_crowd_new (personas, NULL);
  candidates = veche_crowd_candidates (crowd, NULL, NULL);
  likeness = veche_crowd_compare (crowd, 0, 1, &facts);
  said = candidates->len > 0 && likeness->score >= threshold;
  *(same ? said ? &score->right : &score->missed : said ? &score->wrong : &score->refused) += 1;
  if (!tell || (same == said && !all))
    return;

  reasons = veche_likeness_to_json (likeness);
  g_print ("# %s (%s): %s | %s: %d%s %s\n", same ? said ? "found" : "missed" : said ? "WRONG" : "refused", veche_test_text (object, "kind"), ((VechePersona *) personas->pdata[0])->name,
           ((VechePersona *) personas->pdata[1])->name, likeness->score, candidates->len > 0 ? "" : " no candidate", reasons);
}

static inline VecheTestScore
veche_test_pairs (const char *path, int threshold, gboolean tell)
{
  VecheTestScore score = { 0 };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = lines[i][0] != '\0' ? json_from_string (lines[i], &error) : NULL;

      g_assert_no_error (error);
      if (node != NULL)
        veche_test_pair (json_node_get_object (node), threshold, &score, tell);
    }

  return score;
}

static inline double
veche_test_precision (const VecheTestScore *score)
{
  return (double) score->right / MAX (1, score->right + score->wrong);
}

static inline double
veche_test_recall (const VecheTestScore *score)
{
  return (double) score->right / MAX (1, score->right + score->missed);
}
