/* veche-event-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-ask-discard.h"
#include "app/veche-day-button.h"
#include "app/veche-event-dialog.h"
#include "app/veche-member-picker.h"
#include "app/veche-plan-words.h"
#include "app/veche-zone-list.h"

typedef struct   /* somebody at the event, as the dialog has it now */
{
  char      *uid;          /* (nullable): not saved yet */
  char      *member_uid;
  char      *name;
  GtkWidget *row;
  GtkWidget *role, *status;
} VecheGuest;

struct _VecheEventDialog
{
  AdwWindow      parent_instance;

  VecheSession  *session;         /* (owned) */
  char          *uid;             /* (nullable): a new event */
  int            last_day;        /* days from the start's to the end's, when it lasts longer than a night */
  GPtrArray     *agendas;         /* (owned) (nullable) (element-type VecheAgenda) */
  GPtrArray     *guests;          /* (owned) (element-type VecheGuest) */
  GPtrArray     *removed;         /* (owned) (element-type utf8): uids of participants to remove */
  char          *before;          /* what the fields said when shown, to see whether something was typed */

  GtkWidget     *save;
  AdwEntryRow   *title_row, *from_row, *to_row, *place_row, *link_row, *notes_row;
  AdwComboRow   *kind_row, *status_row, *agenda_row;
  VecheDayButton *day;
  GtkDropDown   *zone;
  GtkSwitch     *online;
  GtkMenuButton *add_person;
  GtkListBox    *people;
  GtkWidget     *remove_group;
};

G_DEFINE_FINAL_TYPE (VecheEventDialog, veche_event_dialog, ADW_TYPE_WINDOW)

/* What the dialog needs of the workspace. */
typedef struct
{
  char       *uid;
  VecheEvent *event;           /* (nullable) */
  GPtrArray  *participants;    /* (nullable) */
  GPtrArray  *agendas;
} VecheEventData;

static void
veche_event_data_free (gpointer pointer)
{
  VecheEventData *data = pointer;

  g_free (data->uid);
  g_clear_pointer (&data->event, veche_record_unref);
  g_clear_pointer (&data->participants, g_ptr_array_unref);
  g_clear_pointer (&data->agendas, g_ptr_array_unref);
  g_free (data);
}

static gpointer
veche_event_dialog_load_job (VecheDb *db, gpointer input, GError **error)
{
  VecheEventData *data = g_new0 (VecheEventData, 1);
  const char *uid = input;

  data->agendas = veche_plan_agendas (db, error);
  if (data->agendas != NULL && uid != NULL)
    {
      data->event = veche_plan_event (db, uid, error);
      data->participants = data->event != NULL ? veche_plan_participants (db, uid, error) : NULL;
    }
  if (data->agendas == NULL || (uid != NULL && data->participants == NULL))
    g_clear_pointer (&data, veche_event_data_free);

  return data;
}

static void
veche_guest_free (gpointer data)
{
  VecheGuest *guest = data;

  g_free (guest->uid);
  g_free (guest->member_uid);
  g_free (guest->name);
  g_free (guest);
}

static guint
nick_index (const char *const *nicks, const char *nick)
{
  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;

  return 0;
}

static GListModel *
titles_model (const char *const *nicks, const char *(*title) (const char *nick))
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; nicks[i] != NULL; i++)
    gtk_string_list_append (list, title (nicks[i]));

  return G_LIST_MODEL (list);
}

static GtkWidget *
choice_new (const char *const *nicks, const char *(*title) (const char *nick), const char *nick, const char *label)
{
  GtkWidget *choice = gtk_drop_down_new (titles_model (nicks, title), NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), nick_index (nicks, nick));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return choice;
}

static void
veche_event_dialog_drop_guest_cb (GtkButton *button, VecheEventDialog *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  for (guint i = 0; i < self->guests->len; i++)
    {
      VecheGuest *guest = g_ptr_array_index (self->guests, i);

      if (guest->row != row)
        continue;
      if (guest->uid != NULL)
        g_ptr_array_add (self->removed, g_strdup (guest->uid));
      gtk_list_box_remove (self->people, row);
      g_ptr_array_remove_index (self->guests, i);
      break;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), self->guests->len > 0);
}

static void
veche_event_dialog_add_guest (VecheEventDialog *self, const VecheParticipant *person)
{
  VecheGuest *guest = g_new0 (VecheGuest, 1);
  GtkWidget *drop = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *escaped = g_markup_escape_text (person->name, -1);

  guest->uid = g_strdup (person->uid);
  guest->member_uid = g_strdup (person->member_uid);
  guest->name = g_strdup (person->name);
  guest->row = adw_action_row_new ();
  guest->role = choice_new (veche_event_roles, veche_role_title, person->role, _("Role"));
  guest->status = choice_new (veche_attendances, veche_attendance_title, person->status, _("Attendance"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (guest->row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (guest->row), 2);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (drop, "flat");
  gtk_widget_set_tooltip_text (drop, _("Remove from the Event"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove from the Event"), -1);
  g_signal_connect (drop, "clicked", G_CALLBACK (veche_event_dialog_drop_guest_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (guest->row), guest->role);
  adw_action_row_add_suffix (ADW_ACTION_ROW (guest->row), guest->status);
  adw_action_row_add_suffix (ADW_ACTION_ROW (guest->row), drop);
  gtk_list_box_append (self->people, guest->row);
  gtk_widget_set_visible (GTK_WIDGET (self->people), TRUE);
  g_ptr_array_add (self->guests, guest);
}

static void
veche_event_dialog_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheEventDialog *self)
{
  VecheParticipant person = { NULL, record->uid, ((VecheMember *) record)->name, (char *) "guest", (char *) "accepted", record->id };

  for (guint i = 0; i < self->guests->len; i++)
    if (g_str_equal (((VecheGuest *) g_ptr_array_index (self->guests, i))->member_uid, record->uid))
      return;

  veche_event_dialog_add_guest (self, &person);
}

/* "19:00", "9.30", "7" → "19:00", "09:30", "07:00"; NULL: no time of day. */
static char *
time_normalise (const char *typed)
{
  int hour, minute = 0, used = 0;

  if (sscanf (typed, " %2d%*1[:.]%2d %n", &hour, &minute, &used) < 2 && sscanf (typed, " %2d %n", &hour, &used) < 1)
    return NULL;
  if (typed[used] != '\0' || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return NULL;

  return g_strdup_printf ("%02d:%02d", hour, minute);
}

static const char *
row_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
row_set_valid (AdwEntryRow *row, gboolean valid)
{
  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static void
veche_event_dialog_validate (VecheEventDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (row_text (self->title_row)));
  g_autofree char *from = time_normalise (row_text (self->from_row));
  g_autofree char *to = time_normalise (row_text (self->to_row));
  gboolean to_ok = to != NULL || *row_text (self->to_row) == '\0';

  row_set_valid (self->from_row, from != NULL);
  row_set_valid (self->to_row, to_ok);
  gtk_widget_set_sensitive (self->save, *title != '\0' && from != NULL && to_ok);
}

/* All that the dialog would save, in one string: equal strings mean that nothing was touched. */
static char *
veche_event_dialog_fingerprint (VecheEventDialog *self)
{
  GString *text = g_string_new (NULL);
  const char *day = veche_day_button_get_day (self->day);

  g_string_append_printf (text, "%s\1%s\1%s\1%s\1%s\1%s\1%s\1%u\1%u\1%u\1%d\1%s\1%u", row_text (self->title_row),
                          day != NULL ? day : "", row_text (self->from_row), row_text (self->to_row), row_text (self->place_row),
                          row_text (self->link_row), row_text (self->notes_row), adw_combo_row_get_selected (self->kind_row),
                          adw_combo_row_get_selected (self->status_row), adw_combo_row_get_selected (self->agenda_row),
                          gtk_switch_get_active (self->online), veche_zone_list_get (self->zone), self->removed->len);
  for (guint i = 0; i < self->guests->len; i++)
    {
      VecheGuest *guest = g_ptr_array_index (self->guests, i);

      g_string_append_printf (text, "\1%s\1%u\1%u", guest->member_uid, gtk_drop_down_get_selected (GTK_DROP_DOWN (guest->role)),
                              gtk_drop_down_get_selected (GTK_DROP_DOWN (guest->status)));
    }

  return g_string_free (text, FALSE);
}

static void
set_optional_text (VecheEdit *edit, const char *uid, const char *field, const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  veche_edit_set_text (edit, "event", uid, field, *text != '\0' ? text : NULL);
}

static void
veche_event_dialog_save_when (VecheEventDialog *self, VecheEdit *edit, const char *uid)
{
  const char *day = veche_day_button_get_day (self->day);
  g_autofree char *from = time_normalise (row_text (self->from_row));
  g_autofree char *to = time_normalise (row_text (self->to_row));
  g_autofree char *starts = g_strdup_printf ("%sT%s", day, from);
  g_autofree char *ends = NULL;

  if (to != NULL)
    {
      /* An end before the start is after midnight. */
      int later = self->last_day > 1 ? self->last_day : strcmp (to, from) <= 0 ? 1 : 0;
      g_autofree char *last = veche_day_step (day, later);

      ends = g_strdup_printf ("%sT%s", last, to);
    }
  veche_edit_set_text (edit, "event", uid, "starts", starts);
  veche_edit_set_text (edit, "event", uid, "ends", ends);
  veche_edit_set_text (edit, "event", uid, "tz", veche_zone_list_get (self->zone));
}

static void
veche_event_dialog_save_guests (VecheEventDialog *self, VecheEdit *edit, const char *event_uid)
{
  for (guint i = 0; i < self->removed->len; i++)
    veche_edit_delete (edit, "event_participant", g_ptr_array_index (self->removed, i));

  for (guint i = 0; i < self->guests->len; i++)
    {
      VecheGuest *guest = g_ptr_array_index (self->guests, i);
      const char *uid = guest->uid;

      if (uid == NULL)
        {
          uid = veche_edit_insert (edit, "event_participant");
          veche_edit_set_ref (edit, "event_participant", uid, "event_id", event_uid);
          veche_edit_set_ref (edit, "event_participant", uid, "member_id", guest->member_uid);
        }
      veche_edit_set_text (edit, "event_participant", uid, "role",
                           veche_event_roles[gtk_drop_down_get_selected (GTK_DROP_DOWN (guest->role))]);
      veche_edit_set_text (edit, "event_participant", uid, "status",
                           veche_attendances[gtk_drop_down_get_selected (GTK_DROP_DOWN (guest->status))]);
    }
}

static void
veche_event_dialog_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheEventDialog) self = VECHE_EVENT_DIALOG (user_data);

  /* On an error nothing typed is lost: the dialog stays. */
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!ok)
    return;

  g_clear_pointer (&self->before, g_free);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
veche_event_dialog_save_cb (VecheEventDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (row_text (self->title_row)));
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", title);
  guint agenda = adw_combo_row_get_selected (self->agenda_row);
  g_autofree char *toast = g_strdup_printf (self->uid != NULL ? _("Saved: %s") : _("On the plan: %s"), title);
  const char *uid = self->uid;

  if (!gtk_widget_get_sensitive (self->save))
    return;

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "event");
      veche_edit_set_int (edit, "event", uid, "created", g_get_real_time ());
    }
  veche_edit_set_text (edit, "event", uid, "title", title);
  veche_edit_set_text (edit, "event", uid, "kind", veche_event_kinds[adw_combo_row_get_selected (self->kind_row)]);
  veche_edit_set_text (edit, "event", uid, "status", veche_event_statuses[adw_combo_row_get_selected (self->status_row)]);
  veche_edit_set_ref (edit, "event", uid, "agenda_id",
                      agenda > 0 && agenda <= self->agendas->len ? ((VecheAgenda *) g_ptr_array_index (self->agendas, agenda - 1))->uid : NULL);
  veche_edit_set_int (edit, "event", uid, "online", gtk_switch_get_active (self->online));
  set_optional_text (edit, uid, "place", row_text (self->place_row));
  set_optional_text (edit, uid, "link", row_text (self->link_row));
  set_optional_text (edit, uid, "notes", row_text (self->notes_row));
  veche_event_dialog_save_when (self, edit, uid);
  veche_event_dialog_save_guests (self, edit, uid);

  gtk_widget_set_sensitive (self->save, FALSE);
  veche_session_edit (self->session, edit, toast, veche_event_dialog_saved_cb, g_object_ref (self));
}

static void
veche_event_dialog_remove_cb (VecheEventDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("event", row_text (self->title_row));
  g_autofree char *toast = g_strdup_printf (_("Removed: %s"), row_text (self->title_row));

  veche_edit_delete (edit, "event", self->uid);
  veche_session_edit (self->session, edit, toast, veche_event_dialog_saved_cb, g_object_ref (self));
}

static void
veche_event_dialog_cancel_cb (VecheEventDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
veche_event_dialog_discard_cb (AdwMessageDialog *ask, const char *response, VecheEventDialog *self)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    veche_event_dialog_save_cb (self);
}

static gboolean
veche_event_dialog_close_request (GtkWindow *window)
{
  VecheEventDialog *self = VECHE_EVENT_DIALOG (window);
  g_autofree char *now = veche_event_dialog_fingerprint (self);
  GtkWidget *ask;

  if (self->before == NULL || g_str_equal (now, self->before))
    return GTK_WINDOW_CLASS (veche_event_dialog_parent_class)->close_request (window);

  ask = veche_ask_discard_new (window, _("What you typed about this event is not saved yet."), gtk_widget_get_sensitive (self->save));
  g_signal_connect (ask, "response", G_CALLBACK (veche_event_dialog_discard_cb), self);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

static void
veche_event_dialog_show_agendas (VecheEventDialog *self, const char *uid)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_("agenda", "None"));
  for (guint i = 0; i < self->agendas->len; i++)
    {
      const VecheAgenda *agenda = g_ptr_array_index (self->agendas, i);

      gtk_string_list_append (names, agenda->name);
      if (g_strcmp0 (agenda->uid, uid) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->agenda_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->agenda_row, selected);
}

static void
row_set (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
veche_event_dialog_show_event (VecheEventDialog *self, const VecheEvent *event)
{
  row_set (self->title_row, event->title);
  row_set (self->place_row, event->place);
  row_set (self->link_row, event->link);
  row_set (self->notes_row, event->notes);
  row_set (self->from_row, strlen (event->starts) >= 16 ? event->starts + 11 : "");
  row_set (self->to_row, event->ends != NULL && strlen (event->ends) >= 16 ? event->ends + 11 : "");
  veche_day_button_set_day (self->day, event->starts);
  if (event->ends != NULL)
    self->last_day = veche_day_until (event->ends) - veche_day_until (event->starts);
  adw_combo_row_set_selected (self->kind_row, nick_index (veche_event_kinds, event->kind));
  adw_combo_row_set_selected (self->status_row, nick_index (veche_event_statuses, event->status));
  gtk_switch_set_active (self->online, event->online);
  veche_zone_list_fill (self->zone, event->tz);
}

static void
veche_event_dialog_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheEventDialog) self = VECHE_EVENT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  VecheEventData *data = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (data == NULL)
    {
      veche_session_show_error (self->session, error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  self->agendas = g_steal_pointer (&data->agendas);
  veche_event_dialog_show_agendas (self, data->event != NULL ? data->event->agenda_uid : NULL);
  if (data->event != NULL)
    veche_event_dialog_show_event (self, data->event);
  for (guint i = 0; data->participants != NULL && i < data->participants->len; i++)
    veche_event_dialog_add_guest (self, g_ptr_array_index (data->participants, i));
  veche_event_data_free (data);

  veche_event_dialog_validate (self);
  row_set_valid (self->from_row, TRUE);
  self->before = veche_event_dialog_fingerprint (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
}

static void
veche_event_dialog_dispose (GObject *object)
{
  VecheEventDialog *self = VECHE_EVENT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_event_dialog_parent_class)->dispose (object);
}

static void
veche_event_dialog_class_init (VecheEventDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_event_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_event_dialog_close_request;

  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-event-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, save);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, to_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, link_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, notes_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, status_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, agenda_row);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, day);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, zone);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, online);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, add_person);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, people);
  gtk_widget_class_bind_template_child (widget_class, VecheEventDialog, remove_group);
  gtk_widget_class_bind_template_callback (widget_class, veche_event_dialog_validate);
  gtk_widget_class_bind_template_callback (widget_class, veche_event_dialog_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_event_dialog_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_event_dialog_remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_event_dialog_init (VecheEventDialog *self)
{
  g_autoptr (GListModel) kinds = titles_model (veche_event_kinds, veche_event_kind_title);
  g_autoptr (GListModel) statuses = titles_model (veche_event_statuses, veche_status_title);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->guests = g_ptr_array_new_with_free_func (veche_guest_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  adw_combo_row_set_model (self->kind_row, kinds);
  adw_combo_row_set_model (self->status_row, statuses);
  adw_combo_row_set_selected (self->status_row, nick_index (veche_event_statuses, "planned"));
  gtk_widget_set_visible (GTK_WIDGET (self->people), FALSE);
}

void
veche_event_dialog_present (GtkWidget *parent, VecheSession *session, const char *uid, const char *day)
{
  VecheEventDialog *self = g_object_new (VECHE_TYPE_EVENT_DIALOG, NULL);
  g_autofree char *today = veche_day_today ();
  GtkWidget *picker;

  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_title (GTK_WINDOW (self), uid != NULL ? _("Event") : _("New Event"));
  self->session = g_object_ref (session);
  self->uid = g_strdup (uid);
  gtk_widget_set_visible (self->remove_group, uid != NULL);
  veche_day_button_set_day (self->day, day != NULL ? day : today);
  row_set (self->from_row, "19:00");
  veche_zone_list_fill (self->zone, NULL);

  picker = veche_member_picker_new (session, NULL);
  g_signal_connect (picker, "picked", G_CALLBACK (veche_event_dialog_picked_cb), self);
  gtk_menu_button_set_popover (self->add_person, picker);

  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, veche_event_dialog_load_job, g_strdup (uid), g_free,
                         veche_event_data_free, NULL, veche_event_dialog_loaded_cb, g_object_ref (self));
}
