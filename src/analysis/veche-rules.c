/* veche-rules.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-rules.h"

#include <gio/gio.h>
#include <string.h>

#include "analysis/veche-mood.h"
#include "analysis/veche-noise.h"
#include "analysis/veche-triage.h"
#include "analysis/veche-words.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-journal.h"
#include "store/veche-labels-table.h"
#include "store/veche-mood-table.h"

#define PIECE 500
#define MOST_SAMPLES 20
#define MOST_WORDS 400
#define NEWCOMER_DAYS 14

/*** What a message is ***/

/* A mention under judgement; what is asked of it is made once, when it is first asked for. */
typedef struct
{
  VecheDb                *db;
  VecheMoodModel         *model;      /* (owned) (nullable): moods are off */
  const VecheRuleMention *mention;
  VecheVerdict            verdict;
  GArray                 *words;      /* (owned) (nullable) */
  gboolean                judged;
  GHashTable             *phrases;    /* (owned) (element-type VecheRuleCondition GPtrArray): what it looks for, split once for all messages */
} Judge;

/* While moods are off there is no model. */
static gboolean
judge_init (Judge *self, VecheDb *db, GError **error)
{
  gboolean on = veche_mood_is_on (db);

  self->db = db;
  self->phrases = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->model = on ? veche_triage_load_model (db, error) : NULL;

  return self->model != NULL || !on;
}

static void
judge_take (Judge *self, const VecheRuleMention *mention)
{
  g_clear_pointer (&self->words, g_array_unref);
  self->mention = mention;
  self->judged = FALSE;
}

static void
judge_clear (Judge *self)
{
  judge_take (self, NULL);
  g_clear_pointer (&self->phrases, g_hash_table_unref);
  g_clear_pointer (&self->model, veche_mood_model_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judge, judge_clear)

static const char *
text_of (const Judge *self)
{
  return self->mention->text != NULL ? self->mention->text : "";
}

/* As the Inbox shows it, so that what was corrected counts; what came just now is judged here. (nullable): moods are off */
static const VecheVerdict *
verdict_of (Judge *self)
{
  if (self->model != NULL && !self->judged)
    {
      if (!veche_mood_parse (self->mention->mood, &self->verdict.mood) || !veche_message_kind_parse (self->mention->kind, &self->verdict.kind))
        veche_mood_judge (self->model, text_of (self), &self->verdict);
      self->judged = TRUE;
    }

  return self->model != NULL ? &self->verdict : NULL;
}

static gboolean
is_newcomer (const VecheRuleMention *mention)
{
  return g_strcmp0 (mention->stage, "newcomer") == 0 || (mention->joined > 0 && mention->at - mention->joined < NEWCOMER_DAYS * G_TIME_SPAN_DAY);
}

/* A newcomer's greeting and whatever is said to us alone want an answer; and nothing that sounds bad is noise. */
static VecheNoise
noise_of (Judge *self)
{
  const VecheRuleMention *mention = self->mention;
  VecheNoise noise = veche_noise_judge (mention->text, mention->sticker);

  if (noise == VECHE_NOISE_GREETING && (is_newcomer (mention) || g_strcmp0 (mention->reason, "direct") == 0))
    return VECHE_NOISE_NONE;
  if (noise != VECHE_NOISE_NONE && verdict_of (self) != NULL && verdict_of (self)->mood == VECHE_MOOD_NEGATIVE)
    return VECHE_NOISE_NONE;

  return noise;
}

/*** Conditions ***/

/* One of the words or phrases of a condition. */
typedef struct
{
  GArray *words;   /* (owned) (element-type VecheWord) */
  char   *sign;    /* (owned) (nullable): signs have no words: an emoji, "!!!" */
} Phrase;

static void
phrase_free (gpointer data)
{
  Phrase *self = data;

  g_array_unref (self->words);
  g_free (self->sign);
  g_free (self);
}

static gboolean
is_sign (const char *phrase)
{
  return strpbrk (phrase, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == NULL && !g_unichar_isalnum (g_utf8_get_char (phrase));
}

static GPtrArray *
split_phrases (const char *list)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (phrase_free);
  g_auto (GStrv) pieces = g_strsplit (list, ",", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *tidy = veche_text_tidy (pieces[i]);
      Phrase *phrase = tidy != NULL ? g_new0 (Phrase, 1) : NULL;

      if (phrase == NULL)
        continue;
      phrase->words = veche_words_split (tidy, 10);
      phrase->sign = is_sign (tidy) ? g_steal_pointer (&tidy) : NULL;
      g_ptr_array_add (phrases, phrase);
    }

  return phrases;
}

/* Do these words stand in the message one after the other, in whatever form? */
static gboolean
has_phrase (Judge *self, GArray *wanted)
{
  for (guint i = 0; wanted->len > 0 && i + wanted->len <= self->words->len; i++)
    {
      guint n = 0;

      while (n < wanted->len && (strcmp (veche_words_at (wanted, n)->stem, veche_words_at (self->words, i + n)->stem) == 0
                                 || strcmp (veche_words_at (wanted, n)->word, veche_words_at (self->words, i + n)->word) == 0))
        n++;
      if (n == wanted->len)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_words (Judge *self, const VecheRuleCondition *condition)
{
  GPtrArray *phrases = g_hash_table_lookup (self->phrases, condition);

  if (phrases == NULL)
    {
      phrases = split_phrases (condition->value);
      g_hash_table_insert (self->phrases, (gpointer) condition, phrases);
    }
  if (self->words == NULL)
    self->words = veche_words_split (text_of (self), MOST_WORDS);
  for (guint i = 0; i < phrases->len; i++)
    {
      const Phrase *phrase = phrases->pdata[i];

      if (has_phrase (self, phrase->words) || (phrase->sign != NULL && strstr (text_of (self), phrase->sign) != NULL))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_link (const char *text)
{
  static const char *const marks[] = { "http://", "https://", "www.", "t.me/" };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (folded, marks[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_within (gint64 at, const char *hours)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  int from, until, minute;

  if (when == NULL || !veche_rule_parse_hours (hours, &from, &until))
    return FALSE;
  minute = g_date_time_get_hour (when) * 60 + g_date_time_get_minute (when);

  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

static gboolean
is_name (const char *name, const char *wanted)
{
  g_autofree char *a = veche_text_fold (name != NULL ? name : ""), *b = veche_text_fold (wanted);

  return strcmp (a, b) == 0;
}

/* What the condition asks, without its "not". unknown (out): nobody can say, so neither holds. */
static gboolean
holds (Judge *self, const VecheRuleCondition *condition, gboolean *unknown)
{
  const VecheRuleMention *mention = self->mention;

  switch (condition->by)
    {
    case VECHE_RULE_BY_MOOD:
      *unknown = verdict_of (self) == NULL;
      return !*unknown && strcmp (veche_mood_nick (verdict_of (self)->mood), condition->value) == 0;
    case VECHE_RULE_BY_KIND:
      *unknown = verdict_of (self) == NULL;
      return !*unknown && strcmp (veche_message_kind_nick (verdict_of (self)->kind), condition->value) == 0;
    case VECHE_RULE_BY_WORDS:
      return has_words (self, condition);
    case VECHE_RULE_BY_LINK:
      return has_link (text_of (self));
    case VECHE_RULE_BY_NOISE:
      return noise_of (self) != VECHE_NOISE_NONE;
    case VECHE_RULE_BY_SOURCE:
      return g_strcmp0 (mention->source_uid, condition->value) == 0;
    case VECHE_RULE_BY_CHANNEL:
      return is_name (mention->channel, condition->value);
    case VECHE_RULE_BY_PLATFORM:
      return g_strcmp0 (mention->platform, condition->value) == 0;
    case VECHE_RULE_BY_REASON:
      return g_strcmp0 (mention->reason, condition->value) == 0;
    case VECHE_RULE_BY_AUTHOR:
      return g_strcmp0 (mention->author_uid, condition->value) == 0;
    case VECHE_RULE_BY_NEWCOMER:
      return is_newcomer (mention);
    case VECHE_RULE_BY_TIME:
      return is_within (mention->at, condition->value);
    case VECHE_RULE_BY_PERSON:
      return mention->author_id != 0 && veche_rules_person_fits (self->db, condition->person, mention->author_id);
    case VECHE_N_RULE_BY:
    default:
      *unknown = TRUE;
      return FALSE;
    }
}

static gboolean
meets (Judge *self, const VecheRuleCondition *condition)
{
  gboolean unknown = FALSE, yes = holds (self, condition, &unknown);
  gboolean wanted = condition->op == VECHE_OP_IS || condition->op == VECHE_OP_CONTAINS || condition->op == VECHE_OP_YES;

  return !unknown && yes == wanted;
}

/* Cheap conditions are asked before those that look into the database. */
static gboolean
fits (Judge *self, const VecheRule *rule)
{
  gboolean any = FALSE;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < rule->conditions->len; i++)
      {
        const VecheRuleCondition *condition = rule->conditions->pdata[i];
        gboolean met;

        if ((condition->by == VECHE_RULE_BY_PERSON) != (pass == 1))
          continue;
        met = meets (self, condition);
        if (!met && rule->match == VECHE_MATCH_ALL)
          return FALSE;
        if (met && rule->match != VECHE_MATCH_ALL)
          return rule->match == VECHE_MATCH_ANY;
        any = TRUE;
      }

  return any && rule->match != VECHE_MATCH_ANY;
}

/*** What it would have done ***/

void
veche_rule_preview_free (VecheRulePreview *self)
{
  g_ptr_array_unref (self->samples);
  g_free (self);
}

static void
sample_free (gpointer data)
{
  VecheRuleSample *self = data;

  g_free (self->uid);
  g_free (self->author);
  g_free (self->text);
  g_free (self->channel);
  g_free (self);
}

const char *
veche_rule_conflict_nick (VecheRuleConflict conflict)
{
  static const char *const names[] = { "", "answered", "kept", "owned" };

  return names[conflict];
}

static VecheRuleConflict
conflict_of (const VecheRule *rule, const VecheRuleMention *mention)
{
  for (guint i = 0; i < rule->deeds->len; i++)
    {
      const VecheRuleDeed *deed = rule->deeds->pdata[i];

      if ((deed->what == VECHE_RULE_DO_DONE || deed->what == VECHE_RULE_DO_SNOOZE) && mention->answered)
        return VECHE_RULE_CONFLICT_ANSWERED;
      if (deed->what == VECHE_RULE_DO_DONE && mention->by_hand && strcmp (mention->state, "done") != 0)
        return VECHE_RULE_CONFLICT_KEPT;
      if (deed->what == VECHE_RULE_DO_ASSIGN && mention->owner_uid != NULL && g_strcmp0 (mention->owner_uid, deed->value) != 0)
        return VECHE_RULE_CONFLICT_OWNED;
    }

  return VECHE_RULE_CONFLICT_NONE;
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  const VecheRuleSample *one = *(VecheRuleSample *const *) a, *other = *(VecheRuleSample *const *) b;

  if ((one->conflict != VECHE_RULE_CONFLICT_NONE) != (other->conflict != VECHE_RULE_CONFLICT_NONE))
    return one->conflict != VECHE_RULE_CONFLICT_NONE ? -1 : 1;

  return (one->at < other->at) - (one->at > other->at);
}

static void
add_fit (VecheRulePreview *self, const VecheRule *rule, const VecheRuleMention *mention, gint64 now)
{
  gint64 ago = (now - mention->at) / G_TIME_SPAN_DAY;
  VecheRuleSample *sample = g_new0 (VecheRuleSample, 1);

  sample->uid = g_strdup (mention->uid);
  sample->author = g_strdup (mention->author_name);
  sample->text = mention->text != NULL ? veche_text_clamp (mention->text, 300, FALSE) : NULL;
  sample->channel = g_strdup (mention->channel);
  sample->at = mention->at;
  sample->conflict = conflict_of (rule, mention);
  g_ptr_array_add (self->samples, sample);
  self->n_fits++;
  self->n_open += strcmp (mention->state, "done") != 0;
  self->n_conflicts += sample->conflict != VECHE_RULE_CONFLICT_NONE;
  self->days[VECHE_RULES_DAYS - 1 - CLAMP (ago, 0, VECHE_RULES_DAYS - 1)]++;
  if (self->samples->len >= MOST_SAMPLES * 4)
    {
      g_ptr_array_sort (self->samples, compare_samples);
      g_ptr_array_set_size (self->samples, MOST_SAMPLES);
    }
}

VecheRulePreview *
veche_rules_preview (VecheDb *db, const VecheRule *rule, GCancellable *cancellable, GError **error)
{
  g_auto (Judge) judge = { 0 };
  g_autoptr (VecheRulePreview) self = g_new0 (VecheRulePreview, 1);
  gint64 now = veche_now (), after = 0;

  self->samples = g_ptr_array_new_with_free_func (sample_free);
  if (!judge_init (&judge, db, error))
    return NULL;
  while (after < G_MAXINT64)
    {
      g_autoptr (GPtrArray) mentions = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      mentions = veche_rules_read_since (db, &after, now - VECHE_RULES_DAYS * G_TIME_SPAN_DAY, PIECE, error);
      if (mentions == NULL)
        return NULL;
      for (guint i = 0; i < mentions->len; i++)
        {
          judge_take (&judge, mentions->pdata[i]);
          self->n_looked++;
          if (fits (&judge, rule))
            add_fit (self, rule, mentions->pdata[i], now);
        }
      judge_take (&judge, NULL);
    }
  g_ptr_array_sort (self->samples, compare_samples);
  if (self->samples->len > MOST_SAMPLES)
    g_ptr_array_set_size (self->samples, MOST_SAMPLES);

  return g_steal_pointer (&self);
}

/*** Acting ***/

/* Of several rules the first says whose it is, and none takes it from somebody.  Who has left the team since gets nothing: the rest of the rule goes
 * on. */
static gboolean
assign (VecheDb *db, VecheEdit *edit, VecheRuleMention *mention, const VecheRuleDeed *deed, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (mention->owner_uid != NULL)
    return TRUE;
  if (veche_inbox_edit_own (db, edit, mention->uid, deed->value, 0, NULL, &local))
    {
      mention->owner_uid = g_strdup (deed->value);
      return TRUE;
    }
  if (g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID) || g_error_matches (local, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Of several rules the first says where the mention goes. */
static gboolean
put_away (VecheRuleMention *mention, const char *state)
{
  if (strcmp (mention->state, "open") != 0)
    return FALSE;
  g_free (mention->state);
  mention->state = g_strdup (state);

  return TRUE;
}

/* A row of its own, so that it goes without what other rules added. */
static void
boost (VecheEdit *edit, const VecheRuleMention *mention, int points)
{
  const char *uid = veche_edit_insert (edit, "triage_boost");

  veche_edit_set_ref (edit, "triage_boost", uid, "triage_id", mention->uid);
  veche_edit_set_int (edit, "triage_boost", uid, "points", points);
}

/* What it does to the mention counts for the acts and rules that come after it. */
static gboolean
do_deed (VecheDb *db, VecheEdit *edit, VecheRuleMention *mention, const VecheRuleDeed *deed, GError **error)
{
  const char *const mentions[] = { mention->uid, NULL };
  g_autofree char *label = NULL;

  switch (deed->what)
    {
    case VECHE_RULE_DO_LABEL:
      label = veche_labels_edit_need (db, edit, deed->value, NULL, error);
      return label != NULL && veche_labels_edit_put (db, edit, label, mentions, TRUE, error);
    case VECHE_RULE_DO_DONE:
      if (put_away (mention, "done"))
        veche_inbox_edit_done (edit, mention->uid);
      return TRUE;
    case VECHE_RULE_DO_SNOOZE:
      if (put_away (mention, "snoozed"))
        veche_inbox_edit_snooze (edit, mention->uid, veche_now () + deed->number * G_TIME_SPAN_HOUR);
      return TRUE;
    case VECHE_RULE_DO_PRIORITY:
      boost (edit, mention, deed->number);
      return TRUE;
    case VECHE_RULE_DO_ASSIGN:
      return assign (db, edit, mention, deed, error);
    case VECHE_N_RULE_DO:
    default:
      return TRUE;
    }
}

/* A label that is not there yet is made by a gesture of its own: taking one act back must not take it from the other mentions. */
static gboolean
make_labels (VecheDb *db, const VecheRuleRow *rule, const char *actor, GError **error)
{
  for (guint i = 0; i < rule->rule->deeds->len; i++)
    {
      const VecheRuleDeed *deed = rule->rule->deeds->pdata[i];
      g_autoptr (VecheEdit) edit = veche_edit_new ("rule", NULL);
      g_autofree char *label = NULL;

      if (deed->what != VECHE_RULE_DO_LABEL)
        continue;
      label = veche_labels_edit_need (db, edit, deed->value, NULL, error);
      if (label == NULL || (!veche_edit_is_empty (edit) && veche_journal_apply (db, edit, actor, error) == 0))
        return FALSE;
    }

  return TRUE;
}

/* 1: it acted, 0: there was nothing for it to do, -1 on error */
static int
act (VecheDb *db, const VecheRuleRow *rule, VecheRuleMention *mention, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("rule", mention->author_name);
  g_autofree char *actor = g_strconcat (VECHE_ACTOR_RULE, rule->name, NULL);
  gint64 gesture;

  if (!make_labels (db, rule, actor, error))
    return -1;
  for (guint i = 0; i < rule->rule->deeds->len; i++)
    if (!do_deed (db, edit, mention, rule->rule->deeds->pdata[i], error))
      return -1;
  gesture = veche_journal_apply (db, edit, actor, error);
  if (gesture > 0)
    return veche_rules_record (db, rule, mention->id, gesture, error) ? 1 : -1;

  return gesture == -1 ? 0 : -1;
}

static gboolean
look_at (Judge *judge, VecheRuleMention *mention, GPtrArray *rules, guint *acts, GError **error)
{
  gboolean fresh = mention->ruled == 0 && strcmp (mention->state, "open") == 0;
  VecheNoise noise = noise_of (judge);

  for (guint r = 0; fresh && r < rules->len; r++)
    {
      const VecheRuleRow *rule = rules->pdata[r];
      int acted;

      if (!rule->active || rule->rule == NULL || veche_rules_has_acted (judge->db, rule->uid, mention->id) || !fits (judge, rule->rule))
        continue;
      acted = act (judge->db, rule, mention, error);
      if (acted < 0)
        return FALSE;
      *acts += (guint) acted;
    }

  return veche_rules_mark (judge->db, mention->id, veche_noise_nick (noise), error);
}

int
veche_rules_run (VecheDb *db, guint most, guint *acts, GError **error)
{
  g_autoptr (GPtrArray) mentions = veche_rules_read_fresh (db, most, error);
  g_autoptr (GPtrArray) rules = mentions != NULL && mentions->len > 0 ? veche_rules_list (db, error) : NULL;
  g_auto (Judge) judge = { 0 };
  guint n = 0;

  if (mentions == NULL || (mentions->len > 0 && (rules == NULL || !judge_init (&judge, db, error))))
    return -1;
  for (guint i = 0; i < mentions->len; i++)
    {
      judge_take (&judge, mentions->pdata[i]);
      if (!look_at (&judge, mentions->pdata[i], rules, &n, error))
        return -1;
    }
  judge_take (&judge, NULL);
  if (acts != NULL)
    *acts = n;

  return (int) mentions->len;
}

gboolean
veche_rules_are_wanted (VecheDb *db)
{
  g_autoptr (GPtrArray) one = veche_rules_read_fresh (db, 1, NULL);

  return one != NULL && one->len > 0;
}

/*** Examples ***/

static void
add_example (GPtrArray *examples, const char *nick, const char *json)
{
  VecheRuleRow *row = g_new0 (VecheRuleRow, 1);

  row->uid = g_strdup (nick);
  row->rule = veche_rule_from_json (json, NULL);
  g_assert (row->rule != NULL);
  g_ptr_array_add (examples, row);
}

GPtrArray *
veche_rules_examples (void)
{
  GPtrArray *examples = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_rule_row_free);

  add_example (examples, "spam",
               "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"kind\",\"op\":\"is\",\"value\":\"spam\"},"
               "{\"field\":\"link\",\"op\":\"yes\"}],\"then\":[{\"do\":\"label\",\"value\":\"spam\"},{\"do\":\"priority\",\"number\":-50}]}");
  add_example (examples, "newcomer-link",
               "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"newcomer\",\"op\":\"yes\"},{\"field\":\"link\",\"op\":\"yes\"}],"
               "\"then\":[{\"do\":\"label\",\"value\":\"link\"}]}");
  add_example (examples, "violation",
               "{\"version\":1,\"match\":\"any\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":"
               "\"идиот, дебил, тварь, убью, заткнись, мразь, idiot, moron, shut up, kill you, scum\"}],"
               "\"then\":[{\"do\":\"label\",\"value\":\"violation\"},{\"do\":\"priority\",\"number\":40}]}");
  add_example (examples, "refund",
               "{\"version\":1,\"match\":\"any\",\"conditions\":[{\"field\":\"words\",\"op\":\"contains\",\"value\":"
               "\"верните деньги, возврат денег, в суд, роспотребнадзор, refund, money back, lawyer\"}],"
               "\"then\":[{\"do\":\"label\",\"value\":\"refund\"},{\"do\":\"priority\",\"number\":50}]}");
  add_example (examples, "praise",
               "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"kind\",\"op\":\"is\",\"value\":\"praise\"}],"
               "\"then\":[{\"do\":\"label\",\"value\":\"praise\"}]}");

  return examples;
}
