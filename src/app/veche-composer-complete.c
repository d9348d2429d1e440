/* veche-composer-complete.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-mention-offers.h"
#include "app/veche-composer-private.h"
#include "app/veche-mention-words.h"

/* "@" and the beginning of a name offer our members; what is chosen stands in the text as the platform wants it, and goes as a whole. */

#define MOST_OFFERED 8
#define MOST_TYPED   40

typedef struct
{
  char   *typed;
  gint64  interaction_id;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->typed);
  g_free (wanted);
}

static gpointer
offers_job (VecheDb *db, gpointer input, GError **error)
{
  Wanted *wanted = input;

  return veche_mention_offers_find (db, wanted->typed, wanted->interaction_id, MOST_OFFERED, error);
}

/* Where "@" stands whose name is being typed, right before the cursor. FALSE: there is none. */
static gboolean
composer_find_at (VecheComposer *self, GtkTextIter *at, GtkTextIter *cursor)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter before;

  gtk_text_buffer_get_iter_at_mark (buffer, cursor, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_buffer_get_has_selection (buffer) || gtk_text_iter_ends_tag (cursor, self->mention_tag))
    return FALSE;
  *at = *cursor;
  for (guint i = 0; i < MOST_TYPED && gtk_text_iter_backward_char (at); i++)
    {
      gunichar c = gtk_text_iter_get_char (at);

      if (gtk_text_iter_has_tag (at, self->mention_tag) || g_unichar_isspace (c))
        return FALSE;
      if (c != '@')
        continue;
      before = *at;
      /* "anna@example.org" is no name of ours. */
      return !gtk_text_iter_backward_char (&before) || !g_unichar_isalnum (gtk_text_iter_get_char (&before));
    }

  return FALSE;
}

static char *
offer_caption (const VecheMentionOffer *offer)
{
  g_autofree char *handle = veche_words_clean (offer->handle, 40, FALSE);

  if (offer->only_on != NULL)
    /* Translators: a person that an answer could name; %s is a platform */
    return g_strdup_printf (_ ("not in this source, only on %s"), veche_platform_name (offer->only_on));
  if (offer->kind == VECHE_MENTION_NAME)
    return g_strdup (_ ("not in this source"));

  return *handle != '\0' ? g_strdup_printf ("@%s", handle) : NULL;
}

static void
composer_show_offers (VecheComposer *self)
{
  GtkTextIter at, cursor;
  GdkRectangle where;
  double left, top;
  int x, y;

  veche_suggestions_clear (self->suggestions);
  if (self->offers == NULL || self->offers->len == 0 || !composer_find_at (self, &at, &cursor) || !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return;
  for (guint i = 0; i < self->offers->len; i++)
    {
      VecheMentionOffer *offer = self->offers->pdata[i];
      g_autofree char *name = veche_words_clean (offer->name, 60, FALSE);
      g_autofree char *caption = offer_caption (offer);

      veche_suggestions_add (self->suggestions, name, caption);
    }
  gtk_text_view_get_iter_location (self->view, &at, &where);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, where.x, where.y, &x, &y);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &left, &top))
    return;
  where.x = (int) left;
  where.y = (int) top;
  veche_suggestions_show (self->suggestions, &where);
}

typedef struct
{
  GWeakRef composer;
  guint    asked;
} Answer;

static void
composer_offered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (VecheComposer) self = g_weak_ref_get (&answer->composer);
  GPtrArray *offers = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (self != NULL && self->card != NULL && answer->asked == self->asked)
    {
      g_clear_pointer (&self->offers, g_ptr_array_unref);
      self->offers = g_steal_pointer (&offers);
      composer_show_offers (self);
    }
  g_clear_pointer (&offers, g_ptr_array_unref);
  g_weak_ref_clear (&answer->composer);
  g_free (answer);
}

void
veche_composer_complete (VecheComposer *self)
{
  GtkTextIter at, cursor;
  Wanted *wanted;
  Answer *answer;

  self->asked++;
  if (self->loading || self->session == NULL || self->interaction_id == 0 || !composer_find_at (self, &at, &cursor))
    {
      veche_suggestions_clear (self->suggestions);
      return;
    }
  gtk_text_iter_forward_char (&at);
  wanted = g_new0 (Wanted, 1);
  wanted->typed = gtk_text_iter_get_text (&at, &cursor);
  wanted->interaction_id = self->interaction_id;
  answer = g_new0 (Answer, 1);
  g_weak_ref_init (&answer->composer, self);
  answer->asked = self->asked;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, offers_job, wanted, wanted_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, composer_offered_cb, answer);
}

static void
composer_chosen_cb (VecheComposer *self, guint index)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  g_autoptr (GPtrArray) offers = g_steal_pointer (&self->offers);
  GtkTextIter at, cursor;

  if (offers == NULL || index >= offers->len || !composer_find_at (self, &at, &cursor))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &at, &cursor);
  gtk_text_buffer_insert_with_tags (buffer, &at, ((VecheMentionOffer *) offers->pdata[index])->mention, -1, self->mention_tag, NULL);
  gtk_text_buffer_insert (buffer, &at, " ", 1);
  gtk_text_buffer_end_user_action (buffer);
}

void
veche_composer_add_completion (VecheComposer *self)
{
  self->suggestions = veche_suggestions_new (GTK_WIDGET (self), _ ("People to mention"));
  g_signal_connect_object (self->suggestions, "chosen", G_CALLBACK (composer_chosen_cb), self, G_CONNECT_SWAPPED);
}

void
veche_composer_drop_completion (VecheComposer *self)
{
  self->asked++;
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  if (self->suggestions != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->suggestions));
  self->suggestions = NULL;
}
