/* veche-composer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-composer.h"
#include "app/veche-draw.h"
#include "app/veche-platform-syntax.h"
#include "connectors/veche-connector.h"
#include "store/veche-inbox-table.h"
#include "store/veche-sources-table.h"

#define DRAFT_SECONDS 2
#define LINES_LEAST   2
#define LINES_MOST    8

struct _VecheComposer
{
  GtkWidget          parent_instance;

  VecheSession      *session;         /* (owned) (nullable) */
  gint64             interaction_id;  /* 0: no target */
  guint              generation;      /* an answer of a lane for an earlier target is dropped */
  guint              save_source;
  gboolean           dirty;           /* the text differs from the stored draft */
  gboolean           loading;
  GHashTable        *unsaved;         /* (owned) of gint64 → char *: drafts on their way to the store, newer than what it has */

  GtkWidget         *card;
  GtkScrolledWindow *scroller;
  GtkTextView       *view;
  GtkTextTag        *mention_tag;     /* (owned by the buffer) */
  GtkWidget         *placeholder;
  GtkImage          *where_icon;
  GtkLabel          *where;
  GtkLabel          *limit_text;
  GtkWidget         *send;

  char              *platform;        /* (owned) (nullable): the type of the source that it goes to */
  char              *opening;         /* (owned) (nullable): what a reply begins with there; alone it is no reply */
  guint              max_length;      /* 0: none worth counting */
  VecheLengthUnit    unit;
};

G_DEFINE_FINAL_TYPE (VecheComposer, veche_composer, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SEND,
  SIGNAL_LEAVE,
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  gint64 interaction_id;
  char  *text;       /* (owned) (nullable) */
  char  *platform;   /* (owned) (nullable) */
  char  *opening;    /* (owned) (nullable) */
  guint  max_length;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->text);
  g_free (draft->platform);
  g_free (draft->opening);
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

static GtkTextBuffer *
veche_composer_get_buffer (VecheComposer *self)
{
  return gtk_text_view_get_buffer (self->view);
}

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

void
veche_composer_save (VecheComposer *self)
{
  DraftSave *save;
  Draft *draft;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!self->dirty || self->interaction_id == 0 || self->session == NULL)
    return;

  self->dirty = FALSE;
  draft = g_new0 (Draft, 1);
  draft->interaction_id = self->interaction_id;
  draft->text = veche_composer_dup_text (self);
  save = g_new0 (DraftSave, 1);
  save->session = g_object_ref (self->session);
  save->interaction_id = self->interaction_id;
  save->text = g_strdup (draft->text);
  g_weak_ref_init (&save->composer, self);
  g_hash_table_replace (self->unsaved, g_memdup2 (&self->interaction_id, sizeof self->interaction_id), g_strdup (draft->text));
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, veche_composer_save_job, draft,
                         draft_free, NULL, NULL, veche_composer_saved_cb, save);
}

static gboolean
veche_composer_save_timeout_cb (gpointer user_data)
{
  VecheComposer *self = user_data;

  self->save_source = 0;
  veche_composer_save (self);
  return G_SOURCE_REMOVE;
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
  draft->max_length = answered.max_length;
  veche_answered_clear (&answered);

  return draft;
}

/* How much may still be written, from four fifths on; before that, what the platform makes of it.  FALSE: it is too long to be sent. */
static gboolean
veche_composer_show_limit (VecheComposer *self, const char *text)
{
  guint length = self->max_length > 0 ? veche_length_count (text, self->unit) : 0;
  gboolean over = self->max_length > 0 && length > self->max_length;
  gboolean near = self->max_length > 0 && length * 5 >= self->max_length * 4;
  g_autofree char *words = NULL;
  guint rest = over ? length - self->max_length : self->max_length - length;

  if (over)
    words = g_strdup_printf (ngettext ("%u character too long: at most %u fit there", "%u characters too long: at most %u fit there", rest), rest,
                             self->max_length);
  else if (near)
    words = g_strdup_printf (ngettext ("%u character left", "%u characters left", rest), rest);
  gtk_label_set_text (self->limit_text, words != NULL ? words : veche_platform_syntax (self->platform, NULL));
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->limit_text), "over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->limit_text), "over");

  return !over;
}

static void
veche_composer_set_platform (VecheComposer *self, const char *platform, guint max_length)
{
  const VecheConnectorInfo *info = veche_connectors_find (platform);
  const char *details;

  g_free (self->platform);
  self->platform = g_strdup (platform);
  self->max_length = max_length > 0 || info == NULL ? max_length : info->max_length;
  self->unit = info != NULL ? info->unit : VECHE_LENGTH_CHARACTERS;
  veche_platform_syntax (platform, &details);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->limit_text), details);
}

static void
veche_composer_show_text (VecheComposer *self, const char *text)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter end;

  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  self->loading = FALSE;
}

/* Whether it can go as it is. */
static void
veche_composer_weigh (VecheComposer *self)
{
  g_autofree char *text = veche_composer_dup_text (self);
  gboolean fits = veche_composer_show_limit (self, text);

  gtk_widget_set_sensitive (self->send, !veche_composer_is_empty (self) && fits);
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
      /* What was typed meanwhile wins. */
      if (!self->dirty && begun != NULL && *begun != '\0')
        veche_composer_show_text (self, begun);
      veche_composer_weigh (self);
    }
  g_clear_pointer (&draft, draft_free);
}

static void
veche_composer_load (VecheComposer *self)
{
  DraftLoad *load = g_new0 (DraftLoad, 1);

  g_weak_ref_init (&load->composer, self);
  load->generation = self->generation;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_composer_load_job,
                         g_memdup2 (&self->interaction_id, sizeof self->interaction_id), g_free, draft_free, NULL,
                         veche_composer_loaded_cb, load);
}

static void
veche_composer_changed_cb (VecheComposer *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (veche_composer_get_buffer (self)) == 0;

  gtk_widget_set_visible (self->placeholder, empty);
  veche_composer_weigh (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->loading)
    return;
  self->dirty = TRUE;
  if (self->save_source == 0)
    self->save_source = g_timeout_add_seconds (DRAFT_SECONDS, veche_composer_save_timeout_cb, self);
}

static void
veche_composer_emit_send (VecheComposer *self, gboolean done)
{
  g_autofree char *text = veche_composer_dup_text (self);

  if (!veche_composer_is_empty (self) && veche_composer_show_limit (self, text))
    g_signal_emit (self, signals[SIGNAL_SEND], 0, done);
}

static void
veche_composer_send_clicked_cb (VecheComposer *self)
{
  veche_composer_emit_send (self, FALSE);
}

/* A mention goes as a whole. TRUE: there was one before the cursor. */
static gboolean
veche_composer_erase_mention (VecheComposer *self)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start, end;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_insert (buffer));
  if (!gtk_text_iter_ends_tag (&end, self->mention_tag))
    return FALSE;
  start = end;
  gtk_text_iter_backward_to_tag_toggle (&start, self->mention_tag);
  gtk_text_buffer_delete (buffer, &start, &end);

  return TRUE;
}

static gboolean
veche_composer_key_cb (VecheComposer *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType mods = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (enter && (mods & GDK_CONTROL_MASK) && !(mods & GDK_ALT_MASK))
    {
      veche_composer_emit_send (self, (mods & GDK_SHIFT_MASK) != 0);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_BackSpace && mods == 0)
    return veche_composer_erase_mention (self);
  if (keyval == GDK_KEY_Escape && mods == 0)
    {
      veche_composer_save (self);
      g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
veche_composer_focus_cb (VecheComposer *self, GParamSpec *pspec, GtkEventControllerFocus *focus)
{
  if (gtk_event_controller_focus_contains_focus (focus))
    gtk_widget_add_css_class (self->card, "focused");
  else
    {
      gtk_widget_remove_css_class (self->card, "focused");
      veche_composer_save (self);
    }
}

/* Two to eight lines of the present font. */
static void
veche_composer_size_lines (VecheComposer *self)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), "X\nX");
  int two, margins = gtk_text_view_get_top_margin (self->view) + gtk_text_view_get_bottom_margin (self->view);

  pango_layout_get_pixel_size (layout, NULL, &two);
  gtk_scrolled_window_set_max_content_height (self->scroller, two * LINES_MOST / 2 + margins);
  gtk_scrolled_window_set_min_content_height (self->scroller, two * LINES_LEAST / 2 + margins);
}

/* The accent of the present scheme, as in a chip. */
static void
veche_composer_color_mentions (VecheComposer *self)
{
  GdkRGBA ink, fill;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACC, &ink);
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACCENT_BG, &fill);
  fill.alpha = .16f;
  g_object_set (self->mention_tag, "foreground-rgba", &ink, "background-rgba", &fill, NULL);
}

static void
veche_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (veche_composer_parent_class)->css_changed (widget, change);
  if (VECHE_COMPOSER (widget)->mention_tag != NULL)
    veche_composer_color_mentions (VECHE_COMPOSER (widget));
}

static void
veche_composer_map (GtkWidget *widget)
{
  veche_composer_size_lines (VECHE_COMPOSER (widget));
  GTK_WIDGET_CLASS (veche_composer_parent_class)->map (widget);
}

static gboolean
veche_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VECHE_COMPOSER (widget)->view));
}

static void
veche_composer_dispose (GObject *object)
{
  VecheComposer *self = VECHE_COMPOSER (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->opening, g_free);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_composer_parent_class)->dispose (object);
}

static void
veche_composer_finalize (GObject *object)
{
  g_hash_table_unref (VECHE_COMPOSER (object)->unsaved);
  G_OBJECT_CLASS (veche_composer_parent_class)->finalize (object);
}

static void
veche_composer_class_init (VecheComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_composer_finalize;
  widget_class->map = veche_composer_map;
  widget_class->css_changed = veche_composer_css_changed;
  widget_class->grab_focus = veche_composer_grab_focus;

  signals[SIGNAL_SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-composer.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, card);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, view);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, where_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, where);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, limit_text);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, send);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_send_clicked_cb);
}

static void
veche_composer_init (VecheComposer *self)
{
  self->unsaved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->mention_tag = gtk_text_buffer_create_tag (veche_composer_get_buffer (self), NULL, "weight", PANGO_WEIGHT_SEMIBOLD, NULL);
  veche_composer_color_mentions (self);
}

void
veche_composer_set_target (VecheComposer *self, VecheSession *session, gint64 interaction_id, const char *icon, const char *where)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_image_set_from_icon_name (self->where_icon, icon);
  gtk_label_set_text (self->where, where != NULL ? where : "");
  if (interaction_id == self->interaction_id && session == self->session)
    return;

  veche_composer_save (self);
  if (g_set_object (&self->session, session))
    g_hash_table_remove_all (self->unsaved);     /* the ids of another workspace */
  self->interaction_id = interaction_id;
  self->generation++;
  self->dirty = FALSE;
  g_clear_pointer (&self->opening, g_free);
  veche_composer_set_platform (self, NULL, 0);
  veche_composer_show_text (self, "");
  if (session != NULL && interaction_id != 0)
    veche_composer_load (self);
}

char *
veche_composer_dup_text (VecheComposer *self)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

gboolean
veche_composer_is_empty (VecheComposer *self)
{
  g_autofree char *text = veche_composer_dup_text (self);
  g_autofree char *opening = g_strstrip (g_strdup (self->opening != NULL ? self->opening : ""));

  return *text == '\0' || g_str_equal (text, opening);
}

void
veche_composer_set_text (VecheComposer *self, const char *text)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  veche_composer_show_text (self, text);
  self->dirty = TRUE;
  veche_composer_save (self);
}

void
veche_composer_clear (VecheComposer *self)
{
  veche_composer_set_text (self, "");
}

/* Mentions stand before what is said to them. */
void
veche_composer_insert_mention (VecheComposer *self, const char *mention)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter start, end;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, ", ", -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert_with_tags (buffer, &start, mention, -1, self->mention_tag, NULL);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

/* "@anna" is no part of "@anna_leb". */
static gboolean
veche_composer_is_whole (const GtkTextIter *end)
{
  gunichar next = gtk_text_iter_get_char (end);

  return !g_unichar_isalnum (next) && next != '_';
}

void
veche_composer_remove_mention (VecheComposer *self, const char *mention)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  GtkTextIter from, start, end, comma;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_text_buffer_get_start_iter (buffer, &from);
  while (gtk_text_iter_forward_search (&from, mention, GTK_TEXT_SEARCH_TEXT_ONLY, &start, &end, NULL))
    {
      from = end;
      if (!veche_composer_is_whole (&end))
        continue;
      comma = end;
      if (gtk_text_iter_forward_chars (&comma, 2))
        {
          g_autofree char *after = gtk_text_iter_get_text (&end, &comma);

          if (g_str_equal (after, ", "))
            end = comma;
        }
      gtk_text_buffer_delete (buffer, &start, &end);
      return;
    }
}

void
veche_composer_append (VecheComposer *self, const char *text)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  gboolean begun = !veche_composer_is_empty (self);
  GtkTextIter end;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (begun)
    gtk_text_buffer_insert (buffer, &end, "\n", -1);
  gtk_text_buffer_insert (buffer, &end, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}
