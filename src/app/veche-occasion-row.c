/* veche-occasion-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-occasion-row.h"
#include "app/veche-profile-dates.h"
#include "app/veche-profile-parts.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-occasions-table.h"

typedef struct
{
  VecheSession  *session;    /* (owned) */
  VecheOccasion *occasion;   /* (owned) */
  GtkWidget     *row;
} VecheOccasionShown;

static void
occasion_shown_free (VecheOccasionShown *shown)
{
  g_object_unref (shown->session);
  veche_occasion_free (shown->occasion);
  g_free (shown);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheOccasionShown, occasion_shown_free)

static void
occasion_closure_free (gpointer data, GClosure *closure)
{
  occasion_shown_free (data);
}

static VecheOccasionShown *
occasion_shown_new (VecheSession *session, const VecheOccasion *occasion, GtkWidget *row)
{
  VecheOccasionShown *shown = g_new0 (VecheOccasionShown, 1);

  shown->session = g_object_ref (session);
  shown->occasion = veche_occasion_copy (occasion);
  shown->row = row;

  return shown;
}

/*** Words ***/

static char *
what_words (const VecheOccasion *occasion)
{
  switch (occasion->kind)
    {
    case VECHE_OCCASION_MESSAGES:
      if (occasion->n == 1)
        return g_strdup (_ ("First message"));
      /* Translators: the hundredth message of a person */
      return g_strdup_printf (_ ("Message number %u"), occasion->n);
    case VECHE_OCCASION_FIRST_HELP:
      return g_strdup (_ ("Helped for the first time"));
    case VECHE_OCCASION_ANSWERS:
      /* Translators: the hundredth answer of a person to others */
      return g_strdup_printf (_ ("Answer number %u"), occasion->n);
    case VECHE_OCCASION_WITH_US:
      return veche_date_words (VECHE_DATE_WITH_US, (int) occasion->n);
    case VECHE_OCCASION_BIRTHDAY:
    default:
      return veche_date_words (VECHE_DATE_BIRTHDAY, (int) occasion->n);
    }
}

char *
veche_occasion_words (const VecheOccasion *occasion)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d"), *what = what_words (occasion);
  g_autofree char *day = strcmp (today, occasion->day) == 0 ? g_strdup (_ ("today")) : veche_day_words (occasion->day);

  /* Translators: what it is, then the day: "First message, 20 November" */
  return g_strdup_printf (_ ("%1$s, %2$s"), what, day);
}

/* What one may say, to begin with; people are called by the first word of their name. (transfer full) */
static char *
draft_words (const VecheOccasion *occasion)
{
  g_autofree char *clean = veche_text_clamp (occasion->name, 60, FALSE);
  g_auto (GStrv) names = g_strsplit (clean, " ", 2);
  const char *name = names[0] != NULL ? names[0] : "";

  switch (occasion->kind)
    {
    case VECHE_OCCASION_MESSAGES:
      if (occasion->n == 1)
        /* Translators: a draft that the manager may change; %s is a first name */
        return g_strdup_printf (_ ("%s, welcome! We are glad that you wrote."), name);
      /* Translators: a draft; a first name, a round number */
      return g_strdup_printf (_ ("%1$s, that was your message number %2$u here. Thank you for being with us!"), name, occasion->n);
    case VECHE_OCCASION_FIRST_HELP:
      return g_strdup_printf (_ ("%s, thank you for helping here!"), name);
    case VECHE_OCCASION_ANSWERS:
      /* Translators: a draft; a first name, a round number */
      return g_strdup_printf (_ ("%1$s, that was your answer number %2$u here. Thank you!"), name, occasion->n);
    case VECHE_OCCASION_WITH_US:
      return g_strdup_printf (ngettext ("%1$s, you have been with us for %2$u year. Thank you!", "%1$s, you have been with us for %2$u years. Thank you!", occasion->n),
                              name, occasion->n);
    case VECHE_OCCASION_BIRTHDAY:
    default:
      return g_strdup_printf (_ ("%s, happy birthday!"), name);
    }
}

/*** What one can do ***/

/* The notice goes once it is written down that it may. */
static void
occasion_closed_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (GtkWidget) row = user_data;

  gtk_widget_set_sensitive (row, TRUE);
  if (ok)
    gtk_widget_set_visible (row, FALSE);
}

/* said (nullable): what goes on the timeline as well. */
static void
occasion_close (VecheOccasionShown *shown, const char *state, const char *said, const char *toast)
{
  const VecheOccasion *occasion = shown->occasion;
  g_autoptr (VecheEdit) edit = veche_edit_new ("occasion", occasion->name);

  veche_occasions_edit (edit, occasion->uid, veche_occasion_to_nick (occasion->kind), occasion->key, state);
  if (said != NULL)
    {
      const char *uid = veche_edit_insert (edit, "interaction");

      veche_edit_set_text (edit, "interaction", uid, "kind", "dm");
      veche_edit_set_int (edit, "interaction", uid, "at", veche_now ());
      veche_edit_set_ref (edit, "interaction", uid, "member_id", occasion->uid);
      veche_edit_set_text (edit, "interaction", uid, "direction", "out");
      veche_edit_set_text (edit, "interaction", uid, "text", said);
    }
  gtk_widget_set_sensitive (shown->row, FALSE);
  veche_session_edit (shown->session, edit, toast, occasion_closed_cb, g_object_ref (shown->row));
}

/* Congratulated is who has the words in a reply, not who shall have. */
static void
occasion_drafted_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheOccasionShown) shown = user_data;
  g_autoptr (GtkWidget) row = shown->row;
  GtkRoot *root = gtk_widget_get_root (row);

  gtk_widget_set_sensitive (row, TRUE);
  if (!ok)
    return;
  occasion_close (shown, "congratulated", NULL, NULL);
  if (GTK_IS_WINDOW (root) && gtk_window_get_modal (GTK_WINDOW (root)))
    gtk_window_close (GTK_WINDOW (root));
}

static void
occasion_reply (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheOccasionShown *shown = user_data;
  g_autofree char *words = draft_words (shown->occasion);

  gtk_widget_set_sensitive (shown->row, FALSE);
  veche_session_insert_reply (shown->session, shown->occasion->interaction_uid, words, occasion_drafted_cb,
                              occasion_shown_new (shown->session, shown->occasion, g_object_ref (shown->row)));
}

static void
occasion_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheOccasionShown *shown = user_data;
  g_autofree char *words = draft_words (shown->occasion);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (shown->row), words);
  veche_session_toast (shown->session, _ ("Copied"));
}

static void
occasion_done (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheOccasionShown *shown = user_data;
  g_autofree char *what = what_words (shown->occasion);
  /* Translators: a line on the timeline; %s is the occasion: "Congratulated: 2 years with us" */
  g_autofree char *said = g_strdup_printf (_ ("Congratulated: %s"), what);

  occasion_close (shown, "congratulated", said, _ ("Written down"));
}

static void
occasion_dismiss (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  occasion_close (user_data, "dismissed", NULL, _ ("Notice put away"));
}

static GtkWidget *
occasion_menu_new (const VecheOccasion *occasion, const char *words)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: a name, then the occasion */
  g_autofree char *spoken = g_strdup_printf (_ ("Congratulate %1$s: %2$s"), occasion->name, words);

  if (occasion->interaction_uid != NULL)
    g_menu_append (menu, _ ("_Reply to the Message…"), "occasion.reply");
  g_menu_append (menu, _ ("_Copy Words for It"), "occasion.copy");
  g_menu_append (menu, _ ("_Already Congratulated"), "occasion.done");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Congratulate"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "veche-row-menu");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return button;
}

static void
occasion_add_actions (GtkWidget *row, VecheSession *session, const VecheOccasion *occasion)
{
  static const struct
  {
    const char *name;
    void (*activate) (GSimpleAction *action, GVariant *parameter, gpointer user_data);
  } entries[] = { { "reply", occasion_reply }, { "copy", occasion_copy }, { "done", occasion_done }, { "dismiss", occasion_dismiss } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (entries[i].name, NULL);

      g_signal_connect_data (action, "activate", G_CALLBACK (entries[i].activate), occasion_shown_new (session, occasion, row),
                             occasion_closure_free, 0);
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (row, "occasion", G_ACTION_GROUP (actions));
}

GtkWidget *
veche_occasion_row_new (VecheSession *session, const VecheOccasion *occasion, gboolean with_person)
{
  g_autofree char *words = veche_occasion_words (occasion);
  GtkWidget *row = gtk_box_new (with_person ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, with_person ? 6 : 3);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *dismiss;

  dismiss = veche_profile_icon_button_new ("window-close-symbolic", _ ("Put the Notice Away"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (dismiss), "occasion.dismiss");
  occasion_add_actions (row, session, occasion);
  gtk_box_append (GTK_BOX (row), with_person ? veche_profile_person_new (session, occasion->uid, occasion->name, words)
                                             : veche_profile_text_new (words, "veche-small"));
  gtk_box_append (GTK_BOX (buttons), occasion_menu_new (occasion, words));
  gtk_box_append (GTK_BOX (buttons), dismiss);
  gtk_box_append (GTK_BOX (row), buttons);

  return row;
}
