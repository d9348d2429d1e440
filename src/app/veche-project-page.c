/* veche-project-page.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * uid ─▶ one reading of the store (veche-project-load.c) ─▶ parts, each made anew.  Focus comes back by the names of widgets.
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-columns-layout.h"
#include "app/veche-later.h"
#include "app/veche-pages.h"
#include "app/veche-plan-words.h"
#include "app/veche-profile-parts.h"
#include "app/veche-plan-gestures.h"
#include "app/veche-project-candidates.h"
#include "app/veche-project-page-private.h"
#include "app/veche-refocus.h"
#include "model/veche-text.h"
#include "store/veche-db.h"

#define COLUMNS_FROM  860
#define SIDE_WIDTH    350
#define NARROW_BELOW  560
#define CARD_SPACING   15
#define PAGE_MARGIN    18
#define AT_ONCE         8   /* rows of a card that fill the first screens; a few more come by themselves, all that there are when asked for */
#define MORE_AFTER     30
/* "PROJECT#MILESTONE" opens a project at a row of it, "PROJECT#staff:SLOT" with who could take that role. */
#define STAFF_PREFIX   "staff:"

struct _VecheProjectPage
{
  AdwBin             parent_instance;

  VecheSession      *session;       /* (owned) (nullable) */
  GCancellable      *cancellable;   /* (owned) (nullable): of the reading under way */
  char              *uid;           /* (nullable): nothing was opened yet */
  char              *wanted;        /* (nullable): the name of what in it shall come into sight */
  VecheProjectSheet *sheet;         /* (owned) (nullable) */
  GtkWidget         *candidates;    /* (owned) (nullable): of the slot that is being staffed */
  GHashTable        *opened;        /* (owned): tasks whose checklists are in sight */
  gboolean           stale, narrow;
  guint              shown;         /* so many of the roles and of the tasks */
  guint              later;         /* the rest of them comes after the first paint */
  gboolean           stacked;       /* the columns stand below each other */

  AdwWindowTitle    *title;
  GtkWidget         *sidebar_button;
  GtkStack          *stack;
  GtkWidget         *scrolled;
  GtkWidget         *main, *side;
};

static void veche_project_page_page_init (VechePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VecheProjectPage, veche_project_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (VECHE_TYPE_PAGE, veche_project_page_page_init))

enum
{
  PROP_SESSION = 1
};

/*** What it shows ***/

/* The name of what has the focus inside, to find its like among what is made anew. (transfer full) (nullable) */
static char *
veche_project_page_dup_focused (VecheProjectPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->scrolled))
    return NULL;
  while (focus != self->scrolled && !g_str_has_prefix (gtk_widget_get_name (focus), "project-"))
    focus = gtk_widget_get_parent (focus);

  return g_strdup (gtk_widget_get_name (focus));
}

static void
append (GtkWidget *box, GtkWidget *part)
{
  if (part != NULL)
    gtk_box_append (GTK_BOX (box), part);
}

/* So many of the roles, and always the one whose candidates are shown. */
static guint
veche_project_page_most (VecheProjectPage *self, const char *staffed)
{
  guint most = self->shown;

  for (guint i = most; staffed != NULL && i < self->sheet->slots->len; i++)
    if (g_str_equal (((VecheSlotCard *) self->sheet->slots->pdata[i])->uid, staffed))
      most = i + 1;

  return most;
}

static void
veche_project_page_fill (VecheProjectPage *self)
{
  VecheProjectSheet *sheet = self->sheet;
  const char *staffed = self->candidates != NULL ? veche_project_candidates_get_slot (VECHE_PROJECT_CANDIDATES (self->candidates)) : NULL;
  gboolean beside = self->candidates != NULL && !self->stacked, over = veche_project_is_over (sheet);

  append (self->main, veche_project_head_new (sheet, self->narrow));
  /* What there is to do once it is over. */
  if (over)
    append (self->main, veche_project_retro_new (sheet));
  append (self->main, veche_project_slots_new (sheet, staffed, beside ? NULL : self->candidates, veche_project_page_most (self, staffed), self->narrow));
  append (self->main, veche_project_tasks_new (sheet, self->opened, self->shown));
  append (self->main, veche_project_steps_new (sheet));
  if (!over)
    append (self->main, veche_project_retro_new (sheet));
  if (beside)
    {
      GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_widget_add_css_class (card, "card");
      gtk_widget_add_css_class (card, "plan-section");
      gtk_box_append (GTK_BOX (card), self->candidates);
      append (self->side, card);
    }
  append (self->side, veche_project_events_new (sheet));
  append (self->side, veche_project_lessons_new (sheet));
  append (self->side, veche_project_budget_new (sheet));
  append (self->side, veche_project_partners_new (sheet));
  append (self->side, veche_project_links_new (sheet));
  append (self->side, veche_project_risks_new (sheet));
  append (self->side, veche_project_decisions_new (sheet));
}

static void veche_project_page_rebuild (VecheProjectPage *self);

static void
veche_project_page_more (gpointer widget)
{
  VecheProjectPage *self = widget;

  self->shown = self->shown == AT_ONCE ? MORE_AFTER : self->shown + VECHE_PROJECT_MORE;
  veche_project_page_rebuild (self);
}

static void
project_more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_project_page_more (widget);
}

static void
veche_project_page_rebuild (VecheProjectPage *self)
{
  g_autofree char *focused = veche_project_page_dup_focused (self), *title = NULL;
  GtkWidget *again;
  guint all;

  if (self->sheet == NULL)
    return;

  title = veche_text_clamp (self->sheet->project->title, 100, FALSE);
  adw_window_title_set_title (self->title, title);
  if (self->candidates != NULL && gtk_widget_get_parent (self->candidates) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->candidates)), self->candidates);
  veche_profile_clear (self->main);
  veche_profile_clear (self->side);
  veche_project_page_fill (self);
  gtk_stack_set_visible_child (self->stack, self->scrolled);

  /* What is beyond the first screens comes once those were painted. */
  all = MAX (self->sheet->slots->len, self->sheet->tasks->len);
  if (self->shown == AT_ONCE && all > AT_ONCE)
    veche_later_run (GTK_WIDGET (self), &self->later, veche_project_page_more);

  if (self->wanted != NULL)
    {
      g_free (focused);
      focused = g_steal_pointer (&self->wanted);
    }
  again = focused != NULL ? veche_refocus_find (self->scrolled, focused) : NULL;
  if (again == NULL && focused != NULL && all > self->shown)
    {
      self->shown = all;
      self->wanted = g_steal_pointer (&focused);
      veche_project_page_rebuild (self);
      return;
    }
  if (again != NULL && !gtk_widget_grab_focus (again))
    gtk_widget_child_focus (again, GTK_DIR_TAB_FORWARD);
}

static gpointer
project_load_job (VecheDb *db, gpointer input, GError **error)
{
  return veche_project_sheet_load (db, input, error);
}

static void
veche_project_page_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheProjectPage) self = VECHE_PROJECT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (VecheProjectSheet) sheet = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->sheet, veche_project_sheet_free);
  self->sheet = g_steal_pointer (&sheet);
  if (self->sheet != NULL)
    {
      veche_project_page_rebuild (self);
      if (self->candidates != NULL)
        veche_project_candidates_load (VECHE_PROJECT_CANDIDATES (self->candidates));
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "gone");
      adw_window_title_set_title (self->title, _("Project"));
      if (!g_error_matches (error, VECHE_STORE_ERROR, VECHE_STORE_ERROR_NOT_FOUND))
        veche_session_show_error (self->session, error);
    }
}

static void
veche_project_page_load (VecheProjectPage *self)
{
  if (self->session == NULL || self->uid == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->stale = FALSE;
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, project_load_job, g_strdup (self->uid), g_free,
                         (GDestroyNotify) veche_project_sheet_free, self->cancellable, veche_project_page_loaded_cb, g_object_ref (self));
}

static void
veche_project_page_changed_cb (VecheProjectPage *self, VecheChange *change)
{
  guint tables = veche_change_get_tables (change);

  if (tables & (VECHE_TABLE_PLAN | VECHE_TABLE_COMPETENCY) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    veche_project_page_load (self);
  else if (tables & (VECHE_TABLE_PLAN | VECHE_TABLE_COMPETENCY | VECHE_TABLE_MEMBER))
    self->stale = TRUE;
}

static void
veche_project_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (veche_project_page_parent_class)->map (widget);
  if (VECHE_PROJECT_PAGE (widget)->stale)
    veche_project_page_load (VECHE_PROJECT_PAGE (widget));
}

static void
veche_project_page_rebuild_now (gpointer self)
{
  veche_project_page_rebuild (self);
}

static void
project_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
project_page_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (widget);
  gboolean narrow = width < NARROW_BELOW, stacked = width < COLUMNS_FROM + 2 * PAGE_MARGIN;

  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
  if (narrow == self->narrow && stacked == self->stacked)
    return;

  /* Children may not change inside an allocation. */
  self->narrow = narrow;
  self->stacked = stacked;
  veche_later_idle (self, G_PRIORITY_HIGH_IDLE, veche_project_page_rebuild_now);
}

VecheSession *
veche_project_page_get_session (VecheProjectPage *self)
{
  return self->session;
}

VecheProjectSheet *
veche_project_page_get_sheet (VecheProjectPage *self)
{
  return self->sheet;
}

void
veche_project_page_staff (VecheProjectPage *self, const char *slot_uid)
{
  if (self->candidates != NULL && gtk_widget_get_parent (self->candidates) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->candidates)), self->candidates);
  g_clear_object (&self->candidates);
  if (slot_uid != NULL)
    self->candidates = g_object_ref_sink (veche_project_candidates_new (self->session, slot_uid));
  veche_project_page_rebuild (self);
}

/*** The page ***/

static void
project_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  veche_session_show_page (VECHE_PROJECT_PAGE (widget)->session, "plan");
}

static gboolean
veche_project_page_back (VechePage *page)
{
  /* Who could take a role was opened last. */
  if (VECHE_PROJECT_PAGE (page)->candidates != NULL)
    veche_project_page_staff (VECHE_PROJECT_PAGE (page), NULL);
  else
    project_back_action (GTK_WIDGET (page), NULL, NULL);

  return TRUE;
}

static void
veche_project_page_open_item (VechePage *page, const char *uid)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (page);

  g_auto (GStrv) place = g_strsplit (uid, "#", 2);

  g_clear_pointer (&self->wanted, g_free);
  if (g_strcmp0 (self->uid, place[0]) != 0)
    {
      veche_later_cancel (GTK_WIDGET (self), &self->later);
      self->shown = AT_ONCE;
      veche_project_page_staff (self, NULL);
      g_clear_pointer (&self->sheet, veche_project_sheet_free);
      gtk_stack_set_visible_child_name (self->stack, "wait");
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
    }
  g_free (self->uid);
  self->uid = g_strdup (place[0]);
  if (place[1] != NULL && g_str_has_prefix (place[1], STAFF_PREFIX))
    {
      veche_project_page_staff (self, place[1] + strlen (STAFF_PREFIX));
      self->wanted = g_strconcat ("project-find-", place[1] + strlen (STAFF_PREFIX), NULL);
    }
  else if (place[1] != NULL)
    self->wanted = g_strconcat ("project-row-", place[1], NULL);
  veche_project_page_load (self);
}

static void
veche_project_page_focus (VechePage *page)
{
  gtk_widget_child_focus (VECHE_PROJECT_PAGE (page)->scrolled, GTK_DIR_TAB_FORWARD);
}

static void
veche_project_page_close (VechePage *page)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
}

static void
veche_project_page_page_init (VechePageInterface *iface)
{
  iface->focus = veche_project_page_focus;
  iface->back = veche_project_page_back;
  iface->open_item = veche_project_page_open_item;
  iface->close = veche_project_page_close;
}

static void
veche_project_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, VECHE_PROJECT_PAGE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_project_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    VECHE_PROJECT_PAGE (object)->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
veche_project_page_constructed (GObject *object)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (object);

  G_OBJECT_CLASS (veche_project_page_parent_class)->constructed (object);
  if (self->session == NULL)
    return;
  g_object_bind_property (self->session, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (veche_session_get_store (self->session), "changed", G_CALLBACK (veche_project_page_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
veche_project_page_dispose (GObject *object)
{
  VecheProjectPage *self = VECHE_PROJECT_PAGE (object);

  veche_later_cancel (GTK_WIDGET (self), &self->later);
  veche_plan_drop_menus (GTK_WIDGET (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->candidates);
  g_clear_pointer (&self->sheet, veche_project_sheet_free);
  g_clear_pointer (&self->opened, g_hash_table_unref);

  G_OBJECT_CLASS (veche_project_page_parent_class)->dispose (object);
}

static void
veche_project_page_class_init (VecheProjectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = veche_project_page_constructed;
  object_class->get_property = veche_project_page_get_property;
  object_class->set_property = veche_project_page_set_property;
  object_class->dispose = veche_project_page_dispose;
  widget_class->map = veche_project_page_map;
  g_object_class_override_property (object_class, PROP_SESSION, "session");

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-project-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheProjectPage, title);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VecheProjectPage, stack);
  veche_project_page_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "project.more", NULL, project_more_action);
  gtk_widget_class_install_action (widget_class, "project.back", NULL, project_back_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, veche_project_leave_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, veche_project_leave_key_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "project.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Cyrillic_u, GDK_CONTROL_MASK, "project.edit", NULL);
}

static void
veche_project_page_init (VecheProjectPage *self)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (NULL, project_page_measure, project_page_allocate));
  self->shown = AT_ONCE;
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->main = gtk_box_new (GTK_ORIENTATION_VERTICAL, CARD_SPACING);
  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, CARD_SPACING);
  gtk_widget_set_layout_manager (columns, veche_columns_layout_new (COLUMNS_FROM, SIDE_WIDTH, 18));
  gtk_box_append (GTK_BOX (columns), self->main);
  gtk_box_append (GTK_BOX (columns), self->side);
  gtk_widget_add_css_class (columns, "plan-columns");
  self->scrolled = gtk_scrolled_window_new ();
  /* External: the wide layout must not keep the window from growing narrow. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), columns);
  gtk_stack_add_named (self->stack, self->scrolled, "project");
}
