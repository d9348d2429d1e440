/* veche-search.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading what was typed, and turning it into what FTS5 is asked.  Finding the same words in texts is veche-search-words.c.
 */

#include "model/veche-search-private.h"

#include <string.h>

#include "model/veche-field.h"
#include "model/veche-text.h"

#define MAX_TYPED 2000   /* bytes; what is longer is a text, not a search */
#define MAX_TERMS 16
#define FIRST_LETTERS 3   /* the longest beginnings that interaction_fts has an index of (prefix = '2 3') */

typedef enum { OPERATOR_TAG, OPERATOR_COMPETENCY, OPERATOR_IN, OPERATOR_FROM, OPERATOR_BEFORE, OPERATOR_AFTER, OPERATOR_NONE } VecheOperator;

static const struct
{
  const char *word;
  VecheOperator operator;
} operators[] = {
  { "tag:", OPERATOR_TAG },           { "тег:", OPERATOR_TAG },
  { "метка:", OPERATOR_TAG },         { "competency:", OPERATOR_COMPETENCY },
  { "skill:", OPERATOR_COMPETENCY },  { "компетенция:", OPERATOR_COMPETENCY },
  { "умение:", OPERATOR_COMPETENCY }, { "in:", OPERATOR_IN },
  { "в:", OPERATOR_IN },              { "где:", OPERATOR_IN },
  { "from:", OPERATOR_FROM },         { "от:", OPERATOR_FROM },
  { "автор:", OPERATOR_FROM },        { "before:", OPERATOR_BEFORE },
  { "до:", OPERATOR_BEFORE },         { "after:", OPERATOR_AFTER },
  { "since:", OPERATOR_AFTER },       { "после:", OPERATOR_AFTER },
};

G_DEFINE_BOXED_TYPE (VecheSearch, veche_search, veche_search_ref, veche_search_unref)

static void
term_free (gpointer data)
{
  VecheTerm *term = data;

  g_free (term->text);
  g_ptr_array_unref (term->words);
  g_free (term);
}

/*** Days ***/

static GDateTime *
day_begins (GTimeZone *zone, int year, int month, int day)
{
  return g_date_time_new (zone, year, month, day, 0, 0, 0);
}

/* Whole months and years, which the days of fields don't know. */
static GDateTime *
parse_long (GTimeZone *zone, const char *text)
{
  guint64 year;
  char *end;

  if (!g_ascii_isdigit (*text))
    return NULL;
  year = g_ascii_strtoull (text, &end, 10);
  if (year < 1900 || year > 2200)
    return NULL;
  if (*end == '\0')
    return day_begins (zone, (int) year, 1, 1);
  if (*end == '-' && g_ascii_isdigit (end[1]))
    {
      guint64 month = g_ascii_strtoull (end + 1, &end, 10);

      if (*end == '\0' && month >= 1 && month <= 12)
        return day_begins (zone, (int) year, (int) month, 1);
    }

  return NULL;
}

/* 0: this is no day */
static gint64
parse_day (const char *typed)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) now = g_date_time_new_now (zone), start = NULL;
  g_autofree char *folded = veche_text_fold (typed);
  g_autofree char *day = veche_field_parse_day (folded, FALSE);
  gboolean today = g_str_equal (folded, "today") || g_str_equal (folded, "сегодня");
  gboolean yesterday = g_str_equal (folded, "yesterday") || g_str_equal (folded, "вчера");

  if (day != NULL)
    start = day_begins (zone, atoi (day), atoi (day + 5), atoi (day + 8));
  else if (today || yesterday)
    {
      g_autoptr (GDateTime) then = g_date_time_add_days (now, yesterday ? -1 : 0);

      start = day_begins (zone, g_date_time_get_year (then), g_date_time_get_month (then), g_date_time_get_day_of_month (then));
    }
  else
    start = parse_long (zone, folded);

  return start != NULL ? g_date_time_to_unix (start) * G_USEC_PER_SEC : 0;
}

/*** Reading ***/

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0xab || c == 0xbb || c == 0x201c || c == 0x201d || c == 0x201e;
}

static const char *
skip_spaces (const char *p)
{
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

/* A phrase up to its closing quote, or a word up to the next space. (transfer full) */
static char *
read_value (const char **at, gboolean *quoted, gboolean *open)
{
  const char *p = *at, *start;
  char *value;

  *quoted = is_quote (g_utf8_get_char (p));
  if (*quoted)
    p = g_utf8_next_char (p);
  start = p;
  while (*p != '\0' && (*quoted ? !is_quote (g_utf8_get_char (p)) : !g_unichar_isspace (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);

  value = g_strndup (start, (gsize) (p - start));
  *open = *p == '\0';
  *at = *p != '\0' && *quoted ? g_utf8_next_char (p) : p;

  return value;
}

/* The operator that begins here, and what stands behind its colon. */
static VecheOperator
read_operator (const char **at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      const char *word = operators[i].word, *p = *at;

      while (*word != '\0' && *p != '\0' && g_unichar_tolower (g_utf8_get_char (p)) == g_utf8_get_char (word))
        {
          p = g_utf8_next_char (p);
          word = g_utf8_next_char (word);
        }
      if (*word == '\0')
        {
          *at = p;
          return operators[i].operator;
        }
    }

  return OPERATOR_NONE;
}

static void
add_term (VecheSearch *self, VecheTermKind kind, gboolean negated, gboolean open, const char *text)
{
  VecheTerm *term;
  GPtrArray *words = veche_search_split (text);

  if (words->len == 0 || self->terms->len >= MAX_TERMS)
    {
      g_ptr_array_unref (words);
      return;
    }

  term = g_new0 (VecheTerm, 1);
  term->kind = kind;
  term->negated = negated;
  term->open = open;
  term->text = g_strdup (text);
  term->words = words;
  g_ptr_array_add (self->terms, term);
}

/* Returns FALSE for a day that is none: then it was a word after all. */
static gboolean
add_operator (VecheSearch *self, VecheOperator operator, gboolean negated, gboolean open, const char *value)
{
  static const VecheTermKind kinds[] = { VECHE_TERM_TAG, VECHE_TERM_COMPETENCY, VECHE_TERM_IN, VECHE_TERM_FROM };
  gint64 day;

  if (operator < G_N_ELEMENTS (kinds))
    {
      add_term (self, kinds[operator], negated, open, value);
      return TRUE;
    }

  day = parse_day (value);
  if (day == 0)
    return open || *value == '\0';   /* it is being typed */
  if ((operator == OPERATOR_BEFORE) != negated)
    self->before = day;
  else
    self->after = day;

  return TRUE;
}

static const char *
read_term (VecheSearch *self, const char *p)
{
  const char *start = p, *value_at;
  gboolean negated = FALSE, quoted, open;
  g_autofree char *value = NULL;
  VecheOperator operator;

  if ((*p == '-' || veche_text_goes_on (p, "−") || veche_text_goes_on (p, "–")) && !g_unichar_isspace (g_utf8_get_char (g_utf8_next_char (p))))
    {
      negated = TRUE;
      p = g_utf8_next_char (p);
      start = p;
    }

  operator = read_operator (&p);
  if (operator != OPERATOR_NONE)
    {
      value_at = skip_spaces (p);
      value = read_value (&value_at, &quoted, &open);
      if (add_operator (self, operator, negated, open, value))
        return value_at;
      g_clear_pointer (&value, g_free);
    }

  value = read_value (&start, &quoted, &open);
  add_term (self, quoted ? VECHE_TERM_PHRASE : VECHE_TERM_WORD, negated, open || !quoted, value);

  return start;
}

VecheSearch *
veche_search_new (const char *typed)
{
  VecheSearch *self = g_new0 (VecheSearch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->typed = g_utf8_make_valid (typed != NULL ? typed : "", typed != NULL ? (gssize) strnlen (typed, MAX_TYPED) : 0);
  self->terms = g_ptr_array_new_with_free_func (term_free);

  for (const char *p = skip_spaces (self->typed); *p != '\0'; p = skip_spaces (p))
    p = read_term (self, p);

  return self;
}

VecheSearch *
veche_search_ref (VecheSearch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_search_unref (VecheSearch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->typed);
  g_ptr_array_unref (self->terms);
  g_free (self);
}

gboolean
veche_search_has (VecheSearch *self, VecheTermKind kind, gboolean negated)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      VecheTerm *term = self->terms->pdata[i];

      if (term->kind == kind && term->negated == negated)
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_search_has_words (VecheSearch *self)
{
  return veche_search_has (self, VECHE_TERM_WORD, FALSE) || veche_search_has (self, VECHE_TERM_PHRASE, FALSE);
}

gboolean
veche_search_is_empty (VecheSearch *self)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (!((VecheTerm *) self->terms->pdata[i])->negated)
      return FALSE;

  return self->after == 0 && self->before == 0;
}

/*** For FTS5 ***/

static gsize
word_length (const VecheTerm *term)
{
  return (gsize) g_utf8_strlen (((VecheTermWord *) term->words->pdata[term->words->len - 1])->folded, -1);
}

/* A word that is its own stem is among those that begin with it. */
static gboolean
is_own_stem (const VecheTerm *term)
{
  const VecheTermWord *word = term->words->pdata[0];

  return term->words->len == 1 && strcmp (word->stem, word->folded) == 0;
}

/* Words only, so that there is nothing to quote; a single letter is no beginning: a third of all texts have such a word. */
static void
append_words (GString *match, const VecheTerm *term, gboolean beginnings)
{
  g_autoptr (GString) phrase = g_string_new ("\"");

  for (guint i = 0; i < term->words->len; i++)
    g_string_append_printf (phrase, "%s%s", i > 0 ? " " : "", ((VecheTermWord *) term->words->pdata[i])->folded);
  g_string_append_c (phrase, '"');

  if (beginnings && term->open && word_length (term) > 1)
    g_string_append_printf (match, is_own_stem (term) ? "%1$s *" : "(%1$s * OR %1$s)", phrase->str);
  else
    g_string_append (match, phrase->str);
}

static void
append_term (GString *match, const VecheTerm *term, gboolean members)
{
  g_autofree char *names = NULL;

  if (!members)
    {
      append_words (match, term, TRUE);
      return;
    }

  names = term->kind == VECHE_TERM_PHRASE ? NULL : veche_text_to_member_match (term->text);
  if (names != NULL && !term->negated)
    g_string_append_printf (match, "(%s)", names);
  else
    {
      g_string_append (match, "({name handles labels notes} : ");
      append_words (match, term, !term->negated);
      g_string_append_c (match, ')');
    }
}

static gboolean
is_searched_for (const VecheTerm *term, gboolean members)
{
  return term->kind == VECHE_TERM_WORD || term->kind == VECHE_TERM_PHRASE || (members && term->kind == VECHE_TERM_FROM);
}

char *
veche_search_to_match (VecheSearch *self, gboolean members)
{
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const VecheTerm *term = self->terms->pdata[i];

      if (!is_searched_for (term, members) || term->negated)
        continue;
      g_string_append (match, match->len > 0 ? " AND " : "");
      append_term (match, term, members);
    }
  if (match->len == 0)
    return NULL;

  g_string_prepend_c (match, '(');
  g_string_append_c (match, ')');
  for (guint i = 0; i < self->terms->len; i++)
    {
      const VecheTerm *term = self->terms->pdata[i];

      if (!is_searched_for (term, members) || !term->negated)
        continue;
      g_string_append (match, " NOT ");
      append_term (match, term, members);
    }

  return g_string_free (g_steal_pointer (&match), FALSE);
}

char *
veche_search_to_first_letters (VecheSearch *self)
{
  g_autoptr (GString) match = g_string_new (NULL);
  gboolean longer = FALSE;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const VecheTerm *term = self->terms->pdata[i];

      if ((term->kind != VECHE_TERM_WORD && term->kind != VECHE_TERM_PHRASE) || term->negated)
        continue;
      longer = longer || (term->open && word_length (term) > FIRST_LETTERS);
      for (guint w = 0; w < term->words->len; w++)
        {
          const char *stem = ((VecheTermWord *) term->words->pdata[w])->stem;
          gsize n = (gsize) g_utf8_strlen (stem, -1);
          g_autofree char *first = g_utf8_substring (stem, 0, (glong) MIN (n, FIRST_LETTERS));

          g_string_append_printf (match, n < 2 ? "%s\"%s\"" : "%s\"%s\" *", match->len > 0 ? " AND " : "", first);
        }
    }

  return longer && match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}
