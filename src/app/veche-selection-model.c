/* veche-selection-model.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-selection-private.h"

/*** The set ***/

static gboolean
veche_selection_has (VecheSelection *self, gint64 id)
{
  if (id <= 0)
    return FALSE;
  if (!self->multiple)
    return id == self->id;

  return veche_mark_set_has (self->marks, id);
}

void
veche_selection_mark (VecheSelection *self, gint64 id, gboolean on)
{
  if (id > 0)
    veche_mark_set_set (self->marks, id, on);
}

void
veche_selection_tell_all (VecheSelection *self)
{
  guint n = veche_selection_count (self);

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
}

void
veche_selection_tell_row (VecheSelection *self, guint position)
{
  if (position < veche_selection_count (self))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
}

/*** GtkSelectionModel ***/

static gboolean
veche_selection_is_selected (GtkSelectionModel *model, guint position)
{
  VecheSelection *self = VECHE_SELECTION (model);

  return veche_selection_has (self, veche_selection_id_at (self, position));
}

static GtkBitset *
veche_selection_get_in_range (GtkSelectionModel *model, guint position, guint n)
{
  VecheSelection *self = VECHE_SELECTION (model);
  GtkBitset      *found = gtk_bitset_new_empty ();
  guint           end = position + MIN (n, veche_selection_count (self) - MIN (position, veche_selection_count (self)));

  if (!self->multiple)
    {
      if (self->position >= position && self->position < end)
        gtk_bitset_add (found, self->position);
    }
  else if (veche_mark_set_get_size (self->marks) == 0)
    gtk_bitset_add_range (found, position, veche_mark_set_get_all (self->marks) ? end - position : 0);
  else
    {
      for (guint i = position; i < end; i++)
        if (veche_selection_has (self, veche_selection_id_at (self, i)))
          gtk_bitset_add (found, i);
    }

  return found;
}

static gboolean
veche_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  VecheSelection *self = VECHE_SELECTION (model);
  gint64          id = veche_selection_id_at (self, position);

  if (id <= 0)
    return FALSE;

  if (self->multiple)
    {
      if (unselect_rest)
        veche_mark_set_reset (self->marks, FALSE);
      veche_selection_mark (self, id, TRUE);
      if (unselect_rest)
        veche_selection_tell_all (self);
      else
        veche_selection_tell_row (self, position);
    }
  veche_selection_move_to (self, id, position);

  return TRUE;
}

static gboolean
veche_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  VecheSelection *self = VECHE_SELECTION (model);

  if (!self->multiple)
    return FALSE;

  veche_selection_mark (self, veche_selection_id_at (self, position), FALSE);
  veche_selection_tell_row (self, position);

  return TRUE;
}

static gboolean
veche_selection_mark_range (VecheSelection *self, guint position, guint n, gboolean on)
{
  if (!self->multiple || position >= veche_selection_count (self))
    return FALSE;

  n = MIN (n, veche_selection_count (self) - position);
  for (guint i = position; i < position + n; i++)
    veche_selection_mark (self, veche_selection_id_at (self, i), on);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n);

  return TRUE;
}

static gboolean
veche_selection_select_range (GtkSelectionModel *model, guint position, guint n, gboolean unselect_rest)
{
  VecheSelection *self = VECHE_SELECTION (model);

  if (self->multiple && unselect_rest)
    {
      veche_mark_set_reset (self->marks, FALSE);
      veche_selection_tell_all (self);
    }

  return veche_selection_mark_range (self, position, n, TRUE);
}

static gboolean
veche_selection_unselect_range (GtkSelectionModel *model, guint position, guint n)
{
  return veche_selection_mark_range (VECHE_SELECTION (model), position, n, FALSE);
}

static gboolean
veche_selection_mark_all (VecheSelection *self, gboolean all)
{
  if (!self->multiple)
    return FALSE;

  veche_mark_set_reset (self->marks, all);
  veche_selection_tell_all (self);

  return TRUE;
}

static gboolean
veche_selection_select_all (GtkSelectionModel *model)
{
  return veche_selection_mark_all (VECHE_SELECTION (model), TRUE);
}

static gboolean
veche_selection_unselect_all (GtkSelectionModel *model)
{
  return veche_selection_mark_all (VECHE_SELECTION (model), FALSE);
}

void
veche_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = veche_selection_is_selected;
  iface->get_selection_in_range = veche_selection_get_in_range;
  iface->select_item = veche_selection_select_item;
  iface->unselect_item = veche_selection_unselect_item;
  iface->select_range = veche_selection_select_range;
  iface->unselect_range = veche_selection_unselect_range;
  iface->select_all = veche_selection_select_all;
  iface->unselect_all = veche_selection_unselect_all;
}
