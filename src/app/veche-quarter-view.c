/* veche-quarter-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-columns-layout.h"
#include "app/veche-event-list.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-card.h"
#include "app/veche-quarter-view.h"

#define COLUMNS_FROM     860
#define SIDE_WIDTH       350
#define CARD_SPACING      15
#define NARROW_BELOW     560
#define ALARM_DAYS        28   /* a quarter without a project is an alarm this long before it starts */

struct _VecheQuarterView
{
  GtkWidget     parent_instance;

  VecheSession *session;    /* (owned) */
  VecheQuarter *quarter;    /* (owned) (nullable): not loaded yet */
  VecheQuarter *next;       /* (owned) (nullable) */
  GPtrArray    *past;       /* (owned) (nullable) (element-type VecheProject) */

  GtkWidget    *main;       /* the columns, made anew when something changes */
  GtkWidget    *side;
  GtkWidget    *events;     /* (unowned) (nullable) */
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
veche_quarter_view_edit_event_cb (VecheQuarterView *self, const char *uid)
{
  g_signal_emit (self, signals[EDIT_EVENT], 0, uid);
}

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

static char *
veche_quarter_view_empty_text (const char *quarter)
{
  g_autofree char *since = NULL, *until = NULL, *choose_by = NULL, *day = NULL;
  g_autofree char *today = veche_day_today ();

  veche_quarter_bounds (quarter, &since, &until);
  choose_by = veche_day_step (since, -ALARM_DAYS);
  if (strcmp (until, today) <= 0)
    return g_strdup (_("The quarter has passed without joint work"));
  if (strcmp (choose_by, today) < 0)
    return g_strdup (_("Choose the joint work now: people need time to gather"));

  day = veche_day_long (choose_by);
  /* Translators: %s is a day, "1 December" */
  return g_strdup_printf (_("Choose the joint work before %s, so that there is time to gather people"), day);
}

static GtkWidget *
veche_quarter_view_empty_new (VecheQuarterView *self, const char *quarter, gboolean primary)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (primary ? _("Start a Project") : _("Choose the Work"));
  g_autofree char *name = veche_quarter_title (quarter);
  g_autofree char *title = g_strdup_printf (_("%s is empty so far"), name);
  g_autofree char *text = veche_quarter_view_empty_text (quarter);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "veche-plan-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, quarter);
  if (primary)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (veche_quarter_view_named_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
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

static void
veche_quarter_view_rebuild (VecheQuarterView *self)
{
  g_autofree char *focused = NULL;

  if (self->quarter == NULL)
    return;

  if (self->events != NULL)
    focused = veche_event_list_dup_focused (VECHE_EVENT_LIST (self->events));
  box_clear (self->main);
  box_clear (self->side);

  veche_quarter_view_add_quarter (self, self->quarter, TRUE);
  veche_quarter_view_add_projects (self, _("Also in This Quarter"), self->quarter->others);
  if (self->next != NULL)
    veche_quarter_view_add_quarter (self, self->next, FALSE);
  veche_quarter_view_add_projects (self, _("Past Joint Works"), self->past);

  self->events = veche_event_list_new (self->session, self->quarter->events, self->quarter->quarter);
  g_signal_connect_swapped (self->events, "edit", G_CALLBACK (veche_quarter_view_edit_event_cb), self);
  gtk_box_append (GTK_BOX (self->side), self->events);
  if (focused != NULL)
    veche_event_list_focus_uid (VECHE_EVENT_LIST (self->events), focused);
}

static gboolean
veche_quarter_view_rebuild_cb (gpointer user_data)
{
  veche_quarter_view_rebuild (VECHE_QUARTER_VIEW (user_data));

  return G_SOURCE_REMOVE;
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
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, veche_quarter_view_rebuild_cb, g_object_ref (self), g_object_unref);
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
veche_quarter_view_show (VecheQuarterView *self, VecheQuarter *quarter, VecheQuarter *next, GPtrArray *past)
{
  g_return_if_fail (VECHE_IS_QUARTER_VIEW (self));

  g_clear_pointer (&self->quarter, veche_quarter_free);
  g_clear_pointer (&self->next, veche_quarter_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  self->quarter = quarter;
  self->next = next;
  self->past = past;
  veche_quarter_view_rebuild (self);
}

void
veche_quarter_view_focus (VecheQuarterView *self)
{
  gtk_widget_child_focus (self->main, GTK_DIR_TAB_FORWARD);
}
