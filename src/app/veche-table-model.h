/* veche-table-model.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "exchange/veche-people-plan.h"
#include "model/veche-item.h"

G_BEGIN_DECLS

/* Which columns of a table are on the screen, and how wide; shared by its rows. Counted by reference, main thread. */
typedef struct
{
  VechePeoplePlan *plan;      /* (owned) */
  GArray          *columns;   /* (element-type guint): of the table, those with anything in them */
  GArray          *widths;    /* (element-type int): unscaled, as many */
  gboolean         narrow;    /* a row says name and outcome only */
  gboolean         done;      /* it tells what was done, not what will be */
} VecheTableLayout;

#define VECHE_TABLE_LINE_WIDTH    66
#define VECHE_TABLE_OUTCOME_WIDTH 300   /* at least */
#define VECHE_TABLE_PADDING       12

VecheTableLayout *veche_table_layout_new   (VechePeoplePlan *plan, GtkWidget *widget, gboolean narrow);
VecheTableLayout *veche_table_layout_ref   (VecheTableLayout *self);
void              veche_table_layout_unref (VecheTableLayout *self);
int               veche_table_layout_get_width (VecheTableLayout *self);              /* unscaled */

/* The rows of the plan with this outcome, lazily: nothing is made before it is shown. filter -1: all. (transfer full) */
#define VECHE_TYPE_TABLE_MODEL (veche_table_model_get_type ())
G_DECLARE_FINAL_TYPE (VecheTableModel, veche_table_model, VECHE, TABLE_MODEL, GObject)
VecheTableModel  *veche_table_model_new    (VecheTableLayout *layout, int filter);
guint             veche_table_model_get_row (VecheTableModel *self, guint position);   /* of the plan */
void              veche_table_model_changed (VecheTableModel *self, guint position);   /* its decision */

/* What a row of the list shows. */
typedef struct
{
  VecheRecord           parent;   /* id: the row of the plan */
  VecheTableLayout     *layout;   /* (owned) */
  const VechePeopleRow *row;      /* of the layout's plan */
} VecheTableRecord;

G_END_DECLS
