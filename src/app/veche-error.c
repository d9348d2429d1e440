/* veche-error.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Errors as sentences: what happened, what was kept, what to do. */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-session.h"
#include "connectors/veche-connector.h"
#include "store/veche-db.h"

static const char *
store_sentence (int code)
{
  switch ((VecheStoreError) code)
    {
    case VECHE_STORE_ERROR_OPEN:
      return _ ("Could not open the workspace. It may have been moved, or it is not a Veche file.");
    case VECHE_STORE_ERROR_CORRUPT:
      return _ ("The workspace file is damaged. Nothing was changed; open a backup copy.");
    case VECHE_STORE_ERROR_FULL:
      return _ ("The disk is full. What was there is safe; free some space and try again.");
    case VECHE_STORE_ERROR_BUSY:
      return _ ("This workspace is open in another Veche. Close it there first.");
    case VECHE_STORE_ERROR_CONSTRAINT:
      return _ ("This can no longer be changed. Everything stays as it was.");
    case VECHE_STORE_ERROR_NEWER:
      return _ ("A newer Veche wrote this workspace. Update Veche to open it; the file was not touched.");
    case VECHE_STORE_ERROR_NOT_FOUND:
      return _ ("It is no longer there.");
    case VECHE_STORE_ERROR_INVALID:
      return _ ("This value does not fit. Everything stays as it was.");
    case VECHE_STORE_ERROR_QUERY:
    default:
      return _ ("Something went wrong in the workspace. Nothing was changed.");
    }
}

static const char *
connector_sentence (int code)
{
  switch ((VecheConnectorError) code)
    {
    case VECHE_CONNECTOR_ERROR_AUTH:
      return _ ("The source asks to sign in again. Nothing is lost: the gap will be filled.");
    case VECHE_CONNECTOR_ERROR_RATE_LIMITED:
      return _ ("The source asks to slow down. Veche will go on by itself.");
    case VECHE_CONNECTOR_ERROR_OFFLINE:
      return _ ("Could not reach the source. Veche will try again by itself.");
    case VECHE_CONNECTOR_ERROR_UNKNOWN:
      return _ ("No answer came: the reply may have arrived. Check there before sending it again.");
    case VECHE_CONNECTOR_ERROR_REJECTED:
      return _ ("The source refused.");
    case VECHE_CONNECTOR_ERROR_NOT_FOUND:
      return _ ("There is nothing at this address.");
    case VECHE_CONNECTOR_ERROR_TLS:
      return _ ("The connection is not secure, so nothing was sent.");
    case VECHE_CONNECTOR_ERROR_PRIVATE:
      return _ ("This is a private address. If it is your own server, say so in the source.");
    case VECHE_CONNECTOR_ERROR_ELSEWHERE:
      return _ ("The address leads to a server of another domain, which was not given the password.");
    case VECHE_CONNECTOR_ERROR_PROTOCOL:
    default:
      return _ ("The source answered with something Veche does not understand.");
    }
}

static const char *
io_sentence (int code)
{
  switch ((GIOErrorEnum) code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return _ ("There is no such file.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _ ("The file may not be read or written. Check its permissions.");
    case G_IO_ERROR_NO_SPACE:
      return _ ("The disk is full. What was there is safe; free some space and try again.");
    default:
      return NULL;
    }
}

/* Of what is written or read by its name. */
static const char *
file_sentence (int code)
{
  switch ((GFileError) code)
    {
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      return io_sentence (G_IO_ERROR_NOT_FOUND);
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      return io_sentence (G_IO_ERROR_PERMISSION_DENIED);
    case G_FILE_ERROR_NOSPC:
      return io_sentence (G_IO_ERROR_NO_SPACE);
    default:
      return _ ("The file could not be read or written. What was there is safe.");
    }
}

char *
veche_error_sentence (const GError *error)
{
  const char *sentence = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == VECHE_STORE_ERROR)
    sentence = store_sentence (error->code);
  else if (error->domain == VECHE_CONNECTOR_ERROR)
    sentence = connector_sentence (error->code);
  else if (error->domain == G_IO_ERROR)
    sentence = io_sentence (error->code);
  else if (error->domain == G_FILE_ERROR)
    sentence = file_sentence (error->code);

  return g_strdup (sentence != NULL ? sentence : _ ("It did not work. Everything stays as it was."));
}
