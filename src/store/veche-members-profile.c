/* veche-members-profile.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of one person: the profile.
 */

#include "store/veche-consents-table.h"
#include "store/veche-db.h"
#include "store/veche-fields-table.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

/* One row of a statement → one element. */
typedef gpointer (*VecheRowReader) (VecheDb *db, VecheStatement *row);

static void
earlier_handle_free (gpointer data)
{
  VecheEarlierHandle *self = data;

  g_free (self->handle);
  g_free (self);
}

static void
identity_free (gpointer data)
{
  VecheIdentity *self = data;

  g_free (self->uid);
  g_free (self->platform);
  g_free (self->instance);
  g_free (self->remote_id);
  g_free (self->handle);
  g_free (self->name);
  g_free (self->url);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  g_free (self);
}

static void
evidence_free (gpointer data)
{
  VecheEvidence *self = data;

  g_free (self->uid);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->interaction_uid);
  g_free (self->event_uid);
  g_free (self->where);
  g_free (self);
}

static void
competency_free (gpointer data)
{
  VecheCompetency *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->origin);
  g_clear_pointer (&self->evidence, g_ptr_array_unref);
  g_free (self);
}

static void
note_free (gpointer data)
{
  VecheNote *self = data;

  g_free (self->uid);
  g_free (self->text);
  g_free (self->author);
  g_free (self);
}

static void
named_free (gpointer data)
{
  VecheNamed *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self);
}

static void
place_free (gpointer data)
{
  VechePlaceHeld *self = data;

  g_free (self->uid);
  g_free (self->organisation_uid);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->role);
  g_free (self);
}

static void
profile_clear (gpointer data)
{
  VecheProfile *self = data;

  g_clear_pointer (&self->member, veche_record_unref);
  g_free (self->motives);
  g_free (self->needs);
  g_free (self->likes);
  g_free (self->dislikes);
  g_free (self->manner);
  g_free (self->origin);
  g_free (self->birthday);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->competencies, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->communities, g_ptr_array_unref);
  g_free (self->offers);
  g_free (self->preferred_platform);
  g_free (self->quiet_from);
  g_free (self->quiet_until);
  g_clear_pointer (&self->came_through, named_free);
  g_clear_pointer (&self->brought, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
}

static GPtrArray *
read_rows (VecheDb *db, const char *sql, gint64 id, VecheRowReader reader, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (GError)    local = NULL;
  VecheStatement       *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (rows, reader (db, row));
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gpointer
read_earlier_handle (VecheDb *db, VecheStatement *row)
{
  VecheEarlierHandle *self = g_new0 (VecheEarlierHandle, 1);

  self->handle = veche_statement_dup_text (row, 0);
  self->since = veche_statement_int (row, 1);
  self->until = veche_statement_int (row, 2);

  return self;
}

static gpointer
read_identity (VecheDb *db, VecheStatement *row)
{
  static const char sql[] = "SELECT handle, since, until FROM identity_handle WHERE identity_id = ?1 ORDER BY until DESC";
  VecheIdentity *self = g_new0 (VecheIdentity, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->platform = veche_statement_dup_text (row, 1);
  self->instance = veche_statement_dup_text (row, 2);
  self->remote_id = veche_statement_dup_text (row, 3);
  self->handle = veche_statement_dup_text (row, 4);
  self->name = veche_statement_dup_text (row, 5);
  self->url = veche_statement_dup_text (row, 6);
  self->first_seen = veche_statement_int (row, 7);
  self->bot = veche_statement_int (row, 8) & 1;
  self->deleted = (veche_statement_int (row, 8) & 2) != 0;
  self->earlier = read_rows (db, sql, veche_statement_int (row, 9), read_earlier_handle, earlier_handle_free, NULL);
  if (self->earlier == NULL)
    self->earlier = g_ptr_array_new ();

  return self;
}

static GPtrArray *
load_identities (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT i.uid, i.platform, i.instance, i.remote_id, i.handle, i.display_name, i.url, i.first_seen, i.bot + 2 * i.deleted, i.id"
    "  FROM identity AS i WHERE i.member_id = ?1 ORDER BY i.id";

  return read_rows (db, sql, id, read_identity, identity_free, error);
}

static gpointer
read_evidence (VecheDb *db, VecheStatement *row)
{
  VecheEvidence *self = g_new0 (VecheEvidence, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->kind = veche_statement_dup_text (row, 1);
  self->text = veche_statement_dup_text (row, 2);
  self->interaction_uid = veche_statement_dup_text (row, 3);
  self->event_uid = veche_statement_dup_text (row, 4);
  self->where = veche_statement_dup_text (row, 5);
  self->at = veche_statement_int (row, 6);

  return self;
}

static gpointer
read_competency (VecheDb *db, VecheStatement *row)
{
  static const char sql[] =
    "SELECT e.uid, e.kind, e.text, i.uid, v.uid, ifnull (v.title, c.name), e.at FROM competency_evidence AS e"
    "  LEFT JOIN interaction AS i ON i.id = e.interaction_id LEFT JOIN channel AS c ON c.id = i.channel_id"
    "  LEFT JOIN event AS v ON v.id = e.event_id"
    " WHERE e.member_competency_id = ?1 ORDER BY e.at DESC, e.id DESC";
  VecheCompetency *self = g_new0 (VecheCompetency, 1);

  self->uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->level = (int) veche_statement_int (row, 3);
  self->origin = veche_statement_dup_text (row, 4);
  self->at = veche_statement_int (row, 5);
  self->evidence = read_rows (db, sql, veche_statement_int (row, 0), read_evidence, evidence_free, NULL);
  if (self->evidence == NULL)
    self->evidence = g_ptr_array_new ();

  return self;
}

static GPtrArray *
load_competencies (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT l.id, l.uid, c.name, l.level, l.origin, l.at FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id"
    " WHERE l.member_id = ?1 ORDER BY l.level DESC, l.id";

  return read_rows (db, sql, id, read_competency, competency_free, error);
}

static gpointer
read_note (VecheDb *db, VecheStatement *row)
{
  VecheNote *self = g_new0 (VecheNote, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->text = veche_statement_dup_text (row, 1);
  self->author = veche_statement_dup_text (row, 2);
  self->at = veche_statement_int (row, 3);

  return self;
}

static GPtrArray *
load_notes (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "SELECT uid, text, author, at FROM member_note WHERE member_id = ?1 ORDER BY at DESC, id DESC";

  return read_rows (db, sql, id, read_note, note_free, error);
}

static gpointer
read_named (VecheDb *db, VecheStatement *row)
{
  VecheNamed *self = g_new0 (VecheNamed, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->name = veche_statement_dup_text (row, 1);

  return self;
}

static GPtrArray *
load_tags (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT l.uid, t.name FROM member_tag AS l JOIN tag AS t ON t.id = l.tag_id WHERE l.member_id = ?1 ORDER BY l.id";

  return read_rows (db, sql, id, read_named, named_free, error);
}

static GPtrArray *
load_communities (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT c.uid, c.name FROM membership AS l JOIN community AS c ON c.id = l.community_id"
    " WHERE l.member_id = ?1 AND l.left_at IS NULL ORDER BY l.id";

  return read_rows (db, sql, id, read_named, named_free, error);
}

static gpointer
read_place (VecheDb *db, VecheStatement *row)
{
  VechePlaceHeld *self = g_new0 (VechePlaceHeld, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->organisation_uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->kind = veche_statement_dup_text (row, 3);
  self->role = veche_statement_dup_text (row, 4);

  return self;
}

static GPtrArray *
load_places (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT l.uid, o.uid, o.name, o.kind, l.role FROM organisation_member AS l JOIN organisation AS o ON o.id = l.organisation_id"
    " WHERE l.member_id = ?1 ORDER BY l.id";

  return read_rows (db, sql, id, read_place, place_free, error);
}

static GPtrArray *
load_brought (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "SELECT uid, name FROM member WHERE came_through_id = ?1 AND archived < 2 ORDER BY id DESC LIMIT 50";

  return read_rows (db, sql, id, read_named, named_free, error);
}

static gboolean
read_craft (VecheDb *db, VecheProfile *self, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT m.offers, m.preferred_platform, m.quiet_from, m.quiet_until, m.leader, m.reach, m.watched, t.uid, t.name"
    "  FROM member AS m LEFT JOIN member AS t ON t.id = m.came_through_id WHERE m.id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_step (row, error))
    return FALSE;

  self->offers = veche_statement_dup_text (row, 0);
  self->preferred_platform = veche_statement_dup_text (row, 1);
  self->quiet_from = veche_statement_dup_text (row, 2);
  self->quiet_until = veche_statement_dup_text (row, 3);
  self->leader = veche_statement_int (row, 4) != 0;
  self->reach = veche_statement_int (row, 5) != 0;
  self->watched = veche_statement_int (row, 6) != 0;
  if (veche_statement_text (row, 7) != NULL)
    {
      self->came_through = g_new0 (VecheNamed, 1);
      self->came_through->uid = veche_statement_dup_text (row, 7);
      self->came_through->name = veche_statement_dup_text (row, 8);
    }
  veche_statement_reset (row);

  return TRUE;
}

/* What is kept beyond the common fields. */
static gboolean
load_craft (VecheDb *db, VecheProfile *self, gint64 id, GError **error)
{
  return read_craft (db, self, id, error) && (self->brought = load_brought (db, id, error)) != NULL &&
         (self->fields = veche_fields_list (db, error)) != NULL && (self->values = veche_fields_values (db, &id, 1, error)) != NULL &&
         (self->places = load_places (db, id, error)) != NULL && (self->consents = veche_consents_list (db, id, error)) != NULL;
}

static gboolean
read_words (VecheDb *db, VecheProfile *self, gint64 id, GError **error)
{
  static const char sql[] = "SELECT motives, needs, likes, dislikes, manner, origin, birthday FROM member WHERE id = ?1";
  VecheStatement   *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_step (row, error))
    return FALSE;

  self->motives = veche_statement_dup_text (row, 0);
  self->needs = veche_statement_dup_text (row, 1);
  self->likes = veche_statement_dup_text (row, 2);
  self->dislikes = veche_statement_dup_text (row, 3);
  self->manner = veche_statement_dup_text (row, 4);
  self->origin = veche_statement_dup_text (row, 5);
  self->birthday = veche_statement_dup_text (row, 6);
  veche_statement_reset (row);

  return TRUE;
}

VecheProfile *
veche_members_load_profile (VecheDb *db, gint64 id, GError **error)
{
  g_autoptr (VecheRecord) member = (VecheRecord *) veche_members_load (db, id, error);
  g_autoptr (VecheRecord) record = NULL;
  VecheProfile           *self;

  if (member == NULL)
    return NULL;

  self = veche_record_alloc (sizeof (VecheProfile), VECHE_RECORD_MEMBER, id, member->uid, profile_clear);
  record = &self->parent;
  self->member = (VecheMember *) g_steal_pointer (&member);
  if (!read_words (db, self, id, error) || (self->identities = load_identities (db, id, error)) == NULL ||
      (self->tags = load_tags (db, id, error)) == NULL || (self->competencies = load_competencies (db, id, error)) == NULL ||
      (self->notes = load_notes (db, id, error)) == NULL || (self->communities = load_communities (db, id, error)) == NULL ||
      !load_craft (db, self, id, error))
    return NULL;
  g_steal_pointer (&record);

  return self;
}

VecheContact *
veche_members_load_contact (VecheDb *db, gint64 id, GError **error)
{
  static const char sql[] = "SELECT do_not_contact, do_not_mention, preferred_platform, quiet_from, quiet_until FROM member WHERE id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheContact *self;
  GError *local = NULL;

  veche_statement_bind_int (row, 1, id);
  if (!veche_statement_step (row, &local))
    {
      if (local == NULL)
        local = g_error_new_literal (VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such member");
      g_propagate_error (error, local);
      return NULL;
    }

  self = g_new0 (VecheContact, 1);
  self->do_not_contact = veche_statement_int (row, 0) != 0;
  self->do_not_mention = veche_statement_int (row, 1) != 0;
  self->preferred_platform = veche_statement_dup_text (row, 2);
  self->quiet_from = veche_statement_dup_text (row, 3);
  self->quiet_until = veche_statement_dup_text (row, 4);
  veche_statement_reset (row);

  return self;
}
