/* veche-vk-before.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-before.h"

gboolean
veche_vk_fetch_before (VecheVkPage *page, const VecheVkPlaceOfReply *place, gint64 *oldest, gboolean *more, GError **error)
{
  VecheVkItem item = { .kind = place->kind, .id = place->id, .latest = TRUE, .offset = page->cursor->offset };
  gboolean good = TRUE, others = FALSE;

  *oldest = G_MAXINT64;
  *more = TRUE;
  if (page->cursor->queue->len > 0)
    return veche_vk_fetch_queue (page, error);

  if (place->kind == 'w' && !page->cursor->begun)
    good = veche_vk_fetch_wall (page, 100, TRUE, oldest, error);
  else if (place->kind == 'p')
    good = veche_vk_fetch_photos (page, oldest, error);
  else if (place->kind == 'v' && !page->cursor->begun)
    {
      good = veche_vk_fetch_videos (page, TRUE, &others, error);
      *oldest = others ? G_MAXINT64 : 0;     /* what is said below those of the last page is still to be read */
    }
  else if (place->kind == 'b' || place->kind == 'm')
    {
      good = veche_vk_fetch_thread (page, &item, oldest, error);
      page->cursor->offset += place->kind == 'm' ? 200 : 100;
    }
  else
    *more = FALSE;

  return good;
}

void
veche_vk_claim (VecheVk *vk, const VecheGap *gap, gint64 since)
{
  VecheChannel *channel = veche_batch_add_channel (vk->batch, gap->channel);

  channel->kind = channel->kind != NULL ? channel->kind : "group";
  if (since < gap->until)
    {
      channel->complete_since = MAX (since, gap->since);
      channel->complete_until = gap->until;
    }
}
