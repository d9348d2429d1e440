/* veche-chat-questions.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which questions of a chat did nobody answer?  Fed with its messages in order, it keeps only the questions of the last 90 days that
 * are still open.
 *
 * Answered is: somebody else replied to it by a link.  Many people answer without one, so it also counts when within the next 8 messages
 * and the hour somebody else, not replying to another message, says yes or no first, names who asked, or uses a telling word of the
 * question; and when who asked says thanks.  */
typedef struct _VecheChatQuestions VecheChatQuestions;

#define VECHE_CHAT_WINDOW (90 * G_TIME_SPAN_DAY)

VecheChatQuestions *veche_chat_questions_new  (void);
void     veche_chat_questions_free    (VecheChatQuestions *self);
/* author: remote id. name (nullable). asks: a person's own words (no bot, no forward) in which veche_text_is_question() sees a question. */
void     veche_chat_questions_message (VecheChatQuestions *self, gint64 number, gint64 at, const char *author, const char *name,
                                           gint64 reply_to, const char *text, gboolean asks);
gboolean veche_chat_questions_is_open (VecheChatQuestions *self, gint64 number, gint64 since);
guint    veche_chat_questions_count   (VecheChatQuestions *self, gint64 since);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheChatQuestions, veche_chat_questions_free)

G_END_DECLS
