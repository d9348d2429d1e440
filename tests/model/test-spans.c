/* test-spans.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-spans.h"

#define MOMENTS 64      /* of the naive map, one bit each */
#define ROUNDS  4000
#define STEPS   24

static void
assert_apart (const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++)
    {
      g_assert_cmpint (g_array_index (spans, VecheStretch, i).since, <, g_array_index (spans, VecheStretch, i).until);
      if (i > 0)
        g_assert_cmpint (g_array_index (spans, VecheStretch, i - 1).until, <, g_array_index (spans, VecheStretch, i).since);
    }
}

static guint64
bits_of (const GArray *spans)
{
  guint64 bits = 0;

  for (guint i = 0; i < spans->len; i++)
    for (gint64 at = g_array_index (spans, VecheStretch, i).since; at < g_array_index (spans, VecheStretch, i).until; at++)
      bits |= G_GUINT64_CONSTANT (1) << at;

  return bits;
}

static guint64
bits_between (gint64 since, gint64 until)
{
  guint64 bits = 0;

  for (gint64 at = since; at < until; at++)
    bits |= G_GUINT64_CONSTANT (1) << at;

  return bits;
}

static guint
count_bits (guint64 bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

/* The runs of ones that are longer than slack. */
static guint64
long_runs (guint64 bits, guint slack)
{
  guint64 kept = 0;

  for (guint at = 0; at < MOMENTS; at++)
    {
      guint end = at;

      while (end < MOMENTS && (bits >> end & 1) != 0)
        end++;
      if (end - at > slack)
        kept |= bits_between (at, end);
      at = end;
    }

  return kept;
}

static void
compare (const GArray *spans, guint64 bits)
{
  gint64 since = g_test_rand_int_range (0, MOMENTS), until = g_test_rand_int_range (0, MOMENTS + 1);
  guint slack = g_test_rand_bit () ? 0 : (guint) g_test_rand_int_range (0, 6);
  guint64 window = bits_between (since, until);
  g_autoptr (GArray) gaps = veche_spans_gaps (spans, since, until, slack);

  assert_apart (spans);
  assert_apart (gaps);
  g_assert_cmphex (bits_of (spans), ==, bits);
  g_assert_cmphex (bits_of (gaps), ==, long_runs (window & ~bits, slack));
  g_assert_cmpint (veche_spans_complete_at (spans, since), ==, bits >> since & 1);
  g_assert_cmpint (veche_spans_covers (spans, since, until), ==, (window & ~bits) == 0);
  g_assert_cmpint (veche_spans_length (spans, since, until), ==, count_bits (window & bits));
}

/* Thousands of random sets, each step beside a naive map of bits. */
static void
test_against_bits (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GArray) spans = veche_spans_new ();
      guint64 bits = 0;

      for (guint step = 0; step < STEPS; step++)
        {
          gint64 since = g_test_rand_int_range (0, MOMENTS), until = since + g_test_rand_int_range (-3, 14);

          until = MIN (until, MOMENTS);
          if (g_test_rand_int_range (0, 3) > 0)
            {
              veche_spans_add (spans, since, until);
              bits |= bits_between (since, until);
            }
          else
            {
              veche_spans_subtract (spans, since, until);
              bits &= ~bits_between (since, until);
            }
          compare (spans, bits);
        }
    }
}

static GArray *
random_set (guint64 *bits)
{
  GArray *spans = veche_spans_new ();

  for (gint i = g_test_rand_int_range (0, 6); i > 0; i--)
    {
      gint64 since = g_test_rand_int_range (0, MOMENTS), until = since + g_test_rand_int_range (1, 12);

      veche_spans_add (spans, since, MIN (until, MOMENTS));
    }
  *bits = bits_of (spans);

  return spans;
}

static void
test_sets (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint64 a_bits, b_bits;
      g_autoptr (GArray) a = random_set (&a_bits);
      g_autoptr (GArray) b = random_set (&b_bits);

      if (g_test_rand_bit ())
        {
          veche_spans_merge (a, b);
          compare (a, a_bits | b_bits);
        }
      else
        {
          veche_spans_without (a, b);
          compare (a, a_bits & ~b_bits);
        }
    }
}

static void
test_edges (void)
{
  g_autoptr (GArray) spans = veche_spans_new ();
  g_autoptr (GArray) gaps = NULL;

  veche_spans_add (spans, 5, 5);
  veche_spans_add (spans, 9, 2);
  g_assert_cmpuint (spans->len, ==, 0);
  g_assert_false (veche_spans_complete_at (spans, 5));
  g_assert_true (veche_spans_covers (spans, 5, 5));

  veche_spans_add (spans, 1, 5);
  veche_spans_add (spans, 5, 9);      /* they touch */
  g_assert_cmpuint (spans->len, ==, 1);
  g_assert_true (veche_spans_complete_at (spans, 1));
  g_assert_true (veche_spans_complete_at (spans, 8));
  g_assert_false (veche_spans_complete_at (spans, 9));

  veche_spans_subtract (spans, 9, 20);
  veche_spans_subtract (spans, -4, 1);
  g_assert_cmpuint (spans->len, ==, 1);
  veche_spans_subtract (spans, 4, 5);
  g_assert_cmpuint (spans->len, ==, 2);
  gaps = veche_spans_gaps (spans, G_MININT64 / 2, G_MAXINT64 / 2, 1);
  g_assert_cmpuint (gaps->len, ==, 2);
  g_assert_cmpint (g_array_index (gaps, VecheStretch, 0).until, ==, 1);
  g_assert_cmpint (g_array_index (gaps, VecheStretch, 1).since, ==, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spans/edges", test_edges);
  g_test_add_func ("/spans/against-bits", test_against_bits);
  g_test_add_func ("/spans/sets", test_sets);

  return g_test_run ();
}
