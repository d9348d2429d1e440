/* fuzz-vcard.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-people.h"

/* Any bytes as what stands in a card. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
const char *__lsan_default_options (void);

/* libebook-contacts 3.46 forgets 128 bytes of each line that is no line; ours are looked for by fuzz-csv, which shares all but the lines. */
const char *
__lsan_default_options (void)
{
  return "detect_leaks=0";
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) card = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VecheTableSource) source = NULL;

  g_byte_array_append (card, (const guint8 *) "BEGIN:VCARD\r\nVERSION:3.0\r\n", 26);
  g_byte_array_append (card, data, (guint) size);
  g_byte_array_append (card, (const guint8 *) "\r\nEND:VCARD\r\n", 13);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&card));
  source = veche_table_source_new (bytes, "fuzz.vcf", NULL);
  if (source != NULL)
    fuzz_read_table (source, NULL);

  return 0;
}
