/* veche-change.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-change-private.h"

#include <string.h>

/* Beyond this a table is just "many": a list re-reads all it shows. */
#define MAX_IDS 512

typedef struct
{
  const char *table;      /* interned */
  GHashTable *ids;        /* (element-type gint64) (nullable): NULL once there are too many */
} VecheChangedTable;

struct _VecheChange
{
  gatomicrefcount ref_count;
  VecheTables     tables;
  gboolean        piece;
  GArray         *changed;   /* (element-type VecheChangedTable): a dozen at most, so a list is enough */
};

G_DEFINE_BOXED_TYPE (VecheChange, veche_change, veche_change_ref, veche_change_unref)

static const struct
{
  const char *prefix;
  VecheTables bit;
} table_bits[] = {
  { VECHE_CHANGE_ASKED, VECHE_TABLE_ASKED },  /* before "ask" */
  { "member_tag", VECHE_TABLE_TAG },
  { "member_competency", VECHE_TABLE_COMPETENCY },
  { "member", VECHE_TABLE_MEMBER },           /* member, membership, member_note */
  { "custom_field", VECHE_TABLE_MEMBER },
  { "organisation", VECHE_TABLE_MEMBER },
  { "consent", VECHE_TABLE_MEMBER },
  { "attachment", VECHE_TABLE_MEMBER },
  { "occasion", VECHE_TABLE_MEMBER },
  { "identity", VECHE_TABLE_IDENTITY },
  { "tag", VECHE_TABLE_TAG },
  { "competency", VECHE_TABLE_COMPETENCY },
  { "proposal", VECHE_TABLE_COMPETENCY },
  { "ask", VECHE_TABLE_ASK },
  { "wish", VECHE_TABLE_WISH },
  { "segment", VECHE_TABLE_SEGMENT },
  { "pair_verdict", VECHE_TABLE_PAIR },
  { "duplicate", VECHE_TABLE_PAIR },
  { "interaction", VECHE_TABLE_INTERACTION },
  { "triage", VECHE_TABLE_TRIAGE },
  { "mood_correction", VECHE_TABLE_TRIAGE },
  { "label", VECHE_TABLE_TRIAGE },
  { "promise", VECHE_TABLE_TRIAGE },
  { "finding", VECHE_TABLE_TRIAGE },
  { "reply_target", VECHE_TABLE_TRIAGE },
  { "holiday", VECHE_TABLE_TRIAGE },
  { "inbox_", VECHE_TABLE_TRIAGE },
  { "outbox", VECHE_TABLE_OUTBOX },
  { "draft", VECHE_TABLE_OUTBOX },
  { "source", VECHE_TABLE_SOURCE },
  { "source_notice", VECHE_TABLE_SOURCE },
  { "roster", VECHE_TABLE_SOURCE },
  { "channel", VECHE_TABLE_SOURCE },
  { "coverage", VECHE_TABLE_SOURCE },
  { "bad_item", VECHE_TABLE_SOURCE },
  { "project", VECHE_TABLE_PLAN },
  { "event", VECHE_TABLE_PLAN },
  { "agenda", VECHE_TABLE_PLAN },
  { "task", VECHE_TABLE_PLAN },
  { "plan_", VECHE_TABLE_PLAN },
  { "article", VECHE_TABLE_ARTICLE },
  { "tone_", VECHE_TABLE_ARTICLE },
  { "playbook_", VECHE_TABLE_ARTICLE },
  { "candidate", VECHE_TABLE_ARTICLE },
  { "community", VECHE_TABLE_COMMUNITY },
  { "gesture", VECHE_TABLE_JOURNAL },
  { "batch", VECHE_TABLE_JOURNAL },
};

static VecheTables
table_to_bit (const char *table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table_bits); i++)
    if (g_str_has_prefix (table, table_bits[i].prefix))
      return table_bits[i].bit;

  return VECHE_TABLE_OTHER;
}

static void
changed_table_clear (gpointer data)
{
  VecheChangedTable *changed = data;

  g_clear_pointer (&changed->ids, g_hash_table_unref);
}

static VecheChangedTable *
veche_change_find (VecheChange *self, const char *table)
{
  for (guint i = 0; i < self->changed->len; i++)
    {
      VecheChangedTable *changed = &g_array_index (self->changed, VecheChangedTable, i);

      if (strcmp (changed->table, table) == 0)
        return changed;
    }

  return NULL;
}

VecheChange *
veche_change_new (void)
{
  VecheChange *self = g_new0 (VecheChange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->changed = g_array_new (FALSE, TRUE, sizeof (VecheChangedTable));
  g_array_set_clear_func (self->changed, changed_table_clear);

  return self;
}

VecheChange *
veche_change_ref (VecheChange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_change_unref (VecheChange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->changed);
  g_free (self);
}

void
veche_change_add (VecheChange *self, const char *table, gint64 id)
{
  VecheChangedTable *changed = veche_change_find (self, table);
  gint64            *key;

  if (changed == NULL)
    {
      VecheChangedTable fresh = { g_intern_string (table), g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) };

      g_array_append_val (self->changed, fresh);
      changed = &g_array_index (self->changed, VecheChangedTable, self->changed->len - 1);
      self->tables |= table_to_bit (table);
    }

  if (changed->ids == NULL || g_hash_table_contains (changed->ids, &id))
    return;

  if (g_hash_table_size (changed->ids) >= MAX_IDS)
    {
      g_clear_pointer (&changed->ids, g_hash_table_unref);
      return;
    }

  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_add (changed->ids, key);
}

void
veche_change_clear (VecheChange *self)
{
  g_array_set_size (self->changed, 0);
  self->tables = 0;
}

static void
veche_change_add_many (VecheChange *self, const char *table)
{
  veche_change_add (self, table, 0);
  g_clear_pointer (&veche_change_find (self, table)->ids, g_hash_table_unref);
}

void
veche_change_add_all (VecheChange *self, VecheChange *other)
{
  for (guint i = 0; i < other->changed->len; i++)
    {
      const VecheChangedTable *changed = &g_array_index (other->changed, VecheChangedTable, i);
      GHashTableIter iter;
      gint64 *id;

      if (changed->ids == NULL)
        {
          veche_change_add_many (self, changed->table);
          continue;
        }
      g_hash_table_iter_init (&iter, changed->ids);
      while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
        veche_change_add (self, changed->table, *id);
    }
}

void
veche_change_set_piece (VecheChange *self)
{
  self->piece = TRUE;
}

gboolean
veche_change_is_piece (VecheChange *self)
{
  return self->piece;
}

VecheTables
veche_change_get_tables (VecheChange *self)
{
  return self->tables;
}

gboolean
veche_change_has_row (VecheChange *self, const char *table, gint64 id)
{
  VecheChangedTable *changed = veche_change_find (self, table);

  return changed != NULL && (changed->ids == NULL || g_hash_table_contains (changed->ids, &id));
}
