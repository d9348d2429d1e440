/* veche-plan-year.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-year.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-mark.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"
#include "app/veche-weeks-chart.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK  7
#define QUARTERS     4
#define CHART_HEIGHT 84
#define CARD_WIDTH   300
#define TWO_FROM     (2 * CARD_WIDTH + 51)   /* two cards beside each other, what is between and around them */
#define TITLE_LINES  2

struct _VechePlanYear
{
  AdwBin        parent_instance;

  VecheSession *session;   /* (owned) */
  GtkWidget    *flow;
  gboolean      narrow;    /* one card a line */
};

G_DEFINE_FINAL_TYPE (VechePlanYear, veche_plan_year, ADW_TYPE_BIN)

typedef struct
{
  const char *quarter;
  char       *since, *until;
  GPtrArray  *projects;    /* VechePlanEntry */
  GArray     *weeks;       /* guint: events that begin in it */
  guint      *carried;     /* one an agenda */
  guint       events;
} Quarter;

static void
quarter_clear (Quarter *self)
{
  g_free (self->since);
  g_free (self->until);
  g_ptr_array_unref (self->projects);
  g_array_unref (self->weeks);
  g_free (self->carried);
}

static void
quarter_fill (Quarter *self, VechePlanData *data)
{
  const VechePlanTally *tally = data->tally;
  int first, days;

  veche_quarter_bounds (self->quarter, &self->since, &self->until);
  first = veche_when_days_between (data->since, self->since);
  days = veche_when_days_between (self->since, self->until);
  self->projects = g_ptr_array_new ();
  self->weeks = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->weeks, (guint) (days + DAYS_A_WEEK - 1) / DAYS_A_WEEK);
  self->carried = g_new0 (guint, data->agendas->len + 1);
  for (guint i = 0; i < data->entries->len; i++)
    {
      VechePlanEntry *entry = data->entries->pdata[i];

      if (entry->kind == VECHE_PLAN_PROJECT && g_strcmp0 (entry->quarter, self->quarter) == 0)
        g_ptr_array_add (self->projects, entry);
    }
  for (int day = 0; day < days; day++)
    {
      self->events += tally->events[first + day];
      g_array_index (self->weeks, guint, day / DAYS_A_WEEK) += tally->events[first + day];
      for (guint a = 0; a < tally->n_agendas; a++)
        self->carried[a] += tally->carried[(guint) (first + day) * tally->n_agendas + a];
    }
}

static void
project_clicked_cb (GtkWidget *button, VechePlanYear *self)
{
  VechePlanEntry *entry = g_object_get_data (G_OBJECT (button), "entry");

  veche_plan_open (GTK_WIDGET (self), self->session, entry);
}

static GtkWidget *
project_new (VechePlanYear *self, VechePlanEntry *entry)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = veche_label_new_wrapped (entry->title, "plan-title", NULL);
  g_autofree char *steps = entry->steps > 0 ? g_strdup_printf (ngettext ("%u of %u step", "%u of %u steps", entry->steps), entry->steps_done, entry->steps) : NULL;
  g_autofree char *about = g_strdup_printf ("%s%s%s", veche_plan_stage_title (entry->stage), steps != NULL ? " · " : "", steps != NULL ? steps : "");

  gtk_label_set_lines (GTK_LABEL (title), TITLE_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), veche_label_new (about, "plan-caption", NULL));
  gtk_box_append (GTK_BOX (box), veche_mark_new (veche_plan_entry_shape (entry), 12));
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "plan-year-project");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, entry->title, -1);
  g_object_set_data_full (G_OBJECT (button), "entry", veche_record_ref (entry), veche_record_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (project_clicked_cb), self);

  return button;
}

static GtkWidget *
agendas_new (const Quarter *quarter, GPtrArray *agendas)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 15);

  for (guint a = 0; a < agendas->len; a++)
    {
      const VecheAgenda *agenda = agendas->pdata[a];
      GtkWidget *one = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5), *label;
      g_autofree char *count = g_strdup_printf ("%u", quarter->carried[a]), *spoken = g_strdup_printf ("%s: %u", agenda->name, quarter->carried[a]);

      label = veche_label_new (count, "plan-caption", "numeric");
      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      gtk_widget_set_tooltip_text (one, spoken);
      gtk_box_append (GTK_BOX (one), veche_mark_new (agenda->shape, 11));
      gtk_box_append (GTK_BOX (one), label);
      gtk_box_append (GTK_BOX (box), one);
    }

  return box;
}

static GtkWidget *
head_new (const Quarter *quarter)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *open;
  g_autofree char *title = veche_quarter_title (quarter->quarter), *now = veche_quarter_now ();
  g_autofree char *count = g_strdup_printf (ngettext ("%u event", "%u events", quarter->events), quarter->events);
  GtkWidget *label = veche_label_new (count, "plan-caption", NULL);

  open = gtk_button_new_with_label (title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "plan.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", quarter->since);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_add_css_class (open, "plan-year-quarter");
  if (g_str_equal (now, quarter->quarter))
    gtk_widget_add_css_class (open, "present");
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), open);
  gtk_box_append (GTK_BOX (head), label);

  return head;
}

/*** What there is to do about an empty quarter ***/

static void
add_project_cb (GtkWidget *button, VechePlanYear *self)
{
  veche_plan_open_project (GTK_WIDGET (self), self->session, NULL, gtk_widget_get_name (button));
}

static void
add_event_cb (GtkWidget *button, VechePlanYear *self)
{
  veche_plan_open_event (GTK_WIDGET (self), self->session, NULL, gtk_widget_get_name (button));
}

static void
add_button (GtkWidget *card, const char *label, const char *name, GCallback callback, VechePlanYear *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_name (button, name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "veche-row-button");
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (card), button);
}

static void
add_missing_project (VechePlanYear *self, GtkWidget *card, const Quarter *quarter, gboolean passed)
{
  g_autofree char *words = veche_quarter_empty_words (quarter->quarter);

  gtk_box_append (GTK_BOX (card), veche_label_new_wrapped (words, "plan-dim", NULL));
  if (!passed)
    add_button (card, _("Choose the Work"), quarter->quarter, G_CALLBACK (add_project_cb), self);
}

static void
add_missing_events (VechePlanYear *self, GtkWidget *card, const Quarter *quarter, const char *today, gboolean passed)
{
  gtk_box_append (GTK_BOX (card), veche_label_new_wrapped (passed ? _("No event of this quarter is written down") : _("No events yet: meet, talk, look at what was made"), "plan-dim", NULL));
  if (!passed)
    add_button (card, _("New Event"), strcmp (quarter->since, today) > 0 ? quarter->since : today, G_CALLBACK (add_event_cb), self);
}

static GtkWidget *
card_new (VechePlanYear *self, const Quarter *quarter, GPtrArray *agendas)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *chart;
  g_autofree char *today = veche_day_today ();
  gboolean passed = strcmp (quarter->until, today) <= 0;

  gtk_box_append (GTK_BOX (card), head_new (quarter));
  for (guint i = 0; i < quarter->projects->len; i++)
    gtk_box_append (GTK_BOX (card), project_new (self, quarter->projects->pdata[i]));
  if (quarter->projects->len == 0)
    add_missing_project (self, card, quarter, passed);
  if (quarter->events > 0)
    {
      chart = veche_weeks_chart_new (_("Events by week"), quarter->since, quarter->weeks, NULL, CHART_HEIGHT);
      for (guint i = 0; i < quarter->projects->len; i++)
        {
          VechePlanEntry *entry = quarter->projects->pdata[i];

          if (entry->stage < VECHE_PLAN_OFF)
            veche_weeks_chart_mark (VECHE_WEEKS_CHART (chart), entry->until, entry->title, veche_plan_entry_shape (entry), TRUE);
        }
      gtk_widget_set_vexpand (chart, TRUE);
      gtk_widget_set_valign (chart, GTK_ALIGN_END);
      gtk_box_append (GTK_BOX (card), chart);
      gtk_box_append (GTK_BOX (card), agendas_new (quarter, agendas));
    }
  else if (quarter->projects->len > 0 || passed)
    add_missing_events (self, card, quarter, today, passed);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-agendas");
  gtk_widget_set_size_request (card, CARD_WIDTH, -1);

  return card;
}

/* Beside each other cards are of one height; under each other an empty quarter needs no more room than its words. */
static void
veche_plan_year_even (gpointer self)
{
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (VECHE_PLAN_YEAR (self)->flow), !VECHE_PLAN_YEAR (self)->narrow);
}

/* Children may not change inside an allocation. */
static void
veche_plan_year_width_cb (VechePlanYear *self, GParamSpec *pspec, GtkAdjustment *width)
{
  gboolean narrow = gtk_adjustment_get_page_size (width) < TWO_FROM;

  if (narrow == self->narrow)
    return;

  self->narrow = narrow;
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, veche_plan_year_even);
}

static void
veche_plan_year_dispose (GObject *object)
{
  g_clear_object (&VECHE_PLAN_YEAR (object)->session);

  G_OBJECT_CLASS (veche_plan_year_parent_class)->dispose (object);
}

static void
veche_plan_year_class_init (VechePlanYearClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_plan_year_dispose;
}

static void
veche_plan_year_init (VechePlanYear *self)
{
}

GtkWidget *
veche_plan_year_new (VecheSession *session)
{
  VechePlanYear *self = g_object_new (VECHE_TYPE_PLAN_YEAR, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->session = g_object_ref (session);
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 15);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 15);
  gtk_widget_set_valign (self->flow, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->flow, "plan-columns");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->flow);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)), "notify::page-size", G_CALLBACK (veche_plan_year_width_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return GTK_WIDGET (self);
}

void
veche_plan_year_show (VechePlanYear *self, VechePlanData *data)
{
  GtkWidget *child;

  g_return_if_fail (VECHE_IS_PLAN_YEAR (self));

  while ((child = gtk_widget_get_first_child (self->flow)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->flow), child);
  for (int i = 1; i <= QUARTERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%.4sQ%d", data->day, i);
      Quarter quarter = { .quarter = name };

      quarter_fill (&quarter, data);
      child = card_new (self, &quarter, data->agendas);
      gtk_flow_box_insert (GTK_FLOW_BOX (self->flow), child, -1);
      /* The card has buttons of its own: the child around it is no stop on the way to them. */
      gtk_widget_set_focusable (gtk_widget_get_parent (child), FALSE);
      quarter_clear (&quarter);
    }
}
