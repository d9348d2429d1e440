/* veche-contributions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-speech.h"
#include "store/veche-deeds-table.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What a person gives to the community, out of their own words and the answers to them, as a sum that shows itself: each message is one
 * kind, each kind has a weight, and the score is the sum of count × weight.
 *
 *   help      an answer to somebody that offers help by its words, or was thanked for
 *   made      something of their own: a post, a picture, a file, a link with words about it, a long text that answers nobody
 *   feedback  a proposal, a complaint or praise about how things are
 *   talk      everything else with words
 *
 * Weights are settings ("weight:help" …, numbers); the defaults are 5, 4, 3, 1.  Lane functions. */
typedef enum { VECHE_DEED_HELP, VECHE_DEED_MADE, VECHE_DEED_FEEDBACK, VECHE_DEED_TALK, VECHE_N_DEEDS } VecheDeedKind;

typedef struct
{
  guint      counts[VECHE_N_DEEDS];
  double     weights[VECHE_N_DEEDS];
  double     score;
  guint      thanked;           /* of help: how many were thanked for */
  guint      greetings;         /* how often they greeted or welcomed somebody */
  guint      read;              /* messages looked at, at most 1,000 of the newest */
  gint64     since;
  char      *example;           /* (nullable): the newest thanks they got, in the other's words */
  GPtrArray *links;             /* (element-type VecheLinked) hosts they link to, most often first, at most 5 */
  gint64     first, hundredth, thousandth;   /* when; 0: not yet */
} VecheContributions;

typedef struct { char *host; guint count; } VecheLinked;

#define VECHE_SETTING_SPEECH "words:speech"

const char         *veche_deed_to_nick        (VecheDeedKind kind);
VecheSpeechWords   *veche_contributions_words (VecheDb *db);                  /* the lists with the manager's own (setting "words:speech") (transfer full) */
VecheContributions *veche_contributions_load  (VecheDb *db, gint64 member_id, gint64 since, GError **error);    /* (transfer full) */
double              veche_contributions_get_weight (VecheDb *db, VecheDeedKind kind);
gboolean            veche_contributions_set_weight (VecheDb *db, VecheDeedKind kind, double weight, GError **error);   /* in a transaction */
/* Is this message help, as it is counted here? */
gboolean            veche_contributions_is_help (VecheSpeechWords *words, const VecheDeed *deed);
void                veche_contributions_free  (VecheContributions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheContributions, veche_contributions_free)

G_END_DECLS
