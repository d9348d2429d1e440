/* veche-spans.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set of stretches of time, as a GArray of VecheStretch.  Pure.
 *
 * A stretch is half-open: since is in it, until is the first moment that is not; microseconds UTC.  So two that touch ([1, 5) and [5, 9)) leave
 * nothing out and are one, a moment t is the stretch [t, t + 1), and a stretch whose until is not after its since is empty and changes nothing.
 * In a set the stretches are in order and apart: each ends before the next one begins. */
typedef struct
{
  gint64 since, until;
} VecheStretch;

GArray  *veche_spans_new      (void);                                                     /* (transfer full) (element-type VecheStretch) */
void     veche_spans_add      (GArray *spans, gint64 since, gint64 until);
void     veche_spans_subtract (GArray *spans, gint64 since, gint64 until);
void     veche_spans_merge    (GArray *spans, const GArray *other);                       /* spans ∪ other */
void     veche_spans_without  (GArray *spans, const GArray *other);                       /* spans ∖ other */

/* What is not in the set between since and until, as far as it is longer than slack: [since, until) ∖ spans. (transfer full) */
GArray  *veche_spans_gaps     (const GArray *spans, gint64 since, gint64 until, gint64 slack);
/* Nothing of [since, until) is missing; an empty stretch always. */
gboolean veche_spans_covers   (const GArray *spans, gint64 since, gint64 until);
/* The moment is in the set. */
gboolean veche_spans_complete_at (const GArray *spans, gint64 at);
/* How much of the time between is in the set. */
gint64   veche_spans_length   (const GArray *spans, gint64 since, gint64 until);

G_END_DECLS
