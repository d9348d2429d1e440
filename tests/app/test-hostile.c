/* test-hostile.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <string.h>
#include <time.h>

#include "analysis/veche-triage.h"
#include "app/veche-composer.h"
#include "app/veche-expert-strip.h"
#include "app/veche-feedback-page.h"
#include "app/veche-heat-words.h"
#include "app/veche-inbox-page.h"
#include "app/veche-knowledge-page.h"
#include "app/veche-promise-bar.h"
#include "app/veche-reply-preview.h"
#include "model/veche-batch.h"
#include "model/veche-uid.h"
#include "store/veche-db.h"
#include "store/veche-ingest.h"
#include "support/veche-test-app.h"
#include "support/veche-test-hostile.h"
#include "support/veche-test-workspace.h"

#define QUIET_MS     80
#define DRAFT_MS     550    /* longer than what the composer waits for before it looks at a draft */
#define MOST_TIMES   8
#define MOST_WIDTH   900
#define LEAST_WINDOW 294    /* height that a window of the program may be given */
#define PLAIN        N_HOSTILE

typedef struct
{
  VecheTestWorkspace  workspace;
  GtkWidget          *window, *page;
  double              spent;      /* milliseconds of the processor */
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  gint64 id;

  if (!veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'S', 'https://s.example', 1)", error))
    return NULL;
  veche_batch_add_channel (batch, "c1")->name = "Talk";
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *who = g_strdup_printf ("u%d", i);
      g_autofree char *message = g_strdup_printf ("m%d", i);
      VechePost *post;

      veche_batch_add_person (batch, veche_batch_string (batch, who))->name = veche_batch_string (batch, who);
      post = veche_batch_add_post (batch, "c1", veche_batch_string (batch, message));
      post->kind = "message";
      post->author = veche_batch_string (batch, who);
      post->text = "When is the meeting?";
      post->at = veche_now () - (i + 1) * G_TIME_SPAN_HOUR;
      post->attention = VECHE_ATTENTION_MENTION;
    }
  id = veche_ingest_begin (db, "test", "test", error);

  return id != 0 && veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", "s1"), 0, NULL, error) && veche_ingest_finish (db, id, error)
           ? VECHE_JOB_DONE : NULL;
}

/* Everything that a stranger, or a colleague's file, may bring; $ stands for it. */
static const char filled[] =
  "UPDATE source SET name = $;"
  "UPDATE channel SET name = $;"
  "UPDATE identity SET handle = $, display_name = $;"
  "UPDATE member SET name = $, address_as = $, headline = $, city = $, motives = $, needs = $, likes = $, dislikes = $, manner = $, origin = $,"
  "  do_not_mention = 1, important = 1;"
  "UPDATE interaction SET text = $;"
  "INSERT INTO label (uid, name) VALUES ('l1', $), ('l2', 'x' || $);"
  "INSERT INTO triage_label (uid, triage_id, label_id) SELECT 'tl' || t.id || '-' || l.id, t.id, l.id FROM triage AS t, label AS l;"
  "INSERT INTO member_note (uid, member_id, at, author, text) SELECT 'n' || id, id, 1, $, $ FROM member;"
  "INSERT INTO tag (uid, name) VALUES ('t1', $);"
  "INSERT INTO member_tag (uid, member_id, tag_id) SELECT 'mt' || m.id, m.id, t.id FROM member AS m, tag AS t;"
  "INSERT INTO competency (uid, name, about) VALUES ('k1', $, $);"
  "INSERT INTO member_competency (uid, member_id, competency_id, at) SELECT 'mc' || m.id, m.id, c.id, 1 FROM member AS m, competency AS c;"
  "UPDATE interaction SET text = 'Who knows about bookbinding? ' || $ WHERE id = 3;"
  "UPDATE member SET do_not_mention = 0 WHERE id <> (SELECT min (id) FROM member);"
  "INSERT INTO competency_alias (uid, competency_id, alias) SELECT 'ka1', id, 'bookbinding' FROM competency;"
  "INSERT INTO competency_evidence (uid, member_competency_id, kind, at, text) SELECT 'ke' || id, id, 'note', 1, $ FROM member_competency;"
  "INSERT INTO promise (uid, member_id, interaction_id, text, made, due) SELECT 'p' || i.id, i.member_id, i.id, $, 1, 2 FROM interaction AS i;"
  "INSERT INTO wish (uid, member_id, kind, text, at) SELECT 'w' || id, id, 'need', $, 1 FROM member;"
  "INSERT INTO finding (uid, kind, title, text, member_id, interaction_id, at)"
  "  SELECT 'f' || i.id, 'feedback', $, $, i.member_id, i.id, 1 FROM interaction AS i;"
  "INSERT INTO community (uid, name, created) VALUES ('co1', $, 1);"
  "INSERT INTO article (uid, kind, title, body, holding, code, url, message_kind, owner, created) VALUES"
  "  ('a1', 'faq', $, $, NULL, NULL, NULL, NULL, $, 1), ('a2', 'link', $, '', NULL, NULL, $, NULL, $, 1),"
  "  ('a3', 'template', $, $, NULL, 'adr', NULL, NULL, $, 1), ('a4', 'sensitive', $, $, $, NULL, NULL, NULL, $, 1),"
  "  ('a5', 'playbook', $, '- ' || $ || char (10) || '- ' || $, NULL, NULL, NULL, 'question', $, 1), ('a6', 'glossary', $, $, NULL, NULL, NULL, NULL, $, 1);"
  "INSERT INTO article_phrase (uid, article_id, text) SELECT 'ap' || id, id, $ FROM article;"
  "INSERT INTO tone_guide (uid, address, about) VALUES ('tg1', 'formal', $);"
  "INSERT INTO tone_word (uid, guide_id, word, instead, why) SELECT 'tw1', id, 'meeting', $, $ FROM tone_guide;"
  "INSERT INTO interaction_version (interaction_id, text, until) SELECT id, $, 1 FROM interaction;"
  "UPDATE interaction SET edited = 2;"
  "INSERT INTO candidate (question, questions, people, last, examples) VALUES ($, 3, 3, 1, '[]')";

static gpointer
spoil_job (VecheDb *db, gpointer input, GError **error)
{
  g_autofree char *sql = hostile_sql (filled, input);

  return veche_db_exec (db, sql, error) ? VECHE_JOB_DONE : NULL;
}

static gpointer
uid_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_uid_for_id (db, "interaction", 1);
}

static gpointer
question_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_uid_for_id (db, "interaction", 3);
}

static const char *const popovers[] = { "inbox.labels", "inbox.save", "inbox.assign", "inbox.close", "inbox.snooze", "inbox.evidence" };

static double
cpu_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static void
check_text (GtkWidget *widget, const char *what, const char *text)
{
  const char *wild = text != NULL ? hostile_wildness (text) : NULL;
  g_autoptr (GString) path = NULL;

  /* What a reply will look like there is not shortened word by word. */
  if (wild == NULL || (g_str_equal (wild, "run") && gtk_widget_get_ancestor (widget, VECHE_TYPE_REPLY_PREVIEW) != NULL))
    return;
  path = g_string_new (NULL);
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    g_string_append_printf (path, " < %s", G_OBJECT_TYPE_NAME (at));
  g_test_message ("%s: %s of %zu bytes%s", wild, what, strlen (text), path->str);
  g_test_fail ();
}

/* What is shown anywhere in it, hidden or not; and whether it wants more room than there is: that would fold the panes, or be refused by the display. */
static void
check_widgets (GtkWidget *widget, int most)
{
  int least;

  if (GTK_IS_LABEL (widget))
    check_text (widget, "words", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_EDITABLE (widget))
    check_text (widget, "entry", gtk_editable_get_text (GTK_EDITABLE (widget)));
  check_text (widget, "tooltip", gtk_widget_get_tooltip_text (widget));
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (gtk_widget_get_visible (widget) && least > most)
    {
      g_test_message ("%s wants %d", G_OBJECT_TYPE_NAME (widget), least);
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_widgets (child, most);
}

/* A page that wants more height than the window has makes the window grow, and until the display has answered GTK paints what it has not laid out. */
static void
check_page (Fixture *self)
{
  int least;

  check_widgets (self->page, MOST_WIDTH);
  gtk_widget_measure (self->page, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (self->page), &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, LEAST_WINDOW);
}

/* Of plain words: what a machine takes for the same steps. */
static double plain;

/* Runs until nothing has happened for a while.  Its own work, whatever else the machine does, is held against that of plain words; what has no end
 * ends here. */
static void
settle (Fixture *self, const char *what, guint quiet)
{
  double began = cpu_ms (CLOCK_PROCESS_CPUTIME_ID), spent = 0, longest = 0;
  gint64 still = g_get_monotonic_time ();

  while (g_get_monotonic_time () - still < quiet * 1000 && (plain == 0 || spent < 20 * plain))
    {
      double before = cpu_ms (CLOCK_THREAD_CPUTIME_ID);

      if (g_main_context_iteration (NULL, FALSE))
        still = g_get_monotonic_time ();
      else
        g_usleep (1000);
      longest = MAX (longest, cpu_ms (CLOCK_THREAD_CPUTIME_ID) - before);
      spent = cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - began;
    }
  self->spent += spent;
  g_test_message ("%-10s %5.0f ms, %.0f of them without a break", what, spent, longest);
  if (plain != 0)
    g_assert_cmpfloat (spent, <, MOST_TIMES * plain);
}

static void
open_page (Fixture *self, HostileKind kind, GType type)
{
  g_autofree char *text = kind == PLAIN ? g_strdup ("Where is it?") : hostile_text (kind);

  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, spoil_job, text);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 800);
  self->page = g_object_new (type, "session", self->workspace.session, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  settle (self, "page", QUIET_MS);
  check_page (self);
}

static void
close_page (Fixture *self)
{
  gpointer page = self->page;

  veche_page_close (VECHE_PAGE (self->page));
  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (page == NULL);
  veche_test_workspace_close (&self->workspace);
}

/* Words about what is hot: the line above is made of them, and so is a notification. */
static void
check_heat (HostileKind kind)
{
  g_autofree char *text = hostile_text (kind);
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));

  for (guint of = VECHE_HEAT_THREAD; of <= VECHE_HEAT_CRITIC; of++)
    {
      VecheHeatAlert alert = { .kind = of, .source_name = text, .channel_name = text, .member_name = text, .n = 8, .people = 3, .usual = 1, .z = 4 };
      g_autofree char *headline = veche_heat_headline (&alert), *reason = veche_heat_reason (&alert);

      check_text (label, "headline", headline);
      check_text (label, "reason", reason);
    }
}

/* Who can answer, each of them chosen for the reply: what they are called comes into it as a mention. */
static void
walk_strip (Fixture *self)
{
  GtkWidget *strip = veche_test_find (self->page, VECHE_TYPE_EXPERT_STRIP, NULL, NULL), *person;
  g_autofree char *question = veche_test_run (self->workspace.store, VECHE_LANE_READER, question_job, NULL);

  veche_expert_strip_ask (VECHE_EXPERT_STRIP (strip), self->workspace.session, question);
  veche_test_wait (gtk_widget_get_visible (strip));
  person = veche_test_find (strip, GTK_TYPE_TOGGLE_BUTTON, "veche-strip-person", NULL);
  for (GtkWidget *at = person; at != NULL; at = gtk_widget_get_next_sibling (at))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (at), TRUE);
  settle (self, "experts", DRAFT_MS);
  check_page (self);
}

/* The list, the conversation and the person; then an answer that is begun with it, promises something, sends them elsewhere and is shown as it will be. */
static double
walk_inbox (HostileKind kind)
{
  Fixture fixture = { 0 }, *self = &fixture;
  g_autofree char *text = hostile_text (kind);
  g_autofree char *draft = g_strconcat ("I'll find out and come back tomorrow. Write to me in private about the meeting: ", text, NULL), *kept = NULL, *uid = NULL;
  GtkWidget *composer, *list;

  open_page (self, kind, VECHE_TYPE_INBOX_PAGE);
  composer = veche_test_find (self->page, VECHE_TYPE_COMPOSER, NULL, NULL);
  gtk_widget_activate_action (composer, "composer.preview", NULL);
  veche_composer_set_text (VECHE_COMPOSER (composer), draft);
  settle (self, "draft", DRAFT_MS);
  check_page (self);
  kept = veche_composer_dup_text (VECHE_COMPOSER (composer));
  g_assert_cmpstr (kept, ==, g_strchomp (draft));

  list = veche_test_find (self->page, GTK_TYPE_LIST_VIEW, "veche-rows", NULL);
  gtk_widget_activate_action (composer, "composer.preview", NULL);
  gtk_widget_activate_action (composer, "composer.find-article", NULL);
  settle (self, "picker", QUIET_MS);
  check_page (self);
  for (guint i = 0; i < G_N_ELEMENTS (popovers); i++)
    {
      gtk_widget_activate_action (list, popovers[i], NULL);
      settle (self, popovers[i], QUIET_MS);
      check_page (self);
    }
  uid = veche_test_run (self->workspace.store, VECHE_LANE_READER, uid_job, NULL);
  veche_promise_bar_replied (VECHE_PROMISE_BAR (veche_test_find (self->page, VECHE_TYPE_PROMISE_BAR, NULL, NULL)), self->workspace.session, uid, text,
                             draft);
  settle (self, "promise", QUIET_MS);
  check_page (self);
  walk_strip (self);
  close_page (self);

  return self->spent;
}

static double
walk_page (HostileKind kind, GType type)
{
  Fixture fixture = { 0 }, *self = &fixture;
  GtkWidget *list;

  open_page (self, kind, type);
  list = veche_test_find (self->page, GTK_TYPE_LIST_VIEW, NULL, NULL);
  if (list != NULL)
    gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  settle (self, "one of them", QUIET_MS);
  check_page (self);
  close_page (self);

  return self->spent;
}

static void
test_pages (gconstpointer data)
{
  HostileKind kind = GPOINTER_TO_UINT (data);

  if (plain == 0)
    plain = walk_inbox (PLAIN) / 4;
  check_heat (kind);
  walk_inbox (kind);
  walk_page (kind, VECHE_TYPE_KNOWLEDGE_PAGE);
  walk_page (kind, VECHE_TYPE_FEEDBACK_PAGE);
}

int
main (int argc, char **argv)
{
  static const char *const names[N_HOSTILE] = HOSTILE_NAMES;

  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);

  /* Those that once took the window for minutes, or away; the others at night. */
  for (guint kind = 0; kind < N_HOSTILE; kind++)
    {
      gboolean often = kind == HOSTILE_MARKS || kind == HOSTILE_SCRIPTS;
      g_autofree char *path = g_strdup_printf ("/hostile/%s%s", often ? "" : "slow/", names[kind]);

      if (often || g_test_slow ())
        g_test_add_data_func (path, GUINT_TO_POINTER (kind), test_pages);
    }

  return g_test_run ();
}
