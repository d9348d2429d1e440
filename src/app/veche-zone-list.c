/* veche-zone-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-zone-list.h"

#include <string.h>

#include "exchange/veche-zone-names.h"

static void
zone_list_read_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, veche_zone_names (), (GDestroyNotify) g_ptr_array_unref);
}

static guint
string_list_find (GtkStringList *list, const char *text)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    if (g_str_equal (gtk_string_list_get_string (list, i), text))
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
zone_list_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = g_task_get_task_data (G_TASK (result));
  g_autoptr (GtkDropDown) drop_down = g_weak_ref_get (weak);
  g_autoptr (GPtrArray) names = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *chosen = NULL;

  if (drop_down == NULL)
    return;

  chosen = g_strdup (veche_zone_list_get (drop_down));
  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (names, i));
  if (string_list_find (list, chosen) == GTK_INVALID_LIST_POSITION)
    gtk_string_list_append (list, chosen);
  /* The first of the new list is selected for a moment: nobody is to take that for a choice. */
  g_object_freeze_notify (G_OBJECT (drop_down));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, string_list_find (list, chosen));
  g_object_thaw_notify (G_OBJECT (drop_down));
}

void
veche_zone_list_fill (GtkDropDown *drop_down, const char *zone)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkStringList) list = NULL;
  g_autoptr (GTask) task = NULL;
  GWeakRef *weak;
  const char *name = zone != NULL ? zone : g_time_zone_get_identifier (local);

  list = gtk_string_list_new ((const char *const[]) { strchr (name, '/') != NULL ? name : "UTC", NULL });
  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, 0);

  /* Kept alive by the task, it would tell of its choice to a page that is gone. */
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, drop_down);
  task = g_task_new (NULL, NULL, zone_list_read_cb, NULL);
  g_task_set_task_data (task, weak, weak_free);
  g_task_set_source_tag (task, veche_zone_list_fill);
  g_task_run_in_thread (task, zone_list_read_job);
}

const char *
veche_zone_list_get (GtkDropDown *drop_down)
{
  GtkStringObject *chosen = GTK_STRING_OBJECT (gtk_drop_down_get_selected_item (drop_down));

  return chosen != NULL ? gtk_string_object_get_string (chosen) : "UTC";
}
