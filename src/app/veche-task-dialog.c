/* veche-task-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-task-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-ask-discard.h"
#include "app/veche-commit-row.h"
#include "app/veche-day-button.h"
#include "app/veche-dialog-toasts.h"
#include "app/veche-event-page.h"
#include "app/veche-event-words.h"
#include "app/veche-fact-card.h"
#include "app/veche-member-picker.h"
#include "app/veche-repeat-words.h"
#include "model/veche-text.h"
#include "store/veche-db.h"

struct _VecheTaskDialog
{
  AdwWindow       parent_instance;

  VecheSession   *session;   /* (owned) */
  char           *uid;
  GCancellable   *cancellable;   /* (owned) (nullable): of the load under way */
  VecheTask      *task;      /* (owned) (nullable): not read yet */
  GStrv           rules;     /* what the row of repeats offers */
  gboolean        filling;
  gboolean        closing;       /* as soon as what was typed is saved */
  guint           n_items;

  GtkButton      *tick;
  VecheCommitRow *title_row, *clock_row, *add_row;
  VecheDayButton *day;
  AdwComboRow    *repeat, *priority;
  GtkWidget      *owner_row, *owner_clear;
  VecheFactCard  *notes;
  AdwPreferencesGroup *items_group, *links;
  GPtrArray      *item_rows, *link_rows;   /* (owned) (element-type GtkWidget) (unowned) */
};

G_DEFINE_FINAL_TYPE (VecheTaskDialog, veche_task_dialog, ADW_TYPE_WINDOW)

/* As in VTODO: 1 is the highest, 0 is none. */
static const int priorities[] = { 0, 1, 5, 9 };

/*** Saving ***/

static void
task_dialog_title_cb (VecheTaskDialog *self, const char *text)
{
  g_autofree char *title = veche_text_tidy (text);

  veche_commit_row_set_problem (self->title_row, title == NULL ? _ ("What is to be done?") : NULL);
  if (title != NULL && self->task != NULL)
    veche_task_set_text (self->session, self->task, "title", title, veche_typed_hold (GTK_WIDGET (self->title_row), NULL));
}

static void
task_dialog_due_cb (VecheTaskDialog *self)
{
  g_autofree char *typed = veche_commit_row_dup_text (self->clock_row), *clock = veche_clock_read (typed), *due = NULL;
  const char *day = veche_day_button_get_day (self->day);

  if (self->filling || self->task == NULL)
    return;
  veche_commit_row_set_problem (self->clock_row, *typed != '\0' && clock == NULL ? _ ("Write the time like 19:00, or nothing") : NULL);
  if (*typed != '\0' && clock == NULL)
    return;
  due = day == NULL ? NULL : clock != NULL ? g_strdup_printf ("%.10sT%s", day, clock) : g_strndup (day, 10);
  if (g_strcmp0 (due, self->task->due) == 0)
    return;
  veche_task_set_due (self->session, self->task, due, veche_typed_hold (GTK_WIDGET (self->clock_row), NULL));
}

static void
task_dialog_repeat_cb (VecheTaskDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->repeat);

  if (!self->filling && self->task != NULL && self->rules != NULL && selected < g_strv_length (self->rules))
    veche_task_set_text (self->session, self->task, "rrule", self->rules[selected], NULL);
}

static void
task_dialog_priority_cb (VecheTaskDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->priority);

  if (!self->filling && self->task != NULL && selected < G_N_ELEMENTS (priorities))
    veche_task_set_priority (self->session, self->task, priorities[selected]);
}

static void
task_dialog_owner_cb (VecheTaskDialog *self, VecheRecord *member)
{
  if (self->task != NULL)
    veche_task_set_owner (self->session, self->task, member->uid);
}

static void
task_dialog_clear_owner_cb (VecheTaskDialog *self)
{
  if (self->task != NULL)
    veche_task_set_owner (self->session, self->task, NULL);
}

static void
task_dialog_notes_cb (VecheTaskDialog *self, const char *text)
{
  if (self->task != NULL)
    veche_task_set_text (self->session, self->task, "notes", text, veche_typed_hold (GTK_WIDGET (self->notes), NULL));
}

static void
task_dialog_tick_cb (VecheTaskDialog *self)
{
  if (self->task != NULL)
    veche_task_set_state (self->session, self->task, strcmp (self->task->state, "open") == 0 ? "done" : "open");
}

/*** The checklist ***/

static void
task_dialog_check_cb (VecheTaskDialog *self, GtkCheckButton *check)
{
  if (!self->filling && self->task != NULL)
    veche_task_check_item (self->session, self->task, gtk_widget_get_name (GTK_WIDGET (check)), gtk_check_button_get_active (check));
}

static void
task_dialog_rename_cb (VecheTaskDialog *self, const char *text, VecheCommitRow *row)
{
  if (self->task != NULL)
    veche_task_rename_item (self->session, self->task, gtk_widget_get_name (GTK_WIDGET (row)), text,
                            veche_typed_hold (GTK_WIDGET (row), NULL));
}

static void
task_dialog_add_item_cb (VecheTaskDialog *self, const char *text)
{
  if (self->task == NULL || *text == '\0')
    return;
  veche_task_add_item (self->session, self->task, text, self->n_items, veche_typed_hold (GTK_WIDGET (self->add_row), NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->add_row));
}

static GtkWidget *
task_dialog_item_new (VecheTaskDialog *self, const VecheTaskItem *item)
{
  GtkWidget *row = veche_commit_row_new (_ ("Step (empty: remove it)")), *check = gtk_check_button_new ();

  gtk_widget_set_name (row, item->uid);
  veche_typed_set_key (row, item->uid);
  gtk_widget_set_name (check, item->uid);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (task_dialog_check_cb), self);
  g_signal_connect_swapped (row, "committed", G_CALLBACK (task_dialog_rename_cb), self);

  return row;
}

static gboolean
task_dialog_has_items (VecheTaskDialog *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len && items->len == self->item_rows->len; i++)
    if (strcmp (gtk_widget_get_name (self->item_rows->pdata[i]), ((VecheTaskItem *) items->pdata[i])->uid) != 0)
      return FALSE;

  return items->len == self->item_rows->len;
}

/* The rows stay, and the keyboard in them, while the list is made of the same steps. */
static void
task_dialog_show_items (VecheTaskDialog *self, GPtrArray *items)
{
  g_autoptr (GHashTable) words = NULL;

  self->n_items = items->len;
  if (!task_dialog_has_items (self, items))
    {
      words = veche_typed_gather (GTK_WIDGET (self->items_group));
      for (guint i = 0; i < self->item_rows->len; i++)
        adw_preferences_group_remove (self->items_group, self->item_rows->pdata[i]);
      g_ptr_array_set_size (self->item_rows, 0);
      for (guint i = 0; i < items->len; i++)
        {
          g_ptr_array_add (self->item_rows, task_dialog_item_new (self, items->pdata[i]));
          adw_preferences_group_add (self->items_group, self->item_rows->pdata[i]);
        }
    }
  for (guint i = 0; i < items->len; i++)
    {
      const VecheTaskItem *item = items->pdata[i];
      GtkWidget *check = g_object_get_data (self->item_rows->pdata[i], "check");

      veche_commit_row_set_text (self->item_rows->pdata[i], item->title);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->done);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title, -1);
    }
  if (words != NULL)
    veche_typed_give_back (GTK_WIDGET (self->items_group), words);
}

/*** What it hangs on ***/

static void
task_dialog_open_cb (VecheTaskDialog *self, GtkWidget *row)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_auto (GStrv) where = g_strsplit (gtk_widget_get_name (row), " ", 2);
  g_autofree char *action = g_strconcat ("win.open-", where[0], NULL);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), action, "s", where[1]);
  gtk_window_close (GTK_WINDOW (self));
}

static void
task_dialog_add_link (VecheTaskDialog *self, const char *what, const char *uid, const char *heading, const char *title)
{
  g_autofree char *name = NULL, *clamped = NULL;
  GtkWidget *row;

  if (uid == NULL)
    return;
  name = g_strconcat (what, " ", uid, NULL);
  clamped = veche_text_clamp (title, 100, FALSE);
  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", clamped, "subtitle", heading, "activatable", TRUE, "use-markup", FALSE, NULL);
  gtk_widget_set_name (row, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_swapped (row, "activated", G_CALLBACK (task_dialog_open_cb), self);
  adw_preferences_group_add (self->links, row);
  g_ptr_array_add (self->link_rows, row);
}

static void
task_dialog_show_links (VecheTaskDialog *self)
{
  for (guint i = 0; i < self->link_rows->len; i++)
    adw_preferences_group_remove (self->links, self->link_rows->pdata[i]);
  g_ptr_array_set_size (self->link_rows, 0);
  task_dialog_add_link (self, "member", self->task->member_uid, _ ("Member"), self->task->member_name);
  task_dialog_add_link (self, "event", self->task->event_uid, _ ("Event"), self->task->event_title);
  task_dialog_add_link (self, "project", self->task->project_uid, _ ("Project"), self->task->project_title);
  task_dialog_add_link (self, "interaction", self->task->interaction_uid, _ ("Message"), _ ("The message it is about"));
  gtk_widget_set_visible (GTK_WIDGET (self->links), self->link_rows->len > 0);
}

/*** What the store says ***/

typedef struct
{
  VecheTask *task;
  GPtrArray *items;
} TaskLoad;

static void
task_load_free (gpointer data)
{
  TaskLoad *load = data;

  g_clear_pointer (&load->task, veche_task_free);
  g_clear_pointer (&load->items, g_ptr_array_unref);
  g_free (load);
}

static gpointer
task_load_job (VecheDb *db, gpointer input, GError **error)
{
  TaskLoad *load = g_new0 (TaskLoad, 1);

  load->task = veche_tasks_load (db, input, error);
  load->items = load->task != NULL ? veche_tasks_list_items (db, input, error) : NULL;
  if (load->items == NULL)
    g_clear_pointer (&load, task_load_free);

  return load;
}

static void
task_dialog_show_repeat (VecheTaskDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *endless = veche_repeat_endless (self->task->rrule);
  guint selected = 0, n;

  g_strfreev (self->rules);
  self->rules = veche_repeat_choices (self->task->due);
  n = g_strv_length (self->rules);
  for (guint i = 0; i < n; i++)
    if (strcmp (self->rules[i], endless) == 0)
      selected = i;
  if (*endless != '\0' && selected == 0)
    {
      /* A rule of its own, from a calendar: offered as it is. */
      self->rules = g_renew (char *, self->rules, n + 2);
      self->rules[n] = g_strdup (self->task->rrule);
      self->rules[n + 1] = NULL;
      selected = n;
    }
  for (guint i = 0; self->rules[i] != NULL; i++)
    {
      g_autofree char *words = veche_repeat_words (self->rules[i]);

      gtk_string_list_append (names, words);
    }
  adw_combo_row_set_model (self->repeat, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->repeat, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->repeat), self->task->due != NULL);
}

static void
task_dialog_show (VecheTaskDialog *self, GPtrArray *items)
{
  g_autofree char *owner = self->task->owner_name != NULL ? veche_text_clamp (self->task->owner_name, 100, FALSE) : g_strdup (_ ("Nobody yet"));
  gboolean open = strcmp (self->task->state, "open") == 0;

  self->filling = TRUE;
  veche_commit_row_set_text (self->title_row, self->task->title);
  veche_day_button_set_day (self->day, self->task->due);
  veche_commit_row_set_text (self->clock_row, veche_clock_of (self->task->due));
  gtk_widget_set_visible (GTK_WIDGET (self->clock_row), self->task->due != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    if (self->task->priority >= priorities[i])
      adw_combo_row_set_selected (self->priority, i);
  g_object_set (self->owner_row, "subtitle", owner, NULL);
  gtk_widget_set_visible (self->owner_clear, self->task->owner_uid != NULL);
  veche_fact_card_set_text (self->notes, self->task->notes);
  gtk_button_set_label (self->tick, open ? C_ ("task", "_Done") : C_ ("task", "_Again"));
  task_dialog_show_repeat (self);
  task_dialog_show_items (self, items);
  task_dialog_show_links (self);
  self->filling = FALSE;
}

static void
task_dialog_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTaskDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  TaskLoad *load = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || load == NULL)
    {
      gboolean gone = g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);

      if (self->session != NULL && !gone)
        veche_session_show_error (self->session, error);
      if (self->session != NULL && (gone || self->task == NULL) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_window_close (GTK_WINDOW (self));
      g_clear_pointer (&load, task_load_free);
      return;
    }
  g_clear_pointer (&self->task, veche_task_free);
  self->task = g_steal_pointer (&load->task);
  task_dialog_show (self, load->items);
  task_load_free (load);
}

static void
task_dialog_load (VecheTaskDialog *self)
{
  /* What was read before a change must not be shown after it. */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, task_load_job, g_strdup (self->uid), g_free, task_load_free,
                         self->cancellable, task_dialog_loaded_cb, g_object_ref (self));
}

static void
task_dialog_changed_cb (VecheTaskDialog *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & (VECHE_TABLE_PLAN | VECHE_TABLE_MEMBER))
    task_dialog_load (self);
}

/*** The window ***/

static void
task_dialog_discard_cb (VecheTaskDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    gtk_window_close (GTK_WINDOW (self));
}

static gpointer
task_dialog_settled_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
}

/* All that was said at closing has been answered. */
static void
task_dialog_settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTaskDialog) self = user_data;
  GtkWidget *ask;

  veche_store_run_finish (VECHE_STORE (source), result, NULL);
  self->closing = FALSE;
  if (self->session == NULL)
    return;
  if (!veche_typed_is_unsaved (GTK_WIDGET (self)))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  ask = veche_ask_discard_new (GTK_WINDOW (self), _ ("What you typed here is not saved yet."), TRUE);
  g_signal_connect_object (ask, "response", G_CALLBACK (task_dialog_discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (ask));
}

static gboolean
task_dialog_close_request (GtkWindow *window)
{
  VecheTaskDialog *self = VECHE_TASK_DIALOG (window);

  if (self->task != NULL && veche_typed_is_unsaved (GTK_WIDGET (self)))
    {
      if (self->closing)
        return GDK_EVENT_STOP;
      veche_commit_row_commit (self->title_row);
      veche_commit_row_commit (self->clock_row);
      veche_commit_row_commit (self->add_row);
      for (guint i = 0; i < self->item_rows->len; i++)
        veche_commit_row_commit (self->item_rows->pdata[i]);
      veche_fact_card_commit (self->notes);
      if (veche_typed_is_unsaved (GTK_WIDGET (self)))
        {
          self->closing = TRUE;
          veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, task_dialog_settled_job, NULL, NULL, NULL, NULL,
                                 task_dialog_settled_cb, g_object_ref (self));
          return GDK_EVENT_STOP;
        }
    }

  return GTK_WINDOW_CLASS (veche_task_dialog_parent_class)->close_request (window);
}

static void
task_dialog_dispose (GObject *object)
{
  VecheTaskDialog *self = VECHE_TASK_DIALOG (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->task, veche_task_free);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->rules, g_strfreev);
  g_clear_pointer (&self->item_rows, g_ptr_array_unref);
  g_clear_pointer (&self->link_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_task_dialog_parent_class)->dispose (object);
}

static void
veche_task_dialog_class_init (VecheTaskDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = task_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = task_dialog_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_task_dialog_init (VecheTaskDialog *self)
{
  self->item_rows = g_ptr_array_new ();
  self->link_rows = g_ptr_array_new ();
}

static GtkWidget *
task_dialog_make_what (VecheTaskDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *day = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Due"), "use-markup", FALSE, NULL);
  const char *const names[] = { _ ("Ordinary"), _ ("High"), _ ("Middling"), _ ("Low"), NULL };
  g_autoptr (GtkStringList) levels = gtk_string_list_new (names);

  self->title_row = VECHE_COMMIT_ROW (veche_commit_row_new (_ ("What is to be done")));
  self->day = VECHE_DAY_BUTTON (veche_day_button_new ());
  veche_day_button_set_optional (self->day, TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (day), GTK_WIDGET (self->day));
  self->clock_row = VECHE_COMMIT_ROW (veche_commit_row_new (_ ("Time (may stay empty)")));
  self->repeat = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Comes again"), "use-subtitle", TRUE, NULL);
  self->priority = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("How important"), NULL);
  adw_combo_row_set_model (self->priority, G_LIST_MODEL (levels));
  adw_preferences_group_add (group, GTK_WIDGET (self->title_row));
  adw_preferences_group_add (group, day);
  adw_preferences_group_add (group, GTK_WIDGET (self->clock_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->repeat));
  adw_preferences_group_add (group, GTK_WIDGET (self->priority));
  veche_typed_set_autosave (GTK_WIDGET (self->title_row));
  g_signal_connect_swapped (self->title_row, "committed", G_CALLBACK (task_dialog_title_cb), self);
  g_signal_connect_swapped (self->day, "notify::day", G_CALLBACK (task_dialog_due_cb), self);
  g_signal_connect_swapped (self->clock_row, "committed", G_CALLBACK (task_dialog_due_cb), self);
  g_signal_connect_swapped (self->repeat, "notify::selected", G_CALLBACK (task_dialog_repeat_cb), self);
  g_signal_connect_swapped (self->priority, "notify::selected", G_CALLBACK (task_dialog_priority_cb), self);

  return GTK_WIDGET (group);
}

static GtkWidget *
task_dialog_make_who (VecheTaskDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *choose = gtk_menu_button_new (), *picker = veche_member_picker_new (self->session, NULL);

  self->owner_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Who does it"), "use-markup", FALSE, NULL);
  self->owner_clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->owner_clear, "flat");
  gtk_widget_set_valign (self->owner_clear, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->owner_clear, _ ("Nobody"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->owner_clear), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Nobody"), -1);
  g_signal_connect_swapped (self->owner_clear, "clicked", G_CALLBACK (task_dialog_clear_owner_cb), self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (choose), _ ("Choose"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (choose), picker);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choose), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose who does it"), -1);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (task_dialog_owner_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->owner_row), self->owner_clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->owner_row), choose);
  adw_preferences_group_add (group, self->owner_row);

  return GTK_WIDGET (group);
}

static GtkWidget *
task_dialog_make_body (VecheTaskDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->notes = g_object_new (VECHE_TYPE_FACT_CARD, "title", _ ("Notes"), "hint", _ ("What one has to know to do it"), NULL);
  veche_typed_set_autosave (GTK_WIDGET (self->notes));
  g_signal_connect_swapped (self->notes, "committed", G_CALLBACK (task_dialog_notes_cb), self);
  self->items_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->items_group, _ ("Checklist"));
  self->add_row = VECHE_COMMIT_ROW (veche_commit_row_new_adding (_ ("One more step")));
  gtk_box_append (GTK_BOX (steps), GTK_WIDGET (self->items_group));
  gtk_box_append (GTK_BOX (steps), adw_preferences_group_new ());
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (gtk_widget_get_last_child (steps)), GTK_WIDGET (self->add_row));
  g_signal_connect_swapped (self->add_row, "committed", G_CALLBACK (task_dialog_add_item_cb), self);
  self->links = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->links, _ ("It is about"));
  gtk_widget_add_css_class (box, "event-form");
  gtk_box_append (GTK_BOX (box), task_dialog_make_what (self));
  gtk_box_append (GTK_BOX (box), task_dialog_make_who (self));
  gtk_box_append (GTK_BOX (box), steps);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notes));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->links));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);

  return scrolled;
}

void
veche_task_dialog_present (GtkWidget *parent, VecheSession *session, const char *uid)
{
  VecheTaskDialog *self = g_object_new (VECHE_TYPE_TASK_DIALOG, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, "title", _ ("Task"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();

  self->session = g_object_ref (session);
  self->uid = g_strdup (uid);
  self->filling = TRUE;
  self->tick = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->tick, TRUE);
  g_signal_connect_swapped (self->tick, "clicked", G_CALLBACK (task_dialog_tick_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), GTK_WIDGET (self->tick));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), task_dialog_make_body (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 640);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
  veche_dialog_toasts_add (ADW_WINDOW (self), session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (task_dialog_changed_cb), self, G_CONNECT_SWAPPED);
  task_dialog_load (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));   /* a Return is no tick */
}
