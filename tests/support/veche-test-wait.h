/* veche-test-wait.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Runs the main loop until the condition holds; a test that waits longer than this has failed.  Long on purpose: it costs a good run
 * nothing, and a machine that does everything at once may take ten times what ours does. */
#define VECHE_TEST_PATIENCE (120 * (gint64) G_USEC_PER_SEC)

#define veche_test_wait(condition)                                                 \
  G_STMT_START                                                                     \
    {                                                                              \
      gint64 veche_test_until = g_get_monotonic_time () + VECHE_TEST_PATIENCE;     \
      guint  veche_test_tick = g_timeout_add (10, veche_test_tick_cb, NULL);       \
                                                                                   \
      while (!(condition) && g_get_monotonic_time () < veche_test_until)           \
        g_main_context_iteration (NULL, TRUE);                                     \
      g_source_remove (veche_test_tick);                                           \
      g_assert_true (condition);                                                   \
    }                                                                              \
  G_STMT_END

/* Drops the last reference that the test has, and waits until it was the last of all: a worker may hold one until its answer has arrived. */
#define veche_test_wait_gone(object)                                               \
  G_STMT_START                                                                     \
    {                                                                              \
      gpointer veche_test_object = (object);                                       \
                                                                                   \
      g_object_add_weak_pointer (veche_test_object, &veche_test_object);           \
      g_object_unref (veche_test_object);                                          \
      veche_test_wait (veche_test_object == NULL);                                 \
    }                                                                              \
  G_STMT_END

static inline gboolean
veche_test_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

G_END_DECLS
