/* veche-labels-popover.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-label.h"
#include "app/veche-inbox-bulk-run.h"
#include "app/veche-labels-popover.h"
#include "model/veche-text.h"
#include "store/veche-labels-table.h"

#define MOST_AT_ONCE 200   /* mentions that are changed without showing how far it is */
#define MOST_SHOWN 200

struct _VecheLabelsPopover
{
  GtkPopover    parent_instance;

  VecheSession *session;    /* (owned) (nullable) */
  GStrv         mentions;   /* (owned) (nullable) */
  GPtrArray    *labels;     /* (owned) (nullable) (element-type VecheMentionLabel) */
  guint         asked;      /* an answer to an earlier question is dropped */
  gboolean      filling;

  GtkEditable  *entry;
  GtkListBox   *list;
  GtkWidget    *scroller;
  GtkWidget    *create;
};

G_DEFINE_FINAL_TYPE (VecheLabelsPopover, veche_labels_popover, GTK_TYPE_POPOVER)

GtkWidget *
veche_label_dot_new (const char *colour)
{
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (dot, "veche-label-dot");
  gtk_widget_add_css_class (dot, colour);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);

  return dot;
}

/*** Changes ***/

typedef struct
{
  char    *label_uid, *name;   /* uid (nullable): the label of this name, made if need be */
  GStrv    mentions;
  gboolean on;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->label_uid);
  g_free (wish->name);
  g_strfreev (wish->mentions);
  g_free (wish);
}

static gboolean
wish_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  Wish *wish = data;
  g_autofree char *uid = wish->label_uid != NULL ? g_strdup (wish->label_uid) : veche_labels_edit_need (db, edit, wish->name, NULL, error);

  return uid != NULL && veche_labels_edit_put (db, edit, uid, (const char *const *) wish->mentions, wish->on, error);
}

static void
labels_popover_put (VecheLabelsPopover *self, const char *uid, const char *name, gboolean on)
{
  g_autoptr (VecheEdit) edit = veche_edit_new (on ? "label" : "unlabel", name);
  /* Translators: %s is a label of messages */
  g_autofree char *toast = g_strdup_printf (on ? _ ("Labelled: %s") : _ ("Label taken off: %s"), name);
  Wish *wish;

  if (g_strv_length (self->mentions) > MOST_AT_ONCE)
    {
      g_autoptr (VecheInboxBulk) bulk = veche_inbox_bulk_new (on ? VECHE_INBOX_BULK_LABEL : VECHE_INBOX_BULK_UNLABEL, on ? "label" : "unlabel");

      bulk->subject = g_strdup (name);
      bulk->text = g_strdup (name);
      bulk->uids = g_strdupv (self->mentions);
      veche_inbox_bulk_run (self->session, bulk, toast, NULL, NULL, NULL);
      return;
    }
  wish = g_new0 (Wish, 1);
  wish->label_uid = g_strdup (uid);
  wish->name = g_strdup (name);
  wish->mentions = g_strdupv (self->mentions);
  wish->on = on;
  veche_session_build_edit (self->session, edit, wish_build, wish, wish_free, toast, NULL, NULL);
}

static void
labels_popover_toggled_cb (VecheLabelsPopover *self, GtkCheckButton *check)
{
  const char *uid = g_object_get_data (G_OBJECT (check), "uid");
  gboolean on = gtk_check_button_get_active (check);

  if (self->filling || self->session == NULL)
    return;
  gtk_check_button_set_inconsistent (check, FALSE);
  /* The next letter typed fills the list anew. */
  for (guint i = 0; i < self->labels->len; i++)
    {
      VecheMentionLabel *label = self->labels->pdata[i];

      if (g_strcmp0 (label->uid, uid) == 0)
        label->n = on ? g_strv_length (self->mentions) : 0;
    }
  labels_popover_put (self, uid, g_object_get_data (G_OBJECT (check), "name"), on);
}

/*** The list ***/

static GtkWidget *
row_new (VecheLabelsPopover *self, const VecheMentionLabel *label, guint n_mentions)
{
  GtkWidget *check = gtk_check_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *row = gtk_list_box_row_new ();
  g_autofree char *name = veche_text_clamp (label->name, 60, FALSE);

  gtk_box_append (GTK_BOX (box), veche_label_dot_new (label->colour));
  gtk_box_append (GTK_BOX (box), veche_label_new (name, NULL, NULL));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), label->n > 0);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (check), label->n > 0 && label->n < n_mentions);
  gtk_box_prepend (GTK_BOX (box), check);
  g_object_set_data_full (G_OBJECT (check), "uid", g_strdup (label->uid), g_free);
  g_object_set_data_full (G_OBJECT (check), "name", g_strdup (label->name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (labels_popover_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static GtkCheckButton *
check_of (GtkListBoxRow *row)
{
  return GTK_CHECK_BUTTON (gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
}

static void
labels_popover_clear (VecheLabelsPopover *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* What holds what is typed; first what is just that. */
static void
labels_popover_fill (VecheLabelsPopover *self)
{
  g_autofree char *typed = veche_text_tidy (gtk_editable_get_text (self->entry));
  g_autofree char *folded = typed != NULL ? veche_text_fold (typed) : NULL;
  gboolean exact = FALSE;
  guint n = 0;

  self->filling = TRUE;
  labels_popover_clear (self);
  for (guint i = 0; self->labels != NULL && i < self->labels->len && n < MOST_SHOWN; i++)
    {
      const VecheMentionLabel *label = self->labels->pdata[i];
      g_autofree char *name = veche_text_fold (label->name);

      if (folded != NULL && strstr (name, folded) == NULL)
        continue;
      exact |= folded != NULL && g_str_equal (name, folded);
      gtk_list_box_insert (self->list, row_new (self, label, g_strv_length (self->mentions)), folded != NULL && g_str_equal (name, folded) ? 0 : -1);
      n++;
    }
  self->filling = FALSE;
  gtk_widget_set_visible (self->scroller, n > 0);
  gtk_widget_set_visible (self->create, typed != NULL && !exact);
  if (typed != NULL)
    {
      g_autofree char *clamped = veche_text_clamp (typed, 40, FALSE);
      /* Translators: %s is the name of a new label */
      g_autofree char *text = g_strdup_printf (_ ("New label “%s”"), clamped);

      gtk_button_set_label (GTK_BUTTON (self->create), text);
    }
}

static void
labels_popover_create_cb (VecheLabelsPopover *self)
{
  g_autofree char *typed = veche_text_tidy (gtk_editable_get_text (self->entry));

  if (typed != NULL && self->session != NULL)
    labels_popover_put (self, NULL, typed, TRUE);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Return puts the one that fits, or a new one, and is done. */
static void
labels_popover_activate_cb (VecheLabelsPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);
  GtkCheckButton *check = row != NULL ? check_of (row) : NULL;

  if (*gtk_editable_get_text (self->entry) == '\0')
    gtk_popover_popdown (GTK_POPOVER (self));
  else if (gtk_widget_get_visible (self->create) && check == NULL)
    labels_popover_create_cb (self);
  else if (check != NULL)
    {
      gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
      gtk_popover_popdown (GTK_POPOVER (self));
    }
}

static void
labels_popover_row_cb (VecheLabelsPopover *self, GtkListBoxRow *row)
{
  GtkCheckButton *check = check_of (row);

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

/*** Asking ***/

static gpointer
labels_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_labels_list (db, input, error);
}

typedef struct { VecheLabelsPopover *self; guint asked; } Question;

static void
labels_popover_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (VecheLabelsPopover) self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (question->asked != self->asked || self->session == NULL)
    return;
  if (labels == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->labels = g_steal_pointer (&labels);
  gtk_editable_set_text (self->entry, "");
  labels_popover_fill (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
veche_labels_popover_ask (VecheLabelsPopover *self, VecheSession *session, const char *const *mentions)
{
  Question *question = g_new0 (Question, 1);

  g_return_if_fail (VECHE_IS_LABELS_POPOVER (self) && VECHE_IS_SESSION (session) && mentions != NULL);

  g_set_object (&self->session, session);
  g_strfreev (self->mentions);
  self->mentions = g_strdupv ((char **) mentions);
  question->self = g_object_ref (self);
  question->asked = ++self->asked;
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, labels_job, g_strdupv ((char **) mentions),
                         (GDestroyNotify) g_strfreev, (GDestroyNotify) g_ptr_array_unref, NULL, labels_popover_loaded_cb, question);
}

static void
veche_labels_popover_dispose (GObject *object)
{
  VecheLabelsPopover *self = VECHE_LABELS_POPOVER (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_labels_popover_parent_class)->dispose (object);
}

static void
veche_labels_popover_finalize (GObject *object)
{
  VecheLabelsPopover *self = VECHE_LABELS_POPOVER (object);

  g_strfreev (self->mentions);
  g_clear_pointer (&self->labels, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_labels_popover_parent_class)->finalize (object);
}

static void
veche_labels_popover_class_init (VecheLabelsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_labels_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_labels_popover_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-labels-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheLabelsPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheLabelsPopover, list);
  gtk_widget_class_bind_template_child (widget_class, VecheLabelsPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, VecheLabelsPopover, create);
  gtk_widget_class_bind_template_callback (widget_class, labels_popover_fill);
  gtk_widget_class_bind_template_callback (widget_class, labels_popover_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, labels_popover_create_cb);
  gtk_widget_class_bind_template_callback (widget_class, labels_popover_row_cb);
}

static void
veche_labels_popover_init (VecheLabelsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
