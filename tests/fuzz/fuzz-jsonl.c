/* fuzz-jsonl.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-people.h"

/* Any bytes as people in JSON. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) json = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VecheTableSource) source = NULL;

  g_byte_array_append (json, (const guint8 *) "{\"name\":\"Anna\"}\n{\"", 18);
  g_byte_array_append (json, data, (guint) size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&json));
  source = veche_table_source_new (bytes, "fuzz.jsonl", NULL);
  if (source != NULL)
    fuzz_read_table (source, NULL);

  return 0;
}
