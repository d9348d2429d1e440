/* veche-format-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-format.h"

G_BEGIN_DECLS

typedef enum
{
  VECHE_FORMAT_PACKING_NONE,
  VECHE_FORMAT_PACKING_ZIP,
  VECHE_FORMAT_PACKING_GZIP,
  VECHE_FORMAT_PACKING_OTHER,
} VecheFormatPacking;

/* Sets what is wrong and says UNKNOWN. */
VecheFormat veche_format_fail           (VecheFormatTrouble trouble, VecheFormatTrouble *out);
/* FALSE: no ordinary file, or it can't be read. data (out) (transfer full). */
gboolean    veche_format_read_head      (const char *path, gsize max, char **data, gsize *size, gboolean *whole);

/* veche-format-text.c: what is not packed */
VecheFormat veche_format_detect_text    (const char *data, gsize size, gboolean whole, const char *name, VecheFormatTrouble *trouble);
gboolean    veche_format_is_manifest    (const char *data, gsize size);   /* of our own full export */

/* veche-format-archive.c: by the names inside */
VecheFormat veche_format_detect_archive (const char *path, const char *name, VecheFormatPacking packing, VecheFormatTrouble *trouble);

G_END_DECLS
