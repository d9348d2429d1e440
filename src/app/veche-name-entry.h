/* veche-name-entry.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An entry that offers the names there are while one types, in either script: for tags and competencies.  Signal "chosen" (name) on
 * Return or a click; the entry is then empty again.  What was typed and is not among the names is a new name. */
#define VECHE_TYPE_NAME_ENTRY (veche_name_entry_get_type ())
G_DECLARE_FINAL_TYPE (VecheNameEntry, veche_name_entry, VECHE, NAME_ENTRY, AdwBin)

/* Property "placeholder-text". */
void veche_name_entry_set_names (VecheNameEntry *self, const char *const *names);
/* What is typed and not yet chosen: chooses it, so that nothing typed is lost. */
void veche_name_entry_commit    (VecheNameEntry *self);

G_END_DECLS
