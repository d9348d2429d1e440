/* veche-feed-decode.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A feed as it came → UTF-8 without NUL, BOM, comments and document type, ready for an XML parser that is given no other encoding: named
 * entities of HTML made numbers, control characters spaces.  In any encoding: by BOM, declaration, HTTP charset, and where all of these lie,
 * by the look of the bytes.  NULL and *wrong (a static string) for what no parser should see. (transfer full) */
char   *veche_feed_decode     (const char *data, gsize length, const char *http_charset, const char **wrong);

/* What was packed and does not say so, unpacked, at most max bytes; anything else as it is. (transfer full) */
GBytes *veche_feed_unpack     (GBytes *body, gsize max);

/* RFC 822, ISO 8601 and what feeds make of them → microseconds UTC; 0: none. text (nullable) */
gint64  veche_feed_parse_date (const char *text);

/* The first of the comma separated words that stands in text, in any grammatical form; NULL: none. (transfer full) */
char   *veche_feed_find_word  (const char *text, const char *words);
/* What a message keeps of the word that was found in it: a JSON object. (transfer full) */
char   *veche_feed_word_meta  (const char *word);

G_END_DECLS
