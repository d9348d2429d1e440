/* veche-journal-sql.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statements that follow from the list of what a person may change, and reading a row with them.
 */

#include "store/veche-journal-private.h"

#include <string.h>

#include "store/veche-db.h"

/* Only names of the lists above go into these texts, never anything that came from a person. */
static const char *
intern_sql (const char *first, ...)
{
  g_autoptr (GString) sql = g_string_new (first);
  const char *part;
  va_list parts;

  va_start (parts, first);
  while ((part = va_arg (parts, const char *)) != NULL)
    g_string_append (sql, part);
  va_end (parts);

  return g_intern_string (sql->str);
}

static gboolean
uid_is_derived (const VecheJournalTable *table)
{
  return strcmp (table->name, "interaction") == 0;
}

static const char *
where_uid (const VecheJournalTable *table)
{
  return uid_is_derived (table) ? VECHE_INTERACTION_HAS_UID ("t", "?1") : "t.uid = ?1";
}

static const char *
make_read_sql (const VecheJournalTable *table)
{
  g_autoptr (GString) columns = g_string_new ("t.id");

  for (guint i = 0; i < table->n_fields; i++)
    {
      const VecheJournalField *field = &table->fields[i];

      if (field->ref == NULL)
        g_string_append (columns, intern_sql (", t.", field->name, NULL));
      else
        g_string_append (columns, intern_sql (", (SELECT r.uid FROM ", field->ref, " AS r WHERE r.id = t.", field->name,
                                              ")", NULL));
    }

  return intern_sql ("SELECT ", columns->str, " FROM ", table->name, " AS t WHERE ", where_uid (table), NULL);
}

static const char *
make_single_sql (const VecheJournalTable *table, const VecheJournalField *field)
{
  if (field->ref == NULL)
    return intern_sql ("SELECT id, ", field->name, " FROM ", table->name, " AS t WHERE ", where_uid (table), NULL);

  return intern_sql ("SELECT t.id, (SELECT r.uid FROM ", field->ref, " AS r WHERE r.id = t.", field->name, ") FROM ", table->name,
                     " AS t WHERE ", where_uid (table), NULL);
}

/* A member comes with its sort key: to add it later would move the row in two indexes. */
static const char *
make_insert_sql (const VecheJournalTable *table)
{
  gboolean member = strcmp (table->name, "member") == 0;
  g_autoptr (GString) names = g_string_new (member ? "uid, name_key" : uid_is_derived (table) ? "own_uid" : "uid");
  g_autoptr (GString) values = g_string_new (member ? "?, ?" : "?");

  for (guint i = 0; i < table->n_fields; i++)
    {
      const VecheJournalField *field = &table->fields[i];

      g_string_append (names, intern_sql (", ", field->name, NULL));
      g_string_append (values, field->preset != NULL ? intern_sql (", ifnull (?, ", field->preset, ")", NULL) : ", ?");
    }

  return intern_sql ("INSERT INTO ", table->name, " (", names->str, ") VALUES (", values->str, ")", NULL);
}

/* What of a member hangs on a row of the table that belongs to it. */
static VecheNeed
make_need (const char *table)
{
  static const char *const nothing[] = { "membership", "consent", "project_member", "event_participant", "ask", "proposal", "wish",
                                         "attachment", "occasion", "source_check", "mood_correction",
                                         "promise", "closing", "outbox_file", "finding", "reply_target", "holiday", "inbox_setting", "inbox_view",
                                         "article", "article_phrase", "article_use", "tone_guide", "tone_word",
                                         "candidate_refusal", "project_invitation", "plan_budget", "plan_partner", "plan_link",
                                         "plan_risk", "plan_decision", "plan_mark", "plan_template", "plan_template_item", "event_mark",
                                         "event_item", "event_speaker", "event_entry", "event_poll", "event_vote", "event_letter", "task", "task_item",
                                         "agenda_rule", "agenda_mark", NULL };
  static const char *const search[] = { "member", "identity", "member_note", "member_field", "organisation_member", NULL };

  if (strcmp (table, "member_tag") == 0 || strcmp (table, "member_competency") == 0)
    return VECHE_NEED_LABELS;
  if (strcmp (table, "interaction") == 0)
    return VECHE_NEED_TIMES;
  if (g_strv_contains (search, table))
    return VECHE_NEED_SEARCH;

  return g_strv_contains (nothing, table) ? 0 : VECHE_NEED_SEARCH | VECHE_NEED_TIMES;
}

static void
make_referrers (VecheJournalTable *table)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (VecheJournalReferrer));

  for (guint t = 0; t < veche_journal_n_all; t++)
    for (guint f = 0; f < veche_journal_all[t].n_fields; f++)
      {
        VecheJournalReferrer one = { &veche_journal_all[t], f };

        if (g_strcmp0 (veche_journal_all[t].fields[f].ref, table->name) == 0)
          g_array_append_val (all, one);
      }
  table->n_referrers = all->len;
  table->referrers = (VecheJournalReferrer *) (gpointer) g_array_free (g_steal_pointer (&all), FALSE);
}

/* Mostly nothing points to a row: one statement says so for all references. */
static const char *
make_any_child_sql (const VecheJournalTable *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < table->n_referrers; i++)
    {
      const VecheJournalReferrer *one = &table->referrers[i];

      g_string_append (sql, intern_sql (i > 0 ? " UNION ALL SELECT 1 FROM " : "SELECT 1 FROM ", one->table->name, " WHERE ",
                                        one->table->fields[one->field].name, " = ?1", NULL));
    }
  g_string_append (sql, " LIMIT 1");

  return g_intern_string (sql->str);
}

static void
make_sql (VecheJournalTable *table)
{
  table->read = make_read_sql (table);
  table->insert = make_insert_sql (table);
  table->remove = intern_sql ("DELETE FROM ", table->name, " WHERE id IN (SELECT value FROM json_each (?1))", NULL);
  g_assert (table->n_fields <= VECHE_JOURNAL_MAX_FIELDS);
  table->update = g_new0 (const char *, table->n_fields);
  table->children = g_new0 (const char *, table->n_fields);
  table->single = g_new0 (const char *, table->n_fields);
  table->owner = veche_journal_find_field (table, "member_id");
  table->answered = veche_journal_find_field (table, "reply_to_id");
  table->text = veche_journal_find_field (table, "text");
  table->need = make_need (table->name);
  table->member = strcmp (table->name, "member") == 0;
  make_referrers (table);
  table->any_child = make_any_child_sql (table);

  for (guint i = 0; i < table->n_fields; i++)
    {
      const char *name = table->fields[i].name;

      table->single[i] = make_single_sql (table, &table->fields[i]);
      /* A mention's clock and sum follow from what a person does with it. */
      table->update[i] = intern_sql ("UPDATE ", table->name, " SET ", name, strcmp (table->name, "triage") == 0 ? " = ?2, judged = min (judged, 1)" : " = ?2",
                                     " WHERE id = ?1", NULL);
      if (table->fields[i].ref != NULL)
        table->children[i] = intern_sql ("SELECT uid FROM ", table->name, " WHERE ", name, " = ?1 ORDER BY id", NULL);
    }
}

const VecheJournalTable *
veche_journal_tables (guint *n)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < veche_journal_n_all; i++)
        make_sql (&veche_journal_all[i]);
      g_once_init_leave (&ready, 1);
    }

  *n = veche_journal_n_all;

  return veche_journal_all;
}

const VecheJournalTable *
veche_journal_find_table (const char *name)
{
  guint n;
  const VecheJournalTable *all = veche_journal_tables (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (all[i].name, name) == 0)
      return &all[i];

  return NULL;
}

int
veche_journal_find_field (const VecheJournalTable *table, const char *name)
{
  for (guint i = 0; i < table->n_fields; i++)
    if (strcmp (table->fields[i].name, name) == 0)
      return (int)i;

  return -1;
}

gboolean
veche_journal_knows (const char *table, const char *field)
{
  const VecheJournalTable *found = veche_journal_find_table (table);

  return found != NULL && veche_journal_find_field (found, field) >= 0;
}

GValue *
veche_journal_read_row (VecheDb *db, const VecheJournalTable *table, const char *uid, gint64 *id, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, table->read);
  GValue *values;

  veche_statement_bind_static (statement, 1, uid);
  if (!veche_statement_step (statement, error))
    return NULL;

  if (id != NULL)
    *id = veche_statement_int (statement, 0);
  values = g_new0 (GValue, table->n_fields);
  for (guint i = 0; i < table->n_fields; i++)
    veche_statement_value (statement, (int)i + 1, &values[i]);
  veche_statement_reset (statement);

  return values;
}

gboolean
veche_journal_read_field (VecheDb *db, const VecheJournalTable *table, guint field, const char *uid, gint64 *id, GValue *value, GError **error)
{
  VecheStatement *statement = veche_db_prepare (db, table->single[field]);

  veche_statement_bind_static (statement, 1, uid);
  if (!veche_statement_step (statement, error))
    return FALSE;

  *id = veche_statement_int (statement, 0);
  veche_statement_value (statement, 1, value);
  veche_statement_reset (statement);

  return TRUE;
}

void
veche_journal_values_free (GValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    if (G_IS_VALUE (&values[i]))
      g_value_unset (&values[i]);
  g_free (values);
}

gboolean
veche_journal_value_equal (const GValue *a, const GValue *b)
{
  if (!G_IS_VALUE (a) || !G_IS_VALUE (b))
    return !G_IS_VALUE (a) && !G_IS_VALUE (b);
  if (G_VALUE_TYPE (a) != G_VALUE_TYPE (b))
    return FALSE;
  if (G_VALUE_HOLDS_STRING (a))
    return strcmp (g_value_get_string (a), g_value_get_string (b)) == 0;
  if (G_VALUE_HOLDS_INT64 (a))
    return g_value_get_int64 (a) == g_value_get_int64 (b);

  return g_value_get_double (a) == g_value_get_double (b);
}

char *
veche_journal_value_text (const GValue *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!G_IS_VALUE (value))
    return g_strdup ("nothing");
  if (G_VALUE_HOLDS_STRING (value))
    return g_strdup_printf ("“%s”", g_value_get_string (value));
  if (G_VALUE_HOLDS_INT64 (value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));

  return g_strdup (g_ascii_dtostr (digits, sizeof digits, g_value_get_double (value)));
}

void
veche_journal_preset (const VecheJournalField *field, GValue *value)
{
  if (field->preset == NULL)
    return;

  if (field->preset[0] == '\'')
    {
      g_value_init (value, G_TYPE_STRING);
      g_value_take_string (value, g_strndup (field->preset + 1, strlen (field->preset) - 2));
    }
  else
    {
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, g_ascii_strtoll (field->preset, NULL, 10));
    }
}

/* SQLite says "UNIQUE constraint failed: tag.name"; a person wants to know what to do with it. */
gboolean
veche_journal_explain (GError **error, GError *reason, const VecheJournalTable *table, const char *uid,
                       const GValue *value)
{
  const char *detail = strstr (reason->message, "veche: ");
  g_autofree char *shown = value != NULL ? veche_journal_value_text (value) : NULL;

  if (!g_error_matches (reason, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  if (detail != NULL)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, detail + strlen ("veche: "));
  else if (strstr (reason->message, "UNIQUE") != NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "There is already such a %s (%s)", table->name,
                 reason->message);
  else if (shown != NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A %s can't have %s there (%s)", table->name,
                 shown, reason->message);
  else
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The new %s is not complete or not allowed (%s)",
                 table->name, reason->message);
  g_error_free (reason);

  return FALSE;
}
