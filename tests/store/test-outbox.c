/* test-outbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db.h"
#include "store/veche-drafts-table.h"
#include "store/veche-files-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-sources-table.h"
#include "store/veche-statement.h"

#include <string.h>

/*** Helpers ***/

static VecheBatch *
new_batch (void)
{
  VecheBatch *batch = veche_batch_new ("mastodon", "here.example");
  VechePost *post;

  veche_batch_add_person (batch, "1")->me = TRUE;
  veche_batch_add_person (batch, "1")->handle = "us";
  veche_batch_add_person (batch, "2")->handle = "anna";
  veche_batch_add_channel (batch, "1");
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("10%u", i);

      post = veche_batch_add_post (batch, "1", id);
      post->kind = "post";
      post->author = "2";
      post->text = "Вече, когда встреча?";
      post->thread = "101";
      post->meta = "{\"visibility\":\"unlisted\"}";
      post->at = i * G_USEC_PER_SEC;
      post->attention = VECHE_ATTENTION_MENTION;
    }

  return batch;
}

static gint64
count (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 n;

  g_assert_true (veche_statement_step (statement, NULL));
  n = veche_statement_int (statement, 0);
  veche_statement_reset (statement);

  return n;
}

static char *
find_uid (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *uid;

  g_assert_true (veche_statement_step (statement, NULL));
  uid = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return uid;
}

static void
queue (VecheDb *db, const char *source, const char *remote_id, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL);
  g_autofree char *interaction = find_uid (db, g_str_equal (remote_id, "101") ? "SELECT uid FROM interaction WHERE remote_id = '101'"
                                                                                : "SELECT uid FROM interaction WHERE remote_id = '102'");
  const char *uid = veche_edit_insert (edit, "outbox");
  g_autoptr (GError) error = NULL;

  veche_edit_set_ref (edit, "outbox", uid, "source_id", source);
  veche_edit_set_ref (edit, "outbox", uid, "interaction_id", interaction);
  veche_edit_set_text (edit, "outbox", uid, "text", text);
  veche_edit_set_int (edit, "outbox", uid, "at", 1);
  veche_edit_set_int (edit, "outbox", uid, "not_before", 1);
  veche_journal_apply (db, edit, "me", &error);
  g_assert_no_error (error);
}

/* A source with two mentions in one thread, each with a reply queued. */
static VecheDb *
open_workspace (char **source_uid)
{
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, NULL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-source", "S");
  g_autoptr (VecheBatch) batch = new_batch ();
  g_autoptr (VecheSource) source = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  *source_uid = g_strdup (veche_sources_edit_add (edit, "mastodon", "S", "https://here.example", NULL, FALSE));
  g_assert_true (veche_db_begin (db, NULL));
  veche_journal_apply (db, edit, "me", &error);
  g_assert_no_error (error);
  source = veche_sources_load (db, "S", &error);
  g_assert_no_error (error);
  id = veche_ingest_begin (db, "sync", "S", NULL);
  g_assert_true (veche_ingest_batch (db, id, batch, source->id, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (db, id, &error));
  g_assert_true (veche_sources_report (db, &(VecheSourceReport) { source->id, 77, "cursor", "1", "us" }, &error));
  queue (db, *source_uid, "101", "В субботу");
  queue (db, *source_uid, "102", "и в воскресенье");

  return db;
}

static void
close_workspace (VecheDb *db)
{
  g_auto (GStrv) wrong = veche_journal_verify (db, NULL);

  g_assert_cmpuint (g_strv_length (wrong), ==, 0);
  g_assert_true (veche_db_commit (db, NULL));
  veche_db_close (db);
}

/*** Tests ***/

static void
test_sent (void)
{
  g_autofree char *uid = NULL;
  VecheDb *db = open_workspace (&uid);
  g_autoptr (GPtrArray) due = veche_outbox_due (db, 100, NULL);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  VecheOutboxRow *row = g_ptr_array_index (due, 0);

  /* One of a thread at a time, with everything that the way needs. */
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpstr (row->text, ==, "В субботу");
  g_assert_cmpstr (row->reply_remote_id, ==, "101");
  g_assert_cmpstr (row->author_handle, ==, "anna");
  g_assert_cmpstr (row->reply_meta, ==, "{\"visibility\":\"unlisted\"}");

  g_assert_true (veche_outbox_set_sending (db, row->id, &error));
  g_assert_false (veche_outbox_set_sending (db, row->id, NULL));
  g_assert_true (veche_outbox_set_sent (db, row->id, "201", "https://here.example/201", &error));
  g_assert_no_error (error);
  after = veche_outbox_due (db, 100, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (count (db, "SELECT count (*) FROM interaction WHERE remote_id = '201' AND direction = 'out' AND reply_to_id IS NOT NULL"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count (*) FROM triage WHERE answered IS NOT NULL"), ==, 1);
  g_assert_false (veche_outbox_withdraw (db, row->uid, "me", NULL));
  close_workspace (db);
}

static void
test_not_sent (void)
{
  g_autofree char *uid = NULL;
  VecheDb *db = open_workspace (&uid);
  g_autoptr (GPtrArray) due = veche_outbox_due (db, 100, NULL);
  VecheOutboxRow *row = g_ptr_array_index (due, 0);

  /* Later by itself, then never by itself, then as nobody knows. */
  g_assert_true (veche_outbox_set_sending (db, row->id, NULL));
  g_assert_true (veche_outbox_set_failed (db, row->id, "offline", "no way", 500, NULL));
  g_assert_cmpint (veche_outbox_next_due (db), ==, 1);
  g_assert_true (veche_outbox_set_sending (db, row->id, NULL));
  g_assert_true (veche_outbox_set_failed (db, row->id, "rejected", "no", 0, NULL));
  g_assert_cmpint (count (db, "SELECT count (*) FROM outbox WHERE state = 'failed' AND attempts = 2"), ==, 1);
  g_assert_true (veche_outbox_resend (db, row->uid, NULL));
  g_assert_true (veche_outbox_set_sending (db, row->id, NULL));
  g_assert_true (veche_outbox_recover (db, NULL));
  g_assert_cmpint (count (db, "SELECT count (*) FROM outbox WHERE state = 'unknown'"), ==, 1);

  /* Given up: the words are a draft again. */
  g_assert_true (veche_outbox_withdraw (db, row->uid, "me", NULL));
  g_assert_cmpint (count (db, "SELECT count (*) FROM draft WHERE text = 'В субботу'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count (*) FROM outbox"), ==, 1);
  close_workspace (db);
}

static char *
draft_of (VecheDb *db, const char *remote_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT d.text FROM draft AS d JOIN interaction AS i ON i.id = d.interaction_id WHERE i.remote_id = '%s'", remote_id);

  return find_uid (db, sql);
}

static gint64
interaction_of (VecheDb *db, const char *remote_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM interaction WHERE remote_id = '%s'", remote_id);

  return count (db, sql);
}

static void
assert_draft (VecheDb *db, const char *remote_id, const char *text)
{
  g_autofree char *draft = draft_of (db, remote_id);

  g_assert_cmpstr (draft, ==, text);
}

static void
withdraw_all (VecheDb *db)
{
  while (count (db, "SELECT count(*) FROM outbox") > 0)
    {
      g_autofree char *uid = find_uid (db, "SELECT uid FROM outbox LIMIT 1");

      g_assert_true (veche_outbox_withdraw (db, uid, "me", NULL));
    }
  g_assert_true (veche_db_exec (db, "DELETE FROM draft", NULL));
}

/* A mention with a reply that has words and, or, so many files. */
static char *
queue_with_files (VecheDb *db, const char *text, guint n)
{
  g_autofree char *mention = find_uid (db, "SELECT t.uid FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id WHERE i.remote_id = '101'");
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (veche_file_free);
  g_autoptr (GError) error = NULL;
  char *row = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i + 1);
      g_autoptr (GBytes) data = g_bytes_new (name, strlen (name));

      g_ptr_array_add (files, veche_files_keep (db, name, data, &error));
      g_assert_no_error (error);
    }
  g_assert_true (veche_inbox_edit_reply_with (db, edit, mention, text, files, 0, &row, &error));
  veche_journal_apply (db, edit, "me", &error);
  g_assert_no_error (error);

  return row;
}

/* Given a reply with a file and a newer draft with another, when it is withdrawn or undone, then both stand there; done again, the reply is no draft. */
static void
test_goes_back (void)
{
  g_autofree char *source = NULL, *row = NULL, *again = NULL;
  g_autoptr (VecheGesture) undone = NULL, redone = NULL;
  VecheDb *db = open_workspace (&source);
  gint64 id = interaction_of (db, "101");
  g_autoptr (GPtrArray) files = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  withdraw_all (db);
  row = queue_with_files (db, "Вот план", 1);
  g_assert_true (veche_inbox_save_draft (db, id, "и ещё", &error));
  g_assert_true (veche_db_exec (db, "INSERT INTO draft_file (interaction_id, name, type, size, hash, position) SELECT id, 'b.png', 'image/png', 1, 'b', 0"
                                    "  FROM interaction WHERE remote_id = '101'", &error));
  g_assert_true (veche_outbox_withdraw (db, row, "me", &error));
  g_assert_no_error (error);
  assert_draft (db, "101", "Вот план\n\nи ещё");
  files = veche_draft_files_list (db, id, NULL);
  g_assert_cmpuint (files->len, ==, 2);

  g_assert_true (veche_draft_files_set (db, id, NULL, NULL) && veche_inbox_save_draft (db, id, "начато", NULL));
  again = queue_with_files (db, "", 1);
  undone = veche_journal_undo (db, 0, "me", &error);
  g_assert_no_error (error);
  assert_draft (db, "101", "начато");
  g_assert_cmpint (count (db, "SELECT count(*) FROM draft_file WHERE name = '1.png'"), ==, 1);
  redone = veche_journal_redo (db, "me", &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count(*) FROM draft_file"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM outbox_file AS f JOIN outbox AS o ON o.id = f.outbox_id WHERE o.state = 'queued'"), ==, 1);
  assert_draft (db, "101", "начато");
  close_workspace (db);
}

/* Given a reply whose words arrived and of whose two files one did, then only the other leaves again, and is all that a withdrawal brings back. */
static void
test_arrives_in_part (void)
{
  g_autofree char *source = NULL, *row = NULL;
  VecheDb *db = open_workspace (&source);
  g_autoptr (GPtrArray) due = NULL, files = NULL, left = NULL, thread = NULL;
  const char *arrived[] = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  gint64 id;

  withdraw_all (db);
  row = queue_with_files (db, "Вот план", 2);
  id = count (db, "SELECT id FROM outbox");
  files = veche_outbox_files_list (db, id, &error);
  arrived[0] = ((VecheFile *) files->pdata[0])->uid;
  g_assert_true (veche_outbox_set_sending (db, id, &error));
  g_assert_true (veche_outbox_set_words_sent (db, id, "201", NULL, arrived, &error));
  g_assert_true (veche_outbox_set_failed (db, id, "rejected", "too large", 0, &error));
  g_assert_cmpint (count (db, "SELECT count(*) FROM interaction WHERE remote_id = '201' AND text = 'Вот план'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM triage WHERE answered IS NOT NULL"), ==, 1);

  g_assert_true (veche_outbox_resend (db, row, &error));
  due = veche_outbox_due (db, G_MAXINT64 / 2, &error);
  g_assert_cmpint (((VecheOutboxRow *) due->pdata[0])->words_sent, >, 0);
  left = veche_outbox_files_list (db, id, &error);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((VecheFile *) left->pdata[0])->name, ==, "2.png");
  g_assert_true (veche_outbox_withdraw (db, row, "me", &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count(*) FROM draft"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count(*) FROM draft_file WHERE name = '2.png'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM draft_file"), ==, 1);
  close_workspace (db);
}

/* The rest arrives later: the words stand there once. */
static void
test_arrives_at_last (void)
{
  g_autofree char *source = NULL, *row = NULL;
  VecheDb *db = open_workspace (&source);
  g_autoptr (GError) error = NULL;
  gint64 id;

  withdraw_all (db);
  row = queue_with_files (db, "", 2);
  id = count (db, "SELECT id FROM outbox");
  g_assert_true (veche_outbox_set_sending (db, id, &error) && veche_outbox_set_words_sent (db, id, "201", NULL, NULL, &error));
  g_assert_cmpint (count (db, "SELECT count(*) FROM interaction WHERE remote_id = '201' AND text LIKE '%1.png%'"), ==, 1);
  g_assert_true (veche_outbox_set_sent (db, id, "202", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count(*) FROM interaction WHERE direction = 'out'"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count(*) FROM outbox WHERE state = 'sent' AND remote_id = '201'"), ==, 1);
  close_workspace (db);
}

/* base, stored, what was made of base, what is to stand there */
static void
test_merge (void)
{
  static const char *const cases[][4] = {
    { NULL, NULL, NULL, "" },
    { NULL, NULL, "да", "да" },
    { "да", "да", "да, но", "да, но" },
    { "да", "да", "", "" },
    { "да", "", "да, но", "да, но" },
    { "да", "", "да\nи ещё", "и ещё" },                    /* it has left; what was typed since stays */
    { "да", "", "нет", "нет" },
    { "да", "", "да", "" },
    { "", "вернулось", "начато", "вернулось\n\nначато" },
    { NULL, "стояло", "начато", "стояло\n\nначато" },
    { "начато", "вернулось\n\nначато", "начато и ещё", "вернулось\n\nначато и ещё" },
    { "начато", "вернулось\n\nначато", "", "вернулось" },
    { "начато", "начато\nиз окна", "начато!", "начато!\nиз окна" },
    { "начато", "совсем другое", "начато!", "совсем другое\n\nначато!" },
    { "", "то же", "то же", "то же" },
    { "ушло и ещё", "и ещё", "ушло и ещё", "и ещё" },
    { "ушло и ещё", "и ещё", "ушло и ещё раз", "и ещё раз" },
    { "ушло и ещё", "вернулось\n\nи ещё", "ушло и ещё раз", "вернулось\n\nи ещё раз" },
    { "ушло и ещё", "и ещё", "ушло? и ещё", "ушло? и ещё" },
    /* Undo brought it back, with an empty line where it was parted: the same words. */
    { "ушло и ещё", "ушло\n\nи ещё", "", "" },
    { "ушло и ещё", "ушло\n\nи ещё", "ушло и ещё", "ушло\n\nи ещё" },
    { "ушло и ещё", "ушло\n\nи ещё", "ушло и ещё раз", "ушло и ещё раз" },
    { "ушло и ещё", "вернулось\n\nушло\n\nи ещё", "", "вернулось" },
    { "ушло и ещё", "вернулось\n\nушло\n\nи ещё", "ушло и ещё раз", "вернулось\n\nушло и ещё раз" },
    { "ушло\n\nи ещё", "и ещё", "ушло и ещё раз", "и ещё раз" },
    /* What both begin with and end with stands once, whatever left or came in between. */
    { "один ушло два", "один два", "один ушло два три", "один\n\nдва три" },
    { "один ушло два", "один пришло два", "один ушло два три", "один пришло\n\nдва три" },
    { "один ушло два", "один пришло два", "один ушло! два", "один пришло\n\nушло! два" },
    { "один ушло два", "один пришло два", "", "пришло" },
    { "один два", "один пришло два", "", "пришло" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *merged = veche_draft_merge (cases[i][0], cases[i][1], cases[i][2]);

      g_assert_cmpstr (merged, ==, cases[i][3]);
    }
}

static void
test_remove (gconstpointer data)
{
  gboolean keep = GPOINTER_TO_INT (data);
  g_autofree char *uid = NULL;
  VecheDb *db = open_workspace (&uid);
  g_autoptr (GPtrArray) due = veche_outbox_due (db, 100, NULL);
  VecheOutboxRow *row = g_ptr_array_index (due, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_outbox_set_sending (db, row->id, NULL));
  g_assert_true (veche_outbox_set_sent (db, row->id, "201", NULL, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO outbox_file (uid, outbox_id, name, type, size, hash, alt, position)"
                                    " SELECT 'file-' || id, id, 'plan.png', 'image/png', 3, 'h', 'Plan', 0 FROM outbox", &error));
  g_assert_true (veche_sources_remove (db, uid, keep, "me", &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count (*) FROM source"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM outbox"), ==, 0);
  if (keep)
    {
      g_assert_cmpint (count (db, "SELECT count (*) FROM interaction WHERE direction = 'in'"), ==, 2);
      /* The reply that never left is a draft again; the sent one is not. */
      g_assert_cmpint (count (db, "SELECT count (*) FROM draft WHERE text = 'и в воскресенье'"), ==, 1);
      g_assert_cmpint (count (db, "SELECT count (*) FROM draft"), ==, 1);
      g_assert_cmpint (count (db, "SELECT count (*) FROM draft_file AS f JOIN draft AS d ON d.interaction_id = f.interaction_id WHERE f.alt = 'Plan'"), ==, 1);
      g_assert_cmpint (count (db, "SELECT count (*) FROM draft_file"), ==, 1);
    }
  close_workspace (db);
}

static void
test_sources (void)
{
  g_autofree char *uid = NULL;
  VecheDb *db = open_workspace (&uid);
  g_autoptr (GPtrArray) sources = veche_sources_list (db, NULL);
  VecheSource *source = g_ptr_array_index (sources, 0);
  g_autoptr (VecheSource) again = NULL;

  g_assert_cmpstr (source->cursor, ==, "cursor");
  g_assert_cmpint (source->next_run, ==, 77);
  g_assert_cmpuint (source->n_channels, ==, 1);
  g_assert_null (veche_sources_load (db, "nobody", NULL));

  g_assert_true (veche_sources_report (db, &(VecheSourceReport) { source->id, 99, "cursor", "1", "us", "offline", "no way" }, NULL));
  again = veche_sources_load (db, uid, NULL);
  g_assert_cmpuint (again->failures, ==, 1);
  g_assert_cmpstr (again->error, ==, "offline");
  g_assert_cmpint (again->last_ok, >, 0);
  close_workspace (db);
}

/* Given a request to join, when it is decided, then the outbox says what, undo takes it back, and what left is no reply in the talk. */
static void
test_decide (void)
{
  g_autofree char *source = NULL, *mention = NULL;
  g_autoptr (VecheDb) db = open_workspace (&source);
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL), again = veche_edit_new ("reply", NULL);
  g_autoptr (VecheGesture) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = NULL;
  const VecheOutboxRow *row;

  mention = find_uid (db, "SELECT uid FROM triage ORDER BY id LIMIT 1");
  g_assert_true (veche_db_exec (db, "DELETE FROM outbox", &error));
  g_assert_true (veche_inbox_edit_decide (db, edit, mention, "decline", "Not let in", 10, &error));
  g_assert_cmpint (veche_journal_apply (db, edit, "me", &error), >, 0);
  g_assert_no_error (error);
  undone = veche_journal_undo (db, 0, "me", &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count (*) FROM outbox"), ==, 0);

  g_assert_true (veche_inbox_edit_decide (db, again, mention, "approve", "Let in", 0, &error));
  g_assert_cmpint (veche_journal_apply (db, again, "me", &error), >, 0);
  due = veche_outbox_due (db, veche_now () + 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (due->len, ==, 1);
  row = due->pdata[0];
  g_assert_cmpstr (row->action, ==, "approve");
  g_assert_true (veche_outbox_set_sending (db, row->id, &error));
  g_assert_true (veche_outbox_set_sent (db, row->id, "approve:x", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count (*) FROM interaction WHERE remote_id = 'approve:x' AND kind = 'service' AND direction = 'out'"), ==, 1);
  g_assert_true (veche_db_commit (db, NULL));
}

static void
publish_cb (VecheChange *change, gpointer told)
{
  *(VecheTables *) told = veche_change_get_tables (change);
  veche_change_unref (change);
}

/* What a report tells of. */
static VecheTables
report (VecheDb *db, const VecheSourceReport *said)
{
  VecheTables told = 0;

  veche_db_set_publisher (db, publish_cb, &told);
  g_assert_true (veche_db_begin (db, NULL) && veche_sources_report (db, said, NULL) && veche_db_commit (db, NULL));

  return told;
}

/* Given a source that has nothing new, then only that it was asked is told of; how it fares is, when that changes. */
static void
test_nothing_new (void)
{
  g_autofree char *uid = NULL;
  VecheDb *db = open_workspace (&uid);
  gint64 id = veche_db_id_for_uid (db, "source", uid);

  g_assert_true (veche_db_commit (db, NULL));
  report (db, &(VecheSourceReport) { id, 99, "a", "1", "us", "offline", "no way" });
  g_assert_cmpuint (report (db, &(VecheSourceReport) { id, 100, "b", "1", "us" }), ==, VECHE_TABLE_SOURCE);
  g_assert_cmpuint (report (db, &(VecheSourceReport) { id, 101, "c", "1", "us" }), ==, VECHE_TABLE_ASKED);
  g_assert_cmpuint (report (db, &(VecheSourceReport) { id, 102, "d" }), ==, VECHE_TABLE_ASKED);
  g_assert_cmpuint (report (db, &(VecheSourceReport) { id, 103, "e", "1", "we" }), ==, VECHE_TABLE_SOURCE);
  g_assert_cmpuint (report (db, &(VecheSourceReport) { id, 104, "f", "1", "we", "offline", "no way" }), ==, VECHE_TABLE_SOURCE);
  g_assert_cmpuint (report (db, &(VecheSourceReport) { id, 105, "f", "1", "we", "offline", "no way" }), ==, VECHE_TABLE_ASKED);
  g_assert_cmpint (count (db, "SELECT next_run FROM source"), ==, 105);
  g_assert_true (veche_db_begin (db, NULL));
  close_workspace (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/outbox/merge", test_merge);
  g_test_add_func ("/store/outbox/goes-back", test_goes_back);
  g_test_add_func ("/store/outbox/arrives-in-part", test_arrives_in_part);
  g_test_add_func ("/store/outbox/arrives-at-last", test_arrives_at_last);
  g_test_add_func ("/store/outbox/sent", test_sent);
  g_test_add_func ("/store/outbox/not-sent", test_not_sent);
  g_test_add_func ("/store/outbox/decide", test_decide);
  g_test_add_data_func ("/store/sources/remove-keep", GINT_TO_POINTER (TRUE), test_remove);
  g_test_add_data_func ("/store/sources/remove-drop", GINT_TO_POINTER (FALSE), test_remove);
  g_test_add_func ("/store/sources/report", test_sources);
  g_test_add_func ("/store/sources/nothing-new", test_nothing_new);

  return g_test_run ();
}
