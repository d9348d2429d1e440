/* veche-ask-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-line.h"
#include "app/veche-ask-query.h"
#include "app/veche-ask-view.h"
#include "app/veche-ask-waiting.h"
#include "app/veche-expert-row.h"
#include "app/veche-expert-words.h"
#include "app/veche-topic-chips.h"
#include "model/veche-uid.h"

#define TYPING_MS  250
#define SHOWN      4
#define MOST_CHARS 4000

/* question (message or typed) ─▶ VecheAskQuestion ─▶ scanner ─▶ VecheAskFound ─▶ topics, rows, who is left out
 * ticks ─▶ the line ─▶ clipboard or the reply's draft, and the asks in one gesture */
struct _VecheAskView
{
  AdwBin           parent_instance;

  VecheSession    *session;           /* (owned) (nullable) */
  char            *interaction_uid;   /* (nullable): the question is this message */
  VecheAskFound   *found;             /* (owned) (nullable): outlives the rows, that show its experts */
  GCancellable    *cancellable;       /* (owned) (nullable): of the search under way */
  GHashTable      *chosen;            /* (owned) (element-type utf8): uids of members */
  guint            typing;            /* source id */
  gboolean         editing;           /* the message's words are changed for the search */
  gboolean         filling;
  gboolean         all;               /* everybody is shown, not the first few */

  GtkWidget       *origin, *entry_box, *topic_box, *heading, *start;
  GtkImage        *origin_icon;
  GtkLabel        *origin_label, *question, *placeholder, *count, *note, *left_title, *left_words, *left_list;
  GtkTextView     *entry;
  VecheTopicChips *topics;
  GtkListBox      *list;
  GtkButton       *more;
  GtkExpander     *left_out;
  VecheAskWaiting *waiting;
  VecheAskLine    *bar;
};

G_DEFINE_FINAL_TYPE (VecheAskView, veche_ask_view, ADW_TYPE_BIN)

static void ask_view_search (VecheAskView *self);

/* (transfer full) */
static char *
view_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_view_text (VecheAskView *self, GtkTextView *view, const char *text)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
  self->filling = FALSE;
}

/*** Who is asked ***/

/* (transfer container) (element-type VecheExpert) */
static GPtrArray *
ask_view_chosen (VecheAskView *self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; self->found != NULL && i < self->found->experts->experts->len; i++)
    {
      VecheExpert *expert = g_ptr_array_index (self->found->experts->experts, i);

      if (g_hash_table_contains (self->chosen, expert->uid))
        g_ptr_array_add (chosen, expert);
    }

  return chosen;
}

static void
ask_view_update_line (VecheAskView *self, VecheExpert *toggled, gboolean on)
{
  g_autoptr (GPtrArray) chosen = ask_view_chosen (self);

  veche_ask_line_set_chosen (self->bar, chosen, toggled, on);
}

static void
ask_view_chosen_cb (VecheAskView *self, GParamSpec *pspec, VecheExpertRow *row)
{
  VecheExpert *expert = veche_expert_row_get_expert (row);
  gboolean on = veche_expert_row_get_chosen (row);

  if (self->filling)
    return;
  if (on)
    g_hash_table_add (self->chosen, g_strdup (expert->uid));
  else
    g_hash_table_remove (self->chosen, expert->uid);
  ask_view_update_line (self, expert, on);
}

/* (transfer full) */
static char *
ask_view_names (GPtrArray *chosen)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((VecheExpert *) g_ptr_array_index (chosen, i))->name);

  return g_strdup (names->str);
}

static void
ask_view_record (VecheAskView *self, const char *said)   /* said (nullable): silently */
{
  g_autoptr (GPtrArray) chosen = ask_view_chosen (self);
  g_autofree char *names = ask_view_names (chosen);
  g_autofree char *short_names = veche_words_clean (names, 80, FALSE);
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", names);
  /* Translators: "Copied", then who was asked */
  g_autofree char *toast = said != NULL ? g_strdup_printf (_ ("%s; asked: %s"), said, short_names) : NULL;

  if (self->found == NULL || veche_ask_edit_record (edit, self->found, chosen) == 0)
    {
      if (said != NULL)
        veche_session_toast (self->session, said);
    }
  else
    veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
ask_view_copy_cb (VecheAskView *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  ask_view_record (self, _ ("Copied"));
}

static void
ask_view_insert_cb (VecheAskView *self, const char *text)
{
  g_autofree char *uid = g_strdup (self->interaction_uid);

  if (uid == NULL)
    return;
  /* The line is seen in the reply; a toast would lie over it. */
  ask_view_record (self, NULL);
  veche_session_insert_reply (self->session, uid, text, NULL, NULL);
}

/*** What was found ***/

static void
ask_view_clear_rows (VecheAskView *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
ask_view_show_rows (VecheAskView *self)
{
  GPtrArray *experts = self->found->experts->experts;
  gboolean narrow = veche_session_get_folded (self->session);
  guint shown = self->all ? experts->len : MIN (experts->len, SHOWN);
  g_autofree char *count = g_strdup_printf ("%u", experts->len);
  g_autofree char *more = g_strdup_printf (_ ("Show All %u"), experts->len);

  ask_view_clear_rows (self);
  self->filling = TRUE;
  for (guint i = 0; i < experts->len; i++)
    {
      VecheExpert *expert = g_ptr_array_index (experts, i);
      gboolean chosen = g_hash_table_contains (self->chosen, expert->uid);
      GtkWidget *row;

      if (i >= shown && !chosen)
        continue;
      row = veche_expert_row_new (expert, self->found->experts->for_name, narrow);
      veche_expert_row_set_chosen (VECHE_EXPERT_ROW (row), chosen);
      g_signal_connect_object (row, "notify::chosen", G_CALLBACK (ask_view_chosen_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->list), experts->len > 0);
  gtk_widget_set_visible (self->heading, experts->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more), experts->len > shown);
  gtk_button_set_label (self->more, more);
  gtk_label_set_text (self->count, count);
}

static void
ask_view_show_left_out (VecheAskView *self)
{
  GPtrArray *left = self->found->experts->left_out;
  g_autoptr (GString) line = g_string_new (NULL), list = g_string_new (NULL);
  g_autofree char *title = g_strdup_printf (_ ("Not offered: %u"), left->len);

  for (guint i = 0; i < left->len; i++)
    {
      g_autofree char *words = veche_expert_left_words (g_ptr_array_index (left, i));

      g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", words);
      g_string_append_printf (list, "%s%s", i > 0 ? "\n" : "", words);
    }
  gtk_label_set_text (self->left_title, title);
  gtk_label_set_text (self->left_words, line->str);
  gtk_label_set_text (self->left_list, list->str);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), left->len > 0);
}

static void
ask_view_show_note (VecheAskView *self)
{
  VecheExperts *experts = self->found->experts;
  g_autofree char *words = NULL;

  if (experts->experts->len == 0 && experts->topics->len == 0)
    words = g_strdup (_ ("No topic of yours is recognised, and nobody has written about this. Add a topic above"));
  else if (experts->experts->len == 0)
    words = g_strdup (_ ("Nobody is known who could answer this. The gaps page says who might learn it"));
  else if (experts->city_missed && experts->city != NULL)
    /* Translators: a city */
    words = g_strdup_printf (_ ("Nobody suitable lives in %s: these live elsewhere"), experts->city);
  gtk_label_set_text (self->note, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), words != NULL);
}

static void
ask_view_show_origin (VecheAskView *self)
{
  VecheInteraction *message = self->found != NULL ? self->found->message : NULL;
  gboolean from_message = self->interaction_uid != NULL && message != NULL;
  g_autofree char *who = NULL, *where = NULL, *ago = NULL, *text = NULL, *words = NULL;

  gtk_widget_set_visible (self->origin, self->interaction_uid != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->question), from_message && !self->editing);
  gtk_widget_set_visible (self->entry_box, self->interaction_uid == NULL || self->editing);
  veche_ask_line_set_for_message (self->bar, self->interaction_uid != NULL);
  if (!from_message)
    return;

  who = veche_words_clean (message->author_name, 60, FALSE);
  where = veche_words_clean (message->channel_name, 60, FALSE);
  ago = veche_words_ago (message->at, veche_now ());
  text = veche_words_clean (message->text, MOST_CHARS, TRUE);
  /* Translators: who asks, where, how long ago */
  words = g_strdup_printf (_ ("Question · %s · %s · %s"), who, *where != '\0' ? where : veche_platform_name (message->platform), ago);
  gtk_label_set_text (self->origin_label, words);
  gtk_image_set_from_icon_name (self->origin_icon, veche_platform_icon (message->platform));
  gtk_label_set_text (self->question, text);
}

/* Whoever is offered no longer is not asked either. */
static void
ask_view_forget_chosen (VecheAskView *self)
{
  g_autoptr (GPtrArray) chosen = ask_view_chosen (self);

  g_hash_table_remove_all (self->chosen);
  for (guint i = 0; i < chosen->len; i++)
    g_hash_table_add (self->chosen, g_strdup (((VecheExpert *) g_ptr_array_index (chosen, i))->uid));
}

static void
ask_view_show_found (VecheAskView *self)
{
  guint before = g_hash_table_size (self->chosen);

  ask_view_show_origin (self);
  veche_topic_chips_set_topics (self->topics, self->found->experts->topics);
  gtk_widget_set_visible (self->topic_box, TRUE);
  ask_view_forget_chosen (self);
  ask_view_show_rows (self);
  ask_view_show_left_out (self);
  ask_view_show_note (self);
  gtk_widget_set_visible (self->start, FALSE);
  if (before != g_hash_table_size (self->chosen))
    ask_view_update_line (self, NULL, FALSE);
}

static void
ask_view_show_nothing (VecheAskView *self)
{
  ask_view_clear_rows (self);
  g_hash_table_remove_all (self->chosen);
  g_clear_pointer (&self->found, veche_ask_found_free);
  gtk_widget_set_visible (self->topic_box, FALSE);
  gtk_widget_set_visible (self->heading, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), FALSE);
  gtk_widget_set_visible (self->start, TRUE);
  veche_ask_line_clear (self->bar);
  ask_view_show_origin (self);
}

static void
ask_view_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheAskView) self = user_data;
  g_autoptr (GError) error = NULL;
  VecheAskFound *found = veche_ask_finish (source, result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&found, veche_ask_found_free);
      return;
    }
  if (found == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  ask_view_clear_rows (self);
  g_clear_pointer (&self->found, veche_ask_found_free);
  self->found = found;
  ask_view_show_found (self);
}

static void
ask_view_search (VecheAskView *self)
{
  g_autofree char *text = view_text (self->entry);
  VecheAskQuestion *question;
  gboolean own_words = self->interaction_uid == NULL || self->editing;

  g_clear_handle_id (&self->typing, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;
  if (own_words && *text == '\0' && !veche_topic_chips_has_added (self->topics))
    {
      ask_view_show_nothing (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  question = veche_ask_question_new (self->interaction_uid, own_words ? text : NULL);
  question->with = veche_topic_chips_dup_added (self->topics);
  question->without = veche_topic_chips_dup_removed (self->topics);
  veche_ask_async (self->session, question, self->cancellable, ask_view_found_cb, g_object_ref (self));
}

static gboolean
ask_view_typing_cb (gpointer user_data)
{
  VecheAskView *self = user_data;

  self->typing = 0;
  ask_view_search (self);

  return G_SOURCE_REMOVE;
}

static void
ask_view_typed_cb (VecheAskView *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->entry)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), empty);
  if (self->filling)
    return;
  if (empty)
    veche_topic_chips_reset (self->topics);
  g_clear_handle_id (&self->typing, g_source_remove);
  self->typing = g_timeout_add (TYPING_MS, ask_view_typing_cb, self);
}

static gboolean
ask_view_key_cb (VecheAskView *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (!enter || (state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  ask_view_search (self);

  return GDK_EVENT_STOP;
}

static void
ask_view_edit_cb (VecheAskView *self)
{
  self->editing = TRUE;
  if (self->found != NULL)
    set_view_text (self, self->entry, self->found->experts->question);
  ask_view_typed_cb (self);
  ask_view_show_origin (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
ask_view_clear_cb (VecheAskView *self)
{
  veche_ask_view_ask (self, NULL, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
ask_view_more_cb (VecheAskView *self)
{
  self->all = TRUE;
  ask_view_show_rows (self);
}

static void
ask_view_row_cb (VecheAskView *self, GtkListBoxRow *row)
{
  VecheExpertRow *expert = VECHE_EXPERT_ROW (row);

  veche_expert_row_set_chosen (expert, !veche_expert_row_get_chosen (expert));
}

static void
ask_view_changed_cb (VecheAskView *self, VecheChange *change)
{
  if (self->found != NULL && (veche_change_get_tables (change) & (VECHE_TABLE_ASK | VECHE_TABLE_COMPETENCY)))
    ask_view_search (self);
}

static void
ask_view_folded_cb (VecheAskView *self)
{
  if (self->found != NULL)
    ask_view_show_rows (self);
}

static void
veche_ask_view_dispose (GObject *object)
{
  VecheAskView *self = VECHE_ASK_VIEW (object);

  veche_ask_view_set_session (self, NULL);
  g_clear_pointer (&self->found, veche_ask_found_free);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->interaction_uid, g_free);
  G_OBJECT_CLASS (veche_ask_view_parent_class)->dispose (object);
}

static void
ask_view_bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, origin);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, origin_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, origin_label);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, question);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, entry_box);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, placeholder);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, topic_box);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, topics);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, heading);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, count);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, list);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, more);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, note);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, left_out);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, left_title);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, left_words);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, left_list);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, waiting);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, start);
  gtk_widget_class_bind_template_child (widget_class, VecheAskView, bar);
}

static void
veche_ask_view_class_init (VecheAskViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_ask_view_dispose;
  g_type_ensure (VECHE_TYPE_ASK_LINE);
  g_type_ensure (VECHE_TYPE_ASK_WAITING);
  g_type_ensure (VECHE_TYPE_TOPIC_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-ask-view.ui");
  ask_view_bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_more_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_insert_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_view_search);
}

static void
veche_ask_view_init (VecheAskView *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  ask_view_show_origin (self);
}

void
veche_ask_view_set_session (VecheAskView *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_ASK_VIEW (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (veche_session_get_store (self->session), ask_view_changed_cb, self);
      g_signal_handlers_disconnect_by_func (self->session, ask_view_folded_cb, self);
      g_clear_handle_id (&self->typing, g_source_remove);
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
    }
  if (self->waiting != NULL)
    veche_ask_waiting_set_session (self->waiting, session);
  if (self->topics != NULL)
    veche_topic_chips_set_session (self->topics, session);
  if (!g_set_object (&self->session, session) || session == NULL)
    return;

  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (ask_view_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::folded", G_CALLBACK (ask_view_folded_cb), self, G_CONNECT_SWAPPED);
}

void
veche_ask_view_ask (VecheAskView *self, const char *interaction_uid, const char *text)
{
  g_autofree char *uid = g_strdup (interaction_uid);

  g_return_if_fail (VECHE_IS_ASK_VIEW (self));

  ask_view_show_nothing (self);
  g_free (self->interaction_uid);
  self->interaction_uid = g_steal_pointer (&uid);
  self->editing = FALSE;
  self->all = FALSE;
  veche_topic_chips_reset (self->topics);
  set_view_text (self, self->entry, text != NULL ? text : "");
  ask_view_typed_cb (self);
  ask_view_search (self);
}

void
veche_ask_view_focus (VecheAskView *self)
{
  g_return_if_fail (VECHE_IS_ASK_VIEW (self));

  if (gtk_widget_get_visible (self->entry_box))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}
