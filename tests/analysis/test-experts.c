/* test-experts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The labelled questions of tests/data/experts, over the sample community and over another one: the share whose first three hold a right
 * person.  "held" ones were written before the engine; look at them only to count.
 */

#include "analysis/veche-experts.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "exchange/veche-demo.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "support/veche-test-commons.h"

static VecheDb *
sample (void)
{
  g_autoptr (GError) error = NULL;
  const char *path = g_getenv ("VECHE_TEST_KEEP");
  VecheDb *db = veche_db_open (path != NULL ? path : ":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_demo_fill (db, &error));
  g_assert_no_error (error);

  return db;
}

static gboolean
is_called (VecheDb *db, gint64 member, JsonArray *handles)
{
  static const char sql[] = "SELECT 1 FROM identity WHERE member_id = ?1 AND handle = ?2";

  for (guint i = 0; i < json_array_get_length (handles); i++)
    {
      VecheStatement *statement = veche_db_prepare (db, sql);
      gboolean found;

      veche_statement_bind_int (statement, 1, member);
      veche_statement_bind_text (statement, 2, json_array_get_string_element (handles, i));
      found = veche_statement_step (statement, NULL);
      veche_statement_reset (statement);
      if (found)
        return TRUE;
    }

  return FALSE;
}

static void
tell (VecheExperts *found, const char *verdict)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%s  %s\n    topics:", verdict, found->question);
  for (guint i = 0; i < found->topics->len; i++)
    g_string_append_printf (line, " %s %.2f", ((VecheTopic *) found->topics->pdata[i])->name, ((VecheTopic *) found->topics->pdata[i])->weight);
  g_string_append_printf (line, "\n   ");
  for (guint i = 0; i < found->experts->len && i < 6; i++)
    {
      VecheExpert *expert = found->experts->pdata[i];

      g_string_append_printf (line, " %s %d (", expert->name, expert->score);
      for (guint r = 0; r < expert->reasons->len; r++)
        {
          VecheReason *reason = expert->reasons->pdata[r];

          g_string_append_printf (line, "%s %+d ", veche_reason_nick (reason->kind), reason->points);
        }
      g_string_append_printf (line, ")");
    }
  fprintf (stderr, "%s\n", line->str);
}

/* 1 a right person among the first three, 0 none, -1 a wrong one there. */
static int
judge (VecheDb *db, JsonObject *label, VecheExperts *found)
{
  JsonArray *right = json_object_get_array_member (label, "right");
  JsonArray *wrong = json_object_has_member (label, "not") ? json_object_get_array_member (label, "not") : NULL;
  int verdict = json_array_get_length (right) == 0 ? found->experts->len == 0 : 0;

  for (guint i = 0; i < found->experts->len && i < 3; i++)
    {
      VecheExpert *expert = found->experts->pdata[i];

      if (is_called (db, expert->id, right))
        verdict = MAX (verdict, 1);
      if (wrong != NULL && is_called (db, expert->id, wrong))
        return -1;
    }

  return verdict;
}

static VecheExperts *
ask (VecheDb *db, const char *text)
{
  VecheExpertsQuery query = { .text = text };
  g_autoptr (GError) error = NULL;
  VecheExperts *found = veche_experts_find (db, &query, &error);

  g_assert_no_error (error);

  return found;
}

static void
measure (VecheDb *db, const char *file, const char *set, double goal)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "experts", file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, right = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = lines[i][0] != '\0' ? json_from_string (lines[i], NULL) : NULL;
      JsonObject *label = node != NULL ? json_node_get_object (node) : NULL;
      g_autoptr (VecheExperts) found = NULL;
      int verdict;

      if (label == NULL || strcmp (json_object_get_string_member (label, "set"), set) != 0)
        continue;
      found = ask (db, json_object_get_string_member (label, "q"));
      verdict = judge (db, label, found);
      n++;
      right += verdict == 1;
      if (g_getenv ("VECHE_TEST_TELL") != NULL)
        tell (found, verdict == 1 ? "ok " : verdict == 0 ? "MISS" : "WRONG");
    }
  g_test_message ("%s: %u of %u questions have a right person among the first three (%.0f %%)", set, right, n, 100.0 * right / n);
  g_assert_cmpuint (n, >=, 20);
  g_assert_cmpfloat ((double) right / n, >=, goal);
}

static void
test_sample (gconstpointer set)
{
  g_autoptr (VecheDb) db = sample ();

  measure (db, "questions.jsonl", set, 0.85);
}

static void
test_commons (gconstpointer set)
{
  g_autoptr (VecheDb) db = veche_test_commons ();

  measure (db, "commons.jsonl", set, 0.90);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/experts/questions/open", "open", test_sample);
  g_test_add_data_func ("/experts/questions/held", "held", test_sample);
  g_test_add_data_func ("/experts/questions/fourth", "fourth", test_sample);
  g_test_add_data_func ("/experts/commons/open", "open", test_commons);
  g_test_add_data_func ("/experts/commons/held", "held", test_commons);

  return g_test_run ();
}
