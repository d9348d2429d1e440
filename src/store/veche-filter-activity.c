/* veche-filter-activity.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people did, and came to.
 */

#include "store/veche-filter-private.h"

typedef struct
{
  const char *nick;
  const char *kinds;      /* what is asked of interaction AS i */
  const char *stamp;      /* (nullable): the member's time that is no earlier than any of these */
} VecheActivity;

static const VecheActivity activities[] = {
  { "any", "", NULL },
  { "wrote", " AND i.direction = 'in' AND i.kind IN ('message', 'post', 'reply', 'comment')", "m.last_seen" },
  { "reacted", " AND i.direction = 'in' AND i.kind = 'reaction'", "m.last_seen" },
  { "answered-us",
    " AND i.direction = 'in' AND i.reply_to_id IS NOT NULL AND (SELECT o.direction FROM interaction AS o WHERE o.id = i.reply_to_id) = 'out'",
    "m.last_seen" },
  { "answered-others",
    " AND i.direction = 'in' AND i.reply_to_id IS NOT NULL AND (SELECT o.member_id FROM interaction AS o WHERE o.id = i.reply_to_id) <> i.member_id",
    "m.last_seen" },
  { "contacted", " AND i.direction = 'out' AND i.kind IN ('call', 'dm', 'email', 'meeting', 'attendance')", "m.last_contact" },
  { "we-answered", " AND i.direction = 'in' AND EXISTS (SELECT 1 FROM interaction AS o WHERE o.reply_to_id = i.id AND o.direction = 'out')", NULL },
  { "call", " AND i.kind = 'call'", NULL },
  { "meeting", " AND i.kind = 'meeting'", NULL },
  { "dm", " AND i.kind = 'dm'", NULL },
  { "email", " AND i.kind = 'email'", NULL },
  { "attendance", " AND i.kind = 'attendance'", NULL },
};

static const VecheActivity *
find_activity (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activities); i++)
    if (g_strcmp0 (activities[i].nick, nick) == 0)
      return &activities[i];

  return &activities[0];
}

static void
add_activity_rows (VecheFilterSql *self, const VecheCondition *condition, const VecheActivity *activity, gint64 since)
{
  put (self, "SELECT 1 FROM interaction AS i WHERE i.member_id = m.id");
  if (condition->days > 0)
    {
      put (self, " AND i.at >= CAST (? AS INTEGER)");
      bind_number (self, since);
    }
  put (self, activity->kinds);
}

void
veche_filter_add_activity (VecheFilterSql *self, const VecheCondition *condition)
{
  const VecheActivity *activity = find_activity (condition->what);
  gboolean not = condition->op == VECHE_OP_DID_NOT || condition->op == VECHE_OP_AT_MOST;
  gint64 since = days_ago (self, condition->days);
  gint64 times = condition->op == VECHE_OP_AT_LEAST ? condition->number : condition->op == VECHE_OP_AT_MOST ? condition->number + 1 : 1;

  if (times <= 0)
    {
      put (self, "1");
      return;
    }

  put (self, "(");
  if (activity->stamp != NULL && condition->days > 0)
    {
      put (self, activity->stamp);
      put (self, " >= CAST (? AS INTEGER) AND ");
      bind_number (self, since);
    }
  if (times > 1)
    {
      put (self, "m.interactions >= CAST (? AS INTEGER) AND (SELECT count (*) FROM (");
      bind_number (self, times);
      add_activity_rows (self, condition, activity, since);
      put (self, " LIMIT CAST (? AS INTEGER))) >= CAST (? AS INTEGER)");
      bind_number (self, times);
      bind_number (self, times);
    }
  else
    {
      put (self, "EXISTS (");
      add_activity_rows (self, condition, activity, since);
      put (self, ")");
    }
  put (self, not ? ") IS NOT TRUE" : ")");
}

void
veche_filter_add_attended (VecheFilterSql *self, const VecheCondition *condition)
{
  const char *const pieces[] = { " AND e.uid = ?", " AND p.role = ?", " AND p.status = ?" };
  const char *const values[] = { condition->value, condition->what, condition->state };

  put (self, condition->op == VECHE_OP_DID_NOT ? "m.id NOT IN (" : "m.id IN (");
  put (self, "SELECT p.member_id FROM event_participant AS p JOIN event AS e ON e.id = p.event_id WHERE 1");
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    if (values[i] != NULL && *values[i] != '\0')
      {
        put (self, pieces[i]);
        bind (self, values[i]);
      }
  if (condition->days > 0)
    {
      g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (days_ago (self, condition->days) / G_USEC_PER_SEC);

      put (self, " AND e.starts >= ?");
      g_ptr_array_add (self->parameters, first != NULL ? g_date_time_format (first, "%Y-%m-%d") : g_strdup (""));
    }
  put (self, ")");
}
