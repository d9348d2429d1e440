/* test-asks.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom we asked what, what was proposed, and the board of needs and offers.
 */

#include "store/veche-asks-table.h"

#include <string.h>

#include "model/veche-batch.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-proposals-table.h"
#include "store/veche-statement.h"
#include "store/veche-wishes-table.h"

#define HOUR G_TIME_SPAN_HOUR

typedef struct
{
  VecheDb *db;
  gint64   now;
  char    *anna, *boris, *question;   /* uids */
} Fixture;

static VechePost *
post (VecheBatch *batch, const char *id, const char *author, const char *reply_to, gint64 at, const char *text)
{
  VechePost *added;

  veche_batch_add_person (batch, author)->name = veche_batch_intern (batch, author);
  added = veche_batch_add_post (batch, "chat", id);
  added->author = veche_batch_intern (batch, author);
  added->kind = "message";
  added->at = at;
  added->text = veche_batch_intern (batch, text);
  added->reply_to = reply_to;

  return added;
}

static void
bring (Fixture *self, VecheBatch *batch)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (veche_db_begin (self->db, &error));
  id = veche_ingest_begin (self->db, "test", "test", &error);
  g_assert_true (veche_ingest_batch (self->db, id, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (self->db, id, &error));
  g_assert_true (veche_db_commit (self->db, &error));
  g_assert_no_error (error);
}

static char *
text_of (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  char *text = veche_statement_step (row, NULL) ? veche_statement_dup_text (row, 0) : NULL;

  veche_statement_reset (row);

  return text;
}

static void
apply (Fixture *self, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (self->db, &error));
  g_assert_cmpint (veche_journal_apply (self->db, edit, "test", &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
}

static void
undo (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheGesture) gesture = NULL;

  g_assert_true (veche_db_begin (self->db, &error));
  gesture = veche_journal_undo (self->db, 0, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
}

static void
check_journal (Fixture *self)
{
  g_auto (GStrv) wrong = veche_journal_verify (self->db, NULL);

  g_assert_nonnull (wrong);
  g_assert_cmpstr (wrong[0], ==, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  self->now = veche_now ();
  veche_batch_add_channel (batch, "chat")->name = "Chat";
  post (batch, "1", "carol", NULL, self->now - 5 * HOUR, "Who knows how to tune PostgreSQL?");
  post (batch, "2", "anna", NULL, self->now - 50 * HOUR, "Hello");
  post (batch, "3", "boris", NULL, self->now - 50 * HOUR, "Hello");
  bring (self, batch);
  self->anna = text_of (self->db, "SELECT uid FROM member WHERE name = 'anna'");
  self->boris = text_of (self->db, "SELECT uid FROM member WHERE name = 'boris'");
  self->question = text_of (self->db, "SELECT uid FROM interaction WHERE remote_id = '1'");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_db_close (self->db);
  g_free (self->anna);
  g_free (self->boris);
  g_free (self->question);
}

static char *
add_competency (Fixture *self, const char *name)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("competency", NULL);
  char *uid = g_strdup (veche_edit_insert (edit, "competency"));

  veche_edit_set_text (edit, "competency", uid, "name", name);
  apply (self, edit);

  return uid;
}

static void
ask_both (Fixture *self, const char *competency, gint64 at)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", NULL);
  VecheAskWhat what = { "Who knows how to tune PostgreSQL?", NULL, self->question, competency, "telegram", at };

  veche_asks_edit_add (edit, self->anna, &what);
  veche_asks_edit_add (edit, self->boris, &what);
  apply (self, edit);
}

static guint
count (Fixture *self, const char *state)
{
  g_autoptr (GPtrArray) asks = veche_asks_list (self->db, state, 0, 0, 0, NULL);

  g_assert_nonnull (asks);

  return asks->len;
}

static void
test_answer_closes (Fixture *self, gconstpointer data)
{
  g_autofree char *competency = add_competency (self, "PostgreSQL");
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  g_autoptr (GPtrArray) asks = NULL, proposals = NULL;
  VecheAsk *ask;

  ask_both (self, competency, self->now - 4 * HOUR);
  post (batch, "4", "anna", NULL, self->now - 3 * HOUR, "Good morning to all");
  post (batch, "5", "anna", "1", self->now - 2 * HOUR, "Look at shared_buffers first");
  post (batch, "6", "carol", "5", self->now - HOUR, "Thanks");
  bring (self, batch);
  bring (self, batch);

  asks = veche_asks_list (self->db, "answered", 0, 0, 0, NULL);
  g_assert_cmpuint (asks->len, ==, 1);
  ask = asks->pdata[0];
  g_assert_cmpstr (ask->member_name, ==, "anna");
  g_assert_cmpstr (ask->answer, ==, "Look at shared_buffers first");
  g_assert_cmpint (ask->closed, ==, self->now - 2 * HOUR);
  g_assert_cmpuint (count (self, "open"), ==, 1);

  /* An answer speaks for the competency, and nothing more until somebody says yes. */
  proposals = veche_proposals_list (self->db, "open", 0, 0, NULL);
  g_assert_cmpuint (proposals->len, ==, 1);
  g_assert_cmpstr (((VecheProposal *) proposals->pdata[0])->value, ==, "PostgreSQL");
  g_assert_null (text_of (self->db, "SELECT uid FROM member_competency"));
  check_journal (self);
}

/* The question was typed: only a reply to our own words that mention them is surely the answer. */
static void
test_answer_without_message (Fixture *self, gconstpointer data)
{
  g_autofree char *competency = add_competency (self, "PostgreSQL");
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  VecheAskWhat what = { "Who knows how to tune PostgreSQL?", NULL, NULL, competency, "telegram", self->now - 4 * HOUR };

  veche_asks_edit_add (edit, self->anna, &what);
  apply (self, edit);
  veche_batch_add_person (batch, "anna")->handle = "anna_db";
  post (batch, "10", "anna", NULL, self->now - 3 * HOUR, "PostgreSQL is on my mind today");
  post (batch, "11", "me", NULL, self->now - 3 * HOUR, "Good morning to all")->out = TRUE;
  post (batch, "12", "anna", "11", self->now - 2 * HOUR, "Morning! PostgreSQL?");
  post (batch, "13", "me", NULL, self->now - 2 * HOUR, "@anna_db, could you help with this?")->out = TRUE;
  bring (self, batch);
  g_assert_cmpuint (count (self, "open"), ==, 1);

  {
    g_autoptr (VecheBatch) answer = veche_batch_new ("telegram", "");
    g_autofree char *words = NULL;

    post (answer, "14", "anna", "13", self->now - HOUR, "Raise shared_buffers");
    bring (self, answer);
    words = text_of (self->db, "SELECT i.text FROM ask AS a JOIN interaction AS i ON i.id = a.answer_id WHERE a.state = 'answered'");
    g_assert_cmpstr (words, ==, "Raise shared_buffers");
  }
}

static void
test_answered_elsewhere (Fixture *self, gconstpointer data)
{
  g_autofree char *competency = add_competency (self, "PostgreSQL");
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask", NULL), nobody = veche_edit_new ("ask", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL, *said = NULL, *kept = NULL;

  ask_both (self, competency, self->now - HOUR);
  uid = text_of (self->db, "SELECT a.uid FROM ask AS a JOIN member AS m ON m.id = a.member_id WHERE m.name = 'anna'");
  g_assert_true (veche_asks_edit_answered (self->db, edit, uid, "Told me on the phone: raise shared_buffers", &error));
  g_assert_no_error (error);
  apply (self, edit);

  said = text_of (self->db, "SELECT text FROM competency_evidence");
  g_assert_cmpstr (said, ==, "Told me on the phone: raise shared_buffers");
  g_assert_cmpuint (count (self, "answered"), ==, 1);
  g_assert_cmpuint (count (self, "open"), ==, 1);
  undo (self);
  kept = text_of (self->db, "SELECT text FROM competency_evidence");
  g_assert_null (kept);
  g_assert_cmpuint (count (self, "open"), ==, 2);
  check_journal (self);

  g_assert_false (veche_asks_edit_answered (self->db, nobody, "no-such-ask", NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
}

static void
test_late_and_declined (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("ask-decline", NULL);
  g_autofree char *uid = NULL;

  ask_both (self, NULL, self->now - 100 * HOUR);
  g_assert_cmpuint (count (self, "late"), ==, 2);
  g_assert_cmpuint (veche_asks_count_late (self->db, NULL), ==, 2);

  uid = text_of (self->db, "SELECT uid FROM ask ORDER BY id LIMIT 1");
  veche_asks_edit_state (edit, uid, "declined");
  apply (self, edit);
  g_assert_cmpuint (count (self, "late"), ==, 1);
  undo (self);
  g_assert_cmpuint (count (self, "late"), ==, 2);
  undo (self);
  g_assert_cmpuint (count (self, NULL), ==, 0);
  check_journal (self);
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  VecheAskLimits limits = veche_asks_get_limits (self->db);

  g_assert_cmpuint (limits.limit, ==, 2);
  g_assert_cmpuint (limits.days, ==, 7);
  limits.limit = 1;
  limits.days = 14;
  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_asks_set_limits (self->db, &limits, NULL));
  g_assert_true (veche_db_commit (self->db, NULL));
  limits = veche_asks_get_limits (self->db);
  g_assert_cmpuint (limits.limit, ==, 1);
  g_assert_cmpuint (limits.days, ==, 14);
  g_assert_cmpuint (limits.patience, ==, 3);
}

static gboolean
propose (Fixture *self, const char *kind, const char *value)
{
  VecheProposal proposal = {
    .member_id = veche_db_id_for_uid (self->db, "member", self->anna), .kind = (char *) kind, .value = (char *) value, .level = 2,
    .quote = (char *) "the very words", .origin = (char *) "intro", .interaction_uid = self->question,
  };
  gboolean added = FALSE;

  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_proposals_add (self->db, &proposal, &added, NULL));
  g_assert_true (veche_db_commit (self->db, NULL));

  return added;
}

static void
decide (Fixture *self, const char *value, gboolean accept)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("accept", NULL);
  g_autoptr (GPtrArray) open = veche_proposals_list (self->db, "open", 0, 0, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < open->len; i++)
    {
      VecheProposal *proposal = open->pdata[i];

      if (strcmp (proposal->value, value) != 0)
        continue;
      if (accept)
        g_assert_true (veche_proposals_edit_accept (self->db, edit, proposal->uid, NULL, 0, &error));
      else
        veche_proposals_edit_reject (edit, proposal->uid);
    }
  g_assert_no_error (error);
  apply (self, edit);
}

static void
test_accept_and_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *competency = NULL, *city = NULL, *wish = NULL, *quote = NULL;

  g_assert_true (propose (self, "competency", "Welding"));
  g_assert_true (propose (self, "city", "Kazan"));
  g_assert_true (propose (self, "need", "a garage"));
  decide (self, "Welding", TRUE);
  decide (self, "Kazan", TRUE);
  decide (self, "a garage", TRUE);
  competency = text_of (self->db, "SELECT c.name || l.level || l.origin FROM member_competency AS l JOIN competency AS c ON c.id = l.competency_id");
  quote = text_of (self->db, "SELECT text FROM competency_evidence");
  city = text_of (self->db, "SELECT city FROM member WHERE name = 'anna'");
  wish = text_of (self->db, "SELECT kind || ': ' || text FROM wish");
  g_assert_cmpstr (competency, ==, "Welding2self");
  g_assert_cmpstr (quote, ==, "the very words");
  g_assert_cmpstr (city, ==, "Kazan");
  g_assert_cmpstr (wish, ==, "need: a garage");
  check_journal (self);

  undo (self);
  undo (self);
  undo (self);
  g_assert_null (text_of (self->db, "SELECT uid FROM member_competency UNION SELECT uid FROM wish UNION SELECT uid FROM competency"));
  g_assert_cmpuint (veche_proposals_count (self->db, 0, NULL), ==, 3);
  check_journal (self);
}

static void
test_rejected_stays (Fixture *self, gconstpointer data)
{
  g_assert_true (propose (self, "competency", "Welding"));
  g_assert_false (propose (self, "competency", "welding"));
  decide (self, "Welding", FALSE);
  g_assert_false (propose (self, "competency", "WELDING"));
  g_assert_cmpuint (veche_proposals_count (self->db, 0, NULL), ==, 0);
}

static void
test_wishes (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("wish", NULL);
  g_autoptr (VecheEdit) met = veche_edit_new ("wish-met", NULL);
  g_autofree char *uid = g_strdup (veche_wishes_edit_add (edit, self->anna, "need", "a hall for forty", 0, self->question));
  VecheWish *wish;

  apply (self, edit);
  veche_wishes_edit_state (met, uid, "met", self->boris);
  apply (self, met);
  wish = veche_wishes_load (self->db, uid, NULL);
  g_assert_cmpstr (wish->state, ==, "met");
  g_assert_cmpstr (wish->met_by_name, ==, "boris");
  veche_wish_free (wish);
  undo (self);
  wish = veche_wishes_load (self->db, uid, NULL);
  g_assert_cmpstr (wish->state, ==, "open");
  g_assert_null (wish->met_by_uid);
  veche_wish_free (wish);
  check_journal (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  TEST ("/asks/answer-without-message", test_answer_without_message);
  TEST ("/asks/answered-elsewhere", test_answered_elsewhere);
  TEST ("/asks/answer-closes", test_answer_closes);
  TEST ("/asks/late-and-declined", test_late_and_declined);
  TEST ("/asks/limits", test_limits);
  TEST ("/proposals/accept-and-undo", test_accept_and_undo);
  TEST ("/proposals/rejected-stays", test_rejected_stays);
  TEST ("/wishes/met", test_wishes);
#undef TEST

  return g_test_run ();
}
