/* veche-export.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "exchange/veche-telegram-reader.h"
#include "model/veche-query.h"
#include "veche-types.h"

G_BEGIN_DECLS

/* People out: those whom a query shows, or a selection, as a file or as cells.  Blocking, on a connection of the thread's own; people are read
 * by key in chunks, so no read lasts.  A file appears under its name only when it is whole.  */

typedef enum
{
  VECHE_EXPORT_CSV,
  VECHE_EXPORT_XLSX,
  VECHE_EXPORT_ODS,
  VECHE_EXPORT_VCARD,        /* 3.0, which every address book reads */
  VECHE_EXPORT_VCARD_4,      /* 4.0 */
  VECHE_EXPORT_JSON,
  VECHE_EXPORT_JSONL,
  VECHE_EXPORT_CELLS,        /* text with tabs, and HTML: for the clipboard */
  VECHE_EXPORT_N_FORMATS
} VecheExportFormat;

/* "csv", "xlsx", "ods", "vcf", "vcf", "json", "jsonl", "tsv" */
const char *veche_export_suffix      (VecheExportFormat format);
gboolean    veche_export_is_built    (VecheExportFormat format);       /* FALSE: Veche was built without the library for it */
gboolean    veche_export_is_workbook (VecheExportFormat format);       /* XLSX, ODS: a file, never a text */

typedef enum { VECHE_EXPORT_TEXT, VECHE_EXPORT_LIST, VECHE_EXPORT_NUMBER, VECHE_EXPORT_DAY, VECHE_EXPORT_YES_NO } VecheExportKind;

typedef struct
{
  char           *key;       /* "name", "city", "account:telegram", "field:UID": never translated, never changed */
  char           *title;     /* the heading; English unless the interface put its own word, which the import knows as well */
  VecheExportKind kind;
  guint           is_private : 1;
  guint           chosen : 1;   /* written; at first all that is not private and says something about the person */
} VecheExportColumn;

/* All that this workspace could write, in order. (transfer full) (element-type VecheExportColumn) */
GPtrArray  *veche_export_columns     (VecheDb *db, GError **error);
void        veche_export_choose_private (GPtrArray *columns);            /* and the private ones too */
/* Exactly these, in this order: keys or titles, separated by commas. (transfer full) */
GPtrArray  *veche_export_choose      (GPtrArray *columns, const char *names, GError **error);

typedef struct
{
  VecheExportFormat format;
  VecheQuery       *query;       /* of members */
  GArray           *ids;         /* (nullable) (element-type gint64): only these of them, or with `but` all but these */
  gboolean          but;
  GPtrArray        *columns;     /* (element-type VecheExportColumn); NULL, for veche_export_async(): as veche_export_columns() chooses */
  char              delimiter;   /* CSV: 0 is a comma */
  gboolean          mark;        /* CSV: begins with the mark by which spreadsheets know UTF-8 */
  void            (*translate) (GPtrArray *columns);             /* (nullable): titles of the columns, where none were given; any thread */
  const char     *(*say) (const char *key, const char *word);   /* (nullable): our nicks in words ("stage", "newcomer"); any thread */
} VecheExportOptions;

typedef struct
{
  guint people;
  guint unwilling;   /* of them: asked not to be written to, or did not allow it; the file marks them */
  guint clipped;     /* texts too long for a cell of XLSX */
} VecheExportCounts;

gboolean    veche_export_people      (VecheDb *db, const VecheExportOptions *options, const char *path, VecheProgress progress,
                                      gpointer progress_data, GCancellable *cancellable, VecheExportCounts *counts, GError **error);
/* Not a workbook.  text: what the file would hold; html (out) (nullable): cells only. (transfer full) each */
char       *veche_export_to_text     (VecheDb *db, const VecheExportOptions *options, char **html, VecheProgress progress,
                                      gpointer progress_data, GCancellable *cancellable, VecheExportCounts *counts, GError **error);

/* The same on a thread of its own with its own connection, where progress is called too; options are taken.  path NULL: to text. */
VecheExportOptions *veche_export_options_new  (VecheExportFormat format, VecheQuery *query);
void        veche_export_options_free (VecheExportOptions *self);
void        veche_export_async       (const char *workspace, VecheExportOptions *options, const char *path, VecheProgress progress,
                                      gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    veche_export_finish      (GAsyncResult *result, char **text, char **html, VecheExportCounts *counts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheExportOptions, veche_export_options_free)

G_END_DECLS
