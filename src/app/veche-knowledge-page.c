/* veche-knowledge-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-article-dialog.h"
#include "app/veche-article-view.h"
#include "app/veche-knowledge-files.h"
#include "app/veche-knowledge-list.h"
#include "app/veche-knowledge-look.h"
#include "app/veche-knowledge-page.h"
#include "app/veche-later.h"
#include "app/veche-link-run.h"
#include "app/veche-pages.h"
#include "app/veche-refresh.h"
#include "app/veche-row.h"
#include "app/veche-tone-dialog.h"
#include "app/veche-usual-playbooks.h"

#define LOOK_AGAIN (10 * G_TIME_SPAN_MINUTE) /* between two looks for questions without an article */

struct _VecheKnowledgePage
{
  AdwBin parent_instance;

  VecheSession *session;         /* (owned) (nullable) after close */
  VecheRefresh *refresh;         /* (owned) (nullable) */
  gboolean wants_focus;          /* the page was chosen before it was filled */
  gboolean filling;              /* the list is being filled: what it selects was not chosen */
  gint64 looked;                 /* when questions were looked for; 0: never */
  VecheKnowledge *knowledge;     /* (owned) (nullable) */
  char *chosen;                  /* (owned) (nullable): uid of the article in sight */
  GListStore *rows;              /* (owned) */
  GtkSingleSelection *selection; /* (owned) */

  AdwLeaflet *leaflet;
  GtkWidget *list_pane, *sidebar_button, *door;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  GtkDropDown *filter;
  GtkLabel *door_label;
  GtkStack *list_stack;
  GtkListView *list;
  VecheArticleView *view;
};

enum
{
  PROP_SESSION = 1
};

static void veche_knowledge_page_iface_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheKnowledgePage, veche_knowledge_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_knowledge_page_iface_init))

static void knowledge_focus (VechePage *page);

/*** The list and what is in sight ***/

static void
knowledge_show_selected (VecheKnowledgePage *self)
{
  GObject *row = gtk_single_selection_get_selected_item (self->selection);
  VecheArticle *article = veche_knowledge_row_get_article (row);
  VecheCandidate *candidate = veche_knowledge_row_get_candidate (row);

  if (self->filling)
    return;
  g_free (self->chosen);
  self->chosen = article != NULL ? g_strdup (article->uid) : NULL;
  if (candidate != NULL)
    veche_article_view_show_candidate (self->view, candidate);
  else
    veche_article_view_show_article (self->view, article);
}

static guint
find_chosen (GPtrArray *rows, const char *uid)
{
  for (guint i = 0; uid != NULL && i < rows->len; i++)
    {
      VecheArticle *article = veche_knowledge_row_get_article (rows->pdata[i]);

      if (article != NULL && g_strcmp0 (article->uid, uid) == 0)
        return i;
    }

  return 0;
}

static void
knowledge_show_counts (VecheKnowledgePage *self)
{
  guint n = 0, asked = self->knowledge->candidates->len;
  g_autofree char *articles = NULL, *again = NULL;

  for (guint i = 0; i < self->knowledge->articles->len; i++)
    n += !((VecheArticle *)self->knowledge->articles->pdata[i])->archived;
  articles = n > 0 ? g_strdup_printf (ngettext ("%u article", "%u articles", n), n) : g_strdup ("");
  again = g_strdup_printf (ngettext ("%u question comes again and has no article",
                                     "%u questions come again and have no article", asked),
                           asked);
  adw_window_title_set_subtitle (self->title, articles);
  gtk_label_set_text (self->door_label, again);
  gtk_widget_set_visible (self->door,
                          asked > 0 && gtk_drop_down_get_selected (self->filter) != VECHE_KNOWLEDGE_CANDIDATES);
}

static void
knowledge_refilter (VecheKnowledgePage *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  const char *typed;
  guint filter, before;

  if (self->knowledge == NULL || self->session == NULL)
    return;
  typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  filter = gtk_drop_down_get_selected (self->filter);
  rows = veche_knowledge_choose (self->knowledge, filter, typed);
  before = gtk_single_selection_get_selected (self->selection);
  self->filling = TRUE;
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
  if (rows->len > 0)
    {
      guint place = find_chosen (rows, self->chosen);

      /* What was in sight has gone: the next one takes its place. */
      if (place == 0 && *typed == '\0' && before != GTK_INVALID_LIST_POSITION &&
          g_strcmp0 (veche_knowledge_row_get_article (rows->pdata[0]) != NULL
                       ? veche_knowledge_row_get_article (rows->pdata[0])->uid
                       : NULL,
                     self->chosen) != 0)
        place = MIN (before, rows->len - 1);
      gtk_single_selection_set_selected (self->selection, place);
    }
  self->filling = FALSE;
  knowledge_show_counts (self);
  if (rows->len > 0)
    gtk_stack_set_visible_child_name (self->list_stack, "list");
  else if (filter == VECHE_KNOWLEDGE_KIND (VECHE_ARTICLE_PLAYBOOK) && *typed == '\0')
    gtk_stack_set_visible_child_name (self->list_stack, "playbooks");
  else
    gtk_stack_set_visible_child_name (self->list_stack,
                                      self->knowledge->articles->len == 0 && filter == 0 ? "empty" : "nothing");
  knowledge_show_selected (self);
}

/*** Reading ***/

static gpointer
knowledge_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_knowledge_load (db, error);
}

static void
knowledge_free (gpointer knowledge)
{
  veche_knowledge_free (knowledge);
}

static void
knowledge_show (gpointer widget, gpointer output)
{
  VecheKnowledgePage *self = widget;
  g_autoptr (VecheKnowledge) before = g_steal_pointer (&self->knowledge);

  self->knowledge = output;
  knowledge_refilter (self);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    knowledge_focus (VECHE_PAGE (self));
}

static const VecheRefreshKind knowledge_refresh = {
  .tables = VECHE_TABLE_ARTICLE | VECHE_TABLE_COMMUNITY,
  .pause = 150,
  .lane = VECHE_LANE_SCANNER,
  .job = knowledge_load_job,
  .free_output = knowledge_free,
  .show = knowledge_show,
};

static void
knowledge_look (VecheKnowledgePage *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->looked != 0 && now - self->looked < LOOK_AGAIN)
    return;
  self->looked = now;
  veche_knowledge_look (self->session, NULL);
}

/*** What is done ***/

static void
knowledge_activate_cb (VecheKnowledgePage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->view));
  else
    gtk_widget_activate_action (GTK_WIDGET (self->view), "view.edit", NULL);
}

static void
knowledge_back_cb (VecheKnowledgePage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

static void
knowledge_door_cb (VecheKnowledgePage *self)
{
  gtk_drop_down_set_selected (self->filter, VECHE_KNOWLEDGE_CANDIDATES);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
knowledge_show_all_cb (VecheKnowledgePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->filter, VECHE_KNOWLEDGE_ALL);
}

static void
knowledge_stop_search_cb (VecheKnowledgePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
knowledge_add_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;
  guint filter = gtk_drop_down_get_selected (self->filter);
  g_autoptr (VecheArticle) draft = NULL;

  if (self->session == NULL)
    return;
  draft = veche_article_new (filter >= 1 && filter <= VECHE_N_ARTICLE_KINDS ? filter - 1 : VECHE_ARTICLE_FAQ, NULL,
                             NULL);
  veche_article_dialog_present (GTK_WIDGET (self), self->session, NULL, draft, 0);
}

static void
knowledge_remove_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;
  VecheArticle *article = veche_knowledge_row_get_article (gtk_single_selection_get_selected_item (self->selection));

  if (self->session != NULL && article != NULL)
    veche_article_remove (self->session, article);
}

static void
knowledge_tone_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;

  if (self->session != NULL)
    veche_tone_dialog_present (GTK_WIDGET (self), self->session);
}

static void
knowledge_import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;

  if (self->session != NULL)
    veche_knowledge_import (self->session, GTK_WIDGET (self));
}

static void
knowledge_export_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;

  if (self->session != NULL)
    veche_knowledge_export (self->session, GTK_WIDGET (self));
}

static void
knowledge_links_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;

  if (self->session != NULL)
    veche_link_run (self->session);
}

/* Steps for each kind of message to begin with. */
static void
knowledge_playbooks_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheKnowledgePage *self = user_data;

  if (self->session != NULL)
    veche_usual_playbooks_add (self->session);
}

/*** The page ***/

static void
knowledge_focus (VechePage *page)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (page);

  self->wants_focus = self->knowledge == NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    veche_row_focus_selected (self->list);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
knowledge_search (VechePage *page, const char *text)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (page);

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  knowledge_back_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
knowledge_add (VechePage *page)
{
  knowledge_add_action (NULL, NULL, page);
}

static gboolean
knowledge_back (VechePage *page)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (page);

  if (!adw_leaflet_get_folded (self->leaflet) ||
      adw_leaflet_get_visible_child (self->leaflet) != GTK_WIDGET (self->view))
    return FALSE;
  knowledge_back_cb (self);

  return TRUE;
}

static void
knowledge_close (VechePage *page)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (page);

  if (self->session == NULL)
    return;
  g_clear_pointer (&self->refresh, veche_refresh_free);
  veche_article_view_set_session (self->view, NULL);
  g_clear_object (&self->session);
}

static void
veche_knowledge_page_iface_init (VechePageInterface *iface)
{
  iface->focus = knowledge_focus;
  iface->search = knowledge_search;
  iface->add = knowledge_add;
  iface->back = knowledge_back;
  iface->close = knowledge_close;
}

static void
follow_fold (gpointer user_data)
{
  VecheKnowledgePage *self = user_data;

  veche_article_view_set_folded (self->view, adw_leaflet_get_folded (self->leaflet));
}

/* The leaflet tells in the middle of an allocation. */
static void
knowledge_folded_cb (VecheKnowledgePage *self)
{
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, follow_fold);
}

static void
veche_knowledge_page_map (GtkWidget *widget)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (widget);

  GTK_WIDGET_CLASS (veche_knowledge_page_parent_class)->map (widget);
  if (self->session != NULL)
    knowledge_look (self);
}

static void
veche_knowledge_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, VECHE_KNOWLEDGE_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_knowledge_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    VECHE_KNOWLEDGE_PAGE (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_knowledge_page_constructed (GObject *object)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (object);

  G_OBJECT_CLASS (veche_knowledge_page_parent_class)->constructed (object);
  if (self->session == NULL)
    return;
  veche_article_view_set_session (self->view, self->session);
  g_object_bind_property (self->session, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  self->refresh = veche_refresh_new (GTK_WIDGET (self), self->session, &knowledge_refresh);
}

static void
veche_knowledge_page_dispose (GObject *object)
{
  VecheKnowledgePage *self = VECHE_KNOWLEDGE_PAGE (object);

  g_clear_pointer (&self->refresh, veche_refresh_free);
  g_clear_object (&self->session);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->knowledge, veche_knowledge_free);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (veche_knowledge_page_parent_class)->dispose (object);
}

static void
knowledge_bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, search);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, filter);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, door);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, door_label);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, list);
  gtk_widget_class_bind_template_child (widget_class, VecheKnowledgePage, view);
  gtk_widget_class_bind_template_callback (widget_class, knowledge_refilter);
  gtk_widget_class_bind_template_callback (widget_class, knowledge_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, knowledge_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, knowledge_door_cb);
  gtk_widget_class_bind_template_callback (widget_class, knowledge_show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, knowledge_stop_search_cb);
}

static void
veche_knowledge_page_class_init (VecheKnowledgePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_knowledge_page_constructed;
  object_class->get_property = veche_knowledge_page_get_property;
  object_class->set_property = veche_knowledge_page_set_property;
  object_class->dispose = veche_knowledge_page_dispose;
  widget_class->map = veche_knowledge_page_map;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_ARTICLE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-knowledge-page.ui");
  knowledge_bind_children (widget_class);
}

/* On the list only: in the search, Delete removes a letter. */
static void
knowledge_add_keys (VecheKnowledgePage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                          gtk_named_action_new ("knowledge.remove")));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
veche_knowledge_page_init (VecheKnowledgePage *self)
{
  static const GActionEntry entries[] = {
    { .name = "add", .activate = knowledge_add_action },
    { .name = "remove", .activate = knowledge_remove_action },
    { .name = "tone", .activate = knowledge_tone_action },
    { .name = "import", .activate = knowledge_import_action },
    { .name = "export", .activate = knowledge_export_action },
    { .name = "check-links", .activate = knowledge_links_action },
    { .name = "usual-playbooks", .activate = knowledge_playbooks_action },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GtkStringList) filters = veche_knowledge_filters ();
  g_autoptr (GtkListItemFactory) factory = veche_knowledge_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "knowledge", G_ACTION_GROUP (actions));
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (filters));
  self->rows = g_list_store_new (G_TYPE_OBJECT);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  veche_row_open_on_click (self->list, self->leaflet);
  veche_row_leave_on_tab (self->list);
  knowledge_add_keys (self);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (knowledge_show_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (knowledge_folded_cb), self, G_CONNECT_SWAPPED);
  knowledge_folded_cb (self);
}
