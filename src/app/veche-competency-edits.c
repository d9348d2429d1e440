/* veche-competency-edits.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-competency-edits.h"
#include "app/veche-mention-words.h"
#include "store/veche-db.h"

typedef enum { DO_ADD, DO_RENAME, DO_ALIASES, DO_MOVE, DO_MERGE, DO_DELETE } Doing;

/* What a build on the writer needs, and what a dialog remembers until it is answered. */
typedef struct
{
  Doing         doing;
  VecheSession *session;   /* (owned) (nullable) on the lane */
  char         *uid, *name, *other, *text;
  GtkEditable  *entry;     /* (unowned) (nullable): of the dialog */
  GtkTextView  *view;      /* (unowned) (nullable) */
  GtkDropDown  *choice;    /* (unowned) (nullable) */
  GPtrArray    *uids;      /* (owned) (nullable): what the choice offers */
} Task;

static Task *
task_new (Doing doing, VecheSession *session, const VecheCompetencyNode *node)
{
  Task *task = g_new0 (Task, 1);

  task->doing = doing;
  task->session = g_object_ref (session);
  task->uid = node != NULL ? g_strdup (node->uid) : NULL;
  task->name = node != NULL ? g_strdup (node->name) : NULL;

  return task;
}

static void
task_free (gpointer data)
{
  Task *task = data;

  g_clear_object (&task->session);
  g_free (task->uid);
  g_free (task->name);
  g_free (task->other);
  g_free (task->text);
  g_clear_pointer (&task->uids, g_ptr_array_unref);
  g_free (task);
}

static gboolean
task_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Task *task = input;
  g_auto (GStrv) aliases = NULL;

  switch (task->doing)
    {
    case DO_ADD:
      return veche_competencies_edit_add (db, edit, task->text, task->uid, error);
    case DO_RENAME:
      return veche_competencies_edit_rename (db, edit, task->uid, task->text, error);
    case DO_MOVE:
      return veche_competencies_edit_move (db, edit, task->uid, task->other, error);
    case DO_MERGE:
      return veche_competencies_edit_merge (db, edit, task->uid, task->other, error);
    case DO_DELETE:
      return veche_competencies_edit_delete (db, edit, task->uid, error);
    case DO_ALIASES:
    default:
      {
        g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
        g_auto (GStrv) lines = g_strsplit_set (task->text, "\n,;", -1);

        for (guint i = 0; lines[i] != NULL; i++)
          if (*g_strstrip (lines[i]) != '\0')
            g_strv_builder_add (builder, lines[i]);
        aliases = g_strv_builder_end (builder);
        return veche_competencies_edit_aliases (db, edit, task->uid, (const char *const *) aliases, error);
      }
    }
}

static const char *
task_kind (Doing doing)
{
  static const char *const kinds[] = { "add-competency", "rename-competency", "competency-names", "move-competency", "merge-competencies", "delete-competency" };

  return kinds[doing];
}

/* (transfer full) */
static char *
task_toast (Doing doing, const char *subject)
{
  switch (doing)
    {
    case DO_ADD:
      return g_strdup_printf (_ ("Competency added: %s"), subject);
    case DO_RENAME:
      return g_strdup_printf (_ ("Renamed: %s"), subject);
    case DO_ALIASES:
      return g_strdup_printf (_ ("Other names saved: %s"), subject);
    case DO_MOVE:
      return g_strdup_printf (_ ("Moved: %s"), subject);
    case DO_MERGE:
      return g_strdup_printf (_ ("Merged: %s"), subject);
    case DO_DELETE:
    default:
      return g_strdup_printf (_ ("Competency deleted: %s"), subject);
    }
}

/* Takes the task.  Toasts name what was touched, so that Undo is understood. */
static void
task_run (Task *task)
{
  const char *subject = task->doing == DO_ADD || task->doing == DO_RENAME ? task->text : task->name;
  g_autoptr (VecheSession) session = g_steal_pointer (&task->session);
  g_autoptr (VecheEdit) edit = veche_edit_new (task_kind (task->doing), subject);
  g_autofree char *toast = task_toast (task->doing, subject);

  task->entry = NULL;
  task->view = NULL;
  task->choice = NULL;
  veche_session_build_edit (session, edit, task_build, task, task_free, toast, NULL, NULL);
}

/* (transfer full) */
static char *
task_text (Task *task)
{
  GtkTextIter start, end;

  if (task->entry != NULL)
    return g_strstrip (g_strdup (gtk_editable_get_text (task->entry)));
  if (task->view == NULL)
    return NULL;
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (task->view), &start, &end);

  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (task->view), &start, &end, FALSE);
}

static void
task_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Task *task = user_data;
  guint chosen = task->choice != NULL ? gtk_drop_down_get_selected (task->choice) : 0;

  task->text = task_text (task);
  if (task->choice != NULL && chosen < task->uids->len)
    task->other = g_strdup (g_ptr_array_index (task->uids, chosen));
  if (!g_str_equal (response, "do") || (task->entry != NULL && *task->text == '\0') || (task->doing == DO_MERGE && task->other == NULL))
    task_free (task);
  else
    task_run (task);
}

static void
task_typed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "do", *text != '\0');
}

/* Takes the task; the extra child is the entry, view or choice that it remembers. */
static AdwMessageDialog *
task_ask (Task *task, GtkWidget *parent, const char *title, const char *body, const char *verb, GtkWidget *extra)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), title, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "do", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do",
                                              task->doing == DO_DELETE ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "do");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  if (extra != NULL)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), extra);
  if (task->entry != NULL)
    {
      g_signal_connect_object (task->entry, "changed", G_CALLBACK (task_typed_cb), dialog, 0);
      task_typed_cb (task->entry, ADW_MESSAGE_DIALOG (dialog));
    }
  g_signal_connect (dialog, "response", G_CALLBACK (task_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
  if (extra != NULL)
    gtk_widget_grab_focus (extra);

  return ADW_MESSAGE_DIALOG (dialog);
}

static GtkWidget *
task_entry_new (Task *task, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the competency"), -1);
  task->entry = GTK_EDITABLE (entry);

  return entry;
}

void
veche_competency_add (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *under)
{
  Task *task = task_new (DO_ADD, session, under);
  /* Translators: a competency */
  g_autofree char *body = under != NULL ? g_strdup_printf (_ ("It will lie under “%s”"), under->name) : NULL;
  GtkWidget *entry = task_entry_new (task, "");

  task_ask (task, parent, _ ("New Competency"), body, _ ("_Add"), entry);
}

void
veche_competency_rename (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node)
{
  Task *task = task_new (DO_RENAME, session, node);
  GtkWidget *entry = task_entry_new (task, node->name);

  task_ask (task, parent, _ ("Rename Competency"), NULL, _ ("_Rename"), entry);
}

void
veche_competency_aliases (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node)
{
  Task *task = task_new (DO_ALIASES, session, node);
  GtkWidget *view = gtk_text_view_new (), *scroller = gtk_scrolled_window_new ();
  g_autofree char *text = g_strjoinv ("\n", node->aliases);
  /* Translators: a competency */
  g_autofree char *title = g_strdup_printf (_ ("Other Names of “%s”"), node->name);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Other names, one a line"), -1);
  task->view = GTK_TEXT_VIEW (view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_widget_add_css_class (scroller, "card");
  task_ask (task, parent, title, _ ("One a line, in Russian and English: questions are recognised by them"), _ ("_Save"), scroller);
  gtk_widget_grab_focus (view);
}

void
veche_competency_move (VecheSession *session, const VecheCompetencyNode *node, const char *under_uid)
{
  Task *task = task_new (DO_MOVE, session, node);

  task->other = g_strdup (under_uid);
  task_run (task);
}

void
veche_competency_merge (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node, GPtrArray *topics)
{
  Task *task = task_new (DO_MERGE, session, node);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *choice;
  g_autofree char *title = g_strdup_printf (_ ("Merge “%s” Into…"), node->name);

  task->uids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < topics->len; i++)
    {
      VecheCompetencyNode *other = g_ptr_array_index (topics, i);

      if (strcmp (other->uid, node->uid) == 0)
        continue;
      gtk_string_list_append (names, other->name);
      g_ptr_array_add (task->uids, g_strdup (other->uid));
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The competency that stays"), -1);
  task->choice = GTK_DROP_DOWN (choice);
  task_ask (task, parent, title,
            _ ("All claims and evidence are kept: of two levels the higher one. The name stays as another name. This can be undone"), _ ("_Merge"), choice);
}

static gpointer
task_uses_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree VecheCompetencyUses *uses = g_new0 (VecheCompetencyUses, 1);

  return veche_competencies_uses (db, ((Task *) input)->uid, uses, error) ? g_steal_pointer (&uses) : NULL;
}

typedef struct
{
  Task      *task;     /* (owned) */
  GtkWidget *parent;   /* (owned) */
} Deleting;

static void
task_uses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Deleting *deleting = user_data;
  g_autoptr (GtkWidget) parent = deleting->parent;
  Task *task = deleting->task;
  g_autoptr (GError) error = NULL;
  g_autofree VecheCompetencyUses *uses = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_autofree char *title = g_strdup_printf (_ ("Delete “%s”?"), task->name);
  g_autofree char *people = NULL, *evidence = NULL, *body = NULL;

  if (uses == NULL || gtk_widget_get_root (parent) == NULL)
    {
      if (error != NULL)
        veche_session_show_error (task->session, error);
      task_free (task);
      return;
    }
  if (uses->members == 0 && uses->children == 0)
    {
      task_run (task);
      return;
    }
  people = g_strdup_printf (ngettext ("%u person has it", "%u people have it", uses->members), uses->members);
  evidence = g_strdup_printf (ngettext ("%u piece of evidence goes with it", "%u pieces of evidence go with it", uses->evidence), uses->evidence);
  /* Translators: "4 people have it", "9 pieces of evidence go with it" */
  body = g_strdup_printf (_ ("%s, %s. What lies under it moves up. This can be undone"), people, evidence);
  task_ask (task, parent, title, body, _ ("_Delete"), NULL);
}

void
veche_competency_delete (VecheSession *session, GtkWidget *parent, const VecheCompetencyNode *node)
{
  Deleting *deleting = g_new0 (Deleting, 1);
  Task *asked = task_new (DO_DELETE, session, node);

  deleting->task = task_new (DO_DELETE, session, node);
  deleting->parent = g_object_ref (parent);
  g_clear_object (&asked->session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, task_uses_job, asked, task_free, g_free, NULL, task_uses_cb, deleting);
}
