/* test-selection.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-member-row.h"
#include "app/veche-row.h"
#include "app/veche-selection.h"
#include "model/veche-item.h"
#include "store/veche-db.h"
#include "store/veche-row-model.h"
#include "support/veche-test-wait.h"

#define N_MEMBERS 20000

/*** A list of items, ids below 0 are headings ***/

typedef struct
{
  GListStore     *list;
  VecheSelection *selection;
  guint           n_id, n_selected;   /* notifications */
} Fixture;

static void
insert (Fixture *self, guint position, gint64 id)
{
  g_autoptr (VecheItem) item = veche_item_new (id);

  g_list_store_insert (self->list, position, item);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer counter)
{
  (*(guint *) counter)++;
}

/* -1, 10, 11, -2, 12, 13 */
static void
fixture_set_up (Fixture *self, gconstpointer data)
{
  static const gint64 ids[] = { -1, 10, 11, -2, 12, 13 };

  self->list = g_list_store_new (VECHE_TYPE_ITEM);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    insert (self, i, ids[i]);
  self->selection = veche_selection_new (G_LIST_MODEL (self->list));
  g_signal_connect (self->selection, "notify::selected-id", G_CALLBACK (count_cb), &self->n_id);
  g_signal_connect (self->selection, "notify::selected", G_CALLBACK (count_cb), &self->n_selected);
}

static void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->selection);
  g_assert_finalize_object (self->list);
}

static void
assert_selected (Fixture *self, gint64 id, guint position)
{
  GtkSelectionModel    *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GtkBitset) all = gtk_selection_model_get_selection (model);

  g_assert_cmpint (veche_selection_get_selected_id (self->selection), ==, id);
  g_assert_cmpuint (veche_selection_get_selected (self->selection), ==, position);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_assert_true (gtk_selection_model_is_selected (model, i) == (i == position));
      g_assert_true (gtk_bitset_contains (all, i) == (i == position));
    }
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  assert_selected (self, 0, GTK_INVALID_LIST_POSITION);

  /* Headings are stepped over. */
  g_assert_true (veche_selection_select_next (self->selection));
  assert_selected (self, 10, 1);
  g_assert_true (veche_selection_select_next (self->selection));
  g_assert_true (veche_selection_select_next (self->selection));
  assert_selected (self, 12, 4);
  g_assert_true (veche_selection_select_next (self->selection));
  g_assert_false (veche_selection_select_next (self->selection));
  assert_selected (self, 13, 5);
  g_assert_true (veche_selection_select_previous (self->selection));
  g_assert_true (veche_selection_select_previous (self->selection));
  assert_selected (self, 11, 2);
  g_assert_true (veche_selection_select_previous (self->selection));
  g_assert_false (veche_selection_select_previous (self->selection));
  assert_selected (self, 10, 1);

  g_assert_false (gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE));
  assert_selected (self, 10, 1);
  g_assert_true (veche_selection_set_selected_id (self->selection, 0));
  g_assert_true (veche_selection_select_previous (self->selection));
  assert_selected (self, 13, 5);
}

static void
test_by_id (Fixture *self, gconstpointer data)
{
  g_autoptr (VecheItem) item = NULL;

  g_assert_true (veche_selection_set_selected_id (self->selection, 12));
  assert_selected (self, 12, 4);
  item = veche_selection_get_item (self->selection);
  g_assert_cmpint (veche_item_get_id (item), ==, 12);
  g_assert_false (veche_selection_set_selected_id (self->selection, 99));
  assert_selected (self, 12, 4);
  g_assert_cmpuint (self->n_id, ==, 1);
}

static void
test_follows (Fixture *self, gconstpointer data)
{
  veche_selection_set_selected_id (self->selection, 12);
  self->n_id = self->n_selected = 0;

  insert (self, 0, 20);
  assert_selected (self, 12, 5);
  g_list_store_remove (self->list, 1);
  assert_selected (self, 12, 4);
  insert (self, 5, 21);
  assert_selected (self, 12, 4);
  g_assert_cmpuint (self->n_id, ==, 0);
}

/* After acting the row goes, and the next one is selected: over a heading, and at the end the one before. */
static void
test_row_goes (Fixture *self, gconstpointer data)
{
  veche_selection_set_selected_id (self->selection, 11);
  self->n_id = 0;

  g_list_store_remove (self->list, 2);
  assert_selected (self, 12, 3);
  g_list_store_remove (self->list, 3);
  assert_selected (self, 13, 3);
  g_list_store_remove (self->list, 3);
  assert_selected (self, 10, 1);
  g_assert_cmpuint (self->n_id, ==, 3);
  g_list_store_remove (self->list, 1);
  assert_selected (self, 0, GTK_INVALID_LIST_POSITION);
}

/* Another list that has the row too: a filter, another order. */
static void
test_new_model (Fixture *self, gconstpointer data)
{
  g_autoptr (GListStore) other = g_list_store_new (VECHE_TYPE_ITEM);
  g_autoptr (GListStore) old = self->list;
  static const gint64    ids[] = { 13, 30, 12 };

  veche_selection_set_selected_id (self->selection, 12);
  self->n_id = 0;
  self->list = other;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    insert (self, i, ids[i]);
  veche_selection_set_model (self->selection, G_LIST_MODEL (other));
  assert_selected (self, 12, 2);
  g_assert_cmpuint (self->n_id, ==, 0);

  /* And one that has it not. */
  self->list = g_list_store_new (VECHE_TYPE_ITEM);
  insert (self, 0, 50);
  veche_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  assert_selected (self, 0, GTK_INVALID_LIST_POSITION);
}

static void
test_multiple (Fixture *self, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GArray) exceptions = NULL, ids = NULL;

  g_assert_false (gtk_selection_model_select_all (model));
  veche_selection_set_selected_id (self->selection, 10);
  veche_selection_set_multiple (self->selection, TRUE);
  g_assert_true (gtk_selection_model_is_selected (model, 1));
  g_assert_true (gtk_selection_model_select_item (model, 4, FALSE));
  g_assert_cmpuint (veche_selection_get_n_marked (self->selection), ==, 2);
  g_list_store_remove (self->list, 2);
  g_assert_true (gtk_selection_model_is_selected (model, 3));

  /* All is a flag; what comes later is part of it. */
  g_assert_true (gtk_selection_model_select_all (model));
  g_assert_true (veche_selection_get_all (self->selection));
  g_assert_false (gtk_selection_model_is_selected (model, 0));
  insert (self, 1, 40);
  g_assert_true (gtk_selection_model_is_selected (model, 1));
  g_assert_true (gtk_selection_model_unselect_item (model, 1));
  g_assert_false (gtk_selection_model_is_selected (model, 1));
  exceptions = veche_selection_dup_ids (self->selection);
  g_assert_cmpuint (exceptions->len, ==, 1);
  g_assert_cmpint (g_array_index (exceptions, gint64, 0), ==, 40);

  veche_selection_set_multiple (self->selection, FALSE);
  ids = veche_selection_dup_ids (self->selection);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (veche_selection_get_selected_id (self->selection), ==, g_array_index (ids, gint64, 0));
}

/*** Over a store, in a view ***/

typedef struct
{
  char           *folder;
  VecheStore     *store;
  VecheRowModel  *model;
  VecheSelection *selection;
  GtkWidget      *window, *scrolled;
  gboolean        done;
} View;

static gboolean
count_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  (*(guint *) user_data)++;

  return G_SOURCE_CONTINUE;
}

/* Some frames: what changed has been laid out and drawn. */
static void
see (GtkWidget *window, guint n)
{
  guint frames = 0, tick = gtk_widget_add_tick_callback (window, count_frame_cb, &frames, NULL);

  veche_test_wait (frames >= n);
  gtk_widget_remove_tick_callback (window, tick);
}

static void
settled_cb (VecheRowModel *model, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* All that was written is in the list, and seen: the first look may have begun before it was written, the second one has not. */
static void
see_all (View *self)
{
  guint  n = 0;
  gulong id = g_signal_connect (self->model, "settled", G_CALLBACK (settled_cb), &n);

  for (guint i = 1; i <= 2; i++)
    {
      veche_row_model_refresh (self->model);
      veche_test_wait (n >= i);
    }
  g_signal_handler_disconnect (self->model, id);
  see (self->window, 4);
}

static void
wait_done (View *self)
{
  veche_test_wait (self->done);
  self->done = FALSE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  View *self = user_data;

  self->store = veche_store_open_finish (result, NULL);
  self->done = TRUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  veche_store_run_finish (VECHE_STORE (source), result, &error);
  g_assert_no_error (error);
  ((View *) user_data)->done = TRUE;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((View *) user_data)->done = TRUE;
}

static gpointer
exec_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_db_exec (db, input, error) ? VECHE_JOB_DONE : NULL;
}

static void
write_sql (View *self, const char *sql)
{
  veche_store_run_async (self->store, VECHE_LANE_WRITER, exec_job, (gpointer) sql, NULL, NULL, NULL, written_cb, self);
  wait_done (self);
}

static void
new_model (View *self)
{
  g_autoptr (VecheQuery) query = veche_query_new (VECHE_QUERY_MEMBERS);

  if (self->model != NULL)
    veche_row_model_close (self->model);
  g_clear_object (&self->model);
  self->model = veche_row_model_new (self->store, query);
  while (veche_row_model_get_loading (self->model))
    g_main_context_iteration (NULL, TRUE);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new ("row"));
}

static void
build_view (View *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  self->selection = veche_selection_new (G_LIST_MODEL (self->model));
  self->window = gtk_window_new ();
  self->scrolled = gtk_scrolled_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 600);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled),
                                 gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_window_set_child (GTK_WINDOW (self->window), self->scrolled);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
scroll_to (View *self, double part)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * part);
  see (self->window, 3);
}

static guint
asked_since (View *self, guint64 *before)
{
  guint64 now = veche_row_model_get_n_asked (self->model);
  guint   n = (guint) (now - *before);

  *before = now;

  return n;
}

static void
view_open (View *self)
{
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("veche-selection-XXXXXX", NULL);
  path = g_build_filename (self->folder, "work.veche", NULL);
  veche_store_open_async (path, TRUE, NULL, opened_cb, self);
  wait_done (self);
  write_sql (self, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (N_MEMBERS) ")\n"
                   "INSERT INTO member (id, uid, name, name_key, created)"
                   " SELECT i, 'm' || i, 'member ' || i, CAST (printf ('%06d', i) AS BLOB), i FROM n");
}

static void
view_close (View *self)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  veche_row_model_close (self->model);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->selection);
  veche_test_wait_gone (self->model);
  veche_store_close_async (self->store, closed_cb, self);
  wait_done (self);
  veche_test_wait_gone (self->store);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (self->folder);
}

/* G14: what a real view asks for, at any length of the list. */
static void
test_counts (void)
{
  View    self = { 0 };
  guint64 asked = 0;
  guint   mapped, swapped, replaced;

  if (!gtk_is_initialized ())
    {
      g_test_skip ("no display");
      return;
    }

  view_open (&self);
  new_model (&self);
  build_view (&self);
  veche_test_wait (gtk_widget_get_mapped (self.scrolled));
  see (self.window, 10);
  mapped = asked_since (&self, &asked);

  veche_selection_set_selected_id (self.selection, 10000);
  for (double part = 0; part <= 1; part += 0.05)
    scroll_to (&self, part);
  g_assert_cmpuint (veche_row_model_get_n_alive (self.model), <=, 4000);

  /* Half of the rows go, all over the list.  GTK 4.18 selects the neighbour of a focused row that goes: here none is focused. */
  scroll_to (&self, 0);
  gtk_window_set_focus (GTK_WINDOW (self.window), NULL);
  asked_since (&self, &asked);
  write_sql (&self, "UPDATE member SET archived = 1 WHERE id % 2 = 1");
  see_all (&self);
  replaced = asked_since (&self, &asked);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.selection)), ==, N_MEMBERS / 2);
  g_assert_cmpint (veche_selection_get_selected_id (self.selection), ==, 10000);
  g_assert_cmpuint (veche_selection_get_selected (self.selection), ==, 4999);

  new_model (&self);
  veche_selection_set_model (self.selection, G_LIST_MODEL (self.model));
  see (self.window, 10);
  asked = 0;
  swapped = asked_since (&self, &asked);

  g_test_message ("get_item: %u mapped, %u replaced, %u swapped; alive %u", mapped, replaced, swapped, veche_row_model_get_n_alive (self.model));
  g_assert_cmpuint (mapped, <=, 500);
  g_assert_cmpuint (replaced, <=, 500);
  g_assert_cmpuint (swapped, <=, 500);
  g_assert_cmpint (veche_selection_get_selected_id (self.selection), ==, 10000);
  view_close (&self);
}

/* The selected row moves to the top of the list, or goes. */
static void
test_over_rows (void)
{
  View self = { 0 };

  if (!gtk_is_initialized ())
    {
      g_test_skip ("no display");
      return;
    }

  view_open (&self);
  new_model (&self);
  build_view (&self);
  veche_selection_set_selected_id (self.selection, 500);

  write_sql (&self, "UPDATE member SET name_key = x'00' WHERE id = 500");
  see_all (&self);
  g_assert_cmpint (veche_selection_get_selected_id (self.selection), ==, 500);
  g_assert_cmpuint (veche_selection_get_selected (self.selection), ==, 0);

  write_sql (&self, "UPDATE member SET name_key = x'ff' WHERE id = 500");
  see_all (&self);
  g_assert_cmpuint (veche_selection_get_selected (self.selection), ==, N_MEMBERS - 1);

  veche_selection_set_selected_id (self.selection, 100);
  write_sql (&self, "UPDATE member SET archived = 1 WHERE id IN (50, 100)");
  see_all (&self);
  g_assert_cmpint (veche_selection_get_selected_id (self.selection), ==, 101);
  g_assert_cmpuint (veche_selection_get_selected (self.selection), ==, 98);
  view_close (&self);
}

/*** Rows that stay when the list becomes another ***/

static GListStore *
make_list (gint64 first, guint n)
{
  GListStore *list = g_list_store_new (VECHE_TYPE_ITEM);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VecheItem) item = veche_item_new (first + i);

      g_list_store_append (list, item);
    }

  return list;
}

static void
announced_cb (GListModel *model, guint position, guint removed, guint added, GString *announced)
{
  g_string_append_printf (announced, "%u-%u+%u ", position, removed, added);
}

/* Every row that the view has shows what stands in its place. */
static void
assert_shown (GtkWidget *list, GListModel *model)
{
  guint n = 0;

  see (GTK_WIDGET (gtk_widget_get_root (list)), 4);
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      VecheItem *shown = veche_row_get_item (VECHE_ROW (gtk_widget_get_first_child (child)));
      g_autoptr (VecheItem) item = g_list_model_get_item (model, n++);

      g_assert_true (shown == item);
    }
  g_assert_cmpuint (n, >=, MIN (g_list_model_get_n_items (model), 5));
}

static void
test_kept_rows (void)
{
  g_autoptr (GListStore) first = make_list (1, 400), second = make_list (1000, 220), third = make_list (395, 300), none = make_list (1, 0);
  g_autoptr (VecheSelection) selection = veche_selection_new (G_LIST_MODEL (first));
  g_autoptr (GString) announced = g_string_new (NULL);
  GtkListItemFactory *factory = veche_row_factory_new (VECHE_TYPE_MEMBER_ROW);
  GtkWidget *list, *window = gtk_window_new (), *scrolled = gtk_scrolled_window_new (), *top;

  veche_row_factory_follow (factory, selection);
  list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (selection)), factory);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));
  assert_shown (list, G_LIST_MODEL (first));
  top = gtk_widget_get_first_child (list);
  g_signal_connect (selection, "items-changed", G_CALLBACK (announced_cb), announced);

  veche_selection_set_model (selection, G_LIST_MODEL (second));
  g_assert_cmpstr (announced->str, ==, "220-180+0 ");
  assert_shown (list, G_LIST_MODEL (second));
  g_assert_true (gtk_widget_get_first_child (list) == top);

  /* GTK has its own idea of what the row is bound to: it must not come back. */
  veche_selection_set_selected_id (selection, 1002);
  assert_shown (list, G_LIST_MODEL (second));
  g_list_store_remove (second, 0);
  assert_shown (list, G_LIST_MODEL (second));
  g_assert_cmpint (veche_selection_get_selected_id (selection), ==, 1002);

  veche_selection_set_selected_id (selection, 1000 + 200);
  veche_selection_set_model (selection, G_LIST_MODEL (third));
  assert_shown (list, G_LIST_MODEL (third));
  g_assert_cmpint (veche_selection_get_selected_id (selection), ==, 0);
  veche_selection_set_model (selection, G_LIST_MODEL (none));
  g_assert_null (gtk_widget_get_first_child (list));
  veche_selection_set_model (selection, G_LIST_MODEL (first));
  assert_shown (list, G_LIST_MODEL (first));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  g_test_add ("/selection/steps", Fixture, NULL, fixture_set_up, test_steps, fixture_tear_down);
  g_test_add ("/selection/by-id", Fixture, NULL, fixture_set_up, test_by_id, fixture_tear_down);
  g_test_add ("/selection/follows", Fixture, NULL, fixture_set_up, test_follows, fixture_tear_down);
  g_test_add ("/selection/row-goes", Fixture, NULL, fixture_set_up, test_row_goes, fixture_tear_down);
  g_test_add ("/selection/new-model", Fixture, NULL, fixture_set_up, test_new_model, fixture_tear_down);
  g_test_add ("/selection/multiple", Fixture, NULL, fixture_set_up, test_multiple, fixture_tear_down);
  g_test_add_func ("/selection/counts", test_counts);
  g_test_add_func ("/selection/over-rows", test_over_rows);
  g_test_add_func ("/selection/kept-rows", test_kept_rows);

  return g_test_run ();
}
