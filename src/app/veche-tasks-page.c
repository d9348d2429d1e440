/* veche-tasks-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-tasks-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-pages.h"
#include "app/veche-plan-words.h"
#include "app/veche-selection.h"
#include "app/veche-single-keys.h"
#include "app/veche-task-dialog.h"
#include "app/veche-task-edits.h"
#include "app/veche-task-list.h"
#include "app/veche-task-row.h"
#include "app/veche-task-words.h"
#include "app/veche-wrap-layout.h"

#define FIRST_ROWS 200      /* shown before the rest has been read */
#define MOST_ROWS  100000

struct _VecheTasksPage
{
  AdwBin          parent_instance;

  VecheSession   *session;      /* (owned) (nullable) after close */
  GCancellable   *cancellable;  /* (owned) (nullable): of the load under way */
  GListStore     *items;        /* (owned) (element-type VecheItem) */
  VecheSelection *selection;    /* (owned) */
  gboolean        loaded;       /* all of it, once at least */
  gboolean        stale;        /* something changed while another page was in front */
  char           *wanted;       /* (nullable): the task somebody wants to see, as soon as there is a list with it */

  AdwWindowTitle *title;
  GtkToggleButton *mine_toggle, *all_toggle, *done_toggle;
  GtkEntry       *entry;
  VecheTyped     *typed;        /* (unowned): lives with the entry */
  GtkLabel       *understood;
  GtkStack       *stack;
  GtkListView    *list;
  GtkWidget      *bar;
  GtkButton      *tick;
};

enum
{
  PROP_0,
  PROP_SESSION,
};

static void veche_tasks_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheTasksPage, veche_tasks_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_tasks_page_page_init))

/*** Loading ***/

typedef struct
{
  VecheTasksState state;
  gboolean        mine, first;
  char           *today;
  GPtrArray      *tasks;     /* out */
  VecheTaskCounts counts;    /* out */
} TasksLoad;

static void
tasks_load_free (gpointer data)
{
  TasksLoad *load = data;

  g_free (load->today);
  g_clear_pointer (&load->tasks, g_ptr_array_unref);
  g_free (load);
}

static gpointer
tasks_load_job (VecheDb *db, gpointer input, GError **error)
{
  TasksLoad *wanted = input, *load = g_new0 (TasksLoad, 1);
  VecheTasksQuery query = { .state = wanted->state, .mine = wanted->mine, .limit = wanted->first ? FIRST_ROWS : MOST_ROWS };

  *load = *wanted;
  load->today = g_strdup (wanted->today);
  query.today = wanted->state == VECHE_TASKS_OPEN ? load->today : NULL;
  load->tasks = veche_tasks_list (db, &query, error);
  if (load->tasks == NULL || !veche_tasks_count (db, load->today, &load->counts, error))
    g_clear_pointer (&load, tasks_load_free);

  return load;
}

static void tasks_page_load (VecheTasksPage *self);

static VecheTaskRecord *
tasks_page_get_chosen (VecheTasksPage *self)
{
  g_autoptr (VecheItem) item = veche_selection_get_item (self->selection);
  VecheRecord *record = item != NULL && veche_item_get_id (item) > 0 ? veche_item_get_record (item) : NULL;

  return (VecheTaskRecord *) record;
}

static void
tasks_page_follow_selection (VecheTasksPage *self)
{
  VecheTaskRecord *chosen = tasks_page_get_chosen (self);

  gtk_widget_set_visible (self->bar, chosen != NULL);
  if (chosen != NULL)
    gtk_button_set_label (self->tick, strcmp (chosen->task->state, "open") == 0 ? C_ ("task", "_Done") : C_ ("task", "_Again"));
}

static void
tasks_page_show_counts (VecheTasksPage *self, const VecheTaskCounts *counts)
{
  g_autofree char *late = g_strdup_printf (ngettext ("%u overdue", "%u overdue", counts->late), counts->late);
  g_autofree char *today = g_strdup_printf (ngettext ("%u today", "%u today", counts->today), counts->today);
  g_autofree char *both = counts->late > 0 ? g_strdup_printf ("%s · %s", late, today) : g_strdup (today);

  adw_window_title_set_subtitle (self->title, counts->late + counts->today > 0 ? both : _ ("nothing presses today"));
}

/* Of somebody else's tasks it is under "All"; one that is done or asleep is in no list of what is open, and shows alone. */
static void
tasks_page_find_wanted (VecheTasksPage *self)
{
  g_autofree char *uid = g_steal_pointer (&self->wanted);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (veche_item_get_id (item) > 0 && strcmp (((VecheTaskRecord *) veche_item_get_record (item))->task->uid, uid) == 0)
        {
          veche_selection_set_selected_id (self->selection, veche_item_get_id (item));
          veche_row_focus_selected (self->list);
          return;
        }
    }
  if (!self->loaded)
    self->wanted = g_steal_pointer (&uid);
  else if (gtk_toggle_button_get_active (self->all_toggle))
    veche_task_dialog_present (GTK_WIDGET (self), self->session, uid);
  else
    {
      self->wanted = g_steal_pointer (&uid);
      gtk_toggle_button_set_active (self->all_toggle, TRUE);
    }
}

static void
tasks_page_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTasksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  TasksLoad *load = veche_store_run_finish (VECHE_STORE (source), result, &error);
  gboolean whole, on_top;

  if (load == NULL || self->session == NULL)
    {
      if (load == NULL && self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        veche_session_show_error (self->session, error);
      g_clear_pointer (&load, tasks_load_free);
      return;
    }

  whole = !load->first || load->tasks->len < FIRST_ROWS;
  on_top = gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) < 1;
  veche_task_list_fill (self->items, load->tasks, load->state == VECHE_TASKS_OPEN ? load->today : NULL, whole);
  tasks_page_show_counts (self, &load->counts);
  /* A list stays with the rows it shows: what was written down just now would come in out of sight, above them. */
  if (on_top && g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    gtk_stack_set_visible_child_name (self->stack, load->state == VECHE_TASKS_DONE ? "none-done" : "empty");
  tasks_page_follow_selection (self);
  self->loaded = whole;
  tasks_load_free (load);
  if (self->wanted != NULL)
    tasks_page_find_wanted (self);
  if (!whole)
    tasks_page_load (self);
}

static void
tasks_page_load_part (VecheTasksPage *self, gboolean first)
{
  TasksLoad *wanted = g_new0 (TasksLoad, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  wanted->state = gtk_toggle_button_get_active (self->done_toggle) ? VECHE_TASKS_DONE : VECHE_TASKS_OPEN;
  wanted->mine = gtk_toggle_button_get_active (self->mine_toggle);
  wanted->first = first || wanted->state == VECHE_TASKS_DONE;
  wanted->today = veche_day_today ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, tasks_load_job, wanted, tasks_load_free, tasks_load_free,
                         self->cancellable, tasks_page_loaded_cb, g_object_ref (self));
}

static void
tasks_page_load (VecheTasksPage *self)
{
  if (self->session != NULL)
    tasks_page_load_part (self, FALSE);
}

static void
tasks_page_view_cb (VecheTasksPage *self, GtkToggleButton *toggle)
{
  if (self->session != NULL && gtk_toggle_button_get_active (toggle))
    tasks_page_load_part (self, TRUE);
}

static void
tasks_page_changed_cb (VecheTasksPage *self, VecheChange *change)
{
  if (!(veche_change_get_tables (change) & (VECHE_TABLE_PLAN | VECHE_TABLE_MEMBER)))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tasks_page_load (self);
  else
    self->stale = TRUE;
}

static void
tasks_page_map (GtkWidget *widget)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (widget);

  GTK_WIDGET_CLASS (veche_tasks_page_parent_class)->map (widget);
  if (self->session != NULL && (self->stale || !self->loaded))
    tasks_page_load_part (self, !self->loaded);
  self->stale = FALSE;
}

/*** Writing down ***/

static void
tasks_page_typed_cb (VecheTasksPage *self)
{
  g_autofree char *today = veche_day_today (), *words = NULL;
  g_autoptr (VecheWhenWords) read = veche_when_words_read (gtk_editable_get_text (GTK_EDITABLE (self->entry)), today);

  words = veche_task_read_words (read);
  gtk_label_set_text (self->understood, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->understood), words != NULL);
}

static void
tasks_page_add_cb (VecheTasksPage *self)
{
  veche_typed_commit (self->typed);
}

static void
tasks_page_say_cb (GtkWidget *entry, const char *text)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (gtk_widget_get_ancestor (entry, VECHE_TYPE_TASKS_PAGE));
  g_autofree char *today = veche_day_today ();
  g_autoptr (VecheWhenWords) read = veche_when_words_read (text, today);

  if (self->session == NULL)
    return;
  veche_typed_set_problem (self->typed, *read->title == '\0' ? _ ("What is to be done?") : NULL);
  if (*read->title != '\0')
    veche_task_add (self->session, text, NULL, veche_typed_saved_cb, veche_typed_hold (entry, NULL));
}

static const VecheTypedField tasks_page_field = { .say = tasks_page_say_cb };

/* Down, from the line where tasks are written into the list of them. */
static gboolean
tasks_page_entry_key_cb (VecheTasksPage *self, guint key, guint code, GdkModifierType state)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  for (guint i = 0; i < n && tasks_page_get_chosen (self) == NULL; i++)
    {
      g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (veche_item_get_id (item) > 0)
        veche_selection_set_selected_id (self->selection, veche_item_get_id (item));
    }
  if (tasks_page_get_chosen (self) == NULL)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", veche_selection_get_selected (self->selection));
  veche_row_focus_selected (self->list);

  return TRUE;
}

/*** What is done to one ***/

static void
tasks_page_toggle (VecheTasksPage *self, VecheTaskRecord *record)
{
  if (record != NULL && self->session != NULL)
    veche_task_set_state (self->session, record->task, strcmp (record->task->state, "open") == 0 ? "done" : "open");
}

static void
tasks_page_toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (widget);
  gint64 id = g_variant_get_int64 (parameter);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (veche_item_get_id (item) == id)
        {
          tasks_page_toggle (self, (VecheTaskRecord *) veche_item_get_record (item));
          return;
        }
    }
}

static void
tasks_page_done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tasks_page_toggle (VECHE_TASKS_PAGE (widget), tasks_page_get_chosen (VECHE_TASKS_PAGE (widget)));
}

/* So many days from today; 0: the next Monday. */
static void
tasks_page_snooze_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (widget);
  VecheTaskRecord *chosen = tasks_page_get_chosen (self);
  g_autofree char *today = veche_day_today (), *day = NULL;
  int days = g_variant_get_int32 (parameter);

  if (chosen == NULL || self->session == NULL)
    return;
  if (days == 0)
    {
      g_autoptr (GDateTime) date = veche_day_parse (today);

      days = 8 - g_date_time_get_day_of_week (date);
    }
  day = veche_day_step (today, days);
  veche_task_snooze (self->session, chosen->task, day);
}

/* The day it is due, so many days from today; below 0: none. */
static void
tasks_page_due_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (widget);
  VecheTaskRecord *chosen = tasks_page_get_chosen (self);
  g_autofree char *today = veche_day_today (), *day = NULL;
  int days = g_variant_get_int32 (parameter);

  if (chosen == NULL || self->session == NULL)
    return;
  day = days >= 0 ? veche_day_step (today, days) : NULL;
  veche_task_set_due (self->session, chosen->task, day, NULL);
}

static void
tasks_page_edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (widget);
  VecheTaskRecord *chosen = tasks_page_get_chosen (self);

  if (chosen != NULL && self->session != NULL)
    veche_task_dialog_present (widget, self->session, chosen->task->uid);
}

static void
tasks_page_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (widget);
  VecheTaskRecord *chosen = tasks_page_get_chosen (self);

  if (chosen != NULL && self->session != NULL)
    veche_task_remove (self->session, chosen->task);
}

static gboolean
tasks_page_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (user_data);
  const char *what = g_variant_get_string (args, NULL);

  if (!veche_single_keys_are_free (widget) || tasks_page_get_chosen (self) == NULL)
    return FALSE;
  if (strcmp (what, "done") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "tasks.done", NULL);
  else if (strcmp (what, "remove") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "tasks.remove", NULL);
  else if (strcmp (what, "edit") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "tasks.edit", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "tasks.snooze", "i", 1);

  return TRUE;
}

/*** The page ***/

static void
veche_tasks_page_page_focus (VechePage *page)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (page);

  if (veche_selection_get_selected_id (self->selection) > 0)
    veche_row_focus_selected (self->list);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
veche_tasks_page_page_add (VechePage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (VECHE_TASKS_PAGE (page)->entry));
}

static void
veche_tasks_page_page_open_item (VechePage *page, const char *uid)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (page);

  g_free (self->wanted);
  self->wanted = g_strdup (uid);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tasks_page_load (self);
  else
    self->stale = TRUE;
}

static void
veche_tasks_page_page_close (VechePage *page)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (page);

  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
}

static void
veche_tasks_page_page_init (VechePageInterface *iface)
{
  iface->focus = veche_tasks_page_page_focus;
  iface->add = veche_tasks_page_page_add;
  iface->open_item = veche_tasks_page_page_open_item;
  iface->close = veche_tasks_page_page_close;
}

static void
tasks_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, VECHE_TASKS_PAGE (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tasks_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      VECHE_TASKS_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tasks_page_constructed (GObject *object)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (object);

  G_OBJECT_CLASS (veche_tasks_page_parent_class)->constructed (object);

  if (self->session != NULL)
    g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (tasks_page_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
tasks_page_dispose (GObject *object)
{
  VecheTasksPage *self = VECHE_TASKS_PAGE (object);

  veche_tasks_page_page_close (VECHE_PAGE (self));
  g_clear_object (&self->cancellable);
  g_clear_object (&self->items);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (veche_tasks_page_parent_class)->dispose (object);
}

static void
tasks_page_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, mine_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, all_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, done_toggle);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, understood);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, list);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, bar);
  gtk_widget_class_bind_template_child (widget_class, VecheTasksPage, tick);
  gtk_widget_class_bind_template_callback (widget_class, tasks_page_view_cb);
  gtk_widget_class_bind_template_callback (widget_class, tasks_page_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tasks_page_add_cb);
}

static void
veche_tasks_page_class_init (VecheTasksPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tasks_page_constructed;
  object_class->dispose = tasks_page_dispose;
  object_class->get_property = tasks_page_get_property;
  object_class->set_property = tasks_page_set_property;
  widget_class->map = tasks_page_map;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-tasks-page.ui");
  tasks_page_bind (widget_class);
  gtk_widget_class_install_action (widget_class, "tasks.toggle", "x", tasks_page_toggle_action);
  gtk_widget_class_install_action (widget_class, "tasks.done", NULL, tasks_page_done_action);
  gtk_widget_class_install_action (widget_class, "tasks.snooze", "i", tasks_page_snooze_action);
  gtk_widget_class_install_action (widget_class, "tasks.due", "i", tasks_page_due_action);
  gtk_widget_class_install_action (widget_class, "tasks.edit", NULL, tasks_page_edit_action);
  gtk_widget_class_install_action (widget_class, "tasks.remove", NULL, tasks_page_remove_action);
}

static void
tasks_page_activate_cb (VecheTasksPage *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "tasks.edit", NULL);
}

static void
veche_tasks_page_init (VecheTasksPage *self)
{
  static const VecheSingleKey keys[] = {
    { GDK_KEY_d, GDK_KEY_Cyrillic_ve, "done" },
    { GDK_KEY_s, GDK_KEY_Cyrillic_yeru, "snooze" },
    { GDK_KEY_e, GDK_KEY_Cyrillic_u, "edit" },
    { GDK_KEY_Delete, GDK_KEY_KP_Delete, "remove" },
  };
  g_autoptr (GtkListItemFactory) factory = veche_row_factory_new (VECHE_TYPE_TASK_ROW);
  GtkEventController *entry_keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->typed = veche_typed_new (GTK_WIDGET (self->entry), &tasks_page_field);
  veche_typed_set_adds (self->typed, TRUE);
  self->items = g_list_store_new (VECHE_TYPE_ITEM);
  self->selection = veche_selection_new (G_LIST_MODEL (self->items));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_set_layout_manager (self->bar, veche_wrap_layout_new (6, 6));
  veche_row_leave_on_tab (self->list);
  gtk_event_controller_set_propagation_phase (entry_keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (entry_keys, "key-pressed", G_CALLBACK (tasks_page_entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), entry_keys);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (tasks_page_activate_cb), self);
  g_signal_connect_object (self->selection, "notify::selected-id", G_CALLBACK (tasks_page_follow_selection), self, G_CONNECT_SWAPPED);
  veche_single_keys_add (GTK_WIDGET (self->list), keys, G_N_ELEMENTS (keys), tasks_page_key_cb, self);
}
