/* veche-demo-plan.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-demo-private.h"

#include <string.h>

#include "store/veche-agendas-table.h"
#include "store/veche-plan-table.h"
#include "store/veche-tasks-table.h"

typedef struct
{
  VecheDemo  *demo;
  VecheEdit  *edit;
  GPtrArray  *agendas;         /* (element-type VecheAgenda) */
  GDate       day;             /* of the quarter's project */
  char       *project_uid;     /* of this quarter (owned) */
} VecheDemoPlan;

static void
veche_demo_today (VecheDemo *self, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, g_date_time_get_day_of_month (self->today), g_date_time_get_month (self->today),
                  g_date_time_get_year (self->today));
}

static void
veche_demo_move (GDate *date, int days)
{
  if (days >= 0)
    g_date_add_days (date, days);
  else
    g_date_subtract_days (date, -days);
}

static void
veche_demo_format (const GDate *date, char text[11])
{
  g_date_strftime (text, 11, "%Y-%m-%d", date);
}

static void
veche_demo_parse (const char *day, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, atoi (day + 8), atoi (day + 5), atoi (day));
}

/* The Saturday in three weeks, within the quarter. */
static void
veche_demo_big_day (VecheDemo *self, GDate *date)
{
  g_autofree char *quarter = veche_quarter_now (), *since = NULL, *until = NULL;
  GDate first, last;

  veche_quarter_bounds (quarter, &since, &until);
  veche_demo_parse (since, &first);
  veche_demo_parse (until, &last);
  g_date_add_days (&first, 20);
  g_date_subtract_days (&last, 2);
  veche_demo_today (self, date);
  g_date_add_days (date, 23);
  g_date_clamp (date, &first, &last);
  while (g_date_get_weekday (date) != G_DATE_SATURDAY)
    g_date_subtract_days (date, 1);
}

static GDateWeekday
veche_demo_weekday (const char *name)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return G_DATE_MONDAY + i;

  return G_DATE_BAD_WEEKDAY;
}

/* "day" is an offset from today, "conf", or ["mon", offset]: the last Monday until then. */
static void
veche_demo_event_day (VecheDemoPlan *plan, JsonObject *event, GDate *date)
{
  JsonNode *day = json_object_get_member (event, "day");

  veche_demo_today (plan->demo, date);
  if (JSON_NODE_HOLDS_ARRAY (day))
    {
      GDateWeekday weekday = veche_demo_weekday (json_array_get_string_element (json_node_get_array (day), 0));

      veche_demo_move (date, json_array_get_int_element (json_node_get_array (day), 1));
      for (int i = 0; i < 7 && g_date_get_weekday (date) != weekday; i++)
        g_date_subtract_days (date, 1);
    }
  else if (json_node_get_value_type (day) == G_TYPE_STRING)
    *date = plan->day;
  else
    veche_demo_move (date, json_node_get_int (day));
}

static void
veche_demo_add_attendance (VecheDemoPlan *plan, const VecheDemoPerson *person, const char *title, const char *starts)
{
  const char *uid = veche_edit_insert (plan->edit, "interaction");

  veche_edit_set_ref (plan->edit, "interaction", uid, "member_id", person->uid);
  veche_edit_set_text (plan->edit, "interaction", uid, "kind", "attendance");
  veche_edit_set_int (plan->edit, "interaction", uid, "at", veche_plan_instant (starts, VECHE_DEMO_ZONE));
  veche_edit_set_text (plan->edit, "interaction", uid, "text", title);
}

typedef struct { const char *uid, *title, *starts; gboolean past; GHashTable *there; } VecheDemoEvent;

static void
veche_demo_add_participant (VecheDemoPlan *plan, const VecheDemoEvent *event, const VecheDemoPerson *person,
                            const char *role)
{
  gboolean comes = strcmp (role, "guest") != 0 || g_rand_double (plan->demo->rand) < 0.9;
  const char *uid;

  if (!g_hash_table_add (event->there, (gpointer) person->key))
    return;

  uid = veche_edit_insert (plan->edit, "event_participant");
  veche_edit_set_ref (plan->edit, "event_participant", uid, "event_id", event->uid);
  veche_edit_set_ref (plan->edit, "event_participant", uid, "member_id", person->uid);
  veche_edit_set_text (plan->edit, "event_participant", uid, "role", role);
  veche_edit_set_text (plan->edit, "event_participant", uid, "status",
                       event->past ? (comes ? "came" : "no-show")
                       : comes     ? "accepted"
                                   : "invited");
  if (event->past && comes)
    veche_demo_add_attendance (plan, person, event->title, event->starts);
}

static void
veche_demo_add_named (VecheDemoPlan *plan, const VecheDemoEvent *event, JsonArray *keys, const char *role)
{
  for (guint i = 0; keys != NULL && i < json_array_get_length (keys); i++)
    veche_demo_add_participant (plan, event, veche_demo_person (plan->demo, json_array_get_string_element (keys, i)),
                                role);
}

static void
veche_demo_add_guests (VecheDemoPlan *plan, const VecheDemoEvent *event, gint64 guests)
{
  GPtrArray *people = plan->demo->people;
  guint wanted = g_hash_table_size (event->there) + guests;

  for (int tries = 0; tries < 2000 && g_hash_table_size (event->there) < wanted; tries++)
    {
      VecheDemoPerson *person = g_ptr_array_index (people, g_rand_int_range (plan->demo->rand, 0, people->len));

      double lively = person->silent ? 0 : MAX (person->lively, 0.1);

      if (!person->bot && !person->me && g_rand_double (plan->demo->rand) < lively &&
          person->joined < veche_plan_instant (event->starts, VECHE_DEMO_ZONE))
        veche_demo_add_participant (plan, event, person, "guest");
    }
}

static void
veche_demo_add_event (VecheDemoPlan *plan, JsonObject *json)
{
  g_autofree char *title = veche_demo_words (veche_demo_text (json, "title")), *starts = NULL, *ends = NULL;
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  VecheDemoEvent event = { veche_edit_insert (plan->edit, "event"), title, NULL, FALSE, there };
  VecheAgenda *agenda = g_ptr_array_index (plan->agendas,
                                           MIN (veche_demo_int (json, "agenda", 0), plan->agendas->len - 1));
  const char *time = veche_demo_text (json, "time"), *status = veche_demo_text (json, "status");
  int minutes = atoi (time) * 60 + atoi (time + 3) + veche_demo_int (json, "hours", 2) * 60;
  char day[11];
  GDate date;

  veche_demo_event_day (plan, json, &date);
  veche_demo_format (&date, day);
  starts = g_strdup_printf ("%sT%s", day, time);
  g_date_add_days (&date, minutes / 1440);
  veche_demo_format (&date, day);
  ends = g_strdup_printf ("%sT%02d:%02d", day, minutes % 1440 / 60, minutes % 60);
  event.starts = starts;
  event.past = veche_plan_instant (ends, VECHE_DEMO_ZONE) < plan->demo->now;

  veche_edit_set_text (plan->edit, "event", event.uid, "title", title);
  veche_edit_set_text (plan->edit, "event", event.uid, "kind", veche_demo_text (json, "kind"));
  veche_edit_set_ref (plan->edit, "event", event.uid, "community_id", plan->demo->community_uid);
  veche_edit_set_ref (plan->edit, "event", event.uid, "agenda_id", agenda->uid);
  if (json_object_has_member (json, "project"))
    veche_edit_set_ref (plan->edit, "event", event.uid, "project_id", plan->project_uid);
  veche_edit_set_int (plan->edit, "event", event.uid, "online", veche_demo_text (json, "link") != NULL);
  veche_edit_set_text (plan->edit, "event", event.uid, "place", veche_demo_text (json, "place"));
  veche_edit_set_text (plan->edit, "event", event.uid, "link", veche_demo_text (json, "link"));
  veche_edit_set_text (plan->edit, "event", event.uid, "starts", starts);
  veche_edit_set_text (plan->edit, "event", event.uid, "ends", ends);
  veche_edit_set_text (plan->edit, "event", event.uid, "tz", VECHE_DEMO_ZONE);
  veche_edit_set_text (plan->edit, "event", event.uid, "status",
                       status != NULL ? status
                       : event.past   ? "done"
                                      : "planned");
  veche_edit_set_text (plan->edit, "event", event.uid, "rrule", veche_demo_text (json, "rrule"));
  veche_edit_set_text (plan->edit, "event", event.uid, "notes", veche_demo_text (json, "notes"));
  veche_edit_set_int (plan->edit, "event", event.uid, "created", plan->demo->now - 130 * G_TIME_SPAN_DAY);

  veche_demo_add_named (plan, &event, veche_demo_list (json, "hosts"), "host");
  veche_demo_add_named (plan, &event, veche_demo_list (json, "speakers"), "speaker");
  veche_demo_add_guests (plan, &event, veche_demo_int (json, "guests", 0));
}

static void
veche_demo_add_steps (VecheDemoPlan *plan, const char *project, JsonArray *steps, const GDate *day)
{
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonArray *step = json_array_get_array_element (steps, i);
      const char *uid = veche_edit_insert (plan->edit, "project_step");
      GDate date = *day, today;
      char text[11];

      veche_demo_move (&date, json_array_get_int_element (step, 1));
      veche_demo_format (&date, text);
      veche_demo_today (plan->demo, &today);
      veche_edit_set_ref (plan->edit, "project_step", uid, "project_id", project);
      veche_edit_set_text (plan->edit, "project_step", uid, "title", json_array_get_string_element (step, 0));
      veche_edit_set_text (plan->edit, "project_step", uid, "day", text);
      veche_edit_set_int (plan->edit, "project_step", uid, "done", g_date_compare (&date, &today) < 0);
      veche_edit_set_int (plan->edit, "project_step", uid, "position", i);
    }
}

static void
veche_demo_fill_slot (VecheDemoPlan *plan, const char *project, const char *slot, const char *competency,
                      JsonArray *keys)
{
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      const char *uid = veche_edit_insert (plan->edit, "project_member");

      veche_edit_set_ref (plan->edit, "project_member", uid, "project_id", project);
      veche_edit_set_ref (plan->edit, "project_member", uid, "member_id",
                          veche_demo_person (plan->demo, json_array_get_string_element (keys, i))->uid);
      veche_edit_set_ref (plan->edit, "project_member", uid, "slot_id", slot);
      veche_edit_set_ref (plan->edit, "project_member", uid, "competency_id", competency);
    }
}

static void
veche_demo_add_slots (VecheDemoPlan *plan, const char *project, JsonArray *slots)
{
  for (guint i = 0; i < json_array_get_length (slots); i++)
    {
      JsonArray *slot = json_array_get_array_element (slots, i);
      g_autofree char *name = g_strconcat ("competency/", json_array_get_string_element (slot, 2), NULL);
      const char *competency = g_hash_table_lookup (plan->demo->named, name);
      const char *uid = veche_edit_insert (plan->edit, "project_slot");

      veche_edit_set_ref (plan->edit, "project_slot", uid, "project_id", project);
      veche_edit_set_text (plan->edit, "project_slot", uid, "title", json_array_get_string_element (slot, 0));
      veche_edit_set_text (plan->edit, "project_slot", uid, "about", json_array_get_string_element (slot, 1));
      veche_edit_set_ref (plan->edit, "project_slot", uid, "competency_id", competency);
      veche_edit_set_int (plan->edit, "project_slot", uid, "needed", json_array_get_int_element (slot, 3));
      veche_edit_set_int (plan->edit, "project_slot", uid, "position", i);
      veche_demo_fill_slot (plan, project, uid, competency, json_array_get_array_element (slot, 4));
    }
}

static void
veche_demo_add_project (VecheDemoPlan *plan, JsonObject *json)
{
  g_autofree char *now = veche_quarter_now (), *title = veche_demo_words (veche_demo_text (json, "title"));
  int back = veche_demo_int (json, "quarter", 0);
  g_autofree char *quarter = veche_quarter_step (now, back), *since = NULL, *until = NULL;
  VecheAgenda *agenda = g_ptr_array_index (plan->agendas,
                                           MIN (veche_demo_int (json, "agenda", 0), plan->agendas->len - 1));
  const char *uid = veche_edit_insert (plan->edit, "project");
  GDate day = plan->day;
  char text[11];

  if (back == 0)
    plan->project_uid = g_strdup (uid);
  else
    {
      veche_quarter_bounds (quarter, &since, &until);
      veche_demo_parse (until, &day);
      g_date_subtract_days (&day, 22);
    }
  veche_demo_format (&day, text);
  veche_edit_set_ref (plan->edit, "project", uid, "community_id", plan->demo->community_uid);
  veche_edit_set_ref (plan->edit, "project", uid, "agenda_id", agenda->uid);
  veche_edit_set_text (plan->edit, "project", uid, "quarter", quarter);
  veche_edit_set_text (plan->edit, "project", uid, "title", title);
  veche_edit_set_text (plan->edit, "project", uid, "goal", veche_demo_text (json, "goal"));
  veche_edit_set_text (plan->edit, "project", uid, "status", veche_demo_text (json, "status"));
  veche_edit_set_ref (plan->edit, "project", uid, "owner_id",
                      veche_demo_person (plan->demo, veche_demo_text (json, "owner"))->uid);
  veche_edit_set_text (plan->edit, "project", uid, "starts", text);
  veche_edit_set_text (plan->edit, "project", uid, "outcome", veche_demo_text (json, "outcome"));
  veche_edit_set_int (plan->edit, "project", uid, "created", plan->demo->now + (MIN (back, 0) * 91 - 80) * G_TIME_SPAN_DAY);
  veche_demo_add_steps (plan, uid, veche_demo_list (json, "steps"), &day);
  veche_demo_add_slots (plan, uid, veche_demo_list (json, "slots"));
}

/* What is left to do for the big day; and by which words a message carries which agenda. */
static gboolean
veche_demo_add_tasks (VecheDemoPlan *plan, JsonArray *tasks, GError **error)
{
  GDate today;

  veche_demo_today (plan->demo, &today);
  for (guint i = 0; tasks != NULL && i < json_array_get_length (tasks); i++)
    {
      JsonArray *json = json_array_get_array_element (tasks, i);
      const char *owner = json_array_get_null_element (json, 2) ? NULL : json_array_get_string_element (json, 2), *uid;
      GDate day = plan->day;
      char text[11];
      VecheTaskNew task = { .title = json_array_get_string_element (json, 0), .due = text, .project_uid = plan->project_uid,
                            .owner_uid = owner != NULL ? veche_demo_person (plan->demo, owner)->uid : NULL, .shift = VECHE_TASK_NO_SHIFT };

      veche_demo_move (&day, (int) json_array_get_int_element (json, 1));
      veche_demo_format (&day, text);
      uid = veche_tasks_edit_add (plan->demo->db, plan->edit, &task, error);
      if (uid == NULL)
        return FALSE;
      if (g_date_compare (&day, &today) < 0)
        {
          veche_edit_set_text (plan->edit, "task", uid, "state", "done");
          veche_edit_set_int (plan->edit, "task", uid, "closed", plan->demo->now - G_TIME_SPAN_DAY);
        }
    }

  return TRUE;
}

static gboolean
veche_demo_add_rules (VecheDemoPlan *plan, JsonArray *rules, GError **error)
{
  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++)
    {
      JsonArray *json = json_array_get_array_element (rules, i);
      guint at = MIN ((guint) json_array_get_int_element (json, 0), plan->agendas->len - 1);
      const VecheAgenda *agenda = g_ptr_array_index (plan->agendas, at);

      if (!veche_agendas_edit_add_rule (plan->demo->db, plan->edit, agenda->uid, json_array_get_string_element (json, 1), NULL, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_demo_add_plan (VecheDemo *self, VecheEdit *edit, GError **error)
{
  JsonObject *json = veche_demo_object (self, "plan.json");
  JsonArray *events = veche_demo_list (json, "events"), *projects = veche_demo_list (json, "projects");
  g_autoptr (GPtrArray) agendas = veche_plan_agendas (self->db, error);
  VecheDemoPlan plan = { .demo = self, .edit = edit, .agendas = agendas };
  gboolean ok;

  if (agendas == NULL)
    return FALSE;

  veche_demo_big_day (self, &plan.day);
  for (guint i = 0; i < json_array_get_length (projects); i++)
    veche_demo_add_project (&plan, json_array_get_object_element (projects, i));
  for (guint i = 0; i < json_array_get_length (events); i++)
    veche_demo_add_event (&plan, json_array_get_object_element (events, i));
  ok = veche_demo_add_tasks (&plan, veche_demo_list (json, "tasks"), error) && veche_demo_add_rules (&plan, veche_demo_list (json, "rules"), error);
  g_free (plan.project_uid);

  return ok;
}
