/* veche-item.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-record.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* One row of a VecheRowModel: it knows its id at once, its record arrives with its block (notify::record).  Main thread only; the
 * record itself is immutable and may be held anywhere. */
#define VECHE_TYPE_ITEM (veche_item_get_type ())
G_DECLARE_FINAL_TYPE (VecheItem, veche_item, VECHE, ITEM, GObject)

VecheItem   *veche_item_new        (gint64 id);
gint64       veche_item_get_id     (VecheItem *self);
VecheRecord *veche_item_get_record (VecheItem *self);                        /* (transfer none) (nullable): NULL while loading */
void         veche_item_set_record (VecheItem *self, VecheRecord *record);   /* (nullable) */

/* Makes items, a list of VecheItem, that of made (element-type VecheItem): what stays where it stood, or only moved along, keeps its item and gets the new
 * record, so that a view of ten thousand rows makes anew what came and no more. */
void         veche_item_fill_list  (GListStore *items, GPtrArray *made);

G_END_DECLS
