/* veche-closings-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-closings-table.h"

#include "store/veche-db.h"
#include "store/veche-statement.h"

#define MOST   20000
#define PATIENCE 7                         /* days in which an answer elsewhere still is one to this question */

void
veche_closings_edit_add (VecheEdit *edit, const char *triage_uid, const VecheClosing *closing)
{
  const char *uid = veche_edit_insert (edit, "closing");

  veche_edit_set_ref (edit, "closing", uid, "triage_id", triage_uid);
  veche_edit_set_int (edit, "closing", uid, "at", veche_now ());
  veche_edit_set_text (edit, "closing", uid, "how", closing->how);
  if (closing->place != NULL)
    veche_edit_set_text (edit, "closing", uid, "place", closing->place);
  if (closing->reason != NULL)
    veche_edit_set_text (edit, "closing", uid, "reason", closing->reason);
  if (closing->words != NULL)
    veche_edit_set_text (edit, "closing", uid, "words", closing->words);
}

/* One answer elsewhere a question: what was marked, else the first contact that was written down, or reply of ours to what they said next in another
 * channel.
 * ?1 … ?2: when they asked, ?3: the silence that ends a talk, ?4: PATIENCE.  CROSS: from the few mentions to the many messages. */
#define ASKED                                                                                                                              \
  "WITH asked AS ("                                                                                                                        \
  "    SELECT t.id, t.at, t.answered, i.member_id, i.channel_id,"                                                                          \
  "           (SELECT min (c.at) FROM closing AS c WHERE c.triage_id = t.id AND c.how = 'elsewhere') AS marked"                            \
  "      FROM triage AS t CROSS JOIN interaction AS i ON i.id = t.interaction_id"                                                          \
  "     WHERE t.at BETWEEN ?1 AND ?2 AND i.member_id IS NOT NULL AND i.direction = 'in' ORDER BY t.at DESC LIMIT ?5),"                     \
  "  moved AS ("                                                                                                                           \
  "    SELECT a.*, (SELECT min (o.at) FROM interaction AS o WHERE o.member_id = a.member_id AND o.channel_id IS NULL"                      \
  "                    AND o.kind IN ('call', 'dm', 'email', 'meeting') AND o.at BETWEEN a.at AND a.at + ?4) AS logged,"                   \
  "           (SELECT o.id FROM interaction AS q CROSS JOIN interaction AS o ON o.reply_to_id = q.id"                                      \
  "             WHERE q.member_id = a.member_id AND q.at BETWEEN a.at AND a.at + ?4 AND q.channel_id <> a.channel_id"                 \
  "               AND o.direction = 'out' AND o.at BETWEEN a.at AND a.at + ?4 ORDER BY o.at LIMIT 1) AS other"                             \
  "      FROM asked AS a WHERE a.answered IS NULL OR a.marked IS NOT NULL),"                                                               \
  "  fate AS ("                                                                                                                            \
  "    SELECT 0 AS away, member_id, channel_id, NULL AS place, answered AS at FROM asked WHERE answered IS NOT NULL AND marked IS NULL"    \
  "    UNION ALL"                                                                                                                          \
  "    SELECT 1, m.member_id, m.channel_id, iif (m.marked IS NULL AND m.logged IS NULL, o.channel_id, NULL), coalesce (m.marked, m.logged, o.at)" \
  "      FROM moved AS m LEFT JOIN interaction AS o ON o.id = m.other"                                                                     \
  "     WHERE m.marked IS NOT NULL OR m.logged IS NOT NULL OR o.id IS NOT NULL)"

gboolean
veche_closings_count (VecheDb *db, guint days, VecheSwitches *switches, GError **error)
{
  static const char sql[] =
    ASKED
    " SELECT f.away, count (*), count (*) FILTER (WHERE NOT EXISTS ("
    "          SELECT 1 FROM interaction AS x WHERE x.member_id = f.member_id AND x.at > f.at AND x.at <= f.at + ?3 AND x.direction = 'in'"
    "             AND (x.channel_id IS f.channel_id OR x.channel_id IS f.place OR (f.away AND f.place IS NULL))))"
    "   FROM fate AS f WHERE f.at + ?3 <= ?6 GROUP BY f.away";
  gint64 now = veche_now (), silence;
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  *switches = (VecheSwitches) { .days = days != 0 ? days : VECHE_SWITCHES_DAYS };
  silence = switches->days * G_TIME_SPAN_DAY;
  veche_statement_bind_int (row, 1, now - 365 * G_TIME_SPAN_DAY);
  veche_statement_bind_int (row, 2, now - silence);
  veche_statement_bind_int (row, 3, silence);
  veche_statement_bind_int (row, 4, PATIENCE * G_TIME_SPAN_DAY);
  veche_statement_bind_int (row, 5, MOST);
  veche_statement_bind_int (row, 6, now);
  while (veche_statement_step (row, &local))
    {
      VecheTalkFate *fate = veche_statement_int (row, 0) != 0 ? &switches->elsewhere : &switches->same;

      fate->talks = (guint) veche_statement_int (row, 1);
      fate->silent = (guint) veche_statement_int (row, 2);
    }
  switches->enough = switches->same.talks >= VECHE_SWITCHES_LEAST && switches->elsewhere.talks >= VECHE_SWITCHES_LEAST;
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "counting talks that were moved elsewhere: ");

  return FALSE;
}
