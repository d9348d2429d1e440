/* veche-search-rows.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search rows of members: what is in them, gathered for many members at a time.  One statement for all that a member has took forty
 * cursors, opened anew for each: four fifths of the work.
 */

#include "store/veche-search-rows.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-fts.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define BLOCK 512   /* members */
#define MANY  1000  /* members of one step: from here on their rows are made later */
#define PIECE 2048  /* members a transaction, where nobody waits */

/* The columns of member_fts, as they ought to be now. */
typedef struct
{
  GString *name, *handles, *labels, *notes;   /* (owned) (nullable): nothing */
  GString *bare;                              /* (owned) (nullable): handles without their servers */
} VecheSearchRow;

typedef struct
{
  VecheDb *db;
  const VecheSearchNeed *needs;
  VecheSearchRow *rows;          /* (owned) one a need */
  guint n;
  char *whole, *labelled;        /* (owned): the ids as JSON: of those whose rows are wholly made, and of all whose labels are; 0: nobody */
} VecheSearchBlock;

typedef void (*VecheSearchTake) (VecheSearchRow *row, VecheStatement *statement);

static void
add (GString **words, const char *text)
{
  if (text == NULL)
    return;
  if (*words == NULL)
    *words = g_string_new (text);
  else
    {
      g_string_append_c (*words, ' ');
      g_string_append (*words, text);
    }
}

/* The statement takes ids as JSON and yields the place in the list first. */
static gboolean
gather (VecheSearchBlock *self, const char *sql, const char *ids, VecheSearchTake take, GError **error)
{
  VecheStatement *statement = veche_db_prepare (self->db, sql);
  g_autoptr (GError) local = NULL;

  veche_statement_bind_static (statement, 1, ids);
  while (veche_statement_step (statement, &local))
    take (&self->rows[veche_statement_int (statement, 0)], statement);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
take_member (VecheSearchRow *row, VecheStatement *statement)
{
  add (&row->name, veche_statement_text (statement, 1));
  for (int i = 2; i <= 10; i++)
    add (&row->notes, veche_statement_text (statement, i));
}

static void
take_identity (VecheSearchRow *row, VecheStatement *statement)
{
  const char *handle = veche_statement_text (statement, 2), *instance = veche_statement_text (statement, 3);

  add (&row->name, veche_statement_text (statement, 1));
  add (&row->handles, handle);
  add (&row->bare, handle);
  if (handle != NULL && instance != NULL && *instance != '\0')
    add (&row->handles, instance);
}

static void
take_handle (VecheSearchRow *row, VecheStatement *statement)
{
  add (&row->handles, veche_statement_text (statement, 1));
  add (&row->bare, veche_statement_text (statement, 1));
}

static void
take_label (VecheSearchRow *row, VecheStatement *statement)
{
  add (&row->labels, veche_statement_text (statement, 1));
}

static void
take_note (VecheSearchRow *row, VecheStatement *statement)
{
  add (&row->notes, veche_statement_text (statement, 1));
}

/* Notes come before the words of the member itself, as they always did: a row that says the same is not written again. */
static gboolean
gather_whole (VecheSearchBlock *self, GError **error)
{
  static const char notes[] = "SELECT j.key, n.text FROM json_each (?1) AS j CROSS JOIN member_note AS n ON n.member_id = j.value";
  static const char members[] =
    "SELECT j.key, m.name, m.headline, m.city, m.address_as, m.motives, m.needs, m.likes, m.dislikes, m.origin, m.offers"
    "  FROM json_each (?1) AS j CROSS JOIN member AS m ON m.id = j.value";
  static const char fields[] =
    "SELECT j.key, CASE f.kind WHEN 'number' THEN printf ('%.15g', v.value) ELSE v.value END FROM json_each (?1) AS j"
    "  CROSS JOIN member_field AS v ON v.member_id = j.value CROSS JOIN custom_field AS f ON f.id = v.field_id"
    "  WHERE f.kind IN ('text', 'number', 'date')";
  static const char named[] =
    "SELECT j.key, r.name FROM json_each (?1) AS j CROSS JOIN member_field AS v ON v.member_id = j.value CROSS JOIN member AS r ON r.id = v.ref_id";
  static const char roles[] = "SELECT j.key, l.role FROM json_each (?1) AS j CROSS JOIN organisation_member AS l ON l.member_id = j.value";
  static const char identities[] =
    "SELECT j.key, i.display_name, i.handle, i.instance FROM json_each (?1) AS j CROSS JOIN identity AS i ON i.member_id = j.value";
  static const char handles[] =
    "SELECT j.key, h.handle FROM json_each (?1) AS j CROSS JOIN identity AS i ON i.member_id = j.value"
    "  CROSS JOIN identity_handle AS h ON h.identity_id = i.id";

  return gather (self, notes, self->whole, take_note, error) && gather (self, members, self->whole, take_member, error) &&
         gather (self, fields, self->whole, take_note, error) && gather (self, named, self->whole, take_note, error) &&
         gather (self, roles, self->whole, take_note, error) && gather (self, identities, self->whole, take_identity, error) &&
         gather (self, handles, self->whole, take_handle, error);
}

/* Tags, competencies with their other names, choices, organisations. */
static gboolean
gather_labels (VecheSearchBlock *self, GError **error)
{
  static const char *const all[] = {
    "SELECT j.key, t.name FROM json_each (?1) AS j CROSS JOIN member_tag AS l ON l.member_id = j.value CROSS JOIN tag AS t ON t.id = l.tag_id",
    "SELECT j.key, c.name FROM json_each (?1) AS j CROSS JOIN member_competency AS l ON l.member_id = j.value"
    "  CROSS JOIN competency AS c ON c.id = l.competency_id",
    "SELECT j.key, a.alias FROM json_each (?1) AS j CROSS JOIN member_competency AS l ON l.member_id = j.value"
    "  CROSS JOIN competency_alias AS a ON a.competency_id = l.competency_id",
    "SELECT j.key, v.value FROM json_each (?1) AS j CROSS JOIN member_field AS v ON v.member_id = j.value"
    "  CROSS JOIN custom_field AS f ON f.id = v.field_id WHERE f.kind = 'choice'",
    "SELECT j.key, o.name FROM json_each (?1) AS j CROSS JOIN organisation_member AS l ON l.member_id = j.value"
    "  CROSS JOIN organisation AS o ON o.id = l.organisation_id",
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (!gather (self, all[i], self->labelled, take_label, error))
      return FALSE;

  return TRUE;
}

static const char *
words (GString *string)
{
  return string != NULL ? string->str : NULL;
}

static gboolean
write_whole (VecheDb *db, const VecheSearchNeed *need, const VecheSearchRow *row, GError **error)
{
  g_autofree char *keys = NULL;

  if (row->name == NULL)
    return veche_fts_remove_member (db, need->id, error);

  keys = veche_fts_make_keys (row->name->str, words (row->bare));

  return need->what == VECHE_SEARCH_NEW
           ? veche_fts_put_member (db, need->id, row->name->str, words (row->handles), words (row->labels), words (row->notes), keys, error)
           : veche_fts_set_member (db, need->id, row->name->str, words (row->handles), words (row->labels), words (row->notes), keys, error);
}

/* A row that is not there at all is made whole. */
static gboolean
write_labels (VecheDb *db, gint64 id, const char *labels, GError **error)
{
  VecheSearchNeed whole = { id, VECHE_SEARCH_WHOLE };
  g_autoptr (GError) local = NULL;

  if (veche_fts_set_labels (db, id, labels, &local))
    return TRUE;
  if (local == NULL)
    return veche_search_rows_write (db, &whole, 1, error);

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
write_rows (VecheSearchBlock *self, GError **error)
{
  for (guint i = 0; i < self->n; i++)
    {
      const VecheSearchNeed *need = &self->needs[i];
      const VecheSearchRow *row = &self->rows[i];
      gboolean ok;

      if (need->what == VECHE_SEARCH_GONE)
        ok = veche_fts_remove_member (self->db, need->id, error);
      else if (need->what == VECHE_SEARCH_LABELS)
        ok = write_labels (self->db, need->id, words (row->labels), error);
      else
        ok = write_whole (self->db, need, row, error);
      if (!ok)
        return FALSE;
    }

  return TRUE;
}

static char *
list_ids (const VecheSearchNeed *needs, guint n, VecheSearchWhat least)
{
  gint64 ids[BLOCK];

  for (guint i = 0; i < n; i++)
    ids[i] = needs[i].what >= least ? needs[i].id : 0;

  return veche_records_ids (ids, n);
}

static void
search_row_clear (VecheSearchRow *row)
{
  GString *all[] = { row->name, row->handles, row->labels, row->notes, row->bare };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      g_string_free (all[i], TRUE);
}

static gboolean
write_block (VecheDb *db, const VecheSearchNeed *needs, guint n, GError **error)
{
  VecheSearchBlock self = { .db = db, .needs = needs, .n = n };
  gboolean any_whole = FALSE, ok;

  for (guint i = 0; i < n; i++)
    any_whole |= needs[i].what >= VECHE_SEARCH_WHOLE;
  self.rows = g_new0 (VecheSearchRow, n);
  self.whole = list_ids (needs, n, VECHE_SEARCH_WHOLE);
  self.labelled = list_ids (needs, n, VECHE_SEARCH_LABELS);
  ok = (!any_whole || gather_whole (&self, error)) && gather_labels (&self, error) && write_rows (&self, error);
  for (guint i = 0; i < n; i++)
    search_row_clear (&self.rows[i]);
  g_free (self.rows);
  g_free (self.whole);
  g_free (self.labelled);

  return ok;
}

gboolean
veche_search_rows_write (VecheDb *db, const VecheSearchNeed *needs, guint n, GError **error)
{
  for (guint done = 0; done < n; done += BLOCK)
    if (!write_block (db, needs + done, MIN (BLOCK, n - done), error))
      return FALSE;

  return TRUE;
}

/*** Later ***/

static gboolean
put_off (VecheDb *db, const VecheSearchNeed *need, GError **error)
{
  static const char sql[] = "INSERT INTO search_due (id, whole) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET whole = max (whole, excluded.whole)";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, need->id);
  veche_statement_bind_int (statement, 2, need->what != VECHE_SEARCH_LABELS);

  return veche_statement_run (statement, error);
}

/* Somebody who came or went is always found or not found at once. */
static gboolean
can_wait (const VecheSearchNeed *need)
{
  return need->what == VECHE_SEARCH_LABELS || need->what == VECHE_SEARCH_WHOLE;
}

gboolean
veche_search_rows_follow (VecheDb *db, const VecheSearchNeed *needs, guint n, gboolean big, GError **error)
{
  g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (VecheSearchNeed));
  guint later = 0;

  for (guint i = 0; i < n; i++)
    later += can_wait (&needs[i]);
  if (!big && later < MANY)
    return veche_search_rows_write (db, needs, n, error);

  for (guint i = 0; i < n; i++)
    if (!can_wait (&needs[i]))
      g_array_append_val (now, needs[i]);
    else if (!put_off (db, &needs[i], error))
      return FALSE;

  return veche_search_rows_write (db, (const VecheSearchNeed *) (gpointer) now->data, now->len, error);
}

static gboolean
settle_these (VecheDb *db, const VecheSearchNeed *needs, guint n, GError **error)
{
  static const char sql[] = "DELETE FROM search_due WHERE id <= ?1";
  VecheStatement *statement;

  if (!veche_search_rows_write (db, needs, n, error))
    return FALSE;

  statement = veche_db_prepare (db, sql);
  veche_statement_bind_int (statement, 1, needs[n - 1].id);

  return veche_statement_run (statement, error);
}

gboolean
veche_search_rows_settle (VecheDb *db, guint most, gboolean *more, GError **error)
{
  static const char sql[] = "SELECT id, whole FROM search_due ORDER BY id LIMIT ?1";
  g_autoptr (GArray) needs = g_array_new (FALSE, FALSE, sizeof (VecheSearchNeed));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, most);
  while (veche_statement_step (row, &local))
    {
      VecheSearchNeed need = { veche_statement_int (row, 0), veche_statement_int (row, 1) ? VECHE_SEARCH_WHOLE : VECHE_SEARCH_LABELS };

      g_array_append_val (needs, need);
    }
  *more = needs->len == most;
  if (local == NULL && (needs->len == 0 || settle_these (db, (const VecheSearchNeed *) (gpointer) needs->data, needs->len, &local)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_search_rows_settle_all (VecheDb *db, GError **error)
{
  gboolean more = veche_search_rows_are_due (db);

  while (more)
    {
      if (!veche_db_begin (db, error))
        return FALSE;
      if (!veche_search_rows_settle (db, PIECE, &more, error))
        {
          veche_db_rollback (db);
          return FALSE;
        }
      if (!veche_db_commit (db, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_search_rows_are_due (VecheDb *db)
{
  VecheStatement *statement = veche_db_prepare (db, "SELECT 1 FROM search_due LIMIT 1");
  gboolean due = veche_statement_step (statement, NULL);

  veche_statement_reset (statement);

  return due;
}
