/* veche-quarter-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-alarms.h"
#include "app/veche-agendas-card.h"
#include "app/veche-alarm-words.h"
#include "app/veche-columns-layout.h"
#include "app/veche-event-list.h"
#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-card.h"
#include "app/veche-quarter-view.h"

#define COLUMNS_FROM     860
#define SIDE_WIDTH       350
#define CARD_SPACING      15
#define NARROW_BELOW     560
#define MOST_ALARMS        5

struct _VecheQuarterView
{
  GtkWidget     parent_instance;

  VecheSession *session;    /* (owned) */
  VecheQuarter *quarter;    /* (owned) (nullable): not loaded yet */
  VecheQuarter *next;       /* (owned) (nullable) */
  GPtrArray    *past;       /* (owned) (nullable) (element-type VecheProject) */
  GPtrArray    *entries;    /* (owned) (nullable) (element-type VechePlanEntry): events and milestones of the quarter */
  VechePlanPulse *pulse;    /* (owned) (nullable): not weighed yet */

  GtkWidget    *main;       /* the columns, made anew when something changes */
  GtkWidget    *side;
  GtkWidget    *balance;    /* alarms and agendas, made anew when they were weighed */
  GtkWidget    *events;     /* (unowned) (nullable) */
  GtkLabel     *sentence;   /* (unowned) (nullable) */
  gboolean      narrow;
};

G_DEFINE_FINAL_TYPE (VecheQuarterView, veche_quarter_view, GTK_TYPE_WIDGET)

enum
{
  EDIT_PROJECT,
  EDIT_EVENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
veche_quarter_view_edit_project_cb (VecheQuarterView *self, VecheProjectCard *card)
{
  VecheProject *project = veche_project_card_get_project (card);

  g_signal_emit (self, signals[EDIT_PROJECT], 0, project->parent.uid, project->quarter);
}

/* The name of the row or button is "QUARTER" for a project to start, or "QUARTER UID" for one that is there. */
static void
veche_quarter_view_named_cb (VecheQuarterView *self, GtkWidget *widget)
{
  g_auto (GStrv) parts = g_strsplit (gtk_widget_get_name (widget), " ", 2);

  g_signal_emit (self, signals[EDIT_PROJECT], 0, parts[1], parts[0]);
}

static GtkWidget *
veche_quarter_view_empty_new (VecheQuarterView *self, const char *quarter, gboolean primary)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *now = veche_quarter_now (), *name = veche_quarter_title (quarter), *escaped = NULL;
  gboolean passed = strcmp (quarter, now) < 0;
  GtkWidget *button = gtk_button_new_with_label (passed ? _("Write It Down") : primary ? _("Start a Project") : _("Choose the Work"));
  g_autofree char *title = g_strdup_printf (passed ? _("Nothing is written down for %s") : _("%s is empty so far"), name);
  g_autofree char *text = passed ? g_strdup (_("If there was joint work, its effect can still be seen here")) : veche_quarter_empty_words (quarter);

  escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "veche-plan-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, quarter);
  if (primary && !passed)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (veche_quarter_view_named_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "plan-empty");
  veche_label_speak (list, title);
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  return list;
}

static GtkWidget *
veche_quarter_view_project_row_new (VecheQuarterView *self, VecheProject *project)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *quarter = veche_quarter_short (project->quarter);
  g_autofree char *when = g_strdup_printf ("%s %.4s", quarter, project->quarter);
  g_autofree char *name = g_strdup_printf ("%s %s", project->quarter, project->parent.uid);
  GtkWidget *label = gtk_label_new (when), *title = gtk_label_new (project->title);
  GtkWidget *outcome = gtk_label_new (project->outcome != NULL ? project->outcome : veche_status_title (project->status));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_size_request (label, 84, -1);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (outcome), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (outcome), 0);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (self->narrow ? title : outcome, TRUE);
  gtk_widget_set_visible (outcome, !self->narrow);
  gtk_widget_add_css_class (label, "plan-dim");
  gtk_widget_add_css_class (title, "plan-title");
  gtk_widget_add_css_class (outcome, "plan-dim");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), outcome);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_add_css_class (box, "plan-past-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, project->title, -1);

  return row;
}

static void
veche_quarter_view_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, VecheQuarterView *self)
{
  veche_quarter_view_named_cb (self, GTK_WIDGET (row));
}

static void
veche_quarter_view_add_projects (VecheQuarterView *self, const char *heading, GPtrArray *projects)
{
  GtkWidget *label, *list;

  if (projects == NULL || projects->len == 0)
    return;

  label = gtk_label_new (heading);
  list = gtk_list_box_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 3);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  for (guint i = 0; i < projects->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), veche_quarter_view_project_row_new (self, g_ptr_array_index (projects, i)));
  g_signal_connect (list, "row-activated", G_CALLBACK (veche_quarter_view_row_activated_cb), self);
  gtk_box_append (GTK_BOX (self->main), label);
  gtk_box_append (GTK_BOX (self->main), list);
}

static void
veche_quarter_view_add_quarter (VecheQuarterView *self, VecheQuarter *quarter, gboolean primary)
{
  GtkWidget *card;

  if (quarter->project == NULL)
    {
      gtk_box_append (GTK_BOX (self->main), veche_quarter_view_empty_new (self, quarter->quarter, primary));
      return;
    }

  if (!primary)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, quarter->project);
      veche_quarter_view_add_projects (self, _("Next Quarter"), one);
      return;
    }

  card = veche_project_card_new (self->session, quarter->project, self->narrow);
  g_signal_connect_swapped (card, "edit", G_CALLBACK (veche_quarter_view_edit_project_cb), self);
  gtk_box_append (GTK_BOX (self->main), card);
}

static void
box_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/*** What was weighed ***/

static void
veche_quarter_view_alarm_cb (GtkListBox *list, GtkListBoxRow *row, VecheQuarterView *self)
{
  const VecheAlarm *alarm = g_object_get_data (G_OBJECT (row), "alarm");

  if (alarm->kind == VECHE_ALARM_NO_HOST)
    g_signal_emit (self, signals[EDIT_EVENT], 0, alarm->uid);
  else if (alarm->kind == VECHE_ALARM_AGENDA)
    gtk_widget_activate_action (GTK_WIDGET (self), "plan.agendas", NULL);
  else
    g_signal_emit (self, signals[EDIT_PROJECT], 0, alarm->project_uid, alarm->quarter);
}

static GtkWidget *
veche_quarter_view_alarm_new (const VecheAlarm *alarm)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *label;
  g_autofree char *words = veche_alarm_words (alarm);
  GtkWidget *icon = gtk_image_new_from_icon_name (alarm->urgent ? "veche-negative-symbolic" : "veche-question-symbolic");

  gtk_widget_add_css_class (icon, alarm->urgent ? "veche-neg-ink" : "veche-warn-ink");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_box_append (GTK_BOX (box), icon);
  label = veche_label_new_wrapped (words, "plan-alarm", NULL);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (row), "alarm", (gpointer) alarm);

  return row;
}

/* What is wrong in this quarter; that the next one is empty stands there where the next one stands. */
static void
veche_quarter_view_add_alarms (VecheQuarterView *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *list = gtk_list_box_new ();
  guint shown = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "plan-events");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Needs Attention"), -1);
  for (guint i = 0; i < self->pulse->alarms->len && shown < MOST_ALARMS; i++)
    {
      const VecheAlarm *alarm = self->pulse->alarms->pdata[i];

      /* Empty places stand in the project's card; a week before the day they are an alarm. */
      if (alarm->kind == VECHE_ALARM_EMPTY_QUARTER || (alarm->kind == VECHE_ALARM_SLOT && !alarm->urgent) ||
          !veche_alarm_is_of (alarm, self->quarter->quarter))
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), veche_quarter_view_alarm_new (alarm));
      shown++;
    }
  g_signal_connect (list, "row-activated", G_CALLBACK (veche_quarter_view_alarm_cb), self);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), veche_label_new (_("Needs Attention"), "heading", "plan-head"));
  gtk_box_append (GTK_BOX (card), list);
  if (shown > 0)
    gtk_box_append (GTK_BOX (self->balance), card);
  else
    g_object_unref (g_object_ref_sink (card));
}

static void
veche_quarter_view_rebuild_balance (VecheQuarterView *self)
{
  g_autofree char *words = NULL, *now = veche_quarter_now ();

  if (self->quarter == NULL)
    return;

  box_clear (self->balance);
  if (self->pulse != NULL)
    {
      veche_quarter_view_add_alarms (self);
      if (g_str_equal (now, self->quarter->quarter))
        gtk_box_append (GTK_BOX (self->balance), veche_agendas_card_new (self->session, self->pulse->agendas));
    }
  gtk_widget_set_visible (self->balance, gtk_widget_get_first_child (self->balance) != NULL);
  words = veche_plan_sentence (self->quarter, self->next, self->pulse != NULL ? self->pulse->alarms : NULL);
  if (self->sentence != NULL)
    gtk_label_set_text (self->sentence, words);
}

/*** The quarter ***/

static void
veche_quarter_view_add_sentence (VecheQuarterView *self)
{
  GtkWidget *label = veche_label_new_wrapped ("", "plan-sentence", NULL);

  self->sentence = GTK_LABEL (label);
  gtk_box_append (GTK_BOX (self->main), label);
}

static void
veche_quarter_view_rebuild (VecheQuarterView *self)
{
  g_autofree char *focused = NULL, *now = veche_quarter_now ();

  if (self->quarter == NULL)
    return;

  if (self->events != NULL)
    focused = veche_event_list_dup_focused (VECHE_EVENT_LIST (self->events));
  box_clear (self->main);
  if (self->events != NULL)
    gtk_box_remove (GTK_BOX (self->side), self->events);

  veche_quarter_view_add_sentence (self);
  veche_quarter_view_add_quarter (self, self->quarter, TRUE);
  veche_quarter_view_add_projects (self, _("Also in This Quarter"), self->quarter->others);
  if (self->next != NULL)
    veche_quarter_view_add_quarter (self, self->next, FALSE);
  /* Before a quarter that is yet to come stands the work of this one. */
  veche_quarter_view_add_projects (self, strcmp (self->quarter->quarter, now) > 0 ? _("Joint Works Before It") : _("Past Joint Works"), self->past);

  self->events = veche_event_list_new (self->session, self->entries, self->quarter->quarter);
  gtk_box_append (GTK_BOX (self->side), self->events);
  if (focused != NULL)
    veche_event_list_focus_uid (VECHE_EVENT_LIST (self->events), focused);
  veche_quarter_view_rebuild_balance (self);
}

static void
veche_quarter_view_later (gpointer self)
{
  veche_quarter_view_rebuild (self);
}

static void
veche_quarter_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheQuarterView *self = VECHE_QUARTER_VIEW (widget);
  gboolean narrow = width < NARROW_BELOW;

  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (narrow == self->narrow)
    return;

  /* Children may not change inside an allocation. */
  self->narrow = narrow;
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, veche_quarter_view_later);
}

static void
veche_quarter_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
veche_quarter_view_dispose (GObject *object)
{
  VecheQuarterView *self = VECHE_QUARTER_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_pointer (&self->quarter, veche_quarter_free);
  g_clear_pointer (&self->next, veche_quarter_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->pulse, veche_plan_pulse_free);

  G_OBJECT_CLASS (veche_quarter_view_parent_class)->dispose (object);
}

static void
veche_quarter_view_class_init (VecheQuarterViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_quarter_view_dispose;
  widget_class->measure = veche_quarter_view_measure;
  widget_class->size_allocate = veche_quarter_view_size_allocate;

  signals[EDIT_PROJECT] = g_signal_new ("edit-project", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_STRING, G_TYPE_STRING);
  signals[EDIT_EVENT] = g_signal_new ("edit-event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      G_TYPE_STRING);
}

static void
veche_quarter_view_init (VecheQuarterView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->main = gtk_box_new (GTK_ORIENTATION_VERTICAL, CARD_SPACING);
  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, CARD_SPACING);
  self->balance = gtk_box_new (GTK_ORIENTATION_VERTICAL, CARD_SPACING);
  gtk_box_append (GTK_BOX (self->side), self->balance);
  gtk_widget_set_layout_manager (columns, veche_columns_layout_new (COLUMNS_FROM, SIDE_WIDTH, 18));
  gtk_box_append (GTK_BOX (columns), self->main);
  gtk_box_append (GTK_BOX (columns), self->side);
  gtk_widget_add_css_class (columns, "plan-columns");
  /* External: the wide layout must not keep the window from growing narrow. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), columns);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
veche_quarter_view_new (VecheSession *session)
{
  VecheQuarterView *self = g_object_new (VECHE_TYPE_QUARTER_VIEW, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
veche_quarter_view_show (VecheQuarterView *self, VechePlanData *data)
{
  g_return_if_fail (VECHE_IS_QUARTER_VIEW (self));

  g_clear_pointer (&self->quarter, veche_quarter_free);
  g_clear_pointer (&self->next, veche_quarter_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->quarter = g_steal_pointer (&data->quarter);
  self->next = g_steal_pointer (&data->next);
  self->past = g_steal_pointer (&data->past);
  self->entries = g_steal_pointer (&data->entries);
  veche_quarter_view_rebuild (self);
}

void
veche_quarter_view_show_pulse (VecheQuarterView *self, VechePlanPulse *pulse)
{
  g_return_if_fail (VECHE_IS_QUARTER_VIEW (self));

  /* The rows of the old alarms go first. */
  box_clear (self->balance);
  g_clear_pointer (&self->pulse, veche_plan_pulse_free);
  self->pulse = pulse;
  veche_quarter_view_rebuild_balance (self);
}

void
veche_quarter_view_focus (VecheQuarterView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Once more would go on to the next widget. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->main))
    return;
  gtk_widget_child_focus (self->main, GTK_DIR_TAB_FORWARD);
}
