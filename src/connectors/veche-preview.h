/* veche-preview.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "connectors/veche-connector.h"

G_BEGIN_DECLS

/* What people there will see of a reply: made by the functions that make what is sent, then read as the platform reads it.  Pure. */
typedef enum { VECHE_SPAN_LINK, VECHE_SPAN_BOLD, VECHE_SPAN_SLANTED, VECHE_SPAN_STRUCK, VECHE_SPAN_CODE, VECHE_SPAN_QUOTE } VecheSpanKind;
typedef struct { guint start, end; VecheSpanKind kind; } VecheSpan;     /* bytes of the text */

typedef struct
{
  char   *text;
  GArray *spans;       /* (element-type VecheSpan) */
} VechePreview;

/* platform: of the connector. (transfer full) */
VechePreview *veche_preview_new  (const char *platform, const VecheReply *reply);
void          veche_preview_free (VechePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VechePreview, veche_preview_free)

G_END_DECLS
