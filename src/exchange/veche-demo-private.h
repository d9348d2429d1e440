/* veche-demo-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"
#include "model/veche-edit.h"
#include "veche-types.h"

G_BEGIN_DECLS

#define VECHE_DEMO_ACTOR "Вера Климова"
#define VECHE_DEMO_ZONE  "Europe/Moscow"

typedef struct
{
  const char *key, *name, *handle, *on;   /* on: a letter for each platform; borrowed from the JSON */
  JsonObject *json;                       /* (unowned) */
  char       *uid;
  gint64      joined;                     /* microseconds UTC */
  gboolean    me, bot, silent;
  double      lively;                     /* 0 to 1: how often they react and come */
} VecheDemoPerson;

typedef struct
{
  const char *key, *platform, *name, *kind;
  char       *instance;
  char       *source_uid;
} VecheDemoChannel;

typedef struct { char *channel, *remote_id; JsonObject *say; gint64 at; } VecheDemoState;   /* a mention about which something is known */

typedef struct
{
  VecheDb    *db;
  GRand      *rand;              /* the same community every time */
  GPtrArray  *documents;         /* (element-type JsonNode) (owned): everything below borrows from them */
  gint64      now;
  GDateTime  *today;             /* in the person's zone */

  gint64      batch_id, community_id;
  char       *community_uid;

  GPtrArray  *people;            /* (element-type VecheDemoPerson) (owned) */
  GHashTable *by_key;            /* key → VecheDemoPerson */
  GHashTable *channels;          /* key → VecheDemoChannel (owned) */
  GHashTable *named;             /* "tag/…", "competency/…", "claim/…" → uid, both owned */
  GHashTable *batches, *answers; /* source uid → VecheBatch (owned): what was said, and what the manager answered afterwards */
  GPtrArray  *states;            /* (element-type VecheDemoState) (owned) */
  guint       serial;            /* of messages */
} VecheDemo;

JsonArray        *veche_demo_array       (VecheDemo *self, const char *file);              /* of data/demo (transfer none) */
JsonObject       *veche_demo_object      (VecheDemo *self, const char *file);
const char       *veche_demo_text        (JsonObject *object, const char *name);           /* NULL when absent or null */
gint64            veche_demo_int         (JsonObject *object, const char *name, gint64 otherwise);
JsonArray        *veche_demo_list        (JsonObject *object, const char *name);           /* (nullable) */
VecheDemoPerson  *veche_demo_person      (VecheDemo *self, const char *key);               /* asserted */
gint64            veche_demo_ago         (VecheDemo *self, double days);                   /* by day when it is not of today */
char             *veche_demo_words       (const char *text);                               /* with the seasons put in (transfer full) */

/* veche-demo-people.c: fills the edit */
char             *veche_demo_account     (const VecheDemoPerson *person, const char *platform);   /* handle and id there (transfer full) */
const char       *veche_demo_need        (VecheDemo *self, VecheEdit *edit, const char *table, const char *name);   /* a competency or a tag: the one of that name, made when it is new */
void              veche_demo_add_sources (VecheDemo *self, VecheEdit *edit);
void              veche_demo_add_people  (VecheDemo *self, VecheEdit *edit);
void              veche_demo_add_evidence (VecheDemo *self, VecheEdit *edit);
void              veche_demo_add_logs    (VecheDemo *self, VecheEdit *edit);
gboolean          veche_demo_set_sources (VecheDemo *self, GError **error);
/* veche-demo-talk.c: what people said, through the ingest like everything from outside */
gboolean          veche_demo_talk        (VecheDemo *self, GError **error);
gboolean          veche_demo_add_states  (VecheDemo *self, VecheEdit *edit, GError **error);
/* veche-demo-craft.c: the tree of competencies, who was asked, what is needed, what was kept, what there is to look at */
gboolean          veche_demo_add_craft   (VecheDemo *self, VecheEdit *edit, GError **error);
/* veche-demo-keeping.c: fields of the manager's own, organisations, consents, birthdays */
gboolean          veche_demo_add_keeping (VecheDemo *self, VecheEdit *edit, GError **error);
/* veche-demo-knowledge.c: articles, the tone guide; which of them helped */
void              veche_demo_add_knowledge (VecheDemo *self, VecheEdit *edit);
gboolean          veche_demo_set_knowledge (VecheDemo *self, GError **error);
/* veche-demo-plan.c */
gboolean          veche_demo_add_plan    (VecheDemo *self, VecheEdit *edit, GError **error);

G_END_DECLS
