/* veche-cli-import.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import telegram FILE, import discord FILE… and the like: conversations out of any platform's export.
 */

#include "cli/veche-cli-table.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "exchange/veche-chat-export.h"
#include "store/veche-import-table.h"
#include "store/veche-ingest.h"

static char *community, *who, *my_handle;
static gboolean dry_run;

static volatile sig_atomic_t stopped;

static void
on_interrupt (int signal_number)
{
  stopped = 1;
}

typedef struct
{
  const char *what;
  GCancellable *cancellable;
} VecheCliImport;

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  VecheCliImport *import = data;

  veche_cli_progress (done, total, import->what);
  if (stopped)
    g_cancellable_cancel (import->cancellable);
}

static void
print_chats (VecheChatScan *scan)
{
  GPtrArray *chats = veche_chat_scan_get_chats (scan);

  for (guint i = 0; i < chats->len; i++)
    {
      VecheChat *chat = chats->pdata[i];

      veche_cli_line ("%s %s (%s): %u messages, %u service messages, %u people, %u new", chat->chosen ? "+" : "-",
                      chat->name != NULL ? chat->name : chat->remote_id, chat->kind, chat->messages, chat->service,
                      chat->people, chat->fresh);
    }
}

static void
add_chats (JsonBuilder *json, VecheChatScan *scan)
{
  GPtrArray *chats = veche_chat_scan_get_chats (scan);

  json_builder_set_member_name (json, "chats");
  json_builder_begin_array (json);
  for (guint i = 0; i < chats->len; i++)
    {
      VecheChat *chat = chats->pdata[i];

      json_builder_begin_object (json);
      veche_cli_text (json, "remote_id", chat->remote_id);
      veche_cli_text (json, "name", chat->name);
      veche_cli_text (json, "kind", chat->kind);
      veche_cli_bool (json, "chosen", chat->chosen);
      veche_cli_int (json, "messages", chat->messages);
      veche_cli_int (json, "service", chat->service);
      veche_cli_int (json, "people", chat->people);
      veche_cli_int (json, "new", chat->fresh);
      veche_cli_time (json, "first", chat->first);
      veche_cli_time (json, "last", chat->last);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* What this format can't tell, a word each in JSON, a sentence each for people. */
static const struct
{
  VecheChatLacks lacks;
  const char *word, *sentence;
} lacking[] = {
  { VECHE_CHAT_LACKS_PEOPLE_IDS, "people-ids", "It tells people apart by their names only" },
  { VECHE_CHAT_LACKS_REACTIONS, "reactions", "It does not say who reacted" },
  { VECHE_CHAT_LACKS_EDITS, "edits", "It does not say what was edited" },
  { VECHE_CHAT_LACKS_OTHERS, "others", "It holds your own posts only, not what others answered" },
  { VECHE_CHAT_LACKS_MENTIONS, "mentions", "It does not say whom a name without @ means" },
};

static void
print_lacks (VecheChatScan *scan)
{
  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    if (veche_chat_scan_get_lacks (scan) & lacking[i].lacks)
      veche_cli_line ("Note: %s", lacking[i].sentence);
  if (veche_chat_scan_get_format (scan) == VECHE_FORMAT_TELEGRAM_HTML)
    veche_cli_line ("For all of it make JSON: in Telegram Desktop open the chat, ⋮ → Export chat history, click the link after “Format”, "
                    "choose “Machine-readable JSON”, and import result.json; what is here already is then completed");
}

static void
print_bad (VecheChatScan *scan)
{
  const char *why = NULL, *place = veche_chat_scan_get_bad_place (scan);
  gint64 byte = -1;
  guint bad = veche_chat_scan_get_bad (scan, &byte, &why);
  g_autofree char *where = place != NULL ? g_strdup (place) : g_strdup_printf ("byte %" G_GINT64_FORMAT, byte);

  if (bad > 0)
    veche_cli_line ("Makes no sense and is left out: %u (the first, %s: %s)", bad, where, why);
}

static void
add_lacks (JsonBuilder *json, VecheChatScan *scan)
{
  json_builder_set_member_name (json, "lacks");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    if (veche_chat_scan_get_lacks (scan) & lacking[i].lacks)
      json_builder_add_string_value (json, lacking[i].word);
  json_builder_end_array (json);
}

/* What would be brought in; nothing is written. */
static gboolean
print_preview (VecheCli *cli, VecheChatScan *scan)
{
  const char *why = NULL;
  VecheChatTotals totals;
  JsonBuilder *json;

  veche_chat_scan_get_totals (scan, &totals);
  if (!cli->json)
    {
      print_chats (scan);
      print_lacks (scan);
      print_bad (scan);
      veche_cli_line ("Would bring in %u of %u messages, %u of %u people, %u unanswered questions", totals.fresh,
                      totals.messages + totals.service, totals.fresh_people, totals.people, totals.questions);
      return TRUE;
    }

  json = veche_cli_json ();
  veche_cli_bool (json, "dry_run", TRUE);
  veche_cli_text (json, "format", veche_format_to_nick (veche_chat_scan_get_format (scan)));
  veche_cli_text (json, "platform", veche_chat_scan_get_platform (scan));
  veche_cli_int (json, "messages", totals.messages);
  veche_cli_int (json, "service", totals.service);
  veche_cli_int (json, "new", totals.fresh);
  veche_cli_int (json, "people", totals.people);
  veche_cli_int (json, "new_people", totals.fresh_people);
  veche_cli_int (json, "questions", totals.questions);
  veche_cli_int (json, "bad", veche_chat_scan_get_bad (scan, NULL, &why));
  veche_cli_text (json, "bad_why", why);
  veche_cli_text (json, "bad_place", veche_chat_scan_get_bad_place (scan));
  veche_cli_time (json, "first", totals.first);
  veche_cli_time (json, "last", totals.last);
  add_lacks (json, scan);
  add_chats (json, scan);
  veche_cli_print_json (json);

  return TRUE;
}

static void
print_counts (VecheCli *cli, const VecheIngestCounts *counts)
{
  JsonBuilder *json;

  if (!cli->json)
    {
      veche_cli_line ("Brought in: interactions %u, people %u, mentions %u, edits %u, unreadable %u",
                      counts->interactions, counts->people, counts->mentions, counts->edits, counts->bad);
      return;
    }

  json = veche_cli_json ();
  veche_cli_int (json, "interactions", counts->interactions);
  veche_cli_int (json, "people", counts->people);
  veche_cli_int (json, "mentions", counts->mentions);
  veche_cli_int (json, "channels", counts->channels);
  veche_cli_int (json, "edits", counts->edits);
  veche_cli_int (json, "bad", counts->bad);
  veche_cli_print_json (json);
}

static gboolean
import_scan (VecheCli *cli, VecheChatScan *scan, VecheCliImport *import, GError **error)
{
  g_autofree char *me = NULL, *handle = NULL;
  VecheChatOptions options = { .community = community, .actor = cli->actor };
  VecheIngestCounts counts = { 0 };
  gboolean ok;

  if (who != NULL && !veche_chat_scan_find_me (scan, cli->db, who, &me, &handle, error))
    return FALSE;

  if (my_handle != NULL)
    {
      g_free (handle);
      handle = g_strdup (*my_handle == '@' ? my_handle + 1 : my_handle);
    }
  else if (me != NULL && handle == NULL)
    handle = veche_chat_scan_guess_handle (scan, me);
  options.me = me;
  options.my_handle = handle;
  import->what = "Importing";
  ok = veche_chat_import (cli->db, scan, &options, on_progress, import, import->cancellable, &counts, error);
  veche_cli_progress (1, 1, "");
  if (ok || counts.interactions > 0)
    print_counts (cli, &counts);
  if (ok || !g_cancellable_is_cancelled (import->cancellable))
    return ok;

  g_clear_error (error);

  return veche_cli_failed (error, "Stopped: what was brought in by then stays; “veche-cli undo” takes it back");
}

/* "import telegram" takes whichever of the two Telegram wrote; another kind of file than was said is not guessed at. */
static gboolean
choose_format (VecheCli *cli, VecheFormat *format, GError **error)
{
  static const struct
  {
    const char *word;
    VecheFormat format;
  } words[] = {
    { "import telegram", VECHE_FORMAT_TELEGRAM_JSON },
    { "import telegram-html", VECHE_FORMAT_TELEGRAM_HTML },
    { "import discord", VECHE_FORMAT_DISCORD_JSON },
    { "import slack", VECHE_FORMAT_SLACK_ZIP },
    { "import mastodon-archive", VECHE_FORMAT_MASTODON_ARCHIVE },
    { "import jsonl", VECHE_FORMAT_MESSAGES_JSONL },
  };
  VecheFormatTrouble trouble = VECHE_FORMAT_TROUBLE_NONE;
  VecheFormat found = veche_format_detect (cli->args[0], &trouble);
  VecheFormat said = VECHE_FORMAT_UNKNOWN;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (cli->command->name, words[i].word) == 0)
      said = words[i].format;

  *format = said != VECHE_FORMAT_UNKNOWN ? said : found;
  if (said == VECHE_FORMAT_TELEGRAM_JSON && found == VECHE_FORMAT_TELEGRAM_HTML)
    *format = found;
  else if (said == VECHE_FORMAT_UNKNOWN && found == VECHE_FORMAT_UNKNOWN)
    return veche_cli_failed (error, "“%s” can't be imported. %s", cli->args[0], veche_format_trouble_to_sentence (trouble));
  else if (said == VECHE_FORMAT_MESSAGES_JSONL && found == VECHE_FORMAT_PEOPLE_JSONL)
    *format = found;
  else if (found != VECHE_FORMAT_UNKNOWN && found != *format)
    return veche_cli_failed (error, "“%s” is another kind of file: %s. “veche-cli import FILE” finds the way by itself", cli->args[0],
                             veche_format_to_nick (found));

  return TRUE;
}

static gboolean
import_into (VecheCli *cli, VecheDbFlags flags, GError **error)
{
  g_autoptr (VecheChatScan) scan = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  VecheCliImport import = { "Reading", cancellable };
  VecheFormat format;

  if (!choose_format (cli, &format, error))
    return FALSE;
  if (veche_format_is_people (format))
    return veche_cli_import_people (cli, dry_run, error);
  if (!veche_format_is_chats (format))
    return veche_cli_failed (error, "“%s” holds no conversations (%s): “veche-cli --help” lists the command for it", cli->args[0],
                             veche_format_to_nick (format));

  /* A preview of a first import: there is no workspace to compare with. */
  if (!dry_run || g_file_test (cli->path, G_FILE_TEST_EXISTS))
    {
      cli->db = veche_db_open (cli->path, flags, error);
      if (cli->db == NULL || (!dry_run && !veche_import_adopt (cli->db, error)))
        return FALSE;
    }

  signal (SIGINT, on_interrupt);
  scan = veche_chat_scan (cli->db, format, (const char *const *) cli->args, on_progress, &import, cancellable, error);
  veche_cli_progress (1, 1, "");
  if (scan == NULL && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      return veche_cli_failed (error, "Stopped: nothing was brought in");
    }
  if (scan == NULL)
    return FALSE;
  if (dry_run && print_preview (cli, scan))
    {
      const GError *damage = veche_chat_scan_get_damage (scan);

      return damage == NULL || veche_cli_failed (error, "%s", damage->message);
    }

  return import_scan (cli, scan, &import, error);
}

static gboolean
run_chats (VecheCli *cli, GError **error)
{
  return import_into (cli, dry_run ? VECHE_DB_READER : VECHE_DB_WRITER | VECHE_DB_CREATE, error);
}

#define CHAT_OPTIONS                                                                                                               \
  { "community", 0, 0, G_OPTION_ARG_STRING, &community, "The community the people belong to; made when there is none", "NAME" },   \
    { "me", 0, 0, G_OPTION_ARG_STRING, &who, "Which of the people is you: what mentions you comes into the Inbox",                 \
      "HANDLE|NAME|ID" },                                                                                                          \
    { "my-handle", 0, 0, G_OPTION_ARG_STRING, &my_handle, "Your handle there, when --me is a name or an id", "HANDLE" },           \
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Only say what would be brought in", NULL }

static const GOptionEntry chat_options[] = {
  CHAT_OPTIONS,
  { NULL },
};

static const GOptionEntry jsonl_options[] = {
  CHAT_OPTIONS,
  VECHE_CLI_PEOPLE_OPTIONS,
  { NULL },
};

const VecheCliCommand veche_cli_import_commands[] = {
  { "import telegram", "FILE [--me WHO] [--dry-run] …", "Bring in an export of Telegram Desktop", VECHE_CLI_NONE, 1, 1,
    chat_options, run_chats },
  { "import discord", "FILE… [--me WHO] [--dry-run] …", "Bring in JSON of DiscordChatExporter, a file a channel",
    VECHE_CLI_NONE, 1, -1, chat_options, run_chats },
  { "import telegram-html", "FILE [--me WHO] [--dry-run] …", "Bring in pages of Telegram Desktop, messages.html and those after it",
    VECHE_CLI_NONE, 1, -1, chat_options, run_chats },
  { "import slack", "FILE.zip [--me WHO] [--dry-run] …", "Bring in an export of Slack, the zip or its folder", VECHE_CLI_NONE,
    1, 1, chat_options, run_chats },
  { "import mastodon-archive", "FILE [--dry-run] …", "Bring in the archive of your own account on Mastodon or GoToSocial",
    VECHE_CLI_NONE, 1, 1, chat_options, run_chats },
  { "import jsonl", "FILE… [--me WHO] [--dry-run] …", "Bring in JSON Lines: messages or people, an object a line", VECHE_CLI_NONE, 1, -1,
    jsonl_options, run_chats },
  { "import", "FILE… [--me WHO] [--dry-run] …", "Bring in what is in the file, whatever wrote it", VECHE_CLI_NONE, 1, -1,
    chat_options, run_chats },
  { NULL },
};
