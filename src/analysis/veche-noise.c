/* veche-noise.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-noise.h"

#include <string.h>

#include "analysis/veche-name-book.h"
#include "analysis/veche-words.h"
#include "model/veche-text.h"

#define MAX_BYTES 300
#define MAX_WORDS 8
#define MAX_PHRASE 4

#define FILLER VECHE_N_NOISES

static const char *const nicks[] = { NULL, "plus", "thanks", "greeting", "ok", "laugh", "emoji", "sticker" };

const char *
veche_noise_nick (VecheNoise noise)
{
  return noise < VECHE_N_NOISES ? nicks[noise] : NULL;
}

gboolean
veche_noise_parse (const char *nick, VecheNoise *noise)
{
  for (guint i = 1; i < VECHE_N_NOISES; i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      {
        *noise = i;
        return TRUE;
      }

  return FALSE;
}

/*** Lists ***/

/* A phrase, its words joined by one space → its kind. */
static GHashTable *
load_phrases (void)
{
  GHashTable *phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = veche_words_load ("noise.tsv");

  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], "\t", 2);
      g_auto (GStrv) words = cells[1] != NULL ? g_strsplit (cells[1], " ", -1) : NULL;
      VecheNoise kind = FILLER;

      if (words == NULL || (strcmp (cells[0], "filler") != 0 && !veche_noise_parse (cells[0], &kind)))
        continue;
      for (guint i = 0; words[i] != NULL; i++)
        {
          g_autofree char *spaced = g_strdelimit (g_strdup (words[i]), "_", ' ');

          g_hash_table_insert (phrases, veche_text_fold (spaced), GUINT_TO_POINTER (kind));
        }
    }

  return phrases;
}

static GHashTable *
get_phrases (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_phrases ());

  return (GHashTable *) once;
}

static gboolean
is_in_book (const char *word)
{
  static gsize once;
  g_autofree char *key = veche_text_translit_key (word);

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) veche_name_book_new (NULL));

  return veche_name_book_find ((VecheNameBook *) once, key) != NULL;
}

/* A name, in Russian in any case: "Лене", "Игорем". */
static gboolean
is_name (const char *word)
{
  static const char *const ends[][2] = { { "ем", "ь" }, { "ем", "й" }, { "ом", "" }, { "ой", "а" }, { "ей", "я" }, { "ю", "ь" }, { "ю", "я" }, { "ю", "й" }, { "е", "а" },
                                         { "е", "я" }, { "у", "" }, { "у", "а" }, { "ы", "а" }, { "и", "а" }, { "и", "я" }, { "а", "" }, { "я", "ь" } };

  if (is_in_book (word))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ends) && g_utf8_strlen (word, -1) >= 4; i++)
    if (g_str_has_suffix (word, ends[i][0]))
      {
        g_autofree char *stem = g_strndup (word, strlen (word) - strlen (ends[i][0])), *first = g_strconcat (stem, ends[i][1], NULL);

        if (is_in_book (first))
          return TRUE;
      }

  return FALSE;
}

/* "Петровна", behind a name */
static gboolean
is_patronymic (const char *word)
{
  return g_str_has_suffix (word, "овна") || g_str_has_suffix (word, "евна") || g_str_has_suffix (word, "ична") || g_str_has_suffix (word, "ович")
         || g_str_has_suffix (word, "евич") || g_str_has_suffix (word, "ьич");
}

/*** Signs ***/

/* Thumbs up, hearts, laughter, feasts: what nobody answers.  Whatever is not among them may be meant in earnest. */
static gboolean
is_glad_sign (gunichar c)
{
  static const char glad[] = "👍👏🙏😂🤣😊😍🥰💪✨🤝👌✅💯😁😄😃😀😅😆🙂😉😎🤗🥳⭐🌟💖💙💚💛💜🧡🖤🤍🤎💗💓💕💞💘💝💐🌹🌸🌺🌷🌻🌼🍀☀🌞🎂🎈🎉🎊🍰☕🫶🙌💃🕺💥⚡🚀🏆🥇🎁👋🤩😇😋😘😚🤭👑"
                             "🎵🎶🍻🥂🍾🔥❤❣♥☺✌👊👆☝🤜🤛✊🤙😺😻🐱🐶🌈🐝🦋🐞🐻🦊🐼🐰🐹🐸🐥🦄🐾🍓🍒🍎🍕🍪🎯🌲🌳🎄☃❄🌙🐈🐕";

  return g_utf8_strchr (glad, -1, c) != NULL;
}

/* Joins and shades of signs: they say nothing by themselves. */
static gboolean
is_shade (gunichar c)
{
  return c == 0xfe0f || c == 0x200d || (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x2640 || c == 0x2642 || c == 0x20e3;
}

static gboolean
is_quiet (gunichar c)
{
  return g_unichar_isspace (c) || (c < 128 && strchr (".,!)-;~*_\"'%", (int) c) != NULL) || c == 0x2026 || c == 0x2013 || c == 0x2014 || c == ':';
}

/*** Words ***/

typedef struct
{
  GPtrArray *words;      /* (element-type utf8) folded */
  guint      signs, pluses;
  gboolean   other;      /* something that is no noise */
} Cut;

/* "спасибоооо", "hellooo" */
static char *
without_drawl (const char *word)
{
  GString *out = g_string_new (NULL);
  gunichar last = 0;
  guint run = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      run = c == last ? run + 1 : 1;
      last = c;
      if (run == 1 || (run == 2 && g_utf8_get_char (next) != c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

/* "ахахах", "hahaha", "хех" */
static gboolean
is_laughter (const char *word)
{
  guint h = 0, vowels = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_utf8_get_char (p))
      {
      case 0x445: case 'h':
        h++;
        break;
      case 0x430: case 0x435: case 0x438: case 'a': case 'e': case 'i':
        vowels++;
        break;
      default:
        return FALSE;
      }

  return h >= 2 && vowels >= 1;
}

static void
add_word (Cut *self, const char *start, const char *end)
{
  g_autofree char *raw = g_strndup (start, (gsize) (end - start));

  if (self->words->len >= MAX_WORDS)
    self->other = TRUE;
  else
    g_ptr_array_add (self->words, veche_text_fold (raw));
}

/* "+", "++", "+1": joins in; a plus before anything else does not. */
static const char *
take_pluses (Cut *self, const char *p)
{
  while (*p == '+')
    p++;
  self->pluses++;
  if (*p == '1' && !g_ascii_isalnum (p[1 + strspn (p + 1, "0")]) && strspn (p + 1, "0") < 4)   /* "+1", "+100" */
    p += 1 + strspn (p + 1, "0");
  else if (g_ascii_isalnum (*p))
    self->other = TRUE;

  return p;
}

static void
cut (Cut *self, const char *text)
{
  for (const char *p = text; *p != '\0' && !self->other;)
    {
      gunichar c = g_utf8_get_char (p);
      const char *end = p;

      while (*end != '\0' && (g_unichar_isalnum (g_utf8_get_char (end)) || (end > p && *end == '\'')))
        end = g_utf8_next_char (end);
      if (end > p)
        {
          add_word (self, p, end);
          p = end;
        }
      else if (c == '+')
        p = take_pluses (self, p);
      else
        {
          self->signs += is_glad_sign (c) || (c == ')' && p > text && strchr (":;=-)", p[-1]) != NULL);   /* ":)", "))" */
          self->pluses += c == 0x2795;
          self->other = !is_glad_sign (c) && !is_shade (c) && !is_quiet (c) && c != 0x2795;
          p = g_utf8_next_char (p);
        }
    }
}

/* The longest phrase that begins with word i; n (out): its words. */
static gboolean
find_phrase (const Cut *self, guint i, guint *n, guint *kind)
{
  for (guint most = MIN (MAX_PHRASE, self->words->len - i); most > 0; most--)
    {
      g_autoptr (GString) phrase = g_string_new (NULL);
      g_autofree char *shorter = NULL;
      gpointer value;

      for (guint w = 0; w < most; w++)
        g_string_append_printf (phrase, w > 0 ? " %s" : "%s", (char *) self->words->pdata[i + w]);
      shorter = without_drawl (phrase->str);
      if (g_hash_table_lookup_extended (get_phrases (), phrase->str, NULL, &value)
          || g_hash_table_lookup_extended (get_phrases (), shorter, NULL, &value))
        {
          *n = most;
          *kind = GPOINTER_TO_UINT (value);
          return TRUE;
        }
    }
  *n = 1;
  *kind = VECHE_NOISE_LAUGH;

  return is_laughter (self->words->pdata[i]);
}

/* What the words are, all of them; VECHE_NOISE_NONE: one of them is not noise; FILLER: they say nothing at all. */
static guint
judge_words (const Cut *self)
{
  guint found = FILLER, names = 0, n;

  for (guint i = 0; i < self->words->len; i += n)
    {
      guint kind;

      if (find_phrase (self, i, &n, &kind))
        {
          if (kind != FILLER && (found == FILLER || kind == VECHE_NOISE_THANKS))
            found = kind;
        }
      else if (is_patronymic (self->words->pdata[i]) && names == 1)
        continue;
      else if (names++ > 0 || !is_name (self->words->pdata[i]))
        return VECHE_NOISE_NONE;
    }

  return found;
}

VecheNoise
veche_noise_judge (const char *text, gboolean sticker)
{
  g_autofree char *valid = NULL;
  Cut self = { 0 };
  guint found = VECHE_NOISE_NONE;

  if (text == NULL || *text == '\0')
    return sticker ? VECHE_NOISE_STICKER : VECHE_NOISE_NONE;
  if (strnlen (text, MAX_BYTES + 1) > MAX_BYTES)
    return VECHE_NOISE_NONE;

  valid = g_utf8_make_valid (text, -1);
  self.words = g_ptr_array_new_with_free_func (g_free);
  cut (&self, valid);
  if (!self.other && self.words->len > 0)
    found = judge_words (&self);
  if (found == FILLER)   /* "+1 to Ann" */
    found = self.pluses > 0 ? VECHE_NOISE_PLUS : VECHE_NOISE_NONE;
  else if (!self.other && self.words->len == 0)
    found = self.pluses > 0 ? VECHE_NOISE_PLUS : sticker ? VECHE_NOISE_STICKER : self.signs > 0 ? VECHE_NOISE_EMOJI : VECHE_NOISE_NONE;
  g_ptr_array_unref (self.words);

  return found;
}
