/* veche-table-dialog-rows.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of a table before it is imported: totals, which are shown, and what a person decides about each.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-member-picker.h"
#include "app/veche-table-dialog-private.h"
#include "app/veche-table-row.h"
#include "app/veche-table-words.h"
#include "model/veche-text.h"

/*** Totals ***/

static void
add_total (VecheTableDialog *self, const char *icon, const char *ink, guint n, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *image = gtk_image_new_from_icon_name (icon);
  g_autofree char *digits = g_strdup_printf ("%'u", n);
  GtkWidget *number = gtk_label_new (digits), *unit = gtk_label_new (word);

  gtk_widget_add_css_class (image, ink);
  gtk_widget_add_css_class (number, "veche-total");
  gtk_widget_add_css_class (unit, "veche-second");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), unit);
  gtk_box_append (self->totals, box);
}

void
veche_table_dialog_show_totals (VecheTableDialog *self)
{
  VechePeopleTotals totals = { 0 };
  GtkWidget *child;
  guint n;
  g_autofree char *label = NULL;

  veche_people_plan_get_totals (self->plan, &totals);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->totals))) != NULL)
    gtk_box_remove (self->totals, child);
  n = totals.outcomes[VECHE_PEOPLE_NEW];
  add_total (self, "list-add-symbolic", "veche-pos-ink", n, ngettext ("new person", "new people", n));
  n = totals.outcomes[VECHE_PEOPLE_UPDATE];
  add_total (self, "view-refresh-symbolic", "veche-acc-ink", n, ngettext ("update", "updates", n));
  n = totals.outcomes[VECHE_PEOPLE_CHECK];
  add_total (self, "veche-question-symbolic", "veche-warn-ink", n, ngettext ("to check", "to check", n));
  n = totals.outcomes[VECHE_PEOPLE_SKIP];
  add_total (self, "window-close-symbolic", "veche-neg-ink", n, ngettext ("to skip", "to skip", n));

  n = totals.add + totals.merge;
  /* Translators: %'u is the number of people */
  label = n > 0 ? g_strdup_printf (_ ("_Import %'u"), n) : g_strdup (_ ("_Import"));
  gtk_button_set_label (self->import, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import), n > 0);
}

/*** Lines ***/

static int
chosen_filter (VecheTableDialog *self)
{
  if (gtk_toggle_button_get_active (self->show_check))
    return VECHE_PEOPLE_CHECK;
  if (gtk_toggle_button_get_active (self->show_skip))
    return VECHE_PEOPLE_SKIP;

  return -1;
}

/* Over wide rows the heads move with them. */
static void
join_scrolling (VecheTableDialog *self)
{
  g_autoptr (GtkAdjustment) own = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));

  gtk_scrolled_window_set_hadjustment (self->head_scroller,
                                       self->narrow ? own : gtk_scrolled_window_get_hadjustment (self->scroller));
  gtk_scrolled_window_set_policy (self->scroller, self->narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
}

void
veche_table_dialog_show_rows (VecheTableDialog *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  if (self->plan == NULL)
    return;

  g_clear_pointer (&self->layout, veche_table_layout_unref);
  g_clear_object (&self->model);
  self->layout = veche_table_layout_new (self->plan, GTK_WIDGET (self), self->narrow);
  self->model = veche_table_model_new (self->layout, chosen_filter (self));
  veche_table_head_set_layout (self->head, self->layout);
  join_scrolling (self);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 ? "rows" : "none");
}

/*** The menu of a line ***/

static const VechePeopleRow *
row_of_menu (VecheTableDialog *self, guint *row)
{
  *row = veche_table_model_get_row (self->model, self->position);

  return veche_people_plan_get_row (self->plan, *row);
}

void
veche_table_dialog_close_popovers (VecheTableDialog *self)
{
  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
  if (self->picker != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->picker));
}

static void
decide (VecheTableDialog *self, VechePeopleDecision decision, const char *uid, const char *name)
{
  guint row;

  (void) row_of_menu (self, &row);
  veche_table_dialog_close_popovers (self);
  if (!veche_people_plan_decide (self->plan, row, decision, uid, name))
    return;

  veche_table_model_changed (self->model, self->position);
  veche_table_dialog_show_totals (self);
}

static void
decide_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheTableDialog *self = user_data;
  g_autofree char *word = g_variant_dup_string (value, NULL);
  guint index;
  const VechePeopleRow *row = row_of_menu (self, &index);

  if (g_str_equal (word, "add"))
    decide (self, VECHE_PEOPLE_ADD, NULL, NULL);
  else if (g_str_equal (word, "skip"))
    decide (self, VECHE_PEOPLE_LEAVE_OUT, NULL, NULL);
  else if (g_str_equal (word, "merge"))
    decide (self, VECHE_PEOPLE_MERGE, NULL, NULL);
  else
    for (guint i = 0; row->candidates != NULL && i < row->candidates->len; i++)
      {
        VechePeopleCandidate *candidate = g_ptr_array_index (row->candidates, i);

        if (g_str_equal (candidate->uid, word))
          {
            decide (self, VECHE_PEOPLE_MERGE, candidate->uid, candidate->name);
            break;
          }
      }
}

static GtkWidget *
list_row_at (VecheTableDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  while (focus != NULL && gtk_widget_get_parent (focus) != GTK_WIDGET (self->list))
    focus = gtk_widget_get_parent (focus);

  return focus;
}

/* GTK 4.8 remembers where in a popover the pointer stood, and would look for it in one that is gone: they stay until the dialog goes. */
static void
pop_up (VecheTableDialog *self, GtkWidget *popover)
{
  GtkWidget *row = list_row_at (self), *card = gtk_widget_get_parent (GTK_WIDGET (self->rows));
  graphene_rect_t bounds;

  veche_table_dialog_close_popovers (self);
  if (gtk_widget_get_parent (popover) == NULL)
    gtk_widget_set_parent (popover, card);
  if (row != NULL && gtk_widget_compute_bounds (row, card, &bounds))
    {
      int width = gtk_widget_get_width (card);
      GdkRectangle at = { MIN (width / 2, width - 180), (int) bounds.origin.y, 1, (int) bounds.size.height };

      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
    }
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
picked_cb (VecheTableDialog *self, VecheRecord *record)
{
  decide (self, VECHE_PEOPLE_MERGE, record->uid, ((VecheMember *) record)->name);
}

static void
pick_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheTableDialog *self = user_data;
  if (self->picker == NULL)
    {
      self->picker = veche_member_picker_new (self->session, NULL);
      g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
    }
  pop_up (self, self->picker);
}

static void
append_merge (GMenu *menu, const char *name, const char *target)
{
  g_autofree char *clean = veche_text_clamp (name, 60, FALSE);
  g_autofree char *label = g_strdup_printf (_ ("It Is %s"), clean);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "table.decide", "s", target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
row_menu (const VechePeopleRow *row)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) who = g_menu_new (), what = g_menu_new ();

  if (row->member_name != NULL)
    append_merge (who, row->member_name, "merge");
  for (guint i = 0; row->candidates != NULL && i < row->candidates->len; i++)
    {
      VechePeopleCandidate *candidate = g_ptr_array_index (row->candidates, i);

      if (g_strcmp0 (candidate->uid, row->member_uid) != 0)
        append_merge (who, candidate->name, candidate->uid);
    }
  g_menu_append (who, _ ("It Is _Somebody Else…"), "table.pick");
  g_menu_append (what, _ ("Add as a _New Person"), "table.decide::add");
  g_menu_append (what, _ ("_Leave Out"), "table.decide::skip");
  g_menu_append_section (menu, _ ("Who Is That?"), G_MENU_MODEL (who));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (what));

  return G_MENU_MODEL (menu);
}

static const char *
decision_word (const VechePeopleRow *row)
{
  switch (row->decision)
    {
    case VECHE_PEOPLE_MERGE:
      return "merge";
    case VECHE_PEOPLE_ADD:
      return "add";
    case VECHE_PEOPLE_LEAVE_OUT:
      return "skip";
    case VECHE_PEOPLE_UNDECIDED:
    default:
      return row->outcome == VECHE_PEOPLE_UPDATE ? "merge" : row->outcome == VECHE_PEOPLE_SKIP ? "skip" : "add";
    }
}

void
veche_table_dialog_open_menu (VecheTableDialog *self, guint position)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "decide");
  g_autoptr (GMenuModel) menu = NULL;
  const VechePeopleRow *row;
  guint index;

  self->position = position;
  row = row_of_menu (self, &index);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (decision_word (row)));
  menu = row_menu (row);
  if (self->menu == NULL)
    self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  pop_up (self, self->menu);
}

void
veche_table_dialog_add_row_actions (VecheTableDialog *self)
{
  g_autoptr (GSimpleAction) choose = g_simple_action_new_stateful ("decide", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_autoptr (GSimpleAction) pick = g_simple_action_new ("pick", NULL);

  g_signal_connect (choose, "change-state", G_CALLBACK (decide_cb), self);
  g_signal_connect (pick, "activate", G_CALLBACK (pick_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (choose));
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (pick));
}
