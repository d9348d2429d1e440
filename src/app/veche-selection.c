/* veche-selection.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-selection-private.h"

#include "model/veche-item.h"
#include "store/veche-row-model.h"

enum
{
  PROP_MODEL = 1,
  PROP_SELECTED_ID,
  PROP_SELECTED,
  PROP_MULTIPLE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  REPLACED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/*** The list below ***/

guint
veche_selection_count (VecheSelection *self)
{
  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

gint64
veche_selection_id_at (VecheSelection *self, guint position)
{
  g_autoptr (VecheItem) item = NULL;

  if (self->model == NULL)
    return 0;
  if (VECHE_IS_ROW_MODEL (self->model))
    return veche_row_model_get_id (VECHE_ROW_MODEL (self->model), position);

  item = g_list_model_get_item (self->model, position);

  return item != NULL ? veche_item_get_id (item) : 0;
}

static guint
veche_selection_find (VecheSelection *self, gint64 id)
{
  guint n = veche_selection_count (self);

  if (id == 0)
    return NOWHERE;
  if (VECHE_IS_ROW_MODEL (self->model))
    return veche_row_model_find (VECHE_ROW_MODEL (self->model), id);

  for (guint i = 0; i < n; i++)
    if (veche_selection_id_at (self, i) == id)
      return i;

  return NOWHERE;
}

/* The nearest row from there on that can be selected. */
static guint
veche_selection_seek (VecheSelection *self, guint position, int step)
{
  guint n = veche_selection_count (self);

  for (; position < n; position += (guint) step)
    if (veche_selection_id_at (self, position) > 0)
      return position;

  return NOWHERE;
}

static gboolean
veche_selection_is_loading (VecheSelection *self)
{
  return VECHE_IS_ROW_MODEL (self->model) && veche_row_model_get_loading (VECHE_ROW_MODEL (self->model));
}

/*** The selected row ***/

static void
veche_selection_notify_moved (VecheSelection *self, gint64 old_id, guint old_position)
{
  if (self->position != old_position)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
  if (self->id != old_id)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ID]);
}

/* Without a multiple selection this is all there is to select. */
void
veche_selection_move_to (VecheSelection *self, gint64 id, guint position)
{
  gint64 old_id = self->id;
  guint  old_position = self->position;

  self->lost_at = NOWHERE;
  if (id == old_id && position == old_position)
    return;

  self->id = id;
  self->position = position;
  if (!self->multiple && id != old_id)
    {
      veche_selection_tell_row (self, old_position);
      veche_selection_tell_row (self, position);
    }
  veche_selection_notify_moved (self, old_id, old_position);
}

/* The selected row is not in the list any more: the one behind it takes its place, else the one before. */
static void
veche_selection_replace_lost (VecheSelection *self)
{
  guint n = veche_selection_count (self);
  guint found = veche_selection_find (self, self->id);

  if (found == NOWHERE && n > 0)
    found = veche_selection_seek (self, self->lost_at, 1);
  if (found == NOWHERE && n > 0)
    found = veche_selection_seek (self, MIN (self->lost_at, n) - 1, -1);

  veche_selection_move_to (self, found != NOWHERE ? veche_selection_id_at (self, found) : 0, found);
}

/* Where the selected row is after this; a row that moved is found when all is settled. */
static void
veche_selection_follow (VecheSelection *self, guint position, guint removed, guint added)
{
  if (self->lost_at != NOWHERE)
    {
      if (position < self->lost_at)
        self->lost_at = self->lost_at >= position + removed ? self->lost_at + added - removed : position;
    }
  else if (self->position == NOWHERE)
    {
      self->position = veche_selection_find (self, self->id);
    }
  else if (self->position >= position + removed)
    {
      self->position += added - removed;
    }
  else if (self->position >= position)
    {
      self->lost_at = position + MIN (self->position - position, added);
      self->position = NOWHERE;
    }
}

static void
veche_selection_settle (VecheSelection *self)
{
  if (self->lost_at != NOWHERE)
    veche_selection_replace_lost (self);
  else if (self->id != 0 && self->position == NOWHERE && !veche_selection_is_loading (self))
    veche_selection_move_to (self, 0, NOWHERE);
}

static void
veche_selection_changed_cb (GListModel *model, guint position, guint removed, guint added, VecheSelection *self)
{
  guint old_position = self->position;

  veche_selection_follow (self, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (!VECHE_IS_ROW_MODEL (model))
    veche_selection_settle (self);
  else if (self->position != old_position && self->position != NOWHERE)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
veche_selection_settled_cb (VecheRowModel *model, VecheSelection *self)
{
  veche_selection_settle (self);
}

/*** GListModel ***/

static GType
veche_selection_get_item_type (GListModel *list)
{
  return VECHE_TYPE_ITEM;
}

static guint
veche_selection_get_n_items (GListModel *list)
{
  return veche_selection_count (VECHE_SELECTION (list));
}

static gpointer
veche_selection_get_nth_item (GListModel *list, guint position)
{
  VecheSelection *self = VECHE_SELECTION (list);

  return self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
}

static void
veche_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = veche_selection_get_item_type;
  iface->get_n_items = veche_selection_get_n_items;
  iface->get_item = veche_selection_get_nth_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheSelection, veche_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, veche_selection_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, veche_selection_selection_model_init))

/*** Class ***/

static void
veche_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheSelection *self = VECHE_SELECTION (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_SELECTED_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_SELECTED:
      g_value_set_uint (value, self->position);
      break;
    case PROP_MULTIPLE:
      g_value_set_boolean (value, self->multiple);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_selection_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VecheSelection *self = VECHE_SELECTION (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      veche_selection_set_model (self, g_value_get_object (value));
      break;
    case PROP_SELECTED_ID:
      veche_selection_set_selected_id (self, g_value_get_int64 (value));
      break;
    case PROP_MULTIPLE:
      veche_selection_set_multiple (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_selection_drop_model (VecheSelection *self)
{
  if (self->model == NULL)
    return;

  g_clear_signal_handler (&self->changed_id, self->model);
  g_clear_signal_handler (&self->settled_id, self->model);
  g_clear_object (&self->model);
}

static void
veche_selection_dispose (GObject *object)
{
  veche_selection_drop_model (VECHE_SELECTION (object));

  G_OBJECT_CLASS (veche_selection_parent_class)->dispose (object);
}

static void
veche_selection_finalize (GObject *object)
{
  veche_mark_set_free (VECHE_SELECTION (object)->marks);

  G_OBJECT_CLASS (veche_selection_parent_class)->finalize (object);
}

static void
veche_selection_class_init (VecheSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = veche_selection_get_property;
  object_class->set_property = veche_selection_set_property;
  object_class->dispose = veche_selection_dispose;
  object_class->finalize = veche_selection_finalize;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_READWRITE | flags);
  properties[PROP_SELECTED_ID] = g_param_spec_int64 ("selected-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READWRITE | flags);
  properties[PROP_SELECTED] = g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, NOWHERE, G_PARAM_READABLE | flags);
  properties[PROP_MULTIPLE] = g_param_spec_boolean ("multiple", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REPLACED] = g_signal_new ("replaced", VECHE_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
veche_selection_init (VecheSelection *self)
{
  self->position = NOWHERE;
  self->lost_at = NOWHERE;
  self->marks = veche_mark_set_new ();
}

/*** Public ***/

VecheSelection *
veche_selection_new (GListModel *model)
{
  return g_object_new (VECHE_TYPE_SELECTION, "model", model, NULL);
}

static void
veche_selection_take_model (VecheSelection *self, GListModel *model)
{
  veche_selection_drop_model (self);
  if (model == NULL)
    return;

  self->model = g_object_ref (model);
  self->changed_id = g_signal_connect (model, "items-changed", G_CALLBACK (veche_selection_changed_cb), self);
  if (VECHE_IS_ROW_MODEL (model))
    self->settled_id = g_signal_connect (model, "settled", G_CALLBACK (veche_selection_settled_cb), self);
}

/* The view hears of the difference in length only, the rows that it has are told to show the new list (measured: 28 ms to make 205
 * rows anew, 2 ms to have them show others). */
static void
veche_selection_replace_rows (VecheSelection *self, guint old_n)
{
  guint n = veche_selection_count (self), common = MIN (n, old_n);

  if (n != old_n)
    g_list_model_items_changed (G_LIST_MODEL (self), common, old_n - common, n - common);
  g_signal_emit (self, signals[REPLACED], 0, common);
  if (common > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, common);
}

void
veche_selection_keep_rows (VecheSelection *self)
{
  g_return_if_fail (VECHE_IS_SELECTION (self));

  self->keeps_rows = TRUE;
}

void
veche_selection_set_model (VecheSelection *self, GListModel *model)
{
  guint old_n, old_position;

  g_return_if_fail (VECHE_IS_SELECTION (self));

  if (self->model == model)
    return;

  old_n = veche_selection_count (self);
  old_position = self->position;
  veche_mark_set_reset (self->marks, FALSE);
  veche_selection_drop_model (self);
  self->lost_at = NOWHERE;
  self->position = NOWHERE;

  if (!self->keeps_rows && old_n > 0)   /* in two: a view would ask for each row of (0, n, m) */
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old_n, 0);
  veche_selection_take_model (self, model);
  self->position = veche_selection_find (self, self->id);
  if (self->keeps_rows)
    veche_selection_replace_rows (self, old_n);
  else if (veche_selection_count (self) > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, veche_selection_count (self));

  if (self->position != old_position)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
  if (model != NULL)
    veche_selection_settle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

gint64
veche_selection_get_selected_id (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), 0);

  return self->id;
}

gboolean
veche_selection_set_selected_id (VecheSelection *self, gint64 id)
{
  guint position;

  g_return_val_if_fail (VECHE_IS_SELECTION (self), FALSE);

  position = id > 0 ? veche_selection_find (self, id) : NOWHERE;
  if (id != 0 && position == NOWHERE && self->model != NULL && !veche_selection_is_loading (self))
    return FALSE;

  veche_selection_move_to (self, id, position);

  return TRUE;
}

guint
veche_selection_get_selected (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), NOWHERE);

  return self->position;
}

gpointer
veche_selection_get_item (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), NULL);

  return self->position != NOWHERE ? g_list_model_get_item (self->model, self->position) : NULL;
}

static gboolean
veche_selection_step (VecheSelection *self, guint from, int step)
{
  guint position = veche_selection_seek (self, from, step);

  if (position == NOWHERE)
    return FALSE;

  return gtk_selection_model_select_item (GTK_SELECTION_MODEL (self), position, TRUE);
}

gboolean
veche_selection_select_next (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), FALSE);

  /* NOWHERE + 1 is the first row. */
  return veche_selection_step (self, self->position + 1, 1);
}

gboolean
veche_selection_select_previous (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), FALSE);

  return veche_selection_step (self, self->position != NOWHERE ? self->position - 1 : veche_selection_count (self) - 1, -1);
}

gboolean
veche_selection_get_multiple (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), FALSE);

  return self->multiple;
}

void
veche_selection_set_multiple (VecheSelection *self, gboolean multiple)
{
  g_return_if_fail (VECHE_IS_SELECTION (self));

  multiple = !!multiple;
  if (self->multiple == multiple)
    return;

  self->multiple = multiple;
  veche_mark_set_reset (self->marks, FALSE);
  if (multiple)
    veche_selection_mark (self, self->id, TRUE);
  veche_selection_tell_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MULTIPLE]);
}

gboolean
veche_selection_get_all (VecheSelection *self)
{
  g_return_val_if_fail (VECHE_IS_SELECTION (self), FALSE);

  return veche_mark_set_get_all (self->marks);
}

guint
veche_selection_get_n_marked (VecheSelection *self)
{
  guint n, size;

  g_return_val_if_fail (VECHE_IS_SELECTION (self), 0);

  if (!self->multiple)
    return self->id != 0;

  size = veche_mark_set_get_size (self->marks);
  n = VECHE_IS_ROW_MODEL (self->model) ? veche_row_model_get_n_rows (VECHE_ROW_MODEL (self->model)) : veche_selection_count (self);

  return veche_mark_set_get_all (self->marks) ? n - MIN (n, size) : size;
}

GArray *
veche_selection_dup_ids (VecheSelection *self)
{
  GArray *ids;

  g_return_val_if_fail (VECHE_IS_SELECTION (self), g_array_new (FALSE, FALSE, sizeof (gint64)));

  ids = veche_mark_set_dup_ids (self->marks);
  if (!self->multiple && self->id != 0)
    g_array_append_val (ids, self->id);

  return ids;
}
