/* test-inbox-parts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the Inbox consists of, with nothing in it: its widgets, its keys.
 */

#include <adwaita.h>
#include <string.h>

#include "app/veche-badge.h"
#include "app/veche-closing-popover.h"
#include "app/veche-composer.h"
#include "app/veche-conversation.h"
#include "app/veche-evidence-popover.h"
#include "app/veche-import-dialog.h"
#include "app/veche-inbox-page.h"
#include "app/veche-inbox-row.h"
#include "app/veche-message-card.h"
#include "app/veche-person-pane.h"
#include "app/veche-prose.h"
#include "app/veche-snooze-popover.h"
#include "app/veche-source-dialog.h"
#include "app/veche-source-row.h"
#include "app/veche-sources-page.h"
#include "store/veche-db.h"
#include "support/veche-test-app.h"
#include "support/veche-test-workspace.h"

typedef struct
{
  VecheTestWorkspace  workspace;
  GtkWidget          *window, *page, *list;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  veche_test_workspace_open (&self->workspace);
  self->window = adw_window_new ();
  self->page = g_object_new (VECHE_TYPE_INBOX_PAGE, "session", self->workspace.session, NULL);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  self->list = veche_test_find (self->page, GTK_TYPE_LIST_VIEW, "veche-rows", NULL);
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
keys_have (GtkWidget *widget, guint keyval)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr(GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (keyval, 0);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_ALTERNATIVE_TRIGGER (trigger)
              && (gtk_shortcut_trigger_equal (gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger)), wanted)
                  || gtk_shortcut_trigger_equal (gtk_alternative_trigger_get_second (GTK_ALTERNATIVE_TRIGGER (trigger)), wanted)))
            return TRUE;
        }
    }
  return FALSE;
}

/* A letter is a key on the list alone, on both layouts; but for the one that leads back to the list. */
static void
test_keys_have_twins (Fixture *self, gconstpointer data)
{
  static const guint keys[] = {
    GDK_KEY_j, GDK_KEY_Cyrillic_o, GDK_KEY_k, GDK_KEY_Cyrillic_el,   GDK_KEY_o, GDK_KEY_Cyrillic_shcha, GDK_KEY_r, GDK_KEY_Cyrillic_ka,
    GDK_KEY_e, GDK_KEY_Cyrillic_u, GDK_KEY_s, GDK_KEY_Cyrillic_yeru, GDK_KEY_m, GDK_KEY_Cyrillic_softsign,
    GDK_KEY_x, GDK_KEY_Cyrillic_che, GDK_KEY_l, GDK_KEY_Cyrillic_de, GDK_KEY_a, GDK_KEY_Cyrillic_ef,
    GDK_KEY_bracketleft, GDK_KEY_Cyrillic_ha, GDK_KEY_bracketright, GDK_KEY_Cyrillic_hardsign, GDK_KEY_asterisk,
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_true (keys_have (self->list, keys[i]));
      g_assert_false (keys_have (self->page, keys[i]));
      g_assert_false (keys_have (self->window, keys[i]));
    }
  g_assert_true (keys_have (self->page, GDK_KEY_u));
  g_assert_true (keys_have (self->page, GDK_KEY_Cyrillic_ghe));
}

/* GTK's own list has keys, too: for the arrows and the like. */
static gboolean
is_ours (GtkShortcut *shortcut)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
  GVariant *word = gtk_shortcut_get_arguments (shortcut);
  const char *name = GTK_IS_NAMED_ACTION (action) ? gtk_named_action_get_action_name (GTK_NAMED_ACTION (action))
                     : word != NULL && g_variant_is_of_type (word, G_VARIANT_TYPE_STRING) ? g_variant_get_string (word, NULL) : "";

  return g_str_has_prefix (name, "inbox.");
}

/* Every trigger of the widget, as it is written: "<Control>a"; of a key with a twin the first. */
static void
list_triggers (GtkWidget *widget, GHashTable *triggers)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
            trigger = gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger));
          if (GTK_IS_KEYVAL_TRIGGER (trigger) && is_ours (shortcut))
            g_hash_table_add (triggers, gtk_shortcut_trigger_to_string (trigger));
        }
    }
}

/* What stands in the window of shortcuts under "Inbox". */
static GHashTable *
list_promised (void)
{
  GHashTable *promised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/app/veche/Veche/veche-shortcuts.ui");
  g_autoptr (GSList) objects = gtk_builder_get_objects (builder);

  for (GSList *o = objects; o != NULL; o = o->next)
    {
      g_autofree char *accelerators = NULL, *group = NULL;
      GtkWidget *of = GTK_IS_SHORTCUTS_SHORTCUT (o->data) ? gtk_widget_get_ancestor (o->data, GTK_TYPE_SHORTCUTS_GROUP) : NULL;
      g_auto (GStrv) each = NULL;

      if (of == NULL)
        continue;
      g_object_get (of, "title", &group, NULL);
      g_object_get (o->data, "accelerator", &accelerators, NULL);
      each = g_strsplit (accelerators, " ", -1);
      for (guint i = 0; g_str_equal (group, "Inbox") && each[i] != NULL; i++)
        {
          g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (each[i]);

          g_assert_nonnull (trigger);
          g_hash_table_add (promised, gtk_shortcut_trigger_to_string (trigger));
        }
    }

  return promised;
}

/* Nothing is promised that does nothing, nothing is bound that is told nowhere.  The composer's own, which are no letters, are told here, too. */
static void
test_keys_are_told (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) bound = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), promised = list_promised ();
  GHashTableIter iter;
  gpointer key;

  list_triggers (self->list, bound);
  list_triggers (self->page, bound);
  g_assert_cmpuint (g_hash_table_size (promised), >, 15);
  g_hash_table_iter_init (&iter, promised);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (bound, key) && strlen (key) == 1)
      g_error ("%s is promised and not bound", (char *) key);
  g_hash_table_iter_init (&iter, bound);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (promised, key))
      g_error ("%s is bound and not told", (char *) key);
}

/* At each width the least height of a card is the height that it gets: GTK says so where it is not, and that fails the test. */
static void
test_card_of_any_width (void)
{
  static const char *const states[] = { NULL, "queued", "sending", "failed", "unknown", "sent" };
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      VecheInteraction *one = veche_record_alloc (sizeof *one, VECHE_RECORD_INTERACTION, -1, "o1", NULL);
      GtkWidget *card = veche_message_card_new ();

      one->text = (char *) (i % 2 == 0 ? "Слово" : "Оченьдлинноесловобезединогопробела_Оченьдлинноесловобезединогопробела и ещё несколько обычных");
      one->author_name = (char *) "Человек с таким именем, какое не всякий выговорит";
      one->reply_to_name = (char *) "Другой";
      one->direction = (char *) (states[i] != NULL ? "out" : "in");
      one->outbox_state = (char *) states[i];
      one->outbox_error = (char *) (i == 3 ? "private" : NULL);
      one->at = veche_now ();
      one->deleted = i == 0 ? veche_now () : 0;
      veche_message_card_set (VECHE_MESSAGE_CARD (card), one, i == 3, 0);
      gtk_box_append (GTK_BOX (box), card);
      veche_record_unref (one);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_height (box) > 100);
  for (int width = 330; width < 700; width += 3)
    {
      int least, natural, height;

      for (GtkWidget *card = gtk_widget_get_first_child (box); card != NULL; card = gtk_widget_get_next_sibling (card))
        {
          gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
          g_assert_cmpint (least, <, 330);
          gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, width, &height, &natural, NULL, NULL);
          g_assert_cmpint (height, ==, natural);
        }
      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      gtk_widget_allocate (box, width, height, -1, NULL);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Given words between two buttons, when the keyboard goes back from the second, then it comes to the first. */
static void
test_keyboard_passes_words (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_button_new_with_label ("1"), *second = gtk_button_new_with_label ("2"), *prose = veche_prose_new ("Слово", NULL);

  veche_prose_set_selectable (VECHE_PROSE (prose), TRUE);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), prose);
  gtk_box_append (GTK_BOX (box), second);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_mapped (second));
  gtk_widget_grab_focus (second);
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_is_focus (first));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_focus (second));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A child that the template lacks or a callback of another name shows only when the class is instantiated. */
static void
test_templates (void)
{
  const GType types[] = {
    VECHE_TYPE_BADGE,        VECHE_TYPE_CLOSING_POPOVER, VECHE_TYPE_COMPOSER,       VECHE_TYPE_CONVERSATION,  VECHE_TYPE_EVIDENCE_POPOVER, VECHE_TYPE_INBOX_PAGE,
    VECHE_TYPE_INBOX_ROW,    VECHE_TYPE_MESSAGE_CARD,   VECHE_TYPE_PERSON_PANE,   VECHE_TYPE_SNOOZE_POPOVER,   VECHE_TYPE_SOURCE_ROW,
    VECHE_TYPE_SOURCES_PAGE, VECHE_TYPE_SOURCE_DIALOG,  VECHE_TYPE_IMPORT_DIALOG,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *widget = g_object_new (types[i], NULL);
      gpointer gone = widget;

      g_object_add_weak_pointer (G_OBJECT (widget), &gone);
      if (GTK_IS_WINDOW (widget))
        gtk_window_destroy (GTK_WINDOW (widget));
      else
        g_object_unref (g_object_ref_sink (widget));
      g_assert_null (gone);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add_func ("/inbox-parts/templates", test_templates);
  g_test_add_func ("/inbox-parts/keyboard-passes-words", test_keyboard_passes_words);
  g_test_add_func ("/inbox-parts/card-of-any-width", test_card_of_any_width);
  g_test_add ("/inbox-parts/keys-have-twins", Fixture, NULL, set_up, test_keys_have_twins, tear_down);
  g_test_add ("/inbox-parts/keys-are-told", Fixture, NULL, set_up, test_keys_are_told, tear_down);

  return g_test_run ();
}
