/* veche-events-talks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who spoke with whom at an event, as somebody who was there wrote it down.  Of each pair one has met and the other answers that, so that it is a tie
 * like any answer, stands on both timelines, and goes with both when it is undone.
 */

#include "store/veche-events-private.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-statement.h"

/* Their name, and whether they came. (transfer full) (nullable): there is nobody, with error */
static char *
name_of_guest (VecheDb *db, gint64 event_id, const char *member_uid, gboolean *has_come, GError **error)
{
  static const char sql[] =
    "SELECT m.name, EXISTS (SELECT 1 FROM event_participant AS h WHERE h.event_id = ?1 AND h.member_id = m.id AND h.status = 'came') FROM member AS m WHERE m.uid = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *name = NULL;

  veche_statement_bind_int (row, 1, event_id);
  veche_statement_bind_text (row, 2, member_uid);
  if (veche_statement_step (row, NULL))
    {
      name = veche_statement_dup_text (row, 0);
      *has_come = veche_statement_int (row, 1) != 0;
      veche_statement_reset (row);
    }
  else
    veche_events_refuse (error, "There is no member “%s”", member_uid);

  return name;
}

static const char *
write_talk (VecheEdit *edit, const VecheEventCard *event, const char *member_uid, const char *with, gint64 at, const char *answers)
{
  const char *uid = veche_edit_insert (edit, "interaction");
  g_autofree char *text = g_strdup_printf ("%s · %s", event->title, with), *meta = g_strdup_printf ("{\"talk\":\"%s\"}", event->uid);

  veche_edit_set_ref (edit, "interaction", uid, "member_id", member_uid);
  veche_edit_set_text (edit, "interaction", uid, "kind", "meeting");
  veche_edit_set_int (edit, "interaction", uid, "at", at);
  veche_edit_set_text (edit, "interaction", uid, "text", text);
  veche_edit_set_text (edit, "interaction", uid, "meta", meta);
  if (answers != NULL)
    veche_edit_set_ref (edit, "interaction", uid, "reply_to_id", answers);

  return uid;
}

static gboolean
has_twice (const char *const *uids)
{
  for (guint i = 0; uids[i] != NULL; i++)
    for (guint k = i + 1; uids[k] != NULL; k++)
      if (strcmp (uids[i], uids[k]) == 0)
        return TRUE;

  return FALSE;
}

GStrv
veche_events_list_absent (VecheDb *db, const char *event_uid, const char *const *member_uids, GError **error)
{
  g_autoptr (GStrvBuilder) absent = g_strv_builder_new ();
  gint64 event_id = veche_db_id_for_uid (db, "event", event_uid);

  for (guint i = 0; member_uids[i] != NULL; i++)
    {
      gboolean has_come = FALSE;
      g_autofree char *name = name_of_guest (db, event_id, member_uids[i], &has_come, error);

      if (name == NULL)
        return NULL;
      if (!has_come)
        g_strv_builder_add (absent, name);
    }

  return g_strv_builder_end (absent);
}

gboolean
veche_events_edit_talk (VecheDb *db, VecheEdit *edit, const char *event_uid, const char *const *member_uids, gboolean came_too, GError **error)
{
  g_autoptr (VecheEventCard) event = veche_events_load (db, event_uid, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n = g_strv_length ((GStrv) member_uids);
  gint64 at;

  if (event == NULL)
    return FALSE;
  if (event->from > veche_now ())
    return veche_events_refuse (error, "“%s” has not begun yet", event->title);
  if (n < 2 || n > VECHE_EVENTS_MOST_IN_TALK || has_twice (member_uids))
    return veche_events_refuse (error, "Who spoke with whom at “%s”? Two to eight different people", event->title);
  for (guint i = 0; i < n; i++)
    {
      gboolean has_come = FALSE;
      char *name = name_of_guest (db, event->id, member_uids[i], &has_come, error);

      if (name == NULL)
        return FALSE;
      g_ptr_array_add (names, name);
      if (!has_come && !came_too)
        return veche_events_refuse (error, "Only who came can have spoken there: %s did not", name);
      if (!has_come && !veche_events_edit_status (db, edit, event_uid, member_uids[i], NULL, "came", NULL, error))
        return FALSE;
    }

  at = MIN (event->until, veche_now ());
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      {
        g_autofree char *first = g_strdup (write_talk (edit, event, member_uids[i], names->pdata[k], at, NULL));

        write_talk (edit, event, member_uids[k], names->pdata[i], at, first);
      }

  return TRUE;
}
