/* veche-event-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-event-talk.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"

#define PEOPLE 5   /* pickers: a group that stands together */

static gboolean
talk_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  static const char *const keys[PEOPLE] = { "person-1", "person-2", "person-3", "person-4", "person-5" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uids = NULL;

  for (guint i = 0; i < PEOPLE; i++)
    if (veche_form_get (form, keys[i]) != NULL)
      g_strv_builder_add (builder, veche_form_get (form, keys[i]));
  uids = g_strv_builder_end (builder);

  return veche_events_edit_talk (db, edit, veche_form_get (form, "event"), (const char *const *) uids, error);
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
