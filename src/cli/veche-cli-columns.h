/* veche-cli-columns.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/veche-cli.h"

G_BEGIN_DECLS

typedef enum
{
  VECHE_CLI_COLUMN_TEXT,
  VECHE_CLI_COLUMN_INT,
  VECHE_CLI_COLUMN_UINT,
  VECHE_CLI_COLUMN_INT64,
  VECHE_CLI_COLUMN_KNOWN,
  VECHE_CLI_COLUMN_BOOL,
  VECHE_CLI_COLUMN_TIME,
  VECHE_CLI_COLUMN_PERSON,
  VECHE_CLI_COLUMN_LIST,
} VecheCliColumnKind;

/* What the JSON of a struct says: a table instead of a call a field. */
typedef struct _VecheCliColumn VecheCliColumn;
struct _VecheCliColumn
{
  const char           *key;       /* NULL after the last one */
  VecheCliColumnKind    kind;
  gsize                 at;        /* in the struct; of a person the uid */
  gsize                 name;      /* of a person */
  const VecheCliColumn *columns;   /* of each in a list */
};

#define VECHE_CLI_FIELD_KIND(type, field, ...) _Generic (((type *) NULL)->field, __VA_ARGS__)

#define VECHE_CLI_TEXT(type, key, field)                                                                                                              \
  { key, VECHE_CLI_FIELD_KIND (type, field, char *: VECHE_CLI_COLUMN_TEXT, const char *: VECHE_CLI_COLUMN_TEXT), G_STRUCT_OFFSET (type, field), 0, NULL }
#define VECHE_CLI_NUMBER(type, key, field)                                                                                                           \
  { key, VECHE_CLI_FIELD_KIND (type, field, int: VECHE_CLI_COLUMN_INT, guint: VECHE_CLI_COLUMN_UINT, gint64: VECHE_CLI_COLUMN_INT64),                 \
    G_STRUCT_OFFSET (type, field), 0, NULL }
/* Left out below 0. */
#define VECHE_CLI_KNOWN(type, key, field) { key, VECHE_CLI_FIELD_KIND (type, field, gint64: VECHE_CLI_COLUMN_KNOWN), G_STRUCT_OFFSET (type, field), 0, NULL }
#define VECHE_CLI_BOOL(type, key, field) { key, VECHE_CLI_FIELD_KIND (type, field, gboolean: VECHE_CLI_COLUMN_BOOL), G_STRUCT_OFFSET (type, field), 0, NULL }
#define VECHE_CLI_TIME(type, key, field) { key, VECHE_CLI_FIELD_KIND (type, field, gint64: VECHE_CLI_COLUMN_TIME), G_STRUCT_OFFSET (type, field), 0, NULL }
#define VECHE_CLI_PERSON(type, key, uid, name)                                                                                                        \
  { key, VECHE_CLI_FIELD_KIND (type, uid, char *: VECHE_CLI_COLUMN_PERSON), G_STRUCT_OFFSET (type, uid), G_STRUCT_OFFSET (type, name), NULL }
#define VECHE_CLI_LIST(type, key, list, columns)                                                                                                      \
  { key, VECHE_CLI_FIELD_KIND (type, list, GPtrArray *: VECHE_CLI_COLUMN_LIST), G_STRUCT_OFFSET (type, list), 0, columns }
#define VECHE_CLI_END { NULL, VECHE_CLI_COLUMN_TEXT, 0, 0, NULL }

/* Into the object that is open. */
void veche_cli_columns (JsonBuilder *json, const VecheCliColumn *columns, gconstpointer row);
/* An array of objects. */
void veche_cli_rows    (JsonBuilder *json, const char *key, const VecheCliColumn *columns, GPtrArray *rows);

G_END_DECLS
