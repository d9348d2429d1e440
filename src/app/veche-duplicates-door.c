/* veche-duplicates-door.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-duplicates-door.h"

#include <glib/gi18n.h>

#include "analysis/veche-duplicates.h"
#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "store/veche-duplicates-table.h"
#include "store/veche-merge-table.h"

#define MOST_COUNTED  500
#define NATURAL_CHARS 16   /* its words may not widen the list; there is room for more */

struct _VecheDuplicatesDoor
{
  AdwBin        parent_instance;

  VecheSession *session;   /* (owned) (nullable) */
  GtkLabel     *label;
};

G_DEFINE_FINAL_TYPE (VecheDuplicatesDoor, veche_duplicates_door, ADW_TYPE_BIN)

/*** The line ***/

static gpointer
door_count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) pairs = veche_duplicates_list (db, VECHE_DUPLICATES_FLOOR, MOST_COUNTED, error);
  guint *n = pairs != NULL ? g_new0 (guint, 1) : NULL;

  if (n != NULL)
    *n = pairs->len;

  return n;
}

static void
door_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDuplicatesDoor) self = user_data;
  g_autofree guint *n = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_autofree char *text = NULL;

  if (n == NULL || self->session == NULL)
    return;

  text = g_strdup_printf (ngettext ("%u pair looks like one person", "%u pairs look like one person", *n), *n);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), *n > 0);
}

static void
door_read (VecheDuplicatesDoor *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, door_count_job, NULL, NULL, g_free, NULL, door_counted_cb,
                         g_object_ref (self));
}

static void
door_changed_cb (VecheDuplicatesDoor *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & (VECHE_TABLE_PAIR | VECHE_TABLE_MEMBER))
    door_read (self);
}

void
veche_duplicates_door_set_session (VecheDuplicatesDoor *self, VecheSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (door_changed_cb), self, G_CONNECT_SWAPPED);
  door_read (self);
}

static void
veche_duplicates_door_dispose (GObject *object)
{
  veche_duplicates_door_set_session (VECHE_DUPLICATES_DOOR (object), NULL);

  G_OBJECT_CLASS (veche_duplicates_door_parent_class)->dispose (object);
}

static void
veche_duplicates_door_class_init (VecheDuplicatesDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_duplicates_door_dispose;
}

static void
veche_duplicates_door_init (VecheDuplicatesDoor *self)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = GTK_LABEL (veche_label_new (NULL, NULL, NULL));
  gtk_label_set_max_width_chars (self->label, NATURAL_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("veche-merge-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "duplicates");
  gtk_widget_add_css_class (button, "veche-door");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->label, NULL, -1);
  adw_bin_set_child (ADW_BIN (self), button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/*** Taking apart ***/

typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkWidget    *parent;    /* (owned) */
  gint64        id;
} VecheSplitAsk;

static void
split_ask_free (VecheSplitAsk *ask)
{
  g_object_unref (ask->session);
  g_object_unref (ask->parent);
  g_free (ask);
}

static gpointer
split_list_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_merge_list (db, *(gint64 *) input, error);
}

static gboolean
split_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_merge_edit_split (db, edit, *(gint64 *) input, NULL, error);
}

static void
split_clicked_cb (GtkButton *button, gpointer user_data)
{
  VecheSession *session = user_data;
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  gint64 *id = g_object_get_data (G_OBJECT (button), "member");
  g_autofree char *toast = g_strdup_printf (_ ("Split: %s"), name);
  g_autoptr (VecheEdit) edit = veche_edit_new ("split", name);

  veche_session_build_edit (session, edit, split_build, g_memdup2 (id, sizeof *id), g_free, toast, NULL, NULL);
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))));
}

static GtkWidget *
split_row_new (VecheSession *session, const VecheMerged *merged)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_mnemonic (_ ("_Split"));
  g_autofree char *name = veche_text_clamp (merged->name, 100, FALSE);
  g_autofree char *when = merged->at > 0 ? veche_time_long (merged->at) : g_strdup ("—");
  g_autofree char *subtitle = g_strdup_printf (_ ("Merged %s"), when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (merged->name), g_free);
  g_object_set_data_full (G_OBJECT (button), "member", g_memdup2 (&merged->id, sizeof merged->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (split_clicked_cb), session, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
split_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheSplitAsk *ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) merged = veche_store_run_finish (VECHE_STORE (source), result, &error);
  GtkWidget *dialog, *list;

  if (merged == NULL)
    veche_session_show_error (ask->session, error);
  else if (merged->len == 0)
    veche_session_toast (ask->session, _ ("Nobody has been merged into this person"));
  else
    {
      dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (ask->parent)), _ ("Split"),
                                       _ ("Accounts and all that was theirs go back. What you have changed since stays."));
      list = gtk_list_box_new ();
      gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (list, "boxed-list");
      for (guint i = 0; i < merged->len; i++)
        gtk_list_box_append (GTK_LIST_BOX (list), split_row_new (ask->session, merged->pdata[i]));
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
      gtk_window_present (GTK_WINDOW (dialog));
    }
  split_ask_free (ask);
}

void
veche_duplicates_show_split (VecheSession *session, GtkWidget *parent, gint64 member_id)
{
  VecheSplitAsk *ask = g_new0 (VecheSplitAsk, 1);

  ask->session = g_object_ref (session);
  ask->parent = g_object_ref (parent);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, split_list_job, g_memdup2 (&member_id, sizeof member_id), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, split_listed_cb, ask);
}
