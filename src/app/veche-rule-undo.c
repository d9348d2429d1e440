/* veche-rule-undo.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-job-progress.h"
#include "app/veche-rule-undo.h"
#include "store/veche-db.h"

#define PIECE 100   /* acts that one transaction takes back */

/* On the main thread, but for what the writer counts while it works. */
typedef struct
{
  VecheSession     *session;       /* (owned) */
  GCancellable     *cancellable;   /* (owned) */
  VecheJobProgress *progress;      /* (owned) (nullable): it is over at once */
  char             *uid;           /* (owned) */
  const char       *actor;

  guint             all, undone, kept;
} RuleUndo;

static void
rule_undo_free (RuleUndo *self)
{
  g_clear_pointer (&self->progress, veche_job_progress_unref);
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_free (self->uid);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RuleUndo, rule_undo_free)

/* How many acts it looked at; 0: there are none left; −1 */
static int
undo_piece (VecheDb *db, RuleUndo *self, gint64 *cursor, GError **error)
{
  guint kept = 0;
  int n;

  if (!veche_db_begin (db, error))
    return -1;
  n = veche_rules_undo_some (db, self->uid, PIECE, self->actor, cursor, &kept, error);
  if (n < 0 || !veche_db_commit (db, error))
    {
      if (veche_db_in_transaction (db))
        veche_db_rollback (db);
      return -1;
    }
  self->undone += (guint) n - kept;
  self->kept += kept;

  return n;
}

/* Outside a transaction: each piece is one, with room for others in between; a cancel is heard there, too. */
static gpointer
undo_job (VecheDb *db, gpointer input, GError **error)
{
  RuleUndo *self = input;
  gint64 cursor = 0;
  int n;

  do
    {
      n = undo_piece (db, self, &cursor, error);
      if (self->progress != NULL)
        veche_job_progress_tell (self->undone + self->kept, self->all, self->progress);
      veche_store_yield (db);
    }
  while (n > 0 && !g_cancellable_is_cancelled (self->cancellable));

  return n >= 0 ? VECHE_JOB_DONE : NULL;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RuleUndo) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = veche_store_run_finish (VECHE_STORE (source), result, &error) != NULL;
  g_autofree char *undone = g_strdup_printf (ngettext ("%u act of the rule taken back", "%u acts of the rule taken back", self->undone), self->undone);
  g_autofree char *kept = g_strdup_printf (ngettext ("%u has been changed since and stays", "%u have been changed since and stay", self->kept), self->kept);
  g_autofree char *both = self->kept > 0 ? g_strdup_printf ("%s; %s", undone, kept) : g_strdup (undone);

  if (self->progress != NULL)
    veche_job_progress_end (self->progress, error);
  if (!done)
    veche_session_show_error (self->session, error);
  else if (g_cancellable_is_cancelled (self->cancellable))
    {
      /* Translators: %s is how many acts of a rule were taken back */
      g_autofree char *toast = g_strdup_printf (_ ("Stopped halfway: %s"), both);

      veche_session_toast (self->session, toast);
    }
  else
    veche_session_toast (self->session, both);
}

void
veche_rule_undo_all (VecheSession *session, const VecheRuleRow *rule)
{
  RuleUndo *self = g_new0 (RuleUndo, 1);

  g_return_if_fail (VECHE_IS_SESSION (session));

  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  self->uid = g_strdup (rule->uid);
  self->actor = veche_session_get_actor (session);
  self->all = rule->n_acts;
  if (self->all > PIECE)
    {
      /* Translators: %s is the name of a rule */
      g_autofree char *title = g_strdup_printf (_ ("Taking Back What “%s” Did"), rule->name);

      self->progress = veche_job_progress_new (session, title, self->cancellable);
    }
  veche_store_run_long_async (veche_session_get_store (session), undo_job, self, NULL, NULL, NULL, undone_cb, self);
}
