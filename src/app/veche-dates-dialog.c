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
#include "model/veche-uid.h"

#define BACK  14    /* days */
#define AHEAD 30
#define MOST  200   /* rows: ordinary widgets */

static gpointer
dates_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_occasions_list (db, 0, veche_now (), BACK, AHEAD, TRUE, MOST, error);
}

typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkWidget    *window;    /* (owned) */
  GtkWidget    *stack;
  GtkWidget    *list;
} VecheDatesShown;

static void
dates_shown_free (VecheDatesShown *shown)
{
  g_object_unref (shown->session);
  g_object_unref (shown->window);
  g_free (shown);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheDatesShown, dates_shown_free)

static void
dates_close_cb (GtkWidget *button)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (button)));
}

/* What has been, in one card; what comes, a card for each day. */
static void
dates_fill (VecheDatesShown *shown, GPtrArray *dates)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  const char *day = "";
  GtkWidget *card = NULL;

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
          gtk_box_append (GTK_BOX (shown->list), card);
        }
      g_signal_connect_after (gtk_widget_get_first_child (row), "clicked", G_CALLBACK (dates_close_cb), NULL);
      gtk_box_append (GTK_BOX (card), row);
    }
}

static void
dates_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheDatesShown) shown = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dates = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (dates == NULL)
    {
      veche_session_show_error (shown->session, error);
      return;
    }
  dates_fill (shown, dates);
  gtk_stack_set_visible_child_name (GTK_STACK (shown->stack), dates->len > 0 ? "list" : "empty");
}

static GtkWidget *
dates_stack_new (VecheDatesShown *shown)
{
  GtkWidget *stack = gtk_stack_new (), *scroller = gtk_scrolled_window_new (), *empty = adw_status_page_new ();

  shown->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_set_margin_start (shown->list, 18);
  gtk_widget_set_margin_end (shown->list, 18);
  gtk_widget_set_margin_top (shown->list, 6);
  gtk_widget_set_margin_bottom (shown->list, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), shown->list);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "veche-plan-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nobody to Congratulate"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _ ("First messages and answers, years with us and birthdays of the next 30 days appear here. Write birthdays down in the profiles."));
  gtk_stack_add_named (GTK_STACK (stack), adw_bin_new (), "loading");
  gtk_stack_add_named (GTK_STACK (stack), scroller, "list");
  gtk_stack_add_named (GTK_STACK (stack), empty, "empty");
  gtk_widget_set_vexpand (stack, TRUE);

  return stack;
}

void
veche_dates_dialog_present (VecheSession *session, GtkWindow *parent)
{
  VecheDatesShown *shown = g_new0 (VecheDatesShown, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();

  shown->session = g_object_ref (session);
  shown->window = g_object_ref (g_object_new (ADW_TYPE_WINDOW, "modal", TRUE, "transient-for", parent, "title", _ ("Dates and Occasions"),
                                              "default-width", 560, "default-height", 560, "width-request", 340, NULL));
  shown->stack = dates_stack_new (shown);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), shown->stack);
  adw_window_set_content (ADW_WINDOW (shown->window), box);
  gtk_window_present (GTK_WINDOW (shown->window));
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, dates_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         NULL, dates_loaded_cb, shown);
}
