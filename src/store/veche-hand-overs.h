/* veche-hand-overs.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/veche-db.h"

G_BEGIN_DECLS

/* Whose a mention was: what the journal knows of it, what was taken back left out. */
typedef struct
{
  gint64  at;
  char   *by;       /* the actor, as in the journal */
  char   *owner;    /* (nullable): the name; NULL: nobody's from then on, or somebody who is gone */
  gint64  due;      /* 0: none */
  char   *note;     /* (nullable) */
} VecheHandOver;

void       veche_hand_over_free  (VecheHandOver *self);
/* (element-type VecheHandOver) (transfer full) newest first */
GPtrArray *veche_hand_overs_list (VecheDb *db, const char *triage_uid, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheHandOver, veche_hand_over_free)

G_END_DECLS
