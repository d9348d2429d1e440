/* veche-text-weight.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a text costs whoever lays it out.  Labels take veche_text_clamp(); this is for words that must stay as they are: a reply being written,
 * and what it will look like there.  Pango lays out a paragraph as a whole, at each key again, and takes seconds for marks upon marks or letters
 * that are turned round one by one. */

/* How many bytes from its beginning can be laid out at ease: the whole text, or as far as a letter before what can't.  text: valid UTF-8. */
gsize veche_text_weight_fits (const char *text);

/* At most max characters, marks bounded and bidi controls dropped as in veche_text_clamp(); but words stay whole: an address is no word to cut.
 * Lines are kept. (transfer full) */
char *veche_text_weight_tame (const char *text, gsize max);

G_END_DECLS
