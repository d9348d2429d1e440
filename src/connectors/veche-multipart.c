/* veche-multipart.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * multipart/form-data as RFC 7578 and the WHATWG's "multipart/form-data encoding algorithm" have it: in names a quote, CR and LF are escaped with a per cent
 * sign.
 */

#include "connectors/veche-multipart.h"

#include <string.h>

static gboolean
holds (GBytes *data, const char *boundary)
{
  gsize n, length = strlen (boundary);
  const char *bytes = g_bytes_get_data (data, &n);

  for (const char *p = bytes; p != NULL && (gsize) (bytes + n - p) >= length; p++)
    {
      p = memchr (p, *boundary, n - (gsize) (p - bytes) - length + 1);
      if (p == NULL)
        return FALSE;
      if (memcmp (p, boundary, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
make_boundary (const VechePart *parts, guint n)
{
  for (;;)
    {
      g_autofree char *chance = g_uuid_string_random ();
      g_autofree char *boundary = g_strconcat ("veche-", chance, NULL);
      gboolean free = TRUE;

      for (guint i = 0; i < n && free; i++)
        free = parts[i].data != NULL ? !holds (parts[i].data, boundary) : strstr (parts[i].text, boundary) == NULL;
      if (free)
        return g_steal_pointer (&boundary);
    }
}

static void
append_name (GString *head, const char *field, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  g_string_append_printf (head, "; %s=\"", field);
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\r' || *p == '\n')
      g_string_append_printf (head, "%%%02X", *p);
    else
      g_string_append_c (head, *p);
  g_string_append_c (head, '"');
}

GBytes *
veche_multipart_build (const VechePart *parts, guint n, char **type)
{
  g_autofree char *boundary = make_boundary (parts, n);
  GByteArray *body = g_byte_array_new ();
  g_autofree char *end = g_strdup_printf ("--%s--\r\n", boundary);

  for (guint i = 0; i < n; i++)
    {
      const VechePart *part = &parts[i];
      g_autoptr (GString) head = g_string_new (NULL);
      gsize length = part->data == NULL ? strlen (part->text) : 0;
      gconstpointer data = part->data != NULL ? g_bytes_get_data (part->data, &length) : part->text;

      g_string_append_printf (head, "--%s\r\nContent-Disposition: form-data", boundary);
      append_name (head, "name", part->name);
      if (part->data != NULL)
        {
          append_name (head, "filename", part->file_name);
          g_string_append_printf (head, "\r\nContent-Type: %s", part->type);
        }
      g_string_append (head, "\r\n\r\n");
      g_byte_array_append (body, (const guint8 *) head->str, (guint) head->len);
      g_byte_array_append (body, data, (guint) length);
      g_byte_array_append (body, (const guint8 *) "\r\n", 2);
    }
  g_byte_array_append (body, (const guint8 *) end, (guint) strlen (end));
  *type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);

  return g_byte_array_free_to_bytes (body);
}
