/* test-templates.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <time.h>

#include "app/veche-activity-mark.h"
#include "app/veche-banner.h"
#include "app/veche-competency-list.h"
#include "app/veche-evidence-form.h"
#include "app/veche-fact-card.h"
#include "app/veche-inbox-row.h"
#include "app/veche-job-list.h"
#include "app/veche-label.h"
#include "app/veche-log-popover.h"
#include "app/veche-member-filter.h"
#include "app/veche-member-row.h"
#include "app/veche-name-entry.h"
#include "app/veche-note-list.h"
#include "app/veche-preferences.h"
#include "app/veche-profile-view.h"
#include "app/veche-sidebar.h"
#include "app/veche-timeline-row.h"
#include "app/veche-timeline.h"
#include "app/veche-welcome.h"
#include "app/veche-window.h"
#include "app/veche-zone-list.h"
#include "model/veche-record.h"
#include "support/veche-test-app.h"
#include "support/veche-test-hostile.h"
#include "support/veche-test-wait.h"

/* A template's missing child or unknown callback is only noticed when it is instantiated; warnings are fatal here. */
static void
test_instantiate (void)
{
  const GType types[] = {
    VECHE_TYPE_ACTIVITY_MARK, VECHE_TYPE_BANNER,       VECHE_TYPE_COMPETENCY_LIST, VECHE_TYPE_EVIDENCE_FORM,
    VECHE_TYPE_FACT_CARD,     VECHE_TYPE_JOB_LIST,     VECHE_TYPE_LOG_POPOVER,     VECHE_TYPE_MEMBER_FILTER,
    VECHE_TYPE_NAME_ENTRY,    VECHE_TYPE_NOTE_LIST,    VECHE_TYPE_PROFILE_VIEW,    VECHE_TYPE_SIDEBAR,
    VECHE_TYPE_TIMELINE,      VECHE_TYPE_WELCOME,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_test_message ("%s", G_OBJECT_TYPE_NAME (widget));
      g_assert_finalize_object (widget);
    }
}

static void
window_gone_cb (gpointer user_data, GObject *object)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_window (void)
{
  VecheWindow *window = veche_window_new (NULL);
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (window), window_gone_cb, &gone);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  veche_window_toast (window, "<b>not markup</b> & so on", "_Undo", "app.undo");
  gtk_window_destroy (GTK_WINDOW (window));
  veche_test_wait (gone);
}

static void
test_preferences (void)
{
  VechePreferences *preferences = veche_preferences_new (NULL, NULL);

  gtk_window_present (GTK_WINDOW (preferences));
  veche_test_wait (gtk_widget_get_mapped (GTK_WIDGET (preferences)));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
draw (GType type, VecheRecord *record)
{
  g_autoptr (VecheItem) item = veche_item_new (record->id);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = g_object_new (type, "item", item, NULL);
  g_autoptr (GdkPaintable) picture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  clock_t began = clock ();

  veche_item_set_record (item, record);
  gtk_box_append (GTK_BOX (box), row);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 200);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_width (row) > 0);

  picture = gtk_widget_paintable_new (row);
  gdk_paintable_snapshot (picture, snapshot, 360, 80);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  g_assert_cmpint (clock () - began, <, 10 * CLOCKS_PER_SEC);   /* its own work, whatever else the machine does */
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Words of people are no markup, not even while the row is made: warnings are fatal here. */
static void
test_rows_of_words (void)
{
  GtkWidget *row = g_object_ref_sink (veche_label_row_new ("Анна & Ко <b>", "https://example.org/?a=1&b=2"));

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "https://example.org/?a=1&b=2");
  g_assert_finalize_object (row);
}

/* The zones are read in a thread: what waits for them does not keep their list alive past its page. */
static void
test_zones (void)
{
  GtkWidget *kept = g_object_ref_sink (gtk_drop_down_new (NULL, NULL));
  GtkWidget *gone = g_object_ref_sink (gtk_drop_down_new (NULL, NULL));

  veche_zone_list_fill (GTK_DROP_DOWN (kept), "Asia/Kathmandu");
  veche_zone_list_fill (GTK_DROP_DOWN (gone), "Asia/Kathmandu");
  g_assert_finalize_object (gone);
  while (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (kept))) < 100)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (veche_zone_list_get (GTK_DROP_DOWN (kept)), ==, "Asia/Kathmandu");
  g_assert_finalize_object (kept);
}

static void
test_hostile_member (void)
{
  for (guint kind = 0; kind < N_HOSTILE; kind++)
    {
      g_autofree char *text = hostile_text (kind);
      VecheMember *member = veche_record_alloc (sizeof *member, VECHE_RECORD_MEMBER, 1, "m1", NULL);

      member->name = member->headline = member->city = member->labels = member->handles = text;
      member->stage = member->role = text;
      member->important = TRUE;
      member->last_seen = G_MAXINT64 / 2;
      draw (VECHE_TYPE_MEMBER_ROW, &member->parent);
      veche_record_unref (member);
    }
}

static void
test_hostile_timeline (void)
{
  for (guint kind = 0; kind < N_HOSTILE; kind++)
    {
      g_autofree char *text = hostile_text (kind);
      VecheInteraction *interaction
        = veche_record_alloc (sizeof *interaction, VECHE_RECORD_INTERACTION, 1, "i1", NULL);

      interaction->kind = interaction->channel_name = interaction->platform = text;
      interaction->reply_to_name = interaction->text = text;
      interaction->at = -G_GINT64_CONSTANT (62000000000000000);
      draw (VECHE_TYPE_TIMELINE_ROW, &interaction->parent);
      veche_record_unref (interaction);
    }
}

static void
test_hostile_mention (void)
{
  for (guint kind = 0; kind < N_HOSTILE; kind++)
    {
      g_autofree char *text = hostile_text (kind);
      VecheMention *mention = veche_record_alloc (sizeof *mention, VECHE_RECORD_MENTION, 1, "t1", NULL);

      mention->author_name = mention->text = mention->channel_name = mention->source_name = text;
      mention->platform = mention->labels = mention->owner_name = text;
      mention->heat = 50;
      draw (VECHE_TYPE_INBOX_ROW, &mention->parent);
      veche_record_unref (mention);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add_func ("/templates/instantiate", test_instantiate);
  g_test_add_func ("/templates/window", test_window);
  g_test_add_func ("/templates/preferences", test_preferences);
  g_test_add_func ("/templates/rows-of-words", test_rows_of_words);
  g_test_add_func ("/templates/zones", test_zones);
  g_test_add_func ("/rows/hostile-member", test_hostile_member);
  g_test_add_func ("/rows/hostile-timeline", test_hostile_timeline);
  g_test_add_func ("/rows/hostile-mention", test_hostile_mention);

  return g_test_run ();
}
