/* veche-composer-tone.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-composer-private.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-mention-words.h"

/* How the answer sounds, in one calm line, and the hard topics that it or the message touches.  Nothing here keeps it from leaving. */

#define MOST_WORDS   160
#define MOST_INSTEAD  30

/* The mark that the line speaks of. */
static guint
composer_mark (VecheComposer *self)
{
  GPtrArray *marks = veche_tone_view_get_marks (self->tone);

  return MIN (self->mark, marks->len > 0 ? marks->len - 1 : 0);
}

static void
composer_show_tone (VecheComposer *self)
{
  GPtrArray *marks = veche_tone_view_get_marks (self->tone);
  g_autofree char *words = NULL, *clean = NULL, *use = NULL, *more = NULL, *instead = NULL;
  const VecheToneMark *mark;
  gboolean better;
  guint others;

  gtk_widget_set_visible (self->tone_line, marks->len > 0);
  if (marks->len == 0)
    return;
  mark = marks->pdata[composer_mark (self)];
  better = mark->instead != NULL && *mark->instead != '\0';
  others = marks->len - 1;
  instead = veche_words_clean (mark->instead, MOST_INSTEAD, FALSE);
  words = veche_tone_mark_words (mark);
  clean = veche_words_clean (words, MOST_WORDS, FALSE);
  gtk_label_set_text (self->tone_words, clean);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tone_words), clean);
  gtk_widget_set_visible (GTK_WIDGET (self->tone_use), better);
  /* Translators: a button: puts this word in the place of the one that the tone guide does not want */
  use = better ? g_strdup_printf (_ ("Use “%s”"), instead) : NULL;
  if (better)
    gtk_button_set_label (self->tone_use, use);
  more = g_strdup_printf (ngettext ("%u more", "%u more", others), others);
  gtk_button_set_label (self->tone_next, more);
  gtk_widget_set_visible (GTK_WIDGET (self->tone_next), others > 0);
}

static void
composer_found_cb (VecheComposer *self)
{
  self->mark = veche_tone_view_get_current (self->tone);
  composer_show_tone (self);
  veche_sensitive_strip_show (self->sensitive, veche_tone_view_get_hits (self->tone), veche_tone_view_get_n_asked (self->tone));
}

/* One step of undo; the next one comes up in its place. */
void
veche_composer_tone_use_cb (VecheComposer *self)
{
  veche_tone_view_replace (self->tone, composer_mark (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  veche_composer_scroll_to_cursor (self);
}

void
veche_composer_tone_next_cb (VecheComposer *self)
{
  GPtrArray *marks = veche_tone_view_get_marks (self->tone);

  if (marks->len == 0)
    return;
  self->mark = (composer_mark (self) + 1) % marks->len;
  veche_tone_view_select (self->tone, self->mark);
  veche_composer_scroll_to_cursor (self);
  composer_show_tone (self);
}

/* The line speaks of the word that the cursor has come to. */
static void
composer_cursor_cb (VecheComposer *self)
{
  GPtrArray *marks = veche_tone_view_get_marks (self->tone);
  guint there;

  if (self->loading || marks->len < 2 || gtk_text_buffer_get_has_selection (veche_composer_get_buffer (self)))
    return;
  there = veche_tone_view_get_current (self->tone);
  if (there == 0 || there == self->mark)
    return;
  self->mark = there;
  composer_show_tone (self);
}

void
veche_composer_sensitive_cb (VecheComposer *self, VecheArticle *article, gboolean holding)
{
  veche_composer_insert_words (self, article, holding ? article->holding : article->body);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
veche_composer_color_tone (VecheComposer *self)
{
  GdkRGBA ink;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_WARN, &ink);
  veche_tone_view_set_ink (self->tone, &ink);
}

void
veche_composer_look_up (VecheComposer *self)
{
  gboolean ready = self->session != NULL && self->interaction_id != 0 && self->question != NULL;
  VecheKnowledgeBase *base = ready ? veche_knowledge_desk_peek (veche_knowledge_desk_get (self->session)) : NULL;

  veche_tone_view_set_base (self->tone, base, ready ? self->question->community_uid : NULL, ready ? self->question->text : NULL);
}

void
veche_composer_watch_desk (VecheComposer *self, VecheSession *before)
{
  if (before != NULL)
    g_signal_handlers_disconnect_by_func (veche_knowledge_desk_get (before), veche_composer_look_up, self);
  if (self->session != NULL)
    g_signal_connect_object (veche_knowledge_desk_get (self->session), "changed", G_CALLBACK (veche_composer_look_up), self, G_CONNECT_SWAPPED);
}

void
veche_composer_add_tone (VecheComposer *self)
{
  self->tone = veche_tone_view_attach (self->view, self->mention_tag);
  g_signal_connect_object (self->tone, "found", G_CALLBACK (composer_found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (veche_composer_get_buffer (self), "notify::cursor-position", G_CALLBACK (composer_cursor_cb), self, G_CONNECT_SWAPPED);
  veche_composer_color_tone (self);
}
