/* veche-cli-events.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Events and rituals: event add, list, done, guest; checkin; ritual add, list, done.
 */

#include "cli/veche-cli-plan.h"

#include <string.h>

#include "model/veche-edit.h"
#include "model/veche-when.h"
#include "store/veche-members-table.h"
#include "store/veche-plan-entries.h"
#include "store/veche-plan-templates.h"

static char *starts, *ends, *zone, *kind, *place, *link_text, *project, *status, *since, *until, *rule, *on, *role, *agenda, *note;
static int capacity;
static gboolean online, skipped, template, fresh;

/*** Printing ***/

void
veche_cli_add_event (JsonBuilder *json, VecheEvent *event)
{
  json_builder_begin_object (json);
  veche_cli_text (json, "uid", event->parent.uid);
  veche_cli_text (json, "title", event->title);
  veche_cli_text (json, "kind", event->kind);
  veche_cli_text (json, "starts", event->starts);
  veche_cli_text (json, "ends", event->ends);
  veche_cli_text (json, "tz", event->tz);
  veche_cli_time (json, "at", event->starts_at);
  veche_cli_bool (json, "online", event->online);
  veche_cli_text (json, "place", event->place);
  veche_cli_text (json, "link", event->link);
  veche_cli_text (json, "status", event->status);
  veche_cli_int (json, "coming", event->coming);
  veche_cli_int (json, "came", event->came);
  json_builder_end_object (json);
}

void
veche_cli_add_occurrence (JsonBuilder *json, const VecheOccurrence *one)
{
  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "kind", one->kind);
  veche_cli_text (json, "status", one->status);
  veche_cli_text (json, "starts", one->starts);
  veche_cli_text (json, "ends", one->ends);
  veche_cli_text (json, "tz", one->tz);
  veche_cli_time (json, "from", one->from);
  veche_cli_time (json, "until", one->until);
  veche_cli_bool (json, "ritual", one->ritual);
  veche_cli_text (json, "recurs", one->recurs);
  veche_cli_text (json, "mark", one->mark);
  veche_cli_bool (json, "online", one->online);
  veche_cli_text (json, "place", one->place);
  veche_cli_text (json, "agenda", one->agenda_name);
  veche_cli_text (json, "project", one->project_uid);
  veche_cli_int (json, "capacity", one->capacity);
  veche_cli_int (json, "coming", one->coming);
  veche_cli_int (json, "came", one->came);
}

/*** Adding ***/

static gboolean
build_event (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  g_autofree char *begin = veche_when_tidy (starts), *end = ends != NULL ? veche_when_tidy (ends) : NULL, *agenda_of = NULL, *template_uid = NULL;
  VecheEventNew event = { .title = cli->args[0], .kind = kind, .starts = begin, .ends = end, .tz = zone, .place = place, .link = link_text,
                          .status = status, .rrule = rule, .project_uid = project, .online = online || (link_text != NULL && place == NULL),
                          .capacity = (guint) MAX (capacity, 0) };
  char **uid = data;

  if (begin == NULL || (ends != NULL && end == NULL))
    return veche_cli_usage (error, "“%s” is not a time: write it like --starts 2026-12-13T19:00 --tz Europe/Moscow", begin == NULL ? starts : ends);
  if (agenda != NULL && (agenda_of = veche_cli_agenda_uid (cli, agenda, error)) == NULL)
    return FALSE;
  event.agenda_uid = agenda_of;
  if (event.kind == NULL && rule != NULL)
    event.kind = "ritual";
  *uid = g_strdup (veche_events_edit_add (cli->db, edit, &event, error));
  if (*uid == NULL || !template)
    return *uid != NULL;
  template_uid = veche_templates_find (cli->db, "event", kind != NULL ? kind : "meeting", error);

  return template_uid != NULL && veche_templates_edit_apply (cli->db, edit, template_uid, *uid, error);
}

/* What the person wrote can't be: that is wrong usage. */
static gboolean
to_usage (GError **error, GError *local)
{
  gboolean invalid = g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID) || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);

  if (invalid)
    veche_cli_usage (error, "%s", local->message);
  else
    g_propagate_error (error, g_error_copy (local));

  return FALSE;
}

static gboolean
add_event (VecheCli *cli, GError **error)
{
  static const char *const known[] = { "idea", "planned", "active", "done", "cancelled", NULL };
  g_autoptr (GError) local = NULL;
  g_autofree char *uid = NULL;

  if (*cli->args[0] == '\0')
    return veche_cli_usage (error, "an event needs a title");
  if (starts == NULL)
    return veche_cli_usage (error, "when does it start? Write it like --starts 2026-12-13T19:00");
  if (status != NULL && !g_strv_contains (known, status))
    return veche_cli_usage (error, "--status takes idea, planned, active, done, cancelled");
  if (!veche_cli_edit (cli, "event", cli->args[0], build_event, &uid, &local))
    return to_usage (error, local);
  veche_cli_print_made (cli, uid, cli->args[0]);

  return TRUE;
}

static gboolean
run_event_add (VecheCli *cli, GError **error)
{
  return add_event (cli, error);
}

static gboolean
run_ritual_add (VecheCli *cli, GError **error)
{
  if (rule == NULL)
    return veche_cli_usage (error, "how does it come again? Write it like --rule \"FREQ=WEEKLY;BYDAY=MO\"");

  return add_event (cli, error);
}

/*** Listing ***/

/* At its beginning: the last day that there is has no end. */
static gboolean
read_day (const char *day, gint64 *at, GError **error)
{
  if (!veche_when_is_valid (day))
    return veche_cli_usage (error, "“%s” is not a day: write it like 2026-12-13", day);
  *at = veche_when_instant (day, veche_when_own_zone ());

  return TRUE;
}

static gboolean
read_days (VecheEventsQuery *query, GError **error)
{
  g_autofree char *today = veche_when_today (veche_now (), NULL);

  if (!read_day (since != NULL ? since : today, &query->from, error))
    return FALSE;
  query->until = query->from + 92 * G_TIME_SPAN_DAY;

  return until == NULL || read_day (until, &query->until, error);
}

static gboolean
run_event_list (VecheCli *cli, GError **error)
{
  VecheEventsQuery query = { .status = status, .kind = kind, .project_uid = project, .with_skipped = skipped };
  g_autoptr (GPtrArray) events = NULL;

  if (!read_days (&query, error))
    return FALSE;
  events = veche_events_list (cli->db, &query, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const VecheOccurrence *one = events->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s %s  %s  (%s)", one->uid, one->starts, one->tz, one->title, one->mark != NULL ? one->mark : one->status);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_add_occurrence (json, one);
      veche_cli_print_json (json);
    }

  return events != NULL;
}

static gboolean
run_ritual_list (VecheCli *cli, GError **error)
{
  g_autoptr (GPtrArray) rituals = veche_events_list_rituals (cli->db, veche_now (), 3, error);

  for (guint i = 0; rituals != NULL && i < rituals->len; i++)
    {
      const VecheRitual *one = rituals->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s  next: %s", one->uid, one->title, one->rrule, one->next[0] != NULL ? one->next[0] : "–");
          continue;
        }
      json = veche_cli_json ();
      veche_cli_text (json, "uid", one->uid);
      veche_cli_text (json, "title", one->title);
      veche_cli_text (json, "rule", one->rrule);
      veche_cli_text (json, "starts", one->starts);
      veche_cli_text (json, "tz", one->tz);
      json_builder_set_member_name (json, "next");
      json_builder_begin_array (json);
      for (guint n = 0; one->next[n] != NULL; n++)
        json_builder_add_string_value (json, one->next[n]);
      json_builder_end_array (json);
      veche_cli_text (json, "last_done", one->last_done);
      veche_cli_int (json, "done", one->done);
      veche_cli_int (json, "skipped", one->skipped);
      veche_cli_print_json (json);
    }

  return rituals != NULL;
}

/*** What came of it ***/

static gboolean
build_done (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_events_edit_close (cli->db, edit, cli->args[0], error) >= 0;
}

static gboolean
run_event_done (VecheCli *cli, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (cli->db, cli->args[0], error);

  return event != NULL && veche_cli_edit (cli, "event", event->title, build_done, NULL, error);
}

static gboolean
build_mark (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_events_edit_mark (cli->db, edit, cli->args[0], data, skipped ? "skipped" : "done", note, error);
}

/* The occurrence meant: the one said, or the last one until now. */
static gboolean
run_ritual_done (VecheCli *cli, GError **error)
{
  g_autoptr (VecheEventCard) ritual = veche_events_load (cli->db, cli->args[0], error);
  g_autofree char *when = on != NULL ? veche_when_tidy (on) : NULL, *now = NULL;
  g_auto (GStrv) times = NULL;

  if (ritual == NULL)
    return FALSE;
  if (on != NULL && when == NULL)
    return veche_cli_usage (error, "“%s” is not a time: write it like 2026-12-13T19:00", on);
  now = veche_when_local (veche_now (), ritual->tz);
  if (ritual->rrule != NULL)
    times = veche_when_recur (ritual->rrule, ritual->starts, ritual->tz, when, when != NULL && veche_when_is_day (when) ? NULL : when == NULL ? now : NULL,
                              when != NULL ? 1 : 10000);
  if (times != NULL && times[0] != NULL && (when == NULL || g_str_has_prefix (times[0], when)))
    {
      g_free (when);
      when = g_strdup (times[g_strv_length (times) - 1]);
    }
  if (when == NULL)
    return veche_cli_usage (error, "“%s” has not taken place yet", ritual->title);

  return veche_cli_edit (cli, "ritual", ritual->title, build_mark, when, error);
}

typedef struct { char *recurs, *to, *uid; } Day;

static gboolean
build_day (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Day *day = data;

  day->uid = veche_events_edit_occurrence (cli->db, edit, cli->args[0], day->recurs, day->to, error);

  return day->uid != NULL;
}

static gboolean
run_ritual_day (VecheCli *cli, GError **error)
{
  g_autofree char *recurs = veche_when_tidy (cli->args[1]), *to = starts != NULL ? veche_when_tidy (starts) : NULL, *uid = NULL;
  Day day = { recurs, to, NULL };
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (recurs == NULL || (starts != NULL && to == NULL))
    return veche_cli_usage (error, "“%s” is not a time: write it like 2026-12-13T19:00", recurs == NULL ? cli->args[1] : starts);
  ok = veche_cli_edit (cli, "ritual", NULL, build_day, &day, &local);
  uid = day.uid;
  if (!ok)
    return to_usage (error, local);
  veche_cli_print_uid (cli, uid);

  return TRUE;
}

static gboolean
build_move (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  const Day *day = data;
  const VechePlanRef what = { VECHE_PLAN_EVENT, (char *) cli->args[0], day->recurs };

  return veche_plan_edit_following (cli->db, edit, &what, day->to, error);
}

static gboolean
run_ritual_move (VecheCli *cli, GError **error)
{
  g_autofree char *recurs = veche_when_tidy (cli->args[1]), *to = starts != NULL ? veche_when_tidy (starts) : NULL;
  Day day = { recurs, to, NULL };
  g_autoptr (GError) local = NULL;

  if (starts == NULL)
    return veche_cli_usage (error, "to when? Write it like --starts 2026-12-14T19:00");
  if (recurs == NULL || to == NULL)
    return veche_cli_usage (error, "“%s” is not a time: write it like 2026-12-13T19:00", recurs == NULL ? cli->args[1] : starts);

  return veche_cli_edit (cli, "ritual", NULL, build_move, &day, &local) || to_usage (error, local);
}

static gboolean
build_guest (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_events_edit_status (cli->db, edit, cli->args[0], data, role, status != NULL ? status : "invited", NULL, error);
}

static gboolean
run_event_guest (VecheCli *cli, GError **error)
{
  g_autofree char *uid = veche_cli_member_uid (cli, cli->args[1], NULL, error);
  g_autoptr (GError) local = NULL;

  if (uid == NULL)
    return FALSE;

  return veche_cli_edit (cli, "attendance", cli->subject, build_guest, uid, &local) || to_usage (error, local);
}

static void
print_guests (VecheCli *cli, const char *event_uid, GPtrArray *guests)
{
  for (guint i = 0; i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];
      JsonBuilder *json;

      if (!cli->json)
        {
          veche_cli_line ("%s  %s  %s  %s", guest->member_uid, guest->name, guest->role, guest->status);
          continue;
        }
      json = veche_cli_json ();
      veche_cli_person (json, "member", guest->member_uid, guest->name);
      veche_cli_text (json, "role", guest->role);
      veche_cli_text (json, "status", guest->status);
      veche_cli_int (json, "place", guest->place);
      veche_cli_bool (json, "walk_in", guest->walk_in);
      veche_cli_time (json, "arrived", guest->arrived);
      veche_cli_int (json, "rating", guest->rating);
      veche_cli_text (json, "feedback", guest->feedback);
      veche_cli_print_json (json);
    }
}

static gboolean
run_event_guests (VecheCli *cli, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (cli->db, cli->args[0], error);
  g_autoptr (GPtrArray) guests = event != NULL ? veche_events_list_guests (cli->db, event->uid, status, error) : NULL;

  if (guests != NULL)
    print_guests (cli, event->uid, guests);

  return guests != NULL;
}

/*** The door ***/

static gboolean
build_talk (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  return veche_events_edit_talk (cli->db, edit, cli->args[0], data, FALSE, error);
}

static gboolean
run_event_talk (VecheCli *cli, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uids = NULL;
  g_autoptr (GError) local = NULL;

  for (guint i = 1; i < cli->n_args; i++)
    {
      g_autofree char *uid = veche_cli_member_uid (cli, cli->args[i], NULL, error);

      if (uid == NULL)
        return FALSE;
      g_strv_builder_add (builder, uid);
    }
  uids = g_strv_builder_end (builder);

  return veche_cli_edit (cli, "talk", NULL, build_talk, uids, &local) || to_usage (error, local);
}

typedef struct { char *member_uid; gboolean fresh; } Arrival;

static gboolean
build_arrival (VecheCli *cli, VecheEdit *edit, gpointer data, GError **error)
{
  Arrival *arrival = data;
  g_autoptr (GError) local = NULL;

  if (arrival->member_uid == NULL)
    {
      arrival->member_uid = g_strdup (veche_edit_insert (edit, "member"));
      veche_edit_set_text (edit, "member", arrival->member_uid, "name", cli->args[1]);
      veche_edit_set_int (edit, "member", arrival->member_uid, "created", veche_now ());
    }
  arrival->fresh = veche_events_edit_check_in (cli->db, edit, cli->args[0], arrival->member_uid, veche_now (), &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return arrival->fresh;
}

static gboolean
run_checkin (VecheCli *cli, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (cli->db, cli->args[0], error);
  g_autofree char *uid = NULL;
  g_autoptr (GError) local = NULL;
  Arrival arrival = { NULL, FALSE };
  JsonBuilder *json;

  if (event == NULL)
    return FALSE;
  if (!fresh)
    {
      uid = veche_cli_member_uid (cli, cli->args[1], NULL, error);
      if (uid == NULL)
        return FALSE;
    }
  arrival.member_uid = g_strdup (uid);
  if (!veche_cli_edit (cli, "checkin", uid != NULL ? cli->subject : cli->args[1], build_arrival, &arrival, &local) && local != NULL)
    {
      g_free (arrival.member_uid);
      return to_usage (error, local);
    }
  if (cli->json)
    {
      json = veche_cli_json ();
      veche_cli_text (json, "event", event->uid);
      veche_cli_text (json, "member", arrival.member_uid);
      veche_cli_bool (json, "in", arrival.fresh);
      veche_cli_bool (json, "before", !arrival.fresh);
      veche_cli_print_json (json);
    }
  else
    veche_cli_line ("%s  %s", arrival.member_uid, arrival.fresh ? "is in" : "was in already");
  g_free (arrival.member_uid);

  return TRUE;
}

#define EVENT_OPTIONS                                                                                                 \
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, "Local time", "2026-12-13T19:00" },                                 \
  { "ends", 0, 0, G_OPTION_ARG_STRING, &ends, "Local time", "2026-12-13T21:00" },                                     \
  { "tz", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone; without it, this computer's", "Europe/Moscow" },              \
  { "online", 0, 0, G_OPTION_ARG_NONE, &online, "Takes place on the net", NULL },                                     \
  { "place", 0, 0, G_OPTION_ARG_STRING, &place, "Where", "TEXT" },                                                    \
  { "link", 0, 0, G_OPTION_ARG_STRING, &link_text, "The address of the call or page", "URL" },                        \
  { "project", 0, 0, G_OPTION_ARG_STRING, &project, "The project it belongs to", "UID" },                             \
  { "agenda", 0, 0, G_OPTION_ARG_STRING, &agenda, "The agenda it carries", "NAME" },                                  \
  { "capacity", 0, 0, G_OPTION_ARG_INT, &capacity, "How many guests fit", "N" },                                      \
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "idea, planned (without it), active, done, cancelled", "STATUS" }

static const GOptionEntry event_options[] = {
  EVENT_OPTIONS,
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "meeting (without it), webinar, talk, workshop, contest, ritual, other", "KIND" },
  { "template", 0, 0, G_OPTION_ARG_NONE, &template, "With the tasks of its kind", NULL },
  { NULL },
};

static const GOptionEntry ritual_options[] = {
  EVENT_OPTIONS,
  { "rule", 0, 0, G_OPTION_ARG_STRING, &rule, "When it comes again", "FREQ=WEEKLY;BYDAY=MO" },
  { NULL },
};

static const GOptionEntry list_options[] = {
  { "since", 0, 0, G_OPTION_ARG_STRING, &since, "From this day on; without it, today", "DAY" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "Before this day; without it, three months", "DAY" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, "Only this kind", "KIND" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "Only this status", "STATUS" },
  { "project", 0, 0, G_OPTION_ARG_STRING, &project, "Only of this project", "UID" },
  { "skipped", 0, 0, G_OPTION_ARG_NONE, &skipped, "Skipped and cancelled ones, too", NULL },
  { NULL },
};

static const GOptionEntry guest_options[] = {
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "invited (without it), accepted, waiting, declined, came, no-show, excused", "STATUS" },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, "host, speaker, helper, guest", "ROLE" },
  { NULL },
};

static const GOptionEntry guests_options[] = {
  { "status", 0, 0, G_OPTION_ARG_STRING, &status, "Only these", "STATUS" },
  { NULL },
};

static const GOptionEntry mark_options[] = {
  { "on", 0, 0, G_OPTION_ARG_STRING, &on, "Which one; without it, the last until now", "TIME" },
  { "skipped", 0, 0, G_OPTION_ARG_NONE, &skipped, "It did not take place", NULL },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, "What to remember of it", "TEXT" },
  { NULL },
};

static const GOptionEntry day_options[] = {
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, "Moves it there; local time", "2026-12-14T19:00" },
  { NULL },
};

static const GOptionEntry checkin_options[] = {
  { "new", 0, 0, G_OPTION_ARG_NONE, &fresh, "Somebody nobody knew, who becomes a member of that name", NULL },
  { NULL },
};

const VecheCliCommand veche_cli_events_commands[] = {
  { "event add", "TITLE --starts TIME [--tz ZONE] …", "Plan an event", VECHE_CLI_WRITES, 1, 1, event_options, run_event_add },
  { "event list", "[--since DAY] [--until DAY] …", "What takes place, rituals with every day of theirs", VECHE_CLI_READS, 0, 0, list_options,
    run_event_list },
  { "event done", "UID", "An event is over; who had agreed and did not come is marked so", VECHE_CLI_WRITES, 1, 1, NULL, run_event_done },
  { "event guest", "UID WHO [--status STATUS] [--role ROLE]", "Put somebody on the list, or write their answer down", VECHE_CLI_WRITES, 2, 2,
    guest_options, run_event_guest },
  { "event guests", "UID [--status STATUS]", "Who comes, and who waits for a place", VECHE_CLI_READS, 1, 1, guests_options, run_event_guests },
  { "event talk", "UID WHO WHO…", "Who spoke with whom there: a tie of each pair", VECHE_CLI_WRITES, 3, 1 + VECHE_EVENTS_MOST_IN_TALK, NULL, run_event_talk },
  { "checkin", "EVENT WHO [--new]", "Somebody is at the door", VECHE_CLI_WRITES, 2, 2, checkin_options, run_checkin },
  { "ritual add", "TITLE --starts TIME --rule RULE …", "Plan what comes again", VECHE_CLI_WRITES, 1, 1, ritual_options, run_ritual_add },
  { "ritual list", "", "What comes again, and when next", VECHE_CLI_READS, 0, 0, NULL, run_ritual_list },
  { "ritual day", "UID TIME [--starts TIME]", "One day of it becomes an event of its own, with guests, perhaps at another time", VECHE_CLI_WRITES, 2,
    2, day_options, run_ritual_day },
  { "ritual move", "UID TIME --starts TIME", "From that time on it is at another one; what was before stays", VECHE_CLI_WRITES, 2, 2, day_options, run_ritual_move },
  { "ritual done", "UID [--on TIME] [--skipped]", "One day of it was held, or skipped", VECHE_CLI_WRITES, 1, 1, mark_options, run_ritual_done },
  { NULL },
};
