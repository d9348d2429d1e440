/* test-competencies.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of competencies and experts, and the page that shows them.
 */

#include "veche-config.h"

#include <string.h>

#include "app/veche-competencies-page.h"
#include "app/veche-competency-card.h"
#include "app/veche-expert-row.h"
#include "app/veche-expert-words.h"
#include "app/veche-pages.h"
#include "app/veche-skill-matrix.h"
#include "app/veche-suggester.h"
#include "model/veche-edit.h"
#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-members-table.h"
#include "store/veche-proposals-table.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

#define DAY (24 * G_TIME_SPAN_HOUR)
#define NOW (G_GINT64_CONSTANT (1764000000) * G_USEC_PER_SEC)

static void
add_evidence (VecheCompetency *competency, const char *kind, gint64 at)
{
  VecheEvidence *evidence = g_new0 (VecheEvidence, 1);

  evidence->kind = (char *) kind;
  evidence->at = at;
  g_ptr_array_add (competency->evidence, evidence);
}

static void
test_why (void)
{
  g_autoptr (GPtrArray) evidence = g_ptr_array_new_with_free_func (g_free);
  VecheCompetency competency = { .name = (char *) "Python", .origin = (char *) "self", .level = 3, .at = NOW - 3 * DAY, .evidence = evidence };
  g_autofree char *told = veche_competency_why (&competency, NOW), *fresh = NULL, *old = NULL;

  g_assert_nonnull (strstr (told, "no evidence yet"));
  add_evidence (&competency, "message", NOW - 2 * DAY);
  add_evidence (&competency, "message", NOW - 30 * DAY);
  add_evidence (&competency, "event", NOW - 90 * DAY);
  fresh = veche_competency_why (&competency, NOW);
  g_assert_nonnull (strstr (fresh, "2 answers, 1 event"));
  g_assert_false (veche_competency_is_stale (&competency, NOW));
  g_assert_true (veche_competency_is_stale (&competency, NOW + 400 * DAY));
  old = veche_competency_why (&competency, NOW + 400 * DAY);
  g_assert_nonnull (strstr (old, "worth asking again"));
}

static VecheReason *
reason (VecheReasonKind kind, int points, guint count)
{
  VecheReason *self = g_new0 (VecheReason, 1);

  self->kind = kind;
  self->points = points;
  self->name = (char *) "PostgreSQL";
  self->count = count;
  self->accepted = count / 2;
  self->at = NOW;

  return self;
}

/* The strongest come first, and one line says what speaks of now. */
static void
test_reasons (void)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  VecheExpert expert = { .name = (char *) "Анна", .reasons = reasons, .score = 17, .mention = (char *) "@anna" };
  g_autoptr (GPtrArray) chosen = NULL, people = g_ptr_array_new ();
  g_autofree char *words = NULL, *sum = NULL, *line = NULL, *nobody = NULL;

  g_ptr_array_add (reasons, reason (VECHE_REASON_ACTIVE, 3, 0));
  g_ptr_array_add (reasons, reason (VECHE_REASON_ANSWERS, 20, 4));
  g_ptr_array_add (reasons, reason (VECHE_REASON_ASKED, -6, 2));
  chosen = veche_reasons_choose (&expert, 3);
  g_assert_cmpuint (chosen->len, ==, 3);
  g_assert_cmpint (((VecheReason *) chosen->pdata[0])->kind, ==, VECHE_REASON_ANSWERS);
  g_assert_cmpint (((VecheReason *) chosen->pdata[2])->kind, ==, VECHE_REASON_ASKED);
  words = veche_reason_words (chosen->pdata[0], &expert, NULL);
  g_assert_nonnull (strstr (words, "4 answers about PostgreSQL, 2 accepted"));
  sum = veche_reasons_sum (&expert, NULL);
  g_assert_nonnull (strstr (sum, "+20"));
  g_assert_nonnull (strstr (sum, "= 17"));
  nobody = veche_experts_line (people);
  g_assert_null (nobody);
  g_ptr_array_add (people, &expert);
  line = veche_experts_line (people);
  g_assert_true (g_str_has_prefix (line, "@anna, "));
}

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-member", "Тимур Галиев");
  const char *uid = veche_edit_insert (edit, "member");

  veche_edit_set_text (edit, "member", uid, "name", "Тимур Галиев");
  veche_edit_set_int (edit, "member", uid, "created", 1);
  if (veche_journal_apply (db, edit, "test", error) <= 0)
    return NULL;
  g_clear_pointer (&edit, veche_edit_unref);
  edit = veche_edit_new ("competency", "Тимур Галиев");
  for (guint i = 0; i < 2; i++)
    {
      gint64 id = veche_members_find (db, "Тимур Галиев", error);
      g_autofree char *member = veche_db_uid_for_id (db, "member", id);

      if (!veche_members_edit_competency (db, edit, member, i == 0 ? "PostgreSQL" : "<b>Вёрстка</b> & <i>", 4, "confirmed", error))
        return NULL;
    }

  return veche_journal_apply (db, edit, "test", error) > 0 ? VECHE_JOB_DONE : NULL;
}

static gboolean
has_text (GtkWidget *root, const char *text)
{
  return veche_test_find (root, GTK_TYPE_LABEL, NULL, text) != NULL;
}

static void
test_page (void)
{
  VecheTestWorkspace workspace = { 0 };
  GtkWidget *window, *page, *toggle;

  veche_test_workspace_open (&workspace);
  veche_test_run (workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  page = g_object_new (VECHE_TYPE_COMPETENCIES_PAGE, "session", workspace.session, NULL);
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1072, 760);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));

  /* Given a question, who can answer is offered. */
  veche_page_search (VECHE_PAGE (page), "Кто разбирается в PostgreSQL?");
  veche_test_wait (veche_test_find (page, VECHE_TYPE_EXPERT_ROW, NULL, NULL) != NULL);
  g_assert_true (has_text (page, "Тимур Галиев"));

  /* The table shows what there is, markup as it was written. */
  toggle = gtk_widget_get_parent (veche_test_find (page, GTK_TYPE_LABEL, NULL, "Table"));
  g_assert_true (GTK_IS_TOGGLE_BUTTON (toggle));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  g_assert_nonnull (veche_test_find (page, VECHE_TYPE_SKILL_MATRIX, NULL, NULL));
  veche_test_wait (has_text (page, "<b>Вёрстка</b> & <i>"));

  veche_page_close (VECHE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  veche_test_workspace_close (&workspace);
}

/*** Proposals from answers ***/

/* Four questions of one person, each answered by another, who has no such competency. */
static gpointer
talk_job (VecheDb *db, gpointer input, GError **error)
{
  static const char sql[] =
    "INSERT INTO member (uid, name, created) VALUES ('asker', 'Ольга', 1), ('helper', 'Кирилл', 1);"
    "INSERT INTO channel (uid, platform, remote_id, name) VALUES ('c', 'telegram', 'c', 'Chat');"
    "INSERT INTO interaction (own_uid, kind, at, channel_id, member_id, text)"
    "  SELECT 'q' || value, 'message', value, (SELECT id FROM channel WHERE uid = 'c'), (SELECT id FROM member WHERE uid = 'asker'), 'How do I back up PostgreSQL, try ' || value || '?'"
    "    FROM json_each ('[1, 2, 3, 4]');"
    "INSERT INTO interaction (own_uid, kind, at, channel_id, member_id, reply_to_id, text)"
    "  SELECT 'a' || value, 'message', value + 10, (SELECT id FROM channel WHERE uid = 'c'), (SELECT id FROM member WHERE uid = 'helper'),"
    "         (SELECT id FROM interaction WHERE uid = 'q' || value), 'PostgreSQL has pg_basebackup for that, run it every night.'"
    "    FROM json_each ('[1, 2, 3, 4]');"
    "INSERT INTO interaction_fts (rowid, text) SELECT id, text FROM interaction";

  return veche_db_exec (db, sql, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) open = veche_proposals_list (db, "open", 0, 10, error);

  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len; i++)
    {
      const VecheProposal *proposal = open->pdata[i];

      g_assert_cmpstr (proposal->origin, ==, "answers");
      g_assert_cmpstr (proposal->member_name, ==, "Кирилл");
    }

  return GUINT_TO_POINTER (open->len + 1);
}

static guint
count_proposals (VecheStore *store)
{
  return GPOINTER_TO_UINT (veche_test_run (store, VECHE_LANE_READER, count_job, NULL)) - 1;
}

static gboolean
set_true_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
rest (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, set_true_cb, &over);
  veche_test_wait (over);
}

/* It waits for what is said after it has begun, stands still while a job runs, and stops when closed. */
static void
test_suggester (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  VecheTestWorkspace workspace = { 0 };
  VechePacer *suggester;
  VecheJobView *job;

  veche_test_workspace_open (&workspace);
  veche_test_run (workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  suggester = veche_suggester_new (workspace.session, 20);
  rest (100);
  job = veche_session_begin_job (workspace.session, "Import", cancellable);
  veche_test_run (workspace.store, VECHE_LANE_WRITER, talk_job, NULL);
  rest (200);
  g_assert_cmpuint (count_proposals (workspace.store), ==, 0);
  veche_session_end_job (workspace.session, job, NULL);
  veche_test_wait (count_proposals (workspace.store) == 1);
  veche_pacer_close (suggester);

  /* One closed at once touches nothing afterwards. */
  suggester = veche_suggester_new (workspace.session, 1);
  veche_pacer_close (suggester);
  rest (50);
  veche_test_workspace_close (&workspace);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add_func ("/competencies/why", test_why);
  g_test_add_func ("/competencies/reasons", test_reasons);
  g_test_add_func ("/competencies/page", test_page);
  g_test_add_func ("/competencies/suggester", test_suggester);

  return g_test_run ();
}
