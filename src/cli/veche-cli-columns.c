/* veche-cli-columns.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli/veche-cli-columns.h"

static void
add_column (JsonBuilder *json, const VecheCliColumn *column, gconstpointer row)
{
  switch (column->kind)
    {
    case VECHE_CLI_COLUMN_TEXT:
      veche_cli_text (json, column->key, G_STRUCT_MEMBER (const char *, row, column->at));
      break;
    case VECHE_CLI_COLUMN_INT:
      veche_cli_int (json, column->key, G_STRUCT_MEMBER (int, row, column->at));
      break;
    case VECHE_CLI_COLUMN_UINT:
      veche_cli_int (json, column->key, G_STRUCT_MEMBER (guint, row, column->at));
      break;
    case VECHE_CLI_COLUMN_INT64:
      veche_cli_int (json, column->key, G_STRUCT_MEMBER (gint64, row, column->at));
      break;
    case VECHE_CLI_COLUMN_KNOWN:
      if (G_STRUCT_MEMBER (gint64, row, column->at) >= 0)
        veche_cli_int (json, column->key, G_STRUCT_MEMBER (gint64, row, column->at));
      break;
    case VECHE_CLI_COLUMN_BOOL:
      veche_cli_bool (json, column->key, G_STRUCT_MEMBER (gboolean, row, column->at));
      break;
    case VECHE_CLI_COLUMN_TIME:
      veche_cli_time (json, column->key, G_STRUCT_MEMBER (gint64, row, column->at));
      break;
    case VECHE_CLI_COLUMN_PERSON:
      veche_cli_person (json, column->key, G_STRUCT_MEMBER (const char *, row, column->at), G_STRUCT_MEMBER (const char *, row, column->name));
      break;
    case VECHE_CLI_COLUMN_LIST:
      veche_cli_rows (json, column->key, column->columns, G_STRUCT_MEMBER (GPtrArray *, row, column->at));
      break;
    default:
      g_assert_not_reached ();
    }
}

void
veche_cli_columns (JsonBuilder *json, const VecheCliColumn *columns, gconstpointer row)
{
  for (; columns->key != NULL; columns++)
    add_column (json, columns, row);
}

void
veche_cli_rows (JsonBuilder *json, const char *key, const VecheCliColumn *columns, GPtrArray *rows)
{
  json_builder_set_member_name (json, key);
  json_builder_begin_array (json);
  for (guint i = 0; i < rows->len; i++)
    {
      json_builder_begin_object (json);
      veche_cli_columns (json, columns, rows->pdata[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}
