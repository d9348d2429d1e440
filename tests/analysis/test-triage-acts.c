/* test-triage-acts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does in the Inbox: moods, owners, views, many at once; how fast they answer, and what runs hot.
 */

#include "analysis/veche-heat.h"
#include "analysis/veche-triage.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-hand-overs.h"
#include "store/veche-heat-table.h"
#include "store/veche-inbox-bulk.h"
#include "store/veche-inbox-table.h"
#include "store/veche-inbox-views.h"
#include "store/veche-merge-table.h"
#include "store/veche-mood-table.h"
#include "store/veche-query-sql.h"
#include "support/veche-test-triage.h"

/*** What a person does ***/

static void
test_mood (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("mood", NULL);
  g_autoptr (GError) error = NULL;
  gint64 with, now = veche_now ();

  triage_say (db, 1, 3, now - HOUR, "Ужас, ничего не работает, отвратительно");
  triage_judge (db);
  with = triage_ask (db, "SELECT points FROM triage");
  g_assert_cmpint (triage_ask (db, "SELECT mood = 'negative' FROM triage"), ==, 1);

  g_assert_true (veche_triage_edit_correct (db, edit, "t1", "positive", "praise", &error));
  triage_apply (db, edit);
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT mood = 'positive' AND kind = 'praise' FROM triage"), ==, 1);
  triage_undo (db);
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT mood = 'negative' FROM triage"), ==, 1);
  g_assert_cmpint (triage_ask (db, "SELECT points FROM triage"), ==, with);

  g_assert_true (veche_db_begin (db, &error) && veche_mood_turn (db, FALSE, &error) && veche_db_commit (db, &error));
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT mood = '' AND kind = '' AND points = 0 FROM triage"), ==, 1);
  g_assert_true (veche_db_begin (db, &error) && veche_mood_turn (db, TRUE, &error) && veche_db_commit (db, &error));
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT points FROM triage"), ==, with);
}

static guint
count_list (VecheDb *db, VecheInboxView view, gint64 now)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) ids = NULL;

  query->view = view;
  query->now = now;
  query->sort = VECHE_SORT_PRIORITY;
  ids = veche_query_ids (db, query, NULL);

  return ids->len;
}

static void
own (VecheDb *db, const char *uid, const char *member)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("assign", NULL);

  g_assert_true (veche_inbox_edit_own (db, edit, uid, member, 0, NULL, NULL));
  triage_apply (db, edit);
}

/* What was taken back is none, and what was done again is one. */
static void
test_hand_overs (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("own", NULL);
  g_autoptr (GPtrArray) all = NULL, fewer = NULL;
  const VecheHandOver *last;

  triage_say (db, 3, 3, veche_now (), "Как вступить в клуб?");
  own (db, "t3", "m1");
  g_assert_true (veche_inbox_edit_own (db, edit, "t3", "m2", 77, "Ты знаешь лучше", NULL));
  triage_apply (db, edit);
  own (db, "t3", NULL);
  triage_undo (db);

  all = veche_hand_overs_list (db, "t3", 9, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  last = all->pdata[0];
  g_assert_cmpstr (last->by, ==, "test");
  g_assert_cmpstr (last->note, ==, "Ты знаешь лучше");
  g_assert_cmpint (last->due, ==, 77);
  g_assert_nonnull (last->owner);
  triage_undo (db);
  fewer = veche_hand_overs_list (db, "t3", 9, NULL);
  g_assert_cmpuint (fewer->len, ==, 1);
  g_assert_cmpint (((VecheHandOver *) fewer->pdata[0])->due, ==, 0);
}

/* Counts in one pass are the lengths of the lists. */
static void
test_views (void)
{
  static const char *const texts[] = { "Ужас, ничего не работает", "Как вступить в клуб?", "Спасибо, было здорово!", "Привет всем" };
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("x", NULL), refused = veche_edit_new ("x", NULL);
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now ();
  VecheViewCounts counts;

  for (gint64 id = 1; id <= 40; id++)
    triage_say (db, id, 3 + id % 2, now - id * 3 * HOUR, texts[id % 4]);
  triage_exec (db, "UPDATE member SET stage = 'newcomer' WHERE id = 4");
  own (db, "t3", "m1");
  own (db, "t4", "m2");
  own (db, "t5", "m2");
  g_assert_false (veche_inbox_edit_own (db, refused, "t6", "m3", 0, NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  veche_inbox_edit_done (edit, "t10");
  veche_inbox_edit_snooze (edit, "t11", now + HOUR);
  veche_inbox_edit_snooze (edit, "t12", now - HOUR);
  triage_apply (db, edit);
  triage_exec (db, "UPDATE triage SET answered = at + 60000000 WHERE id % 5 = 0");
  triage_exec (db, "INSERT INTO promise (uid, interaction_id, text, made, due) VALUES ('p1', 10, 'уточню', 1, 2), ('p2', 3, 'вернусь', 1, 2)");
  triage_judge (db);

  for (gint64 moment = now; moment < now + 3 * HOUR; moment += 2 * HOUR)
    {
      g_assert_true (veche_inbox_views_count (db, moment, &counts, NULL));
      for (guint view = 1; view < VECHE_N_INBOX_VIEWS; view++)
        {
          g_test_message ("%s", veche_inbox_view_nick (view));
          g_assert_cmpuint (counts.n[view], ==, count_list (db, view, moment));
        }
    }
  g_assert_cmpuint (counts.n[VECHE_INBOX_MINE], ==, 1);
  g_assert_cmpuint (counts.n[VECHE_INBOX_HANDED], ==, 2);
  g_assert_cmpuint (counts.n[VECHE_INBOX_PROMISES], ==, 2);
  g_assert_cmpuint (counts.n[VECHE_INBOX_SNOOZED], ==, 0);
  g_assert_cmpuint (counts.n[VECHE_INBOX_NEWCOMERS], >, 0);
  g_assert_cmpuint (counts.n[VECHE_INBOX_NEGATIVE], ==, 10 - (10 % 4 == 0));
}

static void
test_saved (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (VecheEdit) edit = veche_edit_new ("view", NULL), again = veche_edit_new ("view", NULL);
  g_autoptr (VecheSavedView) view = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const bad[] = { "", "[]", "{\"view\":7}", "{\"view\":\"x\"}", "{\"sort\":\"x\"}", "{\"author\":\"critic\"}", "{\"hot\":\"yes\"}",
                                     "{\"y\":\"x\"}" };

  query->view = VECHE_INBOX_NEGATIVE;
  query->sort = VECHE_SORT_PRIORITY;
  query->source_uid = g_strdup ("s1");
  query->author = VECHE_AUTHOR_CRITIC | VECHE_AUTHOR_NEWCOMER;
  query->hot = TRUE;
  query->owner_uid = g_strdup ("");
  query->member_id = 1;
  g_assert_true (veche_saved_views_edit_add (db, edit, " Критики ", query, NULL, &error));
  triage_apply (db, edit);
  view = veche_saved_views_find (db, "критики", &error);
  g_assert_no_error (error);
  g_assert_cmpint (view->query->view, ==, VECHE_INBOX_NEGATIVE);
  g_assert_cmpint (view->query->sort, ==, VECHE_SORT_PRIORITY);
  g_assert_cmpuint (view->query->author, ==, query->author);
  g_assert_cmpstr (view->query->source_uid, ==, "s1");
  g_assert_true (view->query->hot);
  g_assert_cmpstr (view->query->owner_uid, ==, "");
  g_assert_nonnull (view->query->member_uid);
  g_assert_cmpint (veche_db_id_for_uid (db, "member", view->query->member_uid), ==, query->member_id);
  g_assert_false (veche_saved_views_edit_add (db, again, "КРИТИКИ", query, NULL, NULL));
  g_assert_false (veche_saved_views_edit_add (db, again, "negative", query, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (VecheQuery) none = veche_inbox_query_from_json (bad[i], NULL);

      g_assert_null (none);
    }
}

static void
merge (VecheDb *db, gint64 keep, gint64 other)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("merge", NULL);
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  veche_merge_edit (db, edit, keep, other, choices, &error);
  g_assert_no_error (error);
  triage_apply (db, edit);
}

/* A view of one person goes on with whom they were found to be the same as, and back. */
static void
test_merged_view (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (VecheEdit) edit = veche_edit_new ("view", NULL);
  g_autoptr (VecheSavedView) view = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now ();

  triage_say (db, 1, 2, now - HOUR, "Как вступить в клуб?");
  triage_say (db, 2, 3, now - HOUR, "Когда встреча?");
  triage_say (db, 3, 3, now - HOUR, "А где?");
  triage_say (db, 4, 4, now - HOUR, "Спасибо, было здорово!");
  triage_judge (db);
  query->member_id = 2;
  g_assert_true (veche_saved_views_edit_add (db, edit, "Один", query, NULL, &error));
  triage_apply (db, edit);
  view = veche_saved_views_find (db, "Один", &error);
  g_assert_no_error (error);
  g_assert_cmpint (veche_query_count (db, view->query, &error), ==, 1);
  merge (db, 3, 2);
  g_assert_cmpint (veche_query_count (db, view->query, &error), ==, 3);
  merge (db, 4, 3);
  g_assert_cmpint (veche_query_count (db, view->query, &error), ==, 4);
  triage_undo (db);
  triage_undo (db);
  g_assert_cmpint (veche_query_count (db, view->query, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_bulk (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (VECHE_INBOX_BULK_DONE, "done");
  g_autoptr (GError) error = NULL;
  gint64 now = veche_now (), spared = 7;

  for (gint64 id = 1; id <= 30; id++)
    triage_say (db, id, 3, now - id * HOUR, id % 2 ? "Как вступить в клуб?" : "Спасибо, было здорово!");
  triage_judge (db);
  bulk->query = veche_query_new (VECHE_QUERY_INBOX);
  bulk->query->view = VECHE_INBOX_QUESTIONS;
  bulk->query->sort = VECHE_SORT_PRIORITY;
  bulk->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (bulk->ids, spared);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_inbox_bulk_apply (db, bulk, "test", &error), ==, 14);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
  g_assert_cmpint (triage_ask (db, "SELECT count (*) FROM triage WHERE state = 'done'"), ==, 14);
  g_assert_cmpint (triage_ask (db, "SELECT state = 'open' FROM triage WHERE id = 7"), ==, 1);
  triage_undo (db);
  g_assert_cmpint (triage_ask (db, "SELECT count (*) FROM triage WHERE state = 'done'"), ==, 0);
}

/*** Answers and heat ***/

static void
test_answers (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (GPtrArray) times = NULL;
  guint ages[VECHE_N_AGES];
  gint64 now = veche_now ();

  for (gint64 id = 1; id <= 7; id++)
    triage_say (db, id, 4, now - 10 * DAY, "Как вступить в клуб?");
  triage_say (db, 8, 4, now - 2 * HOUR, "Как вступить в клуб?");
  triage_say (db, 9, 4, now - 50 * HOUR, "Как вступить в клуб?");
  triage_exec (db, "UPDATE triage SET answered = at + id * 3600000000 WHERE id <= 7");
  triage_judge (db);
  times = veche_inbox_answer_times (db, now - 30 * DAY, 0, NULL);
  g_assert_cmpuint (times->len, ==, 1);
  g_assert_cmpuint (((VecheAnswerTime *) times->pdata[0])->n, ==, 7);
  g_assert_cmpuint (((VecheAnswerTime *) times->pdata[0])->late, ==, 3);
  g_assert_cmpint (((VecheAnswerTime *) times->pdata[0])->median, ==, 4 * 3600);
  g_assert_cmpint (veche_inbox_usual_answer (db, "question", "s1"), ==, 4 * 3600);
  g_assert_cmpint (veche_inbox_usual_answer (db, "praise", "s1"), ==, 0);
  g_assert_true (veche_inbox_ageing (db, now, ages, NULL));
  g_assert_cmpuint (ages[1], ==, 1);
  g_assert_cmpuint (ages[3], ==, 1);
}

static void
chat (VecheDb *db, gint64 id, gint64 at, gint64 member, gint64 reply_to)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO interaction (id, kind, at, channel_id, remote_id, member_id, reply_to_id, text)"
    " VALUES (%d, 'message', %" G_GINT64_FORMAT ", 1, '%d', %d, nullif (%d, 0), 'x')", (int) id, at, (int) id, (int) member, (int) reply_to);

  triage_exec (db, sql);
}

/* Is the thread of the first alert no place into which others are brought without a thought? */
static void
assert_heated (VecheDb *db, GPtrArray *alerts, gboolean heated)
{
  g_autoptr (GArray) ids = g_array_copy (((VecheHeatAlert *) alerts->pdata[0])->ids);
  g_autoptr (GError) error = NULL;
  VecheThreadHeat heat = { -1, 9 };

  g_array_append_val (ids, ((VecheHeatAlert *) alerts->pdata[0])->interaction_id);
  g_assert_true (veche_heat_of_thread (db, ids, &heat, &error));
  g_assert_no_error (error);
  g_assert_cmpint (heat.heat > 0 || heat.negative > 0, ==, heated);
}

/* Of all that is open, only what stands in a hot thread. */
static void
assert_hot_list (VecheDb *db, guint n)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) all = NULL, hot = NULL, author = NULL;
  g_autoptr (GError) error = NULL;

  query->view = VECHE_INBOX_OPEN;
  all = veche_query_ids (db, query, &error);
  query->hot = TRUE;
  hot = veche_query_ids (db, query, &error);
  query->hot = FALSE;
  query->member_id = 3;
  author = veche_query_ids (db, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, n);
  g_assert_cmpuint (hot->len, ==, n);
  g_assert_cmpuint (author->len, ==, 0);
}

static void
test_heat (void)
{
  static const guint even[] = { 2, 3, 2, 3, 2, 3 };
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (GPtrArray) quiet = NULL, hot = NULL, calm = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = triage_at (2026, 11, 19, 15, 30), id = 1000;
  double usual;

  g_assert_cmpfloat (veche_heat_reckon (even, 6, 5, &usual), ==, 2.5);
  g_assert_cmpfloat (usual, ==, 2.5);

  /* Four weeks with two messages at that hour. */
  for (int day = 1; day <= 28; day++)
    for (int i = 0; i < 2; i++)
      chat (db, id++, now - day * DAY - (10 + i) * G_TIME_SPAN_MINUTE, 3, 0);
  triage_say (db, 1, 4, now - 50 * G_TIME_SPAN_MINUTE, "Как вступить в клуб?");
  triage_judge (db);
  quiet = veche_heat_find (db, now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (quiet->len, ==, 0);

  for (int i = 0; i < 9; i++)
    {
      chat (db, id, now - (40 - i) * G_TIME_SPAN_MINUTE, 2 + i % 3, i == 0 ? 1 : id - 1);
      id++;
    }
  hot = veche_heat_find (db, now, &error);
  g_assert_cmpuint (hot->len, ==, 2);
  for (guint i = 0; i < hot->len; i++)
    {
      VecheHeatAlert *alert = hot->pdata[i];

      g_assert_cmpfloat (alert->z, >=, 3);
      g_assert_cmpuint (alert->samples, >=, 19);
      g_assert_cmpuint (alert->n, ==, 10);
      if (alert->kind != VECHE_HEAT_THREAD)
        continue;
      g_assert_cmpint (alert->interaction_id, ==, 1);
      g_assert_cmpstr (alert->channel_name, ==, "Чат");
      g_assert_nonnull (alert->interaction_uid);
      g_assert_cmpuint (alert->mentions, ==, 1);
    }
  g_assert_true (veche_db_begin (db, &error) && veche_heat_apply (db, hot, &error) && veche_db_commit (db, &error));
  triage_judge (db);
  g_assert_cmpint (triage_ask (db, "SELECT heat >= 30 FROM triage WHERE id = 1"), ==, 1);
  assert_heated (db, hot, TRUE);
  triage_say (db, 2, 4, now - 5 * HOUR, "Где встреча?");
  assert_hot_list (db, 1);

  calm = veche_heat_find (db, now + 2 * HOUR, &error);
  g_assert_cmpuint (calm->len, ==, 0);
  g_assert_true (veche_db_begin (db, &error) && veche_heat_apply (db, calm, &error) && veche_db_commit (db, &error));
  g_assert_cmpint (triage_ask (db, "SELECT heat FROM triage WHERE id = 1"), ==, 0);
  assert_heated (db, hot, FALSE);
  triage_exec (db, "UPDATE triage SET mood = 'negative' WHERE id = 1");
  assert_heated (db, hot, TRUE);
}

/* Where nothing is said at that hour there is no thread to compare with: a long one of many people stands out, a short one does not. */
static void
test_heat_of_a_quiet_place (void)
{
  g_autoptr (VecheDb) db = triage_open ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = triage_at (2026, 11, 19, 15, 30), id = 1000;

  chat (db, id++, now - 60 * DAY, 3, 0);
  triage_say (db, 1, 4, now - 50 * G_TIME_SPAN_MINUTE, "Как вступить в клуб?");
  for (int i = 0; i < 7; i++)
    {
      g_autoptr (GPtrArray) hot = veche_heat_find (db, now, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (hot->len, ==, 0);
      chat (db, id++, now - (40 - i) * G_TIME_SPAN_MINUTE, 2 + i % 3, 1);
    }
  found = veche_heat_find (db, now, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (((VecheHeatAlert *) found->pdata[0])->n, ==, 8);
  g_assert_cmpfloat (((VecheHeatAlert *) found->pdata[0])->usual, ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/mood", test_mood);
  g_test_add_func ("/triage/views", test_views);
  g_test_add_func ("/triage/hand-overs", test_hand_overs);
  g_test_add_func ("/triage/saved", test_saved);
  g_test_add_func ("/triage/merged-view", test_merged_view);
  g_test_add_func ("/triage/bulk", test_bulk);
  g_test_add_func ("/triage/answers", test_answers);
  g_test_add_func ("/triage/heat", test_heat);
  g_test_add_func ("/triage/heat-of-a-quiet-place", test_heat_of_a_quiet_place);

  return g_test_run ();
}
