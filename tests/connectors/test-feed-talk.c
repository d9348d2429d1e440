/* test-feed-talk.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said below the entries of a blog.  The shapes are those of WordPress (wfw:commentRss, slash:comments) and Blogger (RFC 4685).
 */

#include "connectors/veche-connector.h"
#include "connectors/veche-feed-parse.h"
#include "connectors/veche-feed-talk.h"
#include "connectors/veche-net.h"
#include "support/veche-test-fetch.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795250000) * G_USEC_PER_SEC)      /* 2026-11-21 */
#define RSS "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wfw='http://wellformedweb.org/CommentAPI/' " \
            "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'><channel><title>%s</title>%s</channel></rss>"

static VecheBatch *
parse (const char *text, const char *below, GPtrArray *talks)
{
  VecheFeedContext context = { .url = "https://club.example/feed/", .now = NOW, .below = below, .talks = talks };
  g_autoptr (GError) error = NULL;
  VecheBatch *batch = veche_feed_parse (text, strlen (text), &context, &error);

  g_assert_no_error (error);

  return batch;
}

static void
test_named (void)
{
  g_autofree char *rss = g_strdup_printf (RSS, "Клуб",
    "<item><title>Встреча</title><link>https://club.example/meet</link><comments>https://club.example/meet#comments</comments>"
    "<guid isPermaLink='false'>https://club.example/?p=7</guid><pubDate>Fri, 20 Nov 2026 10:00:00 +0000</pubDate>"
    "<wfw:commentRss>https://club.example/meet/feed/</wfw:commentRss><slash:comments>3</slash:comments></item>"
    "<item><title>Тихо</title><guid>b</guid><wfw:commentRss>/quiet/feed/</wfw:commentRss><slash:comments>0</slash:comments></item>"
    "<item><title>Без числа</title><guid>c</guid><wfw:commentRss>/c/feed/</wfw:commentRss><slash:comments>many</slash:comments></item>"
    "<item><title>Ничего</title><guid>d</guid><comments>https://club.example/d#comments</comments><slash:comments>4</slash:comments></item>"
    "<item><title>Злое</title><guid>e</guid><wfw:commentRss>javascript:alert(1)</wfw:commentRss></item>");
  const char *atom = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'><title>t</title>"
    "<entry><id>tag:x,post-1</id><title>one</title><updated>2026-11-20T10:00:00Z</updated>"
    "<link rel='replies' type='text/html' href='https://x.example/1#comments'/>"
    "<link rel='replies' type='application/atom+xml' href='https://x.example/feeds/1/comments'/><thr:total>12</thr:total></entry>"
    "<entry><id>tag:x,post-2</id><title>two</title><updated>2026-11-20T10:00:00Z</updated>"
    "<link rel='replies' type='application/atom+xml' thr:count='2' href='/feeds/2/comments'/></entry></feed>";
  static const struct { const char *entry, *url; int count; } expected[] = {
    { "https://club.example/?p=7", "https://club.example/meet/feed/", 3 }, { "b", "https://club.example/quiet/feed/", 0 },
    { "c", "https://club.example/c/feed/", -1 }, { "tag:x,post-1", "https://x.example/feeds/1/comments", 12 },
    { "tag:x,post-2", "https://club.example/feeds/2/comments", 2 },
  };
  g_autoptr (GPtrArray) talks = veche_feed_talks_new ();
  g_autoptr (VecheBatch) first = parse (rss, NULL, talks);
  g_autoptr (VecheBatch) second = parse (atom, NULL, talks);

  g_assert_cmpuint (talks->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < talks->len; i++)
    {
      const VecheFeedTalk *talk = g_ptr_array_index (talks, i);

      g_assert_cmpstr (talk->entry, ==, expected[i].entry);
      g_assert_cmpstr (talk->url, ==, expected[i].url);
      g_assert_cmpint (talk->count, ==, expected[i].count);
    }
}

static void
test_comments (void)
{
  g_autofree char *rss = g_strdup_printf (RSS, "Comments on: Встреча",
    "<link>https://club.example/meet</link>"
    "<item><title>By: Анна</title><link>https://club.example/meet#comment-5</link><dc:creator>Анна</dc:creator>"
    "<pubDate>Fri, 20 Nov 2026 12:00:00 +0000</pubDate><guid isPermaLink='false'>https://club.example/?p=7#comment-5</guid>"
    "<description>Приду!</description><content:encoded><![CDATA[<p>Приду! <b>И брата</b> возьму.</p>]]></content:encoded></item>");
  g_autoptr (VecheBatch) batch = parse (rss, "https://club.example/?p=7", NULL);
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VecheChannel *channels;

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (posts[0].kind, ==, "comment");
  g_assert_cmpstr (posts[0].text, ==, "Приду! И брата возьму.");
  g_assert_cmpstr (posts[0].reply_to, ==, "https://club.example/?p=7");
  g_assert_cmpstr (posts[0].thread, ==, "https://club.example/?p=7");
  g_assert_cmpstr (posts[0].channel, ==, "https://club.example/feed/");
  g_assert_cmpstr (posts[0].author, ==, "анна");
  g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_MENTION);
  /* It neither names the blog nor vouches for it. */
  channels = veche_batch_get_channels (batch, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_null (channels[i].name);
      g_assert_cmpint (channels[i].complete_until, ==, 0);
    }
}

/* When they are asked for: once at first, hourly while young, when the number changes, and never again of old ones. */
static void
test_due (void)
{
  g_autoptr (GPtrArray) talks = veche_feed_talks_new ();
  g_autoptr (GPtrArray) found = veche_feed_talks_new ();
  VecheFeedTalk *talk, *one;

  for (guint i = 0; i < 50; i++)
    {
      one = g_new0 (VecheFeedTalk, 1);
      one->entry = g_strdup_printf ("%u", i);
      one->url = g_strdup_printf ("https://club.example/%u", i);
      one->at = NOW - i * 2 * G_TIME_SPAN_DAY;
      one->count = i == 1 ? 0 : 2;
      g_ptr_array_add (found, one);
    }
  veche_feed_talks_merge (talks, found, NOW);
  g_assert_cmpuint (talks->len, ==, 30);
  for (guint n = 0; (talk = veche_feed_talks_next (talks, NOW)) != NULL; n++)
    {
      g_assert_cmpuint (n, <, 29);     /* all but the one that nobody answered */
      talk->asked = NOW;
      talk->read = talk->count;
    }
  g_assert_null (veche_feed_talks_next (talks, NOW + G_TIME_SPAN_HOUR));
  g_assert_cmpstr (veche_feed_talks_next (talks, NOW + G_TIME_SPAN_HOUR + 1)->entry, ==, "0");
  ((VecheFeedTalk *) g_ptr_array_index (talks, 0))->asked = ((VecheFeedTalk *) g_ptr_array_index (talks, 1))->asked = NOW + 13 * G_TIME_SPAN_HOUR;
  g_assert_cmpstr (veche_feed_talks_next (talks, NOW + 13 * G_TIME_SPAN_HOUR)->entry, ==, "2");
  for (guint i = 2; i < 17; i++)
    ((VecheFeedTalk *) g_ptr_array_index (talks, i))->asked = NOW + 13 * G_TIME_SPAN_HOUR;
  g_assert_null (veche_feed_talks_next (talks, NOW + 13 * G_TIME_SPAN_HOUR));
  one = g_ptr_array_index (found, 25);
  one->count = 3;
  veche_feed_talks_merge (talks, found, NOW);
  g_assert_cmpstr (veche_feed_talks_next (talks, NOW + 13 * G_TIME_SPAN_HOUR)->entry, ==, "25");
}

/*** A blog that people talk below ***/

typedef struct
{
  guint feeds, talks, unchanged, comments, broken, said;
} Blog;

static void
blog_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Blog *blog = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *known = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "If-None-Match");
  g_autoptr (GString) items = g_string_new (NULL);
  g_autofree char *etag = g_strdup_printf ("\"%u\"", blog->comments);
  char *body;

  if (g_str_equal (path, "/feed"))
    {
      blog->feeds++;
      /* Its number of comments stands still, as WordPress's does until something is published. */
      for (guint i = 1; i <= 8; i++)
        g_string_append_printf (items, "<item><title>Запись %u</title><guid>p%u</guid><pubDate>%s</pubDate><wfw:commentRss>/talk/%u</wfw:commentRss>"
                                "<slash:comments>%u</slash:comments></item>", i, i, i == 1 ? "Sun, 22 Nov 2099 10:00:00 GMT" : "Sat, 14 Nov 2020 10:00:00 GMT",
                                i, i == 8 ? 0 : blog->said);
    }
  else if (g_str_equal (path, "/talk/2") && blog->broken > 0)
    {
      blog->talks++;
      soup_server_message_set_status (message, blog->broken, NULL);
      return;
    }
  else
    {
      blog->talks++;
      soup_message_headers_append (headers, "ETag", etag);
      if (g_strcmp0 (known, etag) == 0)
        {
          blog->unchanged++;
          soup_server_message_set_status (message, 304, NULL);
          return;
        }
      for (guint i = 0; i < blog->comments; i++)
        g_string_append_printf (items, "<item><title>By: A</title><guid>%s#%u</guid><pubDate>Sat, 14 Nov 2020 11:00:00 GMT</pubDate>"
                                "<description>слово %u</description></item>", path, i, i);
    }
  body = g_strdup_printf (RSS, "Блог", items->str);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/rss+xml", SOUP_MEMORY_TAKE, body, strlen (body));
}

/* A run to its end; how many comments it brought. */
static guint
run (const char *url, char **cursor)
{
  g_autoptr (VecheConnector) connector = veche_connector_new ("feed", &(VecheConnectorSetup) { .url = url, .own_server = TRUE });
  gboolean more = TRUE;
  guint comments = 0;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VecheBatch) batch = veche_test_fetch (connector, cursor, &error);
      const VechePost *posts;
      guint n;

      g_assert_no_error (error);
      more = veche_batch_has_more (batch);
      posts = veche_batch_get_posts (batch, &n);
      for (guint i = 0; i < n; i++)
        comments += g_str_equal (posts[i].kind, "comment");
    }

  return comments;
}

static void
long_after (char **cursor)
{
  g_autoptr (GRegex) asked = g_regex_new ("\"asked\":[0-9]+", 0, 0, NULL);
  g_autofree char *old = g_steal_pointer (cursor);

  *cursor = g_regex_replace_literal (asked, old, -1, 0, "\"asked\":1", 0, NULL);
}

static void
test_runs (void)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *url = veche_test_listen (server, "/feed");
  Blog blog = { .comments = 2, .broken = 404, .said = 1 };

  soup_server_add_handler (server, NULL, blog_cb, &blog, NULL);

  /* Five in a run, one of them gone, which is no trouble of the blog's; the rest in the next; none where nobody has said anything. */
  g_assert_cmpuint (run (url, &cursor), ==, 8);
  g_assert_cmpuint (blog.talks, ==, 5);
  g_assert_cmpuint (run (url, &cursor), ==, 4);
  g_assert_cmpuint (blog.talks, ==, 7);
  g_assert_cmpuint (run (url, &cursor), ==, 0);
  g_assert_cmpuint (blog.talks, ==, 7);
  g_assert_cmpuint (blog.feeds, ==, 3);
  g_assert_cmpuint (blog.unchanged, ==, 0);

  /* Long after: the young one is asked again, by its mark; then it has something new. */
  long_after (&cursor);
  g_assert_cmpuint (run (url, &cursor), ==, 0);
  g_assert_cmpuint (blog.unchanged, ==, 1);
  g_assert_cmpuint (blog.talks, ==, 8);
  blog.comments = 3;
  long_after (&cursor);
  g_assert_cmpuint (run (url, &cursor), ==, 3);
  g_assert_cmpuint (blog.talks, ==, 9);

  /* All say that there are more, while the server has trouble with an old one: it is not lost, but not asked at once either. */
  blog.said = 2;
  blog.broken = 503;
  g_assert_cmpuint (run (url, &cursor), ==, 9);
  g_assert_cmpuint (run (url, &cursor), ==, 6);
  g_assert_cmpuint (run (url, &cursor), ==, 0);
  blog.broken = 0;
  long_after (&cursor);
  g_assert_cmpuint (run (url, &cursor), ==, 3);
  veche_net_shutdown ();
}

/* What we kept before comments were read names none: such a feed is read whole once, though it has not changed. */
static void
test_older_cursor (void)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *url = veche_test_listen (server, "/feed");
  g_autofree char *cursor = NULL;
  g_autofree char *older = NULL;
  g_autoptr (GRegex) talks = g_regex_new ("\"talks\":\\[.*?\\],", 0, 0, NULL);
  Blog blog = { .comments = 2, .said = 1 };

  soup_server_add_handler (server, NULL, blog_cb, &blog, NULL);
  g_assert_cmpuint (run (url, &cursor), ==, 10);
  older = g_regex_replace_literal (talks, cursor, -1, 0, "", 0, NULL);
  g_assert_cmpuint (strlen (older), <, strlen (cursor));
  g_assert_nonnull (strstr (older, "\"hash\""));
  g_assert_cmpuint (run (url, &older), ==, 10);
  g_assert_cmpuint (blog.feeds, ==, 2);
  veche_net_shutdown ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/feed-talk/named", test_named);
  g_test_add_func ("/connectors/feed-talk/comments", test_comments);
  g_test_add_func ("/connectors/feed-talk/due", test_due);
  g_test_add_func ("/connectors/feed-talk/runs", test_runs);
  g_test_add_func ("/connectors/feed-talk/older-cursor", test_older_cursor);

  return g_test_run ();
}
