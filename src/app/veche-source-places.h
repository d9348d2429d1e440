/* veche-source-places.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* Which of the places a platform named are read: all, also those that come later, or some.  Signal: "changed". */
#define VECHE_TYPE_SOURCE_PLACES (veche_source_places_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourcePlaces, veche_source_places, VECHE, SOURCE_PLACES, GtkWidget)

/* hint (nullable). some: there is no "all", at least one must be chosen. */
GtkWidget *veche_source_places_new        (const char *label, const char *hint, gboolean some);
void       veche_source_places_set        (VecheSourcePlaces *self, VecheBatch *batch);             /* its channels; what is chosen stays */
void       veche_source_places_choose     (VecheSourcePlaces *self, const char *const *ids);        /* none: all */
GStrv      veche_source_places_dup_chosen (VecheSourcePlaces *self);                                /* empty: all (transfer full) */
gboolean   veche_source_places_lacks      (VecheSourcePlaces *self);                                /* some must be chosen, none is */

G_END_DECLS
