/* veche-experts-answers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has answered such questions before.  An answer often does not name its topic ("curtains, a carpet, books"), so a reply counts by the words
 * of what it replies to as well as by its own.
 *
 *   words of the question ─▶ slots, each with its synonyms ─▶ newest messages with each ─▶ sum a message ─▶ the best of them and their replies
 */

#include "analysis/veche-experts-private.h"
#include "analysis/veche-unknowing.h"

#include <math.h>
#include <string.h>

#include "model/veche-text.h"

#define NEWEST       150      /* messages of one word */
#define WINDOW       2000     /* newest messages of a common word that are looked through for two side by side */
#define VERIFIED     60       /* of those that have both */
#define SIDE_BY_SIDE 4        /* of them: then they often stand so, and FTS5 soon finds enough */
#define MOST_SLOTS   14
#define MOST_WORDS   28       /* of a long text that are looked up */
#define MOST_READ    150      /* messages that are read */
#define MOST_ASKED   70       /* of them, whose replies are read */
#define RARE         6.0      /* the weight of a word that nearly nobody says */
#define RELEVANT     0.24     /* share of the question's weight */
#define RELEVANT_LEAST 0.15
#define UNHEARD      0.35     /* a word that nobody here ever said tells little of what to expect */
#define TELLING      0.9      /* one such word is enough, of verbs and adjectives it takes two */
#define LONELY       0.6      /* one word of several, and no name of a topic: it may be there by chance */
#define OTHER_NAME   0.75
#define TOPIC_NAME   2.5      /* the weight of a recognised topic's own name */
#define MOST_THEMES  2
#define MOST_TERMS   40
#define THEME        0.8      /* a message of the same theme, to one that names the topic */

typedef struct { GPtrArray *terms; /* utf8 */ double extra, weight; gboolean bonus, named, any; GHashTable *hits; } VecheSlot;
/* named: a name of a topic; any: one search for all of its terms */

static void
slot_clear (gpointer data)
{
  VecheSlot *slot = data;

  g_ptr_array_unref (slot->terms);
  g_clear_pointer (&slot->hits, g_hash_table_unref);
}

/* Quotes end a term of FTS5: there are none among letters and digits, but names of competencies come from people. */
static char *
make_match (const char *term)
{
  g_autoptr (GArray) words = veche_words_split (term, 8);
  GString *match = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (match, "%s\"%s\"", i > 0 ? " + " : "", veche_words_at (words, i)->word);

  return g_string_free (match, FALSE);
}

/*** Slots ***/

/* Verbs and adjectives tell less of a topic than names do. */
static double
word_extra (const VecheWord *word)
{
  static const char *const verbs[] = { "ть", "ться", "ет", "ют", "ит", "ил", "ал", "ла", "ли", "ешь", "уйте", "ите", NULL };
  static const char *const adjectives[] = { "ый", "ий", "ая", "ое", "ые", "ого", "ему", "ыми", "ую", "ной", NULL };

  if (word->latin)
    return word->length <= 2 ? 0.5 : 1;
  for (guint i = 0; verbs[i] != NULL; i++)
    if (g_str_has_suffix (word->word, verbs[i]))
      return 0.6;
  for (guint i = 0; adjectives[i] != NULL; i++)
    if (g_str_has_suffix (word->word, adjectives[i]))
      return 0.7;

  return 1;
}

static gboolean
has_stem (GArray *words, guint before, const char *stem)
{
  for (guint i = 0; i < before; i++)
    if (!veche_words_at (words, i)->stop && strcmp (veche_words_at (words, i)->stem, stem) == 0)
      return TRUE;

  return FALSE;
}

static void
add_synonyms (VecheExpertSearch *self, VecheSlot *slot, guint index)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (VecheWord));
  g_autoptr (GPtrArray) names = NULL;

  g_array_append_vals (one, veche_words_at (self->words, index), 1);
  names = veche_lexicon_synonyms (self->lexicon, self->result->question, one, 5);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (slot->terms, g_strdup (names->pdata[i]));
}

/* The stem of "право" is that of "правы", and "C" is anything: such names are not searched for. */
static gboolean
is_clear (const char *name)
{
  g_autoptr (GArray) words = veche_words_split (name, 4);

  return words->len > 1 || (words->len == 1 && veche_words_at (words, 0)->length >= (veche_words_at (words, 0)->latin ? 3 : 5));
}

/* Words of what it is about, all of them one slot: "rods" are near to "pike", which was asked. */
static void
add_themes (VecheExpertSearch *self, GArray *slots)
{
  for (guint i = 0; i < self->themes->len && i < MOST_THEMES; i++)
    {
      VecheTheme *theme = &g_array_index (self->themes, VecheTheme, i);
      VecheSlot slot = { .extra = self->lenient ? 1 : theme->weight * THEME, .bonus = TRUE, .any = TRUE };

      slot.terms = g_ptr_array_new_with_free_func (g_free);
      veche_themes_words (theme->group, slot.terms, MOST_TERMS);
      g_array_append_val (slots, slot);
    }
}

static GArray *
make_slots (VecheExpertSearch *self)
{
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (VecheSlot));

  g_array_set_clear_func (slots, slot_clear);
  for (guint i = 0; i < self->words->len && slots->len < MOST_WORDS; i++)
    {
      VecheWord *word = veche_words_at (self->words, i);
      VecheSlot slot = { .extra = word_extra (word) };

      if (word->stop || (word->length < 2 && !word->latin) || has_stem (self->words, i, word->stem))
        continue;
      slot.terms = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (slot.terms, g_strdup (word->word));
      add_synonyms (self, &slot, i);
      slot.named = slot.terms->len > 1;
      g_array_append_val (slots, slot);
    }
  for (guint i = 0; i < self->result->topics->len && i < 3; i++)
    {
      VecheTopic *topic = self->result->topics->pdata[i];
      VecheSlot slot = { .extra = topic->weight, .bonus = TRUE };

      if (!is_clear (topic->name))
        continue;
      slot.terms = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (slot.terms, g_strdup (topic->name));
      g_array_append_val (slots, slot);
    }

  add_themes (self, slots);

  return slots;
}

static double
rarity (GArray *ids, gint64 last_id)
{
  double often;

  if (ids->len == 0)
    return MIN (RARE, log (1 + (double) last_id));
  often = ids->len < NEWEST ? ids->len
                            : (double) ids->len * last_id / (double) MAX (last_id - g_array_index (ids, gint64, ids->len - 1), 1);

  return MIN (RARE, log (1 + (double) last_id / often));
}

/* The stems of a term, as the index has them. */
static char *
stems_of (const char *term)
{
  g_autoptr (GArray) words = veche_words_split (term, 8);
  GString *stems = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (stems, "%s ", veche_words_at (words, i)->stem);

  return g_string_free (stems, FALSE);
}

/* One expression for all terms of a slot: what they weigh is one.  Two forms of one word would be looked up twice. */
static void
join_terms (VecheSlot *slot)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; i < slot->terms->len; i++)
    {
      g_autofree char *term = is_clear (slot->terms->pdata[i]) ? make_match (slot->terms->pdata[i]) : g_strdup ("");

      if (term[0] != '\0' && g_hash_table_add (there, stems_of (slot->terms->pdata[i])))
        g_string_append_printf (match, "%s(%s)", match->len > 0 ? " OR " : "", term);
    }
  g_ptr_array_set_size (slot->terms, 0);
  g_ptr_array_add (slot->terms, g_string_free (g_steal_pointer (&match), FALSE));
}

/* The newest messages that match: what a question has looked up once it knows. (borrowed) */
static GArray *
look_up (VecheExpertSearch *self, const char *match, guint most, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%u %s", most, match);
  GArray *ids = g_hash_table_lookup (self->looked_up, key);

  if (ids != NULL)
    return ids;

  ids = match[0] != '\0' ? veche_experts_hits (self->db, match, most, error) : g_array_new (FALSE, FALSE, sizeof (gint64));
  if (ids != NULL)
    g_hash_table_insert (self->looked_up, g_steal_pointer (&key), ids);

  return ids;
}

static void
keep_common (GArray *ids, GArray *others)
{
  guint n = 0, k = 0;

  for (guint i = 0; i < ids->len; i++)   /* both newest first */
    {
      gint64 id = g_array_index (ids, gint64, i);

      while (k < others->len && g_array_index (others, gint64, k) > id)
        k++;
      if (k < others->len && g_array_index (others, gint64, k) == id)
        g_array_index (ids, gint64, n++) = id;
    }
  g_array_set_size (ids, n);
}

static gboolean
stand_together (const char *text, GArray *phrase)
{
  g_autoptr (GArray) words = veche_words_split (text, MOST_WORDS * 4);

  for (guint i = 0; i + phrase->len <= words->len; i++)
    {
      guint n = 0;

      while (n < phrase->len && g_str_equal (veche_words_at (words, i + n)->stem, veche_words_at (phrase, n)->stem))
        n++;
      if (n == phrase->len)
        return TRUE;
    }

  return FALSE;
}

/* Those of ids whose words stand side by side, most of VERIFIED. */
static GArray *
verify (VecheExpertSearch *self, GArray *ids, GArray *phrase, GError **error)
{
  g_autoptr (GPtrArray) said = NULL;
  GArray *found;

  g_array_set_size (ids, MIN (ids->len, VERIFIED));
  said = veche_experts_said (self->db, ids, error);
  if (said == NULL)
    return NULL;

  found = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < said->len; i++)
    {
      const VecheSaidRow *row = said->pdata[i];

      if (stand_together (row->text, phrase))
        g_array_append_val (found, row->id);
    }

  return found;
}

/* Two words that many say, but hardly ever side by side: FTS5 would look through all messages of both to find none (2,000,000 messages: 40 ms),
 * even where it is told to stop early.  (borrowed) */
static GArray *
find_term (VecheExpertSearch *self, const char *term, const char *match, GError **error)
{
  g_autofree char *key = g_strconcat ("term ", match, NULL);
  g_autoptr (GArray) phrase = veche_words_split (term, 8);
  g_autoptr (GArray) both = NULL;
  GArray *found = g_hash_table_lookup (self->looked_up, key);

  for (guint i = 0; i < phrase->len && phrase->len > 1 && found == NULL; i++)
    {
      g_autofree char *word = g_strdup_printf ("\"%s\"", veche_words_at (phrase, i)->word);
      GArray *ids = look_up (self, word, WINDOW, error);

      if (ids == NULL)
        return NULL;
      if (ids->len < WINDOW)   /* rare: quickly looked through */
        return look_up (self, match, NEWEST, error);
      if (both != NULL)
        keep_common (both, ids);
      else
        both = g_array_copy (ids);
    }
  if (found != NULL)
    return found;
  if (both == NULL)
    return look_up (self, match, NEWEST, error);

  found = verify (self, both, phrase, error);
  if (found == NULL)
    return NULL;
  if (found->len >= SIDE_BY_SIDE)
    {
      g_array_unref (found);
      return look_up (self, match, NEWEST, error);
    }
  g_hash_table_insert (self->looked_up, g_steal_pointer (&key), found);

  return found;
}

/* The newest messages with the slot's words: id → weight, the best of them. */
static gboolean
fill_slot (VecheExpertSearch *self, VecheSlot *slot, gint64 last_id, GError **error)
{
  slot->hits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (slot->any)
    join_terms (slot);
  for (guint i = 0; i < slot->terms->len; i++)
    {
      g_autofree char *match = slot->any ? g_strdup (slot->terms->pdata[i]) : make_match (slot->terms->pdata[i]);
      GArray *ids = slot->any ? look_up (self, match, NEWEST, error) : find_term (self, slot->terms->pdata[i], match, error);
      double weight;

      if (ids == NULL)
        return FALSE;
      weight = (slot->bonus ? TOPIC_NAME : rarity (ids, last_id)) * slot->extra * (i == 0 ? 1 : OTHER_NAME);
      slot->weight = MAX (slot->weight, weight);
      for (guint h = 0; h < ids->len; h++)
        {
          gint64 *id = &g_array_index (ids, gint64, h);
          double *there = g_hash_table_lookup (slot->hits, id);

          if (there != NULL)
            *there = MAX (*there, weight);
          else
            g_hash_table_insert (slot->hits, g_memdup2 (id, sizeof *id), g_memdup2 (&weight, sizeof weight));
        }
    }
  if (g_hash_table_size (slot->hits) == 0)
    slot->weight *= UNHEARD;

  return TRUE;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const VecheSlot *x = a, *y = b;

  if (x->bonus != y->bonus)
    return x->bonus ? 1 : -1;

  return x->weight > y->weight ? -1 : x->weight < y->weight;
}

/*** Messages ***/

typedef struct { gint64 id; double relevance, telling; guint slots; gboolean named; } VecheHit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const VecheHit *x = a, *y = b;

  if (x->relevance != y->relevance)
    return x->relevance > y->relevance ? -1 : 1;

  return x->id > y->id ? -1 : x->id < y->id;
}

/* What the strongest words of the question weigh: a message with all of these is about it. */
static double
full_weight (GArray *slots)
{
  double sum = 0;
  guint taken = 0;

  for (guint i = 0; i < slots->len && taken < 4; i++)
    {
      VecheSlot *slot = &g_array_index (slots, VecheSlot, i);

      if (slot->bonus)
        break;
      sum += slot->weight * (taken == 0 ? 1 : taken == 1 ? 0.8 : 0.5);
      taken++;
    }

  return MAX (sum, TOPIC_NAME);
}

static void
add_slot (VecheHit *hit, const VecheSlot *slot, double share)
{
  hit->relevance += share;
  hit->telling = MAX (hit->telling, slot->bonus ? 1 : slot->extra);
  hit->named |= slot->named || slot->bonus;
  hit->slots++;
}

static GArray *
sum_up (GArray *slots, double least)
{
  g_autoptr (GHashTable) sums = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (VecheHit));
  double full = full_weight (slots);
  guint words = 0;

  for (guint s = 0; s < slots->len; s++)
    {
      VecheSlot *slot = &g_array_index (slots, VecheSlot, s);
      GHashTableIter iter;
      gpointer id, weight;

      words += !slot->bonus && slot->extra >= TELLING;
      g_hash_table_iter_init (&iter, slot->hits);
      while (g_hash_table_iter_next (&iter, &id, &weight))
        {
          guint at = GPOINTER_TO_UINT (g_hash_table_lookup (sums, id));

          if (at == 0)
            {
              VecheHit hit = { *(gint64 *) id };

              g_array_append_val (hits, hit);
              at = hits->len;
              g_hash_table_insert (sums, id, GUINT_TO_POINTER (at));
            }
          add_slot (&g_array_index (hits, VecheHit, at - 1), slot, *(double *) weight / full);
        }
    }
  for (guint i = 0; i < hits->len; i++)
    {
      VecheHit *hit = &g_array_index (hits, VecheHit, i);

      if (hit->slots < 2 && hit->telling < TELLING)
        hit->relevance = 0;
      else if (hit->slots < 2 && !hit->named && words > 1)
        hit->relevance *= LONELY;
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++)
    if (i == MOST_READ || g_array_index (hits, VecheHit, i).relevance < least)
      g_array_set_size (hits, i);
    else
      g_array_index (hits, VecheHit, i).relevance = MIN (1.2, g_array_index (hits, VecheHit, i).relevance);

  return hits;
}

static GArray *
hit_ids (GArray *hits, guint most, GHashTable *relevance)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < hits->len && i < most; i++)
    {
      VecheHit *hit = &g_array_index (hits, VecheHit, i);

      g_array_append_val (ids, hit->id);
      g_hash_table_insert (relevance, &hit->id, &hit->relevance);
    }

  return ids;
}

/*** Reading ***/

static gboolean
read_messages (VecheExpertSearch *self, GArray *hits, GError **error)
{
  g_autoptr (GHashTable) relevance = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) asked = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) ids = hit_ids (hits, MOST_READ, relevance);
  g_autoptr (GArray) first = hit_ids (hits, MOST_ASKED, asked);
  g_autoptr (GPtrArray) own = veche_experts_said (self->db, ids, error);
  g_autoptr (GPtrArray) replies = own != NULL ? veche_experts_replies (self->db, first, 300, error) : NULL;
  g_autoptr (GPtrArray) mates = replies != NULL ? veche_experts_thread_mates (self->db, first, 150, error) : NULL;

  if (mates == NULL)
    return FALSE;

  veche_expert_search_credit_own (self, own, relevance);
  veche_expert_search_credit_replies (self, replies, asked);
  veche_expert_search_credit_replies (self, mates, asked);

  return TRUE;
}

static void
tell_words (VecheExpertSearch *self, GArray *slots)
{
  g_ptr_array_set_size (self->result->words, 0);
  for (guint i = 0; i < slots->len && self->result->words->len < 6; i++)
    {
      VecheSlot *slot = &g_array_index (slots, VecheSlot, i);

      if (!slot->bonus && g_hash_table_size (slot->hits) > 0)
        g_ptr_array_add (self->result->words, g_strdup (slot->terms->pdata[0]));
    }
}

gboolean
veche_expert_search_answers (VecheExpertSearch *self, GError **error)
{
  g_autoptr (GArray) slots = make_slots (self);
  g_autoptr (GArray) hits = NULL;
  gint64 last_id, last_at;

  if (!veche_experts_span (self->db, &last_id, &last_at, error))
    return FALSE;
  for (guint i = 0; i < slots->len; i++)
    if (!fill_slot (self, &g_array_index (slots, VecheSlot, i), last_id, error))
      return FALSE;
  g_array_sort (slots, compare_slots);
  tell_words (self, slots);
  if (slots->len > MOST_SLOTS)
    g_array_set_size (slots, MOST_SLOTS);
  hits = sum_up (slots, self->lenient ? RELEVANT_LEAST : RELEVANT);

  return hits->len == 0 || read_messages (self, hits, error);
}
