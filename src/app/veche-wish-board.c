/* veche-wish-board.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-dialog-toasts.h"
#include "app/veche-member-picker.h"
#include "app/veche-wish-board.h"
#include "app/veche-wish-row.h"

#define MOST 200

struct _VecheWishBoard
{
  AdwWindow      parent_instance;

  VecheSession  *session;      /* (owned) (nullable) */
  char          *member_uid;   /* (owned) (nullable): whose wish is being added */
  char          *member_name;  /* (owned) (nullable) */

  GtkStack      *stack;
  GtkWidget     *needs_box, *offers_box;
  GtkListBox    *needs, *offers;
  GtkLabel      *n_needs, *n_offers;
  GtkMenuButton *who;
  GtkDropDown   *kind;
  GtkEditable   *text;
  GtkWidget     *add;
};

G_DEFINE_FINAL_TYPE (VecheWishBoard, veche_wish_board, ADW_TYPE_WINDOW)

static void
wish_board_fill (VecheWishBoard *self, GPtrArray *wishes, const char *kind, GtkListBox *list, GtkWidget *box, GtkLabel *label)
{
  GtkWidget *row;
  guint n = 0;
  g_autofree char *count = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < wishes->len; i++)
    {
      const VecheWish *wish = g_ptr_array_index (wishes, i);

      if (g_strcmp0 (wish->kind, kind) != 0)
        continue;
      gtk_list_box_append (list, veche_wish_row_new (self->session, wish));
      n++;
    }
  count = g_strdup_printf ("%u", n);
  gtk_label_set_text (label, count);
  gtk_widget_set_visible (box, n > 0);
}

static gpointer
wish_board_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_wishes_list (db, NULL, "open", 0, MOST, error);
}

static void
wish_board_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheWishBoard) self = user_data;
  g_autoptr (GPtrArray) wishes = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (wishes == NULL || self->session == NULL)
    return;
  wish_board_fill (self, wishes, "need", self->needs, self->needs_box, self->n_needs);
  wish_board_fill (self, wishes, "offer", self->offers, self->offers_box, self->n_offers);
  gtk_stack_set_visible_child_name (self->stack, wishes->len > 0 ? "board" : "empty");
}

static void
wish_board_changed_cb (VecheWishBoard *self, VecheChange *change)
{
  if (change == NULL || (veche_change_get_tables (change) & VECHE_TABLE_WISH))
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, wish_board_load_job, NULL, NULL,
                           (GDestroyNotify) g_ptr_array_unref, NULL, wish_board_loaded_cb, g_object_ref (self));
}

static void
wish_board_typed_cb (VecheWishBoard *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));

  gtk_widget_set_sensitive (self->add, *text != '\0' && self->member_uid != NULL);
}

static void
wish_board_picked_cb (VecheWishBoard *self, VecheMember *member)
{
  g_free (self->member_uid);
  g_free (self->member_name);
  self->member_uid = g_strdup (member->parent.uid);
  self->member_name = g_strdup (member->name);
  gtk_menu_button_set_label (self->who, member->name);
  wish_board_typed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
wish_board_add_cb (VecheWishBoard *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  g_autoptr (VecheEdit) edit = NULL;

  if (*text == '\0' || self->member_uid == NULL)
    return;
  edit = veche_edit_new ("wish", self->member_name);
  veche_wishes_edit_add (edit, self->member_uid, gtk_drop_down_get_selected (self->kind) == 0 ? "need" : "offer", text, 0, NULL);
  veche_session_edit (self->session, edit, _ ("On the board"), NULL, NULL);
  gtk_editable_set_text (self->text, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
veche_wish_board_dispose (GObject *object)
{
  VecheWishBoard *self = VECHE_WISH_BOARD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->member_uid, g_free);
  g_clear_pointer (&self->member_name, g_free);
  G_OBJECT_CLASS (veche_wish_board_parent_class)->dispose (object);
}

static void
veche_wish_board_class_init (VecheWishBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_wish_board_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-wish-board.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, needs_box);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, offers_box);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, needs);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, offers);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, n_needs);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, n_offers);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, who);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, kind);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, text);
  gtk_widget_class_bind_template_child (widget_class, VecheWishBoard, add);
  gtk_widget_class_bind_template_callback (widget_class, wish_board_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, wish_board_add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_wish_board_init (VecheWishBoard *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (kinds, _ ("needs"));
  gtk_string_list_append (kinds, _ ("offers"));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
}

void
veche_wish_board_present (GtkWidget *parent, VecheSession *session)
{
  VecheWishBoard *self = g_object_new (VECHE_TYPE_WISH_BOARD, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);
  GtkWidget *picker = veche_member_picker_new (session, NULL);

  self->session = g_object_ref (session);
  gtk_menu_button_set_popover (self->who, picker);
  g_signal_connect_object (picker, "picked", G_CALLBACK (wish_board_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (wish_board_changed_cb), self, G_CONNECT_SWAPPED);
  wish_board_changed_cb (self, NULL);
  veche_dialog_toasts_add (ADW_WINDOW (self), session);
  gtk_window_present (GTK_WINDOW (self));
}
