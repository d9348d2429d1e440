/* veche-query-sql.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-query-sql.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-filter-sql.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-member-search.h"
#include "store/veche-members-count.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

/* A query becomes "SELECT id FROM … WHERE … ORDER BY …" out of fixed pieces; what a person typed goes in as parameters only.  The text is
 * interned: the same filters give the same text, and with it the same cached statement. */

#define MICROSECONDS_A_MONTH_KEY "CAST (strftime ('%Y%m', i.at / 1000000, 'unixepoch', 'localtime') AS INTEGER)"

typedef struct
{
  VecheDb   *db;           /* (nullable): for the clock of the Inbox */
  GString   *sql;
  GPtrArray *parameters;   /* (element-type utf8) */
  gboolean   where;
  gboolean   unordered;    /* for counting: an order would lead SQLite along its index, one row of the table after the other */
} VecheSql;

/* condition holds "?" where the parameter goes; parameter NULL: it has none. */
static void
add_condition (VecheSql *self, const char *condition, const char *parameter)
{
  g_string_append (self->sql, self->where ? " AND " : " WHERE ");
  self->where = TRUE;
  g_string_append (self->sql, condition);
  if (parameter != NULL)
    g_ptr_array_add (self->parameters, g_strdup (parameter));
}

/* Whoever was merged since into another is that other; a bound, as everywhere, for a circle that a colleague's file may bring. */
#define WHO_IS_NOW                                                                                                                                   \
  "(WITH RECURSIVE up (id, depth) AS (SELECT id, 0 FROM member WHERE uid = ? UNION ALL"                                                             \
  "   SELECT m.merged_into_id, depth + 1 FROM up JOIN member AS m ON m.id = up.id WHERE m.merged_into_id IS NOT NULL AND depth < 64)"               \
  " SELECT id FROM up ORDER BY depth DESC LIMIT 1)"

static void
add_optional (VecheSql *self, const char *condition, const char *parameter)
{
  if (parameter != NULL && *parameter != '\0')
    add_condition (self, condition, parameter);
}

/* What was typed but holds nothing to search for finds nothing rather than everything. */
static void
add_match (VecheSql *self, const char *condition, const char *typed, char *(*to_match) (const char *typed))
{
  g_autofree char *match = NULL;

  if (typed == NULL || *typed == '\0')
    return;

  match = to_match (typed);
  if (match != NULL)
    add_condition (self, condition, match);
  else
    add_condition (self, "0", NULL);
}

/* From two letters on few people match: they are found first and sorted then. (The plus keeps SQLite from walking the index of the order
 * instead, 100,000 members with one search each: 40 ms against 2. For a single letter, with 70,000 matches, it is the other way round.) */
static gboolean
is_selective (const char *typed)
{
  if (typed == NULL || !g_utf8_validate (typed, -1, NULL))
    return FALSE;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) && g_unichar_isalnum (g_utf8_get_char (g_utf8_next_char (p))))
      return TRUE;

  return FALSE;
}

static void
build_members (VecheSql *self, VecheQuery *query, VechePeoplePart part)
{
  g_string_append (self->sql, "SELECT m.id FROM member AS m");
  if (query->only_archived)
    add_condition (self, "m.archived = 1", NULL);
  else if (query->with_archived || (query->filter != NULL && veche_filter_mentions (query->filter, VECHE_BY_ARCHIVED)))
    add_condition (self, "m.archived IN (0, 1)", NULL);
  else
    add_condition (self, part == VECHE_PEOPLE_LISTED || (part == VECHE_PEOPLE_MATCH && is_selective (query->text)) ? "+m.archived = 0" : "m.archived = 0",
                   NULL);
  if (part == VECHE_PEOPLE_MATCH)
    add_match (self, "m.id IN (SELECT rowid FROM member_fts WHERE member_fts MATCH ?)", query->text, veche_text_to_member_match);
  add_optional (self, "m.id IN (SELECT t.member_id FROM member_tag AS t JOIN tag AS n ON n.id = t.tag_id WHERE n.name = ?)", query->tag);
  add_optional (self, "m.id IN (SELECT l.member_id FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id WHERE c.name = ?)",
                query->competency);
  add_optional (self, "m.id IN (SELECT i.member_id FROM identity AS i WHERE i.platform = ?)", query->platform);
  add_optional (self, "m.id IN (SELECT s.member_id FROM membership AS s JOIN community AS c ON c.id = s.community_id WHERE c.name = ?)",
                query->community);
  add_optional (self, "m.stage = ?", query->stage);
  if (query->without_staff)
    add_condition (self, "m.role = ''", NULL);
  if (query->filter != NULL)
    veche_filter_to_sql (query->filter, veche_now (), self->sql, &self->where, self->parameters);
  if (part == VECHE_PEOPLE_RANGE)
    add_condition (self, "m.name_key >= ? AND m.name_key < ?", NULL);
  else if (part == VECHE_PEOPLE_LISTED)
    add_condition (self, "m.id IN (SELECT value FROM json_each (?))", NULL);
  else if (part == VECHE_PEOPLE_MARKED)
    add_condition (self, "veche_is_marked (?, m.id)", NULL);
  if (self->unordered)
    return;

  switch (query->sort)
    {
    case VECHE_SORT_LAST_SEEN:
      g_string_append (self->sql, " ORDER BY m.last_seen DESC, m.id");
      break;
    case VECHE_SORT_JOINED:
      g_string_append (self->sql, " ORDER BY m.joined DESC, m.id");
      break;
    default:
      g_string_append (self->sql, " ORDER BY m.name_key, m.id");
    }
}

/* What a view adds to "open".  (Each stands as it is in the index that covers them, data/schema/0021.) */
static const char *const view_conditions[VECHE_N_INBOX_VIEWS] = {
  [VECHE_INBOX_NEGATIVE] = "t.mood = 'negative'",
  [VECHE_INBOX_QUESTIONS] = VECHE_INBOX_IS_QUESTION,
  [VECHE_INBOX_OVERDUE] = VECHE_INBOX_IS_OVERDUE,
  [VECHE_INBOX_UNANSWERED] = "t.answered IS NULL",
  [VECHE_INBOX_NEWCOMERS] = "t.author & 1",
  [VECHE_INBOX_PRAISE] = "t.kind = 'praise'",
  [VECHE_INBOX_MINE] = "t.owner_id IN (SELECT id FROM member WHERE me = 1)",
  [VECHE_INBOX_NOISE] = "t.noise IS NOT NULL",
  [VECHE_INBOX_HANDED] = "t.owner_id IS NOT NULL AND t.owner_id NOT IN (SELECT id FROM member WHERE me = 1)",
};

/* A snooze that has run out counts as open again: nothing needs to write.  ("<> 'done'" is what lets SQLite take the index of what is not done.) */
static void
add_state (VecheSql *self, VecheQuery *query, const char *now)
{
  const char *state = query->state != NULL ? query->state : "open";

  if (query->view == VECHE_INBOX_SNOOZED || (query->view == VECHE_INBOX_ANY && g_str_equal (state, "snoozed")))
    add_condition (self, "t.state <> 'done' AND t.state = 'snoozed' AND t.snoozed_until > CAST (? AS INTEGER)", now);
  else if (query->view == VECHE_INBOX_PROMISES)
    add_condition (self, "t.interaction_id IN (SELECT interaction_id FROM promise WHERE kept IS NULL)", NULL);
  else if (query->view == VECHE_INBOX_DONE || (query->view == VECHE_INBOX_ANY && g_str_equal (state, "done")))
    add_condition (self, "t.state = 'done'", NULL);
  else
    add_condition (self, "t.state <> 'done' AND (t.state = 'open' OR (t.state = 'snoozed' AND t.snoozed_until <= CAST (? AS INTEGER)))", now);
  if (view_conditions[query->view] != NULL)
    add_condition (self, view_conditions[query->view], query->view == VECHE_INBOX_OVERDUE ? now : NULL);
  if (query->view != VECHE_INBOX_ANY && query->view < VECHE_INBOX_PROMISES)
    add_condition (self, "t.noise IS NULL", NULL);
}

#define PRIORITY_SQL "t.points * 1000 + " VECHE_INBOX_WAITING_SQL
#define PROMISE_SQL  "(SELECT min (p.due) FROM promise AS p WHERE p.interaction_id = t.interaction_id AND p.kept IS NULL)"

static void
add_typed (VecheSql *self, const char *typed)
{
  g_autofree char *text = veche_text_to_match (typed);
  g_autofree char *person = veche_text_to_member_match (typed);

  if (text == NULL || person == NULL)
    {
      add_condition (self, "0", NULL);
      return;
    }
  add_condition (self, "(i.id IN (SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?)", text);
  g_string_append (self->sql, " OR i.member_id IN (SELECT rowid FROM member_fts WHERE member_fts MATCH ?))");
  g_ptr_array_add (self->parameters, g_strdup (person));
}

static void
take_number (VecheSql *self, gint64 number)
{
  g_ptr_array_add (self->parameters, g_strdup_printf ("%" G_GINT64_FORMAT, number));
}

static void
add_day (VecheSql *self, const char *condition, const char *day, gint64 now)
{
  g_autofree char *at = NULL;
  gint64 moment;

  if (day == NULL || *day == '\0' || !veche_inbox_day_parse (day, now, &moment))
    return;
  at = g_strdup_printf ("%" G_GINT64_FORMAT, moment);
  add_condition (self, condition, at);
}

static void
build_inbox (VecheSql *self, VecheQuery *query)
{
  VecheInboxClock clock = { .now = query->now != 0 ? query->now : veche_now () };
  gboolean typed = query->text != NULL && *query->text != '\0', first = query->sort == VECHE_SORT_PRIORITY && !self->unordered;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, clock.now);
  g_autofree char *author = query->author != 0 ? g_strdup_printf ("%u", query->author) : NULL;
  g_autofree char *member = query->member_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, query->member_id) : NULL;

  if (first)
    {
      gboolean promises = query->view == VECHE_INBOX_PROMISES;

      if (self->db != NULL)
        veche_inbox_clock_load (self->db, clock.now, &clock);
      if (query->headings && promises)
        g_string_append (self->sql, "SELECT t.id, CASE WHEN " PROMISE_SQL " <= w.at THEN 1 WHEN " PROMISE_SQL " < w.tonight THEN 2 ELSE 3 END AS part");
      else
        g_string_append (self->sql, query->headings ? "SELECT t.id, " VECHE_INBOX_GROUP_SQL (PRIORITY_SQL) " AS part" : "SELECT t.id");
      g_string_append (self->sql, " FROM (SELECT CAST (? AS INTEGER) AS at, CAST (? AS INTEGER) AS open, CAST (? AS INTEGER) AS waiting, CAST (? AS INTEGER) AS overdue,"
                                  " CAST (? AS INTEGER) AS urgent, CAST (? AS INTEGER) AS soon, CAST (? AS INTEGER) AS tonight) AS w CROSS JOIN triage AS t");
      take_number (self, clock.now);
      take_number (self, clock.open);
      take_number (self, clock.waiting);
      take_number (self, clock.overdue);
      take_number (self, (gint64) clock.urgent * 1000);
      take_number (self, clock.soon);
      take_number (self, clock.tonight);
    }
  else
    g_string_append (self->sql, "SELECT t.id FROM triage AS t");
  if (typed)
    g_string_append (self->sql, " CROSS JOIN interaction AS i ON i.id = t.interaction_id");

  add_state (self, query, now);
  add_optional (self, "t.channel_id IN (SELECT c.id FROM channel AS c JOIN source AS s ON s.id = c.source_id WHERE s.uid = ?)", query->source_uid);
  add_optional (self, "t.mood = ?", query->mood);
  add_optional (self, "t.kind = ?", query->message_kind);
  if (query->owner_uid != NULL && *query->owner_uid == '\0')
    add_condition (self, "t.owner_id IS NULL", NULL);
  else
    add_optional (self, "t.owner_id = " WHO_IS_NOW, query->owner_uid);
  add_optional (self, "t.id IN (SELECT l.triage_id FROM triage_label AS l JOIN label AS b ON b.id = l.label_id WHERE b.uid = ?)", query->label_uid);
  add_day (self, "t.at >= CAST (? AS INTEGER)", query->since, clock.now);
  add_day (self, "t.at < CAST (? AS INTEGER)", query->until, clock.now);
  add_optional (self, "~t.author & CAST (? AS INTEGER) = 0", author);
  add_optional (self, "t.member_id = CAST (? AS INTEGER)", member);
  add_optional (self, "t.member_id = " WHO_IS_NOW, query->member_uid);
  if (query->hot)
    add_condition (self, "t.heat <> 0", NULL);
  if (typed)
    add_typed (self, query->text);
  if (self->unordered)
    return;

  /* What was promised first is due first, however much else speaks for another. */
  if (first && query->view == VECHE_INBOX_PROMISES)
    g_string_append (self->sql, query->headings ? " ORDER BY part, " PROMISE_SQL ", t.at, t.id" : " ORDER BY " PROMISE_SQL ", t.at, t.id");
  else if (first)
    g_string_append (self->sql, query->headings ? " ORDER BY part, " PRIORITY_SQL " DESC, t.at, t.id" : " ORDER BY " PRIORITY_SQL " DESC, t.at, t.id");
  else
    g_string_append (self->sql, query->sort == VECHE_SORT_OLDEST ? " ORDER BY t.at, t.id" : " ORDER BY t.at DESC, t.id DESC");
}

static void
build_timeline (VecheSql *self, VecheQuery *query)
{
  g_autofree char *member = g_strdup_printf ("%" G_GINT64_FORMAT, query->member_id);
  g_autofree char *channel = query->channel_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, query->channel_id) : NULL;

  if (query->headings)
    g_string_append (self->sql, "SELECT i.id, " MICROSECONDS_A_MONTH_KEY " FROM interaction AS i");
  else
    g_string_append (self->sql, "SELECT i.id FROM interaction AS i");
  if (query->member_id != 0)
    add_condition (self, "i.member_id = CAST (? AS INTEGER)", member);
  add_optional (self, "i.channel_id = CAST (? AS INTEGER)", channel);
  add_optional (self, "i.kind = ?", query->interaction_kind);
  add_match (self, "i.id IN (SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?)", query->text, veche_text_to_match);
  g_string_append (self->sql, query->sort == VECHE_SORT_OLDEST ? " ORDER BY i.at, i.id" : " ORDER BY i.at DESC, i.id DESC");
}

static void
build_events (VecheSql *self, VecheQuery *query)
{
  g_string_append (self->sql, "SELECT e.id FROM event AS e");
  add_optional (self, "e.starts >= ?", query->since);
  add_optional (self, "e.starts < ?", query->until);
  g_string_append (self->sql, query->sort == VECHE_SORT_OLDEST ? " ORDER BY e.starts, e.id" : " ORDER BY e.starts DESC, e.id DESC");
}

/* A limit is part of the text; of a part of the people it is the caller who stops. */
static char *
query_build (VecheDb *db, VecheQuery *query, VechePeoplePart part, GPtrArray *parameters, gboolean unordered)
{
  VecheSql self = { db, g_string_new (NULL), parameters, FALSE, unordered && query->limit == 0 };

  switch (query->kind)
    {
    case VECHE_QUERY_MEMBERS:
      build_members (&self, query, part);
      break;
    case VECHE_QUERY_INBOX:
      build_inbox (&self, query);
      break;
    case VECHE_QUERY_TIMELINE:
      build_timeline (&self, query);
      break;
    case VECHE_QUERY_EVENTS:
      build_events (&self, query);
      break;
    default:
      g_assert_not_reached ();
    }
  if (query->limit > 0 && part == VECHE_PEOPLE_MATCH)
    g_string_append_printf (self.sql, " LIMIT %u", query->limit);

  return g_string_free (self.sql, FALSE);
}

char *
veche_query_to_sql (VecheQuery *query, GPtrArray *parameters)
{
  return query_build (NULL, query, VECHE_PEOPLE_MATCH, parameters, FALSE);
}

static VecheStatement *
query_bind (VecheDb *db, const char *sql, GPtrArray *parameters)
{
  VecheStatement *row = veche_db_prepare (db, g_intern_string (sql));

  for (guint i = 0; i < parameters->len; i++)
    veche_statement_bind_text (row, (int) i + 1, g_ptr_array_index (parameters, i));

  return row;
}

/* Lists are read as they are; what is wrapped round a query asks for no order. */
static VecheStatement *
query_prepare (VecheDb *db, VecheQuery *query, const char *before, const char *after)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = query_build (db, query, VECHE_PEOPLE_MATCH, parameters, *before != '\0');
  g_autofree char *whole = g_strconcat (before, sql, after, NULL);

  return query_bind (db, whole, parameters);
}

VecheStatement *
veche_query_prepare_people (VecheDb *db, VecheQuery *query, VechePeoplePart part, int *next)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = NULL;

  g_return_val_if_fail (query->kind == VECHE_QUERY_MEMBERS, NULL);

  sql = query_build (db, query, part, parameters, FALSE);
  if (next != NULL)
    *next = (int) parameters->len + 1;

  return query_bind (db, sql, parameters);
}

VecheStatement *
veche_query_prepare_count (VecheDb *db, VecheQuery *query, VechePeoplePart part, int *next)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = NULL, *whole = NULL;

  g_return_val_if_fail (query->kind == VECHE_QUERY_MEMBERS, NULL);

  sql = query_build (db, query, part, parameters, TRUE);
  whole = g_strconcat ("SELECT count (*) FROM (", sql, ")", NULL);
  *next = (int) parameters->len + 1;

  return query_bind (db, whole, parameters);
}

/* Of a timeline: where another month begins, -(YYYYMM). */
static gboolean
collect_months (VecheStatement *row, GArray *ids, GError **error)
{
  GError *local = NULL;
  gint64 month = 0;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      if (veche_statement_int (row, 1) != month)
        {
          gint64 heading;

          month = veche_statement_int (row, 1);
          heading = -month;
          g_array_append_val (ids, heading);
        }
      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, local);

  return FALSE;
}

/* Of the Inbox by priority: its rows come group by group; a heading knows its group and its count by its id. */
static gboolean
collect_groups (VecheStatement *row, GArray *ids, GError **error)
{
  GError *local = NULL;
  gint64 group = 0;
  guint at = 0;

  while (veche_statement_step (row, &local))
    {
      gint64 id = veche_statement_int (row, 0);

      if (veche_statement_int (row, 1) != group)
        {
          gint64 none = 0;

          group = veche_statement_int (row, 1);
          at = ids->len;
          g_array_append_val (ids, none);
        }
      g_array_append_val (ids, id);
      g_array_index (ids, gint64, at) = -((gint64) (ids->len - at - 1) * VECHE_N_INBOX_GROUPS + group);
    }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, local);

  return FALSE;
}

GArray *
veche_query_ids (VecheDb *db, VecheQuery *query, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) local = NULL;
  VecheStatement *row;

  if (query->kind == VECHE_QUERY_MEMBERS && query->text != NULL && *query->text != '\0')
    return veche_member_search_ids (db, query, error);

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), query->limit);
  row = query_prepare (db, query, "", "");
  if (query->headings && query->kind == VECHE_QUERY_TIMELINE)
    collect_months (row, ids, &local);
  else if (query->headings && query->kind == VECHE_QUERY_INBOX && query->sort == VECHE_SORT_PRIORITY)
    collect_groups (row, ids, &local);
  else
    veche_statement_collect_ids (row, ids, &local);
  if (local == NULL)
    return g_steal_pointer (&ids);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading a list: ");

  return NULL;
}

gint64
veche_query_count (VecheDb *db, VecheQuery *query, GError **error)
{
  VecheStatement *row;
  gint64 n = -1;

  if (query->kind == VECHE_QUERY_MEMBERS && !veche_members_count (db, query, &n, error))
    return -1;
  if (n >= 0)
    return n;

  row = query_prepare (db, query, "SELECT count (*) FROM (", ")");
  if (!veche_statement_step (row, error))
    return -1;
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

gboolean
veche_query_gather (VecheDb *db, VecheQuery *query, GError **error)
{
  return veche_statement_run (query_prepare (db, query, "INSERT OR IGNORE INTO temp.bulk_target (id) ", ""), error);
}

/* Which group a heading names, and how many are below it. */
static void
fill_groups (GPtrArray *records, const gint64 *ids, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      VecheHeading *heading;

      if (ids[i] >= 0)
        continue;
      heading = veche_record_alloc (sizeof (VecheHeading), VECHE_RECORD_HEADING, ids[i], NULL, NULL);
      heading->at = -ids[i] % VECHE_N_INBOX_GROUPS;
      heading->count = (guint) (-ids[i] / VECHE_N_INBOX_GROUPS);
      records->pdata[i] = heading;
    }
}

/* Month headings know all they show by their id, -(YYYYMM). */
static void
fill_headings (GPtrArray *records, const gint64 *ids, guint n)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GDateTime) first = NULL;
      VecheHeading *heading;

      if (ids[i] >= 0)
        continue;

      first = g_date_time_new (zone, (int) (-ids[i] / 100), (int) CLAMP (-ids[i] % 100, 1, 12), 1, 12, 0, 0);
      heading = veche_record_alloc (sizeof (VecheHeading), VECHE_RECORD_HEADING, ids[i], NULL, NULL);
      heading->at = first != NULL ? g_date_time_to_unix (first) * G_USEC_PER_SEC : 0;
      records->pdata[i] = heading;
    }
}

GPtrArray *
veche_query_records (VecheDb *db, VecheQuery *query, const gint64 *ids, guint n, GError **error)
{
  GPtrArray *records;

  switch (query->kind)
    {
    case VECHE_QUERY_MEMBERS:
      return veche_members_records (db, ids, n, error);
    case VECHE_QUERY_INBOX:
      records = veche_inbox_records (db, ids, n, error);
      if (records != NULL && query->headings)
        fill_groups (records, ids, n);
      return records;
    case VECHE_QUERY_EVENTS:
      return veche_plan_event_records (db, ids, n, error);
    case VECHE_QUERY_TIMELINE:
      records = veche_timeline_records (db, ids, n, error);
      if (records != NULL)
        fill_headings (records, ids, n);
      return records;
    default:
      g_return_val_if_reached (NULL);
    }
}
