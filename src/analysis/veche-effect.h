/* veche-effect.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What an event or a project did to those who came: what they said and to how many people they answered in the days before and after, against members
 * who did not come and were alike before: of the same stage (as of now) and as lively.  Nothing is claimed of people, only of their average; with few of
 * them small is set and nothing should be read into it.  A lane function (scanner). */

typedef struct { double before, after, others_before, others_after, gain, spread; } VecheEffectMeasure;   /* per person; gain: after - before, less the others'; ± spread (95 %) */

typedef struct
{
  char               *uid, *title;
  gboolean            project;
  gint64              from, until;        /* when it took place */
  guint               days;               /* looked at on either side: 30, less while these have not passed */
  guint               came, matched;      /* who came; those of them for whom somebody alike was found */
  guint               others;             /* members whom they were compared with */
  gboolean            small;              /* fewer than 10 on either side */
  gboolean            early;              /* fewer than 14 days have passed */
  gboolean            telling;            /* neither, and the gain of messages or people is beyond its spread */
  VecheEffectMeasure  messages, people;
} VecheEffect;

/* days 0: 30. NOT_FOUND; before it took place came is 0. (transfer full) */
VecheEffect *veche_effect_of_event   (VecheDb *db, const char *event_uid, guint days, gint64 now, GError **error);
VecheEffect *veche_effect_of_project (VecheDb *db, const char *project_uid, guint days, gint64 now, GError **error);
void         veche_effect_free       (VecheEffect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheEffect, veche_effect_free)

G_END_DECLS
