/* bench-size.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench.h"

/* G12.  The file against the bytes of what people wrote in it: messages, names, notes, what was said to prove a competency. */

static gint64
ask (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n;

  bench_check (veche_statement_step (row, &error), error);
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

/* What the file is made of, in shares of the text. */
static void
print_parts (VecheDb *db, gint64 text)
{
  static const char sql[] = "SELECT name, pgsize FROM dbstat WHERE aggregate = TRUE ORDER BY pgsize DESC LIMIT 14";
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, NULL))
    g_print ("     %-40s %8.1f MB  %5.2f\n", veche_statement_text (row, 0), (double) veche_statement_int (row, 1) / 1e6,
             (double) veche_statement_int (row, 1) / (double) text);
}

int
main (void)
{
  g_autofree char *folder = bench_folder ();
  g_autofree char *own = g_build_filename (folder, "w.veche", NULL);
  const char *path = bench_workspace (own, 20000, 200000);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (path, VECHE_DB_READER, &error);
  gint64 size, text;

  bench_check (db != NULL, error);
  size = ask (db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  text = ask (db, "SELECT ifnull (sum (octet), 0) FROM ("
                  "  SELECT sum (length (CAST (text AS BLOB))) AS octet FROM interaction"
                  "  UNION ALL SELECT sum (length (CAST (name AS BLOB)) + ifnull (length (CAST (headline AS BLOB)), 0) + ifnull (length (CAST (city AS BLOB)), 0)) FROM member"
                  "  UNION ALL SELECT sum (length (CAST (text AS BLOB))) FROM member_note"
                  "  UNION ALL SELECT sum (length (CAST (text AS BLOB))) FROM competency_evidence)");
  g_print ("G12  %" G_GINT64_FORMAT " members, %" G_GINT64_FORMAT " interactions: file %.1f MB, text %.1f MB: ratio %.2f (goal <= 2.1 at an average of 220 bytes a message; here %.0f)\n",
           ask (db, "SELECT count (*) FROM member"), ask (db, "SELECT count (*) FROM interaction"), (double) size / 1e6, (double) text / 1e6,
           (double) size / (double) text, (double) text / (double) MAX (ask (db, "SELECT count (*) FROM interaction"), 1));
  print_parts (db, text);
  g_clear_pointer (&db, veche_db_close);
  bench_remove (folder);

  return 0;
}
