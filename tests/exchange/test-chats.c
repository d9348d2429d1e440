/* test-chats.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every format of conversations: what is seen, what is brought in, that it comes once, that it can be taken back.
 */

#include "exchange/veche-chat-export.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <time.h>

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

#define MAX_FILES 5

typedef struct
{
  const char *name;                /* of the golden files: data/NAME.scan.expected, data/NAME.import.expected */
  const char *files[MAX_FILES];    /* under data */
  const char *me;
} Case;

static const Case cases[] = {
  { "discord/server", { "discord/general.json", "discord/thread.json", "discord/empty.json" }, "vera_mayak" },
  { "discord/direct", { "discord/direct.json" }, "vera_mayak" },
  { "discord/odd", { "discord/odd.json" }, NULL },
  { "slack/club", { "slack/club" }, "vera" },
  { "jsonl/talk", { "jsonl/talk.jsonl" }, "@vera_k" },
  { "mastodon-archive/vera", { "mastodon-archive/vera" }, NULL },
  { "telegram-html/chat", { "telegram-html/chat/messages.html" }, "Вера Климова" },
};

static char *
data_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", name, NULL);
}

static GStrv
paths_of (const Case *one)
{
  GStrv paths = g_new0 (char *, MAX_FILES + 1);

  for (guint i = 0; i < MAX_FILES && one->files[i] != NULL; i++)
    paths[i] = data_file (one->files[i]);

  return paths;
}

static VecheDb *
workspace (void)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);

  g_assert_no_error (error);

  return db;
}

static void
assert_golden (const char *name, const char *what, const char *dump)
{
  g_autofree char *file = g_strdup_printf ("%s.%s.expected", name, what);
  g_autofree char *path = data_file (file);
  g_autofree char *expected = NULL;

  if (g_getenv ("VECHE_TEST_WRITE") != NULL)
    g_file_set_contents (path, dump, -1, NULL);
  g_file_get_contents (path, &expected, NULL, NULL);
  if (g_strcmp0 (dump, expected) != 0)
    g_test_message ("%s is now:\n%s", file, dump);
  g_assert_cmpstr (dump, ==, expected);
}

static char *
dump_scan (VecheChatScan *scan)
{
  GString *dump = g_string_new (NULL);
  GPtrArray *chats = veche_chat_scan_get_chats (scan), *people = veche_chat_scan_get_people (scan);
  VecheChatTotals totals;
  const char *why = NULL;
  guint bad = veche_chat_scan_get_bad (scan, NULL, &why);

  g_string_append_printf (dump, "%s %s lacks=%x\n", veche_format_to_nick (veche_chat_scan_get_format (scan)), veche_chat_scan_get_platform (scan),
                          veche_chat_scan_get_lacks (scan));
  for (guint i = 0; i < chats->len; i++)
    {
      VecheChat *chat = g_ptr_array_index (chats, i);

      g_string_append_printf (dump, "%c %s %s “%s” messages=%u service=%u people=%u fresh=%u\n", chat->chosen ? '+' : '-', chat->kind, chat->remote_id,
                              chat->name != NULL ? chat->name : "", chat->messages, chat->service, chat->people, chat->fresh);
    }
  for (guint i = 0; i < people->len; i++)
    {
      VecheChatPerson *person = g_ptr_array_index (people, i);

      g_string_append_printf (dump, "%s “%s” @%s messages=%u%s%s%s%s\n", person->remote_id, person->name != NULL ? person->name : "",
                              person->handle != NULL ? person->handle : "", person->messages, person->certain ? " certain" : "",
                              person->bot ? " bot" : "", person->deleted ? " deleted" : "", person->listed ? " listed" : "");
    }
  veche_chat_scan_get_totals (scan, &totals);
  g_string_append_printf (dump, "messages=%u service=%u fresh=%u people=%u fresh=%u questions=%u bad=%u%s%s%s%s\n", totals.messages, totals.service,
                          totals.fresh, totals.people, totals.fresh_people, totals.questions, bad, bad > 0 ? ": " : "", bad > 0 ? why : "",
                          bad > 0 ? " @" : "", bad > 0 && veche_chat_scan_get_bad_place (scan) != NULL ? veche_chat_scan_get_bad_place (scan) : "");

  return g_string_free (dump, FALSE);
}

/* One line a row, without ids and uids: what two workspaces must agree upon. */
static char *
dump_db (VecheDb *db)
{
  static const char *const queries[] = {
    "SELECT 'channel', instance || '/' || remote_id, kind, name, (SELECT p.remote_id FROM channel AS p WHERE p.id = c.parent_id) FROM channel AS c ORDER BY remote_id",
    "SELECT 'person', i.remote_id, i.display_name || coalesce (' = ' || nullif (m.name, i.display_name), ''), i.handle, i.deleted || i.bot || m.me || ' ' || m.interactions || coalesce (' joined ' || (m.joined / 1000000), '') FROM identity AS i "
    "JOIN member AS m ON m.id = i.member_id ORDER BY i.remote_id",
    "SELECT c.remote_id, i.remote_id || ' ' || i.at, coalesce (a.remote_id, '?') || ' ' || i.kind || ' ' || i.direction || iif (i.edited IS NULL, '', ' edited') || iif (i.deleted IS NULL, '', ' deleted'), i.text, "
    "coalesce (i.reply_to, '') || ' ' || coalesce (i.thread, '') || ' ' || coalesce (i.url, '') || ' ' || coalesce (i.meta, '') "
    "FROM interaction AS i JOIN channel AS c ON c.id = i.channel_id LEFT JOIN identity AS a ON a.id = i.identity_id ORDER BY i.at, c.remote_id, i.remote_id",
    "SELECT 'mention', i.remote_id, t.reason, t.state, i.text FROM triage AS t JOIN interaction AS i ON i.id = t.interaction_id WHERE t.state = 'open' ORDER BY i.at, i.remote_id",
    "SELECT 'covered', remote_id, min (since) / 1000000, max (until) / 1000000, '' FROM (\n"
    "  SELECT *, sum (apart) OVER (PARTITION BY channel_id ORDER BY since, until) AS nth FROM (\n"
    "    SELECT c.remote_id, v.channel_id, v.since, v.until, v.since > coalesce (max (v.until) OVER (PARTITION BY v.channel_id\n"
    "           ORDER BY v.since, v.until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS apart\n"
    "      FROM coverage AS v JOIN channel AS c ON c.id = v.channel_id)) GROUP BY channel_id, nth ORDER BY 2, 3",
    "SELECT 'bad', reason, '', '', '' FROM bad_item ORDER BY id",
  };
  GString *text = g_string_new (NULL);

  for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
    {
      VecheStatement *statement = veche_db_prepare (db, queries[q]);

      while (veche_statement_step (statement, NULL))
        {
          for (int i = 0; i < 5; i++)
            {
              const char *value = veche_statement_text (statement, i);
              g_auto (GStrv) lines = g_strsplit (value != NULL ? value : "—", "\n", -1);
              g_autofree char *joined = g_strjoinv (" ⏎ ", lines);

              g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", joined);
            }
          g_string_append_c (text, '\n');
        }
    }

  return g_string_free (text, FALSE);
}

static void
import (VecheDb *db, const Case *one, VecheIngestCounts *counts)
{
  g_auto (GStrv) paths = paths_of (one);
  g_autofree char *me = NULL, *handle = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (db, VECHE_FORMAT_UNKNOWN, (const char *const *) paths, NULL, NULL, NULL, &error);
  VecheChatOptions options = { .actor = "Вера" };

  g_assert_no_error (error);
  if (one->me != NULL)
    {
      veche_chat_scan_find_me (scan, db, one->me, &me, &handle, &error);
      g_assert_no_error (error);
      g_assert_nonnull (me);
    }
  options.me = me;
  options.my_handle = handle;
  veche_chat_import (db, scan, &options, NULL, NULL, NULL, counts, &error);
  g_assert_no_error (error);
}

static void
test_scan (gconstpointer data)
{
  const Case *one = data;
  g_auto (GStrv) paths = paths_of (one);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const *) paths, NULL, NULL, NULL, &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = dump_scan (scan);
  assert_golden (one->name, "scan", dump);
}

static gint64
number (VecheDb *db, const char *sql)
{
  VecheStatement *statement = veche_db_prepare (db, sql);
  gint64 n = veche_statement_step (statement, NULL) ? veche_statement_int (statement, 0) : -1;

  veche_statement_reset (statement);

  return n;
}

/* Given a file, when it is imported twice, then it stands once; and one undo takes all of it back. */
static void
test_import (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (VecheDb) db = workspace ();
  g_autofree char *once = NULL, *twice = NULL;
  g_autoptr (VecheGesture) undone = NULL;
  g_autoptr (GError) error = NULL;
  VecheIngestCounts first = { 0 }, second = { 0 };

  import (db, one, &first);
  once = dump_db (db);
  assert_golden (one->name, "import", once);

  import (db, one, &second);
  twice = dump_db (db);
  g_assert_cmpstr (twice, ==, once);
  g_assert_cmpuint (second.interactions + second.people + second.channels, ==, 0);

  g_assert_true (veche_db_begin (db, NULL));
  undone = veche_journal_undo (db, 0, "Вера", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
  if (g_strcmp0 (undone->kind, "import") != 0)   /* "me" is a statement of its own, and comes first */
    {
      g_assert_true (veche_db_begin (db, NULL));
      g_clear_pointer (&undone, veche_gesture_free);
      undone = veche_journal_undo (db, 0, "Вера", &error);
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (db, NULL));
    }
  g_assert_cmpstr (undone->kind, ==, "import");
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE me = 0"), ==, 0);
}

typedef struct { const char *file; GQuark (*domain) (void); int code; const char *says; } Refused;

static const Refused refused[] = {
  { "discord/foreign.json", veche_exchange_error_quark, VECHE_EXCHANGE_ERROR_FOREIGN, "DiscordChatExporter" },
  { "telegram/picture.json", veche_format_error_quark, VECHE_FORMAT_TROUBLE_BINARY, "not an export" },
};

static void
test_refused (gconstpointer data)
{
  const Refused *one = data;
  g_autofree char *path = data_file (one->file);
  g_autoptr (GError) error = NULL;

  g_assert_null (veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, one->domain (), one->code);
  g_assert_nonnull (strstr (error->message, one->says));
}

/* Of several files one breaks off: what is whole in all of them is seen, and the damage is said. */
static void
test_damage (void)
{
  g_autofree char *broken = data_file ("discord/truncated.json"), *thread = data_file ("discord/thread.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const[]){ broken, thread, NULL }, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_error (veche_chat_scan_get_damage (scan), VECHE_EXCHANGE_ERROR, VECHE_EXCHANGE_ERROR_TRUNCATED);
  g_assert_cmpuint (veche_chat_scan_get_chats (scan)->len, ==, 2);
  g_assert_cmpuint (((VecheChat *) g_ptr_array_index (veche_chat_scan_get_chats (scan), 0))->messages, ==, 4);
  g_assert_cmpuint (((VecheChat *) g_ptr_array_index (veche_chat_scan_get_chats (scan), 1))->messages, ==, 2);
}

/* A page by mistake, then the JSON as advised, or the other way round: every message once, every person once. */
static void
test_html_meets_json (gconstpointer data)
{
  static const Case html = { "", { "telegram-html/chat" }, "Вера Климова" }, json = { "", { "telegram/single.json" }, "Вера Климова" };
  gboolean html_first = GPOINTER_TO_INT (data);
  g_autoptr (VecheDb) db = workspace ();
  g_autoptr (VecheDb) only = workspace ();
  VecheIngestCounts counts = { 0 }, second = { 0 };

  import (only, &json, &counts);
  import (db, html_first ? &html : &json, &counts);
  import (db, html_first ? &json : &html, &second);
  g_assert_cmpint (number (db, "SELECT count(*) FROM channel"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM channel WHERE remote_id = 'channel1500000001'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE remote_id = '10'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE kind IN ('message', 'reply')"), ==,
                   number (only, "SELECT count(*) FROM interaction WHERE kind IN ('message', 'reply')"));
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE name = 'Олег Шубин'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM identity JOIN member ON member.id = member_id WHERE name IN ('Анна Лебедева', 'Олег Шубин', "
                               "'Тимур Галиев', 'James Carter', 'Вера Климова') AND remote_id LIKE 'user%'"), ==, 5);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE me = 1"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member"), ==, number (only, "SELECT count(*) FROM member") + 1);   /* invited, never wrote: by name only */
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE direction = 'out' AND kind IN ('message', 'reply')"), ==,
                   number (only, "SELECT count(*) FROM interaction WHERE direction = 'out' AND kind IN ('message', 'reply')"));
}

/* A page of the live connector, which knows the account and its posts by the server's own ids. */
static void
sync_page (VecheDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "fedi.example");
  VechePerson *me = veche_batch_add_person (batch, "42");
  VechePost *post;
  gint64 id;

  me->handle = "vera";
  me->me = TRUE;
  veche_batch_add_person (batch, "43")->handle = "bob@other.example";
  veche_batch_add_channel (batch, "42")->kind = "personal";
  post = veche_batch_add_post (batch, "42", "110000000000000003");
  post->kind = "post";
  post->author = "42";
  post->text = "продолжение";
  post->at = G_GINT64_CONSTANT (1772366400000000);
  g_assert_true (veche_db_begin (db, NULL));
  id = veche_ingest_begin (db, "sync", NULL, &error);
  g_assert_true (veche_ingest_batch (db, id, batch, 0, 0, NULL, &error));
  g_assert_true (veche_ingest_finish (db, id, &error));
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (db, NULL));
}

/* Whichever comes first, the archive or the live connector: one account, one channel, every post once. */
static void
test_archive_meets_live (gconstpointer data)
{
  static const Case archive = { "", { "mastodon-archive/vera" }, NULL };
  g_autoptr (VecheDb) db = workspace ();
  VecheIngestCounts counts = { 0 };

  if (GPOINTER_TO_INT (data))
    import (db, &archive, &counts);
  sync_page (db);
  if (!GPOINTER_TO_INT (data))
    import (db, &archive, &counts);
  g_assert_cmpint (number (db, "SELECT count(*) FROM channel WHERE remote_id = '42'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM channel"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction WHERE remote_id = '110000000000000003'"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM interaction"), ==, 5);
  g_assert_cmpint (number (db, "SELECT count(*) FROM identity WHERE remote_id IN ('42', '43')"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM identity WHERE handle IN ('vera', 'bob@other.example')"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM member WHERE me = 1"), ==, 1);
}

/*** Archives ***/

typedef struct { const char *name, *content, *link; gsize repeat; const char *before; } Member;

static void
put_member (struct archive *archive, const Member *member)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size = strlen (member->content), times = MAX (member->repeat, 1), before = member->before != NULL ? strlen (member->before) : 0;

  archive_entry_set_pathname_utf8 (entry, member->name);
  archive_entry_set_filetype (entry, member->link != NULL ? AE_IFLNK : AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (member->link != NULL)
    archive_entry_set_symlink (entry, member->link);
  archive_entry_set_size (entry, member->link != NULL ? 0 : before + size * times);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  if (before > 0)
    archive_write_data (archive, member->before, before);
  for (gsize i = 0; i < times && member->link == NULL; i++)
    archive_write_data (archive, member->content, size);
  archive_entry_free (entry);
}

static void
write_archive (const char *path, const Member *members, gboolean locked)
{
  struct archive *archive = archive_write_new ();
  locale_t utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0), before = uselocale (utf8);

  if (g_str_has_suffix (path, ".zip"))
    archive_write_set_format_zip (archive);
  else
    {
      archive_write_add_filter_gzip (archive);
      archive_write_set_format_pax_restricted (archive);
    }
  if (locked)
    {
      archive_write_set_options (archive, "zip:encryption=zipcrypt");
      archive_write_set_passphrase (archive, "secret");
    }
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (; members->name != NULL; members++)
    put_member (archive, members);
  archive_write_free (archive);
  uselocale (before);
  freelocale (utf8);
}

/* The sources have no names but in ASCII; exports do: the channel "ideas" and its folder get one. */
static char *
in_cyrillic (char *text, const char *before, const char *after)
{
  g_autofree char *old = g_strconcat (before, "ideas", after, NULL), *new = g_strconcat (before, "идеи", after, NULL);
  g_autoptr (GString) changed = g_string_new (text);

  g_string_replace (changed, old, new, 0);
  g_free (text);

  return g_string_free (g_steal_pointer (&changed), FALSE);
}

/* Puts the files below folder into the list. */
static void
gather (GArray *members, const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *below = g_strconcat (prefix, name, g_file_test (path, G_FILE_TEST_IS_DIR) ? "/" : NULL, NULL);
      char *content = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          gather (members, path, below);
          continue;
        }
      g_file_get_contents (path, &content, NULL, NULL);
      content = in_cyrillic (content, "\"", "\"");
      below = in_cyrillic (g_steal_pointer (&below), "", "/");
      g_array_append_val (members, ((Member){ g_steal_pointer (&below), content, NULL, 0, NULL }));
    }
}

typedef struct { const char *folder, *archive, *prefix; } Packed;

static const Packed packed[] = {
  { "slack/club", "club.zip", "" },
  { "slack/club", "club.zip", "Клуб Slack export Mar 1 2026/" },
  { "mastodon-archive/vera", "archive-20260301120000-ab.tar.gz", "" },
  { "mastodon-archive/vera", "archive.zip", "" },
};

/* Given an unpacked export, when it comes as the archive that it was, then the same is seen in it. */
static void
test_packed (gconstpointer data)
{
  const Packed *one = data;
  g_autofree char *folder = data_file (one->folder);
  g_autofree char *work = g_dir_make_tmp ("veche-chats-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (work, one->archive, NULL);
  g_autoptr (GArray) members = g_array_new (TRUE, TRUE, sizeof (Member));
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = NULL, from_folder = NULL;
  VecheChatTotals seen, expected;

  gather (members, folder, one->prefix);
  write_archive (path, (const Member *) (gpointer) members->data, FALSE);
  scan = veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  from_folder = veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const[]){ folder, NULL }, NULL, NULL, NULL, &error);
  veche_chat_scan_get_totals (scan, &seen);
  veche_chat_scan_get_totals (from_folder, &expected);
  g_assert_cmpmem (&seen, sizeof seen, &expected, sizeof expected);
  g_assert_cmpuint (seen.messages, >, 0);
  for (guint i = 0; i < members->len; i++)
    {
      g_free ((char *) g_array_index (members, Member, i).name);
      g_free ((char *) g_array_index (members, Member, i).content);
    }
  g_unlink (path);
  g_rmdir (work);
}

/* The same unpacked, with the names that it has outside. */
static void
test_cyrillic_folder (void)
{
  g_autofree char *folder = data_file ("slack/club"), *work = g_dir_make_tmp ("вече-XXXXXX", NULL);
  g_autoptr (GArray) members = g_array_new (TRUE, TRUE, sizeof (Member));
  const char *argv[] = { "rm", "-r", work, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = NULL, plain = NULL;
  VecheChatTotals seen, expected;

  gather (members, folder, "");
  for (guint i = 0; i < members->len; i++)
    {
      Member *member = &g_array_index (members, Member, i);
      g_autofree char *path = g_build_filename (work, member->name, NULL), *parent = g_path_get_dirname (path);

      g_mkdir_with_parents (parent, 0700);
      g_assert_true (g_file_set_contents (path, member->content, -1, NULL));
      g_free ((char *) member->name);
      g_free ((char *) member->content);
    }
  scan = veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const[]){ work, NULL }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  plain = veche_chat_scan (NULL, VECHE_FORMAT_UNKNOWN, (const char *const[]){ folder, NULL }, NULL, NULL, NULL, &error);
  veche_chat_scan_get_totals (scan, &seen);
  veche_chat_scan_get_totals (plain, &expected);
  g_assert_cmpmem (&seen, sizeof seen, &expected, sizeof expected);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
}

typedef struct { const char *name, *archive; Member members[5]; gboolean locked; int code; } Hostile;

#define USERS { "users.json", "[{\"id\":\"U1\",\"name\":\"a\"}]", NULL, 0, NULL }
#define CHANNELS { "channels.json", "[{\"id\":\"C1\",\"name\":\"a\"}]", NULL, 0, NULL }
#define DAY "[{\"type\":\"message\",\"user\":\"U1\",\"text\":\"x\",\"ts\":\"1772344800.0001\"}]"

static const Hostile hostile[] = {
  { "path", "a.zip", { USERS, CHANNELS, { "../../evil.json", "x", NULL, 0, NULL } }, FALSE, VECHE_EXCHANGE_ERROR_HOSTILE },
  { "absolute", "a.zip", { USERS, CHANNELS, { "/evil-of-veche.json", "x", NULL, 0, NULL } }, FALSE, VECHE_EXCHANGE_ERROR_HOSTILE },
  { "link", "a.zip", { USERS, CHANNELS, { "a/2026-01-01.json", "", "/etc/passwd", 0 } }, FALSE, VECHE_EXCHANGE_ERROR_HOSTILE },
  { "bomb", "a.zip", { USERS, CHANNELS, { "a/2026-01-01.json", "{\"type\":\"nothing at all\"},{},{},{},{},{},{},", NULL, 1200000, "[" } }, FALSE, VECHE_EXCHANGE_ERROR_HOSTILE },
  { "blanks", "a.zip", { USERS, CHANNELS, { "a/2026-01-01.json", "                                ", NULL, 4000000, "[" }, { "a/2026-01-02.json", DAY, NULL, 0, NULL } }, FALSE, 0 },
  { "password", "a.zip", { USERS, CHANNELS, { "a/2026-01-01.json", DAY, NULL, 0, NULL } }, TRUE, VECHE_EXCHANGE_ERROR_ENCRYPTED },
  { "nested", "a.zip", { USERS, CHANNELS, { "more.zip", "PK\3\4 and so on", NULL, 0, NULL }, { "a/2026-01-01.json", DAY, NULL, 0, NULL } }, FALSE, 0 },
};

/* An archive made to do harm is refused, soon and with nothing written; what only looks odd is read. */
static void
test_hostile (gconstpointer data)
{
  const Hostile *one = data;
  g_autofree char *work = g_dir_make_tmp ("veche-chats-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (work, one->archive, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheChatScan) scan = NULL;
  clock_t start;

  write_archive (path, one->members, one->locked);
  start = clock ();
  scan = veche_chat_scan (NULL, VECHE_FORMAT_SLACK_ZIP, (const char *const[]){ path, NULL }, NULL, NULL, NULL, &error);
  g_test_message ("%s: %s, %.2f s", one->name, error != NULL ? error->message : "read", (double) (clock () - start) / CLOCKS_PER_SEC);
  if (one->code != 0)
    g_assert_error (error, VECHE_EXCHANGE_ERROR, one->code);
  else
    g_assert_no_error (error);
  g_assert_cmpint (clock () - start, <, 10 * CLOCKS_PER_SEC);
  g_assert_false (g_file_test ("/evil-of-veche.json", G_FILE_TEST_EXISTS));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (work), ==, 0);   /* nothing else stands in it */
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *scan = g_strdup_printf ("/chats/scan/%s", cases[i].name);
      g_autofree char *bring = g_strdup_printf ("/chats/import/%s", cases[i].name);

      g_test_add_data_func (scan, &cases[i], test_scan);
      g_test_add_data_func (bring, &cases[i], test_import);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chats/refused/%s", refused[i].file);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/chats/damage", test_damage);
  g_test_add_data_func ("/chats/live-then-archive", GINT_TO_POINTER (FALSE), test_archive_meets_live);
  g_test_add_data_func ("/chats/archive-then-live", GINT_TO_POINTER (TRUE), test_archive_meets_live);
  g_test_add_data_func ("/chats/html-then-json", GINT_TO_POINTER (TRUE), test_html_meets_json);
  g_test_add_data_func ("/chats/json-then-html", GINT_TO_POINTER (FALSE), test_html_meets_json);
  for (guint i = 0; i < G_N_ELEMENTS (packed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chats/packed/%s-%u", packed[i].archive, i);

      g_test_add_data_func (path, &packed[i], test_packed);
    }
  g_test_add_func ("/chats/cyrillic-folder", test_cyrillic_folder);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chats/hostile/%s", hostile[i].name);

      g_test_add_data_func (path, &hostile[i], test_hostile);
    }

  return g_test_run ();
}
