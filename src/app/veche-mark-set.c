/* veche-mark-set.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-mark-set.h"

struct _VecheMarkSet
{
  gboolean    all;
  GHashTable *ids;   /* (owned) (element-type gint64) */
};

VecheMarkSet *
veche_mark_set_new (void)
{
  VecheMarkSet *self = g_new0 (VecheMarkSet, 1);

  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

void
veche_mark_set_free (VecheMarkSet *self)
{
  g_hash_table_unref (self->ids);
  g_free (self);
}

gboolean
veche_mark_set_has (VecheMarkSet *self, gint64 id)
{
  return self->all != g_hash_table_contains (self->ids, &id);
}

void
veche_mark_set_set (VecheMarkSet *self, gint64 id, gboolean on)
{
  if (on != self->all)
    g_hash_table_add (self->ids, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->ids, &id);
}

void
veche_mark_set_reset (VecheMarkSet *self, gboolean all)
{
  self->all = all;
  g_hash_table_remove_all (self->ids);
}

gboolean
veche_mark_set_get_all (VecheMarkSet *self)
{
  return self->all;
}

guint
veche_mark_set_get_size (VecheMarkSet *self)
{
  return g_hash_table_size (self->ids);
}

GArray *
veche_mark_set_dup_ids (VecheMarkSet *self)
{
  GArray        *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gint64        *id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    g_array_append_val (ids, *id);

  return ids;
}
