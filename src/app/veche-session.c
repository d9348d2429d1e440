/* veche-session.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-job-view.h"
#include "app/veche-session.h"
#include "app/veche-undo-run.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"

struct _VecheSession
{
  GObject     parent_instance;

  VecheStore *store;
  VecheSync  *sync;    /* (owned) (nullable): none in tests */
  VecheFaces *faces;   /* (owned) */
  GListStore *jobs;    /* (element-type VecheJobView) */
  gboolean    demo;
  gboolean    folded;
  gboolean    no_keyring;
};

G_DEFINE_FINAL_TYPE (VecheSession, veche_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_NO_KEYRING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_TOAST,
  SIGNAL_SHOW_PAGE,
  SIGNAL_OPEN_MEMBER,
  SIGNAL_OPEN_INTERACTION,
  SIGNAL_OPEN_ITEM,
  SIGNAL_INSERT_REPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a callback of a lane job needs to come back to the person. */
typedef struct
{
  VecheSession    *session;
  VecheEdit       *edit;     /* (owned) (nullable) */
  VecheSessionBuild build;
  gpointer         input;
  GDestroyNotify   free_input;
  char            *toast;    /* (nullable) */
  const char      *actor;
  VecheSessionDone done;
  gpointer         user_data;
} VecheAct;

static void
act_free (VecheAct *act)
{
  g_object_unref (act->session);
  g_clear_pointer (&act->edit, veche_edit_unref);
  if (act->free_input != NULL)
    act->free_input (act->input);
  g_free (act->toast);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheAct, act_free)

static VecheAct *
act_new (VecheSession *self, VecheEdit *edit, const char *toast, VecheSessionDone done, gpointer user_data)
{
  VecheAct *act = g_new0 (VecheAct, 1);

  act->session = g_object_ref (self);
  act->edit = edit != NULL ? veche_edit_ref (edit) : NULL;
  act->toast = g_strdup (toast);
  act->actor = veche_session_get_actor (self);
  act->done = done;
  act->user_data = user_data;

  return act;
}

/* gesture -1: the edit changed nothing, so there is nothing to say. */
static void
act_finished (VecheAct *act, gint64 gesture, const GError *error)
{
  if (error != NULL)
    veche_session_show_error (act->session, error);
  else if (act->toast != NULL && gesture > 0)
    veche_session_toast_action (act->session, act->toast, _ ("_Undo"), "app.undo");

  if (act->done != NULL)
    act->done (error == NULL, act->user_data);
}

static void
veche_session_finalize (GObject *object)
{
  VecheSession *self = VECHE_SESSION (object);

  if (self->faces != NULL)
    g_object_run_dispose (G_OBJECT (self->faces));   /* its workers hold it until they see that nobody waits */
  g_clear_object (&self->faces);
  g_clear_object (&self->sync);
  g_clear_object (&self->store);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (veche_session_parent_class)->finalize (object);
}

static void
veche_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheSession *self = VECHE_SESSION (object);

  switch (prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_NO_KEYRING:
      g_value_set_boolean (value, self->no_keyring);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_session_class_init (VecheSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = veche_session_get_property;
  G_OBJECT_CLASS (klass)->finalize = veche_session_finalize;

  properties[PROP_FOLDED]
    = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NO_KEYRING]
    = g_param_spec_boolean ("no-keyring", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[SIGNAL_TOAST] = g_signal_new ("toast", VECHE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SHOW_PAGE] = g_signal_new ("show-page", VECHE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN_MEMBER] = g_signal_new ("open-member", VECHE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN_INTERACTION] = g_signal_new ("open-interaction", VECHE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN_ITEM] = g_signal_new ("open-item", VECHE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_INSERT_REPLY] = g_signal_new ("insert-reply", VECHE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                               g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2,
                                               G_TYPE_STRING, G_TYPE_STRING);
}

static void
veche_session_init (VecheSession *self)
{
  self->jobs = g_list_store_new (VECHE_TYPE_JOB_VIEW);
}

VecheSession *
veche_session_new (VecheStore *store, VecheSync *sync, gboolean demo)
{
  VecheSession *self = g_object_new (VECHE_TYPE_SESSION, NULL);

  self->store = g_object_ref (store);
  self->faces = veche_faces_new (store, NULL);
  self->sync = sync != NULL ? g_object_ref (sync) : NULL;
  self->demo = demo;

  return self;
}

VecheStore *
veche_session_get_store (VecheSession *self)
{
  g_return_val_if_fail (VECHE_IS_SESSION (self), NULL);

  return self->store;
}

VecheFaces *
veche_session_get_faces (VecheSession *self)
{
  g_return_val_if_fail (VECHE_IS_SESSION (self), NULL);

  return self->faces;
}

VecheSync *
veche_session_get_sync (VecheSession *self)
{
  g_return_val_if_fail (VECHE_IS_SESSION (self), NULL);

  return self->sync;
}

gboolean
veche_session_is_demo (VecheSession *self)
{
  g_return_val_if_fail (VECHE_IS_SESSION (self), FALSE);

  return self->demo;
}

gboolean
veche_session_get_folded (VecheSession *self)
{
  g_return_val_if_fail (VECHE_IS_SESSION (self), FALSE);

  return self->folded;
}

void
veche_session_set_folded (VecheSession *self, gboolean folded)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  if (self->folded == folded)
    return;

  self->folded = folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

void
veche_session_set_no_keyring (VecheSession *self)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  if (self->no_keyring)
    return;

  self->no_keyring = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NO_KEYRING]);
}

/* GLib keeps this name for as long as the program runs, so lanes may read it. */
const char *
veche_session_get_actor (VecheSession *self)
{
  const char *name = g_get_real_name ();

  return name != NULL && *name != '\0' && !g_str_equal (name, "Unknown") ? name : g_get_user_name ();
}

GListModel *
veche_session_get_jobs (VecheSession *self)
{
  g_return_val_if_fail (VECHE_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->jobs);
}

static void
session_edit_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheAct) act = user_data;
  g_autoptr (GError) error = NULL;
  gint64 gesture = 0;

  veche_store_edit_finish (VECHE_STORE (object), result, &gesture, &error);
  act_finished (act, gesture, error);
}

void
veche_session_edit (VecheSession *self, VecheEdit *edit, const char *toast, VecheSessionDone done, gpointer user_data)
{
  g_return_if_fail (VECHE_IS_SESSION (self));
  g_return_if_fail (edit != NULL);

  veche_store_edit_async (self->store, edit, NULL, session_edit_cb, act_new (self, edit, toast, done, user_data));
}

/* Builds and applies in one transaction, so that two quick gestures can't both make the same tag.  Returns the gesture's id, boxed. */
static gpointer
session_build_job (VecheDb *db, gpointer input, GError **error)
{
  VecheAct *act = input;
  gint64 gesture;

  if (!act->build (db, act->edit, act->input, error))
    return NULL;

  gesture = veche_journal_apply (db, act->edit, act->actor, error);

  return gesture != 0 ? g_memdup2 (&gesture, sizeof gesture) : NULL;
}

static void
session_build_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheAct) act = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *gesture = veche_store_run_finish (VECHE_STORE (object), result, &error);

  act_finished (act, gesture != NULL ? *gesture : 0, error);
}

void
veche_session_build_edit (VecheSession *self, VecheEdit *edit, VecheSessionBuild build, gpointer input,
                          GDestroyNotify free_input, const char *toast, VecheSessionDone done, gpointer user_data)
{
  VecheAct *act;

  g_return_if_fail (VECHE_IS_SESSION (self));
  g_return_if_fail (edit != NULL && build != NULL);

  act = act_new (self, edit, toast, done, user_data);
  act->build = build;
  act->input = input;
  act->free_input = free_input;

  veche_store_run_async (self->store, VECHE_LANE_WRITER, session_build_job, act, NULL, g_free, NULL, session_build_cb,
                         act);
}

void
veche_session_undo (VecheSession *self)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  veche_undo_run (self, FALSE);
}

void
veche_session_redo (VecheSession *self)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  veche_undo_run (self, TRUE);
}

void
veche_session_toast (VecheSession *self, const char *text)
{
  veche_session_toast_action (self, text, NULL, NULL);
}

void
veche_session_toast_action (VecheSession *self, const char *text, const char *label, const char *detailed_action)
{
  g_return_if_fail (VECHE_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  g_signal_emit (self, signals[SIGNAL_TOAST], 0, text, detailed_action, label);
}

void
veche_session_show_error (VecheSession *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (VECHE_IS_SESSION (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_message ("Told as a sentence: %s", error->message);
  sentence = veche_error_sentence (error);
  veche_session_toast (self, sentence);
}

VecheJobView *
veche_session_begin_job (VecheSession *self, const char *title, GCancellable *cancellable)
{
  VecheJobView *job = veche_job_view_new (title, cancellable);

  g_list_store_append (self->jobs, job);

  return job;
}

void
veche_session_update_job (VecheSession *self, VecheJobView *job, double fraction, const char *detail)
{
  g_return_if_fail (VECHE_IS_JOB_VIEW (job));

  veche_job_view_update (job, fraction, detail);
}

void
veche_session_dismiss_job (VecheSession *self, VecheJobView *job)
{
  guint position;

  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
}

void
veche_session_end_job (VecheSession *self, VecheJobView *job, const GError *error)
{
  g_autoptr (VecheJobView) ended = job;
  g_autofree char *sentence = NULL;

  g_return_if_fail (VECHE_IS_JOB_VIEW (job));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      veche_session_dismiss_job (self, job);
      return;
    }

  /* It stays in the popover, with its reason, until it is dismissed. */
  sentence = veche_error_sentence (error);
  veche_job_view_fail (job, sentence);
  veche_session_show_error (self, error);
}

void
veche_session_show_page (VecheSession *self, const char *page)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_SHOW_PAGE], 0, page);
}

void
veche_session_open_member (VecheSession *self, const char *uid)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_OPEN_MEMBER], 0, uid);
}

void
veche_session_open_interaction (VecheSession *self, const char *uid)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_OPEN_INTERACTION], 0, uid);
}

void
veche_session_open_item (VecheSession *self, const char *page, const char *uid)
{
  g_return_if_fail (VECHE_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_OPEN_ITEM], 0, page, uid);
}

typedef struct
{
  VecheSession    *session;   /* (owned) */
  char            *uid, *text;
  VecheSessionDone done;      /* (nullable) */
  gpointer         user_data;
} SessionReply;

static void
session_reply_free (SessionReply *reply)
{
  g_object_unref (reply->session);
  g_free (reply->uid);
  g_free (reply->text);
  g_free (reply);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SessionReply, session_reply_free)

static gpointer
session_append_draft_job (VecheDb *db, gpointer input, GError **error)
{
  SessionReply *reply = input;
  gint64 id = veche_db_id_for_uid (db, "interaction", reply->uid);
  g_autofree char *draft = id != 0 ? veche_inbox_load_draft (db, id) : NULL;
  g_autofree char *text = draft != NULL ? g_strconcat (draft, "\n", reply->text, NULL) : g_strdup (reply->text);

  if (id == 0)
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no message “%s”", reply->uid);
      return NULL;
    }
  if (!veche_inbox_save_draft (db, id, text, error))
    return NULL;

  return g_strdup (reply->uid);
}

static void
session_appended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SessionReply) reply = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (reply->done != NULL)
    reply->done (uid != NULL, reply->user_data);
  if (uid != NULL)
    veche_session_open_interaction (reply->session, uid);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (reply->session, error);
}

void
veche_session_insert_reply (VecheSession *self, const char *uid, const char *text, VecheSessionDone done, gpointer user_data)
{
  gboolean handled = FALSE;
  SessionReply *reply;

  g_return_if_fail (VECHE_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_INSERT_REPLY], 0, uid, text, &handled);
  if (handled)
    {
      if (done != NULL)
        done (TRUE, user_data);
      veche_session_open_interaction (self, uid);
      return;
    }
  reply = g_new0 (SessionReply, 1);
  reply->session = g_object_ref (self);
  reply->uid = g_strdup (uid);
  reply->text = g_strdup (text);
  reply->done = done;
  reply->user_data = user_data;
  /* The answer comes after the job, so that what is asked lives until then. */
  veche_store_run_async (self->store, VECHE_LANE_WRITER, session_append_draft_job, reply, NULL, g_free, NULL, session_appended_cb, reply);
}

void
veche_session_open_uri (VecheSession *self, GtkWidget *parent, const char *uri)
{
  static const char *const allowed[] = { "http", "https", "mailto", "tg", "matrix", "xmpp", "tel", NULL };
  g_autofree char *scheme = uri != NULL ? g_uri_parse_scheme (uri) : NULL;
  g_autofree char *lower = scheme != NULL ? g_ascii_strdown (scheme, -1) : NULL;
  GtkRoot *root = gtk_widget_get_root (parent);

  g_return_if_fail (VECHE_IS_SESSION (self));

  if (lower == NULL || !g_strv_contains (allowed, lower))
    {
      veche_session_toast (self, _ ("This address is not opened: Veche does not trust its kind"));
      return;
    }

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}
