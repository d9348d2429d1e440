/* bench-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-plan.h"

#include "analysis/veche-agendas.h"
#include "analysis/veche-alarms.h"
#include "analysis/veche-effect.h"
#include "analysis/veche-staffing.h"
#include "store/veche-door-table.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"
#include "store/veche-tasks-table.h"

/* The plan of a big community: 5,000 events of ten years, 200 of them rituals, 20,000 tasks, 200,000 places of guests, and slots to be filled out of
 * 50,000 members.  The goals: each list within 20 ms, candidates within 100 ms.  The yardstick is counting the open tasks. */

#define ROUNDS BENCH_ROUNDS

typedef struct { VecheDb *db; char *slot, *event, *project, *today, *quarter; gint64 now; } Plan;
typedef guint (*Query) (Plan *plan, GError **error);   /* returns how many rows */

static guint
length_of (GPtrArray *rows, GError **error)
{
  guint n;

  bench_check (rows != NULL, *error);
  n = rows->len;
  g_ptr_array_unref (rows);

  return n;
}

static guint
query_month (Plan *plan, GError **error)
{
  VecheEventsQuery query = { .from = plan->now - 15 * G_TIME_SPAN_DAY, .until = plan->now + 27 * G_TIME_SPAN_DAY };

  return length_of (veche_events_list (plan->db, &query, error), error);
}

static guint
query_year (Plan *plan, GError **error)
{
  VecheEventsQuery query = { .from = plan->now - 180 * G_TIME_SPAN_DAY, .until = plan->now + 185 * G_TIME_SPAN_DAY, .limit = 500 };

  return length_of (veche_events_list (plan->db, &query, error), error);
}

static guint
query_rituals (Plan *plan, GError **error)
{
  return length_of (veche_events_list_rituals (plan->db, plan->now, 3, error), error);
}

static guint
query_quarter (Plan *plan, GError **error)
{
  g_autoptr (VecheQuarter) quarter = veche_plan_quarter (plan->db, plan->quarter, error);

  bench_check (quarter != NULL, *error);

  return quarter->events->len;
}

static guint
query_guests (Plan *plan, GError **error)
{
  return length_of (veche_events_list_guests (plan->db, plan->event, NULL, error), error);
}

static guint
query_mine (Plan *plan, GError **error)
{
  VecheTasksQuery query = { .mine = TRUE, .today = plan->today };

  return length_of (veche_tasks_list (plan->db, &query, error), error);
}

/* What the page of tasks shows before it has read the rest. */
static guint
query_first_tasks (Plan *plan, GError **error)
{
  VecheTasksQuery query = { .today = plan->today, .limit = 200 };

  return length_of (veche_tasks_list (plan->db, &query, error), error);
}

static guint
query_all_tasks (Plan *plan, GError **error)
{
  VecheTasksQuery query = { .today = plan->today, .limit = 100000 };

  return length_of (veche_tasks_list (plan->db, &query, error), error);
}

/* At the door: one letter finds a quarter of everybody, a name a thousand, a handle one. */
static guint
query_door_letter (Plan *plan, GError **error)
{
  return length_of (veche_door_find (plan->db, plan->event, "а", 50, error), error);
}

static guint
query_door_name (Plan *plan, GError **error)
{
  return length_of (veche_door_find (plan->db, plan->event, "anna", 50, error), error);
}

static guint
query_door_nothing (Plan *plan, GError **error)
{
  return length_of (veche_door_find (plan->db, plan->event, "", 50, error), error);
}

static guint
query_week (Plan *plan, GError **error)
{
  VecheTasksQuery query = { .since = plan->today, .until = "9999-01-01", .limit = 100 };

  return length_of (veche_tasks_list (plan->db, &query, error), error);
}

static guint
query_project (Plan *plan, GError **error)
{
  VecheTasksQuery query = { .project_uid = plan->project, .limit = 200 };

  return length_of (veche_tasks_list (plan->db, &query, error), error);
}

static guint
query_done (Plan *plan, GError **error)
{
  VecheTasksQuery query = { .state = VECHE_TASKS_DONE, .limit = 200 };

  return length_of (veche_tasks_list (plan->db, &query, error), error);
}

static guint
query_counts (Plan *plan, GError **error)
{
  VecheTaskCounts counts;

  bench_check (veche_tasks_count (plan->db, plan->today, &counts, error), *error);

  return counts.late;
}

static guint
query_alarms (Plan *plan, GError **error)
{
  return length_of (veche_alarms_find (plan->db, NULL, NULL, plan->now, error), error);
}

static guint
query_candidates (Plan *plan, GError **error)
{
  g_autoptr (VecheStaffing) staffing = veche_staffing_find (plan->db, plan->slot, 0, plan->now, error);

  bench_check (staffing != NULL, *error);

  return staffing->candidates->len;
}

static guint
query_agendas (Plan *plan, GError **error)
{
  g_autoptr (VecheAgendas) agendas = veche_agendas_weigh (plan->db, 4, 3, plan->now, error);

  bench_check (agendas != NULL, *error);

  return agendas->messages;
}

static guint
query_effect (Plan *plan, GError **error)
{
  g_autoptr (VecheEffect) effect = veche_effect_of_event (plan->db, plan->event, 0, plan->now, error);

  bench_check (effect != NULL, *error);

  return effect->others;
}

static guint
yardstick (Plan *plan, GError **error)
{
  VecheStatement *row = veche_db_prepare (plan->db, "SELECT count (*) FROM task NOT INDEXED WHERE state = 'open'");
  guint n;

  bench_check (veche_statement_step (row, error), *error);
  n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static void
measure (Plan *plan, const char *what, Query query, double goal)
{
  double ours[ROUNDS], plain[ROUNDS];
  guint n = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);

      n = query (plan, &error);
      ours[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
      start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
      yardstick (plan, &error);
      plain[i] = bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
    }
  g_print ("%-22s %8.2f ms of the processor (goal <= %.0f ms), %6u rows, ratio to counting the open tasks %.1f\n", what, 1e3 * bench_at (ours, ROUNDS, 0.5),
           goal, n, bench_at (ours, ROUNDS, 0.5) / bench_at (plain, ROUNDS, 0.5));
}

static char *
one (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text;

  if (!veche_statement_step (row, NULL))
    g_error ("nothing: %s", sql);
  text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text;
}

int
main (void)
{
  static const struct { const char *what; Query query; double goal; } queries[] = {
    { "month of events", query_month, 20 },   { "year of events", query_year, 20 },       { "rituals", query_rituals, 20 },
    { "quarter", query_quarter, 20 },         { "guests of an event", query_guests, 20 }, { "my tasks", query_mine, 20 },
    { "tasks from today on", query_week, 20 }, { "tasks of a project", query_project, 20 }, { "done tasks", query_done, 20 },
    { "tasks by day, counted", query_counts, 20 }, { "alarms", query_alarms, 20 },        { "candidates of a slot", query_candidates, 100 },
    { "first tasks of all", query_first_tasks, 100 }, { "all tasks", query_all_tasks, 250 },
    { "door, a letter", query_door_letter, 50 }, { "door, a name", query_door_name, 50 },   { "door, who is expected", query_door_nothing, 50 },
    { "agendas of four weeks", query_agendas, 500 }, { "effect of an event", query_effect, 500 },
  };
  g_autofree char *folder = bench_folder (), *own = g_build_filename (folder, "w.veche", NULL);
  g_autoptr (GError) error = NULL;
  Plan plan = { .now = g_get_real_time () };

  bench_seed (own, bench_size ("VECHE_BENCH_MEMBERS", 50000), bench_size ("VECHE_BENCH_INTERACTIONS", 200000));
  bench_plan_fill (own);
  plan.db = veche_db_open (own, VECHE_DB_READER, &error);
  bench_check (plan.db != NULL, error);
  plan.slot = one (plan.db, "SELECT s.uid FROM project_slot AS s ORDER BY (SELECT count (*) FROM member_competency AS c WHERE c.competency_id = s.competency_id) DESC LIMIT 1");
  plan.event = one (plan.db, "SELECT uid FROM event WHERE uid LIKE 'bench-%' AND status = 'done' AND rrule IS NULL ORDER BY starts DESC LIMIT 1 OFFSET 40");
  plan.project = one (plan.db, "SELECT uid FROM project ORDER BY id LIMIT 1");
  plan.today = one (plan.db, "SELECT date ('now')");
  plan.quarter = veche_quarter_now ();
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    measure (&plan, queries[i].what, queries[i].query, queries[i].goal);
  veche_db_close (plan.db);
  g_free (plan.slot);
  g_free (plan.event);
  g_free (plan.project);
  g_free (plan.today);
  g_free (plan.quarter);
  bench_remove (folder);

  return 0;
}
