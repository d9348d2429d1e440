/* fuzz-picture.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stddef.h>
#include <stdint.h>

#include "model/veche-picture.h"

/* Any bytes as a picture that somebody put behind an address. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  guint width, height;
  const char *why;

  if (veche_picture_check (bytes, &width, &height, &why) == VECHE_PICTURE_NONE)
    g_assert_nonnull (why);
  else
    g_assert_true (width > 0 && height > 0 && width <= VECHE_PICTURE_MAX_SIDE && height <= VECHE_PICTURE_MAX_SIDE);

  return 0;
}
