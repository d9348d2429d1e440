/* veche-promise-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-profile-parts.h"
#include "app/veche-promise-list.h"
#include "app/veche-prose.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-promises-table.h"

#define MOST 10
#define WORDS_MOST 200

struct _VechePromiseList
{
  AdwBin        parent_instance;

  VecheSession *session;     /* (owned) (nullable) */
  gint64        member_id;
  guint         asked;       /* an answer to an earlier question is dropped */

  GtkWidget    *box;
};

G_DEFINE_FINAL_TYPE (VechePromiseList, veche_promise_list, ADW_TYPE_BIN)

static void
promise_list_kept_cb (VechePromiseList *self, GtkWidget *button)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("promise-kept", NULL);

  if (self->session == NULL)
    return;
  veche_promises_edit_keep (edit, g_object_get_data (G_OBJECT (button), "uid"), TRUE);
  veche_session_edit (self->session, edit, _ ("Promise kept"), NULL, NULL);
}

static GtkWidget *
line_new (VechePromiseList *self, const VechePromiseRow *promise)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *kept = veche_profile_icon_button_new ("object-select-symbolic", _ ("Promise Kept"));
  g_autofree char *text = veche_text_clamp (promise->text, WORDS_MOST, FALSE), *due = veche_time_long (promise->due);
  gboolean late = promise->due <= veche_now ();

  gtk_box_append (GTK_BOX (words), veche_prose_new (text, NULL));
  gtk_box_append (GTK_BOX (words), veche_label_new (due, late ? "veche-warn-ink" : "veche-second", NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (kept, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (kept, "flat");
  g_object_set_data_full (G_OBJECT (kept), "uid", g_strdup (promise->uid), g_free);
  g_signal_connect_object (kept, "clicked", G_CALLBACK (promise_list_kept_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), kept);

  return line;
}

static gpointer
promises_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_promises_list (db, VECHE_PROMISES_OPEN, *(gint64 *) input, MOST, error);
}

typedef struct { VechePromiseList *self; guint asked; } Question;

static void
promise_list_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VechePromiseList) self = question->self;
  g_autoptr (GPtrArray) promises = veche_store_run_finish (VECHE_STORE (source), result, NULL);
  gboolean any = promises != NULL && promises->len > 0;

  if (question->asked != self->asked || self->session == NULL)
    return;
  veche_profile_clear (self->box);
  if (any)
    gtk_box_append (GTK_BOX (self->box), veche_label_new (_ ("You promised"), "heading", NULL));
  for (guint i = 0; any && i < promises->len; i++)
    gtk_box_append (GTK_BOX (self->box), line_new (self, promises->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

static void
promise_list_load (VechePromiseList *self)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->asked = ++self->asked;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, promises_job, g_memdup2 (&self->member_id, sizeof self->member_id),
                         g_free, (GDestroyNotify) g_ptr_array_unref, NULL, promise_list_loaded_cb, question);
}

static void
promise_list_changed_cb (VechePromiseList *self, VecheChange *change)
{
  if (self->member_id != 0 && (veche_change_get_tables (change) & VECHE_TABLE_TRIAGE))
    promise_list_load (self);
}

void
veche_promise_list_set_member (VechePromiseList *self, VecheSession *session, gint64 member_id)
{
  g_return_if_fail (VECHE_IS_PROMISE_LIST (self));

  if (self->session != session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_set_object (&self->session, session);
      if (session != NULL)
        g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (promise_list_changed_cb), self, G_CONNECT_SWAPPED);
    }
  if (session != NULL && member_id != 0 && member_id == self->member_id)
    return;
  self->member_id = session != NULL ? member_id : 0;
  self->asked++;
  veche_profile_clear (self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->member_id != 0)
    promise_list_load (self);
}

static void
veche_promise_list_dispose (GObject *object)
{
  veche_promise_list_set_member (VECHE_PROMISE_LIST (object), NULL, 0);

  G_OBJECT_CLASS (veche_promise_list_parent_class)->dispose (object);
}

static void
veche_promise_list_class_init (VechePromiseListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_promise_list_dispose;
}

static void
veche_promise_list_init (VechePromiseList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
