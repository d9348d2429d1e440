/* veche-multipart.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A body of multipart/form-data (RFC 7578): a text, or a file with its name. */
typedef struct
{
  const char *name;
  const char *text;             /* instead of a file */
  const char *file_name, *type; /* of a file */
  GBytes     *data;
} VechePart;

/* Pure. type (out) (transfer full): the content type, with the boundary, which stands nowhere in what it divides. (transfer full) */
GBytes *veche_multipart_build (const VechePart *parts, guint n, char **type);

G_END_DECLS
