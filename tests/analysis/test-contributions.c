/* test-contributions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-contribution-rules.h"
#include "analysis/veche-occasions.h"

#include "store/veche-db.h"
#include "store/veche-deeds-table.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-occasions-table.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define START (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

typedef struct { VecheDb *db; VecheBatch *batch; gint64 anna; guint n; } Fixture;

static VechePost *
say (Fixture *self, const char *who, const char *answers, const char *text)
{
  g_autofree char *id = g_strdup_printf ("%u", ++self->n);
  VechePerson *person = veche_batch_add_person (self->batch, who);
  VechePost *post = veche_batch_add_post (self->batch, "chat", id);

  person->name = veche_batch_string (self->batch, who);
  post->kind = "message";
  post->author = veche_batch_string (self->batch, who);
  post->reply_to = veche_batch_string (self->batch, answers);
  post->text = veche_batch_string (self->batch, text);
  post->at = START + self->n * DAY;

  return post;
}

static void
bring (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 batch;

  g_assert_true (veche_db_begin (self->db, &error));
  batch = veche_ingest_begin (self->db, "test", "test", &error);
  g_assert_true (veche_ingest_batch (self->db, batch, self->batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (self->db, batch, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
  self->anna = veche_members_find (self->db, "Anna", &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  self->batch = veche_batch_new ("telegram", "");
  veche_batch_add_channel (self->batch, "chat")->name = "Chat";
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_batch_unref (self->batch);
  veche_db_close (self->db);
}

static void
test_kinds (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheContributions) sum = NULL;

  say (self, "Oleg", NULL, "Как перенести базу?");
  say (self, "Anna", "1", "Через дамп, потом реплика.");           /* thanked for: help */
  say (self, "Oleg", "2", "Спасибо, получилось");
  say (self, "Anna", "1", "Смотри в сторону pglogical");           /* help by its words */
  say (self, "Anna", "1", "Ну не знаю");                           /* talk */
  say (self, "Oleg", "5", "Заранее спасибо за любые мысли");       /* no thanks */
  say (self, "Anna", NULL, "Привет! Предлагаю собраться в субботу");
  say (self, "Anna", NULL, "Написала разбор про миграции, вот он целиком: https://www.Anna.example/pg и https://anna.example/x");
  say (self, "Anna", NULL, "ок");
  bring (self);

  sum = veche_contributions_load (self->db, self->anna, START, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sum->read, ==, 6);
  g_assert_cmpuint (sum->counts[VECHE_DEED_HELP], ==, 2);
  g_assert_cmpuint (sum->thanked, ==, 1);
  g_assert_cmpuint (sum->counts[VECHE_DEED_FEEDBACK], ==, 1);
  g_assert_cmpuint (sum->counts[VECHE_DEED_MADE], ==, 1);
  g_assert_cmpuint (sum->counts[VECHE_DEED_TALK], ==, 2);
  g_assert_cmpuint (sum->greetings, ==, 1);
  g_assert_cmpfloat (sum->score, ==, 2 * 5 + 3 + 4 + 2);
  g_assert_cmpstr (sum->example, ==, "Спасибо, получилось");
  g_assert_cmpuint (sum->links->len, ==, 1);
  g_assert_cmpstr (((VecheLinked *) sum->links->pdata[0])->host, ==, "anna.example");
  g_assert_cmpuint (((VecheLinked *) sum->links->pdata[0])->count, ==, 2);
  g_assert_cmpint (sum->first, ==, START + 2 * DAY);
  g_assert_cmpint (sum->hundredth, ==, 0);
}

static void
test_weights (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheContributions) sum = NULL;

  say (self, "Anna", NULL, "ок");
  bring (self);
  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_db_set_setting (self->db, "weight:talk", g_variant_new_double (0.5), &error));
  g_assert_true (veche_db_commit (self->db, NULL));
  sum = veche_contributions_load (self->db, self->anna, 0, &error);
  g_assert_cmpfloat (sum->score, ==, 0.5);
}

/* What a person says of it counts, comes back as it was said, and what the window does not show is kept. */
static void
test_rules (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheContributions) before = NULL;
  g_autoptr (VecheContributions) after = NULL;
  g_autoptr (VecheContributionRules) rules = NULL;
  g_autoptr (VecheContributionRules) back = NULL;
  g_autoptr (GVariant) kept = NULL;

  say (self, "Boris", NULL, "Как собрать пакет?");
  say (self, "Anna", "1", "Сначала meson setup, а дальше ninja.");
  say (self, "Boris", "2", "Рахмат, брат!");
  bring (self);
  before = veche_contributions_load (self->db, self->anna, 0, &error);
  g_assert_cmpuint (before->counts[VECHE_DEED_HELP], ==, 0);

  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_db_set_setting (self->db, VECHE_SETTING_SPEECH, g_variant_new_string ("# ours\n!thanks\town\tрахмат лукум\n"), &error));
  rules = veche_contribution_rules_load (self->db);
  g_assert_cmpstr (rules->words[0], ==, "");
  g_assert_cmpfloat (rules->weights[VECHE_DEED_HELP], ==, 5);
  g_free (rules->words[0]);
  rules->words[0] = g_strdup (" рахмат,, от души\t");
  rules->weights[VECHE_DEED_HELP] = 7;
  g_assert_true (veche_contribution_rules_save (self->db, rules, &error));
  g_assert_true (veche_db_commit (self->db, NULL));

  back = veche_contribution_rules_load (self->db);
  g_assert_cmpstr (back->words[0], ==, "рахмат, от души");
  kept = veche_db_get_setting (self->db, VECHE_SETTING_SPEECH);
  g_assert_cmpstr (g_variant_get_string (kept, NULL), ==,
                   "# ours\n!thanks\town\tрахмат лукум\nthanks\town\tрахмат\nthanks\town\tот души\n");
  after = veche_contributions_load (self->db, self->anna, 0, &error);
  g_assert_cmpuint (after->counts[VECHE_DEED_HELP], ==, 1);
  g_assert_cmpfloat (after->score, ==, 7);
}

static gboolean
has_occasion (GPtrArray *found, const char *name, VecheOccasionKind kind, guint n)
{
  for (guint i = 0; i < found->len; i++)
    {
      const VecheOccasion *one = found->pdata[i];

      if (one->kind == kind && one->n == n && g_strcmp0 (one->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
look (Fixture *self, gint64 member, guint back, guint ahead)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = veche_occasions_list (self->db, member, START + 10 * DAY, back, ahead, TRUE, 100, &error);

  g_assert_no_error (error);

  return found;
}

static void
apply (Fixture *self, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (self->db, &error));
  g_assert_true (veche_journal_apply (self->db, edit, "test", &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
}

static void
test_occasions (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL, lately = NULL, hers = NULL;
  const VecheOccasion *newest;

  say (self, "Oleg", NULL, "Как перенести базу?");        /* day 1 */
  say (self, "Anna", NULL, "Доброе утро");
  say (self, "Anna", "1", "Ну не знаю");
  say (self, "Anna", "1", "Через дамп, потом реплика.");   /* day 4: helped */
  say (self, "Oleg", "4", "Спасибо, получилось");
  say (self, "Anna", "1", "Смотри в сторону pglogical");   /* not the first */
  bring (self);

  found = look (self, 0, 30, 0);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_true (has_occasion (found, "Anna", VECHE_OCCASION_MESSAGES, 1));
  g_assert_true (has_occasion (found, "Oleg", VECHE_OCCASION_MESSAGES, 1));
  g_assert_true (has_occasion (found, "Anna", VECHE_OCCASION_FIRST_HELP, 1));
  newest = found->pdata[0];
  g_assert_cmpint (newest->kind, ==, VECHE_OCCASION_FIRST_HELP);
  g_assert_cmpint (newest->at, ==, START + 4 * DAY);
  g_assert_nonnull (newest->interaction_uid);

  lately = look (self, 0, 7, 0);                           /* from day 3 on */
  g_assert_cmpuint (lately->len, ==, 1);
  hers = look (self, self->anna, 30, 0);
  g_assert_cmpuint (hers->len, ==, 2);
}

static void
test_occasion_numbers (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  say (self, "Oleg", NULL, "раз");
  self->n = 0;
  for (guint i = 0; i < 99; i++)
    {
      self->n = i + 1;
      say (self, "Anna", i == 0 ? NULL : "1", "да")->at = START + i;
    }
  self->n = 200;
  say (self, "Anna", "1", "да")->at = START + 9 * DAY;
  bring (self);
  found = look (self, self->anna, 5, 0);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (has_occasion (found, "Anna", VECHE_OCCASION_MESSAGES, 100));
}

static void
test_occasion_days (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) born = veche_edit_new ("edit-member", NULL), done = veche_edit_new ("occasion", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local ((START + 10 * DAY) / G_USEC_PER_SEC), soon = g_date_time_add_days (now, 3);
  g_autoptr (GDateTime) then = g_date_time_add_years (soon, -2);
  g_autofree char *birthday = g_date_time_format (soon, "--%m-%d");
  g_autoptr (GPtrArray) all = NULL, hers = NULL, after = NULL, again = NULL;
  g_autoptr (VecheGesture) undone = NULL;
  const VecheOccasion *first;

  say (self, "Anna", NULL, "ок");
  bring (self);
  hers = look (self, self->anna, 30, 0);
  g_assert_cmpuint (hers->len, ==, 1);
  first = hers->pdata[0];
  veche_edit_set_text (born, "member", first->uid, "birthday", birthday);
  veche_edit_set_int (born, "member", first->uid, "joined", g_date_time_to_unix (then) * G_USEC_PER_SEC);
  apply (self, born);

  all = look (self, 0, 0, 5);
  after = look (self, self->anna, 0, 5);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_true (has_occasion (after, "Anna", VECHE_OCCASION_BIRTHDAY, 0));
  g_assert_true (has_occasion (after, "Anna", VECHE_OCCASION_WITH_US, 2));

  veche_occasions_edit (done, first->uid, "birthday", (guint) g_date_time_get_year (soon), "dismissed");
  veche_occasions_edit (done, first->uid, "messages", 1, "congratulated");
  apply (self, done);
  again = look (self, 0, 30, 5);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_true (has_occasion (again, "Anna", VECHE_OCCASION_WITH_US, 2));
  g_assert_true (veche_db_begin (self->db, NULL));
  undone = veche_journal_undo (self->db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (undone);
  g_assert_true (veche_db_commit (self->db, NULL));
  g_ptr_array_unref (g_steal_pointer (&again));
  again = look (self, 0, 30, 5);
  g_assert_cmpuint (again->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/analysis/contributions/kinds", Fixture, NULL, set_up, test_kinds, tear_down);
  g_test_add ("/analysis/contributions/weights", Fixture, NULL, set_up, test_weights, tear_down);
  g_test_add ("/analysis/contributions/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/analysis/occasions/said", Fixture, NULL, set_up, test_occasions, tear_down);
  g_test_add ("/analysis/occasions/numbers", Fixture, NULL, set_up, test_occasion_numbers, tear_down);
  g_test_add ("/analysis/occasions/days", Fixture, NULL, set_up, test_occasion_days, tear_down);

  return g_test_run ();
}
