/* test-lines.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Watched folders and commands: what they bring, what they refuse, what is left of them.
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "connectors/veche-command-run.h"
#include "connectors/veche-connector.h"
#include "connectors/veche-lines-parse.h"
#include "connectors/veche-net.h"
#include "support/golden.h"
#include "support/veche-test-wait.h"

static char *scratch;

/* What came of a fetch or a send. */
typedef struct
{
  VecheBatch *batch;
  char       *id;
  GError     *error;
  gboolean    done;
} Answer;

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->batch, veche_batch_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->batch = veche_connector_fetch_finish (VECHE_CONNECTOR (object), result, &answer->error);
  answer->done = TRUE;
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->id = veche_connector_send_finish (VECHE_CONNECTOR (object), result, NULL, &answer->error);
  answer->done = TRUE;
}

static void
fetch (const char *type, const char *settings, const char *cursor, GCancellable *cancellable, Answer *answer)
{
  VecheConnectorSetup setup = { .url = "folder:local", .settings = settings, .token = "s3cret-t0ken-of-mine", .words = "вече" };
  g_autoptr (VecheConnector) connector = veche_connector_new (type, &setup);

  answer_clear (answer);
  answer->done = FALSE;
  veche_connector_fetch_async (connector, cursor, cancellable, fetched_cb, answer);
  veche_test_wait (answer->done);
}

/* Page after page; the cursor is moved. Returns how many messages came. */
static guint
fetch_all (const char *settings, char **cursor, guint *n_bad)
{
  gboolean more = TRUE;
  guint n = 0, n_posts, bad;

  for (guint pages = 0; more; pages++)
    {
      g_auto (Answer) answer = { 0 };

      g_assert_cmpuint (pages, <, 1000);
      fetch ("folder", settings, *cursor, NULL, &answer);
      g_assert_no_error (answer.error);
      veche_batch_get_posts (answer.batch, &n_posts);
      veche_batch_get_bad (answer.batch, &bad);
      n += n_posts;
      if (n_bad != NULL)
        *n_bad += bad;
      more = veche_batch_has_more (answer.batch);
      g_free (*cursor);
      *cursor = g_strdup (veche_batch_get_cursor (answer.batch));
    }

  return n;
}

static char *
make_folder (const char *name, char **settings)
{
  char *path = g_build_filename (scratch, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  *settings = g_strdup_printf ("{\"folder\":\"%s\"}", path);

  return path;
}

static void
put (const char *folder, const char *name, const char *mode, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = g_fopen (path, mode);

  g_assert_nonnull (file);
  fputs (text, file);
  fclose (file);
}

static char *
line (guint number)
{
  return g_strdup_printf ("{\"at\":\"2026-11-20T10:%02u:00Z\",\"author\":\"Анна\",\"channel\":\"c\",\"id\":\"%u\",\"text\":\"Слово %u\"}\n",
                          number % 60, number, number);
}

static void
put_lines (const char *folder, const char *name, const char *mode, guint from, guint to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      g_autofree char *one = line (i);

      g_string_append (text, one);
    }
  put (folder, name, mode, text->str);
}

/*** Lines ***/

static VecheBatch *
parse (const char *text, gboolean commands, VecheLines *lines)
{
  veche_lines_init (lines);
  lines->commands = commands;
  lines->words = "вече";
  g_assert_cmpuint (veche_lines_feed (lines, text, strlen (text), TRUE, 1000), ==, strlen (text));

  return veche_lines_finish (lines);
}

static void
test_lines (void)
{
  g_auto (VecheLines) lines = { 0 };
  g_autoptr (VecheBatch) batch = parse (
    "\xef\xbb\xbf{\"platform\":\"ICQ\",\"instance\":\"icq.example\",\"at\":1795166400,\"author_id\":12345678901234567890,\"handle\":\"@anna\",\"text\":\"О вече\",\"id\":7}\r\n"
    "\n"
    "{\"at\":\"2026-11-20T10:00:00+03:00\",\"author\":\"Боб\",\"channel\":\"Двор\",\"reply_to\":\"7\",\"text\":\"?\",\"for_us\":\"question\",\"kind\":\"comment\"}\n"
    "{\"at\":1795166400000,\"author\":\"Боб\",\"channel\":\"Двор\",\"text\":\"gone\",\"deleted\":true,\"url\":\"javascript:x\"}\n"
    "{\"at\":1795166400,\"author\":\"Мы\",\"out\":true,\"text\":\"вече\",\"kind\":\"post\"}",
    FALSE, &lines);
  guint n, n_bad, n_people;
  const VechePost *posts = veche_batch_get_posts (batch, &n);
  const VechePerson *people = veche_batch_get_people (batch, &n_people);

  veche_batch_get_bad (batch, &n_bad);
  g_assert_cmpstr (veche_batch_get_platform (batch), ==, "icq");
  g_assert_cmpstr (veche_batch_get_instance (batch), ==, "icq.example");
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (n_bad, ==, 0);
  g_assert_cmpuint (n_people, ==, 3);
  g_assert_cmpstr (people[0].remote_id, ==, "12345678901234567890");
  g_assert_cmpstr (people[0].handle, ==, "anna");
  g_assert_cmpstr (people[1].remote_id, ==, "name:Боб");
  g_assert_true (people[2].me);
  g_assert_cmpstr (posts[0].channel, ==, "messages");
  g_assert_cmpstr (posts[0].remote_id, ==, "7");
  g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_WORD);
  g_assert_cmpstr (posts[0].kind, ==, "message");
  g_assert_cmpstr (posts[1].kind, ==, "reply");
  g_assert_cmpint (posts[1].attention, ==, VECHE_ATTENTION_QUESTION);
  g_assert_true (g_str_has_prefix (posts[1].remote_id, "made:"));
  g_assert_true (posts[2].deleted);
  g_assert_null (posts[2].url);
  g_assert_cmpint (posts[2].at, ==, posts[0].at);
  g_assert_true (posts[3].out);
  g_assert_cmpint (posts[3].attention, ==, VECHE_ATTENTION_NONE);
  g_assert_cmpstr (posts[3].kind, ==, "post");
}

static void
test_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "connectors", "data", "lines", "talk.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (VecheLines) lines = { 0 };
  g_autoptr (VecheBatch) batch = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  batch = parse (text, TRUE, &lines);
  golden_assert (batch, "lines", "talk");
}

static void
test_bad_lines (void)
{
  static const struct
  {
    const char *line, *why;
  } bad[] = {
    { "nonsense", "line 1: not JSON" },
    { "[1]", "line 1: not an object" },
    { "{\"author\":\"A\"}", "line 1: no time in “at”" },
    { "{\"at\":1795166400}", "line 1: nobody wrote it: neither author_id nor handle nor author" },
    { "{\"at\":1795166400,\"author\":\"A\",\"kind\":\"magic\"}", "line 1: of a kind that Veche does not know" },
    { "{\"at\":1795166400,\"author\":\"A\"} {\"at\":1}", "line 1: not JSON" },
    { "{\"cursor\":\"7\"}", "line 1: no time in “at”" },
    { "{\"at\":1e999,\"author\":\"A\"}", "line 1: no time in “at”" },
    { "{\"at\":{\"at\":1795166400},\"author\":\"A\"}", "line 1: no time in “at”" },
  };
  g_autoptr (GString) deep = g_string_new ("{\"at\":1795166400,\"author\":\"A\",\"x\":");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (VecheLines) lines = { 0 };
      g_autoptr (VecheBatch) batch = parse (bad[i].line, FALSE, &lines);
      guint n;
      const VecheBadItem *items = veche_batch_get_bad (batch, &n);

      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpstr (items[0].reason, ==, bad[i].why);
      g_assert_cmpstr (items[0].raw, ==, bad[i].line);
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  {
    g_auto (VecheLines) lines = { 0 };
    g_autoptr (VecheBatch) batch = parse (deep->str, FALSE, &lines);
    guint n;

    veche_batch_get_bad (batch, &n);
    g_assert_cmpuint (n, ==, 1);
  }
}

static void
test_other_platform (void)
{
  g_auto (VecheLines) lines = { 0 };
  g_autoptr (VecheBatch) batch = parse ("x\n{\"at\":1795166400,\"author\":\"A\",\"platform\":\"icq\"}\n{\"at\":1795166400,\"author\":\"A\",\"platform\":\"irc\"}\n",
                                        FALSE, &lines);
  guint n;
  const VecheBadItem *items = veche_batch_get_bad (batch, &n);

  g_assert_cmpstr (veche_batch_get_platform (batch), ==, "icq");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (items[0].reason, ==, "line 1: not JSON");   /* came before the batch had a platform */
  g_assert_cmpstr (items[1].reason, ==, "line 3: of another platform than the first line: put it into a file of its own");
}

/*** A folder ***/

static void
test_folder_grows (void)
{
  g_autofree char *settings = NULL;
  g_autofree char *folder = make_folder ("grows", &settings);
  g_autofree char *cursor = NULL;
  g_autofree char *half = line (3);
  guint bad = 0;

  put (folder, "notes.txt", "w", "nothing of ours\n");
  put_lines (folder, "a.jsonl", "w", 0, 3);
  put (folder, "a.jsonl", "a", "broken\n");
  g_assert_cmpuint (fetch_all (settings, &cursor, &bad), ==, 3);
  g_assert_cmpuint (bad, ==, 1);
  g_assert_cmpuint (fetch_all (settings, &cursor, &bad), ==, 0);

  /* What is half written waits for its end. */
  half[20] = '\0';
  put (folder, "a.jsonl", "a", half);
  g_assert_cmpuint (fetch_all (settings, &cursor, &bad), ==, 0);
  half[20] = ':';
  put (folder, "a.jsonl", "a", half + 20);
  g_assert_cmpuint (fetch_all (settings, &cursor, &bad), ==, 1);
  g_assert_cmpuint (bad, ==, 1);

  /* The line's number is that of the file. */
  put (folder, "a.jsonl", "a", "broken\n");
  {
    g_auto (Answer) answer = { 0 };
    guint n;

    fetch ("folder", settings, cursor, NULL, &answer);
    g_assert_cmpstr (veche_batch_get_bad (answer.batch, &n)[0].reason, ==, "a.jsonl, line 6: not JSON");
    g_assert_cmpstr (veche_batch_get_place (answer.batch, &n), ==, "grows");
  }
}

static void
test_folder_rotates (void)
{
  g_autofree char *settings = NULL;
  g_autofree char *folder = make_folder ("rotates", &settings);
  g_autofree char *cursor = NULL;
  g_autofree char *old = g_build_filename (folder, "log.jsonl", NULL);
  g_autofree char *older = g_build_filename (folder, "log-1.jsonl", NULL);
  g_autofree char *link = g_build_filename (folder, "link.jsonl", NULL);

  put_lines (folder, "log.jsonl", "w", 0, 5);
  g_assert_cmpuint (fetch_all (settings, &cursor, NULL), ==, 5);

  /* Renamed, and a new one in its place: only that is read. */
  g_assert_cmpint (g_rename (old, older), ==, 0);
  put_lines (folder, "log.jsonl", "w", 5, 7);
  g_assert_cmpuint (fetch_all (settings, &cursor, NULL), ==, 2);

  /* Emptied and written anew, shorter and longer than before. */
  put_lines (folder, "log.jsonl", "w", 20, 21);
  g_assert_cmpuint (fetch_all (settings, &cursor, NULL), ==, 1);
  put_lines (folder, "log.jsonl", "w", 30, 40);
  g_assert_cmpuint (fetch_all (settings, &cursor, NULL), ==, 10);

  /* Links lead nowhere; a folder of that name is none of ours. */
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpuint (fetch_all (settings, &cursor, NULL), ==, 0);
  g_unlink (older);
  g_unlink (old);
  g_assert_cmpuint (fetch_all (settings, &cursor, NULL), ==, 0);
  g_assert_cmpstr (cursor, ==, "{\"files\":[]}");
}

static gint64
resident (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));

  return g_ascii_strtoll (strchr (text, ' '), NULL, 10) * sysconf (_SC_PAGESIZE);
}

/* A big file comes in pages, and a line without an end costs no more than a piece of it. */
static void
test_folder_big (void)
{
  g_autofree char *settings = NULL;
  g_autofree char *folder = make_folder ("big", &settings);
  g_autofree char *cursor = NULL;
  g_autofree char *path = g_build_filename (folder, "a.jsonl", NULL);
  g_autofree char *endless = g_strnfill (3 * 1024 * 1024 + 17, 'x');
  const guint n = 20000;
  guint bad = 0;
  gint64 before;

  put_lines (folder, "a.jsonl", "w", 0, n);
  put (folder, "a.jsonl", "a", endless);
  put (folder, "a.jsonl", "a", "\n");
  put_lines (folder, "a.jsonl", "a", n, n + 3);
  before = resident ();
  g_assert_cmpint (before, >, 0);
  g_assert_cmpuint (fetch_all (settings, &cursor, &bad), ==, n + 3);
  g_assert_cmpuint (bad, ==, 1);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what is freed */
  g_assert_cmpint (resident () - before, <, 32 * 1024 * 1024);
#endif
}

static void
test_folder_gone (void)
{
  g_auto (Answer) answer = { 0 };

  fetch ("folder", "{\"folder\":\"/nowhere/at/all\"}", NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND);
  fetch ("folder", "{}", NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_NOT_FOUND);
  fetch ("folder", "{\"folder\":\"/tmp\"}", "no cursor of ours", NULL, &answer);
  g_assert_no_error (answer.error);
}

/*** A command ***/

/* Settings that run a script of the shell's, and are agreed to. */
static char *
allow_script (const char *script, const char *more)
{
  const char *const argv[] = { "sh", "-c", script, NULL };
  g_autofree char *quoted = g_strescape (script, NULL);
  g_autoptr (GError) error = NULL;

  veche_command_allow (argv, NULL, &error);
  g_assert_no_error (error);

  return g_strdup_printf ("{\"argv\":[\"sh\",\"-c\",\"%s\"]%s}", quoted, more);
}

static void
run (const char *script, const char *more, const char *cursor, Answer *answer)
{
  g_autofree char *settings = allow_script (script, more);

  fetch ("command", settings, cursor, NULL, answer);
}

static void
test_command_fetches (void)
{
  g_auto (Answer) answer = { 0 };
  guint n;

  run ("read order; printf '%s\\n' \"$order\" >&2; echo '{\"at\":1795166400,\"author\":\"A\",\"text\":\"hello\"}'; echo '{\"cursor\":\"b\",\"more\":true}'; "
       "echo '{\"me\":{\"id\":\"7\",\"handle\":\"us\"}}'", "", "a", &answer);
  g_assert_no_error (answer.error);
  veche_batch_get_posts (answer.batch, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (veche_batch_get_cursor (answer.batch), ==, "b");
  g_assert_true (veche_batch_has_more (answer.batch));
  g_assert_cmpstr (veche_batch_get_account (answer.batch, NULL), ==, "7");

  /* It says nothing of the cursor: it stays as it is.  The last line needs no end. */
  run ("printf '{\"at\":1795166400,\"author\":\"A\"}'", "", "a", &answer);
  g_assert_no_error (answer.error);
  veche_batch_get_posts (answer.batch, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (veche_batch_get_cursor (answer.batch), ==, "a");
  g_assert_false (veche_batch_has_more (answer.batch));
}

static void
test_command_told (void)
{
  g_auto (Answer) answer = { 0 };

  run ("read order; case \"$order\" in *'\"action\":\"fetch\"'*'\"cursor\":\"a\"'*'\"token\":\"s3cret-t0ken-of-mine\"'*) exit 0;; esac; exit 1", "", "a", &answer);
  g_assert_no_error (answer.error);
  /* Neither its words nor its surroundings hold the key, and what it says of it is not repeated. */
  run ("if env | grep -q s3cret; then exit 0; fi; read order; echo \"$order\" >&2; exit 3", "", NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_PROTOCOL);
  g_assert_null (strstr (answer.error->message, "s3cret"));
}

static void
test_command_fails (void)
{
  static const struct
  {
    const char *script;
    int code;
    const char *says;
  } cases[] = {
    { "echo one >&2; echo 'The server sleeps' >&2; exit 75", VECHE_CONNECTOR_ERROR_OFFLINE, "sh: one The server sleeps" },
    { "exit 77", VECHE_CONNECTOR_ERROR_AUTH, "sh: it ended with status 77 and says nothing about why" },
    { "exit 65", VECHE_CONNECTOR_ERROR_REJECTED, NULL },
    { "exit 1", VECHE_CONNECTOR_ERROR_PROTOCOL, NULL },
    { "kill -9 $$", VECHE_CONNECTOR_ERROR_PROTOCOL, "sh: it ended with status 137 and says nothing about why" },
    { "echo '{\"error\":\"Slow down\",\"code\":\"rate-limited\",\"retry_after\":60}'", VECHE_CONNECTOR_ERROR_RATE_LIMITED, "sh: Slow down" },
    { "echo '{\"error\":\"No\"}'; exit 1", VECHE_CONNECTOR_ERROR_REJECTED, "sh: No" },
    { "yes '{\"at\":1795166400,\"author\":\"A\"}'", VECHE_CONNECTOR_ERROR_PROTOCOL, "sh: it writes more than 8 MB at once: let it stop earlier and say “more”" },
    { "yes complaint >&2 & sleep 600", VECHE_CONNECTOR_ERROR_OFFLINE, "sh: it did not end within 1 seconds" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Answer) answer = { 0 };

      run (cases[i].script, i + 1 == G_N_ELEMENTS (cases) ? ",\"timeout\":\"1\"" : ",\"timeout\":\"60\"", NULL, &answer);
      g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, cases[i].code);
      if (cases[i].says != NULL)
        g_assert_cmpstr (answer.error->message, ==, cases[i].says);
    }
}

/* Of the process whose number stands in the file; what ended and was not buried yet is gone too. */
static gboolean
is_alive (const char *file)
{
  g_autofree char *pid = NULL, *path = NULL, *stat = NULL;
  const char *state;

  g_assert_true (g_file_get_contents (file, &pid, NULL, NULL));
  g_assert_cmpint (g_ascii_strtoll (pid, NULL, 10), >, 1);
  path = g_strdup_printf ("/proc/%s/stat", g_strstrip (pid));
  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return FALSE;
  state = strrchr (stat, ')');

  return state != NULL && state[2] != 'Z' && state[2] != 'X';
}

typedef struct { const char *file; GCancellable *cancellable; } Started;

/* Cancels as soon as the command has said that it runs. */
static gboolean
started_cb (gpointer data)
{
  Started *self = data;

  if (!g_file_test (self->file, G_FILE_TEST_EXISTS))
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* It stands there whole or not at all. */
#define WITH_A_CHILD "sleep 600 & echo $! >%s.new; mv %s.new %s; "

/* What it started ends with it. */
static void
test_command_cancelled (void)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *pid = g_build_filename (scratch, "still-here", NULL);
  g_autofree char *script = g_strdup_printf (WITH_A_CHILD "sleep 600", pid, pid, pid);
  g_autofree char *settings = allow_script (script, "");
  Started started = { pid, cancellable };

  g_timeout_add (20, started_cb, &started);
  fetch ("command", settings, NULL, cancellable, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  veche_test_wait (!is_alive (pid));
}

static void
test_command_leaves_nothing (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *pid = g_build_filename (scratch, "orphan", NULL);
  g_autofree char *script = g_strdup_printf (WITH_A_CHILD "exit 0", pid, pid, pid);

  /* What it left behind would hold its output for ten minutes. */
  run (script, "", NULL, &answer);
  g_assert_no_error (answer.error);
  veche_test_wait (!is_alive (pid));
}

/* A workspace from elsewhere runs nothing until somebody here agrees to just that. */
static void
test_command_consent (void)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *mark = g_build_filename (scratch, "ran", NULL);
  g_autofree char *settings = g_strdup_printf ("{\"argv\":[\"touch\",\"%s\"]}", mark);
  g_autofree char *elsewhere = g_strdup_printf ("{\"argv\":[\"touch\",\"%s\"],\"folder\":\"/\"}", mark);
  g_autofree char *split = g_strdup_printf ("{\"argv\":[\"touch\",\"%s\",\"\"]}", mark);
  const char *const argv[] = { "touch", mark, NULL };
  g_autofree char *kept = g_build_filename (g_get_user_state_dir (), "veche", "commands", NULL);
  GStatBuf info;

  fetch ("command", settings, NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));

  g_assert_true (veche_command_allow (argv, NULL, NULL));
  fetch ("command", elsewhere, NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  fetch ("command", split, NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  fetch ("command", "{}", NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_REJECTED);

  fetch ("command", settings, NULL, NULL, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (kept, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 077, ==, 0);
}

static void
send_reply (const char *settings, Answer *answer)
{
  VecheConnectorSetup setup = { .url = "command:local", .settings = settings };
  g_autoptr (VecheConnector) connector = veche_connector_new ("command", &setup);
  g_autoptr (VecheReply) reply = veche_reply_new ();

  reply->text = g_strdup ("Спасибо!\n\"да\"");
  reply->channel = g_strdup ("Guestbook");
  reply->in_reply_to = g_strdup ("1");
  reply->idempotency_key = g_strdup ("k");
  answer_clear (answer);
  answer->done = FALSE;
  veche_connector_send_async (connector, reply, NULL, sent_cb, answer);
  veche_test_wait (answer->done);
}

static void
test_command_sends (void)
{
  static const struct
  {
    const char *script, *more;
    int code;      /* -1: it is sent */
  } cases[] = {
    { "echo '{\"sent\":{\"id\":9}}'", ",\"replies\":\"yes\"", -1 },
    { "echo '{\"sent\":{\"id\":\"9\"}}'; exit 1", ",\"replies\":\"yes\"", -1 },
    { "echo '{\"sent\":{\"id\":\"9\"}}'", "", VECHE_CONNECTOR_ERROR_REJECTED },
    { "echo '{\"error\":\"No\",\"code\":\"offline\"}'", ",\"replies\":\"yes\"", VECHE_CONNECTOR_ERROR_OFFLINE },
    { "exit 75", ",\"replies\":\"yes\"", VECHE_CONNECTOR_ERROR_OFFLINE },
    { "exit 1", ",\"replies\":\"yes\"", VECHE_CONNECTOR_ERROR_UNKNOWN },
    { "exit 0", ",\"replies\":\"yes\"", VECHE_CONNECTOR_ERROR_UNKNOWN },
    { "sleep 30", ",\"replies\":\"yes\",\"timeout\":\"1\"", VECHE_CONNECTOR_ERROR_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *settings = allow_script (cases[i].script, cases[i].more);
      g_auto (Answer) answer = { 0 };

      send_reply (settings, &answer);
      if (cases[i].code < 0)
        {
          g_assert_no_error (answer.error);
          g_assert_cmpstr (answer.id, ==, "9");
        }
      else
        g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, cases[i].code);
    }
}

/* The example that people copy does what the manual says. */
static void
test_example (void)
{
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "veche-source-example.py", NULL);
  g_autofree char *book = g_build_filename (scratch, "guestbook.txt", NULL);
  const char *const argv[] = { "python3", program, book, NULL };
  g_autofree char *settings = g_strdup_printf ("{\"argv\":[\"python3\",\"%s\",\"%s\"],\"replies\":\"yes\"}", program, book);
  g_auto (Answer) answer = { 0 };
  g_autofree char *cursor = NULL;
  const VechePost *posts;
  guint n;

  g_assert_true (veche_command_allow (argv, NULL, NULL));
  fetch ("command", settings, NULL, NULL, &answer);
  g_assert_error (answer.error, VECHE_CONNECTOR_ERROR, VECHE_CONNECTOR_ERROR_OFFLINE);

  put (scratch, "guestbook.txt", "w", "2026-11-20T10:00:00Z\tАнна\tКогда встреча?\n2026-11-20T11:00:00Z\tBob\tHello\n2026-11-20T12:00:00Z\tBo");
  fetch ("command", settings, NULL, NULL, &answer);
  g_assert_no_error (answer.error);
  posts = veche_batch_get_posts (answer.batch, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (veche_batch_get_platform (answer.batch), ==, "guestbook");
  g_assert_cmpint (posts[0].attention, ==, VECHE_ATTENTION_QUESTION);
  g_assert_cmpstr (posts[1].remote_id, ==, "2");
  cursor = g_strdup (veche_batch_get_cursor (answer.batch));
  g_assert_cmpstr (cursor, ==, "2");

  put (scratch, "guestbook.txt", "a", "b\tBye\n");
  send_reply (settings, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (answer.id, ==, "4");
  fetch ("command", settings, cursor, NULL, &answer);
  g_assert_no_error (answer.error);
  posts = veche_batch_get_posts (answer.batch, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (posts[1].remote_id, ==, "4");
  g_assert_true (posts[1].out);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  scratch = g_dir_make_tmp ("veche-lines-XXXXXX", NULL);

  g_test_add_func ("/connectors/lines/messages", test_lines);
  g_test_add_func ("/connectors/lines/golden", test_golden);
  g_test_add_func ("/connectors/lines/bad", test_bad_lines);
  g_test_add_func ("/connectors/lines/other-platform", test_other_platform);
  g_test_add_func ("/connectors/folder/grows", test_folder_grows);
  g_test_add_func ("/connectors/folder/rotates", test_folder_rotates);
  g_test_add_func ("/connectors/folder/big", test_folder_big);
  g_test_add_func ("/connectors/folder/gone", test_folder_gone);
  g_test_add_func ("/connectors/command/fetches", test_command_fetches);
  g_test_add_func ("/connectors/command/told", test_command_told);
  g_test_add_func ("/connectors/command/fails", test_command_fails);
  g_test_add_func ("/connectors/command/cancelled", test_command_cancelled);
  g_test_add_func ("/connectors/command/leaves-nothing", test_command_leaves_nothing);
  g_test_add_func ("/connectors/command/consent", test_command_consent);
  g_test_add_func ("/connectors/command/sends", test_command_sends);
  g_test_add_func ("/connectors/command/example", test_example);
  status = g_test_run ();
  veche_net_shutdown ();

  return status;
}
