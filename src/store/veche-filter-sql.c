/* veche-filter-sql.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-filter-sql.h"

#include <stdio.h>
#include <string.h>

#include "model/veche-text.h"
#include "store/veche-filter-private.h"

/* Each condition is one expression over m.  Two rules keep them honest and fast: an expression may be NULL (that is "no" in a WHERE), so
 * what turns one round says IS NOT TRUE; and what asks for few people is an IN that SQLite may start from, while what asks the timeline
 * first looks at the times kept with the member, so that the long table is entered for those few only to whom it can apply. */

static void
bind_folded (VecheFilterSql *self, const char *text)
{
  g_ptr_array_add (self->parameters, veche_text_fold (text));
}

/* The beginning of a day here, moved by so many days. */
static gint64
day_to_time (const char *day, int later)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) moved = NULL;
  int year = 1, month = 1, date = 1;

  if (sscanf (day, "%d-%d-%d", &year, &month, &date) != 3)
    return 0;
  midnight = g_date_time_new (zone, year, month, date, 0, 0, 0);
  moved = midnight != NULL ? g_date_time_add_days (midnight, later) : NULL;

  return moved != NULL ? g_date_time_to_unix (moved) * G_USEC_PER_SEC : 0;
}

/*** Words ***/

/* before and after: the pieces round one text column, "EXISTS (… " and ")"; empty for a column of the member. */
typedef struct
{
  const char *before, *column, *after;
} VecheTextSource;

static void
add_text (VecheFilterSql *self, const VecheCondition *condition, const VecheTextSource *source)
{
  gboolean not = condition->op == VECHE_OP_LACKS || condition->op == VECHE_OP_IS_NOT || condition->op == VECHE_OP_UNKNOWN;

  put (self, "(");
  put (self, source->before);
  if (condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN)
    {
      put (self, source->column);
      put (self, " <> ''");
    }
  else if (condition->op == VECHE_OP_IS || condition->op == VECHE_OP_IS_NOT)
    {
      put (self, "veche_fold (");
      put (self, source->column);
      put (self, ") = ?");
      bind_folded (self, condition->value);
    }
  else
    {
      put (self, "instr (veche_fold (");
      put (self, source->column);
      put (self, "), ?)");
      bind_folded (self, condition->value);
    }
  put (self, source->after);
  put (self, not ? ") IS NOT TRUE" : ")");
}

/* Few towns, many people: the towns that fit are found by hopping along the index from one to the next. */
static void
add_city (VecheFilterSql *self, const VecheCondition *condition)
{
  static const char towns[] =
    "(WITH RECURSIVE t (name) AS (SELECT min (city) FROM member WHERE city IS NOT NULL UNION ALL"
    " SELECT (SELECT min (city) FROM member WHERE city > t.name) FROM t WHERE t.name IS NOT NULL)"
    " SELECT t.name FROM t WHERE veche_fold (t.name) = ?)";
  static const VecheTextSource source = { "", "m.city", "" };

  if (condition->op != VECHE_OP_IS && condition->op != VECHE_OP_IS_NOT)
    {
      add_text (self, condition, &source);
      return;
    }

  put (self, "(m.city IN ");
  put (self, towns);
  put (self, condition->op == VECHE_OP_IS_NOT ? ") IS NOT TRUE" : ")");
  bind_folded (self, condition->value);
}

/* What somebody needs or gives stands in their profile, or on the board. */
static void
add_wish (VecheFilterSql *self, const VecheCondition *condition)
{
  gboolean need = condition->by == VECHE_BY_NEEDS;
  gboolean not = condition->op == VECHE_OP_LACKS || condition->op == VECHE_OP_UNKNOWN;
  gboolean any = condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN;

  put (self, need ? "(m.needs" : "(m.offers");
  put (self, any ? " <> ''" : " IS NOT NULL AND instr (veche_fold (");
  if (!any)
    {
      put (self, need ? "m.needs), ?)" : "m.offers), ?)");
      bind_folded (self, condition->value);
    }
  put (self, need ? " OR m.id IN (SELECT w.member_id FROM wish AS w WHERE w.state = 'open' AND w.kind = 'need'"
                  : " OR m.id IN (SELECT w.member_id FROM wish AS w WHERE w.state = 'open' AND w.kind = 'offer'");
  if (!any)
    {
      put (self, " AND instr (veche_fold (w.text), ?)");
      bind_folded (self, condition->value);
    }
  put (self, not ? ")) IS NOT TRUE" : "))");
}

static void
add_words (VecheFilterSql *self, const VecheCondition *condition)
{
  g_autofree char *match = veche_text_to_member_match (condition->value);

  if (match == NULL)
    {
      put (self, condition->op == VECHE_OP_LACKS ? "1" : "0");
      return;
    }
  put (self, condition->op == VECHE_OP_LACKS ? "m.id NOT IN " : "m.id IN ");
  put (self, "(SELECT rowid FROM member_fts WHERE member_fts MATCH ?)");
  bind (self, match);
}

static void
add_words_of (VecheFilterSql *self, const VecheCondition *condition)
{
  static const VecheTextSource sources[] = {
    [VECHE_BY_NAME] = { "", "m.name", "" },
    [VECHE_BY_ADDRESS_AS] = { "", "m.address_as", "" },
    [VECHE_BY_HEADLINE] = { "", "m.headline", "" },
    [VECHE_BY_MOTIVES] = { "", "m.motives", "" },
    [VECHE_BY_LIKES] = { "", "m.likes", "" },
    [VECHE_BY_DISLIKES] = { "", "m.dislikes", "" },
    [VECHE_BY_MANNER] = { "", "m.manner", "" },
    [VECHE_BY_ORIGIN] = { "", "m.origin", "" },
    [VECHE_BY_HANDLE] = { "EXISTS (SELECT 1 FROM identity AS i WHERE i.member_id = m.id AND ", "i.handle", ")" },
    [VECHE_BY_NOTE] = { "EXISTS (SELECT 1 FROM member_note AS n WHERE n.member_id = m.id AND ", "n.text", ")" },
  };

  switch (condition->by)
    {
    case VECHE_BY_CITY:
      add_city (self, condition);
      break;
    case VECHE_BY_NEEDS:
    case VECHE_BY_OFFERS:
      add_wish (self, condition);
      break;
    case VECHE_BY_WORDS:
      add_words (self, condition);
      break;
    default:
      add_text (self, condition, &sources[condition->by]);
    }
}

/*** One of the names there are ***/

/* Where many people share few names, each is asked about by itself (EXISTS): a list of half of them would have to be made first.  Where a
 * name is borne by few, they are listed (IN), and SQLite may begin with them. */
typedef struct
{
  const char *any;     /* what is asked, without a name */
  const char *named;   /* the same for one name */
  gboolean    each;
} VecheNameSource;

static void
add_name (VecheFilterSql *self, const VecheCondition *condition, const VecheNameSource *source)
{
  gboolean any = condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN;
  gboolean not = condition->op == VECHE_OP_IS_NOT || condition->op == VECHE_OP_UNKNOWN;

  if (source->each)
    put (self, not ? "NOT EXISTS (" : "EXISTS (");
  else
    put (self, not ? "m.id NOT IN (" : "m.id IN (");
  put (self, any ? source->any : source->named);
  put (self, ")");
  if (!any)
    bind (self, condition->value);
}

static void
add_competency (VecheFilterSql *self, const VecheCondition *condition)
{
  static const char topics[] = "SELECT c.id FROM competency AS c WHERE c.name = ? UNION SELECT a.competency_id FROM competency_alias AS a WHERE a.alias = ?";
  gboolean any = condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN;
  gboolean not = condition->op == VECHE_OP_IS_NOT || condition->op == VECHE_OP_UNKNOWN;

  put (self, not ? "m.id NOT IN (" : "m.id IN (");
  if (any)
    put (self, "SELECT l.member_id FROM member_competency AS l)");
  if (any)
    return;

  put (self, "SELECT l.member_id FROM member_competency AS l WHERE l.competency_id IN (");
  if (condition->below)
    put (self, "WITH RECURSIVE b (id) AS (");
  put (self, topics);
  bind (self, condition->value);
  bind (self, condition->value);
  if (condition->below)
    put (self, " UNION SELECT c.id FROM b JOIN competency AS c ON c.parent_id = b.id) SELECT b.id FROM b");
  put (self, ")");
  if (condition->number > 1)
    {
      put (self, " AND l.level >= CAST (? AS INTEGER)");
      bind_number (self, condition->number);
    }
  put (self, ")");
}

/* Mail and telephone reach people, too; a web page does not. */
static void
add_only (VecheFilterSql *self, const VecheCondition *condition)
{
  put (self, "EXISTS (SELECT 1 FROM identity AS i WHERE i.member_id = m.id AND i.platform = ? AND i.deleted = 0)"
             " AND NOT EXISTS (SELECT 1 FROM identity AS o WHERE o.member_id = m.id AND o.platform NOT IN (?, 'web') AND o.deleted = 0)");
  bind (self, condition->value);
  bind (self, condition->value);
}

static void
add_nick (VecheFilterSql *self, const VecheCondition *condition)
{
  const char *column = condition->by == VECHE_BY_STAGE ? "m.stage" : condition->by == VECHE_BY_ROLE ? "m.role" : "m.preferred_platform";

  switch (condition->op)
    {
    case VECHE_OP_KNOWN:
      g_string_append_printf (self->sql, "%s <> ''", column);
      break;
    case VECHE_OP_UNKNOWN:
      g_string_append_printf (self->sql, "(%s <> '') IS NOT TRUE", column);
      break;
    default:
      g_string_append_printf (self->sql, condition->op == VECHE_OP_IS ? "%s = ?" : "%s IS NOT ?", column);
      bind (self, condition->value);
    }
}

static void
add_named (VecheFilterSql *self, const VecheCondition *condition)
{
  static const VecheNameSource sources[] = {
    [VECHE_BY_TAG] = { "SELECT t.member_id FROM member_tag AS t",
                       "SELECT t.member_id FROM member_tag AS t WHERE t.tag_id = (SELECT n.id FROM tag AS n WHERE n.name = ?)" },
    [VECHE_BY_PLATFORM] = { "SELECT 1 FROM identity AS i WHERE i.member_id = m.id",
                            "SELECT 1 FROM identity AS i WHERE i.member_id = m.id AND i.platform = ?", TRUE },
    [VECHE_BY_COMMUNITY] = { "SELECT 1 FROM membership AS s WHERE s.member_id = m.id AND s.left_at IS NULL",
                             "SELECT 1 FROM membership AS s WHERE s.member_id = m.id AND s.left_at IS NULL"
                             " AND s.community_id IN (SELECT c.id FROM community AS c WHERE c.name = ?)", TRUE },
    [VECHE_BY_ORGANISATION] = { "SELECT o.member_id FROM organisation_member AS o",
                                "SELECT o.member_id FROM organisation_member AS o"
                                " WHERE o.organisation_id = (SELECT n.id FROM organisation AS n WHERE n.name = ?)" },
  };

  if (condition->by == VECHE_BY_PLATFORM && condition->op == VECHE_OP_ONLY)
    add_only (self, condition);
  else if (condition->by == VECHE_BY_PREFERRED_PLATFORM)
    add_nick (self, condition);
  else
    add_name (self, condition, &sources[condition->by]);
}

/*** Times ***/

static void
add_time (VecheFilterSql *self, const VecheCondition *condition)
{
  const char *column = condition->by == VECHE_BY_JOINED      ? "m.joined"
                       : condition->by == VECHE_BY_CREATED   ? "m.created"
                       : condition->by == VECHE_BY_LAST_SEEN ? "m.last_seen"
                                                             : "m.last_contact";
  gboolean since = condition->op == VECHE_OP_WITHIN || condition->op == VECHE_OP_SINCE;

  put (self, column);
  if (condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN)
    {
      put (self, condition->op == VECHE_OP_KNOWN ? " IS NOT NULL" : " IS NULL");
      return;
    }

  put (self, since ? " >= CAST (? AS INTEGER)" : " < CAST (? AS INTEGER)");
  bind_number (self, condition->op == VECHE_OP_SINCE   ? day_to_time (condition->value, 0)
                     : condition->op == VECHE_OP_UNTIL ? day_to_time (condition->value, 1)
                                                       : days_ago (self, condition->number));
}

/* Years do not matter; a range may go over New Year, and who was born on 29 February has their day on the 28th where there is no 29th. */
static void
add_birthday (VecheFilterSql *self, const VecheCondition *condition)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (self->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) last = g_date_time_add_days (today, (int) MIN (condition->number, 366));
  g_autofree char *from = g_date_time_format (today, "%m-%d");
  g_autofree char *to = g_date_time_format (last, "%m-%d");

  if (condition->op != VECHE_OP_WITHIN || condition->number >= 365)
    {
      put (self, condition->op == VECHE_OP_UNKNOWN ? "m.birthday IS NULL" : "m.birthday IS NOT NULL");
      return;
    }

  put (self, strcmp (from, to) <= 0 ? "m.birthday IS NOT NULL AND substr (m.birthday, -5) BETWEEN ? AND ?"
                                    : "m.birthday IS NOT NULL AND (substr (m.birthday, -5) >= ? OR substr (m.birthday, -5) <= ?)");
  bind (self, from);
  bind (self, strcmp (to, "02-28") == 0 && !g_date_is_leap_year ((GDateYear) g_date_time_get_year (last)) ? "02-29" : to);
}

/*** Yes or no ***/

static void
add_flag (VecheFilterSql *self, const VecheCondition *condition)
{
  static const char *const columns[] = {
    [VECHE_BY_IMPORTANT] = "m.important",           [VECHE_BY_LEADER] = "m.leader",
    [VECHE_BY_REACH] = "m.reach",                   [VECHE_BY_WATCHED] = "m.watched",
    [VECHE_BY_DO_NOT_CONTACT] = "m.do_not_contact", [VECHE_BY_DO_NOT_MENTION] = "m.do_not_mention",
    [VECHE_BY_ARCHIVED] = "m.archived",
  };

  if (condition->by == VECHE_BY_OPEN_MENTION)
    {
      put (self, condition->op == VECHE_OP_NO ? "m.id NOT IN (" : "m.id IN (");
      put (self, "SELECT i.member_id FROM triage AS t CROSS JOIN interaction AS i ON i.id = t.interaction_id"
                 " WHERE t.state <> 'done' AND i.member_id IS NOT NULL)");
      return;
    }

  put (self, columns[condition->by]);
  put (self, condition->op == VECHE_OP_YES ? " = 1" : " = 0");
}

/*** Other people, consents, the manager's own fields ***/

static void
add_person (VecheFilterSql *self, const VecheCondition *condition)
{
  gboolean tie = condition->by == VECHE_BY_TIE;
  gboolean any = condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN;
  gboolean not = condition->op == VECHE_OP_IS_NOT || condition->op == VECHE_OP_UNKNOWN;

  if (!tie)
    {
      put (self, any ? "(m.came_through_id IS NOT NULL" : "(m.came_through_id = (SELECT o.id FROM member AS o WHERE o.uid = ?)");
      put (self, not ? ") IS NOT TRUE" : ")");
      if (!any)
        bind (self, condition->value);
      return;
    }

  put (self, not ? "NOT EXISTS (" : "EXISTS (");
  put (self, any ? "SELECT 1 FROM tie AS t WHERE t.a_id = m.id UNION ALL SELECT 1 FROM tie AS t WHERE t.b_id = m.id)"
                 : "SELECT 1 FROM member AS o JOIN tie AS t ON t.a_id = min (o.id, m.id) AND t.b_id = max (o.id, m.id) WHERE o.uid = ? AND o.id <> m.id)");
  if (!any)
    bind (self, condition->value);
}

/* The newest word on a purpose holds; one that was given until a day holds to the end of it. */
static void
add_consent (VecheFilterSql *self, const VecheCondition *condition)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (self->now / G_USEC_PER_SEC);
  gboolean any = condition->op == VECHE_OP_KNOWN || condition->op == VECHE_OP_UNKNOWN;
  gboolean not = condition->op == VECHE_OP_IS_NOT || condition->op == VECHE_OP_UNKNOWN;

  put (self, not ? "m.id NOT IN (" : "m.id IN (");
  put (self, "SELECT c.member_id FROM consent AS c WHERE c.purpose = ?");
  bind (self, condition->what);
  if (!any)
    {
      put (self, " AND c.state = ? AND (c.until IS NULL OR c.until >= ?)"
                 " AND NOT EXISTS (SELECT 1 FROM consent AS n WHERE n.member_id = c.member_id AND n.purpose = c.purpose"
                 " AND (n.at, n.id) > (c.at, c.id))");
      bind (self, condition->value);
      g_ptr_array_add (self->parameters, g_date_time_format (today, "%Y-%m-%d"));
    }
  put (self, ")");
}

static void
bind_day (VecheFilterSql *self, gint64 days)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (days_ago (self, days) / G_USEC_PER_SEC);

  g_ptr_array_add (self->parameters, day != NULL ? g_date_time_format (day, "%Y-%m-%d") : g_strdup ("0001-01-01"));
}

/* What is asked of member_field AS v. */
static void
add_custom_value (VecheFilterSql *self, const VecheCondition *condition)
{
  gboolean number = g_strcmp0 (condition->state, "number") == 0;

  switch (condition->op)
    {
    case VECHE_OP_CONTAINS:
    case VECHE_OP_LACKS:
      put (self, " AND instr (veche_fold (v.value), ?)");
      bind_folded (self, condition->value);
      break;
    case VECHE_OP_IS:
    case VECHE_OP_IS_NOT:
      if (g_strcmp0 (condition->state, "member") == 0)
        put (self, " AND v.ref_id = (SELECT o.id FROM member AS o WHERE o.uid = ?)");
      else
        put (self, number ? " AND v.value = CAST (? AS REAL)" : " AND veche_fold (v.value) = ?");
      if (number || g_strcmp0 (condition->state, "member") == 0)
        bind (self, condition->value);
      else
        bind_folded (self, condition->value);
      break;
    case VECHE_OP_AT_LEAST:
    case VECHE_OP_AT_MOST:
      put (self, condition->op == VECHE_OP_AT_LEAST ? " AND v.value >= CAST (? AS REAL)" : " AND v.value <= CAST (? AS REAL)");
      bind (self, condition->value);
      break;
    case VECHE_OP_YES:
    case VECHE_OP_NO:
      put (self, " AND v.value = 1");
      break;
    case VECHE_OP_SINCE:
    case VECHE_OP_UNTIL:
      put (self, condition->op == VECHE_OP_SINCE ? " AND v.value >= ?" : " AND v.value <= ?");
      bind (self, condition->value);
      break;
    case VECHE_OP_WITHIN:
    case VECHE_OP_BEFORE:
      put (self, condition->op == VECHE_OP_WITHIN ? " AND v.value >= ?" : " AND v.value < ?");
      bind_day (self, condition->number);
      break;
    default:
      put (self, " AND (v.value IS NOT NULL OR v.ref_id IS NOT NULL)");
    }
}

/* The kind is asked, too: a field that was made anew with another kind answers nothing rather than nonsense. */
static void
add_custom (VecheFilterSql *self, const VecheCondition *condition)
{
  gboolean not = condition->op == VECHE_OP_LACKS || condition->op == VECHE_OP_IS_NOT || condition->op == VECHE_OP_UNKNOWN || condition->op == VECHE_OP_NO;

  put (self, not ? "m.id NOT IN (" : "m.id IN (");
  put (self, "SELECT v.member_id FROM member_field AS v JOIN custom_field AS f ON f.id = v.field_id WHERE f.name = ? AND f.kind = ?");
  bind (self, condition->what);
  bind (self, condition->state);
  add_custom_value (self, condition);
  put (self, ")");
}

/*** Together ***/

static void
add_condition (VecheFilterSql *self, const VecheCondition *condition)
{
  switch (veche_by_get_shape (condition->by))
    {
    case VECHE_SHAPE_TEXT:
      add_words_of (self, condition);
      break;
    case VECHE_SHAPE_NAME:
      if (condition->by == VECHE_BY_CITY)
        add_city (self, condition);
      else
        add_named (self, condition);
      break;
    case VECHE_SHAPE_NICK:
      add_nick (self, condition);
      break;
    case VECHE_SHAPE_COMPETENCY:
      add_competency (self, condition);
      break;
    case VECHE_SHAPE_TIME:
      add_time (self, condition);
      break;
    case VECHE_SHAPE_BIRTHDAY:
      add_birthday (self, condition);
      break;
    case VECHE_SHAPE_FLAG:
      add_flag (self, condition);
      break;
    case VECHE_SHAPE_NUMBER:
      put (self, condition->op == VECHE_OP_AT_LEAST ? "m.interactions >= CAST (? AS INTEGER)" : "m.interactions <= CAST (? AS INTEGER)");
      bind_number (self, condition->number);
      break;
    case VECHE_SHAPE_ACTIVITY:
      veche_filter_add_activity (self, condition);
      break;
    case VECHE_SHAPE_ATTENDED:
      veche_filter_add_attended (self, condition);
      break;
    case VECHE_SHAPE_PERSON:
      add_person (self, condition);
      break;
    case VECHE_SHAPE_CONSENT:
      add_consent (self, condition);
      break;
    case VECHE_SHAPE_CUSTOM:
      add_custom (self, condition);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The conditions of a group and, in the outermost, the groups that hold any. */
static guint
count_parts (VecheFilter *filter, guint group)
{
  guint n = veche_filter_n_conditions (filter, group);

  for (guint g = 1; group == 0 && g < veche_filter_n_groups (filter); g++)
    n += veche_filter_n_conditions (filter, g) > 0;

  return n;
}

static void
add_group (VecheFilterSql *self, VecheFilter *filter, guint group)
{
  VecheMatch match = veche_filter_get_match (filter, group);
  const char *between = "";

  put (self, match == VECHE_MATCH_ALL ? "(" : "((");
  for (guint i = 0; i < veche_filter_n_conditions (filter, group); i++)
    {
      put (self, between);
      put (self, match == VECHE_MATCH_ALL ? "" : "(");
      add_condition (self, veche_filter_get_condition (filter, group, i));
      put (self, match == VECHE_MATCH_ALL ? "" : ")");
      between = match == VECHE_MATCH_ALL ? " AND " : " OR ";
    }
  for (guint g = 1; group == 0 && g < veche_filter_n_groups (filter); g++)
    if (count_parts (filter, g) > 0)
      {
        put (self, between);
        add_group (self, filter, g);
        between = match == VECHE_MATCH_ALL ? " AND " : " OR ";
      }
  put (self, match == VECHE_MATCH_ALL ? ")" : match == VECHE_MATCH_ANY ? "))" : ") IS NOT TRUE)");
}

void
veche_filter_to_sql (VecheFilter *filter, gint64 now, GString *sql, gboolean *where, GPtrArray *parameters)
{
  VecheFilterSql self = { sql, parameters, now };

  if (count_parts (filter, 0) == 0)
    return;

  put (&self, *where ? " AND " : " WHERE ");
  *where = TRUE;
  add_group (&self, filter, 0);
}

gboolean
veche_filter_can_list (const VecheCondition *condition)
{
  return condition->op == VECHE_OP_IS
         && (condition->by == VECHE_BY_TAG || condition->by == VECHE_BY_COMPETENCY || condition->by == VECHE_BY_ORGANISATION);
}

/* As it stands between "m.id IN (" and ")". */
char *
veche_filter_list_sql (const VecheCondition *condition, GPtrArray *parameters)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  VecheFilterSql self = { sql, parameters, 0 };

  g_return_val_if_fail (veche_filter_can_list (condition), NULL);

  add_condition (&self, condition);
  g_assert (g_str_has_prefix (sql->str, "m.id IN (") && g_str_has_suffix (sql->str, ")"));

  return g_strndup (sql->str + strlen ("m.id IN ("), sql->len - strlen ("m.id IN (") - 1);
}
