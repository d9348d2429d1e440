/* veche-table-model.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a plan as a list, and the widths of its columns.
 */

#include "veche-config.h"

#include "app/veche-draw.h"
#include "app/veche-table-model.h"
#include "app/veche-table-words.h"
#include "model/veche-text.h"

#define ROWS_MEASURED  60
#define NARROWEST      72
#define WIDEST         220
#define GAP            18
#define ARROW          22
#define MARGINS        38   /* of the window beside the table */
#define LEAST_SHRUNK   100  /* no column becomes narrower than that, a date stays whole; then one rather scrolls */
#define LEAST_NAME     130
#define MOST_SHOWN     40   /* columns on the screen; more are imported as guessed, but nobody reads them */

/*** Layout ***/

static int
text_width (GtkWidget *widget, const char *text, int points, int weight)
{
  g_autofree char *clean = veche_text_clamp (text, 60, FALSE);
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, clean, points, weight, -1, 1, FALSE);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return (int) (width / veche_draw_scale (widget));
}

static int
column_width (VechePeoplePlan *plan, GtkWidget *widget, guint index)
{
  VecheTable *table = veche_people_plan_get_table (plan);
  const VecheTableColumn *column = veche_people_plan_get_column (plan, index);
  g_autofree char *field = veche_table_field_word (&column->field, veche_people_plan_get_custom_fields (plan));
  int width = MAX (text_width (widget, column->name, 9, 400), text_width (widget, field, 10, 700) + ARROW);

  /* What is not taken need not be read. */
  if (column->field.kind == VECHE_FIELD_SKIP)
    return NARROWEST + GAP;
  for (guint row = 0; row < MIN (veche_table_get_n_rows (table), ROWS_MEASURED); row++)
    width = MAX (width, text_width (widget, veche_table_get_cell (table, row, index), 10, 400));

  return CLAMP (width, NARROWEST, WIDEST) + GAP;
}

/* A table that is too wide for the window takes room from its widest columns. */
static void
table_layout_fit (VecheTableLayout *self, GtkWidget *widget)
{
  int room = (int) (gtk_widget_get_width (widget) / veche_draw_scale (widget)) - MARGINS;

  for (int most = WIDEST + GAP; room > 0 && most >= LEAST_SHRUNK && veche_table_layout_get_width (self) > room; most -= 2)
    for (guint i = 0; i < self->widths->len; i++)
      {
        const VecheTableColumn *column = veche_people_plan_get_column (self->plan, g_array_index (self->columns, guint, i));
        int *width = &g_array_index (self->widths, int, i);

        *width = MIN (*width, column->field.kind == VECHE_FIELD_NAME ? MAX (most, LEAST_NAME) : most);
      }
}

VecheTableLayout *
veche_table_layout_new (VechePeoplePlan *plan, GtkWidget *widget, gboolean narrow)
{
  VecheTableLayout *self = g_rc_box_new0 (VecheTableLayout);
  VecheTable *table = veche_people_plan_get_table (plan);

  self->plan = veche_people_plan_ref (plan);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  self->narrow = narrow;
  for (guint i = 0; i < veche_table_get_n_columns (table) && self->columns->len < MOST_SHOWN; i++)
    {
      int width;

      if (veche_people_plan_get_column (plan, i)->empty)
        continue;
      width = column_width (plan, widget, i);
      g_array_append_val (self->columns, i);
      g_array_append_val (self->widths, width);
    }
  if (!narrow)
    table_layout_fit (self, widget);

  return self;
}

VecheTableLayout *
veche_table_layout_ref (VecheTableLayout *self)
{
  return g_rc_box_acquire (self);
}

static void
table_layout_clear (gpointer data)
{
  VecheTableLayout *self = data;

  veche_people_plan_unref (self->plan);
  g_array_unref (self->columns);
  g_array_unref (self->widths);
}

void
veche_table_layout_unref (VecheTableLayout *self)
{
  g_rc_box_release_full (self, table_layout_clear);
}

int
veche_table_layout_get_width (VecheTableLayout *self)
{
  int width = VECHE_TABLE_PADDING + VECHE_TABLE_LINE_WIDTH + VECHE_TABLE_OUTCOME_WIDTH + VECHE_TABLE_PADDING;

  for (guint i = 0; i < self->widths->len; i++)
    width += g_array_index (self->widths, int, i);

  return width;
}

/*** Rows ***/

struct _VecheTableModel
{
  GObject           parent_instance;

  VecheTableLayout *layout;   /* (owned) */
  GArray           *rows;     /* (nullable) (element-type guint): NULL is all of the plan */
};

static void
table_record_clear (gpointer data)
{
  veche_table_layout_unref (((VecheTableRecord *) data)->layout);
}

static GType
veche_table_model_get_item_type (GListModel *list)
{
  return VECHE_TYPE_ITEM;
}

static guint
veche_table_model_get_n_items (GListModel *list)
{
  VecheTableModel *self = VECHE_TABLE_MODEL (list);

  return self->rows != NULL ? self->rows->len : veche_people_plan_get_n_rows (self->layout->plan);
}

static gpointer
veche_table_model_get_item (GListModel *list, guint position)
{
  VecheTableModel *self = VECHE_TABLE_MODEL (list);
  g_autoptr (VecheRecord) record = NULL;
  VecheTableRecord *row;
  VecheItem *item;

  if (position >= veche_table_model_get_n_items (list))
    return NULL;

  row = veche_record_alloc (sizeof (VecheTableRecord), VECHE_RECORD_TABLE_ROW, veche_table_model_get_row (self, position), NULL,
                            table_record_clear);
  record = &row->parent;
  row->layout = veche_table_layout_ref (self->layout);
  row->row = veche_people_plan_get_row (self->layout->plan, veche_table_model_get_row (self, position));
  item = veche_item_new (record->id);
  veche_item_set_record (item, record);

  return item;
}

static void
veche_table_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = veche_table_model_get_item_type;
  iface->get_n_items = veche_table_model_get_n_items;
  iface->get_item = veche_table_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheTableModel, veche_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, veche_table_model_list_init))

static void
veche_table_model_finalize (GObject *object)
{
  VecheTableModel *self = VECHE_TABLE_MODEL (object);

  veche_table_layout_unref (self->layout);
  g_clear_pointer (&self->rows, g_array_unref);

  G_OBJECT_CLASS (veche_table_model_parent_class)->finalize (object);
}

static void
veche_table_model_class_init (VecheTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_table_model_finalize;
}

static void
veche_table_model_init (VecheTableModel *self)
{
}

/* What was left out by hand stands with what is skipped. */
static gboolean
fits (const VechePeopleRow *row, VechePeopleOutcome filter)
{
  if (filter == VECHE_PEOPLE_SKIP)
    return row->outcome == VECHE_PEOPLE_SKIP || row->decision == VECHE_PEOPLE_LEAVE_OUT;

  return row->outcome == filter;
}

VecheTableModel *
veche_table_model_new (VecheTableLayout *layout, int filter)
{
  VecheTableModel *self = g_object_new (VECHE_TYPE_TABLE_MODEL, NULL);

  self->layout = veche_table_layout_ref (layout);
  if (filter < 0)
    return self;

  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < veche_people_plan_get_n_rows (layout->plan); i++)
    if (fits (veche_people_plan_get_row (layout->plan, i), (VechePeopleOutcome) filter))
      g_array_append_val (self->rows, i);

  return self;
}

guint
veche_table_model_get_row (VecheTableModel *self, guint position)
{
  g_return_val_if_fail (VECHE_IS_TABLE_MODEL (self), 0);

  return self->rows != NULL ? g_array_index (self->rows, guint, position) : position;
}

void
veche_table_model_changed (VecheTableModel *self, guint position)
{
  g_return_if_fail (VECHE_IS_TABLE_MODEL (self));

  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}
