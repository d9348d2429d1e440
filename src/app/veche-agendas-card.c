/* veche-agendas-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-agendas-card.h"

#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-plan-words.h"
#include "model/veche-text.h"

#define GAUGE_HEIGHT 16
#define TRACK_HEIGHT 6
#define TOPIC_CHARS  40
#define WEEK_DAYS    7

/*** The gauge ***/

struct _VecheGauge
{
  GtkWidget parent_instance;

  char     *shape;
  int       share, low, high;
};

G_DEFINE_FINAL_TYPE (VecheGauge, veche_gauge, GTK_TYPE_WIDGET)

static void
veche_gauge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VecheGauge *self = VECHE_GAUGE (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget), y = (height - TRACK_HEIGHT) / 2;
  float from = width * (float) self->low / 100, to = width * (float) self->high / 100, value = width * (float) CLAMP (self->share, 0, 100) / 100;
  GskRoundedRect bar;
  GdkRGBA ink;

  veche_draw_box (widget, snapshot, VECHE_INK_FG, .10f, &GRAPHENE_RECT_INIT (0, y, width, TRACK_HEIGHT), TRACK_HEIGHT / 2.f);
  veche_draw_box (widget, snapshot, VECHE_INK_FG, .10f, &GRAPHENE_RECT_INIT (from, (height - GAUGE_HEIGHT) / 2, to - from, GAUGE_HEIGHT), 4);
  if (value <= 0)
    return;

  veche_draw_shape_ink (widget, self->shape, &ink);
  gsk_rounded_rect_init_from_rect (&bar, &GRAPHENE_RECT_INIT (0, y, value, TRACK_HEIGHT), TRACK_HEIGHT / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &ink, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
veche_gauge_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? GAUGE_HEIGHT : 60;
}

static void
veche_gauge_finalize (GObject *object)
{
  g_free (VECHE_GAUGE (object)->shape);

  G_OBJECT_CLASS (veche_gauge_parent_class)->finalize (object);
}

static void
veche_gauge_class_init (VecheGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_gauge_finalize;
  widget_class->snapshot = veche_gauge_snapshot;
  widget_class->measure = veche_gauge_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
veche_gauge_init (VecheGauge *self)
{
}

GtkWidget *
veche_gauge_new (const char *shape, int share, int low, int high)
{
  VecheGauge *self = g_object_new (VECHE_TYPE_GAUGE, NULL);

  self->shape = g_strdup (shape);
  self->share = share;
  self->low = low;
  self->high = high;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0., GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) share, -1);

  return GTK_WIDGET (self);
}

/*** The card ***/

const char *
veche_agenda_state_words (VecheAgendaState state)
{
  switch (state)
    {
    case VECHE_AGENDA_LOW: return C_("agenda", "too little");
    case VECHE_AGENDA_HIGH: return C_("agenda", "too much");
    case VECHE_AGENDA_MISSING: return C_("agenda", "missing");
    default: return NULL;
    }
}

/* What was spoken of last, or since when nothing was. */
static char *
topics_words (const VecheAgendaShare *share)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < share->topics->len && i < 2; i++)
    {
      const VecheAgendaTopic *topic = share->topics->pdata[i];
      g_autofree char *text = veche_text_clamp (topic->text, TOPIC_CHARS, FALSE), *quoted = g_strdup_printf (_("“%s”"), text), *nested = veche_text_nest_quotes (quoted);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", nested);
    }
  if (words->len == 0)
    g_string_append (words, _("Nothing was said or done on it in this time"));
  else if (share->state == VECHE_AGENDA_MISSING || share->state == VECHE_AGENDA_LOW)
    {
      g_autofree char *when = veche_time_when (share->last);
      g_autofree char *all = g_strdup_printf (_("Last %1$s: %2$s"), when, words->str);

      g_string_assign (words, all);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Never cut short: the name beside it gives way. */
static GtkWidget *
number_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
agenda_new (const VecheAgendaShare *share)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *name, *badge;
  g_autofree char *topics = topics_words (share);
  const char *state = veche_agenda_state_words (share->state);
  /* Translators: a share; U+202F before the sign where the language wants it */
  g_autofree char *percent = g_strdup_printf (_("%d %%"), share->share), *goal = g_strdup_printf (_("goal %1$d–%2$d"), share->low, share->high);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s%s%s", share->name, percent, goal, state != NULL ? ", " : "", state != NULL ? state : "");
  GtkWidget *gauge = veche_gauge_new (share->shape, share->share, share->low, share->high);

  name = veche_label_new (share->name, "plan-title", NULL);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_margin_start (name, 3);
  badge = veche_badge_new ();
  veche_badge_set (VECHE_BADGE (badge), "veche-negative-symbolic", state, VECHE_INK_WARN);
  gtk_box_append (GTK_BOX (head), veche_mark_new (share->shape, 12));
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_box_append (GTK_BOX (head), number_new (percent, "plan-count"));
  gtk_box_append (GTK_BOX (head), number_new (goal, "plan-caption"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gauge), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), gauge);
  gtk_box_append (GTK_BOX (box), veche_label_new (topics, "plan-caption", NULL));

  return box;
}

GtkWidget *
veche_agendas_card_new (VecheSession *session, const VecheAgendas *agendas)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = gtk_button_new ();
  int weeks = (int) ((agendas->until - agendas->since) / (WEEK_DAYS * G_TIME_SPAN_DAY));
  g_autofree char *span = g_strdup_printf (ngettext ("in %d week", "in %d weeks", weeks), weeks);

  gtk_button_set_child (GTK_BUTTON (title), veche_label_new (C_("title", "Agendas"), "heading", NULL));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (title), "plan.agendas");
  gtk_widget_set_tooltip_text (title, _("Names, Goals and Rules of the Agendas"));
  veche_label_speak (title, C_("title", "Agendas"));
  gtk_widget_add_css_class (title, "plan-title-button");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), veche_label_new (span, "plan-caption", NULL));
  gtk_widget_set_hexpand (gtk_widget_get_last_child (head), TRUE);
  gtk_widget_set_halign (gtk_widget_get_last_child (head), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (card), head);
  for (guint i = 0; i < agendas->agendas->len; i++)
    gtk_box_append (GTK_BOX (card), agenda_new (agendas->agendas->pdata[i]));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-agendas");

  return card;
}
