/* veche-inbox-state.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/veche-triage.h"
#include "app/veche-inbox-page-private.h"
#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-mention-words.h"
#include "model/veche-uid.h"
#include "store/veche-labels-table.h"
#include "store/veche-sources-table.h"

/* What the Inbox says about itself: how many, from where, and why there is nothing. */

#define COUNT_MS 150
#define SEEN_MS  800   /* a row passed over with j is not yet seen */

typedef struct
{
  VecheInboxCounts counts;
  VecheViewCounts  views;
  GPtrArray       *saved;
  gint64           next_wake;
  gboolean         unjudged;   /* some were not judged yet */
} Counted;

static void
counted_free (gpointer data)
{
  Counted *counted = data;

  g_clear_pointer (&counted->saved, g_ptr_array_unref);
  g_free (counted);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Counted, counted_free)

static gpointer
veche_inbox_page_count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Counted) counted = g_new0 (Counted, 1);

  if (!veche_inbox_count (db, &counted->counts, error) || !veche_inbox_views_count (db, 0, &counted->views, error))
    return NULL;
  counted->saved = veche_saved_views_list (db, TRUE, error);
  if (counted->saved == NULL)
    return NULL;
  counted->next_wake = veche_inbox_next_wake (db);
  counted->unjudged = veche_triage_is_due (db);
  return g_steal_pointer (&counted);
}

static void
veche_inbox_page_show_counts (VecheInboxPage *self)
{
  guint n = self->view == VECHE_INBOX_DONE ? self->counts.done : self->views.n[self->view];
  g_autofree char *name = veche_inbox_page_dup_view_name (self);
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  if (self->saved_uid != NULL)
    text = g_strdup (name);
  else if (self->view == VECHE_INBOX_OPEN)
    text = g_strdup_printf (ngettext ("%u open", "%u open", n), n);
  else
    /* Translators: the name of a view, then how many there are in it */
    text = g_strdup_printf (C_ ("view", "%s · %u"), name, n);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->list_title), text);
  label = g_strdup_printf (_ ("Mentions, %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The first one is the first by what was judged, unless the reader has gone on already. */
static void
veche_inbox_page_settle (VecheInboxPage *self)
{
  gboolean writing = gtk_widget_get_focus_child (GTK_WIDGET (self->conversation)) != NULL;

  if (self->settling && self->model != NULL && !writing)
    {
      veche_inbox_page_show_mention (self, NULL);
      veche_inbox_page_requery (self);
      g_hash_table_remove_all (self->places);
    }
  self->settling = FALSE;
}

static void
veche_inbox_page_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheInboxPage) self = user_data;
  g_autoptr (Counted) counted = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (counted == NULL || self->session == NULL)
    return;
  self->counts = counted->counts;
  self->views = counted->views;
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  self->saved = g_steal_pointer (&counted->saved);
  veche_inbox_page_fill_views (self);
  self->next_wake = counted->next_wake;
  self->counted = TRUE;
  if (!counted->unjudged)
    veche_inbox_page_settle (self);
  veche_inbox_page_update_state (self);
}

static gboolean
veche_inbox_page_count_cb (gpointer user_data)
{
  VecheInboxPage *self = user_data;

  self->count_source = 0;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, veche_inbox_page_count_job, NULL, NULL,
                         counted_free, NULL, veche_inbox_page_counted_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

void
veche_inbox_page_count_soon (VecheInboxPage *self)
{
  if (self->count_source == 0 && self->session != NULL)
    self->count_source = g_timeout_add (COUNT_MS, veche_inbox_page_count_cb, self);
}

/* -------------------------------------------------------------------------------------------------------------------- empty states */

static void
veche_inbox_page_say (VecheInboxPage *self, const char *icon, const char *title, const char *text, const char *button)
{
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
  gtk_widget_set_visible (self->empty_button, button != NULL);
  if (button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->empty_button), button);
}

static gboolean
veche_inbox_page_is_filtered (VecheInboxPage *self)
{
  return veche_inbox_page_has_filter (self) || veche_inbox_page_is_narrowed (self) || *gtk_editable_get_text (self->search_entry) != '\0';
}

static void
veche_inbox_page_say_all_done (VecheInboxPage *self)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (self->next_wake > veche_now ())
    {
      when = veche_words_when (self->next_wake, veche_now ());
      /* Translators: %s is a day and time such as "tomorrow, 9:00" */
      text = g_strdup_printf (_ ("The next snoozed one comes back %s"), when);
    }
  veche_inbox_page_say (self, "veche-check-symbolic", _ ("Everyone Has an Answer"), text, NULL);
}

static void
veche_inbox_page_say_empty (VecheInboxPage *self)
{
  if (veche_inbox_page_is_filtered (self))
    veche_inbox_page_say (self, "edit-find-symbolic", _ ("Nothing Found"),
                          _ ("No mention fits what you look for"), _ ("_Reset Filter"));
  else if (self->view == VECHE_INBOX_SNOOZED)
    veche_inbox_page_say (self, "veche-clock-symbolic", _ ("Nothing Snoozed"),
                          _ ("What you put off waits here until its hour"), _ ("Show _Open"));
  else if (self->view == VECHE_INBOX_DONE)
    veche_inbox_page_say (self, "veche-check-symbolic", _ ("Nothing Done Yet"),
                          _ ("What you have dealt with is kept here"), _ ("Show _Open"));
  else if (self->view != VECHE_INBOX_OPEN || self->saved_uid != NULL)
    veche_inbox_page_say (self, "veche-check-symbolic", _ ("Nothing Here"), _ ("No open mention belongs to this view"), _ ("Show _Open"));
  else if (self->counts.snoozed + self->counts.done > 0)
    veche_inbox_page_say_all_done (self);
  else if (self->counts.talk)
    veche_inbox_page_say (self, "veche-check-symbolic", _ ("No One Waits for an Answer"),
                          _ ("The people and what they wrote are on the Members page"), NULL);
  else
    veche_inbox_page_say (self, "veche-inbox-symbolic", _ ("Conversations Will Appear Here"),
                          _ ("Connect a source or import a chat: whoever speaks to you or waits for an answer comes here"),
                          _ ("_Connect a Source"));
}

void
veche_inbox_page_empty_cb (VecheInboxPage *self)
{
  if (veche_inbox_page_is_filtered (self))
    {
      gtk_editable_set_text (self->search_entry, "");
      gtk_search_bar_set_search_mode (self->search_bar, FALSE);
      veche_inbox_page_widen (self);
      veche_inbox_page_clear_filter (self);
    }
  else if (self->view != VECHE_INBOX_OPEN || self->saved_uid != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "view", g_variant_new_string ("open"));
  else
    veche_session_show_page (self->session, "sources");
}

static GtkWidget *
chip_new (VecheInboxNarrow narrow)
{
  GtkWidget *chip = gtk_button_new (), *label = veche_label_new (NULL, NULL, NULL);

  gtk_button_set_child (GTK_BUTTON (chip), label);
  gtk_widget_add_css_class (chip, "veche-chip");
  gtk_widget_add_css_class (chip, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "inbox.narrow");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "(ss)", veche_inbox_narrow_nick (narrow), "");

  return chip;
}

static void
veche_inbox_page_show_chip (VecheInboxPage *self, VecheInboxNarrow narrow)
{
  const char *value = *veche_inbox_narrow_field (self->narrow, narrow);
  const char *name = veche_inbox_filter_name (self->filter, narrow, value != NULL && *value == '\0' ? "-" : value);
  g_autofree char *text = g_strdup_printf ("%s ×", name != NULL ? name : "—");

  if (value == NULL)
    {
      if (self->narrow_chips[narrow] != NULL)
        gtk_widget_set_visible (self->narrow_chips[narrow], FALSE);
      return;
    }
  if (self->narrow_chips[narrow] == NULL)
    {
      self->narrow_chips[narrow] = chip_new (narrow);
      gtk_box_append (GTK_BOX (self->chips), self->narrow_chips[narrow]);
    }
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->narrow_chips[narrow]))), text);
  gtk_widget_set_tooltip_text (self->narrow_chips[narrow], _ ("Show without this filter"));
  gtk_widget_set_visible (self->narrow_chips[narrow], TRUE);
}

static void
veche_inbox_page_show_chips (VecheInboxPage *self)
{
  gboolean view = self->view != VECHE_INBOX_OPEN || self->saved_uid != NULL;
  g_autofree char *name = veche_inbox_page_dup_view_name (self);
  g_autofree char *chip = g_strdup_printf ("%s ×", name);

  gtk_widget_set_visible (self->state_chip, view);
  gtk_button_set_label (GTK_BUTTON (self->state_chip), chip);
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    veche_inbox_page_show_chip (self, (VecheInboxNarrow) i);
  gtk_widget_set_visible (self->chips, view || veche_inbox_page_has_filter (self) || veche_inbox_page_is_narrowed (self));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "drop-view")), self->saved_uid != NULL);
}

void
veche_inbox_page_update_state (VecheInboxPage *self)
{
  gboolean some = self->model != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;

  veche_inbox_page_show_chips (self);
  if (self->counted)
    veche_inbox_page_show_counts (self);
  if (some)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (self->model != NULL && !veche_row_model_get_loading (self->model) && self->counted)
    {
      veche_inbox_page_say_empty (self);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
}

/* A narrow window keeps one button of its own beside the name of the talk. (transfer full) */
static char *
narrow_layout (GtkWidget *widget)
{
  g_autofree char *layout = NULL;
  g_auto (GStrv) sides = NULL;

  g_object_get (gtk_widget_get_settings (widget), "gtk-decoration-layout", &layout, NULL);
  sides = g_strsplit (layout != NULL ? layout : "", ":", 2);
  for (guint i = 0; sides[i] != NULL; i++)
    {
      gboolean closes = strstr (sides[i], "close") != NULL;

      g_free (sides[i]);
      sides[i] = g_strdup (closes ? "close" : "");
    }

  return g_strjoinv (":", sides);
}

/* Window buttons stand at the window's outer edge only. */
static void
follow_flap (gpointer user_data)
{
  VecheInboxPage *self = VECHE_INBOX_PAGE (user_data);
  gboolean narrow;
  g_autofree char *layout = NULL;

  if (self->session == NULL)
    return;
  narrow = adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));
  layout = narrow ? narrow_layout (GTK_WIDGET (self)) : NULL;
  if (g_strcmp0 (adw_header_bar_get_decoration_layout (self->detail_header), layout) != 0)
    adw_header_bar_set_decoration_layout (self->detail_header, layout);
  adw_header_bar_set_show_end_title_buttons (self->detail_header,
                                             adw_flap_get_folded (self->flap) || !adw_flap_get_reveal_flap (self->flap));
  /* In a narrow window there is room for it in the menu only. */
  gtk_widget_set_visible (self->person_button, adw_flap_get_folded (self->flap) && !narrow);
  veche_conversation_set_person_beside (self->conversation, !adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap));
}

/* The flap tells in the middle of an allocation, when nothing may change its size. */
void
veche_inbox_page_flap_cb (VecheInboxPage *self)
{
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, follow_flap);
}

/* How many rows are newer than this, and which is the newest: ids grow. */
static guint
veche_inbox_page_count_newer (VecheInboxPage *self, gint64 than, gint64 *newest)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model)), newer = 0;

  *newest = than;
  for (guint i = 0; i < n; i++)
    {
      gint64 id = veche_row_model_get_id (self->model, i);

      newer += id > than;
      *newest = MAX (*newest, id);
    }

  return newer;
}

/* New mentions come in where they belong: nothing moves under the reader, a pill says how many there are.  Whether the reader is at the top
 * is known when they scroll; while rows come in, the view has not been laid out yet. */
void
veche_inbox_page_update_pill (VecheInboxPage *self, gboolean scrolled)
{
  GtkAdjustment *vadjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gboolean at_top = gtk_adjustment_get_value (vadjustment) <= gtk_adjustment_get_lower (vadjustment) + 1;
  guint new_rows = 0;
  gint64 newest;
  g_autofree char *text = NULL;

  if (self->model == NULL || (scrolled && self->newest_id != 0 && !at_top))
    return;
  new_rows = veche_inbox_page_count_newer (self, self->newest_id, &newest);
  if (self->newest_id == 0 || (scrolled && at_top) || self->sort == VECHE_SORT_OLDEST)
    {
      self->newest_id = newest;
      new_rows = 0;
    }
  if (new_rows > 0)
    {
      text = g_strdup_printf (ngettext ("%u new", "%u new", new_rows), new_rows);
      gtk_button_set_label (self->pill, text);
    }
  gtk_revealer_set_reveal_child (self->pill_revealer, new_rows > 0);
}

/* --------------------------------------------------------------------------------------------------------------- what to choose from */

typedef struct { GPtrArray *sources, *labels, *owners; VecheWorkHours usual; } Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_pointer (&choices->sources, g_ptr_array_unref);
  g_clear_pointer (&choices->labels, g_ptr_array_unref);
  g_clear_pointer (&choices->owners, g_ptr_array_unref);
  g_free (choices);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static gpointer
choices_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Choices) choices = g_new0 (Choices, 1);
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);

  choices->sources = veche_sources_list (db, error);
  choices->labels = choices->sources != NULL ? veche_labels_list (db, NULL, error) : NULL;
  choices->owners = choices->labels != NULL ? veche_inbox_owners (db, error) : NULL;

  veche_hours_usual (hours, &choices->usual);

  return choices->owners != NULL ? g_steal_pointer (&choices) : NULL;
}

static void
show_choices (VecheInboxPage *self, VecheInboxNarrow narrow, GStrvBuilder *names, GStrvBuilder *values)
{
  g_auto (GStrv) shown = g_strv_builder_end (names), kept = g_strv_builder_end (values);

  veche_inbox_filter_set_values (self->filter, narrow, (const char *const *) shown, (const char *const *) kept);
}

static void
choices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheInboxPage) self = user_data;
  g_autoptr (Choices) choices = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  g_autoptr (GStrvBuilder) sources = g_strv_builder_new (), source_uids = g_strv_builder_new (), labels = g_strv_builder_new (),
                           label_uids = g_strv_builder_new (), owners = g_strv_builder_new (), owner_uids = g_strv_builder_new ();

  g_autoptr (VecheQuery) query = NULL;

  if (choices == NULL || self->session == NULL)
    return;
  for (guint i = 0; i < choices->sources->len; i++)
    {
      g_strv_builder_add (sources, ((VecheSource *) choices->sources->pdata[i])->name);
      g_strv_builder_add (source_uids, ((VecheSource *) choices->sources->pdata[i])->uid);
    }
  for (guint i = 0; i < choices->labels->len; i++)
    {
      g_strv_builder_add (labels, ((VecheMentionLabel *) choices->labels->pdata[i])->name);
      g_strv_builder_add (label_uids, ((VecheMentionLabel *) choices->labels->pdata[i])->uid);
    }
  for (guint i = 0; i < choices->owners->len; i++)
    {
      VecheMember *member = choices->owners->pdata[i];

      g_strv_builder_add (owners, member->me ? C_ ("owner", "Mine") : member->name);
      g_strv_builder_add (owner_uids, member->parent.uid);
    }
  g_strv_builder_add (owners, C_ ("owner", "Nobody’s"));
  g_strv_builder_add (owner_uids, "-");
  veche_snooze_popover_set_opens (VECHE_SNOOZE_POPOVER (gtk_menu_button_get_popover (self->snooze_button)), choices->usual.opens);
  veche_snooze_popover_set_opens (self->bulk_snooze, choices->usual.opens);
  show_choices (self, VECHE_NARROW_SOURCE, sources, source_uids);
  show_choices (self, VECHE_NARROW_LABEL, labels, label_uids);
  show_choices (self, VECHE_NARROW_OWNER, owners, owner_uids);
  query = veche_inbox_page_build_query (self);
  veche_inbox_filter_show_query (self->filter, query);
  veche_inbox_page_update_state (self);
}

void
veche_inbox_page_load_choices (VecheInboxPage *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, choices_job, NULL, NULL, choices_free, NULL, choices_cb,
                         g_object_ref (self));
}

/* ------------------------------------------------------------------------------------------------------------------------------ seen */

static gpointer
veche_inbox_page_seen_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_inbox_mark_seen (db, *(gint64 *) input, error) ? VECHE_JOB_DONE : NULL;
}

static gboolean
veche_inbox_page_seen_cb (gpointer user_data)
{
  VecheInboxPage *self = user_data;

  self->seen_source = 0;
  if (self->mention != NULL && !self->mention->seen && gtk_widget_get_mapped (GTK_WIDGET (self->conversation)))
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, veche_inbox_page_seen_job,
                           g_memdup2 (&self->mention->parent.id, sizeof (gint64)), g_free, NULL, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
veche_inbox_page_seen_soon (VecheInboxPage *self)
{
  g_clear_handle_id (&self->seen_source, g_source_remove);
  if (self->mention != NULL && !self->mention->seen)
    self->seen_source = g_timeout_add (SEEN_MS, veche_inbox_page_seen_cb, self);
}
