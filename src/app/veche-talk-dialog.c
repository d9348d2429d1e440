/* veche-talk-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-reading-window.h"
#include "app/veche-talk-dialog.h"
#include "store/veche-experts-table.h"

#define QUOTE 240

typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkWidget    *window;    /* (owned) */
} VecheTalkShown;

typedef struct
{
  GPtrArray *said, *people;
} VecheTalkSaid;

static void
shown_free (VecheTalkShown *shown)
{
  g_object_unref (shown->session);
  g_object_unref (shown->window);
  g_free (shown);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTalkShown, shown_free)

static void
said_free (gpointer data)
{
  VecheTalkSaid *said = data;

  g_clear_pointer (&said->said, g_ptr_array_unref);
  g_clear_pointer (&said->people, g_ptr_array_unref);
  g_free (said);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTalkSaid, said_free)

static int
compare_said (gconstpointer a, gconstpointer b)
{
  const VecheSaidRow *x = *(VecheSaidRow *const *) a, *y = *(VecheSaidRow *const *) b;

  return (y->at > x->at) - (y->at < x->at);
}

static gpointer
said_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheTalkSaid) said = g_new0 (VecheTalkSaid, 1);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (gint64));

  said->said = veche_experts_said (db, input, error);
  if (said->said == NULL)
    return NULL;
  for (guint i = 0; i < said->said->len; i++)
    g_array_append_val (members, ((VecheSaidRow *) said->said->pdata[i])->member_id);
  said->people = veche_experts_people (db, members, error);
  if (said->people == NULL)
    return NULL;
  g_ptr_array_sort (said->said, compare_said);

  return g_steal_pointer (&said);
}

static const char *
name_of (GPtrArray *people, gint64 id)
{
  for (guint i = 0; i < people->len; i++)
    if (((VechePersonRow *) people->pdata[i])->id == id)
      return ((VechePersonRow *) people->pdata[i])->name;

  return "";
}

static void
said_open_cb (GtkButton *button, VecheSession *session)
{
  g_autofree char *uid = g_strdup (g_object_get_data (G_OBJECT (button), "uid"));

  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))));
  veche_session_open_interaction (session, uid);
}

static GtkWidget *
said_row_new (VecheTalkShown *shown, const VecheSaidRow *said, const char *name)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *who = veche_words_clean (name, 80, FALSE), *text = veche_words_clean (said->text, QUOTE, FALSE);
  g_autofree char *when = veche_time_short (said->at), *place = veche_words_clean (said->place, 60, FALSE);
  /* Translators: who said it, and what */
  g_autofree char *spoken = g_strdup_printf (_ ("%1$s: %2$s"), who, text);
  GtkWidget *title = veche_label_new (who, "veche-expert-name", NULL), *where = veche_label_new (place, "veche-small", "veche-second");

  gtk_widget_set_hexpand (where, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), where);
  gtk_box_append (GTK_BOX (head), veche_label_new (when, "veche-small", "veche-second"));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), veche_profile_text_new (text, "veche-small"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-person-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (said->uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (said_open_cb), shown->session, 0);

  return button;
}

static GtkWidget *
said_list_new (VecheTalkShown *shown, const VecheTalkSaid *said)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_top (list, 6);
  gtk_widget_set_margin_bottom (list, 18);
  for (guint i = 0; i < said->said->len; i++)
    {
      const VecheSaidRow *row = said->said->pdata[i];

      gtk_box_append (GTK_BOX (list), said_row_new (shown, row, name_of (said->people, row->member_id)));
    }

  return list;
}

static void
said_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTalkShown) shown = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheTalkSaid) said = veche_store_run_finish (VECHE_STORE (source), result, &error);
  VecheReadingWindow *window = VECHE_READING_WINDOW (shown->window);

  if (said == NULL)
    veche_reading_window_fail (window, error);
  else if (said->said->len == 0)
    veche_reading_window_say (window, "veche-feedback-symbolic", _ ("These Messages Are Gone"), _ ("They were removed while this page stood open."));
  else
    veche_reading_window_show (window, said_list_new (shown, said));
}

void
veche_talk_dialog_present (VecheSession *session, GtkWindow *parent, const char *title, GArray *ids)
{
  VecheTalkShown *shown = g_new0 (VecheTalkShown, 1);

  shown->session = g_object_ref (session);
  shown->window = g_object_ref (veche_reading_window_new (session, parent, title));
  gtk_window_present (GTK_WINDOW (shown->window));
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, said_job, g_array_copy (ids), (GDestroyNotify) g_array_unref, said_free,
                         NULL, said_loaded_cb, shown);
}
