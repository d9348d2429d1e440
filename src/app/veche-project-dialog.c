/* veche-project-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-kinds.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "model/veche-edit.h"
#include "store/veche-plan-table.h"
#include "store/veche-plan-templates.h"

#define QUARTERS_AHEAD 4

typedef struct
{
  GtkWidget    *parent;     /* (owned) */
  VecheSession *session;    /* (owned) */
  char         *quarter;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->parent);
  g_object_unref (asking->session);
  g_free (asking->quarter);
  g_free (asking);
}

static gboolean
project_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *template_uid = veche_form_get (form, "template"), *uid;

  uid = veche_plan_edit_project (db, edit, veche_form_get (form, "quarter"), veche_form_get (form, "title"), veche_form_get (form, "goal"));
  veche_edit_set_text (edit, "project", uid, "measure", veche_form_get (form, "measure"));
  veche_edit_set_text (edit, "project", uid, "starts", veche_form_get (form, "starts"));
  veche_edit_set_ref (edit, "project", uid, "owner_id", veche_form_get (form, "owner"));
  veche_form_made (form, uid);

  return template_uid == NULL || veche_templates_edit_apply (db, edit, template_uid, uid, error);
}

static void
project_made_cb (const char *made, gpointer session)
{
  if (made != NULL)
    veche_session_open_item (session, "project", made);
}

static void
add_templates (VecheFormDialog *form, GPtrArray *templates)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new (), titles = g_strv_builder_new ();
  g_auto (GStrv) nick = NULL, title = NULL;

  g_strv_builder_add (nicks, "");
  g_strv_builder_add (titles, C_("template", "Without a list of steps"));
  for (guint i = 0; i < templates->len; i++)
    {
      const VechePlanTemplate *one = templates->pdata[i];

      g_strv_builder_add (nicks, one->uid);
      g_strv_builder_add (titles, one->name);
    }
  nick = g_strv_builder_end (nicks);
  title = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, "template", _("Kind"), (const char *const *) nick, (const char *const *) title, "");
}

void
veche_project_dialog_add_quarters (VecheFormDialog *form, const char *quarter, int from, int to, const char *chosen)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new (), titles = g_strv_builder_new ();
  g_auto (GStrv) nick = NULL, title = NULL;

  for (int i = from; i <= to; i++)
    {
      g_autofree char *one = veche_quarter_step (quarter, i), *name = veche_quarter_title (one);

      g_strv_builder_add (nicks, one);
      g_strv_builder_add (titles, name);
    }
  nick = g_strv_builder_end (nicks);
  title = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, "quarter", _("Quarter"), (const char *const *) nick, (const char *const *) title, chosen);
}

static void
asking_present (GPtrArray *templates, gpointer user_data)
{
  Asking *asking = user_data;
  VecheFormDialog *form = veche_form_dialog_new (asking->parent, asking->session, _("New Project"), "project", project_build);
  g_autofree char *today = veche_day_today (), *since = NULL, *until = NULL;

  veche_form_dialog_add_group (form, NULL, _("One big thing in a quarter that members make together: a meeting of all, a series of articles, a conference, a site, a concert."));
  veche_form_dialog_add_text (form, "title", _("Title"), NULL, TRUE);
  veche_form_dialog_add_group (form, NULL, _("A kind brings its steps, tasks and roles along. All of it can be changed afterwards."));
  add_templates (form, templates);
  veche_project_dialog_add_quarters (form, asking->quarter, -1, QUARTERS_AHEAD, asking->quarter);
  veche_quarter_bounds (asking->quarter, &since, &until);
  veche_form_dialog_add_day_near (form, "starts", _("The day it culminates"), NULL, strcmp (since, today) > 0 ? since : today);
  veche_form_dialog_add_group (form, NULL, NULL);
  veche_form_dialog_add_text (form, "goal", _("Goal"), NULL, FALSE);
  veche_form_dialog_add_text (form, "measure", _("By what you will see that it worked"), NULL, FALSE);
  veche_form_dialog_add_person (form, "owner", _("Owner"), NULL, NULL);
  veche_form_dialog_on_saved (form, project_made_cb, g_object_ref (asking->session), g_object_unref);
  veche_form_dialog_present (form);
}

void
veche_project_dialog_present (GtkWidget *parent, VecheSession *session, const char *quarter)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->parent = g_object_ref (parent);
  asking->session = g_object_ref (session);
  asking->quarter = g_strdup (quarter);
  veche_kinds_load (session, "project", asking_present, asking, asking_free);
}
