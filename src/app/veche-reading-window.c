/* veche-reading-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-dialog-toasts.h"
#include "app/veche-reading-window.h"

#define WIDTH  560
#define HEIGHT 560
#define LEAST  340

struct _VecheReadingWindow
{
  AdwWindow          parent_instance;

  GtkWidget         *header;
  GtkScrolledWindow *scroller;
  AdwStatusPage     *status;
  GtkStack          *stack;   /* (nullable) after dispose */
};

G_DEFINE_FINAL_TYPE (VecheReadingWindow, veche_reading_window, ADW_TYPE_WINDOW)

static void
veche_reading_window_dispose (GObject *object)
{
  VECHE_READING_WINDOW (object)->stack = NULL;

  G_OBJECT_CLASS (veche_reading_window_parent_class)->dispose (object);
}

static void
veche_reading_window_class_init (VecheReadingWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_reading_window_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
veche_reading_window_init (VecheReadingWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->header = adw_header_bar_new ();
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_stack_add_named (self->stack, adw_bin_new (), "reading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->scroller), "found");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->status), "status");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_add_css_class (self->header, "flat");
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
veche_reading_window_new (VecheSession *session, GtkWindow *parent, const char *title)
{
  int room = gtk_widget_get_width (GTK_WIDGET (parent));
  GtkWidget *self = g_object_new (VECHE_TYPE_READING_WINDOW, "modal", TRUE, "transient-for", parent, "title", title, "default-width",
                                  room > 0 ? CLAMP (room, LEAST, WIDTH) : WIDTH, "default-height", HEIGHT, "width-request", LEAST, NULL);

  veche_dialog_toasts_add (ADW_WINDOW (self), session);

  return self;
}

GtkWidget *
veche_reading_window_get_header (VecheReadingWindow *self)
{
  g_return_val_if_fail (VECHE_IS_READING_WINDOW (self), NULL);

  return self->header;
}

gboolean
veche_reading_window_show (VecheReadingWindow *self, GtkWidget *content)
{
  g_autoptr (GtkWidget) held = g_object_ref_sink (content);

  g_return_val_if_fail (VECHE_IS_READING_WINDOW (self), FALSE);

  if (self->stack == NULL)
    return FALSE;

  gtk_scrolled_window_set_child (self->scroller, held);
  gtk_stack_set_visible_child_name (self->stack, "found");

  return TRUE;
}

void
veche_reading_window_say (VecheReadingWindow *self, const char *icon, const char *title, const char *description)
{
  g_return_if_fail (VECHE_IS_READING_WINDOW (self));

  if (self->stack == NULL)
    return;

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

void
veche_reading_window_fail (VecheReadingWindow *self, const GError *error)
{
  g_autofree char *sentence = veche_error_sentence (error);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);   /* AdwStatusPage reads markup */

  veche_reading_window_say (self, "dialog-warning-symbolic", _ ("It Could Not Be Read"), escaped);
}
