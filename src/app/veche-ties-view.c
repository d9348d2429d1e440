/* veche-ties-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-member-edits.h"
#include "app/veche-member-picker.h"
#include "app/veche-name-entry.h"
#include "app/veche-organisation-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-ties-view.h"
#include "model/veche-edit.h"
#include "store/veche-organisations-table.h"
#include "store/veche-ties-table.h"

#define TIES_SHOWN 8
#define STRONG     4.0    /* replies, half forgotten every 90 days */
#define SOME       1.0

struct _VecheTiesView
{
  AdwBin          parent_instance;

  VecheSession   *session;      /* (owned) (nullable) */
  VecheProfile   *profile;      /* (owned) (nullable) */
  GCancellable   *loading;      /* (owned) (nullable) */
  gint64          loaded;       /* whose ties are shown */

  GtkWidget      *ties;
  GtkWidget      *came;
  GtkWidget      *brought;
  GtkWidget      *places;
  VecheNameEntry *add_place;
};

G_DEFINE_FINAL_TYPE (VecheTiesView, veche_ties_view, ADW_TYPE_BIN)

static VecheMemberRef
ties_member (VecheTiesView *self)
{
  return (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
}

/*** Whom they talk with ***/

static gpointer
ties_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_ties_list (db, *(gint64 *) input, TIES_SHOWN, error);
}

const char *
veche_tie_word (double strength)
{
  return strength >= STRONG ? C_ ("tie", "often") : strength >= SOME ? C_ ("tie", "now and then") : C_ ("tie", "long ago");
}

static char *
tie_words (const VecheTie *tie)
{
  g_autofree char *when = veche_time_when (tie->at);

  /* Translators: how often they talk, and when they last did */
  return g_strdup_printf (_ ("%s · last %s"), veche_tie_word (tie->strength), when);
}

static void
ties_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheTiesView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ties = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL || ties == NULL)
    return;

  g_clear_object (&self->loading);
  veche_profile_clear (self->ties);
  for (guint i = 0; i < ties->len; i++)
    {
      const VecheTie *tie = ties->pdata[i];
      g_autofree char *words = tie_words (tie);

      gtk_box_append (GTK_BOX (self->ties), veche_profile_person_new (self->session, tie->uid, tie->name, words));
    }
  if (ties->len == 0)
    gtk_box_append (GTK_BOX (self->ties), veche_profile_text_new (_ ("Nobody has answered them yet, nor they anybody"), "veche-second"));
}

static void
ties_load (VecheTiesView *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, ties_job,
                         g_memdup2 (&self->profile->member->parent.id, sizeof (gint64)), g_free, (GDestroyNotify) g_ptr_array_unref,
                         self->loading, ties_loaded_cb, g_object_ref (self));
}

/*** Through whom they came ***/

static void
ties_set_came_through (VecheTiesView *self, const char *uid)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("edit-member", self->profile->member->name);

  veche_edit_set_ref (edit, "member", self->profile->member->parent.uid, "came_through_id", uid);
  veche_session_edit (self->session, edit, _ ("Saved"), NULL, NULL);
}

static void
ties_picked_cb (VecheMemberPicker *picker, VecheRecord *record, VecheTiesView *self)
{
  if (self->profile == NULL || record->id == self->profile->member->parent.id)
    return;

  ties_set_came_through (self, record->uid);
}

static void
ties_unpick_cb (VecheTiesView *self)
{
  if (self->profile != NULL)
    ties_set_came_through (self, NULL);
}

static void
ties_fill_came (VecheTiesView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *button = gtk_menu_button_new ();
  GtkWidget *picker = veche_member_picker_new (self->session, NULL);
  const VecheNamed *through = self->profile->came_through;

  veche_profile_clear (self->came);
  if (through != NULL)
    gtk_box_append (GTK_BOX (line), veche_profile_person_new (self->session, through->uid, through->name, NULL));
  g_signal_connect (picker, "picked", G_CALLBACK (ties_picked_cb), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), through != NULL ? _ ("Change") : _ ("Choose a Person…"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), button);
  if (through != NULL)
    {
      GtkWidget *clear = veche_profile_icon_button_new ("edit-clear-symbolic", _ ("Clear"));

      g_signal_connect_swapped (clear, "clicked", G_CALLBACK (ties_unpick_cb), self);
      gtk_box_append (GTK_BOX (line), clear);
    }
  gtk_box_append (GTK_BOX (self->came), line);

  veche_profile_clear (self->brought);
  gtk_widget_set_visible (self->brought, self->profile->brought->len > 0);
  if (self->profile->brought->len > 0)
    gtk_box_append (GTK_BOX (self->brought), veche_profile_text_new (_ ("Came through them"), "veche-heading"));
  for (guint i = 0; i < self->profile->brought->len; i++)
    {
      const VecheNamed *person = self->profile->brought->pdata[i];

      gtk_box_append (GTK_BOX (self->brought), veche_profile_person_new (self->session, person->uid, person->name, NULL));
    }
}

/*** Organisations ***/

typedef struct
{
  char *member_uid, *organisation_uid, *text;   /* organisation_uid NULL: text is its name; else text is the role */
} VechePlaceInput;

static void
place_input_free (gpointer data)
{
  VechePlaceInput *input = data;

  g_free (input->member_uid);
  g_free (input->organisation_uid);
  g_free (input->text);
  g_free (input);
}

static gboolean
place_build (VecheDb *db, VecheEdit *edit, gpointer data, GError **error)
{
  VechePlaceInput *input = data;
  g_autofree char *made = NULL;

  if (input->organisation_uid != NULL)
    return veche_organisations_edit_person (db, edit, input->organisation_uid, input->member_uid, input->text, error);

  made = veche_organisations_edit_named (db, edit, input->text, NULL, error);

  return made != NULL && veche_organisations_edit_person (db, edit, made, input->member_uid, NULL, error);
}

static void
ties_save_place (VecheTiesView *self, const char *organisation_uid, const char *text)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", self->profile->member->name);
  VechePlaceInput *input = g_new0 (VechePlaceInput, 1);

  input->member_uid = g_strdup (self->profile->member->parent.uid);
  input->organisation_uid = g_strdup (organisation_uid);
  input->text = g_strdup (text);
  veche_session_build_edit (self->session, edit, place_build, input, place_input_free, _ ("Saved"), NULL, NULL);
}

static void
ties_add_place_cb (VecheTiesView *self, const char *name)
{
  if (self->profile != NULL)
    ties_save_place (self, NULL, name);
}

static void
ties_commit_role (VecheTiesView *self, GtkWidget *entry)
{
  const char *organisation = g_object_get_data (G_OBJECT (entry), "organisation");
  const char *stored = g_object_get_data (G_OBJECT (entry), "stored");
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (self->profile == NULL || g_strcmp0 (typed, stored != NULL ? stored : "") == 0)
    return;

  g_object_set_data_full (G_OBJECT (entry), "stored", g_strdup (typed), g_free);
  ties_save_place (self, organisation, typed);
}

static void
ties_role_leave_cb (GtkEventControllerFocus *controller, VecheTiesView *self)
{
  ties_commit_role (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static void
ties_role_activate_cb (GtkWidget *entry, VecheTiesView *self)
{
  ties_commit_role (self, entry);
}

static void
ties_remove_place_cb (GtkButton *button, VecheTiesView *self)
{
  VecheMemberRef member = ties_member (self);
  g_autoptr (VecheEdit) edit = veche_edit_new ("organisation", member.name);

  veche_edit_delete (edit, "organisation_member", g_object_get_data (G_OBJECT (button), "uid"));
  veche_session_edit (self->session, edit, _ ("Removed"), NULL, NULL);
}

static GtkWidget *
place_new (VecheTiesView *self, const VechePlaceHeld *place)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *role = gtk_entry_new (), *remove = veche_profile_icon_button_new ("user-trash-symbolic", _ ("Remove"));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_box_append (GTK_BOX (texts), veche_profile_text_new (place->name, "plan-title"));
  gtk_box_append (GTK_BOX (texts), veche_profile_text_new (veche_organisation_kind_word (place->kind), "plan-caption"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (role), place->role != NULL ? place->role : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (role), _ ("Role there"));
  gtk_editable_set_width_chars (GTK_EDITABLE (role), 10);
  gtk_widget_set_valign (role, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (role), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Role there"), -1);
  g_object_set_data_full (G_OBJECT (role), "organisation", g_strdup (place->organisation_uid), g_free);
  g_object_set_data_full (G_OBJECT (role), "stored", g_strdup (place->role), g_free);
  g_object_set_data_full (G_OBJECT (remove), "uid", g_strdup (place->uid), g_free);
  g_signal_connect (focus, "leave", G_CALLBACK (ties_role_leave_cb), self);
  gtk_widget_add_controller (role, focus);
  g_signal_connect (role, "activate", G_CALLBACK (ties_role_activate_cb), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (ties_remove_place_cb), self);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), role);
  gtk_box_append (GTK_BOX (line), remove);

  return line;
}

static void
ties_fill_places (VecheTiesView *self)
{
  veche_profile_clear (self->places);
  for (guint i = 0; i < self->profile->places->len; i++)
    gtk_box_append (GTK_BOX (self->places), place_new (self, self->profile->places->pdata[i]));
}

static void
veche_ties_view_dispose (GObject *object)
{
  VecheTiesView *self = VECHE_TIES_VIEW (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_pointer (&self->profile, veche_record_unref);

  G_OBJECT_CLASS (veche_ties_view_parent_class)->dispose (object);
}

static void
veche_ties_view_class_init (VecheTiesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_ties_view_dispose;
}

static GtkWidget *
append_card (GtkWidget *box, const char *title)
{
  GtkWidget *card = veche_profile_card_new (title), *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (card), inside);
  gtk_box_append (GTK_BOX (box), card);

  return inside;
}

static void
veche_ties_view_init (VecheTiesView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *origin, *organisations;

  self->ties = append_card (box, _ ("Talks with"));
  origin = append_card (box, _ ("Came through"));
  self->came = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->brought = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (origin), self->came);
  gtk_box_append (GTK_BOX (origin), self->brought);
  organisations = append_card (box, _ ("Organisations"));
  self->places = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->add_place = g_object_new (VECHE_TYPE_NAME_ENTRY, "placeholder-text", _ ("Add an organisation"), NULL);
  g_signal_connect_swapped (self->add_place, "chosen", G_CALLBACK (ties_add_place_cb), self);
  gtk_box_append (GTK_BOX (organisations), self->places);
  gtk_box_append (GTK_BOX (organisations), GTK_WIDGET (self->add_place));
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_top (box, 15);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
veche_ties_view_set_profile (VecheTiesView *self, VecheSession *session, VecheProfile *profile)
{
  VecheProfile *before;

  g_return_if_fail (VECHE_IS_TIES_VIEW (self));

  before = self->profile;
  self->profile = profile != NULL ? veche_record_ref (profile) : NULL;
  g_set_object (&self->session, session);
  g_clear_pointer (&before, veche_record_unref);
  if (profile == NULL)
    return;

  ties_fill_came (self);
  ties_fill_places (self);
  if (self->loaded != profile->member->parent.id)
    {
      self->loaded = profile->member->parent.id;
      veche_profile_clear (self->ties);
    }
  ties_load (self);
}

void
veche_ties_view_set_organisations (VecheTiesView *self, const char *const *names)
{
  g_return_if_fail (VECHE_IS_TIES_VIEW (self));

  veche_name_entry_set_names (self->add_place, names);
}

void
veche_ties_view_commit (VecheTiesView *self)
{
  g_return_if_fail (VECHE_IS_TIES_VIEW (self));

  if (self->profile == NULL)
    return;
  for (GtkWidget *line = gtk_widget_get_first_child (self->places); line != NULL; line = gtk_widget_get_next_sibling (line))
    ties_commit_role (self, gtk_widget_get_next_sibling (gtk_widget_get_first_child (line)));
  veche_name_entry_commit (self->add_place);
}
