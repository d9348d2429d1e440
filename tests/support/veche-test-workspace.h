/* veche-test-workspace.h
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gstdio.h>

#include "app/veche-session.h"
#include "support/veche-test-wait.h"

G_BEGIN_DECLS

/* A workspace in a folder of its own, open in a session, for tests of widgets. */
typedef struct
{
  char         *folder;
  VecheStore   *store;
  VecheSession *session;
} VecheTestWorkspace;

static inline void
veche_test_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Runs a job to its end; an error fails the test. */
static inline gpointer
veche_test_run (VecheStore *store, VecheLaneId lane, VecheJob job, gpointer input)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gpointer output;

  veche_store_run_async (store, lane, job, input, NULL, NULL, NULL, veche_test_answer_cb, &result);
  veche_test_wait (result != NULL);
  output = veche_store_run_finish (store, result, &error);
  g_assert_no_error (error);
  return output;
}

static inline void
veche_test_workspace_open (VecheTestWorkspace *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("veche-test-XXXXXX", NULL);
  path = g_build_filename (self->folder, "test.veche", NULL);
  veche_store_open_async (path, TRUE, NULL, veche_test_answer_cb, &result);
  veche_test_wait (result != NULL);
  self->store = veche_store_open_finish (result, &error);
  g_assert_no_error (error);
  self->session = veche_session_new (self->store, NULL, FALSE);
}

static inline void
veche_test_workspace_close (VecheTestWorkspace *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  GDir *dir;
  const char *name;

  g_object_unref (self->session);
  veche_store_close_async (self->store, veche_test_answer_cb, &result);
  veche_test_wait (result != NULL);
  veche_store_close_finish (self->store, result, NULL);
  g_object_unref (self->store);

  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (self->folder);
  g_free (self->folder);
}

/* The first widget below root of the type and, unless NULL, with the style class or the text given. */
static inline GtkWidget *
veche_test_find (GtkWidget *root, GType type, const char *style, const char *text)
{
  gboolean fits = g_type_is_a (G_OBJECT_TYPE (root), type);

  if (fits && style != NULL)
    fits = gtk_widget_has_css_class (root, style);
  if (fits && text != NULL)
    fits = GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL && gtk_widget_get_mapped (root);
  if (fits)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = veche_test_find (child, type, style, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

G_END_DECLS
