/* veche-priority.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-inbox-view.h"
#include "store/veche-inbox-clock.h"

G_BEGIN_DECLS

/* Why a mention comes first: a sum whose every line can be read.  Each line is a fact about the message, its thread, or how long it has waited; of
 * its author only what they are here (a newcomer …) and what they said before.  There is no score of a person.  Pure: no SQL.  Any thread. */

/* What the words alone tell, beside mood and kind: bits. */
typedef enum
{
  VECHE_SIGNAL_CAPITALS = 1 << 0,   /* more than half of twelve letters and more */
  VECHE_SIGNAL_REFUND   = 1 << 1,   /* money back */
  VECHE_SIGNAL_BAN      = 1 << 2,   /* banned, deleted, blocked */
  VECHE_SIGNAL_LEGAL    = 1 << 3,   /* court, lawyers, the consumer agency, personal data */
} VecheSignals;
guint       veche_priority_signals    (const char *text);
/* The words that made this one signal, as they stand there; NULL: none. (transfer full) (nullable) */
char       *veche_priority_signal_words (const char *text, VecheSignals signal);

typedef struct
{
  const char *mood, *kind;          /* nicks; "" where moods are off */
  const char *reason;               /* why it is in the Inbox: "direct", "mention" … */
  guint       author;               /* VecheAuthorSigns */
  guint       repeats;              /* earlier negative messages of theirs within 90 days */
  gint64      first_repeat;         /* when the earliest of these was said */
  guint       signals;              /* VecheSignals */
  guint       replies, repliers;    /* to this message, in its last hours; by others than its author */
  int         heat;                 /* tenths of a standard deviation; 0: as usual */
  int         boost;                /* points that a rule or a person added */
  gint64      began, target;        /* seconds of open hours */
  gboolean    answered;
} VechePriorityFacts;

typedef struct
{
  const char *what;                 /* nick of the weight it came from, or "boost": for the interface to say in its own words */
  int         points;
  gint64      n;                    /* the number in its text, if it has one: how often, seconds waited, tenths of a standard deviation */
  gint64      since;                /* 0: none */
  char       *text;                 /* in English */
} VechePriorityReason;
void        veche_priority_reason_free (VechePriorityReason *self);

/* Strongest first; their points add up to the mention's priority.  clock NULL: without waiting, which is what triage.points holds.
 * (element-type VechePriorityReason) (transfer full) */
GPtrArray  *veche_priority_sum        (const VecheWeights *weights, const VechePriorityFacts *facts, const VecheInboxClock *clock);
int         veche_priority_total      (GPtrArray *reasons);
/* "Why is it first?": the two or three strongest in one line, in English. (transfer full) (nullable): nothing speaks for it */
char       *veche_priority_line       (GPtrArray *reasons);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePriorityReason, veche_priority_reason_free)

G_END_DECLS
