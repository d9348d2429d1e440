/* veche-source-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-mention-words.h"
#include "app/veche-source-actions.h"
#include "app/veche-source-dialog.h"
#include "app/veche-source-words.h"
#include "connectors/veche-connector.h"
#include "sync/veche-sync-orders.h"

/* What an answer needs to find its way back. */
typedef struct
{
  VecheSession *session;
  char         *uid;
  char         *title;
  char         *actor;
  gboolean      keep;
} Act;

static Act *
act_new (VecheSession *session, const char *uid, const char *title)
{
  Act *act = g_new0 (Act, 1);

  act->session = g_object_ref (session);
  act->uid = g_strdup (uid);
  act->title = g_strdup (title);
  act->actor = g_strdup (veche_session_get_actor (session));
  return act;
}

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->session);
  g_free (act->uid);
  g_free (act->title);
  g_free (act->actor);
  g_free (act);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static void
veche_source_synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Act) act = user_data;
  g_autoptr(GError) error = NULL;

  veche_sync_run_finish (VECHE_SYNC (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (act->session, error);
}

static void
veche_source_described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Act) act = user_data;
  g_autoptr(GError) error = NULL;

  veche_sync_describe_finish (VECHE_SYNC (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (act->session, error);
}

static void
veche_source_run (VecheSession *session, const char *uid, const char *title)
{
  VecheSync *sync = veche_session_get_sync (session);

  if (sync != NULL)
    veche_sync_run_async (sync, uid, NULL, veche_source_synced_cb, act_new (session, uid, title));
}

void
veche_source_sync (VecheSession *session, VecheSource *source)
{
  veche_source_run (session, source->uid, source->name);
}

void
veche_source_describe (VecheSession *session, const char *uid)
{
  VecheSync *sync = veche_session_get_sync (session);

  if (sync != NULL)
    veche_sync_describe_async (sync, uid, NULL, veche_source_described_cb, act_new (session, uid, NULL));
}

void
veche_source_pause (VecheSession *session, VecheSource *source)
{
  g_autofree char *title = veche_source_title (source);
  g_autoptr(VecheEdit) edit = veche_edit_new (source->paused ? "resume-source" : "pause-source", title);
  /* Translators: %s is the name of a source */
  g_autofree char *toast = g_strdup_printf (source->paused ? _ ("Goes on: %s") : _ ("Paused: %s"), title);

  veche_edit_set_int (edit, "source", source->uid, "paused", !source->paused);
  veche_session_edit (session, edit, toast, NULL, NULL);
}

/* ---------------------------------------------------------------------------------------------------------------------------- token */

static void
veche_source_token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Act) act = user_data;
  g_autoptr(GError) error = NULL;
  gboolean kept = FALSE;

  if (!veche_sync_set_token_finish (VECHE_SYNC (source), result, &kept, &error))
    {
      veche_session_show_error (act->session, error);
      return;
    }
  if (!kept)
    veche_session_set_no_keyring (act->session);
  veche_source_run (act->session, act->uid, act->title);
}

void
veche_source_set_token (VecheSession *session, const char *source_uid, const char *token)
{
  VecheSync *sync = veche_session_get_sync (session);

  if (sync != NULL)
    veche_sync_set_token_async (sync, source_uid, token, veche_source_token_cb, act_new (session, source_uid, NULL));
}

void
veche_source_sign_in (VecheSession *session, GtkWidget *parent, VecheSource *source)
{
  const VecheConnectorInfo *info = veche_connectors_find (source->type);

  /* A kind without a key of its own has nothing to ask: it is tried again. */
  if (info != NULL && veche_connector_info_has_token (info))
    veche_source_dialog_sign_in (session, parent, source);
  else
    veche_source_sync (session, source);
}

/* --------------------------------------------------------------------------------------------------------------------------- remove */

static void
veche_source_act_closure_free (gpointer data, GClosure *closure)
{
  act_free (data);
}

static gpointer
veche_source_remove_job (VecheDb *db, gpointer input, GError **error)
{
  Act *act = input;

  return veche_sources_remove (db, act->uid, act->keep, act->actor, error) ? VECHE_JOB_DONE : NULL;
}

static void
veche_source_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Act) act = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *toast = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (error != NULL)
    {
      veche_session_show_error (act->session, error);
      return;
    }
  if (veche_session_get_sync (act->session) != NULL)
    veche_sync_forget_token (veche_session_get_sync (act->session), act->uid);
  /* Translators: %s is the name of a source */
  toast = g_strdup_printf (_ ("Removed: %s"), act->title);
  if (act->keep)
    veche_session_toast_action (act->session, toast, _ ("_Undo"), "app.undo");
  else
    veche_session_toast (act->session, toast);
}

typedef struct
{
  Act *act, *answer;   /* (owned) */
} Removal;

static void
veche_source_remove_row (Removal *removal)
{
  veche_store_run_async (veche_session_get_store (removal->answer->session), VECHE_LANE_WRITER, veche_source_remove_job, removal->act,
                         act_free, NULL, NULL, veche_source_removed_cb, removal->answer);
  g_free (removal);
}

/* Its access ends there first, where that can be done: the row says where. */
static void
veche_source_signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Removal *removal = user_data;
  g_autoptr(GError) error = NULL;

  if (!veche_sync_sign_out_finish (VECHE_SYNC (source), result, &error))
    {
      /* Translators: %s is the name of a source */
      g_autofree char *text = g_strdup_printf (_ ("%s could not be told that Veche signs out. End the access there, in the settings of the account."),
                                               removal->answer->title);

      veche_session_toast (removal->answer->session, text);
    }
  veche_source_remove_row (removal);
}

static void
veche_source_remove_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Act *asked = user_data;
  VecheSync *sync = veche_session_get_sync (asked->session);
  Removal *removal;

  if (!g_str_equal (response, "keep") && !g_str_equal (response, "drop"))
    return;
  removal = g_new0 (Removal, 1);
  removal->act = act_new (asked->session, asked->uid, asked->title);
  removal->answer = act_new (asked->session, asked->uid, asked->title);
  removal->act->keep = removal->answer->keep = g_str_equal (response, "keep");
  if (sync != NULL)
    veche_sync_sign_out_async (sync, asked->uid, veche_source_signed_out_cb, removal);
  else
    veche_source_remove_row (removal);
}

void
veche_source_remove (VecheSession *session, GtkWidget *parent, VecheSource *source)
{
  g_autofree char *title = veche_source_title (source);
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), title);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), NULL, NULL);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), heading);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("Veche stops reading it and forgets how to sign in. What it brought, messages and mentions, "
                                  "can stay here or be deleted for good. People stay either way."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep", _ ("_Keep Messages"), "drop",
                                    _ ("_Delete Messages"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "drop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (veche_source_remove_cb), act_new (session, source->uid, title),
                         veche_source_act_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
