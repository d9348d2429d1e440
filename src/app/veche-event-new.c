/* veche-event-new.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-page.h"

#include <glib/gi18n.h>

#include "app/veche-plan-words.h"
#include "store/veche-events-table.h"

typedef struct
{
  GtkWidget *widget;       /* (owned) */
  char      *title, *starts, *ends, *project_uid;
  char      *uid;          /* out */
} NewEvent;

static void
new_event_clear (NewEvent *event)
{
  g_free (event->title);
  g_free (event->starts);
  g_free (event->ends);
  g_free (event->project_uid);
  g_free (event->uid);
}

static void
new_event_unref (gpointer event)
{
  g_atomic_rc_box_release_full (event, (GDestroyNotify) new_event_clear);
}

static gboolean
new_event_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  NewEvent *event = input;
  VecheEventNew what = { .title = event->title, .starts = event->starts, .ends = event->ends, .project_uid = event->project_uid };

  event->uid = g_strdup (veche_events_edit_add (db, edit, &what, error));

  return event->uid != NULL;
}

static void
new_event_made_cb (gboolean ok, gpointer user_data)
{
  NewEvent *event = user_data;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (event->widget));

  if (ok && window != NULL)
    gtk_widget_activate_action (event->widget, "win.open-event", "s", event->uid);
  g_clear_object (&event->widget);
  new_event_unref (event);
}

void
veche_event_page_open_new (GtkWidget *from, VecheSession *session, const char *day, const char *project_uid)
{
  NewEvent *event = g_atomic_rc_box_new0 (NewEvent);
  g_autofree char *today = veche_day_today ();
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", _ ("New event"));
  g_autofree char *toast = g_strdup_printf (_ ("On the plan: %s"), _ ("New event"));

  event->widget = g_object_ref (from);
  event->title = g_strdup (_ ("New event"));
  event->starts = g_strdup_printf ("%.10sT19:00", day != NULL ? day : today);
  event->ends = g_strdup_printf ("%.10sT21:00", day != NULL ? day : today);
  event->project_uid = g_strdup (project_uid);
  veche_session_build_edit (session, edit, new_event_build, event, new_event_unref, toast, new_event_made_cb, g_atomic_rc_box_acquire (event));
}
