/* veche-source-guide-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-source-guide-view.h"

static GtkWidget *
veche_source_guide_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
veche_source_guide_step (guint number, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *disc, *label = veche_source_guide_label (text, NULL);
  g_autofree char *shown = g_strdup_printf ("%u", number);

  disc = gtk_label_new (shown);
  gtk_widget_add_css_class (disc, "veche-step-number");
  gtk_widget_set_valign (disc, GTK_ALIGN_START);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_box_append (GTK_BOX (line), disc);
  gtk_box_append (GTK_BOX (line), label);

  return line;
}

static void
veche_source_guide_help_cb (GtkWidget *button, VecheSession *session)
{
  veche_session_open_uri (session, button, g_object_get_data (G_OBJECT (button), "veche-url"));
}

static GtkWidget *
veche_source_guide_help (const char *url, VecheSession *session)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  /* Translators: %s is the name of a website, such as "core.telegram.org" */
  g_autofree char *label = g_strdup_printf (_ ("Read more at %s"), uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : url);
  GtkWidget *button = gtk_button_new (), *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "adw-external-link-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-help");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, url);
  g_object_set_data_full (G_OBJECT (button), "veche-url", g_strdup (url), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (veche_source_guide_help_cb), session, 0);

  return button;
}

GtkWidget *
veche_source_guide_steps_new (const VecheSourceGuide *guide, VecheSession *session)
{
  GtkWidget *box;

  if (guide->steps == NULL || guide->steps[0] == NULL)
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (box), veche_source_guide_label (guide->own ? _ ("How it works") : _ ("How to get access"), "heading"));
  for (guint i = 0; guide->steps[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), veche_source_guide_step (i + 1, _ (guide->steps[i])));
  if (guide->help_url != NULL)
    gtk_box_append (GTK_BOX (box), veche_source_guide_help (_ (guide->help_url), session));

  return box;
}

static void
veche_source_guide_add_block (GtkWidget *box, const char *icon, const char *heading, const char *text)
{
  GtkWidget *line, *words, *image;

  if (text == NULL)
    return;

  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  image = gtk_image_new_from_icon_name (icon);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_add_css_class (image, "veche-second");
  gtk_box_append (GTK_BOX (words), veche_source_guide_label (heading, "veche-block-title"));
  gtk_box_append (GTK_BOX (words), veche_source_guide_label (_ (text), "veche-block-text"));
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (box), line);
}

GtkWidget *
veche_source_guide_blocks_new (const VecheSourceGuide *guide)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (box, "veche-blocks");
  veche_source_guide_add_block (box, "view-reveal-symbolic", _ ("What Veche reads"), guide->reads);
  veche_source_guide_add_block (box, "view-conceal-symbolic", _ ("What it can’t see"), guide->blind);
  veche_source_guide_add_block (box, "drive-harddisk-symbolic", _ ("What is kept on this disk"), guide->stored);

  return box;
}

GtkWidget *
veche_source_guide_notices_new (GPtrArray *sentences)
{
  GtkWidget *box;

  if (sentences->len == 0)
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "veche-guard");
  for (guint i = 0; i < sentences->len; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *image = gtk_image_new_from_icon_name ("view-conceal-symbolic");

      gtk_widget_set_valign (image, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), image);
      gtk_box_append (GTK_BOX (line), veche_source_guide_label (g_ptr_array_index (sentences, i), "veche-small"));
      gtk_box_append (GTK_BOX (box), line);
    }

  return box;
}

GtkWidget *
veche_source_guide_row_new (const VecheSourceGuide *guide)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (veche_platform_icon (guide->type));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (guide->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (guide->about));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "veche-type", (gpointer) guide->type);

  return row;
}

void
veche_source_guide_focus (GtkScrolledWindow *scroller, GtkWidget *form)
{
  GtkViewport *viewport = GTK_VIEWPORT (gtk_scrolled_window_get_child (scroller));

  gtk_viewport_set_scroll_to_focus (viewport, FALSE);
  gtk_widget_grab_focus (form);
  gtk_viewport_set_scroll_to_focus (viewport, TRUE);
}
