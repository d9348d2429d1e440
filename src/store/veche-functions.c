/* veche-functions.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-functions.h"

#include <string.h>

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

/* An interaction from outside has a uid made of its time and id (0005): the id, or NULL for a uid of any other form. */
static void
function_row_of_uid (sqlite3_context *context, int n, sqlite3_value **values)
{
  const char *uid = (const char *) sqlite3_value_text (values[0]);

  if (uid != NULL && strlen (uid) == 36 && strncmp (uid + 18, "-8000-", 6) == 0 && uid[14] == '8')
    sqlite3_result_int64 (context, (gint64) g_ascii_strtoull (uid + 24, NULL, 16));
  else
    sqlite3_result_null (context);
}

static void
function_is_marked (sqlite3_context *context, int n, sqlite3_value **values)
{
  const VecheMarks *marks = sqlite3_value_pointer (values[0], VECHE_MARKS);
  gint64 id = sqlite3_value_int64 (values[1]);

  sqlite3_result_int (context, marks != NULL && id >= 0 && id <= marks->last && (marks->bits[id / 8] & 1 << id % 8) != 0);
}

gboolean
veche_functions_register (sqlite3 *handle, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  int rc = sqlite3_create_function_v2 (handle, "veche_fold", 1, flags, NULL, function_fold, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (handle, "veche_row_of_uid", 1, flags, NULL, function_row_of_uid, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (handle, "veche_is_marked", 2, flags, NULL, function_is_marked, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    return TRUE;
  g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_OPEN, "SQLite took no function: %s", sqlite3_errstr (rc));

  return FALSE;
}
