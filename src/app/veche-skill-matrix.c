/* veche-skill-matrix.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "app/veche-skill-matrix.h"

/* Unscaled, as in the drawn rows. */
#define ROW_HEIGHT  30
#define CELL_WIDTH  30
#define NAME_WIDTH  176
#define NAME_LEAST  120
#define HEAD_HEIGHT 132

struct _VecheSkillMatrix
{
  GtkWidget               parent_instance;

  const VecheCoverageMap *map;       /* (unowned) (nullable) */
  GArray                 *columns;   /* (owned) (element-type guint) */
  GArray                 *rows;      /* (owned) (element-type guint) */
  guint                   row, column;                 /* the cursor */

  GtkAdjustment          *adjustments[2];              /* (owned) (nullable): by orientation */
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheSkillMatrix, veche_skill_matrix, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint
row_person (VecheSkillMatrix *self, guint row)
{
  return g_array_index (self->rows, guint, row);
}

static guint
column_topic (VecheSkillMatrix *self, guint column)
{
  return g_array_index (self->columns, guint, column);
}

static gboolean
matrix_is_empty (VecheSkillMatrix *self)
{
  return self->map == NULL || self->rows->len == 0 || self->columns->len == 0;
}

static float
matrix_scale (VecheSkillMatrix *self)
{
  return (float) veche_draw_scale (GTK_WIDGET (self));
}

/* Where there is little room, names give way first. */
static float
matrix_name_width (VecheSkillMatrix *self)
{
  float scale = matrix_scale (self);

  return gtk_widget_get_width (GTK_WIDGET (self)) < 480 * scale ? NAME_LEAST * scale : NAME_WIDTH * scale;
}

static float
matrix_scroll (VecheSkillMatrix *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? (float) gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

/*** Words ***/

char *
veche_skill_matrix_dup_cell (const VecheCoverageMap *map, guint person, guint topic)
{
  guint8 cell = veche_coverage_map_cell (map, person, topic);
  const VecheHolder *holder = g_ptr_array_index (map->people, person);
  const VecheCompetencyNode *node = g_ptr_array_index (map->topics, topic);
  g_autofree char *name = veche_words_clean (holder->name, 80, FALSE);
  g_autofree char *competency = veche_words_clean (node->name, 80, FALSE);
  g_autofree char *level = NULL;

  if (VECHE_CELL_LEVEL (cell) == 0)
    /* Translators: a person, a competency */
    return g_strdup_printf (_ ("%s · %s: nothing known"), name, competency);
  level = g_utf8_strdown (veche_level_word (VECHE_CELL_LEVEL (cell)), -1);
  /* Translators: a person, a competency, its level, "confirmed" */
  return g_strdup_printf (_ ("%s · %s: %s, %s"), name, competency, level,
                          (cell & VECHE_CELL_CONFIRMED) ? _ ("confirmed") : _ ("not confirmed"));
}

static void
matrix_say_cell (VecheSkillMatrix *self)
{
  g_autofree char *words = matrix_is_empty (self) ? g_strdup (_ ("Nobody yet"))
                                                  : veche_skill_matrix_dup_cell (self->map, row_person (self, self->row), column_topic (self, self->column));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/*** Where things are ***/

/* FALSE: neither a cell nor a name; column G_MAXUINT: the name. */
static gboolean
matrix_find (VecheSkillMatrix *self, double x, double y, guint *row, guint *column)
{
  float scale = matrix_scale (self), name_width = matrix_name_width (self);
  double down = y - HEAD_HEIGHT * scale + matrix_scroll (self, GTK_ORIENTATION_VERTICAL);
  double along = x - name_width + matrix_scroll (self, GTK_ORIENTATION_HORIZONTAL);

  if (matrix_is_empty (self) || y < HEAD_HEIGHT * scale || down < 0)
    return FALSE;
  *row = (guint) (down / (ROW_HEIGHT * scale));
  *column = x < name_width ? G_MAXUINT : (guint) (along / (CELL_WIDTH * scale));

  return *row < self->rows->len && (*column == G_MAXUINT || *column < self->columns->len);
}

static void
matrix_configure (VecheSkillMatrix *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float scale = matrix_scale (self);
  double page[2] = { MAX (1, gtk_widget_get_width (widget) - matrix_name_width (self)), MAX (1, gtk_widget_get_height (widget) - HEAD_HEIGHT * scale) };
  double size[2] = { self->columns->len * CELL_WIDTH * scale, self->rows->len * ROW_HEIGHT * scale };

  for (int i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_configure (self->adjustments[i], gtk_adjustment_get_value (self->adjustments[i]), 0, MAX (size[i], page[i]),
                                ROW_HEIGHT * scale, page[i] * .9, page[i]);
}

static void
matrix_reveal_cursor (VecheSkillMatrix *self)
{
  float scale = matrix_scale (self);

  if (self->adjustments[0] != NULL)
    gtk_adjustment_clamp_page (self->adjustments[0], self->column * CELL_WIDTH * scale, (self->column + 1) * CELL_WIDTH * scale);
  if (self->adjustments[1] != NULL)
    gtk_adjustment_clamp_page (self->adjustments[1], self->row * ROW_HEIGHT * scale, (self->row + 1) * ROW_HEIGHT * scale);
  matrix_say_cell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*** Drawing ***/

static void
matrix_draw_cell (VecheSkillMatrix *self, GtkSnapshot *snapshot, guint8 cell, float x, float y)
{
  float scale = matrix_scale (self), radius = (2.5f + 1.7f * VECHE_CELL_LEVEL (cell)) * scale;
  graphene_rect_t area = GRAPHENE_RECT_INIT (x + CELL_WIDTH * scale / 2 - radius, y + ROW_HEIGHT * scale / 2 - radius, 2 * radius, 2 * radius);
  GskRoundedRect circle;
  GdkRGBA ring;

  if (VECHE_CELL_LEVEL (cell) == 0)
    return;
  if (cell & VECHE_CELL_CONFIRMED)
    {
      veche_draw_box (GTK_WIDGET (self), snapshot, VECHE_INK_FG, .8f, &area, radius);
      return;
    }
  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_70, &ring);
  gsk_rounded_rect_init_from_rect (&circle, &area, radius);
  gtk_snapshot_append_border (snapshot, &circle, (float[]){ 1.5f, 1.5f, 1.5f, 1.5f }, (GdkRGBA[]){ ring, ring, ring, ring });
}

static void
matrix_draw_cursor (VecheSkillMatrix *self, GtkSnapshot *snapshot, float x, float y)
{
  float scale = matrix_scale (self);
  GskRoundedRect outline;
  GdkRGBA accent;

  veche_draw_ink (GTK_WIDGET (self), VECHE_INK_ACCENT_BG, &accent);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x + 1, y + 1, CELL_WIDTH * scale - 2, ROW_HEIGHT * scale - 2), 6);
  gtk_snapshot_append_border (snapshot, &outline, (float[]){ 2, 2, 2, 2 }, (GdkRGBA[]){ accent, accent, accent, accent });
}

static void
matrix_draw_row (VecheSkillMatrix *self, GtkSnapshot *snapshot, guint row, float y)
{
  float scale = matrix_scale (self), name_width = matrix_name_width (self), shift = matrix_scroll (self, GTK_ORIENTATION_HORIZONTAL);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint first = (guint) (shift / (CELL_WIDTH * scale));
  const VecheHolder *holder = g_ptr_array_index (self->map->people, row_person (self, row));
  g_autoptr (PangoLayout) name = NULL;
  g_autofree char *text = veche_words_clean (holder->name, 80, FALSE);

  if (row % 2 == 0)
    veche_draw_box (GTK_WIDGET (self), snapshot, VECHE_INK_FG, .03f, &GRAPHENE_RECT_INIT (0, y, (float) width, ROW_HEIGHT * scale), 0);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (name_width, y, (float) width - name_width, ROW_HEIGHT * scale));
  for (guint column = first; column < self->columns->len; column++)
    {
      float x = name_width + column * CELL_WIDTH * scale - shift;

      if (x > width)
        break;
      matrix_draw_cell (self, snapshot, veche_coverage_map_cell (self->map, row_person (self, row), column_topic (self, column)), x, y);
      if (row == self->row && column == self->column && gtk_widget_has_focus (GTK_WIDGET (self)))
        matrix_draw_cursor (self, snapshot, x, y);
    }
  gtk_snapshot_pop (snapshot);
  name = veche_draw_layout (GTK_WIDGET (self), text, 10, row == self->row ? 700 : 400, (int) (name_width - 24 * scale), 1, FALSE);
  veche_draw_text (GTK_WIDGET (self), snapshot, name, VECHE_INK_FG, 12 * scale, y + 6 * scale);
}

/* Names of competencies stand upright, read from below. */
static void
matrix_draw_head (VecheSkillMatrix *self, GtkSnapshot *snapshot)
{
  float scale = matrix_scale (self), name_width = matrix_name_width (self), shift = matrix_scroll (self, GTK_ORIENTATION_HORIZONTAL);
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (name_width, 0, (float) width - name_width, HEAD_HEIGHT * scale));
  for (guint column = (guint) (shift / (CELL_WIDTH * scale)); column < self->columns->len; column++)
    {
      const VecheCompetencyNode *node = g_ptr_array_index (self->map->topics, column_topic (self, column));
      float x = name_width + column * CELL_WIDTH * scale - shift;
      g_autofree char *text = NULL;
      g_autoptr (PangoLayout) layout = NULL;

      if (x > width)
        break;
      text = veche_words_clean (node->name, 60, FALSE);
      layout = veche_draw_layout (GTK_WIDGET (self), text, 9, column == self->column ? 700 : 400, (int) ((HEAD_HEIGHT - 12) * scale), 1, FALSE);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 7 * scale, (HEAD_HEIGHT - 6) * scale));
      gtk_snapshot_rotate (snapshot, -90);
      veche_draw_text (GTK_WIDGET (self), snapshot, layout, VECHE_INK_70, 0, 0);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_pop (snapshot);
  veche_draw_box (GTK_WIDGET (self), snapshot, VECHE_INK_FG, .1f, &GRAPHENE_RECT_INIT (0, HEAD_HEIGHT * scale - 1, (float) width, 1), 0);
}

static void
veche_skill_matrix_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheSkillMatrix *self = VECHE_SKILL_MATRIX (widget);
  float scale = matrix_scale (self), shift = matrix_scroll (self, GTK_ORIENTATION_VERTICAL), top = HEAD_HEIGHT * scale;
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);

  if (matrix_is_empty (self))
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  matrix_draw_head (self, snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, top, width, MAX (0, height - top)));
  for (guint row = (guint) (shift / (ROW_HEIGHT * scale)); row < self->rows->len; row++)
    {
      float y = top + row * ROW_HEIGHT * scale - shift;

      if (y > height)
        break;
      matrix_draw_row (self, snapshot, row, y);
    }
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

/*** Events ***/

static gboolean
matrix_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  VecheSkillMatrix *self = VECHE_SKILL_MATRIX (widget);
  guint row = self->row, column = self->column;
  g_autofree char *words = NULL;

  if (matrix_is_empty (self) || (!keyboard && !matrix_find (self, x, y, &row, &column)) || column == G_MAXUINT)
    return FALSE;
  words = veche_skill_matrix_dup_cell (self->map, row_person (self, row), column_topic (self, column));
  gtk_tooltip_set_text (tooltip, words);

  return TRUE;
}

static void
matrix_activate (VecheSkillMatrix *self)
{
  if (!matrix_is_empty (self))
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, ((VecheHolder *) g_ptr_array_index (self->map->people, row_person (self, self->row)))->uid);
}

static void
matrix_pressed_cb (VecheSkillMatrix *self, int n_press, double x, double y)
{
  guint row, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!matrix_find (self, x, y, &row, &column))
    return;
  self->row = row;
  if (column != G_MAXUINT)
    self->column = column;
  matrix_say_cell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (column == G_MAXUINT || n_press == 2)
    matrix_activate (self);
}

static void
matrix_step (guint *at, guint n, int by)
{
  *at = (guint) CLAMP ((gint64) *at + by, 0, (gint64) n - 1);
}

static gboolean
matrix_key_cb (VecheSkillMatrix *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean far = (state & GDK_CONTROL_MASK) != 0;
  int page = (int) (gtk_widget_get_height (GTK_WIDGET (self)) / (ROW_HEIGHT * matrix_scale (self))) - 5;

  if (matrix_is_empty (self))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_Down)
    matrix_step (&self->row, self->rows->len, keyval == GDK_KEY_Up ? -1 : 1);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down)
    matrix_step (&self->row, self->rows->len, keyval == GDK_KEY_Page_Up ? -page : page);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Right)
    matrix_step (&self->column, self->columns->len, keyval == GDK_KEY_Left ? -1 : 1);
  else if (keyval == GDK_KEY_Home)
    far ? (self->row = 0) : (self->column = 0);
  else if (keyval == GDK_KEY_End)
    far ? (self->row = self->rows->len - 1) : (self->column = self->columns->len - 1);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_space)
    {
      matrix_activate (self);
      return GDK_EVENT_STOP;
    }
  else
    return GDK_EVENT_PROPAGATE;
  matrix_reveal_cursor (self);

  return GDK_EVENT_STOP;
}

/*** The widget ***/

static void
veche_skill_matrix_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  matrix_configure (VECHE_SKILL_MATRIX (widget));
}

static void
veche_skill_matrix_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  VecheSkillMatrix *self = VECHE_SKILL_MATRIX (widget);
  float scale = matrix_scale (self);

  *minimum = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? NAME_LEAST + CELL_WIDTH : HEAD_HEIGHT + ROW_HEIGHT) * scale);
  *natural = (int) ((orientation == GTK_ORIENTATION_HORIZONTAL ? NAME_WIDTH + CELL_WIDTH * (float) self->columns->len
                                                               : HEAD_HEIGHT + ROW_HEIGHT * (float) self->rows->len) * scale);
  *natural = MAX (*minimum, *natural);
}

static void
matrix_set_adjustment (VecheSkillMatrix *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation], gtk_widget_queue_draw, self);
  if (!g_set_object (&self->adjustments[orientation], adjustment) || adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  matrix_configure (self);
}

static void
veche_skill_matrix_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      matrix_set_adjustment (VECHE_SKILL_MATRIX (object), prop_id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
                             g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_skill_matrix_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  VecheSkillMatrix *self = VECHE_SKILL_MATRIX (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[prop_id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_skill_matrix_dispose (GObject *object)
{
  VecheSkillMatrix *self = VECHE_SKILL_MATRIX (object);

  for (int i = 0; i < 2; i++)
    g_clear_object (&self->adjustments[i]);
  self->map = NULL;
  G_OBJECT_CLASS (veche_skill_matrix_parent_class)->dispose (object);
}

static void
veche_skill_matrix_finalize (GObject *object)
{
  VecheSkillMatrix *self = VECHE_SKILL_MATRIX (object);

  g_array_unref (self->columns);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (veche_skill_matrix_parent_class)->finalize (object);
}

static void
veche_skill_matrix_class_init (VecheSkillMatrixClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = veche_skill_matrix_set_property;
  object_class->get_property = veche_skill_matrix_get_property;
  object_class->dispose = veche_skill_matrix_dispose;
  object_class->finalize = veche_skill_matrix_finalize;
  widget_class->measure = veche_skill_matrix_measure;
  widget_class->size_allocate = veche_skill_matrix_size_allocate;
  widget_class->snapshot = veche_skill_matrix_snapshot;
  widget_class->query_tooltip = matrix_query_tooltip;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "veche-matrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", VECHE_TYPE_SKILL_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
veche_skill_matrix_init (VecheSkillMatrix *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect_object (click, "pressed", G_CALLBACK (matrix_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (matrix_key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "notify::is-focus", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

static void
matrix_take_places (GArray *places, GArray *given)
{
  g_array_set_size (places, 0);
  if (given != NULL && given->len > 0)
    g_array_append_vals (places, given->data, given->len);
}

void
veche_skill_matrix_show (VecheSkillMatrix *self, const VecheCoverageMap *map, GArray *columns, GArray *rows)
{
  g_return_if_fail (VECHE_IS_SKILL_MATRIX (self));

  self->map = map;
  matrix_take_places (self->columns, columns);
  matrix_take_places (self->rows, rows);
  self->row = self->rows->len > 0 ? MIN (self->row, self->rows->len - 1) : 0;
  self->column = self->columns->len > 0 ? MIN (self->column, self->columns->len - 1) : 0;
  matrix_configure (self);
  matrix_say_cell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
