/* veche-guest-opinion.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-guest-opinion.h"

#include <glib/gi18n.h>

#include "app/veche-form-dialog.h"
#include "model/veche-edit.h"
#include "model/veche-text.h"

#define NAME_CHARS 60

static gboolean
opinion_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *words = veche_form_get (form, "words");

  if (veche_form_get (form, "rating") == NULL)
    veche_edit_set_null (edit, "event_participant", veche_form_get (form, "uid"), "rating");

  return veche_events_edit_feedback (db, edit, veche_form_get (form, "event"), veche_form_get (form, "member"), (guint) veche_form_get_int (form, "rating", 0),
                                     words != NULL ? words : "", error);
}

void
veche_guest_opinion_ask (GtkWidget *parent, VecheSession *session, const VecheEventCard *event, const VecheGuest *guest)
{
  const char *const nicks[] = { "", "1", "2", "3", "4", "5", NULL }, *const titles[] = { _("No rating"), "1", "2", "3", "4", "5", NULL };
  VecheFormDialog *form = veche_form_dialog_new (parent, session, _("What did they say?"), "guest", opinion_build);
  g_autofree char *name = veche_text_clamp (guest->name, NAME_CHARS, FALSE), *toast = g_strdup_printf (_("Written down: %s"), name);

  veche_form_dialog_keep (form, "event", event->uid);
  veche_form_dialog_keep (form, "uid", guest->uid);
  veche_form_dialog_keep (form, "member", guest->member_uid);
  veche_form_dialog_keep (form, "subject", name);
  veche_form_dialog_keep (form, "toast", toast);
  veche_form_dialog_add_group (form, name, NULL);
  veche_form_dialog_add_text (form, "words", _("Their words"), guest->feedback, FALSE);
  veche_form_dialog_add_choice (form, "rating", _("Rating of 5"), nicks, titles, nicks[MIN (guest->rating, 5)]);
  veche_form_dialog_present (form);
}
