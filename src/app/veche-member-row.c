/* veche-member-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-member-row.h"

#include "app/veche-draw.h"
#include "app/veche-faces.h"
#include "app/veche-member-words.h"
#include "model/veche-text.h"

struct _VecheMemberRow
{
  VecheRow parent_instance;
};

G_DEFINE_FINAL_TYPE (VecheMemberRow, veche_member_row, VECHE_TYPE_ROW)

static float
veche_member_row_get_height (VecheRow *row, VecheRecord *record)
{
  return 58;
}

static void
member_row_draw_name (GtkWidget *widget, GtkSnapshot *snapshot, const VecheMember *member, const char *name,
                      float right, float scale)
{
  int room = (int) (right - 64 * scale) - (member->important ? (int) (18 * scale) : 0);
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, name, 11, 600, MAX (room, 10), 1, FALSE);
  PangoRectangle extents;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  veche_draw_text (widget, snapshot, layout, VECHE_INK_FG, 64 * scale, 9 * scale);
  if (member->important)
    veche_draw_icon (widget, snapshot, "veche-vip-symbolic", VECHE_INK_70, (64 + 6) * scale + (float) extents.width,
                     13 * scale, 12 * scale);
}

static void
veche_member_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height,
                       float scale)
{
  GtkWidget *widget = GTK_WIDGET (row);
  VecheMember *member = (VecheMember *) record;
  g_autofree char *name = veche_text_clamp (member->name, 200, FALSE);
  g_autofree char *seen = member->last_seen > 0 ? veche_time_days (member->last_seen) : g_strdup ("—");
  g_autofree char *second = veche_member_second_line (member);
  g_autoptr (PangoLayout) time_layout = veche_draw_layout (widget, seen, 9, 400, -1, 1, TRUE);
  g_autoptr (PangoLayout) second_layout = NULL;
  int time_width;

  veche_draw_selection (widget, snapshot, 6 * scale, scale, width - 12 * scale, 56 * scale);
  veche_faces_draw (widget, snapshot, member->parent.uid, name, 16 * scale, 11 * scale, 36 * scale);

  pango_layout_get_pixel_size (time_layout, &time_width, NULL);
  veche_draw_text (widget, snapshot, time_layout, VECHE_INK_70, width - 16 * scale - (float) time_width, 12 * scale);
  member_row_draw_name (widget, snapshot, member, name, width - 26 * scale - (float) time_width, scale);

  second_layout = veche_draw_layout (widget, second, 10, 400, MAX ((int) (width - 104 * scale), 10), 1, FALSE);
  veche_draw_text (widget, snapshot, second_layout, VECHE_INK_70, 64 * scale, 30 * scale);
  veche_draw_activity (widget, snapshot, veche_member_activity (member), width - 21.5f * scale, 39 * scale, 5 * scale);
}

static char *
veche_member_row_dup_label (VecheRow *row, VecheRecord *record)
{
  return veche_member_label ((VecheMember *) record);
}

static void
veche_member_row_class_init (VecheMemberRowClass *klass)
{
  VecheRowClass *row_class = VECHE_ROW_CLASS (klass);

  row_class->get_height = veche_member_row_get_height;
  row_class->draw = veche_member_row_draw;
  row_class->dup_label = veche_member_row_dup_label;
  row_class->drawn_ahead = TRUE;
}

static void
veche_member_row_init (VecheMemberRow *self)
{
}
