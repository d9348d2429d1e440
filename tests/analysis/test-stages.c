/* test-stages.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-stages.h"

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-ingest.h"

#define DAY G_TIME_SPAN_DAY
#define NOW (G_GINT64_CONSTANT (1760000000) * G_USEC_PER_SEC)

/* Who wrote how many days ago, on how many days, and joined when; and what that makes them. */
static const struct
{
  const char *name;
  int         last, days, joined;   /* days ago; last < 0: never seen; joined 0: unknown */
  const char *after;
} people[] = {
  { "core", 0, 15, 400, "core" },
  { "core at the edge", 0, 12, 400, "core" },
  { "active", 1, 6, 400, "active" },
  { "regular", 20, 2, 400, "regular" },
  { "newcomer", 2, 2, 10, "newcomer" },
  { "newcomer who writes", 0, 6, 10, "newcomer" },
  { "newcomer without a date", 3, 1, 0, "newcomer" },
  { "silent newcomer", -1, 0, 5, "newcomer" },
  { "fading", 60, 1, 400, "fading" },
  { "gone", 300, 1, 400, "gone" },
  { "never seen", -1, 0, 400, NULL },
};

static VecheDb *
make_people (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  gint64 batch_id;

  g_assert_no_error (error);
  veche_batch_add_channel (batch, "chat");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      VechePerson *person = veche_batch_add_person (batch, people[i].name);

      person->name = people[i].name;
      person->joined = people[i].joined != 0 ? NOW - people[i].joined * DAY : 0;
      for (int d = 0; d < people[i].days; d++)
        {
          g_autofree char *id = g_strdup_printf ("%u-%d", i, d);
          VechePost *post = veche_batch_add_post (batch, "chat", id);

          post->kind = "message";
          post->author = people[i].name;
          post->text = "слово";
          post->at = NOW - (people[i].last + d) * DAY;
        }
    }
  g_assert_true (veche_db_begin (db, NULL));
  batch_id = veche_ingest_begin (db, "test", "test", &error);
  g_assert_true (veche_ingest_batch (db, batch_id, batch, 0, 0, NULL, &error) && veche_ingest_finish (db, batch_id, &error));
  g_assert_true (veche_db_commit (db, NULL));

  return db;
}

static const char *
find_after (GPtrArray *moves, const char *name)
{
  for (guint i = 0; i < moves->len; i++)
    if (g_str_equal (((VecheStageMove *) moves->pdata[i])->name, name))
      return ((VecheStageMove *) moves->pdata[i])->after;

  return NULL;
}

static void
test_rules (void)
{
  g_autoptr (VecheDb) db = make_people ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moves = NULL, again = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("stage", NULL);
  VecheStageRules rules;

  veche_stage_rules_load (db, &rules);
  g_assert_true (veche_stage_rules_are_sound (&rules));
  moves = veche_stages_propose (db, &rules, NOW, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_test_message ("%s", people[i].name);
      g_assert_cmpstr (find_after (moves, people[i].name), ==, people[i].after);
    }

  veche_stages_edit (edit, moves);
  g_assert_true (veche_db_begin (db, NULL));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
  again = veche_stages_propose (db, &rules, NOW, &error);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_own_thresholds (void)
{
  g_autoptr (VecheDb) db = make_people ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  VecheStageRules rules, read;

  veche_stage_rules_load (db, &rules);
  rules.active_days = 2;
  rules.fading_days = 10;
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_stage_rules_save (db, &rules, &error));
  g_assert_true (veche_db_commit (db, NULL));
  veche_stage_rules_load (db, &read);
  g_assert_cmpmem (&rules, sizeof rules, &read, sizeof read);
  moves = veche_stages_propose (db, &read, NOW, &error);
  g_assert_cmpstr (find_after (moves, "regular"), ==, "fading");

  rules.gone_days = 5;
  g_assert_false (veche_stage_rules_are_sound (&rules));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/stages/rules", test_rules);
  g_test_add_func ("/analysis/stages/own-thresholds", test_own_thresholds);

  return g_test_run ();
}
