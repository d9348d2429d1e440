/* veche-workbook.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-workbook-private.h"

#include <string.h>

/* 200,000 rows of a dozen cells are a tenth of it. */
#define MAX_UNPACKED (512 * 1024 * 1024)

void
veche_workbook_free (VecheWorkbook *self)
{
  g_ptr_array_unref (self->sheets);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self);
}

gboolean
veche_workbook_looks_like (const guchar *data, gsize size)
{
  return size >= 4 && memcmp (data, "PK\3\4", 4) == 0;
}

/* How well a sheet answers to what was said of it: 2 by its name, 1 by its number, 0 not at all. */
static int
veche_sheets_rank (VecheSheets *self, int sheet)
{
  guint64 number;

  if (self->wanted.said == NULL)
    return self->wanted.number < 0 || sheet == self->wanted.number;
  if (strcmp (self->names->pdata[sheet], self->wanted.said) == 0)
    return 2;

  return g_ascii_string_to_unsigned (self->wanted.said, 10, 1, G_MAXINT, &number, NULL) && (int) number - 1 == sheet;
}

gboolean
veche_sheets_ask (VecheSheets *self, int sheet)
{
  return veche_sheets_rank (self, sheet) > (self->wanted.said != NULL && self->taken >= 0 ? veche_sheets_rank (self, self->taken) : 0);
}

gboolean
veche_sheets_refuse (VecheSheets *self, int sheet, gboolean hidden, GError *error)
{
  gboolean mine = g_error_matches (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG) ||
                  g_error_matches (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_COLUMNS);
  gboolean better = self->why == NULL || hidden < self->refused_hidden;

  /* What the whole may hold is used up: there is nothing to go on with. */
  if (!mine || self->left < 0)
    return FALSE;
  if (self->why != NULL && self->wanted.said != NULL)
    better = veche_sheets_rank (self, sheet) > veche_sheets_rank (self, self->refused);
  if (!better)
    {
      g_error_free (error);
      return TRUE;
    }
  g_clear_error (&self->why);
  self->why = error;
  self->refused = sheet;
  self->refused_hidden = hidden;

  return TRUE;
}

void
veche_sheets_offer (VecheSheets *self, int sheet, gboolean hidden, VecheSheetText *text)
{
  gboolean better = self->text == NULL || hidden < self->hidden || (hidden == self->hidden && text->rows > self->text->rows) ||
                    (hidden == self->hidden && text->rows == self->text->rows && sheet < self->taken);

  if (self->wanted.said != NULL || self->wanted.number >= 0)
    better = veche_sheets_ask (self, sheet);
  else if (self->text != NULL && hidden > self->hidden && self->text->rows > 0)
    better = FALSE;
  if (!better)
    {
      veche_sheet_text_free (text);
      return;
    }

  g_clear_pointer (&self->text, veche_sheet_text_free);
  self->text = text;
  self->taken = sheet;
  self->hidden = hidden;
}

typedef enum { VECHE_WORKBOOK_NONE, VECHE_WORKBOOK_XLSX, VECHE_WORKBOOK_ODS } VecheWorkbookKind;

static VecheWorkbookKind
veche_workbook_kind (GBytes *bytes, GError **error)
{
  g_autoptr (VechePack) pack = veche_pack_open_bytes (bytes, error);
  VecheWorkbookKind kind = VECHE_WORKBOOK_NONE;
  const char *name;

  while (pack != NULL && kind == VECHE_WORKBOOK_NONE && (name = veche_pack_next (pack, error)) != NULL)
    if (g_ascii_strcasecmp (name, "xl/workbook.xml") == 0)
      kind = VECHE_WORKBOOK_XLSX;
    else if (strcmp (name, "content.xml") == 0)
      kind = VECHE_WORKBOOK_ODS;

  return kind;
}

/* What the archive's reader says, as a trouble of tables. */
static void
veche_workbook_translate (GError *from, GError **error)
{
  if (from->domain == VECHE_TABLE_ERROR || g_error_matches (from, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, from);
  else
    {
      g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_DAMAGED, from->message);
      g_error_free (from);
    }
}

/* Is there what was asked for? */
static void
veche_sheets_check (VecheSheets *self, GError **error)
{
  gboolean chosen = self->wanted.said != NULL || self->wanted.number >= 0;

  if (self->why != NULL && (chosen ? self->taken < 0 || veche_sheets_rank (self, self->refused) > veche_sheets_rank (self, self->taken)
                                   : self->text == NULL || self->text->rows == 0))
    g_propagate_error (error, g_steal_pointer (&self->why));
  else if (self->text == NULL && self->wanted.said != NULL)
    g_set_error (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_EMPTY, "There is no sheet “%s” in the workbook, it has %u", self->wanted.said,
                 self->names->len);
  else if (self->text == NULL)
    g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_EMPTY, chosen ? "There is no such sheet in it" : "There is no sheet in it");
  else if (self->text->rows == 0)
    g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_EMPTY, "There is nothing in it");
}

static gboolean
veche_workbook_read_sheets (GBytes *bytes, VecheSheets *sheets, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  VecheWorkbookKind kind = veche_workbook_kind (bytes, &local);

  if (kind == VECHE_WORKBOOK_XLSX)
    veche_xlsx_read (bytes, sheets, cancellable, &local);
  else if (kind == VECHE_WORKBOOK_ODS)
    veche_ods_read (bytes, sheets, cancellable, &local);
  else if (local == NULL)
    g_set_error_literal (&local, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_BINARY, "It is an archive, but no workbook");
  if (local == NULL)
    veche_sheets_check (sheets, &local);
  if (local == NULL)
    return TRUE;

  veche_workbook_translate (local, error);

  return FALSE;
}

VecheWorkbook *
veche_workbook_read (GBytes *bytes, VecheWorkbookSheet wanted, GCancellable *cancellable, GError **error)
{
  VecheSheets sheets = { .wanted = wanted, .taken = -1, .refused = -1, .left = MAX_UNPACKED };
  g_autoptr (VecheWorkbook) self = g_new0 (VecheWorkbook, 1);
  gboolean ok;

  sheets.names = self->sheets = g_ptr_array_new_with_free_func (g_free);
  ok = veche_workbook_read_sheets (bytes, &sheets, cancellable, error);
  if (ok)
    {
      self->taken = (guint) sheets.taken;
      self->refused = sheets.refused_hidden > sheets.hidden ? -1 : sheets.refused;
      self->text = g_string_free_to_bytes (g_steal_pointer (&sheets.text->out));
      sheets.text->out = g_string_new (NULL);
    }
  g_clear_pointer (&sheets.text, veche_sheet_text_free);
  g_clear_error (&sheets.why);

  return ok ? g_steal_pointer (&self) : NULL;
}
