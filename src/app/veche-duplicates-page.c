/* veche-duplicates-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-bottom-bar.h"
#include "app/veche-duplicates-page.h"

#include <glib/gi18n.h>

#include "analysis/veche-duplicates.h"
#include "app/veche-pages.h"
#include "app/veche-pair-list.h"
#include "app/veche-pair-view.h"
#include "app/veche-pane.h"
#include "app/veche-single-keys.h"
#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-merge-table.h"

#define FIRST_SECONDS 2      /* the window comes first */
#define AGAIN_SECONDS 20     /* members change one after another while an import runs */
#define MOST_PAIRS    500
#define LATER         (30 * G_TIME_SPAN_DAY)

struct _VecheDuplicatesPage
{
  AdwBin              parent_instance;

  VecheSession       *session;       /* (owned) (nullable) after close */
  GCancellable       *cancellable;   /* (owned): of all that runs */
  guint               refresh;       /* source id: the next search for pairs */
  gboolean            searching, stale;
  gboolean            searched;      /* once at least: before that "nobody" would be a guess */
  int                 threshold;
  gint64              shown;         /* id of the pair in the view; 0: none */
  VechePair          *pair;          /* (owned) (nullable): the same */

  GListStore         *items;         /* (element-type VecheItem) */
  GtkSingleSelection *selection;
  guint               next;          /* position to select when the list has been read again */

  AdwLeaflet         *leaflet;
  GtkWidget          *list_pane;
  GtkWidget          *separator;
  AdwWindowTitle     *title;
  GtkStack           *stack;
  GtkStack           *detail_stack;
  GtkListView        *list;
  VechePairView      *view;
  GtkWidget          *ways_out;
};

enum
{
  PROP_0,
  PROP_SESSION,
};

static void veche_duplicates_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheDuplicatesPage, veche_duplicates_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_duplicates_page_page_init))

/*** The pair in the view ***/

typedef struct
{
  gint64        pair_id, a_id, b_id;
  VecheProfile *a, *b;
} VechePairLoad;

static void
pair_load_free (gpointer data)
{
  VechePairLoad *load = data;

  g_clear_pointer (&load->a, veche_record_unref);
  g_clear_pointer (&load->b, veche_record_unref);
  g_free (load);
}

static gpointer
duplicates_load_job (VecheDb *db, gpointer input, GError **error)
{
  VechePairLoad *wanted = input, *load = g_new0 (VechePairLoad, 1);

  *load = *wanted;
  load->a = veche_members_load_profile (db, wanted->a_id, error);
  load->b = load->a != NULL ? veche_members_load_profile (db, wanted->b_id, error) : NULL;
  if (load->b == NULL)
    g_clear_pointer (&load, pair_load_free);

  return load;
}

static void
duplicates_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VechePairLoad *load = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (load != NULL && self->session != NULL && self->pair != NULL && self->pair->pair->id == load->pair_id)
    {
      veche_pair_view_show (self->view, self->pair->pair, load->a, load->b, self->threshold);
      gtk_stack_set_visible_child_name (self->detail_stack, "pair");
      self->shown = load->pair_id;
    }
  g_clear_pointer (&load, pair_load_free);
}

static void
duplicates_show_selected (VecheDuplicatesPage *self)
{
  VecheItem *item = gtk_single_selection_get_selected_item (self->selection);
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;
  VechePairLoad *wanted;

  if (self->session == NULL || record == NULL || record->kind != VECHE_RECORD_PAIR)
    return;
  if (self->pair != (VechePair *) record)
    {
      g_clear_pointer (&self->pair, veche_record_unref);
      self->pair = veche_record_ref (record);
    }
  wanted = g_new0 (VechePairLoad, 1);
  wanted->pair_id = self->pair->pair->id;
  wanted->a_id = self->pair->pair->a_id;
  wanted->b_id = self->pair->pair->b_id;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, duplicates_load_job, wanted, g_free, pair_load_free,
                         self->cancellable, duplicates_loaded_cb, g_object_ref (self));
}

/*** The list ***/

typedef struct
{
  GPtrArray *pairs;
  int        threshold;
} VechePairList;

static void
pair_list_free (gpointer data)
{
  VechePairList *list = data;

  g_clear_pointer (&list->pairs, g_ptr_array_unref);
  g_free (list);
}

static gpointer
duplicates_list_job (VecheDb *db, gpointer input, GError **error)
{
  VechePairList *list = g_new0 (VechePairList, 1);

  list->threshold = veche_duplicates_get_threshold (db, VECHE_DUPLICATES_THRESHOLD);
  list->pairs = veche_duplicates_list (db, VECHE_DUPLICATES_FLOOR, MOST_PAIRS, error);
  if (list->pairs == NULL)
    g_clear_pointer (&list, pair_list_free);

  return list;
}

/* Nobody has the keyboard but the list. */
static gboolean
duplicates_has_focus (VecheDuplicatesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return gtk_widget_get_mapped (GTK_WIDGET (self))
         && (focus == NULL || focus == GTK_WIDGET (self->list) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)));
}

/* The first pair from there on, else the last before. */
static void
duplicates_select (VecheDuplicatesPage *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint step = 0; step < 2 * n; step++)
    {
      guint at = step < n ? position + step : 2 * n - 1 - step;
      g_autoptr (VecheItem) item = at < n ? g_list_model_get_item (G_LIST_MODEL (self->items), at) : NULL;

      if (item == NULL || veche_item_get_id (item) < 0)
        continue;
      gtk_single_selection_set_selected (self->selection, at);
      if (gtk_widget_get_mapped (GTK_WIDGET (self->list)))   /* a list without a size has nowhere to scroll, and warns */
        gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", at);
      return;
    }
}

static guint
duplicates_find_shown (VecheDuplicatesPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; self->shown != 0 && i < n; i++)
    {
      g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (veche_item_get_id (item) == self->shown)
        return i;
    }

  return self->next;
}

static void
duplicates_take_list (VecheDuplicatesPage *self, GPtrArray *pairs)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u pair", "%u pairs", pairs->len), pairs->len);
  guint n = pairs->len;
  gboolean focused = duplicates_has_focus (self);

  g_ptr_array_set_free_func (pairs, NULL);   /* the records take them */
  g_list_store_remove_all (self->items);
  veche_pair_list_fill (self->items, pairs, self->threshold, 101, -1, _ ("Almost surely"));
  veche_pair_list_fill (self->items, pairs, 0, self->threshold, -2, _ ("Possibly"));
  adw_window_title_set_subtitle (self->title, n > 0 ? count : "");
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : self->searched ? "empty" : "loading");
  if (n == 0)
    {
      self->shown = 0;
      g_clear_pointer (&self->pair, veche_record_unref);
      gtk_stack_set_visible_child_name (self->detail_stack, "none");
      return;
    }

  duplicates_select (self, duplicates_find_shown (self));
  if (focused)
    veche_row_focus_selected (self->list);
  duplicates_show_selected (self);
}

static void
duplicates_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VechePairList *list = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (list != NULL && self->session != NULL)
    {
      self->threshold = list->threshold;
      duplicates_take_list (self, list->pairs);
    }
  g_clear_pointer (&list, pair_list_free);
}

static void
duplicates_read_list (VecheDuplicatesPage *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, duplicates_list_job, NULL, NULL, pair_list_free,
                         self->cancellable, duplicates_listed_cb, g_object_ref (self));
}

/*** Looking for pairs ***/

static void duplicates_plan (VecheDuplicatesPage *self, guint seconds);

static void
duplicates_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = veche_duplicates_refresh_finish (VECHE_STORE (source), result, &error);

  self->searching = FALSE;
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!ok)
    g_warning ("The search for duplicates: %s", error->message);
  if (!self->searched)
    {
      self->searched = TRUE;
      duplicates_read_list (self);
    }
  if (self->stale)
    duplicates_plan (self, AGAIN_SECONDS);
}

static gboolean
duplicates_search_cb (gpointer user_data)
{
  VecheDuplicatesPage *self = user_data;

  self->refresh = 0;
  self->searching = TRUE;
  self->stale = FALSE;
  veche_duplicates_refresh_async (veche_session_get_store (self->session), NULL, NULL, NULL, self->cancellable, duplicates_searched_cb,
                                  g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
duplicates_plan (VecheDuplicatesPage *self, guint seconds)
{
  if (self->refresh == 0)
    self->refresh = g_timeout_add_seconds (seconds, duplicates_search_cb, self);
}

static void
duplicates_changed_cb (VecheDuplicatesPage *self, VecheChange *change)
{
  VecheTables tables = veche_change_get_tables (change);

  if (tables & (VECHE_TABLE_PAIR | VECHE_TABLE_MEMBER))
    duplicates_read_list (self);
  if (!(tables & (VECHE_TABLE_MEMBER | VECHE_TABLE_IDENTITY)))
    return;
  if (self->searching)
    self->stale = TRUE;
  else
    duplicates_plan (self, AGAIN_SECONDS);
}

/*** Three ways out ***/

typedef struct
{
  gint64      a_id, b_id;
  char       *a_uid, *b_uid;
  const char *verdict;
  GHashTable *choices;
} VecheDecision;

static void
decision_free (gpointer data)
{
  VecheDecision *decision = data;

  g_free (decision->a_uid);
  g_free (decision->b_uid);
  g_clear_pointer (&decision->choices, g_hash_table_unref);
  g_free (decision);
}

static gboolean
decision_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  VecheDecision *decision = input;

  if (decision->choices != NULL)
    return veche_merge_edit (db, edit, decision->a_id, decision->b_id, decision->choices, error);

  return veche_merge_edit_verdict (db, edit, decision->a_uid, decision->b_uid, decision->verdict,
                                   g_str_equal (decision->verdict, "later") ? veche_now () + LATER : 0, error);
}

static void
duplicates_decide (VecheDuplicatesPage *self, const char *what)
{
  VecheDecision *decision;
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  gboolean merge = g_str_equal (what, "merge");

  if (self->session == NULL || self->pair == NULL || self->shown != self->pair->pair->id)
    return;

  decision = g_new0 (VecheDecision, 1);
  decision->a_id = self->pair->pair->a_id;
  decision->b_id = self->pair->pair->b_id;
  decision->a_uid = g_strdup (self->pair->pair->a_uid);
  decision->b_uid = g_strdup (self->pair->pair->b_uid);
  decision->verdict = g_intern_string (what);
  decision->choices = merge ? veche_pair_view_get_choices (self->view) : NULL;
  if (merge)
    toast = g_strdup_printf (_ ("Merged: %s"), self->pair->title);
  else if (g_str_equal (what, "never"))
    toast = g_strdup_printf (_ ("Different people: %s"), self->pair->title);
  else
    toast = g_strdup_printf (_ ("In a month again: %s"), self->pair->title);
  self->next = gtk_single_selection_get_selected (self->selection);
  self->shown = 0;
  edit = veche_edit_new (merge ? "merge" : "verdict", self->pair->title);
  veche_session_build_edit (self->session, edit, decision_build, decision, decision_free, toast, NULL, NULL);
  veche_row_focus_selected (self->list);
}

static void
duplicates_decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  duplicates_decide (VECHE_DUPLICATES_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
duplicates_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheDuplicatesPage *self = VECHE_DUPLICATES_PAGE (widget);

  if (!adw_leaflet_get_folded (self->leaflet) || !adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK))
    veche_session_show_page (self->session, "members");
}

static void
duplicates_step (VecheDuplicatesPage *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items)), at = gtk_single_selection_get_selected (self->selection);

  for (gint64 i = (gint64) at + by; i >= 0 && i < n; i += by)
    {
      g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), (guint) i);

      if (veche_item_get_id (item) < 0)
        continue;
      gtk_single_selection_set_selected (self->selection, (guint) i);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint) i);
      return;
    }
}

static gboolean
duplicates_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheDuplicatesPage *self = VECHE_DUPLICATES_PAGE (user_data);
  const char *what = g_variant_get_string (args, NULL);

  if (!veche_single_keys_are_free (widget))
    return FALSE;
  if (g_str_equal (what, "next") || g_str_equal (what, "previous"))
    duplicates_step (self, g_str_equal (what, "next") ? 1 : -1);
  else if (g_str_equal (what, "merge") && adw_leaflet_get_folded (self->leaflet)
           && adw_leaflet_get_visible_child (self->leaflet) == self->list_pane)
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);   /* nobody is merged unseen */
  else
    duplicates_decide (self, what);

  return TRUE;
}

static void
duplicates_add_keys (VecheDuplicatesPage *self)
{
  static const VecheSingleKey keys[] = {
    { GDK_KEY_j, GDK_KEY_Cyrillic_o, "next" },         { GDK_KEY_k, GDK_KEY_Cyrillic_el, "previous" },
    { GDK_KEY_m, GDK_KEY_Cyrillic_softsign, "merge" }, { GDK_KEY_n, GDK_KEY_Cyrillic_te, "never" },
    { GDK_KEY_l, GDK_KEY_Cyrillic_de, "later" },
  };

  veche_single_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys), duplicates_key_cb, self);
}

/*** The page ***/

static void
duplicates_activate_cb (VecheDuplicatesPage *self, guint position)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
veche_duplicates_page_focus (VechePage *page)
{
  veche_row_focus_selected (VECHE_DUPLICATES_PAGE (page)->list);
}

static gboolean
veche_duplicates_page_back (VechePage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "duplicates.back", NULL);

  return TRUE;
}

static void
veche_duplicates_page_close (VechePage *page)
{
  VecheDuplicatesPage *self = VECHE_DUPLICATES_PAGE (page);

  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
}

static void
veche_duplicates_page_page_init (VechePageInterface *iface)
{
  iface->focus = veche_duplicates_page_focus;
  iface->back = veche_duplicates_page_back;
  iface->close = veche_duplicates_page_close;
}

static void
veche_duplicates_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, VECHE_DUPLICATES_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_duplicates_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      VECHE_DUPLICATES_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_duplicates_page_constructed (GObject *object)
{
  VecheDuplicatesPage *self = VECHE_DUPLICATES_PAGE (object);

  G_OBJECT_CLASS (veche_duplicates_page_parent_class)->constructed (object);

  if (self->session == NULL)
    return;
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (duplicates_changed_cb), self, G_CONNECT_SWAPPED);
  duplicates_read_list (self);
  duplicates_plan (self, FIRST_SECONDS);
}

static void
veche_duplicates_page_dispose (GObject *object)
{
  VecheDuplicatesPage *self = VECHE_DUPLICATES_PAGE (object);

  veche_duplicates_page_close (VECHE_PAGE (self));
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_pointer (&self->pair, veche_record_unref);

  G_OBJECT_CLASS (veche_duplicates_page_parent_class)->dispose (object);
}

static void
veche_duplicates_page_class_init (VecheDuplicatesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_duplicates_page_constructed;
  object_class->dispose = veche_duplicates_page_dispose;
  object_class->get_property = veche_duplicates_page_get_property;
  object_class->set_property = veche_duplicates_page_set_property;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  g_type_ensure (VECHE_TYPE_PAIR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-duplicates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, separator);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, list);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, view);
  gtk_widget_class_bind_template_child (widget_class, VecheDuplicatesPage, ways_out);
  gtk_widget_class_bind_template_callback (widget_class, duplicates_activate_cb);
  gtk_widget_class_install_action (widget_class, "duplicates.decide", "s", duplicates_decide_action);
  gtk_widget_class_install_action (widget_class, "duplicates.back", NULL, duplicates_back_action);
}

static void
veche_duplicates_page_init (VecheDuplicatesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_PAIR_LIST_ROW);

  gtk_widget_init_template (GTK_WIDGET (self));
  veche_bottom_bar_watch (self->ways_out);

  self->threshold = VECHE_DUPLICATES_THRESHOLD;
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (VECHE_TYPE_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_list_view_set_factory (self->list, factory);
  veche_row_leave_on_tab (self->list);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  veche_row_open_on_click (self->list, self->leaflet);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (duplicates_show_selected), self, G_CONNECT_SWAPPED);
  duplicates_add_keys (self);
  veche_pane_attach (self->list_pane, self->separator, "members-list-width");
}
