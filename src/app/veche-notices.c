/* veche-notices.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to tell is looked for whole each time, a while after anything changed; what was told of already is known by its key.  A group (a source,
 * promises …) that has a key which is not known is told of as it stands now, one whose keys are all gone is taken back.  So nothing must be counted, and
 * what was read, answered or undone elsewhere needs no word.
 *
 * GNotification replaces by id (https://docs.gtk.org/gio/method.Application.send_notification.html).  Servers may read a body as markup
 * (https://specifications.freedesktop.org/notification-spec/): characters that begin any are said by others.
 */

#include "veche-config.h"

#include "app/veche-notices-private.h"
#include "app/veche-notices.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "app/veche-mention-words.h"
#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-inbox-table.h"
#include "store/veche-notices-table.h"
#include "store/veche-promises-table.h"

#define SOON      400            /* ms after a change: what comes together is told together */
#define WORDS     200
#define SNOOZED   20             /* at one press */
#define LONGEST   600            /* s */
#define RETRY     G_TIME_SPAN_MINUTE

struct _VecheNotices
{
  GObject       parent_instance;

  VecheSession *session;        /* (owned) (nullable) after close */
  GApplication *application;    /* (unowned) */
  GCancellable *cancellable;    /* (owned) */
  GPtrArray    *alerts;         /* (owned) (nullable) */
  GHashTable   *known;          /* (element-type char*): keys that were told of or seen */
  GHashTable   *told;           /* (element-type char*): ids of notifications that stand */
  gint64        since;          /* mentions up to this id were there at the start; −1: not known yet */
  guint         soon, later;    /* sources */
  int           clock;          /* of the wall, for later: timers of GLib sleep with the computer, and know nothing of a clock that is set; -1: none */
  gboolean      seen, looking, again;
};

G_DEFINE_FINAL_TYPE (VecheNotices, veche_notices, G_TYPE_OBJECT)

/*** Telling ***/

/* What strangers wrote, in one line, and nothing that could be read as markup. (transfer full) */
static char *
tame (const char *text)
{
  g_autofree char *clean = veche_words_clean (text != NULL ? text : "", WORDS, FALSE);
  g_autoptr (GString) plain = g_string_new (clean);

  g_string_replace (plain, "<", "‹", 0);
  g_string_replace (plain, ">", "›", 0);
  g_string_replace (plain, "&", "＆", 0);

  return g_strdup (plain->str);
}

/* Never nothing: a server refuses what has no title, and a sentence needs its subject. (transfer full) */
static char *
tame_name (const char *text, const char *otherwise)
{
  char *name = tame (text);

  return *name != '\0' ? name : (g_free (name), g_strdup (otherwise));
}

/* (transfer full) */
static char *
group_title (const VecheNoticeGroup *group)
{
  const VecheNoticeThing *first = group->things->pdata[0];
  guint n = group->things->len;
  g_autofree char *who = tame_name (first->who, _ ("Somebody")), *name = tame_name (group->name, _ ("Without a name"));

  if (g_str_equal (group->id, "promises"))
    return n == 1 ? g_strdup_printf (first->who != NULL && *first->who != '\0' ? _ ("Promised to %s") : _ ("A promise is due"), who)
                  : g_strdup_printf (ngettext ("%u promise is due", "%u promises are due", n), n);
  if (g_str_equal (group->id, "requests"))
    /* Translators: %s is a colleague who was asked to answer */
    return n == 1 ? g_strdup_printf (_ ("%s has not answered yet"), who)
                  : g_strdup_printf (ngettext ("%u colleague’s answer is due", "%u colleagues’ answers are due", n), n);
  if (g_str_equal (group->id, "reminders"))
    return n == 1 ? tame_name (first->who, _ ("Reminder")) : g_strdup_printf (ngettext ("%u reminder", "%u reminders", n), n);
  if (g_str_equal (group->id, "heat"))
    /* Translators: %s is a source, such as a chat */
    return n == 1 ? g_strdup_printf (_ ("A talk grows hot: %s"), first->who != NULL && *first->who != '\0' ? who : _ ("Without a name")) : g_strdup_printf (ngettext ("%u talk grows hot", "%u talks grow hot", n), n);
  if (n == 1)
    /* Translators: a person, then a source such as a chat */
    return g_strdup_printf (C_ ("notification", "%s · %s"), who, name);

  /* Translators: how many, then a source such as a chat */
  return g_strdup_printf (ngettext ("%u waits: %s", "%u wait: %s", n), n, name);
}

/* Where a click on reminders leads: to the one, to the tasks when all are tasks, else into the plan. */
static const char *
reminders_target (const VecheNoticeGroup *group)
{
  const VecheNoticeThing *first = group->things->pdata[0];

  if (group->things->len == 1)
    return first->uid;
  for (guint i = 0; i < group->things->len; i++)
    if (!g_str_has_prefix (((VecheNoticeThing *) group->things->pdata[i])->uid, "task:"))
      return "";

  return "task:";
}

/* (transfer full) */
static char *
group_body (const VecheNoticeGroup *group)
{
  const VecheNoticeThing *first = group->things->pdata[0];
  g_autofree char *who = tame (first->who), *text = tame (first->text);

  if (group->things->len == 1 || *who == '\0')
    return g_steal_pointer (&text);

  /* Translators: a person, then what they said */
  return g_strdup_printf (C_ ("notification", "%s: %s"), who, text);
}

/* What one press puts off. (transfer full) */
static char *
group_snoozes (const VecheNoticeGroup *group)
{
  GString *what = g_string_new (NULL);
  gboolean promises = g_str_equal (group->id, "promises");

  for (guint i = 0; i < MIN (group->things->len, SNOOZED); i++)
    {
      const VecheNoticeThing *thing = group->things->pdata[i];
      g_auto (GStrv) key = g_strsplit (thing->key, ":", -1);

      if (promises)
        g_string_append_printf (what, "%spromise:%s", i > 0 ? " " : "", key[1]);
      else if (thing->uid != NULL)
        g_string_append_printf (what, "%s%s", what->len > 0 ? " " : "", thing->uid);
    }

  return g_string_free (what, FALSE);
}

static void
notices_tell (VecheNotices *self, const VecheNoticeGroup *group)
{
  const VecheNoticeThing *first = group->things->pdata[0];
  g_autofree char *title = group_title (group), *body = group_body (group), *snoozes = group_snoozes (group);
  g_autoptr (GNotification) notification = g_notification_new (title);
  gboolean reminder = g_str_equal (group->id, "reminders"), negative = FALSE;
  gboolean mention = first->uid != NULL && !g_str_has_prefix (first->uid, "promise:") && !reminder;

  for (guint i = 0; i < group->things->len; i++)
    negative |= ((VecheNoticeThing *) group->things->pdata[i])->negative;
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, negative ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  if (reminder)
    g_notification_set_default_action_and_target (notification, "app.show-plan", "s", reminders_target (group));
  else if (g_str_equal (group->id, "promises") && (group->things->len > 1 || !mention))
    g_notification_set_default_action (notification, "app.show-promises");
  else
    g_notification_set_default_action_and_target (notification, "app.show-mention", "s", mention ? first->uid : "");
  if (mention)
    g_notification_add_button_with_target (notification, _ ("Reply"), "app.reply", "s", first->uid);
  if (*snoozes != '\0' && !reminder && !g_str_equal (group->id, "heat"))
    g_notification_add_button_with_target (notification, group->things->len > 1 ? _ ("Snooze All") : _ ("Snooze"), "app.snooze", "s", snoozes);
  g_application_send_notification (self->application, group->id, notification);
  g_hash_table_add (self->told, g_strdup (group->id));
}

static void
notices_withdraw (VecheNotices *self, const char *id)
{
  if (g_hash_table_remove (self->told, id))
    g_application_withdraw_notification (self->application, id);
}

/* What stands there no more: somebody read, answered, kept it. */
static void
notices_take_back (VecheNotices *self, GPtrArray *groups)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (self->told);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      g_autofree char *name = g_strdup (id->data);
      gboolean stands = FALSE;

      for (guint i = 0; i < groups->len && !stands; i++)
        stands = g_str_equal (((VecheNoticeGroup *) groups->pdata[i])->id, name);
      if (!stands)
        notices_withdraw (self, name);
    }
}

static gboolean
group_is_news (VecheNotices *self, const VecheNoticeGroup *group)
{
  for (guint i = 0; i < group->things->len; i++)
    if (!g_hash_table_contains (self->known, ((VecheNoticeThing *) group->things->pdata[i])->key))
      return TRUE;

  return FALSE;
}

static void
group_know (VecheNotices *self, const VecheNoticeGroup *group)
{
  for (guint i = 0; i < group->things->len; i++)
    g_hash_table_add (self->known, g_strdup (((VecheNoticeThing *) group->things->pdata[i])->key));
}

/*** Looking ***/

static void notices_look (VecheNotices *self);

/* Its moment has come, or the clock was set. */
static gboolean
notices_later_cb (int clock, GIOCondition condition, gpointer user_data)
{
  VecheNotices *self = user_data;
  guint64 times;

  if (read (clock, &times, sizeof times) == sizeof times || errno == ECANCELED)
    notices_look (self);

  return G_SOURCE_CONTINUE;
}

static void
notices_wait (VecheNotices *self, const VecheNoticesFound *found, gboolean quiet)
{
  gint64 now = veche_now (), until = quiet ? found->loud : found->next;
  gint64 seconds = until != 0 ? (until - now) / G_USEC_PER_SEC + 1 : LONGEST;
  const struct itimerspec at = { .it_value.tv_sec = (time_t) (now / G_USEC_PER_SEC + CLAMP (seconds, 1, LONGEST)) };

  timerfd_settime (self->clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &at, NULL);
}

static void
notices_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheNotices) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheNoticesFound) found = veche_store_run_finish (VECHE_STORE (object), result, &error);
  gboolean quiet;

  self->looking = FALSE;
  if (self->session == NULL)
    return;
  if (found == NULL)
    {
      /* Nothing else might ask again before a reminder is due. */
      notices_wait (self, &(VecheNoticesFound) { .next = veche_now () + RETRY }, FALSE);
      g_warning ("cannot look for what to tell: %s", error->message);
      if (self->again)
        notices_look (self);
      return;
    }
  self->since = found->since;
  quiet = found->loud > veche_now ();
  notices_take_back (self, found->groups);
  for (guint i = 0; i < found->groups->len; i++)
    {
      const VecheNoticeGroup *group = found->groups->pdata[i];
      gboolean in_inbox = g_str_has_prefix (group->id, "source:") || g_str_equal (group->id, "requests");

      if (self->seen && in_inbox)
        notices_withdraw (self, group->id);
      else if (quiet || !group_is_news (self, group))
        continue;
      else
        notices_tell (self, group);
      group_know (self, group);
    }
  notices_wait (self, found, quiet);
  if (self->again)
    notices_look (self);
}

static void
notices_look (VecheNotices *self)
{
  VecheNoticesLook *look;

  self->again = self->looking;
  if (self->looking || self->session == NULL)
    return;
  self->looking = TRUE;
  look = g_new0 (VecheNoticesLook, 1);
  look->since = self->since;
  look->alerts = self->alerts != NULL ? g_ptr_array_ref (self->alerts) : NULL;
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_READER, G_PRIORITY_LOW, veche_notices_look_job, look, veche_notices_look_free, veche_notices_found_free,
                                  self->cancellable, notices_looked_cb, g_object_ref (self));
}

static gboolean
notices_soon_cb (gpointer user_data)
{
  VecheNotices *self = user_data;

  self->soon = 0;
  notices_look (self);

  return G_SOURCE_REMOVE;
}

static void
notices_look_soon (VecheNotices *self)
{
  if (self->soon == 0 && self->session != NULL)
    self->soon = g_timeout_add_full (G_PRIORITY_LOW, SOON, notices_soon_cb, self, NULL);
}

static void
notices_changed_cb (VecheNotices *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & (VECHE_TABLE_TRIAGE | VECHE_TABLE_PLAN))
    notices_look_soon (self);
}

/*** Snoozing ***/

typedef struct { GStrv what; } Snooze;

static void
snooze_free (gpointer data)
{
  Snooze *snooze = data;

  g_strfreev (snooze->what);
  g_free (snooze);
}

/* A notification may stand there for longer than what it tells of, and even than its workspace is open: what was done meanwhile stays done.
 * FALSE: it waits no longer. */
static gboolean
snooze_one (VecheDb *db, VecheEdit *edit, const char *what, gint64 until)
{
  const char *promise = g_str_has_prefix (what, "promise:") ? what + strlen ("promise:") : NULL;
  gint64 id = promise != NULL ? veche_db_id_for_uid (db, "promise", promise) : veche_inbox_find (db, what, NULL);
  g_autoptr (VecheRecord) mention = NULL;

  if (id == 0)
    return FALSE;
  if (promise != NULL)
    {
      veche_promises_edit_due (edit, promise, until);
      return TRUE;
    }
  mention = (VecheRecord *) veche_inbox_load (db, id, NULL);
  if (mention == NULL || g_strcmp0 (((VecheMention *) mention)->state, "done") == 0)
    return FALSE;
  veche_inbox_edit_snooze (edit, mention->uid, until);

  return TRUE;
}

static gboolean
snooze_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Snooze *snooze = input;
  g_autoptr (VecheHours) hours = veche_inbox_hours_load (db);
  gint64 until = veche_hours_next_morning (hours, veche_now ());
  gboolean some = FALSE;

  for (guint i = 0; snooze->what[i] != NULL; i++)
    some |= snooze_one (db, edit, snooze->what[i], until);
  if (!some)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "Nothing of it waits any longer");

  return some;
}

void
veche_notices_snooze (VecheSession *session, const char *what)
{
  Snooze *snooze = g_new0 (Snooze, 1);
  g_autoptr (VecheEdit) edit = veche_edit_new ("snooze", NULL);

  g_return_if_fail (VECHE_IS_SESSION (session) && what != NULL);

  snooze->what = g_strsplit (what, " ", SNOOZED);
  veche_session_build_edit (session, edit, snooze_build, snooze, snooze_free, _ ("Snoozed until the next working morning"), NULL, NULL);
}

/*** Public ***/

VecheNotices *
veche_notices_new (VecheSession *session, GApplication *application)
{
  VecheNotices *self;

  g_return_val_if_fail (VECHE_IS_SESSION (session) && G_IS_APPLICATION (application), NULL);

  self = g_object_new (VECHE_TYPE_NOTICES, NULL);
  self->session = g_object_ref (session);
  self->application = application;
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (notices_changed_cb), self, G_CONNECT_SWAPPED);
  notices_look (self);

  return self;
}

void
veche_notices_close (VecheNotices *self)
{
  g_autoptr (GList) ids = g_hash_table_get_keys (self->told);

  for (GList *id = ids; id != NULL; id = id->next)
    g_application_withdraw_notification (self->application, id->data);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->later, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_object (&self->session);
  g_object_unref (self);
}

void
veche_notices_set_seen (VecheNotices *self, gboolean seen)
{
  g_return_if_fail (VECHE_IS_NOTICES (self));

  if (self->seen == seen)
    return;
  self->seen = seen;
  if (seen)
    notices_look_soon (self);
}

void
veche_notices_set_alerts (VecheNotices *self, GPtrArray *alerts)
{
  g_return_if_fail (VECHE_IS_NOTICES (self));

  g_ptr_array_ref (alerts);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  self->alerts = alerts;
  notices_look_soon (self);
}

static void
veche_notices_finalize (GObject *object)
{
  VecheNotices *self = VECHE_NOTICES (object);

  g_clear_handle_id (&self->later, g_source_remove);
  if (self->clock >= 0)
    close (self->clock);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->told);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (veche_notices_parent_class)->finalize (object);
}

static void
veche_notices_class_init (VecheNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_notices_finalize;
}

static void
veche_notices_init (VecheNotices *self)
{
  self->since = -1;
  self->clock = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->clock >= 0)
    self->later = g_unix_fd_add_full (G_PRIORITY_LOW, self->clock, G_IO_IN, notices_later_cb, self, NULL);
  else
    g_warning ("no timer for what is to be told: %s", g_strerror (errno));
  self->cancellable = g_cancellable_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
