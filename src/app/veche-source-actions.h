/* veche-source-actions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "store/veche-sources-table.h"

G_BEGIN_DECLS

/* What a person does with a source.  Each says what came of it by a toast or a sentence. */
void veche_source_sync       (VecheSession *session, VecheSource *source);
void veche_source_pause      (VecheSession *session, VecheSource *source);                        /* or goes on */
void veche_source_describe   (VecheSession *session, const char *uid);                            /* asks anew what can be seen there */
void veche_source_sign_in    (VecheSession *session, GtkWidget *parent, VecheSource *source);
void veche_source_remove     (VecheSession *session, GtkWidget *parent, VecheSource *source);     /* asks: keep or drop */

/* Keeps the token and reads the source at once. */
void veche_source_set_token  (VecheSession *session, const char *source_uid, const char *token);

G_END_DECLS
