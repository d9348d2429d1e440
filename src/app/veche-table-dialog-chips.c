/* veche-table-dialog-chips.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guesses about a table, each with the menu that corrects it.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-table-dialog-private.h"
#include "app/veche-label.h"
#include "app/veche-table-words.h"
#include "model/veche-text.h"

#define MOST_SHEETS  50
#define MOST_OF_NAME 40

static const char delimiters[] = { ',', ';', '\t', '|' };

static GtkWidget *
chip_new (VecheTableDialog *self, const char *what, const char *value, GMenuModel *menu)
{
  GtkWidget *chip = gtk_menu_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *first = gtk_label_new (what), *second = gtk_label_new (value);
  /* Translators: a guess about a table: what, value: "Encoding: Windows-1251" */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), what, value);

  gtk_widget_set_visible (first, !self->narrow);   /* it would take a line for each */
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_widget_add_css_class (first, "veche-second");
  gtk_widget_add_css_class (second, "veche-strong");
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (chip), box);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (chip), menu);
  gtk_widget_add_css_class (chip, "veche-chip");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return chip;
}

static void
append_choice (GMenu *menu, const char *word, const char *action, int value)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (word, NULL);

  g_menu_item_set_action_and_target (item, action, "i", value);
  g_menu_append_item (menu, item);
}

/* Which sheet of a workbook. */
static void
add_sheet (VecheTableDialog *self, GPtrArray *sheets, guint taken)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = veche_text_clamp (sheets->pdata[taken], MOST_OF_NAME, FALSE);

  for (guint i = 0; i < sheets->len && i < MOST_SHEETS; i++)
    {
      g_autofree char *word = veche_text_clamp (sheets->pdata[i], MOST_OF_NAME, FALSE), *label = veche_label_for_menu (word);

      append_choice (menu, label, "table.sheet", (int) i);
    }
  gtk_box_append (self->chips, chip_new (self, C_ ("table", "Sheet"), name, G_MENU_MODEL (menu)));
}

static void
add_encoding (VecheTableDialog *self, const VecheTableDialect *dialect)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (int i = 0; i < VECHE_TABLE_N_ENCODINGS; i++)
    append_choice (menu, veche_table_encoding_get_name (i), "table.encoding", i);
  gtk_box_append (self->chips, chip_new (self, C_ ("table", "Encoding"), veche_table_encoding_get_name (dialect->encoding), G_MENU_MODEL (menu)));
}

static void
add_delimiter (VecheTableDialog *self, const VecheTableDialect *dialect)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    append_choice (menu, veche_table_delimiter_word (delimiters[i]), "table.delimiter", delimiters[i]);
  gtk_box_append (self->chips, chip_new (self, C_ ("table", "Delimiter"), veche_table_delimiter_word (dialect->delimiter), G_MENU_MODEL (menu)));
}

static char *
header_word (guint header)
{
  if (header == 0)
    return g_strdup (C_ ("first row", "a person"));
  if (header == 1)
    return g_strdup (C_ ("first row", "headings"));

  return g_strdup_printf (C_ ("first row", "headings in row %u"), header);
}

static void
add_header (VecheTableDialog *self, const VecheTableDialect *dialect)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *word = header_word (dialect->header);

  for (guint i = 0; i <= MAX (3, dialect->header); i++)
    {
      guint row = i == 0 ? 1 : i == 1 ? 0 : i;
      g_autofree char *choice = header_word (row);

      append_choice (menu, choice, "table.header", (int) row);
    }
  gtk_box_append (self->chips, chip_new (self, C_ ("table", "First row"), word, G_MENU_MODEL (menu)));
}

static void
add_dates (VecheTableDialog *self, const VecheTableDialect *dialect)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (int i = VECHE_TABLE_DAY_FIRST; i <= VECHE_TABLE_YEAR_FIRST; i++)
    append_choice (menu, veche_table_dates_example (i), "table.dates", i);
  gtk_box_append (self->chips, chip_new (self, C_ ("table", "Dates"), veche_table_dates_example (dialect->dates), G_MENU_MODEL (menu)));
}

static void
show_readable (VecheTableDialog *self)
{
  VecheTable *table = veche_people_plan_get_table (self->plan);
  guint bad = 0, unclosed = veche_table_get_unclosed (table);
  gboolean readable = veche_table_is_readable (table, &bad);
  g_autofree char *text = NULL;

  if (!readable)
    text = g_strdup_printf (ngettext ("%'u letter can’t be read: try another encoding", "%'u letters can’t be read: try another encoding", bad),
                            bad);
  else if (unclosed > 0)
    text = g_strdup_printf (_ ("A quotation mark in line %u is never closed"), unclosed);
  else if (veche_table_has_cyrillic (table) && veche_table_source_get_sheets (self->source, NULL) == NULL)
    text = g_strdup (_ ("Russian letters are readable"));

  gtk_label_set_text (self->readable, text != NULL ? text : "");
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->readable)), text != NULL);
  gtk_image_set_from_icon_name (self->readable_icon, readable && unclosed == 0 ? "veche-check-symbolic" : "veche-negative-symbolic");
  for (GtkWidget *child = GTK_WIDGET (self->readable_icon); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_remove_css_class (child, "veche-pos-ink");
      gtk_widget_remove_css_class (child, "veche-warn-ink");
      gtk_widget_add_css_class (child, readable && unclosed == 0 ? "veche-pos-ink" : "veche-warn-ink");
    }
}

static void
set_state (VecheTableDialog *self, const char *name, int value)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), g_variant_new_int32 (value));
}

void
veche_table_dialog_show_chips (VecheTableDialog *self)
{
  const VecheTableDialect *dialect = veche_table_get_dialect (veche_people_plan_get_table (self->plan));
  guint taken = 0;
  GPtrArray *sheets = veche_table_source_get_sheets (self->source, &taken);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  self->dialect = *dialect;
  set_state (self, "sheet", (int) taken);
  set_state (self, "encoding", (int) dialect->encoding);
  set_state (self, "delimiter", dialect->delimiter);
  set_state (self, "header", (int) dialect->header);
  set_state (self, "dates", (int) dialect->dates);
  if (veche_table_source_get_format (self->source) == VECHE_TABLE_CSV)
    {
      if (sheets != NULL && sheets->len > 1)
        add_sheet (self, sheets, taken);
      if (sheets == NULL && veche_table_source_get_name (self->source) != NULL)
        {
          add_encoding (self, dialect);
          add_delimiter (self, dialect);
        }
      add_header (self, dialect);
      add_dates (self, dialect);
    }
  show_readable (self);
}

/* With another delimiter there are other columns; what was said of those of this one is there again when it is chosen again. */
static void
chip_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheTableDialog *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  int chosen = g_variant_get_int32 (value);

  if (g_str_equal (name, "sheet"))
    {
      veche_table_dialog_take_sheet (self, (guint) chosen);
      return;
    }
  if (g_str_equal (name, "encoding"))
    self->dialect.encoding = (VecheTableEncoding) chosen;
  else if (g_str_equal (name, "delimiter"))
    self->dialect.delimiter = (char) chosen;
  else if (g_str_equal (name, "header"))
    self->dialect.header = (guint) chosen;
  else
    self->dialect.dates = (VecheTableDates) chosen;
  g_simple_action_set_state (action, value);
  veche_table_dialog_plan (self);
}

void
veche_table_dialog_add_chip_actions (VecheTableDialog *self)
{
  static const char *const names[] = { "sheet", "encoding", "delimiter", "header", "dates" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (names[i], G_VARIANT_TYPE_INT32, g_variant_new_int32 (-1));

      g_signal_connect (action, "change-state", G_CALLBACK (chip_changed_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
}
