/* veche-rule-effect.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-profile-parts.h"
#include "app/veche-rule-effect.h"
#include "app/veche-rule-words.h"
#include "model/veche-text.h"

#define BARS_HEIGHT 40
#define SAMPLES 6
#define SAMPLE_MOST 160

/*** The days ***/

#define VECHE_TYPE_RULE_DAYS (veche_rule_days_get_type ())
G_DECLARE_FINAL_TYPE (VecheRuleDays, veche_rule_days, VECHE, RULE_DAYS, GtkWidget)

struct _VecheRuleDays
{
  GtkWidget parent_instance;

  guint     days[VECHE_RULES_DAYS];
};

G_DEFINE_FINAL_TYPE (VecheRuleDays, veche_rule_days, GTK_TYPE_WIDGET)

static void
veche_rule_days_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? BARS_HEIGHT : VECHE_RULES_DAYS;
  *minimum_baseline = *natural_baseline = -1;
}

static void
veche_rule_days_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheRuleDays *self = VECHE_RULE_DAYS (widget);
  float width = (float) gtk_widget_get_width (widget) / VECHE_RULES_DAYS;
  guint most = 1;

  for (guint d = 0; d < VECHE_RULES_DAYS; d++)
    most = MAX (most, self->days[d]);
  for (guint d = 0; d < VECHE_RULES_DAYS; d++)
    {
      float height = self->days[d] > 0 ? MAX (3.f, (BARS_HEIGHT - 2.f) * self->days[d] / most) : 1.f;
      graphene_rect_t bar = GRAPHENE_RECT_INIT (d * width, BARS_HEIGHT - height, MAX (1.f, width - 1.f), height);

      veche_draw_box (widget, snapshot, self->days[d] > 0 ? VECHE_INK_ACC : VECHE_INK_FG, self->days[d] > 0 ? .8f : .15f, &bar, 1.f);
    }
}

static void
veche_rule_days_class_init (VecheRuleDaysClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = veche_rule_days_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = veche_rule_days_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
veche_rule_days_init (VecheRuleDays *self)
{
}

static GtkWidget *
days_new (const VecheRulePreview *preview)
{
  VecheRuleDays *self = g_object_new (VECHE_TYPE_RULE_DAYS, NULL);
  guint busy = 0, most = 0;
  g_autofree char *spoken = NULL;

  for (guint d = 0; d < VECHE_RULES_DAYS; d++)
    {
      self->days[d] = preview->days[d];
      busy += preview->days[d] > 0;
      most = MAX (most, preview->days[d]);
    }
  /* Translators: said of a small chart: on how many of the last 90 days a rule would have acted, and how often at most on one of them */
  spoken = g_strdup_printf (ngettext ("On %u of 90 days; at most %u in a day", "On %u of 90 days; at most %u in a day", busy), busy, most);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);

  return GTK_WIDGET (self);
}

/*** The whole ***/

struct _VecheRuleEffect
{
  AdwBin     parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (VecheRuleEffect, veche_rule_effect, ADW_TYPE_BIN)

static void
add_counts (VecheRuleEffect *self, const VecheRulePreview *preview)
{
  g_autofree char *fits = g_strdup_printf (ngettext ("%u of %u message", "%u of %u messages", preview->n_looked), preview->n_fits, preview->n_looked);
  g_autofree char *open = g_strdup_printf (ngettext ("%u is still open", "%u are still open", preview->n_open), preview->n_open);
  g_autofree char *line = preview->n_open > 0 ? g_strdup_printf ("%s · %s", fits, open) : g_strdup (fits);

  gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (line, "heading", NULL));
  if (preview->n_conflicts > 0)
    {
      g_autofree char *otherwise = g_strdup_printf (ngettext ("%u of them you handled otherwise", "%u of them you handled otherwise", preview->n_conflicts),
                                                    preview->n_conflicts);

      gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (otherwise, "veche-warn-ink", NULL));
    }
}

static void
add_sample (VecheRuleEffect *self, const VecheRuleSample *sample)
{
  g_autofree char *when = veche_time_short (sample->at), *who = veche_text_clamp (sample->author != NULL ? sample->author : "–", 60, FALSE);
  g_autofree char *text = veche_text_clamp (sample->text != NULL ? sample->text : "", SAMPLE_MOST, FALSE);
  g_autofree char *head = sample->conflict != VECHE_RULE_CONFLICT_NONE
                            ? g_strdup_printf ("%s · %s · %s", who, when, veche_rule_conflict_word (sample->conflict))
                            : g_strdup_printf ("%s · %s", who, when);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), veche_label_new (head, "veche-second", sample->conflict != VECHE_RULE_CONFLICT_NONE ? "veche-warn-ink" : NULL));
  gtk_box_append (GTK_BOX (box), veche_label_new (text, NULL, NULL));
  gtk_box_append (GTK_BOX (self->box), box);
}

void
veche_rule_effect_show (VecheRuleEffect *self, const VecheRulePreview *preview, const char *words)
{
  g_return_if_fail (VECHE_IS_RULE_EFFECT (self));

  veche_profile_clear (self->box);
  if (preview == NULL)
    {
      gtk_box_append (GTK_BOX (self->box), veche_label_new_wrapped (words, "veche-second", NULL));
      return;
    }
  add_counts (self, preview);
  gtk_box_append (GTK_BOX (self->box), days_new (preview));
  for (guint i = 0; i < preview->samples->len && i < SAMPLES; i++)
    add_sample (self, preview->samples->pdata[i]);
}

static void
veche_rule_effect_class_init (VecheRuleEffectClass *klass)
{
}

static void
veche_rule_effect_init (VecheRuleEffect *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->box, "veche-rule-effect");
  adw_bin_set_child (ADW_BIN (self), self->box);
}
