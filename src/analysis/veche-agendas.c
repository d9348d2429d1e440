/* veche-agendas.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/veche-agendas.h"

#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-agendas-table.h"
#include "store/veche-db.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"

#define WEEK          (7 * G_TIME_SPAN_DAY)
#define MISSING_AFTER (14 * G_TIME_SPAN_DAY)
#define MOST_OPENINGS 400   /* newest messages of an agenda among which its topics are looked for */
#define TOPIC_CHARS   80
#define MOST_ABOVE    8     /* channels above a channel */

typedef struct
{
  VecheDb      *db;
  VecheAgendas *result;
  GArray       *talk;      /* (owned) VecheTalkRow */
  guint8       *carried;   /* (owned) one a row of talk: place of its agenda + 1; 0: none */
  GArray       *ids;       /* (owned) gint64: of the agendas, in their order */
  GHashTable   *places;    /* (owned) id of a message → its place in talk + 1 */
} Weighing;

static void
weighing_clear (Weighing *self)
{
  g_clear_pointer (&self->talk, g_array_unref);
  g_clear_pointer (&self->carried, g_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Weighing, weighing_clear)

static void
topic_free (gpointer data)
{
  VecheAgendaTopic *self = data;

  g_free (self->uid);
  g_free (self->text);
  g_free (self->place);
  g_free (self);
}

static void
share_free (gpointer data)
{
  VecheAgendaShare *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_free (self->shape);
  g_array_unref (self->weeks);
  g_ptr_array_unref (self->topics);
  g_free (self);
}

void
veche_agendas_free (VecheAgendas *self)
{
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  g_free (self);
}

const char *
veche_agenda_state_nick (VecheAgendaState state)
{
  static const char *const nicks[] = { "right", "low", "high", "missing" };

  return nicks[state];
}

/*** Which message carries what ***/

static guint8
place_of (Weighing *self, gint64 agenda_id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == agenda_id)
      return (guint8) (i + 1);

  return 0;
}

static gboolean
carry_words (Weighing *self, GPtrArray *rules, GError **error)
{
  for (guint r = 0; r < rules->len; r++)
    {
      const VecheAgendaRule *rule = rules->pdata[r];
      guint8 place = place_of (self, rule->agenda_id);
      g_autoptr (GArray) hits = NULL;

      if (rule->word == NULL)
        continue;
      hits = veche_agendas_read_hits (self->db, rule->word, error);
      if (hits == NULL)
        return FALSE;
      for (guint i = 0; i < hits->len; i++)
        {
          guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, GSIZE_TO_POINTER (g_array_index (hits, gint64, i))));

          if (at != 0 && self->carried[at - 1] == 0)
            self->carried[at - 1] = place;
        }
    }

  return TRUE;
}

static gboolean
carry_channels (Weighing *self, GPtrArray *rules, GError **error)
{
  g_autoptr (GHashTable) parents = veche_agendas_read_parents (self->db, error);
  g_autoptr (GHashTable) of_channel = g_hash_table_new (NULL, NULL);

  if (parents == NULL)
    return FALSE;
  for (guint r = rules->len; r > 0; r--)
    {
      const VecheAgendaRule *rule = rules->pdata[r - 1];

      if (rule->channel_id != 0)
        g_hash_table_insert (of_channel, GSIZE_TO_POINTER (rule->channel_id), GUINT_TO_POINTER (place_of (self, rule->agenda_id)));
    }
  if (g_hash_table_size (of_channel) == 0)
    return TRUE;
  for (guint i = 0; i < self->talk->len; i++)
    {
      gpointer channel = GSIZE_TO_POINTER (g_array_index (self->talk, VecheTalkRow, i).channel_id);

      for (guint above = 0; self->carried[i] == 0 && channel != NULL && above < MOST_ABOVE; above++)
        {
          self->carried[i] = (guint8) GPOINTER_TO_UINT (g_hash_table_lookup (of_channel, channel));
          channel = g_hash_table_lookup (parents, channel);
        }
    }

  return TRUE;
}

/* What a person said comes last: it stands over all rules. */
static gboolean
carry_marks (Weighing *self, GError **error)
{
  g_autoptr (GArray) marks = veche_agendas_read_marks (self->db, error);

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const VecheAgendaMarkRow *mark = &g_array_index (marks, VecheAgendaMarkRow, i);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, GSIZE_TO_POINTER (mark->interaction_id)));

      if (at != 0)
        self->carried[at - 1] = place_of (self, mark->agenda_id);
    }

  return marks != NULL;
}

static gboolean
read_talk (Weighing *self, GError **error)
{
  g_autoptr (GPtrArray) rules = veche_agendas_list_rules (self->db, NULL, error);

  self->talk = rules != NULL ? veche_agendas_read_talk (self->db, self->result->since, self->result->until, error) : NULL;
  if (self->talk == NULL)
    return FALSE;
  self->carried = g_new0 (guint8, self->talk->len + 1);
  self->places = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->talk->len; i++)
    g_hash_table_insert (self->places, GSIZE_TO_POINTER (g_array_index (self->talk, VecheTalkRow, i).id), GUINT_TO_POINTER (i + 1));

  return carry_words (self, rules, error) && carry_channels (self, rules, error) && carry_marks (self, error);
}

/*** Counting ***/

static void
count (VecheAgendas *result, VecheAgendaShare *share, gint64 at)
{
  guint week = (guint) CLAMP ((at - result->since) / WEEK, 0, (gint64) share->weeks->len - 1);

  g_array_index (share->weeks, guint, week)++;
  share->last = MAX (share->last, at);
}

static void
add_topic (VecheAgendaShare *share, gint64 at, const char *uid, const char *text, const char *place, gboolean event)
{
  VecheAgendaTopic *topic = g_new0 (VecheAgendaTopic, 1);

  topic->at = at;
  topic->uid = g_strdup (uid);
  topic->text = veche_text_clamp (text, TOPIC_CHARS, FALSE);
  topic->place = g_strdup (place);
  topic->event = event;
  g_ptr_array_add (share->topics, topic);
}

static void
count_talk (Weighing *self)
{
  for (guint i = 0; i < self->talk->len; i++)
    {
      VecheAgendaShare *share = self->carried[i] != 0 ? self->result->agendas->pdata[self->carried[i] - 1] : NULL;

      self->result->messages++;
      if (share == NULL)
        continue;
      self->result->carried++;
      share->messages++;
      count (self->result, share, g_array_index (self->talk, VecheTalkRow, i).at);
    }
}

static gboolean
count_events (Weighing *self, GError **error)
{
  VecheEventsQuery query = { .from = self->result->since, .until = self->result->until };
  g_autoptr (GPtrArray) events = veche_events_list (self->db, &query, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const VecheOccurrence *event = events->pdata[i];

      for (guint a = 0; event->agenda_uid != NULL && a < self->result->agendas->len; a++)
        {
          VecheAgendaShare *share = self->result->agendas->pdata[a];

          if (!g_str_equal (share->uid, event->agenda_uid))
            continue;
          share->events++;
          count (self->result, share, event->from);
          add_topic (share, event->from, event->uid, event->title, event->place, TRUE);
        }
    }

  return events != NULL;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const VecheAgendaTopic *one = *(VecheAgendaTopic *const *) a, *other = *(VecheAgendaTopic *const *) b;

  return (other->at > one->at) - (other->at < one->at);
}

static int
compare_talk (gconstpointer a, gconstpointer b)
{
  const VecheTalkRow *one = a, *other = b;

  return (other->at > one->at) - (other->at < one->at);
}

static gboolean
find_topics (Weighing *self, guint place, guint n, GError **error)
{
  VecheAgendaShare *share = self->result->agendas->pdata[place];
  g_autoptr (GArray) newest = g_array_new (FALSE, FALSE, sizeof (VecheTalkRow)), ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) openings = NULL;

  for (guint i = 0; i < self->talk->len; i++)
    if (self->carried[i] == place + 1)
      g_array_append_val (newest, g_array_index (self->talk, VecheTalkRow, i));
  g_array_sort (newest, compare_talk);
  for (guint i = 0; i < newest->len && i < MOST_OPENINGS; i++)
    g_array_append_val (ids, g_array_index (newest, VecheTalkRow, i).id);
  openings = veche_agendas_read_openings (self->db, ids, n, error);
  for (guint i = 0; openings != NULL && i < openings->len; i++)
    {
      const VecheOpeningRow *opening = openings->pdata[i];

      add_topic (share, opening->at, opening->uid, opening->text, opening->place, FALSE);
    }
  g_ptr_array_sort (share->topics, compare_newest);
  if (share->topics->len > n)
    g_ptr_array_set_size (share->topics, (int) n);

  return openings != NULL;
}

/* Half by what was said, half by what took place; where there is only one of them, by that. */
static void
judge (VecheAgendas *result)
{
  guint events = 0;

  for (guint i = 0; i < result->agendas->len; i++)
    events += ((VecheAgendaShare *) result->agendas->pdata[i])->events;
  for (guint i = 0; i < result->agendas->len; i++)
    {
      VecheAgendaShare *share = result->agendas->pdata[i];
      double said = result->carried > 0 ? (double) share->messages / result->carried : 0, held = events > 0 ? (double) share->events / events : 0;
      int parts = (result->carried > 0) + (events > 0);

      share->share = parts > 0 ? (int) ((said + held) / parts * 100 + 0.5) : 0;
      share->state = share->last < result->until - MISSING_AFTER ? VECHE_AGENDA_MISSING
                     : share->share < share->low                 ? VECHE_AGENDA_LOW
                     : share->share > share->high                ? VECHE_AGENDA_HIGH
                                                                 : VECHE_AGENDA_RIGHT;
    }
}

static gboolean
read_agendas (Weighing *self, guint weeks, GError **error)
{
  g_autoptr (GPtrArray) agendas = veche_plan_agendas (self->db, error);

  for (guint i = 0; agendas != NULL && i < agendas->len && i < G_MAXUINT8 - 1; i++)
    {
      const VecheAgenda *agenda = agendas->pdata[i];
      VecheAgendaShare *share = g_new0 (VecheAgendaShare, 1);
      gint64 id = veche_db_id_for_uid (self->db, "agenda", agenda->uid);

      share->uid = g_strdup (agenda->uid);
      share->name = g_strdup (agenda->name);
      share->shape = g_strdup (agenda->shape);
      share->low = agenda->low;
      share->high = agenda->high;
      share->weeks = g_array_new (FALSE, TRUE, sizeof (guint));
      g_array_set_size (share->weeks, weeks);
      share->topics = g_ptr_array_new_with_free_func (topic_free);
      g_array_append_val (self->ids, id);
      g_ptr_array_add (self->result->agendas, share);
    }

  return agendas != NULL;
}

VecheAgendas *
veche_agendas_weigh (VecheDb *db, guint weeks, guint topics, gint64 now, GError **error)
{
  g_autoptr (VecheAgendas) result = g_new0 (VecheAgendas, 1);
  g_auto (Weighing) self = { .db = db, .result = result };

  weeks = MAX (weeks, 1);
  result->until = now != 0 ? now : veche_now ();
  result->since = result->until - weeks * WEEK;
  result->agendas = g_ptr_array_new_with_free_func (share_free);
  self.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!read_agendas (&self, weeks, error) || !read_talk (&self, error))
    return NULL;
  count_talk (&self);
  if (!count_events (&self, error))
    return NULL;
  for (guint i = 0; i < result->agendas->len; i++)
    if (!find_topics (&self, i, topics, error))
      return NULL;
  judge (result);

  return g_steal_pointer (&result);
}
