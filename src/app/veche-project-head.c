/* veche-project-head.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the project is: its goal and by what one sees that it is reached, when, whose.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "app/veche-project-page-private.h"
#include "app/veche-step-track.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"

#define QUARTERS_AHEAD 5

/*** The form ***/

static gboolean
head_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  static const char *const plain[] = { "title", "goal", "measure", "outcome", "result", "handover", "quarter" };
  const char *uid = veche_form_get (form, "uid"), *day = veche_form_get (form, "starts"), *was = veche_form_get (form, "was-starts");
  const char *status = veche_form_get (form, "status");

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    veche_edit_set_text (edit, "project", uid, plain[i], veche_form_get (form, plain[i]));
  veche_edit_set_ref (edit, "project", uid, "agenda_id", veche_form_get (form, "agenda"));
  veche_edit_set_ref (edit, "project", uid, "owner_id", veche_form_get (form, "owner"));
  if (!veche_team_edit_project_status (edit, uid, status, error) ||
      !veche_team_edit_project_span (edit, uid, veche_form_get (form, "begins"), veche_form_get (form, "ends"), error))
    return FALSE;
  if (day == NULL)
    veche_edit_set_text (edit, "project", uid, "starts", NULL);

  return day == NULL || g_strcmp0 (day, was) == 0 || veche_team_edit_project_day (db, edit, uid, day, error);
}

static gboolean
day_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *day = veche_form_get (form, "starts");

  return day == NULL || veche_team_edit_project_day (db, edit, veche_form_get (form, "uid"), day, error);
}

void
veche_project_head_edit_day (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, _("The Day of the Project"), "project", day_build);

  veche_form_dialog_keep (form, "uid", sheet->uid);
  veche_form_dialog_keep (form, "subject", sheet->project->title);
  veche_form_dialog_add_group (form, NULL, _("Steps and tasks that are counted from the day move with it."));
  veche_form_dialog_add_day (form, "starts", _("The day it culminates"), sheet->project->starts);
  veche_form_dialog_present (form);
}

static void
add_statuses (VecheFormDialog *form, const char *status)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) title = NULL;

  for (guint i = 0; veche_project_statuses[i] != NULL; i++)
    g_strv_builder_add (titles, veche_status_title (veche_project_statuses[i]));
  title = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, "status", _("Status"), veche_project_statuses, (const char *const *) title, status);
}

static void
add_agendas (VecheFormDialog *form, GPtrArray *agendas, const char *uid)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new (), titles = g_strv_builder_new ();
  g_auto (GStrv) nick = NULL, title = NULL;

  g_strv_builder_add (nicks, "");
  g_strv_builder_add (titles, C_("agenda", "None"));
  for (guint i = 0; i < agendas->len; i++)
    {
      const VecheAgenda *agenda = agendas->pdata[i];

      g_strv_builder_add (nicks, agenda->uid);
      g_strv_builder_add (titles, agenda->name);
    }
  nick = g_strv_builder_end (nicks);
  title = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, "agenda", _("Agenda"), (const char *const *) nick, (const char *const *) title, uid);
}

void
veche_project_head_edit (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, _("Project of the Quarter"), "project", head_build);
  const VecheProject *project = sheet->project;

  veche_form_dialog_keep (form, "uid", sheet->uid);
  veche_form_dialog_keep (form, "was-starts", project->starts);
  veche_form_dialog_add_text (form, "title", _("Title"), project->title, TRUE);
  veche_form_dialog_add_text (form, "goal", _("Goal"), project->goal, FALSE);
  veche_form_dialog_add_text (form, "measure", _("By what you will see that it worked"), sheet->more->measure, FALSE);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_project_dialog_add_quarters (form, project->quarter, -2, QUARTERS_AHEAD, project->quarter);
  add_statuses (form, project->status);
  add_agendas (form, sheet->agendas, project->agenda_uid);
  veche_form_dialog_add_person (form, "owner", _("Owner"), project->owner_uid, project->owner_name);
  veche_form_dialog_add_group (form, _("When"), _("Steps and tasks that are counted from the day move with it."));
  veche_form_dialog_add_day (form, "starts", _("The day it culminates"), project->starts);
  veche_form_dialog_add_day (form, "begins", _("Work begins"), sheet->more->begins);
  veche_form_dialog_add_day (form, "ends", _("Work ends"), sheet->more->ends);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_long (form, "handover", _("What whoever takes it over has to know"), sheet->more->handover);
  veche_form_dialog_add_text (form, "result", _("What the measure came to"), sheet->more->result, FALSE);
  veche_form_dialog_add_text (form, "outcome", _("Outcome in one sentence"), project->outcome, FALSE);
  veche_form_dialog_present (form);
}

/*** The card ***/

static GtkWidget *
days_new (const char *day)
{
  int days = veche_day_until (day);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = g_strdup_printf ("%d", ABS (days));
  GtkWidget *count = veche_label_new (number, "title-1", "numeric");
  GtkWidget *caption = veche_label_new (days >= 0 ? ngettext ("day to go", "days to go", days) : ngettext ("day ago", "days ago", -days),
                                        "plan-caption", NULL);

  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_xalign (GTK_LABEL (count), 1);
  gtk_label_set_xalign (GTK_LABEL (caption), 1);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_widget_set_valign (box, GTK_ALIGN_START);

  return box;
}

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

static void add_line (GtkWidget *box, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GtkWidget *box, const char *format, ...)
{
  g_autofree char *line = NULL, *clamped = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  clamped = veche_text_clamp (line, 500, TRUE);
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (clamped, "plan-caption", NULL));
}

static void
add_when (GtkWidget *box, const VecheProjectSheet *sheet)
{
  g_autofree char *day = veche_day_full (sheet->project->starts), *begins = veche_day_long (sheet->more->begins), *ends = veche_day_long (sheet->more->ends);
  g_autofree char *span = NULL, *line = NULL;

  if (begins != NULL && ends != NULL)
    span = g_strdup_printf ("%s – %s", begins, ends);
  else if (begins != NULL)
    /* Translators: %s is a day */
    span = g_strdup_printf (_("work from %s"), begins);
  else if (ends != NULL)
    span = g_strdup_printf (_("work until %s"), ends);
  if (day == NULL)
    {
      GtkWidget *button = veche_project_button_new (_("Set the Day…"), "project.edit-day", NULL);

      gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (_("No day yet: once it has one, its steps and tasks get theirs."), "plan-caption", NULL));
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_set_name (button, "project-day");
      gtk_box_append (GTK_BOX (box), button);
    }
  if (day == NULL && span == NULL)
    return;

  line = g_strdup_printf ("%s%s%s", day != NULL ? day : "", day != NULL && span != NULL ? " · " : "", span != NULL ? span : "");
  gtk_box_append (GTK_BOX (box), veche_label_new_wrapped (line, "plan-caption", NULL));
}

static GtkWidget *
words_new (VecheProjectSheet *sheet)
{
  const VecheProject *project = sheet->project;
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *kicker = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *name;
  g_autofree char *quarter = veche_quarter_title (project->quarter), *title = veche_text_clamp (project->title, 200, FALSE);
  g_autoptr (GString) caption = g_string_new (quarter);
  g_autoptr (PangoAttrList) unhyphened = pango_attr_list_new ();

  pango_attr_list_insert (unhyphened, pango_attr_insert_hyphens_new (FALSE));
  if (project->agenda_name != NULL)
    g_string_append_printf (caption, " · %s", project->agenda_name);
  g_string_append_printf (caption, " · %s", veche_status_title (project->status));
  if (project->agenda_shape != NULL)
    gtk_box_append (GTK_BOX (kicker), veche_mark_new (project->agenda_shape, 12));
  gtk_box_append (GTK_BOX (kicker), veche_label_new (caption->str, "veche-heading", NULL));
  gtk_box_append (GTK_BOX (words), kicker);
  name = veche_label_new_wrapped (title, "title-2", NULL);
  /* A long word goes on in the next line whole, and without a hyphen when it has to be broken. */
  gtk_label_set_attributes (GTK_LABEL (name), unhyphened);
  gtk_box_append (GTK_BOX (words), name);
  if (is_said (project->goal))
    {
      g_autofree char *goal = veche_text_clamp (project->goal, 500, TRUE);

      gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (goal, "plan-dim", NULL));
    }
  if (is_said (sheet->more->measure))
    /* Translators: by what one sees that the goal of a project is reached */
    add_line (words, _("Measure: %s"), sheet->more->measure);
  if (is_said (sheet->more->result))
    add_line (words, _("The measure came to: %s"), sheet->more->result);
  add_when (words, sheet);
  if (project->owner_name != NULL)
    add_line (words, _("Owner: %s"), project->owner_name);
  if (is_said (project->outcome))
    add_line (words, _("Outcome: %s"), project->outcome);
  if (is_said (sheet->more->handover))
    add_line (words, _("To hand over: %s"), sheet->more->handover);
  gtk_widget_set_hexpand (words, TRUE);

  return words;
}

GtkWidget *
veche_project_head_new (VecheProjectSheet *sheet, gboolean narrow)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (head), words_new (sheet));
  if (sheet->project->starts != NULL)
    gtk_box_append (GTK_BOX (head), days_new (sheet->project->starts));
  gtk_widget_add_css_class (head, "plan-section");
  gtk_box_append (GTK_BOX (card), head);
  if (sheet->project->steps->len > 0 && !narrow)
    {
      GtkWidget *track = veche_step_track_new (sheet->project->steps);

      gtk_widget_add_css_class (track, "plan-track");
      gtk_box_append (GTK_BOX (card), track);
    }
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-project");

  return card;
}
