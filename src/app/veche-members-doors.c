/* veche-members-doors.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-export-dialog.h"
#include "app/veche-members-doors.h"
#include "app/veche-table-dialog.h"

GMenuModel *
veche_members_doors_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_Import…"), "app.import");
  g_menu_append (menu, _ ("_Paste a Table"), "members.paste");
  g_menu_append (menu, _ ("Select _All"), "members.select-all");
  g_menu_append (menu, _ ("E_xport These People…"), "members.export");
  g_menu_append (menu, _ ("Sta_ges…"), "win.stages");
  g_menu_append (menu, _ ("_How Contributions Count…"), "win.contributions");

  return G_MENU_MODEL (menu);
}

/* NULL: not several are marked. (transfer full) */
static GArray *
marked_ids (VecheSelection *selection, gboolean *but)
{
  *but = FALSE;
  if (!veche_selection_get_multiple (selection) || veche_selection_get_n_marked (selection) < 2)
    return NULL;

  *but = veche_selection_get_all (selection);

  return veche_selection_dup_ids (selection);
}

void
veche_members_doors_copy (VecheSession *session, GtkWidget *page, VecheQuery *query, VecheSelection *selection)
{
  gboolean but;
  g_autoptr (GArray) ids = marked_ids (selection, &but);
  gint64 shown = veche_selection_get_selected_id (selection);

  if (ids == NULL && shown == 0)
    return;
  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof shown);
      g_array_append_val (ids, shown);
    }

  veche_export_copy (session, gtk_widget_get_clipboard (page), query, ids, but);
}

void
veche_members_doors_export (VecheSession *session, GtkWidget *page, VecheQuery *query, VecheSelection *selection)
{
  gboolean but;
  g_autoptr (GArray) ids = marked_ids (selection, &but);

  veche_export_dialog_open (session, GTK_WINDOW (gtk_widget_get_root (page)), query, ids, but);
}

/*** Paste ***/

typedef struct
{
  VecheSession *session;
  GtkWidget    *page;
} Paste;

/* Several cells or several lines; one word is no table. */
static gboolean
is_table (const char *text)
{
  const char *end = text != NULL ? strchr (text, '\n') : NULL;

  return text != NULL && (strchr (text, '\t') != NULL || (end != NULL && end[1] != '\0'));
}

static void
paste_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  GtkRoot *root = gtk_widget_get_root (paste->page);

  if (root != NULL && is_table (text))
    {
      gsize n = strlen (text);
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), n);

      veche_table_dialog_open_cells (paste->session, GTK_WINDOW (root), bytes);
    }
  else if (root != NULL)
    veche_session_toast (paste->session, _ ("There is no table on the clipboard. Copy cells with their headings in a spreadsheet"));

  g_object_unref (paste->session);
  g_object_unref (paste->page);
  g_free (paste);
}

void
veche_members_doors_paste (VecheSession *session, GtkWidget *page)
{
  Paste *paste = g_new0 (Paste, 1);

  paste->session = g_object_ref (session);
  paste->page = g_object_ref (page);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, paste_read_cb, paste);
}

void
veche_members_doors_bind (GtkWidgetClass *widget_class, GtkWidgetActionActivateFunc activate)
{
  static const struct { guint key, twin; GdkModifierType state; const char *action; } keys[] = {
    { GDK_KEY_c, GDK_KEY_Cyrillic_es, GDK_CONTROL_MASK, "members.copy" },
    { GDK_KEY_v, GDK_KEY_Cyrillic_em, GDK_CONTROL_MASK, "members.paste" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "members.export" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_install_action (widget_class, keys[i].action, NULL, activate);
      /* Menus show the binding that was added last. */
      gtk_widget_class_add_binding_action (widget_class, keys[i].twin, keys[i].state, keys[i].action, NULL);
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].state, keys[i].action, NULL);
    }
}
