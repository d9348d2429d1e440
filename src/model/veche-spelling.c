/* veche-spelling.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-spelling.h"

#include <string.h>

#include "model/veche-text.h"

/* word ─ letters of any alphabet → plain Latin ─ groups of letters → one sound ─ runs of a letter → one ─▶ key
 *
 * The key is coarser than any transliteration standard on purpose: passport (Iuliia), newspaper (Yulia), German (Julia), Czech (Julija)
 * and what people type all fall together.  That two names sometimes share a key costs a row too many in a list, no more. */

typedef struct { gunichar from; const char *to; } VecheLetter;

/* Cyrillic of Russia and its neighbours, and the Latin letters whose mark changes the sound. */
static const VecheLetter letters[] = {
  { 0x430, "a" },   { 0x431, "b" },  { 0x432, "v" },  { 0x433, "g" },  { 0x434, "d" },  { 0x435, "e" },  { 0x436, "zh" },
  { 0x437, "z" },   { 0x438, "i" },  { 0x439, "y" },  { 0x43a, "k" },  { 0x43b, "l" },  { 0x43c, "m" },  { 0x43d, "n" },
  { 0x43e, "o" },   { 0x43f, "p" },  { 0x440, "r" },  { 0x441, "s" },  { 0x442, "t" },  { 0x443, "u" },  { 0x444, "f" },
  { 0x445, "kh" },  { 0x446, "ts" }, { 0x447, "ch" }, { 0x448, "sh" }, { 0x449, "sh" }, { 0x44a, "" },   { 0x44b, "i" },
  { 0x44c, "" },    { 0x44d, "e" },  { 0x44e, "yu" }, { 0x44f, "ya" }, { 0x451, "e" },  { 0x454, "e" },  { 0x456, "i" },
  { 0x457, "i" },   { 0x45e, "u" },  { 0x491, "g" },  { 0x493, "g" },  { 0x49b, "k" },  { 0x4a3, "n" },  { 0x4af, "u" },
  { 0x4b1, "u" },   { 0x4bb, "kh" }, { 0x4d9, "a" },  { 0x4e9, "o" },
  { 0xdf, "ss" },   { 0xe6, "e" },   { 0xf8, "o" },   { 0x10d, "ch" }, { 0x111, "d" },  { 0x131, "i" },  { 0x142, "l" },
  { 0x15b, "sh" },  { 0x161, "sh" }, { 0x17a, "z" },  { 0x17e, "zh" },
};

typedef struct { const char *from, *to; } VecheGroup;

/* Longest first within a first letter.  In the key i stands for и, й, ы and y. */
static const VecheGroup groups[] = {
  { "chr", "kr" }, { "ch", "q" }, { "ck", "k" }, { "cz", "q" },
  { "dzh", "j" },  { "dj", "j" },
  { "iye", "e" },  { "ie", "e" }, { "iyo", "e" },
  { "ju", "iu" },  { "ja", "ia" },
  { "kh", "h" },
  { "ph", "f" },
  { "shch", "w" }, { "sch", "w" }, { "sh", "w" },
  { "tsch", "q" }, { "tch", "q" }, { "ts", "c" }, { "tz", "c" }, { "tce", "ce" }, { "tci", "ci" }, { "tcy", "ci" }, { "th", "t" },
  { "ye", "e" },   { "yo", "e" },
  { "zhu", "iu" }, { "zh", "j" },   /* жу is written ju, and so is ю */
  { "q", "k" },    { "w", "v" },   { "x", "ks" },  { "y", "i" },
};

gboolean
veche_spelling_is_apostrophe (gunichar c)
{
  return c == '\'' || c == '`' || c == 0x2019 || c == 0x2b9 || c == 0x2bc;
}

static const char *
veche_spelling_find_letter (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].from == c)
      return letters[i].to;

  return NULL;
}

/* A letter with a mark that changes nothing loses it (é → e); one of another alphabet stays as it is. */
static void
veche_spelling_append_latin (GString *latin, gunichar c)
{
  const char *to;
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (veche_spelling_is_apostrophe (c) || g_unichar_ismark (c))
    return;
  if (c < 0x80)
    {
      g_string_append_c (latin, (char) c);
      return;
    }

  to = veche_spelling_find_letter (c);
  if (to == NULL && g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base)) > 1)
    {
      to = veche_spelling_find_letter (base[0]);
      c = base[0];
    }
  if (to != NULL)
    g_string_append (latin, to);
  else
    g_string_append_unichar (latin, c);
}

static char *
veche_spelling_to_latin (const char *word)
{
  GString *latin = g_string_new (NULL);

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (veche_text_goes_on (p, "сч"))   /* said as щ, and written sch like it */
        {
          g_string_append (latin, "sh");
          p = g_utf8_next_char (p);
          continue;
        }
      veche_spelling_append_latin (latin, g_utf8_get_char (p));
    }

  return g_string_free (latin, FALSE);
}

/* c is ц (Carev), but к before a consonant (Victor); j is ж (Jenya), but й at the end (Sergej). */
static char
veche_spelling_single (const char *p)
{
  if (*p == 'c' && p[1] != '\0' && strchr ("bdfgjklmnpqrstvwx", p[1]) != NULL)
    return 'k';
  if (*p == 'j' && p[1] == '\0')
    return 'i';

  return *p;
}

static const VecheGroup *
veche_spelling_find_group (const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (groups[i].from[0] == *p && g_str_has_prefix (p, groups[i].from))
      return &groups[i];

  return NULL;
}

/* One sound after the other; twice the same, and "ie", are one. */
static void
veche_spelling_append_sound (GString *key, char sound)
{
  char last = key->len > 0 ? key->str[key->len - 1] : '\0';

  if (sound == 'e' && last == 'i')
    {
      g_string_truncate (key, key->len - 1);
      last = key->len > 0 ? key->str[key->len - 1] : '\0';
    }
  if (sound != last || g_ascii_isdigit (sound))
    g_string_append_c (key, sound);
}

char *
veche_spelling_key (const char *word)
{
  g_autofree char *latin = veche_spelling_to_latin (word);
  GString *key = g_string_new (NULL);

  for (const char *p = latin; *p != '\0';)
    {
      const VecheGroup *group = veche_spelling_find_group (p);

      if ((guchar) *p >= 0x80)
        g_string_append_c (key, *p++);
      else if (group == NULL)
        veche_spelling_append_sound (key, veche_spelling_single (p++));
      else
        {
          for (const char *to = group->to; *to != '\0'; to++)
            veche_spelling_append_sound (key, *to);
          p += strlen (group->from);
        }
    }

  return g_string_free (key, FALSE);
}

GStrv
veche_spelling_variants (const char *word)
{
  static const VecheGroup tails[] = {
    { "shc", "sh" }, { "sc", "sh" }, { "s", "sh" }, { "tc", "ch" }, { "c", "ch" }, { "c", "k" }, { "k", "kh" },
    { "p", "ph" },   { "t", "ts" },  { "z", "zh" }, { "d", "dzh" }, { "j", "ju" }, { "j", "zh" }, { "y", "ye" }, { "i", "ie" }, { "и", "ие" },
    { "й", "е" }, { "с", "сч" },
  };
  g_autoptr (GStrvBuilder) variants = g_strv_builder_new ();
  g_autofree char *lower = g_utf8_strdown (word, -1);
  gsize length = strlen (lower);

  g_strv_builder_add (variants, lower);
  if (g_str_has_prefix (lower, "ja"))   /* Janna is Жанна, Jana is Яна */
    {
      g_autofree char *other = g_strconcat ("zh", lower + 1, NULL);

      g_strv_builder_add (variants, other);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (lower, tails[i].from))
      {
        g_autofree char *stem = g_strndup (lower, length - strlen (tails[i].from));
        g_autofree char *other = g_strconcat (stem, tails[i].to, NULL);

        g_strv_builder_add (variants, other);
      }

  return g_strv_builder_end (variants);
}

static const char *
veche_spelling_to_cyrillic (const char **p)
{
  static const VecheGroup sounds[] = {
    { "shch", "щ" }, { "sh", "ш" }, { "ch", "ч" }, { "zh", "ж" }, { "kh", "х" }, { "ts", "ц" }, { "yu", "ю" }, { "ya", "я" }, { "ye", "е" },
    { "yo", "е" },   { "iu", "ю" }, { "ia", "ия" }, { "a", "а" }, { "b", "б" },  { "d", "д" },  { "e", "е" },  { "f", "ф" },  { "g", "г" },
    { "h", "х" },    { "i", "и" },  { "k", "к" },  { "l", "л" },  { "m", "м" },  { "n", "н" },  { "o", "о" },  { "p", "п" },  { "r", "р" },
    { "s", "с" },    { "t", "т" },  { "u", "у" },  { "v", "в" },  { "y", "й" },  { "z", "з" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++)
    if (g_str_has_prefix (*p, sounds[i].from))
      {
        *p += strlen (sounds[i].from);
        return sounds[i].to;
      }

  return NULL;
}

/* A name under the other spelling has to be found by the key of the word, too. */
static gboolean
veche_spelling_has_key (const char *word, const char *other)
{
  g_auto (GStrv) variants = veche_spelling_variants (word);
  g_autofree char *key = veche_spelling_key (other);

  for (guint i = 0; variants[i] != NULL; i++)
    {
      g_autofree char *variant = veche_spelling_key (variants[i]);

      if (*variant != '\0' && g_str_has_prefix (key, variant))
        return TRUE;
    }

  return FALSE;
}

char *
veche_spelling_swap (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  g_autoptr (GString) other = g_string_new (NULL);
  gboolean latin = g_ascii_isalpha (*lower);

  for (const char *p = lower; *p != '\0';)
    {
      const char *to = latin ? veche_spelling_to_cyrillic (&p) : g_utf8_get_char (p) >= 0x430 ? veche_spelling_find_letter (g_utf8_get_char (p)) : NULL;

      if (to == NULL || (*to == '\0' && other->len == 0))
        return NULL;
      g_string_append (other, to);
      p = latin ? p : g_utf8_next_char (p);
    }

  return other->len > 0 && veche_spelling_has_key (lower, other->str) ? g_string_free (g_steal_pointer (&other), FALSE) : NULL;
}

char *
veche_spelling_on_other_keys (const char *text, gboolean to_latin)
{
  /* The American layout and the Russian one, key by key. */
  static const char latin[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
  static const char cyrillic[] = "йцукенгшщзхъфывапролджэячсмитьбюё";
  g_autofree char *low = g_utf8_strdown (text, -1);
  GString *meant = g_string_new (NULL);

  for (const char *p = low; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *key = g_utf8_strchr (to_latin ? cyrillic : latin, -1, c);

      if (key != NULL && to_latin)
        c = (gunichar) latin[g_utf8_pointer_to_offset (cyrillic, key)];
      else if (key != NULL)
        c = g_utf8_get_char (g_utf8_offset_to_pointer (cyrillic, key - latin));
      g_string_append_unichar (meant, c);
    }

  return g_string_free (meant, FALSE);
}
