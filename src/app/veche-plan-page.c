/* veche-plan-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-event-dialog.h"
#include "app/veche-month-view.h"
#include "app/veche-pages.h"
#include "app/veche-plan-page.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "app/veche-quarter-view.h"
#include "store/veche-query-sql.h"

#define PAST_PROJECTS 5

struct _VechePlanPage
{
  AdwBin            parent_instance;

  VecheSession     *session;       /* (owned) */
  GCancellable     *cancellable;   /* (owned) (nullable): of the load under way */
  char             *quarter;       /* "2026Q4" */
  char             *month;         /* a day of the month shown */

  VecheQuarterView *quarter_view;
  VecheMonthView   *month_view;

  AdwSqueezer      *squeezer;
  GtkWidget        *wide_toggles, *wide_steps, *narrow_toggles;
  AdwWindowTitle   *narrow_title;
  GtkToggleButton  *quarter_toggle, *month_toggle;
  GtkWidget        *sidebar_button, *add_label;
  GtkLabel         *period;
  GtkStack         *stack;
};

static void veche_plan_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VechePlanPage, veche_plan_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_plan_page_page_init))

enum
{
  PROP_SESSION = 1
};

/* One reading of what the page shows: either a quarter or a month. */
typedef struct
{
  gboolean      by_quarter;
  char         *quarter, *next_quarter, *month;

  VecheQuarter *this_one, *next;
  GPtrArray    *past;
  GPtrArray    *events;
  GPtrArray    *agendas;
} VechePlanData;

static void
veche_plan_data_free (gpointer pointer)
{
  VechePlanData *data = pointer;

  g_free (data->quarter);
  g_free (data->next_quarter);
  g_free (data->month);
  g_clear_pointer (&data->this_one, veche_quarter_free);
  g_clear_pointer (&data->next, veche_quarter_free);
  g_clear_pointer (&data->past, g_ptr_array_unref);
  g_clear_pointer (&data->events, g_ptr_array_unref);
  g_clear_pointer (&data->agendas, g_ptr_array_unref);
  g_free (data);
}

static gboolean
veche_plan_page_load_quarter (VecheDb *db, VechePlanData *wanted, VechePlanData *data, GError **error)
{
  data->this_one = veche_plan_quarter (db, wanted->quarter, error);
  if (data->this_one != NULL)
    data->next = veche_plan_quarter (db, wanted->next_quarter, error);
  if (data->next != NULL)
    data->past = veche_plan_past_projects (db, wanted->quarter, PAST_PROJECTS, error);

  return data->past != NULL;
}

static gboolean
veche_plan_page_load_month (VecheDb *db, VechePlanData *wanted, VechePlanData *data, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_EVENTS);
  g_autoptr (GArray) ids = NULL;

  data->this_one = veche_plan_quarter (db, wanted->quarter, error);
  if (data->this_one == NULL)
    return FALSE;

  query->sort = VECHE_SORT_OLDEST;
  veche_month_view_bounds (wanted->month, &query->since, &query->until);
  ids = veche_query_ids (db, query, error);
  if (ids != NULL)
    data->events = veche_query_records (db, query, (const gint64 *) (gpointer) ids->data, ids->len, error);
  if (data->events != NULL)
    data->agendas = veche_plan_agendas (db, error);

  return data->agendas != NULL;
}

static gpointer
veche_plan_page_load_job (VecheDb *db, gpointer input, GError **error)
{
  VechePlanData *wanted = input;
  VechePlanData *data = g_new0 (VechePlanData, 1);
  gboolean ok = wanted->by_quarter ? veche_plan_page_load_quarter (db, wanted, data, error)
                                   : veche_plan_page_load_month (db, wanted, data, error);

  if (!ok)
    g_clear_pointer (&data, veche_plan_data_free);

  return data;
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

  if (data->events == NULL)
    veche_quarter_view_show (self->quarter_view, g_steal_pointer (&data->this_one), g_steal_pointer (&data->next),
                             g_steal_pointer (&data->past));
  else
    veche_month_view_show (self->month_view, self->month, data->events, data->agendas, data->this_one->project);
  veche_plan_data_free (data);
}

static gboolean
veche_plan_page_shows_quarter (VechePlanPage *self)
{
  return gtk_toggle_button_get_active (self->quarter_toggle);
}

static void
veche_plan_page_load (VechePlanPage *self)
{
  VechePlanData *wanted;
  g_autofree char *title = NULL;

  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  wanted = g_new0 (VechePlanData, 1);
  wanted->by_quarter = veche_plan_page_shows_quarter (self);
  wanted->month = g_strdup (self->month);
  if (wanted->by_quarter)
    {
      wanted->quarter = g_strdup (self->quarter);
      wanted->next_quarter = veche_quarter_step (self->quarter, 1);
      title = veche_quarter_title (self->quarter);
    }
  else
    {
      wanted->quarter = veche_quarter_of_day (self->month);
      title = veche_day_month_title (self->month);
    }

  gtk_label_set_text (self->period, title);
  adw_window_title_set_subtitle (self->narrow_title, title);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (veche_plan_page_shows_quarter (self) ? (gpointer) self->quarter_view : self->month_view));
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_plan_page_load_job, wanted, veche_plan_data_free,
                         veche_plan_data_free, self->cancellable, veche_plan_page_loaded_cb, g_object_ref (self));
}

static void
veche_plan_page_changed_cb (VechePlanPage *self, VecheChange *change)
{
  /* Names of people and competencies stand on the cards too. */
  if (veche_change_get_tables (change) & (VECHE_TABLE_PLAN | VECHE_TABLE_MEMBER | VECHE_TABLE_COMPETENCY))
    veche_plan_page_load (self);
}

static void
veche_plan_page_toggled_cb (VechePlanPage *self)
{
  veche_plan_page_load (self);
}

static gboolean
veche_plan_page_follow_width_cb (gpointer user_data)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (user_data);
  gboolean folded = self->session != NULL && veche_session_get_folded (self->session);
  gboolean wide = adw_squeezer_get_visible_child (self->squeezer) == self->wide_toggles && !folded;

  gtk_widget_set_visible (self->wide_toggles, !folded);
  gtk_widget_set_visible (self->wide_steps, wide);
  gtk_widget_set_visible (self->narrow_toggles, !wide);
  gtk_widget_set_visible (self->add_label, wide);

  return G_SOURCE_REMOVE;
}

/* The squeezer tells in the middle of an allocation, when nothing may change its size. */
static void
veche_plan_page_squeezed_cb (VechePlanPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, veche_plan_page_follow_width_cb, g_object_ref (self), g_object_unref);
}

static void
veche_plan_page_step (VechePlanPage *self, int by)
{
  if (veche_plan_page_shows_quarter (self))
    {
      char *quarter = veche_quarter_step (self->quarter, by);

      g_free (self->quarter);
      self->quarter = quarter;
    }
  else
    {
      g_autoptr (GDateTime) day = veche_day_parse (self->month);
      g_autoptr (GDateTime) first = g_date_time_add_days (day, 1 - g_date_time_get_day_of_month (day));
      g_autoptr (GDateTime) moved = g_date_time_add_months (first, by);

      g_free (self->month);
      self->month = g_date_time_format (moved, "%Y-%m-%d");
    }
  veche_plan_page_load (self);
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
veche_plan_page_go_today (VechePlanPage *self)
{
  g_free (self->quarter);
  g_free (self->month);
  self->quarter = veche_quarter_now ();
  self->month = veche_day_today ();
  veche_plan_page_load (self);
}

static void
veche_plan_page_today (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_plan_page_go_today (user_data);
}

static void
veche_plan_page_add_event_on (VechePlanPage *self, const char *day)
{
  veche_event_dialog_present (GTK_WIDGET (self), self->session, NULL, day);
}

/* A new event falls into the period that is shown, today when that is the present one. */
static void
veche_plan_page_add_event (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;
  g_autofree char *today = veche_day_today ();
  g_autofree char *now = veche_quarter_now ();
  g_autofree char *since = NULL, *until = NULL;

  veche_quarter_bounds (self->quarter, &since, &until);
  if (veche_plan_page_shows_quarter (self))
    veche_plan_page_add_event_on (self, g_str_equal (now, self->quarter) ? today : since);
  else
    veche_plan_page_add_event_on (self, self->month);
}

static void
veche_plan_page_add_project (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VechePlanPage *self = user_data;

  veche_project_dialog_present (GTK_WIDGET (self), self->session, NULL, self->quarter);
}

static void
veche_plan_page_edit_project_cb (VechePlanPage *self, const char *uid, const char *quarter)
{
  veche_project_dialog_present (GTK_WIDGET (self), self->session, uid, quarter);
}

static void
veche_plan_page_edit_event_cb (VechePlanPage *self, const char *uid)
{
  veche_event_dialog_present (GTK_WIDGET (self), self->session, uid, NULL);
}

static void
veche_plan_page_focus (VechePage *page)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (page);

  if (veche_plan_page_shows_quarter (self))
    veche_quarter_view_focus (self->quarter_view);
  else
    veche_month_view_focus (self->month_view);
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

  G_OBJECT_CLASS (veche_plan_page_parent_class)->constructed (object);

  self->quarter_view = VECHE_QUARTER_VIEW (veche_quarter_view_new (self->session));
  self->month_view = VECHE_MONTH_VIEW (veche_month_view_new (self->session));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->quarter_view));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->month_view));
  g_signal_connect_swapped (self->quarter_view, "edit-project", G_CALLBACK (veche_plan_page_edit_project_cb), self);
  g_signal_connect_swapped (self->quarter_view, "edit-event", G_CALLBACK (veche_plan_page_edit_event_cb), self);
  g_signal_connect_swapped (self->month_view, "edit-event", G_CALLBACK (veche_plan_page_edit_event_cb), self);
  g_signal_connect_swapped (self->month_view, "add-event", G_CALLBACK (veche_plan_page_add_event_on), self);
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (veche_plan_page_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->session, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->session, "notify::folded", G_CALLBACK (veche_plan_page_squeezed_cb), self, G_CONNECT_SWAPPED);
  veche_plan_page_squeezed_cb (self);
  veche_plan_page_go_today (self);
}

static void
veche_plan_page_dispose (GObject *object)
{
  VechePlanPage *self = VECHE_PLAN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->quarter, g_free);
  g_clear_pointer (&self->month, g_free);

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
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, quarter_toggle);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, month_toggle);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, add_label);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, period);
  gtk_widget_class_bind_template_child (widget_class, VechePlanPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, veche_plan_page_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_plan_page_squeezed_cb);
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
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plan", G_ACTION_GROUP (actions));
}
