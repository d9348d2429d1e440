/* veche-record.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-record.h"

G_DEFINE_BOXED_TYPE (VecheRecord, veche_record, veche_record_ref, veche_record_unref)

gpointer
veche_record_alloc (gsize size, VecheRecordKind kind, gint64 id, const char *uid, GDestroyNotify clear)
{
  VecheRecord *self = g_malloc0 (size);

  g_assert (size >= sizeof (VecheRecord));

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->id = id;
  self->uid = g_strdup (uid);
  self->clear = clear;

  return self;
}

gpointer
veche_record_ref (gpointer record)
{
  VecheRecord *self = record;

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_record_unref (gpointer record)
{
  VecheRecord *self = record;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->clear != NULL)
    self->clear (self);
  g_free (self->uid);
  g_free (self);
}
