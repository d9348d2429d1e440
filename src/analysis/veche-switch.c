/* veche-switch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-switch.h"

#include <string.h>

/* Beginnings of words, in small letters, "е" for "ё", one space between. */
static const struct
{
  const char *place, *phrases[24];
} switches[] = {
  { "direct", { "в личк", "в личные сообщ", "в личном сообщ", "личным сообщением", "в лс ", "в директ", "в приват", "написал вам лично", "напишите мне лично",
                "напиши мне лично", "dm me", "dm us", "a dm ", "your dm", "direct message", "private message", "pm me", "in private", "privately", "message me directly" } },
  { "email", { "на почту", "по почте", "на e mail", "на email", "на имейл", "на имэйл", "на электронную почту", "письмом на", "by e mail", "by email", "via email", "via e mail",
               "e mail us", "email us", "email me", "e mail me", "an email to", "drop us an email", "your inbox" } },
  { "call", { "позвоните", "позвони нам", "позвони мне", "по телефону", "созвонимся", "наберите", "give us a call", "give me a call", "call us", "call me", "by phone", "over the phone" } },
  { "other", { "обратитесь в поддержку", "обратись в поддержку", "напишите в поддержку", "напиши в поддержку", "заведите тикет", "создайте тикет", "заполните форму",
               "напишите в телеграм", "напиши в телеграм", "пишите в телеграм", "напишите в вотсап", "contact support", "contact our support", "open a ticket", "raise a ticket",
               "fill in the form", "fill out the form", "write to support" } },
};

static const char *const asking[] = { "напиш", "пиши", "пришл", "присыл", "ответил", "write", "mail", "send", "contact" };
static const char *const negations[] = { "не", "нет", "don", "not", "never", NULL };

/* Words with a space before each and after the last; signs are spaces. address (out): there is an e-mail address among them. */
static char *
plain_words (const char *text, gboolean *address)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *small = g_utf8_strdown (valid, -1);
  GString *words = g_string_new (" ");

  *address = FALSE;
  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '@' && p > small && g_ascii_isalnum (p[-1]) && g_ascii_isalnum (p[1]) && strchr (p, '.') != NULL)
        *address = TRUE;
      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c == 0x451 ? 0x435 : c);
      else if (words->str[words->len - 1] != ' ' && !g_unichar_ismark (c))
        g_string_append_c (words, ' ');
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');

  return g_string_free (words, FALSE);
}

/* One of the three words before says no. */
static gboolean
is_negated (const char *words, const char *at)
{
  const char *from = at;

  for (int i = 0; i < 3 && from > words; i++)
    {
      const char *end = from, *start = end - 1;
      g_autofree char *word = NULL;

      while (start > words && *start != ' ')
        start--;
      word = g_strndup (*start == ' ' ? start + 1 : start, (gsize) (end - start - (*start == ' ')));
      if (g_strv_contains (negations, word))
        return TRUE;
      from = start;
    }

  return FALSE;
}

static gboolean
says (const char *words, const char *phrase)
{
  g_autofree char *wanted = g_strconcat (" ", phrase, NULL);

  for (const char *at = strstr (words, wanted); at != NULL; at = strstr (at + 1, wanted))
    if (!is_negated (words, at))
      return TRUE;

  return FALSE;
}

const char *
veche_switch_find (const char *text)
{
  gboolean address;
  g_autofree char *words = plain_words (text, &address);

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    for (guint j = 0; j < G_N_ELEMENTS (switches[i].phrases) && switches[i].phrases[j] != NULL; j++)
      if (says (words, switches[i].phrases[j]))
        return switches[i].place;
  for (guint i = 0; address && i < G_N_ELEMENTS (asking); i++)
    if (says (words, asking[i]))
      return "email";

  return NULL;
}
