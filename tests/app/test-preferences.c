/* test-preferences.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>

#include "analysis/veche-triage.h"
#include "app/veche-day-button.h"
#include "app/veche-holiday-words.h"
#include "app/veche-preferences.h"
#include "model/veche-batch.h"
#include "store/veche-db.h"
#include "store/veche-inbox-clock.h"
#include "store/veche-ingest.h"
#include "store/veche-mood-table.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

/* Three mentions: a complaint, a question and praise, judged; and the preferences over them. */
typedef struct
{
  VecheTestWorkspace workspace;
  GtkWidget         *window;
} Fixture;

static gpointer
fill_job (VecheDb *db, gpointer input, GError **error)
{
  static const char *const texts[] = { "Ужасно, опять ничего не работает, верните деньги!", "Когда будет следующая встреча?", "Спасибо, было прекрасно!" };
  g_autoptr (VecheBatch) batch = veche_batch_new ("mastodon", "example.org");
  gint64 id;

  if (!veche_db_exec (db, "INSERT INTO source (uid, type, name, url, created) VALUES ('s1', 'sample', 'Chat', 'https://s.example', 1)", error))
    return NULL;
  veche_batch_add_channel (batch, "c1")->name = "Обсуждения";
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *who = g_strdup_printf ("u%u", i), *name = g_strdup_printf ("Person %u", i), *message = g_strdup_printf ("m%u", i);
      VechePerson *person = veche_batch_add_person (batch, veche_batch_string (batch, who));
      VechePost *post;

      person->name = veche_batch_string (batch, name);
      post = veche_batch_add_post (batch, "c1", veche_batch_string (batch, message));
      post->kind = "message";
      post->author = veche_batch_string (batch, who);
      post->text = texts[i];
      post->at = veche_now () - (i + 1) * G_TIME_SPAN_MINUTE;
      post->attention = VECHE_ATTENTION_MENTION;
    }
  id = veche_ingest_begin (db, "test", "test", error);
  if (id == 0 || !veche_ingest_batch (db, id, batch, veche_db_id_for_uid (db, "source", "s1"), 0, NULL, error) || !veche_ingest_finish (db, id, error))
    return NULL;
  while (veche_triage_judge (db, 100, error) > 0)
    ;

  return VECHE_JOB_DONE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, fill_job, NULL);
  self->window = GTK_WIDGET (veche_preferences_new (NULL, self->workspace.session));
  gtk_window_present (GTK_WINDOW (self->window));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self->window), data);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer window = self->window;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_destroy (GTK_WINDOW (self->window));
  veche_test_wait (window == NULL);
  veche_test_workspace_close (&self->workspace);
}

/* The row of this title, wherever it stands. (nullable) */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gpointer
text_job (VecheDb *db, gpointer input, GError **error)
{
  const char *what = input;
  VecheWeights weights;
  g_autoptr (GPtrArray) list = NULL;

  if (g_str_equal (what, "hours"))
    return veche_inbox_hours_text (db);
  if (g_str_equal (what, "zone"))
    return veche_inbox_zone_text (db);
  if (g_str_equal (what, "moods"))
    return g_strdup (veche_mood_is_on (db) ? "on" : "off");
  if (g_str_equal (what, "learned"))
    return g_strdup_printf ("%u", veche_mood_count_corrections (db));
  if (g_str_equal (what, "praise"))
    {
      veche_weights_load (db, &weights);
      return g_strdup_printf ("%d", weights.points[VECHE_WEIGHT_PRAISE]);
    }
  if (g_str_equal (what, "days"))
    {
      list = veche_holidays_list (db, error);
      return g_strdup_printf ("%u", list->len);
    }
  list = veche_reply_targets_list (db, error);

  return g_strdup_printf ("%d", veche_reply_targets_find (list, "complaint", 1));
}

static gboolean
holds (Fixture *self, const char *what, const char *value)
{
  g_autofree char *text = veche_test_run (self->workspace.store, VECHE_LANE_READER, text_job, (gpointer) what);

  return g_str_equal (text, value);
}

static void
type (Fixture *self, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (self->window, row)), text);
  g_signal_emit_by_name (find_row (self->window, row), "apply");
}

static const char *
typed (Fixture *self, const char *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (self->window, row)));
}

static GtkSwitch *
find_switch (Fixture *self, const char *row)
{
  return GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (find_row (self->window, row))));
}

static void
test_hours (Fixture *self, gconstpointer data)
{
  veche_test_wait (gtk_switch_get_active (find_switch (self, "Around the Clock")));
  gtk_switch_set_active (find_switch (self, "Around the Clock"), FALSE);
  veche_test_wait (g_str_equal (typed (self, "Friday"), "10:00–19:00"));
  g_assert_true (holds (self, "hours", "mon-fri 10:00-19:00"));
  type (self, "Friday", "10.00 – 13.00, 14-17");
  veche_test_wait (g_str_equal (typed (self, "Friday"), "10:00–13:00, 14:00–17:00"));
  g_assert_true (holds (self, "hours", "mon-thu 10:00-19:00; fri 10:00-13:00,14:00-17:00"));

  /* What can't be read is not taken; a week without hours neither. */
  type (self, "Monday", "in the morning");
  g_assert_true (gtk_widget_has_css_class (find_row (self->window, "Monday"), "error"));
  g_assert_true (holds (self, "hours", "mon-thu 10:00-19:00; fri 10:00-13:00,14:00-17:00"));
  type (self, "Monday", "");
  veche_test_wait (holds (self, "hours", "tue-thu 10:00-19:00; fri 10:00-13:00,14:00-17:00"));
  /* What is being typed stays when something else changes. */
  gtk_editable_set_text (GTK_EDITABLE (find_row (self->window, "Thursday")), "9–1");
  veche_session_undo (self->workspace.session);
  veche_test_wait (g_str_equal (typed (self, "Monday"), "10:00–19:00"));
  g_assert_cmpstr (typed (self, "Thursday"), ==, "9–1");
}

static void
test_days_off (Fixture *self, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (adw_preferences_window_get_visible_page (ADW_PREFERENCES_WINDOW (self->window)));
  GDate from;
  g_autoptr (GPtrArray) offers = NULL;

  veche_test_wait (find_row (page, "Another Day Off") != NULL);
  gtk_widget_activate_action (page, "hours.public", "s", "ru");
  veche_test_wait (holds (self, "days", "14"));
  gtk_widget_activate_action (page, "hours.public", "s", "ru");
  gtk_widget_activate_action (page, "hours.public", "s", "by");
  veche_test_wait (!holds (self, "days", "14"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (holds (self, "days", "14"));

  g_date_clear (&from, 1);
  g_date_set_dmy (&from, 2, G_DATE_MAY, 2026);
  offers = veche_holiday_offers ("ru", &from);
  g_assert_cmpuint (offers->len, ==, 28);
  g_assert_cmpstr (offers->pdata[0], ==, "2027-01-01");
  g_assert_cmpint (veche_holiday_country_of ("Europe/Moscow"), ==, 0);
  g_assert_cmpint (veche_holiday_country_of ("Europe"), ==, -1);
  g_assert_cmpint (veche_holiday_country_of (""), ==, -1);
}

static guint
count_first (GtkWidget *root)
{
  guint n = ADW_IS_ACTION_ROW (root) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), "Person ") ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_first (child);

  return n;
}

static gboolean
comes_before (GtkWidget *first, GtkWidget *second)
{
  return first != NULL && second != NULL && gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (first)) < gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (second));
}

static void
test_weights (Fixture *self, gconstpointer data)
{
  GtkWidget *spin;

  veche_test_wait (count_first (self->window) == 3);
  g_assert_true (comes_before (find_row (self->window, "Person 0"), find_row (self->window, "Person 2")));
  spin = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (find_row (self->window, "Praise")));
  /* "Praise" is the name of a kind on another page, too. */
  if (!GTK_IS_SPIN_BUTTON (spin))
    spin = adw_action_row_get_activatable_widget (
      ADW_ACTION_ROW (find_row (GTK_WIDGET (adw_preferences_window_get_visible_page (ADW_PREFERENCES_WINDOW (self->window))), "Praise")));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 500);
  veche_test_wait (comes_before (find_row (self->window, "Person 2"), find_row (self->window, "Person 0")));
  veche_test_wait (holds (self, "praise", "500"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)) == veche_weight_default (VECHE_WEIGHT_PRAISE));
  veche_test_wait (comes_before (find_row (self->window, "Person 0"), find_row (self->window, "Person 2")));
}

static gpointer
correct_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, "INSERT INTO mood_correction (uid, text, mood, kind, at) VALUES ('c1', 'x', 'neutral', 'talk', 1), ('c2', 'y', 'neutral', 'talk', 2)",
                        error) ? VECHE_JOB_DONE : NULL;
}

static void
test_inbox (Fixture *self, gconstpointer data)
{
  AdwComboRow *complaint, *whose = ADW_COMBO_ROW (find_row (self->window, "What Comes Through"));
  g_autoptr (GListModel) spans = NULL, sources = NULL;
  GtkWidget *learned;

  veche_test_wait (gtk_switch_get_active (find_switch (self, "Mood and Kind of Messages")));
  complaint = ADW_COMBO_ROW (find_row (self->window, "Complaint"));
  g_assert_cmpuint (adw_combo_row_get_selected (complaint), ==, 2);    /* an hour */
  adw_combo_row_set_selected (complaint, 1);
  veche_test_wait (holds (self, "target", "30"));

  /* Of one source only. */
  adw_combo_row_set_selected (whose, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (complaint), ==, 0);    /* as usual */
  adw_combo_row_set_selected (complaint, 1);
  veche_test_wait (holds (self, "target", "15"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (holds (self, "target", "30") && adw_combo_row_get_selected (complaint) == 0);

  gtk_switch_set_active (find_switch (self, "Mood and Kind of Messages"), FALSE);
  veche_test_wait (holds (self, "moods", "off"));
  spans = g_object_ref (adw_combo_row_get_model (complaint));
  sources = g_object_ref (adw_combo_row_get_model (whose));
  veche_test_run (self->workspace.store, VECHE_LANE_WRITER, correct_job, NULL);
  learned = find_row (self->window, "Learned From You");
  veche_test_wait (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (learned)), "2 "));
  /* Whoever had a list open keeps it: the same may be chosen. */
  g_assert_true (adw_combo_row_get_model (complaint) == spans && adw_combo_row_get_model (whose) == sources);
  g_signal_emit_by_name (veche_test_find (learned, GTK_TYPE_BUTTON, NULL, NULL), "clicked");
  veche_test_wait (holds (self, "learned", "0"));
  veche_session_undo (self->workspace.session);
  veche_test_wait (holds (self, "learned", "2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add ("/preferences/hours", Fixture, "hours", set_up, test_hours, tear_down);
  g_test_add ("/preferences/days-off", Fixture, "hours", set_up, test_days_off, tear_down);
  g_test_add ("/preferences/weights", Fixture, "priority", set_up, test_weights, tear_down);
  g_test_add ("/preferences/inbox", Fixture, "inbox", set_up, test_inbox, tear_down);

  return g_test_run ();
}
