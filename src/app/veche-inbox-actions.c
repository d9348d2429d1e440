/* veche-inbox-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-harvest-dialog.h"
#include "app/veche-inbox-page-private.h"
#include "app/veche-later.h"
#include "app/veche-mention-words.h"
#include "app/veche-row.h"
#include "app/veche-single-keys.h"
#include "app/veche-task-dialog.h"
#include "model/veche-uid.h"

/* The verbs of the Inbox, as actions "inbox.…": buttons, menus and keys all come here. */

/* Reading on: by headings and out of the ends.  FALSE: there is nothing further. */
gboolean
veche_inbox_page_step (VecheInboxPage *self, int by)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  gint64 at = position == GTK_INVALID_LIST_POSITION ? (by > 0 ? 0 : (gint64) n - 1) : (gint64) position + by;

  while (at >= 0 && at < n && veche_row_model_get_id (self->model, (guint) at) < 0)
    at += by;
  return at >= 0 && at < n && veche_inbox_page_select (self, (guint) at, TRUE);
}

static gboolean
inbox_take_place (VecheInboxPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection)), position = MIN (self->position, n);

  while (position < n && veche_row_model_get_id (self->model, position) < 0)
    position++;
  while (position > 0 && (position >= n || veche_row_model_get_id (self->model, position) < 0))
    position--;
  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->list_pane);

  return n > 0 && veche_inbox_page_select (self, position, TRUE);
}

/* The act was done on the row that is selected; it leaves the list in a moment.  So the reader goes on first. */
void
veche_inbox_page_move_on (VecheInboxPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  gint64 id = position != GTK_INVALID_LIST_POSITION && self->model != NULL ? veche_row_model_get_id (self->model, position) : 0;

  if (self->mention == NULL || (id != self->mention->parent.id && position != GTK_INVALID_LIST_POSITION))
    return;
  /* On a busy machine it has left the list already, and the next one stands where it stood. */
  if (position == GTK_INVALID_LIST_POSITION && inbox_take_place (self))
    return;
  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->list_pane);
  if (!veche_inbox_page_step (self, 1) && !veche_inbox_page_step (self, -1))
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      veche_inbox_page_show_mention (self, NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->list));
    }
}

static char *
veche_inbox_page_dup_who (VecheInboxPage *self)
{
  return veche_words_clean (veche_mention_who (self->mention), 60, FALSE);
}

static void
veche_inbox_page_done (VecheInboxPage *self, const VecheClosing *closing)
{
  g_autofree char *who = veche_inbox_page_dup_who (self);
  g_autoptr(VecheEdit) edit = veche_edit_new ("done", who);
  /* Translators: %s is a person whose mention was marked done */
  g_autofree char *toast = g_strdup_printf (_ ("Done: %s"), who);

  if (veche_inbox_page_bulk_done (self, closing))
    return;
  veche_inbox_edit_done (edit, self->mention->parent.uid);
  if (closing != NULL)
    veche_closings_edit_add (edit, self->mention->parent.uid, closing);
  self->taken = self->mention->parent.id;
  self->taken_left = FALSE;
  veche_inbox_page_move_on (self);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
veche_inbox_page_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_inbox_page_done (user_data, NULL);
}

/* Done, but not answered: why not? */
static void
veche_inbox_page_close_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  self->from_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  veche_inbox_page_show_detail (self);
  veche_closing_popover_ask (self->closing);
}

void
veche_inbox_page_closing_cb (VecheInboxPage *self, const VecheClosing *closing)
{
  if (self->mention != NULL && self->session != NULL)
    veche_inbox_page_done (self, closing);
}

static void
veche_inbox_page_reopen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  g_autofree char *who = veche_inbox_page_dup_who (self);
  g_autoptr(VecheEdit) edit = veche_edit_new ("reopen", who);
  g_autofree char *toast = g_strdup_printf (_ ("Open again: %s"), who);

  veche_inbox_edit_open (edit, self->mention->parent.uid);
  veche_inbox_page_move_on (self);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

void
veche_inbox_page_snooze_cb (VecheInboxPage *self, gint64 until)
{
  g_autofree char *who = NULL;
  g_autofree char *when = NULL;
  g_autofree char *toast = NULL;
  g_autoptr(VecheEdit) edit = NULL;

  if (self->mention == NULL || self->session == NULL || veche_inbox_page_bulk_snooze (self, until))
    return;
  who = veche_inbox_page_dup_who (self);
  when = veche_words_when (until, veche_now ());
  /* Translators: a person, then a day and time such as "tomorrow, 9:00" */
  toast = g_strdup_printf (_ ("%s: back %s"), who, when);
  edit = veche_edit_new ("snooze", who);
  veche_inbox_edit_snooze (edit, self->mention->parent.uid, until);
  veche_inbox_page_move_on (self);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

void
veche_inbox_page_replied_cb (VecheInboxPage *self, gboolean done)
{
  if (done)
    veche_inbox_page_move_on (self);
}

static void
veche_inbox_page_ask_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (self->mention != NULL && self->mention->interaction_uid != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.ask", "s", self->mention->interaction_uid);
}

/* Something is to be done about what they said; the message stays where it is. */
static void
veche_inbox_page_task_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  VecheTaskOn on = { 0 };

  if (self->mention == NULL || self->session == NULL)
    return;
  on.interaction_uid = self->mention->interaction_uid;
  on.member_uid = self->mention->author_uid;
  veche_task_ask (GTK_WIDGET (self), self->session, &on, self->mention->text != NULL ? self->mention->text : self->mention->author_name);
}

static void
veche_inbox_page_harvest_thread_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (self->mention != NULL && self->session != NULL)
    veche_harvest_dialog_present (GTK_WIDGET (self), self->session, VECHE_HARVEST_THREAD, self->mention->interaction_uid);
}

static void
veche_inbox_page_harvest_channel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (self->mention != NULL && self->session != NULL)
    veche_harvest_dialog_present (GTK_WIDGET (self), self->session, VECHE_HARVEST_CHANNEL, self->mention->interaction_uid);
}

static void
veche_inbox_page_snooze_menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  self->from_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  veche_inbox_page_show_detail (self);
  gtk_menu_button_popup (self->snooze_button);
}

static void
veche_inbox_page_reply_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  veche_inbox_page_show_detail (self);
  veche_conversation_compose (self->conversation);
}

static void
inbox_focus_list (gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    veche_row_focus_selected (self->list);
}

/* Once it is gone: GTK gives the focus to whatever it finds, the composer mostly. */
static void
inbox_popover_closed_cb (VecheInboxPage *self)
{
  if (self->from_list)
    veche_later_idle (self, G_PRIORITY_DEFAULT_IDLE, inbox_focus_list);
  self->from_list = FALSE;
}

void
veche_inbox_page_watch_popovers (VecheInboxPage *self)
{
  GtkWidget *const popovers[] = { GTK_WIDGET (self->closing), GTK_WIDGET (gtk_menu_button_get_popover (self->snooze_button)),
                                  GTK_WIDGET (self->evidence), GTK_WIDGET (self->labels), GTK_WIDGET (self->owner), GTK_WIDGET (self->save) };

  for (guint i = 0; i < G_N_ELEMENTS (popovers); i++)
    g_signal_connect_object (popovers[i], "closed", G_CALLBACK (inbox_popover_closed_cb), self, G_CONNECT_SWAPPED);
}

static void
veche_inbox_page_evidence_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  self->from_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  veche_inbox_page_show_detail (self);
  veche_evidence_popover_ask (self->evidence, self->session, self->mention);
}

static void
veche_inbox_page_labels_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  g_auto (GStrv) meant = veche_inbox_page_dup_meant (self);

  if (meant == NULL)
    return;
  self->from_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  veche_inbox_page_show_detail (self);
  veche_labels_popover_ask (self->labels, self->session, (const char *const *) meant);
}

static void
veche_inbox_page_assign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  g_auto (GStrv) meant = veche_inbox_page_dup_meant (self);

  if (meant == NULL)
    return;
  self->from_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  veche_inbox_page_show_detail (self);
  veche_owner_popover_ask (self->owner, self->session, (const char *const *) meant);
}

static void
veche_inbox_page_save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (self->mention == NULL)
    return;
  self->from_list = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  veche_inbox_page_show_detail (self);
  veche_save_popover_ask (self->save, self->session, self->mention);
}

void
veche_inbox_page_save_evidence_cb (VecheInboxPage *self)
{
  if (self->mention != NULL && self->mention->author_uid != NULL && self->mention->text != NULL)
    veche_evidence_popover_ask (self->evidence, self->session, self->mention);
}

void
veche_inbox_page_save_promise_cb (VecheInboxPage *self)
{
  veche_conversation_promise (self->conversation);
}

static void
veche_inbox_page_original_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  veche_session_open_uri (self->session, GTK_WIDGET (self), self->mention->url);
}

static void
veche_inbox_page_profile_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  veche_session_open_member (self->session, self->mention->author_uid);
}

static void
veche_inbox_page_person_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  veche_inbox_page_show_detail (self);
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

/* From the message or the person back to the list. */
static void
veche_inbox_page_list_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;

  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    veche_page_back (VECHE_PAGE (self));
  else
    veche_page_focus (VECHE_PAGE (self));
}

static void
veche_inbox_page_next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_inbox_page_step (user_data, 1);
}

static void
veche_inbox_page_previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_inbox_page_step (user_data, -1);
}

static void
veche_inbox_page_open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    g_signal_emit_by_name (self->list, "activate", position);
}

/* ------------------------------------------------------------------------------------------------------------------- other threads */

typedef struct
{
  GArray  *ids;       /* in the order in which they are looked at */
  gint64   than;
  gboolean unseen;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  g_array_unref (walk->ids);
  g_free (walk);
}

static gpointer
walk_job (VecheDb *db, gpointer input, GError **error)
{
  Walk *walk = input;
  gint64 id = veche_inbox_other_thread (db, (const gint64 *) (gpointer) walk->ids->data, walk->ids->len, walk->than, walk->unseen, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

typedef struct
{
  VecheInboxPage *page;    /* (owned) */
  gpointer        from;    /* the item that was chosen; only compared */
  guint           walk;
} Walked;

static void
walk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Walked *walked = user_data;
  g_autoptr (VecheInboxPage) self = walked->page;
  g_autofree gint64 *id = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  guint position = id != NULL && self->model != NULL ? veche_row_model_find (self->model, *id) : GTK_INVALID_LIST_POSITION;

  /* Whoever has gone elsewhere meanwhile stays there. */
  if (position != GTK_INVALID_LIST_POSITION && walked->walk == self->walks
      && walked->from == gtk_single_selection_get_selected_item (self->selection))
    veche_inbox_page_select (self, position, TRUE);
}

/* Far rows were never read: the store looks at them.  What was not seen is looked for below, and then from the top. */
static void
veche_inbox_page_walk (VecheInboxPage *self, int by, gboolean unseen)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  guint from = gtk_single_selection_get_selected (self->selection);
  gint64 at = from != GTK_INVALID_LIST_POSITION ? (gint64) from : -1;
  Walked *walked;
  Walk *walk;

  if (n == 0 || self->session == NULL)
    return;
  walked = g_new0 (Walked, 1);
  walked->page = g_object_ref (self);
  walked->from = gtk_single_selection_get_selected_item (self->selection);
  walked->walk = ++self->walks;
  walk = g_new0 (Walk, 1);
  walk->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  walk->unseen = unseen;
  walk->than = at >= 0 ? veche_row_model_get_id (self->model, (guint) at) : 0;
  for (guint i = 1; i <= n; i++)
    {
      gint64 position = at + (gint64) i * by, id;

      if (!unseen && (position < 0 || position >= n))
        break;
      id = veche_row_model_get_id (self->model, (guint) (position % n));
      if (id > 0 && id != walk->than)
        g_array_append_val (walk->ids, id);
    }
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, walk_job, walk, walk_free, g_free, NULL, walk_cb,
                         walked);
}

static void
veche_inbox_page_unseen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_inbox_page_walk (user_data, 1, TRUE);
}

static void
veche_inbox_page_next_thread_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_inbox_page_walk (user_data, 1, FALSE);
}

static void
veche_inbox_page_previous_thread_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_inbox_page_walk (user_data, -1, FALSE);
}

static void
veche_inbox_page_sort_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  int sort;

  g_simple_action_set_state (action, value);
  if (veche_inbox_sort_parse (g_variant_get_string (value, NULL), &sort))
    self->sort = (VecheSort) sort;
  veche_inbox_page_requery (self);
}

static void
veche_inbox_page_enable (VecheInboxPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
veche_inbox_page_update_actions (VecheInboxPage *self)
{
  VecheMention *mention = self->mention;
  gboolean some = mention != NULL, done = some && g_strcmp0 (mention->state, "done") == 0;
  gboolean snoozed = some && g_strcmp0 (mention->state, "snoozed") == 0, several = veche_inbox_page_get_n_ticked (self) > 0;

  veche_inbox_page_enable (self, "done", some && !done);
  veche_inbox_page_enable (self, "close", some && !done);
  veche_inbox_page_enable (self, "reopen", done || snoozed);
  veche_inbox_page_enable (self, "snooze", some && !done);
  veche_inbox_page_enable (self, "noise", several || (some && !mention->noise));
  veche_inbox_page_enable (self, "not-noise", several || (some && mention->noise));
  veche_inbox_page_enable (self, "reply", some && veche_conversation_can_reply (self->conversation));
  veche_inbox_page_enable (self, "ask", some && mention->text != NULL);
  veche_inbox_page_enable (self, "harvest-thread", some);
  veche_inbox_page_enable (self, "harvest-channel", some && mention->channel_name != NULL);
  veche_inbox_page_enable (self, "evidence", some && mention->author_uid != NULL && mention->text != NULL);
  veche_inbox_page_enable (self, "task", some);
  veche_inbox_page_enable (self, "labels", some);
  veche_inbox_page_enable (self, "assign", some);
  veche_inbox_page_enable (self, "save", some && mention->text != NULL);
  veche_inbox_page_enable (self, "original", some && mention->url != NULL);
  veche_inbox_page_enable (self, "profile", some && mention->author_uid != NULL);
  veche_inbox_page_enable (self, "person", some);
  gtk_widget_set_sensitive (GTK_WIDGET (self->snooze_button), some && !done);
  gtk_widget_set_visible (self->done_button, some);
  gtk_widget_set_visible (GTK_WIDGET (self->snooze_button), some);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->more_button)), some);
}

/* ------------------------------------------------------------------------------------------------------------------------- the keys */

static gboolean
veche_inbox_page_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  return veche_single_keys_are_free (widget) && gtk_widget_activate_action_variant (widget, g_variant_get_string (args, NULL), NULL);
}

/* On the list only, but for the one letter that is of use beside it. */
static void
veche_inbox_page_add_keys (VecheInboxPage *self)
{
  static const VecheSingleKey keys[] = {
    { GDK_KEY_j, GDK_KEY_Cyrillic_o, "inbox.next" },            { GDK_KEY_k, GDK_KEY_Cyrillic_el, "inbox.previous" },
    { GDK_KEY_o, GDK_KEY_Cyrillic_shcha, "inbox.open" },        { GDK_KEY_r, GDK_KEY_Cyrillic_ka, "inbox.reply" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, "inbox.done" },            { GDK_KEY_s, GDK_KEY_Cyrillic_yeru, "inbox.snooze" },
    { GDK_KEY_m, GDK_KEY_Cyrillic_softsign, "inbox.save" },     { GDK_KEY_x, GDK_KEY_Cyrillic_che, "inbox.tick" },
    { GDK_KEY_t, GDK_KEY_Cyrillic_ie, "inbox.task" },
    { GDK_KEY_l, GDK_KEY_Cyrillic_de, "inbox.labels" },         { GDK_KEY_a, GDK_KEY_Cyrillic_ef, "inbox.assign" },
    { GDK_KEY_bracketleft, GDK_KEY_Cyrillic_ha, "inbox.previous-thread" },
    { GDK_KEY_bracketright, GDK_KEY_Cyrillic_hardsign, "inbox.next-thread" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, "inbox.close", GDK_SHIFT_MASK },
    { GDK_KEY_asterisk, GDK_KEY_KP_Multiply, "inbox.tick-all" },
    { GDK_KEY_a, GDK_KEY_Cyrillic_ef, "inbox.tick-all", GDK_CONTROL_MASK },
  };
  static const VecheSingleKey back = { GDK_KEY_u, GDK_KEY_Cyrillic_ghe, "inbox.list" };

  veche_single_keys_add (GTK_WIDGET (self->list), keys, G_N_ELEMENTS (keys), veche_inbox_page_key_cb, NULL);
  veche_single_keys_add (GTK_WIDGET (self), &back, 1, veche_inbox_page_key_cb, NULL);
}

static void
veche_inbox_page_add_page_keys (VecheInboxPage *self)
{
  static const struct
  {
    const char *trigger, *action;
  } keys[] = {
    { "F4", "inbox.person" },
    { "<Alt>Down", "inbox.unseen" },
    { "<Ctrl><Shift>a|<Ctrl><Shift>Cyrillic_ef", "inbox.tick-all" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
veche_inbox_page_add_actions (VecheInboxPage *self)
{
  static const GActionEntry entries[] = {
    { "done", veche_inbox_page_done_cb },
    { "close", veche_inbox_page_close_cb },
    { "reopen", veche_inbox_page_reopen_cb },
    { "snooze", veche_inbox_page_snooze_menu_cb },
    { "reply", veche_inbox_page_reply_cb },
    { "ask", veche_inbox_page_ask_cb },
    { "task", veche_inbox_page_task_cb },
    { "harvest-thread", veche_inbox_page_harvest_thread_cb },
    { "harvest-channel", veche_inbox_page_harvest_channel_cb },
    { "evidence", veche_inbox_page_evidence_cb },
    { "labels", veche_inbox_page_labels_cb },
    { "assign", veche_inbox_page_assign_cb },
    { "save", veche_inbox_page_save_cb },
    { "original", veche_inbox_page_original_cb },
    { "profile", veche_inbox_page_profile_cb },
    { "person", veche_inbox_page_person_cb },
    { "next", veche_inbox_page_next_cb },
    { "previous", veche_inbox_page_previous_cb },
    { "open", veche_inbox_page_open_cb },
    { "list", veche_inbox_page_list_cb },
    { "unseen", veche_inbox_page_unseen_cb },
    { "next-thread", veche_inbox_page_next_thread_cb },
    { "previous-thread", veche_inbox_page_previous_thread_cb },
    { "noise", veche_inbox_page_noise_cb },
    { "not-noise", veche_inbox_page_not_noise_cb },
    { "tick", veche_inbox_page_tick_row_cb },
    { "tick-all", veche_inbox_page_tick_all_cb },
    { "sort", NULL, "s", "'priority'", veche_inbox_page_sort_cb },
    { "view", NULL, "s", "'open'", veche_inbox_page_view_cb },
    { "save-view", veche_inbox_page_save_view_cb },
    { "drop-view", veche_inbox_page_drop_view_cb },
    { "widen", veche_inbox_page_widen_cb },
    { "narrow", veche_inbox_page_narrow_cb, "(ss)" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "inbox", G_ACTION_GROUP (self->actions));
  veche_inbox_page_add_keys (self);
  veche_inbox_page_add_page_keys (self);
  veche_inbox_page_update_actions (self);
}
