/* veche-selection.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkSelectionModel by id over a list of VecheItem (a VecheRowModel as a rule): the selected row stays selected wherever it moves; when it
 * goes, the next one takes its place.  Headings (ids below 0) can't be selected.  Costs nothing per row: GtkSingleSelection asks for every
 * row of a list that changes.
 *
 * With "multiple" a set of rows can be selected; select all is a flag that means "whatever the query finds", the set then holds what was
 * taken out of it.
 *
 * Properties: "model", "selected-id" (gint64, 0: none), "selected" (guint position), "multiple".  */
#define VECHE_TYPE_SELECTION (veche_selection_get_type ())
G_DECLARE_FINAL_TYPE (VecheSelection, veche_selection, VECHE, SELECTION, GObject)

VecheSelection *veche_selection_new             (GListModel *model);   /* (nullable) (transfer none) */
/* The selected id stays when the new list has it, at once or when it has loaded. */
void            veche_selection_set_model       (VecheSelection *self, GListModel *model);
/* From now on another model announces the difference in length only, then "replaced" (guint n): the first n rows show something else.  For
 * a view whose rows follow it (veche_row_factory_follow()). */
void            veche_selection_keep_rows       (VecheSelection *self);

gint64          veche_selection_get_selected_id (VecheSelection *self);
/* Of a list that is still loading it is remembered.  FALSE: it is not there. */
gboolean        veche_selection_set_selected_id (VecheSelection *self, gint64 id);   /* 0: none */
guint           veche_selection_get_selected    (VecheSelection *self);              /* GTK_INVALID_LIST_POSITION: none */
gpointer        veche_selection_get_item        (VecheSelection *self);              /* (transfer full) (nullable) */
/* FALSE at the end of the list.  With nothing selected the first (last) row is. */
gboolean        veche_selection_select_next     (VecheSelection *self);
gboolean        veche_selection_select_previous (VecheSelection *self);

gboolean        veche_selection_get_multiple    (VecheSelection *self);
void            veche_selection_set_multiple    (VecheSelection *self, gboolean multiple);   /* FALSE: only the selected id stays */
gboolean        veche_selection_get_all         (VecheSelection *self);
guint           veche_selection_get_n_marked    (VecheSelection *self);
/* The ids in the set; with get_all () those that are not. (transfer full) (element-type gint64) */
GArray         *veche_selection_dup_ids         (VecheSelection *self);

G_END_DECLS
