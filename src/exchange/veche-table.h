/* veche-table.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* People out of a spreadsheet, in three steps:
 *
 *   bytes ── VecheTableSource (guesses how to read them) ── VecheTable (cells, columns and what they mean) ── VechePeoplePlan (veche-people-plan.h)
 *
 * vCards, JSON Lines and what Monica exports take the same road: each becomes a table with a column for each thing that the cards say, so that one preview, one
 * matching and one undo serve all.  All values here are immutable and counted by reference; every function may be called on any thread, those
 * that say "blocking" not on the main one.  Words for people are the app's: here are only nicks and numbers. */

/* What can be wrong with a whole file. What is wrong with a row is a VechePeopleProblem. */
#define VECHE_TABLE_ERROR (veche_table_error_quark ())
GQuark veche_table_error_quark (void);
typedef enum
{
  VECHE_TABLE_ERROR_READ,        /* can't be opened or read */
  VECHE_TABLE_ERROR_EMPTY,       /* no row with anything in it */
  VECHE_TABLE_ERROR_TOO_BIG,     /* more than VECHE_TABLE_MAX_SIZE bytes, VECHE_TABLE_MAX_ROWS rows or VECHE_TABLE_MAX_CELLS cells */
  VECHE_TABLE_ERROR_COLUMNS,     /* more than VECHE_TABLE_MAX_COLUMNS columns */
  VECHE_TABLE_ERROR_WORKBOOK,    /* an old workbook (XLS), or one with a password: save it as XLSX or ODS first */
  VECHE_TABLE_ERROR_DAMAGED,     /* a workbook that was cut, or was made to do harm */
  VECHE_TABLE_ERROR_BINARY,      /* not text at all */
  VECHE_TABLE_ERROR_FOREIGN,     /* JSON that does not speak of people, cards without a card */
  VECHE_TABLE_ERROR_FORMAT,      /* this Veche was built without what the format needs (vCard) */
} VecheTableError;

#define VECHE_TABLE_MAX_SIZE    (20 * 1024 * 1024)
#define VECHE_TABLE_MAX_ROWS    200000
#define VECHE_TABLE_MAX_COLUMNS 1000
#define VECHE_TABLE_MAX_CELLS   (4 * 1000 * 1000)

typedef enum { VECHE_TABLE_CSV, VECHE_TABLE_VCARD, VECHE_TABLE_JSON_LINES, VECHE_TABLE_MONICA } VecheTableFormat;

typedef enum
{
  VECHE_TABLE_UTF_8,
  VECHE_TABLE_UTF_16LE,
  VECHE_TABLE_UTF_16BE,
  VECHE_TABLE_WINDOWS_1251,
  VECHE_TABLE_KOI8_R,
  VECHE_TABLE_CP866,
  VECHE_TABLE_WINDOWS_1252,
  VECHE_TABLE_N_ENCODINGS,
} VecheTableEncoding;
const char *veche_table_encoding_get_name (VecheTableEncoding encoding);        /* "Windows-1251": the same in every language */
gboolean    veche_table_encoding_parse    (const char *name, VecheTableEncoding *encoding);   /* "cp1251", "windows-1251", "UTF8", "utf-16" … */

/* How an ambiguous date is read; '2025-12-31' and '31 декабря 2025' are understood in every order. */
typedef enum { VECHE_TABLE_DAY_FIRST, VECHE_TABLE_MONTH_FIRST, VECHE_TABLE_YEAR_FIRST } VecheTableDates;

typedef struct
{
  VecheTableEncoding encoding;
  char               delimiter;  /* ',' ';' '\t' '|' */
  guint              header;     /* the row with the names of columns, counted from 1; what stands above is a title. 0: there is none */
  VecheTableDates    dates;
} VecheTableDialect;

/* ------------------------------------------------------------------------------------------------------------------- bytes and guesses */

typedef struct _VecheTableSource VecheTableSource;
#define VECHE_TYPE_TABLE_SOURCE (veche_table_source_get_type ())
GType             veche_table_source_get_type    (void);
VecheTableSource *veche_table_source_ref         (VecheTableSource *self);
void              veche_table_source_unref       (VecheTableSource *self);

/* Blocking.  The format is told by the contents, the file's name helps. */
VecheTableSource *veche_table_source_load        (const char *path, GCancellable *cancellable, GError **error);
/* Blocking.  The bytes of a file, never of a device or of more than a table has. (transfer full) */
GBytes           *veche_table_read_file          (const char *path, GCancellable *cancellable, GError **error);
/* Blocking.  Cells from the clipboard (UTF-8, tabs between cells) or any other bytes. name (nullable): what to call it in the history. */
VecheTableSource *veche_table_source_new         (GBytes *bytes, const char *name, GError **error);
/* The sheet of a workbook that is called so, or has this number from 1; sheet (nullable): any. */
VecheTableSource *veche_table_source_new_sheet   (GBytes *bytes, const char *name, const char *sheet, GError **error);
void              veche_table_source_load_async  (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Cells, in a thread; finished as a file is. */
void              veche_table_source_new_async   (GBytes *cells, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
VecheTableSource *veche_table_source_load_finish (GAsyncResult *result, GError **error);

const char       *veche_table_source_get_name    (VecheTableSource *self);      /* file name without folder, or NULL: pasted */
VecheTableFormat  veche_table_source_get_format  (VecheTableSource *self);      /* a dialect has a meaning for CSV only */
const VecheTableDialect *veche_table_source_get_guess (VecheTableSource *self);
/* Of a workbook (XLSX, ODS) the names of its sheets, (element-type utf8), and which of them this is; else NULL.  A workbook is a CSV whose
 * encoding and delimiter nobody needs to guess. */
GPtrArray        *veche_table_source_get_sheets  (VecheTableSource *self, guint *taken);
/* A sheet that would have been taken, were it not too big (then sheets are there); -1: none. */
int               veche_table_source_get_refused (VecheTableSource *self);
/* Another sheet of the same workbook; blocking, and in a thread (finished as a file is). */
VecheTableSource *veche_table_source_load_sheet  (VecheTableSource *self, guint sheet, GCancellable *cancellable, GError **error);
void              veche_table_source_load_sheet_async (VecheTableSource *self, guint sheet, GCancellable *cancellable,
                                                       GAsyncReadyCallback callback, gpointer user_data);

/* ------------------------------------------------------------------------------------------------------------------------------ fields */

typedef enum
{
  VECHE_FIELD_SKIP,
  VECHE_FIELD_NAME,
  VECHE_FIELD_FIRST_NAME, VECHE_FIELD_LAST_NAME, VECHE_FIELD_MIDDLE_NAME,
  VECHE_FIELD_HANDLE,            /* detail: platform; NULL: as each address says ("t.me/anna", "https://vk.com/anna") */
  VECHE_FIELD_EMAIL,
  VECHE_FIELD_PHONE,
  VECHE_FIELD_WEB,               /* a page */
  VECHE_FIELD_TAGS,
  VECHE_FIELD_COMPETENCIES,      /* "Python (4); Rust" */
  VECHE_FIELD_CITY,
  VECHE_FIELD_JOINED,
  VECHE_FIELD_BIRTHDAY,
  VECHE_FIELD_HEADLINE,
  VECHE_FIELD_NOTE,
  VECHE_FIELD_ORIGIN,
  VECHE_FIELD_STAGE,
  VECHE_FIELD_COMMUNITY,         /* made when there is none of that name */
  VECHE_FIELD_ADDRESS_AS,
  VECHE_FIELD_NEEDS, VECHE_FIELD_OFFERS, VECHE_FIELD_MOTIVES, VECHE_FIELD_LIKES, VECHE_FIELD_DISLIKES, VECHE_FIELD_MANNER,
  VECHE_FIELD_ORGANISATION,      /* made when there is none of that name */
  VECHE_FIELD_DO_NOT_CONTACT, VECHE_FIELD_DO_NOT_MENTION, VECHE_FIELD_IMPORTANT, VECHE_FIELD_LEADER, VECHE_FIELD_REACH, VECHE_FIELD_WATCHED,  /* yes */
  VECHE_FIELD_CUSTOM,            /* detail: uid of the custom field */
  VECHE_FIELD_UID,               /* of our own exports */
  VECHE_N_FIELDS,
} VecheFieldKind;

typedef struct
{
  VecheFieldKind kind;
  const char    *detail;         /* interned: compare and copy as you like */
} VecheTableField;

/* "email", "handle:telegram", "telegram", "custom:UID"; a name of a custom field is looked up by the caller. */
gboolean    veche_table_field_parse     (const char *text, VecheTableField *field);
char       *veche_table_field_to_string (const VecheTableField *field);               /* what veche_table_field_parse() reads */
/* Platforms that a handle may belong to, NULL-terminated: "telegram", "vk", "mastodon", "discourse", "discord" …; the app has their names. */
const char *const *veche_table_field_get_platforms (void);

/* ------------------------------------------------------------------------------------------------------------------------------- cells */

typedef struct
{
  char           *name;          /* as in the header; "" when it has none */
  VecheTableField field;         /* what it means: said by the caller, remembered, or guessed */
  VecheTableField looks_like;    /* what header and contents suggest: equal to field but for what is left out on purpose (phones of a foreign table) */
  gboolean        guessed;       /* nobody has confirmed it yet */
  gboolean        is_private;    /* phones: show dots instead of cells while it is skipped */
  gboolean        empty;         /* no row has anything here: not worth a column on the screen */
} VecheTableColumn;

typedef struct _VecheTable VecheTable;
#define VECHE_TYPE_TABLE (veche_table_get_type ())
GType       veche_table_get_type      (void);
VecheTable *veche_table_ref           (VecheTable *self);
void        veche_table_unref         (VecheTable *self);

/* Blocking.  dialect (nullable): as guessed. */
VecheTable *veche_table_new           (VecheTableSource *source, const VecheTableDialect *dialect, GCancellable *cancellable, GError **error);

VecheTableSource        *veche_table_get_source  (VecheTable *self);
const VecheTableDialect *veche_table_get_dialect (VecheTable *self);
guint       veche_table_get_n_columns (VecheTable *self);
const VecheTableColumn *veche_table_get_column (VecheTable *self, guint column);
guint       veche_table_get_n_rows    (VecheTable *self);                       /* without header and without empty rows */
guint       veche_table_get_line      (VecheTable *self, guint row);            /* its number as the spreadsheet shows it */
/* As it was written, trimmed, without the ' that keeps a spreadsheet from calculating; "" where there is none.  Clamp before showing. */
const char *veche_table_get_cell      (VecheTable *self, guint row, guint column);
/* Hash of the header: the key under which its mapping is remembered. */
const char *veche_table_get_key       (VecheTable *self);
/* No letter had to be replaced: "Russian letters are readable". bad (out) (optional): how many bytes made no sense. */
gboolean    veche_table_is_readable   (VecheTable *self, guint *bad);
gboolean    veche_table_has_cyrillic  (VecheTable *self);
guint       veche_table_get_n_cells   (VecheTable *self, guint row);             /* may be more than there are columns */
gboolean    veche_table_is_broken     (VecheTable *self, guint row);             /* holds the quote that is never closed */
guint       veche_table_get_unclosed  (VecheTable *self);                       /* line of a quote that is never closed; 0: none */

/* ------------------------------------------------------------------------------------------------------------------------------- lists */

/* Several things in one cell, so that they can be told apart again: "a; b", and in quotes where one of them holds a separator or a quote.
 * Exports write with the first and imports read with the second. (transfer full) each */
char       *veche_table_join_list     (const char *const *items);
GStrv       veche_table_split_list    (const char *cell);                       /* at ; , | and line ends; trimmed, without empty ones and doubles */
/* Slashes that part it in two, unless it is in quotes: "light / sound", "mentor/speaker"; not those of an address. */
gboolean    veche_table_has_slash     (const char *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTableSource, veche_table_source_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheTable, veche_table_unref)

G_END_DECLS
