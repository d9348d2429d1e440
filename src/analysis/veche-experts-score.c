/* veche-experts-score.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sum: each reason with its points.  All numbers are here.
 */

#include "analysis/veche-experts-private.h"

#include <math.h>
#include <string.h>

#include "store/veche-ties-table.h"

/* A competency of level 1 … 5 is worth 18 … 42 when the question names it. */
#define P_MATCH          12
#define P_LEVEL          6
#define SELF_TOLD        0.75
#define SUGGESTED        0.55
static const double next_match[] = { 1, 0.45, 0.25 };   /* a second and third topic */

#define P_EVIDENCE       14
#define P_OLD_EVIDENCE   -5
#define EVIDENCE_LIFE    (730.0 * G_TIME_SPAN_DAY)
#define P_ANSWERS        34
#define ENOUGH_ANSWERS   1.1     /* credits that earn two thirds of it */
#define P_PROFILE        14
#define P_ACTIVE         5
#define P_ACTIVE_MONTH   3
#define ACTIVE_FOR       (30 * G_TIME_SPAN_DAY)
#define P_QUIET          -9      /* at most: who knows is better asked after a year than who only talks */
#define QUIET_LIFE       120.0   /* days, after which two thirds of it are lost */
#define P_PLATFORM       4
#define P_ELSEWHERE      -12
#define P_CITY           20
#define P_OTHER_CITY     -45
#define P_UNKNOWN_CITY   -15
#define P_TIE            8
#define P_ASKED          -6      /* each */
#define P_ASKED_ENOUGH   -12
#define P_WAITING        -6
#define P_REFUSED        -8
#define REFUSED_FOR      (60 * G_TIME_SPAN_DAY)

VecheReason *
veche_candidate_add (VecheCandidate *self, VecheReasonKind kind, int points)
{
  VecheReason *reason = g_new0 (VecheReason, 1);

  reason->kind = kind;
  reason->points = points;
  g_ptr_array_add (self->reasons, reason);

  return reason;
}

/*** The topic alone ***/

static double
match_worth (const VecheMatch *match)
{
  double sure = match->origin == 's' ? SELF_TOLD : match->origin == 'g' ? SUGGESTED : 1;

  return match->weight * (P_MATCH + P_LEVEL * match->level) * sure;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  double x = match_worth (a), y = match_worth (b);

  return x > y ? -1 : x < y;
}

static int
answers_points (const VecheCandidate *candidate)
{
  double sum = 0;

  for (guint i = 0; i < candidate->answers->len && i < 12; i++)
    sum += g_array_index (candidate->answers, VecheAnswer, i).credit;

  return (int) lround (P_ANSWERS * (1 - exp (-sum / ENOUGH_ANSWERS)));
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  double x = ((const VecheAnswer *) a)->credit, y = ((const VecheAnswer *) b)->credit;

  return x > y ? -1 : x < y;
}

static int
city_points (VecheExpertSearch *self, const VechePersonRow *person)
{
  if (self->result->city == NULL || self->city == NULL || self->city[0] == NULL)
    return 0;
  if (person->city == NULL || person->city[0] == '\0')
    return P_UNKNOWN_CITY;

  return g_strv_contains ((const char *const *) self->city, person->city) ? P_CITY : P_OTHER_CITY;
}

int
veche_candidate_points (VecheExpertSearch *self, VecheCandidate *candidate)
{
  double points = 0;

  g_array_sort (candidate->matches, compare_matches);
  g_array_sort (candidate->answers, compare_answers);
  for (guint i = 0; i < candidate->matches->len && i < G_N_ELEMENTS (next_match); i++)
    points += match_worth (&g_array_index (candidate->matches, VecheMatch, i)) * next_match[i];
  candidate->points = (int) lround (points) + answers_points (candidate) + (int) lround (P_PROFILE * candidate->profile);

  return candidate->points + (candidate->person != NULL ? city_points (self, candidate->person) : 0);
}

int
veche_candidate_most_points (VecheExpertSearch *self, VecheCandidate *candidate)
{
  double profile = candidate->profile;
  int most;

  candidate->profile = candidate->described ? 1 : 0;
  most = veche_candidate_points (self, candidate);
  candidate->profile = profile;

  return most;
}

/*** Reasons from the topic ***/

static void
add_matches (VecheExpertSearch *self, VecheCandidate *candidate)
{
  for (guint i = 0; i < candidate->matches->len && i < G_N_ELEMENTS (next_match); i++)
    {
      VecheMatch *match = &g_array_index (candidate->matches, VecheMatch, i);
      int points = (int) lround (match_worth (match) * next_match[i]);
      VecheReason *reason;

      if (points == 0)
        continue;
      reason = veche_candidate_add (candidate, VECHE_REASON_COMPETENCY, points);
      reason->name = g_strdup (veche_lexicon_get_name (self->lexicon, match->competency_id));
      reason->other = match->relation != 0 ? g_strdup (match->topic->name) : NULL;
      reason->level = match->level;
      reason->at = match->at;
      reason->origin = g_strdup (match->origin == 's' ? "self" : match->origin == 'g' ? "suggested" : "confirmed");
    }
}

static double
evidence_worth (VecheExpertSearch *self, const VecheEvidenceRow *evidence)
{
  static const struct { const char *kind; double worth; } kinds[] = { { "message", 5 }, { "event", 6 }, { "note", 4 }, { "self", 1.5 } };
  double age = (double) MAX (self->reference - evidence->at, 0);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, evidence->kind) == 0)
      return kinds[i].worth * exp2 (-age / EVIDENCE_LIFE);

  return 0;
}

static void
add_evidence_of (VecheExpertSearch *self, VecheCandidate *candidate, const VecheMatch *match, GPtrArray *all, int *left)
{
  const VecheEvidenceRow *best = NULL;
  double sum = 0, best_worth = 0;
  guint count = 0;
  gint64 newest = 0;
  VecheReason *reason;
  int points;

  for (guint i = 0; i < all->len; i++)
    {
      VecheEvidenceRow *evidence = all->pdata[i];
      double worth = evidence->claim_id == match->claim_id ? evidence_worth (self, evidence) : 0;

      if (evidence->claim_id != match->claim_id)
        continue;
      count++;
      sum += worth;
      newest = MAX (newest, evidence->at);
      if (best == NULL || worth > best_worth)
        {
          best = evidence;
          best_worth = worth;
        }
    }
  if (best == NULL)
    return;

  points = MIN (*left, (int) lround (sum * MIN (match->weight, 1)));
  *left -= points;
  reason = veche_candidate_add (candidate, VECHE_REASON_EVIDENCE, points);
  reason->name = g_strdup (veche_lexicon_get_name (self->lexicon, match->competency_id));
  reason->count = count;
  reason->quote = g_strdup (best->text);
  reason->at = best->at;
  reason->place = g_strdup (best->place);
  reason->nick = g_strdup (best->kind);
  reason->uid = g_strdup (best->uid);
  if (newest > 0 && self->reference - newest > EVIDENCE_LIFE && candidate->answers->len == 0)
    {
      reason = veche_candidate_add (candidate, VECHE_REASON_OLD_EVIDENCE, P_OLD_EVIDENCE);
      reason->name = g_strdup (veche_lexicon_get_name (self->lexicon, match->competency_id));
      reason->at = newest;
    }
}

static void
add_evidence (VecheExpertSearch *self, VecheCandidate *candidate, GPtrArray *evidence)
{
  int left = P_EVIDENCE;

  for (guint i = 0; i < candidate->matches->len && i < G_N_ELEMENTS (next_match); i++)
    add_evidence_of (self, candidate, &g_array_index (candidate->matches, VecheMatch, i), evidence, &left);
}

static void
add_answers (VecheExpertSearch *self, VecheCandidate *candidate)
{
  int points;
  VecheReason *reason;
  VecheAnswer *best;

  g_array_sort (candidate->answers, compare_answers);
  points = answers_points (candidate);
  if (points == 0)
    return;

  best = &g_array_index (candidate->answers, VecheAnswer, 0);
  reason = veche_candidate_add (candidate, VECHE_REASON_ANSWERS, points);
  reason->name = g_strdup (self->result->topics->len > 0 ? ((VecheTopic *) self->result->topics->pdata[0])->name
                           : self->result->words->len > 0 ? self->result->words->pdata[0] : NULL);
  reason->since = best->said->at;
  reason->quote = g_strdup (best->said->text);
  reason->place = g_strdup (best->said->place);
  reason->uid = g_strdup (best->said->uid);
  for (guint i = 0; i < candidate->answers->len; i++)
    {
      VecheAnswer *answer = &g_array_index (candidate->answers, VecheAnswer, i);

      reason->count++;
      reason->accepted += answer->accepted;
      reason->at = MAX (reason->at, answer->said->at);
      reason->since = MIN (reason->since, answer->said->at);
    }
}

/*** Reasons from the person ***/

/* Silence is a doubt that grows, never a verdict: a year of it costs no more than one level. */
static int
quiet_points (gint64 away)
{
  double days = (double) (away - ACTIVE_FOR) / G_TIME_SPAN_DAY;

  return MIN (-1, (int) lround (P_QUIET * (1 - exp (-days / QUIET_LIFE))));
}

static void
add_person (VecheExpertSearch *self, VecheCandidate *candidate)
{
  VechePersonRow *person = candidate->person;
  gint64 away = self->reference - person->last_seen;
  int city = city_points (self, person);
  VecheReason *reason;

  if (lround (P_PROFILE * candidate->profile) > 0)
    {
      reason = veche_candidate_add (candidate, VECHE_REASON_PROFILE, (int) lround (P_PROFILE * candidate->profile));
      reason->quote = g_strdup (person->offers != NULL && person->headline == NULL ? person->offers : person->headline);
    }
  if (city != 0)
    {
      reason = veche_candidate_add (candidate, city > 0 ? VECHE_REASON_CITY : VECHE_REASON_OTHER_CITY, city);
      reason->name = g_strdup (person->city);
    }
  if (person->last_seen == 0)
    return;

  if (away <= ACTIVE_FOR)
    reason = veche_candidate_add (candidate, VECHE_REASON_ACTIVE, away <= 7 * G_TIME_SPAN_DAY ? P_ACTIVE : P_ACTIVE_MONTH);
  else
    reason = veche_candidate_add (candidate, VECHE_REASON_QUIET, quiet_points (away));
  reason->at = person->last_seen;
}

static void
add_tie (VecheExpertSearch *self, VecheCandidate *candidate, GArray *ties)
{
  VecheReason *reason;

  if (ties == NULL)
    return;
  for (guint i = 0; i < ties->len; i++)
    {
      VecheTieRow *tie = &g_array_index (ties, VecheTieRow, i);

      if (tie->member_id != candidate->id)
        continue;
      reason = veche_candidate_add (candidate, VECHE_REASON_TIE,
                                    MAX (1, (int) lround (P_TIE * (1 - exp (-veche_ties_decay (tie->strength, tie->at, self->reference) / 2)))));
      reason->at = tie->at;
      return;
    }
  veche_candidate_add (candidate, VECHE_REASON_STRANGERS, 0);
}

static int
score_of (VecheCandidate *candidate)
{
  int sum = 0;

  for (guint i = 0; i < candidate->reasons->len; i++)
    sum += ((VecheReason *) candidate->reasons->pdata[i])->points;

  return sum;
}

/*** Asks ***/

gint64
veche_asks_free_at (GArray *asks, gint64 member_id, const VecheAskLimits *limits, gint64 now, guint *count)
{
  gint64 window = limits->days * G_TIME_SPAN_DAY, nth = 0;

  *count = 0;
  for (guint i = 0; i < asks->len; i++)
    {
      VecheAskRow *ask = &g_array_index (asks, VecheAskRow, i);

      if (ask->member_id == member_id && ask->at > now - window && ask->state != 'r' && ++*count == limits->limit)
        nth = ask->at;
    }

  return nth != 0 ? nth + window : 0;
}

static void
add_asks (VecheExpertSearch *self, VecheCandidate *candidate, GArray *asks, GArray *ever)
{
  VecheExpert *expert = candidate->expert;
  gint64 waiting = 0, refused = 0, free_at;
  VecheReason *reason;
  guint count;

  for (guint i = 0; i < ever->len; i++)
    if (g_array_index (ever, VecheAskRow, i).member_id == candidate->id)
      expert->last_asked = g_array_index (ever, VecheAskRow, i).at;
  if (expert->last_asked == 0)
    {
      if (expert->state == VECHE_EXPERT_MAY_ASK)
        expert->state = VECHE_EXPERT_NEVER_ASKED;
      return;
    }

  for (guint i = 0; i < asks->len; i++)
    {
      VecheAskRow *ask = &g_array_index (asks, VecheAskRow, i);

      if (ask->member_id != candidate->id)
        continue;
      if (ask->state == 'o' && ask->at <= self->now - (gint64) self->limits.patience * G_TIME_SPAN_DAY)
        waiting = MAX (waiting, ask->at);
      if (ask->state == 'e' && ask->at > self->now - REFUSED_FOR)
        refused = MAX (refused, ask->at);
    }
  free_at = veche_asks_free_at (asks, candidate->id, &self->limits, self->now, &count);
  reason = veche_candidate_add (candidate, VECHE_REASON_ASKED, P_ASKED * (int) count + (free_at != 0 ? P_ASKED_ENOUGH : 0));
  reason->count = count;
  reason->days = self->limits.days;
  reason->at = expert->last_asked;
  if (free_at != 0)
    {
      expert->state = VECHE_EXPERT_LATER;
      expert->free_at = free_at;
    }
  if (waiting != 0)
    veche_candidate_add (candidate, VECHE_REASON_WAITING, P_WAITING)->at = waiting;
  if (refused != 0)
    veche_candidate_add (candidate, VECHE_REASON_REFUSED, P_REFUSED)->at = refused;
}

/*** Where they are, and how they are called ***/

static const VecheAccountRow *
choose_account (VecheExpertSearch *self, gint64 member, GPtrArray *accounts, gboolean *there)
{
  const VecheAccountRow *chosen = NULL;

  *there = FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      VecheAccountRow *account = accounts->pdata[i];
      gboolean here = self->result->platform != NULL && strcmp (account->platform, self->result->platform) == 0;
      gboolean callable = veche_mention_knows (account->platform) && account->handle != NULL;

      if (account->member_id != member || (*there && !here))
        continue;
      if (chosen == NULL || (here && !*there) || (callable && !veche_mention_knows (chosen->platform)))
        chosen = account;
      *there |= here;
    }

  return chosen;
}

static void
add_account (VecheExpertSearch *self, VecheCandidate *candidate, GPtrArray *accounts)
{
  VecheExpert *expert = candidate->expert;
  gboolean there;
  const VecheAccountRow *account = choose_account (self, candidate->id, accounts, &there);
  VecheMentionTarget target = { .name = expert->name, .platform = self->result->platform, .home = self->question.instance };
  VecheReason *reason;

  if (account != NULL && (there || self->result->platform == NULL))
    {
      target = (VecheMentionTarget) { account->platform, account->instance, account->remote_id, account->handle, expert->name, self->question.instance };
      expert->platform = g_strdup (account->platform);
    }
  expert->handle = account != NULL && account->handle != NULL ? g_strdup (account->handle) : NULL;
  expert->mention = veche_mention_format (&target, &expert->mention_kind);
  if (self->result->platform == NULL)
    return;

  reason = veche_candidate_add (candidate, there ? VECHE_REASON_PLATFORM : VECHE_REASON_ELSEWHERE, there ? P_PLATFORM : P_ELSEWHERE);
  reason->name = g_strdup (there ? self->result->platform : account != NULL ? account->platform : NULL);
  if (!there && account != NULL)
    {
      expert->state = VECHE_EXPERT_ELSEWHERE;
      expert->only_on = g_strdup (account->platform);
    }
}

/*** Who is left out ***/

static gboolean
asked_this (VecheExpertSearch *self, gint64 member, GArray *asks, gint64 *at)
{
  for (guint i = 0; i < asks->len && self->query->interaction_id != 0; i++)
    {
      VecheAskRow *ask = &g_array_index (asks, VecheAskRow, i);

      if (ask->member_id == member && ask->interaction_id == self->query->interaction_id && ask->state != 'r')
        {
          *at = ask->at;
          return TRUE;
        }
    }

  return FALSE;
}

static VecheLeftOut
left_out (VecheExpertSearch *self, const VechePersonRow *person, GArray *asks, gint64 *at)
{
  if (person->do_not_mention || person->refused != NULL)
    return VECHE_LEFT_DO_NOT_MENTION;
  if (person->do_not_contact)
    return VECHE_LEFT_DO_NOT_CONTACT;
  for (guint i = 0; self->question.spoke != NULL && i < self->question.spoke->len; i++)
    if (g_array_index (self->question.spoke, VecheSpokeRow, i).member_id == person->id)
      {
        *at = g_array_index (self->question.spoke, VecheSpokeRow, i).at;
        return VECHE_LEFT_ANSWERED;
      }
  if (asked_this (self, person->id, asks, at))
    return VECHE_LEFT_ASKED;

  return VECHE_LEFT_NOT;
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const VecheReason *x = *(VecheReason *const *) a, *y = *(VecheReason *const *) b;

  if (x->points != y->points)
    return y->points - x->points;

  return (int) x->kind - (int) y->kind;
}

static void
finish (VecheExpertSearch *self, VecheCandidate *candidate, GArray *asks)
{
  VecheExpert *expert = candidate->expert;

  g_ptr_array_sort (candidate->reasons, compare_reasons);
  expert->score = score_of (candidate);
  expert->reasons = g_ptr_array_ref (candidate->reasons);
  expert->left_out = left_out (self, candidate->person, asks, &expert->left_at);
}

static VecheExpert *
expert_new (const VechePersonRow *person)
{
  VecheExpert *expert = g_new0 (VecheExpert, 1);

  expert->id = person->id;
  expert->uid = g_strdup (person->uid);
  expert->name = g_strdup (person->name);
  expert->city = g_strdup (person->city);

  return expert;
}

gboolean
veche_expert_search_weigh (VecheExpertSearch *self, GPtrArray *candidates, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64)), claims = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) evidence = NULL, accounts = NULL;
  g_autoptr (GArray) asks = NULL, ever = NULL, ties = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      VecheCandidate *candidate = candidates->pdata[i];

      g_array_append_val (ids, candidate->id);
      for (guint m = 0; m < candidate->matches->len && m < G_N_ELEMENTS (next_match); m++)
        g_array_append_val (claims, g_array_index (candidate->matches, VecheMatch, m).claim_id);
    }
  if (!veche_expert_search_accepted (self, candidates, error)
      || (evidence = veche_experts_evidence (self->db, claims, error)) == NULL
      || (accounts = veche_experts_accounts (self->db, ids, error)) == NULL
      || (asks = veche_experts_asks (self->db, self->now - MAX (REFUSED_FOR, self->limits.days * G_TIME_SPAN_DAY), error)) == NULL
      || (ever = veche_experts_ever_asked (self->db, ids, error)) == NULL
      || (self->result->for_id != 0 && (ties = veche_experts_ties (self->db, self->result->for_id, ids, error)) == NULL))
    return FALSE;

  for (guint i = 0; i < candidates->len; i++)
    {
      VecheCandidate *candidate = candidates->pdata[i];

      candidate->expert = expert_new (candidate->person);
      add_matches (self, candidate);
      add_evidence (self, candidate, evidence);
      add_answers (self, candidate);
      add_person (self, candidate);
      add_tie (self, candidate, ties);
      add_account (self, candidate, accounts);
      add_asks (self, candidate, asks, ever);
      finish (self, candidate, asks);
    }

  return TRUE;
}
