/* veche-intro-towns.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Towns that no list has, by what stands around them: "живу в Кологриве", "from Tilbury", "Ossett-based".
 */

#include "analysis/veche-intro.h"

#include <string.h>

#include "model/veche-text.h"

#define MOST_WORDS 3      /* of a name: "Верхний Мамон" */

typedef struct { const char *ending, *subject; } Ending;

static const Ending adjectives[] = {
  { "ского", "ский" }, { "цкого", "цкий" }, { "ском", "ский" }, { "цком", "цкий" }, { "него", "ний" }, { "нем", "ний" }, { "кого", "кий" }, { "ком", "кий" }, { "шого", "шой" }, { "шом", "шой" },
  { "ого", "ый" }, { "его", "ий" }, { "ом", "ый" }, { "ем", "ий" }, { "ской", "ская" }, { "ней", "няя" }, { "ой", "ая" },
  { "ских", "ские" }, { "ких", "кие" }, { "их", "ие" }, { "ых", "ые" },
};

/* "в Кологриве" */
static const Ending in_forms[] = {
  { "городке", "городок" }, { "ельце", "елец" }, { "ске", "ск" }, { "цке", "цк" }, { "граде", "град" }, { "бурге", "бург" }, { "ове", "ов" }, { "еве", "ев" }, { "ёве", "ёв" }, { "ине", "ин" }, { "ыне", "ын" }, { "ове", "ов" },
  { "ском", "ское" }, { "ном", "ное" }, { "ом", "ое" }, { "ской", "ская" }, { "ной", "ная" }, { "ии", "ия" }, { "ях", "и" }, { "ках", "ки" }, { "гах", "ги" }, { "ах", "ы" },
  { "ке", "ка" }, { "ге", "га" }, { "хе", "ха" }, { "це", "ец" }, { "ле", "ль" }, { "ме", "ма" }, { "не", "на" }, { "пе", "па" }, { "же", "ж" }, { "ше", "ш" }, { "че", "ч" },
  { "ве", "в" }, { "ре", "р" }, { "се", "с" }, { "те", "т" }, { "де", "д" }, { "зе", "з" }, { "бе", "б" }, { "фе", "ф" }, { "ти", "ть" }, { "ни", "нь" }, { "ри", "рь" }, { "ли", "ль" }, { "зи", "зь" }, { "си", "сь" },
};

/* "из Кологрива" */
static const Ending of_forms[] = {
  { "городка", "городок" }, { "ского", "ское" }, { "ного", "ное" }, { "ой", "ая" }, { "ии", "ия" }, { "ки", "ка" }, { "ги", "га" }, { "хи", "ха" }, { "жи", "жа" }, { "ши", "ша" }, { "чи", "ча" },
  { "ти", "ть" }, { "ни", "нь" }, { "ри", "рь" }, { "ли", "ль" }, { "зи", "зь" }, { "си", "сь" }, { "ы", "а" }, { "ля", "ль" }, { "ня", "нь" }, { "ря", "рь" }, { "ая", "ай" },
  { "ва", "в" }, { "на", "н" }, { "ска", "ск" }, { "цка", "цк" }, { "ка", "к" }, { "да", "д" }, { "та", "т" }, { "ра", "р" }, { "са", "с" }, { "ма", "м" }, { "га", "г" }, { "ла", "л" }, { "жа", "ж" }, { "ша", "ш" },
};

static char *
replace_ending (const char *word, const Ending *endings, guint n)
{
  gsize length = strlen (word);

  for (guint i = 0; i < n; i++)
    {
      gsize end = strlen (endings[i].ending);

      if (length > end + 3 && g_str_has_suffix (word, endings[i].ending))
        return g_strdup_printf ("%.*s%s", (int) (length - end), word, endings[i].subject);
    }

  return g_strdup (word);
}

/* The words as they would stand in a list of towns, as far as the endings tell. */
static char *
town_name (VecheReading *self, guint first, guint after, gboolean of)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = first; i < after; i++)
    {
      VecheWord *word = veche_words_at (self->intro->words, i);
      g_autofree char *said = g_strndup (self->original + word->start, word->end - word->start);
      g_autofree char *part = NULL;

      if (word->latin)
        part = g_steal_pointer (&said);
      else if (i + 1 < after)
        part = replace_ending (said, adjectives, G_N_ELEMENTS (adjectives));
      else
        part = of ? replace_ending (said, of_forms, G_N_ELEMENTS (of_forms)) : replace_ending (said, in_forms, G_N_ELEMENTS (in_forms));
      if (i > first)
        g_string_append_c (name, self->original[word->start - 1] == '-' ? '-' : ' ');
      g_string_append (name, part);
    }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* A name, and not "USA" or a firm. */
static gboolean
may_be_town (VecheReading *self, guint at)
{
  const VecheWord *word = veche_words_at (self->intro->words, at);
  const char *second = g_utf8_next_char (self->original + word->start);

  return word->capital && word->length >= 3 && word->latin == self->latin && !veche_intro_is_land (word->word)
         && second < self->original + word->end && g_unichar_islower (g_utf8_get_char (second));
}

static guint
name_end (VecheReading *self, const VecheClause *clause, guint first)
{
  guint after = first;

  while (after < clause->after && after < first + MOST_WORDS && may_be_town (self, after))
    after++;

  return after;
}

/* The last word of what says it: "в", "from".  0: nothing does. */
static guint
living_at (VecheReading *self, const VecheClause *clause, guint at, gboolean *of)
{
  static const char *const ofs[] = { "из", "from", NULL };
  static const char *const ins[] = { "в", "во", "in", "to", "is", "near", "г", "город", "городе", "города", "aus", NULL };
  const char *word = veche_words_at (self->intro->words, at - 1)->word;

  *of = g_strv_contains (ofs, word);
  if (!*of && !g_strv_contains (ins, word))
    return 0;
  if (strcmp (word, "г") == 0 || g_str_has_prefix (word, "город"))
    return at;

  for (guint i = 0; i < clause->frames->len; i++)
    {
      VecheFrame *frame = &g_array_index (clause->frames, VecheFrame, i);
      const char *opener = veche_words_at (self->intro->words, frame->first)->word;

      if (frame->kind == VECHE_FRAME_LIVES && frame->after <= at && frame->after + 2 >= at
          && !g_str_has_prefix (opener, "работа") && !g_str_has_prefix (opener, "сейчас") && !g_str_has_prefix (opener, "теперь"))
        return at;
    }

  return 0;
}

/* "Greg from Halifax", "мы из Урюпинска": at the beginning, before anything else is said. */
static gboolean
comes_from (VecheReading *self, const VecheClause *clause, const VecheMood *mood, guint at)
{
  return clause->sentence <= 1 && (mood->kind == VECHE_N_FRAMES || mood->kind == VECHE_FRAME_SKILL) && !veche_intro_has_frame (clause, VECHE_FRAME_BORN, at);
}

char *
veche_intro_unlisted_town (VecheReading *self, const VecheClause *clause, const VecheMood *carried)
{
  GArray *words = self->intro->words;

  for (guint at = clause->first; at < clause->after; at++)
    {
      guint after = name_end (self, clause, at);
      VecheMood mood;
      gboolean of = FALSE;

      if (after == at)
        continue;
      mood = veche_intro_mood_at (self, clause, carried, at);
      if (mood.denied || mood.other || mood.kind == VECHE_FRAME_WISH || mood.kind == VECHE_FRAME_NEED || mood.kind == VECHE_FRAME_PAST)
        return NULL;
      if (after < clause->after && strcmp (veche_words_at (words, after)->word, "based") == 0)
        return town_name (self, at, after, FALSE);
      if (at > clause->first && (living_at (self, clause, at, &of) || (of && comes_from (self, clause, &mood, at))))
        return town_name (self, at, after, of);
      at = after - 1;
    }

  return NULL;
}
