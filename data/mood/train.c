/* train.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes data/mood/weights.bin anew after the corpus or the lists were changed:
 *
 *   ninja -C _build src/veche-mood-train && _build/src/veche-mood-train data/mood/weights.bin data/mood/corpus-*.tsv
 *
 * veche-mood-train --dev CORPUS… learns from four fifths and judges the rest, each fifth in turn: what to tune by.
 * veche-mood-train --judge MESSAGES… judges labelled messages by the weights of the program, and shows what went wrong with -v.
 */

#include <gio/gio.h>
#include <locale.h>
#include <string.h>

#include "analysis/veche-mood.h"

#define FOLDS 5

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer unused)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GArray *
read_examples (char **paths)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (VecheMoodExample));

  g_qsort_with_data (paths, (gint) g_strv_length (paths), sizeof *paths, compare_paths, NULL);   /* the order counts */
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) lines = NULL;

      if (!g_file_get_contents (paths[i], &contents, NULL, &error))
        g_error ("%s", error->message);
      lines = g_strsplit (contents, "\n", -1);
      for (guint l = 0; lines[l] != NULL; l++)
        {
          g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 4);
          VecheMoodExample example;

          if (lines[l][0] == '#' || lines[l][0] == '\0')
            continue;
          if (g_strv_length (parts) != 4 || !veche_mood_parse (parts[1], &example.mood) || !veche_message_kind_parse (parts[2], &example.kind))
            g_error ("%s:%u: language, mood, kind and text are wanted", paths[i], l + 1);
          example.text = g_strdup (parts[3]);
          g_array_append_val (all, example);
        }
    }

  return all;
}

static double
macro_f1 (guint *cells, guint n, const char *what, gboolean moods)
{
  double sum = 0;

  for (guint a = 0; a < n; a++)
    {
      guint right = cells[a * n + a], said = 0, is = 0;

      for (guint b = 0; b < n; b++)
        {
          said += cells[b * n + a];
          is += cells[a * n + b];
        }
      sum += said + is > 0 ? 2.0 * right / (said + is) : 0;
      g_print ("  %-10s", moods ? veche_mood_nick ((VecheMood) a) : veche_message_kind_nick ((VecheMessageKind) a));
      for (guint b = 0; b < n; b++)
        g_print (" %5u", cells[a * n + b]);
      g_print ("   F1 %.3f\n", said + is > 0 ? 2.0 * right / (said + is) : 0);
    }
  g_print ("%s: macro-F1 %.4f\n", what, sum / n);

  return sum / n;
}

typedef struct { guint moods[VECHE_N_MOODS * VECHE_N_MOODS], kinds[VECHE_N_MESSAGE_KINDS * VECHE_N_MESSAGE_KINDS]; } Cells;

static void
judge (VecheMoodModel *model, GArray *examples, gboolean verbose, Cells *cells)
{
  for (guint i = 0; i < examples->len; i++)
    {
      const VecheMoodExample *example = &g_array_index (examples, VecheMoodExample, i);
      VecheVerdict verdict;

      veche_mood_judge (model, example->text, &verdict);
      cells->moods[example->mood * VECHE_N_MOODS + verdict.mood]++;
      cells->kinds[example->kind * VECHE_N_MESSAGE_KINDS + verdict.kind]++;
      if (verbose && (verdict.mood != example->mood || verdict.kind != example->kind))
        g_print ("%s/%s judged %s/%s: %s\n", veche_mood_nick (example->mood), veche_message_kind_nick (example->kind), veche_mood_nick (verdict.mood),
                 veche_message_kind_nick (verdict.kind), example->text);
    }
}

static void
report (Cells *cells)
{
  macro_f1 (cells->moods, VECHE_N_MOODS, "mood", TRUE);
  macro_f1 (cells->kinds, VECHE_N_MESSAGE_KINDS, "kind", FALSE);
}

/* The same share of every part of the corpus, by what the texts are, not by where they stand. */
static guint
fold_of (const VecheMoodExample *example)
{
  return g_str_hash (example->text) / 7 % FOLDS;
}

static void
try_dev (GArray *all, gboolean verbose)
{
  Cells cells = { 0 };

  for (guint fold = 0; fold < FOLDS; fold++)
    {
      g_autoptr (GArray) train = g_array_new (FALSE, FALSE, sizeof (VecheMoodExample)), dev = g_array_new (FALSE, FALSE, sizeof (VecheMoodExample));
      g_autoptr (VecheMoodModel) model = NULL;
      g_autoptr (GBytes) weights = NULL;

      for (guint i = 0; i < all->len; i++)
        g_array_append_val (fold_of (&g_array_index (all, VecheMoodExample, i)) == fold ? dev : train, g_array_index (all, VecheMoodExample, i));
      weights = veche_mood_train ((const VecheMoodExample *) (gconstpointer) train->data, train->len);
      model = veche_mood_model_new_for_weights (weights);
      judge (model, dev, verbose, &cells);
    }
  report (&cells);
}

int
main (int argc, char **argv)
{
  gboolean dev = argc > 1 && strcmp (argv[1], "--dev") == 0, judging = argc > 1 && strcmp (argv[1], "--judge") == 0;
  gboolean verbose = argc > 2 && strcmp (argv[2], "-v") == 0;
  g_autoptr (GArray) all = argc > 2 ? read_examples (argv + 2 + verbose) : NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (all == NULL || all->len == 0)
    {
      g_printerr ("Usage: veche-mood-train OUTPUT CORPUS… | --dev [-v] CORPUS… | --judge [-v] MESSAGES…\n");
      return 2;
    }
  if (dev)
    try_dev (all, verbose);
  else if (judging)
    {
      Cells cells = { 0 };
      g_autoptr (VecheMoodModel) model = veche_mood_model_new (NULL, 0);

      judge (model, all, verbose, &cells);
      report (&cells);
    }
  else
    {
      g_autoptr (GBytes) weights = veche_mood_train ((const VecheMoodExample *) (gconstpointer) all->data, all->len);

      if (!g_file_set_contents (argv[1], g_bytes_get_data (weights, NULL), (gssize) g_bytes_get_size (weights), &error))
        g_error ("%s", error->message);
      g_print ("%u messages, %" G_GSIZE_FORMAT " bytes\n", all->len, g_bytes_get_size (weights));
    }

  return 0;
}
