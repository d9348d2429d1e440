/* veche-mood-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lists of data/mood: what words, phrases and emoji say by themselves.  A line is the name of a list, a weight and words; a phrase has
 * underscores for its spaces, a word after = matches only as it stands.
 */

#include "analysis/veche-mood-private.h"

#include <gio/gio.h>
#include <string.h>

#include "veche-mood-resources.h"

#define FOLDER "/app/veche/Veche/mood/"
#define EXACT  0x9e3779b97f4a7c15u    /* seed of words that match as they stand */

static const char *const list_names[] = { "negative", "positive", "question", "complaint", "praise", "idea", "spam", "talk",
                                          "negation", "stronger", "weaker", "but" };

typedef struct
{
  GHashTable *entries;   /* guint64 → VecheMoodEntry */
  GHashTable *emoji;     /* gunichar → -1, 0, 1, plus 2 */
} VecheMoodWords;

static VecheMoodEntry *
entry_at (VecheMoodWords *self, guint64 key)
{
  VecheMoodEntry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry == NULL)
    {
      entry = g_new0 (VecheMoodEntry, 1);
      g_hash_table_insert (self->entries, g_memdup2 (&key, sizeof key), entry);
    }

  return entry;
}

static guint64
join (const guint64 *stems, guint n)
{
  guint64 key = stems[0];

  for (guint i = 1; i < n; i++)
    key = (key ^ (stems[i] + i)) * 0x100000001b3u;

  return key;
}

static void
add_phrase (VecheMoodWords *self, VecheMoodText *text, guint list, float weight, char *phrase)
{
  gboolean exact = phrase[0] == '=';
  guint64 stems[VECHE_MOOD_PHRASE];

  g_strdelimit (phrase, "_", ' ');
  veche_mood_text_read (text, exact ? phrase + 1 : phrase);
  if (text->tokens->len == 0 || text->tokens->len > G_N_ELEMENTS (stems) || g_array_index (text->tokens, VecheMoodToken, 0).text[0] == '#')
    {
      g_warning ("data/mood: no phrase of one to four words, or a number, which stands for all of its length: “%s”", phrase);
      return;
    }

  for (guint i = 0; i < text->tokens->len; i++)
    stems[i] = g_array_index (text->tokens, VecheMoodToken, i).stem;
  if (exact)
    entry_at (self, g_array_index (text->tokens, VecheMoodToken, 0).word ^ EXACT)->weight[list] = weight;
  else
    entry_at (self, join (stems, text->tokens->len))->weight[list] = weight;
}

static void
add_emoji (VecheMoodWords *self, const char *name, char **signs)
{
  int says = strcmp (name, "glad") == 0 ? 1 : strcmp (name, "sad") == 0 ? -1 : 0;

  for (guint i = 0; signs[i] != NULL; i++)
    g_hash_table_insert (self->emoji, GUINT_TO_POINTER (g_utf8_get_char (signs[i])), GINT_TO_POINTER (says + 2));
}

static void
load (VecheMoodWords *self, const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) lines = NULL;
  VecheMoodText text;

  g_assert (bytes != NULL);
  veche_mood_text_init (&text);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 3);
      guint list = 0;
      g_auto (GStrv) words = NULL;

      if (lines[l][0] == '#' || g_strv_length (parts) < 3)
        continue;
      words = g_strsplit (parts[2], " ", -1);
      if (strcmp (name, "signs.tsv") == 0)
        {
          add_emoji (self, parts[0], words);
          continue;
        }
      while (list < VECHE_N_MOOD_LISTS && strcmp (list_names[list], parts[0]) != 0)
        list++;
      if (list == VECHE_N_MOOD_LISTS)
        g_error ("data/mood/%s: no list “%s”", name, parts[0]);
      for (guint i = 0; words[i] != NULL; i++)
        if (words[i][0] != '\0')
          add_phrase (self, &text, list, (float) g_ascii_strtod (parts[1], NULL), words[i]);
    }
  veche_mood_text_clear (&text);
}

static VecheMoodWords *
get (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      VecheMoodWords *self = g_new0 (VecheMoodWords, 1);

      veche_mood_get_resource ();   /* nothing else refers to it: the linker would drop it */
      self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
      self->emoji = g_hash_table_new (NULL, NULL);
      load (self, "words-ru.tsv");
      load (self, "words-en.tsv");
      load (self, "signs.tsv");
      g_once_init_leave (&once, (gsize) self);
    }

  return (VecheMoodWords *) once;
}

const VecheMoodEntry *
veche_mood_words_find (const guint64 *stems, guint n)
{
  guint64 key = join (stems, n);

  return g_hash_table_lookup (get ()->entries, &key);
}

const VecheMoodEntry *
veche_mood_words_exact (guint64 word)
{
  guint64 key = word ^ EXACT;

  return g_hash_table_lookup (get ()->entries, &key);
}

int
veche_mood_words_emoji (gunichar c)
{
  int known = GPOINTER_TO_INT (g_hash_table_lookup (get ()->emoji, GUINT_TO_POINTER (c)));

  return known == 0 ? 2 : known - 2;
}
