/* veche-sensitive-strip.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "analysis/veche-tone.h"

G_BEGIN_DECLS

/* A hard topic is touched: what was approved to be said about it, and what to say until the answer is there.  Quiet: nothing is stopped, and it
 * can be folded for this message.  Signal "insert" (VecheArticle, gboolean holding). */
#define VECHE_TYPE_SENSITIVE_STRIP (veche_sensitive_strip_get_type ())
G_DECLARE_FINAL_TYPE (VecheSensitiveStrip, veche_sensitive_strip, VECHE, SENSITIVE_STRIP, GtkWidget)

/* hits (element-type VecheSensitiveHit): the first n_asked by the message, the others by the draft alone. */
void     veche_sensitive_strip_show   (VecheSensitiveStrip *self, GPtrArray *hits, guint n_asked);
/* Another message: nothing is folded. */
void     veche_sensitive_strip_reset  (VecheSensitiveStrip *self);

G_END_DECLS
