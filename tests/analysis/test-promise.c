/* test-promise.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <string.h>

#include "analysis/veche-promise.h"
#include "analysis/veche-switch.h"

/* Wednesday, 18 November 2026, 11:00, in Moscow. */
static GDateTime *
usual_now (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Moscow");

  return g_date_time_new (zone, 2026, 11, 18, 11, 0, 0);
}

static char *
say_due (gint64 due, GDateTime *now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (due / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

/*** Measured ***/

typedef struct { guint right, false_alarms, missed, dues, wrong_dues; } Score;

static void
score_line (Score *score, char **cells, GDateTime *now)
{
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  g_autoptr (GPtrArray) found = veche_promise_find (cells[4], now, &hours);
  gboolean is = strcmp (cells[2], "yes") == 0;

  score->right += is && found->len > 0;
  score->missed += is && found->len == 0;
  score->false_alarms += !is && found->len > 0;
  if (is != (found->len > 0))
    g_test_message ("%s %s: %s", cells[0], is ? "missed" : "false alarm", cells[4]);
  if (strcmp (cells[3], "-") != 0 && found->len > 0)
    {
      g_autofree char *due = say_due (((VechePromise *) found->pdata[0])->due, now);

      score->dues++;
      score->wrong_dues += strcmp (due, cells[3]) != 0;
      if (strcmp (due, cells[3]) != 0)
        g_test_message ("%s due %s instead of %s: %s", cells[0], due, cells[3], cells[4]);
    }
}

static Score
score_half (const char *half, guint *n)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "promises", "replies.tsv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GDateTime) now = usual_now ();
  g_auto (GStrv) lines = NULL;
  Score score = { 0 };

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[l], "\t", 5);

      if (lines[l][0] == '#' || g_strv_length (cells) != 5 || strcmp (cells[0], half) != 0)
        continue;
      (*n)++;
      score_line (&score, cells, now);
    }

  return score;
}

static void
test_measured (void)
{
  guint n = 0;
  Score seen = score_half ("a", &n), unseen = score_half ("b", &n), others = score_half ("c", &n), dry = score_half ("d", &n);
  double precision = (double) unseen.right / (unseen.right + unseen.false_alarms), recall = (double) unseen.right / (unseen.right + unseen.missed);

  g_test_message ("%u replies; held out: precision %.3f, recall %.3f, dues %u of %u", n, precision, recall, unseen.dues - unseen.wrong_dues, unseen.dues);
  g_test_message ("other voices: precision %.3f, recall %.3f, dues %u of %u", (double) others.right / (others.right + others.false_alarms),
                  (double) others.right / (others.right + others.missed), others.dues - others.wrong_dues, others.dues);
  g_test_message ("dry: precision %.3f, recall %.3f, dues %u of %u", (double) dry.right / (dry.right + dry.false_alarms),
                  (double) dry.right / (dry.right + dry.missed), dry.dues - dry.wrong_dues, dry.dues);
  g_assert_cmpuint (n, >=, 120);
  g_assert_cmpuint (seen.false_alarms + seen.missed + seen.wrong_dues, ==, 0);
  g_assert_cmpfloat (precision, >=, 0.9);
  g_assert_cmpfloat (recall, >=, 0.8);
  g_assert_cmpuint (unseen.wrong_dues * 10, <=, unseen.dues);
  g_assert_cmpuint (10 * dry.false_alarms, <=, dry.right);
  g_assert_cmpuint (10 * dry.right, >=, 9 * (dry.right + dry.missed));
}

/*** By hand ***/

static void
test_range (void)
{
  static const char text[] = "Здравствуйте, Анна! Спасибо за письмо. Уточню у площадки. Вернусь до пятницы. Хорошего дня!";
  g_autoptr (GDateTime) now = usual_now ();
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  g_autoptr (GPtrArray) found = veche_promise_find (text, now, &hours);
  VechePromise *promise = found->pdata[0];
  g_autofree char *due = say_due (promise->due, now);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (promise->words, ==, "Уточню у площадки. Вернусь до пятницы");
  g_assert_cmpint (strncmp (text + promise->start, promise->words, promise->length), ==, 0);
  g_assert_cmpstr (due, ==, "2026-11-20 18:00");
  g_assert_true (promise->dated);
}

static void
assert_due (const char *words, int weekday_hours, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Moscow");
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 20, weekday_hours, 0, 0);   /* a Friday */
  VecheWorkHours hours = { 10 * 60, 17 * 60, 0x1f };
  g_autofree char *due = NULL;
  gint64 at = 0;

  g_assert_cmpint (veche_promise_parse_due (words, now, &hours, &at), ==, expected != NULL);
  due = expected != NULL ? say_due (at, now) : NULL;
  g_assert_cmpstr (due, ==, expected);
}

static void
test_days (void)
{
  assert_due ("до пятницы", 12, "2026-11-27 17:00");
  assert_due ("сегодня", 12, "2026-11-20 17:00");
  assert_due ("сегодня", 18, "2026-11-20 23:59");
  assert_due ("в 15:30", 12, "2026-11-20 15:30");
  assert_due ("в 11:00", 12, "2026-11-21 11:00");
  assert_due ("послезавтра к обеду", 12, "2026-11-22 13:00");
  assert_due ("25 числа", 12, "2026-11-25 17:00");
  assert_due ("к 10.12", 12, "2026-12-10 17:00");
  assert_due ("2027-01-15", 12, "2027-01-15 17:00");
  assert_due ("до 3 января", 12, "2027-01-03 17:00");
  assert_due ("to the end of the month", 12, "2026-11-30 17:00");
  assert_due ("in half an hour", 12, "2026-11-20 12:30");
  assert_due ("next month", 12, "2026-12-31 17:00");
  assert_due ("доброе утро", 12, NULL);
  assert_due ("31.02", 12, NULL);
  assert_due ("", 12, NULL);
  assert_due ("99999999999999999999 в", 12, NULL);
}

static void
test_weekend (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Moscow");
  g_autoptr (GDateTime) friday = g_date_time_new (zone, 2026, 11, 20, 12, 0, 0);
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL;
  g_autoptr (GPtrArray) found = veche_promise_find ("Проверю и отвечу", friday, &hours);
  g_autofree char *due = say_due (((VechePromise *) found->pdata[0])->due, friday);

  g_assert_cmpstr (due, ==, "2026-11-23 18:00");
  g_assert_false (((VechePromise *) found->pdata[0])->dated);
}

static void
test_hostile (void)
{
  static const char *const texts[] = { "", " ", "\xff\xfe завтра пришлю \xff", "»»»“”\"", "пришлю", "I'll", "через через через", "в 99999999999:99",
                                       "\xd1", "> \n> \n" };
  g_autoptr (GDateTime) now = usual_now ();
  g_autofree char *long_text = g_strnfill (100000, 'a');
  VecheWorkHours hours = VECHE_WORK_HOURS_USUAL, none = { 0, 0, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) found = veche_promise_find (texts[i], now, &hours), again = veche_promise_find (texts[i], now, &none);

      g_assert_cmpuint (found->len, ==, again->len);
    }
  g_ptr_array_unref (veche_promise_find (long_text, now, &hours));
}

/* Where a reply sends people: phrases of both languages, at the beginning of words, and not where one says no. */
static void
test_switch (void)
{
  static const struct { const char *text, *place; } replies[] = {
    { "Напишите нам в личку, пожалуйста", "direct" },
    { "Ответил вам в ЛС.", "direct" },
    { "Please DM us your order number", "direct" },
    { "Let’s continue in direct messages", "direct" },
    { "Пришлите договор на почту", "email" },
    { "Пишите на club@mayak.example, разберёмся", "email" },
    { "Write to hello@example.org and we will look", "email" },
    { "Позвоните нам завтра", "call" },
    { "Give us a call", "call" },
    { "Обратитесь в поддержку", "other" },
    { "Please open a ticket", "other" },
    { "Не пишите в личку, отвечу здесь", NULL },
    { "Please don’t DM us, ask here", NULL },
    { "Встреча в четверг в 19:00, запись пришлю сюда", NULL },
    { "Личное мнение: оно того стоит", NULL },
    { "Спасибо, @anna! The dmesg output helps", NULL },
    { "", NULL },
    { "\xff\xfe@", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    g_assert_cmpstr (veche_switch_find (replies[i].text), ==, replies[i].place);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/promise/measured", test_measured);
  g_test_add_func ("/promise/range", test_range);
  g_test_add_func ("/promise/days", test_days);
  g_test_add_func ("/promise/weekend", test_weekend);
  g_test_add_func ("/promise/hostile", test_hostile);
  g_test_add_func ("/promise/switch", test_switch);

  return g_test_run ();
}
