/* veche-spell-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-settings.h"
#include "app/veche-label.h"
#include "app/veche-spell-view.h"
#include "app/veche-speller.h"

#define WAIT_MS         300
#define MOST_SUGGESTED  5

/* Words are looked up on a thread: a dictionary is read from a file, and the nearest words take long to find. */
struct _VecheSpellView
{
  GObject       parent_instance;

  GtkTextView  *view;            /* (unowned): owns this */
  GtkTextTag   *wrong;           /* (owned by the buffer) */
  GtkTextTag   *skip;            /* (owned by the buffer) (nullable) */
  GMenu        *menu;            /* (owned): what the view's menu has more */
  GStrv         known;           /* (owned) (nullable) */
  guint         source;
  guint         generation;      /* of the text: an answer about an earlier one is dropped */
  guint         aim;             /* of the word that is aimed at */
  gboolean      busy;
  char         *word;            /* (owned) (nullable): the misspelt word that the menu is about */
  GtkTextMark  *from, *until;    /* (owned by the buffer) of it */
};

G_DEFINE_FINAL_TYPE (VecheSpellView, veche_spell_view, G_TYPE_OBJECT)

static GtkTextBuffer *
spell_view_buffer (VecheSpellView *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void spell_view_check_soon (VecheSpellView *self);

/* ------------------------------------------------------------------------------------------------------------------------- underlining */

typedef struct
{
  char  *text;
  GStrv  known;
  guint  generation;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_free (check->text);
  g_strfreev (check->known);
  g_free (check);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;

  g_task_return_pointer (task, veche_speller_find (check->text, (const char *const *) check->known), (GDestroyNotify) g_array_unref);
}

/* The word under the cursor is still being written. */
static gboolean
spell_view_is_being_typed (VecheSpellView *self, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (spell_view_buffer (self), &cursor, gtk_text_buffer_get_insert (spell_view_buffer (self)));
  return gtk_widget_is_focus (GTK_WIDGET (self->view)) && gtk_text_iter_equal (&cursor, end) && gtk_text_iter_is_end (end);
}

static void
spell_view_mark (VecheSpellView *self, const VecheSpan *span)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (spell_view_buffer (self), &start, (int) span->from);
  gtk_text_buffer_get_iter_at_offset (spell_view_buffer (self), &end, (int) (span->from + span->length));
  if (self->skip != NULL && (gtk_text_iter_has_tag (&start, self->skip) || gtk_text_iter_ends_tag (&end, self->skip)))
    return;
  if (!spell_view_is_being_typed (self, &start, &end))
    gtk_text_buffer_apply_tag (spell_view_buffer (self), self->wrong, &start, &end);
}

static void
spell_view_clear (VecheSpellView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (spell_view_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag (spell_view_buffer (self), self->wrong, &start, &end);
}

static void
spell_view_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheSpellView *self = VECHE_SPELL_VIEW (source);
  Check *check = g_task_get_task_data (G_TASK (result));
  g_autoptr (GArray) found = g_task_propagate_pointer (G_TASK (result), NULL);

  self->busy = FALSE;
  if (self->view == NULL)
    return;
  if (check->generation != self->generation)
    {
      spell_view_check_soon (self);
      return;
    }
  spell_view_clear (self);
  for (guint i = 0; i < found->len; i++)
    spell_view_mark (self, &g_array_index (found, VecheSpan, i));
}

static gboolean
spell_view_check_cb (gpointer user_data)
{
  VecheSpellView *self = user_data;
  g_autoptr (GTask) task = NULL;
  GtkTextIter start, end;
  Check *check;

  self->source = 0;
  if (self->busy)          /* it looks again when it is back */
    {
      self->generation++;
      return G_SOURCE_REMOVE;
    }
  if (!g_settings_get_boolean (veche_settings_get (), "spell-check"))
    {
      spell_view_clear (self);
      return G_SOURCE_REMOVE;
    }
  gtk_text_buffer_get_bounds (spell_view_buffer (self), &start, &end);
  check = g_new0 (Check, 1);
  check->text = gtk_text_buffer_get_slice (spell_view_buffer (self), &start, &end, TRUE);
  check->known = g_strdupv (self->known);
  check->generation = self->generation;
  self->busy = TRUE;
  task = g_task_new (self, NULL, spell_view_checked_cb, NULL);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_thread);

  return G_SOURCE_REMOVE;
}

static void
spell_view_check_soon (VecheSpellView *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->view != NULL)
    self->source = g_timeout_add (WAIT_MS, spell_view_check_cb, self);
}

static void
spell_view_changed_cb (VecheSpellView *self)
{
  self->generation++;
  spell_view_check_soon (self);
}

/* ---------------------------------------------------------------------------------------------------------------------------- the menu */

static void
suggest_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, veche_speller_suggest (data, MOST_SUGGESTED), (GDestroyNotify) g_strfreev);
}

static void
spell_view_suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheSpellView *self = VECHE_SPELL_VIEW (source);
  g_auto (GStrv) words = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GMenu) better = g_menu_new ();

  if (self->view == NULL || GPOINTER_TO_UINT (user_data) != self->aim || self->word == NULL)
    return;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
      g_autofree char *label = veche_label_for_menu (words[i]);

      g_menu_item_set_label (item, label);
      g_menu_item_set_action_and_target (item, "spell.replace", "s", words[i]);
      g_menu_append_item (better, item);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (better)) > 0)
    g_menu_prepend_section (self->menu, NULL, G_MENU_MODEL (better));
}

static void
spell_view_forget_word (VecheSpellView *self)
{
  self->aim++;
  g_clear_pointer (&self->word, g_free);
  g_menu_remove_all (self->menu);
}

/* The menu will be about the word there, if it is misspelt. */
static void
spell_view_aim (VecheSpellView *self, const GtkTextIter *where)
{
  GtkTextIter start = *where, end = *where;
  g_autofree char *word = NULL;
  g_autoptr (GMenu) keep = NULL;
  g_autoptr (GTask) task = NULL;

  if (!gtk_text_iter_has_tag (&start, self->wrong) && !gtk_text_iter_ends_tag (&start, self->wrong))
    {
      if (self->word != NULL)
        spell_view_forget_word (self);
      return;
    }
  if (!gtk_text_iter_starts_tag (&start, self->wrong))
    gtk_text_iter_backward_to_tag_toggle (&start, self->wrong);
  if (!gtk_text_iter_ends_tag (&end, self->wrong))
    gtk_text_iter_forward_to_tag_toggle (&end, self->wrong);
  word = gtk_text_iter_get_text (&start, &end);
  gtk_text_buffer_move_mark (spell_view_buffer (self), self->from, &start);
  gtk_text_buffer_move_mark (spell_view_buffer (self), self->until, &end);
  if (g_strcmp0 (word, self->word) == 0)
    return;
  spell_view_forget_word (self);
  self->word = g_steal_pointer (&word);
  keep = g_menu_new ();
  g_menu_append (keep, _ ("_Add to Dictionary"), "spell.add");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (keep));
  task = g_task_new (self, NULL, spell_view_suggested_cb, GUINT_TO_POINTER (self->aim));
  g_task_set_task_data (task, g_strdup (self->word), g_free);
  g_task_run_in_thread (task, suggest_thread);
}

static void
spell_view_cursor_cb (VecheSpellView *self)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (spell_view_buffer (self), &cursor, gtk_text_buffer_get_insert (spell_view_buffer (self)));
  spell_view_aim (self, &cursor);
}

/* The secondary button opens the menu where the pointer is, not where the cursor is. */
static void
spell_view_pressed_cb (VecheSpellView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkTextIter where;
  int left, top;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &left, &top);
  gtk_text_view_get_iter_at_location (self->view, &where, left, top);
  spell_view_aim (self, &where);
}

static void
spell_view_replace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSpellView *self = user_data;
  GtkTextBuffer *buffer = spell_view_buffer (self);
  GtkTextIter start, end;
  g_autofree char *there = NULL;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->from);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, self->until);
  there = gtk_text_iter_get_text (&start, &end);
  if (self->word == NULL || g_strcmp0 (there, self->word) != 0)
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
  spell_view_forget_word (self);
}

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  veche_speller_add (data);
  g_task_return_boolean (task, TRUE);
}

static void
spell_view_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  spell_view_changed_cb (VECHE_SPELL_VIEW (source));
}

static void
spell_view_add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSpellView *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, NULL, spell_view_added_cb, NULL);

  if (self->word == NULL)
    return;
  g_task_set_task_data (task, g_strdup (self->word), g_free);
  g_task_run_in_thread (task, add_thread);
  spell_view_forget_word (self);
}

/* ----------------------------------------------------------------------------------------------------------------------------- its life */

static void
spell_view_gone (gpointer data, GObject *view)
{
  VecheSpellView *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  self->view = NULL;
  g_object_unref (self);
}

static void
veche_spell_view_finalize (GObject *object)
{
  VecheSpellView *self = VECHE_SPELL_VIEW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_object_unref (self->menu);
  g_strfreev (self->known);
  g_free (self->word);
  G_OBJECT_CLASS (veche_spell_view_parent_class)->finalize (object);
}

static void
veche_spell_view_class_init (VecheSpellViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_spell_view_finalize;
}

static void
veche_spell_view_init (VecheSpellView *self)
{
  self->menu = g_menu_new ();
}

VecheSpellView *
veche_spell_view_attach (GtkTextView *view, GtkTextTag *skip)
{
  static const GActionEntry entries[] = { { "replace", spell_view_replace_cb, "s" }, { "add", spell_view_add_cb } };
  VecheSpellView *self = g_object_new (VECHE_TYPE_SPELL_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkGesture *click = gtk_gesture_click_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkTextIter start;

  self->view = view;
  self->skip = skip;
  self->wrong = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_get_start_iter (buffer, &start);
  self->from = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  self->until = gtk_text_buffer_create_mark (buffer, NULL, &start, FALSE);
  g_object_weak_ref (G_OBJECT (view), spell_view_gone, self);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (spell_view_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (spell_view_cursor_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (veche_settings_get (), "changed::spell-check", G_CALLBACK (spell_view_check_soon), self, G_CONNECT_SWAPPED);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (spell_view_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spell", G_ACTION_GROUP (actions));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (self->menu));

  return self;
}

void
veche_spell_view_set_known (VecheSpellView *self, const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;

  g_return_if_fail (VECHE_IS_SPELL_VIEW (self));

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (names[i], " -", -1);

      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          g_strv_builder_add (builder, words[j]);
    }
  known = g_strv_builder_end (builder);
  if (self->known != NULL && g_strv_equal ((const char *const *) known, (const char *const *) self->known))
    return;
  g_strfreev (self->known);
  self->known = g_steal_pointer (&known);
  spell_view_changed_cb (self);
}
