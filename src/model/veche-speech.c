/* veche-speech.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A phrase is a row of stems, or of words as they stand; texts are cut the same way and looked through once, each word by the phrases that begin with it.  An
 * exception that covers a finding takes it back.
 */

#include "veche-config.h"

#include "model/veche-speech.h"

#include <gio/gio.h>
#include <string.h>

#include "veche-words-resources.h"
#include "model/veche-text.h"

#define MAX_WORDS 400        /* of a text: who says thanks says so early or late in less than that */

typedef struct
{
  GStrv       stems;
  guint       n;
  VecheSpeech kind;
  gboolean    exception;
} VechePhrase;

struct _VecheSpeechWords
{
  gatomicrefcount ref_count;
  char           *own;       /* (owned) (nullable) what it was made of */
  GPtrArray      *phrases;   /* (owned) (element-type VechePhrase) */
  GHashTable     *by_first;  /* (element-type utf8 GPtrArray): stems borrowed, phrases borrowed */
};

typedef struct
{
  char       *stem, *exact;  /* exact: "=" and the folded word */
  const char *start, *end;   /* in the text */
} VecheWord;

static const struct
{
  VecheSpeech kind;
  const char *nick;
} nicks[] = {
  { VECHE_SPEECH_THANKS, "thanks" },
  { VECHE_SPEECH_GREETING, "greeting" },
  { VECHE_SPEECH_HELP, "help" },
  { VECHE_SPEECH_FEEDBACK, "feedback" },
  { VECHE_SPEECH_SETTLED, "settled" },
};

const char *
veche_speech_to_nick (VecheSpeech one)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (nicks[i].kind == one)
      return nicks[i].nick;

  return NULL;
}

VecheSpeech
veche_speech_from_nick (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (strcmp (nicks[i].nick, nick) == 0)
      return nicks[i].kind;

  return 0;
}

/*** Words ***/

static gboolean
is_inside (gunichar c)
{
  return g_unichar_isalnum (c) || c == '\'' || c == 0x2019 || g_unichar_ismark (c);
}

/* Pictures say as much as words; each is one. */
static gboolean
is_sign (gunichar c)
{
  return c >= 0x1F300 && c < 0x1FB00 && !(c >= 0x1F3FB && c <= 0x1F3FF);
}

static void
word_clear (gpointer data)
{
  g_free (((VecheWord *) data)->stem);
  g_free (((VecheWord *) data)->exact);
}

static void
add_word (GArray *words, const char *start, const char *end)
{
  g_autofree char *raw = g_strndup (start, (gsize) (end - start));
  g_auto (GStrv) halves = g_strsplit (raw, "’", -1);
  g_autofree char *plain = g_strjoinv ("'", halves);
  g_autofree char *folded = veche_text_fold (plain);
  VecheWord word = { veche_text_stem (folded), g_strconcat ("=", folded, NULL), start, end };

  g_array_append_val (words, word);
}

static GArray *
cut_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (VecheWord));
  const char *p = text;

  g_array_set_clear_func (words, word_clear);
  while (*p != '\0' && words->len < MAX_WORDS)
    {
      const char *start = p;

      while (*p != '\0' && is_inside (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p > start)
        add_word (words, start, p);
      else
        {
          p = g_utf8_next_char (p);
          if (is_sign (g_utf8_get_char (start)))
            add_word (words, start, p);
        }
    }

  return words;
}

/*** Lists ***/

static void
phrase_free (gpointer data)
{
  VechePhrase *self = data;

  g_strfreev (self->stems);
  g_free (self);
}

static void
take_phrase (VecheSpeechWords *self, VecheSpeech kind, gboolean exception, const char *text)
{
  g_autoptr (GArray) words = cut_words (text);
  g_autoptr (GStrvBuilder) stems = g_strv_builder_new ();
  VechePhrase *phrase;
  GPtrArray *list;

  if (words->len == 0)
    return;

  for (guint i = 0; i < words->len; i++)
    {
      const VecheWord *word = &g_array_index (words, VecheWord, i);

      g_strv_builder_add (stems, word->start > text && word->start[-1] == '=' ? word->exact : word->stem);
    }
  phrase = g_new0 (VechePhrase, 1);
  phrase->stems = g_strv_builder_end (stems);
  phrase->n = words->len;
  phrase->kind = kind;
  phrase->exception = exception;
  g_ptr_array_add (self->phrases, phrase);

  list = g_hash_table_lookup (self->by_first, phrase->stems[0]);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->by_first, phrase->stems[0], list);
    }
  g_ptr_array_add (list, phrase);
}

static void
take_lines (VecheSpeechWords *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 3);
      gboolean exception = lines[i][0] == '!';
      VecheSpeech kind = g_strv_length (cells) == 3 && lines[i][0] != '#' ? veche_speech_from_nick (cells[0] + exception) : 0;

      if (kind != 0 && g_utf8_validate (cells[2], -1, NULL))
        take_phrase (self, kind, exception, cells[2]);
    }
}

static VecheSpeechWords *
words_make (const char *own)
{
  VecheSpeechWords *self = g_new0 (VecheSpeechWords, 1);
  g_autoptr (GBytes) bytes = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->own = g_strdup (own);
  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  self->by_first = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  veche_words_get_resource ();
  bytes = g_resources_lookup_data (VECHE_RESOURCE_BASE "/words/speech.tsv", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes != NULL)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      take_lines (self, text);
    }
  if (own != NULL)
    take_lines (self, own);

  return self;
}

/* Nearly everybody asks with the same own words as before: the last list is kept. */
VecheSpeechWords *
veche_speech_words_new (const char *own)
{
  static GMutex lock;
  static VecheSpeechWords *last;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (last == NULL || g_strcmp0 (last->own, own) != 0)
    {
      g_clear_pointer (&last, veche_speech_words_unref);
      last = words_make (own);
    }

  return veche_speech_words_ref (last);
}

VecheSpeechWords *
veche_speech_words_ref (VecheSpeechWords *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_speech_words_unref (VecheSpeechWords *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_first);
  g_ptr_array_unref (self->phrases);
  g_free (self->own);
  g_free (self);
}

/*** Finding ***/

static gboolean
word_is (const VecheWord *word, const char *wanted)
{
  return strcmp (wanted, *wanted == '=' ? word->exact : word->stem) == 0;
}

static gboolean
phrase_fits (const VechePhrase *phrase, GArray *words, guint at)
{
  if (at + phrase->n > words->len)
    return FALSE;

  for (guint i = 1; i < phrase->n; i++)
    if (!word_is (&g_array_index (words, VecheWord, at + i), phrase->stems[i]))
      return FALSE;

  return TRUE;
}

typedef struct
{
  const VechePhrase *phrase;
  guint              at;
} VecheHit;

static void
add_hits (VecheSpeechWords *self, GArray *words, guint at, const char *first, GArray *hits)
{
  GPtrArray *list = g_hash_table_lookup (self->by_first, first);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (phrase_fits (list->pdata[i], words, at))
      {
        VecheHit hit = { list->pdata[i], at };

        g_array_append_val (hits, hit);
      }
}

static GArray *
find_hits (VecheSpeechWords *self, GArray *words)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (VecheHit));

  for (guint at = 0; at < words->len; at++)
    {
      const VecheWord *word = &g_array_index (words, VecheWord, at);

      add_hits (self, words, at, word->stem, hits);
      add_hits (self, words, at, word->exact, hits);
    }

  return hits;
}

static gboolean
is_taken_back (GArray *hits, const VecheHit *hit)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const VecheHit *other = &g_array_index (hits, VecheHit, i);

      if (other->phrase->exception && other->phrase->kind == hit->phrase->kind && other->at <= hit->at
          && other->at + other->phrase->n >= hit->at + hit->phrase->n)
        return TRUE;
    }

  return FALSE;
}

/* "не помогло", "not solved". */
static gboolean
is_denied (GArray *words, const VecheHit *hit)
{
  const char *before = hit->at > 0 ? g_array_index (words, VecheWord, hit->at - 1).exact : "";

  return strcmp (before, "=не") == 0 || strcmp (before, "=not") == 0;
}

VecheSpeech
veche_speech_find (VecheSpeechWords *self, const char *text, char **phrase)
{
  g_autoptr (GArray) words = NULL, hits = NULL;
  VecheSpeech found = 0;

  if (phrase != NULL)
    *phrase = NULL;
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return 0;

  words = cut_words (text);
  hits = find_hits (self, words);
  for (guint i = 0; i < hits->len; i++)
    {
      const VecheHit *hit = &g_array_index (hits, VecheHit, i);

      if (hit->phrase->exception || is_denied (words, hit) || is_taken_back (hits, hit))
        continue;
      if (phrase != NULL && *phrase == NULL)
        {
          const VecheWord *first = &g_array_index (words, VecheWord, hit->at), *last = first + hit->phrase->n - 1;

          *phrase = g_strndup (first->start, (gsize) (last->end - first->start));
        }
      found |= hit->phrase->kind;
    }

  return found;
}

gboolean
veche_speech_has_helped (VecheSpeechWords *self, const char *text)
{
  return (veche_speech_find (self, text, NULL) & (VECHE_SPEECH_THANKS | VECHE_SPEECH_SETTLED)) != 0;
}
