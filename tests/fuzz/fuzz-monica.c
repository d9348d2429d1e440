/* fuzz-monica.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-people.h"

/* Any bytes as an account of Monica, behind the keys by which it is told. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char head[] = "{\"app_version\":\"4.0.0\",\"account\":0,";
  g_autoptr (GByteArray) json = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VecheTableSource) source = NULL;

  /* A key that comes twice counts as it stands last. */
  g_byte_array_append (json, (const guint8 *) head, sizeof head - 1);
  g_byte_array_append (json, data, (guint) size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&json));
  source = veche_table_source_new (bytes, "fuzz.json", NULL);
  if (source != NULL)
    fuzz_read_table (source, NULL);

  return 0;
}
