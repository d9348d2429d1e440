/* veche-vk-fetch.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-api.h"
#include "connectors/veche-vk-cursor.h"
#include "connectors/veche-vk-parse.h"

G_BEGIN_DECLS

/* One page in the making. */
typedef struct
{
  VecheApi      *community;    /* with the community's key */
  VecheApi      *reader;       /* with a service or a user's key (nullable) */
  VecheApi      *live;         /* the long poll's server (nullable) */
  const char    *live_key;     /* (nullable) */
  VecheVk       *vk;
  VecheVkCursor *cursor;
} VecheVkPage;

/* Reads the step's next page and moves the cursor. wait: seconds that the long poll may hold. */
gboolean   veche_vk_fetch_page   (VecheVkPage *page, guint wait, gboolean *more, GError **error);
/* Reads up to 25 threads of the queue. */
gboolean   veche_vk_fetch_queue  (VecheVkPage *page, GError **error);
/* One page of one thread, newest first where it can be; *oldest: the time of the oldest in it, 0: there is none left. */
gboolean   veche_vk_fetch_thread (VecheVkPage *page, const VecheVkItem *item, gint64 *oldest, GError **error);
/* Comments of all photos, newest first. */
gboolean   veche_vk_fetch_photos (VecheVkPage *page, gint64 *oldest, GError **error);
/* All videos, with their comments queued. */
gboolean   veche_vk_fetch_videos (VecheVkPage *page, gboolean all, gboolean *more, GError **error);
/* Who spoke in events that name nobody. */
gboolean   veche_vk_fetch_names  (VecheVkPage *page, GError **error);
/* Posts of the wall with their comments queued; *oldest: the time of the oldest, 0: there are none left. */
gboolean   veche_vk_fetch_wall   (VecheVkPage *page, guint count, gboolean all, gint64 *oldest, GError **error);

G_END_DECLS
