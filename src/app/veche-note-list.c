/* veche-note-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-label.h"
#include "app/veche-member-edits.h"
#include "app/veche-attachment-list.h"
#include "app/veche-note-list.h"
#include "model/veche-text.h"

struct _VecheNoteList
{
  AdwBin        parent_instance;

  VecheSession *session;    /* (owned) (nullable) */
  VecheProfile *profile;    /* (owned) (nullable) */

  GtkTextView  *text;
  GtkWidget    *save;
  GtkListBox   *list;
  VecheAttachmentList *files;
};

G_DEFINE_FINAL_TYPE (VecheNoteList, veche_note_list, ADW_TYPE_BIN)

static VecheMemberRef
note_list_member (VecheNoteList *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

static void
note_list_remove_cb (GtkButton *button, VecheNoteList *self)
{
  VecheMemberRef member = note_list_member (self);

  veche_member_remove_note (&member, g_object_get_data (G_OBJECT (button), "uid"));
}

static GtkWidget *
note_list_row_new (VecheNoteList *self, const VecheNote *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label, *when, *button;
  g_autofree char *text = veche_text_clamp (note->text, 4000, TRUE);
  g_autofree char *date = veche_time_long (note->at);
  g_autofree char *byline = note->author != NULL ? g_strdup_printf ("%s · %s", date, note->author) : g_strdup (date);

  when = veche_label_new (byline, "veche-caption", "veche-second");
  gtk_widget_set_hexpand (when, TRUE);

  button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Remove Note"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove Note"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "uid", g_strdup (note->uid), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (note_list_remove_cb), self, 0);

  label = veche_label_new_wrapped (text, NULL, NULL);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);

  gtk_box_append (GTK_BOX (head), when);
  gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "veche-flat-card");

  return box;
}

static void
note_list_fill (VecheNoteList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  for (guint i = 0; self->profile != NULL && i < self->profile->notes->len; i++)
    gtk_list_box_append (self->list, note_list_row_new (self, g_ptr_array_index (self->profile->notes, i)));
}

static void
note_list_changed_cb (VecheNoteList *self)
{
  gtk_widget_set_sensitive (self->save, gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text)) > 0);
}

static gboolean
note_list_key_cb (VecheNoteList *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((keyval == GDK_KEY_v || keyval == GDK_KEY_Cyrillic_em) && (state & GDK_CONTROL_MASK))
    return veche_attachment_list_paste (self->files);
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  veche_note_list_commit (self);

  return GDK_EVENT_STOP;
}

static void
veche_note_list_dispose (GObject *object)
{
  VecheNoteList *self = VECHE_NOTE_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);

  G_OBJECT_CLASS (veche_note_list_parent_class)->dispose (object);
}

static void
veche_note_list_class_init (VecheNoteListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_note_list_dispose;

  g_type_ensure (VECHE_TYPE_ATTACHMENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-note-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheNoteList, text);
  gtk_widget_class_bind_template_child (widget_class, VecheNoteList, save);
  gtk_widget_class_bind_template_child (widget_class, VecheNoteList, list);
  gtk_widget_class_bind_template_child (widget_class, VecheNoteList, files);
  gtk_widget_class_bind_template_callback (widget_class, note_list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, veche_note_list_commit);
}

static void
veche_note_list_init (VecheNoteList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (note_list_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
veche_note_list_set_profile (VecheNoteList *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;

  g_return_if_fail (VECHE_IS_NOTE_LIST (self));

  before = self->profile;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_clear_pointer (&before, veche_record_unref);
  g_set_object (&self->session, session);
  veche_attachment_list_set_profile (self->files, session, profile);
  note_list_fill (self);
}

void
veche_note_list_commit (VecheNoteList *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  VecheMemberRef member;

  g_return_if_fail (VECHE_IS_NOTE_LIST (self));

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (*text == '\0' || self->profile == NULL)
    return;

  member = note_list_member (self);
  gtk_text_buffer_set_text (buffer, "", 0);
  veche_member_note (&member, text);
}
