/* veche-composer-draft.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include "app/veche-composer-private.h"
#include "store/veche-composing-table.h"
#include "store/veche-drafts-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-sources-table.h"

/* What was begun is kept: every two seconds, on leaving, and until the store has it.  Undo and withdrawal put words into the same draft, and a reply takes
 * them out of it, so each save says what it knew (base) and takes in what came of it (veche_drafts_keep()). */

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

typedef struct { gint64 interaction_id; char *base, *text; } Keep;

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  g_free (keep->base);
  g_free (keep->text);
  g_free (keep);
}

static gpointer
veche_composer_save_job (VecheDb *db, gpointer input, GError **error)
{
  Keep *keep = input;
  char *kept = NULL;

  return veche_drafts_keep (db, keep->interaction_id, keep->base, keep->text, &kept, error) ? kept : NULL;
}

typedef struct
{
  VecheSession *session;          /* (owned) */
  GWeakRef      composer;
  gint64        interaction_id;
  guint         number;
  char         *base;             /* (owned) (nullable) */
  char         *text;             /* (owned) */
} DraftSave;

static void
draft_save_free (DraftSave *save)
{
  g_clear_object (&save->session);
  g_weak_ref_clear (&save->composer);
  g_free (save->base);
  g_free (save->text);
  g_free (save);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DraftSave, draft_save_free)

/* What was said; names that a reply begins with are nothing. (transfer full) */
static char *
veche_composer_dup_words (VecheComposer *self)
{
  return veche_composer_is_empty (self) ? g_strdup ("") : veche_composer_dup_text (self);
}

/* As it stands in the store now. */
static void
veche_composer_know (VecheComposer *self, const char *text)
{
  char *known = g_strdup (text);

  g_free (self->base);
  self->base = known;
}

/* What is shown becomes this; where it only grew, the cursor and the steps of undo stay. */
static void
veche_composer_change_to (VecheComposer *self, const char *text)
{
  g_autofree char *shown = veche_composer_dup_text (self);
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start;

  if (g_str_equal (shown, text))
    return;
  if (*shown == '\0' || !g_str_has_suffix (text, shown))
    {
      veche_composer_show_text (self, text);
      return;
    }
  self->loading = TRUE;
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, text, (int) (strlen (text) - strlen (shown)));
  self->loading = FALSE;
}

/* The store has something else than was last said here. */
static void
veche_composer_take_in (VecheComposer *self, const char *base, const char *stored)
{
  g_autofree char *shown = veche_composer_dup_words (self);
  g_autofree char *merged = veche_draft_merge (base, stored, shown);

  veche_composer_know (self, stored);
  if (!g_str_equal (merged, shown))
    veche_composer_change_to (self, merged);
  if (!g_str_equal (merged, stored))
    veche_composer_save_soon (self);
}

/* A draft that could not be kept is worth a word: the text is still in the window. */
static void
veche_composer_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(DraftSave) save = user_data;
  g_autoptr(VecheComposer) self = g_weak_ref_get (&save->composer);
  g_autoptr(GError) error = NULL;
  g_autofree char *kept = veche_store_run_finish (VECHE_STORE (source), result, &error);
  gboolean here = self != NULL && self->card != NULL && self->session == save->session && self->interaction_id == save->interaction_id;
  gboolean latest = here && save->number == self->writes;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (save->session, error);
  if (here)
    self->answered = save->number;
  if (error != NULL)
    {
      if (latest && self->loaded)
        veche_composer_know (self, save->base);
      if (latest)
        self->dirty = TRUE;
      if (latest)
        veche_composer_try_settle (self);
      return;
    }
  if (self != NULL && self->session == save->session
      && g_strcmp0 (g_hash_table_lookup (self->unsaved, &save->interaction_id), save->text) == 0)
    g_hash_table_remove (self->unsaved, &save->interaction_id);
  if (here && !self->loaded)
    veche_composer_load (self);     /* what is being read may be older */
  else if (latest && !g_str_equal (kept, save->text))
    veche_composer_take_in (self, save->text, kept);
  if (latest)
    veche_composer_try_settle (self);
}

static void
veche_composer_write (VecheComposer *self)
{
  DraftSave *save = g_new0 (DraftSave, 1);
  Keep *keep = g_new0 (Keep, 1);
  g_autofree char *text = veche_composer_dup_words (self);

  self->dirty = FALSE;
  save->number = ++self->writes;
  keep->interaction_id = save->interaction_id = self->interaction_id;
  keep->base = g_strdup (self->base);
  keep->text = g_strdup (text);
  save->session = g_object_ref (self->session);
  save->base = g_strdup (self->base);
  save->text = g_strdup (text);
  g_weak_ref_init (&save->composer, self);
  veche_composer_know (self, text);
  g_hash_table_replace (self->unsaved, g_memdup2 (&self->interaction_id, sizeof self->interaction_id), g_strdup (text));
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, veche_composer_save_job, keep, keep_free, g_free, NULL,
                         veche_composer_saved_cb, save);
}

void
veche_composer_save (VecheComposer *self)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  veche_file_tray_save (self->tray);
  if (self->dirty && self->interaction_id != 0 && self->session != NULL)
    veche_composer_write (self);
}

gboolean
veche_composer_is_unsaved (VecheComposer *self)
{
  g_return_val_if_fail (VECHE_IS_COMPOSER (self), FALSE);

  return self->interaction_id != 0 && (self->dirty || g_hash_table_contains (self->unsaved, &self->interaction_id));
}

void
veche_composer_look_again (VecheComposer *self)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  if (self->interaction_id == 0 || self->session == NULL)
    return;
  veche_file_tray_look_again (self->tray);
  self->look_later = !self->loaded;
  if (self->loaded)
    veche_composer_write (self);
}

void
veche_composer_forget (VecheComposer *self, VecheSession *session, gint64 interaction_id)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  if (interaction_id != self->interaction_id || session != self->session)
    return;
  /* The store knows what has left and what was taken back since; until it has said so, nothing leaves a second time. */
  self->settling = TRUE;
  veche_composer_look_again (self);
}

/* After a reply left: the draft shows what the store has. */
void
veche_composer_try_settle (VecheComposer *self)
{
  if (!self->settling || !self->loaded || self->look_later || self->answered != self->writes || !veche_file_tray_is_settled (self->tray))
    return;
  self->settling = FALSE;
  veche_composer_send_waiting (self);
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

/* What was typed before the draft had come stands after it; nothing of either is lost. */
static void
veche_composer_take_draft (VecheComposer *self, const char *stored)
{
  g_autofree char *typed = veche_composer_dup_words (self);
  const char *opening = self->opening != NULL ? self->opening : "";
  g_autofree char *merged = veche_draft_merge (self->base, stored, typed);
  gboolean unknown = self->base == NULL;

  self->came_along = unknown && stored != NULL && *stored != '\0' && !g_str_equal (merged, typed);
  veche_composer_know (self, stored != NULL ? stored : "");
  if (*merged == '\0' && !self->dirty)
    veche_composer_show_text (self, opening);
  else if (unknown && *typed != '\0' && (stored == NULL || *stored == '\0') && *opening != '\0' && !g_str_has_prefix (typed, opening))
    {
      g_autofree char *named = g_strconcat (opening, g_str_has_suffix (opening, " ") ? "" : " ", typed, NULL);

      veche_composer_change_to (self, named);
    }
  else
    veche_composer_change_to (self, merged);
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

      veche_composer_set_platform (self, draft->platform, draft->max_length);
      self->opening = g_steal_pointer (&draft->opening);
      g_free (self->meta);
      self->meta = g_steal_pointer (&draft->meta);
      g_free (self->author);
      self->author = g_steal_pointer (&draft->author);
      g_clear_pointer (&self->question, veche_composing_free);
      self->question = g_steal_pointer (&draft->asked);
      veche_composer_take_draft (self, unsaved != NULL ? unsaved : draft->text);
      self->loaded = TRUE;
      veche_composer_weigh (self);
      veche_composer_look_up (self);
      /* What is still on its way to the store may meet a reply there that has left with some of it. */
      if (unsaved != NULL)
        self->settling = TRUE;
      if (self->look_later || unsaved != NULL)
        veche_composer_look_again (self);
      veche_composer_send_waiting (self);
    }
  g_clear_pointer (&draft, draft_free);
}

void
veche_composer_load (VecheComposer *self)
{
  DraftLoad *load = g_new0 (DraftLoad, 1);

  g_weak_ref_init (&load->composer, self);
  load->generation = ++self->generation;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_composer_load_job,
                         g_memdup2 (&self->interaction_id, sizeof self->interaction_id), g_free, draft_free, NULL,
                         veche_composer_loaded_cb, load);
}
