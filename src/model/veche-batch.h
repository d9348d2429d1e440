/* veche-batch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* What a connector or an import brings: one page of the world outside.  Filled on one thread, then handed over whole and never changed.
 * All strings live in the batch's own chunk: copy them in with veche_batch_string(); everything dies with the batch.  */

/* Why an interaction wants our attention; NONE is the ordinary case. */
typedef enum
{
  VECHE_ATTENTION_NONE,
  VECHE_ATTENTION_MENTION,   /* speaks to or of us */
  VECHE_ATTENTION_REPLY,     /* answers something we said */
  VECHE_ATTENTION_QUESTION,  /* a question that nobody answered */
  VECHE_ATTENTION_DIRECT,    /* a private message to us */
  VECHE_ATTENTION_WORD,      /* holds a word that we watch */
  VECHE_ATTENTION_REQUEST,   /* asks to be let in */
} VecheAttention;

const char *veche_attention_to_nick (VecheAttention attention);   /* "mention", "reply"…; NULL for NONE */

typedef struct             /* an account */
{
  const char *remote_id;
  const char *handle;        /* without @ */
  const char *name;          /* display name */
  const char *url;
  const char *avatar_url;
  const char *about;
  gint64      joined;        /* 0: unknown; when they joined our community or began to follow us */
  guint       bot : 1;
  guint       deleted : 1;
  guint       me : 1;        /* this is the manager */
} VechePerson;

typedef struct
{
  const char *remote_id;
  const char *name;
  const char *kind;          /* "group", "channel", "personal", "feed", "topic" */
  const char *url;
  const char *parent;        /* remote id of the channel it is a topic of, or NULL */
  gint64      complete_since, complete_until;   /* the range this batch surely covers; 0, 0: none */
} VecheChannel;

typedef struct
{
  const char *channel;       /* remote id of its channel */
  const char *remote_id;     /* unique in the channel */
  const char *kind;          /* "message" "post" "reply" "comment" "reaction" "join" "leave" "service" */
  const char *author;        /* remote id of a person, or NULL: the channel itself speaks */
  const char *reply_to;      /* remote id in the same channel */
  const char *thread;
  const char *text;
  const char *url;
  const char *meta;          /* JSON object or NULL */
  gint64      at;            /* microseconds UTC */
  gint64      edited;        /* 0: never */
  VecheAttention attention;
  guint       out : 1;       /* said by us */
  guint       deleted : 1;   /* gone there; text may be NULL: what we had stays */
} VechePost;

typedef struct { const char *reason, *raw; } VecheBadItem;   /* raw is at most 64 kB */

/* Something that can't be seen or done there, and where: "encrypted-room" of "Совет".  The window has a sentence for each code. */
typedef struct { const char *code, *about; } VecheNotice;       /* about (nullable) */

#define VECHE_TYPE_BATCH (veche_batch_get_type ())
GType         veche_batch_get_type    (void);
VecheBatch   *veche_batch_new         (const char *platform, const char *instance);
VecheBatch   *veche_batch_ref         (VecheBatch *self);
void          veche_batch_unref       (VecheBatch *self);

const char   *veche_batch_string      (VecheBatch *self, const char *text);              /* NULL stays NULL; invalid UTF-8 is repaired */
const char   *veche_batch_intern      (VecheBatch *self, const char *text);              /* the same, for words that repeat */

/* The returned struct is zeroed, owned by the batch; the pointer is good until the next add of the same kind. */
VechePerson  *veche_batch_add_person  (VecheBatch *self, const char *remote_id);         /* the one already there, if any */
VecheChannel *veche_batch_add_channel (VecheBatch *self, const char *remote_id);         /* the one already there, if any */
VechePost    *veche_batch_add_post    (VecheBatch *self, const char *channel, const char *remote_id);
void          veche_batch_add_bad     (VecheBatch *self, const char *reason, const char *raw);
/* Once for each code and about. */
void          veche_batch_add_notice  (VecheBatch *self, const char *code, const char *about);

const char         *veche_batch_get_platform (VecheBatch *self);
const char         *veche_batch_get_instance (VecheBatch *self);
const VechePerson  *veche_batch_get_people   (VecheBatch *self, guint *n);
const VecheChannel *veche_batch_get_channels (VecheBatch *self, guint *n);
const VechePost    *veche_batch_get_posts    (VecheBatch *self, guint *n);
const VecheBadItem *veche_batch_get_bad      (VecheBatch *self, guint *n);
const VecheNotice  *veche_batch_get_notices  (VecheBatch *self, guint *n);

/* Nobody and nothing new.  me: who we are there is known; some say it with every page, and that alone is no news. */
gboolean            veche_batch_is_empty     (VecheBatch *self, gboolean me);

/* Of a list of people: it does not hold everybody, so that who is not on it may be there all the same. */
void          veche_batch_set_partial (VecheBatch *self);
gboolean      veche_batch_is_partial  (VecheBatch *self);
/* Of a list of people that is one of several: which server or room it is of, and whether it ends with this page.  Each is whole or partial by
 * itself, and one that is not read says nothing of its people. */
void          veche_batch_set_list    (VecheBatch *self, const char *place, gboolean ends);
const char   *veche_batch_get_list    (VecheBatch *self, gboolean *ends);      /* (nullable) */

/* A sync's page: where to go on, saved in the same transaction as the data. */
void          veche_batch_set_cursor  (VecheBatch *self, const char *cursor, gboolean has_more);
const char   *veche_batch_get_cursor  (VecheBatch *self);
gboolean      veche_batch_has_more    (VecheBatch *self);
void          veche_batch_set_account (VecheBatch *self, const char *remote_id, const char *handle);   /* who we are there */
const char   *veche_batch_get_account (VecheBatch *self, const char **handle);

/* What the place calls itself (nullable), and how long a reply may be there; 0: as the platform's usual. */
void          veche_batch_set_place   (VecheBatch *self, const char *name, guint max_length);
const char   *veche_batch_get_place   (VecheBatch *self, guint *max_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheBatch, veche_batch_unref)

G_END_DECLS
