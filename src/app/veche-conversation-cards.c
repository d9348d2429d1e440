/* veche-conversation-cards.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-conversation-private.h"
#include "app/veche-settings.h"
#include "store/veche-inbox-table.h"
#include "store/veche-members-table.h"

/* The messages of the thread: read ahead for the mentions beside the one that is shown, and shown in part at first, as many as a page holds.  The rest
 * comes above and below in the frames that follow, and moves nothing. */

#define FIRST_BEFORE 3
#define FIRST_AFTER  6
#define MORE         6     /* a frame, above and below */
#define WAIT_FRAMES  3     /* until there are more */
#define MOST_AHEAD   4

struct _VecheThreadLoaded
{
  GPtrArray      *thread;
  VecheContact   *author;   /* (nullable): what they asked of those who write to them */
  VecheThreadHeat heat;
};

void
veche_thread_loaded_free (gpointer data)
{
  VecheThreadLoaded *loaded = data;

  g_clear_pointer (&loaded->thread, g_ptr_array_unref);
  g_clear_pointer (&loaded->author, veche_contact_free);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheThreadLoaded, veche_thread_loaded_free)

/* Which messages of the thread are shown around this one. */
static void
thread_window (GPtrArray *thread, gint64 id, guint before, guint after, guint *from, guint *to)
{
  guint at = 0;

  while (at < thread->len && ((VecheInteraction *) thread->pdata[at])->parent.id != id)
    at++;
  at = at < thread->len ? at : 0;
  *from = at > before ? at - before : 0;
  *to = MIN (thread->len, at + after + 1);
}

/* The ids of those that are shown first when the reader goes on. */
static GHashTable *
ahead_ids (VecheConversation *self)
{
  GHashTable *ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer mention, loaded;

  g_hash_table_iter_init (&iter, self->ahead);
  while (g_hash_table_iter_next (&iter, &mention, &loaded))
    {
      GPtrArray *thread = ((VecheThreadLoaded *) loaded)->thread;
      guint from, to;

      thread_window (thread, *(gint64 *) mention, FIRST_BEFORE, FIRST_AFTER, &from, &to);
      for (guint i = from; i < to; i++)
        g_hash_table_add (ids, &((VecheInteraction *) thread->pdata[i])->parent.id);
    }

  return ids;
}

/*** Cards ***/

static GtkWidget *
cards_add (VecheConversation *self)
{
  GtkWidget *card = veche_message_card_new ();

  g_signal_connect_object (card, "decide", G_CALLBACK (veche_conversation_decide_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->cards, card);

  return card;
}

/* Those that have something of what is wanted, by the id of that, and those that are to be had for other messages: what was made ready goes last. */
static void
cards_sort_out (VecheConversation *self, GHashTable *wanted, GQueue *spare)
{
  g_autoptr (GHashTable) ahead = ahead_ids (self);
  GtkWidget *card = gtk_widget_get_last_child (GTK_WIDGET (self->cards));

  for (; card != NULL; card = gtk_widget_get_prev_sibling (card))
    {
      VecheInteraction *one = veche_message_card_get_interaction (VECHE_MESSAGE_CARD (card));

      if (one != NULL && g_hash_table_contains (wanted, &one->parent.id))
        g_hash_table_replace (wanted, &one->parent.id, card);
      else if (one != NULL && g_hash_table_contains (ahead, &one->parent.id))
        g_queue_push_tail (spare, card);
      else
        g_queue_push_head (spare, card);
    }
}

/* Does it follow `before`, but for cards that are not wanted? */
static gboolean
cards_is_in_place (GtkWidget *card, GtkWidget *before, GHashTable *placed)
{
  do
    card = gtk_widget_get_prev_sibling (card);
  while (card != NULL && card != before && !g_hash_table_contains (placed, card));

  return card == before;
}

/* Cards keep their message: what stays is refreshed, so neither a selection of text nor the place is lost.  Those that are left over wait for the next
 * thread. */
static void
cards_fill (VecheConversation *self, guint from, guint to)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal), placed = g_hash_table_new (NULL, NULL);
  g_autoptr (GQueue) spare = g_queue_new ();
  guint delay = (guint) g_settings_get_int (veche_settings_get (), "send-delay");
  GtkWidget *before = NULL;
  GtkWidget *card;

  for (guint i = from; i < to; i++)
    g_hash_table_insert (wanted, &((VecheInteraction *) self->thread->pdata[i])->parent.id, NULL);
  cards_sort_out (self, wanted, spare);
  for (guint i = from; i < to; i++)
    {
      gint64 *id = &((VecheInteraction *) self->thread->pdata[i])->parent.id;

      if (g_hash_table_lookup (wanted, id) == NULL)
        g_hash_table_replace (wanted, id, g_queue_is_empty (spare) ? cards_add (self) : g_queue_pop_head (spare));
      g_hash_table_add (placed, g_hash_table_lookup (wanted, id));
    }
  for (guint i = from; i < to; i++, before = card)
    {
      VecheInteraction *one = self->thread->pdata[i];

      card = g_hash_table_lookup (wanted, &one->parent.id);
      if (!cards_is_in_place (card, before, placed))
        gtk_box_reorder_child_after (self->cards, card, before);
      veche_message_card_set (VECHE_MESSAGE_CARD (card), one, one->parent.id == self->mention->interaction_id, delay);
      gtk_widget_set_visible (card, TRUE);
    }
  while ((card = g_queue_pop_head (spare)) != NULL)
    veche_message_card_put_away (VECHE_MESSAGE_CARD (card));
}

static GtkWidget *
cards_find (VecheConversation *self)
{
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      VecheInteraction *one = veche_message_card_get_interaction (VECHE_MESSAGE_CARD (card));

      if (one != NULL && self->mention != NULL && one->parent.id == self->mention->interaction_id && gtk_widget_get_visible (card))
        return card;
    }

  return NULL;
}

/* FALSE: all of them are there. */
static gboolean
cards_show (VecheConversation *self)
{
  guint from, to;

  thread_window (self->thread, self->mention->interaction_id, self->before, self->after, &from, &to);
  cards_fill (self, from, to);
  veche_steady_column_set_anchor (self->column, cards_find (self));

  return from > 0 || to < self->thread->len;
}

static gboolean
cards_more_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  VecheConversation *self = VECHE_CONVERSATION (widget);

  if (self->frames++ < WAIT_FRAMES)
    return G_SOURCE_CONTINUE;
  if (self->thread == NULL || self->mention == NULL)
    {
      self->growing = 0;
      return G_SOURCE_REMOVE;
    }
  self->before += MORE;
  self->after += MORE;
  veche_steady_column_hold (self->column);
  if (cards_show (self))
    return G_SOURCE_CONTINUE;
  self->growing = 0;

  return G_SOURCE_REMOVE;
}

void
veche_conversation_clear_cards (VecheConversation *self)
{
  g_clear_pointer (&self->thread, g_ptr_array_unref);
  veche_steady_column_set_anchor (self->column, NULL);
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL; card = gtk_widget_get_next_sibling (card))
    veche_message_card_put_away (VECHE_MESSAGE_CARD (card));
}

/*** Reading ***/

static gboolean
loaded_take_heat (VecheThreadLoaded *loaded, VecheDb *db, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < loaded->thread->len; i++)
    g_array_append_val (ids, ((VecheInteraction *) loaded->thread->pdata[i])->parent.id);

  return veche_heat_of_thread (db, ids, &loaded->heat, error);
}

static gpointer
conversation_load_job (VecheDb *db, gpointer input, GError **error)
{
  VecheMention *mention = input;
  g_autoptr (VecheThreadLoaded) loaded = g_new0 (VecheThreadLoaded, 1);

  loaded->thread = veche_inbox_thread (db, mention->interaction_id, error);
  if (loaded->thread == NULL || !loaded_take_heat (loaded, db, error))
    return NULL;
  if (mention->author_id != 0)
    loaded->author = veche_members_load_contact (db, mention->author_id, NULL);

  return g_steal_pointer (&loaded);
}

/* Each name once. */
static void
conversation_name_people (VecheConversation *self)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char **names = NULL;

  for (guint i = 0; i < self->thread->len; i++)
    {
      VecheInteraction *one = self->thread->pdata[i];

      if (one->author_name != NULL)
        g_hash_table_add (people, one->author_name);
    }
  self->n_people = g_hash_table_size (people);
  names = (char **) g_hash_table_get_keys_as_array (people, NULL);
  veche_composer_set_names (self->composer, (const char *const *) names);
}

static void
conversation_take (VecheConversation *self, VecheThreadLoaded *loaded)
{
  gboolean heated = veche_conversation_is_heated (self);

  g_clear_pointer (&self->thread, g_ptr_array_unref);
  self->thread = g_steal_pointer (&loaded->thread);
  conversation_name_people (self);
  self->heat = loaded->heat;
  if (heated != veche_conversation_is_heated (self))
    g_signal_emit_by_name (self->composer, "changed");     /* whom it mentions is looked at anew */
  self->frames = 0;
  if (cards_show (self) && self->growing == 0)
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self), cards_more_cb, NULL, NULL);
  veche_conversation_show_guard (self, loaded->author);
  /* One message above stays in sight, so that it is seen that there is one. */
  if (self->scroll_to)
    veche_steady_column_bring_anchor (self->column);
  self->scroll_to = FALSE;
  veche_conversation_loaded (self);
}

static void
conversation_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheThreadLoaded) loaded = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL || self->mention == NULL)
    return;
  g_clear_object (&self->loading);
  if (loaded == NULL)
    veche_session_show_error (self->session, error);
  else
    conversation_take (self, loaded);
}

void
veche_conversation_load (VecheConversation *self)
{
  g_clear_handle_id (&self->reload, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->mention == NULL || self->session == NULL)
    return;
  self->loading = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, conversation_load_job, veche_record_ref (self->mention),
                         veche_record_unref, veche_thread_loaded_free, self->loading, conversation_loaded_cb, g_object_ref (self));
}

/* Another message: as much of its thread as is there already, and the rest in a moment. */
void
veche_conversation_load_new (VecheConversation *self)
{
  g_autoptr (VecheThreadLoaded) loaded = NULL;
  g_autofree gint64 *id = NULL;

  self->scroll_to = TRUE;
  self->before = FIRST_BEFORE;
  self->after = FIRST_AFTER;
  if (!g_hash_table_steal_extended (self->ahead, &self->mention->interaction_id, (gpointer *) &id, (gpointer *) &loaded))
    {
      veche_conversation_clear_cards (self);
      veche_conversation_load (self);
      return;
    }
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->reload, g_source_remove);
  conversation_take (self, loaded);
}

/*** Ahead ***/

/* The card that has the message, or one that is to be had for it. */
static GtkWidget *
ahead_find_card (VecheConversation *self, GHashTable *ahead, gint64 id, gboolean *there)
{
  GtkWidget *spare = NULL;
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      VecheInteraction *one = veche_message_card_get_interaction (VECHE_MESSAGE_CARD (card));

      *there = one != NULL && one->parent.id == id;
      if (*there)
        return card;
      if (spare == NULL && !gtk_widget_get_visible (card) && (one == NULL || !g_hash_table_contains (ahead, &one->parent.id)))
        spare = card;
    }

  return spare;
}

/* Lays out the words of one message more of a thread.  FALSE: all of them are ready. */
static gboolean
ahead_make_ready (VecheConversation *self, gint64 mention, VecheThreadLoaded *loaded, GHashTable *ahead)
{
  int delay = g_settings_get_int (veche_settings_get (), "send-delay"), width = gtk_widget_get_width (GTK_WIDGET (self->cards));
  GtkWidget *before = NULL;
  guint from, to;

  thread_window (loaded->thread, mention, FIRST_BEFORE, FIRST_AFTER, &from, &to);
  for (guint i = from; i < to; i++)
    {
      VecheInteraction *one = loaded->thread->pdata[i];
      gboolean there = FALSE;
      GtkWidget *card = ahead_find_card (self, ahead, one->parent.id, &there);

      if (there)
        {
          before = card;
          continue;
        }
      if (card == NULL)
        card = cards_add (self);
      if (before != NULL)
        gtk_box_reorder_child_after (self->cards, card, before);
      veche_message_card_make_ready (VECHE_MESSAGE_CARD (card), one, one->parent.id == mention, (guint) delay, width);

      return TRUE;
    }

  return FALSE;
}

/* While the reader reads: one message at a time, so that a key is never waited for. */
static gboolean
conversation_ready_cb (gpointer user_data)
{
  VecheConversation *self = user_data;
  g_autoptr (GHashTable) ahead = ahead_ids (self);
  GHashTableIter iter;
  gpointer mention, loaded;

  g_hash_table_iter_init (&iter, self->ahead);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->cards)))
    while (g_hash_table_iter_next (&iter, &mention, &loaded))
      if (ahead_make_ready (self, *(gint64 *) mention, loaded, ahead))
        return G_SOURCE_CONTINUE;
  self->readying = 0;

  return G_SOURCE_REMOVE;
}

typedef struct
{
  VecheConversation *self;      /* (owned) */
  gint64             id;
  guint              changes;   /* that the store had seen when it was asked */
} Ahead;

static void
conversation_ahead_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ahead *ahead = user_data;
  g_autoptr (VecheConversation) self = ahead->self;
  g_autoptr (VecheThreadLoaded) loaded = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (loaded == NULL || self->session == NULL || ahead->changes != self->changes)
    return;
  if (g_hash_table_size (self->ahead) >= MOST_AHEAD)
    g_hash_table_remove_all (self->ahead);
  g_hash_table_replace (self->ahead, g_memdup2 (&ahead->id, sizeof ahead->id), g_steal_pointer (&loaded));
  if (self->readying == 0)
    self->readying = g_idle_add (conversation_ready_cb, self);
}

void
veche_conversation_read_ahead (VecheConversation *self, VecheMention *mention)
{
  Ahead *ahead;

  g_return_if_fail (VECHE_IS_CONVERSATION (self));

  if (self->session == NULL || g_hash_table_contains (self->ahead, &mention->interaction_id))
    return;
  ahead = g_new0 (Ahead, 1);
  ahead->self = g_object_ref (self);
  ahead->id = mention->interaction_id;
  ahead->changes = self->changes;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, conversation_load_job, veche_record_ref (mention),
                         veche_record_unref, veche_thread_loaded_free, NULL, conversation_ahead_cb, ahead);
}

void
veche_conversation_forget_ahead (VecheConversation *self)
{
  self->changes++;
  g_hash_table_remove_all (self->ahead);
  g_clear_handle_id (&self->readying, g_source_remove);
}
