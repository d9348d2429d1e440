/* veche-leave.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-leave.h"

#include <glib/gi18n.h>

#include "app/veche-composer.h"
#include "app/veche-typed.h"

#define MOST_SECONDS 10

typedef struct
{
  VecheSession  *session;   /* (owned) */
  GtkWindow     *window;    /* (owned) */
  char          *anyway;
  VecheLeaveDone done;
  gpointer       user_data;
  guint          timer;     /* 0: no answer is waited for */
  guint          asked;     /* the writer, that often without an answer */
  gboolean       slow;
  char          *problem;   /* (nullable): what the session told meanwhile */
  gulong         told;
} Leave;

static void leave_try (Leave *leave);

static void
leave_clear (Leave *leave)
{
  g_signal_handler_disconnect (leave->session, leave->told);
  g_object_unref (leave->session);
  g_object_unref (leave->window);
  g_free (leave->anyway);
  g_free (leave->problem);
}

static void
leave_unref (Leave *leave)
{
  g_rc_box_release_full (leave, (GDestroyNotify) leave_clear);
}

static void
leave_end (Leave *leave, gboolean left)
{
  leave->done (left, leave->user_data);
  leave_unref (leave);
}

/* What was done offers to be undone; what failed offers nothing. */
static void
leave_told_cb (Leave *leave, const char *text, const char *action)
{
  if (action == NULL)
    {
      g_free (leave->problem);
      leave->problem = g_strdup (text);
    }
}

/*** What is typed ***/

/* (transfer full) (element-type GtkWidget) */
static GPtrArray *
leave_windows (void)
{
  GPtrArray *windows = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    g_ptr_array_add (windows, g_list_model_get_item (all, i));

  return windows;
}

static void
leave_save_composers (GtkWidget *widget)
{
  if (VECHE_IS_COMPOSER (widget))
    veche_composer_save (VECHE_COMPOSER (widget));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      leave_save_composers (child);
}

static gboolean
leave_has_unsaved_reply (GtkWidget *widget)
{
  if (VECHE_IS_COMPOSER (widget))
    return veche_composer_is_unsaved (VECHE_COMPOSER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (leave_has_unsaved_reply (child))
      return TRUE;

  return FALSE;
}

static void
leave_save (void)
{
  g_autoptr (GPtrArray) windows = leave_windows ();

  for (guint i = 0; i < windows->len; i++)
    {
      veche_typed_commit_below (windows->pdata[i]);
      leave_save_composers (windows->pdata[i]);
    }
}

static gboolean
leave_is_unsaved (void)
{
  g_autoptr (GPtrArray) windows = leave_windows ();

  for (guint i = 0; i < windows->len; i++)
    if (veche_typed_is_unsaved (windows->pdata[i]) || leave_has_unsaved_reply (windows->pdata[i]))
      return TRUE;

  return FALSE;
}

/*** What is asked ***/

static void
leave_answered_cb (GtkWindow *ask, const char *response, gpointer user_data)
{
  Leave *leave = user_data;

  if (g_str_equal (response, "retry"))
    leave_try (leave);
  else
    leave_end (leave, g_str_equal (response, "anyway"));
}

static char *
leave_words (Leave *leave)
{
  if (leave->problem != NULL)
    /* Translators: %s is a sentence about what happened, "The disk is full. …" */
    return g_strdup_printf (_ ("%s What you typed is kept in the window, and nowhere else yet."), leave->problem);
  if (leave->slow)
    return g_strdup (_ ("The workspace is busy with something long. What you typed is kept in the window, and nowhere else yet."));

  return g_strdup (_ ("Some of what you typed could not be understood. It is kept in the window, and marked there."));
}

static void
leave_ask (Leave *leave)
{
  g_autofree char *words = leave_words (leave);
  GtkWidget *ask = adw_message_dialog_new (leave->window, _ ("Not Everything Is Saved"), words);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (ask), "stay", _ ("_Keep Open"), "anyway", leave->anyway, "retry", _ ("_Try Again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (ask), "anyway", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (ask), "retry", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (ask), "retry");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (ask), "stay");
  g_signal_connect (ask, "response", G_CALLBACK (leave_answered_cb), leave);
  gtk_window_present (GTK_WINDOW (ask));
}

/*** The store's answer ***/

static void
leave_settle (Leave *leave)
{
  g_clear_handle_id (&leave->timer, g_source_remove);
  if (leave_is_unsaved ())
    leave_ask (leave);
  else
    leave_end (leave, TRUE);
}

static gpointer
leave_job (VecheDb *db, gpointer input, GError **error)
{
  return VECHE_JOB_DONE;
}

/* The writer takes one after the other: all that was said before has been answered. */
static void
leave_job_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Leave *leave = user_data;

  veche_store_run_finish (VECHE_STORE (source), result, NULL);
  if (--leave->asked == 0 && leave->timer != 0)
    leave_settle (leave);
  leave_unref (leave);
}

static gboolean
leave_slow_cb (gpointer user_data)
{
  Leave *leave = user_data;

  leave->timer = 0;
  leave->slow = TRUE;
  leave_settle (leave);

  return G_SOURCE_REMOVE;
}

static void
leave_try (Leave *leave)
{
  leave->slow = FALSE;
  g_clear_pointer (&leave->problem, g_free);
  leave_save ();
  if (!leave_is_unsaved ())
    {
      leave_end (leave, TRUE);
      return;
    }
  leave->timer = g_timeout_add_seconds (MOST_SECONDS, leave_slow_cb, leave);
  leave->asked++;
  veche_store_run_async (veche_session_get_store (leave->session), VECHE_LANE_WRITER, leave_job, NULL, NULL, NULL, NULL, leave_job_cb,
                         g_rc_box_acquire (leave));
}

void
veche_leave (VecheSession *session, GtkWindow *window, const char *anyway, VecheLeaveDone done, gpointer user_data)
{
  Leave *leave;

  g_return_if_fail (VECHE_IS_SESSION (session) && GTK_IS_WINDOW (window) && done != NULL);

  leave = g_rc_box_new0 (Leave);
  leave->session = g_object_ref (session);
  leave->window = g_object_ref (window);
  leave->anyway = g_strdup (anyway);
  leave->done = done;
  leave->user_data = user_data;
  leave->told = g_signal_connect_swapped (session, "toast", G_CALLBACK (leave_told_cb), leave);
  leave_try (leave);
}
