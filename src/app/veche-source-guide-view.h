/* veche-source-guide-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-session.h"
#include "app/veche-source-guide.h"

G_BEGIN_DECLS

/* What a guide says, as widgets. (nullable) each: it says nothing of the kind. */
GtkWidget *veche_source_guide_steps_new   (const VecheSourceGuide *guide, VecheSession *session);    /* how to get access, numbered, and where */
GtkWidget *veche_source_guide_blocks_new  (const VecheSourceGuide *guide);                           /* reads, can't see, keeps */
/* Sentences of what can't be seen, a line each. (element-type utf8) (nullable) */
GtkWidget *veche_source_guide_notices_new (GPtrArray *sentences);

/* A platform in the list to choose from, its type as "veche-type". (transfer floating) */
GtkWidget *veche_source_guide_row_new (const VecheSourceGuide *guide);
/* How to get access is read first, though it is the form below that is typed into. */
void       veche_source_guide_focus       (GtkScrolledWindow *scroller, GtkWidget *form);

G_END_DECLS
