/* veche-playbook-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-article-dialog.h"
#include "app/veche-label.h"
#include "app/veche-playbook-view.h"
#include "app/veche-profile-parts.h"
#include "model/veche-text.h"
#include "store/veche-playbook-table.h"

#define TITLE_MOST 80

struct _VechePlaybookView
{
  AdwBin         parent_instance;

  VecheSession  *session;     /* (owned) (nullable) */
  gint64         triage_id;
  VechePlaybook *playbook;    /* (owned) (nullable) */
  guint          asked;       /* an answer to an earlier question is dropped */
  gboolean       filling;     /* what changes in the boxes was not done by a person */

  GtkWidget     *expander, *title, *count, *steps;
};

G_DEFINE_FINAL_TYPE (VechePlaybookView, veche_playbook_view, ADW_TYPE_BIN)

static void playbook_view_load (VechePlaybookView *self);

/*** Showing ***/

static void
show_count (VechePlaybookView *self)
{
  guint n = self->playbook->steps->len, done = veche_playbook_count_done (self->playbook);
  g_autofree char *title = veche_text_clamp (self->playbook->title, TITLE_MOST, FALSE);
  /* Translators: how many steps are done, and how many there are */
  g_autofree char *count = g_strdup_printf (C_ ("playbook", "%u of %u"), done, n);
  /* Translators: a playbook's title, then how many of its steps are done, and how many there are */
  g_autofree char *spoken = g_strdup_printf (_ ("Playbook “%s”, %u of %u done"), title, done, n);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
step_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VechePlaybookView) self = user_data;

  /* The box shows what is kept. */
  if (!ok && self->session != NULL && self->triage_id != 0)
    playbook_view_load (self);
}

static void
step_toggled_cb (VechePlaybookView *self, GtkCheckButton *check)
{
  guint step = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "step"));
  g_autoptr (VecheEdit) edit = NULL;

  if (self->filling || self->session == NULL || self->playbook == NULL)
    return;
  edit = veche_edit_new ("playbook", ((VechePlaybookStep *) self->playbook->steps->pdata[step])->words);
  if (veche_playbook_edit_tick (self->playbook, edit, step, gtk_check_button_get_active (check)))
    veche_session_edit (self->session, edit, NULL, step_saved_cb, g_object_ref (self));
}

static GtkWidget *
check_new (VechePlaybookView *self, guint index)
{
  const VechePlaybookStep *step = self->playbook->steps->pdata[index];
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), veche_label_new_wrapped (step->words, "veche-small", NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, step->words, -1);
  g_object_set_data (G_OBJECT (check), "step", GUINT_TO_POINTER (index));
  g_signal_connect_object (check, "toggled", G_CALLBACK (step_toggled_cb), self, G_CONNECT_SWAPPED);

  return check;
}

static gboolean
is_same (const VechePlaybook *a, const VechePlaybook *b)
{
  if (a == NULL || g_strcmp0 (a->article_uid, b->article_uid) != 0 || g_strcmp0 (a->triage_uid, b->triage_uid) != 0 || a->steps->len != b->steps->len)
    return FALSE;
  for (guint i = 0; i < a->steps->len; i++)
    if (g_strcmp0 (((VechePlaybookStep *) a->steps->pdata[i])->words, ((VechePlaybookStep *) b->steps->pdata[i])->words) != 0)
      return FALSE;

  return TRUE;
}

/* The same steps only change their ticks: whoever has the focus among them keeps it.  Takes the playbook. */
static void
show (VechePlaybookView *self, VechePlaybook *playbook)
{
  gboolean same = is_same (self->playbook, playbook);
  GtkWidget *check;

  g_clear_pointer (&self->playbook, veche_playbook_free);
  self->playbook = playbook;
  if (!same)
    {
      veche_profile_clear (self->steps);
      for (guint i = 0; i < playbook->steps->len; i++)
        gtk_box_append (GTK_BOX (self->steps), check_new (self, i));
    }
  self->filling = TRUE;
  check = gtk_widget_get_first_child (self->steps);
  for (guint i = 0; i < playbook->steps->len; i++, check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ((VechePlaybookStep *) playbook->steps->pdata[i])->tick_uid != NULL);
  self->filling = FALSE;
  show_count (self);
}

/*** Reading ***/

static gpointer
playbook_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_playbook_load (db, *(gint64 *) input, error);
}

static void
playbook_free (gpointer data)
{
  veche_playbook_free (data);
}

typedef struct { VechePlaybookView *self; guint asked; } Question;

static void
playbook_view_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VechePlaybookView) self = question->self;
  g_autoptr (VechePlaybook) playbook = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (question->asked != self->asked || self->session == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), playbook != NULL);
  if (playbook != NULL)
    show (self, g_steal_pointer (&playbook));
}

static void
playbook_view_load (VechePlaybookView *self)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->asked = ++self->asked;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, playbook_job, g_memdup2 (&self->triage_id, sizeof self->triage_id),
                         g_free, playbook_free, NULL, playbook_view_loaded_cb, question);
}

static void
playbook_view_changed_cb (VechePlaybookView *self, VecheChange *change)
{
  if (self->triage_id != 0 && ((veche_change_get_tables (change) & VECHE_TABLE_ARTICLE) || veche_change_has_row (change, "triage", self->triage_id)))
    playbook_view_load (self);
}

void
veche_playbook_view_set_mention (VechePlaybookView *self, VecheSession *session, gint64 triage_id)
{
  g_return_if_fail (VECHE_IS_PLAYBOOK_VIEW (self));

  if (self->session != session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_set_object (&self->session, session);
      if (session != NULL)
        g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (playbook_view_changed_cb), self, G_CONNECT_SWAPPED);
    }
  if (session != NULL && triage_id != 0 && triage_id == self->triage_id)
    return;
  self->triage_id = session != NULL ? triage_id : 0;
  self->asked++;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_clear_pointer (&self->playbook, veche_playbook_free);
  if (self->triage_id != 0)
    playbook_view_load (self);
}

/*** The widget ***/

static void
playbook_view_edit_cb (VechePlaybookView *self)
{
  g_autofree char *uid = self->playbook != NULL ? g_strdup (self->playbook->article_uid) : NULL;

  if (self->session == NULL || uid == NULL)
    return;
  veche_session_show_page (self->session, "knowledge");
  veche_article_dialog_open (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), self->session, uid);
}

static void
veche_playbook_view_dispose (GObject *object)
{
  veche_playbook_view_set_mention (VECHE_PLAYBOOK_VIEW (object), NULL, 0);

  G_OBJECT_CLASS (veche_playbook_view_parent_class)->dispose (object);
}

static void
veche_playbook_view_class_init (VechePlaybookViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_playbook_view_dispose;
}

static GtkWidget *
build_head (VechePlaybookView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = veche_label_new (NULL, "veche-strip-name", NULL);
  self->count = veche_label_new (NULL, "veche-caption", "veche-second");
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->count);

  return head;
}

static void
veche_playbook_view_init (VechePlaybookView *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *edit = gtk_button_new_with_mnemonic (_ ("_Edit Playbook"));

  self->steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_top (self->steps, 6);
  gtk_widget_set_halign (edit, GTK_ALIGN_START);
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_add_css_class (edit, "veche-strip-more");
  g_signal_connect_object (edit, "clicked", G_CALLBACK (playbook_view_edit_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (body), self->steps);
  gtk_box_append (GTK_BOX (body), edit);

  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), build_head (self));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), body);
  gtk_widget_add_css_class (self->expander, "veche-strip");
  adw_bin_set_child (ADW_BIN (self), self->expander);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
