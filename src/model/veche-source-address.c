/* veche-source-address.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-source-address.h"

#include <string.h>

char *
veche_source_address (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *full = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  gsize rest;

  if (*text == '\0' || strpbrk (text, " \t\r\n\\") != NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  full = strstr (text, "://") != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  scheme = g_ascii_strdown (g_uri_get_scheme (uri), -1);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return NULL;

  /* The name of a host is the same in capitals; what stands after it may not be. */
  rest = strlen (scheme) + strlen ("://");
  rest += strcspn (full + rest, "/?#");
  host = g_ascii_strdown (full, (gssize) rest);

  return g_strconcat (host, g_str_equal (full + rest, "/") ? "" : full + rest, NULL);
}
