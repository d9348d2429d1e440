/* veche-answers-kind.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Во сколько?" wants a time, "почём?" a price: by the words of the question, and by what stands in the answer.
 */

#include "analysis/veche-answers-private.h"

#include <string.h>

#include "model/veche-text.h"

#define MOST_BYTES 1000

/* Between spaces, as veche_text_fold() writes them. */
static const struct { VecheAsks asks; const char *words; } openings[] = {
  { VECHE_ASKS_WHEN, "когда|во сколько|до скольки|к скольки|со скольки|в котором часу|какого числа|в какой день|в какие дни|по каким дням|до какого"
                     "|какой срок|в какое время|по каким|сколько ждать|через сколько|сколько дней|сколько длится|when|what time|what day|which day|what evening|which evening"
                     "|what days|dates|how soon|how long|until when|deadline" },
  { VECHE_ASKS_WHERE, "где|куда|откуда|адрес|в каком месте|как доехать|как добраться|как пройти|where|address|how to get to" },
  { VECHE_ASKS_MUCH, "сколько стоит|сколько стоят|почем|цена|стоимость|сколько денег|сколько платить|платно|бесплатно|платный|how much|price|cost|costs|fee" },
  { VECHE_ASKS_WHO, "кто|кого|кому|к кому|у кого|кем|who|whom" },
  { VECHE_ASKS_WHY, "почему|зачем|из за чего|отчего|why|how come" },
  { VECHE_ASKS_MAY, "можно|можно ли|нужно ли|нужна ли|нужен ли|обязательно|обязательна|разрешено|разрешается|can i|can we|may i|is it allowed|allowed|is it ok|do i need" },
  { VECHE_ASKS_HOW, "как|каким образом|что делать|how|how to|how do" },
};

static const char *const days[] = { "понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен", "будн", "выходн", "январ", "феврал",
                                    "март", "апрел", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр", "недел", "monday", "tuesday",
                                    "wednesday", "thursday", "friday", "saturday", "sunday", "daily", "weekly", NULL };
static const char *const money[] = { "руб", "₽", "$", "€", "£", "бесплатн", "плат", "взнос", "евро", "стоит ", "стоимость", "скидк", "free of charge", " usd", " eur", " pounds",
                                     " dollars", " fee ", " fees ", " subs ", " costs ", " a year ", " price ", NULL };
static const char *const places[] = { "улиц", "ул ", "проспект", "площад", "этаж", "остановк", "метро", "рядом с", "напротив", "подъезд", "корпус", "вход ",
                                      "street", "floor", "avenue", "next to", "building", "в зале", "в холле", "в парке", "за школ", "у вход", "двор", "адрес", " hall", " park ", " room ", " cafe", " gate ", "behind the", "в папк", "на сайт", "на страниц", "в канал", "в раздел", "http", NULL };

/* Letters and digits, one space between words and at both ends. (transfer full) */
static char *
plain (const char *text)
{
  g_autofree char *part = veche_text_clamp (text, MOST_BYTES, FALSE), *folded = veche_text_fold (part);
  GString *words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || strchr ("$", (int) (c < 0x80 ? c : 'x')) != NULL || c == 0x20ac || c == 0x20bd || c == 0xa3)
        g_string_append_unichar (words, c);
      else if (words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  g_string_append_c (words, ' ');

  return g_string_free (words, FALSE);
}

static gboolean
has_words (const char *text, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *wanted = g_strdup_printf (" %s ", parts[i]);

      if (strstr (text, wanted) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_any (const char *text, const char *const *beginnings)
{
  for (guint i = 0; beginnings[i] != NULL; i++)
    if (strstr (text, beginnings[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* "19:00", "с 9 до 18" */
static gboolean
has_time (const char *raw, const char *text)
{
  for (const char *p = strchr (raw, ':'); p != NULL; p = strchr (p + 1, ':'))
    if (p > raw && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]))
      return TRUE;

  return has_any (text, days);
}

VecheAsks
veche_answer_asks (const char *question)
{
  g_autofree char *text = plain (question);
  VecheAsks asks = 0;

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (has_words (text, openings[i].words))
      asks |= openings[i].asks;
  /* "абонемент сколько?" */
  if (g_str_has_suffix (text, " сколько ") || g_str_has_suffix (text, " how much "))
    asks |= VECHE_ASKS_MUCH;
  /* "как" and "можно" are in half of all questions: they tell only where nothing else does. */
  if (asks & (VECHE_ASKS_WHEN | VECHE_ASKS_WHERE | VECHE_ASKS_MUCH | VECHE_ASKS_WHO | VECHE_ASKS_WHY))
    asks &= ~(VecheAsks) (VECHE_ASKS_MAY | VECHE_ASKS_HOW);

  return asks;
}

VecheAsks
veche_answer_tells (const char *title, const char *body)
{
  g_autofree char *text = plain (body);
  VecheAsks tells = veche_answer_asks (title);

  if (has_time (body, text))
    tells |= VECHE_ASKS_WHEN;
  if (has_any (text, money))
    tells |= VECHE_ASKS_MUCH;
  if (has_any (text, places))
    tells |= VECHE_ASKS_WHERE;

  return tells;
}
