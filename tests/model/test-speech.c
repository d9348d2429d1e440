/* test-speech.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-speech.h"

/* What is meant, beside what only looks like it. */
static void
test_phrases (void)
{
  static const struct
  {
    const char *text;
    VecheSpeech said;
  } cases[] = {
    { "Спасибо, всё заработало!", VECHE_SPEECH_THANKS },
    { "СПС", VECHE_SPEECH_THANKS },
    { "Очень благодарны всем", VECHE_SPEECH_THANKS },
    { "Thanks a lot", VECHE_SPEECH_THANKS },
    { "Ура 🙏🏽", VECHE_SPEECH_THANKS },
    { "Подскажите, кто знает? Заранее спасибо", 0 },
    { "Буду очень рад, thanks in advance!", 0 },
    { "Нет, спасибо", 0 },
    { "Спасибо, не надо", 0 },
    { "Не помогло", 0 },
    { "Привет, коллеги", VECHE_SPEECH_GREETING },
    { "Добрый день! Кто может помочь с арендой?", VECHE_SPEECH_GREETING },
    { "You're welcome", 0 },
    { "Welcome aboard", VECHE_SPEECH_GREETING },
    { "Передавай привет Анне", 0 },
    { "Смотри в сторону asyncio.TaskGroup", VECHE_SPEECH_HELP },
    { "Могу помочь с переводом", VECHE_SPEECH_HELP },
    { "К сожалению, не могу помочь", 0 },
    { "I can help with that", VECHE_SPEECH_HELP },
    { "Who can help?", 0 },
    { "Предлагаю перенести встречу на вторник", VECHE_SPEECH_FEEDBACK },
    { "The link doesn't work", VECHE_SPEECH_FEEDBACK },
    { "The link doesn’t work", VECHE_SPEECH_FEEDBACK },
    { "Разобралась, всё решено", VECHE_SPEECH_SETTLED },
    { "Это не сработало", 0 },
    { "Not solved yet", 0 },
    { "Помогите решить, не могу понять", 0 },
    { "Завтра дождь", 0 },
    { "", 0 },
    { "спасибоспасибо", 0 },
  };
  g_autoptr (VecheSpeechWords) words = veche_speech_words_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (veche_speech_find (words, cases[i].text, NULL), ==, cases[i].said);
    }
  g_assert_cmpuint (veche_speech_find (words, NULL, NULL), ==, 0);
}

static void
test_quote (void)
{
  g_autoptr (VecheSpeechWords) words = veche_speech_words_new (NULL);
  g_autofree char *phrase = NULL;

  veche_speech_find (words, "Ну ты мне ПОМОГ, друг", &phrase);
  g_assert_cmpstr (phrase, ==, "ты мне ПОМОГ");
}

/* The manager's own lines, and what can't be one. */
static void
test_own (void)
{
  g_autoptr (VecheSpeechWords) words = veche_speech_words_new ("thanks\tru\tот души\nnonsense\n\nthanks\tru\n!thanks\tru\tблагодарю вас\nwhat\tru\tслово\n#thanks\tru\tмимо\n");

  g_assert_cmpuint (veche_speech_find (words, "От души, братан", NULL), ==, VECHE_SPEECH_THANKS);
  g_assert_cmpuint (veche_speech_find (words, "Благодарю вас", NULL), ==, 0);
  g_assert_cmpuint (veche_speech_find (words, "мимо", NULL), ==, 0);
}

static void
test_nicks (void)
{
  for (guint bit = 1; bit & VECHE_SPEECH_ALL; bit <<= 1)
    g_assert_cmpuint (veche_speech_from_nick (veche_speech_to_nick (bit)), ==, bit);
  g_assert_cmpuint (veche_speech_from_nick ("tears"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/speech/phrases", test_phrases);
  g_test_add_func ("/model/speech/quote", test_quote);
  g_test_add_func ("/model/speech/own", test_own);
  g_test_add_func ("/model/speech/nicks", test_nicks);

  return g_test_run ();
}
