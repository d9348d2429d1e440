/* veche-export-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-export.h"
#include "store/veche-export-table.h"

G_BEGIN_DECLS

/* One format: where it writes to and how.  What goes into `out` is taken away from time to time. */
typedef struct _VecheExportSink VecheExportSink;
typedef struct
{
  gboolean (*begin)  (VecheExportSink *sink, GError **error);
  gboolean (*person) (VecheExportSink *sink, VecheExportPerson *person, GError **error);
  gboolean (*end)    (VecheExportSink *sink, GError **error);
  void     (*clear)  (VecheExportSink *sink);                 /* (nullable): always, also after an error */
} VecheExportWriter;

struct _VecheExportSink
{
  const VecheExportWriter  *writer;
  const VecheExportOptions *options;
  GPtrArray                *columns;   /* those chosen; (element-type VecheExportColumn) (unowned elements) */
  GString                  *out, *html;
  const char               *path;      /* workbooks: the temporary file */
  VecheExportCounts         counts;
  gpointer                  data;      /* the writer's own */
};

extern const VecheExportWriter veche_export_csv_writer, veche_export_cells_writer, veche_export_json_writer, veche_export_jsonl_writer,
  veche_export_vcard_writer, veche_export_ods_writer;
#ifdef HAVE_XLSXWRITER
extern const VecheExportWriter veche_export_xlsx_writer;
#endif

/* What a cell says: of a list the words, else one word; days as YYYY-MM-DD, numbers with a point, yes or no as "1" or "".  NULL: nothing.
 * (transfer full) */
GStrv       veche_export_words       (VecheExportPerson *person, const VecheExportColumn *column);
/* The same as one text for people, in the words of the interface: a list joined, yes as a word. (transfer full) */
char       *veche_export_cell        (VecheExportSink *sink, VecheExportPerson *person, const VecheExportColumn *column);
gboolean    veche_export_has         (VecheExportSink *sink, const char *key);        /* is that column chosen? */
gboolean    veche_export_is_unwilling (VecheExportPerson *person);

G_END_DECLS
