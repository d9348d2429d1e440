/* test-inbox.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <string.h>

#include "analysis/veche-triage.h"
#include "app/veche-composer.h"
#include "app/veche-evidence-popover.h"
#include "app/veche-inbox-page.h"
#include "app/veche-inbox-row.h"
#include "app/veche-message-card.h"
#include "app/veche-promise-bar.h"
#include "model/veche-batch.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-ingest.h"
#include "store/veche-query-sql.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

/* A workspace with five mentions of a source that can be answered, and the page over it in a window. */
typedef struct
{
  VecheTestWorkspace  workspace;
  GtkWidget          *window, *page;
  GtkListView        *list;
  GtkSingleSelection *selection;
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr(VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  gint64 id;

  if (!veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'S', 'https://s.example', 1);"
                          "INSERT INTO competency (uid, name) VALUES ('k1', 'PostgreSQL')", error))
    return NULL;
  veche_batch_add_channel (batch, "c1")->name = "Обсуждения";
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *who = g_strdup_printf ("u%d", i);
      g_autofree char *name = g_strdup_printf ("Человек %d", i);
      g_autofree char *message = g_strdup_printf ("m%d", i);
      VechePerson *person = veche_batch_add_person (batch, veche_batch_string (batch, who));
      VechePost *post;

      person->name = veche_batch_string (batch, name);
      post = veche_batch_add_post (batch, "c1", veche_batch_string (batch, message));
      post->kind = "message";
      post->author = veche_batch_string (batch, who);
      post->text = "Когда будет встреча?";
      post->at = veche_now () - (i + 1) * (g_strcmp0 (input, "apart") == 0 ? G_TIME_SPAN_DAY : g_strcmp0 (input, "talk") == 0 ? G_TIME_SPAN_MINUTE : G_TIME_SPAN_HOUR);
      post->attention = VECHE_ATTENTION_MENTION;
    }
  id = veche_ingest_begin (db, "test", "test", error);
  return id != 0 && veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", "s1"), 0, NULL, error)
             && veche_ingest_finish (db, id, error)
           ? VECHE_JOB_DONE
           : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  if (data != NULL)
    veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, (gpointer) data);

  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1100, 700);
  self->page = g_object_new (VECHE_TYPE_INBOX_PAGE, "session", self->workspace.session, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  self->list = GTK_LIST_VIEW (veche_test_find (self->page, GTK_TYPE_LIST_VIEW, "veche-rows", NULL));
  self->selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list));
  /* Without headings, which come and go with what is urgent. */
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.sort", "s", "newest");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer page = self->page;

  veche_page_close (VECHE_PAGE (self->page));
  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (page == NULL);
  veche_test_workspace_close (&self->workspace);
}

static guint
n_rows (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static gint64
selected_id (Fixture *self)
{
  VecheItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? veche_item_get_id (item) : 0;
}

static gint64
focused_id (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return VECHE_IS_INBOX_ROW (row) ? veche_item_get_id (veche_row_get_item (VECHE_ROW (row))) : 0;
}

static gint64
id_at (Fixture *self, guint position)
{
  g_autoptr(VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return veche_item_get_id (item);
}

static void
wait_for_list (Fixture *self)
{
  veche_test_wait (n_rows (self) == 5 && selected_id (self) != 0);
  veche_test_wait (veche_item_get_record (gtk_single_selection_get_selected_item (self->selection)) != NULL);
  veche_page_focus (VECHE_PAGE (self->page));
}

/* elementary/mail had four reports of getting this wrong. */
static void
test_done_goes_on (Fixture *self, gconstpointer data)
{
  gint64 next, last, done;

  wait_for_list (self);
  next = id_at (self, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.done", NULL));
  g_assert_cmpint (selected_id (self), ==, next);
  veche_test_wait (n_rows (self) == 4);
  g_assert_cmpint (selected_id (self), ==, next);
  g_assert_cmpint (focused_id (self), ==, next);

  /* The last one: then the one before it. */
  last = id_at (self, 2);
  while (selected_id (self) != id_at (self, 3))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  done = selected_id (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.done", NULL);
  veche_test_wait (n_rows (self) == 3);
  g_assert_cmpint (selected_id (self), ==, last);
  g_assert_cmpint (focused_id (self), ==, last);

  /* Undone, it is what is read. */
  veche_session_undo (self->workspace.session);
  veche_test_wait (n_rows (self) == 4 && selected_id (self) == done);
  veche_test_wait (focused_id (self) == done);
}

static void
test_keys_move (Fixture *self, gconstpointer data)
{
  wait_for_list (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  g_assert_cmpint (selected_id (self), ==, id_at (self, 1));
  g_assert_cmpint (focused_id (self), ==, id_at (self, 1));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.previous", NULL);
  g_assert_cmpint (focused_id (self), ==, id_at (self, 0));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.previous", NULL);
  g_assert_cmpint (focused_id (self), ==, id_at (self, 0));
}

/* The card at a place among those that are seen, or among those that are not. */
static VecheMessageCard *
card_at (Fixture *self, guint place, gboolean seen)
{
  GtkWidget *card = veche_test_find (self->page, VECHE_TYPE_MESSAGE_CARD, NULL, NULL);

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    if (gtk_widget_get_visible (card) == seen && place-- == 0)
      return VECHE_MESSAGE_CARD (card);

  return NULL;
}

/* Before the key is pressed, the words of the next message are laid out; those of the one before are still there. */
static void
test_next_is_ready (Fixture *self, gconstpointer data)
{
  VecheMessageCard *first, *next;

  veche_test_wait (n_rows (self) == 5 && card_at (self, 0, TRUE) != NULL && card_at (self, 0, FALSE) != NULL);
  first = card_at (self, 0, TRUE);
  next = card_at (self, 0, FALSE);
  g_assert_cmpint (gtk_widget_get_width (gtk_widget_get_first_child (GTK_WIDGET (next))), >, 0);

  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  g_assert_true (card_at (self, 0, TRUE) == next && card_at (self, 1, TRUE) == NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.previous", NULL);
  veche_test_wait (card_at (self, 0, TRUE) == first && card_at (self, 1, TRUE) == NULL);
}

/* In the order in which they were written, wherever one begins to read. */
static void
test_messages_stay_in_order (Fixture *self, gconstpointer data)
{
  static const guint way[] = { 0, 3, 1, 4, 0, 2 };

  veche_test_wait (n_rows (self) == 5);
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      gtk_single_selection_set_selected (self->selection, way[i]);
      veche_test_wait (card_at (self, 4, TRUE) != NULL);
      for (guint j = 0; j < 4; j++)
        g_assert_cmpint (veche_message_card_get_interaction (card_at (self, j, TRUE))->at, <,
                         veche_message_card_get_interaction (card_at (self, j + 1, TRUE))->at);
      g_assert_null (card_at (self, 5, TRUE));
    }
}

static gpointer
thread_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

/* Past what belongs to the same talk; and to what nobody has looked at, wherever it stands. */
static void
test_keys_go_by_threads (Fixture *self, gconstpointer data)
{
  gint64 last, other;

  wait_for_list (self);
  other = id_at (self, 3);
  last = id_at (self, 4);
  g_assert_nonnull (veche_test_run (self->workspace.store, VECHE_LANE_WRITER, thread_job,
                                    (gpointer) "UPDATE interaction SET thread = 't' WHERE id IN (SELECT interaction_id FROM triage WHERE reason <> '' ORDER BY at LIMIT 2);"
                                    "UPDATE triage SET seen = 1 WHERE at > (SELECT min (at) FROM triage)"));
  veche_test_wait (n_rows (self) == 5);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next-thread", NULL);
  veche_test_wait (selected_id (self) == other);
  g_assert_cmpint (focused_id (self), ==, other);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.previous-thread", NULL);
  veche_test_wait (selected_id (self) == id_at (self, 2));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.unseen", NULL);
  veche_test_wait (selected_id (self) == last);
}

static gpointer
draft_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *draft = veche_inbox_load_draft (db, *(gint64 *) input);

  return g_strdup (draft != NULL ? draft : "");
}

static void
test_draft_is_kept (Fixture *self, gconstpointer data)
{
  GtkWidget *composer = veche_test_find (self->page, VECHE_TYPE_COMPOSER, NULL, NULL);
  VecheItem *item;
  VecheMention *mention;
  gint64 interaction;
  g_autofree char *draft = NULL;
  g_autofree char *after = NULL;

  wait_for_list (self);
  item = gtk_single_selection_get_selected_item (self->selection);
  veche_test_wait (veche_item_get_record (item) != NULL);
  mention = (VecheMention *) veche_item_get_record (item);
  interaction = mention->interaction_id;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (veche_test_find (composer, GTK_TYPE_TEXT_VIEW, NULL, NULL))), "Начатый ответ", -1);

  /* Going on to the next message saves it, coming back shows it. */
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  after = veche_composer_dup_text (VECHE_COMPOSER (composer));
  g_assert_cmpstr (after, ==, "");
  draft = veche_test_run (self->workspace.store, VECHE_LANE_READER, draft_job, &interaction);
  if (*draft == '\0')   /* the writer's turn comes after the reader's */
    {
      g_clear_pointer (&draft, g_free);
      draft = veche_test_run (self->workspace.store, VECHE_LANE_WRITER, draft_job, &interaction);
    }
  g_assert_cmpstr (draft, ==, "Начатый ответ");
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.previous", NULL);
  veche_test_wait ((g_free (after), after = veche_composer_dup_text (VECHE_COMPOSER (composer)), g_str_equal (after, "Начатый ответ")));
}

static GtkEditable *
promised (Fixture *self)
{
  GtkWidget *bar = veche_test_find (self->page, VECHE_TYPE_PROMISE_BAR, NULL, NULL);

  return GTK_EDITABLE (veche_test_find (bar, GTK_TYPE_ENTRY, NULL, NULL));
}

/* Sent and done: the next message is there, and so is the offer to remember what was promised, with what is typed into it. */
static void
test_promise_outlives_its_message (Fixture *self, gconstpointer data)
{
  GtkWidget *composer = veche_test_find (self->page, VECHE_TYPE_COMPOSER, NULL, NULL);
  gint64 next, interaction;
  g_autofree char *draft = NULL;

  wait_for_list (self);
  next = id_at (self, 1);
  interaction = ((VecheMention *) veche_item_get_record (gtk_single_selection_get_selected_item (self->selection)))->interaction_id;
  veche_composer_set_text (VECHE_COMPOSER (composer), "Уточню и вернусь завтра");
  g_signal_emit_by_name (composer, "send", TRUE);
  veche_test_wait (n_rows (self) == 4 && selected_id (self) == next);
  veche_test_wait (gtk_widget_get_mapped (GTK_WIDGET (promised (self))));
  g_assert_cmpstr (gtk_editable_get_text (promised (self)), !=, "");
  g_assert_nonnull (veche_test_find (veche_test_find (self->page, VECHE_TYPE_PROMISE_BAR, NULL, NULL), GTK_TYPE_LABEL, NULL, "Человек 0"));
  draft = veche_test_run (self->workspace.store, VECHE_LANE_WRITER, draft_job, &interaction);
  g_assert_cmpstr (draft, ==, "");

  gtk_editable_set_text (promised (self), "Узнать про зал");
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  g_assert_cmpint (selected_id (self), !=, next);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (promised (self))));
  g_assert_cmpstr (gtk_editable_get_text (promised (self)), ==, "Узнать про зал");
  g_signal_emit_by_name (promised (self), "activate");
  veche_test_wait (!gtk_widget_get_mapped (GTK_WIDGET (promised (self))));
}

/* The label of the offer goes while its text is typed. */
static void
test_evidence_completes (Fixture *self, gconstpointer data)
{
  GtkWidget *popover = veche_test_find (self->page, VECHE_TYPE_EVIDENCE_POPOVER, NULL, NULL);
  GtkEditable *entry = GTK_EDITABLE (veche_test_find (popover, GTK_TYPE_ENTRY, NULL, NULL));
  GtkWidget *offers = veche_test_find (popover, GTK_TYPE_LIST_BOX, "veche-offers", NULL);

  wait_for_list (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.evidence", NULL);
  gtk_editable_set_text (entry, "постгр");
  veche_test_wait (gtk_widget_get_visible (offers));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "PostgreSQL");
  g_assert_false (gtk_widget_get_visible (offers));
}

static gpointer
noise_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_INBOX);
  g_autoptr (GArray) ids = NULL;

  query->view = VECHE_INBOX_NOISE;
  ids = veche_query_ids (db, query, error);

  return ids != NULL ? g_memdup2 (&ids->len, sizeof ids->len) : NULL;
}

/* One gesture for all that are ticked. */
static void
test_ticked_are_done_together (Fixture *self, gconstpointer data)
{
  wait_for_list (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.tick", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  veche_test_wait (veche_item_get_record (gtk_single_selection_get_selected_item (self->selection)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.tick", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.done", NULL);
  veche_test_wait (n_rows (self) == 3);
  g_assert_cmpint (selected_id (self), ==, id_at (self, 0));
  veche_session_undo (self->workspace.session);
  veche_test_wait (n_rows (self) == 5);
}

static guint
count_noise (Fixture *self)
{
  g_autofree guint *n = veche_test_run (self->workspace.store, VECHE_LANE_WRITER, noise_job, NULL);

  return *n;
}

/* The ticked ones, then one of them back, and all of it undone. */
static void
test_small_ones (Fixture *self, gconstpointer data)
{
  wait_for_list (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.tick", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  veche_test_wait (veche_item_get_record (gtk_single_selection_get_selected_item (self->selection)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.tick", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.noise", NULL);
  veche_test_wait (n_rows (self) == 3);
  g_assert_cmpuint (count_noise (self), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.view", "s", "noise");
  veche_test_wait (n_rows (self) == 2);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  veche_test_wait (veche_item_get_record (gtk_single_selection_get_selected_item (self->selection)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.not-noise", NULL);
  veche_test_wait (n_rows (self) == 1);
  veche_session_undo (self->workspace.session);
  veche_test_wait (n_rows (self) == 2);
  veche_session_undo (self->workspace.session);
  veche_test_wait (n_rows (self) == 0);
  g_assert_cmpuint (count_noise (self), ==, 0);
}

/* Everything the list shows, in one gesture, and back. */
static void
test_whole_list_is_done (Fixture *self, gconstpointer data)
{
  wait_for_list (self);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.tick-all", NULL);
  veche_test_wait (veche_inbox_page_is_ticked (VECHE_INBOX_PAGE (self->page), id_at (self, 4)));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.done", NULL);
  veche_test_wait (n_rows (self) == 0);
  veche_session_undo (self->workspace.session);
  veche_test_wait (n_rows (self) == 5);
}

static gpointer
more_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  gint64 id;

  veche_batch_add_channel (batch, "c1")->name = "Обсуждения";
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *message = g_strdup_printf ("new%d", i);
      VechePost *post;

      if (i == 0)
        veche_batch_add_person (batch, "late")->name = "Опоздавший";
      post = veche_batch_add_post (batch, "c1", veche_batch_string (batch, message));
      post->kind = "message";
      post->author = "late";
      post->text = i % 2 == 0 ? "Это безобразие, верните деньги!" : "Спасибо!";
      post->at = veche_now () - i * G_TIME_SPAN_SECOND;
      post->attention = VECHE_ATTENTION_MENTION;
    }
  id = veche_ingest_begin (db, "test", "more", error);
  return id != 0 && veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", "s1"), 0, NULL, error)
             && veche_ingest_finish (db, id, error) && veche_triage_judge (db, 100, error) > 0
           ? VECHE_JOB_DONE
           : NULL;
}

/* Where the selected row stands in the view. */
static double
row_top (Fixture *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      VecheItem *item = VECHE_IS_ROW (child) ? veche_row_get_item (VECHE_ROW (child)) : NULL;
      graphene_rect_t box;

      if (item != NULL && veche_item_get_id (item) == selected_id (self) && gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &box))
        return box.origin.y;
    }

  return -1;
}

/* The reader stands on a row; fifty come in, half of them more urgent, are judged and sorted in: the row stays under the eyes. */
static void
test_row_stays (Fixture *self, gconstpointer data)
{
  gint64 read;
  double top;

  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.sort", "s", "priority");
  veche_test_wait (n_rows (self) >= 6 && selected_id (self) != 0);
  veche_page_focus (VECHE_PAGE (self->page));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  read = selected_id (self);
  veche_test_wait (row_top (self) > 0);   /* laid out: there is a row above it */
  top = row_top (self);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, more_job, NULL);
  veche_test_wait (n_rows (self) >= 56);
  veche_test_wait (veche_test_find (self->page, GTK_TYPE_BUTTON, "veche-pill", NULL) != NULL);
  g_assert_cmpint (selected_id (self), ==, read);
  veche_test_wait (ABS (row_top (self) - top) < 1);
  g_assert_cmpint (focused_id (self), ==, read);
}

static gpointer
older_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE interaction SET at = at - 864000000000 WHERE id = (SELECT interaction_id FROM triage WHERE id = %" G_GINT64_FORMAT ");"
                                          "UPDATE triage SET at = at - 864000000000 WHERE id = %" G_GINT64_FORMAT, *(gint64 *) input, *(gint64 *) input);

  return veche_db_exec (db, sql, error) ? VECHE_JOB_DONE : NULL;
}

/* The row that is read takes another place in the order: it stays selected, and the keyboard stays on it. */
static void
test_reader_goes_along (Fixture *self, gconstpointer data)
{
  gint64 read;

  wait_for_list (self);
  veche_page_focus (VECHE_PAGE (self->page));
  gtk_widget_activate_action (GTK_WIDGET (self->list), "inbox.next", NULL);
  read = selected_id (self);
  g_assert_cmpint (read, ==, id_at (self, 1));
  veche_test_wait (focused_id (self) == read);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, older_job, &read);
  veche_test_wait (id_at (self, 4) == read);
  veche_test_wait (selected_id (self) == read && focused_id (self) == read);
}

static void
test_empty_says_what_to_do (Fixture *self, gconstpointer data)
{
  GtkWidget *empty = veche_test_find (self->page, ADW_TYPE_STATUS_PAGE, NULL, NULL);

  veche_test_wait (*adw_status_page_get_title (ADW_STATUS_PAGE (empty)) != '\0');
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (empty)), ==, "Conversations Will Appear Here");
}

/* Given an empty list, as after an import that was killed, when mentions come, then one of them is read, and the keyboard is where it was. */
static void
test_first_is_chosen (Fixture *self, gconstpointer data)
{
  GtkWidget *empty = veche_test_find (self->page, ADW_TYPE_STATUS_PAGE, NULL, NULL);

  veche_test_wait (*adw_status_page_get_title (ADW_STATUS_PAGE (empty)) != '\0');
  g_assert_cmpint (selected_id (self), ==, 0);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, (gpointer) "filled");
  veche_test_wait (selected_id (self) > 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/inbox/done-goes-on", Fixture, "filled", set_up, test_done_goes_on, tear_down);
  g_test_add ("/inbox/reader-goes-along", Fixture, "filled", set_up, test_reader_goes_along, tear_down);
  g_test_add ("/inbox/promise-outlives-its-message", Fixture, "filled", set_up, test_promise_outlives_its_message, tear_down);
  g_test_add ("/inbox/keys-move", Fixture, "filled", set_up, test_keys_move, tear_down);
  g_test_add ("/inbox/next-is-ready", Fixture, "apart", set_up, test_next_is_ready, tear_down);
  g_test_add ("/inbox/messages-stay-in-order", Fixture, "talk", set_up, test_messages_stay_in_order, tear_down);
  g_test_add ("/inbox/keys-go-by-threads", Fixture, "filled", set_up, test_keys_go_by_threads, tear_down);
  g_test_add ("/inbox/draft-is-kept", Fixture, "filled", set_up, test_draft_is_kept, tear_down);
  g_test_add ("/inbox/evidence-completes", Fixture, "filled", set_up, test_evidence_completes, tear_down);
  g_test_add ("/inbox/ticked-are-done-together", Fixture, "filled", set_up, test_ticked_are_done_together, tear_down);
  g_test_add ("/inbox/small-ones", Fixture, "filled", set_up, test_small_ones, tear_down);
  g_test_add ("/inbox/whole-list-is-done", Fixture, "filled", set_up, test_whole_list_is_done, tear_down);
  g_test_add ("/inbox/row-stays", Fixture, "filled", set_up, test_row_stays, tear_down);
  g_test_add ("/inbox/empty", Fixture, NULL, set_up, test_empty_says_what_to_do, tear_down);
  g_test_add ("/inbox/first-is-chosen", Fixture, NULL, set_up, test_first_is_chosen, tear_down);

  return g_test_run ();
}
