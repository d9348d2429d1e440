/* veche-telegram-html.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * messages.html, messages2.html, messages3.html … of one folder are one chat.
 */

#include "exchange/veche-chat-reader.h"
#include "exchange/veche-telegram-message.h"
#include "exchange/veche-telegram-page.h"

#include <string.h>

#define MAX_PAGE (16 * 1024 * 1024)   /* Telegram begins a new page after a thousand messages, of 4096 characters at most */

typedef struct
{
  const VecheChatSink *sink;
  VecheTelegramPage    page;
  guint                chat;
  gboolean             told, stopped;
  const char          *file;
  GString             *html;
} VecheTelegramHtml;

static void
veche_telegram_html_tell (VecheTelegramHtml *self)
{
  g_autofree char *id = g_strdup_printf ("name:%s", self->page.name != NULL ? self->page.name : "");
  VecheChatInfo info = { .remote_id = id, .name = self->page.name, .kind = "group" };

  if (!self->told)
    veche_chat_sink_chat (self->sink, self->chat, &info);
  self->told = TRUE;
}

static gboolean
veche_telegram_html_found_cb (const VecheChatMessage *message, const char *bad, gpointer user_data)
{
  VecheTelegramHtml *self = user_data;
  gboolean go_on;

  veche_telegram_html_tell (self);
  go_on = message != NULL ? self->sink->message (self->sink->data, self->chat, message)
                          : self->sink->bad (self->sink->data, self->chat, -1, self->file, bad, NULL);
  self->stopped = !go_on;

  return go_on;
}

static gboolean
veche_telegram_html_feed_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  VecheTelegramHtml *self = user_data;

  if (before + (gint64) size <= MAX_PAGE)
    {
      g_string_append_len (self->html, data, size);
      return TRUE;
    }
  veche_exchange_set_error (error, VECHE_EXCHANGE_ERROR_FOREIGN, before, "“%s” is larger than any page of Telegram's", self->file);

  return FALSE;
}

static gint
veche_telegram_html_number (const char *name)
{
  const char *digits = name + strlen ("messages");

  return *digits == '.' ? 1 : (gint) g_ascii_strtoll (digits, NULL, 10);
}

static gint
veche_telegram_html_compare (gconstpointer a, gconstpointer b)
{
  const char *left = *(const char *const *) a, *right = *(const char *const *) b;

  return veche_telegram_html_number (left) - veche_telegram_html_number (right);
}

/* All the pages of the folder, in their order. (transfer full) */
static GPtrArray *
veche_telegram_html_pages (const char *folder)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gsize digits = g_str_has_prefix (name, "messages") ? strspn (name + strlen ("messages"), "0123456789") : 0;

      if (g_str_has_prefix (name, "messages") && digits < 7 && strcmp (name + strlen ("messages") + digits, ".html") == 0)
        g_ptr_array_add (pages, g_strdup (name));
    }
  g_ptr_array_sort (pages, veche_telegram_html_compare);

  return pages;
}

static gboolean
veche_telegram_html_read_page (VecheTelegramHtml *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_string_truncate (self->html, 0);

  return veche_exchange_read_file (path, veche_telegram_html_feed_cb, self, NULL, NULL, cancellable, error) &&
         veche_telegram_page_read (&self->page, self->html->str, self->html->len, veche_telegram_html_found_cb, self, error);
}

static gboolean
veche_telegram_html_read_folder (VecheTelegramHtml *self, const char *folder, const char *only, VecheProgress progress, gpointer progress_data,
                                 GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pages = only == NULL ? veche_telegram_html_pages (folder) : g_ptr_array_new_with_free_func (g_free);
  gboolean ok = TRUE;

  if (only != NULL)
    g_ptr_array_add (pages, g_strdup (only));
  veche_telegram_page_init (&self->page);
  self->told = FALSE;
  for (guint i = 0; ok && i < pages->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, (char *) g_ptr_array_index (pages, i), NULL);

      self->file = g_ptr_array_index (pages, i);
      ok = veche_telegram_html_read_page (self, path, cancellable, error);
      if (ok && progress != NULL)
        progress (i + 1, pages->len, progress_data);
    }
  if (ok)
    veche_telegram_html_tell (self);
  self->chat++;
  veche_telegram_page_clear (&self->page);

  return ok;
}

static gboolean
veche_telegram_html_read_paths (VecheTelegramHtml *self, const char *const *paths, VecheProgress progress, gpointer progress_data,
                                GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean ok = TRUE;

  for (guint i = 0; ok && paths[i] != NULL; i++)
    {
      gboolean is_folder = g_file_test (paths[i], G_FILE_TEST_IS_DIR);
      g_autofree char *folder = is_folder ? g_strdup (paths[i]) : g_path_get_dirname (paths[i]);
      g_autofree char *name = is_folder ? NULL : g_path_get_basename (paths[i]);
      /* A page under another name than Telegram gave it stands alone. */
      gboolean alone = name != NULL && !(g_str_has_prefix (name, "messages") && g_str_has_suffix (name, ".html") &&
                                         strspn (name + 8, "0123456789") + 8 + 5 == strlen (name));
      g_autofree char *key = alone ? g_strdup (paths[i]) : g_strdup (folder);

      if (g_hash_table_add (seen, g_steal_pointer (&key)))
        ok = veche_telegram_html_read_folder (self, folder, alone ? name : NULL, progress, progress_data, cancellable, error);
    }

  return ok;
}

static gboolean
veche_telegram_html_read (const char *const *paths, const VecheChatSink *sink, VecheProgress progress, gpointer progress_data,
                          GCancellable *cancellable, GError **error)
{
  VecheTelegramHtml self = { .sink = sink, .html = g_string_new (NULL) };
  gboolean ok = veche_telegram_html_read_paths (&self, paths, progress, progress_data, cancellable, error);

  g_string_free (self.html, TRUE);

  return ok;
}

const VecheChatReader veche_telegram_html_reader = {
  .format = VECHE_FORMAT_TELEGRAM_HTML,
  .platform = VECHE_TELEGRAM,
  .kind = "telegram-html-export",
  .lacks = VECHE_CHAT_LACKS_PEOPLE_IDS | VECHE_CHAT_LACKS_REACTIONS | VECHE_CHAT_LACKS_EDITS | VECHE_CHAT_LACKS_MENTIONS,
  .by_name = TRUE,
  .meets_by_name = TRUE,
  .read = veche_telegram_html_read,
};
