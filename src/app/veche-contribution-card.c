/* veche-contribution-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "analysis/veche-contributions.h"
#include "app/veche-contribution-card.h"
#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"

#define DAYS 182
#define QUOTE 120

struct _VecheContributionCard
{
  AdwBin        parent_instance;

  GtkWidget    *lines;        /* the box of sentences */
  GtkMenuButton *score;
  GtkLabel     *sum;          /* in the popover */
  gint64        member_id;
  GCancellable *cancellable;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VecheContributionCard, veche_contribution_card, ADW_TYPE_BIN)

static void
add_line (VecheContributionCard *self, const char *text, const char *style)
{
  gtk_box_append (GTK_BOX (self->lines), veche_label_new_wrapped (text, "veche-small", style));
}

static void
add_count (VecheContributionCard *self, guint n, char *sentence /* (transfer full) */)
{
  g_autofree char *text = sentence;

  if (n > 0)
    add_line (self, text, NULL);
}

static void
show_sentences (VecheContributionCard *self, const VecheContributions *sum)
{
  const guint *n = sum->counts;

  add_count (self, n[VECHE_DEED_HELP], g_strdup_printf (ngettext ("Helped with %u answer", "Helped with %u answers", n[VECHE_DEED_HELP]), n[VECHE_DEED_HELP]));
  add_count (self, n[VECHE_DEED_MADE], g_strdup_printf (ngettext ("Made %u thing for all", "Made %u things for all", n[VECHE_DEED_MADE]), n[VECHE_DEED_MADE]));
  add_count (self, n[VECHE_DEED_FEEDBACK], g_strdup_printf (ngettext ("Gave %u opinion or proposal", "Gave %u opinions and proposals", n[VECHE_DEED_FEEDBACK]), n[VECHE_DEED_FEEDBACK]));
  add_count (self, n[VECHE_DEED_TALK], g_strdup_printf (ngettext ("Talked along in %u message", "Talked along in %u messages", n[VECHE_DEED_TALK]), n[VECHE_DEED_TALK]));
  if (sum->example != NULL)
    {
      g_autofree char *words = veche_text_clamp (sum->example, QUOTE, FALSE);
      /* Translators: a quotation of somebody's thanks */
      g_autofree char *quote = g_strdup_printf (_ ("“%s”"), words);

      add_line (self, quote, "veche-second");
    }
  if (sum->links->len > 0)
    {
      g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();
      g_auto (GStrv) all = NULL;
      g_autofree char *joined = NULL, *text = NULL;

      for (guint i = 0; i < MIN (sum->links->len, 3); i++)
        g_strv_builder_add (hosts, ((VecheLinked *) sum->links->pdata[i])->host);
      all = g_strv_builder_end (hosts);
      joined = g_strjoinv (", ", all);
      /* Translators: %s are names of sites */
      text = g_strdup_printf (_ ("Links to %s"), joined);
      add_line (self, text, "veche-second");
    }
  if (sum->first != 0)
    {
      g_autofree char *when = veche_time_long (sum->first);
      /* Translators: %s is a day */
      g_autofree char *text = g_strdup_printf (_ ("First message: %s"), when);

      add_line (self, text, "veche-second");
    }
}

static void
show_sum (VecheContributionCard *self, const VecheContributions *sum)
{
  static const char *const names[VECHE_N_DEEDS] = { N_ ("help"), N_ ("things made"), N_ ("opinions"), N_ ("talk") };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *score = g_strdup_printf ("%g", sum->score);

  for (guint kind = 0; kind < VECHE_N_DEEDS; kind++)
    g_string_append_printf (text, "%s: %u × %g = %g\n", _ (names[kind]), sum->counts[kind], sum->weights[kind], sum->counts[kind] * sum->weights[kind]);
  g_string_append_printf (text, _ ("together: %g"), sum->score);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, ngettext ("out of %u message of half a year", "out of %u messages of half a year", sum->read), sum->read);
  gtk_label_set_text (self->sum, text->str);
  gtk_menu_button_set_label (self->score, score);
}

/*** Reading ***/

static gpointer
load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_contributions_load (db, *(gint64 *) input, veche_now () - DAYS * G_TIME_SPAN_DAY, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheContributionCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheContributions) sum = veche_store_run_finish (VECHE_STORE (source), result, &error);
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_warning ("contributions can't be read: %s", error->message);

  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  if (sum != NULL)
    {
      show_sentences (self, sum);
      show_sum (self, sum);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), sum != NULL && sum->score > 0);
}

void
veche_contribution_card_set_member (VecheContributionCard *self, VecheSession *session, gint64 member_id)
{
  g_return_if_fail (VECHE_IS_CONTRIBUTION_CARD (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (member_id != self->member_id || session == NULL)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->member_id = member_id;
  if (session == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, load_job, g_memdup2 (&member_id, sizeof member_id), g_free,
                         (GDestroyNotify) veche_contributions_free, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
veche_contribution_card_dispose (GObject *object)
{
  VecheContributionCard *self = VECHE_CONTRIBUTION_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (veche_contribution_card_parent_class)->dispose (object);
}

static void
veche_contribution_card_class_init (VecheContributionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_contribution_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-contribution-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheContributionCard, lines);
  gtk_widget_class_bind_template_child (widget_class, VecheContributionCard, sum);
  gtk_widget_class_bind_template_child (widget_class, VecheContributionCard, score);
}

static void
veche_contribution_card_init (VecheContributionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
