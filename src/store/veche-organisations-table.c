/* veche-organisations-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-organisations-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-statement.h"

#define PEOPLE_SHOWN 200

const char *const veche_organisation_kinds[] = { "partner", "sponsor", "community", "team", "employer", "other", NULL };

static void
person_free (gpointer data)
{
  VecheOrganisationPerson *self = data;

  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

void
veche_organisation_free (VecheOrganisation *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->url);
  g_free (self->city);
  g_free (self->about);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self);
}

static VecheOrganisation *
read_organisation (VecheStatement *row)
{
  VecheOrganisation *self = g_new0 (VecheOrganisation, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->kind = veche_statement_dup_text (row, 3);
  self->url = veche_statement_dup_text (row, 4);
  self->city = veche_statement_dup_text (row, 5);
  self->about = veche_statement_dup_text (row, 6);
  self->people = g_ptr_array_new_with_free_func (person_free);

  return self;
}

/* All people at once, organisation by organisation. */
static gboolean
read_people (VecheDb *db, GHashTable *organisations, GError **error)
{
  static const char sql[] =
    "SELECT l.organisation_id, l.uid, m.uid, m.name, l.role FROM organisation_member AS l JOIN member AS m ON m.id = l.member_id"
    " WHERE m.archived < 2 ORDER BY l.organisation_id, l.id";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);
      VecheOrganisation *organisation = g_hash_table_lookup (organisations, &id);
      VecheOrganisationPerson *person;

      if (organisation == NULL || ++organisation->n_people > PEOPLE_SHOWN)
        continue;
      person = g_new0 (VecheOrganisationPerson, 1);
      person->uid = veche_statement_dup_text (row, 1);
      person->member_uid = veche_statement_dup_text (row, 2);
      person->name = veche_statement_dup_text (row, 3);
      person->role = veche_statement_dup_text (row, 4);
      g_ptr_array_add (organisation->people, person);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const VecheOrganisation *const *first = a, *const *second = b;

  return veche_text_collate ((*first)->name, (*second)->name);
}

GPtrArray *
veche_organisations_list (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT id, uid, name, kind, url, city, about FROM organisation";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_organisation_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    {
      VecheOrganisation *organisation = read_organisation (row);

      g_ptr_array_add (list, organisation);
      g_hash_table_insert (by_id, &organisation->id, organisation);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!read_people (db, by_id, error))
    return NULL;
  g_ptr_array_sort (list, compare_names);

  return g_steal_pointer (&list);
}

static char *
find_named (VecheDb *db, const char *name)
{
  static const char sql[] = "SELECT uid, name FROM organisation";
  g_autofree char *folded = veche_text_fold (name);
  VecheStatement *row = veche_db_prepare (db, sql);
  char *found = NULL;

  while (found == NULL && veche_statement_step (row, NULL))
    {
      g_autofree char *other = veche_text_fold (veche_statement_text (row, 1));

      if (strcmp (other, folded) == 0)
        found = veche_statement_dup_text (row, 0);
    }
  veche_statement_reset (row);

  return found;
}

char *
veche_organisations_edit_named (VecheDb *db, VecheEdit *edit, const char *name, const char *kind, GError **error)
{
  g_autofree char *tidy = veche_text_clamp (name, 200, FALSE);
  char *found;
  const char *uid;

  if (tidy == NULL || *g_strstrip (tidy) == '\0')
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "An organisation needs a name");
      return NULL;
    }
  found = find_named (db, tidy);
  if (found != NULL)
    return found;

  uid = veche_edit_insert (edit, "organisation");
  veche_edit_set_text (edit, "organisation", uid, "name", tidy);
  veche_edit_set_text (edit, "organisation", uid, "kind",
                       kind != NULL && g_strv_contains (veche_organisation_kinds, kind) ? kind : "partner");
  veche_edit_set_int (edit, "organisation", uid, "created", veche_now ());

  return g_strdup (uid);
}

gboolean
veche_organisations_edit_person (VecheDb *db, VecheEdit *edit, const char *organisation_uid, const char *member_uid, const char *role,
                                 GError **error)
{
  static const char sql[] =
    "SELECT l.uid FROM organisation AS o JOIN organisation_member AS l ON l.organisation_id = o.id JOIN member AS m ON m.id = l.member_id"
    " WHERE o.uid = ?1 AND m.uid = ?2";
  g_autofree char *shown = role != NULL ? veche_text_clamp (role, 200, FALSE) : NULL;
  g_autofree char *there = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  const char *uid;

  veche_statement_bind_text (row, 1, organisation_uid);
  veche_statement_bind_text (row, 2, member_uid);
  if (veche_statement_step (row, NULL))
    there = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  uid = there;
  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "organisation_member");
      veche_edit_set_ref (edit, "organisation_member", uid, "organisation_id", organisation_uid);
      veche_edit_set_ref (edit, "organisation_member", uid, "member_id", member_uid);
    }
  veche_edit_set_text (edit, "organisation_member", uid, "role", shown != NULL && *g_strstrip (shown) != '\0' ? shown : NULL);

  return TRUE;
}
