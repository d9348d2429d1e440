/* veche-experts-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-experts-table.h"

#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

/* One row of a statement → one element of a list. */
typedef gpointer (*VecheRowReader) (VecheStatement *row);

static GPtrArray *
read_list (VecheStatement *row, VecheRowReader reader, GDestroyNotify free_row, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (list, reader (row));
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

typedef void (*VecheRowFiller) (VecheStatement *row, gpointer element);

static GArray *
read_array (VecheStatement *row, guint size, VecheRowFiller filler, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, size);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    {
      g_array_set_size (list, list->len + 1);
      filler (row, list->data + (gsize) (list->len - 1) * size);
    }
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static VecheStatement *
prepare_for (VecheDb *db, const char *sql, GArray *ids)
{
  g_autofree char *list = veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, list);

  return row;
}

/*** Competencies and cities ***/

static void
competency_row_free (gpointer data)
{
  VecheCompetencyRow *self = data;

  g_free (self->uid);
  g_free (self->name);
  g_strfreev (self->aliases);
  g_free (self);
}

static gpointer
read_competency (VecheStatement *row)
{
  VecheCompetencyRow *self = g_new0 (VecheCompetencyRow, 1);
  const char *aliases = veche_statement_text (row, 4);

  self->id = veche_statement_int (row, 0);
  self->parent_id = veche_statement_int (row, 1);
  self->uid = veche_statement_dup_text (row, 2);
  self->name = veche_statement_dup_text (row, 3);
  self->aliases = g_strsplit (aliases != NULL ? aliases : "", "\n", -1);

  return self;
}

GPtrArray *
veche_experts_competencies (VecheDb *db, GError **error)
{
  static const char sql[] =
    "SELECT c.id, c.parent_id, c.uid, c.name,"
    "       (SELECT group_concat (a.alias, char (10)) FROM competency_alias AS a WHERE a.competency_id = c.id)"
    "  FROM competency AS c ORDER BY c.id";

  return read_list (veche_db_prepare (db, sql), read_competency, competency_row_free, error);
}

static gpointer
read_text (VecheStatement *row)
{
  return veche_statement_dup_text (row, 0);
}

/* From one city to the next by the index: not through all members. */
GPtrArray *
veche_experts_cities (VecheDb *db, guint limit, GError **error)
{
  static const char sql[] =
    "WITH RECURSIVE next (city) AS ("
    "    SELECT min (city) FROM member WHERE city IS NOT NULL"
    "    UNION ALL SELECT (SELECT min (m.city) FROM member AS m WHERE m.city IS NOT NULL AND m.city > next.city)"
    "      FROM next WHERE next.city IS NOT NULL LIMIT ?1)"
    " SELECT city FROM next WHERE city IS NOT NULL AND city <> ''";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, limit);

  return read_list (row, read_text, g_free, error);
}

/*** People ***/

static void
fill_claim (VecheStatement *row, gpointer element)
{
  VecheClaimRow *self = element;
  const char *origin = veche_statement_text (row, 5);

  self->id = veche_statement_int (row, 0);
  self->member_id = veche_statement_int (row, 1);
  self->competency_id = veche_statement_int (row, 2);
  self->level = (int) veche_statement_int (row, 3);
  self->at = veche_statement_int (row, 4);
  self->origin = origin[0] == 's' && origin[1] == 'u' ? 'g' : origin[0];
}

GArray *
veche_experts_claims (VecheDb *db, gint64 competency_id, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT id, member_id, competency_id, level, at, origin FROM member_competency INDEXED BY member_competency_competency"
    " WHERE competency_id = ?1 ORDER BY level DESC, member_id DESC LIMIT ?2";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, competency_id);
  veche_statement_bind_int (row, 2, limit);

  return read_array (row, sizeof (VecheClaimRow), fill_claim, error);
}

void
veche_person_row_free (VechePersonRow *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->city);
  g_free (self->headline);
  g_free (self->offers);
  g_free (self->refused);
  g_free (self);
}

static gpointer
read_person (VecheStatement *row)
{
  VechePersonRow *self = g_new0 (VechePersonRow, 1);

  self->id = veche_statement_int (row, 0);
  self->uid = veche_statement_dup_text (row, 1);
  self->name = veche_statement_dup_text (row, 2);
  self->city = veche_statement_dup_text (row, 3);
  self->headline = veche_statement_dup_text (row, 4);
  self->offers = veche_statement_dup_text (row, 5);
  self->last_seen = veche_statement_int (row, 6);
  self->never = veche_statement_int (row, 7) != 0;
  self->do_not_mention = veche_statement_int (row, 8) != 0;
  self->do_not_contact = veche_statement_int (row, 9) != 0;
  self->refused = veche_statement_dup_text (row, 10);

  return self;
}

GPtrArray *
veche_experts_people (VecheDb *db, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT m.id, m.uid, m.name, m.city, m.headline, m.offers, m.last_seen,"
    "       m.me OR m.archived OR m.merged_into_id IS NOT NULL OR m.role IN ('staff', 'bot'), m.do_not_mention, m.do_not_contact,"
    "       (SELECT nullif (nullif (c.state, 'given'), 'asked') FROM consent AS c WHERE c.member_id = m.id AND c.purpose = 'mention'"
    "         ORDER BY c.at DESC, c.id DESC LIMIT 1)"
    "  FROM json_each (?1) AS j CROSS JOIN member AS m ON m.id = j.value";

  return read_list (prepare_for (db, sql, ids), read_person, (GDestroyNotify) veche_person_row_free, error);
}

/*** What they said ***/

void
veche_said_row_free (VecheSaidRow *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->place);
  g_free (self->thread);
  g_free (self->kind);
  g_free (self);
}

static gpointer
read_said (VecheStatement *row)
{
  VecheSaidRow *self = g_new0 (VecheSaidRow, 1);

  self->id = veche_statement_int (row, 0);
  self->member_id = veche_statement_int (row, 1);
  self->reply_to_id = veche_statement_int (row, 2);
  self->parent_member_id = veche_statement_int (row, 3);
  self->at = veche_statement_int (row, 4);
  self->channel_id = veche_statement_int (row, 5);
  self->uid = veche_statement_dup_text (row, 6);
  self->text = veche_statement_dup_text (row, 7);
  self->place = veche_statement_dup_text (row, 8);
  self->thread = veche_statement_dup_text (row, 9);
  self->kind = veche_statement_dup_text (row, 10);

  return self;
}

#define SAID                                                                                                                    \
  "i.id, i.member_id, i.reply_to_id, p.member_id, i.at, i.channel_id, i.uid, substr (i.text, 1, 700), c.name, i.thread, i.kind"
#define SAID_JOINS                                                                                                              \
  " LEFT JOIN interaction AS p ON p.id = i.reply_to_id LEFT JOIN channel AS c ON c.id = i.channel_id"
#define SAID_BY_MEMBERS                                                                                                         \
  " i.member_id IS NOT NULL AND i.channel_id IS NOT NULL AND i.direction = 'in' AND i.deleted IS NULL AND i.text IS NOT NULL"   \
  " AND i.kind NOT IN ('reaction', 'join', 'leave', 'service')"

GPtrArray *
veche_experts_said (VecheDb *db, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT " SAID " FROM json_each (?1) AS j CROSS JOIN interaction AS i ON i.id = j.value" SAID_JOINS " WHERE" SAID_BY_MEMBERS;

  return read_list (prepare_for (db, sql, ids), read_said, (GDestroyNotify) veche_said_row_free, error);
}

GPtrArray *
veche_experts_replies (VecheDb *db, GArray *ids, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT " SAID " FROM json_each (?1) AS j CROSS JOIN interaction AS i ON i.reply_to_id = j.value" SAID_JOINS
    " WHERE" SAID_BY_MEMBERS " LIMIT ?2";
  VecheStatement *row = prepare_for (db, sql, ids);

  veche_statement_bind_int (row, 2, limit);

  return read_list (row, read_said, (GDestroyNotify) veche_said_row_free, error);
}

GPtrArray *
veche_experts_thread_mates (VecheDb *db, GArray *ids, guint limit, GError **error)
{
  static const char sql[] =
    "SELECT i.id, i.member_id, x.id, x.member_id, i.at, i.channel_id, i.uid, substr (i.text, 1, 700), c.name, i.thread, i.kind"
    "  FROM json_each (?1) AS j CROSS JOIN interaction AS x ON x.id = j.value AND x.thread IS NOT NULL"
    "  CROSS JOIN interaction AS i ON i.channel_id = x.channel_id AND i.thread = x.thread AND i.at >= x.at AND i.id <> x.id"
    "   AND i.member_id <> x.member_id AND i.reply_to_id IS NULL"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id"
    " WHERE" SAID_BY_MEMBERS " LIMIT ?2";
  VecheStatement *row = prepare_for (db, sql, ids);

  veche_statement_bind_int (row, 2, limit);

  return read_list (row, read_said, (GDestroyNotify) veche_said_row_free, error);
}

static void
fill_id (VecheStatement *row, gpointer element)
{
  *(gint64 *) element = veche_statement_int (row, 0);
}

static GArray *
read_hits (VecheDb *db, const char *sql, const char *match, guint limit, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, match);
  veche_statement_bind_int (row, 2, limit);

  return read_array (row, sizeof (gint64), fill_id, error);
}

GArray *
veche_experts_hits (VecheDb *db, const char *match, guint limit, GError **error)
{
  static const char sql[] = "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

  return read_hits (db, sql, match, limit, error);
}

GArray *
veche_experts_profile_hits (VecheDb *db, const char *match, guint limit, GError **error)
{
  static const char sql[] = "SELECT rowid FROM member_fts WHERE member_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

  return read_hits (db, sql, match, limit, error);
}

gboolean
veche_experts_span (VecheDb *db, gint64 *last_id, gint64 *last_at, GError **error)
{
  static const char sql[] =
    "SELECT (SELECT max (id) FROM interaction), (SELECT max (last_seen) FROM member INDEXED BY member_by_seen WHERE archived = 0)";
  VecheStatement *row = veche_db_prepare (db, sql);

  if (!veche_statement_step (row, error))
    return FALSE;
  *last_id = veche_statement_int (row, 0);
  *last_at = veche_statement_int (row, 1);
  veche_statement_reset (row);

  return TRUE;
}

/*** What speaks for and against them ***/

static void
evidence_row_free (gpointer data)
{
  VecheEvidenceRow *self = data;

  g_free (self->kind);
  g_free (self->text);
  g_free (self->place);
  g_free (self->uid);
  g_free (self);
}

static gpointer
read_evidence (VecheStatement *row)
{
  VecheEvidenceRow *self = g_new0 (VecheEvidenceRow, 1);

  self->claim_id = veche_statement_int (row, 0);
  self->at = veche_statement_int (row, 1);
  self->kind = veche_statement_dup_text (row, 2);
  self->text = veche_statement_dup_text (row, 3);
  self->place = veche_statement_dup_text (row, 4);
  self->uid = veche_statement_dup_text (row, 5);

  return self;
}

GPtrArray *
veche_experts_evidence (VecheDb *db, GArray *claim_ids, GError **error)
{
  static const char sql[] =
    "SELECT e.member_competency_id, e.at, e.kind, e.text, ifnull (v.title, c.name), ifnull (i.uid, v.uid)"
    "  FROM json_each (?1) AS j CROSS JOIN competency_evidence AS e ON e.member_competency_id = j.value"
    "  LEFT JOIN interaction AS i ON i.id = e.interaction_id LEFT JOIN channel AS c ON c.id = i.channel_id"
    "  LEFT JOIN event AS v ON v.id = e.event_id"
    " ORDER BY e.at DESC, e.id DESC LIMIT 2000";

  return read_list (prepare_for (db, sql, claim_ids), read_evidence, evidence_row_free, error);
}

void
veche_account_row_free (VecheAccountRow *self)
{
  g_free (self->platform);
  g_free (self->instance);
  g_free (self->remote_id);
  g_free (self->handle);
  g_free (self->name);
  g_free (self);
}

static gpointer
read_account (VecheStatement *row)
{
  VecheAccountRow *self = g_new0 (VecheAccountRow, 1);

  self->member_id = veche_statement_int (row, 0);
  self->platform = veche_statement_dup_text (row, 1);
  self->instance = veche_statement_dup_text (row, 2);
  self->remote_id = veche_statement_dup_text (row, 3);
  self->handle = veche_statement_dup_text (row, 4);
  self->name = veche_statement_dup_text (row, 5);

  return self;
}

GPtrArray *
veche_experts_accounts (VecheDb *db, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT i.member_id, i.platform, i.instance, i.remote_id, i.handle, i.display_name"
    "  FROM json_each (?1) AS j CROSS JOIN identity AS i ON i.member_id = j.value AND i.deleted = 0 ORDER BY i.id";

  return read_list (prepare_for (db, sql, ids), read_account, (GDestroyNotify) veche_account_row_free, error);
}

GPtrArray *
veche_experts_called (VecheDb *db, const char *handle, GError **error)
{
  static const char sql[] = "SELECT member_id, platform, instance, remote_id, handle, display_name FROM identity"
                            "  WHERE handle = ?1 COLLATE NOCASE AND deleted = 0 ORDER BY id LIMIT 20";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, handle);

  return read_list (row, read_account, (GDestroyNotify) veche_account_row_free, error);
}

/* Telegram and VK write a person's number in more than one way. */
GPtrArray *
veche_experts_called_by_id (VecheDb *db, const char *platform, const char *instance, const char *remote_id, GError **error)
{
  static const char sql[] = "SELECT member_id, platform, instance, remote_id, handle, display_name FROM identity"
                            "  WHERE platform = ?1 AND instance IN ('', ?2) AND remote_id IN (?3, 'user' || ?3, 'id' || ?3) AND deleted = 0 LIMIT 20";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_text (row, 1, platform);
  veche_statement_bind_text (row, 2, instance != NULL ? instance : "");
  veche_statement_bind_text (row, 3, remote_id);

  return read_list (row, read_account, (GDestroyNotify) veche_account_row_free, error);
}

/* A state is told by a letter: o(pen), a(nswered), e (declined), r (dropped). */
static void
fill_ask (VecheStatement *row, gpointer element)
{
  VecheAskRow *self = element;

  self->member_id = veche_statement_int (row, 0);
  self->at = veche_statement_int (row, 1);
  self->closed = veche_statement_int (row, 2);
  self->interaction_id = veche_statement_int (row, 3);
  self->state = veche_statement_text (row, 4)[0] == 'd' ? veche_statement_text (row, 4)[1] : veche_statement_text (row, 4)[0];
}

GArray *
veche_experts_asks (VecheDb *db, gint64 since, GError **error)
{
  static const char sql[] =
    "SELECT member_id, at, closed, interaction_id, state FROM ask WHERE at >= ?1 OR state = 'open' ORDER BY at DESC LIMIT 5000";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, since);

  return read_array (row, sizeof (VecheAskRow), fill_ask, error);
}

GArray *
veche_experts_ever_asked (VecheDb *db, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT a.member_id, max (a.at), a.closed, a.interaction_id, a.state"
    "  FROM json_each (?1) AS j CROSS JOIN ask AS a ON a.member_id = j.value GROUP BY a.member_id";

  return read_array (prepare_for (db, sql, ids), sizeof (VecheAskRow), fill_ask, error);
}

static void
fill_tie (VecheStatement *row, gpointer element)
{
  VecheTieRow *self = element;

  self->member_id = veche_statement_int (row, 0);
  self->strength = veche_statement_real (row, 1);
  self->at = veche_statement_int (row, 2);
}

/* Person by person: who talks much has thousands of ties. */
GArray *
veche_experts_ties (VecheDb *db, gint64 member_id, GArray *ids, GError **error)
{
  static const char sql[] =
    "SELECT j.value, t.strength, t.at FROM json_each (?1) AS j CROSS JOIN tie AS t ON t.a_id = ?2 AND t.b_id = j.value"
    " UNION ALL SELECT j.value, t.strength, t.at FROM json_each (?1) AS j CROSS JOIN tie AS t ON t.a_id = j.value AND t.b_id = ?2";
  VecheStatement *row = prepare_for (db, sql, ids);

  veche_statement_bind_int (row, 2, member_id);

  return read_array (row, sizeof (VecheTieRow), fill_tie, error);
}

/*** The question ***/

static void
fill_spoke (VecheStatement *row, gpointer element)
{
  VecheSpokeRow *self = element;

  self->member_id = veche_statement_int (row, 0);
  self->at = veche_statement_int (row, 1);
}

/* Below the question, by reply links and by the platform's own thread. */
static GArray *
read_spoke (VecheDb *db, gint64 interaction_id, GError **error)
{
  /* Answers by id: see thread_by_replies (). */
  static const char sql[] =
    "WITH RECURSIVE tree (id, depth) AS ("
    "    SELECT ?1, 0"
    "    UNION SELECT i.id, tree.depth + 1 FROM tree CROSS JOIN interaction AS i ON i.id IN (SELECT r.id FROM interaction AS r WHERE r.reply_to_id = tree.id)"
    "     WHERE tree.depth < 20 AND i.kind <> 'reaction' LIMIT 500),"
    "  said (member_id, at) AS ("
    "    SELECT i.member_id, i.at FROM tree JOIN interaction AS i ON i.id = tree.id AND i.id <> ?1"
    "    UNION SELECT i.member_id, i.at FROM interaction AS x"
    "      JOIN interaction AS i ON i.channel_id = x.channel_id AND i.thread = x.thread AND i.at >= x.at AND i.id <> x.id"
    "       AND i.kind NOT IN ('reaction', 'join', 'leave', 'service')"
    "     WHERE x.id = ?1 AND x.thread IS NOT NULL)"
    " SELECT member_id, min (at) FROM said WHERE member_id IS NOT NULL GROUP BY member_id";
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, interaction_id);

  return read_array (row, sizeof (VecheSpokeRow), fill_spoke, error);
}

gboolean
veche_experts_question (VecheDb *db, gint64 interaction_id, VecheQuestionRow *into, GError **error)
{
  static const char sql[] =
    "SELECT i.member_id, i.uid, i.text, c.platform, c.instance, m.uid, m.name, i.at FROM interaction AS i"
    "  LEFT JOIN channel AS c ON c.id = i.channel_id LEFT JOIN member AS m ON m.id = i.member_id WHERE i.id = ?1";
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  veche_statement_bind_int (row, 1, interaction_id);
  if (!veche_statement_step (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no such message");
      return FALSE;
    }
  into->member_id = veche_statement_int (row, 0);
  into->uid = veche_statement_dup_text (row, 1);
  into->text = veche_statement_dup_text (row, 2);
  into->platform = veche_statement_dup_text (row, 3);
  into->instance = veche_statement_dup_text (row, 4);
  into->author_uid = veche_statement_dup_text (row, 5);
  into->author_name = veche_statement_dup_text (row, 6);
  into->at = veche_statement_int (row, 7);
  veche_statement_reset (row);

  into->spoke = read_spoke (db, interaction_id, error);

  return into->spoke != NULL;
}

void
veche_question_row_clear (VecheQuestionRow *self)
{
  g_free (self->uid);
  g_free (self->text);
  g_free (self->platform);
  g_free (self->instance);
  g_free (self->author_uid);
  g_free (self->author_name);
  g_clear_pointer (&self->spoke, g_array_unref);
}
