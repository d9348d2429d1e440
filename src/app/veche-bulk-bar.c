/* veche-bulk-bar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-bottom-bar.h"
#include "app/veche-bulk-bar.h"
#include "app/veche-bulk-dialog.h"
#include "app/veche-bulk-run.h"

struct _VecheBulkBar
{
  AdwBin              parent_instance;

  VecheSession       *session;     /* (owned) (nullable) */
  VecheSelection     *selection;   /* (owned) (nullable) */
  VecheQuery         *query;       /* (owned) (nullable) */
  GtkListView        *list;        /* (borrowed) */
  GSimpleActionGroup *actions;     /* (owned) */

  GtkRevealer        *revealer;
  GtkLabel           *label;
};

G_DEFINE_FINAL_TYPE (VecheBulkBar, veche_bulk_bar, ADW_TYPE_BIN)

static void
bulk_bar_refresh (VecheBulkBar *self)
{
  guint n = veche_selection_get_multiple (self->selection) ? veche_selection_get_n_marked (self->selection) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  if (n > 1)
    gtk_label_set_text (self->label, text);
  gtk_revealer_set_reveal_child (self->revealer, n > 1);
}

/*** Selecting several ***/

/* Before the list itself hears of it: a click or key that means several makes the selection take several, a plain click ends that. */
static void
bulk_bar_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VecheBulkBar *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  veche_selection_set_multiple (self->selection, (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0);
}

static gboolean
bulk_bar_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VecheBulkBar *self)
{
  static const guint several[] = { GDK_KEY_Up, GDK_KEY_Down, GDK_KEY_Home, GDK_KEY_End, GDK_KEY_Page_Up, GDK_KEY_Page_Down, GDK_KEY_space };
  gboolean all = (state & GDK_CONTROL_MASK) && (key == GDK_KEY_a || key == GDK_KEY_A || key == GDK_KEY_Cyrillic_ef);

  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    if (key == several[i] && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
      veche_selection_set_multiple (self->selection, TRUE);
  if (!all)
    return FALSE;

  veche_bulk_bar_select_all (self);

  return TRUE;
}

/*** Acting ***/

/* Whom, as of now. (transfer full) */
static VecheBulk *
bulk_bar_new_bulk (VecheBulkBar *self, VecheBulkKind kind, const char *gesture, const char *name)
{
  VecheBulk *bulk = veche_bulk_new (kind, gesture, name);

  bulk->ids = veche_selection_dup_ids (self->selection);
  if (veche_selection_get_all (self->selection))
    bulk->query = veche_query_copy (self->query);

  return bulk;
}

static gboolean
bulk_bar_can_act (VecheBulkBar *self)
{
  return self->session != NULL && self->query != NULL && veche_selection_get_multiple (self->selection) &&
         veche_selection_get_n_marked (self->selection) > 0;
}

static void
bulk_bar_run_cb (VecheBulkDialog *dialog, VecheBulk *bulk, VecheBulkBar *self)
{
  veche_bulk_run (self->session, bulk, veche_selection_get_n_marked (self->selection));
}

static const struct
{
  const char   *action;
  VecheBulkKind kind;
  const char   *gesture, *field;
} dialogs[] = {
  { "tag", VECHE_BULK_TAG, "tag", NULL },
  { "untag", VECHE_BULK_UNTAG, "tag", NULL },
  { "competency", VECHE_BULK_COMPETENCY, "competency", NULL },
  { "stage", VECHE_BULK_TEXT, "edit-member", "stage" },
  { "city", VECHE_BULK_TEXT, "edit-member", "city" },
  { "origin", VECHE_BULK_TEXT, "edit-member", "origin" },
  { "custom", VECHE_BULK_CUSTOM, "edit-member", NULL },
  { "join", VECHE_BULK_JOIN, "edit-member", NULL },
  { "leave", VECHE_BULK_LEAVE, "edit-member", NULL },
  { "log", VECHE_BULK_LOG, "log", NULL },
};

static void
bulk_bar_dialog_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheBulkBar *self = user_data;
  VecheBulkDialog *dialog;
  gsize i = 0;

  if (!bulk_bar_can_act (self))
    return;
  while (strcmp (dialogs[i].action, g_action_get_name (G_ACTION (action))) != 0)
    i++;
  dialog = veche_bulk_dialog_open (GTK_WIDGET (self), self->session, bulk_bar_new_bulk (self, dialogs[i].kind, dialogs[i].gesture, dialogs[i].field),
                                   veche_selection_get_n_marked (self->selection));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (bulk_bar_run_cb), self, 0);
}

/* "important+": a field of the member, and what it becomes. */
static void
bulk_bar_flag_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheBulkBar *self = user_data;
  const char *flag = g_variant_get_string (parameter, NULL);
  g_autofree char *field = g_strndup (flag, MAX (strlen (flag), 1) - 1);
  gboolean on = g_str_has_suffix (flag, "+");
  const char *gesture = strcmp (field, "archived") != 0 ? "edit-member" : on ? "archive" : "unarchive";
  g_autoptr (VecheBulk) bulk = NULL;

  if (!bulk_bar_can_act (self))
    return;
  bulk = bulk_bar_new_bulk (self, VECHE_BULK_NUMBER, gesture, field);
  bulk->number = on;
  veche_bulk_run (self->session, bulk, veche_selection_get_n_marked (self->selection));
}

static void
bulk_bar_clear_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_bulk_bar_clear (user_data);
}

static void
bulk_bar_make_actions (VecheBulkBar *self)
{
  static const GActionEntry entries[] = {
    { "flag", bulk_bar_flag_action, "s", NULL, NULL, { 0 } },
    { "clear", bulk_bar_clear_action, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      const GActionEntry entry = { dialogs[i].action, bulk_bar_dialog_action, NULL, NULL, NULL, { 0 } };

      g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "bulk", G_ACTION_GROUP (self->actions));
}

static void
veche_bulk_bar_dispose (GObject *object)
{
  VecheBulkBar *self = VECHE_BULK_BAR (object);

  g_clear_object (&self->session);
  g_clear_object (&self->selection);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->query, veche_query_unref);

  G_OBJECT_CLASS (veche_bulk_bar_parent_class)->dispose (object);
}

static void
veche_bulk_bar_class_init (VecheBulkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_bulk_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheBulkBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VecheBulkBar, label);
}

static void
veche_bulk_bar_init (VecheBulkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  veche_bottom_bar_watch (gtk_revealer_get_child (self->revealer));
  bulk_bar_make_actions (self);
}

void
veche_bulk_bar_attach (VecheBulkBar *self, GtkListView *list, VecheSelection *selection)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_set_object (&self->selection, selection);
  self->list = list;
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (bulk_bar_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "notify::multiple", G_CALLBACK (bulk_bar_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (bulk_bar_refresh), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (click, "pressed", G_CALLBACK (bulk_bar_pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (bulk_bar_key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}

void
veche_bulk_bar_set_session (VecheBulkBar *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_BULK_BAR (self));

  g_set_object (&self->session, session);
}

void
veche_bulk_bar_set_query (VecheBulkBar *self, VecheQuery *query)
{
  g_return_if_fail (VECHE_IS_BULK_BAR (self));

  if (self->query != NULL)
    veche_query_unref (self->query);
  self->query = veche_query_ref (query);
}

void
veche_bulk_bar_select_all (VecheBulkBar *self)
{
  g_return_if_fail (VECHE_IS_BULK_BAR (self));

  veche_selection_set_multiple (self->selection, TRUE);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

gboolean
veche_bulk_bar_clear (VecheBulkBar *self)
{
  g_return_val_if_fail (VECHE_IS_BULK_BAR (self), FALSE);

  if (!veche_selection_get_multiple (self->selection))
    return FALSE;

  veche_selection_set_multiple (self->selection, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));

  return TRUE;
}
