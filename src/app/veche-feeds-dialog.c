/* veche-feeds-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-feeds-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "exchange/veche-exchange-error.h"
#include "exchange/veche-opml.h"
#include "store/veche-sources-schedule.h"

#define MAX_FILE (8 * 1024 * 1024)

struct _VecheFeedsDialog
{
  AdwWindow       parent_instance;

  VecheSession   *session;   /* (owned) */
  GPtrArray      *feeds;     /* (owned) (nullable) until the file was read */
  GHashTable     *checks;    /* (owned): feed → the check that shows it now, of the list's */
  gboolean        ticking;   /* checks follow what is chosen, not the other way */

  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *wrong;
  GtkCheckButton *all;
  GtkListView    *list;
  GtkWidget      *add;
};

G_DEFINE_FINAL_TYPE (VecheFeedsDialog, veche_feeds_dialog, ADW_TYPE_WINDOW)

/*** What is chosen ***/

static void
feeds_dialog_show_chosen (VecheFeedsDialog *self)
{
  guint n = 0, fresh = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->feeds->len; i++)
    {
      VecheOpmlFeed *feed = g_ptr_array_index (self->feeds, i);

      n += feed->chosen;
      fresh += !feed->known;
    }
  /* Translators: so many feeds of so many */
  text = g_strdup_printf (_ ("%u of %u"), n, self->feeds->len);
  adw_window_title_set_subtitle (self->title, text);
  gtk_widget_set_sensitive (self->add, n > 0);
  self->ticking = TRUE;
  gtk_check_button_set_active (self->all, fresh > 0 && n == fresh);
  gtk_check_button_set_inconsistent (self->all, n > 0 && n < fresh);
  gtk_widget_set_sensitive (GTK_WIDGET (self->all), fresh > 0);
  self->ticking = FALSE;
}

/* What a row shows: its check and two labels, and the feed that it is bound to. */
static void
feeds_dialog_ticked_cb (GtkCheckButton *check, GParamSpec *pspec, VecheFeedsDialog *self)
{
  VecheOpmlFeed *feed = g_object_get_data (G_OBJECT (check), "veche-feed");

  if (feed == NULL || self->ticking)
    return;
  feed->chosen = gtk_check_button_get_active (check);
  feeds_dialog_show_chosen (self);
}

static GtkWidget *
feeds_dialog_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = veche_label_new (NULL, style, style != NULL ? "veche-second" : NULL);

  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
feeds_dialog_setup_cb (VecheFeedsDialog *self, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_margin_bottom (row, 6);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), words);
  g_object_set_data (G_OBJECT (row), "veche-check", check);
  g_object_set_data (G_OBJECT (row), "veche-title", feeds_dialog_label (words, NULL));
  g_object_set_data (G_OBJECT (row), "veche-about", feeds_dialog_label (words, "veche-caption"));
  g_signal_connect_object (check, "notify::active", G_CALLBACK (feeds_dialog_ticked_cb), self, 0);
  gtk_list_item_set_child (item, row);
}

static void
feeds_dialog_bind_cb (VecheFeedsDialog *self, GtkListItem *item)
{
  GObject *row = G_OBJECT (gtk_list_item_get_child (item));
  GtkWidget *check = g_object_get_data (row, "veche-check");
  VecheOpmlFeed *feed = g_ptr_array_index (self->feeds, gtk_list_item_get_position (item));
  g_autofree char *title = veche_words_clean (feed->title, 200, FALSE), *url = veche_words_clean (feed->url, 200, FALSE);

  g_object_set_data (G_OBJECT (check), "veche-feed", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), feed->chosen);
  g_object_set_data (G_OBJECT (check), "veche-feed", feed);
  g_hash_table_insert (self->checks, feed, check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (row), !feed->known);
  gtk_label_set_text (g_object_get_data (row, "veche-title"), title);
  gtk_label_set_text (g_object_get_data (row, "veche-about"), feed->known ? _ ("Connected already") : url);
  /* One without a name is called by its address. */
  gtk_widget_set_visible (g_object_get_data (row, "veche-about"), feed->known || !g_str_equal (feed->title, feed->url));
}

static void
feeds_dialog_unbind_cb (VecheFeedsDialog *self, GtkListItem *item)
{
  GObject *check = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "veche-check");

  g_hash_table_remove (self->checks, g_object_get_data (check, "veche-feed"));
  g_object_set_data (check, "veche-feed", NULL);
}

static void
feeds_dialog_show_list (VecheFeedsDialog *self)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (strings));

  for (guint i = 0; i < self->feeds->len; i++)
    gtk_string_list_append (strings, ((VecheOpmlFeed *) g_ptr_array_index (self->feeds, i))->url);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  feeds_dialog_show_chosen (self);
}

static void
feeds_dialog_all_cb (VecheFeedsDialog *self)
{
  gboolean all = gtk_check_button_get_active (self->all);
  GHashTableIter iter;
  gpointer shown, check;

  if (self->ticking || self->feeds == NULL)
    return;
  for (guint i = 0; i < self->feeds->len; i++)
    {
      VecheOpmlFeed *feed = g_ptr_array_index (self->feeds, i);

      feed->chosen = all && !feed->known;
    }
  self->ticking = TRUE;
  g_hash_table_iter_init (&iter, self->checks);
  while (g_hash_table_iter_next (&iter, &shown, &check))
    gtk_check_button_set_active (check, ((VecheOpmlFeed *) shown)->chosen);
  self->ticking = FALSE;
  feeds_dialog_show_chosen (self);
}

static void
feeds_dialog_activate_cb (VecheFeedsDialog *self, guint position)
{
  VecheOpmlFeed *feed = g_ptr_array_index (self->feeds, position);
  GtkCheckButton *check = g_hash_table_lookup (self->checks, feed);

  if (check != NULL && !feed->known)
    gtk_check_button_set_active (check, !feed->chosen);
}

static void
feeds_dialog_added_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheFeedsDialog) self = user_data;

  if (ok)
    gtk_window_close (GTK_WINDOW (self));
  else
    gtk_widget_set_sensitive (self->add, TRUE);
}

static void
feeds_dialog_add_cb (VecheFeedsDialog *self)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("add-sources", NULL);
  guint n = veche_opml_edit_add (edit, self->feeds);
  g_autofree char *toast = g_strdup_printf (ngettext ("%u feed connected", "%u feeds connected", n), n);

  gtk_widget_set_sensitive (self->add, FALSE);
  veche_session_edit (self->session, edit, toast, feeds_dialog_added_cb, g_object_ref (self));
}

/*** The file ***/

static char *
feeds_read_file (GFile *file, gsize *length, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = stream != NULL ? g_malloc (MAX_FILE + 1) : NULL;

  if (text == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_FILE + 1, length, NULL, error))
    return NULL;

  return g_steal_pointer (&text);
}

static gpointer
feeds_dialog_read_job (VecheDb *db, gpointer input, GError **error)
{
  gsize length = 0;
  g_autofree char *text = feeds_read_file (input, &length, error);
  g_autoptr (GPtrArray) feeds = text != NULL ? veche_opml_read (text, length, error) : NULL;
  g_autoptr (GPtrArray) sources = feeds != NULL ? veche_sources_list_plain (db, error) : NULL;

  if (sources == NULL)
    return NULL;
  veche_opml_compare (feeds, sources);

  return g_steal_pointer (&feeds);
}

static void
feeds_dialog_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheFeedsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (feeds != NULL && feeds->len > 0)
    {
      self->feeds = g_steal_pointer (&feeds);
      feeds_dialog_show_list (self);
      gtk_stack_set_visible_child_name (self->stack, "list");
      gtk_widget_grab_focus (self->add);
      return;
    }

  if (feeds != NULL)
    adw_status_page_set_description (self->wrong, _ ("The file names no feed that can be read over the web"));
  else if (error->domain != VECHE_EXCHANGE_ERROR)
    {
      g_autofree char *sentence = veche_error_sentence (error);

      adw_status_page_set_description (self->wrong, sentence);
    }
  gtk_stack_set_visible_child_name (self->stack, "wrong");
}

/*** Out ***/

static gpointer
feeds_export_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) sources = veche_sources_list_plain (db, error);
  g_autofree char *text = sources != NULL ? veche_opml_write (sources) : NULL;

  if (text == NULL || !g_file_replace_contents (input, text, strlen (text), NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error))
    return NULL;

  return VECHE_JOB_DONE;
}

static void
feeds_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (veche_store_run_finish (VECHE_STORE (source), result, &error) != NULL)
    veche_session_toast (session, _ ("The list of feeds is saved"));
  else
    veche_session_show_error (session, error);
}

static void
feeds_export_chosen_cb (GtkNativeDialog *chooser, int response, VecheSession *session)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, feeds_export_job, file, g_object_unref, NULL, NULL,
                           feeds_exported_cb, g_object_ref (session));
  g_object_unref (chooser);
}

/*** Asking for a file ***/

static void
feeds_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) lists = gtk_file_filter_new (), every = gtk_file_filter_new ();

  gtk_file_filter_set_name (lists, _ ("Lists of feeds (OPML)"));
  gtk_file_filter_add_suffix (lists, "opml");
  gtk_file_filter_add_suffix (lists, "xml");
  gtk_file_filter_set_name (every, _ ("All files"));
  gtk_file_filter_add_pattern (every, "*");
  gtk_file_chooser_add_filter (chooser, lists);
  gtk_file_chooser_add_filter (chooser, every);
}

static void
feeds_import_chosen_cb (GtkNativeDialog *chooser, int response, VecheSession *session)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  GtkWindow *parent = gtk_native_dialog_get_transient_for (chooser);

  if (file != NULL && parent != NULL)
    veche_feeds_dialog_open (session, GTK_WIDGET (parent), file);
  g_object_unref (chooser);
}

void
veche_feeds_import (VecheSession *session, GtkWidget *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Import a List of Feeds"), GTK_WINDOW (gtk_widget_get_root (parent)),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);

  feeds_filter (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (feeds_import_chosen_cb), session, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
veche_feeds_export (VecheSession *session, GtkWidget *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Export the List of Feeds"), GTK_WINDOW (gtk_widget_get_root (parent)),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);

  /* Translators: a file name */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("feeds.opml"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (feeds_export_chosen_cb), session, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
veche_feeds_dialog_dispose (GObject *object)
{
  VecheFeedsDialog *self = VECHE_FEEDS_DIALOG (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (veche_feeds_dialog_parent_class)->dispose (object);
}

static void
veche_feeds_dialog_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_FEEDS_DIALOG (object)->checks, g_hash_table_unref);
  g_clear_pointer (&VECHE_FEEDS_DIALOG (object)->feeds, g_ptr_array_unref);
  G_OBJECT_CLASS (veche_feeds_dialog_parent_class)->finalize (object);
}

static void
veche_feeds_dialog_class_init (VecheFeedsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_feeds_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_feeds_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-feeds-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheFeedsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedsDialog, wrong);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedsDialog, all);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VecheFeedsDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, feeds_dialog_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, feeds_dialog_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, feeds_dialog_add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_feeds_dialog_init (VecheFeedsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->checks = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (feeds_dialog_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (feeds_dialog_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (feeds_dialog_unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

VecheFeedsDialog *
veche_feeds_dialog_open (VecheSession *session, GtkWidget *parent, GFile *file)
{
  VecheFeedsDialog *self
    = g_object_new (VECHE_TYPE_FEEDS_DIALOG, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, feeds_dialog_read_job, g_object_ref (file), g_object_unref,
                         (GDestroyNotify) g_ptr_array_unref, NULL, feeds_dialog_read_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
