/* veche-project-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"
#include "app/veche-day-button.h"
#include "app/veche-member-picker.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "app/veche-project-parts.h"
#include "store/veche-members-table.h"

#define QUARTERS_OFFERED 6
#define N_PARTS          3

struct _VecheProjectDialog
{
  AdwWindow           parent_instance;

  VecheSession       *session;                   /* (owned) */
  char               *uid;                       /* (nullable): a new project */
  char               *quarter;
  char               *owner_uid;                 /* (nullable) */
  char               *quarters[QUARTERS_OFFERED];
  GPtrArray          *agendas;                   /* (owned) (nullable) (element-type VecheAgenda) */
  char               *before;                    /* (nullable): what the fields said when shown */
  VecheProjectParts  *parts[N_PARTS];

  GtkWidget          *save;
  AdwPreferencesPage *page;
  AdwEntryRow        *title_row, *goal_row, *outcome_row;
  AdwComboRow        *quarter_row, *status_row, *agenda_row;
  VecheDayButton     *day;
  GtkMenuButton      *owner;
};

G_DEFINE_FINAL_TYPE (VecheProjectDialog, veche_project_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  char         *uid, *quarter;
  VecheProject *project;        /* (nullable) */
  GPtrArray    *agendas;
  GPtrArray    *competencies;
} VecheProjectData;

static void
veche_project_data_free (gpointer pointer)
{
  VecheProjectData *data = pointer;

  g_free (data->uid);
  g_free (data->quarter);
  g_clear_pointer (&data->project, veche_record_unref);
  g_clear_pointer (&data->agendas, g_ptr_array_unref);
  g_clear_pointer (&data->competencies, g_ptr_array_unref);
  g_free (data);
}

static VecheProject *
find_project (VecheQuarter *quarter, const char *uid)
{
  if (quarter->project != NULL && g_str_equal (quarter->project->parent.uid, uid))
    return veche_record_ref (quarter->project);

  for (guint i = 0; i < quarter->others->len; i++)
    {
      VecheProject *project = g_ptr_array_index (quarter->others, i);

      if (g_str_equal (project->parent.uid, uid))
        return veche_record_ref (project);
    }

  return NULL;
}

static gpointer
veche_project_dialog_load_job (VecheDb *db, gpointer input, GError **error)
{
  const VecheProjectData *wanted = input;
  VecheProjectData *data = g_new0 (VecheProjectData, 1);
  g_autoptr (VecheQuarter) quarter = veche_plan_quarter (db, wanted->quarter, error);

  if (quarter != NULL && wanted->uid != NULL)
    data->project = find_project (quarter, wanted->uid);
  if (quarter != NULL)
    data->agendas = veche_plan_agendas (db, error);
  if (data->agendas != NULL)
    data->competencies = veche_members_list_competencies (db, error);
  if (data->competencies == NULL)
    g_clear_pointer (&data, veche_project_data_free);

  return data;
}

static const char *
row_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
veche_project_dialog_validate (VecheProjectDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (row_text (self->title_row)));

  gtk_widget_set_sensitive (self->save, *title != '\0');
}

static char *
veche_project_dialog_fingerprint (VecheProjectDialog *self)
{
  const char *day = veche_day_button_get_day (self->day);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\1%s\1%s\1%u\1%u\1%u\1%s\1%s", row_text (self->title_row), row_text (self->goal_row),
                          row_text (self->outcome_row), adw_combo_row_get_selected (self->quarter_row),
                          adw_combo_row_get_selected (self->status_row), adw_combo_row_get_selected (self->agenda_row),
                          day != NULL ? day : "", self->owner_uid != NULL ? self->owner_uid : "");
  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autofree char *part = veche_project_parts_fingerprint (self->parts[i]);

      g_string_append_printf (text, "\2%s", part);
    }

  return g_string_free (text, FALSE);
}

static void
veche_project_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheProjectDialog) self = VECHE_PROJECT_DIALOG (user_data);

  /* On an error nothing typed is lost: the dialog stays. */
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!ok)
    return;

  g_clear_pointer (&self->before, g_free);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
set_optional_text (VecheEdit *edit, const char *uid, const char *field, const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  veche_edit_set_text (edit, "project", uid, field, *text != '\0' ? text : NULL);
}

static void
veche_project_dialog_save_cb (VecheProjectDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (row_text (self->title_row)));
  g_autoptr (VecheEdit) edit = veche_edit_new ("project", title);
  guint agenda = adw_combo_row_get_selected (self->agenda_row);
  g_autofree char *toast = g_strdup_printf (self->uid != NULL ? _("Saved: %s") : _("On the plan: %s"), title);
  const char *uid = self->uid;

  if (!gtk_widget_get_sensitive (self->save))
    return;

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "project");
      veche_edit_set_int (edit, "project", uid, "created", g_get_real_time ());
    }
  veche_edit_set_text (edit, "project", uid, "title", title);
  set_optional_text (edit, uid, "goal", row_text (self->goal_row));
  set_optional_text (edit, uid, "outcome", row_text (self->outcome_row));
  veche_edit_set_text (edit, "project", uid, "quarter", self->quarters[adw_combo_row_get_selected (self->quarter_row)]);
  veche_edit_set_text (edit, "project", uid, "status", veche_project_statuses[adw_combo_row_get_selected (self->status_row)]);
  veche_edit_set_ref (edit, "project", uid, "agenda_id",
                      agenda > 0 && agenda <= self->agendas->len ? ((VecheAgenda *) g_ptr_array_index (self->agendas, agenda - 1))->uid : NULL);
  veche_edit_set_text (edit, "project", uid, "starts", veche_day_button_get_day (self->day));
  veche_edit_set_ref (edit, "project", uid, "owner_id", self->owner_uid);
  for (guint i = 0; i < N_PARTS; i++)
    veche_project_parts_save (self->parts[i], edit, uid);

  gtk_widget_set_sensitive (self->save, FALSE);
  veche_session_edit (self->session, edit, toast, veche_project_dialog_saved_cb, g_object_ref (self));
}

static void
veche_project_dialog_cancel_cb (VecheProjectDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
veche_project_dialog_discard_cb (AdwMessageDialog *ask, const char *response, VecheProjectDialog *self)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    veche_project_dialog_save_cb (self);
}

static gboolean
veche_project_dialog_close_request (GtkWindow *window)
{
  VecheProjectDialog *self = VECHE_PROJECT_DIALOG (window);
  g_autofree char *now = NULL;
  GtkWidget *ask;

  if (self->before != NULL)
    now = veche_project_dialog_fingerprint (self);
  if (self->before == NULL || g_str_equal (now, self->before))
    return GTK_WINDOW_CLASS (veche_project_dialog_parent_class)->close_request (window);

  ask = veche_ask_discard_new (window, _("What you typed about this project is not saved yet."), gtk_widget_get_sensitive (self->save));
  g_signal_connect (ask, "response", G_CALLBACK (veche_project_dialog_discard_cb), self);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

static void
veche_project_dialog_set_owner (VecheProjectDialog *self, const char *uid, const char *name)
{
  g_free (self->owner_uid);
  self->owner_uid = g_strdup (uid);
  gtk_menu_button_set_label (self->owner, name != NULL ? name : _("Choose"));
}

static void
veche_project_dialog_owner_cb (VecheMemberPicker *picker, VecheRecord *record, VecheProjectDialog *self)
{
  veche_project_dialog_set_owner (self, record->uid, ((VecheMember *) record)->name);
}

static void
veche_project_dialog_show_choices (VecheProjectDialog *self, const char *agenda_uid, const char *status)
{
  g_autoptr (GtkStringList) quarters = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) agendas = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) statuses = gtk_string_list_new (NULL);
  guint agenda = 0, chosen = 0;

  /* The quarter itself stands second, so that a project can also be moved back. */
  for (int i = 0; i < QUARTERS_OFFERED; i++)
    {
      g_autofree char *title = NULL;

      self->quarters[i] = veche_quarter_step (self->quarter, i - 1);
      title = veche_quarter_title (self->quarters[i]);
      gtk_string_list_append (quarters, title);
    }
  gtk_string_list_append (agendas, C_("agenda", "None"));
  for (guint i = 0; i < self->agendas->len; i++)
    {
      const VecheAgenda *one = g_ptr_array_index (self->agendas, i);

      gtk_string_list_append (agendas, one->name);
      if (g_strcmp0 (one->uid, agenda_uid) == 0)
        agenda = i + 1;
    }
  for (guint i = 0; veche_project_statuses[i] != NULL; i++)
    {
      gtk_string_list_append (statuses, veche_status_title (veche_project_statuses[i]));
      if (g_strcmp0 (veche_project_statuses[i], status) == 0)
        chosen = i;
    }
  adw_combo_row_set_model (self->quarter_row, G_LIST_MODEL (quarters));
  adw_combo_row_set_selected (self->quarter_row, 1);
  adw_combo_row_set_model (self->agenda_row, G_LIST_MODEL (agendas));
  adw_combo_row_set_selected (self->agenda_row, agenda);
  adw_combo_row_set_model (self->status_row, G_LIST_MODEL (statuses));
  adw_combo_row_set_selected (self->status_row, chosen);
}

static void
veche_project_dialog_show (VecheProjectDialog *self, VecheProjectData *data)
{
  VecheProject *project = data->project;
  GPtrArray *lists[N_PARTS] = { project != NULL ? project->steps : NULL, project != NULL ? project->slots : NULL,
                                project != NULL ? project->team : NULL };

  self->agendas = g_ptr_array_ref (data->agendas);
  veche_project_dialog_show_choices (self, project != NULL ? project->agenda_uid : NULL, project != NULL ? project->status : "planned");
  if (project != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->title_row), project->title);
      gtk_editable_set_text (GTK_EDITABLE (self->goal_row), project->goal != NULL ? project->goal : "");
      gtk_editable_set_text (GTK_EDITABLE (self->outcome_row), project->outcome != NULL ? project->outcome : "");
      veche_day_button_set_day (self->day, project->starts);
    }
  veche_project_dialog_set_owner (self, project != NULL ? project->owner_uid : NULL, project != NULL ? project->owner_name : NULL);
  for (guint i = 0; i < N_PARTS; i++)
    {
      self->parts[i] = VECHE_PROJECT_PARTS (veche_project_parts_new ((VechePartsKind) i, self->session, lists[i], data->competencies));
      adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->parts[i]));
    }
}

static void
veche_project_dialog_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheProjectDialog) self = VECHE_PROJECT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  VecheProjectData *data = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (data == NULL)
    {
      veche_session_show_error (self->session, error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  veche_project_dialog_show (self, data);
  veche_project_data_free (data);
  veche_project_dialog_validate (self);
  self->before = veche_project_dialog_fingerprint (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
}

static void
veche_project_dialog_dispose (GObject *object)
{
  VecheProjectDialog *self = VECHE_PROJECT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->quarter, g_free);
  g_clear_pointer (&self->owner_uid, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  for (guint i = 0; i < QUARTERS_OFFERED; i++)
    g_clear_pointer (&self->quarters[i], g_free);

  G_OBJECT_CLASS (veche_project_dialog_parent_class)->dispose (object);
}

static void
veche_project_dialog_class_init (VecheProjectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_project_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_project_dialog_close_request;

  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-project-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, page);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, goal_row);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, outcome_row);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, quarter_row);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, status_row);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, agenda_row);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, day);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectDialog, owner);
  gtk_widget_class_bind_template_callback (widget_class, veche_project_dialog_validate);
  gtk_widget_class_bind_template_callback (widget_class, veche_project_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_project_dialog_cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_project_dialog_init (VecheProjectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  veche_day_button_set_optional (self->day, TRUE);
}

void
veche_project_dialog_present (GtkWidget *parent, VecheSession *session, const char *uid, const char *quarter)
{
  VecheProjectDialog *self = g_object_new (VECHE_TYPE_PROJECT_DIALOG, NULL);
  VecheProjectData *wanted = g_new0 (VecheProjectData, 1);
  GtkWidget *picker = veche_member_picker_new (session, NULL);

  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  self->session = g_object_ref (session);
  self->uid = g_strdup (uid);
  self->quarter = g_strdup (quarter);
  g_signal_connect (picker, "picked", G_CALLBACK (veche_project_dialog_owner_cb), self);
  gtk_menu_button_set_popover (self->owner, picker);

  wanted->uid = g_strdup (uid);
  wanted->quarter = g_strdup (quarter);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, veche_project_dialog_load_job, wanted, veche_project_data_free,
                         veche_project_data_free, NULL, veche_project_dialog_loaded_cb, g_object_ref (self));
}
