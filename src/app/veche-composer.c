/* veche-composer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-bottom-bar.h"
#include "app/veche-composer-private.h"
#include "app/veche-label.h"
#include "app/veche-platform-syntax.h"
#include "model/veche-text-weight.h"

#define LINES_LEAST   2
#define LINES_MOST    8

G_DEFINE_FINAL_TYPE (VecheComposer, veche_composer, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SEND,
  SIGNAL_LEAVE,
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

GtkTextBuffer *
veche_composer_get_buffer (VecheComposer *self)
{
  return gtk_text_view_get_buffer (self->view);
}

void
veche_composer_show_text (VecheComposer *self, const char *text)
{
  GtkTextBuffer *buffer = veche_composer_get_buffer (self);
  gsize fits = veche_text_weight_fits (text);
  GtkTextIter end;

  self->loading = TRUE;
  veche_composer_set_rest (self, text + fits);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, (int) fits);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  self->loading = FALSE;
}

/* With a file, some platforms take fewer words. */
static guint
veche_composer_get_most (VecheComposer *self)
{
  const VecheConnectorInfo *info = veche_connectors_find (self->platform);

  return info != NULL && info->max_caption > 0 && !veche_file_tray_is_empty (self->tray) ? info->max_caption : self->max_length;
}

/* How much may still be written, from four fifths on; before that, what the platform makes of it.  FALSE: it is too long to be sent. */
static gboolean
veche_composer_show_limit (VecheComposer *self, const char *text)
{
  guint most = veche_composer_get_most (self);
  guint length = most > 0 ? veche_length_count (text, self->unit) : 0;
  gboolean over = most > 0 && length > most;
  gboolean near = most > 0 && length * 5 >= most * 4;
  g_autofree char *words = NULL;
  guint rest = over ? length - most : most - length;

  if (over)
    words = g_strdup_printf (ngettext ("%u character too long: at most %u fit there", "%u characters too long: at most %u fit there", rest), rest,
                             most);
  else if (near)
    words = g_strdup_printf (ngettext ("%u character left", "%u characters left", rest), rest);
  gtk_label_set_text (self->limit_text, words != NULL ? words : veche_platform_syntax (self->platform, NULL));
  gtk_label_set_width_chars (self->limit_text, *gtk_label_get_text (self->limit_text) != '\0' ? 5 : 0);
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->limit_text), "over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->limit_text), "over");

  return !over;
}

void
veche_composer_set_platform (VecheComposer *self, const char *platform, guint max_length)
{
  const VecheConnectorInfo *info = veche_connectors_find (platform);
  const char *details;

  g_free (self->platform);
  self->platform = g_strdup (platform);
  self->max_length = max_length > 0 || info == NULL ? max_length : info->max_length;
  self->unit = info != NULL ? info->unit : VECHE_LENGTH_CHARACTERS;
  veche_platform_syntax (platform, &details);
  veche_label_tip (GTK_WIDGET (self->limit_text), details);
  veche_file_tray_set_place (self->tray, info);
  gtk_widget_set_sensitive (self->attach, info != NULL && info->max_files > 0);
  veche_label_tip (self->attach, info != NULL && info->max_files > 0 ? _ ("Attach Files") : _ ("Files can’t be sent there"));
}

static void veche_composer_preview_cb (VecheComposer *self);

/* Files need no words beside them, on any platform that takes files. */
static gboolean
veche_composer_says_nothing (VecheComposer *self)
{
  return veche_composer_is_empty (self) && veche_file_tray_is_empty (self->tray);
}

/* Whether it can go as it is. */
void
veche_composer_weigh (VecheComposer *self)
{
  g_autofree char *text = veche_composer_dup_text (self);
  gboolean fits = veche_composer_show_limit (self, text);

  gtk_widget_set_sensitive (self->send, !veche_composer_says_nothing (self) && fits && veche_file_tray_fits (self->tray));
  veche_composer_preview_cb (self);
}

static void
veche_composer_changed_cb (VecheComposer *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (veche_composer_get_buffer (self)) == 0;

  gtk_widget_set_visible (self->placeholder, empty && self->rest == NULL);
  veche_composer_watch_rest (self);
  veche_composer_weigh (self);
  veche_composer_hide_holes (self);
  veche_composer_complete (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->loading)
    return;
  veche_composer_save_soon (self);
}

static void
veche_composer_emit_send (VecheComposer *self, gboolean done)
{
  g_autofree char *text = veche_composer_dup_text (self);

  self->send_done = done;
  /* What the draft has more than is seen here must not be left behind, nor leave unseen. */
  self->send_waits = self->session != NULL && self->interaction_id != 0 && (!self->loaded || self->settling || !veche_file_tray_is_loaded (self->tray));
  if (self->send_waits || veche_composer_says_nothing (self) || !veche_file_tray_fits (self->tray) || !veche_composer_show_limit (self, text)
      || !veche_composer_is_filled (self))
    return;
  veche_article_picker_close (self->picker);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, done);
}

void
veche_composer_send_waiting (VecheComposer *self)
{
  if (!self->send_waits || !self->loaded || self->settling || !veche_file_tray_is_loaded (self->tray))
    return;
  self->send_waits = FALSE;
  if (self->came_along || veche_file_tray_get_came_along (self->tray))
    veche_session_toast (self->session, _ ("The draft had more in it. Look at it, then send"));
  else
    veche_composer_emit_send (self, self->send_done);
}

static void
veche_composer_tray_cb (VecheComposer *self)
{
  veche_composer_weigh (self);
  veche_composer_try_settle (self);
  veche_composer_send_waiting (self);
}

static void
veche_composer_send_clicked_cb (VecheComposer *self)
{
  veche_composer_emit_send (self, FALSE);
}

/* It knows what it says. */
static void
veche_composer_send_anyway_cb (VecheComposer *self)
{
  veche_composer_hide_holes (self);
  self->holes_seen = TRUE;
  veche_composer_emit_send (self, self->send_done);
}

static void
composer_open_picker (VecheComposer *self, gboolean links)
{
  gboolean open_links;

  if (self->session == NULL || self->interaction_id == 0)
    return;
  if (veche_article_picker_is_open (self->picker, &open_links) && open_links == links)
    {
      veche_article_picker_close (self->picker);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  else
    veche_article_picker_open (self->picker, self->session, self->question != NULL ? self->question->text : NULL,
                               self->question != NULL ? self->question->community_uid : NULL, links);
}

static void
veche_composer_book_cb (VecheComposer *self)
{
  composer_open_picker (self, FALSE);
}

static void
composer_pick_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  composer_open_picker (VECHE_COMPOSER (widget), g_str_equal (name, "composer.find-link"));
}

static void
veche_composer_picked_cb (VecheComposer *self, VecheArticle *article)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  veche_composer_insert_article (self, article);
}

static void
veche_composer_not_picked_cb (VecheComposer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
veche_composer_preview_cb (VecheComposer *self)
{
  g_autoptr (VecheReply) reply = NULL;
  gboolean shown = gtk_toggle_button_get_active (self->preview_button);

  gtk_widget_set_visible (GTK_WIDGET (self->preview), shown);
  if (!shown)
    return;
  reply = veche_reply_new ();
  reply->text = veche_composer_dup_text (self);
  reply->meta = g_strdup (self->meta);
  reply->author_handle = g_strdup (self->author);
  veche_reply_preview_show (self->preview, self->platform, reply);
}

static void
composer_preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkToggleButton *button = VECHE_COMPOSER (widget)->preview_button;

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
veche_composer_attach_cb (VecheComposer *self)
{
  veche_file_tray_choose (self->tray);
}

static void
veche_composer_paste_cb (VecheComposer *self)
{
  if (veche_file_tray_paste (self->tray))
    g_signal_stop_emission_by_name (self->view, "paste-clipboard");
}

static void
veche_composer_emoji_cb (VecheComposer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit_by_name (self->view, "insert-emoji");
}

/* To what stands before the text: GTK itself gives the keyboard back to the text, and whoever has no mouse never reaches the strips above. */
static gboolean
veche_composer_focus_back (VecheComposer *self)
{
  for (GtkWidget *widget = GTK_WIDGET (self->view); widget != NULL && !GTK_IS_ROOT (widget); widget = gtk_widget_get_parent (widget))
    for (GtkWidget *before = gtk_widget_get_prev_sibling (widget); before != NULL; before = gtk_widget_get_prev_sibling (before))
      if (!GTK_IS_NATIVE (before) && gtk_widget_get_mapped (before) && gtk_widget_child_focus (before, GTK_DIR_TAB_BACKWARD))
        return GDK_EVENT_STOP;

  return GDK_EVENT_PROPAGATE;
}

static gboolean
veche_composer_key_cb (VecheComposer *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType mods = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (veche_suggestions_key (self->suggestions, keyval, state))
    return GDK_EVENT_STOP;
  if (enter && (mods & GDK_CONTROL_MASK) && !(mods & GDK_ALT_MASK))
    {
      veche_composer_emit_send (self, (mods & GDK_SHIFT_MASK) != 0);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Tab && mods == 0 && veche_composer_expand_code (self))
    return GDK_EVENT_STOP;
  if (keyval == GDK_KEY_ISO_Left_Tab || (keyval == GDK_KEY_Tab && (mods & GDK_SHIFT_MASK)))
    return veche_composer_focus_back (self);
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
      veche_suggestions_clear (self->suggestions);
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

static void
veche_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (veche_composer_parent_class)->css_changed (widget, change);
  if (VECHE_COMPOSER (widget)->mention_tag != NULL)
    veche_composer_color_mentions (VECHE_COMPOSER (widget));
  if (VECHE_COMPOSER (widget)->tone != NULL)
    veche_composer_color_tone (VECHE_COMPOSER (widget));
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
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_pointer (&self->rest, g_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->platform, g_free);
  g_clear_pointer (&self->opening, g_free);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->meta, g_free);
  g_clear_pointer (&self->author, g_free);
  veche_composer_drop_completion (self);
  self->card = NULL;
  g_clear_pointer (&self->whole, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_composer_parent_class)->dispose (object);
}

static void
veche_composer_finalize (GObject *object)
{
  VecheComposer *self = VECHE_COMPOSER (object);

  g_hash_table_unref (self->unsaved);
  g_hash_table_unref (self->used);
  g_clear_pointer (&self->question, veche_composing_free);
  G_OBJECT_CLASS (veche_composer_parent_class)->finalize (object);
}

/* With the same keys of a Russian keyboard. */
static void
composer_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "composer.find-article", NULL, composer_pick_action);
  gtk_widget_class_install_action (widget_class, "composer.find-link", NULL, composer_pick_action);
  gtk_widget_class_install_action (widget_class, "composer.preview", NULL, composer_preview_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "composer.preview", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Cyrillic_ze, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "composer.preview", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, GDK_CONTROL_MASK, "composer.find-article", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Cyrillic_o, GDK_CONTROL_MASK, "composer.find-article", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "composer.find-link", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Cyrillic_el, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "composer.find-link", NULL);
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

  composer_install_actions (widget_class);
  g_type_ensure (VECHE_TYPE_ARTICLE_PICKER);
  g_type_ensure (VECHE_TYPE_FILE_TRAY);
  g_type_ensure (VECHE_TYPE_SENSITIVE_STRIP);
  g_type_ensure (VECHE_TYPE_REPLY_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-composer.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, whole);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, rest_line);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, rest_words);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, hole_line);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, hole_words);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, card);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, picker);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, sensitive);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, tone_line);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, tone_words);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, tone_use);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, tone_next);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, book);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, view);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, where_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, where);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, limit_text);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, send);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, foot);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, attach);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, tray);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, preview);
  gtk_widget_class_bind_template_child (widget_class, VecheComposer, preview_button);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_copy_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_drop_rest_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_preview_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_attach_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_tray_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_emoji_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_send_anyway_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_book_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_tone_use_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_tone_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_sensitive_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_composer_not_picked_cb);
}

static void
veche_composer_init (VecheComposer *self)
{
  self->unsaved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->used = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  veche_bottom_bar_watch (self->foot);
  self->mention_tag = gtk_text_buffer_create_tag (veche_composer_get_buffer (self), NULL, "weight", PANGO_WEIGHT_SEMIBOLD, NULL);
  self->hole_tag = gtk_text_buffer_create_tag (veche_composer_get_buffer (self), NULL, NULL);
  veche_composer_color_mentions (self);
  veche_composer_add_completion (self);
  g_signal_connect_swapped (self->view, "paste-clipboard", G_CALLBACK (veche_composer_paste_cb), self);
  veche_file_tray_take_drops (self->tray, self->card);
  self->speller = veche_spell_view_attach (self->view, self->mention_tag);
  veche_composer_add_tone (self);
}

void
veche_composer_set_target (VecheComposer *self, VecheSession *session, gint64 interaction_id, const char *icon, const char *where)
{
  g_autoptr (VecheSession) before = NULL;

  g_return_if_fail (VECHE_IS_COMPOSER (self));

  gtk_image_set_from_icon_name (self->where_icon, icon);
  gtk_label_set_text (self->where, where != NULL ? where : "");
  if (interaction_id == self->interaction_id && session == self->session)
    return;

  veche_composer_save (self);
  before = self->session != NULL ? g_object_ref (self->session) : NULL;
  if (g_set_object (&self->session, session))
    {
      veche_composer_watch_desk (self, before);
      g_hash_table_remove_all (self->unsaved);     /* the ids of another workspace */
      g_hash_table_remove_all (self->used);
    }
  self->interaction_id = interaction_id;
  self->generation++;
  self->dirty = self->loaded = self->look_later = self->came_along = self->send_waits = self->settling = FALSE;
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->opening, g_free);
  g_clear_pointer (&self->question, veche_composing_free);
  veche_composer_hide_holes (self);
  veche_article_picker_close (self->picker);
  veche_file_tray_set_target (self->tray, session, interaction_id);
  veche_sensitive_strip_reset (self->sensitive);
  veche_composer_look_up (self);
  if (interaction_id == 0)    /* else the draft tells in a moment, and mostly the same as the last one */
    veche_composer_set_platform (self, NULL, 0);
  veche_composer_show_text (self, "");
  if (session != NULL && interaction_id != 0)
    veche_composer_load (self);
}

void
veche_composer_set_names (VecheComposer *self, const char *const *names)
{
  g_return_if_fail (VECHE_IS_COMPOSER (self));

  veche_spell_view_set_known (self->speller, names);
}

char *
veche_composer_dup_text (VecheComposer *self)
{
  return g_strstrip (veche_composer_dup_whole (self));
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

GPtrArray *
veche_composer_dup_files (VecheComposer *self)
{
  return veche_file_tray_dup_files (self->tray);
}

void
veche_composer_set_files (VecheComposer *self, GPtrArray *files)
{
  veche_file_tray_set_files (self->tray, files);
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
