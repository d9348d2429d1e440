/* veche-events-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-events-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"
#include "store/veche-tasks-table.h"
#include "store/veche-workspace.h"

gboolean
veche_events_refuse (GError **error, const char *format, const char *what)
{
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *message = g_strjoinv (what, around);

  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

static gboolean
check_time (const char *starts, const char *ends, const char *tz, GError **error)
{
  gint64 from, until, last, none;

  if (tz != NULL && !veche_when_zone_exists (tz))
    return veche_events_refuse (error, "There is no time zone “%s”", tz);
  if (!veche_when_span (starts, NULL, tz, &from, &until))
    return veche_events_refuse (error, "“%s” is no time: write it like 2026-12-13T19:00, or 2026-12-13 for a whole day", starts != NULL ? starts : "");
  if (ends == NULL)
    return TRUE;
  if (!veche_when_span (ends, NULL, tz, &last, &none))
    return veche_events_refuse (error, "“%s” is no time: write it like 2026-12-13T21:00", ends);
  if (veche_when_is_day (starts) != veche_when_is_day (ends))
    return veche_events_refuse (error, "It starts and ends with days, or with times: not “%s”", ends);

  return last >= from || veche_events_refuse (error, "It can't end (%s) before it starts", ends);
}

static void
set_texts (VecheEdit *edit, const char *uid, const VecheEventNew *event)
{
  const struct { const char *field, *text; } texts[] = {
    { "kind", event->kind },   { "ends", event->ends },     { "place", event->place }, { "link", event->link },
    { "about", event->about }, { "status", event->status }, { "rrule", event->rrule },
  };
  const struct { const char *field, *ref; } refs[] = { { "project_id", event->project_uid }, { "agenda_id", event->agenda_uid }, { "owner_id", event->owner_uid } };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text != NULL)
      veche_edit_set_text (edit, "event", uid, texts[i].field, texts[i].text);
  for (gsize i = 0; i < G_N_ELEMENTS (refs); i++)
    if (refs[i].ref != NULL)
      veche_edit_set_ref (edit, "event", uid, refs[i].field, refs[i].ref);
}

/* The agenda of a project. (transfer full) (nullable) */
static char *
find_agenda (VecheDb *db, const char *project_uid)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT a.uid FROM project AS p JOIN agenda AS a ON a.id = p.agenda_id WHERE p.uid = ?1");
  char *uid = NULL;

  veche_statement_bind_text (row, 1, project_uid);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return uid;
}

const char *
veche_events_edit_add (VecheDb *db, VecheEdit *edit, const VecheEventNew *event, GError **error)
{
  g_autofree char *title = event->title != NULL ? veche_text_tidy (event->title) : NULL, *community = NULL;
  gint64 only = veche_workspace_only_community (db);
  const char *uid;

  if (title == NULL)
    veche_events_refuse (error, "%s", "An event needs a title");
  if (title == NULL || !check_time (event->starts, event->ends, event->tz, error)
      || (event->rrule != NULL && !veche_when_rule_check (event->rrule, error)))
    return NULL;

  uid = veche_edit_insert (edit, "event");
  community = only != 0 ? veche_db_uid_for_id (db, "community", only) : NULL;
  veche_edit_set_ref (edit, "event", uid, "community_id", community);
  veche_edit_set_text (edit, "event", uid, "title", title);
  veche_edit_set_text (edit, "event", uid, "starts", event->starts);
  veche_edit_set_text (edit, "event", uid, "tz", event->tz != NULL ? event->tz : veche_when_own_zone ());
  veche_edit_set_int (edit, "event", uid, "online", event->online);
  veche_edit_set_int (edit, "event", uid, "created", veche_now ());
  if (event->capacity != 0)
    veche_edit_set_int (edit, "event", uid, "capacity", event->capacity);
  set_texts (edit, uid, event);
  /* What is done for a project is done for its agenda. */
  if (event->project_uid != NULL && event->agenda_uid == NULL)
    {
      g_autofree char *agenda_uid = find_agenda (db, event->project_uid);

      veche_edit_set_ref (edit, "event", uid, "agenda_id", agenda_uid);
    }

  return uid;
}

/*** To another time ***/

#define OCCURRENCES_SQL                                                                                               \
  "SELECT 'event_mark', k.uid, k.recurs FROM event_mark AS k WHERE k.event_id = ?1"                                   \
  " UNION ALL SELECT 'event', o.uid, o.recurs FROM event AS o WHERE o.series_id = ?1 AND o.recurs IS NOT NULL ORDER BY 3"

#define MOST_OCCURRENCES 5000

/* The start of the moved series that stands for recurs: the one of the same number; where there is none, the same time so many days on. (transfer full) */
static char *
moved_occurrence (GStrv old, GStrv new, const char *recurs, const char *starts, int days)
{
  g_autofree char *day = NULL, *to = NULL;

  for (guint i = 0; old[i] != NULL && new[i] != NULL; i++)
    if (strcmp (old[i], recurs) == 0)
      return g_strdup (new[i]);
  day = veche_when_day (recurs);
  to = veche_when_add_days (day, days);

  return to != NULL ? g_strconcat (to, starts + strlen (to), NULL) : NULL;
}

/* What stands for occurrences of a series, from the one of first on, stands for those of rule that begin at starts.  The one in front goes first: none
 * comes to a day that another still holds. into (nullable): the series that they are of then. */
static gboolean
move_occurrences (VecheDb *db, VecheEdit *edit, const VecheEventCard *event, const char *first, const char *rule, const char *starts, const char *into, GError **error)
{
  int days = veche_when_days_between (first, starts);
  g_auto (GStrv) old = veche_when_recur (event->rrule, event->starts, event->tz, first, NULL, MOST_OCCURRENCES);
  g_auto (GStrv) new = veche_when_recur (rule, starts, event->tz, starts, NULL, MOST_OCCURRENCES);
  VecheStatement *row = veche_db_prepare (db, days > 0 ? OCCURRENCES_SQL " DESC" : OCCURRENCES_SQL);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, event->id);
  while (veche_statement_step (row, &local))
    {
      const char *table = veche_statement_text (row, 0), *uid = veche_statement_text (row, 1);
      g_autofree char *recurs = moved_occurrence (old, new, veche_statement_text (row, 2), starts, days);

      if (into != NULL && strcmp (veche_statement_text (row, 2), first) < 0)
        continue;
      if (into != NULL)
        veche_edit_set_ref (edit, table, uid, strcmp (table, "event") == 0 ? "series_id" : "event_id", into);
      if (recurs != NULL)
        veche_edit_set_text (edit, table, uid, "recurs", recurs);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_events_edit_time (VecheDb *db, VecheEdit *edit, const char *uid, const char *starts, const char *ends, const char *tz, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, uid, error);
  gboolean endless = ends != NULL && *ends == '\0';
  g_autofree char *kept = NULL;

  if (endless)
    ends = NULL;
  if (event == NULL || !check_time (starts, ends, tz, error))
    return FALSE;
  if (ends == NULL && !endless && event->ends != NULL && veche_when_is_day (starts) == event->whole)
    ends = kept = veche_events_shift_end (event->starts, event->ends, starts);

  veche_edit_set_text (edit, "event", uid, "starts", starts);
  veche_edit_set_text (edit, "event", uid, "ends", ends);
  if (tz != NULL)
    veche_edit_set_text (edit, "event", uid, "tz", tz);
  if (event->rrule != NULL)
    {
      g_autofree char *rule = veche_when_rule_follow (event->rrule, event->starts, starts);

      if (strcmp (rule, event->rrule) != 0)
        veche_edit_set_text (edit, "event", event->uid, "rrule", rule);
      if (!move_occurrences (db, edit, event, event->starts, rule, starts, NULL, error))
        return FALSE;
    }

  return veche_events_move_programme (db, edit, event, starts, error) && veche_tasks_edit_follow (db, edit, "event", uid, starts, error);
}

/*** One of a series ***/

static VecheEventCard *
load_ritual (VecheDb *db, const char *uid, const char *recurs, GError **error)
{
  g_autoptr (VecheEventCard) ritual = veche_events_load (db, uid, error);
  g_auto (GStrv) times = NULL;

  if (ritual == NULL)
    return NULL;
  if (ritual->rrule == NULL)
    {
      veche_events_refuse (error, "“%s” takes place once", ritual->title);
      return NULL;
    }
  times = veche_when_recur (ritual->rrule, ritual->starts, ritual->tz, recurs, NULL, 1);
  if (times[0] == NULL || strcmp (times[0], recurs) != 0)
    {
      veche_events_refuse (error, "It does not take place at “%s”", recurs);
      return NULL;
    }

  return g_steal_pointer (&ritual);
}

/* (transfer full) (nullable): the uid of what stands for that occurrence in the table. */
static char *
find_recurs (VecheDb *db, const char *sql, const char *ritual_uid, const char *recurs)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, ritual_uid);
  veche_statement_bind_text (row, 2, recurs);
  if (veche_statement_step (row, NULL))
    {
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
    }

  return uid;
}

#define MARK_SQL "SELECT k.uid FROM event AS e JOIN event_mark AS k ON k.event_id = e.id WHERE e.uid = ?1 AND k.recurs = ?2"
#define OWN_SQL  "SELECT o.uid FROM event AS e JOIN event AS o ON o.series_id = e.id WHERE e.uid = ?1 AND o.recurs = ?2"

gboolean
veche_events_edit_mark (VecheDb *db, VecheEdit *edit, const char *ritual_uid, const char *recurs, const char *mark, const char *note, GError **error)
{
  g_autoptr (VecheEventCard) ritual = load_ritual (db, ritual_uid, recurs, error);
  g_autofree char *there = NULL, *own = NULL;
  const char *uid;

  if (ritual == NULL)
    return FALSE;
  if (mark != NULL && strcmp (mark, "skipped") != 0 && strcmp (mark, "done") != 0)
    return veche_events_refuse (error, "“%s” is no mark: skipped or done", mark);

  own = find_recurs (db, OWN_SQL, ritual_uid, recurs);
  if (own != NULL)
    {
      veche_edit_set_text (edit, "event", own, "status", mark == NULL ? "planned" : strcmp (mark, "done") == 0 ? "done" : "cancelled");
      return TRUE;
    }
  there = find_recurs (db, MARK_SQL, ritual_uid, recurs);
  if (mark == NULL)
    {
      if (there != NULL)
        veche_edit_delete (edit, "event_mark", there);
      return TRUE;
    }
  uid = there != NULL ? there : veche_edit_insert (edit, "event_mark");
  if (there == NULL)
    {
      veche_edit_set_ref (edit, "event_mark", uid, "event_id", ritual_uid);
      veche_edit_set_text (edit, "event_mark", uid, "recurs", recurs);
      veche_edit_set_int (edit, "event_mark", uid, "at", veche_now ());
    }
  veche_edit_set_text (edit, "event_mark", uid, "state", mark);
  if (note != NULL)
    veche_edit_set_text (edit, "event_mark", uid, "note", *note != '\0' ? note : NULL);

  return TRUE;
}

/* An event like the ritual, at another time; rrule (nullable): a ritual as well. Its uid (borrowed from the edit). */
static const char *
copy_ritual (VecheDb *db, VecheEdit *edit, const VecheEventCard *ritual, const char *to, const char *rrule, GError **error)
{
  g_autofree char *ends = veche_events_shift_end (ritual->starts, ritual->ends, to);
  const VecheEventNew event = { .title = ritual->title, .kind = ritual->kind, .starts = to, .ends = ends, .tz = ritual->tz, .place = ritual->place,
                                .link = ritual->link, .about = ritual->about, .project_uid = ritual->project_uid, .agenda_uid = ritual->agenda_uid,
                                .owner_uid = ritual->owner_uid, .rrule = rrule, .online = ritual->online, .capacity = ritual->capacity };
  const char *uid = veche_events_edit_add (db, edit, &event, error);

  return uid != NULL && veche_events_copy_parts (db, edit, ritual, uid, to, error) ? uid : NULL;
}

char *
veche_events_edit_occurrence (VecheDb *db, VecheEdit *edit, const char *ritual_uid, const char *recurs, const char *starts, GError **error)
{
  g_autoptr (VecheEventCard) ritual = load_ritual (db, ritual_uid, recurs, error);
  g_autofree char *own = NULL, *mark = NULL;
  const char *to = starts != NULL ? starts : recurs, *uid;

  if (ritual == NULL)
    return NULL;
  own = find_recurs (db, OWN_SQL, ritual_uid, recurs);
  if (own != NULL)
    return starts == NULL || veche_events_edit_time (db, edit, own, starts, NULL, NULL, error) ? g_steal_pointer (&own) : NULL;

  uid = copy_ritual (db, edit, ritual, to, NULL, error);
  if (uid == NULL)
    return NULL;
  veche_edit_set_ref (edit, "event", uid, "series_id", ritual_uid);
  veche_edit_set_text (edit, "event", uid, "recurs", recurs);
  mark = find_recurs (db, MARK_SQL, ritual_uid, recurs);
  if (mark != NULL)
    veche_edit_delete (edit, "event_mark", mark);

  return g_strdup (uid);
}

/* The rule of those before an occurrence, of which there are n, the last on that day; and of itself with those that follow. */
static void
split_rule (const char *rrule, guint n, const char *last, char **before, char **after)
{
  g_auto (GStrv) parts = g_strsplit (rrule, ";", -1);
  g_autoptr (GString) first = g_string_new (NULL), rest = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean counted = g_ascii_strncasecmp (parts[i], "COUNT=", strlen ("COUNT=")) == 0;

      if (counted)
        g_string_append_printf (rest, "%sCOUNT=%" G_GINT64_FORMAT, rest->len > 0 ? ";" : "", g_ascii_strtoll (parts[i] + strlen ("COUNT="), NULL, 10) - n);
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? ";" : "", parts[i]);
      if (!counted && g_ascii_strncasecmp (parts[i], "UNTIL=", strlen ("UNTIL=")) != 0)
        g_string_append_printf (first, "%s%s", first->len > 0 ? ";" : "", parts[i]);
    }
  g_string_append_printf (first, ";UNTIL=%.4s%.2s%.2s", last, last + 5, last + 8);
  *before = g_strdup (first->str);
  *after = g_strdup (rest->str);
}

gboolean
veche_events_edit_following (VecheDb *db, VecheEdit *edit, const char *ritual_uid, const char *recurs, const char *starts, GError **error)
{
  g_autoptr (VecheEventCard) ritual = load_ritual (db, ritual_uid, recurs, error);
  g_auto (GStrv) earlier = NULL;
  g_autofree char *before = NULL, *after = NULL, *rule = NULL;
  const char *uid;
  guint n;

  if (ritual == NULL || !check_time (starts, NULL, NULL, error))
    return FALSE;
  earlier = veche_when_recur (ritual->rrule, ritual->starts, ritual->tz, ritual->starts, recurs, MOST_OCCURRENCES);
  n = g_strv_length (earlier);
  if (n == 0)
    return veche_events_edit_time (db, edit, ritual_uid, starts, NULL, NULL, error);

  split_rule (ritual->rrule, n, earlier[n - 1], &before, &after);
  rule = veche_when_rule_follow (after, recurs, starts);
  uid = copy_ritual (db, edit, ritual, starts, rule, error);
  if (uid == NULL)
    return FALSE;
  veche_edit_set_text (edit, "event", ritual_uid, "rrule", before);

  return move_occurrences (db, edit, ritual, recurs, rule, starts, uid, error);
}

/*** What an event consists of ***/

const char *
veche_events_edit_add_item (VecheEdit *edit, const char *event_uid, const char *kind, const char *title, const char *starts, int minutes, gint64 position)
{
  const char *uid = veche_edit_insert (edit, "event_item");

  veche_edit_set_ref (edit, "event_item", uid, "event_id", event_uid);
  veche_edit_set_text (edit, "event_item", uid, "kind", kind != NULL ? kind : "talk");
  veche_edit_set_text (edit, "event_item", uid, "title", title);
  veche_edit_set_text (edit, "event_item", uid, "starts", starts);
  if (minutes > 0)
    veche_edit_set_int (edit, "event_item", uid, "minutes", minutes);
  veche_edit_set_int (edit, "event_item", uid, "position", position);

  return uid;
}

const char *
veche_events_edit_add_speaker (VecheEdit *edit, const char *item_uid, const char *member_uid, const char *name)
{
  const char *uid = veche_edit_insert (edit, "event_speaker");

  veche_edit_set_ref (edit, "event_speaker", uid, "item_id", item_uid);
  veche_edit_set_ref (edit, "event_speaker", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "event_speaker", uid, "name", name);

  return uid;
}

const char *
veche_events_edit_add_entry (VecheEdit *edit, const char *event_uid, const char *member_uid, const char *title, const char *url)
{
  const char *uid = veche_edit_insert (edit, "event_entry");

  veche_edit_set_ref (edit, "event_entry", uid, "event_id", event_uid);
  veche_edit_set_ref (edit, "event_entry", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "event_entry", uid, "title", title);
  veche_edit_set_text (edit, "event_entry", uid, "url", url);
  veche_edit_set_int (edit, "event_entry", uid, "at", veche_now ());

  return uid;
}

const char *
veche_events_edit_add_poll (VecheEdit *edit, const char *event_uid, const char *question, const char *const *options)
{
  const char *uid = veche_edit_insert (edit, "event_poll");
  g_autofree char *lines = g_strjoinv ("\n", (char **) options);

  veche_edit_set_ref (edit, "event_poll", uid, "event_id", event_uid);
  veche_edit_set_text (edit, "event_poll", uid, "question", question);
  veche_edit_set_text (edit, "event_poll", uid, "options", lines);
  veche_edit_set_int (edit, "event_poll", uid, "at", veche_now ());

  return uid;
}

gboolean
veche_events_edit_vote (VecheDb *db, VecheEdit *edit, const char *poll_uid, const char *member_uid, guint option, GError **error)
{
  static const char sql[] =
    "SELECT p.options, EXISTS (SELECT 1 FROM event_vote AS v JOIN member AS m ON m.id = v.member_id WHERE v.poll_id = p.id AND m.uid = ?2 AND v.option = ?3)"
    "  FROM event_poll AS p WHERE p.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_auto (GStrv) options = NULL;
  gboolean there = FALSE;
  const char *uid;

  veche_statement_bind_text (row, 1, poll_uid);
  veche_statement_bind_text (row, 2, member_uid);
  veche_statement_bind_int (row, 3, option);
  if (veche_statement_step (row, error))
    {
      options = g_strsplit (veche_statement_text (row, 0), "\n", -1);
      there = veche_statement_int (row, 1) != 0;
      veche_statement_reset (row);
    }
  if (options == NULL || option >= g_strv_length (options))
    return veche_events_refuse (error, "There is no such answer to “%s”", poll_uid);
  if (there)
    return TRUE;

  uid = veche_edit_insert (edit, "event_vote");
  veche_edit_set_ref (edit, "event_vote", uid, "poll_id", poll_uid);
  veche_edit_set_ref (edit, "event_vote", uid, "member_id", member_uid);
  veche_edit_set_int (edit, "event_vote", uid, "option", option);
  veche_edit_set_int (edit, "event_vote", uid, "at", veche_now ());

  return TRUE;
}
