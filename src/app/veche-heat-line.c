/* veche-heat-line.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-heat-line.h"
#include "app/veche-heat-words.h"
#include "app/veche-label.h"
#include "app/veche-triager.h"
#include "store/veche-holding-table.h"

struct _VecheHeatLine
{
  AdwBin         parent_instance;

  VecheSession  *session;        /* (owned) (nullable) */
  VecheMention  *mention;        /* (owned) (nullable) */
  VecheComposer *composer;       /* (unowned) (nullable): outlives this */

  GtkWidget     *text, *button;
};

G_DEFINE_FINAL_TYPE (VecheHeatLine, veche_heat_line, ADW_TYPE_BIN)

/*** The holding reply ***/

typedef struct { VecheHeatLine *self; gint64 interaction_id; } Wish;

static void
holding_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Wish *wish = user_data;
  g_autoptr (VecheHeatLine) self = wish->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheArticle) article = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || self->composer == NULL || self->mention == NULL || self->mention->interaction_id != wish->interaction_id)
    return;
  if (error != NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  if (article != NULL)
    veche_composer_insert_article (self->composer, article);
  else
    veche_composer_append (self->composer, _ ("Thank you for writing. We have seen it, are looking into it and will answer here today."));
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static gpointer
holding_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_holding_find (db, *(gint64 *) input, error);
}

static void
heat_line_hold_cb (VecheHeatLine *self)
{
  Wish *wish;

  if (self->session == NULL || self->mention == NULL || self->composer == NULL)
    return;
  wish = g_new0 (Wish, 1);
  wish->self = g_object_ref (self);
  wish->interaction_id = self->mention->interaction_id;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, holding_job,
                         g_memdup2 (&self->mention->interaction_id, sizeof (gint64)), g_free, (GDestroyNotify) veche_article_unref, NULL, holding_found_cb,
                         wish);
}

/*** Showing ***/

static void
heat_line_show (VecheHeatLine *self)
{
  VecheTriager *triager = self->session != NULL ? veche_triager_find (self->session) : NULL;
  gboolean hot = self->mention != NULL && self->mention->heat > 0;
  const VecheHeatAlert *alert;
  g_autofree char *reason = NULL, *measure = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), hot);
  if (!hot)
    return;
  alert = triager != NULL ? veche_triager_find_thread (triager, self->mention->interaction_id) : NULL;
  reason = veche_heat_reason (alert);
  measure = veche_heat_measure (alert != NULL ? alert->z : self->mention->heat / 10.0);
  gtk_label_set_text (GTK_LABEL (self->text), reason);
  gtk_widget_set_tooltip_text (self->text, measure);
  gtk_widget_set_visible (self->button, self->composer != NULL);
}

void
veche_heat_line_set (VecheHeatLine *self, VecheSession *session, VecheMention *mention, VecheComposer *composer)
{
  g_return_if_fail (VECHE_IS_HEAT_LINE (self));

  g_set_object (&self->session, session);
  if (mention != NULL)
    veche_record_ref (mention);
  g_clear_pointer (&self->mention, veche_record_unref);
  self->mention = mention;
  self->composer = composer;
  heat_line_show (self);
}

static void
veche_heat_line_dispose (GObject *object)
{
  VecheHeatLine *self = VECHE_HEAT_LINE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->mention, veche_record_unref);
  self->composer = NULL;

  G_OBJECT_CLASS (veche_heat_line_parent_class)->dispose (object);
}

static void
veche_heat_line_class_init (VecheHeatLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_heat_line_dispose;
}

static void
veche_heat_line_init (VecheHeatLine *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *icon = gtk_image_new_from_icon_name ("veche-hot-symbolic");

  self->text = veche_label_new_wrapped (NULL, "veche-small", NULL);
  self->button = gtk_button_new_with_mnemonic (_ ("_Holding Reply"));
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), 24);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _ ("Puts a reply that buys time into the composer"));
  gtk_widget_add_css_class (self->button, "veche-row-button");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (heat_line_hold_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), self->text);
  gtk_box_append (GTK_BOX (row), self->button);
  gtk_widget_add_css_class (row, "veche-guard");
  adw_bin_set_child (ADW_BIN (self), row);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
