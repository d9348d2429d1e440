/* test-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filter goes into JSON and comes back equal; what the reader does not know it names; words of a command line mean
 * what they say.
 */

#include <string.h>

#include "model/veche-filter.h"
#include "model/veche-query.h"

static VecheFilter *
from_json (const char *json)
{
  g_autoptr (GError) error = NULL;
  VecheFilter *filter = veche_filter_from_json (json, &error);

  g_assert_no_error (error);

  return filter;
}

static VecheFilter *
from_words (const char *words)
{
  g_autoptr (GError) error = NULL;
  VecheFilter *filter = veche_filter_from_words (words, &error);

  g_assert_no_error (error);

  return filter;
}

static void
test_json (void)
{
  static const char json[] =
    "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"competency\",\"op\":\"is\",\"value\":\"Право\",\"number\":3,\"below\":true},"
    "{\"field\":\"activity\",\"op\":\"did-not\",\"what\":\"wrote\",\"days\":30},"
    "{\"match\":\"any\",\"conditions\":[{\"field\":\"tie\",\"op\":\"is\",\"value\":\"uid-1\",\"label\":\"Анна\"},"
    "{\"field\":\"custom\",\"op\":\"at-least\",\"what\":\"Рост\",\"state\":\"number\",\"value\":\"180.5\"}]},"
    "{\"match\":\"none\",\"conditions\":[{\"field\":\"role\",\"op\":\"is\",\"value\":\"bot\"}]}]}";
  g_autoptr (VecheFilter) filter = from_json (json);
  g_autofree char *back = veche_filter_to_json (filter);
  g_autoptr (VecheFilter) again = from_json (back);

  g_assert_cmpstr (back, ==, json);
  g_assert_true (veche_filter_equal (filter, again));
  g_assert_cmpuint (veche_filter_n_groups (filter), ==, 3);
  g_assert_cmpint (veche_filter_get_match (filter, 2), ==, VECHE_MATCH_NONE);
  g_assert_cmpstr (veche_filter_get_condition (filter, 1, 0)->label, ==, "Анна");
  g_assert_true (veche_filter_is_of_today (filter));
  g_assert_true (veche_filter_mentions (filter, VECHE_BY_ROLE));
  g_assert_false (veche_filter_mentions (filter, VECHE_BY_TAG));
  g_assert_true (veche_filter_get_tables (filter) & VECHE_TABLE_INTERACTION);
  g_assert_false (veche_filter_get_tables (filter) & VECHE_TABLE_TRIAGE);
}

static void
test_refused (void)
{
  static const struct { const char *json; int code; const char *named; } cases[] = {
    { "", VECHE_FILTER_ERROR_SYNTAX, "" },
    { "{", VECHE_FILTER_ERROR_SYNTAX, "cut short" },
    { "[]", VECHE_FILTER_ERROR_SYNTAX, "object" },
    { "{}", VECHE_FILTER_ERROR_SYNTAX, "version" },
    { "{\"version\":2,\"match\":\"all\",\"conditions\":[]}", VECHE_FILTER_ERROR_NEWER, "newer" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[],\"colour\":\"red\"}", VECHE_FILTER_ERROR_UNKNOWN, "colour" },
    { "{\"version\":1,\"match\":\"some\",\"conditions\":[]}", VECHE_FILTER_ERROR_UNKNOWN, "some" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"shoe\",\"op\":\"is\",\"value\":\"x\"}]}", VECHE_FILTER_ERROR_UNKNOWN, "shoe" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"like\",\"value\":\"x\"}]}", VECHE_FILTER_ERROR_UNKNOWN, "like" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\",\"value\":\"x\",\"colour\":1}]}", VECHE_FILTER_ERROR_UNKNOWN, "colour" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"within\",\"number\":1}]}", VECHE_FILTER_ERROR_UNKNOWN, "within" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\"}]}", VECHE_FILTER_ERROR_VALUE, "value" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\",\"value\":7}]}", VECHE_FILTER_ERROR_SYNTAX, "value" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"stage\",\"op\":\"is\",\"value\":\"king\"}]}", VECHE_FILTER_ERROR_VALUE, "stage" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"joined\",\"op\":\"since\",\"value\":\"2026-02-30\"}]}", VECHE_FILTER_ERROR_VALUE, "day" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"joined\",\"op\":\"within\",\"number\":-5}]}", VECHE_FILTER_ERROR_VALUE, "range" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"match\":\"any\",\"conditions\":[{\"match\":\"any\",\"conditions\":[]}]}]}", VECHE_FILTER_ERROR_SYNTAX, "once" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
      VECHE_FILTER_ERROR_SYNTAX, "deep" },
    { "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\",\"value\":\"a\\u0000b\"}]}", VECHE_FILTER_ERROR_SYNTAX, "NUL" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      VecheFilter *filter = veche_filter_from_json (cases[i].json, &error);

      g_test_message ("%s: %s", cases[i].json, error != NULL ? error->message : "taken");
      g_assert_null (filter);
      g_assert_error (error, VECHE_FILTER_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

static void
test_words (void)
{
  static const struct { const char *words, *json; } cases[] = {
    { "tag = x and city = 'Нижний Новгород'",
      "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\",\"value\":\"x\"},"
      "{\"field\":\"city\",\"op\":\"is\",\"value\":\"Нижний Новгород\"}]}" },
    { "not wrote in 30 days",
      "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"activity\",\"op\":\"did-not\",\"what\":\"wrote\",\"days\":30}]}" },
    { "answered-us >= 2 in 90 or important",
      "{\"version\":1,\"match\":\"any\",\"conditions\":[{\"field\":\"activity\",\"op\":\"at-least\",\"what\":\"answered-us\",\"number\":2,\"days\":90},"
      "{\"field\":\"important\",\"op\":\"yes\"}]}" },
    { "platform only telegram and not (stage = gone or role = bot)",
      "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"platform\",\"op\":\"only\",\"value\":\"telegram\"},"
      "{\"match\":\"none\",\"conditions\":[{\"field\":\"stage\",\"op\":\"is\",\"value\":\"gone\"},{\"field\":\"role\",\"op\":\"is\",\"value\":\"bot\"}]}]}" },
    { "competency = \"and\" level 3 below",
      "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"competency\",\"op\":\"is\",\"value\":\"and\",\"number\":3,\"below\":true}]}" },
    { "consent photo = given and custom number 'Рост' >= 180 and joined since 2026-01-01 and not attended as speaker status came",
      "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"consent\",\"op\":\"is\",\"what\":\"photo\",\"value\":\"given\"},"
      "{\"field\":\"custom\",\"op\":\"at-least\",\"what\":\"Рост\",\"state\":\"number\",\"value\":\"180\"},"
      "{\"field\":\"joined\",\"op\":\"since\",\"value\":\"2026-01-01\"},"
      "{\"field\":\"attended\",\"op\":\"did-not\",\"what\":\"speaker\",\"state\":\"came\"}]}" },
    { "tag = '\\\\u0000'", "{\"version\":1,\"match\":\"all\",\"conditions\":[{\"field\":\"tag\",\"op\":\"is\",\"value\":\"\\\\u0000\"}]}" },
  };
  static const char *const wrong[] = { "", "tag", "tag =", "tag = x and", "tag = x or city = y and stage = core", "((tag = x))", "(tag = x", "tag = 'x",
                                       "not tag = x", "shoe = x", "activity = any", "tag = x )", "tag = x and (stage = core or (role = bot))" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VecheFilter) filter = from_words (cases[i].words);
      g_autofree char *json = veche_filter_to_json (filter);
      g_autoptr (VecheFilter) again = from_json (json);

      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_true (veche_filter_equal (filter, again));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_null (veche_filter_from_words (wrong[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_query (void)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (VecheQuery) copy = NULL;

  query->filter = veche_filter_new (VECHE_MATCH_ALL);
  g_assert_false (veche_query_is_filtered (query));
  veche_filter_add (query->filter, 0, veche_condition_new (VECHE_BY_OPEN_MENTION, VECHE_OP_YES, NULL));
  g_assert_true (veche_query_is_filtered (query));
  g_assert_true (veche_query_get_tables (query) & VECHE_TABLE_TRIAGE);
  copy = veche_query_copy (query);
  g_assert_true (copy->filter == query->filter);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/filter/json", test_json);
  g_test_add_func ("/model/filter/refused", test_refused);
  g_test_add_func ("/model/filter/words", test_words);
  g_test_add_func ("/model/filter/query", test_query);

  return g_test_run ();
}
