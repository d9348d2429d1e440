/* veche-month-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "app/veche-event-list.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-month-view.h"
#include "app/veche-plan-words.h"

#define DAYS_A_WEEK   7
#define MAX_CHIPS     3
#define NARROW_BELOW  560

struct _VecheMonthView
{
  GtkWidget     parent_instance;

  VecheSession *session;   /* (owned) */
  char         *month;     /* (nullable): nothing shown yet */
  GPtrArray    *events;    /* (owned) (nullable) (element-type VecheEvent) */
  GPtrArray    *agendas;   /* (owned) (nullable) (element-type VecheAgenda) */
  VecheProject *project;   /* (owned) (nullable) */

  GtkWidget    *box;
  gboolean      narrow;    /* chips are only shapes: there is no room for words */
};

G_DEFINE_FINAL_TYPE (VecheMonthView, veche_month_view, GTK_TYPE_WIDGET)

enum
{
  EDIT_EVENT,
  ADD_EVENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Monday is 1, by the locale; glibc says it as the weekday of 1997-11-30 + first_weekday - 1. */
static int
first_weekday (void)
{
  const char *first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  guint32 origin = GPOINTER_TO_UINT (nl_langinfo (_NL_TIME_WEEK_1STDAY));
  int day = first != NULL ? first[0] : 2;

  /* week_1stday: 19971130 is a Sunday, 19971201 a Monday */
  return origin == 19971201 ? (day - 1) % DAYS_A_WEEK + 1 : (day + DAYS_A_WEEK - 2) % DAYS_A_WEEK + 1;
}

void
veche_month_view_bounds (const char *month, char **since, char **until)
{
  g_autoptr (GDateTime) day = veche_day_parse (month);
  g_autoptr (GDateTime) first = NULL, start = NULL, next = NULL, end = NULL;
  int before, after;

  g_return_if_fail (day != NULL);

  first = g_date_time_add_days (day, 1 - g_date_time_get_day_of_month (day));
  before = (g_date_time_get_day_of_week (first) - first_weekday () + DAYS_A_WEEK) % DAYS_A_WEEK;
  start = g_date_time_add_days (first, -before);
  next = g_date_time_add_months (first, 1);
  after = (first_weekday () - g_date_time_get_day_of_week (next) + DAYS_A_WEEK) % DAYS_A_WEEK;
  end = g_date_time_add_days (next, after);
  *since = g_date_time_format (start, "%Y-%m-%d");
  *until = g_date_time_format (end, "%Y-%m-%d");
}

static VecheEvent *
veche_month_view_find (VecheMonthView *self, const char *uid)
{
  for (guint i = 0; self->events != NULL && i < self->events->len; i++)
    {
      VecheEvent *event = g_ptr_array_index (self->events, i);

      if (g_str_equal (event->parent.uid, uid))
        return event;
    }

  return NULL;
}

static int
days_between (const char *from, const char *to)
{
  return veche_day_until (to) - veche_day_until (from);
}

static gboolean
veche_month_view_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VecheMonthView *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  VecheEvent *event = veche_month_view_find (self, g_value_get_string (value));

  if (event == NULL)
    return FALSE;

  veche_event_move (self->session, event->parent.uid, event->title, days_between (event->starts, gtk_widget_get_name (cell)));

  return TRUE;
}

static GdkContentProvider *
chip_drag_prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *chip)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (chip);

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);

  return gdk_content_provider_new_typed (G_TYPE_STRING, gtk_widget_get_name (chip));
}

static gboolean
chip_shift_cb (GtkWidget *chip, GVariant *args, gpointer user_data)
{
  VecheMonthView *self = VECHE_MONTH_VIEW (user_data);
  VecheEvent *event = veche_month_view_find (self, gtk_widget_get_name (chip));

  if (event == NULL)
    return FALSE;

  veche_event_move (self->session, event->parent.uid, event->title, g_variant_get_int32 (args));

  return TRUE;
}

static void
chip_clicked_cb (GtkWidget *chip, VecheMonthView *self)
{
  g_signal_emit (self, signals[EDIT_EVENT], 0, gtk_widget_get_name (chip));
}

static void
chip_add_keys (GtkWidget *chip, VecheMonthView *self)
{
  static const struct { const char *trigger; int days; } moves[] = {
    { "<Control><Shift>Left", -1 }, { "<Control><Shift>Right", 1 }, { "<Control><Shift>Up", -7 }, { "<Control><Shift>Down", 7 },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (moves[i].trigger),
                                                gtk_callback_action_new (chip_shift_cb, self, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (moves[i].days));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (chip, controller);
}

static GtkWidget *
veche_month_view_chip_new (VecheMonthView *self, const VecheEvent *event)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkDragSource *source = gtk_drag_source_new ();
  g_autofree char *spoken = veche_event_spoken (event);

  gtk_box_append (GTK_BOX (box), veche_mark_new (event->agenda_shape != NULL ? event->agenda_shape : "diamond", 9));
  if (!self->narrow)
    {
      GtkWidget *title = gtk_label_new (event->title);

      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_set_hexpand (title, TRUE);
      if (g_strcmp0 (event->status, "cancelled") == 0)
        gtk_widget_add_css_class (title, "plan-cancelled");
      gtk_box_append (GTK_BOX (box), title);
    }
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_set_name (chip, event->parent.uid);
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (chip, "plan-chip");
  g_signal_connect (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  g_signal_connect (source, "prepare", G_CALLBACK (chip_drag_prepare_cb), chip);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (source));
  chip_add_keys (chip, self);

  return chip;
}

static void
day_clicked_cb (GtkWidget *button, VecheMonthView *self)
{
  g_signal_emit (self, signals[ADD_EVENT], 0, gtk_widget_get_name (button));
}

static GtkWidget *
veche_month_view_day_new (VecheMonthView *self, const char *day)
{
  GtkWidget *button = gtk_button_new ();
  g_autoptr (GDateTime) date = veche_day_parse (day);
  g_autofree char *long_day = veche_day_long (day);
  g_autofree char *today = veche_day_today ();
  g_autofree char *number = NULL;
  g_autofree char *spoken = g_strdup_printf (_("Add an event on %s"), long_day);
  gboolean first = g_date_time_get_day_of_month (date) == 1 && !self->narrow;

  number = first ? veche_day_short (day) : g_date_time_format (date, "%-e");
  gtk_button_set_label (GTK_BUTTON (button), number);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_name (button, day);
  gtk_widget_set_tooltip_text (button, spoken);
  veche_label_speak (button, spoken);
  gtk_widget_add_css_class (button, "plan-day");
  if (strncmp (day, self->month, 7) != 0)
    gtk_widget_add_css_class (button, "other-month");
  if (g_str_equal (day, today))
    gtk_widget_add_css_class (button, "today");
  g_signal_connect (button, "clicked", G_CALLBACK (day_clicked_cb), self);

  return button;
}

static GtkWidget *
veche_month_view_more_new (VecheMonthView *self, GPtrArray *hidden)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", hidden->len), hidden->len);

  for (guint i = 0; i < hidden->len; i++)
    gtk_box_append (GTK_BOX (box), veche_month_view_chip_new (self, g_ptr_array_index (hidden, i)));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), text);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "plan-more");

  return button;
}

static GtkWidget *
veche_month_view_cell_new (VecheMonthView *self, const char *day, guint *next)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();
  g_autoptr (GDateTime) date = veche_day_parse (day);
  guint shown = 0;

  gtk_widget_set_name (cell, day);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_vexpand (cell, TRUE);
  gtk_widget_add_css_class (cell, "plan-cell");
  if (g_date_time_get_day_of_week (date) >= 6)
    gtk_widget_add_css_class (cell, "weekend");
  gtk_box_append (GTK_BOX (cell), veche_month_view_day_new (self, day));

  for (; *next < self->events->len; (*next)++)
    {
      VecheEvent *event = g_ptr_array_index (self->events, *next);

      if (strncmp (event->starts, day, 10) > 0)
        break;
      if (strncmp (event->starts, day, 10) < 0)
        continue;
      if (shown++ < MAX_CHIPS)
        gtk_box_append (GTK_BOX (cell), veche_month_view_chip_new (self, event));
      else
        g_ptr_array_add (hidden, event);
    }
  if (hidden->len > 0)
    gtk_box_append (GTK_BOX (cell), veche_month_view_more_new (self, hidden));

  g_signal_connect (target, "drop", G_CALLBACK (veche_month_view_drop_cb), self);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (target));

  return cell;
}

static GtkWidget *
veche_month_view_grid_new (VecheMonthView *self)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *since = NULL, *until = NULL;
  int n_days;
  guint next = 0;

  veche_month_view_bounds (self->month, &since, &until);
  n_days = days_between (since, until);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_widget_set_vexpand (grid, TRUE);
  for (int i = 0; i < n_days; i++)
    {
      g_autofree char *day = veche_day_step (since, i);

      if (i < DAYS_A_WEEK)
        {
          g_autofree char *weekday = veche_day_weekday (day);
          GtkWidget *label = gtk_label_new (weekday);

          gtk_label_set_xalign (GTK_LABEL (label), 0);
          gtk_widget_add_css_class (label, "plan-weekday");
          gtk_grid_attach (GTK_GRID (grid), label, i, 0, 1, 1);
        }
      gtk_grid_attach (GTK_GRID (grid), veche_month_view_cell_new (self, day, &next), i % DAYS_A_WEEK, 1 + i / DAYS_A_WEEK, 1, 1);
    }

  return grid;
}

static guint
veche_month_view_count (VecheMonthView *self)
{
  guint n = 0;

  for (guint i = 0; i < self->events->len; i++)
    n += strncmp (((VecheEvent *) g_ptr_array_index (self->events, i))->starts, self->month, 7) == 0;

  return n;
}

static GtkWidget *
veche_month_view_legend_new (VecheMonthView *self)
{
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  guint n = veche_month_view_count (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u event this month", "%u events this month", n), n);
  GtkWidget *count = gtk_label_new (text);

  for (guint i = 0; self->agendas != NULL && !self->narrow && i < self->agendas->len; i++)
    {
      const VecheAgenda *agenda = g_ptr_array_index (self->agendas, i);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
      GtkWidget *name = gtk_label_new (agenda->name);

      gtk_widget_add_css_class (name, "plan-caption");
      gtk_box_append (GTK_BOX (box), veche_mark_new (agenda->shape, 11));
      gtk_box_append (GTK_BOX (box), name);
      gtk_box_append (GTK_BOX (legend), box);
    }
  gtk_widget_set_hexpand (count, TRUE);
  gtk_widget_set_halign (count, GTK_ALIGN_END);
  gtk_widget_add_css_class (count, "plan-caption");
  gtk_box_append (GTK_BOX (legend), count);
  gtk_widget_add_css_class (legend, "plan-legend");

  return legend;
}

/* The quarter's project is in sight whatever month it is: its name, its day, how far it is. */
static GtkWidget *
veche_month_view_strip_new (VecheMonthView *self)
{
  VecheProject *project = self->project;
  GtkWidget *strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = gtk_label_new (project->title), *caption = gtk_label_new (NULL), *bar, *count;
  g_autofree char *day = veche_day_long (project->starts);
  /* Translators: %s is a day, "13 December" */
  g_autofree char *until = day != NULL ? g_strdup_printf (_("quarter project, until %s"), day) : g_strdup (_("quarter project"));
  g_autofree char *steps = NULL;
  guint done = 0;

  gtk_label_set_text (GTK_LABEL (caption), until);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_widget_add_css_class (title, "plan-title");
  gtk_widget_add_css_class (caption, "plan-caption");
  gtk_box_append (GTK_BOX (strip), veche_mark_new (project->agenda_shape != NULL ? project->agenda_shape : "diamond", 12));
  gtk_box_append (GTK_BOX (strip), title);
  gtk_box_append (GTK_BOX (strip), caption);
  gtk_widget_add_css_class (strip, "plan-strip");
  if (project->steps->len == 0 || self->narrow)
    return strip;

  for (guint i = 0; i < project->steps->len; i++)
    done += ((VecheStep *) g_ptr_array_index (project->steps, i))->done;
  steps = g_strdup_printf (ngettext ("%u of %u step", "%u of %u steps", project->steps->len), done, project->steps->len);
  bar = gtk_progress_bar_new ();
  count = gtk_label_new (steps);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), (double) done / project->steps->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, steps, -1);
  gtk_widget_set_size_request (bar, 160, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (count, "plan-caption");
  gtk_box_append (GTK_BOX (strip), bar);
  gtk_box_append (GTK_BOX (strip), count);

  return strip;
}

static void
veche_month_view_rebuild (VecheMonthView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *child, *grid;
  g_autofree char *focused = focus != NULL && gtk_widget_is_ancestor (focus, self->box) ? g_strdup (gtk_widget_get_name (focus)) : NULL;

  if (self->month == NULL)
    return;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  grid = veche_month_view_grid_new (self);
  if (self->project != NULL)
    gtk_box_append (GTK_BOX (self->box), veche_month_view_strip_new (self));
  gtk_box_append (GTK_BOX (self->box), grid);
  gtk_box_append (GTK_BOX (self->box), veche_month_view_legend_new (self));

  if (focused == NULL)
    return;

  /* The chip or day that had the focus keeps it, wherever it has moved. */
  for (GtkWidget *cell = gtk_widget_get_first_child (grid); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    for (child = gtk_widget_get_first_child (cell); child != NULL; child = gtk_widget_get_next_sibling (child))
      if (g_str_equal (gtk_widget_get_name (child), focused))
        gtk_widget_grab_focus (child);
}

static gboolean
veche_month_view_rebuild_cb (gpointer user_data)
{
  veche_month_view_rebuild (VECHE_MONTH_VIEW (user_data));

  return G_SOURCE_REMOVE;
}

static void
veche_month_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheMonthView *self = VECHE_MONTH_VIEW (widget);
  gboolean narrow = width < NARROW_BELOW;

  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (narrow == self->narrow)
    return;

  /* Children may not change inside an allocation. */
  self->narrow = narrow;
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, veche_month_view_rebuild_cb, g_object_ref (self), g_object_unref);
}

static void
veche_month_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
veche_month_view_dispose (GObject *object)
{
  VecheMonthView *self = VECHE_MONTH_VIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_pointer (&self->month, g_free);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_clear_pointer (&self->project, veche_record_unref);

  G_OBJECT_CLASS (veche_month_view_parent_class)->dispose (object);
}

static void
veche_month_view_class_init (VecheMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_month_view_dispose;
  widget_class->measure = veche_month_view_measure;
  widget_class->size_allocate = veche_month_view_size_allocate;

  signals[EDIT_EVENT] = g_signal_new ("edit-event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      G_TYPE_STRING);
  signals[ADD_EVENT] = g_signal_new ("add-event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_STRING);
}

static void
veche_month_view_init (VecheMonthView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  /* External: the wide layout must not keep the window from growing narrow. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
veche_month_view_new (VecheSession *session)
{
  VecheMonthView *self = g_object_new (VECHE_TYPE_MONTH_VIEW, NULL);

  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
veche_month_view_show (VecheMonthView *self, const char *month, GPtrArray *events, GPtrArray *agendas, VecheProject *project)
{
  g_return_if_fail (VECHE_IS_MONTH_VIEW (self));

  g_free (self->month);
  self->month = g_strdup (month);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  self->events = g_ptr_array_ref (events);
  self->agendas = agendas != NULL ? g_ptr_array_ref (agendas) : NULL;
  g_clear_pointer (&self->project, veche_record_unref);
  self->project = project != NULL ? veche_record_ref (project) : NULL;
  veche_month_view_rebuild (self);
}

void
veche_month_view_focus (VecheMonthView *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
