/* veche-faces-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-faces-table.h"

#include "store/veche-statement.h"

static void
veche_face_address_free (gpointer data)
{
  VecheFaceAddress *self = data;

  g_free (self->member_uid);
  g_free (self->url);
  g_free (self->own_url);
  g_free (self);
}

GPtrArray *
veche_faces_find (VecheDb *db, GPtrArray *uids, GError **error)
{
  static const char sql[] =
    "SELECT i.avatar_url, CASE WHEN s.own_server THEN s.url END\n"
    "  FROM member AS m JOIN identity AS i ON i.member_id = m.id JOIN source AS s ON s.type = i.platform\n"
    "  WHERE m.uid = ?1 AND i.avatar_url IS NOT NULL AND NOT i.deleted ORDER BY s.paused, s.own_server DESC, i.id LIMIT 1";
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (veche_face_address_free);
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < uids->len; i++)
    {
      VecheStatement *row = veche_db_prepare (db, sql);
      VecheFaceAddress *address;

      veche_statement_bind_static (row, 1, g_ptr_array_index (uids, i));
      if (veche_statement_step (row, &local))
        {
          address = g_new0 (VecheFaceAddress, 1);
          address->member_uid = g_strdup (g_ptr_array_index (uids, i));
          address->url = veche_statement_dup_text (row, 0);
          address->own_url = veche_statement_dup_text (row, 1);
          g_ptr_array_add (found, address);
          veche_statement_reset (row);
        }
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }

  return g_steal_pointer (&found);
}

gboolean
veche_faces_is_gone (VecheDb *db, const char *uid)
{
  static const char sql[] =
    "SELECT 1 FROM member AS m JOIN identity AS i ON i.member_id = m.id WHERE m.uid = ?1 AND i.avatar_url IS NOT NULL AND NOT i.deleted LIMIT 1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GError) error = NULL;
  gboolean there;

  veche_statement_bind_static (row, 1, uid);
  there = veche_statement_step (row, &error);
  if (there)
    veche_statement_reset (row);

  return !there && error == NULL;
}
