/* veche-roster-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-roster-table.h"

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-ingest-private.h"
#include "store/veche-statement.h"
#include "store/veche-workspace.h"

#define FEW     5                           /* who may be missed at once without a second look */
#define PART    4                           /* and one in so many */
#define BETWEEN G_TIME_SPAN_DAY             /* from when somebody was last found to when a doubtful list is believed */
#define HEARD   (30 * G_TIME_SPAN_DAY)      /* who spoke elsewhere of late has left a list, not us */

typedef struct { gint64 identity_id, member_id, gone; char *remote_id; } VecheRosterEntry;

static void
veche_roster_entry_clear (gpointer data)
{
  g_free (((VecheRosterEntry *) data)->remote_id);
}

/* What is written by one page or at the end. */
typedef struct
{
  VecheDb    *db;
  VecheBatch *batch;
  gint64      source_id, batch_id, channel_id, began;    /* channel_id 0: not made yet; began 0: a list that is not whole */
  const char *place;                                      /* of several lists; "": of the only one */
} VecheRoster;

static gboolean
veche_roster_load_began (VecheRoster *self, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self->db, "SELECT members_began FROM source WHERE id = ?1");
  g_autoptr (GError) local = NULL;

  veche_statement_bind_int (statement, 1, self->source_id);
  self->began = veche_ingest_fetch_id (statement, &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
veche_roster_set_began (VecheRoster *self, gint64 began, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self->db, "UPDATE source SET members_began = ?2 WHERE id = ?1");

  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_id (statement, 2, began);

  return veche_statement_run (statement, error);
}

/*** Who came and left, as it is told ***/

/* The list is a place of its own on the timeline. */
static gboolean
veche_roster_make_channel (VecheRoster *self, GError **error)
{
  static const char sql[] =
    "INSERT INTO channel (uid, platform, instance, remote_id, community_id, name, kind, batch_id)\n"
    "  SELECT ?2, ?3, ?4, 'list:' || uid, ?5, name, 'list', ?6 FROM source WHERE id = ?1\n"
    "  ON CONFLICT (platform, instance, remote_id) DO UPDATE SET name = excluded.name RETURNING id";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement;

  if (self->channel_id != 0)
    return TRUE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_static (statement, 2, uid);
  veche_statement_bind_static (statement, 3, veche_batch_get_platform (self->batch));
  veche_statement_bind_static (statement, 4, veche_batch_get_instance (self->batch));
  veche_statement_bind_id (statement, 5, veche_workspace_only_community (self->db));
  veche_statement_bind_id (statement, 6, self->batch_id);
  self->channel_id = veche_ingest_fetch_id (statement, error);

  return self->channel_id != 0;
}

/* Not what is known already: the last that was told of the account is the same.  It counts as a line of the timeline, and not as a sign of life. */
static gboolean
veche_roster_tell (VecheRoster *self, const VecheRosterEntry *entry, const char *kind, gint64 at, GError **error)
{
  static const char sql[] =
    "INSERT INTO interaction (kind, at, channel_id, remote_id, identity_id, member_id, direction, batch_id)\n"
    "  SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'in', ?7\n"
    "  WHERE ?1 IS NOT (SELECT kind FROM interaction WHERE identity_id = ?5 AND kind IN ('join', 'leave') ORDER BY at DESC, id DESC LIMIT 1)\n"
    "  ON CONFLICT (channel_id, remote_id) DO NOTHING";
  static const char count_sql[] = "UPDATE member SET interactions = interactions + 1 WHERE id = ?1";
  g_autofree char *remote_id = g_strdup_printf ("%s:%s:%" G_GINT64_FORMAT, kind, entry->remote_id, at / G_USEC_PER_SEC);
  VecheStatement *statement;

  if (!veche_roster_make_channel (self, error))
    return FALSE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_static (statement, 1, kind);
  veche_statement_bind_int (statement, 2, at);
  veche_statement_bind_int (statement, 3, self->channel_id);
  veche_statement_bind_static (statement, 4, remote_id);
  veche_statement_bind_int (statement, 5, entry->identity_id);
  veche_statement_bind_int (statement, 6, entry->member_id);
  veche_statement_bind_id (statement, 7, self->batch_id);
  if (!veche_statement_run (statement, error))
    return FALSE;
  if (veche_db_changes (self->db) == 0)
    return TRUE;

  statement = veche_db_prepare (self->db, count_sql);
  veche_statement_bind_int (statement, 1, entry->member_id);

  return veche_statement_run (statement, error);
}

/* Of the community they are gone unless they stand on another list or were heard elsewhere of late; a person's own word stays. at 0: back. */
static gboolean
veche_roster_set_left (VecheRoster *self, const VecheRosterEntry *entry, gint64 at, GError **error)
{
  static const char sql[] =
    "UPDATE membership SET left_at = ?3 WHERE member_id = ?1 AND community_id = ?2\n"
    "  AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("membership.uid", "left_at") ")\n"
    "  AND (?3 IS NULL OR NOT (\n"
    "    EXISTS (SELECT 1 FROM identity AS i JOIN roster AS r ON r.identity_id = i.id WHERE i.member_id = ?1 AND r.gone IS NULL)\n"
    "    OR EXISTS (SELECT 1 FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id WHERE i.member_id = ?1 AND i.at > ?3 - ?4\n"
    "                 AND i.direction = 'in' AND i.kind <> 'leave' AND c.source_id IS NOT NULL AND c.source_id <> ?5)))";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, entry->member_id);
  veche_statement_bind_id (statement, 2, veche_workspace_only_community (self->db));
  veche_statement_bind_id (statement, 3, at);
  veche_statement_bind_int (statement, 4, HEARD);
  veche_statement_bind_int (statement, 5, self->source_id);

  return veche_statement_run (statement, error);
}

/*** A page ***/

static gboolean
veche_roster_find (VecheRoster *self, const char *remote_id, VecheRosterEntry *entry, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.member_id, (SELECT max (gone) FROM roster WHERE source_id = ?4 AND identity_id = i.id) FROM identity AS i\n"
    "  WHERE i.platform = ?1 AND i.instance = ?2 AND i.remote_id = ?3";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, veche_batch_get_platform (self->batch));
  veche_statement_bind_static (statement, 2, veche_batch_get_instance (self->batch));
  veche_statement_bind_static (statement, 3, remote_id);
  veche_statement_bind_int (statement, 4, self->source_id);
  if (!veche_statement_step (statement, error))
    return FALSE;

  entry->identity_id = veche_statement_int (statement, 0);
  entry->member_id = veche_statement_int (statement, 1);
  entry->gone = veche_statement_int (statement, 2);
  entry->remote_id = (char *) remote_id;
  veche_statement_reset (statement);

  return TRUE;
}

/* On any of the source's lists. FALSE also on errors, which the next statement tells. */
static gboolean
veche_roster_is_listed (VecheRoster *self, gint64 identity_id)
{
  VecheStatement *statement = veche_db_prepare (self->db, "SELECT 1 FROM roster WHERE source_id = ?1 AND identity_id = ?2 AND gone IS NULL LIMIT 1");

  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, identity_id);

  return veche_ingest_fetch_id (statement, NULL) != 0;
}

static gboolean
veche_roster_see (VecheRoster *self, const char *remote_id, gint64 now, GError **error)
{
  static const char sql[] =
    "INSERT INTO roster (source_id, identity_id, seen, place) VALUES (?1, ?2, ?3, ?4)\n"
    "  ON CONFLICT (source_id, place, identity_id) DO UPDATE SET seen = ?3, missed = 0, gone = NULL";
  g_autoptr (GError) local = NULL;
  VecheRosterEntry entry = { 0 };
  VecheStatement *statement;
  gboolean back;

  if (!veche_roster_find (self, remote_id, &entry, &local))
    {
      /* Somebody whom the workspace has erased, say. */
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  back = entry.gone != 0 && !veche_roster_is_listed (self, entry.identity_id);
  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, entry.identity_id);
  veche_statement_bind_int (statement, 3, self->began != 0 ? self->began : now);
  veche_statement_bind_static (statement, 4, self->place);

  return veche_statement_run (statement, error)
         && (!back || (veche_roster_tell (self, &entry, "join", now, error) && veche_roster_set_left (self, &entry, 0, error)));
}

static gboolean
veche_roster_is_part (VecheBatch *batch, gboolean only)
{
  guint bad, notices;

  veche_batch_get_bad (batch, &bad);
  veche_batch_get_notices (batch, &notices);

  return veche_batch_is_partial (batch) || bad > 0 || (only && notices > 0);
}

/*** The end ***/

/* How many were missed; found (out): how many were not. -1: an error. */
static gint64
veche_roster_count_missed (VecheRoster *self, gint64 *found, GError **error)
{
  static const char found_sql[] = "SELECT count (*) FROM roster WHERE source_id = ?1 AND place = ?3 AND seen >= ?2";
  static const char sql[] = "UPDATE roster SET missed = missed + 1 WHERE source_id = ?1 AND place = ?3 AND seen < ?2 AND gone IS NULL";
  VecheStatement *statement = veche_db_prepare (self->db, found_sql);

  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, self->began);
  veche_statement_bind_static (statement, 3, self->place);
  if (!veche_statement_step (statement, error))
    return -1;
  *found = veche_statement_int (statement, 0);
  veche_statement_reset (statement);
  if (*found == 0)
    return 0;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, self->began);
  veche_statement_bind_static (statement, 3, self->place);

  return veche_statement_run (statement, error) ? (gint64) veche_db_changes (self->db) : -1;
}

/* all FALSE: only whom a second reading misses. (element-type VecheRosterEntry) (transfer full) */
static GArray *
veche_roster_list_missed (VecheRoster *self, gboolean all, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.member_id, i.remote_id FROM roster AS r JOIN identity AS i ON i.id = r.identity_id\n"
    "  WHERE r.source_id = ?1 AND r.place = ?5 AND r.seen < ?2 AND r.gone IS NULL AND (?3 OR (r.missed >= 2 AND r.seen < ?2 - ?4))";
  g_autoptr (GArray) missed = g_array_new (FALSE, TRUE, sizeof (VecheRosterEntry));
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  g_array_set_clear_func (missed, veche_roster_entry_clear);
  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, self->began);
  veche_statement_bind_int (statement, 3, all);
  veche_statement_bind_int (statement, 4, BETWEEN);
  veche_statement_bind_static (statement, 5, self->place);
  while (veche_statement_step (statement, &local))
    {
      VecheRosterEntry entry = { veche_statement_int (statement, 0), veche_statement_int (statement, 1), 0, veche_statement_dup_text (statement, 2) };

      g_array_append_val (missed, entry);
    }
  if (local == NULL)
    return g_steal_pointer (&missed);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
veche_roster_let_go (VecheRoster *self, const VecheRosterEntry *entry, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self->db, "UPDATE roster SET gone = ?3 WHERE source_id = ?1 AND place = ?4 AND identity_id = ?2");

  veche_statement_bind_int (statement, 1, self->source_id);
  veche_statement_bind_int (statement, 2, entry->identity_id);
  veche_statement_bind_int (statement, 3, self->began);
  veche_statement_bind_static (statement, 4, self->place);
  if (!veche_statement_run (statement, error))
    return FALSE;

  return veche_roster_is_listed (self, entry->identity_id) || (veche_roster_tell (self, entry, "leave", self->began, error)
         && veche_roster_set_left (self, entry, self->began, error));
}

/* One list was read to its end. */
static gboolean
veche_roster_close (VecheRoster *self, guint *left, GError **error)
{
  g_autoptr (GArray) missed = NULL;
  gint64 found = 0, n = veche_roster_count_missed (self, &found, error);

  if (n <= 0)
    return n == 0;

  missed = veche_roster_list_missed (self, n <= FEW || n * PART <= n + found, error);
  for (guint i = 0; missed != NULL && i < missed->len; i++)
    if (!veche_roster_let_go (self, &g_array_index (missed, VecheRosterEntry, i), error))
      return FALSE;
  *left += missed != NULL ? missed->len : 0;

  return missed != NULL;
}

/* Of several lists one that can't be had just does not end; a notice says so, and is no trouble of the others. */
static gboolean
veche_roster_begin_page (VecheRoster *self, gboolean first, gint64 now, GError **error)
{
  if (veche_roster_is_part (self->batch, *self->place == '\0'))
    return veche_roster_set_began (self, 0, error);

  return !first || veche_roster_set_began (self, now, error);
}

gboolean
veche_roster_take_page (VecheDb *db, gint64 source_id, VecheBatch *batch, gboolean first, gint64 batch_id, guint *left, GError **error)
{
  gboolean ends = FALSE;
  const char *place = veche_batch_get_list (batch, &ends);
  VecheRoster self = { db, batch, source_id, batch_id, 0, 0, place != NULL ? place : "" };
  gint64 now = veche_now ();
  guint n;
  const VechePerson *people = veche_batch_get_people (batch, &n);

  *left = 0;
  if (!veche_roster_begin_page (&self, first, now, error) || !veche_roster_load_began (&self, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!people[i].me && !veche_roster_see (&self, people[i].remote_id, now, error))
      return FALSE;

  return place == NULL || !ends || self.began == 0 || veche_roster_close (&self, left, error);
}

gboolean
veche_roster_end (VecheDb *db, gint64 source_id, VecheBatch *batch, gint64 batch_id, guint *left, GError **error)
{
  VecheRoster self = { db, batch, source_id, batch_id, 0, 0, "" };

  if (!veche_roster_load_began (&self, error))
    return FALSE;

  return self.began == 0 || (veche_roster_close (&self, left, error) && veche_roster_set_began (&self, 0, error));
}
