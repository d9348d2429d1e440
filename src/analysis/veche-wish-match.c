/* veche-wish-match.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-wish-match.h"

#include <string.h>

#include "analysis/veche-lexicon.h"
#include "store/veche-competencies-table.h"
#include "store/veche-db.h"
#include "store/veche-wishes-table.h"

#define MOST_WISHES   2000
#define MOST_HOLDERS  30
#define MOST_WORDS    120
#define P_WORD        10     /* a word that both say; rarer ones are not told apart: the board is short */
#define P_TOPIC       24     /* the same topic, in whatever words */
#define P_LEVEL       4
#define P_CITY        8
#define LEAST         10
#define TOPIC_LEAST   0.45

void
veche_wish_match_free (VecheWishMatch *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->what);
  g_free (self->words);
  g_free (self->wish_uid);
  g_free (self->shared);
  g_free (self);
}

typedef struct
{
  VecheDb      *db;
  VecheLexicon *lexicon;
  VecheWish    *wish;
  GArray       *words;
  GPtrArray    *topics;
  GPtrArray    *matches;
} VecheMatching;

/* What is shared is told in the words of the other. */
static int
shared_words (GArray *words, GArray *theirs, GString *shared)
{
  int points = 0;

  for (guint i = 0; i < theirs->len; i++)
    {
      VecheWord *word = veche_words_at (theirs, i);
      double likeness = 0;

      for (guint w = 0; w < words->len && !word->stop && word->length > 2; w++)
        if (!veche_words_at (words, w)->stop)
          likeness = MAX (likeness, veche_words_likeness (veche_words_at (words, w), word));
      if (likeness == 0 || strstr (shared->str, word->word) != NULL)
        continue;
      points += (int) (likeness * (veche_words_is_generic (word->stem) ? P_WORD / 4 : P_WORD));
      g_string_append_printf (shared, "%s%s", shared->len > 0 ? ", " : "", word->word);
    }

  return points;
}

static int
shared_topics (GPtrArray *topics, GPtrArray *theirs, GString *shared)
{
  int points = 0;

  for (guint i = 0; i < theirs->len; i++)
    for (guint t = 0; t < topics->len; t++)
      {
        VecheTopic *a = theirs->pdata[i], *b = topics->pdata[t];

        if (a->id != b->id)
          continue;
        points += (int) (P_TOPIC * MIN (a->weight, b->weight));
        g_string_append_printf (shared, "%s%s", shared->len > 0 ? ", " : "", a->name);
      }

  return points;
}

static void
add_match (VecheMatching *self, gint64 member, const char *uid, const char *name, const char *what, const char *words, const char *wish_uid,
           char *shared, int points, gboolean same_city)
{
  VecheWishMatch *match = g_new0 (VecheWishMatch, 1);

  match->member_id = member;
  match->uid = g_strdup (uid);
  match->name = g_strdup (name);
  match->what = g_strdup (what);
  match->words = g_strdup (words);
  match->wish_uid = g_strdup (wish_uid);
  match->shared = shared;
  match->points = points + (same_city ? P_CITY : 0);
  match->same_city = same_city;
  g_ptr_array_add (self->matches, match);
}

static gboolean
match_wishes (VecheMatching *self, GError **error)
{
  gboolean need = strcmp (self->wish->kind, "need") == 0;
  g_autoptr (GPtrArray) others = veche_wishes_list (self->db, need ? "offer" : "need", "open", 0, MOST_WISHES, error);

  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      VecheWish *other = others->pdata[i];
      g_autoptr (GString) shared = g_string_new (NULL);
      g_autoptr (GArray) words = NULL;
      g_autoptr (GPtrArray) topics = NULL;
      int points;

      if (other->member_id == self->wish->member_id)
        continue;
      words = veche_words_split (other->text, MOST_WORDS);
      topics = veche_lexicon_topics (self->lexicon, other->text, words, TOPIC_LEAST);
      points = shared_topics (self->topics, topics, shared) + shared_words (self->words, words, shared);
      if (points >= LEAST)
        add_match (self, other->member_id, other->member_uid, other->member_name, need ? "offer" : "need", other->text, other->uid,
                   g_strdup (shared->str), points, veche_cities_same (self->wish->member_city, other->member_city));
    }

  return TRUE;
}

static gboolean
match_competencies (VecheMatching *self, GError **error)
{
  for (guint t = 0; t < self->topics->len; t++)
    {
      VecheTopic *topic = self->topics->pdata[t];
      g_autoptr (GPtrArray) holders = veche_competencies_holders (self->db, topic->uid, MOST_HOLDERS, error);

      if (holders == NULL)
        return FALSE;
      for (guint i = 0; i < holders->len; i++)
        {
          VecheHolder *holder = holders->pdata[i];

          if (holder->id == self->wish->member_id)
            continue;
          add_match (self, holder->id, holder->uid, holder->name, "competency", topic->name, NULL, g_strdup (topic->name),
                     (int) (topic->weight * (P_TOPIC / 2 + P_LEVEL * holder->level)), FALSE);
          ((VecheWishMatch *) self->matches->pdata[self->matches->len - 1])->level = holder->level;
        }
    }

  return TRUE;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const VecheWishMatch *x = *(VecheWishMatch *const *) a, *y = *(VecheWishMatch *const *) b;

  if (x->points != y->points)
    return y->points - x->points;

  return x->member_id < y->member_id ? -1 : x->member_id > y->member_id;
}

GPtrArray *
veche_wishes_match (VecheDb *db, const char *wish_uid, guint limit, GError **error)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_wish_match_free);
  g_autoptr (VecheLexicon) lexicon = veche_lexicon_load (db, error);
  VecheMatching self = { .db = db, .lexicon = lexicon, .matches = matches };
  gboolean done;

  if (lexicon == NULL || (self.wish = veche_wishes_load (db, wish_uid, error)) == NULL)
    return NULL;

  self.words = veche_words_split (self.wish->text, MOST_WORDS);
  self.topics = veche_lexicon_topics (lexicon, self.wish->text, self.words, TOPIC_LEAST);
  done = match_wishes (&self, error) && (strcmp (self.wish->kind, "offer") == 0 || match_competencies (&self, error));
  g_ptr_array_sort (matches, compare_matches);
  if (limit != 0 && matches->len > limit)
    g_ptr_array_set_size (matches, (int) limit);
  g_array_unref (self.words);
  g_ptr_array_unref (self.topics);
  veche_wish_free (self.wish);

  return done ? g_steal_pointer (&matches) : NULL;
}
