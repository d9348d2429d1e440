/* veche-checklist-rows.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-checklist-rows.h"

#include <glib/gi18n.h>

#include "app/veche-checklist-forms.h"
#include "app/veche-label.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"

#define MOST_TITLE 150
#define DAY_CHARS  5

static void
append_item (GMenu *menu, const char *label, const char *action, const char *uid)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", uid);
  g_menu_append_item (menu, item);
}

static GtkWidget *
menu_button_new (const char *name, const char *uid, gboolean first, gboolean last)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new (), order = g_menu_new (), end = g_menu_new ();
  g_autofree char *spoken = g_strdup_printf (_("More for “%s”"), name);

  append_item (menu, _("_Edit…"), "checklist.edit", uid);
  if (!first)
    append_item (order, _("Move _Up"), "checklist.up", uid);
  if (!last)
    append_item (order, _("Move _Down"), "checklist.down", uid);
  append_item (end, _("_Remove"), "checklist.remove", uid);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GtkWidget *
row_new (const char *uid, const char *name, const char *about /* (nullable) */, const char *action, GtkWidget *count /* (nullable) */, gboolean first,
         gboolean last)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *clean = veche_words_clean (name, MOST_TITLE, FALSE), *below = about != NULL ? veche_words_clean (about, 2 * MOST_TITLE, FALSE) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), clean);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  if (below != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_name (row, uid);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uid);
  if (count != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu_button_new (clean, uid, first, last));

  return row;
}

GtkWidget *
veche_checklist_kind_row_new (const VechePlanTemplate *template, gboolean first, gboolean last)
{
  g_autofree char *number = g_strdup_printf ("%u", template->items), *spoken = NULL;
  g_autofree char *entries = g_strdup_printf (ngettext ("%u entry", "%u entries", template->items), template->items);
  GtkWidget *count = veche_label_new (number, "plan-count", "plan-dim"), *next = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *row = row_new (template->uid, template->name, template->about, "checklist.open", count, first, last);

  spoken = g_strdup_printf ("%s, %s", template->name, entries);
  gtk_widget_set_tooltip_text (count, entries);
  gtk_accessible_update_state (GTK_ACCESSIBLE (next), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  veche_label_speak (row, spoken);

  return row;
}

/* What is below the title: notes, what to tick off; of a role who fits. (transfer full) (nullable) */
static char *
item_about (const VechePlanTemplateItem *item)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (item->competency != NULL)
    g_ptr_array_add (parts, item->level > 0 ? g_strdup_printf ("%s: %s", item->competency, veche_level_word (CLAMP (item->level, 1, VECHE_LEVEL_MOST)))
                                            : g_strdup (item->competency));
  if (g_str_equal (item->kind, "slot"))
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u person", "%u people", item->needed), item->needed));
  if (g_str_equal (item->kind, "part") && item->minutes > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) item->minutes), item->minutes));
  if (item->hours > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) item->hours), item->hours));
  if (item->about != NULL)
    g_ptr_array_add (parts, g_strdup (item->about));
  if (item->checklist != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (item->checklist, "\n", -1);

      g_ptr_array_add (parts, g_strjoinv (" · ", lines));
    }
  g_ptr_array_add (parts, NULL);

  return parts->len > 1 ? g_strjoinv (" · ", (char **) parts->pdata) : NULL;
}

GtkWidget *
veche_checklist_item_row_new (const VechePlanTemplateItem *item, gboolean first, gboolean last)
{
  g_autofree char *about = item_about (item), *day = NULL, *words = NULL, *spoken = NULL;
  GtkWidget *row = row_new (item->uid, item->title, about, "checklist.edit", NULL, first, last), *label;

  if (g_str_equal (item->kind, "slot") || g_str_equal (item->kind, "part"))
    return row;

  day = veche_checklist_day_short (item->shift);
  words = veche_checklist_day_words (item->shift);
  spoken = g_strdup_printf ("%s, %s", item->title, words);
  label = veche_label_new (day != NULL ? day : "", "plan-count", "plan-dim");
  gtk_label_set_width_chars (GTK_LABEL (label), DAY_CHARS);
  gtk_widget_set_tooltip_text (label, words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  veche_label_speak (row, spoken);

  return row;
}

GtkWidget *
veche_checklist_button_new (const char *label, const char *action, const char *target, const char *class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  if (class != NULL)
    gtk_widget_add_css_class (button, class);

  return button;
}
