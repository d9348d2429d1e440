/* veche-table-headers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a header means.  The words are data (data/exchange/headers.txt): phrases of fields, of platforms, and words that say nothing.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "veche-config.h"
#include "veche-exchange-resources.h"

typedef enum { VECHE_WORDS_FIELD, VECHE_WORDS_PLATFORM, VECHE_WORDS_HOST, VECHE_WORDS_STAGE, VECHE_WORDS_STOP } VecheWordsKind;

typedef struct
{
  VecheWordsKind kind;
  VecheFieldKind field;
  const char    *nick;          /* interned: platform or stage */
  GStrv          words;         /* "телефон*": all that begin so */
  guint          n;
} VechePhrase;

typedef struct
{
  GHashTable *exact;            /* first word → (element-type VechePhrase) GPtrArray */
  GPtrArray  *phrases;          /* (element-type VechePhrase): those whose first word is a beginning */
  GHashTable *hosts;            /* "t.me" → interned platform */
  GHashTable *stages;           /* key → interned nick */
  GHashTable *stops;            /* words that say nothing */
} VecheWords;

char *
veche_table_header_key (const char *header)
{
  g_autofree char *folded = veche_text_fold (header);
  GString *key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2116 /* № */ || g_unichar_isalnum (c))
        g_string_append_unichar (key, c == 0x2116 ? 'n' : c);
      else if (key->len > 0 && key->str[key->len - 1] != ' ')
        g_string_append_c (key, ' ');
    }
  while (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);

  return g_string_free (key, FALSE);
}

static void
veche_words_add (VecheWords *self, VecheWordsKind kind, VecheFieldKind field, const char *nick, const char *typed)
{
  g_autofree char *bare = g_strstrip (g_strdup (typed));
  gboolean prefix = g_str_has_suffix (bare, "*");
  g_autofree char *key = veche_table_header_key (bare);
  g_autofree char *whole = g_strconcat (key, prefix ? "*" : "", NULL);
  VechePhrase *phrase;

  if (*key == '\0')
    return;
  if (kind == VECHE_WORDS_HOST)
    {
      g_hash_table_insert (self->hosts, (gpointer) g_intern_string (bare), (gpointer) nick);
      return;
    }
  if (kind == VECHE_WORDS_STOP)
    {
      g_hash_table_add (self->stops, (gpointer) g_intern_string (key));
      return;
    }
  if (kind == VECHE_WORDS_STAGE)
    {
      g_hash_table_insert (self->stages, (gpointer) g_intern_string (key), (gpointer) nick);
      return;
    }

  phrase = g_new0 (VechePhrase, 1);
  phrase->kind = kind;
  phrase->field = field;
  phrase->nick = nick;
  phrase->words = g_strsplit (whole, " ", -1);
  phrase->n = g_strv_length (phrase->words);
  if (g_str_has_suffix (phrase->words[0], "*"))
    {
      g_ptr_array_add (self->phrases, phrase);
      return;
    }
  if (!g_hash_table_contains (self->exact, phrase->words[0]))
    g_hash_table_insert (self->exact, phrase->words[0], g_ptr_array_new ());
  g_ptr_array_add (g_hash_table_lookup (self->exact, phrase->words[0]), phrase);
}

static void
veche_words_add_line (VecheWords *self, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *head = NULL;
  g_auto (GStrv) words = NULL;
  VecheWordsKind kind = VECHE_WORDS_FIELD;
  VecheTableField field = { VECHE_FIELD_SKIP, NULL };
  const char *nick = NULL;

  if (*line == '#' || colon == NULL)
    return;

  head = g_strndup (line, (gsize) (colon - line));
  if (g_str_has_prefix (head, "platform "))
    kind = VECHE_WORDS_PLATFORM;
  else if (g_str_has_prefix (head, "host "))
    kind = VECHE_WORDS_HOST;
  else if (g_str_has_prefix (head, "stage "))
    kind = VECHE_WORDS_STAGE;
  else if (g_str_equal (head, "stop"))
    kind = VECHE_WORDS_STOP;
  else if (!veche_table_field_parse (head, &field))
    g_error ("data/exchange/headers.txt speaks of a field “%s”", head);

  if (strchr (head, ' ') != NULL)
    nick = g_intern_string (strchr (head, ' ') + 1);
  words = g_strsplit (colon + 1, "|", -1);
  for (guint i = 0; words[i] != NULL; i++)
    veche_words_add (self, kind, field.kind, nick, words[i]);
}

static VecheWords *
veche_words_get (void)
{
  static VecheWords *words;

  if (g_once_init_enter (&words))
    {
      VecheWords *self = g_new0 (VecheWords, 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      veche_exchange_get_resource ();
      bytes = g_resources_lookup_data (VECHE_RESOURCE_BASE "/exchange/headers.txt", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_assert (bytes != NULL);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      lines = g_strsplit (text, "\n", -1);
      self->phrases = g_ptr_array_new ();
      self->exact = g_hash_table_new (g_str_hash, g_str_equal);
      self->hosts = g_hash_table_new (g_str_hash, g_str_equal);
      self->stages = g_hash_table_new (g_str_hash, g_str_equal);
      self->stops = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; lines[i] != NULL; i++)
        veche_words_add_line (self, lines[i]);
      g_once_init_leave (&words, self);
    }

  return words;
}

static gboolean
veche_word_fits (const char *word, const char *pattern)
{
  gsize length = strlen (pattern);

  return pattern[length - 1] == '*' ? strncmp (word, pattern, length - 1) == 0 : strcmp (word, pattern) == 0;
}

/* Letters of the words that the phrase covers when it begins at this one; 0: it does not stand here.  Words that say nothing may stand between:
 * "в чем вы разбираетесь". */
static guint
veche_phrase_walk (VecheWords *self, const VechePhrase *phrase, char **words, guint n, guint at, gboolean *covered)
{
  guint letters = 0, i = 0;

  for (; at < n && i < phrase->n; at++)
    {
      if (veche_word_fits (words[at], phrase->words[i]))
        {
          letters += (guint) g_utf8_strlen (words[at], -1);
          if (covered != NULL)
            covered[at] = TRUE;
          i++;
        }
      else if (i == 0 || !g_hash_table_contains (self->stops, words[at]))
        return 0;
    }

  return i == phrase->n ? letters : 0;
}

static const VechePhrase *
veche_words_best (VecheWords *self, VecheWordsKind kind, char **words, guint n, guint *where)
{
  const VechePhrase *best = NULL;
  guint most = 0;

  for (guint at = 0; at < n; at++)
    {
      GPtrArray *exact = g_hash_table_lookup (self->exact, words[at]);
      guint first = exact != NULL ? exact->len : 0;

      for (guint i = 0; i < first + self->phrases->len; i++)
        {
          const VechePhrase *phrase = i < first ? exact->pdata[i] : self->phrases->pdata[i - first];
          guint letters = phrase->kind == kind ? veche_phrase_walk (self, phrase, words, n, at, NULL) : 0;

          if (letters <= most)
            continue;
          most = letters;
          best = phrase;
          *where = at;
        }
    }

  return best;
}

/* How much of the header is understood, in per cent of its letters. */
static guint
veche_words_weight (VecheWords *self, char **words, guint n, const gboolean *covered)
{
  guint known = 0, all = 0;

  for (guint i = 0; i < n; i++)
    {
      guint letters = (guint) g_utf8_strlen (words[i], -1);

      if (!covered[i] && g_hash_table_contains (self->stops, words[i]))
        continue;
      all += letters;
      known += covered[i] ? letters : 0;
    }

  return all > 0 ? known * 100 / all : 0;
}

/* A platform's name beside another word: "ник в telegram" is a handle there, "канал в telegram" is not. */
static VecheTableField
veche_words_combine (const VechePhrase *phrase, const VechePhrase *platform)
{
  static const VecheFieldKind handles[] = { VECHE_FIELD_HANDLE, VECHE_FIELD_WEB, VECHE_FIELD_NAME, VECHE_FIELD_UID };
  VecheTableField field = { VECHE_FIELD_HANDLE, platform->nick };

  if (phrase == NULL)
    return field;
  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    if (phrase->field == handles[i])
      return field;
  if (phrase->field == VECHE_FIELD_SKIP && (g_str_equal (phrase->words[phrase->n - 1], "id") || g_str_equal (phrase->words[0], "n")))
    return field;
  if (phrase->field == VECHE_FIELD_EMAIL || phrase->field == VECHE_FIELD_PHONE)
    return (VecheTableField){ VECHE_FIELD_HANDLE, NULL };
  if (phrase->field == VECHE_FIELD_COMMUNITY || phrase->field == VECHE_FIELD_TAGS)
    return (VecheTableField){ VECHE_FIELD_SKIP, NULL };

  return (VecheTableField){ phrase->field, NULL };
}

void
veche_table_read_header (const char *header, VecheTableHeaderGuess *guess)
{
  VecheWords *self = veche_words_get ();
  g_autofree char *key = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree gboolean *covered = NULL;
  const VechePhrase *phrase, *platform;
  guint n;
  guint at = 0, platform_at = 0;

  *guess = (VecheTableHeaderGuess){ { VECHE_FIELD_SKIP, NULL }, 0 };
  if (strlen (header) > 200)
    return;
  key = veche_table_header_key (header);
  words = g_strsplit (key, " ", -1);
  n = g_strv_length (words);
  if (n == 0 || n > 16)
    return;

  phrase = veche_words_best (self, VECHE_WORDS_FIELD, words, n, &at);
  platform = veche_words_best (self, VECHE_WORDS_PLATFORM, words, n, &platform_at);
  if (phrase == NULL && platform == NULL)
    return;

  covered = g_new0 (gboolean, n);
  if (phrase != NULL)
    veche_phrase_walk (self, phrase, words, n, at, covered);
  if (platform != NULL)
    veche_phrase_walk (self, platform, words, n, platform_at, covered);
  guess->weight = veche_words_weight (self, words, n, covered);
  guess->field = platform != NULL ? veche_words_combine (phrase, platform) : (VecheTableField){ phrase->field, NULL };
}

const char *
veche_table_platform_of_word (const char *word)
{
  VecheWords *self = veche_words_get ();
  g_autofree char *key = veche_table_header_key (word);
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  guint n = g_strv_length (words);
  guint at = 0;
  const VechePhrase *phrase;

  if (g_hash_table_contains (self->hosts, word))
    return g_hash_table_lookup (self->hosts, word);
  phrase = n > 0 ? veche_words_best (self, VECHE_WORDS_PLATFORM, words, n, &at) : NULL;

  return phrase != NULL && phrase->n == n ? phrase->nick : NULL;
}

const char *
veche_table_stage_of_word (const char *words)
{
  g_autofree char *key = veche_table_header_key (words);

  return g_hash_table_lookup (veche_words_get ()->stages, key);
}
