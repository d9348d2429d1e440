/* fake-mastodon.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small Mastodon in a thread of its own, on loopback: we are account 1 ("us"), others are made as they speak.  Its answers have the shape
 * that docs.joinmastodon.org describes.  Functions from any thread. */
typedef struct _FakeMastodon FakeMastodon;

#define FAKE_TOKEN "f4ke-t0ken-0f-the-test"

FakeMastodon *fake_mastodon_new        (void);
void          fake_mastodon_free       (FakeMastodon *self);
const char   *fake_mastodon_get_url    (FakeMastodon *self);

/* Returns the status's id. reply_to 0: none. A status that mentions us, or answers us, also notifies. */
guint         fake_mastodon_say        (FakeMastodon *self, guint account, const char *html, guint reply_to, gboolean mentions_us);
void          fake_mastodon_edit       (FakeMastodon *self, guint status, const char *html);
void          fake_mastodon_delete     (FakeMastodon *self, guint status);
void          fake_mastodon_follow     (FakeMastodon *self, guint account);

/* How many statuses answer this one with this text; its own id of the last in *id (nullable). */
guint         fake_mastodon_count      (FakeMastodon *self, guint reply_to, const char *needle, guint *id);
guint         fake_mastodon_requests   (FakeMastodon *self, const char *path_part);
void          fake_mastodon_forget_requests (FakeMastodon *self);

typedef enum
{
  FAKE_FINE,
  FAKE_BUSY,          /* 429 with Retry-After: 2 */
  FAKE_APPLY_AND_DIE, /* a POST is applied, then the connection is cut */
  FAKE_DIE,           /* a POST is read, not applied, and the connection is cut */
  FAKE_DOWN,          /* 500 for everything */
} FakeMood;
/* For the next n requests that it concerns (POSTs for APPLY_AND_DIE and DIE, all for the others). */
void          fake_mastodon_set_mood   (FakeMastodon *self, FakeMood mood, guint n);
void          fake_mastodon_set_keys   (FakeMastodon *self, gboolean heeds_idempotency_keys);
void          fake_mastodon_set_paging (FakeMastodon *self, gboolean knows_min_and_max);

/* FALSE: 403 for whoever searches. */
void          fake_mastodon_set_search (FakeMastodon *self, gboolean searches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeMastodon, fake_mastodon_free)

G_END_DECLS
