/* veche-month-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-mark.h"
#include "app/veche-month-view.h"
#include "app/veche-plan-chip.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-list.h"
#include "app/veche-plan-words.h"
#include "app/veche-single-keys.h"
#include "app/veche-step-keys.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK   7
#define MAX_CHIPS     3
#define NARROW_BELOW  560

struct _VecheMonthView
{
  GtkWidget     parent_instance;

  VecheSession *session;   /* (owned) */
  char         *month;     /* (nullable): nothing shown yet */
  char         *since;     /* the first day shown */
  guint         n_days;
  GPtrArray    *entries;   /* (owned) (nullable) (element-type VechePlanEntry) */
  GPtrArray    *agendas;   /* (owned) (nullable) (element-type VecheAgenda) */
  VecheProject *project;   /* (owned) (nullable) */

  GtkWidget    *box;
  GtkGrid      *grid;
  GPtrArray    *cells;     /* (owned) (element-type GtkWidget): of the days, in their order; they stay, and show what is to be shown */
  gboolean      narrow;    /* chips are only shapes: there is no room for words */
};

G_DEFINE_FINAL_TYPE (VecheMonthView, veche_month_view, GTK_TYPE_WIDGET)

enum
{
  ADD_EVENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/*** What a hand does ***/

static gboolean
veche_month_view_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VecheMonthView *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  VechePlanEntry *entry = veche_plan_find_dragged (self->entries, g_value_get_string (value));

  if (entry == NULL)
    return FALSE;

  veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, veche_when_days_between (entry->since, gtk_widget_get_name (cell)));

  return TRUE;
}

static gboolean
shift_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheMonthView *self = VECHE_MONTH_VIEW (user_data);
  VechePlanEntry *entry = veche_plan_chip_entry_focused (GTK_WIDGET (self));

  if (entry != NULL)
    veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, g_variant_get_int32 (args));

  return entry != NULL;
}

/* N makes an event on the day that has the focus, or on that of the chip that has it. */
static gboolean
new_cb (GtkWidget *widget, GVariant *word, gpointer user_data)
{
  VecheMonthView *self = VECHE_MONTH_VIEW (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (focus != NULL && focus != self->box && !gtk_widget_has_css_class (focus, "plan-cell"))
    focus = gtk_widget_get_parent (focus);
  if (focus == NULL || focus == self->box)
    return FALSE;

  g_signal_emit (self, signals[ADD_EVENT], 0, gtk_widget_get_name (focus));

  return TRUE;
}

static void
add_controllers (VecheMonthView *self)
{
  static const VecheSingleKey singles[] = { { GDK_KEY_n, GDK_KEY_Cyrillic_te, "new" } };
  static const VecheStepKey moves[] = {
    { "<Control><Shift>Left", -1 }, { "<Control><Shift>Right", 1 }, { "<Control><Shift>Up", -DAYS_A_WEEK }, { "<Control><Shift>Down", DAYS_A_WEEK },
  };

  veche_step_keys_add (GTK_WIDGET (self), moves, G_N_ELEMENTS (moves), shift_cb, self);
  veche_single_keys_add (GTK_WIDGET (self), singles, G_N_ELEMENTS (singles), new_cb, self);
  veche_plan_chip_add_drag (self->box);
  veche_plan_chip_add_menus (gtk_widget_get_first_child (GTK_WIDGET (self)), self->box, self->session);
}

/*** Days ***/

static void
day_clicked_cb (GtkWidget *button, VecheMonthView *self)
{
  g_signal_emit (self, signals[ADD_EVENT], 0, gtk_widget_get_name (button));
}

static GtkWidget *
veche_month_view_day_new (VecheMonthView *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "plan-day");
  g_signal_connect (button, "clicked", G_CALLBACK (day_clicked_cb), self);

  return button;
}

static void
veche_month_view_show_day (VecheMonthView *self, GtkWidget *button, GDateTime *date, const char *day)
{
  g_autofree char *long_day = veche_day_long (day);
  g_autofree char *today = veche_day_today ();
  g_autofree char *number = NULL;
  g_autofree char *spoken = g_strdup_printf (_("Add an event on %s"), long_day);
  gboolean first = g_date_time_get_day_of_month (date) == 1 && !self->narrow;

  number = first ? veche_day_short (day) : g_date_time_format (date, "%-e");
  gtk_button_set_label (GTK_BUTTON (button), number);
  gtk_widget_set_name (button, day);
  gtk_widget_set_tooltip_text (button, spoken);
  veche_label_speak (button, spoken);
  veche_label_set_class (button, "other-month", strncmp (day, self->month, 7) != 0);
  veche_label_set_class (button, "today", g_str_equal (day, today));
}

static void
more_destroyed_cb (GtkWidget *button)
{
  GtkWidget *child = gtk_widget_get_last_child (button);

  if (GTK_IS_POPOVER (child))
    gtk_widget_unparent (child);
}

static void
more_clicked_cb (GtkWidget *button)
{
  GPtrArray *hidden = g_object_get_data (G_OBJECT (button), "hidden");
  VecheMonthView *self = VECHE_MONTH_VIEW (gtk_widget_get_ancestor (button, VECHE_TYPE_MONTH_VIEW));
  GtkWidget *last = gtk_widget_get_last_child (button), *popover = GTK_IS_POPOVER (last) ? last : gtk_popover_new (), *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < hidden->len; i++)
    gtk_box_append (GTK_BOX (box), veche_plan_chip_new (self->session, hidden->pdata[i], VECHE_PLAN_CHIP_TITLE));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (box, 240, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  if (popover != last)
    gtk_widget_set_parent (popover, button);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* What does not fit stands behind a button; it is made when it is asked for. */
static GtkWidget *
veche_month_view_more_new (void)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  g_signal_connect (button, "clicked", G_CALLBACK (more_clicked_cb), NULL);
  g_signal_connect (button, "destroy", G_CALLBACK (more_destroyed_cb), NULL);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "plan-more");

  return button;
}

static void
veche_month_view_show_more (GtkWidget *button, GPtrArray *hidden)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", hidden->len), hidden->len);

  more_destroyed_cb (button);   /* what it shows is of before */
  gtk_button_set_label (GTK_BUTTON (button), text);
  g_object_set_data_full (G_OBJECT (button), "hidden", g_ptr_array_ref (hidden), (GDestroyNotify) g_ptr_array_unref);
}

static GtkWidget *
veche_month_view_cell_new (VecheMonthView *self)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_vexpand (cell, TRUE);
  gtk_widget_add_css_class (cell, "plan-cell");
  gtk_box_append (GTK_BOX (cell), veche_month_view_day_new (self));
  g_signal_connect (target, "drop", G_CALLBACK (veche_month_view_drop_cb), self);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (target));

  return cell;
}

/* The chips that were there show other entries: a month of a big community has two hundred of them, and making them takes most of its opening. */
static void
veche_month_view_show_cell (VecheMonthView *self, GtkWidget *cell, const char *day, GPtrArray *entries)
{
  VechePlanChipStyle style = self->narrow ? VECHE_PLAN_CHIP_SHAPE : VECHE_PLAN_CHIP_TITLE;
  GtkWidget *last = gtk_widget_get_first_child (cell), *next;
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func (veche_record_unref);
  g_autoptr (GDateTime) date = veche_day_parse (day);

  gtk_widget_set_name (cell, day);
  veche_label_set_class (cell, "weekend", g_date_time_get_day_of_week (date) >= 6);
  veche_month_view_show_day (self, last, date, day);
  for (guint i = 0; i < entries->len; i++)
    if (i >= MAX_CHIPS && entries->len > MAX_CHIPS + 1)
      g_ptr_array_add (hidden, veche_record_ref (entries->pdata[i]));
    else if ((next = gtk_widget_get_next_sibling (last)) != NULL && VECHE_IS_PLAN_CHIP (next))
      veche_plan_chip_show (VECHE_PLAN_CHIP (last = next), entries->pdata[i], style);
    else
      {
        next = veche_plan_chip_new (self->session, entries->pdata[i], style);
        gtk_box_insert_child_after (GTK_BOX (cell), next, last);
        last = next;
      }
  while ((next = gtk_widget_get_next_sibling (last)) != NULL && (VECHE_IS_PLAN_CHIP (next) || hidden->len == 0))
    gtk_box_remove (GTK_BOX (cell), next);
  if (hidden->len == 0)
    return;
  if (next == NULL)
    gtk_box_append (GTK_BOX (cell), next = veche_month_view_more_new ());
  veche_month_view_show_more (next, hidden);
}

/* What stands on which day; what goes on past midnight stands on each. (element-type GPtrArray) (nullable) each (transfer full) */
static GPtrArray *
veche_month_view_sort (VecheMonthView *self)
{
  GPtrArray *days = g_ptr_array_new_full (self->n_days, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->n_days; i++)
    g_ptr_array_add (days, g_ptr_array_new ());
  for (guint i = 0; i < self->entries->len; i++)
    {
      VechePlanEntry *entry = self->entries->pdata[i];
      int from = veche_when_days_between (self->since, entry->since), to = veche_when_days_between (self->since, entry->until);

      /* The project is in sight above, whatever the day. */
      for (int day = MAX (from, 0); entry->kind != VECHE_PLAN_PROJECT && day <= MIN (to, (int) self->n_days - 1); day++)
        g_ptr_array_add (days->pdata[day], entry);
    }

  return days;
}

static void
veche_month_view_fill_grid (VecheMonthView *self)
{
  g_autoptr (GPtrArray) days = veche_month_view_sort (self);
  guint i;

  for (i = 0; i < self->n_days; i++)
    {
      g_autofree char *day = veche_when_add_days (self->since, (int) i);
      int column = (int) i % DAYS_A_WEEK, line = 1 + (int) i / DAYS_A_WEEK;

      if (self->cells->len == i)
        {
          g_ptr_array_add (self->cells, veche_month_view_cell_new (self));
          gtk_grid_attach (self->grid, self->cells->pdata[i], column, line, 1, 1);
        }
      if (line == 1)
        {
          g_autofree char *weekday = veche_day_weekday (day);

          gtk_label_set_text (GTK_LABEL (gtk_grid_get_child_at (self->grid, column, 0)), weekday);
        }
      veche_month_view_show_cell (self, self->cells->pdata[i], day, days->pdata[i]);
    }
  for (guint n = i; n < self->cells->len; n++)
    gtk_grid_remove (self->grid, self->cells->pdata[n]);
  g_ptr_array_set_size (self->cells, (int) i);
}

/* How many events begin in the month, and how many of them carry the agenda that most do. */
static char *
veche_month_view_sum (VecheMonthView *self)
{
  g_autofree guint *carry = g_new0 (guint, self->agendas->len + 1);
  guint n = 0, most = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const VechePlanEntry *entry = self->entries->pdata[i];

      if (entry->kind != VECHE_PLAN_EVENT || entry->stage == VECHE_PLAN_OFF || strncmp (entry->since, self->month, strlen ("2026-12")) != 0)
        continue;
      n++;
      for (guint a = 0; a < self->agendas->len; a++)
        carry[a] += g_strcmp0 (entry->agenda_uid, ((VecheAgenda *) self->agendas->pdata[a])->uid) == 0;
    }
  for (guint a = 0; a < self->agendas->len; a++)
    if (carry[a] > carry[most])
      most = a;
  count = g_strdup_printf (ngettext ("%u event this month", "%u events this month", n), n);
  if (self->agendas->len == 0 || carry[most] == 0)
    return g_steal_pointer (&count);

  /* Translators: "14 events this month", then how many of them carry the agenda that most do, and its name */
  return g_strdup_printf (_("%1$s, %2$u of them: %3$s"), count, carry[most], ((VecheAgenda *) self->agendas->pdata[most])->name);
}

static gboolean
veche_month_view_has_tasks (VecheMonthView *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((VechePlanEntry *) self->entries->pdata[i])->kind == VECHE_PLAN_TASK)
      return TRUE;

  return FALSE;
}

static void
veche_month_view_add_key (GtkWidget *legend, GtkWidget *mark, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), veche_label_new (words, "plan-caption", NULL));
  gtk_box_append (GTK_BOX (legend), box);
}

static GtkWidget *
veche_month_view_legend_new (VecheMonthView *self)
{
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  g_autofree char *text = veche_month_view_sum (self);
  GtkWidget *count = self->narrow ? veche_label_new_wrapped (text, NULL, NULL) : veche_label_new (text, NULL, NULL);

  for (guint i = 0; !self->narrow && i < self->agendas->len; i++)
    {
      const VecheAgenda *agenda = g_ptr_array_index (self->agendas, i);

      veche_month_view_add_key (legend, veche_mark_new (agenda->shape, 11), agenda->name);
    }
  if (!self->narrow && veche_month_view_has_tasks (self))
    {
      GtkWidget *flag = gtk_image_new_from_icon_name ("veche-promise-symbolic");

      gtk_image_set_pixel_size (GTK_IMAGE (flag), 11);
      veche_month_view_add_key (legend, flag, _("Task"));
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
  g_autofree char *until = day != NULL ? g_strdup_printf (self->narrow ? _("until %s") : _("quarter project, until %s"), day) : g_strdup (_("quarter project"));
  g_autofree char *steps = NULL;
  guint done = 0;

  gtk_label_set_text (GTK_LABEL (caption), until);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  /* Where there is little room it is the name's, but for the day. */
  gtk_label_set_ellipsize (GTK_LABEL (caption), self->narrow && day != NULL ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_set_hexpand (caption, !self->narrow);
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
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *child, *grid = GTK_WIDGET (self->grid);
  g_autofree char *focused = focus != NULL && gtk_widget_is_ancestor (focus, self->box) ? g_strdup (gtk_widget_get_name (focus)) : NULL;

  if (self->month == NULL)
    return;

  while ((child = gtk_widget_get_prev_sibling (grid)) != NULL || (child = gtk_widget_get_next_sibling (grid)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  veche_month_view_fill_grid (self);
  if (self->project != NULL)
    gtk_box_prepend (GTK_BOX (self->box), veche_month_view_strip_new (self));
  gtk_box_append (GTK_BOX (self->box), veche_month_view_legend_new (self));

  if (focused == NULL)
    return;

  /* The chip or day that had the focus keeps it, wherever it has moved. */
  for (GtkWidget *cell = gtk_widget_get_first_child (grid); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    for (child = gtk_widget_get_first_child (cell); child != NULL; child = gtk_widget_get_next_sibling (child))
      if (g_str_equal (gtk_widget_get_name (child), focused))
        gtk_widget_grab_focus (child);
}

static void
veche_month_view_rebuild_now (gpointer self)
{
  veche_month_view_rebuild (self);
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
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, veche_month_view_rebuild_now);
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
    veche_plan_drop_menus (child);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_pointer (&self->month, g_free);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_clear_pointer (&self->project, veche_record_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_month_view_parent_class)->dispose (object);
}

static void
veche_month_view_class_init (VecheMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_month_view_dispose;
  widget_class->measure = veche_month_view_measure;
  widget_class->size_allocate = veche_month_view_size_allocate;

  signals[ADD_EVENT] = g_signal_new ("add-event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_STRING);
}

static void
veche_month_view_init (VecheMonthView *self)
{
  GtkWidget *bin = adw_bin_new (), *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->cells = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  for (int i = 0; i < DAYS_A_WEEK; i++)
    gtk_grid_attach (self->grid, veche_label_new ("", "plan-weekday", NULL), i, 0, 1, 1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->grid));
  /* External: the wide layout must not keep the window from growing narrow. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (bin), scrolled);
  gtk_widget_set_parent (bin, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
veche_month_view_new (VecheSession *session)
{
  VecheMonthView *self = g_object_new (VECHE_TYPE_MONTH_VIEW, NULL);

  self->session = g_object_ref (session);
  add_controllers (self);

  return GTK_WIDGET (self);
}

void
veche_month_view_show (VecheMonthView *self, VechePlanData *data)
{
  g_return_if_fail (VECHE_IS_MONTH_VIEW (self));

  g_free (self->month);
  g_free (self->since);
  self->month = g_strdup (data->day);
  self->since = g_strdup (data->since);
  self->n_days = (guint) veche_when_days_between (data->since, data->until);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (data->entries);
  self->agendas = g_ptr_array_ref (data->agendas);
  g_clear_pointer (&self->project, veche_record_unref);
  self->project = data->quarter->project != NULL ? veche_record_ref (data->quarter->project) : NULL;
  veche_month_view_rebuild (self);
}
