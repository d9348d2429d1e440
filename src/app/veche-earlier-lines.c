/* veche-earlier-lines.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-earlier.h"
#include "app/veche-draw.h"
#include "app/veche-earlier-lines.h"
#include "app/veche-mention-words.h"
#include "store/veche-store.h"

#define MOST      3
#define TEXT_MOST 4000

struct _VecheEarlierLines
{
  AdwBin  parent_instance;

  guint   asked;             /* an answer to an earlier question is dropped */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (VecheEarlierLines, veche_earlier_lines, ADW_TYPE_BIN)

typedef struct { gint64 interaction_id; char *text; } Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_free (question);
}

static gpointer
find_job (VecheDb *db, gpointer input, GError **error)
{
  Question *question = input;

  return veche_earlier_find (db, question->interaction_id, question->text, MOST, error);
}

/* (transfer full) */
static char *
line_words (const VecheEarlier *earlier)
{
  g_autofree char *when = veche_time_long (earlier->at);

  /* Translators: in each of these, %s at the end is a day and time */
  if (earlier->platform != NULL)
    return g_strdup_printf (_ ("You answered this in %s, %s"), veche_platform_name (earlier->platform), when);
  if (g_strcmp0 (earlier->kind, "call") == 0)
    return g_strdup_printf (_ ("You spoke of this by phone, %s"), when);
  if (g_strcmp0 (earlier->kind, "email") == 0)
    return g_strdup_printf (_ ("You wrote of this by e-mail, %s"), when);
  if (g_strcmp0 (earlier->kind, "dm") == 0)
    return g_strdup_printf (_ ("You wrote of this in a private message, %s"), when);
  return g_strdup_printf (_ ("You spoke of this when you met, %s"), when);
}

static GtkWidget *
line_new (const VecheEarlier *earlier)
{
  g_autofree char *words = line_words (earlier), *text = veche_words_clean (earlier->text, TEXT_MOST, TRUE);
  GtkWidget *line = gtk_expander_new (words), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_margin_start (label, 15);
  gtk_widget_add_css_class (label, "veche-small");
  gtk_widget_add_css_class (line, "veche-caption");
  gtk_widget_add_css_class (line, "veche-second");
  gtk_expander_set_child (GTK_EXPANDER (line), label);

  return line;
}

static void
lines_clear (VecheEarlierLines *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

typedef struct { VecheEarlierLines *self; guint asked; } Asking;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (VecheEarlierLines) self = asking->self;
  g_autoptr (GPtrArray) found = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  /* Nobody waits for it: the thread is whole without. */
  if (found == NULL || asking->asked != self->asked)
    return;
  lines_clear (self);
  for (guint i = 0; i < found->len; i++)
    gtk_box_append (self->box, line_new (found->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), found->len > 0);
}

static void
veche_earlier_lines_class_init (VecheEarlierLinesClass *klass)
{
}

static void
veche_earlier_lines_init (VecheEarlierLines *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
veche_earlier_lines_set_mention (VecheEarlierLines *self, VecheSession *session, VecheMention *mention)
{
  Question *question;
  Asking *asking;

  g_return_if_fail (VECHE_IS_EARLIER_LINES (self));

  self->asked++;
  lines_clear (self);
  if (session == NULL || mention == NULL || mention->text == NULL)
    return;
  question = g_new0 (Question, 1);
  question->interaction_id = mention->interaction_id;
  question->text = g_strdup (mention->text);
  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->asked = self->asked;
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, find_job, question, question_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                         found_cb, asking);
}
