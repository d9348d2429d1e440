/* veche-template-values.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/veche-template.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* What the variables of a template stand for, of one person or of one message: NULL where nothing is known. */
typedef struct { char *values[VECHE_N_VARIABLES]; } VecheTemplateValues;

/* Lane function.  who: uid of a message, of a mention or of a member (nullable): then only what concerns nobody.  moderator (nullable): who answers,
 * where no member is the manager.  russian: days and platforms in Russian. */
VecheTemplateValues *veche_template_values_load (VecheDb *db, const char *who, const char *moderator, gboolean russian, GError **error);
void                 veche_template_values_free (VecheTemplateValues *self);
/* Of a text without a language: are most of its letters Russian? */
gboolean             veche_template_is_russian  (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTemplateValues, veche_template_values_free)

G_END_DECLS
