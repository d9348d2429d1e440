/* veche-commit-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-commit-row.h"

#include "app/veche-typed.h"

struct _VecheCommitRow
{
  AdwEntryRow parent_instance;

  VecheTyped *typed;   /* (unowned): lives with the row */
};

G_DEFINE_FINAL_TYPE (VecheCommitRow, veche_commit_row, ADW_TYPE_ENTRY_ROW)

enum
{
  COMMITTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
commit_row_say (GtkWidget *widget, const char *text)
{
  g_signal_emit (widget, signals[COMMITTED], 0, text);
}

static const VecheTypedField commit_row_field = { .say = commit_row_say };

char *
veche_commit_row_dup_text (VecheCommitRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}

const char *
veche_commit_row_get_said (VecheCommitRow *self)
{
  return veche_typed_get_said (self->typed);
}

void
veche_commit_row_commit (VecheCommitRow *self)
{
  veche_typed_commit (self->typed);
}

static gboolean
commit_row_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VecheCommitRow *self)
{
  if (key != GDK_KEY_Escape || !veche_typed_is_unsaid (self->typed))
    return GDK_EVENT_PROPAGATE;

  veche_typed_take_back (self->typed);

  return GDK_EVENT_STOP;
}

static void
veche_commit_row_class_init (VecheCommitRowClass *klass)
{
  signals[COMMITTED] = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
veche_commit_row_init (VecheCommitRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->typed = veche_typed_new (GTK_WIDGET (self), &commit_row_field);
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

GtkWidget *
veche_commit_row_new_adding (const char *title)
{
  GtkWidget *self = veche_commit_row_new (title);

  veche_typed_set_adds (VECHE_COMMIT_ROW (self)->typed, TRUE);

  return self;
}

void
veche_commit_row_set_text (VecheCommitRow *self, const char *text)
{
  veche_typed_set_stored (self->typed, text);
}

void
veche_commit_row_set_problem (VecheCommitRow *self, const char *problem)
{
  veche_typed_set_problem (self->typed, problem);
}
