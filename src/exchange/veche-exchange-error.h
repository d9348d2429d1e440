/* veche-exchange-error.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be wrong with a file that was to be an export. veche_exchange_error_get_byte() says where. */
#define VECHE_EXCHANGE_ERROR (veche_exchange_error_quark ())
GQuark veche_exchange_error_quark (void);
typedef enum
{
  VECHE_EXCHANGE_ERROR_READ,       /* can't be opened or read */
  VECHE_EXCHANGE_ERROR_EMPTY,      /* nothing in it */
  VECHE_EXCHANGE_ERROR_HTML,       /* the export for reading in a browser, not for programs */
  VECHE_EXCHANGE_ERROR_PACKED,     /* an archive: unpack it first */
  VECHE_EXCHANGE_ERROR_ENCODING,   /* UTF-16 or something else that is not JSON's UTF-8 */
  VECHE_EXCHANGE_ERROR_FOREIGN,    /* JSON, but of another program */
  VECHE_EXCHANGE_ERROR_DAMAGED,    /* breaks off being JSON at a byte */
  VECHE_EXCHANGE_ERROR_TRUNCATED,  /* ends too early */
  VECHE_EXCHANGE_ERROR_ME,         /* nobody in the file fits what was said about the manager */
  VECHE_EXCHANGE_ERROR_HOSTILE,    /* an archive made to do harm: links, paths that lead out, far more inside than it weighs */
  VECHE_EXCHANGE_ERROR_ENCRYPTED,  /* an archive with a password */
} VecheExchangeError;
gint64 veche_exchange_error_get_byte (const GError *error);   /* -1: not known */
void   veche_exchange_set_error      (GError **error, VecheExchangeError code, gint64 byte, const char *format, ...) G_GNUC_PRINTF (4, 5);
gboolean veche_exchange_is_damage    (const GError *error);   /* what stood before it is good */

typedef void (*VecheProgress) (gint64 done, gint64 total, gpointer user_data);

/* Hands the file over in pieces. FALSE with an error, or because feed said so. before: bytes of the pieces already handed over. */
typedef gboolean (*VecheExchangeFeed) (const char *data, gsize size, gint64 before, gpointer user_data, GError **error);
gboolean veche_exchange_read_file    (const char *path, VecheExchangeFeed feed, gpointer user_data, VecheProgress progress,
                                      gpointer progress_data, GCancellable *cancellable, GError **error);

G_END_DECLS
