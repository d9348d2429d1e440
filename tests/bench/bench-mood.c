/* bench-mood.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include <string.h>

#include "analysis/veche-mood.h"

/* How long a message takes to be judged: cpu time of the labelled messages of tests/data/mood, with and without 150 corrections. */

#define ROUNDS_OF_ALL 10

static double
measure (VecheMoodModel *model, GPtrArray *texts)
{
  double times[BENCH_ROUNDS];

  for (guint round = 0; round < BENCH_ROUNDS; round++)
    {
      double start = bench_seconds (CLOCK_PROCESS_CPUTIME_ID);

      for (guint i = 0; i < ROUNDS_OF_ALL * texts->len; i++)
        {
          VecheVerdict verdict;

          veche_mood_judge (model, texts->pdata[i % texts->len], &verdict);
        }
      times[round] = (bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - start) / (ROUNDS_OF_ALL * texts->len);
    }

  return bench_at (times, BENCH_ROUNDS, 0.5) * 1e6;
}

int
main (int argc, char *argv[])
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "mood", "messages.tsv", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (VecheMoodModel) plain = veche_mood_model_new (NULL, 0), taught = NULL;
  VecheMoodExample said[150];
  g_autoptr (GError) error = NULL;
  double start, bytes = 0;

  bench_check (g_file_get_contents (path, &contents, NULL, &error), error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint l = 0; lines[l] != NULL; l++)
    if (lines[l][0] != '#' && lines[l][0] != '\0')
      {
        g_ptr_array_add (texts, strrchr (lines[l], '\t') + 1);
        bytes += (double) strlen (texts->pdata[texts->len - 1]);
      }
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    said[i] = (VecheMoodExample) { texts->pdata[i * 4], (VecheMood) (i % VECHE_N_MOODS), (VecheMessageKind) (i % VECHE_N_MESSAGE_KINDS) };
  start = bench_seconds (CLOCK_PROCESS_CPUTIME_ID);
  taught = veche_mood_model_new (said, G_N_ELEMENTS (said));
  g_print ("mood: 150 corrections learnt in %.1f ms\n", (bench_seconds (CLOCK_PROCESS_CPUTIME_ID) - start) * 1e3);
  g_print ("mood: %u messages of %.0f bytes on average: %.1f µs each, corrected %.1f µs (goal < 50)\n", texts->len, bytes / texts->len,
           measure (plain, texts), measure (taught, texts));

  return 0;
}
