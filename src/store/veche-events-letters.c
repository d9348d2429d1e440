/* veche-events-letters.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-events-letters.h"

#include <string.h>

#include "model/veche-when.h"
#include "model/veche-zones.h"
#include "store/veche-db.h"
#include "store/veche-events-private.h"
#include "store/veche-plan-team.h"
#include "store/veche-statement.h"

/*** Letters ***/

char *
veche_events_find_talk (VecheDb *db, const char *member_uid, const char *platform, const char *const *writers)
{
  char *talk = platform != NULL ? veche_team_find_talk (db, member_uid, platform, writers) : NULL;

  return talk != NULL ? talk : veche_team_find_talk (db, member_uid, NULL, writers);
}

gboolean
veche_events_edit_mention (VecheDb *db, VecheEdit *edit, const char *interaction_uid, GError **error)
{
  static const char sql[] = "SELECT i.at, t.id IS NOT NULL FROM interaction AS i LEFT JOIN triage AS t ON t.interaction_id = i.id WHERE i.id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;
  gboolean there = TRUE;
  gint64 at = 0;

  veche_statement_bind_int (row, 1, veche_db_id_for_uid (db, "interaction", interaction_uid));
  if (veche_statement_step (row, &local))
    {
      at = veche_statement_int (row, 0);
      there = veche_statement_int (row, 1) != 0;
      veche_statement_reset (row);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!there)
    {
      const char *uid = veche_edit_insert (edit, "triage");

      veche_edit_set_ref (edit, "triage", uid, "interaction_id", interaction_uid);
      veche_edit_set_text (edit, "triage", uid, "reason", "direct");
      veche_edit_set_int (edit, "triage", uid, "at", at);
      veche_edit_set_text (edit, "triage", uid, "state", "done");
      veche_edit_set_int (edit, "triage", uid, "closed", veche_now ());
    }

  return local == NULL;
}

/* A draft that was thrown away is none. waiting: one that was not sent yet. */
static gboolean
has_letter (VecheDb *db, const char *guest_uid, const char *kind, gboolean waiting)
{
  static const char sql[] =
    "SELECT 1 FROM event_participant AS h JOIN event_letter AS l ON l.participant_id = h.id WHERE h.uid = ?1 AND l.kind = ?2 AND (NOT ?3 AND "
    VECHE_LETTER_LIVES_SQL ("l") " OR " VECHE_LETTER_WAITS_SQL ("l") ")";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean there;

  veche_statement_bind_text (row, 1, guest_uid);
  veche_statement_bind_text (row, 2, kind);
  veche_statement_bind_int (row, 3, waiting);
  there = veche_statement_step (row, NULL);
  veche_statement_reset (row);

  return there;
}

static gboolean
is_meant (const VecheGuest *guest, const char *kind)
{
  if (strcmp (kind, "invitation") == 0)
    return strcmp (guest->status, "invited") == 0;
  if (strcmp (guest->status, "came") != 0)
    return FALSE;

  return strcmp (kind, "survey") == 0 || (guest->thanked == 0 && (strcmp (guest->role, "guest") != 0 || guest->reward != NULL));
}

static void
add_letter (VecheEdit *edit, const char *guest_uid, const char *kind, const char *talk, const char *text)
{
  const char *uid = veche_edit_insert (edit, "event_letter");

  veche_edit_set_ref (edit, "event_letter", uid, "participant_id", guest_uid);
  veche_edit_set_text (edit, "event_letter", uid, "kind", kind);
  veche_edit_set_ref (edit, "event_letter", uid, "interaction_id", talk);
  veche_edit_set_text (edit, "event_letter", uid, "text", text);
  veche_edit_set_int (edit, "event_letter", uid, "at", veche_now ());
}

gboolean
veche_events_edit_letter (VecheDb *db, VecheEdit *edit, const char *guest_uid, const char *kind, const char *talk, const char *text, GError **error)
{
  if (!veche_events_edit_mention (db, edit, talk, error))
    return FALSE;
  if (!has_letter (db, guest_uid, kind, TRUE))
    add_letter (edit, guest_uid, kind, talk, text);

  return TRUE;
}

gboolean
veche_events_edit_letters (VecheDb *db, VecheEdit *edit, const char *event_uid, const VecheLetters *letters, VecheLetterCount *count, GError **error)
{
  static const char *const kinds[] = { "invitation", "thanks", "survey", NULL };
  g_autoptr (VecheEventCard) event = NULL;
  g_autoptr (GPtrArray) guests = NULL;

  *count = (VecheLetterCount){ 0 };
  if (!g_strv_contains (kinds, letters->kind))
    return veche_events_refuse (error, "“%s” is no letter: invitation, thanks or survey", letters->kind);
  event = veche_events_load (db, event_uid, error);
  guests = event != NULL ? veche_events_list_guests (db, event_uid, NULL, error) : NULL;
  for (guint i = 0; guests != NULL && i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];
      g_autofree char *text = NULL, *talk = NULL;

      if (!is_meant (guest, letters->kind) || has_letter (db, guest->uid, letters->kind, FALSE))
        continue;
      if (guest->quiet)
        {
          count->quiet++;
          continue;
        }
      text = letters->words (event, guest, letters->data);
      if (text == NULL)
        continue;
      talk = veche_events_find_talk (db, guest->member_uid, guest->platform, letters->writers);
      if (talk != NULL && !veche_events_edit_mention (db, edit, talk, error))
        return FALSE;
      add_letter (edit, guest->uid, letters->kind, talk, text);
      count->drafts += talk != NULL;
      count->silent += talk == NULL;
    }

  return guests != NULL;
}

/*** Other clocks ***/

void
veche_elsewhere_free (VecheElsewhere *self)
{
  g_free (self->tz);
  g_free (self->local);
  g_free (self);
}

/* By the clock of the zone; NULL: it shows what the event's does. */
static VecheElsewhere *
elsewhere_new (const VecheEventCard *event, const char *tz)
{
  gint64 at = tz != NULL && !event->whole ? veche_when_instant (event->starts, event->tz) : 0;
  g_autofree char *local = at != 0 ? veche_when_local (at, tz) : NULL;
  gint64 ahead = local != NULL ? veche_when_instant (local, "UTC") - veche_when_instant (event->starts, "UTC") : 0;
  VecheElsewhere *self;

  if (ahead == 0)
    return NULL;
  self = g_new0 (VecheElsewhere, 1);
  self->tz = g_strdup (tz);
  self->local = g_steal_pointer (&local);
  self->minutes = (int) (ahead / G_TIME_SPAN_MINUTE);

  return self;
}

VecheElsewhere *
veche_elsewhere_of (const VecheEventCard *event, const char *town)
{
  return elsewhere_new (event, veche_zones_of_town (town));
}

/* Zone → how many live there. */
static gboolean
count_zones (VecheDb *db, const VecheEventCard *event, gboolean members, GHashTable *zones, GError **error)
{
  static const char of_guests[] =
    "SELECT m.city, count (*) FROM event_participant AS h JOIN member AS m ON m.id = h.member_id"
    " WHERE h.event_id = ?1 AND h.status IN ('invited', 'accepted', 'waiting', 'came') AND m.city IS NOT NULL GROUP BY m.city";
  static const char of_members[] =
    "SELECT m.city, count (*) FROM member AS m WHERE ?1 > 0 AND m.city IS NOT NULL AND m.archived = 0 GROUP BY m.city";
  VecheStatement *row = veche_db_prepare (db, members ? of_members : of_guests);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, event->id);
  while (veche_statement_step (row, &local))
    {
      const char *tz = veche_zones_of_town (veche_statement_text (row, 0));
      guint before = tz != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (zones, tz)) : 0;

      if (tz != NULL)
        g_hash_table_insert (zones, (gpointer) tz, GUINT_TO_POINTER (before + (guint) veche_statement_int (row, 1)));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the towns of guests: ");

  return FALSE;
}

static gint
compare_elsewhere (gconstpointer a, gconstpointer b)
{
  const VecheElsewhere *left = *(VecheElsewhere *const *) a, *right = *(VecheElsewhere *const *) b;

  return left->minutes != right->minutes ? left->minutes - right->minutes : right->people > left->people ? 1 : right->people < left->people ? -1 : 0;
}

GPtrArray *
veche_events_list_elsewhere (VecheDb *db, const VecheEventCard *event, GError **error)
{
  g_autoptr (GHashTable) zones = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_elsewhere_free);
  gboolean members = event->invited + event->accepted + event->waiting + event->came == 0;
  GHashTableIter iter;
  gpointer tz, people;

  if (event->whole)
    return g_steal_pointer (&found);
  if (!count_zones (db, event, members, zones, error))
    return NULL;
  g_hash_table_iter_init (&iter, zones);
  while (g_hash_table_iter_next (&iter, &tz, &people))
    {
      VecheElsewhere *one = elsewhere_new (event, tz);

      if (one == NULL)
        continue;
      one->people = GPOINTER_TO_UINT (people);
      g_ptr_array_add (found, one);
    }

  /* Zones whose clocks show the same are one, called by the one where most live. */
  g_ptr_array_sort (found, compare_elsewhere);
  for (guint i = found->len; i > 1; i--)
    {
      VecheElsewhere *one = found->pdata[i - 1], *before = found->pdata[i - 2];

      if (one->minutes != before->minutes)
        continue;
      before->people += one->people;
      g_ptr_array_remove_index (found, i - 1);
    }

  return g_steal_pointer (&found);
}
