/* veche-competencies-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-coverage-map.h"
#include "app/veche-ask-view.h"
#include "app/veche-competencies-page.h"
#include "app/veche-gaps-view.h"
#include "app/veche-harvest-dialog.h"
#include "app/veche-pages.h"
#include "app/veche-skill-view.h"
#include "app/veche-talk-view.h"
#include "app/veche-wish-board.h"

#define PEOPLE_MOST 500
#define RELOAD_MS   300

struct _VecheCompetenciesPage
{
  AdwBin            parent_instance;

  VecheSession     *session;       /* (owned) (nullable) after close */
  GCancellable     *cancellable;   /* (owned) (nullable): of the load under way */
  guint             reload;        /* source id */
  gboolean          stale;         /* something changed while the map was not in sight */

  GtkWidget        *sidebar_button, *wide_toggles, *narrow_toggles, *narrow_title;
  GtkStack         *title;
  GtkToggleButton  *ask_toggle, *table_toggle, *gaps_toggle, *talk_toggle;
  GtkStack         *stack;
  VecheAskView     *ask;
  VecheSkillView   *table;
  VecheGapsView    *gaps;
  VecheTalkView    *talk;
};

enum
{
  PROP_SESSION = 1
};

static void veche_competencies_page_iface_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheCompetenciesPage, veche_competencies_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_competencies_page_iface_init))

static gpointer
competencies_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_coverage_map_new (db, PEOPLE_MOST, error);
}

static void
competencies_map_free (gpointer map)
{
  veche_coverage_map_free (map);
}

static void
competencies_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheCompetenciesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheCoverageMap) map = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (map == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  veche_gaps_view_show (self->gaps, map);
  veche_skill_view_show (self->table, g_steal_pointer (&map));
}

static void
competencies_load (VecheCompetenciesPage *self)
{
  g_clear_handle_id (&self->reload, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->stale = FALSE;
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, competencies_load_job, NULL, NULL,
                         competencies_map_free, self->cancellable, competencies_loaded_cb, g_object_ref (self));
}

static gboolean
competencies_reload_cb (gpointer user_data)
{
  VecheCompetenciesPage *self = user_data;

  self->reload = 0;
  if (self->session != NULL)
    competencies_load (self);

  return G_SOURCE_REMOVE;
}

static gboolean
competencies_shows_map (VecheCompetenciesPage *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) && !gtk_toggle_button_get_active (self->ask_toggle)
         && !gtk_toggle_button_get_active (self->talk_toggle);
}

/* Nobody looks: it is read when somebody does. */
static void
competencies_changed_cb (VecheCompetenciesPage *self, VecheChange *change)
{
  if (!(veche_change_get_tables (change) & (VECHE_TABLE_COMPETENCY | VECHE_TABLE_MEMBER | VECHE_TABLE_ASK)))
    return;
  self->stale = TRUE;
  if (competencies_shows_map (self) && self->reload == 0)
    self->reload = g_timeout_add (RELOAD_MS, competencies_reload_cb, self);
}

static void
competencies_toggled_cb (VecheCompetenciesPage *self)
{
  GtkWidget *child = GTK_WIDGET (self->ask);

  if (gtk_toggle_button_get_active (self->table_toggle))
    child = GTK_WIDGET (self->table);
  else if (gtk_toggle_button_get_active (self->gaps_toggle))
    child = GTK_WIDGET (self->gaps);
  else if (gtk_toggle_button_get_active (self->talk_toggle))
    child = GTK_WIDGET (self->talk);
  if (child == GTK_WIDGET (self->talk) && gtk_stack_get_visible_child (self->stack) != child)
    veche_talk_view_load (self->talk);
  gtk_stack_set_visible_child (self->stack, child);
  if (self->stale && self->session != NULL && competencies_shows_map (self))
    competencies_load (self);
}

/* Where the header has no room for them, the toggles stand below it. */
static void
competencies_folded_cb (VecheCompetenciesPage *self)
{
  gboolean folded = veche_session_get_folded (self->session);

  gtk_widget_set_visible (self->wide_toggles, !folded);
  gtk_widget_set_visible (self->narrow_toggles, folded);
  gtk_stack_set_visible_child (self->title, folded ? self->narrow_title : self->wide_toggles);
}

static void
competencies_ask_cb (VecheCompetenciesPage *self, const char *text)
{
  gtk_toggle_button_set_active (self->ask_toggle, TRUE);
  veche_ask_view_ask (self->ask, NULL, text);
  veche_ask_view_focus (self->ask);
}

static void
competencies_proposals (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetenciesPage *self = user_data;

  if (self->session != NULL)
    veche_harvest_dialog_present (GTK_WIDGET (self), self->session, VECHE_HARVEST_NOTHING, NULL);
}

static void
competencies_read_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetenciesPage *self = user_data;

  if (self->session != NULL)
    veche_harvest_choose_file (GTK_WIDGET (self), self->session);
}

static void
competencies_wishes (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheCompetenciesPage *self = user_data;

  if (self->session != NULL)
    veche_wish_board_present (GTK_WIDGET (self), self->session);
}

static void
competencies_focus (VechePage *page)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (page);

  if (gtk_toggle_button_get_active (self->ask_toggle))
    veche_ask_view_focus (self->ask);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
competencies_search (VechePage *page, const char *text)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (page);

  if (text != NULL)
    competencies_ask_cb (self, text);
  else
    {
      gtk_toggle_button_set_active (self->ask_toggle, TRUE);
      veche_ask_view_focus (self->ask);
    }
}

static void
competencies_add (VechePage *page)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (page);

  gtk_toggle_button_set_active (self->table_toggle, TRUE);
  veche_skill_view_add (self->table);
}

static gboolean
competencies_back (VechePage *page)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (page);

  return gtk_toggle_button_get_active (self->table_toggle) && veche_skill_view_back (self->table);
}

static void
competencies_open_interaction (VechePage *page, const char *uid)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (page);

  gtk_toggle_button_set_active (self->ask_toggle, TRUE);
  veche_ask_view_ask (self->ask, uid, NULL);
  veche_ask_view_focus (self->ask);
}

static void
competencies_close (VechePage *page)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (page);

  if (self->session == NULL)
    return;
  g_clear_handle_id (&self->reload, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  veche_ask_view_set_session (self->ask, NULL);
  veche_skill_view_set_session (self->table, NULL);
  veche_gaps_view_set_session (self->gaps, NULL);
  veche_talk_view_set_session (self->talk, NULL);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
}

static void
veche_competencies_page_iface_init (VechePageInterface *iface)
{
  iface->focus = competencies_focus;
  iface->search = competencies_search;
  iface->add = competencies_add;
  iface->back = competencies_back;
  iface->open_interaction = competencies_open_interaction;
  iface->close = competencies_close;
}

static void
veche_competencies_page_map (GtkWidget *widget)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (widget);

  GTK_WIDGET_CLASS (veche_competencies_page_parent_class)->map (widget);
  if (self->stale && self->session != NULL)
    competencies_load (self);
}

static void
veche_competencies_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, VECHE_COMPETENCIES_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_competencies_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    VECHE_COMPETENCIES_PAGE (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_competencies_page_constructed (GObject *object)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (object);

  G_OBJECT_CLASS (veche_competencies_page_parent_class)->constructed (object);
  if (self->session == NULL)
    return;
  veche_ask_view_set_session (self->ask, self->session);
  veche_skill_view_set_session (self->table, self->session);
  veche_gaps_view_set_session (self->gaps, self->session);
  veche_talk_view_set_session (self->talk, self->session);
  g_object_bind_property (self->session, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (competencies_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (competencies_folded_cb), self, G_CONNECT_SWAPPED);
  competencies_folded_cb (self);
  self->stale = TRUE;
}

static void
veche_competencies_page_dispose (GObject *object)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (object);

  g_clear_handle_id (&self->reload, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (veche_competencies_page_parent_class)->dispose (object);
}

static void
veche_competencies_page_class_init (VecheCompetenciesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_competencies_page_constructed;
  object_class->get_property = veche_competencies_page_get_property;
  object_class->set_property = veche_competencies_page_set_property;
  object_class->dispose = veche_competencies_page_dispose;
  widget_class->map = veche_competencies_page_map;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_ASK_VIEW);
  g_type_ensure (VECHE_TYPE_SKILL_VIEW);
  g_type_ensure (VECHE_TYPE_GAPS_VIEW);
  g_type_ensure (VECHE_TYPE_TALK_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-competencies-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, wide_toggles);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, narrow_toggles);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, ask_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, table_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, gaps_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, talk_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, ask);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, table);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, gaps);
  gtk_widget_class_bind_template_child (widget_class, VecheCompetenciesPage, talk);
  gtk_widget_class_bind_template_callback (widget_class, competencies_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, competencies_ask_cb);
}

static void
veche_competencies_page_init (VecheCompetenciesPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "proposals", .activate = competencies_proposals },
    { .name = "read-file", .activate = competencies_read_file },
    { .name = "wishes", .activate = competencies_wishes },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "competencies", G_ACTION_GROUP (actions));
}
