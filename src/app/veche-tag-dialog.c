/* veche-tag-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-tag-dialog.h"
#include "model/veche-text.h"
#include "store/veche-members-table.h"
#include "store/veche-tags-table.h"

/* What is remembered until it is answered. */
typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkWidget    *parent;    /* (owned) */
  char         *chosen;    /* (owned) (nullable) */
  GPtrArray    *tags;      /* (owned) (nullable) (element-type VecheCount) */
  GtkDropDown  *choice;    /* (unowned) (nullable): of the dialog */
  GtkEditable  *entry;     /* (unowned) (nullable): of the dialog */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->session);
  g_clear_object (&asking->parent);
  g_free (asking->chosen);
  g_clear_pointer (&asking->tags, g_ptr_array_unref);
  g_free (asking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

typedef struct { char *uid, *name; } Rename;

static void
rename_free (gpointer data)
{
  Rename *to = data;

  g_free (to->uid);
  g_free (to->name);
  g_free (to);
}

static gboolean
rename_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Rename *to = input;

  return veche_tags_edit_rename (db, edit, to->uid, to->name, error);
}

static const VecheCount *
asking_tag (Asking *asking)
{
  guint selected = gtk_drop_down_get_selected (asking->choice);

  return selected < asking->tags->len ? asking->tags->pdata[selected] : NULL;
}

/* Empty while there is none. (transfer full) */
static char *
asking_name (Asking *asking)
{
  char *name = veche_text_tidy (gtk_editable_get_text (asking->entry));

  return name != NULL ? name : g_strdup ("");
}

/* The other tag that bears the name already. (nullable) */
static const VecheCount *
asking_bearer (Asking *asking, const char *name)
{
  g_autofree char *folded = veche_text_fold (name);

  for (guint i = 0; i < asking->tags->len; i++)
    {
      const VecheCount *tag = asking->tags->pdata[i];
      g_autofree char *other = veche_text_fold (tag->name);

      if (tag != asking_tag (asking) && g_str_equal (other, folded))
        return tag;
    }

  return NULL;
}

static void
asking_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *name = asking_name (asking);
  const VecheCount *tag = asking_tag (asking), *bearer = asking_bearer (asking, name);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  Rename *to;

  if (!g_str_equal (response, "do") || tag == NULL || *name == '\0')
    return;
  edit = veche_edit_new (bearer != NULL ? "merge-tags" : "rename-tag", name);
  toast = g_strdup_printf (bearer != NULL ? _ ("Merged: %s") : _ ("Renamed: %s"), bearer != NULL ? bearer->name : name);
  to = g_new0 (Rename, 1);
  to->uid = g_strdup (tag->uid);
  to->name = g_steal_pointer (&name);
  veche_session_build_edit (asking->session, edit, rename_build, to, rename_free, toast, NULL, NULL);
}

static void
asking_typed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  Asking *asking = g_object_get_data (G_OBJECT (dialog), "asking");
  const VecheCount *tag = asking_tag (asking);
  g_autofree char *name = asking_name (asking);
  gboolean merges = asking_bearer (asking, name) != NULL;

  adw_message_dialog_set_response_enabled (dialog, "do", tag != NULL && *name != '\0' && !g_str_equal (name, tag->name));
  adw_message_dialog_set_response_label (dialog, "do", merges ? _ ("_Merge") : _ ("_Rename"));
}

static void
asking_chosen_cb (GtkDropDown *choice, GParamSpec *pspec, AdwMessageDialog *dialog)
{
  Asking *asking = g_object_get_data (G_OBJECT (dialog), "asking");
  const VecheCount *tag = asking_tag (asking);

  gtk_editable_set_text (asking->entry, tag != NULL ? tag->name : "");
}

static GtkWidget *
asking_fields_new (Asking *asking)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *entry = gtk_entry_new (), *choice;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < asking->tags->len; i++)
    {
      const VecheCount *tag = asking->tags->pdata[i];
      g_autofree char *clean = veche_text_clamp (tag->name, 60, FALSE);

      gtk_string_list_append (names, clean);
      if (g_strcmp0 (tag->name, asking->chosen) == 0)
        chosen = i;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The tag"), -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Its new name"), -1);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (GTK_BOX (box), entry);
  asking->choice = GTK_DROP_DOWN (choice);
  asking->entry = GTK_EDITABLE (entry);

  return box;
}

/* Takes it: it lives as long as the dialog, whose fields tell of changes to the end. */
static void
asking_present (Asking *asking)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (asking->parent)), _ ("Rename a Tag"),
                                              _ ("Everybody keeps it, and segments follow. The name of another tag merges the two. This can be undone"));

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), asking_fields_new (asking));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "do", _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "do");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "asking", asking, (GDestroyNotify) asking_free);
  g_signal_connect_object (asking->entry, "changed", G_CALLBACK (asking_typed_cb), dialog, 0);
  g_signal_connect_object (asking->choice, "notify::selected", G_CALLBACK (asking_chosen_cb), dialog, 0);
  asking_chosen_cb (asking->choice, NULL, ADW_MESSAGE_DIALOG (dialog));
  asking_typed_cb (asking->entry, ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (asking_response_cb), asking);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (asking->entry));
}

static gpointer
tags_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_members_list_tags (db, error);
}

static void
tags_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;

  asking->tags = veche_store_run_finish (VECHE_STORE (source), result, &error);
  if (asking->tags == NULL && error != NULL)
    veche_session_show_error (asking->session, error);
  else if (asking->tags->len == 0)
    veche_session_toast (asking->session, _ ("There are no tags yet"));
  else if (gtk_widget_get_root (asking->parent) != NULL)
    asking_present (g_steal_pointer (&asking));
}

void
veche_tag_dialog_present (VecheSession *session, GtkWidget *parent, const char *chosen)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->session = g_object_ref (session);
  asking->parent = g_object_ref (parent);
  asking->chosen = g_strdup (chosen);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, tags_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         tags_cb, asking);
}
