/* veche-events-copy.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What belongs to an event goes along with its time, and to the one that is made of it: the programme with its speakers, who is expected, the links.
 */

#include "store/veche-events-private.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

static void
set_number (VecheEdit *edit, const char *table, const char *uid, const char *field, gint64 number)
{
  if (number != 0)
    veche_edit_set_int (edit, table, uid, field, number);
}

static void
set_words (VecheEdit *edit, const char *table, const char *uid, const char *field, const char *words)
{
  if (words != NULL)
    veche_edit_set_text (edit, table, uid, field, words);
}

static void
set_ref (VecheEdit *edit, const char *table, const char *uid, const char *field, const char *ref_uid)
{
  if (ref_uid != NULL)
    veche_edit_set_ref (edit, table, uid, field, ref_uid);
}

/*** The programme ***/

static void
copy_item (VecheEdit *edit, const VecheProgrammeItem *item, const VecheEventCard *from, const char *into, const char *starts, guint position)
{
  g_autofree char *at = veche_events_shift_end (from->starts, item->starts, starts);
  const char *uid = veche_events_edit_add_item (edit, into, item->kind, item->title, at, item->minutes, position);

  set_words (edit, "event_item", uid, "about", item->about);
  set_words (edit, "event_item", uid, "room", item->room);
  set_ref (edit, "event_item", uid, "competency_id", item->competency_uid);
  set_number (edit, "event_item", uid, "level", item->level);
  for (guint i = 0; i < item->speakers->len; i++)
    {
      const VecheSpeaker *speaker = item->speakers->pdata[i];
      const char *copy;

      if (strcmp (speaker->state, "declined") == 0)
        continue;
      copy = veche_events_edit_add_speaker (edit, uid, speaker->member_uid, speaker->member_uid == NULL ? speaker->name : NULL);
      veche_edit_set_text (edit, "event_speaker", copy, "state", speaker->state);
      set_number (edit, "event_speaker", copy, "position", i);
    }
}

static gboolean
copy_programme (VecheDb *db, VecheEdit *edit, const VecheEventCard *from, const char *into, const char *starts, GError **error)
{
  g_autoptr (GPtrArray) items = veche_events_list_programme (db, from->uid, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    copy_item (edit, items->pdata[i], from, into, starts, i);

  return items != NULL;
}

gboolean
veche_events_move_programme (VecheDb *db, VecheEdit *edit, const VecheEventCard *event, const char *starts, GError **error)
{
  g_autoptr (GPtrArray) items = veche_events_list_programme (db, event->uid, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const VecheProgrammeItem *item = items->pdata[i];
      g_autofree char *at = veche_events_shift_end (event->starts, item->starts, starts);

      if (at != NULL && strcmp (at, item->starts) != 0)
        veche_edit_set_text (edit, "event_item", item->uid, "starts", at);
    }

  return items != NULL;
}

/*** Who is expected ***/

static gboolean
is_expected (const VecheGuest *guest)
{
  static const char *const expected[] = { "invited", "accepted", "waiting", NULL };

  return g_strv_contains (expected, guest->status);
}

static gboolean
copy_people (VecheDb *db, VecheEdit *edit, const VecheEventCard *from, const char *into, GError **error)
{
  g_autoptr (GPtrArray) guests = veche_events_list_guests (db, from->uid, NULL, error);

  for (guint i = 0; guests != NULL && i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];
      const char *uid;

      if (!is_expected (guest))
        continue;
      uid = veche_edit_insert (edit, "event_participant");
      veche_edit_set_ref (edit, "event_participant", uid, "event_id", into);
      veche_edit_set_ref (edit, "event_participant", uid, "member_id", guest->member_uid);
      veche_edit_set_text (edit, "event_participant", uid, "role", guest->role);
      veche_edit_set_text (edit, "event_participant", uid, "status", guest->status);
      set_number (edit, "event_participant", uid, "at", guest->at);
      set_number (edit, "event_participant", uid, "answered", guest->answered);
      set_words (edit, "event_participant", uid, "note", guest->note);
    }

  return guests != NULL;
}

/*** Links ***/

static gboolean
copy_links (VecheDb *db, VecheEdit *edit, const VecheEventCard *from, const char *into, GError **error)
{
  static const char sql[] = "SELECT kind, title, url FROM plan_link WHERE event_id = ?1 ORDER BY position, id";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, from->id);
  for (guint i = 0; veche_statement_step (row, &local); i++)
    {
      const char *uid = veche_edit_insert (edit, "plan_link");

      veche_edit_set_ref (edit, "plan_link", uid, "event_id", into);
      veche_edit_set_text (edit, "plan_link", uid, "kind", veche_statement_text (row, 0));
      veche_edit_set_text (edit, "plan_link", uid, "title", veche_statement_text (row, 1));
      veche_edit_set_text (edit, "plan_link", uid, "url", veche_statement_text (row, 2));
      set_number (edit, "plan_link", uid, "position", i);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_events_copy_parts (VecheDb *db, VecheEdit *edit, const VecheEventCard *from, const char *into, const char *starts, GError **error)
{
  if (from->remind >= 0)
    veche_edit_set_int (edit, "event", into, "remind", from->remind);
  set_number (edit, "event", into, "price", from->price);
  set_words (edit, "event", into, "currency", from->currency);
  set_words (edit, "event", into, "notes", from->notes);
  set_words (edit, "event", into, "survey", from->survey);
  set_words (edit, "event", into, "answers", from->answers);
  set_ref (edit, "event", into, "sponsor_id", from->sponsor_uid);

  return copy_programme (db, edit, from, into, starts, error) && copy_people (db, edit, from, into, error) && copy_links (db, edit, from, into, error);
}
