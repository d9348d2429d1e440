/* veche-form-dialog-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/veche-form-dialog.h"

G_BEGIN_DECLS

typedef enum { VECHE_FORM_TEXT, VECHE_FORM_LONG, VECHE_FORM_NUMBER, VECHE_FORM_MONEY, VECHE_FORM_CHOICE, VECHE_FORM_DAY, VECHE_FORM_PERSON } VecheFormKind;

typedef struct
{
  VecheFormKind  kind;
  char      *key;
  GtkWidget *widget;      /* what is asked for the value */
  GStrv      nicks;       /* of a choice */
  char      *uid;         /* of a person (nullable) */
  GtkWidget *clear;       /* of a person */
  gboolean   needed;
} VecheFormField;

struct _VecheFormDialog
{
  AdwWindow            parent_instance;

  VecheSession        *session;      /* (owned) */
  VecheFormBuild       build;
  char                *kind;
  GHashTable          *kept;         /* (owned) (element-type utf8 utf8) */
  GPtrArray           *fields;       /* (owned) (element-type VecheFormField) */
  VecheForm           *form;         /* (owned) (nullable): what is being saved */
  char                *before;       /* (nullable): what the fields said when shown */
  char                *draft;        /* (nullable): name of the setting that holds what was typed */
  char                *drafted;      /* (nullable): what the fields said when it was kept last */
  guint                timer;        /* keeps it */
  GtkWidget           *again;        /* says that it is back */
  char                *table, *uid;  /* (nullable): what Remove takes away */
  VecheFormSaved       saved;
  gpointer             saved_data;
  GDestroyNotify       saved_destroy;

  GtkWidget           *refusal, *way;   /* a box that says what keeps it from being saved, and the button that mends it */
  GtkLabel            *refused;
  char                *way_key;      /* (nullable): kept as "yes" by that button */
  GtkWidget           *save;
  AdwPreferencesPage  *page;
  AdwPreferencesGroup *group;        /* (unowned) (nullable): where the next field goes */
};

/*** veche-form-dialog.c ***/

char           *veche_form_dialog_fingerprint (VecheFormDialog *self);
void            veche_form_dialog_validate    (VecheFormDialog *self);
void            veche_form_dialog_save        (VecheFormDialog *self);

/*** veche-form-fields.c ***/

void            veche_form_field_free      (gpointer data);
char           *veche_form_field_dup_value (const VecheFormField *field);   /* (transfer full) (nullable) */
/* A person can't be set: the name is not known here. */
void            veche_form_field_set_value (VecheFormField *field, const char *value);
void            veche_form_dialog_append   (VecheFormDialog *self, GtkWidget *row);

/*** veche-form-draft.c ***/

/* What is typed outlives the window's end, a crash, a kill: kept every two seconds while it is not saved, and there again when the same form is opened. */
void            veche_form_draft_begin     (VecheFormDialog *self);
void            veche_form_draft_end       (VecheFormDialog *self);         /* saved, or given up */

G_END_DECLS
