/* veche-edit.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "veche-types.h"

G_BEGIN_DECLS

/* One gesture of a person, as a value: which rows are made, changed and removed.  The interface and the command line build it on any
 * thread; veche_journal_apply() carries it out on the writer, rows and journal in one transaction.  Rows are named by table and uid,
 * references to other rows are those rows' uids, so an edit means the same in every copy of the workspace.
 *
 * Tables and fields are those of data/schema; derived fields are refused.  */

typedef enum { VECHE_EDIT_INSERT, VECHE_EDIT_SET, VECHE_EDIT_DELETE } VecheEditKind;

typedef struct
{
  VecheEditKind kind;
  char         *table;
  char         *uid;
  char         *field;      /* (nullable): for SET only */
  GValue        value;      /* for SET only: G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_STRING; unset is NULL */
} VecheEditStep;

#define VECHE_TYPE_EDIT (veche_edit_get_type ())
GType       veche_edit_get_type    (void);

/* kind: one word the interface translates ("tag", "log", "snooze"…). subject: whom it is about, for the undo toast (nullable). */
VecheEdit  *veche_edit_new         (const char *kind, const char *subject);
VecheEdit  *veche_edit_ref         (VecheEdit *self);
void        veche_edit_unref       (VecheEdit *self);

const char *veche_edit_get_kind    (VecheEdit *self);
const char *veche_edit_get_subject (VecheEdit *self);
gboolean    veche_edit_is_empty    (VecheEdit *self);
guint       veche_edit_get_n_steps (VecheEdit *self);
const VecheEditStep *veche_edit_get_step (VecheEdit *self, guint index);

/* Makes a row with a fresh uid, or with the uid given; returns the uid (borrowed).  Set its fields next; NOT NULL fields must follow
 * before the edit ends, in any order: the row is written when all its fields are known. */
const char *veche_edit_insert      (VecheEdit *self, const char *table);
void        veche_edit_insert_uid  (VecheEdit *self, const char *table, const char *uid);
void        veche_edit_set_text    (VecheEdit *self, const char *table, const char *uid, const char *field, const char *text /* NULL: none */);
void        veche_edit_set_int     (VecheEdit *self, const char *table, const char *uid, const char *field, gint64 number);
void        veche_edit_set_real    (VecheEdit *self, const char *table, const char *uid, const char *field, double number);
void        veche_edit_set_null    (VecheEdit *self, const char *table, const char *uid, const char *field);
void        veche_edit_set_ref     (VecheEdit *self, const char *table, const char *uid, const char *field, const char *ref_uid /* NULL: none */);
void        veche_edit_delete      (VecheEdit *self, const char *table, const char *uid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheEdit, veche_edit_unref)

G_END_DECLS
