/* veche-intro.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-intro.h"

#include <string.h>

#include "model/veche-text.h"

#define MOST_TEXT      12000
#define MOST_FINDS     40      /* of one text */
#define SHORT_CLAUSE   6       /* words of a list that goes on: "… Go and Rust" */
#define UNKNOWN_WORDS  2       /* of a part of such a list that nobody has a name for */
#define LEADING        3       /* words that may stand before a trade: "Senior Java developer" */
#define LEVEL_TRADE    3
#define LEVEL_SKILL    2

/*** Finds ***/

void
veche_harvest_find_free (VecheHarvestFind *self)
{
  g_free (self->kind);
  g_free (self->value);
  g_free (self->quote);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->interaction_uid);
  g_free (self);
}

VecheHarvestFind *
veche_intro_add (VecheReading *self, const char *kind, const char *value, guint sentence, int level)
{
  const VecheSentence *said = &g_array_index (self->intro->sentences, VecheSentence, sentence);
  VecheHarvestFind *find;

  for (guint i = 0; i < self->finds->len; i++)
    {
      find = self->finds->pdata[i];
      if (strcmp (find->kind, kind) != 0 || strcmp (find->value, value) != 0)
        continue;
      find->level = MAX (find->level, level);
      return find;
    }
  if (self->finds->len == MOST_FINDS)
    return NULL;

  find = g_new0 (VecheHarvestFind, 1);
  find->kind = g_strdup (kind);
  find->value = g_strdup (value);
  find->quote = g_strndup (self->original + said->start, said->end - said->start);
  find->level = level;
  g_ptr_array_add (self->finds, find);

  return find;
}

/*** Quotes ***/

static void
blank (char *from, char *to)
{
  memset (from, ' ', to - from);
}

/* What others said is left out: quoted lines, and what stands between quotation marks. The length stays. */
static char *
without_quotes (const char *text)
{
  static const struct { const char *open, *close; } marks[] = { { "«", "»" }, { "“", "”" }, { "„", "“" }, { "\"", "\"" } };
  char *bare = g_strdup (text);

  for (char *line = bare; line != NULL && *line != '\0';)
    {
      char *end = strchr (line, '\n');

      if (*line == '>')
        blank (line, end != NULL ? end : line + strlen (line));
      line = end != NULL ? end + 1 : NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    for (char *open = strstr (bare, marks[i].open); open != NULL;)
      {
        char *close = strstr (open + strlen (marks[i].open), marks[i].close);

        if (close == NULL)
          break;
        blank (open, close + strlen (marks[i].close));
        open = strstr (close, marks[i].open);
      }

  return bare;
}

/*** Moods ***/

static gboolean
is_self (const char *word)
{
  static const char *const words[] = { "я", "мы", "сам", "сама", "i", "we", "im", "ive", "myself", NULL };

  return g_strv_contains (words, word);
}

static gboolean
is_possessive (const char *word)
{
  static const char *const words[] = { "мой", "моя", "мои", "моё", "наш", "наша", "наши", "my", "our", "твой", "ваш", "your", NULL };

  return g_strv_contains (words, word);
}

static gboolean
is_own_thing (const char *word)
{
  static const char *const words[] = { "опыт", "работа", "профессия", "тема", "специальность", "специализация", "профиль", "стек", "дело", "имя", "хобби", "город", "дом", "страсть", "конёк", "увлечение",
                                       "background", "field", "job", "name", "day", "work", "trade", "profession", "stack", "hobby", "main", "city", "town", "home", "passion", NULL };

  return g_strv_contains (words, word);
}

static gboolean
is_and (const char *word)
{
  return strcmp (word, "и") == 0 || strcmp (word, "and") == 0;
}

static gboolean
speaks_of_other (GArray *words, const VecheClause *clause, guint until, gboolean *self)
{
  *self = FALSE;
  for (guint i = clause->first; i < clause->after && i < until; i++)
    {
      const char *word = veche_words_at (words, i)->word;
      gboolean more = i + 1 < clause->after;

      if (is_self (word))
        {
          *self = TRUE;
          return FALSE;
        }
      /* "Экскурсовод и мама двоих": that is who speaks. */
      if (i > clause->first + 1 && is_and (veche_words_at (words, i - 1)->word))
        continue;
      if (veche_intro_is_person (word) || (is_possessive (word) && more && !is_own_thing (veche_words_at (words, i + 1)->word)))
        return TRUE;
    }

  return FALSE;
}

/* "не только", "не первый год" deny nothing. */
static gboolean
denies (GArray *words, const VecheFrame *frame)
{
  static const char *const not_denied[] = { "только", "просто", "первый", "один", "раз", "only", "just", NULL };

  return frame->kind == VECHE_FRAME_NOT
         && !(frame->after < words->len && g_strv_contains (not_denied, veche_words_at (words, frame->after)->word));
}

gboolean
veche_intro_has_frame (const VecheClause *clause, VecheFrameKind kind, guint before)
{
  for (guint i = 0; i < clause->frames->len; i++)
    if (g_array_index (clause->frames, VecheFrame, i).kind == kind && g_array_index (clause->frames, VecheFrame, i).first < before)
      return TRUE;

  return FALSE;
}

/* "Ищу дизайнера для нашей афиши": whose it is does not matter. */
static gboolean
wishes_at (const VecheClause *clause, guint at)
{
  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);

      if (frame->first == at && (frame->kind == VECHE_FRAME_NEED || frame->kind == VECHE_FRAME_OFFER))
        return TRUE;
    }

  return FALSE;
}

/* The frame that holds for the word at: the last one before it, or the one that the clause goes on with. */
VecheMood
veche_intro_mood_at (VecheReading *self, const VecheClause *clause, const VecheMood *carried, guint at)
{
  GArray *words = self->intro->words;
  VecheMood mood = { FALSE, FALSE, TRUE, VECHE_N_FRAMES };
  guint since = clause->first, denied_at = G_MAXUINT;
  gboolean self_told;

  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);

      if (frame->first > at || frame->kind == VECHE_FRAME_LIVES || frame->kind == VECHE_FRAME_BORN || frame->kind == VECHE_FRAME_HELP)
        continue;
      if (frame->kind == VECHE_FRAME_NOT)
        {
          if (denies (words, frame))
            denied_at = frame->first;
          continue;
        }
      if (frame->kind == VECHE_FRAME_OTHER)
        mood.other = TRUE;
      else
        {
          mood.kind = frame->kind;
          since = frame->first;
          mood.inherits = FALSE;
        }
    }
  mood.denied = denied_at != G_MAXUINT && denied_at + 2 >= since;
  mood.other |= speaks_of_other (words, clause, wishes_at (clause, at) ? at : G_MAXUINT, &self_told);
  if (mood.inherits && !self_told)
    {
      mood.other |= carried->other;
      if (clause->after - clause->first <= SHORT_CLAUSE)
        {
          mood.kind = carried->kind;
          mood.denied |= carried->denied && carried->kind != VECHE_N_FRAMES;
        }
    }
  mood.denied |= veche_intro_has_frame (clause, VECHE_FRAME_LEFT, G_MAXUINT);

  return mood;
}

/*** Levels ***/

/* "10 лет", "since 2014", "с 2014 года" */
static int
years_in (GArray *words, guint first, guint after)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  int most = 0;

  for (guint i = first; i < after; i++)
    {
      const char *word = veche_words_at (words, i)->word;
      const char *next = i + 1 < after ? veche_words_at (words, i + 1)->word : "";
      int number = (int) g_ascii_strtoll (word, NULL, 10);

      if (number >= 1 && number <= 60
          && (g_str_has_prefix (next, "лет") || g_str_has_prefix (next, "год") || g_str_has_prefix (next, "year") || g_str_has_prefix (next, "yrs")))
        most = MAX (most, number);
      else if (number >= 1960 && number <= g_date_time_get_year (now) && i > first
               && (strcmp (veche_words_at (words, i - 1)->word, "с") == 0 || strcmp (veche_words_at (words, i - 1)->word, "since") == 0))
        most = MAX (most, g_date_time_get_year (now) - number);
    }

  return most;
}

static int
level_of (VecheReading *self, const VecheClause *clause, const VecheMood *mood, gboolean trade)
{
  GArray *words = self->intro->words;
  int level = trade ? LEVEL_TRADE : LEVEL_SKILL, years;
  guint first = clause->first, after = clause->after;

  for (guint i = first; i < after; i++)
    {
      int said = veche_intro_level_at (words, i, after);

      if (said == 1)
        return 1;
      level = MAX (level, said);
    }
  for (guint c = 0; c < self->intro->clauses->len; c++)
    if (g_array_index (self->intro->clauses, VecheClause, c).sentence == clause->sentence)
      {
        first = MIN (first, g_array_index (self->intro->clauses, VecheClause, c).first);
        after = MAX (after, g_array_index (self->intro->clauses, VecheClause, c).after);
      }
  years = years_in (words, first, after);
  if (years >= 5)
    level = MAX (level, 4);
  else if (years >= 2)
    level = MAX (level, 3);

  return mood->kind == VECHE_FRAME_PAST ? 1 : level;
}

/*** Skills ***/

GArray *
veche_intro_slice (GArray *words, guint first, guint after)
{
  GArray *part = g_array_new (FALSE, FALSE, sizeof (VecheWord));

  g_array_append_vals (part, veche_words_at (words, first), after - first);

  return part;
}

static gboolean
is_covered (VecheReading *self, const VecheClause *clause, GArray *spans)
{
  for (guint i = clause->first; i < clause->after; i++)
    {
      VecheWord *word = veche_words_at (self->intro->words, i);
      gboolean covered = word->stop || veche_intro_level_at (self->intro->words, i, clause->after) != 0;

      for (guint s = 0; !covered && s < spans->len; s++)
        covered = word->start >= g_array_index (spans, VecheSkill, s).start && word->end <= g_array_index (spans, VecheSkill, s).end;
      if (!covered)
        return FALSE;
    }

  return TRUE;
}

/* "Эмиль" of "Эмиль, боты" */
static gboolean
is_name (VecheReading *self, const VecheClause *clause)
{
  for (guint i = clause->first; i < clause->after; i++)
    if (!veche_words_at (self->intro->words, i)->capital)
      return FALSE;

  return clause->after - clause->first <= 3;
}

/* The whole sentence is hardly more than names, and how well: "Kubernetes, Go, немного Rust". */
static gboolean
is_bare_list (VecheReading *self, const VecheClause *clause, GArray *spans)
{
  GArray *clauses = self->intro->clauses;
  guint named = 1, unknown = 0;

  if (clause->sentence > 2 || spans->len == 0 || clause->after - clause->first > SHORT_CLAUSE || !is_covered (self, clause, spans))
    return FALSE;
  for (guint c = 0; c < clauses->len; c++)
    {
      const VecheClause *other = &g_array_index (clauses, VecheClause, c);
      g_autoptr (GArray) words = NULL;
      g_autoptr (GArray) skills = NULL;

      if (other->sentence != clause->sentence || other == clause || is_name (self, other))
        continue;
      words = veche_intro_slice (self->intro->words, other->first, other->after);
      skills = veche_lexicon_skills (self->lexicon, words);
      if (is_covered (self, other, skills) || veche_intro_is_trade (self->intro->words, other->first, other->after))
        named++;
      else if (other->after - other->first <= UNKNOWN_WORDS && other->frames->len == 0)
        unknown++;
      else
        return FALSE;
    }

  return unknown == 0 || named > unknown;
}

static gboolean
is_preposition (const char *word)
{
  static const char *const words[] = { "с", "со", "к", "у", "для", "от", "про", "о", "об", "за", "to", "with", "for", "of", "about", "the", "от", "без", NULL };

  return g_strv_contains (words, word);
}

/* "Лариса, юрист", "I'm a senior lawyer", "работаю юристом", not "my lawyer", "to a lawyer", "для юристов". */
static gboolean
is_own_trade (VecheReading *self, const VecheClause *clause, const VecheMood *mood, const VecheDeed *deed)
{
  GArray *words = self->intro->words;

  for (guint i = clause->first; i < deed->first; i++)
    if (mood->kind == VECHE_FRAME_PAST)
      break;
    else if (is_possessive (veche_words_at (words, i)->word) || is_preposition (veche_words_at (words, i)->word))
      return mood->kind == VECHE_FRAME_SKILL && !mood->inherits && !is_preposition (veche_words_at (words, deed->first - 1)->word)
             && !is_possessive (veche_words_at (words, deed->first - 1)->word);
  if (mood->kind == VECHE_FRAME_SKILL || mood->kind == VECHE_FRAME_PAST)
    return TRUE;

  return mood->kind == VECHE_N_FRAMES && deed->first - clause->first <= LEADING;
}

/* "Если нужен юрист — обращайтесь": an offer in the clothes of a need. */
gboolean
veche_intro_is_conditional (GArray *words, const VecheClause *clause)
{
  static const char *const ifs[] = { "если", "кому", "if", "anyone", "whoever", NULL };

  for (guint i = clause->first; i < clause->after; i++)
    if (g_strv_contains (ifs, veche_words_at (words, i)->word))
      return TRUE;

  return FALSE;
}

void
veche_intro_take_skill (VecheReading *self, const VecheClause *clause, const char *value, gboolean known, const VecheMood *mood, gboolean trade)
{
  VecheHarvestFind *find = veche_intro_add (self, "competency", value, clause->sentence, level_of (self, clause, mood, trade));

  if (find != NULL)
    find->known = known;
}

static guint
word_at (GArray *words, guint first, guint byte)
{
  while (first + 1 < words->len && veche_words_at (words, first)->start < byte)
    first++;

  return first;
}

static gboolean
overlaps_deed (GArray *deeds, GArray *words, const VecheSkill *skill)
{
  for (guint i = 0; i < deeds->len; i++)
    {
      VecheDeed *deed = &g_array_index (deeds, VecheDeed, i);

      if (deed->trade && skill->start < veche_words_at (words, deed->after - 1)->end && skill->end > veche_words_at (words, deed->first)->start)
        return TRUE;
    }

  return FALSE;
}

static void
take_deed (VecheReading *self, const VecheClause *clause, const VecheDeed *deed, const VecheMood *mood)
{
  gboolean known;
  g_autofree char *value = veche_intro_call_deed (self, deed, &known);

  veche_intro_take_skill (self, clause, value, known, mood, deed->trade);
}

static void
read_deeds (VecheReading *self, const VecheClause *clause, const VecheMood *carried, GArray *deeds)
{
  static const VecheMood fresh = { FALSE, FALSE, TRUE, VECHE_N_FRAMES };

  for (guint i = 0; i < deeds->len; i++)
    {
      VecheDeed *deed = &g_array_index (deeds, VecheDeed, i);
      VecheMood mood = veche_intro_mood_at (self, clause, deed->trade ? carried : &fresh, deed->first);   /* "рисую" says who does it */
      gboolean offered = mood.kind == VECHE_FRAME_NEED && veche_intro_is_conditional (self->intro->words, clause);

      if (mood.denied || mood.other)
        continue;
      if (deed->trade ? offered || is_own_trade (self, clause, &mood, deed)
                      : mood.kind == VECHE_N_FRAMES || mood.kind == VECHE_FRAME_SKILL || mood.kind == VECHE_FRAME_PAST || mood.inherits)
        take_deed (self, clause, deed, &mood);
    }
}

/* "Hebden Bridge": no game of cards. */
static gboolean
is_in_town (VecheReading *self, const VecheClause *clause, const VecheSkill *skill)
{
  g_autoptr (GArray) part = veche_intro_slice (self->intro->words, clause->first, clause->after);
  g_autoptr (GArray) hits = veche_cities_find (self->cities, part);

  for (guint i = 0; i < hits->len; i++)
    {
      VecheCityHit *hit = &g_array_index (hits, VecheCityHit, i);

      if (skill->start >= hit->start && skill->end <= hit->end && skill->end - skill->start < hit->end - hit->start)
        return TRUE;
    }

  return FALSE;
}

/* "Помогу с сайтом для НКО": whom it is for. */
static gboolean
is_for (VecheReading *self, const VecheClause *clause, guint at)
{
  const char *before = at > clause->first ? veche_words_at (self->intro->words, at - 1)->word : "";

  return strcmp (before, "для") == 0;
}

/* "по образованию" is not about education. */
static gboolean
in_frame (const VecheClause *clause, guint at)
{
  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);

      if (frame->kind == VECHE_FRAME_SKILL && at >= frame->first && at < frame->after)
        return TRUE;
    }

  return FALSE;
}

/* "…, but I left it": the next clause takes it back. */
static gboolean
is_taken_back (VecheReading *self, const VecheClause *clause)
{
  const VecheClause *next = clause + 1;
  guint index = (guint) (clause - &g_array_index (self->intro->clauses, VecheClause, 0));

  return index + 1 < self->intro->clauses->len && next->sentence == clause->sentence && veche_intro_has_frame (next, VECHE_FRAME_LEFT, G_MAXUINT)
         && !veche_intro_has_frame (next, VECHE_FRAME_SKILL, G_MAXUINT);
}

/* "Перевожу с немецкого": the language is a part of what they do, and no skill beside it. */
static gboolean
is_language_of (VecheReading *self, const VecheSkill *skill, GArray *deeds, GArray *skills)
{
  const char *translating = veche_lexicon_group (self->lexicon, "переводы");
  g_autofree char *words = g_strndup (self->original + skill->start, skill->end - skill->start);
  gboolean translates = FALSE;

  for (guint i = 0; i < deeds->len; i++)
    translates |= veche_lexicon_group (self->lexicon, g_array_index (deeds, VecheDeed, i).topic) == translating;
  for (guint i = 0; i < skills->len && !translates; i++)
    translates = veche_lexicon_group (self->lexicon, g_array_index (skills, VecheSkill, i).value) == translating;

  return translates && veche_lexicon_is_within (words, "языки");
}

static void
read_names (VecheReading *self, const VecheClause *clause, const VecheMood *carried, GArray *deeds, GArray *skills)
{
  gboolean bare = is_bare_list (self, clause, skills);

  for (guint i = 0; i < skills->len; i++)
    {
      VecheSkill *skill = &g_array_index (skills, VecheSkill, i);
      guint at = word_at (self->intro->words, clause->first, skill->start);
      VecheMood mood = veche_intro_mood_at (self, clause, carried, at);
      gboolean helps = veche_intro_has_frame (clause, VECHE_FRAME_HELP, at + 1) && mood.kind == VECHE_FRAME_OFFER;

      if (mood.denied || mood.other || overlaps_deed (deeds, self->intro->words, skill) || in_frame (clause, at)
          || is_language_of (self, skill, deeds, skills) || is_for (self, clause, at) || is_in_town (self, clause, skill))
        continue;
      if (mood.kind == VECHE_FRAME_SKILL || mood.kind == VECHE_FRAME_PAST || helps
          || (bare && mood.kind == VECHE_N_FRAMES && !veche_intro_is_thing (veche_words_at (self->intro->words, at)->word)))
        veche_intro_take_skill (self, clause, skill->value, skill->known, &mood, FALSE);
    }
}

static void
read_skills (VecheReading *self, const VecheClause *clause, const VecheMood *carried)
{
  g_autoptr (GArray) part = veche_intro_slice (self->intro->words, clause->first, clause->after);
  g_autoptr (GArray) deeds = veche_intro_deeds (self->intro->words, clause->first, clause->after);
  g_autoptr (GArray) skills = veche_lexicon_skills (self->lexicon, part);
  guint before = self->finds->len;

  if (is_taken_back (self, clause))
    return;
  read_deeds (self, clause, carried, deeds);
  read_names (self, clause, carried, deeds, skills);
  if (self->finds->len == before && skills->len == 0 && deeds->len == 0)
    veche_intro_read_unlisted (self, clause, carried);
}

/*** All of it ***/

/* A clause with frames of its own is where a list may go on from; "Нет" alone denies nothing but itself. */
static void
carry (VecheReading *self, const VecheClause *clause, VecheMood *carried)
{
  VecheMood mood = veche_intro_mood_at (self, clause, carried, clause->after);
  gboolean own = FALSE;

  for (guint i = 0; i < clause->frames->len; i++)
    own |= g_array_index (clause->frames, VecheFrame, i).kind != VECHE_FRAME_NOT;
  if (own || mood.other || clause->after - clause->first > 1)
    *carried = mood;
}

static GPtrArray *
read_all (VecheReading *self)
{
  VecheMood carried = { FALSE, FALSE, TRUE, VECHE_N_FRAMES };
  guint sentence = 0;

  for (guint i = 0; i < self->intro->clauses->len; i++)
    {
      const VecheClause *clause = &g_array_index (self->intro->clauses, VecheClause, i);
      gboolean question = g_array_index (self->intro->sentences, VecheSentence, clause->sentence).question;

      if (clause->sentence != sentence)
        carried = (VecheMood) { FALSE, FALSE, TRUE, VECHE_N_FRAMES };
      sentence = clause->sentence;
      if (!question)
        {
          read_skills (self, clause, &carried);
          veche_intro_read_cities (self, clause, &carried);
        }
      if (!question || veche_intro_has_frame (clause, VECHE_FRAME_NEED, G_MAXUINT))   /* "Кто подскажет …?" */
        veche_intro_read_wishes (self, i, &carried);
      carry (self, clause, &carried);
    }

  return self->finds;
}

GPtrArray *
veche_intro_read (VecheLexicon *lexicon, VecheCities *cities, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", text != NULL ? (gssize) MIN (strlen (text), MOST_TEXT) : 0);
  g_autofree char *bare = without_quotes (valid);
  VecheIntro *intro = veche_intro_split (bare);
  VecheReading self = { lexicon, cities, intro, valid, veche_words_mostly_latin (intro->words),
                        g_ptr_array_new_with_free_func ((GDestroyNotify) veche_harvest_find_free) };
  GPtrArray *finds = read_all (&self);

  veche_intro_free (intro);

  return finds;
}
