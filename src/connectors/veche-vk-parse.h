/* veche-vk-parse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/veche-batch.h"

G_BEGIN_DECLS

/* VK's JSON → batch.  Pure functions, after VK's schema of its API 5.199 (objects of wall, board, messages, users, groups, callback).
 *
 * Users are known by their id, communities by the id with a minus, as VK itself does.  Remote ids of posts: on the wall "45" and its comment
 * "45_46", below a photo or a video "7_46" (thread "7"), in a discussion the comment's id, in a talk the number in the talk. */

typedef struct
{
  VecheBatch        *batch;
  gint64             group;        /* our community's id */
  const char *const *places;       /* (nullable): channels and kinds of them that are wanted; none or empty: all */
  gboolean           no_messages;  /* private talks are left out */
  GHashTable        *unnamed;      /* (nullable): set of ids of those who spoke and of whom no more was said, as text */
} VecheVk;

typedef enum { VECHE_VK_WALL, VECHE_VK_PHOTOS, VECHE_VK_VIDEOS, VECHE_VK_BOARDS, VECHE_VK_MESSAGES, VECHE_VK_MENTIONS } VecheVkPlace;

/* "wall-1", "photos-1", …: also what describe offers. (transfer full) */
char       *veche_vk_dup_place       (VecheVk *self, VecheVkPlace place);
gboolean    veche_vk_wants           (VecheVk *self, VecheVkPlace place);

/* What groups.getById said of us. FALSE: nothing that makes sense. */
gboolean    veche_vk_begin           (VecheVk *self, JsonObject *group);
/* The members "profiles" and "groups" of an extended answer. */
void        veche_vk_add_authors     (VecheVk *self, JsonObject *response);
/* The account's remote id; NULL: it has none. */
const char *veche_vk_add_user        (VecheVk *self, JsonObject *user);
const char *veche_vk_add_group       (VecheVk *self, JsonObject *group);

VechePost  *veche_vk_add_wall_post   (VecheVk *self, JsonObject *post);
gint64       veche_vk_comment_above   (JsonObject *comment);     /* id of the comment that it answers; 0: none */
/* parent: the post, photo or video that it stands below; 0: it says so itself. */
VechePost  *veche_vk_add_comment     (VecheVk *self, VecheVkPlace place, gint64 parent, JsonObject *comment);
void        veche_vk_add_topic       (VecheVk *self, gint64 topic, const char *title);
VechePost  *veche_vk_add_board       (VecheVk *self, gint64 topic, JsonObject *comment);
VechePost  *veche_vk_add_message     (VecheVk *self, JsonObject *message);
void        veche_vk_add_talk        (VecheVk *self, JsonObject *conversation);
/* A post that mentions us on someone else's wall. */
VechePost  *veche_vk_add_mention     (VecheVk *self, JsonObject *post);
/* One event of the long poll, of any kind. */
void        veche_vk_add_update      (VecheVk *self, JsonObject *update);

/* "[id1|Имя], привет" → "Имя, привет". mentions (nullable): ids are added, as text. (transfer full) */
char       *veche_vk_plain           (const char *text, GPtrArray *mentions);
/* A community as a person types it: "club12", "https://vk.com/public12", "-12", "12", "short_name" → what VK takes. (transfer full) */
char       *veche_vk_dup_group       (const char *text);

G_END_DECLS
