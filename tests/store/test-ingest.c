/* test-ingest.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "support/veche-test-ingest.h"

static void
test_people (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) again = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "telegram-export");
  VechePerson *anna = veche_batch_add_person (batch, "user1");
  VecheIngestCounts counts;

  anna->name = veche_batch_string (batch, "Анна Ёлкина");
  anna->handle = veche_batch_string (batch, "anna_y");
  anna->joined = T0;
  ingest_post (batch, 1, "user1", "Привет", 0);
  ingest_post (batch, 2, "user2", "И вам", 1);
  counts = ingest_take (db, id, batch, 0);

  g_assert_cmpuint (counts.people, ==, 2);
  g_assert_cmpuint (counts.interactions, ==, 2);
  g_assert_cmpuint (counts.channels, ==, 1);
  ingest_assert_text (db, "SELECT name FROM member WHERE id = (SELECT member_id FROM identity WHERE remote_id = 'user1')", "Анна Ёлкина");
  ingest_assert_text (db, "SELECT name FROM member WHERE id = (SELECT member_id FROM identity WHERE remote_id = 'user2')", "user2");
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM membership WHERE community_id = 1"), ==, 2);
  g_assert_cmpint (ingest_number (db, "SELECT joined FROM member WHERE name LIKE 'Анна%'"), ==, T0);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM member_fts WHERE member_fts MATCH 'keys : elk*'"), ==, 1);

  /* A live source knows the name of user2 and the new handle of Anna. */
  veche_batch_add_person (again, "user2")->name = veche_batch_string (again, "Борис");
  veche_batch_add_person (again, "user1")->handle = veche_batch_string (again, "elkina");
  counts = ingest_take (db, id, again, 1);

  g_assert_cmpuint (counts.people, ==, 0);
  ingest_assert_text (db, "SELECT name FROM member WHERE id = (SELECT member_id FROM identity WHERE remote_id = 'user2')", "Борис");
  ingest_assert_text (db, "SELECT handle FROM identity_handle", "anna_y");
  ingest_assert_text (db, "SELECT handle FROM identity WHERE remote_id = 'user1'", "elkina");

  /* The export, read again, is older than that. */
  ingest_take (db, id, batch, 0);
  ingest_assert_text (db, "SELECT handle FROM identity WHERE remote_id = 'user1'", "elkina");
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM identity_handle"), ==, 1);
  ingest_assert_sound (db);
}

/* Given an account that changes its handle twice, when it is seen each time, then each earlier handle has its dates. */
static void
test_handles_have_dates (void)
{
  static const char *const handles[] = { "anna_y", "elkina", "anna_elkina" };
  g_autoptr (VecheDb) db = ingest_open ();

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      gint64 id = ingest_begin (db, "telegram-export");

      veche_batch_add_person (batch, "user1")->handle = veche_batch_string (batch, handles[i]);
      ingest_post (batch, (int) i + 1, "user1", "Привет", 0);
      ingest_take (db, id, batch, 1);
    }

  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM identity_handle WHERE since IS NOT NULL AND since <= until"), ==, 2);
  g_assert_cmpint (ingest_number (db, "SELECT since - (SELECT b.at FROM identity AS i JOIN batch AS b ON b.id = i.batch_id) FROM identity_handle"
                                      " WHERE handle = 'anna_y'"), ==, 0);
  g_assert_cmpint (ingest_number (db, "SELECT since - (SELECT until FROM identity_handle WHERE handle = 'anna_y') FROM identity_handle"
                                      " WHERE handle = 'elkina'"), ==, 0);
  ingest_assert_sound (db);
}

/* What a person has written stays as they wrote it. */
static void
test_edited_by_person (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) live = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheEdit) edit = veche_edit_new ("member", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = NULL;
  gint64 id = ingest_begin (db, "sync");

  ingest_post (batch, 1, "user1", "Привет", 0);
  ingest_take (db, id, batch, 1);
  uid = ingest_text (db, "SELECT uid FROM member");
  veche_edit_set_text (edit, "member", uid, "name", "user1");   /* a name that happens to be the old one is no edit */
  veche_edit_set_text (edit, "member", uid, "name", "Анна");
  g_assert_true (veche_db_begin (db, NULL));
  veche_journal_apply (db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));

  veche_batch_add_person (live, "user1")->name = veche_batch_string (live, "Другая Анна");
  ingest_take (db, id, live, 1);

  ingest_assert_text (db, "SELECT name FROM member", "Анна");
  ingest_assert_text (db, "SELECT display_name FROM identity", "Другая Анна");
}

/* An account that a person typed by its handle is met by the first sight of that handle. */
static void
test_adopted (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = ingest_begin (db, "sync");

  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO member (id, uid, name, created) VALUES (7, 'm7', 'Анна', 1);"
                                "INSERT INTO identity (uid, member_id, platform, remote_id, handle) VALUES ('i7', 7, 'telegram', 'anna_leb', 'Anna_Leb')",
                                &error));
  g_assert_true (veche_db_commit (db, NULL));
  veche_batch_add_person (batch, "user1")->handle = veche_batch_string (batch, "anna_leb");
  veche_batch_add_person (batch, "user2")->handle = veche_batch_string (batch, "anna_leb2");
  ingest_post (batch, 1, "user1", "Привет", 0);
  ingest_take (db, id, batch, 1);
  ingest_take (db, id, batch, 1);

  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM member"), ==, 2);
  ingest_assert_text (db, "SELECT remote_id FROM identity WHERE member_id = 7", "user1");
  g_assert_cmpint (ingest_number (db, "SELECT member_id FROM interaction"), ==, 7);
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
      g_autoptr (VecheDb) db = ingest_open ();
      g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", cases[i].seen_on);
      g_autofree char *sql = g_strdup_printf ("INSERT INTO member (id, uid, name, created) VALUES (7, 'm7', 'Анна', 1);"
                                              "INSERT INTO identity (uid, member_id, platform, instance, remote_id, handle)"
                                              " VALUES ('i7', 7, 'mastodon', '%s', '%s', '%s')",
                                              cases[i].instance, cases[i].remote_id, cases[i].remote_id);
      gint64 id = ingest_begin (db, "sync");

      g_assert_true (veche_db_begin (db, NULL) && veche_db_exec (db, sql, NULL) && veche_db_commit (db, NULL));
      veche_batch_add_person (batch, "109")->handle = cases[i].seen_as;
      ingest_take (db, id, batch, 1);
      g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM member"), ==, cases[i].same ? 1 : 2);
    }
}

static void
test_edits (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  const char *const words[] = { "первый", "второй", "третий" };
  const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 2, 0, 1 } };
  gint64 id = ingest_begin (db, "sync");

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      for (guint j = 0; j < 6; j++)   /* each order twice */
        {
          g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
          int version = orders[i][j % 3];

          ingest_post (batch, (int) i + 1, "user1", words[version], 0)->edited = version * MINUTE;
          ingest_take (db, id, batch, 1);
        }
    }

  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction WHERE text = 'третий' AND edited = 120000000"), ==, 4);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction_version"), ==, 8);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction_version WHERE text = 'первый' AND since = 0 AND until = 60000000"), ==, 4);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction_version WHERE text = 'второй' AND since = 60000000 AND until = 120000000"), ==, 4);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction_fts WHERE interaction_fts MATCH 'третий'"), ==, 4);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction_fts WHERE interaction_fts MATCH 'первый OR второй'"), ==, 0);
  ingest_assert_sound (db);
}

static void
test_deleted (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) gone = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "sync");

  ingest_post (batch, 1, "user1", "останется", 0);
  ingest_take (db, id, batch, 1);
  ingest_post (gone, 1, "user1", NULL, 0)->deleted = TRUE;
  g_assert_cmpuint (ingest_take (db, id, gone, 1).edits, ==, 1);
  g_assert_cmpuint (ingest_take (db, id, gone, 1).edits, ==, 0);

  ingest_assert_text (db, "SELECT text FROM interaction WHERE deleted IS NOT NULL", "останется");
}

/* Of two exports that write the same text differently neither is an edit. */
static void
test_other_hand (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) one = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) two = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "telegram-export");

  ingest_post (one, 1, "user1", "a b", 0);
  ingest_post (two, 1, "user1", "a  b", 0);
  ingest_take (db, id, one, 0);
  g_assert_cmpuint (ingest_take (db, id, two, 0).edits, ==, 0);
  ingest_assert_text (db, "SELECT text FROM interaction", "a b");
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction_version"), ==, 0);
}

static void
test_mentions (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) later = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "telegram-export");
  gint64 run;

  veche_batch_add_person (batch, "me")->me = TRUE;
  ingest_post (batch, 1, "user1", "@me, привет", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_post (batch, 2, "user1", "@me, ты тут", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_post (batch, 3, "me", "тут", 2);
  ingest_post (batch, 4, "user1", "Кто знает?", 0)->attention = VECHE_ATTENTION_QUESTION;
  ingest_post (batch, 5, "user2", "А кто знает?", 0)->attention = VECHE_ATTENTION_QUESTION;
  ingest_post (batch, 6, "user1", "я", 5);
  ingest_post (batch, 7, "user1", "И я сам себе", 4);
  ingest_post (batch, 8, "me", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  g_assert_cmpuint (ingest_take (db, id, batch, 0).mentions, ==, 1);
  ingest_finish (db, id);

  /* Left: the first, and the question that only its author came back to. */
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 2);
  g_assert_cmpint (ingest_number (db, "SELECT mentions FROM batch"), ==, 2);
  ingest_assert_text (db, "SELECT group_concat (reason) FROM (SELECT reason FROM triage ORDER BY at)", "mention,question");
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction WHERE direction = 'out'"), ==, 2);
  g_assert_cmpint (ingest_number (db, "SELECT last_contact FROM member WHERE name = 'user1'"), ==, T0 + 3 * MINUTE);

  /* We answer on the phone; the next run of the source sees it. */
  run = ingest_begin (db, "sync");
  ingest_post (later, 9, "me", "и тебе", 1);
  ingest_take (db, run, later, 1);
  ingest_finish (db, run);

  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 1);
  g_assert_cmpint (ingest_number (db, "SELECT answered FROM triage WHERE state = 'done'"), ==, T0 + 9 * MINUTE);
}

/* The first import does not know who we are; the second is told.  As if it had been known from the start. */
static void
test_recognised (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheDb) fresh = ingest_open ();
  g_autoptr (VecheBatch) before = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) after = veche_batch_new ("telegram", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  gint64 id = ingest_begin (db, "telegram-export");
  gint64 other = ingest_begin (fresh, "telegram-export");

  ingest_post (before, 1, "user1", "вопрос", 0);
  ingest_post (before, 2, "u", "ответ", 1);
  ingest_post (before, 3, "u", "сам?", 0)->attention = VECHE_ATTENTION_QUESTION;
  ingest_post (before, 4, "user1", "@u?", 0);
  ingest_take (db, id, before, 0);
  ingest_finish (db, id);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM triage"), ==, 1);

  veche_batch_add_person (after, "u")->me = TRUE;
  ingest_post (after, 1, "user1", "вопрос", 0);
  ingest_post (after, 2, "u", "ответ", 1);
  ingest_post (after, 3, "u", "сам?", 0)->attention = VECHE_ATTENTION_QUESTION;
  ingest_post (after, 4, "user1", "@u?", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_take (db, id, after, 0);
  ingest_finish (db, id);
  ingest_take (fresh, other, after, 0);
  ingest_finish (fresh, other);

  found = ingest_dump (db);
  expected = ingest_dump (fresh);
  g_assert_cmpstr (found, ==, expected);
}

/* A reply that the outbox has written is met again by the next run. */
static void
test_own_reply (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) later = veche_batch_new ("telegram", NULL);
  g_autoptr (GError) error = NULL;
  gint64 id = ingest_begin (db, "sync");

  veche_batch_add_person (batch, "me")->me = TRUE;
  ingest_post (batch, 1, "user1", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_take (db, id, batch, 1);
  g_assert_true (veche_db_begin (db, NULL));
  g_assert_true (veche_db_exec (db,
                                "INSERT INTO interaction (own_uid, kind, at, channel_id, remote_id, direction, text) VALUES"
                                " ('o', 'reply', 1, (SELECT id FROM channel), '2', 'out', 'да');"
                                "INSERT INTO interaction_fts (rowid, text) SELECT id, text FROM interaction WHERE uid = 'o'",
                                &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
  ingest_post (later, 2, "me", "да", 1);
  g_assert_cmpuint (ingest_take (db, id, later, 1).interactions, ==, 0);
  ingest_take (db, id, later, 1);

  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction"), ==, 2);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM interaction WHERE uid = 'o' AND reply_to_id IS NOT NULL AND identity_id IS NOT NULL"), ==, 1);
  g_assert_cmpint (ingest_number (db, "SELECT strength FROM tie"), ==, 1);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM triage WHERE state = 'open'"), ==, 0);
  ingest_assert_sound (db);
}

static void
test_joins (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) one = veche_batch_new ("telegram", NULL);
  g_autoptr (VecheBatch) two = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "sync");

  ingest_post (one, 5, "user1", NULL, 0)->kind = "leave";
  ingest_post (two, 2, "user1", NULL, 0)->kind = "join";
  ingest_take (db, id, one, 1);
  g_assert_cmpint (ingest_number (db, "SELECT left_at FROM membership"), ==, T0 + 5 * MINUTE);
  ingest_take (db, id, two, 1);
  g_assert_cmpint (ingest_number (db, "SELECT joined FROM membership"), ==, T0 + 2 * MINUTE);
  ingest_post (two, 8, "user1", NULL, 0)->kind = "join";
  ingest_take (db, id, two, 1);
  g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM membership WHERE left_at IS NULL"), ==, 1);
  g_assert_cmpint (ingest_number (db, "SELECT joined FROM member"), ==, T0 + 2 * MINUTE);
}

static void
test_coverage (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  const gint64 spans[][2] = { { 10, 20 }, { 40, 50 }, { 20, 30 }, { 12, 15 }, { 30, 41 } };
  gint64 id = ingest_begin (db, "sync");

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
      VecheChannel *channel = veche_batch_add_channel (batch, "chat");

      channel->complete_since = spans[i][0];
      channel->complete_until = spans[i][1];
      ingest_take (db, id, batch, 1);
      g_assert_cmpint (ingest_number (db, "SELECT count (*) FROM coverage"), ==, i == 0 || i == 4 ? 1 : 2);
    }
  g_assert_cmpint (ingest_number (db, "SELECT since * 100 + until FROM coverage"), ==, 1050);
}

static void
test_topics (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  gint64 id = ingest_begin (db, "sync");

  veche_batch_add_channel (batch, "topic")->parent = veche_batch_string (batch, "forum");
  veche_batch_add_channel (batch, "a")->parent = veche_batch_string (batch, "b");
  veche_batch_add_channel (batch, "b")->parent = veche_batch_string (batch, "a");
  g_assert_cmpuint (ingest_take (db, id, batch, 1).channels, ==, 4);
  g_assert_cmpuint (ingest_take (db, id, batch, 1).channels, ==, 0);
  ingest_assert_text (db, "SELECT p.remote_id FROM channel AS c JOIN channel AS p ON p.id = c.parent_id WHERE c.remote_id = 'topic'", "forum");
}

static void
test_bad (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("feed", NULL);
  gint64 id = ingest_begin (db, "sync");

  veche_batch_add_bad (batch, "no id", "<entry/>");
  g_assert_cmpuint (ingest_take (db, id, batch, 1).bad, ==, 1);
  g_assert_cmpuint (ingest_take (db, id, batch, 1).bad, ==, 0);
}

static void
test_preview (void)
{
  g_autoptr (VecheDb) db = ingest_open ();
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  VecheIngestCounts would = { 0 }, did;
  g_autofree char *before = ingest_dump (db);
  g_autofree char *after = NULL;
  gint64 id = ingest_begin (db, "telegram-export");

  veche_batch_add_channel (batch, "chat");
  veche_batch_add_person (batch, "me")->me = TRUE;
  ingest_post (batch, 1, "user1", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_post (batch, 2, "user2", "@me", 0)->attention = VECHE_ATTENTION_MENTION;
  ingest_post (batch, 3, "me", "да", 2);
  ingest_post (batch, 4, "user2", "Где?", 0)->attention = VECHE_ATTENTION_QUESTION;
  ingest_post (batch, 5, "user2", "Когда?", 0)->attention = VECHE_ATTENTION_QUESTION;
  ingest_post (batch, 6, "user1", "вчера", 5);

  g_assert_true (veche_ingest_preview (db, batch, &would, NULL));
  after = ingest_dump (db);
  g_assert_cmpstr (after, ==, before);
  did = ingest_take (db, id, batch, 0);
  ingest_finish (db, id);
  g_assert_cmpuint (would.interactions, ==, did.interactions);
  g_assert_cmpuint (would.people, ==, did.people);
  g_assert_cmpuint (would.channels, ==, did.channels);
  g_assert_cmpuint (would.mentions, ==, (guint) ingest_number (db, "SELECT mentions FROM batch"));

  would = (VecheIngestCounts) { 0 };
  g_assert_true (veche_ingest_preview (db, batch, &would, NULL));
  g_assert_cmpuint (would.interactions + would.people + would.channels + would.mentions + would.edits, ==, 0);
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

  return g_test_run ();
}
