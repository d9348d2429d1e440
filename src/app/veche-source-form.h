/* veche-source-form.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "app/veche-source-guide.h"
#include "model/veche-batch.h"

G_BEGIN_DECLS

/* The fields of a guide as rows.  Signals: "changed"; "activated": Return in an entry. */
#define VECHE_TYPE_SOURCE_FORM (veche_source_form_get_type ())
G_DECLARE_FINAL_TYPE (VecheSourceForm, veche_source_form, VECHE, SOURCE_FORM, GtkWidget)

typedef enum
{
  VECHE_SOURCE_FORM_CONNECT,    /* all that must be known before the first question: all but the places */
  VECHE_SOURCE_FORM_SIGN_IN,    /* the secrets */
  VECHE_SOURCE_FORM_PLACES,     /* what can be chosen once the platform has answered */
  VECHE_SOURCE_FORM_SETTINGS,   /* all that can be changed later: no address, no secrets */
} VecheSourceFormPart;

GtkWidget *veche_source_form_new          (const VecheSourceGuide *guide, VecheSourceFormPart part);
void       veche_source_form_set_address  (VecheSourceForm *self, const char *address); /* where it is, when the form does not ask (nullable) */
gboolean   veche_source_form_is_empty     (VecheSourceForm *self);                     /* this part of the guide has no fields */
gboolean   veche_source_form_has          (VecheSourceForm *self, const char *key);
gboolean   veche_source_form_is_filled    (VecheSourceForm *self);                     /* all that is required */
/* Goes to the first required field that is empty; FALSE: there is none. */
gboolean   veche_source_form_focus_missing (VecheSourceForm *self);
void       veche_source_form_fill         (VecheSourceForm *self, const char *settings, const char *words);
void       veche_source_form_set_places   (VecheSourceForm *self, VecheBatch *batch);

char      *veche_source_form_dup_text     (VecheSourceForm *self, const char *key);    /* stripped; NULL: empty, or no such field (transfer full) */
/* The secret, or all of them as one JSON object where the guide has several; NULL: none was typed. (transfer full) */
char      *veche_source_form_dup_token    (VecheSourceForm *self);
/* settings (nullable): FALSE when they make no sense, as those of another program may. */
gboolean   veche_source_form_can_read     (const char *settings);
/* The settings with what is here in them: before is what they were, and fields that are not here stay as they were, as do settings that can't
 * be read.  NULL: none. (transfer full) */
char      *veche_source_form_dup_settings (VecheSourceForm *self, const char *before);

G_END_DECLS
