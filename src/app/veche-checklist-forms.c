/* veche-checklist-forms.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-checklist-forms.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "store/veche-tasks-table.h"

#define MOST_DAYS   365
#define MOST_NEEDED 99
#define MOST_HOURS  999
#define USUAL_DAYS  14
#define USUAL_PART  30
#define MOST_MINUTES 1440
#define MOST_TITLE  150

/*** Days ***/

char *
veche_checklist_day_short (int shift)
{
  if (shift == VECHE_TASK_NO_SHIFT)
    return NULL;

  return shift == 0 ? g_strdup (C_("plan", "T")) : g_strdup_printf (shift < 0 ? C_("plan", "T−%d") : C_("plan", "T+%d"), ABS (shift));
}

char *
veche_checklist_day_words (int shift)
{
  int days = ABS (shift);

  if (shift == VECHE_TASK_NO_SHIFT)
    return g_strdup (_("No day"));
  if (shift == 0)
    return g_strdup (_("On the day"));
  if (shift < 0)
    return g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) days), days);

  return g_strdup_printf (ngettext ("%d day after", "%d days after", (gulong) days), days);
}

/*** A kind ***/

static gboolean
kind_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid"), *name = veche_form_get (form, "name"), *about = veche_form_get (form, "about");
  gint64 minutes = veche_form_get_int (form, "minutes", 0);

  if (uid == NULL)
    return veche_templates_edit_add (db, edit, veche_form_get (form, "what"), name, about, error) != NULL;

  veche_edit_set_text (edit, "plan_template", uid, "name", name);
  veche_edit_set_text (edit, "plan_template", uid, "about", about);
  if (minutes > 0)
    veche_edit_set_int (edit, "plan_template", uid, "minutes", minutes);
  else if (veche_form_get (form, "timed") != NULL)
    veche_edit_set_null (edit, "plan_template", uid, "minutes");

  return TRUE;
}

void
veche_checklist_edit_kind (GtkWidget *parent, VecheSession *session, const VechePlanTemplate *self)
{
  static const char *const nicks[] = { "project", "event", NULL };
  const char *titles[] = { C_("checklist", "Projects"), C_("checklist", "Events"), NULL };
  VecheFormDialog *form = veche_form_dialog_new (parent, session, self != NULL ? C_("title", "Checklist") : _("New Checklist"), "template", kind_build);

  veche_form_dialog_keep (form, "uid", self != NULL ? self->uid : NULL);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "name", _("Name"), self != NULL ? self->name : NULL, TRUE);
  veche_form_dialog_add_text (form, "about", _("More about it"), self != NULL ? self->about : NULL, FALSE);
  if (self != NULL && g_str_equal (self->subject, "event"))
    {
      veche_form_dialog_keep (form, "timed", "timed");
      veche_form_dialog_add_number (form, "minutes", _("How many minutes it lasts (0: not said)"), self->minutes, 0, MOST_MINUTES);
    }
  if (self == NULL)
    veche_form_dialog_add_choice (form, "what", C_("checklist", "For"), nicks, titles, nicks[0]);
  veche_form_dialog_present (form);
}

/*** What it brings along ***/

/* One a line, without the empty ones. (transfer full) (nullable) */
static char *
tidy_lines (const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autoptr (GString) tidy = g_string_new (NULL);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0')
        g_string_append_printf (tidy, "%s%s", tidy->len > 0 ? "\n" : "", lines[i]);
    }

  return tidy->len > 0 ? g_strdup (tidy->str) : NULL;
}

static int
read_shift (const VecheForm *form)
{
  const char *how = veche_form_get (form, "how");
  int distance = (int) veche_form_get_int (form, "distance", 0);

  if (g_strcmp0 (how, "before") == 0)
    return -distance;

  return g_strcmp0 (how, "after") == 0 ? distance : VECHE_TASK_NO_SHIFT;
}

static gboolean
item_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  g_autofree char *checklist = tidy_lines (veche_form_get (form, "checklist"));
  const VechePlanTemplateItem item = { .uid = (char *) veche_form_get (form, "uid"), .kind = (char *) veche_form_get (form, "kind"),
                                       .title = (char *) veche_form_get (form, "title"), .about = (char *) veche_form_get (form, "about"),
                                       .checklist = checklist, .competency = (char *) veche_form_get (form, "competency"), .shift = read_shift (form),
                                       .form = (char *) veche_form_get (form, "form"), .minutes = (int) veche_form_get_int (form, "minutes", 0),
                                       .level = (int) veche_form_get_int (form, "level", 0), .hours = (int) veche_form_get_int (form, "hours", 0),
                                       .needed = (guint) veche_form_get_int (form, "needed", 1) };

  return veche_templates_edit_item (db, edit, veche_form_get (form, "template"), &item, error);
}

static void
add_when (VecheFormDialog *form, gboolean event, int shift)
{
  static const char *const nicks[] = { "before", "after", "none", NULL };
  const char *project_titles[] = { _("Days before the project’s day"), _("Days after the project’s day"), _("No day"), NULL };
  const char *event_titles[] = { _("Days before the event"), _("Days after the event"), _("No day"), NULL };
  gboolean none = shift == VECHE_TASK_NO_SHIFT;

  veche_form_dialog_add_group (form, _("When"), NULL);
  veche_form_dialog_add_choice (form, "how", _("Due"), nicks, event ? event_titles : project_titles, none ? "none" : shift > 0 ? "after" : "before");
  veche_form_dialog_add_number (form, "distance", _("How many days before or after"), none ? USUAL_DAYS : ABS (shift), 0, MOST_DAYS);
}

static void
add_role (VecheFormDialog *form, const VechePlanTemplateItem *item)
{
  static const char *const nicks[] = { "0", "1", "2", "3", "4", "5", NULL };
  const char *titles[VECHE_LEVEL_MOST + 2] = { C_("level", "Any") };

  for (int i = 1; i <= VECHE_LEVEL_MOST; i++)
    titles[i] = veche_level_word (i);
  veche_form_dialog_add_group (form, _("Who Fits"), _("Where there is no competency of that name, the role comes without one."));
  veche_form_dialog_add_text (form, "competency", _("Competency"), item->competency, FALSE);
  veche_form_dialog_add_choice (form, "level", _("At least"), nicks, titles, nicks[CLAMP (item->level, 0, VECHE_LEVEL_MOST)]);
  veche_form_dialog_add_number (form, "needed", _("How many people"), (int) item->needed, 1, MOST_NEEDED);
  veche_form_dialog_add_number (form, "hours", _("Hours of one person, all in all"), item->hours, 0, MOST_HOURS);
}

static void
add_part (VecheFormDialog *form, const VechePlanTemplateItem *item)
{
  static const char *const nicks[] = { "talk", "workshop", "discussion", "break", "other", NULL };
  const char *titles[] = { C_("programme", "Talk"),  C_("programme", "Workshop"),       C_("programme", "Discussion"),
                           C_("programme", "Break"), C_("programme", "Something else"), NULL };

  veche_form_dialog_add_choice (form, "form", _("Kind"), nicks, titles, item->form != NULL && g_strv_contains (nicks, item->form) ? item->form : "other");
  veche_form_dialog_add_number (form, "minutes", _("How many minutes it lasts (0: not said)"), item->minutes, 0, MOST_MINUTES);
  veche_form_dialog_add_text (form, "competency", _("Competency"), item->competency, FALSE);
}

void
veche_checklist_edit_item (GtkWidget *parent, VecheSession *session, const VechePlanTemplate *template, const char *kind, const VechePlanTemplateItem *self)
{
  const VechePlanTemplateItem none = { .shift = -USUAL_DAYS, .needed = 1, .minutes = USUAL_PART }, *item = self != NULL ? self : &none;
  gboolean slot = g_str_equal (kind, "slot"), task = g_str_equal (kind, "task"), part = g_str_equal (kind, "part");
  const char *title = task ? _("Task") : slot ? _("Role in the Project") : part ? _("Part of the Programme") : _("Step");
  const char *fresh = task ? _("New Task") : slot ? _("New Role") : part ? _("New Part") : _("New Step");
  VecheFormDialog *form = veche_form_dialog_new (parent, session, self != NULL ? title : fresh, "template", item_build);

  veche_form_dialog_keep (form, "uid", item->uid);
  veche_form_dialog_keep (form, "kind", kind);
  veche_form_dialog_keep (form, "template", template->uid);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "title", slot || part ? _("Title") : _("What has to be done"), item->title, TRUE);
  veche_form_dialog_add_text (form, "about", slot ? _("What is to be done") : _("More about it"), item->about, FALSE);
  if (slot)
    add_role (form, item);
  else if (part)
    add_part (form, item);
  else
    add_when (form, g_str_equal (template->subject, "event"), item->shift);
  if (task)
    {
      veche_form_dialog_add_group (form, NULL, NULL);
      veche_form_dialog_add_long (form, "checklist", _("Checklist, one a line"), item->checklist);
    }
  veche_form_dialog_present (form);
}

/*** Another order ***/

typedef struct { char *table, *uid; int by; } Move;

static void
move_free (gpointer data)
{
  Move *self = data;

  g_free (self->table);
  g_free (self->uid);
  g_free (self);
}

static gboolean
build_move (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Move *self = input;

  return veche_templates_edit_move (db, edit, self->table, self->uid, self->by, error);
}

void
veche_checklist_move (VecheSession *session, const char *table, const char *uid, int by, const char *name)
{
  g_autofree char *clean = veche_words_clean (name, MOST_TITLE, FALSE), *toast = g_strdup_printf (C_("checklist", "Moved: %s"), clean);
  g_autoptr (VecheEdit) edit = veche_edit_new ("template", clean);
  Move *move = g_new0 (Move, 1);

  move->table = g_strdup (table);
  move->uid = g_strdup (uid);
  move->by = by;
  veche_session_build_edit (session, edit, build_move, move, move_free, toast, NULL, NULL);
}
