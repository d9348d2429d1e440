/* veche-answers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An article has faces: its title, each of its other phrasings, each question that it answered before.  A face fits a question when the words of
 * the question are found in the article (most of all in this face) and the words of the face in the question.  Words weigh by how few articles
 * have them.
 *
 *   score = how much of the question is found, and how much of the face: their mean by SHARE
 *
 * What is only offered may be found by the whole article, by what both are about (veche-answers-sense.c: the more, the less the words say;
 * veche-answers-vectors.c, as it was learnt), and a little more when it tells what is asked for (a time, a price, a place).  What is sure needs a
 * face and most of what was asked, or must be good in all and far ahead of the next one.
 */

#include "analysis/veche-answers.h"

#include <math.h>
#include <string.h>

#include "analysis/veche-answers-private.h"
#include "store/veche-experts-table.h"

#define MOST_USES    1000
#define MOST_PAST    500
#define MOST_TOPICS  20000
#define FIRST_TOPIC  30000  /* tags before it are lines of synonyms.tsv */
#define LEAST_N      20     /* articles: with fewer, no word is common */
#define SHARE        0.6    /* of the question's words in the score; the rest the face's */
#define IN_BODY      0.55   /* a word that stands elsewhere in the article */
#define UNKNOWN      0.45   /* weight of a word that no article has */
#define MOST_UNKNOWN 0.9    /* of all of these: a long story is no other question */
#define BY_USE       0.8 
#define LANGUAGE     0.03   /* for an answer in the language of the question */
#define BODY         0.6    /* all of the question is found, and none of a face */
#define BY_SENSE     0.25   /* what the question is about against what the article is about: always so much, */
#define IN_DOUBT     1.3    /* and so much more when its words say nothing, */
#define PLAIN        0.6    /* which they do from here on */
#define SENSE_POWER  0.6
#define SENSE_MASS   0.2    /* of a question: one vague word says little of what it is about */
#define BY_VECTOR    0.8    /* the same as it was learnt */
#define FITS         0.1    /* what is asked for is told: a time, a place, a price */
#define WHOLE        1.8    /* all that words and vectors can say: 100 % */
#define LEAST        0.16   /* to be offered */
#define LEAST_SENSE  0.45   /* the same by all that is known, */
#define BESIDE       0.1    /* and so much beside one of these */
#define SURE         0.55   /* to be shown by itself */
#define ASKED        0.6    /* so much of the question, too */
#define AHEAD        0.1    /* of the next one */
#define PLAIN_SURE   1.2    /* or so good in all, and so far ahead */
#define FAR_AHEAD    0.35

VecheAnswers *
veche_answers_new (GPtrArray *articles, GPtrArray *uses)
{
  return veche_answers_make (articles, uses, NULL);
}

/* Our competencies by all their names: each has a tag of its own after those of the lists. (transfer full) */
static VechePhrases *
name_topics (GPtrArray *competencies)
{
  VechePhrases *own = veche_phrases_new ();

  for (guint i = 0; i < competencies->len && i < MOST_TOPICS; i++)
    {
      VecheCompetencyRow *row = competencies->pdata[i];

      veche_phrases_add (own, row->name, FIRST_TOPIC + i, VECHE_PHRASE_NAME);
      for (guint a = 0; row->aliases != NULL && row->aliases[a] != NULL; a++)
        veche_phrases_add (own, row->aliases[a], FIRST_TOPIC + i, VECHE_PHRASE_ALIAS);
    }

  return own;
}

VecheAnswers *
veche_answers_load (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) articles = veche_articles_list (db, FALSE, error);
  g_autoptr (GPtrArray) uses = articles != NULL ? veche_articles_list_uses (db, MOST_USES, error) : NULL;
  g_autoptr (GPtrArray) answered = uses != NULL ? veche_articles_list_answered (db, MOST_PAST, error) : NULL;
  g_autoptr (GPtrArray) competencies = answered != NULL ? veche_experts_competencies (db, error) : NULL;

  if (competencies == NULL)
    return NULL;
  veche_answers_add_past (uses, articles, answered);

  return veche_answers_make (articles, uses, name_topics (competencies));
}

void
veche_answers_unref (VecheAnswers *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->stems);
  g_hash_table_unref (self->by_key);
  g_array_unref (self->vocabulary);
  g_clear_pointer (&self->own, veche_phrases_free);
  g_free (self->in_group);
  g_free (self);
}

/*** Weights ***/

static double
rarity (VecheAnswers *self, guint articles)
{
  double n = MAX (self->entries->len, LEAST_N);

  return log ((n + 1) / (MIN (articles, n) + 0.5)) / log ((n + 1) / 1.5);
}

/* Of a word that articles have. */
static double
weigh_known (VecheAnswers *self, const VecheAnswerTerm *term)
{
  guint articles = GPOINTER_TO_UINT (g_hash_table_lookup (self->stems, term->stem)), of_group = G_MAXUINT;

  for (guint i = 0; i < term->n_groups; i++)
    if (self->in_group[term->groups[i]] > 0)
      of_group = MIN (of_group, self->in_group[term->groups[i]]);
  if (of_group != G_MAXUINT)
    articles = MAX (articles, of_group);

  return term->weight * rarity (self, MAX (articles, 1));
}

/* A question against the vocabulary: how alike each of its words is to each word of it. */
typedef struct
{
  GArray *terms;       /* (owned) VecheAnswerTerm */
  double *weights;     /* (owned) one a term */
  float  *like;        /* (owned) terms × vocabulary */
  double  whole;       /* all weights */
  VecheAsks asks;
  float  *sense;       /* (owned) what it is about, of length 1 */
  double  mass;        /* 0 … 1: how sure that is */
  float   vector[VECHE_ANSWER_DIMENSIONS];
  guint   n;           /* of the vocabulary */
} VecheAsking;

static void
asking_clear (VecheAsking *asking)
{
  g_array_unref (asking->terms);
  g_free (asking->weights);
  g_free (asking->like);
  g_free (asking->sense);
}

/* FALSE: no article has anything like it. */
static gboolean
compare_term (VecheAnswers *self, VecheAsking *asking, guint t)
{
  VecheAnswerTerm *term = veche_answer_term (asking->terms, t);
  float *like = asking->like + (gsize) t * asking->n;
  gboolean fuzzy = term->weight >= 1 && term->n_groups == 0 && !g_hash_table_contains (self->stems, term->stem);
  double best = 0;

  for (guint v = 0; v < asking->n; v++)
    {
      VecheAnswerTerm *known = veche_answer_term (self->vocabulary, v);

      like[v] = (float) veche_answer_liken (term, known, fuzzy);
      if (like[v] > best)
        {
          best = like[v];
          asking->weights[t] = term->weight * weigh_known (self, known) / known->weight;
        }
    }
  if (best == 0)
    asking->weights[t] = term->weight * UNKNOWN;

  return best > 0;
}

static gboolean
knows_word (const VecheWord *word, gpointer data)
{
  VecheAnswers *self = data;

  return g_hash_table_contains (self->stems, word->stem) || veche_answer_is_word (word);
}

static void
asking_init (VecheAsking *asking, VecheAnswers *self, const char *question)
{
  g_autofree char *meant = veche_answer_dup_meant (question, knows_word, self);
  double unknown = 0;

  asking->asks = veche_answer_asks (meant);
  asking->sense = g_new0 (float, veche_answer_n_situations ());
  veche_answer_add_sense (meant, VECHE_ANSWER_MOST_WORDS, 1, asking->sense);
  asking->mass = veche_answer_scale_sense (asking->sense);
  asking->mass /= asking->mass + SENSE_MASS;
  veche_answer_add_vector (meant, VECHE_ANSWER_MOST_WORDS, 1, asking->vector);
  asking->terms = veche_answer_terms (meant, VECHE_ANSWER_MOST_WORDS, TRUE, self->own);
  for (guint i = asking->terms->len; i > 0; i--)
    if (veche_answer_term (asking->terms, i - 1)->weight == 0)
      g_array_remove_index (asking->terms, i - 1);
  asking->n = self->vocabulary->len;
  asking->weights = g_new0 (double, MAX (asking->terms->len, 1));
  asking->like = g_new0 (float, (gsize) asking->terms->len * asking->n + 1);
  asking->whole = 0;
  for (guint t = 0; t < asking->terms->len; t++)
    {
      gboolean known = compare_term (self, asking, t);

      asking->whole += known ? asking->weights[t] : 0;
      unknown += known ? 0 : asking->weights[t];
    }
  asking->whole += MIN (unknown, MOST_UNKNOWN);
}

/*** Scores ***/

static double
best_in_face (const VecheAsking *asking, guint t, const VecheFace *face)
{
  const float *like = asking->like + (gsize) t * asking->n;
  double best = 0;

  for (guint i = 0; i < face->terms->len; i++)
    best = MAX (best, like[g_array_index (face->terms, guint, i)]);

  return best;
}

static double
best_in_all (const VecheAsking *asking, guint t, VecheEntry *entry)
{
  const float *like = asking->like + (gsize) t * asking->n;
  double best = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, entry->all);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    best = MAX (best, like[GPOINTER_TO_UINT (key) - 1]);

  return best;
}

/* How much of the face the question has. */
static double
cover_face (VecheAnswers *self, const VecheAsking *asking, const VecheFace *face)
{
  double found = 0, whole = 0;

  for (guint i = 0; i < face->terms->len; i++)
    {
      guint v = g_array_index (face->terms, guint, i);
      double weight = weigh_known (self, veche_answer_term (self->vocabulary, v)), best = 0;

      for (guint t = 0; t < asking->terms->len; t++)
        best = MAX (best, asking->like[(gsize) t * asking->n + v]);
      found += weight * best;
      whole += weight;
    }

  return whole > 0 ? found / whole : 0;
}

typedef struct
{
  double   score;          /* where it stands among the others: by its words, */
  double   sense;          /* by what it is about, */
  double   near;           /* and by that as it was learnt; */
  double   all;            /* and by all together */
  gboolean sure, by_use;
} VecheStanding;

static void
score_entry (VecheAnswers *self, const VecheAsking *asking, VecheEntry *entry, VecheStanding *standing)
{
  g_autofree double *elsewhere = g_new0 (double, MAX (asking->terms->len, 1));
  double best = 0, any = 0, all = 0;

  standing->sense = asking->mass * pow (veche_answer_compare_sense (asking->sense, entry->sense), SENSE_POWER);
  standing->near = veche_answer_compare_vectors (asking->vector, entry->vector);
  for (guint t = 0; t < asking->terms->len; t++)
    {
      any += elsewhere[t] = IN_BODY * best_in_all (asking, t, entry);
      all += asking->weights[t] * elsewhere[t];
    }
  if (asking->whole == 0)
    return;
  for (guint f = 0; f < entry->faces->len; f++)
    {
      VecheFace *face = &g_array_index (entry->faces, VecheFace, f);
      double found = 0, score;

      for (guint t = 0; t < asking->terms->len; t++)
        found += asking->weights[t] * MAX (best_in_face (asking, t, face), elsewhere[t]);
      score = SHARE * found / asking->whole + (1 - SHARE) * cover_face (self, asking, face);
      score *= face->use ? BY_USE : 1;
      if (score > best)
        {
          best = score;
          standing->by_use = face->use;
          standing->sure = score >= SURE && found >= ASKED * asking->whole;
        }
    }
  standing->score = MAX (best, BODY * all / IN_BODY / asking->whole) + (asking->asks & entry->tells ? FITS : 0);
}

/* What a word of the question by itself has to do with what the article is about. */
static double
find_share (const char *word, VecheEntry *entry)
{
  g_autofree float *sense = g_new0 (float, veche_answer_n_situations ());

  veche_answer_add_sense (word, 1, 1, sense);

  return veche_answer_compare_sense (sense, entry->sense);
}

/* The words of the question that the article has, strongest first; when it has none, those that are of its situations. (transfer full) */
static char *
name_words (const VecheAsking *asking, VecheEntry *entry)
{
  g_autofree double *parts = g_new0 (double, MAX (asking->terms->len, 1));
  g_autoptr (GString) words = g_string_new (NULL);
  double least = 0.1, most = 0;

  for (guint t = 0; t < asking->terms->len; t++)
    most = MAX (most, parts[t] = asking->weights[t] * best_in_all (asking, t, entry));
  for (guint t = 0; most < least && t < asking->terms->len; t++)
    parts[t] = find_share (veche_answer_term (asking->terms, t)->word, entry);
  for (guint n = 0; n < 3; n++)
    {
      guint best = 0;

      for (guint t = 1; t < asking->terms->len; t++)
        best = parts[t] > parts[best] ? t : best;
      if (parts[best] < least)
        break;
      parts[best] = 0;
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", veche_answer_term (asking->terms, best)->word);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
veche_answer_free (VecheAnswer *self)
{
  veche_article_unref (self->article);
  g_free (self->words);
  g_free (self);
}

static void
name_answer (VecheAnswers *self, const VecheAsking *asking, VecheAnswer *answer)
{
  for (guint i = 0; i < self->entries->len && answer->words == NULL; i++)
    if (((VecheEntry *) self->entries->pdata[i])->article == answer->article)
      answer->words = name_words (asking, self->entries->pdata[i]);
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const VecheAnswer *x = *(VecheAnswer *const *) a, *y = *(VecheAnswer *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->article->uses != y->article->uses)
    return x->article->uses > y->article->uses ? -1 : 1;

  return strcmp (x->article->title, y->article->title);
}

/* The first is sure when its words or all that is known tell it from the next one; no other is. */
static void
settle_first (GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      VecheAnswer *answer = found->pdata[i], *next = i == 0 && found->len > 1 ? found->pdata[1] : NULL;
      double ahead = answer->score - (next != NULL ? next->score : 0);

      answer->sure = i == 0 && ((answer->sure && ahead >= AHEAD) || (answer->score >= PLAIN_SURE && ahead >= FAR_AHEAD));
    }
  for (guint i = 0; i < found->len; i++)
    ((VecheAnswer *) found->pdata[i])->score = CLAMP (((VecheAnswer *) found->pdata[i])->score / WHOLE, 0, 1);
}

GPtrArray *
veche_answers_find (VecheAnswers *self, const char *question, const char *community_uid, guint most)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_answer_free);
  gboolean latin = veche_answer_is_latin (question);
  g_autofree VecheStanding *standings = NULL;
  VecheAsking asking = { 0 };
  double best = 0, most_likely = 0, by_sense;

  asking_init (&asking, self, question);
  standings = g_new0 (VecheStanding, self->entries->len + 1);
  for (guint i = 0; i < self->entries->len; i++)
    {
      VecheEntry *entry = self->entries->pdata[i];

      if (community_uid == NULL || entry->article->community_uid == NULL || strcmp (community_uid, entry->article->community_uid) == 0)
        score_entry (self, &asking, entry, &standings[i]);
      best = MAX (best, standings[i].score);
    }
  by_sense = BY_SENSE + IN_DOUBT * MAX (0, 1 - best / PLAIN);
  for (guint i = 0; i < self->entries->len; i++)
    {
      standings[i].all = standings[i].score + by_sense * standings[i].sense + BY_VECTOR * standings[i].near;
      most_likely = MAX (most_likely, standings[i].all);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      VecheEntry *entry = self->entries->pdata[i];
      VecheAnswer *answer;

      if (standings[i].score < LEAST && (standings[i].all < BESIDE || most_likely < LEAST_SENSE))
        continue;
      answer = g_new0 (VecheAnswer, 1);
      answer->article = veche_article_ref (entry->article);
      answer->sure = standings[i].sure;
      answer->by_use = standings[i].by_use;
      answer->score = standings[i].all + (latin == entry->latin ? LANGUAGE : 0);
      g_ptr_array_add (found, answer);
    }
  g_ptr_array_sort (found, compare_answers);
  settle_first (found);
  if (found->len > most)
    g_ptr_array_set_size (found, most);
  for (guint i = 0; i < found->len; i++)
    name_answer (self, &asking, found->pdata[i]);
  asking_clear (&asking);

  return found;
}

double
veche_answers_liken (const char *a, const char *b)
{
  g_autoptr (GArray) x = veche_answer_terms (a, VECHE_ANSWER_MOST_WORDS, TRUE, NULL), y = veche_answer_terms (b, VECHE_ANSWER_MOST_WORDS, TRUE, NULL);

  return veche_answer_liken_terms (x, y);
}
