/* veche-day-button.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-day-button.h"
#include "app/veche-plan-words.h"

struct _VecheDayButton
{
  GtkWidget    parent_instance;

  char        *day;        /* (nullable) */

  GtkWidget   *button;
  GtkWidget   *popover;
  GtkCalendar *calendar;
  GtkWidget   *clear;
  gboolean     updating;   /* the calendar follows us, not the other way round */
  gboolean     held;       /* the space bar went down on the calendar, not on the button that opened it */
};

G_DEFINE_FINAL_TYPE (VecheDayButton, veche_day_button, GTK_TYPE_WIDGET)

enum
{
  PROP_DAY = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
day_button_say (VecheDayButton *self, const char *words)
{
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
veche_day_button_take (VecheDayButton *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");

  self->held = FALSE;
  veche_day_button_set_day (self, day);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
veche_day_button_selected_cb (GtkCalendar *calendar, VecheDayButton *self)
{
  if (!self->updating)
    veche_day_button_take (self);
}

/* A calendar stands at some day even where none was chosen yet, and keeps quiet when that one is taken. */
static void
veche_day_button_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VecheDayButton *self)
{
  GtkWidget *day = gtk_widget_pick (GTK_WIDGET (self->calendar), x, y, GTK_PICK_DEFAULT);

  if (day != NULL && gtk_widget_has_css_class (day, "day-number") && (gtk_widget_get_state_flags (day) & GTK_STATE_FLAG_SELECTED))
    veche_day_button_take (self);
}

static gboolean
veche_day_button_key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, VecheDayButton *self)
{
  self->held = key == GDK_KEY_space || key == GDK_KEY_KP_Space;

  return GDK_EVENT_PROPAGATE;
}

/* Another day was taken when the key went down. */
static void
veche_day_button_key_released_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, VecheDayButton *self)
{
  if (self->held && (key == GDK_KEY_space || key == GDK_KEY_KP_Space))
    veche_day_button_take (self);
}

static void
veche_day_button_clear_cb (VecheDayButton *self)
{
  veche_day_button_set_day (self, NULL);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
veche_day_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheDayButton *self = VECHE_DAY_BUTTON (object);

  switch (prop_id)
    {
    case PROP_DAY:
      g_value_set_string (value, self->day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_day_button_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VecheDayButton *self = VECHE_DAY_BUTTON (object);

  switch (prop_id)
    {
    case PROP_DAY:
      veche_day_button_set_day (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_day_button_dispose (GObject *object)
{
  VecheDayButton *self = VECHE_DAY_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->day, g_free);

  G_OBJECT_CLASS (veche_day_button_parent_class)->dispose (object);
}

static void
veche_day_button_class_init (VecheDayButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = veche_day_button_get_property;
  object_class->set_property = veche_day_button_set_property;
  object_class->dispose = veche_day_button_dispose;

  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
veche_day_button_init (VecheDayButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->button = gtk_menu_button_new ();
  self->popover = gtk_popover_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->clear = gtk_button_new_with_label (_("No Date"));
  gtk_widget_set_visible (self->clear, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  day_button_say (self, _("No date"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect (self->calendar, "day-selected", G_CALLBACK (veche_day_button_selected_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (veche_day_button_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (veche_day_button_key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-released", G_CALLBACK (veche_day_button_key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), keys);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (veche_day_button_clear_cb), self);
}

static void
veche_day_button_stand_at (VecheDayButton *self, GDateTime *date)
{
  if (date == NULL)
    return;

  self->updating = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->updating = FALSE;
}

GtkWidget *
veche_day_button_new (void)
{
  return g_object_new (VECHE_TYPE_DAY_BUTTON, NULL);
}

const char *
veche_day_button_get_day (VecheDayButton *self)
{
  g_return_val_if_fail (VECHE_IS_DAY_BUTTON (self), NULL);

  return self->day;
}

void
veche_day_button_set_day (VecheDayButton *self, const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);
  g_autofree char *text = NULL;

  g_return_if_fail (VECHE_IS_DAY_BUTTON (self));

  if (g_strcmp0 (day, self->day) == 0)
    return;

  g_free (self->day);
  self->day = date != NULL ? g_strndup (day, 10) : NULL;
  veche_day_button_stand_at (self, date);
  text = date != NULL ? veche_day_full (day) : g_strdup (_("No date"));
  day_button_say (self, text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

void
veche_day_button_set_near (VecheDayButton *self, const char *day)
{
  g_autoptr (GDateTime) date = veche_day_parse (day);

  g_return_if_fail (VECHE_IS_DAY_BUTTON (self));

  if (self->day == NULL)
    veche_day_button_stand_at (self, date);
}

void
veche_day_button_set_optional (VecheDayButton *self, gboolean optional)
{
  g_return_if_fail (VECHE_IS_DAY_BUTTON (self));

  gtk_widget_set_visible (self->clear, optional);
}
