/* veche-item.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-item.h"

struct _VecheItem
{
  GObject      parent_instance;

  gint64       id;
  VecheRecord *record;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheItem, veche_item, G_TYPE_OBJECT)

enum
{
  PROP_RECORD = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
veche_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheItem *self = VECHE_ITEM (object);

  switch (prop_id)
    {
    case PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_item_finalize (GObject *object)
{
  VecheItem *self = VECHE_ITEM (object);

  g_clear_pointer (&self->record, veche_record_unref);

  G_OBJECT_CLASS (veche_item_parent_class)->finalize (object);
}

static void
veche_item_class_init (VecheItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = veche_item_get_property;
  object_class->finalize = veche_item_finalize;

  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, VECHE_TYPE_RECORD,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
veche_item_init (VecheItem *self)
{
}

VecheItem *
veche_item_new (gint64 id)
{
  VecheItem *self = g_object_new (VECHE_TYPE_ITEM, NULL);

  self->id = id;

  return self;
}

gint64
veche_item_get_id (VecheItem *self)
{
  g_return_val_if_fail (VECHE_IS_ITEM (self), 0);

  return self->id;
}

VecheRecord *
veche_item_get_record (VecheItem *self)
{
  g_return_val_if_fail (VECHE_IS_ITEM (self), NULL);

  return self->record;
}

void
veche_item_set_record (VecheItem *self, VecheRecord *record)
{
  g_return_if_fail (VECHE_IS_ITEM (self));

  if (self->record == record)
    return;

  if (record != NULL)
    veche_record_ref (record);
  g_clear_pointer (&self->record, veche_record_unref);
  self->record = record;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

/*** A list of them ***/

#define MOST_STEPS 32   /* one by one; a list that is another one is put anew at once */

static gboolean
is_at (GListStore *items, guint position, VecheItem *other)
{
  g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (items), position);

  return item != NULL && item->id == other->id;
}

/* At both positions the same one stands: it gets the new record. */
static gboolean
take_over (GListStore *items, guint position, VecheItem *fresh)
{
  g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (items), position);

  if (item->id != fresh->id)
    return FALSE;
  veche_item_set_record (item, fresh->record);

  return TRUE;
}

void
veche_item_fill_list (GListStore *items, GPtrArray *made)
{
  guint had = g_list_model_get_n_items (G_LIST_MODEL (items)), wanted = made->len, head = 0, tail = 0, steps = 0;

  while (tail < had && tail < wanted && take_over (items, had - 1 - tail, made->pdata[wanted - 1 - tail]))
    tail++;
  had -= tail;
  wanted -= tail;

  /* One that came or went here and there; from where more is different on, all of it. */
  for (; head < had && head < wanted; head++)
    if (take_over (items, head, made->pdata[head]))
      continue;
    else if (++steps > MOST_STEPS)
      break;
    else if (head + 1 < had && is_at (items, head + 1, made->pdata[head]))
      {
        g_list_store_remove (items, head);
        had--;
        take_over (items, head, made->pdata[head]);
      }
    else if (head + 1 < wanted && is_at (items, head, made->pdata[head + 1]))
      {
        g_list_store_insert (items, head, made->pdata[head]);
        had++;
      }
    else
      break;
  if (head < had || head < wanted)
    g_list_store_splice (items, head, had - head, made->pdata + head, wanted - head);
}
