/* test-telegram.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/connectors/data/telegram: updates as https://core.telegram.org/bots/api describes them (Update, Message, ChatMemberUpdated,
 * MessageReactionUpdated), and exports of the same chats.
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-json.h"
#include "connectors/veche-net.h"
#include "connectors/veche-telegram-parse.h"
#include "exchange/veche-chat-export.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "store/veche-statement.h"

#include <string.h>

static const char me_json[] = "{\"id\":77,\"is_bot\":true,\"first_name\":\"Помощник клуба\",\"username\":\"club_helper_bot\"}";

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "connectors", "data", "telegram", name, NULL);
}

static JsonNode *
load (const char *name)
{
  g_autofree char *path = fixture (name);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = veche_json_parse (text, length, &error);
  g_assert_no_error (error);

  return node;
}

/* The updates from first on, every step-th of them when that is not 1. */
static VecheBatch *
parse_for (const char *const *mine, const char *name, VecheTelegramPlaces *places, guint first, guint count)
{
  g_autoptr (JsonNode) node = load (name);
  g_autoptr (JsonNode) me = json_from_string (me_json, NULL);
  JsonArray *updates = veche_json_array (json_node_get_object (node), "result");
  VecheBatch *batch = veche_batch_new ("telegram", "");
  VecheTelegramBot bot = { .places = places, .words = "запись", .mine = mine };

  g_assert_true (veche_telegram_bot_begin (&bot, batch, json_node_get_object (me)));
  for (guint i = first; i < MIN (veche_json_length (updates), first + count); i++)
    veche_telegram_bot_add_update (&bot, veche_json_nth (updates, i));

  return batch;
}

static VecheBatch *
parse (const char *name, VecheTelegramPlaces *places, guint first, guint count)
{
  return parse_for (NULL, name, places, first, count);
}

static VechePost
find_post (VecheBatch *batch, const char *channel, const char *id)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  for (guint i = n; i > 0; i--)
    if (g_str_equal (posts[i - 1].remote_id, id) && g_str_equal (posts[i - 1].channel, channel))
      return posts[i - 1];
  g_error ("no %s in %s", id, channel);
}

static void
test_club (void)
{
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (NULL);
  g_autoptr (VecheBatch) batch = parse ("club.json", places, 0, 100);
  VechePost mention = find_post (batch, "channel1234567890", "11");
  VechePost edited = find_post (batch, "channel1234567890", "12");
  VechePost invited = find_post (batch, "channel1234567890", "13+1");
  VechePost topical = find_post (batch, "channel1234567890/14", "15");
  VechePost photo = find_post (batch, "channel1234567890/14", "16");
  VechePost gone = find_post (batch, "channel1234567890", "15:user6:🔥");
  VechePerson *anna = veche_batch_add_person (batch, "user5");
  VecheChannel *topic = veche_batch_add_channel (batch, "channel1234567890/14");
  guint n;

  g_assert_cmpint (mention.attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpstr (mention.author, ==, "user5");
  g_assert_cmpstr (mention.url, ==, "https://t.me/c/1234567890/11");
  g_assert_nonnull (strstr (mention.meta, "\"from\":{\"id\":5,\"name\":\"Анна Петрова\"}"));
  g_assert_cmpstr (edited.text, ==, "В субботу, в 12");
  g_assert_cmpint (edited.edited - edited.at, ==, 30 * G_USEC_PER_SEC);
  g_assert_cmpstr (edited.reply_to, ==, "11");
  g_assert_cmpstr (edited.kind, ==, "reply");
  g_assert_cmpstr (find_post (batch, "channel1234567890", "10").kind, ==, "join");
  g_assert_cmpstr (find_post (batch, "channel1234567890", "join:user5:1763700010").kind, ==, "join");
  g_assert_cmpstr (invited.author, ==, "user7");
  g_assert_cmpstr (find_post (batch, "channel1234567890", "13").kind, ==, "service");
  g_assert_cmpstr (topical.kind, ==, "message");
  g_assert_null (topical.reply_to);
  g_assert_cmpstr (topical.url, ==, "https://t.me/c/1234567890/14/15");
  g_assert_cmpstr (photo.text, ==, "Я беру");
  g_assert_cmpstr (photo.reply_to, ==, "15");
  g_assert_nonnull (strstr (photo.meta, "\"media\":\"photo\""));
  g_assert_cmpstr (topic->name, ==, "Встречи");
  g_assert_cmpstr (topic->parent, ==, "channel1234567890");
  g_assert_true (gone.deleted);
  g_assert_false (find_post (batch, "channel1234567890", "15:user6:👍").deleted);
  g_assert_cmpstr (find_post (batch, "channel1234567890", "17").kind, ==, "leave");
  g_assert_cmpstr (anna->name, ==, "Анна Петрова");
  g_assert_cmpint (anna->joined, ==, G_GINT64_CONSTANT (1763700010) * G_USEC_PER_SEC);
  g_assert_cmpint (veche_telegram_places_get (places, -1001234567890)->rights, ==, VECHE_TELEGRAM_RIGHTS_ADMIN);
  veche_batch_get_bad (batch, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* What stands in a topic that we began is no answer to us. */
static void
test_our_topic (void)
{
  const char *const mine[] = { "@boris_k", NULL };
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (NULL);
  g_autoptr (VecheBatch) batch = parse_for (mine, "club.json", places, 0, 100);

  g_assert_cmpint (find_post (batch, "channel1234567890/14", "15").attention, ==, VECHE_ATTENTION_NONE);
}

static void
test_others (void)
{
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (NULL);
  g_autoptr (VecheBatch) batch = parse ("other.json", places, 0, 100);
  VechePost news = find_post (batch, "channel2222222222", "40");
  VechePost comment = find_post (batch, "channel3333333333", "51");
  VechePost poll = find_post (batch, "channel3333333333", "60");
  guint n;

  g_assert_cmpstr (news.kind, ==, "post");
  g_assert_null (news.author);
  g_assert_cmpstr (news.text, ==, "Открыта запись на субботу");
  g_assert_cmpstr (news.url, ==, "https://t.me/club_news/40");
  g_assert_cmpint (find_post (batch, "channel3333333333", "50").attention, ==, VECHE_ATTENTION_WORD);
  g_assert_cmpstr (find_post (batch, "channel3333333333", "50").thread, ==, "50");
  g_assert_cmpstr (comment.kind, ==, "comment");
  g_assert_cmpstr (comment.thread, ==, "50");
  g_assert_cmpstr (comment.reply_to, ==, "50");
  g_assert_cmpint (find_post (batch, "channel3333333333", "52").attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpint (find_post (batch, "channel3333333333", "53").attention, ==, VECHE_ATTENTION_REPLY);
  g_assert_null (find_post (batch, "channel3333333333", "54").author);
  g_assert_cmpstr (find_post (batch, "channel2222222222", "40:count").text, ==, "👍 3  ✦ 1");
  g_assert_cmpstr (find_post (batch, "chat987654", "b77.3").author, ==, "user6");
  g_assert_cmpstr (veche_batch_add_channel (batch, "chat987654")->parent, ==, "channel4444444444");
  g_assert_cmpint (find_post (batch, "bot77:user5", "9").attention, ==, VECHE_ATTENTION_DIRECT);
  g_assert_cmpstr (poll.text, ==, "Когда?\n• Сб\n• Вс");
  g_assert_cmpstr (find_post (batch, "channel3333333333", "61").text, ==, "👋");
  g_assert_null (g_hash_table_lookup (places->chats, &(gint64) { -987654 }));
  veche_batch_get_bad (batch, &n);
  g_assert_cmpuint (n, ==, 2);   /* one without its chat, one without its time */
}

static void
test_keys (void)
{
  static const struct { const char *channel; gint64 chat, topic; } chats[] = {
    { "channel1234567890", -1001234567890, 0 }, { "channel1234567890/14", -1001234567890, 14 }, { "chat987", -987, 0 },
    { "bot77:user5", 5, 0 }, { "user5", 5, 0 }, { "name:Клуб", 0, 0 }, { "channel", 0, 0 }, { "channel1x", 0, 0 }, { "channel-5", 0, 0 }, { NULL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    {
      gint64 chat = 0, topic = 0;

      g_assert_cmpint (veche_telegram_bot_find_chat (chats[i].channel, &chat, &topic), ==, chats[i].chat != 0);
      if (chats[i].chat != 0)
        g_assert_cmpint (chat, ==, chats[i].chat);
      if (chats[i].chat != 0)
        g_assert_cmpint (topic, ==, chats[i].topic);
    }
  g_assert_cmpint (veche_telegram_bot_find_message ("b77.17"), ==, 17);
  g_assert_cmpint (veche_telegram_bot_find_message ("17+2"), ==, 17);
  g_assert_cmpint (veche_telegram_bot_find_message ("join:user5:9"), ==, 0);
  g_assert_cmpint (veche_telegram_bot_find_message (NULL), ==, 0);
}

static void
test_render (void)
{
  static const struct { const char *text; gint64 author; const char *name, *sent, *entities; } cases[] = {
    { "Да!", 5, "Анна", "Да!", NULL },
    { "😀 @Анна, да", 5, "Анна", "😀 Анна, да",
      "[{\"type\":\"text_mention\",\"offset\":3,\"length\":4,\"user\":{\"id\":5,\"is_bot\":false,\"first_name\":\"Анна\"}}]" },
    { "@Аннабель", 5, "Анна", "@Аннабель", NULL },
    { "@boris_k", 0, NULL, "@boris_k", NULL },
    { "[Пётр](tg://user?id=7) и [x](https://x.example)", 0, NULL, "Пётр и [x](https://x.example)",
      "[{\"type\":\"text_mention\",\"offset\":0,\"length\":4,\"user\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Пётр\"}}]" },
    { "[](tg://user?id=7) [a](tg://user?id=x) [", 0, NULL, "[](tg://user?id=7) [a](tg://user?id=x) [", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonArray) entities = NULL;
      g_autofree char *sent = veche_telegram_bot_render (cases[i].text, cases[i].author, cases[i].name, &entities);
      g_autoptr (JsonNode) node = entities != NULL ? json_node_init_array (json_node_alloc (), entities) : NULL;
      g_autofree char *text = node != NULL ? veche_json_to_text (node) : NULL;

      g_assert_cmpstr (sent, ==, cases[i].sent);
      g_assert_cmpstr (text, ==, cases[i].entities);
    }
}

static void
test_places (void)
{
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read ("{\"offset\":7,\"chats\":[{\"id\":-5,\"title\":\"Клуб\",\"rights\":\"admin\",\"asked\":3}]}");
  g_autofree char *text = veche_telegram_places_write (places);
  g_autoptr (VecheTelegramPlaces) again = veche_telegram_places_read (text);
  g_autoptr (VecheTelegramPlaces) broken = veche_telegram_places_read ("[1,");

  g_assert_cmpint (again->offset, ==, 7);
  g_assert_cmpstr (veche_telegram_places_get (again, -5)->title, ==, "Клуб");
  g_assert_cmpint (veche_telegram_places_get (again, -5)->rights, ==, VECHE_TELEGRAM_RIGHTS_ADMIN);
  g_assert_cmpint (broken->offset, ==, 0);
}

/*** A live sync and an export of the same chat ***/

static VecheDb *
workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);
  veche_db_begin (db, &error);
  veche_db_exec (db, "INSERT INTO source (id, uid, type, name, url, created) VALUES (1, 'S', 'telegram', 'Бот', 'https://api.telegram.org', 1)", &error);
  g_assert_no_error (error);
  veche_db_commit (db, &error);

  return db;
}

/* In pages of so many updates, as a sync brings them. */
static void
sync_live (VecheDb *db, const char *name, guint size)
{
  g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (NULL);
  g_autoptr (GError) error = NULL;
  gint64 id;

  veche_db_begin (db, &error);
  id = veche_ingest_begin (db, "sync", "Бот", &error);
  for (guint first = 0; first < 40; first += size)
    {
      g_autoptr (VecheBatch) batch = parse (name, places, first, size);

      veche_ingest_batch (db, id, batch, 1, 0, NULL, &error);
      g_assert_no_error (error);
    }
  veche_ingest_finish (db, id, &error);
  g_assert_no_error (error);
  veche_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
import (VecheDb *db, const char *name)
{
  static const VecheChatOptions options = { .me = "user100", .actor = "Вера" };
  g_autofree char *path = fixture (name);
  VecheIngestCounts counts = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (db, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  veche_chat_import (db, scan, &options, NULL, NULL, NULL, &counts, &error);
  g_assert_no_error (error);
}

/* What stands in the end; a coming or going may be known by either of its ids. */
static char *
dump (VecheDb *db)
{
  static const char sql[] =
    "SELECT c.remote_id || ' ' || CASE WHEN i.kind IN ('join', 'leave') THEN '' ELSE i.remote_id END || ' ' || i.kind || ' ' ||\n"
    "    coalesce (a.remote_id, '-') || ' ' || coalesce (i.text, '-') || ' ' || coalesce (r.remote_id, '-') || CASE WHEN i.deleted IS NULL THEN '' ELSE ' gone' END\n"
    "  FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id LEFT JOIN identity AS a ON a.id = i.identity_id\n"
    "    LEFT JOIN interaction AS r ON r.id = i.reply_to_id ORDER BY i.at, 1";
  VecheStatement *statement = veche_db_prepare (db, sql);
  GString *text = g_string_new (NULL);

  while (veche_statement_step (statement, NULL))
    g_string_append_printf (text, "%s\n", veche_statement_text (statement, 0));

  return g_string_free (text, FALSE);
}

/* L: live, all at once; l: live, update by update; E: the export. */
static void
test_meet (void)
{
  static const char *const orders[] = { "LE", "EL", "lE", "El", "LLEE", "ElEL", "lElE" };
  static const char expected[] =
    "channel1234567890  join user5 - -\n"
    "channel1234567890 11 message user5 😀 @Club_Helper_Bot когда встреча? -\n"
    "channel1234567890 12 reply user6 В субботу, в 12 11\n"
    "channel1234567890  join user7 - -\n"
    "channel1234567890 13 service user6 - -\n"
    "channel1234567890/14 14 service user6 Встречи -\n"
    "channel1234567890/14 15 message user5 Кто берёт чай? -\n"
    "channel1234567890/14 16 reply user6 Я беру 15\n"
    "channel1234567890/14 15:user6:👍 reaction user6 👍 15\n"
    "channel1234567890/14 15:user6:🔥 reaction user6 🔥 15 gone\n"
    "channel1234567890  leave user7 - -\n";

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (VecheDb) db = workspace ();
      g_autofree char *seen = NULL;

      for (const char *step = orders[i]; *step != '\0'; step++)
        {
          if (*step == 'E')
            import (db, "club-export.json");
          else
            sync_live (db, "club.json", *step == 'l' ? 1 : 40);
        }
      seen = dump (db);
      g_test_message ("%s", orders[i]);
      g_assert_cmpstr (seen, ==, expected);
    }
}

/* A basic group numbers its messages for each account apart, and becomes a supergroup in the end. */
static void
test_meet_group (void)
{
  static const char count[] = "SELECT count (*) FROM interaction WHERE text = 'Собираемся в семь'";
  static const char moved[] = "SELECT count (*) FROM channel WHERE remote_id = 'chat987654' AND parent_id IS NULL";

  for (guint order = 0; order < 2; order++)
    {
      g_autoptr (VecheDb) db = workspace ();
      VecheStatement *statement;

      if (order == 0)
        import (db, "group-export.json");
      sync_live (db, "other.json", 40);
      sync_live (db, "other.json", 1);
      if (order == 1)
        import (db, "group-export.json");
      statement = veche_db_prepare (db, count);
      g_assert_true (veche_statement_step (statement, NULL));
      g_assert_cmpint (veche_statement_int (statement, 0), ==, 1);
      veche_statement_reset (statement);
      statement = veche_db_prepare (db, moved);
      g_assert_true (veche_statement_step (statement, NULL));
      g_assert_cmpint (veche_statement_int (statement, 0), ==, 0);
      veche_statement_reset (statement);
    }
}

/* Somebody takes another user name: the account stays the same, the earlier name is kept with its time. */
static void
test_handles (void)
{
  static const char *const names[] = { "boris_k", "boris_king", "boris_king" };
  static const char now_sql[] = "SELECT count (*), max (handle) FROM identity WHERE remote_id = 'user6'";
  static const char old_sql[] = "SELECT group_concat (h.handle), min (h.until) FROM identity_handle AS h JOIN identity AS i ON i.id = h.identity_id WHERE i.remote_id = 'user6'";
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (JsonNode) me = json_from_string (me_json, NULL);
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_real_time ();
  VecheStatement *row;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (VecheTelegramPlaces) places = veche_telegram_places_read (NULL);
      g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", "");
      VecheTelegramBot bot = { .places = places };
      g_autofree char *json = g_strdup_printf ("{\"update_id\":%u,\"message\":{\"message_id\":%u,\"date\":1763700000,\"chat\":{\"id\":-1001234567890,\"type\":\"supergroup\","
                                               "\"title\":\"Клуб\"},\"from\":{\"id\":6,\"first_name\":\"Борис\",\"username\":\"%s\"},\"text\":\"раз\"}}", i, 100 + i, names[i]);
      g_autoptr (JsonNode) update = json_from_string (json, NULL);
      gint64 id;

      g_assert_true (veche_telegram_bot_begin (&bot, batch, json_node_get_object (me)));
      veche_telegram_bot_add_update (&bot, json_node_get_object (update));
      veche_db_begin (db, &error);
      id = veche_ingest_begin (db, "sync", "Бот", &error);
      g_assert_true (veche_ingest_batch (db, id, batch, 1, 0, NULL, &error));
      g_assert_true (veche_ingest_finish (db, id, &error));
      veche_db_commit (db, &error);
      g_assert_no_error (error);
    }
  row = veche_db_prepare (db, now_sql);
  g_assert_true (veche_statement_step (row, NULL));
  g_assert_cmpint (veche_statement_int (row, 0), ==, 1);
  g_assert_cmpstr (veche_statement_text (row, 1), ==, "boris_king");
  veche_statement_reset (row);
  row = veche_db_prepare (db, old_sql);
  g_assert_true (veche_statement_step (row, NULL));
  g_assert_cmpstr (veche_statement_text (row, 0), ==, "boris_k");
  g_assert_cmpint (veche_statement_int (row, 1), >=, began);
  veche_statement_reset (row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/telegram/club", test_club);
  g_test_add_func ("/connectors/telegram/our-topic", test_our_topic);
  g_test_add_func ("/connectors/telegram/others", test_others);
  g_test_add_func ("/connectors/telegram/keys", test_keys);
  g_test_add_func ("/connectors/telegram/render", test_render);
  g_test_add_func ("/connectors/telegram/places", test_places);
  g_test_add_func ("/connectors/telegram/meet", test_meet);
  g_test_add_func ("/connectors/telegram/meet-group", test_meet_group);
  g_test_add_func ("/connectors/telegram/handles", test_handles);

  return g_test_run ();
}
