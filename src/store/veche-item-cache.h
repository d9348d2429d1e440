/* veche-item-cache.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-item.h"

G_BEGIN_DECLS

/* One VecheItem per id for as long as anybody holds it, and the latest 2000 asked for even when nobody does.  So items keep their identity
 * while a list changes around them.  Main thread. */
typedef struct _VecheItemCache VecheItemCache;

VecheItemCache *veche_item_cache_new           (void);
void            veche_item_cache_free          (VecheItemCache *self);
VecheItem      *veche_item_cache_ensure        (VecheItemCache *self, gint64 id);   /* (transfer none): kept for now */
guint           veche_item_cache_get_n_alive   (VecheItemCache *self);
/* Lets go what nobody else holds. */
void            veche_item_cache_forget_hidden (VecheItemCache *self);
void            veche_item_cache_append_ids    (VecheItemCache *self, GArray *ids);  /* (element-type gint64) of all that are alive */

G_END_DECLS
