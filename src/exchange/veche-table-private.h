/* veche-table-private.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-table.h"

G_BEGIN_DECLS

/* A table in these files: -text (bytes → UTF-8), -cells (text → cells), -dates, -headers (words of headers), -guess (dialect and columns),
 * -fields (names of fields), veche-table.c (the values themselves). */

/* ---------------------------------------------------------------------------------------------------------------------------- -text */

VecheTableEncoding veche_table_guess_encoding (const guchar *data, gsize size);
/* Valid UTF-8 without NULs and without a byte order mark; bad: how many bytes made no sense.  (transfer full) */
GString *veche_table_decode       (const guchar *data, gsize size, VecheTableEncoding encoding, guint *bad);

/* A list of recipients, "Anna Lee <anna@x.org>, …", becomes lines of two cells; FALSE: it is none, and nothing is changed. */
gboolean veche_table_unfold_recipients (GString *text);

/* --------------------------------------------------------------------------------------------------------------------------- -cells */

/* Rows of cells: the text of all of them in one piece, one after another, each ending in a NUL. */
typedef struct
{
  GString *text;
  GArray  *cells;        /* (element-type guint32): offsets in text */
  GArray  *rows;         /* (element-type VecheTableRow) */
  guint    widest;
  guint    unclosed;     /* line; 0: none */
} VecheTableCells;

typedef struct { guint32 first, n, line; gboolean broken; } VecheTableRow;

VecheTableCells *veche_table_cells_new   (void);
void             veche_table_cells_free  (VecheTableCells *self);
void             veche_table_cells_add   (VecheTableCells *self, const char *text, gsize length);   /* to the row that is being made */
void             veche_table_cells_end   (VecheTableCells *self, guint line);
const char      *veche_table_cells_get   (VecheTableCells *self, guint row, guint column);
gboolean         veche_table_cells_blank (VecheTableCells *self, guint row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTableCells, veche_table_cells_free)

/* At most max_rows rows (0: all that a table may have). */
VecheTableCells *veche_table_parse (const char *text, gsize length, char delimiter, guint max_rows, GCancellable *cancellable, GError **error);

/* --------------------------------------------------------------------------------------------------------------------------- -dates */

/* 'YYYY-MM-DD', or '--MM-DD' when there is no year and a day without one is wanted. (transfer full) (nullable): no such date */
char    *veche_table_parse_date   (const char *text, VecheTableDates order, gboolean yearless);
gboolean veche_table_is_date      (const char *text);                   /* has the shape of a date; it may be one that does not exist */
/* What this text says about the order: -1 nothing. */
int      veche_table_date_order   (const char *text);

/* ------------------------------------------------------------------------------------------------------------------------- -headers */

typedef struct
{
  VecheTableField field;         /* SKIP: not known */
  guint           weight;        /* how much of the header is understood: 0 nothing, 100 all of it */
} VecheTableHeaderGuess;

void     veche_table_read_header  (const char *header, VecheTableHeaderGuess *guess);
char    *veche_table_header_key   (const char *header);                 /* folded words with single spaces (transfer full) */
const char *veche_table_platform_of_word (const char *word);            /* interned (nullable): "телега" → "telegram" */
const char *veche_table_stage_of_word (const char *words);              /* "новичок" → "newcomer" (nullable) */

/* --------------------------------------------------------------------------------------------------------------------------- -guess */

void     veche_table_guess_dialect (const char *text, gsize length, VecheTableDialect *dialect);
void     veche_table_guess_header  (const char *text, gsize length, VecheTableDialect *dialect);      /* and dates; the delimiter is known */
/* One a column, over the rows from first on. (element-type VecheTableColumn) (transfer full) */
GPtrArray *veche_table_guess_columns (VecheTableCells *cells, guint first, GPtrArray *names);
void     veche_table_column_free   (gpointer column);

/* What a value looks like. */
gboolean veche_table_is_email     (const char *text);
gboolean veche_table_is_phone     (const char *text);
gboolean veche_table_is_name      (const char *text);                   /* two to four words of letters */

/* ------------------------------------------------------------------------------------------------------------------------- accounts */

/* What a cell says of an account: "@anna", "t.me/anna", "https://vk.com/id1", "@anna@fosstodon.org", "+7 917 …".  Returns FALSE: nothing that
 * can be an account there.  platform (nullable): as the address says.  (transfer full) each out */
typedef struct { const char *platform; char *instance, *handle, *remote_id, *url; } VecheTableAccount;
gboolean veche_table_read_account  (const char *text, VecheFieldKind kind, const char *platform, VecheTableAccount *account);
void     veche_table_account_clear (VecheTableAccount *account);
gboolean veche_table_is_nothing    (const char *text);                   /* "—", "нет", "n/a": a cell that says there is none */

/* Items that are all in quotes, exactly as they were; NULL: the cell is no such list. (transfer full) (nullable) */
GStrv    veche_table_split_quoted  (const char *cell);

/* A table made by a reader of cards: the fields of its columns are known. columns (transfer full) */
VecheTable *veche_table_new_of     (VecheTableSource *source, VecheTableCells *cells, GPtrArray *columns);
GBytes     *veche_table_source_get_bytes (VecheTableSource *self);

G_END_DECLS
