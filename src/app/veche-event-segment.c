/* veche-event-segment.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole segment is invited as one gesture: tens of thousands take seconds, so that it is a job with Cancel.
 */

#include "veche-config.h"

#include "app/veche-event-edits.h"

#include <glib/gi18n.h>

#include "app/veche-job-progress.h"
#include "model/veche-query.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-query-sql.h"
#include "store/veche-segments-table.h"

#define PIECE      200    /* people between two looks at whether it was cancelled */
#define BUILD_PART 0.5    /* of the work; the other half is writing it down */

typedef struct
{
  VecheSession     *session;      /* (owned); on the main thread only */
  VecheJobProgress *progress;     /* (owned) */
  GCancellable     *cancellable;  /* (owned) */
  char             *event_uid, *title, *segment_uid, *name, *actor;
} Inviting;

static void
inviting_free (Inviting *self)
{
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  veche_job_progress_unref (self->progress);
  g_free (self->event_uid);
  g_free (self->title);
  g_free (self->segment_uid);
  g_free (self->name);
  g_free (self->actor);
  g_free (self);
}

/* (element-type gint64) (transfer full) (nullable) */
static GArray *
segment_members (VecheDb *db, const char *segment_uid, GError **error)
{
  g_autoptr (VecheSegment) segment = veche_segments_find (db, segment_uid, error);
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);

  if (segment == NULL)
    return NULL;
  query->filter = veche_filter_ref (segment->filter);
  query->without_staff = TRUE;

  return veche_query_ids (db, query, error);
}

/* Returns how many, -1 on error. */
static int
invite_piece (VecheDb *db, VecheEdit *edit, const Inviting *self, GArray *ids, guint from, GError **error)
{
  g_autoptr (GStrvBuilder) uids = g_strv_builder_new ();
  g_auto (GStrv) piece = NULL;

  for (guint i = from; i < ids->len && i < from + PIECE; i++)
    {
      g_autofree char *uid = veche_db_uid_for_id (db, "member", g_array_index (ids, gint64, i));

      if (uid != NULL)
        g_strv_builder_add (uids, uid);
    }
  piece = g_strv_builder_end (uids);

  return veche_events_edit_invite (db, edit, self->event_uid, (const char *const *) piece, NULL, error);
}

static gpointer
invite_job (VecheDb *db, gpointer input, GError **error)
{
  const Inviting *self = input;
  g_autoptr (VecheEdit) edit = veche_edit_new ("guest", self->title);
  g_autoptr (GArray) ids = segment_members (db, self->segment_uid, error);
  int n = 0;

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i += PIECE)
    {
      int more = g_cancellable_set_error_if_cancelled (self->cancellable, error) ? -1 : invite_piece (db, edit, self, ids, i, error);

      if (more < 0)
        return NULL;
      n += more;
      veche_job_progress_tell ((gint64) (i * BUILD_PART), ids->len, self->progress);
    }
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || (n > 0 && veche_journal_apply (db, edit, self->actor, error) == 0))
    return NULL;

  return g_memdup2 (&n, sizeof n);
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Inviting *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree int *n = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autofree char *toast = NULL;

  veche_job_progress_end (self->progress, NULL);
  if (n != NULL && *n == 0)
    toast = g_strdup_printf (_ ("All of “%s” are on the list already"), self->name);
  else if (n != NULL)
    /* Translators: %2$s is the name of a segment */
    toast = g_strdup_printf (ngettext ("%1$d invited from “%2$s”", "%1$d invited from “%2$s”", *n), *n, self->name);
  if (n != NULL && *n > 0)
    veche_session_toast_action (self->session, toast, _ ("_Undo"), "app.undo");
  else if (n != NULL)
    veche_session_toast (self->session, toast);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_toast (self->session, _ ("Stopped. Nobody was invited"));
  else
    veche_session_show_error (self->session, error);
  inviting_free (self);
}

void
veche_event_edit_invite_segment (VecheSession *session, const VecheEventCard *event, const char *segment_uid, const char *name)
{
  Inviting *self = g_new0 (Inviting, 1);
  g_autofree char *title = g_strdup_printf (_ ("Inviting “%s”"), name);

  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  self->progress = veche_job_progress_new (session, title, self->cancellable);
  self->event_uid = g_strdup (event->uid);
  self->title = g_strdup (event->title);
  self->segment_uid = g_strdup (segment_uid);
  self->name = g_strdup (name);
  self->actor = g_strdup (veche_session_get_actor (session));
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, invite_job, self, NULL, g_free, self->cancellable, invited_cb, self);
}
