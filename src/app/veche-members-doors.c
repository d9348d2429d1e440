/* veche-members-doors.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-export-dialog.h"
#include "app/veche-members-doors.h"

GMenuModel *
veche_members_doors_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("_Import…"), "app.import");
  g_menu_append (menu, _ ("E_xport These People…"), "members.export");
  g_menu_append (menu, _ ("Sta_ges…"), "win.stages");

  return G_MENU_MODEL (menu);
}

/* NULL: none is marked. (transfer full) */
static GArray *
marked_ids (VecheSelection *selection, gboolean *but)
{
  *but = FALSE;
  if (!veche_selection_get_multiple (selection) || veche_selection_get_n_marked (selection) == 0)
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
