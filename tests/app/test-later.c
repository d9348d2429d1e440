/* test-later.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-later.h"
#include "app/veche-month-view.h"
#include "app/veche-profile-view.h"
#include "support/veche-test-app.h"

static int ran;

static void
run (gpointer widget)
{
  g_assert_true (GTK_IS_WIDGET (widget));
  ran++;
}

static void
run_again (gpointer widget)
{
  if (++ran < 3)
    veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run_again);
}

static void
run_and_drop (gpointer widget)
{
  ran++;
  gtk_window_destroy (widget);
}

/* All that waits now. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_once (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *other = g_object_ref_sink (gtk_label_new (NULL));

  ran = 0;
  veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run);
  veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run);
  g_assert_cmpint (ran, ==, 0);
  settle ();
  g_assert_cmpint (ran, ==, 1);

  /* Asked for anew it comes again, and each widget has its own. */
  veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run);
  veche_later_idle (other, G_PRIORITY_HIGH_IDLE, run);
  settle ();
  g_assert_cmpint (ran, ==, 3);

  ran = 0;
  veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run_again);
  settle ();
  g_assert_cmpint (ran, ==, 3);

  g_assert_finalize_object (widget);
  g_assert_finalize_object (other);
}

static void
test_gone (void)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *window = gtk_window_new ();

  ran = 0;
  veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run);
  g_assert_finalize_object (widget);

  /* Disposed of is gone, whoever holds it still. */
  widget = g_object_ref_sink (gtk_label_new (NULL));
  veche_later_idle (widget, G_PRIORITY_HIGH_IDLE, run);
  g_object_run_dispose (G_OBJECT (widget));
  settle ();
  g_assert_cmpint (ran, ==, 0);
  g_assert_finalize_object (widget);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  veche_later_idle (window, G_PRIORITY_HIGH_IDLE, run_and_drop);
  settle ();
  g_assert_cmpint (ran, ==, 1);
  g_assert_null (window);
}

/* Their width changes in the middle of an allocation: what they put off then does not hold them. */
static void
test_pages (void)
{
  const GType types[] = { VECHE_TYPE_MONTH_VIEW, VECHE_TYPE_PROFILE_VIEW };
  const int widths[] = { 360, 1280 };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *page = g_object_ref_sink (g_object_new (types[i], NULL));

      g_test_message ("%s", G_OBJECT_TYPE_NAME (page));
      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        {
          int least;

          gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
          gtk_widget_allocate (page, MAX (least, widths[w]), 700, -1, NULL);
        }
      g_assert_finalize_object (page);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!veche_test_app_init ())
    return 0;

  g_test_add_func ("/later/once", test_once);
  g_test_add_func ("/later/gone", test_gone);
  g_test_add_func ("/later/pages", test_pages);

  return g_test_run ();
}
