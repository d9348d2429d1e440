/* veche-plan-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-plan-list.h"

#include <glib/gi18n.h>

#include "app/veche-later.h"
#include "app/veche-plan-gestures.h"

struct _VechePlanList
{
  AdwBin              parent_instance;

  VecheSession       *session;     /* (owned) */
  GListStore         *items;       /* (owned) VecheItem */
  GtkSingleSelection *selection;   /* (owned) */
  GtkListView        *view;
};

G_DEFINE_FINAL_TYPE (VechePlanList, veche_plan_list, ADW_TYPE_BIN)

/*** Filling ***/

static gboolean
is_entry (const VecheRecord *record)
{
  return record != NULL && record->kind == VECHE_RECORD_EVENT;
}

static gboolean
is_same (VecheRecord *one, VecheRecord *other)
{
  if (one->kind != other->kind)
    return FALSE;
  if (is_entry (one))
    return veche_plan_entry_is ((VechePlanEntry *) one, (VechePlanEntry *) other);

  return g_strcmp0 (one->uid, other->uid) == 0;
}

static VecheRecord *
record_at (VechePlanList *self, guint position)
{
  g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item != NULL ? veche_item_get_record (item) : NULL;
}

/* Only what is between the first and the last change is put anew: the rest stands as it stood. */
void
veche_plan_list_fill (VechePlanList *self, GPtrArray *records)
{
  guint had = g_list_model_get_n_items (G_LIST_MODEL (self->items)), head = 0, tail = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (VECHE_IS_PLAN_LIST (self));

  while (head < had && head < records->len && is_same (record_at (self, head), records->pdata[head]))
    head++;
  while (tail < had - head && tail < records->len - head && is_same (record_at (self, had - 1 - tail), records->pdata[records->len - 1 - tail]))
    tail++;
  for (guint i = head; i < records->len - tail; i++)
    {
      VecheRecord *record = records->pdata[i];
      VecheItem *item = veche_item_new (is_entry (record) ? record->id : -1 - (gint64) i);

      veche_item_set_record (item, record);
      g_ptr_array_add (added, item);
    }
  if (head + tail < had || added->len > 0)
    g_list_store_splice (self->items, head, had - head - tail, added->pdata, added->len);
  for (guint i = 0; i < records->len; i++)
    if (i < head || i >= records->len - tail)
      {
        g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

        veche_item_set_record (item, records->pdata[i]);
      }
}

VechePlanEntry *
veche_plan_list_get_selected (VechePlanList *self)
{
  VecheItem *item = gtk_single_selection_get_selected_item (self->selection);
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;

  return is_entry (record) ? (VechePlanEntry *) record : NULL;
}

/*** Focus ***/

static void
focus_selected (gpointer self)
{
  veche_row_focus_selected (VECHE_PLAN_LIST (self)->view);
}

/* Its place, or GTK_INVALID_LIST_POSITION. */
static guint
position_of (VechePlanList *self, const VechePlanEntry *entry)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      VecheRecord *record = record_at (self, i);

      if (is_entry (record) && veche_plan_entry_is ((VechePlanEntry *) record, entry))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

gboolean
veche_plan_list_focus_entry (VechePlanList *self, const VechePlanEntry *entry)
{
  guint i = position_of (self, entry);

  if (i == GTK_INVALID_LIST_POSITION)
    return FALSE;

  gtk_single_selection_set_selected (self->selection, i);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", i);
  /* The row is made with the next frame. */
  veche_later_idle (self, G_PRIORITY_LOW, focus_selected);

  return TRUE;
}

void
veche_plan_list_come_to (VechePlanList *self, const VechePlanEntry *entry)
{
  guint i = position_of (self, entry);

  if (i != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", i);
}

void
veche_plan_list_focus (VechePlanList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n && veche_plan_list_get_selected (self) == NULL; i++)
    if (is_entry (record_at (self, i)))
      gtk_single_selection_set_selected (self->selection, i);
  veche_row_focus_selected (self->view);
}

/*** What a hand does ***/

VechePlanEntry *
veche_plan_list_find_at (VechePlanList *self, double x, double y, GtkWidget **found)
{
  GtkWidget *row = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  VecheItem *item;

  while (row != NULL && row != GTK_WIDGET (self->view) && !VECHE_IS_ROW (row))
    row = VECHE_IS_ROW (gtk_widget_get_first_child (row)) ? gtk_widget_get_first_child (row) : gtk_widget_get_parent (row);
  item = VECHE_IS_ROW (row) ? veche_row_get_item (VECHE_ROW (row)) : NULL;
  if (found != NULL)
    *found = item != NULL ? row : NULL;

  return item != NULL && is_entry (veche_item_get_record (item)) ? (VechePlanEntry *) veche_item_get_record (item) : NULL;
}

static void
activate_cb (GtkListView *view, guint position, VechePlanList *self)
{
  VecheRecord *record = record_at (self, position);

  if (is_entry (record))
    veche_plan_open (GTK_WIDGET (self), self->session, (VechePlanEntry *) record);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VechePlanList *self)
{
  VechePlanEntry *entry = veche_plan_list_find_at (self, x, y, NULL);
  double at_x, at_y;

  if (entry == NULL)
    return;
  veche_plan_list_focus_entry (self, entry);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &at_x, &at_y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  veche_plan_popup_menu (GTK_WIDGET (self), self->session, entry, at_x, at_y);
}

static gboolean
menu_key_cb (GtkWidget *view, GVariant *args, gpointer user_data)
{
  VechePlanList *self = VECHE_PLAN_LIST (user_data);
  VechePlanEntry *entry = veche_plan_list_get_selected (self);
  GtkWidget *row = gtk_widget_get_focus_child (view);
  double x = 12, y = 12;

  if (entry == NULL)
    return FALSE;
  if (row != NULL)
    gtk_widget_translate_coordinates (row, GTK_WIDGET (self), 24, gtk_widget_get_height (row) / 2., &x, &y);
  veche_plan_popup_menu (GTK_WIDGET (self), self->session, entry, x, y);

  return TRUE;
}

char *
veche_plan_dragged_text (const VechePlanEntry *entry)
{
  return g_strdup_printf ("%d %s %s", (int) entry->kind, entry->parent.uid, entry->recurs != NULL ? entry->recurs : "");
}

VechePlanEntry *
veche_plan_find_dragged (GPtrArray *entries, const char *dragged)
{
  for (guint i = 0; entries != NULL && dragged != NULL && i < entries->len; i++)
    {
      g_autofree char *text = veche_plan_dragged_text (entries->pdata[i]);

      if (g_str_equal (text, dragged))
        return entries->pdata[i];
    }

  return NULL;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, VechePlanList *self)
{
  GtkWidget *row;
  VechePlanEntry *entry = veche_plan_list_find_at (self, x, y, &row);
  g_autoptr (GdkPaintable) picture = NULL;
  g_autofree char *text = NULL;

  if (entry == NULL)
    return NULL;
  text = veche_plan_dragged_text (entry);
  picture = gtk_widget_paintable_new (row);
  gtk_drag_source_set_icon (source, picture, 12, 12);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

void
veche_plan_list_drags (VechePlanList *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (source));
}

GtkListView *
veche_plan_list_get_view (VechePlanList *self)
{
  return self->view;
}

/*** The widget ***/

static void
veche_plan_list_dispose (GObject *object)
{
  VechePlanList *self = VECHE_PLAN_LIST (object);

  veche_plan_drop_menus (GTK_WIDGET (self));
  g_clear_object (&self->session);
  g_clear_object (&self->items);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (veche_plan_list_parent_class)->dispose (object);
}

static void
veche_plan_list_class_init (VechePlanListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_plan_list_dispose;
}

static void
veche_plan_list_init (VechePlanList *self)
{
  self->items = g_list_store_new (VECHE_TYPE_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
}

static void
veche_plan_list_add_keys (VechePlanList *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0), gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (trigger, gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  veche_row_leave_on_tab (self->view);
}

GtkWidget *
veche_plan_list_new (VecheSession *session, GType row_type, const char *label)
{
  VechePlanList *self = g_object_new (VECHE_TYPE_PLAN_LIST, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->session = g_object_ref (session);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), veche_row_factory_new (row_type)));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "plan-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  veche_plan_list_add_keys (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);

  return GTK_WIDGET (self);
}

GtkWidget *
veche_plan_empty_new (const char *description)
{
  static const struct { const char *label, *action; } ways[] = { { N_("New Project"), "plan.add-project" }, { N_("New Event"), "plan.add-event" } };
  /* One below the other: side by side they would not fit a narrow window in each language. */
  GtkWidget *page = adw_status_page_new (), *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(ways[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), ways[i].action);
      gtk_widget_add_css_class (button, "pill");
      gtk_box_append (GTK_BOX (buttons), button);
    }
  gtk_widget_add_css_class (gtk_widget_get_first_child (buttons), "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "veche-plan-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing in This Quarter Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), buttons);

  return page;
}
