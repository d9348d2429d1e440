/* test-day-button.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-day-button.h"
#include "app/veche-plan-words.h"
#include "support/veche-test-app.h"
#include "support/veche-test-wait.h"

typedef struct
{
  GtkWidget *window, *button, *calendar;
} Fixture;

static GtkWidget *
find (GtkWidget *widget, GType type, const char *css_class, GtkStateFlags state)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)) &&
      (gtk_widget_get_state_flags (widget) & state) == state)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, css_class, state);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->button = veche_day_button_new ();
  self->calendar = find (self->button, GTK_TYPE_CALENDAR, NULL, 0);
  gtk_window_set_child (GTK_WINDOW (self->window), self->button);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
open_calendar (Fixture *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (find (self->button, GTK_TYPE_MENU_BUTTON, NULL, 0)));
  veche_test_wait (gtk_widget_get_mapped (self->calendar) && gtk_widget_get_width (self->calendar) > 0);
}

/* To all controllers of that type on the calendar that listen: ours and GTK's. */
static void
press_key (Fixture *self, const char *signal, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->calendar);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, signal, key, 0, 0, &taken);
    }
}

static void
press_on (Fixture *self, GtkWidget *day)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->calendar);
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (day, self->calendar, gtk_widget_get_width (day) / 2., gtk_widget_get_height (day) / 2., &x, &y));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "pressed", 1, x, y);
    }
}

/* The calendar opens at today, which can be taken as any other day can. */
static void
test_today (Fixture *self, gconstpointer data)
{
  g_autofree char *today = veche_day_today ();

  open_calendar (self);
  press_on (self, find (self->calendar, GTK_TYPE_LABEL, "day-name", 0));
  g_assert_null (veche_day_button_get_day (VECHE_DAY_BUTTON (self->button)));
  press_on (self, find (self->calendar, GTK_TYPE_LABEL, "day-number", GTK_STATE_FLAG_SELECTED));
  g_assert_cmpstr (veche_day_button_get_day (VECHE_DAY_BUTTON (self->button)), ==, today);
  veche_test_wait (!gtk_widget_get_mapped (self->calendar));
}

/* The space bar that opened the calendar does not choose in it. */
static void
test_space (Fixture *self, gconstpointer data)
{
  veche_day_button_set_near (VECHE_DAY_BUTTON (self->button), "2027-01-01");
  g_assert_null (veche_day_button_get_day (VECHE_DAY_BUTTON (self->button)));
  open_calendar (self);
  press_key (self, "key-released", GDK_KEY_space);
  g_assert_null (veche_day_button_get_day (VECHE_DAY_BUTTON (self->button)));
  press_key (self, "key-pressed", GDK_KEY_space);
  press_key (self, "key-released", GDK_KEY_space);
  g_assert_cmpstr (veche_day_button_get_day (VECHE_DAY_BUTTON (self->button)), ==, "2027-01-01");

  /* A day that was chosen stays where it is. */
  veche_day_button_set_near (VECHE_DAY_BUTTON (self->button), "2027-06-01");
  open_calendar (self);
  press_key (self, "key-pressed", GDK_KEY_space);
  press_key (self, "key-released", GDK_KEY_space);
  g_assert_cmpstr (veche_day_button_get_day (VECHE_DAY_BUTTON (self->button)), ==, "2027-01-01");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/app/day-button/today", Fixture, NULL, set_up, test_today, tear_down);
  g_test_add ("/app/day-button/space", Fixture, NULL, set_up, test_space, tear_down);

  return g_test_run ();
}
