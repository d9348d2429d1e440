/* veche-answers-entries.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An article as faces (its title, each of its other phrasings, each question that it answered before), as terms and as what it is about.
 */

#include "analysis/veche-answers-private.h"

#include <string.h>

#define BODY_WORDS 120
#define MOST_FACES 40     /* of one article */
#define BODY_SENSE 0.6

/*** Making ***/

static void
face_clear (gpointer data)
{
  g_array_unref (((VecheFace *) data)->terms);
}

static void
entry_free (gpointer data)
{
  VecheEntry *entry = data;

  veche_article_unref (entry->article);
  g_array_unref (entry->faces);
  g_hash_table_unref (entry->all);
  g_free (entry->sense);
  g_free (entry);
}

static void
word_clear (gpointer data)
{
  VecheAnswerTerm *term = data;

  g_free (term->word);
  g_free (term->stem);
}

static guint
intern_term (VecheAnswers *self, const VecheAnswerTerm *term)
{
  g_autoptr (GString) key = g_string_new (term->stem);
  guint index;

  for (guint i = 0; i < term->n_groups; i++)
    g_string_append_printf (key, " %u", term->groups[i]);
  g_string_append (key, term->weight < 1 ? "-" : "");
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key->str));
  if (index == 0)
    {
      VecheAnswerTerm copy = *term;

      copy.word = g_strdup (term->word);
      copy.stem = g_strdup (term->stem);
      copy.latin = NULL;
      g_array_append_val (self->vocabulary, copy);
      index = self->vocabulary->len;
      g_hash_table_insert (self->by_key, g_strdup (key->str), GUINT_TO_POINTER (index));
    }

  return index - 1;
}

static GArray *
intern_text (VecheAnswers *self, VecheEntry *entry, const char *text, guint most)   /* entry (nullable): that has these words */
{
  g_autoptr (GArray) terms = veche_answer_terms (text, most, FALSE, self->own);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < terms->len; i++)
    if (veche_answer_term (terms, i)->weight > 0)
      {
        guint index = intern_term (self, veche_answer_term (terms, i));

        g_array_append_val (kept, index);
        if (entry != NULL)
          g_hash_table_add (entry->all, GUINT_TO_POINTER (index + 1));
      }

  return kept;
}

static void
add_face (VecheAnswers *self, VecheEntry *entry, const char *text, gboolean use)
{
  VecheFace face = { NULL, use };

  if (entry->faces->len >= MOST_FACES)
    return;
  face.terms = intern_text (self, use ? NULL : entry, text, VECHE_ANSWER_MOST_WORDS);
  if (face.terms->len > 0)
    g_array_append_val (entry->faces, face);
  else
    g_array_unref (face.terms);
}

gboolean
veche_answer_is_latin (const char *text)
{
  int latin = 0, other = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      {
        latin += g_utf8_get_char (p) < 0x250;
        other += g_utf8_get_char (p) >= 0x250;
      }

  return latin > other;
}

/* (transfer full) */
static float *
find_sense (VecheArticle *article)
{
  float *sense = g_new0 (float, veche_answer_n_situations ());

  veche_answer_add_sense (article->title, VECHE_ANSWER_MOST_WORDS, 1, sense);
  for (guint i = 0; i < article->phrases->len; i++)
    veche_answer_add_sense (article->phrases->pdata[i], VECHE_ANSWER_MOST_WORDS, 1, sense);
  veche_answer_add_sense (article->body, BODY_WORDS, BODY_SENSE, sense);

  return sense;
}

static void
find_vector (VecheArticle *article, float *vector)
{
  veche_answer_add_vector (article->title, VECHE_ANSWER_MOST_WORDS, VECHE_ANSWER_TITLE, vector);
  for (guint i = 0; i < article->phrases->len; i++)
    veche_answer_add_vector (article->phrases->pdata[i], VECHE_ANSWER_MOST_WORDS, 1, vector);
  veche_answer_add_vector (article->body, BODY_WORDS, 1, vector);
}

static VecheEntry *
make_entry (VecheAnswers *self, VecheArticle *article)
{
  VecheEntry *entry = g_new0 (VecheEntry, 1);

  entry->article = veche_article_ref (article);
  entry->faces = g_array_new (FALSE, FALSE, sizeof (VecheFace));
  g_array_set_clear_func (entry->faces, face_clear);
  entry->all = g_hash_table_new (NULL, NULL);
  entry->latin = article->language != NULL ? strcmp (article->language, "ru") != 0 : veche_answer_is_latin (article->title);
  entry->tells = veche_answer_tells (article->title, article->body);
  add_face (self, entry, article->title, FALSE);
  for (guint i = 0; i < article->phrases->len; i++)
    add_face (self, entry, article->phrases->pdata[i], FALSE);
  g_array_unref (intern_text (self, entry, article->body, BODY_WORDS));
  entry->sense = find_sense (article);
  find_vector (article, entry->vector);

  return entry;
}

static void
add_uses (VecheAnswers *self, GPtrArray *uses)
{
  g_autoptr (GHashTable) by_uid = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      VecheEntry *entry = self->entries->pdata[i];

      if (entry->article->uid != NULL)
        g_hash_table_insert (by_uid, entry->article->uid, entry);
    }
  for (guint i = 0; i < uses->len; i++)
    {
      VecheArticleUse *use = uses->pdata[i];
      VecheEntry *entry = g_hash_table_lookup (by_uid, use->article_uid);

      if (entry != NULL)
        add_face (self, entry, use->question, TRUE);
    }
}

/* In how many articles a stem and a group is. */
static void
count_entry (VecheAnswers *self, VecheEntry *entry)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guchar *groups = g_new0 (guchar, veche_answer_n_groups ());
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, entry->all);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      VecheAnswerTerm *term = veche_answer_term (self->vocabulary, GPOINTER_TO_UINT (key) - 1);
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->stems, term->stem));

      if (g_hash_table_add (seen, term->stem))
        g_hash_table_insert (self->stems, term->stem, GUINT_TO_POINTER (before + 1));
      for (guint i = 0; i < term->n_groups; i++)
        if (groups[term->groups[i]]++ == 0)
          self->in_group[term->groups[i]]++;
    }
}

/* What all articles are about tells none of them: the mean of the others is taken away. */
static void
centre_senses (VecheAnswers *self)
{
  guint n = veche_answer_n_situations (), others = self->entries->len - 1;
  g_autofree float *sum = g_new0 (float, n);

  for (guint i = 0; i < self->entries->len; i++)
    {
      float *sense = ((VecheEntry *) self->entries->pdata[i])->sense;

      veche_answer_scale_sense (sense);
      for (guint d = 0; d < n; d++)
        sum[d] += sense[d];
    }
  for (guint i = 0; others > 0 && i < self->entries->len; i++)
    {
      float *sense = ((VecheEntry *) self->entries->pdata[i])->sense;

      for (guint d = 0; d < n; d++)
        sense[d] = MAX (0, sense[d] - (sum[d] - sense[d]) / (float) others);
      veche_answer_scale_sense (sense);
    }
}

static gboolean
is_answering (const VecheArticle *article)
{
  return !article->archived
         && (article->kind == VECHE_ARTICLE_FAQ || article->kind == VECHE_ARTICLE_LINK || article->kind == VECHE_ARTICLE_OBJECTION
             || article->kind == VECHE_ARTICLE_GLOSSARY);
}

VecheAnswers *
veche_answers_make (GPtrArray *articles, GPtrArray *uses, VechePhrases *own)
{
  VecheAnswers *self = g_new0 (VecheAnswers, 1);

  self->own = own;
  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->vocabulary = g_array_new (FALSE, FALSE, sizeof (VecheAnswerTerm));
  g_array_set_clear_func (self->vocabulary, word_clear);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stems = g_hash_table_new (g_str_hash, g_str_equal);
  self->in_group = g_new0 (guint, veche_answer_n_groups ());
  for (guint i = 0; i < articles->len; i++)
    if (is_answering (articles->pdata[i]))
      g_ptr_array_add (self->entries, make_entry (self, articles->pdata[i]));
  if (uses != NULL)
    add_uses (self, uses);
  for (guint i = 0; i < self->entries->len; i++)
    count_entry (self, self->entries->pdata[i]);
  centre_senses (self);

  return self;
}
