/* veche-vk-text.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "connectors/veche-vk-text.h"

#include <string.h>

#include "connectors/veche-json.h"
#include "connectors/veche-vk-parse.h"

#define MAX_TARGET 256
#define MAX_NAME   512

const char *
veche_vk_web (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")) ? url : NULL;
}

/* "id12", "club12", "public12", "event12", each maybe with ":bp-1_2" behind: 12 or -12; 0: something else.  rest (out): behind the number. */
static gint64
veche_vk_target (const char *target, const char **rest)
{
  static const struct { const char *prefix; int sign; } kinds[] = { { "id", 1 }, { "club", -1 }, { "public", -1 }, { "event", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *digits = target + strlen (kinds[i].prefix);
      gsize n;

      if (!g_str_has_prefix (target, kinds[i].prefix))
        continue;
      n = strspn (digits, "0123456789");
      if (n == 0 || n > 15 || (digits[n] != '\0' && digits[n] != ':'))
        return 0;
      *rest = digits + n;
      return kinds[i].sign * g_ascii_strtoll (digits, NULL, 10);
    }

  return 0;
}

static gboolean
veche_vk_is_screen_name (const char *target)
{
  return *target != '\0' && target[strspn (target, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.")] == '\0' && !g_ascii_isdigit (*target);
}

/* The markup at p, if there is one: its length; target and name (transfer full). */
static gsize
veche_vk_markup (const char *p, char **target, char **name)
{
  gsize first, second;

  if (*p != '[')
    return 0;
  first = strcspn (p + 1, "|]\n");
  if (p[1 + first] != '|' || first == 0 || first > MAX_TARGET)
    return 0;
  second = strcspn (p + first + 2, "]\n");
  if (p[first + 2 + second] != ']' || second == 0 || second > MAX_NAME)
    return 0;
  *target = g_strndup (p + 1, first);
  *name = g_strndup (p + first + 2, second);

  return first + second + 3;
}

static gboolean
veche_vk_append_markup (GString *plain, const char *target, const char *name, GPtrArray *mentions)
{
  const char *rest;
  gint64 id = veche_vk_target (target, &rest);

  if (id != 0)
    {
      if (mentions != NULL)
        g_ptr_array_add (mentions, g_strdup_printf ("%" G_GINT64_FORMAT, id));
      g_string_append (plain, name);
      return TRUE;
    }
  if (veche_vk_web (target) != NULL)
    {
      g_string_append_printf (plain, strcmp (target, name) == 0 ? "%s" : "%s (%s)", name, target);
      return TRUE;
    }
  if (veche_vk_is_screen_name (target))
    {
      g_string_append (plain, name);
      return TRUE;
    }

  return FALSE;
}

char *
veche_vk_plain (const char *text, GPtrArray *mentions)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      g_autofree char *target = NULL;
      g_autofree char *name = NULL;
      gsize length = veche_vk_markup (p, &target, &name);

      if (length > 0 && veche_vk_append_markup (plain, target, name, mentions))
        p += length;
      else
        g_string_append_c (plain, *p++);
    }

  return g_string_free (plain, FALSE);
}

gint64
veche_vk_board_answers (const char *text, gint64 *whom)
{
  g_autofree char *target = NULL;
  g_autofree char *name = NULL;
  const char *rest = "";
  const char *under;

  if (veche_vk_markup (text, &target, &name) == 0)
    return 0;
  *whom = veche_vk_target (target, &rest);
  if (*whom == 0 || !g_str_has_prefix (rest, ":bp-"))
    return 0;
  under = strchr (rest, '_');

  return under != NULL && strlen (under) < 16 ? g_ascii_strtoll (under + 1, NULL, 10) : 0;
}

char *
veche_vk_dup_group (const char *text)
{
  g_autofree char *name = g_strstrip (g_strdup (text != NULL ? text : ""));
  char *slash;
  const char *bare, *rest;

  name[strcspn (name, "?#")] = '\0';
  while (g_str_has_suffix (name, "/"))
    name[strlen (name) - 1] = '\0';
  slash = strrchr (name, '/');
  bare = slash != NULL ? slash + 1 : name;
  if (*bare == '@' || *bare == '-')
    bare++;
  if (veche_vk_target (bare, &rest) < 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, -veche_vk_target (bare, &rest));

  return g_strdup (bare);
}

/*** What hangs on it ***/

static const char *
veche_vk_best_photo (JsonObject *photo)
{
  JsonArray *sizes = veche_json_array (photo, "sizes");
  const char *best = NULL;
  gint64 width = -1;

  for (guint i = 0; i < veche_json_length (sizes); i++)
    {
      JsonObject *size = veche_json_nth (sizes, i);

      if (veche_json_int (size, "width", 0) > width && veche_vk_web (veche_json_string (size, "url", NULL)) != NULL)
        {
          width = veche_json_int (size, "width", 0);
          best = veche_json_string (size, "url", NULL);
        }
    }

  return best;
}

/* What it is called, for a message of attachments alone. */
static void
veche_vk_append_attachment (GString *text, JsonObject *attachment)
{
  const char *type = veche_json_string (attachment, "type", "");
  JsonObject *what = veche_json_object (attachment, type);
  JsonArray *answers = veche_json_array (what, "answers");
  const char *name = veche_json_string (what, "title", NULL);

  if (g_str_equal (type, "photo"))
    name = veche_json_string (what, "text", NULL);
  else if (g_str_equal (type, "poll"))
    name = veche_json_string (what, "question", NULL);
  else if (g_str_equal (type, "audio_message"))
    name = veche_json_string (what, "transcript", NULL);
  if (name == NULL || *name == '\0')
    return;

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", name);
  for (guint i = 0; i < veche_json_length (answers) && i < 64; i++)
    g_string_append_printf (text, "\n○ %s", veche_json_string (veche_json_nth (answers, i), "text", ""));
}

char *
veche_vk_text (JsonObject *message, GPtrArray *mentions)
{
  g_autofree char *plain = veche_vk_plain (veche_json_string (message, "text", ""), mentions);
  JsonArray *attachments = veche_json_array (message, "attachments");
  JsonObject *original = veche_json_nth (veche_json_array (message, "copy_history"), 0);
  GString *text = g_string_new (plain);

  for (guint i = 0; i < veche_json_length (attachments) && i < 16; i++)
    {
      JsonObject *attachment = veche_json_nth (attachments, i);

      if (*plain == '\0' || g_str_equal (veche_json_string (attachment, "type", ""), "poll"))
        veche_vk_append_attachment (text, attachment);
    }
  if (text->len == 0 && original != NULL)
    {
      g_autofree char *words = veche_vk_plain (veche_json_string (original, "text", ""), NULL);

      g_string_append (text, words);
    }

  return g_string_free (text, FALSE);
}

static void
veche_vk_build_media (JsonBuilder *builder, JsonArray *attachments)
{
  json_builder_set_member_name (builder, "media");
  json_builder_begin_array (builder);
  for (guint i = 0; i < veche_json_length (attachments) && i < 16; i++)
    {
      JsonObject *attachment = veche_json_nth (attachments, i);
      const char *type = veche_json_string (attachment, "type", "unknown");
      JsonObject *what = veche_json_object (attachment, type);
      const char *url = g_str_equal (type, "photo") ? veche_vk_best_photo (what) : veche_vk_web (veche_json_string (what, "url", NULL));

      if (url == NULL)
        continue;
      json_builder_begin_object (builder);
      veche_json_add_string (builder, "type", type);
      veche_json_add_string (builder, "url", url);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

char *
veche_vk_meta (JsonObject *message, gint64 from, GPtrArray *mentions)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonArray *attachments = veche_json_array (message, "attachments");

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "author");
  json_builder_add_int_value (builder, from);
  if (mentions->len > 0)
    {
      json_builder_set_member_name (builder, "mentions");
      json_builder_begin_array (builder);
      for (guint i = 0; i < mentions->len && i < 64; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (mentions, i));
      json_builder_end_array (builder);
    }
  if (veche_json_length (attachments) > 0)
    veche_vk_build_media (builder, attachments);
  json_builder_end_object (builder);

  return veche_json_built (builder);
}
