/* veche-level-dots.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-level-dots.h"

#include "app/veche-draw.h"
#include "app/veche-level.h"

#define DOT 9.f
#define GAP 4.f
#define PAD 4.f

struct _VecheLevelDots
{
  GtkWidget parent_instance;

  int       level;
};

G_DEFINE_FINAL_TYPE (VecheLevelDots, veche_level_dots, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
level_dots_choose (VecheLevelDots *self, int level)
{
  level = CLAMP (level, 1, VECHE_LEVEL_MOST);
  if (level != self->level)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, level);
}

static void
level_dots_pressed_cb (VecheLevelDots *self, int n_press, double x, double y)
{
  double step = (double) gtk_widget_get_width (GTK_WIDGET (self)) / VECHE_LEVEL_MOST;
  int index = (int) (x / step);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    index = VECHE_LEVEL_MOST - 1 - index;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  level_dots_choose (self, index + 1);
}

static gboolean
level_dots_key_cb (VecheLevelDots *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval >= GDK_KEY_1 && keyval < GDK_KEY_1 + VECHE_LEVEL_MOST)
    level_dots_choose (self, (int) (keyval - GDK_KEY_0));
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_plus)
    level_dots_choose (self, self->level + 1);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_minus)
    level_dots_choose (self, self->level - 1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
veche_level_dots_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  float scale = (float) veche_draw_scale (widget);
  float length = VECHE_LEVEL_MOST * (DOT + GAP) - GAP + 2 * PAD;

  *minimum = *natural = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? length : 24) * scale);
}

static void
veche_level_dots_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheLevelDots *self = VECHE_LEVEL_DOTS (widget);
  float scale = (float) veche_draw_scale (widget);
  float y = ((float) gtk_widget_get_height (widget) - DOT * scale) / 2;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA ring;

  veche_draw_ink (widget, VECHE_INK_FG, &ring);
  ring.alpha *= .35f;

  for (int i = 0; i < VECHE_LEVEL_MOST; i++)
    {
      int place = rtl ? VECHE_LEVEL_MOST - 1 - i : i;
      graphene_rect_t area
        = GRAPHENE_RECT_INIT ((PAD + (float) place * (DOT + GAP)) * scale, y, DOT * scale, DOT * scale);
      GskRoundedRect circle;

      if (i < self->level)
        {
          veche_draw_box (widget, snapshot, VECHE_INK_FG, .8f, &area, DOT * scale / 2);
          continue;
        }

      gsk_rounded_rect_init_from_rect (&circle, &area, DOT * scale / 2);
      gtk_snapshot_append_border (snapshot, &circle, (float[]){ 1.5f, 1.5f, 1.5f, 1.5f },
                                  (GdkRGBA[]){ ring, ring, ring, ring });
    }
}

static void
veche_level_dots_class_init (VecheLevelDotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = veche_level_dots_measure;
  widget_class->snapshot = veche_level_dots_snapshot;
  gtk_widget_class_set_css_name (widget_class, "veche-level");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", VECHE_TYPE_LEVEL_DOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
veche_level_dots_init (VecheLevelDots *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (level_dots_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (level_dots_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
veche_level_dots_new (int level)
{
  VecheLevelDots *self = g_object_new (VECHE_TYPE_LEVEL_DOTS, NULL);

  self->level = level;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) VECHE_LEVEL_MOST,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) level,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, veche_level_word (level), -1);

  return GTK_WIDGET (self);
}
