/* test-erase.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>

#include "model/veche-batch.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-dump-table.h"
#include "store/veche-erase.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"
#include "store/veche-workspace.h"

/* What nobody else in the workspace is called. */
static const char *const traces[] = { "Лукерья", "лукерья", "Пятницкая", "пятницкая", "lusha_pyat", "LUSHA_PYAT", "lushapyat", "9184027735", "лукерьин", "Лукерьин", "luker" };

typedef struct
{
  char    *folder, *path;
  VecheDb *db;
} Fixture;

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
text_of (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *text;

  g_assert_true (veche_statement_step (statement, NULL));
  text = veche_statement_dup_text (statement, 0);
  veche_statement_reset (statement);

  return text;
}

static VechePost *
say (VecheBatch *batch, const char *id, const char *author, const char *text, gint64 minute)
{
  VechePost *post = veche_batch_add_post (batch, "club", id);

  post->kind = "message";
  post->author = author;
  post->text = text;
  post->at = minute * G_TIME_SPAN_MINUTE + G_TIME_SPAN_DAY;

  return post;
}

static VecheBatch *
make_talk (void)
{
  VecheBatch *batch = veche_batch_new ("telegram", "");
  VechePerson *person;
  VechePost *post;

  person = veche_batch_add_person (batch, "us");
  person->me = TRUE;
  person->name = "Вера Климова";
  person = veche_batch_add_person (batch, "user9184027735");
  person->handle = "lusha_pyat";
  person->name = "Лукерья Пятницкая";
  person = veche_batch_add_person (batch, "other");
  person->handle = "other_one";
  person->name = "Тимур Галиев";
  veche_batch_add_channel (batch, "club");
  post = say (batch, "1", "user9184027735", "Это я, лукерьин секрет: lushapyat@mail.example", 1);
  post->attention = VECHE_ATTENTION_MENTION;
  post->url = "https://t.me/club/1?by=lusha_pyat";
  post = say (batch, "2", "other", "Лукерья Пятницкая права, спросите @lusha_pyat", 2);
  post->reply_to = "1";
  say (batch, "3", "user9184027735", "спасибо", 3);
  post = say (batch, "4", "us", "[Лукерья](tg://user?id=9184027735), да", 4);
  post->reply_to = "3";

  return batch;
}

static void
take_in (VecheDb *db, VecheBatch *batch)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (veche_db_begin (db, NULL));
  id = veche_ingest_begin (db, "import", "club.json", &error);
  g_assert_true (veche_ingest_batch (db, id, batch, 0, veche_workspace_only_community (db), NULL, &error));
  g_assert_true (veche_ingest_finish (db, id, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

static void
apply (VecheDb *db, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_cmpint (veche_journal_apply (db, edit, "Вера", &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

/* What a manager writes down about them, and about others with their name. */
static void
write_down (VecheDb *db, const char *uid)
{
  g_autoptr (VecheEdit) about = veche_edit_new ("note", "Лукерья Пятницкая"), others = veche_edit_new ("event", NULL);
  g_autofree char *other = text_of (db, "SELECT uid FROM member WHERE name = 'Тимур Галиев'");
  const char *row;

  row = veche_edit_insert (about, "member_note");
  veche_edit_set_ref (about, "member_note", row, "member_id", uid);
  veche_edit_set_int (about, "member_note", row, "at", 5);
  veche_edit_set_text (about, "member_note", row, "author", "Вера");
  veche_edit_set_text (about, "member_note", row, "text", "Лукерьин день рождения в мае, luker");
  veche_edit_set_text (about, "member", uid, "headline", "Лукерья, которая печёт");
  apply (db, about);

  row = veche_edit_insert (others, "event");
  veche_edit_set_text (others, "event", row, "title", "Встреча у Лукерья Пятницкая");
  veche_edit_set_text (others, "event", row, "starts", "2026-12-01T19:00");
  veche_edit_set_text (others, "event", row, "tz", "Europe/Moscow");
  veche_edit_set_int (others, "event", row, "created", 5);
  veche_edit_set_ref (others, "event", row, "owner_id", uid);
  row = veche_edit_insert (others, "member_note");
  veche_edit_set_ref (others, "member_note", row, "member_id", other);
  veche_edit_set_int (others, "member_note", row, "at", 6);
  veche_edit_set_text (others, "member_note", row, "author", "Вера");
  veche_edit_set_text (others, "member_note", row, "text", "Знает её:\nЛукерья Пятницкая \"@lusha_pyat\"");
  apply (db, others);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheBatch) talk = make_talk ();
  static const char *const agendas[] = { "1", "2", "3" };
  g_autofree char *uid = NULL;

  self->folder = g_dir_make_tmp ("veche-erase-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "club.veche", NULL);
  self->db = veche_db_open (self->path, VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_workspace_begin (self->db, "Клуб", agendas, "Вера", &error));
  g_assert_true (veche_db_commit (self->db, NULL));
  take_in (self->db, talk);
  uid = text_of (self->db, "SELECT uid FROM member WHERE name = 'Лукерья Пятницкая'");
  write_down (self->db, uid);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  veche_db_close (self->db);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
erase (Fixture *self, VecheErasure *sum)
{
  g_autofree char *uid = text_of (self->db, "SELECT uid FROM member WHERE name = 'Лукерья Пятницкая'");
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_erase_member (self->db, uid, "Вера", NULL, NULL, NULL, sum, &error));
  g_assert_no_error (error);
}

static void
assert_sound (VecheDb *db)
{
  g_auto (GStrv) wrong = veche_journal_verify (db, NULL);
  g_auto (GStrv) damaged = veche_db_check (db, NULL);

  for (guint i = 0; wrong[i] != NULL; i++)
    g_test_message ("%s", wrong[i]);
  for (guint i = 0; damaged[i] != NULL; i++)
    g_test_message ("%s", damaged[i]);
  g_assert_cmpuint (g_strv_length (wrong), ==, 0);
  g_assert_cmpuint (g_strv_length (damaged), ==, 0);
}

/* Byte by byte, as somebody would who has the file. */
static guint
count_traces (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL), *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
        if (memmem (bytes, length, traces[i], strlen (traces[i])) != NULL)
          {
            g_test_message ("%s has “%s”", name, traces[i]);
            n++;
          }
    }

  return n;
}

static void
close_and_count (Fixture *self, gboolean some)
{
  g_autoptr (GError) error = NULL;

  veche_db_close (self->db);
  if (some)
    g_assert_cmpuint (count_traces (self->folder), >, 6);
  else
    g_assert_cmpuint (count_traces (self->folder), ==, 0);
  self->db = veche_db_open (self->path, VECHE_DB_WRITER, &error);
  g_assert_no_error (error);
}

/* Given somebody who wrote, was written about and named, when they are erased, then no byte of the file tells of them, and threads hold. */
static void
test_no_trace (Fixture *self, gconstpointer data)
{
  VecheErasure sum = { 0 };
  g_autofree char *said = NULL, *note = NULL, *ours = NULL;

  close_and_count (self, TRUE);
  erase (self, &sum);
  g_assert_cmpuint (sum.accounts, ==, 1);
  g_assert_cmpuint (sum.messages, ==, 2);
  g_assert_cmpuint (sum.waiting, ==, 1);
  g_assert_cmpuint (sum.named, >=, 4);
  assert_sound (self->db);

  g_assert_cmpint (count (self->db, "SELECT count (*) FROM member"), ==, 2);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM triage"), ==, 0);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM interaction WHERE text IS NULL AND member_id IS NULL AND deleted IS NOT NULL"), ==, 2);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM interaction AS i JOIN interaction AS p ON p.id = i.reply_to_id"), ==, 2);
  said = text_of (self->db, "SELECT text FROM interaction WHERE remote_id = '2'");
  g_assert_cmpstr (said, ==, "[…] права, спросите @[…]");
  ours = text_of (self->db, "SELECT text FROM interaction WHERE remote_id = '4'");
  g_assert_cmpstr (ours, ==, "[Лукерья](tg://user?id=[…]), да");
  note = text_of (self->db, "SELECT text FROM member_note");
  g_assert_cmpstr (note, ==, "Знает её:\n[…] \"@[…]\"");
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM event WHERE owner_id IS NULL AND title = 'Встреча у […]'"), ==, 1);

}

static void
remove_first_name (VecheDb *db)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
  VechePost *post;

  veche_batch_add_person (batch, "us")->me = TRUE;
  veche_batch_add_channel (batch, "club");
  post = say (batch, "4", "us", "Ответ", 4);
  post->edited = 5 * G_TIME_SPAN_MINUTE + G_TIME_SPAN_DAY;
  take_in (db, batch);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "DELETE FROM interaction_version", NULL));
  g_assert_true (veche_db_commit (db, NULL));
}

static void
test_no_byte (Fixture *self, gconstpointer data)
{
  VecheErasure sum = { 0 };

  remove_first_name (self->db);
  close_and_count (self, TRUE);
  erase (self, &sum);
  close_and_count (self, FALSE);
  assert_sound (self->db);
}

/* Given somebody who was erased, when a source or a file tells of them again, then they do not come back, and others do. */
static void
test_stays_erased (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheBatch) again = NULL, later = NULL, by_handle = NULL;
  VecheErasure sum = { 0 };
  VechePerson *person;

  erase (self, &sum);
  again = make_talk ();
  take_in (self->db, again);
  later = veche_batch_new ("telegram", "");
  person = veche_batch_add_person (later, "user9184027735");
  person->name = "Лукерья Иная";
  veche_batch_add_channel (later, "club");
  say (later, "5", "user9184027735", "я снова тут", 9);
  say (later, "6", "other", "и я", 10);
  take_in (self->db, later);
  by_handle = veche_batch_new ("telegram", "");
  veche_batch_add_person (by_handle, "user555666777")->handle = "Lusha_Pyat";
  veche_batch_add_channel (by_handle, "club");
  say (by_handle, "7", "user555666777", "новый вход", 11);
  take_in (self->db, by_handle);

  g_assert_cmpint (count (self->db, "SELECT count (*) FROM member"), ==, 2);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM identity WHERE remote_id LIKE 'user%'"), ==, 0);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM interaction WHERE remote_id IN ('5', '7')"), ==, 0);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM interaction WHERE remote_id = '6' AND text = 'и я'"), ==, 1);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM interaction WHERE remote_id = '1' AND text IS NULL"), ==, 1);
  assert_sound (self->db);
}

/* Given what was done about somebody, when they are erased, then Ctrl+Z brings nothing of it back. */
static void
test_not_undoable (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheGesture) undone = NULL;
  VecheErasure sum = { 0 };

  erase (self, &sum);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (veche_db_begin (self->db, NULL));
      undone = veche_journal_undo (self->db, 0, "Вера", NULL);
      if (undone != NULL)
        g_assert_cmpstr (undone->kind, !=, "erase");
      g_assert_true (undone != NULL ? veche_db_commit (self->db, NULL) : (veche_db_rollback (self->db), TRUE));
      g_clear_pointer (&undone, veche_gesture_free);
    }
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM member WHERE name LIKE 'Лук%'"), ==, 0);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM member_note WHERE text LIKE '%luker%'"), ==, 0);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *me = text_of (self->db, "SELECT uid FROM member WHERE me = 1");
  g_autofree char *uid = text_of (self->db, "SELECT uid FROM member WHERE name = 'Лукерья Пятницкая'");
  g_autoptr (GCancellable) stopped = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  VecheErasure sum = { 0 };

  g_assert_false (veche_erase_member (self->db, me, "Вера", NULL, NULL, NULL, &sum, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (veche_erase_count (self->db, "nobody", &sum, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (stopped);
  g_assert_false (veche_erase_member (self->db, uid, "Вера", NULL, NULL, stopped, &sum, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (self->db, "SELECT count (*) FROM member"), ==, 3);
}

static gboolean
note_row (const VecheDumpTable *table, const GValue *values, gpointer user_data, GError **error)
{
  g_hash_table_add (user_data, (gpointer) g_intern_string (table->name));

  return TRUE;
}

/* Given somebody, when all about them is asked for, then each kind of it is there. */
static void
test_all_about (Fixture *self, gconstpointer data)
{
  g_autofree char *uid = text_of (self->db, "SELECT uid FROM member WHERE name = 'Лукерья Пятницкая'");
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  static const char *const expected[] = { "member", "identity", "interaction", "triage", "member_note", "event", "journal", "membership" };

  g_assert_true (veche_dump_person (self->db, uid, note_row, tables, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (g_hash_table_contains (tables, expected[i]));
  g_assert_false (veche_dump_person (self->db, "nobody", note_row, tables, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/erase/no-trace", Fixture, NULL, set_up, test_no_trace, tear_down);
  g_test_add ("/store/erase/no-byte", Fixture, NULL, set_up, test_no_byte, tear_down);
  g_test_add ("/store/erase/stays-erased", Fixture, NULL, set_up, test_stays_erased, tear_down);
  g_test_add ("/store/erase/not-undoable", Fixture, NULL, set_up, test_not_undoable, tear_down);
  g_test_add ("/store/erase/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/store/erase/all-about", Fixture, NULL, set_up, test_all_about, tear_down);

  return g_test_run ();
}
