/* test-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept about a person: consents by purpose, organisations and roles, days that come round.
 */

#include "store/veche-consents-table.h"
#include "store/veche-dates-table.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-organisations-table.h"

static VecheDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

static void
must_apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  veche_db_begin (db, NULL);
  veche_journal_apply (db, edit, "Нина", &error);
  g_assert_no_error (error);
  veche_db_commit (db, NULL);
}

static void
must_undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  veche_db_begin (db, NULL);
  gesture = veche_journal_undo (db, 0, "Нина", &error);
  g_assert_no_error (error);
  veche_db_commit (db, NULL);
}

/* birthday (nullable), joined (nullable): a local day */
static char *
add_member (VecheDb *db, const char *name, const char *birthday, const char *joined)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", name);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  veche_edit_set_text (edit, "member", uid, "birthday", birthday);
  if (joined != NULL)
    {
      g_autoptr (GDateTime) at = g_date_time_new (zone, atoi (joined), atoi (joined + 5), atoi (joined + 8), 23, 30, 0);

      veche_edit_set_int (edit, "member", uid, "joined", g_date_time_to_unix (at) * G_USEC_PER_SEC);
    }
  must_apply (db, edit);

  return uid;
}

/* "2026-11-28 Анна 36b, …": b is a birthday, w with us */
static char *
dates (VecheDb *db, const char *since, const char *until)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = veche_dates_list (db, since, until, 0, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const VecheDate *date = list->pdata[i];

      g_string_append_printf (text, "%s%s %s %d%c", i > 0 ? ", " : "", date->day, date->name, date->years,
                              date->kind == VECHE_DATE_BIRTHDAY ? 'b' : 'w');
    }

  return g_string_free (text, FALSE);
}

static void
test_dates (void)
{
  static const struct { const char *since, *until, *found; } rows[] = {
    { "2026-11-21", "2026-12-05", "2026-11-28 Анна 36b" },
    { "2026-12-25", "2027-01-10", "2026-12-31 Борис 0b, 2027-01-02 Вера 5w" },
    { "2027-02-20", "2027-03-02", "2027-02-28 Глеб 23b, 2027-02-28 Дина 3w" },
    { "2027-03-01", "2027-03-31", "" },
    { "2028-02-28", "2028-03-01", "2028-02-29 Глеб 24b, 2028-02-29 Дина 4w" },
    { "2028-02-20", "2028-02-29", "" },
    { "2026-11-28", "2026-11-28", "" },
    { "2026-11-28", "2026-11-29", "2026-11-28 Анна 36b" },
    { "2022-01-01", "2022-01-05", "" },   /* the day she joined is no year */
  };
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *one = add_member (db, "Анна", "1990-11-28", NULL), *two = add_member (db, "Борис", "--12-31", NULL);
  g_autofree char *three = add_member (db, "Вера", NULL, "2022-01-02"), *four = add_member (db, "Глеб", "2004-02-29", NULL);
  g_autofree char *five = add_member (db, "Дина", NULL, "2024-02-29"), *six = add_member (db, "Ёж", "весной", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = dates (db, rows[i].since, rows[i].until);

      g_assert_cmpstr (found, ==, rows[i].found);
    }
  g_assert_null (veche_dates_list (db, "завтра", "2026-01-01", 0, NULL));
}

static void
test_until (void)
{
  g_assert_cmpint (veche_dates_until ("1990-11-28", "2026-11-21"), ==, 7);
  g_assert_cmpint (veche_dates_until ("1990-11-21", "2026-11-21"), ==, 0);
  g_assert_cmpint (veche_dates_until ("--11-20", "2026-11-21"), ==, 364);
  g_assert_cmpint (veche_dates_until ("--02-29", "2027-02-28"), ==, 0);
  g_assert_cmpint (veche_dates_until ("--02-29", "2028-02-28"), ==, 1);
  g_assert_cmpint (veche_dates_until ("--02-30", "2028-02-28"), ==, -1);
  g_assert_cmpint (veche_dates_until ("", "2028-02-28"), ==, -1);
  g_assert_cmpint (veche_dates_until (NULL, "2028-02-28"), ==, -1);
}

static void
consent (VecheDb *db, const char *uid, const char *purpose, const char *state, gint64 at, const char *until)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("consent", NULL);

  g_assert_true (veche_consents_edit_add (edit, uid, purpose, state, at, until, "в личке", NULL));
  must_apply (db, edit);
}

static gboolean
holds (VecheDb *db, const char *uid, const char *purpose)
{
  g_autoptr (GPtrArray) list = veche_consents_list (db, veche_db_id_for_uid (db, "member", uid), NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const VecheConsent *one = list->pdata[i];

      if (g_str_equal (one->purpose, purpose) && one->holds)
        return TRUE;
    }

  return FALSE;
}

/* The newest word on a purpose holds, until its day; undo brings the one before back. */
static void
test_consents (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("consent", NULL);
  g_autofree char *anna = add_member (db, "Анна", NULL, NULL);

  consent (db, anna, "mention", "given", 100, NULL);
  consent (db, anna, "photo", "given", 100, "2001-01-01");
  consent (db, anna, "directory", "asked", 100, NULL);
  g_assert_true (holds (db, anna, "mention"));
  g_assert_false (holds (db, anna, "photo"));
  g_assert_false (holds (db, anna, "directory"));

  consent (db, anna, "mention", "withdrawn", 200, NULL);
  g_assert_false (holds (db, anna, "mention"));
  must_undo (db);
  g_assert_true (holds (db, anna, "mention"));

  g_assert_false (veche_consents_edit_add (edit, anna, "spam", "given", 0, NULL, NULL, NULL));
  g_assert_false (veche_consents_edit_add (edit, anna, "photo", "maybe", 0, NULL, NULL, NULL));
  g_assert_false (veche_consents_edit_add (edit, anna, "photo", "given", 0, "скоро", NULL, NULL));
  g_assert_true (veche_edit_is_empty (edit));
}

static void
test_organisations (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", NULL), again = veche_edit_new ("organisation", NULL);
  g_autofree char *anna = add_member (db, "Анна", NULL, NULL), *uid = NULL, *same = NULL;
  g_autoptr (GPtrArray) list = NULL;
  VecheProfile *profile;
  VecheOrganisation *organisation;

  uid = veche_organisations_edit_named (db, edit, " Дом печати ", "sponsor", NULL);
  g_assert_true (veche_organisations_edit_person (db, edit, uid, anna, "директор", NULL));
  must_apply (db, edit);

  same = veche_organisations_edit_named (db, again, "дом ПЕЧАТИ", NULL, NULL);
  g_assert_cmpstr (same, ==, uid);
  g_assert_true (veche_organisations_edit_person (db, again, same, anna, "владелица", NULL));
  must_apply (db, again);

  list = veche_organisations_list (db, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  organisation = list->pdata[0];
  g_assert_cmpstr (organisation->kind, ==, "sponsor");
  g_assert_cmpuint (organisation->n_people, ==, 1);
  g_assert_cmpstr (((VecheOrganisationPerson *) organisation->people->pdata[0])->role, ==, "владелица");
  g_assert_null (veche_organisations_edit_named (db, again, "  ", NULL, NULL));

  profile = veche_members_load_profile (db, veche_db_id_for_uid (db, "member", anna), NULL);
  g_assert_cmpuint (profile->places->len, ==, 1);
  g_assert_cmpstr (((VechePlaceHeld *) profile->places->pdata[0])->name, ==, "Дом печати");
  veche_record_unref (profile);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Moscow", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/dates", test_dates);
  g_test_add_func ("/people/until", test_until);
  g_test_add_func ("/people/consents", test_consents);
  g_test_add_func ("/people/organisations", test_organisations);

  return g_test_run ();
}
