/* test-plan-things.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-journal.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-team.h"
#include "store/veche-plan-things.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"

typedef struct { VecheDb *db; char *project, *anna; } Fixture;

static void
apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
undo (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  g_assert_true (veche_db_begin (db, &error));
  gesture = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("project", "Конференция");

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  self->anna = g_strdup (veche_edit_insert (edit, "member"));
  veche_edit_set_text (edit, "member", self->anna, "name", "Анна");
  veche_edit_set_int (edit, "member", self->anna, "created", 1);
  self->project = g_strdup (veche_plan_edit_project (self->db, edit, "2026Q4", "Конференция", "Собраться"));
  veche_edit_set_ref (edit, "project", self->project, "owner_id", self->anna);
  apply (self->db, edit);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->db, veche_db_close);
  g_free (self->project);
  g_free (self->anna);
}

static void
test_budget (Fixture *self, gconstpointer data)
{
  VecheBudgetLine hall = { .title = (char *) "Зал", .currency = (char *) "RUB", .planned = 5000000, .organisation = (char *) "Библиотека" };
  const VecheBudgetLine tickets = { .title = (char *) "Билеты", .kind = (char *) "income", .currency = (char *) "RUB", .planned = 9000000, .spent = 100 };
  const VecheBudgetLine bad[] = { { .currency = (char *) "RUB" }, { .title = (char *) "x", .currency = (char *) "rubles" },
                                  { .title = (char *) "x", .currency = (char *) "EUR", .planned = -1 },
                                  { .title = (char *) "x", .currency = (char *) "EUR", .day = (char *) "2026-02-30" },
                                  { .title = (char *) "x", .currency = (char *) "EUR", .kind = (char *) "gift" } };
  g_autoptr (VecheEdit) made = veche_edit_new ("budget", "Зал"), paid = veche_edit_new ("budget", "Зал"), none = veche_edit_new ("budget", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL, after = NULL, left = NULL;
  g_autoptr (GArray) sums = NULL;
  g_autofree char *uid = g_strdup (veche_things_edit_budget (self->db, made, "project", self->project, &hall, &error)), *currency = NULL;
  const VecheBudgetSum *sum;

  g_assert_nonnull (veche_things_edit_budget (self->db, made, "project", self->project, &tickets, &error));
  apply (self->db, made);
  hall.uid = uid;
  hall.spent = 5500000;
  g_assert_nonnull (veche_things_edit_budget (self->db, paid, "project", self->project, &hall, &error));
  apply (self->db, paid);
  lines = veche_things_list_budget (self->db, "project", self->project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (((VecheBudgetLine *) lines->pdata[0])->organisation, ==, "Библиотека");
  sums = veche_things_sum_budget (lines);
  g_assert_cmpuint (sums->len, ==, 1);
  sum = &g_array_index (sums, VecheBudgetSum, 0);
  g_assert_cmpstr (sum->currency, ==, "RUB");
  g_assert_cmpint (sum->planned, ==, 5000000);
  g_assert_cmpint (sum->spent, ==, 5500000);
  g_assert_cmpint (sum->income, ==, 9000000);
  g_assert_cmpint (sum->received, ==, 100);
  currency = veche_things_last_currency (self->db);
  g_assert_cmpstr (currency, ==, "RUB");

  undo (self->db);
  after = veche_things_list_budget (self->db, "project", self->project, &error);
  g_assert_cmpint (((VecheBudgetLine *) after->pdata[0])->spent, ==, 0);
  undo (self->db);
  left = veche_things_list_budget (self->db, "project", self->project, &error);
  g_assert_cmpuint (left->len, ==, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (veche_things_edit_budget (self->db, none, "project", self->project, &bad[i], &error));
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_true (veche_edit_is_empty (none));
}

static void
test_others (Fixture *self, gconstpointer data)
{
  const VechePartner partner = { .organisation = (char *) "Типография", .role = (char *) "sponsor", .state = (char *) "asked", .contact_uid = self->anna,
                                 .gives = (char *) "Афиши" };
  const VechePlanLink link = { .url = (char *) "https://example.org/plan" }, script = { .url = (char *) "javascript:alert(1)" };
  const VecheRisk small = { .title = (char *) "Дождь", .chance = 3, .harm = 1 }, great = { .title = (char *) "Зал закроют", .chance = 2, .harm = 3 };
  const VecheRisk wrong = { .title = (char *) "x", .chance = 4, .harm = 1 };
  const VecheDecision decision = { .text = (char *) "Без записи", .why = (char *) "Дорого", .day = (char *) "2026-11-20", .owner_uid = self->anna };
  g_autoptr (VecheEdit) edit = veche_edit_new ("things", "Конференция"), none = veche_edit_new ("things", NULL), gone = veche_edit_new ("project", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) partners = NULL, links = NULL, risks = NULL, decisions = NULL, back = NULL;

  g_assert_nonnull (veche_things_edit_partner (self->db, edit, "project", self->project, &partner, &error));
  g_assert_nonnull (veche_things_edit_link (self->db, edit, "project", self->project, &link, &error));
  g_assert_nonnull (veche_things_edit_risk (self->db, edit, "project", self->project, &small, &error));
  g_assert_nonnull (veche_things_edit_risk (self->db, edit, "project", self->project, &great, &error));
  g_assert_nonnull (veche_things_edit_decision (self->db, edit, "project", self->project, &decision, &error));
  apply (self->db, edit);

  partners = veche_things_list_partners (self->db, "project", self->project, &error);
  g_assert_cmpstr (((VechePartner *) partners->pdata[0])->contact, ==, "Анна");
  g_assert_cmpstr (((VechePartner *) partners->pdata[0])->state, ==, "asked");
  links = veche_things_list_links (self->db, "project", self->project, &error);
  g_assert_cmpstr (((VechePlanLink *) links->pdata[0])->title, ==, "https://example.org/plan");
  risks = veche_things_list_risks (self->db, "project", self->project, &error);
  g_assert_cmpstr (((VecheRisk *) risks->pdata[0])->title, ==, "Зал закроют");
  decisions = veche_things_list_decisions (self->db, "project", self->project, &error);
  g_assert_cmpstr (((VecheDecision *) decisions->pdata[0])->owner, ==, "Анна");

  g_assert_null (veche_things_edit_link (self->db, none, "project", self->project, &script, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (veche_things_edit_risk (self->db, none, "project", self->project, &wrong, NULL));

  /* What a project has goes with it, and comes back with it. */
  veche_edit_delete (gone, "project", self->project);
  apply (self->db, gone);
  undo (self->db);
  back = veche_things_list_risks (self->db, "project", self->project, &error);
  g_assert_cmpuint (back->len, ==, 2);
}

/* What is kept becomes decisions of the next project, what is altered its tasks; both with where they come from; one undo takes all of it back. */
static void
test_next_quarter (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) over = veche_edit_new ("retrospective", "Конференция"), next = veche_edit_new ("project", "Сайт");
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;
  g_autoptr (GPtrArray) decisions = NULL, tasks = NULL, lessons = NULL;
  g_autoptr (VecheRecord) record = NULL;

  veche_team_edit_retrospective (over, self->project, "118 гостей", "Чай после докладов\n\n  Афиши из типографии ", "Начать за 10 недель", "Живую музыку");
  g_assert_true (veche_team_edit_project_status (over, self->project, "done", &error));
  apply (self->db, over);
  uid = g_strdup (veche_team_edit_open_next (self->db, next, self->project, "2027Q1", "Сайт сообщества", &error));
  g_assert_no_error (error);
  apply (self->db, next);

  record = (VecheRecord *) veche_plan_project (self->db, uid, &error);
  g_assert_cmpstr (((VecheProject *) record)->status, ==, "idea");
  g_assert_cmpstr (((VecheProject *) record)->owner_name, ==, "Анна");
  decisions = veche_things_list_decisions (self->db, "project", uid, &error);
  g_assert_cmpuint (decisions->len, ==, 2);
  g_assert_cmpstr (((VecheDecision *) decisions->pdata[0])->why, ==, "Конференция");
  tasks = veche_tasks_list (self->db, &(VecheTasksQuery) { .project_uid = uid }, &error);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpstr (((VecheTask *) tasks->pdata[0])->title, ==, "Начать за 10 недель");
  lessons = veche_team_list_lessons (self->db, "2027Q1", 3, &error);
  g_assert_cmpstr (((VecheLesson *) lessons->pdata[0])->drop_next, ==, "Живую музыку");

  undo (self->db);
  g_clear_pointer (&record, veche_record_unref);
  g_assert_null (veche_plan_project (self->db, uid, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
}

/* An event that is made for a project is of the project's agenda, unless another one is said. */
static void
test_event_takes_the_agenda (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) named = veche_edit_new ("agenda", "Наука"), made = veche_edit_new ("event", "Вечер");
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEventCard) plain = NULL, own = NULL;
  g_autofree char *science = g_strdup (veche_edit_insert (named, "agenda")), *play = g_strdup (veche_edit_insert (named, "agenda")), *first, *second;
  VecheEventNew event = { .title = "Вечер", .starts = "2026-12-13T19:00", .tz = "UTC", .project_uid = self->project };

  veche_edit_set_text (named, "agenda", science, "name", "Наука");
  veche_edit_set_text (named, "agenda", science, "shape", "circle");
  veche_edit_set_text (named, "agenda", play, "name", "Игры");
  veche_edit_set_text (named, "agenda", play, "shape", "square");
  veche_edit_set_ref (named, "project", self->project, "agenda_id", science);
  apply (self->db, named);

  first = g_strdup (veche_events_edit_add (self->db, made, &event, &error));
  event.agenda_uid = play;
  second = g_strdup (veche_events_edit_add (self->db, made, &event, &error));
  g_assert_no_error (error);
  apply (self->db, made);
  plain = veche_events_load (self->db, first, &error);
  own = veche_events_load (self->db, second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plain->agenda_uid, ==, science);
  g_assert_cmpstr (own->agenda_uid, ==, play);
}

static void
test_slot_is_said_anew (Fixture *self, gconstpointer data)
{
  const VecheSlotNew first = { .title = "Ведущий", .needed = 1 }, second = { .title = "Ведущая", .needed = 3, .level = 4, .hours = 12 };
  g_autoptr (VecheEdit) made = veche_edit_new ("slot", "Ведущий"), changed = veche_edit_new ("slot", "Ведущая"), none = veche_edit_new ("slot", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = g_strdup (veche_team_edit_add_slot (self->db, made, self->project, &first, &error));
  g_autoptr (VecheSlotCard) card = NULL, back = NULL;

  apply (self->db, made);
  g_assert_true (veche_team_edit_slot (self->db, changed, uid, &second, &error));
  apply (self->db, changed);
  card = veche_team_load_slot (self->db, uid, &error);
  g_assert_cmpstr (card->title, ==, "Ведущая");
  g_assert_cmpint (card->level, ==, 4);
  g_assert_cmpint (card->hours, ==, 12);
  g_assert_cmpuint (card->needed, ==, 3);
  undo (self->db);
  back = veche_team_load_slot (self->db, uid, &error);
  g_assert_cmpstr (back->title, ==, "Ведущий");
  g_assert_false (veche_team_edit_slot (self->db, none, uid, &(VecheSlotNew) { .title = "x", .level = 7 }, NULL));
}

static guint
count (VecheDb *db, const char *what)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", what, NULL);
  VecheStatement *row = veche_db_prepare (db, sql);
  guint n;

  g_assert_true (veche_statement_step (row, NULL));
  n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

/* Only the place in this role is given back; why is said anew when they take it again. */
static void
test_leaves_the_role (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) made = veche_edit_new ("slot", NULL), in = veche_edit_new ("invite", NULL), out = veche_edit_new ("leave-slot", NULL);
  g_autoptr (VecheEdit) again = veche_edit_new ("invite", NULL), rest = veche_edit_new ("leave-project", NULL);
  g_autofree char *uid = g_strdup (veche_team_edit_add_slot (self->db, made, self->project, &(VecheSlotNew) { .title = "Ведущие" }, &error));
  g_autofree char *other = g_strdup (veche_team_edit_add_slot (self->db, made, self->project, &(VecheSlotNew) { .title = "Чай" }, &error));
  const char *loose = veche_edit_insert (made, "project_member");

  veche_edit_set_ref (made, "project_member", loose, "project_id", self->project);
  veche_edit_set_ref (made, "project_member", loose, "member_id", self->anna);
  apply (self->db, made);
  g_assert_false (veche_team_edit_leave (self->db, out, uid, self->anna, FALSE, NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (veche_team_edit_answer (self->db, in, uid, self->anna, "accepted", NULL, &error));
  g_assert_true (veche_team_edit_answer (self->db, in, other, self->anna, "accepted", NULL, &error));
  apply (self->db, in);
  g_assert_cmpuint (count (self->db, "project_member"), ==, 3);
  g_assert_true (veche_team_edit_leave (self->db, out, uid, self->anna, TRUE, "Справимся вдвоём", &error));
  apply (self->db, out);
  g_assert_cmpuint (count (self->db, "project_member"), ==, 2);
  g_assert_cmpuint (count (self->db, "project_invitation WHERE state = 'withdrawn' AND note = 'Справимся вдвоём'"), ==, 1);
  undo (self->db);
  g_assert_cmpuint (count (self->db, "project_member"), ==, 3);
  g_assert_cmpuint (count (self->db, "project_invitation WHERE state = 'accepted' AND note IS NULL"), ==, 2);

  apply (self->db, out);
  g_assert_true (veche_team_edit_answer (self->db, again, uid, self->anna, "accepted", NULL, &error));
  apply (self->db, again);
  g_assert_cmpuint (count (self->db, "project_invitation WHERE note IS NOT NULL"), ==, 0);
  g_assert_true (veche_team_edit_leave_project (self->db, rest, self->project, self->anna, &error));
  apply (self->db, rest);
  g_assert_cmpuint (count (self->db, "project_member WHERE slot_id IS NULL"), ==, 0);
  g_assert_cmpuint (count (self->db, "project_member"), ==, 2);
  g_assert_false (veche_team_edit_leave_project (self->db, rest, self->project, self->anna, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/plan-things/budget", Fixture, NULL, set_up, test_budget, tear_down);
  g_test_add ("/store/plan-things/others", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add ("/store/plan-things/next-quarter", Fixture, NULL, set_up, test_next_quarter, tear_down);
  g_test_add ("/store/plan-things/event-takes-the-agenda", Fixture, NULL, set_up, test_event_takes_the_agenda, tear_down);
  g_test_add ("/store/plan-things/slot-is-said-anew", Fixture, NULL, set_up, test_slot_is_said_anew, tear_down);

  g_test_add ("/store/plan-things/leaves-the-role", Fixture, NULL, set_up, test_leaves_the_role, tear_down);

  return g_test_run ();
}
