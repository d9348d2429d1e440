/* veche-calendar-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-calendar-dialog.h"

#include <glib/gi18n.h>

#include "app/veche-calendar-words.h"
#include "exchange/veche-ics.h"
#include "model/veche-text.h"

/* What was read of the file, and what it would do. */
typedef struct
{
  char      *path, *name;
  GBytes    *bytes;          /* (nullable) until read */
  VecheIcs  *ics;            /* (nullable) until read */
  GPtrArray *steps;          /* (nullable) until compared; before the entries they speak of */
  GArray    *order;          /* (element-type guint) (nullable) until shown: of the steps, then of what the file refused, as they are shown */
} CalendarFile;

static void
calendar_file_free (gpointer data)
{
  CalendarFile *self = data;

  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->ics, veche_ics_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

struct _VecheCalendarDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *trouble;
  GtkLabel       *summary;
  GtkListView    *list;
  GtkWidget      *take;

  VecheSession   *session;
  CalendarFile   *file;          /* (owned) (nullable): while a lane has it */
  GCancellable   *cancellable;
};

G_DEFINE_FINAL_TYPE (VecheCalendarDialog, veche_calendar_dialog, ADW_TYPE_WINDOW)

static void
calendar_dialog_fail (VecheCalendarDialog *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = veche_calendar_explain (error);
  adw_status_page_set_description (self->trouble, sentence);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

/*** Rows ***/

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      if (i < 2)
        gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      else
        gtk_label_set_wrap (GTK_LABEL (label), TRUE);   /* what becomes of it, and why */
      gtk_widget_add_css_class (label, i == 0 ? "heading" : "veche-second");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_item_set_child (item, box);
}

static void
set_label (GtkWidget *label, const char *text)
{
  g_autofree char *shown = veche_text_clamp (text, 300, TRUE);

  gtk_label_set_text (GTK_LABEL (label), shown);
  gtk_widget_set_visible (label, *shown != '\0');
}

/* (transfer full) */
static char *
step_words (const VecheCalendarStep *step)
{
  g_autofree char *words = veche_calendar_step_words (step), *lost = veche_calendar_lost_words (step->entry);
  gboolean written = step->outcome == VECHE_CALENDAR_NEW || step->outcome == VECHE_CALENDAR_CHANGED;

  return written && lost != NULL ? g_strdup_printf ("%s\n%s", words, lost) : g_steal_pointer (&words);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VecheCalendarDialog *self)
{
  GtkWidget *first = gtk_widget_get_first_child (gtk_list_item_get_child (item)), *second = gtk_widget_get_next_sibling (first);
  g_autofree char *day = NULL, *when = NULL, *words = NULL;
  const char *title;
  guint at;

  if (self->file == NULL)
    return;
  at = g_array_index (self->file->order, guint, gtk_list_item_get_position (item));
  if (at < self->file->steps->len)
    {
      const VecheCalendarStep *step = self->file->steps->pdata[at];

      title = step->entry->title;
      day = veche_calendar_when_words (step->entry);
      when = g_strdup_printf ("%s%s%s", step->entry->task ? C_ ("calendar entry", "Task") : C_ ("calendar entry", "Event"), *day != '\0' ? " · " : "", day);
      words = step_words (step);
    }
  else
    {
      const VecheIcsRefusal *refusal = self->file->ics->refused->pdata[at - self->file->steps->len];

      title = refusal->title != NULL ? refusal->title : _ ("Entry without a title");
      when = g_strdup ("");
      words = g_strdup_printf (_ ("Left out: %s"), veche_calendar_reason_words (refusal->reason));
    }
  set_label (first, title);
  set_label (second, when);
  set_label (gtk_widget_get_next_sibling (second), words);
}

static void
calendar_dialog_count (VecheCalendarDialog *self, guint counts[4])
{
  for (guint i = 0; i < self->file->steps->len; i++)
    counts[((VecheCalendarStep *) self->file->steps->pdata[i])->outcome]++;
  counts[VECHE_CALENDAR_REFUSED] += self->file->ics->refused->len;
}

/* Only what there is of: "12 new, 3 will change". (transfer full) */
static char *
summary_of (const guint counts[4])
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  const guint fresh = counts[VECHE_CALENDAR_NEW], changed = counts[VECHE_CALENDAR_CHANGED], same = counts[VECHE_CALENDAR_SAME],
              refused = counts[VECHE_CALENDAR_REFUSED];
  char *all[4] = {
    g_strdup_printf (ngettext ("%u new", "%u new", fresh), fresh),
    g_strdup_printf (ngettext ("%u will change", "%u will change", changed), changed),
    g_strdup_printf (ngettext ("%u already here", "%u already here", same), same),
    g_strdup_printf (ngettext ("%u left out", "%u left out", refused), refused),
  };

  for (guint i = 0; i < 4; i++)
    {
      if (counts[i] > 0)
        g_strv_builder_add (parts, all[i]);
      g_free (all[i]);
    }
  words = g_strv_builder_end (parts);

  return g_strjoinv (", ", words);
}

/* What is to be looked at first: what changes, what is left out; last what is here already. */
static void
calendar_dialog_sort (VecheCalendarDialog *self)
{
  static const VecheCalendarOutcome ranks[] = { VECHE_CALENDAR_CHANGED, VECHE_CALENDAR_REFUSED, VECHE_CALENDAR_NEW, VECHE_CALENDAR_SAME };
  const guint n = self->file->steps->len;

  self->file->order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (gsize rank = 0; rank < G_N_ELEMENTS (ranks); rank++)
    {
      for (guint i = 0; i < n; i++)
        if (((VecheCalendarStep *) self->file->steps->pdata[i])->outcome == ranks[rank])
          g_array_append_val (self->file->order, i);
      for (guint i = n; ranks[rank] == VECHE_CALENDAR_REFUSED && i < n + self->file->ics->refused->len; i++)
        g_array_append_val (self->file->order, i);
    }
}

static void
calendar_dialog_show (VecheCalendarDialog *self)
{
  guint counts[4] = { 0 }, n = self->file->steps->len + self->file->ics->refused->len;
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autofree char *summary = NULL;

  calendar_dialog_count (self, counts);
  calendar_dialog_sort (self);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (rows, "");
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)))));
  summary = summary_of (counts);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_sensitive (self->take, counts[VECHE_CALENDAR_NEW] + counts[VECHE_CALENDAR_CHANGED] > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "entries" : "empty");
}

/*** Reading ***/

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CalendarFile *file = data;
  g_autoptr (GFile) place = g_file_new_for_path (file->path);
  g_autoptr (GFileInputStream) stream = NULL;
  GError *error = NULL;

  stream = g_file_read (place, cancellable, &error);
  file->bytes = stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), VECHE_ICS_MOST_BYTES + 1, cancellable, &error) : NULL;
  file->ics = file->bytes != NULL ? veche_ics_read (file->bytes, cancellable, &error) : NULL;
  if (file->ics != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gpointer
compare_job (VecheDb *db, gpointer input, GError **error)
{
  CalendarFile *file = input;

  file->steps = veche_calendar_compare (db, file->ics->entries, error);

  return file->steps != NULL ? VECHE_JOB_DONE : NULL;
}

static void
compared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheCalendarDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    calendar_dialog_fail (self, error);
  else
    calendar_dialog_show (self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheCalendarDialog *self = VECHE_CALENDAR_DIALOG (object);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    calendar_dialog_fail (self, error);
  else
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, compare_job, self->file, NULL, NULL, self->cancellable, compared_cb,
                           g_object_ref (self));
}

/*** Taking it ***/

typedef struct { GBytes *bytes; GCancellable *cancellable; } CalendarTaking;

static void
calendar_taking_free (gpointer data)
{
  CalendarTaking *self = data;

  g_bytes_unref (self->bytes);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* The plan may have changed since it was shown: compared anew, in the transaction that writes. */
static gboolean
build_import (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  CalendarTaking *taking = input;
  g_autoptr (VecheIcs) ics = veche_ics_read (taking->bytes, taking->cancellable, error);
  g_autoptr (GPtrArray) steps = ics != NULL ? veche_calendar_compare (db, ics->entries, error) : NULL;

  return steps != NULL && veche_calendar_edit_import (db, edit, steps, error) && !g_cancellable_set_error_if_cancelled (taking->cancellable, error);
}

typedef struct { VecheSession *session; VecheJobView *job; } CalendarJob;

static void
taken_cb (gboolean ok, gpointer user_data)
{
  g_autofree CalendarJob *self = user_data;
  g_autoptr (VecheSession) session = self->session;

  veche_session_end_job (session, self->job, NULL);
}

/* Thousands take seconds, after the dialog has gone. */
static void
calendar_dialog_take (VecheCalendarDialog *self, VecheEdit *edit, const char *toast)
{
  CalendarTaking *taking = g_new0 (CalendarTaking, 1);
  CalendarJob *job = g_new0 (CalendarJob, 1);

  taking->bytes = g_bytes_ref (self->file->bytes);
  taking->cancellable = g_cancellable_new ();
  job->session = g_object_ref (self->session);
  /* Translators: while the entries of a calendar's file are written into the plan */
  job->job = veche_session_begin_job (self->session, _ ("Bringing a Calendar In"), taking->cancellable);
  veche_session_build_edit (self->session, edit, build_import, taking, calendar_taking_free, toast, taken_cb, job);
}

static void
calendar_dialog_take_cb (VecheCalendarDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("import-calendar", self->file->name);
  guint counts[4] = { 0 }, n;
  g_autofree char *toast = NULL;

  calendar_dialog_count (self, counts);
  n = counts[VECHE_CALENDAR_NEW] + counts[VECHE_CALENDAR_CHANGED];
  toast = g_strdup_printf (ngettext ("%u entry is in the plan now", "%u entries are in the plan now", n), n);
  calendar_dialog_take (self, edit, toast);
  gtk_window_close (GTK_WINDOW (self));
}

static void
veche_calendar_dialog_dispose (GObject *object)
{
  VecheCalendarDialog *self = VECHE_CALENDAR_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_calendar_dialog_parent_class)->dispose (object);
}

static void
veche_calendar_dialog_finalize (GObject *object)
{
  VecheCalendarDialog *self = VECHE_CALENDAR_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->file, calendar_file_free);

  G_OBJECT_CLASS (veche_calendar_dialog_parent_class)->finalize (object);
}

static void
veche_calendar_dialog_class_init (VecheCalendarDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_calendar_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_calendar_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-calendar-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheCalendarDialog, title);
  gtk_widget_class_bind_template_child (widget_class, VecheCalendarDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheCalendarDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, VecheCalendarDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, VecheCalendarDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VecheCalendarDialog, take);
  gtk_widget_class_bind_template_callback (widget_class, calendar_dialog_take_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_calendar_dialog_init (VecheCalendarDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

VecheCalendarDialog *
veche_calendar_dialog_open (VecheSession *session, GtkWindow *parent, const char *path)
{
  VecheCalendarDialog *self = g_object_new (VECHE_TYPE_CALENDAR_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);

  self->session = g_object_ref (session);
  self->file = g_new0 (CalendarFile, 1);
  self->file->path = g_strdup (path);
  self->file->name = g_path_get_basename (path);
  adw_window_title_set_subtitle (self->title, self->file->name);
  g_task_set_task_data (task, self->file, NULL);
  g_task_run_in_thread (task, read_thread);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
