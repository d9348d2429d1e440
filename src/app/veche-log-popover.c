/* veche-log-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-day-button.h"
#include "app/veche-draw.h"
#include "app/veche-log-popover.h"
#include "app/veche-plan-words.h"

static const char *const kinds[] = { "call", "dm", "email", "meeting" };

struct _VecheLogPopover
{
  GtkPopover       parent_instance;

  GtkToggleButton *call;
  GtkToggleButton *dm;
  GtkToggleButton *email;
  GtkToggleButton *meeting;
  GtkTextView     *text;
  VecheDayButton  *day;
};

G_DEFINE_FINAL_TYPE (VecheLogPopover, veche_log_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_LOGGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkToggleButton *
log_popover_button (VecheLogPopover *self, guint index)
{
  GtkToggleButton *const buttons[] = { self->call, self->dm, self->email, self->meeting };

  return buttons[index];
}

static void
log_popover_reset_day (VecheLogPopover *self)
{
  g_autofree char *today = veche_day_today ();

  veche_day_button_set_day (self->day, today);
}

static void
log_popover_save_cb (VecheLogPopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  const char *kind = kinds[0];
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (gtk_toggle_button_get_active (log_popover_button (self, i)))
      kind = kinds[i];

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  g_signal_emit (self, signals[SIGNAL_LOGGED], 0, kind, text, veche_time_of_day (veche_day_button_get_day (self->day)));

  gtk_text_buffer_set_text (buffer, "", 0);
  log_popover_reset_day (self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
log_popover_key_cb (VecheLogPopover *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;

  log_popover_save_cb (self);

  return GDK_EVENT_STOP;
}

static void
veche_log_popover_class_init (VecheLogPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_LOGGED] = g_signal_new ("logged", VECHE_TYPE_LOG_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64);

  g_type_ensure (VECHE_TYPE_DAY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-log-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheLogPopover, call);
  gtk_widget_class_bind_template_child (widget_class, VecheLogPopover, dm);
  gtk_widget_class_bind_template_child (widget_class, VecheLogPopover, email);
  gtk_widget_class_bind_template_child (widget_class, VecheLogPopover, meeting);
  gtk_widget_class_bind_template_child (widget_class, VecheLogPopover, text);
  gtk_widget_class_bind_template_child (widget_class, VecheLogPopover, day);
  gtk_widget_class_bind_template_callback (widget_class, log_popover_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_popover_key_cb);
}

static void
veche_log_popover_init (VecheLogPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  log_popover_reset_day (self);
}

void
veche_log_popover_open (VecheLogPopover *self, const char *kind)
{
  g_return_if_fail (VECHE_IS_LOG_POPOVER (self));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      gtk_toggle_button_set_active (log_popover_button (self, i), TRUE);

  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
