/* veche-table-head.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-table-head.h"
#include "app/veche-table-words.h"
#include "model/veche-text.h"

#define HEIGHT 46

struct _VecheTableHead
{
  GtkWidget           parent_instance;

  VecheTableLayout   *layout;    /* (owned) (nullable) */
  GSimpleActionGroup *actions;   /* one a column: what it means */
};

G_DEFINE_FINAL_TYPE (VecheTableHead, veche_table_head, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_MAPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*** Menus ***/

static void
append_field (GMenu *menu, guint column, const VecheTableField *field, VechePeoplePlan *plan)
{
  g_autofree char *word = veche_table_field_word (field, veche_people_plan_get_custom_fields (plan));
  g_autofree char *value = veche_table_field_to_string (field);
  g_autofree char *action = g_strdup_printf ("head.column-%u", column);
  g_autoptr (GMenuItem) item = g_menu_item_new (word, NULL);

  g_menu_item_set_action_and_target (item, action, "s", value);
  g_menu_append_item (menu, item);
}

static void
append_kinds (GMenu *menu, guint column, VechePeoplePlan *plan, const VecheFieldKind *kinds, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      VecheTableField field = { kinds[i], NULL };

      append_field (menu, column, &field, plan);
    }
}

static GMenu *
handles_menu (guint column, VechePeoplePlan *plan)
{
  GMenu *menu = g_menu_new ();
  const char *const *platforms = veche_table_field_get_platforms ();

  for (guint i = 0; platforms[i] != NULL; i++)
    {
      VecheTableField field = { VECHE_FIELD_HANDLE, g_intern_string (platforms[i]) };

      append_field (menu, column, &field, plan);
    }

  return menu;
}

static GMenu *
own_fields_menu (guint column, VechePeoplePlan *plan)
{
  GPtrArray *fields = veche_people_plan_get_custom_fields (plan);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      VechePeopleCustomField *custom = g_ptr_array_index (fields, i);
      VecheTableField field = { VECHE_FIELD_CUSTOM, g_intern_string (custom->uid) };

      append_field (menu, column, &field, plan);
    }

  return menu;
}

static void
append_part (GMenu *menu, const char *title, GMenu *part)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (part)) > 0)
    g_menu_append_submenu (menu, title, G_MENU_MODEL (part));
  g_object_unref (part);
}

static GMenuModel *
column_menu (guint column, VechePeoplePlan *plan)
{
  static const VecheFieldKind first[] = { VECHE_FIELD_NAME, VECHE_FIELD_EMAIL, VECHE_FIELD_PHONE };
  static const VecheFieldKind names[] = { VECHE_FIELD_FIRST_NAME, VECHE_FIELD_LAST_NAME, VECHE_FIELD_MIDDLE_NAME, VECHE_FIELD_ADDRESS_AS };
  static const VecheFieldKind plain[] = { VECHE_FIELD_COMPETENCIES, VECHE_FIELD_TAGS,     VECHE_FIELD_CITY, VECHE_FIELD_JOINED,
                                          VECHE_FIELD_BIRTHDAY,     VECHE_FIELD_HEADLINE, VECHE_FIELD_NOTE };
  static const VecheFieldKind more[] = { VECHE_FIELD_ORGANISATION, VECHE_FIELD_STAGE, VECHE_FIELD_COMMUNITY, VECHE_FIELD_ORIGIN,   VECHE_FIELD_WEB,   VECHE_FIELD_NEEDS,
                                         VECHE_FIELD_OFFERS, VECHE_FIELD_MOTIVES, VECHE_FIELD_LIKES, VECHE_FIELD_DISLIKES, VECHE_FIELD_MANNER };
  static const VecheFieldKind skip[] = { VECHE_FIELD_SKIP };
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) top = g_menu_new (), middle = g_menu_new (), end = g_menu_new ();
  GMenu *name_parts = g_menu_new (), *rest = g_menu_new ();

  append_kinds (top, column, plan, first, G_N_ELEMENTS (first));
  append_part (top, _ ("Handle On"), handles_menu (column, plan));
  append_kinds (name_parts, column, plan, names, G_N_ELEMENTS (names));
  append_part (top, _ ("Part of the Name"), name_parts);
  append_kinds (middle, column, plan, plain, G_N_ELEMENTS (plain));
  append_kinds (rest, column, plan, more, G_N_ELEMENTS (more));
  append_part (middle, _ ("More"), rest);
  append_part (middle, _ ("Own Fields"), own_fields_menu (column, plan));
  append_kinds (end, column, plan, skip, G_N_ELEMENTS (skip));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (top));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (middle));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return G_MENU_MODEL (menu);
}

static void
head_mapped_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheTableHead *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  guint column = (guint) g_ascii_strtoull (name + strlen ("column-"), NULL, 10);
  g_autofree char *field = g_variant_dup_string (value, NULL);

  g_simple_action_set_state (action, value);
  g_signal_emit (self, signals[SIGNAL_MAPPED], 0, column, field);
}

static void
add_action (VecheTableHead *self, guint column)
{
  const VecheTableColumn *about = veche_people_plan_get_column (self->layout->plan, column);
  g_autofree char *name = g_strdup_printf ("column-%u", column);
  g_autofree char *value = veche_table_field_to_string (&about->field);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, G_VARIANT_TYPE_STRING, g_variant_new_string (value));

  g_signal_connect (action, "change-state", G_CALLBACK (head_mapped_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

/*** Heads ***/

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = veche_label_new (text, style, NULL);

  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);

  return label;
}

static GtkWidget *
column_head_new (VecheTableHead *self, guint column)
{
  const VecheTableColumn *about = veche_people_plan_get_column (self->layout->plan, column);
  g_autofree char *name = veche_text_clamp (*about->name != '\0' ? about->name : "—", 100, FALSE);
  g_autofree char *word = veche_table_field_word (&about->field, veche_people_plan_get_custom_fields (self->layout->plan));
  /* Translators: a column: its name in the file, what it means for us */
  g_autofree char *spoken = g_strdup_printf (_ ("Column “%s”: %s"), name, word);
  g_autoptr (GMenuModel) menu = column_menu (column, self->layout->plan);
  GtkWidget *button = gtk_menu_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *ours = label_new (word, "veche-table-ours");

  if (about->field.kind == VECHE_FIELD_SKIP)
    gtk_widget_add_css_class (ours, "veche-second");
  gtk_box_append (GTK_BOX (box), label_new (name, "veche-table-theirs"));
  gtk_box_append (GTK_BOX (second), ours);
  gtk_box_append (GTK_BOX (second), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_box_append (GTK_BOX (box), second);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  /* GTK centres what stands in a menu button. */
  for (GtkWidget *child = box; child != button; child = gtk_widget_get_parent (child))
    gtk_widget_set_halign (child, GTK_ALIGN_FILL);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

static void
head_clear (VecheTableHead *self)
{
  GtkWidget *child;
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; names[i] != NULL; i++)
    g_action_map_remove_action (G_ACTION_MAP (self->actions), names[i]);
}

/* Which child has the keyboard; -1: none. */
static int
head_focused (VecheTableHead *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  int n = 0;

  if (focus == NULL)
    return -1;

  while ((focus = gtk_widget_get_prev_sibling (focus)) != NULL)
    n++;

  return n;
}

static void
head_focus (VecheTableHead *self, int n)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (n-- > 0 && child != NULL)
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_grab_focus (child);
}

void
veche_table_head_set_layout (VecheTableHead *self, VecheTableLayout *layout)
{
  int focused;

  g_return_if_fail (VECHE_IS_TABLE_HEAD (self));

  focused = head_focused (self);
  head_clear (self);
  if (self->layout != NULL)
    veche_table_layout_unref (self->layout);
  self->layout = veche_table_layout_ref (layout);

  gtk_widget_set_parent (label_new (C_ ("column", "Line"), "veche-table-caption"), GTK_WIDGET (self));
  for (guint i = 0; i < layout->columns->len; i++)
    {
      guint column = g_array_index (layout->columns, guint, i);

      add_action (self, column);
      gtk_widget_set_parent (column_head_new (self, column), GTK_WIDGET (self));
    }
  gtk_widget_set_parent (label_new (C_ ("column", "What will be done"), "veche-table-caption"), GTK_WIDGET (self));
  /* Whoever goes through the columns by keyboard stays where they are. */
  if (focused >= 0)
    head_focus (self, focused);
}

/* Over the narrow rows only the columns' own heads stand, to be scrolled. */
static int
head_width (VecheTableHead *self)
{
  int width = self->layout != NULL ? veche_table_layout_get_width (self->layout) : 0;

  if (self->layout != NULL && self->layout->narrow)
    width -= VECHE_TABLE_LINE_WIDTH + VECHE_TABLE_OUTCOME_WIDTH;

  return (int) (width * veche_draw_scale (GTK_WIDGET (self)));
}

static void
veche_table_head_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = head_width (VECHE_TABLE_HEAD (widget));
  else
    *minimum = *natural = (int) (HEIGHT * veche_draw_scale (widget));
}

static void
place (GtkWidget *child, int x, int width, int height)
{
  int least, tall;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &tall, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, (height - tall) / 2, MAX (width, least), tall }, -1);
}

static void
veche_table_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheTableHead *self = VECHE_TABLE_HEAD (widget);
  double scale = veche_draw_scale (widget);
  int x = (int) (VECHE_TABLE_PADDING * scale);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (self->layout == NULL || child == NULL)
    return;

  gtk_widget_set_child_visible (child, !self->layout->narrow);
  if (!self->layout->narrow)
    {
      place (child, x, (int) ((VECHE_TABLE_LINE_WIDTH - 6) * scale), height);
      x += (int) (VECHE_TABLE_LINE_WIDTH * scale);
    }
  child = gtk_widget_get_next_sibling (child);
  for (guint i = 0; i < self->layout->widths->len; i++)
    {
      int room = (int) (g_array_index (self->layout->widths, int, i) * scale);

      /* The button's own padding stands left of the cells' edge. */
      place (child, x - 6, room - 4, height);
      x += room;
      child = gtk_widget_get_next_sibling (child);
    }
  gtk_widget_set_child_visible (child, !self->layout->narrow);
  if (!self->layout->narrow)
    place (child, x, width - x, height);
}

static void
veche_table_head_dispose (GObject *object)
{
  VecheTableHead *self = VECHE_TABLE_HEAD (object);

  if (self->actions != NULL)
    head_clear (self);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->layout, veche_table_layout_unref);

  G_OBJECT_CLASS (veche_table_head_parent_class)->dispose (object);
}

static void
veche_table_head_class_init (VecheTableHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_table_head_dispose;
  widget_class->measure = veche_table_head_measure;
  widget_class->size_allocate = veche_table_head_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "tablehead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_MAPPED] = g_signal_new ("mapped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_UINT, G_TYPE_STRING);
}

static void
veche_table_head_init (VecheTableHead *self)
{
  self->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "head", G_ACTION_GROUP (self->actions));
}
