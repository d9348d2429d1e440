/* veche-coverage-map.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-coverage-map.h"

#include "store/veche-db.h"

/* A run of claims of one person, and how much they weigh. */
typedef struct
{
  gint64 member_id;
  guint  first, n, weight;
} Person;

VecheGap
veche_competency_gap (const VecheCompetencyNode *node)
{
  if (node->unanswered > 0 && node->unanswered == node->asked)
    return VECHE_GAP_UNANSWERED;
  if (node->members == 0)
    return node->below == 0 ? VECHE_GAP_NOBODY : VECHE_GAP_NONE;
  if (node->members == 1 && node->below == 0)
    return VECHE_GAP_ONE;

  return node->confirmed == 0 ? VECHE_GAP_UNCONFIRMED : VECHE_GAP_NONE;
}

/* What is shown counts twice what is said. */
static guint
claim_weight (const VecheClaim *claim)
{
  return claim->origin == 2 ? 2u * claim->level : claim->level;
}

/* (element-type Person) */
static GArray *
gather_people (GArray *claims)
{
  GArray *people = g_array_new (FALSE, TRUE, sizeof (Person));

  for (guint i = 0; i < claims->len; i++)
    {
      VecheClaim *claim = &g_array_index (claims, VecheClaim, i);
      Person *last = people->len > 0 ? &g_array_index (people, Person, people->len - 1) : NULL;

      if (last == NULL || last->member_id != claim->member_id)
        {
          Person next = { .member_id = claim->member_id, .first = i };

          g_array_append_val (people, next);
          last = &g_array_index (people, Person, people->len - 1);
        }
      last->n++;
      last->weight += claim_weight (claim);
    }

  return people;
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const Person *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? 1 : -1;

  return (first->member_id > second->member_id) - (first->member_id < second->member_id);
}

static void
fill_cells (VecheCoverageMap *self, GArray *claims, GArray *people)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->topics->len; i++)
    g_hash_table_insert (places, &((VecheCompetencyNode *) g_ptr_array_index (self->topics, i))->id, GUINT_TO_POINTER (i + 1));
  self->cells = g_new0 (guint8, (gsize) self->people->len * MAX (self->topics->len, 1));
  for (guint i = 0, next = 0; i < self->people->len && next < people->len; next++)
    {
      const VecheHolder *holder = self->people->pdata[i];
      Person *person = &g_array_index (people, Person, next);

      if (person->member_id != holder->id)
        continue;   /* deleted a moment ago */
      for (guint j = person->first; j < person->first + person->n; j++)
        {
          VecheClaim *claim = &g_array_index (claims, VecheClaim, j);
          guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &claim->competency_id));

          if (place > 0)
            self->cells[(gsize) i * self->topics->len + place - 1] = (guint8) (claim->level | (claim->origin == 2 ? VECHE_CELL_CONFIRMED : 0));
        }
      i++;
    }
}

/* Topics, claims and names, each of its own moment: one moment for all would hold the file for more than a second in a big community. */
VecheCoverageMap *
veche_coverage_map_new (VecheDb *db, guint limit, GError **error)
{
  g_autoptr (VecheCoverageMap) self = g_new0 (VecheCoverageMap, 1);
  g_autoptr (GArray) claims = NULL, people = NULL, ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->topics = veche_competencies_tree (db, error);
  claims = self->topics != NULL ? veche_competencies_claims (db, error) : NULL;
  if (claims == NULL)
    return NULL;

  people = gather_people (claims);
  self->n_people = people->len;
  g_array_sort (people, compare_people);
  for (guint i = 0; i < people->len && i < limit; i++)
    g_array_append_val (ids, g_array_index (people, Person, i).member_id);
  self->people = veche_competencies_people (db, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (self->people == NULL)
    return NULL;

  fill_cells (self, claims, people);
  for (guint i = 0; i < self->topics->len; i++)
    self->gaps[veche_competency_gap (g_ptr_array_index (self->topics, i))]++;

  return g_steal_pointer (&self);
}

void
veche_coverage_map_free (VecheCoverageMap *self)
{
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self->cells);
  g_free (self);
}

guint8
veche_coverage_map_cell (const VecheCoverageMap *self, guint person, guint topic)
{
  g_return_val_if_fail (person < self->people->len && topic < self->topics->len, 0);

  return self->cells[(gsize) person * self->topics->len + topic];
}
