/* golden.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/golden.h"

/* A line stays a line; all else is readable as it is. */
static void
add_text (GString *out, const char *key, const char *text)
{
  g_autoptr (GString) line = g_string_new (text);

  if (text == NULL)
    return;
  g_string_replace (line, "\\", "\\\\", 0);
  g_string_replace (line, "\n", "\\n", 0);
  g_string_append_printf (out, " %s=%s", key, line->str);
}

static void
add_time (GString *out, const char *key, gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  /* What an answer does not date is dated when it is read. */
  if (ABS (at - g_get_real_time ()) < G_TIME_SPAN_HOUR)
    add_text (out, key, "now");
  else if (at % G_USEC_PER_SEC != 0)
    g_string_append_printf (out, " %s=%s+%06" G_GINT64_FORMAT, key, text, at % G_USEC_PER_SEC);
  else
    add_text (out, key, text);
}

static void
add_flag (GString *out, const char *key, gboolean set)
{
  if (set)
    g_string_append_printf (out, " %s", key);
}

static void
dump_places (GString *out, VecheBatch *batch)
{
  guint n;
  const VechePerson *people = veche_batch_get_people (batch, &n);
  const VecheChannel *channels;

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "person %s", people[i].remote_id);
      add_text (out, "handle", people[i].handle);
      add_text (out, "name", people[i].name);
      add_text (out, "url", people[i].url);
      add_text (out, "avatar", people[i].avatar_url);
      add_text (out, "about", people[i].about);
      add_time (out, "joined", people[i].joined);
      add_flag (out, "bot", people[i].bot);
      add_flag (out, "deleted", people[i].deleted);
      add_flag (out, "me", people[i].me);
      g_string_append_c (out, '\n');
    }
  channels = veche_batch_get_channels (batch, &n);
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "channel %s", channels[i].remote_id);
      add_text (out, "kind", channels[i].kind);
      add_text (out, "name", channels[i].name);
      add_text (out, "url", channels[i].url);
      add_text (out, "parent", channels[i].parent);
      add_time (out, "since", channels[i].complete_since);
      add_time (out, "until", channels[i].complete_until);
      g_string_append_c (out, '\n');
    }
}

static void
dump_posts (GString *out, VecheBatch *batch)
{
  guint n;
  const VechePost *posts = veche_batch_get_posts (batch, &n);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "%s %s %s", posts[i].kind, posts[i].channel, posts[i].remote_id);
      add_text (out, "by", posts[i].author);
      add_time (out, "at", posts[i].at);
      add_time (out, "edited", posts[i].edited);
      add_text (out, "answers", posts[i].reply_to);
      add_text (out, "thread", posts[i].thread);
      add_text (out, "url", posts[i].url);
      add_text (out, "meta", posts[i].meta);
      add_text (out, "attention", veche_attention_to_nick (posts[i].attention));
      add_flag (out, "out", posts[i].out);
      add_flag (out, "deleted", posts[i].deleted);
      add_text (out, "text", posts[i].text);
      g_string_append_c (out, '\n');
    }
}

char *
golden_dump (VecheBatch *batch)
{
  GString *out = g_string_new (NULL);
  const VecheNotice *notices;
  const VecheBadItem *bad;
  const char *account, *handle = NULL;
  guint n;

  account = veche_batch_get_account (batch, &handle);
  g_string_append_printf (out, "%s %s", veche_batch_get_platform (batch), veche_batch_get_instance (batch));
  add_text (out, "account", account);
  add_text (out, "handle", handle);
  add_text (out, "place", veche_batch_get_place (batch, NULL));
  g_string_append_c (out, '\n');
  dump_places (out, batch);
  dump_posts (out, batch);
  notices = veche_batch_get_notices (batch, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "notice %s %s\n", notices[i].code, notices[i].about != NULL ? notices[i].about : "");
  bad = veche_batch_get_bad (batch, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "bad %s\n", bad[i].reason);

  return g_string_free (out, FALSE);
}

void
golden_assert (VecheBatch *batch, const char *platform, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".expected", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "connectors", "data", platform, file, NULL);
  g_autofree char *dump = golden_dump (batch);
  g_autofree char *expected = NULL;

  if (g_strcmp0 (g_getenv ("VECHE_GOLDEN"), "write") == 0)
    g_assert_true (g_file_set_contents (path, dump, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (dump, ==, expected);
}
