/* test-attachments.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/veche-attachments-table.h"

#include "store/veche-db.h"
#include "store/veche-journal.h"
#include "store/veche-statement.h"

typedef struct { VecheDb *db; char *member; gint64 id; } Fixture;

static gint64
ask (VecheDb *db, const char *sql)
{
  VecheStatement *row = veche_db_prepare (db, sql);
  gint64 n;

  g_assert_true (veche_statement_step (row, NULL));
  n = veche_statement_int (row, 0);
  veche_statement_reset (row);

  return n;
}

static void
apply (Fixture *self, VecheEdit *edit)
{
  g_autoptr (GError) error = NULL;

  veche_journal_apply (self->db, edit, "test", &error);
  g_assert_no_error (error);
  g_assert_true (veche_db_commit (self->db, &error));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheEdit) edit = veche_edit_new ("add", NULL);

  self->db = veche_db_open (":memory:", VECHE_DB_WRITER | VECHE_DB_CREATE, &error);
  g_assert_no_error (error);
  self->member = g_strdup (veche_edit_insert (edit, "member"));
  veche_edit_set_text (edit, "member", self->member, "name", "Анна");
  veche_edit_set_int (edit, "member", self->member, "created", 1);
  g_assert_true (veche_db_begin (self->db, NULL));
  apply (self, edit);
  self->id = veche_db_id_for_uid (self->db, "member", self->member);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  veche_db_close (self->db);
  g_free (self->member);
}

static GBytes *
make_bytes (gsize n, guint8 first)
{
  guint8 *data = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    data[i] = (guint8) (first + i * 7 + i / 1000);

  return g_bytes_new_take (data, n);
}

static gboolean
attach (Fixture *self, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("attach", name);

  g_assert_true (veche_db_begin (self->db, NULL));
  if (veche_attachments_edit_add (self->db, edit, self->member, name, bytes, error))
    {
      apply (self, edit);
      return TRUE;
    }
  veche_db_rollback (self->db);

  return FALSE;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  static const gsize sizes[] = { 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024 - 5 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (sizes[i], (guint8) i), again = NULL;
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *name = NULL;

      g_assert_true (attach (self, "снимок.png", bytes, &error));
      list = veche_attachments_list (self->db, self->id, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, i + 1);
      again = veche_attachments_read (self->db, ((VecheAttachment *) list->pdata[0])->uid, &name, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (name, ==, "снимок.png");
      g_assert_cmpstr (((VecheAttachment *) list->pdata[0])->type, ==, "image/png");
      g_assert_true (g_bytes_equal (bytes, again));
    }
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0), huge = g_bytes_new_take (g_malloc0 (VECHE_ATTACHMENT_MAX + 1), VECHE_ATTACHMENT_MAX + 1);
  g_autoptr (GError) error = NULL, other = NULL, missing = NULL;

  g_assert_false (attach (self, "a", none, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_assert_false (attach (self, "b", huge, &other));
  g_assert_error (other, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID);
  g_assert_cmpint (ask (self->db, "SELECT count(*) FROM attachment_part"), ==, 0);
  g_assert_null (veche_attachments_read (self->db, "nothing", NULL, &missing));
  g_assert_error (missing, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND);
}

/* The same file is kept once; what was undone is found again by redo, and goes when nothing can ask for it. */
static void
test_undo_and_sweep (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (2000000, 9);
  g_autoptr (GError) error = NULL;

  g_assert_true (attach (self, "a.txt", bytes, &error));
  g_assert_true (attach (self, "b.txt", bytes, &error));
  g_assert_cmpint (ask (self->db, "SELECT count(*) FROM attachment_part"), ==, 2);
  for (int i = 0; i < 2; i++)
    {
      VecheGesture *gesture;

      g_assert_true (veche_db_begin (self->db, NULL));
      gesture = veche_journal_undo (self->db, 0, "test", &error);
      g_assert_no_error (error);
      g_assert_true (veche_db_commit (self->db, NULL));
      veche_gesture_free (gesture);
    }
  g_assert_cmpint (ask (self->db, "SELECT count(*) FROM attachment"), ==, 0);
  g_assert_true (veche_attachments_sweep (self->db, &error));
  g_assert_cmpint (ask (self->db, "SELECT count(*) FROM attachment_part"), ==, 2);

  for (int i = 0; i < 210; i++)
    {
      g_autoptr (VecheEdit) edit = veche_edit_new ("note", NULL);
      g_autofree char *text = g_strdup_printf ("%d", i);

      veche_edit_set_text (edit, "member", self->member, "city", text);
      g_assert_true (veche_db_begin (self->db, NULL));
      apply (self, edit);
    }
  g_assert_true (veche_attachments_sweep (self->db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (self->db, "SELECT count(*) FROM attachment_part"), ==, 0);
}

static void
test_damage (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (1500000, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (attach (self, "a.bin", bytes, &error));
  g_assert_true (veche_db_begin (self->db, NULL));
  g_assert_true (veche_db_exec (self->db, "DELETE FROM attachment_part WHERE part = 1", &error));
  g_assert_true (veche_db_commit (self->db, NULL));
  list = veche_attachments_list (self->db, self->id, &error);
  g_assert_null (veche_attachments_read (self->db, ((VecheAttachment *) list->pdata[0])->uid, NULL, &error));
  g_assert_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/attachments/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/store/attachments/limits", Fixture, NULL, set_up, test_limits, tear_down);
  g_test_add ("/store/attachments/undo-and-sweep", Fixture, NULL, set_up, test_undo_and_sweep, tear_down);
  g_test_add ("/store/attachments/damage", Fixture, NULL, set_up, test_damage, tear_down);

  return g_test_run ();
}
