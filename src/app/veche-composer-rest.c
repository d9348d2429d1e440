/* veche-composer-rest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-composer-private.h"
#include "model/veche-text-weight.h"

/* A GtkTextView lays a paragraph out as a whole, at each key again: a draft of 50,000 marks on one letter, pasted or brought by an article, froze
 * the window for minutes.  What can't be laid out at ease is kept beside the editor, belongs to the draft as before, and a line says so. */

static void
rest_show (VecheComposer *self)
{
  gulong n = self->rest != NULL ? (gulong) g_utf8_strlen (self->rest, -1) : 0;
  g_autofree char *words = g_strdup_printf (ngettext ("%lu more character belongs to this draft, but can’t be shown here",
                                                      "%lu more characters belong to this draft, but can’t be shown here", n), n);

  gtk_label_set_text (self->rest_words, words);
  gtk_widget_set_visible (self->rest_line, n > 0);
}

void
veche_composer_set_rest (VecheComposer *self, const char *rest)
{
  g_free (self->rest);
  self->rest = rest != NULL && *rest != '\0' ? g_strdup (rest) : NULL;
  rest_show (self);
}

/* What is in the editor, without the rest. (transfer full) */
static char *
rest_dup_shown (VecheComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (veche_composer_get_buffer (self), &start, &end);

  return gtk_text_buffer_get_text (veche_composer_get_buffer (self), &start, &end, TRUE);
}

char *
veche_composer_dup_whole (VecheComposer *self)
{
  char *shown = rest_dup_shown (self);
  char *whole = self->rest != NULL ? g_strconcat (shown, self->rest, NULL) : g_strdup (shown);

  g_free (shown);

  return whole;
}

/* Before it is laid out: that is done when the window has nothing else to do. */
static gboolean
rest_take_cb (gpointer user_data)
{
  VecheComposer *self = user_data;
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  g_autofree char *shown = rest_dup_shown (self), *rest = NULL;
  gsize fits = veche_text_weight_fits (shown);
  GtkTextIter start, end;

  self->rest_source = 0;
  if (shown[fits] == '\0')
    return G_SOURCE_REMOVE;
  rest = g_strconcat (shown + fits, self->rest, NULL);
  veche_composer_set_rest (self, rest);
  /* Undo would bring it back. */
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) g_utf8_pointer_to_offset (shown, shown + fits));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_end_irreversible_action (buffer);

  return G_SOURCE_REMOVE;
}

void
veche_composer_watch_rest (VecheComposer *self)
{
  g_autofree char *shown = rest_dup_shown (self);

  if (self->rest_source == 0 && shown[veche_text_weight_fits (shown)] != '\0')
    self->rest_source = g_idle_add_full (G_PRIORITY_HIGH, rest_take_cb, self, NULL);
}

void
veche_composer_copy_all_cb (VecheComposer *self)
{
  g_autofree char *whole = veche_composer_dup_whole (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), whole);
}

void
veche_composer_drop_rest_cb (VecheComposer *self)
{
  veche_composer_set_rest (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  veche_composer_save_soon (self);
  veche_composer_weigh (self);
}
