/* veche-directory-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-directory-table.h"

#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

static void
skill_free (gpointer data)
{
  VecheDirectorySkill *skill = data;

  g_free (skill->name);
  g_free (skill);
}

void
veche_directory_person_free (VecheDirectoryPerson *self)
{
  g_free (self->name);
  g_free (self->headline);
  g_free (self->city);
  g_free (self->offers);
  g_ptr_array_unref (self->skills);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

/* The newest word on a purpose holds, until its day. */
#define HOLDS(purpose)                                                                                                                   \
  "(SELECT c.state = 'given' AND (c.until IS NULL OR c.until >= date ('now', 'localtime')) FROM consent AS c"                            \
  "  WHERE c.member_id = m.id AND c.purpose = '" purpose "' ORDER BY c.at DESC, c.id DESC LIMIT 1)"

static VecheDirectoryPerson *
read_person (VecheStatement *row)
{
  VecheDirectoryPerson *self = g_new0 (VecheDirectoryPerson, 1);

  self->id = veche_statement_int (row, 0);
  self->name = veche_statement_dup_text (row, 1);
  self->headline = veche_statement_dup_text (row, 2);
  self->city = veche_statement_dup_text (row, 3);
  self->offers = veche_statement_dup_text (row, 4);
  self->contact = veche_statement_int (row, 5) != 0;
  self->talent = veche_statement_int (row, 6) != 0;
  self->skills = g_ptr_array_new_with_free_func (skill_free);
  self->accounts = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static gboolean
read_skills (VecheDb *db, VecheDirectoryPerson *self, GError **error)
{
  static const char sql[] =
    "SELECT c.name, l.level FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id WHERE l.member_id = ?1"
    " AND l.origin <> 'suggested' ORDER BY l.level DESC, l.id";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, self->id);
  while (veche_statement_step (row, &local))
    {
      VecheDirectorySkill *skill = g_new0 (VecheDirectorySkill, 1);

      skill->name = veche_statement_dup_text (row, 0);
      skill->level = (int) veche_statement_int (row, 1);
      g_ptr_array_add (self->skills, skill);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
read_accounts (VecheDb *db, VecheDirectoryPerson *self, GError **error)
{
  static const char sql[] =
    "SELECT platform, instance, handle FROM identity WHERE member_id = ?1 AND handle IS NOT NULL AND deleted = 0 ORDER BY id LIMIT 20";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, self->id);
  while (veche_statement_step (row, &local))
    {
      g_autofree char *label = veche_identity_label (veche_statement_text (row, 0), veche_statement_text (row, 1), veche_statement_text (row, 2));

      if (label != NULL)
        g_ptr_array_add (self->accounts, g_strdup_printf ("%s: %s", veche_statement_text (row, 0), label));
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

GPtrArray *
veche_directory_list (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT m.id, m.name, m.headline, m.city, m.offers, " HOLDS ("contact") ", " HOLDS ("talent")
    "  FROM member AS m WHERE m.id IN (SELECT member_id FROM consent WHERE purpose = 'directory' AND state = 'given')"
    "   AND m.archived = 0 AND " HOLDS ("directory") " ORDER BY m.name_key, m.id";
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_directory_person_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    g_ptr_array_add (people, read_person (row));
  for (guint i = 0; local == NULL && i < people->len; i++)
    {
      VecheDirectoryPerson *person = people->pdata[i];

      if (read_skills (db, person, &local) && person->contact)
        read_accounts (db, person, &local);
    }
  if (local == NULL)
    return g_steal_pointer (&people);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
