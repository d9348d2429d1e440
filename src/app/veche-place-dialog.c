/* veche-place-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-ask-discard.h"
#include "app/veche-mention-words.h"
#include "app/veche-place-dialog.h"
#include "app/veche-snooze-popover.h"
#include "app/veche-source-guide.h"
#include "model/veche-source-address.h"
#include "model/veche-uid.h"
#include "store/veche-places-table.h"

struct _VechePlaceDialog
{
  AdwWindow      parent_instance;

  VecheSession  *session;       /* (owned) */
  char          *uid, *url, *name;   /* (owned) */

  GtkLabel      *title, *due, *trouble;
  GtkMenuButton *later;
  GtkEditable   *who, *link;
  GtkTextView   *text;
  GtkWidget     *log, *nothing;
};

G_DEFINE_FINAL_TYPE (VechePlaceDialog, veche_place_dialog, ADW_TYPE_WINDOW)

char *
veche_place_due_words (VecheSource *source, gint64 now)
{
  int days = veche_place_days (source, now);

  if (days == 0)
    return g_strdup (_ ("due today"));
  if (days == 1)
    return g_strdup (_ ("due tomorrow"));
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) -days), -days);

  return g_strdup_printf (ngettext ("due in %d day", "due in %d days", (gulong) days), days);
}

/* ----------------------------------------------------------------------------------------------------------------------------- a look */

typedef struct
{
  char    *uid, *actor, *who, *text, *url;   /* (owned); text NULL: nothing new */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->uid);
  g_free (look->actor);
  g_free (look->who);
  g_free (look->text);
  g_free (look->url);
  g_free (look);
}

static gpointer
veche_place_dialog_look_job (VecheDb *db, gpointer input, GError **error)
{
  Look *look = input;
  VecheFound found = { look->who, look->text, look->url };

  return veche_places_check (db, look->uid, look->text != NULL ? &found : NULL, veche_now (), look->actor, error) ? VECHE_JOB_DONE : NULL;
}

static void
veche_place_dialog_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(VechePlaceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *toast = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (error != NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  /* Translators: %s is the name of a place that somebody looked at */
  toast = g_strdup_printf (_ ("Checked: %s"), self->name);
  veche_session_toast_action (self->session, toast, _ ("_Undo"), "app.undo");
  gtk_window_destroy (GTK_WINDOW (self));
}

/* text (transfer full) (nullable) */
static void
veche_place_dialog_look (VechePlaceDialog *self, char *text)
{
  Look *look = g_new0 (Look, 1);

  look->uid = g_strdup (self->uid);
  look->actor = g_strdup (veche_session_get_actor (self->session));
  look->text = text;
  if (text != NULL)
    {
      look->who = g_strstrip (g_strdup (gtk_editable_get_text (self->who)));
      look->url = veche_source_address (gtk_editable_get_text (self->link));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, veche_place_dialog_look_job, look, look_free, NULL, NULL,
                         veche_place_dialog_looked_cb, g_object_ref (self));
}

static void
veche_place_dialog_nothing_cb (VechePlaceDialog *self)
{
  veche_place_dialog_look (self, NULL);
}

static char *
veche_place_dialog_dup_text (VechePlaceDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
veche_place_dialog_log_cb (VechePlaceDialog *self)
{
  g_autofree char *text = veche_place_dialog_dup_text (self);

  if (*text != '\0')
    veche_place_dialog_look (self, g_steal_pointer (&text));
}

/* With words typed, "Nothing New" and "Later" would throw them away. */
static void
veche_place_dialog_typed_cb (VechePlaceDialog *self)
{
  g_autofree char *text = veche_place_dialog_dup_text (self);
  g_autofree char *link = g_strstrip (g_strdup (gtk_editable_get_text (self->link)));
  g_autofree char *url = veche_source_address (link);
  gboolean wrong = *link != '\0' && url == NULL;

  gtk_label_set_text (self->trouble, wrong ? _ ("The link is not an address of the web. It looks like https://example.org") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), wrong);
  gtk_widget_set_sensitive (self->log, *text != '\0' && !wrong);
  gtk_widget_set_sensitive (self->nothing, *text == '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->later), *text == '\0');
}

static gboolean
veche_place_dialog_has_typed (VechePlaceDialog *self)
{
  g_autofree char *text = veche_place_dialog_dup_text (self);

  return *text != '\0' || *gtk_editable_get_text (self->who) != '\0' || *gtk_editable_get_text (self->link) != '\0';
}

static void
veche_place_dialog_discard_cb (VechePlaceDialog *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (g_str_equal (response, "save"))
    veche_place_dialog_log_cb (self);
}

static gboolean
veche_place_dialog_close_request (GtkWindow *window)
{
  VechePlaceDialog *self = VECHE_PLACE_DIALOG (window);
  GtkWidget *ask;

  if (!veche_place_dialog_has_typed (self))
    return GTK_WINDOW_CLASS (veche_place_dialog_parent_class)->close_request (window);

  ask = veche_ask_discard_new (window, _ ("What you typed about this place is not saved yet."), gtk_widget_get_sensitive (self->log));
  g_signal_connect_object (ask, "response", G_CALLBACK (veche_place_dialog_discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (ask));

  return GDK_EVENT_STOP;
}

/* ---------------------------------------------------------------------------------------------------------------------------- or later */

static void
veche_place_dialog_snoozed_cb (gboolean ok, gpointer user_data)
{
  g_autoptr(VechePlaceDialog) self = user_data;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (ok && self->session != NULL)      /* not closed meanwhile */
    gtk_window_close (GTK_WINDOW (self));
}

static void
veche_place_dialog_snooze_cb (VechePlaceDialog *self, gint64 until)
{
  g_autoptr(VecheEdit) edit = veche_edit_new ("snooze-place", self->name);
  /* Translators: %s is the name of a place that will be looked at later */
  g_autofree char *toast = g_strdup_printf (_ ("Later: %s"), self->name);

  veche_places_edit_snooze (edit, self->uid, until);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_session_edit (self->session, edit, toast, veche_place_dialog_snoozed_cb, g_object_ref (self));
}

static void
veche_place_dialog_open_cb (VechePlaceDialog *self)
{
  veche_session_open_uri (self->session, GTK_WIDGET (self), self->url);
}

static void
veche_place_dialog_dispose (GObject *object)
{
  VechePlaceDialog *self = VECHE_PLACE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (veche_place_dialog_parent_class)->dispose (object);
}

static void
veche_place_dialog_class_init (VechePlaceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_place_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = veche_place_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-place-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, due);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, later);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, who);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, link);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, text);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, log);
  gtk_widget_class_bind_template_child (widget_class, VechePlaceDialog, nothing);
  gtk_widget_class_bind_template_callback (widget_class, veche_place_dialog_nothing_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_place_dialog_log_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_place_dialog_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_place_dialog_open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_place_dialog_init (VechePlaceDialog *self)
{
  GtkWidget *popover = g_object_new (VECHE_TYPE_SNOOZE_POPOVER, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (popover, "snooze", G_CALLBACK (veche_place_dialog_snooze_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->later, popover);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (veche_place_dialog_typed_cb), self, G_CONNECT_SWAPPED);
}

VechePlaceDialog *
veche_place_dialog_show (VecheSession *session, GtkWidget *parent, VecheSource *source)
{
  VechePlaceDialog *self = g_object_new (VECHE_TYPE_PLACE_DIALOG, "transient-for", gtk_widget_get_root (parent), "modal", TRUE, NULL);
  g_autofree char *due = veche_place_due_words (source, veche_now ());
  g_autofree char *ago = source->checked != 0 ? veche_words_ago (source->checked, veche_now ()) : NULL;
  /* Translators: when it is due, such as "due today", and when somebody looked last, such as "6 days ago" */
  g_autofree char *words = ago != NULL ? g_strdup_printf (_ ("%1$s · last look %2$s"), due, ago) : g_strdup (due);

  self->session = g_object_ref (session);
  self->uid = g_strdup (source->uid);
  self->url = g_strdup (source->url);
  self->name = veche_words_clean (source->name, 80, FALSE);
  gtk_label_set_text (self->title, self->name);
  gtk_label_set_text (self->due, words);
  veche_place_dialog_typed_cb (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
