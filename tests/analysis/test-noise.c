/* test-noise.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <string.h>

#include "analysis/veche-noise.h"

static void
measure (const char *name, guint least)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "noise", name, NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, right = 0, wrong = 0, missed = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], "\t", 2);
      VecheNoise found, is = VECHE_NOISE_NONE;

      if (lines[l][0] == '#' || g_strv_length (cells) != 2)
        continue;
      n++;
      found = veche_noise_judge (cells[1], FALSE);
      if (strcmp (cells[0], "-") != 0)
        g_assert_true (veche_noise_parse (cells[0], &is));
      right += found == is && is != VECHE_NOISE_NONE;
      wrong += found != VECHE_NOISE_NONE && is == VECHE_NOISE_NONE;
      missed += found == VECHE_NOISE_NONE && is != VECHE_NOISE_NONE;
      if (found != is)
        g_test_message ("%s: %s instead of %s", cells[1], found != VECHE_NOISE_NONE ? veche_noise_nick (found) : "-", cells[0]);
    }
  g_test_message ("%s: %u messages: %u noise, %u wrongly so, %u missed", name, n, right, wrong, missed);

  g_assert_cmpuint (n, >=, least);
  g_assert_cmpfloat ((double) right / (right + wrong), >=, 0.97);
  g_assert_cmpfloat ((double) right / (right + missed), >=, 0.9);
}

static void
test_measured (void)
{
  measure ("messages.tsv", 150);
  measure ("voices.tsv", 60);
  measure ("second.tsv", 60);
  measure ("dry.tsv", 60);
}

static void
test_edges (void)
{
  g_autofree char *laughter = g_strnfill (5000, 'h');

  g_assert_cmpint (veche_noise_judge (NULL, FALSE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge ("", FALSE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge ("   ", FALSE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge (NULL, TRUE), ==, VECHE_NOISE_STICKER);
  g_assert_cmpint (veche_noise_judge ("👍", TRUE), ==, VECHE_NOISE_STICKER);
  g_assert_cmpint (veche_noise_judge ("😢", TRUE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge ("angry cat", TRUE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge ("\xff\xff", FALSE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge ("спасибо \xd0", FALSE), ==, VECHE_NOISE_NONE);
  g_assert_cmpint (veche_noise_judge (laughter, FALSE), ==, VECHE_NOISE_NONE);
  for (guint i = 1; i < VECHE_N_NOISES; i++)
    {
      VecheNoise again;

      g_assert_true (veche_noise_parse (veche_noise_nick (i), &again));
      g_assert_cmpuint (again, ==, i);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/noise/measured", test_measured);
  g_test_add_func ("/noise/edges", test_edges);

  return g_test_run ();
}
