/* veche-feedback-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-feedback-page.h"
#include "app/veche-feedback-row.h"
#include "app/veche-feedback-view.h"
#include "app/veche-later.h"
#include "app/veche-mention-words.h"
#include "app/veche-pages.h"
#include "app/veche-refresh.h"
#include "app/veche-row.h"
#include "app/veche-single-keys.h"
#include "app/veche-task-dialog.h"
#include "app/veche-thread-dialog.h"

#define MOST 10000 /* the newest are enough */
#define MOST_TOAST 60

typedef enum
{
  SHOW_ALL,
  SHOW_FEEDBACK,
  SHOW_CASES,
  N_SHOWS
} FeedbackShow;

struct _VecheFeedbackPage
{
  AdwBin parent_instance;

  VecheSession *session;         /* (owned) (nullable) after close */
  VecheRefresh *refresh;         /* (owned) (nullable) */
  gboolean wants_focus;          /* the page was chosen before it was filled */
  gboolean filling;              /* the list is being filled: what it selects was not chosen */
  GPtrArray *items;              /* (owned) (nullable): all that is saved, before the filter */
  GObject *chosen;               /* (owned) (nullable): the item in sight */
  GListStore *rows;              /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  GSimpleActionGroup *actions;   /* (owned) */

  AdwLeaflet *leaflet;
  GtkWidget *list_pane, *sidebar_button, *tools;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  GtkToggleButton *show_all, *show_feedback, *show_cases;
  GtkStack *list_stack;
  GtkListView *list;
  VecheFeedbackView *view;
};

enum
{
  PROP_SESSION = 1
};

static void veche_feedback_page_iface_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheFeedbackPage, veche_feedback_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_feedback_page_iface_init))

static void feedback_focus (VechePage *page);

/*** The list and what is in sight ***/

static void
feedback_enable (VecheFeedbackPage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

static void
feedback_show_selected (VecheFeedbackPage *self)
{
  VecheFinding *finding;

  if (self->filling)
    return;
  g_set_object (&self->chosen, gtk_single_selection_get_selected_item (self->selection));
  finding = veche_feedback_item_get (self->chosen);
  veche_feedback_view_show (self->view, finding);
  feedback_enable (self, "toggle", finding != NULL);
  feedback_enable (self, "remove", finding != NULL);
  feedback_enable (self, "task", finding != NULL);
  feedback_enable (self, "profile", finding != NULL && finding->member_uid != NULL);
  feedback_enable (self, "conversation", finding != NULL && finding->interaction_uid != NULL);
}

static FeedbackShow
show_of (const VecheFinding *finding)
{
  return g_strcmp0 (finding->kind, "case") == 0 ? SHOW_CASES : SHOW_FEEDBACK;
}

static void
feedback_show_counts (VecheFeedbackPage *self)
{
  GtkToggleButton *buttons[N_SHOWS] = { self->show_all, self->show_feedback, self->show_cases };
  const char *titles[N_SHOWS] = { C_ ("saved", "All"), C_ ("saved", "Feedback"), C_ ("saved", "Cases") };
  guint n[N_SHOWS] = { 0 }, open = 0;
  g_autofree char *subtitle = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      VecheFinding *finding = veche_feedback_item_get (self->items->pdata[i]);

      n[SHOW_ALL]++;
      n[show_of (finding)]++;
      open += !veche_feedback_is_closed (finding);
    }
  for (guint i = 0; i < N_SHOWS; i++)
    {
      g_autofree char *label = g_strdup_printf ("%s %u", titles[i], n[i]);

      gtk_button_set_label (GTK_BUTTON (buttons[i]), label);
    }
  subtitle = n[SHOW_ALL] > 0 ? g_strdup_printf (ngettext ("%u open", "%u open", open), open) : g_strdup ("");
  adw_window_title_set_subtitle (self->title, subtitle);
}

static FeedbackShow
feedback_get_show (VecheFeedbackPage *self)
{
  if (gtk_toggle_button_get_active (self->show_feedback))
    return SHOW_FEEDBACK;

  return gtk_toggle_button_get_active (self->show_cases) ? SHOW_CASES : SHOW_ALL;
}

/* (transfer full) (element-type GObject) */
static GPtrArray *
feedback_choose (VecheFeedbackPage *self)
{
  g_autoptr (VecheSearch) search = veche_search_new (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  FeedbackShow show = feedback_get_show (self);

  for (guint i = 0; i < self->items->len; i++)
    {
      VecheFinding *finding = veche_feedback_item_get (self->items->pdata[i]);

      if ((show == SHOW_ALL || show == show_of (finding)) &&
          (veche_search_is_empty (search) || veche_feedback_fits (finding, search)))
        g_ptr_array_add (chosen, g_object_ref (self->items->pdata[i]));
    }

  return chosen;
}

/* The one in sight stays; where it has gone, the next one takes its place. */
static guint
feedback_place (VecheFeedbackPage *self, GPtrArray *rows, guint before)
{
  VecheFinding *chosen = veche_feedback_item_get (self->chosen);

  for (guint i = 0; chosen != NULL && i < rows->len; i++)
    if (g_str_equal (veche_feedback_item_get (rows->pdata[i])->uid, chosen->uid))
      return i;
  if (chosen != NULL && adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);

  return before != GTK_INVALID_LIST_POSITION ? MIN (before, rows->len - 1) : 0;
}

static void
feedback_refilter (VecheFeedbackPage *self)
{
  guint before = gtk_single_selection_get_selected (self->selection);
  g_autoptr (GPtrArray) rows = NULL;

  if (self->items == NULL || self->session == NULL)
    return;
  rows = feedback_choose (self);
  self->filling = TRUE;
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
  if (rows->len > 0)
    gtk_single_selection_set_selected (self->selection, feedback_place (self, rows, before));
  else
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  self->filling = FALSE;
  feedback_show_counts (self);
  gtk_widget_set_visible (self->tools, self->items->len > 0);
  gtk_stack_set_visible_child_name (self->list_stack, rows->len > 0          ? "list"
                                                      : self->items->len > 0 ? "nothing"
                                                                             : "empty");
  feedback_show_selected (self);
}

/* Of the two that a click toggles, only the one that is pressed now. */
static void
feedback_toggled_cb (VecheFeedbackPage *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    feedback_refilter (self);
}

/*** Reading ***/

static gpointer
feedback_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_findings_list (db, NULL, NULL, NULL, MOST, error);
}

static void
feedback_show (gpointer widget, gpointer output)
{
  VecheFeedbackPage *self = widget;
  g_autoptr (GPtrArray) findings = output;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (findings, NULL);
  for (guint i = 0; i < findings->len; i++)
    {
      VecheFinding *finding = findings->pdata[i];

      if (g_str_equal (finding->kind, "faq"))
        veche_finding_free (finding);
      else
        g_ptr_array_add (self->items, veche_feedback_item_new (finding));
    }
  feedback_refilter (self);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    feedback_focus (VECHE_PAGE (self));
}

/* Names of people and of channels stand there, too. */
static const VecheRefreshKind feedback_refresh = {
  .tables = VECHE_TABLE_TRIAGE | VECHE_TABLE_MEMBER | VECHE_TABLE_SOURCE,
  .pause = 150,
  .lane = VECHE_LANE_READER,
  .job = feedback_load_job,
  .free_output = (GDestroyNotify)g_ptr_array_unref,
  .show = feedback_show,
};

/*** What is done ***/

static void
feedback_edit (VecheFeedbackPage *self, const char *words, void (*build) (VecheEdit *edit, const VecheFinding *finding))
{
  VecheFinding *finding = veche_feedback_item_get (self->chosen);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *title = NULL, *toast = NULL;

  if (self->session == NULL || finding == NULL)
    return;
  title = veche_words_clean (finding->title, MOST_TOAST, FALSE);
  toast = g_strdup_printf ("%s: %s", words, title);
  edit = veche_edit_new ("finding", finding->title);
  build (edit, finding);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
build_toggle (VecheEdit *edit, const VecheFinding *finding)
{
  veche_findings_edit_state (edit, finding->uid, veche_feedback_is_closed (finding) ? "open" : "done");
}

static void
build_removal (VecheEdit *edit, const VecheFinding *finding)
{
  veche_findings_edit_remove (edit, finding->uid);
}

static void
feedback_toggle_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheFeedbackPage *self = user_data;
  VecheFinding *finding = veche_feedback_item_get (self->chosen);

  if (finding != NULL)
    feedback_edit (self, veche_feedback_is_closed (finding) ? C_ ("saved", "Open again") : C_ ("saved", "Closed"),
                   build_toggle);
}

static void
feedback_remove_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  feedback_edit (user_data, C_ ("saved", "Removed"), build_removal);
}

static void
feedback_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheFeedbackPage *self = user_data;
  VecheFinding *finding = veche_feedback_item_get (self->chosen);

  if (self->session != NULL && finding != NULL)
    veche_task_ask (GTK_WIDGET (self), self->session, &(VecheTaskOn){ .finding_uid = finding->uid, .member_uid = finding->member_uid }, finding->title);
}

static void
feedback_profile_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheFeedbackPage *self = user_data;
  VecheFinding *finding = veche_feedback_item_get (self->chosen);

  if (self->session != NULL && finding != NULL && finding->member_uid != NULL)
    veche_session_open_member (self->session, finding->member_uid);
}

static void
feedback_conversation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheFeedbackPage *self = user_data;
  VecheFinding *finding = veche_feedback_item_get (self->chosen);

  if (self->session != NULL && finding != NULL && finding->interaction_uid != NULL)
    veche_thread_dialog_open (self->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                              finding->interaction_uid);
}

static void
feedback_step (VecheFeedbackPage *self, int step)
{
  guint at = gtk_single_selection_get_selected (self->selection),
        n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (n == 0 || (step < 0 && at == 0))
    return;
  at = at == GTK_INVALID_LIST_POSITION ? 0 : MIN (at + step, n - 1);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", at);
  gtk_single_selection_set_selected (self->selection, at);
  veche_row_focus_selected (self->list);
}

static void
feedback_next_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  feedback_step (user_data, 1);
}

static void
feedback_previous_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  feedback_step (user_data, -1);
}

static void
feedback_list_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheFeedbackPage *self = user_data;

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  veche_row_focus_selected (self->list);
}

static void
feedback_activate_cb (VecheFeedbackPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->view));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "feedback.conversation", NULL);
}

static void
feedback_show_all_cb (VecheFeedbackPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->show_all, TRUE);
  veche_row_focus_selected (self->list);
}

static void
feedback_stop_search_cb (VecheFeedbackPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  veche_row_focus_selected (self->list);
}

/*** The page ***/

static void
feedback_focus (VechePage *page)
{
  VecheFeedbackPage *self = VECHE_FEEDBACK_PAGE (page);

  self->wants_focus = self->items == NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    veche_row_focus_selected (self->list);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list_stack), GTK_DIR_TAB_FORWARD);
}

static void
feedback_search (VechePage *page, const char *text)
{
  VecheFeedbackPage *self = VECHE_FEEDBACK_PAGE (page);

  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
feedback_back (VechePage *page)
{
  VecheFeedbackPage *self = VECHE_FEEDBACK_PAGE (page);

  if (!adw_leaflet_get_folded (self->leaflet) ||
      adw_leaflet_get_visible_child (self->leaflet) != GTK_WIDGET (self->view))
    return FALSE;
  feedback_list_action (NULL, NULL, self);

  return TRUE;
}

static void
feedback_close (VechePage *page)
{
  VecheFeedbackPage *self = VECHE_FEEDBACK_PAGE (page);

  if (self->session == NULL)
    return;
  g_clear_pointer (&self->refresh, veche_refresh_free);
  g_clear_object (&self->session);
}

static void
veche_feedback_page_iface_init (VechePageInterface *iface)
{
  iface->focus = feedback_focus;
  iface->search = feedback_search;
  iface->back = feedback_back;
  iface->close = feedback_close;
}

static void
follow_fold (gpointer user_data)
{
  VecheFeedbackPage *self = user_data;

  veche_feedback_view_set_folded (self->view, adw_leaflet_get_folded (self->leaflet));
}

/* The leaflet tells in the middle of an allocation. */
static void
feedback_folded_cb (VecheFeedbackPage *self)
{
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, follow_fold);
}

static void
veche_feedback_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, VECHE_FEEDBACK_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_feedback_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    VECHE_FEEDBACK_PAGE (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_feedback_page_constructed (GObject *object)
{
  VecheFeedbackPage *self = VECHE_FEEDBACK_PAGE (object);

  G_OBJECT_CLASS (veche_feedback_page_parent_class)->constructed (object);
  if (self->session == NULL)
    return;
  g_object_bind_property (self->session, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  self->refresh = veche_refresh_new (GTK_WIDGET (self), self->session, &feedback_refresh);
}

static void
veche_feedback_page_dispose (GObject *object)
{
  VecheFeedbackPage *self = VECHE_FEEDBACK_PAGE (object);

  g_clear_pointer (&self->refresh, veche_refresh_free);
  g_clear_object (&self->session);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->chosen);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (veche_feedback_page_parent_class)->dispose (object);
}

static void
veche_feedback_page_class_init (VecheFeedbackPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_feedback_page_constructed;
  object_class->get_property = veche_feedback_page_get_property;
  object_class->set_property = veche_feedback_page_set_property;
  object_class->dispose = veche_feedback_page_dispose;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_FEEDBACK_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-feedback-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, search);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, tools);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, show_all);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, show_feedback);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, show_cases);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, list);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedbackPage, view);
  gtk_widget_class_bind_template_callback (widget_class, feedback_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, feedback_refilter);
  gtk_widget_class_bind_template_callback (widget_class, feedback_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, feedback_show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, feedback_stop_search_cb);
}

static gboolean
feedback_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  return veche_single_keys_are_free (widget) &&
         gtk_widget_activate_action_variant (widget, g_variant_get_string (args, NULL), NULL);
}

/* On the list only: in the search, Delete removes a letter. */
static void
feedback_add_keys (VecheFeedbackPage *self)
{
  static const VecheSingleKey keys[] = {
    { GDK_KEY_j, GDK_KEY_Cyrillic_o, "feedback.next" },
    { GDK_KEY_k, GDK_KEY_Cyrillic_el, "feedback.previous" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, "feedback.toggle" },
    { GDK_KEY_t, GDK_KEY_Cyrillic_ie, "feedback.task" },
  };
  GtkEventController *others = gtk_shortcut_controller_new ();

  veche_single_keys_add (GTK_WIDGET (self->list), keys, G_N_ELEMENTS (keys), feedback_key_cb, NULL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (others),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                          gtk_named_action_new ("feedback.remove")));
  gtk_widget_add_controller (GTK_WIDGET (self->list), others);
}

static void
veche_feedback_page_init (VecheFeedbackPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "next", .activate = feedback_next_action },
    { .name = "previous", .activate = feedback_previous_action },
    { .name = "toggle", .activate = feedback_toggle_action },
    { .name = "remove", .activate = feedback_remove_action },
    { .name = "profile", .activate = feedback_profile_action },
    { .name = "conversation", .activate = feedback_conversation_action },
    { .name = "list", .activate = feedback_list_action },
    { .name = "task", .activate = feedback_task_action },
  };
  g_autoptr (GtkListItemFactory) factory = veche_feedback_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "feedback", G_ACTION_GROUP (self->actions));
  self->rows = g_list_store_new (G_TYPE_OBJECT);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  veche_row_open_on_click (self->list, self->leaflet);
  veche_row_leave_on_tab (self->list);
  feedback_add_keys (self);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (feedback_show_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (feedback_folded_cb), self, G_CONNECT_SWAPPED);
  feedback_folded_cb (self);
  feedback_show_selected (self);
}
