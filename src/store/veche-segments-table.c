/* veche-segments-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-segments-table.h"

#include <string.h>

#include "model/veche-text.h"
#include "store/veche-db.h"
#include "store/veche-query-sql.h"
#include "store/veche-statement.h"

void
veche_segment_free (VecheSegment *self)
{
  g_free (self->uid);
  g_free (self->name);
  g_clear_pointer (&self->filter, veche_filter_unref);
  g_free (self->problem);
  g_free (self);
}

gint64
veche_segments_count (VecheDb *db, VecheFilter *filter, GError **error)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);

  query->filter = veche_filter_ref (filter);

  return veche_query_count (db, query, error);
}

static VecheSegment *
read_segment (VecheStatement *row)
{
  g_autoptr (GError) error = NULL;
  VecheSegment *self = g_new0 (VecheSegment, 1);

  self->uid = veche_statement_dup_text (row, 0);
  self->name = veche_statement_dup_text (row, 1);
  self->filter = veche_filter_from_json (veche_statement_text (row, 2), &error);
  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  self->count = -1;

  return self;
}

GPtrArray *
veche_segments_list (VecheDb *db, gboolean with_counts, GError **error)
{
  static const char sql[] = "SELECT uid, name, filter FROM segment ORDER BY position, id";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_segment_free);
  g_autoptr (GError) local = NULL;
  VecheStatement *row = veche_db_prepare (db, sql);

  while (veche_statement_step (row, &local))
    g_ptr_array_add (list, read_segment (row));
  for (guint i = 0; local == NULL && with_counts && i < list->len; i++)
    {
      VecheSegment *segment = list->pdata[i];

      if (segment->filter != NULL)
        segment->count = veche_segments_count (db, segment->filter, &local);
    }
  if (local == NULL)
    return g_steal_pointer (&list);

  g_propagate_prefixed_error (error, g_steal_pointer (&local), "reading the segments: ");

  return NULL;
}

VecheSegment *
veche_segments_find (VecheDb *db, const char *who, GError **error)
{
  g_autoptr (GPtrArray) list = veche_segments_list (db, FALSE, error);
  g_autofree char *folded = veche_text_fold (who);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VecheSegment *segment = list->pdata[i];
      g_autofree char *name = veche_text_fold (segment->name);

      if (strcmp (segment->uid, who) != 0 && strcmp (name, folded) != 0)
        continue;
      if (segment->filter != NULL)
        return g_ptr_array_steal_index (list, i);
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "The segment “%s” can't be read: %s", segment->name, segment->problem);
      return NULL;
    }
  if (list != NULL)
    g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND, "There is no segment “%s”", who);

  return NULL;
}

/*** Edits ***/

/* Trimmed; NULL with the error set when there is nothing, or another segment (not uid) bears it. (transfer full) (nullable) */
static char *
free_name (VecheDb *db, const char *name, const char *uid, GError **error)
{
  g_autofree char *tidy = g_strstrip (g_strdup (name != NULL ? name : ""));
  g_autofree char *folded = veche_text_fold (tidy);
  g_autoptr (GPtrArray) list = veche_segments_list (db, FALSE, error);

  if (list == NULL)
    return NULL;
  if (*tidy == '\0')
    {
      g_set_error_literal (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "A segment needs a name");
      return NULL;
    }
  for (guint i = 0; i < list->len; i++)
    {
      VecheSegment *segment = list->pdata[i];
      g_autofree char *other = veche_text_fold (segment->name);

      if (strcmp (other, folded) == 0 && g_strcmp0 (segment->uid, uid) != 0)
        {
          g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CONSTRAINT, "There is a segment “%s” already", segment->name);
          return NULL;
        }
    }

  return g_steal_pointer (&tidy);
}

gboolean
veche_segments_edit_add (VecheDb *db, VecheEdit *edit, const char *name, VecheFilter *filter, char **uid, GError **error)
{
  static const char sql[] = "SELECT ifnull (max (position), -1) + 1 FROM segment";
  g_autofree char *json = veche_filter_to_json (filter);
  g_autofree char *tidy = free_name (db, name, NULL, error);
  VecheStatement *row;
  const char *fresh;

  if (tidy == NULL)
    return FALSE;
  row = veche_db_prepare (db, sql);
  if (!veche_statement_step (row, error))
    return FALSE;

  fresh = veche_edit_insert (edit, "segment");
  veche_edit_set_text (edit, "segment", fresh, "name", tidy);
  veche_edit_set_text (edit, "segment", fresh, "filter", json);
  veche_edit_set_int (edit, "segment", fresh, "position", veche_statement_int (row, 0));
  veche_edit_set_int (edit, "segment", fresh, "created", veche_now ());
  veche_statement_reset (row);
  if (uid != NULL)
    *uid = g_strdup (fresh);

  return TRUE;
}

gboolean
veche_segments_edit_name (VecheDb *db, VecheEdit *edit, const char *uid, const char *name, GError **error)
{
  g_autofree char *tidy = free_name (db, name, uid, error);

  if (tidy == NULL)
    return FALSE;
  veche_edit_set_text (edit, "segment", uid, "name", tidy);

  return TRUE;
}

void
veche_segments_edit_filter (VecheEdit *edit, const char *uid, VecheFilter *filter)
{
  g_autofree char *json = veche_filter_to_json (filter);

  veche_edit_set_text (edit, "segment", uid, "filter", json);
}

gboolean
veche_segments_edit_move (VecheDb *db, VecheEdit *edit, const char *uid, gboolean down, GError **error)
{
  g_autoptr (GPtrArray) list = veche_segments_list (db, FALSE, error);
  guint from = 0, to;

  if (list == NULL)
    return FALSE;
  while (from < list->len && strcmp (((VecheSegment *) list->pdata[from])->uid, uid) != 0)
    from++;
  to = down ? from + 1 : from - 1;
  if (from >= list->len || to >= list->len)
    return TRUE;

  for (guint i = 0; i < list->len; i++)
    veche_edit_set_int (edit, "segment", ((VecheSegment *) list->pdata[i])->uid, "position", i == from ? to : i == to ? from : i);

  return TRUE;
}

/* The filter with the name replaced, or NULL where it stands nowhere. (transfer full) (nullable) */
static VecheFilter *
replace_name (VecheFilter *filter, VecheBy by, const char *old_name, const char *new_name)
{
  g_autofree char *folded = veche_text_fold (old_name);
  g_autoptr (VecheFilter) copy = NULL;
  gboolean found = FALSE;

  for (guint g = 0; g < veche_filter_n_groups (filter); g++)
    {
      if (g == 0)
        copy = veche_filter_new (veche_filter_get_match (filter, 0));
      else
        veche_filter_add_group (copy, veche_filter_get_match (filter, g));
      for (guint i = 0; i < veche_filter_n_conditions (filter, g); i++)
        {
          VecheCondition *condition = veche_condition_copy (veche_filter_get_condition (filter, g, i));
          char **name = by == VECHE_BY_CUSTOM ? &condition->what : &condition->value;
          g_autofree char *other = condition->by == by && *name != NULL ? veche_text_fold (*name) : NULL;

          if (g_strcmp0 (other, folded) == 0)
            {
              g_free (*name);
              *name = g_strdup (new_name);
              found = TRUE;
            }
          veche_filter_add (copy, g, condition);
        }
    }

  return found ? g_steal_pointer (&copy) : NULL;
}

gboolean
veche_segments_edit_renamed (VecheDb *db, VecheEdit *edit, VecheBy by, const char *old_name, const char *new_name, GError **error)
{
  g_autoptr (GPtrArray) list = veche_segments_list (db, FALSE, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      VecheSegment *segment = list->pdata[i];
      g_autoptr (VecheFilter) filter = segment->filter != NULL ? replace_name (segment->filter, by, old_name, new_name) : NULL;

      if (filter != NULL)
        veche_segments_edit_filter (edit, segment->uid, filter);
    }

  return list != NULL;
}
