/* veche-write-to.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-write-to.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-draw.h"
#include "connectors/veche-connector.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-events-letters.h"
#include "store/veche-members-table.h"

#define MOST_WAYS 3

/*** Addresses ***/

char *
veche_identity_uri (const VecheIdentity *identity)
{
  if (identity->url != NULL && *identity->url != '\0')
    return g_strdup (identity->url);
  if (identity->handle == NULL || *identity->handle == '\0')
    return NULL;
  if (g_str_equal (identity->platform, "telegram"))
    return g_strconcat ("https://t.me/", identity->handle, NULL);
  if (g_str_equal (identity->platform, "vk"))
    return g_strconcat ("https://vk.com/", identity->handle, NULL);
  if (g_str_equal (identity->platform, "email"))
    return g_strconcat ("mailto:", identity->handle, NULL);
  if (g_str_equal (identity->platform, "phone"))
    return g_strconcat ("tel:", identity->handle, NULL);
  if (g_str_equal (identity->platform, "mastodon") && *identity->instance != '\0')
    return g_strconcat ("https://", identity->instance, "/@", identity->handle, NULL);

  return NULL;
}

char *
veche_identity_direct_uri (const VecheIdentity *identity, const char *text, gboolean *has_text)
{
  const char *platform = identity->platform, *handle = identity->handle != NULL && *identity->handle != '\0' ? identity->handle : NULL;
  g_autofree char *words = g_uri_escape_string (text != NULL ? text : "", NULL, FALSE);
  g_autofree char *name = handle != NULL ? g_uri_escape_string (handle, "@", FALSE) : NULL;

  *has_text = TRUE;
  if (identity->deleted || name == NULL)
    return NULL;
  if (g_str_equal (platform, "telegram"))
    return g_strdup_printf ("https://t.me/%s?text=%s", name, words);
  if (g_str_equal (platform, "email"))
    return g_strdup_printf ("mailto:%s?body=%s", name, words);
  if (g_str_equal (platform, "xmpp"))
    return g_strdup_printf ("xmpp:%s?message;body=%s", name, words);
  if (g_str_equal (platform, "discourse") && *identity->instance != '\0')
    return g_strdup_printf ("https://%s/new-message?username=%s&body=%s", identity->instance, name, words);

  *has_text = FALSE;
  if (g_str_equal (platform, "vk"))
    return g_strdup_printf ("https://vk.me/%s", name);
  if (g_str_equal (platform, "matrix") && *handle == '@')
    return g_strdup_printf ("https://matrix.to/#/%s", name);

  return NULL;
}

/*** Who never wrote ***/

typedef struct
{
  GtkWidget    *from;      /* (owned); on the main thread only */
  VecheSession *session;   /* (owned); the same */
  char         *member_uid, *platform, *text;
  char         *talk;      /* (nullable): the message to answer */
  char         *guest_uid, *kind;   /* (nullable): to a guest of an event, and what for */
  VecheProfile *profile;   /* (owned) (nullable): where there is none */
} Letter;

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_clear_object (&letter->from);
  g_clear_object (&letter->session);
  g_free (letter->member_uid);
  g_free (letter->platform);
  g_free (letter->text);
  g_free (letter->talk);
  g_free (letter->guest_uid);
  g_free (letter->kind);
  if (letter->profile != NULL)
    veche_record_unref ((VecheRecord *) letter->profile);
  g_free (letter);
}

/* What leaves without Veche is thanks as soon as it is taken out of here. */
static void
letter_copy (Letter *letter, const char *toast)
{
  g_autoptr (VecheEdit) edit = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (letter->from), letter->text);
  if (g_strcmp0 (letter->kind, "thanks") != 0)
    {
      veche_session_toast (letter->session, toast);
      return;
    }
  edit = veche_edit_new ("thanks", letter->profile->member->name);
  veche_edit_set_int (edit, "event_participant", letter->guest_uid, "thanked", veche_now ());
  veche_session_edit (letter->session, edit, toast, NULL, NULL);
}

/* "write-2": to their third account; "copy"; "profile". */
static void
letter_response_cb (Letter *letter, const char *response)
{
  g_autofree char *uri = NULL;
  gboolean has_text = FALSE;

  if (g_str_has_prefix (response, "write-"))
    {
      guint i = (guint) g_ascii_strtoull (response + strlen ("write-"), NULL, 10);

      uri = veche_identity_direct_uri (letter->profile->identities->pdata[i], letter->text, &has_text);
      letter_copy (letter, has_text ? _ ("The words are in the new message, and copied") : _ ("The words are copied: paste them into the conversation"));
      veche_session_open_uri (letter->session, letter->from, uri);
    }
  else if (g_str_equal (response, "profile"))
    {
      letter_copy (letter, _ ("The words are copied"));
      veche_session_open_member (letter->session, letter->member_uid);
    }
  else if (g_str_equal (response, "copy"))
    letter_copy (letter, _ ("The words are copied"));
}

/* Where they like to be written to comes first. */
static guint
add_ways (Letter *letter, AdwMessageDialog *dialog)
{
  GPtrArray *identities = letter->profile->identities;
  const char *liked = letter->platform != NULL ? letter->platform : letter->profile->preferred_platform;
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < identities->len && n < MOST_WAYS; i++)
      {
        const VecheIdentity *identity = identities->pdata[i];
        gboolean has_text, first = g_strcmp0 (identity->platform, liked) == 0;
        g_autofree char *uri = veche_identity_direct_uri (identity, NULL, &has_text), *id = g_strdup_printf ("write-%u", i), *label = NULL;

        if (uri == NULL || first != (pass == 0))
          continue;
        /* Translators: a platform, Telegram, and the name of the account there */
        label = g_strdup_printf (_ ("%1$s: %2$s"), veche_platform_name (identity->platform), identity->handle);
        adw_message_dialog_add_response (dialog, id, label);
        if (n++ == 0)
          {
            adw_message_dialog_set_response_appearance (dialog, id, ADW_RESPONSE_SUGGESTED);
            adw_message_dialog_set_default_response (dialog, id);
          }
      }

  return n;
}

static void
letter_ask (Letter *letter)
{
  g_autofree char *name = veche_text_clamp (letter->profile->member->name, 60, FALSE), *title = NULL;
  GtkRoot *root = gtk_widget_get_root (letter->from);
  AdwMessageDialog *dialog;
  guint ways;

  /* Translators: a person */
  title = g_strdup_printf (_ ("%s said nothing yet that could be answered"), name);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, NULL));
  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (dialog, "copy", _ ("C_opy the Words"));
  adw_message_dialog_add_response (dialog, "profile", _ ("Open the _Profile"));
  ways = add_ways (letter, dialog);
  adw_message_dialog_set_body (dialog, letter->profile->member->do_not_contact ? _ ("They do not want to be written to.")
                                       : ways > 0 ? _ ("A conversation can be begun there where they have an account:")
                                                  : _ ("None of their accounts can be written to by its name. Their profile says where they are."));
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "letter", letter, letter_free);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (letter_response_cb), letter);
  gtk_window_present (GTK_WINDOW (dialog));
}

/*** Anybody ***/

/* What the writer needs of it. (transfer full) */
static Letter *
letter_copy_words (const Letter *letter)
{
  Letter *copy = g_new0 (Letter, 1);

  copy->member_uid = g_strdup (letter->member_uid);
  copy->platform = g_strdup (letter->platform);
  copy->text = g_strdup (letter->text);
  copy->talk = g_strdup (letter->talk);
  copy->guest_uid = g_strdup (letter->guest_uid);
  copy->kind = g_strdup (letter->kind);

  return copy;
}

static gboolean
reply_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  const Letter *letter = input;

  if (letter->guest_uid == NULL)
    return veche_events_edit_mention (db, edit, letter->talk, error);

  return veche_events_edit_letter (db, edit, letter->guest_uid, letter->kind, letter->talk, letter->text, error);
}

/* The words for a guest are in the draft already. */
static void
reply_done_cb (gboolean ok, gpointer user_data)
{
  Letter *letter = user_data;

  if (ok && letter->guest_uid != NULL)
    veche_session_open_interaction (letter->session, letter->talk);
  else if (ok)
    veche_session_insert_reply (letter->session, letter->talk, letter->text, NULL, NULL);
  letter_free (letter);
}

/* What they said may be no mention, and then there is nothing to answer it in. */
static void
letter_reply (Letter *letter)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("letters", NULL);

  veche_session_build_edit (letter->session, edit, reply_build, letter_copy_words (letter), letter_free, NULL, reply_done_cb, letter);
}

static gpointer
letter_job (VecheDb *db, gpointer input, GError **error)
{
  const Letter *wish = input;
  Letter *found = g_new0 (Letter, 1);

  found->talk = veche_events_find_talk (db, wish->member_uid, wish->platform, veche_connectors_list_writers ());
  if (found->talk == NULL)
    found->profile = veche_members_load_profile (db, veche_db_id_for_uid (db, "member", wish->member_uid), error);
  if (found->talk == NULL && found->profile == NULL)
    g_clear_pointer (&found, letter_free);

  return found;
}

static void
letter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Letter *letter = user_data;
  g_autoptr (GError) error = NULL;
  Letter *found = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (found == NULL)
    veche_session_show_error (letter->session, error);
  else if (found->talk != NULL)
    {
      letter->talk = g_steal_pointer (&found->talk);
      letter_reply (g_steal_pointer (&letter));
    }
  else
    {
      letter->profile = g_steal_pointer (&found->profile);
      letter_ask (g_steal_pointer (&letter));
    }
  g_clear_pointer (&found, letter_free);
  g_clear_pointer (&letter, letter_free);
}

static void
letter_send (GtkWidget *from, VecheSession *session, Letter *letter)
{
  letter->from = g_object_ref (from);
  letter->session = g_object_ref (session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, letter_job, letter_copy_words (letter), letter_free, letter_free, NULL,
                         letter_cb, letter);
}

void
veche_write_to (GtkWidget *from, VecheSession *session, const char *member_uid, const char *platform, const char *text)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->member_uid = g_strdup (member_uid);
  letter->platform = g_strdup (platform);
  letter->text = g_strdup (text);
  letter_send (from, session, letter);
}

void
veche_write_to_guest (GtkWidget *from, VecheSession *session, const VecheGuest *guest, const char *kind, const char *text)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->member_uid = g_strdup (guest->member_uid);
  letter->platform = g_strdup (guest->platform);
  letter->text = g_strdup (text);
  letter->guest_uid = g_strdup (guest->uid);
  letter->kind = g_strdup (kind);
  letter_send (from, session, letter);
}
