/* veche-expert-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-expert-row.h"
#include "app/veche-expert-words.h"
#include "app/veche-faces.h"
#include "model/veche-uid.h"

#define REASONS 3

struct _VecheExpertRow
{
  GtkListBoxRow   parent_instance;

  VecheExpert    *expert;   /* (unowned) */
  GtkCheckButton *check;
};

G_DEFINE_FINAL_TYPE (VecheExpertRow, veche_expert_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_CHOSEN = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static GtkWidget *
expert_label_new (const char *text, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (first_class != NULL)
    gtk_widget_add_css_class (label, first_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);

  return label;
}

static GtkWidget *
expert_reason_new (const VecheReason *reason, const VecheExpert *expert, const char *asker)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_reason_icon (reason));
  g_autofree char *words = veche_reason_words (reason, expert, asker);
  GtkWidget *label = expert_label_new (words, "veche-small", "veche-quote");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 13);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  gtk_widget_add_css_class (icon, "veche-second");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);

  return line;
}

/* The points that put them there, for whoever wants to know. */
static GtkWidget *
expert_sum_new (const VecheExpert *expert, const char *asker)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  g_autofree char *sum = veche_reasons_sum (expert, asker);
  g_autofree char *score = g_strdup_printf ("%d", expert->score);
  g_autofree char *spoken = g_strdup_printf (_ ("How the sum of %d comes about"), expert->score);
  GtkWidget *label = expert_label_new (sum, "veche-small", NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (score));
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "veche-score");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);

  return button;
}

static GtkWidget *
expert_badge_new (const VecheExpert *expert)
{
  g_auto (VecheBadgeWords) words = { 0 };
  GtkWidget *badge = veche_badge_new ();

  veche_expert_state_words (expert, veche_now (), &words);
  veche_badge_set (VECHE_BADGE (badge), words.icon, words.text, words.ink);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);

  return badge;
}

static GtkWidget *
expert_head_new (const VecheExpert *expert, const char *asker, gboolean narrow)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *text = veche_words_clean (expert->name, 80, FALSE);
  g_autofree char *shown = veche_words_clean (expert->handle, 80, FALSE);
  GtkWidget *name = expert_label_new (text, "veche-expert-name", NULL);
  GtkWidget *handle = expert_label_new (shown, "veche-small", "veche-second");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (handle), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (handle, TRUE);
  gtk_widget_set_hexpand (name, narrow);
  gtk_widget_set_visible (handle, !narrow);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), handle);
  if (!narrow)
    gtk_box_append (GTK_BOX (head), expert_badge_new (expert));
  gtk_box_append (GTK_BOX (head), expert_sum_new (expert, asker));

  return head;
}

static void
expert_row_toggled_cb (VecheExpertRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
expert_row_fill (VecheExpertRow *self, const char *asker, gboolean narrow)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *avatar = veche_avatar_new (44, NULL, self->expert->name), *check = gtk_check_button_new ();
  g_autoptr (GPtrArray) reasons = veche_reasons_choose (self->expert, REASONS);

  self->check = GTK_CHECK_BUTTON (check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, self->expert->name, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (expert_row_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_widget_set_margin_top (check, 2);
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_widget_set_hexpand (body, TRUE);

  gtk_box_append (GTK_BOX (body), expert_head_new (self->expert, asker, narrow));
  if (narrow)
    {
      GtkWidget *badge = expert_badge_new (self->expert);

      gtk_widget_set_halign (badge, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (body), badge);
    }
  for (guint i = 0; i < reasons->len; i++)
    gtk_box_append (GTK_BOX (body), expert_reason_new (g_ptr_array_index (reasons, i), self->expert, asker));

  gtk_widget_add_css_class (row, "veche-expert");
  gtk_box_append (GTK_BOX (row), check);
  if (!narrow)
    gtk_box_append (GTK_BOX (row), avatar);
  else
    g_object_ref_sink (avatar), g_object_unref (avatar);
  gtk_box_append (GTK_BOX (row), body);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), row);
}

static void
veche_expert_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CHOSEN)
    g_value_set_boolean (value, veche_expert_row_get_chosen (VECHE_EXPERT_ROW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_expert_row_class_init (VecheExpertRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = veche_expert_row_get_property;
  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
veche_expert_row_init (VecheExpertRow *self)
{
}

GtkWidget *
veche_expert_row_new (VecheExpert *expert, const char *asker, gboolean narrow)
{
  VecheExpertRow *self = g_object_new (VECHE_TYPE_EXPERT_ROW, NULL);

  self->expert = expert;
  expert_row_fill (self, asker, narrow);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, expert->name, -1);

  return GTK_WIDGET (self);
}

VecheExpert *
veche_expert_row_get_expert (VecheExpertRow *self)
{
  return self->expert;
}

gboolean
veche_expert_row_get_chosen (VecheExpertRow *self)
{
  return gtk_check_button_get_active (self->check);
}

void
veche_expert_row_set_chosen (VecheExpertRow *self, gboolean chosen)
{
  gtk_check_button_set_active (self->check, chosen);
}
