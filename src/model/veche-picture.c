/* veche-picture.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-picture.h"

#include <string.h>

#define MAX_SCANS 64     /* a JPEG of thousands of empty scans takes minutes */

static guint
be16 (const guint8 *p)
{
  return (guint) p[0] << 8 | p[1];
}

static guint
be32 (const guint8 *p)
{
  return (guint) p[0] << 24 | (guint) p[1] << 16 | (guint) p[2] << 8 | p[3];
}

static guint
le16 (const guint8 *p)
{
  return (guint) p[1] << 8 | p[0];
}

static guint
le24 (const guint8 *p)
{
  return (guint) p[2] << 16 | (guint) p[1] << 8 | p[0];
}

static gboolean
veche_picture_read_png (const guint8 *data, gsize size, guint *width, guint *height)
{
  static const guint8 begin[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };

  if (size < 33 || memcmp (data, begin, sizeof begin) != 0)
    return FALSE;
  *width = be32 (data + 16);
  *height = be32 (data + 20);

  return TRUE;
}

/* From marker to marker up to the frame header. */
static gboolean
veche_picture_read_jpeg (const guint8 *data, gsize size, guint *width, guint *height)
{
  gsize at = 2;

  if (size < 12 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;

  while (at + 9 < size && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];

      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          *height = be16 (data + at + 5);
          *width = be16 (data + at + 7);
          return TRUE;
        }
      at += 2 + be16 (data + at + 2);
    }

  return FALSE;
}

static guint
veche_picture_count_scans (const guint8 *data, gsize size)
{
  guint n = 0;

  for (gsize i = 0; i + 1 < size; i++)
    n += data[i] == 0xff && data[i + 1] == 0xda;

  return n;
}

/* An animation is refused: a face need not move. */
static gboolean
veche_picture_read_webp (const guint8 *data, gsize size, guint *width, guint *height)
{
  if (size < 30 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WEBP", 4) != 0)
    return FALSE;

  if (memcmp (data + 12, "VP8X", 4) == 0 && (data[20] & 0x02) == 0)
    {
      *width = le24 (data + 24) + 1;
      *height = le24 (data + 27) + 1;
    }
  else if (memcmp (data + 12, "VP8L", 4) == 0 && data[20] == 0x2f)
    {
      *width = (le16 (data + 21) & 0x3fff) + 1;
      *height = ((le24 (data + 22) >> 6) & 0x3fff) + 1;
    }
  else if (memcmp (data + 12, "VP8 ", 4) == 0 && data[23] == 0x9d && data[24] == 0x01 && data[25] == 0x2a)
    {
      *width = le16 (data + 26) & 0x3fff;
      *height = le16 (data + 28) & 0x3fff;
    }
  else
    return FALSE;

  return TRUE;
}

VechePictureType
veche_picture_check (GBytes *bytes, guint *width, guint *height, const char **why)
{
  static gboolean (*const readers[]) (const guint8 *, gsize, guint *, guint *) = {
    [VECHE_PICTURE_PNG] = veche_picture_read_png, [VECHE_PICTURE_JPEG] = veche_picture_read_jpeg, [VECHE_PICTURE_WEBP] = veche_picture_read_webp,
  };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  VechePictureType type = VECHE_PICTURE_NONE;
  const char *wrong = NULL;

  *width = *height = 0;
  for (guint i = VECHE_PICTURE_PNG; type == VECHE_PICTURE_NONE && i < G_N_ELEMENTS (readers); i++)
    if (readers[i] (data, size, width, height))
      type = i;

  if (type == VECHE_PICTURE_NONE)
    wrong = "it is no PNG, JPEG or WebP picture";
  else if (size > VECHE_PICTURE_MAX_BYTES)
    wrong = "the picture is too large";
  else if (*width == 0 || *height == 0)
    wrong = "the picture has no size";
  else if (*width > VECHE_PICTURE_MAX_SIDE || *height > VECHE_PICTURE_MAX_SIDE || *width * *height > VECHE_PICTURE_MAX_AREA)
    wrong = "the picture has too many pixels";
  else if (type == VECHE_PICTURE_JPEG && veche_picture_count_scans (data, size) > MAX_SCANS)
    wrong = "the picture has too many parts";
  if (why != NULL)
    *why = wrong;

  return wrong == NULL ? type : VECHE_PICTURE_NONE;
}

const char *
veche_picture_type_nick (VechePictureType type)
{
  static const char *const nicks[] = { "none", "png", "jpeg", "webp" };

  return nicks[type];
}
