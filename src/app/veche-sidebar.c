/* veche-sidebar.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-job-list.h"
#include "app/veche-pages.h"
#include "app/veche-settings.h"
#include "app/veche-sidebar.h"
#include "model/veche-uid.h"
#include "model/veche-when.h"
#include "store/veche-findings-table.h"
#include "store/veche-inbox-table.h"
#include "store/veche-places-table.h"
#include "store/veche-tasks-table.h"

#define MAX_RECENT   5
#define WIDTH        208
#define FOLDED_WIDTH 700

struct _VecheSidebar
{
  AdwBin         parent_instance;

  VecheSession  *session;    /* (owned) (nullable) */
  GHashTable    *rows;       /* (element-type utf8 GtkListBoxRow) by the page's name, both unowned */
  GMenu         *recent;

  AdwClamp      *clamp;
  GtkWidget     *controls;
  GtkMenuButton *workspace_button;
  GtkLabel      *workspace_label;
  GtkMenuButton *primary_button;
  GtkListBox    *list;
  GtkListBox    *bottom_list;
  VecheJobList  *job_list;
};

G_DEFINE_FINAL_TYPE (VecheSidebar, veche_sidebar, ADW_TYPE_BIN)

static GtkWidget *
sidebar_row_new (const VechePageInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (_ (info->title));
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *trouble = gtk_image_new_from_icon_name ("veche-negative-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "veche-count");
  gtk_widget_add_css_class (trouble, "veche-trouble");
  gtk_widget_set_tooltip_text (trouble, _ ("A source is in trouble"));
  gtk_widget_set_visible (trouble, FALSE);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_box_append (GTK_BOX (box), trouble);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (info->title), -1);

  g_object_set_data (G_OBJECT (row), "page", (gpointer) info);
  g_object_set_data (G_OBJECT (row), "count", count);
  g_object_set_data (G_OBJECT (row), "trouble", trouble);

  return row;
}

static const VechePageInfo *
sidebar_row_page (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "page");
}

static void
sidebar_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *group = sidebar_row_page (row)->group;
  GtkWidget *label;

  if (group == NULL || *group == '\0' || (before != NULL && g_strcmp0 (sidebar_row_page (before)->group, group) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (_ (group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "veche-heading");
  gtk_widget_add_css_class (label, "veche-group");
  gtk_list_box_row_set_header (row, label);
}

static void
sidebar_row_activated_cb (VecheSidebar *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", sidebar_row_page (row)->name);
}

static void
sidebar_set_count (VecheSidebar *self, const char *page, guint n)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, page);
  g_autofree char *text = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");
  g_autofree char *label = NULL;

  if (row == NULL)
    return;

  gtk_label_set_label (g_object_get_data (G_OBJECT (row), "count"), text);

  /* Translators: a page's name and how much waits there, for a screen reader: "Inbox, 14" */
  label = n > 0 ? g_strdup_printf (_ ("%s, %u"), _ (sidebar_row_page (GTK_LIST_BOX_ROW (row))->title), n)
                : g_strdup (_ (sidebar_row_page (GTK_LIST_BOX_ROW (row))->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* All at once: they are cheap, and one job keeps the reader free. */
typedef struct
{
  VecheInboxCounts inbox;
  gboolean         trouble;
  guint            due;        /* places that somebody should look at */
  guint            kept;       /* feedback and cases that are open */
  VecheTaskCounts  tasks;
} VecheSidebarCounts;

static gpointer
sidebar_counts_job (VecheDb *db, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) sources = NULL;
  g_autofree VecheSidebarCounts *counts = g_new0 (VecheSidebarCounts, 1);
  g_autofree char *today = veche_when_today (veche_now (), NULL);

  if (!veche_inbox_count (db, &counts->inbox, error) || !veche_tasks_count (db, today, &counts->tasks, error) ||
      !veche_findings_count (db, &counts->kept, error))
    return NULL;

  sources = veche_sources_list (db, error);
  if (sources == NULL)
    return NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      VecheSource *source = g_ptr_array_index (sources, i);

      counts->trouble |= source->error != NULL && !source->paused;
      counts->due += veche_source_is_place (source) && !source->paused && veche_place_days (source, veche_now ()) <= 0;
    }

  return g_steal_pointer (&counts);
}

static void
sidebar_counts_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheSidebar) self = user_data;
  g_autofree VecheSidebarCounts *counts = veche_store_run_finish (VECHE_STORE (object), result, NULL);
  GtkWidget *row = g_hash_table_lookup (self->rows, "sources");

  if (counts == NULL)
    return;

  sidebar_set_count (self, "inbox", counts->inbox.open);
  sidebar_set_count (self, "sources", counts->due);
  sidebar_set_count (self, "feedback", counts->kept);
  sidebar_set_count (self, "tasks", counts->tasks.late + counts->tasks.today);
  if (row != NULL)
    gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "trouble"), counts->trouble);
}

static void
sidebar_store_changed_cb (VecheSidebar *self, VecheChange *change)
{
  VecheTables mask = VECHE_TABLE_TRIAGE | VECHE_TABLE_SOURCE | VECHE_TABLE_PLAN;

  if (change != NULL && !(veche_change_get_tables (change) & mask))
    return;

  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, sidebar_counts_job, NULL, NULL,
                         g_free, NULL, sidebar_counts_cb, g_object_ref (self));
}

/* Alone in the window, it fills it and carries its buttons. */
static void
sidebar_folded_cb (VecheSidebar *self)
{
  gboolean folded = veche_session_get_folded (self->session);

  adw_clamp_set_maximum_size (self->clamp, folded ? FOLDED_WIDTH : WIDTH);
  gtk_widget_set_visible (self->controls, folded);
}

static void
sidebar_recent_changed_cb (VecheSidebar *self)
{
  g_auto (GStrv) recent = g_settings_get_strv (veche_settings_get (), "recent-workspaces");

  g_menu_remove_all (self->recent);
  for (guint i = 0; recent[i] != NULL && i < MAX_RECENT; i++)
    {
      g_autofree char *base = g_filename_display_basename (recent[i]);
      g_autoptr (GMenuItem) item = NULL;

      if (g_str_has_suffix (base, ".veche"))
        base[strlen (base) - strlen (".veche")] = '\0';
      item = g_menu_item_new (base, NULL);
      g_menu_item_set_action_and_target (item, "app.recent", "s", recent[i]);
      g_menu_append_item (self->recent, item);
    }
}

static void
sidebar_fill (VecheSidebar *self)
{
  guint n;
  const VechePageInfo *pages = veche_pages_list (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = pages[i].parent == NULL ? sidebar_row_new (&pages[i]) : g_hash_table_lookup (self->rows, pages[i].parent);
      gboolean bottom = pages[i].group != NULL && *pages[i].group == '\0';

      if (pages[i].parent == NULL)
        gtk_list_box_append (bottom ? self->bottom_list : self->list, row);
      g_hash_table_insert (self->rows, (gpointer) pages[i].name, row);
    }

  gtk_list_box_set_header_func (self->list, sidebar_header_cb, NULL, NULL);
}

static void
sidebar_fill_workspace_menu (VecheSidebar *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();

  g_menu_append (files, _ ("_New Workspace…"), "app.new");
  g_menu_append (files, _ ("_Open Workspace…"), "app.open");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, _ ("Recent"), G_MENU_MODEL (self->recent));
  gtk_menu_button_set_menu_model (self->workspace_button, G_MENU_MODEL (menu));

  g_signal_connect_object (veche_settings_get (), "changed::recent-workspaces", G_CALLBACK (sidebar_recent_changed_cb),
                           self, G_CONNECT_SWAPPED);
  sidebar_recent_changed_cb (self);
}

static void
veche_sidebar_dispose (GObject *object)
{
  VecheSidebar *self = VECHE_SIDEBAR (object);

  if (self->session != NULL)
    veche_sidebar_set_session (self, NULL);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->recent);

  G_OBJECT_CLASS (veche_sidebar_parent_class)->dispose (object);
}

static void
veche_sidebar_class_init (VecheSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_sidebar_dispose;

  g_type_ensure (VECHE_TYPE_JOB_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, clamp);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, controls);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, workspace_button);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, workspace_label);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, primary_button);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, bottom_list);
  gtk_widget_class_bind_template_child (widget_class, VecheSidebar, job_list);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_row_activated_cb);
}

static void
veche_sidebar_init (VecheSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->recent = g_menu_new ();
  sidebar_fill (self);
  sidebar_fill_workspace_menu (self);
}

void
veche_sidebar_set_session (VecheSidebar *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_SIDEBAR (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  veche_job_list_set_session (self->job_list, session);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "notify::folded", G_CALLBACK (sidebar_folded_cb), self, G_CONNECT_SWAPPED);
  sidebar_folded_cb (self);

  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (sidebar_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sidebar_store_changed_cb (self, NULL);
}

void
veche_sidebar_set_title (VecheSidebar *self, const char *title)
{
  g_return_if_fail (VECHE_IS_SIDEBAR (self));

  gtk_label_set_text (self->workspace_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->workspace_button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
veche_sidebar_select (VecheSidebar *self, const char *page)
{
  GtkListBoxRow *row = g_hash_table_lookup (self->rows, page);
  GtkListBox *list;

  g_return_if_fail (row != NULL);

  list = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row)));
  gtk_list_box_unselect_all (list == self->list ? self->bottom_list : self->list);
  gtk_list_box_select_row (list, row);
}

void
veche_sidebar_open_menu (VecheSidebar *self)
{
  g_return_if_fail (VECHE_IS_SIDEBAR (self));

  gtk_menu_button_popup (self->primary_button);
}
