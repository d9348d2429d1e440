/* veche-plan-print.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-print.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/veche-event-words.h"
#include "app/veche-plan-words.h"
#include "model/veche-text.h"
#include "model/veche-when.h"
#include "store/veche-events-table.h"
#include "store/veche-plan-table.h"
#include "store/veche-tasks-table.h"

#define FEW_GUESTS  30       /* stand on a page below one another */

struct _VechePlanPaper
{
  gboolean        door;
  VecheQuarter   *quarter;         /* (nullable): of a quarter; else of an event */
  GPtrArray      *occurrences;     /* (element-type VecheOccurrence) (nullable) */
  VecheEventCard *event;           /* (nullable) */
  GPtrArray      *programme, *guests, *tasks;   /* (nullable) */
};

void
veche_plan_paper_free (VechePlanPaper *self)
{
  g_clear_pointer (&self->quarter, veche_quarter_free);
  g_clear_pointer (&self->occurrences, g_ptr_array_unref);
  g_clear_pointer (&self->event, veche_event_card_free);
  g_clear_pointer (&self->programme, g_ptr_array_unref);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_free (self);
}

/*** Reading ***/

static gboolean
load_quarter (VechePlanPaper *self, VecheDb *db, const char *quarter, GError **error)
{
  g_autofree char *since = NULL, *until = NULL;
  VecheEventsQuery query = { 0 };

  if (!veche_quarter_is_valid (quarter))
    {
      g_set_error (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_INVALID, "“%s” is no quarter", quarter);
      return FALSE;
    }
  veche_quarter_bounds (quarter, &since, &until);
  query.from = veche_when_instant (since, veche_when_own_zone ());
  query.until = veche_when_instant (until, veche_when_own_zone ());
  self->quarter = veche_plan_quarter_projects (db, quarter, error);
  self->occurrences = self->quarter != NULL ? veche_events_list (db, &query, error) : NULL;

  return self->occurrences != NULL;
}

static gboolean
load_event (VechePlanPaper *self, VecheDb *db, const char *uid, GError **error)
{
  const VecheTasksQuery query = { .state = VECHE_TASKS_OPEN, .event_uid = uid };

  self->event = veche_events_load (db, uid, error);
  self->guests = self->event != NULL ? veche_events_list_guests (db, uid, NULL, error) : NULL;
  if (self->guests == NULL || self->door)
    return self->guests != NULL;
  self->programme = veche_events_list_programme (db, uid, error);
  self->tasks = self->programme != NULL ? veche_tasks_list (db, &query, error) : NULL;

  return self->tasks != NULL;
}

VechePlanPaper *
veche_plan_paper_load (VecheDb *db, const char *what, GError **error)
{
  g_autoptr (VechePlanPaper) self = g_new0 (VechePlanPaper, 1);
  const char *of = strchr (what, ':');
  gboolean loaded;

  g_return_val_if_fail (of != NULL, NULL);
  self->door = g_str_has_prefix (what, "door-list:");
  loaded = g_str_has_prefix (what, "quarter:") ? load_quarter (self, db, of + 1, error) : load_event (self, db, of + 1, error);

  return loaded ? g_steal_pointer (&self) : NULL;
}

/*** A quarter on a page ***/

static void
add_team (VechePaper *paper, const VecheProject *project)
{
  for (guint i = 0; i < project->slots->len; i++)
    {
      const VecheSlot *slot = project->slots->pdata[i];
      g_autoptr (GString) names = g_string_new (NULL);
      g_autofree char *filled = NULL;

      for (guint j = 0; j < slot->filled->len; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? ", " : "", ((VecheTeamMember *) slot->filled->pdata[j])->name);
      /* Translators: how many of the people a role needs are found */
      filled = g_strdup_printf (_ ("%u of %u"), slot->filled->len, slot->needed);
      veche_paper_add_row (paper, filled, slot->title != NULL ? slot->title : slot->competency, names->len > 0 ? names->str : _ ("nobody yet"));
    }
}

static void
add_project (VechePaper *paper, const VecheProject *project)
{
  veche_paper_add_heading (paper, project->title);
  if (project->goal != NULL)
    veche_paper_add_text (paper, project->goal);
  for (guint i = 0; i < project->steps->len; i++)
    {
      const VecheStep *step = project->steps->pdata[i];
      g_autofree char *day = veche_day_short (step->day);
      g_autofree char *title = g_strdup_printf ("%s %s", step->done ? "☑" : "☐", step->title);

      veche_paper_add_row (paper, day, title, step->owner_name);
    }
  add_team (paper, project);
}

static char *
occurrence_where (const VecheOccurrence *one)
{
  if (one->place != NULL && *one->place != '\0')
    return g_strdup (one->place);

  return g_strdup (one->online ? _ ("online") : NULL);
}

static void
add_occurrences (VechePaper *paper, GPtrArray *occurrences)
{
  if (occurrences->len == 0)
    return;
  veche_paper_add_heading (paper, _ ("Events"));
  for (guint i = 0; i < occurrences->len; i++)
    {
      const VecheOccurrence *one = occurrences->pdata[i];
      const char *clock = veche_clock_of (one->starts);
      g_autofree char *day = veche_day_short (one->starts), *where = occurrence_where (one);
      g_autofree char *when = clock != NULL ? g_strdup_printf ("%s, %.5s", day, clock) : g_strdup (day);

      veche_paper_add_row (paper, when, one->title, where);
    }
}

static VechePaper *
lay_quarter (const VechePlanPaper *self)
{
  g_autofree char *title = veche_quarter_title (self->quarter->quarter);
  VechePaper *paper = veche_paper_new (title);

  veche_paper_set_single (paper, TRUE);
  veche_paper_add_title (paper, title);
  if (self->quarter->project != NULL)
    add_project (paper, self->quarter->project);
  else
    veche_paper_add_text (paper, _ ("No project yet"));
  for (guint i = 0; i < self->quarter->others->len; i++)
    add_project (paper, self->quarter->others->pdata[i]);
  add_occurrences (paper, self->occurrences);

  return paper;
}

/*** An event ***/

static void
add_facts (VechePaper *paper, const VecheEventCard *event)
{
  g_autofree char *time = veche_event_time_words (event), *seats = veche_event_seats (event);
  const struct { const char *name, *value; } facts[] = {
    { _ ("When"), time },           { _ ("Where"), event->place }, { _ ("Link"), event->link }, { _ ("Host"), event->owner_name },
    { _ ("Sponsor"), event->sponsor_name }, { _ ("Guests"), seats },
  };

  veche_paper_add_title (paper, event->title);
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].value != NULL && *facts[i].value != '\0')
      veche_paper_add_row (paper, facts[i].name, facts[i].value, NULL);
}

static void
add_programme (VechePaper *paper, GPtrArray *programme)
{
  if (programme->len > 0)
    veche_paper_add_heading (paper, _ ("Programme"));
  for (guint i = 0; i < programme->len; i++)
    {
      const VecheProgrammeItem *item = programme->pdata[i];
      const char *clock = item->starts != NULL ? veche_clock_of (item->starts) : NULL;
      g_autoptr (GString) names = g_string_new (NULL);
      g_autofree char *when = NULL;

      for (guint j = 0; j < item->speakers->len; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? ", " : "", ((VecheSpeaker *) item->speakers->pdata[j])->name);
      if (item->minutes > 0)
        when = g_strdup_printf (ngettext ("%s %d min", "%s %d min", (gulong) item->minutes), clock != NULL ? clock : "", item->minutes);
      else
        when = g_strdup (clock);
      veche_paper_add_row (paper, when != NULL ? g_strstrip (when) : NULL, item->title, names->len > 0 ? names->str : item->room);
    }
}

/* Those with something to do. */
static void
add_crew (VechePaper *paper, GPtrArray *guests)
{
  gboolean any = FALSE;

  for (guint i = 0; i < guests->len; i++)
    {
      const VecheGuest *guest = guests->pdata[i];

      if (strcmp (guest->role, "guest") == 0)
        continue;
      if (!any)
        veche_paper_add_heading (paper, _ ("People"));
      any = TRUE;
      veche_paper_add_row (paper, veche_role_title (guest->role), guest->name, veche_attendance_title (guest->status));
    }
}

static void
add_tasks (VechePaper *paper, GPtrArray *tasks)
{
  if (tasks->len > 0)
    veche_paper_add_heading (paper, _ ("Still to Do"));
  for (guint i = 0; i < tasks->len; i++)
    {
      const VecheTask *task = tasks->pdata[i];
      g_autofree char *day = veche_day_short (task->due);
      g_autofree char *right = day != NULL && task->owner_name != NULL ? g_strdup_printf ("%s · %s", day, task->owner_name)
                                                                       : g_strdup (day != NULL ? day : task->owner_name);

      veche_paper_add_check (paper, task->title, right);
    }
}

static VechePaper *
lay_run_sheet (const VechePlanPaper *self)
{
  VechePaper *paper = veche_paper_new (self->event->title);

  add_facts (paper, self->event);
  if (self->event->about != NULL)
    veche_paper_add_text (paper, self->event->about);
  add_programme (paper, self->programme);
  add_crew (paper, self->guests);
  add_tasks (paper, self->tasks);
  if (self->event->notes != NULL && *self->event->notes != '\0')
    {
      veche_paper_add_heading (paper, _ ("Notes"));
      veche_paper_add_text (paper, self->event->notes);
    }

  return paper;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const VecheGuest *first = *(const VecheGuest *const *) a, *second = *(const VecheGuest *const *) b;

  return veche_text_collate (first->name, second->name);
}

/* What the door has to know: not that somebody comes who said so. */
static const char *
door_remark (const VecheGuest *guest)
{
  if (strcmp (guest->role, "guest") != 0)
    return veche_role_title (guest->role);

  return strcmp (guest->status, "accepted") != 0 ? veche_attendance_title (guest->status) : NULL;
}

static VechePaper *
lay_door_list (const VechePlanPaper *self)
{
  VechePaper *paper = veche_paper_new (self->event->title);
  g_autoptr (GPtrArray) coming = g_ptr_array_new ();
  g_autofree char *time = veche_event_time_words (self->event), *count = NULL;

  for (guint i = 0; i < self->guests->len; i++)
    {
      VecheGuest *guest = self->guests->pdata[i];

      if (strcmp (guest->status, "declined") != 0 && strcmp (guest->status, "excused") != 0)
        g_ptr_array_add (coming, guest);
    }
  g_ptr_array_sort (coming, compare_names);
  count = g_strdup_printf (ngettext ("%s · %u person on the list", "%s · %u people on the list", coming->len), time, coming->len);
  veche_paper_set_columns (paper, coming->len > FEW_GUESTS);
  veche_paper_add_title (paper, self->event->title);
  veche_paper_add_text (paper, count);
  for (guint i = 0; i < coming->len; i++)
    {
      const VecheGuest *guest = coming->pdata[i];

      veche_paper_add_check (paper, guest->name, door_remark (guest));
    }

  return paper;
}

VechePaper *
veche_plan_paper_lay (const VechePlanPaper *self)
{
  if (self->quarter != NULL)
    return lay_quarter (self);

  return self->door ? lay_door_list (self) : lay_run_sheet (self);
}

/*** Printing ***/

typedef struct { VecheSession *session; GtkWindow *parent; } Printing;

static void
printing_free (Printing *self)
{
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->parent);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Printing, printing_free)

static void
printed_cb (const GError *error, gpointer user_data)
{
  g_autoptr (VecheSession) session = user_data;

  if (error != NULL)
    veche_session_show_error (session, error);
}

static gpointer
load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_plan_paper_load (db, input, error);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Printing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VechePlanPaper) plan = veche_store_run_finish (VECHE_STORE (object), result, &error);

  if (plan == NULL)
    veche_session_show_error (self->session, error);
  else if (self->parent != NULL)
    veche_paper_print (veche_plan_paper_lay (plan), self->parent, printed_cb, g_object_ref (self->session));
}

void
veche_plan_print (VecheSession *session, GtkWindow *parent, const char *what)
{
  Printing *self = g_new0 (Printing, 1);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->parent, parent);
  veche_store_run_async (veche_session_get_store (session), VECHE_LANE_READER, load_job, g_strdup (what), g_free, (GDestroyNotify) veche_plan_paper_free, NULL,
                         loaded_cb, self);
}
