/* veche-event-when.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-when.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-commit-row.h"
#include "app/veche-day-button.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-letters.h"
#include "app/veche-event-words.h"
#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-zone-list.h"
#include "model/veche-when.h"

#define USUAL_START "19:00"

struct _VecheEventWhen
{
  AdwPreferencesGroup parent_instance;

  VecheSession   *session;   /* (owned) */
  VecheEventCard *event;     /* (unowned) (nullable) */
  gboolean        filling;

  GtkSwitch      *whole;
  VecheDayButton *day, *last;
  VecheCommitRow *from, *to;
  GtkWidget      *zone_row, *there;   /* there: what it is for those who live by another clock */
  GtkDropDown    *zone;
  char           *zone_shown;
  AdwComboRow    *remind;
  GtkWidget      *problem;
  VecheCommitRow *wrong;              /* (unowned) (nullable): whose problem it is */
};

G_DEFINE_FINAL_TYPE (VecheEventWhen, veche_event_when, ADW_TYPE_PREFERENCES_GROUP)

static const int reminders[] = { -1, 0, 15, 60, 120, 1440, 2880, 10080 };

static void
event_when_say (VecheEventWhen *self, VecheCommitRow *row, const char *problem)
{
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  if (self->wrong != NULL && self->wrong != row)
    veche_commit_row_set_problem (self->wrong, NULL);
  self->wrong = row;
  if (row != NULL)
    veche_commit_row_set_problem (row, problem);
}

/* Of a time that is still being typed only what was said before it. (transfer full) */
static char *
event_when_dup_said (VecheCommitRow *row, VecheCommitRow *told)
{
  return row == told ? veche_commit_row_dup_text (row) : g_strdup (veche_commit_row_get_said (row));
}

/* "2026-12-13T19:00" of what the form says; NULL: it makes no sense, and the form says so. */
static char *
event_when_dup_start (VecheEventWhen *self, VecheCommitRow *told)
{
  g_autofree char *typed = event_when_dup_said (self->from, told);
  g_autofree char *clock = veche_clock_read (typed);
  const char *day = veche_day_button_get_day (self->day);

  if (day == NULL)
    day = self->event->starts;
  if (gtk_switch_get_active (self->whole))
    return g_strndup (day, 10);
  if (clock == NULL)
    {
      event_when_say (self, self->from, _ ("When does it start? Write the time like 19:00"));
      return NULL;
    }

  return g_strdup_printf ("%.10sT%s", day, clock);
}

/* An end before the start is after midnight, as long as no other day is said. */
static gboolean
event_when_get_end (VecheEventWhen *self, VecheCommitRow *told, const char *starts, char **ends)
{
  g_autofree char *typed = event_when_dup_said (self->to, told);
  g_autofree char *clock = veche_clock_read (typed), *next = NULL;
  const char *last = veche_day_button_get_day (self->last);

  *ends = NULL;
  if (gtk_switch_get_active (self->whole))
    {
      *ends = last != NULL && strncmp (last, starts, 10) != 0 ? g_strndup (last, 10) : NULL;
    }
  else if (*typed != '\0' && clock == NULL)
    {
      event_when_say (self, self->to, _ ("When does it end? Write the time like 21:00, or nothing"));
      return FALSE;
    }
  else if (clock != NULL)
    {
      next = veche_day_step (starts, strcmp (clock, starts + 11) <= 0 ? 1 : 0);
      *ends = g_strdup_printf ("%.10sT%s", last != NULL && strncmp (last, starts, 10) != 0 ? last : next, clock);
    }
  if (*ends == NULL || strcmp (*ends, starts) >= 0)
    return TRUE;

  event_when_say (self, NULL, _ ("It can't end before it starts: choose a later last day"));
  g_clear_pointer (ends, g_free);

  return FALSE;
}

/* told (nullable): the time that was just said; all the others are as they were. */
static void
event_when_save_told (VecheEventWhen *self, VecheCommitRow *told)
{
  g_autofree char *starts = NULL, *ends = NULL;
  const char *tz;

  if (self->filling || self->event == NULL)
    return;
  starts = event_when_dup_start (self, told);
  if (starts == NULL || !event_when_get_end (self, told, starts, &ends))
    return;

  if (self->wrong == NULL || self->wrong == told)
    event_when_say (self, NULL, NULL);
  tz = veche_zone_list_get (self->zone);
  if (g_str_equal (starts, self->event->starts) && g_strcmp0 (ends, self->event->ends) == 0 && g_str_equal (tz, self->event->tz))
    return;
  veche_event_edit_time (self->session, self->event, starts, ends, tz, veche_typed_hold (GTK_WIDGET (told), NULL));
}

static void
event_when_save (VecheEventWhen *self)
{
  event_when_save_told (self, NULL);
}

static void
event_when_clock_cb (VecheEventWhen *self, const char *text, VecheCommitRow *row)
{
  event_when_save_told (self, row);
}

/* Another first day takes the last one along. */
static void
event_when_day_cb (VecheEventWhen *self)
{
  const char *day = veche_day_button_get_day (self->day), *last = veche_day_button_get_day (self->last);

  if (self->filling || self->event == NULL || day == NULL)
    return;
  if (last != NULL)
    {
      int by = veche_when_days_between (self->event->starts, day);
      g_autofree char *moved = veche_when_add_days (last, by);

      self->filling = TRUE;
      veche_day_button_set_day (self->last, moved);
      self->filling = FALSE;
    }
  event_when_save (self);
}

static void
event_when_follow_whole (VecheEventWhen *self)
{
  gboolean whole = gtk_switch_get_active (self->whole);

  gtk_widget_set_visible (GTK_WIDGET (self->from), !whole);
  gtk_widget_set_visible (GTK_WIDGET (self->to), !whole);
  gtk_widget_set_visible (self->zone_row, !whole);
}

static void
event_when_whole_cb (VecheEventWhen *self)
{
  if (!self->filling && !gtk_switch_get_active (self->whole) && *gtk_editable_get_text (GTK_EDITABLE (self->from)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->from), USUAL_START);
  event_when_follow_whole (self);
  event_when_save_told (self, gtk_switch_get_active (self->whole) ? NULL : self->from);
}

static void
event_when_remind_cb (VecheEventWhen *self)
{
  guint selected = adw_combo_row_get_selected (self->remind);

  if (self->filling || self->event == NULL || selected >= G_N_ELEMENTS (reminders) || reminders[selected] == self->event->remind)
    return;
  veche_event_edit_int (self->session, self->event, "remind", reminders[selected], reminders[selected] >= 0, NULL);
}

static void
event_when_dispose (GObject *object)
{
  VecheEventWhen *self = VECHE_EVENT_WHEN (object);

  self->event = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->zone_shown, g_free);

  G_OBJECT_CLASS (veche_event_when_parent_class)->dispose (object);
}

static void
veche_event_when_class_init (VecheEventWhenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = event_when_dispose;
}

static GtkWidget *
event_when_add_row (VecheEventWhen *self, const char *title, GtkWidget *control)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "use-markup", FALSE, NULL);

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

static GtkStringList *
reminder_names (void)
{
  const char *const names[] = { _ ("No reminder"),    _ ("When it starts"), _ ("15 minutes before"), _ ("An hour before"), _ ("Two hours before"),
                                _ ("The day before"), _ ("Two days before"), _ ("A week before"),    NULL };

  return gtk_string_list_new (names);
}

static void
veche_event_when_init (VecheEventWhen *self)
{
  g_autoptr (GtkStringList) names = reminder_names ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("When"));
  self->whole = GTK_SWITCH (gtk_switch_new ());
  self->day = VECHE_DAY_BUTTON (veche_day_button_new ());
  self->last = VECHE_DAY_BUTTON (veche_day_button_new ());
  veche_day_button_set_optional (self->last, TRUE);
  self->from = VECHE_COMMIT_ROW (veche_commit_row_new (_ ("Starts at, as 19:00")));
  self->to = VECHE_COMMIT_ROW (veche_commit_row_new (_ ("Ends at (may stay empty)")));
  self->zone = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_enable_search (self->zone, TRUE);
  self->remind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->remind), _ ("Reminder"));
  adw_combo_row_set_model (self->remind, G_LIST_MODEL (names));
  self->problem = veche_label_new_wrapped ("", "veche-neg-ink", "veche-small");
  gtk_widget_add_css_class (self->problem, "veche-form-hint");
  gtk_widget_set_visible (self->problem, FALSE);

  event_when_add_row (self, _ ("Whole day"), GTK_WIDGET (self->whole));
  event_when_add_row (self, _ ("Day"), GTK_WIDGET (self->day));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->from));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->to));
  event_when_add_row (self, _ ("Last day"), GTK_WIDGET (self->last));
  self->zone_row = event_when_add_row (self, _ ("Time Zone"), GTK_WIDGET (self->zone));
  self->there = g_object_new (ADW_TYPE_ACTION_ROW, "subtitle-lines", 0, "visible", FALSE, "use-markup", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->there);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->remind));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->problem);

  g_signal_connect_object (self->whole, "notify::active", G_CALLBACK (event_when_whole_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day, "notify::day", G_CALLBACK (event_when_day_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->last, "notify::day", G_CALLBACK (event_when_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from, "committed", G_CALLBACK (event_when_clock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to, "committed", G_CALLBACK (event_when_clock_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->zone, "notify::selected-item", G_CALLBACK (event_when_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remind, "notify::selected", G_CALLBACK (event_when_remind_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
veche_event_when_new (VecheSession *session)
{
  VecheEventWhen *self = g_object_new (VECHE_TYPE_EVENT_WHEN, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/* "3 days before" (transfer full) */
static char *
reminder_words (int minutes)
{
  int days = minutes / (24 * 60), hours = minutes / 60;

  if (minutes % (24 * 60) == 0)
    return g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) days), days);
  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%d hour before", "%d hours before", (gulong) hours), hours);

  return g_strdup_printf (ngettext ("%d minute before", "%d minutes before", (gulong) minutes), minutes);
}

/* One that none of ours is, as calendars bring them, stands behind ours. */
static void
event_when_show_remind (VecheEventWhen *self, int minutes)
{
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (self->remind));
  g_autofree char *words = NULL;
  const char *more[] = { NULL, NULL };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names)), index = 0;

  while (index < G_N_ELEMENTS (reminders) && reminders[index] != minutes)
    index++;
  if (index == G_N_ELEMENTS (reminders))
    more[0] = words = reminder_words (minutes);
  if (more[0] != NULL || n > G_N_ELEMENTS (reminders))
    gtk_string_list_splice (names, G_N_ELEMENTS (reminders), n - (guint) G_N_ELEMENTS (reminders), more);
  adw_combo_row_set_selected (self->remind, index);
}

/* "19:00" of the same day, "2 December, 01:00" of another. (transfer full) */
static char *
clock_there (gint64 at, const char *tz, const char *starts)
{
  g_autofree char *local = veche_when_local (at, tz), *day = NULL;

  if (strncmp (local, starts, 10) == 0)
    return g_strdup (veche_clock_of (local));
  day = veche_day_full (local);

  return g_strdup_printf ("%s, %s", day, veche_clock_of (local));
}

/* What it is by this computer's clock and by UTC, where that is not what stands here. */
static void
event_when_show_elsewhere (VecheEventWhen *self)
{
  const char *zones[] = { veche_when_own_zone (), "UTC" }, *starts = self->event->starts;
  gint64 at = veche_when_instant (starts, self->event->tz);
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (zones) && !self->event->whole && at != 0; i++)
    {
      g_autofree char *local = veche_when_local (at, zones[i]), *clock = NULL, *one = NULL, *before = text;

      if (strncmp (local, starts, strlen ("2026-12-13T19:00")) == 0 || (i > 0 && strcmp (zones[0], zones[i]) == 0))
        {
          text = g_steal_pointer (&before);
          continue;
        }
      clock = clock_there (at, zones[i], starts);
      /* Translators: a time, and by which clock */
      one = g_strdup_printf (i == 0 ? _ ("%s by your clock") : _ ("%s UTC"), clock);
      text = before != NULL ? g_strdup_printf ("%s · %s", before, one) : g_steal_pointer (&one);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->zone_row), text != NULL ? text : "");
}

void
veche_event_when_show (VecheEventWhen *self, VecheEventCard *event)
{
  gboolean other = self->event == NULL || event == NULL || !g_str_equal (self->event->uid, event->uid);

  self->event = event;
  if (event == NULL)
    return;

  self->filling = TRUE;
  gtk_switch_set_active (self->whole, event->whole);
  veche_day_button_set_day (self->day, event->starts);
  veche_day_button_set_day (self->last, event->ends != NULL && strncmp (event->ends, event->starts, 10) != 0 ? event->ends : NULL);
  veche_typed_set_of (GTK_WIDGET (self->from), event->uid);
  veche_typed_set_of (GTK_WIDGET (self->to), event->uid);
  veche_commit_row_set_text (self->from, veche_clock_of (event->starts));
  veche_commit_row_set_text (self->to, veche_clock_of (event->ends));
  if (g_strcmp0 (self->zone_shown, event->tz) != 0)
    {
      g_free (self->zone_shown);
      self->zone_shown = g_strdup (event->tz);
      veche_zone_list_fill (self->zone, event->tz);
    }
  event_when_show_remind (self, event->remind);
  event_when_follow_whole (self);
  event_when_show_elsewhere (self);
  if (other)
    event_when_say (self, NULL, NULL);
  self->filling = FALSE;
}

void
veche_event_when_show_there (VecheEventWhen *self, GPtrArray *elsewhere)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  const VecheEventCard *event = self->event;
  gboolean guests = event->invited + event->accepted + event->waiting + event->came > 0;

  for (guint i = 0; i < elsewhere->len; i++)
    {
      const VecheElsewhere *one = elsewhere->pdata[i];
      g_autofree char *when = veche_elsewhere_words (event, one);

      /* Translators: a time with a city, and how many guests (or members) live there: "21:00 Yekaterinburg (+2): 7 guests" */
      g_ptr_array_add (lines, g_strdup_printf (guests ? ngettext ("%s: %u guest", "%s: %u guests", one->people)
                                                      : ngettext ("%s: %u member", "%s: %u members", one->people), when, one->people));
    }
  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->there), guests ? _ ("For guests elsewhere") : _ ("For members elsewhere"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->there), text);
  gtk_widget_set_visible (self->there, elsewhere->len > 0 && !event->whole);
}

void
veche_event_when_commit (VecheEventWhen *self)
{
  veche_commit_row_commit (self->from);
  veche_commit_row_commit (self->to);
}
