/* veche-xlsx-read.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XLSX as ECMA-376 describes it.  The parts may stand in any order in the zip, so it is gone through twice: what the sheets refer to, then the
 * sheets.  Of a formula the value that was saved is read (<v>), never the formula (<f>).
 */

#include "exchange/veche-workbook-private.h"

#include <string.h>

#define MAX_SHEETS   1024
#define MAX_STYLES   70000
#define MAX_STRINGS  (4 * 1024 * 1024)
#define MAX_SHARED   (64 * 1024 * 1024)    /* bytes */

typedef struct { char *id; gboolean hidden; gboolean read; } VecheXlsxSheet;

typedef struct
{
  VecheSheets *sheets;
  GPtrArray   *known;        /* (element-type VecheXlsxSheet): as the workbook lists them, in the order of sheets->names */
  GHashTable  *targets;      /* id of a relation → path in the zip */
  gboolean     since_1904;

  GHashTable  *codes;        /* id of a format → VecheSheetFormat */
  GArray      *styles;       /* (element-type VecheSheetFormat): of cells, by their number */
  gboolean     in_styles;

  GString     *shared;       /* strings, each ending in a NUL */
  GArray      *strings;      /* (element-type guint32): where in shared */
  gboolean     shared_full;  /* there are more than are kept */
  gboolean     in_text;
  guint        phonetic;     /* depth: how it is read aloud is no part of the text */

  VecheSheetText *text;      /* of the sheet that is being read */
  GString     *value;
  guint        row, column, style;
  char         type;         /* n s b e d, and t: a text */
} VecheXlsx;

/*** The workbook, its relations, its styles ***/

static void
veche_xlsx_sheet_free (gpointer data)
{
  VecheXlsxSheet *self = data;

  g_free (self->id);
  g_free (self);
}

static gboolean
veche_xlsx_workbook_start (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;
  const char *text;

  if (strcmp (name, "workbookPr") == 0)
    {
      text = veche_sheet_xml_attribute (xml, "date1904");
      self->since_1904 = text != NULL && (strcmp (text, "1") == 0 || strcmp (text, "true") == 0);
    }
  else if (strcmp (name, "sheet") == 0 && self->known->len < MAX_SHEETS)
    {
      VecheXlsxSheet *sheet = g_new0 (VecheXlsxSheet, 1);

      text = veche_sheet_xml_attribute (xml, "state");
      sheet->hidden = text != NULL && strcmp (text, "visible") != 0;
      sheet->id = g_strdup (veche_sheet_xml_attribute (xml, "id"));
      g_ptr_array_add (self->known, sheet);
      text = veche_sheet_xml_attribute (xml, "name");
      g_ptr_array_add (self->sheets->names, g_utf8_make_valid (text != NULL ? text : "", text != NULL ? (gssize) MIN (strlen (text), 200) : 0));
    }

  return TRUE;
}

static gboolean
veche_xlsx_relations_start (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;
  g_autofree char *id = NULL;
  const char *target;

  if (strcmp (name, "Relationship") != 0 || g_hash_table_size (self->targets) > MAX_SHEETS * 4)
    return TRUE;
  id = g_strdup (veche_sheet_xml_attribute (xml, "Id"));
  target = veche_sheet_xml_attribute (xml, "Target");
  if (id != NULL && target != NULL)
    g_hash_table_replace (self->targets, g_steal_pointer (&id), target[0] == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL));

  return TRUE;
}

static gboolean
veche_xlsx_styles_start (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_styles = TRUE;
  else if (strcmp (name, "numFmt") == 0 && g_hash_table_size (self->codes) < MAX_STYLES)
    {
      guint id = veche_sheet_xml_number (xml, "numFmtId", 0, G_MAXINT);
      const char *code = veche_sheet_xml_attribute (xml, "formatCode");
      VecheSheetFormat format = veche_sheet_format_of_code (code != NULL ? code : "");

      g_hash_table_replace (self->codes, GUINT_TO_POINTER (id), g_memdup2 (&format, sizeof format));
    }
  else if (self->in_styles && strcmp (name, "xf") == 0 && self->styles->len < MAX_STYLES)
    {
      guint id = veche_sheet_xml_number (xml, "numFmtId", 0, G_MAXINT);
      VecheSheetFormat *said = g_hash_table_lookup (self->codes, GUINT_TO_POINTER (id));
      VecheSheetFormat format = said != NULL ? *said : veche_sheet_format_of_id (id);

      g_array_append_val (self->styles, format);
    }

  return TRUE;
}

static gboolean
veche_xlsx_styles_end (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_styles = FALSE;

  return TRUE;
}

static gboolean
veche_xlsx_nothing_end (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  return TRUE;
}

static void
veche_xlsx_nothing_text (VecheSheetXml *xml, const char *text, gsize length, gpointer user_data)
{
}

/*** Texts ***/

/* _x000D_ is a line break, _x005F_ the _ of what only looks so.  The latter stands in shared texts only: libxlsxwriter escapes nothing but
 * control characters in the texts of cells. */
static void
veche_xlsx_unescape (GString *text, gboolean shared)
{
  char *from = strstr (text->str, "_x"), *to = from, *end = text->str + text->len;

  if (from == NULL)
    return;
  while (from < end)
    {
      guint code = 0;
      gboolean escaped = end - from >= 7 && from[0] == '_' && from[1] == 'x' && from[6] == '_';

      for (guint i = 2; escaped && i < 6; i++)
        {
          escaped = g_ascii_isxdigit (from[i]);
          code = code * 16 + (guint) g_ascii_xdigit_value (from[i]);
        }
      if (escaped && code != 0 && (shared || code < 0x20) && g_unichar_validate (code))
        {
          to += g_unichar_to_utf8 (code, to);
          from += 7;
        }
      else
        *to++ = *from++;
    }
  g_string_truncate (text, (gsize) (to - text->str));
}

static void
veche_xlsx_text (VecheSheetXml *xml, const char *text, gsize length, gpointer user_data)
{
  VecheXlsx *self = user_data;

  if (self->in_text && self->phonetic == 0 && self->value->len + length <= VECHE_SHEET_MAX_CELL)
    g_string_append_len (self->value, text, (gssize) length);
}

static void
veche_xlsx_text_element (VecheXlsx *self, const char *name, gboolean begins)
{
  if (strcmp (name, "t") == 0)
    self->in_text = begins;
  else if (strcmp (name, "rPh") == 0)
    self->phonetic = begins ? self->phonetic + 1 : self->phonetic - (self->phonetic > 0);
}

static gboolean
veche_xlsx_strings_start (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;

  if (strcmp (name, "si") == 0)
    g_string_truncate (self->value, 0);
  veche_xlsx_text_element (self, name, TRUE);

  return TRUE;
}

static gboolean
veche_xlsx_strings_end (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;
  guint32 at = (guint32) self->shared->len;

  veche_xlsx_text_element (self, name, FALSE);
  if (strcmp (name, "si") != 0)
    return TRUE;

  /* They are of all sheets: one that needs what is left out is refused, another may do without. */
  self->shared_full |= self->strings->len >= MAX_STRINGS || self->shared->len + self->value->len >= MAX_SHARED;
  if (self->shared_full)
    return TRUE;
  veche_xlsx_unescape (self->value, TRUE);
  g_string_append_len (self->shared, self->value->str, (gssize) self->value->len);
  g_string_append_c (self->shared, '\0');
  g_array_append_val (self->strings, at);

  return TRUE;
}

/*** Cells ***/

/* "AB12" → 27; otherwise when there is none. */
static guint
veche_xlsx_column (const char *place, guint otherwise)
{
  guint column = 0;

  if (place == NULL || !g_ascii_isalpha (*place))
    return otherwise;
  for (; g_ascii_isalpha (*place) && column < VECHE_TABLE_MAX_COLUMNS * 26; place++)
    column = column * 26 + (guint) (g_ascii_toupper (*place) - 'A') + 1;

  return column - 1;
}

static char
veche_xlsx_type (const char *name)
{
  if (name == NULL)
    return 'n';
  if (strcmp (name, "str") == 0 || strcmp (name, "inlineStr") == 0)
    return 't';

  return *name;
}

static gboolean
veche_xlsx_sheet_start (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;

  if (strcmp (name, "row") == 0)
    {
      /* From 1; without a number it is the next. */
      self->row = MAX (veche_sheet_xml_number (xml, "r", self->row + 1, VECHE_SHEET_MAX_LINE * 2), self->row + 1);
      self->column = 0;
    }
  else if (strcmp (name, "c") == 0)
    {
      self->column = veche_xlsx_column (veche_sheet_xml_attribute (xml, "r"), self->column);
      self->style = veche_sheet_xml_number (xml, "s", 0, G_MAXINT);
      self->type = veche_xlsx_type (veche_sheet_xml_attribute (xml, "t"));
      g_string_truncate (self->value, 0);
    }
  else if (strcmp (name, "v") == 0)
    self->in_text = TRUE;
  else
    veche_xlsx_text_element (self, name, TRUE);

  return TRUE;
}

static gboolean
veche_xlsx_put (VecheXlsx *self, GError **error)
{
  const char *value = self->value->str;
  VecheSheetFormat format = { VECHE_SHEET_PLAIN, 0 };
  g_autofree char *shown = NULL;
  gboolean known;
  guint64 at;

  switch (self->type)
    {
    case 's':
      known = g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &at, NULL);
      if (known && at >= self->strings->len && self->shared_full)
        {
          g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It is too big: a table of people has less text");
          return FALSE;
        }
      value = known && at < self->strings->len ? self->shared->str + g_array_index (self->strings, guint32, at) : "";
      break;
    case 'b':
      value = *value == '1' || g_ascii_strcasecmp (value, "true") == 0 ? "TRUE" : *value != '\0' ? "FALSE" : "";
      break;
    case 'e':     /* #N/A says nothing about anybody */
      value = "";
      break;
    case 't':
      veche_xlsx_unescape (self->value, FALSE);
      break;
    case 'd':     /* ISO 8601 */
      break;
    default:
      if (self->style < self->styles->len)
        format = g_array_index (self->styles, VecheSheetFormat, self->style);
      value = shown = veche_sheet_number_show (g_strstrip (self->value->str), format, self->since_1904);
      break;
    }

  return veche_sheet_text_put (self->text, self->row > 0 ? self->row - 1 : 0, self->column++, value, error);
}

static gboolean
veche_xlsx_sheet_end (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error)
{
  VecheXlsx *self = user_data;

  if (strcmp (name, "v") == 0)
    self->in_text = FALSE;
  else
    veche_xlsx_text_element (self, name, FALSE);

  return strcmp (name, "c") != 0 || veche_xlsx_put (self, error);
}

/*** The two ways through ***/

static gboolean
veche_xlsx_read_part (VecheXlsx *self, VechePack *pack, const char *name, GCancellable *cancellable, GError **error)
{
  static const struct { const char *name; VecheSheetEvents events; } parts[] = {
    { "xl/workbook.xml", { veche_xlsx_workbook_start, veche_xlsx_nothing_end, veche_xlsx_nothing_text } },
    { "xl/_rels/workbook.xml.rels", { veche_xlsx_relations_start, veche_xlsx_nothing_end, veche_xlsx_nothing_text } },
    { "xl/styles.xml", { veche_xlsx_styles_start, veche_xlsx_styles_end, veche_xlsx_nothing_text } },
    { "xl/sharedStrings.xml", { veche_xlsx_strings_start, veche_xlsx_strings_end, veche_xlsx_text } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_ascii_strcasecmp (name, parts[i].name) == 0)
      return veche_sheet_xml_read (pack, &parts[i].events, self, &self->sheets->left, cancellable, error);

  return TRUE;
}

/* Which sheet this file is; -1: none, or one that nobody asked for. */
static int
veche_xlsx_find (VecheXlsx *self, const char *name)
{
  for (guint i = 0; i < self->known->len; i++)
    {
      VecheXlsxSheet *sheet = self->known->pdata[i];
      const char *target = sheet->id != NULL ? g_hash_table_lookup (self->targets, sheet->id) : NULL;

      if (target != NULL && !sheet->read && g_ascii_strcasecmp (target, name) == 0)
        return veche_sheets_ask (self->sheets, (int) i) ? (int) i : -1;
    }

  return -1;
}

static gboolean
veche_xlsx_read_sheet (VecheXlsx *self, VechePack *pack, const char *name, GCancellable *cancellable, GError **error)
{
  static const VecheSheetEvents events = { veche_xlsx_sheet_start, veche_xlsx_sheet_end, veche_xlsx_text };
  int index = veche_xlsx_find (self, name);
  VecheXlsxSheet *sheet = index >= 0 ? self->known->pdata[index] : NULL;
  GError *local = NULL;

  if (sheet == NULL)
    return TRUE;

  sheet->read = TRUE;
  self->text = veche_sheet_text_new ();
  self->row = self->column = 0;
  self->in_text = FALSE;
  self->phonetic = 0;
  if (veche_sheet_xml_read (pack, &events, self, &self->sheets->left, cancellable, &local))
    {
      veche_sheets_offer (self->sheets, index, sheet->hidden, g_steal_pointer (&self->text));
      return TRUE;
    }
  g_clear_pointer (&self->text, veche_sheet_text_free);
  if (veche_sheets_refuse (self->sheets, index, sheet->hidden, local))
    return TRUE;
  g_propagate_error (error, local);

  return FALSE;
}

typedef gboolean (*VecheXlsxPart) (VecheXlsx *self, VechePack *pack, const char *name, GCancellable *cancellable, GError **error);

static gboolean
veche_xlsx_walk (VecheXlsx *self, GBytes *bytes, VecheXlsxPart part, GCancellable *cancellable, GError **error)
{
  g_autoptr (VechePack) pack = veche_pack_open_bytes (bytes, error);
  g_autoptr (GError) local = NULL;
  const char *name;

  if (pack == NULL)
    return FALSE;
  while ((name = veche_pack_next (pack, &local)) != NULL)
    if (!part (self, pack, name, cancellable, error))
      return FALSE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
veche_xlsx_read (GBytes *bytes, VecheSheets *sheets, GCancellable *cancellable, GError **error)
{
  VecheXlsx self = { .sheets = sheets };
  gboolean ok;

  self.known = g_ptr_array_new_with_free_func (veche_xlsx_sheet_free);
  self.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self.styles = g_array_new (FALSE, FALSE, sizeof (VecheSheetFormat));
  self.shared = g_string_new (NULL);
  self.strings = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.value = g_string_new (NULL);

  ok = veche_xlsx_walk (&self, bytes, veche_xlsx_read_part, cancellable, error) &&
       veche_xlsx_walk (&self, bytes, veche_xlsx_read_sheet, cancellable, error);

  g_ptr_array_unref (self.known);
  g_hash_table_unref (self.targets);
  g_hash_table_unref (self.codes);
  g_array_unref (self.styles);
  g_string_free (self.shared, TRUE);
  g_array_unref (self.strings);
  g_string_free (self.value, TRUE);

  return ok;
}
