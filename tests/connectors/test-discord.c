/* test-discord.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Against a small REST API of our own, whose answers have the shape that https://docs.discord.com/developers describes.
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-discord-cursor.h"
#include "connectors/veche-discord-parse.h"
#include "connectors/veche-json.h"
#include "connectors/veche-net.h"
#include "exchange/veche-chat-export.h"
#include "model/veche-calendar-entry.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"
#include "support/fake-discord.h"

#include <string.h>

typedef struct
{
  FakeDiscord *server;
  char        *cursor;
  GHashTable  *texts;        /* id → text */
  GHashTable  *notices, *people, *gone;
  gint64       since, until; /* of the first channel's coverage */
  guint        pages, mentions, replies, lists;
  GError      *error;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->server = fake_discord_new ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fake_discord_free (self->server);
  g_free (self->cursor);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->notices);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->gone);
  g_clear_error (&self->error);
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static VecheConnector *
connect (Fixture *self)
{
  return veche_connector_new ("discord", &(VecheConnectorSetup) { .url = fake_discord_get_url (self->server), .token = FAKE_DISCORD_TOKEN, .own_server = TRUE });
}

static void
take_batch (Fixture *self, VecheBatch *batch)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VecheNotice *notices;
  const VechePerson *people;
  const VecheChannel *channels;
  gboolean ends;

  for (guint i = 0; i < n; i++)
    {
      g_hash_table_insert (self->texts, g_strdup (posts[i].remote_id), g_strdup (posts[i].text));
      if (posts[i].deleted)
        g_hash_table_add (self->gone, g_strdup (posts[i].remote_id));
      self->mentions += posts[i].attention == VECHE_ATTENTION_MENTION;
      self->replies += posts[i].attention == VECHE_ATTENTION_REPLY;
    }
  self->lists += veche_batch_get_list (batch, &ends) != NULL && ends;
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->notices, g_strdup_printf ("%s %s", notices[i].code, notices[i].about != NULL ? notices[i].about : ""));
  people = veche_batch_get_people (batch, &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->people, g_strdup (people[i].remote_id));
  channels = veche_batch_get_channels (batch, &n);
  for (guint i = 0; i < n; i++)
    if (channels[i].complete_until != 0 && g_str_equal (channels[i].remote_id, FAKE_DISCORD_CHANNEL))
      {
        self->since = channels[i].complete_since;
        self->until = channels[i].complete_until;
      }
}

typedef enum { FETCH, MEMBERS, BACKFILL } Errand;

/* A whole run, page by page, by a fresh connector. */
static void
run (Fixture *self, Errand errand, const VecheGap *gap)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autofree char *cursor = errand == FETCH ? g_strdup (self->cursor) : NULL;
  gboolean more = TRUE;

  g_clear_error (&self->error);
  for (self->pages = 0; more; self->pages++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (VecheBatch) batch = NULL;

      if (errand == FETCH)
        veche_connector_fetch_async (connector, cursor, NULL, result_cb, &result);
      else if (errand == MEMBERS)
        veche_connector_members_async (connector, cursor, NULL, result_cb, &result);
      else
        veche_connector_backfill_async (connector, gap, cursor, NULL, result_cb, &result);
      wait_for_result (&result);
      batch = errand == FETCH ? veche_connector_fetch_finish (connector, result, &self->error)
            : errand == MEMBERS ? veche_connector_members_finish (connector, result, &self->error) : veche_connector_backfill_finish (connector, result, &self->error);
      if (batch == NULL)
        return;
      take_batch (self, batch);
      g_free (cursor);
      cursor = g_strdup (veche_batch_get_cursor (batch));
      more = veche_batch_has_more (batch);
      g_assert_cmpuint (self->pages, <, 60);
    }
  if (errand == FETCH)
    {
      g_free (self->cursor);
      self->cursor = g_steal_pointer (&cursor);
    }
}

static char *
send (Fixture *self, VecheReply *reply)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&self->error);
  veche_connector_send_async (connector, reply, NULL, result_cb, &result);

  return veche_connector_send_finish (connector, wait_for_result (&result), NULL, &self->error);
}

static void
test_reading (Fixture *self, gconstpointer data)
{
  g_autofree char *last = NULL;
  guint asked;

  for (guint i = 0; i < 30; i++)
    {
      g_free (fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 2 + i % 3, NULL, "раз"));
      g_free (fake_discord_say (self->server, FAKE_DISCORD_THREAD, 3, NULL, "<@77> вопрос"));
    }
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts), ==, 60);
  g_assert_cmpuint (self->mentions, ==, 30);
  g_assert_cmpint (self->since, >, 0);

  /* Nothing new: three requests and no channel read. */
  asked = fake_discord_requests (self->server, "/messages");
  run (self, FETCH, NULL);
  g_assert_cmpuint (fake_discord_requests (self->server, "/messages"), ==, asked);

  /* More than a page behind: nothing is lost. */
  for (guint i = 0; i < 250; i++)
    {
      g_free (last);
      last = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 4, NULL, "ещё");
    }
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts), ==, 310);
  g_assert_cmpstr (g_hash_table_lookup (self->texts, last), ==, "ещё");
}

/* What was said before the first run, and who is there. */
static void
test_more (Fixture *self, gconstpointer data)
{
  VecheGap gap = { FAKE_DISCORD_CHANNEL, veche_discord_time (FAKE_DISCORD_CHANNEL), 0 };
  gint64 top;

  for (guint i = 0; i < 230; i++)
    g_free (fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 4, NULL, "давно"));
  run (self, FETCH, NULL);
  g_assert_cmpuint (g_hash_table_size (self->texts), ==, 100);
  top = gap.until = self->since;
  run (self, BACKFILL, &gap);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->texts), ==, 230);
  g_assert_cmpuint (self->pages, ==, 2);
  g_assert_cmpint (self->since, ==, gap.since);
  g_assert_cmpint (self->until, <=, top);

  run (self, MEMBERS, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->people), >=, 1500);
  g_assert_cmpuint (self->lists, ==, 1);
  fake_discord_set_intents (self->server, FALSE);
  run (self, MEMBERS, NULL);
  g_assert_no_error (self->error);
  g_assert_true (g_hash_table_contains (self->notices, "no-members "));
  g_assert_cmpuint (self->lists, ==, 1);     /* that of the first time */
}

/* An hour later: the newest page is looked at again although nothing new was said. */
static void
let_an_hour_pass (Fixture *self)
{
  g_autoptr (GRegex) looked = g_regex_new ("\"looked\":[0-9]+", 0, 0, NULL);
  char *older = g_regex_replace_literal (looked, self->cursor, -1, 0, "\"looked\":1", 0, NULL);

  g_free (self->cursor);
  self->cursor = older;
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *last = NULL;
  guint asked;

  fake_discord_set_now (self->server);
  kept = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 2, NULL, "раз");
  edited = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 3, NULL, "два");
  gone = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 4, NULL, "три");
  last = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 4, NULL, "четыре");
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);

  fake_discord_edit (self->server, edited, "две");
  fake_discord_delete (self->server, gone);
  fake_discord_delete (self->server, last);
  asked = fake_discord_requests (self->server, "/messages");
  run (self, FETCH, NULL);
  g_assert_cmpuint (fake_discord_requests (self->server, "/messages"), ==, asked);     /* too soon */
  let_an_hour_pass (self);
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (g_hash_table_lookup (self->texts, edited), ==, "две");
  g_assert_true (g_hash_table_contains (self->gone, gone));
  g_assert_true (g_hash_table_contains (self->gone, last));
  g_assert_cmpuint (g_hash_table_size (self->gone), ==, 2);

  /* Said once; and what is beyond the newest page is not taken for gone. */
  g_hash_table_remove_all (self->gone);
  for (guint i = 0; i < 150; i++)
    g_free (fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 4, NULL, "ещё"));
  run (self, FETCH, NULL);
  let_an_hour_pass (self);
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->gone), ==, 0);
}

/* The right to read is taken away: an empty page is no deletion, and nothing is called complete. */
static void
test_history_hidden (Fixture *self, gconstpointer data)
{
  fake_discord_set_now (self->server);
  g_free (fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 2, NULL, "раз"));
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpint (self->until, !=, 0);
  fake_discord_set_history (self->server, FALSE);
  self->since = self->until = 0;
  let_an_hour_pass (self);
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->gone), ==, 0);
  g_assert_cmpint (self->until, ==, 0);
  g_assert_cmpuint (g_hash_table_size (self->notices), >, 0);
}

/* A server that is closed to us does not stop the other one. */
static void
test_closed_server (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 2, NULL, "раз");

  fake_discord_add_closed (self->server);
  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (g_hash_table_lookup (self->texts, id), ==, "раз");
  g_assert_true (g_hash_table_contains (self->notices, "no-access Соседи"));
  run (self, MEMBERS, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_hash_table_size (self->people), >=, 1500);
  g_assert_cmpuint (self->lists, ==, 1);
}

/* What was said in a thread before it was closed. */
static void
test_closed (Fixture *self, gconstpointer data)
{
  g_autofree char *id = fake_discord_say (self->server, FAKE_DISCORD_CLOSED, 2, NULL, "последнее слово");
  guint asked;

  run (self, FETCH, NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (g_hash_table_lookup (self->texts, id), ==, "последнее слово");
  asked = fake_discord_requests (self->server, "/archived/public");
  g_assert_cmpuint (asked, ==, 1);
  run (self, FETCH, NULL);
  g_assert_cmpuint (fake_discord_requests (self->server, "/archived/public"), ==, asked);     /* once a day */
}

/* Threads come and go; a cursor does not grow with all that ever were. */
static void
test_prune (void)
{
  g_autoptr (VecheDiscordCursor) cursor = veche_discord_cursor_read (NULL);
  gint64 now = G_GINT64_CONSTANT (1900000000000000);
  g_autofree char *text = NULL;
  VecheDiscordSeen *seen;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 1000 + i);

      seen = veche_discord_cursor_get (cursor, id);
      seen->last = g_strdup (id);
      seen->listed = i == 7 ? now - G_TIME_SPAN_DAY : now - 8 * G_TIME_SPAN_DAY;
      seen->ids = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (seen->ids, g_strdup_printf ("%" G_GUINT64_FORMAT, veche_discord_snowflake (now - 4 * G_TIME_SPAN_DAY)));
      g_ptr_array_add (seen->ids, g_strdup_printf ("%" G_GUINT64_FORMAT, veche_discord_snowflake (now - G_TIME_SPAN_DAY)));
    }
  veche_discord_cursor_prune (cursor, now);
  g_assert_cmpuint (g_hash_table_size (cursor->channels), ==, 1);
  seen = veche_discord_cursor_get (cursor, "1007");
  g_assert_cmpstr (seen->last, ==, "1007");
  g_assert_cmpuint (seen->ids->len, ==, 1);
  text = veche_discord_cursor_write (cursor);
  g_clear_pointer (&cursor, veche_discord_cursor_free);
  cursor = veche_discord_cursor_read (text);
  veche_discord_cursor_prune (cursor, now + 6 * G_TIME_SPAN_DAY);
  g_assert_null (veche_discord_cursor_get (cursor, "1007")->ids);
  veche_discord_cursor_prune (cursor, now + 7 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (g_hash_table_size (cursor->channels), ==, 0);
}

/* A cursor of a program that did not write down what the server had named yet: a closed thread is not read all over again. */
static void
test_prune_of_old (void)
{
  g_autoptr (VecheDiscordCursor) cursor = veche_discord_cursor_read ("{\"channels\":{\"123\":{\"last\":\"456\",\"since\":7}}}");
  gint64 now = G_GINT64_CONSTANT (1900000000000000);

  veche_discord_cursor_prune (cursor, now);
  g_assert_cmpstr (veche_discord_cursor_get (cursor, "123")->last, ==, "456");
  veche_discord_cursor_prune (cursor, now + 6 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (g_hash_table_size (cursor->channels), ==, 1);
  veche_discord_cursor_prune (cursor, now + 8 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (g_hash_table_size (cursor->channels), ==, 0);
}

/*** A live sync and an export of the same channel ***/

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "connectors", "data", "discord", name, NULL);
}

static VecheDb *
workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  veche_db_begin (db, &error);
  veche_db_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 'S', 'discord', 'Бот', 'https://discord.com', 1)", &error);
  g_assert_no_error (error);
  veche_db_commit (db, &error);

  return db;
}

/* The documented messages, so many at once; those that no export of the channel has are left out. */
static void
sync_live (VecheDb *db, guint size)
{
  g_autofree char *path = fixture ("documented.json");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *messages;
  gsize length;
  gint64 id;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = veche_json_parse (text, length, &error);
  messages = veche_json_array (json_node_get_object (node), "messages");
  veche_db_begin (db, &error);
  id = veche_ingest_begin (db, "sync", "Бот", &error);
  for (guint first = 0; first < veche_json_length (messages); first += size)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("discord", "");
      VecheDiscord discord = { .guild = "41771983423143937" };

      g_assert_true (veche_discord_begin (&discord, batch, veche_json_object (json_node_get_object (node), "me")));
      veche_batch_add_channel (batch, "290926798999357250")->name = "общий";
      for (guint i = first; i < MIN (first + size, veche_json_length (messages)); i++)
        if (veche_json_object (veche_json_nth (messages, i), "author") != NULL && veche_json_array (veche_json_nth (messages, i), "message_snapshots") == NULL
            && veche_json_string (veche_json_nth (messages, i), "webhook_id", NULL) == NULL)
          veche_discord_add_message (&discord, "290926798999357250", veche_json_nth (messages, i));
      veche_ingest_batch (db, id, batch, 1, 0, NULL, &error);
      g_assert_no_error (error);
    }
  veche_ingest_finish (db, id, &error);
  g_assert_no_error (error);
  veche_db_commit (db, &error);
}

static void
import (VecheDb *db)
{
  static const VecheChatOptions options = { .me = "77", .actor = "Вера" };
  g_autofree char *path = fixture ("export.json");
  VecheIngestCounts counts = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (db, VECHE_FORMAT_DISCORD_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  veche_chat_import (db, scan, &options, NULL, NULL, NULL, &counts, &error);
  g_assert_no_error (error);
}

static char *
dump (VecheDb *db)
{
  static const char sql[] =
    "SELECT c.remote_id || ' ' || i.remote_id || ' ' || i.kind || ' ' || coalesce (a.remote_id, '-') || ' ' || coalesce (i.text, '-') || ' ' ||\n"
    "    coalesce (r.remote_id, '-') || ' ' || i.direction\n"
    "  FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id LEFT JOIN identity AS a ON a.id = i.identity_id\n"
    "    LEFT JOIN interaction AS r ON r.id = i.reply_to_id ORDER BY i.at, i.remote_id";
  VecheStatement *statement = veche_db_prepare (db, sql);
  GString *text = g_string_new (NULL);

  while (veche_statement_step (statement, NULL))
    g_string_append_printf (text, "%s\n", veche_statement_text (statement, 0));

  return g_string_free (text, FALSE);
}

/* L: live, all at once; l: message by message; E: the export of DiscordChatExporter.  In any order, twice: the same, and nothing double. */
static void
test_meet (void)
{
  static const char *const orders[] = { "LE", "EL", "lE", "El", "LLEE", "ElEL", "lElE" };
  g_autofree char *expected = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (VecheDb) db = workspace ();
      g_autofree char *seen = NULL;
      g_auto (GStrv) lines = NULL;

      for (const char *step = orders[i]; *step != '\0'; step++)
        {
          if (*step == 'E')
            import (db);
          else
            sync_live (db, *step == 'l' ? 1 : 40);
        }
      seen = dump (db);
      g_test_message ("%s\n%s", orders[i], seen);
      lines = g_strsplit (seen, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, 14);     /* 11 messages, 2 whom they name, and the end */
      if (expected == NULL)
        expected = g_strdup (seen);
      g_assert_cmpstr (seen, ==, expected);
    }
}

static void
test_describe (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (VecheBatch) batch = NULL;

  fake_discord_set_intents (self->server, FALSE);
  veche_connector_describe_async (connector, NULL, result_cb, &result);
  batch = veche_connector_describe_finish (connector, wait_for_result (&result), &self->error);
  g_assert_no_error (self->error);
  take_batch (self, batch);
  g_assert_true (g_hash_table_contains (self->notices, "no-content "));
  g_assert_cmpstr (veche_batch_get_account (batch, NULL), ==, "77");
  g_assert_cmpstr (veche_batch_add_channel (batch, FAKE_DISCORD_THREAD)->parent, ==, FAKE_DISCORD_CHANNEL);
}

static void
test_events (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  const VecheCalendarEntry *evening, *walk;

  /* A server that shows us nothing does not stop the others. */
  fake_discord_add_closed (self->server);
  g_assert_true (veche_connector_has_events (connector));
  veche_connector_events_async (connector, NULL, NULL, result_cb, &result);
  events = veche_connector_events_finish (connector, wait_for_result (&result), &self->error);
  g_assert_no_error (self->error);
  g_assert_cmpuint (events->len, ==, 2);
  evening = events->pdata[0];
  g_assert_cmpstr (evening->uid, ==, "discord-event-941");
  g_assert_cmpstr (evening->starts, ==, "2026-12-20T16:00");
  g_assert_cmpstr (evening->rrule, ==, "FREQ=WEEKLY;BYDAY=SU");
  g_assert_cmpstr (evening->link, ==, "https://discord.com/events/900/941");
  g_assert_true (evening->online == 1 && evening->place == NULL && evening->ends == NULL);
  walk = events->pdata[1];
  g_assert_cmpstr (walk->place, ==, "Парк");
  g_assert_cmpstr (walk->ends, ==, "2026-12-27T15:00");
  g_assert_true (walk->online == 0 && walk->about == NULL && walk->rrule == NULL);
}

static void
test_send (Fixture *self, gconstpointer data)
{
  g_autofree char *asked = fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 5, NULL, "<@77> вопрос");
  VecheReply reply = { .text = (char *) "да \n", .channel = (char *) FAKE_DISCORD_CHANNEL, .in_reply_to = asked, .idempotency_key = (char *) "0193-uid" };
  g_autofree char *answer = NULL;
  g_autofree char *id = NULL;
  guint n;

  /* Cut off after it was taken; the second try finds it, and so would the nonce. */
  fake_discord_die_once (self->server);
  g_assert_null (send (self, &reply));
  g_assert_error (self->error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  reply.maybe_sent = TRUE;
  id = send (self, &reply);
  g_assert_no_error (self->error);
  g_assert_nonnull (id);
  g_free (send (self, &(VecheReply) { .text = (char *) "да \n", .channel = (char *) FAKE_DISCORD_CHANNEL, .in_reply_to = asked, .idempotency_key = (char *) "0193-uid" }));
  answer = fake_discord_dup_sent (self->server, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (strstr (answer, "\"allowed_mentions\":{\"parse\":[\"users\"],\"replied_user\":true}"));
  g_assert_nonnull (strstr (answer, "\"enforce_nonce\":true"));

  /* Who answers us is waiting. */
  g_free (fake_discord_say (self->server, FAKE_DISCORD_CHANNEL, 5, id, "спасибо"));
  run (self, FETCH, NULL);
  g_assert_cmpuint (self->replies, ==, 1);
}

static void
test_numbers (void)
{
  /* The example of "Snowflakes". */
  g_assert_cmpint (veche_discord_time ("175928847299117063"), ==, G_GINT64_CONSTANT (1462015105796) * 1000);
  g_assert_cmpint (veche_discord_time ("x"), ==, 0);
  g_assert_cmpint (veche_discord_compare ("9", "10"), <, 0);
  g_assert_cmpint (veche_discord_compare (NULL, "1"), <, 0);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/discord/numbers", test_numbers);
  g_test_add_func ("/connectors/discord/prune", test_prune);
  g_test_add_func ("/connectors/discord/prune-of-old", test_prune_of_old);
  g_test_add ("/connectors/discord/reading", Fixture, NULL, set_up, test_reading, tear_down);
  g_test_add ("/connectors/discord/more", Fixture, NULL, set_up, test_more, tear_down);
  g_test_add ("/connectors/discord/events", Fixture, NULL, set_up, test_events, tear_down);
  g_test_add ("/connectors/discord/describe", Fixture, NULL, set_up, test_describe, tear_down);
  g_test_add ("/connectors/discord/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/connectors/discord/history-hidden", Fixture, NULL, set_up, test_history_hidden, tear_down);
  g_test_add ("/connectors/discord/closed-server", Fixture, NULL, set_up, test_closed_server, tear_down);
  g_test_add ("/connectors/discord/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add_func ("/connectors/discord/meet", test_meet);
  g_test_add ("/connectors/discord/send", Fixture, NULL, set_up, test_send, tear_down);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
