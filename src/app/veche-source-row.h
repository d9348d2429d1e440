/* veche-source-row.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-coverage.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* A source with its state in words and its ninety days. Its verbs are actions "source.…" of the row. */
#define VECHE_TYPE_SOURCE_ROW (veche_source_row_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourceRow, veche_source_row, VECHE, SOURCE_ROW, GtkWidget)

typedef struct
{
  VecheSource *source;
  GPtrArray   *channels;   /* (element-type VecheChannelCoverage) */
  GArray      *spans;      /* (element-type VecheStretch): of all its channels together */
  gint64       known;      /* since when we know anything about it */
  GPtrArray   *notices;    /* (nullable) (element-type VecheSourceNotice) */
  guint        n_checks;   /* of a place: how often somebody looked in the days that are shown */
  gboolean     blocked;    /* a command that nobody has agreed to on this computer */
} VecheSourceState;
void        veche_source_state_free    (VecheSourceState *self);
gint64      veche_source_state_slack   (VecheSourceState *self);           /* a shorter hole is only the time between two runs */
gboolean    veche_source_state_trouble (VecheSourceState *self);

GtkWidget  *veche_source_row_new       (VecheSession *session);
/* Takes the state. first: its button is the page's one blue button. */
void        veche_source_row_set_state (VecheSourceRow *self, VecheSourceState *state, gboolean first);
void        veche_source_row_refresh   (VecheSourceRow *self);            /* the words, time has passed */
const char *veche_source_row_get_uid   (VecheSourceRow *self);
void        veche_source_row_set_progress (VecheSourceRow *self, guint n);

G_END_DECLS
