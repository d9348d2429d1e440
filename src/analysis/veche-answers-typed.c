/* veche-answers-typed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was meant by a question typed in haste: on the other keyboard layout ("ghbdtn"), in Latin letters ("gde vstrecha"), with a Latin letter
 * among Cyrillic ones.  A word is taken for another one only when it is unknown and the other is known; when most of the unknown words of a
 * question are so, the rest of them is taken the same way.
 */

#include "analysis/veche-answers-private.h"

#include <string.h>

#include "analysis/veche-words.h"
#include "model/veche-spelling.h"

#define LEAST_LETTERS 3
#define MOST_LETTERS  40
#define MOST_BYTES    2000

typedef enum { AS_IT_IS, LAYOUT, LATIN, WAYS } Way;

/*** One word the other way ***/

/* Longer ones first. */
static const char *const letters[][2] = {
  { "shch", "щ" }, { "sch", "щ" }, { "zh", "ж" }, { "kh", "х" }, { "ts", "ц" }, { "ch", "ч" }, { "sh", "ш" }, { "yo", "ё" }, { "jo", "ё" },
  { "yu", "ю" }, { "ju", "ю" }, { "ya", "я" }, { "ja", "я" }, { "ye", "е" }, { "iy", "ий" }, { "yj", "ый" }, { "ay", "ай" }, { "ey", "ей" },
  { "oy", "ой" }, { "uy", "уй" }, { "a", "а" }, { "b", "б" }, { "v", "в" }, { "w", "в" }, { "g", "г" }, { "d", "д" }, { "e", "е" }, { "z", "з" },
  { "i", "и" }, { "j", "й" }, { "k", "к" }, { "l", "л" }, { "m", "м" }, { "n", "н" }, { "o", "о" }, { "p", "п" }, { "r", "р" }, { "s", "с" },
  { "t", "т" }, { "u", "у" }, { "f", "ф" }, { "h", "х" }, { "c", "ц" }, { "y", "ы" }, { "x", "кс" }, { "q", "к" }, { "'", "ь" },
};

/* Latin letters that look like Cyrillic ones. */
static const char *const alike[][2] = {
  { "a", "а" }, { "e", "е" }, { "o", "о" }, { "p", "р" }, { "c", "с" }, { "x", "х" }, { "y", "у" }, { "k", "к" }, { "m", "м" }, { "t", "т" }, { "b", "в" },
  { "h", "н" },
};

/* ICU would need 25 ms to begin. */
static const char *const sounds[][2] = {
  { "а", "a" }, { "б", "b" }, { "в", "v" }, { "г", "g" }, { "д", "d" }, { "е", "e" }, { "ж", "zh" }, { "з", "z" }, { "и", "i" }, { "й", "i" },
  { "к", "k" }, { "л", "l" }, { "м", "m" }, { "н", "n" }, { "о", "o" }, { "п", "p" }, { "р", "r" }, { "с", "s" }, { "т", "t" }, { "у", "u" },
  { "ф", "f" }, { "х", "h" }, { "ц", "ts" }, { "ч", "ch" }, { "ш", "sh" }, { "щ", "sch" }, { "ъ", "" }, { "ы", "y" }, { "ь", "" }, { "э", "e" },
  { "ю", "yu" }, { "я", "ya" },
};

/* Each piece that a pair begins with becomes its other side; anything else stays. (transfer full) */
static char *
replace_all (const char *word, const char *const (*pairs)[2], guint n, gboolean back)
{
  g_autofree char *low = g_utf8_strdown (word, -1);
  GString *text = g_string_new (NULL);
  const char *p = low;

  while (*p != '\0')
    {
      guint i = 0;

      while (i < n && !g_str_has_prefix (p, pairs[i][back]))
        i++;
      if (i < n)
        {
          g_string_append (text, pairs[i][!back]);
          p += strlen (pairs[i][back]);
        }
      else
        {
          g_string_append_unichar (text, g_utf8_get_char (p));
          p = g_utf8_next_char (p);
        }
    }

  return g_string_free (text, FALSE);
}

static void
count_letters (const char *word, guint *latin, guint *cyrillic)
{
  *latin = *cyrillic = 0;
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      *latin += c < 0x80 && g_ascii_isalpha ((char) c);
      *cyrillic += c >= 0x400 && c < 0x530;
    }
}

/* (transfer full) (nullable): this word has no such other way */
static char *
write_otherwise (const char *word, Way way)
{
  guint latin, cyrillic;

  count_letters (word, &latin, &cyrillic);
  if (latin > 0 && cyrillic > latin)
    return replace_all (word, alike, G_N_ELEMENTS (alike), FALSE);
  if (latin + cyrillic < LEAST_LETTERS || (latin > 0 && cyrillic > 0))
    return NULL;
  if (way == LAYOUT)
    return veche_spelling_on_other_keys (word, latin == 0);

  return latin > 0 ? replace_all (word, letters, G_N_ELEMENTS (letters), FALSE) : NULL;
}

char *
veche_answer_dup_latin (const char *stem)
{
  return replace_all (stem, sounds, G_N_ELEMENTS (sounds), FALSE);
}

/*** The question ***/

typedef struct
{
  char    *as[WAYS];      /* (owned) */
  gboolean known[WAYS];
} Piece;

static void
piece_clear (gpointer data)
{
  Piece *piece = data;

  for (guint i = 0; i < WAYS; i++)
    g_free (piece->as[i]);
}

static gboolean
is_known (const char *piece, VecheAnswerKnows knows, gpointer data)
{
  g_autoptr (GArray) words = veche_words_split (piece, 4);

  for (guint i = 0; i < words->len; i++)
    if (!veche_words_is_stop (veche_words_at (words, i)->word) && !knows (veche_words_at (words, i), data))
      return FALSE;

  return words->len > 0;
}

/* What stands behind a word is no letter of it, unless the word is known with it: "rjulf?" */
static char *
without_marks (const char *word)
{
  gsize length = strlen (word);

  while (length > 0 && strchr (".,!?;:)", word[length - 1]) != NULL)
    length--;

  return g_strndup (word, length);
}

static Piece
read_piece (const char *word, VecheAnswerKnows knows, gpointer data)
{
  Piece piece = { { g_strdup (word) }, { FALSE } };
  g_autofree char *bare = without_marks (word);

  piece.known[AS_IT_IS] = is_known (word, knows, data) || g_utf8_strlen (word, -1) > MOST_LETTERS || strchr (word, '@') != NULL || strstr (word, "://") != NULL;
  for (Way way = LAYOUT; !piece.known[AS_IT_IS] && way < WAYS; way++)
    {
      piece.as[way] = write_otherwise (way == LAYOUT ? word : bare, way);
      piece.known[way] = piece.as[way] != NULL && is_known (piece.as[way], knows, data);
      if (way == LAYOUT && !piece.known[way])
        {
          g_autofree char *shorter = write_otherwise (bare, way);

          if (shorter != NULL && is_known (shorter, knows, data))
            {
              g_free (piece.as[way]);
              piece.as[way] = g_steal_pointer (&shorter);
              piece.known[way] = TRUE;
            }
        }
    }

  return piece;
}

/* Two words of it are known in Latin letters: its others are Latin as well, known or not. */
static gboolean
is_in_latin (GArray *pieces)
{
  guint plain = 0;

  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);
      guint latin, cyrillic;

      count_letters (piece->as[AS_IT_IS], &latin, &cyrillic);
      plain += piece->known[AS_IT_IS] && latin >= LEAST_LETTERS && cyrillic == 0;
    }

  return plain >= 2;
}

/* The way in which most unknown words are known. */
static Way
find_way (GArray *pieces, gboolean *all)
{
  guint unknown = 0, known[WAYS] = { 0 };
  Way best;

  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);

      unknown += !piece->known[AS_IT_IS];
      known[LAYOUT] += piece->known[LAYOUT];
      known[LATIN] += piece->known[LATIN];
    }
  best = known[LAYOUT] > known[LATIN] ? LAYOUT : LATIN;
  *all = known[best] > 0 && known[best] * 2 >= unknown;

  return best;
}

char *
veche_answer_dup_meant (const char *question, VecheAnswerKnows knows, gpointer data)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GString) meant = g_string_new (NULL);
  gboolean all;
  Way way;

  if (strlen (question) > MOST_BYTES || !g_utf8_validate (question, -1, NULL))
    return g_strdup (question);
  g_array_set_clear_func (pieces, piece_clear);
  parts = g_strsplit_set (question, " \t\n\r", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      {
        Piece piece = read_piece (parts[i], knows, data);

        g_array_append_val (pieces, piece);
      }
  if (is_in_latin (pieces))
    return g_strdup (question);
  way = find_way (pieces, &all);
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);
      Way taken = AS_IT_IS;

      if (piece->as[way] != NULL && (all || piece->known[way]))
        taken = way;
      else if (piece->known[LAYOUT] || piece->known[LATIN])
        taken = piece->known[LAYOUT] ? LAYOUT : LATIN;
      g_string_append_printf (meant, "%s%s", i > 0 ? " " : "", piece->as[taken]);
    }

  return g_string_free (g_steal_pointer (&meant), FALSE);
}
