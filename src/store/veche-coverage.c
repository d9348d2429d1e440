/* veche-coverage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-coverage.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define LEAST_SLACK G_TIME_SPAN_HOUR
#define SLACK_RUNS  3         /* a source that missed so many of its runs is late */

/* ------------------------------------------------------------------------------------------------------------------------------ writing */

typedef struct { gint64 id, batch_id; VecheStretch stretch; } VecheCoverageRow;

static GArray *
veche_coverage_read_rows (VecheStatement *row, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (VecheCoverageRow));
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheCoverageRow found = { veche_statement_int (row, 0), veche_statement_int (row, 1),
                                 { veche_statement_int (row, 2), veche_statement_int (row, 3) } };

      g_array_append_val (rows, found);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* What the same one vouched for that touches it. */
static GArray *
veche_coverage_touching (VecheDb *db, gint64 channel_id, gint64 since, gint64 until, gint64 batch_id, GError **error)
{
  static const char sql[] = "SELECT id, coalesce (batch_id, 0), since, until FROM coverage\n"
                            "  WHERE channel_id = ?1 AND until >= ?2 AND since <= ?3 AND batch_id IS ?4 ORDER BY since";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, channel_id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_int (row, 3, until);
  veche_statement_bind_id (row, 4, batch_id);

  return veche_coverage_read_rows (row, error);
}

static gboolean
veche_coverage_insert (VecheDb *db, gint64 channel_id, gint64 since, gint64 until, gint64 batch_id, GError **error)
{
  static const char sql[] = "INSERT INTO coverage (channel_id, since, until, batch_id) VALUES (?1, ?2, ?3, ?4)";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, channel_id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_int (row, 3, until);
  veche_statement_bind_id (row, 4, batch_id);

  return veche_statement_run (row, error);
}

static gboolean
veche_coverage_update (VecheDb *db, gint64 id, gint64 since, gint64 until, GError **error)
{
  static const char sql[] = "UPDATE coverage SET since = ?2, until = ?3 WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_int (row, 3, until);

  return veche_statement_run (row, error);
}

static gboolean
veche_coverage_delete (VecheDb *db, gint64 id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "DELETE FROM coverage WHERE id = ?1");

  veche_statement_bind_int (row, 1, id);

  return veche_statement_run (row, error);
}

gboolean
veche_coverage_add (VecheDb *db, gint64 channel_id, gint64 since, gint64 until, gint64 batch_id, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  const gint64 now = veche_now ();
  VecheCoverageRow *first;

  until = MIN (until, now);
  if (until <= since)
    return TRUE;
  rows = veche_coverage_touching (db, channel_id, since, until, batch_id, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return veche_coverage_insert (db, channel_id, since, until, batch_id, error);

  /* The first of them takes in the others; one from a time when the clock was ahead is cut back to now. */
  first = &g_array_index (rows, VecheCoverageRow, 0);
  for (guint i = 0; i < rows->len; i++)
    until = MAX (until, MIN (now, g_array_index (rows, VecheCoverageRow, i).stretch.until));
  for (guint i = 1; i < rows->len; i++)
    if (!veche_coverage_delete (db, g_array_index (rows, VecheCoverageRow, i).id, error))
      return FALSE;
  since = MIN (since, first->stretch.since);

  return (since == first->stretch.since && until == first->stretch.until) || veche_coverage_update (db, first->id, since, until, error);
}

gboolean
veche_coverage_forget (VecheDb *db, gint64 channel_id, gint64 since, gint64 until, GError **error)
{
  static const char sql[] = "SELECT id, coalesce (batch_id, 0), since, until FROM coverage WHERE channel_id = ?1 AND until > ?2 AND since < ?3";
  g_autoptr (GArray) rows = NULL;
  VecheStatement *row;

  if (until <= since)
    return TRUE;
  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, channel_id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_int (row, 3, until);
  rows = veche_coverage_read_rows (row, error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const VecheCoverageRow *had = &g_array_index (rows, VecheCoverageRow, i);
      gboolean head = had->stretch.since < since, tail = had->stretch.until > until;

      if (tail && !veche_coverage_insert (db, channel_id, until, had->stretch.until, had->batch_id, error))
        return FALSE;
      if (head ? !veche_coverage_update (db, had->id, had->stretch.since, since, error) : !veche_coverage_delete (db, had->id, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_coverage_move (VecheDb *db, gint64 from_id, gint64 to_id, GError **error)
{
  static const char sql[] = "SELECT id, coalesce (batch_id, 0), since, until FROM coverage WHERE channel_id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (GArray) rows = NULL;

  veche_statement_bind_int (row, 1, from_id);
  rows = veche_coverage_read_rows (row, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VecheCoverageRow *had = &g_array_index (rows, VecheCoverageRow, i);

      if (!veche_coverage_delete (db, had->id, error) ||
          !veche_coverage_add (db, to_id, had->stretch.since, had->stretch.until, had->batch_id, error))
        return FALSE;
    }

  return rows != NULL;
}

gboolean
veche_coverage_note_end (VecheDb *db, gint64 channel_id, gint64 since, gint64 gives_from, GError **error)
{
  static const char sql[] =
    "UPDATE channel SET gives_from = ?3 WHERE id = ?1 AND gives_from IS NOT ?3 AND (?3 IS NOT NULL OR gives_from > ?2)";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, channel_id);
  veche_statement_bind_int (row, 2, since);
  veche_statement_bind_id (row, 3, gives_from);

  return veche_statement_run (row, error);
}

/* ------------------------------------------------------------------------------------------------------------------------------ reading */

GArray *
veche_coverage_load (VecheDb *db, gint64 channel_id, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT since, until FROM coverage WHERE channel_id = ?1 ORDER BY since");
  g_autoptr (GArray) spans = veche_spans_new ();
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (row, 1, channel_id);
  while (veche_statement_step (row, &local))
    veche_spans_add (spans, veche_statement_int (row, 0), veche_statement_int (row, 1));
  if (local == NULL)
    return g_steal_pointer (&spans);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

void
veche_channel_coverage_free (VecheChannelCoverage *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->platform);
  g_free (self->instance);
  g_free (self->remote_id);
  g_free (self->source_uid);
  g_free (self->source_name);
  g_free (self->source_type);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self);
}

static VecheChannelCoverage *
veche_channel_coverage_new (VecheStatement *row, gint64 *parent)
{
  VecheChannelCoverage *self = g_new0 (VecheChannelCoverage, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->kind = veche_statement_dup_text (row, 3);
  self->platform = veche_statement_dup_text (row, 4);
  self->instance = veche_statement_dup_text (row, 5);
  self->remote_id = veche_statement_dup_text (row, 6);
  self->gives_from = veche_statement_int (row, 7);
  self->source_id = veche_statement_int (row, 8);
  self->source_uid = veche_statement_dup_text (row, 9);
  self->source_name = veche_statement_dup_text (row, 10);
  self->source_type = veche_statement_dup_text (row, 11);
  self->slack = MAX (LEAST_SLACK, SLACK_RUNS * veche_statement_int (row, 12) * G_USEC_PER_SEC);
  self->known = veche_statement_int (row, 13);
  *parent = veche_statement_int (row, 14);

  return self;
}

static gboolean
veche_channel_coverage_fill (VecheDb *db, VecheChannelCoverage *self, gint64 parent, GError **error)
{
  self->spans = veche_coverage_load (db, self->id, error);
  if (self->spans == NULL)
    return FALSE;
  if (parent != 0 && g_strcmp0 (self->kind, "topic") == 0)
    {
      g_autoptr (GArray) above = veche_coverage_load (db, parent, error);

      if (above == NULL)
        return FALSE;
      veche_spans_merge (self->spans, above);
    }
  if (self->spans->len > 0)
    self->known = g_array_index (self->spans, VecheStretch, 0).since;

  return TRUE;
}

#define CHANNEL_COLUMNS                                                                                                                    \
  "SELECT c.id, c.uid, c.name, c.kind, c.platform, c.instance, c.remote_id, c.gives_from, c.source_id, s.uid, s.name, s.type, s.every,\n" \
  "       s.created, c.parent_id\n"                                                                                                        \
  "  FROM channel AS c LEFT JOIN source AS s ON s.id = c.source_id\n"

static gboolean
veche_coverage_channel_misses (VecheDb *db, gint64 channel_id, gint64 since)
{
  static const char sql[] = CHANNEL_COLUMNS " WHERE c.id = ?1";
  g_autoptr (VecheChannelCoverage) channel = NULL;
  g_autoptr (GArray) gaps = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 parent = 0;

  veche_statement_bind_int (row, 1, channel_id);
  if (veche_statement_step (row, NULL))
    channel = veche_channel_coverage_new (row, &parent);
  veche_statement_reset (row);
  if (channel == NULL || !veche_channel_coverage_fill (db, channel, parent, NULL) || channel->spans->len == 0)
    return FALSE;
  gaps = veche_channel_coverage_gaps (channel, MAX (since, channel->known), veche_now ());

  return gaps->len > 0;
}

gboolean
veche_coverage_misses (VecheDb *db, gint64 member_id, gint64 since)
{
  static const char sql[] =
    "SELECT DISTINCT channel_id FROM (SELECT channel_id FROM interaction WHERE member_id = ?1 AND channel_id IS NOT NULL\n"
    "  ORDER BY at DESC, id DESC LIMIT 200)";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  if (!veche_statement_collect_ids (row, ids, NULL))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (veche_coverage_channel_misses (db, g_array_index (ids, gint64, i), since))
      return TRUE;

  return FALSE;
}

GPtrArray *
veche_coverage_list (VecheDb *db, gint64 source_id, GError **error)
{
  static const char sql[] =
    CHANNEL_COLUMNS
    " WHERE (?1 IS NULL OR c.source_id = ?1)\n"
    "   AND (EXISTS (SELECT 1 FROM coverage AS v WHERE v.channel_id = c.id) OR (s.id IS NOT NULL AND c.kind IS NOT 'topic'))\n"
    " ORDER BY c.source_id IS NULL, c.source_id, c.name, c.id";
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_channel_coverage_free);
  g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_id (row, 1, source_id);
  while (veche_statement_step (row, &local))
    {
      gint64 parent;

      g_ptr_array_add (channels, veche_channel_coverage_new (row, &parent));
      g_array_append_val (parents, parent);
    }
  for (guint i = 0; local == NULL && i < channels->len; i++)
    veche_channel_coverage_fill (db, channels->pdata[i], g_array_index (parents, gint64, i), &local);
  if (local == NULL)
    return g_steal_pointer (&channels);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading what is complete: ");

  return NULL;
}

GArray *
veche_channel_coverage_gaps (const VecheChannelCoverage *self, gint64 since, gint64 now)
{
  gint64 last = self->spans->len > 0 ? g_array_index (self->spans, VecheStretch, self->spans->len - 1).until : self->known;
  gint64 end = self->source_id != 0 && now - last <= self->slack ? last : now;

  return veche_spans_gaps (self->spans, since != 0 ? since : self->known, end, 0);
}

GArray *
veche_coverage_together (GPtrArray *channels, gint64 now, gint64 *known)
{
  GArray *spans = veche_spans_new ();

  *known = now;
  for (guint i = 0; i < channels->len; i++)
    {
      VecheChannelCoverage *channel = channels->pdata[i];

      veche_spans_merge (spans, channel->spans);
      *known = MIN (*known, channel->known);
    }
  if (spans->len == 0)
    return spans;

  veche_spans_add (spans, *known, now);
  for (guint i = 0; i < channels->len; i++)
    {
      VecheChannelCoverage *channel = channels->pdata[i];
      g_autoptr (GArray) gaps = veche_channel_coverage_gaps (channel, 0, now);

      if (channel->spans->len > 0)
        veche_spans_without (spans, gaps);
    }

  return spans;
}
