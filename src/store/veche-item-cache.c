/* veche-item-cache.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-item-cache.h"

#define MAX_KEPT 2000   /* beyond those that a view holds */

typedef struct
{
  gint64     id;
  VecheItem *item;      /* (unowned): its weak reference takes the entry away */
  GList      link;      /* in kept */
  gboolean   is_kept;   /* then we hold a reference */
} VecheItemEntry;

struct _VecheItemCache
{
  GHashTable *entries;  /* (owned) &id → VecheItemEntry (owned): every item that is alive */
  GQueue      kept;     /* (element-type VecheItemEntry) the latest asked for at the tail */
};

static void
veche_item_entry_gone_cb (gpointer data, GObject *item)
{
  VecheItemCache *self = data;
  gint64          id = veche_item_get_id (VECHE_ITEM (item));   /* it is only disposed of yet */
  VecheItemEntry *entry = g_hash_table_lookup (self->entries, &id);

  g_assert (entry != NULL && !entry->is_kept);
  g_hash_table_remove (self->entries, &entry->id);
}

static void
veche_item_cache_let_go (VecheItemCache *self, VecheItemEntry *entry)
{
  g_queue_unlink (&self->kept, &entry->link);
  entry->is_kept = FALSE;
  g_object_unref (entry->item);
}

static void
veche_item_cache_keep (VecheItemCache *self, VecheItemEntry *entry)
{
  if (entry->is_kept)
    g_queue_unlink (&self->kept, &entry->link);
  else
    g_object_ref (entry->item);

  entry->is_kept = TRUE;
  g_queue_push_tail_link (&self->kept, &entry->link);
  if (self->kept.length > MAX_KEPT)
    veche_item_cache_let_go (self, self->kept.head->data);
}

VecheItemCache *
veche_item_cache_new (void)
{
  VecheItemCache *self = g_new0 (VecheItemCache, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_queue_init (&self->kept);

  return self;
}

void
veche_item_cache_free (VecheItemCache *self)
{
  GHashTableIter  iter;
  VecheItemEntry *entry;

  while (self->kept.head != NULL)
    veche_item_cache_let_go (self, self->kept.head->data);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    g_object_weak_unref (G_OBJECT (entry->item), veche_item_entry_gone_cb, self);
  g_hash_table_unref (self->entries);
  g_free (self);
}

VecheItem *
veche_item_cache_ensure (VecheItemCache *self, gint64 id)
{
  VecheItemEntry       *entry = g_hash_table_lookup (self->entries, &id);
  g_autoptr (VecheItem) fresh = NULL;

  if (entry == NULL)
    {
      fresh = veche_item_new (id);
      entry = g_new0 (VecheItemEntry, 1);
      entry->id = id;
      entry->item = fresh;
      entry->link.data = entry;
      g_object_weak_ref (G_OBJECT (fresh), veche_item_entry_gone_cb, self);
      g_hash_table_insert (self->entries, &entry->id, entry);
    }
  veche_item_cache_keep (self, entry);

  return entry->item;
}

guint
veche_item_cache_get_n_alive (VecheItemCache *self)
{
  return g_hash_table_size (self->entries);
}

void
veche_item_cache_forget_hidden (VecheItemCache *self)
{
  GList *link = self->kept.head;

  while (link != NULL)
    {
      VecheItemEntry *entry = link->data;

      link = link->next;
      if (G_OBJECT (entry->item)->ref_count == 1)
        veche_item_cache_let_go (self, entry);
    }
}

void
veche_item_cache_append_ids (VecheItemCache *self, GArray *ids)
{
  GHashTableIter  iter;
  VecheItemEntry *entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    g_array_append_val (ids, entry->id);
}
