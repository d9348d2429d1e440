/* veche-plan-gestures.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-effect-window.h"
#include "app/veche-event-page.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-plan-words.h"
#include "app/veche-project-dialog.h"
#include "model/veche-when.h"
#include "model/veche-zones.h"

#define WEEK      7
#define HALF_HOUR 30

/*** Words ***/

static const char *const stage_nicks[] = { "idea", "planned", "active", "done", "dropped" };

const char *
veche_plan_stage_title (VechePlanStage stage)
{
  return veche_status_title (stage_nicks[stage]);
}

const char *
veche_plan_kind_title (const VechePlanEntry *entry)
{
  switch (entry->kind)
    {
    case VECHE_PLAN_PROJECT: return _("Project");
    case VECHE_PLAN_STEP: return _("Milestone");
    case VECHE_PLAN_TASK: return _("Task");
    default: return entry->ritual ? veche_event_kind_title ("ritual") : veche_event_kind_title (entry->detail);
    }
}

const char *
veche_plan_entry_shape (const VechePlanEntry *entry)
{
  return entry->agenda_shape != NULL ? entry->agenda_shape : entry->kind == VECHE_PLAN_TASK ? NULL : "diamond";
}

char *
veche_plan_entry_elsewhere (const VechePlanEntry *entry)
{
  if (entry->kind != VECHE_PLAN_EVENT || entry->whole || entry->tz == NULL || g_str_equal (entry->tz, veche_when_own_zone ()))
    return NULL;
  else
    {
      g_autofree char *here = veche_when_local (entry->from, veche_when_own_zone ()), *city = NULL;

      /* Zones with the same clocks are the same place for this. */
      if (g_strcmp0 (here, entry->starts) == 0)
        return NULL;
      city = veche_zones_city (entry->tz);

      /* Translators: a city, and what its clocks say when this begins: "Moscow: 19:00" */
      return g_strdup_printf (C_("elsewhere", "%1$s: %2$s"), city, entry->starts + strlen ("2026-12-13T"));
    }
}

static void
add_people (const VechePlanEntry *entry, GPtrArray *parts)
{
  if (entry->kind != VECHE_PLAN_EVENT)
    {
      if (entry->owner_name != NULL)
        g_ptr_array_add (parts, g_strdup (entry->owner_name));
      return;
    }
  if (entry->came > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u came", "%u came", entry->came), entry->came));
  else if (entry->coming > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u is coming", "%u are coming", entry->coming), entry->coming));
  else if (entry->owner_name != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("led by %s"), entry->owner_name));
  else if (entry->stage <= VECHE_PLAN_ACTIVE)
    g_ptr_array_add (parts, g_strdup (_("nobody leads it yet")));
}

static void
add_days (const VechePlanEntry *entry, GPtrArray *parts)
{
  g_autofree char *since = veche_day_short (entry->since), *weekday = veche_day_weekday (entry->since), *until = NULL;

  if (g_str_equal (entry->since, entry->until))
    g_ptr_array_add (parts, g_strdup_printf ("%s, %s", since, weekday));
  else
    {
      until = veche_day_short (entry->until);
      /* Translators: from one day to another: "1 Dec – 13 Dec" */
      g_ptr_array_add (parts, g_strdup_printf (_("%1$s – %2$s"), since, until));
    }
}

char *
veche_plan_entry_about (const VechePlanEntry *entry, gboolean with_day)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *elsewhere = veche_plan_entry_elsewhere (entry);

  if (with_day && entry->since != NULL)
    add_days (entry, parts);
  if (entry->time != NULL)
    g_ptr_array_add (parts, elsewhere != NULL ? g_strdup_printf ("%s (%s)", entry->time, elsewhere) : g_strdup (entry->time));
  if (entry->kind == VECHE_PLAN_PROJECT && entry->needed > 0)
    /* Translators: so many of so many places in the project are taken */
    g_ptr_array_add (parts, g_strdup_printf (_("Gathered %u of %u"), entry->filled, entry->needed));
  if (entry->kind == VECHE_PLAN_STEP || entry->kind == VECHE_PLAN_TASK)
    g_ptr_array_add (parts, g_strdup (veche_plan_kind_title (entry)));
  if (entry->kind == VECHE_PLAN_EVENT && entry->online)
    g_ptr_array_add (parts, g_strdup (_("Online")));
  else if (entry->place != NULL && *entry->place != '\0')
    g_ptr_array_add (parts, g_strdup (entry->place));
  add_people (entry, parts);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

const char *
veche_plan_entry_state (const VechePlanEntry *entry)
{
  if (entry->kind == VECHE_PLAN_EVENT && entry->stage == VECHE_PLAN_OFF)
    return entry->recurs != NULL ? C_("ritual", "Skipped") : veche_status_title ("cancelled");

  return veche_plan_stage_title (entry->stage);
}

char *
veche_plan_entry_spoken (const VechePlanEntry *entry)
{
  g_autofree char *about = veche_plan_entry_about (entry, TRUE);

  return g_strdup_printf ("%s, %s, %s, %s", entry->title, veche_plan_kind_title (entry), veche_plan_entry_state (entry), about);
}

/*** Doing ***/

typedef struct { VechePlanRef *what; VechePlanEdge edge; int days; VechePlanStage stage; char *local; } Gesture;

static void
gesture_free (gpointer data)
{
  Gesture *self = data;

  veche_plan_ref_free (self->what);
  g_free (self->local);
  g_free (self);
}

static gboolean
build_shift (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Gesture *self = input;

  return veche_plan_edit_shift (db, edit, self->what, self->edge, self->days, error);
}

static gboolean
build_following (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Gesture *self = input;

  return veche_plan_edit_following (db, edit, self->what, self->local, error);
}

static gboolean
build_stage (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Gesture *self = input;

  return veche_plan_edit_stage (db, edit, self->what, self->stage, error);
}

static gboolean
build_moment (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  Gesture *self = input;

  return veche_plan_edit_moment (db, edit, self->what, self->local, veche_when_own_zone (), error);
}

static Gesture *
gesture_new (const VechePlanEntry *entry)
{
  Gesture *self = g_new0 (Gesture, 1);

  self->what = veche_plan_ref_new (entry);

  return self;
}

gboolean
veche_plan_can_shift (const VechePlanEntry *entry, VechePlanEdge edge)
{
  if (entry->since == NULL)
    return FALSE;

  return edge == VECHE_PLAN_BODY || (entry->recurs == NULL && (entry->kind == VECHE_PLAN_PROJECT || entry->kind == VECHE_PLAN_EVENT));
}

gboolean
veche_plan_can_stage (const VechePlanEntry *entry, VechePlanStage stage)
{
  if (entry->kind == VECHE_PLAN_PROJECT || (entry->kind == VECHE_PLAN_EVENT && entry->recurs == NULL))
    return TRUE;

  return stage == VECHE_PLAN_PLANNED || stage == VECHE_PLAN_DONE || (stage == VECHE_PLAN_OFF && entry->kind != VECHE_PLAN_STEP);
}

void
veche_plan_shift (VecheSession *session, const VechePlanEntry *entry, VechePlanEdge edge, int days)
{
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  Gesture *gesture;

  if (days == 0 || !veche_plan_can_shift (entry, edge))
    return;

  edit = veche_edit_new ("move", entry->title);
  gesture = gesture_new (entry);
  gesture->edge = edge;
  gesture->days = days;
  if (edge == VECHE_PLAN_BODY)
    /* Translators: %2$s is the title of an event */
    toast = days > 0 ? g_strdup_printf (ngettext ("%d day later: %s", "%d days later: %s", days), days, entry->title)
                     : g_strdup_printf (ngettext ("%d day earlier: %s", "%d days earlier: %s", -days), -days, entry->title);
  else if (edge == VECHE_PLAN_BEGIN)
    /* Translators: %2$s is a title; its end stays where it is */
    toast = days > 0 ? g_strdup_printf (ngettext ("Begins %d day later: %s", "Begins %d days later: %s", days), days, entry->title)
                     : g_strdup_printf (ngettext ("Begins %d day earlier: %s", "Begins %d days earlier: %s", -days), -days, entry->title);
  else
    /* Translators: %2$s is a title; its beginning stays where it is */
    toast = days > 0 ? g_strdup_printf (ngettext ("Ends %d day later: %s", "Ends %d days later: %s", days), days, entry->title)
                     : g_strdup_printf (ngettext ("Ends %d day earlier: %s", "Ends %d days earlier: %s", -days), -days, entry->title);
  veche_session_build_edit (session, edit, build_shift, gesture, gesture_free, toast, NULL, NULL);
}

static void
shift_following (VecheSession *session, const VechePlanEntry *entry, int days)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("move", entry->title);
  Gesture *gesture = gesture_new (entry);
  g_autofree char *day = veche_day_short (entry->since), *toast = NULL;

  gesture->local = veche_when_add_days (entry->recurs, days);
  /* Translators: a day, the title of what comes again: "From Dec 4 on a day later: Tea" */
  toast = days > 0 ? g_strdup_printf (ngettext ("From %2$s on %1$d day later: %3$s", "From %2$s on %1$d days later: %3$s", days), days, day, entry->title)
                   : g_strdup_printf (ngettext ("From %2$s on %1$d day earlier: %3$s", "From %2$s on %1$d days earlier: %3$s", -days), -days, day, entry->title);
  veche_session_build_edit (session, edit, build_following, gesture, gesture_free, toast, NULL, NULL);
}

void
veche_plan_set_stage (VecheSession *session, const VechePlanEntry *entry, VechePlanStage stage)
{
  g_autoptr (VecheEdit) edit = NULL;
  g_autofree char *toast = NULL;
  Gesture *gesture;

  if (stage == entry->stage || !veche_plan_can_stage (entry, stage))
    return;

  edit = veche_edit_new ("stage", entry->title);
  gesture = gesture_new (entry);
  gesture->stage = stage;
  /* Translators: %1$s is the title of an event or a project, %2$s its new state: "Conference: now “Planned”" */
  toast = g_strdup_printf (_("%1$s: now “%2$s”"), entry->title, veche_plan_stage_title (stage));
  veche_session_build_edit (session, edit, build_stage, gesture, gesture_free, toast, NULL, NULL);
}

void
veche_plan_set_moment (VecheSession *session, const VechePlanEntry *entry, const char *local)
{
  g_autoptr (VecheEdit) edit = veche_edit_new ("move", entry->title);
  g_autofree char *day = veche_day_short (local), *toast = NULL;
  Gesture *gesture = gesture_new (entry);

  gesture->local = g_strdup (local);
  /* Translators: a title, a day, a time: "Rehearsal: now Dec 4, 18:30" */
  toast = g_strdup_printf (_("%1$s: now %2$s, %3$s"), entry->title, day, local + strlen ("2026-12-13T"));
  veche_session_build_edit (session, edit, build_moment, gesture, gesture_free, toast, NULL, NULL);
}

void
veche_plan_shift_minutes (VecheSession *session, const VechePlanEntry *entry, int minutes)
{
  g_autofree char *here = NULL, *moved = NULL;

  if (entry->kind != VECHE_PLAN_EVENT || entry->time == NULL)
    return;

  here = veche_when_local (entry->from, veche_when_own_zone ());
  moved = veche_when_add_minutes (here, minutes);
  /* After the last day of the calendar there is nowhere to go. */
  if (moved != NULL)
    veche_plan_set_moment (session, entry, moved);
}

/*** Opening ***/

void
veche_plan_open_project (GtkWidget *widget, VecheSession *session, const char *uid, const char *quarter)
{
  if (uid != NULL)
    veche_session_open_item (session, "project", uid);
  else
    veche_project_dialog_present (widget, session, quarter);
}

void
veche_plan_open_event (GtkWidget *widget, VecheSession *session, const char *uid, const char *day)
{
  if (uid != NULL)
    veche_event_page_open (widget, uid);
  else
    veche_event_page_open_new (widget, session, day, NULL);
}

void
veche_plan_open (GtkWidget *widget, VecheSession *session, const VechePlanEntry *entry)
{
  if (entry->kind == VECHE_PLAN_EVENT)
    veche_plan_open_event (widget, session, entry->parent.uid, NULL);
  else if (entry->kind == VECHE_PLAN_TASK)
    veche_session_open_item (session, "tasks", entry->parent.uid);
  else if (entry->project_uid != NULL)
    {
      g_autofree char *quarter = entry->quarter != NULL ? g_strdup (entry->quarter) : veche_quarter_of_day (entry->since);
      g_autofree char *place = entry->kind == VECHE_PLAN_STEP ? g_strconcat (entry->project_uid, "#", entry->parent.uid, NULL) : g_strdup (entry->project_uid);

      veche_plan_open_project (widget, session, place, quarter);
    }
}

/*** The menu ***/

typedef struct { VecheSession *session; VechePlanEntry *entry; GtkWidget *widget; } Menu;   /* widget (unowned): the popover hangs on it */

static void
menu_free (gpointer data, GClosure *closure)
{
  Menu *self = data;

  g_object_unref (self->session);
  veche_record_unref (self->entry);
  g_free (self);
}

static void
menu_act_cb (GSimpleAction *action, GVariant *parameter, Menu *self)
{
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "open"))
    veche_plan_open (self->widget, self->session, self->entry);
  else if (g_str_equal (name, "effect"))
    veche_effect_window_present (self->widget, self->session, self->entry->kind == VECHE_PLAN_PROJECT, self->entry->parent.uid);
  else if (g_str_equal (name, "following"))
    shift_following (self->session, self->entry, g_variant_get_int32 (parameter));
  else if (g_str_equal (name, "minutes"))
    veche_plan_shift_minutes (self->session, self->entry, g_variant_get_int32 (parameter));
  else if (g_str_equal (name, "stage"))
    veche_plan_set_stage (self->session, self->entry, (VechePlanStage) g_variant_get_int32 (parameter));
  else
    veche_plan_shift (self->session, self->entry,
                      g_str_equal (name, "begin") ? VECHE_PLAN_BEGIN : g_str_equal (name, "end") ? VECHE_PLAN_END : VECHE_PLAN_BODY,
                      g_variant_get_int32 (parameter));
}

static void
append_number (GMenu *menu, const char *label, const char *action, int number)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "i", number);
  g_menu_append_item (menu, item);
}

static void
append_days (GMenu *menu, const VechePlanEntry *entry)
{
  g_autoptr (GMenu) days = g_menu_new (), edges = g_menu_new ();

  if (!veche_plan_can_shift (entry, VECHE_PLAN_BODY))
    return;
  append_number (days, _("A Day _Earlier"), "entry.shift", -1);
  append_number (days, _("A Day _Later"), "entry.shift", 1);
  append_number (days, _("A _Week Earlier"), "entry.shift", -WEEK);
  append_number (days, _("A Week L_ater"), "entry.shift", WEEK);
  if (entry->kind == VECHE_PLAN_EVENT && entry->time != NULL)
    {
      append_number (days, _("_Half an Hour Earlier"), "entry.minutes", -HALF_HOUR);
      append_number (days, _("Half an H_our Later"), "entry.minutes", HALF_HOUR);
    }
  g_menu_append_submenu (menu, _("Move in _Time"), G_MENU_MODEL (days));
  if (entry->recurs != NULL)
    {
      g_autoptr (GMenu) following = g_menu_new ();

      append_number (following, _("All a Day _Earlier"), "entry.following", -1);
      append_number (following, _("All a Day _Later"), "entry.following", 1);
      append_number (following, _("All a _Week Earlier"), "entry.following", -WEEK);
      append_number (following, _("All a Week L_ater"), "entry.following", WEEK);
      g_menu_append_submenu (menu, _("This and All _Following"), G_MENU_MODEL (following));
    }
  if (!veche_plan_can_shift (entry, VECHE_PLAN_END))
    return;
  append_number (edges, _("_Begin a Day Earlier"), "entry.begin", -1);
  append_number (edges, _("B_egin a Day Later"), "entry.begin", 1);
  append_number (edges, _("End a _Day Earlier"), "entry.end", -1);
  append_number (edges, _("End a Day _Later"), "entry.end", 1);
  g_menu_append_submenu (menu, _("Beginning and _End"), G_MENU_MODEL (edges));
}

static GMenuModel *
menu_new (const VechePlanEntry *entry)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new (), move = g_menu_new (), stages = g_menu_new ();

  g_menu_append (first, _("_Open"), "entry.open");
  if (entry->kind == VECHE_PLAN_PROJECT || entry->kind == VECHE_PLAN_EVENT)
    g_menu_append (first, _("E_ffect"), "entry.effect");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  if (veche_plan_can_stage (entry, VECHE_PLAN_IDEA))
    {
      for (int stage = VECHE_PLAN_IDEA; stage <= VECHE_PLAN_DONE; stage++)
        append_number (stages, veche_plan_stage_title ((VechePlanStage) stage), "entry.stage", stage);
      g_menu_append_submenu (move, _("_Move To"), G_MENU_MODEL (stages));
    }
  else if (entry->stage != VECHE_PLAN_DONE)
    append_number (move, _("_Done"), "entry.stage", VECHE_PLAN_DONE);
  else
    append_number (move, _("_Not Done"), "entry.stage", VECHE_PLAN_PLANNED);
  if (entry->recurs != NULL && entry->stage != VECHE_PLAN_OFF)
    append_number (move, _("_Skip This Time"), "entry.stage", VECHE_PLAN_OFF);
  append_days (move, entry);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (move));

  return G_MENU_MODEL (menu);
}

static void
menu_closed_cb (GtkWidget *popover)
{
  g_autoptr (GtkWidget) focused = g_object_steal_data (G_OBJECT (popover), "focused");

  /* The keyboard goes back to where it came from. */
  if (focused != NULL && gtk_widget_get_mapped (focused))
    gtk_widget_grab_focus (focused);
}

static GtkWidget *
find_menu (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && !GTK_IS_POPOVER_MENU (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* GTK 4.8 remembers where in a popover the pointer stood, and would look for it in one that is gone. */
static GtkWidget *
ensure_menu (GtkWidget *widget)
{
  GtkWidget *popover = find_menu (widget);

  if (popover != NULL)
    return popover;

  popover = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, widget);
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);

  return popover;
}

void
veche_plan_popup (GtkWidget *widget, GMenuModel *model, const char *prefix, GActionGroup *group, double x, double y)
{
  GtkWidget *popover = ensure_menu (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focused = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (prefix != NULL)
    gtk_widget_insert_action_group (popover, prefix, group);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), model);
  /* What has the keyboard may be scrolled away; GTK wants a place on a monitor. */
  x = CLAMP (x, 0, gtk_widget_get_width (widget));
  y = CLAMP (y, 0, gtk_widget_get_height (widget));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  if (focused != NULL && !gtk_widget_is_ancestor (focused, popover))
    g_object_set_data_full (G_OBJECT (popover), "focused", g_object_ref (focused), g_object_unref);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
veche_plan_popup_menu (GtkWidget *widget, VecheSession *session, const VechePlanEntry *entry, double x, double y)
{
  static const struct { const char *name, *type; } actions[] = { { "open", NULL }, { "effect", NULL }, { "following", "i" }, { "minutes", "i" }, { "stage", "i" }, { "shift", "i" }, { "begin", "i" }, { "end", "i" } };
  g_autoptr (GMenuModel) model = menu_new (entry);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i].name, actions[i].type != NULL ? G_VARIANT_TYPE (actions[i].type) : NULL);
      Menu *menu = g_new0 (Menu, 1);

      menu->session = g_object_ref (session);
      menu->entry = veche_record_ref ((gpointer) entry);
      menu->widget = widget;
      g_signal_connect_data (action, "activate", G_CALLBACK (menu_act_cb), menu, menu_free, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  veche_plan_popup (widget, model, "entry", G_ACTION_GROUP (group), x, y);
}

void
veche_plan_drop_menus (GtkWidget *widget)
{
  GtkWidget *popover = find_menu (widget);

  if (popover != NULL)
    gtk_widget_unparent (popover);
}
