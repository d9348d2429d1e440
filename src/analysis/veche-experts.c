/* veche-experts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-experts-private.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"

#define MOST_TEXT      6000    /* bytes of a question */
#define MOST_WORDS     500
#define MOST_CLAIMS    600     /* of one competency, the strongest */
#define MOST_RELATED   150     /* of one above or below it */
#define MOST_DESCRIBED 200     /* people whose profile has a word of it */
#define MOST_FINALISTS 60
#define MOST_LOADED    240     /* whose profile is read: those whose topic alone is worth most */
#define MOST_THEMES    3
#define MOST_NAMES     90      /* of themes and topics, looked for in profiles */
#define MOST_LEFT_OUT  20
#define TOPIC_LEAST    0.3     /* from this weight on a topic is named */
#define LEAST_POINTS   8       /* of the topic: who has less does not know it */
#define RELATED_ABOVE  0.4     /* knows of databases; PostgreSQL was asked */
#define RELATED_BELOW  0.8     /* knows PostgreSQL; databases were asked */
#define STALE          (14 * G_TIME_SPAN_DAY)

/*** Values ***/

static void
reason_free (gpointer data)
{
  VecheReason *self = data;

  g_free (self->name);
  g_free (self->other);
  g_free (self->quote);
  g_free (self->place);
  g_free (self->nick);
  g_free (self->origin);
  g_free (self->uid);
  g_free (self);
}

static void
expert_free (gpointer data)
{
  VecheExpert *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->handle);
  g_free (self->city);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self->only_on);
  g_free (self->platform);
  g_free (self->mention);
  g_free (self);
}

void
veche_experts_free (VecheExperts *self)
{
  g_free (self->question);
  g_free (self->platform);
  g_free (self->for_uid);
  g_free (self->for_name);
  g_free (self->interaction_uid);
  g_free (self->city);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->experts, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_free (self);
}

const char *
veche_reason_nick (VecheReasonKind kind)
{
  static const char *const nicks[] = {
    [VECHE_REASON_COMPETENCY] = "competency", [VECHE_REASON_EVIDENCE] = "evidence", [VECHE_REASON_OLD_EVIDENCE] = "old-evidence",
    [VECHE_REASON_ANSWERS] = "answers", [VECHE_REASON_PROFILE] = "profile", [VECHE_REASON_ACTIVE] = "active",
    [VECHE_REASON_QUIET] = "quiet", [VECHE_REASON_PLATFORM] = "platform", [VECHE_REASON_ELSEWHERE] = "elsewhere",
    [VECHE_REASON_CITY] = "city", [VECHE_REASON_OTHER_CITY] = "other-city", [VECHE_REASON_TIE] = "tie",
    [VECHE_REASON_STRANGERS] = "strangers", [VECHE_REASON_ASKED] = "asked", [VECHE_REASON_WAITING] = "waiting",
    [VECHE_REASON_REFUSED] = "refused",
  };

  return nicks[kind];
}

static void
candidate_free (gpointer data)
{
  VecheCandidate *self = data;

  g_clear_pointer (&self->person, veche_person_row_free);
  g_array_unref (self->matches);
  g_array_unref (self->answers);
  g_ptr_array_unref (self->reasons);
  g_clear_pointer (&self->expert, expert_free);
  g_free (self);
}

VecheCandidate *
veche_expert_search_candidate (VecheExpertSearch *self, gint64 member_id)
{
  VecheCandidate *candidate = g_hash_table_lookup (self->candidates, &member_id);

  if (candidate != NULL)
    return candidate;

  candidate = g_new0 (VecheCandidate, 1);
  candidate->id = member_id;
  candidate->matches = g_array_new (FALSE, FALSE, sizeof (VecheMatch));
  candidate->answers = g_array_new (FALSE, FALSE, sizeof (VecheAnswer));
  candidate->reasons = g_ptr_array_new_with_free_func (reason_free);
  g_hash_table_insert (self->candidates, &candidate->id, candidate);

  return candidate;
}

static void
search_clear (VecheExpertSearch *self)
{
  g_clear_pointer (&self->candidates, g_hash_table_unref);
  g_clear_pointer (&self->stems, g_hash_table_unref);
  g_clear_pointer (&self->looked_up, g_hash_table_unref);
  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->themes, g_array_unref);
  g_clear_pointer (&self->lexicon, veche_lexicon_free);
  g_clear_pointer (&self->result, veche_experts_free);
  g_strfreev (self->city);
  veche_question_row_clear (&self->question);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VecheExpertSearch, search_clear)

/*** The question ***/

static char *
take_text (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", text != NULL ? (gssize) MIN (strlen (text), MOST_TEXT) : 0);
}

static gboolean
read_question (VecheExpertSearch *self, GError **error)
{
  const VecheExpertsQuery *query = self->query;
  VecheExperts *result = self->result;

  if (query->interaction_id != 0 && !veche_experts_question (self->db, query->interaction_id, &self->question, error))
    return FALSE;

  result->question = take_text (query->text != NULL ? query->text : self->question.text);
  result->platform = g_strdup (query->platform != NULL ? query->platform : self->question.platform);
  result->interaction_uid = g_strdup (self->question.uid);
  result->for_id = query->for_id != 0 ? query->for_id : self->question.member_id;
  if (query->for_id != 0 && query->for_id != self->question.member_id)
    {
      g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GPtrArray) people = NULL;

      g_array_append_val (one, query->for_id);
      people = veche_experts_people (self->db, one, error);
      if (people == NULL)
        return FALSE;
      if (people->len > 0)
        {
          result->for_uid = g_strdup (((VechePersonRow *) people->pdata[0])->uid);
          result->for_name = g_strdup (((VechePersonRow *) people->pdata[0])->name);
        }
      return TRUE;
    }
  result->for_uid = g_strdup (self->question.author_uid);
  result->for_name = g_strdup (self->question.author_name);

  return TRUE;
}

static gboolean
is_in (const char *const *uids, const char *uid)
{
  return uids != NULL && g_strv_contains (uids, uid);
}

static void
choose_topics (VecheExpertSearch *self)
{
  GPtrArray *topics = veche_lexicon_topics (self->lexicon, self->result->question, self->words, TOPIC_LEAST);

  for (guint i = topics->len; i > 0; i--)
    if (is_in (self->query->without, ((VecheTopic *) topics->pdata[i - 1])->uid)
        || is_in (self->query->with, ((VecheTopic *) topics->pdata[i - 1])->uid))
      g_ptr_array_remove_index (topics, i - 1);
  for (guint i = 0; self->query->with != NULL && self->query->with[i] != NULL; i++)
    {
      VecheTopic *added = veche_lexicon_topic_for_uid (self->lexicon, self->query->with[i]);

      if (added != NULL)
        g_ptr_array_insert (topics, 0, added);
    }
  self->result->topics = topics;
}

static gboolean
understand (VecheExpertSearch *self, GError **error)
{
  g_autoptr (VecheCities) cities = veche_cities_load (self->db, error);
  gint64 last_id, last_at;

  if (cities == NULL)
    return FALSE;
  self->words = veche_words_split (self->result->question, MOST_WORDS);
  self->lexicon = veche_lexicon_load (self->db, error);
  if (self->lexicon == NULL)
    return FALSE;
  self->city = veche_cities_asked (cities, self->words, &self->result->city);
  if (!veche_experts_span (self->db, &last_id, &last_at, error))
    return FALSE;

  self->reference = last_at != 0 && last_at < self->now - STALE ? last_at : self->now;
  self->limits = veche_asks_get_limits (self->db);
  choose_topics (self);
  self->themes = veche_themes_find (self->words, MOST_THEMES);

  return TRUE;
}

/*** Everybody who may know ***/

static gboolean
add_claims (VecheExpertSearch *self, const VecheTopic *topic, gint64 competency, int relation, double weight, GError **error)
{
  g_autoptr (GArray) claims = veche_experts_claims (self->db, competency, relation == 0 ? MOST_CLAIMS : MOST_RELATED, error);

  if (claims == NULL)
    return FALSE;
  for (guint i = 0; i < claims->len; i++)
    {
      VecheClaimRow *claim = &g_array_index (claims, VecheClaimRow, i);
      VecheCandidate *candidate = veche_expert_search_candidate (self, claim->member_id);
      VecheMatch match = { claim->id, competency, claim->at, claim->level, claim->origin, weight, topic, relation };
      gboolean there = FALSE;

      for (guint m = 0; m < candidate->matches->len; m++)
        {
          VecheMatch *other = &g_array_index (candidate->matches, VecheMatch, m);

          if (other->claim_id != claim->id)
            continue;
          there = TRUE;
          if (other->weight < weight)
            *other = match;
        }
      if (!there)
        g_array_append_val (candidate->matches, match);
    }

  return TRUE;
}

static gboolean
gather_claims (VecheExpertSearch *self, GError **error)
{
  for (guint t = 0; t < self->result->topics->len; t++)
    {
      VecheTopic *topic = self->result->topics->pdata[t];
      g_autoptr (GArray) below = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 above = veche_lexicon_parent (self->lexicon, topic->id);

      if (!add_claims (self, topic, topic->id, 0, topic->weight, error))
        return FALSE;
      if (above != 0 && !add_claims (self, topic, above, -1, topic->weight * RELATED_ABOVE, error))
        return FALSE;
      veche_lexicon_below (self->lexicon, topic->id, below);
      for (guint i = 0; i < below->len && i < 20; i++)
        if (!add_claims (self, topic, g_array_index (below, gint64, i), 1, topic->weight * RELATED_BELOW, error))
          return FALSE;
    }

  return TRUE;
}

static void
add_word (VecheExpertSearch *self, GString *match, const char *word, const char *stem)
{
  if (g_hash_table_add (self->stems, g_strdup (stem)))
    g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " OR " : "{labels notes} : (", word);
}

/* Their names only lead to people: what the headline is worth, its own words tell. */
static void
add_theme_names (VecheExpertSearch *self, GString *match)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint t = 0; t < self->themes->len; t++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

      veche_themes_words (g_array_index (self->themes, VecheTheme, t).group, names, MOST_NAMES);
      for (guint i = 0; i < names->len; i++)
        {
          g_autoptr (GArray) words = veche_words_split (names->pdata[i], 2);
          VecheWord *word = words->len == 1 ? veche_words_at (words, 0) : NULL;

          if (word != NULL && !word->stop && word->length > 2 && g_hash_table_add (there, g_strdup (word->stem)))
            g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " OR " : "{labels notes} : (", word->word);
        }
    }
}

/* A headline or an offer that speaks of it, although nobody made it a competency. */
static gboolean
gather_profiles (VecheExpertSearch *self, GError **error)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GPtrArray) names = veche_lexicon_synonyms (self->lexicon, self->result->question, self->words, 16);
  g_autoptr (GArray) ids = NULL;

  self->stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->words->len && i < 40; i++)
    {
      VecheWord *word = veche_words_at (self->words, i);

      if (!word->stop && word->length > 2)
        add_word (self, match, word->word, word->stem);
    }
  for (guint i = 0; i < self->result->topics->len && i < 3; i++)
    g_ptr_array_add (names, g_strdup (((VecheTopic *) self->result->topics->pdata[i])->name));
  add_theme_names (self, match);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GArray) words = veche_words_split (names->pdata[i], 3);

      if (words->len == 1 && veche_words_at (words, 0)->length > 2)
        add_word (self, match, veche_words_at (words, 0)->word, veche_words_at (words, 0)->stem);
    }
  if (match->len == 0)
    return TRUE;

  g_string_append_c (match, ')');
  ids = veche_experts_profile_hits (self->db, match->str, MOST_DESCRIBED, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    veche_expert_search_candidate (self, g_array_index (ids, gint64, i))->described = TRUE;

  return TRUE;
}

/*** The best of them ***/

static double
said_in (VecheExpertSearch *self, const char *text)
{
  g_autoptr (GArray) words = NULL;
  double most = 0;

  if (text == NULL)
    return 0;
  words = veche_words_split (text, 40);
  for (guint i = 0; i < words->len; i++)
    {
      VecheWord *word = veche_words_at (words, i);

      if (!word->stop && word->length > 2 && g_hash_table_contains (self->stems, word->stem))
        most = MAX (most, veche_words_is_generic (word->stem) ? 0.2 : 0.7);
    }

  return MAX (most, veche_themes_share (self->themes, words));
}

typedef struct { gint64 id, at; int most; } VecheHopeful;

/* Of those who are worth the same, whose word on it is newest. */
static int
compare_hopefuls (gconstpointer a, gconstpointer b)
{
  const VecheHopeful *x = a, *y = b;

  if (x->most != y->most)
    return y->most - x->most;
  if (x->at != y->at)
    return x->at > y->at ? -1 : 1;

  return x->id < y->id ? -1 : x->id > y->id;
}

/* Everybody who may become a finalist.  Where a city is asked, that decides: all of them. */
static GArray *
choose_hopefuls (VecheExpertSearch *self)
{
  g_autoptr (GArray) hopefuls = g_array_new (FALSE, FALSE, sizeof (VecheHopeful));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint most = self->result->city != NULL ? G_MAXUINT : MAX (MOST_LOADED, (self->query->limit + MOST_LEFT_OUT) * 2);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->candidates);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheCandidate *candidate = value;
      VecheHopeful hopeful = { candidate->id, 0, veche_candidate_most_points (self, candidate) };

      if (candidate->matches->len > 0)
        hopeful.at = g_array_index (candidate->matches, VecheMatch, 0).at;
      if (candidate->answers->len > 0)
        hopeful.at = MAX (hopeful.at, g_array_index (candidate->answers, VecheAnswer, 0).said->at);
      if (hopeful.most >= LEAST_POINTS)
        g_array_append_val (hopefuls, hopeful);
    }
  g_array_sort (hopefuls, compare_hopefuls);
  for (guint i = 0; i < hopefuls->len && i < most; i++)
    g_array_append_val (ids, g_array_index (hopefuls, VecheHopeful, i).id);

  return ids;
}

static gboolean
load_people (VecheExpertSearch *self, GError **error)
{
  g_autoptr (GArray) ids = choose_hopefuls (self);
  g_autoptr (GPtrArray) people = NULL;

  people = veche_experts_people (self->db, ids, error);
  if (people == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++)
    {
      VechePersonRow *person = people->pdata[i];
      VecheCandidate *candidate = veche_expert_search_candidate (self, person->id);

      g_clear_pointer (&candidate->person, veche_person_row_free);
      candidate->person = person;
      if (candidate->described)
        candidate->profile = MAX (said_in (self, person->headline), said_in (self, person->offers));
    }
  g_ptr_array_set_free_func (people, NULL);

  return TRUE;
}

typedef struct { VecheCandidate *candidate; int points; } VecheRunner;

static int
compare_runners (gconstpointer a, gconstpointer b)
{
  const VecheRunner *x = a, *y = b;

  if (x->points != y->points)
    return y->points - x->points;
  if (x->candidate->person->last_seen != y->candidate->person->last_seen)
    return x->candidate->person->last_seen > y->candidate->person->last_seen ? -1 : 1;

  return x->candidate->id < y->candidate->id ? -1 : 1;
}

static GPtrArray *
choose_finalists (VecheExpertSearch *self)
{
  g_autoptr (GArray) runners = g_array_new (FALSE, FALSE, sizeof (VecheRunner));
  GPtrArray *finalists = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->candidates);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VecheRunner runner = { value, 0 };

      if (runner.candidate->person == NULL || runner.candidate->person->never || runner.candidate->id == self->result->for_id)
        continue;
      runner.points = veche_candidate_points (self, runner.candidate);
      if (runner.candidate->points >= LEAST_POINTS)
        g_array_append_val (runners, runner);
    }
  g_array_sort (runners, compare_runners);
  for (guint i = 0; i < runners->len && i < MAX (MOST_FINALISTS, self->query->limit + MOST_LEFT_OUT); i++)
    g_ptr_array_add (finalists, g_array_index (runners, VecheRunner, i).candidate);

  return finalists;
}

static int
compare_experts (gconstpointer a, gconstpointer b)
{
  const VecheExpert *x = *(VecheExpert *const *) a, *y = *(VecheExpert *const *) b;

  if (x->score != y->score)
    return y->score - x->score;

  return x->id < y->id ? -1 : x->id > y->id;
}

/* A city was named and somebody there knows it: then it was meant. */
static void
check_city (VecheExpertSearch *self)
{
  VecheExperts *result = self->result;

  result->city_missed = result->city != NULL;
  for (guint i = 0; i < result->experts->len && result->city_missed; i++)
    {
      VecheExpert *expert = result->experts->pdata[i];

      result->city_missed = expert->city == NULL || self->city == NULL || !g_strv_contains ((const char *const *) self->city, expert->city);
    }
}

static void
sort_out (VecheExpertSearch *self, GPtrArray *finalists)
{
  VecheExperts *result = self->result;
  guint limit = self->query->limit != 0 ? self->query->limit : 20;

  for (guint i = 0; i < finalists->len; i++)
    {
      VecheCandidate *candidate = finalists->pdata[i];
      VecheExpert *expert = g_steal_pointer (&candidate->expert);

      g_ptr_array_add (expert->left_out == VECHE_LEFT_NOT ? result->experts : result->left_out, expert);
    }
  g_ptr_array_sort (result->experts, compare_experts);
  g_ptr_array_sort (result->left_out, compare_experts);
  check_city (self);
  if (result->experts->len > limit)
    g_ptr_array_set_size (result->experts, (int) limit);
  if (result->left_out->len > MOST_LEFT_OUT)
    g_ptr_array_set_size (result->left_out, MOST_LEFT_OUT);
}

VecheExperts *
veche_experts_find (VecheDb *db, const VecheExpertsQuery *query, GError **error)
{
  g_auto (VecheExpertSearch) self = { .db = db, .query = query };
  g_autoptr (GPtrArray) finalists = NULL;

  g_return_val_if_fail (query != NULL && (query->text != NULL || query->interaction_id != 0), NULL);

  self.now = query->now != 0 ? query->now : veche_now ();
  self.candidates = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, candidate_free);
  self.looked_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self.said = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_said_row_free);
  self.result = g_new0 (VecheExperts, 1);
  self.result->words = g_ptr_array_new_with_free_func (g_free);
  self.result->experts = g_ptr_array_new_with_free_func (expert_free);
  self.result->left_out = g_ptr_array_new_with_free_func (expert_free);
  if (!read_question (&self, error) || !understand (&self, error) || !gather_claims (&self, error)
      || !gather_profiles (&self, error) || !veche_expert_search_answers (&self, error) || !load_people (&self, error))
    return NULL;

  finalists = choose_finalists (&self);
  if (finalists->len == 0 && self.themes->len > 0)
    {
      self.lenient = TRUE;
      if (!veche_expert_search_answers (&self, error) || !load_people (&self, error))
        return NULL;
      g_ptr_array_unref (finalists);
      finalists = choose_finalists (&self);
    }
  if (!veche_expert_search_weigh (&self, finalists, error))
    return NULL;
  sort_out (&self, finalists);

  return g_steal_pointer (&self.result);
}

GPtrArray *
veche_experts_topics (VecheDb *db, const char *text, GError **error)
{
  g_autoptr (VecheLexicon) lexicon = veche_lexicon_load (db, error);
  g_autofree char *valid = take_text (text);
  g_autoptr (GArray) words = NULL;

  if (lexicon == NULL)
    return NULL;
  words = veche_words_split (valid, MOST_WORDS);

  return veche_lexicon_topics (lexicon, valid, words, TOPIC_LEAST);
}
