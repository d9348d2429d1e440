/* veche-staffing.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   slot ─▶ who can do it, strongest first ─▶ the best of them ─▶ what they have on their hands ─▶ points and reasons
 */

#include "analysis/veche-staffing.h"

#include <string.h>

#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-experts-table.h"
#include "store/veche-staffing-table.h"

#define MOST_CLAIMS  600   /* of a competency */
#define MOST_CLOSER  200   /* people who are looked at closely */
#define MOST_LIVELY  200
#define MOST_LEFT    20
#define LIMIT        20
#define ASKED_DAYS   30
#define RELATED      0.8   /* what a competency below the wanted one is worth */

typedef struct
{
  gint64  id, claim_id;
  int     level;
  char    origin;
  double  worth;
  VecheStaffCandidate *candidate;   /* (owned) once they are looked at */
} Person;

static void
reason_free (gpointer data)
{
  VecheStaffReason *self = data;

  g_free (self->name);
  g_free (self->quote);
  g_free (self);
}

static void
candidate_free (gpointer data)
{
  VecheStaffCandidate *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->city);
  g_free (self->platform);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

void
veche_staffing_free (VecheStaffing *self)
{
  g_clear_pointer (&self->slot, veche_slot_card_free);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_free (self);
}

static void
person_clear (gpointer data)
{
  Person *self = data;

  g_clear_pointer (&self->candidate, candidate_free);
}

const char *
veche_staff_reason_nick (VecheStaffReasonKind kind)
{
  static const char *const nicks[] = {
    [VECHE_STAFF_COMPETENCY] = "competency", [VECHE_STAFF_BELOW] = "below",   [VECHE_STAFF_EVIDENCE] = "evidence", [VECHE_STAFF_OFFERED] = "offered",
    [VECHE_STAFF_TOOK_PART] = "took-part",   [VECHE_STAFF_CAME] = "came",     [VECHE_STAFF_TIE] = "tie",           [VECHE_STAFF_ACTIVE] = "active",
    [VECHE_STAFF_QUIET] = "quiet",           [VECHE_STAFF_SLOTS] = "slots",   [VECHE_STAFF_TASKS] = "tasks",       [VECHE_STAFF_ASKS] = "asks",
    [VECHE_STAFF_ASKED] = "asked",           [VECHE_STAFF_BUSY] = "busy",     [VECHE_STAFF_SILENT] = "silent",
  };

  return nicks[kind];
}

const char *
veche_staff_state_nick (VecheStaffState state)
{
  static const char *const nicks[] = { "free", "in", "invited", "declined", "do-not-contact" };

  return nicks[state];
}

static VecheStaffReason *
add (VecheStaffCandidate *self, VecheStaffReasonKind kind, int points, guint n)
{
  VecheStaffReason *reason = g_new0 (VecheStaffReason, 1);

  reason->kind = kind;
  reason->points = points;
  reason->n = n;
  self->score += points;
  g_ptr_array_add (self->reasons, reason);

  return reason;
}

/*** Who can do it ***/

static int
compare_worth (gconstpointer a, gconstpointer b)
{
  const Person *one = a, *other = b;

  if (one->worth != other->worth)
    return one->worth > other->worth ? -1 : 1;

  return (one->id > other->id) - (one->id < other->id);
}

static double
worth_of (const VecheClaimRow *claim, const VecheSlotCard *slot, double factor)
{
  double worth = claim->level * 8 + (claim->origin == 'c' ? 6 : claim->origin == 's' ? 2 : 0);

  if (claim->level < slot->level)
    worth -= 10 * (slot->level - claim->level);

  return worth * factor;
}

static gboolean
add_claims (VecheDb *db, GArray *people, GHashTable *there, const VecheSlotCard *slot, gint64 competency, double factor, GError **error)
{
  g_autoptr (GArray) claims = veche_experts_claims (db, competency, MOST_CLAIMS, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      const VecheClaimRow *claim = &g_array_index (claims, VecheClaimRow, i);
      Person person = { .id = claim->member_id, .claim_id = claim->id, .level = claim->level, .origin = claim->origin,
                        .worth = worth_of (claim, slot, factor) };

      if (g_hash_table_add (there, GSIZE_TO_POINTER (claim->member_id)))
        g_array_append_val (people, person);
    }

  return claims != NULL;
}

static GArray *
gather (VecheDb *db, const VecheSlotCard *slot, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, TRUE, sizeof (Person)), others = NULL;
  g_autoptr (GHashTable) there = g_hash_table_new (NULL, NULL);

  g_array_set_clear_func (people, person_clear);
  others = slot->competency_id != 0 ? veche_staffing_below (db, slot->competency_id, error) : veche_staffing_lively (db, MOST_LIVELY, error);
  if (others == NULL)
    return NULL;
  if (slot->competency_id != 0 && !add_claims (db, people, there, slot, slot->competency_id, 1, error))
    return NULL;
  for (guint i = 0; i < others->len; i++)
    {
      Person person = { .id = g_array_index (others, gint64, i) };

      if (slot->competency_id == 0)
        g_array_append_val (people, person);
      else if (!add_claims (db, people, there, slot, person.id, RELATED, error))
        return NULL;
    }
  if (slot->competency_id != 0)
    g_array_sort (people, compare_worth);
  if (people->len > MOST_CLOSER)
    g_array_set_size (people, MOST_CLOSER);

  return g_steal_pointer (&people);
}

/*** What speaks for them, and against ***/

static VecheStaffCandidate *
candidate_of (GArray *people, GHashTable *index, gint64 member_id)
{
  gpointer at = g_hash_table_lookup (index, GSIZE_TO_POINTER (member_id));

  return at != NULL ? g_array_index (people, Person, GPOINTER_TO_UINT (at) - 1).candidate : NULL;
}

static void
weigh_presence (VecheStaffCandidate *self, gint64 last_seen, gint64 now)
{
  gint64 days = last_seen != 0 ? (now - last_seen) / G_TIME_SPAN_DAY : G_MAXINT;

  if (days <= 30)
    add (self, VECHE_STAFF_ACTIVE, days <= 14 ? 6 : 3, 0)->at = last_seen;
  else if (days > 90)
    add (self, VECHE_STAFF_QUIET, days > 180 ? -16 : -8, 0)->at = last_seen;
}

/* FALSE: the rows are not there. */
static gboolean
meet (VecheDb *db, GArray *people, GHashTable *index, const VecheSlotCard *slot, gint64 now, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < people->len; i++)
    g_array_append_val (ids, g_array_index (people, Person, i).id);
  rows = veche_experts_people (db, ids, error);
  for (guint i = 0; i < people->len; i++)
    g_hash_table_insert (index, GSIZE_TO_POINTER (g_array_index (people, Person, i).id), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VechePersonRow *row = rows->pdata[i];
      Person *person = &g_array_index (people, Person, GPOINTER_TO_UINT (g_hash_table_lookup (index, GSIZE_TO_POINTER (row->id))) - 1);
      VecheStaffCandidate *self;

      if (row->never)
        continue;
      self = person->candidate = g_new0 (VecheStaffCandidate, 1);
      self->id = row->id;
      self->uid = g_strdup (row->uid);
      self->name = g_strdup (row->name);
      self->city = g_strdup (row->city);
      self->reasons = g_ptr_array_new_with_free_func (reason_free);
      if (row->do_not_contact)
        self->state = VECHE_STAFF_DO_NOT_CONTACT;
      if (person->claim_id != 0)
        {
          VecheStaffReason *reason = add (self, VECHE_STAFF_COMPETENCY, (int) (person->level * 8 + (person->origin == 'c' ? 6 : person->origin == 's' ? 2 : 0)),
                                          person->origin == 'c');

          reason->level = person->level;
          reason->name = g_strdup (slot->competency);
        }
      if (person->claim_id != 0 && person->level < slot->level)
        add (self, VECHE_STAFF_BELOW, -10 * (slot->level - person->level), (guint) slot->level)->level = person->level;
      weigh_presence (self, row->last_seen, now);
    }

  return rows != NULL;
}

static gboolean
weigh_evidence (VecheDb *db, GArray *people, gint64 now, GError **error)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) by_claim = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < people->len; i++)
    {
      Person *person = &g_array_index (people, Person, i);

      if (person->candidate == NULL || person->claim_id == 0)
        continue;
      g_array_append_val (claims, person->claim_id);
      g_hash_table_insert (by_claim, GSIZE_TO_POINTER (person->claim_id), person->candidate);
    }
  if (claims->len == 0)
    return TRUE;

  rows = veche_experts_evidence (db, claims, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VecheEvidenceRow *row = rows->pdata[i];
      VecheStaffCandidate *self = g_hash_table_lookup (by_claim, GSIZE_TO_POINTER (row->claim_id));
      VecheStaffReason *last = self->reasons->len > 0 ? self->reasons->pdata[self->reasons->len - 1] : NULL;

      if (last == NULL || last->kind != VECHE_STAFF_EVIDENCE)
        {
          last = add (self, VECHE_STAFF_EVIDENCE, row->at >= now - 365 * G_TIME_SPAN_DAY ? 5 : 0, 0);
          last->quote = g_strdup (row->text);
          last->at = row->at;
        }
      if (last->n++ < 5)
        {
          last->points += 3;
          self->score += 3;
        }
    }

  return rows != NULL;
}

static void
weigh_burden (VecheStaffCandidate *self, const VecheBurdenRow *row)
{
  self->last_asked = row->last_asked;
  self->platform = g_strdup (row->platform);
  if (row->offer != NULL)
    add (self, VECHE_STAFF_OFFERED, 10, 1)->quote = g_strdup (row->offer);
  if (row->projects > 0)
    add (self, VECHE_STAFF_TOOK_PART, (int) MIN (row->projects, 3) * 4, row->projects);
  if (row->events > 0)
    add (self, VECHE_STAFF_CAME, (int) MIN (row->events, 6), row->events);
  if (row->slots > 0)
    add (self, VECHE_STAFF_SLOTS, -(int) MIN (row->slots * 6 + row->hours / 10, 30), row->slots)->level = (int) row->hours;
  if (row->tasks > 0)
    add (self, VECHE_STAFF_TASKS, -(int) MIN (row->tasks * 2, 10), row->tasks);
  if (row->asks > 0)
    add (self, VECHE_STAFF_ASKS, -(int) MIN (row->asks * 4, 12), row->asks);
  if (row->asked > 0)
    add (self, VECHE_STAFF_ASKED, -(int) MIN (row->asked * 5, 15), row->asked)->at = row->last_asked;
}

static gboolean
weigh (VecheDb *db, const VecheSlotCard *slot, GArray *people, GHashTable *index, GArray *ids, gint64 now, GError **error)
{
  g_autofree char *day = slot->day != NULL ? veche_when_day (slot->day) : NULL;
  g_autoptr (GPtrArray) burdens = veche_staffing_burdens (db, ids, now - ASKED_DAYS * G_TIME_SPAN_DAY, slot->competency, error);
  g_autoptr (GPtrArray) ties = burdens != NULL ? veche_staffing_ties (db, slot->project_id, ids, now, error) : NULL;
  g_autoptr (GPtrArray) busy = ties == NULL ? NULL : day != NULL ? veche_staffing_busy (db, ids, day, slot->project_id, slot->event_uid, error) : g_ptr_array_new ();

  if (busy == NULL)
    return FALSE;
  for (guint i = 0; i < burdens->len; i++)
    {
      const VecheBurdenRow *row = burdens->pdata[i];

      weigh_burden (candidate_of (people, index, row->member_id), row);
    }
  for (guint i = 0; i < ties->len; i++)
    {
      const VecheTeamTieRow *row = ties->pdata[i];

      if (row->strength >= 0.05)
        add (candidate_of (people, index, row->member_id), VECHE_STAFF_TIE, (int) CLAMP (row->strength * 3, 1, 12) + (int) MIN (row->people - 1, 3),
             row->people)->name = g_strdup (row->name);
    }
  for (guint i = 0; i < busy->len; i++)
    {
      const VecheBusyRow *row = busy->pdata[i];

      add (candidate_of (people, index, row->member_id), VECHE_STAFF_BUSY, -25, 1)->name = g_strdup (row->title);
    }

  return TRUE;
}

static gboolean
weigh_seats (VecheDb *db, const VecheSlotCard *slot, GArray *people, GHashTable *index, GError **error)
{
  g_autoptr (GArray) seats = veche_staffing_seats (db, slot->id, error);

  for (guint i = 0; seats != NULL && i < seats->len; i++)
    {
      const VecheSeatRow *seat = &g_array_index (seats, VecheSeatRow, i);
      VecheStaffCandidate *self = candidate_of (people, index, seat->member_id);

      if (self == NULL)
        continue;
      if (seat->state == VECHE_SEAT_SILENT)
        {
          add (self, VECHE_STAFF_SILENT, -12, 1)->at = seat->at;
          continue;
        }
      self->state = seat->state == VECHE_SEAT_IN ? VECHE_STAFF_IN : seat->state == VECHE_SEAT_INVITED ? VECHE_STAFF_INVITED : VECHE_STAFF_DECLINED;
      self->state_at = seat->at;
    }

  return seats != NULL;
}

/*** The list ***/

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const VecheStaffCandidate *one = *(VecheStaffCandidate *const *) a, *other = *(VecheStaffCandidate *const *) b;

  return one->score != other->score ? other->score - one->score : (one->id > other->id) - (one->id < other->id);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  return (*(VecheStaffReason *const *) b)->points - (*(VecheStaffReason *const *) a)->points;
}

/* Who said nothing of where to write: an account of theirs. */
static gboolean
find_platforms (VecheDb *db, GPtrArray *candidates, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) accounts = NULL;

  for (guint i = 0; i < candidates->len; i++)
    g_array_append_val (ids, ((VecheStaffCandidate *) candidates->pdata[i])->id);
  accounts = veche_experts_accounts (db, ids, error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const VecheAccountRow *account = accounts->pdata[i];

      for (guint c = 0; c < candidates->len; c++)
        {
          VecheStaffCandidate *one = candidates->pdata[c];

          if (one->id == account->member_id && one->platform == NULL)
            one->platform = g_strdup (account->platform);
        }
    }

  return accounts != NULL;
}

static void
sort_out (VecheStaffing *self, GArray *people, guint limit)
{
  for (guint i = 0; i < people->len; i++)
    {
      VecheStaffCandidate *one = g_steal_pointer (&g_array_index (people, Person, i).candidate);

      if (one == NULL)
        continue;
      g_ptr_array_sort (one->reasons, compare_points);
      g_ptr_array_add (one->state == VECHE_STAFF_FREE ? self->candidates : self->left_out, one);
    }
  g_ptr_array_sort (self->candidates, compare_scores);
  g_ptr_array_sort (self->left_out, compare_scores);
  if (self->candidates->len > limit)
    g_ptr_array_set_size (self->candidates, limit);
  if (self->left_out->len > MOST_LEFT)
    g_ptr_array_set_size (self->left_out, MOST_LEFT);
}

VecheStaffing *
veche_staffing_find (VecheDb *db, const char *slot_uid, guint limit, gint64 now, GError **error)
{
  g_autoptr (VecheStaffing) self = g_new0 (VecheStaffing, 1);
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64)), people = NULL;

  now = now != 0 ? now : veche_now ();
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
  self->left_out = g_ptr_array_new_with_free_func (candidate_free);
  self->slot = veche_team_load_slot (db, slot_uid, error);
  people = self->slot != NULL ? gather (db, self->slot, error) : NULL;
  if (people == NULL || !meet (db, people, index, self->slot, now, error) || !weigh_evidence (db, people, now, error))
    return NULL;

  for (guint i = 0; i < people->len; i++)
    if (g_array_index (people, Person, i).candidate != NULL)
      g_array_append_val (ids, g_array_index (people, Person, i).id);
  if (!weigh (db, self->slot, people, index, ids, now, error) || !weigh_seats (db, self->slot, people, index, error))
    return NULL;
  sort_out (self, people, limit != 0 ? limit : LIMIT);

  return find_platforms (db, self->candidates, error) ? g_steal_pointer (&self) : NULL;
}
