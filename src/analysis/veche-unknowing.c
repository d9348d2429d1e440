/* veche-unknowing.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-unknowing.h"

#include <string.h>

#include "model/veche-text.h"

#define LONGEST    400     /* bytes: in a long text such words are about something else */
#define MOST_WORDS 60

typedef struct { GPtrArray *denies, *asks; /* folded */ } VecheUnknowing;

static const VecheUnknowing *
get_phrases (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_auto (GStrv) lines = veche_words_load ("unknowing.tsv");
      VecheUnknowing *self = g_new0 (VecheUnknowing, 1);

      self->denies = g_ptr_array_new ();
      self->asks = g_ptr_array_new ();
      for (guint l = 0; lines[l] != NULL; l++)
        {
          g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 2);
          g_auto (GStrv) phrases = g_strsplit (parts[1] != NULL ? parts[1] : "", "|", -1);

          for (guint i = 0; phrases[i] != NULL; i++)
            g_ptr_array_add (strcmp (parts[0], "asks") == 0 ? self->asks : self->denies, veche_text_fold (phrases[i]));
        }
      g_once_init_leave (&once, (gsize) self);
    }

  return (const VecheUnknowing *) once;
}

static gboolean
says (const char *folded, GPtrArray *phrases)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      const char *phrase = phrases->pdata[i];

      if (phrase[0] == '^' && g_str_has_prefix (folded, phrase + 1))
        return TRUE;
      for (const char *at = strstr (folded, phrase); phrase[0] != '\0' && at != NULL; at = strstr (at + 1, phrase))
        if (at == folded || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
          return TRUE;
    }

  return FALSE;
}

static gboolean
has_word (const char *folded, const char *word)
{
  for (const char *at = strstr (folded, word); at != NULL; at = strstr (at + 1, word))
    if ((at == folded || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)))) && !g_unichar_isalnum (g_utf8_get_char (at + strlen (word))))
      return TRUE;

  return FALSE;
}

/* "Not a lawyer": what stands right behind "not" names what is asked. */
static gboolean
names_after_not (const char *text, const char *folded, GArray *themes)
{
  g_autoptr (GArray) words = NULL;

  if (themes->len == 0 || !(has_word (folded, "не") || has_word (folded, "not")))   /* most texts: words cost more than a look */
    return FALSE;

  words = veche_words_split (text, MOST_WORDS);
  for (guint i = 0; i + 1 < words->len; i++)
    {
      const char *word = veche_words_at (words, i)->word;
      g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (VecheWord));
      guint at = i + 1;

      if (strcmp (word, "не") != 0 && strcmp (word, "not") != 0)
        continue;
      if (at + 1 < words->len && (strcmp (veche_words_at (words, at)->word, "a") == 0 || strcmp (veche_words_at (words, at)->word, "an") == 0))
        at++;
      g_array_append_vals (next, veche_words_at (words, at), 1);
      if (veche_themes_share (themes, next) > 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_unknowing_denies (const char *text, GArray *themes)
{
  g_autofree char *folded = strlen (text) <= LONGEST ? veche_text_fold (text) : NULL;

  return folded != NULL && (says (folded, get_phrases ()->denies) || (themes != NULL && names_after_not (text, folded, themes)));
}

gboolean
veche_unknowing_asks (const char *text)
{
  g_autofree char *folded = strlen (text) <= LONGEST ? veche_text_fold (text) : NULL;

  return folded != NULL && says (folded, get_phrases ()->asks);
}
