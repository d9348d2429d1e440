/* veche-db-helpers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every table file needs: rows by their uid, and the workspace's settings.
 */

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

/*** Rows by uid ***/

#define UID_TABLE(name) { #name, "SELECT id FROM " #name " WHERE uid = ?1", "SELECT uid FROM " #name " WHERE id = ?1" }

typedef struct
{
  const char *table, *id_sql, *uid_sql;
} VecheUidTable;

static const VecheUidTable uid_tables[] = {
  UID_TABLE (agenda),
  UID_TABLE (agenda_mark),
  UID_TABLE (agenda_rule),
  UID_TABLE (article),
  UID_TABLE (article_phrase),
  UID_TABLE (article_use),
  UID_TABLE (ask),
  UID_TABLE (attachment),
  UID_TABLE (batch),
  UID_TABLE (candidate_refusal),
  UID_TABLE (channel),
  UID_TABLE (closing),
  UID_TABLE (community),
  UID_TABLE (competency),
  UID_TABLE (competency_alias),
  UID_TABLE (competency_evidence),
  UID_TABLE (consent),
  UID_TABLE (custom_field),
  UID_TABLE (event),
  UID_TABLE (event_entry),
  UID_TABLE (event_item),
  UID_TABLE (event_letter),
  UID_TABLE (event_mark),
  UID_TABLE (event_participant),
  UID_TABLE (event_poll),
  UID_TABLE (event_speaker),
  UID_TABLE (event_vote),
  UID_TABLE (finding),
  UID_TABLE (gesture),
  UID_TABLE (holiday),
  UID_TABLE (identity),
  UID_TABLE (inbox_view),
  { "interaction", "SELECT id FROM interaction WHERE " VECHE_INTERACTION_HAS_UID ("interaction", "?1"), "SELECT uid FROM interaction WHERE id = ?1" },
  UID_TABLE (label),
  UID_TABLE (member),
  UID_TABLE (member_competency),
  UID_TABLE (member_field),
  UID_TABLE (member_note),
  UID_TABLE (member_tag),
  UID_TABLE (membership),
  UID_TABLE (organisation),
  UID_TABLE (organisation_member),
  UID_TABLE (outbox),
  UID_TABLE (outbox_file),
  UID_TABLE (pair_verdict),
  UID_TABLE (plan_budget),
  UID_TABLE (plan_decision),
  UID_TABLE (plan_link),
  UID_TABLE (plan_mark),
  UID_TABLE (plan_partner),
  UID_TABLE (plan_risk),
  UID_TABLE (plan_template),
  UID_TABLE (plan_template_item),
  UID_TABLE (project),
  UID_TABLE (project_invitation),
  UID_TABLE (project_member),
  UID_TABLE (project_slot),
  UID_TABLE (project_step),
  UID_TABLE (promise),
  UID_TABLE (proposal),
  UID_TABLE (reply_target),
  UID_TABLE (rule),
  UID_TABLE (segment),
  UID_TABLE (source),
  UID_TABLE (tag),
  UID_TABLE (task),
  UID_TABLE (task_item),
  UID_TABLE (tone_guide),
  UID_TABLE (tone_word),
  UID_TABLE (triage),
  UID_TABLE (triage_boost),
  UID_TABLE (triage_label),
  UID_TABLE (wish),
};

static const VecheUidTable *
uid_table_find (const char *table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (uid_tables); i++)
    if (strcmp (uid_tables[i].table, table) == 0)
      return &uid_tables[i];

  g_error ("no table with uids is called %s", table);
}

/* For a look-up whose caller can do nothing about a failing file but take the row as not there. */
static gboolean
helper_step (VecheStatement *statement)
{
  g_autoptr (GError) error = NULL;

  if (veche_statement_step (statement, &error))
    return TRUE;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("a row can't be looked up: %s", error->message);

  return FALSE;
}

gint64
veche_db_id_for_uid (VecheDb *self, const char *table, const char *uid)
{
  VecheStatement *statement;
  gint64          id;

  if (uid == NULL)
    return 0;

  statement = veche_db_prepare (self, uid_table_find (table)->id_sql);
  veche_statement_bind_static (statement, 1, uid);
  if (!helper_step (statement))
    return 0;

  id = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return id;
}

char *
veche_db_uid_for_id (VecheDb *self, const char *table, gint64 id)
{
  VecheStatement *statement = veche_db_prepare (self, uid_table_find (table)->uid_sql);
  char           *uid;

  veche_statement_bind_int (statement, 1, id);
  if (!helper_step (statement))
    return NULL;

  uid = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return uid;
}

/*** Settings ***/

static GVariant *
setting_to_variant (const GValue *value)
{
  if (G_VALUE_HOLDS_INT64 (value))
    return g_variant_ref_sink (g_variant_new_int64 (g_value_get_int64 (value)));
  if (G_VALUE_HOLDS_DOUBLE (value))
    return g_variant_ref_sink (g_variant_new_double (g_value_get_double (value)));
  if (G_VALUE_HOLDS_STRING (value))
    return g_variant_ref_sink (g_variant_new_string (g_value_get_string (value)));

  return NULL;
}

GVariant *
veche_db_get_setting (VecheDb *self, const char *name)
{
  static const char sql[] = "SELECT value FROM setting WHERE name = ?1";
  VecheStatement   *statement = veche_db_prepare (self, sql);
  g_auto (GValue)   value = G_VALUE_INIT;

  veche_statement_bind_text (statement, 1, name);
  if (!helper_step (statement))
    return NULL;

  veche_statement_value (statement, 0, &value);
  veche_statement_reset (statement);

  return G_IS_VALUE (&value) ? setting_to_variant (&value) : NULL;
}

static gboolean
setting_remove (VecheDb *self, const char *name, GError **error)
{
  static const char sql[] = "DELETE FROM setting WHERE name = ?1";
  VecheStatement   *statement = veche_db_prepare (self, sql);

  veche_statement_bind_text (statement, 1, name);

  return veche_statement_run (statement, error);
}

gboolean
veche_db_set_setting (VecheDb *self, const char *name, GVariant *value, GError **error)
{
  static const char sql[] = "INSERT INTO setting (name, value) VALUES (?1, ?2)\n"
                            "    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
  g_autoptr (GVariant) sunk = value != NULL ? g_variant_ref_sink (value) : NULL;
  VecheStatement      *statement;

  g_return_val_if_fail (veche_db_in_transaction (self), FALSE);

  if (sunk == NULL)
    return setting_remove (self, name, error);

  statement = veche_db_prepare (self, sql);
  veche_statement_bind_text (statement, 1, name);
  if (g_variant_is_of_type (sunk, G_VARIANT_TYPE_STRING))
    veche_statement_bind_text (statement, 2, g_variant_get_string (sunk, NULL));
  else if (g_variant_is_of_type (sunk, G_VARIANT_TYPE_INT64))
    veche_statement_bind_int (statement, 2, g_variant_get_int64 (sunk));
  else if (g_variant_is_of_type (sunk, G_VARIANT_TYPE_DOUBLE))
    veche_statement_bind_real (statement, 2, g_variant_get_double (sunk));
  else
    g_error ("a setting of type %s", g_variant_get_type_string (sunk));

  return veche_statement_run (statement, error);
}
