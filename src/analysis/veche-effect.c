/* veche-effect.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   who came, everybody else ─▶ cells of the same stage and liveliness ─▶ each who came less the average of their cell ─▶ mean and spread
 */

#include "analysis/veche-effect.h"

#include <math.h>
#include <string.h>

#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-effect-table.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"

#define DAYS     30
#define SMALL    10
#define EARLY    14     /* days */
#define CERTAIN  1.96   /* of a normal distribution: 95 % */

enum { MESSAGES, PEOPLE, N_MEASURES };

typedef struct
{
  char   stage[12];
  guint  band;
  double before[N_MEASURES], after[N_MEASURES];
  gboolean came;
} Person;

typedef struct { double before[N_MEASURES], after[N_MEASURES]; guint n, guests; } Cell;

void
veche_effect_free (VecheEffect *self)
{
  g_free (self->uid);
  g_free (self->title);
  g_free (self);
}

/* Twice as much and more is another band. */
static guint
band_of (double messages)
{
  static const double from[] = { 1, 3, 10, 30, 100 };
  guint band = 0;

  while (band < G_N_ELEMENTS (from) && messages >= from[band])
    band++;

  return band;
}

static GHashTable *
read_doings (VecheDb *db, gint64 since, gint64 until, GArray **rows, GError **error)
{
  GHashTable *index;

  *rows = veche_effect_read_doings (db, since, until, error);
  if (*rows == NULL)
    return NULL;
  index = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < (*rows)->len; i++)
    g_hash_table_insert (index, GSIZE_TO_POINTER (g_array_index (*rows, VecheDoingRow, i).member_id), &g_array_index (*rows, VecheDoingRow, i));

  return index;
}

static void
take (GHashTable *index, gint64 id, double values[N_MEASURES])
{
  const VecheDoingRow *row = g_hash_table_lookup (index, GSIZE_TO_POINTER (id));

  values[MESSAGES] = row != NULL ? row->messages : 0;
  values[PEOPLE] = row != NULL ? row->people : 0;
}

static GArray *
read_people (VecheDb *db, const VecheEffect *self, GArray *came, GError **error)
{
  gint64 span = self->days * G_TIME_SPAN_DAY;
  g_autoptr (GArray) members = veche_effect_read_members (db, self->from, error), before_rows = NULL, after_rows = NULL;
  g_autoptr (GHashTable) before = members != NULL ? read_doings (db, self->from - span, self->from, &before_rows, error) : NULL;
  g_autoptr (GHashTable) after = before != NULL ? read_doings (db, self->until, self->until + span, &after_rows, error) : NULL;
  g_autoptr (GHashTable) guests = g_hash_table_new (NULL, NULL);
  GArray *people;

  if (after == NULL)
    return NULL;
  for (guint i = 0; i < came->len; i++)
    g_hash_table_add (guests, GSIZE_TO_POINTER (g_array_index (came, gint64, i)));
  people = g_array_sized_new (FALSE, TRUE, sizeof (Person), members->len);
  for (guint i = 0; i < members->len; i++)
    {
      const VecheStageRow *row = &g_array_index (members, VecheStageRow, i);
      Person person = { .came = g_hash_table_contains (guests, GSIZE_TO_POINTER (row->id)) };

      memcpy (person.stage, row->stage, sizeof person.stage);
      take (before, row->id, person.before);
      take (after, row->id, person.after);
      person.band = band_of (person.before[MESSAGES]);
      g_array_append_val (people, person);
    }

  return people;
}

static Cell *
cell_of (GHashTable *cells, const Person *person)
{
  g_autofree char *key = g_strdup_printf ("%u %s", person->band, person->stage);
  Cell *cell = g_hash_table_lookup (cells, key);

  if (cell == NULL)
    {
      cell = g_new0 (Cell, 1);
      g_hash_table_insert (cells, g_steal_pointer (&key), cell);
    }

  return cell;
}

static GHashTable *
make_cells (GArray *people)
{
  GHashTable *cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < people->len; i++)
    {
      const Person *person = &g_array_index (people, Person, i);
      Cell *cell = cell_of (cells, person);

      cell->guests += person->came;
      cell->n += !person->came;
      for (guint m = 0; m < N_MEASURES && !person->came; m++)
        {
          cell->before[m] += person->before[m];
          cell->after[m] += person->after[m];
        }
    }

  return cells;
}

/* Each who came is compared with the average of their cell. */
static void
measure (VecheEffect *self, GArray *people, GHashTable *cells, guint which, VecheEffectMeasure *into)
{
  double sum = 0, squares = 0;
  guint n = 0;

  for (guint i = 0; i < people->len; i++)
    {
      const Person *person = &g_array_index (people, Person, i);
      const Cell *cell = person->came ? cell_of (cells, person) : NULL;
      double others, gain;

      if (cell == NULL || cell->n == 0)
        continue;
      others = (cell->after[which] - cell->before[which]) / cell->n;
      gain = person->after[which] - person->before[which] - others;
      into->before += person->before[which];
      into->after += person->after[which];
      into->others_before += cell->before[which] / cell->n;
      into->others_after += cell->after[which] / cell->n;
      sum += gain;
      squares += gain * gain;
      n++;
    }
  self->matched = n;
  if (n == 0)
    return;
  into->before /= n;
  into->after /= n;
  into->others_before /= n;
  into->others_after /= n;
  into->gain = sum / n;
  into->spread = n > 1 ? CERTAIN * sqrt (MAX (squares / n - into->gain * into->gain, 0) / (n - 1)) : 0;
}

static gboolean
is_telling (const VecheEffectMeasure *one)
{
  return fabs (one->gain) > one->spread && one->gain != 0;
}

static gboolean
work_out (VecheDb *db, VecheEffect *self, GArray *came, guint days, gint64 now, GError **error)
{
  gint64 passed = (now - self->until) / G_TIME_SPAN_DAY;
  g_autoptr (GArray) people = NULL;
  g_autoptr (GHashTable) cells = NULL;
  GHashTableIter iter;
  gpointer cell;

  self->came = came->len;
  self->days = (guint) CLAMP (passed, 0, days != 0 ? (gint64) days : DAYS);
  self->early = passed < EARLY;
  self->small = TRUE;
  if (self->days == 0 || came->len == 0)
    return TRUE;
  people = read_people (db, self, came, error);
  if (people == NULL)
    return FALSE;

  cells = make_cells (people);
  measure (self, people, cells, MESSAGES, &self->messages);
  measure (self, people, cells, PEOPLE, &self->people);
  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, NULL, &cell))
    if (((Cell *) cell)->guests > 0)
      self->others += ((Cell *) cell)->n;
  self->small = self->matched < SMALL || self->others < SMALL;
  self->telling = !self->small && !self->early && (is_telling (&self->messages) || is_telling (&self->people));

  return TRUE;
}

VecheEffect *
veche_effect_of_event (VecheDb *db, const char *event_uid, guint days, gint64 now, GError **error)
{
  g_autoptr (VecheEffect) self = g_new0 (VecheEffect, 1);
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  g_autoptr (GArray) came = event != NULL ? veche_effect_read_came (db, event_uid, error) : NULL;

  if (came == NULL)
    return NULL;
  self->uid = g_strdup (event->uid);
  self->title = g_strdup (event->title);
  self->from = event->from;
  self->until = event->until;

  return work_out (db, self, came, days, now != 0 ? now : veche_now (), error) ? g_steal_pointer (&self) : NULL;
}

VecheEffect *
veche_effect_of_project (VecheDb *db, const char *project_uid, guint days, gint64 now, GError **error)
{
  g_autoptr (VecheEffect) self = g_new0 (VecheEffect, 1);
  g_autoptr (VecheEffectProject) project = NULL;
  g_autoptr (GArray) came = veche_effect_read_project (db, project_uid, &project, error);
  g_autofree char *since = NULL, *until = NULL;
  const char *last;
  gint64 none;

  if (came == NULL)
    return NULL;
  if (veche_quarter_is_valid (project->quarter))
    veche_quarter_bounds (project->quarter, &since, &until);
  last = project->ends != NULL ? project->ends : project->starts != NULL ? project->starts : until;
  self->uid = g_strdup (project_uid);
  self->title = g_strdup (project->title);
  self->project = TRUE;
  veche_when_span (project->begins != NULL ? project->begins : since, NULL, veche_when_own_zone (), &self->from, &none);
  veche_when_span (last, NULL, veche_when_own_zone (), &none, &self->until);

  return work_out (db, self, came, days, now != 0 ? now : veche_now (), error) ? g_steal_pointer (&self) : NULL;
}
