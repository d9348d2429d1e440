/* fake-connector.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connectors.h"

G_BEGIN_DECLS

/* A platform in memory, for what the engine above connectors does: "fake" (a key of its own, describes itself, finds what it sent),
 * "fake-poll" (its server holds the answer), "fake-blind" (can't find what it sent).  Each address is a place of its own.  Functions from any
 * thread. */
void  fake_connector_register (void);
void  fake_connector_reset    (void);

/* At a place, by its address. */
void  fake_connector_say      (const char *url, guint posts);              /* so many new posts, each a mention in a channel "chat" */
void  fake_connector_fail     (const char *url, int code, gint64 retry_after);   /* fetches from now on; -1: well again */
void  fake_connector_fail_describe (const char *url, int code);
void  fake_connector_fail_revoke   (const char *url, int code);
void  fake_connector_set_token     (const char *url, const char *token);   /* the only one that is let in; NULL: any */
void  fake_connector_refresh  (const char *url, const char *token);        /* the next fetch or reply finds its secret renewed */
void  fake_connector_set_holds (const char *url, gboolean holds);          /* FALSE: answers a long poll at once, with nothing */
void  fake_connector_limit    (const char *url, guint count, guint seconds);   /* replies in each of its chats */

/* What was said in "chat" before: so many posts from first on, one each step; the place gives nothing that is older than kept (0: all). */
void  fake_connector_remember (const char *url, guint posts, gint64 first, gint64 step, gint64 kept);
void  fake_connector_set_members   (const char *url, guint members);
/* Back-fills and readings of the members, after so many more pages; -1: well again. */
void  fake_connector_fail_errands  (const char *url, int code, guint pages);

/* DOUBTFUL: every other one is applied, and no answer ever comes. */
typedef enum { FAKE_SEND_WELL, FAKE_SEND_DOUBTFUL, FAKE_SEND_OFFLINE } FakeSend;
void  fake_connector_set_send (const char *url, FakeSend fate, guint n);   /* of the next n replies */

guint fake_connector_count    (const char *url, const char *what);         /* "fetch" "wait" "describe" "revoke" "send" "backfill" "members" */
/* Monotonic times of what began, in order. (transfer full) (element-type gint64) */
GArray *fake_connector_times  (const char *url, const char *what);
/* What arrived, oldest first, "chat: text". (transfer full) */
GStrv fake_connector_arrived  (const char *url);

G_END_DECLS
