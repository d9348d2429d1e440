/* veche-preferences-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-preferences-page.h"

#include "model/veche-edit.h"

#define SOON 150   /* ms after a change */

typedef struct
{
  VecheSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) */
  guint         source;
  gboolean      loading, again, filling;
} VechePreferencesPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VechePreferencesPage, veche_preferences_page, ADW_TYPE_PREFERENCES_PAGE)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

#define PRIVATE(self) ((VechePreferencesPagePrivate *) veche_preferences_page_get_instance_private (self))

static void
page_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePreferencesPage) self = user_data;
  VechePreferencesPagePrivate *priv = PRIVATE (self);
  VechePreferencesPageClass *klass = VECHE_PREFERENCES_PAGE_GET_CLASS (self);
  g_autoptr (GError) error = NULL;
  gpointer loaded = veche_store_run_finish (VECHE_STORE (object), result, &error);

  priv->loading = FALSE;
  if (loaded != NULL && priv->session != NULL)
    {
      priv->filling = TRUE;
      klass->fill (self, loaded);
      priv->filling = FALSE;
    }
  else if (error != NULL && priv->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (priv->session, error);
  if (loaded != NULL && klass->free_loaded != NULL)
    klass->free_loaded (loaded);
  if (priv->again)
    veche_preferences_page_reload (self);
}

void
veche_preferences_page_reload (VechePreferencesPage *self)
{
  VechePreferencesPagePrivate *priv = PRIVATE (self);
  VechePreferencesPageClass *klass = VECHE_PREFERENCES_PAGE_GET_CLASS (self);

  priv->again = priv->loading;
  if (priv->loading || priv->session == NULL)
    return;
  priv->loading = TRUE;
  veche_store_run_async (veche_session_get_store (priv->session), VECHE_LANE_READER, klass->load, NULL, NULL, klass->free_loaded, priv->cancellable,
                         page_loaded_cb, g_object_ref (self));
}

static gboolean
page_soon_cb (gpointer user_data)
{
  PRIVATE (user_data)->source = 0;
  veche_preferences_page_reload (user_data);

  return G_SOURCE_REMOVE;
}

static void
page_changed_cb (VechePreferencesPage *self, VecheChange *change)
{
  VechePreferencesPagePrivate *priv = PRIVATE (self);

  if (priv->source == 0 && veche_change_get_tables (change) & VECHE_PREFERENCES_PAGE_GET_CLASS (self)->tables)
    priv->source = g_timeout_add (SOON, page_soon_cb, self);
}

static void
page_edited_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VechePreferencesPage) self = user_data;

  if (!ok)
    veche_preferences_page_reload (self);
}

void
veche_preferences_page_edit (VechePreferencesPage *self, const char *what, VecheSessionBuild build, gpointer input, GDestroyNotify free_input,
                             const char *toast)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (what, NULL);

  veche_session_build_edit (PRIVATE (self)->session, edit, build, input, free_input, toast, page_edited_cb, g_object_ref (self));
}

VecheSession *
veche_preferences_page_get_session (VechePreferencesPage *self)
{
  return PRIVATE (self)->session;
}

gboolean
veche_preferences_page_is_filling (VechePreferencesPage *self)
{
  return PRIVATE (self)->filling;
}

static void
veche_preferences_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    PRIVATE (VECHE_PREFERENCES_PAGE (object))->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_preferences_page_constructed (GObject *object)
{
  VechePreferencesPage *self = VECHE_PREFERENCES_PAGE (object);
  VecheStore *store = veche_session_get_store (PRIVATE (self)->session);

  G_OBJECT_CLASS (veche_preferences_page_parent_class)->constructed (object);
  g_signal_connect_object (store, "changed", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  veche_preferences_page_reload (self);
}

static void
veche_preferences_page_dispose (GObject *object)
{
  VechePreferencesPagePrivate *priv = PRIVATE (VECHE_PREFERENCES_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_handle_id (&priv->source, g_source_remove);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (veche_preferences_page_parent_class)->dispose (object);
}

static void
veche_preferences_page_finalize (GObject *object)
{
  g_object_unref (PRIVATE (VECHE_PREFERENCES_PAGE (object))->cancellable);

  G_OBJECT_CLASS (veche_preferences_page_parent_class)->finalize (object);
}

static void
veche_preferences_page_class_init (VechePreferencesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = veche_preferences_page_set_property;
  object_class->constructed = veche_preferences_page_constructed;
  object_class->dispose = veche_preferences_page_dispose;
  object_class->finalize = veche_preferences_page_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VECHE_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
veche_preferences_page_init (VechePreferencesPage *self)
{
  PRIVATE (self)->cancellable = g_cancellable_new ();
}

static gboolean
words_are_same (GListModel *before, GListModel *words)
{
  if (!GTK_IS_STRING_LIST (before) || g_list_model_get_n_items (before) != g_list_model_get_n_items (words))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (words); i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (before), i), gtk_string_list_get_string (GTK_STRING_LIST (words), i)))
      return FALSE;

  return TRUE;
}

void
veche_preferences_show_choices (AdwComboRow *row, GtkStringList *words, guint chosen)
{
  if (!words_are_same (adw_combo_row_get_model (row), G_LIST_MODEL (words)))
    adw_combo_row_set_model (row, G_LIST_MODEL (words));
  if (adw_combo_row_get_selected (row) != chosen)
    adw_combo_row_set_selected (row, chosen);
}

GtkWidget *
veche_preferences_switch_row (const char *title, const char *subtitle, GtkWidget **sw)
{
  GtkWidget *row = adw_action_row_new ();

  *sw = gtk_switch_new ();
  gtk_widget_set_valign (*sw, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*sw), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *sw);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *sw);

  return row;
}
