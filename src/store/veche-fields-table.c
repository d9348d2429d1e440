/* veche-fields-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields of the manager's own: which there are, what they say, and the edits of both.
 */

#include "store/veche-fields-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-records-private.h"
#include "store/veche-segments-table.h"
#include "store/veche-statement.h"

#define MAX_FIELDS  100
#define MAX_CHOICES 200

static GStrv
split_choices (const char *choices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = g_strsplit (choices != NULL ? choices : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (builder, lines[i]);

  return g_strv_builder_end (builder);
}

GPtrArray *
veche_fields_list (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT f.id, f.uid, f.name, f.kind, f.choices, f.private, f.position,"
    "       (SELECT count (*) FROM member_field AS v WHERE v.field_id = f.id)"
    "  FROM custom_field AS f ORDER BY f.position, f.id";
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_field_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheField *field = g_new0 (VecheField, 1);

      field->id = veche_statement_int (row, 0);
      field->uid = veche_statement_dup_text (row, 1);
      field->name = veche_statement_dup_text (row, 2);
      field->kind = veche_statement_dup_text (row, 3);
      field->choices = split_choices (veche_statement_text (row, 4));
      field->is_private = veche_statement_int (row, 5) != 0;
      field->position = (int) veche_statement_int (row, 6);
      field->used = (guint) veche_statement_int (row, 7);
      g_ptr_array_add (fields, field);
    }
  if (local == NULL)
    return g_steal_pointer (&fields);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* -1: no such field */
static int
find_index (GPtrArray *fields, const char *who)
{
  g_autofree char *folded = veche_text_fold (who);

  for (guint i = 0; i < fields->len; i++)
    {
      VecheField *field = fields->pdata[i];
      g_autofree char *name = veche_text_fold (field->name);

      if (strcmp (field->uid, who) == 0 || strcmp (name, folded) == 0)
        return (int) i;
    }

  return -1;
}

VecheField *
veche_fields_find (VecheDb *db, const char *who, GError **error)
{
  g_autoptr (GPtrArray) fields = veche_fields_list (db, error);
  int index;

  if (fields == NULL)
    return NULL;

  index = find_index (fields, who);
  if (index >= 0)
    return g_ptr_array_steal_index (fields, (guint) index);

  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no field “%s”", who);

  return NULL;
}

GPtrArray *
veche_fields_values (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  static const char sql[] =
    "SELECT v.member_id, v.field_id, v.uid,"
    "  CASE f.kind WHEN 'number' THEN printf ('%.15g', v.value) WHEN 'yes-no' THEN iif (v.value, 'yes', 'no')"
    "    WHEN 'member' THEN r.name ELSE v.value END,"
    "  r.uid"
    "  FROM json_each (?1) AS j CROSS JOIN member_field AS v ON v.member_id = j.value CROSS JOIN custom_field AS f ON f.id = v.field_id"
    "  LEFT JOIN member AS r ON r.id = v.ref_id AND f.kind = 'member'"
    " ORDER BY j.key, f.position, f.id";
  g_autofree char *list = veche_records_ids (ids, n);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_field_value_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, list);
  while (veche_statement_step (row, &local))
    {
      VecheFieldValue *value;
      const char *text = veche_statement_text (row, 3);

      if (text == NULL)   /* a person who has gone since */
        continue;
      value = g_new0 (VecheFieldValue, 1);
      value->member_id = veche_statement_int (row, 0);
      value->field_id = veche_statement_int (row, 1);
      value->uid = veche_statement_dup_text (row, 2);
      value->text = g_strdup (text);
      value->ref_uid = veche_statement_dup_text (row, 4);
      g_ptr_array_add (values, value);
    }
  if (local == NULL)
    return g_steal_pointer (&values);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/*** Edits ***/

static gboolean
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

/* At most 100 characters on one line; NULL: nothing is left. */
static char *
tidy_name (const char *name)
{
  g_autofree char *shown = veche_text_clamp (name, 100, FALSE);

  if (shown == NULL || *g_strstrip (shown) == '\0')
    return NULL;

  return g_steal_pointer (&shown);
}

static gboolean
check_choices (const char *kind, const char *choices, GError **error)
{
  g_auto (GStrv) lines = split_choices (choices);

  if (strcmp (kind, "choice") != 0)
    return TRUE;
  if (lines[0] == NULL)
    return set_invalid (error, "A field of kind choice needs at least one choice");

  return g_strv_length (lines) <= MAX_CHOICES || set_invalid (error, "That is more choices than anyone can choose from");
}

static char *
join_choices (const char *choices)
{
  g_auto (GStrv) lines = split_choices (choices);

  return g_strjoinv ("\n", lines);
}

const char *
veche_fields_edit_add (VecheDb *db, VecheEdit *edit, const char *name, const char *kind, const char *choices, gboolean is_private,
                       GError **error)
{
  g_autofree char *tidy = tidy_name (name);
  g_autofree char *joined = join_choices (choices);
  g_autoptr (GPtrArray) fields = NULL;
  const char *uid;

  if (tidy == NULL)
    return set_invalid (error, "A field needs a name"), NULL;
  if (!g_strv_contains (veche_field_kinds, kind))
    return set_invalid (error, "The kind of a field is text, number, date, choice, yes-no or member"), NULL;
  if (!check_choices (kind, choices, error) || (fields = veche_fields_list (db, error)) == NULL)
    return NULL;
  if (fields->len >= MAX_FIELDS)
    return set_invalid (error, "There are a hundred fields already"), NULL;
  if (find_index (fields, tidy) >= 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "There is already a field “%s”", tidy);
      return NULL;
    }

  uid = veche_edit_insert (edit, "custom_field");
  veche_edit_set_text (edit, "custom_field", uid, "name", tidy);
  veche_edit_set_text (edit, "custom_field", uid, "kind", kind);
  veche_edit_set_text (edit, "custom_field", uid, "choices", strcmp (kind, "choice") == 0 ? joined : NULL);
  veche_edit_set_int (edit, "custom_field", uid, "private", is_private ? 1 : 0);
  veche_edit_set_int (edit, "custom_field", uid, "position",
                      fields->len > 0 ? ((VecheField *) fields->pdata[fields->len - 1])->position + 1 : 0);

  return uid;
}

gboolean
veche_fields_edit_change (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, const char *choices, GError **error)
{
  g_autofree char *tidy = tidy_name (name);
  g_autoptr (GPtrArray) fields = veche_fields_list (db, error);
  VecheField *field;
  int index, other;

  if (fields == NULL)
    return FALSE;
  index = find_index (fields, uid);
  if (index < 0)
    return set_invalid (error, "There is no such field");
  if (name != NULL && tidy == NULL)
    return set_invalid (error, "A field needs a name");

  field = fields->pdata[index];
  other = tidy != NULL ? find_index (fields, tidy) : index;
  if (other >= 0 && other != index)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "There is already a field “%s”", tidy);
      return FALSE;
    }
  if (tidy != NULL)
    veche_edit_set_text (edit, "custom_field", field->uid, "name", tidy);
  if (tidy != NULL && !veche_segments_edit_renamed (db, edit, VECHE_BY_CUSTOM, field->name, tidy, error))
    return FALSE;
  if (choices != NULL && strcmp (field->kind, "choice") == 0)
    {
      g_autofree char *joined = join_choices (choices);

      if (!check_choices (field->kind, choices, error))
        return FALSE;
      veche_edit_set_text (edit, "custom_field", field->uid, "choices", joined);
    }

  return TRUE;
}

gboolean
veche_fields_edit_order (VecheDb *db, VecheEdit *edit, const char *const *uids, GError **error)
{
  for (guint i = 0; uids[i] != NULL; i++)
    veche_edit_set_int (edit, "custom_field", uids[i], "position", (gint64) i);

  return TRUE;
}

/* The member's row for the field. (transfer full) (nullable) */
static char *
find_row (VecheDb *db, const char *member_uid, gint64 field_id)
{
  static const char sql[] =
    "SELECT v.uid FROM member AS m JOIN member_field AS v ON v.member_id = m.id WHERE m.uid = ?1 AND v.field_id = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid;

  veche_statement_bind_text (row, 1, member_uid);
  veche_statement_bind_int (row, 2, field_id);
  if (!veche_statement_step (row, NULL))
    return NULL;
  uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

static void
set_value (VecheEdit *edit, const char *uid, const VecheField *field, const char *canonical)
{
  g_auto (GValue) value = G_VALUE_INIT;

  veche_field_to_value (field, canonical, &value);
  if (G_VALUE_HOLDS_DOUBLE (&value))
    veche_edit_set_real (edit, "member_field", uid, "value", g_value_get_double (&value));
  else if (G_VALUE_HOLDS_INT64 (&value))
    veche_edit_set_int (edit, "member_field", uid, "value", g_value_get_int64 (&value));
  else if (G_VALUE_HOLDS_STRING (&value))
    veche_edit_set_text (edit, "member_field", uid, "value", g_value_get_string (&value));
}

gboolean
veche_fields_edit_value (VecheDb *db, VecheEdit *edit, const char *member_uid, const VecheField *field, const char *text, GError **error)
{
  g_autofree char *row = find_row (db, member_uid, field->id);
  g_autofree char *canonical = NULL, *ref = NULL;
  const char *uid = row;

  if (text == NULL || *text == '\0')
    {
      if (row != NULL)
        veche_edit_delete (edit, "member_field", row);
      return TRUE;
    }

  canonical = veche_field_parse (field, text);
  if (canonical == NULL)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The field “%s” (%s) can't hold “%.100s”", field->name,
                   field->kind, text);
      return FALSE;
    }
  if (strcmp (field->kind, "member") == 0)
    {
      gint64 id = veche_members_find (db, canonical, error);

      if (id == 0)
        return FALSE;
      ref = veche_db_uid_for_id (db, "member", id);
    }
  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "member_field");
      veche_edit_set_ref (edit, "member_field", uid, "member_id", member_uid);
      veche_edit_set_ref (edit, "member_field", uid, "field_id", field->uid);
    }
  if (ref != NULL)
    veche_edit_set_ref (edit, "member_field", uid, "ref_id", ref);
  else
    set_value (edit, uid, field, canonical);

  return TRUE;
}
