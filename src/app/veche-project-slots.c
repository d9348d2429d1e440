/* veche-project-slots.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who does what in the project: its slots, who took them, who was asked and what they said.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-badge.h"
#include "app/veche-form-dialog.h"
#include "app/veche-label.h"
#include "app/veche-level.h"
#include "app/veche-mark.h"
#include "app/veche-mention-words.h"
#include "app/veche-project-page-private.h"
#include "app/veche-staff-words.h"
#include "model/veche-edit.h"
#include "store/veche-members-table.h"

#define MAX_AVATARS  8
#define MAX_NARROW   4   /* the count beside them is never cut */
#define TITLE_WIDTH 197
#define TITLE_CHARS  24
#define FIND_WIDTH  106
#define ROW_SPACING   9
#define MOST_NEEDED  99
#define MOST_HOURS  999

/*** The form ***/

static gboolean
slot_build (VecheDb *db, VecheEdit *edit, const VecheForm *form, GError **error)
{
  const char *uid = veche_form_get (form, "uid");
  const VecheSlotNew slot = { .title = veche_form_get (form, "title"), .about = veche_form_get (form, "about"),
                              .competency_uid = veche_form_get (form, "competency"), .level = (int) veche_form_get_int (form, "level", 0),
                              .hours = (int) veche_form_get_int (form, "hours", 0), .needed = (guint) veche_form_get_int (form, "needed", 1) };

  if (uid == NULL)
    return veche_team_edit_add_slot (db, edit, veche_form_get (form, "project"), &slot, error) != NULL;

  return veche_team_edit_slot (db, edit, uid, &slot, error);
}

static void
add_competencies (VecheFormDialog *form, GPtrArray *competencies, const char *uid)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new (), titles = g_strv_builder_new ();
  g_auto (GStrv) nick = NULL, title = NULL;

  g_strv_builder_add (nicks, "");
  g_strv_builder_add (titles, _("Any competency"));
  for (guint i = 0; i < competencies->len; i++)
    {
      const VecheCount *one = competencies->pdata[i];

      g_strv_builder_add (nicks, one->uid);
      g_strv_builder_add (titles, one->name);
    }
  nick = g_strv_builder_end (nicks);
  title = g_strv_builder_end (titles);
  veche_form_dialog_add_choice (form, "competency", _("Competency"), (const char *const *) nick, (const char *const *) title, uid);
}

static void
add_levels (VecheFormDialog *form, int level)
{
  static const char *const nicks[] = { "0", "1", "2", "3", "4", "5", NULL };
  const char *titles[VECHE_LEVEL_MOST + 2] = { C_("level", "Any") };

  for (int i = 1; i <= VECHE_LEVEL_MOST; i++)
    titles[i] = veche_level_word (i);
  veche_form_dialog_add_choice (form, "level", _("At least"), nicks, titles, nicks[CLAMP (level, 0, VECHE_LEVEL_MOST)]);
}

static const VecheSlotCard *
find_slot (VecheProjectSheet *sheet, const char *uid)
{
  for (guint i = 0; uid != NULL && i < sheet->slots->len; i++)
    if (g_str_equal (((VecheSlotCard *) sheet->slots->pdata[i])->uid, uid))
      return sheet->slots->pdata[i];

  return NULL;
}

void
veche_project_edit_slot (GtkWidget *parent, VecheSession *session, VecheProjectSheet *sheet, const char *uid)
{
  const VecheSlotCard *slot = find_slot (sheet, uid), none = { .needed = 1 };
  VecheFormDialog *form = veche_form_dialog_new (parent, session, slot != NULL ? _("Role in the Project") : _("New Role"), "slot", slot_build);

  veche_form_dialog_keep (form, "uid", uid);
  veche_form_dialog_keep (form, "project", sheet->uid);
  if (slot == NULL)
    slot = &none;
  veche_form_dialog_add_text (form, "title", _("Title"), slot->title, TRUE);
  veche_form_dialog_add_text (form, "about", _("What is to be done"), slot->about, FALSE);
  veche_form_dialog_add_group (form, NULL, NULL);
  add_competencies (form, sheet->competencies, slot->competency_uid);
  add_levels (form, slot->level);
  veche_form_dialog_add_number (form, "needed", _("How many people"), (int) slot->needed, 1, MOST_NEEDED);
  veche_form_dialog_add_number (form, "hours", _("Hours of one person, all in all"), slot->hours, 0, MOST_HOURS);
  if (uid != NULL)
    veche_form_dialog_offer_remove (form, "project_slot", uid);
  veche_form_dialog_present (form);
}

/*** A slot ***/

static GtkWidget *
find_new (const VecheSlotCard *slot, gboolean staffed)
{
  g_autofree char *spoken = g_strdup_printf (_("Find someone for “%s”"), slot->title), *name = g_strconcat ("project-find-", slot->uid, NULL);
  GtkWidget *button;

  if (slot->filled >= slot->needed)
    {
      GtkWidget *tick = gtk_image_new_from_icon_name ("veche-check-symbolic");

      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_add_css_class (tick, "plan-pos");
      gtk_widget_set_halign (tick, GTK_ALIGN_END);
      gtk_widget_set_hexpand (tick, TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Everyone found"), -1);
      gtk_box_append (GTK_BOX (box), tick);
      gtk_widget_set_hexpand (box, FALSE);
      return box;
    }
  button = veche_project_button_new (staffed ? C_("slot", "Close") : C_("slot", "Find"), "project.staff", staffed ? "" : slot->uid);
  gtk_widget_set_name (button, name);
  veche_label_speak (button, spoken);

  return button;
}

static GtkWidget *
slot_words_new (const VecheSlotCard *slot)
{
  GtkWidget *button = gtk_button_new (), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = veche_words_clean (slot->title, 100, FALSE), *wants = veche_slot_wants (slot);
  g_autofree char *about = veche_words_clean (slot->about, 150, FALSE), *spoken = g_strdup_printf (_("Edit the role “%s”"), title);
  g_autofree char *name = g_strconcat ("project-slot-", slot->uid, NULL);

  gtk_box_append (GTK_BOX (words), veche_label_new (title, "plan-title", NULL));
  if (*about != '\0')
    gtk_box_append (GTK_BOX (words), veche_label_new (about, "plan-caption", NULL));
  if (wants != NULL && g_strcmp0 (wants, title) != 0)
    gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (wants, "plan-caption", NULL));
  /* Long words take more lines, not the room of the places. */
  for (GtkWidget *line = gtk_widget_get_first_child (words); line != NULL; line = gtk_widget_get_next_sibling (line))
    gtk_label_set_max_width_chars (GTK_LABEL (line), TITLE_CHARS);
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_widget_set_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "project.edit-slot");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", slot->uid);
  gtk_widget_add_css_class (button, "plan-title-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  veche_label_speak (button, spoken);

  return button;
}

static GtkWidget *
slot_row_new (VecheProjectSheet *sheet, const VecheSlotCard *slot, gboolean staffed, gboolean narrow)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, narrow ? 9 : 12), *words = slot_words_new (slot);
  GtkWidget *places = veche_project_faces_new (sheet, slot, narrow ? MAX_NARROW : MAX_AVATARS);
  GtkWidget *find = find_new (slot, staffed), *number;
  g_autofree char *count = g_strdup_printf (_("%u of %u"), slot->filled, slot->needed);

  number = veche_label_new (count, narrow ? "plan-caption" : "plan-count", NULL);
  gtk_label_set_ellipsize (GTK_LABEL (number), PANGO_ELLIPSIZE_NONE);
  if (narrow)
    {
      GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_box_append (GTK_BOX (line), places);
      gtk_box_append (GTK_BOX (line), number);
      gtk_box_append (GTK_BOX (column), words);
      gtk_box_append (GTK_BOX (column), line);
      gtk_widget_set_hexpand (column, TRUE);
      gtk_box_append (GTK_BOX (row), column);
    }
  else
    {
      gtk_widget_set_size_request (words, TITLE_WIDTH, -1);
      gtk_widget_set_size_request (find, FIND_WIDTH, -1);
      gtk_widget_set_hexpand (places, TRUE);
      gtk_box_append (GTK_BOX (row), words);
      gtk_box_append (GTK_BOX (row), places);
      gtk_box_append (GTK_BOX (row), number);
    }
  gtk_widget_set_valign (find, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), find);
  gtk_widget_add_css_class (row, "plan-slot");

  return row;
}

/*** Who was asked ***/

static GMenuModel *
answers_menu (const char *slot_uid, const VecheInvitation *invitation)
{
  static const struct { const char *state, *title; } answers[] = {
    { "accepted", NC_("invitation", "They Said _Yes") },
    { "declined", NC_("invitation", "They Said _No") },
    { "silent", NC_("invitation", "No _Answer") },
  };
  GMenu *menu = g_menu_new (), *first = g_menu_new (), *second = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_("_Write to Them…"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GMenuItem) one = g_menu_item_new (g_dpgettext2 (NULL, "invitation", answers[i].title), NULL);

      if (g_strcmp0 (answers[i].state, invitation->state) == 0)
        continue;
      g_menu_item_set_action_and_target (one, "project.answer", "(ssss)", slot_uid, invitation->member_uid, answers[i].state, invitation->name);
      g_menu_append_item (first, one);
    }
  g_menu_item_set_action_and_target (item, "project.write", "(ss)", slot_uid, invitation->member_uid);
  g_menu_append_item (second, item);
  if (g_strcmp0 (invitation->state, "invited") == 0)
    {
      g_autoptr (GMenuItem) withdraw = g_menu_item_new (_("With_draw the Invitation…"), NULL);

      g_menu_item_set_action_and_target (withdraw, "project.leave", "(ss)", slot_uid, invitation->member_uid);
      g_menu_append_item (second, withdraw);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_object_unref (first);
  g_object_unref (second);

  return G_MENU_MODEL (menu);
}

/* The invitation was written down; to be asked they have to be written to. */
static GtkWidget *
write_new (const char *slot_uid, const VecheInvitation *invitation, const char *name)
{
  GtkWidget *button = veche_project_button_new (C_("slot", "Write…"), "project.write", NULL);
  g_autofree char *widget_name = g_strconcat ("project-write-", invitation->uid, NULL);
  /* Translators: a person */
  g_autofree char *spoken = g_strdup_printf (_("Write to %s"), name);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", slot_uid, invitation->member_uid);
  gtk_widget_set_name (button, widget_name);
  veche_label_speak (button, spoken);

  return button;
}

/* Made when it is opened: there are as many as were asked. */
static void
answers_cb (GtkMenuButton *button, gpointer menu)
{
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (menu));
}

static GtkWidget *
invitation_new (const char *slot_uid, const VecheInvitation *invitation, gboolean narrow)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *badge = veche_badge_new (), *button = gtk_menu_button_new (), *label;
  g_autofree char *name = veche_words_clean (invitation->name, 60, FALSE), *when = veche_time_short (invitation->at), *words = NULL, *spoken = NULL;
  g_autofree char *widget_name = g_strconcat ("project-answer-", invitation->uid, NULL);
  g_autoptr (GMenuModel) menu = answers_menu (slot_uid, invitation);

  /* Translators: a person, the platform where they were asked, when */
  words = invitation->platform != NULL ? g_strdup_printf (_("%s · %s · %s"), name, veche_platform_name (invitation->platform), when)
                                       : g_strdup_printf ("%s · %s", name, when);
  /* Translators: a person who was invited to a role */
  spoken = g_strdup_printf (_("What did %s answer?"), name);
  veche_badge_set (VECHE_BADGE (badge), NULL, veche_invitation_title (invitation->state), veche_invitation_ink (invitation->state));
  if (invitation->note != NULL)
    {
      g_autofree char *note = veche_words_clean (invitation->note, 200, FALSE), *known = g_steal_pointer (&words);

      words = g_strdup_printf ("%s · %s", known, note);
    }
  label = veche_label_new (words, "plan-caption", NULL);
  veche_label_tip (label, invitation->note != NULL ? words : NULL);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), answers_cb, g_object_ref (menu), g_object_unref);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_name (button, widget_name);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (line), badge);
  gtk_box_append (GTK_BOX (line), label);
  if (!narrow && g_strcmp0 (invitation->state, "declined") != 0 && g_strcmp0 (invitation->state, "withdrawn") != 0)
    gtk_box_append (GTK_BOX (line), write_new (slot_uid, invitation, name));
  gtk_box_append (GTK_BOX (line), button);
  gtk_widget_add_css_class (line, "plan-asked");

  return line;
}

/*** The card ***/

static GtkWidget *
gathered_new (VecheProjectSheet *sheet)
{
  guint filled = 0, needed = 0;
  g_autofree char *text = NULL;
  GtkWidget *badge = veche_badge_new ();

  for (guint i = 0; i < sheet->slots->len; i++)
    {
      const VecheSlotCard *slot = sheet->slots->pdata[i];

      filled += MIN (slot->filled, slot->needed);
      needed += slot->needed;
    }
  text = g_strdup_printf (_("Gathered %u of %u"), filled, needed);
  veche_badge_set (VECHE_BADGE (badge), "veche-competency-symbolic", needed > 0 ? text : NULL, filled < needed ? VECHE_INK_WARN : VECHE_INK_POS);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);

  return badge;
}

/* Those who take part without a role of their own. */
static void
add_others (GtkWidget *rows, VecheProjectSheet *sheet, gboolean narrow)
{
  GtkWidget *faces = veche_project_faces_new (sheet, NULL, narrow ? MAX_NARROW : 2 * MAX_AVATARS), *line;

  if (gtk_widget_get_first_child (faces) == NULL)
    {
      g_object_unref (g_object_ref_sink (faces));
      return;
    }
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (line), veche_label_new (_("Also Take Part"), "plan-title", NULL));
  gtk_box_append (GTK_BOX (line), faces);
  gtk_widget_add_css_class (line, "plan-slot");
  gtk_box_append (GTK_BOX (rows), line);
}

GtkWidget *
veche_project_slots_new (VecheProjectSheet *sheet, const char *staffed, GtkWidget *panel, guint most, gboolean narrow)
{
  GtkWidget *rows, *card = veche_project_card_box_new (_("Who Does What"), _("Add a Role"), "project.add-slot", &rows), *head;

  head = gtk_widget_get_first_child (gtk_widget_get_first_child (card));
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (head)), gathered_new (sheet), head);
  gtk_box_set_spacing (GTK_BOX (rows), ROW_SPACING);
  for (guint i = 0; i < MIN (sheet->slots->len, most); i++)
    {
      const VecheSlotCard *slot = sheet->slots->pdata[i];
      GPtrArray *invitations = sheet->invitations->pdata[i];
      gboolean here = g_strcmp0 (staffed, slot->uid) == 0;

      gtk_box_append (GTK_BOX (rows), slot_row_new (sheet, slot, here, narrow));
      for (guint k = 0; k < invitations->len; k++)
        if (g_strcmp0 (((VecheInvitation *) invitations->pdata[k])->state, "accepted") != 0)
          gtk_box_append (GTK_BOX (rows), invitation_new (slot->uid, invitations->pdata[k], narrow));
      if (here && panel != NULL)
        gtk_box_append (GTK_BOX (rows), panel);
    }
  veche_project_add_rest (rows, sheet->slots->len, most);
  add_others (rows, sheet, narrow);
  if (sheet->slots->len == 0)
    gtk_box_append (GTK_BOX (rows), veche_label_new_wrapped (_("Say which roles there are, and people who could take them stand beside"), "plan-dim", NULL));

  return card;
}
