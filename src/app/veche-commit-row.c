/* veche-commit-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-commit-row.h"

struct _VecheCommitRow
{
  AdwEntryRow parent_instance;

  char       *said;   /* what the store has */
};

G_DEFINE_FINAL_TYPE (VecheCommitRow, veche_commit_row, ADW_TYPE_ENTRY_ROW)

enum
{
  COMMITTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

char *
veche_commit_row_dup_text (VecheCommitRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}

static gboolean
commit_row_is_changed (VecheCommitRow *self)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->said) != 0;
}

void
veche_commit_row_commit (VecheCommitRow *self)
{
  g_autofree char *text = NULL;

  if (!commit_row_is_changed (self))
    return;

  text = veche_commit_row_dup_text (self);
  g_free (self->said);
  self->said = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self)));
  g_signal_emit (self, signals[COMMITTED], 0, text);
}

static gboolean
commit_row_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VecheCommitRow *self)
{
  if (key != GDK_KEY_Escape || !commit_row_is_changed (self))
    return GDK_EVENT_PROPAGATE;

  gtk_editable_set_text (GTK_EDITABLE (self), self->said);
  veche_commit_row_set_problem (self, NULL);

  return GDK_EVENT_STOP;
}

static void
veche_commit_row_finalize (GObject *object)
{
  g_free (VECHE_COMMIT_ROW (object)->said);

  G_OBJECT_CLASS (veche_commit_row_parent_class)->finalize (object);
}

static void
veche_commit_row_class_init (VecheCommitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_commit_row_finalize;

  signals[COMMITTED] = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
veche_commit_row_init (VecheCommitRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->said = g_strdup ("");
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (veche_commit_row_commit), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (commit_row_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "entry-activated", G_CALLBACK (veche_commit_row_commit), NULL);
}

GtkWidget *
veche_commit_row_new (const char *title)
{
  VecheCommitRow *self = g_object_new (VECHE_TYPE_COMMIT_ROW, "title", title, NULL);

  return GTK_WIDGET (self);
}

void
veche_commit_row_set_text (VecheCommitRow *self, const char *text)
{
  gboolean typing = commit_row_is_changed (self);

  if (text == NULL)
    text = "";
  if (g_strcmp0 (self->said, text) != 0)
    {
      g_free (self->said);
      self->said = g_strdup (text);
    }
  if (!typing && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text);
}

void
veche_commit_row_set_problem (VecheCommitRow *self, const char *problem)
{
  if (problem != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), problem);
}
