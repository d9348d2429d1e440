/* veche-application.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "app/veche-application-actions.h"
#include "app/veche-application.h"
#include "app/veche-beginning.h"
#include "app/veche-inbox-page.h"
#include "app/veche-leave.h"
#include "app/veche-notices.h"
#include "app/veche-pages.h"
#include "app/veche-session.h"
#include "app/veche-settings.h"
#include "app/veche-window-guard.h"
#include "app/veche-window.h"
#include "app/veche-workspace-files.h"
#include "analysis/veche-rules.h"
#include "analysis/veche-triage.h"
#include "exchange/veche-demo.h"
#include "store/veche-db.h"
#include "veche-ui-resources.h"

#define JUDGED_AT_ONCE 1000

struct _VecheApplication
{
  AdwApplication parent_instance;

  VecheSession  *session;       /* (owned) (nullable): the open workspace */
  gboolean       demo;          /* started with --demo */

  /* The one change of workspace that is on its way. */
  gboolean       changing;
  gboolean       quitting;
  gboolean       leaving;       /* what was typed is being saved, or asked about */
  char          *next_path;     /* (nullable): opened once the present one is closed */
  gboolean       next_demo;
  VecheThen      then;
  char          *import_path;   /* (nullable) */
  char          *notice, *notice_target;   /* (nullable): the button of a notification that waits for a workspace */
};

G_DEFINE_FINAL_TYPE (VecheApplication, veche_application, ADW_TYPE_APPLICATION)

static void application_open_next (VecheApplication *self);

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open a sample community; nothing is sent anywhere"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

VecheWindow *
veche_application_get_window (VecheApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !VECHE_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);

  return window != NULL ? VECHE_WINDOW (window) : NULL;
}

static void
application_do_then (VecheApplication *self, VecheWindow *window)
{
  VecheThen then = self->then;
  g_autofree char *import_path = g_steal_pointer (&self->import_path);

  self->then = VECHE_THEN_NOTHING;
  if (then == VECHE_THEN_CONNECT)
    {
      veche_window_show_page (window, "sources");
      if (veche_window_get_page (window, "sources") != NULL)
        veche_page_add (VECHE_PAGE (veche_window_get_page (window, "sources")));
    }
  else if (then == VECHE_THEN_IMPORT)
    g_action_group_activate_action (G_ACTION_GROUP (window), "import", g_variant_new_string (import_path));
}

static void
application_opened (VecheApplication *self, VecheStore *store, gboolean demo)
{
  VecheWindow *window = veche_application_get_window (self);
  g_autoptr (VecheSync) sync = veche_sync_new (store);
  g_autofree char *title = veche_workspace_files_title (veche_store_get_path (store), demo);

  self->changing = FALSE;
  self->session = veche_session_new (store, sync, demo);
  veche_sync_start (sync);
  veche_window_set_session (window, self->session, title);
  if (!demo)
    {
      veche_beginning_make (store, title);
      veche_workspace_files_remember (veche_store_get_path (store));
    }
  application_do_then (self, window);
  if (self->notice != NULL)
    {
      g_autofree char *what = g_steal_pointer (&self->notice), *target = g_steal_pointer (&self->notice_target);

      veche_application_do_notice (self, what, target);
    }
}

void
veche_application_do_notice (VecheApplication *self, const char *what, const char *target)
{
  VecheWindow *window = veche_application_get_window (self);
  GtkWidget *inbox = window != NULL ? veche_window_get_page (window, "inbox") : NULL;

  g_return_if_fail (VECHE_IS_APPLICATION (self) && what != NULL && target != NULL);

  /* A session that is being closed takes nothing more: what was asked waits for the one that opens. */
  if (self->session == NULL || self->changing || inbox == NULL)
    {
      g_free (self->notice);
      g_free (self->notice_target);
      self->notice = g_strdup (what);
      self->notice_target = g_strdup (target);
      if (!self->changing)
        g_application_activate (G_APPLICATION (self));
      return;
    }
  if (g_str_equal (what, "snooze"))
    {
      veche_notices_snooze (self->session, target);
      return;
    }
  gtk_window_present (GTK_WINDOW (window));
  if (g_str_equal (what, "show-plan"))
    {
      if (g_str_has_prefix (target, "event:"))
        gtk_widget_activate_action (GTK_WIDGET (window), "win.open-event", "s", target + strlen ("event:"));
      else if (g_str_equal (target, "task:"))
        veche_window_show_page (window, "tasks");
      else if (g_str_has_prefix (target, "task:"))
        veche_session_open_item (self->session, "tasks", target + strlen ("task:"));
      else
        veche_window_show_page (window, "plan");
      return;
    }
  veche_window_show_page (window, "inbox");
  if (g_str_equal (what, "show-promises"))
    gtk_widget_activate_action (inbox, "inbox.view", "s", "promises");
  else if (g_str_equal (what, "reply"))
    veche_inbox_page_reply_to (VECHE_INBOX_PAGE (inbox), target);
  else if (*target != '\0')
    veche_page_open_interaction (VECHE_PAGE (inbox), target);
}

static void
application_tell_not_opened (VecheApplication *self, const char *path, const GError *error)
{
  VecheWindow *window = veche_application_get_window (self);
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *sentence = veche_error_sentence (error);
  GtkWidget *dialog;

  g_message ("%s was not opened: %s", path, error->message);
  veche_workspace_files_forget (path);
  veche_window_set_session (window, NULL, NULL);

  dialog = adw_message_dialog_new (GTK_WINDOW (window), NULL, NULL);
  /* Translators: %s is the name of a file */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("“%s” was not opened"), base);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), sentence);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Judged at once, and the small talk put by: a list that is sorted anew while it is looked at for the first time is no good beginning. */
static gpointer
application_fill_demo_job (VecheDb *db, gpointer input, GError **error)
{
  int n;

  if (!veche_demo_fill (db, error))
    return NULL;
  while ((n = veche_rules_run (db, JUDGED_AT_ONCE, NULL, error)) > 0)
    ;
  while (n == 0 && veche_triage_judge (db, JUDGED_AT_ONCE, error) > 0)
    ;

  return n == 0 ? VECHE_JOB_DONE : NULL;
}

static void
application_fill_demo_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheApplication *self = user_data;
  VecheStore *store = VECHE_STORE (object);
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (store, result, &error) == NULL)
    g_warning ("The sample community is not whole: %s", error->message);

  application_opened (self, store, TRUE);
  g_application_release (G_APPLICATION (self));
}

static void
application_store_open_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheStore) store = veche_store_open_finish (result, &error);
  g_autofree char *path = g_steal_pointer (&self->next_path);

  g_application_release (G_APPLICATION (self));

  if (store != NULL && self->next_demo)
    {
      g_application_hold (G_APPLICATION (self));
      veche_store_run_async (store, VECHE_LANE_WRITER, application_fill_demo_job, NULL, NULL, NULL, NULL,
                             application_fill_demo_cb, self);
      return;
    }

  if (store != NULL)
    {
      application_opened (self, store, FALSE);
      return;
    }

  self->changing = FALSE;
  self->then = VECHE_THEN_NOTHING;
  application_tell_not_opened (self, path, error);
}

/* Nothing is open now: open what was asked for, or end. */
static void
application_open_next (VecheApplication *self)
{
  VecheWindow *window = veche_application_get_window (self);

  if (self->quitting)
    {
      g_settings_sync ();
      g_application_quit (G_APPLICATION (self));
      return;
    }

  if (self->next_path == NULL)
    {
      self->changing = FALSE;
      veche_window_set_session (window, NULL, NULL);
      return;
    }

  if (self->next_demo)
    veche_workspace_files_remove (self->next_path);

  veche_window_set_busy (window, TRUE);
  g_application_hold (G_APPLICATION (self));
  veche_store_open_async (self->next_path, TRUE, NULL, application_store_open_cb, self);
}

static void
application_store_closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheApplication *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!veche_store_close_finish (VECHE_STORE (object), result, &error))
    g_warning ("The workspace did not close cleanly: %s", error->message);
  if (veche_session_is_demo (self->session))
    veche_workspace_files_remove (veche_store_get_path (VECHE_STORE (object)));

  g_clear_object (&self->session);
  application_open_next (self);
  g_application_release (G_APPLICATION (self));
}

static void
application_sync_closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheApplication *self = user_data;

  veche_sync_close_finish (VECHE_SYNC (object), result, NULL);
  veche_store_close_async (veche_session_get_store (self->session), application_store_closed_cb, self);
}

/* Pages let go, the network stops, the writer drains: in this order. */
static void
application_do_change (VecheApplication *self)
{
  VecheWindow *window = veche_application_get_window (self);

  if (self->changing && !self->quitting)
    return;

  self->changing = TRUE;
  if (self->session == NULL)
    {
      application_open_next (self);
      return;
    }

  g_application_hold (G_APPLICATION (self));
  if (window != NULL)
    {
      if (self->quitting)
        gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
      veche_window_set_session (window, NULL, NULL);
      veche_window_set_busy (window, TRUE);
    }
  veche_sync_close_async (veche_session_get_sync (self->session), application_sync_closed_cb, self);
}

static void
application_left_cb (gboolean leave, gpointer user_data)
{
  VecheApplication *self = user_data;

  self->leaving = FALSE;
  if (leave)
    application_do_change (self);
  else
    {
      self->quitting = FALSE;
      self->then = VECHE_THEN_NOTHING;
      g_clear_pointer (&self->next_path, g_free);
      g_clear_pointer (&self->import_path, g_free);
    }
  g_application_release (G_APPLICATION (self));
}

/* Not before what was typed is saved, or given up. */
static void
application_change (VecheApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->session == NULL || self->changing || window == NULL || veche_session_is_demo (self->session))
    {
      application_do_change (self);
      return;
    }
  self->leaving = TRUE;
  g_application_hold (G_APPLICATION (self));
  veche_leave (self->session, window, self->quitting ? _ ("_Quit Anyway") : _ ("_Close Anyway"), application_left_cb, self);
}

void
veche_application_open_demo (VecheApplication *self)
{
  g_return_if_fail (VECHE_IS_APPLICATION (self));

  if (self->changing || self->leaving)
    return;

  g_free (self->next_path);
  self->next_path = veche_workspace_files_demo_path (self->demo);
  self->next_demo = TRUE;
  self->then = VECHE_THEN_NOTHING;
  application_change (self);
}

void
veche_application_open_workspace (VecheApplication *self, const char *path, VecheThen then, const char *import_path)
{
  g_return_if_fail (VECHE_IS_APPLICATION (self));
  g_return_if_fail (path != NULL);

  if (self->changing || self->leaving)
    return;

  self->next_demo = FALSE;
  g_free (self->next_path);
  self->next_path = g_strdup (path);
  self->then = then;
  g_free (self->import_path);
  self->import_path = g_strdup (import_path);
  application_change (self);
}

void
veche_application_close_workspace (VecheApplication *self)
{
  g_return_if_fail (VECHE_IS_APPLICATION (self));

  if (self->changing || self->leaving)
    return;

  g_clear_pointer (&self->next_path, g_free);
  application_change (self);
}

void
veche_application_open_file (VecheApplication *self, const char *path)
{
  g_autofree char *fresh = NULL;

  g_return_if_fail (VECHE_IS_APPLICATION (self));

  if (g_str_has_suffix (path, ".veche"))
    {
      veche_application_open_workspace (self, path, VECHE_THEN_NOTHING, NULL);
      return;
    }

  if (self->session != NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (veche_application_get_window (self)), "import",
                                      g_variant_new_string (path));
      return;
    }

  fresh = veche_workspace_files_fresh_path ();
  veche_application_open_workspace (self, fresh, VECHE_THEN_IMPORT, path);
}

static void
application_quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheApplication *self = user_data;

  if (self->quitting || self->leaving)
    return;

  self->quitting = TRUE;
  application_change (self);
}

static gboolean
application_signal_cb (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);

  return G_SOURCE_CONTINUE;
}

static void
veche_application_activate (GApplication *application)
{
  VecheApplication *self = VECHE_APPLICATION (application);
  VecheWindow *window = veche_application_get_window (self);
  g_autofree char *last = NULL;

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }

  window = veche_window_new (GTK_APPLICATION (self));
  if (self->demo)
    {
      veche_application_open_demo (self);
      gtk_window_present (GTK_WINDOW (window));
      return;
    }

  last = g_settings_get_string (veche_settings_get (), "last-workspace");
  if (*last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    veche_application_open_workspace (self, last, VECHE_THEN_NOTHING, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
veche_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  VecheApplication *self = VECHE_APPLICATION (application);
  g_autofree char *path = g_file_get_path (files[0]);

  if (veche_application_get_window (self) == NULL)
    veche_window_new (GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (veche_application_get_window (self)));
  if (path != NULL)
    veche_application_open_file (self, path);
}

static int
veche_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  VecheApplication *self = VECHE_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("veche %s\n", VECHE_VERSION);
      return 0;
    }

  if (g_variant_dict_contains (dict, "demo"))
    {
      /* A program of its own: it never meets the real workspace. */
      self->demo = TRUE;
      g_application_set_application_id (application, VECHE_APP_ID ".Demo");
    }

  return -1;
}

static void
veche_application_startup (GApplication *application)
{
  VecheApplication *self = VECHE_APPLICATION (application);

  G_APPLICATION_CLASS (veche_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (VECHE_APP_ID);
  veche_window_guard_begin ();
  veche_application_add_actions (self);
  g_unix_signal_add (SIGTERM, application_signal_cb, self);
  g_unix_signal_add (SIGINT, application_signal_cb, self);
  g_unix_signal_add (SIGHUP, application_signal_cb, self);
}

static void
veche_application_finalize (GObject *object)
{
  VecheApplication *self = VECHE_APPLICATION (object);

  g_clear_object (&self->session);
  g_free (self->next_path);
  g_free (self->import_path);
  g_free (self->notice);
  g_free (self->notice_target);

  G_OBJECT_CLASS (veche_application_parent_class)->finalize (object);
}

static void
veche_application_class_init (VecheApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_application_finalize;
  application_class->activate = veche_application_activate;
  application_class->open = veche_application_open;
  application_class->handle_local_options = veche_application_handle_local_options;
  application_class->startup = veche_application_startup;
}

static void
veche_application_init (VecheApplication *self)
{
  static const GActionEntry actions[] = {
    { "quit", application_quit_action, NULL, NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE]"));
}

VecheApplication *
veche_application_new (void)
{
  /* Nothing else refers to the resources of a static library: without this the linker leaves them out. */
  veche_ui_get_resource ();

  return g_object_new (VECHE_TYPE_APPLICATION, "application-id", VECHE_APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", VECHE_RESOURCE_BASE, NULL);
}
