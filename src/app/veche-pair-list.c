/* veche-pair-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-pair-list.h"

static void
heading_clear (gpointer data)
{
  g_free (((VecheHeading *) data)->text);
}

static void
pair_list_add_heading (GListStore *items, gint64 id, const char *text, guint count)
{
  VecheHeading *heading = veche_record_alloc (sizeof (VecheHeading), VECHE_RECORD_HEADING, id, NULL, heading_clear);
  g_autoptr (VecheItem) item = veche_item_new (id);

  heading->text = g_strdup (text);
  heading->count = count;
  veche_item_set_record (item, (VecheRecord *) heading);
  g_list_store_append (items, item);
  veche_record_unref (heading);
}

guint
veche_pair_list_fill (GListStore *items, GPtrArray *pairs, int least, int most, gint64 heading, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    n += ((VechePairRow *) pairs->pdata[i])->score >= least && ((VechePairRow *) pairs->pdata[i])->score < most;
  if (n > 0)
    pair_list_add_heading (items, heading, text, n);
  for (guint i = 0; i < pairs->len; i++)
    {
      VechePairRow *pair = pairs->pdata[i];
      g_autoptr (VecheItem) item = NULL;
      VechePair *record;

      if (pair->score < least || pair->score >= most)
        continue;
      record = veche_pair_record_new (pair);
      item = veche_item_new (pair->id);
      veche_item_set_record (item, (VecheRecord *) record);
      g_list_store_append (items, item);
      veche_record_unref (record);
    }

  return n;
}
