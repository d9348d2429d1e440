/* veche-file-tray.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-file-tray-private.h"
#include "model/veche-text.h"
#include "store/veche-attachments-table.h"
#include "store/veche-drafts-table.h"
#include "store/veche-store.h"

#define SAVE_SECONDS 1
#define ALT_MOST     1000

G_DEFINE_FINAL_TYPE (VecheFileTray, veche_file_tray, ADW_TYPE_BIN)

static guint changed_signal, emptied_signal;

static void tray_show (VecheFileTray *self);

/*** Keeping ***/

/* (transfer full) (element-type VecheFile) */
static GPtrArray *
files_copy (GPtrArray *files)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (veche_file_free);

  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (copy, veche_file_copy (files->pdata[i]));

  return copy;
}

static VecheFile *
files_find (GPtrArray *files, const VecheFile *file)
{
  for (guint i = 0; files != NULL && i < files->len; i++)
    if (veche_file_is_same (files->pdata[i], file))
      return files->pdata[i];

  return NULL;
}

typedef struct { gint64 interaction_id; GPtrArray *base, *files; } Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->base);
  g_ptr_array_unref (saving->files);
  g_free (saving);
}

static gpointer
save_job (VecheDb *db, gpointer input, GError **error)
{
  Saving *saving = input;
  GPtrArray *kept = NULL;

  return veche_draft_files_keep (db, saving->interaction_id, saving->base, saving->files, &kept, error) ? kept : NULL;
}

typedef struct { VecheFileTray *self; VecheSession *session; guint generation, number; } Saved;

static void
saved_free (Saved *saved)
{
  g_object_unref (saved->self);
  g_object_unref (saved->session);
  g_free (saved);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saved, saved_free)

/* What others put to the draft or took from it, a reply that left, say; what was typed about a picture stays. */
static void
tray_take_in (VecheFileTray *self, GPtrArray *kept)
{
  gboolean same = kept->len == self->files->len;

  for (guint i = 0; same && i < kept->len; i++)
    same = veche_file_is_same (kept->pdata[i], self->files->pdata[i]);
  if (same)
    return;
  for (guint i = 0; i < kept->len; i++)
    {
      VecheFile *file = kept->pdata[i];
      const VecheFile *shown = files_find (self->files, file);

      if (shown == NULL)
        continue;
      g_free (file->alt);
      file->alt = g_strdup (shown->alt);
    }
  g_ptr_array_unref (self->files);
  self->files = files_copy (kept);
  g_ptr_array_unref (self->base);
  self->base = files_copy (kept);
  tray_show (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saved) saved = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    veche_session_show_error (saved->session, error);
  if (saved->generation != saved->self->generation)
    return;
  saved->self->answered = saved->number;
  if (saved->number != saved->self->writes || !saved->self->loaded)
    return;
  if (kept != NULL)
    tray_take_in (saved->self, kept);
  g_signal_emit (saved->self, changed_signal, 0);
}

static void
tray_write (VecheFileTray *self)
{
  Saving *saving = g_new0 (Saving, 1);
  Saved *saved = g_new0 (Saved, 1);

  g_clear_handle_id (&self->save_source, g_source_remove);
  saving->interaction_id = self->interaction_id;
  saving->base = g_steal_pointer (&self->base);
  saving->files = files_copy (self->files);
  saved->self = g_object_ref (self);
  saved->session = g_object_ref (self->session);
  saved->generation = self->generation;
  saved->number = ++self->writes;
  self->base = files_copy (self->files);
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_WRITER, save_job, saving, saving_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                         saved_cb, saved);
}

static gboolean
save_timeout_cb (gpointer user_data)
{
  VecheFileTray *self = user_data;

  self->save_source = 0;
  tray_write (self);

  return G_SOURCE_REMOVE;
}

void
veche_file_tray_told (VecheFileTray *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
veche_file_tray_changed (VecheFileTray *self)
{
  if (self->session != NULL && self->interaction_id != 0)
    tray_write (self);
  tray_show (self);
  g_signal_emit (self, changed_signal, 0);
}

/*** Showing ***/

/* What the place has against it. (transfer full) (nullable) */
static char *
tray_trouble (VecheFileTray *self, guint at)
{
  const VecheFile *file = self->files->pdata[at];
  const VecheConnectorInfo *info = self->info;
  g_autofree char *most = NULL;

  if (info == NULL)
    return NULL;
  if (info->max_files == 0)
    return g_strdup (_ ("Files can’t be sent there"));
  if (at >= info->max_files)
    return g_strdup_printf (ngettext ("One file more than fits: at most %u goes there", "Too many: at most %u files go there", info->max_files), info->max_files);
  if (info->pictures_only && !veche_file_is_picture (file->type))
    return g_strdup (_ ("Only pictures can be sent there"));
  if (info->max_file_size == 0 || file->size <= info->max_file_size)
    return NULL;
  most = g_format_size (info->max_file_size);

  /* Translators: %s is a size such as "1 MB" */
  return g_strdup_printf (_ ("Too large: at most %s goes there"), most);
}

static void
alt_typed_cb (GtkEditable *entry, VecheFileTray *self)
{
  VecheFile *file = g_object_get_data (G_OBJECT (entry), "file");

  g_free (file->alt);
  file->alt = g_strdup (gtk_editable_get_text (entry));
  if (self->save_source == 0)
    self->save_source = g_timeout_add_seconds (SAVE_SECONDS, save_timeout_cb, self);
}

/* The keyboard goes to what stands in its place, or to the last one; with none left, to where one types. */
static void
tray_focus (VecheFileTray *self, guint at)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->box)), *next;

  for (guint i = 0; i < at && row != NULL && (next = gtk_widget_get_next_sibling (row)) != NULL; i++)
    row = next;
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_last_child (row));
  else
    g_signal_emit (self, emptied_signal, 0);
}

static void
remove_cb (GtkWidget *button, VecheFileTray *self)
{
  guint at;

  if (!g_ptr_array_find (self->files, g_object_get_data (G_OBJECT (button), "file"), &at))
    return;
  g_ptr_array_remove_index (self->files, at);
  veche_file_tray_changed (self);
  tray_focus (self, at);
}

static GtkWidget *
tray_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
tray_alt_new (VecheFileTray *self, VecheFile *file)
{
  GtkWidget *alt = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (alt), ALT_MOST);
  gtk_entry_set_placeholder_text (GTK_ENTRY (alt), _ ("What is to be seen in it, for who can’t see it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (alt), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Description of the picture"), -1);
  gtk_editable_set_text (GTK_EDITABLE (alt), file->alt);
  gtk_editable_set_width_chars (GTK_EDITABLE (alt), 8);
  g_object_set_data (G_OBJECT (alt), "file", file);
  g_signal_connect_object (alt, "changed", G_CALLBACK (alt_typed_cb), self, 0);

  return alt;
}

static GtkWidget *
tray_row_new (VecheFileTray *self, guint at)
{
  VecheFile *file = self->files->pdata[at];
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *icon, *button, *name, *length;
  g_autofree char *clean = veche_text_clamp (file->name, 120, FALSE), *size = g_format_size ((guint64) file->size), *trouble = tray_trouble (self, at);
  g_autofree char *removing = g_strdup_printf (_ ("Remove “%s”"), clean);

  icon = gtk_image_new_from_icon_name (veche_file_is_picture (file->type) ? "image-x-generic-symbolic" : "text-x-generic-symbolic");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  name = tray_label (clean, "veche-small");
  gtk_box_append (GTK_BOX (head), name);
  length = tray_label (size, "veche-caption");
  gtk_widget_add_css_class (length, "veche-second");
  gtk_box_append (GTK_BOX (head), length);
  gtk_box_append (GTK_BOX (words), head);
  if (trouble != NULL)
    {
      GtkWidget *why = tray_label (trouble, "veche-caption");

      gtk_widget_add_css_class (why, "veche-neg-ink");
      gtk_box_append (GTK_BOX (words), why);
    }
  if (trouble == NULL && veche_file_is_picture (file->type) && self->info != NULL && self->info->describes)
    gtk_box_append (GTK_BOX (words), tray_alt_new (self, file));
  gtk_widget_set_hexpand (words, TRUE);
  button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, removing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, removing, -1);
  g_object_set_data (G_OBJECT (button), "file", file);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

static void
tray_show (VecheFileTray *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < self->files->len; i++)
    gtk_box_append (self->box, tray_row_new (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self), self->files->len > 0);
}

/*** Loading ***/

typedef struct { VecheFileTray *self; guint generation; } Loading;

static Loading *
loading_new (VecheFileTray *self)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->self = g_object_ref (self);
  loading->generation = self->generation;

  return loading;
}

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->self);
  g_free (loading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

static gpointer
load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_draft_files_list (db, *(gint64 *) input, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Loading) loading = user_data;
  VecheFileTray *self = loading->self;
  g_autoptr (GPtrArray) files = veche_store_run_finish (VECHE_STORE (source), result, NULL);

  if (loading->generation != self->generation)
    return;
  self->loaded = TRUE;
  self->came_along = files != NULL && files->len > 0;
  /* What was added meanwhile stands behind them; the save that is on its way with it says the same. */
  for (guint i = 0; self->came_along && i < self->files->len; i++)
    if (files_find (files, self->files->pdata[i]) == NULL)
      g_ptr_array_add (files, veche_file_copy (self->files->pdata[i]));
  if (self->came_along)
    {
      g_ptr_array_unref (self->files);
      self->files = files_copy (files);
      g_ptr_array_unref (self->base);
      self->base = files_copy (files);
      tray_show (self);
    }
  if (self->look_later)
    veche_file_tray_look_again (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
veche_file_tray_dispose (GObject *object)
{
  VecheFileTray *self = VECHE_FILE_TRAY (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->generation++;      /* what is still being read finds nobody */
  g_clear_object (&self->session);

  G_OBJECT_CLASS (veche_file_tray_parent_class)->dispose (object);
}

static void
veche_file_tray_finalize (GObject *object)
{
  g_ptr_array_unref (VECHE_FILE_TRAY (object)->files);
  g_ptr_array_unref (VECHE_FILE_TRAY (object)->base);

  G_OBJECT_CLASS (veche_file_tray_parent_class)->finalize (object);
}

static void
veche_file_tray_class_init (VecheFileTrayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_file_tray_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_file_tray_finalize;
  emptied_signal = g_signal_new ("emptied", VECHE_TYPE_FILE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", VECHE_TYPE_FILE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_file_tray_init (VecheFileTray *self)
{
  self->files = g_ptr_array_new_with_free_func (veche_file_free);
  self->base = g_ptr_array_new_with_free_func (veche_file_free);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self), "veche-file-tray");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
veche_file_tray_set_target (VecheFileTray *self, VecheSession *session, gint64 interaction_id)
{
  g_return_if_fail (VECHE_IS_FILE_TRAY (self));

  veche_file_tray_save (self);
  g_set_object (&self->session, session);
  self->interaction_id = interaction_id;
  self->generation++;
  self->adding = 0;
  self->answered = self->writes;
  self->loaded = self->look_later = self->came_along = FALSE;
  g_ptr_array_set_size (self->files, 0);
  g_ptr_array_set_size (self->base, 0);
  tray_show (self);
  if (session != NULL && interaction_id != 0)     /* behind what was written a moment ago */
    veche_store_run_async (veche_session_get_store (session), VECHE_LANE_WRITER, load_job, g_memdup2 (&interaction_id, sizeof interaction_id), g_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, loading_new (self));
}

void
veche_file_tray_set_place (VecheFileTray *self, const VecheConnectorInfo *info)
{
  self->info = info;
  tray_show (self);
}

gboolean
veche_file_tray_is_empty (VecheFileTray *self)
{
  return self->files->len == 0;
}

gboolean
veche_file_tray_fits (VecheFileTray *self)
{
  if (self->adding > 0)
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    {
      g_autofree char *trouble = tray_trouble (self, i);

      if (trouble != NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
veche_file_tray_is_loaded (VecheFileTray *self)
{
  return self->loaded;
}

gboolean
veche_file_tray_get_came_along (VecheFileTray *self)
{
  return self->came_along;
}

GPtrArray *
veche_file_tray_dup_files (VecheFileTray *self)
{
  return files_copy (self->files);
}

void
veche_file_tray_look_again (VecheFileTray *self)
{
  g_return_if_fail (VECHE_IS_FILE_TRAY (self));

  if (self->session == NULL || self->interaction_id == 0)
    return;
  self->look_later = !self->loaded;
  if (self->loaded)
    tray_write (self);
}

gboolean
veche_file_tray_is_settled (VecheFileTray *self)
{
  return self->loaded && !self->look_later && self->answered == self->writes;
}

void
veche_file_tray_set_files (VecheFileTray *self, GPtrArray *files)
{
  g_return_if_fail (VECHE_IS_FILE_TRAY (self));

  if ((files == NULL || files->len == 0) && self->files->len == 0)
    return;
  g_ptr_array_set_size (self->files, 0);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (self->files, veche_file_copy (files->pdata[i]));
  veche_file_tray_changed (self);
}

void
veche_file_tray_save (VecheFileTray *self)
{
  if (self->save_source != 0 && self->session != NULL)
    tray_write (self);
}
