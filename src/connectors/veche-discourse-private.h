/* veche-discourse-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"
#include "connectors/veche-discourse-parse.h"

G_BEGIN_DECLS

/* Inside the Discourse connector: what its connector, fetch and send files share.  After the official description (docs.discourse.org), and
 * for paging, the directory's limit and the shape of a held-back post after the forum's own controllers (github.com/discourse/discourse). */

#define VECHE_DISCOURSE_POSTS 20     /* the forum gives so many at once */

/* An answer that is an object. (transfer full) */
JsonNode *veche_discourse_get       (VecheApi *api, const char *path, GError **error);
/* So many posts of the topic's stream from a place on. raw: with what was typed. (transfer full) */
JsonNode *veche_discourse_get_posts (VecheApi *api, const char *topic, JsonArray *ids, guint from, gboolean raw, GError **error);
/* It is closed to us, or gone, or the forum has no such thing. */
gboolean  veche_discourse_is_closed (const GError *error);

/* The topic as it is, with its first posts. channel (out): NULL, it is not for us. (transfer full) */
JsonNode *veche_discourse_open_topic (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const char *id, const char **channel, GError **error);
/* What is in it that `seen` (topic id → its highest post that we have) does not know. */
gboolean  veche_discourse_read_topic (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const char *id, JsonObject *seen, GError **error);
/* Returns the time of the oldest of an answer's posts, 0: there was none. */
gint64    veche_discourse_take_posts (VecheDiscourse *page, const char *channel, gboolean direct, JsonNode *answer);
/* The stretch of the channel that this batch surely holds. */
void      veche_discourse_cover      (VecheDiscourse *page, const char *channel, gint64 since, gint64 until);

/* One page; next (out) (transfer full): the cursor after it. */
gboolean  veche_discourse_fetch_page (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const char *cursor, char **next, gboolean *more,
                                      GError **error);
/* next (out) (transfer full) (nullable): nothing is left */
gboolean  veche_discourse_fetch_gap  (VecheConnector *connector, VecheApi *api, VecheDiscourse *page, const VecheGap *gap, const char *cursor, char **next,
                                      GError **error);
gboolean  veche_discourse_fetch_members (VecheApi *api, VecheDiscourse *page, const char *cursor, char **next, GError **error);
/* me: our user name */
gboolean  veche_discourse_send       (VecheApi *api, const char *me, const VecheReply *reply, VecheSent *sent, GError **error);

G_END_DECLS
