/* veche-event-ritual.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-ritual.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-day-button.h"
#include "app/veche-event-edits.h"
#include "app/veche-event-page.h"
#include "app/veche-event-words.h"
#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-repeat-words.h"
#include "store/veche-db.h"

#define DAYS_BACK  (35 * G_TIME_SPAN_DAY)
#define DAYS_AHEAD (183 * G_TIME_SPAN_DAY)
#define MOST_PAST  3
#define MOST_NEXT  6

struct _VecheEventRitual
{
  AdwPreferencesGroup parent_instance;

  VecheSession   *session;   /* (owned) */
  VecheEventCard *event;     /* (unowned) (nullable) */
  GPtrArray      *days;      /* (owned) (nullable) (element-type VecheOccurrence) */
  GStrv           rules;     /* (nullable): what the row of repeats offers */
  gboolean        filling;

  AdwComboRow    *repeat;
  GtkWidget      *until_row;
  VecheDayButton *until;
  GPtrArray      *rows;      /* (owned) (element-type GtkWidget) (unowned) */
};

G_DEFINE_FINAL_TYPE (VecheEventRitual, veche_event_ritual, ADW_TYPE_PREFERENCES_GROUP)

GPtrArray *
veche_event_ritual_list (VecheDb *db, const VecheEventCard *event, gint64 now, GError **error)
{
  VecheEventsQuery query = { .from = now - DAYS_BACK, .until = now + DAYS_AHEAD, .with_skipped = TRUE, .text = event->title };
  GPtrArray *days = veche_events_list (db, &query, error);

  for (guint i = days != NULL ? days->len : 0; i > 0; i--)
    {
      const VecheOccurrence *day = days->pdata[i - 1];

      if (strcmp (day->uid, event->uid) != 0 && g_strcmp0 (day->series_uid, event->uid) != 0)
        g_ptr_array_remove_index (days, i - 1);
    }

  return days;
}

/*** The rule ***/

static void
ritual_save_rule (VecheEventRitual *self)
{
  guint selected = adw_combo_row_get_selected (self->repeat);
  const char *day = veche_day_button_get_day (self->until);
  g_autofree char *rule = NULL;

  if (self->filling || self->event == NULL || self->rules == NULL || selected >= g_strv_length (self->rules))
    return;
  rule = veche_repeat_end (self->rules[selected], day);
  if (g_strcmp0 (rule, self->event->rrule != NULL ? self->event->rrule : "") != 0)
    veche_event_edit_text (self->session, self->event, "rrule", rule, NULL);
}

static void
ritual_show_rule (VecheEventRitual *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *endless = veche_repeat_endless (self->event->rrule), *until = veche_repeat_until (self->event->rrule);
  guint selected = 0, n;

  g_strfreev (self->rules);
  self->rules = veche_repeat_choices (self->event->starts);
  n = g_strv_length (self->rules);
  for (guint i = 0; i < n; i++)
    if (strcmp (self->rules[i], endless) == 0)
      selected = i;
  if (*endless != '\0' && selected == 0)
    {
      /* A rule of its own, from a calendar: offered as it is. */
      self->rules = g_renew (char *, self->rules, n + 2);
      self->rules[n] = g_strdup (endless);
      self->rules[n + 1] = NULL;
      selected = n;
    }
  for (guint i = 0; self->rules[i] != NULL; i++)
    {
      g_autofree char *words = veche_repeat_words (self->rules[i]);

      gtk_string_list_append (names, words);
    }
  adw_combo_row_set_model (self->repeat, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->repeat, selected);
  gtk_widget_set_visible (self->until_row, *endless != '\0');
  veche_day_button_set_day (self->until, until);
}

/*** Its days ***/

static const VecheOccurrence *
ritual_day_of (VecheEventRitual *self, GtkWidget *button)
{
  for (guint i = 0; self->days != NULL && i < self->days->len; i++)
    if (g_strcmp0 (((VecheOccurrence *) self->days->pdata[i])->recurs, gtk_widget_get_name (button)) == 0)
      return self->days->pdata[i];

  return NULL;
}

static void
ritual_mark_cb (VecheEventRitual *self, GtkWidget *button)
{
  const VecheOccurrence *day = ritual_day_of (self, button);
  const char *mark = g_object_get_data (G_OBJECT (button), "mark");

  if (day != NULL && self->event != NULL)
    veche_event_edit_mark (self->session, self->event, day->recurs, *mark != '\0' ? mark : NULL);
}

typedef struct
{
  GtkWidget *widget;   /* (owned); on the main thread only */
  char      *ritual_uid, *recurs, *uid;   /* uid: out */
} OpenDay;

static void
open_day_clear (OpenDay *open)
{
  g_free (open->ritual_uid);
  g_free (open->recurs);
  g_free (open->uid);
}

static void
open_day_unref (gpointer open)
{
  g_atomic_rc_box_release_full (open, (GDestroyNotify) open_day_clear);
}

static gboolean
open_day_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  OpenDay *open = input;

  open->uid = veche_events_edit_occurrence (db, edit, open->ritual_uid, open->recurs, NULL, error);

  return open->uid != NULL;
}

static void
open_day_cb (gboolean ok, gpointer user_data)
{
  OpenDay *open = user_data;

  if (ok && gtk_widget_get_root (open->widget) != NULL)
    veche_event_page_open (open->widget, open->uid);
  g_clear_object (&open->widget);
  open_day_unref (open);
}

static void
ritual_open_cb (VecheEventRitual *self, GtkWidget *button)
{
  const VecheOccurrence *day = ritual_day_of (self, button);
  g_autoptr (VecheEdit) edit = NULL;
  OpenDay *open;

  if (day == NULL || self->event == NULL)
    return;
  if (day->series_uid != NULL)
    {
      veche_event_page_open (GTK_WIDGET (self), day->uid);
      return;
    }
  edit = veche_edit_new ("ritual", self->event->title);
  open = g_atomic_rc_box_new0 (OpenDay);
  open->widget = g_object_ref (GTK_WIDGET (self));
  open->ritual_uid = g_strdup (self->event->uid);
  open->recurs = g_strdup (day->recurs);
  veche_session_build_edit (self->session, edit, open_day_build, open, open_day_unref, NULL, open_day_cb, g_atomic_rc_box_acquire (open));
}

static void
ritual_add_button (VecheEventRitual *self, GtkWidget *buttons, const char *label, const char *spoken, const char *recurs, const char *mark, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_name (button, recurs);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "veche-row-button");
  g_object_set_data (G_OBJECT (button), "mark", (gpointer) mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (buttons), button);
}

static const char *
day_state (const VecheOccurrence *day, gint64 now)
{
  if (g_strcmp0 (day->mark, "skipped") == 0 || g_str_equal (day->status, "cancelled"))
    return C_ ("ritual", "Skipped");
  if (g_strcmp0 (day->mark, "done") == 0 || g_str_equal (day->status, "done"))
    return C_ ("ritual", "Held");
  if (day->series_uid != NULL)
    return _ ("Has a page of its own");

  return day->until < now ? _ ("Was it held?") : "";
}

/* Three of them have a line of their own: beside the day they leave it no room in a narrow window. */
static GtkWidget *
day_row_new (const char *title, const char *state, GtkWidget *buttons, gboolean below)
{
  GtkWidget *row, *box;

  if (!below)
    {
      row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", state, "use-markup", FALSE, NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), buttons);
      return row;
    }
  row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "title", title, "activatable", FALSE, "use-markup", FALSE, NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "event-past-day");
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (title, NULL, NULL));
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (state, "veche-second", "veche-small"));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static GtkWidget *
ritual_day_new (VecheEventRitual *self, const VecheOccurrence *day, gint64 now)
{
  g_autofree char *date = veche_day_full (day->starts), *spoken = NULL;
  const char *clock = veche_clock_of (day->starts), *state = day_state (day, now);
  g_autofree char *title = clock != NULL ? g_strdup_printf ("%s, %s", date, clock) : g_strdup (date);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean marked = day->mark != NULL || (day->series_uid != NULL && (g_str_equal (day->status, "cancelled") || g_str_equal (day->status, "done")));

  if (marked)
    {
      spoken = g_strdup_printf (_ ("%s: as by the rule"), title);
      ritual_add_button (self, buttons, _ ("As by the Rule"), spoken, day->recurs, "", G_CALLBACK (ritual_mark_cb));
    }
  else if (day->from < now)
    {
      spoken = g_strdup_printf (_ ("%s: it was held"), title);
      ritual_add_button (self, buttons, C_ ("ritual", "Held"), spoken, day->recurs, "done", G_CALLBACK (ritual_mark_cb));
    }
  if (!marked)
    {
      g_autofree char *skip = g_strdup_printf (_ ("%s: skip it"), title);

      ritual_add_button (self, buttons, _ ("Skip"), skip, day->recurs, "skipped", G_CALLBACK (ritual_mark_cb));
    }
  if (!marked || day->series_uid != NULL)
    {
      g_autofree char *open = g_strdup_printf (_ ("%s: open it"), title);

      ritual_add_button (self, buttons, _ ("Open"), open, day->recurs, "", G_CALLBACK (ritual_open_cb));
    }

  return day_row_new (title, state, buttons, !marked && day->from < now);
}

static void
ritual_show_days (VecheEventRitual *self)
{
  gint64 now = veche_now ();
  guint past = 0, skip, next = 0;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; self->days != NULL && i < self->days->len; i++)
    past += ((VecheOccurrence *) self->days->pdata[i])->until < now;
  skip = past > MOST_PAST ? past - MOST_PAST : 0;
  for (guint i = skip; self->days != NULL && i < self->days->len && next < MOST_NEXT; i++)
    {
      const VecheOccurrence *day = self->days->pdata[i];

      next += day->until >= now;
      g_ptr_array_add (self->rows, ritual_day_new (self, day, now));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows->pdata[self->rows->len - 1]);
    }
}

/*** The group ***/

static void
ritual_dispose (GObject *object)
{
  VecheEventRitual *self = VECHE_EVENT_RITUAL (object);

  self->event = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_strfreev);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_event_ritual_parent_class)->dispose (object);
}

static void
veche_event_ritual_class_init (VecheEventRitualClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ritual_dispose;
}

static void
veche_event_ritual_init (VecheEventRitual *self)
{
  self->rows = g_ptr_array_new ();
  self->repeat = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Comes again"), "use-subtitle", TRUE, NULL);
  self->until = VECHE_DAY_BUTTON (veche_day_button_new ());
  veche_day_button_set_optional (self->until, TRUE);
  self->until_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("For the last time"), "use-markup", FALSE, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->until_row), GTK_WIDGET (self->until));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Ritual"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->repeat));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->until_row);
  g_signal_connect_swapped (self->repeat, "notify::selected", G_CALLBACK (ritual_save_rule), self);
  g_signal_connect_swapped (self->until, "notify::day", G_CALLBACK (ritual_save_rule), self);
}

GtkWidget *
veche_event_ritual_new (VecheSession *session)
{
  VecheEventRitual *self = g_object_new (VECHE_TYPE_EVENT_RITUAL, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
veche_event_ritual_show (VecheEventRitual *self, VecheEventCard *event, GPtrArray *days)
{
  self->event = event;
  g_clear_pointer (&self->days, g_ptr_array_unref);
  if (event == NULL)
    return;

  self->days = days != NULL ? g_ptr_array_ref (days) : NULL;
  self->filling = TRUE;
  /* One day of a series comes once. */
  gtk_widget_set_visible (GTK_WIDGET (self), event->series_uid == NULL);
  ritual_show_rule (self);
  ritual_show_days (self);
  self->filling = FALSE;
}
