/* fake-discord.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small Discord in a thread of its own, on loopback: one server with a channel, a thread in it and 1,500 members; our bot is 77. */
typedef struct _FakeDiscord FakeDiscord;

#define FAKE_DISCORD_TOKEN   "MTk4NjIy.f4ke.t0ken-0f-the-test"
#define FAKE_DISCORD_CHANNEL "1300000000000000000"
#define FAKE_DISCORD_THREAD  "1300000000000000001"
#define FAKE_DISCORD_CLOSED  "1300000000000000002"     /* a thread that was archived */

FakeDiscord *fake_discord_new         (void);
void         fake_discord_free        (FakeDiscord *self);
const char  *fake_discord_get_url     (FakeDiscord *self);
/* Returns the message's id. (transfer full) */
char        *fake_discord_say         (FakeDiscord *self, const char *channel, guint person, const char *reply_to, const char *text);
/* What is said from here on is said now, and not years ago. */
void         fake_discord_set_now     (FakeDiscord *self);
void         fake_discord_edit        (FakeDiscord *self, const char *id, const char *text);
void         fake_discord_delete      (FakeDiscord *self, const char *id);
void         fake_discord_add_closed  (FakeDiscord *self);                    /* one more server, "Соседи", that shows us nothing */
void         fake_discord_set_history (FakeDiscord *self, gboolean shown);    /* FALSE: the bot lacks Read Message History, and gets empty pages */
void         fake_discord_set_intents (FakeDiscord *self, gboolean on);
void         fake_discord_die_once    (FakeDiscord *self);    /* takes the next message and cuts the connection */
char        *fake_discord_dup_sent    (FakeDiscord *self, guint *n);
guint        fake_discord_requests    (FakeDiscord *self, const char *path_end);

G_END_DECLS
