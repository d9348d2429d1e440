/* veche-table-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-table-row.h"
#include "app/veche-table-words.h"
#include "model/veche-text.h"

struct _VecheTableRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheTableRow, veche_table_row, VECHE_TYPE_ROW)

static float
veche_table_row_get_height (VecheRow *row, VecheRecord *record)
{
  return record != NULL && ((VecheTableRecord *) record)->layout->narrow ? 58 : 32;
}

/* Draws one line and returns its width. */
static float
draw_line (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, int points, int weight, VecheInk ink, float x, float y, float room)
{
  g_autofree char *clean = veche_text_clamp (text, 300, FALSE);
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, clean, points, weight, MAX ((int) room, 10), 1, TRUE);
  PangoRectangle extents;

  veche_draw_text (widget, snapshot, layout, ink, x, y);
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  return (float) extents.width;
}

static gboolean
is_problem_cell (const VechePeopleRow *row, guint column)
{
  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      const VechePeopleProblem *problem = g_ptr_array_index (row->problems, i);

      if (problem->column == (int) column && problem->kind >= VECHE_PROBLEM_BAD_DATE && problem->kind <= VECHE_PROBLEM_DIFFERS)
        return TRUE;
    }

  return FALSE;
}

static void
draw_cell (GtkWidget *widget, GtkSnapshot *snapshot, VecheTableRecord *record, guint index, float x, float room, float scale)
{
  VechePeoplePlan *plan = record->layout->plan;
  const VecheTableColumn *column = veche_people_plan_get_column (plan, index);
  const char *text = veche_table_get_cell (veche_people_plan_get_table (plan), (guint) record->parent.id, index);
  gboolean skipped = column->field.kind == VECHE_FIELD_SKIP;
  gboolean wrong = !skipped && is_problem_cell (record->row, index);

  if (*text == '\0')
    draw_line (widget, snapshot, "—", 10, 400, VECHE_INK_70, x, 8 * scale, room);
  else if (column->is_private && skipped)
    draw_line (widget, snapshot, "••• •• ••", 10, 400, VECHE_INK_70, x, 8 * scale, room);
  else
    draw_line (widget, snapshot, text, 10, wrong ? 700 : 400, wrong ? VECHE_INK_WARN : skipped ? VECHE_INK_55 : VECHE_INK_FG, x,
               8 * scale, room);
}

static VecheTableBadge
outcome_badge (VecheTableRecord *record)
{
  VecheTableBadge badge = veche_table_row_badge (record->row);

  if (record->layout->done && badge.ink == VECHE_INK_NEG)
    badge.word = C_ ("badge", "skipped");

  return badge;
}

static void
draw_outcome (GtkWidget *widget, GtkSnapshot *snapshot, VecheTableRecord *record, float x, float y, float right, float scale)
{
  VecheTableBadge badge = outcome_badge (record);
  g_autofree char *reason = veche_table_row_reason (record->row);
  float width = veche_draw_badge (widget, snapshot, badge.icon, badge.word, badge.ink, x, y, right + VECHE_TABLE_PADDING * scale);

  if (*reason != '\0')
    draw_line (widget, snapshot, reason, 9, 400, VECHE_INK_70, x + width + 8 * scale, y + 1 * scale, right - x - width - 8 * scale);
}

static void
draw_wide (GtkWidget *widget, GtkSnapshot *snapshot, VecheTableRecord *record, float width, float scale)
{
  float x = VECHE_TABLE_PADDING * scale;
  char line[16];

  g_snprintf (line, sizeof line, "%u", record->row->line);
  draw_line (widget, snapshot, line, 10, 400, VECHE_INK_70, x, 8 * scale, (VECHE_TABLE_LINE_WIDTH - 6) * scale);
  x += VECHE_TABLE_LINE_WIDTH * scale;
  for (guint i = 0; i < record->layout->columns->len; i++)
    {
      float room = (float) g_array_index (record->layout->widths, int, i) * scale;

      draw_cell (widget, snapshot, record, g_array_index (record->layout->columns, guint, i), x, room - 12 * scale, scale);
      x += room;
    }
  draw_outcome (widget, snapshot, record, x, 7 * scale, width - VECHE_TABLE_PADDING * scale, scale);
}

/* The person of a line, or what it begins with where there is none. */
static const char *
line_name (VecheTableRecord *record)
{
  VecheTable *table = veche_people_plan_get_table (record->layout->plan);
  const char *name = record->row->name;

  for (guint i = 0; (name == NULL || *name == '\0') && i < record->layout->columns->len; i++)
    name = veche_table_get_cell (table, (guint) record->parent.id, g_array_index (record->layout->columns, guint, i));

  return name != NULL && *name != '\0' ? name : "—";
}

static void
draw_narrow (GtkWidget *widget, GtkSnapshot *snapshot, VecheTableRecord *record, float width, float scale)
{
  const char *name = line_name (record);
  float right = width - VECHE_TABLE_PADDING * scale;
  g_autoptr (PangoLayout) layout = NULL;
  char line[16];
  int line_width;

  g_snprintf (line, sizeof line, "%u", record->row->line);
  layout = veche_draw_layout (widget, line, 9, 400, -1, 1, TRUE);
  pango_layout_get_pixel_size (layout, &line_width, NULL);
  veche_draw_text (widget, snapshot, layout, VECHE_INK_70, right - (float) line_width, 11 * scale);
  draw_line (widget, snapshot, name, 11, 600, VECHE_INK_FG, VECHE_TABLE_PADDING * scale, 8 * scale,
             right - (float) line_width - (VECHE_TABLE_PADDING + 10) * scale);
  draw_outcome (widget, snapshot, record, VECHE_TABLE_PADDING * scale, 32 * scale, right, scale);
}

static void
veche_table_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  VecheTableRecord *self = (VecheTableRecord *) record;

  veche_draw_selection (widget, snapshot, 2 * scale, scale, width - 4 * scale, height - 3 * scale);
  veche_draw_box (widget, snapshot, VECHE_INK_FG, 0.08f, &GRAPHENE_RECT_INIT (0, height - 1, width, 1), 0);
  if (self->layout->narrow)
    draw_narrow (widget, snapshot, self, width, scale);
  else
    draw_wide (widget, snapshot, self, width, scale);
}

static char *
veche_table_row_dup_label (VecheRow *row, VecheRecord *record)
{
  const VechePeopleRow *self = ((VecheTableRecord *) record)->row;
  VecheTableBadge badge = outcome_badge ((VecheTableRecord *) record);
  g_autofree char *name = veche_text_clamp (line_name ((VecheTableRecord *) record), 100, FALSE);
  g_autofree char *reason = veche_table_row_remarks (self);

  g_strdelimit (reason, "\n", ';');
  /* Translators: a line of a table for a screen reader: its number, the name, what will be done, why */
  return g_strdup_printf (_ ("Line %u, %s, %s. %s"), self->line, name, badge.word, reason);
}

static void
veche_table_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  VecheItem *item = veche_row_get_item (VECHE_ROW (widget));
  VecheTableRecord *record = item != NULL ? (VecheTableRecord *) veche_item_get_record (item) : NULL;

  GTK_WIDGET_CLASS (veche_table_row_parent_class)->measure (widget, orientation, for_size, minimum, natural, minimum_baseline,
                                                            natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && record != NULL && !record->layout->narrow)
    *minimum = *natural = (int) (veche_table_layout_get_width (record->layout) * veche_draw_scale (widget));
}

/* What has no room in the row; never over the row's open menu. */
static gboolean
veche_table_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  VecheItem *item = veche_row_get_item (VECHE_ROW (widget));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  g_autofree char *remarks = item != NULL ? veche_table_row_remarks (((VecheTableRecord *) veche_item_get_record (item))->row) : NULL;

  if (remarks == NULL || *remarks == '\0' || (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return FALSE;

  gtk_tooltip_set_text (tooltip, remarks);

  return TRUE;
}

static void
veche_table_row_class_init (VecheTableRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_table_row_get_height;
  row_class->draw = veche_table_row_draw;
  row_class->dup_label = veche_table_row_dup_label;
  GTK_WIDGET_CLASS (klass)->measure = veche_table_row_measure;
  GTK_WIDGET_CLASS (klass)->query_tooltip = veche_table_row_query_tooltip;
}

static void
veche_table_row_init (VecheTableRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
