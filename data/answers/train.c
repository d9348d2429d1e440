/* train.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes data/answers/vectors.bin anew after the lists or the questions were changed:
 *
 *   ninja -C _build src/veche-answers-train && _build/src/veche-answers-train data/answers/vectors.bin data/answers/asked-*.tsv
 *
 * Each stem, and each beginning of one, has a vector; a text is the sum of those of its words.  Step by step a question is drawn to its own answer
 * and pushed from the others of its community (softmax over their cosines; AdaGrad: J. Duchi, E. Hazan, Y. Singer, JMLR 2011); and, much oftener,
 * some words of a line of our lists to others of the same line, and from those of other lines.
 */

#include <gio/gio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "analysis/veche-answers-private.h"
#include "analysis/veche-mood-private.h"
#include "analysis/veche-words.h"

#define EPOCHS      32
#define DRAWS       15000   /* of lines, each epoch */
#define OTHERS      7       /* lines that are not it */
#define SHARPNESS   4.0     /* of the choice by cosines */
#define RATE        0.05
#define DECAY       1e-4
#define FIRST       0.1     /* vectors before they learn: up to so much */
#define ROOT_SHARE  0.5     /* of how a word begins */
#define LEFT_OUT    0.28    /* words of a question, so that none is learnt by heart */
#define LEFT_OUT_ANSWER 0.4
#define MOST_WORDS  200
#define NONE        G_MAXUINT

typedef struct { guint own, root; } Word;    /* rows; root may be NONE */
typedef struct { GArray *answers, *questions, *right; } Community;    /* (owned) GArray of Word; the same; guint: which answer */

typedef struct
{
  GHashTable *names;      /* stem, or how it begins and "-" → row + 1 */
  GPtrArray  *by_row;     /* (borrowed) names */
  GPtrArray  *lines;      /* GArray of GArray of Word: the entries of each line of the lists */
  GArray     *communities;
  float      *at, *seen;  /* (owned) rows × VECHE_ANSWER_DIMENSIONS: the vectors, and the sums of their squared steps */
  guint32     state;
} Lesson;

/*** Reading ***/

static guint
row_of (Lesson *self, const char *name)
{
  guint row = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, name));

  if (row == 0)
    {
      char *copy = g_strdup (name);

      g_ptr_array_add (self->by_row, copy);
      row = self->by_row->len;
      g_hash_table_insert (self->names, copy, GUINT_TO_POINTER (row));
    }

  return row - 1;
}

static void
read_words (Lesson *self, const char *text, GArray *to)
{
  g_autoptr (GArray) words = veche_words_split (text, MOST_WORDS);

  for (guint i = 0; i < words->len; i++)
    {
      const char *stem = veche_words_at (words, i)->stem;
      g_autofree char *root = veche_answer_dup_root (stem);
      Word word = { row_of (self, stem), root != NULL ? row_of (self, root) : NONE };

      g_array_append_val (to, word);
    }
}

/* (transfer full) */
static GArray *
read_text (Lesson *self, const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  read_words (self, text, words);

  return words;
}

/* A line with fewer than three entries says nothing of what goes together. */
static void
read_list (Lesson *self, const char *name, const char *between)
{
  g_auto (GStrv) lines = veche_words_load (name);

  for (guint l = 0; lines[l] != NULL; l++)
    {
      g_auto (GStrv) entries = g_strsplit_set (lines[l] + (lines[l][0] == '^'), between, -1);
      GArray *line = g_array_new (FALSE, FALSE, sizeof (GArray *));

      for (guint e = 0; strchr ("~?", lines[l][0]) == NULL && entries[e] != NULL; e++)
        {
          GArray *words = read_text (self, g_strdelimit (entries[e], "_", ' '));

          if (words->len > 0)
            g_array_append_val (line, words);
          else
            g_array_unref (words);
        }
      if (line->len >= 3)
        g_ptr_array_add (self->lines, line);
      else
        g_array_unref (line);
    }
}

static void
read_article (Lesson *self, Community *community, const char *path, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", -1), asked = NULL;
  GArray *answer = g_array_new (FALSE, FALSE, sizeof (Word));

  if (community == NULL || g_strv_length (parts) != 3)
    g_error ("%s: a title, an answer and questions are wanted: %s", path, line);
  for (guint i = 0; i < (guint) VECHE_ANSWER_TITLE; i++)
    read_words (self, parts[0], answer);
  read_words (self, parts[1], answer);
  asked = g_strsplit (parts[2], "|", -1);
  for (guint i = 0; asked[i] != NULL; i++)
    {
      GArray *question = read_text (self, asked[i]);

      g_array_append_val (community->questions, question);
      g_array_append_val (community->right, community->answers->len);
    }
  g_array_append_val (community->answers, answer);
}

static void
read_asked (Lesson *self, const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  Community *community = NULL;

  if (!g_file_get_contents (path, &contents, NULL, &error))
    g_error ("%s", error->message);
  lines = g_strsplit (contents, "\n", -1);
  for (guint l = 0; lines[l] != NULL; l++)
    if (lines[l][0] == '=')
      {
        Community next = { g_array_new (FALSE, FALSE, sizeof (GArray *)), g_array_new (FALSE, FALSE, sizeof (GArray *)),
                           g_array_new (FALSE, FALSE, sizeof (guint)) };

        g_array_append_val (self->communities, next);
        community = &g_array_index (self->communities, Community, self->communities->len - 1);
      }
    else if (lines[l][0] != '#' && lines[l][0] != '\0')
      read_article (self, community, path, lines[l]);
}

/*** Learning ***/

static guint
draw (Lesson *self, guint most)
{
  self->state ^= self->state << 13;
  self->state ^= self->state >> 17;
  self->state ^= self->state << 5;

  return self->state % most;
}

static void
add_row (Lesson *self, guint row, float share, float *vector)
{
  const float *at = self->at + (gsize) row * VECHE_ANSWER_DIMENSIONS;

  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    vector[d] += share * at[d];
}

/* The sum of a text's words; its length. */
static float
place (Lesson *self, GArray *text, float *vector)
{
  float sum = 1e-6f;

  memset (vector, 0, VECHE_ANSWER_DIMENSIONS * sizeof *vector);
  for (guint i = 0; i < text->len; i++)
    {
      Word *word = &g_array_index (text, Word, i);

      add_row (self, word->own, 1, vector);
      if (word->root != NONE)
        add_row (self, word->root, (float) ROOT_SHARE, vector);
    }
  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    sum += vector[d] * vector[d];

  return sqrtf (sum);
}

static void
move_row (Lesson *self, guint row, float share, const float *slope)
{
  float *at = self->at + (gsize) row * VECHE_ANSWER_DIMENSIONS, *seen = self->seen + (gsize) row * VECHE_ANSWER_DIMENSIONS;

  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    {
      float step = share * slope[d] + (float) DECAY * at[d];

      seen[d] += step * step;
      at[d] -= (float) RATE * step / sqrtf (seen[d] + 1e-8f);
    }
}

static void
move (Lesson *self, GArray *text, const float *slope)
{
  for (guint i = 0; i < text->len; i++)
    {
      Word *word = &g_array_index (text, Word, i);

      move_row (self, word->own, 1, slope);
      if (word->root != NONE)
        move_row (self, word->root, (float) ROOT_SHARE, slope);
    }
}

/* Draws a question to the right one of n answers. */
static void
learn (Lesson *self, GArray *question, GArray **answers, guint n, guint right)
{
  float asked[VECHE_ANSWER_DIMENSIONS], slope[VECHE_ANSWER_DIMENSIONS] = { 0 }, length = place (self, question, asked);
  g_autofree float *told = g_new (float, (gsize) n * VECHE_ANSWER_DIMENSIONS), *lengths = g_new (float, n), *cosines = g_new0 (float, n);
  g_autofree double *shares = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      float *vector = told + (gsize) i * VECHE_ANSWER_DIMENSIONS;

      lengths[i] = place (self, answers[i], vector);
      for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
        cosines[i] += asked[d] * vector[d];
      cosines[i] /= length * lengths[i];
      shares[i] = SHARPNESS * (double) cosines[i];
    }
  veche_mood_softmax (shares, n, shares);
  for (guint i = 0; i < n; i++)
    {
      float *vector = told + (gsize) i * VECHE_ANSWER_DIMENSIONS, own[VECHE_ANSWER_DIMENSIONS];
      float pull = (float) (SHARPNESS * (shares[i] - (i == right)));

      for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
        {
          own[d] = pull * (asked[d] / length - cosines[i] * vector[d] / lengths[i]) / lengths[i];
          slope[d] += pull * (vector[d] / lengths[i] - cosines[i] * asked[d] / length) / length;
        }
      move (self, answers[i], own);
    }
  move (self, question, slope);
}

/* Some entries of a line: most of them of its even or of its odd ones. (transfer full) */
static GArray *
pick (Lesson *self, GArray *line, guint n, guint half)
{
  GArray *text = g_array_new (FALSE, FALSE, sizeof (Word));

  for (guint i = 0; i < n || text->len == 0; i++)
    {
      guint e = draw (self, line->len);
      GArray *entry = g_array_index (line, GArray *, e);

      if (e % 2 == half || draw (self, 4) == 0)
        g_array_append_vals (text, entry->data, entry->len);
    }

  return text;
}

static void
learn_line (Lesson *self)
{
  GArray *line = self->lines->pdata[draw (self, self->lines->len)], *some[OTHERS + 1];
  g_autoptr (GArray) question = pick (self, line, 1 + draw (self, 4), 0);

  some[0] = pick (self, line, 6 + draw (self, 12), 1);
  for (guint i = 1; i <= OTHERS; i++)
    {
      GArray *other = self->lines->pdata[draw (self, self->lines->len)];

      some[i] = pick (self, other, 6 + draw (self, 12), 1);
    }
  learn (self, question, some, OTHERS + 1, 0);
  for (guint i = 0; i <= OTHERS; i++)
    g_array_unref (some[i]);
}

/* (transfer full) */
static GArray *
leave_out (Lesson *self, GArray *text, double share)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (Word));

  for (guint i = 0; i < text->len; i++)
    if (draw (self, 1000) >= 1000 * share)
      g_array_append_val (rest, g_array_index (text, Word, i));
  if (rest->len == 0 && text->len > 0)
    g_array_append_val (rest, g_array_index (text, Word, draw (self, text->len)));

  return rest;
}

static void
learn_community (Lesson *self, Community *community)
{
  for (guint q = 0; q < community->questions->len; q++)
    {
      g_autoptr (GArray) question = leave_out (self, g_array_index (community->questions, GArray *, q), LEFT_OUT);
      g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

      for (guint a = 0; a < community->answers->len; a++)
        g_ptr_array_add (answers, leave_out (self, g_array_index (community->answers, GArray *, a), LEFT_OUT_ANSWER));
      learn (self, question, (GArray **) answers->pdata, answers->len, g_array_index (community->right, guint, q));
    }
}

static void
learn_all (Lesson *self)
{
  gsize n = (gsize) self->by_row->len * VECHE_ANSWER_DIMENSIONS;

  self->state = 777;
  self->at = g_new (float, n);
  self->seen = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    {
      self->at[i] = (float) (((double) draw (self, 2001) / 1000 - 1) * FIRST);
      self->seen[i] = 1e-4f;
    }
  for (guint epoch = 0; epoch < EPOCHS; epoch++)
    {
      for (guint i = 0; i < DRAWS; i++)
        learn_line (self);
      for (guint i = 0; i < self->communities->len; i++)
        learn_community (self, &g_array_index (self->communities, Community, i));
      g_print ("%u of %u\n", epoch + 1, EPOCHS);
    }
}

/*** Writing ***/

/* What a word stands for: its own vector and that of how it begins. */
static void
put_row (Lesson *self, const char *name, GByteArray *out)
{
  float vector[VECHE_ANSWER_DIMENSIONS] = { 0 }, most = 1e-9f;
  g_autofree char *root = veche_answer_dup_root (name);
  gboolean is_root = g_str_has_suffix (name, "-");
  guint32 bits;

  add_row (self, row_of (self, name), is_root ? (float) ROOT_SHARE : 1, vector);
  if (!is_root && root != NULL)
    add_row (self, row_of (self, root), (float) ROOT_SHARE, vector);
  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    most = MAX (most, fabsf (vector[d]));
  most /= 127;
  memcpy (&bits, &most, sizeof bits);
  bits = GUINT32_TO_LE (bits);
  g_byte_array_append (out, (const guint8 *) &bits, sizeof bits);
  for (guint d = 0; d < VECHE_ANSWER_DIMENSIONS; d++)
    {
      gint8 byte = (gint8) lroundf (vector[d] / most);

      g_byte_array_append (out, (const guint8 *) &byte, 1);
    }
  g_byte_array_append (out, (const guint8 *) name, (guint) strlen (name) + 1);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
write_vectors (Lesson *self, const char *path)
{
  g_autoptr (GPtrArray) names = g_ptr_array_copy (self->by_row, NULL, NULL);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_sort (names, compare_names);
  g_byte_array_append (out, (const guint8 *) VECHE_ANSWER_MAGIC, strlen (VECHE_ANSWER_MAGIC));
  for (guint i = 0; i < names->len; i++)
    put_row (self, names->pdata[i], out);
  if (!g_file_set_contents (path, (const char *) out->data, out->len, &error))
    g_error ("%s", error->message);
  g_print ("%s: %u vectors, %u bytes\n", path, names->len, out->len);
}

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer unused)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  Lesson lesson = { 0 };

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("veche-answers-train VECTORS ASKED…\n");
      return 2;
    }

  g_qsort_with_data (argv + 2, argc - 2, sizeof *argv, compare_paths, NULL);   /* the order counts */
  lesson.names = g_hash_table_new (g_str_hash, g_str_equal);
  lesson.by_row = g_ptr_array_new ();
  lesson.lines = g_ptr_array_new ();
  lesson.communities = g_array_new (FALSE, FALSE, sizeof (Community));
  read_list (&lesson, "situations.tsv", " |");
  read_list (&lesson, "concepts.tsv", " |");
  read_list (&lesson, "answers.tsv", "|");
  read_list (&lesson, "synonyms.tsv", "|\t");
  for (int i = 2; i < argc; i++)
    read_asked (&lesson, argv[i]);
  learn_all (&lesson);
  write_vectors (&lesson, argv[1]);

  return 0;
}
