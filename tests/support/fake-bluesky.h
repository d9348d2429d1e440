/* fake-bluesky.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small AT Protocol server (PDS, AppView and directory in one) in a thread of its own, on loopback: we are did:plc:us ("us.example"),
 * others are made as they speak.  Its answers have the shape of the lexicons at docs.bsky.app.  Functions from any thread. */
typedef struct _FakeBluesky FakeBluesky;

#define FAKE_BLUESKY_HANDLE   "us.example"
#define FAKE_BLUESKY_PASSWORD "abcd-efgh-ijkl-mnop"
#define FAKE_BLUESKY_DID      "did:plc:us"

FakeBluesky *fake_bluesky_new       (void);
void         fake_bluesky_free      (FakeBluesky *self);
const char  *fake_bluesky_get_url   (FakeBluesky *self);

/* Returns the post's number; its address is fake_bluesky_dup_uri(). account 1: we. reply_to 0: none. A post that mentions us, or answers
 * us, also notifies. */
guint        fake_bluesky_say       (FakeBluesky *self, guint account, const char *text, guint reply_to, gboolean mentions_us);
char        *fake_bluesky_dup_uri   (FakeBluesky *self, guint post);      /* (transfer full) */
void         fake_bluesky_delete    (FakeBluesky *self, guint post);
void         fake_bluesky_like      (FakeBluesky *self, guint account, guint post);
void         fake_bluesky_follow    (FakeBluesky *self, guint account);
void         fake_bluesky_block     (FakeBluesky *self, guint account);   /* they block us */
void         fake_bluesky_rename    (FakeBluesky *self, guint account, const char *handle);
void         fake_bluesky_close     (FakeBluesky *self, guint post);      /* nobody may answer */

/* How many of our posts hold the text; the record of the last, as JSON, in *record (nullable, transfer full). */
guint        fake_bluesky_count     (FakeBluesky *self, const char *needle, char **record);
guint        fake_bluesky_requests  (FakeBluesky *self, const char *path_part);

/* The sessions given so far are over; refresh: their refresh tokens, too. */
void         fake_bluesky_expire    (FakeBluesky *self, gboolean refresh);
/* createSession answers with this name of an error, 401; NULL: as usual. */
void         fake_bluesky_refuse    (FakeBluesky *self, const char *name);
void         fake_bluesky_set_search (FakeBluesky *self, gboolean searches);

typedef enum
{
  FAKE_BLUESKY_FINE,
  FAKE_BLUESKY_BUSY,          /* 429 with ratelimit-reset in two seconds */
  FAKE_BLUESKY_APPLY_AND_DIE, /* createRecord is applied, then the connection is cut */
  FAKE_BLUESKY_DIE,           /* createRecord is read, not applied, and the connection is cut */
  FAKE_BLUESKY_DOWN,          /* 500 for everything */
} FakeBlueskyMood;
/* For the next n requests that it concerns. */
void         fake_bluesky_set_mood  (FakeBluesky *self, FakeBlueskyMood mood, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeBluesky, fake_bluesky_free)

G_END_DECLS
