/* veche-topic-chips.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-session.h"

G_BEGIN_DECLS

/* What a question is about, as chips: each can be taken off, another can be put on.  Signal "changed": a person did so. */
#define VECHE_TYPE_TOPIC_CHIPS (veche_topic_chips_get_type ())
G_DECLARE_FINAL_TYPE (VecheTopicChips, veche_topic_chips, VECHE, TOPIC_CHIPS, AdwBin)

void       veche_topic_chips_set_session (VecheTopicChips *self, VecheSession *session);   /* (nullable) */
void       veche_topic_chips_set_topics  (VecheTopicChips *self, GPtrArray *topics /* (element-type VecheTopic) */);
void       veche_topic_chips_reset       (VecheTopicChips *self);                          /* nothing put on or taken off */
gboolean   veche_topic_chips_has_added   (VecheTopicChips *self);
GPtrArray *veche_topic_chips_dup_added   (VecheTopicChips *self);                          /* (element-type utf8): uids (transfer full) */
GPtrArray *veche_topic_chips_dup_removed (VecheTopicChips *self);

G_END_DECLS
