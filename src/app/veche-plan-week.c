/* veche-plan-week.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-week.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-plan-chip.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-hours.h"
#include "app/veche-plan-list.h"
#include "app/veche-plan-words.h"
#include "app/veche-single-keys.h"
#include "app/veche-step-keys.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK  7
#define HOUR         60
#define QUARTER_HOUR 15
#define HALF_HOUR    30
#define MORNING      (8 * HOUR)
#define WEEK_WIDTH   560   /* px: narrower than this it is scrolled sideways */
#define MOST_WHOLE   4     /* chips of whole days a day before the rest is only counted */

struct _VechePlanWeek
{
  AdwBin          parent_instance;

  VecheSession   *session;      /* (owned) */
  char           *since, *shown;  /* shown: the week that was scrolled to its morning */
  GPtrArray      *entries;      /* (owned) (nullable) */

  GtkWidget      *box;
  GtkWidget      *days;         /* heads and whole days, made anew */
  VechePlanHours *hours;
  GtkWidget      *scrolled, *sideways;
};

G_DEFINE_FINAL_TYPE (VechePlanWeek, veche_plan_week, ADW_TYPE_BIN)

enum
{
  ADD_EVENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/*** By hand ***/

static gboolean
shift_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VechePlanWeek *self = VECHE_PLAN_WEEK (user_data);
  VechePlanEntry *entry = veche_plan_chip_entry_focused (GTK_WIDGET (self));

  if (entry != NULL)
    veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, g_variant_get_int32 (args));

  return entry != NULL;
}

static gboolean
minutes_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VechePlanWeek *self = VECHE_PLAN_WEEK (user_data);
  VechePlanEntry *entry = veche_plan_chip_entry_focused (GTK_WIDGET (self));

  if (entry != NULL)
    veche_plan_shift_minutes (self->session, entry, g_variant_get_int32 (args));

  return entry != NULL;
}

static gboolean
new_cb (GtkWidget *widget, GVariant *word, gpointer user_data)
{
  VechePlanWeek *self = VECHE_PLAN_WEEK (user_data);
  VechePlanEntry *entry = veche_plan_chip_entry_focused (GTK_WIDGET (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const char *day = entry != NULL ? entry->since : focus != NULL && gtk_widget_has_css_class (focus, "plan-day") ? gtk_widget_get_name (focus) : self->since;

  if (!veche_single_keys_are_free (GTK_WIDGET (self)))
    return FALSE;

  g_signal_emit (self, signals[ADD_EVENT], 0, day);

  return TRUE;
}

/* On an hour of a day: to a quarter of an hour, for what has a time; else to the day. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VechePlanWeek *self)
{
  VechePlanEntry *entry = veche_plan_find_dragged (self->entries, g_value_get_string (value));
  g_autofree char *date = NULL, *local = NULL;
  int day, minute;

  if (entry == NULL || !veche_plan_hours_find (self->hours, x, y, &day, &minute))
    return FALSE;

  date = veche_when_add_days (self->since, day);
  minute = (minute + QUARTER_HOUR / 2) / QUARTER_HOUR * QUARTER_HOUR % (24 * HOUR);
  local = g_strdup_printf ("%sT%02d:%02d", date, minute / HOUR, minute % HOUR);
  if (entry->kind == VECHE_PLAN_EVENT && entry->time != NULL)
    veche_plan_set_moment (self->session, entry, local);
  else
    veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, veche_when_days_between (entry->since, date));

  return TRUE;
}

/* On the head of a day: to that day. */
static gboolean
drop_day_cb (GtkDropTarget *target, const GValue *value, double x, double y, VechePlanWeek *self)
{
  GtkWidget *column = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  VechePlanEntry *entry = veche_plan_find_dragged (self->entries, g_value_get_string (value));

  if (entry == NULL)
    return FALSE;

  veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, veche_when_days_between (entry->since, gtk_widget_get_name (column)));

  return TRUE;
}

static void
add_controllers (VechePlanWeek *self)
{
  static const VecheSingleKey singles[] = { { GDK_KEY_n, GDK_KEY_Cyrillic_te, "new" } };
  static const VecheStepKey days[] = { { "<Control><Shift>Left", -1 }, { "<Control><Shift>Right", 1 } };
  static const VecheStepKey minutes[] = { { "<Control><Shift>Up", -HALF_HOUR }, { "<Control><Shift>Down", HALF_HOUR } };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  veche_step_keys_add (GTK_WIDGET (self), days, G_N_ELEMENTS (days), shift_cb, self);
  veche_step_keys_add (GTK_WIDGET (self), minutes, G_N_ELEMENTS (minutes), minutes_cb, self);
  veche_single_keys_add (GTK_WIDGET (self), singles, G_N_ELEMENTS (singles), new_cb, self);
  veche_plan_chip_add_drag (self->box);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->hours), GTK_EVENT_CONTROLLER (target));
  veche_plan_chip_add_menus (GTK_WIDGET (self), self->box, self->session);
}

/*** Days ***/

static void
day_clicked_cb (GtkWidget *button, VechePlanWeek *self)
{
  g_signal_emit (self, signals[ADD_EVENT], 0, gtk_widget_get_name (button));
}

static GtkWidget *
day_new (VechePlanWeek *self, const char *day)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *weekday = veche_day_weekday (day), *today = veche_day_today (), *full = veche_day_long (day), *text = NULL;
  g_autofree char *spoken = g_strdup_printf (_("Add an event on %s"), full);

  /* Translators: a weekday and a day of the month: "Mon 23" */
  text = g_strdup_printf (C_("week", "%1$s %2$d"), weekday, atoi (day + strlen ("2026-12-")));
  gtk_button_set_label (GTK_BUTTON (button), text);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_name (button, day);
  gtk_widget_set_tooltip_text (button, spoken);
  veche_label_speak (button, spoken);
  gtk_widget_add_css_class (button, "plan-day");
  if (g_str_equal (day, today))
    gtk_widget_add_css_class (button, "today");
  g_signal_connect (button, "clicked", G_CALLBACK (day_clicked_cb), self);

  return button;
}

/* Says of a day that it is shorter or longer. */
static void
add_clocks (GtkWidget *column, const char *day)
{
  int minute, hours = veche_plan_hours_of_day (day, veche_when_own_zone (), &minute);
  g_autofree char *text = NULL, *why = NULL;
  GtkWidget *label;

  if (hours == 24)
    return;
  text = g_strdup_printf (ngettext ("%d hour", "%d hours", hours), hours);
  why = g_strdup_printf (hours < 24 ? _("The clocks go forward at %02d:%02d") : _("The hour from %02d:%02d comes twice"), MAX (minute, 0) / HOUR, MAX (minute, 0) % HOUR);
  label = veche_label_new (text, "plan-caption", NULL);
  gtk_widget_set_tooltip_text (label, why);
  gtk_box_append (GTK_BOX (column), label);
}

static GtkWidget *
column_new (VechePlanWeek *self, int number)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  g_autofree char *day = veche_when_add_days (self->since, number);
  guint whole = 0;

  gtk_widget_set_name (column, day);
  gtk_widget_add_css_class (column, "plan-week-day");
  gtk_box_append (GTK_BOX (column), day_new (self, day));
  add_clocks (column, day);
  for (guint i = 0; i < self->entries->len; i++)
    {
      VechePlanEntry *entry = self->entries->pdata[i];
      int from, to;

      if (entry->kind == VECHE_PLAN_PROJECT || strcmp (entry->since, day) > 0 || strcmp (entry->until, day) < 0)
        continue;
      if (entry->kind == VECHE_PLAN_EVENT && veche_plan_hours_part (entry, day, veche_when_own_zone (), &from, &to))
        veche_plan_hours_add (self->hours, veche_plan_chip_new (self->session, entry, VECHE_PLAN_CHIP_TIMED), number, from, to);
      else if (whole++ < MOST_WHOLE)
        gtk_box_append (GTK_BOX (column), veche_plan_chip_new (self->session, entry, VECHE_PLAN_CHIP_TITLE));
    }
  if (whole > MOST_WHOLE)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", whole - MOST_WHOLE), whole - MOST_WHOLE);

      gtk_box_append (GTK_BOX (column), veche_label_new (text, "plan-caption", NULL));
    }
  g_signal_connect (target, "drop", G_CALLBACK (drop_day_cb), self);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (target));

  return column;
}

/* Where not all days have room: today, in another week the first day with something. */
static int
first_day (VechePlanWeek *self)
{
  g_autofree char *today = veche_day_today ();
  int day = veche_when_days_between (self->since, today);

  if (day >= 0 && day < DAYS_A_WEEK)
    return day;
  day = DAYS_A_WEEK;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const VechePlanEntry *entry = self->entries->pdata[i];

      if (entry->kind != VECHE_PLAN_PROJECT)
        day = MIN (day, MAX (veche_when_days_between (self->since, entry->since), 0));
    }

  return day < DAYS_A_WEEK ? day : 0;
}

static void
scroll_to_beginning (gpointer user_data)
{
  VechePlanWeek *self = VECHE_PLAN_WEEK (user_data);
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkAdjustment *sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->sideways));

  /* The words of an hour stand on its line: half an hour more, or they are cut. */
  gtk_adjustment_set_value (down, veche_plan_hours_get_y (self->hours, MORNING - HALF_HOUR));
  gtk_adjustment_set_value (sideways, veche_plan_hours_get_x (self->hours, first_day (self)));
}

/* The hours are read at the edge, wherever the days are scrolled to. */
static void
scrolled_sideways_cb (VechePlanWeek *self, GtkAdjustment *sideways)
{
  veche_plan_hours_set_edge (self->hours, gtk_adjustment_get_value (sideways));
}

static void
rebuild (VechePlanWeek *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  VechePlanEntry *focused = veche_plan_chip_entry_focused (GTK_WIDGET (self));
  g_autofree char *name = focused != NULL ? veche_plan_dragged_text (focused) : NULL;
  GtkWidget *grid = gtk_grid_new (), *chip;

  veche_plan_hours_reset (self->hours, self->since, veche_when_own_zone ());
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_widget_set_margin_start (grid, (int) (VECHE_PLAN_HOURS_MARGIN * veche_draw_scale (GTK_WIDGET (self))));
  for (int day = 0; day < DAYS_A_WEEK; day++)
    gtk_grid_attach (GTK_GRID (grid), column_new (self, day), day, 0, 1, 1);
  veche_plan_hours_arrange (self->hours);
  adw_bin_set_child (ADW_BIN (self->days), grid);
  chip = name != NULL && root != NULL ? veche_plan_chip_find (self->box, name) : NULL;
  if (chip != NULL)
    gtk_widget_grab_focus (chip);
}

/*** The widget ***/

static void
veche_plan_week_dispose (GObject *object)
{
  VechePlanWeek *self = VECHE_PLAN_WEEK (object);

  veche_plan_drop_menus (GTK_WIDGET (self));
  g_clear_object (&self->session);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_plan_week_parent_class)->dispose (object);
}

static void
veche_plan_week_class_init (VechePlanWeekClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_plan_week_dispose;

  signals[ADD_EVENT] = g_signal_new ("add-event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
veche_plan_week_init (VechePlanWeek *self)
{
}

GtkWidget *
veche_plan_week_new (VecheSession *session)
{
  VechePlanWeek *self = g_object_new (VECHE_TYPE_PLAN_WEEK, NULL);

  self->session = g_object_ref (session);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->days = adw_bin_new ();
  self->hours = VECHE_PLAN_HOURS (veche_plan_hours_new ());
  self->scrolled = gtk_scrolled_window_new ();
  self->sideways = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->hours));
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->days);
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), self->scrolled);
  gtk_widget_set_size_request (self->box, WEEK_WIDTH, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->sideways), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->sideways), self->box);
  adw_bin_set_child (ADW_BIN (self), self->sideways);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->sideways)), "value-changed", G_CALLBACK (scrolled_sideways_cb), self,
                           G_CONNECT_SWAPPED);
  add_controllers (self);

  return GTK_WIDGET (self);
}

void
veche_plan_week_show (VechePlanWeek *self, VechePlanData *data)
{
  g_return_if_fail (VECHE_IS_PLAN_WEEK (self));

  g_free (self->since);
  self->since = g_strdup (data->since);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (data->entries);
  rebuild (self);
  if (g_strcmp0 (self->shown, self->since) == 0)
    return;

  /* A week begins in the morning of a day that matters; one that is shown anew stays where it was scrolled to. */
  g_free (self->shown);
  self->shown = g_strdup (self->since);
  veche_later_idle (self, G_PRIORITY_LOW, scroll_to_beginning);
}
