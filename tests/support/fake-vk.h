/* fake-vk.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small VK in a thread of its own, on loopback, with one community (id 7), its API and its long poll.  It refuses parameters and keys that
 * VK's schema does not have (connectors/data/vk/schema.json), and dies of an answer of its own that has another shape. */
typedef struct _FakeVk FakeVk;

#define FAKE_VK_COMMUNITY "c0mmunity-key-0f-the-test"
#define FAKE_VK_SERVICE   "s3rvice-key-0f-the-test"
#define FAKE_VK_USER      "us3r-key-0f-the-test"
#define FAKE_VK_GROUP     7

FakeVk     *fake_vk_new      (void);
void        fake_vk_free     (FakeVk *self);
const char *fake_vk_get_url  (FakeVk *self);

/* kind: 'w' post of the wall, 'c' comment below one, 't' discussion, 'b' comment in one, 'p' below photo, 'v' below video, 'm' message (parent:
 * the peer).  from: negative for a community.  Returns its id; the long poll tells. */
gint64      fake_vk_say      (FakeVk *self, char kind, gint64 parent, gint64 from, const char *text, gint64 above);
/* An event from start until finish (seconds, 0: not said), a community of its own.  where: 'l' among the links by its number, 'n' by its name, 'p' below
 * each post of the wall.  Returns its id. */
gint64      fake_vk_gather   (FakeVk *self, char where, const char *title, gint64 start, gint64 finish);
void        fake_vk_edit     (FakeVk *self, gint64 id, const char *text);
void        fake_vk_delete   (FakeVk *self, gint64 id);
/* Events of the long poll as they are; FALSE: nothing is told from here on. */
void        fake_vk_event    (FakeVk *self, const char *json);
void        fake_vk_set_told (FakeVk *self, gboolean told);
void        fake_vk_set_live (FakeVk *self, gboolean on);
/* The next a_check answers with this "failed". */
void        fake_vk_fail_live (FakeVk *self, guint failed);
/* The next n calls of this method (NULL: any) answer with this error; -1: an action is done and the connection cut, -2: not done and cut. */
void        fake_vk_fail     (FakeVk *self, const char *method, int code, guint n);
void        fake_vk_set_members (FakeVk *self, guint n);

guint       fake_vk_count    (FakeVk *self, const char *text);       /* of what is not deleted */
char       *fake_vk_param    (FakeVk *self, const char *method, const char *name);    /* of its last call (transfer full) (nullable) */
guint       fake_vk_calls    (FakeVk *self, const char *method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeVk, fake_vk_free)

G_END_DECLS
