/* veche-inbox-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-inbox-page-private.h"
#include "app/veche-row.h"

/* The rows around the one that is read: what is read ahead of the reader, and how they keep their place when the list changes. */

static void
veche_inbox_page_read_ahead (VecheInboxPage *self, guint position)
{
  g_autoptr (VecheItem) item = position < g_list_model_get_n_items (G_LIST_MODEL (self->selection))
                                 ? g_list_model_get_item (G_LIST_MODEL (self->selection), position) : NULL;
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;

  if (record != NULL && record->kind == VECHE_RECORD_MENTION)
    veche_conversation_read_ahead (self->conversation, (VecheMention *) record);
}

/* The person beside the message, and the messages that may be read next. */
void
veche_inbox_page_show_beside (gpointer widget)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (widget);
  VecheMention *mention = self->mention;
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->session == NULL)
    return;
  veche_person_pane_set_member (self->person, mention != NULL ? mention->author_id : 0, mention != NULL ? mention->platform : NULL);
  if (mention == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  /* The one before was shown a moment ago, and its cards are still there: they are kept for it before the next one looks for some. */
  if (position > 0)
    veche_inbox_page_read_ahead (self, position - 1);
  veche_inbox_page_read_ahead (self, position + 1);
}

/* The list's row for an item; rows near the view exist, others do not. */
static GtkWidget *
veche_inbox_page_find_row (VecheInboxPage *self, gint64 id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      VecheItem *item = VECHE_IS_ROW (child) ? veche_row_get_item (VECHE_ROW (child)) : NULL;
      if (item != NULL && veche_item_get_id (item) == id)
        return row;
    }
  return NULL;
}

/* Selection alone moves neither the view nor the focus (PLATFORM: four bug reports of others). */
gboolean
veche_inbox_page_select (VecheInboxPage *self, guint position, gboolean focus)
{
  gint64 id = self->model != NULL ? veche_row_model_get_id (self->model, position) : 0;
  GtkWidget *row;

  if (id <= 0)
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  row = veche_inbox_page_find_row (self, id);
  if (row == NULL || !focus)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  if (row == NULL)         /* it was too far to have one */
    row = veche_inbox_page_find_row (self, id);
  if (row != NULL && focus)
    gtk_widget_grab_focus (row);
  return TRUE;
}

/* Is the row of what is shown, or a part of it, in the list's view? */
static gboolean
veche_inbox_page_is_in_sight (VecheInboxPage *self)
{
  GtkWidget *row = self->mention != NULL ? veche_inbox_page_find_row (self, self->mention->parent.id) : NULL;
  graphene_rect_t box;

  return row != NULL && gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, GTK_WIDGET (self->scroller), &box)
         && box.origin.y + box.size.height > 0 && box.origin.y < gtk_widget_get_height (GTK_WIDGET (self->scroller));
}

void
veche_inbox_page_before_items_cb (VecheInboxPage *self)
{
  if (self->following != 0)
    return;
  self->was_chosen = self->item != NULL && gtk_single_selection_get_selected_item (self->selection) == self->item;
  self->in_sight = self->was_chosen && veche_inbox_page_is_in_sight (self);
  self->in_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
}

/* Somebody chooses in what they have just opened: the keyboard is theirs, whatever the list does. */
static gboolean
veche_inbox_page_is_choosing (VecheInboxPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
veche_inbox_page_is_busy_elsewhere (VecheInboxPage *self)
{
  return veche_inbox_page_is_choosing (self) || gtk_widget_get_focus_child (GTK_WIDGET (self->conversation)) != NULL;
}

/* A row that goes up or down by its new priority takes the reader with it: GTK would let go of it, leave the view where it stood, and give the keyboard
 * to whatever it finds, such as Done. */
static gboolean
veche_inbox_page_follow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (widget);
  guint position = self->mention != NULL && self->model != NULL ? veche_row_model_find (self->model, self->mention->parent.id)
                                                                : GTK_INVALID_LIST_POSITION;

  self->following = 0;
  if (position == GTK_INVALID_LIST_POSITION)
    return G_SOURCE_REMOVE;
  gtk_single_selection_set_selected (self->selection, position);
  if (self->in_sight && !veche_inbox_page_is_in_sight (self))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  if (self->in_list && !veche_inbox_page_is_busy_elsewhere (self))
    veche_inbox_page_select (self, position, TRUE);

  return G_SOURCE_REMOVE;
}

/* What was marked done and has come back, by Undo, is what the reader wants to see. */
static gboolean
veche_inbox_page_take_back (VecheInboxPage *self)
{
  guint position = self->taken != 0 ? veche_row_model_find (self->model, self->taken) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    {
      self->taken_left = self->taken != 0;
      return FALSE;
    }
  if (!self->taken_left)     /* the commit is still on its way */
    return FALSE;
  self->taken = 0;
  self->taken_left = FALSE;

  return veche_inbox_page_select (self, position, !veche_inbox_page_is_busy_elsewhere (self));
}

void
veche_inbox_page_follow (VecheInboxPage *self)
{
  if (self->model != NULL && veche_inbox_page_take_back (self))
    return;
  if (!self->was_chosen || self->following != 0)
    return;
  if (self->in_list && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL && !veche_inbox_page_is_choosing (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  self->following = gtk_widget_add_tick_callback (GTK_WIDGET (self), veche_inbox_page_follow_cb, NULL, NULL);
}

void
veche_inbox_page_redraw_rows (VecheInboxPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_first_child (row) != NULL)
      veche_row_queue_draw (gtk_widget_get_first_child (row));
}
