/* veche-timeline-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-timeline-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_facet_free (VecheFacet *self)
{
  g_free (self->name);
  g_free (self);
}

static GPtrArray *
timeline_read_facets (VecheStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) facets = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_facet_free);
  GError *failed = NULL;

  while (veche_statement_step (statement, &failed))
    {
      VecheFacet *facet = g_new0 (VecheFacet, 1);

      facet->id = veche_statement_int (statement, 0);
      facet->name = veche_statement_dup_text (statement, 1);
      facet->count = (guint) veche_statement_int (statement, 2);
      g_ptr_array_add (facets, facet);
    }

  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return NULL;
    }

  return g_steal_pointer (&facets);
}

static GPtrArray *
timeline_kinds (VecheDb *db, gint64 member_id, GError **error)
{
  static const char sql[] = "SELECT 0, kind, count(*)"
                            "  FROM interaction"
                            " WHERE member_id = ?1"
                            " GROUP BY kind"
                            " ORDER BY 3 DESC, 2";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, member_id);

  return timeline_read_facets (statement, error);
}

static GPtrArray *
timeline_channels (VecheDb *db, gint64 member_id, GError **error)
{
  static const char sql[] = "SELECT channel.id, coalesce (channel.name, channel.remote_id), count(*)"
                            "  FROM interaction JOIN channel ON channel.id = interaction.channel_id"
                            " WHERE interaction.member_id = ?1"
                            " GROUP BY channel.id"
                            " ORDER BY 3 DESC, 2"
                            " LIMIT 50";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, member_id);

  return timeline_read_facets (statement, error);
}

gboolean
veche_timeline_facets (VecheDb *db, gint64 member_id, GPtrArray **kinds, GPtrArray **channels, GError **error)
{
  g_autoptr (GPtrArray) found_kinds = timeline_kinds (db, member_id, error);
  g_autoptr (GPtrArray) found_channels = found_kinds != NULL ? timeline_channels (db, member_id, error) : NULL;

  if (found_channels == NULL)
    return FALSE;

  *kinds = g_steal_pointer (&found_kinds);
  *channels = g_steal_pointer (&found_channels);

  return TRUE;
}
