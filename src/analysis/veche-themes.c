/* veche-themes.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-themes.h"

#include <string.h>

#define W_NAME      0.85
#define W_NARROWER  0.5
#define LEAST       0.35     /* of a theme, to be one */
#define NAMED_SHARE 0.55     /* a text that names the theme, and one that has a word of it */
#define WORD_SHARE  0.3

static VechePhrases *
load_groups (void)
{
  g_auto (GStrv) lines = veche_words_load ("synonyms.tsv");
  VechePhrases *groups = veche_phrases_new ();

  for (guint g = 0; lines[g] != NULL; g++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[g], "\t", 3);

      for (guint part = 0; part < 2 && parts[part] != NULL; part++)
        {
          g_auto (GStrv) names = g_strsplit (parts[part], "|", -1);

          for (guint i = 0; names[i] != NULL; i++)
            veche_phrases_add (groups, names[i], g, part == 0 ? VECHE_PHRASE_NAME : VECHE_PHRASE_NARROWER);
        }
    }

  return groups;
}

VechePhrases *
veche_themes_groups (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_groups ());

  return (VechePhrases *) once;
}

static void
support (GArray *themes, guint group, double weight)
{
  VecheTheme theme = { group, weight };

  for (guint i = 0; i < themes->len; i++)
    {
      VecheTheme *there = &g_array_index (themes, VecheTheme, i);

      if (there->group == group)
        {
          there->weight = 1 - (1 - there->weight) * (1 - weight);
          return;
        }
    }
  g_array_append_val (themes, theme);
}

static int
compare_themes (gconstpointer a, gconstpointer b)
{
  const VecheTheme *x = a, *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;

  return x->group < y->group ? -1 : x->group > y->group;
}

GArray *
veche_themes_find (GArray *words, guint most)
{
  g_autoptr (GArray) hits = veche_phrases_find (veche_themes_groups (), words, FALSE);
  GArray *themes = g_array_new (FALSE, FALSE, sizeof (VecheTheme));

  for (guint i = 0; i < hits->len; i++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, i);

      support (themes, hit->tag, (hit->kind == VECHE_PHRASE_NAME ? W_NAME : W_NARROWER) * hit->likeness);
    }
  g_array_sort (themes, compare_themes);
  for (guint i = 0; i < themes->len; i++)
    if (i == most || g_array_index (themes, VecheTheme, i).weight < LEAST)
      g_array_set_size (themes, i);

  return themes;
}

double
veche_themes_share (GArray *themes, GArray *words)
{
  g_autoptr (GArray) hits = themes->len > 0 ? veche_phrases_find_sure (veche_themes_groups (), words) : NULL;
  double best = 0;

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    for (guint t = 0; t < themes->len; t++)
      {
        VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, i);
        VecheTheme *theme = &g_array_index (themes, VecheTheme, t);
        double share = hit->kind == VECHE_PHRASE_NAME ? NAMED_SHARE : WORD_SHARE;

        if (hit->tag == theme->group)
          best = MAX (best, share * (0.6 + theme->weight));
      }

  return MIN (best, 1);
}

void
veche_themes_words (guint group, GPtrArray *words, guint most)
{
  veche_phrases_collect_all (veche_themes_groups (), group, words, most);
}
