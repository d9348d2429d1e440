/* veche-table-dialog-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-banner.h"
#include "app/veche-table-dialog.h"
#include "app/veche-table-head.h"
#include "app/veche-table-model.h"

G_BEGIN_DECLS

struct _VecheTableDialog
{
  AdwWindow          parent_instance;

  VecheSession      *session;       /* (owned) */
  GCancellable      *cancellable;   /* (owned): the reading or the planning under way */
  VecheTableSource  *source;        /* (owned) (nullable) until it was read */
  VechePeoplePlan   *plan;          /* (owned) (nullable) until there is one */
  VecheTableLayout  *layout;        /* (owned) (nullable) */
  VecheTableModel   *model;         /* (owned) (nullable) */
  VecheTableDialect  dialect;       /* what is asked for */
  gboolean           other_sheet;   /* the next plan is of other rows than this one */
  GHashTable        *fields;        /* (owned) (element-type char GArray<VecheTableField>): by delimiter, what a person said of columns */
  GSimpleActionGroup *actions;      /* chips and the menu of a row */
  GtkWidget         *menu, *picker; /* (unowned) (nullable): popovers of a row, made when they are asked for */
  guint              position;      /* of the row it belongs to */
  guint              spinner_source;
  gboolean           narrow;
  int                width;         /* of the window, when the columns were last fitted to it */

  AdwWindowTitle    *title;
  GtkSpinner        *spinner;
  VecheBanner       *banner;
  GtkButton         *import;
  GtkStack          *stack;
  AdwStatusPage     *trouble;
  GtkBox            *chips_row, *totals_row, *footer;
  GtkBox            *chips, *totals;
  GtkImage          *readable_icon;
  GtkLabel          *readable;
  GtkToggleButton   *show_all, *show_check, *show_skip;
  GtkScrolledWindow *head_scroller, *scroller;
  VecheTableHead    *head;
  GtkStack          *rows;
  GtkListView       *list;
  GtkLabel          *promise;
  GtkCheckButton    *remember;
};

/* veche-table-dialog-rows.c: the lines, their totals, and the menu of each */
void veche_table_dialog_add_row_actions (VecheTableDialog *self);
void veche_table_dialog_show_rows       (VecheTableDialog *self);    /* after another plan, filter or width */
void veche_table_dialog_show_totals     (VecheTableDialog *self);
void veche_table_dialog_open_menu       (VecheTableDialog *self, guint position);
void veche_table_dialog_close_popovers  (VecheTableDialog *self);

/* veche-table-dialog-chips.c: how the file is read */
void veche_table_dialog_add_chip_actions (VecheTableDialog *self);
void veche_table_dialog_show_chips      (VecheTableDialog *self);

void veche_table_dialog_plan            (VecheTableDialog *self);    /* anew, as dialect and fields say */
void veche_table_dialog_take_sheet      (VecheTableDialog *self, guint sheet);

G_END_DECLS
