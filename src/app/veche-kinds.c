/* veche-kinds.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-kinds.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"
#include "model/veche-edit.h"
#include "store/veche-plan-templates.h"

/*** The kinds there are ***/

static gboolean
catch_up_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  return veche_templates_edit_catch_up (db, edit, error) >= 0;
}

gboolean
veche_kinds_catch_up (VecheSession *session, GPtrArray *templates, VecheSessionDone done, gpointer user_data)
{
  gboolean behind = FALSE;
  g_autoptr (VecheEdit) edit = NULL;

  for (guint i = 0; i < templates->len; i++)
    behind |= ((VechePlanTemplate *) templates->pdata[i])->behind;
  if (!behind)
    return FALSE;
  edit = veche_edit_new ("template", _ ("kinds of projects"));
  veche_session_build_edit (session, edit, catch_up_build, NULL, NULL, NULL, done, user_data);

  return TRUE;
}

typedef struct
{
  VecheSession  *session;   /* (owned) */
  char          *subject;
  VecheKindsFunc func;
  gpointer       user_data;
  GDestroyNotify destroy;   /* (nullable) */
  gboolean       given;     /* those of the program were put in already */
} Asking;

static void kinds_read (Asking *asking);

static void
asking_free (Asking *asking)
{
  if (asking->destroy != NULL)
    asking->destroy (asking->user_data);
  g_object_unref (asking->session);
  g_free (asking->subject);
  g_free (asking);
}

static gboolean
defaults_build (VecheDb *db, VecheEdit *edit, gpointer language, GError **error)
{
  return veche_templates_edit_defaults (db, edit, language, error) >= 0;
}

static void
defaults_done_cb (gboolean ok, gpointer user_data)
{
  kinds_read (user_data);
}

static gpointer
kinds_job (VecheDb *db, gpointer subject, GError **error)
{
  return veche_templates_list (db, subject, error);
}

static void
kinds_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (templates != NULL && templates->len == 0 && !asking->given)
    {
      const char *language = g_str_has_prefix (g_get_language_names ()[0], "ru") ? "ru" : "en";
      g_autoptr (VecheEdit) edit = veche_edit_new ("template", _ ("kinds of projects"));

      asking->given = TRUE;
      veche_session_build_edit (asking->session, edit, defaults_build, g_strdup (language), g_free, NULL, defaults_done_cb, asking);
      return;
    }
  if (templates != NULL && !asking->given && veche_kinds_catch_up (asking->session, templates, defaults_done_cb, asking))
    {
      asking->given = TRUE;
      return;
    }
  if (templates != NULL)
    asking->func (templates, asking->user_data);
  else
    veche_session_show_error (asking->session, error);
  asking_free (asking);
}

static void
kinds_read (Asking *asking)
{
  veche_store_run_async (veche_session_get_store (asking->session), VECHE_LANE_READER, kinds_job, g_strdup (asking->subject), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, kinds_loaded_cb, asking);
}

void
veche_kinds_load (VecheSession *session, const char *subject, VecheKindsFunc func, gpointer user_data, GDestroyNotify destroy)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->session = g_object_ref (session);
  asking->subject = g_strdup (subject);
  asking->func = func;
  asking->user_data = user_data;
  asking->destroy = destroy;
  kinds_read (asking);
}

/*** For an event ***/

typedef struct
{
  GtkWidget    *parent;    /* (owned) */
  VecheSession *session;   /* (owned) */
  char         *uid, *title, *kind;
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_object_unref (applying->parent);
  g_object_unref (applying->session);
  g_free (applying->uid);
  g_free (applying->title);
  g_free (applying->kind);
  g_free (applying);
}

static gboolean
apply_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  return veche_templates_edit_apply (db, edit, veche_form_get (form, "template"), veche_form_get (form, "event"), error);
}

/* "Webinar: 6 tasks, 4 parts, 90 min" (transfer full) */
static char *
kind_words (const VechePlanTemplate *template)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (template->tasks > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u task", "%u tasks", template->tasks), template->tasks));
  if (template->parts > 0)
    /* Translators: of a programme */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u part", "%u parts", template->parts), template->parts));
  if (template->minutes > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) template->minutes), template->minutes));
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (", ", (char **) parts->pdata);

  return *list != '\0' ? g_strdup_printf ("%s: %s", template->name, list) : g_strdup (template->name);
}

static void
applying_ask (GPtrArray *templates, gpointer user_data)
{
  Applying *applying = user_data;
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new (), titles = g_strv_builder_new ();
  g_auto (GStrv) nick = NULL, title = NULL;
  g_autofree char *toast = g_strdup_printf (_ ("Prepared: %s"), applying->title);
  const char *chosen = NULL;
  VecheFormDialog *form;

  for (guint i = 0; i < templates->len; i++)
    {
      const VechePlanTemplate *template = templates->pdata[i];
      g_autofree char *words = kind_words (template);

      g_strv_builder_add (nicks, template->uid);
      g_strv_builder_add (titles, words);
      if (g_str_equal (template->code, applying->kind))
        chosen = template->uid;
    }
  nick = g_strv_builder_end (nicks);
  title = g_strv_builder_end (titles);
  if (templates->len == 0 || gtk_widget_get_root (applying->parent) == NULL)
    return;

  form = veche_form_dialog_new (applying->parent, applying->session, _ ("Apply a Template"), "event", apply_build);
  veche_form_dialog_name_save (form, _ ("_Apply"));
  veche_form_dialog_keep (form, "event", applying->uid);
  veche_form_dialog_keep (form, "subject", applying->title);
  veche_form_dialog_keep (form, "toast", toast);
  veche_form_dialog_add_group (form, NULL, _ ("A kind brings its tasks, its programme and its length along. What the event has already does not come twice."));
  veche_form_dialog_add_choice (form, "template", _ ("Kind"), (const char *const *) nick, (const char *const *) title, chosen != NULL ? chosen : nick[0]);
  veche_form_dialog_present (form);
}

void
veche_kinds_ask_event (GtkWidget *parent, VecheSession *session, const VecheEventCard *event)
{
  Applying *applying = g_new0 (Applying, 1);

  applying->parent = g_object_ref (parent);
  applying->session = g_object_ref (session);
  applying->uid = g_strdup (event->uid);
  applying->title = g_strdup (event->title);
  applying->kind = g_strdup (event->kind);
  veche_kinds_load (session, "event", applying_ask, applying, applying_free);
}
