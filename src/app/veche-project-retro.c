/* veche-project-retro.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a quarter taught: what is kept, altered and dropped, and the next quarter that opens with it.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "app/veche-project-page-private.h"
#include "model/veche-edit.h"

#define QUARTERS_AHEAD 3

static gboolean
retro_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid");

  veche_team_edit_retrospective (edit, uid, veche_form_get (form, "result"), veche_form_get (form, "keep"), veche_form_get (form, "alter"),
                                 veche_form_get (form, "drop"));

  return veche_form_get (form, "over") == NULL || veche_team_edit_project_status (edit, uid, veche_form_get (form, "over"), error);
}

void
veche_project_edit_retro (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet)
{
  static const char *const nicks[] = { "", "done", "dropped", NULL };
  const char *titles[] = { _("Leave it as it is"), veche_status_title ("done"), veche_status_title ("dropped"), NULL };
  VecheFormDialog *form = veche_form_dialog_new (parent, session, _("Retrospective"), "retrospective", retro_build);

  veche_form_dialog_keep (form, "uid", sheet->uid);
  veche_form_dialog_keep (form, "subject", sheet->project->title);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "result", _("What the measure came to"), sheet->more->result, FALSE);
  veche_form_dialog_add_choice (form, "over", _("Status"), nicks, titles, "");
  veche_form_dialog_add_group (form, NULL, _("One thing a line: each is carried over into the next quarter."));
  veche_form_dialog_add_long (form, "keep", _("What we keep"), sheet->more->keep);
  veche_form_dialog_add_long (form, "alter", _("What we do differently"), sheet->more->alter_next);
  veche_form_dialog_add_long (form, "drop", _("What we leave out"), sheet->more->drop_next);
  veche_form_dialog_present (form);
}

/*** The next quarter ***/

static gboolean
next_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_team_edit_open_next (db, edit, veche_form_get (form, "uid"), veche_form_get (form, "quarter"), veche_form_get (form, "title"), error);

  if (uid != NULL)
    veche_form_made (form, uid);

  return uid != NULL;
}

static void
next_made_cb (const char *made, gpointer session)
{
  if (made != NULL)
    veche_session_open_item (session, "project", made);
}

void
veche_project_open_next (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, _("Open the Next Quarter"), "project", next_build);
  g_autofree char *next = veche_quarter_step (sheet->project->quarter, 1);

  veche_form_dialog_keep (form, "uid", sheet->uid);
  veche_form_dialog_add_group (form, NULL, _("What is kept becomes decisions of the new project, what is done differently its first tasks."));
  veche_form_dialog_add_text (form, "title", _("Title"), NULL, TRUE);
  veche_project_dialog_add_quarters (form, next, 0, QUARTERS_AHEAD, next);
  veche_form_dialog_on_saved (form, next_made_cb, g_object_ref (session), g_object_unref);
  veche_form_dialog_present (form);
}

/*** The cards ***/

static gboolean
add_said (GtkWidget *rows, const char *title, const char *text)
{
  g_autofree char *clean = veche_words_clean (text, 1000, TRUE);

  if (*clean == '\0')
    return FALSE;
  gtk_box_append (GTK_BOX (rows), veche_label_new (title, "veche-heading", NULL));
  gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (clean, NULL, NULL));

  return TRUE;
}

static gboolean
add_lesson (GtkWidget *rows, const char *keep, const char *alter, const char *drop)
{
  gboolean kept = add_said (rows, _("What we keep"), keep), altered = add_said (rows, _("What we do differently"), alter);

  return add_said (rows, _("What we leave out"), drop) || kept || altered;
}

static gboolean
is_closed (VecheProjectSheet *sheet)
{
  return g_strcmp0 (sheet->project->status, "done") == 0 || g_strcmp0 (sheet->project->status, "dropped") == 0;
}

gboolean
veche_project_is_over (VecheProjectSheet *sheet)
{
  return is_closed (sheet) || (sheet->project->starts != NULL && veche_day_until (sheet->project->starts) < 0);
}

GtkWidget *
veche_project_retro_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Retrospective"), NULL, NULL, &rows), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *write, *next = NULL;
  gboolean said = add_lesson (rows, sheet->more->keep, sheet->more->alter_next, sheet->more->drop_next);

  if (!said)
    gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (_("When it is over: what to keep, what to do differently, what to leave out"), "plan-dim", NULL));
  write = veche_project_button_new (said ? _("Edit") : _("Write It"), "project.retro", NULL);
  veche_label_speak (write, _("Write the Retrospective"));
  gtk_box_append (GTK_BOX (buttons), write);
  if (said)
    gtk_box_append (GTK_BOX (buttons), next = veche_project_button_new (_("Open the Next Quarter"), "project.next", NULL));
  if (veche_project_is_over (sheet))
    gtk_widget_add_css_class (next != NULL ? next : write, "suggested-action");
  gtk_widget_set_margin_top (buttons, 6);
  gtk_box_append (GTK_BOX (rows), buttons);

  return card;
}

GtkWidget *
veche_project_lessons_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card;

  if (sheet->lessons->len == 0 || is_closed (sheet))
    return NULL;
  card = veche_project_card_box_new (_("From the Quarters Before"), NULL, NULL, &rows);
  for (guint i = 0; i < sheet->lessons->len; i++)
    {
      const VecheLesson *lesson = sheet->lessons->pdata[i];
      g_autofree char *quarter = veche_quarter_title (lesson->quarter);

      gtk_box_append (GTK_BOX (rows), veche_project_row_new (lesson->title, quarter, "win.open-project", lesson->project_uid, NULL));
      add_lesson (rows, lesson->keep, lesson->alter_next, lesson->drop_next);
    }

  return card;
}
