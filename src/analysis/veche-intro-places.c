/* veche-intro-places.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where somebody lives, what they need, what they offer.
 */

#include "analysis/veche-intro.h"

#include <string.h>

#include "model/veche-text.h"

#define OWN_SENTENCE 4     /* words of "Казань, Вахитовский район" */
#define MOST_WISH    200   /* characters of a need */

/*** Cities ***/

static guint
count_words (VecheReading *self, guint sentence)
{
  guint n = 0;

  for (guint i = 0; i < self->intro->clauses->len; i++)
    {
      VecheClause *clause = &g_array_index (self->intro->clauses, VecheClause, i);

      n += clause->sentence == sentence ? clause->after - clause->first : 0;
    }

  return n;
}

static gboolean
is_bare_city (VecheReading *self, const VecheClause *clause, const VecheCityHit *hit)
{
  const VecheClause *clauses = &g_array_index (self->intro->clauses, VecheClause, 0);
  guint outside = 0;

  for (guint i = clause->first; i < clause->after; i++)
    outside += veche_words_at (self->intro->words, i)->start < hit->start || veche_words_at (self->intro->words, i)->end > hit->end;

  if (outside > 0)
    return FALSE;

  /* "Денис, Краснодар." at the beginning; later on only as a short sentence of its own. */
  return clause->sentence == 0
         || ((clause == clauses || clause[-1].sentence != clause->sentence) && count_words (self, clause->sentence) <= OWN_SENTENCE);
}

static gboolean
is_home (VecheReading *self, const VecheClause *clause, const VecheCityHit *hit, guint at, const VecheMood *mood)
{
  const char *before = at > clause->first ? veche_words_at (self->intro->words, at - 1)->word : "";
  gboolean in = strcmp (before, "в") == 0 || strcmp (before, "во") == 0 || strcmp (before, "in") == 0;
  gboolean from = strcmp (before, "из") == 0 || strcmp (before, "from") == 0;

  if (veche_intro_has_frame (clause, VECHE_FRAME_LIVES, at))
    {
      guint lives = 0, born = 0;

      for (guint i = 0; i < clause->frames->len; i++)
        {
          VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);

          if (frame->after <= at + 1 && frame->kind == VECHE_FRAME_LIVES)
            lives = frame->after;
          if (frame->after <= at + 1 && frame->kind == VECHE_FRAME_BORN)
            born = frame->after;
        }
      /* "moved to Tbilisi from Kazan": the second is where they left. */
      return lives > born && (!from || lives == at) && (lives + 2 >= at);
    }
  if (veche_intro_has_frame (clause, VECHE_FRAME_BORN, at))
    return FALSE;
  if (mood->kind == VECHE_FRAME_SKILL && in)
    return TRUE;

  return (from && (mood->kind == VECHE_N_FRAMES || mood->kind == VECHE_FRAME_SKILL || mood->kind == VECHE_FRAME_OFFER)) || is_bare_city (self, clause, hit);
}

void
veche_intro_read_cities (VecheReading *self, const VecheClause *clause, const VecheMood *carried)
{
  g_autoptr (GArray) part = veche_intro_slice (self->intro->words, clause->first, clause->after);
  g_autoptr (GArray) hits = veche_cities_find (self->cities, part);

  for (guint i = 0; i < hits->len; i++)
    {
      VecheCityHit *hit = &g_array_index (hits, VecheCityHit, i);
      guint at = clause->first + hit->word;
      VecheMood mood = veche_intro_mood_at (self, clause, carried, at);
      VecheWord *word = veche_words_at (self->intro->words, at);

      if (mood.denied || mood.other || mood.kind == VECHE_FRAME_WISH || mood.kind == VECHE_FRAME_NEED || mood.kind == VECHE_FRAME_PAST || !word->capital)
        continue;
      if (is_home (self, clause, hit, at, &mood))
        {
          veche_intro_add (self, "city", veche_cities_call (self->cities, hit->city, self->latin), clause->sentence, 0);
          return;
        }
    }
}

/*** Needs and offers ***/

static gboolean
has_own_frame (const VecheClause *clause, VecheFrameKind but)
{
  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrameKind kind = g_array_index (clause->frames, VecheFrame, i).kind;

      if (kind != but && kind != VECHE_FRAME_NOT && kind != VECHE_FRAME_OTHER && kind != VECHE_FRAME_TASTE && kind != VECHE_FRAME_HELP)
        return TRUE;
    }

  return FALSE;
}

/* From its first word to the end of what belongs to it. */
static char *
wish_words (VecheReading *self, guint clause_index, const VecheFrame *frame)
{
  GArray *clauses = self->intro->clauses;
  const VecheClause *clause = &g_array_index (clauses, VecheClause, clause_index);
  guint last = clause->after - 1, from = frame->first;
  g_autofree char *text = NULL;

  for (guint c = clause_index + 1; c < clauses->len; c++)
    {
      VecheClause *next = &g_array_index (clauses, VecheClause, c);

      if (next->sentence != clause->sentence || has_own_frame (next, frame->kind))
        break;
      last = next->after - 1;
    }
  if (frame->after > last)   /* "Если что со светом — спрашивайте" */
    while (from > 0 && clause_index > 0)
      {
        VecheClause *previous = &g_array_index (clauses, VecheClause, clause_index - 1);

        if (previous->sentence != clause->sentence)
          break;
        from = previous->first;
        clause_index--;
      }
  text = g_strndup (self->original + veche_words_at (self->intro->words, from)->start,
                    veche_words_at (self->intro->words, last)->end - veche_words_at (self->intro->words, from)->start);

  return veche_text_clamp (text, MOST_WISH, FALSE);
}

/* "Рекурсия нужна, чтобы…" asks for nothing, "Нужна помощь" does; "Спрашивайте." alone offers nothing. */
static gboolean
is_said_so (GArray *words, const VecheClause *clause, const VecheFrame *frame)
{
  static const char *const before[] = { "мне", "нам", "очень", "срочно", "еще", NULL };
  const char *word = veche_words_at (words, frame->first)->word;

  if (frame->kind == VECHE_FRAME_NEED && g_str_has_prefix (word, "нуж") && frame->first > clause->first)
    return g_strv_contains (before, veche_words_at (words, frame->first - 1)->word);

  return frame->kind != VECHE_FRAME_OFFER || clause->after - clause->first > 1 || clause->first > 0;
}

void
veche_intro_read_wishes (VecheReading *self, guint index, const VecheMood *carried)
{
  const VecheClause *clause = &g_array_index (self->intro->clauses, VecheClause, index);

  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);
      gboolean need = frame->kind == VECHE_FRAME_NEED || frame->kind == VECHE_FRAME_WISH;
      VecheMood mood = veche_intro_mood_at (self, clause, carried, frame->first);
      g_autofree char *words = NULL;

      if (!is_said_so (self->intro->words, clause, frame))
        continue;
      if ((!need && frame->kind != VECHE_FRAME_OFFER) || (mood.denied && frame->kind != VECHE_FRAME_NEED) || mood.other
          || (need && veche_intro_is_conditional (self->intro->words, clause)) || (frame->kind == VECHE_FRAME_WISH && frame->after == clause->after))
        continue;
      if (mood.denied && !(frame->first < frame->after && strcmp (veche_words_at (self->intro->words, frame->first)->word, "не") == 0))
        continue;
      words = wish_words (self, index, frame);
      if (words != NULL)
        veche_intro_add (self, need ? "need" : "offer", words, clause->sentence, 0);
      return;
    }
}
