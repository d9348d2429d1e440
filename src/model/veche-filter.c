/* veche-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-filter.h"

typedef struct
{
  VecheMatch match;
  GPtrArray *conditions;   /* (element-type VecheCondition) (owned) */
} VecheGroup;

struct _VecheFilter
{
  gatomicrefcount ref_count;
  GArray         *groups;  /* (element-type VecheGroup) */
};

G_DEFINE_BOXED_TYPE (VecheFilter, veche_filter, veche_filter_ref, veche_filter_unref)
G_DEFINE_QUARK (veche-filter-error-quark, veche_filter_error)

static void
group_clear (gpointer data)
{
  VecheGroup *group = data;

  g_ptr_array_unref (group->conditions);
}

VecheFilter *
veche_filter_new (VecheMatch match)
{
  VecheFilter *self = g_new0 (VecheFilter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->groups = g_array_new (FALSE, FALSE, sizeof (VecheGroup));
  g_array_set_clear_func (self->groups, group_clear);
  veche_filter_add_group (self, match);

  return self;
}

VecheFilter *
veche_filter_ref (VecheFilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_filter_unref (VecheFilter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->groups);
  g_free (self);
}

guint
veche_filter_add_group (VecheFilter *self, VecheMatch match)
{
  VecheGroup group = { match, g_ptr_array_new_with_free_func ((GDestroyNotify) veche_condition_free) };

  g_array_append_val (self->groups, group);

  return self->groups->len - 1;
}

static VecheGroup *
filter_group (VecheFilter *self, guint group)
{
  g_assert (group < self->groups->len);

  return &g_array_index (self->groups, VecheGroup, group);
}

void
veche_filter_add (VecheFilter *self, guint group, VecheCondition *condition)
{
  g_return_if_fail (condition != NULL);

  g_ptr_array_add (filter_group (self, group)->conditions, condition);
}

guint
veche_filter_n_groups (VecheFilter *self)
{
  return self->groups->len;
}

VecheMatch
veche_filter_get_match (VecheFilter *self, guint group)
{
  return filter_group (self, group)->match;
}

guint
veche_filter_n_conditions (VecheFilter *self, guint group)
{
  return filter_group (self, group)->conditions->len;
}

const VecheCondition *
veche_filter_get_condition (VecheFilter *self, guint group, guint index)
{
  GPtrArray *conditions = filter_group (self, group)->conditions;

  g_return_val_if_fail (index < conditions->len, NULL);

  return conditions->pdata[index];
}

typedef gboolean (*VecheConditionTest) (const VecheCondition *condition, gconstpointer data);

static gboolean
filter_has (VecheFilter *self, VecheConditionTest test, gconstpointer data)
{
  for (guint g = 0; g < self->groups->len; g++)
    for (guint i = 0; i < veche_filter_n_conditions (self, g); i++)
      if (test (veche_filter_get_condition (self, g, i), data))
        return TRUE;

  return FALSE;
}

static gboolean
condition_is_any (const VecheCondition *condition, gconstpointer data)
{
  return TRUE;
}

static gboolean
condition_is_by (const VecheCondition *condition, gconstpointer data)
{
  return condition->by == (VecheBy) GPOINTER_TO_INT (data);
}

static gboolean
condition_is_of_today (const VecheCondition *condition, gconstpointer data)
{
  return condition->op == VECHE_OP_WITHIN || condition->op == VECHE_OP_BEFORE || condition->days > 0 || condition->by == VECHE_BY_CONSENT;
}

gboolean
veche_filter_is_empty (VecheFilter *self)
{
  return !filter_has (self, condition_is_any, NULL);
}

gboolean
veche_filter_mentions (VecheFilter *self, VecheBy by)
{
  return filter_has (self, condition_is_by, GINT_TO_POINTER ((int) by));
}

gboolean
veche_filter_is_of_today (VecheFilter *self)
{
  return filter_has (self, condition_is_of_today, NULL);
}

gboolean
veche_filter_equal (VecheFilter *self, VecheFilter *other)
{
  if (self == other)
    return TRUE;
  if (self == NULL || other == NULL || self->groups->len != other->groups->len)
    return FALSE;

  for (guint g = 0; g < self->groups->len; g++)
    {
      if (veche_filter_get_match (self, g) != veche_filter_get_match (other, g) ||
          veche_filter_n_conditions (self, g) != veche_filter_n_conditions (other, g))
        return FALSE;
      for (guint i = 0; i < veche_filter_n_conditions (self, g); i++)
        if (!veche_condition_equal (veche_filter_get_condition (self, g, i), veche_filter_get_condition (other, g, i)))
          return FALSE;
    }

  return TRUE;
}

static VecheTables
by_get_tables (VecheBy by)
{
  switch (by)
    {
    case VECHE_BY_TAG:
      return VECHE_TABLE_TAG;
    case VECHE_BY_COMPETENCY:
      return VECHE_TABLE_COMPETENCY;
    case VECHE_BY_PLATFORM:
    case VECHE_BY_HANDLE:
      return VECHE_TABLE_IDENTITY;
    case VECHE_BY_COMMUNITY:
      return VECHE_TABLE_COMMUNITY;
    case VECHE_BY_NEEDS:
    case VECHE_BY_OFFERS:
      return VECHE_TABLE_WISH;
    case VECHE_BY_WORDS:
      return VECHE_TABLE_TAG | VECHE_TABLE_COMPETENCY | VECHE_TABLE_IDENTITY;
    case VECHE_BY_OPEN_MENTION:
      return VECHE_TABLE_TRIAGE;
    case VECHE_BY_ACTIVITY:
      return VECHE_TABLE_INTERACTION;
    case VECHE_BY_TIE:
      return VECHE_TABLE_INTERACTION | VECHE_TABLE_OTHER;
    case VECHE_BY_ATTENDED:
      return VECHE_TABLE_PLAN;
    default:
      return 0;
    }
}

VecheTables
veche_filter_get_tables (VecheFilter *self)
{
  VecheTables tables = VECHE_TABLE_MEMBER;

  for (guint g = 0; g < self->groups->len; g++)
    for (guint i = 0; i < veche_filter_n_conditions (self, g); i++)
      tables |= by_get_tables (veche_filter_get_condition (self, g, i)->by);

  return tables;
}
