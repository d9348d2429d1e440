/* veche-sheet-xml.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-sheet-xml.h"

#include <libxml/parser.h>
#include <string.h>

#include "exchange/veche-table.h"

#define MAX_DEPTH      64
#define MAX_ATTRIBUTES 4096        /* of a tag: libxml2 compares each with each */

struct _VecheSheetXml
{
  const VecheSheetEvents *events;
  gpointer                user_data;
  gint64                 *left;

  xmlParserCtxt          *parser;      /* (owned) */
  const xmlChar         **attributes;  /* five pointers each, while an element starts */
  int                     n_attributes;
  GString                *value;
  guint                   depth;
  gboolean                in_tag;
  guint                   equals;      /* signs of it in this tag */
  GError                 *error;
};

static void
veche_sheet_xml_stop (VecheSheetXml *self, const char *what)
{
  if (self->error == NULL && what != NULL)
    g_set_error (&self->error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_DAMAGED, "The workbook is refused: %s", what);
  xmlStopParser (self->parser);
}

/*** What libxml2 says ***/

static void
veche_sheet_xml_start (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                       int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  VecheSheetXml *self = data;

  if (self->error != NULL)
    return;
  if (++self->depth > MAX_DEPTH)
    {
      veche_sheet_xml_stop (self, "its elements stand too deep in each other");
      return;
    }
  self->attributes = attributes;
  self->n_attributes = n_attributes;
  if (!self->events->start (self, (const char *) name, self->user_data, &self->error))
    veche_sheet_xml_stop (self, NULL);
  self->attributes = NULL;
  self->n_attributes = 0;
}

static void
veche_sheet_xml_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  VecheSheetXml *self = data;

  if (self->error != NULL)
    return;
  self->depth--;
  if (!self->events->end (self, (const char *) name, self->user_data, &self->error))
    veche_sheet_xml_stop (self, NULL);
}

static void
veche_sheet_xml_text (void *data, const xmlChar *text, int length)
{
  VecheSheetXml *self = data;

  if (self->error == NULL && length > 0)
    self->events->text (self, (const char *) text, (gsize) length, self->user_data);
}

static void
veche_sheet_xml_doctype (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  veche_sheet_xml_stop (data, "it declares a document type, which no spreadsheet program does");
}

/*** Attributes ***/

const char *
veche_sheet_xml_attribute (VecheSheetXml *self, const char *name)
{
  for (int i = 0; i < self->n_attributes; i++)
    {
      const xmlChar **one = self->attributes + i * 5;

      if (strcmp ((const char *) one[0], name) != 0)
        continue;
      g_string_truncate (self->value, 0);
      g_string_append_len (self->value, (const char *) one[3], one[4] - one[3]);
      return self->value->str;
    }

  return NULL;
}

guint
veche_sheet_xml_number (VecheSheetXml *self, const char *name, guint otherwise, guint max)
{
  const char *text = veche_sheet_xml_attribute (self, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &number, NULL) ? (guint) MIN (number, max) : otherwise;
}

/*** Reading ***/

static gboolean
veche_sheet_xml_has_many_attributes (VecheSheetXml *self, const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (data[i] == '<' || data[i] == '>')
      {
        self->in_tag = data[i] == '<';
        self->equals = 0;
      }
    else if (self->in_tag && data[i] == '=' && ++self->equals > MAX_ATTRIBUTES)
      return TRUE;

  return FALSE;
}

static gboolean
veche_sheet_xml_check (VecheSheetXml *self, int status, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (status != XML_ERR_OK)
    g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_DAMAGED,
                         "The workbook is damaged, was cut or has a password: open it in a spreadsheet and save it once more");
  else
    return TRUE;

  return FALSE;
}

static gboolean
veche_sheet_xml_feed_cb (const char *data, gsize size, gint64 before, gpointer user_data, GError **error)
{
  VecheSheetXml *self = user_data;

  *self->left -= (gint64) size;
  if (*self->left < 0)
    {
      g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_TOO_BIG, "It is too big: far more is in the workbook than a table of people has");
      return FALSE;
    }
  if (veche_sheet_xml_has_many_attributes (self, data, size))
    {
      g_set_error_literal (error, VECHE_TABLE_ERROR, VECHE_TABLE_ERROR_DAMAGED, "The workbook is refused: an element of it has thousands of attributes");
      return FALSE;
    }

  return veche_sheet_xml_check (self, xmlParseChunk (self->parser, data, (int) size, 0), error);
}

gboolean
veche_sheet_xml_read (VechePack *pack, const VecheSheetEvents *events, gpointer user_data, gint64 *left, GCancellable *cancellable, GError **error)
{
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
                            .startElementNs = veche_sheet_xml_start,
                            .endElementNs = veche_sheet_xml_end,
                            .characters = veche_sheet_xml_text,
                            .cdataBlock = veche_sheet_xml_text,
                            .ignorableWhitespace = veche_sheet_xml_text,
                            .internalSubset = veche_sheet_xml_doctype };
  VecheSheetXml self = { .events = events, .user_data = user_data, .left = left };
  gboolean ok;

  xmlInitParser ();
  self.parser = xmlCreatePushParserCtxt (&handler, &self, NULL, 0, NULL);
  /* Without a DOCTYPE there are the five entities of XML itself and no others. */
  xmlCtxtUseOptions (self.parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  self.value = g_string_new (NULL);

  ok = veche_pack_read (pack, veche_sheet_xml_feed_cb, &self, cancellable, error) &&
       veche_sheet_xml_check (&self, xmlParseChunk (self.parser, NULL, 0, 1), error);

  g_clear_error (&self.error);
  g_string_free (self.value, TRUE);
  xmlFreeParserCtxt (self.parser);

  return ok;
}
