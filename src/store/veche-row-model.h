/* veche-row-model.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/veche-item.h"
#include "model/veche-query.h"
#include "store/veche-store.h"

G_BEGIN_DECLS

/* A GListModel of VecheItem over a VecheQuery: the ids first (the spine, made on the scanner), the rows later, in blocks of 64 (reader), as
 * notify::record of each item.  Follows the store: a commit that can change the list leads to one minimal items-changed; content-only
 * changes only refresh records.  Items keep their identity by id.  Main thread.
 *
 * A wholly different list is a fresh model (gtk_*_selection_set_model), never a (0, n, m) emission (measured: 1.2 s at a million rows).
 * A long list in the order of an index shows its first rows before the rest is known: "ready" comes first, "loading" ends later.
 *
 * Properties: "ready" (gboolean, from the first rows on), "loading" (gboolean, until the whole spine is there), "error" (GError, nullable).
 * Signal "settled": after each look at the store, behind its last items-changed.  A row that moved was gone in between. */
#define VECHE_TYPE_ROW_MODEL (veche_row_model_get_type ())
G_DECLARE_FINAL_TYPE (VecheRowModel, veche_row_model, VECHE, ROW_MODEL, GObject)

VecheRowModel *veche_row_model_new          (VecheStore *store, VecheQuery *query);   /* starts loading at once */
gboolean       veche_row_model_get_loading  (VecheRowModel *self);
gboolean       veche_row_model_get_ready    (VecheRowModel *self);
gint64         veche_row_model_get_id       (VecheRowModel *self, guint position);    /* without making an item; 0 beyond the end */
guint          veche_row_model_find         (VecheRowModel *self, gint64 id);         /* GTK_INVALID_LIST_POSITION (G_MAXUINT) if not there */
guint          veche_row_model_get_n_rows   (VecheRowModel *self);                    /* without headings */
void           veche_row_model_refresh      (VecheRowModel *self);                    /* time alone changed the list: a snoozed mention woke */
void           veche_row_model_close        (VecheRowModel *self);                    /* before the store closes */

/* For the guards of G14. */
guint          veche_row_model_get_n_alive  (VecheRowModel *self);
guint64        veche_row_model_get_n_asked  (VecheRowModel *self);

G_END_DECLS
