/* veche-source-settings.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"
#include "app/veche-source-actions.h"
#include "app/veche-source-consent.h"
#include "app/veche-source-form.h"
#include "app/veche-source-guide-view.h"
#include "app/veche-source-settings.h"
#include "app/veche-source-state-words.h"
#include "connectors/veche-connector.h"
#include "model/veche-uid.h"
#include "store/veche-places-table.h"

struct _VecheSourceSettings
{
  AdwWindow        parent_instance;

  VecheSession    *session;      /* (owned) */
  char            *uid;
  VecheSource     *source;       /* (owned) (nullable): as it was when shown */

  GtkWidget       *save, *check, *import;
  GtkEditable     *name_row, *from_row, *until_row;
  AdwComboRow     *every_row;
  AdwPreferencesGroup *when;
  AdwExpanderRow  *quiet_row;
  GtkSwitch       *metered;
  AdwBin          *form_slot, *notices_slot;
  VecheSourceForm *form;         /* (nullable) of form_slot */
  char            *shown;        /* (owned) (nullable): the settings as the form writes them when nothing is changed there */
  GtkLabel        *seen, *budget, *trouble, *unread;
};

G_DEFINE_FINAL_TYPE (VecheSourceSettings, veche_source_settings, ADW_TYPE_WINDOW)

static const guint every[] = { 60, 300, 900, 1800, 3600, 3 * 3600, 12 * 3600, 24 * 3600, 2 * 86400, 3 * 86400, 7 * 86400, 14 * 86400, 30 * 86400 };
#define FIRST_BY_HAND 7    /* nobody is asked to look more than once a day */

/* What the window needs of the workspace. */
typedef struct
{
  char       *uid;
  VecheSource *source;
  GPtrArray  *notices;
  VecheBatch *channels;
} SettingsData;

static void
settings_data_free (gpointer user_data)
{
  SettingsData *data = user_data;

  g_free (data->uid);
  g_clear_pointer (&data->source, veche_source_free);
  g_clear_pointer (&data->notices, g_ptr_array_unref);
  g_clear_pointer (&data->channels, veche_batch_unref);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SettingsData, settings_data_free)

int
veche_source_minutes (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  char *end;
  guint64 hour, minute = 0;

  if (!g_ascii_isdigit (*text))
    return -1;
  hour = g_ascii_strtoull (text, &end, 10);
  if ((*end == ':' || *end == '.') && g_ascii_isdigit (end[1]))
    minute = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '\0' || hour > 24 || minute > 59 || (hour == 24 && minute > 0))
    return -1;

  return (int) (hour % 24 * 60 + minute);
}

static char *
veche_source_settings_every (guint seconds)
{
  guint minutes = MAX (1, seconds / 60);

  if (minutes == 1)
    return g_strdup (_ ("Every minute"));
  if (minutes == 60)
    return g_strdup (_ ("Every hour"));
  if (minutes == 24 * 60)
    return g_strdup (_ ("Every day"));
  if (minutes % (24 * 60) == 0)
    return g_strdup_printf (ngettext ("Every %u day", "Every %u days", minutes / (24 * 60)), minutes / (24 * 60));
  if (minutes % 60 != 0)
    return g_strdup_printf (ngettext ("Every %u minute", "Every %u minutes", minutes), minutes);

  return g_strdup_printf (ngettext ("Every %u hour", "Every %u hours", minutes / 60), minutes / 60);
}

/* An interval that the list does not have stands at its end. */
static void
veche_source_settings_fill_every (VecheSourceSettings *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint first = veche_source_is_place (self->source) ? FIRST_BY_HAND : 0, n = G_N_ELEMENTS (every) - first, chosen = n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = veche_source_settings_every (every[first + i]);

      gtk_string_list_append (list, text);
      if (every[first + i] == self->source->every)
        chosen = i;
    }
  if (chosen == n)
    {
      g_autofree char *text = veche_source_settings_every (self->source->every);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (self->every_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->every_row, chosen);
}

static void
veche_source_settings_show_minutes (GtkEditable *row, int minutes, const char *otherwise)
{
  g_autofree char *text = g_strdup_printf ("%d:%02d", minutes / 60, minutes % 60);

  gtk_editable_set_text (row, minutes >= 0 ? text : otherwise);
}

static gboolean
veche_source_settings_reads_quiet (VecheSourceSettings *self, int *from, int *until)
{
  *from = *until = -1;
  if (!adw_expander_row_get_enable_expansion (self->quiet_row))
    return TRUE;
  *from = veche_source_minutes (gtk_editable_get_text (self->from_row));
  *until = veche_source_minutes (gtk_editable_get_text (self->until_row));

  return *from >= 0 && *until >= 0 && *from != *until;
}

static void
veche_source_settings_typed_cb (VecheSourceSettings *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  int from, until;
  gboolean quiet = veche_source_settings_reads_quiet (self, &from, &until);
  gboolean filled = self->form == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->form)) || veche_source_form_is_filled (self->form);

  gtk_label_set_text (self->trouble, quiet ? "" : _ ("Write quiet hours as 22:00 and 8:00, one unlike the other."));
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), !quiet);
  gtk_widget_set_sensitive (self->save, self->source != NULL && *name != '\0' && quiet && filled);
}

static void
veche_source_settings_set_text (VecheEdit *edit, VecheSource *source, const char *field, const char *before, const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    veche_edit_set_text (edit, "source", source->uid, field, after);
}

static void
veche_source_settings_set_int (VecheEdit *edit, VecheSource *source, const char *field, int before, int after)
{
  if (before != after && after < 0)
    veche_edit_set_null (edit, "source", source->uid, field);
  else if (before != after)
    veche_edit_set_int (edit, "source", source->uid, field, after);
}

/* A command that was changed here was typed here; one that was not changed waits for its own question. */
static void
veche_source_settings_agree (VecheSourceSettings *self)
{
  g_autofree char *settings = self->form != NULL ? veche_source_form_dup_settings (self->form, self->source->settings) : NULL;

  if (g_strcmp0 (settings, self->shown) != 0)
    veche_source_agree (self->session, self->source->type, settings, NULL, NULL);
}

/* self is a reference of ours. */
static void
veche_source_settings_saved_cb (gboolean ok, gpointer user_data)
{
  g_autoptr(VecheSourceSettings) self = VECHE_SOURCE_SETTINGS (user_data);

  if (self->session == NULL)      /* closed meanwhile */
    return;
  /* On an error nothing typed is lost: the window stays. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!ok)
    return;
  veche_source_settings_agree (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* All that was changed is one gesture, undone as one.  NULL: quiet hours that nobody can read. (transfer full) */
static VecheEdit *
veche_source_settings_make_edit (VecheSourceSettings *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autoptr(VecheEdit) edit = veche_edit_new ("source-settings", name);
  guint chosen = adw_combo_row_get_selected (self->every_row) + (veche_source_is_place (self->source) ? FIRST_BY_HAND : 0);
  int from, until;

  if (!veche_source_settings_reads_quiet (self, &from, &until))
    return NULL;
  veche_source_settings_set_text (edit, self->source, "name", self->source->name, name);
  if (chosen < G_N_ELEMENTS (every))
    veche_source_settings_set_int (edit, self->source, "every", (int) self->source->every, (int) every[chosen]);
  veche_source_settings_set_int (edit, self->source, "quiet_from", self->source->quiet_from, from);
  veche_source_settings_set_int (edit, self->source, "quiet_to", self->source->quiet_to, until);
  veche_source_settings_set_int (edit, self->source, "metered", self->source->metered, gtk_switch_get_active (self->metered));
  if (self->form != NULL)
    {
      g_autofree char *words = veche_source_form_dup_text (self->form, "words");
      g_autofree char *settings = veche_source_form_dup_settings (self->form, self->source->settings);

      if (veche_source_form_has (self->form, "words"))
        veche_source_settings_set_text (edit, self->source, "words", self->source->words, words);
      veche_source_settings_set_text (edit, self->source, "settings", self->shown, settings);
    }

  return g_steal_pointer (&edit);
}

static void
veche_source_settings_save_cb (VecheSourceSettings *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autofree char *toast = g_strdup_printf (_ ("Saved: %s"), name);
  g_autoptr(VecheEdit) edit = veche_source_settings_make_edit (self);

  if (edit == NULL)
    return;
  if (veche_edit_is_empty (edit))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  /* What is typed now would be lost when it is saved. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_session_edit (self->session, edit, toast, veche_source_settings_saved_cb, g_object_ref (self));
}

static void
veche_source_settings_discard_cb (VecheSourceSettings *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    veche_source_settings_save_cb (self);
}

static gboolean
veche_source_settings_close_request (GtkWindow *window)
{
  VecheSourceSettings *self = VECHE_SOURCE_SETTINGS (window);
  g_autoptr(VecheEdit) edit = self->source != NULL ? veche_source_settings_make_edit (self) : NULL;
  GtkWidget *ask;

  if (self->source == NULL || (edit != NULL && veche_edit_is_empty (edit)))
    return GTK_WINDOW_CLASS (veche_source_settings_parent_class)->close_request (window);

  ask = veche_ask_discard_new (window, _ ("What you changed about this source is not saved yet."), gtk_widget_is_sensitive (self->save));
  g_signal_connect_object (ask, "response", G_CALLBACK (veche_source_settings_discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

/* Its platform can say what can be seen there. */
static gboolean
veche_source_settings_asks (VecheSource *source)
{
  VecheConnectorSetup setup = { .url = source->url, .settings = source->settings, .own_server = source->own_server };
  g_autoptr(VecheConnector) connector = veche_connector_new (source->type, &setup);

  return connector != NULL && veche_connector_can_describe (connector);
}

/* The platform shows no past: only an export has it. */
static gboolean
veche_source_settings_lacks_past (GPtrArray *notices)
{
  for (guint i = 0; notices != NULL && i < notices->len; i++)
    if (g_str_equal (((VecheSourceNotice *) g_ptr_array_index (notices, i))->code, "no-history"))
      return TRUE;

  return FALSE;
}

static void
veche_source_settings_show_seen (VecheSourceSettings *self, SettingsData *data)
{
  VecheSource *source = data->source;
  const VecheSourceGuide *guide = veche_source_guide_find (source->type);
  g_autoptr(GPtrArray) sentences = veche_source_notice_sentences (source->type, data->notices);
  GtkWidget *box = veche_source_guide_notices_new (sentences);
  g_autofree char *seen = veche_source_seen (source, sentences->len);
  g_autofree char *budget = veche_source_budget (source, veche_now ());

  gtk_widget_set_visible (self->check, veche_source_settings_asks (source));
  gtk_widget_set_visible (self->import, veche_source_settings_lacks_past (data->notices));
  if (!gtk_widget_get_visible (self->check) && sentences->len == 0 && guide != NULL)
    {
      g_free (seen);
      seen = g_strdup (_ (guide->blind));
    }
  adw_bin_set_child (self->notices_slot, box);
  gtk_widget_set_visible (GTK_WIDGET (self->notices_slot), box != NULL);
  gtk_label_set_text (self->seen, seen);
  gtk_label_set_text (self->budget, budget != NULL ? budget : "");
  gtk_widget_set_visible (GTK_WIDGET (self->budget), budget != NULL);
}

static void
veche_source_settings_fill (VecheSourceSettings *self, SettingsData *data)
{
  const VecheSourceGuide *guide = veche_source_guide_find (data->source->type);

  self->source = g_steal_pointer (&data->source);
  gtk_editable_set_text (self->name_row, self->source->name);
  veche_source_settings_fill_every (self);
  veche_source_settings_show_minutes (self->from_row, self->source->quiet_from, "22:00");
  veche_source_settings_show_minutes (self->until_row, self->source->quiet_to, "8:00");
  adw_expander_row_set_enable_expansion (self->quiet_row, self->source->quiet_from >= 0);
  adw_expander_row_set_expanded (self->quiet_row, self->source->quiet_from >= 0);
  gtk_switch_set_active (self->metered, self->source->metered);
  if (veche_source_is_place (self->source))
    adw_preferences_group_set_title (self->when, _ ("When it is looked at"));
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_row), !veche_source_is_place (self->source));
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->metered), ADW_TYPE_PREFERENCES_ROW), !veche_source_is_place (self->source));
  if (guide != NULL)
    {
      self->form = VECHE_SOURCE_FORM (veche_source_form_new (guide, VECHE_SOURCE_FORM_SETTINGS));
      veche_source_form_fill (self->form, self->source->settings, self->source->words);
      veche_source_form_set_places (self->form, data->channels);
      self->shown = veche_source_form_dup_settings (self->form, self->source->settings);
      gtk_widget_set_sensitive (GTK_WIDGET (self->form), veche_source_form_can_read (self->source->settings));
      gtk_widget_set_visible (GTK_WIDGET (self->unread), !veche_source_form_can_read (self->source->settings));
      g_signal_connect_swapped (self->form, "changed", G_CALLBACK (veche_source_settings_typed_cb), self);
      adw_bin_set_child (self->form_slot, GTK_WIDGET (self->form));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->form_slot), self->form != NULL && !veche_source_form_is_empty (self->form));
  veche_source_settings_typed_cb (self);
}

static gpointer
veche_source_settings_load_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr(SettingsData) data = g_new0 (SettingsData, 1);

  data->source = veche_sources_load (db, input, error);
  if (data->source == NULL)
    return NULL;
  data->notices = veche_sources_notices (db, data->source->id, error);
  data->channels = data->notices != NULL ? veche_sources_channels (db, data->source->id, error) : NULL;

  return data->channels != NULL ? g_steal_pointer (&data) : NULL;
}

static void
veche_source_settings_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VecheSourceSettings) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SettingsData) data = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL)      /* closed meanwhile */
    return;
  if (data == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  veche_source_settings_show_seen (self, data);
  if (self->source == NULL)
    veche_source_settings_fill (self, data);
}

static void
veche_source_settings_load (VecheSourceSettings *self)
{
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, veche_source_settings_load_job, g_strdup (self->uid),
                         g_free, settings_data_free, NULL, veche_source_settings_loaded_cb, g_object_ref (self));
}

/* What can't be seen is told anew when it was asked; what is being typed stays. */
static void
veche_source_settings_changed_cb (VecheSourceSettings *self, VecheChange *change)
{
  if ((veche_change_get_tables (change) & (VECHE_TABLE_SOURCE | VECHE_TABLE_ASKED)) != 0 && self->source != NULL)
    veche_source_settings_load (self);
}

static void
veche_source_settings_check_cb (VecheSourceSettings *self)
{
  gtk_label_set_text (self->seen, _ ("Asking…"));
  veche_source_describe (self->session, self->uid);
}

static void
veche_source_settings_import_cb (VecheSourceSettings *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "app.import", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
veche_source_settings_dispose (GObject *object)
{
  VecheSourceSettings *self = VECHE_SOURCE_SETTINGS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->source, veche_source_free);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (veche_source_settings_parent_class)->dispose (object);
}

static void
veche_source_settings_class_init (VecheSourceSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_source_settings_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_source_settings_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-source-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, save);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, check);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, import);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, name_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, from_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, until_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, every_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, when);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, metered);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, form_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, notices_slot);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, seen);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, budget);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, trouble);
  gtk_widget_class_bind_template_child (widget_class, VecheSourceSettings, unread);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_settings_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_settings_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_settings_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_source_settings_import_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_source_settings_init (VecheSourceSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

VecheSourceSettings *
veche_source_settings_show (VecheSession *session, GtkWidget *parent, VecheSourceState *state)
{
  VecheSourceSettings *self
    = g_object_new (VECHE_TYPE_SOURCE_SETTINGS, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (state->source->uid);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (veche_source_settings_changed_cb), self, G_CONNECT_SWAPPED);
  veche_source_settings_load (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
