/* test-safety.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-address.h"
#include "connectors/veche-connector.h"
#include "model/veche-html.h"
#include "connectors/veche-http.h"
#include "connectors/veche-json.h"
#include "connectors/veche-redact.h"

#include <string.h>
#include <time.h>

static void
test_json_refused (void)
{
  static const char *const wrong[] = { "", "  ", "{", "[1,2", "{\"a\":1}}", "[1] x", "{\"a\":NaN}", "[01]", "[1.]", "[-]", "{a:1}", "['a']",
                                       "{\"a\" 1}", "{,}", "[1,]", "\"\\x\"", "/* c */ 1", "\"a", "[1 2]", "{\"a\":1 \"b\":2}", "tru" };
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = veche_json_parse (wrong[i], strlen (wrong[i]), &error);

      if (node != NULL)
        g_error ("taken: %s", wrong[i]);
      g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL);
    }

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (veche_json_parse (deep->str, deep->len, NULL));
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, ']');
  g_assert_null (veche_json_parse (deep->str, deep->len, NULL));
  g_assert_null (veche_json_parse ("[\"\xff\"]", 5, NULL));
  g_assert_null (veche_json_parse ("[\"a\0b\"]", 7, NULL));
}

/* What spoils one field must not spoil the answer. */
static void
test_json_made_harmless (void)
{
  static const char text[] = "\xef\xbb\xbf{ \"lone\": \"a\\ud800b\", \"pair\": \"\\ud83d\\ude42\", \"nul\": \"a\\u0000b\", \"long\": 99999999999999999999999,"
                             " \"id\": 123456789012345678, \"float\": 1e999, \"tab\": \"a\tb\", \"empty\": {}, \"none\": [], \"n\": null }";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = veche_json_parse (text, sizeof text - 1, &error);
  JsonObject *object;
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpstr (veche_json_string (object, "lone", NULL), ==, "a\xef\xbf\xbd" "b");
  g_assert_cmpstr (veche_json_string (object, "pair", NULL), ==, "🙂");
  g_assert_cmpstr (veche_json_string (object, "nul", NULL), ==, "a\xef\xbf\xbd" "b");
  g_assert_cmpint (veche_json_int (object, "long", -7), ==, -7);
  g_assert_null (veche_json_dup_id (object, "long"));
  g_assert_cmpint (veche_json_int (object, "float", -7), ==, -7);
  id = veche_json_dup_id (object, "id");
  g_assert_cmpstr (id, ==, "123456789012345678");
  g_assert_cmpstr (veche_json_string (object, "id", "fallback"), ==, "fallback");
  g_assert_cmpstr (veche_json_string (object, "n", "fallback"), ==, "fallback");
  g_assert_null (veche_json_array (object, "empty"));
  g_assert_cmpstr (veche_json_string (NULL, "n", "fallback"), ==, "fallback");
}

static void
test_html (void)
{
  static const struct { const char *html, *text; } cases[] = {
    { "<p>One</p><p>two<br>three</p>", "One\n\ntwo\nthree" },
    { "plain &amp; simple", "plain & simple" },
    { "<p><span class=\"h-card\"><a href=\"https://x.example/@bob\" class=\"u-url mention\">@<span>bob</span></a></span> привет!</p>", "@bob привет!" },
    { "<a href=\"https://example.org/a/long/path\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">example.org/a/lo</span><span class=\"invisible\">ng/path</span></a>",
      "https://example.org/a/long/path" },
    { "<a href=\"https://example.org/a/long\">example.org/a/…</a>!", "https://example.org/a/long!" },
    { "see <a href=\"https://example.org/\">the notes</a>.", "see the notes (https://example.org/)." },
    { "<a href=\"javascript:alert(1)\">click</a>", "click" },
    { "<ul><li>a</li><li>b</li></ul>c", "• a\n• b\n\nc" },
    { "<script>alert(1)</script><style>p{}</style>ok", "ok" },
    { "<pre>a\n  b</pre>", "a\n  b" },
    { "<img src=x alt=\"a cat\">", "a cat" },
    { "", "" },
    { "<", "<" },
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = veche_html_to_text (cases[i].html, 0);

      g_assert_cmpstr (got, ==, cases[i].text);
    }

  for (guint i = 0; i < 50000; i++)
    g_string_append (deep, "<b><i><span>");
  text = veche_html_to_text (deep->str, 100);
  g_assert_cmpuint (strlen (text), <, 700);
}

/* A tag of 100,000 attributes takes a minute to parse: it is no tag then, however its quotes stand. */
static void
test_html_attributes (void)
{
  static const char *const shapes[] = { " a%u=1", " a%u", "a%u='>'", " a%u = \"<b>\"", " a%u='", "\na%u\t=\n'x'" };
  static const char *const harmless[] = { "<p a=1 b='2>3' c>", "1 < 2", "a <b", "<a href='http://x.example/?a=1&b=2'>x</a>", "", "<" };

  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    g_assert_true (veche_html_is_sane (harmless[i], strlen (harmless[i])));
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (GString) html = g_string_new ("<p x='1'");
      g_autofree char *text = NULL;
      clock_t start;

      for (guint a = 0; a < 100000; a++)
        {
          g_auto (GStrv) parts = g_strsplit (shapes[i], "%u", 2);

          g_string_append_printf (html, "%s%u%s", parts[0], a, parts[1]);
        }
      g_string_append (html, ">y");
      start = clock ();
      text = veche_html_to_text (html->str, 100);
      g_test_message ("%s: %.2f s, sane %d", shapes[i], (double) (clock () - start) / CLOCKS_PER_SEC, veche_html_is_sane (html->str, html->len));
      g_assert_cmpint (clock () - start, <, 5 * CLOCKS_PER_SEC);
    }
}

static void
test_redact (void)
{
  static const char *const leaks[] = {
    "GET https://api.example/bot123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ/getMe",
    "https://x.example/a?access_token=s3cr3tvalue&b=1",
    "Authorization: Bearer s3cr3tvalue", "Api-Key: s3cr3tvalue", "Cookie: sid=s3cr3tvalue", "form code=s3cr3tvalue&x=1",
    "https://user:s3cr3tvalue@example.org/", "the token tok-en/s3cr3tvalue== itself", "escaped tok-en%2Fs3cr3tvalue%3D%3D",
  };

  veche_redact_add_secret ("tok-en/s3cr3tvalue==");
  for (guint i = 0; i < G_N_ELEMENTS (leaks); i++)
    {
      g_autofree char *safe = veche_redact (leaks[i]);

      g_assert_null (strstr (safe, "s3cr3tvalue"));
      g_assert_null (strstr (safe, "AAbbCC"));
    }
  g_assert_null (veche_redact (NULL));
}

static void
test_address (void)
{
  static const char *const private_hosts[] = { "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "LOCALHOST.", "[::1]",
                                               "::ffff:127.0.0.1", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.0.1", "169.254.169.254", "fe80::1%eth0",
                                               "fd00::1", "64:ff9b::7f00:1", "2002:7f00:1::", "router.local", "100.64.0.1", "" };
  static const char *const public_hosts[] = { "example.org", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "192.169.0.1", "100.128.0.1" };

  for (guint i = 0; i < G_N_ELEMENTS (private_hosts); i++)
    if (!veche_address_host_is_private (private_hosts[i]))
      g_error ("not seen as private: %s", private_hosts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (public_hosts); i++)
    if (veche_address_host_is_private (public_hosts[i]))
      g_error ("not seen as public: %s", public_hosts[i]);
}

static void
test_retry_after (void)
{
  const gint64 now = G_GINT64_CONSTANT (1780000000) * G_USEC_PER_SEC;   /* 2026-05-28T20:26:40Z */
  static const struct { const char *value; gint64 seconds; } cases[] = {
    { "3", 3 }, { "0", 1 }, { "7200", 3600 }, { "99999999999", 0 }, { "-5", 0 }, { "soon", 0 }, { "", 0 }, { NULL, 0 },
    { "Thu, 28 May 2026 20:27:40 GMT", 60 }, { "2026-05-28T20:27:40.000Z", 60 }, { "Thu, 28 May 2020 20:27:40 GMT", 0 },
    { "Thu, 28 May 2036 20:27:40 GMT", 3600 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (veche_http_parse_retry_after (cases[i].value, now), ==, cases[i].seconds != 0 ? now + cases[i].seconds * G_USEC_PER_SEC : 0);
}

static void
test_host (void)
{
  g_autofree char *plain = veche_http_dup_host ("https://Example.org/a");
  g_autofree char *port = veche_http_dup_host ("http://example.org:8080/");
  g_autofree char *standard = veche_http_dup_host ("https://example.org:443/");

  g_assert_cmpstr (plain, ==, "example.org");
  g_assert_cmpstr (port, ==, "example.org:8080");
  g_assert_cmpstr (standard, ==, "example.org");
  g_assert_null (veche_http_dup_host ("nonsense"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connectors/json/refused", test_json_refused);
  g_test_add_func ("/connectors/json/made-harmless", test_json_made_harmless);
  g_test_add_func ("/connectors/html", test_html);
  g_test_add_func ("/connectors/html-attributes", test_html_attributes);
  g_test_add_func ("/connectors/redact", test_redact);
  g_test_add_func ("/connectors/address", test_address);
  g_test_add_func ("/connectors/retry-after", test_retry_after);
  g_test_add_func ("/connectors/host", test_host);

  return g_test_run ();
}
