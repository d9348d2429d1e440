/* veche-closing-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-closing-popover.h"
#include "app/veche-closing-words.h"
#include "model/veche-text.h"

struct _VecheClosingPopover
{
  GtkPopover   parent_instance;

  GtkStack    *stack;
  GtkWidget   *needless;
  GtkDropDown *place, *reason;
  GtkEditable *words, *other_words;
  GtkWidget   *confirm, *other_confirm;
};

G_DEFINE_FINAL_TYPE (VecheClosingPopover, veche_closing_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
closing_choose (VecheClosingPopover *self, const VecheClosing *closing)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, closing);
}

static void
closing_simple (VecheClosingPopover *self, const char *how)
{
  const VecheClosing closing = { .how = how };

  closing_choose (self, &closing);
}

static void
closing_needless_cb (VecheClosingPopover *self)
{
  closing_simple (self, "needless");
}

static void
closing_repeated_cb (VecheClosingPopover *self)
{
  closing_simple (self, "repeated");
}

static void
closing_spam_cb (VecheClosingPopover *self)
{
  closing_simple (self, "spam");
}

static void
closing_elsewhere_cb (VecheClosingPopover *self)
{
  gtk_stack_set_visible_child_name (self->stack, "elsewhere");
  gtk_widget_grab_focus (GTK_WIDGET (self->place));
}

static void
closing_other_cb (VecheClosingPopover *self)
{
  gtk_stack_set_visible_child_name (self->stack, "other");
  gtk_widget_grab_focus (GTK_WIDGET (self->other_words));
}

/* Own words are a reason, if there are any. */
static void
closing_weigh_cb (VecheClosingPopover *self)
{
  const char *reason = veche_closing_reason_at (gtk_drop_down_get_selected (self->reason));
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->words));
  g_autofree char *other = veche_text_tidy (gtk_editable_get_text (self->other_words));

  gtk_widget_set_sensitive (self->confirm, words != NULL || (reason != NULL && *reason != '\0'));
  gtk_widget_set_sensitive (self->other_confirm, other != NULL);
}

static void
closing_confirm_cb (VecheClosingPopover *self)
{
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->words));
  const VecheClosing closing = { .how = "elsewhere", .place = veche_closing_place_at (gtk_drop_down_get_selected (self->place)),
                                 .reason = veche_closing_reason_at (gtk_drop_down_get_selected (self->reason)), .words = words };

  if (gtk_widget_get_sensitive (self->confirm))
    closing_choose (self, &closing);
}

static void
closing_other_confirm_cb (VecheClosingPopover *self)
{
  g_autofree char *words = veche_text_tidy (gtk_editable_get_text (self->other_words));
  const VecheClosing closing = { .how = "other", .words = words };

  if (words != NULL)
    closing_choose (self, &closing);
}

static void
veche_closing_popover_show (GtkWidget *widget)
{
  VecheClosingPopover *self = VECHE_CLOSING_POPOVER (widget);

  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_drop_down_set_selected (self->place, 0);
  gtk_drop_down_set_selected (self->reason, 0);
  gtk_editable_set_text (self->words, "");
  gtk_editable_set_text (self->other_words, "");
  closing_weigh_cb (self);
  GTK_WIDGET_CLASS (veche_closing_popover_parent_class)->show (widget);
}

static void
veche_closing_popover_class_init (VecheClosingPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = veche_closing_popover_show;
  chosen_signal = g_signal_new ("chosen", VECHE_TYPE_CLOSING_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-closing-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, needless);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, place);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, reason);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, words);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, other_words);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, confirm);
  gtk_widget_class_bind_template_child (widget_class, VecheClosingPopover, other_confirm);
  gtk_widget_class_bind_template_callback (widget_class, closing_needless_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_repeated_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_spam_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_other_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_weigh_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, closing_other_confirm_cb);
}

static void
veche_closing_popover_init (VecheClosingPopover *self)
{
  g_autoptr (GtkStringList) places = veche_closing_places ();
  g_autoptr (GtkStringList) reasons = veche_closing_reasons ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->place, G_LIST_MODEL (places));
  gtk_drop_down_set_model (self->reason, G_LIST_MODEL (reasons));
}

void
veche_closing_popover_ask (VecheClosingPopover *self)
{
  g_return_if_fail (VECHE_IS_CLOSING_POPOVER (self));

  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->needless);
}
