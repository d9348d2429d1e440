/* veche-name-entry.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/veche-name-entry.h"

#include <string.h>

#include "app/veche-label.h"
#include "model/veche-text.h"

#define MAX_SUGGESTIONS 8

struct _VecheNameEntry
{
  AdwBin      parent_instance;

  GStrv       names;      /* (nullable) */
  GStrv       keys;       /* of the names, for comparing over both scripts */

  GtkWidget  *entry;
  GtkWidget  *popover;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VecheNameEntry, veche_name_entry, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PLACEHOLDER_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
name_entry_choose (VecheNameEntry *self, const char *name)
{
  g_autofree char *clean = g_strstrip (g_strdup (name));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (*clean != '\0')
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, clean);
}

static void
name_entry_fill (VecheNameEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *key = veche_text_translit_key (typed);
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  for (guint i = 0; self->names != NULL && key != NULL && *key != '\0' && self->names[i] != NULL && n < MAX_SUGGESTIONS;
       i++)
    if (strstr (self->keys[i], key) != NULL)
      {
        GtkWidget *label = veche_label_new (self->names[i], NULL, NULL);

        g_object_set_data_full (G_OBJECT (label), "name", g_strdup (self->names[i]), g_free);
        gtk_list_box_append (self->list, label);
        n++;
      }

  if (n > 0 && gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
name_entry_changed_cb (VecheNameEntry *self)
{
  name_entry_fill (self);
}

static const char *
name_entry_row_name (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "name");
}

static void
name_entry_activate_cb (VecheNameEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL && gtk_widget_get_visible (self->popover))
    name_entry_choose (self, name_entry_row_name (row));
  else
    name_entry_choose (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
name_entry_row_activated_cb (VecheNameEntry *self, GtkListBoxRow *row)
{
  name_entry_choose (self, name_entry_row_name (row));
  gtk_widget_grab_focus (self->entry);
}

static gboolean
name_entry_key_cb (VecheNameEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_visible (self->popover))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
      index++;
      break;
    case GDK_KEY_Up:
      index--;
      break;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  gtk_list_box_select_row (self->list, index < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, index));

  return GDK_EVENT_STOP;
}

static void
name_entry_leave_cb (VecheNameEntry *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
veche_name_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PLACEHOLDER_TEXT:
      g_value_set_string (value, gtk_entry_get_placeholder_text (GTK_ENTRY (VECHE_NAME_ENTRY (object)->entry)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
veche_name_entry_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  VecheNameEntry *self = VECHE_NAME_ENTRY (object);

  switch (prop_id)
    {
    case PROP_PLACEHOLDER_TEXT:
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
veche_name_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VECHE_NAME_ENTRY (widget)->entry);
}

static void
veche_name_entry_dispose (GObject *object)
{
  VecheNameEntry *self = VECHE_NAME_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->keys, g_strfreev);

  G_OBJECT_CLASS (veche_name_entry_parent_class)->dispose (object);
}

static void
veche_name_entry_class_init (VecheNameEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = veche_name_entry_get_property;
  object_class->set_property = veche_name_entry_set_property;
  object_class->dispose = veche_name_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = veche_name_entry_grab_focus;

  properties[PROP_PLACEHOLDER_TEXT]
    = g_param_spec_string ("placeholder-text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", VECHE_TYPE_NAME_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
veche_name_entry_init (VecheNameEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  adw_bin_set_child (ADW_BIN (self), self->entry);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->popover, "veche-suggestions");

  g_signal_connect_object (self->entry, "changed", G_CALLBACK (name_entry_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (name_entry_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (name_entry_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (name_entry_key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (name_entry_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
}

void
veche_name_entry_set_names (VecheNameEntry *self, const char *const *names)
{
  guint n = names != NULL ? g_strv_length ((GStrv) names) : 0;

  g_return_if_fail (VECHE_IS_NAME_ENTRY (self));

  g_strfreev (self->names);
  g_strfreev (self->keys);
  self->names = g_strdupv ((GStrv) names);
  self->keys = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->keys[i] = veche_text_translit_key (names[i]);
}

void
veche_name_entry_commit (VecheNameEntry *self)
{
  g_return_if_fail (VECHE_IS_NAME_ENTRY (self));

  name_entry_choose (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}
