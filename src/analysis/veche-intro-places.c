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

/* "Меня зовут Владимир" */
static gboolean
is_introduced (VecheReading *self, const VecheClause *clause)
{
  static const char *const before[] = { "зовут", "я", "это", "имя", "называйте", "is", "am", "im", NULL };

  return clause->first > 0 && g_strv_contains (before, veche_words_at (self->intro->words, clause->first - 1)->word);
}

static gboolean
is_one_city (VecheReading *self, const VecheClause *clause)
{
  g_autoptr (GArray) part = veche_intro_slice (self->intro->words, clause->first, clause->after);
  g_autoptr (GArray) hits = veche_cities_find (self->cities, part);

  return hits->len > 0 && part->len <= 2 && veche_words_at (part, 0)->capital;
}

/* "Париж, Рим, Прага": none of these is home. */
static gboolean
is_enumerated (VecheReading *self, const VecheClause *clause)
{
  guint n = 0;

  for (guint i = 0; i < self->intro->clauses->len; i++)
    {
      VecheClause *other = &g_array_index (self->intro->clauses, VecheClause, i);

      n += other->sentence == clause->sentence && is_one_city (self, other);
    }

  return n > 1;
}

static gboolean
is_bare_city (VecheReading *self, const VecheClause *clause, const VecheCityHit *hit, const VecheMood *mood)
{
  const VecheClause *clauses = &g_array_index (self->intro->clauses, VecheClause, 0);
  guint outside = 0;

  for (guint i = clause->first; i < clause->after; i++)
    outside += veche_words_at (self->intro->words, i)->start < hit->start || veche_words_at (self->intro->words, i)->end > hit->end;

  if (outside > 0 || is_introduced (self, clause))
    return FALSE;

  /* "Денис, Краснодар." at the beginning, "сантехник, Тула" where a sentence is about oneself; else only as a short sentence of its own. */
  return clause->sentence == 0 || (mood->kind != VECHE_FRAME_TASTE && mood->kind != VECHE_FRAME_OFFER && !is_enumerated (self, clause))
         || ((clause == clauses || clause[-1].sentence != clause->sentence) && count_words (self, clause->sentence) <= OWN_SENTENCE);
}

/* "Тбилиси → Берлин": the place before an arrow is where they came from. */
static int
arrow_side (VecheReading *self, const VecheCityHit *hit)
{
  static const char *const arrows[] = { "→", "->", "➡", "⇒", "=>" };
  const char *text = self->intro->text, *after = text + hit->end;
  g_autofree char *before = g_strndup (text, hit->start);

  g_strchomp (before);
  while (*after == ' ')
    after++;
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      if (g_str_has_suffix (before, arrows[i]))
        return 1;
      if (g_str_has_prefix (after, arrows[i]))
        return -1;
    }

  return 0;
}

/* "встретились", "прочитала": something that happened, and not where somebody is. */
static gboolean
tells_of_past (VecheReading *self, const VecheClause *clause)
{
  static const char *const endings[] = { "ал", "ял", "ил", "ел", "ул", "ала", "яла", "ила", "ела", "али", "или", "ели", "лся", "лась", "лись", "ла" };

  for (guint i = clause->first; i < clause->after; i++)
    for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
      if (veche_words_at (self->intro->words, i)->length > 3 && g_str_has_suffix (veche_words_at (self->intro->words, i)->word, endings[e]))
        return TRUE;

  return FALSE;
}

static const char *
word_behind (VecheReading *self, const VecheClause *clause, const VecheCityHit *hit)
{
  for (guint i = clause->first; i < clause->after; i++)
    if (veche_words_at (self->intro->words, i)->start >= hit->end)
      return veche_words_at (self->intro->words, i)->word;

  return "";
}

/* "г. Тула" */
static gboolean
is_town_word (const char *word)
{
  static const char *const words[] = { "г", "гор", "город", "городе", "города", "пос", "поселок", "деревня", "село", NULL };

  return g_strv_contains (words, word);
}

/* "в музыкальной школе Саратова", "медсестра больницы Тулы": they work where it is. */
static gboolean
is_institution (const char *word)
{
  static const char *const stems[] = { "школ", "университет", "институт", "больниц", "поликлиник", "клиник", "театр", "музе", "библиотек", "завод", "лице", "гимнази", "колледж", "училищ",
                                       "филармони", "редакци", "вуз", "садик", "центр", "пригород", "окрестност", "окраин", "район", "област" };

  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    if (g_str_has_prefix (word, stems[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_home (VecheReading *self, const VecheClause *clause, const VecheCityHit *hit, guint at, const VecheMood *mood)
{
  const char *before = at > clause->first ? veche_words_at (self->intro->words, at - 1)->word : "";
  gboolean in = strcmp (before, "в") == 0 || strcmp (before, "во") == 0 || strcmp (before, "in") == 0;
  gboolean from = strcmp (before, "из") == 0 || strcmp (before, "from") == 0;
  gboolean around = in || strcmp (before, "по") == 0 || strcmp (before, "под") == 0 || strcmp (before, "near") == 0;
  int arrow = arrow_side (self, hit);
  const char *next = word_behind (self, clause, hit);

  if (arrow != 0)
    return arrow > 0;
  if (is_town_word (before))
    return TRUE;
  /* "Dublin born, Glasgow based" */
  if (strcmp (next, "born") == 0 || strcmp (next, "raised") == 0 || strcmp (next, "native") == 0)
    return FALSE;
  if (strcmp (next, "based") == 0)
    return TRUE;

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
      if (lives + 2 >= at)
        return lives > born && (!from || lives == at);
    }
  if (veche_intro_has_frame (clause, VECHE_FRAME_BORN, at))
    return FALSE;
  if ((mood->kind == VECHE_FRAME_SKILL || mood->kind == VECHE_FRAME_OFFER) && around)
    return TRUE;
  if (mood->kind == VECHE_N_FRAMES && around && !tells_of_past (self, clause))
    return TRUE;
  if ((mood->kind == VECHE_N_FRAMES || mood->kind == VECHE_FRAME_SKILL) && is_institution (before))
    return TRUE;

  return (from && (mood->kind == VECHE_N_FRAMES || mood->kind == VECHE_FRAME_SKILL || mood->kind == VECHE_FRAME_OFFER)) || is_bare_city (self, clause, hit, mood);
}

static void
forget_cities (VecheReading *self)
{
  for (guint i = self->finds->len; i > 0; i--)
    if (strcmp (((VecheHarvestFind *) self->finds->pdata[i - 1])->kind, "city") == 0)
      g_ptr_array_remove_index (self->finds, i - 1);
}

/* "Раньше жил в Туле, сейчас в Казани": what was before ends here. */
static gboolean
lives_right_before (const VecheClause *clause, guint at)
{
  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);

      if (frame->kind == VECHE_FRAME_LIVES && frame->after <= at && frame->after + 1 >= at)
        return TRUE;
    }

  return FALSE;
}

static void
read_unlisted (VecheReading *self, const VecheClause *clause, const VecheMood *carried)
{
  g_autofree char *town = NULL;

  for (guint i = 0; i < self->finds->len; i++)
    if (strcmp (((VecheHarvestFind *) self->finds->pdata[i])->kind, "city") == 0)
      return;
  town = veche_intro_unlisted_town (self, clause, carried);
  if (town != NULL)
    veche_intro_add (self, "city", town, clause->sentence, 0);
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

      if (mood.inherits && lives_right_before (clause, at))
        mood.kind = VECHE_N_FRAMES;
      if (mood.denied || mood.other || mood.kind == VECHE_FRAME_WISH || mood.kind == VECHE_FRAME_NEED || mood.kind == VECHE_FRAME_PAST || !word->capital)
        continue;
      if (is_home (self, clause, hit, at, &mood))
        {
          gboolean lives = veche_intro_has_frame (clause, VECHE_FRAME_LIVES, at);

          if (self->settled && !lives)
            return;
          if (lives && !self->settled)
            forget_cities (self);
          self->settled |= lives;
          veche_intro_add (self, "city", veche_cities_call (self->cities, hit->city, self->latin), clause->sentence, 0);
          return;
        }
    }
  if (hits->len == 0)
    read_unlisted (self, clause, carried);
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

static gboolean
is_need (VecheFrameKind kind)
{
  return kind == VECHE_FRAME_NEED || kind == VECHE_FRAME_WISH;
}

static gboolean
is_offer (VecheFrameKind kind)
{
  return kind == VECHE_FRAME_OFFER;
}

/* "Мёд отдам за помощь": what is given stands before. */
static guint
begins_at (VecheReading *self, const VecheClause *clause, const VecheFrame *frame)
{
  guint first = clause->first;

  while (first < frame->first && (veche_words_at (self->intro->words, first)->stop || veche_words_at (self->intro->words, first)->length <= 2))
    first++;

  return frame->first - first <= 2 ? first : frame->first;
}

/* "I want to learn Rust and I can help with Go": where the other thing begins. */
static guint
ends_at (VecheReading *self, const VecheClause *clause, const VecheFrame *frame)
{
  guint after = clause->after;

  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *other = &g_array_index (clause->frames, VecheFrame, i);

      if (other->first > frame->after && other->first < after && (is_offer (other->kind) != is_offer (frame->kind)) && (is_need (other->kind) || is_offer (other->kind)))
        after = other->first;
    }
  while (after < clause->after && after > frame->after + 1 && veche_words_at (self->intro->words, after - 1)->stop)
    after--;

  return after;
}

/* From its first word to the end of what belongs to it. */
static char *
wish_words (VecheReading *self, guint clause_index, const VecheFrame *frame)
{
  GArray *clauses = self->intro->clauses;
  const VecheClause *clause = &g_array_index (clauses, VecheClause, clause_index);
  guint last = ends_at (self, clause, frame) - 1, from = begins_at (self, clause, frame);
  g_autofree char *text = NULL;

  for (guint c = clause_index + 1; c < clauses->len && last + 1 == clause->after; c++)
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

/* "Пишите" offers something only to those who need it: "если нужен …, пишите". */
static gboolean
is_call (const char *word)
{
  static const char *const calls[] = { "пишите", "звоните", "зовите", "стучитесь", "заходите", "приходите", "приносите", "message", "write", "dm", "drop", "get", NULL };

  return g_strv_contains (calls, word);
}

/* "Рекурсия нужна, чтобы…" asks for nothing, "Нужна помощь" does; "Спрашивайте." alone offers nothing. */
static gboolean
is_said_so (GArray *words, const VecheClause *clause, const VecheFrame *frame)
{
  static const char *const before[] = { "мне", "нам", "очень", "срочно", "еще", NULL };
  const char *word = veche_words_at (words, frame->first)->word;

  if (frame->kind == VECHE_FRAME_NEED && g_str_has_prefix (word, "нуж") && frame->first > clause->first)
    return g_strv_contains (before, veche_words_at (words, frame->first - 1)->word);

  if (frame->kind == VECHE_FRAME_OFFER && is_call (word))
    return frame->after < clause->after ? veche_intro_is_conditional (words, clause) : clause->first > 0 && veche_intro_is_conditional (words, clause - 1);

  return frame->kind != VECHE_FRAME_OFFER || clause->after - clause->first > 1 || clause->first > 0;
}

void
veche_intro_read_wishes (VecheReading *self, guint index, const VecheMood *carried)
{
  const VecheClause *clause = &g_array_index (self->intro->clauses, VecheClause, index);
  gboolean told[2] = { FALSE, FALSE };

  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);
      gboolean need = is_need (frame->kind);
      VecheMood mood = veche_intro_mood_at (self, clause, carried, frame->first);
      g_autofree char *words = NULL;

      if (!is_said_so (self->intro->words, clause, frame)
          || (frame->kind == VECHE_FRAME_OFFER && veche_intro_is_vague (veche_words_at (self->intro->words, frame->after - 1)->word)))
        continue;
      if ((!need && frame->kind != VECHE_FRAME_OFFER) || (mood.denied && frame->kind != VECHE_FRAME_NEED) || mood.other
          || (need && veche_intro_is_conditional (self->intro->words, clause)) || (frame->kind == VECHE_FRAME_WISH && frame->after == clause->after))
        continue;
      if (mood.denied && !(frame->first < frame->after && strcmp (veche_words_at (self->intro->words, frame->first)->word, "не") == 0))
        continue;
      words = wish_words (self, index, frame);
      if (words != NULL && !told[need])
        veche_intro_add (self, need ? "need" : "offer", words, clause->sentence, 0);
      told[need] = TRUE;
    }
}
