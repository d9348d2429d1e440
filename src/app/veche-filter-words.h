/* veche-filter-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-filter.h"

G_BEGIN_DECLS

/* A filter in plain words.  All but the last are borrowed. */
const char *veche_filter_field_word    (VecheBy by, const char *activity);      /* "Tag", "Messages"; activity: of VECHE_BY_ACTIVITY */
const char *veche_filter_op_word       (const VecheCondition *condition, VecheOp op);
const char *veche_filter_match_word    (VecheMatch match);                      /* "all of these" */
const char *veche_filter_part_word     (const char *role);                      /* at an event */
const char *veche_filter_status_word   (const char *status);
const char *veche_filter_purpose_word  (const char *purpose);
const char *veche_filter_state_word    (const char *state);
char       *veche_filter_days_word     (const VecheCondition *condition, gint64 days);   /* "in the last 30 days", "30 days ago" (transfer full) */
char       *veche_filter_value_word    (const VecheCondition *condition);       /* (transfer full) (nullable) */
char       *veche_condition_to_words   (const VecheCondition *condition);       /* "Tag: masters", for a chip (transfer full) */

/* Ready-made filters, for whoever has none yet. */
guint        veche_filter_n_suggestions   (void);
const char  *veche_filter_suggestion_name (guint index);
VecheFilter *veche_filter_suggestion_make (guint index);                        /* (transfer full) */

G_END_DECLS
