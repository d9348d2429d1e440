/* veche-source-feeds.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-source-feeds.h"

struct _VecheSourceFeeds
{
  AdwBin      parent_instance;

  GPtrArray  *checks;    /* (owned) (element-type GtkCheckButton): of the list's rows */
};

G_DEFINE_FINAL_TYPE (VecheSourceFeeds, veche_source_feeds, ADW_TYPE_BIN)

static guint signal_changed;

static void
veche_source_feeds_toggled_cb (VecheSourceFeeds *self)
{
  g_signal_emit (self, signal_changed, 0);
}

static void
veche_source_feeds_add (VecheSourceFeeds *self, GtkWidget *list, const char *address)
{
  g_autofree char *clean = veche_words_clean (address, 300, FALSE);
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), clean);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), self->checks->len == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, clean, -1);
  g_object_set_data_full (G_OBJECT (check), "veche-feed", g_strdup (address), g_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (veche_source_feeds_toggled_cb), self);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

GPtrArray *
veche_source_feeds_dup_chosen (VecheSourceFeeds *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_ptr_array_add (chosen, g_strdup (g_object_get_data (g_ptr_array_index (self->checks, i), "veche-feed")));

  return chosen;
}

gboolean
veche_source_feeds_is_filled (VecheSourceFeeds *self)
{
  g_autoptr(GPtrArray) chosen = veche_source_feeds_dup_chosen (self);

  return chosen->len > 0;
}

static void
veche_source_feeds_finalize (GObject *object)
{
  g_ptr_array_unref (VECHE_SOURCE_FEEDS (object)->checks);
  G_OBJECT_CLASS (veche_source_feeds_parent_class)->finalize (object);
}

static void
veche_source_feeds_class_init (VecheSourceFeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_source_feeds_finalize;
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_source_feeds_init (VecheSourceFeeds *self)
{
  self->checks = g_ptr_array_new ();
}

GtkWidget *
veche_source_feeds_new (VecheBatch *batch)
{
  VecheSourceFeeds *self = g_object_new (VECHE_TYPE_SOURCE_FEEDS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *list = gtk_list_box_new ();
  guint n;
  const VecheNotice *notices = veche_batch_get_notices (batch, &n);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Feeds of this page"), -1);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (notices[i].code, "one-of-feeds") && notices[i].about != NULL)
      veche_source_feeds_add (self, list, notices[i].about);
  gtk_box_append (GTK_BOX (box), veche_label_new (_ ("Feeds of this page"), "heading", NULL));
  gtk_box_append (GTK_BOX (box), list);
  adw_bin_set_child (ADW_BIN (self), box);
  if (self->checks->len > 1)
    return GTK_WIDGET (self);

  g_object_unref (g_object_ref_sink (self));

  return NULL;
}
