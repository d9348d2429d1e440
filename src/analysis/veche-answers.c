/* veche-answers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An article has faces: its title, each of its other phrasings, each question that it answered before.  A face fits a question when the words of
 * the question are found in the article (most of all in this face) and the words of the face in the question.  Words weigh by how few articles
 * have them.
 *
 *   score = how much of the question is found, and how much of the face: their mean by SHARE
 *
 * What is only offered may be found by the whole article, and a little more when it tells what is asked for (a time, a price, a place).  What is
 * sure needs a face, and most of what was asked.
 */

#include "analysis/veche-answers.h"

#include <math.h>
#include <string.h>

#include "analysis/veche-answers-private.h"
#include "store/veche-experts-table.h"

#define MOST_WORDS   60     /* of a question */
#define BODY_WORDS   120
#define MOST_USES    1000
#define MOST_PAST    500
#define MOST_TOPICS  20000
#define FIRST_TOPIC  30000  /* tags before it are lines of synonyms.tsv */
#define MOST_FACES   40     /* of one article */
#define LEAST_N      20     /* articles: with fewer, no word is common */
#define SHARE        0.6    /* of the question's words in the score; the rest the face's */
#define IN_BODY      0.55   /* a word that stands elsewhere in the article */
#define UNKNOWN      0.45   /* weight of a word that no article has */
#define MOST_UNKNOWN 0.9    /* of all of these: a long story is no other question */
#define BY_USE       0.95
#define LANGUAGE     0.03   /* for an answer in the language of the question */
#define BODY         0.6    /* all of the question is found, and none of a face */
#define FITS         0.07   /* what is asked for is told: a time, a place, a price */
#define LEAST        0.16   /* to be offered */
#define SURE         0.55   /* to be shown by itself */
#define ASKED        0.6    /* so much of the question, too */

typedef struct
{
  GArray  *terms;      /* (owned) guint: of the vocabulary, those that weigh something */
  gboolean use;
} VecheFace;

typedef struct
{
  VecheArticle *article;   /* (owned) */
  GArray       *faces;     /* (owned) VecheFace */
  GHashTable   *all;       /* (owned) guint + 1: the vocabulary of all of it */
  VecheAsks     tells;
  gboolean      latin;
} VecheEntry;

struct _VecheAnswers
{
  gatomicrefcount ref_count;
  GPtrArray  *entries;       /* VecheEntry */
  VechePhrases *own;         /* (owned) (nullable) names of our competencies */
  GArray     *vocabulary;    /* VecheAnswerTerm */
  GHashTable *by_key;        /* stem and groups → index + 1 */
  GHashTable *stems;         /* stem → articles that have it */
  guint      *in_group;      /* (owned) a group → articles that have it */
};

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
intern_text (VecheAnswers *self, VecheEntry *entry, const char *text, guint most)
{
  g_autoptr (GArray) terms = veche_answer_terms (text, most, FALSE, self->own);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < terms->len; i++)
    if (veche_answer_term (terms, i)->weight > 0)
      {
        guint index = intern_term (self, veche_answer_term (terms, i));

        g_array_append_val (kept, index);
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
  face.terms = intern_text (self, entry, text, MOST_WORDS);
  if (face.terms->len > 0)
    g_array_append_val (entry->faces, face);
  else
    g_array_unref (face.terms);
}

static gboolean
is_latin (const char *text)
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

static VecheEntry *
make_entry (VecheAnswers *self, VecheArticle *article)
{
  VecheEntry *entry = g_new0 (VecheEntry, 1);

  entry->article = veche_article_ref (article);
  entry->faces = g_array_new (FALSE, FALSE, sizeof (VecheFace));
  g_array_set_clear_func (entry->faces, face_clear);
  entry->all = g_hash_table_new (NULL, NULL);
  entry->latin = article->language != NULL ? strcmp (article->language, "ru") != 0 : is_latin (article->title);
  entry->tells = veche_answer_tells (article->title, article->body);
  add_face (self, entry, article->title, FALSE);
  for (guint i = 0; i < article->phrases->len; i++)
    add_face (self, entry, article->phrases->pdata[i], FALSE);
  g_array_unref (intern_text (self, entry, article->body, BODY_WORDS));

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

static gboolean
is_answering (const VecheArticle *article)
{
  return !article->archived
         && (article->kind == VECHE_ARTICLE_FAQ || article->kind == VECHE_ARTICLE_LINK || article->kind == VECHE_ARTICLE_OBJECTION
             || article->kind == VECHE_ARTICLE_GLOSSARY);
}

static VecheAnswers *
make_answers (GPtrArray *articles, GPtrArray *uses, VechePhrases *own)
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

  return self;
}

VecheAnswers *
veche_answers_new (GPtrArray *articles, GPtrArray *uses)
{
  return make_answers (articles, uses, NULL);
}

/* Our competencies by all their names: each has a tag of its own after those of the lists. (transfer full) */
static VechePhrases *
name_topics (GPtrArray *competencies)
{
  VechePhrases *own = veche_phrases_new ();

  for (guint i = 0; i < competencies->len && i < MOST_TOPICS; i++)
    {
      VecheCompetencyRow *row = competencies->pdata[i];

      veche_phrases_add (own, row->name, FIRST_TOPIC + i, VECHE_PHRASE_NAME);
      for (guint a = 0; row->aliases != NULL && row->aliases[a] != NULL; a++)
        veche_phrases_add (own, row->aliases[a], FIRST_TOPIC + i, VECHE_PHRASE_ALIAS);
    }

  return own;
}

VecheAnswers *
veche_answers_load (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) articles = veche_articles_list (db, FALSE, error);
  g_autoptr (GPtrArray) uses = articles != NULL ? veche_articles_list_uses (db, MOST_USES, error) : NULL;
  g_autoptr (GPtrArray) answered = uses != NULL ? veche_articles_list_answered (db, MOST_PAST, error) : NULL;
  g_autoptr (GPtrArray) competencies = answered != NULL ? veche_experts_competencies (db, error) : NULL;

  if (competencies == NULL)
    return NULL;
  veche_answers_add_past (uses, articles, answered);

  return make_answers (articles, uses, name_topics (competencies));
}

VecheAnswers *
veche_answers_ref (VecheAnswers *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_answers_unref (VecheAnswers *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->stems);
  g_hash_table_unref (self->by_key);
  g_array_unref (self->vocabulary);
  g_clear_pointer (&self->own, veche_phrases_free);
  g_free (self->in_group);
  g_free (self);
}

/*** Weights ***/

static double
rarity (VecheAnswers *self, guint articles)
{
  double n = MAX (self->entries->len, LEAST_N);

  return log ((n + 1) / (MIN (articles, n) + 0.5)) / log ((n + 1) / 1.5);
}

/* Of a word that articles have. */
static double
weigh_known (VecheAnswers *self, const VecheAnswerTerm *term)
{
  guint articles = GPOINTER_TO_UINT (g_hash_table_lookup (self->stems, term->stem)), of_group = G_MAXUINT;

  for (guint i = 0; i < term->n_groups; i++)
    if (self->in_group[term->groups[i]] > 0)
      of_group = MIN (of_group, self->in_group[term->groups[i]]);
  if (of_group != G_MAXUINT)
    articles = MAX (articles, of_group);

  return term->weight * rarity (self, MAX (articles, 1));
}

/* A question against the vocabulary: how alike each of its words is to each word of it. */
typedef struct
{
  GArray *terms;       /* (owned) VecheAnswerTerm */
  double *weights;     /* (owned) one a term */
  float  *like;        /* (owned) terms × vocabulary */
  double  whole;       /* all weights */
  VecheAsks asks;
  guint   n;           /* of the vocabulary */
} VecheAsking;

static void
asking_clear (VecheAsking *asking)
{
  g_array_unref (asking->terms);
  g_free (asking->weights);
  g_free (asking->like);
}

/* FALSE: no article has anything like it. */
static gboolean
compare_term (VecheAnswers *self, VecheAsking *asking, guint t)
{
  VecheAnswerTerm *term = veche_answer_term (asking->terms, t);
  float *like = asking->like + (gsize) t * asking->n;
  gboolean fuzzy = term->weight >= 1 && term->n_groups == 0 && !g_hash_table_contains (self->stems, term->stem);
  double best = 0;

  for (guint v = 0; v < asking->n; v++)
    {
      VecheAnswerTerm *known = veche_answer_term (self->vocabulary, v);

      like[v] = (float) veche_answer_liken (term, known, fuzzy);
      if (like[v] > best)
        {
          best = like[v];
          asking->weights[t] = term->weight * weigh_known (self, known) / known->weight;
        }
    }
  if (best == 0)
    asking->weights[t] = term->weight * UNKNOWN;

  return best > 0;
}

static gboolean
knows_word (const VecheWord *word, gpointer data)
{
  VecheAnswers *self = data;

  return g_hash_table_contains (self->stems, word->stem) || veche_answer_is_word (word);
}

static void
asking_init (VecheAsking *asking, VecheAnswers *self, const char *question)
{
  g_autofree char *meant = veche_answer_dup_meant (question, knows_word, self);
  double unknown = 0;

  asking->asks = veche_answer_asks (meant);
  asking->terms = veche_answer_terms (meant, MOST_WORDS, TRUE, self->own);
  for (guint i = asking->terms->len; i > 0; i--)
    if (veche_answer_term (asking->terms, i - 1)->weight == 0)
      g_array_remove_index (asking->terms, i - 1);
  asking->n = self->vocabulary->len;
  asking->weights = g_new0 (double, MAX (asking->terms->len, 1));
  asking->like = g_new0 (float, (gsize) asking->terms->len * asking->n + 1);
  asking->whole = 0;
  for (guint t = 0; t < asking->terms->len; t++)
    {
      gboolean known = compare_term (self, asking, t);

      asking->whole += known ? asking->weights[t] : 0;
      unknown += known ? 0 : asking->weights[t];
    }
  asking->whole += MIN (unknown, MOST_UNKNOWN);
}

/*** Scores ***/

static double
best_in_face (const VecheAsking *asking, guint t, const VecheFace *face)
{
  const float *like = asking->like + (gsize) t * asking->n;
  double best = 0;

  for (guint i = 0; i < face->terms->len; i++)
    best = MAX (best, like[g_array_index (face->terms, guint, i)]);

  return best;
}

static double
best_in_all (const VecheAsking *asking, guint t, VecheEntry *entry)
{
  const float *like = asking->like + (gsize) t * asking->n;
  double best = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, entry->all);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    best = MAX (best, like[GPOINTER_TO_UINT (key) - 1]);

  return best;
}

/* How much of the face the question has. */
static double
cover_face (VecheAnswers *self, const VecheAsking *asking, const VecheFace *face)
{
  double found = 0, whole = 0;

  for (guint i = 0; i < face->terms->len; i++)
    {
      guint v = g_array_index (face->terms, guint, i);
      double weight = weigh_known (self, veche_answer_term (self->vocabulary, v)), best = 0;

      for (guint t = 0; t < asking->terms->len; t++)
        best = MAX (best, asking->like[(gsize) t * asking->n + v]);
      found += weight * best;
      whole += weight;
    }

  return whole > 0 ? found / whole : 0;
}

typedef struct
{
  double   score;          /* where it stands among the others */
  gboolean sure, by_use;
} VecheStanding;

static void
score_entry (VecheAnswers *self, const VecheAsking *asking, VecheEntry *entry, VecheStanding *standing)
{
  g_autofree double *elsewhere = g_new0 (double, MAX (asking->terms->len, 1));
  double best = 0, any = 0, all = 0;

  memset (standing, 0, sizeof *standing);

  for (guint t = 0; t < asking->terms->len; t++)
    {
      any += elsewhere[t] = IN_BODY * best_in_all (asking, t, entry);
      all += asking->weights[t] * elsewhere[t];
    }
  if (any == 0)
    return;
  for (guint f = 0; f < entry->faces->len; f++)
    {
      VecheFace *face = &g_array_index (entry->faces, VecheFace, f);
      double found = 0, score;

      for (guint t = 0; t < asking->terms->len; t++)
        found += asking->weights[t] * MAX (best_in_face (asking, t, face), elsewhere[t]);
      score = SHARE * found / asking->whole + (1 - SHARE) * cover_face (self, asking, face);
      score *= face->use ? BY_USE : 1;
      if (score > best)
        {
          best = score;
          standing->by_use = face->use;
          standing->sure = score >= SURE && found >= ASKED * asking->whole;
        }
    }
  standing->score = MAX (best, BODY * all / IN_BODY / asking->whole) + (asking->asks & entry->tells ? FITS : 0);
}

/* The words of the question that the article has, strongest first. (transfer full) */
static char *
name_words (const VecheAsking *asking, VecheEntry *entry)
{
  g_autofree double *parts = g_new0 (double, MAX (asking->terms->len, 1));
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint t = 0; t < asking->terms->len; t++)
    parts[t] = asking->weights[t] * best_in_all (asking, t, entry);
  for (guint n = 0; n < 3; n++)
    {
      guint best = 0;

      for (guint t = 1; t < asking->terms->len; t++)
        best = parts[t] > parts[best] ? t : best;
      if (parts[best] < 0.1)
        break;
      parts[best] = 0;
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", veche_answer_term (asking->terms, best)->word);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
veche_answer_free (VecheAnswer *self)
{
  veche_article_unref (self->article);
  g_free (self->words);
  g_free (self);
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const VecheAnswer *x = *(VecheAnswer *const *) a, *y = *(VecheAnswer *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->article->uses != y->article->uses)
    return x->article->uses > y->article->uses ? -1 : 1;

  return strcmp (x->article->title, y->article->title);
}

GPtrArray *
veche_answers_find (VecheAnswers *self, const char *question, const char *community_uid, guint most)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_answer_free);
  gboolean latin = is_latin (question);
  VecheAsking asking = { 0 };

  asking_init (&asking, self, question);
  for (guint i = 0; asking.whole > 0 && i < self->entries->len; i++)
    {
      VecheEntry *entry = self->entries->pdata[i];
      VecheAnswer *answer;
      VecheStanding standing;

      if (community_uid != NULL && entry->article->community_uid != NULL && strcmp (community_uid, entry->article->community_uid) != 0)
        continue;
      score_entry (self, &asking, entry, &standing);
      if (standing.score < LEAST)
        continue;
      answer = g_new0 (VecheAnswer, 1);
      answer->article = veche_article_ref (entry->article);
      answer->sure = standing.sure;
      answer->by_use = standing.by_use;
      answer->score = MIN (standing.score + (latin == entry->latin ? LANGUAGE : 0), 1);
      answer->words = name_words (&asking, entry);
      g_ptr_array_add (found, answer);
    }
  g_ptr_array_sort (found, compare_answers);
  if (found->len > most)
    g_ptr_array_set_size (found, most);
  asking_clear (&asking);

  return found;
}

double
veche_answers_liken (const char *a, const char *b)
{
  g_autoptr (GArray) x = veche_answer_terms (a, MOST_WORDS, TRUE, NULL), y = veche_answer_terms (b, MOST_WORDS, TRUE, NULL);

  return veche_answer_liken_terms (x, y);
}
