/* veche-cards.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "exchange/veche-cards.h"

typedef struct { VecheTableField field; GString *cell; } VecheCardColumn;

struct _VecheCards
{
  GPtrArray  *names;      /* (element-type utf8) */
  GArray     *columns;    /* (element-type VecheCardColumn) */
  GHashTable *places;     /* name → 1 + place */
};

static void
veche_card_column_clear (gpointer data)
{
  VecheCardColumn *column = data;

  if (column->cell != NULL)
    g_string_free (column->cell, TRUE);
}

VecheCards *
veche_cards_new (void)
{
  VecheCards *self = g_new0 (VecheCards, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_array_new (FALSE, TRUE, sizeof (VecheCardColumn));
  g_array_set_clear_func (self->columns, veche_card_column_clear);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
veche_cards_free (VecheCards *self)
{
  g_ptr_array_unref (self->names);
  g_array_unref (self->columns);
  g_hash_table_unref (self->places);
  g_free (self);
}

static VecheCardColumn *
veche_cards_column (VecheCards *self, const char *name, VecheTableField field)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, name));

  if (place == 0)
    {
      VecheCardColumn column = { field, NULL };

      if (self->columns->len >= VECHE_TABLE_MAX_COLUMNS)
        return NULL;
      g_ptr_array_add (self->names, g_strdup (name));
      g_array_append_val (self->columns, column);
      place = self->columns->len;
      g_hash_table_insert (self->places, g_strdup (name), GUINT_TO_POINTER (place));
    }

  return &g_array_index (self->columns, VecheCardColumn, place - 1);
}

void
veche_cards_put_list (VecheCards *self, const char *name, VecheTableField field, const char *value)
{
  const char *const items[] = { value, NULL };
  VecheCardColumn *column = *value != '\0' ? veche_cards_column (self, name, field) : NULL;
  g_autofree char *quoted = NULL;

  if (column == NULL)
    return;
  quoted = veche_table_join_list (items);
  if (column->cell == NULL)
    column->cell = g_string_new (quoted);
  else
    g_string_append_printf (column->cell, "; %s", quoted);
}

/* Whole, in the first column of the name that the card has not filled. */
void
veche_cards_put_text (VecheCards *self, const char *name, VecheTableField field, const char *value, gboolean several)
{
  for (guint i = 1; *value != '\0'; i++)
    {
      g_autofree char *numbered = i > 1 ? g_strdup_printf ("%s %u", name, i) : g_strdup (name);
      VecheCardColumn *column = veche_cards_column (self, numbered, field);

      if (column == NULL || (column->cell != NULL && !several))
        return;
      if (column->cell != NULL)
        continue;
      column->cell = g_string_new (value);
      return;
    }
}

void
veche_cards_end (VecheCards *self, VecheTableCells *cells, guint line)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      VecheCardColumn *column = &g_array_index (self->columns, VecheCardColumn, i);

      veche_table_cells_add (cells, column->cell != NULL ? column->cell->str : "", column->cell != NULL ? column->cell->len : 0);
      if (column->cell != NULL)
        g_string_free (g_steal_pointer (&column->cell), TRUE);
    }
  veche_table_cells_end (cells, line);
}

/* The name of who has no FN is made of N; a column that only some cards have is empty in the others. */
GPtrArray *
veche_cards_columns (VecheCards *self)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (veche_table_column_free);
  gboolean named = g_hash_table_contains (self->places, "FN");

  for (guint i = 0; i < self->columns->len; i++)
    {
      VecheTableColumn *column = g_new0 (VecheTableColumn, 1);

      column->name = g_strdup (self->names->pdata[i]);
      column->field = g_array_index (self->columns, VecheCardColumn, i).field;
      if (named && (column->field.kind == VECHE_FIELD_FIRST_NAME || column->field.kind == VECHE_FIELD_MIDDLE_NAME ||
                    column->field.kind == VECHE_FIELD_LAST_NAME))
        column->field.kind = VECHE_FIELD_SKIP;
      column->looks_like = column->field;
      column->is_private = column->field.kind == VECHE_FIELD_PHONE;
      column->guessed = TRUE;
      g_ptr_array_add (columns, column);
    }

  return columns;
}
