/* fuzz-workbook.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "fuzz-people.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "exchange/veche-workbook-private.h"

/* Bytes as a workbook; if they are no zip, as the XML of one, packed here: of ODS, or of a sheet, the styles and the texts of XLSX (divided at
 * NULs), and as a number with its format. */

#define MOST (1 << 20)

static void
fuzz_add (struct archive *archive, const char *name, const char *data, gsize size)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (gint64) size);
  archive_write_header (archive, entry);
  archive_write_data (archive, data, size);
  archive_entry_free (entry);
}

static void
fuzz_book (const char *const names[], const char *const texts[], const gsize sizes[], guint n)
{
  g_autofree char *buffer = g_malloc (MOST * 2);
  g_autoptr (VecheTableSource) source = NULL;
  g_autoptr (GBytes) bytes = NULL;
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "compression=store");
  archive_write_open_memory (archive, buffer, MOST * 2, &used);
  for (guint i = 0; i < n; i++)
    fuzz_add (archive, names[i], texts[i], sizes[i]);
  archive_write_close (archive);
  archive_write_free (archive);
  bytes = g_bytes_new (buffer, used);
  source = veche_table_source_new (bytes, "fuzz", NULL);
  if (source != NULL)
    fuzz_read_table (source, NULL);
}

static void
fuzz_number (const char *data, gsize size)
{
  g_autofree char *code = g_utf8_make_valid (data, (gssize) strnlen (data, MIN (size, 200)));
  g_autofree char *number = g_strdup (strchr (code, ' ') != NULL ? strchr (code, ' ') + 1 : code);
  g_autofree char *shown = veche_sheet_number_show (number, veche_sheet_format_of_code (code), size % 2 == 0);

  if (!g_utf8_validate (shown, -1, NULL))
    g_error ("a number is not UTF-8");
}

static void
fuzz_xlsx (const char *data, gsize size)
{
  static const char workbook[] = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"r1\" xmlns:r=\"r\"/></sheets></workbook>";
  static const char relations[] = "<a><Relationship Id=\"r1\" Target=\"sheet1.xml\"/></a>";
  static const char *const names[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml" };
  const char *texts[] = { workbook, relations, NULL, NULL, NULL };
  gsize sizes[] = { sizeof workbook - 1, sizeof relations - 1, 0, 0, 0 };
  guint n = 2;

  for (const char *p = data; n < G_N_ELEMENTS (names) && p <= data + size; n++)
    {
      texts[n] = p;
      sizes[n] = strnlen (p, (gsize) (data + size - p));
      p += sizes[n] + 1;
    }
  fuzz_book (names, texts, sizes, n);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const content[] = { "content.xml" };
  const char *text = (const char *) data;

  if (size > MOST)
    return 0;
  if (veche_workbook_looks_like (data, size))
    {
      g_autoptr (GBytes) bytes = g_bytes_new (data, size);
      g_autoptr (VecheTableSource) source = veche_table_source_new (bytes, "fuzz.xlsx", NULL);

      if (source != NULL)
        fuzz_read_table (source, NULL);
      return 0;
    }
  fuzz_book (content, &text, &size, 1);
  fuzz_xlsx (text, size);
  fuzz_number (text, size);

  return 0;
}
