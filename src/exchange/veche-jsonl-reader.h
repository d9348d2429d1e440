/* veche-jsonl-reader.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-chat-reader.h"

G_BEGIN_DECLS

/* A file of messages as model/veche-line.h has them.  A line that makes no sense is counted with its number and the reason. */
gboolean veche_jsonl_read_bytes (const char *data, gsize size, const VecheChatSink *sink);   /* for tests and fuzzing */

G_END_DECLS
