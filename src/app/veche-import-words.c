/* veche-import-words.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said about an export: where it comes from, what it can't tell, what is wrong with it.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-import-run.h"

const char *
veche_import_origin (VecheChatScan *scan)
{
  switch (veche_chat_scan_get_format (scan))
    {
    case VECHE_FORMAT_TELEGRAM_JSON:
      return "Telegram";
    case VECHE_FORMAT_TELEGRAM_HTML:
      return _ ("Telegram, pages");
    case VECHE_FORMAT_DISCORD_JSON:
      return "Discord";
    case VECHE_FORMAT_SLACK_ZIP:
      return "Slack";
    case VECHE_FORMAT_MASTODON_ARCHIVE:
      return "Mastodon";
    default:
      return "JSON Lines";
    }
}

char *
veche_import_lacks (VecheChatScan *scan)
{
  if (veche_chat_scan_get_format (scan) == VECHE_FORMAT_TELEGRAM_HTML)
    return g_strdup (_ ("These pages are made for reading: people are told apart by their names only, and neither reactions nor edits are in "
                        "them. To have it all, open the chat in Telegram Desktop, choose ⋮ → Export chat history, click the link after "
                        "“Format” and choose “Machine-readable JSON”. It can be imported later as well: nothing will stand twice."));
  if (veche_chat_scan_get_lacks (scan) & VECHE_CHAT_LACKS_OTHERS)
    return g_strdup (_ ("An archive holds your own posts. What others answered comes when you connect the account under Sources."));

  return NULL;
}

/* What kind of file was chosen instead of an export. */
static const char *
veche_import_explain_format (VecheFormatTrouble trouble)
{
  switch (trouble)
    {
    case VECHE_FORMAT_TROUBLE_READ:
      return _ ("It can’t be opened. Check that it is still there and that you may read it.");
    case VECHE_FORMAT_TROUBLE_EMPTY:
      return _ ("There is nothing in it. Export the chat once more.");
    case VECHE_FORMAT_TROUBLE_SPREADSHEET:
      return _ ("It is an old workbook (XLS) or one with a password. Open it in the spreadsheet program and save it as XLSX or ODS without one.");
    case VECHE_FORMAT_TROUBLE_ARCHIVE:
      return _ ("There is no export of Slack, Mastodon or Veche in this archive. Unpack it and choose the file inside.");
    case VECHE_FORMAT_TROUBLE_PACKED:
      return _ ("It is a packed file. Unpack it and choose what was inside.");
    case VECHE_FORMAT_TROUBLE_ENCRYPTED:
      return _ ("The archive has a password. Unpack it with its password and choose the folder.");
    case VECHE_FORMAT_TROUBLE_FOLDER:
      return _ ("There is no export in this folder that Veche knows. Choose the file itself.");
    case VECHE_FORMAT_TROUBLE_JSON:
      return _ ("It was made by another program. Veche imports result.json of Telegram Desktop, files of DiscordChatExporter and JSON Lines.");
    case VECHE_FORMAT_TROUBLE_SLACK_PART:
      return _ ("It is one day out of a Slack export. Choose the whole zip: names and channels are in its other files.");
    case VECHE_FORMAT_TROUBLE_DISCORD_PACKAGE:
      return _ ("It is the package that Discord sends about you, without messages of others. Export the channel with DiscordChatExporter as JSON.");
    case VECHE_FORMAT_TROUBLE_HTML:
      return _ ("It is a web page, not an export.");
    case VECHE_FORMAT_TROUBLE_TELEGRAM_INDEX:
      return _ ("There are no messages on this page of the export. Choose messages.html in the folder of the chat.");
    case VECHE_FORMAT_TROUBLE_TEXT:
      return _ ("It is text without columns. A table begins with a line of names, separated by commas, semicolons or tabs.");
    default:
      return _ ("It is not an export. Veche reads JSON, pages of Telegram, CSV, XLSX, ODS, vCard and zip.");
    }
}

static char *
veche_import_explain_export (const GError *error)
{
  g_autofree char *where = g_strdup_printf ("%" G_GINT64_FORMAT, veche_exchange_error_get_byte (error));

  switch ((VecheExchangeError) error->code)
    {
    case VECHE_EXCHANGE_ERROR_READ:
      return g_strdup (_ ("It can’t be opened. Check that it is still there and that you may read it."));
    case VECHE_EXCHANGE_ERROR_EMPTY:
      return g_strdup (_ ("There is nothing in it. Export the chat once more."));
    case VECHE_EXCHANGE_ERROR_HTML:
      return g_strdup (_ ("It is an export for reading in a browser. Export again and choose “Machine-readable JSON”."));
    case VECHE_EXCHANGE_ERROR_PACKED:
      return g_strdup (_ ("It is an archive. Unpack it first and choose result.json."));
    case VECHE_EXCHANGE_ERROR_ENCODING:
      return g_strdup (_ ("Its letters are not in UTF-8, so it is not as Telegram wrote it. Export once more."));
    case VECHE_EXCHANGE_ERROR_FOREIGN:
      return g_strdup (_ ("It was made by another program, or there is not one message in it that makes sense."));
    case VECHE_EXCHANGE_ERROR_DAMAGED:
      return g_strdup_printf (_ ("It is damaged at byte %s. Nothing was imported; export once more."), where);
    case VECHE_EXCHANGE_ERROR_TRUNCATED:
      return veche_exchange_error_get_byte (error) < 0
               ? g_strdup (_ ("The archive is damaged or was cut. Download it once more."))
               : g_strdup_printf (_ ("It ends too early, at byte %s. Nothing was imported; export once more."), where);
    case VECHE_EXCHANGE_ERROR_HOSTILE:
      return g_strdup (_ ("This archive is made to do harm: it holds links, paths that lead out of it, or far more than it weighs. Nothing of it was unpacked."));
    case VECHE_EXCHANGE_ERROR_ENCRYPTED:
      return g_strdup (_ ("The archive has a password. Unpack it with its password and choose the folder."));
    case VECHE_EXCHANGE_ERROR_ME:
    default:
      return NULL;
    }
}

void
veche_import_explain (const GError *error, char **title, char **sentence)
{
  *title = g_strdup (_ ("This File Can’t Be Imported"));
  *sentence = NULL;
  if (error->domain == VECHE_FORMAT_ERROR)
    *sentence = g_strdup (veche_import_explain_format (error->code));
  else if (error->domain == VECHE_EXCHANGE_ERROR)
    *sentence = veche_import_explain_export (error);
  if (*sentence == NULL)
    *sentence = veche_error_sentence (error);
}
