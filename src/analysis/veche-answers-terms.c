/* veche-answers-terms.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question as terms: its words, each with the groups of data/words/answers.tsv that it names alone or with its neighbours.  A word that nobody
 * knows may be a slip of the pen for one of a group.
 */

#include "analysis/veche-answers-private.h"

#include <string.h>

#include "analysis/veche-themes.h"
#include "analysis/veche-words.h"
#include "model/veche-text.h"

#define SMALL       0.15   /* weight of a stop word */
#define COMMON      0.4    /* of a word that is in half of all talk */
#define COMMON_GROUP 0.6   /* the same, when it is of a group */
#define NUMBER      0.25   /* "7 лет" */
#define IN_PHRASE   0.6    /* of a small word that makes a phrase of a group: "где вы" */
#define REACH       2      /* words that may stand between those of a phrase */
#define SLIP_LEAST  5      /* characters of a stem in which a letter may be wrong */
#define SLIP_TWO    9      /* two letters */
#define SAME_GROUP  0.8
#define SAME_THEME  0.65
#define DERIVED     0.85
#define SLIP        0.75
#define AKIN        0.55
#define SAME_FIELD  0.35

typedef struct
{
  GHashTable *noise;       /* folded word */
  GHashTable *single;      /* stem → GArray of guint16 */
  GHashTable *common;      /* stem: it tells little */
  GHashTable *fields;      /* stem → GArray of guint16: what part of life it is of */
  GHashTable *phrases;     /* first stem → GPtrArray of GPtrArray of stems; the last element is the group */
  GHashTable *by_letter;   /* first letter → GPtrArray of stems (borrowed from single) */
  guint       n, n_fields;
} VecheGroups;

/*** The list ***/

static void
add_single (VecheGroups *self, const char *stem, guint16 group)
{
  GArray *groups = g_hash_table_lookup (self->single, stem);
  gpointer letter = GUINT_TO_POINTER (g_utf8_get_char (stem));
  GPtrArray *same;

  if (groups == NULL)
    {
      char *key = g_strdup (stem);

      groups = g_array_new (FALSE, FALSE, sizeof (guint16));
      g_hash_table_insert (self->single, key, groups);
      same = g_hash_table_lookup (self->by_letter, letter);
      if (same == NULL)
        g_hash_table_insert (self->by_letter, letter, same = g_ptr_array_new ());
      g_ptr_array_add (same, key);
    }
  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, guint16, i) == group)
      return;
  g_array_append_val (groups, group);
}

static void
add_common (VecheGroups *self, const char *entry)
{
  g_autoptr (GArray) words = veche_words_split (entry, 1);

  if (words->len == 1)
    g_hash_table_add (self->common, g_strdup (veche_words_at (words, 0)->stem));
}

static void
add_field (VecheGroups *self, const char *entry, guint16 field)
{
  g_autoptr (GArray) words = veche_words_split (entry, 4);
  GArray *fields;

  if (words->len != 1)
    return;
  fields = g_hash_table_lookup (self->fields, veche_words_at (words, 0)->stem);
  if (fields == NULL)
    g_hash_table_insert (self->fields, g_strdup (veche_words_at (words, 0)->stem), fields = g_array_new (FALSE, FALSE, sizeof (guint16)));
  if (fields->len == 0 || g_array_index (fields, guint16, fields->len - 1) != field)
    g_array_append_val (fields, field);
}

static void
add_entry (VecheGroups *self, const char *entry, guint16 group)
{
  g_autoptr (GArray) words = veche_words_split (entry, 8);
  GPtrArray *stems, *all;

  if (words->len == 1)
    add_single (self, veche_words_at (words, 0)->stem, group);
  if (words->len < 2)
    return;

  stems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (stems, g_strdup (veche_words_at (words, i)->stem));
  all = g_hash_table_lookup (self->phrases, stems->pdata[0]);
  if (all == NULL)
    g_hash_table_insert (self->phrases, g_strdup (stems->pdata[0]), all = g_ptr_array_new ());
  g_ptr_array_add (stems, g_strdup_printf ("%u", group));
  g_ptr_array_add (all, stems);
}

static VecheGroups *
load_groups (void)
{
  g_auto (GStrv) lines = veche_words_load ("answers.tsv");
  VecheGroups *self = g_new0 (VecheGroups, 1);

  self->noise = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->single = g_hash_table_new (g_str_hash, g_str_equal);
  self->common = g_hash_table_new (g_str_hash, g_str_equal);
  self->fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->phrases = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_letter = g_hash_table_new (NULL, NULL);
  for (guint l = 0; lines[l] != NULL; l++)
    {
      gboolean noise = lines[l][0] == '~', field = lines[l][0] == '^', common = lines[l][0] == '?';
      g_auto (GStrv) entries = g_strsplit (lines[l] + (noise || field || common), "|", -1);

      for (guint i = 0; entries[i] != NULL; i++)
        if (noise)
          g_hash_table_add (self->noise, veche_text_fold (entries[i]));
        else if (common)
          add_common (self, entries[i]);
        else if (field)
          add_field (self, entries[i], (guint16) self->n_fields);
        else
          add_entry (self, entries[i], (guint16) self->n);
      self->n += !noise && !field && !common;
      self->n_fields += field;
    }

  return self;
}

static VecheGroups *
get_groups (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_groups ());

  return (VecheGroups *) once;
}

guint
veche_answer_n_groups (void)
{
  return get_groups ()->n;
}

gboolean
veche_answer_is_word (const VecheWord *word)
{
  VecheGroups *self = get_groups ();
  g_autoptr (GArray) words = NULL;

  if (g_hash_table_contains (self->noise, word->word) || g_hash_table_contains (self->single, word->stem) || g_hash_table_contains (self->phrases, word->stem))
    return TRUE;
  words = veche_words_split (word->word, 1);

  return words->len > 0 && veche_phrases_may_find (veche_themes_groups (), words);
}

/*** Slips of the pen ***/

/* Letters to change, add, drop or swap, at most limit + 1. */
static guint
distance (const char *a, const char *b, guint limit)
{
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, NULL), *y = g_utf8_to_ucs4_fast (b, -1, NULL);
  guint rows[3][64], n = 0, m = 0;

  while (x[n] != 0)
    n++;
  while (y[m] != 0)
    m++;
  if (n > 60 || m > 60 || (n > m ? n - m : m - n) > limit)
    return limit + 1;
  for (guint j = 0; j <= m; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= n; i++)
    {
      guint *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3], least = i;

      now[0] = i;
      for (guint j = 1; j <= m; j++)
        {
          now[j] = MIN (MIN (now[j - 1], last[j]) + 1, last[j - 1] + (x[i - 1] != y[j - 1]));
          if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
          least = MIN (least, now[j]);
        }
      if (least > limit)
        return limit + 1;
    }

  return rows[n % 3][m];
}

static gboolean
is_slip (const char *a, guint length, const char *b)
{
  guint limit = length >= SLIP_TWO ? 2 : 1;
  gsize one = strlen (a), other = strlen (b);

  return length >= SLIP_LEAST && MAX (one, other) - MIN (one, other) <= 2 * limit && g_utf8_get_char (a) == g_utf8_get_char (b) && distance (a, b, limit) <= limit;
}

/*** Terms ***/

static void
term_clear (gpointer data)
{
  VecheAnswerTerm *term = data;

  g_free (term->word);
  g_free (term->stem);
  g_free (term->latin);
}

static void
join_group (VecheAnswerTerm *term, guint16 group)
{
  for (guint i = 0; i < term->n_groups; i++)
    if (term->groups[i] == group)
      return;
  if (term->n_groups < VECHE_ANSWER_GROUPS)
    term->groups[term->n_groups++] = group;
}

static void
join_all (VecheAnswerTerm *term, GArray *groups)
{
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    join_group (term, g_array_index (groups, guint16, i));
}

static void
join_fields (VecheGroups *self, VecheAnswerTerm *term)
{
  GArray *fields = g_hash_table_lookup (self->fields, term->stem);

  for (guint i = 0; fields != NULL && i < fields->len && term->n_fields < VECHE_ANSWER_FIELDS; i++)
    term->fields[term->n_fields++] = g_array_index (fields, guint16, i);
}

static void
join_slips (VecheGroups *self, VecheAnswerTerm *term, const char *stem)
{
  GPtrArray *same = g_hash_table_lookup (self->by_letter, GUINT_TO_POINTER (g_utf8_get_char (stem)));
  guint length = (guint) g_utf8_strlen (stem, -1);

  for (guint i = 0; same != NULL && i < same->len; i++)
    if (strcmp (stem, same->pdata[i]) == 0 || is_slip (stem, length, same->pdata[i]))
      join_all (term, g_hash_table_lookup (self->single, same->pdata[i]));
}

static void
join_single (VecheGroups *self, VecheAnswerTerm *term, gboolean typed)
{
  GArray *groups = g_hash_table_lookup (self->single, term->stem);

  join_all (term, groups);
  if (groups != NULL || !typed || term->weight < 1 || term->length < SLIP_LEAST)
    return;

  join_slips (self, term, term->stem);
  if (term->n_groups > 0 || g_utf8_get_char (term->stem) < 0x400)
    return;

  /* "рефанд" */
  term->latin = veche_answer_dup_latin (term->stem);
  if (*term->latin != '\0')
    join_slips (self, term, term->latin);
}

/* The words of a phrase in their order, near each other. */
static void
try_phrase (GArray *terms, guint at, GPtrArray *stems)
{
  guint n = stems->len - 1, found = 1, where[8] = { at };
  guint16 group = (guint16) g_ascii_strtoull (stems->pdata[n], NULL, 10);

  for (guint i = at + 1; i < terms->len && found < n && i - where[found - 1] <= REACH; i++)
    if (strcmp (veche_answer_term (terms, i)->stem, stems->pdata[found]) == 0)
      where[found++] = i;
  for (guint i = 0; found == n && i < n; i++)
    {
      VecheAnswerTerm *term = veche_answer_term (terms, where[i]);

      join_group (term, group);
      term->weight = MAX (term->weight, IN_PHRASE);
    }
}

/* Names of topics: of the lists, whatever the workspace calls its competencies, and of its own ones. */
static void
join_themes (GArray *terms, GArray *words, VechePhrases *names)
{
  g_autoptr (GArray) hits = veche_phrases_find_sure (names, words);

  for (guint h = 0; h < hits->len; h++)
    {
      VechePhraseHit *hit = &g_array_index (hits, VechePhraseHit, h);

      for (guint i = 0; hit->kind != VECHE_PHRASE_NARROWER && i < terms->len; i++)
        {
          VecheAnswerTerm *term = veche_answer_term (terms, i);

          if (term->start >= hit->start && term->end <= hit->end && term->weight > 0 && term->n_themes < VECHE_ANSWER_THEMES)
            term->themes[term->n_themes++] = (guint16) hit->tag;
        }
    }
}

GArray *
veche_answer_terms (const char *text, guint most, gboolean typed, VechePhrases *own)
{
  VecheGroups *self = get_groups ();
  g_autoptr (GArray) words = veche_words_split (text, most);
  GArray *terms = g_array_sized_new (FALSE, TRUE, sizeof (VecheAnswerTerm), words->len);
  gsize length = strlen (text);

  g_array_set_clear_func (terms, term_clear);
  for (guint i = 0; i < words->len; i++)
    {
      VecheWord *word = veche_words_at (words, i);
      VecheAnswerTerm term = { g_strdup (word->word), g_strdup (word->stem), NULL, word->length, word->start, word->end, 1 };

      /* Whom it is said to is not what is asked. */
      if (g_hash_table_contains (self->noise, word->word) || (word->start > 0 && word->start < length && text[word->start - 1] == '@'))
        term.weight = 0;
      else if (word->stop)
        term.weight = SMALL;
      else if (g_unichar_isdigit (g_utf8_get_char (word->word)))
        term.weight = NUMBER;
      if (term.weight > 0)
        join_single (self, &term, typed);
      if (term.weight >= 1)
        join_fields (self, &term);
      if (term.n_groups > 0)
        term.weight = 1;
      if (term.weight >= 1 && g_hash_table_contains (self->common, term.stem))
        term.weight = term.n_groups > 0 ? COMMON_GROUP : COMMON;
      g_array_append_val (terms, term);
    }
  for (guint i = 0; i < terms->len; i++)
    {
      GPtrArray *phrases = g_hash_table_lookup (self->phrases, veche_answer_term (terms, i)->stem);

      for (guint p = 0; phrases != NULL && p < phrases->len; p++)
        try_phrase (terms, i, phrases->pdata[p]);
    }
  join_themes (terms, words, veche_themes_groups ());
  if (own != NULL)
    join_themes (terms, words, own);

  return terms;
}

/* "медсправк" and "справк": one is the end of the other. */
static gboolean
is_compound (const VecheAnswerTerm *a, const VecheAnswerTerm *b)
{
  guint shorter = MIN (a->length, b->length), longer = MAX (a->length, b->length);

  return shorter >= 4 && longer > shorter + (shorter < 5 ? 2 : 0) && (g_str_has_suffix (a->stem, b->stem) || g_str_has_suffix (b->stem, a->stem));
}

/* How many letters both begin with. */
static guint
count_same (const VecheAnswerTerm *a, const VecheAnswerTerm *b)
{
  const char *p = a->stem, *q = b->stem;
  guint same = 0;

  while (*p != '\0' && g_utf8_get_char (p) == g_utf8_get_char (q))
    {
      same++;
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }

  return same;
}

/* "бронировани" and "бронь", "регистрац" and "регистрирова": the first six letters, or one goes on from the other. */
static gboolean
is_kin (const VecheAnswerTerm *a, const VecheAnswerTerm *b)
{
  guint shorter = MIN (a->length, b->length), longer = MAX (a->length, b->length);
  guint same = count_same (a, b);

  return (same == shorter && shorter >= 5 && longer - shorter <= 3) || (same >= 6 && longer - same <= 4);
}

/* "тренировк" and "тренер", "выступ" and "выступлен": perhaps of one root. */
static gboolean
is_akin (const VecheAnswerTerm *a, const VecheAnswerTerm *b)
{
  guint shorter = MIN (a->length, b->length), longer = MAX (a->length, b->length), same = MIN (a->length, b->length) >= 4 ? count_same (a, b) : 0;

  return ((same >= 4 && same + 1 >= shorter) || (same >= 5 && same + 2 >= shorter)) && longer - same <= 5 && a->weight >= 1 && b->weight >= 1;
}

double
veche_answer_liken (const VecheAnswerTerm *a, const VecheAnswerTerm *b, gboolean fuzzy)
{
  double best = 0;

  if (strcmp (a->stem, b->stem) == 0)
    return 1;
  for (guint i = 0; i < a->n_groups; i++)
    for (guint j = 0; j < b->n_groups; j++)
      if (a->groups[i] == b->groups[j])
        return SAME_GROUP;
  for (guint i = 0; i < a->n_themes; i++)
    for (guint j = 0; j < b->n_themes; j++)
      if (a->themes[i] == b->themes[j])
        best = SAME_THEME;
  for (guint i = 0; i < a->n_fields && best == 0; i++)
    for (guint j = 0; j < b->n_fields; j++)
      if (a->fields[i] == b->fields[j])
        best = SAME_FIELD;
  if (is_kin (a, b))
    best = DERIVED;
  else if (is_akin (a, b) || is_compound (a, b))
    best = MAX (best, AKIN);
  else if (fuzzy && a->latin != NULL && is_slip (a->latin, (guint) strlen (a->latin), b->stem))
    best = SLIP;
  else if (fuzzy && is_slip (a->stem, a->length, b->stem))
    best = SLIP;

  return best;
}

/*** Two questions ***/

static double
cover (GArray *a, GArray *b)
{
  double found = 0, whole = 0;

  for (guint i = 0; i < a->len; i++)
    {
      VecheAnswerTerm *term = veche_answer_term (a, i);
      double best = 0;

      for (guint j = 0; term->weight > 0 && j < b->len; j++)
        if (veche_answer_term (b, j)->weight > 0)
          best = MAX (best, veche_answer_liken (term, veche_answer_term (b, j), term->weight >= 1 && term->n_groups == 0));
      found += term->weight * best;
      whole += term->weight;
    }

  return whole > 0 ? found / whole : 0;
}

double
veche_answer_liken_terms (GArray *a, GArray *b)
{
  return (cover (a, b) + cover (b, a)) / 2;
}
