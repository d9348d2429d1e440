/* veche-evidence-popover.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "model/veche-record.h"

G_BEGIN_DECLS

/* A message is kept as evidence of its author's competency: which one (completed from those that exist), how well. */
#define VECHE_TYPE_EVIDENCE_POPOVER (veche_evidence_popover_get_type ())
G_DECLARE_FINAL_TYPE (VecheEvidencePopover, veche_evidence_popover, VECHE, EVIDENCE_POPOVER, GtkPopover)

void veche_evidence_popover_ask (VecheEvidencePopover *self, VecheSession *session, VecheMention *mention);

G_END_DECLS
