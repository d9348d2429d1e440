/* veche-bluesky-text.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Texts of the AT Protocol: plain UTF-8 and, beside it, facets that say what its bytes from here to there are (lexicon
 * app.bsky.richtext.facet; "Links, mentions, and rich text", docs.bsky.app).  Keys of records: atproto.com/specs/tid.  Pure functions. */

#define VECHE_BLUESKY_MAX_GRAPHEMES 300     /* lexicon app.bsky.feed.post: maxGraphemes, maxLength */
#define VECHE_BLUESKY_MAX_BYTES     3000

typedef enum { VECHE_FACET_MENTION, VECHE_FACET_LINK, VECHE_FACET_TAG } VecheFacetKind;
typedef struct
{
  VecheFacetKind kind;
  gsize          start, end;      /* bytes */
  char          *value;           /* (owned): a handle without @, an address, a tag without # */
  char          *did;             /* (owned) (nullable): of a mention, once it is known */
} VecheFacet;

/* What in a text of ours is a mention, a link, a tag, in order. (element-type VecheFacet) (transfer full) */
GPtrArray  *veche_facets_find    (const char *text);
/* The record's facets; mentions without a DID are plain text. NULL: none. (transfer full) */
JsonNode   *veche_facets_to_json (GPtrArray *facets);

/* A text of theirs as a person would read it: links that the writer's program has cut short are whole again. (transfer full) */
char       *veche_facets_unfold  (const char *text, JsonArray *facets);
gboolean    veche_facets_mention (JsonArray *facets, const char *did);

/* The key of a record, the same for the same key of ours: a repeat can't double it. (transfer full) */
char       *veche_bluesky_record_key (const char *idempotency_key);
/* "at://did/collection/key" in three; FALSE: it is none. */
gboolean    veche_bluesky_split_uri  (const char *uri, char **did, char **collection, char **key);
/* Where people read it. (transfer full) (nullable) */
char       *veche_bluesky_web_url    (const char *uri);

G_END_DECLS
