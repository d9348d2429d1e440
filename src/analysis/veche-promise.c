/* veche-promise.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentence by sentence: a word or phrase that promises, unless what stands before it takes it back; then the day that the sentence names.
 */

#include "analysis/veche-promise-private.h"

#include <string.h>

#define MAX_BYTES 4096
#define MAX_WORDS 600
#define DASHES "\x93\x94"   /* the last bytes of "–" and "—" */
#define LATER_MOST 3     /* words between "I'll" and what I shall do */

typedef enum { WILL, MAYBE, SAYS, TAKEN, OPENS, DOES, LATER, REPORTS, UNLESS, DOUBTS, N_KINDS } Kind;

static const char *const kind_nicks[] = { "will", "maybe", "says", "taken", "opens", "does", "later", "reports", "unless", "doubts" };

/* first word → phrases (GPtrArray of GStrv), one table a kind */
typedef struct { GHashTable *by_first[N_KINDS]; } Lists;

void
veche_promise_free (VechePromise *self)
{
  g_free (self->words);
  g_free (self);
}

/*** Lists ***/

static void
take_phrase (Lists *self, Kind kind, const char *phrase)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (phrase), "_-", ' ');
  g_autoptr (GArray) words = veche_words_split (spaced, 10);
  g_autoptr (GStrvBuilder) built = g_strv_builder_new ();
  GPtrArray *list;

  if (words->len == 0)
    return;
  for (guint i = 0; i < words->len; i++)
    g_strv_builder_add (built, veche_words_at (words, i)->word);
  list = g_hash_table_lookup (self->by_first[kind], veche_words_at (words, 0)->word);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_hash_table_insert (self->by_first[kind], g_strdup (veche_words_at (words, 0)->word), list);
    }
  g_ptr_array_add (list, g_strv_builder_end (built));
}

static Lists *
load_lists (void)
{
  g_auto (GStrv) lines = veche_words_load ("promises.tsv");
  Lists *self = g_new0 (Lists, 1);

  for (guint k = 0; k < N_KINDS; k++)
    self->by_first[k] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], "\t", 2);
      g_auto (GStrv) phrases = cells[0] != NULL && cells[1] != NULL ? g_strsplit (cells[1], " ", -1) : NULL;

      for (guint k = 0; phrases != NULL && k < N_KINDS; k++)
        for (guint i = 0; strcmp (cells[0], kind_nicks[k]) == 0 && phrases[i] != NULL; i++)
          take_phrase (self, k, phrases[i]);
    }

  return self;
}

static const Lists *
get_lists (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_lists ());

  return (const Lists *) once;
}

/*** Sentences ***/

typedef struct
{
  const char *text;
  GArray     *words;
  gboolean   *quoted;    /* (owned): a word a flag */
  guint       from, to;  /* the sentence: words [from, to) */
  gboolean    asks;
} Sentence;

/* How many words the longest phrase of this kind takes that begins here; 0: none does. */
static guint
phrase_at (const Sentence *self, Kind kind, guint i)
{
  GPtrArray *list = i < self->to ? g_hash_table_lookup (get_lists ()->by_first[kind], veche_words_at (self->words, i)->word) : NULL;
  guint longest = 0;

  for (guint p = 0; list != NULL && p < list->len; p++)
    {
      GStrv phrase = list->pdata[p];
      guint n = 1;

      while (phrase[n] != NULL && i + n < self->to && strcmp (phrase[n], veche_words_at (self->words, i + n)->word) == 0)
        n++;
      if (phrase[n] == NULL)
        longest = MAX (longest, n);
    }

  return longest;
}

static gboolean
word_is (const Sentence *self, gint64 i, const char *const *list)
{
  return i >= self->from && i < self->to && g_strv_contains (list, veche_words_at (self->words, i)->word);
}

/* Does one of these characters stand between the word and the next? */
static gboolean
is_followed_by (const Sentence *self, guint i, const char *signs)
{
  const VecheWord *word = veche_words_at (self->words, i);
  gsize end = i + 1 < self->words->len ? veche_words_at (self->words, i + 1)->start : strlen (self->text);

  for (gsize p = word->end; p < end; p++)
    if (strchr (signs, self->text[p]) != NULL)
      return TRUE;

  return FALSE;
}

/* Words within quotation marks or in a line that begins with ">" are somebody else's. */
static void
mark_quoted (Sentence *self)
{
  gboolean inside = FALSE, line = FALSE, fresh = TRUE;
  guint at = 0;

  for (const char *p = self->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      for (; at < self->words->len && veche_words_at (self->words, at)->start <= (guint) (p - self->text); at++)
        self->quoted[at] = inside || line;
      if (c == '\n')
        {
          fresh = TRUE;
          line = inside = FALSE;
          continue;
        }
      if (fresh && c == '>')
        line = TRUE;
      if (!g_unichar_isspace (c))
        fresh = FALSE;
      if (c == '"')
        inside = !inside;
      else if (c == 0xab || c == 0x201c || c == 0x201e)   /* « “ „ */
        inside = TRUE;
      else if (c == 0xbb || c == 0x201d)                  /* » ” */
        inside = FALSE;
    }
}

/* "…, хорошо?" asks for a nod, not whether I shall do it. */
static gboolean
only_asks_for_a_nod (const Sentence *self)
{
  static const char *const nods[] = { "ок", "окей", "хорошо", "ладно", "да", "договорились", "ok", "okay", "right", "alright", "good", "deal", NULL };

  return self->to > self->from + 1 && word_is (self, (gint64) self->to - 1, nods) && is_followed_by (self, self->to - 2, ",-");
}

static void
end_sentence (Sentence *self, guint from)
{
  self->from = from;
  self->to = from;
  self->asks = FALSE;
  while (self->to < self->words->len)
    {
      guint i = self->to++;
      const VecheWord *word = veche_words_at (self->words, i);
      const char *sign = self->text + word->end;
      const char *next = i + 1 < self->words->len ? self->text + veche_words_at (self->words, i + 1)->start : self->text + strlen (self->text);

      self->asks = is_followed_by (self, i, "?");
      if (self->asks || is_followed_by (self, i, "!;\n") || g_strstr_len (sign, next - sign, "…") != NULL)
        break;
      /* a dot within "5.12" or "т.е." ends nothing */
      if (is_followed_by (self, i, ".") && next - sign > 1)
        break;
    }
  self->asks &= !only_asks_for_a_nod (self);
}

/*** Promises ***/

/* In "if I hear more, …" and "когда вернусь, …" nothing is promised; what comes after the comma of the latter is. */
static gboolean
is_conditional (const Sentence *self, guint at)
{
  static const char *const whens[] = { "когда", "как", "после", "пока", "before", "after", "once", "when", "until", "что", "чтобы", "whether", "ли", NULL };

  for (guint i = self->from; i < at; i++)
    if (phrase_at (self, UNLESS, i) > 0)
      return TRUE;
  for (gint64 i = (gint64) at - 1; i >= self->from && i + 4 >= at && !is_followed_by (self, (guint) i, ",-;(" DASHES); i--)
    if (word_is (self, i, whens))
      return !(word_is (self, i, (const char *const[]) { "что", NULL }) && i > self->from
               && word_is (self, i - 1, (const char *const[]) { "обещаю", "обещаем", NULL }));

  return FALSE;
}

static gboolean
is_taken_back (const Sentence *self, guint at)
{
  static const char *const nots[] = { "не", "ни", "нет", "никогда", "not", "never", "dont", "wont", "cant", NULL };
  static const char *const others[] = { "он", "она", "они", "вы", "ты", "кто", "he", "she", "they", "you", "who", NULL };

  if (self->quoted[at] || word_is (self, (gint64) at - 1, nots) || word_is (self, (gint64) at - 1, others) || is_conditional (self, at))
    return TRUE;
  for (guint i = self->from; i < self->to; i++)
    if ((i < at && phrase_at (self, REPORTS, i) > 0) || (i <= at && phrase_at (self, DOUBTS, i) > 0))
      return TRUE;

  return FALSE;
}

/* "Вернусь из отпуска", "отвечу по порядку: …", "уточню, что вход свободный" */
static gboolean
means_something_else (const Sentence *self, guint at, Kind kind)
{
  static const char *const comes[] = { "вернусь", "вернемся", NULL };
  static const char *const from[] = { "из", "домой", "поздно", "с", "со", "на", NULL };
  static const char *const with[] = { "ответом", "новостями", "решением", "информацией", "деталями", "подробностями", "результатом", "датой", NULL };
  static const char *const clear[] = { "уточню", "уточним", "сообщу", "сообщим", NULL };
  static const char *const that[] = { "что", "that", NULL };
  static const char *const whom[] = { "вам", "тебе", "вашему", "твоему", "этому", "нему", "ней", NULL };

  if (word_is (self, at, comes) && word_is (self, (gint64) at + 1, (const char *const[]) { "к", "ко", NULL }))
    return !word_is (self, (gint64) at + 2, whom);
  if (word_is (self, at, comes) && word_is (self, (gint64) at + 1, from))
    return !word_is (self, (gint64) at + 2, with) && !word_is (self, (gint64) at + 1, (const char *const[]) { "на", NULL });
  for (guint i = at; i < self->to && (kind == SAYS || word_is (self, at, clear)) && i < at + 4; i++)
    if (is_followed_by (self, i, ":"))
      return TRUE;

  return (kind == SAYS || word_is (self, at, clear)) && is_followed_by (self, at, ",") && word_is (self, (gint64) at + 1, that);
}

/* "I'll also double-check": the phrase with what it goes on to. 0: nothing is promised */
static guint
english_at (const Sentence *self, guint i)
{
  static const char *const nots[] = { "not", "never", NULL };
  guint opens = phrase_at (self, OPENS, i), at = i + opens;

  if (opens == 0)
    return 0;
  for (guint skipped = 0; skipped <= LATER_MOST && at < self->to; skipped++, at++)
    {
      guint does = phrase_at (self, DOES, at);

      if (does > 0)
        return at + does - i;
      if (phrase_at (self, LATER, at) == 0 || word_is (self, at, nots))
        return 0;
    }

  return 0;
}

/* What promises first in the sentence; maybe (out): it does only with a day. */
static gboolean
find_trigger (const Sentence *self, guint *at, gboolean *maybe)
{
  guint n_maybe = 0, first_maybe = 0;

  for (guint i = self->from; i < self->to; i++)
    {
      Kind kind = phrase_at (self, WILL, i) > 0 ? WILL : phrase_at (self, SAYS, i) > 0 ? SAYS : phrase_at (self, MAYBE, i) > 0 ? MAYBE
                  : phrase_at (self, TAKEN, i) > 0 || english_at (self, i) > 0 ? TAKEN : N_KINDS;

      if (kind == N_KINDS || is_taken_back (self, i) || means_something_else (self, i, kind))
        continue;
      if (kind != MAYBE)
        {
          *at = i;
          *maybe = FALSE;
          return TRUE;
        }
      if (n_maybe++ == 0)
        first_maybe = i;
    }
  *at = first_maybe;
  *maybe = n_maybe < 2;   /* "гляну и скажу" */

  return n_maybe > 0;
}

static VechePromise *
read_sentence (const Sentence *self, GDateTime *now, const VecheWorkHours *hours)
{
  VechePromise *promise;
  guint at, first = 0, last = 0, begin;
  gint64 due = 0;
  gboolean maybe, dated;

  if (self->asks || !find_trigger (self, &at, &maybe))
    return NULL;
  dated = veche_promise_date (self->words, self->text, self->from, self->to, now, hours, &due, &first, &last);
  if (maybe && !dated)
    return NULL;

  promise = g_new0 (VechePromise, 1);
  begin = dated ? MIN (first, at) : at;
  promise->start = veche_words_at (self->words, begin)->start;
  promise->length = veche_words_at (self->words, self->to - 1)->end - promise->start;
  promise->dated = dated;
  promise->due = dated ? due : veche_promise_usual_due (now, hours);

  return promise;
}

/* The next sentence goes on with it: one promise, with the day of whichever has one. */
static void
join (VechePromise *self, VechePromise *more)
{
  self->length = more->start + more->length - self->start;
  if (more->dated && (!self->dated || more->due > self->due))
    self->due = more->due;
  self->dated |= more->dated;
  veche_promise_free (more);
}

GPtrArray *
veche_promise_find (const char *text, GDateTime *now, const VecheWorkHours *hours)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));
  g_autoptr (GArray) words = veche_words_split (valid, MAX_WORDS);
  g_autofree gboolean *quoted = g_new0 (gboolean, MAX (words->len, 1));
  Sentence sentence = { .text = valid, .words = words, .quoted = quoted };
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_promise_free);
  gboolean before = FALSE;

  mark_quoted (&sentence);
  while (sentence.to < words->len)
    {
      VechePromise *promise;

      end_sentence (&sentence, sentence.to);
      promise = read_sentence (&sentence, now, hours);
      if (promise != NULL && before)
        join (found->pdata[found->len - 1], promise);
      else if (promise != NULL)
        g_ptr_array_add (found, promise);
      before = promise != NULL;
    }
  for (guint i = 0; i < found->len; i++)
    {
      VechePromise *promise = found->pdata[i];

      promise->words = g_strndup (valid + promise->start, promise->length);
    }

  return found;
}
