/* veche-event-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-talk.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"
#include "store/veche-db.h"

#define PEOPLE 5   /* pickers: a group that stands together */

#define CAME_TOO "came-too"

static gboolean
has_twice (GStrv uids)
{
  for (guint i = 0; uids[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) uids + i + 1, uids[i]))
      return TRUE;

  return FALSE;
}

static gboolean
talk_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  static const char *const keys[PEOPLE] = { "person-1", "person-2", "person-3", "person-4", "person-5" };
  const char *event_uid = veche_form_get (form, "event");
  gboolean came_too = veche_form_get (form, CAME_TOO) != NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  g_autofree char *words = NULL, *names = NULL;
  g_auto (GStrv) uids = NULL, missing = NULL;

  for (guint i = 0; i < PEOPLE; i++)
    if (veche_form_get (form, keys[i]) != NULL)
      g_strv_builder_add (builder, veche_form_get (form, keys[i]));
  uids = g_strv_builder_end (builder);
  if (event == NULL)
    return FALSE;
  if (event->from > veche_now ())
    return veche_form_refuse (form, _("It has not begun yet: nobody can have spoken there."), NULL, NULL);
  if (g_strv_length (uids) < 2)
    return veche_form_refuse (form, _("A talk needs two people: choose who spoke with whom."), NULL, NULL);
  if (has_twice (uids))
    return veche_form_refuse (form, _("The same person is chosen twice."), NULL, NULL);

  missing = veche_events_list_absent (db, event_uid, (const char *const *) uids, error);
  if (missing == NULL)
    return FALSE;
  if (missing[0] == NULL || came_too)
    return veche_events_edit_talk (db, edit, event_uid, (const char *const *) uids, came_too, error);
  names = g_strjoinv (", ", missing);
  /* Translators: %s is one name or several: "Anna, Boris" */
  words = g_strdup_printf (_("By the list of guests they were not there: %s."), names);

  return veche_form_refuse (form, words, _("They Were There"), CAME_TOO);
}

void
veche_event_talk_ask (GtkWidget *parent, VecheSession *session, const VecheEventCard *event)
{
  VecheFormDialog *form = veche_form_dialog_new (parent, session, _("Who Spoke with Whom"), "talk", talk_build);

  veche_form_dialog_keep (form, "event", event->uid);
  veche_form_dialog_keep (form, "subject", event->title);
  veche_form_dialog_keep (form, "toast", _("Written down: who spoke with whom"));
  veche_form_dialog_add_group (form, event->title, _("Two people or a group of those who came. It stands on the timeline of each, and each pair has a tie by it."));
  for (guint i = 1; i <= PEOPLE; i++)
    {
      g_autofree char *key = g_strdup_printf ("person-%u", i), *title = g_strdup_printf (C_("talk", "Person %u"), i);

      veche_form_dialog_add_person (form, key, title, NULL, NULL);
    }
  veche_form_dialog_present (form);
}
