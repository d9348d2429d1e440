/* veche-sheet-xml.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "exchange/veche-pack.h"

G_BEGIN_DECLS

/* XML out of a workbook, element by element as it is unpacked: no tree is built, and a document with a DOCTYPE is refused, so that there is no
 * entity to be unfolded.  Names come without their prefix.  One thread, blocking. */
typedef struct _VecheSheetXml VecheSheetXml;
typedef struct
{
  /* FALSE with an error set: that is the end. */
  gboolean (*start) (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error);
  gboolean (*end)   (VecheSheetXml *xml, const char *name, gpointer user_data, GError **error);
  void     (*text)  (VecheSheetXml *xml, const char *text, gsize length, gpointer user_data);
} VecheSheetEvents;

/* The file that veche_pack_next() named. left (inout): how many bytes may still come out of this workbook. */
gboolean    veche_sheet_xml_read      (VechePack *pack, const VecheSheetEvents *events, gpointer user_data, gint64 *left,
                                       GCancellable *cancellable, GError **error);
/* In start(): an attribute of the element, until the next is asked for. (nullable) */
const char *veche_sheet_xml_attribute (VecheSheetXml *self, const char *name);
/* The same as a number, at most max; otherwise when there is none. */
guint       veche_sheet_xml_number    (VecheSheetXml *self, const char *name, guint otherwise, guint max);

G_END_DECLS
