/* test-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who a row is, and what an import makes of it.
 */

#include "veche-config.h"

#include "exchange/veche-people-plan.h"

#include <string.h>

#include "model/veche-change.h"
#include "model/veche-edit.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-import-table.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

#define ACTOR "Вера"

/* Whom the workspace knows: name, telegram, e-mail, city. */
static const char *const known[][4] = {
  { "Анна Лебедева", "anna_leb", "anna@mail.ru", NULL },
  { "Тимур Галиев", "timur_g", NULL, "Казань" },
  { "Павел Миронов", "pmironov", NULL, NULL },
  { "Юлия Ёлкина", NULL, NULL, "Казань" },
  { "Иван Петров", NULL, "ivan1@mail.ru", "Пермь" },
  { "Пётр Котов", NULL, "kotovy@mail.ru", NULL },
  { "Ольга Ким", NULL, NULL, NULL },
  { "Ольга Ким", NULL, NULL, "Омск" },
  { "Анна Сергеевна Белова", NULL, NULL, NULL },
  { "Роман Абрамович Гот", NULL, NULL, NULL },
};

static void
seed (VecheDb *db)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("seed", NULL);
  const char *olga = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const char *uid = veche_edit_insert (edit, "member");

      veche_edit_set_text (edit, "member", uid, "name", known[i][0]);
      veche_edit_set_int (edit, "member", uid, "created", 1);
      if (known[i][3] != NULL)
        veche_edit_set_text (edit, "member", uid, "city", known[i][3]);
      if (known[i][1] != NULL)
        g_assert_true (veche_members_edit_identity (db, edit, uid, "telegram", known[i][1], NULL));
      if (known[i][2] != NULL)
        g_assert_true (veche_members_edit_identity (db, edit, uid, "email", known[i][2], NULL));
      olga = uid;
    }
  g_assert_nonnull (olga);
  g_assert_true (veche_members_edit_identity (db, edit, olga, "mastodon", "@rgot@fosstodon.org", NULL));
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_cmpint (veche_journal_apply (db, edit, ACTOR, NULL), >, 0);
  g_assert_true (veche_db_commit (db, NULL));
}

static VecheDb *
open_seeded (void)
{
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, NULL);

  g_assert_nonnull (db);
  seed (db);

  return db;
}

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

static gint64
count (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n;

  g_assert_true (veche_statement_step (row, NULL));
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

/* Name, telegram, e-mail, city of a row; what it is. */
static const struct
{
  const char *row;
  VechePeopleOutcome outcome;
  VechePeopleWhy why;
  const char *member;
} verdicts[] = {
  { "Лебедева Анна;@anna_leb;;Казань", VECHE_PEOPLE_UPDATE, VECHE_WHY_HANDLE, "Анна Лебедева" },
  { "Anna Lebedeva;;ANNA@mail.ru;", VECHE_PEOPLE_UPDATE, VECHE_WHY_EMAIL, "Анна Лебедева" },
  { "Лебедева Анна Сергеевна;;;", VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME, "Анна Лебедева" },
  { "Саша Галиев;@timur_g;;Казань", VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_NAME, "Тимур Галиев" },
  { "Миронов П.;@pmironov;;", VECHE_PEOPLE_UPDATE, VECHE_WHY_HANDLE, "Павел Миронов" },
  { "Миронов П.;;;", VECHE_PEOPLE_CHECK, VECHE_WHY_SIMILAR_NAME, "Павел Миронов" },
  { "Ёлкина Юлия;;;Казань", VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME, "Юлия Ёлкина" },
  { "Елкина Юлия;;;г. Казань", VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME, "Юлия Ёлкина" },
  { "Иван Петров;;ivan2@mail.ru;", VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_ACCOUNTS, "Иван Петров" },
  { "Иван Петров;;;Омск", VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_FACTS, "Иван Петров" },
  { "Пётр Иванов;;;", VECHE_PEOPLE_NEW, VECHE_WHY_NONE, NULL },
  { "Иван Петрович;;;", VECHE_PEOPLE_NEW, VECHE_WHY_NONE, NULL },
  { "Мария Котова;;kotovy@mail.ru;", VECHE_PEOPLE_CHECK, VECHE_WHY_OTHER_NAME, "Пётр Котов" },
  { "Ольга Ким;;;", VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME, "Ольга Ким" },           /* says nothing more than is here */
  { "Ольга Ким;@olgakim;;", VECHE_PEOPLE_CHECK, VECHE_WHY_SEVERAL, "Ольга Ким" },
  { "Анна Петровна Белова;;;", VECHE_PEOPLE_NEW, VECHE_WHY_NONE, NULL },
  { "Гот Роман;@rgot;;", VECHE_PEOPLE_UPDATE, VECHE_WHY_NAME_AND_HANDLE, "Роман Абрамович Гот" },
  { "Рита Готье;@rgot;;", VECHE_PEOPLE_CHECK, VECHE_WHY_HANDLE_ELSEWHERE, "Роман Абрамович Гот" },
  { ";@anna_leb;;Казань", VECHE_PEOPLE_UPDATE, VECHE_WHY_HANDLE, "Анна Лебедева" },
  { ";@q_1988;;", VECHE_PEOPLE_SKIP, VECHE_WHY_NONE, NULL },
  { "Анна Тимурова;@timur_g;anna@mail.ru;", VECHE_PEOPLE_CHECK, VECHE_WHY_TWO_PEOPLE, NULL },
};

static void
test_verdict (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VecheDb) db = open_seeded ();
  g_autofree char *text = g_strdup_printf ("ФИО;Телеграм;Почта;Город\n%s\n", verdicts[i].row);
  g_autoptr (VechePeoplePlan) plan = make_plan (db, text);
  const VechePeopleRow *row = veche_people_plan_get_row (plan, 0);

  g_assert_cmpint (row->outcome, ==, verdicts[i].outcome);
  g_assert_cmpint (row->why, ==, verdicts[i].why);
  if (verdicts[i].member != NULL)
    g_assert_cmpstr (row->member_name, ==, verdicts[i].member);
}

static gboolean
has_problem (const VechePeopleRow *row, VechePeopleProblemKind kind)
{
  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    if (((VechePeopleProblem *)row->problems->pdata[i])->kind == kind)
      return TRUE;

  return FALSE;
}

static void
test_problems (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, "ФИО;Телеграм;Почта;Город;Вступил\nИван Лис;нет;lis@;Уфа;31.02.2025\nЮлия Ёлкина;;;Пермь;\n"
                                                    "ФИО;Телеграм;Почта;Город;Вступил\nИтого: 2;;;;\nОлег Дуб;@anna leb;;;01.02.2024;лишнее\n");
  const VechePeopleRow *first = veche_people_plan_get_row (plan, 0);

  g_assert_cmpint (first->outcome, ==, VECHE_PEOPLE_CHECK);
  g_assert_cmpint (first->certain, ==, VECHE_PEOPLE_NEW);
  g_assert_true (has_problem (first, VECHE_PROBLEM_BAD_DATE));
  g_assert_true (has_problem (first, VECHE_PROBLEM_BAD_EMAIL));
  g_assert_false (has_problem (first, VECHE_PROBLEM_BAD_HANDLE));
  g_assert_cmpint (veche_people_plan_get_row (plan, 1)->why, ==, VECHE_WHY_OTHER_FACTS);
  g_assert_true (has_problem (veche_people_plan_get_row (plan, 2), VECHE_PROBLEM_HEADER_AGAIN));
  g_assert_true (has_problem (veche_people_plan_get_row (plan, 3), VECHE_PROBLEM_TOTALS));
  g_assert_true (has_problem (veche_people_plan_get_row (plan, 4), VECHE_PROBLEM_EXTRA_CELLS));
}

/* Two namesakes of one table stay two; the same person twice is one. */
static void
test_within (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, "Имя,E-mail,Теги\nИгорь Смирнов,a@x.org,хор\nИгорь Смирнов,b@x.org,\nСмирнов Игорь,a@x.org,бег\n"
                                                    "Иван Петров,,\nИван Петров,ivan9@x.org,\n");
  VechePeopleResult result;

  g_assert_cmpint (veche_people_plan_get_row (plan, 1)->why, ==, VECHE_WHY_OTHER_ACCOUNTS);
  g_assert_cmpuint (veche_people_plan_get_row (plan, 2)->first, ==, 1);
  result = bring (db, plan);
  g_assert_cmpuint (result.added, ==, 3);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member WHERE name LIKE '%Смирнов%'"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member_tag"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count (DISTINCT member_id) FROM member_tag"), ==, 1);
}

/* A level stands behind its competency in many ways; what only looks like one is part of the name. */
static void
test_levels (void)
{
  static const struct { const char *name; int level; } skills[] = {
    { "PostgreSQL", 4 }, { "Docker", 3 }, { "SQL", 5 }, { "Figma", 5 }, { "Kafka", 4 }, { "1C-5", 1 }, { "CI/CD", 1 }, { "Excel 2019", 1 },
  };
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan =
    make_plan (db, "ФИО;Навыки\nИнга Лосева;PostgreSQL:4, Docker (3), SQL - 5, Figma / эксперт, Kafka: senior, 1C-5, CI/CD, Excel 2019\n");

  bring (db, plan);
  for (guint i = 0; i < G_N_ELEMENTS (skills); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT level FROM member_competency JOIN competency AS c ON c.id = competency_id WHERE c.name = '%s'", skills[i].name);

      g_test_message ("%s", skills[i].name);
      g_assert_cmpint (count (db, sql), ==, skills[i].level);
    }
}

static const char sheet[] = "ФИО;Телега;Чем занимается;Город;Вступил;Теги;Заметка\n"
                            "Лебедева Анна;@anna_leb;питон (4), ведение встреч;Казань;14.03.2023;клуб, хор;\"Пишет\nдва раза\"\n"
                            "Сафина Алина Р.;alina_saf;Питон;Уфа;18.11.2025;клуб;\n"
                            "Саша Галиев;@timur_g;базы;Казань;02.09.2024;;\n"
                            "Тимур Галиев;@timur_g;базы;Пермь;02.09.2024;;\n"
                            ";@q_1988;;;;;\n";

static void
test_apply (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, sheet), again = NULL;
  gint64 members = count (db, "SELECT count (*) FROM member");
  VechePeopleTotals totals;
  VechePeopleResult result;
  g_auto (GStrv) faults = NULL;

  veche_people_plan_get_totals (plan, &totals);
  g_assert_cmpuint (totals.rows, ==, 5);
  g_assert_cmpuint (totals.outcomes[VECHE_PEOPLE_SKIP], ==, 1);
  result = bring (db, plan);
  g_assert_cmpuint (result.added, ==, totals.add);
  g_assert_cmpuint (result.left_out, ==, 1);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members + 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM competency"), ==, 3);
  g_assert_cmpint (count (db, "SELECT level FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id JOIN member AS m ON m.id = l.member_id"
                              " WHERE c.name = 'питон' AND m.name = 'Анна Лебедева'"), ==, 4);
  g_assert_cmpint (count (db, "SELECT city = 'Казань' FROM member WHERE name = 'Тимур Галиев'"), ==, 1);   /* not overwritten */
  g_assert_cmpint (count (db, "SELECT count (*) FROM gesture WHERE kind = 'import-people'"), ==, 1);

  /* Once more, nothing new. */
  again = make_plan (db, sheet);
  result = bring (db, again);
  g_assert_cmpuint (result.added + result.merged, ==, 0);
  g_assert_cmpint (result.gesture, ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members + 2);
  faults = veche_journal_verify (db, NULL);
  g_assert_cmpstrv (faults, ((const char *const[]){ NULL }));
}

static void
test_undo (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, sheet);
  gint64 members = count (db, "SELECT count (*) FROM member");
  g_autoptr (VecheGesture) gesture = NULL, redone = NULL;
  VechePeopleResult result = bring (db, plan);

  g_assert_true (veche_db_begin (db, NULL));
  gesture = veche_journal_undo (db, result.gesture, ACTOR, NULL);
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_nonnull (gesture);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members);
  g_assert_cmpint (count (db, "SELECT count (*) FROM tag"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member WHERE name = 'Анна Лебедева' AND city IS NULL"), ==, 1);

  g_assert_true (veche_db_begin (db, NULL));
  redone = veche_journal_redo (db, ACTOR, NULL);
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_nonnull (redone);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members + 2);
}

static void
cancel_cb (gint64 done, gint64 total, gpointer cancellable)
{
  if (done > 0)
    g_cancellable_cancel (cancellable);
}

/* Stopped at the beginning, nothing has happened. */
static void
test_cancel (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (GString) text = g_string_new ("name,email\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VechePeoplePlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  gint64 members = count (db, "SELECT count (*) FROM member");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "Person %u,p%u@x.org\n", i, i);
  plan = make_plan (db, text->str);
  g_assert_false (veche_people_plan_apply (db, plan, TRUE, ACTOR, cancel_cb, cancellable, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members);
  g_assert_cmpint (count (db, "SELECT count (*) FROM setting WHERE name LIKE 'import.%'"), ==, 0);
}

static void
cancel_late_cb (gint64 done, gint64 total, gpointer cancellable)
{
  if (done >= 700)
    g_cancellable_cancel (cancellable);
}

static char *
thousand (void)
{
  GString *text = g_string_new ("name,email,tags\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "Person %u,p%u@x.org,early\n", i, i);

  return g_string_free (text, FALSE);
}

static void
undo_last (VecheDb *db)
{
  g_autoptr (VecheGesture) gesture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  gesture = veche_journal_undo (db, 0, ACTOR, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

static void
stop_late (VecheDb *db, const char *text, gint64 members)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, text);
  g_autoptr (VecheGesture) next = NULL;
  g_autoptr (GError) error = NULL;
  VechePeopleResult result = { 0 };

  g_assert_false (veche_people_plan_apply (db, plan, TRUE, ACTOR, cancel_late_cb, cancellable, cancellable, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (result.added, ==, 600);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members + 600);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member_tag"), ==, 600);
  g_assert_cmpint (count (db, "SELECT count (*) FROM setting WHERE name LIKE 'import.%'"), ==, 0);
  veche_journal_peek (db, &next, NULL);
  g_assert_cmpint (next->id, ==, result.gesture);
}

/* Stopped later, whole rows are in: one gesture takes them back, or the same table brings the rest. */
static void
test_cancel_late (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autofree char *text = thousand ();
  g_autoptr (VechePeoplePlan) again = NULL;
  gint64 members = count (db, "SELECT count (*) FROM member");
  VechePeopleResult result;

  stop_late (db, text, members);
  undo_last (db);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members);
  g_assert_cmpint (count (db, "SELECT count (*) FROM tag"), ==, 0);

  stop_late (db, text, members);
  again = make_plan (db, text);
  result = bring (db, again);
  g_assert_cmpuint (result.added, ==, 400);
  g_assert_cmpuint (result.same, ==, 600);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members + 1000);
  undo_last (db);
  undo_last (db);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members);
}

static void
commit_cb (VecheChange *change, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
  veche_change_unref (change);
}

/* Several transactions, one gesture; nobody takes half of it back, and after a kill it can be taken back like any other. */
static void
test_in_pieces (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autofree char *text = thousand ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, text);
  g_autoptr (VecheGesture) before = NULL, held = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  VechePeopleResult result;
  guint commits = 0;

  veche_journal_peek (db, &before, NULL);
  veche_db_set_publisher (db, commit_cb, &commits);
  result = bring (db, plan);
  veche_db_set_publisher (db, NULL, NULL);
  g_assert_cmpuint (commits, ==, 6);
  g_assert_cmpint (count (db, "SELECT count (*) FROM gesture WHERE kind = 'import-people'"), ==, 1);

  /* as a kill between two of them leaves it */
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_journal_hold (db, result.gesture, TRUE, &error));
  g_assert_true (veche_db_commit (db, NULL));
  veche_journal_peek (db, &held, NULL);
  g_assert_cmpint (held != NULL ? held->id : 0, ==, before != NULL ? before->id : 0);
  g_assert_true (veche_import_adopt (db, &error));
  veche_journal_peek (db, &after, NULL);
  g_assert_cmpint (after->id, ==, result.gesture);
}

static void
test_decide (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, sheet);
  gint64 members = count (db, "SELECT count (*) FROM member");
  VechePeopleResult result;

  g_assert_true (veche_people_plan_decide (plan, 1, VECHE_PEOPLE_LEAVE_OUT, NULL, NULL));
  g_assert_true (veche_people_plan_decide (plan, 2, VECHE_PEOPLE_MERGE, NULL, NULL));
  g_assert_false (veche_people_plan_decide (plan, 4, VECHE_PEOPLE_ADD, NULL, NULL));
  result = bring (db, plan);
  g_assert_cmpuint (result.added, ==, 0);
  g_assert_cmpuint (result.left_out, ==, 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM member"), ==, members);
}

static char *
reason_cb (const VechePeopleRow *row, gpointer data)
{
  return g_strdup ("потому");
}

static void
test_skipped (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = make_plan (db, sheet);
  g_autoptr (GBytes) bytes = veche_people_plan_write_skipped (plan, "Причина", reason_cb, NULL);
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, NULL, NULL);
  g_autoptr (VecheTable) table = veche_table_new (source, NULL, NULL, NULL);

  g_assert_cmpuint (veche_table_get_n_rows (table), ==, 1);
  g_assert_cmpint (veche_table_get_dialect (table)->delimiter, ==, ';');
  g_assert_cmpstr (veche_table_get_cell (table, 0, 1), ==, "@q_1988");
  g_assert_cmpstr (veche_table_get_cell (table, 0, 7), ==, "потому");
}

/* The columns of a header are remembered, whatever the case. */
static void
test_remember (void)
{
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (VechePeoplePlan) plan = NULL, later = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Имя,Цвет\nИван Лис,синий\n", strlen ("Имя,Цвет\nИван Лис,синий\n"));
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, NULL, NULL);
  g_autoptr (GArray) fields = g_array_new (FALSE, TRUE, sizeof (VecheTableField));
  VecheTableField field = { VECHE_FIELD_NAME, NULL };
  VechePeopleOptions options = { .fields = fields };

  g_array_append_val (fields, field);
  field.kind = VECHE_FIELD_TAGS;
  g_array_append_val (fields, field);
  plan = veche_people_plan_new (db, source, &options, NULL, NULL);
  g_assert_true (veche_people_plan_apply (db, plan, TRUE, ACTOR, NULL, NULL, NULL, NULL, NULL));
  later = make_plan (db, "ИМЯ,цвет\nОлег Дуб,красный\n");
  g_assert_true (veche_people_plan_is_remembered (later));
  g_assert_cmpint (veche_people_plan_get_column (later, 1)->field.kind, ==, VECHE_FIELD_TAGS);
}

static VechePeoplePlan *
read_as (VecheDb *db, VecheTableSource *source, VechePeoplePlan *before, char delimiter, VecheFieldKind first)
{
  VecheTableDialect dialect = *veche_table_source_get_guess (source);
  g_autoptr (GArray) fields = g_array_new (FALSE, TRUE, sizeof (VecheTableField));
  VecheTableField field = { first, NULL };
  VechePeopleOptions options = { .dialect = &dialect, .fields = fields };
  VechePeoplePlan *plan;

  dialect.delimiter = delimiter;
  g_array_append_val (fields, field);
  plan = veche_people_plan_new (db, source, &options, NULL, NULL);
  if (before != NULL)
    veche_people_plan_keep_decisions (plan, before);

  return plan;
}

/* However the table is read on the way, in the end every line is what somebody said it was. */
static void
test_decisions_stay (void)
{
  static const char text[] = "Имя;Город\nАнна Лебедева;Уфа\nОльга Ким;\nИван Лис;Омск\nПавел Миронов;\n";
  g_autoptr (VecheDb) db = open_seeded ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, NULL, NULL);
  g_autoptr (VechePeoplePlan) plan = read_as (db, source, NULL, ';', VECHE_N_FIELDS), commas = NULL, nameless = NULL, again = NULL;
  g_autofree char *anna = g_strdup (veche_people_plan_get_row (plan, 0)->member_uid);

  g_assert_cmpint (veche_people_plan_get_column (plan, 0)->field.kind, ==, VECHE_FIELD_NAME);   /* as guessed */
  g_assert_true (veche_people_plan_decide (plan, 0, VECHE_PEOPLE_ADD, NULL, NULL));
  g_assert_true (veche_people_plan_decide (plan, 1, VECHE_PEOPLE_MERGE, anna, "Анна Лебедева"));
  g_assert_true (veche_people_plan_decide (plan, 2, VECHE_PEOPLE_LEAVE_OUT, NULL, NULL));

  commas = read_as (db, source, plan, ',', VECHE_FIELD_NAME);
  g_assert_cmpint (veche_people_plan_get_row (commas, 2)->decision, ==, VECHE_PEOPLE_LEAVE_OUT);
  nameless = read_as (db, source, commas, ';', VECHE_FIELD_SKIP);
  g_assert_cmpint (veche_people_plan_get_row (nameless, 0)->decision, ==, VECHE_PEOPLE_UNDECIDED);   /* nobody can be added without a name */
  again = read_as (db, source, nameless, ';', VECHE_N_FIELDS);
  g_assert_cmpint (veche_people_plan_get_row (again, 0)->decision, ==, VECHE_PEOPLE_ADD);
  g_assert_cmpint (veche_people_plan_get_row (again, 1)->decision, ==, VECHE_PEOPLE_MERGE);
  g_assert_cmpstr (veche_people_plan_get_row (again, 1)->member_uid, ==, anna);
  g_assert_cmpint (veche_people_plan_get_row (again, 2)->decision, ==, VECHE_PEOPLE_LEAVE_OUT);
  g_assert_cmpint (veche_people_plan_get_row (again, 3)->decision, ==, VECHE_PEOPLE_UNDECIDED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/people/verdict/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_verdict);
    }
  g_test_add_func ("/people/problems", test_problems);
  g_test_add_func ("/people/within", test_within);
  g_test_add_func ("/people/levels", test_levels);
  g_test_add_func ("/people/apply", test_apply);
  g_test_add_func ("/people/undo", test_undo);
  g_test_add_func ("/people/cancel", test_cancel);
  g_test_add_func ("/people/cancel-late", test_cancel_late);
  g_test_add_func ("/people/in-pieces", test_in_pieces);
  g_test_add_func ("/people/decide", test_decide);
  g_test_add_func ("/people/decisions-stay", test_decisions_stay);
  g_test_add_func ("/people/skipped", test_skipped);
  g_test_add_func ("/people/remember", test_remember);

  return g_test_run ();
}
