/* veche-export-ods.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ODS as OpenDocument 1.2 describes it, streamed into the zip.  Every text is a cell of the type string, so that nothing can become a formula.
 */

#include "exchange/veche-export-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <string.h>

#define BUFFER_SIZE (256 * 1024)
#define MOST_ROWS   1048576

typedef struct
{
  struct archive *zip;       /* (owned) */
  GString        *buffer;    /* of content.xml */
  guint           row;
} Ods;

static const char mimetype[] = "application/vnd.oasis.opendocument.spreadsheet";

static const char manifest[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">"
  "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"
  "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
  "</manifest:manifest>";

static const char beginning[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
  " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
  " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""
  " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.2\"><office:automatic-styles>"
  "<number:date-style style:name=\"N1\"><number:year number:style=\"long\"/><number:text>-</number:text><number:month number:style=\"long\"/>"
  "<number:text>-</number:text><number:day number:style=\"long\"/></number:date-style>"
  "<style:style style:name=\"head\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>"
  "<style:style style:name=\"day\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>"
  "<style:style style:name=\"pale\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#fbe9e7\"/></style:style>"
  "<style:style style:name=\"paleday\" style:family=\"table-cell\" style:data-style-name=\"N1\">"
  "<style:table-cell-properties fo:background-color=\"#fbe9e7\"/></style:style>"
  "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Members\">";

static const char ending[] = "</table:table></office:spreadsheet></office:body></office:document-content>";

/*** The zip ***/

static gboolean
ods_fail (Ods *self, GError **error)
{
  int why = archive_errno (self->zip);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (why), "The workbook could not be written: %s", archive_error_string (self->zip));

  return FALSE;
}

/* size -1: not known yet. */
static gboolean
ods_begin_file (Ods *self, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int status;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (size >= 0)
    archive_entry_set_size (entry, size);
  status = archive_write_header (self->zip, entry);
  archive_entry_free (entry);

  return status >= ARCHIVE_WARN || ods_fail (self, error);
}

static gboolean
ods_write (Ods *self, const char *data, gsize size, GError **error)
{
  return archive_write_data (self->zip, data, size) == (la_ssize_t) size || ods_fail (self, error);
}

static gboolean
ods_flush (Ods *self, gsize least, GError **error)
{
  if (self->buffer->len < least)
    return TRUE;
  if (!ods_write (self, self->buffer->str, self->buffer->len, error))
    return FALSE;
  g_string_truncate (self->buffer, 0);

  return TRUE;
}

/*** Cells ***/

static void
ods_append_char (GString *out, gunichar c, gboolean bare)
{
  if (c == '&')
    g_string_append (out, "&amp;");
  else if (c == '<')
    g_string_append (out, "&lt;");
  else if (c == '>')
    g_string_append (out, "&gt;");
  else if (c == '\t')
    g_string_append (out, "<text:tab/>");
  else if (c == ' ' && bare)
    g_string_append (out, "<text:s/>");
  else if (c >= 0x20 && c != 0xfffe && c != 0xffff)       /* the rest no XML can hold */
    g_string_append_unichar (out, c);
}

/* A paragraph a line; of blanks the first in a row may stand as it is. */
static void
ods_append_text (GString *out, const char *text)
{
  gunichar before = ' ';

  g_string_append (out, "<text:p>");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] != '\n')
        c = '\n';
      if (c == '\n')
        g_string_append (out, "</text:p><text:p>");
      else
        ods_append_char (out, c, before == ' ' || before == '\n' || p[1] == '\0' || p[1] == '\n');
      before = c;
    }
  g_string_append (out, "</text:p>");
}

static void
ods_text_cell (GString *out, const char *text, const char *style)
{
  g_string_append_printf (out, "<table:table-cell%s%s%s office:value-type=\"string\">", style != NULL ? " table:style-name=\"" : "",
                          style != NULL ? style : "", style != NULL ? "\"" : "");
  ods_append_text (out, text);
  g_string_append (out, "</table:table-cell>");
}

static gboolean
ods_is_day (const char *text)
{
  int year, month, day, length = 0;

  return sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3 && length == 10 && text[10] == '\0' && year > 0 && month > 0 && day > 0 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static void
ods_cell (VecheExportSink *sink, VecheExportPerson *person, const VecheExportColumn *column, gboolean pale)
{
  Ods             *self = sink->data;
  g_autofree char *text = veche_export_cell (sink, person, column);
  char            *end = text;
  char             number[G_ASCII_DTOSTR_BUF_SIZE];
  double           value = column->kind == VECHE_EXPORT_NUMBER ? g_ascii_strtod (text, &end) : 0;

  if (*text == '\0')
    g_string_append (self->buffer, pale ? "<table:table-cell table:style-name=\"pale\"/>" : "<table:table-cell/>");
  else if (end != text && *end == '\0')
    g_string_append_printf (self->buffer, "<table:table-cell%s office:value-type=\"float\" office:value=\"%s\"/>",
                            pale ? " table:style-name=\"pale\"" : "", g_ascii_dtostr (number, sizeof number, value));
  else if (column->kind == VECHE_EXPORT_DAY && ods_is_day (text))
    g_string_append_printf (self->buffer,
                            "<table:table-cell table:style-name=\"%s\" office:value-type=\"date\" office:date-value=\"%s\"><text:p>%s</text:p></table:table-cell>",
                            pale ? "paleday" : "day", text, text);
  else
    ods_text_cell (self->buffer, text, pale ? "pale" : NULL);
}

/*** The writer ***/

static gboolean
ods_begin (VecheExportSink *sink, GError **error)
{
  Ods *self = g_new0 (Ods, 1);

  sink->data = self;
  self->buffer = g_string_new (beginning);
  self->zip = archive_write_new ();
  archive_write_set_format_zip (self->zip);
  if (archive_write_open_filename (self->zip, sink->path) != ARCHIVE_OK)
    return ods_fail (self, error);

  /* The mimetype comes first and not packed: by that a file is told to be ODS. */
  archive_write_zip_set_compression_store (self->zip);
  if (!ods_begin_file (self, "mimetype", sizeof mimetype - 1, error) || !ods_write (self, mimetype, sizeof mimetype - 1, error))
    return FALSE;
  archive_write_zip_set_compression_deflate (self->zip);
  if (!ods_begin_file (self, "META-INF/manifest.xml", sizeof manifest - 1, error) || !ods_write (self, manifest, sizeof manifest - 1, error) ||
      !ods_begin_file (self, "content.xml", -1, error))
    return FALSE;

  g_string_append (self->buffer, "<table:table-row>");
  for (guint i = 0; i < sink->columns->len; i++)
    ods_text_cell (self->buffer, ((VecheExportColumn *) sink->columns->pdata[i])->title, "head");
  g_string_append (self->buffer, "</table:table-row>");
  self->row = 1;

  return TRUE;
}

static gboolean
ods_person (VecheExportSink *sink, VecheExportPerson *person, GError **error)
{
  Ods *self = sink->data;

  if (self->row++ >= MOST_ROWS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "A sheet holds %d rows; export as CSV", MOST_ROWS);
      return FALSE;
    }
  g_string_append (self->buffer, "<table:table-row>");
  for (guint i = 0; i < sink->columns->len; i++)
    ods_cell (sink, person, sink->columns->pdata[i], veche_export_is_unwilling (person));
  g_string_append (self->buffer, "</table:table-row>");

  return ods_flush (self, BUFFER_SIZE, error);
}

static gboolean
ods_end (VecheExportSink *sink, GError **error)
{
  Ods *self = sink->data;

  g_string_append (self->buffer, ending);

  return ods_flush (self, 0, error) && (archive_write_close (self->zip) == ARCHIVE_OK || ods_fail (self, error));
}

static void
ods_clear (VecheExportSink *sink)
{
  Ods *self = sink->data;

  if (self == NULL)
    return;
  archive_write_free (self->zip);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

const VecheExportWriter veche_export_ods_writer = { ods_begin, ods_person, ods_end, ods_clear };
