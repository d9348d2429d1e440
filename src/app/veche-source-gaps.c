/* veche-source-gaps.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-coverage-bar.h"
#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-source-errand.h"
#include "app/veche-source-gaps.h"
#include "app/veche-source-words.h"
#include "connectors/veche-connector.h"
#include "model/veche-change.h"
#include "model/veche-uid.h"
#include "sync/veche-sync-orders.h"

#define RELOAD_MS   200
#define MOST_SHOWN  100     /* channels; a server may have a thousand */

struct _VecheSourceGaps
{
  AdwWindow       parent_instance;

  VecheSession   *session;      /* (owned) */
  char           *uid;          /* (owned) */
  VecheSource    *source;       /* (owned) (nullable) until loaded */
  GCancellable   *cancellable;  /* (owned) (nullable): of what is read now */
  guint           reload;

  AdwWindowTitle *heading;
  GtkLabel       *advice;
  GtkWidget      *ask;
  GtkWidget      *stop;
  GtkWidget      *import;
  VecheCoverageBar *axis;
  GtkListBox     *list;
};

G_DEFINE_FINAL_TYPE (VecheSourceGaps, veche_source_gaps, ADW_TYPE_WINDOW)

/* An export of such a chat holds what everybody said in it; an archive of Mastodon or VK only what we said ourselves. */
static gboolean
veche_source_gaps_has_export (const VecheChannelCoverage *channel)
{
  static const char *const platforms[] = { "telegram", "discord", NULL };

  return g_strv_contains (platforms, channel->platform);
}

static gboolean
veche_source_gaps_have_export (GPtrArray *channels)
{
  for (guint i = 0; i < channels->len; i++)
    if (veche_source_gaps_has_export (g_ptr_array_index (channels, i)))
      return TRUE;

  return FALSE;
}

static gboolean
veche_source_gaps_can_ask (VecheSource *source)
{
  const VecheConnectorInfo *info = veche_connectors_find (source->type);

  return info != NULL && info->backfill;
}

/* What there is no word of is not called complete. */
static gboolean
veche_source_gaps_are_known (GPtrArray *channels)
{
  for (guint i = 0; i < channels->len; i++)
    if (((VecheChannelCoverage *) g_ptr_array_index (channels, i))->spans->len > 0)
      return TRUE;

  return FALSE;
}

static const char *
veche_source_gaps_advice (VecheSource *source, GPtrArray *channels, guint gaps, gboolean exported)
{
  if (channels->len == 0)
    return _ ("Nothing has been read yet");
  if (!veche_source_gaps_are_known (channels))
    return _ ("Nobody says whether something is missing here");
  if (gaps == 0)
    return _ ("Nothing is missing since it has been read.");
  if (veche_source_gaps_can_ask (source))
    return _ ("This place can be asked for what was said then. What comes is added, and nothing is there twice.");
  if (exported)
    return _ ("This place tells a program nothing of what was said before. An export of the chat closes its gaps, and nothing is there twice.");

  return _ ("This place tells a program nothing of what was said before. The gaps stay marked, so that no number is taken for the whole.");
}

/* ------------------------------------------------------------------------------------------------------------------------------- rows */

static char *
veche_source_gaps_words (const VecheChannelCoverage *channel, GArray *gaps)
{
  g_autofree char *words = NULL;
  g_autofree char *day = NULL;

  if (channel->spans->len == 0)
    return g_strdup (_ ("Nobody says whether something is missing here"));
  words = gaps->len > 0 ? veche_source_gaps_named (gaps) : g_strdup (_ ("No gaps"));
  if (channel->gives_from == 0 || gaps->len == 0)
    return g_steal_pointer (&words);

  day = veche_time_long (channel->gives_from);

  /* Translators: words about gaps, then a day and time */
  return g_strdup_printf (_ ("%s. Older than %s is not given there"), words, day);
}

/* What closes the gaps of this channel: the place itself, or an export of the chat; (nullable) nothing does. (transfer floating) */
static GtkWidget *
veche_source_gaps_new_button (VecheSourceGaps *self, const VecheChannelCoverage *channel, GArray *gaps, const char *name)
{
  gboolean asks = veche_source_gaps_can_ask (self->source)
                  && (channel->gives_from == 0 || g_array_index (gaps, VecheStretch, gaps->len - 1).until > channel->gives_from);
  g_autofree char *spoken = NULL;
  GtkWidget *button;

  if (!asks && !veche_source_gaps_has_export (channel))
    return NULL;

  button = gtk_button_new_with_label (asks ? _ ("Heal It") : _ ("Import…"));
  /* Translators: %s is a chat */
  spoken = g_strdup_printf (asks ? _ ("Read what is missing in %s") : _ ("Import an export of %s"), name);
  veche_label_speak (button, spoken);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  if (asks)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", channel->uid);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), asks ? "gaps.heal" : "gaps.import");

  return button;
}

static GtkWidget *
veche_source_gaps_new_row (VecheSourceGaps *self, const VecheChannelCoverage *channel, gint64 now)
{
  gint64 from = MAX (channel->known, now - VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY);
  g_autoptr(GArray) gaps = veche_channel_coverage_gaps (channel, from, now);
  g_autofree char *words = veche_source_gaps_words (channel, gaps);
  g_autofree char *name = veche_words_clean (channel->name != NULL ? channel->name : channel->remote_id, 120, FALSE);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *row = gtk_list_box_row_new ();
  GtkWidget *title = veche_label_new (name, "heading", NULL), *bar = veche_coverage_bar_new ();
  GtkWidget *about = veche_label_new (words, "veche-caption", "veche-second");
  GtkWidget *button = channel->spans->len > 0 && gaps->len > 0 ? veche_source_gaps_new_button (self, channel, gaps, name) : NULL;

  gtk_label_set_wrap (GTK_LABEL (about), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (about), PANGO_ELLIPSIZE_NONE);
  veche_coverage_bar_set (VECHE_COVERAGE_BAR (bar), channel->spans, channel->known, now, channel->slack, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  if (button != NULL)
    gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), about);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);

  return row;
}

static guint
veche_source_gaps_fill (VecheSourceGaps *self, GPtrArray *channels)
{
  gint64 now = veche_now ();
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < channels->len; i++)
    {
      const VecheChannelCoverage *channel = g_ptr_array_index (channels, i);
      g_autoptr(GArray) gaps = veche_channel_coverage_gaps (channel, 0, now);

      n += channel->spans->len > 0 ? gaps->len : 0;
      if (i < MOST_SHOWN)
        gtk_list_box_append (self->list, veche_source_gaps_new_row (self, channel, now));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), channels->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->axis), channels->len > 0);
  veche_coverage_bar_set_axis (self->axis, now);

  return n;
}

/* ------------------------------------------------------------------------------------------------------------------------------ loading */

typedef struct { VecheSource *source; GPtrArray *channels; } VecheSourceGapsState;

static void
veche_source_gaps_state_free (gpointer data)
{
  VecheSourceGapsState *state = data;

  g_clear_pointer (&state->source, veche_source_free);
  g_clear_pointer (&state->channels, g_ptr_array_unref);
  g_free (state);
}

static gpointer
veche_source_gaps_load_job (VecheDb *db, gpointer input, GError **error)
{
  VecheSourceGapsState *state = g_new0 (VecheSourceGapsState, 1);

  state->source = veche_sources_load (db, input, error);
  if (state->source != NULL)
    state->channels = veche_coverage_list (db, state->source->id, error);
  if (state->channels != NULL)
    return state;

  veche_source_gaps_state_free (state);

  return NULL;
}

static void
veche_source_gaps_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheSourceGaps) self = user_data;
  g_autoptr(GError) error = NULL;
  VecheSourceGapsState *state = veche_store_run_finish (VECHE_STORE (object), result, &error);
  g_autofree char *title = NULL;
  gboolean exported;
  guint gaps;

  if (state == NULL)
    {
      if (self->session != NULL)
        veche_session_show_error (self->session, error);
      return;
    }
  if (self->session != NULL)
    {
      g_clear_pointer (&self->source, veche_source_free);
      self->source = g_steal_pointer (&state->source);
      title = veche_source_title (self->source);
      gaps = veche_source_gaps_fill (self, state->channels);
      exported = veche_source_gaps_have_export (state->channels);
      adw_window_title_set_subtitle (self->heading, title);
      gtk_label_set_text (self->advice, veche_source_gaps_advice (self->source, state->channels, gaps, exported));
      gtk_widget_set_visible (self->ask, gaps > 0 && veche_source_gaps_can_ask (self->source) && self->cancellable == NULL);
      gtk_widget_set_visible (self->import, gaps > 0 && exported);
      /* What had the focus may be gone: the keyboard goes on. */
      if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
        gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
    }
  veche_source_gaps_state_free (state);
}

static gboolean
veche_source_gaps_reload_cb (gpointer user_data)
{
  VecheSourceGaps *self = user_data;

  self->reload = 0;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, veche_source_gaps_load_job, g_strdup (self->uid), g_free,
                         veche_source_gaps_state_free, NULL, veche_source_gaps_loaded_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
veche_source_gaps_reload (VecheSourceGaps *self)
{
  if (self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, veche_source_gaps_reload_cb, self);
}

static void
veche_source_gaps_changed_cb (VecheSourceGaps *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & (VECHE_TABLE_SOURCE | VECHE_TABLE_ASKED)) != 0)
    veche_source_gaps_reload (self);
}

/* ------------------------------------------------------------------------------------------------------------------------------- healing */

static void
veche_source_gaps_healed_cb (gpointer user_data)
{
  g_autoptr(VecheSourceGaps) self = user_data;

  g_clear_object (&self->cancellable);
  if (self->session == NULL)      /* closed meanwhile */
    return;
  gtk_widget_set_visible (self->stop, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gaps.heal", TRUE);
  veche_source_gaps_reload (self);
}

/* channel (nullable): all of them. */
static void
veche_source_gaps_heal (VecheSourceGaps *self, const char *channel)
{
  if (self->source == NULL || self->cancellable != NULL || veche_session_get_sync (self->session) == NULL)
    return;

  self->cancellable = veche_source_backfill (self->session, self->source, channel, veche_source_gaps_healed_cb, g_object_ref (self));
  gtk_widget_set_visible (self->ask, FALSE);
  gtk_widget_set_visible (self->stop, TRUE);
  gtk_widget_grab_focus (self->stop);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gaps.heal", FALSE);
}

static void
veche_source_gaps_ask_cb (VecheSourceGaps *self)
{
  veche_source_gaps_heal (self, NULL);
}

static void
veche_source_gaps_heal_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  veche_source_gaps_heal (VECHE_SOURCE_GAPS (widget), g_variant_get_string (parameter, NULL));
}

static void
veche_source_gaps_stop_cb (VecheSourceGaps *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
veche_source_gaps_import (VecheSourceGaps *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "app.import", NULL);
}

static void
veche_source_gaps_import_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  veche_source_gaps_import (VECHE_SOURCE_GAPS (widget));
}

static void
veche_source_gaps_import_cb (VecheSourceGaps *self)
{
  veche_source_gaps_import (self);
}

/* --------------------------------------------------------------------------------------------------------------------------------- window */

static void
veche_source_gaps_dispose (GObject *object)
{
  VecheSourceGaps *self = VECHE_SOURCE_GAPS (object);

  g_clear_handle_id (&self->reload, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->source, veche_source_free);
  g_clear_pointer (&self->uid, g_free);
  G_OBJECT_CLASS (veche_source_gaps_parent_class)->dispose (object);
}

static void
veche_source_gaps_class_init (VecheSourceGapsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_source_gaps_dispose;
  g_type_ensure (VECHE_TYPE_COVERAGE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-source-gaps.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, heading);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, advice);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, ask);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, stop);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, import);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, axis);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceGaps, list);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_gaps_ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_gaps_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_gaps_import_cb);
  gtk_widget_class_install_action (widget_class, "gaps.heal", "s", veche_source_gaps_heal_action);
  gtk_widget_class_install_action (widget_class, "gaps.import", NULL, veche_source_gaps_import_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_source_gaps_init (VecheSourceGaps *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_source_gaps_show (VecheSession *session, GtkWidget *parent, const char *source_uid)
{
  VecheSourceGaps *self = g_object_new (VECHE_TYPE_SOURCE_GAPS, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (source_uid);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (veche_source_gaps_changed_cb), self, G_CONNECT_SWAPPED);
  veche_source_gaps_reload_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
