/* test-telegram-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-chat-export.h"

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-import-table.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

static const VecheChatOptions options = { .me = "user100", .my_handle = "vera_mayak", .actor = "Вера" };

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "telegram", name, NULL);
}

static void
import_with (VecheDb *db, const char *name, const VecheChatOptions *how, VecheIngestCounts *counts, GError **error)
{
  g_autofree char *path = fixture (name);
  g_autoptr (VecheChatScan) scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, error);

  if (scan != NULL)
    veche_chat_import (db, scan, how, NULL, NULL, NULL, counts, error);
}

static void
import (VecheDb *db, const char *name)
{
  VecheIngestCounts counts = { 0 };
  g_autoptr (GError) error = NULL;

  import_with (db, name, &options, &counts, &error);
  g_assert_no_error (error);
}

/* One line a row, without ids and uids: what two workspaces must agree upon. */
static char *
dump (VecheDb *db)
{
  static const char *const queries[] = {
    "SELECT 'channel', remote_id, kind, name, (SELECT p.remote_id FROM channel AS p WHERE p.id = c.parent_id) FROM channel AS c ORDER BY remote_id",
    "SELECT 'person', i.remote_id, i.display_name, i.handle, i.deleted || i.bot || m.me || m.interactions FROM identity AS i JOIN member AS m ON m.id = i.member_id "
    "ORDER BY i.remote_id",
    "SELECT c.remote_id, i.remote_id, i.kind || ' ' || i.direction, i.text, (SELECT r.remote_id FROM interaction AS r WHERE r.id = i.reply_to_id) "
    "FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id ORDER BY i.at, c.remote_id, i.remote_id",
    "SELECT 'mention', i.remote_id, t.reason, t.state, i.text FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id WHERE t.state = 'open' ORDER BY i.at, i.remote_id",
    "SELECT 'covered', remote_id, min (since) / 1000000, max (until) / 1000000, '' FROM (\n"
    "  SELECT *, sum (apart) OVER (PARTITION BY channel_id ORDER BY since, until) AS nth FROM (\n"
    "    SELECT c.remote_id, v.channel_id, v.since, v.until, v.since > coalesce (max (v.until) OVER (PARTITION BY v.channel_id\n"
    "           ORDER BY v.since, v.until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS apart\n"
    "      FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id)) GROUP BY channel_id, nth ORDER BY 2, 3",
  };
  GString *text = g_string_new (NULL);

  for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
    {
      VecheStatement *statement = veche_db_prepare (db, queries[q]);

      while (veche_statement_step (statement, NULL))
        {
          for (int i = 0; i < 5; i++)
            {
              const char *value = veche_statement_text (statement, i);
              g_auto (GStrv) lines = g_strsplit (value != NULL ? value : "—", "\n", -1);
              g_autofree char *joined = g_strjoinv (" ⏎ ", lines);

              g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", joined);
            }
          g_string_append_c (text, '\n');
        }
    }

  return g_string_free (text, FALSE);
}

static VecheDb *
workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);

  return db;
}

static char *
dump_after (const char *const *files)
{
  g_autoptr (VecheDb) db = workspace ();

  for (; *files != NULL; files++)
    import (db, *files);

  return dump (db);
}

static void
test_golden (gconstpointer name)
{
  g_autofree char *file = g_strconcat (name, ".import.expected", NULL);
  g_autofree char *path = fixture (file);
  g_autofree char *seen = dump_after ((const char *const[]){ name, NULL });
  g_autofree char *expected = NULL;

  if (g_getenv ("VECHE_TEST_WRITE") != NULL)
    g_file_set_contents (path, seen, -1, NULL);
  g_file_get_contents (path, &expected, NULL, NULL);
  g_assert_cmpstr (seen, ==, expected);
}

/* Whatever the order and however often: the same stands in the end. */
static void
test_order (void)
{
  static const struct { const char *files[4]; } orders[] = {
    { { "single.json", "single.json" } }, { { "single-short.json", "single.json" } }, { { "single.json", "single-short.json" } },
    { { "single-short.json", "single-short.json", "single.json" } },
  };
  g_autofree char *once = dump_after ((const char *const[]){ "single.json", NULL });

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *seen = dump_after (orders[i].files);

      g_assert_cmpstr (seen, ==, once);
    }
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 n = veche_statement_step (statement, NULL) ? veche_statement_int (statement, 0) : -1;

  veche_statement_reset (statement);

  return n;
}

/* A later part of a forum does not know the topics' beginnings; with the whole, nothing stands twice all the same. */
static void
test_forum (void)
{
  g_autoptr (VecheDb) late_first = workspace ();
  g_autoptr (VecheDb) whole_first = workspace ();

  import (late_first, "forum-late.json");
  import (late_first, "forum.json");
  g_assert_cmpint (number (late_first, "SELECT count(*) FROM interaction"), ==, 8);

  import (whole_first, "forum.json");
  import (whole_first, "forum-late.json");
  g_assert_cmpint (number (whole_first, "SELECT count(*) FROM interaction"), ==, 8);
  g_assert_cmpint (number (whole_first, "SELECT count(*) FROM interaction JOIN channel ON channel.id = channel_id WHERE channel.kind = 'topic'"), ==, 6);
}

/* What stood before the damage is there, and a whole export then completes it. */
static void
test_damaged (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *once = dump_after ((const char *const[]){ "single.json", NULL });
  g_autofree char *seen = NULL;
  g_autoptr (GError) error = NULL;
  VecheIngestCounts counts = { 0 };

  import_with (db, "damaged.json", &options, &counts, &error);
  g_assert_error (error, VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_DAMAGED);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE remote_id IN ('1', '2', '3', '4', '5', '6', '7', '8')"), ==, 8);
  g_assert_cmpint (number (db, "SELECT count(*) FROM coverage"), ==, 0);

  import (db, "single.json");
  seen = dump (db);
  g_assert_cmpstr (seen, ==, once);
}

static void
test_undo (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (VecheGesture) undone = NULL;
  g_autoptr (GError) error = NULL;

  import (db, "single.json");
  import (db, "single-short.json");   /* brings nothing, so there is nothing of it to take back */
  g_assert_true (veche_db_begin (db, NULL));
  undone = veche_journal_undo (db, 0, "Вера", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_cmpstr (undone->kind, ==, "import");
  g_assert_cmpstr (undone->subject, ==, "single.json");
  g_assert_null (veche_import_cut_short (db, NULL));   /* nothing is left to say */
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, 0);

  import (db, "single.json");
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), >, 20);
}

/* As the window does it: cancelled before the first piece it leaves all, and then it takes all. */
static void
test_undo_by_pieces (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VecheGesture) undone = NULL;
  g_autoptr (GError) error = NULL;
  VecheUndoWatch watch = { 0 };
  gint64 all;

  import (db, "single.json");
  all = number (db, "SELECT count(*) FROM interaction");
  g_cancellable_cancel (cancellable);
  g_assert_null (veche_journal_undo_by_pieces (db, FALSE, "Вера", &watch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (watch.partly);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, all);
  g_clear_error (&error);

  undone = veche_journal_undo_by_pieces (db, FALSE, "Вера", &watch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone->kind, ==, "import");
  g_assert_true (watch.partly);
  g_assert_cmpint (watch.total, >=, all);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM gesture WHERE kind = 'import' AND undoes IS NOT NULL"), ==, 1);
  g_assert_null (veche_journal_undo_by_pieces (db, FALSE, "Вера", NULL, NULL, NULL));
}

/* The process was killed before the end: the next start makes of it a gesture like any other. */
static void
test_killed (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (VecheGesture) undone = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  import (db, "single.json");
  g_assert_true (veche_db_exec (db, "DELETE FROM journal WHERE object = 'batch'; DELETE FROM gesture WHERE kind = 'import';"
                                    "UPDATE batch SET finished = NULL", &error));
  g_assert_no_error (error);

  g_assert_null (veche_import_cut_short (db, NULL));
  g_assert_true (veche_import_adopt (db, &error));
  g_assert_true (veche_import_adopt (db, &error));
  g_assert_cmpint (number (db, "SELECT count(*) FROM gesture WHERE kind = 'import'"), ==, 1);
  said = veche_import_cut_short (db, NULL);
  g_assert_cmpstr (said, ==, "single.json");
  g_assert_true (veche_db_begin (db, NULL));
  undone = veche_journal_undo (db, 0, "Вера", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
  g_assert_cmpstr (undone->subject, ==, "single.json");
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member"), ==, 0);
}

/* Private conversations of an account stay out; contacts too. */
static void
test_account (void)
{
  g_autoptr (VecheDb) db = workspace ();

  import (db, "account.json");
  g_assert_cmpint (number (db, "SELECT count(*) FROM channel WHERE kind = 'personal'"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM identity WHERE remote_id IN ('user101', 'user777', 'user93372553')"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE me = 1"), ==, 1);
}

/* The export of an account says whose it is: nobody needs to ask. */
static void
test_certain (void)
{
  g_autoptr (VecheDb) db = workspace ();
  VecheChatOptions nobody = { .actor = "Вера" };
  VecheIngestCounts counts = { 0 };

  import_with (db, "account.json", &nobody, &counts, NULL);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member JOIN identity ON identity.member_id = member.id WHERE me = 1 AND handle = 'vera_mayak'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM triage WHERE reason = 'mention'"), ==, 1);
  g_assert_cmpuint (counts.mentions, ==, number (db, "SELECT count(*) FROM triage"));
}

/* A conversation ticked by the manager: what waits for an answer is one mention. */
static void
test_conversation (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *path = fixture ("account.json");
  g_autoptr (VecheChatScan) scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, NULL);
  GPtrArray *chats = veche_chat_scan_get_chats (scan);
  VecheIngestCounts counts = { 0 };

  for (guint i = 0; i < chats->len; i++)
    ((VecheChat *) g_ptr_array_index (chats, i))->chosen = i == 0;
  g_assert_true (veche_chat_import (db, scan, &options, NULL, NULL, NULL, &counts, NULL));
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM triage WHERE reason = 'direct'"), ==, 1);
}

/* The preview after an import: nothing is new. */
static void
test_fresh (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *path = fixture ("single.json");
  g_autoptr (VecheChatScan) scan = NULL;
  VecheChatTotals totals;

  import (db, "single-short.json");
  scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, NULL);
  veche_chat_scan_get_totals (scan, &totals);
  g_assert_cmpuint (totals.fresh, ==, 11);
  veche_chat_scan_unref (g_steal_pointer (&scan));

  import (db, "single.json");
  scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, NULL);
  veche_chat_scan_get_totals (scan, &totals);
  g_assert_cmpuint (totals.fresh, ==, 0);
  g_assert_cmpuint (totals.fresh_people, ==, 0);
}

static void
test_community (void)
{
  g_autoptr (VecheDb) db = workspace ();
  VecheChatOptions how = options;
  VecheIngestCounts counts = { 0 };

  how.community = "Маяк";
  import_with (db, "single.json", &how, &counts, NULL);
  import_with (db, "old-2019.json", &how, &counts, NULL);
  g_assert_cmpint (number (db, "SELECT count(*) FROM community WHERE name = 'Маяк'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM membership"), >=, 6);
}

static void
test_cancel (void)
{
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *path = fixture ("single.json");
  g_autoptr (VecheChatScan) scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  VecheIngestCounts counts = { 0 };
  g_autoptr (GError) error = NULL;

  /* As a lane has it: the statements look at the cancellable as well. */
  g_cancellable_cancel (cancellable);
  veche_db_set_cancellable (db, cancellable);
  g_assert_false (veche_chat_import (db, scan, &options, NULL, NULL, cancellable, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (veche_db_in_transaction (db));
  g_assert_cmpint (number (db, "SELECT count(*) FROM batch WHERE finished IS NULL"), ==, 0);
}

static void
scan_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheChatScan) scan = veche_chat_scan_finish (result, NULL);

  *(guint *) user_data = scan != NULL ? veche_chat_scan_get_chats (scan)->len : 99;
}

static void
test_async (void)
{
  g_autofree char *path = fixture ("account.json");
  guint chats = 0;

  veche_chat_scan_async (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, scan_cb, &chats);
  while (chats == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (chats, ==, 7);
}

int
main (int argc, char *argv[])
{
  static const char *const golden[] = { "single.json", "old-2019.json", "account.json", "forum.json", "odd.json" };

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (golden); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/telegram-import/", golden[i], NULL);

      g_test_add_data_func (path, golden[i], test_golden);
    }
  g_test_add_func ("/exchange/telegram-import/order", test_order);
  g_test_add_func ("/exchange/telegram-import/forum", test_forum);
  g_test_add_func ("/exchange/telegram-import/damaged", test_damaged);
  g_test_add_func ("/exchange/telegram-import/undo", test_undo);
  g_test_add_func ("/exchange/telegram-import/undo-by-pieces", test_undo_by_pieces);
  g_test_add_func ("/exchange/telegram-import/killed", test_killed);
  g_test_add_func ("/exchange/telegram-import/account", test_account);
  g_test_add_func ("/exchange/telegram-import/certain", test_certain);
  g_test_add_func ("/exchange/telegram-import/conversation", test_conversation);
  g_test_add_func ("/exchange/telegram-import/fresh", test_fresh);
  g_test_add_func ("/exchange/telegram-import/community", test_community);
  g_test_add_func ("/exchange/telegram-import/cancel", test_cancel);
  g_test_add_func ("/exchange/telegram-import/async", test_async);

  return g_test_run ();
}
