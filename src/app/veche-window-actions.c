/* veche-window-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-archive-run.h"
#include "app/veche-calendar-files.h"
#include "app/veche-event-page.h"
#include "app/veche-import-any.h"
#include "app/veche-pane.h"
#include "app/veche-plan-print.h"
#include "app/veche-window-private.h"

VechePage *
veche_window_current_page (VecheWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  return page != NULL ? VECHE_PAGE (page) : NULL;
}

static void
window_show_page_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_window_show_page (user_data, g_variant_get_string (parameter, NULL));
}

void
veche_window_open_member (VecheWindow *self, const char *uid)
{
  veche_window_show_page (self, "members");
  if (veche_window_current_page (self) != NULL)
    veche_page_open_member (veche_window_current_page (self), uid);
}

static void
window_open_member_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_window_open_member (user_data, g_variant_get_string (parameter, NULL));
}

void
veche_window_open_interaction (VecheWindow *self, const char *uid)
{
  veche_window_show_page (self, "inbox");
  if (veche_window_current_page (self) != NULL)
    veche_page_open_interaction (veche_window_current_page (self), uid);
}

static void
window_open_interaction_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_window_open_interaction (user_data, g_variant_get_string (parameter, NULL));
}

void
veche_window_open_item (VecheWindow *self, const char *page, const char *uid)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->pages, page);

  if (child == NULL)
    return;

  veche_page_open_item (VECHE_PAGE (child), uid);
  veche_window_show_page (self, page);
}

static void
window_open_project_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_window_open_item (user_data, "project", g_variant_get_string (parameter, NULL));
}

static void
window_open_event_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, "event");

  if (page == NULL)
    return;
  veche_event_page_show (VECHE_EVENT_PAGE (page), g_variant_get_string (parameter, NULL), gtk_stack_get_visible_child_name (self->pages));
  veche_window_show_page (self, "event");
}

/* Who can answer this message? */
static void
window_ask_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_window_show_page (user_data, "competencies");
  if (veche_window_current_page (user_data) != NULL)
    veche_page_open_interaction (veche_window_current_page (user_data), g_variant_get_string (parameter, NULL));
}

static void
window_search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePage *page = veche_window_current_page (user_data);

  if (page != NULL)
    veche_page_search (page, parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
window_add_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePage *page = veche_window_current_page (user_data);

  if (page != NULL)
    veche_page_add (page);
}

static void
window_back_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;
  VechePage *page = veche_window_current_page (self);

  if (page != NULL && veche_page_back (page))
    return;
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* Esc leaves what was opened, and never the page for the list of pages. */
static void
window_leave_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;
  VechePage *page = veche_window_current_page (self);

  if (adw_leaflet_get_folded (self->leaflet) && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->sidebar))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  else if (page != NULL)
    veche_page_back (page);
}

static void
window_show_sidebar_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), TRUE);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD);
}

static void
window_toggle_sidebar_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (!adw_leaflet_get_folded (self->leaflet))
    gtk_widget_set_visible (GTK_WIDGET (self->sidebar), !gtk_widget_get_visible (GTK_WIDGET (self->sidebar)));
  else if (adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->sidebar))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  else
    window_show_sidebar_action (NULL, NULL, self);
}

static void
window_menu_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (self->session == NULL)
    return;
  if (adw_leaflet_get_folded (self->leaflet))
    window_show_sidebar_action (NULL, NULL, self);
  veche_sidebar_open_menu (self->sidebar);
}

static void
window_step_list (VecheWindow *self, int step)
{
  g_autofree char *key = g_strconcat (gtk_stack_get_visible_child_name (self->pages), "-list-width", NULL);

  veche_pane_step (key, step);
}

static void
window_list_narrower_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  window_step_list (user_data, -1);
}

static void
window_list_wider_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  window_step_list (user_data, 1);
}

static void
window_start_for_real_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "close-workspace", NULL);
}

static void
window_import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (self->session != NULL)
    veche_import_any (self->session, GTK_WINDOW (self), g_variant_get_string (parameter, NULL));
}

static void
window_review_folder_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (self->watch != NULL)
    veche_folder_watch_review (self->watch, GTK_WINDOW (self));
}

static void
window_export_archive_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (self->session != NULL)
    veche_archive_export (self->session, GTK_WINDOW (self));
}

static void
window_calendar_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (self->session != NULL)
    veche_calendar_files (self->session, GTK_WINDOW (self), g_variant_get_string (parameter, NULL));
}

static void
window_print_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheWindow *self = user_data;

  if (self->session != NULL)
    veche_plan_print (self->session, GTK_WINDOW (self), g_variant_get_string (parameter, NULL));
}

static const GActionEntry window_actions[] = {
  { "show-page", window_show_page_action, "s", NULL, NULL, { 0 } },
  { "open-member", window_open_member_action, "s", NULL, NULL, { 0 } },
  { "open-interaction", window_open_interaction_action, "s", NULL, NULL, { 0 } },
  { "open-project", window_open_project_action, "s", NULL, NULL, { 0 } },
  { "open-event", window_open_event_action, "s", NULL, NULL, { 0 } },
  { "ask", window_ask_action, "s", NULL, NULL, { 0 } },
  { "import", window_import_action, "s", NULL, NULL, { 0 } },
  { "review-folder", window_review_folder_action, NULL, NULL, NULL, { 0 } },
  { "calendar", window_calendar_action, "s", NULL, NULL, { 0 } },
  { "print", window_print_action, "s", NULL, NULL, { 0 } },
  { "export-archive", window_export_archive_action, NULL, NULL, NULL, { 0 } },
  { "search", window_search_action, "s", NULL, NULL, { 0 } },
  { "find", window_search_action, NULL, NULL, NULL, { 0 } },
  { "add", window_add_action, NULL, NULL, NULL, { 0 } },
  { "back", window_back_action, NULL, NULL, NULL, { 0 } },
  { "leave", window_leave_action, NULL, NULL, NULL, { 0 } },
  { "show-sidebar", window_show_sidebar_action, NULL, NULL, NULL, { 0 } },
  { "toggle-sidebar", window_toggle_sidebar_action, NULL, NULL, NULL, { 0 } },
  { "menu", window_menu_action, NULL, NULL, NULL, { 0 } },
  { "list-narrower", window_list_narrower_action, NULL, NULL, NULL, { 0 } },
  { "list-wider", window_list_wider_action, NULL, NULL, NULL, { 0 } },
  { "start-for-real", window_start_for_real_action, NULL, NULL, NULL, { 0 } },
};

void
veche_window_add_actions (VecheWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), window_actions, G_N_ELEMENTS (window_actions), self);
}
