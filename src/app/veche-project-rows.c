/* veche-project-rows.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cards of a project are made of, and its steps and tasks.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-page-private.h"
#include "app/veche-task-words.h"
#include "model/veche-edit.h"
#include "model/veche-when.h"

#define MOST_DAYS   365

GtkWidget *
veche_project_button_new (const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "veche-row-button");

  return button;
}

GtkWidget *
veche_project_card_box_new (const char *title, const char *label, const char *action, GtkWidget **rows)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *heading, *button;
  g_autofree char *name = action != NULL ? g_strconcat ("project-", action, NULL) : NULL;

  heading = veche_label_new (title, "heading", NULL);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (head), heading);
  if (action != NULL)
    {
      button = gtk_button_new_from_icon_name ("list-add-symbolic");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_name (button, name);
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), button);
    }
  *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), *rows);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-section");

  return card;
}

void
veche_project_add_rest (GtkWidget *rows, guint all, guint most)
{
  guint more = all > most ? MIN (all - most, VECHE_PROJECT_MORE) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u More", "Show %u More", more), more);
  GtkWidget *button;

  if (more == 0)
    return;
  button = veche_project_button_new (text, "project.more", NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (rows), button);
}

GtkWidget *
veche_project_row_new (const char *title, const char *about, const char *action, const char *target, GtkWidget *end)
{
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *clean = veche_words_clean (title, 150, FALSE), *below = veche_words_clean (about, 300, FALSE), *name = NULL, *spoken = NULL;

  gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (clean, "plan-title", NULL));
  if (*below != '\0')
    gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (below, "plan-caption", NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  if (end != NULL)
    {
      gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), end);
    }
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  name = g_strconcat ("project-row-", target, NULL);
  spoken = *below != '\0' ? g_strdup_printf ("%s, %s", clean, below) : g_strdup (clean);
  gtk_widget_set_name (button, name);
  gtk_widget_add_css_class (button, "plan-line");
  veche_label_speak (button, spoken);

  return button;
}

/*** What is counted from the day of the project ***/

/* The form's day and distance: who gives a distance has a day that follows. */
static void
add_due (VecheFormDialog *form, const char *day, gboolean counted, int shift, gboolean has_day)
{
  static const char *const nicks[] = { "day", "before", "after", "none", NULL };
  const char *titles[] = { _("On the day below"), _("Days before the project’s day"), _("Days after the project’s day"), _("No day"), NULL };

  veche_form_dialog_add_group (form, _("When"), has_day ? NULL : _("The project has no day yet: what is counted from it gets one then."));
  veche_form_dialog_add_choice (form, "how", _("Due"), nicks, titles, counted ? (shift > 0 ? "after" : "before") : day != NULL ? "day" : "none");
  veche_form_dialog_add_number (form, "distance", _("How many days before or after"), counted ? ABS (shift) : 14, 0, MOST_DAYS);
  veche_form_dialog_add_day (form, "day", _("Day"), day);
}

/* TRUE: counted, by shift. */
static gboolean
read_due (const VecheForm *form, int *shift, const char **day)
{
  const char *how = veche_form_get (form, "how");
  int distance = (int) veche_form_get_int (form, "distance", 0);

  *day = g_strcmp0 (how, "day") == 0 ? veche_form_get (form, "day") : NULL;
  *shift = g_strcmp0 (how, "before") == 0 ? -distance : distance;

  return g_strcmp0 (how, "before") == 0 || g_strcmp0 (how, "after") == 0;
}

/* "Nov 30 · 14 days before it · Anna" (transfer full) */
static char *
due_words (const char *day, gboolean counted, int shift, const char *owner)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *date = veche_day_long (day);

  if (date != NULL)
    g_ptr_array_add (parts, date);
  if (counted)
    g_ptr_array_add (parts, veche_task_shift_words (shift));
  if (owner != NULL)
    g_ptr_array_add (parts, veche_words_clean (owner, 60, FALSE));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
late_new (const char *day, gboolean done)
{
  GtkWidget *badge = veche_badge_new ();
  gboolean late = !done && day != NULL && veche_day_until (day) < 0;

  veche_badge_set (VECHE_BADGE (badge), "veche-clock-symbolic", late ? _("Late") : NULL, VECHE_INK_NEG);

  return badge;
}

static void
toggled_cb (GtkCheckButton *check, const char *action)
{
  const char *uid = g_object_get_data (G_OBJECT (check), "uid");

  gtk_widget_activate_action (GTK_WIDGET (check), action, "(sb)", uid, gtk_check_button_get_active (check));
}

static GtkWidget *
check_row_new (GtkWidget *row, const char *title, gboolean done, const char *action, const char *uid)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *check = gtk_check_button_new ();
  g_autofree char *name = g_strconcat ("project-check-", uid, NULL), *spoken = g_strdup_printf (_("Done: %s"), title);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), done);
  g_object_set_data_full (G_OBJECT (check), "uid", g_strdup (uid), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), (gpointer) action);
  gtk_widget_set_name (check, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_hexpand (row, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), row);

  return box;
}

/*** Steps ***/

static gboolean
step_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid"), *day;
  g_autofree char *anchor = veche_tasks_find_anchor (db, edit, "project", veche_form_get (form, "project")), *moved = NULL;
  int shift;
  gboolean counted = read_due (form, &shift, &day);

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, "project_step");
      veche_edit_set_ref (edit, "project_step", uid, "project_id", veche_form_get (form, "project"));
      veche_edit_set_int (edit, "project_step", uid, "position", veche_form_get_int (form, "position", 0));
    }
  if (counted && anchor != NULL)
    day = moved = veche_when_add_days (anchor, shift);
  veche_edit_set_text (edit, "project_step", uid, "title", veche_form_get (form, "title"));
  veche_edit_set_text (edit, "project_step", uid, "about", veche_form_get (form, "about"));
  veche_edit_set_text (edit, "project_step", uid, "day", day);
  if (counted)
    veche_edit_set_int (edit, "project_step", uid, "shift", shift);
  else
    veche_edit_set_null (edit, "project_step", uid, "shift");
  veche_edit_set_ref (edit, "project_step", uid, "owner_id", veche_form_get (form, "owner"));

  return TRUE;
}

void
veche_project_edit_step (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, uid != NULL ? _("Step") : _("New Step"), "step", step_build);
  const VecheStep none = { 0 }, *step = &none;
  g_autofree char *position = g_strdup_printf ("%u", sheet->project->steps->len);

  for (guint i = 0; uid != NULL && i < sheet->project->steps->len; i++)
    if (g_str_equal (((VecheStep *) sheet->project->steps->pdata[i])->uid, uid))
      step = sheet->project->steps->pdata[i];
  veche_form_dialog_keep (form, "uid", uid);
  veche_form_dialog_keep (form, "project", sheet->uid);
  veche_form_dialog_keep (form, "position", position);
  veche_form_dialog_add_text (form, "title", _("What has to be done"), step->title, TRUE);
  veche_form_dialog_add_text (form, "about", _("More about it"), step->about, FALSE);
  veche_form_dialog_add_person (form, "owner", _("Owner"), step->owner_uid, step->owner_name);
  add_due (form, step->day, step->counted, step->shift, sheet->project->starts != NULL);
  if (uid != NULL)
    veche_form_dialog_offer_remove (form, "project_step", uid);
  veche_form_dialog_present (form);
}

GtkWidget *
veche_project_steps_new (VecheProjectSheet *sheet)
{
  GPtrArray *steps = sheet->project->steps;
  GtkWidget *rows, *card = veche_project_card_box_new (_("Steps"), _("Add a Step"), "project.add-step", &rows);

  for (guint i = 0; i < steps->len; i++)
    {
      const VecheStep *step = steps->pdata[i];
      g_autofree char *about = due_words (step->day, step->counted, step->shift, step->owner_name);
      GtkWidget *row = veche_project_row_new (step->title, about, "project.edit-step", step->uid, late_new (step->day, step->done));

      gtk_box_append (GTK_BOX (rows), check_row_new (row, step->title, step->done, "project.step-done", step->uid));
    }
  if (steps->len == 0)
    gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (_("The milestones from here to the day it culminates"), "plan-dim", NULL));

  return card;
}

/*** Tasks ***/

static gboolean
task_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid"), *day, *text = veche_form_get (form, "items");
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autofree char *anchor = NULL, *moved = NULL;
  int shift;
  gboolean counted = read_due (form, &shift, &day);
  const VecheTaskNew task = { .title = veche_form_get (form, "title"), .notes = veche_form_get (form, "notes"), .due = counted ? NULL : day,
                              .owner_uid = veche_form_get (form, "owner"), .project_uid = veche_form_get (form, "project"),
                              .shift = counted ? shift : VECHE_TASK_NO_SHIFT, .items = (const char *const *) lines };

  if (uid == NULL)
    return veche_tasks_edit_add (db, edit, &task, error) != NULL;

  veche_edit_set_text (edit, "task", uid, "title", task.title);
  veche_edit_set_text (edit, "task", uid, "notes", task.notes);
  veche_tasks_edit_owner (edit, uid, task.owner_uid);
  if (!counted)
    return veche_tasks_edit_due (edit, uid, day, NULL, error);
  anchor = veche_tasks_find_anchor (db, edit, "project", task.project_uid);
  moved = anchor != NULL ? veche_when_add_days (anchor, shift) : NULL;
  veche_edit_set_text (edit, "task", uid, "due", moved);
  veche_edit_set_int (edit, "task", uid, "shift", shift);

  return TRUE;
}

void
veche_project_edit_task (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, uid != NULL ? _("Task") : _("New Task"), "task", task_build);
  const VecheTask none = { .shift = VECHE_TASK_NO_SHIFT }, *task = &none;

  for (guint i = 0; uid != NULL && i < sheet->tasks->len; i++)
    if (g_str_equal (((VecheTask *) sheet->tasks->pdata[i])->uid, uid))
      task = sheet->tasks->pdata[i];
  veche_form_dialog_keep (form, "uid", uid);
  veche_form_dialog_keep (form, "project", sheet->uid);
  veche_form_dialog_add_text (form, "title", _("What has to be done"), task->title, TRUE);
  veche_form_dialog_add_person (form, "owner", _("Owner"), task->owner_uid, task->owner_name);
  add_due (form, task->due, task->shift != VECHE_TASK_NO_SHIFT, task->shift != VECHE_TASK_NO_SHIFT ? task->shift : 0, sheet->project->starts != NULL);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_long (form, "notes", _("Notes"), task->notes);
  if (uid == NULL)
    veche_form_dialog_add_long (form, "items", _("Checklist, one a line"), NULL);
  else
    veche_form_dialog_offer_remove (form, "task", uid);
  veche_form_dialog_present (form);
}

/*** Checklists ***/

/* What the button shows and hides, and where that is kept for the next time the page is made. */
typedef struct { GHashTable *opened; char *uid; GtkWidget *box; } Fold;

static void
fold_free (gpointer data, GClosure *closure)
{
  Fold *fold = data;

  g_hash_table_unref (fold->opened);
  g_free (fold->uid);
  g_free (fold);
}

static void
fold_cb (GtkToggleButton *button, Fold *fold)
{
  gboolean open = gtk_toggle_button_get_active (button);

  if (open)
    g_hash_table_add (fold->opened, g_strdup (fold->uid));
  else
    g_hash_table_remove (fold->opened, fold->uid);
  gtk_widget_set_visible (fold->box, open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static GtkWidget *
items_new (GPtrArray *items)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < items->len; i++)
    {
      const VecheTaskItem *item = items->pdata[i];
      g_autofree char *title = veche_words_clean (item->title, 300, FALSE);

      gtk_box_append (GTK_BOX (box), check_row_new (veche_label_new_wrapped (title, NULL, NULL), title, item->done, "project.item-done", item->uid));
    }
  gtk_widget_add_css_class (box, "plan-items");

  return box;
}

/* "1/3": shows what is to be ticked in box. */
static GtkWidget *
fold_new (const VecheTask *task, GtkWidget *box, GHashTable *opened)
{
  GtkWidget *button = gtk_toggle_button_new ();
  Fold *fold = g_new0 (Fold, 1);
  g_autofree char *count = g_strdup_printf ("%u/%u", task->items_done, task->items), *name = g_strconcat ("project-fold-", task->uid, NULL), *spoken = NULL;

  /* Translators: a task; so many of so many things on its checklist are done */
  spoken = g_strdup_printf (_("Checklist of “%s”, %u of %u"), task->title, task->items_done, task->items);
  fold->opened = g_hash_table_ref (opened);
  fold->uid = g_strdup (task->uid);
  fold->box = box;
  gtk_button_set_label (GTK_BUTTON (button), count);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_hash_table_contains (opened, task->uid));
  gtk_widget_set_visible (box, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, _("Show or hide the checklist"));
  gtk_widget_add_css_class (button, "plan-fold");
  veche_label_speak (button, spoken);
  g_signal_connect_data (button, "toggled", G_CALLBACK (fold_cb), fold, fold_free, 0);

  return button;
}

static GtkWidget *
task_row_new (const VecheTask *task, GPtrArray *items, GHashTable *opened)
{
  gboolean done = g_strcmp0 (task->state, "open") != 0, counted = task->shift != VECHE_TASK_NO_SHIFT;
  g_autofree char *about = due_words (task->due, counted, counted ? task->shift : 0, task->owner_name);
  GtkWidget *row = veche_project_row_new (task->title, about, "project.edit-task", task->uid, late_new (task->due, done)), *line, *box, *whole;

  line = check_row_new (row, task->title, done, "project.task-done", task->uid);
  if (items == NULL)
    return line;

  whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  box = items_new (items);
  gtk_box_append (GTK_BOX (line), fold_new (task, box, opened));
  gtk_box_append (GTK_BOX (whole), line);
  gtk_box_append (GTK_BOX (whole), box);

  return whole;
}

GtkWidget *
veche_project_tasks_new (VecheProjectSheet *sheet, GHashTable *opened, guint most)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Tasks"), _("Add a Task"), "project.add-task", &rows);

  for (guint i = 0; i < MIN (sheet->tasks->len, most); i++)
    gtk_box_append (GTK_BOX (rows), task_row_new (sheet->tasks->pdata[i], sheet->items->pdata[i], opened));
  veche_project_add_rest (rows, sheet->tasks->len, most);
  if (sheet->tasks->len == 0)
    gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (_("Nothing to do yet. A template brings the usual tasks along"), "plan-dim", NULL));

  return card;
}
