/* veche-sources-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-coverage-bar.h"
#include "app/veche-feeds-dialog.h"
#include "app/veche-source-consent.h"
#include "app/veche-source-dialog.h"
#include "app/veche-source-row.h"
#include "app/veche-sources-page.h"
#include "model/veche-uid.h"
#include "store/veche-places-table.h"

#define RELOAD_MS    150
#define TICK_SECONDS 30

struct _VecheSourcesPage
{
  GtkWidget         parent_instance;

  VecheSession     *session;   /* (owned) (nullable): NULL once closed */
  GHashTable       *rows;      /* (owned): source uid → VecheSourceRow, borrowed from the tree */
  guint             reload;
  guint             tick;
  gboolean          stale;   /* it changed while nobody saw it */

  GtkWidget        *content;
  GtkWidget        *sidebar_button;
  GtkWidget        *add;
  GtkWidget        *add_content;   /* (owned): icon and word, while there is room for the word */
  AdwWindowTitle   *title;
  GtkStack         *stack;
  GtkBox           *trouble;
  VecheCoverageBar *axis;
  GtkBox           *healthy;
  GtkWidget        *legend;
  GtkLabel         *total;
};

static void veche_sources_page_iface_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheSourcesPage, veche_sources_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_sources_page_iface_init))

enum
{
  PROP_SESSION = 1,
};

/* What somebody has seen of it takes the place of what was read. */
static void
veche_sources_page_see_place (VecheDb *db, VecheSourceState *state, gint64 now)
{
  g_clear_pointer (&state->spans, g_array_unref);
  state->spans = veche_places_coverage (db, state->source);
  state->n_checks = veche_places_count (db, state->source->id, now - VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY);
  state->known = state->spans->len > 0 ? g_array_index (state->spans, VecheStretch, 0).since : state->source->created;
}

static gpointer
veche_sources_page_load_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 now = veche_now ();
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_source_state_free);
  g_autoptr(GPtrArray) sources = veche_sources_list (db, error);

  if (sources == NULL)
    return NULL;
  g_ptr_array_set_free_func (sources, NULL);
  for (guint i = 0; i < sources->len; i++)
    {
      VecheSourceState *state = g_new0 (VecheSourceState, 1);

      state->source = g_ptr_array_index (sources, i);
      g_ptr_array_add (states, state);
      state->blocked = veche_source_is_blocked (state->source);
      state->notices = veche_sources_notices (db, state->source->id, NULL);
      state->channels = veche_coverage_list (db, state->source->id, NULL);
      if (state->channels == NULL)
        state->channels = g_ptr_array_new ();
      state->spans = veche_coverage_together (state->channels, now, &state->known);
      if (veche_source_is_place (state->source))
        veche_sources_page_see_place (db, state, now);
    }
  return g_steal_pointer (&states);
}

/* Of all the time since each source is known, how much is surely complete.  -1: nobody says. */
static double
veche_sources_page_share (GPtrArray *states, gint64 now)
{
  gint64 whole = 0, missing = 0;

  for (guint i = 0; i < states->len; i++)
    {
      VecheSourceState *state = g_ptr_array_index (states, i);
      gint64 known = MAX (state->known, now - VECHE_COVERAGE_DAYS * G_TIME_SPAN_DAY);
      g_autoptr(GArray) gaps = NULL;

      if (state->spans->len == 0 || veche_source_is_place (state->source))
        continue;
      gaps = veche_spans_gaps (state->spans, known, now, veche_source_state_slack (state));
      whole += now - known;
      for (guint j = 0; j < gaps->len; j++)
        missing += g_array_index (gaps, VecheStretch, j).until - g_array_index (gaps, VecheStretch, j).since;
    }
  return whole > 0 ? 100.0 * (double) (whole - missing) / (double) whole : -1;
}

static void
veche_sources_page_show_total (VecheSourcesPage *self, GPtrArray *states)
{
  double share = veche_sources_page_share (states, veche_now ());
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->total), share >= 0);
  if (share < 0)
    return;
  /* Never 100 while something is missing. */
  text = g_strdup_printf (_ ("Coverage over 90 days: %d %%"), share >= 99.95 ? 100 : MIN (99, (int) (share + .5)));
  gtk_label_set_text (self->total, text);
}

static void
veche_sources_page_drop_missing (VecheSourcesPage *self, GPtrArray *states)
{
  g_autoptr(GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer uid, row;

  for (guint i = 0; i < states->len; i++)
    g_hash_table_add (present, ((VecheSourceState *) g_ptr_array_index (states, i))->source->uid);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &uid, &row))
    if (!g_hash_table_contains (present, uid))
      {
        gtk_box_remove (GTK_BOX (gtk_widget_get_parent (row)), row);
        g_hash_table_iter_remove (&iter);
      }
}

/* The row stands where it belongs, in the order of the list; a menu that is open stays open. */
static void
veche_sources_page_place (VecheSourcesPage *self, GtkWidget *row, gboolean trouble, GtkWidget **after)
{
  GtkBox *box = trouble ? self->trouble : self->healthy;
  GtkWidget *parent = gtk_widget_get_parent (row);

  /* Before it has something new in it: what changes in a hidden box is not told to those around it, not even when it is shown (GTK 4.8). */
  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
  if (parent != NULL && parent != GTK_WIDGET (box))
    {
      g_object_ref (row);
      gtk_box_remove (GTK_BOX (parent), row);
      gtk_box_insert_child_after (box, row, *after);
      g_object_unref (row);
    }
  else if (parent == NULL)
    gtk_box_insert_child_after (box, row, *after);
  else if (gtk_widget_get_prev_sibling (row) != *after)
    gtk_box_reorder_child_after (box, row, *after);
  *after = row;
}

static void
veche_sources_page_show (VecheSourcesPage *self, GPtrArray *states)
{
  GtkWidget *last_trouble = NULL, *last_healthy = NULL;
  guint n_feeds = 0;
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u connected", "%u connected", states->len), states->len);

  veche_sources_page_drop_missing (self, states);
  veche_sources_page_show_total (self, states);
  veche_coverage_bar_set_axis (self->axis, veche_now ());
  for (guint i = 0; i < states->len; i++)
    {
      VecheSourceState *state = g_ptr_array_index (states, i);
      gboolean trouble = veche_source_state_trouble (state);
      GtkWidget *row = g_hash_table_lookup (self->rows, state->source->uid);

      n_feeds += g_str_equal (state->source->type, "feed");
      if (row == NULL)
        {
          row = veche_source_row_new (self->session);
          g_hash_table_insert (self->rows, g_strdup (state->source->uid), row);
        }
      veche_sources_page_place (self, row, trouble, trouble ? &last_trouble : &last_healthy);
      veche_source_row_set_state (VECHE_SOURCE_ROW (row), state, trouble && gtk_widget_get_prev_sibling (row) == NULL);
    }
  g_ptr_array_set_free_func (states, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), last_trouble != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->healthy), last_healthy != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.export-feeds", n_feeds > 0);
  adw_window_title_set_subtitle (self->title, states->len > 0 ? subtitle : "");
  gtk_stack_set_visible_child_name (self->stack, states->len > 0 ? "list" : "empty");
}

static void
veche_sources_page_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheSourcesPage) self = user_data;
  g_autoptr(GPtrArray) states = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (states != NULL && self->session != NULL)
    veche_sources_page_show (self, states);
}

static gboolean
veche_sources_page_reload_cb (gpointer user_data)
{
  VecheSourcesPage *self = user_data;

  self->reload = 0;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, veche_sources_page_load_job, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, veche_sources_page_loaded_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Each run of a source changes it: a page that nobody sees waits until it is seen. */
static void
veche_sources_page_changed_cb (VecheSourcesPage *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & (VECHE_TABLE_SOURCE | VECHE_TABLE_ASKED)) == 0)
    return;
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->stale && self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, veche_sources_page_reload_cb, self);
}

static void
veche_sources_page_refresh_rows (VecheSourcesPage *self)
{
  GHashTableIter iter;
  gpointer row;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    veche_source_row_refresh (row);
}

static void
veche_sources_page_map (GtkWidget *widget)
{
  VecheSourcesPage *self = VECHE_SOURCES_PAGE (widget);

  GTK_WIDGET_CLASS (veche_sources_page_parent_class)->map (widget);

  veche_sources_page_refresh_rows (self);
  if (self->stale && self->session != NULL && self->reload == 0)
    self->reload = g_idle_add (veche_sources_page_reload_cb, self);
  self->stale = FALSE;
}

static gboolean
veche_sources_page_tick_cb (gpointer user_data)
{
  veche_sources_page_refresh_rows (user_data);
  return G_SOURCE_CONTINUE;
}

static void
veche_sources_page_progress_cb (VecheSourcesPage *self, const char *uid, const char *text)
{
  GtkWidget *row = uid != NULL ? g_hash_table_lookup (self->rows, uid) : NULL;

  if (row != NULL)
    veche_source_row_set_progress (VECHE_SOURCE_ROW (row), (guint) g_ascii_strtoull (text, NULL, 10));
}

static void
veche_sources_page_folded_cb (VecheSourcesPage *self)
{
  gboolean folded = veche_session_get_folded (self->session);

  gtk_widget_set_visible (self->sidebar_button, folded);
  if (folded)
    gtk_button_set_icon_name (GTK_BUTTON (self->add), "list-add-symbolic");
  else if (gtk_button_get_child (GTK_BUTTON (self->add)) != self->add_content)
    gtk_button_set_child (GTK_BUTTON (self->add), self->add_content);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->legend), folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
veche_sources_page_add (VechePage *page)
{
  VecheSourcesPage *self = VECHE_SOURCES_PAGE (page);

  if (self->session != NULL)
    veche_source_dialog_add (self->session, GTK_WIDGET (self));
}

static void
veche_sources_page_add_cb (VecheSourcesPage *self)
{
  veche_sources_page_add (VECHE_PAGE (self));
}

static void
veche_sources_page_import_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  veche_feeds_import (VECHE_SOURCES_PAGE (widget)->session, widget);
}

static void
veche_sources_page_export_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  veche_feeds_export (VECHE_SOURCES_PAGE (widget)->session, widget);
}

static void
veche_sources_page_focus (VechePage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (VECHE_SOURCES_PAGE (page)->stack), GTK_DIR_TAB_FORWARD);
}

static void
veche_sources_page_close (VechePage *page)
{
  VecheSourcesPage *self = VECHE_SOURCES_PAGE (page);

  if (self->session == NULL)
    return;
  g_clear_handle_id (&self->reload, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  if (veche_session_get_sync (self->session) != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_sync (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.import-feeds", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.export-feeds", FALSE);
}

static void
veche_sources_page_iface_init (VechePageInterface *iface)
{
  iface->focus = veche_sources_page_focus;
  iface->add = veche_sources_page_add;
  iface->close = veche_sources_page_close;
}

static void
veche_sources_page_constructed (GObject *object)
{
  VecheSourcesPage *self = VECHE_SOURCES_PAGE (object);
  VecheSync *sync;

  G_OBJECT_CLASS (veche_sources_page_parent_class)->constructed (object);
  if (self->session == NULL)
    return;
  sync = veche_session_get_sync (self->session);
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (veche_sources_page_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (veche_sources_page_folded_cb), self, G_CONNECT_SWAPPED);
  if (sync != NULL)
    {
      g_signal_connect_object (sync, "progress", G_CALLBACK (veche_sources_page_progress_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (sync, "notify::busy", G_CALLBACK (veche_sources_page_refresh_rows), self, G_CONNECT_SWAPPED);
    }
  veche_sources_page_folded_cb (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, veche_sources_page_tick_cb, self);
  self->reload = g_idle_add (veche_sources_page_reload_cb, self);
}

static void
veche_sources_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, VECHE_SOURCES_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_sources_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    VECHE_SOURCES_PAGE (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
veche_sources_page_dispose (GObject *object)
{
  VecheSourcesPage *self = VECHE_SOURCES_PAGE (object);

  veche_sources_page_close (VECHE_PAGE (self));
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->add_content);
  G_OBJECT_CLASS (veche_sources_page_parent_class)->dispose (object);
}

static void
veche_sources_page_class_init (VecheSourcesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_sources_page_constructed;
  object_class->get_property = veche_sources_page_get_property;
  object_class->set_property = veche_sources_page_set_property;
  object_class->dispose = veche_sources_page_dispose;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_COVERAGE_BAR);
  widget_class->map = veche_sources_page_map;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-sources-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, content);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, add);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, axis);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, healthy);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, legend);
  gtk_widget_class_bind_template_child (widget_class, VecheSourcesPage, total);
  gtk_widget_class_bind_template_callback (widget_class, veche_sources_page_add_cb);
  gtk_widget_class_install_action (widget_class, "sources.import-feeds", NULL, veche_sources_page_import_action);
  gtk_widget_class_install_action (widget_class, "sources.export-feeds", NULL, veche_sources_page_export_action);
}

static void
veche_sources_page_init (VecheSourcesPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->add_content = g_object_ref (gtk_button_get_child (GTK_BUTTON (self->add)));
}
