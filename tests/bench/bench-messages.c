/* bench-messages.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

#include "store/veche-search-table.h"
#include "store/veche-statement.h"

/* G8: the newest 50 messages for a word, for each of its prefixes from two letters on, for two words, a phrase and an exclusion, and the best 50
 * among the newest.  The yardstick is the index alone: the ids of the same match, newest first, by the same connection, in turns.  Times are of the processor: other programs don't count.
 * VECHE_BENCH_MESSAGES=10000000 for the size of the goal. */

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

static void
measure (VecheDb *db, guint rounds)
{
  g_autoptr (GArray) newest = g_array_new (FALSE, FALSE, sizeof (double)), best = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) yardstick = g_array_new (FALSE, FALSE, sizeof (double));
  guint found = 0, ignored = 0;

  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      for (const char *end = g_utf8_next_char (typed[i]); *end != '\0';)
        {
          g_autofree char *text = NULL;
          double one;

          end = g_utf8_next_char (end);
          text = g_strndup (typed[i], (gsize) (end - typed[i]));
          if (g_utf8_strlen (text, -1) < 2 || text[0] == '"')
            continue;
          one = bare (db, text);
          g_array_append_val (yardstick, one);
          one = ours (db, text, VECHE_SEARCH_NEWEST, &found);
          g_array_append_val (newest, one);
          one = ours (db, text, VECHE_SEARCH_BEST, &ignored);
          g_array_append_val (best, one);
        }

  {
    double *a = (double *) (gpointer) newest->data, *b = (double *) (gpointer) best->data, *c = (double *) (gpointer) yardstick->data;

    g_print ("G8   cpu: newest 50: median %.2f ms, p99 %.2f ms (goal <= 5); best 50: median %.2f ms, p99 %.2f ms (goal <= 50);"
             " index alone: %.2f, %.2f ms; ratio of medians %.2f; %u searches, %u messages each on average\n",
             1e3 * bench_at (a, newest->len, 0.5), 1e3 * bench_at (a, newest->len, 0.99), 1e3 * bench_at (b, best->len, 0.5),
             1e3 * bench_at (b, best->len, 0.99), 1e3 * bench_at (c, yardstick->len, 0.5), 1e3 * bench_at (c, yardstick->len, 0.99),
             bench_at (a, newest->len, 0.5) / bench_at (c, yardstick->len, 0.5), newest->len, found / newest->len);
  }
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *path = g_build_filename (folder, "w.veche", NULL);
  guint messages = bench_size ("VECHE_BENCH_MESSAGES", 100000);
  g_autoptr (GError) error = NULL;
  VecheDb *db;

  bench_seed (path, MAX (messages / 20, 100), messages);
  db = veche_db_open (path, VECHE_DB_READER, &error);
  bench_check (db != NULL, error);
  measure (db, 3);
  veche_db_close (db);
  bench_remove (folder);

  return 0;
}
