/* veche-workbook.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A sheet of a workbook (XLSX or ODS) as the text of a table: UTF-8, commas, quotes where they are needed, and each row in its place, so that
 * numbers of lines are those of the spreadsheet.  Days are written YYYY-MM-DD, one shown without its year --MM-DD; a formula is the value that
 * was saved with it.  What was made to do harm ends in an error of VECHE_TABLE_ERROR.  Any thread, blocking. */
typedef struct
{
  GPtrArray *sheets;    /* (element-type utf8): names, as in the workbook */
  guint      taken;     /* which of them this is */
  GBytes    *text;
  int        refused;   /* a sheet that would have been taken, were it not too big for a table of people; -1: none */
} VecheWorkbook;

/* Which sheet: one by its name, else by its number from 1, as a person writes it; or, without that, by its number from 0; -1: of those that are
 * neither hidden nor too big the one with most rows. */
typedef struct
{
  const char *said;     /* (nullable) */
  int         number;
} VecheWorkbookSheet;

gboolean       veche_workbook_looks_like (const guchar *data, gsize size);      /* a zip */
VecheWorkbook *veche_workbook_read       (GBytes *bytes, VecheWorkbookSheet wanted, GCancellable *cancellable, GError **error);
void           veche_workbook_free       (VecheWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheWorkbook, veche_workbook_free)

G_END_DECLS
