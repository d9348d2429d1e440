/* veche-workbook-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-sheet-xml.h"
#include "exchange/veche-table.h"
#include "exchange/veche-workbook.h"

G_BEGIN_DECLS

#define VECHE_SHEET_MAX_CELL (256 * 1024)      /* bytes of a cell that are read */
#define VECHE_SHEET_MAX_LINE (4 * 1024 * 1024) /* the last row that a spreadsheet could have, and some more */

/* ------------------------------------------------------------------------------------------------------- veche-sheet-text.c: a sheet */

typedef struct
{
  GString *out;
  guint    row, column;     /* where the next cell would stand */
  guint    rows;            /* that hold anything */
} VecheSheetText;

VecheSheetText *veche_sheet_text_new  (void);
void            veche_sheet_text_free (VecheSheetText *self);
/* Rows and columns from 0, in their order; what stands before its place comes next instead. FALSE: too much. */
gboolean        veche_sheet_text_put  (VecheSheetText *self, guint row, guint column, const char *text, GError **error);

/* ---------------------------------------------------------------------------------------------- veche-sheet-number.c: what a number shows */

typedef enum { VECHE_SHEET_PLAIN, VECHE_SHEET_DATE, VECHE_SHEET_DAY, VECHE_SHEET_TIME, VECHE_SHEET_PERCENT, VECHE_SHEET_ZEROS } VecheSheetShape;
typedef struct { VecheSheetShape shape; guint zeros; } VecheSheetFormat;    /* DAY: a date without its year */

VecheSheetFormat veche_sheet_format_of_id   (guint id);              /* those that XLSX has built in */
VecheSheetFormat veche_sheet_format_of_code (const char *code);      /* "dd.mm.yyyy", "0.0%", "00000" */
/* since_1904: the other calendar of old Macs. (transfer full) */
char            *veche_sheet_number_show    (const char *number, VecheSheetFormat format, gboolean since_1904);

/* ------------------------------------------------------------------------------------------------------------------------ the formats */

/* Sheets as they come: the one that is wanted, or the fullest, stays. */
typedef struct
{
  GPtrArray         *names;     /* (element-type utf8) */
  VecheWorkbookSheet wanted;
  int                taken;     /* -1: none yet */
  gboolean           hidden;    /* the one that was taken is */
  VecheSheetText    *text;      /* (owned) (nullable) */
  int                refused;   /* the first too big one, of those that are not hidden if there is one; -1: none yet */
  gboolean           refused_hidden;
  GError            *why;       /* (owned) (nullable): it was refused */
  gint64             left;      /* bytes that may still be unpacked */
} VecheSheets;

/* Nobody needs to read what is not asked for.  Its name is the last that is known, or one of them. */
gboolean veche_sheets_ask    (VecheSheets *self, int sheet);
/* text (transfer full) */
void     veche_sheets_offer  (VecheSheets *self, int sheet, gboolean hidden, VecheSheetText *text);
/* The sheet could not be read.  TRUE: because it is more than a table of people is, which is no trouble of the others; error (transfer full)
 * is taken. */
gboolean veche_sheets_refuse (VecheSheets *self, int sheet, gboolean hidden, GError *error);

gboolean veche_xlsx_read    (GBytes *bytes, VecheSheets *sheets, GCancellable *cancellable, GError **error);
gboolean veche_ods_read     (GBytes *bytes, VecheSheets *sheets, GCancellable *cancellable, GError **error);

G_END_DECLS
