/* veche-labels-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-labels-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-records-private.h"
#include "store/veche-statement.h"

const char *const veche_label_colours[] = { "blue", "green", "yellow", "orange", "red", "purple", "brown", "grey", NULL };

#define N_COLOURS 7   /* given in turn: grey is only for who asks for it */

void
veche_mention_label_free (VecheMentionLabel *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_free (self->colour);
  g_free (self);
}

static VecheMentionLabel *
label_from_row (VecheStatement *row)
{
  VecheMentionLabel *self = g_new0 (VecheMentionLabel, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->name = veche_statement_dup_text (row, 1);
  self->colour = veche_statement_dup_text (row, 2);
  self->n = (guint) veche_statement_int (row, 3);

  return self;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const VecheMentionLabel *one = *(VecheMentionLabel *const *) a, *other = *(VecheMentionLabel *const *) b;

  return veche_text_collate (one->name, other->name);
}

static GPtrArray *
collect (VecheStatement *row, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_mention_label_free);
  g_autoptr (GError) local = NULL;

  while (veche_statement_step (row, &local))
    g_ptr_array_add (labels, label_from_row (row));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_ptr_array_sort (labels, compare_labels);

  return g_steal_pointer (&labels);
}

/* Their ids as a JSON array. */
static char *
list_ids (VecheDb *db, const char *const *uids)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; uids[i] != NULL; i++)
    {
      gint64 id = veche_db_id_for_uid (db, "triage", uids[i]);

      g_array_append_val (ids, id);
    }

  return veche_records_ids ((const gint64 *) (gpointer) ids->data, ids->len);
}

GPtrArray *
veche_labels_list (VecheDb *db, const char *const *mentions, GError **error)
{
  static const char all_sql[] =
    "SELECT l.uid, l.name, l.colour,"
    "       (SELECT count (*) FROM triage_label AS w JOIN triage AS t ON t.id = w.triage_id WHERE w.label_id = l.id AND t.state <> 'done')"
    "  FROM label AS l";
  static const char some_sql[] =
    "SELECT l.uid, l.name, l.colour,"
    "       (SELECT count (*) FROM json_each (?1) AS j JOIN triage_label AS w ON w.triage_id = j.value AND w.label_id = l.id)"
    "  FROM label AS l";
  g_autofree char *list = mentions != NULL ? list_ids (db, mentions) : NULL;
  VecheStatement *row = veche_db_prepare (db, mentions != NULL ? some_sql : all_sql);

  if (list != NULL)
    veche_statement_bind_text (row, 1, list);

  return collect (row, error);
}

/* uid of the label of this name, in whatever case; n (out): how many labels there are. (transfer full) (nullable) */
static char *
find_name (VecheDb *db, const char *name, guint *n, GError **error)
{
  g_autofree char *folded = veche_text_fold (name);
  g_autoptr (GPtrArray) labels = veche_labels_list (db, NULL, error);

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      VecheMentionLabel *label = labels->pdata[i];
      g_autofree char *other = veche_text_fold (label->name);

      if (strcmp (folded, other) == 0)
        return g_strdup (label->uid);
    }
  *n = labels != NULL ? labels->len : 0;

  return NULL;
}

static char *
tidy_name (const char *name, GError **error)
{
  char *tidy = veche_text_tidy (name);

  if (tidy == NULL)
    g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A label needs a name");

  return tidy;
}

/* One that this very edit makes already: several rules may want it. */
static const char *
find_made (VecheEdit *edit, const char *name)
{
  for (guint i = 0; i < veche_edit_get_n_steps (edit); i++)
    {
      const VecheEditStep *step = veche_edit_get_step (edit, i);

      if (step->kind == VECHE_EDIT_SET && strcmp (step->table, "label") == 0 && strcmp (step->field, "name") == 0
          && g_strcmp0 (g_value_get_string (&step->value), name) == 0)
        return step->uid;
    }

  return NULL;
}

char *
veche_labels_edit_need (VecheDb *db, VecheEdit *edit, const char *name, const char *colour, GError **error)
{
  g_autofree char *tidy = tidy_name (name, error);
  g_autoptr (GError) local = NULL;
  guint n = 0;
  char *found;
  const char *uid;

  if (tidy == NULL)
    return NULL;
  found = g_strdup (find_made (edit, tidy));
  if (found == NULL)
    found = find_name (db, tidy, &n, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (found == NULL)
    {
      uid = veche_edit_insert (edit, "label");
      veche_edit_set_text (edit, "label", uid, "name", tidy);
      veche_edit_set_text (edit, "label", uid, "colour", colour != NULL ? colour : veche_label_colours[n % N_COLOURS]);
      found = g_strdup (uid);
    }

  return found;
}

static char *
find_put (VecheDb *db, const char *label_uid, const char *mention)
{
  static const char sql[] =
    "SELECT w.uid FROM triage AS t JOIN triage_label AS w ON w.triage_id = t.id JOIN label AS l ON l.id = w.label_id"
    " WHERE t.uid = ?1 AND l.uid = ?2";
  VecheStatement *row = veche_db_prepare (db, sql);
  char *uid = NULL;

  veche_statement_bind_text (row, 1, mention);
  veche_statement_bind_text (row, 2, label_uid);
  if (veche_statement_step (row, NULL))
    uid = veche_statement_dup_text (row, 0);
  veche_statement_reset (row);

  return uid;
}

gboolean
veche_labels_edit_put (VecheDb *db, VecheEdit *edit, const char *label_uid, const char *const *mentions, gboolean on, GError **error)
{
  for (guint i = 0; mentions[i] != NULL; i++)
    {
      g_autofree char *put = find_put (db, label_uid, mentions[i]);

      if (veche_db_id_for_uid (db, "triage", mentions[i]) == 0)
        {
          g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no mention “%s”", mentions[i]);
          return FALSE;
        }
      if (put != NULL && !on)
        veche_edit_delete (edit, "triage_label", put);
      else if (put == NULL && on)
        {
          const char *uid = veche_edit_insert (edit, "triage_label");

          veche_edit_set_ref (edit, "triage_label", uid, "triage_id", mentions[i]);
          veche_edit_set_ref (edit, "triage_label", uid, "label_id", label_uid);
        }
    }

  return TRUE;
}
