/* veche-intro-frames.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences, clauses, and the patterns of data/words/intro-*.tsv.
 */

#include "analysis/veche-intro.h"

#include <string.h>

#include "model/veche-text.h"

#define MOST_WORDS 700
#define GAP        2      /* words that _ stands for, at most */

static const char *const frame_names[VECHE_N_FRAMES] = { "skill", "wish", "need", "offer", "help", "not", "past", "left", "taste", "other", "lives", "born" };

/*** Patterns ***/

typedef struct
{
  const char *label;       /* (owned by the list) */
  GStrv       tokens;      /* folded; "*" at an end: any; "_": a gap */
  const char *said;        /* (interned) as it stands in the list */
} VechePattern;

typedef struct
{
  GArray     *patterns;    /* VechePattern */
  GHashTable *by_first;    /* first token → GArray of guint */
  GArray     *wild;        /* guint: those whose first token has a star */
} VechePatterns;

static void
add_pattern (VechePatterns *self, const char *label, const char *text, const char *said)
{
  g_autofree char *folded = veche_text_fold (text);
  VechePattern pattern = { label, NULL, said };
  guint index = self->patterns->len;
  GArray *with;

  g_strdelimit (folded, "-/", ' ');
  pattern.tokens = g_strsplit (folded, " ", -1);
  g_array_append_val (self->patterns, pattern);
  if (strchr (pattern.tokens[0], '*') != NULL)
    {
      g_array_append_val (self->wild, index);
      return;
    }
  with = g_hash_table_lookup (self->by_first, pattern.tokens[0]);
  if (with == NULL)
    {
      with = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->by_first, pattern.tokens[0], with);
    }
  g_array_append_val (with, index);
}

/* label_first: "label<TAB>pattern"; else "pattern|pattern<TAB>label". */
static VechePatterns *
load_patterns (const char *name, gboolean label_first)
{
  g_auto (GStrv) lines = veche_words_load (name);
  VechePatterns *self = g_new0 (VechePatterns, 1);

  self->patterns = g_array_new (FALSE, FALSE, sizeof (VechePattern));
  self->by_first = g_hash_table_new (g_str_hash, g_str_equal);
  self->wild = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 2);
      g_auto (GStrv) texts = NULL;
      const char *label;

      if (parts[0] == NULL || parts[1] == NULL)
        continue;
      label = g_intern_string (parts[label_first ? 0 : 1]);
      texts = g_strsplit (parts[label_first ? 1 : 0], "|", -1);
      for (guint i = 0; texts[i] != NULL; i++)
        add_pattern (self, label, texts[i], g_intern_string (texts[i]));
    }

  return self;
}

static VechePatterns *
get_patterns (gsize *once, const char *name, gboolean label_first)
{
  if (g_once_init_enter (once))
    g_once_init_leave (once, (gsize) load_patterns (name, label_first));

  return (VechePatterns *) *once;
}

static gboolean
token_fits (const char *token, const char *word)
{
  gsize length = strlen (token);

  if (token[0] == '*')
    return g_str_has_suffix (word, token + 1);
  if (length > 0 && token[length - 1] == '*')
    return strncmp (word, token, length - 1) == 0;

  return strcmp (token, word) == 0;
}

/* How many words the tokens take from at on; 0: they do not fit. */
static guint
tokens_fit (const char *const *tokens, GArray *words, guint at, guint after)
{
  guint start = at;

  for (; *tokens != NULL; tokens++)
    {
      if (strcmp (*tokens, "_") == 0)
        {
          for (guint gap = 0; gap <= GAP; gap++)
            {
              guint rest = at + gap < after ? tokens_fit (tokens + 1, words, at + gap, after) : 0;

              if (rest > 0)
                return at + gap + rest - start;
            }
          return 0;
        }
      if (at >= after || !token_fits (*tokens, veche_words_at (words, at)->word))
        return 0;
      at++;
    }

  return at - start;
}

/* The longest pattern that fits here. */
static const VechePattern *
pattern_at (VechePatterns *self, GArray *words, guint at, guint after, guint *taken)
{
  GArray *with = g_hash_table_lookup (self->by_first, veche_words_at (words, at)->word);
  const VechePattern *best = NULL;

  *taken = 0;
  for (guint i = 0; i < (with != NULL ? with->len : 0) + self->wild->len; i++)
    {
      guint index = with != NULL && i < with->len ? g_array_index (with, guint, i) : g_array_index (self->wild, guint, i - (with != NULL ? with->len : 0));
      const VechePattern *pattern = &g_array_index (self->patterns, VechePattern, index);
      guint n = tokens_fit ((const char *const *) pattern->tokens, words, at, after);

      if (n > *taken)
        {
          best = pattern;
          *taken = n;
        }
    }

  return best;
}

int
veche_intro_level_at (GArray *words, guint at, guint after)
{
  static gsize once;
  guint taken;
  const VechePattern *pattern = pattern_at (get_patterns (&once, "intro-levels.tsv", TRUE), words, at, after, &taken);

  return pattern != NULL ? pattern->label[0] - '0' : 0;
}

static gboolean
in_list (gsize *once, const char *name, const char *word)
{
  if (g_once_init_enter (once))
    {
      g_auto (GStrv) lines = veche_words_load (name);
      GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint l = 0; lines[l] != NULL; l++)
        {
          g_auto (GStrv) words = g_strsplit (lines[l], " ", -1);

          for (guint i = 0; words[i] != NULL; i++)
            g_hash_table_add (set, veche_text_fold (words[i]));
        }
      g_once_init_leave (once, (gsize) set);
    }

  return g_hash_table_contains ((GHashTable *) *once, word);
}

gboolean
veche_intro_is_person (const char *word)
{
  static gsize once;

  return in_list (&once, "intro-people.tsv", word);
}

gboolean
veche_intro_is_vague (const char *word)
{
  static gsize once;

  return in_list (&once, "intro-vague.tsv", word);
}

gboolean
veche_intro_is_land (const char *word)
{
  static gsize once;

  return in_list (&once, "intro-lands.tsv", word);
}

gboolean
veche_intro_is_thing (const char *word)
{
  static gsize once;

  return in_list (&once, "intro-things.tsv", word);
}

/*** Trades: as a subject ("юрист") or as what somebody works as ("юристом") ***/

static VechePatterns *
get_trades (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      VechePatterns *trades = load_patterns ("intro-professions.tsv", FALSE);
      guint n = trades->patterns->len;

      /* The working-as forms of the last word: -ом -ем -ой -ей. */
      for (guint i = 0; i < n; i++)
        {
          VechePattern pattern = g_array_index (trades->patterns, VechePattern, i);
          g_autofree char *last = g_strjoinv (" ", pattern.tokens);
          gsize length = strlen (last);
          g_autofree char *form = NULL;

          if ((guchar) last[0] < 0x80 || pattern.tokens[1] != NULL)
            continue;
          if (g_str_has_suffix (last, "ь") || g_str_has_suffix (last, "й"))
            form = g_strdup_printf ("%.*sем", (int) length - 2, last);
          else if (g_str_has_suffix (last, "ца") || g_str_has_suffix (last, "ша"))
            form = g_strdup_printf ("%.*sей", (int) length - 2, last);
          else if (g_str_has_suffix (last, "а"))
            form = g_strdup_printf ("%.*sой", (int) length - 2, last);
          else if (g_str_has_suffix (last, "ц"))
            form = g_strconcat (last, "ем", NULL);
          else
            form = g_strconcat (last, "ом", NULL);
          add_pattern (trades, pattern.label, form, pattern.said);
        }
      g_once_init_leave (&once, (gsize) trades);
    }

  return (VechePatterns *) once;
}

static VechePatterns *
get_verbs (void)
{
  static gsize once;

  return get_patterns (&once, "intro-verbs.tsv", FALSE);
}

GArray *
veche_intro_deeds (GArray *words, guint first, guint after)
{
  GArray *deeds = g_array_new (FALSE, FALSE, sizeof (VecheDeed));

  for (guint at = first; at < after;)
    {
      guint verb_words, trade_words;
      const VechePattern *verb = pattern_at (get_verbs (), words, at, after, &verb_words);
      const VechePattern *trade = pattern_at (get_trades (), words, at, after, &trade_words);
      gboolean is_trade = trade != NULL && trade_words >= verb_words;
      VecheDeed deed = { is_trade ? trade->label : verb != NULL ? verb->label : NULL, at, at + MAX (verb_words, trade_words), is_trade,
                         is_trade ? trade->said : verb != NULL ? verb->said : NULL };

      if (deed.topic != NULL)
        g_array_append_val (deeds, deed);
      at += MAX (1, MAX (verb_words, trade_words));
    }

  return deeds;
}

gboolean
veche_intro_is_trade (GArray *words, guint first, guint after)
{
  g_autoptr (GArray) deeds = veche_intro_deeds (words, first, after);

  for (guint i = first; i < after; i++)
    {
      gboolean covered = veche_words_at (words, i)->stop || veche_intro_level_at (words, i, after) != 0;

      for (guint d = 0; !covered && d < deeds->len; d++)
        covered = g_array_index (deeds, VecheDeed, d).trade && i >= g_array_index (deeds, VecheDeed, d).first && i < g_array_index (deeds, VecheDeed, d).after;
      if (!covered)
        return FALSE;
    }

  return deeds->len > 0;
}

/*** Sentences and clauses ***/

static void
clause_clear (gpointer data)
{
  g_array_unref (((VecheClause *) data)->frames);
}

/* Between two words: does a sentence end here, or a clause? */
static int
boundary (const char *text, GArray *words, guint before)
{
  const VecheWord *left = veche_words_at (words, before), *right = veche_words_at (words, before + 1);
  int found = 0;

  for (const char *p = text + left->end; p < text + right->start; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '!' || c == '?' || c == '\n' || c == 0x2026)
        return 2;
      if (c == '.' && (right->capital || right->start - left->end > 2) && !(left->length == 1 && !left->latin))
        return 2;
      if (strchr (",;:()/", (int) MIN (c, 127)) != NULL && c < 127)
        found = 1;
      else if (c == 0x2014 || c == 0x2013)
        found = 1;
    }

  return found;
}

static gboolean
opens_clause (const char *word)
{
  static const char *const openers[] = { "а", "но", "зато", "хотя", "but", "although", "while", "because", "whereas", NULL };

  return g_strv_contains (openers, word);
}

static void
find_frames (GArray *words, VecheClause *clause)
{
  static gsize once;
  VechePatterns *patterns = get_patterns (&once, "intro-frames.tsv", TRUE);

  clause->frames = g_array_new (FALSE, FALSE, sizeof (VecheFrame));
  for (guint at = clause->first; at < clause->after; at++)
    {
      for (VecheFrameKind kind = 0; kind < VECHE_N_FRAMES; kind++)
        {
          GArray *with = g_hash_table_lookup (patterns->by_first, veche_words_at (words, at)->word);
          VecheFrame frame = { kind, at, 0 };

          for (guint i = 0; i < (with != NULL ? with->len : 0) + patterns->wild->len; i++)
            {
              guint index = with != NULL && i < with->len ? g_array_index (with, guint, i)
                                                          : g_array_index (patterns->wild, guint, i - (with != NULL ? with->len : 0));
              const VechePattern *pattern = &g_array_index (patterns->patterns, VechePattern, index);

              if (strcmp (pattern->label, frame_names[kind]) == 0)
                frame.after = MAX (frame.after, at + tokens_fit ((const char *const *) pattern->tokens, words, at, clause->after));
            }
          if (frame.after > at)
            g_array_append_val (clause->frames, frame);
        }
    }
}

static void
trim (const char *text, VecheSentence *sentence)
{
  while (sentence->start < sentence->end && g_ascii_isspace (text[sentence->start]))
    sentence->start++;
  while (sentence->end > sentence->start && g_ascii_isspace (text[sentence->end - 1]))
    sentence->end--;
}

/* Up to and with the mark that ends it. */
static void
end_sentence (VecheIntro *self, guint from, guint word, gboolean last)
{
  guint end = veche_words_at (self->words, word)->end;
  guint next = last ? (guint) strlen (self->text) : veche_words_at (self->words, word + 1)->start;
  VecheSentence sentence = { from, end, FALSE };

  for (const char *p = self->text + end; p < self->text + next; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      sentence.question |= c == '?';
      if (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL)
        break;
      sentence.end = (guint) (g_utf8_next_char (p) - self->text);
    }
  trim (self->text, &sentence);
  g_array_append_val (self->sentences, sentence);
}

VecheIntro *
veche_intro_split (const char *text)
{
  VecheIntro *self = g_new0 (VecheIntro, 1);
  guint first = 0;

  self->text = text;
  self->words = veche_words_split (text, MOST_WORDS);
  self->clauses = g_array_new (FALSE, FALSE, sizeof (VecheClause));
  g_array_set_clear_func (self->clauses, clause_clear);
  self->sentences = g_array_new (FALSE, FALSE, sizeof (VecheSentence));
  for (guint i = 0, from = 0; i < self->words->len; i++)
    {
      gboolean last = i + 1 == self->words->len;
      int end = last ? 2 : boundary (text, self->words, i);
      VecheClause clause = { first, i + 1, self->sentences->len, NULL };

      if (end == 0 && !(opens_clause (veche_words_at (self->words, i + 1)->word)))
        continue;
      find_frames (self->words, &clause);
      g_array_append_val (self->clauses, clause);
      first = i + 1;
      if (end == 2)
        {
          end_sentence (self, from, i, last);
          from = last ? 0 : veche_words_at (self->words, i + 1)->start;
        }
    }

  return self;
}

void
veche_intro_free (VecheIntro *self)
{
  g_array_unref (self->words);
  g_array_unref (self->clauses);
  g_array_unref (self->sentences);
  g_free (self);
}
