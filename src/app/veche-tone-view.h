/* veche-tone-view.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "analysis/veche-tone.h"
#include "app/veche-knowledge-desk.h"

G_BEGIN_DECLS

/* Holds a draft against the tone guide and the sensitive topics a moment after typing: what sounds wrong is underlined and says why under the
 * pointer.  Lives as long as the view.  Signal "found": there are other marks or topics than before. */
#define VECHE_TYPE_TONE_VIEW (veche_tone_view_get_type ())
G_DECLARE_FINAL_TYPE (VecheToneView, veche_tone_view, VECHE, TONE_VIEW, GObject)

VecheToneView *veche_tone_view_attach   (GtkTextView *view, GtkTextTag *skip /* (nullable): no text of the user's */);
/* asked (nullable): the message that is answered; its topics count as well.  base (nullable): nothing is looked for. */
void           veche_tone_view_set_base (VecheToneView *self, VecheKnowledgeBase *base, const char *community_uid, const char *asked);
void           veche_tone_view_set_ink  (VecheToneView *self, const GdkRGBA *ink);

/* (transfer none) (element-type VecheToneMark), in the order of the text; (element-type VecheSensitiveHit): those of the message first. */
GPtrArray     *veche_tone_view_get_marks (VecheToneView *self);
GPtrArray     *veche_tone_view_get_hits  (VecheToneView *self);
/* Of the hits: so many are touched by the message, the others by the draft alone. */
guint          veche_tone_view_get_n_asked (VecheToneView *self);
/* The mark at the cursor, else the first; 0 when there is none. */
guint          veche_tone_view_get_current (VecheToneView *self);
void           veche_tone_view_select    (VecheToneView *self, guint index);
/* Puts what the guide wants in its place, one step of undo. */
void           veche_tone_view_replace   (VecheToneView *self, guint index);
/* Why, in words. (transfer full) */
char          *veche_tone_mark_words     (const VecheToneMark *mark);

G_END_DECLS
