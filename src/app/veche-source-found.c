/* veche-source-found.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-mention-words.h"
#include "app/veche-source-found.h"
#include "connectors/veche-connector.h"

char *
veche_source_found_name (const VecheSourceGuide *guide, const char *address, VecheBatch *batch)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  guint n, n_posts, max_length;
  const char *place = veche_batch_get_place (batch, &max_length);
  const VecheChannel *channels = veche_batch_get_channels (batch, &n);

  veche_batch_get_posts (batch, &n_posts);
  /* A feed says what it is called; of a server with many channels none speaks for it. */
  if (place == NULL && n == 1 && n_posts > 0 && !guide->browser)
    place = channels[0].name;
  if (place != NULL && *place != '\0')
    return veche_words_clean (place, 60, FALSE);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : _ (guide->title));
}

char *
veche_source_found_about (const VecheSourceGuide *guide, VecheBatch *batch)
{
  const char *handle = NULL;
  g_autofree char *account = NULL;
  guint n_posts;

  veche_batch_get_account (batch, &handle);
  veche_batch_get_posts (batch, &n_posts);
  account = veche_words_clean (handle, 80, FALSE);
  if (*account != '\0')
    /* Translators: %s is our name there, such as "@club_bot" */
    return g_strdup_printf (_ ("You are %s%s there"), strchr (account, '@') != NULL ? "" : "@", account);
  if (veche_connectors_find (guide->type)->by_hand)
    return g_strdup (_ ("To be looked at once a week, the first time today"));
  if (n_posts > 0)
    return g_strdup_printf (ngettext ("It answers: %u entry is there now", "It answers: %u entries are there now", n_posts), n_posts);

  return g_strdup (_ ("It answers"));
}
