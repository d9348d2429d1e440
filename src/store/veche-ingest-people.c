/* veche-ingest-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The accounts of a batch: found by their lasting id, adopted from what a person typed, or made together with a member.
 */

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-fts.h"
#include "store/veche-ingest-private.h"
#include "store/veche-members-table.h"
#include "store/veche-tombstones-table.h"

/* An account as the workspace knows it. */
typedef struct
{
  gint64   id, member_id, first_seen;
  gboolean me, bot, deleted, in_community;
  char    *handle, *name, *url, *avatar_url;   /* (owned) (nullable) */
} VecheKnown;

static void
veche_known_clear (VecheKnown *known)
{
  g_free (known->handle);
  g_free (known->name);
  g_free (known->url);
  g_free (known->avatar_url);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheKnown, veche_known_clear)

VecheIngestMember *
veche_ingest_member (VecheIngest *self, gint64 member_id)
{
  VecheIngestMember *member = g_hash_table_lookup (self->members, &member_id);

  if (member == NULL)
    {
      member = g_new0 (VecheIngestMember, 1);
      g_hash_table_insert (self->members, g_memdup2 (&member_id, sizeof member_id), member);
    }

  return member;
}

/*** Finding ***/

static gboolean
veche_ingest_find (VecheIngest *self, const char *remote_id, VecheKnown *known, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.member_id, m.me, i.bot, i.deleted, i.handle, i.display_name, i.url, i.avatar_url, i.first_seen, s.id\n"
    "  FROM identity AS i JOIN member AS m ON m.id = i.member_id\n"
    "  LEFT JOIN membership AS s ON s.community_id = ?4 AND s.member_id = i.member_id\n"
    "  WHERE i.platform = ?1 AND i.instance = ?2 AND i.remote_id = ?3";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, self->platform);
  veche_statement_bind_static (statement, 2, self->instance);
  veche_statement_bind_static (statement, 3, remote_id);
  veche_statement_bind_int (statement, 4, self->community_id);
  if (!veche_statement_step (statement, error))
    return FALSE;

  known->id = veche_statement_int (statement, 0);
  known->member_id = veche_statement_int (statement, 1);
  known->me = veche_statement_int (statement, 2) != 0;
  known->bot = veche_statement_int (statement, 3) != 0;
  known->deleted = veche_statement_int (statement, 4) != 0;
  known->handle = veche_statement_dup_text (statement, 5);
  known->name = veche_statement_dup_text (statement, 6);
  known->url = veche_statement_dup_text (statement, 7);
  known->avatar_url = veche_statement_dup_text (statement, 8);
  known->first_seen = veche_statement_int (statement, 9);
  known->in_community = !veche_statement_is_null (statement, 10);
  veche_statement_reset (statement);

  return TRUE;
}

/* A person who typed "@anna" could not know the account's lasting id and gave it the handle for one.  The first sighting of that handle
 * gives it the real one.  So does an archive of one's own posts, which knows "anna@host" only.  On federated platforms "anna" of host may have been typed as anna, anna@host, or anna on the instance host. */
static gboolean
veche_ingest_adopt (VecheIngest *self, const VechePerson *person, gboolean *adopted, GError **error)
{
  static const char sql[] =
    "UPDATE identity SET remote_id = ?1, instance = ?3 WHERE id = (\n"
    "  SELECT id FROM identity WHERE platform = ?2 AND instance IN ('', ?3, ?4) AND remote_id IN (?5, ?6)\n"
    "      AND (batch_id IS NULL OR (remote_id = ?6 AND instr (remote_id, '@') > 0 AND remote_id <> ?1))\n"
    "      AND (remote_id = ?6 OR instance = ?4 OR (instance = '' AND ?4 = ?3))\n"
    "    ORDER BY instance = ?4 DESC, id LIMIT 1)";
  g_autofree char *handle = g_utf8_strdown (person->handle, -1);
  char *at = strchr (handle, '@');
  const char *host = at != NULL ? at + 1 : self->instance;
  g_autofree char *user = at != NULL ? g_strndup (handle, at - handle) : g_strdup (handle);
  g_autofree char *full = host[0] != '\0' ? g_strdup_printf ("%s@%s", user, host) : g_strdup (user);
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, person->remote_id);
  veche_statement_bind_static (statement, 2, self->platform);
  veche_statement_bind_static (statement, 3, self->instance);
  veche_statement_bind_static (statement, 4, host);
  veche_statement_bind_static (statement, 5, user);
  veche_statement_bind_static (statement, 6, full);
  if (!veche_statement_run (statement, error))
    return FALSE;
  *adopted = veche_db_changes (self->db) > 0;

  return TRUE;
}

/*** Making ***/

/* The search row of somebody new; veche_members_refresh() would read it all back from the file. */
static gboolean
veche_ingest_index_member (VecheIngest *self, gint64 id, const char *name, const VechePerson *person, GError **error)
{
  const char *handle = person != NULL ? person->handle : NULL;
  g_autofree char *handles = handle != NULL ? g_strjoin (" ", handle, self->instance[0] != '\0' ? self->instance : NULL, NULL) : NULL;
  g_autofree char *keys = veche_fts_make_keys (name, handle);

  return veche_fts_set_member (self->db, id, name, handles, NULL, NULL, keys, error);
}

static gint64
veche_ingest_make_member (VecheIngest *self, const char *name, const VechePerson *person, GError **error)
{
  static const char sql[] =
    "INSERT INTO member (uid, name, role, me, joined, created, batch_id, name_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  g_autofree char *uid = veche_uid_new ();
  g_autoptr (GBytes) sort_key = veche_text_sort_key (name);
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  gsize size;
  gconstpointer data = g_bytes_get_data (sort_key, &size);
  gint64 id;

  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_static (statement, 2, name);
  veche_statement_bind_static (statement, 3, person != NULL && person->bot ? "bot" : "");
  veche_statement_bind_int (statement, 4, person != NULL && person->me);
  veche_statement_bind_id (statement, 5, person != NULL ? person->joined : 0);
  veche_statement_bind_int (statement, 6, self->now);
  veche_statement_bind_int (statement, 7, self->batch_id);
  veche_statement_bind_blob (statement, 8, data, size);
  if (!veche_statement_run (statement, error))
    return 0;
  id = veche_db_last_id (self->db);
  self->counts.people++;

  return veche_ingest_index_member (self, id, name, person, error) ? id : 0;
}

static gint64
veche_ingest_make_identity (VecheIngest *self, gint64 member, const char *remote_id, const VechePerson *person, GError **error)
{
  static const char sql[] =
    "INSERT INTO identity (uid, member_id, platform, instance, remote_id, handle, display_name, url, avatar_url, bot, deleted, batch_id)\n"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_int (statement, 2, member);
  veche_statement_bind_static (statement, 3, self->platform);
  veche_statement_bind_static (statement, 4, self->instance);
  veche_statement_bind_static (statement, 5, remote_id);
  veche_statement_bind_static (statement, 6, person != NULL ? person->handle : NULL);
  veche_statement_bind_static (statement, 7, person != NULL ? person->name : NULL);
  veche_statement_bind_static (statement, 8, person != NULL ? person->url : NULL);
  veche_statement_bind_static (statement, 9, person != NULL ? person->avatar_url : NULL);
  veche_statement_bind_int (statement, 10, person != NULL && person->bot);
  veche_statement_bind_int (statement, 11, person != NULL && person->deleted);
  veche_statement_bind_int (statement, 12, self->batch_id);

  return veche_statement_run (statement, error) ? veche_db_last_id (self->db) : 0;
}

static const char *
veche_ingest_name (const char *name, const char *handle, const char *remote_id)
{
  if (name != NULL && name[0] != '\0')
    return name;

  return handle != NULL && handle[0] != '\0' ? handle : remote_id;
}

static gboolean
veche_ingest_make (VecheIngest *self, const char *remote_id, const VechePerson *person, VecheIngestPerson *made, GError **error)
{
  const char *name = veche_ingest_name (person != NULL ? person->name : NULL, person != NULL ? person->handle : NULL, remote_id);

  made->me = person != NULL && person->me;
  made->member_id = made->me ? self->me : 0;
  if (made->member_id == 0)
    made->member_id = veche_ingest_make_member (self, name, person, error);
  if (made->member_id == 0)
    return FALSE;
  if (made->me)
    self->me = made->member_id;
  made->identity_id = veche_ingest_make_identity (self, made->member_id, remote_id, person, error);
  if (made->identity_id == 0)
    return FALSE;

  /* One more account of somebody who is there already: found by its handle too. */
  return self->me != made->member_id || veche_members_refresh (self->db, made->member_id, error);
}

/*** What the platform says now ***/

/* Seen there since the one before it went, or since the account itself came here; of one that a person typed nothing is known. */
static gboolean
veche_ingest_keep_handle (VecheIngest *self, const VecheKnown *known, GError **error)
{
  static const char sql[] =
    "INSERT INTO identity_handle (identity_id, handle, since, until)\n"
    "  SELECT ?1, ?2, ifnull ((SELECT max (until) FROM identity_handle WHERE identity_id = ?1),\n"
    "                         (SELECT b.at FROM identity AS i JOIN batch AS b ON b.id = i.batch_id WHERE i.id = ?1)), ?3\n"
    "  WHERE NOT EXISTS (SELECT 1 FROM identity_handle WHERE identity_id = ?1 AND handle = ?2)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, known->id);
  veche_statement_bind_static (statement, 2, known->handle);
  veche_statement_bind_int (statement, 3, self->now);

  return veche_statement_run (statement, error);
}

/* The member was named after the account, and nobody has renamed them since: the name follows. */
static gboolean
veche_ingest_rename (VecheIngest *self, const VecheKnown *known, const char *remote_id, const char *name, GError **error)
{
  static const char find_sql[] = "SELECT uid, name FROM member WHERE id = ?1 AND batch_id IS NOT NULL";
  static const char sql[] = "UPDATE member SET name = ?2 WHERE id = ?1";
  g_autofree char *uid = NULL;
  g_autofree char *current = NULL;
  VecheStatement *statement = veche_db_prepare (self->db, find_sql);

  veche_statement_bind_int (statement, 1, known->member_id);
  if (veche_statement_step (statement, NULL))
    {
      uid = veche_statement_dup_text (statement, 0);
      current = veche_statement_dup_text (statement, 1);
      veche_statement_reset (statement);
    }
  if (uid == NULL || g_strcmp0 (current, veche_ingest_name (known->name, known->handle, remote_id)) != 0
      || g_strcmp0 (current, name) == 0 || !veche_ingest_untouched (self->db, uid, "name"))
    return TRUE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, known->member_id);
  veche_statement_bind_static (statement, 2, name);

  return veche_statement_run (statement, error);
}

static const char *
veche_ingest_newer (const char *known, const char *said, gboolean live)
{
  return said != NULL && (known == NULL || live) ? said : known;
}

/* A live source knows better than we; an export may be older than what we know, so it only fills the gaps. */
static gboolean
veche_ingest_describe (VecheIngest *self, const VecheKnown *known, const VechePerson *person, GError **error)
{
  static const char sql[] =
    "UPDATE identity SET handle = ?2, display_name = ?3, url = ?4, avatar_url = ?5, bot = ?6, deleted = ?7 WHERE id = ?1";
  gboolean live = self->source_id != 0;
  const char *handle = veche_ingest_newer (known->handle, person->handle, live);
  const char *name = veche_ingest_newer (known->name, person->name, live);
  const char *url = veche_ingest_newer (known->url, person->url, live);
  const char *avatar_url = veche_ingest_newer (known->avatar_url, person->avatar_url, live);
  gboolean bot = known->bot || person->bot;
  gboolean deleted = live ? person->deleted : known->deleted || person->deleted;
  VecheStatement *statement;

  if (g_strcmp0 (handle, known->handle) == 0 && g_strcmp0 (name, known->name) == 0 && g_strcmp0 (url, known->url) == 0
      && g_strcmp0 (avatar_url, known->avatar_url) == 0 && bot == known->bot && deleted == known->deleted)
    return TRUE;
  if (known->handle != NULL && g_strcmp0 (handle, known->handle) != 0 && !veche_ingest_keep_handle (self, known, error))
    return FALSE;

  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (statement, 1, known->id);
  veche_statement_bind_static (statement, 2, handle);
  veche_statement_bind_static (statement, 3, name);
  veche_statement_bind_static (statement, 4, url);
  veche_statement_bind_static (statement, 5, avatar_url);
  veche_statement_bind_int (statement, 6, bot);
  veche_statement_bind_int (statement, 7, deleted);

  return veche_statement_run (statement, error)
         && veche_ingest_rename (self, known, person->remote_id, veche_ingest_name (name, handle, person->remote_id), error)
         && veche_members_refresh (self->db, known->member_id, error);
}

/* Only now it is said who the manager is: what they wrote before was ours. */
static gboolean
veche_ingest_recognise (VecheIngest *self, VecheIngestPerson *person, GError **error)
{
  static const char me_sql[] = "UPDATE member SET me = 1 WHERE id = ?1";
  static const char out_sql[] = "UPDATE interaction SET direction = 'out' WHERE member_id = ?1 AND channel_id IS NOT NULL AND direction = 'in'";
  static const char triage_sql[] =
    "DELETE FROM triage WHERE interaction_id IN (SELECT id FROM interaction WHERE member_id = ?1 AND channel_id IS NOT NULL)\n"
    "  AND NOT EXISTS (SELECT 1 FROM journal WHERE object_uid = triage.uid)";
  static const char contact_sql[] =
    "UPDATE member SET last_contact = max (coalesce (last_contact, 0), said.at)\n"
    "  FROM (SELECT p.member_id AS id, max (o.at) AS at FROM interaction AS o JOIN interaction AS p ON p.id = o.reply_to_id\n"
    "          WHERE o.member_id = ?1 AND p.member_id IS NOT NULL GROUP BY p.member_id) AS said WHERE member.id = said.id";
  const char *const all[] = { me_sql, out_sql, triage_sql, contact_sql };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      VecheStatement *statement = veche_db_prepare (self->db, all[i]);

      veche_statement_bind_int (statement, 1, person->member_id);
      if (!veche_statement_run (statement, error))
        return FALSE;
    }
  person->me = TRUE;
  self->me = person->member_id;

  return veche_members_refresh (self->db, person->member_id, error);
}

/*** Membership ***/

static gboolean
veche_ingest_join (VecheIngest *self, gint64 member, gint64 joined, GError **error)
{
  static const char sql[] =
    "INSERT INTO membership (uid, community_id, member_id, joined, batch_id) VALUES (?1, ?2, ?3, ?4, ?5)\n"
    "  ON CONFLICT (community_id, member_id) DO UPDATE SET joined = min (coalesce (joined, ?4), ?4)\n"
    "    WHERE ?4 IS NOT NULL AND ?4 < coalesce (joined, 9223372036854775807)\n"
    "      AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("membership.uid", "joined") ")";
  g_autofree char *uid = NULL;
  VecheStatement *statement;

  if (self->community_id == 0)
    return TRUE;

  uid = veche_uid_new ();
  statement = veche_db_prepare (self->db, sql);
  veche_statement_bind_static (statement, 1, uid);
  veche_statement_bind_int (statement, 2, self->community_id);
  veche_statement_bind_int (statement, 3, member);
  veche_statement_bind_id (statement, 4, joined);
  veche_statement_bind_int (statement, 5, self->batch_id);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_member_joined (VecheIngest *self, gint64 member, gint64 joined, GError **error)
{
  static const char sql[] =
    "UPDATE member SET joined = ?2 WHERE id = ?1 AND (joined IS NULL OR joined > ?2)\n"
    "  AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("member.uid", "joined") ")";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, member);
  veche_statement_bind_int (statement, 2, joined);

  return veche_statement_run (statement, error);
}

/* Gone is who left last and did not come back; who was only taken out of a thread is still there. */
static gboolean
veche_ingest_member_left (VecheIngest *self, gint64 member, GError **error)
{
  static const char sql[] =
    "UPDATE membership SET left_at = (\n"
    "  SELECT CASE WHEN max (i.at) FILTER (WHERE i.kind = 'leave') > coalesce (max (i.at) FILTER (WHERE i.kind = 'join'), 0)\n"
    "              THEN max (i.at) FILTER (WHERE i.kind = 'leave') END\n"
    "    FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id\n"
    "    WHERE i.member_id = ?1 AND i.kind IN ('join', 'leave') AND c.kind IS NOT 'topic')\n"
    "  WHERE member_id = ?1 AND community_id = ?2\n"
    "    AND NOT EXISTS (" VECHE_JOURNAL_SAYS ("membership.uid", "left_at") ")";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, member);
  veche_statement_bind_int (statement, 2, self->community_id);

  return veche_statement_run (statement, error);
}

static gboolean
veche_ingest_first_seen (VecheIngest *self, const VecheIngestPerson *person, GError **error)
{
  static const char sql[] = "UPDATE identity SET first_seen = ?2 WHERE id = ?1 AND (first_seen IS NULL OR first_seen > ?2)";
  VecheStatement *statement = veche_db_prepare (self->db, sql);

  veche_statement_bind_int (statement, 1, person->identity_id);
  veche_statement_bind_int (statement, 2, person->first);

  return veche_statement_run (statement, error);
}

gboolean
veche_ingest_people_flush (VecheIngest *self, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheIngestPerson *person = value;

      if (person->first != 0 && (person->first_seen == 0 || person->first < person->first_seen) && !veche_ingest_first_seen (self, person, error))
        return FALSE;
      if (person->first_join != 0
          && !(veche_ingest_member_joined (self, person->member_id, person->first_join, error)
               && veche_ingest_join (self, person->member_id, person->first_join, error)))
        return FALSE;
      if (person->came_or_left && !veche_ingest_member_left (self, person->member_id, error))
        return FALSE;
    }

  return TRUE;
}

/*** One account ***/

static gboolean
veche_ingest_is_erased (VecheIngest *self, const char *remote_id, const VechePerson *person)
{
  return veche_tombstones_has (self->db, self->platform, self->instance, remote_id)
         || (person != NULL && veche_tombstones_has (self->db, self->platform, self->instance, person->handle));
}

static gboolean
veche_ingest_meet (VecheIngest *self, const char *remote_id, const VechePerson *person, VecheIngestPerson *met, GError **error)
{
  g_auto (VecheKnown) known = { 0 };
  g_autoptr (GError) local = NULL;
  gboolean adopted = FALSE;
  gboolean found = veche_ingest_find (self, remote_id, &known, &local);

  if (!found && local == NULL && person != NULL && person->handle != NULL)
    {
      found = veche_ingest_adopt (self, person, &adopted, &local) && adopted
              && veche_ingest_find (self, remote_id, &known, &local);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!found)
    {
      met->erased = veche_ingest_is_erased (self, remote_id, person);
      return met->erased || veche_ingest_make (self, remote_id, person, met, error);
    }

  met->identity_id = known.id;
  met->member_id = known.member_id;
  met->me = known.me;
  met->first_seen = known.first_seen;
  met->in_community = known.in_community;
  if (person == NULL)
    return TRUE;
  if (person->me && self->me == 0 && !veche_ingest_recognise (self, met, error))
    return FALSE;
  if (person->joined != 0 && !veche_ingest_member_joined (self, met->member_id, person->joined, error))
    return FALSE;

  return veche_ingest_describe (self, &known, person, error);
}

VecheIngestPerson *
veche_ingest_person (VecheIngest *self, const char *remote_id, GError **error)
{
  VecheIngestPerson *known = g_hash_table_lookup (self->people, remote_id);
  const VechePerson *person;
  g_autofree VecheIngestPerson *met = NULL;

  if (known != NULL)
    return known;

  person = g_hash_table_lookup (self->described, remote_id);
  met = g_new0 (VecheIngestPerson, 1);
  if (!veche_ingest_meet (self, remote_id, person, met, error))
    return NULL;
  if (!met->erased && (!met->in_community || (person != NULL && person->joined != 0))
      && !veche_ingest_join (self, met->member_id, person != NULL ? person->joined : 0, error))
    return NULL;

  known = g_steal_pointer (&met);
  g_hash_table_insert (self->people, (gpointer) remote_id, known);

  return known;
}
