/* veche-filter-menu.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-filter-menu.h"
#include "app/veche-filter-words.h"
#include "app/veche-member-words.h"
#include "model/veche-text.h"
#include "store/veche-members-table.h"

/* A menu of more than this is no menu. */
#define MAX_CHOICES 60
#define CHOICES_DELAY 300   /* ms */

const char *const veche_quick_names[VECHE_N_QUICK] = { "tag", "competency", "platform", "only", "stage" };

struct _VecheFilterMenu
{
  GObject           parent_instance;

  VecheSession     *session;     /* (owned) (nullable) */
  VecheSegmentList *segments;    /* (owned) (nullable) */
  GMenu            *menu, *saved, *own;
  GMenu            *choices[VECHE_N_QUICK];

  guint             choices_source;   /* (owned): the timeout before the next count */
  gint64            choices_asked, choices_cost;   /* µs */
  gboolean          counting, choices_stale;
};

G_DEFINE_FINAL_TYPE (VecheFilterMenu, veche_filter_menu, G_TYPE_OBJECT)

/*** The names there are ***/

typedef struct
{
  GPtrArray *lists[VECHE_N_QUICK];   /* (element-type VecheCount) */
} VecheChoices;

static void
choices_free (gpointer data)
{
  VecheChoices *choices = data;

  for (guint i = 0; i < VECHE_N_QUICK; i++)
    g_clear_pointer (&choices->lists[i], g_ptr_array_unref);
  g_free (choices);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheChoices, choices_free)

static gpointer
menu_choices_job (VecheDb *db, gpointer input, GError **error)
{
  GPtrArray *(*const lists[VECHE_N_QUICK]) (VecheDb *, GError **)
    = { veche_members_list_tags, veche_members_list_competencies, veche_members_list_platforms, NULL, veche_members_list_stages };
  g_autoptr (VecheChoices) choices = g_new0 (VecheChoices, 1);

  for (guint i = 0; i < VECHE_N_QUICK; i++)
    {
      choices->lists[i] = lists[i] != NULL ? lists[i](db, error) : g_ptr_array_ref (choices->lists[VECHE_QUICK_PLATFORM]);
      if (choices->lists[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&choices);
}

static const char *
choice_word (VecheQuick quick, const char *value)
{
  if (quick == VECHE_QUICK_PLATFORM || quick == VECHE_QUICK_ONLY)
    return veche_platform_name (value);
  if (quick == VECHE_QUICK_STAGE)
    return veche_stage_word (value);

  return value;
}

/* "Name (418)" (transfer full) */
static char *
counted (const char *name, gint64 count)
{
  g_autofree char *clean = veche_text_clamp (name, 60, FALSE);

  return count >= 0 ? g_strdup_printf ("%s (%" G_GINT64_FORMAT ")", clean, count) : g_steal_pointer (&clean);
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
menu_fill_choice (VecheFilterMenu *self, VecheQuick quick, GPtrArray *counts)
{
  g_autofree char *action = g_strconcat ("filter.", veche_quick_names[quick], NULL);

  g_menu_remove_all (self->choices[quick]);
  for (guint i = 0; i < counts->len && i < MAX_CHOICES; i++)
    {
      VecheCount *count = g_ptr_array_index (counts, i);
      /* How many are on a platform is not how many are on no other. */
      g_autofree char *label = counted (choice_word (quick, count->name), quick == VECHE_QUICK_ONLY ? -1 : (gint64) count->count);

      if (*count->name != '\0')
        add_item (self->choices[quick], label, action, count->name);
    }
  if (quick == VECHE_QUICK_TAG && counts->len > 0)
    {
      g_autoptr (GMenu) manage = g_menu_new ();

      g_menu_append (manage, _ ("_Rename or Merge…"), "filter.rename-tag");
      /* First: below many tags it would hang off the screen. */
      g_menu_prepend_section (self->choices[quick], NULL, G_MENU_MODEL (manage));
    }
}

static void menu_load_choices (VecheFilterMenu *self);

static void
menu_choices_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheFilterMenu) self = user_data;
  g_autoptr (VecheChoices) choices = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  self->counting = FALSE;
  self->choices_cost = g_get_monotonic_time () - self->choices_asked;
  if (self->session != NULL && self->choices_stale)
    menu_load_choices (self);
  if (choices == NULL || self->session == NULL)
    return;

  for (guint quick = 0; quick < VECHE_N_QUICK; quick++)
    menu_fill_choice (self, quick, choices->lists[quick]);
}

static gboolean
menu_count_choices_cb (gpointer user_data)
{
  VecheFilterMenu *self = user_data;

  self->choices_source = 0;
  self->choices_stale = FALSE;
  self->counting = TRUE;
  self->choices_asked = g_get_monotonic_time ();
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, G_PRIORITY_LOW, menu_choices_job, NULL, NULL,
                                  choices_free, NULL, menu_choices_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Counting a hundred thousand members takes a third of a second: not before the list is there, one at a time, and while an import
 * changes them all the time, for a fifth of the time at most. */
static void
menu_load_choices (VecheFilterMenu *self)
{
  self->choices_stale = TRUE;
  if (self->counting || self->choices_source != 0)
    return;

  self->choices_source = g_timeout_add_full (G_PRIORITY_LOW, MAX (CHOICES_DELAY, (guint) (self->choices_cost * 4 / 1000)), menu_count_choices_cb,
                                             self, NULL);
}

static void
menu_store_changed_cb (VecheFilterMenu *self, VecheChange *change)
{
  if (veche_change_get_tables (change) & (VECHE_TABLE_TAG | VECHE_TABLE_COMPETENCY | VECHE_TABLE_IDENTITY | VECHE_TABLE_MEMBER))
    menu_load_choices (self);
}

/*** Segments ***/

static void
menu_segments_changed_cb (VecheFilterMenu *self)
{
  g_menu_remove_all (self->saved);
  for (guint i = 0; i < veche_segment_list_get_n (self->segments); i++)
    {
      const VecheSegment *segment = veche_segment_list_get (self->segments, i);
      g_autofree char *label = counted (segment->name, segment->count);

      if (segment->filter != NULL)
        add_item (self->saved, label, "filter.segment", segment->uid);
      else
        g_menu_append (self->saved, label, "filter.unreadable");
    }
}

static void
menu_make (VecheFilterMenu *self)
{
  const char *const titles[VECHE_N_QUICK] = { _ ("_Tag"), _ ("_Competency"), _ ("_Platform"), _ ("Reachable _Only On"), _ ("_Stage") };
  g_autoptr (GMenu) by_menu = g_menu_new ();
  g_autoptr (GMenu) ready = g_menu_new ();
  g_autoptr (GMenu) flags = g_menu_new ();

  for (guint i = 0; i < veche_filter_n_suggestions (); i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", i);

      add_item (ready, veche_filter_suggestion_name (i), "filter.suggestion", index);
    }
  g_menu_append (by_menu, _ ("_Conditions…"), "filter.edit");
  g_menu_append_submenu (by_menu, _ ("_Ready-Made"), G_MENU_MODEL (ready));
  for (guint quick = 0; quick < VECHE_N_QUICK; quick++)
    {
      self->choices[quick] = g_menu_new ();
      g_menu_append_submenu (by_menu, titles[quick], G_MENU_MODEL (self->choices[quick]));
    }
  g_menu_append (flags, _ ("_Without Bots and the Team"), "filter.people");
  g_menu_append (flags, _ ("Show the _Archive"), "filter.archived");
  g_menu_append (flags, _ ("Show _Everybody"), "filter.reset");

  self->saved = g_menu_new ();
  self->own = g_menu_new ();
  self->menu = g_menu_new ();
  g_menu_append_section (self->menu, _ ("Segments"), G_MENU_MODEL (self->saved));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (self->own));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (by_menu));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (flags));
}

static void
veche_filter_menu_dispose (GObject *object)
{
  VecheFilterMenu *self = VECHE_FILTER_MENU (object);

  veche_filter_menu_set_session (self, NULL, NULL);
  g_clear_object (&self->menu);
  g_clear_object (&self->saved);
  g_clear_object (&self->own);
  for (guint quick = 0; quick < VECHE_N_QUICK; quick++)
    g_clear_object (&self->choices[quick]);

  G_OBJECT_CLASS (veche_filter_menu_parent_class)->dispose (object);
}

static void
veche_filter_menu_class_init (VecheFilterMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_filter_menu_dispose;
}

static void
veche_filter_menu_init (VecheFilterMenu *self)
{
  menu_make (self);
}

VecheFilterMenu *
veche_filter_menu_new (void)
{
  return g_object_new (VECHE_TYPE_FILTER_MENU, NULL);
}

void
veche_filter_menu_set_session (VecheFilterMenu *self, VecheSession *session, VecheSegmentList *segments)
{
  g_return_if_fail (VECHE_IS_FILTER_MENU (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  if (self->segments != NULL)
    g_signal_handlers_disconnect_by_data (self->segments, self);
  g_clear_handle_id (&self->choices_source, g_source_remove);
  g_set_object (&self->session, session);
  g_set_object (&self->segments, segments);
  if (session == NULL)
    return;

  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (menu_store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (segments, "changed", G_CALLBACK (menu_segments_changed_cb), self, G_CONNECT_SWAPPED);
  menu_load_choices (self);
}

GMenuModel *
veche_filter_menu_get_model (VecheFilterMenu *self)
{
  g_return_val_if_fail (VECHE_IS_FILTER_MENU (self), NULL);

  return G_MENU_MODEL (self->menu);
}

void
veche_filter_menu_show_segment (VecheFilterMenu *self, gboolean active)
{
  gboolean shown = g_menu_model_get_n_items (G_MENU_MODEL (self->own)) > 0;

  if (active == shown)
    return;
  g_menu_remove_all (self->own);
  if (!active)
    return;

  g_menu_append (self->own, _ ("Move This Segment _Up"), "filter.segment-up");
  g_menu_append (self->own, _ ("Move This Segment _Down"), "filter.segment-down");
  g_menu_append (self->own, _ ("_Remove This Segment"), "filter.segment-remove");
}
