/* veche-still.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-still.h"

#include <math.h>

#define SCROLLED_ENOUGH 3                     /* steps of the list, nothing here having changed meanwhile */
#define KEEP_SECONDS    4                     /* after the last of them */
#define MOST_BYTES      (24 * 1024 * 1024)

struct _VecheStill
{
  GtkWidget        parent_instance;

  GtkWidget       *child;      /* (owned by the widget tree) (nullable) */
  GskRenderNode   *shown;      /* (owned) (nullable): what the child last gave */
  GskRenderNode   *picture;    /* (owned) (nullable): of `shown` */
  guint            steps;      /* of the list since that */
  guint            paint, forget;
};

G_DEFINE_FINAL_TYPE (VecheStill, veche_still, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Letters of three colours need to know what is behind them. */
static gboolean
veche_still_can_have_picture (VecheStill *self, const graphene_rect_t *area)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  const cairo_font_options_t *options = pango_cairo_context_get_font_options (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  float scale = (float) gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native))
         && area->size.width >= 1 && area->size.height >= 1 && 4 * area->size.width * area->size.height * scale * scale <= MOST_BYTES
         && (options == NULL || cairo_font_options_get_antialias (options) != CAIRO_ANTIALIAS_SUBPIXEL);
}

/* (transfer full) */
static GskRenderNode *
veche_still_paint (VecheStill *self, const graphene_rect_t *area)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) area->size.width * scale, (int) area->size.height * scale);
  GskRenderNode *picture = gsk_cairo_node_new (area);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_translate (cr, -area->origin.x, -area->origin.y);
  gsk_render_node_draw (self->shown, cr);
  cairo_destroy (cr);

  cr = gsk_cairo_node_get_draw_context (picture);
  cairo_set_source_surface (cr, surface, area->origin.x, area->origin.y);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return picture;
}

static gboolean
veche_still_paint_cb (gpointer user_data)
{
  VecheStill *self = user_data;
  graphene_rect_t area;

  self->paint = 0;
  if (self->shown == NULL || self->picture != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  gsk_render_node_get_bounds (self->shown, &area);
  graphene_rect_round_extents (&area, &area);
  if (!veche_still_can_have_picture (self, &area))
    return G_SOURCE_REMOVE;
  self->picture = veche_still_paint (self, &area);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
veche_still_forget (gpointer user_data)
{
  VecheStill *self = user_data;

  self->forget = 0;
  self->steps = 0;
  if (self->picture == NULL)
    return;
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
veche_still_scrolled_cb (VecheStill *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (++self->steps >= SCROLLED_ENOUGH && self->picture == NULL && self->paint == 0)
    self->paint = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 5, veche_still_paint_cb, self, NULL);
  g_clear_handle_id (&self->forget, g_source_remove);
  self->forget = g_timeout_add_once (KEEP_SECONDS * 1000, veche_still_forget, self);
}

static void
veche_still_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheStill *self = VECHE_STILL (widget);
  GtkSnapshot *own = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  if (self->child != NULL)
    gtk_widget_snapshot_child (widget, self->child, own);
  node = gtk_snapshot_free_to_node (own);
  if (node != self->shown)
    {
      g_clear_pointer (&self->shown, gsk_render_node_unref);
      g_clear_pointer (&self->picture, gsk_render_node_unref);
      self->shown = node != NULL ? gsk_render_node_ref (node) : NULL;
      self->steps = 0;
    }
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, self->picture != NULL ? self->picture : node);
}

static void
veche_still_unmap (GtkWidget *widget)
{
  VecheStill *self = VECHE_STILL (widget);

  g_clear_handle_id (&self->paint, g_source_remove);
  g_clear_handle_id (&self->forget, g_source_remove);
  veche_still_forget (self);
  g_clear_pointer (&self->shown, gsk_render_node_unref);

  GTK_WIDGET_CLASS (veche_still_parent_class)->unmap (widget);
}

static void
veche_still_set_child (VecheStill *self, GtkWidget *child)
{
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

static void
veche_still_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, VECHE_STILL (object)->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_still_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHILD:
      veche_still_set_child (VECHE_STILL (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_still_dispose (GObject *object)
{
  VecheStill *self = VECHE_STILL (object);

  g_clear_handle_id (&self->paint, g_source_remove);
  g_clear_handle_id (&self->forget, g_source_remove);
  g_clear_pointer (&self->shown, gsk_render_node_unref);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (veche_still_parent_class)->dispose (object);
}

static void
veche_still_class_init (VecheStillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = veche_still_get_property;
  object_class->set_property = veche_still_set_property;
  object_class->dispose = veche_still_dispose;
  widget_class->snapshot = veche_still_snapshot;
  widget_class->unmap = veche_still_unmap;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
veche_still_init (VecheStill *self)
{
}

void
veche_still_follow (VecheStill *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (VECHE_IS_STILL (self));

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (veche_still_scrolled_cb), self, G_CONNECT_SWAPPED);
}
