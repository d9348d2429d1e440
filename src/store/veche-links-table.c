/* veche-links-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-links-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

GPtrArray *
veche_links_list (VecheDb *db, guint most, GError **error)
{
  static const char sql[] =
    "SELECT a.id, a.title, a.url FROM article AS a LEFT JOIN article_link AS l ON l.article_id = a.id AND l.url = a.url"
    " WHERE a.archived = 0 AND (a.url LIKE 'http://%' OR a.url LIKE 'https://%') ORDER BY ifnull (l.at, 0), a.id LIMIT ?1";
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_link_check_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);
  while (veche_statement_step (row, &local))
    {
      VecheLinkCheck *check = g_new0 (VecheLinkCheck, 1);

      check->article_id = veche_statement_int (row, 0);
      check->title = veche_statement_dup_text (row, 1);
      check->url = veche_statement_dup_text (row, 2);
      g_ptr_array_add (checks, check);
    }
  if (local == NULL)
    return g_steal_pointer (&checks);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the links: ");

  return NULL;
}

gboolean
veche_links_save (VecheDb *db, GPtrArray *checks, GError **error)
{
  static const char sql[] =
    "INSERT INTO article_link (article_id, url, at, state, status) SELECT id, url, ?3, ?4, ?5 FROM article WHERE id = ?1 AND url = ?2"
    " ON CONFLICT (article_id) DO UPDATE SET url = excluded.url, at = excluded.at, state = excluded.state, status = excluded.status";

  for (guint i = 0; i < checks->len; i++)
    {
      const VecheLinkCheck *check = checks->pdata[i];
      VecheStatement *row;

      if (check->state == VECHE_LINK_UNKNOWN)
        continue;
      row = veche_db_prepare (db, sql);
      veche_statement_bind_int (row, 1, check->article_id);
      veche_statement_bind_text (row, 2, check->url);
      veche_statement_bind_int (row, 3, check->at);
      veche_statement_bind_text (row, 4, veche_link_state_nick (check->state));
      veche_statement_bind_int (row, 5, check->status);
      if (!veche_statement_run (row, error))
        return FALSE;
    }

  return TRUE;
}
