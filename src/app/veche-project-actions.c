/* veche-project-actions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one does on the page of a project.
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-event-page.h"
#include "app/veche-mention-words.h"
#include "app/veche-project-page-private.h"
#include "app/veche-staff-words.h"
#include "app/veche-task-edits.h"
#include "app/veche-write-to.h"
#include "model/veche-edit.h"
#include "store/veche-db.h"

typedef void (*EditFunc) (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid);

/* "project.edit-…" and "project.add-…": the same forms. */
static const struct { const char *what; EditFunc edit; } forms[] = {
  { "slot", veche_project_edit_slot },       { "step", veche_project_edit_step },       { "task", veche_project_edit_task },
  { "budget", veche_project_edit_budget },   { "partner", veche_project_edit_partner }, { "link", veche_project_edit_link },
  { "risk", veche_project_edit_risk },       { "decision", veche_project_edit_decision },
};

static void
form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  VecheProjectSheet *sheet = veche_project_page_get_sheet (self);
  const char *what = strchr (name, '-') + 1;

  for (gsize i = 0; sheet != NULL && i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].what, what))
      forms[i].edit (widget, veche_project_page_get_session (self), sheet, parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  VecheProjectSheet *sheet = veche_project_page_get_sheet (self);

  if (sheet == NULL)
    return;
  if (g_str_equal (name, "project.edit"))
    veche_project_head_edit (widget, veche_project_page_get_session (self), sheet);
  else if (g_str_equal (name, "project.edit-day"))
    veche_project_head_edit_day (widget, veche_project_page_get_session (self), sheet);
  else if (g_str_equal (name, "project.add-event"))
    veche_event_page_open_new (widget, veche_project_page_get_session (self), sheet->project->starts, sheet->uid);
  else if (g_str_equal (name, "project.retro"))
    veche_project_edit_retro (widget, veche_project_page_get_session (self), sheet);
  else
    veche_project_open_next (widget, veche_project_page_get_session (self), sheet);
}

static void
staff_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *uid = g_variant_get_string (parameter, NULL);

  veche_project_page_staff (VECHE_PROJECT_PAGE (widget), *uid != '\0' ? uid : NULL);
}

static void
open_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_session_open_uri (veche_project_page_get_session (VECHE_PROJECT_PAGE (widget)), widget, g_variant_get_string (parameter, NULL));
}

/*** What is done ***/

typedef struct { char *uid, *member_uid, *state; gboolean done; } Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->uid);
  g_free (wish->member_uid);
  g_free (wish->state);
  g_free (wish);
}

static gboolean
task_done_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  const Wish *wish = data;

  return veche_tasks_edit_state (db, edit, wish->uid, wish->done ? "done" : "open", NULL, error);
}

static void
item_done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  VecheProjectSheet *sheet = veche_project_page_get_sheet (self);
  const char *uid;
  gboolean done;

  g_variant_get (parameter, "(&sb)", &uid, &done);
  for (guint i = 0; sheet != NULL && i < sheet->tasks->len; i++)
    {
      GPtrArray *items = sheet->items->pdata[i];

      for (guint k = 0; items != NULL && k < items->len; k++)
        if (g_str_equal (((VecheTaskItem *) items->pdata[k])->uid, uid))
          {
            veche_task_check_item (veche_project_page_get_session (self), sheet->tasks->pdata[i], uid, done);
            return;
          }
    }
}

static gboolean
step_done_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  const Wish *wish = data;

  veche_edit_set_int (edit, "project_step", wish->uid, "done", wish->done);
  if (wish->done)
    veche_edit_set_int (edit, "project_step", wish->uid, "finished", veche_now ());
  else
    veche_edit_set_null (edit, "project_step", wish->uid, "finished");

  return TRUE;
}

/* (nullable) */
static const char *
title_of (VecheProjectSheet *sheet, gboolean step, const char *uid)
{
  for (guint i = 0; step && i < sheet->project->steps->len; i++)
    if (g_str_equal (((VecheStep *) sheet->project->steps->pdata[i])->uid, uid))
      return ((VecheStep *) sheet->project->steps->pdata[i])->title;
  for (guint i = 0; !step && i < sheet->tasks->len; i++)
    if (g_str_equal (((VecheTask *) sheet->tasks->pdata[i])->uid, uid))
      return ((VecheTask *) sheet->tasks->pdata[i])->title;

  return NULL;
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  VecheProjectSheet *sheet = veche_project_page_get_sheet (self);
  gboolean step = g_str_equal (name, "project.step-done");
  Wish *wish = g_new0 (Wish, 1);
  g_autofree char *title = NULL, *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  g_variant_get (parameter, "(sb)", &wish->uid, &wish->done);
  title = veche_words_clean (sheet != NULL ? title_of (sheet, step, wish->uid) : NULL, 60, FALSE);
  edit = veche_edit_new (step ? "step" : "task", title);
  /* Translators: a task */
  toast = g_strdup_printf (wish->done ? _("Done: %s") : _("Open again: %s"), title);
  veche_session_build_edit (veche_project_page_get_session (self), edit, step ? step_done_build : task_done_build, wish, wish_free, toast, NULL, NULL);
}

static gboolean
answer_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  const Wish *wish = data;

  return veche_team_edit_answer (db, edit, wish->uid, wish->member_uid, wish->state, NULL, error);
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  Wish *wish = g_new0 (Wish, 1);
  g_autofree char *person = NULL, *clean = NULL, *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  g_variant_get (parameter, "(ssss)", &wish->uid, &wish->member_uid, &wish->state, &person);
  clean = veche_words_clean (person, 60, FALSE);
  edit = veche_edit_new ("invite", clean);
  /* Translators: a person, then what they answered to an invitation: "Accepted" */
  toast = g_strdup_printf (_("%s: %s"), clean, veche_invitation_title (wish->state));
  veche_session_build_edit (veche_project_page_get_session (self), edit, answer_build, wish, wish_free, toast, NULL, NULL);
}

/*** Writing to them ***/

static const VecheInvitation *
find_invitation (VecheProjectSheet *sheet, const char *slot_uid, const char *member_uid, const VecheSlotCard **slot)
{
  for (guint i = 0; i < sheet->slots->len; i++)
    {
      GPtrArray *invitations = sheet->invitations->pdata[i];

      *slot = sheet->slots->pdata[i];
      if (!g_str_equal ((*slot)->uid, slot_uid))
        continue;
      for (guint k = 0; k < invitations->len; k++)
        if (g_str_equal (((VecheInvitation *) invitations->pdata[k])->member_uid, member_uid))
          return invitations->pdata[k];
    }

  return NULL;
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  VecheProjectSheet *sheet = veche_project_page_get_sheet (self);
  const char *slot_uid, *member_uid;
  const VecheSlotCard *slot = NULL;
  const VecheInvitation *invitation;
  g_autofree char *text = NULL;

  g_variant_get (parameter, "(&s&s)", &slot_uid, &member_uid);
  invitation = sheet != NULL ? find_invitation (sheet, slot_uid, member_uid, &slot) : NULL;
  if (invitation == NULL)
    return;

  text = invitation->text != NULL ? g_strdup (invitation->text) : veche_staff_letter (slot, invitation->name);
  veche_write_to (widget, veche_project_page_get_session (self), member_uid, invitation->platform, text);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  VecheProjectSheet *sheet = veche_project_page_get_sheet (self);
  const char *slot_uid, *member_uid;

  g_variant_get (parameter, "(&s&s)", &slot_uid, &member_uid);
  if (sheet != NULL)
    veche_project_leave (widget, veche_project_page_get_session (self), sheet, slot_uid, member_uid);
}

void
veche_project_page_install_actions (GtkWidgetClass *klass)
{
  static const char *const edits[] = { "project.edit", "project.edit-day", "project.add-event", "project.retro", "project.next" };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    gtk_widget_class_install_action (klass, edits[i], NULL, edit_action);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *edit = g_strconcat ("project.edit-", forms[i].what, NULL), *add = g_strconcat ("project.add-", forms[i].what, NULL);

      gtk_widget_class_install_action (klass, edit, "s", form_action);
      gtk_widget_class_install_action (klass, add, NULL, form_action);
    }
  gtk_widget_class_install_action (klass, "project.staff", "s", staff_action);
  gtk_widget_class_install_action (klass, "project.answer", "(ssss)", answer_action);
  gtk_widget_class_install_action (klass, "project.write", "(ss)", write_action);
  gtk_widget_class_install_action (klass, "project.leave", "(ss)", leave_action);
  gtk_widget_class_install_action (klass, "project.task-done", "(sb)", done_action);
  gtk_widget_class_install_action (klass, "project.step-done", "(sb)", done_action);
  gtk_widget_class_install_action (klass, "project.item-done", "(sb)", item_done_action);
  gtk_widget_class_install_action (klass, "project.open-link", "s", open_link_action);
}
