/* veche-thread-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-message-card.h"
#include "app/veche-reading-window.h"
#include "app/veche-thread-dialog.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"

/* What is opened: a mention has its place in the Inbox. */
typedef struct
{
  gboolean   mention;
  gint64     id;
  GPtrArray *thread;    /* (element-type VecheInteraction) (nullable) */
} VecheThreadFound;

static void
thread_found_free (gpointer data)
{
  VecheThreadFound *found = data;

  g_clear_pointer (&found->thread, g_ptr_array_unref);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheThreadFound, thread_found_free)

static gpointer
thread_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheThreadFound) found = g_new0 (VecheThreadFound, 1);

  found->mention = veche_inbox_find (db, input, NULL) != 0;
  if (found->mention)
    return g_steal_pointer (&found);

  found->id = veche_db_id_for_uid (db, "interaction", input);
  if (found->id == 0)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such message");
      return NULL;
    }
  found->thread = veche_inbox_thread (db, found->id, error);

  return found->thread != NULL ? g_steal_pointer (&found) : NULL;
}

typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkWindow    *parent;    /* (owned) */
  char         *uid;
} VecheThreadOpening;

static void
thread_opening_free (VecheThreadOpening *opening)
{
  g_object_unref (opening->session);
  g_object_unref (opening->parent);
  g_free (opening->uid);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheThreadOpening, thread_opening_free)

static gboolean
thread_scroll_cb (GtkWidget *card, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (card, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  /* The first ticks come before the cards are laid out. */
  if (gtk_widget_get_height (card) == 0)
    return G_SOURCE_CONTINUE;
  if (scroller != NULL && gtk_widget_compute_bounds (card, gtk_widget_get_parent (card), &bounds))
    {
      GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

      gtk_adjustment_set_value (adjustment, bounds.origin.y - gtk_adjustment_get_page_size (adjustment) / 3);
    }

  return G_SOURCE_REMOVE;
}

static void
thread_profile_cb (GtkButton *button, gpointer user_data)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_WINDOW);
  VecheSession *session = g_object_get_data (G_OBJECT (button), "session");
  const char *uid = g_object_get_data (G_OBJECT (button), "uid");

  veche_session_open_member (session, uid);
  gtk_window_close (GTK_WINDOW (window));
}

static void
thread_fill_header (VecheThreadOpening *opening, AdwHeaderBar *header, const VecheInteraction *interaction)
{
  g_autofree char *channel = veche_text_clamp (interaction->channel_name, 200, FALSE);

  adw_header_bar_set_title_widget (header, adw_window_title_new (channel != NULL ? channel : _ ("Logged by hand"), NULL));
  if (interaction->author_uid != NULL)
    {
      GtkWidget *profile = gtk_button_new_with_mnemonic (_ ("_Profile"));

      g_object_set_data_full (G_OBJECT (profile), "session", g_object_ref (opening->session), g_object_unref);
      g_object_set_data_full (G_OBJECT (profile), "uid", g_strdup (interaction->author_uid), g_free);
      g_signal_connect (profile, "clicked", G_CALLBACK (thread_profile_cb), NULL);
      adw_header_bar_pack_start (header, profile);
    }
}

/* The cards, and the one that was looked for. */
static GtkWidget *
thread_cards (const VecheThreadFound *found, GtkWidget **wanted)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  for (guint i = 0; i < found->thread->len; i++)
    {
      VecheInteraction *interaction = found->thread->pdata[i];
      GtkWidget *card = veche_message_card_new ();

      veche_message_card_set (VECHE_MESSAGE_CARD (card), interaction, interaction->parent.id == found->id, 0);
      gtk_box_append (GTK_BOX (box), card);
      if (interaction->parent.id == found->id)
        *wanted = card;
    }

  return box;
}

static void
thread_show (VecheThreadOpening *opening, const VecheThreadFound *found)
{
  GtkWidget *window, *wanted = NULL;
  GtkWidget *cards = thread_cards (found, &wanted);

  if (wanted == NULL)
    {
      g_object_ref_sink (cards);
      g_object_unref (cards);
      return;
    }

  window = veche_reading_window_new (opening->session, opening->parent, _ ("Conversation"));
  thread_fill_header (opening, ADW_HEADER_BAR (veche_reading_window_get_header (VECHE_READING_WINDOW (window))),
                      veche_message_card_get_interaction (VECHE_MESSAGE_CARD (wanted)));
  veche_reading_window_show (VECHE_READING_WINDOW (window), cards);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_add_tick_callback (wanted, thread_scroll_cb, NULL, NULL);
}

static void
thread_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheThreadOpening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheThreadFound) found = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (found == NULL)
    veche_session_show_error (opening->session, error);
  else if (found->mention)
    veche_session_open_interaction (opening->session, opening->uid);
  else if (gtk_widget_get_mapped (GTK_WIDGET (opening->parent)))
    thread_show (opening, found);
}

void
veche_thread_dialog_open (VecheSession *session, GtkWindow *parent, const char *interaction_uid)
{
  VecheThreadOpening *opening = g_new0 (VecheThreadOpening, 1);

  opening->session = g_object_ref (session);
  opening->parent = g_object_ref (parent);
  opening->uid = g_strdup (interaction_uid);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, thread_job, g_strdup (interaction_uid), g_free,
                         thread_found_free, NULL, thread_found_cb, opening);
}
