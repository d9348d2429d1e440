/* veche-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-application.h"
#include "app/veche-composer.h"
#include "app/veche-dialog-toasts.h"
#include "app/veche-import-dialog.h"
#include "app/veche-opening-page.h"
#include "app/veche-pages.h"
#include "app/veche-people-actions.h"
#include "app/veche-rules-run.h"
#include "app/veche-settings.h"
#include "app/veche-suggester.h"
#include "app/veche-welcome.h"
#include "app/veche-window-private.h"
#include "store/veche-import-table.h"
#include "store/veche-sources-table.h"

/* Beside the sidebar (208 and its line) a page wants this much; below 700 px the sidebar folds away. */
#define CONTENT_NATURAL_WIDTH 491
#define TOAST_GAP 18   /* what a toast leaves below itself anyway */

G_DEFINE_FINAL_TYPE (VecheWindow, veche_window, ADW_TYPE_APPLICATION_WINDOW)

static void
window_dropped_cb (GtkWidget *widget, const char *path)
{
  veche_application_open_file (VECHE_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget))), path);
}

static void
window_refresh_banner (VecheWindow *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  gboolean no_keyring = FALSE;
  g_autofree char *offline = NULL, *cut_short = NULL;

  if (self->session == NULL)
    return;

  g_object_get (self->session, "no-keyring", &no_keyring, NULL);
  if (veche_session_is_demo (self->session))
    veche_banner_show (self->banner, _ ("Sample community. Nothing is sent anywhere"), _ ("_Start for Real"), "win.start-for-real");
  else if (no_keyring)
    veche_banner_show (self->banner, _ ("There is no keyring: what you sign in with is kept until Veche closes"), NULL, NULL);
  else if (self->has_remote && !g_network_monitor_get_network_available (monitor))
    {
      if (self->n_waiting > 0)
        offline = g_strdup_printf (ngettext ("Offline. %u reply waits in the outbox", "Offline. %u replies wait in the outbox", self->n_waiting),
                                   self->n_waiting);
      veche_banner_show (self->banner, offline != NULL ? offline : _ ("Offline. Everything here works as before"), NULL, NULL);
    }
  else if (self->cut_short != NULL)
    {
      /* Translators: the name of a file */
      cut_short = g_strdup_printf (_ ("The import of %s was cut short. What came is kept"), self->cut_short);
      veche_banner_show (self->banner, cut_short, _ ("_Undo"), "app.undo");
    }
  else if (self->watch == NULL || !veche_folder_watch_show (self->watch, self->banner))
    veche_banner_show (self->banner, NULL, NULL, NULL);
}

typedef struct
{
  guint    n_waiting;
  gboolean has_remote;
  char    *cut_short;   /* (owned) (nullable) */
} VecheOutlook;

static void
outlook_free (gpointer data)
{
  g_free (((VecheOutlook *) data)->cut_short);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOutlook, outlook_free)

static gpointer
window_outlook_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) outbox = veche_outbox_list (db, FALSE, error);
  g_autoptr (GPtrArray) sources = outbox != NULL ? veche_sources_list (db, error) : NULL;
  VecheOutlook *outlook;

  if (sources == NULL)
    return NULL;

  outlook = g_new0 (VecheOutlook, 1);
  outlook->n_waiting = outbox->len;
  outlook->cut_short = veche_import_cut_short (db, NULL);
  for (guint i = 0; i < sources->len; i++)
    outlook->has_remote |= !g_str_equal (((VecheSource *) g_ptr_array_index (sources, i))->type, "sample");

  return outlook;
}

static void
window_outlook_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheWindow) self = user_data;
  g_autoptr (VecheOutlook) outlook = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  if (outlook == NULL || self->session == NULL)
    return;

  g_free (self->cut_short);
  self->cut_short = g_steal_pointer (&outlook->cut_short);
  self->n_waiting = outlook->n_waiting;
  self->has_remote = outlook->has_remote;
  window_refresh_banner (self);
}

static void
window_store_changed_cb (VecheWindow *self, VecheChange *change)
{
  /* Whatever is done next makes an end of what is said of an import. */
  if (change != NULL && self->cut_short == NULL && !(veche_change_get_tables (change) & (VECHE_TABLE_OUTBOX | VECHE_TABLE_SOURCE)))
    return;

  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, window_outlook_job, NULL, NULL,
                         outlook_free, NULL, window_outlook_cb, g_object_ref (self));
}

static void
window_toast_dismissed_cb (VecheWindow *self, AdwToast *toast)
{
  if (self->undo_toast == toast)
    self->undo_toast = NULL;
}

static void
window_session_toast_cb (VecheWindow *self, const char *text, const char *action, const char *label)
{
  if (!veche_dialog_toasts_cover (GTK_WINDOW (self)))
    veche_window_toast (self, text, label, action);
}

/* An Inbox that is before somebody's eyes tells by itself. */
static void
window_attention_cb (VecheWindow *self)
{
  if (self->notices != NULL)
    veche_notices_set_seen (self->notices, gtk_window_is_active (GTK_WINDOW (self))
                                           && g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "inbox") == 0);
}

static void
window_alerts_cb (VecheWindow *self, GPtrArray *alerts)
{
  if (self->notices != NULL)
    veche_notices_set_alerts (self->notices, alerts);
}

static void
window_folded_cb (VecheWindow *self)
{
  if (self->session != NULL)
    veche_session_set_folded (self->session, adw_leaflet_get_folded (self->leaflet));
}

static void
window_drop_pages (VecheWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    {
      veche_page_close (VECHE_PAGE (page));
      gtk_stack_remove (self->pages, page);
    }
}

static void
window_make_pages (VecheWindow *self)
{
  g_autofree char *last = g_settings_get_string (veche_settings_get (), "page");
  guint n;
  const VechePageInfo *pages = veche_pages_list (&n);

  for (guint i = 0; i < n; i++)
    gtk_stack_add_named (self->pages, g_object_new (pages[i].get_type (), "session", self->session, NULL),
                         pages[i].name);

  if (n > 0)
    veche_window_show_page (self, gtk_stack_get_child_by_name (self->pages, last) != NULL ? last : pages[0].name);
}

static void
window_content_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, CONTENT_NATURAL_WIDTH);
}

static void
window_content_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

static gboolean
window_close_request (GtkWindow *window)
{
  VecheWindow *self = VECHE_WINDOW (window);
  GSettings *settings = veche_settings_get ();
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }

  /* The workspace is closed first, in order; then the program ends. */
  if (self->session != NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (window)), "quit", NULL);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (veche_window_parent_class)->close_request (window);
}

static void
veche_window_dispose (GObject *object)
{
  VecheWindow *self = VECHE_WINDOW (object);

  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  if (self->session != NULL)
    veche_window_set_session (self, NULL, NULL);

  G_OBJECT_CLASS (veche_window_parent_class)->dispose (object);
}

static void
veche_window_class_init (VecheWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = window_close_request;

  g_type_ensure (VECHE_TYPE_BANNER);
  g_type_ensure (VECHE_TYPE_JOB_LIST);
  g_type_ensure (VECHE_TYPE_SIDEBAR);
  g_type_ensure (VECHE_TYPE_WELCOME);
  g_type_ensure (VECHE_TYPE_OPENING_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, root);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, content);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, jobs);
  gtk_widget_class_bind_template_child (widget_class, VecheWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, window_folded_cb);

  /* Here, and not as the application's accelerators: what is being typed gets these keys first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "app.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Cyrillic_ya, GDK_CONTROL_MASK, "app.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "app.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Cyrillic_ya, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "app.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave", NULL);
}

static void
veche_window_init (VecheWindow *self)
{
  GSettings *settings = veche_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  veche_job_list_set_jobs_only (self->jobs);
  veche_window_add_actions (self);
  veche_people_add_actions (self);
  veche_import_accept_drops (GTK_WIDGET (self), window_dropped_cb);
  gtk_widget_set_layout_manager (GTK_WIDGET (self->content), gtk_custom_layout_new (NULL, window_content_measure, window_content_allocate));
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));

  /* A page of a browser is the whole screen: a window that floats in it would be lost there. */
  if (g_settings_get_boolean (settings, "window-maximized") ||
      g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_display (GTK_WIDGET (self))), "GdkBroadwayDisplay"))
    gtk_window_maximize (GTK_WINDOW (self));

  g_signal_connect (self, "notify::is-active", G_CALLBACK (window_attention_cb), NULL);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (window_attention_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "notify::network-available", G_CALLBACK (window_refresh_banner), self,
                           G_CONNECT_SWAPPED);
}

VecheWindow *
veche_window_new (GtkApplication *application)
{
  return g_object_new (VECHE_TYPE_WINDOW, "application", application, NULL);
}

void
veche_window_set_session (VecheWindow *self, VecheSession *session, const char *title)
{
  g_return_if_fail (VECHE_IS_WINDOW (self));

  g_clear_pointer (&self->watch, veche_folder_watch_close);
  g_clear_pointer (&self->suggester, veche_pacer_close);
  g_clear_pointer (&self->notices, veche_notices_close);
  g_clear_pointer (&self->triager, veche_triager_close);
  g_clear_pointer (&self->rules, veche_pacer_close);
  if (self->session != NULL)
    {
      window_drop_pages (self);
      g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }

  g_clear_pointer (&self->cut_short, g_free);
  g_set_object (&self->session, session);
  veche_sidebar_set_session (self->sidebar, session);
  veche_job_list_set_session (self->jobs, session);
  veche_window_set_busy (self, FALSE);
  if (session == NULL)
    return;

  veche_sidebar_set_title (self->sidebar, title);
  g_signal_connect_object (session, "toast", G_CALLBACK (window_session_toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "show-page", G_CALLBACK (veche_window_show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "open-member", G_CALLBACK (veche_window_open_member), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "open-interaction", G_CALLBACK (veche_window_open_interaction), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "open-item", G_CALLBACK (veche_window_open_item), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::no-keyring", G_CALLBACK (window_refresh_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (window_store_changed_cb), self, G_CONNECT_SWAPPED);
  if (!veche_session_is_demo (session))
    {
      self->watch = veche_folder_watch_new (session);
      g_signal_connect_object (self->watch, "changed", G_CALLBACK (window_refresh_banner), self, G_CONNECT_SWAPPED);
    }
  self->suggester = veche_suggester_new (session, 0);
  self->triager = veche_triager_new (session);
  self->rules = veche_rules_run_new (session);
  g_signal_connect_object (self->triager, "alerts", G_CALLBACK (window_alerts_cb), self, G_CONNECT_SWAPPED);
  if (!veche_session_is_demo (session) && gtk_window_get_application (GTK_WINDOW (self)) != NULL)
    self->notices = veche_notices_new (session, G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
  window_folded_cb (self);
  window_make_pages (self);
  window_refresh_banner (self);
  window_attention_cb (self);
  window_store_changed_cb (self, NULL);
}

void
veche_window_set_busy (VecheWindow *self, gboolean busy)
{
  g_return_if_fail (VECHE_IS_WINDOW (self));

  if (self->session != NULL)
    gtk_stack_set_visible_child_name (self->root, "main");
  else
    gtk_stack_set_visible_child_name (self->root, busy ? "busy" : "welcome");
}

VecheSession *
veche_window_get_session (VecheWindow *self)
{
  g_return_val_if_fail (VECHE_IS_WINDOW (self), NULL);

  return self->session;
}

GtkWidget *
veche_window_get_page (VecheWindow *self, const char *name)
{
  g_return_val_if_fail (VECHE_IS_WINDOW (self), NULL);

  return gtk_stack_get_child_by_name (self->pages, name);
}

/* Where to begin the next time: a page that shows one thing has nothing to show then. */
static const char *
window_home_of (const char *name)
{
  guint n;
  const VechePageInfo *pages = veche_pages_list (&n);

  for (guint i = 0; i < n; i++)
    if (pages[i].parent != NULL && g_str_equal (pages[i].name, name))
      return pages[i].parent;

  return name;
}

void
veche_window_show_page (VecheWindow *self, const char *name)
{
  g_return_if_fail (VECHE_IS_WINDOW (self));

  if (gtk_stack_get_child_by_name (self->pages, name) == NULL)
    return;

  gtk_stack_set_visible_child_name (self->pages, name);
  veche_sidebar_select (self->sidebar, name);
  g_settings_set_string (veche_settings_get (), "page", window_home_of (name));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
  veche_page_focus (veche_window_current_page (self));
}

/* (nullable) */
static GtkWidget *
window_find_composer (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (VECHE_IS_COMPOSER (widget))
    return gtk_widget_get_mapped (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) ? window_find_composer (child) : NULL;

  return found;
}

/* Whoever answers one message after another writes where a toast would stand: it comes above that. */
static void
window_lift_toast (VecheWindow *self)
{
  GtkWidget *composer = window_find_composer (GTK_WIDGET (self->pages)), *toast = gtk_widget_get_last_child (GTK_WIDGET (self->toasts));
  int height = gtk_widget_get_height (GTK_WIDGET (self->toasts));
  graphene_point_t top;

  if (composer == NULL || toast == NULL || g_strcmp0 (gtk_widget_get_css_name (toast), "toast") != 0
      || !gtk_widget_compute_point (composer, GTK_WIDGET (self->toasts), graphene_point_zero (), &top))
    return;
  gtk_widget_set_margin_bottom (toast, CLAMP (height - (int) top.y - TOAST_GAP, 0, height / 2));
}

void
veche_window_toast (VecheWindow *self, const char *text, const char *label, const char *detailed_action)
{
  AdwToast *toast;

  if (self->undo_toast != NULL && veche_toast_replace (self->undo_toast, text, label, detailed_action))
    return;

  toast = veche_toast_new (text, label, detailed_action);
  if (label != NULL)
    self->undo_toast = toast;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (window_toast_dismissed_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
  window_lift_toast (self);
}
