/* veche-evidence-form.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Asks for the evidence of a competency: own words, the person's words, a quoted message or an event, and the day.  Signal "given" (kind,
 * text, gint64 at, event uid or NULL). */
#define VECHE_TYPE_EVIDENCE_FORM (veche_evidence_form_get_type ())
G_DECLARE_FINAL_TYPE (VecheEvidenceForm, veche_evidence_form, VECHE, EVIDENCE_FORM, GtkPopover)

GtkWidget *veche_evidence_form_new (VecheSession *session);

G_END_DECLS
