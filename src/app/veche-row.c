/* veche-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-row.h"

#include "app/veche-draw.h"
#include "app/veche-row-ahead.h"

typedef struct
{
  VecheItem *item;    /* (owned) (nullable) */
  gulong     watch;   /* on the item */
  float      height;  /* unscaled, that it was last measured with; -1: it was not */
  GtkWidget *parent;  /* (unowned) (nullable): the list's row, whose hover we follow */
  GList      unsaid;  /* the link of this row among those whose label is to be made */

  cairo_surface_t *picture;    /* (owned) (nullable): what is painted of it */
  gsize            bytes;      /* of the picture */
  GList            pictured;   /* its link among those that have one */
  gboolean         ahead;      /* it was painted before GTK asked for it, and is as the row is now */
  gboolean         plain;      /* it has lost its picture: there are too many */
} VecheRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VecheRow, veche_row, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static VecheRecord *
veche_row_get_record (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  return priv->item != NULL ? veche_item_get_record (priv->item) : NULL;
}

/* A list has two hundred rows, most of them out of sight: what is read out of one is made when the loop has nothing else to do, or when the keyboard
 * comes to it. */
#define LABELS_AT_ONCE 6

static GQueue unsaid = G_QUEUE_INIT;
static guint unsaid_source;

static void
veche_row_update_label (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  VecheRecord *record = veche_row_get_record (self);
  g_autofree char *label = NULL;

  if (priv->unsaid.data == NULL)
    return;
  priv->unsaid.data = NULL;
  g_queue_unlink (&unsaid, &priv->unsaid);
  if (record == NULL || priv->parent == NULL)
    return;

  label = VECHE_ROW_GET_CLASS (self)->dup_label (self, record);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
veche_row_unsaid_cb (gpointer user_data)
{
  for (guint i = 0; i < LABELS_AT_ONCE && !g_queue_is_empty (&unsaid); i++)
    veche_row_update_label (g_queue_peek_head (&unsaid));
  if (!g_queue_is_empty (&unsaid))
    return G_SOURCE_CONTINUE;
  unsaid_source = 0;

  return G_SOURCE_REMOVE;
}

static void
veche_row_update_label_soon (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  if (priv->unsaid.data != NULL || priv->parent == NULL || veche_row_get_record (self) == NULL)
    return;
  priv->unsaid.data = self;
  g_queue_push_tail_link (&unsaid, &priv->unsaid);
  if (unsaid_source == 0)
    unsaid_source = g_idle_add (veche_row_unsaid_cb, NULL);
}

static void
veche_row_flags_cb (VecheRow *self, GtkStateFlags before, GtkWidget *row)
{
  veche_row_queue_draw (GTK_WIDGET (self));
  if (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUSED)
    veche_row_update_label (self);
}

static void
veche_row_record_changed_cb (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  veche_row_update_label_soon (self);
  if (VECHE_ROW_GET_CLASS (self)->get_height (self, veche_row_get_record (self)) != priv->height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  veche_row_queue_draw (GTK_WIDGET (self));
}

static void
veche_row_root (GtkWidget *widget)
{
  VecheRow *self = VECHE_ROW (widget);
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  GTK_WIDGET_CLASS (veche_row_parent_class)->root (widget);

  priv->parent = gtk_widget_get_parent (widget);
  g_signal_connect_object (priv->parent, "state-flags-changed", G_CALLBACK (veche_row_flags_cb), self, G_CONNECT_SWAPPED);
  veche_row_update_label_soon (self);
}

static void
veche_row_unroot (GtkWidget *widget)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (VECHE_ROW (widget));

  g_signal_handlers_disconnect_by_data (priv->parent, widget);
  priv->parent = NULL;
  veche_row_update_label (VECHE_ROW (widget));   /* nothing to say it to */

  GTK_WIDGET_CLASS (veche_row_parent_class)->unroot (widget);
}

static void
veche_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  VecheRow *self = VECHE_ROW (widget);
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  priv->height = VECHE_ROW_GET_CLASS (self)->get_height (self, veche_row_get_record (self));
  *minimum = *natural = (int) (priv->height * veche_draw_scale (widget));
}

/* Without a graphics card all that is in view is painted again for each line that it is scrolled by: round corners, icons and letters of ten rows, of which
 * nine are as they were.  A row is therefore painted once, into a picture: when the loop has nothing else to do, the rows in view and those that are about to
 * come into it (veche-row-ahead.c), else when it comes.  That one need not be compared with anything: GTK asks for a row again only when it has changed, and
 * keeps what it got until then.  Many rows at once (a jump, a new list) are painted as they are, for most of them would be gone before their picture is of
 * use. */
#define PICTURES_A_FRAME 2
#define MOST_OF_ONE      (512 * 1024)          /* bytes */
#define MOST_OF_ALL      (16 * 1024 * 1024)

static GQueue pictures = G_QUEUE_INIT;         /* the newest at the end */
static gsize pictures_bytes;
static guint pictures_source;

static void
veche_row_drop_picture (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  priv->ahead = FALSE;
  if (priv->picture == NULL)
    return;
  g_clear_pointer (&priv->picture, cairo_surface_destroy);
  g_queue_unlink (&pictures, &priv->pictured);
  pictures_bytes -= priv->bytes;
}

/* The oldest go: they have left the view long ago. */
static gboolean
veche_row_pictures_cb (gpointer user_data)
{
  pictures_source = 0;
  while (pictures_bytes > MOST_OF_ALL && !g_queue_is_empty (&pictures))
    {
      VecheRow *oldest = g_queue_peek_head (&pictures);
      VecheRowPrivate *priv = veche_row_get_instance_private (oldest);

      priv->plain = TRUE;
      gtk_widget_queue_draw (GTK_WIDGET (oldest));
      veche_row_drop_picture (oldest);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
veche_row_can_have_picture (VecheRow *self, int width, int height)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  const cairo_font_options_t *options = pango_cairo_context_get_font_options (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  gsize bytes = (gsize) (4 * width * scale) * (gsize) (height * scale);

  /* Letters of three colours need to know what is behind them. */
  return native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native)) && !priv->plain && bytes > 0 && bytes <= MOST_OF_ONE
         && (options == NULL || cairo_font_options_get_antialias (options) != CAIRO_ANTIALIAS_SUBPIXEL);
}

static gboolean
veche_row_gets_picture (VecheRow *self, int width, int height)
{
  static gint64 frame = -1;
  static guint drawn;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock == NULL || !veche_row_can_have_picture (self, width, height))
    return FALSE;
  if (gdk_frame_clock_get_frame_counter (clock) != frame)
    drawn = 0;
  frame = gdk_frame_clock_get_frame_counter (clock);

  return ++drawn <= PICTURES_A_FRAME;
}

static void
veche_row_paint (VecheRow *self, GskRenderNode *node, int width, int height)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_t *cr;

  priv->picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (priv->picture, scale, scale);
  priv->bytes = (gsize) (4 * width * scale) * (gsize) (height * scale);
  priv->pictured.data = self;
  g_queue_push_tail_link (&pictures, &priv->pictured);
  pictures_bytes += priv->bytes;
  if (pictures_bytes > MOST_OF_ALL && pictures_source == 0)
    pictures_source = g_idle_add (veche_row_pictures_cb, NULL);

  cr = cairo_create (priv->picture);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
}

static void
veche_row_append_picture (VecheRow *self, GtkSnapshot *snapshot, int width, int height)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  cairo_set_source_surface (cr, priv->picture, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

/* (transfer full) (nullable) */
static GskRenderNode *
veche_row_to_node (VecheRow *self, VecheRecord *record, int width, int height)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  VECHE_ROW_GET_CLASS (self)->draw (self, snapshot, record, (float) width, (float) height, (float) veche_draw_scale (GTK_WIDGET (self)));

  return gtk_snapshot_free_to_node (snapshot);
}

gboolean
veche_row_paint_ahead (VecheRow *self, int width)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  VecheRecord *record = veche_row_get_record (self);
  g_autoptr (GskRenderNode) node = NULL;
  int height;

  if (priv->picture != NULL || record == NULL || !VECHE_ROW_GET_CLASS (self)->drawn_ahead)
    return FALSE;
  height = gtk_widget_get_height (GTK_WIDGET (self));
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  if (!veche_row_can_have_picture (self, width, height))
    return FALSE;

  node = veche_row_to_node (self, record, width, height);
  if (node == NULL)
    return FALSE;
  veche_row_paint (self, node, width, height);
  priv->ahead = TRUE;

  return TRUE;
}

gboolean
veche_row_is_painted_ahead (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  return priv->ahead;
}

static gboolean
veche_row_picture_fits (VecheRow *self, int width, int height)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return priv->ahead && cairo_image_surface_get_width (priv->picture) == width * scale && cairo_image_surface_get_height (priv->picture) == height * scale;
}

static void
veche_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheRow *self = VECHE_ROW (widget);
  VecheRowPrivate *priv = veche_row_get_instance_private (self);
  VecheRecord *record = veche_row_get_record (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GskRenderNode) node = NULL;

  if (record == NULL || !veche_row_picture_fits (self, width, height))
    veche_row_drop_picture (self);
  priv->ahead = FALSE;    /* whatever makes GTK ask again has changed it */
  if (record == NULL)
    return;
  if (VECHE_ROW_GET_CLASS (self)->drawn_ahead)
    veche_row_look_ahead (self);
  if (priv->picture == NULL && !veche_row_gets_picture (self, width, height))
    {
      VECHE_ROW_GET_CLASS (self)->draw (self, snapshot, record, (float) width, (float) height, (float) veche_draw_scale (widget));
      return;
    }

  if (priv->picture == NULL)
    {
      node = veche_row_to_node (self, record, width, height);
      if (node == NULL)
        return;
      veche_row_paint (self, node, width, height);
    }
  veche_row_append_picture (self, snapshot, width, height);
}

void
veche_row_queue_draw (GtkWidget *widget)
{
  if (VECHE_IS_ROW (widget))
    veche_row_drop_picture (VECHE_ROW (widget));
  gtk_widget_queue_draw (widget);
}

/* Colours and fonts. */
static void
veche_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (veche_row_parent_class)->css_changed (widget, change);

  veche_row_queue_draw (widget);
}

static void
veche_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, veche_row_get_item (VECHE_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM:
      veche_row_set_item (VECHE_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_row_dispose (GObject *object)
{
  veche_row_set_item (VECHE_ROW (object), NULL);
  veche_row_drop_picture (VECHE_ROW (object));

  G_OBJECT_CLASS (veche_row_parent_class)->dispose (object);
}

static void
veche_row_class_init (VecheRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = veche_row_get_property;
  object_class->set_property = veche_row_set_property;
  object_class->dispose = veche_row_dispose;
  widget_class->root = veche_row_root;
  widget_class->unroot = veche_row_unroot;
  widget_class->measure = veche_row_measure;
  widget_class->snapshot = veche_row_snapshot;
  widget_class->css_changed = veche_row_css_changed;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, VECHE_TYPE_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
veche_row_init (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  priv->height = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

VecheItem *
veche_row_get_item (VecheRow *self)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  return priv->item;
}

void
veche_row_set_item (VecheRow *self, VecheItem *item)
{
  VecheRowPrivate *priv = veche_row_get_instance_private (self);

  if (priv->item == item)
    return;

  if (priv->item != NULL)
    g_clear_signal_handler (&priv->watch, priv->item);
  g_set_object (&priv->item, item);
  priv->plain = FALSE;
  if (item != NULL)
    priv->watch = g_signal_connect_swapped (item, "notify::record", G_CALLBACK (veche_row_record_changed_cb), self);

  if (item != NULL)
    veche_row_record_changed_cb (self);
  else                     /* it is about to get another one, or to go */
    veche_row_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

static void
row_factory_setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new ((GType) GPOINTER_TO_SIZE (user_data), NULL));
}

static void
row_factory_show (GtkListItem *list_item, VecheItem *item)
{
  gtk_list_item_set_selectable (list_item, veche_item_get_id (item) >= 0);
  gtk_list_item_set_activatable (list_item, veche_item_get_id (item) >= 0);
  veche_row_set_item (VECHE_ROW (gtk_list_item_get_child (list_item)), item);
}

static void
row_factory_bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, GHashTable *bound)
{
  GListModel *followed = g_object_get_data (G_OBJECT (factory), "followed");
  g_autoptr (VecheItem) item = NULL;

  /* GTK binds a row that stayed to what it showed at first, each time that it is selected or moved on. */
  if (followed != NULL)
    item = g_list_model_get_item (followed, gtk_list_item_get_position (list_item));
  g_hash_table_add (bound, list_item);
  row_factory_show (list_item, item != NULL ? item : gtk_list_item_get_item (list_item));
}

static void
row_factory_unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, GHashTable *bound)
{
  g_hash_table_remove (bound, list_item);
  veche_row_set_item (VECHE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

GtkListItemFactory *
veche_row_factory_new (GType row_type)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GHashTable *bound = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (g_type_is_a (row_type, VECHE_TYPE_ROW), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (row_factory_setup_cb), GSIZE_TO_POINTER (row_type));
  g_signal_connect (factory, "bind", G_CALLBACK (row_factory_bind_cb), bound);
  g_signal_connect (factory, "unbind", G_CALLBACK (row_factory_unbind_cb), bound);
  g_object_set_data_full (G_OBJECT (factory), "bound", bound, (GDestroyNotify) g_hash_table_unref);

  return factory;
}

static void
row_factory_replaced_cb (GtkListItemFactory *factory, guint n, VecheSelection *selection)
{
  GHashTable *bound = g_object_get_data (G_OBJECT (factory), "bound");
  GHashTableIter iter;
  gpointer list_item;

  g_hash_table_iter_init (&iter, bound);
  while (g_hash_table_iter_next (&iter, &list_item, NULL))
    {
      guint position = gtk_list_item_get_position (list_item);
      g_autoptr (VecheItem) item = position < n ? g_list_model_get_item (G_LIST_MODEL (selection), position) : NULL;

      if (item != NULL)
        row_factory_show (list_item, item);
    }
}

void
veche_row_factory_follow (GtkListItemFactory *factory, VecheSelection *selection)
{
  g_return_if_fail (g_object_get_data (G_OBJECT (factory), "bound") != NULL);

  veche_selection_keep_rows (selection);
  g_object_set_data_full (G_OBJECT (factory), "followed", g_object_ref (selection), g_object_unref);
  g_signal_connect_object (selection, "replaced", G_CALLBACK (row_factory_replaced_cb), factory, G_CONNECT_SWAPPED);
}

static void
row_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *row = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (!adw_leaflet_get_folded (ADW_LEAFLET (user_data)) || n_press != 1 || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    return;

  while (row != NULL && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);
  if (row != NULL && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED))
    gtk_widget_activate (row);
}

void
veche_row_open_on_click (GtkListView *list, AdwLeaflet *leaflet)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (row_released_cb), leaflet, 0);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
}

void
veche_row_focus_selected (GtkListView *list)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list));

  while (row != NULL && !(gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED))
    row = gtk_widget_get_next_sibling (row);
  gtk_widget_grab_focus (row != NULL ? row : GTK_WIDGET (list));
}

static gboolean
row_list_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, GtkWidget *list)
{
  GtkDirectionType direction = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_KP_Tab && key != GDK_KEY_ISO_Left_Tab) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;

  /* A list that can't have the focus passes it on to what is beside it. */
  gtk_widget_set_can_focus (list, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (list)), direction);
  gtk_widget_set_can_focus (list, TRUE);

  return TRUE;
}

void
veche_row_leave_on_tab (GtkListView *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  g_signal_connect (keys, "key-pressed", G_CALLBACK (row_list_key_cb), list);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}
