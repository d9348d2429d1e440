/* veche-priority.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-priority.h"

#include <stdlib.h>
#include <string.h>

#include "model/veche-text.h"

#define MOST_BYTES    4096
#define LEAST_LETTERS 12
#define MOST_REPEATS  3
#define HOT           20       /* tenths of a standard deviation from which a thread is told to be hot */
#define HOTTEST       40       /* from here on the whole weight */
#define STORM_REPLIES 8
#define STORM_PEOPLE  4
#define STRONGEST     3        /* reasons in one line */

/*** Words ***/

/* Folded beginnings of words ("*") and whole ones; two with a space between stand one behind the other. */
static const char *const refund_words[] = {
  "верните деньги*", "вернуть деньги*", "возврат* денег", "возврат* средств*", "возврат* оплат*", "верну* деньги", "деньги назад", "деньги верн*",
  "refund*", "money back", "chargeback*", "reimburs*", NULL,
};
static const char *const ban_words[] = {
  "забан*", "разбан*", "бан", "бана", "банит*", "банят", "заблокиров*", "блокиров*", "заблочи*", "замутил*", "удаляете", "трет* комментари*",
  "удалил* комментари*", "удалил* сообщени*", "цензур*", "ban", "bans", "banned", "unban*", "censor*", "muted", "blocked", NULL,
};
static const char *const legal_words[] = {
  "суд", "суда", "суде", "суду", "судом", "суды", "судебн*", "иск", "иска", "юрист*", "адвокат*", "прокуратур*", "роспотребнадзор*", "роскомнадзор*",
  "досудебн*", "персональн* данн*", "152 фз", "полици*", "мошенни*", "заявление в", "lawyer*", "lawsuit*", "attorney*", "sue", "suing", "court",
  "gdpr", "legal action*", "scam*", "fraud*", NULL,
};

static const struct { VecheSignals signal; const char *const *words; } lists[] = {
  { VECHE_SIGNAL_REFUND, refund_words },
  { VECHE_SIGNAL_BAN, ban_words },
  { VECHE_SIGNAL_LEGAL, legal_words },
};

/* " word word word ": folded, single spaces, nothing else. (transfer full) */
static char *
spread (const char *text)
{
  g_autofree char *part = g_strndup (text, MOST_BYTES);
  g_autofree char *valid = g_utf8_make_valid (part, -1);
  g_autofree char *folded = veche_text_fold (valid);
  GString *words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c);
      else if (words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');

  return g_string_free (words, FALSE);
}

/* How far the pattern reaches from the beginning of a word; 0: it does not stand here. */
static gsize
reach (const char *at, const char *pattern)
{
  const char *p = at;

  for (; *pattern != '\0'; pattern++)
    if (*pattern == '*')
      while (*p != ' ' && *p != '\0')
        p++;
    else if (*p++ != *pattern)
      return 0;

  return *p == ' ' ? (gsize) (p - at) : 0;
}

/* (transfer full) (nullable) */
static char *
find_words (const char *words, const char *const *patterns)
{
  for (const char *at = words; at != NULL && at[1] != '\0'; at = strchr (at + 1, ' '))
    for (guint i = 0; patterns[i] != NULL; i++)
      {
        gsize n = reach (at + 1, patterns[i]);

        if (n > 0)
          return g_strndup (at + 1, n);
      }

  return NULL;
}

static gboolean
is_shouted (const char *text)
{
  guint letters = 0, capitals = 0, words = 0;
  gboolean inside = FALSE;
  const char *end = text + strnlen (text, MOST_BYTES);

  for (const char *p = text; p < end && g_utf8_get_char_validated (p, end - p) < (gunichar) -2; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = g_unichar_isalpha (c);

      letters += letter;
      capitals += g_unichar_isupper (c) != 0;
      words += letter && !inside;
      inside = letter;
    }

  return letters >= LEAST_LETTERS && words >= 2 && capitals * 2 > letters;
}

guint
veche_priority_signals (const char *text)
{
  g_autofree char *words = NULL;
  guint signals = 0;

  if (text == NULL || *text == '\0')
    return 0;
  words = spread (text);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *found = find_words (words, lists[i].words);

      if (found != NULL)
        signals |= lists[i].signal;
    }

  return signals | (is_shouted (text) ? VECHE_SIGNAL_CAPITALS : 0);
}

char *
veche_priority_signal_words (const char *text, VecheSignals signal)
{
  g_autofree char *words = text != NULL ? spread (text) : NULL;

  for (gsize i = 0; words != NULL && i < G_N_ELEMENTS (lists); i++)
    if (lists[i].signal == signal)
      return find_words (words, lists[i].words);

  return NULL;
}

/*** The sum ***/

void
veche_priority_reason_free (VechePriorityReason *self)
{
  g_free (self->text);
  g_free (self);
}

typedef struct
{
  const VecheWeights *weights;
  GPtrArray          *reasons;
} Sum;

/* Takes text. */
static void
add (Sum *sum, const char *what, int points, gint64 n, gint64 since, char *text)
{
  VechePriorityReason *reason;

  if (points == 0)
    {
      g_free (text);
      return;
    }
  reason = g_new0 (VechePriorityReason, 1);
  reason->what = what;
  reason->points = points;
  reason->n = n;
  reason->since = since;
  reason->text = text;
  g_ptr_array_add (sum->reasons, reason);
}

static void
add_plain (Sum *sum, VecheWeight weight, const char *text)
{
  add (sum, veche_weight_nick (weight), sum->weights->points[weight], 0, 0, g_strdup (text));
}

static void
add_words (Sum *sum, const VechePriorityFacts *facts)
{
  static const struct { const char *nick; VecheWeight weight; const char *text; } moods[] = {
    { "negative", VECHE_WEIGHT_NEGATIVE, "it sounds negative" }, { "positive", VECHE_WEIGHT_POSITIVE, "it sounds positive" },
  };
  static const struct { const char *nick; VecheWeight weight; const char *text; } kinds[] = {
    { "complaint", VECHE_WEIGHT_COMPLAINT, "a complaint" }, { "question", VECHE_WEIGHT_QUESTION, "a question" }, { "idea", VECHE_WEIGHT_IDEA, "an idea" },
    { "praise", VECHE_WEIGHT_PRAISE, "praise" },            { "spam", VECHE_WEIGHT_SPAM, "spam" },
  };
  static const struct { VecheSignals signal; VecheWeight weight; const char *text; } signals[] = {
    { VECHE_SIGNAL_CAPITALS, VECHE_WEIGHT_CAPITALS, "written in capitals" }, { VECHE_SIGNAL_REFUND, VECHE_WEIGHT_REFUND, "about money back" },
    { VECHE_SIGNAL_BAN, VECHE_WEIGHT_BAN, "about a ban or a deletion" },     { VECHE_SIGNAL_LEGAL, VECHE_WEIGHT_LEGAL, "about the law" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moods); i++)
    if (strcmp (facts->mood, moods[i].nick) == 0)
      add_plain (sum, moods[i].weight, moods[i].text);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (facts->kind, kinds[i].nick) == 0)
      add_plain (sum, kinds[i].weight, kinds[i].text);
  if (*facts->kind == '\0' && strcmp (facts->reason, "question") == 0)
    add_plain (sum, VECHE_WEIGHT_QUESTION, "a question");
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    if (facts->signals & signals[i].signal)
      add_plain (sum, signals[i].weight, signals[i].text);
  if (strcmp (facts->reason, "direct") == 0 || strcmp (facts->reason, "request") == 0)
    add_plain (sum, VECHE_WEIGHT_DIRECT, "said to you directly");
}

/* "third complaint since 3 November" */
static void
add_repeats (Sum *sum, const VechePriorityFacts *facts)
{
  g_autoptr (GDateTime) first = NULL;
  g_autofree char *day = NULL;

  if (facts->repeats == 0 || strcmp (facts->mood, "negative") != 0)
    return;
  first = g_date_time_new_from_unix_local (facts->first_repeat / G_USEC_PER_SEC);
  day = first != NULL ? g_date_time_format (first, "%Y-%m-%d") : g_strdup ("–");
  add (sum, "repeat", sum->weights->points[VECHE_WEIGHT_REPEAT] * (int) MIN (facts->repeats, MOST_REPEATS), facts->repeats + 1, facts->first_repeat,
       g_strdup_printf ("their %u%s negative message since %s", facts->repeats + 1,
                        facts->repeats == 1 ? "nd" : facts->repeats == 2 ? "rd" : "th", day));
}

static void
add_author (Sum *sum, const VechePriorityFacts *facts)
{
  static const struct { VecheAuthorSigns sign; VecheWeight weight; const char *text; } signs[] = {
    { VECHE_AUTHOR_NEWCOMER, VECHE_WEIGHT_NEWCOMER, "by a newcomer" },
    { VECHE_AUTHOR_IMPORTANT, VECHE_WEIGHT_IMPORTANT, "by an important member" },
    { VECHE_AUTHOR_CRITIC, VECHE_WEIGHT_CRITIC, "three negative messages of theirs within 90 days" },
    { VECHE_AUTHOR_EXPERT, VECHE_WEIGHT_EXPERT, "by an expert" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (facts->author & signs[i].sign)
      add_plain (sum, signs[i].weight, signs[i].text);
}

static void
add_thread (Sum *sum, const VechePriorityFacts *facts)
{
  int heat = CLAMP (facts->heat, 0, HOTTEST);

  if (heat >= HOT)
    add (sum, "heat", sum->weights->points[VECHE_WEIGHT_HEAT] * heat / HOTTEST, facts->heat, 0,
         g_strdup_printf ("its thread grows faster than usual (%d.%d standard deviations)", facts->heat / 10, facts->heat % 10));
  if (facts->replies >= STORM_REPLIES && facts->repliers >= STORM_PEOPLE)
    add (sum, "storm", sum->weights->points[VECHE_WEIGHT_STORM], facts->replies, 0,
         g_strdup_printf ("%u replies by %u people within hours", facts->replies, facts->repliers));
  add (sum, "boost", facts->boost, 0, 0, g_strdup ("set by a rule or by hand"));
}

/* (transfer full): "2 h 5 min" */
static char *
say_span (gint64 seconds)
{
  gint64 minutes = seconds / 60;

  if (minutes < 60)
    return g_strdup_printf ("%d min", (int) minutes);
  if (minutes < 48 * 60)
    return minutes % 60 != 0 ? g_strdup_printf ("%d h %d min", (int) (minutes / 60), (int) (minutes % 60)) : g_strdup_printf ("%d h", (int) (minutes / 60));

  return g_strdup_printf ("%d days", (int) (minutes / (24 * 60)));
}

/* Whatever the list is sorted by, cut to whole points once: the lines add up to it. */
static void
add_waiting (Sum *sum, const VechePriorityFacts *facts, const VecheInboxClock *clock)
{
  int points = (int) ((veche_priority_total (sum->reasons) * G_GINT64_CONSTANT (1000)
                       + veche_inbox_waiting (clock, facts->began, facts->target, facts->answered)) / 1000) - veche_priority_total (sum->reasons);
  gint64 waited = MAX (clock->open - facts->began, 0);
  g_autofree char *span = say_span (waited);
  g_autofree char *target = say_span (facts->target);

  if (facts->answered || facts->target <= 0)
    return;
  if (waited < facts->target)
    {
      add (sum, "waiting", points, waited, 0, g_strdup_printf ("waiting for %s of %s", span, target));
      return;
    }
  add (sum, "overdue", clock->overdue, waited - facts->target, 0, g_strdup ("overdue"));
  add (sum, "waiting", points - clock->overdue, waited, 0, g_strdup_printf ("waiting for %s (due within %s)", span, target));
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const VechePriorityReason *x = *(VechePriorityReason *const *) a, *y = *(VechePriorityReason *const *) b;

  if (x->points != y->points)
    return abs (x->points) > abs (y->points) || (abs (x->points) == abs (y->points) && x->points > y->points) ? -1 : 1;

  return strcmp (x->what, y->what);
}

GPtrArray *
veche_priority_sum (const VecheWeights *weights, const VechePriorityFacts *facts, const VecheInboxClock *clock)
{
  Sum sum = { weights, g_ptr_array_new_with_free_func ((GDestroyNotify) veche_priority_reason_free) };

  add_words (&sum, facts);
  add_repeats (&sum, facts);
  add_author (&sum, facts);
  add_thread (&sum, facts);
  if (clock != NULL)
    add_waiting (&sum, facts, clock);
  g_ptr_array_sort (sum.reasons, compare_reasons);

  return sum.reasons;
}

int
veche_priority_total (GPtrArray *reasons)
{
  int total = 0;

  for (guint i = 0; i < reasons->len; i++)
    total += ((VechePriorityReason *) reasons->pdata[i])->points;

  return total;
}

static gboolean
has_reason (GPtrArray *reasons, const char *what)
{
  for (guint i = 0; i < reasons->len; i++)
    if (strcmp (((VechePriorityReason *) reasons->pdata[i])->what, what) == 0)
      return TRUE;

  return FALSE;
}

/* Waiting says that it is overdue, too. */
char *
veche_priority_line (GPtrArray *reasons)
{
  gboolean waiting = has_reason (reasons, "waiting");
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < reasons->len && n < STRONGEST; i++)
    {
      const VechePriorityReason *reason = reasons->pdata[i];

      if (reason->points <= 0 || (waiting && strcmp (reason->what, "overdue") == 0))
        continue;
      g_string_append_printf (line, "%s%s", n > 0 ? ", " : "", reason->text);
      n++;
    }

  return g_string_free (line, n == 0);
}
