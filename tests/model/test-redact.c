/* test-redact.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-redact.h"

static const struct
{
  const char *text, *rest;   /* rest (nullable): nothing is found */
} cases[] = {
  { "Спасибо, Анна Лебедева!", "Спасибо, […]!" },
  { "анна лебедева и АННА ЛЕБЕДЕВА", "[…] и […]" },
  { "Анна Лебедевая", NULL },
  { "Иоанна Лебедева", NULL },
  { "Анна пришла", NULL },
  { "Нюта", "[…]" },
  { "Нюта пришла", NULL },
  { "@anna_leb, @ANNA_LEB и anna_leb", "@[…], @[…] и anna_leb" },
  { "anna_leb", "[…]" },
  { "@anna_lebed", NULL },
  { "https://t.me/anna_leb?x", "https://t.me/[…]?x" },
  { "[Анна](tg://user?id=123456)", "[Анна](tg://user?id=[…])" },
  { "1234567", NULL },
  { "7", "[…]" },
  { "17 раз", NULL },
  { "anna@example.org пишет", "[…] пишет" },
  /* as in the journal */
  { "{\"text\":\"x\\u000aАнна Лебедева\",\"handle\":\"anna_leb\",\"n\":7}", "{\"text\":\"x\\u000a[…]\",\"handle\":\"[…]\",\"n\":7}" },
  { "Ольга \"Оля\" Ким", "[…]" },
  { "{\"name\":\"Ольга \\\"Оля\\\" Ким\"}", "{\"name\":\"[…]\"}" },
  { "", NULL },
  { "\xff Анна Лебедева", NULL },
  { NULL, NULL },
};

static void
test_cases (void)
{
  g_autoptr (VecheRedact) names = veche_redact_new ();

  g_assert_true (veche_redact_is_empty (names));
  veche_redact_add_name (names, "Анна Лебедева");
  veche_redact_add_name (names, "Нюта");
  veche_redact_add_name (names, "Ольга \"Оля\" Ким");
  veche_redact_add_name (names, NULL);
  veche_redact_add_name (names, " ");
  veche_redact_add_handle (names, "@anna_leb");
  veche_redact_add_handle (names, "anna@example.org");
  veche_redact_add_id (names, "user123456");
  veche_redact_add_id (names, "7");
  g_assert_false (veche_redact_is_empty (names));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rest = veche_redact_apply (names, cases[i].text);

      g_assert_cmpstr (rest, ==, cases[i].rest);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/redact/cases", test_cases);

  return g_test_run ();
}
