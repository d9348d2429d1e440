/* veche-format.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-format-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE (64 * 1024)

static const char *const nicks[VECHE_N_FORMATS] = {
  "unknown",      "telegram-json", "telegram-html", "discord-json", "slack-zip", "mastodon-archive", "messages-jsonl",
  "people-jsonl", "monica-json",   "csv",           "tsv",          "xlsx",      "ods",              "vcard",
  "veche-archive",
};

static const char *const sentences[VECHE_N_FORMAT_TROUBLES] = {
  [VECHE_FORMAT_TROUBLE_NONE] = "",
  [VECHE_FORMAT_TROUBLE_READ] = "It can't be opened: check that it is still there and that you may read it",
  [VECHE_FORMAT_TROUBLE_EMPTY] = "There is nothing in it: export it once more",
  [VECHE_FORMAT_TROUBLE_SPREADSHEET] = "This is an old workbook (XLS) or one with a password: open it in a spreadsheet and save it as XLSX or ODS without one",
  [VECHE_FORMAT_TROUBLE_ARCHIVE] = "This archive holds no export of Slack, Mastodon or Veche: unpack it and choose the file inside",
  [VECHE_FORMAT_TROUBLE_PACKED] = "This is a packed file: unpack it and choose what was inside",
  [VECHE_FORMAT_TROUBLE_ENCRYPTED] = "This archive has a password: unpack it with its password and choose what was inside",
  [VECHE_FORMAT_TROUBLE_FOLDER] = "In this folder is no export that Veche knows: choose the file itself",
  [VECHE_FORMAT_TROUBLE_JSON] = "This is JSON of a program that Veche does not know: from Telegram choose result.json, from Discord a file of "
                                "DiscordChatExporter; of anything else make JSON Lines or CSV",
  [VECHE_FORMAT_TROUBLE_SLACK_PART] = "This is one file out of a Slack export: choose the whole zip, names and channels are in its other files",
  [VECHE_FORMAT_TROUBLE_DISCORD_PACKAGE] = "This is the data package that Discord sends about yourself, it has no messages of others: export the "
                                           "channel with DiscordChatExporter as JSON",
  [VECHE_FORMAT_TROUBLE_HTML] = "This is a web page, not an export",
  [VECHE_FORMAT_TROUBLE_TELEGRAM_INDEX] = "This page of a Telegram export holds no messages: choose messages.html in the folder of the chat",
  [VECHE_FORMAT_TROUBLE_TEXT] = "This is text without columns: a table needs a first line with names, separated by commas, semicolons or tabs",
  [VECHE_FORMAT_TROUBLE_BINARY] = "This is not an export: Veche reads JSON, HTML of Telegram, CSV, XLSX, ODS, vCard and zip",
};

const char *
veche_format_to_nick (VecheFormat format)
{
  g_return_val_if_fail ((guint) format < VECHE_N_FORMATS, nicks[0]);

  return nicks[format];
}

VecheFormat
veche_format_from_nick (const char *nick)
{
  for (guint i = 0; i < VECHE_N_FORMATS; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;

  return VECHE_FORMAT_UNKNOWN;
}

gboolean
veche_format_is_chats (VecheFormat format)
{
  return format >= VECHE_FORMAT_TELEGRAM_JSON && format <= VECHE_FORMAT_MESSAGES_JSONL;
}

gboolean
veche_format_is_people (VecheFormat format)
{
  return format >= VECHE_FORMAT_PEOPLE_JSONL && format <= VECHE_FORMAT_VCARD;
}

const char *
veche_format_trouble_to_sentence (VecheFormatTrouble trouble)
{
  g_return_val_if_fail ((guint) trouble < VECHE_N_FORMAT_TROUBLES, "");

  return sentences[trouble];
}

VecheFormat
veche_format_fail (VecheFormatTrouble trouble, VecheFormatTrouble *out)
{
  if (out != NULL)
    *out = trouble;

  return VECHE_FORMAT_UNKNOWN;
}

/*** A folder ***/

static gboolean
veche_format_holds (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static VecheFormat
veche_format_detect_folder (const char *path, VecheFormatTrouble *trouble)
{
  static const struct { const char *name, *also; VecheFormat format; } known[] = {
    { "manifest.json", NULL, VECHE_FORMAT_VECHE_ARCHIVE },
    { "result.json", NULL, VECHE_FORMAT_TELEGRAM_JSON },
    { "messages.html", NULL, VECHE_FORMAT_TELEGRAM_HTML },
    { "users.json", "channels.json", VECHE_FORMAT_SLACK_ZIP },
    { "outbox.json", "actor.json", VECHE_FORMAT_MASTODON_ARCHIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *head = NULL;
      g_autofree char *file = g_build_filename (path, known[i].name, NULL);
      gsize size = 0;

      if (!veche_format_holds (path, known[i].name) || (known[i].also != NULL && !veche_format_holds (path, known[i].also)))
        continue;
      if (known[i].format != VECHE_FORMAT_VECHE_ARCHIVE)
        return known[i].format;
      if (veche_format_read_head (file, HEAD_SIZE, &head, &size, NULL) && veche_format_is_manifest (head, size))
        return VECHE_FORMAT_VECHE_ARCHIVE;
    }

  return veche_format_fail (VECHE_FORMAT_TROUBLE_FOLDER, trouble);
}

/*** A file ***/

gboolean
veche_format_read_head (const char *path, gsize max, char **data, gsize *size, gboolean *whole)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autofree char *buffer = NULL;
  struct stat info;
  gssize n = 0;

  if (fd < 0)
    return FALSE;

  *size = 0;
  buffer = g_malloc (max);
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    do
      {
        n = read (fd, buffer + *size, max - *size);
        *size += MAX (n, 0);
      }
    while (n > 0 || (n < 0 && errno == EINTR));
  else
    n = -1;
  close (fd);
  if (n < 0)
    return FALSE;

  if (whole != NULL)
    *whole = *size < max;
  *data = g_steal_pointer (&buffer);

  return TRUE;
}

static VecheFormatPacking
veche_format_packing (const char *data, gsize size)
{
  static const struct { const char *magic; gsize length; VecheFormatPacking packing; } known[] = {
    { "PK\3\4", 4, VECHE_FORMAT_PACKING_ZIP },
    { "PK\5\6", 4, VECHE_FORMAT_PACKING_ZIP },
    { "\x1f\x8b", 2, VECHE_FORMAT_PACKING_GZIP },
    { "7z\xbc\xaf\x27\x1c", 6, VECHE_FORMAT_PACKING_OTHER },
    { "Rar!\x1a\x07", 6, VECHE_FORMAT_PACKING_OTHER },
    { "BZh", 3, VECHE_FORMAT_PACKING_OTHER },
    { "\xfd" "7zXZ", 5, VECHE_FORMAT_PACKING_OTHER },
    { "\x28\xb5\x2f\xfd", 4, VECHE_FORMAT_PACKING_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (size >= known[i].length && memcmp (data, known[i].magic, known[i].length) == 0)
      return known[i].packing;

  return VECHE_FORMAT_PACKING_NONE;
}

VecheFormat
veche_format_detect_bytes (const char *data, gsize size, gboolean whole, const char *name, VecheFormatTrouble *trouble)
{
  if (trouble != NULL)
    *trouble = VECHE_FORMAT_TROUBLE_NONE;
  if (veche_format_packing (data, size) != VECHE_FORMAT_PACKING_NONE)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_PACKED, trouble);

  return veche_format_detect_text (data, size, whole, name, trouble);
}

VecheFormat
veche_format_detect (const char *path, VecheFormatTrouble *trouble)
{
  g_autofree char *head = NULL;
  g_autofree char *name = g_path_get_basename (path);
  VecheFormatPacking packing;
  gboolean whole = FALSE;
  gsize size = 0;

  if (trouble != NULL)
    *trouble = VECHE_FORMAT_TROUBLE_NONE;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return veche_format_detect_folder (path, trouble);
  if (!veche_format_read_head (path, HEAD_SIZE, &head, &size, &whole))
    return veche_format_fail (VECHE_FORMAT_TROUBLE_READ, trouble);

  packing = veche_format_packing (head, size);
  if (packing == VECHE_FORMAT_PACKING_ZIP || packing == VECHE_FORMAT_PACKING_GZIP)
    return veche_format_detect_archive (path, name, packing, trouble);
  if (packing == VECHE_FORMAT_PACKING_OTHER)
    return veche_format_fail (VECHE_FORMAT_TROUBLE_PACKED, trouble);

  return veche_format_detect_text (head, size, whole, name, trouble);
}
