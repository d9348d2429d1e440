/* veche-inbox-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-inbox-table.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-files-table.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-query-sql.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

#define NEWCOMER_DAYS 14

static void
veche_mention_clear (gpointer data)
{
  VecheMention *self = data;

  g_free (self->interaction_uid);
  g_free (self->source_uid);
  g_free (self->source_name);
  g_free (self->source_type);
  g_free (self->platform);
  g_free (self->channel_name);
  g_free (self->author_name);
  g_free (self->author_uid);
  g_free (self->author_handle);
  g_free (self->text);
  g_free (self->url);
  g_free (self->reason);
  g_free (self->state);
  g_free (self->mood);
  g_free (self->message_kind);
  g_free (self->owner_uid);
  g_free (self->owner_name);
  g_free (self->owner_note);
  g_free (self->labels);
}

/* What a mention looks like at a moment. */
typedef struct
{
  VecheInboxClock clock;
  VecheHours     *hours;
} VecheMoment;

static void
fill_judged (VecheMention *self, VecheStatement *row, const VecheMoment *moment)
{
  gint64 began = veche_statement_int (row, 32), target = veche_statement_int (row, 33);
  gint64 until = self->answered != 0 ? veche_inbox_clock_count (moment->hours, self->answered) : moment->clock.open;

  self->mood = veche_statement_dup_text (row, 29);
  self->message_kind = veche_statement_dup_text (row, 30);
  self->priority = (int) ((veche_statement_int (row, 31) * 1000 + veche_inbox_waiting (&moment->clock, began, target, self->answered != 0)) / 1000);
  self->waited = began > 0 ? MAX (until - began, 0) : 0;
  self->answer_by = veche_statement_int (row, 34);
  self->overdue = self->answered == 0 && self->answer_by > 0 && self->answer_by <= moment->clock.now;
  self->author = (guint) veche_statement_int (row, 35);
  self->repeats = (guint) veche_statement_int (row, 36);
  self->heat = (int) veche_statement_int (row, 37);
  self->owner_uid = veche_statement_dup_text (row, 38);
  self->owner_name = veche_statement_dup_text (row, 39);
  self->owner_is_me = veche_statement_int (row, 40) != 0;
  self->owner_due = veche_statement_int (row, 41);
  self->owner_note = veche_statement_dup_text (row, 42);
  self->labels = veche_statement_dup_text (row, 43);
  self->ruled = veche_statement_int (row, 44) != 0;
  self->noise = veche_statement_int (row, 45) != 0;
}

static VecheMention *
mention_from_row (VecheStatement *row, gint64 now)
{
  VecheMention *self = veche_record_alloc (sizeof (VecheMention), VECHE_RECORD_MENTION, veche_statement_int (row, 1),
                                           veche_statement_text (row, 2), veche_mention_clear);
  const char *stage = veche_statement_text (row, 24);

  self->reason = veche_statement_dup_text (row, 3);
  self->state = veche_statement_dup_text (row, 4);
  self->at = veche_statement_int (row, 5);
  self->snoozed_until = veche_statement_int (row, 6);
  self->due = veche_statement_int (row, 7);
  self->seen = veche_statement_int (row, 8) != 0;
  self->answered = veche_statement_int (row, 9);
  self->interaction_id = veche_statement_int (row, 10);
  self->interaction_uid = veche_statement_dup_text (row, 11);
  self->text = veche_statement_dup_text (row, 12);
  self->url = veche_statement_dup_text (row, 13);
  self->deleted = !veche_statement_is_null (row, 14);
  self->platform = veche_statement_dup_text (row, 15);
  self->channel_name = veche_statement_dup_text (row, 16);
  self->source_uid = veche_statement_dup_text (row, 17);
  self->source_name = veche_statement_dup_text (row, 18);
  self->source_type = veche_statement_dup_text (row, 19);
  self->author_id = veche_statement_int (row, 20);
  self->author_uid = veche_statement_dup_text (row, 21);
  self->author_name = veche_statement_dup_text (row, 22);
  self->author_joined = veche_statement_int (row, 23);
  self->author_newcomer = g_strcmp0 (stage, "newcomer") == 0 ||
                          (self->author_joined > 0 && now - self->author_joined < NEWCOMER_DAYS * G_TIME_SPAN_DAY);
  self->author_important = veche_statement_int (row, 25) != 0;
  self->author_handle = veche_identity_label (veche_statement_text (row, 15), veche_statement_text (row, 27), veche_statement_text (row, 26));
  self->has_draft = veche_statement_int (row, 28) != 0;

  return self;
}

GPtrArray *
veche_inbox_records (VecheDb *db, const gint64 *ids, guint n, GError **error)
{
  static const char sql[] =
    "SELECT j.key, t.id, t.uid, t.reason, t.state, t.at, t.snoozed_until, t.due, t.seen, t.answered,"
    "       i.id, i.uid, i.text, i.url, i.deleted, c.platform, c.name, s.uid, s.name, s.type,"
    "       m.id, m.uid, coalesce (m.name, a.display_name, a.handle, c.name), m.joined, m.stage, m.important, a.handle, a.instance, d.id,"
    "       t.mood, t.kind, t.points, t.began, t.target, t.answer_by, t.author, t.repeats, t.heat, o.uid, o.name, o.me, t.owner_due, t.owner_note,"
    "       (SELECT group_concat (l.colour || char (9) || l.name, char (10)) FROM triage_label AS w JOIN label AS l ON l.id = w.label_id WHERE w.triage_id = t.id),"
    "       EXISTS (SELECT 1 FROM rule_act AS r JOIN gesture AS g ON g.id = r.gesture_id WHERE r.triage_id = t.id AND g.state = 0),"
    "       t.noise IS NOT NULL"
    "  FROM json_each (?1) AS j"
    "  CROSS JOIN triage AS t ON t.id = j.value"
    "  CROSS JOIN interaction AS i ON i.id = t.interaction_id"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id"
    "  LEFT JOIN source AS s ON s.id = c.source_id"
    "  LEFT JOIN member AS m ON m.id = i.member_id"
    "  LEFT JOIN identity AS a ON a.id = i.identity_id"
    "  LEFT JOIN draft AS d ON d.interaction_id = i.id"
    "  LEFT JOIN member AS o ON o.id = t.owner_id";
  g_autofree char *list = veche_records_ids (ids, n);
  g_autoptr (GPtrArray) page = veche_records_new (n);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);
  VecheMoment moment = { .hours = hours };

  veche_inbox_clock_fill (db, hours, 0, &moment.clock);
  veche_statement_bind_text (row, 1, list);
  while (veche_statement_step (row, &local))
    {
      gpointer *slot = &page->pdata[veche_statement_int (row, 0)];

      g_clear_pointer (slot, veche_record_unref);
      *slot = mention_from_row (row, moment.clock.now);
      fill_judged (*slot, row, &moment);
    }
  if (local == NULL)
    return g_steal_pointer (&page);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading mentions: ");

  return NULL;
}

VecheMention *
veche_inbox_load (VecheDb *db, gint64 triage_id, GError **error)
{
  g_autoptr (GPtrArray) page = veche_inbox_records (db, &triage_id, 1, error);

  if (page == NULL)
    return NULL;
  if (page->pdata[0] != NULL)
    return veche_record_ref (page->pdata[0]);

  g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such mention");

  return NULL;
}

static gint64
fetch_id (VecheStatement *row)
{
  gint64 id;

  if (!veche_statement_step (row, NULL))
    return 0;
  id = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return id;
}

gint64
veche_inbox_find (VecheDb *db, const char *uid, GError **error)
{
  static const char sql[] =
    "SELECT t.id FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id WHERE " VECHE_INTERACTION_HAS_UID ("i", "?1");
  gint64 id = veche_db_id_for_uid (db, "triage", uid);
  VecheStatement *row;

  if (id != 0)
    return id;

  row = veche_db_prepare (db, sql);
  veche_statement_bind_text (row, 1, uid);
  id = fetch_id (row);
  if (id == 0)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no mention “%s” in the Inbox", uid);

  return id;
}

gint64
veche_inbox_other_thread (VecheDb *db, const gint64 *ids, guint n, gint64 than, gboolean unseen, GError **error)
{
  static const char sql[] =
    "SELECT t.id FROM json_each (?1) AS j CROSS JOIN triage AS t ON t.id = j.value"
    "  CROSS JOIN interaction AS i ON i.id = t.interaction_id"
    "  LEFT JOIN interaction AS o ON o.id = (SELECT interaction_id FROM triage WHERE id = ?2)"
    " WHERE CASE WHEN ?3 THEN t.seen = 0 ELSE i.channel_id IS NOT o.channel_id OR i.thread IS NOT o.thread END"
    " ORDER BY j.key LIMIT 1";
  g_autofree char *list = veche_records_ids (ids, n);
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 id;

  veche_statement_bind_text (row, 1, list);
  veche_statement_bind_int (row, 2, than);
  veche_statement_bind_int (row, 3, unseen);
  if (!veche_statement_step (row, error))
    return 0;
  id = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return id;
}

gboolean
veche_inbox_count (VecheDb *db, VecheInboxCounts *counts, GError **error)
{
  static const char sql[] =
    "SELECT count (*) FILTER (WHERE (state = 'open' OR snoozed_until <= ?1) AND noise IS NULL), count (*) FILTER (WHERE state = 'snoozed' AND snoozed_until > ?1),"
    "       (SELECT count (*) FROM triage WHERE state = 'done'),"
    "       count (*) FILTER (WHERE seen = 0 AND noise IS NULL AND (state = 'open' OR snoozed_until <= ?1)), EXISTS (SELECT 1 FROM interaction)"
    "  FROM triage WHERE state <> 'done'";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, veche_now ());
  if (!veche_statement_step (row, error))
    return FALSE;

  counts->open = (guint) veche_statement_int (row, 0);
  counts->snoozed = (guint) veche_statement_int (row, 1);
  counts->done = (guint) veche_statement_int (row, 2);
  counts->unseen = (guint) veche_statement_int (row, 3);
  counts->talk = veche_statement_int (row, 4) != 0;
  veche_statement_reset (row);

  return TRUE;
}

gint64
veche_inbox_next_wake (VecheDb *db)
{
  static const char sql[] = "SELECT min (snoozed_until) FROM triage WHERE state = 'snoozed' AND snoozed_until > ?1";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, veche_now ());

  return fetch_id (row);
}

void
veche_inbox_edit_done (VecheEdit *edit, const char *uid)
{
  veche_edit_set_text (edit, "triage", uid, "state", "done");
  veche_edit_set_null (edit, "triage", uid, "snoozed_until");
  veche_edit_set_int (edit, "triage", uid, "closed", veche_now ());
}

void
veche_inbox_edit_open (VecheEdit *edit, const char *uid)
{
  veche_edit_set_text (edit, "triage", uid, "state", "open");
  veche_edit_set_null (edit, "triage", uid, "snoozed_until");
  veche_edit_set_null (edit, "triage", uid, "closed");
}

void
veche_inbox_edit_noise (VecheEdit *edit, const char *uid, gboolean noise)
{
  if (noise)
    veche_edit_set_text (edit, "triage", uid, "noise", VECHE_INBOX_NOISE_BY_HAND);
  else
    veche_edit_set_null (edit, "triage", uid, "noise");
}

void
veche_inbox_edit_snooze (VecheEdit *edit, const char *uid, gint64 until)
{
  veche_edit_set_text (edit, "triage", uid, "state", "snoozed");
  veche_edit_set_int (edit, "triage", uid, "snoozed_until", until);
  veche_edit_set_null (edit, "triage", uid, "closed");
}

GPtrArray *
veche_inbox_owners (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT id FROM member WHERE (me = 1 OR role IN ('staff', 'moderator')) AND archived = 0 ORDER BY me DESC, name_key, id LIMIT 200";
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!veche_statement_collect_ids (veche_db_prepare (db, sql), ids, error))
    return NULL;

  return veche_members_records (db, (const gint64 *) (gpointer) ids->data, ids->len, error);
}

static gboolean
may_own (VecheDb *db, const char *member_uid)
{
  static const char sql[] = "SELECT 1 FROM member WHERE uid = ?1 AND archived = 0 AND (me = 1 OR role IN ('staff', 'moderator'))";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, member_uid);

  return fetch_id (row) != 0;
}

gboolean
veche_inbox_edit_own (VecheDb *db, VecheEdit *edit, const char *uid, const char *member_uid, gint64 due, const char *note, GError **error)
{
  if (member_uid != NULL && !may_own (db, member_uid))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID,
                           "Only the manager, staff and moderators can own a mention: give this person such a role first");
      return FALSE;
    }
  veche_edit_set_ref (edit, "triage", uid, "owner_id", member_uid);
  if (due > 0)
    veche_edit_set_int (edit, "triage", uid, "owner_due", due);
  else
    veche_edit_set_null (edit, "triage", uid, "owner_due");
  veche_edit_set_text (edit, "triage", uid, "owner_note", note != NULL && *note != '\0' ? note : NULL);

  return TRUE;
}

/* Where a reply to the mention goes: the source that its channel came through. FALSE: it can't be answered from here. */
static gboolean
reply_target (VecheDb *db, gint64 triage_id, char **source_uid, char **interaction_uid, GError **error)
{
  static const char sql[] =
    "SELECT s.uid, i.uid, c.name"
    "  FROM triage AS t"
    "  JOIN interaction AS i ON i.id = t.interaction_id"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id"
    "  LEFT JOIN source AS s ON s.id = c.source_id"
    " WHERE t.id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  gboolean ok;

  veche_statement_bind_int (row, 1, triage_id);
  if (!veche_statement_step (row, error))
    return FALSE;

  *source_uid = veche_statement_dup_text (row, 0);
  *interaction_uid = veche_statement_dup_text (row, 1);
  ok = *source_uid != NULL;
  if (!ok)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID,
                 "No source is connected to “%s”, so a reply can't be sent from here: answer there and mark the mention done",
                 veche_statement_text (row, 2) != NULL ? veche_statement_text (row, 2) : "its channel");
  veche_statement_reset (row);

  return ok;
}

gboolean
veche_inbox_edit_reply_with (VecheDb *db, VecheEdit *edit, const char *uid, const char *text, GPtrArray *files, guint delay, char **outbox_uid, GError **error)
{
  g_autofree char *source_uid = NULL, *interaction_uid = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gint64 triage_id = veche_inbox_find (db, uid, error);
  gint64 now = veche_now ();
  const char *row;

  if (triage_id == 0)
    return FALSE;
  if (*stripped == '\0' && (files == NULL || files->len == 0))
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The reply is empty");
      return FALSE;
    }
  if (!reply_target (db, triage_id, &source_uid, &interaction_uid, error))
    return FALSE;

  row = veche_edit_insert (edit, "outbox");
  veche_edit_set_ref (edit, "outbox", row, "source_id", source_uid);
  veche_edit_set_ref (edit, "outbox", row, "interaction_id", interaction_uid);
  veche_edit_set_text (edit, "outbox", row, "text", stripped);
  veche_edit_set_int (edit, "outbox", row, "at", now);
  veche_edit_set_int (edit, "outbox", row, "not_before", now + delay * (gint64) G_USEC_PER_SEC);
  veche_outbox_files_edit_add (edit, row, files);
  if (outbox_uid != NULL)
    *outbox_uid = g_strdup (row);

  return TRUE;
}

gboolean
veche_inbox_edit_reply (VecheDb *db, VecheEdit *edit, const char *uid, const char *text, guint delay, char **outbox_uid, GError **error)
{
  return veche_inbox_edit_reply_with (db, edit, uid, text, NULL, delay, outbox_uid, error);
}

gboolean
veche_inbox_edit_decide (VecheDb *db, VecheEdit *edit, const char *uid, const char *action, const char *words, guint delay, GError **error)
{
  g_autofree char *row = NULL;

  if (!veche_inbox_edit_reply (db, edit, uid, words, delay, &row, error))
    return FALSE;
  veche_edit_set_text (edit, "outbox", row, "action", action);

  return TRUE;
}

gboolean
veche_inbox_mark_seen (VecheDb *db, gint64 triage_id, GError **error)
{
  static const char sql[] = "UPDATE triage SET seen = 1 WHERE id = ?1 AND seen = 0";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, triage_id);

  return veche_statement_run (row, error);
}

char *
veche_inbox_load_draft (VecheDb *db, gint64 interaction_id)
{
  static const char sql[] = "SELECT text FROM draft WHERE interaction_id = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text;

  veche_statement_bind_int (row, 1, interaction_id);
  if (!veche_statement_step (row, NULL))
    return NULL;
  text = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return text;
}

gboolean
veche_inbox_save_draft (VecheDb *db, gint64 interaction_id, const char *text, GError **error)
{
  static const char save[] =
    "INSERT INTO draft (interaction_id, text, at) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (interaction_id) DO UPDATE SET text = excluded.text, at = excluded.at WHERE text <> excluded.text";
  static const char remove[] = "DELETE FROM draft WHERE interaction_id = ?1";
  gboolean empty = text == NULL || *text == '\0';
  VecheStatement *row = veche_db_prepare (db, empty ? remove : save);

  veche_statement_bind_int (row, 1, interaction_id);
  if (!empty)
    {
      veche_statement_bind_text (row, 2, text);
      veche_statement_bind_int (row, 3, veche_now ());
    }

  return veche_statement_run (row, error);
}

gboolean
veche_inbox_uids (VecheDb *db, VecheQuery *query, GArray **ids, GStrv *uids, GError **error)
{
  g_autoptr (GArray) listed = veche_query_ids (db, query, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  VecheStatement *row = veche_db_prepare (db, "SELECT uid FROM triage WHERE id = ?1");

  if (listed == NULL)
    return FALSE;
  for (guint i = 0; i < listed->len; i++)
    {
      gint64 id = g_array_index (listed, gint64, i);
      g_autofree char *uid = NULL;

      if (id <= 0)            /* a heading */
        continue;
      veche_statement_bind_int (row, 1, id);
      if (!veche_statement_step (row, NULL))
        continue;
      uid = veche_statement_dup_text (row, 0);
      veche_statement_reset (row);
      g_array_append_val (found, id);
      g_strv_builder_add (builder, uid);
    }
  *ids = g_steal_pointer (&found);
  *uids = g_strv_builder_end (builder);

  return TRUE;
}
