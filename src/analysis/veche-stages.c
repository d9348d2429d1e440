/* veche-stages.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-stages.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-stages-table.h"

#define PAGE 2000

static const struct
{
  const char *setting;
  gsize       offset;
  int         preset;
} rules_of[] = {
  { "stage:core-days", G_STRUCT_OFFSET (VecheStageRules, core_days), 12 },
  { "stage:active-days", G_STRUCT_OFFSET (VecheStageRules, active_days), 4 },
  { "stage:newcomer-days", G_STRUCT_OFFSET (VecheStageRules, newcomer_days), 30 },
  { "stage:fading-days", G_STRUCT_OFFSET (VecheStageRules, fading_days), 45 },
  { "stage:gone-days", G_STRUCT_OFFSET (VecheStageRules, gone_days), 180 },
};

void
veche_stage_rules_load (VecheDb *db, VecheStageRules *rules)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules_of); i++)
    {
      g_autoptr (GVariant) set = veche_db_get_setting (db, rules_of[i].setting);
      int *rule = &G_STRUCT_MEMBER (int, rules, rules_of[i].offset);

      *rule = set != NULL && g_variant_is_of_type (set, G_VARIANT_TYPE_INT64) ? (int) g_variant_get_int64 (set) : rules_of[i].preset;
    }
}

gboolean
veche_stage_rules_save (VecheDb *db, const VecheStageRules *rules, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules_of); i++)
    if (!veche_db_set_setting (db, rules_of[i].setting, g_variant_new_int64 (G_STRUCT_MEMBER (int, rules, rules_of[i].offset)), error))
      return FALSE;

  return TRUE;
}

gboolean
veche_stage_rules_are_sound (const VecheStageRules *rules)
{
  return rules->active_days >= 1 && rules->core_days > rules->active_days && rules->core_days <= 30 && rules->newcomer_days >= 1
         && rules->fading_days >= 1 && rules->gone_days > rules->fading_days;
}

static void
stage_move_free (gpointer data)
{
  VecheStageMove *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static int
days_since (gint64 now, gint64 at)
{
  return (int) MAX ((now - at) / G_TIME_SPAN_DAY, 0);
}

/* Silence speaks first, then how much, then how long ago it began.  NULL: nothing can be said. */
static const char *
judge (const VecheStageRules *rules, const VecheStageRow *row, gint64 now, int *days)
{
  gint64 since = row->joined != 0 ? row->joined : row->first_seen;

  if (row->last_seen != 0)
    *days = days_since (now, row->last_seen);
  if (row->last_seen != 0 && *days >= rules->gone_days)
    return "gone";
  if (row->last_seen != 0 && *days >= rules->fading_days)
    return "fading";

  *days = (int) row->days_active_30;
  if (*days >= rules->core_days)
    return "core";
  if (since != 0 && days_since (now, since) <= rules->newcomer_days)
    {
      *days = days_since (now, since);
      return "newcomer";
    }
  if (*days >= rules->active_days)
    return "active";

  return row->last_seen != 0 ? "regular" : NULL;
}

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  const VecheStageMove *x = *(VecheStageMove *const *) a, *y = *(VecheStageMove *const *) b;
  int order = strcmp (x->after, y->after);

  return order != 0 ? order : veche_text_collate (x->name, y->name);
}

GPtrArray *
veche_stages_propose (VecheDb *db, const VecheStageRules *rules, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (stage_move_free);
  gint64 last = 0, before;

  if (now == 0)
    now = veche_now ();
  do
    {
      g_autoptr (GPtrArray) rows = veche_stages_read (db, last, PAGE, now - 30 * G_TIME_SPAN_DAY, error);

      if (rows == NULL)
        return NULL;
      before = last;
      for (guint i = 0; i < rows->len; i++)
        {
          const VecheStageRow *row = rows->pdata[i];
          int days = 0;
          const char *after = judge (rules, row, now, &days);

          last = row->id;
          if (after != NULL && strcmp (after, row->stage) != 0)
            {
              VecheStageMove move = { g_strdup (row->uid), g_strdup (row->name), g_strdup (row->stage), g_strdup (after), days };

              g_ptr_array_add (moves, g_memdup2 (&move, sizeof move));
            }
        }
    }
  while (last != before);
  g_ptr_array_sort (moves, compare_moves);

  return g_steal_pointer (&moves);
}

void
veche_stages_edit (VecheEdit *edit, GPtrArray *moves)
{
  for (guint i = 0; i < moves->len; i++)
    {
      const VecheStageMove *move = moves->pdata[i];

      veche_edit_set_text (edit, "member", move->uid, "stage", move->after);
    }
}
