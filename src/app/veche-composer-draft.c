/* veche-composer-draft.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-composer-private.h"
#include "store/veche-composing-table.h"
#include "store/veche-files-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-sources-table.h"

/* What was begun is kept: every two seconds, on leaving, and until the store has it. */

#define DRAFT_SECONDS 2

typedef struct
{
  gint64 interaction_id;
  char  *text;       /* (owned) (nullable) */
  char  *platform;   /* (owned) (nullable) */
  char  *opening;    /* (owned) (nullable) */
  char  *meta, *author;   /* (owned) (nullable) */
  guint  max_length;
  VecheComposing *asked;   /* (owned) (nullable) */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->text);
  g_free (draft->platform);
  g_free (draft->opening);
  g_free (draft->meta);
  g_free (draft->author);
  g_clear_pointer (&draft->asked, veche_composing_free);
  g_free (draft);
}

typedef struct
{
  GWeakRef composer;
  guint    generation;
} DraftLoad;

static void
draft_load_free (DraftLoad *load)
{
  g_weak_ref_clear (&load->composer);
  g_free (load);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DraftLoad, draft_load_free)

static gpointer
veche_composer_save_job (VecheDb *db, gpointer input, GError **error)
{
  Draft *draft = input;

  return veche_inbox_save_draft (db, draft->interaction_id, draft->text, error) ? VECHE_JOB_DONE : NULL;
}

typedef struct
{
  VecheSession *session;          /* (owned) */
  GWeakRef      composer;
  gint64        interaction_id;
  char         *text;             /* (owned) */
} DraftSave;

static void
draft_save_free (DraftSave *save)
{
  g_clear_object (&save->session);
  g_weak_ref_clear (&save->composer);
  g_free (save->text);
  g_free (save);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DraftSave, draft_save_free)

/* A draft that could not be kept is worth a word: the text is still in the window. */
static void
veche_composer_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DraftSave) save = user_data;
  g_autoptr(VecheComposer) self = g_weak_ref_get (&save->composer);
  g_autoptr(GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (save->session, error);
  if (error == NULL && self != NULL && g_strcmp0 (g_hash_table_lookup (self->unsaved, &save->interaction_id), save->text) == 0)
    g_hash_table_remove (self->unsaved, &save->interaction_id);
}

/* text: the caller's. */
static void
veche_composer_write (VecheComposer *self, VecheSession *session, gint64 interaction_id, const char *text)
{
  DraftSave *save = g_new0 (DraftSave, 1);
  Draft *draft = g_new0 (Draft, 1);

  draft->interaction_id = interaction_id;
  draft->text = g_strdup (text);
  save->session = g_object_ref (session);
  save->interaction_id = interaction_id;
  save->text = g_strdup (text);
  g_weak_ref_init (&save->composer, self);
  g_hash_table_replace (self->unsaved, g_memdup2 (&interaction_id, sizeof interaction_id), g_strdup (text));
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, veche_composer_save_job, draft, draft_free, NULL, NULL,
                         veche_composer_saved_cb, save);
}

void
veche_composer_save (VecheComposer *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  veche_file_tray_save (self->tray);
  if (!self->dirty || self->interaction_id == 0 || self->session == NULL)
    return;

  self->dirty = FALSE;
  text = veche_composer_dup_text (self);
  veche_composer_write (self, self->session, self->interaction_id, text);
}

static gpointer
veche_composer_forget_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_draft_files_set (db, *(gint64 *) input, NULL, error) ? VECHE_JOB_DONE : NULL;
}

void
veche_composer_forget (VecheComposer *self, VecheSession *session, gint64 interaction_id)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  if (interaction_id == self->interaction_id)
    {
      veche_composer_clear (self);
      veche_composer_set_files (self, NULL);
      return;
    }
  veche_composer_write (self, session, interaction_id, "");
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, veche_composer_forget_job, g_memdup2 (&interaction_id, sizeof interaction_id),
                         g_free, NULL, NULL, NULL, NULL);
}

static gboolean
veche_composer_save_timeout_cb (gpointer user_data)
{
  VecheComposer *self = user_data;

  self->save_source = 0;
  veche_composer_save (self);
  return G_SOURCE_REMOVE;
}

void
veche_composer_save_soon (VecheComposer *self)
{
  self->dirty = TRUE;
  if (self->save_source == 0)
    self->save_source = g_timeout_add_seconds (DRAFT_SECONDS, veche_composer_save_timeout_cb, self);
}

static gpointer
veche_composer_load_job (VecheDb *db, gpointer input, GError **error)
{
  Draft *draft = g_new0 (Draft, 1);
  VecheAnswered answered = { 0 };
  const VecheConnectorInfo *info;

  draft->interaction_id = *(gint64 *) input;
  draft->text = veche_inbox_load_draft (db, draft->interaction_id);
  veche_sources_answered (db, draft->interaction_id, &answered);
  info = veche_connectors_find (answered.type);
  if (info != NULL && info->opening != NULL)
    draft->opening = info->opening (answered.meta, answered.author, answered.me);
  draft->platform = g_steal_pointer (&answered.type);
  draft->meta = g_steal_pointer (&answered.meta);
  draft->author = g_steal_pointer (&answered.author);
  draft->max_length = answered.max_length;
  veche_answered_clear (&answered);
  draft->asked = veche_composing_load (db, draft->interaction_id, NULL);

  return draft;
}

static void
veche_composer_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DraftLoad) load = user_data;
  g_autoptr(VecheComposer) self = g_weak_ref_get (&load->composer);
  Draft *draft = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (self != NULL && load->generation == self->generation && draft != NULL)
    {
      const char *unsaved = g_hash_table_lookup (self->unsaved, &self->interaction_id);
      const char *kept = unsaved != NULL ? unsaved : draft->text;
      const char *begun = kept != NULL && *kept != '\0' ? kept : draft->opening;

      veche_composer_set_platform (self, draft->platform, draft->max_length);
      self->opening = g_steal_pointer (&draft->opening);
      g_free (self->meta);
      self->meta = g_steal_pointer (&draft->meta);
      g_free (self->author);
      self->author = g_steal_pointer (&draft->author);
      g_clear_pointer (&self->question, veche_composing_free);
      self->question = g_steal_pointer (&draft->asked);
      /* What was typed meanwhile wins. */
      if (!self->dirty && begun != NULL && *begun != '\0')
        veche_composer_show_text (self, begun);
      veche_composer_weigh (self);
      veche_composer_look_up (self);
    }
  g_clear_pointer (&draft, draft_free);
}

void
veche_composer_load (VecheComposer *self)
{
  DraftLoad *load = g_new0 (DraftLoad, 1);

  g_weak_ref_init (&load->composer, self);
  load->generation = self->generation;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_composer_load_job,
                         g_memdup2 (&self->interaction_id, sizeof self->interaction_id), g_free, draft_free, NULL,
                         veche_composer_loaded_cb, load);
}
