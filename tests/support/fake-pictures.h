/* fake-pictures.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A server of pictures on loopback, in a thread of its own; most of them are bad.  Paths: /good.png, /huge.png (60,000 pixels a side), /wide.png
 * (many in all), /endless.png, /bomb.svg, /scans.jpg (a JPEG of 5,000 parts), /cut.png, /text.png, /gone.png (404), /away.png (to /secret.png at "localhost"),
 * /loop.png, /slow/N (a good one after a moment).  Also those of a Matrix server, "old" ones open to all and "new" ones for who shows the key; it
 * fails when the key comes where it is not asked for. */
#define FAKE_PICTURES_KEY "syt_k3y"
typedef struct _FakePictures FakePictures;

FakePictures *fake_pictures_new      (void);
void          fake_pictures_free     (FakePictures *self);
char         *fake_pictures_url      (FakePictures *self, const char *path);           /* (transfer full) */
guint         fake_pictures_requests (FakePictures *self, const char *prefix);
guint         fake_pictures_at_once  (FakePictures *self);                             /* the most that were asked for at one time */

G_END_DECLS
