/* veche-experts-credit.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody said counts for them: as an answer, as a story, and more once it was thanked for.
 */

#include "analysis/veche-experts-private.h"
#include "analysis/veche-unknowing.h"

#include <math.h>
#include <string.h>

#include "model/veche-text.h"

#define BY_QUESTION  0.8      /* a reply is about what it replies to */
#define UNASKED      0.8      /* said, but not as an answer */
#define HALF_LIFE    (365.0 * G_TIME_SPAN_DAY)
#define OLDEST       0.25     /* of its worth is left to the oldest answer */

static void
credit (VecheExpertSearch *self, const VecheSaidRow *said, double relevance)
{
  VecheCandidate *candidate = veche_expert_search_candidate (self, said->member_id);
  double age = (double) MAX (self->reference - said->at, 0);
  VecheAnswer answer = { said, pow (relevance, 1.25) * MAX (OLDEST, exp2 (-age / HALF_LIFE)), FALSE };
  gsize length = strlen (said->text);

  if (length < 40)
    answer.credit *= 0.4;
  for (guint i = 0; i < candidate->answers->len; i++)
    {
      VecheAnswer *there = &g_array_index (candidate->answers, VecheAnswer, i);

      if (there->said->id == said->id)
        {
          there->credit = MAX (there->credit, answer.credit);
          return;
        }
    }
  g_array_append_val (candidate->answers, answer);
}

/* "It works now, thanks": what answers nobody must be short for that, since "I take" and "works" are words of every craft. */
static gboolean
is_thanks (VecheExpertSearch *self, const VecheSaidRow *said)
{
  return strlen (said->text) < (said->reply_to_id != 0 ? 200 : 60) && veche_lexicon_has_helped (self->lexicon, said->text);
}

/* Somebody's own words: an answer, a story, but not the question of somebody who wants to know it too. */
static void
credit_own (VecheExpertSearch *self, const VecheSaidRow *said, double relevance)
{
  gboolean question = veche_text_is_question (said->text);
  gint64 this_one = self->query->interaction_id;

  if (this_one != 0 && (said->id == this_one || said->reply_to_id == this_one))
    return;
  if (said->reply_to_id == 0 && (question || veche_unknowing_asks (said->text)))
    return;
  if (veche_unknowing_denies (said->text, self->themes))
    return;
  if (is_thanks (self, said))
    return;

  if (said->reply_to_id == 0 || said->parent_member_id == said->member_id)
    relevance *= UNASKED;
  credit (self, said, relevance * (question ? 0.5 : 1));
}

static void
credit_reply (VecheExpertSearch *self, const VecheSaidRow *said, GHashTable *relevance)
{
  double *parent = g_hash_table_lookup (relevance, &said->reply_to_id);

  if (parent == NULL || said->reply_to_id == self->query->interaction_id || said->member_id == said->parent_member_id)
    return;
  if (veche_text_is_question (said->text) || is_thanks (self, said))
    return;

  if (veche_unknowing_denies (said->text, self->themes))
    return;

  credit (self, said, *parent * BY_QUESTION);
}

/* Takes what the rows hold. */
static void
keep_said (VecheExpertSearch *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (self->said, rows->pdata[i]);
  g_ptr_array_set_free_func (rows, NULL);
}

void
veche_expert_search_credit_own (VecheExpertSearch *self, GPtrArray *said, GHashTable *relevance)
{
  for (guint i = 0; i < said->len; i++)
    credit_own (self, said->pdata[i], *(double *) g_hash_table_lookup (relevance, &((VecheSaidRow *) said->pdata[i])->id));
  keep_said (self, said);
}

void
veche_expert_search_credit_replies (VecheExpertSearch *self, GPtrArray *replies, GHashTable *relevance)
{
  for (guint i = 0; i < replies->len; i++)
    credit_reply (self, replies->pdata[i], relevance);
  keep_said (self, replies);
}

/* Who asked said thanks: the answer counts more. */
gboolean
veche_expert_search_accepted (VecheExpertSearch *self, GPtrArray *candidates, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) thanked = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) replies = NULL;

  for (guint c = 0; c < candidates->len; c++)
    {
      GArray *answers = ((VecheCandidate *) candidates->pdata[c])->answers;

      for (guint i = 0; i < answers->len && i < 4; i++)
        g_array_append_val (ids, g_array_index (answers, VecheAnswer, i).said->id);
    }
  replies = veche_experts_replies (self->db, ids, 400, error);
  if (replies == NULL)
    return FALSE;

  for (guint i = 0; i < replies->len; i++)
    {
      VecheSaidRow *said = replies->pdata[i];

      if (said->member_id != said->parent_member_id && veche_lexicon_has_helped (self->lexicon, said->text))
        g_hash_table_add (thanked, &said->reply_to_id);
    }
  for (guint c = 0; c < candidates->len; c++)
    {
      GArray *answers = ((VecheCandidate *) candidates->pdata[c])->answers;

      for (guint i = 0; i < answers->len; i++)
        {
          VecheAnswer *answer = &g_array_index (answers, VecheAnswer, i);

          answer->accepted = g_hash_table_contains (thanked, &answer->said->id);
          answer->credit *= answer->accepted ? 1.4 : 1;
        }
    }

  return TRUE;
}
