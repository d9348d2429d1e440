/* veche-tone-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-ask-discard.h"
#include "app/veche-tone-dialog.h"
#include "store/veche-articles-table.h"

#define ARROW "→"

struct _VecheToneDialog
{
  AdwWindow      parent_instance;

  VecheSession  *session;     /* (owned) */
  GPtrArray     *guides;      /* (owned) (nullable) (element-type VecheToneGuide): that for all, then one a community */
  GPtrArray     *after;       /* (owned) (nullable) (element-type VecheToneGuide): what they would become */
  guint          shown;       /* which of them the fields show */
  gboolean       saved;

  GtkWidget     *save;
  AdwComboRow   *guide_row, *address_row;
  AdwEntryRow   *about_row;
  GtkTextView   *words;
};

G_DEFINE_FINAL_TYPE (VecheToneDialog, veche_tone_dialog, ADW_TYPE_WINDOW)

static const char *const addresses[] = { "", "formal", "informal" };

static void
guide_free (gpointer guide)
{
  veche_tone_guide_free (guide);
}

static VecheToneGuide *
guide_copy (const VecheToneGuide *guide)
{
  VecheToneGuide *copy = veche_tone_guide_new ();

  copy->uid = g_strdup (guide->uid);
  copy->community_uid = g_strdup (guide->community_uid);
  copy->community = g_strdup (guide->community);
  g_free (copy->address);
  copy->address = g_strdup (guide->address);
  copy->about = g_strdup (guide->about);
  for (guint i = 0; i < guide->words->len; i++)
    {
      VecheToneWord *word = guide->words->pdata[i];

      veche_tone_guide_add (copy, word->word, word->instead, word->why);
      ((VecheToneWord *) copy->words->pdata[i])->uid = g_strdup (word->uid);
    }

  return copy;
}

/*** The words as lines ***/

static char *
words_to_lines (const VecheToneGuide *guide)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < guide->words->len; i++)
    {
      VecheToneWord *word = guide->words->pdata[i];

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", word->word);
      if (word->instead != NULL || word->why != NULL)
        g_string_append_printf (lines, " " ARROW " %s", word->instead != NULL ? word->instead : "");
      if (word->why != NULL)
        g_string_append_printf (lines, " " ARROW " %s", word->why);
    }

  return g_strdup (lines->str);
}

/* "юзер → участник → люди, а не записи"; an arrow may be typed as "->". */
static void
lines_to_words (const char *text, VecheToneGuide *guide)
{
  g_autoptr (GString) typed = g_string_new (text);
  g_auto (GStrv) lines = NULL;

  g_string_replace (typed, "->", ARROW, 0);
  lines = g_strsplit (typed->str, "\n", -1);
  g_ptr_array_set_size (guide->words, 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ARROW, 3);
      const char *word = parts[0] != NULL ? g_strstrip (parts[0]) : "";

      if (*word != '\0')
        veche_tone_guide_add (guide, word, parts[1], parts[1] != NULL ? parts[2] : NULL);
    }
}

/*** Fields ***/

/* What the fields say, into what would be saved. */
static void
tone_dialog_take (VecheToneDialog *self)
{
  VecheToneGuide *guide;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->after == NULL || self->shown >= self->after->len)
    return;
  guide = self->after->pdata[self->shown];
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_free (guide->address);
  guide->address = g_strdup (addresses[MIN (adw_combo_row_get_selected (self->address_row), G_N_ELEMENTS (addresses) - 1)]);
  veche_article_set (&guide->about, gtk_editable_get_text (GTK_EDITABLE (self->about_row)));
  lines_to_words (text, guide);
}

static void
tone_dialog_show (VecheToneDialog *self, guint index)
{
  VecheToneGuide *guide = self->after->pdata[index];
  g_autofree char *lines = words_to_lines (guide);

  self->shown = index;
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    if (strcmp (addresses[i], guide->address) == 0)
      adw_combo_row_set_selected (self->address_row, i);
  gtk_editable_set_text (GTK_EDITABLE (self->about_row), guide->about != NULL ? guide->about : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->words), lines, -1);
}

static void
tone_dialog_guide_cb (VecheToneDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->guide_row);

  if (self->after == NULL || selected == self->shown || selected >= self->after->len)
    return;
  tone_dialog_take (self);
  tone_dialog_show (self, selected);
}

static gboolean
is_empty (const VecheToneGuide *guide)
{
  return *guide->address == '\0' && guide->about == NULL && guide->words->len == 0;
}

/* (transfer full) */
static VecheEdit *
tone_dialog_edit (VecheToneDialog *self)
{
  VecheEdit *edit = veche_edit_new ("tone", NULL);

  tone_dialog_take (self);
  for (guint i = 0; self->after != NULL && i < self->after->len; i++)
    {
      VecheToneGuide *before = self->guides->pdata[i], *after = self->after->pdata[i];

      if (before->uid != NULL || !is_empty (after))
        veche_tone_edit_save (edit, before, after);
    }

  return edit;
}

/*** Saving ***/

static void
tone_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheToneDialog) self = VECHE_TONE_DIALOG (user_data);

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!ok)
    return;
  self->saved = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
tone_dialog_save_cb (VecheToneDialog *self)
{
  g_autoptr (VecheEdit) edit = tone_dialog_edit (self);

  if (veche_edit_is_empty (edit))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  /* What is typed now would be lost when it is saved. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_session_edit (self->session, edit, _ ("The tone guide is saved"), tone_dialog_saved_cb, g_object_ref (self));
}

static void
tone_dialog_cancel_cb (VecheToneDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
tone_dialog_discard_cb (AdwMessageDialog *ask, const char *response, VecheToneDialog *self)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    tone_dialog_save_cb (self);
}

static gboolean
veche_tone_dialog_close_request (GtkWindow *window)
{
  VecheToneDialog *self = VECHE_TONE_DIALOG (window);
  g_autoptr (VecheEdit) edit = self->after != NULL && !self->saved ? tone_dialog_edit (self) : NULL;
  GtkWidget *ask;

  if (edit == NULL || veche_edit_is_empty (edit))
    return GTK_WINDOW_CLASS (veche_tone_dialog_parent_class)->close_request (window);
  ask = veche_ask_discard_new (window, _ ("What you typed about the tone is not saved yet."), gtk_widget_is_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (tone_dialog_discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

/*** Reading ***/

static gpointer
tone_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_tone_list_all (db, error);
}

static void
tone_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheToneDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *guides = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (guides == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  self->guides = guides;
  self->after = g_ptr_array_new_with_free_func (guide_free);
  for (guint i = 0; i < guides->len; i++)
    {
      VecheToneGuide *guide = guides->pdata[i];

      g_ptr_array_add (self->after, guide_copy (guide));
      gtk_string_list_append (names, guide->community != NULL ? guide->community : C_ ("tone", "All"));
    }
  tone_dialog_show (self, 0);
  adw_combo_row_set_model (self->guide_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->guide_row), guides->len > 1);
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
veche_tone_dialog_dispose (GObject *object)
{
  VecheToneDialog *self = VECHE_TONE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->guides, g_ptr_array_unref);
  g_clear_pointer (&self->after, g_ptr_array_unref);
  G_OBJECT_CLASS (veche_tone_dialog_parent_class)->dispose (object);
}

static void
veche_tone_dialog_class_init (VecheToneDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_tone_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_tone_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-tone-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheToneDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheToneDialog, guide_row);
  gtk_widget_class_bind_template_child (widget_class, VecheToneDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, VecheToneDialog, about_row);
  gtk_widget_class_bind_template_child (widget_class, VecheToneDialog, words);
  gtk_widget_class_bind_template_callback (widget_class, tone_dialog_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, tone_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, tone_dialog_guide_cb);
}

static void
veche_tone_dialog_init (VecheToneDialog *self)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (choices, C_ ("address", "As it comes, but one of both"));
  gtk_string_list_append (choices, C_ ("address", "Formally: вы"));
  gtk_string_list_append (choices, C_ ("address", "Informally: ты"));
  adw_combo_row_set_model (self->address_row, G_LIST_MODEL (choices));
}

void
veche_tone_dialog_present (GtkWidget *parent, VecheSession *session)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  VecheToneDialog *self = g_object_new (VECHE_TYPE_TONE_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->session = g_object_ref (session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, tone_load_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         tone_loaded_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
