/* veche-answers-vectors.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is about, as one point among others: the sum of the vectors of its words, which data/answers/train.c learnt from our lists and from
 * questions with their answers, so that what is asked stands near what answers it ("popped a wheel" and "A flat tyre").  A word that was not
 * learnt stands where those stand that begin like it.
 */

#include "analysis/veche-answers-private.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "analysis/veche-words.h"
#include "veche-vectors-resources.h"

#define PATH "/app/veche/Veche/answers/vectors.bin"

#define ROW  (sizeof (guint32) + VECHE_ANSWER_DIMENSIONS)   /* bytes before the name of a vector: a little-endian float that scales, and its bytes */

/* The names of all vectors, each where it stands in the file. */
static GHashTable *
load_rows (void)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  gsize size, at = strlen (VECHE_ANSWER_MAGIC);
  const char *data;
  GBytes *bytes;

  /* Nothing else refers to the resource: the linker would drop it. */
  veche_vectors_get_resource ();
  bytes = g_resources_lookup_data (PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  data = g_bytes_get_data (bytes, &size);
  g_assert (size > at && memcmp (data, VECHE_ANSWER_MAGIC, at) == 0 && data[size - 1] == '\0');

  while (at + ROW < size)
    {
      g_hash_table_add (rows, (char *) data + at + ROW);
      at += ROW + strlen (data + at + ROW) + 1;
    }

  return rows;
}

static GHashTable *
get_rows (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) load_rows ());

  return (GHashTable *) once;
}

char *
veche_answer_dup_root (const char *stem)
{
  glong letters = g_utf8_strlen (stem, -1);
  g_autofree char *root = letters >= VECHE_ANSWER_ROOT - 1 ? g_utf8_substring (stem, 0, MIN (letters, VECHE_ANSWER_ROOT)) : NULL;

  return root != NULL ? g_strconcat (root, "-", NULL) : NULL;
}

static void
add_row (const char *name, double weight, float *vector)
{
  const gint8 *at = (const gint8 *) name - VECHE_ANSWER_DIMENSIONS;
  guint32 bits;
  float scale;

  memcpy (&bits, name - ROW, sizeof bits);
  bits = GUINT32_FROM_LE (bits);
  memcpy (&scale, &bits, sizeof scale);
  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    vector[d] += (float) weight * scale * at[d];
}

void
veche_answer_add_vector (const char *text, guint most, double weight, float *vector)
{
  GHashTable *rows = get_rows ();
  g_autoptr (GArray) words = veche_words_split (text, most);

  for (guint i = 0; i < words->len; i++)
    {
      const char *stem = veche_words_at (words, i)->stem, *name = g_hash_table_lookup (rows, stem);

      if (name == NULL)
        {
          g_autofree char *root = veche_answer_dup_root (stem);

          name = root != NULL ? g_hash_table_lookup (rows, root) : NULL;
        }
      if (name != NULL)
        add_row (name, weight, vector);
    }
}

double
veche_answer_compare_vectors (const float *a, const float *b)
{
  double product = 0, x = 0, y = 0;

  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    {
      product += (double) a[d] * (double) b[d];
      x += (double) a[d] * (double) a[d];
      y += (double) b[d] * (double) b[d];
    }

  return x > 0 && y > 0 ? product / sqrt (x * y) : 0;
}
