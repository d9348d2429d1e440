/* veche-inbox-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-inbox-page-private.h"
#include "app/veche-inbox-row.h"
#include "app/veche-later.h"
#include "app/veche-mention-words.h"
#include "app/veche-pane.h"
#include "model/veche-uid.h"

/* The Inbox: a list over the query, the conversation of the row that is selected, and its author.
 *
 *   filter, sort, search ─▶ VecheQuery ─▶ VecheRowModel ─▶ GtkSingleSelection ─▶ item ─▶ mention ─▶ conversation, person
 *
 * A commit changes the model by itself; the page only keeps what the reader looks at. */

#define TICK_SECONDS 60

static void veche_inbox_page_iface_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheInboxPage, veche_inbox_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_inbox_page_iface_init))

enum
{
  PROP_SESSION = 1,
};

/* ----------------------------------------------------------------------------------------------------------------------- the reader */

static void
veche_inbox_page_show_title (VecheInboxPage *self)
{
  g_autofree char *channel = NULL, *who = NULL, *source = NULL;
  g_autofree char *people = NULL;
  g_autofree char *subtitle = NULL;
  guint n;

  if (self->mention == NULL)
    {
      adw_window_title_set_title (self->title, "");
      adw_window_title_set_subtitle (self->title, "");
      return;
    }
  channel = veche_words_clean (self->mention->channel_name, 80, FALSE);
  who = veche_words_clean (veche_mention_who (self->mention), 80, FALSE);
  adw_window_title_set_title (self->title, *channel != '\0' ? channel : who);
  n = veche_conversation_get_n_people (self->conversation);
  if (n > 0)
    people = g_strdup_printf (ngettext ("%u person", "%u people", n), n);
  source = veche_words_clean (self->mention->source_name != NULL ? self->mention->source_name : veche_platform_name (self->mention->platform), 80, FALSE);
  subtitle = g_strjoin (" · ", source, people, NULL);
  adw_window_title_set_subtitle (self->title, subtitle);
}

void
veche_inbox_page_show_mention (VecheInboxPage *self, VecheMention *mention)
{
  if (mention != NULL)
    veche_record_ref (mention);
  g_clear_pointer (&self->mention, veche_record_unref);
  self->mention = mention;

  veche_conversation_set_mention (self->conversation, mention);
  veche_inbox_page_show_title (self);
  veche_inbox_page_update_actions (self);
  veche_inbox_page_seen_soon (self);
  veche_later_run (GTK_WIDGET (self), &self->later, veche_inbox_page_show_beside);
}

static void
veche_inbox_page_record_cb (VecheInboxPage *self)
{
  VecheRecord *record = self->item != NULL ? veche_item_get_record (self->item) : NULL;

  if (record != NULL && record->kind == VECHE_RECORD_MENTION)
    veche_inbox_page_show_mention (self, (VecheMention *) record);
}

static void
veche_inbox_page_position_cb (VecheInboxPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    self->position = position;
}

static void
veche_inbox_page_selected_cb (VecheInboxPage *self)
{
  VecheItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == self->item || item == NULL || veche_item_get_id (item) < 0)
    return;
  self->settling = self->settling && self->choosing;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, veche_inbox_page_record_cb, self);
  g_set_object (&self->item, item);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (veche_inbox_page_record_cb), self, G_CONNECT_SWAPPED);
  veche_inbox_page_record_cb (self);
}

static void
veche_inbox_page_leave_item (VecheInboxPage *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, veche_inbox_page_record_cb, self);
  g_clear_object (&self->item);
}

void
veche_inbox_page_show_detail (VecheInboxPage *self)
{
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), GTK_WIDGET (self->flap));
}

static void
veche_inbox_page_activate_cb (VecheInboxPage *self, guint position)
{
  veche_inbox_page_select (self, position, FALSE);
  veche_inbox_page_show_detail (self);
  /* Not onto Done, where a second Return would put the mention away unread. */
  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    gtk_widget_grab_focus (self->back_button);
}

static void
veche_inbox_page_loaded_cb (VecheInboxPage *self)
{
  veche_inbox_page_show_title (self);
  if (self->want_reply)
    veche_conversation_compose (self->conversation);
  self->want_reply = FALSE;
  /* What was read ahead before it changed is read again. */
  veche_later_run (GTK_WIDGET (self), &self->later, veche_inbox_page_show_beside);
}

/* ------------------------------------------------------------------------------------------------------------------------- the list */

static void
veche_inbox_page_select_first (VecheInboxPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  gint64 place = veche_inbox_page_get_place (self);
  guint position = place != 0 ? veche_row_model_find (self->model, place) : GTK_INVALID_LIST_POSITION;

  self->want_select = n == 0;     /* the first one that comes is read next */
  if (position == GTK_INVALID_LIST_POSITION && self->mention != NULL)
    position = veche_row_model_find (self->model, self->mention->parent.id);
  if (position == GTK_INVALID_LIST_POSITION && !adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    for (position = 0; position < n && veche_row_model_get_id (self->model, position) < 0; position++)
      ;
  self->choosing = TRUE;
  if (position < n)        /* a list that was focused before it had rows gives the focus on */
    veche_inbox_page_select (self, position, gtk_widget_has_focus (GTK_WIDGET (self->list)));
  if (position == 1)       /* its heading belongs to it */
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0u);
  self->choosing = FALSE;
  if (position >= n && self->mention != NULL)
    veche_inbox_page_show_mention (self, NULL);
}

static void
veche_inbox_page_items_cb (VecheInboxPage *self)
{
  if (self->want_select && !veche_row_model_get_loading (self->model))
    veche_inbox_page_select_first (self);
  veche_inbox_page_follow (self);
  veche_inbox_page_update_state (self);
  veche_inbox_page_update_pill (self, FALSE);
}

static void
veche_inbox_page_drop_model (VecheInboxPage *self)
{
  if (self->model == NULL)
    return;
  gtk_single_selection_set_model (self->selection, NULL);
  g_signal_handlers_disconnect_by_data (self->model, self);
  veche_row_model_close (self->model);
  g_clear_object (&self->model);
}

/* A wholly different list is a fresh model. */
void
veche_inbox_page_requery (VecheInboxPage *self)
{
  g_autoptr(VecheQuery) query = veche_inbox_page_build_query (self);
  gboolean focused = gtk_widget_has_focus (GTK_WIDGET (self->list)) || gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  if (self->session == NULL)
    return;
  veche_inbox_page_clear_ticks (self);
  veche_inbox_page_keep_place (self);
  veche_inbox_page_leave_item (self);
  veche_inbox_page_drop_model (self);
  /* Else the keyboard would be wherever GTK looks for it when a row goes. */
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  self->want_select = TRUE;
  self->newest_id = 0;
  self->model = veche_row_model_new (veche_session_get_store (self->session), query);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (veche_inbox_page_before_items_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (veche_inbox_page_items_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (veche_inbox_page_items_cb), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  veche_inbox_page_items_cb (self);
}

static void
veche_inbox_page_search_cb (VecheInboxPage *self)
{
  self->settling = FALSE;
  veche_inbox_page_requery (self);
}

static void
veche_inbox_page_pill_cb (VecheInboxPage *self)
{
  GtkAdjustment *vadjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  gtk_adjustment_set_value (vadjustment, gtk_adjustment_get_lower (vadjustment));
}

static void
veche_inbox_page_scrolled_cb (VecheInboxPage *self)
{
  veche_inbox_page_update_pill (self, TRUE);
}

/* Hours pass while the list stands still; what was put off comes back without a commit. */
static gboolean
veche_inbox_page_tick_cb (gpointer user_data)
{
  VecheInboxPage *self = user_data;

  veche_inbox_page_redraw_rows (self);
  if (self->next_wake != 0 && self->next_wake <= veche_now ())
    {
      self->next_wake = 0;
      veche_inbox_page_requery (self);
    }
  veche_inbox_page_count_soon (self);
  return G_SOURCE_CONTINUE;
}

static void
veche_inbox_page_changed_cb (VecheInboxPage *self, VecheChange *change)
{
  VecheTables tables = veche_change_get_tables (change);

  if ((tables & (VECHE_TABLE_TRIAGE | VECHE_TABLE_OTHER)) || ((tables & VECHE_TABLE_INTERACTION) && !self->counts.talk))
    veche_inbox_page_count_soon (self);
  if (tables & VECHE_TABLE_SOURCE)
    veche_inbox_page_load_choices (self);
}

/* The tooltip of the button would lie over what it opens. */
static void
veche_inbox_page_filter_cb (VecheInboxPage *self)
{
  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self->filter));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self->filter_button), !open);
  if (!open || self->session == NULL)
    return;
  veche_inbox_page_fill_views (self);
  veche_inbox_page_load_choices (self);
}

static void
veche_inbox_page_folded_cb (VecheInboxPage *self)
{
  gtk_widget_set_visible (self->sidebar_button, veche_session_get_folded (self->session));
}

/* -------------------------------------------------------------------------------------------------------------------------- the page */

static void
veche_inbox_page_focus (VechePage *page)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (page);
  guint position = gtk_single_selection_get_selected (self->selection);

  self->on_page = TRUE;
  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet))
      && adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet)) != self->list_pane)
    return;
  if (position == GTK_INVALID_LIST_POSITION || !veche_inbox_page_select (self, position, TRUE))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
veche_inbox_page_search (VechePage *page, const char *text)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (page);

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->list_pane);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  if (text != NULL)
    gtk_editable_set_text (self->search_entry, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
veche_inbox_page_back (VechePage *page)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (page);

  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    {
      adw_flap_set_reveal_flap (self->flap, FALSE);
      return TRUE;
    }
  if (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet))
      && adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet)) != self->list_pane)
    {
      veche_conversation_save (self->conversation);
      adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->list_pane);
      veche_inbox_page_focus (page);
      return TRUE;
    }
  if (veche_inbox_page_get_n_ticked (self) > 0)
    {
      veche_inbox_page_clear_ticks (self);
      return TRUE;
    }
  if (gtk_search_bar_get_search_mode (self->search_bar))
    {
      gtk_search_bar_set_search_mode (self->search_bar, FALSE);
      return TRUE;
    }
  return FALSE;
}

static void
veche_inbox_page_back_cb (VecheInboxPage *self)
{
  veche_inbox_page_back (VECHE_PAGE (self));
}

/* Esc in the composer: back to where the keys are. */
static void
veche_inbox_page_leave_cb (VecheInboxPage *self)
{
  if (!adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)))
    veche_inbox_page_focus (VECHE_PAGE (self));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->flap), GTK_DIR_TAB_FORWARD);
}

static gpointer
veche_inbox_page_open_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 id = veche_inbox_find (db, input, error);

  return id != 0 ? veche_inbox_load (db, id, error) : NULL;
}

static void
veche_inbox_page_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheInboxPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VecheRecord) record = veche_store_run_finish (VECHE_STORE (source), result, &error);
  gboolean shown;
  guint position;

  if (self->session == NULL)
    return;
  shown = record != NULL && self->mention != NULL && self->mention->parent.id == record->id;
  if (record == NULL)
    {
      self->want_reply = FALSE;
      veche_session_show_error (self->session, error);
      return;
    }
  self->want_select = FALSE;
  position = veche_row_model_find (self->model, record->id);
  if (position == GTK_INVALID_LIST_POSITION || !veche_inbox_page_select (self, position, FALSE))
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      veche_inbox_page_leave_item (self);
      veche_inbox_page_show_mention (self, (VecheMention *) record);
    }
  veche_inbox_page_show_detail (self);
  if (self->want_reply)
    veche_conversation_compose (self->conversation);
  if (shown)      /* nothing more will be loaded: the next message that is opened must not take the focus */
    self->want_reply = FALSE;
}

static void
veche_inbox_page_open_interaction (VechePage *page, const char *uid)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (page);

  if (self->session != NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_inbox_page_open_job,
                           g_strdup (uid), g_free, veche_record_unref, NULL, veche_inbox_page_opened_cb, g_object_ref (self));
}

void
veche_inbox_page_reply_to (VecheInboxPage *self, const char *uid)
{
  g_return_if_fail (VECHE_IS_INBOX_PAGE (self) && uid != NULL);

  self->want_reply = TRUE;
  veche_inbox_page_open_interaction (VECHE_PAGE (self), uid);
}

static void
veche_inbox_page_close (VechePage *page)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (page);

  if (self->session == NULL)
    return;
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_handle_id (&self->seen_source, g_source_remove);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  veche_inbox_page_leave_item (self);
  veche_inbox_page_drop_model (self);
  veche_later_cancel (GTK_WIDGET (self), &self->later);
  veche_conversation_close (self->conversation);
  veche_person_pane_close (self->person);
  veche_inbox_page_set_bars (self, NULL);
  g_clear_pointer (&self->mention, veche_record_unref);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
veche_inbox_page_iface_init (VechePageInterface *iface)
{
  iface->focus = veche_inbox_page_focus;
  iface->search = veche_inbox_page_search;
  iface->back = veche_inbox_page_back;
  iface->open_interaction = veche_inbox_page_open_interaction;
  iface->close = veche_inbox_page_close;
}

static void
veche_inbox_page_constructed (GObject *object)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (object);

  G_OBJECT_CLASS (veche_inbox_page_parent_class)->constructed (object);
  if (self->session == NULL)
    return;
  veche_conversation_set_session (self->conversation, self->session);
  veche_person_pane_set_session (self->person, self->session);
  veche_inbox_page_set_bars (self, self->session);
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (veche_inbox_page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (veche_inbox_page_folded_cb), self, G_CONNECT_SWAPPED);
  self->tick_source = g_timeout_add_seconds (TICK_SECONDS, veche_inbox_page_tick_cb, self);
  self->settling = TRUE;
  veche_inbox_page_folded_cb (self);
  veche_inbox_page_load_choices (self);
  veche_inbox_page_count_soon (self);
  veche_inbox_page_requery (self);
}

static void
veche_inbox_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, VECHE_INBOX_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_inbox_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    VECHE_INBOX_PAGE (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_inbox_page_dispose (GObject *object)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (object);

  veche_inbox_page_close (VECHE_PAGE (self));
  g_clear_object (&self->actions);
  g_clear_pointer (&self->leaflet, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->ticked, g_hash_table_unref);
  g_clear_pointer (&self->saved_uid, g_free);
  g_clear_pointer (&self->shown_key, g_free);
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->narrow, veche_query_unref);
  G_OBJECT_CLASS (veche_inbox_page_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, VecheInboxPage, name)
#define CALL(name) gtk_widget_class_bind_template_callback (widget_class, name)

static void
veche_inbox_page_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-inbox-page.ui");
  BIND (leaflet), BIND (list_pane), BIND (separator), BIND (list_title), BIND (sidebar_button);
  BIND (search_button), BIND (filter_button), BIND (filter), BIND (search_bar), BIND (search_entry);
  BIND (bulk), BIND (bulk_label);
  BIND (chips), BIND (state_chip), BIND (heat_chip), BIND (stack), BIND (scroller), BIND (list);
  BIND (pill_revealer), BIND (pill), BIND (empty), BIND (empty_button), BIND (flap), BIND (title);
  BIND (detail_header), BIND (heat), BIND (detail_still), BIND (person_still);
  BIND (back_button), BIND (done_button), BIND (snooze_button), BIND (bulk_snooze), BIND (more_button), BIND (person_button);
  BIND (closing), BIND (evidence), BIND (labels), BIND (owner), BIND (save), BIND (conversation), BIND (person), BIND (noise);
  CALL (veche_inbox_page_activate_cb), CALL (veche_inbox_page_search_cb), CALL (veche_inbox_page_pill_cb);
  CALL (veche_inbox_page_scrolled_cb), CALL (veche_inbox_page_back_cb), CALL (veche_inbox_page_leave_cb);
  CALL (veche_inbox_page_loaded_cb), CALL (veche_inbox_page_snooze_cb), CALL (veche_inbox_page_replied_cb);
  CALL (veche_inbox_page_save_evidence_cb), CALL (veche_inbox_page_save_promise_cb);
  CALL (veche_inbox_page_closing_cb), CALL (veche_inbox_page_empty_cb), CALL (veche_inbox_page_clear_ticks_cb), CALL (veche_inbox_page_look_cb);
}

static void
veche_inbox_page_class_init (VecheInboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_inbox_page_constructed;
  object_class->get_property = veche_inbox_page_get_property;
  object_class->set_property = veche_inbox_page_set_property;
  object_class->dispose = veche_inbox_page_dispose;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_CLOSING_POPOVER), g_type_ensure (VECHE_TYPE_CONVERSATION);
  g_type_ensure (VECHE_TYPE_EVIDENCE_POPOVER);
  g_type_ensure (VECHE_TYPE_HEAT_BAR), g_type_ensure (VECHE_TYPE_INBOX_FILTER), g_type_ensure (VECHE_TYPE_LABELS_POPOVER);
  g_type_ensure (VECHE_TYPE_NOISE_BAR);
  g_type_ensure (VECHE_TYPE_OWNER_POPOVER);
  g_type_ensure (VECHE_TYPE_PERSON_PANE);
  g_type_ensure (VECHE_TYPE_SAVE_POPOVER);
  g_type_ensure (VECHE_TYPE_SNOOZE_POPOVER);
  g_type_ensure (VECHE_TYPE_STILL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  veche_inbox_page_bind_template (widget_class);
}

static void
veche_inbox_page_init (VecheInboxPage *self)
{
  g_autoptr(GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_INBOX_ROW);

  self->ticked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->view = VECHE_INBOX_OPEN;
  self->narrow = veche_query_new (VECHE_QUERY_INBOX);
  self->sort = VECHE_SORT_PRIORITY;
  gtk_widget_init_template (GTK_WIDGET (self));
  veche_inbox_page_add_actions (self);
  veche_inbox_page_watch_popovers (self);
  g_signal_connect_object (self->filter, "notify::visible", G_CALLBACK (veche_inbox_page_filter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flap, "notify::folded", G_CALLBACK (veche_inbox_page_flap_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (veche_inbox_page_flap_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (veche_inbox_page_flap_cb), self, G_CONNECT_SWAPPED);
  veche_inbox_page_flap_cb (self);
  veche_row_open_on_click (self->list, ADW_LEAFLET (self->leaflet));
  veche_pane_attach (self->list_pane, self->separator, "inbox-list-width");
  gtk_search_bar_set_key_capture_widget (self->search_bar, NULL);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (veche_inbox_page_position_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (veche_inbox_page_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  veche_row_leave_on_tab (self->list);
  veche_still_follow (self->detail_still, gtk_scrolled_window_get_vadjustment (self->scroller));
  veche_still_follow (self->person_still, gtk_scrolled_window_get_vadjustment (self->scroller));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}
