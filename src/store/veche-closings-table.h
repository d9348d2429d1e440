/* veche-closings-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* How a mention ended that was not answered where it was asked, and what becomes of talks that are moved elsewhere.  Lane functions; changes
 * through the journal. */

typedef struct
{
  const char *how;       /* "elsewhere", "needless", "repeated", "spam", "other" */
  const char *place;     /* of "elsewhere" (nullable): "direct", "email", "call", "meeting", "other" */
  const char *reason;    /* of "elsewhere" (nullable): "private", "long", "asked", "heated", "person" */
  const char *words;     /* (nullable): the manager's own */
} VecheClosing;

/* triage_uid: of the mention.  Beside whatever closes it: with a reply that sends the person elsewhere, or with veche_inbox_edit_done(). */
void       veche_closings_edit_add   (VecheEdit *edit, const char *triage_uid, const VecheClosing *closing);

/* Questions and other mentions of the last year that we answered, and in how many the person was silent for so many days after. */
typedef struct { guint talks, silent; } VecheTalkFate;

typedef struct
{
  VecheTalkFate same;        /* answered in their own channel */
  VecheTalkFate elsewhere;   /* in another one, by a contact that was written down, or marked as answered elsewhere */
  guint         days;        /* of silence that end a talk */
  gboolean      enough;      /* both are VECHE_SWITCHES_LEAST or more: a share of fewer says nothing */
} VecheSwitches;

#define VECHE_SWITCHES_LEAST 20
#define VECHE_SWITCHES_DAYS  14

/* Silent: they wrote neither where they had asked nor where they were answered; of an answer in a place that Veche can't read, nowhere at all.  The
 * newest 20,000 mentions.  days 0: VECHE_SWITCHES_DAYS. */
gboolean   veche_closings_count      (VecheDb *db, guint days, VecheSwitches *switches, GError **error);

G_END_DECLS
