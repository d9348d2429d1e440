/* fake-discourse.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small forum in a thread of its own, on loopback: topic 9 in category 4 is the one that matters; 10 stands in category 6, 12 is a private
 * one, and from 100 on there are as many empty topics as asked for.  Every request is held against the official description
 * (tests/connectors/data/discourse/requests.json).  Our account is "klub", its key FAKE_DISCOURSE_KEY. */
typedef struct _FakeDiscourse FakeDiscourse;

#define FAKE_DISCOURSE_KEY "us3r-key-0f-the-forum"

typedef enum
{
  FAKE_DISCOURSE_WELL,
  FAKE_DISCOURSE_CUTS,        /* takes the next post and cuts the connection */
  FAKE_DISCOURSE_LIMITS,      /* 429 to everything */
  FAKE_DISCOURSE_SIMILAR,     /* refuses a post in words */
  FAKE_DISCOURSE_SLOW,        /* the topic is in slow mode: an hour between two posts */
  FAKE_DISCOURSE_MODERATES,   /* keeps posts back */
  FAKE_DISCOURSE_HIDES,       /* shows no group's members */
} FakeDiscourseMood;

FakeDiscourse *fake_discourse_new         (void);
void           fake_discourse_free        (FakeDiscourse *self);
const char    *fake_discourse_get_url     (FakeDiscourse *self);
void           fake_discourse_set_mood    (FakeDiscourse *self, FakeDiscourseMood mood);
/* Another post of topic 9, said an hour after the one before. above: the number it answers, 0: none */
void           fake_discourse_say         (FakeDiscourse *self, const char *user, const char *cooked, guint above);
void           fake_discourse_edit        (FakeDiscourse *self, guint number, const char *cooked);
void           fake_discourse_delete      (FakeDiscourse *self, guint number);
void           fake_discourse_add_topics  (FakeDiscourse *self, guint n);
void           fake_discourse_add_members (FakeDiscourse *self, guint n);
guint          fake_discourse_count       (FakeDiscourse *self);      /* posts of topic 9 */
guint          fake_discourse_requests    (FakeDiscourse *self, const char *path);
gboolean       fake_discourse_is_revoked  (FakeDiscourse *self);
/* What did not fit the description, a line each. (transfer full) */
char          *fake_discourse_dup_wrong   (FakeDiscourse *self);

G_END_DECLS
