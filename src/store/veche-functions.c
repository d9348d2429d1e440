/* veche-functions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-functions.h"

#include "model/veche-text.h"
#include "store/veche-db.h"

static void
function_fold (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *text = sqlite3_value_type (values[0]) == SQLITE_TEXT ? (const char *) sqlite3_value_text (values[0]) : NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, veche_text_fold (text), -1, g_free);
}

gboolean
veche_functions_register (sqlite3 *handle, GError **error)
{
  int rc = sqlite3_create_function_v2 (handle, "veche_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, function_fold, NULL,
                                       NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "SQLite took no function: %s", sqlite3_errstr (rc));

  return FALSE;
}
