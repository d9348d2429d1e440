/* veche-members-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-bulk-bar.h"
#include "app/veche-duplicates-door.h"
#include "app/veche-erase-dialog.h"
#include "app/veche-member-edits.h"
#include "app/veche-member-filter.h"
#include "app/veche-member-row.h"
#include "app/veche-member-words.h"
#include "app/veche-members-doors.h"
#include "app/veche-members-page.h"
#include "app/veche-pages.h"
#include "app/veche-pane.h"
#include "app/veche-profile-view.h"
#include "app/veche-selection.h"
#include "app/veche-settings.h"
#include "app/veche-single-keys.h"
#include "store/veche-members-table.h"
#include "store/veche-row-model.h"

struct _VecheMembersPage
{
  AdwBin             parent_instance;

  VecheSession      *session;     /* (owned) (nullable) after close */
  VecheRowModel     *model;       /* (owned) (nullable): what the list shows */
  VecheRowModel     *coming;      /* (owned) (nullable): the next one, until it has loaded */
  VecheSelection    *selection;
  char              *typed;       /* (nullable): what is looked for */
  char              *made;        /* (nullable): uid of the member that was added last */

  AdwLeaflet        *leaflet;
  GtkWidget         *list_pane;
  GtkWidget         *separator;
  AdwWindowTitle    *title;
  GtkMenuButton     *add_button;
  GtkPopover        *add_popover;
  GtkEntry          *add_entry;
  GtkMenuButton     *filter_button;
  GtkSearchEntry    *search;
  VecheMemberFilter *filter;
  VecheDuplicatesDoor *door;
  GtkStack          *stack;
  GtkListView       *list;
  VecheBulkBar      *bulk;
  VecheProfileView  *profile;
};

enum
{
  PROP_0,
  PROP_SESSION,
};

static void veche_members_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheMembersPage, veche_members_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_members_page_page_init))

static void
members_page_show_state (VecheMembersPage *self)
{
  guint n = self->model != NULL ? veche_row_model_get_n_rows (self->model) : 0;
  g_autofree char *count = veche_people_count (n);
  const char *name = "list";

  if (self->model == NULL || !veche_row_model_get_ready (self->model))
    name = "loading";
  else if (n == 0)
    name = (self->typed != NULL && *self->typed != '\0') || veche_member_filter_is_narrowed (self->filter) ? "no-match"
                                                                                                           : "empty";

  gtk_stack_set_visible_child_name (self->stack, name);
  adw_window_title_set_subtitle (self->title, self->model != NULL && !veche_row_model_get_loading (self->model) ? count : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, count, -1);
}

/* With room for it, somebody is always shown. */
static void
members_page_show_somebody (VecheMembersPage *self)
{
  gboolean searching = self->typed != NULL && *self->typed != '\0';

  if (!adw_leaflet_get_folded (self->leaflet) && !searching && veche_selection_get_selected_id (self->selection) == 0)
    veche_selection_select_next (self->selection);
}

static void
members_page_changed_cb (VecheMembersPage *self)
{
  members_page_show_state (self);
  members_page_show_somebody (self);
}

static void
members_page_take_model (VecheMembersPage *self)
{
  VecheRowModel *before = self->model;

  self->model = g_steal_pointer (&self->coming);
  g_signal_handlers_disconnect_by_data (self->model, self);
  /* After the selection has heard of it too. */
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (members_page_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->model, "notify::ready", G_CALLBACK (members_page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (members_page_changed_cb), self, G_CONNECT_SWAPPED);
  /* To the top while the view still stands on rows that it has laid out: on those of a new list it loses its anchor, and says so. */
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  veche_selection_set_model (self->selection, G_LIST_MODEL (self->model));

  if (before != NULL)
    {
      g_signal_handlers_disconnect_by_data (before, self);
      veche_row_model_close (before);
      g_object_unref (before);
    }
  members_page_show_state (self);
}

static void
members_page_coming_cb (VecheMembersPage *self)
{
  if (!veche_row_model_get_ready (self->coming))
    return;

  members_page_take_model (self);
  members_page_show_somebody (self);
}

static void
members_page_drop_coming (VecheMembersPage *self)
{
  if (self->coming == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->coming, self);
  veche_row_model_close (self->coming);
  g_clear_object (&self->coming);
}

/* A fresh model for each query; the old list stays in sight until the new one has its ids, so nothing flickers while one types. */
static void
members_page_requery (VecheMembersPage *self)
{
  g_autoptr (VecheQuery) query = NULL;

  if (self->session == NULL)
    return;

  members_page_drop_coming (self);
  query = veche_member_filter_make_query (self->filter, self->typed);
  veche_selection_set_multiple (self->selection, FALSE);
  veche_bulk_bar_set_query (self->bulk, query);
  self->coming = veche_row_model_new (veche_session_get_store (self->session), query);
  g_signal_connect_object (self->coming, "notify::ready", G_CALLBACK (members_page_coming_cb), self, G_CONNECT_SWAPPED);
  if (self->model == NULL)
    members_page_take_model (self);
}

static void
members_page_search_changed_cb (VecheMembersPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (g_strcmp0 (self->typed != NULL ? self->typed : "", text) == 0)
    return;

  g_free (self->typed);
  self->typed = g_strdup (text);
  members_page_requery (self);
}

static void
members_page_search_next_cb (VecheMembersPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
members_page_open_selected (VecheMembersPage *self)
{
  gint64 id = veche_selection_get_selected_id (self->selection);

  if (id != 0)
    veche_profile_view_set_member (self->profile, id);
}

/* Beside the list it is in sight anyway, and the focus stays where it is. */
static void
members_page_show_profile (VecheMembersPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, gtk_widget_get_parent (GTK_WIDGET (self->profile)));
}

static void
members_page_activate_cb (VecheMembersPage *self, guint position)
{
  members_page_open_selected (self);
  members_page_show_profile (self);
}

static void
members_page_reset_cb (VecheMembersPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  veche_member_filter_reset (self->filter);
}

static gpointer
members_page_find_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 id = veche_members_find (db, input, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

static void
members_page_show_id (VecheMembersPage *self, gint64 id)
{
  veche_selection_set_selected_id (self->selection, id);
  veche_profile_view_set_member (self->profile, id);
  members_page_show_profile (self);
}

static void
members_page_find_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheMembersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *id = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (self->session == NULL)
    return;

  if (id != NULL)
    members_page_show_id (self, *id);
  else
    veche_session_show_error (self->session, error);
}

static void
members_page_open_uid (VecheMembersPage *self, const char *uid)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, members_page_find_job,
                         g_strdup (uid), g_free, g_free, NULL, members_page_find_cb, g_object_ref (self));
}

/* A member has been made: show them, ready to say more. */
static void
members_page_made_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheMembersPage) self = user_data;

  if (!ok || self->session == NULL)
    return;

  members_page_open_uid (self, self->made);
  gtk_popover_popdown (self->add_popover);
  gtk_editable_set_text (GTK_EDITABLE (self->add_entry), "");
}

static void
members_page_add_cb (VecheMembersPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add_entry))));

  if (*name == '\0' || self->session == NULL)
    return;

  g_free (self->made);
  self->made = veche_member_create (self->session, name, members_page_made_cb, g_object_ref (self));
}

static void
members_page_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (VECHE_MEMBERS_PAGE (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
members_page_edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_profile_view_edit (VECHE_MEMBERS_PAGE (widget)->profile);
}

static void
members_page_log_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_profile_view_log (VECHE_MEMBERS_PAGE (widget)->profile, g_variant_get_string (parameter, NULL));
}

static void
members_page_archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_profile_view_archive (VECHE_MEMBERS_PAGE (widget)->profile);
}

static void
members_page_split_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (widget);
  gint64 id = veche_selection_get_selected_id (self->selection);

  if (self->session != NULL && id != 0)
    veche_duplicates_show_split (self->session, widget, id);
}

static void
members_page_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (widget);
  gint64 id = veche_selection_get_selected_id (self->selection);

  if (self->session != NULL && id != 0)
    (g_str_equal (name, "members.erase") ? veche_erase_dialog_open : veche_person_file_save) (self->session, widget, id);
}

static void
members_page_door_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (widget);
  g_autoptr (VecheQuery) query = NULL;

  if (self->session == NULL)
    return;

  query = veche_member_filter_make_query (self->filter, self->typed);
  if (g_str_equal (name, "members.copy"))
    veche_members_doors_copy (self->session, widget, query, self->selection);
  else if (g_str_equal (name, "members.paste"))
    veche_members_doors_paste (self->session, widget);
  else
    veche_members_doors_export (self->session, widget, query, self->selection);
}

static void
members_page_select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_bulk_bar_select_all (VECHE_MEMBERS_PAGE (widget)->bulk);
  gtk_widget_grab_focus (GTK_WIDGET (VECHE_MEMBERS_PAGE (widget)->list));
}

/* One key logs a contact. */
static gboolean
members_page_single_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (user_data);

  if (!veche_single_keys_are_free (widget))
    return FALSE;

  veche_profile_view_log (self->profile, g_variant_get_string (args, NULL));

  return TRUE;
}

/* A letter in the list either acts or begins a search, never now this and now that. */
static void
members_page_single_keys_cb (VecheMembersPage *self)
{
  gboolean single = g_settings_get_boolean (veche_settings_get (), "single-keys");

  gtk_search_entry_set_key_capture_widget (self->search, single ? NULL : GTK_WIDGET (self->list));
}

static void
members_page_add_single_keys (VecheMembersPage *self, GtkWidget *where)
{
  static const VecheSingleKey keys[] = {
    { GDK_KEY_c, GDK_KEY_Cyrillic_es, "call" },
    { GDK_KEY_d, GDK_KEY_Cyrillic_ve, "dm" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, "email" },
    { GDK_KEY_m, GDK_KEY_Cyrillic_softsign, "meeting" },
    { GDK_KEY_t, GDK_KEY_Cyrillic_ie, "task" },
  };

  veche_single_keys_add (where, keys, G_N_ELEMENTS (keys), members_page_single_key_cb, self);
}

static void
veche_members_page_focus (VechePage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (VECHE_MEMBERS_PAGE (page)->list));
}

static void
veche_members_page_search (VechePage *page, const char *text)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (page);

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  else
    gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

static void
veche_members_page_add (VechePage *page)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (page);

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_menu_button_popup (self->add_button);
  gtk_widget_grab_focus (GTK_WIDGET (self->add_entry));
}

static gboolean
veche_members_page_back (VechePage *page)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (page);

  if (veche_bulk_bar_clear (self->bulk) || veche_profile_view_back (self->profile))
    return TRUE;

  if (adw_leaflet_get_folded (self->leaflet)
      && adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK))
    return TRUE;

  if (self->typed != NULL && *self->typed != '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
      return TRUE;
    }

  return FALSE;
}

static void
veche_members_page_open_member (VechePage *page, const char *uid)
{
  members_page_open_uid (VECHE_MEMBERS_PAGE (page), uid);
}

static void
veche_members_page_close (VechePage *page)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (page);

  if (self->session == NULL)
    return;

  veche_profile_view_close (self->profile);
  veche_member_filter_set_session (self->filter, NULL);
  veche_bulk_bar_set_session (self->bulk, NULL);
  veche_duplicates_door_set_session (self->door, NULL);
  members_page_drop_coming (self);
  veche_selection_set_model (self->selection, NULL);
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->model, self);
      veche_row_model_close (self->model);
    }
  g_clear_object (&self->model);
  g_clear_object (&self->session);
}

static void
veche_members_page_page_init (VechePageInterface *iface)
{
  iface->focus = veche_members_page_focus;
  iface->search = veche_members_page_search;
  iface->add = veche_members_page_add;
  iface->back = veche_members_page_back;
  iface->open_member = veche_members_page_open_member;
  iface->close = veche_members_page_close;
}

static void
veche_members_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, VECHE_MEMBERS_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_members_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      VECHE_MEMBERS_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_members_page_constructed (GObject *object)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (object);

  G_OBJECT_CLASS (veche_members_page_parent_class)->constructed (object);

  if (self->session == NULL)
    return;

  veche_profile_view_set_session (self->profile, self->session);
  veche_member_filter_set_session (self->filter, self->session);
  veche_bulk_bar_set_session (self->bulk, self->session);
  veche_duplicates_door_set_session (self->door, self->session);
  members_page_requery (self);
}

static void
veche_members_page_dispose (GObject *object)
{
  VecheMembersPage *self = VECHE_MEMBERS_PAGE (object);

  veche_members_page_close (VECHE_PAGE (self));
  g_clear_object (&self->selection);
  g_clear_pointer (&self->typed, g_free);
  g_clear_pointer (&self->made, g_free);

  G_OBJECT_CLASS (veche_members_page_parent_class)->dispose (object);
}

static void
veche_members_page_class_init (VecheMembersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_members_page_constructed;
  object_class->get_property = veche_members_page_get_property;
  object_class->set_property = veche_members_page_set_property;
  object_class->dispose = veche_members_page_dispose;

  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_BULK_BAR);
  g_type_ensure (VECHE_TYPE_DUPLICATES_DOOR);
  g_type_ensure (VECHE_TYPE_MEMBER_FILTER);
  g_type_ensure (VECHE_TYPE_PROFILE_VIEW);
  gtk_widget_class_install_action (widget_class, "members.back", NULL, members_page_back_action);
  gtk_widget_class_install_action (widget_class, "members.edit", NULL, members_page_edit_action);
  gtk_widget_class_install_action (widget_class, "members.log", "s", members_page_log_action);
  gtk_widget_class_install_action (widget_class, "members.split", NULL, members_page_split_action);
  gtk_widget_class_install_action (widget_class, "members.archive", NULL, members_page_archive_action);
  gtk_widget_class_install_action (widget_class, "members.save-all", NULL, members_page_person_action);
  gtk_widget_class_install_action (widget_class, "members.erase", NULL, members_page_person_action);
  gtk_widget_class_install_action (widget_class, "members.select-all", NULL, members_page_select_all_action);
  veche_members_doors_bind (widget_class, members_page_door_action);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-members-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, separator);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, add_popover);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, add_entry);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, search);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, filter);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, door);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, list);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, bulk);
  gtk_widget_class_bind_template_child (widget_class, VecheMembersPage, profile);
  gtk_widget_class_bind_template_callback (widget_class, members_page_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_page_search_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_page_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_page_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_page_add_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_page_requery);
}

static void
veche_members_page_init (VecheMembersPage *self)
{
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_MEMBER_ROW);
  g_autoptr (GMenuModel) doors = veche_members_doors_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->selection = veche_selection_new (NULL);
  veche_row_factory_follow (factory, self->selection);
  gtk_list_view_set_factory (self->list, factory);
  veche_row_leave_on_tab (self->list);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  veche_bulk_bar_attach (self->bulk, self->list, self->selection);
  veche_row_open_on_click (self->list, self->leaflet);
  g_signal_connect_object (self->selection, "notify::selected-id", G_CALLBACK (members_page_open_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (veche_settings_get (), "changed::single-keys", G_CALLBACK (members_page_single_keys_cb),
                           self, G_CONNECT_SWAPPED);
  members_page_single_keys_cb (self);
  g_menu_append_section (G_MENU (veche_member_filter_get_menu (self->filter)), NULL, doors);
  gtk_menu_button_set_menu_model (self->filter_button, veche_member_filter_get_menu (self->filter));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", veche_member_filter_get_actions (self->filter));
  members_page_add_single_keys (self, GTK_WIDGET (self->list));
  members_page_add_single_keys (self, GTK_WIDGET (self->profile));
  veche_pane_attach (self->list_pane, self->separator, "members-list-width");
}
