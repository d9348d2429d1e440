/* veche-consents-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-edit.h"
#include "model/veche-profile.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What people allowed, purpose by purpose.  Nothing is overwritten: each word of theirs is a row, and the newest of a purpose holds, until
 * its day.  Lane functions. */

extern const char *const veche_consent_purposes[];   /* NULL-terminated nicks: contact mention directory photo talent */
extern const char *const veche_consent_states[];     /* asked given refused withdrawn */

void       veche_consent_free      (VecheConsent *self);
GPtrArray *veche_consents_list     (VecheDb *db, gint64 member_id, GError **error);   /* (element-type VecheConsent) newest first */
/* until: a day in any way of writing (nullable); evidence: where and how (nullable).  at 0: now. */
gboolean   veche_consents_edit_add (VecheEdit *edit, const char *member_uid, const char *purpose, const char *state, gint64 at,
                                    const char *until, const char *evidence, GError **error);

G_END_DECLS
