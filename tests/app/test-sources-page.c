/* test-sources-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/veche-feeds-dialog.h"
#include "app/veche-pages.h"
#include "app/veche-source-form.h"
#include "app/veche-source-row.h"
#include "app/veche-source-settings.h"
#include "app/veche-source-state-words.h"
#include "app/veche-sources-page.h"
#include "connectors/veche-connector.h"
#include "store/veche-db.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window, *page;
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created, last_ok, next_run) VALUES"
                            " ('s1', 'mastodon', 'well.example', 'https://well.example', 1, 1760000000000000, 1760000300000000);"
                            "INSERT INTO source (uid, type, name, url, created, error, failures) VALUES"
                            " ('s2', 'mastodon', 'ill.example', 'https://ill.example', 1, 'auth', 3);"
                            "INSERT INTO source_notice (source_id, code, about, seen) SELECT id, 'odd-code', 'Совет', 1 FROM source WHERE uid = 's1';"
                            "INSERT INTO source (uid, type, name, url, words, created, paused) VALUES"
                            " ('s3', 'feed', 'Blog', 'https://blog.example', 'маяк', 1, 1)", error)
           ? VECHE_JOB_DONE
           : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  if (data != NULL)
    veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  self->page = g_object_new (VECHE_TYPE_SOURCES_PAGE, "session", self->workspace.session, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
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

static gboolean
says (Fixture *self, const char *text)
{
  return veche_test_find (self->page, GTK_TYPE_LABEL, NULL, text) != NULL;
}

static void
test_states_in_words (Fixture *self, gconstpointer data)
{
  GtkWidget *first;

  veche_test_wait (says (self, "Mastodon · ill.example"));
  g_assert_true (says (self, "Asks to sign in again"));
  g_assert_true (says (self, "Paused"));
  g_assert_true (says (self, "words: маяк"));
  g_assert_true (says (self, "Nothing has been read yet"));
  g_assert_true (says (self, "odd-code (Совет)"));

  /* Trouble first, with the one blue button. */
  first = veche_test_find (self->page, VECHE_TYPE_SOURCE_ROW, NULL, NULL);
  g_assert_cmpstr (veche_source_row_get_uid (VECHE_SOURCE_ROW (first)), ==, "s2");
  g_assert_nonnull (veche_test_find (first, GTK_TYPE_BUTTON, "suggested-action", NULL));
}

static void
test_pause_is_a_gesture (Fixture *self, gconstpointer data)
{
  GtkWidget *row = NULL;

  veche_test_wait (says (self, "Mastodon · well.example"));
  for (row = veche_test_find (self->page, VECHE_TYPE_SOURCE_ROW, NULL, NULL); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (veche_source_row_get_uid (VECHE_SOURCE_ROW (row)), "s2"))
      break;
  g_assert_nonnull (row);
  gtk_widget_activate_action (row, "source.pause", NULL);
  veche_test_wait (!says (self, "Asks to sign in again"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (says (self, "Asks to sign in again"));
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  veche_test_wait (says (self, "No Sources Yet"));
}

/* A feed reader's list: what is here already is told, the rest comes as one gesture and goes by one. */
static void
test_list_of_feeds (Fixture *self, gconstpointer data)
{
  static const char text[] = "<opml version=\"2.0\"><body><outline text=\"Old\" xmlUrl=\"https://blog.example\"/>"
                             "<outline text=\"A &amp; B\" xmlUrl=\"https://a.example/feed\"/><outline xmlUrl=\"https://b.example/feed\"/></body></opml>";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "veche-test-feeds.opml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gpointer dialog;
  GtkWidget *add;

  veche_test_wait (says (self, "Mastodon · ill.example"));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dialog = veche_feeds_dialog_open (self->workspace.session, self->page, file);
  g_object_add_weak_pointer (dialog, &dialog);
  veche_test_wait (veche_test_find (dialog, GTK_TYPE_LABEL, NULL, "A & B") != NULL);
  g_assert_nonnull (veche_test_find (dialog, GTK_TYPE_LABEL, NULL, "2 of 3"));
  g_assert_nonnull (veche_test_find (dialog, GTK_TYPE_LABEL, NULL, "Connected already"));
  g_assert_nonnull (veche_test_find (dialog, GTK_TYPE_LABEL, NULL, "https://b.example/feed"));
  add = veche_test_find (dialog, GTK_TYPE_BUTTON, "suggested-action", NULL);
  g_signal_emit_by_name (add, "clicked");
  veche_test_wait (dialog == NULL);
  veche_test_wait (says (self, "A & B"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (!says (self, "A & B"));
  g_remove (path);
}

/* Every platform one can connect tells how, and what comes of it. */
static void
test_guides_complete (void)
{
  guint n;
  const VecheConnectorInfo *infos = veche_connectors_list (&n);

  for (guint i = 0; i < n; i++)
    {
      const VecheSourceGuide *guide = veche_source_guide_find (infos[i].name);
      gboolean secret = FALSE;

      if (g_str_equal (infos[i].name, "sample"))
        continue;
      g_test_message ("%s", infos[i].name);
      g_assert_nonnull (guide);
      g_assert_nonnull (guide->title);
      g_assert_nonnull (guide->about);
      g_assert_nonnull (guide->steps);
      g_assert_nonnull (guide->steps[0]);
      g_assert_nonnull (guide->reads);
      g_assert_nonnull (guide->blind);
      g_assert_nonnull (guide->stored);
      g_assert_nonnull (guide->fields);
      for (const VecheGuideField *field = guide->fields; field->key != NULL; field++)
        secret = secret || field->kind == VECHE_GUIDE_SECRET;
      if (infos[i].needs_token)
        g_assert_true (secret);
      g_assert_true (guide->help_url == NULL || g_str_has_prefix (guide->help_url, "https://"));
    }
}

static const VecheGuideField odd_fields[] = {
  { "url", VECHE_GUIDE_TEXT, "Address", NULL, TRUE },
  { "login", VECHE_GUIDE_TEXT, "Login", "As there", FALSE },
  { "key", VECHE_GUIDE_SECRET, "Key", NULL, TRUE },
  { "secret", VECHE_GUIDE_SECRET, "Secret", NULL, FALSE },
  { "tags", VECHE_GUIDE_LIST, "Tags", NULL, FALSE },
  { "mail", VECHE_GUIDE_SWITCH, "Mail", NULL, FALSE },
  { "rooms", VECHE_GUIDE_PLACES, "Rooms", NULL, FALSE },
  { 0 },
};
static const VecheSourceGuide odd_guide = { .type = "odd", .title = "Odd", .fields = odd_fields };

static void
test_form_writes_settings (void)
{
  g_autoptr(GtkWidget) connect = g_object_ref_sink (veche_source_form_new (&odd_guide, VECHE_SOURCE_FORM_CONNECT));
  g_autoptr(GtkWidget) later = g_object_ref_sink (veche_source_form_new (&odd_guide, VECHE_SOURCE_FORM_SETTINGS));
  g_autoptr(GtkWidget) secrets = g_object_ref_sink (veche_source_form_new (&odd_guide, VECHE_SOURCE_FORM_SIGN_IN));
  const char *before = "{\"login\":\"vera\",\"tags\":[\"a\",\"б\"],\"mail\":\"yes\",\"rooms\":[\"!1\"],\"other\":\"stays\"}";
  g_autofree char *settings = NULL;
  g_autofree char *token = NULL;

  g_assert_false (veche_source_form_is_filled (VECHE_SOURCE_FORM (connect)));
  veche_source_form_fill (VECHE_SOURCE_FORM (later), before, NULL);
  settings = veche_source_form_dup_settings (VECHE_SOURCE_FORM (later), before);
  g_assert_nonnull (strstr (settings, "\"login\":\"vera\""));
  g_assert_nonnull (strstr (settings, "\"tags\":[\"a\",\"б\"]"));
  g_assert_nonnull (strstr (settings, "\"mail\":\"yes\""));
  g_assert_nonnull (strstr (settings, "\"rooms\":[\"!1\"]"));
  g_assert_nonnull (strstr (settings, "\"other\":\"stays\""));
  g_assert_null (strstr (settings, "key"));

  g_assert_null (veche_source_form_dup_token (VECHE_SOURCE_FORM (secrets)));
  for (GtkWidget *box = gtk_widget_get_first_child (secrets); box != NULL; box = gtk_widget_get_next_sibling (box))
    for (GtkWidget *row = gtk_widget_get_first_child (box); row != NULL; row = gtk_widget_get_next_sibling (row))
      if (ADW_IS_PASSWORD_ENTRY_ROW (row))
        gtk_editable_set_text (GTK_EDITABLE (row), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  token = veche_source_form_dup_token (VECHE_SOURCE_FORM (secrets));
  g_assert_cmpstr (token, ==, "{\"key\":\"Key\",\"secret\":\"Secret\"}");
}

/* What can't be read is not written over. */
static void
test_form_keeps_unread (void)
{
  static const char *const unread[] = { "{\"place\": ", "[1]", "\"text\"", "words" };
  g_autoptr(GtkWidget) form = g_object_ref_sink (veche_source_form_new (&odd_guide, VECHE_SOURCE_FORM_SETTINGS));

  for (guint i = 0; i < G_N_ELEMENTS (unread); i++)
    {
      g_autofree char *settings = NULL;

      veche_source_form_fill (VECHE_SOURCE_FORM (form), unread[i], NULL);
      settings = veche_source_form_dup_settings (VECHE_SOURCE_FORM (form), unread[i]);
      g_assert_cmpstr (settings, ==, unread[i]);
      g_assert_false (veche_source_form_can_read (unread[i]));
    }
  g_assert_true (veche_source_form_can_read (NULL));
  g_assert_true (veche_source_form_can_read ("{}"));
}

static void
test_when_in_words (void)
{
  g_autoptr(GDateTime) night = g_date_time_new_local (2026, 11, 21, 23, 30, 0);
  g_autoptr(GDateTime) day = g_date_time_new_local (2026, 11, 21, 14, 0, 0);
  gint64 late = g_date_time_to_unix (night) * G_USEC_PER_SEC, noon = g_date_time_to_unix (day) * G_USEC_PER_SEC;
  VecheSource source = { .quiet_from = 22 * 60, .quiet_to = 8 * 60, .next_run = noon + 4 * G_TIME_SPAN_MINUTE,
                         .rate_limit = 300, .rate_remaining = 212, .rate_reset = noon + 5 * G_TIME_SPAN_MINUTE };
  g_autofree char *quiet = veche_source_next (&source, FALSE, late);
  g_autofree char *next = veche_source_next (&source, FALSE, noon);
  g_autofree char *waits = veche_source_next (&source, TRUE, noon);
  g_autofree char *budget = veche_source_budget (&source, noon);

  g_assert_cmpstr (quiet, ==, "quiet hours until 8:00");
  g_assert_cmpstr (next, ==, "next in 4 min");
  g_assert_cmpstr (waits, ==, "waits for news");
  g_assert_cmpstr (budget, ==, "212 of 300 requests left until 14:05");
  g_assert_false (veche_source_budget_is_low (&source, noon));
  source.rate_remaining = 12;
  g_assert_true (veche_source_budget_is_low (&source, noon));
  /* It has begun anew: what was said of before does not count. */
  g_assert_null (veche_source_budget (&source, noon + G_TIME_SPAN_HOUR));

  g_assert_cmpint (veche_source_minutes ("22:05 "), ==, 22 * 60 + 5);
  g_assert_cmpint (veche_source_minutes ("8"), ==, 480);
  g_assert_cmpint (veche_source_minutes ("24"), ==, 0);
  g_assert_cmpint (veche_source_minutes ("25:00"), ==, -1);
  g_assert_cmpint (veche_source_minutes ("ночь"), ==, -1);
  g_assert_cmpint (veche_source_minutes ("8:60"), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/sources/states-in-words", Fixture, "filled", set_up, test_states_in_words, tear_down);
  g_test_add ("/sources/pause-is-a-gesture", Fixture, "filled", set_up, test_pause_is_a_gesture, tear_down);
  g_test_add_func ("/sources/guides-complete", test_guides_complete);
  g_test_add_func ("/sources/when-in-words", test_when_in_words);
  g_test_add_func ("/sources/form-writes-settings", test_form_writes_settings);
  g_test_add_func ("/sources/form-keeps-unread", test_form_keeps_unread);
  g_test_add ("/sources/list-of-feeds", Fixture, "filled", set_up, test_list_of_feeds, tear_down);
  g_test_add ("/sources/empty", Fixture, NULL, set_up, test_empty, tear_down);

  return g_test_run ();
}
