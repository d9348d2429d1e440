/* veche-search-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-member-words.h"
#include "app/veche-search-row.h"
#include "model/veche-text.h"

#define FACE 32

const char *
veche_hit_kind_title (VecheHitKind kind)
{
  static const char *const titles[VECHE_N_HIT_KINDS] = {
    [VECHE_HIT_MEMBER] = N_ ("Members"),           [VECHE_HIT_MESSAGE] = N_ ("Messages"), [VECHE_HIT_NOTE] = N_ ("Notes"),
    [VECHE_HIT_EVENT] = N_ ("Events"),             [VECHE_HIT_PROJECT] = N_ ("Projects"), [VECHE_HIT_COMPETENCY] = N_ ("Competencies"),
    [VECHE_HIT_TAG] = N_ ("Tags"),                 [VECHE_HIT_ORGANISATION] = N_ ("Organisations"), [VECHE_HIT_ARTICLE] = N_ ("Articles"),
  };

  return _ (titles[kind]);
}

static const char *
hit_icon (VecheHitKind kind)
{
  static const char *const icons[VECHE_N_HIT_KINDS] = {
    [VECHE_HIT_EVENT] = "veche-plan-symbolic",
    [VECHE_HIT_PROJECT] = "veche-promise-symbolic",
    [VECHE_HIT_COMPETENCY] = "veche-competency-symbolic",
    [VECHE_HIT_TAG] = "user-bookmarks-symbolic",
    [VECHE_HIT_ORGANISATION] = "system-users-symbolic",
    [VECHE_HIT_ARTICLE] = "veche-knowledge-symbolic",
  };

  return icons[kind];
}

static PangoAttrList *
light_up (VecheSearch *search, const char *text, gboolean names)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  g_autoptr (GArray) hits = veche_search_hits (search, text, names);

  for (guint i = 0; i < hits->len; i++)
    {
      VecheSpan span = g_array_index (hits, VecheSpan, i);
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      PangoAttribute *under = pango_attr_background_new (0xf9f9, 0xc4c4, 0x4040), *faint = pango_attr_background_alpha_new (0x5000);

      weight->start_index = under->start_index = faint->start_index = span.start;
      weight->end_index = under->end_index = faint->end_index = span.end;
      pango_attr_list_insert (attributes, weight);
      pango_attr_list_insert (attributes, under);
      pango_attr_list_insert (attributes, faint);
    }

  return attributes;
}

static GtkWidget *
line_new (VecheSearch *search, const char *text, gboolean names, const char *style)
{
  g_autofree char *shown = veche_text_clamp (text, 300, FALSE);
  GtkWidget *label = veche_label_new (shown, style, NULL);
  PangoAttrList *attributes = light_up (search, shown, names);

  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static GtkWidget *
face_new (const VecheHit *hit)
{
  GtkWidget *image, *disc;

  if (hit_icon (hit->kind) == NULL)
    return veche_avatar_new (FACE, NULL, hit->title);

  image = gtk_image_new_from_icon_name (hit_icon (hit->kind));
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  disc = adw_bin_new ();
  adw_bin_set_child (ADW_BIN (disc), image);
  gtk_widget_set_hexpand (image, TRUE);
  gtk_widget_set_hexpand (disc, FALSE);   /* or the sign's wish to stand in the middle would widen it */
  gtk_widget_add_css_class (disc, "veche-hit-sign");

  return disc;
}

/* "2026-12-01T19:00" → "1 дек." (transfer full) (nullable) */
static char *
day_words (const char *day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) at = NULL;

  if (day == NULL || strlen (day) < 10)
    return NULL;
  at = g_date_time_new (zone, atoi (day), atoi (day + 5), atoi (day + 8), 12, 0, 0);

  return at != NULL ? veche_time_short (g_date_time_to_unix (at) * G_USEC_PER_SEC) : NULL;
}

/* Beside the title: when, or how many people. (transfer full) (nullable) */
static char *
aside (const VecheHit *hit)
{
  if (hit->kind == VECHE_HIT_COMPETENCY || hit->kind == VECHE_HIT_TAG || hit->kind == VECHE_HIT_ORGANISATION)
    return veche_people_count (hit->count);
  if (hit->day != NULL)
    return day_words (hit->day);

  return hit->at != 0 ? veche_time_short (hit->at) : NULL;
}

/* (transfer full) (nullable) */
static char *
second_line (const VecheHit *hit)
{
  gboolean text = hit->text != NULL && *hit->text != '\0', where = hit->where != NULL && *hit->where != '\0';

  if (hit->kind == VECHE_HIT_MESSAGE || (!text && !where))
    return text ? g_strdup (hit->text) : NULL;
  if (text && where)
    return hit->kind == VECHE_HIT_MEMBER ? g_strdup_printf ("%s · %s", hit->text, hit->where)
                                         : g_strdup_printf ("%s · %s", hit->where, hit->text);

  return g_strdup (text ? hit->text : hit->where);
}

static GtkWidget *
head_new (const VecheHit *hit, VecheSearch *search)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = line_new (search, hit->title != NULL ? hit->title : _ ("Unknown"), TRUE, "veche-hit-title");
  g_autofree char *words = aside (hit);

  gtk_widget_set_hexpand (title, FALSE);
  gtk_box_append (GTK_BOX (head), title);
  if (hit->kind == VECHE_HIT_MESSAGE && hit->where != NULL)
    {
      GtkWidget *where = line_new (search, hit->where, FALSE, "veche-caption");

      gtk_widget_add_css_class (where, "veche-second");
      gtk_box_append (GTK_BOX (head), where);
    }
  if (words != NULL)
    {
      GtkWidget *when = gtk_label_new (words);

      gtk_widget_add_css_class (when, "veche-caption");
      gtk_widget_add_css_class (when, "veche-second");
      gtk_widget_set_hexpand (when, TRUE);
      gtk_widget_set_halign (when, GTK_ALIGN_END);
      gtk_box_append (GTK_BOX (head), when);
    }

  return head;
}

GtkWidget *
veche_search_row_new (const VecheHit *hit, VecheSearch *search)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *face = face_new (hit);
  g_autofree char *second = second_line (hit), *spoken = NULL, *words = aside (hit);

  gtk_widget_set_valign (face, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), head_new (hit, search));
  if (second != NULL)
    {
      GtkWidget *line = line_new (search, second, FALSE, "veche-small");

      gtk_widget_add_css_class (line, hit->kind == VECHE_HIT_MESSAGE || hit->kind == VECHE_HIT_NOTE ? "veche-quote" : "veche-second");
      gtk_box_append (GTK_BOX (texts), line);
    }
  gtk_box_append (GTK_BOX (box), face);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "veche-hit");

  spoken = g_strjoin (", ", hit->title != NULL ? hit->title : _ ("Unknown"), second != NULL ? second : veche_hit_kind_title (hit->kind), words, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return row;
}
