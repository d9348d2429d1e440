/* test-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-journal.h"
#include "store/veche-plan-entries.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-tally.h"
#include "store/veche-statement.h"
#include "store/veche-ties-table.h"
#include "store/veche-workspace.h"

static void
apply (VecheDb *db, VecheEdit *edit)
{
  GError *error = NULL;

  veche_db_begin (db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_no_error (error);
  veche_db_commit (db, &error);
  g_assert_no_error (error);
}

static char *
add_member (VecheDb *db, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", name);
  char *uid = g_strdup (veche_edit_insert (edit, "member"));

  veche_edit_set_text (edit, "member", uid, "name", name);
  veche_edit_set_int (edit, "member", uid, "created", veche_now ());
  apply (db, edit);

  return uid;
}

/* Given a project with a role for two and one person in it, the quarter shows one place taken of two, and the owner by name. */
static void
test_project (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autofree char *anna = add_member (db, "Анна Лебедева");
  g_autoptr (VecheEdit) edit = veche_edit_new ("project", "Осенняя конференция");
  g_autoptr (VecheQuarter) quarter = NULL, empty = NULL;
  const char *project, *slot, *place;
  VecheSlot *role;

  project = veche_plan_edit_project (db, edit, "2026Q4", "Осенняя конференция", "120 гостей");
  veche_edit_set_ref (edit, "project", project, "owner_id", anna);
  slot = veche_edit_insert (edit, "project_slot");
  veche_edit_set_ref (edit, "project_slot", slot, "project_id", project);
  veche_edit_set_text (edit, "project_slot", slot, "title", "Ведение встреч");
  veche_edit_set_int (edit, "project_slot", slot, "needed", 2);
  place = veche_edit_insert (edit, "project_member");
  veche_edit_set_ref (edit, "project_member", place, "project_id", project);
  veche_edit_set_ref (edit, "project_member", place, "member_id", anna);
  veche_edit_set_ref (edit, "project_member", place, "slot_id", slot);
  apply (db, edit);

  quarter = veche_plan_quarter (db, "2026Q4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (quarter->project->title, ==, "Осенняя конференция");
  g_assert_cmpstr (quarter->project->owner_name, ==, "Анна Лебедева");
  g_assert_cmpstr (quarter->project->status, ==, "planned");
  g_assert_cmpuint (quarter->project->team->len, ==, 1);
  role = g_ptr_array_index (quarter->project->slots, 0);
  g_assert_cmpuint (role->needed, ==, 2);
  g_assert_cmpuint (role->filled->len, ==, 1);

  empty = veche_plan_quarter (db, "2027Q1", &error);
  g_assert_no_error (error);
  g_assert_null (empty->project);
  g_assert_cmpuint (empty->events->len, ==, 0);

  g_assert_null (veche_plan_quarter (db, "2026-12", &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
}

/* Makes it, with an agenda of its own if that is said; returns the name of the one that it carries. */
static char *
make_project (VecheDb *db, VecheEdit *edit, const char *agenda_uid)
{
  g_autoptr (GError) error = NULL;
  const char *uid = veche_plan_edit_project (db, edit, "2026Q4", "Проект", NULL);
  g_autoptr (VecheRecord) record = NULL;
  VecheProject *project;

  if (agenda_uid != NULL)
    veche_edit_set_ref (edit, "project", uid, "agenda_id", agenda_uid);
  apply (db, edit);
  project = veche_plan_project (db, uid, &error);
  g_assert_no_error (error);
  record = &project->parent;

  return g_strdup (project->agenda_name);
}

/* A new workspace's projects are joint work; later they carry what the others carried. */
static void
test_usual_agenda (void)
{
  static const char *const names[] = { "Внешняя тема", "Внутренняя жизнь", "Общее дело" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) bare = veche_edit_new ("project", "Сбор"), joint = veche_edit_new ("project", "Хакатон"), last = veche_edit_new ("project", "Сайт");
  g_autofree char *none = make_project (db, bare, NULL), *first = NULL, *then = NULL;
  g_autoptr (GPtrArray) agendas = NULL;

  g_assert_null (none);
  g_assert_true (veche_db_begin (db, &error));
  veche_workspace_begin (db, "Маяк", names, "test", &error);
  g_assert_true (veche_db_commit (db, &error));
  agendas = veche_plan_agendas (db, &error);
  first = make_project (db, joint, NULL);
  g_assert_cmpstr (first, ==, "Общее дело");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("project", "Цикл статей");
      g_autofree char *said = make_project (db, edit, ((VecheAgenda *) agendas->pdata[0])->uid);

      g_assert_cmpstr (said, ==, "Внешняя тема");
    }
  then = make_project (db, last, NULL);
  g_assert_cmpstr (then, ==, "Внешняя тема");
}

/* The one under way stands first, whatever came first; the given-up one last. */
static void
test_projects_in_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  static const char *const statuses[] = { "dropped", "planned", "active" };
  g_autoptr (VecheQuarter) quarter = NULL;
  g_autoptr (GPtrArray) past = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("project", statuses[i]);
      const char *uid = veche_plan_edit_project (db, edit, "2026Q4", statuses[i], NULL);

      veche_edit_set_text (edit, "project", uid, "status", statuses[i]);
      apply (db, edit);
    }

  quarter = veche_plan_quarter (db, "2026Q4", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (quarter->project->title, ==, "active");
  g_assert_cmpuint (quarter->others->len, ==, 2);
  g_assert_cmpstr (((VecheProject *) g_ptr_array_index (quarter->others, 1))->title, ==, "dropped");

  past = veche_plan_past_projects (db, "2027Q1", 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (past->len, ==, 2);
}

/* An event moved over the end of a month keeps its time of day and its length; undo brings it back. */
static void
test_move (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) add = veche_edit_new ("event", "Чайный вечер");
  g_autoptr (VecheEdit) move = veche_edit_new ("move", "Чайный вечер");
  g_autofree char *uid = g_strdup (veche_plan_edit_event (db, add, "Чайный вечер", "ritual", "2026-12-31T22:00", "2027-01-01T01:30", "Europe/Moscow"));
  g_autoptr (VecheRecord) moved = NULL, back = NULL;
  g_autoptr (VecheGesture) undone = NULL;

  apply (db, add);
  g_assert_true (veche_plan_edit_move (db, move, uid, 60, &error));
  apply (db, move);
  moved = (VecheRecord *) veche_plan_event (db, uid, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((VecheEvent *) moved)->starts, ==, "2027-03-01T22:00");
  g_assert_cmpstr (((VecheEvent *) moved)->ends, ==, "2027-03-02T01:30");

  veche_db_begin (db, &error);
  undone = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  veche_db_commit (db, &error);
  back = (VecheRecord *) veche_plan_event (db, uid, &error);
  g_assert_cmpstr (((VecheEvent *) back)->starts, ==, "2026-12-31T22:00");

  g_assert_false (veche_plan_edit_move (db, move, "no-such-event", 1, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
}

/* Who leads comes first; those who come are counted. */
static void
test_participants (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autofree char *guest = add_member (db, "Артём Фёдоров"), *host = add_member (db, "Тимур Галиев");
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", "Базы данных");
  const char *uid = veche_plan_edit_event (db, edit, "Базы данных", "meeting", "2026-11-27T19:00", NULL, "Europe/Moscow");
  const char *const people[][3] = { { guest, "guest", "accepted" }, { host, "host", "invited" } };
  g_autofree char *event_uid = g_strdup (uid);
  g_autoptr (GPtrArray) participants = NULL;
  g_autoptr (VecheRecord) event = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const char *row = veche_edit_insert (edit, "event_participant");

      veche_edit_set_ref (edit, "event_participant", row, "event_id", event_uid);
      veche_edit_set_ref (edit, "event_participant", row, "member_id", people[i][0]);
      veche_edit_set_text (edit, "event_participant", row, "role", people[i][1]);
      veche_edit_set_text (edit, "event_participant", row, "status", people[i][2]);
    }
  apply (db, edit);

  participants = veche_plan_participants (db, event_uid, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (participants->len, ==, 2);
  g_assert_cmpstr (((VecheParticipant *) g_ptr_array_index (participants, 0))->name, ==, "Тимур Галиев");
  event = (VecheRecord *) veche_plan_event (db, event_uid, &error);
  g_assert_cmpstr (((VecheEvent *) event)->host, ==, "Тимур Галиев");
  g_assert_cmpuint (((VecheEvent *) event)->coming, ==, 1);
}

/* A new workspace has its community and agendas once, however often it is opened, and Ctrl+Z leaves them alone. */
static void
test_workspace_begins_once (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  static const char *const names[] = { "Внешняя тема", "Внутренняя жизнь", "Общее дело" };
  g_autoptr (GPtrArray) agendas = NULL;
  g_autoptr (VecheGesture) undo = NULL;

  for (int i = 0; i < 2; i++)
    {
      veche_db_begin (db, &error);
      g_assert_true (veche_workspace_begin (db, "Маяк", names, "test", &error));
      g_assert_no_error (error);
      veche_db_commit (db, &error);
    }

  agendas = veche_plan_agendas (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (agendas->len, ==, 3);
  g_assert_cmpstr (((VecheAgenda *) g_ptr_array_index (agendas, 2))->shape, ==, "triangle");
  veche_journal_peek (db, &undo, NULL);
  g_assert_null (undo);
}

/* The agendas follow the language until somebody names one: that name stays. */
static void
test_agendas_follow_the_language (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  static const char *const english[] = { "Outside topic", "Inner life", "Common work" }, *const russian[] = { "Внешняя тема", "Внутренняя жизнь", "Общее дело" };
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("agenda", "Базы данных");
  g_autoptr (VecheGesture) undo = NULL;

  veche_db_begin (db, &error);
  g_assert_true (veche_workspace_begin (db, "Маяк", english, "test", &error));
  g_assert_true (veche_workspace_name_agendas (db, russian, "test", &error));
  g_assert_no_error (error);
  before = veche_plan_agendas (db, &error);
  g_assert_cmpstr (((VecheAgenda *) before->pdata[0])->name, ==, "Внешняя тема");
  g_assert_cmpstr (((VecheAgenda *) before->pdata[2])->name, ==, "Общее дело");
  veche_journal_peek (db, &undo, NULL);
  g_assert_null (undo);

  veche_edit_set_text (edit, "agenda", ((VecheAgenda *) before->pdata[0])->uid, "name", "Базы данных");
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), >, 0);
  g_assert_true (veche_workspace_name_agendas (db, english, "test", &error));
  g_assert_no_error (error);
  after = veche_plan_agendas (db, &error);
  g_assert_cmpstr (((VecheAgenda *) after->pdata[0])->name, ==, "Базы данных");
  g_assert_cmpstr (((VecheAgenda *) after->pdata[1])->name, ==, "Inner life");
  veche_db_commit (db, &error);
}

static char *
list_marks (VecheDb *db, const char *ritual, gint64 from)
{
  const VecheEventsQuery query = { .from = from, .until = from + 60 * G_TIME_SPAN_DAY, .with_skipped = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_events_list (db, &query, &error);
  GString *marks = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const VecheOccurrence *one = found->pdata[i];

      if (one->mark != NULL)
        g_string_append_printf (marks, "%s%s %s", marks->len > 0 ? ", " : "", one->starts, one->mark);
    }

  return g_string_free (marks, FALSE);
}

/* A series that moves by its own period: what was said of one day follows to the next, which something was said of, too; back and forth, and undone. */
static void
test_series_moves (void)
{
  static const char *const days[] = { "2027-03-15T19:00", "2027-03-22T19:00", "2027-03-29T19:00" };
  const VecheEventNew event = { .title = "Чай", .starts = "2027-03-15T19:00", .ends = "2027-03-15T20:00", .tz = "UTC", .rrule = "FREQ=WEEKLY" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("ritual", "Чай"), later = veche_edit_new ("ritual", "Чай"), earlier = veche_edit_new ("ritual", "Чай");
  g_autofree char *ritual = g_strdup (veche_events_edit_add (db, made, &event, &error)), *there = NULL, *moved = NULL, *back = NULL;
  gint64 from = G_GINT64_CONSTANT (1804982400) * G_USEC_PER_SEC;   /* 2027-03-14 */

  g_assert_no_error (error);
  apply (db, made);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (VecheEdit) mark = veche_edit_new ("ritual", "Чай");

      g_assert_true (veche_events_edit_mark (db, mark, ritual, days[i], i == 1 ? "skipped" : "done", NULL, &error));
      apply (db, mark);
    }
  there = list_marks (db, ritual, from);
  g_assert_cmpstr (there, ==, "2027-03-15T19:00 done, 2027-03-22T19:00 skipped, 2027-03-29T19:00 done");

  g_assert_true (veche_events_edit_time (db, later, ritual, "2027-03-22T19:00", NULL, NULL, &error));
  apply (db, later);
  moved = list_marks (db, ritual, from);
  g_assert_cmpstr (moved, ==, "2027-03-22T19:00 done, 2027-03-29T19:00 skipped, 2027-04-05T19:00 done");

  g_assert_true (veche_events_edit_time (db, earlier, ritual, "2027-03-15T19:00", NULL, NULL, &error));
  apply (db, earlier);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VecheGesture) undone = NULL;

      g_assert_true (veche_db_begin (db, &error));
      undone = veche_journal_undo (db, 0, "test", &error);
      g_assert_no_error (error);
      g_assert_nonnull (undone);
      g_assert_true (veche_db_commit (db, &error));
    }
  back = list_marks (db, ritual, from);
  g_assert_cmpstr (back, ==, there);
}

/* Pairs of people and what they are worth to each other, in thousandths; as of the time of the ties. */
static void
assert_ties (VecheDb *db, guint pairs, int strength)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT count (*), round (1000 * ifnull (min (strength), 0)), round (1000 * ifnull (max (strength), 0)) FROM tie");

  g_assert_true (veche_statement_step (row, NULL));
  g_assert_cmpint (veche_statement_int (row, 0), ==, pairs);
  g_assert_cmpint (veche_statement_int (row, 1), ==, strength);
  g_assert_cmpint (veche_statement_int (row, 2), ==, strength);
  veche_statement_reset (row);
}

static void
undo_once (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) undone = NULL;

  g_assert_true (veche_db_begin (db, &error));
  undone = veche_journal_undo (db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, &error));
}

/* A poll says who voted for what, by name. */
static void
test_poll (void)
{
  static const char *const names[] = { "Вера", "Анна", "Борис" }, *const options[] = { "library", "café", "online", NULL };
  const VecheEventNew event = { .title = "Прогулка", .starts = "2026-03-15T19:00", .tz = "UTC" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("event", "Прогулка"), votes = veche_edit_new ("vote", "");
  g_autofree char *uid = g_strdup (veche_events_edit_add (db, made, &event, &error)), *poll = g_strdup (veche_events_edit_add_poll (made, uid, "Where?", options));
  g_autoptr (GPtrArray) polls = NULL;
  VechePoll *found;

  apply (db, made);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *member = add_member (db, names[i]);

      g_assert_true (veche_events_edit_vote (db, votes, poll, member, i == 2 ? 2 : 0, &error));
    }
  apply (db, votes);
  polls = veche_events_list_polls (db, uid, &error);
  g_assert_no_error (error);
  found = polls->pdata[0];
  g_assert_cmpuint (g_array_index (found->votes, guint, 0), ==, 2);
  g_assert_cmpuint (g_array_index (found->votes, guint, 1), ==, 0);
  g_assert_cmpstr (((GPtrArray *) found->names->pdata[0])->pdata[0], ==, "Анна");
  g_assert_cmpstr (((GPtrArray *) found->names->pdata[0])->pdata[1], ==, "Вера");
  g_assert_cmpuint (((GPtrArray *) found->names->pdata[1])->len, ==, 0);
  g_assert_cmpstr (((GPtrArray *) found->names->pdata[2])->pdata[0], ==, "Борис");
}

/* Who was at the same small event has met once it is over: each pair of n by 1 / (n - 1).  What is put right later, and undone, is put right there. */
static void
test_guests_make_ties (void)
{
  static const char *const names[] = { "Анна", "Борис", "Вера" };
  const VecheEventNew event = { .title = "Прогулка", .starts = "2026-03-15T19:00", .tz = "UTC" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("event", "Прогулка"), came = veche_edit_new ("door", "Прогулка"), over = veche_edit_new ("event", "Прогулка");
  g_autoptr (VecheEdit) left = veche_edit_new ("guest", "Вера"), gone = veche_edit_new ("event", "Прогулка");
  g_autofree char *walk = g_strdup (veche_events_edit_add (db, made, &event, &error)), *last = NULL;

  apply (db, made);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *member = add_member (db, names[i]);

      g_assert_true (veche_events_edit_check_in (db, came, walk, member, veche_now (), &error));
      g_free (last);
      last = g_steal_pointer (&member);
    }
  apply (db, came);
  assert_ties (db, 0, 0);

  g_assert_cmpint (veche_events_edit_close (db, over, walk, &error), ==, 0);
  apply (db, over);
  assert_ties (db, 3, 500);
  g_assert_true (veche_db_begin (db, &error));
  g_assert_true (veche_ties_rebuild (db, veche_db_id_for_uid (db, "member", last), &error));
  g_assert_true (veche_db_commit (db, &error));
  assert_ties (db, 3, 500);

  g_assert_true (veche_events_edit_status (db, left, walk, last, NULL, "no-show", NULL, &error));
  apply (db, left);
  assert_ties (db, 1, 1000);
  undo_once (db);
  assert_ties (db, 3, 500);

  veche_edit_delete (gone, "event", walk);
  apply (db, gone);
  assert_ties (db, 0, 0);
  undo_once (db);
  assert_ties (db, 3, 500);
  undo_once (db);   /* not over yet */
  assert_ties (db, 0, 0);
}

static void
assert_status (VecheDb *db, const char *event, const char *status, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests = veche_events_list_guests (db, event, status, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (guests->len, ==, n);
}

static gint64
count_rows (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n = veche_statement_step (row, NULL) ? veche_statement_int (row, 0) : -1;

  veche_statement_reset (row);

  return n;
}

/* Who goes off the list gives the place back, and was not there. */
static void
test_off_the_list (void)
{
  const VecheEventNew event = { .title = "Чай", .starts = "2027-03-15T19:00", .tz = "UTC", .capacity = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("event", "Чай"), yes = veche_edit_new ("guest", "Чай"), came = veche_edit_new ("guest", "Чай");
  g_autoptr (VecheEdit) drop = veche_edit_new ("guest", "Чай"), nobody = veche_edit_new ("guest", "Чай");
  g_autofree char *tea = g_strdup (veche_events_edit_add (db, made, &event, &error)), *first = NULL, *second = NULL, *up = NULL;

  apply (db, made);
  first = add_member (db, "Анна");
  second = add_member (db, "Борис");
  g_assert_true (veche_events_edit_status (db, yes, tea, first, NULL, "accepted", NULL, &error));
  g_assert_true (veche_events_edit_status (db, yes, tea, second, NULL, "accepted", NULL, &error));
  apply (db, yes);
  g_assert_true (veche_events_edit_check_in (db, came, tea, first, veche_now (), &error));
  apply (db, came);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM interaction WHERE kind = 'attendance'"), ==, 1);

  g_assert_true (veche_events_edit_drop (db, drop, tea, first, &up, &error));
  g_assert_cmpstr (up, ==, second);
  apply (db, drop);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM event_participant"), ==, 1);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM interaction WHERE kind = 'attendance'"), ==, 0);
  assert_status (db, tea, "accepted", 1);
  g_assert_true (veche_events_edit_drop (db, nobody, tea, first, NULL, &error));
  g_assert_true (veche_edit_is_empty (nobody));
}

/* Several who are settled in one gesture share the places; two who go let two others up.  What somebody said stays when only stars are given. */
static void
test_settled_together (void)
{
  const VecheEventNew event = { .title = "Чай", .starts = "2027-03-15T19:00", .tz = "UTC", .capacity = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("event", "Чай"), yes = veche_edit_new ("guest", "Чай"), no = veche_edit_new ("guest", "Чай");
  g_autoptr (VecheEdit) said = veche_edit_new ("guest", "Чай"), stars = veche_edit_new ("guest", "Чай"), none = veche_edit_new ("guest", "Чай");
  g_autoptr (GPtrArray) guests = NULL, after = NULL;
  g_autofree char *tea = g_strdup (veche_events_edit_add (db, made, &event, &error));
  char *people[4];

  apply (db, made);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *name = g_strdup_printf ("Гость %u", i);

      people[i] = add_member (db, name);
      g_assert_true (veche_events_edit_status (db, yes, tea, people[i], NULL, "accepted", NULL, &error));
    }
  apply (db, yes);
  assert_status (db, tea, "accepted", 2);
  assert_status (db, tea, "waiting", 2);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *up = NULL;

      g_assert_true (veche_events_edit_status (db, no, tea, people[i], NULL, "declined", &up, &error));
      g_assert_cmpstr (up, ==, people[2 + i]);
    }
  apply (db, no);
  assert_status (db, tea, "accepted", 2);
  assert_status (db, tea, "waiting", 0);

  g_assert_true (veche_events_edit_feedback (db, said, tea, people[2], 4, "Тепло", &error));
  apply (db, said);
  g_assert_true (veche_events_edit_feedback (db, stars, tea, people[2], 5, NULL, &error));
  apply (db, stars);
  guests = veche_events_list_guests (db, tea, "accepted", &error);
  g_assert_cmpstr (((VecheGuest *) guests->pdata[0])->feedback, ==, "Тепло");
  g_assert_true (veche_events_edit_feedback (db, none, tea, people[2], 0, "", &error));
  apply (db, none);
  after = veche_events_list_guests (db, tea, "accepted", &error);
  g_assert_null (((VecheGuest *) after->pdata[0])->feedback);
  g_assert_cmpuint (((VecheGuest *) after->pdata[0])->rating, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_free (people[i]);
}

/* A ritual of Mondays that goes to Tuesday is one of Tuesdays, and what was said of a Monday is said of its Tuesday. */
static void
test_series_changes_its_day (void)
{
  const VecheEventNew event = { .title = "Чай", .starts = "2027-03-15T19:00", .ends = "2027-03-15T20:00", .tz = "UTC", .rrule = "FREQ=WEEKLY;BYDAY=MO" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("ritual", "Чай"), mark = veche_edit_new ("ritual", "Чай"), move = veche_edit_new ("ritual", "Чай");
  g_autofree char *ritual = g_strdup (veche_events_edit_add (db, made, &event, &error)), *moved = NULL, *back = NULL;
  gint64 from = G_GINT64_CONSTANT (1804982400) * G_USEC_PER_SEC;   /* 2027-03-14 */

  apply (db, made);
  g_assert_true (veche_events_edit_mark (db, mark, ritual, "2027-03-22T19:00", "skipped", NULL, &error));
  apply (db, mark);
  g_assert_true (veche_events_edit_time (db, move, ritual, "2027-03-16T18:00", NULL, NULL, &error));
  apply (db, move);
  moved = list_marks (db, ritual, from);
  g_assert_cmpstr (moved, ==, "2027-03-23T18:00 skipped");
  undo_once (db);
  back = list_marks (db, ritual, from);
  g_assert_cmpstr (back, ==, "2027-03-22T19:00 skipped");
}

/* The starts of all that takes place. (transfer full) */
static char *
list_starts (VecheDb *db, gint64 from)
{
  const VecheEventsQuery query = { .from = from, .until = from + 60 * G_TIME_SPAN_DAY, .with_skipped = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_events_list (db, &query, &error);
  GString *starts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const VecheOccurrence *one = found->pdata[i];

      g_string_append_printf (starts, "%s%.5s%s%s", starts->len > 0 ? " " : "", one->starts + strlen ("2027-"), one->mark != NULL ? "-" : "", one->mark != NULL ? one->mark : "");
    }

  return g_string_free (starts, FALSE);
}

/* From one Monday on it is a Wednesday: what was before stays, what was said of those after goes along, what is counted is counted on. */
static void
test_following_move (void)
{
  static const struct { const char *rrule, *after; } cases[] = {
    { "FREQ=WEEKLY;BYDAY=MO", "03-15 03-22 03-31 04-07-skipped 04-14 04-21 04-28 05-05 05-12" },
    { "FREQ=WEEKLY;COUNT=5", "03-15 03-22 03-31 04-07-skipped 04-14" },
    { "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270412", "03-15 03-22 03-31 04-07-skipped 04-14" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VecheEventNew event = { .title = "Чай", .starts = "2027-03-15T19:00", .ends = "2027-03-15T20:00", .tz = "UTC", .rrule = cases[i].rrule };
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
      g_autoptr (VecheEdit) made = veche_edit_new ("ritual", "Чай"), mark = veche_edit_new ("ritual", "Чай"), move = veche_edit_new ("ritual", "Чай"),
                            first = veche_edit_new ("ritual", "Чай"), none = veche_edit_new ("ritual", "Чай");
      g_autofree char *ritual = g_strdup (veche_events_edit_add (db, made, &event, &error)), *before = NULL, *after = NULL, *back = NULL, *whole = NULL;
      gint64 from = G_GINT64_CONSTANT (1804982400) * G_USEC_PER_SEC;   /* 2027-03-14 */
      VechePlanRef what = { VECHE_PLAN_EVENT, ritual, (char *) "2027-03-29T19:00" };

      apply (db, made);
      g_assert_true (veche_events_edit_mark (db, mark, ritual, "2027-04-05T19:00", "skipped", NULL, &error));
      apply (db, mark);
      before = list_starts (db, from);
      g_assert_true (veche_plan_edit_following (db, move, &what, "2027-03-31T19:00", &error));
      apply (db, move);
      after = list_starts (db, from);
      g_assert_cmpstr (after, ==, cases[i].after);
      undo_once (db);
      back = list_starts (db, from);
      g_assert_cmpstr (back, ==, before);

      /* From the first on it is the series itself. */
      what.recurs = (char *) "2027-03-15T19:00";
      g_assert_true (veche_plan_edit_following (db, first, &what, "2027-03-17T19:00", &error));
      apply (db, first);
      whole = list_starts (db, from);
      g_assert_true (g_str_has_prefix (whole, "03-17 03-24 03-31 04-07-skipped 04-14"));

      what.recurs = (char *) "2027-03-18T19:00";
      g_assert_false (veche_plan_edit_following (db, none, &what, "2027-03-20T19:00", &error));
      g_assert_nonnull (error);
    }
}

/* What one of a ritual has, and what stands in "TITLE at CLOCK by NAME (STATE)". (transfer full) */
static char *
programme_words (VecheDb *db, const char *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = veche_events_list_programme (db, event, &error), guests = veche_events_list_guests (db, event, NULL, &error);
  GString *words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const VecheProgrammeItem *item = items->pdata[i];

      g_string_append_printf (words, "%s at %s", item->title, item->starts != NULL ? item->starts : "-");
      for (guint k = 0; k < item->speakers->len; k++)
        g_string_append_printf (words, " by %s (%s)", ((VecheSpeaker *) item->speakers->pdata[k])->name, ((VecheSpeaker *) item->speakers->pdata[k])->state);
      g_string_append (words, "; ");
    }
  for (guint i = 0; i < guests->len; i++)
    g_string_append_printf (words, "%s %s %s; ", ((VecheGuest *) guests->pdata[i])->name, ((VecheGuest *) guests->pdata[i])->role,
                            ((VecheGuest *) guests->pdata[i])->status);

  return g_string_free (words, FALSE);
}

static void
assert_programme (VecheDb *db, const char *event, const char *expected)
{
  g_autofree char *words = programme_words (db, event);

  g_assert_cmpstr (words, ==, expected);
}

/* A ritual has a programme, one who leads it, and who comes each time: so has what is made of it, at its own time; who said no is not asked again. */
static void
test_ritual_is_taken_along (void)
{
  const VecheEventNew event = { .title = "Чай", .starts = "2027-03-15T19:00", .ends = "2027-03-15T21:00", .tz = "UTC", .rrule = "FREQ=WEEKLY" };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("ritual", "Чай"), asked = veche_edit_new ("guest", "Чай"), one = veche_edit_new ("ritual", "Чай"),
                        move = veche_edit_new ("ritual", "Чай");
  g_autofree char *host = add_member (db, "Анна"), *guest = add_member (db, "Борис"), *other = add_member (db, "Вера");
  g_autofree char *ritual = g_strdup (veche_events_edit_add (db, made, &event, &error)), *own = NULL, *later = NULL;
  VechePlanRef what = { VECHE_PLAN_EVENT, ritual, (char *) "2027-03-29T19:00" };
  const char *item = veche_events_edit_add_item (made, ritual, "talk", "Доклад", "2027-03-15T19:30", 30, 0);

  veche_events_edit_add_speaker (made, item, guest, NULL);
  veche_events_edit_add_item (made, ritual, "break", "Чай", NULL, 15, 1);
  apply (db, made);
  g_assert_true (veche_events_edit_status (db, asked, ritual, host, "host", "accepted", NULL, &error));
  g_assert_true (veche_events_edit_status (db, asked, ritual, guest, "speaker", "invited", NULL, &error));
  g_assert_true (veche_events_edit_status (db, asked, ritual, other, "guest", "declined", NULL, &error));
  apply (db, asked);

  own = veche_events_edit_occurrence (db, one, ritual, "2027-03-22T19:00", "2027-03-23T18:00", &error);
  g_assert_no_error (error);
  apply (db, one);
  assert_programme (db, own, "Доклад at 2027-03-23T18:30 by Борис (invited); Чай at -; Анна host accepted; Борис speaker invited; ");

  g_assert_true (veche_plan_edit_following (db, move, &what, "2027-03-31T20:00", &error));
  apply (db, move);
  later = veche_db_uid_for_id (db, "event", veche_db_id_for_uid (db, "event", own) + 1);
  assert_programme (db, later, "Доклад at 2027-03-31T20:30 by Борис (invited); Чай at -; Анна host accepted; Борис speaker invited; ");
  assert_programme (db, ritual, "Доклад at 2027-03-15T19:30 by Борис (invited); Чай at -; Анна host accepted; Борис speaker invited; Вера guest declined; ");
  undo_once (db);
  g_assert_cmpint (veche_db_id_for_uid (db, "event", later), ==, 0);
}

static char *
add_event (VecheDb *db, const VecheEventNew *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);
  char *uid = g_strdup (veche_events_edit_add (db, edit, event, &error));

  g_assert_no_error (error);
  apply (db, edit);

  return uid;
}

/* What calendars call "for ever" is on the last day there is, which elsewhere is over by then: it is read, and nothing goes beyond. */
static void
test_edges_of_the_calendar (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autofree char *last = add_event (db, &(VecheEventNew) { .title = "Навсегда", .starts = "9999-12-31T23:30", .tz = "UTC" });
  g_autofree char *first = add_event (db, &(VecheEventNew) { .title = "С начала", .starts = "0001-01-01T00:30", .tz = "Asia/Kathmandu" });
  g_autofree char *ritual = add_event (db, &(VecheEventNew) { .title = "Чай", .starts = "2027-03-15T19:00", .tz = "UTC", .rrule = "FREQ=DAILY" });
  VechePlanRef event = { VECHE_PLAN_EVENT, last, NULL }, turn = { VECHE_PLAN_EVENT, ritual, (char *) "2027-03-16T19:00" };
  static const struct { const char *since, *until, *tz, *day; } cases[] = {
    { "9999-12-01", "9999-12-31", "Europe/Moscow", "9999-12-30" },   /* tea; until is exclusive */
    { "0001-01-01", "0001-02-01", "America/Sao_Paulo", "0001-01-01" },
  };
  static const char *const nowhere[] = { NULL, "", "завтра", "2027-13-01T10:00" };
  g_autoptr (VecheEdit) edit = veche_edit_new ("move", "Навсегда");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VechePlanQuery query = { .since = cases[i].since, .until = cases[i].until, .tz = cases[i].tz };
      g_autoptr (GPtrArray) entries = veche_plan_entries (db, &query, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (entries->len, >, 0);
      g_assert_cmpstr (((VechePlanEntry *) entries->pdata[entries->len - 1])->until, ==, cases[i].day);
    }

  g_assert_false (veche_plan_edit_shift (db, edit, &event, VECHE_PLAN_BODY, 1, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (veche_plan_edit_shift (db, edit, &turn, VECHE_PLAN_BODY, G_MAXINT, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_assert_false (veche_plan_edit_moment (db, edit, &event, nowhere[i], "UTC", &error));
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_false (veche_plan_edit_following (db, edit, &turn, nowhere[i], &error));
      g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
      g_clear_error (&error);
    }
}

static void
test_edge_quarters (void)
{
  g_autofree char *since = NULL, *until = NULL, *next = veche_quarter_step ("9999Q4", 1), *before = veche_quarter_step ("0001Q1", -1);

  veche_quarter_bounds ("9999Q4", &since, &until);
  g_assert_cmpstr (since, ==, "9999-10-01");
  g_assert_cmpstr (until, ==, "9999-12-31");
  g_assert_cmpstr (next, ==, "9999Q4");
  g_assert_cmpstr (before, ==, "0001Q1");
}

/* Rituals with a day skipped and one held, whole days and one that is over the edge of a zone: as many of each day are counted as are listed. */
static void
test_tally (void)
{
  static const VecheEventNew events[] = {
    { .title = "Чай", .starts = "2027-03-01T19:00", .ends = "2027-03-01T20:00", .tz = "Europe/Moscow", .rrule = "FREQ=WEEKLY" },
    { .title = "Ночь", .starts = "2027-03-14T23:30", .ends = "2027-03-15T02:00", .tz = "America/New_York", .rrule = "FREQ=DAILY;COUNT=40" },
    { .title = "Дни", .starts = "2027-03-30", .ends = "2027-04-02", .tz = "Asia/Tokyo" },
    { .title = "Отменено", .starts = "2027-03-20T10:00", .tz = "UTC", .status = "cancelled" },
    { .title = "Раньше", .starts = "2027-02-01T10:00", .tz = "UTC" },
  };
  static const VechePlanQuery query = { .since = "2027-03-05", .until = "2027-04-20", .tz = "Europe/Berlin", .kinds = 1u << VECHE_PLAN_EVENT };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_autoptr (VecheEdit) made = veche_edit_new ("events", NULL), marked = veche_edit_new ("ritual", NULL);
  g_autofree char *ritual = NULL;
  g_autoptr (GPtrArray) listed = NULL, agendas = NULL;
  g_autoptr (VechePlanTally) tally = NULL;
  guint sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      const char *uid = veche_events_edit_add (db, made, &events[i], &error);

      g_assert_no_error (error);
      if (i == 0)
        ritual = g_strdup (uid);
      if (i == 0)
        g_assert_true (veche_db_exec (db, "INSERT INTO agenda (uid, name, shape) VALUES ('a', 'A', 'circle')", &error));
      if (i == 1)
        veche_edit_set_ref (made, "event", uid, "agenda_id", "a");
    }
  apply (db, made);
  g_assert_true (veche_events_edit_mark (db, marked, ritual, "2027-03-15T19:00", "skipped", NULL, &error));
  g_assert_true (veche_events_edit_mark (db, marked, ritual, "2027-03-22T19:00", "done", NULL, &error));
  apply (db, marked);
  g_assert_no_error (error);
  agendas = veche_plan_agendas (db, &error);
  listed = veche_plan_entries (db, &query, &error);
  tally = veche_plan_tally (db, query.since, query.until, query.tz, agendas, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tally->n_days, ==, 46);
  for (guint day = 0; day < tally->n_days; day++)
    {
      g_autofree char *name = veche_when_add_days (query.since, (int) day);
      guint n = 0, carry = 0;

      for (guint i = 0; i < listed->len; i++)
        {
          const VechePlanEntry *entry = listed->pdata[i];

          n += g_str_equal (entry->since, name);
          carry += g_str_equal (entry->since, name) && g_strcmp0 (entry->agenda_uid, "a") == 0;
        }
      g_assert_cmpuint (tally->events[day], ==, n);
      for (guint i = 0; i < agendas->len; i++)
        if (g_str_equal (((VecheAgenda *) agendas->pdata[i])->uid, "a"))
          g_assert_cmpuint (tally->carried[day * tally->n_agendas + i], ==, carry);
      sum += n;
    }
  g_assert_cmpuint (sum, ==, 7 - 1 + 36 + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/plan/tally", test_tally);
  g_test_add_func ("/store/plan/project", test_project);
  g_test_add_func ("/store/plan/usual-agenda", test_usual_agenda);
  g_test_add_func ("/store/plan/projects-in-order", test_projects_in_order);
  g_test_add_func ("/store/plan/move", test_move);
  g_test_add_func ("/store/plan/participants", test_participants);
  g_test_add_func ("/store/plan/series-moves", test_series_moves);
  g_test_add_func ("/store/plan/poll", test_poll);
  g_test_add_func ("/store/plan/guests-make-ties", test_guests_make_ties);
  g_test_add_func ("/store/plan/settled-together", test_settled_together);
  g_test_add_func ("/store/plan/off-the-list", test_off_the_list);
  g_test_add_func ("/store/plan/series-changes-its-day", test_series_changes_its_day);
  g_test_add_func ("/store/plan/following-move", test_following_move);
  g_test_add_func ("/store/plan/ritual-is-taken-along", test_ritual_is_taken_along);
  g_test_add_func ("/store/plan/edges-of-the-calendar", test_edges_of_the_calendar);
  g_test_add_func ("/store/plan/edge-quarters", test_edge_quarters);

  g_test_add_func ("/store/plan/workspace-begins-once", test_workspace_begins_once);
  g_test_add_func ("/store/plan/agendas-follow-the-language", test_agendas_follow_the_language);

  return g_test_run ();
}
