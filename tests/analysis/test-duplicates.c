/* test-duplicates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/veche-test-pairs.h"

/* Given pairs labelled by hand, when they are compared, then those called one person are, and most that are one are found. */
static void
test_labelled (gconstpointer part)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "duplicates", part, NULL);
  VecheTestScore score = veche_test_pairs (path, VECHE_DUPLICATES_THRESHOLD, g_getenv ("VECHE_TEST_TELL") != NULL);

  g_test_message ("%s: precision %.3f, recall %.3f", (const char *) part, veche_test_precision (&score), veche_test_recall (&score));
  g_assert_cmpfloat (veche_test_precision (&score), >=, 0.95);
  g_assert_cmpfloat (veche_test_recall (&score), >=, 0.80);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/duplicates/tuning", "tuning.jsonl", test_labelled);
  g_test_add_data_func ("/duplicates/held-out", "held-out.jsonl", test_labelled);

  return g_test_run ();
}
