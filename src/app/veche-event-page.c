/* veche-event-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-page.h"

#include <glib/gi18n.h>

#include "app/veche-door-window.h"
#include "app/veche-event-details.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-guests.h"
#include "app/veche-event-programme.h"
#include "app/veche-event-results.h"
#include "app/veche-event-ritual.h"
#include "app/veche-event-words.h"
#include "app/veche-kinds.h"
#include "app/veche-pages.h"
#include "app/veche-plan-words.h"
#include "app/veche-task-dialog.h"
#include "store/veche-db.h"
#include "store/veche-events-letters.h"
#include "store/veche-plan-table.h"
#include "store/veche-segments-table.h"

struct _VecheEventPage
{
  AdwBin             parent_instance;

  VecheSession      *session;      /* (owned) (nullable) after close */
  GCancellable      *cancellable;  /* (owned): of the load under way */
  char              *uid;          /* (nullable): none was opened yet */
  char              *from;         /* the page to go back to */
  VecheEventCard    *event;        /* (owned) (nullable): what is shown */
  gboolean           fresh;        /* shown for the first time: a title that nobody gave it is to be typed over */

  GtkWindow         *desk;         /* (nullable): it stands in front of this page, which nobody sees meanwhile */

  AdwWindowTitle    *title;
  GtkWidget         *door;
  GtkStack          *stack;
  GtkStack          *tabs;
  VecheEventDetails *details;
  VecheEventProgramme *programme;
  VecheEventGuests  *guests;
  VecheEventResults *results;
};

enum
{
  PROP_0,
  PROP_SESSION,
};

static void veche_event_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheEventPage, veche_event_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_event_page_page_init))

/*** Loading ***/

typedef struct
{
  VecheEventCard *event;
  GPtrArray      *agendas, *projects, *guests, *segments, *programme, *elsewhere, *days;   /* days (nullable): of a ritual */
  VecheEventOutcome *outcome;
} EventLoad;

static void
event_load_free (gpointer data)
{
  EventLoad *load = data;

  g_clear_pointer (&load->event, veche_event_card_free);
  g_clear_pointer (&load->agendas, g_ptr_array_unref);
  g_clear_pointer (&load->projects, g_ptr_array_unref);
  g_clear_pointer (&load->guests, g_ptr_array_unref);
  g_clear_pointer (&load->segments, g_ptr_array_unref);
  g_clear_pointer (&load->programme, g_ptr_array_unref);
  g_clear_pointer (&load->elsewhere, g_ptr_array_unref);
  g_clear_pointer (&load->days, g_ptr_array_unref);
  g_clear_pointer (&load->outcome, veche_event_outcome_free);
  g_free (load);
}

static void
choice_free (gpointer data)
{
  VecheChoice *choice = data;

  g_free (choice->uid);
  g_free (choice->title);
  g_free (choice);
}

static void
add_choice (GPtrArray *choices, const char *uid, const char *title)
{
  VecheChoice *choice = NULL;

  for (guint i = 0; i < choices->len; i++)
    if (g_str_equal (((VecheChoice *) choices->pdata[i])->uid, uid))
      return;
  choice = g_new0 (VecheChoice, 1);
  choice->uid = g_strdup (uid);
  choice->title = g_strdup (title);
  g_ptr_array_add (choices, choice);
}

/* Those of the event's quarter and of the next, and its own one wherever that is. */
static GPtrArray *
list_projects (VecheDb *db, const VecheEventCard *event, GError **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (choice_free);
  g_autofree char *first = veche_quarter_of_day (event->starts);

  if (event->project_uid != NULL)
    add_choice (choices, event->project_uid, event->project_title);
  for (int i = 0; first != NULL && i < 2; i++)
    {
      g_autofree char *name = veche_quarter_step (first, i);
      g_autoptr (VecheQuarter) quarter = veche_plan_quarter_projects (db, name, error);

      if (quarter == NULL)
        return NULL;
      if (quarter->project != NULL)
        add_choice (choices, quarter->project->parent.uid, quarter->project->title);
      for (guint k = 0; k < quarter->others->len; k++)
        add_choice (choices, ((VecheProject *) quarter->others->pdata[k])->parent.uid, ((VecheProject *) quarter->others->pdata[k])->title);
    }

  return g_steal_pointer (&choices);
}

static gpointer
event_page_load_job (VecheDb *db, gpointer input, GError **error)
{
  EventLoad *load = g_new0 (EventLoad, 1);

  load->event = veche_events_load (db, input, error);
  load->agendas = load->event != NULL ? veche_plan_agendas (db, error) : NULL;
  load->projects = load->agendas != NULL ? list_projects (db, load->event, error) : NULL;
  load->guests = load->projects != NULL ? veche_events_list_guests (db, input, NULL, error) : NULL;
  load->segments = load->guests != NULL ? veche_segments_list (db, FALSE, error) : NULL;
  load->programme = load->segments != NULL ? veche_events_list_programme (db, input, error) : NULL;
  load->outcome = load->programme != NULL ? veche_event_outcome_load (db, input, error) : NULL;
  load->elsewhere = load->outcome != NULL ? veche_events_list_elsewhere (db, load->event, error) : NULL;
  load->days = load->elsewhere != NULL && load->event->rrule != NULL ? veche_event_ritual_list (db, load->event, veche_now (), error) : NULL;
  if (load->elsewhere == NULL || (load->event->rrule != NULL && load->days == NULL))
    g_clear_pointer (&load, event_load_free);

  return load;
}

static void
event_page_show_title (VecheEventPage *self)
{
  g_autofree char *when = veche_event_time_words (self->event), *left = veche_event_left (self->event, veche_now ());
  g_autofree char *subtitle = *left != '\0' ? g_strdup_printf ("%s · %s", when, left) : g_strdup (when);

  adw_window_title_set_title (self->title, self->event->title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
event_page_take (VecheEventPage *self, EventLoad *load)
{
  g_autoptr (VecheEventCard) before = g_steal_pointer (&self->event);

  self->event = g_steal_pointer (&load->event);
  event_page_show_title (self);
  veche_event_details_show (self->details, self->event, load->agendas, load->projects, load->days);
  veche_event_details_show_there (self->details, load->elsewhere);
  veche_event_programme_show (self->programme, self->event, load->programme);
  veche_event_results_show (self->results, self->event, load->guests, load->outcome);
  veche_event_guests_show (self->guests, self->event, load->guests, load->segments);
  gtk_widget_set_visible (self->door, self->event->rrule == NULL && !g_str_equal (self->event->status, "cancelled"));
  gtk_stack_set_visible_child_name (self->stack, "event");
  if (self->fresh && g_str_equal (self->event->title, _ ("New event")))
    veche_event_details_focus_title (self->details);
  self->fresh = FALSE;
}

static void
event_page_drop_event (VecheEventPage *self)
{
  veche_event_details_show (self->details, NULL, NULL, NULL, NULL);
  veche_event_programme_show (self->programme, NULL, NULL);
  veche_event_results_show (self->results, NULL, NULL, NULL);
  veche_event_guests_show (self->guests, NULL, NULL, NULL);
  g_clear_pointer (&self->event, veche_event_card_free);
}

static void
event_page_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheEventPage) self = user_data;
  g_autoptr (GError) error = NULL;
  EventLoad *load = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&load, event_load_free);
      return;
    }
  if (error != NULL && !g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND))
    {
      /* What is shown, and typed, stays: the event is still there. */
      veche_session_show_error (self->session, error);
      if (self->event != NULL)
        return;
    }
  if (load == NULL)
    {
      /* It was removed, or its making was undone. */
      event_page_drop_event (self);
      adw_window_title_set_title (self->title, _ ("Event"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_stack_set_visible_child_name (self->stack, "gone");
      return;
    }

  event_page_take (self, load);
  event_load_free (load);
}

static void
event_page_load (VecheEventPage *self)
{
  if (self->session == NULL || self->uid == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, event_page_load_job, g_strdup (self->uid), g_free,
                         event_load_free, self->cancellable, event_page_loaded_cb, g_object_ref (self));
}

/* While another page, or the door desk, is in front nothing is read; what changed meanwhile is read when this one comes back. */
static void
event_page_changed_cb (VecheEventPage *self, VecheChange *change)
{
  if (self->desk == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && veche_change_get_tables (change) & (VECHE_TABLE_PLAN | VECHE_TABLE_MEMBER | VECHE_TABLE_SEGMENT))
    event_page_load (self);
}

/*** Actions ***/

static void
event_page_commit (VecheEventPage *self)
{
  veche_event_details_commit (self->details);
  veche_event_programme_commit (self->programme);
  veche_event_results_commit (self->results);
}

static void
event_page_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);

  event_page_commit (self);
  veche_session_show_page (self->session, self->from != NULL ? self->from : "plan");
}

static void
event_page_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);

  if (self->event == NULL)
    return;
  veche_event_edit_remove (self->session, self->event);
  veche_session_show_page (self->session, self->from != NULL ? self->from : "plan");
}

static void
event_page_close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);

  if (self->event != NULL)
    veche_event_edit_close (self->session, self->event);
}

static void
event_page_left_door_cb (VecheEventPage *self)
{
  g_clear_weak_pointer (&self->desk);
  event_page_load (self);
}

static void
event_page_door_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);

  if (self->event == NULL || self->event->rrule != NULL || self->desk != NULL)
    return;
  g_set_weak_pointer (&self->desk, GTK_WINDOW (veche_door_window_present (self->session, GTK_WINDOW (gtk_widget_get_root (widget)), self->uid)));
  g_signal_connect_object (self->desk, "unmap", G_CALLBACK (event_page_left_door_cb), self, G_CONNECT_SWAPPED);
}

/* Onto paper, or into a file: "run-sheet", "door-list", "calendar". */
static void
event_page_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);
  const char *what = g_variant_get_string (parameter, NULL);
  gboolean calendar = g_str_equal (what, "calendar");
  g_autofree char *of = NULL;

  if (self->event == NULL)
    return;
  of = g_strconcat (calendar ? "export:event" : what, ":", self->uid, NULL);
  gtk_widget_activate_action (widget, calendar ? "win.calendar" : "win.print", "s", of);
}

static void
event_page_task_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);
  VecheTaskOn on = { .event_uid = self->uid };

  if (self->event != NULL)
    veche_task_ask (widget, self->session, &on, self->event->title);
}

static void
event_page_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (widget);

  if (self->event != NULL)
    veche_kinds_ask_event (widget, self->session, self->event);
}

static void
event_page_tab_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_stack_set_visible_child_name (VECHE_EVENT_PAGE (widget)->tabs, g_variant_get_string (parameter, NULL));
}

/*** The page ***/

static void
veche_event_page_page_focus (VechePage *page)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (page);

  if (self->uid == NULL)
    {
      /* The window remembers the page of the last time; the event of then is not open. */
      veche_session_show_page (self->session, "plan");
      return;
    }
  event_page_load (self);
  gtk_widget_child_focus (GTK_WIDGET (self->tabs), GTK_DIR_TAB_FORWARD);
}

static gboolean
veche_event_page_page_back (VechePage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "event.back", NULL);

  return TRUE;
}

static void
veche_event_page_page_add (VechePage *page)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (page);

  veche_event_page_open_new (GTK_WIDGET (self), self->session, self->event != NULL ? self->event->starts : NULL, NULL);
}

static void
veche_event_page_page_close (VechePage *page)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (page);

  if (self->session == NULL)
    return;

  event_page_commit (self);
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  event_page_drop_event (self);
  g_clear_object (&self->session);
}

static void
veche_event_page_page_init (VechePageInterface *iface)
{
  iface->focus = veche_event_page_page_focus;
  iface->back = veche_event_page_page_back;
  iface->add = veche_event_page_page_add;
  iface->close = veche_event_page_page_close;
}

static void
event_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, VECHE_EVENT_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
event_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      VECHE_EVENT_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A narrow window has no room for the words. */
static void
event_page_folded_cb (VecheEventPage *self)
{
  if (veche_session_get_folded (self->session))
    {
      gtk_button_set_icon_name (GTK_BUTTON (self->door), "veche-check-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->door), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Door desk"), -1);
      return;
    }
  gtk_button_set_label (GTK_BUTTON (self->door), _ ("_Door Desk"));
  gtk_button_set_use_underline (GTK_BUTTON (self->door), TRUE);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->door), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
event_page_constructed (GObject *object)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (object);

  G_OBJECT_CLASS (veche_event_page_parent_class)->constructed (object);

  self->details = VECHE_EVENT_DETAILS (veche_event_details_new (self->session));
  self->programme = VECHE_EVENT_PROGRAMME (veche_event_programme_new (self->session));
  self->results = VECHE_EVENT_RESULTS (veche_event_results_new (self->session));
  self->guests = VECHE_EVENT_GUESTS (veche_event_guests_new (self->session));
  gtk_stack_add_titled (self->tabs, GTK_WIDGET (self->details), "details", _ ("Details"));
  gtk_stack_add_titled (self->tabs, GTK_WIDGET (self->programme), "programme", _ ("Programme"));
  gtk_stack_add_titled (self->tabs, GTK_WIDGET (self->guests), "guests", _ ("Guests"));
  gtk_stack_add_titled (self->tabs, GTK_WIDGET (self->results), "results", _ ("Results"));
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (event_page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (event_page_folded_cb), self, G_CONNECT_SWAPPED);
  event_page_folded_cb (self);
}

static void
event_page_dispose (GObject *object)
{
  VecheEventPage *self = VECHE_EVENT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->event, veche_event_card_free);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_weak_pointer (&self->desk);

  G_OBJECT_CLASS (veche_event_page_parent_class)->dispose (object);
}

static void
veche_event_page_class_init (VecheEventPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = event_page_constructed;
  object_class->dispose = event_page_dispose;
  object_class->get_property = event_page_get_property;
  object_class->set_property = event_page_set_property;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-event-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheEventPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheEventPage, door);
  gtk_widget_class_bind_template_child (widget_class, VecheEventPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheEventPage, tabs);
  gtk_widget_class_install_action (widget_class, "event.back", NULL, event_page_back_action);
  gtk_widget_class_install_action (widget_class, "event.remove", NULL, event_page_remove_action);
  gtk_widget_class_install_action (widget_class, "event.close", NULL, event_page_close_action);
  gtk_widget_class_install_action (widget_class, "event.door", NULL, event_page_door_action);
  gtk_widget_class_install_action (widget_class, "event.task", NULL, event_page_task_action);
  gtk_widget_class_install_action (widget_class, "event.template", NULL, event_page_template_action);
  gtk_widget_class_install_action (widget_class, "event.out", "s", event_page_out_action);
  gtk_widget_class_install_action (widget_class, "event.tab", "s", event_page_tab_action);
}

static void
veche_event_page_init (VecheEventPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
veche_event_page_new (VecheSession *session, const char *uid)
{
  VecheEventPage *self = g_object_new (VECHE_TYPE_EVENT_PAGE, "session", session, NULL);

  if (uid != NULL)
    veche_event_page_show (self, uid, NULL);

  return GTK_WIDGET (self);
}

void
veche_event_page_show (VecheEventPage *self, const char *uid, const char *from)
{
  g_return_if_fail (VECHE_IS_EVENT_PAGE (self));
  g_return_if_fail (uid != NULL);

  if (g_strcmp0 (self->uid, uid) != 0)
    {
      event_page_commit (self);
      event_page_drop_event (self);
      gtk_stack_set_visible_child_name (self->stack, "loading");
      gtk_stack_set_visible_child_name (self->tabs, "details");
      g_free (self->uid);
      self->uid = g_strdup (uid);
      self->fresh = TRUE;
    }
  if (g_strcmp0 (from, "event") != 0)
    {
      g_free (self->from);
      self->from = g_strdup (from);
    }
  event_page_load (self);
}

void
veche_event_page_open (GtkWidget *from, const char *uid)
{
  gtk_widget_activate_action (from, "win.open-event", "s", uid);
}
