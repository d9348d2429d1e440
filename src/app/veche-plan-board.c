/* veche-plan-board.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-board.h"

#include <glib/gi18n.h>

#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-list.h"
#include "app/veche-plan-row.h"
#include "app/veche-step-keys.h"

#define N_COLUMNS    (VECHE_PLAN_DONE + 1)
#define COLUMN_WIDTH 236
#define SPACING      9

struct _VechePlanBoard
{
  AdwBin          parent_instance;

  VecheSession   *session;             /* (owned) */
  GPtrArray      *cards;               /* (owned) (nullable) (element-type VechePlanEntry) */
  VechePlanEntry *follow;              /* (owned) (nullable): what was moved by keyboard, until it stands elsewhere */
  VechePlanList  *lists[N_COLUMNS];
  GtkLabel       *counts[N_COLUMNS];
  GtkStack       *stacks[N_COLUMNS];   /* the list, or a word that there is nothing */
  GtkStack       *stack;               /* the columns, or how to begin when there is nothing in any */
  GtkWidget      *columns, *scrolled;
};

G_DEFINE_FINAL_TYPE (VechePlanBoard, veche_plan_board, ADW_TYPE_BIN)

static int
column_of (VechePlanBoard *self, gpointer list)
{
  for (int i = 0; i < N_COLUMNS; i++)
    if ((gpointer) self->lists[i] == list)
      return i;

  return 0;
}

static gboolean
step_cb (GtkWidget *list, GVariant *args, gpointer user_data)
{
  VechePlanBoard *self = VECHE_PLAN_BOARD (user_data);
  VechePlanEntry *entry = veche_plan_list_get_selected (VECHE_PLAN_LIST (list));
  int to = column_of (self, list) + g_variant_get_int32 (args);

  if (entry == NULL || to < 0 || to >= N_COLUMNS)
    return entry != NULL;

  g_clear_pointer (&self->follow, veche_record_unref);
  self->follow = veche_record_ref (entry);
  veche_plan_set_stage (self->session, entry, (VechePlanStage) to);

  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VechePlanBoard *self)
{
  GtkWidget *column = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  VechePlanEntry *entry = veche_plan_find_dragged (self->cards, g_value_get_string (value));

  if (entry == NULL)
    return FALSE;

  veche_plan_set_stage (self->session, entry, (VechePlanStage) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "stage")));

  return TRUE;
}

/* Where not all columns have room, the one with the keyboard is in sight. */
static void
reveal_focused (gpointer user_data)
{
  VechePlanBoard *self = VECHE_PLAN_BOARD (user_data);
  GtkWidget *column = gtk_widget_get_focus_child (self->columns);
  GtkAdjustment *sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (column != NULL && gtk_widget_compute_bounds (column, self->columns, &bounds))
    gtk_adjustment_clamp_page (sideways, bounds.origin.x - SPACING, bounds.origin.x + bounds.size.width + SPACING);
}

static void
focus_enter_cb (VechePlanBoard *self)
{
  veche_later_idle (self, G_PRIORITY_LOW, reveal_focused);
}

static GtkWidget *
column_new (VechePlanBoard *self, int stage)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *title = veche_plan_stage_title ((VechePlanStage) stage);
  GtkWidget *name = veche_label_new (title, "heading", NULL), *count = gtk_label_new (NULL), *empty = gtk_label_new (_("Drag something here"));
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  static const VecheStepKey keys[] = { { "<Control><Shift>Left", -1 }, { "<Control><Shift>Right", 1 } };

  self->lists[stage] = VECHE_PLAN_LIST (veche_plan_list_new (self->session, VECHE_TYPE_PLAN_CARD, title));
  self->counts[stage] = GTK_LABEL (count);
  self->stacks[stage] = GTK_STACK (gtk_stack_new ());
  veche_plan_list_drags (self->lists[stage]);
  veche_step_keys_add (GTK_WIDGET (self->lists[stage]), keys, G_N_ELEMENTS (keys), step_cb, self);
  gtk_widget_add_css_class (count, "plan-caption");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (empty, "plan-caption");
  gtk_widget_set_valign (empty, GTK_ALIGN_START);
  gtk_widget_set_margin_top (empty, 18);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), count);
  gtk_widget_add_css_class (head, "plan-column-head");
  gtk_stack_add_child (self->stacks[stage], GTK_WIDGET (self->lists[stage]));
  gtk_stack_add_child (self->stacks[stage], empty);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stacks[stage]), TRUE);
  gtk_box_append (GTK_BOX (column), head);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->stacks[stage]));
  gtk_widget_set_size_request (column, COLUMN_WIDTH, -1);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_add_css_class (column, "plan-column");
  g_object_set_data (G_OBJECT (column), "stage", GINT_TO_POINTER (stage));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (target));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  gtk_widget_add_controller (column, focus);

  return column;
}

static void
veche_plan_board_dispose (GObject *object)
{
  VechePlanBoard *self = VECHE_PLAN_BOARD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->follow, veche_record_unref);

  G_OBJECT_CLASS (veche_plan_board_parent_class)->dispose (object);
}

static void
veche_plan_board_class_init (VechePlanBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_plan_board_dispose;
}

static void
veche_plan_board_init (VechePlanBoard *self)
{
}

GtkWidget *
veche_plan_board_new (VecheSession *session)
{
  VechePlanBoard *self = g_object_new (VECHE_TYPE_PLAN_BOARD, NULL);

  self->session = g_object_ref (session);
  self->scrolled = gtk_scrolled_window_new ();
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  gtk_box_set_homogeneous (GTK_BOX (self->columns), TRUE);
  gtk_widget_add_css_class (self->columns, "plan-board");
  for (int stage = 0; stage < N_COLUMNS; stage++)
    gtk_box_append (GTK_BOX (self->columns), column_new (self, stage));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->columns);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, self->scrolled);
  gtk_stack_add_child (self->stack, veche_plan_empty_new (_("Projects and events stand here, from an idea to what is done.")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));

  return GTK_WIDGET (self);
}

/* What stands on the board: projects, events, and rituals once each, whatever their times. (transfer full) */
static GPtrArray *
cards_of (GPtrArray *entries)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func (veche_record_unref);
  g_autoptr (GHashTable) rituals = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      VechePlanEntry *entry = entries->pdata[i];

      if (entry->kind != VECHE_PLAN_PROJECT && entry->kind != VECHE_PLAN_EVENT)
        continue;
      if (entry->recurs == NULL)
        g_ptr_array_add (cards, veche_record_ref (entry));
      else if (g_hash_table_add (rituals, entry->parent.uid))
        g_ptr_array_add (cards, veche_plan_entry_dup_series (entry));
    }

  return cards;
}

void
veche_plan_board_show (VechePlanBoard *self, GPtrArray *entries)
{
  GPtrArray *columns[N_COLUMNS];

  g_return_if_fail (VECHE_IS_PLAN_BOARD (self));

  g_clear_pointer (&self->cards, g_ptr_array_unref);
  self->cards = cards_of (entries);
  for (int i = 0; i < N_COLUMNS; i++)
    columns[i] = g_ptr_array_new ();
  for (guint i = 0; i < self->cards->len; i++)
    {
      VechePlanEntry *entry = self->cards->pdata[i];

      if (entry->stage < N_COLUMNS)
        g_ptr_array_add (columns[entry->stage], entry);
    }
  gtk_stack_set_visible_child (self->stack, self->cards->len > 0 ? gtk_widget_get_first_child (GTK_WIDGET (self->stack))
                                                                 : gtk_widget_get_last_child (GTK_WIDGET (self->stack)));
  for (int i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *count = g_strdup_printf ("%u", columns[i]->len);

      veche_plan_list_fill (self->lists[i], columns[i]);
      gtk_label_set_text (self->counts[i], count);
      gtk_stack_set_visible_child (self->stacks[i], columns[i]->len > 0 ? GTK_WIDGET (self->lists[i]) : gtk_widget_get_last_child (GTK_WIDGET (self->stacks[i])));
      if (self->follow != NULL && self->follow->stage != (VechePlanStage) i && veche_plan_list_focus_entry (self->lists[i], self->follow))
        g_clear_pointer (&self->follow, veche_record_unref);
      g_ptr_array_unref (columns[i]);
    }
}

void
veche_plan_board_focus (VechePlanBoard *self)
{
  for (int i = 0; i < N_COLUMNS; i++)
    if (gtk_stack_get_visible_child (self->stacks[i]) == GTK_WIDGET (self->lists[i]))
      {
        veche_plan_list_focus (self->lists[i]);
        return;
      }
}
