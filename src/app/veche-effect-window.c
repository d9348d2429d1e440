/* veche-effect-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-effect-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "analysis/veche-effect.h"
#include "app/veche-badge.h"
#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-weeks-chart.h"
#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-agendas-table.h"
#include "store/veche-effect-table.h"

#define DAYS_A_WEEK  7
#define WEEKS_BEFORE 16
#define WEEKS        26
#define CHART_HEIGHT 150

typedef struct
{
  gboolean     project;
  char        *uid;

  VecheEffect *effect;
  char        *since;
  GArray      *weeks;      /* guint */
  GPtrArray   *marks;      /* VecheActionMark */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->uid);
  g_free (self->since);
  g_clear_pointer (&self->effect, veche_effect_free);
  g_clear_pointer (&self->weeks, g_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_weeks (VecheDb *db, Reading *self, GError **error)
{
  const char *tz = veche_when_own_zone ();
  gint64 now = veche_now (), at = self->effect->from != 0 ? MIN (self->effect->from, now) : now, last = MIN (at + (gint64) (WEEKS - WEEKS_BEFORE) * DAYS_A_WEEK * G_TIME_SPAN_DAY, now);
  gint64 first = last - (gint64) WEEKS * DAYS_A_WEEK * G_TIME_SPAN_DAY;
  g_autofree char *until = veche_when_today (last, tz), *end = veche_when_add_days (until, 1);
  g_autoptr (GArray) talk = veche_agendas_read_talk (db, first, last, error);

  if (talk == NULL)
    return FALSE;
  self->since = veche_when_today (first, tz);
  self->weeks = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->weeks, WEEKS);
  for (guint i = 0; i < talk->len; i++)
    {
      gint64 week = (g_array_index (talk, VecheTalkRow, i).at - first) / (DAYS_A_WEEK * G_TIME_SPAN_DAY);

      g_array_index (self->weeks, guint, CLAMP (week, 0, WEEKS - 1))++;
    }
  self->marks = veche_effect_list_marks (db, self->since, end, error);

  return self->marks != NULL;
}

static gpointer
read_job (VecheDb *db, gpointer input, GError **error)
{
  Reading *asked = input, *self = g_new0 (Reading, 1);

  self->project = asked->project;
  self->uid = g_strdup (asked->uid);
  self->effect = asked->project ? veche_effect_of_project (db, asked->uid, 0, veche_now (), error) : veche_effect_of_event (db, asked->uid, 0, veche_now (), error);
  if (self->effect == NULL || !read_weeks (db, self, error))
    g_clear_pointer (&self, reading_free);

  return self;
}

/*** Words ***/

/* What it comes to, in a sentence that claims no more than there is. */
static char *
sentence (const VecheEffect *effect)
{
  if (effect->came == 0)
    return g_strdup (_("Nobody is written down as having come, so there is nothing to compare"));
  if (effect->early)
    return g_strdup (_("Fewer than two weeks have passed: it is too early to tell"));
  if (effect->small)
    return g_strdup (_("Too few people to tell: read nothing into these numbers"));
  if (!effect->telling)
    return g_strdup (_("No difference beyond chance between those who came and members like them who did not"));
  if (effect->messages.gain >= 0)
    return g_strdup (_("Those who came became livelier than members like them who did not"));

  return g_strdup (_("Those who came became quieter than members like them who did not"));
}

static char *
sample (const VecheEffect *effect)
{
  g_autofree char *came = g_strdup_printf (ngettext ("%u person came", "%u people came", effect->came), effect->came);
  g_autofree char *others = g_strdup_printf (ngettext ("%u member who did not", "%u members who did not", effect->others), effect->others);

  /* Translators: "31 people came; 28 of them are compared with 140 members who did not, 30 days before and after" */
  return g_strdup_printf (ngettext ("%1$s; %2$u of them is compared with %3$s, %4$u days before and after", "%1$s; %2$u of them are compared with %3$s, %4$u days before and after",
                                    effect->matched),
                          came, effect->matched, others, effect->days);
}

/*** Widgets ***/

static void
attach (GtkWidget *grid, const char *text, const char *style, int column, int row, gboolean number)
{
  GtkWidget *label = veche_label_new (text, style, number ? "numeric" : NULL);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), number ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static void
attach_numbers (GtkWidget *grid, const char *name, double before, double after, int row)
{
  g_autofree char *first = g_strdup_printf ("%.1f", before), *second = g_strdup_printf ("%.1f", after);

  attach (grid, name, NULL, 0, row, FALSE);
  attach (grid, first, NULL, 1, row, TRUE);
  attach (grid, second, "plan-title", 2, row, TRUE);
}

static GtkWidget *
measure_new (const char *title, const VecheEffectMeasure *measure, const VecheEffect *effect)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *grid = gtk_grid_new ();
  GtkWidget *heading = veche_label_new (title, "heading", NULL), *badge = veche_badge_new ();
  gboolean clear = !effect->small && !effect->early && ABS (measure->gain) > measure->spread;
  /* Translators: a difference and how sure it is: "+2.1 ± 0.8 a person" */
  g_autofree char *gain = g_strdup_printf (_("%+.1f ± %.1f a person"), measure->gain, measure->spread);

  gtk_widget_set_hexpand (heading, TRUE);
  veche_badge_set (VECHE_BADGE (badge), NULL, gain, !clear ? VECHE_INK_70 : measure->gain >= 0 ? VECHE_INK_POS : VECHE_INK_WARN);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  attach (grid, "", NULL, 0, 0, FALSE);
  attach (grid, _("before"), "plan-caption", 1, 0, TRUE);
  attach (grid, _("after"), "plan-caption", 2, 0, TRUE);
  attach_numbers (grid, _("Those who came"), measure->before, measure->after, 1);
  attach_numbers (grid, _("Like them, did not come"), measure->others_before, measure->others_after, 2);
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), grid);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-agendas");

  return card;
}

static GtkWidget *
chart_new (const Reading *reading)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *chart = veche_weeks_chart_new (_("Messages by week"), reading->since, reading->weeks, NULL, CHART_HEIGHT);

  for (guint i = 0; i < reading->marks->len; i++)
    {
      const VecheActionMark *mark = reading->marks->pdata[i];

      veche_weeks_chart_mark (VECHE_WEEKS_CHART (chart), mark->day, mark->title, mark->agenda_shape, g_strcmp0 (mark->uid, reading->uid) == 0);
    }
  gtk_box_append (GTK_BOX (card), veche_label_new (_("Messages by Week"), "heading", NULL));
  gtk_box_append (GTK_BOX (card), chart);
  gtk_box_append (GTK_BOX (card), veche_label_new_wrapped (_("Lines mark what was done: events, projects and your own marks"), "plan-caption", NULL));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-agendas");

  return card;
}

static void
fill (GtkWidget *box, const Reading *reading)
{
  g_autofree char *words = sentence (reading->effect), *people = sample (reading->effect);

  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (reading->effect->title, "title-2", NULL));
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (words, "plan-title", NULL));
  if (reading->effect->came > 0)
    {
      gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (people, "plan-dim", NULL));
      gtk_box_append (GTK_BOX (box), measure_new (_("Messages"), &reading->effect->messages, reading->effect));
      gtk_box_append (GTK_BOX (box), measure_new (_("People They Answered"), &reading->effect->people, reading->effect));
    }
  gtk_box_append (GTK_BOX (box), chart_new (reading));
}

/*** The window ***/

typedef struct { GtkWidget *window; VecheSession *session; } Waiting;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GtkWidget) window = waiting->window;
  g_autoptr (VecheSession) session = waiting->session;
  g_autoptr (GError) error = NULL;
  Reading *reading = veche_store_run_finish (VECHE_STORE (source), result, &error);
  GtkStack *stack = g_object_get_data (G_OBJECT (window), "stack");

  g_free (waiting);
  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        veche_session_show_error (session, error);
      gtk_window_close (GTK_WINDOW (window));
      return;
    }
  fill (g_object_get_data (G_OBJECT (window), "box"), reading);
  gtk_stack_set_visible_child_name (stack, "effect");
  reading_free (reading);
}

static gboolean
close_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));

  return TRUE;
}

static GtkWidget *
content_new (GtkWidget *window)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *stack = gtk_stack_new (), *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15), *spinner = gtk_spinner_new (), *bar = adw_header_bar_new ();

  gtk_widget_add_css_class (bar, "flat");
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_add_css_class (box, "plan-window");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 600);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_stack_add_named (GTK_STACK (stack), spinner, "reading");
  gtk_stack_add_named (GTK_STACK (stack), scrolled, "effect");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (all), bar);
  gtk_box_append (GTK_BOX (all), stack);
  g_object_set_data (G_OBJECT (window), "stack", stack);
  g_object_set_data (G_OBJECT (window), "box", box);

  return all;
}

void
veche_effect_window_present (GtkWidget *parent, VecheSession *session, gboolean project, const char *uid)
{
  GtkWidget *window = adw_window_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  Reading *reading = g_new0 (Reading, 1);
  Waiting *waiting = g_new0 (Waiting, 1);

  reading->project = project;
  reading->uid = g_strdup (uid);
  waiting->window = g_object_ref (window);
  waiting->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (window), _("Effect"));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  adw_window_set_content (ADW_WINDOW (window), content_new (window));
  g_signal_connect_object (window, "destroy", G_CALLBACK (g_cancellable_cancel), cancellable, G_CONNECT_SWAPPED);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, read_job, reading, reading_free, reading_free, cancellable, read_cb, waiting);
  gtk_window_present (GTK_WINDOW (window));
}
