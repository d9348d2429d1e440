/* veche-step-track.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The steps of a project on one line: done ones ticked, the next one ringed, titles and days below.  Draws itself; says the same in
 * words to a screen reader. */
#define VECHE_TYPE_STEP_TRACK (veche_step_track_get_type ())
G_DECLARE_FINAL_TYPE (VecheStepTrack, veche_step_track, VECHE, STEP_TRACK, GtkWidget)

GtkWidget *veche_step_track_new (GPtrArray *steps /* (element-type VecheStep) (transfer none): copied */);

G_END_DECLS
