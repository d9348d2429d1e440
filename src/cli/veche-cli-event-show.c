/* veche-cli-event-show.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event show, project show: all that the pages of the window say of one of them.
 */

#include "cli/veche-cli-columns.h"
#include "cli/veche-cli-plan.h"

#include "model/veche-when.h"
#include "store/veche-events-letters.h"
#include "store/veche-events-table.h"
#include "store/veche-events-voters.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-team.h"
#include "store/veche-plan-things.h"
#include "store/veche-tasks-table.h"

#define TALK_DAYS   14
#define MOST_TALKS  100
#define MOST_VOTERS 1000

/*** An event ***/

typedef struct { GPtrArray *elsewhere, *programme, *guests, *entries, *polls, *voters, *talks, *links; } Event;

static void
event_clear (Event *self)
{
  GPtrArray *lists[] = { self->elsewhere, self->programme, self->guests, self->entries, self->polls, self->voters, self->talks, self->links };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (&lists[i], g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Event, event_clear)

static gboolean
read_event (VecheDb *db, const VecheEventCard *card, Event *self, GError **error)
{
  return (self->elsewhere = veche_events_list_elsewhere (db, card, error)) != NULL
         && (self->programme = veche_events_list_programme (db, card->uid, error)) != NULL
         && (self->guests = veche_events_list_guests (db, card->uid, NULL, error)) != NULL
         && (self->entries = veche_events_list_entries (db, card->uid, error)) != NULL
         && (self->polls = veche_events_list_polls (db, card->uid, error)) != NULL
         && (self->voters = veche_events_list_voters (db, card->uid, MOST_VOTERS, error)) != NULL
         && (self->talks = veche_events_list_talks (db, card->uid, TALK_DAYS, MOST_TALKS, error)) != NULL
         && (self->links = veche_things_list_links (db, "event", card->uid, error)) != NULL;
}

static const VecheCliColumn elsewhere_columns[] = {
  VECHE_CLI_TEXT (VecheElsewhere, "tz", tz),
  VECHE_CLI_TEXT (VecheElsewhere, "local", local),
  VECHE_CLI_NUMBER (VecheElsewhere, "minutes", minutes),
  VECHE_CLI_NUMBER (VecheElsewhere, "people", people),
  VECHE_CLI_END,
};

static const VecheCliColumn speaker_columns[] = {
  VECHE_CLI_TEXT (VecheSpeaker, "uid", member_uid),
  VECHE_CLI_TEXT (VecheSpeaker, "name", name),
  VECHE_CLI_TEXT (VecheSpeaker, "state", state),
  VECHE_CLI_END,
};

static const VecheCliColumn part_columns[] = {
  VECHE_CLI_TEXT (VecheProgrammeItem, "uid", uid),
  VECHE_CLI_TEXT (VecheProgrammeItem, "kind", kind),
  VECHE_CLI_TEXT (VecheProgrammeItem, "title", title),
  VECHE_CLI_TEXT (VecheProgrammeItem, "starts", starts),
  VECHE_CLI_NUMBER (VecheProgrammeItem, "minutes", minutes),
  VECHE_CLI_TEXT (VecheProgrammeItem, "room", room),
  VECHE_CLI_TEXT (VecheProgrammeItem, "competency", competency),
  VECHE_CLI_LIST (VecheProgrammeItem, "speakers", speakers, speaker_columns),
  VECHE_CLI_END,
};

/* Letters: who was thanked and asked afterwards, and where a draft waits to be sent. */
static const VecheCliColumn guest_columns[] = {
  VECHE_CLI_PERSON (VecheGuest, "member", member_uid, name),
  VECHE_CLI_TEXT (VecheGuest, "role", role),
  VECHE_CLI_TEXT (VecheGuest, "status", status),
  VECHE_CLI_TEXT (VecheGuest, "reward", reward),
  VECHE_CLI_TIME (VecheGuest, "rewarded", rewarded),
  VECHE_CLI_TIME (VecheGuest, "thanked", thanked),
  VECHE_CLI_TEXT (VecheGuest, "thanks_to", thanks_to),
  VECHE_CLI_TIME (VecheGuest, "surveyed", surveyed),
  VECHE_CLI_TEXT (VecheGuest, "survey_to", survey_to),
  VECHE_CLI_BOOL (VecheGuest, "quiet", quiet),
  VECHE_CLI_NUMBER (VecheGuest, "rating", rating),
  VECHE_CLI_TEXT (VecheGuest, "feedback", feedback),
  VECHE_CLI_END,
};

static const VecheCliColumn entry_columns[] = {
  VECHE_CLI_TEXT (VecheEntry, "uid", uid),
  VECHE_CLI_TEXT (VecheEntry, "title", title),
  VECHE_CLI_TEXT (VecheEntry, "url", url),
  VECHE_CLI_PERSON (VecheEntry, "member", member_uid, member_name),
  VECHE_CLI_KNOWN (VecheEntry, "score", score),
  VECHE_CLI_NUMBER (VecheEntry, "place", place),
  VECHE_CLI_TEXT (VecheEntry, "prize", prize),
  VECHE_CLI_TIME (VecheEntry, "given", given),
  VECHE_CLI_END,
};

static void
add_poll (JsonBuilder *json, const VechePoll *poll)
{
  json_builder_begin_object (json);
  veche_cli_text (json, "uid", poll->uid);
  veche_cli_text (json, "question", poll->question);
  json_builder_set_member_name (json, "options");
  json_builder_begin_array (json);
  for (guint i = 0; poll->options[i] != NULL && i < poll->votes->len; i++)
    {
      json_builder_begin_object (json);
      veche_cli_text (json, "option", poll->options[i]);
      veche_cli_int (json, "votes", g_array_index (poll->votes, guint, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
add_polls (JsonBuilder *json, GPtrArray *polls)
{
  json_builder_set_member_name (json, "polls");
  json_builder_begin_array (json);
  for (guint i = 0; i < polls->len; i++)
    add_poll (json, polls->pdata[i]);
  json_builder_end_array (json);
}

static const VecheCliColumn voter_columns[] = {
  VECHE_CLI_PERSON (VecheVoter, "member", member_uid, name),
  VECHE_CLI_TEXT (VecheVoter, "answers", answers),
  VECHE_CLI_END,
};

static const VecheCliColumn talk_columns[] = {
  VECHE_CLI_PERSON (VecheTalkPair, "a", a_uid, a_name),
  VECHE_CLI_PERSON (VecheTalkPair, "b", b_uid, b_name),
  VECHE_CLI_NUMBER (VecheTalkPair, "messages", messages),
  VECHE_CLI_BOOL (VecheTalkPair, "new", new_tie),
  VECHE_CLI_BOOL (VecheTalkPair, "there", there),
  VECHE_CLI_END,
};

static const VecheCliColumn link_columns[] = {
  VECHE_CLI_TEXT (VechePlanLink, "kind", kind),
  VECHE_CLI_TEXT (VechePlanLink, "title", title),
  VECHE_CLI_TEXT (VechePlanLink, "url", url),
  VECHE_CLI_END,
};

static const VecheCliColumn event_columns[] = {
  VECHE_CLI_TEXT (VecheEventCard, "uid", uid),
  VECHE_CLI_TEXT (VecheEventCard, "title", title),
  VECHE_CLI_TEXT (VecheEventCard, "kind", kind),
  VECHE_CLI_TEXT (VecheEventCard, "status", status),
  VECHE_CLI_TEXT (VecheEventCard, "starts", starts),
  VECHE_CLI_TEXT (VecheEventCard, "ends", ends),
  VECHE_CLI_TEXT (VecheEventCard, "tz", tz),
  VECHE_CLI_TEXT (VecheEventCard, "place", place),
  VECHE_CLI_TEXT (VecheEventCard, "link", link),
  VECHE_CLI_TEXT (VecheEventCard, "about", about),
  VECHE_CLI_TEXT (VecheEventCard, "agenda", agenda_name),
  VECHE_CLI_TEXT (VecheEventCard, "project", project_uid),
  VECHE_CLI_TEXT (VecheEventCard, "sponsor", sponsor_name),
  VECHE_CLI_TEXT (VecheEventCard, "currency", currency),
  VECHE_CLI_TEXT (VecheEventCard, "survey", survey),
  VECHE_CLI_TEXT (VecheEventCard, "answers", answers),
  VECHE_CLI_TEXT (VecheEventCard, "outcome", outcome),
  VECHE_CLI_TEXT (VecheEventCard, "rule", rrule),
  VECHE_CLI_PERSON (VecheEventCard, "owner", owner_uid, owner_name),
  VECHE_CLI_BOOL (VecheEventCard, "online", online),
  VECHE_CLI_NUMBER (VecheEventCard, "price", price),
  VECHE_CLI_NUMBER (VecheEventCard, "capacity", capacity),
  VECHE_CLI_NUMBER (VecheEventCard, "invited", invited),
  VECHE_CLI_NUMBER (VecheEventCard, "accepted", accepted),
  VECHE_CLI_NUMBER (VecheEventCard, "waiting", waiting),
  VECHE_CLI_NUMBER (VecheEventCard, "declined", declined),
  VECHE_CLI_NUMBER (VecheEventCard, "came", came),
  VECHE_CLI_NUMBER (VecheEventCard, "no_show", no_show),
  VECHE_CLI_NUMBER (VecheEventCard, "excused", excused),
  VECHE_CLI_NUMBER (VecheEventCard, "walk_ins", walk_ins),
  VECHE_CLI_NUMBER (VecheEventCard, "tasks", tasks),
  VECHE_CLI_END,
};

static void
print_event (const VecheEventCard *card, const Event *event)
{
  veche_cli_line ("%s  %s  %s %s  (%s)", card->uid, card->title, card->starts, card->tz, card->status);
  for (guint i = 0; i < event->elsewhere->len; i++)
    {
      const VecheElsewhere *one = event->elsewhere->pdata[i];

      veche_cli_line ("there: %s  %s  %u people", one->local, one->tz, one->people);
    }
  for (guint i = 0; i < event->programme->len; i++)
    {
      const VecheProgrammeItem *one = event->programme->pdata[i];

      veche_cli_line ("programme: %s  %s  %d min", one->starts != NULL ? one->starts : "–", one->title, one->minutes);
    }
  veche_cli_line ("guests: %u invited, %u accepted, %u waiting, %u came", card->invited, card->accepted, card->waiting, card->came);
  for (guint i = 0; i < event->guests->len; i++)
    {
      const VecheGuest *one = event->guests->pdata[i];

      if (one->reward != NULL)
        veche_cli_line ("reward: %s  %s%s", one->name, one->reward, one->rewarded > 0 ? "  given" : "");
    }
  for (guint i = 0; i < event->entries->len; i++)
    {
      const VecheEntry *one = event->entries->pdata[i];

      veche_cli_line ("entry: %" G_GINT64_FORMAT "  %s  %s", one->place, one->title, one->member_name != NULL ? one->member_name : "–");
    }
}

static gboolean
run_event_show (VecheCli *cli, GError **error)
{
  g_autoptr (VecheEventCard) card = veche_events_load (cli->db, cli->args[0], error);
  g_auto (Event) event = { 0 };
  JsonBuilder *json;

  if (card == NULL || !read_event (cli->db, card, &event, error))
    return FALSE;
  if (!cli->json)
    {
      print_event (card, &event);
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_columns (json, event_columns, card);
  veche_cli_rows (json, "elsewhere", elsewhere_columns, event.elsewhere);
  veche_cli_rows (json, "programme", part_columns, event.programme);
  veche_cli_rows (json, "guests", guest_columns, event.guests);
  veche_cli_rows (json, "entries", entry_columns, event.entries);
  add_polls (json, event.polls);
  veche_cli_rows (json, "voters", voter_columns, event.voters);
  veche_cli_rows (json, "talks", talk_columns, event.talks);
  veche_cli_rows (json, "links", link_columns, event.links);
  veche_cli_print_json (json);

  return TRUE;
}

/*** A project ***/

static const VecheCliColumn step_columns[] = {
  VECHE_CLI_TEXT (VecheStep, "uid", uid),
  VECHE_CLI_TEXT (VecheStep, "title", title),
  VECHE_CLI_TEXT (VecheStep, "day", day),
  VECHE_CLI_BOOL (VecheStep, "done", done),
  VECHE_CLI_PERSON (VecheStep, "owner", owner_uid, owner_name),
  VECHE_CLI_END,
};

static const VecheCliColumn member_columns[] = {
  VECHE_CLI_TEXT (VecheTeamMember, "uid", member_uid),
  VECHE_CLI_TEXT (VecheTeamMember, "name", name),
  VECHE_CLI_TEXT (VecheTeamMember, "slot", slot_uid),
  VECHE_CLI_TEXT (VecheTeamMember, "competency", competency),
  VECHE_CLI_END,
};

static const VecheCliColumn slot_columns[] = {
  VECHE_CLI_TEXT (VecheSlotCard, "uid", uid),
  VECHE_CLI_TEXT (VecheSlotCard, "title", title),
  VECHE_CLI_TEXT (VecheSlotCard, "competency", competency),
  VECHE_CLI_NUMBER (VecheSlotCard, "needed", needed),
  VECHE_CLI_NUMBER (VecheSlotCard, "filled", filled),
  VECHE_CLI_NUMBER (VecheSlotCard, "invited", invited),
  VECHE_CLI_END,
};

static const VecheCliColumn lesson_columns[] = {
  VECHE_CLI_TEXT (VecheLesson, "project", project_uid),
  VECHE_CLI_TEXT (VecheLesson, "quarter", quarter),
  VECHE_CLI_TEXT (VecheLesson, "keep", keep),
  VECHE_CLI_TEXT (VecheLesson, "alter", alter_next),
  VECHE_CLI_TEXT (VecheLesson, "drop", drop_next),
  VECHE_CLI_END,
};

static const VecheCliColumn project_columns[] = {
  VECHE_CLI_TEXT (VecheRecord, "uid", uid),
  VECHE_CLI_TEXT (VecheProject, "quarter", quarter),
  VECHE_CLI_TEXT (VecheProject, "title", title),
  VECHE_CLI_TEXT (VecheProject, "goal", goal),
  VECHE_CLI_TEXT (VecheProject, "status", status),
  VECHE_CLI_END,
};

static const VecheCliColumn more_columns[] = {
  VECHE_CLI_TEXT (VecheProjectMore, "measure", measure),
  VECHE_CLI_TEXT (VecheProjectMore, "result", result),
  VECHE_CLI_TEXT (VecheProjectMore, "keep", keep),
  VECHE_CLI_TEXT (VecheProjectMore, "alter", alter_next),
  VECHE_CLI_TEXT (VecheProjectMore, "drop", drop_next),
  VECHE_CLI_NUMBER (VecheProjectMore, "tasks", tasks),
  VECHE_CLI_NUMBER (VecheProjectMore, "tasks_done", tasks_done),
  VECHE_CLI_END,
};

static gboolean
run_project_show (VecheCli *cli, GError **error)
{
  g_autoptr (VecheProjectMore) more = veche_team_load_project (cli->db, cli->args[0], error);
  VecheProject *project = more != NULL ? veche_plan_project (cli->db, more->uid, error) : NULL;
  g_autoptr (VecheRecord) record = (VecheRecord *) project;
  g_autoptr (GPtrArray) slots = project != NULL ? veche_team_list_slots (cli->db, more->uid, FALSE, error) : NULL;
  g_autoptr (GPtrArray) lessons = slots != NULL ? veche_team_list_lessons (cli->db, project->quarter, 3, error) : NULL;
  JsonBuilder *json;

  if (lessons == NULL)
    return FALSE;
  if (!cli->json)
    {
      veche_cli_line ("%s  %s  %s  (%s)  %u of %u people, %u of %u steps, %u of %u tasks", more->uid, project->quarter, project->title, project->status,
                      more->filled, more->needed, more->steps_done, more->steps, more->tasks_done, more->tasks);
      for (guint i = 0; i < project->team->len; i++)
        {
          const VecheTeamMember *one = project->team->pdata[i];

          veche_cli_line ("%s  %s", one->member_uid, one->name);
        }
      return TRUE;
    }
  json = veche_cli_json ();
  veche_cli_columns (json, project_columns, project);
  veche_cli_columns (json, more_columns, more);
  veche_cli_person (json, "owner", project->owner_uid, project->owner_name);
  veche_cli_rows (json, "steps", step_columns, project->steps);
  veche_cli_rows (json, "slots", slot_columns, slots);
  veche_cli_rows (json, "team", member_columns, project->team);
  veche_cli_rows (json, "lessons", lesson_columns, lessons);
  veche_cli_print_json (json);

  return TRUE;
}

const VecheCliCommand veche_cli_event_show_commands[] = {
  { "event show", "UID", "All of one event: programme, local times, letters, rewards, entries, polls, talks", VECHE_CLI_READS, 1, 1, NULL, run_event_show },
  { "project show", "UID", "All of one project: its steps, roles and team, what it taught", VECHE_CLI_READS, 1, 1, NULL, run_project_show },
  { NULL },
};
