/* veche-plan-chip.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-chip.h"

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-list.h"

#define LINE     16     /* height of a line of words; unscaled */
#define MARK     9
#define LINES    3      /* of a title, where it lasts long enough */
#define WORDS    14     /* px from the mark's start to the words */
#define HELD_X   12     /* where a dragged one hangs on the pointer */
#define HELD_Y    6

/* One drawn widget: a month of a big community has more than a hundred of them. */
struct _VechePlanChip
{
  GtkButton           parent_instance;

  VechePlanEntry     *entry;   /* (owned) */
  VechePlanChipStyle  style;
};

G_DEFINE_FINAL_TYPE (VechePlanChip, veche_plan_chip, GTK_TYPE_BUTTON)

static VechePlanEntry *
entry_of (GtkWidget *widget)
{
  return VECHE_IS_PLAN_CHIP (widget) ? VECHE_PLAN_CHIP (widget)->entry : NULL;
}

GtkWidget *
veche_plan_chip_around (GtkWidget *widget, GtkWidget *until)
{
  while (widget != NULL && widget != until && entry_of (widget) == NULL)
    widget = gtk_widget_get_parent (widget);

  return widget != until ? widget : NULL;
}

VechePlanEntry *
veche_plan_chip_entry_around (GtkWidget *widget, GtkWidget *until)
{
  GtkWidget *chip = veche_plan_chip_around (widget, until);

  return chip != NULL ? entry_of (chip) : NULL;
}

GtkWidget *
veche_plan_chip_find (GtkWidget *within, const char *name)
{
  if (entry_of (within) != NULL && g_strcmp0 (gtk_widget_get_name (within), name) == 0)
    return within;
  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = veche_plan_chip_find (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

VechePlanEntry *
veche_plan_chip_entry_focused (GtkWidget *within)
{
  GtkRoot *root = gtk_widget_get_root (within);

  return veche_plan_chip_entry_around (root != NULL ? gtk_root_get_focus (root) : NULL, within);
}

/*** Drags ***/

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *box)
{
  GtkWidget *chip = veche_plan_chip_around (gtk_widget_pick (box, x, y, GTK_PICK_DEFAULT), box);
  g_autoptr (GdkPaintable) picture = NULL;

  if (chip == NULL)
    return NULL;
  picture = gtk_widget_paintable_new (chip);
  gtk_drag_source_set_icon (source, picture, HELD_X, HELD_Y);

  return gdk_content_provider_new_typed (G_TYPE_STRING, gtk_widget_get_name (chip));
}

void
veche_plan_chip_add_drag (GtkWidget *box)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), box);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (source));
}

/*** Menus ***/

static void
popup (GtkWidget *bin, GtkWidget *chip, VecheSession *session)
{
  double x, y;

  gtk_widget_translate_coordinates (chip, bin, 12, MIN (gtk_widget_get_height (chip), 24), &x, &y);
  veche_plan_popup_menu (bin, session, entry_of (chip), x, y);
}

static gboolean
menu_key_cb (GtkWidget *bin, GVariant *args, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (bin);
  GtkWidget *chip = veche_plan_chip_around (root != NULL ? gtk_root_get_focus (root) : NULL, bin);

  if (chip != NULL)
    popup (bin, chip, user_data);

  return chip != NULL;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *bin)
{
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *chip = veche_plan_chip_around (gtk_widget_pick (box, x, y, GTK_PICK_DEFAULT), box);

  if (chip != NULL)
    popup (bin, chip, g_object_get_data (G_OBJECT (gesture), "session"));
}

void
veche_plan_chip_add_menus (GtkWidget *bin, GtkWidget *box, VecheSession *session)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkShortcutTrigger *menu = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0), gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (menu, gtk_callback_action_new (menu_key_cb, g_object_ref (session), g_object_unref)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (bin, keys);
  g_object_set_data_full (G_OBJECT (click), "session", g_object_ref (session), g_object_unref);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), bin);
  gtk_widget_add_controller (box, GTK_EVENT_CONTROLLER (click));
}

/*** The chip ***/

static void
clicked_cb (GtkWidget *chip, VecheSession *session)
{
  veche_plan_open (chip, session, entry_of (chip));
}

static void
veche_plan_chip_draw_mark (VechePlanChip *self, GtkSnapshot *snapshot, float scale)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const VechePlanEntry *entry = self->entry;
  float y = (LINE - MARK) / 2.f * scale;

  if (entry->kind == VECHE_PLAN_TASK)
    veche_draw_icon (widget, snapshot, entry->stage == VECHE_PLAN_DONE ? "veche-check-symbolic" : "veche-promise-symbolic", VECHE_INK_70, 0, y, (MARK + 1) * scale);
  else
    veche_draw_shape (widget, snapshot, veche_plan_entry_shape (entry), 0, y, MARK * scale);
}

static void
veche_plan_chip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VechePlanChip *self = VECHE_PLAN_CHIP (widget);
  float scale = (float) veche_draw_scale (widget);
  int room = gtk_widget_get_width (widget) - (int) (WORDS * scale), height, line = (int) (LINE * scale), whole = gtk_widget_get_height (widget);
  int lines = self->style == VECHE_PLAN_CHIP_TIMED ? CLAMP (whole / line, 1, LINES) : 1;
  g_autoptr (PangoLayout) title = NULL;
  float top;

  veche_plan_chip_draw_mark (self, snapshot, scale);
  if (self->style == VECHE_PLAN_CHIP_SHAPE || room < 8)
    return;

  title = veche_draw_layout (widget, self->entry->title, 9, self->entry->kind == VECHE_PLAN_STEP ? 700 : 400, room, lines, FALSE);
  pango_layout_get_pixel_size (title, NULL, &height);
  top = (LINE * scale - (float) height / (float) pango_layout_get_line_count (title)) / 2;
  veche_draw_text (widget, snapshot, title, self->entry->stage == VECHE_PLAN_OFF ? VECHE_INK_70 : VECHE_INK_FG, WORDS * scale, top);
  if (self->entry->stage == VECHE_PLAN_OFF)
    {
      int width;

      pango_layout_get_pixel_size (title, &width, NULL);
      veche_draw_box (widget, snapshot, VECHE_INK_70, 1, &GRAPHENE_RECT_INIT (WORDS * scale, LINE * scale / 2 + 1, (float) MIN (width, room), 1), 0);
    }
  if (self->style == VECHE_PLAN_CHIP_TIMED && whole - height >= line)
    {
      g_autofree char *words = veche_plan_entry_about (self->entry, FALSE);
      g_autoptr (PangoLayout) about = veche_draw_layout (widget, words, 9, 400, room, 1, FALSE);

      veche_draw_text (widget, snapshot, about, VECHE_INK_70, WORDS * scale, top + (float) height);
    }
}

static void
veche_plan_chip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = (int) ((orientation == GTK_ORIENTATION_VERTICAL ? LINE : MARK) * veche_draw_scale (widget));
}

static gboolean
veche_plan_chip_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *spoken = veche_plan_entry_spoken (entry_of (widget));

  gtk_tooltip_set_text (tooltip, spoken);

  return TRUE;
}

static void
veche_plan_chip_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_PLAN_CHIP (object)->entry, veche_record_unref);

  G_OBJECT_CLASS (veche_plan_chip_parent_class)->finalize (object);
}

static void
veche_plan_chip_class_init (VechePlanChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_plan_chip_finalize;
  widget_class->snapshot = veche_plan_chip_snapshot;
  widget_class->measure = veche_plan_chip_measure;
  widget_class->query_tooltip = veche_plan_chip_query_tooltip;
}

static void
veche_plan_chip_init (VechePlanChip *self)
{
  /* It measures itself. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "plan-chip");
}

GtkWidget *
veche_plan_chip_new (VecheSession *session, VechePlanEntry *entry, VechePlanChipStyle style)
{
  VechePlanChip *self = g_object_new (VECHE_TYPE_PLAN_CHIP, NULL);

  veche_plan_chip_show (self, entry, style);
  g_signal_connect_object (self, "clicked", G_CALLBACK (clicked_cb), session, 0);

  return GTK_WIDGET (self);
}

void
veche_plan_chip_show (VechePlanChip *self, VechePlanEntry *entry, VechePlanChipStyle style)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *spoken = veche_plan_entry_spoken (entry), *name = veche_plan_dragged_text (entry);

  veche_record_ref (entry);
  g_clear_pointer (&self->entry, veche_record_unref);
  self->entry = entry;
  self->style = style;
  gtk_widget_set_name (widget, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  veche_label_set_class (widget, "timed", style == VECHE_PLAN_CHIP_TIMED);
  veche_label_set_class (widget, "step", entry->kind == VECHE_PLAN_STEP);
  gtk_widget_queue_draw (widget);
}
