/* test-sending.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Users never lose a word they typed: drafts, sending, undo and withdrawal, however they fall together.
 */

#include <adwaita.h>
#include <string.h>

#include "app/veche-composer.h"
#include "app/veche-conversation.h"
#include "app/veche-file-tray.h"
#include "app/veche-settings.h"
#include "connectors/veche-sample-connector.h"
#include "model/veche-batch.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-drafts-table.h"
#include "store/veche-files-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-sources-schedule.h"
#include "store/veche-statement.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"
#include "sync/veche-outbox.h"

#define MENTIONS 3
#define ROUNDS   50
#define STEPS    24

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window;
  VecheConversation *talk;
  VecheComposer     *composer;
  VecheMention      *mentions[MENTIONS];
  GMutex             gate;           /* the writer waits while it is locked */
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  gint64 id;

  if (!veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'S', 'https://s.example', 1)", error))
    return NULL;
  veche_batch_add_channel (batch, "c1");
  for (int i = 0; i < MENTIONS; i++)
    {
      g_autofree char *who = g_strdup_printf ("u%d", i), *message = g_strdup_printf ("m%d", i);
      VechePost *post;

      veche_batch_add_person (batch, veche_batch_string (batch, who))->name = veche_batch_string (batch, who);
      post = veche_batch_add_post (batch, "c1", veche_batch_string (batch, message));
      post->kind = "message";
      post->author = veche_batch_string (batch, who);
      post->text = "Спасибо, всё получилось";
      post->at = veche_now () - (i + 1) * G_TIME_SPAN_HOUR;
      post->attention = VECHE_ATTENTION_MENTION;
    }
  id = veche_ingest_begin (db, "test", "test", error);
  return id != 0 && veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", "s1"), 0, NULL, error) && veche_ingest_finish (db, id, error)
           ? VECHE_JOB_DONE
           : NULL;
}

static gpointer
mention_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_inbox_load (db, *(gint64 *) input, error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_mutex_init (&self->gate);
  g_settings_set_int (veche_settings_get (), "send-delay", 0);
  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  for (gint64 i = 0; i < MENTIONS; i++)
    self->mentions[i] = veche_test_run (self->workspace.store, VECHE_LANE_READER, mention_job, &(gint64) { i + 1 });
  self->window = adw_window_new ();
  self->talk = g_object_new (VECHE_TYPE_CONVERSATION, NULL);
  veche_conversation_set_session (self->talk, self->workspace.session);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->talk));
  gtk_window_present (GTK_WINDOW (self->window));
  self->composer = VECHE_COMPOSER (veche_test_find (GTK_WIDGET (self->talk), VECHE_TYPE_COMPOSER, NULL, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer talk = self->talk;

  veche_conversation_close (self->talk);
  g_object_add_weak_pointer (G_OBJECT (talk), &talk);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (talk == NULL);
  for (guint i = 0; i < MENTIONS; i++)
    veche_record_unref (self->mentions[i]);
  veche_test_workspace_close (&self->workspace);
  g_mutex_clear (&self->gate);
}

/*** What a person does ***/

static GtkTextBuffer *
buffer (Fixture *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_TEXT_VIEW, NULL, NULL)));
}

static void
type (Fixture *self, const char *word)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer (self), &end);
  gtk_text_buffer_place_cursor (buffer (self), &end);
  if (gtk_text_buffer_get_char_count (buffer (self)) > 0)
    gtk_text_buffer_insert_at_cursor (buffer (self), " ", 1);
  gtk_text_buffer_insert_at_cursor (buffer (self), word, -1);
}

static gboolean
press_send (Fixture *self)
{
  GtkWidget *view = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_TEXT_VIEW, NULL, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  gboolean taken = FALSE;

  for (guint i = 0; !taken && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Return, 0, GDK_CONTROL_MASK, &taken);
    }

  return taken;
}

static gboolean
shows (Fixture *self, const char *text)
{
  g_autofree char *there = veche_composer_dup_text (self->composer);

  return strcmp (there, text) == 0;
}

static void
open_mention (Fixture *self, guint i)
{
  veche_conversation_set_mention (self->talk, self->mentions[i]);
}

/*** What came of it ***/

static gpointer
say_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, input);
  char *said = NULL;

  if (veche_statement_step (row, error))
    said = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return said != NULL ? said : g_strdup ("");
}

/* Behind all that was begun before. (transfer full) */
static char *
say (Fixture *self, const char *sql)
{
  return veche_test_run (self->workspace.store, VECHE_LANE_WRITER, say_job, (gpointer) sql);
}

static gboolean
says (Fixture *self, const char *sql, const char *wanted)
{
  g_autofree char *said = say (self, sql);

  return strcmp (said, wanted) == 0;
}

static gpointer
gate_job (VecheDb *db, gpointer input, GError **error)
{
  g_mutex_lock (input);
  g_mutex_unlock (input);

  return VECHE_JOB_DONE;
}

/* The writer does nothing more until open_gate(). */
static void
shut_gate (Fixture *self)
{
  g_mutex_lock (&self->gate);
  veche_store_run_async (self->workspace.store, VECHE_LANE_WRITER, gate_job, &self->gate, NULL, NULL, NULL, NULL, NULL);
}

static void
open_gate (Fixture *self)
{
  g_mutex_unlock (&self->gate);
}

static void
run_a_while (guint turns)
{
  while (turns-- > 0)
    g_main_context_iteration (NULL, FALSE);
}

/* Until the draft of what is shown is there. */
static void
settle (Fixture *self)
{
  for (guint i = 0; i < 3; i++)
    {
      g_free (say (self, "SELECT 1"));
      g_free (veche_test_run (self->workspace.store, VECHE_LANE_READER, say_job, (gpointer) "SELECT 1"));
      run_a_while (40);
    }
}

/*** Tests ***/

/* Given a reply that is being written down, when another mention is answered, then both leave. */
static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  open_mention (self, 0);
  settle (self);
  type (self, "первый");
  shut_gate (self);
  press_send (self);
  press_send (self);
  open_mention (self, 1);
  type (self, "второй");
  open_gate (self);
  settle (self);
  shut_gate (self);
  open_mention (self, 0);
  open_mention (self, 1);
  open_gate (self);
  settle (self);
  press_send (self);
  shut_gate (self);
  open_mention (self, 2);
  open_gate (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox", "2"));
  g_assert_true (says (self, "SELECT group_concat (text, ' ') FROM (SELECT text FROM outbox ORDER BY id)", "первый второй"));
  g_assert_true (says (self, "SELECT count(*) FROM draft", "0"));
}

static gpointer
files_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GBytes) data = g_bytes_new_static ("\x89PNG\r\n\x1a\nx", 9);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (veche_file_free);

  g_ptr_array_add (files, veche_files_keep (db, input, data, error));

  return veche_draft_files_keep (db, 1, NULL, files, NULL, error) ? VECHE_JOB_DONE : NULL;
}

/* Given files that stand with the draft, when Send is pressed before they are here, then nothing leaves without them. */
static void
test_waits_for_files (Fixture *self, gconstpointer data)
{
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, files_job, (gpointer) "план.png");
  shut_gate (self);
  open_mention (self, 0);
  type (self, "смотрите");
  press_send (self);
  run_a_while (20);
  open_gate (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox", "0"));
  press_send (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox_file WHERE name = 'план.png'", "1"));
  g_assert_true (says (self, "SELECT count(*) FROM draft_file", "0"));

  /* Without stored ones it leaves by itself as soon as that is known. */
  shut_gate (self);
  open_mention (self, 1);
  type (self, "и вам");
  press_send (self);
  open_gate (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox", "2"));
}

/* Given a reply of an earlier start with a file, when it is withdrawn, then the words and the file stand in the composer, before what was begun. */
static void
test_withdraw_brings_all_back (Fixture *self, gconstpointer data)
{
  GPtrArray *files;

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, files_job, (gpointer) "план.png");
  open_mention (self, 0);
  settle (self);
  type (self, "смотрите");
  press_send (self);
  settle (self);
  g_assert_true (shows (self, ""));
  type (self, "и ещё");
  veche_session_undo (self->workspace.session);
  veche_test_wait (shows (self, "смотрите\n\nи ещё"));
  settle (self);
  files = veche_composer_dup_files (self->composer);
  g_assert_cmpuint (files->len, ==, 1);
  g_ptr_array_unref (files);
  veche_composer_save (self->composer);
  g_assert_true (says (self, "SELECT text FROM draft", "смотрите\n\nи ещё"));
}

/* A picture needs no words. */
static void
test_picture_alone (Fixture *self, gconstpointer data)
{
  GtkWidget *send = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_BUTTON, "suggested-action", NULL);

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, files_job, (gpointer) "план.png");
  open_mention (self, 0);
  settle (self);
  g_assert_true (gtk_widget_get_sensitive (send));
  press_send (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox AS o JOIN outbox_file AS f ON f.outbox_id = o.id WHERE o.text = ''", "1"));
  g_assert_false (gtk_widget_get_sensitive (send));
  veche_session_undo (self->workspace.session);
  veche_test_wait (gtk_widget_get_sensitive (send));
}

static gpointer
two_files_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (veche_file_free);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) data = g_bytes_new (i == 0 ? "один" : "два", 6);

      g_ptr_array_add (files, veche_files_keep (db, i == 0 ? "1.txt" : "2.txt", data, error));
    }

  return veche_draft_files_keep (db, 1, NULL, files, NULL, error) ? VECHE_JOB_DONE : NULL;
}

/* Given two files, when one is removed, then the keyboard is at the other; with none left, where one types. */
static void
test_keyboard_after_removal (Fixture *self, gconstpointer data)
{
  GtkWidget *tray = veche_test_find (GTK_WIDGET (self->composer), VECHE_TYPE_FILE_TRAY, NULL, NULL), *button;

  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, two_files_job, NULL);
  open_mention (self, 0);
  settle (self);
  button = veche_test_find (tray, GTK_TYPE_BUTTON, "flat", NULL);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  button = veche_test_find (tray, GTK_TYPE_BUTTON, "flat", NULL);
  g_assert_nonnull (button);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (self->window))));
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM draft_file", "0"));
}

/* Given words typed one moment before Send, then what they are held against is they, not what stood there before; the preview is of the last words. */
static void
test_nothing_is_stale (Fixture *self, gconstpointer data)
{
  GtkWidget *preview = veche_test_find (GTK_WIDGET (self->composer), g_type_from_name ("VecheReplyPreview"), NULL, NULL);

  open_mention (self, 0);
  settle (self);
  gtk_widget_activate_action (GTK_WIDGET (self->composer), "composer.preview", NULL);
  type (self, "Да,");
  type (self, "напишите мне в личку");
  press_send (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox", "0"));
  veche_test_wait (veche_test_find (preview, GTK_TYPE_LABEL, NULL, "Да, напишите мне в личку") != NULL);
  open_mention (self, 1);
  settle (self);
  type (self, "Спасибо");
  press_send (self);
  settle (self);
  g_assert_true (says (self, "SELECT count(*) FROM outbox WHERE text = 'Спасибо'", "1"));
}

/*** Whatever falls together ***/

/* Where each word stands now: in how many places, and whether all are of its mention. */
static gpointer
places_job (VecheDb *db, gpointer input, GError **error)
{
  static const char sql[] =
    "SELECT interaction_id || '|' || text FROM outbox WHERE state <> 'sent' UNION ALL SELECT interaction_id || '|' || text FROM draft"
    " UNION ALL SELECT reply_to_id || '|' || text FROM interaction WHERE direction = 'out'";
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, error))
    g_ptr_array_add (places, veche_statement_dup_text (row, 0));

  return places;
}

static void
assert_all_there (Fixture *self, GPtrArray *typed, guint round)
{
  g_autoptr (GPtrArray) places = veche_test_run (self->workspace.store, VECHE_LANE_WRITER, places_job, NULL);

  for (guint i = 0; i < typed->len; i++)
    {
      const char *word = typed->pdata[i];     /* "w12.3": the twelfth, to the third */
      guint found = 0;

      for (guint k = 0; k < places->len; k++)
        {
          const char *place = places->pdata[k];
          g_auto (GStrv) words = g_strsplit_set (strchr (place, '|') + 1, " \n", -1);

          for (guint j = 0; words[j] != NULL; j++)
            if (strcmp (words[j], word) == 0)
              {
                found++;
                g_assert_cmpint (g_ascii_strtoll (place, NULL, 10), ==, g_ascii_strtoll (strrchr (word, '.') + 1, NULL, 10));
              }
        }
      if (found != 1)
        for (guint k = 0; k < places->len; k++)
          g_test_message ("round %u: %s: %s", round, word, (char *) places->pdata[k]);
      g_assert_cmpuint (found, ==, 1);
    }
}

static void
step (Fixture *self, GRand *rand, guint *current, gboolean *shut, GPtrArray *typed)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
    case 1:
    case 2:
      {
        char *word = g_strdup_printf ("w%u.%" G_GINT64_FORMAT, typed->len, self->mentions[*current]->interaction_id);

        type (self, word);
        g_ptr_array_add (typed, word);
        break;
      }
    case 3:
    case 4:
      press_send (self);
      break;
    case 5:
    case 6:
      *current = (guint) g_rand_int_range (rand, 0, MENTIONS);
      open_mention (self, *current);
      break;
    case 7:
      veche_session_undo (self->workspace.session);
      break;
    case 8:
      if (*shut)
        open_gate (self);
      else
        shut_gate (self);
      *shut = !*shut;
      break;
    default:
      veche_composer_save (self->composer);
    }
  run_a_while ((guint) g_rand_int_range (rand, 0, 12));
}

/* Given any order of typing, sending, leaving, coming back and undo, while the writer is held up or not and replies leave, then each word stands in one
 * place, and that is an answer to the mention that it was typed for. */
static void
test_whatever_falls_together (Fixture *self, gconstpointer data)
{
  gboolean leaving = data != NULL;
  VecheSecrets *secrets = veche_secrets_new ();
  VecheOutbox *outbox = leaving ? veche_outbox_new (self->workspace.store, secrets) : NULL;
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func (g_free);

  veche_sample_connector_set_delays (1, 100000000);
  if (leaving)
    g_signal_connect_object (self->workspace.store, "changed", G_CALLBACK (veche_outbox_kick), outbox, G_CONNECT_SWAPPED);
  for (guint round = 0; round < (leaving ? ROUNDS / 4 : ROUNDS); round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (1000 + round);
      guint current = round % MENTIONS;
      gboolean shut = FALSE;

      open_mention (self, current);
      for (guint i = 0; i < STEPS; i++)
        step (self, rand, &current, &shut, typed);
      if (shut)
        open_gate (self);
      settle (self);
      veche_composer_save (self->composer);
      settle (self);
      assert_all_there (self, typed, round);
    }
  if (leaving)
    {
      g_autoptr (GAsyncResult) result = NULL;

      veche_outbox_close_async (outbox, veche_test_answer_cb, &result);
      veche_test_wait (result != NULL);
      g_assert_true (veche_outbox_close_finish (outbox, result, NULL));
      g_object_unref (outbox);
    }
  veche_secrets_free (secrets);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/sending/two-at-once", Fixture, NULL, set_up, test_two_at_once, tear_down);
  g_test_add ("/sending/waits-for-files", Fixture, NULL, set_up, test_waits_for_files, tear_down);
  g_test_add ("/sending/withdraw-brings-all-back", Fixture, NULL, set_up, test_withdraw_brings_all_back, tear_down);
  g_test_add ("/sending/picture-alone", Fixture, NULL, set_up, test_picture_alone, tear_down);
  g_test_add ("/sending/keyboard-after-removal", Fixture, NULL, set_up, test_keyboard_after_removal, tear_down);
  g_test_add ("/sending/nothing-is-stale", Fixture, NULL, set_up, test_nothing_is_stale, tear_down);
  g_test_add ("/sending/whatever-falls-together", Fixture, NULL, set_up, test_whatever_falls_together, tear_down);
  g_test_add ("/sending/while-replies-leave", Fixture, GINT_TO_POINTER (TRUE), set_up, test_whatever_falls_together, tear_down);

  return g_test_run ();
}
