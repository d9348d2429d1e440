/* veche-event-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-edits.h"

#include <glib/gi18n.h>

#include "app/veche-plan-words.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-organisations-table.h"

/*** The event itself ***/

void
veche_event_edit_text (VecheSession *session, const VecheEventCard *event, const char *field, const char *text, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);

  veche_edit_set_text (edit, "event", event->uid, field, text != NULL && *text != '\0' ? text : NULL);
  veche_session_edit (session, edit, NULL, veche_typed_saved_cb, hold);
}

void
veche_event_edit_int (VecheSession *session, const VecheEventCard *event, const char *field, gint64 number, gboolean known, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);

  if (known)
    veche_edit_set_int (edit, "event", event->uid, field, number);
  else
    veche_edit_set_null (edit, "event", event->uid, field);
  veche_session_edit (session, edit, NULL, veche_typed_saved_cb, hold);
}

void
veche_event_edit_ref (VecheSession *session, const VecheEventCard *event, const char *field, const char *ref_uid)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);

  veche_edit_set_ref (edit, "event", event->uid, field, ref_uid);
  veche_session_edit (session, edit, NULL, NULL, NULL);
}

void
veche_event_edit_price (VecheSession *session, const VecheEventCard *event, gint64 price, const char *currency, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);

  veche_edit_set_int (edit, "event", event->uid, "price", price);
  veche_edit_set_text (edit, "event", event->uid, "currency", price > 0 ? currency : NULL);
  veche_session_edit (session, edit, NULL, veche_typed_saved_cb, hold);
}

void
veche_event_edit_remove (VecheSession *session, const VecheEventCard *event)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);
  g_autofree char *toast = g_strdup_printf (_ ("Removed: %s"), event->title);

  veche_edit_delete (edit, "event", event->uid);
  veche_session_edit (session, edit, toast, NULL, NULL);
}

/*** What must be looked up first ***/

/* Shared by the writer, which fills what came of it, and by the main thread, which says so. */
typedef struct
{
  VecheSession *session;   /* (unowned): it outlives what it calls back */
  char   *event_uid, *member_uid, *name, *a, *b, *c;   /* (nullable) */
  GStrv   uids;            /* (nullable) */
  char   *moved_up;        /* (nullable): out, the name of who got the place */
  gboolean waits;          /* out: there was no place */
} EventAct;

static void
event_act_clear (EventAct *act)
{
  g_free (act->event_uid);
  g_free (act->member_uid);
  g_free (act->name);
  g_free (act->a);
  g_free (act->b);
  g_free (act->c);
  g_strfreev (act->uids);
  g_free (act->moved_up);
}

static void
event_act_unref (gpointer act)
{
  g_atomic_rc_box_release_full (act, (GDestroyNotify) event_act_clear);
}

static EventAct *
event_act_new (VecheSession *session, const VecheEventCard *event)
{
  EventAct *act = g_atomic_rc_box_new0 (EventAct);

  act->session = session;
  act->event_uid = g_strdup (event->uid);

  return act;
}

static gboolean
time_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;

  return veche_events_edit_time (db, edit, act->event_uid, act->a, act->b, act->c, error);
}

void
veche_event_edit_time (VecheSession *session, const VecheEventCard *event, const char *starts, const char *ends, const char *tz,
                       VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);
  EventAct *act = event_act_new (session, event);

  act->a = g_strdup (starts);
  act->b = g_strdup (ends != NULL ? ends : "");
  act->c = g_strdup (tz);
  veche_session_build_edit (session, edit, time_build, act, event_act_unref, NULL, veche_typed_saved_cb, hold);
}

static gboolean
sponsor_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;
  g_autofree char *uid = *act->a != '\0' ? veche_organisations_edit_named (db, edit, act->a, "sponsor", error) : NULL;

  if (uid == NULL && *act->a != '\0')
    return FALSE;
  veche_edit_set_ref (edit, "event", act->event_uid, "sponsor_id", uid);

  return TRUE;
}

void
veche_event_edit_sponsor (VecheSession *session, const VecheEventCard *event, const char *name, VecheTypedHold *hold)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);
  EventAct *act = event_act_new (session, event);

  act->a = g_strdup (name);
  veche_session_build_edit (session, edit, sponsor_build, act, event_act_unref, NULL, veche_typed_saved_cb, hold);
}

static gboolean
close_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_events_edit_close (db, edit, ((EventAct *) input)->event_uid, error) >= 0;
}

void
veche_event_edit_close (VecheSession *session, const VecheEventCard *event)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", event->title);
  g_autofree char *toast = g_strdup_printf (_ ("It is over: %s"), event->title);

  veche_session_build_edit (session, edit, close_build, event_act_new (session, event), event_act_unref, toast, NULL, NULL);
}

/*** People ***/

static gboolean
invite_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;

  return veche_events_edit_invite (db, edit, act->event_uid, (const char *const *) act->uids, act->a, error) >= 0;
}

void
veche_event_edit_invite (VecheSession *session, const VecheEventCard *event, const char *const *member_uids, const char *role, const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", event->title);
  EventAct *act = event_act_new (session, event);

  act->uids = g_strdupv ((char **) member_uids);
  act->a = g_strdup (role);
  veche_session_build_edit (session, edit, invite_build, act, event_act_unref, toast, NULL, NULL);
}

static char *
name_of (VecheDb *db, const char *event_uid, const char *member_uid)
{
  g_autoptr (GPtrArray) waiting = veche_events_list_guests (db, event_uid, "waiting", NULL);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (g_str_equal (((VecheGuest *) waiting->pdata[i])->member_uid, member_uid))
      return g_strdup (((VecheGuest *) waiting->pdata[i])->name);

  return NULL;
}

static gboolean
guest_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;
  g_autofree char *moved_up = NULL;

  if (!veche_events_edit_status (db, edit, act->event_uid, act->member_uid, act->a, act->b, &moved_up, error))
    return FALSE;
  act->moved_up = moved_up != NULL ? name_of (db, act->event_uid, moved_up) : NULL;

  return TRUE;
}

static void
guest_changed_cb (gboolean ok, gpointer user_data)
{
  EventAct *act = user_data;
  g_autofree char *toast = NULL;

  if (ok && act->moved_up != NULL)
    /* Translators: a person, what became of them, and who gets their place from the waiting list */
    toast = g_strdup_printf (_ ("%s: %s. The place goes to %s"), act->name, veche_attendance_title (act->b), act->moved_up);
  else if (ok)
    toast = g_strdup_printf ("%s: %s", act->name, act->c != NULL ? veche_role_title (act->a) : veche_attendance_title (act->b));
  if (ok)
    veche_session_toast_action (act->session, toast, _ ("_Undo"), "app.undo");
  event_act_unref (act);
}

void
veche_event_edit_guest (VecheSession *session, const VecheEventCard *event, const VecheGuest *guest, const char *role, const char *status)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", guest->name);
  EventAct *act = event_act_new (session, event);

  act->member_uid = g_strdup (guest->member_uid);
  act->name = g_strdup (guest->name);
  act->a = g_strdup (role);
  act->b = g_strdup (status != NULL ? status : guest->status);
  act->c = status == NULL ? g_strdup ("role") : NULL;
  veche_session_build_edit (session, edit, guest_build, act, event_act_unref, NULL, guest_changed_cb, g_atomic_rc_box_acquire (act));
}

static gboolean
drop_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;
  g_autofree char *moved_up = NULL;

  if (!veche_events_edit_drop (db, edit, act->event_uid, act->member_uid, &moved_up, error))
    return FALSE;
  act->moved_up = moved_up != NULL ? name_of (db, act->event_uid, moved_up) : NULL;

  return TRUE;
}

static void
guest_dropped_cb (gboolean ok, gpointer user_data)
{
  EventAct *act = user_data;
  g_autofree char *toast = NULL;

  if (act->moved_up != NULL)
    /* Translators: a person, and who gets their place from the waiting list */
    toast = g_strdup_printf (_ ("Off the list: %s. The place goes to %s"), act->name, act->moved_up);
  else
    toast = g_strdup_printf (_ ("Off the list: %s"), act->name);
  if (ok)
    veche_session_toast_action (act->session, toast, _ ("_Undo"), "app.undo");
  event_act_unref (act);
}

void
veche_event_edit_drop (VecheSession *session, const VecheEventCard *event, const VecheGuest *guest)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", guest->name);
  EventAct *act = event_act_new (session, event);

  act->member_uid = g_strdup (guest->member_uid);
  act->name = g_strdup (guest->name);
  veche_session_build_edit (session, edit, drop_build, act, event_act_unref, NULL, guest_dropped_cb, g_atomic_rc_box_acquire (act));
}

/*** The door ***/

static gboolean
check_in_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;
  g_autoptr (GError) local = NULL;

  if (veche_events_edit_check_in (db, edit, act->event_uid, act->member_uid, veche_now (), &local) || local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

void
veche_event_edit_check_in (VecheSession *session, const VecheEventCard *event, const char *member_uid, const char *name,
                           VecheSessionDone done, gpointer user_data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("check-in", name);
  EventAct *act = event_act_new (session, event);

  act->member_uid = g_strdup (member_uid);
  veche_session_build_edit (session, edit, check_in_build, act, event_act_unref, NULL, done, user_data);
}

static gboolean
walk_in_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;
  const char *member = veche_edit_insert (edit, "member");

  veche_edit_set_text (edit, "member", member, "name", act->name);
  veche_edit_set_int (edit, "member", member, "created", veche_now ());

  return veche_events_edit_check_in (db, edit, act->event_uid, member, veche_now (), error);
}

void
veche_event_edit_walk_in (VecheSession *session, const VecheEventCard *event, const char *name, VecheSessionDone done, gpointer user_data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("check-in", name);
  EventAct *act = event_act_new (session, event);

  act->name = g_strdup (name);
  veche_session_build_edit (session, edit, walk_in_build, act, event_act_unref, NULL, done, user_data);
}

/*** A ritual's days ***/

static gboolean
mark_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  EventAct *act = input;

  return veche_events_edit_mark (db, edit, act->event_uid, act->a, act->b, NULL, error);
}

void
veche_event_edit_mark (VecheSession *session, const VecheEventCard *event, const char *recurs, const char *mark)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("ritual", event->title);
  EventAct *act = event_act_new (session, event);
  g_autofree char *day = veche_day_long (recurs), *toast = NULL;

  act->a = g_strdup (recurs);
  act->b = g_strdup (mark);
  if (g_strcmp0 (mark, "skipped") == 0)
    /* Translators: %s is a day, "13 December" */
    toast = g_strdup_printf (_ ("Skipped on %s"), day);
  else if (mark != NULL)
    toast = g_strdup_printf (_ ("Held on %s"), day);
  else
    toast = g_strdup_printf (_ ("As by the rule on %s"), day);
  veche_session_build_edit (session, edit, mark_build, act, event_act_unref, toast, NULL, NULL);
}
