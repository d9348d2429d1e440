/* veche-answers-sense.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is about, as shares of the situations of data/words/situations.tsv and of the parts of life of concepts.tsv: "заболела, деньги
 * пропадут?" and "Отмена участия" have no word in common and the same situation.  Each word and phrase that the lists know adds to its situations,
 * the more the fewer it has (explicit semantic analysis: E. Gabrilovich, S. Markovitch, IJCAI 2007; the concepts are ours).  A word that they do
 * not know is looked for by its root.
 */

#include "analysis/veche-answers-private.h"

#include <math.h>
#include <string.h>

#include "analysis/veche-words.h"

#define PHRASE      4      /* words of one */
#define BY_ROOT     0.6
#define SPREAD      0.3    /* how much less a word of many situations tells of each */
#define IN_PASSING  0.4    /* a stop word */
#define ROOT        4      /* letters of it */
#define LEAST_ROOT  3

typedef struct { guint16 situation; float weight; } Part;

typedef struct
{
  GHashTable *stems;    /* stem → GArray of Part */
  GHashTable *roots;    /* root → the same */
  guint       n;
} VecheSituations;

/* Longer ones first. */
static const char *const beginnings[] = { "пере", "пред", "рас", "раз", "про", "при", "под", "над", "вос", "воз", "вос", "без", "обо", "ото", "изо", "во",
                                          "вы", "до", "за", "из", "ис", "на", "об", "от", "по", "со", "вз", "вс", "у", "с", "в", "о" };

/* What a Cyrillic word has in common with its kin: without its prefix, its first letters. (transfer full) (nullable) */
static char *
find_root (const char *stem)
{
  const char *rest = stem;
  gsize letters = (gsize) g_utf8_strlen (stem, -1);

  if (g_utf8_get_char (stem) < 0x400)
    return letters > 5 ? g_strndup (stem, 5) : NULL;
  for (guint i = 0; letters >= 5 && i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (stem, beginnings[i]) && letters - (gsize) g_utf8_strlen (beginnings[i], -1) >= LEAST_ROOT + 1)
      {
        rest = stem + strlen (beginnings[i]);
        break;
      }
  letters = (gsize) g_utf8_strlen (rest, -1);
  if (letters < LEAST_ROOT)
    return NULL;

  return g_utf8_substring (rest, 0, MIN (letters, ROOT));
}

static void
add_part (GHashTable *to, const char *key, guint16 situation)
{
  GArray *parts = g_hash_table_lookup (to, key);
  Part part = { situation, 1 };

  if (parts == NULL)
    g_hash_table_insert (to, g_strdup (key), parts = g_array_new (FALSE, FALSE, sizeof (Part)));
  if (parts->len == 0 || g_array_index (parts, Part, parts->len - 1).situation != situation)
    g_array_append_val (parts, part);
}

/* The stems of so many words in a row, as one key. (transfer full) */
static char *
join_stems (GArray *words, guint from, guint n)
{
  g_autoptr (GString) key = g_string_new (veche_words_at (words, from)->stem);

  for (guint i = from + 1; i < from + n; i++)
    g_string_append_printf (key, "_%s", veche_words_at (words, i)->stem);

  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
add_line (VecheSituations *self, const char *line, guint16 situation)
{
  g_auto (GStrv) entries = g_strsplit_set (line, " |", -1);

  for (guint e = 0; entries[e] != NULL; e++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (entries[e]), "_", ' '), *key = NULL, *root = NULL;
      g_autoptr (GArray) words = veche_words_split (text, PHRASE);

      if (words->len == 0)
        continue;
      key = join_stems (words, 0, words->len);
      add_part (self->stems, key, situation);
      if (words->len == 1 && (root = find_root (key)) != NULL)
        add_part (self->roots, root, situation);
    }
}

/* What few situations have tells more. */
static void
weigh_parts (VecheSituations *self, GHashTable *table)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *parts = value;
      double rare = log ((self->n + 1.0) / parts->len) / log (self->n + 1.0);

      for (guint i = 0; i < parts->len; i++)
        g_array_index (parts, Part, i).weight = (float) (rare * rare / pow (parts->len, SPREAD));
    }
}

static VecheSituations *
load_situations (void)
{
  static const char *const lists[] = { "situations.tsv", "concepts.tsv" };
  VecheSituations *self = g_new0 (VecheSituations, 1);

  self->stems = g_hash_table_new (g_str_hash, g_str_equal);
  self->roots = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_auto (GStrv) lines = veche_words_load (lists[i]);

      for (guint l = 0; lines[l] != NULL; l++, self->n++)
        add_line (self, lines[l], (guint16) self->n);
    }
  weigh_parts (self, self->stems);
  weigh_parts (self, self->roots);

  return self;
}

static VecheSituations *
get_situations (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_situations ());

  return (VecheSituations *) once;
}

guint
veche_answer_n_situations (void)
{
  return get_situations ()->n;
}

static void
add_parts (GArray *parts, double share, float *sense)
{
  for (guint p = 0; parts != NULL && p < parts->len; p++)
    sense[g_array_index (parts, Part, p).situation] += (float) share * g_array_index (parts, Part, p).weight;
}

void
veche_answer_add_sense (const char *text, guint most, double weight, float *sense)
{
  VecheSituations *self = get_situations ();
  g_autoptr (GArray) words = veche_words_split (text, most);

  for (guint i = 0; i < words->len; i++)
    {
      VecheWord *word = veche_words_at (words, i);
      GArray *parts = g_hash_table_lookup (self->stems, word->stem);
      double share = weight * (word->stop ? IN_PASSING : 1);

      if (parts == NULL)
        {
          g_autofree char *root = find_root (word->stem);

          parts = root != NULL ? g_hash_table_lookup (self->roots, root) : NULL;
          share *= BY_ROOT;
        }
      add_parts (parts, share, sense);
      for (guint n = 2; n <= PHRASE && i + n <= words->len; n++)
        {
          g_autofree char *key = join_stems (words, i, n);

          add_parts (g_hash_table_lookup (self->stems, key), weight, sense);
        }
    }
}

double
veche_answer_scale_sense (float *sense)
{
  double sum = 0;
  float length;

  for (guint i = 0; i < get_situations ()->n; i++)
    sum += (double) sense[i] * (double) sense[i];
  length = (float) sqrt (sum);
  for (guint i = 0; length > 0 && i < get_situations ()->n; i++)
    sense[i] /= length;

  return sqrt (sum);
}

double
veche_answer_compare_sense (const float *a, const float *b)
{
  double product = 0;

  for (guint i = 0; i < get_situations ()->n; i++)
    product += (double) a[i] * (double) b[i];

  return MIN (product, 1);
}
