/* veche-outbox-dispatch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One reply on its way, from the outbox to what became of it.
 */

#include "sync/veche-outbox-private.h"

#include "store/veche-db.h"
#include "sync/veche-schedule.h"
#include "sync/veche-source-access.h"

#define TOKEN_PATIENCE 60    /* seconds until a reply without a token is looked at again */
#define SAVE_RETRY     2     /* seconds between attempts to write down what became of a reply */
#define MAX_SAVES      5

/* One reply on its way. */
typedef struct
{
  VecheOutbox     *outbox;     /* (owned) */
  VecheOutboxItem *item;       /* (owned) */
  VecheConnector  *connector;  /* (owned) (nullable) */
  char            *token;      /* (owned) (nullable): what the connector began with */
  GError          *refused;    /* (owned) (nullable): its answer to that, while we look for a fresher one */
  gboolean         renewed;    /* it is the fresher one */
  VecheFate        fate;
  guint            saves;
} VecheDispatch;

static void
veche_dispatch_free (VecheDispatch *dispatch)
{
  g_object_unref (dispatch->outbox);
  veche_outbox_item_free (dispatch->item);
  g_clear_object (&dispatch->connector);
  g_free (dispatch->token);
  g_clear_error (&dispatch->refused);
  veche_fate_clear (&dispatch->fate);
  g_free (dispatch);
}

static void veche_dispatch_save (VecheDispatch *dispatch);

static void
veche_dispatch_end (VecheDispatch *dispatch)
{
  VecheOutbox *self = dispatch->outbox;

  veche_outbox_set_busy (self, dispatch->item, FALSE);
  veche_outbox_kick (self);
  veche_outbox_try_close (self);
  veche_dispatch_free (dispatch);
}

static gboolean
veche_dispatch_save_again_cb (gpointer user_data)
{
  veche_dispatch_save (user_data);

  return G_SOURCE_REMOVE;
}

/* What became of it must be written down, or it would count as unknown. */
static void
veche_dispatch_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (error != NULL)
    {
      g_warning ("Could not note what became of a reply: %s", error->message);
      if (++dispatch->saves < MAX_SAVES && !dispatch->outbox->ending)
        {
          g_timeout_add_seconds (SAVE_RETRY, veche_dispatch_save_again_cb, dispatch);
          return;
        }
    }
  veche_dispatch_end (dispatch);
}

static void
veche_dispatch_save (VecheDispatch *dispatch)
{
  veche_store_run_async (dispatch->outbox->store, VECHE_LANE_WRITER, veche_fate_job, veche_fate_copy (&dispatch->fate), veche_fate_free, NULL,
                         NULL, veche_dispatch_saved_cb, dispatch);
}

/* error (nullable): NULL is success. */
static void
veche_dispatch_judge (VecheDispatch *dispatch, const GError *error)
{
  VecheOutboxRow *row = dispatch->item->row;
  VecheFate *fate = &dispatch->fate;
  gint64 now = g_get_real_time ();
  int code;

  fate->id = row->id;
  fate->kind = VECHE_FATE_SENT;
  if (error == NULL)
    {
      veche_outbox_note_reach (dispatch->outbox, dispatch->item->source->uid, -1);
      return;
    }

  fate->text = g_strdup (error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fate->kind = VECHE_FATE_FAILED;   /* it never left: it goes when we are back */
      fate->nick = g_strdup (veche_connector_error_nick (VECHE_CONNECTOR_ERROR_OFFLINE));
      fate->retry_at = now;
      return;
    }

  code = error->domain == VECHE_CONNECTOR_ERROR ? error->code : VECHE_CONNECTOR_ERROR_UNKNOWN;
  fate->kind = code == VECHE_CONNECTOR_ERROR_UNKNOWN ? VECHE_FATE_UNKNOWN : VECHE_FATE_FAILED;
  fate->nick = g_strdup (veche_connector_error_nick (code));
  fate->retry_at = veche_schedule_next_try (now, row->attempts, veche_connector_get_retry_after (dispatch->connector), code, g_random_double ());
  fate->retry_at = MAX (fate->retry_at, veche_outbox_note_reach (dispatch->outbox, dispatch->item->source->uid, code));
  if (fate->kind == VECHE_FATE_UNKNOWN)
    veche_outbox_hold (dispatch->outbox, row->uid, veche_outbox_get_first_look () << MIN (row->attempts, 6));
}

static void veche_dispatch_send (VecheDispatch *dispatch);

/* Refused: it certainly did nothing.  A run that went on meanwhile may have refreshed the session that both share. */
static void
veche_dispatch_renewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autofree char *token = veche_secrets_get_finish (result, NULL);
  g_autofree char *own = veche_connector_dup_new_token (dispatch->connector);

  if (!veche_source_token_is_newer (token, dispatch->token, own))
    {
      veche_dispatch_judge (dispatch, dispatch->refused);
      veche_dispatch_save (dispatch);
      return;
    }

  g_free (dispatch->token);
  dispatch->token = g_steal_pointer (&token);
  g_object_unref (dispatch->connector);
  dispatch->connector = veche_source_connect (dispatch->item->source, dispatch->token);
  veche_dispatch_send (dispatch);
}

/* Of what could not be sent whole, some may stand there. */
static void
veche_dispatch_note_begun (VecheDispatch *dispatch)
{
  const VecheSent *begun = veche_connector_get_begun (dispatch->connector);

  if (begun == NULL)
    return;
  dispatch->fate.begun_id = g_strdup (begun->remote_id);
  dispatch->fate.begun_url = g_strdup (begun->url);
  dispatch->fate.begun_files = g_strdupv (begun->files);
}

static void
veche_dispatch_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  VecheOutbox *self = dispatch->outbox;
  const char *source_uid = dispatch->item->source->uid;
  g_autofree char *token = veche_connector_dup_new_token (dispatch->connector);
  g_autoptr (GError) error = NULL;

  dispatch->fate.remote_id = veche_connector_send_finish (VECHE_CONNECTOR (object), result, &dispatch->fate.url, &error);
  if (token != NULL)
    veche_secrets_keep (self->secrets, source_uid, token);
  veche_dispatch_note_begun (dispatch);
  if (dispatch->token != NULL && dispatch->fate.begun_id == NULL && !dispatch->renewed && g_error_matches (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH))
    {
      dispatch->renewed = TRUE;
      dispatch->refused = g_steal_pointer (&error);
      veche_secrets_get_async (self->secrets, source_uid, self->cancellable, veche_dispatch_renewed_cb, dispatch);
      return;
    }

  veche_dispatch_judge (dispatch, error);
  veche_dispatch_save (dispatch);
}

static void
veche_dispatch_send (VecheDispatch *dispatch)
{
  g_autoptr (VecheReply) reply = veche_outbox_item_new_reply (dispatch->item);

  veche_connector_send_async (dispatch->connector, reply, dispatch->outbox->cancellable, veche_dispatch_sent_cb, dispatch);
}

/* Only now, with 'sending' safely on the disk, may anything leave. */
static void
veche_dispatch_marked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autoptr (GError) error = NULL;

  dispatch->item->files = veche_store_run_finish (VECHE_STORE (object), result, &error);
  if (g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT))
    {
      /* A file can't be read any more: that is for the person to see, and the reply never leaves without it. */
      dispatch->fate = (VecheFate) { .kind = VECHE_FATE_FAILED, .id = dispatch->item->row->id, .text = g_strdup (error->message),
                                     .nick = g_strdup (veche_connector_error_nick (VECHE_CONNECTOR_ERROR_REJECTED)) };
      veche_dispatch_save (dispatch);
      return;
    }
  if (error != NULL)
    {
      g_debug ("A reply was not sent: %s", error->message);   /* withdrawn in the meantime, say */
      veche_outbox_hold (dispatch->outbox, dispatch->item->row->uid, SAVE_RETRY);
      veche_dispatch_end (dispatch);
      return;
    }

  veche_dispatch_send (dispatch);
}

/* Returns what goes along; NULL with an error when the reply does not leave. */
static gpointer
veche_dispatch_mark_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 id = *(gint64 *) input;
  g_autoptr (GPtrArray) files = veche_outbox_read_files (db, id, error);

  return files != NULL && veche_outbox_set_sending (db, id, error) ? g_steal_pointer (&files) : NULL;
}

static void
veche_dispatch_connect (VecheDispatch *dispatch, const char *token)
{
  dispatch->token = g_strdup (token);
  dispatch->connector = veche_source_connect (dispatch->item->source, token);
  veche_store_run_async (dispatch->outbox->store, VECHE_LANE_WRITER, veche_dispatch_mark_job, g_memdup2 (&dispatch->item->row->id, sizeof (gint64)),
                         g_free, (GDestroyNotify) g_ptr_array_unref, NULL, veche_dispatch_marked_cb, dispatch);
}

static void
veche_dispatch_token_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheDispatch *dispatch = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = veche_source_get_token_finish (result, &error);

  if (error != NULL)
    {
      veche_outbox_hold (dispatch->outbox, dispatch->item->source->uid, TOKEN_PATIENCE);   /* it waits, as queued, for a sign-in */
      veche_dispatch_end (dispatch);
      return;
    }
  veche_dispatch_connect (dispatch, token);
}

/* item (transfer full) */
void
veche_outbox_dispatch (VecheOutbox *self, VecheOutboxItem *item)
{
  const VecheConnectorInfo *info = veche_connectors_find (item->source->type);
  VecheDispatch *dispatch = g_new0 (VecheDispatch, 1);

  dispatch->outbox = g_object_ref (self);
  dispatch->item = item;
  veche_outbox_set_busy (self, item, TRUE);
  if (info == NULL)
    {
      veche_outbox_hold (self, item->source->uid, G_MAXINT16);   /* of a newer program's connector: it stays where it is */
      veche_dispatch_end (dispatch);
    }
  else
    veche_source_get_token_async (self->secrets, item->source, self->cancellable, veche_dispatch_token_cb, dispatch);
}
