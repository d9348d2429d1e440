/* fake-vk-answer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-vk-private.h"

#include <string.h>

#include "support/fake-shape.h"

#define ID G_GINT64_FORMAT

static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

const char *
fake_vk_value (GHashTable *form, const char *name)
{
  const char *value = g_hash_table_lookup (form, name);

  return value != NULL ? value : "";
}

static gint64
number (GHashTable *form, const char *name, gint64 fallback)
{
  return g_hash_table_contains (form, name) ? g_ascii_strtoll (fake_vk_value (form, name), NULL, 10) : fallback;
}

/*** What things look like ***/

static gint64
date_of (gint64 id)
{
  return 1763600000 + id * 60;
}

static guint
count_below (FakeVk *self, char kind, gint64 parent, gint64 above)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i);

      n += item->kind == kind && item->parent == parent && !item->deleted && (above < 0 || item->above == above);
    }

  return n;
}

static void
write_comment (FakeVk *self, GString *out, FakeVkItem *item, gboolean threads)
{
  static const char *const keys[] = { "post_id", "photo_id", "video_id" };
  const char *key = keys[item->kind == 'c' ? 0 : item->kind == 'p' ? 1 : 2];
  g_autofree char *text = quote (item->text);
  guint below = count_below (self, item->kind, item->parent, item->id);
  guint n = 0;

  g_string_append_printf (out, "{\"id\":%" ID ",\"from_id\":%" ID ",\"date\":%" ID ",\"text\":%s,\"owner_id\":-7,\"%s\":%" ID ",\"parents_stack\":[",
                          item->id, item->from, date_of (item->id), text, key, item->parent);
  if (item->above != 0)
    g_string_append_printf (out, "%" ID "],\"reply_to_comment\":%" ID, item->above, item->above);
  else
    g_string_append_c (out, ']');
  if (threads)
    {
      g_string_append_printf (out, ",\"thread\":{\"count\":%u,\"items\":[", below);
      for (guint i = 0; i < self->items->len && n < 10; i++)
        {
          FakeVkItem *answer = g_ptr_array_index (self->items, i);

          if (answer->kind != item->kind || answer->above != item->id || answer->deleted)
            continue;
          g_string_append (out, n++ > 0 ? "," : "");
          write_comment (self, out, answer, FALSE);
        }
      g_string_append (out, "]}");
    }
  g_string_append_c (out, '}');
}

static void
write_attached (FakeVk *self, GString *out)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i);

      if (item->kind == 'P' && !item->deleted)
        g_string_append_printf (out, "%s{\"type\":\"event\",\"event\":{\"id\":%" ID ",\"button_text\":\"Пойду\",\"friends\":[],\"is_favorite\":false,\"text\":\"\"}}",
                                n++ > 0 ? "," : "", item->id);
    }
}

void
fake_vk_write_item (FakeVk *self, GString *out, FakeVkItem *item, gboolean threads)
{
  g_autofree char *text = quote (item->text);

  if (strchr ("cpv", item->kind) != NULL)
    write_comment (self, out, item, threads);
  else if (item->kind == 'w')
    {
      g_string_append_printf (out, "{\"inner_type\":\"wall_wallpost\",\"id\":%" ID ",\"owner_id\":-7,\"from_id\":%" ID ",\"date\":%" ID
                              ",\"text\":%s,\"comments\":{\"count\":%u},\"attachments\":[", item->id, item->from, date_of (item->id), text,
                              count_below (self, 'c', item->id, -1));
      write_attached (self, out);
      g_string_append (out, "]}");
    }
  else if (item->kind == 't')
    g_string_append_printf (out, "{\"id\":%" ID ",\"title\":%s,\"created\":%" ID ",\"comments\":%u}", item->id, text, date_of (item->id),
                            count_below (self, 'b', item->id, -1));
  else if (item->kind == 'm')
    g_string_append_printf (out, "{\"id\":%" ID ",\"conversation_message_id\":%" ID ",\"from_id\":%" ID ",\"peer_id\":%" ID ",\"date\":%" ID
                            ",\"text\":%s,\"out\":%d,\"version\":1,\"random_id\":%s%s}", item->id, item->id, item->from, item->parent,
                            date_of (item->id), text, item->from == -7, item->key != NULL ? item->key : "0",
                            item->edited ? ",\"update_time\":1763700000" : "");
  else
    g_string_append_printf (out, "{\"id\":%" ID ",\"from_id\":%" ID ",\"date\":%" ID ",\"text\":%s}", item->id, item->from, date_of (item->id), text);
}

static void
write_user (GString *out, gint64 id)
{
  if (id == 13)
    g_string_append (out, "{\"id\":13,\"first_name\":\"DELETED\",\"last_name\":\"\",\"deactivated\":\"deleted\"}");
  else
    g_string_append_printf (out, "{\"id\":%" ID ",\"first_name\":\"Имя%" ID "\",\"last_name\":\"Фамилия\",\"screen_name\":\"user%" ID
                            "\",\"photo_100\":\"https://sun1.example/%" ID ".jpg\"}", id, id, id, id);
}

static void
write_authors (FakeVk *self, GString *out)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint n = 0;

  g_string_append (out, ",\"profiles\":[");
  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i);

      if (item->from <= 0 || !g_hash_table_add (seen, GSIZE_TO_POINTER (item->from)))
        continue;
      g_string_append (out, n++ > 0 ? "," : "");
      write_user (out, item->from);
    }
  g_string_append (out, "],\"groups\":[{\"id\":7,\"name\":\"Клуб\",\"screen_name\":\"klub\"},{\"id\":8,\"name\":\"Соседи\",\"screen_name\":\"sosedi\"}]");
}

/* Those of a kind below parent (0: any), as a page. */
static void
write_page (FakeVk *self, GString *out, GHashTable *form, char kind, gint64 parent, gint64 above, gboolean newest_first)
{
  gboolean threads = kind == 'c' || kind == 'v';
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gint64 offset = number (form, "offset", 0);
  gint64 count = number (form, "count", 20);

  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, newest_first ? self->items->len - 1 - i : i);

      if (item->kind == kind && !item->deleted && (parent == 0 || item->parent == parent) && (!threads || item->above == above))
        g_ptr_array_add (found, item);
    }
  g_string_append_printf (out, "\"count\":%u,\"items\":[", found->len);
  for (guint i = (guint) offset; i < found->len && i < offset + count; i++)
    {
      g_string_append (out, i > offset ? "," : "");
      fake_vk_write_item (self, out, g_ptr_array_index (found, i), threads && above == 0);
    }
  g_string_append_c (out, ']');
}

/*** Methods ***/

FakeVkItem *
fake_vk_add (FakeVk *self, char kind, gint64 parent, gint64 from, const char *text, gint64 above)
{
  FakeVkItem *item = g_new0 (FakeVkItem, 1);

  *item = (FakeVkItem) { .kind = kind, .parent = parent, .id = self->next_id++, .from = from, .above = above, .text = g_strdup (text) };
  g_ptr_array_add (self->items, item);

  return item;
}

static FakeVkItem *
create (FakeVk *self, GHashTable *form, char kind, gint64 parent, const char *key)
{
  FakeVkItem *item;

  for (guint i = 0; *key != '\0' && i < self->items->len; i++)
    {
      FakeVkItem *earlier = g_ptr_array_index (self->items, i);

      if (earlier->kind == kind && g_strcmp0 (earlier->key, key) == 0)
        return earlier;
    }
  item = fake_vk_add (self, kind, parent, -7, fake_vk_value (form, "message"), number (form, "reply_to_comment", 0));
  item->key = *key != '\0' ? g_strdup (key) : NULL;

  return item;
}

static void
answer_people (FakeVk *self, GString *out, GHashTable *form, const char *method)
{
  g_auto (GStrv) ids = g_strsplit (fake_vk_value (form, "user_ids"), ",", -1);
  gint64 offset = number (form, "offset", 0);

  if (g_str_equal (method, "groups.getMembers"))
    {
      g_string_append_printf (out, "{\"count\":%u,\"items\":[", self->members);
      for (gint64 i = offset; i < self->members && i < offset + number (form, "count", 1000); i++)
        {
          g_string_append (out, i > offset ? "," : "");
          write_user (out, i + 10);
        }
      g_string_append (out, "]}");
      return;
    }
  g_string_append_c (out, '[');
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      write_user (out, g_ascii_strtoll (ids[i], NULL, 10));
    }
  g_string_append_c (out, ']');
}

static void
answer_talks (FakeVk *self, GString *out)
{
  g_autoptr (GHashTable) peers = g_hash_table_new (g_direct_hash, g_direct_equal);
  GString *items = g_string_new (NULL);

  for (guint i = self->items->len; i > 0; i--)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i - 1);

      if (item->kind != 'm' || !g_hash_table_add (peers, GSIZE_TO_POINTER (item->parent)))
        continue;
      g_string_append_printf (items, "%s{\"conversation\":{\"peer\":{\"id\":%" ID ",\"type\":\"user\",\"local_id\":%" ID "},\"last_message_id\":%" ID
                              ",\"last_conversation_message_id\":%" ID ",\"in_read\":0,\"out_read\":0,\"version\":1}}", items->len > 0 ? "," : "",
                              item->parent, item->parent, item->id, item->id);
    }
  g_string_append_printf (out, "{\"count\":%u,\"items\":[%s]", g_hash_table_size (peers), items->str);
  write_authors (self, out);
  g_string_append_c (out, '}');
  g_string_free (items, TRUE);
}

static void
answer_settings (FakeVk *self, GString *out)
{
  JsonObject *shape = json_object_get_object_member (json_object_get_object_member (json_node_get_object (self->schema), "methods"), "groups.getLongPollSettings");
  JsonArray *events;

  shape = json_object_get_object_member (json_object_get_object_member (json_object_get_object_member (shape, "answer"), "props"), "response");
  events = json_object_get_array_member (json_object_get_object_member (json_object_get_object_member (shape, "props"), "events"), "required");
  g_string_append_printf (out, "{\"is_enabled\":%s,\"api_version\":\"5.199\",\"events\":{", self->off ? "false" : "true");
  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      const char *name = json_array_get_string_element (events, i);

      g_string_append_printf (out, "%s\"%s\":%d", i > 0 ? "," : "", name, !g_str_equal (name, "group_leave"));
    }
  g_string_append (out, "}}");
}

/* Those that somebody talked below, newest first. */
static void
write_videos (FakeVk *self, GString *out, GHashTable *form)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 offset = number (form, "offset", 0), count = number (form, "count", 100);

  for (guint i = self->items->len; i > 0; i--)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i - 1);
      gboolean known = item->kind != 'v';

      for (guint j = 0; !known && j < ids->len; j++)
        known = g_array_index (ids, gint64, j) == item->parent;
      if (!known)
        g_array_append_val (ids, item->parent);
    }
  g_string_append_printf (out, "\"count\":%u,\"items\":[", ids->len);
  for (gint64 i = offset; i < MIN (offset + count, (gint64) ids->len); i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      g_string_append_printf (out, "%s{\"id\":%" ID ",\"owner_id\":-7,\"title\":\"Запись\",\"comments\":%u}", i > offset ? "," : "", id,
                              count_below (self, 'v', id, -1));
    }
  g_string_append_c (out, ']');
}

static int
answer_list (FakeVk *self, GString *out, GHashTable *form, const char *method)
{
  gboolean newest = g_str_equal (fake_vk_value (form, "sort"), "desc");

  g_string_append_c (out, '{');
  if (g_str_equal (method, "wall.get"))
    write_page (self, out, form, 'w', 0, 0, TRUE);
  else if (g_str_equal (method, "wall.getComments"))
    write_page (self, out, form, 'c', number (form, "post_id", 0), number (form, "comment_id", 0), newest);
  else if (g_str_equal (method, "board.getTopics"))
    write_page (self, out, form, 't', 0, 0, TRUE);
  else if (g_str_equal (method, "board.getComments"))
    write_page (self, out, form, 'b', number (form, "topic_id", 0), 0, newest);
  else if (g_str_equal (method, "photos.getAllComments") || g_str_equal (method, "photos.getComments"))
    write_page (self, out, form, 'p', number (form, "photo_id", 0), 0, TRUE);
  else if (g_str_equal (method, "video.getComments"))
    write_page (self, out, form, 'v', number (form, "video_id", 0), number (form, "comment_id", 0), newest);
  else if (g_str_equal (method, "video.get"))
    write_videos (self, out, form);
  else if (g_str_equal (method, "messages.getHistory"))
    write_page (self, out, form, 'm', number (form, "peer_id", 0), 0, TRUE);
  else
    g_string_append (out, "\"count\":1,\"items\":[{\"inner_type\":\"wall_wallpost\",\"id\":3,\"owner_id\":55,\"from_id\":55,\"date\":1763600000,"
                     "\"text\":\"Были в [club7|Клубе], понравилось\"}]");
  if (g_str_equal (method, "board.getTopics"))
    g_string_append (out, ",\"default_order\":1,\"can_add_topics\":1");
  if (number (form, "extended", 0) != 0 && !g_str_has_prefix (method, "photos."))
    write_authors (self, out);
  g_string_append_c (out, '}');

  return 0;
}

static int
answer_action (FakeVk *self, GString *out, GHashTable *form, const char *method)
{
  if (g_str_equal (method, "messages.send"))
    {
      FakeVkItem *item = create (self, form, 'm', number (form, "peer_ids", 0), fake_vk_value (form, "random_id"));

      g_string_append_printf (out, "[{\"peer_id\":%" ID ",\"message_id\":%" ID ",\"conversation_message_id\":%" ID "}]", item->parent, item->id, item->id);
    }
  else if (g_str_equal (method, "wall.createComment"))
    g_string_append_printf (out, "{\"comment_id\":%" ID ",\"parents_stack\":[]}", create (self, form, 'c', number (form, "post_id", 0), fake_vk_value (form, "guid"))->id);
  else if (g_str_equal (method, "board.createComment"))
    g_string_append_printf (out, "%" ID, create (self, form, 'b', number (form, "topic_id", 0), fake_vk_value (form, "guid"))->id);
  else if (g_str_equal (method, "photos.createComment"))
    g_string_append_printf (out, "%" ID, create (self, form, 'p', number (form, "photo_id", 0), fake_vk_value (form, "guid"))->id);
  else if (g_str_equal (method, "video.createComment"))
    g_string_append_printf (out, "%" ID, create (self, form, 'v', number (form, "video_id", 0), fake_vk_value (form, "guid"))->id);
  else
    return 3;

  return 0;
}

static void
write_group (FakeVk *self, GString *out)
{
  guint n = 0;

  g_string_append (out, "{\"id\":7,\"name\":\"Клуб\",\"screen_name\":\"klub\",\"is_closed\":0,\"type\":\"group\",\"links\":[");
  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i);

      if ((item->kind == 'L' || item->kind == 'N') && !item->deleted)
        g_string_append_printf (out, "%s{\"id\":%" ID ",\"name\":\"\",\"url\":\"https://vk.com/%s%" ID "\"}", n++ > 0 ? "," : "", item->id,
                                item->kind == 'L' ? "event" : "vecher_", item->id);
    }
  g_string_append_printf (out, "%s{\"id\":1,\"name\":\"\",\"url\":\"https://club.example/event5\"},{\"id\":2,\"name\":\"\",\"url\":\"https://vk.com/club7\"}]}", n > 0 ? "," : "");
}

/* Those of these ids or names that there are. */
static void
write_groups (FakeVk *self, GString *out, const char *wanted)
{
  g_auto (GStrv) names = g_strsplit (wanted, ",", -1);
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      FakeVkItem *item = g_ptr_array_index (self->items, i);
      g_autofree char *number = g_strdup_printf ("%" ID, item->id), *name = g_strdup_printf ("vecher_%" ID, item->id), *title = quote (item->text);

      if (strchr ("LNP", item->kind) == NULL || (!g_strv_contains ((const char *const *) names, number) && !g_strv_contains ((const char *const *) names, name)))
        continue;
      g_string_append_printf (out, "%s{\"id\":%" ID ",\"name\":%s,\"screen_name\":\"%s\",\"is_closed\":0,\"type\":\"event\",\"description\":\"Приходите\",\"start_date\":%" ID
                              ",\"addresses\":{\"is_enabled\":true,\"main_address\":{\"id\":1,\"title\":\"Библиотека\",\"address\":\"Невский, 28\",\"city\":{\"id\":2,\"title\":\"Петербург\"}}}",
                              n++ > 0 ? "," : "", item->id, title, name, item->parent);
      if (item->above != 0)
        g_string_append_printf (out, ",\"finish_date\":%" ID, item->above);
      g_string_append (out, item->deleted ? ",\"deactivated\":\"deleted\"}" : "}");
    }
  if (g_strv_contains ((const char *const *) names, "7"))
    g_string_append_printf (out, "%s{\"id\":7,\"name\":\"Клуб\",\"type\":\"group\"}", n > 0 ? "," : "");
}

static int answer_execute (FakeVk *self, GString *out, GHashTable *form, const char *token);

static int
answer (FakeVk *self, GString *out, GHashTable *form, const char *method, const char *token)
{
  if (g_str_equal (method, "groups.getById"))
    {
      g_string_append (out, "{\"groups\":[");
      if (g_hash_table_contains (form, "group_ids"))
        write_groups (self, out, fake_vk_value (form, "group_ids"));
      else
        write_group (self, out);
      g_string_append (out, "],\"profiles\":[]}");
    }
  else if (g_str_equal (method, "groups.getLongPollServer"))
    {
      if (self->off)
        return 100;
      g_string_append_printf (out, "{\"key\":\"l1ve-key-0f-the-test\",\"server\":\"%s/whp/7\",\"ts\":\"%u\"}", self->url, self->events->len);
    }
  else if (g_str_equal (method, "groups.getLongPollSettings"))
    answer_settings (self, out);
  else if (g_str_equal (method, "users.get") || g_str_equal (method, "groups.getMembers"))
    answer_people (self, out, form, method);
  else if (g_str_equal (method, "messages.getConversations"))
    answer_talks (self, out);
  else if (g_str_equal (method, "execute"))
    return answer_execute (self, out, form, token);
  else if (strstr (method, "create") != NULL || g_str_equal (method, "messages.send"))
    return answer_action (self, out, form, method);
  else
    return answer_list (self, out, form, method);

  return 0;
}

/*** What the schema says ***/

static JsonObject *
schema_of (FakeVk *self, const char *method)
{
  JsonObject *methods = json_object_get_object_member (json_node_get_object (self->schema), "methods");

  return json_object_has_member (methods, method) ? json_object_get_object_member (methods, method) : NULL;
}

static gboolean
takes_key (JsonObject *schema, const char *token)
{
  const char *kind = strcmp (token, FAKE_VK_COMMUNITY) == 0 ? "group" : strcmp (token, FAKE_VK_SERVICE) == 0 ? "service" : "user";
  JsonArray *tokens = json_object_get_array_member (schema, "tokens");

  for (guint i = 0; i < json_array_get_length (tokens); i++)
    if (g_str_equal (json_array_get_string_element (tokens, i), kind))
      return TRUE;

  return FALSE;
}

static gboolean
takes_params (JsonObject *schema, const char *method, GHashTable *form)
{
  JsonObject *params = json_object_get_object_member (schema, "params");
  GHashTableIter iter;
  JsonObjectIter member;
  gpointer name, value;
  const char *key;
  JsonNode *rule;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      JsonObject *one = json_object_has_member (params, name) ? json_object_get_object_member (params, name) : NULL;

      if (g_str_equal (name, "access_token") || g_str_equal (name, "v"))
        continue;
      if (one == NULL || g_ascii_strtoll (value, NULL, 10) > json_object_get_int_member_with_default (one, "maximum", G_MAXINT64))
        {
          g_printerr ("VK's %s does not take %s=%s\n", method, (char *) name, (char *) value);
          return FALSE;
        }
    }
  json_object_iter_init (&member, params);
  while (json_object_iter_next (&member, &key, &rule))
    if (json_object_get_boolean_member_with_default (json_node_get_object (rule), "required", FALSE) && !g_hash_table_contains (form, key))
      {
        g_printerr ("VK's %s needs %s\n", method, key);
        return FALSE;
      }

  return TRUE;
}

static int
take_failure (FakeVk *self, const char *method)
{
  if (self->fail_left == 0 || (self->fail_method != NULL && !g_str_equal (self->fail_method, method)))
    return 0;
  self->fail_left--;

  return self->fail_code;
}

int
fake_vk_call (FakeVk *self, GString *out, GHashTable *form, const char *method, const char *token)
{
  JsonObject *schema = schema_of (self, method);
  gsize before = out->len;
  g_autofree char *text = NULL;
  g_autofree char *wrong = NULL;
  g_autoptr (JsonNode) node = NULL;
  int code;

  if (schema == NULL)
    return 3;
  if (!g_strv_contains ((const char *const[]) { FAKE_VK_COMMUNITY, FAKE_VK_SERVICE, FAKE_VK_USER, NULL }, token))
    return 5;
  if (!takes_key (schema, token))
    return strcmp (token, FAKE_VK_COMMUNITY) == 0 ? 27 : 28;
  code = take_failure (self, method);
  if (code > 0 || code == -2)
    return code;
  if (!takes_params (schema, method, form))
    return 100;
  if (code == 0)
    code = answer (self, out, form, method, token);
  else
    answer (self, out, form, method, token);
  if (code != 0)
    return code;

  text = g_strdup_printf ("{\"response\":%s}", out->str + before);
  node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  wrong = fake_shape_check (json_object_get_object_member (schema, "answer"), node, method);
  if (wrong != NULL)
    g_error ("the fake VK has another shape than VK: %s", wrong);

  return 0;
}

/* "return [API.a.b({…}),API.c.d({…})];" */
static int
answer_execute (FakeVk *self, GString *out, GHashTable *form, const char *token)
{
  const char *p = fake_vk_value (form, "code");
  g_autoptr (GString) refused = g_string_new (NULL);
  guint n = 0;
  int code;

  g_string_append_c (out, '[');
  while ((p = strstr (p, "API.")) != NULL)
    {
      const char *open = strchr (p, '(');
      const char *close = strstr (open, "})");
      g_autofree char *method = g_strndup (p + 4, open - p - 4);
      g_autofree char *text = g_strndup (open + 1, close - open);
      g_autoptr (JsonNode) node = json_from_string (text, NULL);
      g_autoptr (GHashTable) inner = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GString) one = g_string_new (NULL);
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      g_assert_nonnull (node);
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &value))
        g_hash_table_insert (inner, (char *) name, (char *) json_node_get_string (value));
      g_ptr_array_add (self->calls, g_strdup_printf ("%s?", method));
      code = fake_vk_call (self, one, inner, method, token);
      g_string_append (out, n++ > 0 ? "," : "");
      g_string_append (out, code == 0 ? one->str : "false");
      if (code != 0)
        g_string_append_printf (refused, "%s{\"method\":\"%s\",\"error_code\":%d,\"error_msg\":\"no\"}", refused->len > 0 ? "," : "", method, code);
      p = close;
    }
  g_string_append_c (out, ']');
  if (refused->len > 0)
    g_string_append_printf (out, ",\"execute_errors\":[%s]", refused->str);

  return n <= 25 ? 0 : 12;
}
