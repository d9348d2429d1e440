/* fuzz-ics.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>
#include <string.h>

#include "exchange/veche-ics.h"

/* Any bytes as a calendar; what was read of them is written, and read again. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size), written = NULL;
  g_autoptr (VecheIcs) ics = veche_ics_read (bytes, NULL, NULL), again = NULL;
  char *text;

  if (ics == NULL)
    return 0;
  text = veche_ics_write (ics->entries);
  written = g_bytes_new_take (text, strlen (text));
  again = veche_ics_read (written, NULL, NULL);
  g_assert_nonnull (again);

  return 0;
}
