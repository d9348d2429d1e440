/* veche-cli-event-show.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * event show, project show: all that the pages of the window say of one of them.
 */

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

typedef void (*AddFunc) (JsonBuilder *json, gpointer row);

static void
add_list (JsonBuilder *json, const char *key, GPtrArray *rows, AddFunc add)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++)
    {
      json_builder_begin_object (json);
      add (json, rows->pdata[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

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

static void
add_elsewhere (JsonBuilder *json, gpointer row)
{
  const VecheElsewhere *one = row;

  veche_cli_text (json, "tz", one->tz);
  veche_cli_text (json, "local", one->local);
  veche_cli_int (json, "minutes", one->minutes);
  veche_cli_int (json, "people", one->people);
}

static void
add_speaker (JsonBuilder *json, gpointer row)
{
  const VecheSpeaker *one = row;

  veche_cli_text (json, "uid", one->member_uid);
  veche_cli_text (json, "name", one->name);
  veche_cli_text (json, "state", one->state);
}

static void
add_part (JsonBuilder *json, gpointer row)
{
  const VecheProgrammeItem *one = row;

  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "kind", one->kind);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "starts", one->starts);
  veche_cli_int (json, "minutes", one->minutes);
  veche_cli_text (json, "room", one->room);
  veche_cli_text (json, "competency", one->competency);
  add_list (json, "speakers", one->speakers, add_speaker);
}

/* Letters: who was thanked and asked afterwards, and where a draft waits to be sent. */
static void
add_guest (JsonBuilder *json, gpointer row)
{
  const VecheGuest *one = row;

  veche_cli_person (json, "member", one->member_uid, one->name);
  veche_cli_text (json, "role", one->role);
  veche_cli_text (json, "status", one->status);
  veche_cli_text (json, "reward", one->reward);
  veche_cli_time (json, "rewarded", one->rewarded);
  veche_cli_time (json, "thanked", one->thanked);
  veche_cli_text (json, "thanks_to", one->thanks_to);
  veche_cli_time (json, "surveyed", one->surveyed);
  veche_cli_text (json, "survey_to", one->survey_to);
  veche_cli_bool (json, "quiet", one->quiet);
  veche_cli_int (json, "rating", one->rating);
  veche_cli_text (json, "feedback", one->feedback);
}

static void
add_entry (JsonBuilder *json, gpointer row)
{
  const VecheEntry *one = row;

  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "url", one->url);
  veche_cli_person (json, "member", one->member_uid, one->member_name);
  if (one->score >= 0)
    veche_cli_int (json, "score", one->score);
  veche_cli_int (json, "place", one->place);
  veche_cli_text (json, "prize", one->prize);
  veche_cli_time (json, "given", one->given);
}

static void
add_poll (JsonBuilder *json, gpointer row)
{
  const VechePoll *one = row;

  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "question", one->question);
  json_builder_set_member_name (json, "options");
  json_builder_begin_array (json);
  for (guint i = 0; one->options[i] != NULL && i < one->votes->len; i++)
    {
      json_builder_begin_object (json);
      veche_cli_text (json, "option", one->options[i]);
      veche_cli_int (json, "votes", g_array_index (one->votes, guint, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_voter (JsonBuilder *json, gpointer row)
{
  const VecheVoter *one = row;

  veche_cli_person (json, "member", one->member_uid, one->name);
  veche_cli_text (json, "answers", one->answers);
}

static void
add_talk (JsonBuilder *json, gpointer row)
{
  const VecheTalkPair *one = row;

  veche_cli_person (json, "a", one->a_uid, one->a_name);
  veche_cli_person (json, "b", one->b_uid, one->b_name);
  veche_cli_int (json, "messages", one->messages);
  veche_cli_bool (json, "new", one->new_tie);
  veche_cli_bool (json, "there", one->there);
}

static void
add_link (JsonBuilder *json, gpointer row)
{
  const VechePlanLink *one = row;

  veche_cli_text (json, "kind", one->kind);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "url", one->url);
}

static void
add_event_card (JsonBuilder *json, const VecheEventCard *card)
{
  const struct { const char *key, *text; } texts[] = {
    { "uid", card->uid },         { "title", card->title },     { "kind", card->kind },       { "status", card->status },
    { "starts", card->starts },   { "ends", card->ends },       { "tz", card->tz },           { "place", card->place },
    { "link", card->link },       { "about", card->about },     { "agenda", card->agenda_name }, { "project", card->project_uid },
    { "sponsor", card->sponsor_name }, { "currency", card->currency }, { "survey", card->survey }, { "answers", card->answers },
    { "outcome", card->outcome }, { "rule", card->rrule },
  };
  const struct { const char *key; gint64 number; } numbers[] = {
    { "price", card->price },       { "capacity", card->capacity }, { "invited", card->invited }, { "accepted", card->accepted },
    { "waiting", card->waiting },   { "declined", card->declined }, { "came", card->came },       { "no_show", card->no_show },
    { "excused", card->excused },   { "walk_ins", card->walk_ins }, { "tasks", card->tasks },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    veche_cli_text (json, texts[i].key, texts[i].text);
  veche_cli_person (json, "owner", card->owner_uid, card->owner_name);
  veche_cli_bool (json, "online", card->online);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    veche_cli_int (json, numbers[i].key, numbers[i].number);
}

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
  add_event_card (json, card);
  add_list (json, "elsewhere", event.elsewhere, add_elsewhere);
  add_list (json, "programme", event.programme, add_part);
  add_list (json, "guests", event.guests, add_guest);
  add_list (json, "entries", event.entries, add_entry);
  add_list (json, "polls", event.polls, add_poll);
  add_list (json, "voters", event.voters, add_voter);
  add_list (json, "talks", event.talks, add_talk);
  add_list (json, "links", event.links, add_link);
  veche_cli_print_json (json);

  return TRUE;
}

/*** A project ***/

static void
add_step (JsonBuilder *json, gpointer row)
{
  const VecheStep *one = row;

  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "day", one->day);
  veche_cli_bool (json, "done", one->done);
  veche_cli_person (json, "owner", one->owner_uid, one->owner_name);
}

static void
add_member (JsonBuilder *json, gpointer row)
{
  const VecheTeamMember *one = row;

  veche_cli_text (json, "uid", one->member_uid);
  veche_cli_text (json, "name", one->name);
  veche_cli_text (json, "slot", one->slot_uid);
  veche_cli_text (json, "competency", one->competency);
}

static void
add_slot (JsonBuilder *json, gpointer row)
{
  const VecheSlotCard *one = row;

  veche_cli_text (json, "uid", one->uid);
  veche_cli_text (json, "title", one->title);
  veche_cli_text (json, "competency", one->competency);
  veche_cli_int (json, "needed", one->needed);
  veche_cli_int (json, "filled", one->filled);
  veche_cli_int (json, "invited", one->invited);
}

static void
add_lesson (JsonBuilder *json, gpointer row)
{
  const VecheLesson *one = row;

  veche_cli_text (json, "project", one->project_uid);
  veche_cli_text (json, "quarter", one->quarter);
  veche_cli_text (json, "keep", one->keep);
  veche_cli_text (json, "alter", one->alter_next);
  veche_cli_text (json, "drop", one->drop_next);
}

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
  veche_cli_text (json, "uid", more->uid);
  veche_cli_text (json, "quarter", project->quarter);
  veche_cli_text (json, "title", project->title);
  veche_cli_text (json, "goal", project->goal);
  veche_cli_text (json, "status", project->status);
  veche_cli_text (json, "measure", more->measure);
  veche_cli_text (json, "result", more->result);
  veche_cli_text (json, "keep", more->keep);
  veche_cli_text (json, "alter", more->alter_next);
  veche_cli_text (json, "drop", more->drop_next);
  veche_cli_int (json, "tasks", more->tasks);
  veche_cli_int (json, "tasks_done", more->tasks_done);
  veche_cli_person (json, "owner", project->owner_uid, project->owner_name);
  add_list (json, "steps", project->steps, add_step);
  add_list (json, "slots", slots, add_slot);
  add_list (json, "team", project->team, add_member);
  add_list (json, "lessons", lessons, add_lesson);
  veche_cli_print_json (json);

  return TRUE;
}

const VecheCliCommand veche_cli_event_show_commands[] = {
  { "event show", "UID", "All of one event: programme, local times, letters, rewards, entries, polls, talks", VECHE_CLI_READS, 1, 1, NULL, run_event_show },
  { "project show", "UID", "All of one project: its steps, roles and team, what it taught", VECHE_CLI_READS, 1, 1, NULL, run_project_show },
  { NULL },
};
