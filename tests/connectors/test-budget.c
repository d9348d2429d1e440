/* test-budget.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules, what answers say, and holds: the strictest decides, and what is refused is not counted.
 */

#include "connectors/veche-budget.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-http.h"
#include "connectors/veche-telegram-api.h"
#include "connectors/veche-vk-call.h"

#define SECOND G_TIME_SPAN_SECOND
#define START  (G_GINT64_CONSTANT (1750000000) * SECOND)

static void
test_rules (void)
{
  VecheBudget *budget = veche_budget_get ("rules");

  g_assert_true (veche_budget_get ("rules") == budget);
  veche_budget_set_rule (budget, "chat:*", 2, 60);
  veche_budget_set_rule (budget, "chat:*", 2, 60);   /* said twice, meant once */
  veche_budget_set_rule (budget, "", 3, 1);

  g_assert_cmpint (veche_budget_take (budget, "chat:a", START), ==, 0);
  g_assert_cmpint (veche_budget_take (budget, "chat:a", START), ==, 0);
  g_assert_cmpint (veche_budget_take (budget, "chat:a", START), ==, START + 60 * SECOND);
  g_assert_cmpint (veche_budget_take (budget, "chat:b", START), ==, 0);
  /* The account's own three are gone, and nothing that was refused was one of them. */
  g_assert_cmpint (veche_budget_take (budget, NULL, START), ==, START + SECOND);
  g_assert_cmpint (veche_budget_take (budget, NULL, START + SECOND), ==, 0);
  g_assert_cmpint (veche_budget_take (budget, "chat:a", START + 61 * SECOND), ==, 0);
}

/* How many go within so many seconds, asked for ten times a second. */
static guint
count_taken (VecheBudget *budget, const char *scope, gint64 from, guint seconds)
{
  guint n = 0;

  for (guint i = 0; i < seconds * 10; i++)
    n += veche_budget_take (budget, scope, from + i * SECOND / 10) == 0;

  return n;
}

/* What the platforms' own documents say: Telegram's bot FAQ, VK's limits of its API. */
static void
test_platforms (void)
{
  VecheBudget *telegram = veche_budget_get ("telegram rules");
  g_autoptr (VecheApi) community = veche_api_new ("https://api.vk.com", "k", FALSE, NULL);
  g_autoptr (VecheApi) service = veche_api_new ("https://api.vk.com", "k", FALSE, NULL);
  guint n = 0;

  veche_telegram_api_set_rules (telegram);
  g_assert_cmpuint (count_taken (telegram, "group:-1", START, 60), ==, 20);
  g_assert_cmpuint (count_taken (telegram, "chat:5", START + 120 * SECOND, 60), ==, 60);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *chat = g_strdup_printf ("chat:%u", 100 + i);

      n += veche_budget_take (telegram, chat, START + 300 * SECOND) == 0;
    }
  g_assert_cmpuint (n, ==, 30);

  veche_vk_open (community, "vk rules", 20);
  veche_vk_open (service, "vk rules service", 3);
  for (n = 0; veche_budget_take (community->budget, NULL, START) == 0; n++)
    g_assert_cmpuint (n, <, 20);
  g_assert_cmpuint (n, ==, 20);
  g_assert_cmpuint (count_taken (service->budget, NULL, START, 10), ==, 30);
}

static void
test_clock_set_back (void)
{
  VecheBudget *budget = veche_budget_get ("clock");

  veche_budget_set_rule (budget, "", 1, 10);
  g_assert_cmpint (veche_budget_take (budget, NULL, START), ==, 0);
  g_assert_cmpint (veche_budget_take (budget, NULL, START - 3600 * SECOND), ==, 0);
}

static void
test_answers (void)
{
  VecheBudget *budget = veche_budget_get ("answers");
  gint64 now = g_get_real_time ();
  VecheBudgetState state;

  veche_budget_get_state (budget, now, &state);
  g_assert_cmpint (state.limit, ==, -1);
  g_assert_cmpint (state.remaining, ==, -1);

  veche_budget_learn (budget, NULL, 300, 1, now + 300 * SECOND);
  g_assert_cmpint (veche_budget_take (budget, NULL, now), ==, 0);
  veche_budget_get_state (budget, now, &state);
  g_assert_cmpint (state.remaining, ==, 0);
  g_assert_cmpint (state.reset, ==, now + 300 * SECOND);
  g_assert_cmpint (veche_budget_take (budget, NULL, now), ==, now + 300 * SECOND);
  g_assert_cmpint (veche_budget_take (budget, NULL, now + 301 * SECOND), ==, 0);
  veche_budget_get_state (budget, now + 301 * SECOND, &state);
  g_assert_cmpint (state.reset, ==, 0);

  veche_budget_hold (budget, "chat:a", now + 900 * SECOND);
  g_assert_cmpint (veche_budget_take (budget, "chat:a", now + 301 * SECOND), ==, now + 900 * SECOND);
  g_assert_cmpint (veche_budget_take (budget, "chat:b", now + 301 * SECOND), ==, 0);
}

/* The dialects in which platforms say when a limit is over. */
static void
test_resets (void)
{
  static const struct { const char *value; gint64 at; } cases[] = {
    { "30", START + 30 * SECOND },
    { "0.5", START + SECOND / 2 },
    { "1750000100", START + 100 * SECOND },
    { "1750000100.25", START + 100 * SECOND + SECOND / 4 },
    { "2025-06-15T15:08:20.000Z", START + 100 * SECOND },
    { "-5", 0 },
    { "soon", 0 },
    { "", 0 },
    { "99999999999999", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (veche_http_parse_reset (cases[i].value, START), ==, cases[i].at);
  g_assert_cmpint (veche_http_parse_reset (NULL, START), ==, 0);
}

static void
test_lengths (void)
{
  static const struct { const char *text; guint counts[4]; } cases[] = {   /* characters, UTF-16, graphemes, bytes */
    { "", { 0, 0, 0, 0 } },
    { "Привет", { 6, 6, 6, 12 } },
    { "👍🏽", { 2, 4, 1, 8 } },
    { "e\xcc\x81", { 2, 2, 1, 3 } },
    { "👨‍👩‍👧", { 5, 8, 1, 18 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint unit = 0; unit < 4; unit++)
      g_assert_cmpuint (veche_length_count (cases[i].text, (VecheLengthUnit) unit), ==, cases[i].counts[unit]);
}

/* Settings and secrets as a connector reads them, whatever stands there. */
static void
test_setup (void)
{
  const VecheConnectorSetup setup = { .url = "example.org", .token = "{\"group\": \"g-secret\", \"user\": \"u-secret\"}",
                                      .settings = "{\"login\": \"nina\", \"chats\": [\"1\", 2, \"3\"], \"bad\": 5}" };
  g_autoptr (VecheConnector) connector = veche_connector_new ("feed", &setup);
  g_auto (GStrv) chats = veche_connector_dup_list (connector, "chats");
  g_auto (GStrv) none = veche_connector_dup_list (connector, "none");
  g_autofree char *fresh = NULL;

  g_assert_cmpstr (veche_connector_get_url (connector), ==, "https://example.org");
  g_assert_cmpstr (veche_connector_get_setting (connector, "login"), ==, "nina");
  g_assert_null (veche_connector_get_setting (connector, "bad"));
  g_assert_cmpuint (g_strv_length (chats), ==, 2);
  g_assert_cmpstr (chats[1], ==, "3");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpstr (veche_connector_get_secret (connector, "user"), ==, "u-secret");
  g_assert_null (veche_connector_get_secret (connector, "token"));
  g_assert_null (veche_connector_dup_new_token (connector));

  veche_connector_set_token (connector, "plain");
  g_assert_cmpstr (veche_connector_get_secret (connector, "token"), ==, "plain");
  fresh = veche_connector_dup_new_token (connector);
  g_assert_cmpstr (fresh, ==, "plain");
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;
  g_autoptr (VecheBatch) batch = veche_connector_fetch_finish (VECHE_CONNECTOR (object), result, error);

  g_main_context_wakeup (NULL);
  if (batch != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "a page");
}

/* Whatever a server makes up, one run ends: the same rule for every connector. */
static void
test_pages_end (void)
{
  const VecheConnectorSetup setup = { .url = "sample:" };
  g_autoptr (VecheConnector) connector = veche_connector_new ("sample", &setup);

  for (guint i = 1; i <= 201; i++)
    {
      g_autoptr (GError) error = NULL;

      veche_connector_fetch_async (connector, NULL, NULL, fetched_cb, &error);
      while (error == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (i <= 200)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
      else
        g_assert_error (error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/budget/rules", test_rules);
  g_test_add_func ("/budget/platforms", test_platforms);
  g_test_add_func ("/budget/clock-set-back", test_clock_set_back);
  g_test_add_func ("/budget/answers", test_answers);
  g_test_add_func ("/budget/resets", test_resets);
  g_test_add_func ("/connector/lengths", test_lengths);
  g_test_add_func ("/connector/setup", test_setup);
  g_test_add_func ("/connector/pages-end", test_pages_end);

  return g_test_run ();
}
