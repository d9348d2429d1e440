/* test-answers.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-bluesky-parse.h"
#include "connectors/veche-discourse-parse.h"
#include "connectors/veche-json.h"
#include "connectors/veche-mastodon-parse.h"
#include "support/golden.h"

/* What servers of the Mastodon API, Bluesky and Discourse answer, written from their documentation (each file names it), and what becomes of it. */

static JsonNode *
load (const char *platform, const char *name)
{
  g_autofree char *base = g_strconcat (name, ".json", NULL);
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "connectors", "data", platform, base, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  JsonNode *node;

  g_file_get_contents (file, &text, &length, &error);
  g_assert_no_error (error);
  node = veche_json_parse (text, length, &error);
  g_assert_no_error (error);

  return node;
}

static void
test_mastodon (gconstpointer name)
{
  g_autoptr (JsonNode) node = load ("mastodon", name);
  JsonObject *object = json_node_get_object (node), *context = veche_json_object (object, "context");
  JsonArray *notifications = veche_json_array (object, "notifications");
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "here.example");
  g_autoptr (GHashTable) aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  VecheMastodon mastodon = { .aliases = aliases };

  g_assert_true (veche_mastodon_begin (&mastodon, batch, "here.example", veche_json_object (object, "me")));
  for (guint i = 0; i < veche_json_length (notifications); i++)
    veche_mastodon_add_notification (&mastodon, veche_json_nth (notifications, i));
  if (context != NULL)
    g_free (veche_mastodon_add_context (&mastodon, context, "103254962155278888"));
  golden_assert (batch, "mastodon", name);
}

static void
test_bluesky (void)
{
  g_autoptr (JsonNode) node = load ("bluesky", "notifications");
  JsonArray *notifications = veche_json_array (json_node_get_object (node), "notifications");
  g_autoptr (VecheBatch) batch = veche_batch_new ("bluesky", "");
  VecheBluesky bluesky = { .words = "встреча" };

  veche_bluesky_begin (&bluesky, batch, "did:plc:us", "us.example");
  for (guint i = 0; i < veche_json_length (notifications); i++)
    veche_bluesky_add_notification (&bluesky, veche_json_nth (notifications, i));
  veche_bluesky_end (&bluesky);
  golden_assert (batch, "bluesky", "notifications");
}

static void
test_discourse (gconstpointer name)
{
  g_autoptr (JsonNode) node = load ("discourse", name);
  JsonObject *object = json_node_get_object (node), *stream = veche_json_object (object, "post_stream");
  JsonArray *posts = stream != NULL ? veche_json_array (stream, "posts") : veche_json_array (object, "posts");
  JsonArray *categories = veche_json_array (object, "categories");
  g_autoptr (VecheBatch) batch = veche_batch_new ("discourse", "forum.example");
  VecheDiscourse page = { .batch = batch, .base = "https://forum.example", .me = "eviltrout" };
  const char *channel = stream != NULL ? veche_discourse_add_topic (&page, object) : "topic-57";

  for (guint i = 0; i < veche_json_length (categories); i++)
    veche_discourse_add_category (&page, veche_json_nth (categories, i));
  for (guint i = 0; i < veche_json_length (posts); i++)
    veche_discourse_add_post (&page, channel, FALSE, veche_json_nth (posts, i));
  golden_assert (batch, "discourse", name);
}

int
main (int argc, char *argv[])
{
  static const char *const servers[] = { "mastodon", "gotosocial", "pleroma", "snac", "misskey" };
  static const char *const forum[] = { "topic", "posts", "categories" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *path = g_strconcat ("/connectors/answers/mastodon/", servers[i], NULL);

      g_test_add_data_func (path, servers[i], test_mastodon);
    }
  for (guint i = 0; i < G_N_ELEMENTS (forum); i++)
    {
      g_autofree char *path = g_strconcat ("/connectors/answers/discourse/", forum[i], NULL);

      g_test_add_data_func (path, forum[i], test_discourse);
    }
  g_test_add_func ("/connectors/answers/bluesky", test_bluesky);

  return g_test_run ();
}
