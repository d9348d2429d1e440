/* fake-discourse.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support/fake-discourse.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "support/fake-shape.h"

#define FIRST_AT 1793527200   /* 2026-11-01T10:00:00Z */

typedef struct { char *user, *cooked, *raw; guint above; gboolean edited, gone; } Post;

struct _FakeDiscourse
{
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *url;
  JsonNode     *described;     /* what may be asked */

  GMutex        lock;          /* guards what follows */
  GCond         ready;
  GPtrArray    *posts;         /* number = index + 1, id = number + 500 */
  GPtrArray    *asked;         /* paths */
  GString      *wrong;
  FakeDiscourseMood mood;
  guint         topics, members;
  gboolean      revoked;
};

static void
post_free (gpointer data)
{
  Post *post = data;

  g_free (post->user);
  g_free (post->cooked);
  g_free (post->raw);
  g_free (post);
}

/*** What may be asked ***/

/* Said by the forum's own "more_topics_url" and by its controllers, not by the description. */
static const char *const besides[] = {
  "GET /latest.json page", "GET /c/{slug}/{id}.json page", "GET /groups/{name}/members.json limit", "GET /groups/{name}/members.json offset",
  "GET /groups/{name}/members.json order", "GET /groups/{name}/members.json asc", "GET /t/{id}/posts.json post_ids[]", "GET /t/{id}/posts.json include_raw",
  "GET /categories.json include_subcategories", "GET /session/current.json", "POST /user-api-key/revoke", NULL,
};

static gboolean
fits (const char *template, const char *path)
{
  g_auto (GStrv) ours = g_strsplit (template, "/", -1), theirs = g_strsplit (path, "/", -1);

  if (g_strv_length (ours) != g_strv_length (theirs))
    return FALSE;
  for (guint i = 0; ours[i] != NULL; i++)
    if (strchr (ours[i], '{') == NULL ? !g_str_equal (ours[i], theirs[i])
        : *theirs[i] == '\0' || (g_str_has_suffix (ours[i], ".json") && !g_str_has_suffix (theirs[i], ".json")))
      return FALSE;

  return TRUE;
}

static void
check_query (FakeDiscourse *self, const char *name, JsonObject *rules, GHashTable *query)
{
  JsonObject *known = json_object_has_member (rules, "query") ? json_object_get_object_member (rules, "query") : NULL;
  GHashTableIter iter;
  const char *key;
  g_autoptr (GList) names = known != NULL ? json_object_get_members (known) : NULL;

  if (query != NULL)
    {
      g_hash_table_iter_init (&iter, query);
      while (g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
        {
          g_autofree char *beside = g_strdup_printf ("%s %s", name, key);

          if ((known == NULL || !json_object_has_member (known, key)) && !g_strv_contains (besides, beside))
            g_string_append_printf (self->wrong, "%s: ?%s is unheard of\n", name, key);
        }
    }
  for (GList *l = names; l != NULL; l = l->next)
    if (json_object_has_member (json_object_get_object_member (known, l->data), "required") && (query == NULL || !g_hash_table_contains (query, l->data)))
      g_string_append_printf (self->wrong, "%s lacks ?%s\n", name, (char *) l->data);
}

static void
check_request (FakeDiscourse *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  JsonObject *all = json_object_get_object_member (json_node_get_object (self->described), "requests");
  const char *method = soup_server_message_get_method (message);
  g_autofree char *plain = g_strdup_printf ("%s %s", method, path);
  g_autoptr (GList) names = json_object_get_members (all);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonObject *rules = json_object_get_object_member (all, name);

      if (!g_str_has_prefix (name, method) || !fits (strchr (name, ' ') + 1, path))
        continue;
      check_query (self, name, rules, query);
      if (json_object_has_member (rules, "body"))
        {
          g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
          g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
          g_autoptr (JsonNode) body = json_from_string (text, NULL);
          g_autofree char *complaint = body == NULL ? g_strdup ("no JSON") : fake_shape_check (json_object_get_object_member (rules, "body"), body, name);

          if (complaint != NULL)
            g_string_append_printf (self->wrong, "%s\n", complaint);
        }
      return;
    }
  if (!g_strv_contains (besides, plain))
    g_string_append_printf (self->wrong, "%s is unheard of\n", plain);
}

/*** Answers ***/

static void
write_time (GString *out, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (time, "%FT%T.000Z");

  g_string_append_printf (out, "\"%s\":\"%s\",", name, text);
}

static void
write_string (GString *out, const char *name, const char *value)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), value);
  g_autofree char *text = json_to_string (node, FALSE);

  g_string_append_printf (out, "\"%s\":%s,", name, text);
}

static void
write_post (FakeDiscourse *self, GString *out, guint i, gboolean raw)
{
  Post *post = g_ptr_array_index (self->posts, i);

  g_string_append (out, "{");
  write_string (out, "username", post->user);
  write_string (out, "cooked", post->cooked);
  if (raw && post->raw != NULL)
    write_string (out, "raw", post->raw);
  write_time (out, "created_at", FIRST_AT + i * 3600);
  write_time (out, "updated_at", FIRST_AT + i * 3600 + (post->edited ? 60 : 0));
  g_string_append_printf (out, "\"id\":%u,\"post_number\":%u,\"user_id\":%u,\"name\":\"\",\"avatar_template\":\"/u/{size}.png\",\"version\":%d,"
                          "\"user_deleted\":%s,", 501 + i, 1 + i, g_str_hash (post->user) % 1000 + 1, post->edited ? 2 : 1, post->gone ? "true" : "false");
  if (post->above > 0)
    g_string_append_printf (out, "\"reply_to_post_number\":%u,", post->above);
  g_string_append (out, "\"topic_id\":9}");
}

static void
write_stream (FakeDiscourse *self, GString *out, GHashTable *query, const char *plain)
{
  guint n = 0;

  g_string_append (out, "{");
  write_time (out, "user_last_posted_at", g_get_real_time () / G_USEC_PER_SEC - 60);
  g_string_append_printf (out, "\"id\":9,\"title\":\"Встреча\",\"category_id\":4,\"archetype\":\"regular\",\"slow_mode_seconds\":%d,\"post_stream\":{\"posts\":[",
                          self->mood == FAKE_DISCOURSE_SLOW ? 3600 : 0);
  for (guint i = 0; i < self->posts->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("=%u", 501 + i);

      if (plain != NULL ? strstr (plain, id) == NULL : i >= 20)
        continue;
      g_string_append (out, n++ > 0 ? "," : "");
      write_post (self, out, i, query != NULL && g_hash_table_contains (query, "include_raw"));
    }
  g_string_append (out, "],\"stream\":[");
  for (guint i = 0; i < self->posts->len; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "," : "", 501 + i);
  g_string_append_printf (out, "]},\"highest_post_number\":%u}", self->posts->len);
}

/* Topic 9 was said something in last; the empty ones follow, thirty a page. */
static void
write_list (FakeDiscourse *self, GString *out, guint page)
{
  guint first = page * 30, last = MIN (first + 30, self->topics);

  g_string_append (out, "{\"topic_list\":{");
  if (last < self->topics)
    g_string_append_printf (out, "\"more_topics_url\":\"/latest?page=%u\",", page + 1);
  g_string_append (out, "\"topics\":[");
  if (page == 0)
    {
      g_string_append (out, "{");
      write_time (out, "bumped_at", FIRST_AT + self->posts->len * 3600);
      g_string_append_printf (out, "\"id\":9,\"category_id\":4,\"highest_post_number\":%u},{", self->posts->len);
      write_time (out, "bumped_at", FIRST_AT);
      g_string_append (out, "\"id\":10,\"category_id\":6,\"highest_post_number\":1}");
    }
  for (guint i = first; i < last; i++)
    {
      g_string_append (out, i > first || page == 0 ? ",{" : "{");
      write_time (out, "bumped_at", FIRST_AT - i);
      g_string_append_printf (out, "\"id\":%u,\"category_id\":6,\"highest_post_number\":1}", 100 + i);
    }
  g_string_append (out, "]}}");
}

static void
write_members (FakeDiscourse *self, GString *out, guint from, guint n, gboolean directory)
{
  g_string_append (out, directory ? "{\"directory_items\":[" : "{\"members\":[");
  for (guint i = from; i < MIN (from + n, self->members); i++)
    {
      g_autofree char *user = g_strdup_printf ("{\"id\":%u,\"username\":\"m%u\",\"name\":\"Член %u\",\"avatar_template\":\"//a.example/{size}\"}",
                                               i + 1, i + 1, i + 1);

      g_string_append (out, i > from ? "," : "");
      if (directory)
        g_string_append_printf (out, "{\"id\":%u,\"user\":%s}", i + 1, user);
      else
        g_string_append (out, user);
    }
  g_string_append_printf (out, "],\"owners\":[],\"meta\":{\"total\":%u,\"limit\":%u,\"offset\":%u}}", self->members, n, from);
}

static guint
number (GHashTable *query, const char *name)
{
  const char *value = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}

static guint
take_post (FakeDiscourse *self, GString *out, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *body = json_node_get_object (node);
  Post *post;

  if (self->mood == FAKE_DISCOURSE_SIMILAR || self->mood == FAKE_DISCOURSE_SLOW)
    {
      g_string_append (out, self->mood == FAKE_DISCOURSE_SLOW ? "{\"errors\":[\"Тема в медленном режиме\"]}"
                                                              : "{\"action\":\"create_post\",\"errors\":[\"Body is too similar to what you recently posted\"]}");
      return 422;
    }
  if (self->mood == FAKE_DISCOURSE_MODERATES)
    {
      g_string_append (out, "{\"success\":true,\"action\":\"enqueued\",\"pending_count\":1,\"pending_post\":{\"id\":7}}");
      return 200;
    }
  post = g_new0 (Post, 1);
  post->user = g_strdup ("klub");
  post->raw = g_strdup (json_object_get_string_member (body, "raw"));
  post->cooked = g_strdup_printf ("<p>%s</p>", post->raw);
  post->above = (guint) json_object_get_int_member_with_default (body, "reply_to_post_number", 0);
  g_ptr_array_add (self->posts, post);
  write_post (self, out, self->posts->len - 1, TRUE);

  return 200;
}

static guint
answer_lists (FakeDiscourse *self, GString *out, const char *path, GHashTable *query)
{
  if (g_str_equal (path, "/latest.json") || g_str_has_prefix (path, "/c/дела/"))
    write_list (self, out, number (query, "page"));
  else if (g_str_equal (path, "/c/4/show.json"))
    g_string_append (out, "{\"category\":{\"id\":4,\"slug\":\"дела\"}}");
  else if (g_str_equal (path, "/notifications.json"))
    g_string_append (out, "{\"notifications\":[]}");
  else if (g_str_equal (path, "/topics/private-messages/klub.json"))
    g_string_append (out, "{\"topic_list\":{\"topics\":[{\"id\":12,\"highest_post_number\":1}]}}");
  else if (g_str_equal (path, "/categories.json"))
    g_string_append (out, "{\"category_list\":{\"categories\":[{\"id\":4,\"name\":\"Дела\",\"subcategory_list\":[{\"id\":6,\"name\":\"Прочее\"}]}]}}");
  else if (g_str_equal (path, "/directory_items.json"))
    write_members (self, out, number (query, "page") * 50, 50, TRUE);
  else if (g_str_equal (path, "/groups/trust_level_0/members.json") && self->mood != FAKE_DISCOURSE_HIDES)
    write_members (self, out, number (query, "offset"), number (query, "limit"), FALSE);
  else
    {
      g_string_append (out, "{\"errors\":[\"gone\"],\"error_type\":\"not_found\"}");
      return 404;
    }

  return 200;
}

static guint
answer (FakeDiscourse *self, GString *out, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (self->mood == FAKE_DISCOURSE_LIMITS)
    {
      g_string_append (out, "{\"errors\":[\"slow down\"],\"error_type\":\"rate_limit\",\"extras\":{\"wait_seconds\":21}}");
      return 429;
    }
  if (self->revoked)
    {
      g_string_append (out, "{\"errors\":[\"no\"],\"error_type\":\"not_logged_in\"}");
      return 403;
    }
  if (g_str_equal (path, "/session/current.json"))
    g_string_append (out, "{\"current_user\":{\"id\":1,\"username\":\"klub\",\"name\":\"Клуб\",\"groups\":[{\"id\":5,\"name\":\"team\"}]}}");
  else if (g_str_equal (path, "/t/9.json"))
    write_stream (self, out, query, NULL);
  else if (g_str_equal (path, "/t/9/posts.json"))
    write_stream (self, out, query, g_uri_get_query (soup_server_message_get_uri (message)));
  else if (g_str_equal (path, "/t/12.json"))
    g_string_append (out, "{\"id\":12,\"title\":\"Лично\",\"archetype\":\"private_message\",\"highest_post_number\":1,\"post_stream\":{\"stream\":[900],\"posts\":["
                     "{\"id\":900,\"post_number\":1,\"user_id\":77,\"username\":\"vera\",\"created_at\":\"2026-11-01T10:00:00Z\",\"cooked\":\"<p>тихо</p>\"}]}}");
  else if (g_str_equal (path, "/posts.json"))
    return take_post (self, out, message);
  else if (g_str_equal (path, "/user-api-key/revoke"))
    {
      self->revoked = TRUE;
      g_string_append (out, "{\"success\":\"OK\"}");
    }
  else
    return answer_lists (self, out, path, query);

  return 200;
}

static void
handler_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  FakeDiscourse *self = user_data;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean cut;
  guint status;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->asked, g_strdup (path));
  check_request (self, message, path, query);
  status = answer (self, out, message, path, query);
  cut = self->mood == FAKE_DISCOURSE_CUTS && g_str_equal (path, "/posts.json");
  if (cut)
    self->mood = FAKE_DISCOURSE_WELL;
  g_mutex_unlock (&self->lock);
  if (cut)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, out->str, out->len);
}

static gpointer
main_thread (gpointer data)
{
  FakeDiscourse *self = data;
  g_autoptr (SoupServer) server = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, handler_cb, self, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

FakeDiscourse *
fake_discourse_new (void)
{
  FakeDiscourse *self = g_new0 (FakeDiscourse, 1);
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "connectors", "data", "discourse", "requests.json", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  self->described = json_from_string (text, NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->posts = g_ptr_array_new_with_free_func (post_free);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->wrong = g_string_new (NULL);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("forum", main_thread, self);
  while (self->url == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

void
fake_discourse_free (FakeDiscourse *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->asked);
  g_string_free (self->wrong, TRUE);
  json_node_unref (self->described);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ready);
  g_free (self->url);
  g_free (self);
}

const char *
fake_discourse_get_url (FakeDiscourse *self)
{
  return self->url;
}

/*** What happens there ***/

void
fake_discourse_set_mood (FakeDiscourse *self, FakeDiscourseMood mood)
{
  g_mutex_lock (&self->lock);
  self->mood = mood;
  g_mutex_unlock (&self->lock);
}

void
fake_discourse_say (FakeDiscourse *self, const char *user, const char *cooked, guint above)
{
  Post *post = g_new0 (Post, 1);

  post->user = g_strdup (user);
  post->cooked = g_strdup (cooked);
  post->above = above;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->posts, post);
  g_mutex_unlock (&self->lock);
}

void
fake_discourse_edit (FakeDiscourse *self, guint number, const char *cooked)
{
  Post *post;

  g_mutex_lock (&self->lock);
  post = g_ptr_array_index (self->posts, number - 1);
  g_free (post->cooked);
  post->cooked = g_strdup (cooked);
  post->edited = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_discourse_delete (FakeDiscourse *self, guint number)
{
  g_mutex_lock (&self->lock);
  ((Post *) g_ptr_array_index (self->posts, number - 1))->gone = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_discourse_add_topics (FakeDiscourse *self, guint n)
{
  g_mutex_lock (&self->lock);
  self->topics += n;
  g_mutex_unlock (&self->lock);
}

void
fake_discourse_add_members (FakeDiscourse *self, guint n)
{
  g_mutex_lock (&self->lock);
  self->members += n;
  g_mutex_unlock (&self->lock);
}

guint
fake_discourse_count (FakeDiscourse *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->posts->len;
}

guint
fake_discourse_requests (FakeDiscourse *self, const char *path)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint n = 0;

  for (guint i = 0; i < self->asked->len; i++)
    n += g_str_equal (g_ptr_array_index (self->asked, i), path);

  return n;
}

gboolean
fake_discourse_is_revoked (FakeDiscourse *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->revoked;
}

char *
fake_discourse_dup_wrong (FakeDiscourse *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->wrong->str);
}
