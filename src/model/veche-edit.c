/* veche-edit.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-edit.h"

#include "model/veche-uid.h"

struct _VecheEdit
{
  gatomicrefcount ref_count;
  char           *kind;
  char           *subject;   /* (nullable) */
  GPtrArray      *steps;     /* (element-type VecheEditStep) */
};

G_DEFINE_BOXED_TYPE (VecheEdit, veche_edit, veche_edit_ref, veche_edit_unref)

static void
veche_edit_step_free (gpointer data)
{
  VecheEditStep *step = data;

  g_free (step->table);
  g_free (step->uid);
  g_free (step->field);
  if (G_IS_VALUE (&step->value))
    g_value_unset (&step->value);
  g_free (step);
}

static VecheEditStep *
veche_edit_add (VecheEdit *self, VecheEditKind kind, const char *table, const char *uid, const char *field)
{
  VecheEditStep *step = g_new0 (VecheEditStep, 1);

  step->kind = kind;
  step->table = g_strdup (table);
  step->uid = g_strdup (uid);
  step->field = g_strdup (field);
  g_ptr_array_add (self->steps, step);

  return step;
}

VecheEdit *
veche_edit_new (const char *kind, const char *subject)
{
  VecheEdit *self = g_new0 (VecheEdit, 1);

  g_return_val_if_fail (kind != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = g_strdup (kind);
  self->subject = g_strdup (subject);
  self->steps = g_ptr_array_new_with_free_func (veche_edit_step_free);

  return self;
}

VecheEdit *
veche_edit_ref (VecheEdit *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
veche_edit_unref (VecheEdit *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->kind);
  g_free (self->subject);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

const char *
veche_edit_get_kind (VecheEdit *self)
{
  return self->kind;
}

const char *
veche_edit_get_subject (VecheEdit *self)
{
  return self->subject;
}

gboolean
veche_edit_is_empty (VecheEdit *self)
{
  return self->steps->len == 0;
}

guint
veche_edit_get_n_steps (VecheEdit *self)
{
  return self->steps->len;
}

const VecheEditStep *
veche_edit_get_step (VecheEdit *self, guint index)
{
  g_return_val_if_fail (index < self->steps->len, NULL);

  return g_ptr_array_index (self->steps, index);
}

const char *
veche_edit_insert (VecheEdit *self, const char *table)
{
  g_autofree char *uid = veche_uid_new ();

  return veche_edit_add (self, VECHE_EDIT_INSERT, table, uid, NULL)->uid;
}

void
veche_edit_insert_uid (VecheEdit *self, const char *table, const char *uid)
{
  g_return_if_fail (uid != NULL);

  veche_edit_add (self, VECHE_EDIT_INSERT, table, uid, NULL);
}

void
veche_edit_set_text (VecheEdit *self, const char *table, const char *uid, const char *field, const char *text)
{
  VecheEditStep *step;

  g_return_if_fail (uid != NULL && field != NULL);

  step = veche_edit_add (self, VECHE_EDIT_SET, table, uid, field);
  if (text == NULL)
    return;

  g_value_init (&step->value, G_TYPE_STRING);
  g_value_set_string (&step->value, text);
}

void
veche_edit_set_int (VecheEdit *self, const char *table, const char *uid, const char *field, gint64 number)
{
  VecheEditStep *step;

  g_return_if_fail (uid != NULL && field != NULL);

  step = veche_edit_add (self, VECHE_EDIT_SET, table, uid, field);
  g_value_init (&step->value, G_TYPE_INT64);
  g_value_set_int64 (&step->value, number);
}

void
veche_edit_set_real (VecheEdit *self, const char *table, const char *uid, const char *field, double number)
{
  VecheEditStep *step;

  g_return_if_fail (uid != NULL && field != NULL);

  step = veche_edit_add (self, VECHE_EDIT_SET, table, uid, field);
  g_value_init (&step->value, G_TYPE_DOUBLE);
  g_value_set_double (&step->value, number);
}

void
veche_edit_set_null (VecheEdit *self, const char *table, const char *uid, const char *field)
{
  veche_edit_set_text (self, table, uid, field, NULL);
}

void
veche_edit_set_ref (VecheEdit *self, const char *table, const char *uid, const char *field, const char *ref_uid)
{
  veche_edit_set_text (self, table, uid, field, ref_uid);
}

void
veche_edit_delete (VecheEdit *self, const char *table, const char *uid)
{
  g_return_if_fail (uid != NULL);

  veche_edit_add (self, VECHE_EDIT_DELETE, table, uid, NULL);
}
