/* test-row-model.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-db-private.h"
#include "store/veche-query-sql.h"
#include "store/veche-row-model.h"
#include "store/veche-statement.h"
#include "support/veche-test-wait.h"

#define N_MEMBERS 20000

typedef struct
{
  char          *folder, *path;
  VecheStore    *store;
  VecheQuery    *query;
  VecheRowModel *model;
  GString       *emitted;     /* "position-removed+added " of each emission */
  guint          n_settled;
  gboolean       waiting;
  gpointer       answer;
} Fixture;

static void
wait_until (gboolean (*reached) (gpointer), gpointer data)
{
  veche_test_wait (reached (data));
}

/* The main loop for a while: only where nothing shall happen. */
static void
let_pass (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

/*** The store ***/

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ((Fixture *) user_data)->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open (gpointer data)
{
  return ((Fixture *) data)->store != NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture           *self = user_data;
  g_autoptr (GError) error = NULL;

  self->answer = veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_assert_no_error (error);
  self->waiting = FALSE;
}

static gboolean
is_done (gpointer data)
{
  return !((Fixture *) data)->waiting;
}

static gpointer
run (Fixture *self, VecheLaneId lane, VecheJob job, gpointer input)
{
  self->waiting = TRUE;
  veche_store_run_async (self->store, lane, job, input, NULL, NULL, NULL, done_cb, self);
  wait_until (is_done, self);

  return self->answer;
}

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
write_sql (Fixture *self, const char *sql)
{
  run (self, VECHE_LANE_WRITER, exec_job, (gpointer) sql);
}

/* Members 1 to n, named and sorted by their number. */
static void
add_members (Fixture *self, guint n)
{
  static const char sql[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)\n"
    "INSERT INTO member (id, uid, name, name_key, created) SELECT i, 'm' || i, printf ('member %%06d', i), CAST (printf ('%%06d', i) AS BLOB), i FROM n";
  g_autofree char *text = g_strdup_printf (sql, n);

  write_sql (self, text);
}

static gboolean
is_loaded (gpointer data)
{
  return !veche_row_model_get_loading (((Fixture *) data)->model);
}

static void
emitted_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  g_string_append_printf (((Fixture *) user_data)->emitted, "%u-%u+%u ", position, removed, added);
}

static void
settled_cb (VecheRowModel *model, gpointer user_data)
{
  ((Fixture *) user_data)->n_settled++;
}

static void
load_model (Fixture *self)
{
  self->model = veche_row_model_new (self->store, self->query);
  g_signal_connect (self->model, "items-changed", G_CALLBACK (emitted_cb), self);
  g_signal_connect (self->model, "settled", G_CALLBACK (settled_cb), self);
  wait_until (is_loaded, self);
}

static gboolean
has_settled (gpointer data)
{
  return ((Fixture *) data)->n_settled > 0;
}

/* Until all that was written has been looked at and no look is to come: the first one may have begun before, the second one has not. */
static void
settle (Fixture *self)
{
  for (guint i = 0; i < 2; i++)
    {
      self->n_settled = 0;
      veche_row_model_refresh (self->model);
      wait_until (has_settled, self);
    }
  self->n_settled = 0;
}

static gboolean
has_emitted (gpointer data)
{
  return ((Fixture *) data)->emitted->len > 0;
}

/* Commits are looked at together and a little later: writes, and waits until the list said that it changed. */
static void
write_and_see (Fixture *self, const char *sql)
{
  g_string_truncate (self->emitted, 0);
  write_sql (self, sql);
  wait_until (has_emitted, self);
}

/* Closed, it may live until the look that was under way comes back. */
static void
drop_model (Fixture *self)
{
  veche_row_model_close (self->model);
  veche_test_wait_gone (self->model);
  self->model = NULL;
}

static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("veche-rows-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "work.veche", NULL);
  self->emitted = g_string_new (NULL);
  self->query = veche_query_new (VECHE_QUERY_MEMBERS);
  veche_store_open_async (self->path, TRUE, NULL, opened_cb, self);
  wait_until (is_open, self);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (veche_store_close_finish (VECHE_STORE (source), result, NULL));
  ((Fixture *) user_data)->waiting = FALSE;
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  if (self->model != NULL)
    drop_model (self);
  self->waiting = TRUE;
  veche_store_close_async (self->store, closed_cb, self);
  wait_until (is_done, self);
  veche_test_wait_gone (self->store);
  veche_query_unref (self->query);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_string_free (self->emitted, TRUE);
  g_free (self->folder);
  g_free (self->path);
}

static gboolean
has_record (gpointer data)
{
  return veche_item_get_record (data) != NULL;
}

static const char *
item_name (VecheItem *item)
{
  return ((VecheMember *) veche_item_get_record (item))->name;
}

/* (transfer full), with its record */
static VecheItem *
get_row (Fixture *self, guint position)
{
  VecheItem *item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  wait_until (has_record, item);

  return item;
}

/*** Tests ***/

static void
test_load (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheItem) first = NULL, last = NULL, neighbour = NULL;

  add_members (self, N_MEMBERS);
  load_model (self);

  g_assert_cmpstr (self->emitted->str, ==, "0-0+256 256-0+19744 ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_MEMBERS);
  g_assert_cmpuint (veche_row_model_get_n_rows (self->model), ==, N_MEMBERS);
  g_assert_cmpint (veche_row_model_get_id (self->model, 41), ==, 42);
  g_assert_cmpuint (veche_row_model_find (self->model, 42), ==, 41);
  g_assert_cmpuint (veche_row_model_find (self->model, N_MEMBERS + 1), ==, G_MAXUINT);

  /* An item is there before its record; its block comes with it. */
  first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  g_assert_cmpint (veche_item_get_id (first), ==, 1);
  g_assert_null (veche_item_get_record (first));
  wait_until (has_record, first);
  g_assert_cmpstr (item_name (first), ==, "member 000001");
  neighbour = g_list_model_get_item (G_LIST_MODEL (self->model), 63);
  g_assert_cmpstr (item_name (neighbour), ==, "member 000064");
  last = get_row (self, N_MEMBERS - 1);
  g_assert_cmpstr (item_name (last), ==, "member 020000");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->model), N_MEMBERS));
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  load_model (self);

  g_assert_cmpstr (self->emitted->str, ==, "");
  g_assert_cmpuint (self->n_settled, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 0);
}

static gboolean
is_first_of_all (gpointer data)
{
  return g_str_equal (item_name (data), "first of all");
}

static gboolean
is_renamed (gpointer data)
{
  return g_str_equal (item_name (data), "another name");
}

/* A row that moves is one removal and one insertion, and stays the same object. */
static void
test_move (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheItem) item = NULL, again = NULL;

  add_members (self, N_MEMBERS);
  load_model (self);
  item = get_row (self, 10000);

  write_and_see (self, "UPDATE member SET name = 'first of all', name_key = x'00' WHERE id = 10001");
  wait_until (is_first_of_all, item);
  settle (self);

  g_assert_cmpstr (self->emitted->str, ==, "10000-1+0 0-0+1 ");
  again = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  g_assert_true (again == item);
  g_assert_cmpstr (item_name (again), ==, "first of all");
}

static void
test_content_only (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheItem) item = NULL;

  add_members (self, 500);
  load_model (self);
  item = get_row (self, 7);
  g_string_truncate (self->emitted, 0);

  write_sql (self, "UPDATE member SET name = 'another name' WHERE id = 8");
  wait_until (is_renamed, item);

  g_assert_cmpstr (self->emitted->str, ==, "");
  g_assert_cmpstr (item_name (item), ==, "another name");
}

/* What can't change the list does not wake the scanner. */
static void
test_other_table (Fixture *self, gconstpointer data)
{
  add_members (self, 10);
  load_model (self);
  settle (self);

  write_sql (self, "INSERT INTO agenda (uid, name, shape) VALUES ('a', 'Talks', 'circle')");
  let_pass (200);

  g_assert_cmpuint (self->n_settled, ==, 0);
}

/* Each emission must announce a list that is really there: a mirror follows by them alone. */
static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, GArray *mirror)
{
  if (removed > 0)
    g_array_remove_range (mirror, position, removed);
  for (guint i = position; i < position + added; i++)
    {
      gint64 id = veche_row_model_get_id (VECHE_ROW_MODEL (model), i);

      g_array_insert_val (mirror, i, id);
    }

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, mirror->len);
  for (guint i = 0; i < mirror->len; i++)
    g_assert_cmpint (veche_row_model_get_id (VECHE_ROW_MODEL (model), i), ==, g_array_index (mirror, gint64, i));
}

static void
test_emissions (Fixture *self, gconstpointer data)
{
  static const char *const changes[] = {
    "DELETE FROM member WHERE id IN (3, 100, 101, 102, 4000)",
    "UPDATE member SET name_key = x'00' WHERE id IN (50, 60, 70)",
    "UPDATE member SET archived = 1 WHERE id % 2 = 0",                               /* wide: two emissions */
    "UPDATE member SET name_key = CAST (printf ('%06d', 9000 - id) AS BLOB) WHERE id > 0",
    "UPDATE member SET archived = 0 WHERE id > 0",
    "DELETE FROM member WHERE id > 10",
    "UPDATE member SET archived = 1 WHERE id > 0",
  };
  g_autoptr (GArray) mirror = g_array_new (FALSE, FALSE, sizeof (gint64));

  add_members (self, 5000);
  load_model (self);
  mirror_cb (G_LIST_MODEL (self->model), 0, 0, 5000, mirror);
  g_signal_connect (self->model, "items-changed", G_CALLBACK (mirror_cb), mirror);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      write_and_see (self, changes[i]);
      g_test_message ("%s", self->emitted->str);
    }
  g_assert_cmpuint (mirror->len, ==, 0);
}

/* A hundred commits in a row are a few looks at the list: one in 80 ms at most. */
static void
test_coalescing (Fixture *self, gconstpointer data)
{
  gint64 began;
  guint looks;

  add_members (self, 500);
  load_model (self);
  settle (self);
  began = g_get_monotonic_time ();

  for (int i = 1; i <= 100; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE member SET city = 'Perm' WHERE id = %d", i);

      write_sql (self, sql);
    }
  wait_until (has_settled, self);
  looks = self->n_settled;
  g_test_message ("%u looks", looks);
  g_assert_cmpuint (looks, <=, 3 + (g_get_monotonic_time () - began) / 80000);
  settle (self);
}

/* G14: whoever walks over the whole list leaves no more than the cache alive, and items that are held keep their identity. */
static void
test_alive (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheItem) held = NULL, again = NULL;

  add_members (self, N_MEMBERS);
  load_model (self);
  held = get_row (self, 5);

  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_autoptr (VecheItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (i % 64 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  veche_test_wait (veche_row_model_get_n_alive (self->model) <= 4000);
  g_assert_cmpuint (veche_row_model_get_n_asked (self->model), >=, N_MEMBERS);
  again = g_list_model_get_item (G_LIST_MODEL (self->model), 5);
  g_assert_true (again == held);
}

typedef struct
{
  VecheQuery *query;
  guint       n_ids;
} Page;

static int
count_statement_cb (guint mask, void *data, void *stmt, void *text)
{
  (*(guint *) data)++;

  return 0;
}

static gpointer
count_statements_job (VecheDb *db, gpointer input, GError **error)
{
  Page                 *page = input;
  g_autofree gint64    *ids = g_new (gint64, page->n_ids);
  g_autoptr (GPtrArray) records = NULL;
  guint                 n = 0;

  for (guint i = 0; i < page->n_ids; i++)
    ids[i] = 1 + i * 3;
  sqlite3_trace_v2 (db->handle, SQLITE_TRACE_STMT, count_statement_cb, &n);
  records = veche_query_records (db, page->query, ids, page->n_ids, error);
  sqlite3_trace_v2 (db->handle, 0, NULL, NULL);

  return records != NULL ? GUINT_TO_POINTER (n) : NULL;
}

/* G14: a page costs the same number of statements whatever the number of its rows and of the list's. */
static void
test_statements (Fixture *self, gconstpointer data)
{
  Page  small = { self->query, 8 }, page = { self->query, 64 };
  guint n_small, n_page, n_later;

  add_members (self, 200);
  n_small = GPOINTER_TO_UINT (run (self, VECHE_LANE_READER, count_statements_job, &small));
  n_page = GPOINTER_TO_UINT (run (self, VECHE_LANE_READER, count_statements_job, &page));
  write_sql (self, "WITH RECURSIVE n (i) AS (SELECT 201 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)\n"
                   "INSERT INTO member (id, uid, name, created) SELECT i, 'm' || i, 'member', i FROM n");
  n_later = GPOINTER_TO_UINT (run (self, VECHE_LANE_READER, count_statements_job, &page));

  g_test_message ("%u, %u and %u statements", n_small, n_page, n_later);
  g_assert_cmpuint (n_page, ==, n_later);
  g_assert_cmpuint (n_page, <=, MAX (n_small, 8));
}

/* Closed in the middle of everything. */
static void
test_close_early (Fixture *self, gconstpointer data)
{
  add_members (self, N_MEMBERS);
  self->model = veche_row_model_new (self->store, self->query);
  drop_model (self);

  load_model (self);
  for (guint i = 0; i < 2000; i += 64)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (self->model), i));
  veche_row_model_refresh (self->model);
  veche_row_model_close (self->model);
  let_pass (100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_MEMBERS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/row-model/load", Fixture, NULL, fixture_set_up, test_load, fixture_tear_down);
  g_test_add ("/row-model/empty", Fixture, NULL, fixture_set_up, test_empty, fixture_tear_down);
  g_test_add ("/row-model/move", Fixture, NULL, fixture_set_up, test_move, fixture_tear_down);
  g_test_add ("/row-model/content-only", Fixture, NULL, fixture_set_up, test_content_only, fixture_tear_down);
  g_test_add ("/row-model/other-table", Fixture, NULL, fixture_set_up, test_other_table, fixture_tear_down);
  g_test_add ("/row-model/emissions", Fixture, NULL, fixture_set_up, test_emissions, fixture_tear_down);
  g_test_add ("/row-model/coalescing", Fixture, NULL, fixture_set_up, test_coalescing, fixture_tear_down);
  g_test_add ("/row-model/alive", Fixture, NULL, fixture_set_up, test_alive, fixture_tear_down);
  g_test_add ("/row-model/statements", Fixture, NULL, fixture_set_up, test_statements, fixture_tear_down);
  g_test_add ("/row-model/close-early", Fixture, NULL, fixture_set_up, test_close_early, fixture_tear_down);

  return g_test_run ();
}
