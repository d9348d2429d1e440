/* veche-table-columns.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What columns mean: by the words of the header, then by what stands in them.
 */

#include "exchange/veche-table-private.h"

#include <string.h>

#include "model/veche-places.h"

#define SAMPLE_CELLS 500
#define UNDERSTOOD   50         /* per cent of a header's letters */
#define MOST         0.65
#define GROWN_UP     10         /* years: a date this old is a birthday, not the day of joining */

typedef struct
{
  guint       filled, email, phone, date, old, url, at, federated, name, word, stage, number, city, mixed;
  const char *platform;        /* of the addresses */
} VecheTableLook;

void
veche_table_column_free (gpointer data)
{
  VecheTableColumn *column = data;

  g_free (column->name);
  g_free (column);
}

static void
veche_table_look_at_date (VecheTableLook *look, const char *cell)
{
  g_autofree char *date = veche_table_parse_date (cell, VECHE_TABLE_DAY_FIRST, TRUE);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  look->date++;
  look->old += date != NULL && (*date == '-' || atoi (date) <= g_date_time_get_year (now) - GROWN_UP);
}

/* "anna@mail.ru, 8 917 …", "t.me/anna vk.com/anna": several ways to reach one person, and nothing else. */
static gboolean
veche_table_is_mixed (const char *cell)
{
  g_auto (GStrv) items = NULL;
  guint n = 0;

  if (strpbrk (cell, "@/+#0123456789") == NULL || strpbrk (cell, ",;\n| ") == NULL)
    return FALSE;
  items = g_strsplit_set (cell, ",;\n|", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *item = g_strstrip (items[i]);
      g_auto (GStrv) words = NULL;

      if (*item == '\0' || veche_table_is_phone (item))
        {
          n += *item != '\0';
          continue;
        }
      words = g_strsplit_set (item, " \t/", -1);
      if (strpbrk (item, " \t") == NULL)
        {
          g_strfreev (words);
          words = g_strsplit (item, "\n", -1);
        }
      for (guint w = 0; words[w] != NULL; w++)
        {
          VecheTableAccount account = { 0 };
          gboolean address = strpbrk (words[w], "@/+") != NULL && veche_table_read_account (words[w], VECHE_FIELD_HANDLE, NULL, &account);

          veche_table_account_clear (&account);
          if (*words[w] != '\0' && !address)
            return FALSE;
          n += address;
        }
    }

  return n >= 2;
}

/* Discord's old names: "anna#1234". */
static gboolean
veche_table_is_numbered (const char *cell)
{
  const char *hash = strrchr (cell, '#');

  return hash != NULL && hash > cell && strlen (hash) == 5 && strspn (hash + 1, "0123456789") == 4 && strchr (cell, ' ') == NULL;
}

static void
veche_table_look_at_cell (VecheTableLook *look, const char *cell)
{
  VecheTableAccount account = { 0 };

  look->filled++;
  if (veche_table_is_email (cell))
    look->email++;
  else if (veche_table_is_mixed (cell))
    look->mixed++;
  else if (veche_table_is_numbered (cell))
    {
      look->url++;
      look->platform = "discord";
    }
  else if (veche_table_is_date (cell))
    veche_table_look_at_date (look, cell);
  else if (veche_table_is_phone (cell))
    look->phone++;
  else if (*cell == '@' && veche_table_read_account (cell, VECHE_FIELD_HANDLE, NULL, &account))
    {
      look->at++;
      look->federated += *account.instance != '\0';
    }
  else if ((strchr (cell, '/') != NULL || strchr (cell, ':') != NULL) && veche_table_read_account (cell, VECHE_FIELD_HANDLE, NULL, &account) &&
           account.url != NULL)
    {
      look->url++;
      if (!g_str_equal (account.platform, "web"))
        look->platform = account.platform;
    }
  else if (veche_table_is_name (cell))
    look->name++;
  else if (strpbrk (cell, " \n\t") == NULL)
    look->word++;
  look->number += strspn (cell, "0123456789 .,") == strlen (cell);
  look->city += veche_places_knows (cell);
  look->stage += veche_table_stage_of_word (cell) != NULL;
  veche_table_account_clear (&account);
}

static void
veche_table_look_at_column (VecheTableCells *cells, guint first, guint column, VecheTableLook *look)
{
  guint n = cells->rows->len - MIN (first, cells->rows->len);
  guint step = MAX (1, n / SAMPLE_CELLS);

  *look = (VecheTableLook){ 0 };
  for (guint r = first; r < cells->rows->len; r += step)
    {
      const char *text = veche_table_cells_get (cells, r, column);
      g_autofree char *cell = strlen (text) < 300 ? g_strstrip (g_strdup (text)) : NULL;

      if (cell == NULL)
        look->filled++;
      else if (*cell != '\0' && !g_str_equal (cell, "-") && !g_str_equal (cell, "—"))
        veche_table_look_at_cell (look, *cell == '\'' ? cell + 1 : cell);
    }
}

/* Nothing but the cells to go by. */
static VecheTableField
veche_table_field_of_look (const VecheTableLook *look)
{
  double most = look->filled * MOST;

  if (look->filled == 0)
    return (VecheTableField){ VECHE_FIELD_SKIP, NULL };
  if (look->email > most)
    return (VecheTableField){ VECHE_FIELD_EMAIL, NULL };
  if (look->date > most)
    return (VecheTableField){ look->old > look->date * MOST ? VECHE_FIELD_BIRTHDAY : VECHE_FIELD_JOINED, NULL };
  if (look->phone > most)
    return (VecheTableField){ VECHE_FIELD_PHONE, NULL };
  if (look->at > most)
    return (VecheTableField){ VECHE_FIELD_HANDLE, look->federated * 2 > look->at ? "mastodon" : "telegram" };
  if (look->url > most)
    return look->platform != NULL ? (VecheTableField){ VECHE_FIELD_HANDLE, look->platform } : (VecheTableField){ VECHE_FIELD_WEB, NULL };
  if (look->email + look->phone + look->at + look->url + look->mixed > most)
    return (VecheTableField){ VECHE_FIELD_HANDLE, NULL };
  if (look->city > most)
    return (VecheTableField){ VECHE_FIELD_CITY, NULL };
  if (look->name > most)
    return (VecheTableField){ VECHE_FIELD_NAME, NULL };

  return (VecheTableField){ VECHE_FIELD_SKIP, NULL };
}

/* The header says one thing; do the cells allow it? */
static VecheTableField
veche_table_reconcile (VecheTableField field, const VecheTableLook *look)
{
  VecheTableField seen = veche_table_field_of_look (look);

  if (look->filled == 0)
    return field;
  if (field.kind == VECHE_FIELD_STAGE && look->stage * 2 < look->filled)
    return (VecheTableField){ VECHE_FIELD_SKIP, NULL };
  if (field.kind == VECHE_FIELD_JOINED && look->date * 2 < look->filled && look->number < look->filled * MOST)
    return (VecheTableField){ VECHE_FIELD_SKIP, NULL };
  /* "Comments" over numbers: how many somebody wrote. */
  if (field.kind == VECHE_FIELD_NOTE && look->number > look->filled * MOST)
    return (VecheTableField){ VECHE_FIELD_SKIP, NULL };
  if (field.kind == VECHE_FIELD_HANDLE && field.detail == NULL && seen.kind != VECHE_FIELD_SKIP && seen.kind != VECHE_FIELD_NAME)
    return seen;
  /* "Почта/телефон" */
  if ((field.kind == VECHE_FIELD_EMAIL || field.kind == VECHE_FIELD_PHONE) && seen.kind == VECHE_FIELD_HANDLE && seen.detail == NULL)
    return seen;
  if (field.kind == VECHE_FIELD_WEB && look->platform != NULL && look->url > look->filled * MOST)
    return (VecheTableField){ VECHE_FIELD_HANDLE, NULL };
  /* "Имя" over addresses, "Откуда" over dates: what is seen is surer than what is called. */
  if ((field.kind == VECHE_FIELD_NAME || field.kind == VECHE_FIELD_CITY || field.kind == VECHE_FIELD_ORIGIN) &&
      seen.kind != VECHE_FIELD_SKIP && seen.kind != VECHE_FIELD_NAME)
    return seen;

  return field;
}

static gboolean
veche_field_is_single (VecheFieldKind kind)
{
  static const VecheFieldKind kinds[] = { VECHE_FIELD_NAME,    VECHE_FIELD_FIRST_NAME, VECHE_FIELD_LAST_NAME, VECHE_FIELD_MIDDLE_NAME,
                                          VECHE_FIELD_CITY,    VECHE_FIELD_JOINED,     VECHE_FIELD_BIRTHDAY,  VECHE_FIELD_HEADLINE,
                                          VECHE_FIELD_ORIGIN,  VECHE_FIELD_STAGE,      VECHE_FIELD_UID,       VECHE_FIELD_ADDRESS_AS,
                                          VECHE_FIELD_NEEDS,   VECHE_FIELD_OFFERS,     VECHE_FIELD_MOTIVES,   VECHE_FIELD_LIKES,
                                          VECHE_FIELD_DISLIKES, VECHE_FIELD_MANNER };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == kind)
      return TRUE;

  return FALSE;
}

typedef struct { VecheTableLook look; guint weight; } VecheTableClaim;

/* Of two columns for the same thing the fuller one, with the clearer header, has it. */
static gboolean
veche_table_claims_more (VecheFieldKind kind, const VecheTableClaim *a, const VecheTableClaim *b)
{
  if (kind == VECHE_FIELD_NAME && a->look.name != b->look.name)
    return a->look.name > b->look.name;
  if ((a->look.filled == 0) != (b->look.filled == 0))
    return a->look.filled > 0;
  if (a->weight != b->weight)
    return a->weight > b->weight;

  return FALSE;
}

/* Two columns of which at most one says something in a row: together they are one. */
static gboolean
veche_table_complete_each_other (VecheTableCells *cells, guint first, guint a, guint b)
{
  guint step = MAX (1, (cells->rows->len - first) / SAMPLE_CELLS);

  for (guint r = first; r < cells->rows->len; r += step)
    if (*veche_table_cells_get (cells, r, a) != '\0' && *veche_table_cells_get (cells, r, b) != '\0')
      return FALSE;

  return TRUE;
}

static void
veche_table_settle_claims (VecheTableCells *cells, guint first, GPtrArray *columns, const VecheTableClaim *claims)
{
  for (guint i = 0; i < columns->len; i++)
    for (guint j = i + 1; j < columns->len; j++)
      {
        VecheTableColumn *a = columns->pdata[i], *b = columns->pdata[j];

        if (a->field.kind != b->field.kind || !veche_field_is_single (a->field.kind))
          continue;
        if (claims[i].look.filled > 0 && claims[j].look.filled > 0 && veche_table_complete_each_other (cells, first, i, j))
          continue;
        if (veche_table_claims_more (a->field.kind, &claims[j], &claims[i]))
          a->field = (VecheTableField){ VECHE_FIELD_SKIP, NULL };
        else
          b->field = (VecheTableField){ VECHE_FIELD_SKIP, NULL };
      }
}

static VecheTableColumn *
veche_table_find_kind (GPtrArray *columns, VecheFieldKind kind)
{
  for (guint i = 0; i < columns->len; i++)
    if (((VecheTableColumn *) columns->pdata[i])->field.kind == kind)
      return columns->pdata[i];

  return NULL;
}

/* "Имя" beside "Фамилия" is the first name only; "Имя" alone is all of it. */
static void
veche_table_settle_names (GPtrArray *columns, const VecheTableClaim *claims)
{
  VecheTableColumn *name = veche_table_find_kind (columns, VECHE_FIELD_NAME);
  VecheTableColumn *last = veche_table_find_kind (columns, VECHE_FIELD_LAST_NAME);
  VecheTableColumn *first = veche_table_find_kind (columns, VECHE_FIELD_FIRST_NAME);

  for (guint i = 0; name != NULL && i < columns->len; i++)
    if (columns->pdata[i] == name && last != NULL && first == NULL && claims[i].look.name * 2 < claims[i].look.filled)
      name->field.kind = VECHE_FIELD_FIRST_NAME;
  if (name != NULL && name->field.kind == VECHE_FIELD_NAME)
    for (guint i = 0; i < columns->len; i++)
      {
        VecheTableColumn *column = columns->pdata[i];

        if (column->field.kind == VECHE_FIELD_FIRST_NAME || column->field.kind == VECHE_FIELD_LAST_NAME ||
            column->field.kind == VECHE_FIELD_MIDDLE_NAME)
          column->field.kind = VECHE_FIELD_SKIP;
      }
  if (veche_table_find_kind (columns, VECHE_FIELD_NAME) != NULL || first != NULL || last != NULL || name != NULL)
    return;

  /* Nobody says which column is the name: the one whose cells are names, else words that nothing else explains. */
  for (guint i = 0; i < columns->len; i++)
    {
      VecheTableColumn *column = columns->pdata[i];

      gboolean unclaimed = column->field.kind == VECHE_FIELD_SKIP && claims[i].weight == 0;
      gboolean who = column->field.kind == VECHE_FIELD_HEADLINE && claims[i].look.name > claims[i].look.filled * MOST;   /* "Кто это" */

      if (claims[i].look.filled > 0 && (who || (unclaimed && claims[i].look.name > claims[i].look.filled * MOST / 2)))
        {
          column->field.kind = VECHE_FIELD_NAME;
          return;
        }
    }
}

GPtrArray *
veche_table_guess_columns (VecheTableCells *cells, guint first, GPtrArray *names)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (veche_table_column_free);
  g_autofree VecheTableClaim *claims = g_new0 (VecheTableClaim, names->len + 1);
  gboolean ours = FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      VecheTableColumn *column = g_new0 (VecheTableColumn, 1);
      VecheTableHeaderGuess guess;

      column->name = g_strdup (names->pdata[i]);
      column->guessed = TRUE;
      veche_table_look_at_column (cells, first, i, &claims[i].look);
      veche_table_read_header (column->name, &guess);
      claims[i].weight = guess.weight;
      if (guess.weight >= UNDERSTOOD)
        column->field = veche_table_reconcile (guess.field, &claims[i].look);
      else
        column->field = veche_table_field_of_look (&claims[i].look);
      column->empty = claims[i].look.filled == 0;
      ours |= column->field.kind == VECHE_FIELD_UID;
      g_ptr_array_add (columns, column);
    }

  veche_table_settle_claims (cells, MIN (first, cells->rows->len), columns, claims);
  veche_table_settle_names (columns, claims);
  for (guint i = 0; i < columns->len; i++)
    {
      VecheTableColumn *column = columns->pdata[i];

      column->looks_like = column->field;
      column->is_private = column->field.kind == VECHE_FIELD_PHONE;
      if (column->is_private && !ours)
        column->field.kind = VECHE_FIELD_SKIP;
    }

  return columns;
}
