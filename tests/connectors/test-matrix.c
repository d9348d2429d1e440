/* test-matrix.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-matrix-parse.h"
#include "connectors/veche-net.h"
#include "support/fake-matrix.h"

#include <string.h>

#define ANNA  "@anna:here.example"
#define BORIS "@boris:far.example"
#define YEAR  (365 * G_TIME_SPAN_DAY)

/* ------------------------------------------------------------------------------------------------------------------- written answers */

static void
dump_places (GString *out, VecheBatch *batch)
{
  guint n;
  const VechePerson *people = veche_batch_get_people (batch, &n);
  const VecheChannel *channels;
  const VecheNotice *notices;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "person %s %s%s%s%s %" G_GINT64_FORMAT "\n", people[i].remote_id, people[i].name != NULL ? people[i].name : "-",
                            people[i].me ? " (we)" : "", people[i].avatar_url != NULL ? " " : "", people[i].avatar_url != NULL ? people[i].avatar_url : "",
                            people[i].joined / G_TIME_SPAN_MILLISECOND);
  channels = veche_batch_get_channels (batch, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "channel %s %s \"%s\" of %s, %s, whole from %" G_GINT64_FORMAT "\n", channels[i].remote_id, channels[i].kind,
                            channels[i].name != NULL ? channels[i].name : "-", channels[i].parent != NULL ? channels[i].parent : "-", channels[i].url,
                            channels[i].complete_since / G_TIME_SPAN_MILLISECOND);
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "notice %s %s\n", notices[i].code, notices[i].about);
}

static char *
dump (VecheBatch *batch)
{
  GString *out = g_string_new (NULL);
  guint n;
  const VechePost *posts;
  const VecheBadItem *bad;

  dump_places (out, batch);
  posts = veche_batch_get_posts (batch, &n);
  for (guint i = 0; i < n; i++)
    {
      const char *attention = veche_attention_to_nick (posts[i].attention);
      g_autofree char *text = g_strescape (posts[i].text != NULL ? posts[i].text : "(none)", "👍’“”");

      g_string_append_printf (out, "%s %s %s by %s at %" G_GINT64_FORMAT, posts[i].kind, posts[i].channel, posts[i].remote_id,
                              posts[i].author != NULL ? posts[i].author : "-", posts[i].at / G_TIME_SPAN_MILLISECOND);
      if (posts[i].edited != 0)
        g_string_append_printf (out, " edited %" G_GINT64_FORMAT, posts[i].edited / G_TIME_SPAN_MILLISECOND);
      if (posts[i].reply_to != NULL)
        g_string_append_printf (out, " to %s", posts[i].reply_to);
      if (posts[i].thread != NULL)
        g_string_append_printf (out, " in thread %s", posts[i].thread);
      g_string_append_printf (out, "%s%s%s%s%s%s: %s\n", posts[i].out ? " ours" : "", posts[i].deleted ? " deleted" : "", attention != NULL ? " " : "",
                              attention != NULL ? attention : "", posts[i].meta != NULL ? " " : "", posts[i].meta != NULL ? posts[i].meta : "", text);
    }
  bad = veche_batch_get_bad (batch, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "bad: %s\n", bad[i].reason);

  return g_string_free (out, FALSE);
}

static char *
read_data (const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "connectors", "data", "matrix", file, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text != NULL ? text : g_strdup ("");
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *json = read_data (data, ".json");
  g_autofree char *wanted = read_data (data, ".txt");
  g_autofree char *got = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (NULL);
  VecheMatrix matrix = { .words = "beds" };

  g_assert_nonnull (node);
  veche_matrix_begin (&matrix, batch, rooms, "@us:example.org", "https://hs.example.org");
  if (g_str_equal (data, "messages"))
    g_assert_cmpint (veche_matrix_add_page (&matrix, "!636q39766251:example.com", json_node_get_object (node)), ==, G_GINT64_CONSTANT (1432735824651000));
  else
    veche_matrix_add_sync (&matrix, json_node_get_object (node), G_GINT64_CONSTANT (1740000000000000));
  veche_matrix_end (&matrix);
  got = dump (batch);
  if (!g_str_equal (got, wanted))
    g_test_message ("---- %s came to\n%s----", (const char *) data, got);
  g_assert_true (g_str_equal (got, wanted));
}

static void
test_cursor (void)
{
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read ("{\"since\":\"s9\",\"we\":\"Мы\",\"heard\":5,\"rooms\":[{\"id\":\"!a:b\",\"name\":\"Сад\",\"named\":true,"
                                                                "\"since\":3,\"direct\":true,\"parent\":\"!s:b\"},{\"id\":7},{\"id\":\"!c:d\",\"encrypted\":true}]}");
  g_autofree char *written = veche_matrix_rooms_write (rooms);
  g_autoptr (VecheMatrixRooms) again = veche_matrix_rooms_read (written);
  g_autofree char *rewritten = veche_matrix_rooms_write (again);
  g_autoptr (VecheMatrixRooms) empty = veche_matrix_rooms_read ("[1");

  g_assert_cmpstr (written, ==, rewritten);
  g_assert_cmpstr (rooms->since, ==, "s9");
  g_assert_cmpuint (g_hash_table_size (rooms->rooms), ==, 2);
  g_assert_true (veche_matrix_rooms_get (again, "!a:b")->direct);
  g_assert_true (veche_matrix_rooms_get (again, "!c:d")->encrypted);
  g_assert_null (empty->since);
}

static void
test_compose (void)
{
  static const struct { const char *text, *thread, *to, *author, *json; } cases[] = {
    { "Привет", NULL, NULL, NULL, "{\"msgtype\":\"m.text\",\"body\":\"Привет\",\"m.mentions\":{}}" },
    { "a < b & c\nd", NULL, "$q", "anna:here.example",
      "{\"msgtype\":\"m.text\",\"body\":\"a < b & c\\nd\",\"m.mentions\":{\"user_ids\":[\"@anna:here.example\"]},"
      "\"m.relates_to\":{\"m.in_reply_to\":{\"event_id\":\"$q\"}}}" },
    { "[Boris <b>](https://matrix.to/#/@boris:far.example), go\non & @us:here.example", "$root", "$q", "us:here.example",
      "{\"msgtype\":\"m.text\",\"body\":\"Boris <b>, go\\non & @us:here.example\",\"format\":\"org.matrix.custom.html\","
      "\"formatted_body\":\"<a href=\\\"https://matrix.to/#/@boris:far.example\\\">Boris &lt;b&gt;</a>, go<br>on &amp; "
      "<a href=\\\"https://matrix.to/#/@us:here.example\\\">@us:here.example</a>\",\"m.mentions\":{\"user_ids\":[\"@boris:far.example\"]},"
      "\"m.relates_to\":{\"rel_type\":\"m.thread\",\"event_id\":\"$root\",\"is_falling_back\":false,\"m.in_reply_to\":{\"event_id\":\"$q\"}}}" },
    { "ok", "$root", NULL, NULL,
      "{\"msgtype\":\"m.text\",\"body\":\"ok\",\"m.mentions\":{},"
      "\"m.relates_to\":{\"rel_type\":\"m.thread\",\"event_id\":\"$root\",\"is_falling_back\":true,\"m.in_reply_to\":{\"event_id\":\"$root\"}}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VecheReply reply = { .text = (char *) cases[i].text, .thread = (char *) cases[i].thread, .in_reply_to = (char *) cases[i].to,
                           .author_handle = (char *) cases[i].author };
      g_autoptr (JsonNode) node = veche_matrix_compose (&reply, FAKE_MATRIX_US);
      g_autofree char *json = json_to_string (node, FALSE);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

/* Where nothing is said, what is complete grows all the same, from where it ended, each stretch once. */
static void
test_quiet (void)
{
  static const gint64 T = G_GINT64_CONSTANT (1900000000000000), MINUTE = G_TIME_SPAN_MINUTE;
  g_autofree char *cursor = g_strdup_printf ("{\"since\":\"s1\",\"heard\":%" G_GINT64_FORMAT ",\"covered\":%" G_GINT64_FORMAT
                                             ",\"rooms\":[{\"id\":\"!a:x.example\",\"since\":%" G_GINT64_FORMAT "},{\"id\":\"!b:x.example\"}]}", T, T, T);
  g_autoptr (VecheMatrixRooms) rooms = veche_matrix_rooms_read (cursor);
  g_autoptr (JsonNode) answer = json_from_string ("{\"next_batch\":\"s2\",\"rooms\":{}}", NULL);
  static const struct { int minute, since, until; } polls[] = { { 5, 0, 0 }, { 20, 0, 20 }, { 25, 0, 0 }, { 40, 20, 40 }, { 70, 40, 70 } };

  for (guint i = 0; i < G_N_ELEMENTS (polls); i++)
    {
      g_autoptr (VecheBatch) batch = veche_batch_new ("matrix", "");
      VecheMatrix matrix = { 0 };
      const VecheChannel *channels;
      guint n;

      veche_matrix_begin (&matrix, batch, rooms, FAKE_MATRIX_US, "https://x.example");
      veche_matrix_add_sync (&matrix, json_node_get_object (answer), T + polls[i].minute * MINUTE);
      veche_matrix_end (&matrix);
      channels = veche_batch_get_channels (batch, &n);
      g_assert_cmpuint (n, ==, polls[i].until != 0 ? 1 : 0);
      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpstr (channels[j].remote_id, ==, "!a:x.example");
          g_assert_cmpint (channels[j].complete_since, ==, T + polls[i].since * MINUTE);
          g_assert_cmpint (channels[j].complete_until, ==, T + polls[i].until * MINUTE);
        }
    }
}

/* ------------------------------------------------------------------------------------------------------------------ a server that acts */

typedef struct
{
  FakeMatrix *server;
  char       *secret;      /* as the keyring has it */
  char       *cursor;
  const char *settings;
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->server = fake_matrix_new ();
  self->secret = g_strdup (FAKE_MATRIX_TOKEN);
}

static void
tear_down (World *self, gconstpointer data)
{
  fake_matrix_free (self->server);
  g_free (self->secret);
  g_free (self->cursor);
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static VecheConnector *
connect_to (World *self)
{
  return veche_connector_new ("matrix", &(VecheConnectorSetup) { .url = fake_matrix_get_url (self->server), .token = self->secret, .settings = self->settings,
                                                                .own_server = TRUE, .words = "грядки" });
}

static void
keep_token (World *self, VecheConnector *connector)
{
  g_autofree char *token = veche_connector_dup_new_token (connector);

  if (token != NULL)
    {
      g_free (self->secret);
      self->secret = g_steal_pointer (&token);
    }
}

static VecheBatch *
fetch (World *self, GError **error)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (GAsyncResult) result = NULL;
  VecheBatch *batch;

  veche_connector_fetch_async (connector, self->cursor, NULL, result_cb, &result);
  batch = veche_connector_fetch_finish (connector, wait_for (&result), error);
  keep_token (self, connector);
  if (batch != NULL)
    {
      g_free (self->cursor);
      self->cursor = g_strdup (veche_batch_get_cursor (batch));
    }

  return batch;
}

static VecheBatch *
fetch_well (World *self)
{
  g_autoptr (GError) error = NULL;
  VecheBatch *batch = fetch (self, &error);

  g_assert_no_error (error);

  return batch;
}

/* The last sight of a post in the batch. */
static const VechePost *
find_post (VecheBatch *batch, const char *id)
{
  const VechePost *found = NULL;
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (posts[i].remote_id, id))
      found = &posts[i];

  return found;
}

static const VecheChannel *
find_channel (VecheBatch *batch, const char *id)
{
  guint n;
  const VecheChannel *channels = veche_batch_get_channels (batch, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (channels[i].remote_id, id))
      return &channels[i];

  return NULL;
}

static gboolean
has_notice (VecheBatch *batch, const char *code, const char *about)
{
  guint n;
  const VecheNotice *notices = veche_batch_get_notices (batch, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (notices[i].code, code) && g_strcmp0 (notices[i].about, about) == 0)
      return TRUE;

  return FALSE;
}

static void
test_password (World *self, gconstpointer data)
{
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  const char *handle;

  self->settings = "{\"login\":\"us\"}";
  g_free (self->secret);
  self->secret = g_strdup ("not it");
  g_assert_null (fetch (self, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
  g_free (self->secret);
  self->secret = g_strdup (FAKE_MATRIX_PASSWORD);
  batch = fetch_well (self);
  g_assert_cmpstr (veche_batch_get_account (batch, &handle), ==, FAKE_MATRIX_US);
  g_assert_cmpstr (handle, ==, "us:here.example");
  g_assert_null (strstr (self->secret, FAKE_MATRIX_PASSWORD));
  g_assert_nonnull (strstr (self->secret, "access-t0ken-1"));
  g_assert_cmpuint (fake_matrix_requests (self->server, "/.well-known/"), ==, 2);
  veche_batch_unref (fetch_well (self));
  g_assert_cmpuint (fake_matrix_requests (self->server, "/login"), ==, 2);      /* and not once more */
}

static void
test_talk (World *self, gconstpointer data)
{
  g_autoptr (VecheBatch) first = fetch_well (self);
  g_autoptr (VecheBatch) batch = NULL;
  g_autofree char *old = NULL, *asked = NULL, *edited = NULL, *direct = NULL, *hidden = NULL, *thumb = NULL;

  g_assert_cmpstr (find_channel (first, FAKE_MATRIX_CLUB)->name, ==, "Клуб садоводов");
  g_assert_cmpstr (find_channel (first, FAKE_MATRIX_CLUB)->parent, ==, FAKE_MATRIX_SPACE);
  g_assert_cmpstr (find_channel (first, FAKE_MATRIX_SPACE)->name, ==, "#sad:here.example");
  g_assert_cmpstr (find_channel (first, FAKE_MATRIX_TALK)->kind, ==, "personal");
  g_assert_cmpint (find_channel (first, FAKE_MATRIX_SECRET)->complete_until, ==, 0);
  g_assert_true (has_notice (first, "invited", "Соседи"));

  old = fake_matrix_say (self->server, FAKE_MATRIX_CLUB, ANNA, "Когда копаем грядки?");
  asked = fake_matrix_say (self->server, FAKE_MATRIX_CLUB, BORIS, "Клуб, ждём ответа");
  direct = fake_matrix_say (self->server, FAKE_MATRIX_TALK, ANNA, "лично");
  hidden = fake_matrix_add (self->server, FAKE_MATRIX_SECRET, "m.room.encrypted", ANNA, NULL, "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}");
  batch = fetch_well (self);
  g_assert_cmpint (find_post (batch, old)->attention, ==, VECHE_ATTENTION_WORD);
  g_assert_cmpint (find_post (batch, asked)->attention, ==, VECHE_ATTENTION_MENTION);
  g_assert_cmpint (find_post (batch, direct)->attention, ==, VECHE_ATTENTION_DIRECT);
  g_assert_null (find_post (batch, hidden));
  g_assert_true (has_notice (batch, "encrypted-room", "Совет"));
  g_assert_cmpint (find_channel (first, FAKE_MATRIX_CLUB)->complete_since, <=, fake_matrix_time (3));
  g_assert_cmpint (find_channel (batch, FAKE_MATRIX_CLUB)->complete_since, ==, find_channel (first, FAKE_MATRIX_CLUB)->complete_until);
  g_clear_pointer (&batch, veche_batch_unref);

  /* Of messages of an earlier answer: by their author, and by somebody else; gone; a reaction and its end. */
  edited = fake_matrix_edit (self->server, FAKE_MATRIX_CLUB, ANNA, old, "Когда сажаем?");
  g_free (fake_matrix_edit (self->server, FAKE_MATRIX_CLUB, ANNA, asked, "подделка"));
  thumb = fake_matrix_add (self->server, FAKE_MATRIX_CLUB, "m.reaction", ANNA, NULL, "{\"m.relates_to\":{\"rel_type\":\"m.annotation\",\"event_id\":\"$event20\",\"key\":\"👍\"}}");
  batch = fetch_well (self);
  g_assert_cmpstr (find_post (batch, old)->text, ==, "Когда сажаем?");
  g_assert_cmpint (find_post (batch, old)->edited, >, find_post (batch, old)->at);
  g_assert_true (find_post (batch, asked) == NULL || strstr (find_post (batch, asked)->text, "подделка") == NULL);
  g_assert_cmpstr (find_post (batch, thumb)->kind, ==, "reaction");
  g_clear_pointer (&batch, veche_batch_unref);
  fake_matrix_redact (self->server, FAKE_MATRIX_CLUB, BORIS, asked);
  fake_matrix_redact (self->server, FAKE_MATRIX_CLUB, ANNA, thumb);
  batch = fetch_well (self);
  g_assert_true (find_post (batch, asked)->deleted);
  g_assert_cmpint (find_post (batch, asked)->at, ==, fake_matrix_time (18));
  g_assert_cmpstr (find_post (batch, asked)->author, ==, BORIS);
  g_assert_true (find_post (batch, thumb)->deleted);
  g_assert_cmpstr (find_post (batch, thumb)->kind, ==, "reaction");
}

/* Too much for one answer: what lies before is said to be missing, and comes when asked for. */
static void
test_gap (World *self, gconstpointer data)
{
  g_autoptr (VecheBatch) batch = fetch_well (self);
  gint64 heard, since, reached = G_MAXINT64;
  g_autofree char *cursor = NULL;
  guint n, all = 0, pages = 0;
  gboolean more = TRUE;

  heard = fake_matrix_time (16);
  g_clear_pointer (&batch, veche_batch_unref);
  for (guint i = 0; i < 170; i++)
    g_free (fake_matrix_say (self->server, FAKE_MATRIX_CLUB, i % 2 ? ANNA : BORIS, "и ещё"));
  /* The fake's events are of last year, so the past is not heard of by our own clock. */
  g_free (self->cursor);
  self->cursor = g_strdup_printf ("{\"since\":\"s17\",\"heard\":%" G_GINT64_FORMAT ",\"rooms\":[{\"id\":\"" FAKE_MATRIX_CLUB "\",\"since\":%" G_GINT64_FORMAT "}]}", heard, heard - 1);
  batch = fetch_well (self);
  veche_batch_get_posts (batch, &n);
  g_assert_cmpuint (n, ==, 100);
  since = find_channel (batch, FAKE_MATRIX_CLUB)->complete_since;
  g_assert_cmpint (since, ==, fake_matrix_time (87));
  while (more)
    {
      g_autoptr (VecheConnector) connector = connect_to (self);
      const VecheGap gap = { FAKE_MATRIX_CLUB, heard, since };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (VecheBatch) page = NULL;
      g_autoptr (GError) error = NULL;

      veche_connector_backfill_async (connector, &gap, cursor, NULL, result_cb, &result);
      page = veche_connector_backfill_finish (connector, wait_for (&result), &error);
      g_assert_no_error (error);
      veche_batch_get_posts (page, &n);
      all += n;
      more = veche_batch_has_more (page);
      g_free (cursor);
      cursor = g_strdup (veche_batch_get_cursor (page));
      if (find_channel (page, FAKE_MATRIX_CLUB)->complete_until != 0)
        {
          g_assert_cmpint (find_channel (page, FAKE_MATRIX_CLUB)->complete_until, ==, MIN (since, reached));
          reached = find_channel (page, FAKE_MATRIX_CLUB)->complete_since;
        }
      g_assert_cmpuint (++pages, <, 9);
    }
  g_assert_cmpuint (all, >=, 70);
  g_assert_cmpint (reached, ==, heard);
}

static void
test_session (World *self, gconstpointer data)
{
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  self->settings = "{\"login\":\"us\"}";
  g_free (self->secret);
  self->secret = g_strdup (FAKE_MATRIX_PASSWORD);
  veche_batch_unref (fetch_well (self));

  fake_matrix_set_mood (self->server, FAKE_MATRIX_EXPIRES);
  batch = fetch_well (self);
  g_assert_nonnull (strstr (self->secret, "access-t0ken-2"));
  g_assert_nonnull (strstr (self->secret, "refresh-t0ken-2"));

  fake_matrix_set_mood (self->server, FAKE_MATRIX_LOSES);
  g_clear_pointer (&batch, veche_batch_unref);
  batch = fetch_well (self);      /* from the beginning */
  g_assert_nonnull (find_channel (batch, FAKE_MATRIX_CLUB));

  fake_matrix_set_mood (self->server, FAKE_MATRIX_FORGETS);
  g_assert_null (fetch (self, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_AUTH);
}

/* Last: the whole account has to wait. */
static void
test_limit (World *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();

  veche_batch_unref (fetch_well (self));
  fake_matrix_set_mood (self->server, FAKE_MATRIX_LIMITS);
  connector = connect_to (self);
  veche_connector_fetch_async (connector, self->cursor, NULL, result_cb, &result);
  g_assert_null (veche_connector_fetch_finish (connector, wait_for (&result), &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_RATE_LIMITED);
  g_assert_cmpint (veche_connector_get_retry_after (connector), >=, now + 89 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (veche_connector_get_retry_after (connector), <=, now + 120 * G_TIME_SPAN_SECOND);
}

static char *
send_reply (World *self, const VecheReply *reply, GError **error)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (GAsyncResult) result = NULL;
  char *id;

  veche_connector_send_async (connector, (VecheReply *) reply, NULL, result_cb, &result);
  id = veche_connector_send_finish (connector, wait_for (&result), NULL, error);
  keep_token (self, connector);

  return id;
}

static void
test_send (World *self, gconstpointer data)
{
  g_autofree char *asked = fake_matrix_say (self->server, FAKE_MATRIX_CLUB, ANNA, "Когда?");
  g_autofree char *long_text = g_strnfill (70000, 'x');
  VecheReply reply = { .text = (char *) "В субботу", .channel = (char *) FAKE_MATRIX_CLUB, .in_reply_to = asked, .author_handle = (char *) "anna:here.example",
                       .idempotency_key = (char *) "k3y-0f the reply" };
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *sent = NULL;
  guint n, requests;

  /* It arrived, the answer did not; the second time it is the same event. */
  fake_matrix_set_mood (self->server, FAKE_MATRIX_DIES);
  g_assert_null (send_reply (self, &reply, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
  g_clear_error (&error);
  fake_matrix_set_mood (self->server, FAKE_MATRIX_GOOD);
  reply.maybe_sent = TRUE;
  id = send_reply (self, &reply, &error);
  g_assert_no_error (error);
  sent = fake_matrix_dup_sent (self->server, &n);
  requests = fake_matrix_requests (self->server, "/send/");
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (strstr (sent, "\"m.in_reply_to\":{\"event_id\":\"$event17\"}"));
  g_assert_nonnull (strstr (sent, "\"user_ids\":[\"@anna:here.example\"]"));
  batch = fetch_well (self);
  g_assert_true (find_post (batch, id)->out);
  g_assert_cmpstr (find_post (batch, id)->reply_to, ==, asked);

  reply.channel = (char *) FAKE_MATRIX_SECRET;
  g_assert_null (send_reply (self, &reply, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_nonnull (strstr (error->message, "encrypted"));
  g_clear_error (&error);
  reply.channel = (char *) FAKE_MATRIX_CLUB;
  reply.text = long_text;
  g_assert_null (send_reply (self, &reply, &error));
  g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_cmpuint (fake_matrix_requests (self->server, "/send/"), ==, requests);
}

/* Nobody knows whether they arrived, two hundred times. */
static void
test_ambiguous (World *self, gconstpointer data)
{
  guint n;

  veche_batch_unref (fetch_well (self));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *key = g_strdup_printf ("reply-%u", i);
      VecheReply reply = { .text = key, .channel = (char *) FAKE_MATRIX_CLUB, .idempotency_key = key };
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;

      fake_matrix_set_mood (self->server, FAKE_MATRIX_DIES);
      g_assert_null (send_reply (self, &reply, &error));
      g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_UNKNOWN);
      g_clear_error (&error);
      fake_matrix_set_mood (self->server, FAKE_MATRIX_GOOD);
      reply.maybe_sent = TRUE;
      id = send_reply (self, &reply, &error);
      g_assert_no_error (error);
    }
  g_free (fake_matrix_dup_sent (self->server, &n));
  g_assert_cmpuint (n, ==, 200);
}

static void
test_places (World *self, gconstpointer data)
{
  g_autoptr (VecheConnector) connector = connect_to (self);
  g_autoptr (GAsyncResult) described = NULL;
  g_autoptr (VecheBatch) places = NULL;
  g_autofree char *cursor = NULL;
  gboolean more = TRUE, ends;
  guint n, pages = 0;

  veche_connector_describe_async (connector, NULL, result_cb, &described);
  places = veche_connector_describe_finish (connector, wait_for (&described), NULL);
  keep_token (self, connector);
  g_assert_nonnull (places);
  g_assert_nonnull (find_channel (places, FAKE_MATRIX_CLUB));
  g_assert_true (has_notice (places, "encrypted-room", "Совет"));
  g_assert_true (has_notice (places, "invited", "Соседи"));
  veche_batch_get_posts (places, &n);
  g_assert_cmpuint (n, ==, 0);
  while (more)
    {
      g_autoptr (VecheConnector) lister = connect_to (self);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (VecheBatch) page = NULL;

      veche_connector_members_async (lister, cursor, NULL, result_cb, &result);
      page = veche_connector_members_finish (lister, wait_for (&result), NULL);
      g_assert_nonnull (page);
      g_assert_cmpuint ((veche_batch_get_people (page, &n), n), ==, 3);
      g_assert_nonnull (veche_batch_get_list (page, &ends));
      g_assert_true (ends);
      more = veche_batch_has_more (page);
      g_free (cursor);
      cursor = g_strdup (veche_batch_get_cursor (page));
      g_assert_cmpuint (++pages, <=, 4);
    }
  g_assert_cmpuint (pages, ==, 4);
}

/* Only the chosen are read; all may be chosen. */
static void
test_chosen (World *self, gconstpointer data)
{
  g_autoptr (VecheBatch) batch = NULL;
  g_autoptr (VecheBatch) places = NULL;
  g_autoptr (VecheConnector) connector = NULL;
  g_autoptr (GAsyncResult) described = NULL;

  self->settings = "{\"rooms\":[\"" FAKE_MATRIX_CLUB "\",\"no room\"]}";
  batch = fetch_well (self);
  g_assert_nonnull (find_channel (batch, FAKE_MATRIX_CLUB));
  g_assert_null (find_channel (batch, FAKE_MATRIX_TALK));
  connector = connect_to (self);
  veche_connector_describe_async (connector, NULL, result_cb, &described);
  places = veche_connector_describe_finish (connector, wait_for (&described), NULL);
  g_assert_nonnull (find_channel (places, FAKE_MATRIX_TALK));
  g_assert_false (has_notice (places, "encrypted-room", "Совет"));
}

/* A session of our own ends, also when its access token was over long ago; one that was copied is another program's. */
static void
test_revoke (World *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (VecheConnector) connector = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      g_free (self->secret);
      self->secret = g_strdup (i == 0 ? FAKE_MATRIX_TOKEN : FAKE_MATRIX_PASSWORD);
      self->settings = i == 0 ? NULL : "{\"login\":\"us\"}";
      veche_batch_unref (fetch_well (self));
      connector = connect_to (self);
      if (i == 2)
        fake_matrix_set_mood (self->server, FAKE_MATRIX_EXPIRES);
      veche_connector_revoke_async (connector, NULL, result_cb, &result);
      g_assert_true (veche_connector_revoke_finish (connector, wait_for (&result), NULL));
      g_assert_cmpuint (fake_matrix_requests (self->server, "/logout"), ==, i == 2 ? 3 : i);     /* the third: refused, renewed, ended */
      g_assert_cmpuint (fake_matrix_requests (self->server, "/refresh"), ==, i == 2);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  veche_net_set_limits (20, 40);

  g_test_add_data_func ("/connectors/matrix/golden/sync", "sync", test_golden);
  g_test_add_data_func ("/connectors/matrix/golden/relations", "relations", test_golden);
  g_test_add_data_func ("/connectors/matrix/golden/messages", "messages", test_golden);
  g_test_add_func ("/connectors/matrix/cursor", test_cursor);
  g_test_add_func ("/connectors/matrix/compose", test_compose);
  g_test_add_func ("/connectors/matrix/quiet", test_quiet);
  g_test_add ("/connectors/matrix/password", World, NULL, set_up, test_password, tear_down);
  g_test_add ("/connectors/matrix/talk", World, NULL, set_up, test_talk, tear_down);
  g_test_add ("/connectors/matrix/gap", World, NULL, set_up, test_gap, tear_down);
  g_test_add ("/connectors/matrix/session", World, NULL, set_up, test_session, tear_down);
  g_test_add ("/connectors/matrix/send", World, NULL, set_up, test_send, tear_down);
  g_test_add ("/connectors/matrix/ambiguous", World, NULL, set_up, test_ambiguous, tear_down);
  g_test_add ("/connectors/matrix/places", World, NULL, set_up, test_places, tear_down);
  g_test_add ("/connectors/matrix/chosen", World, NULL, set_up, test_chosen, tear_down);
  g_test_add ("/connectors/matrix/revoke", World, NULL, set_up, test_revoke, tear_down);
  g_test_add ("/connectors/matrix/limit", World, NULL, set_up, test_limit, tear_down);
  result = g_test_run ();
  veche_net_shutdown ();

  return result;
}
