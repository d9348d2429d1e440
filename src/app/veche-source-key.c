/* veche-source-key.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-source-key.h"
#include "connectors/veche-discourse-key.h"

typedef struct
{
  AdwEntryRow          *row;           /* (unowned): owns this */
  GtkLabel             *hint;          /* (owned) */
  GtkWidget            *button;        /* (owned): below the hint, where there is room for its words */
  VecheSourceKeyAddress address;
  gpointer              data;
  VecheDiscourseKey    *key;           /* (owned) (nullable) until the button is pressed */
  GCancellable         *cancellable;   /* (owned) */
  guint                 idle;
} SourceKey;

static void
source_key_free (gpointer data)
{
  SourceKey *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->key, veche_discourse_key_free);
  g_object_unref (self->hint);
  g_object_unref (self->button);
  g_free (self);
}

static void
source_key_say (SourceKey *self, const char *words, gboolean wrong)
{
  gtk_label_set_text (self->hint, words);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");
}

static void
source_key_show_page (SourceKey *self, const char *address)
{
  g_autofree char *page = veche_discourse_key_dup_page (self->key, address);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->row));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, page, GDK_CURRENT_TIME);
  source_key_say (self, _ ("Agree on the page in your browser, copy the text that the forum shows then, and paste it here"), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->row));
}

static void
source_key_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  VecheDiscourseKey *key = veche_discourse_key_new_finish (result, &error);
  SourceKey *self = user_data;
  g_autofree char *address = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))     /* the row is gone */
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (key == NULL)
    {
      source_key_say (self, _ ("This computer could not make a pair of keys for it"), TRUE);
      return;
    }
  self->key = key;
  address = self->address (self->data);
  if (address != NULL)
    source_key_show_page (self, address);
}

static void
source_key_clicked_cb (SourceKey *self)
{
  g_autofree char *address = self->address (self->data);

  if (address == NULL)
    source_key_say (self, _ ("First type the address of the forum above"), TRUE);
  else if (self->key != NULL)
    source_key_show_page (self, address);
  else
    {
      gtk_widget_set_sensitive (self->button, FALSE);
      veche_discourse_key_new_async (self->cancellable, source_key_made_cb, self);
    }
}

/* What is in the row was pasted just now: it is changed when the entry has done with it. */
static gboolean
source_key_open_cb (gpointer user_data)
{
  SourceKey *self = user_data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->row));
  g_autofree char *key = NULL;

  self->idle = 0;
  if (!veche_discourse_key_is_sealed (typed))
    return G_SOURCE_REMOVE;
  if (self->key != NULL)
    key = veche_discourse_key_open (self->key, typed, NULL);
  if (key == NULL)
    source_key_say (self, _ ("This text is not whole, or it belongs to another attempt. Get a key once more."), TRUE);
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->row), key);
      source_key_say (self, _ ("The key is here: it may read and answer for you until you sign out"), FALSE);
    }

  return G_SOURCE_REMOVE;
}

static void
source_key_changed_cb (SourceKey *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");
  if (self->idle == 0)
    self->idle = g_idle_add (source_key_open_cb, self);
}

void
veche_source_key_attach (AdwEntryRow *row, GtkLabel *hint, VecheSourceKeyAddress address, gpointer user_data)
{
  SourceKey *self = g_new0 (SourceKey, 1);

  self->row = row;
  self->hint = g_object_ref (hint);
  self->address = address;
  self->data = user_data;
  self->cancellable = g_cancellable_new ();
  self->button = g_object_ref_sink (gtk_button_new_with_mnemonic (_ ("_Get a Key…")));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_margin_bottom (self->button, 6);
  gtk_widget_set_tooltip_text (self->button, _ ("Opens the forum’s page for it in your browser"));
  gtk_widget_insert_after (self->button, gtk_widget_get_parent (GTK_WIDGET (hint)), GTK_WIDGET (hint));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (source_key_clicked_cb), self);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (source_key_changed_cb), self);
  g_object_set_data_full (G_OBJECT (row), "veche-key", self, source_key_free);
}
