/* veche-tone-address.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Ты" and "вы" in pronouns and in verbs: "пишешь", "напиши", "пишете", "напишите".  Endings tell most of it; short imperatives look like nouns, so
 * that only those of the list count; and what stands behind a preposition is a noun: "в кабинете", "на сайте".
 */

#include "analysis/veche-tone-private.h"

#include <string.h>

static const char *const informal[] = { "ты", "тебя", "тебе", "тобой", "тобою", "твой", "твоя", "твоё", "твое", "твои", "твоего", "твоей", "твоему",
                                        "твоим", "твоём", "твоем", "твоих", "твоими", "твою", NULL };
static const char *const formal[] = { "вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "вашего", "вашей", "вашему", "вашим", "вашем",
                                      "ваших", "вашими", "вашу", NULL };

/* End like "пишешь". */
static const char *const no_verbs[] = { "лишь", "мышь", "тушь", "брошь", "вошь", "глушь", "чушь", "ветошь", "фальшь", "пустошь", "роскошь", "плешь",
                                        "тишь", "сушь", "гуашь", "бишь", "ишь", "вишь", "флешь", "флэшь", "кишь", "помешь", NULL };

/* End like "пишите" or "делайте", also without a preposition. */
static const char *const no_plurals[] = { "сайте", "анкете", "газете", "диете", "смете", "элите", "защите", "карете", "монете", "планете", "ракете",
                                          "котлете", "таблете", "эстафете", "конфете", "победите", "кювете", "букете", "аните", "рите", "маргарите", "свете",
                                          "инсайте", "байте", "мегабайте", "лайте", "копирайте", "паблисите", "сплите", "комите", "нетте", "дайджесте", NULL };

/* Imperatives of one person; with "-те" of several. Past tenses and nouns that look the same ("пришли", "вышли") are left out. */
static const char imperatives[] =
  "бери|береги|беспокойся|бойся|брось|будь|введи|верни|взгляни|включи|возьми|войди|волнуйся|вспомни|встань|выбери|выбирай|выйди|выключи|выложи|выходи|"
  "глянь|говори|давай|дай|держи|держись|делай|добавь|добавляй|дождись|договорись|думай|жди|жми|забери|забудь|забывай|загляни|загрузи|заходи|зайди|закрой|"
  "заметь|замени|заполни|запиши|запишись|запомни|заплати|зарегистрируйся|звони|знай|знакомься|иди|извини|измени|имей|исправь|используй|ищи|кинь|купи|"
  "лови|молчи|нажми|назови|найди|напиши|напомни|настрой|начни|начинай|неси|обнови|обновляй|обрати|обратись|обращайся|объясни|опиши|оплати|"
  "остановись|оставь|отдай|отдохни|откажись|открой|отметь|отправь|отправляй|отпишись|ответь|отвечай|оцени|перезвони|перейди|передай|передумай|переживай|"
  "переведи|переходи|пиши|поблагодари|поверь|повтори|погоди|поговори|подай|подари|подключись|подними|подожди|подойди|подпиши|подпишись|подскажи|"
  "подтверди|подумай|поезжай|позвони|позови|поздравь|познакомься|пойди|пойми|покажи|положи|получи|попробуй|попроси|пользуйся|помни|помоги|помогай|"
  "поправь|поделись|поддержи|попей|посети|поставь|постарайся|постой|посиди|послушай|посмотри|посоветуй|поспеши|посчитай|потерпи|потрать|"
  "походи|поищи|почитай|предложи|предлагай|представь|представься|приведи|приводи|привыкай|пригласи|приглашай|приди|придумай|приезжай|прими|принеси|приноси|"
  "присоединись|присоединяйся|присылай|приходи|пробуй|проверь|проверяй|продолжай|проси|прости|проходи|пройди|прочитай|прочти|пусти|радуйся|"
  "разберись|раздели|расскажи|рассказывай|распечатай|реши|решай|садись|свяжись|сделай|сдай|скажи|скачай|скинь|скопируй|следи|слушай|смени|смотри|"
  "собери|собирай|сообщи|сообщай|сохрани|спи|спроси|спрашивай|сравни|старайся|стань|стесняйся|стой|сходи|считай|съезди|сядь|убери|убедись|увидь|угадай|"
  "удали|удаляй|узнай|укажи|улыбнись|установи|уточни|уходи|участвуй|учись|учти|ходи|храни|читай|шли";

static const char *const prepositions[] = { "в", "во", "на", "о", "об", "обо", "по", "при", "к", "ко", "из", "от", "с", "со", "у", "за", "до", "для", "про",
                                            "между", "через", "под", "над", "без", "около", NULL };

static const char *const crowd[] = { "все", "всех", "всем", "ребята", "ребят", "друзья", "коллеги", "народ", "товарищи", "девочки", "мальчики", "парни",
                                     "участники", "дорогие", "кто", "оба", "обе", "вдвоем", "втроем", NULL };

static gboolean
is_imperative (const char *word)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);
      g_auto (GStrv) all = g_strsplit (imperatives, "|", -1);

      for (guint i = 0; all[i] != NULL; i++)
        g_hash_table_add (known, g_strdup (all[i]));
      g_once_init_leave (&once, (gsize) known);
    }

  return g_hash_table_contains ((GHashTable *) once, word);
}

/* "напиши" of "напишите", "запишись" of "запишитесь"; NULL: it has no such ending. (transfer full) */
static char *
without_plural (const char *word)
{
  gsize length = strlen (word);

  if (g_str_has_suffix (word, "тесь"))
    {
      g_autofree char *stem = g_strndup (word, length - strlen ("тесь"));

      return g_strconcat (stem, g_str_has_suffix (stem, "и") ? "сь" : "ся", NULL);
    }

  return g_str_has_suffix (word, "те") ? g_strndup (word, length - strlen ("те")) : NULL;
}

static gboolean
ends_so (const char *word, const char *const *endings)
{
  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (word, endings[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_plural_verb (const char *word, guint letters)
{
  static const char *const sure[] = { "йтесь", "итесь", "ьтесь", "етесь", NULL };
  static const char *const likely[] = { "йте", "ьте", "ите", "ете", NULL };
  g_autofree char *single = without_plural (word);

  if (single == NULL || letters < 4 || g_strv_contains (no_plurals, word))
    return FALSE;
  if (is_imperative (single) || ends_so (word, sure))
    return TRUE;

  return letters >= 5 && ends_so (word, likely) && !g_str_has_suffix (word, "льте");
}

/* "в кабинете", "в личном кабинете" */
static gboolean
follows_preposition (GArray *words, guint at)
{
  static const char *const of_adjectives[] = { "ом", "ем", "ой", "ей", "ым", "им", NULL };
  const char *before = at > 0 ? veche_words_at (words, at - 1)->word : "";

  if (veche_words_at (words, at)->opens)
    return FALSE;
  if (g_strv_contains (prepositions, before))
    return TRUE;

  return at > 1 && ends_so (before, of_adjectives) && g_strv_contains (prepositions, veche_words_at (words, at - 2)->word);
}

VecheAddress
veche_tone_address (GArray *words, guint at)
{
  VecheWord *word = veche_words_at (words, at);
  guint letters = (guint) g_utf8_strlen (word->word, -1);

  if (word->latin)
    return VECHE_ADDRESS_NONE;
  if (g_strv_contains (informal, word->word))
    return VECHE_ADDRESS_INFORMAL;
  if (g_strv_contains (formal, word->word))
    return VECHE_ADDRESS_FORMAL;
  if ((word->capital && !word->opens) || follows_preposition (words, at))
    return VECHE_ADDRESS_NONE;
  if (is_imperative (word->word))
    return VECHE_ADDRESS_INFORMAL;
  if (letters >= 4 && (g_str_has_suffix (word->word, "шь") || g_str_has_suffix (word->word, "шься")) && !g_strv_contains (no_verbs, word->word))
    return VECHE_ADDRESS_INFORMAL;

  return is_plural_verb (word->word, letters) ? VECHE_ADDRESS_FORMAL : VECHE_ADDRESS_NONE;
}

gboolean
veche_tone_to_many (GArray *words, const char *text)
{
  for (guint i = 0; i < words->len; i++)
    if (g_strv_contains (crowd, veche_words_at (words, i)->word) && strncmp (text + veche_words_at (words, i)->start + strlen ("вс"), "ё", strlen ("ё")) != 0)
      return TRUE;

  return FALSE;
}

/*** The other way ***/

static const char *
other_pronoun (const char *word)
{
  static const char *const pairs[][2] = {
    { "ты", "вы" }, { "тебя", "вас" }, { "тебе", "вам" }, { "тобой", "вами" }, { "тобою", "вами" }, { "твой", "ваш" }, { "твоя", "ваша" },
    { "твое", "ваше" }, { "твои", "ваши" }, { "твоего", "вашего" }, { "твоей", "вашей" }, { "твоему", "вашему" }, { "твоим", "вашим" },
    { "твоем", "вашем" }, { "твоих", "ваших" }, { "твоими", "вашими" }, { "твою", "вашу" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (strcmp (pairs[i][0], word) == 0)
        return pairs[i][1];
      if (strcmp (pairs[i][1], word) == 0)
        return pairs[i][0];
    }

  return NULL;
}

/* Another ending, if it has the first. (transfer full) (nullable) */
static char *
with_ending (const char *word, const char *ending, const char *other)
{
  g_autofree char *stem = g_str_has_suffix (word, ending) ? g_strndup (word, strlen (word) - strlen (ending)) : NULL;

  return stem != NULL ? g_strconcat (stem, other, NULL) : NULL;
}

static char *
other_verb (const char *word)
{
  static const char *const pairs[][2] = { { "шься", "тесь" }, { "шь", "те" }, { "етесь", "ешься" }, { "ете", "ешь" }, { "йте", "й" }, { "ьте", "ь" },
                                          { "йтесь", "йся" }, { "ьтесь", "ься" } };
  char *other = NULL;

  for (guint i = 0; other == NULL && i < G_N_ELEMENTS (pairs); i++)
    other = with_ending (word, pairs[i][0], pairs[i][1]);

  return other;
}

char *
veche_tone_other (const char *word)
{
  const char *pronoun = other_pronoun (word);
  g_autofree char *single = pronoun == NULL ? without_plural (word) : NULL;

  if (pronoun != NULL)
    return g_strdup (pronoun);
  if (single != NULL && is_imperative (single))
    return g_steal_pointer (&single);
  if (is_imperative (word))
    {
      char *many = with_ending (word, "ся", "тесь");

      many = many != NULL ? many : with_ending (word, "сь", "тесь");
      return many != NULL ? many : g_strconcat (word, "те", NULL);
    }

  return other_verb (word);
}
