/* veche-project-parts.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-day-button.h"
#include "app/veche-member-picker.h"
#include "app/veche-project-parts.h"
#include "store/veche-members-table.h"

#define MAX_NEEDED 99

typedef struct
{
  char           *uid;          /* (nullable): not saved yet */
  char           *member_uid;   /* team: who */
  GtkWidget      *row;
  GtkWidget      *title;        /* steps, slots: an entry */
  VecheDayButton *day;          /* steps */
  GtkWidget      *done;         /* steps: a check button */
  GtkWidget      *needed;       /* slots: a spin button */
  GtkWidget      *competency;   /* slots, team: a drop-down; the first is none */
} VechePart;

struct _VecheProjectParts
{
  AdwPreferencesGroup parent_instance;

  VechePartsKind      kind;
  VecheSession       *session;        /* (owned) */
  GPtrArray          *parts;          /* (owned) (element-type VechePart) */
  GPtrArray          *removed;        /* (owned) (element-type utf8) */
  GPtrArray          *competencies;   /* (owned) (element-type VecheCount) */
  GtkListBox         *list;
};

G_DEFINE_FINAL_TYPE (VecheProjectParts, veche_project_parts, ADW_TYPE_PREFERENCES_GROUP)

static const char *const tables[] = { "project_step", "project_slot", "project_member" };

static void
veche_part_free (gpointer data)
{
  VechePart *part = data;

  g_free (part->uid);
  g_free (part->member_uid);
  g_free (part);
}

static const char *
veche_project_parts_competency (VecheProjectParts *self, VechePart *part)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (part->competency));

  return chosen > 0 && chosen <= self->competencies->len ? ((VecheCount *) g_ptr_array_index (self->competencies, chosen - 1))->uid : NULL;
}

static GtkWidget *
veche_project_parts_competency_new (VecheProjectParts *self, const char *uid)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *choice;
  guint selected = 0;

  gtk_string_list_append (names, _("Any competency"));
  for (guint i = 0; i < self->competencies->len; i++)
    {
      const VecheCount *competency = g_ptr_array_index (self->competencies, i);

      gtk_string_list_append (names, competency->name);
      if (g_strcmp0 (competency->uid, uid) == 0)
        selected = i + 1;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Competency"), -1);

  return choice;
}

static void
veche_project_parts_drop_cb (GtkButton *button, VecheProjectParts *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  for (guint i = 0; i < self->parts->len; i++)
    {
      VechePart *part = g_ptr_array_index (self->parts, i);

      if (part->row != row)
        continue;
      if (part->uid != NULL)
        g_ptr_array_add (self->removed, g_strdup (part->uid));
      g_ptr_array_remove_index (self->parts, i);
      gtk_list_box_remove (self->list, row);
      break;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->parts->len > 0);
}

static VechePart *
veche_project_parts_add (VecheProjectParts *self, const char *uid)
{
  VechePart *part = g_new0 (VechePart, 1);

  part->uid = g_strdup (uid);
  g_ptr_array_add (self->parts, part);

  return part;
}

/* Wraps controls into a row with a button that removes it. */
static void
veche_project_parts_finish_row (VecheProjectParts *self, VechePart *part, GtkWidget *first, GtkWidget *second, GtkWidget *third)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *drop = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_hexpand (first, TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), first);
  if (second != NULL)
    gtk_box_append (GTK_BOX (line), second);
  if (third != NULL)
    gtk_box_append (GTK_BOX (line), third);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (drop, "flat");
  gtk_widget_set_tooltip_text (drop, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove"), -1);
  g_signal_connect (drop, "clicked", G_CALLBACK (veche_project_parts_drop_cb), self);
  gtk_box_append (GTK_BOX (box), drop);
  gtk_widget_add_css_class (box, "plan-part");

  part->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (part->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (part->row), FALSE);
  gtk_list_box_append (self->list, part->row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
}

static GtkWidget *
entry_new (const char *text, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);

  return entry;
}

static void
veche_project_parts_add_step (VecheProjectParts *self, const VecheStep *step)
{
  VechePart *part = veche_project_parts_add (self, step != NULL ? step->uid : NULL);

  part->title = entry_new (step != NULL ? step->title : NULL, _("What has to be done"));
  part->day = VECHE_DAY_BUTTON (veche_day_button_new ());
  veche_day_button_set_optional (part->day, TRUE);
  veche_day_button_set_day (part->day, step != NULL ? step->day : NULL);
  part->done = gtk_check_button_new_with_label (C_("step", "Done"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (part->done), step != NULL && step->done);
  veche_project_parts_finish_row (self, part, part->title, GTK_WIDGET (part->day), part->done);
}

static void
veche_project_parts_add_slot (VecheProjectParts *self, const VecheSlot *slot)
{
  VechePart *part = veche_project_parts_add (self, slot != NULL ? slot->uid : NULL);

  part->title = entry_new (slot != NULL ? slot->title : NULL, _("Role in the project"));
  part->competency = veche_project_parts_competency_new (self, slot != NULL ? slot->competency_uid : NULL);
  part->needed = gtk_spin_button_new_with_range (1, MAX_NEEDED, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (part->needed), slot != NULL ? slot->needed : 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (part->needed), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How many people"), -1);
  gtk_widget_set_tooltip_text (part->needed, _("How many people"));
  veche_project_parts_finish_row (self, part, part->title, part->competency, part->needed);
}

static void
veche_project_parts_add_person (VecheProjectParts *self, const char *uid, const char *member_uid, const char *name, const char *competency_uid)
{
  VechePart *part = veche_project_parts_add (self, uid);
  GtkWidget *label = gtk_label_new (name);

  part->member_uid = g_strdup (member_uid);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  part->competency = veche_project_parts_competency_new (self, competency_uid);
  veche_project_parts_finish_row (self, part, label, part->competency, NULL);
}

static void
veche_project_parts_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheProjectParts *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_str_equal (((VechePart *) g_ptr_array_index (self->parts, i))->member_uid, record->uid))
      return;

  veche_project_parts_add_person (self, NULL, record->uid, ((VecheMember *) record)->name, NULL);
}

static void
veche_project_parts_new_cb (VecheProjectParts *self)
{
  VechePart *part;

  if (self->kind == VECHE_PARTS_STEPS)
    veche_project_parts_add_step (self, NULL);
  else
    veche_project_parts_add_slot (self, NULL);

  part = g_ptr_array_index (self->parts, self->parts->len - 1);
  gtk_widget_grab_focus (part->title);
}

static void
veche_project_parts_dispose (GObject *object)
{
  VecheProjectParts *self = VECHE_PROJECT_PARTS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_clear_pointer (&self->competencies, g_ptr_array_unref);

  G_OBJECT_CLASS (veche_project_parts_parent_class)->dispose (object);
}

static void
veche_project_parts_class_init (VecheProjectPartsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_project_parts_dispose;
}

static void
veche_project_parts_init (VecheProjectParts *self)
{
  self->parts = g_ptr_array_new_with_free_func (veche_part_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));
}

static void
veche_project_parts_add_head (VecheProjectParts *self)
{
  static const char *const titles[] = { N_("Steps"), N_("Roles"), N_("Team") };
  static const char *const buttons[] = { N_("Add a Step"), N_("Add a Role"), N_("Add a Person") };
  GtkWidget *button;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _(titles[self->kind]));
  if (self->kind == VECHE_PARTS_TEAM)
    {
      GtkWidget *picker = veche_member_picker_new (self->session, NULL);

      button = gtk_menu_button_new ();
      gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _(buttons[self->kind]));
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
      g_signal_connect (picker, "picked", G_CALLBACK (veche_project_parts_picked_cb), self);
    }
  else
    {
      button = gtk_button_new_with_label (_(buttons[self->kind]));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (veche_project_parts_new_cb), self);
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

GtkWidget *
veche_project_parts_new (VechePartsKind kind, VecheSession *session, GPtrArray *parts, GPtrArray *competencies)
{
  VecheProjectParts *self = g_object_new (VECHE_TYPE_PROJECT_PARTS, NULL);

  self->kind = kind;
  self->session = g_object_ref (session);
  self->competencies = g_ptr_array_ref (competencies);
  veche_project_parts_add_head (self);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      VecheTeamMember *person = g_ptr_array_index (parts, i);

      if (kind == VECHE_PARTS_STEPS)
        veche_project_parts_add_step (self, g_ptr_array_index (parts, i));
      else if (kind == VECHE_PARTS_SLOTS)
        veche_project_parts_add_slot (self, g_ptr_array_index (parts, i));
      else
        veche_project_parts_add_person (self, person->uid, person->member_uid, person->name, person->competency_uid);
    }

  return GTK_WIDGET (self);
}

char *
veche_project_parts_fingerprint (VecheProjectParts *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u", self->removed->len);
  for (guint i = 0; i < self->parts->len; i++)
    {
      VechePart *part = g_ptr_array_index (self->parts, i);
      const char *day = part->day != NULL ? veche_day_button_get_day (part->day) : NULL;

      g_string_append_printf (text, "\1%s\1%s\1%s\1%d\1%d\1%u", part->title != NULL ? gtk_editable_get_text (GTK_EDITABLE (part->title)) : "",
                              part->member_uid != NULL ? part->member_uid : "", day != NULL ? day : "",
                              part->done != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (part->done)),
                              part->needed != NULL ? gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (part->needed)) : 0,
                              part->competency != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (part->competency)) : 0);
    }

  return g_string_free (text, FALSE);
}

/* Rows without a title were begun and left: they are not saved, and an old one whose title was emptied goes. */
static const char *
veche_project_parts_row_uid (VecheProjectParts *self, VechePart *part, VecheEdit *edit, const char *project_uid)
{
  const char *table = tables[self->kind];
  g_autofree char *title = part->title != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (part->title)))) : NULL;
  const char *uid = part->uid;

  if (title != NULL && *title == '\0')
    {
      if (uid != NULL)
        veche_edit_delete (edit, table, uid);
      return NULL;
    }

  if (uid == NULL)
    {
      uid = veche_edit_insert (edit, table);
      veche_edit_set_ref (edit, table, uid, "project_id", project_uid);
    }
  if (title != NULL)
    veche_edit_set_text (edit, table, uid, "title", title);

  return uid;
}

void
veche_project_parts_save (VecheProjectParts *self, VecheEdit *edit, const char *project_uid)
{
  const char *table = tables[self->kind];

  for (guint i = 0; i < self->removed->len; i++)
    veche_edit_delete (edit, table, g_ptr_array_index (self->removed, i));

  for (guint i = 0; i < self->parts->len; i++)
    {
      VechePart *part = g_ptr_array_index (self->parts, i);
      const char *uid = veche_project_parts_row_uid (self, part, edit, project_uid);

      if (uid == NULL)
        continue;
      if (self->kind != VECHE_PARTS_TEAM)
        veche_edit_set_int (edit, table, uid, "position", i);
      if (part->day != NULL)
        veche_edit_set_text (edit, table, uid, "day", veche_day_button_get_day (part->day));
      if (part->done != NULL)
        veche_edit_set_int (edit, table, uid, "done", gtk_check_button_get_active (GTK_CHECK_BUTTON (part->done)));
      if (part->needed != NULL)
        veche_edit_set_int (edit, table, uid, "needed", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (part->needed)));
      if (part->competency != NULL)
        veche_edit_set_ref (edit, table, uid, "competency_id", veche_project_parts_competency (self, part));
      if (part->member_uid != NULL)
        veche_edit_set_ref (edit, table, uid, "member_id", part->member_uid);
    }
}
