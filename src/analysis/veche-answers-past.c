/* veche-answers-past.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What we answered without the knowledge base: a reply that says what an article says answered its question with it.  Most of the reply's telling
 * words, and three at least, must be those of one article and of no other.
 */

#include "analysis/veche-answers-private.h"

#include <math.h>

#include "analysis/veche-words.h"
#include "store/veche-articles-table.h"

#define MOST_WORDS 150
#define LEAST_SAME 3       /* telling words */
#define SAID       0.55    /* so much of the reply is in the article */
#define AHEAD      0.15    /* and so much less in the next one */
#define UNKNOWN    1.0     /* weight of a word of no article, as of one of a single one */

/* What an article says by its stems: stem → articles (GArray of guint). (transfer full) */
static GHashTable *
list_stems (GPtrArray *articles)
{
  GHashTable *stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < articles->len; i++)
    {
      VecheArticle *article = articles->pdata[i];
      g_autofree char *text = g_strconcat (article->title, "\n", article->body, NULL);
      g_autoptr (GArray) words = veche_words_split (text, MOST_WORDS);

      for (guint w = 0; w < words->len; w++)
        {
          VecheWord *word = veche_words_at (words, w);
          GArray *where = word->stop ? NULL : g_hash_table_lookup (stems, word->stem);

          if (word->stop || (where != NULL && g_array_index (where, guint, where->len - 1) == i))
            continue;
          if (where == NULL)
            g_hash_table_insert (stems, g_strdup (word->stem), where = g_array_new (FALSE, FALSE, sizeof (guint)));
          g_array_append_val (where, i);
        }
    }

  return stems;
}

typedef struct { double said; guint same; } Share;

/* The article that the reply says; -1: none does, or two do. */
static int
find_said (GHashTable *stems, guint n, const char *reply)
{
  g_autofree Share *shares = g_new0 (Share, MAX (n, 1));
  g_autoptr (GArray) words = veche_words_split (reply, MOST_WORDS);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  double whole = 0, next = 0;
  guint best = 0;

  for (guint w = 0; w < words->len; w++)
    {
      VecheWord *word = veche_words_at (words, w);
      GArray *where = g_hash_table_lookup (stems, word->stem);
      double weight = where != NULL ? log ((n + 1.0) / where->len) / log (n + 1.0) : UNKNOWN;

      if (word->stop || !g_hash_table_add (seen, word->stem))
        continue;
      whole += weight;
      for (guint i = 0; where != NULL && i < where->len; i++)
        {
          Share *share = &shares[g_array_index (where, guint, i)];

          share->said += weight;
          share->same++;
        }
    }
  for (guint i = 1; i < n; i++)
    best = shares[i].said > shares[best].said ? i : best;
  for (guint i = 0; i < n; i++)
    next = i != best ? MAX (next, shares[i].said) : next;

  return n > 0 && shares[best].same >= LEAST_SAME && shares[best].said >= SAID * whole && shares[best].said - next >= AHEAD * whole ? (int) best : -1;
}

void
veche_answers_add_past (GPtrArray *uses, GPtrArray *articles, GPtrArray *answered)
{
  g_autoptr (GHashTable) stems = list_stems (articles);

  for (guint i = 0; i < answered->len; i++)
    {
      VecheArticleAnswered *pair = answered->pdata[i];
      int said = find_said (stems, articles->len, pair->answer);
      VecheArticleUse *use;

      if (said < 0)
        continue;
      use = g_new0 (VecheArticleUse, 1);
      use->article_uid = g_strdup (((VecheArticle *) articles->pdata[said])->uid);
      use->question = g_strdup (pair->question);
      use->at = pair->at;
      g_ptr_array_add (uses, use);
    }
}
