/* veche-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-text.h"

#include <string.h>

#include <libstemmer.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "model/veche-spelling.h"

#define MAX_STEM_LENGTH   64    /* bytes; what is longer is not a word */
#define MAX_WORD_SHOWN    200   /* characters without a place to break: Pango needs 1.9 s for 4,000 */
#define MAX_MARKS         4     /* on one base character */
#define MAX_UNSEEN        8     /* marks, joiners and the like in a row: the flag of England has six */
#define MAX_SEARCH_WORDS  12
#define MAX_SEARCH_LENGTH 64    /* characters of one word */
#define MAX_OPEN_QUESTION 240   /* bytes: a longer text that opens with "when" rather tells than asks */
#define MAX_OPENING       120          /* bytes that hold its first word, also after "@somebody, " */

typedef struct
{
  UCollator         *collator;
  UTransliterator   *to_latin;   /* (nullable): opened when first asked for */
  struct sb_stemmer *russian, *english;
} VecheTextTools;

/* ICU's and Snowball's objects are not for sharing, so each thread has its own. */
static void
veche_text_tools_free (gpointer data)
{
  VecheTextTools *tools = data;

  ucol_close (tools->collator);
  if (tools->to_latin != NULL)
    utrans_close (tools->to_latin);
  sb_stemmer_delete (tools->russian);
  sb_stemmer_delete (tools->english);
  g_free (tools);
}

static VecheTextTools *
veche_text_get_tools (void)
{
  static GPrivate key = G_PRIVATE_INIT (veche_text_tools_free);
  VecheTextTools *tools = g_private_get (&key);
  UErrorCode status = U_ZERO_ERROR;

  if (tools != NULL)
    return tools;

  tools = g_new0 (VecheTextTools, 1);
  tools->collator = ucol_open ("ru", &status);
  tools->russian = sb_stemmer_new ("russian", "UTF_8");
  tools->english = sb_stemmer_new ("english", "UTF_8");
  g_assert (U_SUCCESS (status) && tools->russian != NULL && tools->english != NULL);
  g_private_set (&key, tools);

  return tools;
}

static UChar *
veche_text_to_utf16 (const char *text, int32_t *length)
{
  gsize bytes = strlen (text);
  UChar *wide;
  UErrorCode status = U_ZERO_ERROR;

  /* UTF-16 never needs more units than UTF-8 has bytes. */
  g_assert (bytes < G_MAXINT32 / 4);
  wide = g_new (UChar, bytes + 1);
  u_strFromUTF8WithSub (wide, (int32_t) bytes + 1, length, text, (int32_t) bytes, 0xfffd, NULL, &status);
  g_assert (U_SUCCESS (status));

  return wide;
}

GBytes *
veche_text_sort_key (const char *text)
{
  VecheTextTools *tools = veche_text_get_tools ();
  guint8 fast[256];
  g_autofree UChar *wide = NULL;
  g_autofree guint8 *key = NULL;
  int32_t length, size;

  g_return_val_if_fail (text != NULL, NULL);

  wide = veche_text_to_utf16 (text, &length);
  size = ucol_getSortKey (tools->collator, wide, length, fast, sizeof fast);
  if (size <= (int32_t) sizeof fast)
    return g_bytes_new (fast, MAX (size, 0));

  key = g_malloc (size);
  size = ucol_getSortKey (tools->collator, wide, length, key, size);

  return g_bytes_new_take (g_steal_pointer (&key), size);
}

int
veche_text_collate (const char *a, const char *b)
{
  UErrorCode status = U_ZERO_ERROR;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  return ucol_strcollUTF8 (veche_text_get_tools ()->collator, a, -1, b, -1, &status);
}

char *
veche_text_to_latin (const char *text)
{
  static const UChar id[] = u"Russian-Latin/BGN; Any-Latin; Latin-ASCII; Lower";
  VecheTextTools *tools = veche_text_get_tools ();
  g_autofree UChar *wide = NULL;
  g_autofree UChar *buffer = NULL;
  int32_t length, limit, capacity, size;
  char *latin;
  UErrorCode status = U_ZERO_ERROR;

  g_return_val_if_fail (text != NULL, NULL);

  if (tools->to_latin == NULL)
    tools->to_latin = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  g_assert (U_SUCCESS (status));

  wide = veche_text_to_utf16 (text, &length);
  capacity = length * 8 + 64;
  buffer = g_new (UChar, capacity);
  memcpy (buffer, wide, length * sizeof (UChar));
  limit = length;
  utrans_transUChars (tools->to_latin, buffer, &length, capacity, 0, &limit, &status);
  if (U_FAILURE (status))
    return g_strdup (text);

  latin = g_malloc (length * 3 + 1);
  u_strToUTF8WithSub (latin, length * 3 + 1, &size, buffer, length, 0xfffd, NULL, &status);

  return latin;
}

/* One letter of Russian or a mark that folding leaves alone, in UTF-8, folded: its bytes, 0 for what needs the tables of Unicode. */
static guint
fold_letter (const guchar *p, char *to)
{
  guint c = ((p[0] & 0x1f) << 6) | (p[1] & 0x3f);

  if ((p[0] == 0xd0 || p[0] == 0xd1) && (p[1] & 0xc0) == 0x80 && ((c >= 0x410 && c <= 0x44f) || c == 0x401 || c == 0x451))
    {
      c = c == 0x401 || c == 0x451 ? 0x435 : c < 0x430 ? c + 0x20 : c;
      to[0] = (char) (0xc0 | c >> 6);
      to[1] = (char) (0x80 | (c & 0x3f));
      return 2;
    }
  if (p[0] == 0xc2 && (p[1] == 0xab || p[1] == 0xbb))   /* « » */
    return memcpy (to, p, 2), 2;
  if (p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0x93 || p[2] == 0x94))   /* dashes */
    return memcpy (to, p, 3), 3;

  return 0;
}

/* What nearly every text here consists of has no other compositions: three times as quick.  NULL: it has something else. */
static char *
fold_plain (const char *text)
{
  g_autofree char *folded = g_malloc (strlen (text) + 1);
  char *to = folded;

  for (const guchar *p = (const guchar *) text; *p != '\0';)
    {
      guint n = 1;

      if (*p < 0x80)
        *to = g_ascii_tolower ((char) *p);
      else if ((n = fold_letter (p, to)) == 0)
        return NULL;
      p += n;
      to += n;
    }
  *to = '\0';

  return g_steal_pointer (&folded);
}

char *
veche_text_fold (const char *text)
{
  g_autofree char *composed = NULL;
  GString *folded;
  char *plain;

  g_return_val_if_fail (text != NULL, NULL);

  plain = fold_plain (text);
  if (plain != NULL)
    return plain;

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (composed == NULL)   /* not UTF-8: keep what is readable */
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
    }

  folded = g_string_sized_new (strlen (composed));
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      g_string_append_unichar (folded, c == 0x451 /* ё */ ? 0x435 /* е */ : c);
    }

  return g_string_free (folded, FALSE);
}

char *
veche_text_stem (const char *word)
{
  VecheTextTools *tools = veche_text_get_tools ();
  const sb_symbol *stem;
  gunichar first;
  gsize length;

  g_return_val_if_fail (word != NULL, NULL);

  length = strlen (word);
  if (length > MAX_STEM_LENGTH || !g_utf8_validate (word, length, NULL))
    return g_strdup (word);

  first = g_utf8_get_char (word);
  if (first >= 0x400 && first < 0x530)
    stem = sb_stemmer_stem (tools->russian, (const sb_symbol *) word, (int) length);
  else if (g_ascii_isalpha (word[0]))
    stem = sb_stemmer_stem (tools->english, (const sb_symbol *) word, (int) length);
  else
    stem = NULL;

  return stem != NULL && stem[0] != '\0' ? g_strdup ((const char *) stem) : g_strdup (word);
}

char *
veche_text_translit_key (const char *text)
{
  g_autofree char *folded = NULL;
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GString) word = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  folded = veche_text_fold (text);
  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && (g_unichar_isalnum (c) || g_unichar_ismark (c) || veche_spelling_is_apostrophe (c)))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        {
          g_autofree char *part = veche_spelling_key (word->str);

          if (part[0] != '\0')
            g_string_append_printf (key, "%s%s", key->len > 0 ? " " : "", part);
          g_string_truncate (word, 0);
        }
      if (c == 0)
        return g_string_free (g_steal_pointer (&key), FALSE);
    }
}

GPtrArray *
veche_text_split_typed (const char *typed)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean searchable = FALSE;
  guint length = 0;

  for (const char *p = valid; words->len < MAX_SEARCH_WORDS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0 || g_unichar_isspace (c) || c == '"')
        {
          if (searchable)
            g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
          searchable = FALSE;
          length = 0;
          if (c == 0)
            break;
        }
      else if (length < MAX_SEARCH_LENGTH && !(c == '@' && length == 0) && !g_unichar_iscntrl (c))
        {
          g_string_append_unichar (word, c);
          searchable |= g_unichar_isalnum (c);
          length++;
        }
    }

  return words;
}

/* A prefix of the raw word, or the whole word, which the tokenizer also knows by its stem. */
static void
veche_text_append_word (GString *match, const char *word)
{
  g_string_append_printf (match, "(\"%s\" * OR \"%s\")", word, word);
}

char *
veche_text_to_match (const char *typed)
{
  g_autoptr (GPtrArray) words = NULL;
  GString *match;

  if (typed == NULL)
    return NULL;

  words = veche_text_split_typed (typed);
  if (words->len == 0)
    return NULL;

  match = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        g_string_append (match, " AND ");
      veche_text_append_word (match, g_ptr_array_index (words, i));
    }

  return g_string_free (match, FALSE);
}

/* ' OR keys : ("ana" * OR …)': how the word may be spelt in the other alphabet, and what it may be about to become. */
static void
veche_text_append_keys (GString *match, const char *word)
{
  g_auto (GStrv) spellings = veche_spelling_variants (word);
  gboolean first = TRUE;

  for (guint i = 0; spellings[i] != NULL; i++)
    {
      g_autofree char *key = veche_text_translit_key (spellings[i]);

      if (key[0] == '\0')
        continue;
      g_string_append_printf (match, "%s\"%s\" *", first ? " OR keys : (" : " OR ", key);
      first = FALSE;
    }
  if (!first)
    g_string_append_c (match, ')');
}

char *
veche_text_to_member_match (const char *typed)
{
  g_autoptr (GPtrArray) words = typed != NULL ? veche_text_split_typed (typed) : NULL;

  return words != NULL ? veche_text_words_to_member_match (words) : NULL;
}

char *
veche_text_words_to_member_match (GPtrArray *words)
{
  GString *match;

  g_return_val_if_fail (words != NULL, NULL);

  if (words->len == 0)
    return NULL;

  match = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    {
      g_string_append (match, i > 0 ? " AND ({name handles labels notes} : " : "({name handles labels notes} : ");
      veche_text_append_word (match, g_ptr_array_index (words, i));
      veche_text_append_keys (match, g_ptr_array_index (words, i));
      g_string_append_c (match, ')');
    }

  return g_string_free (match, FALSE);
}

/* As the index folds the first letter of a word: without marks, except the breve of й. */
static gboolean
veche_text_letter_begins (const char *p, const char *letter)
{
  gunichar c = g_utf8_get_char (p), base;
  char raw[7] = { 0 };
  g_autofree char *folded = NULL;

  if (c < 0x80)
    return letter[1] == '\0' && g_ascii_tolower ((char) c) == letter[0];

  c = g_unichar_tolower (c);
  if (c != 0x439 && g_unichar_fully_decompose (c, TRUE, &base, 1) > 1)
    c = base;
  raw[g_unichar_to_utf8 (c, raw)] = '\0';
  if (strcmp (raw, letter) == 0)
    return TRUE;
  folded = veche_text_fold (raw);

  return strcmp (folded, letter) == 0;
}

gboolean
veche_text_has_initial (const char *text, const char *letter)
{
  gboolean inside = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean part = g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (part && !inside && veche_text_letter_begins (p, letter))
        return TRUE;
      inside = part;
    }

  return FALSE;
}

static gboolean
veche_text_is_bidi_control (gunichar c)
{
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

char *
veche_text_clamp (const char *text, gsize max, gboolean lines)
{
  g_autofree char *valid = NULL;
  GString *shown;
  gsize length = 0;
  guint word = 0, marks = 0, unseen = 0;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, MIN (strlen (text), MIN (max, G_MAXINT32 / 32) * 24 + 64));   /* room for what is dropped */
  shown = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean space = g_unichar_isspace (c) || c == 0x2028 || c == 0x2029;

      if (c == '\r')
        continue;
      if (space)
        c = lines && c == '\n' ? '\n' : ' ';
      else if (veche_text_is_bidi_control (c) || g_unichar_iscntrl (c) || c == 0xfeff)
        continue;

      marks = g_unichar_ismark (c) || c == 0x200d /* joins emoji */ ? marks + 1 : 0;
      unseen = marks > 0 || g_unichar_type (c) == G_UNICODE_FORMAT ? unseen + 1 : 0;
      word = space ? 0 : word + 1;
      if (marks > MAX_MARKS || unseen > MAX_UNSEEN || word > MAX_WORD_SHOWN + 1)
        continue;
      if (length == max || word == MAX_WORD_SHOWN + 1)
        {
          g_string_append (shown, "…");
          if (length == max)
            break;
          length++;
          continue;
        }
      g_string_append_unichar (shown, c);
      length++;
    }

  return g_string_free (shown, FALSE);
}

/* A question mark that ends something: not the one inside of an address. */
static gboolean
veche_text_has_question_mark (const char *text)
{
  for (const char *p = strchr (text, '?'); p != NULL; p = strchr (p + 1, '?'))
    {
      char next = p[1];

      if (p == text)
        continue;
      if (next == '\0' || g_ascii_isspace (next) || strchr ("?!.,;:)]\"'*", next) != NULL)
        return TRUE;
      if ((guchar) next >= 0x80 && !g_unichar_isalnum (g_utf8_get_char_validated (p + 1, -1)))
        return TRUE;
    }

  return FALSE;
}

gboolean
veche_text_is_question (const char *text)
{
  static const char *const openers[] = {
    "кто", "кого", "кому", "что", "чем", "где", "когда", "куда", "откуда", "почему", "зачем", "как", "какой", "какая", "какое",
    "какие", "каким", "сколько", "чей", "чья", "чье", "чьи", "подскажите", "посоветуйте", "who", "what", "where", "when", "why",
    "how", "which", "whose", NULL
  };
  g_autofree char *opening = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *head = NULL;
  const char *start;
  gsize length;

  if (text == NULL)
    return FALSE;
  if (veche_text_has_question_mark (text))
    return TRUE;

  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length == 0 || length > MAX_OPEN_QUESTION || strchr (".!)", text[length - 1]) != NULL)
    return FALSE;

  /* Only how it begins matters; folding all of it would be most of an import's time. */
  head = g_utf8_make_valid (text, MIN (length, MAX_OPENING));
  folded = veche_text_fold (head);
  for (start = folded; *start != '\0' && !g_unichar_isalnum (g_utf8_get_char (start)); start = g_utf8_next_char (start))
    if (*start == '@')   /* "@anna, where…": whom it asks is not part of the question */
      while (start[1] != '\0' && !g_ascii_isspace (start[1]))
        start++;
  for (length = 0; g_unichar_isalpha (g_utf8_get_char (start + length));)
    length = g_utf8_next_char (start + length) - start;
  opening = g_strndup (start, length);

  return start[length] != '\0' && g_strv_contains (openers, opening);
}

#define DEEPEST 8   /* quotes within quotes */

char *
veche_text_nest_quotes (const char *text)
{
  static const struct { gunichar open, close; const char *inner_open, *inner_close; } marks[] = {
    { 0xab /* « */, 0xbb, "„", "“" }, { 0x201c /* “ */, 0x201d, "‘", "’" }, { 0x201e /* „ */, 0x201c, "„", "“" },
  };
  g_autoptr (GString) nested = g_string_new (NULL);
  gsize open[DEEPEST];
  guint depth = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *instead = NULL;
      gsize mark = 0;

      if (depth > 0 && c == marks[open[depth - 1]].close)
        instead = --depth > 0 ? marks[open[0]].inner_close : NULL;
      else
        {
          while (mark < G_N_ELEMENTS (marks) && marks[mark].open != c)
            mark++;
          if (mark < G_N_ELEMENTS (marks) && depth == DEEPEST)
            return g_strdup (text);
          if (mark < G_N_ELEMENTS (marks))
            {
              instead = depth > 0 ? marks[open[0]].inner_open : NULL;
              open[depth++] = mark;
            }
        }
      if (instead != NULL)
        g_string_append (nested, instead);
      else
        g_string_append_unichar (nested, c);
    }

  return depth > 0 ? g_strdup (text) : g_strdup (nested->str);
}

char *
veche_text_tidy (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\n\r", -1);
  GString *tidy = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (tidy, "%s%s", tidy->len > 0 ? " " : "", words[i]);

  return g_string_free (tidy, tidy->len == 0);
}

int
veche_text_compare (gconstpointer a, gconstpointer b)
{
  return veche_text_collate (*(const char *const *) a, *(const char *const *) b);
}
