/* fuzz-dav.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>

#include "connectors/veche-dav.h"

/* Any bytes as what a calendar server answers. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *token = NULL;
  const char *reason;
  g_autoptr (GPtrArray) found = veche_dav_parse (body, &token, &reason);

  g_assert_true ((found != NULL) == (reason == NULL));

  return 0;
}
