/* veche-draw.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-draw.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "model/veche-text.h"

/* A row shows some six texts.  The rows of a list say much the same (times, kinds, channels, initials) and have one font: they share what is laid out, and
 * what none of them has asked for in a while goes. */
#define MAX_LAYOUTS         24
#define MAX_LAYOUTS_OF_LIST 400
#define MOST_BYTES          2400     /* of a text that is drawn: whoever passes more has not clamped it */

#define INITIALS_POINTS 0.315

typedef struct
{
  GtkWidget  *of;             /* (unowned): the widget that has it */
  GHashTable *layouts;        /* (element-type utf8 PangoLayout) */
  GHashTable *older;          /* (element-type utf8 PangoLayout): asked for before those were as many as may be */
  double      scale;          /* 0: not reckoned yet */
  guint       serial;         /* of the Pango context that all are of */
} VecheDrawCache;

static void
draw_cache_free (gpointer data)
{
  VecheDrawCache *cache = data;

  g_hash_table_unref (cache->layouts);
  g_hash_table_unref (cache->older);
  g_free (cache);
}

/* The list around a row that has its font; else the widget itself. */
static GtkWidget *
draw_cache_owner (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget), *list = parent != NULL ? gtk_widget_get_parent (parent) : NULL;

  if (list == NULL || !GTK_IS_LIST_VIEW (list))
    return widget;

  return pango_font_description_equal (pango_context_get_font_description (gtk_widget_get_pango_context (widget)),
                                       pango_context_get_font_description (gtk_widget_get_pango_context (list))) ? list : widget;
}

static VecheDrawCache *
draw_cache_of (GtkWidget *widget)
{
  static GQuark quark;
  GtkWidget *owner = draw_cache_owner (widget);
  VecheDrawCache *cache;
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (owner));

  if (quark == 0)
    quark = g_quark_from_static_string ("veche-draw-cache");

  cache = g_object_get_qdata (G_OBJECT (owner), quark);
  if (cache == NULL)
    {
      cache = g_new0 (VecheDrawCache, 1);
      cache->of = owner;
      cache->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      cache->older = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      cache->serial = serial;
      g_object_set_qdata_full (G_OBJECT (owner), quark, cache, draw_cache_free);
    }

  if (cache->serial != serial)
    {
      g_hash_table_remove_all (cache->layouts);
      g_hash_table_remove_all (cache->older);
      cache->scale = 0;
      cache->serial = serial;
    }

  return cache;
}

static PangoLayout *
draw_cache_find (VecheDrawCache *cache, const char *key)
{
  PangoLayout *layout = g_hash_table_lookup (cache->layouts, key);
  gpointer own_key, own_layout;

  if (layout != NULL || !g_hash_table_steal_extended (cache->older, key, &own_key, &own_layout))
    return layout;
  g_hash_table_insert (cache->layouts, own_key, own_layout);

  return own_layout;
}

/* Takes the key; the layout stays the caller's. */
static void
draw_cache_keep (VecheDrawCache *cache, char *key, PangoLayout *layout)
{
  GHashTable *oldest = cache->older;

  if (g_hash_table_size (cache->layouts) >= (GTK_IS_LIST_VIEW (cache->of) ? MAX_LAYOUTS_OF_LIST : MAX_LAYOUTS))
    {
      g_hash_table_remove_all (oldest);
      cache->older = cache->layouts;
      cache->layouts = oldest;
    }
  g_hash_table_insert (cache->layouts, key, g_object_ref (layout));
}

static void
draw_named_color (GtkWidget *widget, const char *name, GdkRGBA *rgba)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, rgba))
    gtk_style_context_get_color (context, rgba);
}

void
veche_draw_ink (GtkWidget *widget, VecheInk ink, GdkRGBA *rgba)
{
  static const struct
  {
    const char *name;
    float       alpha;
  } inks[] = {
    [VECHE_INK_FG] = { NULL, 1.f },          [VECHE_INK_88] = { NULL, .88f },
    [VECHE_INK_70] = { NULL, .70f },         [VECHE_INK_55] = { NULL, .55f },
    [VECHE_INK_NEG] = { "veche_neg", 1.f },  [VECHE_INK_POS] = { "veche_pos", 1.f },
    [VECHE_INK_WARN] = { "veche_warn", 1.f }, [VECHE_INK_ACC] = { "veche_acc", 1.f },
    [VECHE_INK_ACCENT_BG] = { "accent_bg_color", 1.f }, [VECHE_INK_WINDOW_BG] = { "window_bg_color", 1.f },
  };

  if (inks[ink].name != NULL)
    draw_named_color (widget, inks[ink].name, rgba);
  else
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), rgba);

  rgba->alpha *= inks[ink].alpha;
}

double
veche_draw_scale (GtkWidget *widget)
{
  VecheDrawCache *cache = draw_cache_of (widget);
  PangoFontMetrics *metrics;

  if (cache->scale > 0)
    return cache->scale;

  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  /* Whole eighths: hinting moves the height by parts of a pixel, and the rows' edges should stay on pixels. */
  cache->scale = MAX (round (pango_font_metrics_get_height (metrics) / (double) PANGO_SCALE / 18. * 8.) / 8., .5);
  pango_font_metrics_unref (metrics);

  return cache->scale;
}

PangoLayout *
veche_draw_layout (GtkWidget *widget, const char *text, int points, int weight, int width, int lines, gboolean tnum)
{
  VecheDrawCache *cache = draw_cache_of (widget);
  g_autofree char *tame = strlen (text) > MOST_BYTES ? veche_text_clamp (text, MOST_BYTES / 4, lines > 1) : NULL;
  g_autofree char *key = g_strdup_printf ("%d %d %d %d %d %s", points, weight, width, lines, tnum, tame != NULL ? tame : text);
  PangoLayout *layout = draw_cache_find (cache, key);
  g_autoptr (PangoAttrList) attributes = NULL;
  const PangoFontDescription *base;
  int size;

  if (layout != NULL)
    return g_object_ref (layout);

  layout = gtk_widget_create_pango_layout (cache->of, tame != NULL ? tame : text);
  base = pango_context_get_font_description (gtk_widget_get_pango_context (cache->of));
  size = pango_font_description_get_size (base) * points / 11;

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_font_description_get_size_is_absolute (base)
                                        ? pango_attr_size_new_absolute (size)
                                        : pango_attr_size_new (size));
  pango_attr_list_insert (attributes, pango_attr_weight_new ((PangoWeight) weight));
  if (tnum)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);

  if (width >= 0)
    pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, width >= 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_height (layout, -MAX (lines, 1));
  if (lines <= 1)
    pango_layout_set_single_paragraph_mode (layout, TRUE);

  draw_cache_keep (cache, g_steal_pointer (&key), layout);

  return layout;
}

void
veche_draw_text (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, VecheInk ink, float x, float y)
{
  GdkRGBA rgba;

  veche_draw_ink (widget, ink, &rgba);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
}

/* The initials of the first and the last word, as AdwAvatar takes them. (transfer full) */
static char *
draw_initials (const char *name)
{
  g_autofree char *tame = veche_text_clamp (name, 200, FALSE), *upper = g_utf8_strup (tame, -1);
  g_autofree char *normal = g_utf8_normalize (g_strstrip (upper), -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr (GString) initials = g_string_new (NULL);
  const char *last;

  if (normal == NULL || *normal == '\0')
    return g_string_free (g_steal_pointer (&initials), FALSE);

  g_string_append_unichar (initials, g_utf8_get_char (normal));
  last = g_utf8_strrchr (normal, -1, ' ');
  if (last != NULL && g_utf8_get_char (g_utf8_next_char (last)) != 0)
    g_string_append_unichar (initials, g_utf8_get_char (g_utf8_next_char (last)));

  return g_string_free (g_steal_pointer (&initials), FALSE);
}

static void
draw_initials_at (GtkWidget *widget, GtkSnapshot *snapshot, const char *name, const GdkRGBA *rgba, float x, float y,
                  float size)
{
  g_autofree char *initials = draw_initials (name);
  g_autofree char *key = g_strdup_printf ("avatar %.2f %s", size, initials);
  VecheDrawCache *cache = draw_cache_of (widget);
  PangoLayout *known = draw_cache_find (cache, key);
  g_autoptr (PangoLayout) layout = known != NULL ? g_object_ref (known) : gtk_widget_create_pango_layout (cache->of, initials);
  int width, height;

  if (known == NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_attr_list_insert (attributes,
                              pango_attr_size_new_absolute ((int) (size * INITIALS_POINTS * PANGO_SCALE * 96 / 72)));
      pango_layout_set_attributes (layout, attributes);
      draw_cache_keep (cache, g_steal_pointer (&key), layout);
    }

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (x + (size - (float) width) / 2),
                                                          roundf (y + (size - (float) height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, rgba);
  gtk_snapshot_restore (snapshot);
}

void
veche_draw_avatar (GtkWidget *widget, GtkSnapshot *snapshot, const char *name, float x, float y, float size)
{
  /* libadwaita's pairs, in its order: text, top, bottom. */
  static const guint32 pairs[14][3] = {
    { 0xcfe1f5, 0x83b6ec, 0x337fdc }, { 0xcaeaf2, 0x7ad9f1, 0x0f9ac8 }, { 0xcef8d8, 0x8de6b1, 0x29ae74 },
    { 0xe6f9d7, 0xb5e98a, 0x6ab85b }, { 0xf9f4e1, 0xf8e359, 0xd29d09 }, { 0xffead1, 0xffcb62, 0xd68400 },
    { 0xffe5c5, 0xffa95a, 0xed5b00 }, { 0xf8d2ce, 0xf78773, 0xe62d42 }, { 0xfac7de, 0xe973ab, 0xe33b6a },
    { 0xe7c2e8, 0xcb78d4, 0x9945b5 }, { 0xd5d2f5, 0x9e91e8, 0x7a59ca }, { 0xf2eade, 0xe3cf9c, 0xb08952 },
    { 0xe5d6ca, 0xbe916d, 0x785336 }, { 0xd8d7d3, 0xc0bfbc, 0x6e6d71 },
  };
  const guint32 *pair = pairs[g_str_hash (name) % G_N_ELEMENTS (pairs)];
  GdkRGBA rgba[3];
  GskRoundedRect circle;

  for (guint i = 0; i < 3; i++)
    rgba[i] = (GdkRGBA){ (float) (pair[i] >> 16) / 255.f, (float) (pair[i] >> 8 & 0xff) / 255.f,
                         (float) (pair[i] & 0xff) / 255.f, 1.f };

  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (x, y, size, size), size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_linear_gradient (snapshot, &circle.bounds, &GRAPHENE_POINT_INIT (x, y),
                                       &GRAPHENE_POINT_INIT (x, y + size),
                                       (GskColorStop[]){ { 0, rgba[1] }, { 1, rgba[2] } }, 2);
  gtk_snapshot_pop (snapshot);
  draw_initials_at (widget, snapshot, name, &rgba[0], x, y, size);
}

void
veche_draw_icon (GtkWidget *widget, GtkSnapshot *snapshot, const char *icon, VecheInk ink, float x, float y, float size)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) paintable = NULL;
  GdkRGBA rgba;

  veche_draw_ink (widget, ink, &rgba);
  paintable = gtk_icon_theme_lookup_icon (theme, icon, NULL, (int) ceilf (size), gtk_widget_get_scale_factor (widget),
                                          gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot, size, size, &rgba, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_fill (GtkSnapshot *snapshot, const GdkRGBA *rgba, float x, float y, float w, float h, float radius)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, w, h), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, rgba, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

void
veche_draw_box (GtkWidget *widget, GtkSnapshot *snapshot, VecheInk ink, float alpha, const graphene_rect_t *area,
                float radius)
{
  GdkRGBA rgba;

  veche_draw_ink (widget, ink, &rgba);
  rgba.alpha *= alpha;
  draw_fill (snapshot, &rgba, area->origin.x, area->origin.y, area->size.width, area->size.height, radius);
}

float
veche_draw_badge (GtkWidget *widget, GtkSnapshot *snapshot, const char *icon, const char *text, VecheInk ink, float x, float y, float row_width)
{
  float scale = (float) veche_draw_scale (widget);
  float lead = (icon != NULL ? 16 : 0) * scale;
  /* 8 at either side, and the row's margin of 16 */
  float room = row_width - x - lead - 32 * scale;
  g_autoptr (PangoLayout) layout = veche_draw_layout (widget, text, 9, 600, MAX ((int) room, 10), 1, FALSE);
  float badge_width;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  badge_width = (float) width + lead + 16 * scale;
  veche_draw_box (widget, snapshot, ink, .11f, &GRAPHENE_RECT_INIT (x, y, badge_width, 18 * scale), 9 * scale);
  if (icon != NULL)
    veche_draw_icon (widget, snapshot, icon, ink, x + 8 * scale, y + 3 * scale, 12 * scale);
  veche_draw_text (widget, snapshot, layout, ink, x + 8 * scale + lead, y + (18 * scale - (float) height) / 2);

  return badge_width;
}

void
veche_draw_selection (GtkWidget *widget, GtkSnapshot *snapshot, float x, float y, float w, float h)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (widget);
  GtkWidget *row = gtk_widget_get_parent (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (x, y, w, h);
  float radius = 9 * (float) veche_draw_scale (widget);

  if (row != NULL)
    flags |= gtk_widget_get_state_flags (row) & (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_SELECTED);

  if (flags & GTK_STATE_FLAG_SELECTED)
    veche_draw_box (widget, snapshot, VECHE_INK_ACCENT_BG, .16f, &area, radius);
  else if (flags & GTK_STATE_FLAG_PRELIGHT)
    veche_draw_box (widget, snapshot, VECHE_INK_FG, .05f, &area, radius);
}

static void
draw_half_disc (GtkSnapshot *snapshot, const GdkRGBA *rgba, float cx, float cy, float r)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (cx - r, cy - r, 2 * r, 2 * r));

  gdk_cairo_set_source_rgba (cr, rgba);
  cairo_arc (cr, cx, cy, r - 1, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_arc (cr, cx, cy, r - 1, -G_PI / 2, G_PI / 2);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_ring (GtkSnapshot *snapshot, const GdkRGBA *rgba, float cx, float cy, float r, float line)
{
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring, &GRAPHENE_RECT_INIT (cx - r, cy - r, 2 * r, 2 * r), r);
  gtk_snapshot_append_border (snapshot, &ring, (float[]){ line, line, line, line },
                              (GdkRGBA[]){ *rgba, *rgba, *rgba, *rgba });
}

static void
draw_cross (GtkSnapshot *snapshot, const GdkRGBA *rgba, float cx, float cy, float r)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (cx - r, cy - r, 2 * r, 2 * r));
  float a = r * .65f;

  gdk_cairo_set_source_rgba (cr, rgba);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, cx - a, cy - a);
  cairo_line_to (cr, cx + a, cy + a);
  cairo_move_to (cr, cx + a, cy - a);
  cairo_line_to (cr, cx - a, cy + a);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
veche_draw_activity (GtkWidget *widget, GtkSnapshot *snapshot, VecheActivity activity, float cx, float cy, float r)
{
  GdkRGBA rgba;

  veche_draw_ink (widget, activity <= VECHE_ACTIVITY_ENGAGED ? VECHE_INK_POS : VECHE_INK_55, &rgba);

  switch (activity)
    {
    case VECHE_ACTIVITY_ACTIVE:
      draw_fill (snapshot, &rgba, cx - r, cy - r, 2 * r, 2 * r, r);
      break;
    case VECHE_ACTIVITY_ENGAGED:
      draw_half_disc (snapshot, &rgba, cx, cy, r);
      break;
    case VECHE_ACTIVITY_SPECTATOR:
      draw_ring (snapshot, &rgba, cx, cy, r, 2);
      break;
    case VECHE_ACTIVITY_SILENT:
      draw_fill (snapshot, &rgba, cx - r * .8f, cy - 1, r * 1.6f, 2, 1);
      break;
    case VECHE_ACTIVITY_GONE:
      draw_cross (snapshot, &rgba, cx, cy, r);
      break;
    default:
      g_assert_not_reached ();
    }
}

static const struct
{
  const char *shape, *light, *dark;
} shapes[] = {
  { "circle", "#1c71d8", "#62a0ea" },
  { "square", "#813d9c", "#c88fd8" },
  { "triangle", "#c64600", "#ffa348" },
  { "diamond", "#5e5c64", "#c0bfbc" },
};

static guint
find_shape (const char *shape)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (shapes) - 1 && g_strcmp0 (shape, shapes[i].shape) != 0)
    i++;

  return i;
}

void
veche_draw_shape_ink (GtkWidget *widget, const char *shape, GdkRGBA *rgba)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  guint i = find_shape (shape);

  gdk_rgba_parse (rgba, dark ? shapes[i].dark : shapes[i].light);
}

void
veche_draw_shape (GtkWidget *widget, GtkSnapshot *snapshot, const char *shape, float x, float y, float size)
{
  guint i = find_shape (shape);
  GdkRGBA rgba;
  cairo_t *cr;

  veche_draw_shape_ink (widget, shape, &rgba);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, y, size, size));
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size, size);
  if (i == 0)
    cairo_arc (cr, .5, .5, .5, 0, 2 * G_PI);
  else if (i == 1)
    cairo_rectangle (cr, .06, .06, .88, .88);
  else
    {
      cairo_move_to (cr, .5, i == 2 ? .04 : 0);
      cairo_line_to (cr, 1, i == 2 ? .94 : .5);
      cairo_line_to (cr, i == 2 ? 0 : .5, i == 2 ? .94 : 1);
      if (i == 3)
        cairo_line_to (cr, 0, .5);
      cairo_close_path (cr);
    }
  cairo_fill (cr);
  cairo_destroy (cr);
}
