/* test-knowledge-questions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How well questions find their articles, measured.
 */

#include <locale.h>
#include <string.h>

#include "analysis/veche-answers.h"
#include "support/veche-test-knowledge.h"

/*** Labelled questions ***/

/* Lines of questions by what they are: those that were asked before, the first about each article, and the rest. */
static GPtrArray *
list_asked (GStrv lines, gboolean before)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *asked = g_ptr_array_new ();

  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 2);
      gboolean first = strcmp (parts[0], "-") != 0 && g_hash_table_add (seen, g_strdup (parts[0]));

      if (first == before)
        g_ptr_array_add (asked, lines[l]);
    }

  return asked;
}

/* lines (nullable): the first question about each article was answered with it. */
static GPtrArray *
read_uses (GStrv lines)
{
  g_autoptr (GPtrArray) asked = lines != NULL ? list_asked (lines, TRUE) : NULL;
  GPtrArray *uses = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_use_free);

  for (guint i = 0; asked != NULL && i < asked->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (asked->pdata[i], "\t", 2);
      VecheArticleUse *use = g_new0 (VecheArticleUse, 1);

      use->article_uid = g_strdup (parts[0]);
      use->question = g_strdup (parts[1]);
      g_ptr_array_add (uses, use);
    }

  return uses;
}

static VecheAnswers *
load_articles (const char *name, GStrv learnt, guint *n)
{
  g_autoptr (GPtrArray) uses = read_uses (learnt);
  g_auto (GStrv) lines = knowledge_lines (name);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_unref);

  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 6);
      g_auto (GStrv) phrases = NULL;
      VecheArticleKind kind;
      VecheArticle *article;

      g_assert_cmpuint (g_strv_length (parts), ==, 6);
      g_assert_true (veche_article_kind_parse (parts[1], &kind));
      article = veche_article_new (kind, parts[3], parts[4]);
      veche_article_set (&article->code, parts[0]);
      veche_article_set (&article->uid, parts[0]);
      veche_article_set (&article->language, parts[2]);
      phrases = g_strsplit (parts[5], "|", -1);
      for (guint i = 0; phrases[i] != NULL; i++)
        veche_article_add_phrase (article, phrases[i]);
      g_ptr_array_add (articles, article);
    }
  *n = articles->len;

  return veche_answers_new (articles, uses);
}

typedef struct { guint asked, first, third, none, silent, unsure, sure, sure_right; double slowest; } Result;

static int
place_of (GPtrArray *found, const char *code)
{
  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (((VecheAnswer *) found->pdata[i])->article->code, code) == 0)
      return (int) i;

  return -1;
}

static void
tell (const char *line, GPtrArray *found)
{
  g_autoptr (GString) text = g_string_new (line);

  for (guint i = 0; i < found->len; i++)
    {
      VecheAnswer *answer = found->pdata[i];

      g_string_append_printf (text, "  %s%s %.2f (%s)", answer->sure ? "!" : "", answer->article->code, answer->score, answer->words);
    }
  g_test_message ("%s", text->str);
}

static Result
measure_asked (VecheAnswers *answers, const char *name, GPtrArray *asked)
{
  Result result = { 0 };

  for (guint l = 0; l < asked->len; l++)
    {
      g_auto (GStrv) parts = g_strsplit (asked->pdata[l], "\t", 2);
      clock_t began = clock ();
      g_autoptr (GPtrArray) found = veche_answers_find (answers, parts[1], NULL, 3);
      int place = place_of (found, parts[0]);

      result.slowest = MAX (result.slowest, 1000.0 * (double) (clock () - began) / CLOCKS_PER_SEC);
      if (found->len > 0 && ((VecheAnswer *) found->pdata[0])->sure)
        {
          result.sure++;
          result.sure_right += place == 0;
        }
      if (strcmp (parts[0], "-") == 0)
        {
          result.none++;
          result.silent += found->len == 0;
          result.unsure += found->len == 0 || !((VecheAnswer *) found->pdata[0])->sure;
        }
      else
        {
          result.asked++;
          result.first += place == 0;
          result.third += place >= 0;
        }
      if (strcmp (parts[0], "-") == 0 ? found->len > 0 : place != 0)
        tell (asked->pdata[l], found);
    }
  g_test_message ("%s: %u of %u first (%.0f %%), %u among three (%.0f %%); no answer: silent %u, at least not sure %u of %u; sure %u, of these right %u; slowest %.2f ms", name,
                  result.first, result.asked, 100.0 * result.first / result.asked, result.third, 100.0 * result.third / result.asked, result.silent,
                  result.unsure, result.none, result.sure, result.sure_right, result.slowest);

  return result;
}

static Result
measure (VecheAnswers *answers, const char *name)
{
  g_auto (GStrv) lines = knowledge_lines (name);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();

  for (guint l = 0; lines[l] != NULL; l++)
    g_ptr_array_add (asked, lines[l]);

  return measure_asked (answers, name, asked);
}

/* What is said beside the articles of a community, and none of them answers. */
static Result
measure_none (VecheAnswers *answers, const char *community)
{
  g_auto (GStrv) lines = knowledge_lines ("none.tsv");
  Result result = { 0 };

  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 2);
      g_autoptr (GPtrArray) found = NULL;

      if (strcmp (parts[0], community) != 0)
        continue;
      found = veche_answers_find (answers, parts[1], NULL, 3);
      result.none++;
      result.silent += found->len == 0;
      result.unsure += found->len == 0 || !((VecheAnswer *) found->pdata[0])->sure;
      if (found->len > 0 && ((VecheAnswer *) found->pdata[0])->sure)
        tell (lines[l], found);
    }

  return result;
}

static void
add_up (Result *all, const Result *one)
{
  all->asked += one->asked;
  all->first += one->first;
  all->third += one->third;
  all->none += one->none;
  all->silent += one->silent;
  all->unsure += one->unsure;
  all->sure += one->sure;
  all->sure_right += one->sure_right;
}

static void
test_questions (void)
{
  guint n;
  g_autoptr (VecheAnswers) answers = load_articles ("articles.tsv", NULL, &n);
  Result seen = measure (answers, "questions.tsv"), unseen = measure (answers, "questions-unseen.tsv");

  g_assert_cmpuint (n, >=, 40);
  g_assert_cmpuint (seen.asked + unseen.asked, >=, 80);
  g_assert_cmpuint (100 * seen.first, >=, 70 * seen.asked);
  g_assert_cmpuint (100 * seen.third, >=, 90 * seen.asked);
  g_assert_cmpuint (100 * unseen.first, >=, 70 * unseen.asked);
  g_assert_cmpuint (100 * unseen.third, >=, 85 * unseen.asked);
  g_assert_cmpuint (100 * (seen.unsure + unseen.unsure), >=, 90 * (seen.none + unseen.none));
}

static Result
measure_all (const char *const *names, const char *what)
{
  Result all = { 0 };

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *articles = g_strconcat (names[i], "-articles.tsv", NULL), *questions = g_strconcat (names[i], "-questions.tsv", NULL);
      guint n;
      g_autoptr (VecheAnswers) answers = load_articles (articles, NULL, &n);
      Result result = measure (answers, questions);

      add_up (&all, &result);
      result = measure_none (answers, names[i]);
      add_up (&all, &result);
    }
  g_test_message ("%s: %u of %u first (%.0f %%), %u among three (%.0f %%); sure %u, of these right %u; offered by themselves for nothing %u of %u",
                  what, all.first, all.asked, 100.0 * all.first / all.asked, all.third, 100.0 * all.third / all.asked, all.sure, all.sure_right,
                  all.none - all.unsure, all.none);

  return all;
}

/* Communities by their own articles, in far words.  Measured once before the lists were widened for what they miss: the first four 34 % first and
 * 51 % among three, the next four 57 % and 73 %, the last two 67 % and 88 %. */
static void
test_communities (void)
{
  static const char *const names[] = { "cats", "school", "editor", "plots", "kitchen", "help", "tracker", "chess", "climbers", "maker", NULL };
  Result all = measure_all (names, "all ten");

  g_assert_cmpuint (100 * all.first, >=, 70 * all.asked);
  g_assert_cmpuint (100 * all.third, >=, 90 * all.asked);
  g_assert_cmpuint (20 * all.sure_right, >=, 19 * all.sure);
  g_assert_cmpuint (100 * (all.none - all.unsure), <=, 7 * all.none);
}

/* The same when one question about each article was answered with it: what the rest is answered then. */
static Result
measure_learnt (const char *const *names, const char *what)
{
  Result all = { 0 };

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *articles = g_strconcat (names[i], "-articles.tsv", NULL), *questions = g_strconcat (names[i], "-questions.tsv", NULL);
      guint n;
      g_auto (GStrv) lines = knowledge_lines (questions);
      g_autoptr (VecheAnswers) answers = load_articles (articles, lines, &n);
      g_autoptr (GPtrArray) rest = list_asked (lines, FALSE);
      Result result = measure_asked (answers, questions, rest);

      add_up (&all, &result);
    }
  g_test_message ("%s, when each article was used once: %u of %u first (%.0f %%), %u among three (%.0f %%); sure %u, of these right %u", what, all.first, all.asked, 100.0 * all.first / all.asked, all.third, 100.0 * all.third / all.asked, all.sure, all.sure_right);

  return all;
}

/* Communities that were asked once, in far words, before anything was changed for them, two or three at a time (first / among three of all
 * questions, %): hikers, larch, choir 39 / 60 by words alone; then by what is meant: theatre, sailing 46 / 66; coop, guild 29 / 55; media, repair
 * 37 / 57; league, talk 52 / 73; after each, the list of situations was widened.  Then park, singers 47 / 75; swim, con 61 / 80; the list was widened
 * once more, and at the end reel, wheels 47 / 59 (47 / 57 without that).  Then vectors were learnt (data/answers; nothing of this folder is learnt
 * from): of bees, measured before and after, 55 / 65 became 55 / 74; of house, donors, asked once, 53 / 80 (45 / 67 without them): 70 / 90 does not
 * hold for far words that nobody has thought of. */
static void
test_fresh (void)
{
  static const char *const names[] = { "hikers", "larch", "choir", "theatre", "sailing", "coop", "guild", "media", "repair", "league", "talk", "park", "singers",
                                        "swim", "con", "reel", "wheels", "bees", "house", "donors", NULL };
  Result all = measure_all (names, "asked once");

  measure_learnt (names, "asked once");
  g_assert_cmpuint (100 * all.first, >=, 64 * all.asked);
  g_assert_cmpuint (100 * all.third, >=, 84 * all.asked);
  g_assert_cmpuint (10 * all.sure_right, >=, 9 * all.sure);
}

/*** In a workspace ***/

/* Knowledge bases and questions of other kinds: the second was written when the engine was first finished, the third before it was changed again. */
static void
test_others (void)
{
  guint n;
  g_autoptr (VecheAnswers) second = load_articles ("second-articles.tsv", NULL, &n), third = load_articles ("third-articles.tsv", NULL, &n);
  g_autoptr (VecheAnswers) fourth = load_articles ("fourth-articles.tsv", NULL, &n);
  Result house = measure (second, "second-questions.tsv"), runners = measure (third, "third-questions.tsv");
  Result studio = measure (fourth, "fourth-questions.tsv");

  g_assert_cmpuint (100 * house.first, >=, 70 * house.asked);
  g_assert_cmpuint (100 * house.third, >=, 90 * house.asked);
  g_assert_cmpuint (100 * runners.first, >=, 70 * runners.asked);
  g_assert_cmpuint (100 * runners.third, >=, 90 * runners.asked);
  g_assert_cmpuint (100 * (house.unsure + runners.unsure), >=, 90 * (house.none + runners.none));
  g_assert_cmpuint (100 * studio.first, >=, 50 * studio.asked);
  g_assert_cmpuint (studio.unsure, ==, studio.none);
}

/* The other keyboard layout, Latin letters, a foreign word in ours, a Latin letter among Cyrillic ones; and what is to be left alone. */
static void
test_typed (void)
{
  static const char *const asked[][2] = {
    { "ult dfi flhtc&", "adr" }, { "rfr dthyenm ltymub pf ,bktn", "refund" }, { "gde vzyat slaydy?", "slides" }, { "Mozhno s sobakoj?", "dog" },
    { "а рефанд будет?", "refund" }, { "где пaркoвка?", "park" }, { "цршер зфыыцщкв ащк цшаш", "wifi" }, { "dark theme?", "dark" },
  };
  guint n;
  g_autoptr (VecheAnswers) answers = load_articles ("articles.tsv", NULL, &n);

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (GPtrArray) found = veche_answers_find (answers, asked[i][0], NULL, 1);

      g_test_message ("%s", asked[i][0]);
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (((VecheAnswer *) found->pdata[0])->article->code, ==, asked[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/answers/questions", test_questions);
  g_test_add_func ("/answers/communities", test_communities);
  g_test_add_func ("/answers/fresh", test_fresh);
  g_test_add_func ("/answers/others", test_others);
  g_test_add_func ("/answers/typed", test_typed);

  return g_test_run ();
}
