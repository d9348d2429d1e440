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
#include "app/veche-refresh.h"
#include "app/veche-skill-view.h"
#include "app/veche-talk-view.h"
#include "app/veche-wish-board.h"

#define PEOPLE_MOST 500

struct _VecheCompetenciesPage
{
  AdwBin parent_instance;

  VecheSession *session; /* (owned) (nullable) after close */
  VecheRefresh *refresh; /* (owned) (nullable): of the map */

  GtkWidget *sidebar_button, *wide_toggles, *narrow_toggles, *narrow_title;
  GtkStack *title;
  GtkToggleButton *ask_toggle, *table_toggle, *gaps_toggle, *talk_toggle;
  GtkStack *stack;
  VecheAskView *ask;
  VecheSkillView *table;
  VecheGapsView *gaps;
  VecheTalkView *talk;
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
competencies_show (gpointer widget, gpointer output)
{
  VecheCompetenciesPage *self = widget;

  veche_gaps_view_show (self->gaps, output);
  veche_skill_view_show (self->table, output);
}

static gboolean
competencies_shows_map (gpointer widget)
{
  VecheCompetenciesPage *self = widget;

  return !gtk_toggle_button_get_active (self->ask_toggle) && !gtk_toggle_button_get_active (self->talk_toggle);
}

static const VecheRefreshKind competencies_refresh = {
  .tables = VECHE_TABLE_COMPETENCY | VECHE_TABLE_MEMBER | VECHE_TABLE_ASK,
  .pause = 300,
  .lane = VECHE_LANE_SCANNER,
  .job = competencies_load_job,
  .free_output = competencies_map_free,
  .show = competencies_show,
  .wanted = competencies_shows_map,
};

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
  if (self->refresh != NULL)
    veche_refresh_look (self->refresh);
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
  g_clear_pointer (&self->refresh, veche_refresh_free);
  veche_ask_view_set_session (self->ask, NULL);
  veche_skill_view_set_session (self->table, NULL);
  veche_gaps_view_set_session (self->gaps, NULL);
  veche_talk_view_set_session (self->talk, NULL);
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
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (competencies_folded_cb), self,
                           G_CONNECT_SWAPPED);
  competencies_folded_cb (self);
  self->refresh = veche_refresh_new (GTK_WIDGET (self), self->session, &competencies_refresh);
}

static void
veche_competencies_page_dispose (GObject *object)
{
  VecheCompetenciesPage *self = VECHE_COMPETENCIES_PAGE (object);

  g_clear_pointer (&self->refresh, veche_refresh_free);
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
