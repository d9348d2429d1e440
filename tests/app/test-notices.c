/* test-notices.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told, against a server of notifications of our own on a bus of our own.
 */

#include <adwaita.h>

#include "analysis/veche-heat.h"
#include "analysis/veche-triage.h"
#include "app/veche-notices.h"
#include "model/veche-batch.h"
#include "model/veche-edit.h"
#include "model/veche-when.h"
#include "store/veche-db.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-journal.h"
#include "store/veche-notices-table.h"
#include "store/veche-promises-table.h"
#include "support/veche-test-app.h"
#include "support/veche-test-hostile.h"
#include "support/veche-test-workspace.h"

/*** The clock ***/

gint64 __real_veche_now (void);
gint64 __wrap_veche_now (void);
static gint64 ahead;             /* of the clock of this computer */

gint64
__wrap_veche_now (void)
{
  return __real_veche_now () + ahead;
}

/*** The server ***/

typedef struct { guint id, replaces; char *title, *body; GStrv actions; } Told;

static GPtrArray *told;          /* (element-type Told): all that was ever told */
static guint last_id, closed;
static GDBusConnection *server;

static const char xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
  "</interface></node>";

static void
told_free (gpointer data)
{
  Told *one = data;

  g_free (one->title);
  g_free (one->body);
  g_strfreev (one->actions);
  g_free (one);
}

static void
called (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
        GDBusMethodInvocation *invocation, gpointer user_data)
{
  if (g_str_equal (method, "Notify"))
    {
      Told *one = g_new0 (Told, 1);

      g_variant_get (parameters, "(susss^as@a{sv}i)", NULL, &one->replaces, NULL, &one->title, &one->body, &one->actions, NULL, NULL);
      one->id = one->replaces != 0 ? one->replaces : ++last_id;
      g_ptr_array_add (told, one);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", one->id));
    }
  else if (g_str_equal (method, "CloseNotification"))
    {
      closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else if (g_str_equal (method, "GetCapabilities"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new_parsed ("(['actions', 'body', 'body-markup'],)"));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "test", "test", "1", "1.2"));
}

static void
start_server (const char *address)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GVariant) owned = NULL;

  told = g_ptr_array_new_with_free_func (told_free);
  server = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                   NULL, NULL, NULL);
  g_assert_nonnull (server);
  g_dbus_connection_register_object (server, "/org/freedesktop/Notifications", node->interfaces[0], &vtable, NULL, NULL, NULL);
  owned = g_dbus_connection_call_sync (server, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.Notifications", 0u), NULL, 0, -1, NULL, NULL);
  g_assert_nonnull (owned);
}

static const Told *
latest (void)
{
  return told->len > 0 ? told->pdata[told->len - 1] : NULL;
}

/*** The workspace ***/

typedef struct
{
  VecheTestWorkspace workspace;
  VecheNotices      *notices;
} Fixture;

static GApplication *application;
static char *pressed;            /* what an action was given */

static void
press_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_free (pressed);
  pressed = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), parameter != NULL ? g_variant_get_string (parameter, NULL) : "");
}

typedef struct { const char *source, *text; guint n, first; const char *who; } Said;

static gpointer
say_job (VecheDb *db, gpointer input, GError **error)
{
  const Said *said = input;
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  gint64 id;

  veche_batch_add_channel (batch, said->source)->name = "Обсуждения";
  for (guint i = said->first; i < said->first + said->n; i++)
    {
      g_autofree char *who = g_strdup_printf ("u%u", i), *message = g_strdup_printf ("m%u", i);
      VechePerson *person = veche_batch_add_person (batch, veche_batch_string (batch, who));
      VechePost *post;

      person->name = said->who;
      post = veche_batch_add_post (batch, said->source, veche_batch_string (batch, message));
      post->kind = "message";
      post->author = veche_batch_string (batch, who);
      post->text = said->text;
      post->at = veche_now () - G_TIME_SPAN_MINUTE;
      post->attention = VECHE_ATTENTION_MENTION;
    }
  id = veche_ingest_begin (db, "test", "test", error);
  if (id == 0 || !veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", said->source), 0, NULL, error)
      || !veche_ingest_finish (db, id, error))
    return NULL;
  while (veche_triage_judge (db, 100, error) > 0)
    ;

  return VECHE_JOB_DONE;
}

#define COMPLAINT "Ужасно, опять всё сломалось, верните деньги & <i>сейчас</i>"

static void
say_as (Fixture *self, const char *source, const char *who, const char *text, guint first, guint n)
{
  Said said = { source, text, n, first, who };

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, say_job, &said);
}

static void
say (Fixture *self, const char *source, const char *text, guint first, guint n)
{
  say_as (self, source, "Анна <b>", text, first, n);
}

static gpointer
sql_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
sql (Fixture *self, const char *text)
{
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, sql_job, (gpointer) text);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_ptr_array_set_size (told, 0);
  closed = 0;
  g_clear_pointer (&pressed, g_free);
  veche_test_workspace_open (&self->workspace);
  sql (self, "INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'Чат', 'https://s.example', 1),"
             " ('s2', 'sample', 'Форум', 'https://f.example', 1);"
             "INSERT INTO member (uid, name, me, created) VALUES ('me', 'Вера', 1, 1);");
  say (self, "s1", COMPLAINT, 1, 3);
  self->notices = veche_notices_new (self->workspace.session, application);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_notices_close (self->notices);
  veche_test_workspace_close (&self->workspace);
}

static gpointer
seen_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_inbox_mark_seen (db, GPOINTER_TO_INT (input), error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
state_job (VecheDb *db, gpointer input, GError **error)
{
  VecheMention *mention = veche_inbox_load (db, GPOINTER_TO_INT (input), error);
  char *state = g_strdup (mention->state);

  veche_record_unref (mention);

  return state;
}

static gboolean
has_state (Fixture *self, int id, const char *wanted)
{
  g_autofree char *state = veche_test_run (self->workspace.store, VECHE_LANE_READER, state_job, GINT_TO_POINTER (id));

  return g_str_equal (state, wanted);
}

/* The name of the button with this label in the latest. */
static const char *
button (const char *label)
{
  for (guint i = 0; latest ()->actions[i] != NULL && latest ()->actions[i + 1] != NULL; i += 2)
    if (g_str_equal (latest ()->actions[i + 1], label))
      return latest ()->actions[i];

  return NULL;
}

static void
press (const char *label)
{
  g_assert_nonnull (button (label));
  g_dbus_connection_emit_signal (server, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", latest ()->id, button (label)), NULL);
}

/*** The tests ***/

/* One a source, replaced; its buttons; taken back once it was read; what was there before is no news. */
static void
test_one_a_source (Fixture *self, gconstpointer data)
{
  guint first;

  say (self, "s1", COMPLAINT, 10, 1);
  veche_test_wait (told->len == 1);
  g_assert_cmpstr (latest ()->title, ==, "Анна ‹b› · Чат");
  g_assert_cmpstr (latest ()->body, ==, "Ужасно, опять всё сломалось, верните деньги ＆ ‹i›сейчас‹/i›");
  g_assert_cmpuint (latest ()->replaces, ==, 0);
  first = latest ()->id;

  /* More of the same source takes its place; another source has its own. */
  say (self, "s1", COMPLAINT, 11, 4);
  veche_test_wait (told->len == 2);
  g_assert_cmpuint (latest ()->replaces, ==, first);
  g_assert_cmpstr (latest ()->title, ==, "5 wait: Чат");
  say (self, "s2", COMPLAINT, 20, 1);
  veche_test_wait (told->len == 3);
  g_assert_cmpuint (latest ()->replaces, ==, 0);

  /* Neutral talk is told of only where that was chosen. */
  say (self, "s2", "Когда будет встреча?", 21, 1);
  say (self, "s2", COMPLAINT, 22, 1);
  veche_test_wait (told->len == 4);
  g_assert_cmpstr (latest ()->title, ==, "2 wait: Форум");
  press ("Reply");
  veche_test_wait (pressed != NULL);
  g_assert_true (g_str_has_prefix (pressed, "reply "));

  g_assert_cmpuint (closed, ==, 0);
  for (int id = 4; id <= 8; id++)
    veche_test_run (self->workspace.store, VECHE_LANE_WRITER, seen_job, GINT_TO_POINTER (id));
  veche_test_wait (closed == 1);
  g_assert_cmpuint (told->len, ==, 4);
}

static gpointer
edit_job (VecheDb *db, gpointer input, GError **error)
{
  g_auto (GStrv) words = g_strsplit (input, " ", 3);
  g_autoptr (VecheEdit) edit = veche_edit_new ("notices", NULL);

  if (g_str_equal (words[0], "quiet"))
    veche_notices_edit_quiet (db, edit, atoi (words[1]), atoi (words[2]));
  else
    veche_notices_edit_source (db, edit, words[0], g_str_equal (words[1], "all") ? VECHE_NOTICE_ALL : VECHE_NOTICE_NOTHING);

  return veche_journal_apply (db, edit, "test", error) != 0 ? VECHE_JOB_DONE : NULL;
}

static void
choose (Fixture *self, const char *what)
{
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, edit_job, (gpointer) what);
}

static void
test_chosen (Fixture *self, gconstpointer data)
{
  choose (self, "s1 all");
  choose (self, "s2 nothing");
  say (self, "s2", COMPLAINT, 30, 1);
  say (self, "s1", "Когда будет встреча?", 31, 1);
  veche_test_wait (told->len == 1);
  g_assert_cmpstr (latest ()->title, ==, "Анна ‹b› · Чат");

  /* While the Inbox is before their eyes, nothing; and it is no news afterwards. */
  veche_notices_set_seen (self->notices, TRUE);
  veche_test_wait (closed == 1);
  say (self, "s1", "А где?", 32, 1);
  choose (self, "s2 all");
  /* A promise is no row of the list that is seen: once it was told of, the others were looked at, too. */
  sql (self, "INSERT INTO promise (uid, text, made, due) VALUES ('p1', 'Узнать про зал', 1, 2)");
  veche_test_wait (told->len == 2);
  g_assert_cmpstr (latest ()->title, ==, "A promise is due");
  veche_notices_set_seen (self->notices, FALSE);
  say (self, "s2", "Кто придёт?", 33, 1);
  veche_test_wait (told->len == 3);
  g_assert_true (g_str_has_suffix (latest ()->title, "Форум"));
}

/* Told at the end of quiet hours, all together. */
static void
test_quiet (Fixture *self, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  g_autofree char *quiet = g_strdup_printf ("quiet %d %d", (minute + 1440 - 120) % 1440, (minute + 120) % 1440);
  guint looked;

  choose (self, quiet);
  say (self, "s1", COMPLAINT, 40, 2);
  say (self, "s2", COMPLAINT, 50, 3);
  /* Something that is told at once would have been by then: another change is looked at after these. */
  looked = told->len;
  for (guint i = 0; i < 60; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpuint (told->len, ==, looked);
  choose (self, "quiet 0 0");
  veche_test_wait (told->len == 2);
  g_assert_cmpstr (((Told *) told->pdata[0])->title, ==, "2 wait: Чат");
  g_assert_cmpstr (((Told *) told->pdata[1])->title, ==, "3 wait: Форум");
}

/* An event's reminder, and with a task's: one notification, which leads into the plan. */
static void
test_reminders (Fixture *self, gconstpointer data)
{
  gint64 soon = veche_now () + 30 * G_TIME_SPAN_MINUTE;
  g_autofree char *starts = veche_when_local (soon, "Europe/Berlin"), *here = veche_when_local (soon, veche_when_own_zone ());
  g_autofree char *event = g_strdup_printf ("INSERT INTO event (uid, title, starts, tz, place, remind, created) VALUES ('e1', 'Чай <b>', '%s', 'Europe/Berlin', 'Клуб', 60, 1)", starts);
  g_autofree char *task = g_strdup_printf ("INSERT INTO task (uid, title, due, tz, remind, created) VALUES ('t1', 'Ключи', '%s', 'Europe/Berlin', 45, 1)", starts);

  sql (self, event);
  veche_test_wait (told->len == 1);
  g_assert_cmpstr (latest ()->title, ==, "Чай ‹b›");
  g_assert_true (g_str_has_suffix (latest ()->body, " · Клуб"));
  g_assert_nonnull (strstr (latest ()->body, here + strlen ("2026-12-31T")));
  g_assert_null (button ("Snooze"));
  g_dbus_connection_emit_signal (server, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", latest ()->id, "default"), NULL);
  veche_test_wait (pressed != NULL);
  g_assert_cmpstr (pressed, ==, "show-plan event:e1");
  sql (self, task);
  veche_test_wait (told->len == 2);
  g_assert_cmpstr (latest ()->title, ==, "2 reminders");
  sql (self, "UPDATE event SET status = 'cancelled'; UPDATE task SET state = 'done'");
  veche_test_wait (closed == 1);
}

/* Slept over, set forwards, set back, and forwards again: it is told of when its moment has passed, and once. */
static void
test_reminders_by_a_clock_that_jumps (Fixture *self, gconstpointer data)
{
  g_autofree char *later = veche_when_local (veche_now () + 120 * G_TIME_SPAN_MINUTE, "Europe/Berlin");
  g_autofree char *event = g_strdup_printf ("INSERT INTO event (uid, title, starts, tz, remind, created) VALUES ('e1', 'Чай', '%s', 'Europe/Berlin', 60, 1)", later);
  g_autofree char *task = g_strdup_printf ("INSERT INTO task (uid, title, due, tz, remind, created) VALUES ('t1', 'Ключи', '%s', 'Europe/Berlin', 240, 1)", later);

  sql (self, event);
  sql (self, task);
  veche_test_wait (told->len == 1);
  g_assert_cmpstr (latest ()->title, ==, "Ключи");
  ahead = 90 * G_TIME_SPAN_MINUTE;
  sql (self, "UPDATE task SET title = 'Ключи от зала'");
  veche_test_wait (told->len == 2);
  g_assert_cmpstr (latest ()->title, ==, "2 reminders");
  ahead = -300 * G_TIME_SPAN_MINUTE;
  sql (self, "UPDATE task SET title = 'Ключи'");
  veche_test_wait (closed == 1);
  ahead = 90 * G_TIME_SPAN_MINUTE;
  sql (self, "UPDATE task SET title = 'Ключи от зала'");
  for (gint64 until = g_get_monotonic_time () + 1500 * G_TIME_SPAN_MILLISECOND; g_get_monotonic_time () < until;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (told->len, ==, 2);
  ahead = 0;
}

/* One look at them all: the tasks when all are tasks. */
static void
test_reminders_lead_to_the_tasks (Fixture *self, gconstpointer data)
{
  g_autofree char *soon = veche_when_local (veche_now () + 30 * G_TIME_SPAN_MINUTE, "Europe/Berlin");
  g_autofree char *tasks = g_strdup_printf ("INSERT INTO task (uid, title, due, tz, remind, created) VALUES ('t1', 'Ключи', '%1$s', 'Europe/Berlin', 60, 1),"
                                            " ('t2', 'Стулья', '%1$s', 'Europe/Berlin', 60, 1)", soon);

  sql (self, tasks);
  veche_test_wait (told->len == 1);
  g_assert_cmpstr (latest ()->title, ==, "2 reminders");
  g_dbus_connection_emit_signal (server, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", latest ()->id, "default"), NULL);
  veche_test_wait (pressed != NULL);
  g_assert_cmpstr (pressed, ==, "show-plan task:");
}

static gpointer
due_job (VecheDb *db, gpointer input, GError **error)
{
  gint64 next = 0;

  return GINT_TO_POINTER (veche_promises_count_due (db, veche_now (), &next) == 0 && next > veche_now () ? 2 : 1);
}

static gboolean
is_due_later (Fixture *self)
{
  return GPOINTER_TO_INT (veche_test_run (self->workspace.store, VECHE_LANE_READER, due_job, NULL)) == 2;
}

static void
test_due (Fixture *self, gconstpointer data)
{
  sql (self, "INSERT INTO promise (uid, interaction_id, text, made, due) SELECT 'p1', interaction_id, 'Узнать про зал', 1, 2 FROM triage WHERE id = 1");
  veche_test_wait (told->len == 1);
  g_assert_cmpstr (latest ()->body, ==, "Узнать про зал");
  press ("Snooze");
  veche_test_wait (pressed != NULL);
  g_assert_cmpstr (pressed, ==, "snooze promise:p1");
  veche_notices_snooze (self->workspace.session, "promise:p1");
  veche_test_wait (is_due_later (self));

  sql (self, "INSERT INTO member (uid, name, created) VALUES ('olga', 'Ольга', 1);"
             "UPDATE triage SET owner_id = (SELECT id FROM member WHERE uid = 'olga'), owner_due = 5 WHERE id = 2");
  veche_test_wait (told->len == 2);
  g_assert_cmpstr (latest ()->title, ==, "Ольга has not answered yet");
}

static void
test_snooze (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) what = NULL;
  g_autofree char *gone = NULL;

  say (self, "s1", COMPLAINT, 60, 2);
  veche_test_wait (told->len == 1);
  press ("Snooze All");
  veche_test_wait (pressed != NULL);
  what = g_strsplit (pressed, " ", 2);
  g_assert_cmpstr (what[0], ==, "snooze");
  veche_notices_snooze (self->workspace.session, what[1]);
  veche_test_wait (has_state (self, 4, "snoozed") && has_state (self, 5, "snoozed"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (has_state (self, 4, "open") && has_state (self, 5, "open"));

  /* What was done meanwhile stays done, what is gone keeps the others from nothing. */
  sql (self, "UPDATE triage SET state = 'done' WHERE id = 4");
  gone = g_strconcat ("promise:none ", what[1], " nothing", NULL);
  veche_notices_snooze (self->workspace.session, gone);
  veche_test_wait (has_state (self, 5, "snoozed"));
  g_assert_true (has_state (self, 4, "done"));
}

static void
told_is_tame (const char *what)
{
  const char *title = latest ()->title, *body = latest ()->body;

  g_test_message ("%s: “%s”, %zu and %zu bytes", what, title, strlen (title), strlen (body));
  g_assert_true (g_utf8_validate (title, -1, NULL) && g_utf8_validate (body, -1, NULL));
  g_assert_cmpstr (hostile_wildness (title), ==, NULL);
  g_assert_cmpstr (hostile_wildness (body), ==, NULL);
  g_assert_null (strpbrk (title, "<>&\n\r\x01"));
  g_assert_null (strpbrk (body, "<>&\n\r\x01"));
  g_assert_cmpint (g_utf8_strlen (title, -1), <=, 480);
  g_assert_cmpint (g_utf8_strlen (body, -1), <=, 480);
  g_assert_cmpint (*title, !=, '\0');
  g_assert_cmpint (*title, !=, ' ');
}

/* Whatever people, sources, promises, events are called: the server may be any, and what it shows is not ours. */
static void
test_hostile (Fixture *self, gconstpointer data)
{
  g_autofree char *text = hostile_text (GPOINTER_TO_UINT (data)), *names = hostile_sql ("UPDATE source SET name = $", text);
  g_autofree char *promise = hostile_sql ("INSERT INTO promise (uid, member_id, text, made, due) SELECT 'p1', max (id), $, 1, 2 FROM member", text);
  g_autofree char *colleague = hostile_sql ("INSERT INTO member (uid, name, created) VALUES ('olga', $, 1);"
                                            "UPDATE triage SET owner_id = (SELECT id FROM member WHERE uid = 'olga'), owner_due = 5 WHERE id = 2", text);
  g_autofree char *starts = veche_when_local (veche_now () + 30 * G_TIME_SPAN_MINUTE, veche_when_own_zone ());
  g_autofree char *when = hostile_sql ("INSERT INTO event (uid, title, starts, tz, place, remind, created) VALUES ('e1', $, '@', 'Europe/Berlin', $, 1440, 1)", text);
  g_auto (GStrv) around = g_strsplit (when, "@", 2);
  g_autofree char *event = g_strjoinv (starts, around);
  g_autofree char *uid = g_strdup ("s1");
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();
  VecheHeatAlert alert = { .kind = VECHE_HEAT_SOURCE, .source_uid = uid, .source_name = text, .n = 8, .people = 3, .usual = 1, .z = 4 };

  choose (self, "s1 all");
  sql (self, names);
  say_as (self, "s1", text, text, 70, 1);
  veche_test_wait (told->len == 1);
  told_is_tame ("one");
  say_as (self, "s1", text, text, 71, 1);
  veche_test_wait (told->len == 2);
  told_is_tame ("two");
  sql (self, promise);
  veche_test_wait (told->len == 3);
  told_is_tame ("promise");
  sql (self, colleague);
  veche_test_wait (told->len == 4);
  told_is_tame ("request");
  sql (self, event);
  veche_test_wait (told->len == 5);
  told_is_tame ("event");
  g_ptr_array_add (alerts, &alert);
  veche_notices_set_alerts (self->notices, alerts);
  veche_test_wait (told->len == 6);
  told_is_tame ("heat");
}

static gint64
moment (GTimeZone *zone, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) at = g_date_time_new (zone, 2026, month, day, hour, minute, 0);

  return g_date_time_to_unix (at) * G_USEC_PER_SEC;
}

/* Quiet hours end by the clock on the wall, on the days when that jumps, too. */
static void
test_next_loud (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (VecheHours) hours = veche_hours_new ("mon-fri 10:00-19:00", berlin, NULL);
  VecheNoticeSettings night = { .quiet_from = 22 * 60, .quiet_to = 8 * 60 }, noon = { .quiet_from = 13 * 60, .quiet_to = 14 * 60 };
  VecheNoticeSettings gap = { .quiet_from = 60, .quiet_to = 2 * 60 + 30 }, work = { .quiet_from = 9 * 60, .quiet_to = 11 * 60, .closed = TRUE };

  g_assert_cmpint (veche_notices_next_loud (&night, berlin, hours, moment (berlin, 3, 28, 23, 0)), ==, moment (berlin, 3, 29, 8, 0));
  g_assert_cmpint (moment (berlin, 3, 29, 8, 0) - moment (berlin, 3, 28, 23, 0), ==, 8 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (veche_notices_next_loud (&night, berlin, hours, moment (berlin, 10, 24, 23, 0)), ==, moment (berlin, 10, 25, 8, 0));
  g_assert_cmpint (moment (berlin, 10, 25, 8, 0) - moment (berlin, 10, 24, 23, 0), ==, 10 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (veche_notices_next_loud (&night, berlin, hours, moment (berlin, 3, 28, 12, 0)), ==, moment (berlin, 3, 28, 12, 0));
  g_assert_cmpint (veche_notices_next_loud (&noon, berlin, hours, moment (berlin, 3, 28, 13, 30)), ==, moment (berlin, 3, 28, 14, 0));
  /* There is no 2:30 on that night. */
  g_assert_cmpint (veche_notices_next_loud (&gap, berlin, hours, moment (berlin, 3, 29, 1, 30)), ==, moment (berlin, 3, 29, 3, 0));
  /* Friday evening: closed until Monday at ten, quiet until eleven. */
  g_assert_cmpint (veche_notices_next_loud (&work, berlin, hours, moment (berlin, 3, 27, 20, 0)), ==, moment (berlin, 3, 30, 11, 0));
}

static void
heard_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);

  *(gboolean *) user_data = TRUE;
}

/* What still stands on the screen is closed there: GLib's own list of it trips over itself when application and bus go first. */
static void
close_all (void)
{
  GDBusConnection *ours = g_application_get_dbus_connection (application);
  gboolean heard = FALSE;

  for (guint id = 1; id <= last_id; id++)
    g_dbus_connection_emit_signal (server, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "NotificationClosed",
                                   g_variant_new ("(uu)", id, 2u), NULL);
  g_dbus_connection_flush_sync (server, NULL, NULL);
  /* Whatever was sent before has been delivered once the bus answers this. */
  g_dbus_connection_call (ours, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId", NULL, NULL, 0, -1, NULL,
                          heard_cb, &heard);
  while (!heard || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  static const GActionEntry entries[] = {
    { "reply", press_cb, "s", NULL, NULL, { 0 } }, { "snooze", press_cb, "s", NULL, NULL, { 0 } },
    { "show-mention", press_cb, "s", NULL, NULL, { 0 } }, { "show-promises", press_cb, NULL, NULL, NULL, { 0 } },
    { "show-plan", press_cb, "s", NULL, NULL, { 0 } },
  };
  static const char *const names[N_HOSTILE] = HOSTILE_NAMES;
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  g_autoptr (GTestDBus) bus = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);   /* a bus of one's own takes it away */
  if (!veche_test_app_init ())
    return 0;

  start_server (g_test_dbus_get_bus_address (bus));
  application = g_application_new ("app.veche.Test", G_APPLICATION_DEFAULT_FLAGS);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), NULL);
  g_assert_true (g_application_register (application, NULL, NULL));

  g_test_add_func ("/notices/next-loud", test_next_loud);
  g_test_add ("/notices/one-a-source", Fixture, NULL, set_up, test_one_a_source, tear_down);
  g_test_add ("/notices/chosen", Fixture, NULL, set_up, test_chosen, tear_down);
  g_test_add ("/notices/quiet", Fixture, NULL, set_up, test_quiet, tear_down);
  for (guint kind = 0; kind < N_HOSTILE; kind++)
    {
      gboolean often = kind == HOSTILE_MARKUP || kind == HOSTILE_EMPTY;
      g_autofree char *path = g_strdup_printf ("/notices/%s%s", often ? "" : "slow/", names[kind]);

      if (often || g_test_slow ())
        g_test_add (path, Fixture, GUINT_TO_POINTER (kind), set_up, test_hostile, tear_down);
    }
  g_test_add ("/notices/reminders", Fixture, NULL, set_up, test_reminders, tear_down);
  g_test_add ("/notices/reminders-by-a-clock-that-jumps", Fixture, NULL, set_up, test_reminders_by_a_clock_that_jumps, tear_down);
  g_test_add ("/notices/reminders-lead-to-the-tasks", Fixture, NULL, set_up, test_reminders_lead_to_the_tasks, tear_down);
  g_test_add ("/notices/due", Fixture, NULL, set_up, test_due, tear_down);
  g_test_add ("/notices/snooze", Fixture, NULL, set_up, test_snooze, tear_down);
  result = g_test_run ();

  close_all ();
  g_object_unref (application);
  g_object_unref (server);
  g_ptr_array_unref (told);
  g_free (pressed);
  g_test_dbus_down (bus);

  return result;
}
