/* test-people-back.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What import makes of an export is what was exported: made-up people in every script, with commas, quotes and lines, and one field of a megabyte.
 * The big test (test-people-back-big.c) is this one with ten times the people.
 */

#include "veche-config.h"

#include "exchange/veche-people-plan.h"

#include <string.h>

#include "exchange/veche-export.h"
#include "exchange/veche-vcard.h"
#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"

#ifndef PEOPLE
#define PEOPLE 1000
#endif
#define LONG     7
#define MEGABYTE (1024 * 1024)
#define ACTOR    "Вера"

static VechePeoplePlan *
make_plan (VecheDb *db, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "people", &error);
  VechePeoplePlan *plan;

  g_assert_no_error (error);
  plan = veche_people_plan_new (db, source, NULL, NULL, &error);
  g_assert_no_error (error);

  return plan;
}

static VechePeopleResult
bring (VecheDb *db, VechePeoplePlan *plan)
{
  VechePeopleResult result = { 0 };
  g_autoptr (GError) error = NULL;

  veche_people_plan_apply (db, plan, FALSE, ACTOR, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);

  return result;
}

static char *
random_text (GRand *rand, guint length, gboolean lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    {
      static const gunichar from[] = { 'a', 'A', 0x430, 0x410, 0x4e00, 0x5d0, 0x1f600, 0x10400, 0x20000, 0xe000, 0x1d400, 0x3041 };
      gunichar c = from[g_rand_int_range (rand, 0, G_N_ELEMENTS (from))] + (gunichar)g_rand_int_range (rand, 0, 24);

      g_string_append_unichar (text, c);
      if (g_rand_int_range (rand, 0, 12) == 0)
        g_string_append (text, lines ? "\n\"; ,|" : " -,;\"'");
    }
  g_string_append_c (text, 'z');

  return g_string_free (text, FALSE);
}

static void
set_random (VecheEdit *edit, const char *uid, const char *field, GRand *rand, gboolean lines)
{
  g_autofree char *text = random_text (rand, (guint)g_rand_int_range (rand, 1, 20), lines);

  if (g_rand_boolean (rand))
    veche_edit_set_text (edit, "member", uid, field, text);
}

/* A megabyte in one field, with what has to be quoted: every format takes it (the limit is two). */
static void
set_long (VecheEdit *edit, const char *uid, GRand *rand)
{
  g_autofree char *text = random_text (rand, MEGABYTE / 2, TRUE);

  g_assert_cmpuint (strlen (text), >, MEGABYTE);
  memcpy (g_utf8_find_prev_char (text, text + MEGABYTE), "z", 2);   /* not ending in a space */
  veche_edit_set_text (edit, "member", uid, "needs", text);
}

static void
add_person (VecheDb *db, VecheEdit *edit, GRand *rand, guint i)
{
  const char *uid = veche_edit_insert (edit, "member"), *note;
  g_autofree char *part = random_text (rand, 8, FALSE), *name = g_strdup_printf ("%s %u", part, i), *tag = random_text (rand, 4, FALSE);
  g_autofree char *handle = g_strdup_printf ("user_x%u", i), *email = g_strdup_printf ("e%u@x.org", i), *phone = g_strdup_printf ("+7 900 %07u", i);
  g_autofree char *fedi = g_strdup_printf ("@f%u@fosstodon.org", i), *text = random_text (rand, 30, TRUE);
  static const char *const days[] = { "1990-05-17", "--02-29", "2001-12-31" };

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  set_random (edit, uid, "city", rand, FALSE);
  set_random (edit, uid, "headline", rand, FALSE);
  if (i == LONG)
    set_long (edit, uid, rand);
  else
    set_random (edit, uid, "needs", rand, TRUE);
  set_random (edit, uid, "manner", rand, TRUE);
  veche_edit_set_text (edit, "member", uid, "birthday", days[i % 3]);
  veche_edit_set_int (edit, "member", uid, "joined", (1500000000 + (gint64)i * 86400) * G_USEC_PER_SEC);
  veche_edit_set_int (edit, "member", uid, "do_not_mention", i % 5 == 0);
  g_assert_true (veche_members_edit_identity (db, edit, uid, "telegram", handle, NULL));
  if (i % 2 == 0)
    g_assert_true (veche_members_edit_identity (db, edit, uid, "email", email, NULL));
  if (i % 3 == 0)
    g_assert_true (veche_members_edit_identity (db, edit, uid, "phone", phone, NULL));
  if (i % 4 == 0)
    g_assert_true (veche_members_edit_identity (db, edit, uid, "mastodon", fedi, NULL));
  if (i % 50 == 0)
    g_assert_true (veche_members_edit_tag (db, edit, uid, tag, TRUE, NULL));
  g_assert_true (veche_members_edit_competency (db, edit, uid, i % 2 == 0 ? "Python; и базы" : "Rust", (int)(i % 5) + 1, "confirmed", NULL));
  for (guint n = 0; n < i % 3; n++)
    {
      note = veche_edit_insert (edit, "member_note");
      veche_edit_set_ref (edit, "member_note", note, "member_id", uid);
      veche_edit_set_int (edit, "member_note", note, "at", 1000 - n);
      veche_edit_set_text (edit, "member_note", note, "text", n == 0 ? text : "\"в кавычках\"");
    }
}

static VecheDb *
make_people (guint n)
{
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < n;)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("seed", NULL);
      g_autoptr (GError) error = NULL;

      for (guint end = MIN (n, i + 20); i < end; i++)
        add_person (db, edit, rand, i);
      g_assert_true (veche_db_begin (db, NULL));
      veche_journal_apply (db, edit, ACTOR, &error);
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, NULL));
    }

  return db;
}

static char *
export_text (VecheDb *db, VecheExportFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GPtrArray) all = veche_export_columns (db, NULL);
  VecheExportOptions options = { .format = format, .query = query };
  char *text;

  /* Left out: what is counted from the timeline, and when a note was written. */
  options.columns = veche_export_choose (all,
                                         format == VECHE_EXPORT_JSONL
                                           ? "uid,name,headline,telegram,email,phone,mastodon,city,birthday,competencies,tags,joined,needs,manner,do_not_mention"
                                           : "uid,name,headline,telegram,email,phone,mastodon,city,birthday,competencies,tags,joined,needs,manner,do_not_mention,notes",
                                         &error);
  g_assert_no_error (error);
  text = veche_export_to_text (db, &options, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (options.columns);

  return text;
}

static void
there_and_back (VecheExportFormat format, guint n)
{
  g_autoptr (VecheDb) from = make_people (n), into = veche_db_open (":memory:", VECHE_DB_WRITER, NULL);
  g_autofree char *text = export_text (from, format), *back = NULL;
  g_autoptr (VechePeoplePlan) plan = make_plan (into, text);
  VechePeopleResult result = bring (into, plan);
  guint same = 0;

  g_assert_cmpuint (result.added, ==, n);
  back = export_text (into, format);
  while (text[same] != '\0' && text[same] == back[same])
    same++;
  if (strcmp (text, back) != 0)
    g_error ("not the same from byte %u of %zu/%zu: “%.160s” and “%.160s”", same, strlen (text), strlen (back), text + MAX (same, 60) - 60,
             back + MAX (same, 60) - 60);
}

static void
test_csv_and_back (void)
{
  there_and_back (VECHE_EXPORT_CSV, PEOPLE);
}

static void
test_json_and_back (void)
{
  there_and_back (VECHE_EXPORT_JSONL, PEOPLE);
}

static void
test_vcard_and_back (void)
{
  if (!veche_vcard_is_available ())
    g_test_skip ("built without libebook-contacts");
  else
    {
      there_and_back (VECHE_EXPORT_VCARD, PEOPLE);
      there_and_back (VECHE_EXPORT_VCARD_4, PEOPLE / 4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/json-and-back", test_json_and_back);
  g_test_add_func ("/people/csv-and-back", test_csv_and_back);
  g_test_add_func ("/people/vcard-and-back", test_vcard_and_back);

  return g_test_run ();
}
