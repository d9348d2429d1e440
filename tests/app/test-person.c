/* test-person.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands beside a message: the person, and what they asked of those who write to them.
 */

#include <adwaita.h>

#include "app/veche-conversation.h"
#include "app/veche-person-pane.h"
#include "app/veche-playbook-view.h"
#include "model/veche-batch.h"
#include "model/veche-playbook.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-holding-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-playbook-table.h"
#include "store/veche-statement.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

/* A workspace with one question, by somebody of whom nothing is known; beside it the pane, in a window. */
typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window, *conversation, *pane;
  VecheMention      *mention;
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  VechePost *post;
  gint64 id;

  if (!veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'S', 'https://s.example', 1)", error))
    return NULL;
  veche_batch_add_channel (batch, "c1")->name = "Обсуждения";
  veche_batch_add_person (batch, "u1")->name = "Олег Шубин";
  post = veche_batch_add_post (batch, "c1", "m1");
  post->kind = "message";
  post->author = "u1";
  post->text = "Когда будет встреча?";
  post->at = veche_now () - G_TIME_SPAN_HOUR;
  post->attention = VECHE_ATTENTION_MENTION;
  id = veche_ingest_begin (db, "test", "test", error);

  return id != 0 && veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", "s1"), 0, NULL, error) && veche_ingest_finish (db, id, error)
           ? VECHE_JOB_DONE
           : NULL;
}

static gpointer
mention_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, "SELECT id FROM triage LIMIT 1");
  gint64 id = veche_statement_step (row, error) ? veche_statement_int (row, 0) : 0;

  veche_statement_reset (row);

  return veche_inbox_load (db, id, error);
}

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
playbook_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_playbook_load (db, *(gint64 *) input, error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  if (data != NULL)
    veche_test_run (self->workspace.store, VECHE_LANE_WRITER, exec_job, (gpointer) data);
  self->mention = veche_test_run (self->workspace.store, VECHE_LANE_READER, mention_job, NULL);

  self->window = adw_window_new ();
  self->conversation = g_object_new (VECHE_TYPE_CONVERSATION, "hexpand", TRUE, NULL);
  self->pane = g_object_new (VECHE_TYPE_PERSON_PANE, NULL);
  veche_conversation_set_session (VECHE_CONVERSATION (self->conversation), self->workspace.session);
  veche_person_pane_set_session (VECHE_PERSON_PANE (self->pane), self->workspace.session);
  gtk_box_append (GTK_BOX (box), self->conversation);
  gtk_box_append (GTK_BOX (box), self->pane);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_window_present (GTK_WINDOW (self->window));
  veche_conversation_set_mention (VECHE_CONVERSATION (self->conversation), self->mention);
  veche_person_pane_set_member (VECHE_PERSON_PANE (self->pane), self->mention->author_id, self->mention->platform);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer pane = self->pane;

  veche_conversation_close (VECHE_CONVERSATION (self->conversation));
  veche_person_pane_close (VECHE_PERSON_PANE (self->pane));
  g_object_add_weak_pointer (G_OBJECT (pane), &pane);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (pane == NULL);
  veche_record_unref (self->mention);
  veche_test_workspace_close (&self->workspace);
}

static gboolean
is_seen (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_mapped (widget);
}

/* Is there a label that says so, in sight? */
static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && is_seen (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;

  return FALSE;
}

/* Of whom nothing is known: one line and a button; what is written there is kept, and can be taken back. */
static void
test_nothing_known (Fixture *self, gconstpointer data)
{
  GtkWidget *entry = veche_test_find (self->pane, GTK_TYPE_ENTRY, NULL, NULL);

  veche_test_wait (says (self->pane, "Nothing is written down about this person yet"));
  g_assert_true (says (self->pane, "Олег Шубин"));
  g_assert_true (says (self->pane, "Когда будет встреча?"));
  g_assert_false (is_seen (veche_test_find (self->pane, GTK_TYPE_BOX, "veche-guard", NULL)));

  g_signal_emit_by_name (entry, "activate");      /* nothing is nothing to write down */
  gtk_editable_set_text (GTK_EDITABLE (entry), "  На «вы», не звонить ");
  g_signal_emit_by_name (entry, "activate");
  veche_test_wait (says (self->pane, "На «вы», не звонить"));
  g_assert_false (says (self->pane, "Nothing is written down"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (says (self->pane, "Nothing is written down"));
  g_assert_false (says (self->pane, "На «вы»"));
}

/* What they asked for stands before all else, and above the composer. */
static void
test_asked_for (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self->pane, "This person asked not to be written to\nPrefers to be written to on Telegram"));
  veche_test_wait (says (self->conversation, "This person asked not to be written to"));
  g_assert_true (says (self->pane, "Important person"));

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "UPDATE member SET do_not_contact = 0, preferred_platform = NULL, quiet_from = '0:00', quiet_until = '23:59'");
  veche_test_wait (says (self->pane, "Quiet hours"));
  veche_test_wait (!says (self->conversation, "asked not to be written to"));
}

/*** The playbook ***/

static const char *
fitting (Fixture *self)
{
  VecheTestWorkspace *workspace = &self->workspace;
  VechePlaybook *playbook = veche_test_run (workspace->store, VECHE_LANE_READER, playbook_job, &self->mention->parent.id);
  const char *title = playbook != NULL ? g_intern_string (playbook->title) : NULL;

  g_clear_pointer (&playbook, veche_playbook_free);

  return title;
}

/* The kind goes before the mood, both before what is for anything; the community before all. */
static void
test_playbook_fits (Fixture *self, gconstpointer data)
{
  VecheStore *store = self->workspace.store;

  g_assert_cmpstr (fitting (self), ==, NULL);
  veche_test_run (store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "INSERT INTO community (id, uid, name, created) VALUES (1, 'k1', 'Клуб', 1), (2, 'k2', 'Другой', 1);"
                             "UPDATE triage SET kind = 'question', mood = 'negative', channel_id = (SELECT id FROM channel LIMIT 1);"
                             "INSERT INTO article (uid, kind, title, body, message_kind, community_id, created, archived) VALUES"
                             " ('p1', 'playbook', 'any', 'x', NULL, NULL, 1, 0), ('p2', 'playbook', 'old', 'x', 'question', NULL, 1, 1),"
                             " ('p3', 'playbook', 'elsewhere', 'x', 'question', 2, 1, 0), ('p4', 'faq', 'faq', 'x', 'question', NULL, 1, 0)");
  g_assert_cmpstr (fitting (self), ==, "any");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "INSERT INTO article (uid, kind, title, body, message_kind, created) VALUES ('p5', 'playbook', 'complaint', 'x', 'complaint', 1)");
  g_assert_cmpstr (fitting (self), ==, "complaint");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "INSERT INTO article (uid, kind, title, body, message_kind, created) VALUES ('p6', 'playbook', 'question', 'x', 'question', 1)");
  g_assert_cmpstr (fitting (self), ==, "question");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "UPDATE channel SET community_id = 1;"
                             "INSERT INTO article (uid, kind, title, body, message_kind, community_id, created)"
                             " VALUES ('p7', 'playbook', 'ours', 'x', 'question', 1, 1)");
  g_assert_cmpstr (fitting (self), ==, "ours");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job, (gpointer) "UPDATE triage SET kind = '', reason = 'question', mood = ''");
  g_assert_cmpstr (fitting (self), ==, "ours");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job, (gpointer) "UPDATE triage SET kind = 'talk'");
  g_assert_cmpstr (fitting (self), ==, "any");
}

static void
test_playbook_steps (void)
{
  static const struct { const char *body, *steps; } cases[] = {
    { "1. Раз\n2) Два\n\n- Три\n* [ ] Четыре\n— [x] Пять", "Раз|Два|Три|Четыре|Пять" },
    { "# Заголовок\nПросто строка\r\n   \n2026 год", "Просто строка|2026 год" },
    { "", "" },
    { NULL, "" },
    { "-", "-" },
    { "[", "[" },
    { "12.5 часов", "12.5 часов" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) steps = veche_playbook_dup_steps (cases[i].body);
      g_autofree char *joined = g_strjoinv ("|", steps);

      g_assert_cmpstr (joined, ==, cases[i].steps);
    }
}

static guint
n_ticked (GtkWidget *widget)
{
  guint n = GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += n_ticked (child);

  return n;
}

/* Ticked, taken back, done again; and a step that was reworded is to be done anew. */
static void
test_playbook_ticks (Fixture *self, gconstpointer data)
{
  GtkWidget *view = veche_test_find (self->conversation, VECHE_TYPE_PLAYBOOK_VIEW, NULL, NULL);
  GtkWidget *check;

  veche_test_wait (says (view, "0 of 2"));
  gtk_expander_set_expanded (GTK_EXPANDER (veche_test_find (view, GTK_TYPE_EXPANDER, NULL, NULL)), TRUE);
  veche_test_wait (says (view, "Поблагодарить"));
  check = veche_test_find (view, GTK_TYPE_CHECK_BUTTON, NULL, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  veche_test_wait (says (view, "1 of 2"));
  g_assert_true (check == veche_test_find (view, GTK_TYPE_CHECK_BUTTON, NULL, NULL));   /* nothing was made anew under the hand */
  veche_session_undo (self->workspace.session);
  veche_test_wait (says (view, "0 of 2"));
  g_assert_cmpuint (n_ticked (view), ==, 0);
  veche_session_redo (self->workspace.session);
  veche_test_wait (says (view, "1 of 2"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  veche_test_wait (says (view, "0 of 2"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  veche_test_wait (says (view, "1 of 2"));

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "UPDATE article SET body = '1. Назвать срок\n2. Поблагодарить от души\n3. Проверить'");
  veche_test_wait (says (view, "0 of 3"));
}

/*** The holding reply ***/

static gpointer
holding_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_holding_find (db, *(gint64 *) input, error);
}

static const char *
held_with (Fixture *self)
{
  VecheArticle *article = veche_test_run (self->workspace.store, VECHE_LANE_READER, holding_job, &self->mention->interaction_id);
  const char *words = article != NULL ? g_intern_string (article->body) : NULL;

  g_clear_pointer (&article, veche_article_unref);

  return words;
}

/* The topic that is touched goes first, then a template that buys time, then any holding reply; one of another community never. */
static void
test_holding (Fixture *self, gconstpointer data)
{
  VecheStore *store = self->workspace.store;

  g_assert_cmpstr (held_with (self), ==, NULL);
  veche_test_run (store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "INSERT INTO community (id, uid, name, created) VALUES (1, 'k1', 'Клуб', 1);"
                             "INSERT INTO article (id, uid, kind, title, body, holding, community_id, created) VALUES"
                             " (1, 'a1', 'sensitive', 'Данные', 'Храним мало', 'Разберёмся', NULL, 1), (2, 'a2', 'sensitive', 'Чужое', 'x', 'Не наше', 1, 1);"
                             "INSERT INTO article_phrase (uid, article_id, text) VALUES ('f1', 1, 'утечка'), ('f2', 2, 'встреча')");
  g_assert_cmpstr (held_with (self), ==, "Разберёмся");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job,
                  (gpointer) "INSERT INTO article (id, uid, kind, title, body, code, created) VALUES (3, 'a3', 'template', 'Уточню', 'Уточню и вернусь', 'later', 1)");
  g_assert_cmpstr (held_with (self), ==, "Уточню и вернусь");
  veche_test_run (store, VECHE_LANE_WRITER, exec_job, (gpointer) "UPDATE article_phrase SET text = 'ВСТРЕЧА' WHERE uid = 'f1'");
  g_assert_cmpstr (held_with (self), ==, "Разберёмся");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/person/nothing-known", Fixture, NULL, set_up, test_nothing_known, tear_down);
  g_test_add ("/person/asked-for", Fixture, "UPDATE member SET do_not_contact = 1, preferred_platform = 'telegram', important = 1", set_up, test_asked_for,
              tear_down);
  g_test_add_func ("/person/playbook-steps", test_playbook_steps);
  g_test_add ("/person/holding", Fixture, NULL, set_up, test_holding, tear_down);
  g_test_add ("/person/playbook-fits", Fixture, NULL, set_up, test_playbook_fits, tear_down);
  g_test_add ("/person/playbook-ticks", Fixture,
              "INSERT INTO article (uid, kind, title, body, created) VALUES ('p1', 'playbook', 'Так', '1. Поблагодарить\n2. Назвать срок', 1)", set_up,
              test_playbook_ticks, tear_down);

  return g_test_run ();
}
