/* make-workspace.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-topics.h"

/* make-workspace FILE MEMBERS INTERACTIONS [topics]: a workspace to keep, for VECHE_BENCH_WORKSPACE.  "topics": with the two hundred competencies
 * that bench-experts asks about.  Nothing is synced to the disk meanwhile. */
int
main (int argc, char *argv[])
{
  if (argc < 4)
    g_error ("FILE MEMBERS INTERACTIONS [topics]");

  bench_seed (argv[1], (guint) g_ascii_strtoull (argv[2], NULL, 10), (guint) g_ascii_strtoull (argv[3], NULL, 10));
  if (argc > 4)
    bench_add_topics (argv[1]);

  return 0;
}
