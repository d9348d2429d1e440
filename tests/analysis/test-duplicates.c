/* test-duplicates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/veche-test-pairs.h"

/* "outside" ones were written by somebody who had not seen how pairs are judged. "held" ones are only counted, never looked at;
 * the third set was written before the engine was touched again, and is only counted as well. */
static const struct { const char *name, *file; double precision, recall; } sets[] = {
  { "/duplicates/tuning", "tuning.jsonl", 0.95, 0.80 },
  { "/duplicates/held-out", "held-out.jsonl", 0.95, 0.80 },
  { "/duplicates/outside/open", "outside-open.jsonl", 0.95, 0.90 },
  { "/duplicates/outside/held", "outside-held.jsonl", 0.95, 0.77 },
  { "/duplicates/third", "third.jsonl", 0.95, 0.78 },
  { "/duplicates/fourth", "fourth.jsonl", 0.95, 0.85 },
  { "/duplicates/fifth", "fifth.jsonl", 0.90, 0.85 },
  { "/duplicates/sixth", "sixth.jsonl", 0.95, 0.80 },
  { "/duplicates/seventh", "seventh.jsonl", 0.95, 0.85 },
  { "/duplicates/eighth", "eighth.jsonl", 0.95, 0.80 },
};

/* Given pairs labelled by hand, when they are compared, then those called one person are, and most that are one are found. */
static void
test_labelled (gconstpointer data)
{
  guint set = GPOINTER_TO_UINT (data);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "duplicates", sets[set].file, NULL);
  VecheTestScore score = veche_test_pairs (path, VECHE_DUPLICATES_THRESHOLD, g_getenv ("VECHE_TEST_TELL") != NULL);

  g_test_message ("%s: precision %.3f, recall %.3f", sets[set].file, veche_test_precision (&score), veche_test_recall (&score));
  g_assert_cmpfloat (veche_test_precision (&score), >=, sets[set].precision);
  g_assert_cmpfloat (veche_test_recall (&score), >=, sets[set].recall);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    g_test_add_data_func (sets[i].name, GUINT_TO_POINTER (i), test_labelled);

  return g_test_run ();
}
