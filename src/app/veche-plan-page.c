/* veche-plan-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-agendas-window.h"
#include "app/veche-checklists-window.h"
#include "app/veche-label.h"
#include "app/veche-later.h"
#include "app/veche-month-view.h"
#include "app/veche-pages.h"
#include "app/veche-plan-board.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-load.h"
#include "app/veche-plan-page.h"
#include "app/veche-plan-table.h"
#include "app/veche-plan-timeline.h"
#include "app/veche-plan-week.h"
#include "app/veche-plan-words.h"
#include "app/veche-plan-year.h"
#include "app/veche-quarter-view.h"
#include "app/veche-settings.h"

#define PULSE_REST 3000   /* ms: the scanner reads again at most that often */

#define FIRST_DAY "0002-01-01"
#define LAST_DAY  "9998-12-31"
#define BESIDE 300   /* pixels of the arrows and the word on the button */

struct _VechePlanPage
{
  AdwBin             parent_instance;

  VecheSession      *session;       /* (owned) */
  GCancellable      *cancellable;   /* (owned) (nullable): of the load under way */
  VechePlanViewKind  view;
  VechePlanSpan      span;          /* of the list */
  char              *day;           /* the place: what is shown is around it */
  gboolean           changed_view;  /* and the keyboard shall go there */
  gint64             pulsed;        /* when the scanner was asked last; 0: never */
  guint              pulse_source;

  GtkWidget         *views[VECHE_PLAN_N_VIEWS];   /* (nullable) each: made when first shown */
  char              *shown[VECHE_PLAN_N_VIEWS];   /* (nullable) each: the place that stands in it, until the plan changes */
  GSimpleAction     *view_action;

  AdwSqueezer       *squeezer;
  GtkWidget         *wide_toggles, *wide_steps, *narrow_toggles;
  AdwWindowTitle    *narrow_title;
  GtkWidget         *sidebar_button, *add_label;
  GtkLabel          *period;
  GtkStack          *stack;
};

static void veche_plan_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VechePlanPage, veche_plan_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_plan_page_page_init))

enum
{
  PROP_SESSION = 1
};

static void veche_plan_page_load (VechePlanPage *self);

/*** Views ***/

static void
veche_plan_page_open_project_cb (VechePlanPage *self, const char *uid, const char *quarter)
{
  veche_plan_open_project (GTK_WIDGET (self), self->session, uid, quarter);
}

static void
veche_plan_page_open_event_cb (VechePlanPage *self, const char *uid)
{
  veche_plan_open_event (GTK_WIDGET (self), self->session, uid, NULL);
}

static void
veche_plan_page_add_event_on (VechePlanPage *self, const char *day)
{
  veche_plan_open_event (GTK_WIDGET (self), self->session, NULL, day);
}

static void
veche_plan_page_span_cb (VechePlanPage *self, guint span)
{
  self->span = (VechePlanSpan) span;
  g_clear_pointer (&self->shown[VECHE_PLAN_VIEW_LIST], g_free);
  veche_plan_page_load (self);
}

/* A list of a year, or of more, goes from year to year. */
static VechePlanViewKind
veche_plan_page_stride (VechePlanPage *self)
{
  return self->view == VECHE_PLAN_VIEW_LIST && self->span != VECHE_PLAN_SPAN_QUARTER ? VECHE_PLAN_VIEW_YEAR : self->view;
}

static GtkWidget *
veche_plan_page_view_new (VechePlanPage *self, VechePlanViewKind view)
{
  switch (view)
    {
    case VECHE_PLAN_VIEW_BOARD: return veche_plan_board_new (self->session);
    case VECHE_PLAN_VIEW_TIMELINE: return veche_plan_timeline_new (self->session);
    case VECHE_PLAN_VIEW_MONTH: return veche_month_view_new (self->session);
    case VECHE_PLAN_VIEW_WEEK: return veche_plan_week_new (self->session);
    case VECHE_PLAN_VIEW_LIST: return veche_plan_table_new (self->session);
    case VECHE_PLAN_VIEW_YEAR: return veche_plan_year_new (self->session);
    default: return veche_quarter_view_new (self->session);
    }
}

static GtkWidget *
veche_plan_page_get_view (VechePlanPage *self)
{
  GtkWidget *widget = self->views[self->view];

  if (widget != NULL)
    return widget;

  widget = self->views[self->view] = veche_plan_page_view_new (self, self->view);
  gtk_stack_add_child (self->stack, widget);
  if (g_signal_lookup ("edit-project", G_OBJECT_TYPE (widget)) != 0)
    g_signal_connect_swapped (widget, "edit-project", G_CALLBACK (veche_plan_page_open_project_cb), self);
  if (g_signal_lookup ("edit-event", G_OBJECT_TYPE (widget)) != 0)
    g_signal_connect_swapped (widget, "edit-event", G_CALLBACK (veche_plan_page_open_event_cb), self);
  if (g_signal_lookup ("span", G_OBJECT_TYPE (widget)) != 0)
    g_signal_connect_swapped (widget, "span", G_CALLBACK (veche_plan_page_span_cb), self);
  if (g_signal_lookup ("add-event", G_OBJECT_TYPE (widget)) != 0)
    g_signal_connect_swapped (widget, "add-event", G_CALLBACK (veche_plan_page_add_event_on), self);

  return widget;
}

static void
veche_plan_page_fill (VechePlanPage *self, VechePlanData *data)
{
  GtkWidget *view = self->views[data->view];

  if (view == NULL)
    return;
  switch (data->view)
    {
    case VECHE_PLAN_VIEW_BOARD:
      veche_plan_board_show (VECHE_PLAN_BOARD (view), data->entries);
      break;
    case VECHE_PLAN_VIEW_TIMELINE:
      veche_plan_timeline_show (VECHE_PLAN_TIMELINE (view), data);
      break;
    case VECHE_PLAN_VIEW_MONTH:
      veche_month_view_show (VECHE_MONTH_VIEW (view), data);
      break;
    case VECHE_PLAN_VIEW_WEEK:
      veche_plan_week_show (VECHE_PLAN_WEEK (view), data);
      break;
    case VECHE_PLAN_VIEW_LIST:
      veche_plan_table_show (VECHE_PLAN_TABLE (view), data);
      break;
    case VECHE_PLAN_VIEW_YEAR:
      veche_plan_year_show (VECHE_PLAN_YEAR (view), data);
      break;
    default:
      veche_quarter_view_show (VECHE_QUARTER_VIEW (view), data);
      break;
    }
}

/*** Reading ***/

/* What had the keyboard before is out of sight. */
static void
veche_plan_page_follow_view (VechePlanPage *self)
{
  if (self->changed_view)
    veche_page_focus (VECHE_PAGE (self));
  self->changed_view = FALSE;
}

static void
veche_plan_page_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePlanPage) self = VECHE_PLAN_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  VechePlanData *data = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (data == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }

  veche_plan_page_fill (self, data);
  g_free (self->shown[data->view]);
  self->shown[data->view] = veche_plan_view_place (data->day);
  veche_plan_page_follow_view (self);
  veche_plan_data_free (data);
}

static void
veche_plan_page_pulse_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VechePlanPage) self = VECHE_PLAN_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  VechePlanPulse *pulse = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (pulse != NULL && self->views[VECHE_PLAN_VIEW_QUARTER] != NULL)
    veche_quarter_view_show_pulse (VECHE_QUARTER_VIEW (self->views[VECHE_PLAN_VIEW_QUARTER]), g_steal_pointer (&pulse));
  g_clear_pointer (&pulse, veche_plan_pulse_free);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (self->session, error);
}

static gboolean
veche_plan_page_ask_pulse_cb (gpointer user_data)
{
  VechePlanPage *self = user_data;

  self->pulse_source = 0;
  self->pulsed = g_get_monotonic_time ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, veche_plan_pulse_job, NULL, NULL, veche_plan_pulse_free,
                         self->cancellable, veche_plan_page_pulse_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* The balance of the agendas reads all that was said in a month: not with each change. */
static void
veche_plan_page_ask_pulse (VechePlanPage *self)
{
  gint64 rested = (g_get_monotonic_time () - self->pulsed) / 1000;

  if (self->pulse_source != 0 || self->view != VECHE_PLAN_VIEW_QUARTER)
    return;
  self->pulse_source = g_timeout_add (self->pulsed == 0 || rested >= PULSE_REST ? 0 : (guint) (PULSE_REST - rested), veche_plan_page_ask_pulse_cb, self);
}

static void
veche_plan_page_load (VechePlanPage *self)
{
  g_autofree char *title = NULL, *brief = NULL, *place = veche_plan_view_place (self->day);

  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  title = veche_plan_view_period (veche_plan_page_stride (self), self->day, FALSE);
  brief = veche_plan_view_period (veche_plan_page_stride (self), self->day, TRUE);
  gtk_label_set_text (self->period, title);
  veche_label_speak (gtk_widget_get_parent (GTK_WIDGET (self->period)), title);
  /* The sidebar says that this is the plan; a narrow window has room for the view and the time. */
  adw_window_title_set_title (self->narrow_title, veche_plan_view_title (self->view));
  adw_window_title_set_subtitle (self->narrow_title, brief);
  gtk_stack_set_visible_child (self->stack, veche_plan_page_get_view (self));
  if (g_strcmp0 (self->shown[self->view], place) == 0)
    veche_plan_page_follow_view (self);
  else
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_plan_load_job, veche_plan_data_new (self->view, self->span, self->day),
                           veche_plan_data_free, veche_plan_data_free, self->cancellable, veche_plan_page_loaded_cb, g_object_ref (self));
  veche_plan_page_ask_pulse (self);
}

static void
veche_plan_page_changed_cb (VechePlanPage *self, VecheChange *change)
{
  /* Names of people and competencies stand on the cards too. */
  if ((veche_change_get_tables (change) & (VECHE_TABLE_PLAN | VECHE_TABLE_MEMBER | VECHE_TABLE_COMPETENCY)) == 0)
    return;
  for (int view = 0; view < VECHE_PLAN_N_VIEWS; view++)
    g_clear_pointer (&self->shown[view], g_free);
  veche_plan_page_load (self);
}

/*** Which view, and where ***/

static void
veche_plan_page_remember (VechePlanPage *self)
{
  GSettings *settings = veche_settings_get ();
  g_autofree char *today = veche_day_today (), *since = NULL, *until = NULL;

  veche_plan_view_bounds (self->view, today, &since, &until);
  g_settings_set_string (settings, "plan-view", veche_plan_view_nick (self->view));
  /* What shows today is not a place: tomorrow it shall show tomorrow. */
  g_settings_set_string (settings, "plan-day", strcmp (self->day, since) >= 0 && strcmp (self->day, until) < 0 ? "" : self->day);
}

static void
veche_plan_page_go (VechePlanPage *self, VechePlanViewKind view, const char *day)
{
  g_autofree char *place = g_strdup (day);

  /* A view shows days before and after, up to a year: the calendar has them all. */
  if (day == NULL || strcmp (day, FIRST_DAY) < 0 || strcmp (day, LAST_DAY) > 0)
    return;

  self->view = view;
  g_free (self->day);
  self->day = g_steal_pointer (&place);
  g_simple_action_set_state (self->view_action, g_variant_new_string (veche_plan_view_nick (view)));
  veche_plan_page_remember (self);
  veche_plan_page_load (self);
}

/* Another view of the same place: of today, if that was in sight. */
static void
veche_plan_page_change_view (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  VechePlanPage *self = user_data;
  g_autofree char *today = veche_day_today (), *since = NULL, *until = NULL;
  VechePlanViewKind view;

  if (!veche_plan_view_parse (g_variant_get_string (state, NULL), &view))
    return;
  veche_plan_view_bounds (self->view, self->day, &since, &until);
  self->changed_view = view != self->view;
  veche_plan_page_go (self, view, strcmp (today, since) >= 0 && strcmp (today, until) < 0 ? today : self->day);
}

static void
veche_plan_page_step (VechePlanPage *self, int by)
{
  g_autofree char *day = veche_plan_view_step (veche_plan_page_stride (self), self->day, by);

  veche_plan_page_go (self, self->view, day);
}

static void
veche_plan_page_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_plan_page_step (user_data, -1);
}

static void
veche_plan_page_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_plan_page_step (user_data, 1);
}

static void
veche_plan_page_today (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;
  g_autofree char *today = veche_day_today ();

  veche_plan_page_go (self, self->view, today);
}

/* A new event falls into the period that is shown, today when that is the present one. */
static void
veche_plan_page_add_event (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;
  g_autofree char *today = veche_day_today (), *since = NULL, *until = NULL;

  veche_plan_view_bounds (self->view, self->day, &since, &until);
  veche_plan_page_add_event_on (self, strcmp (today, since) >= 0 && strcmp (today, until) < 0 ? today : self->day);
}

static void
veche_plan_page_add_project (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;
  g_autofree char *quarter = veche_quarter_of_day (self->day);

  veche_plan_open_project (GTK_WIDGET (self), self->session, NULL, quarter);
}

/* The quarter of a day. */
static void
veche_plan_page_go_quarter (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *quarter = veche_quarter_of_day (g_variant_get_string (parameter, NULL));

  if (quarter != NULL)
    veche_plan_page_go (user_data, VECHE_PLAN_VIEW_QUARTER, g_variant_get_string (parameter, NULL));
}

static void
veche_plan_page_agendas (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;

  veche_agendas_window_present (GTK_WIDGET (self), self->session);
}

static void
veche_plan_page_checklists (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;

  veche_checklists_window_present (GTK_WIDGET (self), self->session);
}

/* Onto paper, or into a file: "print", "quarter", "all". */
static void
veche_plan_page_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;
  const char *what = g_variant_get_string (parameter, NULL);
  gboolean print = g_str_equal (what, "print");
  g_autofree char *quarter = veche_quarter_of_day (self->day), *of = NULL;

  if (g_str_equal (what, "all"))
    of = g_strdup ("export:all");
  else
    of = g_strconcat (print ? "quarter:" : "export:quarter:", quarter, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), print ? "win.print" : "win.calendar", "s", of);
}

/*** How wide ***/

static void
veche_plan_page_follow_width (gpointer user_data)
{
  VechePlanPage *self = user_data;
  gboolean folded = self->session != NULL && veche_session_get_folded (self->session);
  gboolean wide = adw_squeezer_get_visible_child (self->squeezer) == self->wide_toggles && !folded;

  /* What comes beside them when it is wide needs room, too: asked for beforehand, or the two would take turns for ever. */
  gtk_widget_set_margin_start (self->wide_toggles, wide ? 0 : BESIDE / 2);
  gtk_widget_set_margin_end (self->wide_toggles, wide ? 0 : BESIDE / 2);
  gtk_widget_set_visible (self->wide_toggles, !folded);
  gtk_widget_set_visible (self->wide_steps, wide);
  gtk_widget_set_visible (self->narrow_toggles, !wide);
  gtk_widget_set_visible (self->add_label, wide);
}

/* The squeezer tells in the middle of an allocation, when nothing may change its size. */
static void
veche_plan_page_squeezed_cb (VechePlanPage *self)
{
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, veche_plan_page_follow_width);
}

/*** The page ***/

static void
veche_plan_page_focus (VechePage *page)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (page);
  GtkWidget *view = veche_plan_page_get_view (self);

  if (VECHE_IS_PLAN_BOARD (view))
    veche_plan_board_focus (VECHE_PLAN_BOARD (view));
  else if (VECHE_IS_PLAN_TIMELINE (view))
    veche_plan_timeline_focus (VECHE_PLAN_TIMELINE (view));
  else if (VECHE_IS_PLAN_TABLE (view))
    veche_plan_table_focus (VECHE_PLAN_TABLE (view));
  else if (VECHE_IS_QUARTER_VIEW (view))
    veche_quarter_view_focus (VECHE_QUARTER_VIEW (view));
  else
    gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

static void
veche_plan_page_add (VechePage *page)
{
  veche_plan_page_add_event (NULL, NULL, page);
}

static void
veche_plan_page_close (VechePage *page)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
}

static void
veche_plan_page_page_init (VechePageInterface *iface)
{
  iface->focus = veche_plan_page_focus;
  iface->add = veche_plan_page_add;
  iface->close = veche_plan_page_close;
}

static void
veche_plan_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, VECHE_PLAN_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_plan_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      VECHE_PLAN_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_plan_page_constructed (GObject *object)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (object);
  g_autofree char *nick = g_settings_get_string (veche_settings_get (), "plan-view");
  g_autofree char *day = g_settings_get_string (veche_settings_get (), "plan-day"), *today = veche_day_today (), *quarter = veche_quarter_of_day (day);
  VechePlanViewKind view = VECHE_PLAN_VIEW_QUARTER;

  G_OBJECT_CLASS (veche_plan_page_parent_class)->constructed (object);

  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (veche_plan_page_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->session, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (veche_plan_page_squeezed_cb), self, G_CONNECT_SWAPPED);
  veche_plan_page_squeezed_cb (self);
  veche_plan_view_parse (nick, &view);
  veche_plan_page_go (self, view, quarter != NULL ? day : today);
}

static void
veche_plan_page_dispose (GObject *object)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->view_action);
  g_clear_pointer (&self->day, g_free);
  for (int view = 0; view < VECHE_PLAN_N_VIEWS; view++)
    g_clear_pointer (&self->shown[view], g_free);

  G_OBJECT_CLASS (veche_plan_page_parent_class)->dispose (object);
}

static void
veche_plan_page_class_init (VechePlanPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_plan_page_constructed;
  object_class->get_property = veche_plan_page_get_property;
  object_class->set_property = veche_plan_page_set_property;
  object_class->dispose = veche_plan_page_dispose;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-plan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, wide_toggles);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, wide_steps);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, narrow_toggles);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, add_label);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, period);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, veche_plan_page_squeezed_cb);
}

/* Wherever the keyboard is in the window, while the page is in sight. */
static gboolean
veche_plan_page_key_cb (GtkWidget *widget, GVariant *detailed, gpointer user_data)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  return gtk_widget_get_mapped (widget) && g_action_parse_detailed_name (g_variant_get_string (detailed, NULL), &name, &target, NULL) &&
         gtk_widget_activate_action_variant (widget, name, target);
}

static void
veche_plan_page_add_key (GtkEventController *keys, guint key, const char *detailed)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                                                         gtk_callback_action_new (veche_plan_page_key_cb, NULL, NULL), "s", detailed));
}

static void
veche_plan_page_add_keys (VechePlanPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  /* Before a list takes Ctrl+Page Down for itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  veche_plan_page_add_key (keys, GDK_KEY_Page_Up, "plan.previous");
  veche_plan_page_add_key (keys, GDK_KEY_Page_Down, "plan.next");
  veche_plan_page_add_key (keys, GDK_KEY_t, "plan.today");
  veche_plan_page_add_key (keys, GDK_KEY_Cyrillic_ie, "plan.today");
  for (guint i = 0; i < VECHE_PLAN_N_VIEWS; i++)
    {
      g_autofree char *detailed = g_strdup_printf ("plan.view::%s", veche_plan_view_nick ((VechePlanViewKind) i));

      veche_plan_page_add_key (keys, GDK_KEY_1 + i, detailed);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
veche_plan_page_init (VechePlanPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "previous", .activate = veche_plan_page_previous },
    { .name = "next", .activate = veche_plan_page_next },
    { .name = "today", .activate = veche_plan_page_today },
    { .name = "add-event", .activate = veche_plan_page_add_event },
    { .name = "add-project", .activate = veche_plan_page_add_project },
    { .name = "go", .activate = veche_plan_page_go_quarter, .parameter_type = "s" },
    { .name = "agendas", .activate = veche_plan_page_agendas },
    { .name = "checklists", .activate = veche_plan_page_checklists },
    { .name = "out", .parameter_type = "s", .activate = veche_plan_page_out },
    { .name = "view", .parameter_type = "s", .state = "'quarter'", .change_state = veche_plan_page_change_view },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  self->view_action = g_object_ref (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), "view")));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plan", G_ACTION_GROUP (actions));
  veche_plan_page_add_keys (self);
}
