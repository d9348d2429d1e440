/* veche-agendas-card.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "analysis/veche-agendas.h"
#include "app/veche-session.h"

G_BEGIN_DECLS

/* The balance of the agendas as a card: how much each was carried, the band it shall be in, a word when it is not, and what was spoken of last. */
GtkWidget *veche_agendas_card_new (VecheSession *session, const VecheAgendas *agendas);

/* The gauge by itself: a share of 100 in the colour of the shape, over the wanted band. */
#define VECHE_TYPE_GAUGE (veche_gauge_get_type ())
G_DECLARE_FINAL_TYPE (VecheGauge, veche_gauge, VECHE, GAUGE, GtkWidget)
GtkWidget *veche_gauge_new        (const char *shape, int share, int low, int high);

/* "too little", "too much", "missing"; NULL: it is as it shall be. */
const char *veche_agenda_state_words (VecheAgendaState state);

G_END_DECLS
