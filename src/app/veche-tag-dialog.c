/* veche-tag-dialog.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-dialog-toasts.h"
#include "app/veche-tag-dialog.h"
#include "model/veche-text.h"
#include "store/veche-members-table.h"
#include "store/veche-tags-table.h"

#define NAME_MOST 60
#define WIDTH     420
#define LEAST     340
#define HEIGHT    290

/* Open until the tag has its new name: what was typed is still there when it could not be given. */
struct _VecheTagDialog
{
  AdwWindow     parent_instance;

  VecheSession *session;   /* (owned) */
  GPtrArray    *tags;      /* (owned) (element-type VecheCount) */
  char         *offered;   /* (owned): the name that stood in the entry before anything was typed */

  AdwComboRow  *choice;
  GtkEditable  *entry;
  GtkButton    *apply;
};

G_DEFINE_FINAL_TYPE (VecheTagDialog, veche_tag_dialog, ADW_TYPE_WINDOW)

typedef struct { char *uid, *name; } Rename;

static void
rename_free (gpointer data)
{
  Rename *to = data;

  g_free (to->uid);
  g_free (to->name);
  g_free (to);
}

static gboolean
rename_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Rename *to = input;

  return veche_tags_edit_rename (db, edit, to->uid, to->name, error);
}

static const VecheCount *
tag_dialog_tag (VecheTagDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->choice);

  return selected < self->tags->len ? self->tags->pdata[selected] : NULL;
}

/* Empty while there is none. (transfer full) */
static char *
tag_dialog_name (VecheTagDialog *self)
{
  char *name = veche_text_tidy (gtk_editable_get_text (self->entry));

  return name != NULL ? name : g_strdup ("");
}

/* The other tag that bears the name already. (nullable) */
static const VecheCount *
tag_dialog_bearer (VecheTagDialog *self, const char *name)
{
  g_autofree char *folded = veche_text_fold (name);

  for (guint i = 0; i < self->tags->len; i++)
    {
      const VecheCount *tag = self->tags->pdata[i];
      g_autofree char *other = veche_text_fold (tag->name);

      if (tag != tag_dialog_tag (self) && g_str_equal (other, folded))
        return tag;
    }

  return NULL;
}

static void
tag_dialog_renamed_cb (gboolean ok, gpointer user_data)
{
  g_autoptr (VecheTagDialog) self = user_data;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (ok)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
tag_dialog_apply_cb (VecheTagDialog *self)
{
  g_autofree char *name = tag_dialog_name (self);
  const VecheCount *tag = tag_dialog_tag (self), *bearer = tag_dialog_bearer (self, name);
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  Rename *to;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->apply)))
    return;
  edit = veche_edit_new (bearer != NULL ? "merge-tags" : "rename-tag", name);
  toast = g_strdup_printf (bearer != NULL ? _ ("Merged: %s") : _ ("Renamed: %s"), bearer != NULL ? bearer->name : name);
  to = g_new0 (Rename, 1);
  to->uid = g_strdup (tag->uid);
  to->name = g_steal_pointer (&name);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  veche_session_build_edit (self->session, edit, rename_build, to, rename_free, toast, tag_dialog_renamed_cb, g_object_ref (self));
}

static void
tag_dialog_typed_cb (VecheTagDialog *self)
{
  const VecheCount *tag = tag_dialog_tag (self);
  g_autofree char *name = tag_dialog_name (self);
  gboolean merges = tag_dialog_bearer (self, name) != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), tag != NULL && *name != '\0' && !g_str_equal (name, tag->name));
  gtk_button_set_label (self->apply, merges ? _ ("_Merge") : _ ("_Rename"));
}

/* The name to begin with follows the tag; one that was typed stays. */
static void
tag_dialog_chosen_cb (VecheTagDialog *self)
{
  const VecheCount *tag = tag_dialog_tag (self);

  if (tag != NULL && g_strcmp0 (gtk_editable_get_text (self->entry), self->offered != NULL ? self->offered : "") == 0)
    {
      g_free (self->offered);
      self->offered = g_strdup (tag->name);
      gtk_editable_set_text (self->entry, tag->name);
    }
  tag_dialog_typed_cb (self);
}

static void
tag_dialog_fill (VecheTagDialog *self, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->tags->len; i++)
    {
      const VecheCount *tag = self->tags->pdata[i];
      g_autofree char *clean = veche_text_clamp (tag->name, NAME_MOST, FALSE);

      gtk_string_list_append (names, clean);
      if (g_strcmp0 (tag->name, chosen) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->choice, selected);
  tag_dialog_chosen_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
veche_tag_dialog_finalize (GObject *object)
{
  VecheTagDialog *self = VECHE_TAG_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_free);

  G_OBJECT_CLASS (veche_tag_dialog_parent_class)->finalize (object);
}

static void
veche_tag_dialog_class_init (VecheTagDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = veche_tag_dialog_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-tag-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheTagDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, VecheTagDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, VecheTagDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, tag_dialog_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_dialog_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_dialog_typed_cb);
}

static void
veche_tag_dialog_init (VecheTagDialog *self)
{
  self->tags = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/*** Asking ***/

typedef struct
{
  VecheSession *session;   /* (owned) */
  GtkWidget    *parent;    /* (owned) */
  char         *chosen;    /* (owned) (nullable) */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->session);
  g_clear_object (&asking->parent);
  g_free (asking->chosen);
  g_free (asking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static gpointer
tags_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_members_list_tags (db, error);
}

static void
tags_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tags = veche_store_run_finish (VECHE_STORE (source), result, &error);
  VecheTagDialog *self;

  if (tags == NULL)
    veche_session_show_error (asking->session, error);
  else if (tags->len == 0)
    veche_session_toast (asking->session, _ ("There are no tags yet"));
  else if (gtk_widget_get_root (asking->parent) != NULL)
    {
      self = g_object_new (VECHE_TYPE_TAG_DIALOG, "transient-for", gtk_widget_get_root (asking->parent), NULL);
      self->session = g_object_ref (asking->session);
      g_ptr_array_unref (self->tags);
      self->tags = g_steal_pointer (&tags);
      veche_dialog_toasts_add (ADW_WINDOW (self), self->session);
      /* Its words wrap: what GTK takes for their height is too little in a narrow window. */
      gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (gtk_widget_get_width (asking->parent), LEAST, WIDTH), HEIGHT);
      tag_dialog_fill (self, asking->chosen);
      gtk_window_present (GTK_WINDOW (self));
    }
}

void
veche_tag_dialog_present (VecheSession *session, GtkWidget *parent, const char *chosen)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->session = g_object_ref (session);
  asking->parent = g_object_ref (parent);
  asking->chosen = g_strdup (chosen);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_SCANNER, tags_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                         tags_cb, asking);
}
