/* veche-source-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-coverage-bar.h"
#include "app/veche-mention-words.h"
#include "app/veche-place-dialog.h"
#include "app/veche-source-actions.h"
#include "app/veche-source-consent.h"
#include "app/veche-source-errand.h"
#include "app/veche-source-gaps.h"
#include "app/veche-source-row.h"
#include "app/veche-source-settings.h"
#include "app/veche-source-state-words.h"
#include "app/veche-source-words.h"
#include "connectors/veche-connector.h"
#include "model/veche-uid.h"
#include "store/veche-places-table.h"
#include "sync/veche-sync-orders.h"

struct _VecheSourceRow
{
  GtkWidget           parent_instance;

  VecheSession       *session;   /* (owned) */
  VecheSourceState   *state;     /* (owned) (nullable) */
  GSimpleActionGroup *actions;   /* (owned) */
  char               *progress;  /* (owned) (nullable): what the run that is on tells */
  const char         *style;     /* static: of the status */

  GtkWidget          *content;
  GtkImage           *icon;
  GtkLabel           *title;
  GtkImage           *about_icon;
  GtkLabel           *about;
  GtkWidget          *head;
  GtkWidget          *state_column;
  GtkWidget          *status;
  GtkImage           *status_icon;
  GtkLabel           *status_text;
  GtkLabel           *next;
  GtkButton          *fix;
  GtkMenuButton      *menu_button;
  GMenu              *menu;
  VecheCoverageBar   *bar;
  GtkLabel           *gaps;
  GtkWidget          *heal;
  GtkWidget          *unseen;
  GtkLabel           *unseen_text;
};

G_DEFINE_FINAL_TYPE (VecheSourceRow, veche_source_row, GTK_TYPE_WIDGET)

void
veche_source_state_free (VecheSourceState *self)
{
  g_clear_pointer (&self->source, veche_source_free);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_free (self);
}

gint64
veche_source_state_slack (VecheSourceState *self)
{
  return MAX (G_TIME_SPAN_HOUR, 3 * (gint64) self->source->every * G_USEC_PER_SEC);
}

gboolean
veche_source_state_trouble (VecheSourceState *self)
{
  return (self->source->error != NULL || self->blocked) && !self->source->paused;
}

static gboolean
veche_source_row_is_running (VecheSourceRow *self)
{
  VecheSync *sync = veche_session_get_sync (self->session);

  return sync != NULL && veche_sync_is_running (sync, self->state->source->uid);
}

static gboolean
veche_source_row_is_metered (VecheSourceRow *self)
{
  VecheSync *sync = veche_session_get_sync (self->session);

  return sync != NULL && veche_sync_get_hold (sync, self->state->source) == VECHE_HOLD_METERED;
}

static gboolean
veche_source_row_is_waiting (VecheSourceRow *self)
{
  VecheSync *sync = veche_session_get_sync (self->session);

  return sync != NULL && veche_sync_is_waiting (sync, self->state->source->uid);
}

static void
veche_source_row_say (VecheSourceRow *self, const char *icon, const char *text, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->status, self->style);
  self->style = style;
  gtk_widget_add_css_class (self->status, style);
  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_label_set_text (self->status_text, text);
}

static void
veche_source_row_show_next (VecheSourceRow *self, gint64 now)
{
  VecheSource *source = self->state->source;
  g_autofree char *next = veche_source_row_is_metered (self) ? g_strdup (_ ("waits for an unmetered network"))
                                                             : veche_source_next (source, veche_source_row_is_waiting (self), now);
  g_autofree char *budget = veche_source_budget (source, now);
  gboolean low = veche_source_budget_is_low (source, now);
  gboolean show = !veche_source_row_is_running (self) && (next != NULL || low);

  gtk_widget_set_visible (GTK_WIDGET (self->next), show);
  gtk_label_set_text (self->next, low ? budget : next != NULL ? next : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next), low ? next : budget);
}

/* The first of what can't be seen, and how much more there is; the settings tell it all. */
static void
veche_source_row_show_unseen (VecheSourceRow *self)
{
  g_autoptr(GPtrArray) sentences = veche_source_notice_sentences (self->state->source->type, self->state->notices);
  g_autofree char *more = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->unseen, sentences->len > 0);
  if (sentences->len == 0)
    return;
  if (sentences->len > 1)
    more = g_strdup_printf (ngettext (" And %u more like this in the settings.", " And %u more like this in the settings.", sentences->len - 1),
                            sentences->len - 1);
  text = g_strconcat (g_ptr_array_index (sentences, 0), more, NULL);
  gtk_label_set_text (self->unseen_text, text);
}

static void
veche_source_row_show_status (VecheSourceRow *self, gint64 now)
{
  VecheSource *source = self->state->source;
  g_autofree char *ago = NULL;

  veche_source_row_show_next (self, now);
  if (veche_source_is_place (source))
    gtk_widget_set_visible (GTK_WIDGET (self->next), FALSE);
  gtk_widget_set_visible (self->status, !veche_source_state_trouble (self->state) || veche_source_row_is_running (self));
  if (source->paused)
    veche_source_row_say (self, "media-playback-pause-symbolic", _ ("Paused"), "neutral");
  else if (veche_source_row_is_running (self))
    veche_source_row_say (self, "view-refresh-symbolic", _ ("Updating…"), "neutral");
  else if (veche_source_is_place (source))
    {
      ago = veche_place_due_words (source, now);
      veche_source_row_say (self, "veche-clock-symbolic", ago, veche_place_days (source, now) < 0 ? "warn" : "neutral");
    }
  else if (source->last_ok == 0)
    veche_source_row_say (self, "veche-clock-symbolic", _ ("Not read yet"), "neutral");
  else
    {
      ago = veche_words_ago (source->last_ok, now);
      veche_source_row_say (self, "veche-check-symbolic", ago, "pos");
    }
}

static void
veche_source_row_show_words (VecheSourceRow *self, gint64 now)
{
  VecheSource *source = self->state->source;
  gboolean trouble = veche_source_state_trouble (self->state);
  g_autofree char *title = veche_source_title (source);
  g_autofree char *about = NULL;
  g_autofree char *gaps = veche_source_gaps (self->state, now);

  if (!veche_source_row_is_running (self))
    g_clear_pointer (&self->progress, g_free);   /* the next run begins at nothing */
  if (trouble && self->state->blocked)
    about = g_strdup (_ ("Is a command that nobody has allowed on this computer, so it was not started"));
  else if (trouble)
    about = veche_source_problem (source, now);
  else if (veche_source_row_is_running (self) && self->progress != NULL)
    about = g_strdup (self->progress);
  else
    about = veche_source_about (source);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->about, about);
  gtk_label_set_text (self->gaps, gaps);
  gtk_widget_set_visible (self->heal, veche_source_has_gaps (self->state, now));
  gtk_widget_set_visible (GTK_WIDGET (self->about_icon), trouble);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->about), trouble ? source->error_text : NULL);
  if (trouble)
    gtk_widget_add_css_class (self->content, "trouble");
  else
    gtk_widget_remove_css_class (self->content, "trouble");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, gaps, -1);
}

static void
veche_source_row_build_menu (VecheSourceRow *self)
{
  VecheSource *source = self->state->source;
  const VecheConnectorInfo *info = veche_connectors_find (source->type);
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) last = g_menu_new ();

  g_menu_remove_all (self->menu);
  g_menu_append (first, veche_source_is_place (source) ? _ ("_Check…") : _ ("_Sync Now"), veche_source_is_place (source) ? "source.check" : "source.sync");
  g_menu_append (first, source->paused ? _ ("_Resume") : _ ("_Pause"), "source.pause");
  if (!veche_source_is_place (source))
    g_menu_append (first, _ ("_What Is Complete…"), "source.gaps");
  if (info != NULL && info->members)
    g_menu_append (first, _ ("Read _Members"), "source.members");
  g_menu_append (first, _ ("S_ettings…"), "source.settings");
  if (info != NULL && veche_connector_info_has_token (info))
    g_menu_append (first, _ ("Sign _In Again…"), "source.sign-in");
  g_menu_append (last, _ ("Re_move…"), "source.remove");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (last));
}

/* A place is checked from here; the button is loud only when it is time. */
static void
veche_source_row_show_check (VecheSourceRow *self)
{
  VecheSource *source = self->state->source;

  gtk_widget_set_visible (GTK_WIDGET (self->fix), !source->paused && veche_place_days (source, veche_now ()) <= 0);
  gtk_button_set_label (self->fix, _ ("_Check…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fix), "source.check");
  gtk_widget_remove_css_class (GTK_WIDGET (self->fix), "suggested-action");
}

static gboolean
veche_source_row_is_held (VecheSourceRow *self)
{
  return g_strcmp0 (self->state->source->error, "rate-limited") == 0 && self->state->source->next_run > veche_now ();
}

static void
veche_source_row_show_fix (VecheSourceRow *self, gboolean first)
{
  gboolean auth = g_strcmp0 (self->state->source->error, "auth") == 0;

  if (veche_source_is_place (self->state->source))
    {
      veche_source_row_show_check (self);
      return;
    }
  /* Whoever asks for patience gets it: pressing would be told to wait. */
  gtk_widget_set_visible (GTK_WIDGET (self->fix), veche_source_state_trouble (self->state) && !veche_source_row_is_held (self));
  gtk_button_set_label (self->fix, self->state->blocked ? _ ("_Review…") : auth ? _ ("Sign _In Again") : _ ("_Try Now"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fix), self->state->blocked ? "source.review" : auth ? "source.sign-in" : "source.sync");
  if (first)
    gtk_widget_add_css_class (GTK_WIDGET (self->fix), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->fix), "suggested-action");
}

/* --------------------------------------------------------------------------------------------------------------------------- verbs */

static void
veche_source_row_sync_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_sync (self->session, self->state->source);
}

static void
veche_source_row_pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_pause (self->session, self->state->source);
}

static void
veche_source_row_settings_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_settings_show (self->session, GTK_WIDGET (self), self->state);
}

static void
veche_source_row_gaps_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_gaps_show (self->session, GTK_WIDGET (self), self->state->source->uid);
}

static void
veche_source_row_members_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_read_members (self->session, self->state->source);
}

static void
veche_source_row_sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_sign_in (self->session, GTK_WIDGET (self), self->state->source);
}

static void
veche_source_row_check_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_place_dialog_show (self->session, GTK_WIDGET (self), self->state->source);
}

static void
veche_source_row_review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_review (self->session, GTK_WIDGET (self), self->state->source);
}

static void
veche_source_row_remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheSourceRow *self = user_data;

  veche_source_remove (self->session, GTK_WIDGET (self), self->state->source);
}

static void
veche_source_row_dispose (GObject *object)
{
  VecheSourceRow *self = VECHE_SOURCE_ROW (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_pointer (&self->state, veche_source_state_free);
  g_clear_pointer (&self->progress, g_free);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_source_row_parent_class)->dispose (object);
}

static void
veche_source_row_class_init (VecheSourceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_source_row_dispose;
  g_type_ensure (VECHE_TYPE_COVERAGE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-source-row.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, content);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, title);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, about_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, about);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, head);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, state_column);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, status);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, status_icon);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, status_text);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, next);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, fix);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, bar);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, gaps);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, heal);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, unseen);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceRow, unseen_text);
}

static void
veche_source_row_init (VecheSourceRow *self)
{
  static const GActionEntry entries[] = {
    { "sync", veche_source_row_sync_cb },       { "pause", veche_source_row_pause_cb },
    { "settings", veche_source_row_settings_cb }, { "sign-in", veche_source_row_sign_in_cb },
    { "remove", veche_source_row_remove_cb },     { "review", veche_source_row_review_cb },
    { "check", veche_source_row_check_cb },       { "gaps", veche_source_row_gaps_cb },
    { "members", veche_source_row_members_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = g_menu_new ();
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (self->menu));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "source", G_ACTION_GROUP (self->actions));
}

/* In a narrow window the state stands below the name. */
static void
veche_source_row_folded_cb (VecheSourceRow *self)
{
  gboolean folded = veche_session_get_folded (self->session);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->state_column, folded ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_widget_set_halign (self->status, folded ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_halign (GTK_WIDGET (self->fix), folded ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_label_set_xalign (self->next, folded ? 0 : 1);
}

GtkWidget *
veche_source_row_new (VecheSession *session)
{
  VecheSourceRow *self = g_object_new (VECHE_TYPE_SOURCE_ROW, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::folded", G_CALLBACK (veche_source_row_folded_cb), self, G_CONNECT_SWAPPED);
  veche_source_row_folded_cb (self);
  return GTK_WIDGET (self);
}

/* The sample's places play other platforms: "sample:vk", "sample:mastodon/fosstodon.org". */
static const char *
veche_source_row_icon (VecheSource *source)
{
  g_autofree char *played = g_str_has_prefix (source->url, "sample:") ? g_strdup (source->url + strlen ("sample:")) : NULL;

  if (played == NULL)
    return veche_platform_icon (source->type);

  played[strcspn (played, "/")] = '\0';

  return veche_platform_icon (played);
}

void
veche_source_row_set_state (VecheSourceRow *self, VecheSourceState *state, gboolean first)
{
  gint64 now = veche_now ();

  g_return_if_fail (VECHE_IS_SOURCE_ROW (self));

  g_clear_pointer (&self->state, veche_source_state_free);
  self->state = state;
  gtk_image_set_from_icon_name (self->icon, veche_source_row_icon (state->source));
  veche_coverage_bar_set (self->bar, state->spans, state->known, now, veche_source_state_slack (state),
                          veche_source_state_trouble (state));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !veche_source_is_calendar (state->source));      /* it is always whole */
  veche_source_row_show_fix (self, first);
  veche_source_row_build_menu (self);
  veche_source_row_refresh (self);
}

void
veche_source_row_refresh (VecheSourceRow *self)
{
  gint64 now = veche_now ();

  veche_source_row_show_words (self, now);
  veche_source_row_show_unseen (self);
  veche_source_row_show_status (self, now);
}

const char *
veche_source_row_get_uid (VecheSourceRow *self)
{
  return self->state->source->uid;
}

void
veche_source_row_set_progress (VecheSourceRow *self, guint n)
{
  g_free (self->progress);
  /* Translators: messages or people that a run, which is not at its end, has brought in */
  self->progress = n > 0 ? g_strdup_printf (ngettext ("%'u new so far", "%'u new so far", n), n) : NULL;
  veche_source_row_refresh (self);
}
