/* veche-intro-names.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a craft is called, and crafts that no list has.
 */

#include "analysis/veche-intro.h"

#include <string.h>

#include "model/veche-text.h"

#define ALIKE       4     /* letters that a name of a craft shares with what was said */
#define ALIKE_SHORT 3     /* with a word of at most five */
#define MOST_OBJECT 3     /* words: "старые немецкие мотоциклы" */

/*** The name of what somebody does ***/

static guint
shared_letters (const char *a, const char *b)
{
  guint n = 0;

  while (*a != '\0' && *b != '\0' && g_utf8_get_char (a) == g_utf8_get_char (b))
    {
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
      n++;
    }

  return n;
}

static guint
alike (const char *name, GArray *said)
{
  g_autofree char *folded = veche_text_fold (name);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  guint most = 0;

  for (guint i = 0; i < said->len; i++)
    for (guint p = 0; parts[p] != NULL; p++)
      {
        const char *word = veche_words_at (said, i)->word;
        guint n = shared_letters (word, parts[p]);

        if (n >= (g_utf8_strlen (word, -1) <= 5 ? ALIKE_SHORT : ALIKE) && !veche_words_at (said, i)->stop)
          most = MAX (most, n);
      }

  return most;
}

static gboolean
names_person (const char *name)
{
  g_autoptr (GArray) words = veche_words_split (name, 6);

  return veche_intro_is_trade (words, 0, words->len);
}

static char *
with_capital (const char *name)
{
  g_autofree char *first = g_utf8_substring (name, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, name + strlen (first), NULL);
}

char *
veche_intro_call_deed (VecheReading *self, const VecheDeed *deed, gboolean *known)
{
  g_autofree char *called = veche_lexicon_call (self->lexicon, deed->topic, self->latin, known);
  g_autoptr (GArray) said = veche_words_split (deed->said, 8);
  g_autoptr (GPtrArray) names = NULL;
  const char *best = NULL;
  guint most = 0;

  if (*known || alike (called, said) > 0)
    return g_steal_pointer (&called);

  names = veche_lexicon_names (deed->topic, (guchar) deed->said[0] < 0x80);
  for (guint i = 0; i < names->len; i++)
    {
      guint n = alike (names->pdata[i], said);

      if (n <= most || strchr (names->pdata[i], ' ') != NULL || n * 2 < (guint) veche_words_at (said, 0)->length || !veche_lexicon_is_noun (names->pdata[i]) || names_person (names->pdata[i]))
        continue;
      best = names->pdata[i];
      most = n;
    }
  if (best != NULL)
    return with_capital (best);

  return deed->trade ? with_capital (deed->said) : g_steal_pointer (&called);
}

/*** Skills that no list has ***/

/* "керамикой" → "керамика", as far as it can be told from the ending. */
static char *
as_subject (const char *word)
{
  static const struct { const char *ending, *subject; } endings[] = {
    { "деревом", "дерево" }, { "железом", "железо" }, { "стеклом", "стекло" }, { "кружевом", "кружево" }, { "искусством", "искусство" },
    { "ией", "ия" }, { "кой", "ка" }, { "гой", "га" }, { "хой", "ха" }, { "жей", "жа" }, { "чей", "ча" }, { "шей", "ша" }, { "цей", "ца" },
    { "ством", "ство" }, { "нием", "ние" }, { "тием", "тие" }, { "ой", "а" }, { "ью", "ь" }, { "ами", "ы" }, { "ями", "и" }, { "ом", "" }, { "ем", "й" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (word, endings[i].ending) && (strlen (word) > strlen (endings[i].ending) + 4 || strcmp (word, endings[i].ending) == 0))
      return g_strdup_printf ("%.*s%s", (int) (strlen (word) - strlen (endings[i].ending)), word, endings[i].subject);

  return g_strdup (word);
}

static gboolean
is_infinitive (const char *word)
{
  return g_str_has_suffix (word, "ть") || g_str_has_suffix (word, "ться") || g_str_has_suffix (word, "ти");
}

/* What stands after "занимаюсь", "умею", "good at": one noun, or a verb and its noun. */
static void
read_occupation (VecheReading *self, const VecheClause *clause, const VecheMood *carried)
{
  static const char *const openers[] = { "занимаюсь", "увлекаюсь", "умею", "владею", NULL };
  GArray *words = self->intro->words;

  for (guint i = clause->first; i + 1 < clause->after; i++)
    {
      const char *opener = veche_words_at (words, i)->word;
      VecheWord *object = veche_words_at (words, i + 1);
      gboolean verb = strcmp (opener, "умею") == 0;
      VecheMood mood = veche_intro_mood_at (self, clause, carried, i + 1);
      g_autofree char *value = NULL;

      if (!g_strv_contains (openers, opener) || mood.denied || mood.other || object->stop || object->length < 3 || veche_intro_is_vague (object->word)
          || verb != is_infinitive (object->word))
        continue;
      if (verb && i + 2 < clause->after && !veche_words_at (words, i + 2)->stop)
        value = g_strdup_printf ("%s %s", object->word, veche_words_at (words, i + 2)->word);
      else
        value = verb ? g_strdup (object->word) : as_subject (object->word);
      veche_intro_take_skill (self, clause, value, FALSE, &mood, FALSE);
    }
}

/* "старинную мебель" → "старинная мебель": what the verb is done to, as a subject. */
static char *
as_object (const char *word)
{
  static const struct { const char *ending, *subject; } endings[] = { { "ую", "ая" }, { "юю", "яя" }, { "у", "а" }, { "ю", "я" } };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (word, endings[i].ending) && strlen (word) > strlen (endings[i].ending) + 4)
      return g_strdup_printf ("%.*s%s", (int) (strlen (word) - strlen (endings[i].ending)), word, endings[i].subject);

  return g_strdup (word);
}

/* "чиню холодильники", "restoring old motorcycles": the things, up to where something else begins. */
static char *
object_after (VecheReading *self, const VecheClause *clause, guint at)
{
  g_autoptr (GString) value = g_string_new (NULL);
  GArray *words = self->intro->words;

  for (guint i = at; i < clause->after && i < at + MOST_OBJECT; i++)
    {
      VecheWord *word = veche_words_at (words, i);
      g_autofree char *part = NULL;

      if (word->stop || g_ascii_isdigit (word->word[0]) || veche_intro_is_vague (word->word) || veche_intro_is_person (word->word)
          || veche_intro_level_at (words, i, clause->after) != 0)
        break;
      part = word->latin ? g_strdup (word->word) : as_object (word->word);
      g_string_append_printf (value, "%s%s", value->len > 0 ? " " : "", part);
    }

  /* "собираю быстро" */
  if (value->len <= 4 || (strchr (value->str, ' ') == NULL && g_str_has_suffix (value->str, "о")))
    return NULL;

  return with_capital (value->str);
}

static gboolean
is_craft_verb (const char *word, const char *before)
{
  static const char *const own[] = { "чиню", "ремонтирую", "реставрирую", "шью", "вяжу", "леплю", "выращиваю", "развожу", "собираю", "изготавливаю", "мастерю", "преподаю", "проектирую", "тренирую",
                                     "конструирую", "исследую", "настраиваю", "обслуживаю", "разрабатываю", "перевожу", "коллекционирую", "оцифровываю", "чиним", "ремонтируем", "шьем", "реставрируем",
                                     "restoring", "repairing", "fixing", "building", "making", "teaching", "growing", "breeding", "restore", "repair", NULL };
  static const char *const after_i[] = { "fix", "build", "make", "teach", "grow", "breed", "raise", "carve", "sew", "design", "brew", "research", "train", "sell", "repair", "restore", "collect", NULL };

  return g_strv_contains (own, word) || ((strcmp (before, "i") == 0 || strcmp (before, "we") == 0) && g_strv_contains (after_i, word));
}

void
veche_intro_read_unlisted (VecheReading *self, const VecheClause *clause, const VecheMood *carried)
{
  GArray *words = self->intro->words;

  for (guint i = clause->first; i + 1 < clause->after; i++)
    {
      const char *before = i > clause->first ? veche_words_at (words, i - 1)->word : "";
      VecheMood mood = veche_intro_mood_at (self, clause, carried, i + 1);
      g_autofree char *value = NULL;

      if (!is_craft_verb (veche_words_at (words, i)->word, before) || mood.denied || mood.other || mood.kind == VECHE_FRAME_WISH || mood.kind == VECHE_FRAME_NEED
          || mood.kind == VECHE_FRAME_OFFER || mood.kind == VECHE_FRAME_TASTE)
        continue;
      value = object_after (self, clause, i + 1);
      if (value != NULL)
        veche_intro_take_skill (self, clause, value, FALSE, &mood, FALSE);
      return;
    }
  read_occupation (self, clause, carried);
}
