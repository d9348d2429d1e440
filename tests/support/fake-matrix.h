/* fake-matrix.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small Matrix server in a thread of its own, on loopback, as the Client-Server API v1.11 describes it.  The address that people type only
 * says by /.well-known where it is.  It has a club, a room whose talk is encrypted, a space that the club belongs to and a direct room; events
 * come a minute apart. We are @us:here.example. */
typedef struct _FakeMatrix FakeMatrix;

#define FAKE_MATRIX_US       "@us:here.example"
#define FAKE_MATRIX_TOKEN    "syt_dXM_f4ke-t0ken"     /* of another program's session */
#define FAKE_MATRIX_PASSWORD "p4ssw0rd-0f-us"
#define FAKE_MATRIX_CLUB     "!club:here.example"
#define FAKE_MATRIX_SECRET   "!secret:here.example"
#define FAKE_MATRIX_SPACE    "!space:here.example"
#define FAKE_MATRIX_TALK     "!talk:here.example"

typedef enum
{
  FAKE_MATRIX_GOOD,
  FAKE_MATRIX_LIMITS,      /* the next request is one too many */
  FAKE_MATRIX_EXPIRES,     /* the access token is over, the refresh token is not */
  FAKE_MATRIX_FORGETS,     /* both are */
  FAKE_MATRIX_LOSES,       /* it knows no since token any more */
  FAKE_MATRIX_DIES,        /* takes messages and cuts the connection */
} FakeMatrixMood;

FakeMatrix *fake_matrix_new      (void);
void        fake_matrix_free     (FakeMatrix *self);
const char *fake_matrix_get_url  (FakeMatrix *self);
void        fake_matrix_set_mood (FakeMatrix *self, FakeMatrixMood mood);
/* state_key (nullable), content: JSON. The event's id. (transfer full) */
char       *fake_matrix_add      (FakeMatrix *self, const char *room, const char *type, const char *sender, const char *state_key, const char *content);
char       *fake_matrix_say      (FakeMatrix *self, const char *room, const char *sender, const char *text);
char       *fake_matrix_edit     (FakeMatrix *self, const char *room, const char *sender, const char *event, const char *text);
void        fake_matrix_redact   (FakeMatrix *self, const char *room, const char *sender, const char *event);
/* The content of the message taken last, and how many were taken. (transfer full) (nullable) */
char       *fake_matrix_dup_sent (FakeMatrix *self, guint *n);
guint       fake_matrix_requests (FakeMatrix *self, const char *path_part);
gint64      fake_matrix_time     (guint nth);       /* microseconds UTC of the nth event */

G_END_DECLS
