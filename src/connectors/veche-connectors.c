/* veche-connectors.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-connectors.h"

#include "connectors/veche-bluesky-connector.h"
#include "connectors/veche-caldav-connector.h"
#include "connectors/veche-command-connector.h"
#include "connectors/veche-discord-connector.h"
#include "connectors/veche-discourse-connector.h"
#include "connectors/veche-feed-connector.h"
#include "connectors/veche-folder-connector.h"
#include "connectors/veche-ical-connector.h"
#include "connectors/veche-mastodon-connector.h"
#include "connectors/veche-mastodon-parse.h"
#include "connectors/veche-matrix-connector.h"
#include "connectors/veche-place-connector.h"
#include "connectors/veche-sample-connector.h"
#include "connectors/veche-telegram-connector.h"
#include "connectors/veche-vk-connector.h"

#define MB (1024 * 1024)

/* One line a connector.  Of files: docs.joinmastodon.org/methods/media; docs.bsky.app, app.bsky.embed.images; core.telegram.org/bots/api, sendMediaGroup; Discord,
 * "Uploading Files"; Discourse, max_attachment_size_kb; dev.vk.com, wall.createComment. */
static const VecheConnectorInfo connectors[] = {
  { .name = "mastodon", .title = "Mastodon", .get_type = veche_mastodon_connector_get_type,
    .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE, .waits = TRUE, .listens = TRUE,
    .max_length = 500, .unit = VECHE_LENGTH_MASTODON, .opening = veche_mastodon_opening, .max_files = 4, .max_file_size = 8 * MB, .describes = TRUE },
  { .name = "bluesky", .title = "Bluesky", .get_type = veche_bluesky_connector_get_type, .url = "https://bsky.social",
    .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE,
    .max_pages = 300, .max_length = 300, .unit = VECHE_LENGTH_GRAPHEMES, .max_files = 4, .max_file_size = 1000000, .pictures_only = TRUE,
    .describes = TRUE },
  { .name = "telegram", .title = "Telegram", .get_type = veche_telegram_connector_get_type, .url = "https://api.telegram.org",
    .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .decides = TRUE, .waits = TRUE, .max_length = 4096, .unit = VECHE_LENGTH_UTF16,
    .max_files = 10, .max_caption = 1024 },
  { .name = "discord", .title = "Discord", .get_type = veche_discord_connector_get_type, .url = "https://discord.com/api/v10",
    .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE, .max_length = 2000,
    .max_files = 10, .max_file_size = 10 * MB, .describes = TRUE },
  { .name = "matrix", .title = "Matrix", .get_type = veche_matrix_connector_get_type,
    .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE, .waits = TRUE,
    .max_pages = 1000, .max_length = 60000, .unit = VECHE_LENGTH_BYTES, .max_files = 4, .describes = TRUE },
  { .name = "feed", .title = "RSS or Atom feed", .get_type = veche_feed_connector_get_type, .reads = TRUE },
  { .name = "discourse", .title = "Discourse", .get_type = veche_discourse_connector_get_type,
    .takes_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE, .max_pages = 400,
    .max_length = 32000, .max_files = 10, .max_file_size = 4 * MB, .describes = TRUE },
  { .name = "vk", .title = "VK", .get_type = veche_vk_connector_get_type, .url = "https://api.vk.com",
    .needs_token = TRUE, .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .members = TRUE, .backfill = TRUE, .waits = TRUE,
    .max_pages = 2000, .max_length = 4096, .max_files = 2 },
  { .name = "folder", .title = "Folder", .get_type = veche_folder_connector_get_type, .url = "folder:local", .reads = TRUE, .every = 60,
    .max_pages = 100000 },
  { .name = "command", .title = "Command", .get_type = veche_command_connector_get_type, .url = "command:local",
    .takes_token = TRUE, .reads = TRUE, .writes = TRUE, .every = 300, .max_pages = 1000 },
  { .name = "caldav", .title = "CalDAV", .get_type = veche_caldav_connector_get_type, .needs_token = TRUE, .reads = TRUE,
    .calendar = TRUE, .every = 900 },
  { .name = "ical", .title = "Calendar on the web", .get_type = veche_ical_connector_get_type, .reads = TRUE, .calendar = TRUE, .every = 3600 },
  { .name = "place", .title = "Place to look at by hand", .get_type = veche_place_connector_get_type, .by_hand = TRUE, .every = 7 * 86400 },
  { .name = "sample", .title = "Sample community", .get_type = veche_sample_connector_get_type,
    .reads = TRUE, .writes = TRUE, .finds_own = TRUE, .max_files = 4, .describes = TRUE },
};

static const VecheConnectorInfo *added[8];

void
veche_connectors_add (const VecheConnectorInfo *info)
{
  guint i = 0;

  while (added[i] != NULL)
    i++;
  g_return_if_fail (i + 1 < G_N_ELEMENTS (added));
  added[i] = info;
}

const VecheConnectorInfo *
veche_connectors_list (guint *n)
{
  *n = G_N_ELEMENTS (connectors);

  return connectors;
}

const VecheConnectorInfo *
veche_connectors_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (connectors); i++)
    if (g_strcmp0 (connectors[i].name, name) == 0)
      return &connectors[i];
  for (guint i = 0; added[i] != NULL; i++)
    if (g_strcmp0 (added[i]->name, name) == 0)
      return added[i];

  return NULL;
}

const char *const *
veche_connectors_list_writers (void)
{
  static const char *writers[G_N_ELEMENTS (connectors) + G_N_ELEMENTS (added) + 1];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (connectors); i++)
        if (connectors[i].writes)
          writers[n++] = connectors[i].name;
      for (guint i = 0; added[i] != NULL; i++)
        if (added[i]->writes)
          writers[n++] = added[i]->name;
      g_once_init_leave (&ready, 1);
    }

  return writers;
}

gboolean
veche_connector_info_has_token (const VecheConnectorInfo *info)
{
  return info->needs_token || info->takes_token;
}
