/* veche-change.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What a commit touched.  Immutable once published, so any thread may hold it.  Bits, for the mask of a list. */
typedef enum
{
  VECHE_TABLE_OTHER       = 1 << 0,
  VECHE_TABLE_MEMBER      = 1 << 1,   /* member, membership, member_note, member_field, custom_field, organisation…, consent */
  VECHE_TABLE_IDENTITY    = 1 << 2,   /* identity, identity_handle */
  VECHE_TABLE_TAG         = 1 << 3,   /* tag, member_tag */
  VECHE_TABLE_COMPETENCY  = 1 << 4,   /* competency, competency_alias, member_competency, competency_evidence, proposal */
  VECHE_TABLE_INTERACTION = 1 << 5,   /* interaction, interaction_version */
  VECHE_TABLE_TRIAGE      = 1 << 6,
  VECHE_TABLE_OUTBOX      = 1 << 7,   /* outbox, draft */
  VECHE_TABLE_SOURCE      = 1 << 8,   /* source, source_notice, channel, coverage, bad_item */
  VECHE_TABLE_PLAN        = 1 << 9,   /* project…, event…, agenda…, task…, plan_… */
  VECHE_TABLE_COMMUNITY   = 1 << 10,
  VECHE_TABLE_JOURNAL     = 1 << 11,  /* gesture, batch */
  VECHE_TABLE_SEGMENT     = 1 << 12,
  VECHE_TABLE_PAIR        = 1 << 13,  /* pair_verdict, duplicate */
  VECHE_TABLE_ASK         = 1 << 14,
  VECHE_TABLE_WISH        = 1 << 15,
  VECHE_TABLE_ARTICLE     = 1 << 16,  /* article…, tone_…, candidate… */
  VECHE_TABLE_ASKED       = 1 << 17,  /* no table: a source was asked and had nothing new; when that was, and until when all of it is here */
} VecheTables;

#define VECHE_CHANGE_ASKED "asked"   /* as a name of a table */

#define VECHE_TYPE_CHANGE (veche_change_get_type ())
GType        veche_change_get_type  (void);
VecheChange *veche_change_new       (void);
VecheChange *veche_change_ref       (VecheChange *self);
void         veche_change_unref     (VecheChange *self);

/* Before publishing only, on the thread that fills it.  Beyond 512 ids a table is just "many". */
void         veche_change_add       (VecheChange *self, const char *table, gint64 id);
void         veche_change_clear     (VecheChange *self);

VecheTables  veche_change_get_tables (VecheChange *self);

/* TRUE when row id of the exact table was touched, or when the table has too many changes to tell. */
gboolean     veche_change_has_row   (VecheChange *self, const char *table, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheChange, veche_change_unref)

G_END_DECLS
