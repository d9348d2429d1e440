/* veche-gaps-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-gaps-view.h"
#include "app/veche-label.h"
#include "app/veche-learners-popover.h"
#include "app/veche-level-bar.h"
#include "app/veche-mention-words.h"

#define SHOWN 8

struct _VecheGapsView
{
  AdwBin        parent_instance;

  VecheSession *session;   /* (owned) (nullable) */
  gboolean      all[VECHE_N_GAPS + 1];

  GtkStack     *stack;
  GtkLabel     *sentence;
  GtkBox       *sections;
};

G_DEFINE_FINAL_TYPE (VecheGapsView, veche_gaps_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_ASK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The last section is the map of all topics. */
static const char *
section_title (guint section)
{
  static const char *const titles[VECHE_N_GAPS + 1] = {
    [VECHE_GAP_UNANSWERED] = N_ ("Asked about, not answered"),
    [VECHE_GAP_NOBODY] = N_ ("Nobody knows it"),
    [VECHE_GAP_ONE] = N_ ("One person alone"),
    [VECHE_GAP_UNCONFIRMED] = N_ ("Nobody has shown it yet"),
    [VECHE_N_GAPS] = N_ ("All topics"),
  };

  return _ (titles[section]);
}

/* A no is an answer, too, only not the one that was hoped for. (transfer full) */
static char *
asked_words (const VecheCompetencyNode *node)
{
  g_autofree char *asked = g_strdup_printf (ngettext ("Asked %u time", "Asked %u times", node->asked), node->asked);

  if (node->declined == 0)
    /* Translators: "Asked 2 times" */
    return g_strdup_printf (_ ("%s, no answer so far"), asked);
  if (node->declined == node->asked)
    /* Translators: "Asked 2 times", then how many of them said no: all */
    return g_strdup_printf (ngettext ("%s: declined", "%s: all declined", node->declined), asked);

  /* Translators: "Asked 3 times", how many of them said no; the others have not answered */
  return g_strdup_printf (ngettext ("%s: %u declined, no other answer so far", "%s: %u declined, no other answer so far", node->declined), asked,
                          node->declined);
}

/* (transfer full) */
static char *
topic_words (const VecheCompetencyNode *node)
{
  g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", node->members), node->members);

  switch (veche_competency_gap (node))
    {
    case VECHE_GAP_UNANSWERED:
      return asked_words (node);
    case VECHE_GAP_NOBODY:
      return g_strdup (_ ("Find somebody, or help somebody learn it"));
    case VECHE_GAP_ONE:
      return g_strdup (node->confirmed > 0 ? _ ("Everything rests on one person") : _ ("One person, by their own words only"));
    case VECHE_GAP_UNCONFIRMED:
      /* Translators: "3 people" */
      return g_strdup_printf (_ ("%s, by their own words only"), people);
    case VECHE_GAP_NONE:
    case VECHE_N_GAPS:
    default:
      if (node->members == 0)
        return g_strdup (_ ("Only what lies under it"));
      /* Translators: "12 people", how many of them confirmed */
      return g_strdup_printf (ngettext ("%s, %u confirmed", "%s, %u confirmed", node->confirmed), people, node->confirmed);
    }
}

static void
gaps_ask_cb (GtkButton *button, VecheGapsView *self)
{
  g_signal_emit (self, signals[SIGNAL_ASK], 0, g_object_get_data (G_OBJECT (button), "name"));
}

static GtkWidget *
gaps_buttons_new (VecheGapsView *self, const VecheCompetencyNode *node, gboolean is_gap)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *ask = gtk_button_new_with_label (_ ("Ask Around"));
  /* Translators: a competency */
  g_autofree char *spoken = g_strdup_printf (_ ("Who can answer about %s?"), node->name);

  if (is_gap)
    {
      GtkWidget *learn = gtk_menu_button_new ();
      g_autofree char *learn_spoken = g_strdup_printf (_ ("Who could learn %s?"), node->name);

      gtk_menu_button_set_label (GTK_MENU_BUTTON (learn), _ ("Who Could Learn?"));
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (learn), veche_learners_popover_new (self->session, node->uid));
      gtk_accessible_update_property (GTK_ACCESSIBLE (learn), GTK_ACCESSIBLE_PROPERTY_LABEL, learn_spoken, -1);
      gtk_widget_add_css_class (learn, "veche-row-menu");
      gtk_box_append (GTK_BOX (box), learn);
    }
  gtk_widget_add_css_class (ask, "veche-row-button");
  veche_label_speak (ask, spoken);
  g_object_set_data_full (G_OBJECT (ask), "name", g_strdup (node->name), g_free);
  g_signal_connect_object (ask, "clicked", G_CALLBACK (gaps_ask_cb), self, 0);
  gtk_box_append (GTK_BOX (box), ask);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
gaps_row_new (VecheGapsView *self, const VecheCompetencyNode *node, gboolean is_gap)
{
  gboolean narrow = veche_session_get_folded (self->session);
  GtkWidget *row = gtk_box_new (narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, narrow ? 6 : 12);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *bar = veche_level_bar_new (node->levels), *second;
  g_autofree char *name = veche_words_clean (node->name, 80, FALSE);
  g_autofree char *words = topic_words (node);

  gtk_box_append (GTK_BOX (labels), veche_label_new (name, "veche-expert-name", NULL));
  second = veche_label_new (words, "veche-small", "veche-second");
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (second), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (labels), second);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_add_css_class (row, "veche-gap");
  gtk_box_append (GTK_BOX (row), labels);
  gtk_box_append (GTK_BOX (row), bar);
  gtk_box_append (GTK_BOX (row), gaps_buttons_new (self, node, is_gap));

  return row;
}

static GtkWidget *
gaps_list_new (VecheGapsView *self, const VecheCoverageMap *map, guint section)
{
  GtkWidget *list = gtk_list_box_new ();
  guint n = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, section_title (section), -1);
  for (guint i = 0; i < map->topics->len; i++)
    {
      const VecheCompetencyNode *node = g_ptr_array_index (map->topics, i);

      if (section != VECHE_N_GAPS && veche_competency_gap (node) != (VecheGap) section)
        continue;
      if (n++ >= SHOWN && !self->all[section])
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), gaps_row_new (self, node, section != VECHE_N_GAPS));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_last_child (list)), FALSE);
    }

  return list;
}

static void
gaps_more_cb (GtkButton *button, VecheGapsView *self)
{
  GtkWidget *list = g_object_get_data (G_OBJECT (button), "list");

  self->all[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "section"))] = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static void
gaps_add_section (VecheGapsView *self, const VecheCoverageMap *map, guint section, guint n)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gboolean all = self->all[section];
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *more = g_strdup_printf (_ ("Show All %u"), n);
  GtkWidget *list;

  /* All rows are there, so that "Show all" needs no second reading. */
  self->all[section] = TRUE;
  list = gaps_list_new (self, map, section);
  self->all[section] = all;
  gtk_box_append (GTK_BOX (head), veche_label_new (section_title (section), "heading", NULL));
  gtk_box_append (GTK_BOX (head), veche_label_new (count, "veche-second", NULL));
  gtk_widget_set_margin_start (head, 3);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), list);
  if (n > SHOWN && !all)
    {
      GtkWidget *button = gtk_button_new_with_label (more);
      guint i = 0;

      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
        gtk_widget_set_visible (row, i++ < SHOWN);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (button), "list", list);
      g_object_set_data (G_OBJECT (button), "section", GUINT_TO_POINTER (section));
      g_signal_connect_object (button, "clicked", G_CALLBACK (gaps_more_cb), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_box_append (self->sections, box);
}

/* One sentence that reads the map. (transfer full) */
static char *
gaps_sentence (const VecheCoverageMap *map)
{
  guint n = map->topics->len;
  guint covered = map->gaps[VECHE_GAP_NONE];
  g_autofree char *all = g_strdup_printf (ngettext ("Of %u topic", "Of %u topics", n), n);

  if (covered == n)
    return g_strdup (_ ("Every topic has more than one person, and somebody who has shown it"));

  /* Translators: "Of 14 topics", then numbers */
  return g_strdup_printf (_ ("%s, %u are in good hands; %u rest on one person, %u on nobody"), all, covered, map->gaps[VECHE_GAP_ONE],
                          map->gaps[VECHE_GAP_NOBODY]);
}

static void
veche_gaps_view_dispose (GObject *object)
{
  g_clear_object (&VECHE_GAPS_VIEW (object)->session);
  G_OBJECT_CLASS (veche_gaps_view_parent_class)->dispose (object);
}

static void
veche_gaps_view_class_init (VecheGapsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_gaps_view_dispose;
  signals[SIGNAL_ASK] = g_signal_new ("ask", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-gaps-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheGapsView, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheGapsView, sentence);
  gtk_widget_class_bind_template_child (widget_class, VecheGapsView, sections);
}

static void
veche_gaps_view_init (VecheGapsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
veche_gaps_view_set_session (VecheGapsView *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_GAPS_VIEW (self));

  g_set_object (&self->session, session);
}

void
veche_gaps_view_show (VecheGapsView *self, const VecheCoverageMap *map)
{
  GtkWidget *child;
  g_autofree char *sentence = gaps_sentence (map);

  g_return_if_fail (VECHE_IS_GAPS_VIEW (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  gtk_label_set_text (self->sentence, sentence);
  gtk_stack_set_visible_child_name (self->stack, map->topics->len > 0 ? "gaps" : "empty");
  if (self->session == NULL)
    return;

  for (guint gap = VECHE_GAP_NONE + 1; gap < VECHE_N_GAPS; gap++)
    if (map->gaps[gap] > 0)
      gaps_add_section (self, map, gap, map->gaps[gap]);
  if (map->topics->len > 0)
    gaps_add_section (self, map, VECHE_N_GAPS, map->topics->len);
}
