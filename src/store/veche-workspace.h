/* veche-workspace.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

#define VECHE_WORKSPACE_AGENDAS 3

/* What a new workspace begins with: its community and the agendas, named in the person's language (VECHE_WORKSPACE_AGENDAS names: outside
 * topic, inner life, applied joint work).  What is there already stays as it is: safe to call at every start.  Goes through the journal, but
 * Ctrl+Z does not reach it.  Lane function, inside a write transaction. */
gboolean veche_workspace_begin (VecheDb *db, const char *community, const char *const *agendas, const char *actor, GError **error);

/* Agendas that still have the name that the program gave them get it in this language.  As above. */
gboolean veche_workspace_name_agendas (VecheDb *db, const char *const *agendas, const char *actor, GError **error);

/* The community that whatever comes in belongs to, when there is no choice; 0: none, or several. Lane function. */
gint64   veche_workspace_only_community (VecheDb *db);

G_END_DECLS
