/* veche-tokenizer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-tokenizer.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"

/* text ─▶ unicode61 (words, lower case) ─▶ our fold (ё = е, é = e, й stays й) ─▶ the word, and in the same place its Snowball stem
 *
 * unicode61 can drop marks by itself, but then й becomes и and "мой" meets "мои".  Jargon and imperatives stem badly (ответьте is not
 * ответ), so the raw word is always there too.  A prefix that is being typed has no stem: it is looked up raw; a whole word by its stem alone,
 * which stands wherever the raw word stands. */

#define CACHE_SIZE 4096   /* words; a power of two. Chats repeat themselves: 9 of 10 words are met here */
#define MAX_CACHED 47     /* bytes of a word that the cache keeps */

typedef struct
{
  guint8 raw_length, word_length, stem_length;   /* stem_length 0: the stem is the word */
  char   raw[MAX_CACHED], word[MAX_CACHED], stem[MAX_CACHED];
} VecheToken;

typedef struct
{
  fts5_tokenizer  unicode;
  Fts5Tokenizer  *inner;
  VecheToken     *cache;
} VecheTokenizer;

typedef int (*VecheTokenFunc) (void *context, int flags, const char *token, int length, int start, int end);

typedef struct
{
  VecheTokenizer *self;
  VecheTokenFunc  emit;
  void           *context;
  gboolean        with_word, with_stem;
} VecheTokenize;

static int
veche_tokenizer_error (sqlite3 *db, GError **error)
{
  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "The full-text search can’t be set up: %s",
               sqlite3_errmsg (db));

  return FALSE;
}

/* The marks of a decomposed word are dropped, except the breve of й. */
static char *
veche_tokenizer_fold_marks (const char *raw, gsize length)
{
  g_autofree char *taken = g_strndup (raw, length);
  g_autofree char *valid = g_utf8_make_valid (taken, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) bare = g_string_sized_new (length);
  gunichar last = 0;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      if (!g_unichar_ismark (c))
        g_string_append_unichar (bare, c);
      else if (c == 0x306 && last == 0x438)   /* и + breve */
        {
          g_string_truncate (bare, bare->len - 2);
          g_string_append (bare, "й");
        }
      last = c;
    }

  return g_string_free (g_steal_pointer (&bare), FALSE);
}

/* Most words are plain ASCII or plain Russian; those need no more than ё → е. */
static char *
veche_tokenizer_fold (const char *raw, gsize length)
{
  gboolean plain = TRUE, has_yo = FALSE;

  for (gsize i = 0; i < length && plain; i++)
    {
      guchar c = (guchar) raw[i];

      if (c < 0x80)
        continue;
      plain = (c == 0xd0 || c == 0xd1) && i + 1 < length && ((guchar) raw[i + 1] & 0xc0) == 0x80;
      if (!plain)
        break;
      has_yo |= c == 0xd1 && (guchar) raw[i + 1] == 0x91;
      plain = c == 0xd0 ? (guchar) raw[i + 1] >= 0xb0 : (guchar) raw[i + 1] <= 0x8f || (guchar) raw[i + 1] == 0x91;
      i++;
    }
  if (!plain)
    return veche_tokenizer_fold_marks (raw, length);
  if (has_yo)
    {
      g_autofree char *taken = g_strndup (raw, length);

      return veche_text_fold (taken);
    }

  return g_strndup (raw, length);
}

static int
veche_tokenizer_emit (VecheTokenize *run, const VecheToken *token, int start, int end)
{
  gboolean stem = run->with_stem && token->stem_length > 0, word = run->with_word || !stem;
  int rc = word ? run->emit (run->context, 0, token->word, token->word_length, start, end) : SQLITE_OK;

  if (rc == SQLITE_OK && stem)
    rc = run->emit (run->context, word ? FTS5_TOKEN_COLOCATED : 0, token->stem, token->stem_length, start, end);

  return rc;
}

/* A word too long to be cached is too long to be stemmed. */
static int
veche_tokenizer_emit_long (VecheTokenize *run, const char *raw, int length, int start, int end)
{
  g_autofree char *word = veche_tokenizer_fold (raw, length);

  if (word[0] == '\0')
    return SQLITE_OK;

  return run->emit (run->context, 0, word, (int) strlen (word), start, end);
}

static void
veche_tokenizer_fill (VecheToken *token, const char *raw, int length)
{
  g_autofree char *word = veche_tokenizer_fold (raw, length);
  g_autofree char *stem = veche_text_stem (word);
  gsize word_length = MIN (strlen (word), MAX_CACHED);
  gsize stem_length = strlen (stem);

  token->raw_length = (guint8) length;
  memcpy (token->raw, raw, length);
  token->word_length = (guint8) word_length;
  memcpy (token->word, word, word_length);
  token->stem_length = 0;
  if (stem_length <= MAX_CACHED && (stem_length != word_length || memcmp (stem, word, stem_length) != 0))
    {
      token->stem_length = (guint8) stem_length;
      memcpy (token->stem, stem, stem_length);
    }
}

static int
veche_tokenizer_token_cb (void *context, int flags, const char *raw, int length, int start, int end)
{
  VecheTokenize *run = context;
  VecheToken *token;
  guint32 hash = 2166136261u;   /* FNV-1a */

  if (length <= 0)
    return SQLITE_OK;
  if (length > MAX_CACHED)
    return veche_tokenizer_emit_long (run, raw, length, start, end);

  for (int i = 0; i < length; i++)
    hash = (hash ^ (guchar) raw[i]) * 16777619u;
  token = &run->self->cache[(hash ^ hash >> 16) & (CACHE_SIZE - 1)];
  if (token->raw_length != length || memcmp (token->raw, raw, length) != 0)
    veche_tokenizer_fill (token, raw, length);
  if (token->word_length == 0)   /* marks alone */
    return SQLITE_OK;

  return veche_tokenizer_emit (run, token, start, end);
}

static void
veche_tokenizer_delete (Fts5Tokenizer *tokenizer)
{
  VecheTokenizer *self = (VecheTokenizer *) tokenizer;

  if (self->inner != NULL)
    self->unicode.xDelete (self->inner);
  g_free (self->cache);
  g_free (self);
}

static int
veche_tokenizer_create (void *context, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  const char *inner_arguments[] = { "remove_diacritics", "0" };
  fts5_api *api = context;
  VecheTokenizer *self = g_new0 (VecheTokenizer, 1);
  void *inner_context = NULL;
  int rc = api->xFindTokenizer (api, "unicode61", &inner_context, &self->unicode);

  if (rc == SQLITE_OK)
    rc = self->unicode.xCreate (inner_context, inner_arguments, G_N_ELEMENTS (inner_arguments), &self->inner);
  if (rc != SQLITE_OK)
    {
      g_free (self);
      return rc;
    }

  self->cache = g_new0 (VecheToken, CACHE_SIZE);
  *tokenizer = (Fts5Tokenizer *) self;

  return SQLITE_OK;
}

static int
veche_tokenizer_tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, VecheTokenFunc emit)
{
  VecheTokenizer *self = (VecheTokenizer *) tokenizer;
  VecheTokenize run = { self, emit, context, (flags & FTS5_TOKENIZE_QUERY) == 0, (flags & FTS5_TOKENIZE_PREFIX) == 0 };

  return self->unicode.xTokenize (self->inner, &run, flags, text, length, veche_tokenizer_token_cb);
}

static fts5_api *
veche_tokenizer_get_api (sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);

  return api;
}

gboolean
veche_tokenizer_register (sqlite3 *db, GError **error)
{
  fts5_tokenizer functions = { veche_tokenizer_create, veche_tokenizer_delete, veche_tokenizer_tokenize };
  fts5_api *api;

  g_return_val_if_fail (db != NULL, FALSE);

  api = veche_tokenizer_get_api (db);
  if (api == NULL || api->xCreateTokenizer (api, "veche", api, &functions, NULL) != SQLITE_OK)
    return veche_tokenizer_error (db, error);

  return TRUE;
}
