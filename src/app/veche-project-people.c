/* veche-project-people.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those who take part in the project: their faces, what can be done with each, and how they take part no longer.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-mention-words.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-project-page-private.h"
#include "model/veche-edit.h"

#define NAME_MOST 60

/*** Out of a role ***/

typedef struct { char *project_uid, *member_uid; } Leave;

static void
leave_free (gpointer data)
{
  Leave *leave = data;

  g_free (leave->project_uid);
  g_free (leave->member_uid);
  g_free (leave);
}

static gboolean
leave_project_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  const Leave *leave = data;

  return veche_team_edit_leave_project (db, edit, leave->project_uid, leave->member_uid, error);
}

static gboolean
leave_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  return veche_team_edit_leave (db, edit, veche_form_get (form, "slot"), veche_form_get (form, "member"),
                                g_strcmp0 (veche_form_get (form, "why"), "withdrawn") == 0, veche_form_get (form, "reason"), error);
}

static void
ask_why (GtkWidget *parent, VecheSession *session, const char *slot_uid, const char *title, const char *member_uid, const char *name, gboolean invited)
{
  static const char *const nicks[] = { "declined", "withdrawn", NULL };
  const char *titles[] = { C_("leaving a role", "They changed their mind"), C_("leaving a role", "We do without them"), NULL };
  VecheFormDialog *form = veche_form_dialog_new (parent, session, invited ? _("Withdraw the Invitation") : _("Out of the Role"), "leave-slot", leave_build);
  /* Translators: a person, a role in a project */
  g_autofree char *about = g_strdup_printf (_("%1$s · %2$s"), name, title), *toast = NULL;

  /* Translators: %s is a person */
  toast = g_strdup_printf (invited ? _("Invitation withdrawn: %s") : _("Out of the role: %s"), name);
  veche_form_dialog_keep (form, "slot", slot_uid);
  veche_form_dialog_keep (form, "member", member_uid);
  veche_form_dialog_keep (form, "subject", name);
  veche_form_dialog_keep (form, "toast", toast);
  veche_form_dialog_add_group (form, about, _("The place is free again. That they were asked stays on record, with the reason."));
  veche_form_dialog_add_choice (form, "why", _("Why"), nicks, titles, nicks[invited ? 1 : 0]);
  veche_form_dialog_add_text (form, "reason", _("In which words"), NULL, FALSE);
  veche_form_dialog_name_save (form, invited ? _("_Withdraw") : _("_Take Out"));
  veche_form_dialog_present (form);
}

void
veche_project_leave (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *slot_uid, const char *member_uid)
{
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *name = NULL, *toast = NULL;
  Leave *leave;

  for (guint i = 0; i < sheet->slots->len; i++)
    {
      const VecheSlotCard *slot = sheet->slots->pdata[i];
      GPtrArray *invitations = sheet->invitations->pdata[i];

      for (guint k = 0; g_str_equal (slot->uid, slot_uid) && k < invitations->len; k++)
        {
          const VecheInvitation *one = invitations->pdata[k];

          if (!g_str_equal (one->member_uid, member_uid) || !g_str_equal (one->state, "invited"))
            continue;
          name = veche_words_clean (one->name, NAME_MOST, FALSE);
          ask_why (parent, session, slot_uid, slot->title, member_uid, name, TRUE);
          return;
        }
    }
  for (guint i = 0; name == NULL && i < sheet->project->team->len; i++)
    if (g_str_equal (((VecheTeamMember *) sheet->project->team->pdata[i])->member_uid, member_uid))
      name = veche_words_clean (((VecheTeamMember *) sheet->project->team->pdata[i])->name, NAME_MOST, FALSE);
  if (name == NULL)
    return;
  for (guint i = 0; i < sheet->slots->len; i++)
    if (g_str_equal (((VecheSlotCard *) sheet->slots->pdata[i])->uid, slot_uid))
      {
        ask_why (parent, session, slot_uid, ((VecheSlotCard *) sheet->slots->pdata[i])->title, member_uid, name, FALSE);
        return;
      }

  /* Without a role nobody asked them, and there is nothing to say why. */
  edit = veche_edit_new ("leave-project", name);
  /* Translators: %s is a person */
  toast = g_strdup_printf (_("Takes part no longer: %s"), name);
  leave = g_new0 (Leave, 1);
  leave->project_uid = g_strdup (sheet->uid);
  leave->member_uid = g_strdup (member_uid);
  veche_session_build_edit (session, edit, leave_project_build, leave, leave_free, toast, NULL, NULL);
}

/*** A person ***/

static gboolean
is_invited (VecheProjectSheet *sheet, const char *slot_uid, const char *member_uid)
{
  for (guint i = 0; slot_uid != NULL && i < sheet->slots->len; i++)
    {
      GPtrArray *invitations = sheet->invitations->pdata[i];

      for (guint k = 0; g_str_equal (((VecheSlotCard *) sheet->slots->pdata[i])->uid, slot_uid) && k < invitations->len; k++)
        if (g_str_equal (((VecheInvitation *) invitations->pdata[k])->member_uid, member_uid))
          return TRUE;
    }

  return FALSE;
}

static GMenuModel *
person_menu (VecheProjectSheet *sheet, const VecheTeamMember *person)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new (), second = g_menu_new ();
  g_autoptr (GMenuItem) open = g_menu_item_new (_("_Open the Profile"), NULL);
  g_autoptr (GMenuItem) write = g_menu_item_new (_("_Write to Them…"), NULL);
  g_autoptr (GMenuItem) leave = g_menu_item_new (person->slot_uid != NULL ? _("_Take Out of the Role…") : _("_Take Out of the Project"), NULL);

  g_menu_item_set_action_and_target (open, "win.open-member", "s", person->member_uid);
  g_menu_append_item (first, open);
  if (is_invited (sheet, person->slot_uid, person->member_uid))
    {
      g_menu_item_set_action_and_target (write, "project.write", "(ss)", person->slot_uid, person->member_uid);
      g_menu_append_item (first, write);
    }
  g_menu_item_set_action_and_target (leave, "project.leave", "(ss)", person->slot_uid != NULL ? person->slot_uid : "", person->member_uid);
  g_menu_append_item (second, leave);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));

  return G_MENU_MODEL (menu);
}

static const char *
data_of (GtkWidget *widget, const char *key)
{
  return widget != NULL ? g_object_get_data (G_OBJECT (widget), key) : NULL;
}

/* Beside the button, in the page: that stays when its cards are made anew. */
static void
pop_up (GtkWidget *button, GMenuModel *model)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, VECHE_TYPE_PROJECT_PAGE);
  graphene_point_t point = GRAPHENE_POINT_INIT (0, 0);

  if (page == NULL || !gtk_widget_compute_point (button, page, &GRAPHENE_POINT_INIT (0, (float) gtk_widget_get_height (button)), &point))
    return;
  veche_plan_popup (page, model, NULL, NULL, point.x, point.y);
}

static const VecheTeamMember *
find_person (VecheProjectSheet *sheet, const char *slot_uid, const char *member_uid)
{
  for (guint i = 0; i < sheet->project->team->len; i++)
    {
      const VecheTeamMember *person = sheet->project->team->pdata[i];

      if (g_str_equal (person->member_uid, member_uid) && g_strcmp0 (person->slot_uid, slot_uid) == 0)
        return person;
    }

  return NULL;
}

static void
face_clicked_cb (GtkWidget *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, VECHE_TYPE_PROJECT_PAGE);
  VecheProjectSheet *sheet = page != NULL ? veche_project_page_get_sheet (VECHE_PROJECT_PAGE (page)) : NULL;
  const VecheTeamMember *person = sheet != NULL ? find_person (sheet, data_of (button, "slot"), data_of (button, "member")) : NULL;
  g_autoptr (GMenuModel) menu = person != NULL ? person_menu (sheet, person) : NULL;

  if (menu != NULL)
    pop_up (button, menu);
}

gboolean
veche_project_leave_key_cb (GtkWidget *page, GVariant *args, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));
  const char *member_uid = data_of (focus, "member"), *slot_uid = data_of (focus, "slot");
  VecheProjectSheet *sheet = veche_project_page_get_sheet (VECHE_PROJECT_PAGE (page));

  if (member_uid == NULL || sheet == NULL)
    return FALSE;
  veche_project_leave (page, veche_project_page_get_session (VECHE_PROJECT_PAGE (page)), sheet, slot_uid != NULL ? slot_uid : "", member_uid);

  return TRUE;
}

static void
tell_of (GtkWidget *button, const char *slot_uid, const char *member_uid)
{
  g_object_set_data_full (G_OBJECT (button), "slot", g_strdup (slot_uid), g_free);
  g_object_set_data_full (G_OBJECT (button), "member", g_strdup (member_uid), g_free);
}

static GtkWidget *
face_new (const VecheTeamMember *person, const char *role)
{
  GtkWidget *button = gtk_button_new (), *face = veche_avatar_new (VECHE_PROJECT_FACE, person->member_uid, person->name);
  g_autofree char *name = veche_words_clean (person->name, 80, FALSE), *spoken = role != NULL ? g_strdup_printf ("%s, %s", name, role) : g_strdup (name);

  gtk_button_set_child (GTK_BUTTON (button), face);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_widget_add_css_class (button, "plan-face");
  tell_of (button, person->slot_uid, person->member_uid);
  g_signal_connect (button, "clicked", G_CALLBACK (face_clicked_cb), NULL);

  return button;
}

/*** All of a role ***/

static void
rest_clicked_cb (GtkWidget *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, VECHE_TYPE_PROJECT_PAGE);
  VecheProjectSheet *sheet = page != NULL ? veche_project_page_get_sheet (VECHE_PROJECT_PAGE (page)) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; sheet != NULL && i < sheet->project->team->len; i++)
    {
      const VecheTeamMember *person = sheet->project->team->pdata[i];
      g_autofree char *name = veche_words_clean (person->name, NAME_MOST, FALSE), *label = NULL;
      g_autoptr (GMenuModel) one = NULL;

      if (g_strcmp0 (person->slot_uid, data_of (button, "slot")) != 0)
        continue;
      one = person_menu (sheet, person);
      label = veche_label_for_menu (name);
      g_menu_append_submenu (menu, label, one);
    }
  pop_up (button, G_MENU_MODEL (menu));
}

/* More than there is room for: all of them in a list. */
static GtkWidget *
rest_new (const char *slot_uid, guint all, guint shown)
{
  g_autofree char *label = g_strdup_printf ("+%u", all - shown);
  g_autofree char *spoken = g_strdup_printf (ngettext ("All %u person", "All %u people", all), all);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "veche-row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_widget_set_tooltip_text (button, spoken);
  tell_of (button, slot_uid, NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (rest_clicked_cb), NULL);

  return button;
}

GtkWidget *
veche_project_faces_new (VecheProjectSheet *sheet, const VecheSlotCard *slot, guint most)
{
  GtkWidget *places = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  const char *slot_uid = slot != NULL ? slot->uid : NULL;
  g_autofree char *role = slot != NULL ? veche_words_clean (slot->title, 80, FALSE) : NULL;
  guint shown = 0, all = 0;

  gtk_widget_set_valign (places, GTK_ALIGN_CENTER);
  for (guint i = 0; i < sheet->project->team->len; i++)
    all += g_strcmp0 (((VecheTeamMember *) sheet->project->team->pdata[i])->slot_uid, slot_uid) == 0;
  for (guint i = 0; i < sheet->project->team->len && shown < (all > most ? most - 1 : most); i++)
    {
      const VecheTeamMember *person = sheet->project->team->pdata[i];

      if (g_strcmp0 (person->slot_uid, slot_uid) != 0)
        continue;
      gtk_box_append (GTK_BOX (places), face_new (person, role));
      shown++;
    }
  if (all > shown)
    gtk_box_append (GTK_BOX (places), rest_new (slot_uid, all, shown));
  for (guint i = all; slot != NULL && i < MIN (slot->needed, most); i++)
    gtk_box_append (GTK_BOX (places), veche_mark_new ("ring", VECHE_PROJECT_FACE));

  return places;
}
