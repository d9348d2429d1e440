/* fuzz-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "store/veche-filter-sql.h"

/* Any bytes as a filter in JSON, and as one in words: what is taken goes out and in again equal, and its SQL has as many marks as parameters. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_filter (VecheFilter *filter)
{
  g_autofree char *json = veche_filter_to_json (filter);
  g_autoptr (VecheFilter) again = veche_filter_from_json (json, NULL);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  gboolean where = FALSE;
  guint marks = 0;

  g_assert_nonnull (again);
  g_assert_true (veche_filter_equal (filter, again));
  veche_filter_to_sql (filter, G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC, sql, &where, parameters);
  for (const char *p = sql->str; *p != '\0'; p++)
    marks += *p == '?';
  g_assert_cmpuint (marks, ==, parameters->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (VecheFilter) json = veche_filter_from_json (text, NULL);
  g_autoptr (VecheFilter) words = veche_filter_from_words (text, NULL);

  if (json != NULL)
    try_filter (json);
  if (words != NULL)
    try_filter (words);

  return 0;
}
