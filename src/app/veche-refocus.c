/* veche-refocus.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-refocus.h"

/* GTK calls a widget that was given no name by its type. */
static gboolean
is_named (GtkWidget *widget)
{
  const char *name = gtk_widget_get_name (widget);

  return *name != '\0' && !g_str_equal (name, G_OBJECT_TYPE_NAME (widget));
}

char *
veche_refocus_dup_name (GtkWidget *root)
{
  GtkRoot *window = gtk_widget_get_root (root);
  GtkWidget *focus = window != NULL ? gtk_root_get_focus (window) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, root))
    return NULL;
  while (focus != root && !is_named (focus))
    focus = gtk_widget_get_parent (focus);

  return focus != root ? g_strdup (gtk_widget_get_name (focus)) : NULL;
}

GtkWidget *
veche_refocus_find (GtkWidget *root, const char *name)
{
  if (g_str_equal (gtk_widget_get_name (root), name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = veche_refocus_find (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
veche_refocus_grab (GtkWidget *root, const char *name)
{
  GtkWidget *found = name != NULL ? veche_refocus_find (root, name) : NULL;

  if (found == NULL)
    return FALSE;

  return gtk_widget_grab_focus (found) || gtk_widget_child_focus (found, GTK_DIR_TAB_FORWARD);
}
