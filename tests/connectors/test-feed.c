/* test-feed.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-feed-decode.h"
#include "connectors/veche-feed-discover.h"
#include "connectors/veche-feed-parse.h"
#include "connectors/veche-net.h"
#include "support/golden.h"
#include "support/veche-test-fetch.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795250000) * G_USEC_PER_SEC)   /* 2026-11-21 */

static VecheBatch *
parse_text (const char *text, gsize length, const char *words, GHashTable *first_seen, GError **error)
{
  VecheFeedContext context = { "https://club.example/feed.xml", NULL, words, NULL, NOW, first_seen };

  return veche_feed_parse (text, length, &context, error);
}

static VecheBatch *
parse_file (const char *name, const char *words, GHashTable *first_seen)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "feed", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  VecheBatch *batch;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  batch = parse_text (text, length, words, first_seen, &error);
  g_assert_no_error (error);

  return batch;
}

static gint64
utc (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static void
test_rss2 (void)
{
  g_autoptr (VecheBatch) batch = parse_file ("rss2.xml", "вече, digest of", NULL);
  guint n, n_people;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VechePerson *people = veche_batch_get_people (batch, &n_people);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (veche_batch_get_channels (batch, &n)->name, ==, "Клуб & друзья");
  g_assert_cmpstr (veche_batch_get_channels (batch, &n)->url, ==, "https://club.example/");
  g_assert_cmpstr (posts[0].remote_id, ==, "tag:club.example,2026:41");
  g_assert_cmpstr (posts[0].url, ==, "https://club.example/posts/41");
  g_assert_cmpstr (posts[0].text, ==, "Вече собирается в субботу\n\nПриходите все!\n\nСм. карту (https://club.example/map).");
  g_assert_cmpint (posts[0].at, ==, utc ("2026-11-14T15:30:00Z"));
  g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_WORD);
  g_assert_cmpint (posts[1].attention, ==, VECHE_ATTENTION_NONE);
  g_assert_cmpstr (posts[1].url, ==, "https://club.example/posts/40");
  g_assert_cmpstr (posts[1].text, ==, "Weekly digest\n\nNothing of ours & more");
  g_assert_cmpuint (n_people, ==, 2);
  g_assert_cmpstr (people[0].name, ==, "Анна Лебедева");
  g_assert_cmpstr (people[1].name, ==, "Bob");
}

/* Entries without a date keep the moment they were first seen. */
static void
test_rss_without_dates (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (VecheBatch) first = parse_file ("rss091.xml", NULL, seen);
  g_autoptr (VecheBatch) second = parse_file ("rss091.xml", NULL, seen);
  guint n;
  const VechePost *before = veche_batch_get_posts (first, &n);
  const VechePost *after = veche_batch_get_posts (second, &n);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (before[0].text, ==, "First — of two");
  g_assert_cmpstr (before[1].remote_id, ==, "http://old.example/2");
  g_assert_cmpint (before[0].at, >, before[1].at);
  g_assert_cmpint (before[1].at, ==, after[1].at);
  g_assert_cmpint (before[0].attention, ==, VECHE_ATTENTION_MENTION);   /* no words: every entry */
}

static void
test_rss1 (void)
{
  g_autoptr (VecheBatch) batch = parse_file ("rss1.xml", "nothing", NULL);
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (posts[0].remote_id, ==, "http://rdf.example/a");
  g_assert_cmpint (posts[0].at, ==, utc ("2026-11-20T07:15:00Z"));
  g_assert_cmpstr (posts[0].author, ==, "carol");
}

static void
test_atom (void)
{
  g_autoptr (VecheBatch) batch = parse_file ("atom.xml", "veche", NULL);
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (veche_batch_get_channels (batch, &n)->name, ==, "Blog & notes");
  g_assert_cmpstr (posts[0].text, ==, "Meetup <notes>\n\nWe met veche people.\n\n• one\n• two");
  g_assert_cmpint (posts[0].at, ==, utc ("2026-11-19T09:00:00.25Z"));
  g_assert_cmpint (posts[0].edited, ==, utc ("2026-11-20T12:00:00Z"));
  g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_WORD);
  g_assert_cmpstr (posts[0].meta, ==, "{\"word\":\"veche\"}");
  g_assert_cmpstr (posts[1].text, ==, "Plain\n\n1 < 2 & 3");
  g_assert_cmpstr (posts[1].url, ==, "https://club.example/plain");
  g_assert_cmpint (posts[1].edited, ==, 0);
}

static void
test_json_feed (void)
{
  g_autoptr (VecheBatch) batch = parse_file ("feed.json", NULL, NULL);
  guint n, n_bad;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (posts[0].text, ==, "Hello\n\nHi there");
  g_assert_cmpint (posts[0].at, ==, utc ("2026-11-20T07:00:00Z"));
  g_assert_cmpstr (posts[1].remote_id, ==, "6");
  g_assert_cmpstr (posts[1].text, ==, "line one\nline two");
  veche_batch_get_bad (batch, &n_bad);
  g_assert_cmpuint (n_bad, ==, 1);
}

static void
test_encodings (void)
{
  static const char *const files[] = { "cp1251.xml", "koi8.xml", "utf16.xml", "lying.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (VecheBatch) batch = parse_file (files[i], "вече", NULL);
      guint n;
      const VechePost *posts = veche_batch_get_posts (batch, &n);

      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpstr (posts[0].text, ==, "Привет, вече");
      g_assert_cmpstr (posts[0].remote_id, ==, "same");   /* one id for all: told apart by what they say */
      g_assert_true (g_str_has_prefix (posts[1].remote_id, "same#"));
      g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_WORD);
    }
}

static void
test_refused (void)
{
  g_autoptr (GString) attributes = g_string_new ("<rss ");
  g_autoptr (GString) deep = g_string_new ("<rss><channel>");
  const char *const wrong[] = { "", "  ", "<html><body>Log in</body></html>", "{}", "[1]", "garbage", "<?xml version='1.0'?><rss><channel><item><title>a</tit",
                                "<rss><channel><item><title>a</title></item>", "<rss/>", "<svg></svg>", "<rss", "<!DOCTYPE rss [", "<![CDATA[", "<!--",
                                "{\"items\":{}}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      if (parse_text (wrong[i], strlen (wrong[i]), NULL, NULL, &error) != NULL)
        g_error ("taken: %s", wrong[i]);
      g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL);
    }

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (attributes, "a%u='x' ", i);
  g_string_append (attributes, "></rss>");
  g_assert_null (parse_text (attributes->str, attributes->len, NULL, NULL, NULL));

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  g_string_append (deep, "</channel></rss>");
  veche_batch_unref (parse_text (deep->str, deep->len, NULL, NULL, NULL));   /* forgiven, and empty */
}

/* Ten entities of ten each, ten levels: 10 GB when they are followed. */
static void
test_laughs (void)
{
  g_autoptr (GString) text = g_string_new ("<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a0 'lol'>");
  g_autoptr (VecheBatch) batch = NULL;
  guint n;

  for (guint i = 1; i <= 10; i++)
    {
      g_string_append_printf (text, "<!ENTITY a%u '", i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (text, "&a%u;", i - 1);
      g_string_append (text, "'>");
    }
  g_string_append (text, "]><rss version='2.0'><channel><title>&a10;</title><item><title>&a10;ok</title></item></channel></rss>");
  batch = parse_text (text->str, text->len, NULL, NULL, NULL);
  g_assert_cmpstr (veche_batch_get_posts (batch, &n)->text, ==, "ok");
}

static void
test_words (void)
{
  static const struct { const char *text, *words, *found; } cases[] = {
    { "О вече писали в газете", "газета, журнал", "газета" },
    { "Новый ЁЛКИН приехал", "елкин", "елкин" },
    { "Deployments failed", "deployment", "deployment" },
    { "Learn C++ now", "c++", "c++" },
    { "We met the veche people", "the veche", "the veche" },
    { "cathedral", "cat", NULL },
    { "anything", " , ,", NULL },
    { "anything", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = veche_feed_find_word (cases[i].text, cases[i].words);

      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_dates (void)
{
  static const struct { const char *text, *iso; } cases[] = {
    { "Sat, 14 Nov 2026 18:30:00 +0300", "2026-11-14T15:30:00Z" }, { "Sat, 14 Nov 2026 18:30:00 GMT", "2026-11-14T18:30:00Z" },
    { "14 Nov 2026 18:30:00 -0500", "2026-11-14T23:30:00Z" }, { "2026-11-14", "2026-11-14T00:00:00Z" }, { "2026-11-14 18:30:00", "2026-11-14T18:30:00Z" },
    { "2026-11-14T18:30Z", "2026-11-14T18:30:00Z" }, { "  2026-11-14T18:30:00.5+01:00 ", "2026-11-14T17:30:00.5Z" },
    { "yesterday", NULL }, { "", NULL }, { NULL, NULL }, { "2026-99-99", NULL }, { "вчера вечером", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (veche_feed_parse_date (cases[i].text), ==, cases[i].iso != NULL ? utc (cases[i].iso) : 0);
}

/* Since when all is there, by how the entries stand: "published/changed", days of November. */
static void
test_covered (void)
{
  static const struct { const char *entries; int since; } cases[] = {
    { "20 18 15", 15 }, { "15 18 20", 15 }, { "1 20 18 15", 15 },      /* one that is pinned */
    { "2/19 18 17 15", 15 }, { "20 18 2/17", 17 }, { "12", 12 },         /* an old one, changed of late */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) entries = g_strsplit (cases[i].entries, " ", -1);
      g_autoptr (GString) text = g_string_new ("<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>");
      g_autofree char *since = g_strdup_printf ("2026-11-%02dT10:00:00Z", cases[i].since);
      g_autoptr (VecheBatch) batch = NULL;
      guint n;

      for (guint k = 0; entries[k] != NULL; k++)
        {
          const char *changed = strchr (entries[k], '/');
          int published = atoi (entries[k]);

          g_string_append_printf (text, "<entry><id>%u</id><title>t</title><published>2026-11-%02dT10:00:00Z</published><updated>2026-11-%02dT10:00:00Z</updated></entry>",
                                  k, published, changed != NULL ? atoi (changed + 1) : published);
        }
      g_string_append (text, "</feed>");
      batch = parse_text (text->str, text->len, NULL, NULL, NULL);
      g_assert_cmpint (veche_batch_get_channels (batch, &n)->complete_since, ==, utc (since));
    }
}

/*** Against a server ***/

typedef struct { guint full, unchanged; } Counts;

static void
server_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Counts *counts = user_data;
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  static const char body[] = "<rss version='2.0'><channel><title>T</title><item><title>one</title><guid>1</guid></item></channel></rss>";

  if (g_str_equal (path, "/old"))
    {
      soup_server_message_set_redirect (message, 301, "/feed");
      return;
    }
  if (g_strcmp0 (soup_message_headers_get_one (asked, "If-None-Match"), "\"v1\"") == 0)
    {
      g_assert_cmpstr (soup_message_headers_get_one (asked, "If-Modified-Since"), ==, "Sat, 14 Nov 2026 10:00:00 GMT");
      counts->unchanged++;
      soup_server_message_set_status (message, 304, NULL);
      return;
    }
  counts->full++;
  soup_message_headers_append (soup_server_message_get_response_headers (message), "ETag", "\"v1\"");
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Last-Modified", "Sat, 14 Nov 2026 10:00:00 GMT");
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/rss+xml", SOUP_MEMORY_STATIC, body, sizeof body - 1);
}

static guint
fetch (const char *url, const char *words, char **cursor)
{
  g_autoptr (VecheConnector) connector = veche_connector_new ("feed", &(VecheConnectorSetup) { .url = url, .words = words, .own_server = TRUE });
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheBatch) batch = veche_test_fetch (connector, cursor, &error);
  guint n;

  g_assert_no_error (error);
  veche_batch_get_posts (batch, &n);

  return n;
}

/* What is known is not sent again, also by way of a redirect; other words judge all of it anew. */
static void
test_conditional (void)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *url = veche_test_listen (server, "/old");
  Counts counts = { 0, 0 };

  soup_server_add_handler (server, NULL, server_cb, &counts, NULL);

  g_assert_cmpuint (fetch (url, NULL, &cursor), ==, 1);
  g_assert_cmpuint (fetch (url, NULL, &cursor), ==, 0);
  g_assert_cmpuint (counts.full, ==, 1);
  g_assert_cmpuint (counts.unchanged, ==, 1);
  g_assert_cmpuint (fetch (url, "one", &cursor), ==, 1);
  g_assert_cmpuint (counts.full, ==, 2);
  veche_net_shutdown ();
}

/* A site of several pages; paths in the order in which they were asked for. */
static void
site_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  static const struct { const char *path, *type, *body; } pages[] = {
    { "/named", "text/html", "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed'>"
                             "<link rel='alternate' type='application/rss+xml' href='/news.xml'></head></html>" },
    { "/news.xml", "application/rss+xml", "<rss version='2.0'><channel><title>T</title><item><title>one</title></item></channel></rss>" },
    { "/silent", "text/html", "<html><body>Nothing is named here</body></html>" },
    { "/feed", "text/html", "<html><body>Not here</body></html>" },
    { "/atom.xml", "application/atom+xml", "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>a</id><title>a</title>"
                                           "<updated>2026-11-14T10:00:00Z</updated></entry></feed>" },
    { "/damaged", "application/rss+xml", "no feed at all" },
  };

  g_string_append_printf (user_data, "%s ", path);
  soup_server_message_set_status (message, 404, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (path, pages[i].path))
      {
        soup_server_message_set_status (message, 200, NULL);
        soup_server_message_set_response (message, pages[i].type, SOUP_MEMORY_STATIC, pages[i].body, strlen (pages[i].body));
      }
}

static guint
try_site (const char *site, const char *path, char **cursor, GString *named)
{
  g_autofree char *url = g_strconcat (site, path, NULL);
  g_autoptr (VecheConnector) connector = veche_connector_new ("feed", &(VecheConnectorSetup) { .url = url, .own_server = TRUE });
  g_autoptr (VecheBatch) batch = veche_test_fetch (connector, cursor, NULL);
  const VecheNotice *notices;
  guint n = 0;

  if (batch != NULL)
    {
      g_string_truncate (named, 0);
      notices = veche_batch_get_notices (batch, &n);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (named, "%s ", strchr (notices[i].about + strlen ("http://"), '/'));
      veche_batch_get_posts (batch, &n);
    }

  return n;
}

/* A page's own word goes first, the usual places are tried only where it has none, and what was found is gone to at once. */
static void
test_discover_on_site (void)
{
  static const struct { const char *path; guint n; const char *asked, *again, *named; } cases[] = {
    { "/named", 1, "/named /news.xml ", "/news.xml ", "/news.xml /comments/feed " },
    { "/silent", 1, "/silent /feed /rss.xml /atom.xml ", "/atom.xml ", "" },
    { "/damaged", 0, "/damaged ", "/damaged ", "" },
  };
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GString) asked = g_string_new (NULL);
  g_autofree char *site = veche_test_listen (server, "");

  soup_server_add_handler (server, NULL, site_cb, asked, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cursor = NULL;
      g_autoptr (GString) named = g_string_new (NULL);

      g_string_truncate (asked, 0);
      g_assert_cmpuint (try_site (site, cases[i].path, &cursor, named), ==, cases[i].n);
      g_assert_cmpstr (asked->str, ==, cases[i].asked);
      g_assert_cmpstr (named->str, ==, cases[i].named);
      g_string_truncate (asked, 0);
      g_assert_cmpuint (try_site (site, cases[i].path, &cursor, named), ==, 0);
      g_assert_cmpstr (asked->str, ==, cases[i].again);
    }
  veche_net_shutdown ();
}

/* What people's own programs write. */
static void
test_wild_dates (void)
{
  static const struct { const char *text, *iso; } dates[] = {
    { "сб, 21 ноября 2026 12:00 МСК", "2026-11-21T09:00:00Z" },
    { "21 мая 2026", "2026-05-21T00:00:00Z" },
    { "21.11.2026 12:30", "2026-11-21T12:30:00Z" },
    { "November 21, 2026", "2026-11-21T00:00:00Z" },
    { "2026/11/21 12:00 +0300", "2026-11-21T09:00:00Z" },
    { "Sat, 21 Nov 2026 12:00:00 +0300", "2026-11-21T09:00:00Z" },
  };
  static const char *const none[] = { "вчера", "32.13.2026", "ноября", "2026", "99 ноября 2026", "," };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_cmpint (veche_feed_parse_date (dates[i].text), ==, utc (dates[i].iso));
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (veche_feed_parse_date (none[i]), ==, 0);
}

static void
test_broken (void)
{
  static const char *const names[] = { "wild-entities.xml", "wild-base.xml", "wild-rss.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (VecheBatch) batch = parse_file (names[i], NULL, NULL);

      golden_assert (batch, "feed", names[i]);
    }
}

/* A word that keeps an entry from being a mention does so in any of its forms. */
static void
test_without (void)
{
  const char *text = "<rss><channel><title>t</title><item><title>Вече: вакансии недели</title></item><item><title>Вече в субботу</title></item></channel></rss>";
  VecheFeedContext context = { "https://club.example/feed.xml", NULL, "вече", "вакансия", NOW, NULL };
  g_autoptr (VecheBatch) batch = veche_feed_parse (text, strlen (text), &context, NULL);
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_NONE);
  g_assert_cmpint (posts[1].attention, ==, VECHE_ATTENTION_WORD);
}

static void
test_packed (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("<rss/>", 6);
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (packer));
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) unpacked = NULL;
  g_autoptr (GBytes) refused = NULL;
  g_autoptr (GBytes) plain = veche_feed_unpack (text, 1000);

  g_assert_true (g_output_stream_write_all (stream, "<rss/>", 6, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  packed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  unpacked = veche_feed_unpack (packed, 1000);
  refused = veche_feed_unpack (packed, 6);   /* more may come: it stays packed, and is no feed */
  g_assert_true (g_bytes_equal (plain, text));
  g_assert_true (g_bytes_equal (unpacked, text));
  g_assert_true (g_bytes_equal (refused, packed));
}

static void
test_discover (void)
{
  const char *html = "<!doctype html><html><head><title>x</title>"
                     "<link rel=alternate type='application/rss+xml' title='Club » Comments Feed' href='/comments/feed/'>"
                     "<link rel='alternate' type='application/rss+xml; charset=utf-8' href='feed/'>"
                     "<LINK REL=ALTERNATE TYPE=application/atom+xml HREF=https://other.example/atom?a=1&amp;b=2>"
                     "<link rel=alternate type=text/html hreflang=ru href=/ru>"
                     "<link rel=alternate type=application/rss+xml href='javascript:alert(1)'></head><body>p</body></html>";
  g_autoptr (GPtrArray) feeds = veche_feed_discover (html, strlen (html), "https://club.example/blog/");
  g_autoptr (GPtrArray) none = veche_feed_discover ("<html>", 6, "no address");

  g_assert_cmpuint (feeds->len, ==, 3);
  g_assert_cmpstr (feeds->pdata[0], ==, "https://club.example/blog/feed/");
  g_assert_cmpstr (feeds->pdata[1], ==, "https://other.example/atom?a=1&b=2");
  g_assert_cmpstr (feeds->pdata[2], ==, "https://club.example/comments/feed/");
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/feed/rss2", test_rss2);
  g_test_add_func ("/connectors/feed/rss-without-dates", test_rss_without_dates);
  g_test_add_func ("/connectors/feed/rss1", test_rss1);
  g_test_add_func ("/connectors/feed/atom", test_atom);
  g_test_add_func ("/connectors/feed/json", test_json_feed);
  g_test_add_func ("/connectors/feed/encodings", test_encodings);
  g_test_add_func ("/connectors/feed/refused", test_refused);
  g_test_add_func ("/connectors/feed/laughs", test_laughs);
  g_test_add_func ("/connectors/feed/words", test_words);
  g_test_add_func ("/connectors/feed/dates", test_dates);
  g_test_add_func ("/connectors/feed/covered", test_covered);

  g_test_add_func ("/connectors/feed/wild-dates", test_wild_dates);
  g_test_add_func ("/connectors/feed/broken", test_broken);
  g_test_add_func ("/connectors/feed/without", test_without);
  g_test_add_func ("/connectors/feed/packed", test_packed);
  g_test_add_func ("/connectors/feed/discover", test_discover);
  g_test_add_func ("/connectors/feed/discover-on-site", test_discover_on_site);
  g_test_add_func ("/connectors/feed/conditional", test_conditional);

  return g_test_run ();
}
