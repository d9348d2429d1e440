/* test-fields.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields of the manager's own: what they take, what is kept and found, and that undo brings back what went with a field.
 */

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-fields-table.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

static VecheDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);

  g_assert_no_error (error);

  return db;
}

static gint64
must_apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;
  gint64 gesture;

  veche_db_begin (db, NULL);
  gesture = veche_journal_apply (db, edit, "Нина", &error);
  g_assert_no_error (error);
  veche_db_commit (db, NULL);

  return gesture;
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

static char *
add_member (VecheDb *db, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", 1);
  must_apply (db, edit);

  return uid;
}

static void
add_field (VecheDb *db, const char *name, const char *kind, const char *choices)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", name);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (veche_fields_edit_add (db, edit, name, kind, choices, FALSE, &error));
  g_assert_no_error (error);
  must_apply (db, edit);
}

static gboolean
set_field (VecheDb *db, const char *member, const char *name, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("field-value", NULL);
  g_autoptr (VecheField) field = veche_fields_find (db, name, NULL);

  if (!veche_fields_edit_value (db, edit, member, field, text, NULL))
    return FALSE;
  must_apply (db, edit);

  return TRUE;
}

static guint
found (VecheDb *db, const char *typed)
{
  g_autofree char *match = veche_text_to_member_match (typed);
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*) FROM member_fts WHERE member_fts MATCH ?1");
  guint n;

  veche_statement_bind_text (row, 1, match);
  g_assert_true (veche_statement_step (row, NULL));
  n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

/* What each kind of field makes of what is typed. */
static void
test_parse (void)
{
  static const struct { const char *kind, *typed, *canonical; } rows[] = {
    { "text", "  два слова ", "два слова" }, { "text", "   ", NULL }, { "text", "\xff", NULL },
    { "number", "42", "42" }, { "number", "-3,50", "-3.5" }, { "number", "1 234\u202f567", "1234567" },
    { "number", "1e3", "1000" }, { "number", "сорок", NULL }, { "number", "0x10", NULL }, { "number", "nan", NULL },
    { "number", "1e999", NULL }, { "number", "\u22125", "-5" }, { "number", "1.2.3", NULL },
    { "date", "2026-02-28", "2026-02-28" }, { "date", "28.02.2026", "2026-02-28" }, { "date", "29.02.2026", NULL },
    { "date", "29.02.2028", "2028-02-29" }, { "date", "2026-13-01", NULL }, { "date", "--05-17", NULL }, { "date", "21.11", NULL },
    { "date", "0001-01-01", NULL }, { "date", "завтра", NULL }, { "date", "5/7/2026", "2026-07-05" },
    { "choice", "КРАСНЫЙ", "красный" }, { "choice", "Желтый", "жёлтый" }, { "choice", "синий", NULL },
    { "yes-no", "Да", "yes" }, { "yes-no", "0", "no" }, { "yes-no", "+", "yes" }, { "yes-no", "может быть", NULL },
    { "member", "Анна Лебедева", "Анна Лебедева" },
  };
  g_auto (GStrv) choices = g_strsplit ("красный\nжёлтый", "\n", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      VecheField field = { .kind = (char *) rows[i].kind, .choices = choices };
      g_autofree char *canonical = veche_field_parse (&field, rows[i].typed);
      g_autofree char *again = canonical != NULL ? veche_field_parse (&field, canonical) : NULL;

      g_assert_cmpstr (canonical, ==, rows[i].canonical);
      g_assert_cmpstr (again, ==, canonical);
    }
}

static void
test_yearless (void)
{
  static const struct { const char *typed, *day; } rows[] = {
    { "--02-29", "--02-29" }, { "29.02", "--02-29" }, { "30.02", NULL }, { "1990-05-17", "1990-05-17" }, { "17.5.1990", "1990-05-17" },
    { "--5-7", "--05-07" }, { "", NULL }, { "--", NULL }, { "17.05.", "--05-17" }, { "99999-01-01", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *day = veche_field_parse_day (rows[i].typed, TRUE);

      g_assert_cmpstr (day, ==, rows[i].day);
    }
}

/* Values of every kind are kept, listed by the page, found by search, and taken back. */
static void
test_values (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *anna = add_member (db, "Анна"), *boris = add_member (db, "Борис");
  g_autoptr (GPtrArray) values = NULL;
  gint64 ids[2] = { veche_db_id_for_uid (db, "member", boris), veche_db_id_for_uid (db, "member", anna) };

  add_field (db, "Размер футболки", "choice", "S\nM\n\n XL ");
  add_field (db, "Рост", "number", NULL);
  add_field (db, "Наставник", "member", NULL);
  add_field (db, "Волонтёр", "yes-no", NULL);
  g_assert_true (set_field (db, anna, "размер футболки", "xl"));
  g_assert_true (set_field (db, anna, "Рост", "172"));
  g_assert_true (set_field (db, anna, "Наставник", "Борис"));
  g_assert_true (set_field (db, boris, "Волонтёр", "нет"));
  g_assert_false (set_field (db, boris, "Рост", "высокий"));
  g_assert_false (set_field (db, boris, "Наставник", "Никто"));

  values = veche_fields_values (db, ids, 2, NULL);
  g_assert_cmpuint (values->len, ==, 4);
  g_assert_cmpstr (((VecheFieldValue *) values->pdata[0])->text, ==, "no");
  g_assert_cmpstr (((VecheFieldValue *) values->pdata[1])->text, ==, "XL");
  g_assert_cmpstr (((VecheFieldValue *) values->pdata[2])->text, ==, "172");
  g_assert_cmpstr (((VecheFieldValue *) values->pdata[3])->text, ==, "Борис");
  g_assert_cmpstr (((VecheFieldValue *) values->pdata[3])->ref_uid, ==, boris);

  g_assert_cmpuint (found (db, "xl"), ==, 1);
  g_assert_cmpuint (found (db, "172"), ==, 1);
  g_assert_cmpuint (found (db, "борис"), ==, 2);
  g_assert_true (set_field (db, anna, "Рост", ""));
  g_assert_cmpuint (found (db, "172"), ==, 0);
  must_undo (db);
  g_assert_cmpuint (found (db, "172"), ==, 1);
}

/* A field takes its values with it, and undo brings both back. */
static void
test_remove (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autofree char *anna = add_member (db, "Анна");
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", "Город детства");
  g_autoptr (VecheField) field = NULL;
  g_autoptr (GPtrArray) after = NULL, back = NULL;
  g_auto (GStrv) differences = NULL;

  add_field (db, "Город детства", "text", NULL);
  g_assert_true (set_field (db, anna, "Город детства", "Елабуга"));
  field = veche_fields_find (db, "Город детства", NULL);
  g_assert_cmpuint (field->used, ==, 1);

  veche_edit_delete (edit, "custom_field", field->uid);
  must_apply (db, edit);
  after = veche_fields_list (db, NULL);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpuint (found (db, "елабуга"), ==, 0);

  must_undo (db);
  back = veche_fields_list (db, NULL);
  g_assert_cmpuint (back->len, ==, 1);
  g_assert_cmpuint (((VecheField *) back->pdata[0])->used, ==, 1);
  g_assert_cmpuint (found (db, "елабуга"), ==, 1);
  differences = veche_journal_verify (db, NULL);
  g_assert_cmpuint (g_strv_length (differences), ==, 0);
}

/* Names are unique in whatever case; a choice needs choices; order is what was said. */
static void
test_define (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("field", NULL), order = veche_edit_new ("field", NULL);
  g_autoptr (GPtrArray) fields = NULL, turned = NULL;

  add_field (db, "Один", "text", NULL);
  add_field (db, "Два", "text", NULL);
  g_assert_null (veche_fields_edit_add (db, edit, " один ", "text", NULL, FALSE, NULL));
  g_assert_null (veche_fields_edit_add (db, edit, "Три", "choice", " \n ", FALSE, NULL));
  g_assert_null (veche_fields_edit_add (db, edit, "Три", "song", NULL, FALSE, NULL));
  g_assert_null (veche_fields_edit_add (db, edit, " \n", "text", NULL, FALSE, NULL));
  g_assert_true (veche_edit_is_empty (edit));

  fields = veche_fields_list (db, NULL);
  g_assert_false (veche_fields_edit_change (db, edit, ((VecheField *) fields->pdata[0])->uid, "ДВА", NULL, NULL));
  veche_fields_edit_order (db, order,
                           (const char *[]){ ((VecheField *) fields->pdata[1])->uid, ((VecheField *) fields->pdata[0])->uid, NULL }, NULL);
  must_apply (db, order);
  turned = veche_fields_list (db, NULL);
  g_assert_cmpstr (((VecheField *) turned->pdata[0])->name, ==, "Два");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fields/parse", test_parse);
  g_test_add_func ("/fields/yearless", test_yearless);
  g_test_add_func ("/fields/values", test_values);
  g_test_add_func ("/fields/remove", test_remove);
  g_test_add_func ("/fields/define", test_define);

  return g_test_run ();
}
