/* veche-export-words.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-export.h"

G_BEGIN_DECLS

/* The columns of an export in the words of the interface: those that the import knows as well. */
void        veche_export_translate  (GPtrArray *columns);                        /* (element-type VecheExportColumn) */
const char *veche_export_say        (const char *key, const char *word);         /* for VecheExportOptions; any thread */
const char *veche_export_format_word (VecheExportFormat format);                 /* "Table (CSV)" */
const char *veche_export_format_hint (VecheExportFormat format);                 /* what it is good for */
char        veche_export_delimiter  (void);                                      /* what spreadsheets of this language put between cells */

G_END_DECLS
