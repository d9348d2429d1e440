/* veche-job-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-job-list.h"
#include "app/veche-job-view.h"
#include "app/veche-label.h"
#include "model/veche-uid.h"
#include "store/veche-sources-table.h"

/* The words grow old by themselves: "2 minutes ago" is looked at again this often. */
#define REFRESH_SECONDS 30
#define PATIENCE_MS     300   /* what is over sooner is not told of, or the line would blink at each source that has nothing new */

struct _VecheJobList
{
  AdwBin         parent_instance;

  VecheSession  *session;    /* (owned) (nullable) */
  gint64         last_ok;    /* of all sources, the newest; 0: never */
  guint          n_sources;
  guint          timer;
  guint          patience;   /* source: something is under way */
  gboolean       updating;   /* and has been for a while */
  gboolean       jobs_only;
  VecheJobView  *first;      /* (owned) (nullable): the job whose progress is in the line */

  GtkMenuButton *button;
  GtkImage      *icon;
  GtkSpinner    *spinner;
  GtkLabel      *label;
  GtkListBox    *list;
};

G_DEFINE_FINAL_TYPE (VecheJobList, veche_job_list, ADW_TYPE_BIN)

/* What the sources' table says of freshness. */
typedef struct
{
  gint64 last_ok;
  guint  n_sources;
} VecheFreshness;

static gpointer
job_list_freshness_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_sources_list (db, error);
  VecheFreshness *freshness;

  if (sources == NULL)
    return NULL;

  freshness = g_new0 (VecheFreshness, 1);
  freshness->n_sources = sources->len;
  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);

      freshness->last_ok = MAX (freshness->last_ok, source->last_ok);
    }

  return freshness;
}

static char *
job_list_ago (gint64 at)
{
  gint64 minutes = MAX ((veche_now () - at) / G_USEC_PER_SEC / 60, 0);
  g_autofree char *when = NULL;

  if (minutes < 1)
    return g_strdup (_ ("Updated just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("Updated %d minute ago", "Updated %d minutes ago", (gulong) minutes),
                            (int) minutes);

  when = veche_time_short (at);

  /* Translators: %s is a short time: "3 h", "yesterday", "Nov 12" */
  return g_strdup_printf (_ ("Updated: %s"), when);
}

/* A phone-wide window has no room for more than this line. */
static char *
job_list_dup_line (VecheJobView *job)
{
  double fraction = veche_job_view_get_fraction (job);

  if (veche_job_view_get_failed (job) || fraction <= 0)
    return g_strdup (veche_job_view_get_title (job));

  /* Translators: what runs, and how far it is: "Importing · 45 %" */
  return g_strdup_printf (_ ("%s · %d %%"), veche_job_view_get_title (job), (int) (MIN (fraction, 1.) * 100));
}

static void
job_list_refresh_label (VecheJobList *self)
{
  GListModel *jobs = self->session != NULL ? veche_session_get_jobs (self->session) : NULL;
  guint n_jobs = jobs != NULL ? g_list_model_get_n_items (jobs) : 0;
  VecheSync *sync = self->session != NULL ? veche_session_get_sync (self->session) : NULL;
  gboolean syncing = sync != NULL && self->updating && veche_sync_is_running (sync, NULL);
  gboolean running = syncing;
  g_autofree char *text = NULL;

  if (n_jobs > 0)
    {
      g_autoptr (VecheJobView) job = g_list_model_get_item (jobs, 0);

      running = !veche_job_view_get_failed (job);
      text = job_list_dup_line (job);
    }
  else if (self->jobs_only)
    running = FALSE;
  else if (syncing)
    text = g_strdup (_ ("Updating…"));
  else if (self->last_ok > 0)
    text = job_list_ago (self->last_ok);
  else if (self->n_sources > 0)
    text = g_strdup (_ ("Not updated yet"));

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !running);
  /* A line of text until there is something to open. */
  gtk_widget_set_can_target (GTK_WIDGET (self->button), n_jobs > 0);
  gtk_widget_set_can_focus (GTK_WIDGET (self->button), n_jobs > 0);
}

static gboolean
job_list_patience_cb (gpointer user_data)
{
  VecheJobList *self = user_data;

  self->patience = 0;
  self->updating = TRUE;
  job_list_refresh_label (self);

  return G_SOURCE_REMOVE;
}

static void
job_list_busy_cb (VecheJobList *self)
{
  gboolean busy = veche_sync_is_running (veche_session_get_sync (self->session), NULL);

  if (busy && !self->updating && self->patience == 0)
    self->patience = g_timeout_add (PATIENCE_MS, job_list_patience_cb, self);
  if (busy)
    return;
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->updating)
    {
      self->updating = FALSE;
      job_list_refresh_label (self);
    }
}

static void
job_list_freshness_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheJobList) self = user_data;
  g_autofree VecheFreshness *freshness = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  if (freshness == NULL)
    return;

  self->last_ok = freshness->last_ok;
  self->n_sources = freshness->n_sources;
  job_list_refresh_label (self);
}

/* What the line says of it would be the same words. */
static gboolean
job_list_is_fresh (VecheJobList *self)
{
  return veche_now () - self->last_ok < G_TIME_SPAN_MINUTE / 2;
}

static void
job_list_store_changed_cb (VecheJobList *self, VecheChange *change)
{
  VecheTables tables = change != NULL ? veche_change_get_tables (change) : VECHE_TABLE_SOURCE;

  if (self->session == NULL || !((tables & VECHE_TABLE_SOURCE) || ((tables & VECHE_TABLE_ASKED) && !job_list_is_fresh (self))))
    return;

  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, job_list_freshness_job, NULL,
                         NULL, g_free, NULL, job_list_freshness_cb, g_object_ref (self));
}

static gboolean
job_list_tick_cb (gpointer user_data)
{
  job_list_refresh_label (user_data);

  return G_SOURCE_CONTINUE;
}

static void
job_row_refresh (VecheJobView *job, GtkWidget *row)
{
  GtkWidget *bar = g_object_get_data (G_OBJECT (row), "bar");
  GtkWidget *detail = g_object_get_data (G_OBJECT (row), "detail");
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "button");
  double fraction = veche_job_view_get_fraction (job);

  gtk_widget_set_visible (bar, !veche_job_view_get_failed (job));
  if (fraction < 0)
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (bar));
  else
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), MIN (fraction, 1.));

  gtk_label_set_text (GTK_LABEL (detail), veche_job_view_get_detail (job) != NULL ? veche_job_view_get_detail (job) : "");
  gtk_widget_set_visible (detail, veche_job_view_get_detail (job) != NULL);
  gtk_button_set_label (GTK_BUTTON (button), veche_job_view_get_failed (job) ? _ ("Dismiss") : _ ("Cancel"));
  gtk_widget_set_sensitive (button, veche_job_view_get_failed (job) || veche_job_view_can_cancel (job));
}

static void
job_row_clicked_cb (GtkButton *button, VecheJobView *job)
{
  VecheJobList *self = VECHE_JOB_LIST (gtk_widget_get_ancestor (GTK_WIDGET (button), VECHE_TYPE_JOB_LIST));

  if (veche_job_view_get_failed (job))
    veche_session_dismiss_job (self->session, job);
  else
    veche_job_view_cancel (job);
}

static GtkWidget *
job_list_create_row_cb (gpointer item, gpointer user_data)
{
  VecheJobView *job = item;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = veche_label_new (veche_job_view_get_title (job), "heading", NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Cancel"));
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (detail), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 40);
  gtk_widget_add_css_class (detail, "veche-second");
  gtk_widget_add_css_class (detail, "veche-small");
  gtk_progress_bar_set_pulse_step (GTK_PROGRESS_BAR (bar), .05);

  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), detail);
  g_object_set_data (G_OBJECT (box), "bar", bar);
  g_object_set_data (G_OBJECT (box), "detail", detail);
  g_object_set_data (G_OBJECT (box), "button", button);

  g_signal_connect_object (button, "clicked", G_CALLBACK (job_row_clicked_cb), job, 0);
  g_signal_connect_object (job, "changed", G_CALLBACK (job_row_refresh), box, 0);
  job_row_refresh (job, box);

  return box;
}

/* job (transfer full) (nullable) */
static void
job_list_watch (VecheJobList *self, VecheJobView *job)
{
  if (self->first != NULL)
    g_signal_handlers_disconnect_by_data (self->first, self);
  g_clear_object (&self->first);
  self->first = job;
  if (job != NULL)
    g_signal_connect_object (job, "changed", G_CALLBACK (job_list_refresh_label), self, G_CONNECT_SWAPPED);
}

static void
job_list_jobs_changed_cb (VecheJobList *self)
{
  job_list_watch (self, g_list_model_get_item (veche_session_get_jobs (self->session), 0));
  job_list_refresh_label (self);
  if (g_list_model_get_n_items (veche_session_get_jobs (self->session)) == 0)
    gtk_menu_button_popdown (self->button);
}

static void
veche_job_list_dispose (GObject *object)
{
  VecheJobList *self = VECHE_JOB_LIST (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session != NULL)
    veche_job_list_set_session (self, NULL);

  G_OBJECT_CLASS (veche_job_list_parent_class)->dispose (object);
}

static void
veche_job_list_class_init (VecheJobListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_job_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-job-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheJobList, button);
  gtk_widget_class_bind_template_child (widget_class, VecheJobList, icon);
  gtk_widget_class_bind_template_child (widget_class, VecheJobList, spinner);
  gtk_widget_class_bind_template_child (widget_class, VecheJobList, label);
  gtk_widget_class_bind_template_child (widget_class, VecheJobList, list);
}

static void
veche_job_list_init (VecheJobList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* GtkMenuButton centres what it is given. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->button)), GTK_ALIGN_START);
  self->timer = g_timeout_add_seconds (REFRESH_SECONDS, job_list_tick_cb, self);
  job_list_refresh_label (self);
}

void
veche_job_list_set_session (VecheJobList *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_JOB_LIST (self));

  if (self->session != NULL)
    {
      VecheSync *sync = veche_session_get_sync (self->session);

      g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_signal_handlers_disconnect_by_data (veche_session_get_jobs (self->session), self);
      if (sync != NULL)
        g_signal_handlers_disconnect_by_data (sync, self);
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
      job_list_watch (self, NULL);
    }

  g_clear_handle_id (&self->patience, g_source_remove);
  self->updating = FALSE;
  g_set_object (&self->session, session);
  self->last_ok = 0;
  self->n_sources = 0;
  if (session == NULL)
    return;

  gtk_list_box_bind_model (self->list, veche_session_get_jobs (session), job_list_create_row_cb, self, NULL);
  g_signal_connect_object (veche_session_get_jobs (session), "items-changed", G_CALLBACK (job_list_jobs_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (job_list_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (veche_session_get_sync (session) != NULL)
    g_signal_connect_object (veche_session_get_sync (session), "notify::busy", G_CALLBACK (job_list_busy_cb),
                             self, G_CONNECT_SWAPPED);
  job_list_store_changed_cb (self, NULL);
  job_list_jobs_changed_cb (self);
}

void
veche_job_list_set_jobs_only (VecheJobList *self)
{
  g_return_if_fail (VECHE_IS_JOB_LIST (self));

  self->jobs_only = TRUE;
  job_list_refresh_label (self);
}
