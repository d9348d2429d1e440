/* veche-notices-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-notices-table.h"

#include <stdio.h>
#include <string.h>

#include "store/veche-db.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

#define SOURCE "notice-source:"
#define QUIET  "notice-quiet"
#define MOST   500
#define HOT    30     /* tenths of a standard deviation, as analysis/veche-heat.c has it */

/*** What is wanted ***/

static gboolean
is_on (VecheDb *db, const char *name)
{
  g_autofree char *setting = g_strconcat ("notice-", name, NULL);
  g_autofree char *value = veche_inbox_setting_dup (db, setting);

  return g_strcmp0 (value, "off") != 0;
}

VecheNoticeSettings *
veche_notices_settings_load (VecheDb *db)
{
  VecheNoticeSettings *self = g_new0 (VecheNoticeSettings, 1);
  VecheStatement *row = veche_db_prepare (db, "SELECT substr (name, 15), value FROM inbox_setting WHERE name >= 'notice-source:' AND name < 'notice-source;'");
  g_autofree char *quiet = veche_inbox_setting_dup (db, QUIET);

  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (veche_statement_step (row, NULL))
    g_hash_table_replace (self->sources, veche_statement_dup_text (row, 0),
                          GINT_TO_POINTER (strcmp (veche_statement_text (row, 1), "all") == 0 ? VECHE_NOTICE_ALL : VECHE_NOTICE_NOTHING));
  self->promises = is_on (db, "promises");
  self->requests = is_on (db, "requests");
  self->heat = is_on (db, "heat");
  self->reminders = is_on (db, "reminders");
  self->closed = is_on (db, "closed");
  if (quiet == NULL || sscanf (quiet, "%d-%d", &self->quiet_from, &self->quiet_to) != 2 || self->quiet_from < 0 || self->quiet_from >= 24 * 60
      || self->quiet_to < 0 || self->quiet_to >= 24 * 60)
    self->quiet_from = self->quiet_to = 0;

  return self;
}

void
veche_notices_settings_free (VecheNoticeSettings *self)
{
  g_hash_table_unref (self->sources);
  g_free (self);
}

VecheNoticeOf
veche_notices_of (const VecheNoticeSettings *self, const char *source_uid)
{
  gpointer of;

  if (source_uid != NULL && g_hash_table_lookup_extended (self->sources, source_uid, NULL, &of))
    return (VecheNoticeOf) GPOINTER_TO_INT (of);

  return VECHE_NOTICE_NEGATIVE;
}

void
veche_notices_edit_source (VecheDb *db, VecheEdit *edit, const char *source_uid, VecheNoticeOf of)
{
  g_autofree char *name = g_strconcat (SOURCE, source_uid, NULL);

  veche_inbox_setting_edit (db, edit, name, of == VECHE_NOTICE_ALL ? "all" : of == VECHE_NOTICE_NOTHING ? "nothing" : NULL);
}

void
veche_notices_edit_switch (VecheDb *db, VecheEdit *edit, const char *name, gboolean on)
{
  g_autofree char *setting = g_strconcat ("notice-", name, NULL);

  veche_inbox_setting_edit (db, edit, setting, on ? NULL : "off");
}

void
veche_notices_edit_quiet (VecheDb *db, VecheEdit *edit, int from, int to)
{
  g_autofree char *value = from != to ? g_strdup_printf ("%d-%d", from, to) : NULL;

  veche_inbox_setting_edit (db, edit, QUIET, value);
}

/* Quiet hours are the closed times of hours that are open for the rest of each day: so that they know of clocks that change. */
static VecheHours *
loud_hours (const VecheNoticeSettings *self, GTimeZone *zone)
{
  g_autofree char *text = NULL;

  if (self->quiet_from == self->quiet_to)
    return NULL;
  text = g_strdup_printf ("mon-sun %d:%02d-%d:%02d", self->quiet_to / 60, self->quiet_to % 60, self->quiet_from / 60, self->quiet_from % 60);

  return veche_hours_new (text, zone, NULL);
}

gint64
veche_notices_next_loud (const VecheNoticeSettings *self, GTimeZone *zone, VecheHours *hours, gint64 at)
{
  g_autoptr (VecheHours) loud = loud_hours (self, zone);
  gboolean moved = TRUE;

  /* Each may end in the other's; where the two never leave a moment, it stays quiet for some weeks. */
  for (guint i = 0; i < 40 && moved; i++)
    {
      gint64 before = at;

      if (loud != NULL && !veche_hours_is_open (loud, at))
        at = veche_hours_after (loud, at, 1) - 1;
      if (self->closed && hours != NULL && !veche_hours_is_open (hours, at))
        at = veche_hours_after (hours, at, 1) - 1;
      moved = at != before;
    }

  return at;
}

/*** What there is ***/

void
veche_notice_row_free (VecheNoticeRow *self)
{
  g_free (self->uid);
  g_free (self->source_uid);
  g_free (self->source_name);
  g_free (self->who);
  g_free (self->text);
  g_free (self);
}

#define COLUMNS \
  "SELECT t.id, t.uid, s.uid, s.name, ifnull (m.name, n.handle), substr (i.text, 1, 600)," \
  "       t.mood = 'negative' OR t.kind = 'complaint' OR t.heat >= " G_STRINGIFY (HOT) ", ifnull (t.owner_due, 0)" \
  "  FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id JOIN channel AS c ON c.id = i.channel_id JOIN source AS s ON s.id = c.source_id"

static GPtrArray *
collect (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_notice_row_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      VecheNoticeRow *notice = g_new0 (VecheNoticeRow, 1);

      notice->id = veche_statement_int (row, 0);
      notice->uid = veche_statement_dup_text (row, 1);
      notice->source_uid = veche_statement_dup_text (row, 2);
      notice->source_name = veche_statement_dup_text (row, 3);
      notice->who = veche_statement_dup_text (row, 4);
      notice->text = veche_statement_dup_text (row, 5);
      notice->negative = veche_statement_int (row, 6) != 0;
      notice->due = veche_statement_int (row, 7);
      g_ptr_array_add (all, notice);
    }
  if (local == NULL)
    return g_steal_pointer (&all);
  g_propagate_prefixed_error (error, g_steal_pointer (&local), "looking for what to tell: ");

  return NULL;
}

GPtrArray *
veche_notices_waiting (VecheDb *db, gint64 since, GError **error)
{
  /* From the newest few, by their ids: not through all that are open. */
  static const char sql[] =
    COLUMNS
    "  LEFT JOIN identity AS n ON n.id = i.identity_id LEFT JOIN member AS m ON m.id = i.member_id"
    " WHERE t.id > ?1 AND +t.state = 'open' AND t.seen = 0 AND t.judged = 2 AND t.noise IS NULL AND t.answered IS NULL"
    " ORDER BY t.points DESC, t.at, t.id LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, since);
  veche_statement_bind_int (row, 2, MOST);

  return collect (row, error);
}

gint64
veche_notices_last (VecheDb *db)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT max (id) FROM triage");
  gint64 last = veche_statement_step (row, NULL) ? veche_statement_int (row, 0) : 0;

  veche_statement_reset (row);

  return last;
}

GPtrArray *
veche_notices_requests (VecheDb *db, gint64 now, gint64 *next, GError **error)
{
  static const char sql[] =
    COLUMNS
    "  JOIN member AS m ON m.id = t.owner_id LEFT JOIN identity AS n ON n.id = 0"
    " WHERE t.owner_id IS NOT NULL AND t.owner_id <> ?1 AND t.owner_due <= ?2 AND t.state <> 'done' AND t.answered IS NULL"
    " ORDER BY t.owner_due, t.id LIMIT ?3";
  VecheStatement *row = veche_db_prepare (db, "SELECT min (owner_due) FROM triage WHERE owner_id IS NOT NULL AND owner_due > ?1 AND state <> 'done'");

  veche_statement_bind_int (row, 1, now);
  *next = veche_statement_step (row, NULL) ? veche_statement_int (row, 0) : 0;
  veche_statement_reset (row);

  row = veche_db_prepare (db, sql);
  veche_statement_bind_int (row, 1, veche_members_me (db));
  veche_statement_bind_int (row, 2, now);
  veche_statement_bind_int (row, 3, MOST);

  return collect (row, error);
}
