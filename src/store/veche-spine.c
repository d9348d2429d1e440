/* veche-spine.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The common beginning and end first; what is left goes through Myers' greedy O(ND) comparison, given up when it needs more than
 * MAX_STEPS insertions and removals.  A row that moved (someone wrote, so they are now the last seen) is then one removal and one
 * insertion, however far apart: the rows between keep their widgets, the list its scroll position.
 */

#include "store/veche-spine.h"

#define MAX_STEPS 128    /* insertions and removals */
#define MAX_RANGES 16    /* each is an emission, 0.5 to 0.9 ms over a million rows */

typedef struct
{
  const gint64 *old_ids, *new_ids;   /* without what is common */
  int           n_old, n_new;
  GPtrArray    *rounds;              /* (element-type int[]): the furthest x on each diagonal, before the round */
} VecheSpineSearch;

/* furthest[MAX_STEPS + 1 + k] is the x on diagonal k = x - y. */
#define ORIGIN (MAX_STEPS + 1)
#define N_DIAGONALS (2 * MAX_STEPS + 3)

static gboolean
spine_goes_down (const int *furthest, int k, int steps)
{
  return k == -steps || (k != steps && furthest[ORIGIN + k - 1] < furthest[ORIGIN + k + 1]);
}

/* TRUE when this round reaches the end of both lists. */
static gboolean
spine_search_round (VecheSpineSearch *self, int *furthest, int steps)
{
  for (int k = -steps; k <= steps; k += 2)
    {
      int x = spine_goes_down (furthest, k, steps) ? furthest[ORIGIN + k + 1] : furthest[ORIGIN + k - 1] + 1;
      int y = x - k;

      while (x < self->n_old && y < self->n_new && x >= 0 && y >= 0 && self->old_ids[x] == self->new_ids[y])
        {
          x++;
          y++;
        }
      furthest[ORIGIN + k] = x;
      if (x == self->n_old && y == self->n_new)
        return TRUE;
    }

  return FALSE;
}

/* The number of steps; -1 when there are too many. */
static int
spine_search (VecheSpineSearch *self)
{
  g_autofree int *furthest = g_new0 (int, N_DIAGONALS);

  for (int steps = 0; steps <= MAX_STEPS; steps++)
    {
      g_ptr_array_add (self->rounds, g_memdup2 (furthest, N_DIAGONALS * sizeof (int)));
      if (spine_search_round (self, furthest, steps))
        return steps;
    }

  return -1;
}

/* Found from the end to the beginning: joins the step to the range found last when they touch. */
static void
spine_add_step (GArray *ranges, guint x, guint y, gboolean down)
{
  VecheSpineRange *last = ranges->len > 0 ? &g_array_index (ranges, VecheSpineRange, ranges->len - 1) : NULL;
  VecheSpineRange  range = { x, !down, y, down };

  if (last != NULL && last->old_start == x + !down && last->new_start == y + down)
    {
      last->old_start = x;
      last->new_start = y;
      last->removed += !down;
      last->added += down;
    }
  else
    g_array_append_val (ranges, range);
}

static void
spine_walk_back (VecheSpineSearch *self, int steps, GArray *ranges)
{
  int x = self->n_old, y = self->n_new;

  for (int round = steps; round > 0; round--)
    {
      const int *furthest = self->rounds->pdata[round];
      int        k = x - y;
      gboolean   down = spine_goes_down (furthest, k, round);
      int        from_k = down ? k + 1 : k - 1;

      x = furthest[ORIGIN + from_k];
      y = x - from_k;
      spine_add_step (ranges, (guint) x, (guint) y, down);
    }
}

static void
spine_reverse (GArray *ranges, guint offset)
{
  for (guint i = 0; i < ranges->len / 2; i++)
    {
      VecheSpineRange *a = &g_array_index (ranges, VecheSpineRange, i);
      VecheSpineRange *b = &g_array_index (ranges, VecheSpineRange, ranges->len - 1 - i);
      VecheSpineRange  swap = *a;

      *a = *b;
      *b = swap;
    }

  for (guint i = 0; i < ranges->len; i++)
    {
      g_array_index (ranges, VecheSpineRange, i).old_start += offset;
      g_array_index (ranges, VecheSpineRange, i).new_start += offset;
    }
}

GArray *
veche_spine_diff (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func (g_free);
  GArray               *ranges = g_array_new (FALSE, FALSE, sizeof (VecheSpineRange));
  VecheSpineSearch      search;
  VecheSpineRange       whole;
  guint                 head = 0, tail = 0;
  int                   steps;

  while (head < n_old && head < n_new && old_ids[head] == new_ids[head])
    head++;
  while (tail < n_old - head && tail < n_new - head && old_ids[n_old - 1 - tail] == new_ids[n_new - 1 - tail])
    tail++;

  whole = (VecheSpineRange){ head, n_old - head - tail, head, n_new - head - tail };
  if (whole.removed == 0 && whole.added == 0)
    return ranges;

  search = (VecheSpineSearch){ old_ids + head, new_ids + head, (int) whole.removed, (int) whole.added, rounds };
  steps = whole.removed > 0 && whole.added > 0 ? spine_search (&search) : -1;
  if (steps > 0)
    spine_walk_back (&search, steps, ranges);
  if (ranges->len == 0 || ranges->len > MAX_RANGES)
    {
      g_array_set_size (ranges, 0);
      g_array_append_val (ranges, whole);
    }
  else
    spine_reverse (ranges, head);

  return ranges;
}
