/* veche-event-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-event-list.h"
#include "app/veche-event-list-row.h"
#include "app/veche-label.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"
#include "app/veche-step-keys.h"

#define MOST_TO_COME 14
#define MOST_PAST    40

struct _VecheEventList
{
  GtkBox        parent_instance;

  VecheSession *session;   /* (owned) */
  GPtrArray    *events;    /* (owned) (element-type VechePlanEntry) */
  GtkListBox   *list;      /* (nullable): none when there are no events */
  guint         n_past;    /* of the present quarter: they stand behind a button */
  guint         first;     /* the first that has a row */
  gboolean      shows_past, has_past;
  char         *today;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (VecheEventList, veche_event_list, GTK_TYPE_BOX)

static GtkWidget *
row_new (const VechePlanEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new (), *drawn = g_object_new (VECHE_TYPE_EVENT_LIST_ROW, NULL);
  g_autoptr (VecheItem) item = veche_item_new (entry->parent.id);

  veche_item_set_record (item, (VecheRecord *) entry);
  veche_row_set_item (VECHE_ROW (drawn), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), drawn);
  gtk_widget_set_name (row, entry->parent.uid);
  g_object_set_data (G_OBJECT (row), "entry", (gpointer) entry);

  return row;
}

static VechePlanEntry *
veche_event_list_get_focused (VecheEventList *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return focus != NULL ? g_object_get_data (G_OBJECT (focus), "entry") : NULL;
}

static void
veche_event_list_activated_cb (GtkListBox *list, GtkListBoxRow *row, VecheEventList *self)
{
  veche_plan_open (GTK_WIDGET (self), self->session, g_object_get_data (G_OBJECT (row), "entry"));
}

static gboolean
veche_event_list_shift_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheEventList *self = VECHE_EVENT_LIST (user_data);
  VechePlanEntry *entry = veche_event_list_get_focused (self);

  if (entry == NULL)
    return FALSE;

  veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, g_variant_get_int32 (args));

  return TRUE;
}

static gboolean
veche_event_list_menu_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheEventList *self = VECHE_EVENT_LIST (user_data);
  VechePlanEntry *entry = veche_event_list_get_focused (self);
  double x = 0, y = 0;

  if (entry == NULL)
    return FALSE;

  gtk_widget_translate_coordinates (gtk_widget_get_focus_child (GTK_WIDGET (self->list)), GTK_WIDGET (self), 24, 24, &x, &y);
  veche_plan_popup_menu (GTK_WIDGET (self), self->session, entry, x, y);

  return TRUE;
}

static void
veche_event_list_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VecheEventList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);
  double at_x, at_y;

  if (row == NULL)
    return;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (self), x, y, &at_x, &at_y);
  veche_plan_popup_menu (GTK_WIDGET (self), self->session, g_object_get_data (G_OBJECT (row), "entry"), at_x, at_y);
}

/* What is over stands behind a button, and no more of what comes than can be looked over: the list has the rest. */
static gboolean
veche_event_list_filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  VecheEventList *self = VECHE_EVENT_LIST (user_data);

  const VechePlanEntry *entry = g_object_get_data (G_OBJECT (row), "entry");

  return self->shows_past || self->n_past == 0 || strcmp (entry->until, self->today) >= 0;
}

static void
veche_event_list_past_cb (GtkToggleButton *button, VecheEventList *self)
{
  self->shows_past = gtk_toggle_button_get_active (button);
  /* Made when they are asked for first. */
  for (guint i = self->n_past; self->shows_past && !self->has_past && i > self->first; i--)
    gtk_list_box_prepend (self->list, row_new (g_ptr_array_index (self->events, i - 1)));
  self->has_past = self->has_past || self->shows_past;
  gtk_list_box_invalidate_filter (self->list);
}

/* What is over is looked up now and then; what comes is read every day. */
static void
veche_event_list_add_past (VecheEventList *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u past event", "%u past events", self->n_past), self->n_past);
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "plan-past");
  g_signal_connect (button, "toggled", G_CALLBACK (veche_event_list_past_cb), self);
  gtk_box_append (GTK_BOX (self), button);
}

static void
veche_event_list_add_rest (VecheEventList *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("All %u of the Quarter", "All %u of the Quarter", self->events->len), self->events->len);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "plan.view::list");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "plan-past");
  gtk_box_append (GTK_BOX (self), button);
}

static void
veche_event_list_add_keys (VecheEventList *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  static const VecheStepKey moves[] = {
    { "<Control><Shift>Left", -1 }, { "<Control><Shift>Right", 1 }, { "<Control><Shift>Up", -7 }, { "<Control><Shift>Down", 7 },
  };
  GtkGesture *click = gtk_gesture_click_new ();
  GtkShortcutTrigger *menu = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0), gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  veche_step_keys_add (GTK_WIDGET (self->list), moves, G_N_ELEMENTS (moves), veche_event_list_shift_cb, self);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (menu, gtk_callback_action_new (veche_event_list_menu_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (veche_event_list_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
}

static void
veche_event_list_fill (VecheEventList *self)
{
  guint last = MIN (self->events->len, self->n_past + MOST_TO_COME);

  self->first = self->n_past > MOST_PAST ? self->n_past - MOST_PAST : 0;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "plan-events");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Events of the quarter"), -1);
  for (guint i = self->n_past; i < last; i++)
    gtk_list_box_append (self->list, row_new (g_ptr_array_index (self->events, i)));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (veche_event_list_activated_cb), self);
  veche_event_list_add_keys (self);
  gtk_list_box_set_filter_func (self->list, veche_event_list_filter_cb, self, NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  if (self->n_past > 0)
    veche_event_list_add_past (self);
  if (self->first > 0 || last < self->events->len)
    veche_event_list_add_rest (self);
}

static void
veche_event_list_add_head (VecheEventList *self, const char *quarter)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = veche_label_new (_("Events"), "heading", NULL);
  g_autofree char *now = veche_quarter_now ();
  g_autofree char *text = NULL;
  guint left = 0;

  for (guint i = 0; i < self->events->len; i++)
    left += strcmp (((VechePlanEntry *) g_ptr_array_index (self->events, i))->until, self->today) >= 0;

  /* By start, so the past ones come first. */
  self->n_past = g_str_equal (now, quarter) ? self->events->len - left : 0;
  if (g_str_equal (now, quarter))
    text = g_strdup_printf (ngettext ("%u to the end of the quarter", "%u to the end of the quarter", left), left);
  else
    text = g_strdup_printf (ngettext ("%u event", "%u events", self->events->len), self->events->len);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), veche_label_new (text, "plan-caption", NULL));
  gtk_widget_add_css_class (head, "plan-head");
  gtk_box_append (GTK_BOX (self), head);
}

static void
veche_event_list_dispose (GObject *object)
{
  VecheEventList *self = VECHE_EVENT_LIST (object);

  veche_plan_drop_menus (GTK_WIDGET (self));
  g_clear_object (&self->session);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (veche_event_list_parent_class)->dispose (object);
}

static void
veche_event_list_class_init (VecheEventListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_event_list_dispose;
}

static void
veche_event_list_init (VecheEventList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

GtkWidget *
veche_event_list_new (VecheSession *session, GPtrArray *events, const char *quarter)
{
  VecheEventList *self = g_object_new (VECHE_TYPE_EVENT_LIST, NULL);

  self->session = g_object_ref (session);
  self->events = g_ptr_array_ref (events);
  self->today = veche_day_today ();
  veche_event_list_add_head (self, quarter);

  if (events->len > 0)
    veche_event_list_fill (self);
  else
    {
      g_autofree char *now = veche_quarter_now ();
      GtkWidget *empty = gtk_label_new (strcmp (quarter, now) < 0 ? _("No event of this quarter is written down")
                                                                  : _("No events yet. Meetings, webinars and rituals of this quarter will stand here."));

      gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
      gtk_label_set_xalign (GTK_LABEL (empty), 0);
      gtk_widget_add_css_class (empty, "plan-dim");
      gtk_widget_add_css_class (empty, "plan-section");
      gtk_box_append (GTK_BOX (self), empty);
    }

  return GTK_WIDGET (self);
}

char *
veche_event_list_dup_focused (VecheEventList *self)
{
  GtkWidget *focus = self->list != NULL ? gtk_widget_get_focus_child (GTK_WIDGET (self->list)) : NULL;

  return focus != NULL ? g_strdup (gtk_widget_get_name (focus)) : NULL;
}

void
veche_event_list_focus_uid (VecheEventList *self, const char *uid)
{
  for (int i = 0; self->list != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        return;
      if (gtk_widget_get_child_visible (GTK_WIDGET (row)) && (uid == NULL || g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), uid)))
        {
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
    }
}
