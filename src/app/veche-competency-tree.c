/* veche-competency-tree.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-competency-edits.h"
#include "app/veche-competency-tree.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "model/veche-text.h"

#define INDENT 18

struct _VecheCompetencyTree
{
  AdwBin           parent_instance;

  VecheSession    *session;   /* (owned) (nullable) */
  GPtrArray       *topics;    /* (unowned) (nullable) (element-type VecheCompetencyNode) */
  char            *selected;  /* (owned) (nullable): uid; NULL is all */
  gboolean         filling;

  GtkEditable     *search;
  GtkListBox      *list;
  GtkPopoverMenu  *menu;
};

G_DEFINE_FINAL_TYPE (VecheCompetencyTree, veche_competency_tree, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ASK,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static VecheCompetencyNode *
row_node (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "node") : NULL;
}

/* NULL: nothing, or "All". */
static VecheCompetencyNode *
tree_selected_node (VecheCompetencyTree *self)
{
  return row_node (gtk_list_box_get_selected_row (self->list));
}

static VecheCompetencyNode *
tree_find (VecheCompetencyTree *self, const char *uid)
{
  for (guint i = 0; self->topics != NULL && uid != NULL && i < self->topics->len; i++)
    if (g_str_equal (((VecheCompetencyNode *) g_ptr_array_index (self->topics, i))->uid, uid))
      return g_ptr_array_index (self->topics, i);

  return NULL;
}

/*** Dragging ***/

static GdkContentProvider *
tree_drag_prepare_cb (GtkDragSource *source, double x, double y, VecheCompetencyTree *self)
{
  VecheCompetencyNode *node = row_node (GTK_LIST_BOX_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source))));

  return node != NULL ? gdk_content_provider_new_typed (G_TYPE_STRING, node->uid) : NULL;
}

static void
tree_drag_begin_cb (GtkDragSource *source, GdkDrag *drag, VecheCompetencyTree *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
tree_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VecheCompetencyTree *self)
{
  VecheCompetencyNode *under = row_node (GTK_LIST_BOX_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target))));
  VecheCompetencyNode *node = tree_find (self, g_value_get_string (value));

  if (node == NULL || node == under || self->session == NULL)
    return FALSE;
  veche_competency_move (self->session, node, under != NULL ? under->uid : NULL);

  return TRUE;
}

static void
tree_make_movable (VecheCompetencyTree *self, GtkWidget *row, gboolean can_leave)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  g_signal_connect_object (target, "drop", G_CALLBACK (tree_drop_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  if (can_leave)
    {
      GtkDragSource *source = gtk_drag_source_new ();

      gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
      g_signal_connect_object (source, "prepare", G_CALLBACK (tree_drag_prepare_cb), self, 0);
      g_signal_connect_object (source, "drag-begin", G_CALLBACK (tree_drag_begin_cb), self, 0);
      gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
    }
}

/*** Verbs ***/

static void
tree_add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;

  if (self->session != NULL)
    veche_competency_add (self->session, GTK_WIDGET (self), tree_selected_node (self));
}

static void
tree_rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;

  if (self->session != NULL && tree_selected_node (self) != NULL)
    veche_competency_rename (self->session, GTK_WIDGET (self), tree_selected_node (self));
}

static void
tree_aliases_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;

  if (self->session != NULL && tree_selected_node (self) != NULL)
    veche_competency_aliases (self->session, GTK_WIDGET (self), tree_selected_node (self));
}

static void
tree_merge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;

  if (self->session != NULL && tree_selected_node (self) != NULL && self->topics->len > 1)
    veche_competency_merge (self->session, GTK_WIDGET (self), tree_selected_node (self), self->topics);
}

static void
tree_delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;

  if (self->session != NULL && tree_selected_node (self) != NULL)
    veche_competency_delete (self->session, GTK_WIDGET (self), tree_selected_node (self));
}

static void
tree_ask_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;
  VecheCompetencyNode *node = tree_selected_node (self);

  if (node != NULL)
    g_signal_emit (self, signals[SIGNAL_ASK], 0, node->name);
}

/* The one before it on its level: it comes to lie under that. */
static void
tree_move_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;
  VecheCompetencyNode *node = tree_selected_node (self), *before = NULL;

  for (guint i = 0; node != NULL && i < self->topics->len; i++)
    {
      VecheCompetencyNode *other = g_ptr_array_index (self->topics, i);

      if (other == node)
        break;
      if (other->parent_id == node->parent_id)
        before = other;
    }
  if (before != NULL && self->session != NULL)
    veche_competency_move (self->session, node, before->uid);
}

static void
tree_move_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;
  VecheCompetencyNode *node = tree_selected_node (self);
  VecheCompetencyNode *parent = node != NULL ? tree_find (self, node->parent_uid) : NULL;

  if (parent != NULL && self->session != NULL)
    veche_competency_move (self->session, node, parent->parent_uid);
}

static void
tree_popup (VecheCompetencyTree *self, GtkWidget *row)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                                                                           (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
tree_row_menu_cb (GtkButton *button, VecheCompetencyTree *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  tree_popup (self, row);
}

static void
tree_secondary_cb (GtkGestureClick *click, int n_press, double x, double y, VecheCompetencyTree *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  tree_popup (self, row);
}

static gboolean
tree_menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheCompetencyTree *self = VECHE_COMPETENCY_TREE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row_node (row) != NULL)
    tree_popup (self, GTK_WIDGET (row));

  return row_node (row) != NULL;
}

/*** Rows ***/

/* (transfer full) */
static char *
node_counts (const VecheCompetencyNode *node)
{
  g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", node->members), node->members);

  if (node->members == 0)
    return g_strdup (node->below > 0 ? "" : _ ("nobody yet"));
  if (node->confirmed == 0)
    /* Translators: "4 people" */
    return g_strdup_printf (_ ("%s, none confirmed"), people);

  /* Translators: "4 people", how many of them are confirmed */
  return g_strdup_printf (ngettext ("%s, %u confirmed", "%s, %u confirmed", node->confirmed), people, node->confirmed);
}

static void
tree_row_controls (VecheCompetencyTree *self, GtkWidget *row, GtkWidget *box, const VecheCompetencyNode *node)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-more-symbolic");
  GtkGesture *secondary = gtk_gesture_click_new ();
  g_autofree char *spoken = g_strdup_printf (_ ("Actions for %s"), node->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (tree_row_menu_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (tree_secondary_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (secondary));
}

static GtkWidget *
tree_row_new (VecheCompetencyTree *self, VecheCompetencyNode *node)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = veche_words_clean (node != NULL ? node->name : _ ("All competencies"), 80, FALSE);
  g_autofree char *counts = node != NULL ? node_counts (node) : g_strdup ("");
  g_autofree char *others = node != NULL ? g_strjoinv (", ", node->aliases) : g_strdup ("");
  g_autofree char *spoken = g_strjoin (", ", name, *counts != '\0' ? counts : NULL, NULL);
  GtkWidget *second = veche_label_new (counts, "veche-caption", NULL);

  gtk_box_append (GTK_BOX (labels), veche_label_new (name, node == NULL || node->depth == 0 ? "veche-tree-top" : NULL, NULL));
  gtk_widget_add_css_class (second, "veche-second");
  gtk_widget_set_visible (second, *counts != '\0');
  gtk_box_append (GTK_BOX (labels), second);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_set_margin_start (labels, node != NULL ? (int) MIN (node->depth, 6) * INDENT : 0);
  gtk_box_append (GTK_BOX (box), labels);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "node", node);
  if (*others != '\0')
    gtk_widget_set_tooltip_text (row, others);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (node != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) node->depth + 1, -1);
      tree_row_controls (self, row, box, node);
    }
  tree_make_movable (self, row, node != NULL);

  return row;
}

static gboolean
tree_filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  VecheCompetencyTree *self = user_data;
  VecheCompetencyNode *node = row_node (row);
  g_autofree char *typed = veche_text_fold (gtk_editable_get_text (self->search));
  g_autofree char *all = NULL, *folded = NULL;

  if (*typed == '\0')
    return TRUE;
  if (node == NULL)
    return FALSE;
  all = g_strjoinv ("\n", node->aliases);
  folded = g_strconcat (node->name, "\n", all, NULL);
  g_free (all);
  all = veche_text_fold (folded);

  return strstr (all, typed) != NULL;
}

static void
tree_searched_cb (VecheCompetencyTree *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
tree_selected_cb (VecheCompetencyTree *self)
{
  VecheCompetencyNode *node;
  g_autofree char *before = NULL;

  /* The list unselects while it goes, too: in later versions of GTK after it left us. */
  if (self->filling || self->list == NULL)
    return;
  node = tree_selected_node (self);
  before = self->selected;
  self->selected = node != NULL ? g_strdup (node->uid) : NULL;
  if (g_strcmp0 (before, self->selected) != 0)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, self->selected != NULL ? self->selected : "");
}

static void
tree_activated_cb (VecheCompetencyTree *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
veche_competency_tree_dispose (GObject *object)
{
  VecheCompetencyTree *self = VECHE_COMPETENCY_TREE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->selected, g_free);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  self->topics = NULL;
  G_OBJECT_CLASS (veche_competency_tree_parent_class)->dispose (object);
}

static void
veche_competency_tree_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (veche_competency_tree_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (VECHE_COMPETENCY_TREE (widget)->menu));
}

static void
veche_competency_tree_class_init (VecheCompetencyTreeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_competency_tree_dispose;
  widget_class->size_allocate = veche_competency_tree_size_allocate;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ASK] = g_signal_new ("ask", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-competency-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyTree, search);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyTree, list);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetencyTree, menu);
  gtk_widget_class_bind_template_callback (widget_class, tree_searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, tree_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, tree_activated_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "tree.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, 0, "tree.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "tree.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK | GDK_SHIFT_MASK, "tree.move-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK | GDK_SHIFT_MASK, "tree.move-out", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, tree_menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, tree_menu_key_cb, NULL);
}

static void
veche_competency_tree_init (VecheCompetencyTree *self)
{
  static const GActionEntry entries[] = {
    { .name = "add", .activate = tree_add_cb },         { .name = "rename", .activate = tree_rename_cb },
    { .name = "aliases", .activate = tree_aliases_cb }, { .name = "merge", .activate = tree_merge_cb },
    { .name = "delete", .activate = tree_delete_cb },   { .name = "ask", .activate = tree_ask_cb },
    { .name = "move-in", .activate = tree_move_in_cb }, { .name = "move-out", .activate = tree_move_out_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tree", G_ACTION_GROUP (actions));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, tree_filter_cb, self, NULL);
}

void
veche_competency_tree_set_session (VecheCompetencyTree *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_COMPETENCY_TREE (self));

  g_set_object (&self->session, session);
}

void
veche_competency_tree_show (VecheCompetencyTree *self, GPtrArray *topics)
{
  GtkWidget *row;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  int selected = 0;

  g_return_if_fail (VECHE_IS_COMPETENCY_TREE (self));

  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->topics = topics;
  gtk_list_box_append (self->list, tree_row_new (self, NULL));
  for (guint i = 0; i < topics->len; i++)
    {
      VecheCompetencyNode *node = g_ptr_array_index (topics, i);

      gtk_list_box_append (self->list, tree_row_new (self, node));
      if (g_strcmp0 (node->uid, self->selected) == 0)
        selected = (int) i + 1;
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, selected));
  if (selected == 0)
    g_clear_pointer (&self->selected, g_free);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, selected)));
  self->filling = FALSE;
}

void
veche_competency_tree_add (VecheCompetencyTree *self)
{
  g_return_if_fail (VECHE_IS_COMPETENCY_TREE (self));

  tree_add_cb (NULL, NULL, self);
}
