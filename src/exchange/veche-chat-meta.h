/* veche-chat-meta.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The meta of a message, a small JSON object: {"action":"pin","files":["plan.pdf"],"reactions":[{"emoji":"👍","count":3}]}. Only what
 * there is. */
typedef struct _VecheChatMeta VecheChatMeta;

VecheChatMeta *veche_chat_meta_new      (void);
void           veche_chat_meta_text     (VecheChatMeta *self, const char *key, const char *text);    /* NULL, "": left out */
void           veche_chat_meta_flag     (VecheChatMeta *self, const char *key, gboolean flag);       /* FALSE: left out */
/* A list that grows; its other members come before or after, not between. */
void           veche_chat_meta_list     (VecheChatMeta *self, const char *key, const char *text);
void           veche_chat_meta_reaction (VecheChatMeta *self, const char *emoji, gint64 count);
char          *veche_chat_meta_end      (VecheChatMeta *self);   /* frees self; NULL when there is nothing (transfer full) */

G_END_DECLS
