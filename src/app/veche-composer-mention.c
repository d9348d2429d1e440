/* veche-composer-mention.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-composer-private.h"
#include "app/veche-draw.h"

/* People named in an answer: each a piece of text that one keystroke removes whole. */

/* The accent of the present scheme, as in a chip; amber for what is still to be filled in. */
void
veche_composer_color_mentions (VecheComposer *self)
{
  GdkRGBA ink, fill;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACC, &ink);
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACCENT_BG, &fill);
  fill.alpha = .16f;
  g_object_set (self->mention_tag, "foreground-rgba", &ink, "background-rgba", &fill, NULL);
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_WARN, &ink);
  fill = ink;
  fill.alpha = .16f;
  g_object_set (self->hole_tag, "foreground-rgba", &ink, "background-rgba", &fill, NULL);
}

/* A mention goes as a whole. TRUE: there was one before the cursor. */
gboolean
veche_composer_erase_mention (VecheComposer *self)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start, end;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_insert (buffer));
  if (!gtk_text_iter_ends_tag (&end, self->mention_tag))
    return FALSE;
  start = end;
  gtk_text_iter_backward_to_tag_toggle (&start, self->mention_tag);
  gtk_text_buffer_delete (buffer, &start, &end);

  return TRUE;
}

/* Mentions stand before what is said to them. */
void
veche_composer_insert_mention (VecheComposer *self, const char *mention)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start, end;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, ", ", -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert_with_tags (buffer, &start, mention, -1, self->mention_tag, NULL);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

/* "@anna" is no part of "@anna_leb". */
static gboolean
veche_composer_is_whole (const GtkTextIter *end)
{
  gunichar next = gtk_text_iter_get_char (end);

  return !g_unichar_isalnum (next) && next != '_';
}

void
veche_composer_remove_mention (VecheComposer *self, const char *mention)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter from, start, end, comma;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_text_buffer_get_start_iter (buffer, &from);
  while (gtk_text_iter_forward_search (&from, mention, GTK_TEXT_SEARCH_TEXT_ONLY, &start, &end, NULL))
    {
      from = end;
      if (!veche_composer_is_whole (&end))
        continue;
      comma = end;
      if (gtk_text_iter_forward_chars (&comma, 2))
        {
          g_autofree char *after = gtk_text_iter_get_text (&end, &comma);

          if (g_str_equal (after, ", "))
            end = comma;
        }
      gtk_text_buffer_delete (buffer, &start, &end);
      return;
    }
}
