/* veche-discourse-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* Discourse's JSON → batch.  Pure functions, after its official description (docs.discourse.org).  A topic is a channel below its category,
 * a post is known by its number in the topic: that is what answers name. */

typedef struct
{
  VecheBatch  *batch;
  const char  *base;       /* without a closing slash */
  const char  *me;         /* our user name (nullable) */
  JsonArray   *groups;     /* of ours (nullable) */
} VecheDiscourse;

const char *veche_discourse_add_user     (VecheDiscourse *self, JsonObject *user);
void        veche_discourse_add_category (VecheDiscourse *self, JsonObject *category);
/* The channel's remote id of a topic as /t/ID.json tells it. (nullable) */
const char *veche_discourse_add_topic    (VecheDiscourse *self, JsonObject *topic);
VechePost  *veche_discourse_add_post     (VecheDiscourse *self, const char *channel, gboolean direct, JsonObject *post);
/* Letters and digits of what was said: enough to know our own again. (transfer full) */
char       *veche_discourse_essence      (const char *text);

G_END_DECLS
