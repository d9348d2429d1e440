/* veche-learners-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-learners-popover.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "store/veche-competencies-table.h"

#define HOLDERS  3
#define LEARNERS 7

struct _VecheLearnersPopover
{
  GtkPopover    parent_instance;

  VecheSession *session;   /* (owned) (nullable) */
  char         *uid;       /* (owned): of the competency */

  GtkBox       *box;
};

G_DEFINE_FINAL_TYPE (VecheLearnersPopover, veche_learners_popover, GTK_TYPE_POPOVER)

typedef struct
{
  GPtrArray *holders, *learners;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->holders, g_ptr_array_unref);
  g_clear_pointer (&found->learners, g_ptr_array_unref);
  g_free (found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
learners_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);

  found->holders = veche_competencies_holders (db, input, HOLDERS, error);
  if (found->holders != NULL)
    found->learners = veche_competencies_learners (db, input, LEARNERS, error);

  return found->learners != NULL ? g_steal_pointer (&found) : NULL;
}

static void
learners_open_cb (GtkButton *button, VecheLearnersPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  veche_session_open_member (self->session, g_object_get_data (G_OBJECT (button), "uid"));
}

static GtkWidget *
learners_label_new (const char *text, const char *first_class, const char *second_class)
{
  GtkWidget *label = veche_label_new (text, first_class, second_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);

  return label;
}

static GtkWidget *
learners_row_new (VecheLearnersPopover *self, const VecheHolder *holder)
{
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = veche_words_clean (holder->name, 60, FALSE);
  g_autofree char *level = g_utf8_strdown (veche_level_word (holder->level), -1);
  g_autofree char *through = veche_words_clean (holder->through, 60, FALSE);
  /* Translators: a competency next to the one in question, then its level */
  g_autofree char *why = *through != '\0' ? g_strdup_printf (_ ("Knows what is near: %s, %s"), through, level) : g_strdup (veche_level_word (holder->level));

  gtk_box_append (GTK_BOX (labels), learners_label_new (name, "veche-expert-name", NULL));
  gtk_box_append (GTK_BOX (labels), learners_label_new (why, "veche-caption", "veche-second"));
  gtk_box_append (GTK_BOX (row), veche_avatar_new (28, NULL, holder->name));
  gtk_box_append (GTK_BOX (row), labels);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-choice");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (holder->uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (learners_open_cb), self, 0);

  return button;
}

static void
learners_add (VecheLearnersPopover *self, const char *title, GPtrArray *people)
{
  if (people->len == 0)
    return;
  gtk_box_append (self->box, learners_label_new (title, "veche-heading", NULL));
  for (guint i = 0; i < people->len; i++)
    gtk_box_append (self->box, learners_row_new (self, g_ptr_array_index (people, i)));
}

static void
learners_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheLearnersPopover) self = user_data;
  g_autoptr (Found) found = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  GtkWidget *child;

  if (found == NULL || self->session == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  learners_add (self, _ ("Knows it"), found->holders);
  learners_add (self, _ ("Could learn it"), found->learners);
  if (found->learners->len == 0)
    {
      GtkWidget *nobody = learners_label_new (_ ("Nobody knows anything near it yet. Place it under a wider topic"), "veche-small", "veche-second");

      gtk_label_set_wrap (GTK_LABEL (nobody), TRUE);
      gtk_label_set_ellipsize (GTK_LABEL (nobody), PANGO_ELLIPSIZE_NONE);
      gtk_box_append (self->box, nobody);
    }
}

static void
veche_learners_popover_map (GtkWidget *widget)
{
  VecheLearnersPopover *self = VECHE_LEARNERS_POPOVER (widget);

  if (self->session != NULL)
    veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, learners_job, g_strdup (self->uid), g_free, found_free, NULL,
                           learners_loaded_cb, g_object_ref (self));
  GTK_WIDGET_CLASS (veche_learners_popover_parent_class)->map (widget);
}

static void
veche_learners_popover_dispose (GObject *object)
{
  VecheLearnersPopover *self = VECHE_LEARNERS_POPOVER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  G_OBJECT_CLASS (veche_learners_popover_parent_class)->dispose (object);
}

static void
veche_learners_popover_class_init (VecheLearnersPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_learners_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = veche_learners_popover_map;
}

static void
veche_learners_popover_init (VecheLearnersPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_size_request (box, 240, 60);
  self->box = GTK_BOX (box);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
veche_learners_popover_new (VecheSession *session, const char *competency_uid)
{
  VecheLearnersPopover *self = g_object_new (VECHE_TYPE_LEARNERS_POPOVER, NULL);

  self->session = g_object_ref (session);
  self->uid = g_strdup (competency_uid);

  return GTK_WIDGET (self);
}
