/* veche-door-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-door-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-label.h"
#include "app/veche-later.h"

#define ROWS_AT_ONCE 50

struct _VecheDoorList
{
  AdwBin          parent_instance;

  GListStore     *items;       /* (owned) (element-type VecheItem) */
  GPtrArray      *found;       /* (owned) (element-type VecheItem): all that is to stand there */
  VecheSelection *selection;   /* (owned) */
  char           *typed;       /* (nullable) */
  guint           total;

  GtkLabel       *rest;
};

G_DEFINE_FINAL_TYPE (VecheDoorList, veche_door_list, ADW_TYPE_BIN)

enum { ACTIVATE, N_SIGNALS };
static guint signals[N_SIGNALS];

/*** Who is chosen ***/

static gint64
list_id_after_chosen (VecheDoorList *self)
{
  guint position = veche_selection_get_selected (self->selection);
  g_autoptr (VecheItem) next = position != GTK_INVALID_LIST_POSITION ? g_list_model_get_item (G_LIST_MODEL (self->items), position + 1) : NULL;

  return next != NULL ? veche_item_get_id (next) : 0;
}

/* Return must mean who is marked: the first one who answers what was typed; with nothing typed nobody until the arrows choose, else a key that bounces lets
 * somebody in; and whoever was chosen stays so while others come in. */
static gint64
list_choose (VecheDoorList *self, GPtrArray *items, const char *typed)
{
  gint64 chosen = g_strcmp0 (typed, self->typed) == 0 ? veche_selection_get_selected_id (self->selection) : 0;

  for (guint i = 0; i < items->len && chosen != 0; i++)
    if (veche_item_get_id (items->pdata[i]) == chosen)
      {
        const VecheGuestRecord *guest = (VecheGuestRecord *) veche_item_get_record (items->pdata[i]);

        return typed == NULL && strcmp (guest->guest->status, "came") == 0 ? list_id_after_chosen (self) : chosen;
      }
  if (typed == NULL)
    return chosen != 0 ? list_id_after_chosen (self) : 0;

  return items->len > 0 ? veche_item_get_id (items->pdata[0]) : 0;
}

VecheGuestRecord *
veche_door_list_get_chosen (VecheDoorList *self)
{
  g_autoptr (VecheItem) item = NULL;

  g_return_val_if_fail (VECHE_IS_DOOR_LIST (self), NULL);

  item = veche_selection_get_item (self->selection);

  return item != NULL ? (VecheGuestRecord *) veche_item_get_record (item) : NULL;
}

void
veche_door_list_move (VecheDoorList *self, int step)
{
  g_return_if_fail (VECHE_IS_DOOR_LIST (self));

  if (step > 0)
    veche_selection_select_next (self->selection);
  else
    veche_selection_select_previous (self->selection);
}

/*** Who stands there ***/

/* Of a big event nobody reads the list to its end. */
static void
list_show_rest (VecheDoorList *self)
{
  guint rest = self->typed == NULL && self->found->len > 0 && self->total > self->found->len ? self->total - self->found->len : 0;
  /* Translators: below a list at the door of an event that shows the first of those who are expected */
  g_autofree char *words = g_strdup_printf (ngettext ("and %u more: type a name", "and %u more: type a name", rest), rest);

  gtk_label_set_text (self->rest, words);
  gtk_widget_set_visible (GTK_WIDGET (self->rest), rest > 0);
}

static void
list_show_more (gpointer user_data)
{
  VecheDoorList *self = user_data;
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->items)), n;

  if (shown >= self->found->len)
    return;
  n = MIN (self->found->len - shown, ROWS_AT_ONCE);
  g_list_store_splice (self->items, shown, 0, self->found->pdata + shown, n);
  veche_later_idle (self, G_PRIORITY_DEFAULT_IDLE, list_show_more);
}

/* A list that grows does so in steps: the rows that nobody sees yet do not hold up those that are seen. */
void
veche_door_list_fill (VecheDoorList *self, GPtrArray *hits, const char *typed)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint at_once;
  gint64 chosen;

  g_return_if_fail (VECHE_IS_DOOR_LIST (self));

  at_once = MAX (g_list_model_get_n_items (G_LIST_MODEL (self->items)), ROWS_AT_ONCE);
  for (guint i = 0; i < hits->len; i++)
    {
      VecheGuestRecord *record = veche_guest_record_new_at_door (hits->pdata[i]);
      VecheItem *item = veche_item_new (record->parent.id);

      veche_item_set_record (item, (VecheRecord *) record);
      veche_record_unref (record);
      g_ptr_array_add (items, item);
    }
  chosen = list_choose (self, items, typed);
  g_free (self->typed);
  self->typed = g_strdup (typed);
  g_ptr_array_unref (self->found);
  self->found = g_ptr_array_copy (items, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_size (items, (int) MIN (items->len, at_once));
  veche_item_fill_list (self->items, items);
  veche_selection_set_selected_id (self->selection, chosen);
  list_show_rest (self);
  veche_later_idle (self, G_PRIORITY_DEFAULT_IDLE, list_show_more);
}

void
veche_door_list_set_total (VecheDoorList *self, guint total)
{
  g_return_if_fail (VECHE_IS_DOOR_LIST (self));

  self->total = total;
  list_show_rest (self);
}

/*** The widget ***/

static void
list_activate_cb (VecheDoorList *self, guint position)
{
  g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item == NULL)
    return;
  veche_selection_set_selected_id (self->selection, veche_item_get_id (item));
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
door_list_dispose (GObject *object)
{
  VecheDoorList *self = VECHE_DOOR_LIST (object);

  g_clear_object (&self->items);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->typed, g_free);

  G_OBJECT_CLASS (veche_door_list_parent_class)->dispose (object);
}

static void
veche_door_list_class_init (VecheDoorListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = door_list_dispose;

  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_door_list_init (VecheDoorList *self)
{
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_GUEST_ROW);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *list;

  self->items = g_list_store_new (VECHE_TYPE_ITEM);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  self->selection = veche_selection_new (G_LIST_MODEL (self->items));
  list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), g_steal_pointer (&factory));
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "veche-rows");
  gtk_widget_add_css_class (list, "door-list");
  gtk_widget_set_can_focus (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("People"), -1);
  g_signal_connect_swapped (list, "activate", G_CALLBACK (list_activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->rest = GTK_LABEL (veche_label_new ("", "veche-second", NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->rest), FALSE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rest));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
veche_door_list_new (void)
{
  return g_object_new (VECHE_TYPE_DOOR_LIST, NULL);
}
