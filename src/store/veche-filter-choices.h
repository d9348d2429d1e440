/* veche-filter-choices.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What the values of a filter can be chosen from.  A lane function, for the scanner. */
typedef struct
{
  GStrv tags, competencies, platforms, communities, organisations, cities;
  GStrv event_uids, event_names;       /* newest first; as long as each other */
  GStrv field_names, field_kinds;      /* the manager's own fields */
} VecheFilterChoices;

VecheFilterChoices *veche_filter_choices_load (VecheDb *db, GError **error);   /* (transfer full) */
void                veche_filter_choices_free (VecheFilterChoices *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheFilterChoices, veche_filter_choices_free)

G_END_DECLS
