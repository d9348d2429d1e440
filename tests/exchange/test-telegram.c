/* test-telegram.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "exchange/veche-chat-export.h"
#include "exchange/veche-telegram-message.h"
#include "exchange/veche-chat-questions.h"
#include "exchange/veche-telegram-reader.h"

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "telegram", name, NULL);
}

/* The dump must be as in NAME.expected; VECHE_TEST_WRITE=1 writes it, for a person to read and commit. */
static void
assert_golden (const char *name, const char *dump)
{
  g_autofree char *file = g_strconcat (name, ".expected", NULL);
  g_autofree char *path = fixture (file);
  g_autofree char *expected = NULL;

  if (g_getenv ("VECHE_TEST_WRITE") != NULL)
    g_file_set_contents (path, dump, -1, NULL);
  g_file_get_contents (path, &expected, NULL, NULL);
  if (g_strcmp0 (dump, expected) != 0)
    g_test_message ("%s is now:\n%s", name, dump);
  g_assert_cmpstr (dump, ==, expected);
}

typedef struct
{
  VecheBatch *batch;
  GString    *text;
  char       *type, *remote_id;
  GHashTable *handles;
} Reading;

static void
use_person (gpointer people, VecheBatch *batch, const char *remote_id, gint64 joined)
{
  VechePerson *person = veche_batch_add_person (batch, remote_id);

  person->joined = joined != 0 ? joined : person->joined;
}

static const char *
name_to_id (gpointer people, const char *name)
{
  return strcmp (name, "James Carter") == 0 ? "user104" : strcmp (name, "Анна Лебедева") == 0 ? "user101" : NULL;
}

static void
field_cb (guint chat, const char *name, const char *value, gpointer user_data)
{
  Reading *self = user_data;
  char remote_id[VECHE_TELEGRAM_ID_LENGTH];

  if (strcmp (name, "type") == 0)
    {
      g_free (self->type);
      self->type = g_strdup (value);
    }
  else if (strcmp (name, "id") == 0)
    {
      g_free (self->remote_id);
      g_assert_true (veche_telegram_chat_id (veche_telegram_kind_from_type (self->type), value, remote_id));
      self->remote_id = g_strdup (remote_id);
    }
}

static gboolean
message_cb (guint chat, const VecheJsonNode *message, gint64 byte, gpointer user_data)
{
  Reading *self = user_data;
  VecheTelegramContext context = { .batch = self->batch, .chat = self->remote_id, .channel = self->remote_id, .me = "user100",
                                   .kind = veche_telegram_kind_from_type (self->type), .my_handles = self->handles, .name_to_id = name_to_id,
                                   .use_person = use_person };
  VecheTelegramHead head;
  const char *why;

  if (!veche_telegram_head (message, &head, &why))
    {
      veche_batch_add_bad (self->batch, why, NULL);
      return TRUE;
    }
  veche_telegram_text (message, self->text);
  veche_telegram_add_message (&context, message, &head, self->text);

  return TRUE;
}

/* On one line, whatever it holds. */
static void
dump_text (GString *dump, const char *label, const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autofree char *joined = lines != NULL ? g_strjoinv (" ⏎ ", lines) : NULL;

  if (joined != NULL)
    g_string_append_printf (dump, " %s=%s", label, joined);
}

static char *
dump_batch (VecheBatch *batch)
{
  GString *dump = g_string_new (NULL);
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VecheBadItem *bad;

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (dump, "%s %s %s at=%" G_GINT64_FORMAT, posts[i].channel, posts[i].remote_id, posts[i].kind, posts[i].at / G_USEC_PER_SEC);
      if (posts[i].edited != 0)
        g_string_append_printf (dump, " edited=%" G_GINT64_FORMAT, posts[i].edited / G_USEC_PER_SEC);
      dump_text (dump, "by", posts[i].author);
      if (posts[i].out)
        g_string_append (dump, " out");
      dump_text (dump, "to", posts[i].reply_to);
      dump_text (dump, "attention", veche_attention_to_nick (posts[i].attention));
      dump_text (dump, "url", posts[i].url);
      dump_text (dump, "meta", posts[i].meta);
      dump_text (dump, "text", posts[i].text);
      g_string_append_c (dump, '\n');
    }
  bad = veche_batch_get_bad (batch, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (dump, "bad: %s\n", bad[i].reason);

  return g_string_free (dump, FALSE);
}

static void
test_batch (gconstpointer data)
{
  static const VecheTelegramEvents events = { NULL, field_cb, message_cb, NULL };
  g_autofree char *path = fixture (data);
  Reading reading = { veche_batch_new (VECHE_TELEGRAM, NULL), g_string_new (NULL), .handles = g_hash_table_new (g_str_hash, g_str_equal) };
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;

  g_hash_table_add (reading.handles, (gpointer) "vera_mayak");
  veche_telegram_read (path, &events, &reading, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  dump = dump_batch (reading.batch);
  assert_golden (data, dump);
  veche_batch_unref (reading.batch);
  g_string_free (reading.text, TRUE);
  g_hash_table_unref (reading.handles);
  g_free (reading.type);
  g_free (reading.remote_id);
}

typedef struct { const char *file; int code; gint64 byte; const char *says; } BadFile;

static const BadFile bad_files[] = {
  { "empty.json", VECHE_EXCHANGE_ERROR_EMPTY, 0, "empty" },
  { "blank.json", VECHE_EXCHANGE_ERROR_EMPTY, 4, "empty" },
  { "messages.html", VECHE_EXCHANGE_ERROR_HTML, 1, "Machine-readable JSON" },
  { "utf16.json", VECHE_EXCHANGE_ERROR_ENCODING, 0, "UTF-16" },
  { "archive.json", VECHE_EXCHANGE_ERROR_PACKED, 0, "unpack" },
  { "picture.json", VECHE_EXCHANGE_ERROR_FOREIGN, 0, "not JSON" },
  { "foreign.json", VECHE_EXCHANGE_ERROR_FOREIGN, 0, "result.json" },
  { "foreign-messages.json", VECHE_EXCHANGE_ERROR_FOREIGN, -1, "none of its 1 messages" },
  { "array.json", VECHE_EXCHANGE_ERROR_FOREIGN, 0, "result.json" },
  { "there is no such file", VECHE_EXCHANGE_ERROR_READ, -1, "can't be opened" },
};

static void
test_bad_file (gconstpointer data)
{
  const BadFile *bad = data;
  g_autofree char *path = fixture (bad->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);

  g_assert_null (scan);
  g_assert_error (error, VECHE_EXCHANGE_ERROR, bad->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, bad->says));
  g_assert_cmpint (veche_exchange_error_get_byte (error), ==, bad->byte);
}

/* The whole messages before the damage are found, and the byte is right. */
static void
test_damage (void)
{
  g_autofree char *damaged = fixture ("damaged.json"), *truncated = fixture ("truncated.json"), *content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ damaged, NULL }, NULL, NULL, NULL, &error);
  VecheChatTotals totals;
  gsize length;

  g_assert_no_error (error);
  veche_chat_scan_get_totals (scan, &totals);
  g_assert_cmpuint (totals.messages + totals.service, ==, 8);
  g_assert_error (veche_chat_scan_get_damage (scan), VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_DAMAGED);
  g_file_get_contents (damaged, &content, &length, NULL);
  g_assert_cmpint (veche_exchange_error_get_byte (veche_chat_scan_get_damage (scan)), ==, strchr (content, '\x01') - content);
  veche_chat_scan_unref (g_steal_pointer (&scan));

  scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ truncated, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&content, g_free);
  g_file_get_contents (truncated, &content, &length, NULL);
  g_assert_error (veche_chat_scan_get_damage (scan), VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_TRUNCATED);
  g_assert_cmpint (veche_exchange_error_get_byte (veche_chat_scan_get_damage (scan)), ==, length);
}

static char *
dump_scan (VecheChatScan *scan)
{
  GString *dump = g_string_new (NULL);
  GPtrArray *chats = veche_chat_scan_get_chats (scan), *people = veche_chat_scan_get_people (scan);
  VecheChatTotals totals;

  for (guint i = 0; i < chats->len; i++)
    {
      VecheChat *chat = g_ptr_array_index (chats, i);

      g_string_append_printf (dump, "%c %s %s “%s” messages=%u service=%u people=%u topics=%u fresh=%u%s%s\n", chat->chosen ? '+' : '-', chat->kind,
                              chat->remote_id, chat->name != NULL ? chat->name : "", chat->messages, chat->service, chat->people, chat->topics,
                              chat->fresh, chat->left ? " left" : "", chat->only_mine ? " only-mine" : "");
    }
  for (guint i = 0; i < people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (people, i);
      g_autofree char *guess = veche_chat_scan_guess_handle (scan, person->remote_id);

      g_string_append_printf (dump, "%s “%s” messages=%u acts=%u%s%s%s%s%s%s\n", person->remote_id, person->name != NULL ? person->name : "",
                              person->messages, person->acts, person->certain ? " certain" : "", person->bot ? " bot" : "",
                              person->deleted ? " deleted" : "", person->personal ? " personal" : "", guess != NULL ? " @" : "", guess != NULL ? guess : "");
    }
  veche_chat_scan_get_totals (scan, &totals);
  g_string_append_printf (dump, "messages=%u service=%u people=%u questions=%u bad=%u\n", totals.messages, totals.service, totals.people,
                          totals.questions, veche_chat_scan_get_bad (scan, NULL, NULL));

  return g_string_free (dump, FALSE);
}

static void
test_scan (gconstpointer data)
{
  g_autofree char *path = fixture (data);
  g_autofree char *name = g_strconcat (data, ".scan", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = dump_scan (scan);
  assert_golden (name, dump);
}

typedef struct { const char *who, *remote_id, *handle; } WhoIsMe;

static void
test_me (void)
{
  static const WhoIsMe cases[] = {
    { "Вера Климова", "user100", NULL }, { "вера климова", "user100", NULL }, { "user102", "user102", NULL }, { "102", "user102", NULL },
    { "@klimova_v", "user100", "klimova_v" }, { "vklimova", "user100", "vklimova" }, { "@olegsh", "user102", "olegsh" },
    { "@vera_mayak", NULL, "vera_mayak" },   /* nobody's name looks like it, but it is mentioned */
    { "@nobody_here", NULL, NULL }, { "Пётр Первый", NULL, NULL }, { "", NULL, NULL },
  };
  g_autofree char *path = fixture ("single.json");
  g_autoptr (VecheChatScan) scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *remote_id = NULL, *handle = NULL;
      g_autoptr (GError) error = NULL;
      gboolean found = veche_chat_scan_find_me (scan, NULL, cases[i].who, &remote_id, &handle, &error);

      g_test_message ("%s → %s @%s (%s)", cases[i].who, remote_id, handle, error != NULL ? error->message : "");
      g_assert_cmpint (found, ==, cases[i].remote_id != NULL || cases[i].handle != NULL);
      g_assert_cmpstr (remote_id, ==, cases[i].remote_id);
      if (cases[i].handle != NULL)
        g_assert_cmpstr (handle, ==, cases[i].handle);
    }
}

/* Whatever the size of the chunks, the same is read. */
static gboolean
count_cb (guint chat, const VecheJsonNode *message, gint64 byte, gpointer user_data)
{
  guint64 *sum = user_data;
  gint64 id = 0;

  veche_json_get_int (message, "id", &id);
  *sum = *sum * 31 + (guint64) (id + byte);

  return TRUE;
}

static void
test_chunks (void)
{
  static const VecheTelegramEvents events = { NULL, NULL, count_cb, NULL };
  g_autofree char *path = fixture ("single.json"), *content = NULL;
  guint64 whole = 0;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  veche_telegram_read_bytes (content, length, length, &events, &whole, NULL);
  for (gsize chunk = 1; chunk < 40; chunk++)
    {
      guint64 sum = 0;

      g_assert_true (veche_telegram_read_bytes (content, length, chunk, &events, &sum, NULL));
      g_assert_cmpuint (sum, ==, whole);
    }
}

/* One message of a megabyte: cut, not refused; nesting that would blow a stack: passed over. */
static void
test_huge (void)
{
  g_autoptr (GString) json = g_string_new ("{\"type\":\"private_group\",\"id\":5,\"messages\":[{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1772359200\",\"text\":\"");
  g_autofree char *path = NULL;
  g_autoptr (VecheChatScan) scan = NULL;
  g_autoptr (GError) error = NULL;
  VecheChatTotals totals;
  int fd = g_file_open_tmp ("veche-XXXXXX.json", &path, NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (json, "Длинно ");
  g_string_append (json, "\"},{\"id\":2,\"type\":\"message\",\"date_unixtime\":\"1772359200\",\"text\":");
  for (guint i = 0; i < 300000; i++)
    g_string_append_c (json, '[');
  for (guint i = 0; i < 300000; i++)
    g_string_append_c (json, ']');
  g_string_append (json, "}]}");
  close (fd);
  g_file_set_contents (path, json->str, json->len, NULL);

  scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  veche_chat_scan_get_totals (scan, &totals);
  g_assert_cmpuint (totals.messages, ==, 1);
  g_assert_cmpuint (veche_chat_scan_get_bad (scan, NULL, NULL), ==, 1);
  g_unlink (path);
}

static VecheChatScan *
scan_text (const char *text)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("veche-XXXXXX.json", &path, NULL);
  g_autoptr (GError) error = NULL;
  VecheChatScan *scan;

  close (fd);
  g_file_set_contents (path, text, -1, NULL);
  scan = veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return scan;
}

/* One conversation says who exported it; a byte order mark and ids without prefixes do no harm; the id may come last. */
static void
test_conversation (void)
{
  g_autoptr (VecheChatScan) scan = scan_text (
    "\xef\xbb\xbf{\"messages\": [{\"id\": 1, \"type\": \"message\", \"date_unixtime\": \"1772359200\", \"from\": \"Анна\", \"from_id\": 101, \"text\": \"а\"},\r\n"
    "{\"id\": 2, \"type\": \"message\", \"date_unixtime\": \"1772359300\", \"from\": \"Вера\", \"from_id\": \"user100\", \"text\": \"б\"}], "
    "\"id\": 101, \"type\": \"personal_chat\", \"name\": \"Анна\"}");
  VecheChatPerson *me = g_ptr_array_index (veche_chat_scan_get_people (scan), 0);
  VecheChat *chat = g_ptr_array_index (veche_chat_scan_get_chats (scan), 0);

  g_assert_cmpstr (chat->remote_id, ==, "user101");
  g_assert_true (chat->chosen);
  g_assert_cmpstr (me->remote_id, ==, "user100");
  g_assert_true (me->certain);
}

static void
test_cancel (void)
{
  g_autofree char *path = fixture ("single.json");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (veche_chat_scan (NULL, VECHE_FORMAT_TELEGRAM_JSON, (const char *const[]){ path, NULL }, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct { const char *author; int minutes; gint64 reply_to; const char *text; gboolean asks; } Talk;

static guint
count_open (const Talk *talk, gint64 since)
{
  g_autoptr (VecheChatQuestions) questions = veche_chat_questions_new ();

  for (guint i = 0; talk[i].text != NULL; i++)
    veche_chat_questions_message (questions, i + 1, 1 + talk[i].minutes * G_TIME_SPAN_MINUTE, talk[i].author, talk[i].author, talk[i].reply_to, talk[i].text,
                                      talk[i].asks);

  return veche_chat_questions_count (questions, since);
}

static void
test_questions (void)
{
  static const Talk nobody[] = { { "anna", 0, 0, "Кто переносил базу без остановки?", TRUE }, { "oleg", 1, 0, "Всем доброе утро", FALSE }, { NULL } };
  static const Talk linked[] = { { "anna", 0, 0, "Кто переносил базу?", TRUE }, { "oleg", 9000, 1, "Я", FALSE }, { NULL } };
  static const Talk herself[] = { { "anna", 0, 0, "Кто переносил базу?", TRUE }, { "anna", 5, 1, "Ап", FALSE }, { NULL } };
  static const Talk word[] = { { "anna", 0, 0, "Кто переносил базу данных?", TRUE }, { "oleg", 3, 0, "Переносили весной, больно", FALSE }, { NULL } };
  static const Talk elsewhere[] = { { "anna", 0, 0, "Кто переносил базу?", TRUE }, { "oleg", 3, 77, "Переносили весной", FALSE }, { NULL } };
  static const Talk late[] = { { "anna", 0, 0, "Кто переносил базу?", TRUE }, { "oleg", 300, 0, "Переносили весной", FALSE }, { NULL } };
  static const Talk thanks[] = { { "anna", 0, 0, "Где скачать слайды?", TRUE }, { "oleg", 1, 0, "https://example.org/1", FALSE }, { "anna", 2, 0, "Спасибо!", FALSE }, { NULL } };
  static const Talk yes[] = { { "anna", 0, 0, "Встреча в силе?", TRUE }, { "oleg", 1, 0, "Да", FALSE }, { NULL } };
  static const Talk old[] = { { "anna", 0, 0, "Встреча в силе?", TRUE }, { "oleg", 60 * 24 * 120, 0, "Тишина", FALSE }, { NULL } };

  g_assert_cmpuint (count_open (nobody, 0), ==, 1);
  g_assert_cmpuint (count_open (linked, 0), ==, 0);
  g_assert_cmpuint (count_open (herself, 0), ==, 1);
  g_assert_cmpuint (count_open (word, 0), ==, 0);
  g_assert_cmpuint (count_open (elsewhere, 0), ==, 1);
  g_assert_cmpuint (count_open (late, 0), ==, 1);
  g_assert_cmpuint (count_open (thanks, 0), ==, 0);
  g_assert_cmpuint (count_open (yes, 0), ==, 0);
  g_assert_cmpuint (count_open (old, 0), ==, 0);
}

int
main (int argc, char *argv[])
{
  static const char *const batches[] = { "single.json", "old-2019.json", "forum.json", "odd.json" };
  static const char *const scans[] = { "single.json", "old-2019.json", "account.json", "forum.json", "odd.json" };

  /* Old exports tell local times: the golden files hold them as of UTC. */
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/telegram/batch/", batches[i], NULL);

      g_test_add_data_func (path, batches[i], test_batch);
    }
  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/telegram/scan/", scans[i], NULL);

      g_test_add_data_func (path, scans[i], test_scan);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/telegram/bad/", bad_files[i].file, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add_func ("/exchange/telegram/damage", test_damage);
  g_test_add_func ("/exchange/telegram/me", test_me);
  g_test_add_func ("/exchange/telegram/chunks", test_chunks);
  g_test_add_func ("/exchange/telegram/huge", test_huge);
  g_test_add_func ("/exchange/telegram/conversation", test_conversation);
  g_test_add_func ("/exchange/telegram/cancel", test_cancel);
  g_test_add_func ("/exchange/telegram/questions", test_questions);

  return g_test_run ();
}
