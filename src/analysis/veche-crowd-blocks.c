/* veche-crowd-blocks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * face ─ some forty keys ─▶ (hash, index) ─ sorted ─▶ runs of equal hashes ─▶ pairs ─ sorted, made unique ─▶ candidates
 *
 * A key is something that two accounts of one person are likely to share: an address, a handle with a letter left out, a surname with the
 * first name.  A run of many (Александр К…) is put in order of handle and name, and everybody meets only those who stand near.
 */

#include "analysis/veche-crowd-private.h"

#include <stdlib.h>
#include <string.h>

#include "model/veche-text.h"

#define RUN_WHOLE  24      /* up to here everybody meets everybody */
#define RUN_WINDOW 6

typedef struct { guint64 hash; guint index; } VecheBlockKey;

typedef struct
{
  VecheCrowd *crowd;
  GArray     *keys;        /* VecheBlockKey */
  guint       index;
} VecheBlocks;

static guint64
hash_text (guint64 hash, const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guchar) text[i]) * G_GUINT64_CONSTANT (1099511628211);

  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/* kind parts the keys of one sort from those of another. */
static void
add_key (VecheBlocks *self, char kind, const char *first, const char *second)
{
  VecheBlockKey key = { hash_text (G_GUINT64_CONSTANT (14695981039346656037), &kind, 1), self->index };

  key.hash = hash_text (key.hash, first, strlen (first));
  if (second != NULL)
    key.hash = hash_text (key.hash, second, strlen (second));
  g_array_append_val (self->keys, key);
}

/* The word, and the word without each of its letters: two words a letter apart share one of them. */
static void
add_deletions (VecheBlocks *self, char kind, const char *word, const char *second)
{
  gsize n = strlen (word);
  char buffer[64];

  add_key (self, kind, word, second);
  if (n + 1 > sizeof buffer)
    return;
  for (gsize i = 0; i < n; i++)
    {
      memcpy (buffer, word, i);
      memcpy (buffer + i, word + i + 1, n - i);
      add_key (self, kind, buffer, second);
    }
}

static void
add_given (VecheBlocks *self, char kind, const VecheNameReading *form, const char *with)
{
  char number[8];

  if (form->set == NULL && form->given != NULL)
    add_key (self, kind, form->given, with);
  for (guint i = 0; form->set != NULL && i < form->set->n; i++)
    {
      g_snprintf (number, sizeof number, "%u", form->set->names[i]);
      add_key (self, kind, number, with);
    }
}

static void
add_form (VecheBlocks *self, const VecheNameReading *form, const VechePersona *persona, gboolean first)
{
  char letter[2] = { form->surname != NULL ? form->surname[0] : form->surname_initial, '\0' };
  char initial[2] = { form->given != NULL ? form->given[0] : form->given_initial, '\0' };

  if (form->surname != NULL)
    {
      add_given (self, 'n', form, form->surname);
      add_key (self, 's', form->surname, NULL);
      if (initial[0] != '\0')
        add_key (self, 'i', form->surname, initial);
      if (form->set != NULL && first && strlen (form->surname) >= 7)
        add_deletions (self, 'f', form->surname, form->given);
    }
  if (form->more != NULL)
    {
      add_given (self, 'n', form, form->more);
      add_key (self, 's', form->more, NULL);
    }
  if (form->patronymic != NULL)
    add_given (self, 'o', form, form->patronymic);
  if (letter[0] != '\0' && form->given != NULL)
    add_given (self, 'g', form, letter);
  if (persona->birthday != NULL && strlen (persona->birthday) >= 5)
    add_given (self, 'b', form, persona->birthday + strlen (persona->birthday) - 5);
}

/* Every surname of the workspace that the handle begins or ends with. */
static void
add_surnames_in (VecheBlocks *self, const char *key)
{
  gsize length = strlen (key);

  for (gsize cut = 0; cut + 4 <= length && cut <= 12; cut++)
    for (guint side = 0; side < 2; side++)
      {
        g_autofree char *part = side == 0 ? g_strdup (key + cut) : g_strndup (key, length - cut);
        g_autofree char *surname = veche_name_neutral_surname (part, NULL);

        if (g_hash_table_contains (self->crowd->surnames, surname))
          add_key (self, 's', surname, NULL);
      }
}

/* "anna_leb" may be any Анна Л… */
static void
add_given_in (VecheBlocks *self, const char *key)
{
  gsize length = strlen (key);

  for (gsize cut = 3; cut < length && cut <= 10; cut++)
    {
      g_autofree char *head = g_strndup (key, cut);
      VecheNameReading form = { .given = head, .set = veche_name_book_find (self->crowd->book, head) };
      char letter[2] = { key[cut], '\0' };

      if (form.set != NULL)
        add_given (self, 'g', &form, letter);
    }
}

static void
add_handle (VecheBlocks *self, const VecheHandle *handle)
{
  add_key (self, 'h', handle->text, NULL);
  if (handle->generic)
    return;

  add_key (self, 'r', handle->bare, NULL);
  add_key (self, 't', handle->turned, NULL);
  if (strlen (handle->letters) >= 8)
    add_deletions (self, 'd', handle->letters, NULL);
  else if (strlen (handle->letters) >= 5)
    add_key (self, 'd', handle->letters, NULL);
  if (strlen (handle->key) >= 4)
    {
      add_key (self, 'k', handle->key, NULL);
      add_surnames_in (self, handle->key);
      add_given_in (self, handle->key);
    }
}

static void
add_all (VecheBlocks *self, char kind, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    add_key (self, kind, texts->pdata[i], NULL);
}

static void
add_face (VecheBlocks *self, const VecheFace *face)
{
  for (guint i = 0; i < face->forms->len; i++)
    add_form (self, face->forms->pdata[i], face->persona, i == 0);
  for (guint i = 0; i < face->handles->len; i++)
    add_handle (self, face->handles->pdata[i]);
  for (guint i = 0; i < face->links->len; i++)
    add_key (self, 'h', strchr (face->links->pdata[i], ':') + 1, NULL);
  add_all (self, 'e', face->emails);
  add_all (self, 'p', face->phones);
  add_all (self, 'w', face->sites);
  add_all (self, 'v', face->avatars);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const VecheBlockKey *x = a, *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;

  return (x->index > y->index) - (x->index < y->index);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

static const char *
order_key (const VecheFace *face)
{
  return face->handles->len > 0 ? ((VecheHandle *) face->handles->pdata[0])->key : face->persona->name;
}

static int
compare_faces (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GPtrArray *faces = user_data;
  const VecheBlockKey *x = a, *y = b;

  return strcmp (order_key (faces->pdata[x->index]), order_key (faces->pdata[y->index]));
}

/* Members that changed meet everybody of their run, others only if one of the two has changed. */
static void
add_pair (GArray *pairs, guint a, guint b, const gboolean *changed)
{
  guint64 pair = a < b ? (guint64) a << 32 | b : (guint64) b << 32 | a;

  if (a != b && (changed == NULL || changed[a] || changed[b]))
    g_array_append_val (pairs, pair);
}

static void
meet_run (VecheCrowd *self, VecheBlockKey *run, guint n, const gboolean *changed, GArray *pairs)
{
  guint window = n <= RUN_WHOLE ? n : RUN_WINDOW;

  if (n > RUN_WHOLE)
    g_qsort_with_data (run, (gint) n, sizeof *run, compare_faces, self->faces);
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n && k <= i + window; k++)
      add_pair (pairs, run[i].index, run[k].index, changed);
}

/* TRUE for each that is in only; NULL when all are meant. */
static gboolean *
mark_changed (VecheCrowd *self, GHashTable *only)
{
  gboolean *changed = only != NULL ? g_new0 (gboolean, self->faces->len + 1) : NULL;

  for (guint i = 0; changed != NULL && i < self->faces->len; i++)
    changed[i] = g_hash_table_contains (only, &((const VecheFace *) self->faces->pdata[i])->persona->id);

  return changed;
}

static GArray *
make_unique (GArray *pairs)
{
  GArray *unique = g_array_new (FALSE, FALSE, sizeof (VecheCrowdPair));
  guint64 last = 0;

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      guint64 pair = g_array_index (pairs, guint64, i);
      VecheCrowdPair one = { (guint) (pair >> 32), (guint) (pair & G_MAXUINT32) };

      if (pair != last)
        g_array_append_val (unique, one);
      last = pair;
    }

  return unique;
}

GArray *
veche_crowd_candidates (VecheCrowd *self, GHashTable *only, GCancellable *cancellable)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (VecheBlockKey));
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree gboolean *changed = mark_changed (self, only);
  VecheBlocks blocks = { .crowd = self, .keys = keys };

  for (guint i = 0; i < self->faces->len; i++)
    {
      blocks.index = i;
      add_face (&blocks, self->faces->pdata[i]);
      if (i % 1024 == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
    }
  g_array_sort (keys, compare_keys);

  for (guint i = 0, k; i < keys->len; i = k)
    {
      VecheBlockKey *run = &g_array_index (keys, VecheBlockKey, i);
      guint n = 0;

      for (k = i; k < keys->len && g_array_index (keys, VecheBlockKey, k).hash == run->hash; k++)
        if (n == 0 || run[n - 1].index != run[k - i].index)
          run[n++] = run[k - i];
      if (n > 1)
        meet_run (self, run, n, changed, pairs);
      if (i % 65536 < 64 && g_cancellable_is_cancelled (cancellable))
        return NULL;
    }

  return make_unique (pairs);
}
