/* test-knowledge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <locale.h>
#include <string.h>
#include <time.h>

#include "analysis/veche-answers.h"
#include "analysis/veche-candidates.h"
#include "analysis/veche-tone.h"
#include "model/veche-template.h"
#include "store/veche-db.h"
#include "store/veche-findings-table.h"
#include "store/veche-journal.h"

/*** Labelled questions ***/

static GStrv
read_lines (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "knowledge", name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint l = 0; lines[l] != NULL; l++)
    if (lines[l][0] != '#' && lines[l][0] != '\0')
      g_strv_builder_add (kept, lines[l]);

  return g_strv_builder_end (kept);
}

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
  g_auto (GStrv) lines = read_lines (name);
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
  g_auto (GStrv) lines = read_lines (name);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();

  for (guint l = 0; lines[l] != NULL; l++)
    g_ptr_array_add (asked, lines[l]);

  return measure_asked (answers, name, asked);
}

/* What is said beside the articles of a community, and none of them answers. */
static Result
measure_none (VecheAnswers *answers, const char *community)
{
  g_auto (GStrv) lines = read_lines ("none.tsv");
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
      g_auto (GStrv) lines = read_lines (questions);
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
 * once more, and at the end reel, wheels 47 / 59 (47 / 57 without that): 70 / 90 does not hold for far words that nobody has thought of. */
static void
test_fresh (void)
{
  static const char *const names[] = { "hikers", "larch", "choir", "theatre", "sailing", "coop", "guild", "media", "repair", "league", "talk", "park", "singers",
                                        "swim", "con", "reel", "wheels", NULL };
  Result all = measure_all (names, "asked once");

  measure_learnt (names, "asked once");
  g_assert_cmpuint (100 * all.first, >=, 60 * all.asked);
  g_assert_cmpuint (100 * all.third, >=, 80 * all.asked);
  g_assert_cmpuint (10 * all.sure_right, >=, 8 * all.sure);
}

/*** Templates ***/

static void
test_templates (void)
{
  const char *values[VECHE_N_VARIABLES] = { [VECHE_VARIABLE_NAME] = "Анна", [VECHE_VARIABLE_PLATFORM] = "Telegram" };
  g_autoptr (GArray) holes = NULL;
  g_autofree char *text = veche_template_render ("{Имя}, {name}: {событие} в {platform}, {кот} {{json}", values, &holes);
  g_autofree char *code = NULL;
  VecheTemplateHole *hole;
  guint start;

  g_assert_cmpstr (text, ==, "Анна, Анна: {событие} в Telegram, {кот} {json}");
  g_assert_cmpuint (holes->len, ==, 2);
  hole = &g_array_index (holes, VecheTemplateHole, 0);
  g_assert_true (hole->known && g_str_has_prefix (text + hole->start, "{событие}"));
  g_assert_false (g_array_index (holes, VecheTemplateHole, 1).known);
  g_assert_true (veche_template_has_holes ("до {date}", NULL));
  g_assert_false (veche_template_has_holes ("{ \"a\": 1 } {} {", NULL));

  code = veche_template_code_before ("Привет /Adr дальше", strlen ("Привет /Adr"), &start);
  g_assert_cmpstr (code, ==, "adr");
  g_assert_cmpuint (start, ==, strlen ("Привет "));
  g_assert_null (veche_template_code_before ("и/или", strlen ("и/или"), NULL));
  g_assert_null (veche_template_code_before ("/", 1, NULL));
}

/*** Tone and sensitive topics ***/

static void
test_tone (void)
{
  g_autoptr (VecheToneGuide) guide = veche_tone_guide_new ();
  g_autoptr (GPtrArray) marks = NULL, mixed = NULL, none = NULL;
  VecheToneMark *mark;

  none = veche_tone_check (guide, "Мы вам напишем");
  g_assert_cmpuint (none->len, ==, 0);
  mixed = veche_tone_check (guide, "Вы правы, и вам ответят. Тебе тоже.");
  g_assert_cmpuint (mixed->len, ==, 1);
  g_assert_cmpint (((VecheToneMark *) mixed->pdata[0])->what, ==, VECHE_TONE_MIXED);

  g_free (guide->address);
  guide->address = g_strdup ("formal");
  veche_tone_guide_add (guide, "юзер", "участник", "люди, а не записи");
  marks = veche_tone_check (guide, "Юзеры спросили, нужно ли тебе. Он писал: «тебе»\n> ты сам юзер");
  g_assert_cmpuint (marks->len, ==, 2);
  mark = marks->pdata[0];
  g_assert_cmpint (mark->what, ==, VECHE_TONE_BANNED);
  g_assert_cmpstr (mark->words, ==, "Юзеры");
  g_assert_cmpstr (mark->instead, ==, "участник");
  mark = marks->pdata[1];
  g_assert_cmpstr (mark->words, ==, "тебе");
  g_assert_cmpstr (mark->instead, ==, "вам");
}

/* Ty, vy or neither in sentences: by pronouns and by verbs. */
static void
test_address (void)
{
  g_auto (GStrv) lines = read_lines ("tone-address.tsv");
  g_autoptr (VecheToneGuide) polite = veche_tone_guide_new (), close = veche_tone_guide_new ();
  guint n = 0, heard = 0, said = 0, wrong = 0;

  veche_article_set (&polite->address, "formal");
  veche_article_set (&close->address, "informal");
  for (guint l = 0; lines[l] != NULL; l++, n++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[l], "\t", 2);
      g_autoptr (GPtrArray) ty = veche_tone_check (polite, parts[1]), vy = veche_tone_check (close, parts[1]);
      gboolean is_ty = strcmp (parts[0], "ty") == 0, is_vy = strcmp (parts[0], "vy") == 0;

      said += is_ty || is_vy;
      heard += (is_ty && ty->len > 0) || (is_vy && vy->len > 0);
      wrong += (!is_ty && ty->len > 0) || (!is_vy && vy->len > 0);
      if ((is_ty && ty->len == 0) || (is_vy && vy->len == 0) || (!is_ty && ty->len > 0) || (!is_vy && vy->len > 0))
        g_test_message ("%s", lines[l]);
    }
  g_test_message ("%u sentences: %u of %u heard, %u wrong", n, heard, said, wrong);
  g_assert_cmpuint (n, >=, 60);
  g_assert_cmpuint (100 * heard, >=, 90 * said);
  g_assert_cmpuint (wrong, <=, 2);
}

/* What is offered instead. */
static void
test_other_address (void)
{
  static const char *const pairs[][3] = { { "formal", "Запишись", "запишитесь" }, { "formal", "Держись", "держитесь" }, { "formal", "Напиши", "напишите" },
                                          { "formal", "Сможешь", "сможете" }, { "formal", "Боишься", "боитесь" }, { "informal", "Ответьте", "ответь" },
                                          { "informal", "Знакомьтесь", "знакомься" }, { "informal", "Запишитесь", "запишись" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (VecheToneGuide) guide = veche_tone_guide_new ();
      g_autoptr (GPtrArray) marks = NULL;

      veche_article_set (&guide->address, pairs[i][0]);
      marks = veche_tone_check (guide, pairs[i][1]);
      g_assert_cmpuint (marks->len, ==, 1);
      g_assert_cmpstr (((VecheToneMark *) marks->pdata[0])->instead, ==, pairs[i][2]);
    }
}

static void
test_sensitive (void)
{
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_unref), hits = NULL, calm = NULL;
  VecheArticle *article = veche_article_new (VECHE_ARTICLE_SENSITIVE, "Возвраты", "Вернём всё.");

  veche_article_add_phrase (article, "подать в суд");
  veche_article_add_phrase (article, "прокуратура");
  g_ptr_array_add (articles, article);
  hits = veche_sensitive_find (articles, "Я напишу в прокуратуру!");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((VecheSensitiveHit *) hits->pdata[0])->words, ==, "прокуратуру");
  calm = veche_sensitive_find (articles, "Я напишу завтра");
  g_assert_cmpuint (calm->len, ==, 0);
}

/*** In a workspace ***/

static VecheDb *
open_db (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);

  return db;
}

static void
apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_cmpint (veche_journal_apply (db, edit, "test", &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

static char *
save (VecheDb *db, VecheArticle *before, VecheArticle *after)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("article", after->title);
  char *uid = g_strdup (veche_articles_edit_save (edit, before, after));

  apply (db, edit);

  return uid;
}

static VecheArticle *
find (VecheDb *db, const char *who)
{
  g_autoptr (GError) error = NULL;
  VecheArticle *article = veche_articles_find (db, who, &error);

  g_assert_no_error (error);

  return article;
}

static void
test_revisions (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheArticle) draft = veche_article_new (VECHE_ARTICLE_FAQ, "Где вы?", "Ленина, 4"), first = NULL, second = NULL, twin = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL, *same = NULL;

  veche_article_set (&draft->code, "adr");
  veche_article_add_phrase (draft, "адрес");
  uid = save (db, NULL, draft);
  first = find (db, "/Adr");
  second = veche_article_copy (first);
  g_free (second->body);
  second->body = g_strdup ("Ленина, 44");
  g_ptr_array_set_size (second->phrases, 0);
  veche_article_add_phrase (second, "как пройти");
  same = save (db, first, second);
  g_assert_cmpstr (same, ==, uid);

  revisions = veche_articles_list_revisions (db, uid, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (revisions->len, ==, 1);
  g_assert_cmpstr (((VecheArticleRevision *) revisions->pdata[0])->body, ==, "Ленина, 4");
  twin = find (db, uid);
  g_assert_cmpuint (twin->phrases->len, ==, 1);
  g_assert_cmpstr (twin->phrases->pdata[0], ==, "как пройти");
  g_clear_pointer (&twin->uid, g_free);
  g_assert_false (veche_articles_check (db, twin, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
}

static void
test_past_answers (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheArticle) article = veche_article_new (VECHE_ARTICLE_FAQ, "Будут ли субтитры?", "Да, по-русски.");
  g_autofree char *uid = save (db, NULL, article);
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL);
  g_autoptr (VecheAnswers) before = veche_answers_load (db, NULL), after = NULL;
  g_autoptr (GPtrArray) nothing = veche_answers_find (before, "Брат не слышит, как ему смотреть лекцию?", NULL, 3), found = NULL;
  VecheAnswer *answer;

  g_assert_true (nothing->len == 0 || !((VecheAnswer *) nothing->pdata[0])->sure);
  veche_articles_edit_use (edit, uid, NULL, "Сестра не слышит, как ей смотреть лекцию?");
  apply (db, edit);
  after = veche_answers_load (db, NULL);
  found = veche_answers_find (after, "Брат не слышит, как ему смотреть лекцию?", NULL, 3);
  g_assert_cmpuint (found->len, ==, 1);
  answer = found->pdata[0];
  g_assert_true (answer->by_use && answer->sure);
  g_assert_cmpuint (answer->article->uses, ==, 1);
}

/* A reply that was written by hand, with the words of an article. */
static void
test_past_replies (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheArticle) article = veche_article_new (VECHE_ARTICLE_FAQ, "Где вы собираетесь?", "На Ленина, 44, вход со двора, второй этаж.");
  g_autoptr (VecheArticle) other = veche_article_new (VECHE_ARTICLE_FAQ, "Сколько стоит вход?", "Вход бесплатный, чай по желанию.");
  g_autofree char *uid = save (db, NULL, article), *twin = save (db, NULL, other);
  g_autoptr (VecheAnswers) before = veche_answers_load (db, NULL), after = NULL;
  g_autoptr (GPtrArray) nothing = veche_answers_find (before, "Заблудились, мы у арки с котом", NULL, 3), found = NULL;

  g_assert_true (nothing->len == 0 || !((VecheAnswer *) nothing->pdata[0])->sure);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
    "INSERT INTO channel (id, uid, platform, remote_id) VALUES (1, 'ch', 'telegram', '1');"
    "INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, direction, reply_to_id, text) VALUES"
    " (1, 'q', 'message', 1, 1, 'm1', 'in', NULL, 'Ребята, заблудились, у арки с котом'),"
    " (2, 'r', 'reply', 2, 1, 'm2', 'out', 1, 'Вам на Ленина, 44, заходите со двора на второй этаж');"
    "INSERT INTO triage (uid, interaction_id, reason, at, answered) VALUES ('t', 1, 'mention', 1, 2);", NULL));
  g_assert_true (veche_db_commit (db, NULL));
  after = veche_answers_load (db, NULL);
  found = veche_answers_find (after, "Заблудились, мы у арки с котом", NULL, 3);
  g_assert_cmpuint (found->len, >=, 1);
  g_assert_true (((VecheAnswer *) found->pdata[0])->by_use);
  g_assert_cmpstr (((VecheAnswer *) found->pdata[0])->article->uid, ==, uid);
}

/* Three ask the same in other words, two others something else; one answer is thanked for. */
static void
bring_questions (VecheDb *db)
{
  static const char sql[] =
    "INSERT INTO member (id, uid, name, created) VALUES (1, 'a', 'Анна', 1), (2, 'b', 'Борис', 1), (3, 'c', 'Вера', 1);"
    "INSERT INTO channel (id, uid, platform, remote_id) VALUES (1, 'ch', 'telegram', '1');";
  static const char *const texts[] = { "@vera где взять запись доклада?", "Подскажите, пожалуйста, где запись доклада?",
                                       "А запись доклада где можно посмотреть?", "Когда субботник?", "Спасибо, очень помогли!" };

  g_assert_true (veche_db_begin (db, NULL) && veche_db_exec (db, sql, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *row = g_strdup_printf ("INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, text)"
                                              " VALUES (%u, 'i%u', 'message', %" G_GINT64_FORMAT ", 1, 'm%u', %u, '%s');"
                                              "INSERT INTO triage (uid, interaction_id, reason, at) VALUES ('t%u', %u, 'mention', %" G_GINT64_FORMAT ")",
                                              i + 1, i + 1, veche_now () + i * G_TIME_SPAN_SECOND * 100, i + 1, i % 3 + 1, texts[i], i + 1, i + 1, veche_now ());

      g_assert_true (veche_db_exec (db, row, NULL));
    }
  g_assert_true (veche_db_commit (db, NULL));
}

static guint
count_candidates (VecheDb *db, const char *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_candidates_find (db, &error), kept = NULL;
  g_autoptr (GArray) heard = veche_candidates_hear (db, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL) && veche_candidates_keep (db, found, heard, &error) && veche_db_commit (db, NULL));
  kept = veche_candidates_list (db, &error);
  g_assert_cmpuint (kept->len, ==, found->len);
  if (kept->len > 0 && first != NULL)
    {
      VecheCandidate *candidate = kept->pdata[0];

      g_assert_cmpuint (candidate->questions, ==, 3);
      g_assert_cmpuint (candidate->people, ==, 3);
      g_assert_cmpuint (candidate->examples->len, ==, 3);
      g_assert_false (g_str_has_prefix (candidate->question, "@"));
    }

  return kept->len;
}

static void
test_candidates (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheArticle) article = veche_article_new (VECHE_ARTICLE_FAQ, "Где взять запись доклада?", "На канале."), read = NULL;
  g_autoptr (VecheEdit) refusal = veche_edit_new ("candidate", NULL), answer = veche_edit_new ("reply", NULL), gone = veche_edit_new ("article", NULL);
  g_autofree char *uid = NULL;

  bring_questions (db);
  g_assert_cmpuint (count_candidates (db, "запись"), ==, 1);
  uid = save (db, NULL, article);
  g_assert_cmpuint (count_candidates (db, NULL), ==, 0);

  veche_articles_edit_use (answer, uid, "i2", NULL);
  apply (db, answer);
  g_assert_cmpuint (count_candidates (db, NULL), ==, 0);
  read = find (db, uid);
  g_assert_cmpuint (read->uses, ==, 1);
  g_assert_cmpuint (read->helped, ==, 1);

  veche_edit_delete (gone, "article", uid);
  apply (db, gone);
  veche_candidates_edit_refuse (refusal, "где запись доклада");
  apply (db, refusal);
  g_assert_cmpuint (count_candidates (db, NULL), ==, 0);
}

static void
bring_one (VecheDb *db, const char *text, guint *n)
{
  g_auto (GStrv) pieces = g_strsplit (text, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", pieces), *row = NULL;

  *n += 1;
  row = g_strdup_printf ("INSERT INTO interaction (id, own_uid, kind, at, channel_id, remote_id, member_id, text)"
                         " VALUES (%u, 'i%u', 'message', %" G_GINT64_FORMAT ", 1, 'm%u', %u, '%s');"
                         "INSERT INTO triage (uid, interaction_id, reason, at) VALUES ('t%u', %u, 'mention', %" G_GINT64_FORMAT ")",
                         *n, *n, veche_now () - *n * G_TIME_SPAN_HOUR, *n, *n % 7 + 1, quoted, *n, *n, veche_now ());
  g_assert_true (veche_db_exec (db, row, NULL));
}

/* A year of a busy chat: hundreds of questions that nobody repeats, and five that come again. */
static void
test_crowd (void)
{
  static const char *const once[] = { "messages.tsv", "worlds.tsv" };
  g_autoptr (VecheDb) db = open_db ();
  g_auto (GStrv) again = read_lines ("repeated.tsv");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0, single, right = 0;

  g_assert_true (veche_db_begin (db, NULL));
  for (guint i = 1; i <= 7; i++)
    {
      g_autofree char *row = g_strdup_printf ("INSERT INTO member (id, uid, name, created) VALUES (%u, 'p%u', 'P%u', 1)", i, i, i);

      g_assert_true (veche_db_exec (db, row, NULL));
    }
  g_assert_true (veche_db_exec (db, "INSERT INTO channel (id, uid, platform, remote_id) VALUES (1, 'ch', 'telegram', '1')", NULL));
  for (guint f = 0; f < G_N_ELEMENTS (once); f++)
    {
      g_autofree char *path = g_build_filename ("..", "mood", once[f], NULL);
      g_auto (GStrv) lines = read_lines (path);

      for (guint l = 0; lines[l] != NULL; l++)
        bring_one (db, strrchr (lines[l], '\t') + 1, &n);
    }
  single = n;
  for (guint l = 0; again[l] != NULL; l++)
    bring_one (db, strchr (again[l], '\t') + 1, &n);
  g_assert_true (veche_db_commit (db, NULL));

  found = veche_candidates_find (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      VecheCandidate *candidate = found->pdata[i];
      guint repeated = 0;

      for (guint e = 0; e < candidate->examples->len; e++)
        repeated += g_array_index (candidate->examples, gint64, e) > (gint64) single;
      right += repeated * 2 > candidate->examples->len;
      g_test_message ("%u times: %s%s", candidate->questions, candidate->question, repeated * 2 > candidate->examples->len ? "" : " (wrong)");
    }
  g_test_message ("%u of %u candidates come again, of 5 that do", right, found->len);
  g_assert_cmpuint (right, >=, 3);
  g_assert_cmpuint (found->len - right, <=, 1);
}

static guint
count_found (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = veche_candidates_find (db, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL) && veche_candidates_replace (db, found, &error) && veche_db_commit (db, NULL));

  return found->len;
}

/* Saved for the knowledge base out of the Inbox: once is enough, whatever it looks like, until there is an article or it is refused. */
static void
test_saved (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheEdit) saved = veche_edit_new ("finding", NULL), settled = veche_edit_new ("candidate", NULL);
  g_autoptr (GPtrArray) list = NULL, open = NULL;
  g_autoptr (GError) error = NULL;

  bring_questions (db);
  g_assert_cmpuint (count_found (db), ==, 1);
  g_assert_nonnull (veche_findings_edit_add (db, saved, "faq", "", "i4", &error));
  apply (db, saved);
  g_assert_cmpuint (count_found (db), ==, 2);
  list = veche_candidates_list (db, NULL);
  g_assert_cmpstr (((VecheCandidate *) list->pdata[1])->question, ==, "Когда субботник?");
  g_assert_cmpuint (((VecheCandidate *) list->pdata[1])->questions, ==, 1);

  g_assert_true (veche_db_begin (db, NULL) && veche_candidates_edit_settle (db, settled, ((VecheCandidate *) list->pdata[1])->id, &error));
  g_assert_cmpint (veche_journal_apply (db, settled, "test", &error), !=, 0);
  g_assert_true (veche_db_commit (db, NULL));
  open = veche_findings_list (db, "faq", "open", NULL, 0, NULL);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_cmpuint (count_found (db), ==, 1);
}

static void
test_tone_stored (void)
{
  g_autoptr (VecheDb) db = open_db ();
  g_autoptr (VecheToneGuide) none = veche_tone_find (db, NULL, NULL), first = veche_tone_guide_new (), read = NULL, second = NULL, again = NULL;
  g_autoptr (VecheEdit) made = veche_edit_new ("tone", NULL), changed = veche_edit_new ("tone", NULL);

  g_assert_null (none->uid);
  g_free (first->address);
  first->address = g_strdup ("informal");
  veche_tone_guide_add (first, "юзер", "участник", NULL);
  veche_tone_edit_save (made, NULL, first);
  apply (db, made);
  read = veche_tone_find (db, "nobody", NULL);
  g_assert_cmpstr (read->address, ==, "informal");
  second = veche_tone_guide_new ();
  veche_tone_guide_add (second, "лид", "человек", NULL);
  veche_tone_edit_save (changed, read, second);
  apply (db, changed);
  again = veche_tone_find (db, NULL, NULL);
  g_assert_cmpstr (again->address, ==, "");
  g_assert_cmpuint (again->words->len, ==, 1);
  g_assert_cmpstr (((VecheToneWord *) again->words->pdata[0])->instead, ==, "человек");
}

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
  g_test_add_func ("/answers/past-answers", test_past_answers);
  g_test_add_func ("/answers/past-replies", test_past_replies);
  g_test_add_func ("/knowledge/candidates", test_candidates);
  g_test_add_func ("/knowledge/crowd", test_crowd);
  g_test_add_func ("/knowledge/saved", test_saved);
  g_test_add_func ("/knowledge/templates", test_templates);
  g_test_add_func ("/knowledge/tone", test_tone);
  g_test_add_func ("/knowledge/address", test_address);
  g_test_add_func ("/knowledge/other-address", test_other_address);
  g_test_add_func ("/knowledge/sensitive", test_sensitive);
  g_test_add_func ("/knowledge/revisions", test_revisions);
  g_test_add_func ("/knowledge/tone-stored", test_tone_stored);

  return g_test_run ();
}
