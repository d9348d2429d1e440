/* veche-preferences-notices.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-preferences-notices.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "model/veche-text.h"
#include "store/veche-notices-table.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-sources-table.h"

#define N_SWITCHES 5

struct _VechePreferencesNotices
{
  VechePreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray           *rows;        /* (element-type AdwComboRow): a source each, its uid as data */
  char                *shown;       /* (owned) (nullable): the sources that stand there, as one text */
  GtkWidget           *nothing;
  GtkWidget           *switches[N_SWITCHES];
  AdwEntryRow         *quiet;
  char                *kept;        /* (owned) (nullable): the quiet hours as they were read last */
};

G_DEFINE_FINAL_TYPE (VechePreferencesNotices, veche_preferences_notices, VECHE_TYPE_PREFERENCES_PAGE)

static const char *const switch_names[N_SWITCHES] = { "promises", "requests", "heat", "reminders", "closed" };

/*** Reading ***/

typedef struct { VecheNoticeSettings *wanted; GPtrArray *sources; } Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->wanted, veche_notices_settings_free);
  g_clear_pointer (&loaded->sources, g_ptr_array_unref);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
notices_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->wanted = veche_notices_settings_load (db);
  loaded->sources = veche_sources_list_plain (db, error);

  return loaded->sources != NULL ? g_steal_pointer (&loaded) : NULL;
}

/*** Writing ***/

typedef struct { char *source_uid; const char *name; int of, from, to; } Wish;

static void
wish_free (gpointer data)
{
  g_free (((Wish *) data)->source_uid);
  g_free (data);
}

static gboolean
source_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Wish *wish = input;

  veche_notices_edit_source (db, edit, wish->source_uid, (VecheNoticeOf) wish->of);

  return TRUE;
}

static gboolean
switch_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Wish *wish = input;

  veche_notices_edit_switch (db, edit, wish->name, wish->of != 0);

  return TRUE;
}

static gboolean
quiet_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Wish *wish = input;

  veche_notices_edit_quiet (db, edit, wish->from, wish->to);

  return TRUE;
}

static void
notices_source_cb (VechePreferencesNotices *self, GParamSpec *pspec, AdwComboRow *row)
{
  Wish *wish;

  if (veche_preferences_page_is_filling (VECHE_PREFERENCES_PAGE (self)))
    return;
  wish = g_new0 (Wish, 1);
  wish->source_uid = g_strdup (g_object_get_data (G_OBJECT (row), "uid"));
  wish->of = (int) adw_combo_row_get_selected (row);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "notices", source_build, wish, wish_free, NULL);
}

static void
notices_switch_cb (VechePreferencesNotices *self, GParamSpec *pspec, GtkSwitch *sw)
{
  Wish *wish;
  guint i = 0;

  if (veche_preferences_page_is_filling (VECHE_PREFERENCES_PAGE (self)))
    return;
  while (i < N_SWITCHES - 1 && self->switches[i] != GTK_WIDGET (sw))
    i++;
  wish = g_new0 (Wish, 1);
  wish->name = switch_names[i];
  wish->of = gtk_switch_get_active (sw);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "notices", switch_build, wish, wish_free, NULL);
}

/* "22–8", "22:00 - 08:00"; nothing is never. */
static gboolean
notices_read_quiet (const char *typed, int *from, int *to)
{
  const char *const week[7] = { typed, "", "", "", "", "", "" };
  g_autofree char *tidy = veche_hours_write (NULL, week, NULL);
  int from_hour, from_minute, to_hour, to_minute, end = 0;

  if (tidy == NULL || sscanf (tidy, "mon %d:%d-%d:%d%n", &from_hour, &from_minute, &to_hour, &to_minute, &end) != 4 || tidy[end] != '\0')
    return FALSE;
  *from = (from_hour * 60 + from_minute) % (24 * 60);
  *to = (to_hour * 60 + to_minute) % (24 * 60);

  return *from != *to;
}

static void
notices_quiet_cb (VechePreferencesNotices *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->quiet))));
  int from = 0, to = 0;
  Wish *wish;

  if (*typed != '\0' && !notices_read_quiet (typed, &from, &to))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->quiet), "error");
      veche_session_toast (veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self)), _ ("Write quiet hours as 22:00–8:00"));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->quiet), "error");
  g_clear_pointer (&self->kept, g_free);
  wish = g_new0 (Wish, 1);
  wish->from = from;
  wish->to = to;
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "notices", quiet_build, wish, wish_free, NULL);
}

/*** Showing ***/

static AdwComboRow *
notices_row_new (VechePreferencesNotices *self, const VecheSource *source)
{
  const char *const words[] = { C_ ("notify", "Nothing"), C_ ("notify", "Complaints and hot talks"), C_ ("notify", "All that waits"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  g_autofree char *name = veche_text_clamp (source->name, 60, FALSE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  g_object_set_data_full (G_OBJECT (row), "uid", g_strdup (source->uid), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (notices_source_cb), self, G_CONNECT_SWAPPED);

  return row;
}

/* Made anew only when there are others: the keyboard stays where it is. */
static void
notices_fill_sources (VechePreferencesNotices *self, GPtrArray *sources)
{
  g_autoptr (GString) whole = g_string_new (NULL);

  for (guint i = 0; i < sources->len; i++)
    g_string_append_printf (whole, "%s\n%s\n", ((VecheSource *) sources->pdata[i])->uid, ((VecheSource *) sources->pdata[i])->name);
  gtk_widget_set_visible (self->nothing, sources->len == 0);
  if (g_strcmp0 (whole->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (whole->str);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < sources->len; i++)
    {
      AdwComboRow *row = notices_row_new (self, sources->pdata[i]);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->group, GTK_WIDGET (row));
    }
}

static void
notices_fill (VechePreferencesPage *page, gpointer data)
{
  VechePreferencesNotices *self = VECHE_PREFERENCES_NOTICES (page);
  const Loaded *loaded = data;
  const VecheNoticeSettings *wanted = loaded->wanted;
  const gboolean on[N_SWITCHES] = { wanted->promises, wanted->requests, wanted->heat, wanted->reminders, wanted->closed };
  g_autofree char *quiet = wanted->quiet_from != wanted->quiet_to
                             ? g_strdup_printf ("%d:%02d–%d:%02d", wanted->quiet_from / 60, wanted->quiet_from % 60, wanted->quiet_to / 60, wanted->quiet_to % 60)
                             : g_strdup ("");

  notices_fill_sources (self, loaded->sources);
  for (guint i = 0; i < self->rows->len; i++)
    adw_combo_row_set_selected (self->rows->pdata[i], veche_notices_of (wanted, g_object_get_data (self->rows->pdata[i], "uid")));
  for (guint i = 0; i < N_SWITCHES; i++)
    gtk_switch_set_active (GTK_SWITCH (self->switches[i]), on[i]);
  if (g_strcmp0 (self->kept, quiet) == 0)      /* it may be being typed */
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->quiet), quiet);
  gtk_widget_remove_css_class (GTK_WIDGET (self->quiet), "error");
  g_free (self->kept);
  self->kept = g_steal_pointer (&quiet);
}

/*** Making ***/

static AdwPreferencesGroup *
notices_group_new (VechePreferencesNotices *self, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);

  return group;
}

static void
notices_add_switch (VechePreferencesNotices *self, AdwPreferencesGroup *group, guint i, const char *title, const char *subtitle)
{
  adw_preferences_group_add (group, veche_preferences_switch_row (title, subtitle, &self->switches[i]));
  g_signal_connect_object (self->switches[i], "notify::active", G_CALLBACK (notices_switch_cb), self, G_CONNECT_SWAPPED);
}

static void
veche_preferences_notices_finalize (GObject *object)
{
  VechePreferencesNotices *self = VECHE_PREFERENCES_NOTICES (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  g_free (self->kept);

  G_OBJECT_CLASS (veche_preferences_notices_parent_class)->finalize (object);
}

static void
veche_preferences_notices_class_init (VechePreferencesNoticesClass *klass)
{
  VechePreferencesPageClass *page_class = VECHE_PREFERENCES_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_preferences_notices_finalize;
  page_class->tables = VECHE_TABLE_TRIAGE | VECHE_TABLE_SOURCE;
  page_class->load = notices_job;
  page_class->free_loaded = loaded_free;
  page_class->fill = notices_fill;
}

static void
veche_preferences_notices_init (VechePreferencesNotices *self)
{
  AdwPreferencesGroup *group;

  self->rows = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Notifications"));
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "notices");
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "preferences-system-notifications-symbolic");

  self->group = notices_group_new (self, _ ("Tell Me Of"), _ ("One notification for each source, and none while the Inbox is before your eyes"));
  self->nothing = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->nothing), _ ("Nothing is connected yet"));
  adw_preferences_group_add (self->group, self->nothing);

  group = notices_group_new (self, _ ("And When"), NULL);
  notices_add_switch (self, group, 0, _ ("A Promise Is Due"), NULL);
  notices_add_switch (self, group, 1, _ ("A Colleague Has Not Answered in Time"), NULL);
  notices_add_switch (self, group, 2, _ ("A Talk Grows Hot"), NULL);
  notices_add_switch (self, group, 3, _ ("An Event or Task Has a Reminder"), NULL);

  group = notices_group_new (self, _ ("Quiet"), _ ("What comes meanwhile is told at the end, all together"));
  notices_add_switch (self, group, 4, _ ("Outside Working Hours"), NULL);
  self->quiet = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->quiet), _ ("Quiet Hours, such as 22:00–8:00"));
  adw_entry_row_set_show_apply_button (self->quiet, TRUE);
  g_signal_connect_object (self->quiet, "apply", G_CALLBACK (notices_quiet_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->quiet));
}
