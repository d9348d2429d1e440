/* veche-picture.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A picture from outside, judged by its first bytes before anybody decodes it: a megabyte may hold gigabytes of pixels.  Pure.
 *
 * PNG: https://www.w3.org/TR/png-3/ (signature, IHDR); JPEG: ITU-T T.81, B.2 (frame header); WebP: https://developers.google.com/speed/webp/docs/riff_container. */
typedef enum { VECHE_PICTURE_NONE, VECHE_PICTURE_PNG, VECHE_PICTURE_JPEG, VECHE_PICTURE_WEBP } VechePictureType;

#define VECHE_PICTURE_MAX_BYTES (2 * 1024 * 1024)
#define VECHE_PICTURE_MAX_SIDE  4096
#define VECHE_PICTURE_MAX_AREA  (4 * 1024 * 1024)    /* pixels: 17 MB and a quarter of a second when they are decoded */

/* NONE: no picture of these kinds, or one that is not to be decoded; *why (out) (optional) says so. */
VechePictureType veche_picture_check     (GBytes *bytes, guint *width, guint *height, const char **why);
const char      *veche_picture_type_nick (VechePictureType type);     /* "png", "jpeg", "webp" */

G_END_DECLS
