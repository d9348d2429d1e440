/* veche-harvest-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-badge.h"
#include "app/veche-faces.h"
#include "app/veche-harvest-row.h"
#include "app/veche-label.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"

static const char *
kind_word (const char *kind, gboolean known)
{
  if (g_strcmp0 (kind, "competency") == 0)
    return known ? _ ("Competency") : _ ("New competency");
  if (g_strcmp0 (kind, "city") == 0)
    return _ ("City");
  if (g_strcmp0 (kind, "need") == 0)
    return _ ("Need");

  return _ ("Offer");
}

/* The words that say it stand out of the quotation. */
static void
harvest_highlight (GtkLabel *label, const char *text, const char *words)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *found = words != NULL && *words != '\0' ? strstr (text, words) : NULL;
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  if (found == NULL)
    {
      pango_attribute_destroy (bold);
      return;
    }
  bold->start_index = (guint) (found - text);
  bold->end_index = bold->start_index + (guint) strlen (words);
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_attributes (label, attributes);
}

/* Where and when the words were said; of many answers the newest is quoted, so their number comes first. */
static char *
proposal_source (const VecheProposal *proposal)
{
  g_autofree char *place = veche_words_clean (proposal->place, 60, FALSE), *when = proposal->said > 0 ? veche_time_short (proposal->said) : NULL;
  GString *source = g_string_new (NULL);

  if (g_strcmp0 (proposal->origin, "answers") == 0 && proposal->count > 0)
    g_string_append_printf (source, ngettext ("%u answer", "%u answers", proposal->count), proposal->count);
  if (*place != '\0')
    g_string_append_printf (source, "%s%s", source->len > 0 ? " · " : "", place);
  if (when != NULL)
    g_string_append_printf (source, "%s%s", source->len > 0 ? "  " : "", when);

  return g_string_free (source, FALSE);
}

static GtkWidget *
row_body_new (const VecheProposal *proposal)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *badge = veche_badge_new (), *avatar = veche_avatar_new (36, NULL, proposal->member_name);
  g_autofree char *name = veche_words_clean (proposal->member_name, 80, FALSE), *value = veche_words_clean (proposal->value, 200, FALSE);
  g_autofree char *quote = veche_words_clean (proposal->quote, 400, FALSE);
  g_autofree char *shown = g_strdup_printf (_ ("“%s”"), quote), *what = NULL, *source = NULL;
  GtkWidget *words, *who = veche_label_new_wrapped (name, "veche-expert-name", NULL);

  if (g_strcmp0 (proposal->kind, "competency") == 0)
    /* Translators: a competency, then its level */
    what = g_strdup_printf (_ ("%s — %s"), value, veche_level_word (proposal->level));
  else
    what = g_strdup (value);
  source = proposal_source (proposal);
  words = veche_label_new_wrapped (shown, "veche-small", "veche-quote");
  harvest_highlight (GTK_LABEL (words), shown, value);
  veche_badge_set (VECHE_BADGE (badge), NULL, kind_word (proposal->kind, proposal->known), proposal->known ? VECHE_INK_70 : VECHE_INK_ACC);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (who, TRUE);
  gtk_box_append (GTK_BOX (head), who);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_box_append (GTK_BOX (body), head);
  gtk_box_append (GTK_BOX (body), veche_label_new_wrapped (what, "heading", NULL));
  gtk_box_append (GTK_BOX (body), words);
  if (*source != '\0')
    gtk_box_append (GTK_BOX (body), veche_label_new_wrapped (source, "veche-caption", "veche-second"));
  gtk_widget_set_hexpand (body, TRUE);
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_widget_add_css_class (row, "veche-gap");
  gtk_box_append (GTK_BOX (row), avatar);
  gtk_box_append (GTK_BOX (row), body);

  return row;
}

GtkWidget *
veche_harvest_row_new (const VecheProposal *proposal)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *spoken = g_strdup_printf ("%s, %s: %s", proposal->member_name, kind_word (proposal->kind, proposal->known), proposal->value);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), row_body_new (proposal));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return row;
}
