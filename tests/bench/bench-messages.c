/* bench-messages.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include <locale.h>
#include <string.h>

#include "store/veche-search-table.h"
#include "store/veche-statement.h"

/* G8: the newest 50 messages for a word, for each of its prefixes from two letters on, for two words, a phrase and an exclusion, and the best 50
 * among the newest.  The yardstick is the index alone: the ids of the same match, newest first, by the same connection, in turns.  Times are of the processor: other programs don't count.
 * VECHE_BENCH_INTERACTIONS=10000000 for the size of the goal, VECHE_BENCH_EACH=1 for the slow ones by name. */

static const char *const typed[] = {
  "приветствие", "конференция", "спасибо", "вопрос", "python", "встреча", "встречу провести", "\"на встрече\"", "работа -встреча", "где найти",
  "договор", "аренда зала", "documentation", "people", "вечер",
};

static double
ours (VecheDb *db, const char *text, VecheSearchOrder order, guint *found)
{
  g_autoptr (GError) error = NULL;
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  g_autoptr (VecheSearch) search = veche_search_new (text);
  g_autoptr (GPtrArray) hits = veche_search_section (db, search, VECHE_HIT_MESSAGE, 50, order, NULL, &error);

  bench_check (hits != NULL, error);
  *found += hits->len;

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

static double
bare (VecheDb *db, const char *text)
{
  static const char sql[] = "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?1 ORDER BY rowid DESC LIMIT 50";
  g_autoptr (VecheSearch) search = veche_search_new (text);
  g_autofree char *match = veche_search_to_match (search, FALSE);
  double start = bench_seconds (CLOCK_THREAD_CPUTIME_ID);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, match);
  while (veche_statement_step (row, NULL))
    ;

  return bench_seconds (CLOCK_THREAD_CPUTIME_ID) - start;
}

typedef struct
{
  const char *what;
  GArray     *newest, *best, *yardstick;   /* (element-type double) */
  guint       found;
} Times;

static Times
times_new (const char *what)
{
  GArray *(*make) (gboolean, gboolean, guint) = g_array_new;

  return (Times) { what, make (FALSE, FALSE, sizeof (double)), make (FALSE, FALSE, sizeof (double)), make (FALSE, FALSE, sizeof (double)), 0 };
}

static void
times_finish (Times *self)
{
  double *a = (double *) (gpointer) self->newest->data, *b = (double *) (gpointer) self->best->data;
  double *c = (double *) (gpointer) self->yardstick->data;

  g_print ("G8   cpu, %s: newest 50: median %.2f ms, p99 %.2f ms (goal <= 5); best 50: median %.2f ms, p99 %.2f ms (goal <= 50);"
           " index alone: %.2f, %.2f ms; ratio of medians %.2f; %u searches, %u messages each on average\n",
           self->what, 1e3 * bench_at (a, self->newest->len, 0.5), 1e3 * bench_at (a, self->newest->len, 0.99),
           1e3 * bench_at (b, self->best->len, 0.5), 1e3 * bench_at (b, self->best->len, 0.99), 1e3 * bench_at (c, self->yardstick->len, 0.5),
           1e3 * bench_at (c, self->yardstick->len, 0.99), bench_at (a, self->newest->len, 0.5) / bench_at (c, self->yardstick->len, 0.5),
           self->newest->len, self->found / self->newest->len);
  g_array_unref (self->newest);
  g_array_unref (self->best);
  g_array_unref (self->yardstick);
}

static void
try (VecheDb *db, Times *times, const char *text, gboolean tell)
{
  guint ignored = 0;
  double alone = bare (db, text), newest = ours (db, text, VECHE_SEARCH_NEWEST, &times->found), best = ours (db, text, VECHE_SEARCH_BEST, &ignored);

  g_array_append_val (times->yardstick, alone);
  g_array_append_val (times->newest, newest);
  g_array_append_val (times->best, best);
  if (tell && (newest > 3e-3 || best > 30e-3))
    g_print ("%s: newest %.1f ms, best %.1f ms, index alone %.1f ms\n", text, newest * 1e3, best * 1e3, alone * 1e3);
}

/* The goal is of a word or the beginning of one; several are shown beside it: where many have each and none has both, all of both lists are read. */
static void
measure (VecheDb *db, guint rounds)
{
  gboolean each = g_getenv ("VECHE_BENCH_EACH") != NULL;
  Times one = times_new ("one word or beginning"), several = times_new ("several");

  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      for (const char *end = g_utf8_next_char (typed[i]); *end != '\0';)
        {
          g_autofree char *text = NULL;

          end = g_utf8_next_char (end);
          text = g_strndup (typed[i], (gsize) (end - typed[i]));
          if (text[0] != '"')
            try (db, strchr (text, ' ') != NULL ? &several : &one, text, each && round > 0);
        }

  times_finish (&one);
  times_finish (&several);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);
  guint messages = bench_size ("VECHE_BENCH_INTERACTIONS", 100000);
  g_autoptr (GError) error = NULL;
  VecheDb *db;

  setlocale (LC_ALL, "");
  db = veche_db_open (bench_workspace (path, MAX (messages / 20, 100), 100000), VECHE_DB_READER, &error);
  bench_check (db != NULL, error);
  measure (db, 3);
  veche_db_close (db);
  bench_remove (folder);

  return 0;
}
