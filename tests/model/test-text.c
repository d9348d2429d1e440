/* test-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-text.h"

#include <string.h>

/* Each row: spellings of one name, which must all give one key. */
static void
test_translit_key (void)
{
  static const char *const names[][8] = {
    { "Ёлкин", "елкин", "yolkin", "elkin", "yelkin", "ЁЛКИН" },
    { "Юлия", "Julia", "Yulia", "Yuliya", "Iuliia", "Julija", "Yuliia" },
    { "Щукин", "Schukin", "Shchukin" },
    { "Хасан", "Khasan", "Hasan" },
    { "Царёв", "Tsarev", "Carev", "Tsaryov", "Царев" },
    { "Жуков", "Zhukov", "Jukov" },
    { "Ежов", "Ezhov", "Ejov", "Yezhov" },
    { "Женя", "Zhenya", "Jenya", "Zhenia" },
    { "Максим", "Maxim", "Maksim" },
    { "Ксения", "Xenia", "Kseniya", "Ksenia" },
    { "Вова", "Wowa", "Vova" },
    { "Анна", "Ana", "Anna", "Àñna" },
    { "Дмитрий", "Dmitry", "Dmitriy", "Dmitri", "Dmitrii" },
    { "Сергей", "Sergey", "Sergei", "Sergej" },
    { "Соловьёв", "Solovyov", "Solovyev", "Soloviev", "Solov'ev", "Соловьев" },
    { "Алёна", "Alyona", "Alena", "Алена" },
    { "Виктор", "Viktor", "Victor" },
    { "Чехов", "Chekhov", "Čehov", "Chehov" },
    { "Шишкин", "Shishkin", "Šiškin" },
    { "Яков", "Yakov", "Jakov", "Iakov" },
    { "Юлия Ёлкина", "Yulia Yolkina", "julia elkina" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *expected = veche_text_translit_key (names[i][0]);

      for (guint j = 1; j < G_N_ELEMENTS (names[i]) && names[i][j] != NULL; j++)
        {
          g_autofree char *key = veche_text_translit_key (names[i][j]);

          g_test_message ("%s → %s, %s → %s", names[i][0], expected, names[i][j], key);
          g_assert_cmpstr (key, ==, expected);
        }
    }
}

static void
test_translit_key_apart (void)
{
  static const char *const names[][2] = {
    { "Иванов", "Петров" }, { "Саша", "Сава" }, { "Яна", "Жанна" }, { "Шура", "Юра" }, { "Глеб", "Олег" }, { "Женя", "Зена" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *a = veche_text_translit_key (names[i][0]);
      g_autofree char *b = veche_text_translit_key (names[i][1]);

      g_assert_cmpstr (a, !=, b);
    }
}

/* Odd input gives a key that is no longer than it should be, and no trouble. */
static void
test_translit_key_odd (void)
{
  static const char *const odd[][2] = {
    { "", "" }, { "  —  ", "" }, { "@anna_leb", "ana leb" }, { "漢字", "漢字" }, { "ъь", "" }, { "R2-D2", "r2 d2" }, { "2200", "2200" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *key = veche_text_translit_key (odd[i][0]);

      g_assert_cmpstr (key, ==, odd[i][1]);
    }
}

/* Sorted by keys and by comparison alike: Russian order, ё with е, Cyrillic before Latin. */
static void
test_sort (void)
{
  static const char *const sorted[] = { "Абрамов", "абрикос", "Дроздов", "Ёлкин", "Елкина", "Жуков", "Яшин", "Anna", "boris" };

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autoptr (GBytes) a = veche_text_sort_key (sorted[i - 1]);
      g_autoptr (GBytes) b = veche_text_sort_key (sorted[i]);

      g_assert_cmpint (g_bytes_compare (a, b), <, 0);
      g_assert_cmpint (veche_text_collate (sorted[i - 1], sorted[i]), <, 0);
    }
}

static void
test_sort_long (void)
{
  g_autofree char *name = g_strnfill (5000, 'x');
  g_autoptr (GBytes) key = veche_text_sort_key (name);
  g_autoptr (GBytes) empty = veche_text_sort_key ("");

  g_assert_cmpuint (g_bytes_get_size (key), >, 4000);
  g_assert_cmpint (g_bytes_compare (empty, key), <, 0);
}

static void
test_fold_of_every_letter (void)
{
  /* The quick way and the tables of Unicode (a letter that only these know makes them be used) agree on every character. */
  for (gunichar c = 1; c < 0x3000; c++)
    {
      char text[16] = "", *end = text;
      g_autofree char *alone = NULL, *both = NULL;

      if (!g_unichar_validate (c) || g_unichar_ismark (c))
        continue;
      end += g_unichar_to_utf8 (c, end);
      alone = veche_text_fold (text);
      strcpy (end, " 😀");
      both = veche_text_fold (text);
      both[strlen (both) - strlen (" 😀")] = '\0';
      g_assert_cmpstr (alone, ==, both);
    }
  for (guint lead = 0x80; lead < 0x100; lead++)
    {
      char text[] = { (char) lead, 'a', 0 }, tail[] = { 'a', (char) lead, 0 };
      g_autofree char *a = veche_text_fold (text), *b = veche_text_fold (tail);

      g_assert_true (g_utf8_validate (a, -1, NULL) && g_utf8_validate (b, -1, NULL));
    }
}

static void
test_latin_and_fold (void)
{
  g_autofree char *latin = veche_text_to_latin ("Юлия Ёлкина");
  g_autofree char *fold = veche_text_fold ("ЁЖ Ⅳ ﬁn Й");
  g_autofree char *broken = veche_text_fold ("caf\xe9");

  g_assert_cmpstr (latin, ==, "yuliya yelkina");
  g_assert_cmpstr (fold, ==, "еж iv fin й");
  g_assert_true (g_str_has_prefix (broken, "caf"));
}

static void
test_stem (void)
{
  static const char *const words[][2] = {
    { "участников", "участник" }, { "участник", "участник" }, { "deployments", "deploy" }, { "deployment", "deploy" }, { "2024", "2024" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *stem = veche_text_stem (words[i][0]);

      g_assert_cmpstr (stem, ==, words[i][1]);
    }
}

static void
test_match (void)
{
  static const char *const typed[][2] = {
    { "кошка", "(\"кошка\" * OR \"кошка\")" },
    { " a  b ", "(\"a\" * OR \"a\") AND (\"b\" * OR \"b\")" },
    { "\"x\" OR y*", "(\"x\" * OR \"x\") AND (\"OR\" * OR \"OR\") AND (\"y*\" * OR \"y*\")" },
    { "@anna_leb", "(\"anna_leb\" * OR \"anna_leb\")" },
    { "", NULL },
    { "  \"\" — ( ) * ^ -", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *match = veche_text_to_match (typed[i][0]);

      g_assert_cmpstr (match, ==, typed[i][1]);
    }
}

static void
test_clamp (void)
{
  g_autofree char *marks = veche_text_clamp ("a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81" "b", 100, FALSE);
  g_autofree char *bidi = veche_text_clamp ("a\xe2\x80\xae" "b\tc\nd", 100, FALSE);
  g_autofree char *lines = veche_text_clamp ("a\nb\r\nc", 100, TRUE);
  g_autofree char *cut = veche_text_clamp ("привет", 3, FALSE);
  g_autofree char *whole = veche_text_clamp ("привет", 6, FALSE);
  g_autofree char *unbroken = g_strnfill (5000, 'x');
  g_autofree char *word = veche_text_clamp (unbroken, 4000, FALSE);

  g_assert_cmpstr (marks, ==, "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81" "b");
  g_assert_cmpstr (bidi, ==, "ab c d");
  g_assert_cmpstr (lines, ==, "a\nb\nc");
  g_assert_cmpstr (cut, ==, "при…");
  g_assert_cmpstr (whole, ==, "привет");
  g_assert_cmpint (g_utf8_strlen (word, -1), ==, 201);
}

static void
test_question (void)
{
  static const char *const questions[] = {
    "Где лежит запись?", "Кто-нибудь пробовал? Поделитесь", "where can I find the docs", "А можно мне тоже?!", "Подскажите хорошего врача",
    "Работает? — да", "@anna как попасть на встречу", "Really?)",
  };
  static const char *const others[] = {
    "Спасибо", "https://example.org/?page=2", "Когда я пришёл, все уже ушли.", "", "?", "Как хорошо!", "как", "Meeting at 7", "Почемучка ждёт гостей",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (!veche_text_is_question (questions[i]))
      g_error ("not taken for a question: %s", questions[i]);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (veche_text_is_question (others[i]))
      g_error ("taken for a question: %s", others[i]);
  g_assert_false (veche_text_is_question (NULL));
}

static void
test_nest_quotes (void)
{
  static const struct { const char *text, *nested; } cases[] = {
    { "Следующий шаг — «Регистрация»", "Следующий шаг — «Регистрация»" },
    { "«Встреча «Базы данных»»: теперь «В плане»", "«Встреча „Базы данных“»: теперь «В плане»" },
    { "«А «Б «В»»»", "«А „Б „В““»" },
    { "“The “Databases” meet-up”", "“The ‘Databases’ meet-up”" },
    { "«Meet-up “Databases”»", "«Meet-up „Databases“»" },
    { "«Встреча „Базы“»", "«Встреча „Базы“»" },
    { "Чай « и «ещё»", "Чай « и «ещё»" },
    { "it’s »odd«", "it’s »odd«" },
    { "««««««««««a»»»»»»»»»»", "««««««««««a»»»»»»»»»»" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *nested = veche_text_nest_quotes (cases[i].text);

      g_assert_cmpstr (nested, ==, cases[i].nested);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/text/translit-key", test_translit_key);
  g_test_add_func ("/model/text/translit-key/apart", test_translit_key_apart);
  g_test_add_func ("/model/text/translit-key/odd", test_translit_key_odd);
  g_test_add_func ("/model/text/sort", test_sort);
  g_test_add_func ("/model/text/sort/long", test_sort_long);
  g_test_add_func ("/model/text/fold-of-every-letter", test_fold_of_every_letter);
  g_test_add_func ("/model/text/latin-and-fold", test_latin_and_fold);
  g_test_add_func ("/model/text/stem", test_stem);
  g_test_add_func ("/model/text/match", test_match);
  g_test_add_func ("/model/text/clamp", test_clamp);
  g_test_add_func ("/model/text/question", test_question);
  g_test_add_func ("/model/text/nest-quotes", test_nest_quotes);

  return g_test_run ();
}
