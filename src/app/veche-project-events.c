/* veche-project-events.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-label.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-page-private.h"

#define EVENTS_SHOWN 20

GtkWidget *
veche_project_events_new (VecheProjectSheet *sheet)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Events"), _("Add an Event"), "project.add-event", &rows);

  for (guint i = 0; i < MIN (sheet->events->len, EVENTS_SHOWN); i++)
    {
      const VechePlanEntry *event = sheet->events->pdata[i];
      g_autofree char *about = veche_plan_entry_about (event, TRUE);
      GtkWidget *badge = veche_badge_new ();

      veche_badge_set (VECHE_BADGE (badge), event->stage == VECHE_PLAN_DONE ? "veche-check-symbolic" : NULL,
                       event->stage == VECHE_PLAN_OFF ? veche_plan_entry_state (event) : event->stage == VECHE_PLAN_DONE ? veche_status_title ("done") : NULL,
                       event->stage == VECHE_PLAN_DONE ? VECHE_INK_POS : VECHE_INK_70);
      gtk_box_append (GTK_BOX (rows), veche_project_row_new (event->title, about, "win.open-event", event->parent.uid, badge));
    }
  if (sheet->events->len == 0)
    gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (_("Meetings on the way there, and the day itself"), "plan-dim", NULL));

  return card;
}
