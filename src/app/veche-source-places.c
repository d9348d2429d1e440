/* veche-source-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-mention-words.h"
#include "app/veche-source-places.h"

#define SEARCH_FROM 12     /* places: from here on there is a search */

struct _VecheSourcePlaces
{
  GtkWidget       parent_instance;

  GHashTable     *chosen;    /* (owned): remote ids */
  gboolean        some;
  gboolean        filling;

  GtkWidget      *group;
  GtkWidget      *all_row;
  GtkSwitch      *all;
  GtkWidget      *search;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (VecheSourcePlaces, veche_source_places, GTK_TYPE_WIDGET)

static guint signal_changed;

static void
veche_source_places_show (VecheSourcePlaces *self)
{
  gboolean list = self->some || !gtk_switch_get_active (self->all);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  gtk_widget_set_visible (GTK_WIDGET (self->list), list && n > 0);
  gtk_widget_set_visible (self->search, list && n > SEARCH_FROM);
}

static void
veche_source_places_all_cb (VecheSourcePlaces *self)
{
  veche_source_places_show (self);
  if (!self->filling)
    g_signal_emit (self, signal_changed, 0);
}

static void
veche_source_places_toggled_cb (VecheSourcePlaces *self, GtkCheckButton *check)
{
  const char *id = g_object_get_data (G_OBJECT (check), "veche-place");

  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  if (!self->filling)
    g_signal_emit (self, signal_changed, 0);
}

static gboolean
veche_source_places_filter (GtkListBoxRow *row, gpointer user_data)
{
  VecheSourcePlaces *self = user_data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *needle = g_utf8_casefold (typed, -1);
  g_autofree char *name = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return *typed == '\0' || strstr (name, needle) != NULL;
}

static void
veche_source_places_search_cb (VecheSourcePlaces *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static const char *
veche_source_places_kind (const char *kind)
{
  static const struct { const char *kind, *word; } kinds[] = {
    { "group", N_ ("Chat") },
    { "channel", N_ ("Channel") },
    { "personal", N_ ("Private talk") },
    { "feed", N_ ("Feed") },
    { "topic", N_ ("Topic") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i].kind) == 0)
      return _ (kinds[i].word);

  return "";
}

static void
veche_source_places_add (VecheSourcePlaces *self, const char *id, const char *shown, const char *kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = veche_words_clean (shown != NULL && *shown != '\0' ? shown : id, 80, FALSE);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), veche_source_places_kind (kind));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data_full (G_OBJECT (check), "veche-place", g_strdup (id), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->chosen, id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (veche_source_places_toggled_cb), self);
  gtk_list_box_append (self->list, row);
}

void
veche_source_places_set (VecheSourcePlaces *self, VecheBatch *batch)
{
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (batch, &n);
  g_autoptr(GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  GtkListBoxRow *row;
  GHashTableIter iter;
  gpointer id;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      veche_source_places_add (self, channels[i].remote_id, channels[i].name, channels[i].kind);
      g_hash_table_add (named, (gpointer) channels[i].remote_id);
    }
  /* Chosen once and not named now: it can still be left out. */
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (named, id))
      veche_source_places_add (self, id, NULL, NULL);
  self->filling = FALSE;
  veche_source_places_show (self);
}

void
veche_source_places_choose (VecheSourcePlaces *self, const char *const *ids)
{
  g_autoptr(VecheBatch) none = veche_batch_new ("", "");

  self->filling = TRUE;
  g_hash_table_remove_all (self->chosen);
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->chosen, g_strdup (ids[i]));
  gtk_switch_set_active (self->all, g_hash_table_size (self->chosen) == 0);
  veche_source_places_set (self, none);
}

GStrv
veche_source_places_dup_chosen (VecheSourcePlaces *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GList) ids = NULL;

  if (self->some || !gtk_switch_get_active (self->all))
    ids = g_list_sort (g_hash_table_get_keys (self->chosen), (GCompareFunc) g_strcmp0);
  for (GList *id = ids; id != NULL; id = id->next)
    g_strv_builder_add (builder, id->data);

  return g_strv_builder_end (builder);
}

gboolean
veche_source_places_lacks (VecheSourcePlaces *self)
{
  return (self->some || !gtk_switch_get_active (self->all)) && g_hash_table_size (self->chosen) == 0;
}

static void
veche_source_places_dispose (GObject *object)
{
  VecheSourcePlaces *self = VECHE_SOURCE_PLACES (object);

  g_clear_pointer (&self->group, gtk_widget_unparent);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  G_OBJECT_CLASS (veche_source_places_parent_class)->dispose (object);
}

static void
veche_source_places_class_init (VecheSourcePlacesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_source_places_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_source_places_init (VecheSourcePlaces *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *all_list = gtk_list_box_new ();

  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->group = adw_preferences_group_new ();
  self->all_row = adw_action_row_new ();
  self->all = GTK_SWITCH (gtk_switch_new ());
  self->search = gtk_search_entry_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->all_row), _ ("All, also those that come later"));
  gtk_switch_set_active (self->all, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->all), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->all_row), GTK_WIDGET (self->all));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->all_row), GTK_WIDGET (self->all));
  g_signal_connect_swapped (self->all, "notify::active", G_CALLBACK (veche_source_places_all_cb), self);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (all_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (all_list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (all_list), self->all_row);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_list_box_set_filter_func (self->list, veche_source_places_filter, self, NULL);
  g_object_set (self->search, "placeholder-text", _ ("Search places"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search places"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (veche_source_places_search_cb), self);

  gtk_box_append (GTK_BOX (box), all_list);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), box);
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
}

GtkWidget *
veche_source_places_new (const char *label, const char *hint, gboolean some)
{
  VecheSourcePlaces *self = g_object_new (VECHE_TYPE_SOURCE_PLACES, NULL);

  self->some = some;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), label);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), hint);
  gtk_widget_set_visible (gtk_widget_get_parent (self->all_row), !some);
  veche_source_places_show (self);

  return GTK_WIDGET (self);
}
