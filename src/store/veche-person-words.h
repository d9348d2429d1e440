/* veche-person-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* Everything that was written down about somebody, or copied out of what they said, beside their profile and their messages: the one list for
 * whoever shows it, hands it out or does away with it. */
typedef struct
{
  char   *what;       /* "note", "promise", "finding", "article-use", "mood", "hand-over", "closing", "task", "invitation", "attendance",
                         "ask", "proposal", "wish", "draft", "consent", "candidate" */
  char   *uid;        /* (nullable): of its row, where it has one */
  char   *text;
  gint64  at;         /* 0: not known */
} VechePersonWords;
void       veche_person_words_free (VechePersonWords *self);

/* Lane function. Newest first. (element-type VechePersonWords) (transfer full) */
GPtrArray *veche_person_words_list (VecheDb *db, gint64 member_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePersonWords, veche_person_words_free)

G_END_DECLS
