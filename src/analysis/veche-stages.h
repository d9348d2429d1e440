/* veche-stages.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* Stages of a member's life in the community, proposed out of what can be seen, by thresholds that are the manager's (settings "stage:…",
 * numbers).  Somebody never seen writing gets none: reading is invisible, and unknown is not inactive.  Staff, bots and the manager are left
 * out.  Lane functions. */
typedef struct
{
  int core_days;       /* core: wrote on so many of the last 30 days (12) */
  int active_days;     /* active: on so many (4) */
  int newcomer_days;   /* newcomer: joined or first wrote so many days ago at most (30) */
  int fading_days;     /* fading: silent for so long (45) */
  int gone_days;       /* gone: silent for so long (180) */
} VecheStageRules;

typedef struct
{
  char *uid, *name;
  char *before, *after;   /* nicks of the schema; before may be "" */
  int   days;             /* why: active days of the last 30 for core and active; days since they joined for newcomer; days of silence else */
} VecheStageMove;

void       veche_stage_rules_load (VecheDb *db, VecheStageRules *rules);
gboolean   veche_stage_rules_save (VecheDb *db, const VecheStageRules *rules, GError **error);     /* inside a write transaction */
/* FALSE: they contradict one another, such as gone before fading. */
gboolean   veche_stage_rules_are_sound (const VecheStageRules *rules);

/* Who would move, by name within each new stage. now: 0 is now. (transfer full) (element-type VecheStageMove) */
GPtrArray *veche_stages_propose   (VecheDb *db, const VecheStageRules *rules, gint64 now, GError **error);
void       veche_stages_edit      (VecheEdit *edit, GPtrArray *moves);

G_END_DECLS
