/* veche-timeline.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-member-words.h"
#include "app/veche-timeline-row.h"
#include "app/veche-thread-dialog.h"
#include "app/veche-timeline.h"
#include "model/veche-text.h"
#include "store/veche-row-model.h"
#include "store/veche-timeline-table.h"

struct _VecheTimeline
{
  AdwBin         parent_instance;

  VecheSession  *session;       /* (owned) (nullable) */
  gint64         member_id;
  char          *kind;          /* (nullable): any */
  gint64         channel_id;    /* 0: any */
  gboolean       with_filters;
  gboolean       filling;       /* the drop-downs are being set, not chosen from */

  VecheRowModel *model;         /* (owned) (nullable) */
  GPtrArray     *kinds;         /* (element-type VecheFacet) (nullable): rows of the drop-downs after "all" */
  GPtrArray     *channels;

  GtkWidget     *filters;
  GtkDropDown   *kind_drop;
  GtkDropDown   *channel_drop;
  GtkStack      *stack;
  GtkListView   *list;
  GtkPopover    *popover;
  GtkLabel      *full_text;
  GtkButton     *original, *thread;
};

G_DEFINE_FINAL_TYPE (VecheTimeline, veche_timeline, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WITH_FILTERS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
timeline_show_state (VecheTimeline *self)
{
  const char *name = "list";

  if (self->model == NULL || (veche_row_model_get_loading (self->model) && g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0))
    name = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    name = self->kind != NULL || self->channel_id != 0 ? "no-match" : "empty";

  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
timeline_drop_model (VecheTimeline *self)
{
  if (self->model == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->model, self);
  gtk_list_view_set_model (self->list, NULL);
  veche_row_model_close (self->model);
  g_clear_object (&self->model);
}

static void
timeline_reload (VecheTimeline *self)
{
  g_autoptr (VecheQuery) query = NULL;
  GtkNoSelection *selection;

  timeline_drop_model (self);
  if (self->session == NULL || self->member_id == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      timeline_show_state (self);
      return;
    }

  query = veche_query_new (VECHE_QUERY_TIMELINE);
  query->member_id = self->member_id;
  query->interaction_kind = g_strdup (self->kind);
  query->channel_id = self->channel_id;
  query->headings = TRUE;

  self->model = veche_row_model_new (veche_session_get_store (self->session), query);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (timeline_show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (timeline_show_state), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  timeline_show_state (self);
}

typedef struct
{
  gint64     member_id;
  GPtrArray *kinds, *channels;
} VecheFacets;

static void
facets_free (gpointer data)
{
  VecheFacets *facets = data;

  g_clear_pointer (&facets->kinds, g_ptr_array_unref);
  g_clear_pointer (&facets->channels, g_ptr_array_unref);
  g_free (facets);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFacets, facets_free)

static gpointer
timeline_facets_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheFacets) facets = g_new0 (VecheFacets, 1);

  facets->member_id = *(gint64 *) input;
  if (!veche_timeline_facets (db, facets->member_id, &facets->kinds, &facets->channels, error))
    return NULL;

  return g_steal_pointer (&facets);
}

static void
timeline_fill_drops (VecheTimeline *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL);
  guint chosen_kind = 0, chosen_channel = 0;

  gtk_string_list_append (kinds, _ ("Everything"));
  for (guint i = 0; i < self->kinds->len; i++)
    {
      VecheFacet *facet = g_ptr_array_index (self->kinds, i);

      gtk_string_list_append (kinds, veche_interaction_kind_word (facet->name));
      if (g_strcmp0 (facet->name, self->kind) == 0)
        chosen_kind = i + 1;
    }

  gtk_string_list_append (channels, _ ("Everywhere"));
  for (guint i = 0; i < self->channels->len; i++)
    {
      VecheFacet *facet = g_ptr_array_index (self->channels, i);
      g_autofree char *name = veche_text_clamp (facet->name, 60, FALSE);

      gtk_string_list_append (channels, name);
      if (facet->id == self->channel_id)
        chosen_channel = i + 1;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->kind_drop, G_LIST_MODEL (kinds));
  gtk_drop_down_set_selected (self->kind_drop, chosen_kind);
  gtk_drop_down_set_model (self->channel_drop, G_LIST_MODEL (channels));
  gtk_drop_down_set_selected (self->channel_drop, chosen_channel);
  self->filling = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (self->channel_drop), self->channels->len > 0);
  gtk_widget_set_visible (self->filters, self->with_filters && self->kinds->len + self->channels->len > 1);
}

static void
timeline_facets_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTimeline) self = user_data;
  g_autoptr (VecheFacets) facets = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  if (facets == NULL || facets->member_id != self->member_id || self->session == NULL)
    return;

  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  self->kinds = g_steal_pointer (&facets->kinds);
  self->channels = g_steal_pointer (&facets->channels);
  timeline_fill_drops (self);
}

static void
timeline_load_facets (VecheTimeline *self)
{
  if (!self->with_filters || self->session == NULL || self->member_id == 0
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, timeline_facets_job,
                         g_memdup2 (&self->member_id, sizeof self->member_id), g_free, facets_free, NULL,
                         timeline_facets_cb, g_object_ref (self));
}

static void
timeline_filter_chosen_cb (VecheTimeline *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind_drop);
  guint channel = gtk_drop_down_get_selected (self->channel_drop);

  if (self->filling || self->kinds == NULL)
    return;

  g_clear_pointer (&self->kind, g_free);
  if (kind > 0 && kind <= self->kinds->len)
    self->kind = g_strdup (((VecheFacet *) g_ptr_array_index (self->kinds, kind - 1))->name);
  self->channel_id = channel > 0 && channel <= self->channels->len
                       ? ((VecheFacet *) g_ptr_array_index (self->channels, channel - 1))->id
                       : 0;
  timeline_reload (self);
}

static void
timeline_reset_cb (VecheTimeline *self)
{
  gtk_drop_down_set_selected (self->kind_drop, 0);
  gtk_drop_down_set_selected (self->channel_drop, 0);
}

static void
timeline_store_changed_cb (VecheTimeline *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & VECHE_TABLE_INTERACTION)
    timeline_load_facets (self);
}

static void
timeline_bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  VecheTimeline *self = user_data;
  guint next = gtk_list_item_get_position (list_item) + 1;
  gint64 id = self->model != NULL ? veche_row_model_get_id (self->model, next) : 0;

  veche_timeline_row_set_last (VECHE_TIMELINE_ROW (gtk_list_item_get_child (list_item)), id <= 0);
}

/* The row that has the focus: it was just activated. */
static GtkWidget *
timeline_focused_row (VecheTimeline *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return focus != NULL ? focus : GTK_WIDGET (self->list);
}

static void
timeline_activate_cb (VecheTimeline *self, guint position)
{
  g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  VecheRecord *record = item != NULL ? veche_item_get_record (item) : NULL;
  VecheInteraction *interaction = (VecheInteraction *) record;
  graphene_rect_t bounds;
  g_autofree char *text = NULL;

  if (record == NULL || record->kind != VECHE_RECORD_INTERACTION
      || (interaction->text == NULL && interaction->url == NULL))
    return;

  text = veche_text_clamp (interaction->text != NULL ? interaction->text : "", 4000, TRUE);
  gtk_label_set_text (self->full_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->original), interaction->url != NULL);
  g_object_set_data_full (G_OBJECT (self->original), "url", g_strdup (interaction->url), g_free);
  gtk_widget_set_visible (GTK_WIDGET (self->thread), interaction->channel_name != NULL);
  g_object_set_data_full (G_OBJECT (self->thread), "uid", g_strdup (record->uid), g_free);

  if (gtk_widget_compute_bounds (timeline_focused_row (self), GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (self->popover, &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                                 (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (self->popover);
  gtk_label_select_region (self->full_text, 0, 0);
}

static void
timeline_original_cb (VecheTimeline *self)
{
  veche_session_open_uri (self->session, GTK_WIDGET (self), g_object_get_data (G_OBJECT (self->original), "url"));
  gtk_popover_popdown (self->popover);
}

static void
timeline_thread_cb (VecheTimeline *self)
{
  g_autofree char *uid = g_strdup (g_object_get_data (G_OBJECT (self->thread), "uid"));

  gtk_popover_popdown (self->popover);
  veche_thread_dialog_open (self->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uid);
}

static void
veche_timeline_map (GtkWidget *widget)
{
  VecheTimeline *self = VECHE_TIMELINE (widget);

  GTK_WIDGET_CLASS (veche_timeline_parent_class)->map (widget);

  /* Read only while it can be seen. */
  if (self->model == NULL)
    {
      timeline_reload (self);
      timeline_load_facets (self);
    }
}

static void
veche_timeline_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WITH_FILTERS:
      g_value_set_boolean (value, VECHE_TIMELINE (object)->with_filters);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_timeline_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WITH_FILTERS:
      VECHE_TIMELINE (object)->with_filters = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_timeline_dispose (GObject *object)
{
  VecheTimeline *self = VECHE_TIMELINE (object);

  veche_timeline_close (self);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_timeline_parent_class)->dispose (object);
}

static void
veche_timeline_class_init (VecheTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = veche_timeline_get_property;
  G_OBJECT_CLASS (klass)->set_property = veche_timeline_set_property;
  G_OBJECT_CLASS (klass)->dispose = veche_timeline_dispose;
  widget_class->map = veche_timeline_map;

  properties[PROP_WITH_FILTERS]
    = g_param_spec_boolean ("with-filters", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, filters);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, channel_drop);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, list);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, popover);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, full_text);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, original);
  gtk_widget_class_bind_template_child (widget_class, VecheTimeline, thread);
  gtk_widget_class_bind_template_callback (widget_class, timeline_filter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, timeline_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, timeline_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, timeline_original_cb);
  gtk_widget_class_bind_template_callback (widget_class, timeline_thread_cb);
}

static void
veche_timeline_init (VecheTimeline *self)
{
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_TIMELINE_ROW);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  g_signal_connect_object (factory, "bind", G_CALLBACK (timeline_bind_cb), self, G_CONNECT_AFTER);
  gtk_list_view_set_factory (self->list, factory);
  veche_row_leave_on_tab (self->list);
}

void
veche_timeline_set_session (VecheTimeline *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_TIMELINE (self));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (timeline_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
veche_timeline_set_member (VecheTimeline *self, gint64 member_id)
{
  g_return_if_fail (VECHE_IS_TIMELINE (self));

  if (self->member_id == member_id)
    return;

  self->member_id = member_id;
  self->channel_id = 0;
  g_clear_pointer (&self->kind, g_free);
  gtk_widget_set_visible (self->filters, FALSE);
  timeline_reload (self);
  timeline_load_facets (self);
}

void
veche_timeline_close (VecheTimeline *self)
{
  g_return_if_fail (VECHE_IS_TIMELINE (self));

  timeline_drop_model (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
}
