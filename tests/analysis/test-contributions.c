/* test-contributions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-contributions.h"

#include "store/veche-db.h"
#include "store/veche-deeds-table.h"
#include "store/veche-ingest.h"
#include "store/veche-members-table.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define START (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

typedef struct { VecheDb *db; VecheBatch *batch; gint64 anna; guint n; } Fixture;

static void
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

static void
test_milestones (Fixture *self, gconstpointer data)
{
  static const guint numbers[] = { 1, 3, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  const VecheMilestone *newest, *oldest;

  say (self, "Oleg", NULL, "раз");
  say (self, "Anna", NULL, "раз");
  say (self, "Anna", NULL, "два");
  say (self, "Anna", NULL, "три");
  bring (self);
  found = veche_deeds_milestones (self->db, numbers, START + 2 * DAY, START + 9 * DAY, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  newest = found->pdata[0];
  oldest = found->pdata[1];
  g_assert_cmpstr (newest->name, ==, "Anna");
  g_assert_cmpuint (newest->n, ==, 3);
  g_assert_cmpuint (oldest->n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/analysis/contributions/kinds", Fixture, NULL, set_up, test_kinds, tear_down);
  g_test_add ("/analysis/contributions/weights", Fixture, NULL, set_up, test_weights, tear_down);
  g_test_add ("/analysis/contributions/milestones", Fixture, NULL, set_up, test_milestones, tear_down);

  return g_test_run ();
}
