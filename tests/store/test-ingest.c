/* test-ingest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-statement.h"
#include "store/veche-ties-table.h"

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define T0     G_GINT64_CONSTANT (1760000000000000)

/*** Helpers ***/

static VecheDb *
open_workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO community (id, uid, name, created) VALUES (1, 'c1', 'Клуб', 1);"
                                "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 's1', 'mastodon', 'S', 'https://s.example', 1)",
                                &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return db;
}

static gint64
begin (VecheDb *db, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (veche_db_begin (db, NULL));
  id = veche_ingest_begin (db, kind, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return id;
}

static VecheIngestCounts
ingest (VecheDb *db, gint64 batch_id, VecheBatch *batch, gint64 source_id)
{
  g_autoptr (GError) error = NULL;
  VecheIngestCounts counts = { 0 };

  g_assert_true (veche_db_begin (db, NULL));
  veche_ingest_batch (db, batch_id, batch, source_id, 1, &counts, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  return counts;
}

static void
finish (VecheDb *db, gint64 batch_id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  veche_ingest_finish (db, batch_id, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

static VechePost *
post (VecheBatch *batch, int id, const char *author, const char *text, int reply_to)
{
  g_autofree char *remote_id = g_strdup_printf ("%d", id);
  VechePost *made = veche_batch_add_post (batch, "chat", remote_id);

  made->kind = reply_to != 0 ? "reply" : "message";
  made->author = veche_batch_intern (batch, author);
  made->text = veche_batch_string (batch, text);
  made->at = T0 + id * MINUTE;
  if (reply_to != 0)
    {
      g_autofree char *parent = g_strdup_printf ("%d", reply_to);

      made->reply_to = veche_batch_string (batch, parent);
    }

  return made;
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 value = 0;

  if (veche_statement_step (statement, NULL))
    {
      value = veche_statement_int (statement, 0);
      veche_statement_reset (statement);
    }

  return value;
}

static char *
text_of (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  char *value = NULL;

  if (veche_statement_step (statement, NULL))
    {
      value = veche_statement_dup_text (statement, 0);
      veche_statement_reset (statement);
    }

  return value;
}

#define assert_text(db, sql, expected)                 \
  G_STMT_START                                         \
  {                                                    \
    g_autofree char *text_found_ = text_of (db, sql);  \
    g_assert_cmpstr (text_found_, ==, expected);       \
  }                                                    \
  G_STMT_END

static void
assert_sound (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = veche_db_check (db, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found[0], ==, NULL);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('integrity-check', 1)", &error)
                 || number (db, "SELECT count (*) FROM interaction WHERE text IS NULL") > 0);
  veche_db_rollback (db);
}

/* Everything that came from outside, by natural keys, without the numbers and times of this workspace. */
static char *
dump (VecheDb *db)
{
  static const char *const queries[] = {
    "SELECT 'channel ' || c.remote_id || ' ' || ifnull (c.name, '-') || ' ' || ifnull (p.remote_id, '-')"
    " FROM channel AS c LEFT JOIN channel AS p ON p.id = c.parent_id ORDER BY 1",
    "SELECT 'person ' || i.remote_id || ' ' || ifnull (i.handle, '-') || ' ' || ifnull (i.display_name, '-') || ' ' || m.name || ' ' ||"
    " m.interactions || ' ' || ifnull (m.last_seen, '-') || ' ' || ifnull (m.last_contact, '-') || ' ' || ifnull (m.joined, '-') || ' ' ||"
    " ifnull (i.first_seen, '-') || ' ' || m.me || ' ' || hex (m.name_key)"
    " FROM identity AS i JOIN member AS m ON m.id = i.member_id ORDER BY 1",
    "SELECT 'membership ' || m.name || ' ' || ifnull (s.joined, '-') || ' ' || ifnull (s.left_at, '-')"
    " FROM membership AS s JOIN member AS m ON m.id = s.member_id ORDER BY 1",
    "SELECT 'post ' || c.remote_id || '/' || i.remote_id || ' ' || i.kind || ' ' || i.at || ' ' || ifnull (a.remote_id, '-') || ' ' || i.direction"
    " || ' ' || ifnull (i.reply_to, '-') || ' ' || ifnull (r.remote_id, '-') || ' ' || ifnull (i.text, '-') || ' ' || ifnull (i.edited, '-')"
    " || ' ' || (i.deleted IS NOT NULL)"
    " FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id LEFT JOIN identity AS a ON a.id = i.identity_id"
    " LEFT JOIN interaction AS r ON r.id = i.reply_to_id ORDER BY 1",
    "SELECT 'version ' || i.remote_id || ' ' || v.text || ' ' || v.since || ' ' || v.until"
    " FROM interaction_version AS v JOIN interaction AS i ON i.id = v.interaction_id ORDER BY 1",
    "SELECT 'mention ' || i.remote_id || ' ' || t.reason || ' ' || t.at || ' ' || t.state || ' ' || ifnull (t.answered, '-')"
    " FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id ORDER BY 1",
    "SELECT 'tie ' || min (a.name, b.name) || ' ' || max (a.name, b.name) || ' ' || printf ('%.9f', t.strength) || ' ' || t.at"
    " FROM tie AS t JOIN member AS a ON a.id = t.a_id JOIN member AS b ON b.id = t.b_id ORDER BY 1",
    "SELECT 'coverage ' || c.remote_id || ' ' || v.since || ' ' || v.until"
    " FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id ORDER BY 1",
  };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      VecheStatement *statement = veche_db_prepare (db, queries[i]);

      while (veche_statement_step (statement, NULL))
        g_string_append_printf (all, "%s\n", veche_statement_text (statement, 0));
    }

  return g_string_free (all, FALSE);
}

/*** Examples ***/

static void
test_people (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) again = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "telegram-export");
  VechePerson *anna = veche_batch_add_person (batch, "user1");
  VecheIngestCounts counts;

  anna->name = veche_batch_string (batch, "Анна Ёлкина");
  anna->handle = veche_batch_string (batch, "anna_y");
  anna->joined = T0;
  post (batch, 1, "user1", "Привет", 0);
  post (batch, 2, "user2", "И вам", 1);
  counts = ingest (db, id, batch, 0);

  g_assert_cmpuint (counts.people, ==, 2);
  g_assert_cmpuint (counts.interactions, ==, 2);
  g_assert_cmpuint (counts.channels, ==, 1);
  assert_text (db, "SELECT name FROM member WHERE id = (SELECT member_id FROM identity WHERE remote_id = 'user1')", "Анна Ёлкина");
  assert_text (db, "SELECT name FROM member WHERE id = (SELECT member_id FROM identity WHERE remote_id = 'user2')", "user2");
  g_assert_cmpint (number (db, "SELECT count (*) FROM membership WHERE community_id = 1"), ==, 2);
  g_assert_cmpint (number (db, "SELECT joined FROM member WHERE name LIKE 'Анна%'"), ==, T0);
  g_assert_cmpint (number (db, "SELECT count (*) FROM member_fts WHERE member_fts MATCH 'keys : elk*'"), ==, 1);

  /* A live source knows the name of user2 and the new handle of Anna. */
  veche_batch_add_person (again, "user2")->name = veche_batch_string (again, "Борис");
  veche_batch_add_person (again, "user1")->handle = veche_batch_string (again, "elkina");
  counts = ingest (db, id, again, 1);

  g_assert_cmpuint (counts.people, ==, 0);
  assert_text (db, "SELECT name FROM member WHERE id = (SELECT member_id FROM identity WHERE remote_id = 'user2')", "Борис");
  assert_text (db, "SELECT handle FROM identity_handle", "anna_y");
  assert_text (db, "SELECT handle FROM identity WHERE remote_id = 'user1'", "elkina");

  /* The export, read again, is older than that. */
  ingest (db, id, batch, 0);
  assert_text (db, "SELECT handle FROM identity WHERE remote_id = 'user1'", "elkina");
  g_assert_cmpint (number (db, "SELECT count (*) FROM identity_handle"), ==, 1);
  assert_sound (db);
}

/* Given an account that changes its handle twice, when it is seen each time, then each earlier handle has its dates. */
static void
test_handles_have_dates (void)
{
  static const char *const handles[] = { "anna_y", "elkina", "anna_elkina" };
  g_autoptr (VecheDb) db = open_workspace ();

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      gint64 id = begin (db, "telegram-export");

      veche_batch_add_person (batch, "user1")->handle = veche_batch_string (batch, handles[i]);
      post (batch, (int) i + 1, "user1", "Привет", 0);
      ingest (db, id, batch, 1);
    }

  g_assert_cmpint (number (db, "SELECT count (*) FROM identity_handle WHERE since IS NOT NULL AND since <= until"), ==, 2);
  g_assert_cmpint (number (db, "SELECT since - (SELECT b.at FROM identity AS i JOIN batch AS b ON b.id = i.batch_id) FROM identity_handle"
                               " WHERE handle = 'anna_y'"), ==, 0);
  g_assert_cmpint (number (db, "SELECT since - (SELECT until FROM identity_handle WHERE handle = 'anna_y') FROM identity_handle"
                               " WHERE handle = 'elkina'"), ==, 0);
  assert_sound (db);
}

/* What a person has written stays as they wrote it. */
static void
test_edited_by_person (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) live = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("member", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;
  gint64 id = begin (db, "sync");

  post (batch, 1, "user1", "Привет", 0);
  ingest (db, id, batch, 1);
  uid = text_of (db, "SELECT uid FROM member");
  veche_edit_set_text (edit, "member", uid, "name", "user1");   /* a name that happens to be the old one is no edit */
  veche_edit_set_text (edit, "member", uid, "name", "Анна");
  g_assert_true (veche_db_begin (db, NULL));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  veche_batch_add_person (live, "user1")->name = veche_batch_string (live, "Другая Анна");
  ingest (db, id, live, 1);

  assert_text (db, "SELECT name FROM member", "Анна");
  assert_text (db, "SELECT display_name FROM identity", "Другая Анна");
}

/* An account that a person typed by its handle is met by the first sight of that handle. */
static void
test_adopted (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = begin (db, "sync");

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO member (id, uid, name, created) VALUES (7, 'm7', 'Анна', 1);"
                                "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('i7', 7, 'telegram', 'anna_leb', 'Anna_Leb')",
                                &error));
  g_assert_true (veche_db_commit (db, NULL));
  veche_batch_add_person (batch, "user1")->handle = veche_batch_string (batch, "anna_leb");
  veche_batch_add_person (batch, "user2")->handle = veche_batch_string (batch, "anna_leb2");
  post (batch, 1, "user1", "Привет", 0);
  ingest (db, id, batch, 1);
  ingest (db, id, batch, 1);

  g_assert_cmpint (number (db, "SELECT count (*) FROM member"), ==, 2);
  assert_text (db, "SELECT remote_id FROM identity WHERE member_id = 7", "user1");
  g_assert_cmpint (number (db, "SELECT member_id FROM interaction"), ==, 7);
}

/* The ways to type anna@host, and what is seen of her from a server of ours. */
static void
test_adopted_federated (void)
{
  static const struct { const char *instance, *remote_id, *seen_on, *seen_as; gboolean same; } cases[] = {
    { "", "anna@host.example", "our.example", "anna@host.example", TRUE },
    { "host.example", "anna", "our.example", "Anna@host.example", TRUE },
    { "host.example", "anna@host.example", "our.example", "anna@host.example", TRUE },
    { "", "anna", "host.example", "anna@host.example", TRUE },
    { "", "anna", "host.example", "anna", TRUE },
    { "", "anna", "our.example", "anna@host.example", FALSE },
    { "other.example", "anna", "our.example", "anna@host.example", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheDb) db = open_workspace ();
      g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", cases[i].seen_on);
      g_autofree char *sql = g_strdup_printf ("INSERT INTO member (id, uid, name, created) VALUES (7, 'm7', 'Анна', 1);"
                                              "INSERT INTO identity (uid, member_id, platform, instance, remote_id, handle)"
                                              " VALUES ('i7', 7, 'mastodon', '%s', '%s', '%s')",
                                              cases[i].instance, cases[i].remote_id, cases[i].remote_id);
      gint64 id = begin (db, "sync");

      g_assert_true (veche_db_begin (db, NULL) && veche_db_exec (db, sql, NULL) && veche_db_commit (db, NULL));
      veche_batch_add_person (batch, "109")->handle = cases[i].seen_as;
      ingest (db, id, batch, 1);
      g_assert_cmpint (number (db, "SELECT count (*) FROM member"), ==, cases[i].same ? 1 : 2);
    }
}

static void
test_edits (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  const char *const words[] = { "первый", "второй", "третий" };
  const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 2, 0, 1 } };
  gint64 id = begin (db, "sync");

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      for (guint j = 0; j < 6; j++)   /* each order twice */
        {
          g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
          int version = orders[i][j % 3];

          post (batch, (int) i + 1, "user1", words[version], 0)->edited = version * MINUTE;
          ingest (db, id, batch, 1);
        }
    }

  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction WHERE text = 'третий' AND edited = 120000000"), ==, 4);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction_version"), ==, 8);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction_version WHERE text = 'первый' AND since = 0 AND until = 60000000"), ==, 4);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction_version WHERE text = 'второй' AND since = 60000000 AND until = 120000000"), ==, 4);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction_fts WHERE interaction_fts MATCH 'третий'"), ==, 4);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction_fts WHERE interaction_fts MATCH 'первый OR второй'"), ==, 0);
  assert_sound (db);
}

static void
test_deleted (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) gone = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "sync");

  post (batch, 1, "user1", "останется", 0);
  ingest (db, id, batch, 1);
  post (gone, 1, "user1", NULL, 0)->deleted = TRUE;
  g_assert_cmpuint (ingest (db, id, gone, 1).edits, ==, 1);
  g_assert_cmpuint (ingest (db, id, gone, 1).edits, ==, 0);

  assert_text (db, "SELECT text FROM interaction WHERE deleted IS NOT NULL", "останется");
}

/* Of two exports that write the same text differently neither is an edit. */
static void
test_other_hand (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) one = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) two = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "telegram-export");

  post (one, 1, "user1", "a b", 0);
  post (two, 1, "user1", "a  b", 0);
  ingest (db, id, one, 0);
  g_assert_cmpuint (ingest (db, id, two, 0).edits, ==, 0);
  assert_text (db, "SELECT text FROM interaction", "a b");
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction_version"), ==, 0);
}

static void
test_mentions (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) later = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "telegram-export");
  gint64 run;

  veche_batch_add_person (batch, "me")->me = TRUE;
  post (batch, 1, "user1", "@me, привет", 0)->attention = VECHE_ATTENTION_MENTION;
  post (batch, 2, "user1", "@me, ты тут", 0)->attention = VECHE_ATTENTION_MENTION;
  post (batch, 3, "me", "тут", 2);
  post (batch, 4, "user1", "Кто знает?", 0)->attention = VECHE_ATTENTION_QUESTION;
  post (batch, 5, "user2", "А кто знает?", 0)->attention = VECHE_ATTENTION_QUESTION;
  post (batch, 6, "user1", "я", 5);
  post (batch, 7, "user1", "И я сам себе", 4);
  post (batch, 8, "me", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  g_assert_cmpuint (ingest (db, id, batch, 0).mentions, ==, 1);
  finish (db, id);

  /* Left: the first, and the question that only its author came back to. */
  g_assert_cmpint (number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 2);
  g_assert_cmpint (number (db, "SELECT mentions FROM batch"), ==, 2);
  assert_text (db, "SELECT group_concat (reason) FROM (SELECT reason FROM triage ORDER BY at)", "mention,question");
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction WHERE direction = 'out'"), ==, 2);
  g_assert_cmpint (number (db, "SELECT last_contact FROM member WHERE name = 'user1'"), ==, T0 + 3 * MINUTE);

  /* We answer on the phone; the next run of the source sees it. */
  run = begin (db, "sync");
  post (later, 9, "me", "и тебе", 1);
  ingest (db, run, later, 1);
  finish (db, run);

  g_assert_cmpint (number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT answered FROM triage WHERE state = 'done'"), ==, T0 + 9 * MINUTE);
}

/* The first import does not know who we are; the second is told.  As if it had been known from the start. */
static void
test_recognised (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheDb) fresh = open_workspace ();
  g_autoptr (VecheBatch) before = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) after = veche_batch_new ("telegram", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  gint64 id = begin (db, "telegram-export");
  gint64 other = begin (fresh, "telegram-export");

  post (before, 1, "user1", "вопрос", 0);
  post (before, 2, "u", "ответ", 1);
  post (before, 3, "u", "сам?", 0)->attention = VECHE_ATTENTION_QUESTION;
  post (before, 4, "user1", "@u?", 0);
  ingest (db, id, before, 0);
  finish (db, id);
  g_assert_cmpint (number (db, "SELECT count (*) FROM triage"), ==, 1);

  veche_batch_add_person (after, "u")->me = TRUE;
  post (after, 1, "user1", "вопрос", 0);
  post (after, 2, "u", "ответ", 1);
  post (after, 3, "u", "сам?", 0)->attention = VECHE_ATTENTION_QUESTION;
  post (after, 4, "user1", "@u?", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest (db, id, after, 0);
  finish (db, id);
  ingest (fresh, other, after, 0);
  finish (fresh, other);

  found = dump (db);
  expected = dump (fresh);
  g_assert_cmpstr (found, ==, expected);
}

/* A reply that the outbox has written is met again by the next run. */
static void
test_own_reply (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) later = veche_batch_new ("telegram", NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = begin (db, "sync");

  veche_batch_add_person (batch, "me")->me = TRUE;
  post (batch, 1, "user1", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest (db, id, batch, 1);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO interaction (own_uid, kind, at, channel_id, remote_id, direction, text) VALUES"
                                " ('o', 'reply', 1, (SELECT id FROM channel), '2', 'out', 'да');"
                                "INSERT INTO interaction_fts (rowid, text) SELECT id, text FROM interaction WHERE uid = 'o'",
                                &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
  post (later, 2, "me", "да", 1);
  g_assert_cmpuint (ingest (db, id, later, 1).interactions, ==, 0);
  ingest (db, id, later, 1);

  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count (*) FROM interaction WHERE uid = 'o' AND reply_to_id IS NOT NULL AND identity_id IS NOT NULL"), ==, 1);
  g_assert_cmpint (number (db, "SELECT strength FROM tie"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 0);
  assert_sound (db);
}

static void
test_joins (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) one = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) two = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "sync");

  post (one, 5, "user1", NULL, 0)->kind = "leave";
  post (two, 2, "user1", NULL, 0)->kind = "join";
  ingest (db, id, one, 1);
  g_assert_cmpint (number (db, "SELECT left_at FROM membership"), ==, T0 + 5 * MINUTE);
  ingest (db, id, two, 1);
  g_assert_cmpint (number (db, "SELECT joined FROM membership"), ==, T0 + 2 * MINUTE);
  post (two, 8, "user1", NULL, 0)->kind = "join";
  ingest (db, id, two, 1);
  g_assert_cmpint (number (db, "SELECT count (*) FROM membership WHERE left_at IS NULL"), ==, 1);
  g_assert_cmpint (number (db, "SELECT joined FROM member"), ==, T0 + 2 * MINUTE);
}

static void
test_coverage (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  const gint64 spans[][2] = { { 10, 20 }, { 40, 50 }, { 20, 30 }, { 12, 15 }, { 30, 41 } };
  gint64 id = begin (db, "sync");

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      VecheChannel *channel = veche_batch_add_channel (batch, "chat");

      channel->complete_since = spans[i][0];
      channel->complete_until = spans[i][1];
      ingest (db, id, batch, 1);
      g_assert_cmpint (number (db, "SELECT count (*) FROM coverage"), ==, i == 0 || i == 4 ? 1 : 2);
    }
  g_assert_cmpint (number (db, "SELECT since * 100 + until FROM coverage"), ==, 1050);
}

static void
test_topics (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "sync");

  veche_batch_add_channel (batch, "topic")->parent = veche_batch_string (batch, "forum");
  veche_batch_add_channel (batch, "a")->parent = veche_batch_string (batch, "b");
  veche_batch_add_channel (batch, "b")->parent = veche_batch_string (batch, "a");
  g_assert_cmpuint (ingest (db, id, batch, 1).channels, ==, 4);
  g_assert_cmpuint (ingest (db, id, batch, 1).channels, ==, 0);
  assert_text (db, "SELECT p.remote_id FROM channel AS c JOIN channel AS p ON p.id = c.parent_id WHERE c.remote_id = 'topic'", "forum");
}

static void
test_bad (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("feed", NULL);
  gint64 id = begin (db, "sync");

  veche_batch_add_bad (batch, "no id", "<entry/>");
  g_assert_cmpuint (ingest (db, id, batch, 1).bad, ==, 1);
  g_assert_cmpuint (ingest (db, id, batch, 1).bad, ==, 0);
}

static void
test_preview (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  VecheIngestCounts would = { 0 }, did;
  g_autofree char *before = dump (db);
  g_autofree char *after = NULL;
  gint64 id = begin (db, "telegram-export");

  veche_batch_add_channel (batch, "chat");
  veche_batch_add_person (batch, "me")->me = TRUE;
  post (batch, 1, "user1", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  post (batch, 2, "user2", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  post (batch, 3, "me", "да", 2);
  post (batch, 4, "user2", "Где?", 0)->attention = VECHE_ATTENTION_QUESTION;
  post (batch, 5, "user2", "Когда?", 0)->attention = VECHE_ATTENTION_QUESTION;
  post (batch, 6, "user1", "вчера", 5);

  g_assert_true (veche_ingest_preview (db, batch, &would, NULL));
  after = dump (db);
  g_assert_cmpstr (after, ==, before);
  did = ingest (db, id, batch, 0);
  finish (db, id);
  g_assert_cmpuint (would.interactions, ==, did.interactions);
  g_assert_cmpuint (would.people, ==, did.people);
  g_assert_cmpuint (would.channels, ==, did.channels);
  g_assert_cmpuint (would.mentions, ==, (guint) number (db, "SELECT mentions FROM batch"));

  would = (VecheIngestCounts) { 0 };
  g_assert_true (veche_ingest_preview (db, batch, &would, NULL));
  g_assert_cmpuint (would.interactions + would.people + would.channels + would.mentions + would.edits, ==, 0);
}

/*** The property: whatever the order, and however often ***/

#define N_POSTS  60
#define N_PEOPLE 6

/* One sight of the chat's message: some were edited, some deleted, and an earlier export still has the earlier words. */
static void
sight (VecheBatch *batch, int id, gboolean early)
{
  static const char *const authors[N_PEOPLE] = { "me", "u1", "u2", "u3", "u4", "u5" };
  g_autofree char *text = g_strdup_printf ("сообщение %d", id);
  g_autofree char *edited = g_strdup_printf ("сообщение %d, исправлено", id);
  gboolean changed = id % 7 == 0 && !early;
  VechePost *made = post (batch, id, authors[(id * 13) % N_PEOPLE], changed ? edited : text, id % 3 == 0 && id > 5 ? id - id % 5 - 1 : 0);

  if (changed)
    made->edited = made->at + MINUTE;
  if (id % 11 == 0)
    made->kind = "join";
  if (id % 4 == 1)
    made->attention = VECHE_ATTENTION_MENTION;
  if (id % 8 == 2)
    made->attention = VECHE_ATTENTION_QUESTION;
}

static void
add_people (VecheBatch *batch)
{
  VechePerson *me = veche_batch_add_person (batch, "me");

  me->me = TRUE;
  me->name = "Мария";
  veche_batch_add_person (batch, "u1")->handle = "u_one";
  veche_batch_add_person (batch, "u2")->name = "Ёлкин";
}

static char *
ingest_in_order (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) early = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  gint64 id = begin (db, "telegram-export");

  add_people (early);
  add_people (batch);
  for (int i = 1; i <= N_POSTS; i++)
    {
      sight (early, i, TRUE);
      sight (batch, i, FALSE);
    }
  ingest (db, id, early, 0);
  ingest (db, id, batch, 0);
  finish (db, id);
  assert_sound (db);

  return dump (db);
}

static char *
ingest_in_disorder (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  gint64 id = begin (db, "telegram-export");
  gboolean seen[N_POSTS + 1][2] = { { FALSE } };
  guint left = N_POSTS * 2;

  while (left > 0)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      guint n = (guint) g_test_rand_int_range (1, 25);
      gboolean early = g_test_rand_bit ();

      add_people (batch);
      for (guint i = 0; i < n; i++)
        {
          int one = g_test_rand_int_range (1, N_POSTS + 1);

          sight (batch, one, early);
          left -= !seen[one][early];
          seen[one][early] = TRUE;
        }
      ingest (db, id, batch, g_test_rand_bit ());   /* a sync and an export of the same chat */
    }
  finish (db, id);
  assert_sound (db);

  return dump (db);
}

static void
test_any_order (void)
{
  g_autofree char *expected = ingest_in_order ();

  g_assert_nonnull (strstr (expected, "mention "));
  g_assert_nonnull (strstr (expected, "version "));
  g_assert_nonnull (strstr (expected, "tie "));
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *found = ingest_in_disorder ();

      g_assert_cmpstr (found, ==, expected);
    }
}

/* What the ingest adds up is what a fresh count gives. */
static void
test_derived (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 id = begin (db, "telegram-export");

  add_people (batch);
  for (int i = 1; i <= N_POSTS; i++)
    sight (batch, i, FALSE);
  ingest (db, id, batch, 0);
  finish (db, id);
  before = dump (db);
  g_assert_true (veche_db_begin (db, NULL));
  for (gint64 member = 1; member <= N_PEOPLE; member++)
    g_assert_true (veche_members_refresh (db, member, NULL));
  g_assert_true (veche_db_commit (db, NULL));
  after = dump (db);
  g_assert_cmpstr (after, ==, before);
}

/*** Undo ***/

static void
test_undo (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) first = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) second = veche_batch_new ("telegram", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  VecheIngestCounts removed = { 0 };
  gint64 one = begin (db, "telegram-export");
  gint64 two;

  add_people (first);
  for (int i = 1; i <= N_POSTS / 2; i++)
    sight (first, i, FALSE);
  ingest (db, one, first, 0);
  finish (db, one);
  before = dump (db);

  two = begin (db, "telegram-export");
  add_people (second);
  veche_batch_add_person (second, "late")->name = "Поздний";
  for (int i = N_POSTS / 2 + 1; i <= N_POSTS; i++)
    if (i % 3 != 0)   /* no reply of ours to what was before */
      sight (second, i, FALSE);
  post (second, 100, "late", "новый", 7);
  ingest (db, two, second, 0);
  finish (db, two);

  g_assert_true (veche_db_begin (db, NULL));
  veche_ingest_undo (db, two, &removed, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  after = dump (db);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (removed.people, ==, 1);
  g_assert_cmpuint (removed.interactions, ==, N_POSTS / 2 - N_POSTS / 6 + 1);
  g_assert_cmpuint (removed.mentions, >, 0);
  assert_sound (db);
}

/* However it is cut, and whoever goes on: what stands after each piece is sound, and in the end it is as after one. */
static void
test_undo_pieces (void)
{
  g_autofree char *whole = NULL;

  for (guint size = 0; size <= 7; size += 1 + size)   /* 0: whole; 1, 3, 7 */
    {
      g_autoptr (VecheDb) db = open_workspace ();
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      g_autoptr (VecheIngestUndo) undo = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      gint64 id = begin (db, "telegram-export");
      guint n = 0, looked = 0;

      add_people (batch);
      for (int i = 1; i <= N_POSTS; i++)
        sight (batch, i, FALSE);
      ingest (db, id, batch, 0);
      finish (db, id);
      undo = veche_ingest_undo_new (db, id);
      for (n = 0; size > 0 && !veche_ingest_undo_is_done (undo, &looked); n++)
        {
          g_assert_true (veche_db_begin (db, NULL));
          veche_ingest_undo_piece (undo, size, &error);
          g_assert_no_error (error);
          g_assert_true (veche_db_commit (db, NULL));
          assert_sound (db);
          if (n == 5)   /* another takes the rest */
            {
              veche_ingest_undo_free (undo);
              undo = veche_ingest_undo_new (db, id);
            }
        }
      g_assert_true (veche_db_begin (db, NULL));
      g_assert_true (size > 0 || veche_ingest_undo (db, id, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, NULL));
      g_assert_true (size == 0 || n > N_POSTS / size);
      after = dump (db);
      if (whole == NULL)
        whole = g_steal_pointer (&after);
      else
        g_assert_cmpstr (after, ==, whole);
    }
}

/* A basic group of Telegram as a bot and as an export number it, in either order, and in one batch. */
static void
test_twins (void)
{
  for (guint order = 0; order < 3; order++)
    {
      g_autoptr (VecheDb) db = open_workspace ();
      gint64 id = begin (db, "telegram-export");
      VecheBatch *batch = NULL;

      for (guint i = 0; i < 2; i++)
        {
          VechePost *one;

          if (batch == NULL)
            batch = veche_batch_new ("telegram", NULL);
          veche_batch_add_channel (batch, "chat7")->name = "Чат";
          veche_batch_add_person (batch, "user1")->name = "Анна";
          one = veche_batch_add_post (batch, "chat7", (i == 0) == (order != 1) ? "12" : "b77.9");
          one->kind = "message";
          one->author = "user1";
          one->text = "привет";
          one->at = T0;
          if (order == 2 && i == 0)
            continue;
          ingest (db, id, batch, 0);
          g_clear_pointer (&batch, veche_batch_unref);
        }
      g_assert_cmpint (number (db, "SELECT count (*) FROM interaction"), ==, 1);
    }
}

static void
test_undo_keeps (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("tag", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;
  g_autofree char *mention = NULL;
  gint64 id = begin (db, "telegram-export");

  post (batch, 1, "user1", "останется человек", 0);
  post (batch, 2, "user2", "останется сообщение", 0)->attention = VECHE_ATTENTION_MENTION;
  post (batch, 3, "user3", "уйдёт", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest (db, id, batch, 0);
  finish (db, id);

  uid = text_of (db, "SELECT uid FROM member WHERE name = 'user1'");
  mention = text_of (db, "SELECT t.uid FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id WHERE i.remote_id = '2'");
  veche_edit_set_text (edit, "member", uid, "city", "Казань");
  veche_edit_set_text (edit, "triage", mention, "state", "done");
  g_assert_true (veche_db_begin (db, NULL));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  veche_ingest_undo (db, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  assert_text (db, "SELECT group_concat (name) FROM (SELECT name FROM member ORDER BY name)", "user1,user2");
  assert_text (db, "SELECT group_concat (remote_id) FROM interaction", "2");
  g_assert_cmpint (number (db, "SELECT interactions FROM member WHERE name = 'user1'"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count (*) FROM triage"), ==, 1);
  assert_sound (db);
}

static void
test_ties_decay (void)
{
  g_autoptr (VecheDb) db = open_workspace ();
  g_autoptr (GError) error = NULL;

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db, "INSERT INTO member (id, uid, name, created) VALUES (1, 'a', 'A', 1), (2, 'b', 'B', 1)", &error));
  g_assert_true (veche_ties_add (db, 2, 1, 0, 1, &error));
  g_assert_true (veche_ties_add (db, 1, 2, VECHE_TIE_HALF_LIFE, 1, &error));
  g_assert_cmpint (number (db, "SELECT round (strength * 1000) FROM tie WHERE a_id = 1 AND b_id = 2"), ==, 1500);
  g_assert_true (veche_ties_add (db, 1, 2, 0, -1, &error));
  g_assert_true (veche_ties_add (db, 1, 2, VECHE_TIE_HALF_LIFE, -1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number (db, "SELECT count (*) FROM tie"), ==, 0);
  g_assert_true (veche_db_commit (db, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/ingest/people", test_people);
  g_test_add_func ("/store/ingest/handles-have-dates", test_handles_have_dates);
  g_test_add_func ("/store/ingest/edited-by-person", test_edited_by_person);
  g_test_add_func ("/store/ingest/adopted", test_adopted);
  g_test_add_func ("/store/ingest/adopted-federated", test_adopted_federated);
  g_test_add_func ("/store/ingest/edits", test_edits);
  g_test_add_func ("/store/ingest/deleted", test_deleted);
  g_test_add_func ("/store/ingest/other-hand", test_other_hand);
  g_test_add_func ("/store/ingest/mentions", test_mentions);
  g_test_add_func ("/store/ingest/recognised", test_recognised);
  g_test_add_func ("/store/ingest/own-reply", test_own_reply);
  g_test_add_func ("/store/ingest/joins", test_joins);
  g_test_add_func ("/store/ingest/coverage", test_coverage);
  g_test_add_func ("/store/ingest/topics", test_topics);
  g_test_add_func ("/store/ingest/bad", test_bad);
  g_test_add_func ("/store/ingest/preview", test_preview);
  g_test_add_func ("/store/ingest/any-order", test_any_order);
  g_test_add_func ("/store/ingest/derived", test_derived);
  g_test_add_func ("/store/ingest/undo", test_undo);
  g_test_add_func ("/store/ingest/undo-pieces", test_undo_pieces);
  g_test_add_func ("/store/ingest/undo-keeps", test_undo_keeps);
  g_test_add_func ("/store/ingest/twins", test_twins);
  g_test_add_func ("/store/ties/decay", test_ties_decay);

  return g_test_run ();
}
