/* veche-event-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-event-list.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-plan-words.h"

struct _VecheEventList
{
  GtkBox        parent_instance;

  VecheSession *session;   /* (owned) */
  GPtrArray    *events;    /* (owned) (element-type VecheEvent) */
  GtkListBox   *list;      /* (nullable): none when there are no events */
  guint         n_past;    /* of the present quarter: they stand behind a button */
  gboolean      shows_past;
};

G_DEFINE_FINAL_TYPE (VecheEventList, veche_event_list, GTK_TYPE_BOX)

enum
{
  EDIT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  char *uid;
  int   days;
} VecheMove;

static void
veche_move_free (gpointer data)
{
  VecheMove *move = data;

  g_free (move->uid);
  g_free (move);
}

static gboolean
veche_event_move_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  VecheMove *move = input;

  return veche_plan_edit_move (db, edit, move->uid, move->days, error);
}

void
veche_event_move (VecheSession *session, const char *uid, const char *title, int days)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("move", title);
  g_autofree char *toast = NULL;
  VecheMove *move;

  if (days == 0)
    return;

  move = g_new0 (VecheMove, 1);
  move->uid = g_strdup (uid);
  move->days = days;
  /* Translators: %2$s is the title of an event */
  toast = days > 0 ? g_strdup_printf (ngettext ("%d day later: %s", "%d days later: %s", days), days, title)
                   : g_strdup_printf (ngettext ("%d day earlier: %s", "%d days earlier: %s", -days), -days, title);
  veche_session_build_edit (session, edit, veche_event_move_build, move, veche_move_free, toast, NULL, NULL);
}

static GtkWidget *
date_new (const char *day)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GDateTime) date = veche_day_parse (day);
  g_autofree char *number = date != NULL ? g_date_time_format (date, "%-e") : g_strdup ("—");
  GtkWidget *top = gtk_label_new (number);
  GtkWidget *bottom = gtk_label_new (date != NULL ? veche_month_short (g_date_time_get_month (date)) : "");

  gtk_widget_add_css_class (top, "plan-title");
  gtk_widget_add_css_class (top, "numeric");
  gtk_widget_add_css_class (bottom, "plan-caption");
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), bottom);
  gtk_widget_set_size_request (box, 36, -1);

  return box;
}

static GtkWidget *
row_new (const VecheEvent *event)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = veche_label_new (event->title, "plan-title", NULL);
  g_autofree char *weekday = veche_day_weekday (event->starts);
  g_autofree char *where = veche_event_where (event);
  g_autofree char *spoken = veche_event_spoken (event);

  if (g_strcmp0 (event->status, "cancelled") == 0)
    gtk_widget_add_css_class (title, "plan-cancelled");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), veche_label_new (where, "plan-caption", NULL));
  gtk_box_append (GTK_BOX (box), date_new (event->starts));
  gtk_box_append (GTK_BOX (box), veche_mark_new (event->agenda_shape, 12));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), veche_label_new (weekday, "plan-caption", NULL));

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, event->parent.uid);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return row;
}

static void
veche_event_list_activated_cb (GtkListBox *list, GtkListBoxRow *row, VecheEventList *self)
{
  g_signal_emit (self, signals[EDIT], 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

static gboolean
veche_event_list_shift_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheEventList *self = VECHE_EVENT_LIST (user_data);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int position = GTK_IS_LIST_BOX_ROW (focus) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
  VecheEvent *event;

  if (position < 0)
    return FALSE;

  event = g_ptr_array_index (self->events, position);
  veche_event_move (self->session, event->parent.uid, event->title, g_variant_get_int32 (args));

  return TRUE;
}

static void
veche_event_list_add_shortcut (VecheEventList *self, GtkEventController *controller, const char *trigger, int days)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                            gtk_callback_action_new (veche_event_list_shift_cb, self, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (days));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

static gboolean
veche_event_list_filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  VecheEventList *self = VECHE_EVENT_LIST (user_data);

  return self->shows_past || gtk_list_box_row_get_index (row) >= (int) self->n_past;
}

static void
veche_event_list_past_cb (GtkToggleButton *button, VecheEventList *self)
{
  self->shows_past = gtk_toggle_button_get_active (button);
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
veche_event_list_fill (VecheEventList *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "plan-events");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Events of the quarter"), -1);
  for (guint i = 0; i < self->events->len; i++)
    gtk_list_box_append (self->list, row_new (g_ptr_array_index (self->events, i)));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (veche_event_list_activated_cb), self);

  veche_event_list_add_shortcut (self, controller, "<Control><Shift>Left", -1);
  veche_event_list_add_shortcut (self, controller, "<Control><Shift>Right", 1);
  veche_event_list_add_shortcut (self, controller, "<Control><Shift>Up", -7);
  veche_event_list_add_shortcut (self, controller, "<Control><Shift>Down", 7);
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
  gtk_list_box_set_filter_func (self->list, veche_event_list_filter_cb, self, NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  if (self->n_past > 0)
    veche_event_list_add_past (self);
}

static void
veche_event_list_add_head (VecheEventList *self, const char *quarter)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = veche_label_new (_("Events"), "heading", NULL);
  g_autofree char *today = veche_day_today ();
  g_autofree char *now = veche_quarter_of_day (today);
  g_autofree char *text = NULL;
  guint left = 0;

  for (guint i = 0; i < self->events->len; i++)
    left += strncmp (((VecheEvent *) g_ptr_array_index (self->events, i))->starts, today, 10) >= 0;

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

  g_clear_object (&self->session);
  g_clear_pointer (&self->events, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_event_list_parent_class)->dispose (object);
}

static void
veche_event_list_class_init (VecheEventListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_event_list_dispose;

  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
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
  veche_event_list_add_head (self, quarter);

  if (events->len > 0)
    veche_event_list_fill (self);
  else
    {
      GtkWidget *empty = gtk_label_new (_("No events yet. Meetings, webinars and rituals of this quarter will stand here."));

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
  for (guint i = 0; self->list != NULL && i < self->events->len; i++)
    {
      VecheEvent *event = g_ptr_array_index (self->events, i);

      if ((i >= self->n_past || self->shows_past) && (uid == NULL || g_strcmp0 (event->parent.uid, uid) == 0))
        {
          gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)));
          return;
        }
    }
}
