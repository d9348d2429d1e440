/* veche-project-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-faces.h"
#include "app/veche-label.h"
#include "app/veche-mark.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-card.h"
#include "app/veche-step-track.h"

#define AVATAR_SIZE 28
#define MAX_AVATARS  8

struct _VecheProjectCard
{
  GtkBox        parent_instance;

  VecheSession *session;   /* (owned) */
  VecheProject *project;   /* (owned) */
  gboolean      narrow;
};

G_DEFINE_FINAL_TYPE (VecheProjectCard, veche_project_card, GTK_TYPE_BOX)

enum
{
  EDIT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
veche_project_card_person_cb (GtkButton *button, VecheProjectCard *self)
{
  veche_session_open_member (self->session, gtk_widget_get_name (GTK_WIDGET (button)));
}

static GtkWidget *
veche_project_card_person_new (VecheProjectCard *self, const VecheTeamMember *person)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), veche_avatar_new (AVATAR_SIZE, NULL, person->name));
  gtk_widget_set_tooltip_text (button, person->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, person->name, -1);
  gtk_widget_set_name (button, person->member_uid);
  gtk_widget_add_css_class (button, "plan-face");
  g_signal_connect (button, "clicked", G_CALLBACK (veche_project_card_person_cb), self);

  return button;
}

static GtkWidget *
veche_project_card_places_new (VecheProjectCard *self, const VecheSlot *slot)
{
  GtkWidget *places = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  guint shown = 0;

  gtk_widget_set_valign (places, GTK_ALIGN_CENTER);
  for (guint i = 0; i < slot->filled->len && shown < MAX_AVATARS; i++, shown++)
    gtk_box_append (GTK_BOX (places), veche_project_card_person_new (self, g_ptr_array_index (slot->filled, i)));
  for (guint i = slot->filled->len; i < slot->needed && shown < MAX_AVATARS; i++, shown++)
    gtk_box_append (GTK_BOX (places), veche_mark_new ("ring", AVATAR_SIZE));

  return places;
}

static GtkWidget *
veche_project_card_find_new (VecheProjectCard *self, const VecheSlot *slot)
{
  GtkWidget *button;
  g_autofree char *spoken = g_strdup_printf (_("Find someone for “%s”"), slot->title), *place = NULL;

  if (slot->filled->len >= slot->needed)
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

  /* Who suits stands in the project, with the reasons. */
  place = g_strdup_printf ("%s#staff:%s", self->project->parent.uid, slot->uid);
  button = gtk_button_new_with_label (C_("slot", "Find"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-project");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "veche-row-button");

  return button;
}

/* Title and what it is about, the places, how many of how many, and the way to fill the next one. */
static GtkWidget *
veche_project_card_slot_new (VecheProjectCard *self, const VecheSlot *slot)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *places = veche_project_card_places_new (self, slot);
  GtkWidget *find = veche_project_card_find_new (self, slot);
  g_autofree char *count = g_strdup_printf (_("%u of %u"), slot->filled->len, slot->needed);
  const char *about = slot->about != NULL ? slot->about : slot->competency;
  GtkWidget *number = veche_label_new (count, "plan-count", NULL);

  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  if (self->narrow)
    {
      GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_box_append (GTK_BOX (head), veche_label_new (slot->title, "plan-title", NULL));
      gtk_widget_add_css_class (number, "plan-caption");
      gtk_box_append (GTK_BOX (head), number);
      gtk_box_append (GTK_BOX (words), head);
      gtk_box_append (GTK_BOX (words), places);
      gtk_widget_set_hexpand (words, TRUE);
      gtk_box_append (GTK_BOX (row), words);
      gtk_box_append (GTK_BOX (row), find);
    }
  else
    {
      gtk_widget_set_size_request (words, 197, -1);
      gtk_widget_set_size_request (find, 106, -1);
      gtk_widget_set_hexpand (places, TRUE);
      gtk_box_append (GTK_BOX (words), veche_label_new (slot->title, "plan-title", NULL));
      if (about != NULL)
        gtk_box_append (GTK_BOX (words), veche_label_new (about, "plan-caption", NULL));
      gtk_box_append (GTK_BOX (row), words);
      gtk_box_append (GTK_BOX (row), places);
      gtk_box_append (GTK_BOX (row), number);
      gtk_box_append (GTK_BOX (row), find);
    }
  gtk_widget_add_css_class (row, "plan-slot");

  return row;
}

static void
veche_project_card_count (VecheProjectCard *self, guint *filled, guint *needed)
{
  *filled = *needed = 0;

  for (guint i = 0; i < self->project->slots->len; i++)
    {
      const VecheSlot *slot = g_ptr_array_index (self->project->slots, i);

      *filled += MIN (slot->filled->len, slot->needed);
      *needed += slot->needed;
    }
}

static gboolean
is_filled (const VecheSlot *slot)
{
  return slot->filled->len >= slot->needed;
}

/* Narrow: first what is still open; what is settled folds away. */
static void
veche_project_card_fold_filled (VecheProjectCard *self, GtkWidget *section, guint n)
{
  GtkWidget *expander, *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  /* Translators: roles of a project in which nobody is missing */
  g_autofree char *label = g_strdup_printf (ngettext ("%u more role is filled", "%u more roles are filled", n), n);

  for (guint i = 0; i < self->project->slots->len; i++)
    {
      const VecheSlot *slot = g_ptr_array_index (self->project->slots, i);

      if (is_filled (slot))
        gtk_box_append (GTK_BOX (rows), veche_project_card_slot_new (self, slot));
    }
  expander = gtk_expander_new (label);
  gtk_widget_set_margin_top (rows, 9);
  gtk_expander_set_child (GTK_EXPANDER (expander), rows);
  gtk_widget_add_css_class (expander, "plan-dim");
  gtk_box_append (GTK_BOX (section), expander);
}

static void
veche_project_card_add_slots (VecheProjectCard *self)
{
  GtkWidget *section, *head, *badge;
  g_autofree char *gathered = NULL;
  guint filled, needed, folded = 0;

  if (self->project->slots->len == 0)
    return;

  veche_project_card_count (self, &filled, &needed);
  section = gtk_box_new (GTK_ORIENTATION_VERTICAL, self->narrow ? 12 : 6);
  head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  /* Translators: so many of so many places in the project are taken */
  gathered = g_strdup_printf (_("Gathered %u of %u"), filled, needed);
  badge = veche_label_new (gathered, "plan-badge", NULL);
  gtk_widget_add_css_class (badge, filled < needed ? "warn" : "pos");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (head), veche_label_new (_("Who Does What"), "heading", NULL));
  gtk_widget_set_hexpand (gtk_widget_get_first_child (head), TRUE);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_box_append (GTK_BOX (section), head);
  for (guint i = 0; i < self->project->slots->len; i++)
    {
      const VecheSlot *slot = g_ptr_array_index (self->project->slots, i);

      if (self->narrow && is_filled (slot))
        folded++;
      else
        gtk_box_append (GTK_BOX (section), veche_project_card_slot_new (self, slot));
    }
  if (folded > 0)
    veche_project_card_fold_filled (self, section, folded);

  gtk_widget_add_css_class (section, "plan-section");
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), section);
}

/* Those who take part without a role of their own, each with the competency they bring. */
static void
veche_project_card_add_team (VecheProjectCard *self)
{
  GtkWidget *section = NULL;

  for (guint i = 0; i < self->project->team->len; i++)
    {
      const VecheTeamMember *person = g_ptr_array_index (self->project->team, i);
      GtkWidget *row;

      if (person->slot_uid != NULL)
        continue;

      if (section == NULL)
        {
          section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
          gtk_widget_add_css_class (section, "plan-section");
          gtk_box_append (GTK_BOX (section), veche_label_new (_("Also Take Part"), "heading", NULL));
        }
      row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      gtk_box_append (GTK_BOX (row), veche_project_card_person_new (self, person));
      gtk_box_append (GTK_BOX (row), veche_label_new (person->name, "plan-title", NULL));
      if (person->competency != NULL)
        gtk_box_append (GTK_BOX (row), veche_label_new (person->competency, "plan-caption", NULL));
      gtk_box_append (GTK_BOX (section), row);
    }

  if (section == NULL)
    return;

  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), section);
}

static GtkWidget *
veche_project_card_days_new (VecheProjectCard *self)
{
  int days = veche_day_until (self->project->starts);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = g_strdup_printf ("%d", ABS (days));
  GtkWidget *count = veche_label_new (number, "title-1", NULL);
  GtkWidget *caption = veche_label_new (days >= 0 ? ngettext ("day to go", "days to go", days) : ngettext ("day ago", "days ago", -days),
                                  "plan-caption", NULL);

  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_xalign (GTK_LABEL (count), 1);
  gtk_label_set_xalign (GTK_LABEL (caption), 1);
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_widget_set_valign (box, GTK_ALIGN_START);

  return box;
}

/* Narrow: beside a number in big letters a title has no room. (transfer full) */
static char *
veche_project_card_days_words (VecheProjectCard *self)
{
  g_autofree char *day = veche_day_long (self->project->starts), *left = NULL;
  int days = veche_day_until (self->project->starts);

  left = days >= 0 ? g_strdup_printf (ngettext ("%d day to go", "%d days to go", days), days) : g_strdup_printf (ngettext ("%d day ago", "%d days ago", -days), -days);

  return g_strdup_printf ("%s · %s", day, left);
}

static void
veche_project_card_edit_cb (VecheProjectCard *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static GtkWidget *
veche_project_card_title_new (VecheProjectCard *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), veche_label_new_wrapped (self->project->title, "title-2", NULL));
  gtk_widget_add_css_class (button, "plan-title-button");
  gtk_widget_set_tooltip_text (button, _("Edit Project"));
  veche_label_speak (button, self->project->title);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (veche_project_card_edit_cb), self);

  return button;
}

static void
veche_project_card_add_head (VecheProjectCard *self)
{
  VecheProject *project = self->project;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *kicker = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GString) caption = g_string_new (_("Quarter project"));
  g_autofree char *owner = NULL;

  if (project->agenda_name != NULL)
    g_string_append_printf (caption, " · %s", project->agenda_name);
  g_string_append_printf (caption, " · %s", veche_status_title (project->status));
  if (project->agenda_shape != NULL)
    gtk_box_append (GTK_BOX (kicker), veche_mark_new (project->agenda_shape, 12));
  gtk_box_append (GTK_BOX (kicker), veche_label_new (caption->str, "veche-heading", NULL));

  gtk_box_append (GTK_BOX (words), kicker);
  gtk_box_append (GTK_BOX (words), veche_project_card_title_new (self));
  if (self->narrow && project->starts != NULL)
    {
      g_autofree char *left = veche_project_card_days_words (self);

      gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (left, "plan-dim", NULL));
    }
  if (project->goal != NULL && *project->goal != '\0')
    gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (project->goal, "plan-dim", NULL));
  if (project->owner_name != NULL)
    {
      /* Translators: %s is the person who answers for the project */
      owner = g_strdup_printf (_("Owner: %s"), project->owner_name);
      gtk_box_append (GTK_BOX (words), veche_label_new (owner, "plan-caption", NULL));
    }
  if (project->outcome != NULL && *project->outcome != '\0')
    {
      g_autofree char *outcome = g_strdup_printf (_("Outcome: %s"), project->outcome);

      gtk_box_append (GTK_BOX (words), veche_label_new_wrapped (outcome, "plan-caption", NULL));
    }
  gtk_widget_set_hexpand (words, TRUE);

  gtk_box_append (GTK_BOX (head), words);
  if (project->starts != NULL && !self->narrow)
    gtk_box_append (GTK_BOX (head), veche_project_card_days_new (self));
  gtk_widget_add_css_class (head, "plan-section");
  gtk_box_append (GTK_BOX (self), head);
}

/* Narrow: the track has no room, a bar says how far it is. */
static void
veche_project_card_add_steps (VecheProjectCard *self)
{
  GPtrArray *steps = self->project->steps;
  g_autofree char *text = NULL;
  GtkWidget *row, *bar;
  guint done = 0;

  if (steps->len == 0)
    return;

  if (!self->narrow)
    {
      GtkWidget *track = veche_step_track_new (steps);

      gtk_widget_add_css_class (track, "plan-track");
      gtk_box_append (GTK_BOX (self), track);
      return;
    }

  for (guint i = 0; i < steps->len; i++)
    done += ((VecheStep *) g_ptr_array_index (steps, i))->done;
  text = g_strdup_printf (ngettext ("%u of %u step", "%u of %u steps", steps->len), done, steps->len);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), (double) done / steps->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), bar);
  gtk_box_append (GTK_BOX (row), veche_label_new (text, "plan-caption", NULL));
  gtk_widget_add_css_class (row, "plan-track");
  gtk_box_append (GTK_BOX (self), row);
}

static void
veche_project_card_dispose (GObject *object)
{
  VecheProjectCard *self = VECHE_PROJECT_CARD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->project, veche_record_unref);

  G_OBJECT_CLASS (veche_project_card_parent_class)->dispose (object);
}

static void
veche_project_card_class_init (VecheProjectCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_project_card_dispose;

  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_project_card_init (VecheProjectCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "plan-project");
}

GtkWidget *
veche_project_card_new (VecheSession *session, VecheProject *project, gboolean narrow)
{
  VecheProjectCard *self = g_object_new (VECHE_TYPE_PROJECT_CARD, NULL);

  self->session = g_object_ref (session);
  self->project = veche_record_ref (project);
  self->narrow = narrow;
  veche_project_card_add_head (self);
  veche_project_card_add_steps (self);
  veche_project_card_add_slots (self);
  veche_project_card_add_team (self);

  return GTK_WIDGET (self);
}

VecheProject *
veche_project_card_get_project (VecheProjectCard *self)
{
  g_return_val_if_fail (VECHE_IS_PROJECT_CARD (self), NULL);

  return self->project;
}
