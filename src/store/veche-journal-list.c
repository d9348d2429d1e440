/* veche-journal-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The audit trail for people to read: a line for each field, the newest first.
 */

#include "store/veche-journal-private.h"

void
veche_journal_line_free (VecheJournalLine *line)
{
  g_free (line->gesture_uid);
  g_free (line->actor);
  g_free (line->kind);
  g_free (line->object);
  g_free (line->object_uid);
  g_free (line->field);
  g_free (line->before);
  g_free (line->after);
  g_free (line);
}

static VecheJournalLine *
line_new (VecheStatement *statement, const char *field)
{
  VecheJournalLine *line = g_new0 (VecheJournalLine, 1);

  line->id = veche_statement_int (statement, 0);
  line->at = veche_statement_int (statement, 1);
  line->gesture_uid = veche_statement_dup_text (statement, 2);
  line->actor = veche_statement_dup_text (statement, 3);
  line->kind = veche_statement_dup_text (statement, 4);
  line->object = veche_statement_dup_text (statement, 5);
  line->object_uid = veche_statement_dup_text (statement, 6);
  line->field = g_strdup (field);

  return line;
}

static char *
plain_text (const GValue *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (G_VALUE_HOLDS_STRING (value))
    return g_value_dup_string (value);
  if (G_VALUE_HOLDS_INT64 (value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));

  return g_strdup (g_ascii_dtostr (digits, sizeof digits, g_value_get_double (value)));
}

static void
list_existence_line (GPtrArray *lines, VecheStatement *statement, gboolean made)
{
  VecheJournalLine *line = line_new (statement, "");

  *(made ? &line->after : &line->before) = g_strdup ("1");
  g_ptr_array_add (lines, line);
}

/* One line a field, the last first. */
static gboolean
list_pack (GPtrArray *lines, VecheStatement *statement, const VecheJournalTable *table, GError **error)
{
  gboolean made = !veche_statement_is_null (statement, 9);
  GValue *values = g_new0 (GValue, table->n_fields);

  if (!veche_journal_unpack (table, veche_statement_text (statement, made ? 9 : 8), values, error))
    {
      veche_journal_values_free (values, table->n_fields);
      return FALSE;
    }

  if (!made)
    list_existence_line (lines, statement, made);
  for (guint i = table->n_fields; i-- > 0;)
    if (G_IS_VALUE (&values[i]))
      {
        VecheJournalLine *line = line_new (statement, table->fields[i].name);

        *(made ? &line->after : &line->before) = plain_text (&values[i]);
        g_ptr_array_add (lines, line);
      }
  if (made)
    list_existence_line (lines, statement, made);
  veche_journal_values_free (values, table->n_fields);

  return TRUE;
}

static gboolean
list_line (GPtrArray *lines, VecheStatement *statement, GError **error)
{
  const char *field = veche_statement_text (statement, 7);
  const char *text = veche_statement_text (statement, veche_statement_is_null (statement, 9) ? 8 : 9);
  const VecheJournalTable *table = veche_journal_find_table (veche_statement_text (statement, 5));
  VecheJournalLine *line;

  if (*field == '\0' && text != NULL && *text == '{' && table != NULL)
    return list_pack (lines, statement, table, error);

  line = line_new (statement, field);
  line->before = veche_statement_dup_text (statement, 8);
  line->after = veche_statement_dup_text (statement, 9);
  g_ptr_array_add (lines, line);

  return TRUE;
}

GPtrArray *
veche_journal_list (VecheDb *db, const char *object_uid, guint limit, GError **error)
{
  static const char
    all_sql[] = "SELECT j.id, g.at, g.uid, g.actor, g.kind, j.object, j.object_uid, j.field, CAST (j.before AS TEXT), "
                "CAST (j.after AS TEXT)"
                "  FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id ORDER BY j.id DESC LIMIT ?1";
  static const char object_sql[] = "SELECT j.id, g.at, g.uid, g.actor, g.kind, j.object, j.object_uid, j.field, CAST "
                                   "(j.before AS TEXT), CAST (j.after AS TEXT)"
                                   "  FROM journal AS j JOIN gesture AS g ON g.id = j.gesture_id WHERE j.object_uid = "
                                   "?2 ORDER BY j.id DESC LIMIT ?1";
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)veche_journal_line_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *statement = veche_db_prepare (db, object_uid != NULL ? object_sql : all_sql);

  veche_statement_bind_int (statement, 1, limit != 0 ? (gint64)limit : -1);
  if (object_uid != NULL)
    veche_statement_bind_text (statement, 2, object_uid);
  while (local == NULL && veche_statement_step (statement, &local))
    if (!list_line (lines, statement, &local))
      break;
  veche_statement_reset (statement);
  if (limit != 0 && lines->len > limit)
    g_ptr_array_set_size (lines, (int) limit);
  if (local == NULL)
    return g_steal_pointer (&lines);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
