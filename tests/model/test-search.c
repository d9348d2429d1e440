/* test-search.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was typed into the one search: how it is read, and which words of a text it lights up.
 */

#include <string.h>

#include "model/veche-search.h"

/* "word phrase" as "w:word p:phrase", a minus before what is unwanted */
static char *
read_back (const char *typed)
{
  static const char kinds[] = "wptcif";
  g_autoptr (VecheSearch) search = veche_search_new (typed);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < search->terms->len; i++)
    {
      const VecheTerm *term = search->terms->pdata[i];

      g_string_append_printf (text, "%s%s%c=%s", i > 0 ? "|" : "", term->negated ? "-" : "", kinds[term->kind], term->text);
    }
  if (search->after != 0)
    g_string_append (text, "|after");
  if (search->before != 0)
    g_string_append (text, "|before");

  return g_string_free (text, FALSE);
}

static void
test_read (void)
{
  static const struct { const char *typed, *terms; } rows[] = {
    { "аренда казань", "w=аренда|w=казань" },
    { "\"договор аренды\" -спам", "p=договор аренды|-w=спам" },
    { "«договор аренды», да", "p=договор аренды|w=да" },
    { "tag:vip TAG:\"два слова\" тег:х", "t=vip|t=два слова|t=х" },
    { "умение:python competency: rust", "c=python|c=rust" },
    { "в:телеграм in:\"Python-чат\" -от:боб", "i=телеграм|i=Python-чат|-f=боб" },
    { "-\"плохая фраза\" слово", "-p=плохая фраза|w=слово" },
    { "before:2026-11-21 after:2026", "|after|before" },
    { "до:вчера", "|before" },
    { "после:21.11.2026 x", "w=x|after" },
    { "after:никогда да", "w=after:никогда|w=да" },
    { "after:2026-0", "" },
    { "http://example.org/a:b", "w=http://example.org/a:b" },
    { "выводы: итог", "w=выводы:|w=итог" },
    { "tag:", "" }, { "\"", "" }, { "\"\"", "" }, { "-", "" }, { "- x", "w=x" }, { "***", "" }, { "", "" }, { NULL, "" },
    { "tag:x\"y", "t=x\"y" }, { "NEAR(a b) OR *", "w=NEAR(a|w=b)|w=OR" }, { "кое-кто", "w=кое-кто" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *terms = read_back (rows[i].typed);

      g_assert_cmpstr (terms, ==, rows[i].terms);
    }
}

static void
test_match (void)
{
  static const struct { const char *typed, *match; } rows[] = {
    { "Аренда", "((\"аренда\" * OR \"аренда\"))" },
    { "а б", "(\"а\" AND \"б\")" },
    { "\"a b\" cd", "(\"a b\" AND \"cd\" *)" },
    { "дом -кот", "(\"дом\" *) NOT \"кот\" *" },
    { "-кот", NULL }, { "tag:vip", NULL }, { "from:анна", NULL },
    { "a\"b", "(\"a b\")" },
    { "c++ x_y", "(\"c\" AND \"x y\")" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (VecheSearch) search = veche_search_new (rows[i].typed);
      g_autofree char *match = veche_search_to_match (search, FALSE);

      g_assert_cmpstr (match, ==, rows[i].match);
    }
}

static void
test_first_letters (void)
{
  static const struct { const char *typed, *match; } rows[] = {
    { "аренда зал", "\"аре\" * AND \"зал\" *" }, { "зал", NULL }, { "\"договор аренды\" -кот приве", "\"дог\" * AND \"аре\" * AND \"при\" *" },
    { "\"договор аренды\"", NULL }, { "а привет", "\"а\" AND \"при\" *" }, { "-привет", NULL }, { "from:анна", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (VecheSearch) search = veche_search_new (rows[i].typed);
      g_autofree char *match = veche_search_to_first_letters (search);

      g_assert_cmpstr (match, ==, rows[i].match);
    }
}

/* The hits of a text as "[one] and [two]" */
static char *
light_up (const char *typed, const char *text, gboolean names)
{
  g_autoptr (VecheSearch) search = veche_search_new (typed);
  g_autoptr (GArray) hits = veche_search_hits (search, text, names);
  GString *shown = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < hits->len; i++)
    {
      VecheSpan span = g_array_index (hits, VecheSpan, i);

      g_string_append_len (shown, text + at, span.start - at);
      g_string_append_c (shown, '[');
      g_string_append_len (shown, text + span.start, span.end - span.start);
      g_string_append_c (shown, ']');
      at = span.end;
    }
  g_string_append (shown, text + at);

  return g_string_free (shown, FALSE);
}

static void
test_hits (void)
{
  static const struct { const char *typed, *text, *shown; gboolean names; } rows[] = {
    { "аренда", "Про аренду и арендатора", "Про [аренду] и [арендатора]", FALSE },
    { "арен", "Про аренду и Арендатора", "Про [аренду] и [Арендатора]", FALSE },
    { "running", "He runs, ran and is running", "He [runs], ran and is [running]", FALSE },
    { "\"договор аренды\"", "договора аренды; аренды договор", "[договора аренды]; аренды договор", FALSE },
    { "ёлка", "Елка и ЁЛКИ", "[Елка] и [ЁЛКИ]", FALSE },
    { "yolkin", "Ёлкина Юлия", "[Ёлкина] Юлия", TRUE },
    { "yolkin", "Ёлкина Юлия", "Ёлкина Юлия", FALSE },
    { "-аренда казань", "аренда в Казани", "аренда в [Казани]", FALSE },
    { "а", "а и ананас", "[а] и [ананас]", FALSE },
    { "кот кот", "кот", "[кот]", FALSE },
    { "tag:кот", "кот", "кот", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = light_up (rows[i].typed, rows[i].text, rows[i].names);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static gboolean
fits (const char *typed, const char *text)
{
  g_autoptr (VecheSearch) search = veche_search_new (typed);

  return veche_search_fits (search, &text, 1, FALSE);
}

static void
test_fits (void)
{
  g_assert_true (fits ("аренда зал", "Аренда большого зала"));
  g_assert_false (fits ("аренда зал", "Аренда"));
  g_assert_false (fits ("аренда -зал", "Аренда большого зала"));
  g_assert_false (fits ("\"большой аренда\"", "Аренда большого зала"));
  g_assert_false (fits ("\xff\xfe слово", "\xff\xfe слово"));
}

static void
test_snippet (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VecheSearch) search = veche_search_new ("иголка");
  g_autofree char *snippet = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (text, "сено\n");
  g_string_append (text, "и вот иголка, а дальше ");
  for (guint i = 0; i < 500; i++)
    g_string_append (text, "сено ");

  snippet = veche_search_snippet (search, text->str, 100);
  g_assert_nonnull (strstr (snippet, "иголка"));
  g_assert_true (g_str_has_prefix (snippet, "… сено"));
  g_assert_null (strchr (snippet, '\n'));
  g_assert_cmpint (g_utf8_strlen (snippet, -1), <=, 104);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/read", test_read);
  g_test_add_func ("/search/match", test_match);
  g_test_add_func ("/search/first-letters", test_first_letters);
  g_test_add_func ("/search/hits", test_hits);
  g_test_add_func ("/search/fits", test_fits);
  g_test_add_func ("/search/snippet", test_snippet);

  return g_test_run ();
}
