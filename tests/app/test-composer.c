/* test-composer.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "app/veche-article-card.h"
#include "app/veche-article-picker.h"
#include "app/veche-composer.h"
#include "app/veche-file-tray.h"
#include "app/veche-knowledge-desk.h"
#include "app/veche-speller.h"
#include "store/veche-articles-table.h"
#include "store/veche-db.h"
#include "store/veche-inbox-table.h"
#include "store/veche-statement.h"
#include "store/veche-members-table.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window;
  VecheComposer     *composer;
  guint              sent;
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, "INSERT INTO source (id, uid, type, name, url, created, max_length) VALUES"
                            " (1, 's1', 'bluesky', 'B', 'https://b.example', 1, 0), (2, 's2', 'mastodon', 'M', 'https://m.example', 1, 20);"
                            "INSERT INTO channel (id, uid, platform, remote_id, source_id) VALUES"
                            " (1, 'c1', 'bluesky', 'r1', 1), (2, 'c2', 'mastodon', 'r2', 2);"
                            "INSERT INTO interaction (id, kind, at, channel_id, remote_id) VALUES"
                            " (1, 'message', 1, 1, 'm1'), (2, 'message', 1, 2, 'm2');"
                            "INSERT INTO member (id, uid, name, created) VALUES (1, 'p1', 'Анна', 1);"
                            "INSERT INTO identity (id, uid, member_id, platform, remote_id, handle) VALUES (1, 'i1', 1, 'mastodon', '7', 'anna');"
                            "INSERT INTO interaction (id, kind, at, channel_id, remote_id, identity_id, meta) VALUES"
                            " (3, 'message', 1, 2, 'm3', 1, '{\"mentions\":[\"boris\"]}')", error)
             && veche_members_refresh (db, 1, error)
           ? VECHE_JOB_DONE
           : NULL;
}

static void
sent_cb (Fixture *self)
{
  self->sent++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  self->window = adw_window_new ();
  self->composer = g_object_new (VECHE_TYPE_COMPOSER, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->composer));
  g_signal_connect_swapped (self->composer, "send", G_CALLBACK (sent_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_composer_set_target (self->composer, NULL, 0, NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_workspace_close (&self->workspace);
}

static gpointer
knowledge_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, "INSERT INTO community (id, uid, name, created) VALUES (1, 'k1', 'Маяк', 1);"
                            "UPDATE channel SET community_id = 1;"
                            "UPDATE interaction SET text = 'Где вы встречаетесь по средам?', member_id = 1, direction = 'in';"
                            "INSERT INTO article (id, uid, kind, title, body, code, created) VALUES"
                            " (1, 'a1', 'faq', 'Где вы встречаетесь?', 'На Ленина, 44, второй этаж, вход со двора.', 'adr', 1),"
                            " (2, 'a2', 'template', 'Привет', '{имя}, добро пожаловать в {город}!', 'hi', 1),"
                            " (3, 'a3', 'link', 'Записи', 'По средам встречаются и записи.', NULL, 1),"
                            " (4, 'a4', 'faq', 'Во сколько встречаетесь по средам?', 'В семь вечера.', NULL, 1);"
                            "INSERT INTO article (id, uid, kind, title, body, holding, created) VALUES"
                            " (5, 'a5', 'sensitive', 'Деньги', 'Отчёт выходит в январе.', 'Уточним и ответим здесь же.', 1);"
                            "INSERT INTO article_phrase (uid, article_id, text) VALUES ('f1', 5, 'куда ушли деньги');"
                            "INSERT INTO tone_guide (id, uid, address) VALUES (1, 'g1', 'formal');"
                            "INSERT INTO tone_word (uid, guide_id, word, instead, why) VALUES ('w1', 1, 'юзер', 'участник', 'люди, а не записи'),"
                            " ('w2', 1, 'к сожалению', NULL, 'скажите, что можно');"
                            "UPDATE article SET url = 'https://v.example/1' WHERE id = 3", error)
           ? VECHE_JOB_DONE
           : NULL;
}

static gpointer
count_job (VecheDb *db, gpointer input, GError **error)
{
  VecheStatement *row = veche_db_prepare (db, input);
  gint64 count = -1;

  if (veche_statement_step (row, error))
    count = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return GSIZE_TO_POINTER ((gsize) count + 1);     /* never NULL */
}

static guint
count (Fixture *self, const char *sql)
{
  return (guint) (GPOINTER_TO_SIZE (veche_test_run (self->workspace.store, VECHE_LANE_READER, count_job, (gpointer) sql)) - 1);
}

static VecheKnowledgeBase *
knowledge (Fixture *self)
{
  VecheKnowledgeDesk *desk = veche_knowledge_desk_get (self->workspace.session);

  veche_test_wait (veche_knowledge_desk_peek (desk) != NULL);

  return veche_knowledge_desk_peek (desk);
}

static char *
written (Fixture *self)
{
  return veche_composer_dup_text (self->composer);
}

static gboolean
is_written (Fixture *self, const char *text)
{
  g_autofree char *there = written (self);

  return strcmp (there, text) == 0;
}

static GtkTextView *
text_view (Fixture *self)
{
  return GTK_TEXT_VIEW (veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_TEXT_VIEW, NULL, NULL));
}

static gboolean
press_on (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; !taken && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &taken);
    }

  return taken;
}

static gboolean
press (Fixture *self, guint keyval, GdkModifierType state)
{
  return press_on (GTK_WIDGET (text_view (self)), keyval, state);
}

static gboolean
says (Fixture *self, const char *text)
{
  return veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_LABEL, NULL, text) != NULL;
}

static void
type (Fixture *self, const char *piece, guint times)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  veche_composer_set_text (self->composer, text->str);
  g_string_free (text, TRUE);
}

/* A family of four with joiners is one of the letters that Bluesky counts. */
static void
test_length_of_the_platform (Fixture *self, gconstpointer data)
{
  const char *family = "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xe2\x80\x8d\xf0\x9f\x91\xa6";
  GtkWidget *send = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_BUTTON, "suggested-action", NULL);

  veche_composer_set_target (self->composer, self->workspace.session, 1, NULL, "here");
  veche_test_wait (says (self, "Plain text"));
  type (self, family, 239);
  g_assert_true (says (self, "Plain text"));
  type (self, family, 240);
  g_assert_true (says (self, "60 characters left"));
  g_assert_true (gtk_widget_get_sensitive (send));
  g_signal_emit_by_name (send, "clicked");
  veche_test_wait (self->sent == 1);   /* what is kept of a draft is read first */

  type (self, "я", 301);
  g_assert_true (says (self, "1 character too long: at most 300 fit there"));
  g_assert_false (gtk_widget_get_sensitive (send));
  g_signal_emit_by_name (send, "clicked");
  g_assert_cmpuint (self->sent, ==, 1);
}

static void
test_length_of_the_server (Fixture *self, gconstpointer data)
{
  veche_composer_set_target (self->composer, self->workspace.session, 2, NULL, "there");
  veche_test_wait (says (self, "Plain text"));
  type (self, "a", 22);
  g_assert_true (says (self, "2 characters too long: at most 20 fit there"));
  /* To another place: counted by its rules. */
  veche_composer_set_target (self->composer, self->workspace.session, 1, NULL, "here");
  g_assert_false (says (self, "too long"));
}

/* Whom a reply names stands in it to be changed, counts, and alone is no reply; a draft has its own. */
static void
test_opening (Fixture *self, gconstpointer data)
{
  GtkWidget *send = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_BUTTON, "suggested-action", NULL);
  g_autofree char *opening = NULL;
  g_autofree char *draft = NULL;

  veche_composer_set_target (self->composer, self->workspace.session, 3, NULL, "there");
  veche_test_wait (says (self, "Plain text"));
  opening = veche_composer_dup_text (self->composer);
  g_assert_cmpstr (opening, ==, "@anna @boris");
  g_assert_true (veche_composer_is_empty (self->composer));
  g_assert_false (gtk_widget_get_sensitive (send));
  veche_composer_append (self->composer, "да!");
  g_assert_true (says (self, "4 characters left"));
  g_assert_true (gtk_widget_get_sensitive (send));

  type (self, "да, и хватит", 1);     /* without the names */
  veche_composer_set_target (self->composer, self->workspace.session, 1, NULL, "here");
  veche_composer_set_target (self->composer, self->workspace.session, 3, NULL, "there");
  veche_test_wait (!veche_composer_is_empty (self->composer));
  draft = veche_composer_dup_text (self->composer);
  g_assert_cmpstr (draft, ==, "да, и хватит");
}

static GtkWidget *
tray_entry (Fixture *self)
{
  GtkWidget *tray = veche_test_find (GTK_WIDGET (self->composer), VECHE_TYPE_FILE_TRAY, NULL, NULL);

  return gtk_widget_get_visible (tray) ? veche_test_find (tray, GTK_TYPE_ENTRY, NULL, NULL) : NULL;
}

/* A picture is pasted, said what is in it, kept with the draft, and stands there again; what the place does not take keeps the reply back. */
static void
test_files (Fixture *self, gconstpointer data)
{
  static const guint8 pixels[16] = { 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) picture = gdk_memory_texture_new (2, 2, GDK_MEMORY_R8G8B8A8, bytes, 8);
  GtkWidget *send = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_BUTTON, "suggested-action", NULL);
  g_autoptr (GPtrArray) files = NULL;
  VecheFile *file;

  veche_composer_set_target (self->composer, self->workspace.session, 1, NULL, "here");
  veche_test_wait (says (self, "Plain text"));
  type (self, "Вот", 1);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self->composer)), picture);
  g_signal_emit_by_name (text_view (self), "paste-clipboard");
  veche_test_wait (tray_entry (self) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (tray_entry (self)), "Четыре точки");
  g_assert_true (gtk_widget_get_sensitive (send));

  veche_composer_set_target (self->composer, self->workspace.session, 2, NULL, "there");
  veche_test_wait (tray_entry (self) == NULL);
  veche_composer_set_target (self->composer, self->workspace.session, 1, NULL, "here");
  veche_test_wait (tray_entry (self) != NULL && says (self, "Plain text"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (tray_entry (self))), ==, "Четыре точки");

  files = veche_composer_dup_files (self->composer);
  g_assert_cmpuint (files->len, ==, 1);
  file = files->pdata[0];
  g_assert_cmpstr (file->type, ==, "image/png");
  g_free (file->type);
  file->type = g_strdup ("application/pdf");
  veche_composer_set_files (self->composer, files);
  g_assert_true (says (self, "Only pictures can be sent there"));
  g_assert_false (gtk_widget_get_sensitive (send));
  veche_composer_set_files (self->composer, NULL);
  g_assert_true (gtk_widget_get_sensitive (send));
}

/* Typed, the way a key would. */
static void
key_in (Fixture *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_TEXT_VIEW, NULL, NULL)));

  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
}

static void
test_completion (Fixture *self, gconstpointer data)
{
  GtkWidget *list, *popover;
  g_autofree char *text = NULL;

  veche_composer_set_target (self->composer, self->workspace.session, 3, NULL, "there");
  veche_test_wait (!veche_composer_is_empty (self->composer) || says (self, "Plain text"));
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  veche_composer_set_text (self->composer, "");
  popover = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_POPOVER, "veche-suggestions", NULL);
  key_in (self, "Спросите anna@example.org, ");
  key_in (self, "@ан");
  veche_test_wait (gtk_widget_get_visible (popover));
  list = veche_test_find (popover, GTK_TYPE_LIST_BOX, NULL, NULL);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  text = veche_composer_dup_text (self->composer);
  g_assert_cmpstr (text, ==, "Спросите anna@example.org, @anna");
  g_assert_false (gtk_widget_get_visible (popover));
}

static void
open_answer (Fixture *self, gint64 interaction_id)
{
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, knowledge_job, NULL);
  veche_composer_set_target (self->composer, self->workspace.session, interaction_id, NULL, "here");
  veche_test_wait (says (self, "Plain text"));
  knowledge (self);
  veche_composer_set_text (self->composer, "");
}

/* It is put in once, counted when it leaves, and not when it was taken out again. */
static void
test_article_is_used_once (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("reply", NULL), again = veche_edit_new ("reply", NULL);
  VecheArticle *article;
  g_autofree char *text = NULL;

  open_answer (self, 1);
  article = veche_knowledge_base_find_uid (knowledge (self), "a1");
  key_in (self, "Добрый день!");
  veche_composer_insert_article (self->composer, article);
  veche_composer_insert_article (self->composer, article);
  veche_test_wait (is_written (self, "Добрый день!\nНа Ленина, 44, второй этаж, вход со двора."));
  g_assert_true (veche_composer_has_article (self->composer, "a1"));
  veche_composer_insert_article (self->composer, article);
  veche_composer_insert_article (self->composer, veche_knowledge_base_find_uid (knowledge (self), "a3"));
  veche_test_wait (is_written (self, "Добрый день!\nНа Ленина, 44, второй этаж, вход со двора. Записи: https://v.example/1"));

  /* Edited, it is still it; the link is gone. */
  veche_composer_set_text (self->composer, "Мы на Ленина 44, второй этаж. Приходите, вход со двора!");
  g_assert_true (veche_composer_has_article (self->composer, "a1"));
  g_assert_false (veche_composer_has_article (self->composer, "a3"));
  text = written (self);
  veche_composer_record (self->composer, edit, text);
  veche_session_edit (self->workspace.session, edit, NULL, NULL, NULL);
  veche_test_wait (count (self, "SELECT count(*) FROM article_use") == 1);
  g_assert_cmpuint (count (self, "SELECT count(*) FROM article_use AS u JOIN article AS a ON a.id = u.article_id JOIN interaction AS i"
                                 " ON i.id = u.interaction_id WHERE a.uid = 'a1' AND i.id = 1 AND u.question LIKE 'Где вы%'"), ==, 1);
  veche_session_undo (self->workspace.session);
  veche_test_wait (count (self, "SELECT count(*) FROM article_use") == 0);

  veche_composer_set_text (self->composer, "Спасибо, отвечу завтра.");
  veche_composer_record (self->composer, again, "Спасибо, отвечу завтра.");
  g_assert_true (veche_edit_is_empty (again));
}

/* "/hi" and Tab; one step of undo; what nothing is known for is marked; the other keyboard layout. */
static void
test_short_code (Fixture *self, gconstpointer data)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *marked = NULL;

  open_answer (self, 1);
  buffer = gtk_text_view_get_buffer (text_view (self));
  key_in (self, "Смотрите: ");
  key_in (self, "/nothing");
  g_assert_false (press (self, GDK_KEY_Tab, 0));
  veche_composer_set_text (self->composer, "и/или ");
  key_in (self, "/рш");                       /* "hi" as a Russian keyboard has it */
  g_assert_true (press (self, GDK_KEY_Tab, 0));
  veche_test_wait (is_written (self, "и/или Анна, добро пожаловать в {город}!"));
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  marked = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (marked, ==, "{город}");
  gtk_text_buffer_undo (buffer);
  g_assert_true (is_written (self, "и/или /рш"));
}

/* An answer with a hole in it is asked about first; braces of one's own are nobody's business. */
static void
test_holes_are_asked_for (Fixture *self, gconstpointer data)
{
  open_answer (self, 1);
  veche_composer_set_text (self->composer, "Пишите {x: 1} и {так тоже}");
  g_assert_true (press (self, GDK_KEY_Return, GDK_CONTROL_MASK));
  veche_test_wait (self->sent == 1);

  veche_composer_set_text (self->composer, "");
  key_in (self, "/hi");
  g_assert_true (press (self, GDK_KEY_Tab, 0));
  veche_test_wait (is_written (self, "Анна, добро пожаловать в {город}!"));
  press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpuint (self->sent, ==, 1);
  g_assert_true (says (self, "Fill in {город}: Veche does not know it"));
  gtk_text_buffer_delete_selection (gtk_text_view_get_buffer (text_view (self)), TRUE, TRUE);
  key_in (self, "Пермь");
  g_assert_false (says (self, "Fill in"));
  press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpuint (self->sent, ==, 2);
}

static GtkWidget *
focused_entry (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return GTK_IS_EDITABLE (focus) ? focus : NULL;
}

/* What answers the message comes first, what is typed is found, Return puts it in; links apart. */
static void
test_picker (Fixture *self, gconstpointer data)
{
  GtkWidget *picker;
  GtkSelectionModel *rows;

  open_answer (self, 1);
  picker = veche_test_find (GTK_WIDGET (self->composer), VECHE_TYPE_ARTICLE_PICKER, NULL, NULL);
  rows = gtk_list_view_get_model (GTK_LIST_VIEW (veche_test_find (picker, GTK_TYPE_LIST_VIEW, NULL, NULL)));
  gtk_widget_activate_action (GTK_WIDGET (self->composer), "composer.find-article", NULL);
  veche_test_wait (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 4);
  gtk_editable_set_text (GTK_EDITABLE (focused_entry (self)), "добро");
  veche_test_wait (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 1);
  gtk_editable_set_text (GTK_EDITABLE (focused_entry (self)), "ничего такого нет");
  veche_test_wait (says (self, "Nothing like this in the knowledge base"));
  gtk_widget_activate_action (GTK_WIDGET (self->composer), "composer.find-link", NULL);
  veche_test_wait (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 1);
  g_signal_emit_by_name (veche_test_find (picker, GTK_TYPE_LIST_VIEW, NULL, NULL), "activate", 0);
  veche_test_wait (is_written (self, "Записи: https://v.example/1"));
  g_assert_false (gtk_widget_get_visible (picker));
  g_assert_null (focused_entry (self));

  /* Return takes what was typed, even before the rows have come. */
  gtk_widget_activate_action (GTK_WIDGET (self->composer), "composer.find-article", NULL);
  veche_test_wait (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 4);
  gtk_editable_set_text (GTK_EDITABLE (veche_test_find (picker, GTK_TYPE_SEARCH_ENTRY, NULL, NULL)), "ничего такого нет");
  g_assert_true (press_on (veche_test_find (picker, GTK_TYPE_SEARCH_ENTRY, NULL, NULL), GDK_KEY_Return, 0));
  veche_test_wait (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 0);
  g_assert_true (is_written (self, "Записи: https://v.example/1") && gtk_widget_get_visible (picker));
}

static GtkWidget *
button_that_says (Fixture *self, const char *text)
{
  GtkWidget *label = veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_LABEL, NULL, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

/* What sounds wrong is told in one line, put right by one press, one step of undo; nothing keeps the reply from leaving. */
static void
test_tone (Fixture *self, gconstpointer data)
{
  GtkTextBuffer *buffer;

  open_answer (self, 1);
  buffer = gtk_text_view_get_buffer (text_view (self));
  veche_composer_set_text (self->composer, "Юзер, к сожалению, прав.");
  veche_test_wait (says (self, "“Юзер”: люди, а не записи"));
  g_assert_true (says (self, "1 more"));
  press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  veche_test_wait (self->sent == 1);
  g_signal_emit_by_name (button_that_says (self, "Use “участник”"), "clicked");
  veche_test_wait (is_written (self, "Участник, к сожалению, прав."));
  veche_test_wait (says (self, "“к сожалению”: скажите, что можно"));
  g_assert_null (button_that_says (self, "Use"));
  gtk_text_buffer_undo (buffer);
  g_assert_true (is_written (self, "Юзер, к сожалению, прав."));
  veche_composer_set_text (self->composer, "Мы всё сделаем. «Юзер» здесь в кавычках.");
  veche_test_wait (!says (self, "“к сожалению”"));
  g_assert_false (says (self, "Юзер"));
}

/* A hard topic of the message or of the draft: what may be said, and what to say until then; each once. */
static void
test_sensitive_topic (Fixture *self, gconstpointer data)
{
  open_answer (self, 1);
  veche_composer_set_text (self->composer, "Вы спросили, куда ушли деньги.");
  veche_test_wait (says (self, "Sensitive topic: Деньги"));
  g_assert_true (says (self, "your reply says “куда ушли деньги”"));
  g_assert_true (says (self, "Отчёт выходит в январе."));
  g_signal_emit_by_name (button_that_says (self, "Insert the Holding Reply"), "clicked");
  veche_test_wait (is_written (self, "Вы спросили, куда ушли деньги.\nУточним и ответим здесь же."));
  g_signal_emit_by_name (button_that_says (self, "Insert the Holding Reply"), "clicked");
  g_signal_emit_by_name (button_that_says (self, "Insert the Approved Lines"), "clicked");
  veche_test_wait (is_written (self, "Вы спросили, куда ушли деньги.\nУточним и ответим здесь же.\nОтчёт выходит в январе."));
  g_signal_emit_by_name (button_that_says (self, "Hide"), "clicked");
  g_assert_null (button_that_says (self, "Insert the Holding Reply"));
  veche_composer_set_target (self->composer, self->workspace.session, 2, NULL, "there");
  veche_test_wait (!says (self, "Sensitive topic"));
}

static VecheMention *
mention_new (gint64 id)
{
  VecheMention *mention = veche_record_alloc (sizeof *mention, VECHE_RECORD_MENTION, id, "t1", NULL);

  mention->interaction_id = id;
  mention->message_kind = (char *) "question";

  return mention;
}

/* The best article below the question, the others behind a button, none below what it does not answer. */
static void
test_article_card (Fixture *self, gconstpointer data)
{
  VecheArticleCard *card = g_object_ref_sink (g_object_new (VECHE_TYPE_ARTICLE_CARD, NULL));
  VecheMention *mention = mention_new (1);
  GtkWidget *insert;

  open_answer (self, 1);
  veche_article_card_set (card, self->workspace.session, mention, self->composer);
  veche_test_wait (gtk_widget_get_visible (GTK_WIDGET (card)));
  insert = veche_test_find (GTK_WIDGET (card), GTK_TYPE_BUTTON, "text-button", NULL);
  while (GTK_IS_TOGGLE_BUTTON (insert))
    insert = veche_test_find (gtk_widget_get_next_sibling (gtk_widget_get_parent (gtk_widget_get_parent (insert))), GTK_TYPE_BUTTON, NULL, NULL);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (insert)), ==, "Insert");
  g_signal_emit_by_name (insert, "clicked");
  veche_test_wait (veche_composer_has_article (self->composer, "a1") || veche_composer_has_article (self->composer, "a4"));
  veche_test_wait (!gtk_widget_get_sensitive (insert));
  veche_composer_set_text (self->composer, "Ещё не знаю");
  veche_test_wait (gtk_widget_get_sensitive (insert));

  veche_article_card_set (card, self->workspace.session, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_finalize_object (card);
  veche_record_unref (mention);
}

static void
assert_wrong (const char *text, const char *wrong)
{
  const char *const known[] = { "Галиев", NULL };
  g_autoptr (GArray) found = veche_speller_find (text, known);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      VecheSpan *span = &g_array_index (found, VecheSpan, i);
      g_autofree char *word = g_utf8_substring (text, span->from, span->from + span->length);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", word);
    }
  g_assert_cmpstr (words->str, ==, wrong);
}

static void
assert_first (const char *word, const char *better)
{
  g_auto (GStrv) words = veche_speller_suggest (word, 5);

  g_assert_cmpuint (g_strv_length (words), <=, 5);
  g_assert_cmpstr (words[0], ==, better);
}

static void
test_spelling (void)
{
  g_autoptr (GArray) probe = veche_speller_find ("карова helllo", NULL);

  if (probe->len != 2)
    {
      g_test_skip ("no dictionaries here");
      return;
    }
  assert_wrong ("Корова ещё ждёт, еще и елка", "");
  assert_wrong ("Здравствуйте! Карова и hello, wolrd.", "Карова wolrd");
  assert_wrong ("https://карова.рф/helllo @карова #карова v2.3beta {имяя} `helllo карова`", "");
  assert_wrong ("PostgreSQL, СУБД, NATO, don’t, кто-нибудь, из-за", "");
  assert_wrong ("Спросите Галиева у Галиевым", "");
  assert_wrong ("ѣ ї смѣшанное wоrd \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6карова", "карова");
  assert_wrong ("", "");
  assert_first ("карова", "корова");
  assert_first ("helllo", "hello");
}

static gboolean
is_underlined (GtkTextBuffer *buffer, int at)
{
  GtkTextIter iter;
  gboolean underlined = FALSE;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, at);
  for (GSList *tags = gtk_text_iter_get_tags (&iter), *l = tags; l != NULL; l = g_slist_delete_link (l, l))
    {
      PangoUnderline underline;

      g_object_get (l->data, "underline", &underline, NULL);
      underlined |= underline == PANGO_UNDERLINE_ERROR;
    }

  return underlined;
}

/* Given somebody who takes part in the conversation, then their name is no mistake in the answer, in any case. */
static void
test_names (Fixture *self, gconstpointer data)
{
  const char *const names[] = { "Мария Жмаксов", NULL };
  g_autoptr (GArray) probe = veche_speller_find ("карова Жмаксову", NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (veche_test_find (GTK_WIDGET (self->composer), GTK_TYPE_TEXT_VIEW, NULL, NULL)));

  if (probe->len != 2)
    {
      g_test_skip ("no dictionaries here");
      return;
    }
  gtk_text_buffer_set_text (buffer, "Жмаксову карова ", -1);
  veche_test_wait (is_underlined (buffer, 10));
  g_assert_true (is_underlined (buffer, 2));
  veche_composer_set_names (self->composer, names);
  veche_test_wait (!is_underlined (buffer, 2));
  g_assert_true (is_underlined (buffer, 10));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/composer/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/composer/length-of-the-platform", Fixture, NULL, set_up, test_length_of_the_platform, tear_down);
  g_test_add ("/composer/length-of-the-server", Fixture, NULL, set_up, test_length_of_the_server, tear_down);
  g_test_add ("/composer/article-is-used-once", Fixture, NULL, set_up, test_article_is_used_once, tear_down);
  g_test_add ("/composer/short-code", Fixture, NULL, set_up, test_short_code, tear_down);
  g_test_add ("/composer/holes-are-asked-for", Fixture, NULL, set_up, test_holes_are_asked_for, tear_down);
  g_test_add ("/composer/picker", Fixture, NULL, set_up, test_picker, tear_down);
  g_test_add ("/composer/tone", Fixture, NULL, set_up, test_tone, tear_down);
  g_test_add ("/composer/sensitive-topic", Fixture, NULL, set_up, test_sensitive_topic, tear_down);
  g_test_add ("/composer/article-card", Fixture, NULL, set_up, test_article_card, tear_down);
  g_test_add ("/composer/completion", Fixture, NULL, set_up, test_completion, tear_down);
  g_test_add_func ("/composer/spelling", test_spelling);
  g_test_add ("/composer/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/composer/opening", Fixture, NULL, set_up, test_opening, tear_down);

  return g_test_run ();
}
