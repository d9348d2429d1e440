/* test-batch.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/veche-batch.h"
#include "model/veche-uid.h"

/* The same person or channel named twice is one; strings survive the caller's. */
static void
test_keyed (void)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("telegram", NULL);
  guint n;

  veche_batch_add_person (batch, "user1")->name = veche_batch_string (batch, "Анна");
  veche_batch_add_person (batch, "user2");
  veche_batch_add_person (batch, "user1")->handle = veche_batch_string (batch, "anna_leb");
  veche_batch_add_channel (batch, "c1");
  veche_batch_add_channel (batch, "c1");

  g_assert_cmpstr (veche_batch_get_people (batch, &n)[0].name, ==, "Анна");
  g_assert_cmpstr (veche_batch_get_people (batch, &n)[0].handle, ==, "anna_leb");
  g_assert_cmpuint (n, ==, 2);
  veche_batch_get_channels (batch, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_invalid_utf8 (void)
{
  g_autoptr (VecheBatch) batch = veche_batch_new ("feed", "");

  g_assert_true (g_utf8_validate (veche_batch_string (batch, "caf\xe9"), -1, NULL));
}

static void
test_uid_ascends (void)
{
  g_autofree char *last = veche_uid_new ();

  for (int i = 0; i < 10000; i++)
    {
      g_autofree char *uid = veche_uid_new ();

      g_assert_cmpuint (strlen (uid), ==, 36);
      g_assert_cmpint (uid[14], ==, '7');
      g_assert_cmpstr (uid, >, last);
      g_free (last);
      last = g_steal_pointer (&uid);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/batch/keyed", test_keyed);
  g_test_add_func ("/model/batch/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/model/uid/ascends", test_uid_ascends);

  return g_test_run ();
}
