/* veche-candidates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-candidates.h"

#include <string.h>

#include "analysis/veche-answers-private.h"
#include "analysis/veche-answers.h"
#include "analysis/veche-mood.h"
#include "analysis/veche-triage.h"
#include "model/veche-speech.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-mood-table.h"

#define YEAR          (365 * G_TIME_SPAN_DAY)
#define PAGE          500
#define MOST_ASKED    2000
#define MOST_CLUSTERS 400
#define MOST_WORDS    40
#define MOST_FOUND    100
#define MOST_SAVED    200
#define MOST_EXAMPLES 20
#define MOST_LENGTH   600     /* bytes: a longer one is a story */
#define LEAST_PEOPLE  2
#define LEAST_ASKED   3
#define ALIKE         0.62
#define REFUSED       0.7

/* Some questions that ask the same. */
typedef struct
{
  GPtrArray  *asked;     /* (element-type VecheAsked) (owned) newest first */
  GHashTable *people;    /* member ids */
  GArray     *terms;     /* (owned) of the first */
  guint64     signs;     /* of these */
  gboolean    saved;     /* somebody saved one of them for the knowledge base: once is enough */
} Cluster;

static void
cluster_free (gpointer data)
{
  Cluster *cluster = data;

  g_ptr_array_unref (cluster->asked);
  g_hash_table_unref (cluster->people);
  g_array_unref (cluster->terms);
  g_free (cluster);
}

static void
join (Cluster *cluster, VecheAsked *asked)
{
  for (guint i = 0; i < cluster->asked->len; i++)
    if (asked->id != 0 && ((VecheAsked *) cluster->asked->pdata[i])->id == asked->id)
      {
        veche_asked_free (asked);
        return;
      }
  g_ptr_array_add (cluster->asked, asked);
  if (asked->member_id != 0)
    g_hash_table_add (cluster->people, GSIZE_TO_POINTER (asked->member_id));
}

/* A bit for each telling word and each of its groups: questions without a bit in common need no closer look. */
static guint64
signs_of (GArray *terms)
{
  guint64 signs = 0;

  for (guint i = 0; i < terms->len; i++)
    {
      VecheAnswerTerm *term = veche_answer_term (terms, i);

      if (term->weight < 1)
        continue;
      signs |= G_GUINT64_CONSTANT (1) << (g_str_hash (term->stem) % 64);
      for (guint g = 0; g < term->n_groups; g++)
        signs |= G_GUINT64_CONSTANT (1) << (term->groups[g] % 64);
    }

  return signs;
}

static void
sort_in (GPtrArray *clusters, VecheAsked *asked, gboolean saved)
{
  g_autoptr (GArray) terms = veche_answer_terms (asked->text, MOST_WORDS, TRUE, NULL);
  guint64 signs = signs_of (terms);
  Cluster *best = NULL;
  double likeness = ALIKE;

  for (guint i = 0; i < clusters->len; i++)
    {
      Cluster *cluster = clusters->pdata[i];
      double like = signs & cluster->signs ? veche_answer_liken_terms (terms, cluster->terms) : 0;

      if (like >= likeness)
        {
          likeness = like;
          best = cluster;
        }
    }
  if (best == NULL && clusters->len >= MOST_CLUSTERS)
    {
      veche_asked_free (asked);
      return;
    }
  if (best == NULL)
    {
      best = g_new0 (Cluster, 1);
      best->asked = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_asked_free);
      best->people = g_hash_table_new (NULL, NULL);
      best->terms = g_steal_pointer (&terms);
      best->signs = signs;
      g_ptr_array_add (clusters, best);
    }
  best->saved |= saved;
  join (best, asked);
}

static gboolean
is_question (VecheMoodModel *model /* (nullable): moods are off */, const char *text)
{
  VecheVerdict verdict;

  if (strlen (text) > MOST_LENGTH)
    return FALSE;
  if (model == NULL)
    return veche_text_is_question (text);
  veche_mood_judge (model, text, &verdict);

  return verdict.kind == VECHE_MESSAGE_QUESTION || (verdict.kind == VECHE_MESSAGE_TALK && veche_text_is_question (text));
}

static gboolean
is_answered (VecheAnswers *answers, const char *text)
{
  g_autoptr (GPtrArray) found = veche_answers_find (answers, text, NULL, 1);

  return found->len > 0 && ((VecheAnswer *) found->pdata[0])->sure;
}

/* Whatever was saved for the knowledge base is a question, however it is said. */
static gboolean
read_saved (VecheDb *db, GPtrArray *clusters, GError **error)
{
  g_autoptr (GPtrArray) saved = veche_candidates_list_saved (db, MOST_SAVED, error);

  if (saved == NULL)
    return FALSE;
  g_ptr_array_set_free_func (saved, NULL);
  for (guint i = 0; i < saved->len; i++)
    sort_in (clusters, saved->pdata[i], TRUE);

  return TRUE;
}

static gboolean
read_asked (VecheDb *db, GPtrArray *clusters, GError **error)
{
  g_autoptr (VecheMoodModel) model = NULL;
  gint64 since = veche_now () - YEAR, before = 0;
  guint read = 0;

  if (veche_mood_is_on (db) && (model = veche_triage_load_model (db, error)) == NULL)
    return FALSE;

  while (read < MOST_ASKED)
    {
      g_autoptr (GPtrArray) page = veche_candidates_list_asked (db, since, before, PAGE, error);

      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        break;
      before = ((VecheAsked *) page->pdata[page->len - 1])->id;
      read += page->len;
      g_ptr_array_set_free_func (page, NULL);
      for (guint i = 0; i < page->len; i++)
        {
          VecheAsked *asked = page->pdata[i];

          if (is_question (model, asked->text))
            sort_in (clusters, asked, FALSE);
          else
            veche_asked_free (asked);
        }
    }

  return TRUE;
}

/*** What is worth an article ***/

/* The one that is most like the others; of long ones the shorter. */
static const char *
middle_of (Cluster *cluster)
{
  guint n = MIN (cluster->asked->len, 12), best = 0;
  double most = -1;

  for (guint i = 0; i < n; i++)
    {
      const char *text = ((VecheAsked *) cluster->asked->pdata[i])->text;
      double sum = -(double) strlen (text) / 1000;

      for (guint j = 0; j < n; j++)
        sum += i == j ? 0 : veche_answers_liken (text, ((VecheAsked *) cluster->asked->pdata[j])->text);
      if (sum > most)
        {
          most = sum;
          best = i;
        }
    }

  return ((VecheAsked *) cluster->asked->pdata[best])->text;
}

/* Without whom it is said to. (transfer full) */
static char *
plain_question (const char *text)
{
  while (*text == '@')
    {
      text += strcspn (text, " \t\n");
      text += strspn (text, " \t\n,:");
    }

  return veche_text_clamp (text, 300, FALSE);
}

static VecheCandidate *
make_candidate (Cluster *cluster)
{
  VecheCandidate *self = g_new0 (VecheCandidate, 1);

  self->question = plain_question (middle_of (cluster));
  self->questions = cluster->asked->len;
  self->people = g_hash_table_size (cluster->people);
  self->examples = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < cluster->asked->len; i++)
    {
      VecheAsked *asked = cluster->asked->pdata[i];

      self->last = MAX (self->last, asked->at);
      if (asked->id != 0 && self->examples->len < MOST_EXAMPLES)
        g_array_append_val (self->examples, asked->id);
    }

  return self;
}

static gboolean
is_refused (GPtrArray *refused, const char *question)
{
  for (guint i = 0; i < refused->len; i++)
    if (veche_answers_liken (refused->pdata[i], question) >= REFUSED)
      return TRUE;

  return FALSE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const VecheCandidate *x = *(VecheCandidate *const *) a, *y = *(VecheCandidate *const *) b;

  if (x->people != y->people)
    return x->people > y->people ? -1 : 1;

  return (y->last > x->last) - (y->last < x->last);
}

static gboolean
is_enough (Cluster *cluster)
{
  return cluster->saved || (cluster->asked->len >= LEAST_ASKED && g_hash_table_size (cluster->people) >= LEAST_PEOPLE);
}

GPtrArray *
veche_candidates_find (VecheDb *db, GError **error)
{
  g_autoptr (VecheAnswers) answers = veche_answers_load (db, error);
  g_autoptr (GPtrArray) refused = answers != NULL ? veche_candidates_list_refused (db, error) : NULL;
  g_autoptr (GPtrArray) clusters = g_ptr_array_new_with_free_func (cluster_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_candidate_free);

  if (refused == NULL || !read_saved (db, clusters, error) || !read_asked (db, clusters, error))
    return NULL;
  for (guint i = 0; i < clusters->len; i++)
    {
      Cluster *cluster = clusters->pdata[i];

      if (is_enough (cluster) && !is_refused (refused, ((VecheAsked *) cluster->asked->pdata[0])->text))
        {
          VecheCandidate *candidate = make_candidate (cluster);

          /* Whoever saved it by hand knows why. */
          if (!cluster->saved && is_answered (answers, candidate->question))
            veche_candidate_free (candidate);
          else
            g_ptr_array_add (found, candidate);
        }
    }
  g_ptr_array_sort (found, compare_candidates);
  if (found->len > MOST_FOUND)
    g_ptr_array_set_size (found, MOST_FOUND);

  return g_steal_pointer (&found);
}

/*** Thanks ***/

GArray *
veche_candidates_hear (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) echoes = veche_articles_list_echoes (db, 2000, error);
  g_autoptr (VecheSpeechWords) words = veche_speech_words_new (NULL);
  GArray *heard;

  if (echoes == NULL)
    return NULL;
  heard = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < echoes->len; i++)
    {
      VecheArticleEcho *echo = echoes->pdata[i];

      if (veche_speech_has_helped (words, echo->text))
        g_array_append_val (heard, echo->use_id);
    }

  return heard;
}

gboolean
veche_candidates_keep (VecheDb *db, GPtrArray *found, GArray *heard, GError **error)
{
  for (guint i = 0; i < heard->len; i++)
    if (!veche_articles_set_helped (db, g_array_index (heard, gint64, i), error))
      return FALSE;

  return veche_candidates_replace (db, found, error);
}
