/* test-spine.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-spine-walk.h"

static GArray *
list_of (guint n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 id = 1; id <= n; id++)
    g_array_append_val (ids, id);

  return ids;
}

static GArray *
diff (GArray *before, GArray *after)
{
  return veche_spine_diff ((const gint64 *) before->data, before->len, (const gint64 *) after->data, after->len);
}

/* Carries the ranges out on the old list: the new one must come of it. */
static void
assert_leads_to (GArray *before, GArray *after, GArray *ranges)
{
  g_autoptr (GArray) list = g_array_copy (before);

  for (guint i = ranges->len; i > 0; i--)
    {
      VecheSpineRange *range = &g_array_index (ranges, VecheSpineRange, i - 1);

      if (range->removed > 0)
        g_array_remove_range (list, range->old_start, range->removed);
      if (range->added > 0)
        g_array_insert_vals (list, range->old_start, &g_array_index (after, gint64, range->new_start), range->added);
    }

  g_assert_cmpmem (list->data, list->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
}

static void
test_equal (void)
{
  g_autoptr (GArray) before = list_of (1000), after = list_of (1000), none = list_of (0);
  g_autoptr (GArray) ranges = diff (before, after), nothing = diff (none, none);

  g_assert_cmpuint (ranges->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_ends (void)
{
  g_autoptr (GArray) none = list_of (0), some = list_of (10);
  g_autoptr (GArray) filled = diff (none, some), emptied = diff (some, none);

  g_assert_cmpuint (filled->len, ==, 1);
  g_assert_cmpuint (g_array_index (filled, VecheSpineRange, 0).added, ==, 10);
  assert_leads_to (none, some, filled);
  g_assert_cmpuint (emptied->len, ==, 1);
  g_assert_cmpuint (g_array_index (emptied, VecheSpineRange, 0).removed, ==, 10);
}

/* A row that moves from the middle to the top leaves the hundred thousand between alone. */
static void
test_move (void)
{
  g_autoptr (GArray) before = list_of (200000), after = list_of (200000);
  g_autoptr (GArray) ranges = NULL;
  gint64             moved = 100001;

  g_array_remove_index (after, 100000);
  g_array_prepend_val (after, moved);
  ranges = diff (before, after);

  g_assert_cmpuint (ranges->len, ==, 2);
  g_assert_cmpuint (g_array_index (ranges, VecheSpineRange, 0).added, ==, 1);
  g_assert_cmpuint (g_array_index (ranges, VecheSpineRange, 1).removed, ==, 1);
  g_assert_cmpuint (g_array_index (ranges, VecheSpineRange, 1).old_start, ==, 100000);
  assert_leads_to (before, after, ranges);
}

/* Neighbouring changes are one range; too many are one that spans them all. */
static void
test_many (void)
{
  g_autoptr (GArray) before = list_of (10000), block = list_of (10000), scattered = list_of (10000), reversed = list_of (0);
  g_autoptr (GArray) one = NULL, wide = NULL, all = NULL;

  g_array_remove_range (block, 500, 100);
  one = diff (before, block);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (g_array_index (one, VecheSpineRange, 0).removed, ==, 100);

  for (guint i = 0; i < 90; i++)
    g_array_remove_index (scattered, 100 + i * 100);
  wide = diff (before, scattered);
  g_assert_cmpuint (wide->len, ==, 1);
  assert_leads_to (before, scattered, wide);

  for (gint64 id = 10000; id > 0; id--)
    g_array_append_val (reversed, id);
  all = diff (before, reversed);
  assert_leads_to (before, reversed, all);
}

static void
change_at_random (GArray *ids, gint64 *fresh)
{
  guint  at = (guint) g_test_rand_int_range (0, (gint) ids->len + 1);
  gint64 id = ++*fresh;

  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      g_array_insert_val (ids, at, id);
      break;
    case 1:
      if (at < ids->len)
        g_array_remove_index (ids, at);
      break;
    default:
      if (at < ids->len)
        {
          id = g_array_index (ids, gint64, at);
          g_array_remove_index (ids, at);
          g_array_insert_val (ids, (guint) g_test_rand_int_range (0, (gint) ids->len + 1), id);
        }
    }
}

static void
test_random (void)
{
  gint64 fresh = 1000000;

  for (int round = 0; round < 2000; round++)
    {
      g_autoptr (GArray) before = list_of ((guint) g_test_rand_int_range (0, 60));
      g_autoptr (GArray) after = g_array_copy (before);
      g_autoptr (GArray) ranges = NULL;

      for (int n = g_test_rand_int_range (0, 30); n > 0; n--)
        change_at_random (after, &fresh);
      ranges = diff (before, after);
      g_assert_cmpuint (ranges->len, <=, 16);
      assert_leads_to (before, after, ranges);
    }
}

/* A mirror follows by what the steps say alone, and nothing that is shown goes away in great numbers at once.  Returns the number of steps. */
static guint
walk (GArray *before, GArray *after, guint first_shown, guint n_shown)
{
  g_autoptr (GArray) none = list_of (0), ranges = diff (before, after), shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (VecheSpineStep)), steps = NULL, mirror = g_array_copy (before);
  VecheSpineWalk self;
  const VecheSpineStep *step;
  guint n = 0;

  for (guint i = first_shown; i < MIN (first_shown + n_shown, before->len); i++)
    g_array_append_val (shown, g_array_index (before, gint64, i));
  veche_spine_walk_init (&self);
  veche_spine_walk_begin (&self, before, nothing);
  g_assert_null (veche_spine_walk_next (&self));
  steps = veche_spine_steps (ranges, (const gint64 *) before->data, shown);
  veche_spine_walk_begin (&self, after, steps);
  g_assert_cmpuint (veche_spine_walk_count (&self), ==, before->len);

  for (; (step = veche_spine_walk_next (&self)) != NULL; n++)
    {
      guint gone = 0;

      for (guint i = step->position; i < step->position + step->removed; i++)
        for (guint k = 0; k < shown->len && step->removed > 256; k++)
          gone += g_array_index (mirror, gint64, i) == g_array_index (shown, gint64, k);
      g_assert_cmpuint (gone, <=, 16);
      if (step->removed > 0)
        g_array_remove_range (mirror, step->position, step->removed);
      g_assert_cmpuint (veche_spine_walk_count (&self), ==, mirror->len + step->added);
      for (guint i = step->position; i < step->position + step->added; i++)
        {
          gint64 id = veche_spine_walk_id_at (&self, i);

          g_array_insert_val (mirror, i, id);
        }
      for (guint i = 0; i < mirror->len; i++)
        g_assert_cmpint (veche_spine_walk_id_at (&self, i), ==, g_array_index (mirror, gint64, i));
    }
  g_assert_cmpmem (mirror->data, mirror->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
  g_assert_cmpuint (veche_spine_walk_count (&self), ==, after->len);
  veche_spine_walk_clear (&self);

  return n;
}

static void
test_walk (void)
{
  g_autoptr (GArray) none = list_of (0), some = list_of (40), all = list_of (3000), half = list_of (0), backwards = list_of (0);

  for (gint64 id = 3000; id > 0; id--)
    g_array_append_val (backwards, id);
  for (gint64 id = 2; id <= 3000; id += 2)
    g_array_append_val (half, id);

  /* The rows of a view are taken away and made a few at a time, the others in one step. */
  g_assert_cmpuint (walk (all, none, 0, 205), ==, 14);
  g_assert_cmpuint (walk (none, all, 0, 0), ==, 17);
  g_assert_cmpuint (walk (all, backwards, 1000, 205), <=, 20);
  walk (some, all, 0, 40);
  walk (all, some, 2900, 100);
  walk (all, half, 100, 205);
  walk (half, all, 100, 205);
  for (int round = 0; round < 50; round++)
    {
      g_autoptr (GArray) before = list_of ((guint) g_test_rand_int_range (0, 900)), after = g_array_copy (before);
      gint64 fresh = 1000000;

      for (int n = g_test_rand_int_range (0, 500); n > 0; n--)
        change_at_random (after, &fresh);
      walk (before, after, (guint) g_test_rand_int_range (0, 600), 205);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spine/equal", test_equal);
  g_test_add_func ("/spine/ends", test_ends);
  g_test_add_func ("/spine/move", test_move);
  g_test_add_func ("/spine/many", test_many);
  g_test_add_func ("/spine/random", test_random);
  g_test_add_func ("/spine/walk", test_walk);

  return g_test_run ();
}
