/* veche-people-decisions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person said about the lines of a table, by line: it holds for however the table is read.
 */

#include "exchange/veche-people-private.h"

#include <string.h>

typedef struct
{
  VechePeopleDecision decision;
  char               *uid, *name;   /* (nullable): whom to merge with; without: whom the line meets */
  guint               letters;      /* of the line */
} VechePeopleSaid;

static void
veche_people_said_free (gpointer data)
{
  VechePeopleSaid *said = data;

  g_free (said->uid);
  g_free (said->name);
  g_free (said);
}

/* Another delimiter parts the same letters otherwise. */
static guint
veche_people_line_letters (VechePeoplePlan *plan, guint row)
{
  guint hash = 5381;

  for (guint c = 0; c < veche_table_get_n_cells (plan->table, row); c++)
    for (const char *p = veche_table_get_cell (plan->table, row, c); *p != '\0'; p++)
      if (strchr (" \t,;|'\"", *p) == NULL)
        hash = hash * 33 + (guchar) *p;

  return hash;
}

static void
veche_people_plan_say (VechePeoplePlan *self, guint line, const VechePeopleSaid *said)
{
  VechePeopleSaid *copy = g_new (VechePeopleSaid, 1);

  *copy = (VechePeopleSaid){ said->decision, g_strdup (said->uid), g_strdup (said->name), said->letters };
  if (self->said == NULL)
    self->said = g_hash_table_new_full (NULL, NULL, NULL, veche_people_said_free);
  g_hash_table_replace (self->said, GUINT_TO_POINTER (line), copy);
}

static gboolean
veche_people_plan_carry_out (VechePeoplePlan *self, guint index, const VechePeopleSaid *said)
{
  VechePeopleRow *row = &g_array_index (self->rows, VechePeopleRow, index);

  if (row->outcome == VECHE_PEOPLE_SKIP && said->decision != VECHE_PEOPLE_LEAVE_OUT && said->decision != VECHE_PEOPLE_UNDECIDED)
    return FALSE;
  if (said->decision == VECHE_PEOPLE_ADD && *row->name == '\0')
    return FALSE;
  if (said->decision == VECHE_PEOPLE_MERGE && said->uid == NULL && row->member_uid == NULL && row->first == 0)
    return FALSE;

  row->decision = said->decision;
  if (said->decision != VECHE_PEOPLE_MERGE || said->uid == NULL || g_strcmp0 (said->uid, row->member_uid) == 0)
    return TRUE;
  g_free (row->member_uid);
  g_free (row->member_name);
  row->member_uid = g_strdup (said->uid);
  row->member_name = g_strdup (said->name);
  row->first = 0;

  return TRUE;
}

gboolean
veche_people_plan_decide (VechePeoplePlan *self, guint index, VechePeopleDecision decision, const char *member_uid, const char *member_name)
{
  VechePeopleSaid said = { decision, (char *) member_uid, (char *) member_name, 0 };
  const VechePeopleRow *row;

  g_return_val_if_fail (index < self->rows->len, FALSE);

  if (!veche_people_plan_carry_out (self, index, &said))
    return FALSE;

  /* "It is Anna" is said of Anna, whoever the line seems to be when it is read otherwise. */
  row = veche_people_plan_get_row (self, index);
  if (decision == VECHE_PEOPLE_MERGE && row->first == 0)
    {
      said.uid = row->member_uid;
      said.name = row->member_name;
    }
  said.letters = veche_people_line_letters (self, index);
  veche_people_plan_say (self, row->line, &said);

  return TRUE;
}

void
veche_people_plan_keep_decisions (VechePeoplePlan *self, VechePeoplePlan *before)
{
  gboolean same_letters = veche_table_get_dialect (self->table)->encoding == veche_table_get_dialect (before->table)->encoding;
  GHashTableIter iter;
  gpointer line, value;

  g_return_if_fail (veche_table_get_source (self->table) == veche_table_get_source (before->table));

  if (before->said == NULL)
    return;

  g_hash_table_iter_init (&iter, before->said);
  while (g_hash_table_iter_next (&iter, &line, &value))
    veche_people_plan_say (self, GPOINTER_TO_UINT (line), value);
  for (guint i = 0; i < self->rows->len; i++)
    {
      VechePeopleSaid *said = g_hash_table_lookup (self->said, GUINT_TO_POINTER (g_array_index (self->rows, VechePeopleRow, i).line));
      guint letters;

      if (said == NULL)
        continue;
      letters = veche_people_line_letters (self, i);
      if (!same_letters)
        said->letters = letters;
      if (said->letters == letters)
        veche_people_plan_carry_out (self, i, said);
    }
}
