/* veche-format.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What kind of file is this?  Told by its first bytes, its name and, of an archive, the names of what is inside: cheap whatever the size
 * of the file, on any thread, nothing is unpacked and nothing is parsed to its end.  A folder that somebody has unpacked is recognised by
 * the same names.  */

typedef enum
{
  VECHE_FORMAT_UNKNOWN,
  VECHE_FORMAT_TELEGRAM_JSON,      /* result.json of Telegram Desktop, or the folder with it */
  VECHE_FORMAT_TELEGRAM_HTML,      /* messages.html of Telegram Desktop, or the folder with it */
  VECHE_FORMAT_DISCORD_JSON,       /* DiscordChatExporter, one file a channel */
  VECHE_FORMAT_SLACK_ZIP,          /* or the folder that was in it */
  VECHE_FORMAT_MASTODON_ARCHIVE,   /* zip, tar.gz or the folder with outbox.json and actor.json */
  VECHE_FORMAT_MESSAGES_JSONL,
  VECHE_FORMAT_PEOPLE_JSONL,
  VECHE_FORMAT_MONICA_JSON,        /* the account that Monica exports */
  VECHE_FORMAT_CSV,                /* in any encoding, with commas or semicolons */
  VECHE_FORMAT_TSV,
  VECHE_FORMAT_XLSX,
  VECHE_FORMAT_ODS,
  VECHE_FORMAT_VCARD,
  VECHE_FORMAT_VECHE_ARCHIVE,      /* our own full export: a folder or a zip with manifest.json */
  VECHE_N_FORMATS
} VecheFormat;

/* Why it is UNKNOWN; veche_format_trouble_to_sentence() says what to do, in English; the window has its own words. */
typedef enum
{
  VECHE_FORMAT_TROUBLE_NONE,
  VECHE_FORMAT_TROUBLE_READ,             /* can't be opened or read */
  VECHE_FORMAT_TROUBLE_EMPTY,
  VECHE_FORMAT_TROUBLE_SPREADSHEET,      /* XLS, or a workbook with a password: save it as XLSX */
  VECHE_FORMAT_TROUBLE_ARCHIVE,          /* an archive with nothing in it that we know */
  VECHE_FORMAT_TROUBLE_PACKED,           /* RAR, 7z, a lone gzip: unpack it first */
  VECHE_FORMAT_TROUBLE_ENCRYPTED,        /* an archive with a password */
  VECHE_FORMAT_TROUBLE_FOLDER,           /* a folder with nothing in it that we know */
  VECHE_FORMAT_TROUBLE_JSON,             /* of a program that we do not know */
  VECHE_FORMAT_TROUBLE_SLACK_PART,       /* one day of a Slack export: choose the whole zip */
  VECHE_FORMAT_TROUBLE_DISCORD_PACKAGE,  /* what Discord sends about oneself: no conversations of others in it */
  VECHE_FORMAT_TROUBLE_HTML,             /* a web page */
  VECHE_FORMAT_TROUBLE_TELEGRAM_INDEX,   /* of Telegram's HTML, but not a page with messages */
  VECHE_FORMAT_TROUBLE_TEXT,             /* text without columns */
  VECHE_FORMAT_TROUBLE_BINARY,           /* pictures, documents, programs */
  VECHE_N_FORMAT_TROUBLES
} VecheFormatTrouble;

/* trouble (out) (nullable): NONE unless UNKNOWN is returned. */
VecheFormat veche_format_detect       (const char *path, VecheFormatTrouble *trouble);
/* The same of the first bytes of a file in memory; whole: there are no more. name: "people.csv" (nullable). */
VecheFormat veche_format_detect_bytes (const char *data, gsize size, gboolean whole, const char *name, VecheFormatTrouble *trouble);

const char *veche_format_to_nick      (VecheFormat format);           /* "telegram-json", "csv"…; "unknown" */
VecheFormat veche_format_from_nick    (const char *nick);
gboolean    veche_format_is_chats     (VecheFormat format);           /* conversations: for veche_chat_export_scan() */
gboolean    veche_format_is_people    (VecheFormat format);           /* a table or cards of people */
const char *veche_format_trouble_to_sentence (VecheFormatTrouble trouble);

/* Does this object of JSON Lines hold a message (else a person)?  keys: those of its first level, lower-case. */
gboolean    veche_format_is_message_keys (GHashTable *keys);

G_END_DECLS
