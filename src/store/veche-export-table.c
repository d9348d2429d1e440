/* veche-export-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-export-table.h"

#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

static void
account_free (gpointer data)
{
  VecheExportAccount *self = data;

  g_free (self->platform);
  g_free (self->instance);
  g_free (self->remote_id);
  g_free (self->handle);
  g_free (self->url);
  g_free (self);
}

static void
part_free (gpointer data)
{
  VecheExportPart *self = data;

  g_free (self->name);
  g_free (self->about);
  g_free (self);
}

/* The texts of a member in the order of the statement below. */
static char **
person_text (VecheExportPerson *self, int column)
{
  char **texts[] = { &self->uid,          &self->name,     &self->address_as, &self->headline,           &self->city,    &self->birthday,
                     &self->stage,        &self->role,     &self->origin,     &self->preferred_platform, &self->motives, &self->needs,
                     &self->offers,       &self->likes,    &self->dislikes,   &self->manner,             &self->came_through };

  return (guint) column < G_N_ELEMENTS (texts) ? texts[column] : NULL;
}

static GPtrArray **
person_parts (VecheExportPerson *self, guint which)
{
  GPtrArray **parts[] = { &self->tags,  &self->communities, &self->competencies, &self->organisations,
                          &self->notes, &self->consents,    &self->fields };

  return which < G_N_ELEMENTS (parts) ? parts[which] : NULL;
}

void
veche_export_person_free (VecheExportPerson *self)
{
  char **text;
  GPtrArray **parts;

  if (self == NULL)
    return;

  for (int i = 0; (text = person_text (self, i)) != NULL; i++)
    g_free (*text);
  for (guint i = 0; (parts = person_parts (self, i)) != NULL; i++)
    g_ptr_array_unref (*parts);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

static void
person_free (gpointer data)
{
  veche_export_person_free (data);
}

static VecheExportPerson *
person_new (VecheStatement *row)
{
  VecheExportPerson *self = g_new0 (VecheExportPerson, 1);
  char             **text;
  GPtrArray        **parts;
  gint64             marks = veche_statement_int (row, 7);

  self->id = veche_statement_int (row, 1);
  self->joined = veche_statement_int (row, 2);
  self->last_seen = veche_statement_int (row, 3);
  self->last_contact = veche_statement_int (row, 4);
  self->created = veche_statement_int (row, 5);
  self->interactions = (guint) veche_statement_int (row, 6);
  self->important = marks & 1;
  self->leader = marks >> 1 & 1;
  self->reach = marks >> 2 & 1;
  self->watched = marks >> 3 & 1;
  self->do_not_contact = marks >> 4 & 1;
  self->do_not_mention = marks >> 5 & 1;
  self->archived = marks >> 6 & 1;
  for (int i = 0; (text = person_text (self, i)) != NULL; i++)
    *text = veche_statement_dup_text (row, 8 + i);
  for (guint i = 0; (parts = person_parts (self, i)) != NULL; i++)
    *parts = g_ptr_array_new_with_free_func (part_free);
  self->accounts = g_ptr_array_new_with_free_func (account_free);

  return self;
}

/* A place in page for each id; NULL where nobody is. */
static gboolean
read_members (VecheDb *db, const char *ids, GPtrArray *page, GError **error)
{
  static const char sql[] =
    "SELECT j.key, m.id, m.joined, m.last_seen, m.last_contact, m.created, m.interactions,"
    "       m.important + 2 * m.leader + 4 * m.reach + 8 * m.watched + 16 * m.do_not_contact + 32 * m.do_not_mention + 64 * (m.archived > 0),"
    "       m.uid, m.name, m.address_as, m.headline, m.city, m.birthday, m.stage, m.role, m.origin, m.preferred_platform,"
    "       m.motives, m.needs, m.offers, m.likes, m.dislikes, m.manner, t.name"
    "  FROM json_each (?1) AS j CROSS JOIN member AS m ON m.id = j.value LEFT JOIN member AS t ON t.id = m.came_through_id";
  VecheStatement    *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, ids);
  while (veche_statement_step (row, &local))
    {
      gpointer *place = &page->pdata[veche_statement_int (row, 0)];

      veche_export_person_free (*place);
      *place = person_new (row);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
read_accounts (VecheDb *db, const char *ids, GPtrArray *page, GError **error)
{
  static const char sql[] =
    "SELECT j.key, i.platform, i.instance, i.remote_id, i.handle, i.url, i.deleted"
    "  FROM json_each (?1) AS j CROSS JOIN identity AS i ON i.member_id = j.value ORDER BY j.key, i.deleted, i.id";
  VecheStatement    *row = veche_db_prepare (db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, ids);
  while (veche_statement_step (row, &local))
    {
      VecheExportPerson  *person = page->pdata[veche_statement_int (row, 0)];
      VecheExportAccount *account;

      if (person == NULL)
        continue;
      account = g_new0 (VecheExportAccount, 1);
      account->platform = veche_statement_dup_text (row, 1);
      account->instance = veche_statement_dup_text (row, 2);
      account->remote_id = veche_statement_dup_text (row, 3);
      account->handle = veche_statement_dup_text (row, 4);
      account->url = veche_statement_dup_text (row, 5);
      account->deleted = veche_statement_int (row, 6) != 0;
      g_ptr_array_add (person->accounts, account);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* In the order of person_parts(): place, name, about, number. */
static const char *const parts_sql[] = {
  "SELECT j.key, t.name, NULL, 0 FROM json_each (?1) AS j"
  "  CROSS JOIN member_tag AS l ON l.member_id = j.value CROSS JOIN tag AS t ON t.id = l.tag_id ORDER BY j.key, l.id",

  "SELECT j.key, c.name, NULL, 0 FROM json_each (?1) AS j"
  "  CROSS JOIN membership AS l ON l.member_id = j.value AND l.left_at IS NULL CROSS JOIN community AS c ON c.id = l.community_id"
  " ORDER BY j.key, l.id",

  "SELECT j.key, c.name, l.origin, l.level FROM json_each (?1) AS j"
  "  CROSS JOIN member_competency AS l ON l.member_id = j.value CROSS JOIN competency AS c ON c.id = l.competency_id"
  " ORDER BY j.key, l.level DESC, l.id",

  "SELECT j.key, o.name, l.role, 0 FROM json_each (?1) AS j"
  "  CROSS JOIN organisation_member AS l ON l.member_id = j.value CROSS JOIN organisation AS o ON o.id = l.organisation_id"
  " ORDER BY j.key, l.id",

  "SELECT j.key, n.text, n.author, n.at FROM json_each (?1) AS j"
  "  CROSS JOIN member_note AS n ON n.member_id = j.value ORDER BY j.key, n.at DESC, n.id DESC",

  "SELECT j.key, c.purpose, c.state, c.at FROM json_each (?1) AS j CROSS JOIN consent AS c ON c.member_id = j.value"
  " WHERE c.id = (SELECT n.id FROM consent AS n WHERE n.member_id = c.member_id AND n.purpose = c.purpose ORDER BY n.at DESC, n.id DESC LIMIT 1)"
  " ORDER BY j.key, c.purpose",

  "SELECT j.key, f.uid, ifnull (m.name, CASE WHEN f.kind = 'number' AND l.value = CAST (l.value AS INTEGER) THEN CAST (l.value AS INTEGER)"
  "       ELSE l.value END), 0 FROM json_each (?1) AS j"
  "  CROSS JOIN member_field AS l ON l.member_id = j.value CROSS JOIN custom_field AS f ON f.id = l.field_id"
  "  LEFT JOIN member AS m ON m.id = l.ref_id ORDER BY j.key, f.position, f.id",
};
#define PARTS_NOTES 4

static gboolean
read_parts (VecheDb *db, guint which, const char *ids, GPtrArray *page, GError **error)
{
  VecheStatement    *row = veche_db_prepare (db, parts_sql[which]);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_text (row, 1, ids);
  while (veche_statement_step (row, &local))
    {
      VecheExportPerson *person = page->pdata[veche_statement_int (row, 0)];
      VecheExportPart   *part;

      if (person == NULL)
        continue;
      part = g_new0 (VecheExportPart, 1);
      part->name = veche_statement_dup_text (row, 1);
      part->about = veche_statement_dup_text (row, 2);
      part->number = veche_statement_int (row, 3);
      g_ptr_array_add (*person_parts (person, which), part);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Of one snapshot. */
static gboolean
read_page (VecheDb *db, const char *ids, GPtrArray *page, gboolean with_notes, GError **error)
{
  if (!read_members (db, ids, page, error) || !read_accounts (db, ids, page, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts_sql); i++)
    if ((i != PARTS_NOTES || with_notes) && !read_parts (db, i, ids, page, error))
      return FALSE;

  return TRUE;
}

GPtrArray *
veche_export_people_read (VecheDb *db, const gint64 *ids, guint n, gboolean with_notes, GError **error)
{
  g_autofree char       *list = veche_records_ids (ids, n);
  g_autoptr (GPtrArray)  page = g_ptr_array_new_full (n, NULL);
  g_autoptr (GPtrArray)  people = g_ptr_array_new_full (n, person_free);
  gboolean               own = !veche_db_in_transaction (db);
  gboolean               ok;

  g_ptr_array_set_size (page, (int) n);
  if (own && !veche_db_begin_read (db, error))
    return NULL;
  ok = read_page (db, list, page, with_notes, error);
  if (own)
    veche_db_end_read (db);
  for (guint i = 0; i < page->len; i++)
    if (page->pdata[i] != NULL)
      g_ptr_array_add (people, page->pdata[i]);

  return ok ? g_steal_pointer (&people) : NULL;
}

static void
field_free (gpointer data)
{
  VecheExportField *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->kind);
  g_free (self);
}

GPtrArray *
veche_export_fields (VecheDb *db, GError **error)
{
  static const char     sql[] = "SELECT uid, name, kind, private FROM custom_field ORDER BY position, id";
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (field_free);
  g_autoptr (GError)    local = NULL;
  VecheStatement       *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheExportField *field = g_new0 (VecheExportField, 1);

      field->uid = veche_statement_dup_text (row, 0);
      field->name = veche_statement_dup_text (row, 1);
      field->kind = veche_statement_dup_text (row, 2);
      field->is_private = veche_statement_int (row, 3) != 0;
      g_ptr_array_add (fields, field);
    }
  if (local == NULL)
    return g_steal_pointer (&fields);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GStrv
veche_export_platforms (VecheDb *db, GError **error)
{
  static const char        sql[] = "SELECT platform FROM identity GROUP BY platform ORDER BY count (*) DESC, platform";
  g_autoptr (GStrvBuilder) platforms = g_strv_builder_new ();
  g_autoptr (GError)       local = NULL;
  VecheStatement          *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    g_strv_builder_add (platforms, veche_statement_text (row, 0));
  if (local == NULL)
    return g_strv_builder_end (platforms);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
