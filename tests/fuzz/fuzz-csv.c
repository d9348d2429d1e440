/* fuzz-csv.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-people.h"

/* Any bytes as a table: as it is guessed, and read in every other way. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "fuzz.csv", NULL);
  VecheTableDialect dialect;

  if (source == NULL)
    return 0;
  fuzz_read_table (source, NULL);
  if (veche_table_source_get_format (source) != VECHE_TABLE_CSV)
    return 0;
  dialect = *veche_table_source_get_guess (source);
  dialect.encoding = size > 0 ? data[size - 1] % VECHE_TABLE_N_ENCODINGS : 0;
  dialect.delimiter = delimiters[size % G_N_ELEMENTS (delimiters)];
  dialect.header = (guint) (size % 3);
  fuzz_read_table (source, &dialect);

  return 0;
}
