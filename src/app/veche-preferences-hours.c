/* veche-preferences-hours.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hours are one text in the workspace (model/veche-hours.h): a row for each weekday edits its part of it, and what the text says of single days stays.
 */

#include "veche-config.h"

#include "app/veche-preferences-hours.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-day-button.h"
#include "app/veche-holiday-words.h"
#include "app/veche-plan-words.h"
#include "store/veche-inbox-clock.h"

#define SHOWN_PAST 60   /* days off that are over for longer are not shown */
#define NAME_MOST  80

struct _VechePreferencesHours
{
  VechePreferencesPage parent_instance;

  char                *text;        /* (owned) (nullable): the hours as they are kept */
  char                *before;      /* (owned) (nullable): as they were before it was around the clock */
  char                *shown;       /* (owned) (nullable): the days off that stand there, as one text */
  GtkWidget           *always;
  AdwEntryRow         *week[7];
  AdwEntryRow         *zone;
  AdwPreferencesGroup *holidays;
  GPtrArray           *rows;        /* (element-type GtkWidget) of the days off */
  GtkWidget           *add_row, *day, *add;
};

G_DEFINE_FINAL_TYPE (VechePreferencesHours, veche_preferences_hours, VECHE_TYPE_PREFERENCES_PAGE)

/*** Reading ***/

typedef struct
{
  char       *text, *zone;
  VecheHours *hours;
  GPtrArray  *holidays;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_free (loaded->text);
  g_free (loaded->zone);
  g_clear_pointer (&loaded->hours, veche_hours_unref);
  g_clear_pointer (&loaded->holidays, g_ptr_array_unref);
  g_free (loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

static gpointer
hours_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->text = veche_inbox_hours_text (db);
  loaded->zone = veche_inbox_zone_text (db);
  loaded->hours = veche_hours_new (loaded->text, NULL, NULL);
  if (loaded->hours == NULL)
    loaded->hours = veche_hours_new ("", NULL, NULL);
  loaded->holidays = veche_holidays_list (db, error);

  return loaded->holidays != NULL ? g_steal_pointer (&loaded) : NULL;
}

/* Whatever else in the workspace has changed, what is being typed is not touched: only what is kept otherwise than before is shown anew, and what was
 * taken from the row. */
static void
hours_set_text (AdwEntryRow *row, const char *text)
{
  if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "kept"), text) == 0)
    return;
  g_object_set_data_full (G_OBJECT (row), "kept", g_strdup (text), g_free);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

/* As it is read: "10:00–13:00, 14:00–19:00". (transfer full) */
static char *
hours_show_spans (const char *spans)
{
  g_autoptr (GString) text = g_string_new (spans);

  g_string_replace (text, "-", "–", 0);
  g_string_replace (text, ",", ", ", 0);

  return g_strdup (text->str);
}

/*** Writing ***/

typedef struct { char *text, *zone, *day, *name; GPtrArray *offers; } Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->text);
  g_free (wish->zone);
  g_free (wish->day);
  g_free (wish->name);
  g_clear_pointer (&wish->offers, g_ptr_array_unref);
  g_free (wish);
}

static gboolean
hours_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_inbox_hours_edit (db, edit, ((Wish *) input)->text, error);
}

static gboolean
zone_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_inbox_zone_edit (db, edit, ((Wish *) input)->zone, error);
}

static gboolean
holiday_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Wish *wish = input;

  return veche_holidays_edit_add (db, edit, wish->day, wish->name, error);
}

static gboolean
workday_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_holidays_edit_remove (db, edit, ((Wish *) input)->day, error);
}

/* Those that are there already keep their names. */
static gboolean
offers_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  GPtrArray *offers = ((Wish *) input)->offers;
  g_autoptr (GPtrArray) there = veche_holidays_list (db, error);

  for (guint i = 0; there != NULL && i + 1 < offers->len; i += 2)
    {
      gboolean known = FALSE;

      for (guint j = 0; j < there->len && !known; j++)
        known = g_str_equal (((VecheHoliday *) there->pdata[j])->day, offers->pdata[i]);
      if (!known && !veche_holidays_edit_add (db, edit, offers->pdata[i], offers->pdata[i + 1], error))
        return FALSE;
    }

  return there != NULL;
}

static void
hours_write (VechePreferencesHours *self, const char *text)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->text = g_strdup (text);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "hours", hours_build, wish, wish_free, NULL);
}

static void
hours_always_cb (VechePreferencesHours *self)
{
  if (veche_preferences_page_is_filling (VECHE_PREFERENCES_PAGE (self)))
    return;
  if (!gtk_switch_get_active (GTK_SWITCH (self->always)))
    {
      hours_write (self, self->before != NULL ? self->before : "mon-fri 10:00-19:00");
      return;
    }
  g_free (self->before);
  self->before = self->text != NULL && *self->text != '\0' ? g_strdup (self->text) : NULL;
  hours_write (self, "");
}

static void
hours_week_cb (VechePreferencesHours *self, AdwEntryRow *row)
{
  const char *week[7];
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 7; i++)
    week[i] = gtk_editable_get_text (GTK_EDITABLE (self->week[i]));
  text = veche_hours_write (self->text, week, &error);
  if (text != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      g_object_set_data (G_OBJECT (row), "kept", NULL);
      hours_write (self, text);
      return;
    }

  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  veche_session_toast (veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self)),
                       g_error_matches (error, VECHE_HOURS_ERROR, VECHE_HOURS_ERROR_NEVER)
                         ? _ ("At least one day of the week must have hours")
                         : _ ("Write hours as 10:00–19:00; nothing is a day off"));
}

static void
hours_zone_cb (VechePreferencesHours *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->zone));
  g_autofree char *tidy = g_strdelimit (g_strstrip (g_strdup (typed)), " ", '_');
  g_autoptr (GTimeZone) known = g_time_zone_new_identifier (tidy);
  Wish *wish;

  if (*tidy != '\0' && known == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->zone), "error");
      veche_session_toast (veche_preferences_page_get_session (VECHE_PREFERENCES_PAGE (self)),
                           _ ("A time zone is written as Europe/Moscow or +03:00"));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->zone), "error");
  g_object_set_data (G_OBJECT (self->zone), "kept", NULL);
  wish = g_new0 (Wish, 1);
  wish->zone = g_steal_pointer (&tidy);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "hours", zone_build, wish, wish_free, NULL);
}

/*** Days off ***/

static void
holiday_renamed_cb (VechePreferencesHours *self, AdwEntryRow *row)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->day = g_strdup (g_object_get_data (G_OBJECT (row), "day"));
  wish->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "holiday", holiday_build, wish, wish_free, NULL);
}

static void
holiday_removed_cb (VechePreferencesHours *self, GtkWidget *button)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->day = g_strdup (g_object_get_data (G_OBJECT (button), "day"));
  gtk_widget_grab_focus (self->day);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "holiday", workday_build, wish, wish_free, _ ("Day off removed"));
}

static void
holiday_added_cb (VechePreferencesHours *self)
{
  const char *day = veche_day_button_get_day (VECHE_DAY_BUTTON (self->day));
  Wish *wish;

  if (day == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->day = g_strdup (day);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "holiday", holiday_build, wish, wish_free, NULL);
  veche_day_button_set_day (VECHE_DAY_BUTTON (self->day), NULL);
  gtk_widget_grab_focus (self->day);
}

static void
holiday_picked_cb (VechePreferencesHours *self)
{
  gtk_widget_set_sensitive (self->add, veche_day_button_get_day (VECHE_DAY_BUTTON (self->day)) != NULL);
}

static void
hours_public_cb (GSimpleAction *action, GVariant *country, gpointer user_data)
{
  VechePreferencesHours *self = user_data;
  Wish *wish = g_new0 (Wish, 1);
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  wish->offers = veche_holiday_offers (g_variant_get_string (country, NULL), &today);
  veche_preferences_page_edit (VECHE_PREFERENCES_PAGE (self), "holiday", offers_build, wish, wish_free, _ ("Public holidays of the next twelve months added"));
}

static GtkWidget *
holiday_row_new (VechePreferencesHours *self, const VecheHoliday *holiday)
{
  GtkWidget *row = adw_entry_row_new (), *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = veche_day_full (holiday->day), *spoken = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : holiday->day);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), holiday->name != NULL ? holiday->name : "");
  g_object_set_data_full (G_OBJECT (row), "day", g_strdup (holiday->day), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (holiday_renamed_cb), self, G_CONNECT_SWAPPED);

  /* Translators: %s is a day */
  spoken = g_strdup_printf (_ ("No Day Off: %s"), title != NULL ? title : holiday->day);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (remove), "day", g_strdup (holiday->day), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (holiday_removed_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);

  return row;
}

/* Rows are made anew only when something differs: the keyboard stays where it is. */
static void
hours_fill_holidays (VechePreferencesHours *self, GPtrArray *holidays)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) since = g_date_time_add_days (now, -SHOWN_PAST);
  g_autofree char *first = g_date_time_format (since, "%Y-%m-%d");
  g_autoptr (GString) whole = g_string_new (NULL);

  for (guint i = 0; i < holidays->len; i++)
    g_string_append_printf (whole, "%s\n%s\n", ((VecheHoliday *) holidays->pdata[i])->day, ((VecheHoliday *) holidays->pdata[i])->name);
  if (g_strcmp0 (whole->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (whole->str);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->holidays, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_remove (self->holidays, g_object_ref (self->add_row));
  for (guint i = 0; i < holidays->len; i++)
    if (strcmp (((VecheHoliday *) holidays->pdata[i])->day, first) >= 0)
      {
        GtkWidget *row = holiday_row_new (self, holidays->pdata[i]);

        g_ptr_array_add (self->rows, row);
        adw_preferences_group_add (self->holidays, row);
      }
  adw_preferences_group_add (self->holidays, self->add_row);
  g_object_unref (self->add_row);
}

static void
hours_fill (VechePreferencesPage *page, gpointer data)
{
  VechePreferencesHours *self = VECHE_PREFERENCES_HOURS (page);
  const Loaded *loaded = data;
  gboolean always = veche_hours_is_always (loaded->hours);

  g_free (self->text);
  self->text = g_strdup (loaded->text);
  gtk_switch_set_active (GTK_SWITCH (self->always), always);
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *spans = veche_hours_dup_weekday (loaded->hours, i);
      g_autofree char *shown = hours_show_spans (spans);

      hours_set_text (self->week[i], shown);
      gtk_widget_set_visible (GTK_WIDGET (self->week[i]), !always);
    }
  hours_set_text (self->zone, loaded->zone);
  hours_fill_holidays (self, loaded->holidays);
}

/*** Making ***/

static void
hours_make_week (VechePreferencesHours *self)
{
  static const char *const days[7] = { NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
                                       NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"), NC_ ("weekday", "Sunday") };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autofree char *zone = NULL;

  adw_preferences_group_set_title (group, _ ("Working Hours"));
  adw_preferences_group_set_description (group, _ ("Waiting counts only in these hours. What is promised for a day is due when they end"));
  adw_preferences_group_add (group, veche_preferences_switch_row (_ ("Around the Clock"), NULL, &self->always));
  g_signal_connect_object (self->always, "notify::active", G_CALLBACK (hours_always_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < 7; i++)
    {
      self->week[i] = ADW_ENTRY_ROW (adw_entry_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->week[i]), g_dpgettext2 (NULL, "weekday", days[i]));
      adw_entry_row_set_show_apply_button (self->week[i], TRUE);
      g_signal_connect_object (self->week[i], "apply", G_CALLBACK (hours_week_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, GTK_WIDGET (self->week[i]));
    }
  self->zone = ADW_ENTRY_ROW (adw_entry_row_new ());
  /* Translators: %s is a time zone such as Europe/Moscow */
  zone = g_strdup_printf (_ ("Time Zone, if not %s"), g_time_zone_get_identifier (local));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->zone), zone);
  adw_entry_row_set_show_apply_button (self->zone, TRUE);
  g_signal_connect_object (self->zone, "apply", G_CALLBACK (hours_zone_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->zone));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
}

/* The country of this computer comes first. */
static GMenuModel *
hours_make_countries (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  int here = veche_holiday_country_of (g_time_zone_get_identifier (local));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < veche_holiday_n_countries (); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (veche_holiday_country_name (i), NULL);

      g_menu_item_set_action_and_target (item, "hours.public", "s", veche_holiday_country_nick (i));
      if ((int) i == here)
        g_menu_prepend_item (menu, item);
      else
        g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
hours_make_holidays (VechePreferencesHours *self)
{
  g_autoptr (GMenuModel) countries = hours_make_countries ();
  GtkWidget *public = gtk_menu_button_new ();

  self->holidays = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->holidays, _ ("Days Off"));
  adw_preferences_group_set_description (self->holidays, _ ("Nobody answers then, whatever weekday it is"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (public), _ ("_Public Holidays"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (public), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (public), countries);
  gtk_widget_set_valign (public, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (public, "flat");
  adw_preferences_group_set_header_suffix (self->holidays, public);

  self->add_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add_row), _ ("Another Day Off"));
  self->day = veche_day_button_new ();
  gtk_widget_set_valign (self->day, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->day, "notify::day", G_CALLBACK (holiday_picked_cb), self, G_CONNECT_SWAPPED);
  self->add = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (self->add, FALSE);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (holiday_added_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->add_row), self->day);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->add_row), self->add);
  adw_preferences_group_add (self->holidays, self->add_row);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->holidays);
}

static void
veche_preferences_hours_finalize (GObject *object)
{
  VechePreferencesHours *self = VECHE_PREFERENCES_HOURS (object);

  g_free (self->text);
  g_free (self->before);
  g_free (self->shown);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (veche_preferences_hours_parent_class)->finalize (object);
}

static void
veche_preferences_hours_class_init (VechePreferencesHoursClass *klass)
{
  VechePreferencesPageClass *page_class = VECHE_PREFERENCES_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_preferences_hours_finalize;
  page_class->tables = VECHE_TABLE_TRIAGE;
  page_class->load = hours_job;
  page_class->free_loaded = loaded_free;
  page_class->fill = hours_fill;
}

static void
veche_preferences_hours_init (VechePreferencesHours *self)
{
  static const GActionEntry entries[] = { { "public", hours_public_cb, "s", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->rows = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Hours"));
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "hours");
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "veche-clock-symbolic");
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "hours", G_ACTION_GROUP (actions));
  hours_make_week (self);
  hours_make_holidays (self);
}
