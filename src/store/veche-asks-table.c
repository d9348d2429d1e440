/* veche-asks-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-asks-table.h"

#include <string.h>

#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"

#define THREAD_REACH (14 * G_TIME_SPAN_DAY)   /* what is said in a thread later than this after an ask is no answer to it */

/*** How often, how long ***/

static const struct
{
  const char *name;
  guint       otherwise;
} limits[] = { { "ask-limit", 2 }, { "ask-days", 7 }, { "ask-patience", 3 } };

static guint
get_limit (VecheDb *db, guint index)
{
  GVariant *value = veche_db_get_setting (db, limits[index].name);
  gint64 number = value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : 0;

  if (value != NULL)
    g_variant_unref (value);

  return number > 0 && number < 10000 ? (guint) number : limits[index].otherwise;
}

VecheAskLimits
veche_asks_get_limits (VecheDb *db)
{
  return (VecheAskLimits) { get_limit (db, 0), get_limit (db, 1), get_limit (db, 2) };
}

gboolean
veche_asks_set_limits (VecheDb *db, const VecheAskLimits *wanted, GError **error)
{
  const guint numbers[] = { wanted->limit, wanted->days, wanted->patience };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!veche_db_set_setting (db, limits[i].name, numbers[i] == limits[i].otherwise ? NULL : g_variant_new_int64 (numbers[i]), error))
      return FALSE;

  return TRUE;
}

/*** What a person does ***/

void
veche_asks_edit_add (VecheEdit *edit, const char *member_uid, const VecheAskWhat *what)
{
  const char *uid = veche_edit_insert (edit, "ask");

  veche_edit_set_ref (edit, "ask", uid, "member_id", member_uid);
  veche_edit_set_ref (edit, "ask", uid, "for_id", what->for_uid);
  veche_edit_set_ref (edit, "ask", uid, "interaction_id", what->interaction_uid);
  veche_edit_set_ref (edit, "ask", uid, "competency_id", what->competency_uid);
  veche_edit_set_text (edit, "ask", uid, "question", what->question);
  veche_edit_set_text (edit, "ask", uid, "platform", what->platform);
  veche_edit_set_int (edit, "ask", uid, "at", what->at != 0 ? what->at : veche_now ());
}

void
veche_asks_edit_state (VecheEdit *edit, const char *uid, const char *state)
{
  veche_edit_set_text (edit, "ask", uid, "state", state);
  if (strcmp (state, "open") == 0)
    {
      veche_edit_set_null (edit, "ask", uid, "closed");
      veche_edit_set_ref (edit, "ask", uid, "answer_id", NULL);
    }
  else
    veche_edit_set_int (edit, "ask", uid, "closed", veche_now ());
}

gboolean
veche_asks_edit_answered (VecheDb *db, VecheEdit *edit, const char *uid, const char *said, GError **error)
{
  static const char sql[] = "SELECT m.uid, c.name FROM ask AS a JOIN member AS m ON m.id = a.member_id"
                            "  LEFT JOIN competency AS c ON c.id = a.competency_id WHERE a.uid = ?1";
  VecheStatement *row = veche_db_prepare (db, sql);
  g_autofree char *member = NULL, *competency = NULL;

  veche_statement_bind_text (row, 1, uid);
  if (veche_statement_step (row, error))
    {
      member = veche_statement_dup_text (row, 0);
      competency = veche_statement_dup_text (row, 1);
    }
  veche_statement_reset (row);
  if (member == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such ask");
      return FALSE;
    }

  veche_asks_edit_state (edit, uid, "answered");
  if (competency == NULL || said == NULL || *said == '\0')
    return TRUE;

  return veche_members_edit_evidence (db, edit, member, competency, "note", said, veche_now (), NULL, NULL, error);
}

/*** Lists ***/

void
veche_ask_free (VecheAsk *self)
{
  g_free (self->uid);
  g_free (self->member_uid);
  g_free (self->member_name);
  g_free (self->for_uid);
  g_free (self->for_name);
  g_free (self->interaction_uid);
  g_free (self->question);
  g_free (self->competency);
  g_free (self->platform);
  g_free (self->state);
  g_free (self->answer_uid);
  g_free (self->answer);
  g_free (self);
}

static VecheAsk *
ask_from_row (VecheStatement *row, gint64 late)
{
  VecheAsk *self = g_new0 (VecheAsk, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->member_id = veche_statement_int (row, 2);
  self->member_uid = veche_statement_dup_text (row, 3);
  self->member_name = veche_statement_dup_text (row, 4);
  self->for_uid = veche_statement_dup_text (row, 5);
  self->for_name = veche_statement_dup_text (row, 6);
  self->interaction_uid = veche_statement_dup_text (row, 7);
  self->question = veche_statement_dup_text (row, 8);
  self->competency = veche_statement_dup_text (row, 9);
  self->platform = veche_statement_dup_text (row, 10);
  self->at = veche_statement_int (row, 11);
  self->state = veche_statement_dup_text (row, 12);
  self->closed = veche_statement_int (row, 13);
  self->answer_uid = veche_statement_dup_text (row, 14);
  self->answer = veche_statement_dup_text (row, 15);
  self->late = strcmp (self->state, "open") == 0 && self->at < late;

  return self;
}

static gint64
late_before (VecheDb *db)
{
  return veche_now () - (gint64) veche_asks_get_limits (db).patience * G_TIME_SPAN_DAY;
}

GPtrArray *
veche_asks_list (VecheDb *db, const char *state, gint64 member_id, gint64 interaction_id, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT a.id, a.uid, a.member_id, m.uid, m.name, f.uid, f.name, i.uid, a.question, c.name, a.platform, a.at, a.state, a.closed,"
    "       n.uid, n.text"
    "  FROM ask AS a JOIN member AS m ON m.id = a.member_id LEFT JOIN member AS f ON f.id = a.for_id"
    "  LEFT JOIN interaction AS i ON i.id = a.interaction_id LEFT JOIN competency AS c ON c.id = a.competency_id"
    "  LEFT JOIN interaction AS n ON n.id = a.answer_id"
    " WHERE (?1 IS NULL OR a.state = ?1) AND (?2 = 0 OR a.member_id = ?2) AND (?3 = 0 OR a.interaction_id = ?3) AND (?4 = 0 OR a.at < ?4)"
    " ORDER BY a.at DESC, a.id DESC LIMIT ?5";
  g_autoptr (GPtrArray) asks = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_ask_free);
  g_autoptr (GError) local = NULL;
  gboolean late = g_strcmp0 (state, "late") == 0;
  gint64 before = late_before (db);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, late ? "open" : state);
  veche_statement_bind_int (row, 2, member_id);
  veche_statement_bind_int (row, 3, interaction_id);
  veche_statement_bind_int (row, 4, late ? before : 0);
  veche_statement_bind_int (row, 5, limit != 0 ? limit : 1000);
  while (veche_statement_step (row, &local))
    g_ptr_array_add (asks, ask_from_row (row, before));
  if (local == NULL)
    return g_steal_pointer (&asks);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

guint
veche_asks_count_late (VecheDb *db, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM ask WHERE state = 'open' AND at < ?1";
  gint64 before = late_before (db);
  VecheStatement *row = veche_db_prepare (db, sql);
  guint n = 0;

  veche_statement_bind_int (row, 1, before);
  if (veche_statement_step (row, error))
    n = (guint) veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

/*** Answers that arrive ***/

typedef struct { gint64 ask_id, answer_id, at, member_id; char *competency, *question, *text; } VecheClosed;

static void
closed_clear (gpointer data)
{
  VecheClosed *self = data;

  g_free (self->competency);
  g_free (self->question);
  g_free (self->text);
}

/* For each open ask the first message of the asked one after it: below the question or below what we said there, or in the question's thread.  Where the
 * question is no message, only what is beyond doubt: below our own words that mention them by their handle, while nothing else is open to them.
 * CROSS: open asks are few, messages are not. */
static GArray *
find_answers (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT a.id, n.id, n.at, a.member_id, c.name, a.question, n.text"
    "  FROM ask AS a CROSS JOIN interaction AS q ON q.id = a.interaction_id"
    "  CROSS JOIN interaction AS n ON n.id = ("
    "    SELECT i.id FROM interaction AS i INDEXED BY interaction_member"
    "      LEFT JOIN interaction AS p ON p.id = i.reply_to_id"
    "     WHERE i.member_id = a.member_id AND i.at >= a.at AND i.at < a.at + ?1 AND i.direction = 'in' AND i.deleted IS NULL"
    "       AND i.kind IN ('message', 'post', 'reply', 'comment')"
    "       AND (i.reply_to_id = q.id OR p.reply_to_id = q.id"
    "            OR (i.channel_id = q.channel_id AND i.thread = q.thread)"
    "            OR (p.direction = 'out' AND p.channel_id = q.channel_id AND p.at BETWEEN a.at - 600000000 AND a.at + ?1"
    "                AND (p.reply_to_id = q.id OR p.thread = q.thread OR p.at >= q.at)))"
    "     ORDER BY i.at, i.id LIMIT 1)"
    "  LEFT JOIN competency AS c ON c.id = a.competency_id"
    " WHERE a.state = 'open' AND a.interaction_id IS NOT NULL"
    " UNION ALL "
    "SELECT a.id, n.id, n.at, a.member_id, c.name, a.question, n.text"
    "  FROM ask AS a CROSS JOIN interaction AS n ON n.id = ("
    "    SELECT i.id FROM interaction AS i INDEXED BY interaction_member JOIN interaction AS p ON p.id = i.reply_to_id"
    "     WHERE i.member_id = a.member_id AND i.at >= a.at AND i.at < a.at + ?1 AND i.direction = 'in' AND i.deleted IS NULL"
    "       AND i.kind IN ('message', 'post', 'reply', 'comment')"
    "       AND p.direction = 'out' AND p.at BETWEEN a.at - 600000000 AND a.at + 86400000000"
    "       AND EXISTS (SELECT 1 FROM identity AS d WHERE d.member_id = a.member_id AND d.handle <> '' AND instr (p.text, d.handle) > 0)"
    "     ORDER BY i.at, i.id LIMIT 1)"
    "  LEFT JOIN competency AS c ON c.id = a.competency_id"
    " WHERE a.state = 'open' AND a.interaction_id IS NULL"
    "   AND NOT EXISTS (SELECT 1 FROM ask AS o WHERE o.member_id = a.member_id AND o.id <> a.id AND o.state = 'open')";
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (VecheClosed));
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  g_array_set_clear_func (found, closed_clear);
  veche_statement_bind_int (row, 1, THREAD_REACH);
  while (veche_statement_step (row, &local))
    {
      VecheClosed closed = { veche_statement_int (row, 0), veche_statement_int (row, 1), veche_statement_int (row, 2), veche_statement_int (row, 3) };

      closed.competency = veche_statement_dup_text (row, 4);
      closed.question = veche_statement_dup_text (row, 5);
      closed.text = veche_statement_dup_text (row, 6);
      g_array_append_val (found, closed);
    }
  if (local == NULL)
    return g_steal_pointer (&found);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
close_ask (VecheDb *db, const VecheClosed *closed, GError **error)
{
  static const char sql[] = "UPDATE ask SET state = 'answered', closed = ?2, answer_id = ?3 WHERE id = ?1 AND state = 'open'";
  VecheStatement *statement = veche_db_prepare (db, sql);

  veche_statement_bind_int (statement, 1, closed->ask_id);
  veche_statement_bind_int (statement, 2, closed->at);
  veche_statement_bind_int (statement, 3, closed->answer_id);

  return veche_statement_run (statement, error);
}

/* The answer speaks for the competency, but only a person makes it evidence. */
static gboolean
propose (VecheDb *db, const VecheClosed *closed, GError **error)
{
  static const char sql[] =
    "INSERT INTO proposal (uid, member_id, kind, value, level, quote, interaction_id, origin, count, at)"
    " SELECT ?1, ?2, 'competency', ?3, 3, ?4, ?5, 'answers', 1, ?6"
    " ON CONFLICT (member_id, kind, value) DO UPDATE SET count = count + 1, quote = excluded.quote, interaction_id = excluded.interaction_id,"
    "    at = excluded.at WHERE state = 'open'";
  g_autofree char *uid = veche_uid_new ();
  VecheStatement *statement = veche_db_prepare (db, sql);

  if (closed->competency == NULL || closed->text == NULL || closed->text[0] == '\0')
    {
      veche_statement_reset (statement);
      return TRUE;
    }
  veche_statement_bind_text (statement, 1, uid);
  veche_statement_bind_int (statement, 2, closed->member_id);
  veche_statement_bind_text (statement, 3, closed->competency);
  veche_statement_bind_text (statement, 4, closed->text);
  veche_statement_bind_int (statement, 5, closed->answer_id);
  veche_statement_bind_int (statement, 6, veche_now ());

  return veche_statement_run (statement, error);
}

gboolean
veche_asks_close_answered (VecheDb *db, gint64 batch_id, GError **error)
{
  g_autoptr (GArray) found = find_answers (db, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (!close_ask (db, &g_array_index (found, VecheClosed, i), error) || !propose (db, &g_array_index (found, VecheClosed, i), error))
      return FALSE;

  return TRUE;
}
