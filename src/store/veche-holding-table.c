/* veche-holding-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-holding-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-articles-table.h"
#include "store/veche-composing-table.h"

static gboolean
touches (const VecheArticle *article, const char *folded)
{
  for (guint i = 0; i < article->phrases->len; i++)
    {
      g_autofree char *phrase = veche_text_fold (article->phrases->pdata[i]);

      if (*phrase != '\0' && strstr (folded, phrase) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
buys_time (const VecheArticle *article)
{
  static const char *const codes[] = { "hold", "holding", "later", "wait", "пауза", "позже", "уточню", NULL };

  return article->kind == VECHE_ARTICLE_TEMPLATE && article->code != NULL && g_strv_contains (codes, article->code);
}

/* 0: it holds nothing. */
static int
rank (const VecheArticle *article, const char *folded, const char *community_uid)
{
  int points = 0;

  if (article->archived || (article->community_uid != NULL && g_strcmp0 (article->community_uid, community_uid) != 0))
    return 0;
  if (article->holding != NULL && *article->holding != '\0')
    points = touches (article, folded) ? 30 : 10;
  else if (buys_time (article))
    points = 20;

  return points > 0 && article->community_uid != NULL ? points + 1 : points;
}

/* The words that hold, under the article's own name, so that their use is counted. */
static VecheArticle *
holding_of (const VecheArticle *article)
{
  VecheArticle *copy = veche_article_copy (article);

  if (article->holding == NULL || *article->holding == '\0')
    return copy;
  g_free (copy->body);
  copy->body = g_strdup (article->holding);
  copy->kind = VECHE_ARTICLE_TEMPLATE;

  return copy;
}

VecheArticle *
veche_holding_find (VecheDb *db, gint64 interaction_id, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (VecheComposing) asked = veche_composing_load (db, interaction_id, &failed);
  g_autoptr (GPtrArray) articles = failed == NULL ? veche_articles_list (db, FALSE, &failed) : NULL;
  g_autofree char *folded = veche_text_fold (asked != NULL && asked->text != NULL ? asked->text : "");
  const VecheArticle *best = NULL;
  int most = 0;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  for (guint i = 0; i < articles->len; i++)
    {
      int points = rank (articles->pdata[i], folded, asked != NULL ? asked->community_uid : NULL);

      if (points > most)
        {
          most = points;
          best = articles->pdata[i];
        }
    }

  return best != NULL ? holding_of (best) : NULL;
}
