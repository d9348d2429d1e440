/* veche-row-ahead.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-row-ahead.h"

#define ROWS_AHEAD 8    /* to either side of the view */

static GtkWidget *ahead_list;   /* (unowned) (nullable): a weak pointer */
static guint ahead_source;

static VecheRow *
ahead_row_in (GtkWidget *list_row)
{
  GtkWidget *child = list_row != NULL ? gtk_widget_get_first_child (list_row) : NULL;

  return child != NULL && VECHE_IS_ROW (child) ? VECHE_ROW (child) : NULL;
}

static gboolean
ahead_is_in_view (GtkWidget *list_row)
{
  return gtk_widget_get_child_visible (list_row) && gtk_widget_get_mapped (list_row);
}

/* A row a time: a frame may be due after it. */
static gboolean
ahead_paint_next (GtkWidget *list)
{
  GtkWidget *first = gtk_widget_get_first_child (list), *last;
  int width = 0;

  while (first != NULL && !ahead_is_in_view (first))
    first = gtk_widget_get_next_sibling (first);
  for (last = first; last != NULL && ahead_is_in_view (last); last = gtk_widget_get_next_sibling (last))
    {
      VecheRow *row = ahead_row_in (last);

      width = row != NULL ? gtk_widget_get_width (GTK_WIDGET (row)) : 0;
      if (row != NULL && veche_row_paint_ahead (row, width))
        return TRUE;
    }
  for (GtkWidget *shown = first; shown != last; shown = gtk_widget_get_next_sibling (shown))
    {
      VecheRow *row = ahead_row_in (shown);

      if (row != NULL && veche_row_is_painted_ahead (row))
        gtk_widget_queue_draw (GTK_WIDGET (row));
    }

  first = first != NULL ? gtk_widget_get_prev_sibling (first) : NULL;
  for (guint i = 0; i < ROWS_AHEAD; i++)
    {
      VecheRow *below = ahead_row_in (last), *above = ahead_row_in (first);

      if ((below != NULL && veche_row_paint_ahead (below, width)) || (above != NULL && veche_row_paint_ahead (above, width)))
        return TRUE;
      last = last != NULL ? gtk_widget_get_next_sibling (last) : NULL;
      first = first != NULL ? gtk_widget_get_prev_sibling (first) : NULL;
    }

  return FALSE;
}

static gboolean
ahead_cb (gpointer user_data)
{
  if (ahead_list != NULL && gtk_widget_get_mapped (ahead_list) && ahead_paint_next (ahead_list))
    return G_SOURCE_CONTINUE;
  ahead_source = 0;

  return G_SOURCE_REMOVE;
}

static GtkWidget *
ahead_list_of (VecheRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self)), *list = parent != NULL ? gtk_widget_get_parent (parent) : NULL;

  return list != NULL && GTK_IS_LIST_VIEW (list) ? list : NULL;
}

void
veche_row_look_ahead (VecheRow *self)
{
  GtkWidget *list = ahead_list_of (self);

  if (list == NULL)
    return;
  g_set_weak_pointer (&ahead_list, list);
  if (ahead_source == 0)
    ahead_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, ahead_cb, NULL, NULL);
}

gboolean
veche_row_is_near_view (VecheRow *self)
{
  GtkWidget *above = gtk_widget_get_parent (GTK_WIDGET (self)), *below = above;

  if (ahead_list_of (self) == NULL)
    return gtk_widget_get_mapped (GTK_WIDGET (self));
  for (guint i = 0; i <= ROWS_AHEAD; i++)
    {
      if ((above != NULL && ahead_is_in_view (above)) || (below != NULL && ahead_is_in_view (below)))
        return TRUE;
      above = above != NULL ? gtk_widget_get_prev_sibling (above) : NULL;
      below = below != NULL ? gtk_widget_get_next_sibling (below) : NULL;
    }

  return FALSE;
}
