/* test-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-talk.h"

#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define START (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

/* Given addresses as people paste them, when they are counted, then host and path are left, and what leads elsewhere. */
static void
test_links (void)
{
  static const struct { const char *text, *links; } cases[] = {
    { "https://www.Habr.com/ru/articles/1/", "habr.com/ru/articles/1" },
    { "см. https://habr.com/ru/articles/1/?utm_source=tg&utm_medium=x#c5, там всё", "habr.com/ru/articles/1" },
    { "(https://ru.wikipedia.org/wiki/Вече_(собрание)) да", "ru.wikipedia.org/wiki/Вече_(собрание)" },
    { "«https://a.example/b»", "a.example/b" },
    { "https://forum.example/viewtopic.php?f=1&t=123&utm_source=tg", "forum.example/viewtopic.php?f=1&t=123" },   /* there "t" is the topic */
    { "http://youtube.com/watch?v=abc&feature=share&t=10 https://m.youtube.com/watch?t=3&v=abc", "youtube.com/watch?v=abc" },
    { "https://a.example/x?b=2&a=1 https://a.example/x?a=1&b=2", "a.example/x?a=1&b=2" },
    { "https://user:secret@a.example:8443/x", "a.example/x" },
    { "ftp://a.example/x tg://resolve?domain=x https://localhost/x https:// http://. ://", "" },
    { "https://a.example https://b.example!", "a.example b.example" },
    { "без ссылок", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *joined = NULL;

      veche_talk_find_links (cases[i].text, links);
      g_ptr_array_add (links, NULL);
      joined = g_strjoinv (" ", (char **) links->pdata);
      g_assert_cmpstr (joined, ==, cases[i].links);
    }
}

typedef struct { VecheDb *db; VecheBatch *batch; guint n; } Fixture;

static void
say (Fixture *self, const char *who, const char *text, guint day)
{
  g_autofree char *id = g_strdup_printf ("%u", ++self->n);
  VechePerson *person = veche_batch_add_person (self->batch, who);
  VechePost *post = veche_batch_add_post (self->batch, "chat", id);

  person->name = veche_batch_string (self->batch, who);
  post->kind = "message";
  post->author = veche_batch_string (self->batch, who);
  post->text = veche_batch_string (self->batch, text);
  post->at = START + day * DAY;
}

static void
apply (Fixture *self, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (self->db, &error));
  g_assert_cmpint (veche_journal_apply (self->db, edit, "test", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
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

static VecheTalkLine *
find (GPtrArray *lines, const char *name)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_strcmp0 (((VecheTalkLine *) lines->pdata[i])->name, name) == 0)
      return lines->pdata[i];

  return NULL;
}

/* Given one who repeats a link and two who share another, when they are counted, then people decide, and who is not the community does not. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("test", NULL);
  g_autoptr (VecheTalk) talk = NULL;
  VecheTalkWhat what = { .since = START + DAY, .until = START + 20 * DAY };
  VecheTalkLine *line;
  const char *uid;

  say (self, "Anna", "Old: https://a.example/old, Python", 0);
  for (guint i = 0; i < 5; i++)
    say (self, "Anna", "https://a.example/mine", 2 + i);
  say (self, "Oleg", "https://www.b.example/good/?utm_source=x про вёрстку писем", 3);
  say (self, "Vera", "Вёрстка писем: https://b.example/good", 4);
  say (self, "Vera", "А в вёрстке писем без таблиц никак", 5);
  say (self, "Robot", "https://b.example/good", 5);
  bring (self);
  uid = veche_edit_insert (edit, "competency");
  veche_edit_set_text (edit, "competency", uid, "name", "Вёрстка писем");
  {
    VecheStatement *row = veche_db_prepare (self->db, "SELECT uid FROM member WHERE name = 'Robot'");

    g_assert_true (veche_statement_step (row, NULL));
    veche_edit_set_text (edit, "member", veche_statement_text (row, 0), "role", "bot");
    veche_statement_reset (row);
  }
  apply (self, edit);

  talk = veche_talk_load (self->db, &what, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (talk->read, ==, 8);
  g_assert_cmpuint (talk->people, ==, 3);
  g_assert_cmpuint (talk->links->len, ==, 2);
  line = talk->links->pdata[0];
  g_assert_cmpstr (line->name, ==, "b.example/good");
  g_assert_cmpuint (line->people, ==, 2);
  g_assert_cmpuint (line->ids->len, ==, 2);
  line = talk->links->pdata[1];
  g_assert_cmpuint (line->people, ==, 1);
  g_assert_cmpuint (line->messages, ==, 5);
  g_assert_null (find (talk->topics, "Python"));   /* said before the period */
  line = find (talk->topics, "Вёрстка писем");
  g_assert_nonnull (line);
  g_assert_true (line->known);
  g_assert_cmpuint (line->people, ==, 2);
  g_assert_cmpuint (line->messages, ==, 3);
}

static void
test_segment (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheFilter) filter = veche_filter_new (VECHE_MATCH_ALL);
  g_autoptr (VecheTalk) talk = NULL, nobody = NULL;
  VecheTalkWhat what = { .since = START, .until = START + 20 * DAY, .segment = filter }, elsewhere = { .since = START, .community = "Nowhere" };

  say (self, "Anna", "https://a.example/1", 2);
  say (self, "Oleg", "https://b.example/2", 3);
  bring (self);
  veche_filter_add (filter, 0, veche_condition_new (VECHE_BY_NAME, VECHE_OP_CONTAINS, "Anna"));
  talk = veche_talk_load (self->db, &what, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (talk->read, ==, 1);
  g_assert_cmpuint (talk->links->len, ==, 1);
  nobody = veche_talk_load (self->db, &elsewhere, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nobody->read, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/talk/links", test_links);
  g_test_add ("/analysis/talk/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/analysis/talk/segment", Fixture, NULL, set_up, test_segment, tear_down);

  return g_test_run ();
}
