/* test-knowledge.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Articles, templates, tone and sensitive topics as a workspace keeps them.
 */

#include <locale.h>
#include <string.h>

#include "analysis/veche-answers.h"
#include "analysis/veche-candidates.h"
#include "analysis/veche-tone.h"
#include "model/veche-template.h"
#include "store/veche-db.h"
#include "store/veche-findings-table.h"
#include "store/veche-journal.h"
#include "support/veche-test-knowledge.h"

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
  g_auto (GStrv) lines = knowledge_lines ("tone-address.tsv");
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
  g_auto (GStrv) again = knowledge_lines ("repeated.tsv");
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
      g_auto (GStrv) lines = knowledge_lines (path);

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

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

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
