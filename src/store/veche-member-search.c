/* veche-member-search.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   typed ─ range of the index of names ─▶ names that begin so          0.1 ms, for a single letter, too
 *         ─ member_fts ─▶ all others, by number ─┬ few ─▶ their rows, sorted
 *                                                └ many ─▶ the index of the order, who is among them
 *
 * Measured over 10^6 people: to list the numbers of 60,000 takes 20 ms, to have SQLite sort them 200 ms more, and to walk along the
 * order until 256 of them have passed 0.5 ms.  FTS5 has no index of single letters: it puts the lists of all words that begin so
 * together before it tells the first, 60 to 190 ms.  So for the first rows a letter is looked for in the texts of those who come first:
 * one that many words begin with is soon found, and of one that few begin with the lists are short.
 */

#include "store/veche-member-search.h"

#include <string.h>

#include "model/veche-query.h"
#include "model/veche-spelling.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-query-sql.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define MOST_TRIED  2500           /* people whose texts are read for a letter before FTS5 is asked after all: 25 ms */
#define SAMPLE      100            /* of them, from which on it shows whether that will do */
#define MOST_BITS   (1 << 28)      /* ids above this are not kept as bits */
#define ROW_COST    32             /* a row looked up and sorted, in steps along an index */

typedef struct
{
  VecheDb    *db;
  VecheQuery *query;
  GPtrArray  *words;     /* (element-type utf8): of two letters or more */
  GPtrArray  *letters;   /* (element-type Letter) */
  GArray     *ids;       /* (element-type gint64): the answer so far */
  guint       limit;     /* G_MAXUINT: all */
} MemberSearch;

typedef struct
{
  char  *letter;         /* folded */
  GStrv  keys;           /* how it may begin in the other alphabet */
} Letter;

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_free (letter->letter);
  g_strfreev (letter->keys);
  g_free (letter);
}

static Letter *
letter_new (const char *word)
{
  g_auto (GStrv) spellings = veche_spelling_variants (word);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  Letter *letter = g_new0 (Letter, 1);

  for (guint i = 0; spellings[i] != NULL; i++)
    {
      g_autofree char *key = veche_text_translit_key (spellings[i]);

      if (*key != '\0')
        g_strv_builder_add (keys, key);
    }
  letter->letter = veche_text_fold (word);
  letter->keys = g_strv_builder_end (keys);

  return letter;
}

/*** A letter in the texts of one person ***/

static gboolean
letter_in_keys (const Letter *letter, const char *keys)
{
  for (const char *word = keys; word != NULL; word = strchr (word, ' '))
    {
      word += *word == ' ';
      for (guint i = 0; letter->keys[i] != NULL; i++)
        if (g_str_has_prefix (word, letter->keys[i]))
          return TRUE;
    }

  return FALSE;
}

static gboolean
letter_fits (const Letter *letter, VecheStatement *row)
{
  const char *keys = veche_statement_text (row, 4);

  for (int column = 0; column < 4; column++)
    {
      const char *text = veche_statement_text (row, column);

      if (text != NULL && veche_text_has_initial (text, letter->letter))
        return TRUE;
    }

  return keys != NULL && letter_in_keys (letter, keys);
}

static gboolean
letters_fit (MemberSearch *self, gint64 id)
{
  static const char sql[] = "SELECT name, handles, labels, notes, keys FROM member_fts WHERE rowid = ?1";
  gboolean fit = TRUE;
  VecheStatement *row;

  if (self->letters->len == 0)
    return TRUE;

  row = veche_db_prepare (self->db, sql);
  veche_statement_bind_int (row, 1, id);
  fit = veche_statement_step (row, NULL);
  for (guint i = 0; i < self->letters->len && fit; i++)
    fit = letter_fits (self->letters->pdata[i], row);
  veche_statement_reset (row);

  return fit;
}

/*** Sets of ids ***/

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

/* found, which is sorted, without those that are in the answer already. */
static void
drop_known (GArray *found, GArray *ids)
{
  g_autoptr (GArray) known = g_array_copy (ids);
  gint64 *kept = (gint64 *) (gpointer) found->data;
  guint n = 0, k = 0;

  if (known->len == 0)
    return;

  g_array_sort (known, compare_ids);
  for (guint i = 0; i < found->len; i++)
    {
      while (k < known->len && g_array_index (known, gint64, k) < kept[i])
        k++;
      if (k == known->len || g_array_index (known, gint64, k) != kept[i])
        kept[n++] = kept[i];
    }
  g_array_set_size (found, n);
}

static guint8 *
make_bits (GArray *found, gint64 last)
{
  guint8 *bits = g_malloc0 ((gsize) last / 8 + 1);

  for (guint i = 0; i < found->len; i++)
    {
      gint64 id = g_array_index (found, gint64, i);

      if (id <= last)   /* the index of words may know somebody who has gone */
        bits[id / 8] |= (guint8) (1 << id % 8);
    }

  return bits;
}

/*** Steps ***/

typedef struct
{
  VecheStatement *row;
  const guint8   *bits;      /* (nullable): only who is in them, of ids up to last */
  gint64          last;
  GHashTable     *known;     /* (nullable) (element-type gint64): but these */
  gboolean        letters;   /* only who has them; given up after MOST_TRIED */
} Walk;

/* Going on like this, not even half of what is wanted will be found. */
static gboolean
is_hopeless (guint tried, guint found, guint wanted)
{
  return tried > MOST_TRIED || (tried >= SAMPLE && (guint64) found * MOST_TRIED * 2 < (guint64) wanted * tried);
}

/* Until there are enough, or all, or it was given up. */
static gboolean
take_rows (MemberSearch *self, Walk *walk, gboolean *gave_up, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint tried = 0, before = self->ids->len, wanted = self->limit - before;
  gboolean hopeless = FALSE;

  while (self->ids->len < self->limit && !hopeless && veche_statement_step (walk->row, &local))
    {
      gint64 id = veche_statement_int (walk->row, 0);

      if (walk->bits != NULL && (id < 0 || id > walk->last || !(walk->bits[id / 8] & 1 << id % 8)))
        continue;
      if (walk->known != NULL && g_hash_table_contains (walk->known, &id))
        continue;
      tried += walk->letters;
      if (!walk->letters || letters_fit (self, id))
        g_array_append_val (self->ids, id);
      hopeless = walk->letters && self->ids->len < self->limit && is_hopeless (tried, self->ids->len - before, wanted);
    }
  veche_statement_reset (walk->row);
  if (gave_up != NULL)
    *gave_up = hopeless;
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "searching people: ");

  return FALSE;
}

static gboolean
take_range (MemberSearch *self, const char *name, GError **error)
{
  g_autoptr (GBytes) from = NULL, until = NULL;
  Walk walk = { 0 };
  int next;

  if (!veche_search_name_range (name, &from, &until))
    return TRUE;

  walk.row = veche_query_prepare_people (self->db, self->query, VECHE_PEOPLE_RANGE, &next);
  veche_statement_bind_blob (walk.row, next, g_bytes_get_data (from, NULL), g_bytes_get_size (from));
  veche_statement_bind_blob (walk.row, next + 1, g_bytes_get_data (until, NULL), g_bytes_get_size (until));

  return take_rows (self, &walk, NULL, error);
}

/* "maria_sokolova" is of two words, as in the index; "anna_" is on the way to a handle. (transfer full) */
static char *
without_marks (const char *typed)
{
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean between = FALSE;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    if (g_ascii_ispunct (*p) && !veche_spelling_is_apostrophe ((guchar) *p))
      between = words->len > 0;
    else
      {
        if (between)
          g_string_append_c (words, ' ');
        between = FALSE;
        g_string_append_unichar (words, g_utf8_get_char (p));
      }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Whose names begin with what was typed, then those that begin so in the other alphabet: index ranges, quick for a single letter, too. */
static gboolean
take_by_name (MemberSearch *self, GPtrArray *typed, GError **error)
{
  g_autoptr (GString) name = g_string_new (NULL), other = g_string_new (NULL);
  gboolean both = TRUE;

  for (guint i = 0; i < typed->len; i++)
    {
      g_autofree char *bare = without_marks (typed->pdata[i]);
      g_auto (GStrv) words = g_strsplit (bare, " ", -1);

      for (guint w = 0; words[w] != NULL; w++)
        {
          g_autofree char *swapped = veche_spelling_swap (words[w]);

          g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", words[w]);
          g_string_append_printf (other, "%s%s", other->len > 0 ? " " : "", swapped != NULL ? swapped : "");
          both &= swapped != NULL;
        }
    }

  while (name->len > 0 && g_ascii_ispunct (name->str[name->len - 1]))
    g_string_truncate (name, name->len - 1);

  return take_range (self, name->str, error) && (!both || self->ids->len >= self->limit || take_range (self, other->str, error));
}

/* (nullable): an error.  In the order of their ids. */
static GArray *
find_by_words (MemberSearch *self, GPtrArray *words, GError **error)
{
  static const char sql[] = "SELECT rowid FROM member_fts WHERE member_fts MATCH ?1";
  g_autofree char *match = veche_text_words_to_member_match (words);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (self->db, sql);

  veche_statement_bind_text (row, 1, match);
  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      g_array_append_val (found, id);
    }
  if (local == NULL)
    return g_steal_pointer (&found);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "searching people: ");

  return NULL;
}

static gint64
last_id (MemberSearch *self)
{
  VecheStatement *row = veche_db_prepare (self->db, "SELECT max (id) FROM member");
  gint64 last = veche_statement_step (row, NULL) ? veche_statement_int (row, 0) : 0;

  veche_statement_reset (row);

  return last;
}

/* Few are looked up and sorted; of many the first are soon met along the order. */
static gboolean
take_found (MemberSearch *self, GArray *found, gboolean letters, gboolean *gave_up, GError **error)
{
  g_autofree char *list = NULL;
  g_autofree guint8 *bits = NULL;
  Walk walk = { .last = last_id (self), .letters = letters };   /* about as many people as ids */
  gint64 steps;
  int next;

  drop_known (found, self->ids);
  if (found->len == 0)
    return TRUE;

  steps = self->limit < found->len ? walk.last / found->len * self->limit : walk.last;
  if ((gint64) found->len * ROW_COST > steps && walk.last <= MOST_BITS && g_array_index (found, gint64, 0) >= 0)
    {
      walk.bits = bits = make_bits (found, walk.last);
      walk.row = veche_query_prepare_people (self->db, self->query, VECHE_PEOPLE_ALL, NULL);
    }
  else
    {
      list = veche_records_ids ((const gint64 *) (gpointer) found->data, found->len);
      walk.row = veche_query_prepare_people (self->db, self->query, VECHE_PEOPLE_LISTED, &next);
      veche_statement_bind_static (walk.row, next, list);
    }

  return take_rows (self, &walk, gave_up, error);
}

/* The first rows where letters stand by themselves.  Nothing but letters: whoever is first in the list is tried, but for the known. */
static gboolean
take_tried (MemberSearch *self, gboolean *gave_up, GError **error)
{
  g_autoptr (GArray) found = NULL;
  g_autofree gint64 *first = g_memdup2 (self->ids->data, self->ids->len * sizeof (gint64));
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint before = self->ids->len;
  Walk walk = { .letters = TRUE, .known = known };

  for (guint i = 0; i < before; i++)
    g_hash_table_add (known, &first[i]);

  if (self->words->len > 0)
    {
      found = find_by_words (self, self->words, error);
      if (found == NULL || !take_found (self, found, TRUE, gave_up, error))
        return FALSE;
    }
  else
    {
      walk.row = veche_query_prepare_people (self->db, self->query, VECHE_PEOPLE_ALL, NULL);
      if (!take_rows (self, &walk, gave_up, error))
        return FALSE;
    }
  if (*gave_up)
    g_array_set_size (self->ids, before);

  return TRUE;
}

static gboolean
take_others (MemberSearch *self, GPtrArray *typed, GError **error)
{
  g_autoptr (GArray) found = NULL;
  gboolean gave_up = TRUE;

  if (self->letters->len > 0 && self->limit != G_MAXUINT && !take_tried (self, &gave_up, error))
    return FALSE;
  if (!gave_up)
    return TRUE;

  found = find_by_words (self, typed, error);

  return found != NULL && take_found (self, found, FALSE, NULL, error);
}

static void
sort_words (MemberSearch *self, GPtrArray *typed)
{
  for (guint i = 0; i < typed->len; i++)
    {
      const char *word = typed->pdata[i];

      if (g_utf8_strlen (word, -1) > 1)
        g_ptr_array_add (self->words, typed->pdata[i]);
      else
        g_ptr_array_add (self->letters, letter_new (word));
    }
}

GArray *
veche_member_search_ids (VecheDb *db, VecheQuery *query, GError **error)
{
  g_autoptr (GPtrArray) typed = veche_text_split_typed (query->text);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func (letter_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  MemberSearch self = { db, query, words, letters, ids, query->limit > 0 ? query->limit : G_MAXUINT };

  if (typed->len == 0)   /* what holds nothing to search for finds nothing rather than everything */
    return g_steal_pointer (&ids);

  sort_words (&self, typed);
  if (query->sort != VECHE_SORT_LAST_SEEN && query->sort != VECHE_SORT_JOINED && !take_by_name (&self, typed, error))
    return NULL;
  if (ids->len < self.limit && !take_others (&self, typed, error))
    return NULL;

  return g_steal_pointer (&ids);
}

gboolean
veche_search_name_range (const char *typed, GBytes **from, GBytes **until)
{
  g_autoptr (GBytes) key = veche_text_sort_key (typed);
  gsize n;
  const guint8 *data = g_bytes_get_data (key, &n);
  const guint8 *end = memchr (data, 1, n);   /* behind it are the differences of case and accent */
  g_autofree guint8 *last = NULL;

  n = end != NULL ? (gsize) (end - data) : n;
  if (n == 0 || data[n - 1] == 0xff)
    return FALSE;

  last = g_memdup2 (data, n);
  last[n - 1]++;
  *from = g_bytes_new (data, n);
  *until = g_bytes_new_take (g_steal_pointer (&last), n);

  return TRUE;
}
