/* veche-consents-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-consents-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

const char *const veche_consent_purposes[] = { "contact", "mention", "directory", "photo", "talent", NULL };
const char *const veche_consent_states[] = { "asked", "given", "refused", "withdrawn", NULL };

void
veche_consent_free (VecheConsent *self)
{
  g_free (self->uid);
  g_free (self->purpose);
  g_free (self->state);
  g_free (self->until);
  g_free (self->evidence);
  g_free (self);
}

GPtrArray *
veche_consents_list (VecheDb *db, gint64 member_id, GError **error)
{
  static const char sql[] =
    "SELECT uid, purpose, state, until, evidence, at, until IS NOT NULL AND until < date ('now', 'localtime')"
    "  FROM consent WHERE member_id = ?1 ORDER BY at DESC, id DESC";
  g_autoptr (GPtrArray) consents = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_consent_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, member_id);
  while (veche_statement_step (row, &local))
    {
      VecheConsent *consent = g_new0 (VecheConsent, 1);

      consent->uid = veche_statement_dup_text (row, 0);
      consent->purpose = veche_statement_dup_text (row, 1);
      consent->state = veche_statement_dup_text (row, 2);
      consent->until = veche_statement_dup_text (row, 3);
      consent->evidence = veche_statement_dup_text (row, 4);
      consent->at = veche_statement_int (row, 5);
      consent->newest = g_hash_table_add (seen, consent->purpose);
      consent->holds = consent->newest && strcmp (consent->state, "given") == 0 && veche_statement_int (row, 6) == 0;
      g_ptr_array_add (consents, consent);
    }
  if (local == NULL)
    return g_steal_pointer (&consents);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, message);

  return FALSE;
}

gboolean
veche_consents_edit_add (VecheEdit *edit, const char *member_uid, const char *purpose, const char *state, gint64 at, const char *until,
                         const char *evidence, GError **error)
{
  g_autofree char *day = until != NULL && *until != '\0' ? veche_field_parse_day (until, FALSE) : NULL;
  const char *uid;

  if (!g_strv_contains (veche_consent_purposes, purpose))
    return set_invalid (error, "A consent is for contact, mention, directory, photo or talent");
  if (!g_strv_contains (veche_consent_states, state))
    return set_invalid (error, "A consent is asked, given, refused or withdrawn");
  if (until != NULL && *until != '\0' && day == NULL)
    return set_invalid (error, "A consent lasts until a day, for example 2027-03-01");

  uid = veche_edit_insert (edit, "consent");
  veche_edit_set_ref (edit, "consent", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "consent", uid, "purpose", purpose);
  veche_edit_set_text (edit, "consent", uid, "state", state);
  veche_edit_set_int (edit, "consent", uid, "at", at != 0 ? at : veche_now ());
  if (day != NULL)
    veche_edit_set_text (edit, "consent", uid, "until", day);
  if (evidence != NULL && *evidence != '\0')
    veche_edit_set_text (edit, "consent", uid, "evidence", evidence);

  return TRUE;
}
