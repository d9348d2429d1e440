/* veche-redact.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-redact.h"

#include <string.h>

#define REDACTED        "[…]"
#define SHORTEST_SECRET 6        /* a shorter "token" would blank out ordinary words */

G_LOCK_DEFINE_STATIC (secrets);
static GPtrArray *secrets;       /* (element-type utf8) (owned) (nullable) */

static void
veche_redact_add_spelling (const char *spelling)
{
  if (!g_ptr_array_find_with_equal_func (secrets, spelling, g_str_equal, NULL))
    g_ptr_array_add (secrets, g_strdup (spelling));
}

void
veche_redact_add_secret (const char *secret)
{
  g_autofree char *escaped = NULL;

  if (secret == NULL || strlen (secret) < SHORTEST_SECRET)
    return;

  escaped = g_uri_escape_string (secret, NULL, FALSE);

  G_LOCK (secrets);
  if (secrets == NULL)
    secrets = g_ptr_array_new_with_free_func (g_free);
  veche_redact_add_spelling (secret);
  veche_redact_add_spelling (escaped);
  G_UNLOCK (secrets);
}

static char *
veche_redact_known (const char *text)
{
  g_autoptr (GString) string = g_string_new (text);

  G_LOCK (secrets);
  for (guint i = 0; secrets != NULL && i < secrets->len; i++)
    g_string_replace (string, g_ptr_array_index (secrets, i), REDACTED, 0);
  G_UNLOCK (secrets);

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* Shapes of secrets that we were never told: the name stays, the value goes. */
static char *
veche_redact_shapes (const char *text)
{
  static const struct { const char *pattern, *replacement; } shapes[] = {
    { "/bot[0-9]+:[A-Za-z0-9_-]{30,}", "/bot" REDACTED },
    { "\\b((?:access_|refresh_|id_|bot_)?token|api[-_]?key|sid|code|code_verifier|client_secret|password|signature|sig|state)=[^&\\s\"'<>]+", "\\1=" REDACTED },
    { "\\b(Authorization|Proxy-Authorization|Api-Key|X-Token|Private-Token|X-Api-Key|Set-Cookie|Cookie)(\\\"?\\s*[:=]\\s*)[^\\r\\n]+", "\\1\\2" REDACTED },
    { "\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=-]{6,}", "\\1 " REDACTED },
    { "://[^/\\s:@]+:[^/\\s@]+@", "://" REDACTED "@" },
  };
  static GRegex *regexes[G_N_ELEMENTS (shapes)];
  static gsize ready;
  g_autofree char *result = g_strdup (text);

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
        {
          regexes[i] = g_regex_new (shapes[i].pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
          g_assert (regexes[i] != NULL);
        }
      g_once_init_leave (&ready, 1);
    }

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      char *next = g_regex_replace (regexes[i], result, -1, 0, shapes[i].replacement, 0, NULL);

      /* A pattern that gives up (too much backtracking) must not let the text through. */
      g_free (result);
      result = next != NULL ? next : g_strdup (REDACTED);
    }

  return g_steal_pointer (&result);
}

char *
veche_redact (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *known = NULL;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  known = veche_redact_known (valid);

  return veche_redact_shapes (known);
}
