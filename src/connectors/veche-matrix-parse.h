/* veche-matrix-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"
#include "connectors/veche-matrix-rooms.h"

G_BEGIN_DECLS

/* JSON of the Matrix Client-Server API → batch.  Pure functions.
 *
 * Users, rooms and events have the same ids on every server, so they are the natural keys as they are: "@anna:example.org",
 * "!club:example.org", "$143273582443PhrSn"; a reaction is its own event, so that its redaction finds it. */

typedef struct
{
  VecheBatch        *batch;
  VecheMatrixRooms  *rooms;
  const char        *me;           /* our user id */
  const char        *home;         /* base address of our server: pictures come through it */
  const char *const *mine;         /* (nullable): ids of further accounts of the same people */
  const char        *words;        /* (nullable): comma separated, to be looked for */
  /* An event as the server has it now, when an edit, a redaction or an answer is of one that is not here; (nullable) (transfer full) (nullable) */
  JsonNode        *(*look_up) (gpointer data, const char *room, const char *event);
  gpointer           data;

  GHashTable        *seen;         /* id → what is known of an event */
  guint              looked;
} VecheMatrix;

void veche_matrix_begin       (VecheMatrix *self, VecheBatch *batch, VecheMatrixRooms *rooms, const char *me, const char *home);
void veche_matrix_end         (VecheMatrix *self);
/* An answer of /sync that was asked for at now. */
void veche_matrix_add_sync    (VecheMatrix *self, JsonObject *answer, gint64 now);
/* The rooms of one, without what was said in them. */
void veche_matrix_add_places  (VecheMatrix *self, JsonObject *answer);
/* An answer of /messages, newest first. The time of its oldest event; 0: it has none. */
gint64 veche_matrix_add_page  (VecheMatrix *self, const char *room, JsonObject *answer);
/* An answer of /joined_members. */
void veche_matrix_add_members (VecheMatrix *self, JsonObject *answer);

gboolean veche_matrix_is_user  (const char *id);
gboolean veche_matrix_is_room  (const char *id);
gboolean veche_matrix_is_event (const char *id);
/* Where Matrix opens it: a user, a room, an event in a room. event (nullable) (transfer full) */
char    *veche_matrix_link     (const char *id, const char *event);

/* veche-matrix-text.c */

/* The words of m.room.message content, answers without what they quote. (transfer full) (nullable) */
char     *veche_matrix_text    (JsonObject *content);
/* {"files":["plan.pdf"]} (transfer full) (nullable) */
char     *veche_matrix_meta    (JsonObject *content);
/* Does it call this account: by m.mentions; where its program does not write that, by a pill, by id or by name? name (nullable) */
gboolean  veche_matrix_calls   (JsonObject *content, const char *id, const char *name);
/* Our answer as it will stand there. me: not told of what we say. (transfer full) */
JsonNode *veche_matrix_compose (const VecheReply *reply, const char *me);

G_END_DECLS
