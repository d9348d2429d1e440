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
#include "app/veche-dialog-toasts.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-plan-words.h"
#include "app/veche-weeks-chart.h"
#include "app/veche-wrap-layout.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-agendas-table.h"
#include "store/veche-effect-table.h"

#define DAYS_A_WEEK  7
#define WEEKS_BEFORE 16
#define WEEKS        26
#define CHART_HEIGHT 150
#define MARK_CHARS   60

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

typedef struct
{
  GtkWidget    *window, *box;   /* (unowned) */
  GtkStack     *stack;
  VecheSession *session;        /* (owned) */
  GCancellable *cancellable;    /* (owned) */
  gboolean      project;
  char         *uid;
  Reading      *reading;        /* (owned) (nullable) */
} Page;

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

/*** What was done ***/

static gboolean
build_mark (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid");

  if (uid == NULL)
    return veche_effect_edit_mark (edit, veche_form_get (form, "day"), veche_form_get (form, "until"), veche_form_get (form, "title"), error) != NULL;
  veche_edit_set_text (edit, "plan_mark", uid, "title", veche_form_get (form, "title"));
  veche_edit_set_text (edit, "plan_mark", uid, "day", veche_form_get (form, "day"));
  veche_edit_set_text (edit, "plan_mark", uid, "until", veche_form_get (form, "until"));

  return TRUE;
}

static void
present_mark (GtkWidget *button, Page *self)
{
  const VecheActionMark *mark = NULL;
  g_autofree char *today = veche_day_today ();
  VecheFormDialog *form;

  for (guint i = 0; self->reading != NULL && i < self->reading->marks->len && mark == NULL; i++)
    if (g_strcmp0 (((VecheActionMark *) self->reading->marks->pdata[i])->uid, gtk_widget_get_name (button)) == 0)
      mark = self->reading->marks->pdata[i];
  form = veche_form_dialog_new (self->window, self->session, mark != NULL ? _("Mark on Charts") : _("New Mark on Charts"), "mark", build_mark);
  veche_form_dialog_keep (form, "uid", mark != NULL ? mark->uid : NULL);
  veche_form_dialog_add_group (form, NULL, _("What else may have moved people: a new chat, an article in a newspaper, a holiday"));
  veche_form_dialog_add_text (form, "title", _("What Was Done"), mark != NULL ? mark->title : NULL, TRUE);
  veche_form_dialog_add_day (form, "day", _("When"), mark != NULL ? mark->day : today);
  veche_form_dialog_add_day (form, "until", _("Until"), mark != NULL ? mark->until : NULL);
  if (mark != NULL)
    veche_form_dialog_offer_remove (form, "plan_mark", mark->uid);
  veche_form_dialog_present (form);
}

static GtkWidget *
mark_button_new (Page *self, const char *label, const char *spoken, const char *uid)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  gtk_widget_set_name (button, uid);
  gtk_widget_add_css_class (button, "veche-row-button");
  veche_label_speak (button, spoken);
  g_signal_connect (button, "clicked", G_CALLBACK (present_mark), self);

  return button;
}

/* One's own marks, each with its form, and the way to one more. */
static GtkWidget *
marks_new (Page *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, veche_wrap_layout_new (6, 6));
  for (guint i = 0; i < self->reading->marks->len; i++)
    {
      const VecheActionMark *mark = self->reading->marks->pdata[i];
      g_autofree char *day = veche_day_short (mark->day), *title = veche_text_clamp (mark->title, MARK_CHARS, FALSE), *label = g_strdup_printf ("%s · %s", day, title);
      g_autofree char *spoken = g_strdup_printf (_("Edit the mark: %s"), label);

      if (g_str_equal (mark->kind, "mark"))
        gtk_box_append (GTK_BOX (box), mark_button_new (self, label, spoken, mark->uid));
    }
  gtk_box_append (GTK_BOX (box), mark_button_new (self, _("Add a Mark…"), _("Add a Mark…"), ""));

  return box;
}

static GtkWidget *
legend_new (const Reading *reading)
{
  g_autofree VecheWeeksKey *keys = g_new0 (VecheWeeksKey, reading->marks->len + 1);

  for (guint i = 0; i < reading->marks->len; i++)
    {
      const VecheActionMark *mark = reading->marks->pdata[i];

      keys[i] = (VecheWeeksKey) { mark->agenda_shape, mark->agenda_name };
    }

  return veche_weeks_chart_legend_new (keys, reading->marks->len);
}

static GtkWidget *
chart_new (Page *self)
{
  const Reading *reading = self->reading;
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *legend = legend_new (reading);
  GtkWidget *chart = veche_weeks_chart_new (_("Messages by week"), reading->since, reading->weeks, NULL, CHART_HEIGHT);

  for (guint i = 0; i < reading->marks->len; i++)
    {
      const VecheActionMark *mark = reading->marks->pdata[i];

      veche_weeks_chart_mark (VECHE_WEEKS_CHART (chart), mark->day, mark->title, mark->agenda_shape, g_strcmp0 (mark->uid, reading->uid) == 0);
    }
  gtk_box_append (GTK_BOX (card), veche_label_new (_("Messages by Week"), "heading", NULL));
  gtk_box_append (GTK_BOX (card), chart);
  gtk_box_append (GTK_BOX (card), veche_label_new_wrapped (_("Lines mark what was done: events, projects, their milestones and your own marks"), "plan-caption", NULL));
  if (legend != NULL)
    gtk_box_append (GTK_BOX (card), legend);
  gtk_box_append (GTK_BOX (card), marks_new (self));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-agendas");

  return card;
}

static void
fill (Page *self)
{
  GtkWidget *box = self->box, *child;
  const Reading *reading = self->reading;
  g_autofree char *words = sentence (reading->effect), *people = sample (reading->effect);

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (reading->effect->title, "title-2", NULL));
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (words, "plan-title", NULL));
  if (reading->effect->came > 0 && reading->effect->days > 0)
    gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (people, "plan-dim", NULL));
  /* Nobody to compare is not the same as no difference. */
  if (reading->effect->matched > 0 && reading->effect->days > 0)
    {
      gtk_box_append (GTK_BOX (box), measure_new (_("Messages"), &reading->effect->messages, reading->effect));
      gtk_box_append (GTK_BOX (box), measure_new (_("People They Answered"), &reading->effect->people, reading->effect));
    }
  gtk_box_append (GTK_BOX (box), chart_new (self));
}

/*** The window ***/

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = veche_store_run_finish (VECHE_STORE (source), result, &error);
  Page *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = g_object_get_data (G_OBJECT (window), "page");
  if (reading == NULL)
    {
      veche_session_show_error (self->session, error);
      gtk_window_close (GTK_WINDOW (window));
      return;
    }
  g_clear_pointer (&self->reading, reading_free);
  self->reading = reading;
  fill (self);
  gtk_stack_set_visible_child_name (self->stack, "effect");
}

static void
load (Page *self)
{
  Reading *asked = g_new0 (Reading, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  asked->project = self->project;
  asked->uid = g_strdup (self->uid);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, read_job, asked, reading_free, reading_free, self->cancellable, read_cb,
                         g_object_ref (self->window));
}

static void
changed_cb (GtkWidget *window, VecheChange *change)
{
  if (veche_change_get_tables (change) & VECHE_TABLE_PLAN)
    load (g_object_get_data (G_OBJECT (window), "page"));
}

static void
closed_cb (GtkWidget *window, Page *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
page_free (gpointer data)
{
  Page *self = data;

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reading, reading_free);
  g_free (self->uid);
  g_free (self);
}

static gboolean
close_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));

  return TRUE;
}

static GtkWidget *
content_new (Page *self)
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
  self->stack = GTK_STACK (stack);
  self->box = box;

  return all;
}

void
veche_effect_window_present (GtkWidget *parent, VecheSession *session, gboolean project, const char *uid)
{
  GtkWidget *window = adw_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  Page *self = g_new0 (Page, 1);

  self->window = window;
  self->session = g_object_ref (session);
  self->project = project;
  self->uid = g_strdup (uid);
  g_object_set_data_full (G_OBJECT (window), "page", self, page_free);
  gtk_window_set_title (GTK_WINDOW (window), _("Effect"));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  adw_window_set_content (ADW_WINDOW (window), content_new (self));
  veche_dialog_toasts_add (ADW_WINDOW (window), session);
  g_signal_connect (window, "destroy", G_CALLBACK (closed_cb), self);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (changed_cb), window, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (window));
}
