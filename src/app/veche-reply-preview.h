/* veche-reply-preview.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* A reply as people there will see it. */
#define VECHE_TYPE_REPLY_PREVIEW (veche_reply_preview_get_type ())
G_DECLARE_FINAL_TYPE (VecheReplyPreview, veche_reply_preview, VECHE, REPLY_PREVIEW, AdwBin)

/* In a moment, and made on another thread.  platform (nullable): of the connector */
void veche_reply_preview_show (VecheReplyPreview *self, const char *platform, const VecheReply *reply);

G_END_DECLS
