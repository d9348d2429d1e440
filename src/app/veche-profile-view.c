/* veche-profile-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-activity-mark.h"
#include "app/veche-competency-list.h"
#include "app/veche-later.h"
#include "app/veche-member-edits.h"
#include "app/veche-member-words.h"
#include "app/veche-note-list.h"
#include "app/veche-privacy-view.h"
#include "app/veche-profile-facts.h"
#include "app/veche-profile-head.h"
#include "app/veche-profile-view.h"
#include "app/veche-task-dialog.h"
#include "app/veche-ties-view.h"
#include "app/veche-timeline.h"
#include "model/veche-text.h"
#include "model/veche-uid.h"
#include "store/veche-coverage.h"
#include "store/veche-members-table.h"
#include "store/veche-organisations-table.h"

/* Below this the cards go to a tab of their own and the head stands upright. */
#define NARROW    620
#define MIN_WIDTH 360

struct _VecheProfileView
{
  AdwBin               parent_instance;

  VecheSession        *session;      /* (owned) (nullable) */
  VecheProfile        *profile;      /* (owned) (nullable) */
  GCancellable        *loading;      /* (owned) (nullable): of the read that runs */
  gint64               id;           /* whom to show; 0: nobody */
  gboolean             stale;        /* changed while it was being read */
  gboolean             hole;         /* something of their last thirty days has not been read */
  gboolean             edit_next;    /* open the form when it has loaded */
  gboolean             narrow;

  GtkStack            *stack;
  GtkStack            *tabs;
  GtkStackPage        *facts_page;
  VecheProfileHead    *head;
  GtkBox              *overview;
  GtkWidget           *brief;          /* stands for the cards where there is no room for them */
  VecheActivityMark   *brief_activity;
  GtkLabel            *brief_now;
  GtkLabel            *brief_contact;
  GtkLabel            *brief_manner;
  VecheTimeline       *overview_timeline;
  VecheTimeline       *timeline;
  AdwBin              *facts_beside;
  GtkWidget           *facts_scroller;
  AdwBin              *facts_alone;
  VecheProfileFacts   *facts;
  VecheCompetencyList *competencies;
  VecheNoteList       *notes;
  VecheTiesView       *ties;
  VechePrivacyView    *privacy;
};

G_DEFINE_FINAL_TYPE (VecheProfileView, veche_profile_view, ADW_TYPE_BIN)

static void profile_view_load (VecheProfileView *self);

/* The profile and the names to choose from, read at once. */
typedef struct
{
  VecheProfile *profile;
  GStrv         tags, competencies, organisations;
  gboolean      hole;   /* something of the last thirty days is missing where they speak */
} VecheProfileParts;

static void
profile_parts_free (gpointer data)
{
  VecheProfileParts *parts = data;

  g_clear_pointer (&parts->profile, veche_record_unref);
  g_strfreev (parts->tags);
  g_strfreev (parts->competencies);
  g_strfreev (parts->organisations);
  g_free (parts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheProfileParts, profile_parts_free)

static GStrv
names_of (GPtrArray *counts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    g_strv_builder_add (builder, ((VecheCount *) g_ptr_array_index (counts, i))->name);

  return g_strv_builder_end (builder);
}

static GStrv
organisation_names (GPtrArray *organisations)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < organisations->len; i++)
    g_strv_builder_add (builder, ((VecheOrganisation *) g_ptr_array_index (organisations, i))->name);

  return g_strv_builder_end (builder);
}

static gpointer
profile_view_load_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (VecheProfileParts) parts = g_new0 (VecheProfileParts, 1);
  g_autoptr (GPtrArray) tags = NULL;
  g_autoptr (GPtrArray) competencies = NULL;
  g_autoptr (GPtrArray) organisations = NULL;

  parts->profile = veche_members_load_profile (db, *(gint64 *) input, error);
  if (parts->profile == NULL)
    return NULL;

  tags = veche_members_list_tags (db, error);
  competencies = tags != NULL ? veche_members_list_competencies (db, error) : NULL;
  organisations = competencies != NULL ? veche_organisations_list (db, error) : NULL;
  if (organisations == NULL)
    return NULL;

  parts->organisations = organisation_names (organisations);
  parts->tags = names_of (tags);
  parts->hole = veche_coverage_misses (db, *(gint64 *) input, veche_now () - 30 * G_TIME_SPAN_DAY);
  parts->competencies = names_of (competencies);

  return g_steal_pointer (&parts);
}

static void
profile_view_fill_brief (VecheProfileView *self)
{
  g_autofree char *now = veche_member_now_line (self->profile->member, self->hole);
  g_autofree char *contact = veche_member_contact_line (self->profile->member);
  g_autofree char *manner = veche_text_clamp (self->profile->manner != NULL ? self->profile->manner : "", 300, FALSE);

  veche_activity_mark_set (self->brief_activity, veche_member_activity (self->profile->member));
  gtk_label_set_text (self->brief_now, now);
  gtk_label_set_text (self->brief_contact, contact);
  gtk_label_set_text (self->brief_manner, manner);
  gtk_widget_set_visible (GTK_WIDGET (self->brief_manner), *manner != '\0');
}

static void
profile_view_show (VecheProfileView *self)
{
  if (self->profile != NULL)
    profile_view_fill_brief (self);

  veche_profile_head_set_profile (self->head, self->session, self->profile);
  veche_profile_facts_set_profile (self->facts, self->session, self->profile, self->hole);
  veche_competency_list_set_profile (self->competencies, self->session, self->profile);
  veche_note_list_set_profile (self->notes, self->session, self->profile);
  veche_ties_view_set_profile (self->ties, self->session, self->profile);
  veche_privacy_view_set_profile (self->privacy, self->session, self->profile);
  gtk_stack_set_visible_child_name (self->stack, self->profile != NULL ? "profile" : "nobody");

  if (self->profile != NULL && self->edit_next)
    {
      self->edit_next = FALSE;
      veche_profile_head_edit (self->head);
    }
}

static void
profile_view_load_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheProfileView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheProfileParts) parts = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;

  g_clear_object (&self->loading);
  g_clear_pointer (&self->profile, veche_record_unref);
  if (parts != NULL)
    {
      self->profile = g_steal_pointer (&parts->profile);
      self->hole = parts->hole;
      veche_profile_facts_set_tags (self->facts, (const char *const *) parts->tags);
      veche_competency_list_set_names (self->competencies, (const char *const *) parts->competencies);
      veche_ties_view_set_organisations (self->ties, (const char *const *) parts->organisations);
    }
  profile_view_show (self);

  if (self->stale)
    profile_view_load (self);
}

static void
profile_view_load (VecheProfileView *self)
{
  self->stale = FALSE;
  self->loading = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, profile_view_load_job,
                         g_memdup2 (&self->id, sizeof self->id), g_free, profile_parts_free, self->loading,
                         profile_view_load_cb, g_object_ref (self));
}

static void
profile_view_store_changed_cb (VecheProfileView *self, VecheChange *change)
{
  VecheTables mask = VECHE_TABLE_MEMBER | VECHE_TABLE_IDENTITY | VECHE_TABLE_TAG | VECHE_TABLE_COMPETENCY;

  if (self->id == 0 || !(veche_change_get_tables (change) & mask))
    return;

  if (self->loading != NULL)
    self->stale = TRUE;
  else
    profile_view_load (self);
}

static void
profile_view_follow_width (gpointer user_data)
{
  VecheProfileView *self = user_data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW;

  if (narrow == self->narrow)
    return;

  self->narrow = narrow;
  veche_profile_head_set_narrow (self->head, narrow);
  g_object_ref (self->facts);
  adw_bin_set_child (narrow ? self->facts_beside : self->facts_alone, NULL);
  adw_bin_set_child (narrow ? self->facts_alone : self->facts_beside, GTK_WIDGET (self->facts));
  g_object_unref (self->facts);
  gtk_widget_set_visible (self->facts_scroller, !narrow);
  gtk_widget_set_visible (self->brief, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->overview),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->overview, narrow ? 0 : 24);
  gtk_stack_page_set_visible (self->facts_page, narrow);
  if (!narrow && g_strcmp0 (gtk_stack_get_visible_child_name (self->tabs), "facts") == 0)
    gtk_stack_set_visible_child_name (self->tabs, "overview");
}

/* The wide form asks for more room than the narrowest window has: it is turned into the narrow one before that is felt. */
static void
veche_profile_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = MAX (*natural, MIN_WIDTH);
    }
}

static void
veche_profile_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheProfileView *self = VECHE_PROFILE_VIEW (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);

  /* Changing children while sizes are being handed out is not allowed. */
  if ((width < NARROW) != self->narrow)
    veche_later_idle (self, G_PRIORITY_HIGH_IDLE, profile_view_follow_width);
}

static void
profile_view_consents_cb (VecheProfileView *self)
{
  gtk_stack_set_visible_child_name (self->tabs, "privacy");
}

static void
veche_profile_view_unmap (GtkWidget *widget)
{
  veche_profile_view_commit (VECHE_PROFILE_VIEW (widget));

  GTK_WIDGET_CLASS (veche_profile_view_parent_class)->unmap (widget);
}

static void
veche_profile_view_dispose (GObject *object)
{
  VecheProfileView *self = VECHE_PROFILE_VIEW (object);

  veche_profile_view_close (self);

  G_OBJECT_CLASS (veche_profile_view_parent_class)->dispose (object);
}

static void
veche_profile_view_class_init (VecheProfileViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_profile_view_dispose;
  widget_class->measure = veche_profile_view_measure;
  widget_class->size_allocate = veche_profile_view_size_allocate;
  widget_class->unmap = veche_profile_view_unmap;

  g_type_ensure (VECHE_TYPE_ACTIVITY_MARK);
  g_type_ensure (VECHE_TYPE_COMPETENCY_LIST);
  g_type_ensure (VECHE_TYPE_NOTE_LIST);
  g_type_ensure (VECHE_TYPE_PRIVACY_VIEW);
  g_type_ensure (VECHE_TYPE_PROFILE_FACTS);
  g_type_ensure (VECHE_TYPE_PROFILE_HEAD);
  g_type_ensure (VECHE_TYPE_TIES_VIEW);
  g_type_ensure (VECHE_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-profile-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, tabs);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, facts_page);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, head);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, overview);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, brief);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, brief_activity);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, brief_now);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, brief_contact);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, brief_manner);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, overview_timeline);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, timeline);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, facts_beside);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, facts_scroller);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, facts_alone);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, facts);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, competencies);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, notes);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, ties);
  gtk_widget_class_bind_template_child (widget_class, VecheProfileView, privacy);
  gtk_widget_class_bind_template_callback (widget_class, profile_view_consents_cb);
}

static void
veche_profile_view_init (VecheProfileView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

void
veche_profile_view_set_session (VecheProfileView *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (!g_set_object (&self->session, session))
    return;

  veche_timeline_set_session (self->overview_timeline, session);
  veche_timeline_set_session (self->timeline, session);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (profile_view_store_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

void
veche_profile_view_set_member (VecheProfileView *self, gint64 id)
{
  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (self->id == id)
    return;

  veche_profile_view_commit (self);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);

  self->id = id;
  self->edit_next = FALSE;
  veche_timeline_set_member (self->overview_timeline, id);
  veche_timeline_set_member (self->timeline, id);
  if (id != 0)
    {
      profile_view_load (self);
      return;
    }

  g_clear_pointer (&self->profile, veche_record_unref);
  profile_view_show (self);
}

void
veche_profile_view_edit (VecheProfileView *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (self->loading != NULL || self->profile == NULL)
    self->edit_next = TRUE;
  else
    veche_profile_head_edit (self->head);
}

void
veche_profile_view_log (VecheProfileView *self, const char *kind)
{
  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (self->profile != NULL && g_str_equal (kind, "task"))
    veche_task_ask (GTK_WIDGET (self), self->session, &(VecheTaskOn){ .member_uid = self->profile->member->parent.uid }, self->profile->member->name);
  else if (self->profile != NULL)
    veche_profile_head_log (self->head, kind);
}

void
veche_profile_view_archive (VecheProfileView *self)
{
  VecheMemberRef member;

  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (self->profile == NULL)
    return;

  member = (VecheMemberRef){ self->session, self->profile->member->parent.uid, self->profile->member->name };
  veche_member_archive (&member, !self->profile->member->archived);
}

gboolean
veche_profile_view_back (VecheProfileView *self)
{
  g_return_val_if_fail (VECHE_IS_PROFILE_VIEW (self), FALSE);

  return self->profile != NULL && veche_profile_head_back (self->head);
}

void
veche_profile_view_commit (VecheProfileView *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (self->profile == NULL || self->session == NULL)
    return;

  veche_profile_head_commit (self->head);
  veche_profile_facts_commit (self->facts);
  veche_competency_list_commit (self->competencies);
  veche_note_list_commit (self->notes);
  veche_ties_view_commit (self->ties);
  veche_privacy_view_commit (self->privacy);
}

void
veche_profile_view_close (VecheProfileView *self)
{
  g_return_if_fail (VECHE_IS_PROFILE_VIEW (self));

  if (self->session == NULL)
    return;

  veche_profile_view_commit (self);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  veche_timeline_close (self->overview_timeline);
  veche_timeline_close (self->timeline);
  g_clear_pointer (&self->profile, veche_record_unref);
  g_clear_object (&self->session);
}
