/* veche-link-run.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-job-progress.h"
#include "app/veche-link-run.h"
#include "connectors/veche-link-look.h"
#include "store/veche-links-table.h"

#define MOST 500

/* Passed from step to step: read on a lane, asked on a thread, written on a lane. */
typedef struct
{
  VecheSession     *session;       /* (owned) */
  GCancellable     *cancellable;   /* (owned) */
  VecheJobProgress *progress;      /* (owned) (nullable) */
  GPtrArray        *checks;        /* (owned) (nullable) (element-type VecheLinkCheck) */
} LinkRun;

static void
link_run_free (LinkRun *self)
{
  g_object_set_data (G_OBJECT (self->session), "veche-link-run", NULL);
  g_clear_pointer (&self->progress, veche_job_progress_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LinkRun, link_run_free)

/*** Keeping ***/

/* (transfer full) */
static char *
sum_up (LinkRun *self)
{
  guint looked = 0, dead = 0, unsure = 0;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  for (guint i = 0; i < self->checks->len; i++)
    {
      const VecheLinkCheck *check = self->checks->pdata[i];

      looked += check->state != VECHE_LINK_UNKNOWN;
      dead += check->state == VECHE_LINK_DEAD;
      unsure += check->state == VECHE_LINK_UNSURE;
    }
  first = g_strdup_printf (ngettext ("%u link looked at", "%u links looked at", looked), looked);
  second = g_strdup_printf (ngettext ("%u is dead", "%u are dead", dead), dead);
  third = g_strdup_printf (ngettext ("%u did not open", "%u did not open", unsure), unsure);

  return g_strdup_printf ("%s%s%s%s%s", first, dead > 0 ? " · " : "", dead > 0 ? second : "", unsure > 0 ? " · " : "", unsure > 0 ? third : "");
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LinkRun) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = sum_up (self);

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) == NULL)
    veche_session_show_error (self->session, error);
  else
    veche_session_toast (self->session, words);
}

static gpointer
save_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_links_save (db, input, error) ? VECHE_JOB_DONE : NULL;
}

/*** Asking ***/

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LinkRun *self = user_data;

  veche_job_progress_end (self->progress, NULL);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, save_job, g_ptr_array_ref (self->checks),
                         (GDestroyNotify) g_ptr_array_unref, NULL, NULL, saved_cb, self);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LinkRun *self = data;

  veche_link_look (self->checks, FALSE, veche_job_progress_tell, self->progress, self->cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LinkRun) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  self->checks = veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (self->checks == NULL || self->checks->len == 0)
    {
      if (error != NULL)
        veche_session_show_error (self->session, error);
      else
        veche_session_toast (self->session, _ ("No article has a link"));
      return;
    }
  self->progress = veche_job_progress_new (self->session, _ ("Checking Links"), self->cancellable);
  task = g_task_new (NULL, NULL, looked_cb, self);
  g_task_set_source_tag (task, veche_link_run);
  g_task_set_task_data (task, g_steal_pointer (&self), NULL);
  g_task_run_in_thread (task, look_thread);
}

static gpointer
read_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_links_list (db, MOST, error);
}

void
veche_link_run (VecheSession *session)
{
  LinkRun *self;

  g_return_if_fail (VECHE_IS_SESSION (session));

  if (g_object_get_data (G_OBJECT (session), "veche-link-run") != NULL)
    {
      veche_session_toast (session, _ ("The links are being checked already"));
      return;
    }
  self = g_new0 (LinkRun, 1);
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  g_object_set_data (G_OBJECT (session), "veche-link-run", self);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, read_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, read_cb,
                         self);
}
