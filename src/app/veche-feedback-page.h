/* veche-feedback-page.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What was saved out of the Inbox as feedback or as a case, the newest first, beside one of them.  Candidates for the FAQ wait in Knowledge. */
#define VECHE_TYPE_FEEDBACK_PAGE (veche_feedback_page_get_type ())
G_DECLARE_FINAL_TYPE (VecheFeedbackPage, veche_feedback_page, VECHE, FEEDBACK_PAGE, AdwBin)

G_END_DECLS
