/* veche-speller.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <enchant.h>
#include <string.h>

#include "app/veche-speller.h"

#define MOST_CHARS 20000    /* of a text: more is no reply */

typedef enum
{
  TONGUE_NONE = -1,
  TONGUE_RU,
  TONGUE_EN,
  N_TONGUES
} Tongue;

static GMutex lock;
static EnchantBroker *broker;               /* under the lock, as are the dictionaries */
static EnchantDict *dicts[N_TONGUES];
static gboolean asked[N_TONGUES];

/* (nullable); under the lock. */
static EnchantDict *
speller_get (Tongue tongue)
{
  static const char *const tags[N_TONGUES][4] = { { "ru_RU", "ru" }, { "en_US", "en_GB", "en" } };

  if (asked[tongue])
    return dicts[tongue];
  asked[tongue] = TRUE;
  if (broker == NULL)
    broker = enchant_broker_init ();
  for (guint i = 0; dicts[tongue] == NULL && tags[tongue][i] != NULL; i++)
    dicts[tongue] = enchant_broker_request_dict (broker, tags[tongue][i]);

  return dicts[tongue];
}

static gboolean
is_russian (gunichar c)
{
  return (c >= 0x410 && c <= 0x44f) || c == 0x401 || c == 0x451;
}

static gboolean
is_english (gunichar c)
{
  return c < 0x80 && g_ascii_isalpha ((char) c);
}

/* Of one alphabet throughout, and neither an abbreviation nor a camelCase name: those are in no dictionary. */
static Tongue
speller_tongue (const char *word)
{
  guint russian = 0, english = 0, capitals = 0, letters = 0;
  gboolean inner = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '-' || c == '\'')
        {
          letters = 0;       /* a new part: it may begin with a capital */
          continue;
        }
      russian += is_russian (c);
      english += is_english (c);
      if (!is_russian (c) && !is_english (c))
        return TONGUE_NONE;
      capitals += g_unichar_isupper (c) != 0;
      inner |= g_unichar_isupper (c) && letters > 0;
      letters++;
    }
  if (inner || (russian > 0) == (english > 0) || (capitals > 0 && capitals == russian + english))
    return TONGUE_NONE;

  return russian > 0 ? TONGUE_RU : TONGUE_EN;
}

/* "Кто-нибудь" may stand in the dictionary or not: then each part has to.  Under the lock. */
static gboolean
speller_is_right (const char *word)
{
  Tongue tongue = speller_tongue (word);
  EnchantDict *dict = tongue != TONGUE_NONE ? speller_get (tongue) : NULL;
  g_auto(GStrv) parts = NULL;

  if (dict == NULL || enchant_dict_check (dict, word, -1) == 0)
    return TRUE;
  if (strchr (word, '-') == NULL)
    return FALSE;
  parts = g_strsplit (word, "-", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && enchant_dict_check (dict, parts[i], -1) != 0)
      return FALSE;

  return TRUE;
}

/* The typographic apostrophe and the hyphens that do not break are in no dictionary. */
static char *
speller_plain (const char *word, gsize length)
{
  g_autoptr (GString) plain = g_string_sized_new (length);

  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x301)      /* a stress mark */
        continue;
      g_string_append_unichar (plain, c == 0x2019 ? '\'' : c == 0x2010 || c == 0x2011 ? '-' : c);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
joins (gunichar c)
{
  return c == '-' || c == '\'' || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || c == 0x301;
}

static gboolean
speller_knows (const char *const *known, const char *word)
{
  g_autofree char *folded = known != NULL ? g_utf8_casefold (word, -1) : NULL;

  for (guint i = 0; known != NULL && known[i] != NULL; i++)
    {
      g_autofree char *other = g_utf8_casefold (known[i], -1);

      /* In another case, too: "Галиев", "Галиева". */
      if (g_str_equal (folded, other) || (g_utf8_strlen (other, -1) >= 4 && g_str_has_prefix (folded, other) && strlen (folded) <= strlen (other) + 6))
        return TRUE;
    }

  return FALSE;
}

/* A run without spaces that holds one of these is an address, a name or a number, not a word. */
static gboolean
speller_is_technical (const char *run, gsize length)
{
  for (const char *p = run; p < run + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (g_unichar_isdigit (c) || (c < 0x80 && c > 0 && strchr ("@#/\\_{}[]|<>=&~^*$%", (int) c) != NULL))
        return TRUE;
      if ((c == '.' || c == ':') && p > run && next < run + length && is_letter (g_utf8_get_char (next)))
        return TRUE;
    }

  return FALSE;
}

static void
speller_look_at_run (const char *run, gsize length, guint at, const char *const *known, GArray *found)
{
  const char *end = run + length;

  for (const char *p = run; p < end;)
    {
      const char *word = p;
      g_autofree char *plain = NULL;
      VecheSpan span = { .from = at };

      if (!is_letter (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          at++;
          continue;
        }
      while (p < end && (is_letter (g_utf8_get_char (p))
                         || (joins (g_utf8_get_char (p)) && g_utf8_next_char (p) < end && is_letter (g_utf8_get_char (g_utf8_next_char (p))))))
        p = g_utf8_next_char (p);
      span.length = (guint) g_utf8_strlen (word, p - word);
      at += span.length;
      plain = speller_plain (word, (gsize) (p - word));
      if (span.length > 1 && span.length < 60 && !speller_knows (known, plain) && !speller_is_right (plain))
        g_array_append_val (found, span);
    }
}

GArray *
veche_speller_find (const char *text, const char *const *known)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (VecheSpan));
  gboolean code = FALSE;
  guint at = 0;

  g_return_val_if_fail (text != NULL, found);

  g_mutex_lock (&lock);
  for (const char *p = text; *p != '\0' && at < MOST_CHARS;)
    {
      const char *run = p;
      guint n = 0;

      if (*p == '`')
        code = !code;
      if (*p == '`' || g_unichar_isspace (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          at++;
          continue;
        }
      for (; *p != '\0' && *p != '`' && !g_unichar_isspace (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        n++;
      if (!code && !speller_is_technical (run, (gsize) (p - run)))
        speller_look_at_run (run, (gsize) (p - run), at, known, found);
      at += n;
    }
  g_mutex_unlock (&lock);

  return found;
}

/* Words sound alike that differ in vowels which are not stressed: "карова" is "корова". */
static gunichar
sound_of (gunichar c)
{
  switch (g_unichar_tolower (c))
    {
    case 0x43e: /* о */
      return 0x430; /* а */
    case 0x435: case 0x451: case 0x44f: case 0x44d: case 0x44b: /* е ё я э ы */
      return 0x438; /* и */
    case 'e': case 'y':
      return 'i';
    default:
      return g_unichar_tolower (c);
    }
}

static gboolean
sounds_like (const char *a, const char *b)
{
  for (; *a != '\0' && *b != '\0'; a = g_utf8_next_char (a), b = g_utf8_next_char (b))
    if (sound_of (g_utf8_get_char (a)) != sound_of (g_utf8_get_char (b)))
      return FALSE;

  return *a == *b;
}

/* How far down it belongs; the dictionary's own order decides between equals.  A name is seldom meant where none was begun. */
static guint
suggestion_rank (const char *word, const char *suggestion)
{
  gboolean name = g_unichar_isupper (g_utf8_get_char (suggestion)) && !g_unichar_isupper (g_utf8_get_char (word));

  return (sounds_like (word, suggestion) ? 0 : 1) + (name ? 2 : 0);
}

GStrv
veche_speller_suggest (const char *word, guint most)
{
  g_autofree char *plain = speller_plain (word, strlen (word));
  Tongue tongue = speller_tongue (plain);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  EnchantDict *dict;

  g_mutex_lock (&lock);
  dict = tongue != TONGUE_NONE ? speller_get (tongue) : NULL;
  if (dict != NULL)
    {
      gsize n = 0;
      char **words = enchant_dict_suggest (dict, plain, -1, &n);

      for (guint rank = 0; rank < 4; rank++)
        for (gsize i = 0; i < n && most > 0; i++)
          if (suggestion_rank (plain, words[i]) == rank)
            {
              g_strv_builder_add (builder, words[i]);
              most--;
            }
      if (words != NULL)
        enchant_dict_free_string_list (dict, words);
    }
  g_mutex_unlock (&lock);

  return g_strv_builder_end (builder);
}

void
veche_speller_add (const char *word)
{
  g_autofree char *plain = speller_plain (word, strlen (word));
  Tongue tongue = speller_tongue (plain);
  EnchantDict *dict;

  g_mutex_lock (&lock);
  dict = tongue != TONGUE_NONE ? speller_get (tongue) : NULL;
  if (dict != NULL)
    enchant_dict_add (dict, plain, -1);
  g_mutex_unlock (&lock);
}
