/* make-workspace.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-mentions.h"
#include "bench-topics.h"

/* make-workspace FILE MEMBERS INTERACTIONS [topics | OPEN]: a workspace to keep, for VECHE_BENCH_WORKSPACE.  "topics": with the two hundred competencies
 * that bench-experts asks about; a number: with so many open mentions, for bench-inbox-next.  Nothing is synced to the disk meanwhile. */
int
main (int argc, char *argv[])
{
  if (argc < 4)
    g_error ("FILE MEMBERS INTERACTIONS [topics | OPEN]");

  bench_seed (argv[1], (guint) g_ascii_strtoull (argv[2], NULL, 10), (guint) g_ascii_strtoull (argv[3], NULL, 10));
  if (argc > 4 && g_str_equal (argv[4], "topics"))
    bench_add_topics (argv[1]);
  else if (argc > 4)
    {
      bench_open_mentions (argv[1], (guint) g_ascii_strtoull (argv[4], NULL, 10));
      bench_add_desk (argv[1]);
    }

  return 0;
}
