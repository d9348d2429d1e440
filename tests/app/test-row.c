/* test-row.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-line-layout.h"
#include "app/veche-row-ahead.h"
#include "app/veche-still.h"
#include "support/veche-test-wait.h"

#define N_ITEMS 80
#define LOW     40
#define HIGH    70

/*** A kind of row: a record with a uid is high ***/

#define TEST_TYPE_ROW (test_row_get_type ())
G_DECLARE_FINAL_TYPE (TestRow, test_row, TEST, ROW, VecheRow)
struct _TestRow
{
  VecheRow parent_instance;
  guint    drawn;
};
G_DEFINE_FINAL_TYPE (TestRow, test_row, VECHE_TYPE_ROW)

static float
test_row_get_height (VecheRow *row, VecheRecord *record)
{
  return record != NULL && record->uid != NULL ? HIGH : LOW;
}

static void
test_row_draw (VecheRow *row, GtkSnapshot *snapshot, VecheRecord *record, float width, float height, float scale)
{
  TEST_ROW (row)->drawn++;
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0.2f, 0.4f, 0.6f, 1 }, &GRAPHENE_RECT_INIT (4, 4, width - 8, height - 8));
}

static char *
test_row_dup_label (VecheRow *row, VecheRecord *record)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
}

static void
test_row_class_init (TestRowClass *klass)
{
  VECHE_ROW_CLASS (klass)->get_height = test_row_get_height;
  VECHE_ROW_CLASS (klass)->draw = test_row_draw;
  VECHE_ROW_CLASS (klass)->dup_label = test_row_dup_label;
  VECHE_ROW_CLASS (klass)->drawn_ahead = TRUE;
}

static void
test_row_init (TestRow *self)
{
}

/*** Rows that are painted before they are in view ***/

static void
give_record (VecheItem *item, const char *uid)
{
  g_autoptr (VecheRecord) record = veche_record_alloc (sizeof *record, VECHE_RECORD_MEMBER, veche_item_get_id (item), uid, NULL);

  veche_item_set_record (item, record);
}

static GtkWidget *
build_list (GtkWidget **list)
{
  g_autoptr (GListStore) items = g_list_store_new (VECHE_TYPE_ITEM);
  GtkWidget *window = gtk_window_new (), *scrolled = gtk_scrolled_window_new ();

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autoptr (VecheItem) item = veche_item_new (i + 1);

      give_record (item, NULL);
      g_list_store_append (items, item);
    }
  *list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (items)))), veche_row_factory_new (TEST_TYPE_ROW));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), *list);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 400);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static VecheRow *
row_at (GtkWidget *list, guint n)
{
  GtkWidget *child = gtk_widget_get_first_child (list);

  while (child != NULL && n-- > 0)
    child = gtk_widget_get_next_sibling (child);

  return child != NULL ? VECHE_ROW (gtk_widget_get_first_child (child)) : NULL;
}

static gboolean
is_painted_by_cairo (GtkWidget *window)
{
  return GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (GTK_NATIVE (window)));
}

static void
test_ahead (void)
{
  GtkWidget *list, *window = build_list (&list);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  VecheRow *next = NULL;
  guint n = 0;

  veche_test_wait (row_at (list, 0) != NULL && gtk_widget_get_height (GTK_WIDGET (row_at (list, 0))) > 0);
  if (!is_painted_by_cairo (window))
    {
      gtk_window_destroy (GTK_WINDOW (window));
      g_test_skip ("another renderer");
      return;
    }
  while (gtk_widget_get_mapped (GTK_WIDGET (row_at (list, n))))
    n++;
  next = row_at (list, n);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (next)));
  veche_test_wait (veche_row_is_painted_ahead (next));
  g_assert_true (veche_row_is_near_view (next));
  g_assert_false (veche_row_is_near_view (row_at (list, N_ITEMS - 20)));
  g_assert_cmpuint (TEST_ROW (row_at (list, N_ITEMS - 20))->drawn, ==, 0);
  g_assert_cmpuint (TEST_ROW (next)->drawn, ==, 1);

  /* What it was painted from is no more. */
  give_record (veche_row_get_item (next), NULL);
  g_assert_false (veche_row_is_painted_ahead (next));
  veche_row_look_ahead (next);
  veche_test_wait (veche_row_is_painted_ahead (next));
  veche_row_queue_draw (GTK_WIDGET (next));
  g_assert_false (veche_row_is_painted_ahead (next));
  veche_row_look_ahead (next);
  veche_test_wait (veche_row_is_painted_ahead (next));
  g_assert_cmpuint (TEST_ROW (next)->drawn, ==, 3);

  /* It comes into view as it is, and a change is drawn. */
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 2 * LOW);
  veche_test_wait (gtk_widget_get_mapped (GTK_WIDGET (next)) && !veche_row_is_painted_ahead (next));
  g_assert_cmpuint (TEST_ROW (next)->drawn, ==, 3);
  gtk_widget_queue_draw (GTK_WIDGET (next));
  veche_test_wait (TEST_ROW (next)->drawn == 4);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A record of the same height moves nothing; another one does. */
static void
test_height (void)
{
  GtkWidget *list, *window = build_list (&list);
  VecheRow *row;
  int low;

  veche_test_wait (row_at (list, 1) != NULL && gtk_widget_get_height (GTK_WIDGET (row_at (list, 1))) > 0);
  row = row_at (list, 1);
  low = gtk_widget_get_height (GTK_WIDGET (row));
  give_record (veche_row_get_item (row), "high");
  veche_test_wait (gtk_widget_get_height (GTK_WIDGET (row)) == low * HIGH / LOW);
  give_record (veche_row_get_item (row), NULL);
  veche_test_wait (gtk_widget_get_height (GTK_WIDGET (row)) == low);
  gtk_window_destroy (GTK_WINDOW (window));
}

/*** What stands still ***/

/* (transfer full) */
static cairo_surface_t *
paint (GtkWidget *widget, gboolean *is_picture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GBytes) written = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  *is_picture = FALSE;
  if (node != NULL)      /* it is about to be painted anew */
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  if (node == NULL)
    return surface;
  written = gsk_render_node_serialize (node);
  *is_picture = g_strstr_len (g_bytes_get_data (written, NULL), (gssize) g_bytes_get_size (written), "cairo {") != NULL;

  return surface;
}

static gboolean
is_pictured (GtkWidget *widget)
{
  gboolean is_picture;

  cairo_surface_destroy (paint (widget, &is_picture));

  return is_picture;
}

static void
assert_same (cairo_surface_t *a, cairo_surface_t *b)
{
  gsize size = (gsize) cairo_image_surface_get_stride (a) * (gsize) cairo_image_surface_get_height (a);
  const guchar *x = cairo_image_surface_get_data (a), *y = cairo_image_surface_get_data (b);
  guint inked = 0;

  g_assert_cmpint (cairo_image_surface_get_width (a), ==, cairo_image_surface_get_width (b));
  g_assert_cmpint (cairo_image_surface_get_height (a), ==, cairo_image_surface_get_height (b));
  for (gsize i = 0; i < size; i++)
    {
      g_assert_cmpint (abs (x[i] - y[i]), <=, 1);
      inked += x[i] > 0;
    }
  g_assert_cmpuint (inked, >, 0);
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static void
rest_a_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (window);
  veche_test_wait (painted);
  g_signal_handler_disconnect (clock, handler);
}

static void
scroll (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 1);
}

static void
test_still (void)
{
  g_autoptr (GtkAdjustment) adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 100, 1, 10, 10));
  GtkWidget *window = gtk_window_new (), *still = g_object_new (VECHE_TYPE_STILL, NULL), *label = gtk_label_new ("Стоит, пока листают");
  cairo_surface_t *before, *pictured;
  gboolean is_picture;

  g_object_set (still, "child", label, NULL);
  veche_still_follow (VECHE_STILL (still), adjustment);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 200);
  gtk_window_set_child (GTK_WINDOW (window), still);
  gtk_window_present (GTK_WINDOW (window));
  veche_test_wait (gtk_widget_get_height (label) > 0);
  if (!is_painted_by_cairo (window))
    {
      gtk_window_destroy (GTK_WINDOW (window));
      g_test_skip ("another renderer");
      return;
    }
  rest_a_frame (window);
  before = paint (still, &is_picture);
  g_assert_false (is_picture);

  for (guint i = 0; i < 3; i++)
    scroll (adjustment);
  veche_test_wait (is_pictured (still));
  rest_a_frame (window);
  pictured = paint (still, &is_picture);
  assert_same (before, pictured);

  /* It has changed: no picture of what it was. */
  gtk_label_set_text (GTK_LABEL (label), "И меняется");
  rest_a_frame (window);
  g_assert_false (is_pictured (still));
  cairo_surface_destroy (before);
  cairo_surface_destroy (pictured);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Given a line whose text takes less lines where there is more room than it asks for, then the height that it asks for at any width is that of the
 * widest: GTK tells the parent that its children overlap otherwise. */
static void
test_line (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new ("Отправлено вчера вечером");
  int least, widest, anywhere;

  gtk_widget_set_layout_manager (box, g_object_new (VECHE_TYPE_LINE_LAYOUT, NULL));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("x"));
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, &widest, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, -1, &anywhere, NULL, NULL, NULL);
  for (int width = least; width <= 4 * widest; width++)
    {
      int height;

      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      g_assert_cmpint (anywhere, <=, height);
    }
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

  g_test_add_func ("/row/painted-ahead", test_ahead);
  g_test_add_func ("/row/height", test_height);
  g_test_add_func ("/row/line", test_line);
  g_test_add_func ("/still/picture", test_still);

  return g_test_run ();
}
