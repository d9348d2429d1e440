/* veche-wishes-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-wishes-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

void
veche_wish_free (VecheWish *self)
{
  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->member_city);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->state);
  g_free (self->met_by_uid);
  g_free (self->met_by_name);
  g_free (self->interaction_uid);
  g_free (self);
}

#define COLUMNS                                                                                                                  \
  "w.id, w.uid, w.member_id, m.uid, m.name, m.city, w.kind, w.text, w.state, w.at, b.uid, b.name, i.uid"                         \
  "  FROM wish AS w JOIN member AS m ON m.id = w.member_id LEFT JOIN member AS b ON b.id = w.met_by_id"                           \
  "  LEFT JOIN interaction AS i ON i.id = w.interaction_id"

static VecheWish *
wish_from_row (VecheStatement *row)
{
  VecheWish *self = g_new0 (VecheWish, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->member_id = veche_statement_int (row, 2);
  self->member_uid = veche_statement_dup_text (row, 3);
  self->member_name = veche_statement_dup_text (row, 4);
  self->member_city = veche_statement_dup_text (row, 5);
  self->kind = veche_statement_dup_text (row, 6);
  self->text = veche_statement_dup_text (row, 7);
  self->state = veche_statement_dup_text (row, 8);
  self->at = veche_statement_int (row, 9);
  self->met_by_uid = veche_statement_dup_text (row, 10);
  self->met_by_name = veche_statement_dup_text (row, 11);
  self->interaction_uid = veche_statement_dup_text (row, 12);

  return self;
}

GPtrArray *
veche_wishes_list (VecheDb *db, const char *kind, const char *state, gint64 member_id, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT " COLUMNS
    " WHERE (?1 IS NULL OR w.kind = ?1) AND (?2 IS NULL OR w.state = ?2) AND (?3 = 0 OR w.member_id = ?3) AND m.archived = 0"
    " ORDER BY w.at DESC, w.id DESC LIMIT ?4";
  g_autoptr (GPtrArray) wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_wish_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, kind);
  veche_statement_bind_text (row, 2, state);
  veche_statement_bind_int (row, 3, member_id);
  veche_statement_bind_int (row, 4, limit != 0 ? limit : 2000);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (wishes, wish_from_row (row));
  if (local == NULL)
    return g_steal_pointer (&wishes);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

VecheWish *
veche_wishes_load (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] = "SELECT " COLUMNS " WHERE w.uid = ?1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  VecheWish *wish;

  veche_statement_bind_text (row, 1, uid);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no need or offer %s", uid);
      return NULL;
    }
  wish = wish_from_row (row);
  veche_statement_reset (row);

  return wish;
}

const char *
veche_wishes_edit_add (VecheEdit *edit, const char *member_uid, const char *kind, const char *text, gint64 at, const char *interaction_uid)
{
  const char *uid = veche_edit_insert (edit, "wish");

  veche_edit_set_ref (edit, "wish", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "wish", uid, "kind", kind);
  veche_edit_set_text (edit, "wish", uid, "text", text);
  veche_edit_set_int (edit, "wish", uid, "at", at != 0 ? at : veche_now ());
  if (interaction_uid != NULL)
    veche_edit_set_ref (edit, "wish", uid, "interaction_id", interaction_uid);

  return uid;
}

void
veche_wishes_edit_state (VecheEdit *edit, const char *uid, const char *state, const char *met_by_uid)
{
  veche_edit_set_text (edit, "wish", uid, "state", state);
  veche_edit_set_ref (edit, "wish", uid, "met_by_id", met_by_uid);
}
