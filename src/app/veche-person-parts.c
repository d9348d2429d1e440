/* veche-person-parts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-member-words.h"
#include "app/veche-mention-words.h"
#include "app/veche-person-parts.h"
#include "app/veche-profile-parts.h"
#include "app/veche-prose.h"
#include "app/veche-thread-dialog.h"
#include "app/veche-ties-view.h"

#define MOST_WORDS  400
#define MOST_RECENT 120
#define MOST_PLACES 3

GtkWidget *
veche_person_heading_new (const char *title)
{
  GtkWidget *label = veche_label_new_wrapped (title, "veche-heading", NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);

  return label;
}

GtkWidget *
veche_person_section_new (const char *title, const char *text)
{
  g_autofree char *clean = veche_words_clean (text, MOST_WORDS, TRUE);
  GtkWidget *section;

  if (*clean == '\0')
    return NULL;

  section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  gtk_box_append (GTK_BOX (section), veche_person_heading_new (title));
  gtk_box_append (GTK_BOX (section), veche_prose_new (clean, "veche-small"));

  return section;
}

/*** Contacts ***/

typedef struct
{
  VecheSession *session;       /* (owned) */
  char         *member_uid;    /* (owned) */
  char         *uid;           /* (owned) (nullable): of what was said somewhere */
} Opening;

static void
opening_free (gpointer data, GClosure *closure)
{
  Opening *opening = data;

  g_object_unref (opening->session);
  g_free (opening->member_uid);
  g_free (opening->uid);
  g_free (opening);
}

static void
recent_open_cb (GtkButton *button, gpointer user_data)
{
  Opening *opening = user_data;

  if (opening->uid != NULL)
    veche_thread_dialog_open (opening->session, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), opening->uid);
  else
    veche_session_open_member (opening->session, opening->member_uid);
}

GtkWidget *
veche_person_recent_new (VecheSession *session, const char *member_uid, VecheInteraction *interaction)
{
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_interaction_icon (interaction));
  g_autofree char *headline = veche_interaction_headline (interaction), *time = veche_time_short (interaction->at);
  g_autofree char *text = veche_words_clean (interaction->text, MOST_RECENT, FALSE);
  GtkWidget *what = veche_label_new (*text != '\0' ? text : headline, "veche-small", NULL);
  GtkWidget *when = veche_label_new (time, "veche-caption", "veche-second");
  g_autofree char *spoken = g_strdup_printf ("%s: %s, %s", headline, text, time);
  Opening *opening = g_new0 (Opening, 1);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_add_css_class (icon, "veche-second");
  gtk_widget_set_hexpand (what, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), what);
  gtk_box_append (GTK_BOX (row), when);
  gtk_label_set_ellipsize (GTK_LABEL (when), PANGO_ELLIPSIZE_NONE);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_set_tooltip_text (button, headline);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-recent");
  veche_label_speak (button, spoken);

  opening->session = g_object_ref (session);
  opening->member_uid = g_strdup (member_uid);
  opening->uid = interaction->channel_id != 0 ? g_strdup (interaction->parent.uid) : NULL;
  g_signal_connect_data (button, "clicked", G_CALLBACK (recent_open_cb), opening, opening_free, 0);

  return button;
}

/*** Ties ***/

GtkWidget *
veche_person_tie_new (VecheSession *session, const VecheTie *tie)
{
  const char *role = tie->me ? _ ("you") : veche_role_word (tie->role);
  g_autofree char *words = *role != '\0' ? g_strdup_printf ("%s · %s", role, veche_tie_word (tie->strength)) : g_strdup (veche_tie_word (tie->strength));
  GtkWidget *button = veche_profile_person_new (session, tie->uid, tie->name, words);

  /* Faces and names in one column with the headings above. */
  gtk_widget_add_css_class (button, "veche-flush");

  return button;
}

/*** What they are here ***/

static void
add_word (GString *line, const char *word)
{
  if (word == NULL || *word == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, word);
}

char *
veche_person_standing (VecheProfile *profile)
{
  GString *line = g_string_new (NULL);

  if (g_strcmp0 (profile->member->stage, "newcomer") != 0)   /* the badge says so */
    add_word (line, veche_stage_word (profile->member->stage));
  add_word (line, veche_role_word (profile->member->role));
  for (guint i = 0; i < MIN (profile->places->len, MOST_PLACES); i++)
    {
      const VechePlaceHeld *place = profile->places->pdata[i];
      g_autofree char *name = veche_words_clean (place->name, 60, FALSE);

      add_word (line, name);
    }

  return g_string_free (line, FALSE);
}
