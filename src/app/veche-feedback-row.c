/* veche-feedback-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-feedback-row.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"

#define MOST_TITLE 200
#define MOST_NAME  120

GObject *
veche_feedback_item_new (VecheFinding *finding)
{
  GtkStringObject *item = gtk_string_object_new (finding->uid);

  g_object_set_data_full (G_OBJECT (item), "finding", finding, (GDestroyNotify) veche_finding_free);

  return G_OBJECT (item);
}

VecheFinding *
veche_feedback_item_get (GObject *item)
{
  return item != NULL ? g_object_get_data (item, "finding") : NULL;
}

/*** Words ***/

gboolean
veche_feedback_is_closed (const VecheFinding *finding)
{
  return g_strcmp0 (finding->state, "done") == 0;
}

static char *
kind_words (const VecheFinding *finding)
{
  gboolean closed = veche_feedback_is_closed (finding);

  if (g_strcmp0 (finding->kind, "case") == 0)
    return g_strdup (closed ? _ ("Case · closed") : C_ ("saved as", "Case"));

  return g_strdup (closed ? _ ("Feedback · closed") : C_ ("saved as", "Feedback"));
}

void
veche_feedback_set_badge (VecheBadge *badge, const VecheFinding *finding)
{
  gboolean is_case = g_strcmp0 (finding->kind, "case") == 0;
  g_autofree char *words = kind_words (finding);

  if (veche_feedback_is_closed (finding))
    veche_badge_set (badge, "veche-check-symbolic", words, VECHE_INK_FG);
  else
    veche_badge_set (badge, is_case ? "veche-folder-symbolic" : "veche-feedback-symbolic", words, is_case ? VECHE_INK_WARN : VECHE_INK_ACC);
}

char *
veche_feedback_who (const VecheFinding *finding)
{
  g_autofree char *who = veche_words_clean (finding->member_name != NULL ? finding->member_name : finding->channel_name, MOST_NAME, FALSE);

  return *who != '\0' ? g_steal_pointer (&who) : g_strdup (_ ("Somebody"));
}

gboolean
veche_feedback_fits (const VecheFinding *finding, VecheSearch *search)
{
  const char *all[] = { finding->title, finding->text, finding->member_name, finding->channel_name }, *texts[G_N_ELEMENTS (all)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      texts[n++] = all[i];

  return veche_search_fits (search, texts, n, TRUE);
}

/*** The list's widgets ***/

static GtkWidget *
part (GObject *row, const char *name)
{
  return g_object_get_data (row, name);
}

static GtkWidget *
add_part (GtkWidget *row, GtkWidget *box, const char *name, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
  g_object_set_data (G_OBJECT (row), name, child);

  return child;
}

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *last = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = veche_label_new_wrapped (NULL, "veche-small", NULL);

  gtk_widget_set_valign (add_part (row, row, "face", veche_avatar_new (36, NULL, NULL)), GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_margin_bottom (row, 6);
  gtk_widget_set_hexpand (add_part (row, first, "name", veche_label_new (NULL, "veche-name", NULL)), TRUE);
  add_part (row, first, "time", veche_label_new (NULL, "veche-caption", "veche-second"));
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  add_part (row, last, "badge", veche_badge_new ());
  add_part (row, last, "from", veche_label_new (NULL, "veche-caption", "veche-second"));
  gtk_box_append (GTK_BOX (words), first);
  add_part (row, words, "title", title);
  gtk_box_append (GTK_BOX (words), last);
  gtk_box_append (GTK_BOX (row), words);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  VecheFinding *finding = veche_feedback_item_get (gtk_list_item_get_item (item));
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *who = veche_feedback_who (finding), *title = veche_words_clean (finding->title, MOST_TITLE, FALSE);
  g_autofree char *when = veche_time_short (finding->said_at != 0 ? finding->said_at : finding->at), *kind = kind_words (finding);
  g_autofree char *from = veche_words_clean (finding->member_name != NULL ? finding->channel_name : NULL, MOST_NAME, FALSE);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s, %s", title, kind, who, when);

  veche_faces_show (ADW_AVATAR (part (G_OBJECT (row), "face")), finding->member_uid, who);
  gtk_label_set_text (GTK_LABEL (part (G_OBJECT (row), "name")), who);
  gtk_label_set_text (GTK_LABEL (part (G_OBJECT (row), "time")), when);
  gtk_label_set_text (GTK_LABEL (part (G_OBJECT (row), "title")), title);
  gtk_label_set_text (GTK_LABEL (part (G_OBJECT (row), "from")), from);
  veche_feedback_set_badge (VECHE_BADGE (part (G_OBJECT (row), "badge")), finding);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

GtkListItemFactory *
veche_feedback_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);

  return factory;
}
