/* veche-dates-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "analysis/veche-occasions.h"
#include "app/veche-dates-dialog.h"
#include "app/veche-occasion-row.h"
#include "app/veche-profile-dates.h"
#include "app/veche-profile-parts.h"
#include "app/veche-reading-window.h"
#include "model/veche-uid.h"

#define BACK  14    /* days */
#define AHEAD 30
#define MOST  200   /* rows: ordinary widgets */
#define NARROW 420
#define TABLES (VECHE_TABLE_MEMBER | VECHE_TABLE_OTHER)

static gpointer
dates_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_occasions_list (db, 0, veche_now (), BACK, AHEAD, TRUE, MOST, error);
}

/* Of the window: as long as it is there. */
typedef struct
{
  VecheSession       *session;   /* (owned) */
  VecheReadingWindow *window;    /* (unowned) */
  gboolean            loading;
  gboolean            stale;     /* changed while it was being read */
} VecheDatesShown;

static void
dates_shown_free (gpointer data)
{
  VecheDatesShown *shown = data;

  g_object_unref (shown->session);
  g_free (shown);
}

static void
dates_close_cb (GtkWidget *button)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (button)));
}

/* What has been, in one card; what comes, a card for each day. */
static GtkWidget *
dates_list_new (VecheDatesShown *shown, GPtrArray *dates)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *card = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  const char *day = "";
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (shown->window)) < NARROW;   /* beside its buttons a name would be cut */

  gtk_widget_set_margin_start (list, 18);
  gtk_widget_set_margin_end (list, 18);
  gtk_widget_set_margin_top (list, 6);
  gtk_widget_set_margin_bottom (list, 18);
  for (guint i = 0; i < dates->len; i++)
    {
      const VecheOccasion *date = dates->pdata[i];
      const char *place = strcmp (date->day, today) <= 0 ? "lately" : date->day;
      GtkWidget *row = veche_occasion_row_new (shown->session, date, TRUE);

      if (strcmp (day, place) != 0)
        {
          g_autofree char *title = strcmp (place, "lately") == 0 ? g_strdup (_ ("Today and Lately")) : veche_day_words (date->day);

          day = place;
          card = veche_profile_card_new (title);
          gtk_box_append (GTK_BOX (list), card);
        }
      if (narrow)
        {
          gtk_orientable_set_orientation (GTK_ORIENTABLE (row), GTK_ORIENTATION_VERTICAL);
          gtk_widget_set_halign (gtk_widget_get_last_child (row), GTK_ALIGN_END);
        }
      g_signal_connect_after (gtk_widget_get_first_child (row), "clicked", G_CALLBACK (dates_close_cb), NULL);
      gtk_box_append (GTK_BOX (card), row);
    }

  return list;
}

static void dates_load (VecheDatesShown *shown);

static void
dates_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheReadingWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dates = veche_store_run_finish (VECHE_STORE (source), result, &error);
  VecheDatesShown *shown = g_object_get_data (G_OBJECT (window), "dates");

  shown->loading = FALSE;
  if (dates == NULL)
    veche_reading_window_fail (window, error);
  else if (dates->len == 0)
    veche_reading_window_say (window, "veche-plan-symbolic", _ ("Nobody to Congratulate"),
                              _ ("First messages and answers, years with us and birthdays of the next 30 days appear here. Write birthdays down in the profiles."));
  else
    veche_reading_window_show (window, dates_list_new (shown, dates));
  if (shown->stale)
    dates_load (shown);
}

static void
dates_load (VecheDatesShown *shown)
{
  shown->loading = TRUE;
  shown->stale = FALSE;
  veche_store_run_async (veche_session_get_store (shown->session), VECHE_LANE_SCANNER, dates_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         NULL, dates_loaded_cb, g_object_ref (shown->window));
}

/* What was put away is gone, what was undone is back. */
static void
dates_changed_cb (VecheReadingWindow *window, VecheChange *change)
{
  VecheDatesShown *shown = g_object_get_data (G_OBJECT (window), "dates");

  if (!(veche_change_get_tables (change) & TABLES) || !gtk_widget_get_visible (GTK_WIDGET (window)))
    return;
  if (shown->loading)
    shown->stale = TRUE;
  else
    dates_load (shown);
}

void
veche_dates_dialog_present (VecheSession *session, GtkWindow *parent)
{
  VecheDatesShown *shown = g_new0 (VecheDatesShown, 1);

  shown->session = g_object_ref (session);
  shown->window = VECHE_READING_WINDOW (veche_reading_window_new (session, parent, _ ("Dates and Occasions")));
  g_object_set_data_full (G_OBJECT (shown->window), "dates", shown, dates_shown_free);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (dates_changed_cb), shown->window, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (shown->window));
  dates_load (shown);
}
