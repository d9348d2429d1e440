/* veche-triage.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-triage.h"

#include <string.h>

#include "analysis/veche-mood.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-mood-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"
#include "store/veche-triage-table.h"

#define MOST_CORRECTIONS 5000    /* the newest teach */
#define CRITIC_DAYS      90
#define CRITIC_REPEATS   2       /* before this one */
#define REPLIES_A_STEP   20000   /* interactions looked through for replies */
#define DOUBTS_A_STEP    2000    /* mentions put in doubt: 5 ms */

static const char words_name[] = "triage-words";       /* what the words of all mentions were judged by */
static const char sum_name[] = "triage-sum";           /* the same for their sums */
static const char doubt_name[] = "triage-doubt";       /* what is being put in doubt, and how far: see Doubt; none: nothing */
static const char reached_name[] = "triage-reached";   /* the newest interaction whose reply has been seen */

/*** What judges ***/

static GMutex model_mutex;
static VecheMoodModel *model_kept;    /* of this mark */
static char *model_mark;

static VecheMoodModel *
make_model (VecheDb *db, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_mood_list_corrections (db, MOST_CORRECTIONS, error);
  g_autofree VecheMoodExample *examples = NULL;
  guint n = 0;

  if (rows == NULL)
    return NULL;
  examples = g_new0 (VecheMoodExample, MAX (rows->len, 1));
  for (guint i = 0; i < rows->len; i++)
    {
      const VecheMoodCorrection *row = rows->pdata[i];

      examples[n].text = row->text;
      if (veche_mood_parse (row->mood, &examples[n].mood) && veche_message_kind_parse (row->kind, &examples[n].kind))
        n++;
    }

  return veche_mood_model_new (examples, n);
}

/* One for all steps until somebody corrects something: the mark tells corrections apart to the microsecond. (transfer full) */
static VecheMoodModel *
find_model (VecheDb *db, const char *words_mark, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&model_mutex);
  VecheMoodModel *model;

  if (g_strcmp0 (words_mark, model_mark) == 0)
    return veche_mood_model_ref (model_kept);
  model = make_model (db, error);
  if (model == NULL)
    return NULL;
  g_clear_pointer (&model_kept, veche_mood_model_unref);
  g_free (model_mark);
  model_kept = veche_mood_model_ref (model);
  model_mark = g_strdup (words_mark);

  return model;
}

VecheMoodModel *
veche_triage_load_model (VecheDb *db, GError **error)
{
  g_autofree char *mark = veche_triage_words_mark (db);

  return find_model (db, mark, error);
}

typedef struct
{
  VecheDb        *db;
  VecheMoodModel *model;      /* (owned) (nullable): NULL while moods are off */
  VecheHours     *hours;      /* (owned) */
  GPtrArray      *targets;    /* (owned) */
  VecheWeights    weights;
} Judge;

static void
judge_clear (Judge *self)
{
  g_clear_pointer (&self->model, veche_mood_model_unref);
  g_clear_pointer (&self->hours, veche_hours_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judge, judge_clear)

static gboolean
judge_init (Judge *self, VecheDb *db, GError **error)
{
  self->db = db;
  self->hours = veche_inbox_hours_load (db);
  self->targets = veche_reply_targets_list (db, error);
  veche_weights_load (db, &self->weights);

  return self->targets != NULL;
}

/*** Words ***/

static gboolean
judge_words (Judge *self, const VecheTriageRow *row, GError **error)
{
  VecheVerdict verdict;

  if (self->model == NULL)
    return veche_triage_set_words (self->db, row, "", "", error);
  if (row->said_mood != NULL)
    return veche_triage_set_words (self->db, row, row->said_mood, row->said_kind, error);
  if (row->text == NULL || *row->text == '\0')
    return veche_triage_set_words (self->db, row, "neutral", "talk", error);

  veche_mood_judge (self->model, row->text, &verdict);

  return veche_triage_set_words (self->db, row, veche_mood_nick (verdict.mood), veche_message_kind_nick (verdict.kind), error);
}

/*** Sums ***/

/* Open hours while a person had it out of sight. */
static gint64
paused_seconds (Judge *self, const VecheTriageRow *row)
{
  g_autoptr (GArray) pauses = row->touched ? veche_triage_pauses (self->db, row->uid) : NULL;
  gint64 paused = 0;

  for (guint i = 0; pauses != NULL && i < pauses->len; i++)
    {
      VecheTriagePause pause = g_array_index (pauses, VecheTriagePause, i);

      paused += veche_hours_between (self->hours, MAX (pause.from, row->at), pause.to) / G_USEC_PER_SEC;
    }

  return paused;
}

static void
find_facts (Judge *self, const VecheTriageRow *row, VechePriorityFacts *facts)
{
  gint64 since = row->at - CRITIC_DAYS * G_TIME_SPAN_DAY;

  *facts = (VechePriorityFacts) {
    .mood = row->mood, .kind = row->kind, .reason = row->reason, .author = row->author,
    .signals = veche_priority_signals (row->text), .replies = row->replies, .repliers = row->repliers, .heat = row->heat, .boost = row->boost,
    .began = veche_inbox_clock_count (self->hours, row->at) + paused_seconds (self, row),
    .target = veche_reply_targets_find (self->targets, row->kind, row->source_id) * 60,
    .answered = row->answered != 0,
  };
  if (*row->mood == '\0' || row->author & VECHE_AUTHOR_OURS)
    return;
  facts->repeats = veche_triage_repeats (self->db, row, since, &facts->first_repeat);
  if (facts->repeats >= CRITIC_REPEATS && (facts->repeats > CRITIC_REPEATS || strcmp (row->mood, "negative") == 0))
    facts->author |= VECHE_AUTHOR_CRITIC;
}

static gboolean
judge_sum (Judge *self, const VecheTriageRow *row, GError **error)
{
  VechePriorityFacts facts;
  g_autoptr (GPtrArray) reasons = NULL;
  VecheTriageSum sum = { 0 };

  find_facts (self, row, &facts);
  reasons = veche_priority_sum (&self->weights, &facts, NULL);
  sum.points = veche_priority_total (reasons);
  sum.began = facts.began;
  sum.target = facts.target;
  sum.author = facts.author;
  sum.repeats = facts.repeats;
  if (row->due > 0)
    sum.answer_by = row->due;
  else if (facts.target > 0)
    sum.answer_by = veche_hours_after (self->hours, row->at,
                                       (facts.began - veche_inbox_clock_count (self->hours, row->at) + facts.target) * G_USEC_PER_SEC);

  return veche_triage_set_sum (self->db, row->id, &sum, error);
}

/*** A step ***/

static char *
get_text (VecheDb *db, const char *name)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, name);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

typedef struct
{
  gboolean any, words, whole;   /* as veche_triage_doubt_some() */
  gint64   after;
} Doubt;

/* Kept as one number: the two flags are the lowest bits. */
static void
doubt_load (VecheDb *db, Doubt *self)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, doubt_name);
  gint64 kept = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : 0;

  *self = (Doubt) { .any = value != NULL, .words = (kept & 1) != 0, .whole = (kept & 2) != 0, .after = kept >> 2 };
}

static gboolean
doubt_save (VecheDb *db, const Doubt *self, GError **error)
{
  gint64 kept = self->after << 2 | (self->whole ? 2 : 0) | (self->words ? 1 : 0);

  return veche_db_set_setting (db, doubt_name, self->any ? g_variant_new_int64 (kept) : NULL, error);
}

/* What changed since the last step puts in doubt what was judged by it.  A doubt under way begins again, as wide as both: what it has passed may
 * have been judged since. */
static gboolean
doubt_begin (VecheDb *db, Doubt *self, const char *words_mark, const char *sum_mark, GError **error)
{
  g_autofree char *words = get_text (db, words_name);
  g_autofree char *sum = get_text (db, sum_name);
  gboolean turned = strncmp (words, words_mark, strlen ("off")) != 0;

  if (strcmp (words, words_mark) == 0 && strcmp (sum, sum_mark) == 0)
    return TRUE;
  if (strcmp (words, words_mark) != 0)
    {
      self->words = TRUE;
      self->whole = self->whole || turned;
    }
  self->any = TRUE;
  self->after = 0;

  return veche_db_set_setting (db, words_name, g_variant_new_string (words_mark), error)
         && veche_db_set_setting (db, sum_name, g_variant_new_string (sum_mark), error) && doubt_save (db, self, error);
}

/* 1: there is more to put in doubt, and nothing is judged before it is; 0: no doubt is left; −1 */
static int
judge_doubt (VecheDb *db, const char *words_mark, const char *sum_mark, GError **error)
{
  Doubt doubt;

  doubt_load (db, &doubt);
  if (!doubt_begin (db, &doubt, words_mark, sum_mark, error))
    return -1;
  if (!doubt.any)
    return 0;
  doubt.after = veche_triage_doubt_some (db, doubt.words, doubt.whole, doubt.after, DOUBTS_A_STEP, error);
  doubt.any = doubt.after > 0;

  return doubt.after >= 0 && doubt_save (db, &doubt, error) ? doubt.any : -1;
}

/* 1: there may be more of them, 0: all seen, −1 */
static int
judge_replies (VecheDb *db, GError **error)
{
  g_autoptr (GVariant) value = veche_db_get_setting (db, reached_name);
  gint64 reached = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : 0;
  gint64 end = veche_triage_take_replies (db, reached, REPLIES_A_STEP, error);

  if (end < 0 || (end != reached && !veche_db_set_setting (db, reached_name, g_variant_new_int64 (end), error)))
    return -1;

  return end != reached;
}

/* What the manager just said comes before all else. */
static gboolean
judge_said (Judge *self, GError **error)
{
  g_autoptr (GArray) ids = veche_triage_take_said (self->db, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (GPtrArray) rows = veche_triage_row (self->db, g_array_index (ids, gint64, i), error);

      if (rows == NULL || (rows->len > 0 && !judge_sum (self, rows->pdata[0], error)))
        return FALSE;
    }

  return ids != NULL;
}

/* Sums count what others said, so that all words are read first. */
static int
judge_due (Judge *self, int judged, guint budget, GError **error)
{
  g_autoptr (GPtrArray) rows = budget > 0 ? veche_triage_due_rows (self->db, judged, budget, error) : g_ptr_array_new ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (judged == 0 ? !judge_words (self, rows->pdata[i], error) : !judge_sum (self, rows->pdata[i], error))
      return -1;

  return rows != NULL ? (int) rows->len : -1;
}

int
veche_triage_judge (VecheDb *db, guint budget, GError **error)
{
  g_autofree char *words_mark = veche_triage_words_mark (db);
  g_autofree char *sum_mark = veche_triage_sum_mark (db);
  g_auto (Judge) judge = { 0 };
  int doubts, replies, words, sums;

  if (!judge_init (&judge, db, error))
    return -1;
  if (veche_mood_is_on (db) && !judge_said (&judge, error))
    return -1;
  if ((doubts = judge_doubt (db, words_mark, sum_mark, error)) != 0)
    return doubts;
  if ((replies = judge_replies (db, error)) < 0)
    return -1;
  if (!veche_triage_any_due (db))
    return replies;
  if (veche_mood_is_on (db) && (judge.model = find_model (db, words_mark, error)) == NULL)
    return -1;

  words = judge_due (&judge, 0, budget, error);
  sums = words >= 0 ? judge_due (&judge, 1, budget - (guint) words, error) : -1;

  return sums >= 0 ? words + sums + replies : -1;
}

gboolean
veche_triage_is_due (VecheDb *db)
{
  g_autofree char *words_mark = veche_triage_words_mark (db);
  g_autofree char *sum_mark = veche_triage_sum_mark (db);
  g_autofree char *words = get_text (db, words_name);
  g_autofree char *sum = get_text (db, sum_name);

  Doubt doubt;

  doubt_load (db, &doubt);

  return doubt.any || veche_triage_any_due (db) || strcmp (words, words_mark) != 0 || strcmp (sum, sum_mark) != 0;
}

/*** Why ***/

void
veche_triage_why_free (VecheTriageWhy *self)
{
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self->line);
  g_free (self);
}

VecheTriageWhy *
veche_triage_explain (VecheDb *db, gint64 triage_id, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) rows = veche_triage_row (db, triage_id, error);
  g_autoptr (VecheTriageWhy) why = g_new0 (VecheTriageWhy, 1);
  g_auto (Judge) judge = { 0 };
  VechePriorityFacts facts;
  VecheInboxClock clock;

  if (rows == NULL || !judge_init (&judge, db, error))
    return NULL;
  if (rows->len == 0)
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such mention");
      return NULL;
    }
  veche_inbox_clock_fill (db, judge.hours, now, &clock);
  find_facts (&judge, rows->pdata[0], &facts);
  why->reasons = veche_priority_sum (&judge.weights, &facts, &clock);
  why->priority = veche_priority_total (why->reasons);
  why->line = veche_priority_line (why->reasons);
  why->waited = MAX (clock.open - facts.began, 0);

  return g_steal_pointer (&why);
}

/*** First ***/

#define CANDIDATES 400

static void
place_free (gpointer data)
{
  g_clear_pointer (&((VecheTriagePlace *) data)->reasons, g_ptr_array_unref);
  g_free (data);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const VecheTriagePlace *first = *(VecheTriagePlace *const *) a, *second = *(VecheTriagePlace *const *) b;

  return first->priority != second->priority ? (first->priority < second->priority ? 1 : -1) : (first->was > second->was) - (first->was < second->was);
}

/* (transfer full) */
static GPtrArray *
sum_with (const VecheWeights *weights, const VechePriorityFacts *facts, VecheInboxClock clock)
{
  clock.waiting = weights->points[VECHE_WEIGHT_WAITING];
  clock.overdue = weights->points[VECHE_WEIGHT_OVERDUE];

  return veche_priority_sum (weights, facts, &clock);
}

GPtrArray *
veche_triage_first (VecheDb *db, const VecheWeights *weights, guint most, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) ids = NULL;
  g_auto (Judge) judge = { 0 };
  VecheInboxClock clock;

  query->view = VECHE_INBOX_OPEN;
  query->sort = VECHE_SORT_PRIORITY;
  query->limit = CANDIDATES;
  ids = veche_query_ids (db, query, error);
  if (ids == NULL || !judge_init (&judge, db, error))
    return NULL;
  veche_inbox_clock_fill (db, judge.hours, 0, &clock);
  for (guint i = 0; i < MIN (ids->len, CANDIDATES); i++)
    {
      g_autoptr (GPtrArray) rows = veche_triage_row (db, g_array_index (ids, gint64, i), error);
      VechePriorityFacts facts;
      VecheTriagePlace *place;

      if (rows == NULL)
        return NULL;
      if (rows->len == 0)
        continue;
      find_facts (&judge, rows->pdata[0], &facts);
      place = g_new0 (VecheTriagePlace, 1);
      place->id = g_array_index (ids, gint64, i);
      place->was = places->len + 1;
      place->reasons = sum_with (weights, &facts, clock);
      place->priority = veche_priority_total (place->reasons);
      g_ptr_array_add (places, place);
    }
  g_ptr_array_sort (places, compare_places);
  if (places->len > most)
    g_ptr_array_remove_range (places, most, places->len - most);

  return g_steal_pointer (&places);
}

/*** Corrections ***/

gboolean
veche_triage_edit_correct (VecheDb *db, VecheEdit *edit, const char *uid, const char *mood, const char *kind, GError **error)
{
  g_autoptr (VecheMoodCorrection) before = NULL;
  g_autoptr (VecheMoodModel) model = NULL;
  g_autofree char *text = NULL, *interaction_uid = NULL;
  VecheVerdict verdict;

  if (!veche_mood_find_message (db, uid, &interaction_uid, &text, &before, error))
    return FALSE;
  model = veche_triage_load_model (db, error);
  if (model == NULL)
    return FALSE;
  /* What was not said stays as it was said before, or as it is judged. */
  veche_mood_judge (model, text, &verdict);
  if (mood == NULL)
    mood = before != NULL ? before->mood : veche_mood_nick (verdict.mood);
  if (kind == NULL)
    kind = before != NULL ? before->kind : veche_message_kind_nick (verdict.kind);
  veche_mood_edit_correct (edit, before, interaction_uid, text, mood, kind);

  return TRUE;
}
