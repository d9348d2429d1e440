/* veche-inbox-views.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-inbox-page-private.h"
#include "app/veche-mention-words.h"

/* The views of the Inbox: what the list shows, in which order, how many there are of each, and which were saved. */

static const struct
{
  VecheInboxView view;
  const char *word;
} views[] = {
  { VECHE_INBOX_OPEN, NC_ ("view", "All Open") },          { VECHE_INBOX_NEGATIVE, NC_ ("view", "Negative") },
  { VECHE_INBOX_QUESTIONS, NC_ ("view", "Questions") },    { VECHE_INBOX_OVERDUE, NC_ ("view", "Overdue") },
  { VECHE_INBOX_UNANSWERED, NC_ ("view", "Unanswered") },  { VECHE_INBOX_NEWCOMERS, NC_ ("view", "Newcomers") },
  { VECHE_INBOX_PRAISE, NC_ ("view", "To Thank") },        { VECHE_INBOX_MINE, NC_ ("view", "Mine") },
  { VECHE_INBOX_HANDED, NC_ ("view", "With a Colleague") }, { VECHE_INBOX_PROMISES, NC_ ("view", "Promises") },
  { VECHE_INBOX_NOISE, NC_ ("view", "Small Ones") },
  { VECHE_INBOX_SNOOZED, NC_ ("view", "Snoozed") },        { VECHE_INBOX_DONE, NC_ ("view", "Done") },
};

const char *
veche_inbox_view_word (VecheInboxView view)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (views[i].view == view)
      return g_dpgettext2 (NULL, "view", views[i].word);

  return "";
}

static VecheSavedView *
inbox_find_saved (VecheInboxPage *self, const char *uid)
{
  for (guint i = 0; uid != NULL && self->saved != NULL && i < self->saved->len; i++)
    {
      VecheSavedView *saved = self->saved->pdata[i];

      if (g_strcmp0 (saved->uid, uid) == 0)
        return saved;
    }

  return NULL;
}

char *
veche_inbox_page_dup_view_name (VecheInboxPage *self)
{
  VecheSavedView *saved = inbox_find_saved (self, self->saved_uid);

  return saved != NULL ? veche_words_clean (saved->name, 60, FALSE) : g_strdup (veche_inbox_view_word (self->view));
}

/* ------------------------------------------------------------------------------------------------------------------------- the query */

VecheQuery *
veche_inbox_page_build_query (VecheInboxPage *self)
{
  VecheSavedView *saved = inbox_find_saved (self, self->saved_uid);
  VecheQuery *query = saved != NULL && saved->query != NULL ? veche_query_copy (saved->query) : veche_query_new (VECHE_QUERY_INBOX);
  const char *text = gtk_editable_get_text (self->search_entry);

  query->sort = self->sort;
  query->headings = self->sort == VECHE_SORT_PRIORITY && self->view != VECHE_INBOX_SNOOZED && self->view != VECHE_INBOX_DONE;
  if (saved == NULL)
    query->view = self->view;
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    {
      const char *value = *veche_inbox_narrow_field (self->narrow, (VecheInboxNarrow) i);

      if (value != NULL)
        {
          g_free (*veche_inbox_narrow_field (query, (VecheInboxNarrow) i));
          *veche_inbox_narrow_field (query, (VecheInboxNarrow) i) = g_strdup (value);
        }
    }
  veche_inbox_page_narrow_query (self, query);
  if (*text != '\0')
    {
      g_free (query->text);
      query->text = g_strdup (text);
    }

  return query;
}

/* Each filter has its own place in the list. (transfer full) */
static char *
inbox_key (VecheInboxPage *self)
{
  GString *key = g_string_new (NULL);

  g_string_printf (key, "%d/%d/%" G_GINT64_FORMAT "/%s/%d", self->view, self->only_hot, self->only_author, self->saved_uid != NULL ? self->saved_uid : "", self->sort);
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    g_string_append_printf (key, "/%s", *veche_inbox_narrow_field (self->narrow, (VecheInboxNarrow) i) != NULL
                                        ? *veche_inbox_narrow_field (self->narrow, (VecheInboxNarrow) i) : "?");

  return g_string_free (key, FALSE);
}

gboolean
veche_inbox_page_has_filter (VecheInboxPage *self)
{
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    if (*veche_inbox_narrow_field (self->narrow, (VecheInboxNarrow) i) != NULL)
      return TRUE;

  return FALSE;
}

void
veche_inbox_page_clear_filter (VecheInboxPage *self)
{
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    g_clear_pointer (veche_inbox_narrow_field (self->narrow, (VecheInboxNarrow) i), g_free);
  veche_inbox_page_requery (self);
}

/* "" is any, "-" of the owner is nobody. */
void
veche_inbox_page_narrow_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  const char *nick, *word;
  VecheInboxNarrow narrow;
  char **field;

  g_variant_get (value, "(&s&s)", &nick, &word);
  if (!veche_inbox_narrow_parse (nick, &narrow))
    return;
  field = veche_inbox_narrow_field (self->narrow, narrow);
  g_free (*field);
  *field = *word == '\0' ? NULL : g_strdup (narrow == VECHE_NARROW_OWNER && g_str_equal (word, "-") ? "" : word);
  self->settling = FALSE;
  veche_inbox_page_requery (self);
}

void
veche_inbox_page_keep_place (VecheInboxPage *self)
{
  gint64 id = self->item != NULL ? veche_item_get_id (self->item) : 0;

  if (id > 0 && self->shown_key != NULL)
    g_hash_table_replace (self->places, g_strdup (self->shown_key), g_memdup2 (&id, sizeof id));
  self->taken = 0;
  g_free (self->shown_key);
  self->shown_key = inbox_key (self);
}

gint64
veche_inbox_page_get_place (VecheInboxPage *self)
{
  gint64 *id = self->shown_key != NULL ? g_hash_table_lookup (self->places, self->shown_key) : NULL;

  return id != NULL ? *id : 0;
}

void
veche_inbox_page_set_view (VecheInboxPage *self, VecheInboxView view, const char *saved_uid)
{
  if (view == self->view && g_strcmp0 (saved_uid, self->saved_uid) == 0)
    return;
  self->view = view;
  g_free (self->saved_uid);
  self->saved_uid = g_strdup (saved_uid);
  veche_inbox_page_fill_views (self);
  veche_inbox_page_requery (self);
}

/* -------------------------------------------------------------------------------------------------------------------------- the menu */

static void
inbox_add_view (GPtrArray *all, char *name, gint64 count, char *target, gboolean saved)
{
  VecheInboxChoice *choice = g_new0 (VecheInboxChoice, 1);

  choice->name = name;
  choice->count = count;
  choice->target = target;
  choice->saved = saved;
  g_ptr_array_add (all, choice);
}

void
veche_inbox_page_fill_views (VecheInboxPage *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_inbox_choice_free);
  g_autofree char *current = self->saved_uid != NULL ? g_strconcat ("saved:", self->saved_uid, NULL) : g_strdup (veche_inbox_view_nick (self->view));

  for (guint i = 0; self->saved != NULL && i < self->saved->len; i++)
    {
      VecheSavedView *saved = self->saved->pdata[i];

      if (saved->query != NULL)
        inbox_add_view (all, veche_words_clean (saved->name, 60, FALSE), saved->count, g_strconcat ("saved:", saved->uid, NULL), TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    inbox_add_view (all, g_strdup (g_dpgettext2 (NULL, "view", views[i].word)), views[i].view != VECHE_INBOX_DONE ? self->views.n[views[i].view] : 0,
                    g_strdup (veche_inbox_view_nick (views[i].view)), FALSE);
  veche_inbox_filter_set_views (self->filter, all, current);
}

void
veche_inbox_page_view_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  const char *nick = g_variant_get_string (value, NULL);
  VecheInboxView view = VECHE_INBOX_ANY;
  VecheSavedView *saved = NULL;

  if (g_str_has_prefix (nick, "saved:"))
    saved = inbox_find_saved (self, nick + strlen ("saved:"));
  else if (!veche_inbox_view_parse (nick, &view))
    return;
  if (g_str_has_prefix (nick, "saved:") && (saved == NULL || saved->query == NULL))
    return;
  g_simple_action_set_state (action, value);
  veche_inbox_page_set_view (self, saved != NULL ? saved->query->view : view, saved != NULL ? saved->uid : NULL);
}

/* ------------------------------------------------------------------------------------------------------------------------ saving one */

typedef struct
{
  char       *name;
  VecheQuery *query;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_free (saving->name);
  veche_query_unref (saving->query);
  g_free (saving);
}

static gboolean
save_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Saving *saving = input;

  return veche_saved_views_edit_add (db, edit, saving->name, saving->query, NULL, error);
}

static void
inbox_save_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;
  Saving *saving;

  if (!g_str_equal (response, "save") || *name == '\0' || self->session == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->name = g_strdup (name);
  saving->query = veche_inbox_page_build_query (self);
  /* Translators: %s is the name of a view */
  toast = g_strdup_printf (_ ("View saved: %s"), name);
  edit = veche_edit_new ("view", name);
  veche_session_build_edit (self->session, edit, save_build, saving, saving_free, toast, NULL, NULL);
}

static void
inbox_name_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "save", *name != '\0');
}

void
veche_inbox_page_save_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Save View"),
                                              _ ("What the list shows now, with its search and order, gets a name in the menu"));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name of the view"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 60);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the view"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", FALSE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (inbox_name_changed_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (inbox_save_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
veche_inbox_page_drop_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheInboxPage *self = user_data;
  VecheSavedView *saved = inbox_find_saved (self, self->saved_uid);
  g_autofree char *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  if (saved == NULL)
    return;
  toast = g_strdup_printf (_ ("View removed: %s"), saved->name);
  edit = veche_edit_new ("view", saved->name);
  veche_saved_views_edit_remove (edit, saved->uid);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view", g_variant_new_string ("open"));
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}
