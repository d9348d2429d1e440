/* veche-vk-before.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"
#include "connectors/veche-vk-fetch.h"
#include "connectors/veche-vk-send.h"

G_BEGIN_DECLS

/* What was said before, for a back-fill. */

/* The place's next page: threads first, then the list they are found in. *oldest: how far back all of it has been read; 0: to its beginning. */
gboolean veche_vk_fetch_before (VecheVkPage *page, const VecheVkPlaceOfReply *place, gint64 *oldest, gboolean *more, GError **error);
/* From since on the gap is no more. */
void     veche_vk_claim        (VecheVk *vk, const VecheGap *gap, gint64 since);

G_END_DECLS
