/* veche-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-selection.h"
#include "model/veche-item.h"

G_BEGIN_DECLS

/* A drawn list row: one widget that shows one VecheItem and paints it by itself (veche-draw.h).  The base follows the item's record, the
 * state of the list row around it, fonts and colours; a kind of row says how high it is, how it is painted and what a screen reader
 * says.  Measures are those of 11 pt Cantarell, to be multiplied by scale.  Main thread. */
#define VECHE_TYPE_ROW (veche_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (VecheRow, veche_row, VECHE, ROW, GtkWidget)

struct _VecheRowClass
{
  GtkWidgetClass parent_class;

  /* record is NULL while it is being read: then the height is a guess and nothing is painted. */
  float  (*get_height) (VecheRow *self, VecheRecord *record);                       /* unscaled */
  void   (*draw)       (VecheRow *self, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale);
  char  *(*dup_label)  (VecheRow *self, VecheRecord *record);                       /* (transfer full): the accessible name */

  /* The row may be painted before it is in view: all that is drawn follows from the record, the state of the list row and what veche_row_queue_draw() is
   * called for, and draw() asks the widget for no size. */
  gboolean drawn_ahead;
};

/* Property "item" (VecheItem, nullable). */
VecheItem   *veche_row_get_item   (VecheRow *self);
void         veche_row_set_item   (VecheRow *self, VecheItem *item);

/* As gtk_widget_queue_draw(), which a row that is out of view does not hear of; for any widget. */
void         veche_row_queue_draw (GtkWidget *widget);

/* A factory whose rows are of this type: the row's "item" is the list item's, headings (ids below zero) can't be selected. (transfer full) */
GtkListItemFactory *veche_row_factory_new (GType row_type);

/* The rows of this factory stay when the selection gets another model, and show that one. */
void         veche_row_factory_follow (GtkListItemFactory *factory, VecheSelection *selection);

/* A click on a row activates it while the leaflet is folded: there is nothing beside the list to select it for. */
void veche_row_open_on_click (GtkListView *list, AdwLeaflet *leaflet);

/* Tab leaves the list, arrows walk it: GtkListView walks row by row with both, and a hundred thousand rows have no end. */
void veche_row_leave_on_tab (GtkListView *list);

/* The keyboard to the selected row; to the list while there is none. A list that was focused before it was filled answers to no Enter. */
void veche_row_focus_selected (GtkListView *list);

G_END_DECLS
