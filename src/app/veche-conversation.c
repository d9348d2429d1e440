/* veche-conversation.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-contact-words.h"
#include "app/veche-conversation-private.h"
#include "app/veche-mention-words.h"
#include "connectors/veche-connector.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"

#define RELOAD_MS 60

G_DEFINE_FINAL_TYPE (VecheConversation, veche_conversation, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_LOADED,
  SIGNAL_REPLIED,
  SIGNAL_LEAVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Above the composer stands the strongest of what is to be minded before they are written to; the rest is told when one asks. */
void
veche_conversation_show_guard (VecheConversation *self, const VecheContact *author)
{
  g_autoptr (GPtrArray) words = author != NULL ? veche_contact_words (author, self->mention->platform, veche_now (), FALSE) : NULL;
  gboolean guarded = words != NULL && words->len > 0;
  g_autofree char *all = NULL;

  self->guards = guarded ? (author->do_not_contact ? 2 : 1) : 0;
  veche_conversation_set_person_beside (self, self->person_beside);
  if (!guarded)
    return;
  gtk_label_set_text (self->guard_text, words->pdata[0]);
  g_ptr_array_add (words, NULL);
  all = g_strjoinv ("\n", (char **) words->pdata);
  gtk_widget_set_tooltip_text (self->guard, words->len > 2 ? all : NULL);
}

void
veche_conversation_loaded (VecheConversation *self)
{
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static gboolean
veche_conversation_reload_cb (gpointer user_data)
{
  VecheConversation *self = user_data;

  self->reload = 0;
  veche_conversation_load (self);
  return G_SOURCE_REMOVE;
}

static void
veche_conversation_changed_cb (VecheConversation *self, VecheChange *change)
{
  VecheTables mask = VECHE_TABLE_INTERACTION | VECHE_TABLE_OUTBOX | VECHE_TABLE_MEMBER | VECHE_TABLE_IDENTITY;

  if ((veche_change_get_tables (change) & mask) == 0)
    return;
  veche_conversation_forget_ahead (self);
  /* An answer that was taken back is a draft again. */
  if ((veche_change_get_tables (change) & VECHE_TABLE_OUTBOX) != 0)
    veche_composer_look_again (self->composer);
  if (self->mention != NULL && self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, veche_conversation_reload_cb, self);
}

void
veche_conversation_replied (VecheConversation *self, gboolean done)
{
  g_signal_emit (self, signals[SIGNAL_REPLIED], 0, done);
}

static void
veche_conversation_leave_cb (VecheConversation *self)
{
  if (veche_expert_strip_fold (self->strip))
    return;
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
}

static void
veche_conversation_original_cb (VecheConversation *self)
{
  if (self->mention != NULL && self->mention->url != NULL)
    veche_session_open_uri (self->session, GTK_WIDGET (self), self->mention->url);
}

/* -------------------------------------------------------------------------------------------------------------------------- showing */

gboolean
veche_conversation_can_reply (VecheConversation *self)
{
  const VecheConnectorInfo *info = NULL;

  if (self->mention == NULL || self->mention->source_uid == NULL)
    return FALSE;
  info = veche_connectors_find (self->mention->source_type);
  return info != NULL && info->writes;
}

/* Is an answer to the request on its way, or there? */
static gboolean
veche_conversation_was_decided (VecheConversation *self)
{
  if (self->mention->answered != 0)
    return TRUE;
  for (guint i = 0; self->thread != NULL && i < self->thread->len; i++)
    {
      VecheInteraction *it = self->thread->pdata[i];

      /* Several may ask to be let in beside one another: what was said to the others decides nothing here. */
      if (it->outbox_state != NULL && it->reply_to_id == self->mention->interaction_id && g_strcmp0 (it->outbox_state, "failed") != 0)
        return TRUE;
    }

  return FALSE;
}

static void
veche_conversation_show_composer (VecheConversation *self)
{
  VecheMention *mention = self->mention;
  gboolean can = veche_conversation_can_reply (self), asks = g_strcmp0 (mention->reason, "request") == 0;
  g_autofree char *who = veche_words_clean (veche_mention_who (mention), 60, FALSE);
  /* The channel stands above, the source is the icon before it. */
  g_autofree char *where = g_strdup_printf (_ ("to %s"), who);

  /* Words to somebody who is not in yet would go to the chat. */
  gtk_widget_set_visible (self->request, can && asks);
  gtk_label_set_text (self->request_text, veche_conversation_was_decided (self) ? _ ("Decided; it leaves in a moment, or has left.")
                                                                                 : _ ("Wants to be let in. Their own words are above, what is known of them beside."));
  gtk_widget_set_sensitive (self->request, !veche_conversation_was_decided (self));
  can = can && !asks;
  gtk_widget_set_visible (GTK_WIDGET (self->composer), can);
  gtk_widget_set_visible (self->mute, !can && !asks);
  gtk_widget_set_visible (self->original, !can && mention->url != NULL);
  veche_composer_set_target (self->composer, self->session, can ? mention->interaction_id : 0,
                             veche_platform_icon (mention->platform), where);
  veche_heat_line_set (self->heat_line, self->session, mention, can ? self->composer : NULL);
  if (mention->source_uid == NULL)
    gtk_label_set_text (self->mute_text, _ ("This came from a file. Answer where it was written, then mark it done"));
  else
    gtk_label_set_text (self->mute_text, _ ("Veche only reads this source. Answer where it was written, then mark it done"));
}

/* What stands around the message is asked for once the message itself is there to be read. */
static void
veche_conversation_show_beside (gpointer widget)
{
  VecheConversation *self = VECHE_CONVERSATION (widget);
  VecheMention *mention = self->mention;
  gboolean can, asks, question;

  if (mention == NULL || self->session == NULL)
    return;
  can = veche_conversation_can_reply (self);
  asks = g_strcmp0 (mention->reason, "request") == 0;
  /* A question that we can answer here: who could do it better? */
  question = can && mention->text != NULL && veche_text_is_question (mention->text);
  veche_rule_marks_set_mention (self->marks, self->session, mention->parent.id);
  veche_playbook_view_set_mention (self->playbook, self->session, mention->parent.id);
  veche_article_card_set (self->article, self->session, asks ? NULL : mention, can && !asks ? self->composer : NULL);
  if (self->beside == mention->interaction_id)
    return;
  self->beside = mention->interaction_id;
  veche_earlier_lines_set_mention (self->earlier, self->session, mention);
  veche_expert_strip_ask (self->strip, self->session, question ? mention->interaction_uid : NULL);
}

static void
veche_conversation_clear_beside (VecheConversation *self)
{
  self->beside = 0;
  veche_rule_marks_set_mention (self->marks, NULL, 0);
  veche_playbook_view_set_mention (self->playbook, NULL, 0);
  veche_article_card_set (self->article, NULL, NULL, NULL);
  veche_earlier_lines_set_mention (self->earlier, NULL, NULL);
  veche_expert_strip_ask (self->strip, NULL, NULL);
}

static void
veche_conversation_chosen_cb (VecheConversation *self, const char *mention, gboolean on)
{
  if (on)
    veche_composer_insert_mention (self->composer, mention);
  else
    veche_composer_remove_mention (self->composer, mention);
}

/* Who is mentioned by hand may be chosen above as well. */
static void
veche_conversation_take_out_cb (VecheConversation *self, const char *words)
{
  if (!veche_expert_strip_take_out (self->strip, words))
    veche_composer_remove_mention (self->composer, words);
}

static void
veche_conversation_cleared_cb (VecheConversation *self)
{
  veche_conversation_send_cb (self, self->send_done, self->composer);
}

static void
veche_conversation_written_cb (VecheConversation *self)
{
  g_autofree char *text = veche_composer_dup_text (self->composer);

  veche_mention_guard_watch (self->mention_guard, self->session, self->mention != NULL ? self->mention->interaction_id : 0,
                             veche_conversation_is_heated (self), text);
  veche_switch_bar_watch (self->switch_bar, self->session, self->mention != NULL ? self->mention->interaction_id : 0, text);
}

static gboolean
veche_conversation_insert_cb (VecheConversation *self, const char *uid, const char *text)
{
  if (self->mention == NULL || g_strcmp0 (self->mention->interaction_uid, uid) != 0 || !veche_conversation_can_reply (self))
    return FALSE;
  veche_composer_append (self->composer, text);

  return TRUE;
}

/* Of the last message in the list, an offer may have been all that was left to see. */
static void
veche_conversation_emptied_cb (VecheConversation *self)
{
  gtk_widget_set_visible (self->content, self->mention != NULL);
}

static gboolean
veche_conversation_grab_focus (GtkWidget *widget)
{
  VecheConversation *self = VECHE_CONVERSATION (widget);

  if (veche_conversation_can_reply (self))
    return gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  return gtk_widget_child_focus (self->mute, GTK_DIR_TAB_FORWARD);
}

static void
veche_conversation_dispose (GObject *object)
{
  VecheConversation *self = VECHE_CONVERSATION (object);

  veche_conversation_close (self);
  g_clear_pointer (&self->sending, g_hash_table_unref);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_conversation_parent_class)->dispose (object);
}

static void
veche_conversation_class_init (VecheConversationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_conversation_dispose;
  widget_class->grab_focus = veche_conversation_grab_focus;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REPLIED]
    = g_signal_new ("replied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VECHE_TYPE_ARTICLE_CARD);
  g_type_ensure (VECHE_TYPE_COMPOSER);
  g_type_ensure (VECHE_TYPE_EXPERT_STRIP);
  g_type_ensure (VECHE_TYPE_MENTION_GUARD);
  g_type_ensure (VECHE_TYPE_HEAT_LINE);
  g_type_ensure (VECHE_TYPE_PLAYBOOK_VIEW);
  g_type_ensure (VECHE_TYPE_PROMISE_BAR);
  g_type_ensure (VECHE_TYPE_RULE_MARKS);
  g_type_ensure (VECHE_TYPE_STEADY_COLUMN);
  g_type_ensure (VECHE_TYPE_EARLIER_LINES);
  g_type_ensure (VECHE_TYPE_SWITCH_BAR);
  g_type_ensure (VECHE_TYPE_WHY_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-conversation.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, content);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, below);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, column);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, marks);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, why);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, heat_line);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, playbook);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, promises);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, cards);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, article);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, guard);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, guard_text);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, strip);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, mention_guard);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, switch_bar);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, earlier);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, composer);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, request);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, request_text);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, mute);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, mute_text);
  gtk_widget_class_bind_template_child (widget_class, VecheConversation, original);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_send_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_approve_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_decline_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_take_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_written_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_emptied_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_conversation_original_cb);
}

/* Where not all of it has room it is the composer that is seen, whatever comes above it. */
static void
show_end (gpointer user_data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (VECHE_CONVERSATION (user_data)->below);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
}

static void
veche_conversation_below_cb (VecheConversation *self)
{
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, show_end);
}

static void
veche_conversation_init (VecheConversation *self)
{
  self->sending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->ahead = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, veche_thread_loaded_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->content, FALSE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->below), "changed", G_CALLBACK (veche_conversation_below_cb), self, G_CONNECT_SWAPPED);
}

void
veche_conversation_set_session (VecheConversation *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_CONVERSATION (self));

  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (veche_conversation_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "insert-reply", G_CALLBACK (veche_conversation_insert_cb), self, G_CONNECT_SWAPPED);
}

void
veche_conversation_set_mention (VecheConversation *self, VecheMention *mention)
{
  gboolean same;

  g_return_if_fail (VECHE_IS_CONVERSATION (self));

  if (mention == self->mention)
    return;
  same = mention != NULL && self->mention != NULL && mention->interaction_id == self->mention->interaction_id;
  if (mention != NULL)
    veche_record_ref (mention);
  g_clear_pointer (&self->mention, veche_record_unref);
  self->mention = mention;
  gtk_widget_set_visible (self->content, mention != NULL || !veche_promise_bar_is_empty (self->promises));
  gtk_widget_set_visible (GTK_WIDGET (self->cards), mention != NULL);
  if (mention == NULL)
    {
      veche_conversation_show_guard (self, NULL);
      gtk_widget_set_visible (self->request, FALSE);
      gtk_widget_set_visible (self->mute, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->composer), FALSE);
      veche_why_line_set (self->why, NULL, NULL);
      veche_heat_line_set (self->heat_line, NULL, NULL, NULL);
      veche_composer_set_target (self->composer, self->session, 0, NULL, NULL);
      veche_conversation_clear_beside (self);
      veche_conversation_clear_cards (self);
      return;
    }
  veche_why_line_set (self->why, self->session, mention);
  veche_conversation_show_composer (self);
  if (!same)
    {
      self->n_people = 0;
      self->heat = (VecheThreadHeat) { mention->heat, g_strcmp0 (mention->mood, "negative") == 0 };
      veche_conversation_show_guard (self, NULL);
      veche_conversation_clear_beside (self);
      veche_conversation_load_new (self);
    }
  veche_later_run (GTK_WIDGET (self), &self->later, veche_conversation_show_beside);
}

guint
veche_conversation_get_n_people (VecheConversation *self)
{
  return self->n_people;
}

gboolean
veche_conversation_is_heated (VecheConversation *self)
{
  g_return_val_if_fail (VECHE_IS_CONVERSATION (self), FALSE);

  return self->mention != NULL && (self->heat.heat > 0 || self->heat.negative > 0);
}

void
veche_conversation_compose (VecheConversation *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
veche_conversation_promise (VecheConversation *self)
{
  if (self->mention != NULL && self->session != NULL)
    veche_promise_bar_write (self->promises, self->session, self->mention->interaction_uid, veche_mention_who (self->mention));
}

void
veche_conversation_save (VecheConversation *self)
{
  veche_composer_save (self->composer);
}

void
veche_conversation_close (VecheConversation *self)
{
  if (self->session == NULL)
    return;
  g_clear_handle_id (&self->reload, g_source_remove);
  veche_later_cancel (GTK_WIDGET (self), &self->later);
  veche_conversation_forget_ahead (self);
  if (self->composer != NULL)
    {
      veche_promise_bar_clear (self->promises);
      veche_conversation_set_mention (self, NULL);
    }
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_signal_handlers_disconnect_by_func (veche_session_get_store (self->session), veche_conversation_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->session, veche_conversation_insert_cb, self);
  g_clear_object (&self->session);
}
