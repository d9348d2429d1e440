/* veche-suggester.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"

G_BEGIN_DECLS

/* Looks through new answers while nothing else happens, and leaves proposals on those who often answer about a topic.  Works on the writer in
 * small steps that let every other job go first, and takes a small part of its time.  Main thread. */
#define VECHE_TYPE_SUGGESTER (veche_suggester_get_type ())
G_DECLARE_FINAL_TYPE (VecheSuggester, veche_suggester, VECHE, SUGGESTER, GObject)

/* quiet: ms without a change or a job before it begins; 0: the usual. */
VecheSuggester *veche_suggester_new   (VecheSession *session, guint quiet);
void            veche_suggester_close (VecheSuggester *self);      /* (transfer full): stops, forgets the session, then itself */

G_END_DECLS
