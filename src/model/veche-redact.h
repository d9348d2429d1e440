/* veche-redact.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody is known by, found and taken out of texts that others wrote, or that are kept as JSON: whole words, without regard to case.
 * What is too short or too common to be surely theirs is only taken where it is all of the text, or all of a value in JSON. */
typedef struct _VecheRedact VecheRedact;

#define VECHE_REDACTED "[…]"

VecheRedact *veche_redact_new        (void);
void         veche_redact_free       (VecheRedact *self);
void         veche_redact_add_name   (VecheRedact *self, const char *name);     /* one word: only where it stands alone. Each (nullable) */
void         veche_redact_add_handle (VecheRedact *self, const char *handle);   /* after an @ or a slash, or where it stands alone */
void         veche_redact_add_id     (VecheRedact *self, const char *id);       /* an address, a number, a URL: anywhere, if it is long enough */
gboolean     veche_redact_is_empty   (const VecheRedact *self);
/* What remains; NULL: there is nothing of it in the text. Any thread. (transfer full) (nullable) */
char        *veche_redact_apply      (const VecheRedact *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheRedact, veche_redact_free)

G_END_DECLS
