/* veche-selection-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-mark-set.h"
#include "app/veche-selection.h"

G_BEGIN_DECLS

#define NOWHERE GTK_INVALID_LIST_POSITION

struct _VecheSelection
{
  GObject       parent_instance;

  GListModel   *model;        /* (owned) (nullable) */
  gulong        changed_id;
  gulong        settled_id;

  gint64        id;           /* 0: none */
  gboolean      keeps_rows;   /* somebody follows "replaced" */

  guint         position;     /* NOWHERE: none, not loaded yet, or lost */
  guint         lost_at;      /* where the selected row was when it went; NOWHERE: it has not */

  gboolean      multiple;
  VecheMarkSet *marks;      /* (owned): with multiple */
};

/* veche-selection.c: the list below and the one selected row */
guint    veche_selection_count    (VecheSelection *self);
gint64   veche_selection_id_at    (VecheSelection *self, guint position);
void     veche_selection_move_to  (VecheSelection *self, gint64 id, guint position);

/* veche-selection-model.c: the set, and what GTK asks */
void     veche_selection_mark     (VecheSelection *self, gint64 id, gboolean on);
void     veche_selection_tell_all (VecheSelection *self);
void     veche_selection_tell_row (VecheSelection *self, guint position);
void     veche_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_END_DECLS
