/* veche-events-guests.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who comes: invitations, places, the waiting list, the door.
 */

#include "store/veche-events-private.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

typedef struct
{
  char *uid, *role, *status;   /* (owned) (nullable): not on the list */
} Place;

static void
place_clear (Place *self)
{
  g_free (self->uid);
  g_free (self->role);
  g_free (self->status);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
find_place (VecheDb *db, gint64 event_id, const char *member_uid, Place *place, GError **error)
{
  static const char sql[] =
    "SELECT h.uid, h.role, h.status FROM member AS m JOIN event_participant AS h ON h.member_id = m.id AND h.event_id = ?1 WHERE m.uid = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_text (row, 2, member_uid);
  if (veche_statement_step (row, &local))
    {
      place->uid = veche_statement_dup_text (row, 0);
      place->role = veche_statement_dup_text (row, 1);
      place->status = veche_statement_dup_text (row, 2);
      veche_statement_reset (row);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Puts somebody on the list who is not there yet. */
static const char *
need_place (VecheEdit *edit, const char *event_uid, const char *member_uid, const char *role, const Place *place)
{
  const char *uid = place->uid;

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "event_participant");
      veche_edit_set_ref (edit, "event_participant", uid, "event_id", event_uid);
      veche_edit_set_ref (edit, "event_participant", uid, "member_id", member_uid);
      veche_edit_set_int (edit, "event_participant", uid, "at", veche_now ());
    }
  if (role != NULL)
    veche_edit_set_text (edit, "event_participant", uid, "role", role);

  return uid;
}

static gboolean
check_role (const char *role, GError **error)
{
  static const char *const known[] = { "host", "speaker", "helper", "guest", NULL };

  return role == NULL || g_strv_contains (known, role) || veche_events_refuse (error, "“%s” is no role: host, speaker, helper or guest", role);
}

int
veche_events_edit_invite (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *const *member_uids, const char *role, GError **error)
{
  gint64 event_id = veche_db_id_for_uid (db, "event", event_uid);
  int n = 0;

  if (event_id == 0)
    veche_events_refuse (error, "There is no event “%s”", event_uid);
  if (event_id == 0 || !check_role (role, error))
    return -1;
  for (guint i = 0; member_uids[i] != NULL; i++)
    {
      g_auto (Place) place = { 0 };

      if (!find_place (db, event_id, member_uids[i], &place, error))
        return -1;
      if (place.uid != NULL)
        continue;
      need_place (edit, event_uid, member_uids[i], role, &place);
      n++;
    }

  return n;
}

/*** Places ***/

/* Places are for guests: who speaks or helps has one beside them. */
static gboolean
takes_seat (const char *role, const char *status)
{
  return (role == NULL || strcmp (role, "guest") == 0) && (g_strcmp0 (status, "accepted") == 0 || g_strcmp0 (status, "came") == 0);
}

/* Who of the list is where after what the edit says already, so that several who are settled in one gesture share the same places. */
static void
follow_edit (VecheEdit *edit, const char *event_uid, GHashTable *places)
{
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i);
      Place *place;

      if (strcmp (step->table, "event_participant") != 0)
        continue;
      place = g_hash_table_lookup (places, step->uid);
      if (place == NULL && step->kind == VECHE_EDIT_SET && strcmp (step->field, "event_id") == 0
          && g_strcmp0 (g_value_get_string (&step->value), event_uid) == 0)
        g_hash_table_insert (places, g_strdup (step->uid), g_new0 (Place, 1));
      else if (place != NULL && step->kind == VECHE_EDIT_DELETE)
        g_hash_table_remove (places, step->uid);
      else if (place != NULL && step->kind == VECHE_EDIT_SET && G_VALUE_HOLDS_STRING (&step->value))
        {
          char **said = strcmp (step->field, "status") == 0 ? &place->status : strcmp (step->field, "role") == 0 ? &place->role : NULL;

          if (said == NULL)
            continue;
          g_free (*said);
          *said = g_value_dup_string (&step->value);
        }
    }
}

static void
place_free (gpointer data)
{
  place_clear (data);
  g_free (data);
}

/* Row → where they are. (transfer full) (nullable): an error */
static GHashTable *
read_places (VecheDb *db, VecheEdit *edit, const VecheEventCard *event, GError **error)
{
  static const char sql[] = "SELECT uid, role, status FROM event_participant WHERE event_id = ?1";
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, event->id);
  while (veche_statement_step (row, &local))
    {
      Place *place = g_new0 (Place, 1);

      place->role = veche_statement_dup_text (row, 1);
      place->status = veche_statement_dup_text (row, 2);
      g_hash_table_insert (places, veche_statement_dup_text (row, 0), place);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  follow_edit (edit, event->uid, places);

  return g_steal_pointer (&places);
}

static guint
count_seats (GHashTable *places)
{
  GHashTableIter iter;
  gpointer place;
  guint taken = 0;

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    taken += takes_seat (((Place *) place)->role, ((Place *) place)->status);

  return taken;
}

/* The first who waits gets the place that is free now. */
static gboolean
move_up (VecheDb *db, VecheEdit *edit, const VecheEventCard *event, GHashTable *places, const char *but_uid, char **moved_up, GError **error)
{
  g_autoptr (GPtrArray) waiting = veche_events_list_guests (db, event->uid, "waiting", error);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      VecheGuest *first = waiting->pdata[i];

      const Place *place = g_hash_table_lookup (places, first->uid);

      if (strcmp (first->member_uid, but_uid) == 0 || place == NULL || g_strcmp0 (place->status, "waiting") != 0)
        continue;
      veche_edit_set_text (edit, "event_participant", first->uid, "status", "accepted");
      veche_edit_set_null (edit, "event_participant", first->uid, "place");
      if (moved_up != NULL)
        *moved_up = g_strdup (first->member_uid);
      break;
    }

  return waiting != NULL;
}

/*** Their timeline ***/

static char *
attendance_meta (const char *event_uid)
{
  return g_strdup_printf ("{\"event\":\"%s\"}", event_uid);
}

static void
write_attendance (VecheEdit *edit, const VecheEventCard *event, const char *member_uid, gint64 at)
{
  const char *uid = veche_edit_insert (edit, "interaction");
  g_autofree char *meta = attendance_meta (event->uid);

  veche_edit_set_ref (edit, "interaction", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "interaction", uid, "kind", "attendance");
  veche_edit_set_int (edit, "interaction", uid, "at", at);
  veche_edit_set_text (edit, "interaction", uid, "text", event->title);
  veche_edit_set_text (edit, "interaction", uid, "meta", meta);
}

static gboolean
take_back_attendance (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, GError **error)
{
  static const char sql[] =
    "SELECT i.uid FROM member AS m JOIN interaction AS i ON i.member_id = m.id WHERE m.uid = ?1 AND i.kind = 'attendance' AND i.meta = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *meta = attendance_meta (event_uid);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, member_uid);
  veche_statement_bind_text (row, 2, meta);
  while (veche_statement_step (row, &local))
    veche_edit_delete (edit, "interaction", veche_statement_text (row, 0));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/*** Answers ***/

static gboolean
check_status (const char *status, GError **error)
{
  static const char *const known[] = { "invited", "accepted", "waiting", "declined", "came", "no-show", "excused", NULL };

  return g_strv_contains (known, status)
         || veche_events_refuse (error, "“%s” is none of invited, accepted, waiting, declined, came, no-show, excused", status);
}

/* With the status that it comes to.  Who did not come gave no place back: it was over then. */
static gboolean
settle (VecheDb *db, VecheEdit *edit, const VecheEventCard *event, const char *member_uid, const char *role, const char **status, const Place *place,
        char **moved_up, GError **error)
{
  gboolean sat = takes_seat (place->role, place->status), sits = takes_seat (role != NULL ? role : place->role, *status);
  g_autoptr (GHashTable) places = NULL;
  guint taken;

  if (event->capacity == 0 || sat == sits)
    return TRUE;
  places = read_places (db, edit, event, error);
  if (places == NULL)
    return FALSE;
  taken = count_seats (places);
  if (sits && strcmp (*status, "accepted") == 0 && taken >= event->capacity)
    *status = "waiting";
  else if (sat && strcmp (*status, "no-show") != 0 && taken <= event->capacity)
    return move_up (db, edit, event, places, member_uid, moved_up, error);

  return TRUE;
}

gboolean
veche_events_edit_status (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, const char *role, const char *status, char **moved_up,
                          GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  g_auto (Place) place = { 0 };
  const char *uid;

  if (moved_up != NULL)
    *moved_up = NULL;
  if (event == NULL || !check_role (role, error) || !check_status (status, error) || !find_place (db, event->id, member_uid, &place, error))
    return FALSE;
  if (!settle (db, edit, event, member_uid, role, &status, &place, moved_up, error))
    return FALSE;

  uid = need_place (edit, event_uid, member_uid, role, &place);
  if (g_strcmp0 (place.status, status) == 0)
    return TRUE;
  veche_edit_set_text (edit, "event_participant", uid, "status", status);
  if (strcmp (status, "accepted") == 0 || strcmp (status, "declined") == 0 || strcmp (status, "waiting") == 0)
    veche_edit_set_int (edit, "event_participant", uid, "answered", veche_now ());
  if (strcmp (status, "came") == 0)
    write_attendance (edit, event, member_uid, MIN (event->from, veche_now ()));
  if (g_strcmp0 (place.status, "came") != 0)
    return TRUE;
  veche_edit_set_null (edit, "event_participant", uid, "arrived");

  return take_back_attendance (db, edit, event_uid, member_uid, error);
}

gboolean
veche_events_edit_drop (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, char **moved_up, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  g_auto (Place) place = { 0 };
  const char *status = "declined";

  if (moved_up != NULL)
    *moved_up = NULL;
  if (event == NULL || !find_place (db, event->id, member_uid, &place, error))
    return FALSE;
  if (place.uid == NULL)
    return TRUE;
  if (!settle (db, edit, event, member_uid, NULL, &status, &place, moved_up, error))
    return FALSE;
  veche_edit_delete (edit, "event_participant", place.uid);

  return g_strcmp0 (place.status, "came") != 0 || take_back_attendance (db, edit, event_uid, member_uid, error);
}

gboolean
veche_events_edit_check_in (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, gint64 at, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  g_auto (Place) place = { 0 };
  const char *uid;

  if (event == NULL || !find_place (db, event->id, member_uid, &place, error))
    return FALSE;
  if (event->rrule != NULL)
    return veche_events_refuse (error, "“%s” is a ritual: check in to one of its days", event->title);
  if (g_strcmp0 (place.status, "came") == 0)
    return FALSE;

  uid = need_place (edit, event_uid, member_uid, NULL, &place);
  veche_edit_set_text (edit, "event_participant", uid, "status", "came");
  veche_edit_set_int (edit, "event_participant", uid, "arrived", at);
  if (place.uid == NULL)
    veche_edit_set_int (edit, "event_participant", uid, "walk_in", 1);
  write_attendance (edit, event, member_uid, at);

  return TRUE;
}

int
veche_events_edit_close (VecheDb *db, VecheEdit *edit, const char *event_uid, GError **error)
{
  g_autoptr (GPtrArray) missing = veche_events_list_guests (db, event_uid, "accepted", error);

  if (missing == NULL)
    return -1;
  for (guint i = 0; i < missing->len; i++)
    veche_edit_set_text (edit, "event_participant", ((VecheGuest *) missing->pdata[i])->uid, "status", "no-show");
  veche_edit_set_text (edit, "event", event_uid, "status", "done");

  return (int) missing->len;
}

gboolean
veche_events_edit_feedback (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *member_uid, guint rating, const char *feedback, GError **error)
{
  gint64 event_id = veche_db_id_for_uid (db, "event", event_uid);
  g_auto (Place) place = { 0 };
  const char *uid;

  if (event_id == 0)
    return veche_events_refuse (error, "There is no event “%s”", event_uid);
  if (rating > 5)
    return veche_events_refuse (error, "A rating is 1 to 5%s", "");
  if (!find_place (db, event_id, member_uid, &place, error))
    return FALSE;
  uid = need_place (edit, event_uid, member_uid, NULL, &place);
  if (rating != 0)
    veche_edit_set_int (edit, "event_participant", uid, "rating", rating);
  else
    veche_edit_set_null (edit, "event_participant", uid, "rating");
  if (feedback != NULL)
    veche_edit_set_text (edit, "event_participant", uid, "feedback", *feedback != '\0' ? feedback : NULL);

  return TRUE;
}
