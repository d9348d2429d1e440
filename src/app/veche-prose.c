/* veche-prose.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-prose.h"

#include "app/veche-label.h"

#define LEAST_CHARS   8
#define NATURAL_CHARS 40

struct _VecheProse
{
  GtkWidget  parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (VecheProse, veche_prose, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SELECTABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
veche_prose_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
veche_prose_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                     int *natural_baseline)
{
  VecheProse *self = VECHE_PROSE (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_CHARS * width;
      *natural = NATURAL_CHARS * width;
    }
  else
    gtk_widget_measure (self->label, orientation, for_size < 0 ? NATURAL_CHARS * width : for_size, minimum, natural, NULL, NULL);
}

static void
veche_prose_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (VECHE_PROSE (widget)->label, width, height, baseline, NULL);
}

static void
veche_prose_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SELECTABLE:
      g_value_set_boolean (value, gtk_label_get_selectable (GTK_LABEL (VECHE_PROSE (object)->label)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_prose_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SELECTABLE:
      veche_prose_set_selectable (VECHE_PROSE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_prose_dispose (GObject *object)
{
  g_clear_pointer (&VECHE_PROSE (object)->label, gtk_widget_unparent);

  G_OBJECT_CLASS (veche_prose_parent_class)->dispose (object);
}

/* GTK gives a label that can be selected its turn though it takes no focus: the keyboard would never get past it. */
static gboolean
veche_prose_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE;
}

static void
veche_prose_class_init (VecheProseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = veche_prose_get_property;
  object_class->set_property = veche_prose_set_property;
  object_class->dispose = veche_prose_dispose;
  widget_class->focus = veche_prose_focus;
  widget_class->get_request_mode = veche_prose_get_request_mode;
  widget_class->measure = veche_prose_measure;
  widget_class->size_allocate = veche_prose_size_allocate;

  properties[PROP_SELECTABLE] = g_param_spec_boolean ("selectable", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
veche_prose_init (VecheProse *self)
{
  self->label = veche_label_new_wrapped (NULL, NULL, NULL);
  gtk_label_set_width_chars (GTK_LABEL (self->label), LEAST_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), LEAST_CHARS);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
veche_prose_new (const char *text, const char *style)
{
  VecheProse *self = g_object_new (VECHE_TYPE_PROSE, NULL);

  veche_prose_set_text (self, text);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);

  return GTK_WIDGET (self);
}

void
veche_prose_set_text (VecheProse *self, const char *text)
{
  g_return_if_fail (VECHE_IS_PROSE (self));

  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : "");
}

void
veche_prose_set_selectable (VecheProse *self, gboolean selectable)
{
  g_return_if_fail (VECHE_IS_PROSE (self));

  gtk_label_set_selectable (GTK_LABEL (self->label), selectable);
  gtk_widget_set_focusable (self->label, FALSE);
}
