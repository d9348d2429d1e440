/* test-member-search.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who answers what was typed into the search of Members, and in which order; the first rows are the beginning of the whole list, and both
 * hold whom the plain SQL of the query finds.
 */

#include <string.h>

#include "model/veche-query.h"
#include "model/veche-spelling.h"
#include "store/veche-db.h"
#include "store/veche-members-table.h"
#include "store/veche-query-sql.h"
#include "store/veche-seed.h"
#include "store/veche-statement.h"

static void
must_exec (VecheDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  veche_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static VecheDb *
open_seeded (guint members)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  VecheSeed seed = { .members = members, .interactions = members, .seed = 7 };

  g_assert_no_error (error);
  veche_seed (db, &seed, &error);
  g_assert_no_error (error);

  return db;
}

static GArray *
search (VecheDb *db, const char *typed, VecheSort sort, guint limit)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GError) error = NULL;
  GArray *ids;

  query->text = g_strdup (typed);
  query->sort = sort;
  query->limit = limit;
  ids = veche_query_ids (db, query, &error);
  g_assert_no_error (error);

  return ids;
}

/*** The order ***/

static VecheDb *
open_people (const char *const *names)
{
  g_autoptr (GError) error = NULL;
  VecheDb *db = veche_db_open (":memory:", VECHE_DB_WRITER, &error);
  VecheStatement *row;

  g_assert_no_error (error);
  veche_db_begin (db, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      row = veche_db_prepare (db, "INSERT INTO member (id, uid, name, created) VALUES (?1, 'm' || ?1, ?2, 1)");
      veche_statement_bind_int (row, 1, i + 1);
      veche_statement_bind_text (row, 2, names[i]);
      g_assert_true (veche_statement_run (row, NULL));
      g_assert_true (veche_members_refresh (db, i + 1, &error));
    }
  must_exec (db, "UPDATE member SET archived = 1 WHERE name LIKE '%Архипов%'");
  veche_db_commit (db, NULL);

  return db;
}

static void
test_order (void)
{
  static const char *const names[] = { "Мария Антонова", "Anna Smith", "Андрей Зотов", "Ёлкин Юрий", "Анна Белова", "André Petit", "Елкина Ольга",
                                       "Пётр Ёлкин",     "Zoë Hall",   "Мария Юрьева", "Анна Архипов", "Сергей Щукин", "Щукин Олег", NULL };
  static const struct { const char *typed, *found; } rows[] = {
    { "ан", "Андрей Зотов|Анна Белова|André Petit|Anna Smith|Мария Антонова" },
    { "an", "André Petit|Anna Smith|Андрей Зотов|Анна Белова|Мария Антонова" },
    { "андре", "Андрей Зотов|André Petit" },
    { "andre", "André Petit|Андрей Зотов" },
    { "елк", "Ёлкин Юрий|Елкина Ольга|Пётр Ёлкин" },
    { "ЁЛК", "Ёлкин Юрий|Елкина Ольга|Пётр Ёлкин" },
    { "zoe", "Zoë Hall" },
    { "мария ю", "Мария Юрьева" },
    { "щукин с", "Сергей Щукин|Щукин Олег" },   /* сч is щ */
    { "антонова м", "Мария Антонова" },
    { "с щукин", "Сергей Щукин|Щукин Олег" },
    { "ю", "Ёлкин Юрий|Мария Юрьева" },
    { "анна_", "Анна Белова|Anna Smith" },
    { "?!", "" },
    { "никого", "" },
  };
  g_autoptr (VecheDb) db = open_people (names);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) ids = search (db, rows[i].typed, VECHE_SORT_NAME, 0);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < ids->len; k++)
        g_string_append_printf (found, "%s%s", k > 0 ? "|" : "", names[g_array_index (ids, gint64, k) - 1]);
      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (found->str, ==, rows[i].found);
    }
}

static void
test_swap (void)
{
  static const struct { const char *word, *other; } rows[] = {
    { "k", "к" }, { "mar", "мар" }, { "shch", "щ" }, { "анна", "anna" }, { "юл", "yul" }, { "щ", "sh" }, { "李", NULL }, { "anna1", NULL }, { "ь", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *other = veche_spelling_swap (rows[i].word);

      g_assert_cmpstr (other, ==, rows[i].other);
    }
}

/*** The first rows, all, and the plain SQL ***/

static const char *const typed[] = {
  "а", "ан", "анн", "е", "ел", "елкина", "s", "k", "щ", "z", "ma", "maria", "maria_s", "mar s", "s j", "о п", "питон", "kubernetes", "казань", "петров",
  "петров а", "иванов и", "1", "@an", "друзья", "\"", "анна анна",
};

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

static GArray *
plain_ids (VecheDb *db, const char *text, VecheSort sort)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VecheStatement *row;

  query->text = g_strdup (text);
  query->sort = sort;
  sql = veche_query_to_sql (query, parameters);
  row = veche_db_prepare (db, g_intern_string (sql));
  for (guint i = 0; i < parameters->len; i++)
    veche_statement_bind_text (row, (int) i + 1, parameters->pdata[i]);
  while (veche_statement_step (row, NULL))
    {
      gint64 id = veche_statement_int (row, 0);

      g_array_append_val (ids, id);
    }

  return ids;
}

static void
assert_same (GArray *a, GArray *b, guint n)
{
  g_assert_cmpmem (a->data, a->len * sizeof (gint64), b->data, n * sizeof (gint64));
}

static void
test_heads (gconstpointer data)
{
  static const guint limits[] = { 1, 7, 60 };
  VecheSort sort = (VecheSort) GPOINTER_TO_INT (data);
  g_autoptr (VecheDb) db = open_seeded (900);

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GArray) all = search (db, typed[i], sort, 0);
      g_autoptr (GArray) plain = plain_ids (db, typed[i], sort);

      g_test_message ("%s: %u", typed[i], all->len);
      for (gsize k = 0; k < G_N_ELEMENTS (limits); k++)
        {
          g_autoptr (GArray) head = search (db, typed[i], sort, limits[k]);

          assert_same (head, all, MIN (all->len, limits[k]));
        }
      if (sort == VECHE_SORT_NAME)   /* another order, the same people */
        {
          g_array_sort (all, compare_ids);
          g_array_sort (plain, compare_ids);
        }
      assert_same (all, plain, plain->len);
    }
}

/* Numbers that no array of bits can hold. */
static void
test_far_ids (void)
{
  g_autoptr (VecheDb) db = open_seeded (50);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL, plain = NULL;

  veche_db_begin (db, NULL);
  must_exec (db, "INSERT INTO member (id, uid, name, created) VALUES (4611686018427387904, 'far', 'Яков Далёкий', 1), (-5, 'below', 'Далёкая Яна', 1)");
  g_assert_true (veche_members_refresh (db, G_GINT64_CONSTANT (4611686018427387904), &error));
  g_assert_true (veche_members_refresh (db, -5, &error));
  veche_db_commit (db, NULL);
  ids = search (db, "дал", VECHE_SORT_NAME, 0);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, -5);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, G_GINT64_CONSTANT (4611686018427387904));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/member-search/order", test_order);
  g_test_add_func ("/member-search/swap", test_swap);
  g_test_add_data_func ("/member-search/heads/name", GINT_TO_POINTER (VECHE_SORT_NAME), test_heads);
  g_test_add_data_func ("/member-search/heads/last-seen", GINT_TO_POINTER (VECHE_SORT_LAST_SEEN), test_heads);
  g_test_add_data_func ("/member-search/heads/joined", GINT_TO_POINTER (VECHE_SORT_JOINED), test_heads);
  g_test_add_func ("/member-search/far-ids", test_far_ids);

  return g_test_run ();
}
