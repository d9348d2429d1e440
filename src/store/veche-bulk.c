/* veche-bulk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-bulk.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"

/* The members concerned are gathered in a temporary table; one SELECT then names those who lack what they shall get, or have what they
 * shall lose, and the edit is made of exactly these: nobody is looked up one by one. */

typedef struct
{
  VecheDb   *db;
  VecheBulk *bulk;
  const char *actor;
  VecheEdit *edit;     /* (owned): the piece that is made now */
  gint64     gesture;  /* 0: none yet */
  gint64     n;        /* members changed */
  char      *uid;      /* (owned) (nullable): of the tag, competency, community or field */
  char      *kind;     /* (owned) (nullable): of the field */
} VecheBulkWork;

VecheBulk *
veche_bulk_new (VecheBulkKind kind, const char *gesture, const char *name)
{
  VecheBulk *self = g_atomic_rc_box_new0 (VecheBulk);

  self->kind = kind;
  self->gesture = g_strdup (gesture);
  self->name = g_strdup (name);

  return self;
}

static void
bulk_clear (gpointer data)
{
  VecheBulk *self = data;

  g_free (self->name);
  g_free (self->text);
  g_clear_pointer (&self->query, veche_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self->gesture);
  g_free (self->subject);
}

VecheBulk *
veche_bulk_ref (VecheBulk *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
veche_bulk_unref (VecheBulk *self)
{
  g_atomic_rc_box_release_full (self, bulk_clear);
}

static gboolean
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

/*** Whom ***/

static gboolean
add_id (VecheDb *db, const char *sql, gint64 id, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, id);

  return veche_statement_run (statement, error);
}

gboolean
veche_bulk_gather (VecheDb *db, VecheQuery *query, GArray *ids, GError **error)
{
  static const char add[] = "INSERT OR IGNORE INTO temp.bulk_target (id) VALUES (?1)";
  static const char leave_out[] = "DELETE FROM temp.bulk_target WHERE id = ?1";

  if (!veche_db_exec (db, "CREATE TEMP TABLE IF NOT EXISTS bulk_target (id INTEGER PRIMARY KEY); DELETE FROM temp.bulk_target", error))
    return FALSE;
  if (query != NULL && !veche_query_gather (db, query, error))
    return FALSE;
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!add_id (db, query != NULL ? leave_out : add, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

/*** What: the one row that all of them point to ***/

/* (nullable): its uid */
static char *
find_uid (VecheDb *db, const char *sql, const char *name)
{
  g_autofree char *folded = veche_text_fold (name);
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid;

  veche_statement_bind_text (row, 1, folded);
  if (!veche_statement_step (row, NULL))
    return NULL;
  uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

static gboolean
find_or_make (VecheBulkWork *work, const char *table, const char *sql, gboolean make, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (work->bulk->name != NULL ? work->bulk->name : ""));

  if (*name == '\0')
    return set_invalid (error, "A name is missing");
  work->uid = find_uid (work->db, sql, name);
  if (work->uid != NULL || !make)
    return TRUE;

  work->uid = g_strdup (veche_edit_insert (work->edit, table));
  veche_edit_set_text (work->edit, table, work->uid, "name", name);

  return TRUE;
}

/*** The edit ***/

typedef void (*VecheBulkRow) (VecheBulkWork *work, const char *first, const char *second);

/* So many members are carried out at a time: an edit of a hundred thousand is a hundred megabytes. */
#define PIECE 4000

/* The statement yields one row a member, one or two uids; ?1 is the uid of what they point to, ?2, if it is there, the number. */
static GPtrArray *
list_rows (VecheBulkWork *work, const char *sql, gboolean pairs, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (work->db, sql);

  if (work->uid != NULL)
    veche_statement_bind_text (row, 1, work->uid);
  if (strstr (sql, "?2") != NULL)
    veche_statement_bind_int (row, 2, work->bulk->number);
  while (veche_statement_step (row, &local))
    {
      g_ptr_array_add (rows, veche_statement_dup_text (row, 0));
      g_ptr_array_add (rows, pairs ? veche_statement_dup_text (row, 1) : NULL);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
carry_out (VecheBulkWork *work, GError **error)
{
  gint64 gesture = veche_journal_apply_more (work->db, work->edit, work->gesture, work->actor, error);

  if (gesture == 0)
    return FALSE;
  work->gesture = MAX (gesture, 0);
  veche_edit_unref (work->edit);
  work->edit = veche_edit_new (work->bulk->gesture, work->bulk->subject);

  return TRUE;
}

static gboolean
for_each (VecheBulkWork *work, const char *sql, gboolean pairs, VecheBulkRow each, GError **error)
{
  g_autoptr (GPtrArray) rows = list_rows (work, sql, pairs, error);

  if (rows == NULL)
    return FALSE;
  g_atomic_int_set (&work->bulk->total, (gint) rows->len / 2);
  for (guint i = 0; i < rows->len; i += 2)
    {
      each (work, rows->pdata[i], rows->pdata[i + 1]);
      work->n++;
      if (work->n % PIECE == 0 || i + 2 >= rows->len)
        {
          if (!carry_out (work, error))
            return FALSE;
          g_atomic_int_set (&work->bulk->done, (gint) work->n);
        }
    }

  return TRUE;
}

static void
add_tag (VecheBulkWork *work, const char *first, const char *second)
{
  const char *uid = veche_edit_insert (work->edit, "member_tag");

  veche_edit_set_ref (work->edit, "member_tag", uid, "member_id", first);
  veche_edit_set_ref (work->edit, "member_tag", uid, "tag_id", work->uid);
}

static void
remove_tag (VecheBulkWork *work, const char *first, const char *second)
{
  veche_edit_delete (work->edit, "member_tag", first);
}

static gboolean
build_tag (VecheBulkWork *work, GError **error)
{
  static const char named[] = "SELECT uid FROM tag WHERE veche_fold (name) = ?1";
  static const char lacking[] =
    "SELECT m.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id WHERE NOT EXISTS (SELECT 1 FROM member_tag AS l"
    " WHERE l.member_id = b.id AND l.tag_id = (SELECT id FROM tag WHERE uid = ?1))";
  static const char wearing[] =
    "SELECT l.uid FROM member_tag AS l WHERE l.tag_id = (SELECT id FROM tag WHERE uid = ?1) AND l.member_id IN (SELECT id FROM temp.bulk_target)";
  gboolean on = work->bulk->kind == VECHE_BULK_TAG;

  if (!find_or_make (work, "tag", named, on, error))
    return FALSE;
  if (work->uid == NULL)
    return TRUE;

  return for_each (work, on ? lacking : wearing, FALSE, on ? add_tag : remove_tag, error);
}

static void
add_competency (VecheBulkWork *work, const char *first, const char *second)
{
  const char *uid = second;

  if (uid == NULL)
    {
      uid = veche_edit_insert (work->edit, "member_competency");
      veche_edit_set_ref (work->edit, "member_competency", uid, "member_id", first);
      veche_edit_set_ref (work->edit, "member_competency", uid, "competency_id", work->uid);
      veche_edit_set_text (work->edit, "member_competency", uid, "origin", "confirmed");
      veche_edit_set_int (work->edit, "member_competency", uid, "at", veche_now ());
    }
  veche_edit_set_int (work->edit, "member_competency", uid, "level", work->bulk->number);
}

static void
remove_competency (VecheBulkWork *work, const char *first, const char *second)
{
  veche_edit_delete (work->edit, "member_competency", first);
}

static gboolean
build_competency (VecheBulkWork *work, GError **error)
{
  static const char named[] =
    "SELECT uid FROM competency WHERE veche_fold (name) = ?1 UNION ALL SELECT c.uid FROM competency_alias AS a JOIN competency AS c"
    " ON c.id = a.competency_id WHERE veche_fold (a.alias) = ?1 LIMIT 1";
  static const char below[] =
    "SELECT m.uid, l.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id LEFT JOIN member_competency AS l ON l.member_id = b.id"
    " AND l.competency_id = (SELECT id FROM competency WHERE uid = ?1) WHERE l.id IS NULL OR l.level < ?2";
  static const char knowing[] =
    "SELECT l.uid FROM member_competency AS l WHERE l.competency_id = (SELECT id FROM competency WHERE uid = ?1)"
    " AND l.member_id IN (SELECT id FROM temp.bulk_target)";

  if (work->bulk->number < 0 || work->bulk->number > 5)
    return set_invalid (error, "A level is a number from 1 to 5");
  if (!find_or_make (work, "competency", named, work->bulk->number > 0, error))
    return FALSE;
  if (work->uid == NULL)
    return TRUE;
  if (work->bulk->number == 0)
    return for_each (work, knowing, FALSE, remove_competency, error);

  return for_each (work, below, TRUE, add_competency, error);
}

static void
set_member_text (VecheBulkWork *work, const char *first, const char *second)
{
  veche_edit_set_text (work->edit, "member", first, work->bulk->name, work->bulk->text);
}

static void
set_member_number (VecheBulkWork *work, const char *first, const char *second)
{
  veche_edit_set_int (work->edit, "member", first, work->bulk->name, work->bulk->number);
}

/* Who has that value already is left alone by the journal itself; who is merged into another stays so. */
static gboolean
build_field (VecheBulkWork *work, GError **error)
{
  static const char sql[] = "SELECT m.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id WHERE m.archived < 2";

  if (!veche_journal_knows ("member", work->bulk->name) || strcmp (work->bulk->name, "name") == 0)
    return set_invalid (error, "This can't be changed for many at once");

  return for_each (work, sql, FALSE, work->bulk->kind == VECHE_BULK_TEXT ? set_member_text : set_member_number, error);
}

static void
add_membership (VecheBulkWork *work, const char *first, const char *second)
{
  const char *uid = second;

  if (uid != NULL)
    {
      veche_edit_set_null (work->edit, "membership", uid, "left_at");
      return;
    }
  uid = veche_edit_insert (work->edit, "membership");
  veche_edit_set_ref (work->edit, "membership", uid, "community_id", work->uid);
  veche_edit_set_ref (work->edit, "membership", uid, "member_id", first);
  veche_edit_set_int (work->edit, "membership", uid, "joined", veche_now ());
}

static void
leave_membership (VecheBulkWork *work, const char *first, const char *second)
{
  veche_edit_set_int (work->edit, "membership", first, "left_at", veche_now ());
}

static gboolean
build_community (VecheBulkWork *work, GError **error)
{
  static const char named[] = "SELECT uid FROM community WHERE veche_fold (name) = ?1 ORDER BY id LIMIT 1";
  static const char outside[] =
    "SELECT m.uid, s.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id LEFT JOIN membership AS s ON s.member_id = b.id"
    " AND s.community_id = (SELECT id FROM community WHERE uid = ?1) WHERE s.id IS NULL OR s.left_at IS NOT NULL";
  static const char inside[] =
    "SELECT s.uid FROM membership AS s WHERE s.community_id = (SELECT id FROM community WHERE uid = ?1) AND s.left_at IS NULL"
    " AND s.member_id IN (SELECT id FROM temp.bulk_target)";
  gboolean on = work->bulk->kind == VECHE_BULK_JOIN;

  if (!find_or_make (work, "community", named, FALSE, error))
    return FALSE;
  if (work->uid == NULL)
    return set_invalid (error, "There is no such community");

  return for_each (work, on ? outside : inside, on, on ? add_membership : leave_membership, error);
}

/* A number or a yes stays what it is in the table. */
static void
set_field_value (VecheBulkWork *work, const char *uid)
{
  if (strcmp (work->kind, "number") == 0)
    veche_edit_set_real (work->edit, "member_field", uid, "value", g_ascii_strtod (work->bulk->text, NULL));
  else if (strcmp (work->kind, "yes-no") == 0)
    veche_edit_set_int (work->edit, "member_field", uid, "value", g_ascii_strtoll (work->bulk->text, NULL, 10) != 0);
  else
    veche_edit_set_text (work->edit, "member_field", uid, "value", work->bulk->text);
}

static void
set_custom (VecheBulkWork *work, const char *first, const char *second)
{
  const char *uid = second;

  if (uid != NULL && work->bulk->text == NULL)
    {
      veche_edit_delete (work->edit, "member_field", uid);
      return;
    }
  if (uid == NULL)
    {
      uid = veche_edit_insert (work->edit, "member_field");
      veche_edit_set_ref (work->edit, "member_field", uid, "member_id", first);
      veche_edit_set_ref (work->edit, "member_field", uid, "field_id", work->uid);
    }
  set_field_value (work, uid);
}

static gboolean
build_custom (VecheBulkWork *work, GError **error)
{
  static const char named[] = "SELECT uid FROM custom_field WHERE veche_fold (name) = ?1";
  static const char kind[] = "SELECT kind FROM custom_field WHERE veche_fold (name) = ?1";
  static const char all[] =
    "SELECT m.uid, v.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id LEFT JOIN member_field AS v ON v.member_id = b.id"
    " AND v.field_id = (SELECT id FROM custom_field WHERE uid = ?1)";
  static const char having[] =
    "SELECT m.uid, v.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id JOIN member_field AS v ON v.member_id = b.id"
    " AND v.field_id = (SELECT id FROM custom_field WHERE uid = ?1)";
  char *end = NULL;

  if (!find_or_make (work, "custom_field", named, FALSE, error))
    return FALSE;
  work->kind = find_uid (work->db, kind, work->bulk->name);
  if (work->uid == NULL || work->kind == NULL || strcmp (work->kind, "member") == 0)
    return set_invalid (error, "There is no such field, or it can't be changed for many at once");
  if (work->bulk->text != NULL && strcmp (work->kind, "number") == 0 && (g_ascii_strtod (work->bulk->text, &end), *end != '\0' || end == work->bulk->text))
    return set_invalid (error, "This is no number");

  return for_each (work, work->bulk->text != NULL ? all : having, TRUE, set_custom, error);
}

static void
add_log (VecheBulkWork *work, const char *first, const char *second)
{
  const char *uid = veche_edit_insert (work->edit, "interaction");

  veche_edit_set_text (work->edit, "interaction", uid, "kind", work->bulk->name);
  veche_edit_set_int (work->edit, "interaction", uid, "at", work->bulk->number);
  veche_edit_set_ref (work->edit, "interaction", uid, "member_id", first);
  veche_edit_set_text (work->edit, "interaction", uid, "direction", "out");
  if (work->bulk->text != NULL && *work->bulk->text != '\0')
    veche_edit_set_text (work->edit, "interaction", uid, "text", work->bulk->text);
}

static gboolean
build_log (VecheBulkWork *work, GError **error)
{
  static const char *const kinds[] = { "call", "dm", "email", "meeting", "note", "attendance", NULL };
  static const char sql[] = "SELECT m.uid FROM temp.bulk_target AS b JOIN member AS m ON m.id = b.id";

  if (work->bulk->name == NULL || !g_strv_contains (kinds, work->bulk->name))
    return set_invalid (error, "What can be logged is call, dm, email, meeting, note or attendance");

  return for_each (work, sql, FALSE, add_log, error);
}

static gboolean
build (VecheBulkWork *work, GError **error)
{
  switch (work->bulk->kind)
    {
    case VECHE_BULK_TAG:
    case VECHE_BULK_UNTAG:
      return build_tag (work, error);
    case VECHE_BULK_COMPETENCY:
      return build_competency (work, error);
    case VECHE_BULK_TEXT:
    case VECHE_BULK_NUMBER:
      return build_field (work, error);
    case VECHE_BULK_CUSTOM:
      return build_custom (work, error);
    case VECHE_BULK_JOIN:
    case VECHE_BULK_LEAVE:
      return build_community (work, error);
    case VECHE_BULK_LOG:
      return build_log (work, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gint64
veche_bulk_apply (VecheDb *db, VecheBulk *self, const char *actor, GError **error)
{
  VecheBulkWork work = { .db = db, .bulk = self, .actor = actor, .edit = veche_edit_new (self->gesture, self->subject) };
  gboolean ok = veche_bulk_gather (work.db, work.bulk->query, work.bulk->ids, error) && build (&work, error);

  veche_edit_unref (work.edit);
  g_free (work.uid);
  g_free (work.kind);

  return ok ? work.n : -1;
}
