/* veche-html.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HTML of a post → the text a person would read: paragraphs by an empty line, list items by "•", links whole where their text hides the
 * address, mentions and hashtags as written, pictures by their alternative text; scripts and styles dropped.  At most max characters
 * (0: no limit).  Any thread.  Never NULL. (transfer full) */
char *veche_html_to_text (const char *html, gsize max);

/* Markup that a parser reads in reasonable time and memory: libxml2 compares each attribute of a tag with all others, and a tag of three
 * bytes becomes a node of a hundred.  For XML, too. */
gboolean veche_html_is_sane (const char *markup, gsize size);

G_END_DECLS
