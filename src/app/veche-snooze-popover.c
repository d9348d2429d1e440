/* veche-snooze-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-snooze-popover.h"
#include "model/veche-hours.h"

#define NIGHT   22
#define LATER   3

struct _VecheSnoozePopover
{
  GtkPopover     parent_instance;

  int            opens;       /* minute of the day at which work begins */

  GtkWidget     *later;
  GtkLabel      *later_time;
  GtkLabel      *tomorrow_time;
  GtkWidget     *monday;
  GtkLabel      *monday_time;
  GtkStack      *stack;
  GtkCalendar   *calendar;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkWidget     *confirm;
};

G_DEFINE_FINAL_TYPE (VecheSnoozePopover, veche_snooze_popover, GTK_TYPE_POPOVER)

static guint snooze_signal;

static GDateTime *
at_minute (GDateTime *day, int minute)
{
  GTimeZone *zone = g_date_time_get_timezone (day);

  return g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), minute / 60, minute % 60, 0);
}

GDateTime *
veche_snooze_later_today (GDateTime *now)
{
  int hour = g_date_time_get_hour (now) + LATER;

  return hour <= NIGHT ? at_minute (now, hour * 60) : NULL;
}

GDateTime *
veche_snooze_tomorrow (GDateTime *now, int opens)
{
  g_autoptr(GDateTime) day = g_date_time_add_days (now, 1);

  return at_minute (day, opens);
}

GDateTime *
veche_snooze_monday (GDateTime *now, int opens)
{
  g_autoptr(GDateTime) day = g_date_time_add_days (now, 8 - g_date_time_get_day_of_week (now));

  return at_minute (day, opens);
}

static void
veche_snooze_popover_emit (VecheSnoozePopover *self, GDateTime *until)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (until != NULL)
    g_signal_emit (self, snooze_signal, 0, g_date_time_to_unix (until) * G_USEC_PER_SEC);
}

static void
veche_snooze_popover_later_cb (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) until = veche_snooze_later_today (now);

  veche_snooze_popover_emit (self, until);
}

static void
veche_snooze_popover_tomorrow_cb (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) until = veche_snooze_tomorrow (now, self->opens);

  veche_snooze_popover_emit (self, until);
}

static void
veche_snooze_popover_monday_cb (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) until = veche_snooze_monday (now, self->opens);

  veche_snooze_popover_emit (self, until);
}

/* (nullable): a time of day that the zone skips does not exist */
static GDateTime *
veche_snooze_popover_get_picked (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  return g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                gtk_spin_button_get_value_as_int (self->hour),
                                gtk_spin_button_get_value_as_int (self->minute), 0);
}

static void
veche_snooze_popover_picked_cb (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) picked = veche_snooze_popover_get_picked (self);

  gtk_widget_set_sensitive (self->confirm, picked != NULL && g_date_time_compare (picked, now) > 0);
}

static void
veche_snooze_popover_pick_cb (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) tomorrow = veche_snooze_tomorrow (now, self->opens);

  gtk_calendar_select_day (self->calendar, tomorrow);
  gtk_spin_button_set_value (self->hour, self->opens / 60);
  gtk_spin_button_set_value (self->minute, self->opens % 60);
  gtk_stack_set_visible_child_name (self->stack, "pick");
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
  veche_snooze_popover_picked_cb (self);
}

static void
veche_snooze_popover_confirm_cb (VecheSnoozePopover *self)
{
  g_autoptr(GDateTime) until = veche_snooze_popover_get_picked (self);

  veche_snooze_popover_emit (self, until);
}

static gboolean
veche_snooze_popover_two_digits_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
veche_snooze_popover_time (GtkLabel *label, GDateTime *at, const char *format)
{
  g_autofree char *text = at != NULL ? g_date_time_format (at, format) : g_strdup ("");

  gtk_label_set_text (label, text);
}

static void
veche_snooze_popover_show (GtkWidget *widget)
{
  VecheSnoozePopover *self = VECHE_SNOOZE_POPOVER (widget);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) later = veche_snooze_later_today (now);
  g_autoptr(GDateTime) tomorrow = veche_snooze_tomorrow (now, self->opens);
  g_autoptr(GDateTime) monday = veche_snooze_monday (now, self->opens);

  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_widget_set_visible (self->later, later != NULL);
  gtk_widget_set_visible (self->monday, !g_date_time_equal (tomorrow, monday));
  veche_snooze_popover_time (self->later_time, later, "%-H:%M");
  veche_snooze_popover_time (self->tomorrow_time, tomorrow, "%-H:%M");
  /* Translators: a day without its year, format of g_date_time_format() */
  veche_snooze_popover_time (self->monday_time, monday, _ ("%-d %b, %-H:%M"));
  GTK_WIDGET_CLASS (veche_snooze_popover_parent_class)->show (widget);
}

static void
veche_snooze_popover_class_init (VecheSnoozePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = veche_snooze_popover_show;
  snooze_signal = g_signal_new ("snooze", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-snooze-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, later);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, later_time);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, tomorrow_time);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, monday);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, monday_time);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, hour);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, minute);
  gtk_widget_class_bind_template_child (widget_class, VecheSnoozePopover, confirm);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_later_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_tomorrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_monday_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_pick_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_snooze_popover_two_digits_cb);
}

static void
veche_snooze_popover_init (VecheSnoozePopover *self)
{
  self->opens = VECHE_WORK_HOURS_USUAL.opens;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_snooze_popover_set_opens (VecheSnoozePopover *self, int opens)
{
  g_return_if_fail (VECHE_IS_SNOOZE_POPOVER (self));

  self->opens = CLAMP (opens, 0, 24 * 60 - 1);
}
