/* veche-plan-timeline.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-timeline.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-lane-row.h"
#include "app/veche-plan-list.h"
#include "app/veche-plan-row.h"
#include "app/veche-plan-words.h"
#include "model/veche-when.h"

#define DAYS_A_WEEK  7
#define HEAD_HEIGHT  40
#define TITLES_WIDTH 250
#define END_MARGIN   12

struct _VechePlanTimeline
{
  AdwBin         parent_instance;

  VecheSession  *session;     /* (owned) */
  char          *since, *today;
  VechePlanAxis  axis;
  VechePlanList *list;
  GtkWidget     *head;
  GtkStack      *stack;
  VechePlanEntry *follow;     /* (owned) (nullable): what was moved by keyboard */
};

G_DEFINE_FINAL_TYPE (VechePlanTimeline, veche_plan_timeline, ADW_TYPE_BIN)

/*** The axis ***/

const VechePlanAxis *
veche_plan_timeline_get_axis (VechePlanTimeline *self)
{
  return self->axis.n_days > 0 ? &self->axis : NULL;
}

float
veche_plan_axis_start (float width)
{
  return MIN (TITLES_WIDTH, width * .42f);
}

float
veche_plan_axis_x (const VechePlanAxis *axis, float width, int day)
{
  float start = veche_plan_axis_start (width);

  return start + (width - END_MARGIN - start) * (float) day / (float) axis->n_days;
}

gboolean
veche_plan_axis_span (const VechePlanAxis *axis, const VechePlanEntry *entry, int *first, int *last)
{
  *first = veche_when_days_between (axis->since, entry->since);
  *last = veche_when_days_between (axis->since, entry->until);
  if (axis->dragged != NULL && veche_plan_entry_is (axis->dragged, entry))
    {
      *first += axis->edge != VECHE_PLAN_END ? axis->days : 0;
      *last += axis->edge != VECHE_PLAN_BEGIN ? axis->days : 0;
    }
  if (*last < 0 || *first >= axis->n_days || *first > *last)
    return FALSE;

  *first = MAX (*first, 0);
  *last = MIN (*last, axis->n_days - 1);

  return TRUE;
}

/*** The head: months, and in them the first days of weeks ***/

#define VECHE_TYPE_PLAN_HEAD (veche_plan_head_get_type ())
G_DECLARE_FINAL_TYPE (VechePlanHead, veche_plan_head, VECHE, PLAN_HEAD, GtkWidget)

struct _VechePlanHead
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (VechePlanHead, veche_plan_head, GTK_TYPE_WIDGET)

static void
head_draw_day (GtkWidget *widget, GtkSnapshot *snapshot, const VechePlanAxis *axis, int day, float scale)
{
  float width = (float) gtk_widget_get_width (widget), x = veche_plan_axis_x (axis, width, day);
  float week = veche_plan_axis_x (axis, width, DAYS_A_WEEK) - veche_plan_axis_x (axis, width, 0);
  g_autofree char *date = veche_when_add_days (axis->since, day);
  int of_month = atoi (date + strlen ("2026-12-"));

  if (of_month == 1)
    {
      g_autofree char *month = veche_day_month_title (date);
      int room = MAX ((int) (week * 4), 10);
      g_autoptr (PangoLayout) title = veche_draw_layout (widget, month, 9, 700, room, 1, FALSE);

      /* The year stands above the timeline too. */
      if (pango_layout_is_ellipsized (title))
        {
          g_object_unref (title);
          title = veche_draw_layout (widget, veche_month_short (atoi (date + strlen ("2026-"))), 9, 700, room, 1, FALSE);
        }

      veche_draw_text (widget, snapshot, title, VECHE_INK_70, x + 3 * scale, 3 * scale);
    }
  if (day % DAYS_A_WEEK == 0 && (week >= 24 * scale || day % (2 * DAYS_A_WEEK) == 0))
    {
      g_autofree char *number = g_strdup_printf ("%d", of_month);
      g_autoptr (PangoLayout) label = veche_draw_layout (widget, number, 9, 400, -1, 1, TRUE);

      veche_draw_text (widget, snapshot, label, VECHE_INK_70, x + 3 * scale, 20 * scale);
    }
}

static void
veche_plan_head_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GtkWidget *timeline = gtk_widget_get_ancestor (widget, VECHE_TYPE_PLAN_TIMELINE);
  const VechePlanAxis *axis = veche_plan_timeline_get_axis (VECHE_PLAN_TIMELINE (timeline));
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget), scale = (float) veche_draw_scale (widget), x;
  int today;

  if (axis == NULL)
    return;

  for (int day = 0; day < axis->n_days; day++)
    head_draw_day (widget, snapshot, axis, day, scale);
  veche_draw_box (widget, snapshot, VECHE_INK_FG, .10f, &GRAPHENE_RECT_INIT (0, height - 1, width, 1), 0);
  today = veche_when_days_between (axis->since, axis->today);
  if (today < 0 || today >= axis->n_days)
    return;

  x = veche_plan_axis_x (axis, width, today);
  veche_draw_box (widget, snapshot, VECHE_INK_ACCENT_BG, 1, &GRAPHENE_RECT_INIT (x - 3.5f, height - 8, 8, 8), 4);
}

static void
veche_plan_head_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? (int) (HEAD_HEIGHT * veche_draw_scale (widget)) : 0;
}

static void
veche_plan_head_class_init (VechePlanHeadClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = veche_plan_head_snapshot;
  GTK_WIDGET_CLASS (klass)->measure = veche_plan_head_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
veche_plan_head_init (VechePlanHead *self)
{
}

/*** Lanes ***/

static void
lane_clear (gpointer data)
{
  VechePlanLane *self = data;

  veche_plan_entry_clear (&self->parent);
  g_ptr_array_unref (self->times);
}

/* One row for all times of a ritual: what is done to it is done to the next one. (transfer full) */
static VechePlanLane *
lane_new (GPtrArray *times, const char *today)
{
  VechePlanEntry *next = times->pdata[times->len - 1];
  VechePlanLane *self;

  for (guint i = times->len; i > 0 && strcmp (((VechePlanEntry *) times->pdata[i - 1])->since, today) >= 0; i--)
    next = times->pdata[i - 1];
  self = veche_record_alloc (sizeof *self, VECHE_RECORD_EVENT, next->parent.id, next->parent.uid, lane_clear);
  veche_plan_entry_copy (next, &self->parent);
  self->times = g_ptr_array_ref (times);

  return self;
}

typedef struct { const char *uid; GPtrArray *rows; VechePlanEntry *project; } Lane;

static Lane *
find_lane (GPtrArray *lanes, const char *uid)
{
  Lane *lane;

  for (guint i = 0; i < lanes->len; i++)
    {
      lane = lanes->pdata[i];
      if (g_strcmp0 (lane->uid, uid) == 0)
        return lane;
    }
  lane = g_new0 (Lane, 1);
  lane->uid = uid;
  lane->rows = g_ptr_array_new_with_free_func (veche_record_unref);
  g_ptr_array_add (lanes, lane);

  return lane;
}

static void
lane_free (gpointer data)
{
  Lane *self = data;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Milestones first, then events, then tasks; rituals where their first time stands. */
static void
add_rows (GPtrArray *lanes, GPtrArray *entries, VechePlanKind kind, const char *today)
{
  g_autoptr (GHashTable) rituals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < entries->len; i++)
    {
      VechePlanEntry *entry = entries->pdata[i];

      if (entry->kind != kind || entry->recurs == NULL)
        continue;
      if (!g_hash_table_contains (rituals, entry->parent.uid))
        g_hash_table_insert (rituals, entry->parent.uid, g_ptr_array_new_with_free_func (veche_record_unref));
      g_ptr_array_add (g_hash_table_lookup (rituals, entry->parent.uid), veche_record_ref (entry));
    }
  for (guint i = 0; i < entries->len; i++)
    {
      VechePlanEntry *entry = entries->pdata[i];
      GPtrArray *times = entry->recurs != NULL ? g_hash_table_lookup (rituals, entry->parent.uid) : NULL;

      if (entry->kind != kind || (times != NULL && times->pdata[0] != entry))
        continue;
      g_ptr_array_add (find_lane (lanes, entry->project_uid)->rows, times != NULL ? (gpointer) lane_new (times, today) : veche_record_ref (entry));
    }
}

/* (element-type VecheRecord) (transfer full): a heading a lane, and what is in it; what belongs to no project comes last. */
static GPtrArray *
rows_of (GPtrArray *entries, const char *today)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (veche_record_unref);
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func (lane_free);

  for (int kind = VECHE_PLAN_PROJECT; kind < VECHE_PLAN_N_KINDS; kind++)
    add_rows (lanes, entries, (VechePlanKind) kind, today);
  for (int own = 1; own >= 0; own--)
    for (guint i = 0; i < lanes->len; i++)
      {
        Lane *lane = lanes->pdata[i];
        const VechePlanEntry *first = lane->rows->pdata[0];

        if ((lane->uid != NULL) != own)
          continue;
        g_ptr_array_add (rows, veche_plan_heading_new (lane->uid != NULL ? lane->uid : "none",
                                                       lane->uid == NULL ? _("Beside the Projects") : first->project_title != NULL ? first->project_title : "",
                                                       lane->rows->len));
        for (guint j = 0; j < lane->rows->len; j++)
          g_ptr_array_add (rows, veche_record_ref (lane->rows->pdata[j]));
      }

  return rows;
}

/*** By hand ***/

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, VechePlanTimeline *self)
{
  GtkWidget *row;
  VechePlanEntry *entry = veche_plan_list_find_at (self->list, x, y, &row);
  double at_x, at_y;

  g_clear_pointer (&self->axis.dragged, veche_record_unref);
  if (entry == NULL)
    return;
  gtk_widget_translate_coordinates (GTK_WIDGET (veche_plan_list_get_view (self->list)), row, x, y, &at_x, &at_y);
  if (!veche_plan_lane_row_grip (VECHE_PLAN_LANE_ROW (row), at_x, &self->axis.edge))
    return;
  self->axis.dragged = veche_record_ref (entry);
  self->axis.days = 0;
}

static void
redraw (VechePlanTimeline *self)
{
  GtkWidget *view = GTK_WIDGET (veche_plan_list_get_view (self->list));

  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_queue_draw (gtk_widget_get_first_child (row));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double x, double y, VechePlanTimeline *self)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self->list));
  float day = veche_plan_axis_x (&self->axis, width, 1) - veche_plan_axis_x (&self->axis, width, 0);
  int days = (int) (x / day + (x >= 0 ? .5 : -.5));

  if (self->axis.dragged == NULL || days == self->axis.days)
    return;
  self->axis.days = days;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  redraw (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double x, double y, VechePlanTimeline *self)
{
  g_autoptr (VecheRecord) dragged = (VecheRecord *) g_steal_pointer (&self->axis.dragged);

  if (dragged != NULL)
    veche_plan_shift (self->session, (VechePlanEntry *) dragged, self->axis.edge, self->axis.days);
  self->axis.days = 0;
  redraw (self);
}

/* Shift pulls the end along, as it does in a text; with Alt the beginning.  Ctrl+Alt+arrow, which some desktops keep for themselves, pulls the end, too. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VechePlanTimeline *self)
{
  VechePlanEntry *entry = veche_plan_list_get_selected (self->list);
  int days = key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1 : key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1 : 0;
  gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0, alt = (state & GDK_ALT_MASK) != 0;
  VechePlanEdge edge = control ? (alt ? VECHE_PLAN_END : VECHE_PLAN_BODY) : alt ? VECHE_PLAN_BEGIN : VECHE_PLAN_END;

  if (entry == NULL || days == 0 || (!control && !shift))
    return FALSE;

  g_clear_pointer (&self->follow, veche_record_unref);
  self->follow = veche_record_ref (entry);
  veche_plan_shift (self->session, entry, edge, control && shift ? days * DAYS_A_WEEK : days);

  return TRUE;
}

/*** The widget ***/

static void
veche_plan_timeline_dispose (GObject *object)
{
  VechePlanTimeline *self = VECHE_PLAN_TIMELINE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->axis.dragged, veche_record_unref);
  g_clear_pointer (&self->follow, veche_record_unref);
  self->axis.n_days = 0;

  G_OBJECT_CLASS (veche_plan_timeline_parent_class)->dispose (object);
}

static void
veche_plan_timeline_class_init (VechePlanTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_plan_timeline_dispose;
}

static void
veche_plan_timeline_init (VechePlanTimeline *self)
{
}

static void
add_controllers (VechePlanTimeline *self)
{
  GtkWidget *view = GTK_WIDGET (veche_plan_list_get_view (self->list));
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (view, keys);
}

GtkWidget *
veche_plan_timeline_new (VecheSession *session)
{
  VechePlanTimeline *self = g_object_new (VECHE_TYPE_PLAN_TIMELINE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *empty;

  self->session = g_object_ref (session);
  self->head = g_object_new (VECHE_TYPE_PLAN_HEAD, NULL);
  self->list = VECHE_PLAN_LIST (veche_plan_list_new (session, VECHE_TYPE_PLAN_LANE_ROW, C_("plan", "Timeline")));
  self->stack = GTK_STACK (gtk_stack_new ());
  empty = veche_plan_empty_new (_("Projects, milestones, events and tasks stand here under their days."));
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_stack_add_child (self->stack, box);
  gtk_stack_add_child (self->stack, empty);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  add_controllers (self);

  return GTK_WIDGET (self);
}

void
veche_plan_timeline_show (VechePlanTimeline *self, VechePlanData *data)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_if_fail (VECHE_IS_PLAN_TIMELINE (self));

  g_free (self->since);
  g_free (self->today);
  self->axis.since = self->since = g_strdup (data->since);
  self->axis.today = self->today = veche_day_today ();
  self->axis.n_days = veche_when_days_between (data->since, data->until);
  rows = rows_of (data->entries, self->today);
  veche_plan_list_fill (self->list, rows);
  gtk_stack_set_visible_child (self->stack, rows->len > 0 ? gtk_widget_get_first_child (GTK_WIDGET (self->stack)) : gtk_widget_get_last_child (GTK_WIDGET (self->stack)));
  gtk_widget_queue_draw (self->head);
  redraw (self);
  if (self->follow != NULL)
    veche_plan_list_focus_entry (self->list, self->follow);
  g_clear_pointer (&self->follow, veche_record_unref);
}

void
veche_plan_timeline_focus (VechePlanTimeline *self)
{
  veche_plan_list_focus (self->list);
}
