/* veche-folder-watch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-folder-watch.h"
#include "app/veche-import-any.h"
#include "app/veche-settings.h"
#include "exchange/veche-folder.h"
#include "model/veche-text.h"
#include "store/veche-db.h"

#define CALM_DOWN   500     /* ms after a change, before the folder is read */
#define LOOK_AGAIN  2500    /* ms, while a file is growing */

struct _VecheFolderWatch
{
  GObject       parent_instance;

  VecheSession *session;       /* (owned) (nullable) after close */
  char         *folder;        /* (owned) (nullable): none is watched */
  GFileMonitor *monitor;       /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned): the reading under way */
  GPtrArray    *files;         /* (owned) (element-type VecheFolderFile): that wait */
  GHashTable   *taken;         /* (owned) marks of those that were taken, until the workspace knows */
  guint         source;        /* the next reading */
  gboolean      missing;
};

G_DEFINE_FINAL_TYPE (VecheFolderWatch, veche_folder_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*** Reading ***/

typedef struct
{
  char    *folder, *workspace;
  gboolean growing;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->folder);
  g_free (look->workspace);
  g_free (look);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheDb) db = veche_db_open (look->workspace, VECHE_DB_READER, &error);
  g_autofree char *marks = db != NULL ? veche_folder_get_marks (db) : NULL;
  GPtrArray *files = marks != NULL ? veche_folder_scan (look->folder, marks, &look->growing, cancellable, &error) : NULL;

  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void folder_watch_look_in (VecheFolderWatch *self, guint delay);

static void
folder_watch_drop_taken (VecheFolderWatch *self, GPtrArray *files)
{
  for (guint i = files->len; i > 0; i--)
    if (g_hash_table_contains (self->taken, ((VecheFolderFile *) g_ptr_array_index (files, i - 1))->mark))
      g_ptr_array_remove_index (files, i - 1);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  VecheFolderWatch *self = VECHE_FOLDER_WATCH (object);
  Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GPtrArray *files = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&files, g_ptr_array_unref);
      return;
    }

  self->missing = files == NULL;
  g_ptr_array_unref (self->files);
  self->files = files != NULL ? files : g_ptr_array_new ();
  folder_watch_drop_taken (self, self->files);
  if (look->growing)
    folder_watch_look_in (self, LOOK_AGAIN);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
look_cb (gpointer user_data)
{
  VecheFolderWatch *self = user_data;
  g_autoptr (GTask) task = NULL;
  Look *look;

  self->source = 0;
  if (self->session == NULL || self->folder == NULL)
    return G_SOURCE_REMOVE;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  look = g_new0 (Look, 1);
  look->folder = g_strdup (self->folder);
  look->workspace = g_strdup (veche_store_get_path (veche_session_get_store (self->session)));
  task = g_task_new (self, self->cancellable, looked_cb, NULL);
  g_task_set_source_tag (task, look_cb);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, look_thread);

  return G_SOURCE_REMOVE;
}

/* Many changes in a row are one. */
static void
folder_watch_look_in (VecheFolderWatch *self, guint delay)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (delay, look_cb, self);
}

static void
folder_changed_cb (VecheFolderWatch *self)
{
  folder_watch_look_in (self, CALM_DOWN);
}

/*** Which folder ***/

static void
folder_watch_follow (VecheFolderWatch *self)
{
  g_autofree char *folder = g_settings_get_string (veche_settings_get (), "watched-folder");
  g_autoptr (GFile) file = NULL;

  if (self->session == NULL)
    return;

  g_clear_object (&self->monitor);
  g_clear_pointer (&self->folder, g_free);
  g_ptr_array_set_size (self->files, 0);
  self->missing = FALSE;
  if (*folder != '\0')
    {
      self->folder = g_steal_pointer (&folder);
      file = g_file_new_for_path (self->folder);
      self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
      if (self->monitor != NULL)
        g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
      folder_watch_look_in (self, 0);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/*** Class ***/

static void
veche_folder_watch_finalize (GObject *object)
{
  VecheFolderWatch *self = VECHE_FOLDER_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_free (self->folder);

  G_OBJECT_CLASS (veche_folder_watch_parent_class)->finalize (object);
}

static void
veche_folder_watch_class_init (VecheFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_folder_watch_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_folder_watch_init (VecheFolderWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->files = g_ptr_array_new ();
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

VecheFolderWatch *
veche_folder_watch_new (VecheSession *session)
{
  VecheFolderWatch *self = g_object_new (VECHE_TYPE_FOLDER_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (veche_settings_get (), "changed::watched-folder", G_CALLBACK (folder_watch_follow), self, G_CONNECT_SWAPPED);
  folder_watch_follow (self);

  return self;
}

void
veche_folder_watch_close (VecheFolderWatch *self)
{
  g_return_if_fail (VECHE_IS_FOLDER_WATCH (self));

  /* A reading under way holds it for a moment longer. */
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);
  g_object_unref (self);
}

static char *
waiting_words (VecheFolderWatch *self)
{
  VecheFolderFile *file = g_ptr_array_index (self->files, 0);
  g_autofree char *name = g_filename_display_basename (file->path);
  g_autofree char *shown = veche_text_clamp (name, 60, FALSE);
  guint more = self->files->len - 1;

  if (more == 0)
    /* Translators: %s is a file name */
    return g_strdup_printf (_ ("%s lies in the watched folder"), shown);

  /* Translators: a file name, then how many more */
  return g_strdup_printf (ngettext ("%s and %u more file lie in the watched folder", "%s and %u more files lie in the watched folder", more), shown,
                          more);
}

gboolean
veche_folder_watch_show (VecheFolderWatch *self, VecheBanner *banner)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (VECHE_IS_FOLDER_WATCH (self), FALSE);

  if (self->missing && self->folder != NULL)
    {
      g_autofree char *shown = g_filename_display_name (self->folder);

      /* Translators: %s is a folder */
      text = g_strdup_printf (_ ("The watched folder is not there: %s"), shown);
      veche_banner_show (banner, text, _ ("_Preferences"), "app.preferences");
      return TRUE;
    }
  if (self->files->len == 0)
    return FALSE;

  text = waiting_words (self);
  veche_banner_show (banner, text, _ ("_Review…"), "win.review-folder");

  return TRUE;
}

static gpointer
mark_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_folder_add_mark (db, input, error) ? VECHE_JOB_DONE : NULL;
}

void
veche_folder_watch_review (VecheFolderWatch *self, GtkWindow *parent)
{
  VecheFolderFile *file;

  g_return_if_fail (VECHE_IS_FOLDER_WATCH (self));

  if (self->files->len == 0 || self->session == NULL)
    return;

  file = g_ptr_array_index (self->files, 0);
  veche_import_any (self->session, parent, file->path);
  g_hash_table_add (self->taken, g_strdup (file->mark));
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, mark_job, g_strdup (file->mark), g_free, NULL, NULL, NULL,
                         NULL);
  g_ptr_array_remove_index (self->files, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
