/* test-harvest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The labelled introductions of tests/data/harvest: what is proposed, against what ought to be.  "held" ones were written before the reader.
 */

#include "analysis/veche-harvest.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "analysis/veche-intro.h"
#include "exchange/veche-demo.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "support/veche-test-commons.h"

static VecheDb *
sample (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_demo_fill (db, &error));
  g_assert_no_error (error);

  return db;
}

static gboolean
fits_value (VecheLexicon *lexicon, const VecheHarvestFind *find, const char *kind, const char *value)
{
  g_autofree char *a = veche_text_fold (find->value), *b = veche_text_fold (value);
  const char *group;

  if (strcmp (find->kind, kind) != 0)
    return FALSE;
  if (strcmp (a, b) == 0 || ((kind[0] == 'n' || kind[0] == 'o') && strstr (a, b) != NULL))
    return TRUE;
  if (strcmp (kind, "city") == 0)
    return veche_cities_same (find->value, value);
  if (strcmp (kind, "competency") != 0)
    return FALSE;
  group = veche_lexicon_group (lexicon, find->value);

  return (group != NULL && group == veche_lexicon_group (lexicon, value)) || strstr (a, b) != NULL;
}

/* "a|b": either will do. */
static gboolean
fits (VecheLexicon *lexicon, const VecheHarvestFind *find, JsonArray *wanted)
{
  g_auto (GStrv) values = g_strsplit (json_array_get_string_element (wanted, 1), "|", -1);

  for (guint i = 0; values[i] != NULL; i++)
    if (fits_value (lexicon, find, json_array_get_string_element (wanted, 0), values[i]))
      return TRUE;

  return FALSE;
}

static gboolean
fits_any (VecheLexicon *lexicon, const VecheHarvestFind *find, JsonObject *label, const char *list)
{
  JsonArray *wanted = json_object_has_member (label, list) ? json_object_get_array_member (label, list) : NULL;

  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    if (fits (lexicon, find, json_array_get_array_element (wanted, i)))
      return TRUE;

  return FALSE;
}

typedef struct { guint right, proposed, found, wanted; } VecheTally;

/* "may": things that a sensible reader may propose or leave out; they count neither way. */

static void
compare (VecheLexicon *lexicon, GPtrArray *finds, JsonObject *label, VecheTally *tally, const char *text)
{
  JsonArray *wanted = json_object_get_array_member (label, "expect");
  gboolean tell = g_getenv ("VECHE_TEST_TELL") != NULL;

  for (guint i = 0; i < finds->len; i++)
    {
      VecheHarvestFind *find = finds->pdata[i];
      gboolean right = fits_any (lexicon, find, label, "expect");

      if (!right && fits_any (lexicon, find, label, "may"))
        continue;
      tally->proposed++;
      tally->right += right;
      if (!right && tell)
        fprintf (stderr, "EXTRA %s: %s   in: %s\n", find->kind, find->value, text);
      g_assert_nonnull (strstr (text, find->quote));
    }
  for (guint w = 0; w < json_array_get_length (wanted); w++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < finds->len; i++)
        found |= fits (lexicon, finds->pdata[i], json_array_get_array_element (wanted, w));
      tally->wanted++;
      tally->found += found;
      if (!found && tell)
        fprintf (stderr, "LOST  %s: %s   in: %s\n", json_array_get_string_element (json_array_get_array_element (wanted, w), 0),
                    json_array_get_string_element (json_array_get_array_element (wanted, w), 1), text);
    }
}

static void
measure (VecheDb *db, const char *file, const char *set, double right, double found)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "harvest", file, NULL);
  g_autoptr (VecheLexicon) lexicon = veche_lexicon_load (db, NULL);
  g_autofree char *all = NULL;
  g_auto (GStrv) lines = NULL;
  VecheTally tally = { 0 };

  g_assert_true (g_file_get_contents (path, &all, NULL, NULL));
  lines = g_strsplit (all, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = lines[i][0] != '\0' ? json_from_string (lines[i], NULL) : NULL;
      JsonObject *label = node != NULL ? json_node_get_object (node) : NULL;
      g_autoptr (GPtrArray) finds = NULL;
      const char *text;

      if (label == NULL || strcmp (json_object_get_string_member (label, "set"), set) != 0)
        continue;
      text = json_object_get_string_member (label, "text");
      finds = veche_harvest_text (db, text, NULL);
      g_assert_nonnull (finds);
      compare (lexicon, finds, label, &tally, text);
    }
  g_test_message ("%s: %u of %u proposals are right (%.0f %%), %u of %u are found (%.0f %%)", set, tally.right, tally.proposed,
                  100.0 * tally.right / tally.proposed, tally.found, tally.wanted, 100.0 * tally.found / tally.wanted);
  g_assert_cmpfloat ((double) tally.right / tally.proposed, >=, right);
  g_assert_cmpfloat ((double) tally.found / tally.wanted, >=, found);
}

static void
test_sample (gconstpointer set)
{
  g_autoptr (VecheDb) db = sample ();

  measure (db, "intros.jsonl", set, 0.85, 0.9);
}

static void
test_fourth (void)
{
  g_autoptr (VecheDb) db = sample ();

  measure (db, "fourth.jsonl", "fourth", 0.80, 0.75);
}

static void
test_commons (gconstpointer set)
{
  g_autoptr (VecheDb) db = veche_test_commons ();

  measure (db, "commons.jsonl", set, 0.85, 0.80);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/harvest/intros/open", "open", test_sample);
  g_test_add_data_func ("/harvest/intros/held", "held", test_sample);
  g_test_add_data_func ("/harvest/commons/open", "open", test_commons);
  g_test_add_data_func ("/harvest/commons/held", "held", test_commons);

  g_test_add_func ("/harvest/fourth", test_fourth);

  return g_test_run ();
}
