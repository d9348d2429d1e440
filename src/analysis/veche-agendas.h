/* veche-agendas.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* The balance of the agendas: how much of what was said and of what took place carried each.  A message carries what a person said of it; else the
 * agenda of the first rule whose word it has, else of its channel or of the one above that.  A lane function (scanner): it reads as much as was said. */

typedef enum { VECHE_AGENDA_RIGHT, VECHE_AGENDA_LOW, VECHE_AGENDA_HIGH, VECHE_AGENDA_MISSING } VecheAgendaState;   /* MISSING: nothing in 14 days */

typedef struct { gint64 at; char *uid, *text, *place; gboolean event; } VecheAgendaTopic;   /* uid: of the event, or of the message that began it; place (nullable) */

typedef struct
{
  char             *uid, *name, *shape;
  int               low, high, share;          /* per cent; share: half by messages, half by events, as far as there are any */
  VecheAgendaState  state;
  guint             messages, events;
  gint64            last;                      /* when it was carried last; 0: not in this time */
  GArray           *weeks;                     /* guint: messages and events, one a week, oldest first */
  GPtrArray        *topics;                    /* VecheAgendaTopic, newest first */
} VecheAgendaShare;

typedef struct
{
  gint64     since, until;
  guint      messages, carried;                /* all that was said, and what carried an agenda */
  GPtrArray *agendas;                          /* VecheAgendaShare, in their order */
} VecheAgendas;

/* The weeks until now; now 0: now; topics: how many of each. (transfer full) */
VecheAgendas *veche_agendas_weigh      (VecheDb *db, guint weeks, guint topics, gint64 now, GError **error);
void          veche_agendas_free       (VecheAgendas *self);
const char   *veche_agenda_state_nick  (VecheAgendaState state);   /* "right", "low", "high", "missing" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheAgendas, veche_agendas_free)

G_END_DECLS
