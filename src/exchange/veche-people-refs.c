/* veche-people-refs.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields whose value is another person: "Mentor: Oleg".  Oleg may stand further down in the same table, so such values wait until all rows are
 * in; the plan only looks whether anybody is called so, here or in the table.
 */

#include "exchange/veche-people-private.h"

#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-members-table.h"

typedef struct { guint row; int column; char *text; } VecheRefCell;

typedef struct { char *member, *field, *text; } VechePeopleRef;   /* uid, uid, as it is written */

struct _VechePeopleRefs
{
  GArray *waiting;   /* (element-type VechePeopleRef) */
};

static void
veche_ref_cell_clear (gpointer data)
{
  g_free (((VecheRefCell *) data)->text);
}

static void
veche_people_ref_clear (gpointer data)
{
  VechePeopleRef *self = data;

  g_free (self->member);
  g_free (self->field);
  g_free (self->text);
}

static gboolean
veche_people_is_ref (VechePeoplePlan *plan, const char *field)
{
  return g_strcmp0 (veche_people_kind_of_cb (field, plan), "member") == 0;
}

/* The one whose uid, handle or whole name it is: 0 when it is nobody's, or several people's. */
static gint64
veche_people_ref_find (VecheDb *db, const char *text)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return veche_members_named (db, text, ids, NULL) && ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

/* ------------------------------------------------------------------------------------------------------------------------ in the plan */

static gboolean
veche_people_has_ref_column (VechePeoplePlan *self)
{
  for (guint c = 0; c < self->columns->len; c++)
    {
      const VecheTableField *field = &((VecheTableColumn *) self->columns->pdata[c])->field;

      if (field->kind == VECHE_FIELD_CUSTOM && veche_people_is_ref (self, field->detail))
        return TRUE;
    }

  return FALSE;
}

static void
veche_people_add_known (GHashTable *known, const char *text)
{
  if (text != NULL && *text != '\0')
    g_hash_table_add (known, veche_text_fold (*text == '@' ? text + 1 : text));
}

/* How the people of the table are called, and what is said of others in it. */
static void
veche_people_collect_refs (VechePeoplePlan *self, guint row, GHashTable *known, GArray *cells)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
  g_autoptr (VecheEntrant) entrant = veche_entrant_read (self, row, problems);

  veche_people_add_known (known, entrant->name);
  for (guint i = 0; i < entrant->accounts->len; i++)
    veche_people_add_known (known, g_array_index (entrant->accounts, VecheEntrantAccount, i).account.handle);
  for (guint i = 0; i < entrant->fields->len; i++)
    {
      const VecheEntrantField *one = &g_array_index (entrant->fields, VecheEntrantField, i);
      VecheRefCell cell = { row, one->column, NULL };

      if (!veche_people_is_ref (self, one->field))
        continue;
      cell.text = g_strdup (one->value);
      g_array_append_val (cells, cell);
    }
}

static gboolean
veche_people_ref_is_known (VecheDb *db, GHashTable *known, const char *text)
{
  g_autofree char *folded = veche_text_fold (*text == '@' ? text + 1 : text);

  if (g_hash_table_contains (known, folded))
    return TRUE;
  if (veche_people_ref_find (db, text) == 0)
    return FALSE;
  g_hash_table_add (known, g_steal_pointer (&folded));

  return TRUE;
}

gboolean
veche_people_refs_check (VechePeoplePlan *self, VecheDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (VecheRefCell));

  if (!veche_people_has_ref_column (self))
    return TRUE;

  g_array_set_clear_func (cells, veche_ref_cell_clear);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    else if (g_array_index (self->rows, VechePeopleRow, i).outcome != VECHE_PEOPLE_SKIP)
      veche_people_collect_refs (self, i, known, cells);
  for (guint i = 0; i < cells->len; i++)
    {
      const VecheRefCell *cell = &g_array_index (cells, VecheRefCell, i);
      VechePeopleRow *row = &g_array_index (self->rows, VechePeopleRow, cell->row);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (veche_people_ref_is_known (db, known, cell->text))
        continue;
      if (row->problems == NULL)
        row->problems = g_ptr_array_new_with_free_func (veche_people_problem_free);
      veche_people_add_problem (row->problems, VECHE_PROBLEM_BAD_VALUE, cell->column, cell->text, NULL);
      row->outcome = VECHE_PEOPLE_CHECK;
    }

  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------ carrying it out */

VechePeopleRefs *
veche_people_refs_new (void)
{
  VechePeopleRefs *self = g_new0 (VechePeopleRefs, 1);

  self->waiting = g_array_new (FALSE, TRUE, sizeof (VechePeopleRef));
  g_array_set_clear_func (self->waiting, veche_people_ref_clear);

  return self;
}

void
veche_people_refs_free (VechePeopleRefs *self)
{
  g_array_unref (self->waiting);
  g_free (self);
}

void
veche_people_refs_take (VechePeopleRefs *self, VechePeoplePlan *plan, VecheEntrant *entrant, VechePersonFacts *facts)
{
  for (guint i = 0; i < entrant->fields->len; i++)
    {
      const VecheEntrantField *one = &g_array_index (entrant->fields, VecheEntrantField, i);
      VechePeopleRef ref = { NULL };

      if (!veche_people_is_ref (plan, one->field) || g_hash_table_contains (facts->fields, one->field))
        continue;
      g_hash_table_insert (facts->fields, g_strdup (one->field), g_strdup (one->value));
      ref = (VechePeopleRef){ g_strdup (facts->uid), g_strdup (one->field), g_strdup (one->value) };
      g_array_append_val (self->waiting, ref);
    }
}

guint
veche_people_refs_count (VechePeopleRefs *self)
{
  return self->waiting->len;
}

void
veche_people_refs_cut (VechePeopleRefs *self, guint n)
{
  g_array_set_size (self->waiting, n);
}

/* Others work between the pieces of an import: the one it is said of may have gone, or has got the field meanwhile. */
static gboolean
veche_people_ref_is_wanted (const VechePeopleRef *self, VecheDb *db)
{
  gint64 id = veche_match_uid (db, self->member);
  g_autoptr (VechePersonFacts) facts = id != 0 ? veche_match_facts (db, id, NULL) : NULL;

  return facts != NULL && !g_hash_table_contains (facts->fields, self->field);
}

/* Now that everybody is there.  Two rows of one person may speak of the same field: the first holds. */
void
veche_people_refs_settle (VechePeopleRefs *self, VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->waiting->len; i++)
    {
      const VechePeopleRef *ref = &g_array_index (self->waiting, VechePeopleRef, i);
      gint64 id = veche_people_ref_find (db, ref->text);
      g_autofree char *whom = id != 0 ? veche_db_uid_for_id (db, "member", id) : NULL;
      const char *uid;

      if (whom == NULL || !veche_people_ref_is_wanted (ref, db) || !g_hash_table_add (done, g_strconcat (ref->member, ref->field, NULL)))
        continue;
      uid = veche_edit_insert (edit, "member_field");
      veche_edit_set_ref (edit, "member_field", uid, "member_id", ref->member);
      veche_edit_set_ref (edit, "member_field", uid, "field_id", ref->field);
      veche_edit_set_ref (edit, "member_field", uid, "ref_id", whom);
    }
}
