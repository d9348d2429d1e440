/* fake-bluesky-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "support/fake-bluesky.h"

G_BEGIN_DECLS

/* What the two files of the fake share: what it holds, and how it answers. All of it under the lock. */

#define MAX_ACCOUNTS 64

typedef struct
{
  guint    id, account, reply_to;
  char    *key;             /* of its record */
  char    *record;          /* JSON */
  gboolean deleted, closed;
} FakePost;

typedef struct { guint id, account, post; const char *reason; } FakeNotification;   /* post 0: a follow */

struct _FakeBluesky
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;

  GMutex        lock;           /* guards what follows */
  GCond         ready;
  GPtrArray    *posts;          /* FakePost; id = index + 1 */
  GArray       *notifications;  /* oldest first */
  GArray       *followers;      /* guint */
  GPtrArray    *requests;       /* "METHOD path?query" */
  char         *handles[MAX_ACCOUNTS];
  gboolean      blocks[MAX_ACCOUNTS];
  char         *refusal;
  guint         session, refreshable;   /* the access and refresh tokens that hold */
  gboolean      searches;
  FakeBlueskyMood mood;
  guint         mood_left;
};

/* One answer in the making. */
typedef struct
{
  FakeBluesky *self;
  GHashTable  *query;
  JsonObject  *input;       /* (nullable) */
  JsonBuilder *out;
  const char  *error, *message;
} FakeCall;

FakePost *fake_bluesky_find       (FakeBluesky *self, guint id);
FakePost *fake_bluesky_add        (FakeBluesky *self, guint account, const char *key, const char *record, guint reply_to);
char     *fake_bluesky_make_uri   (FakePost *post);
char     *fake_bluesky_make_time  (guint number);
gboolean  fake_bluesky_holds      (FakePost *post, const char *word);    /* word (nullable) */
guint     fake_bluesky_refuse_call (FakeCall *call, guint status, const char *name, const char *message);
/* The status. */
guint     fake_bluesky_answer     (FakeCall *call, const char *path, const char *query, const char *authorization);

G_END_DECLS
