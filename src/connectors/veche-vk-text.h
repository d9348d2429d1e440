/* veche-vk-text.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The words of VK's messages: its mention markup, what hangs on a message, what a reply to it will need. */

#define VECHE_VK_CHATS G_GINT64_CONSTANT (2000000000)     /* a peer above is a chat of several */

/* (transfer full) */
char       *veche_vk_text          (JsonObject *message, GPtrArray *mentions);
char       *veche_vk_meta          (JsonObject *message, gint64 from, GPtrArray *mentions);
/* In a discussion an answer begins with "[id1:bp-2_77|Имя], ": the comment answered, 0: none. whom (out): negative for a community. */
gint64      veche_vk_board_answers (const char *text, gint64 *whom);
/* url, when it is a web address. (nullable) */
const char *veche_vk_web           (const char *url);

G_END_DECLS
