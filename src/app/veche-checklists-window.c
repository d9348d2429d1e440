/* veche-checklists-window.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-checklists-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/veche-checklist-forms.h"
#include "app/veche-checklist-rows.h"
#include "app/veche-dialog-toasts.h"
#include "app/veche-kinds.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"

#define MOST_TITLE 150

/* Nothing of it changes once it is read. */
typedef struct
{
  GPtrArray *templates;   /* VechePlanTemplate */
  GPtrArray *items;       /* (nullable) VechePlanTemplateItem: of the one that is open */
  int        missing;     /* how many of the program's own are not there */
} Reading;

typedef struct
{
  VecheSession *session;      /* (owned) */
  GtkWidget    *window;       /* (unowned): it owns this */
  GtkWidget    *stack, *list, *one, *back, *title, *menu;
  GCancellable *cancellable;  /* (owned) */
  Reading      *reading;      /* (owned) (nullable) */
  char         *uid;          /* (nullable): the kind that is open */
  gboolean      caught_up;    /* kinds from before programmes were given theirs */
  gboolean      moved;        /* to another page: the keyboard goes there */
  char         *focus;        /* (nullable): uid of the row that shall have the keyboard once it is there */
} Page;

static void load (Page *self);

/*** Reading ***/

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static const char *
own_language (void)
{
  return g_str_has_prefix (g_get_language_names ()[0], "ru") ? "ru" : "en";
}

static gpointer
read_job (VecheDb *db, gpointer uid, GError **error)
{
  Reading *self = g_new0 (Reading, 1);
  g_autoptr (VecheEdit) edit = veche_edit_new ("template", NULL);

  self->templates = veche_templates_list (db, NULL, error);
  self->missing = self->templates != NULL ? veche_templates_edit_defaults (db, edit, "en", error) : -1;
  if (self->missing >= 0 && uid != NULL)
    self->items = veche_templates_list_items (db, uid, error);
  if (self->missing < 0 || (uid != NULL && self->items == NULL))
    g_clear_pointer (&self, reading_free);

  return self;
}

/* (nullable) */
static const VechePlanTemplate *
find_template (Page *self, const char *uid)
{
  for (guint i = 0; self->reading != NULL && i < self->reading->templates->len; i++)
    if (g_strcmp0 (((VechePlanTemplate *) self->reading->templates->pdata[i])->uid, uid) == 0)
      return self->reading->templates->pdata[i];

  return NULL;
}

/* (nullable) */
static const VechePlanTemplateItem *
find_item (Page *self, const char *uid)
{
  for (guint i = 0; self->reading != NULL && self->reading->items != NULL && i < self->reading->items->len; i++)
    if (g_str_equal (((VechePlanTemplateItem *) self->reading->items->pdata[i])->uid, uid))
      return self->reading->items->pdata[i];

  return NULL;
}

/*** The keyboard ***/

/* The row that has the keyboard, or something in it. (nullable) */
static GtkWidget *
focused_row (Page *self)
{
  GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (self->window));

  while (widget != NULL && !ADW_IS_ACTION_ROW (widget))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* (nullable) */
static GtkWidget *
find_row (GtkWidget *widget, const char *uid /* (nullable): the first */)
{
  GtkWidget *found = ADW_IS_ACTION_ROW (widget) && (uid == NULL || g_str_equal (gtk_widget_get_name (widget), uid)) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row (child, uid);

  return found;
}

static void
remember_focus (Page *self)
{
  GtkWidget *row = focused_row (self);

  if (row == NULL)
    return;
  g_free (self->focus);
  self->focus = g_strdup (gtk_widget_get_name (row));
}

/* The one after it, or before it, for it is going. */
static void
remember_neighbour (Page *self, const char *uid)
{
  GtkWidget *row = find_row (gtk_stack_get_visible_child (GTK_STACK (self->stack)), uid), *other;

  if (row == NULL)
    return;
  other = gtk_widget_get_next_sibling (row);
  other = other != NULL ? other : gtk_widget_get_prev_sibling (row);
  g_free (self->focus);
  self->focus = other != NULL ? g_strdup (gtk_widget_get_name (other)) : NULL;
  /* So that filling anew does not remember what is gone. */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
}

/*** What is done ***/

/* (nullable): what the row of that uid is called, in a kind or the kind itself. */
static const char *
find_name (Page *self, const char *uid, const char **table)
{
  const VechePlanTemplate *template = find_template (self, uid);
  const VechePlanTemplateItem *item = template == NULL ? find_item (self, uid) : NULL;

  *table = template != NULL ? "plan_template" : "plan_template_item";

  return template != NULL ? template->name : item != NULL ? item->title : NULL;
}

/* Whether there is one of its like beside it. */
static gboolean
can_move (Page *self, const char *uid, int by)
{
  GtkWidget *row = find_row (gtk_stack_get_visible_child (GTK_STACK (self->stack)), uid);
  GtkWidget *other = row == NULL ? NULL : by < 0 ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);

  return other != NULL && ADW_IS_ACTION_ROW (other);
}

static void
move_row (Page *self, const char *uid, int by)
{
  const char *table, *name = find_name (self, uid, &table);

  if (name != NULL && can_move (self, uid, by))
    veche_checklist_move (self->session, table, uid, by, name);
}

static void
remove_row (Page *self, const char *uid)
{
  const char *table, *name = find_name (self, uid, &table);
  g_autofree char *clean = veche_words_clean (name, MOST_TITLE, FALSE), *toast = NULL;
  g_autoptr (VecheEdit) edit = NULL;

  if (name == NULL)
    return;
  edit = veche_edit_new ("template", clean);
  toast = g_strdup_printf (_("Removed: %s"), clean);
  remember_neighbour (self, uid);
  veche_edit_delete (edit, table, uid);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static gboolean
build_defaults (VecheDb *db, VecheEdit *edit, gpointer language, GError **error)
{
  return veche_templates_edit_defaults (db, edit, language, error) >= 0;
}

static void
open_kind (Page *self, const char *uid /* (nullable): the list */)
{
  g_free (self->focus);
  self->focus = uid != NULL ? NULL : g_strdup (self->uid);
  g_free (self->uid);
  self->uid = g_strdup (uid);
  self->moved = TRUE;
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  load (self);
}

/*** Actions ***/

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Page *self = user_data;
  const char *uid = g_variant_get_string (parameter, NULL);
  const VechePlanTemplate *template = find_template (self, uid);
  const VechePlanTemplateItem *item = find_item (self, uid);

  if (template != NULL)
    veche_checklist_edit_kind (self->window, self->session, template);
  else if (item != NULL && find_template (self, self->uid) != NULL)
    veche_checklist_edit_item (self->window, self->session, find_template (self, self->uid), item->kind, item);
}

/* "kind", or what of the open one: "step", "task", "slot", "part". */
static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Page *self = user_data;
  const char *what = g_variant_get_string (parameter, NULL);

  if (g_str_equal (what, "kind"))
    veche_checklist_edit_kind (self->window, self->session, NULL);
  else if (find_template (self, self->uid) != NULL)
    veche_checklist_edit_item (self->window, self->session, find_template (self, self->uid), what, NULL);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_kind (user_data, g_variant_get_string (parameter, NULL));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_kind (user_data, NULL);
}

static void
up_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_row (user_data, g_variant_get_string (parameter, NULL), -1);
}

static void
down_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_row (user_data, g_variant_get_string (parameter, NULL), 1);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  remove_row (user_data, g_variant_get_string (parameter, NULL));
}

static void
defaults_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Page *self = user_data;
  g_autoptr (VecheEdit) edit = veche_edit_new ("template", C_("subject", "Checklists"));
  int n = self->reading != NULL ? self->reading->missing : 0;
  g_autofree char *toast = g_strdup_printf (ngettext ("%d checklist added", "%d checklists added", (gulong) n), n);

  if (n > 0)
    veche_session_build_edit (self->session, edit, build_defaults, g_strdup (own_language ()), g_free, toast, NULL, NULL);
}

/*** Filling ***/

static void
empty_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
add_kinds (Page *self, const char *subject, const char *title)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  GtkWidget *group;

  for (guint i = 0; i < self->reading->templates->len; i++)
    if (g_str_equal (((VechePlanTemplate *) self->reading->templates->pdata[i])->subject, subject))
      g_ptr_array_add (kinds, self->reading->templates->pdata[i]);
  if (kinds->len == 0)
    return;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < kinds->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), veche_checklist_kind_row_new (kinds->pdata[i], i == 0, i + 1 == kinds->len));
  gtk_box_append (GTK_BOX (self->list), group);
}

static void
fill_list (Page *self)
{
  gboolean none = self->reading->templates->len == 0;
  GtkWidget *bring = veche_checklist_button_new (_("_Add the Built-in Ones"), "checklist.defaults", NULL, none ? "suggested-action" : NULL);

  empty_box (self->list);
  if (none)
    {
      GtkWidget *status = adw_status_page_new ();

      adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "view-list-symbolic");
      gtk_widget_set_can_focus (status, FALSE);
      adw_status_page_set_title (ADW_STATUS_PAGE (status), _("No Checklists"));
      adw_status_page_set_description (ADW_STATUS_PAGE (status),
                                       _("A checklist says what each kind of project or event needs, and how many days before."));
      gtk_box_append (GTK_BOX (self->list), status);
    }
  add_kinds (self, "project", C_("checklist", "Projects"));
  add_kinds (self, "event", C_("checklist", "Events"));
  gtk_widget_set_visible (bring, self->reading->missing > 0);
  gtk_box_append (GTK_BOX (self->list), bring);
  gtk_box_append (GTK_BOX (self->list), veche_checklist_button_new (_("_New Checklist…"), "checklist.add", "kind", NULL));
}

static void
add_items (Page *self, const char *kind, const char *title, const char *add, const char *none)
{
  GtkWidget *group = adw_preferences_group_new (), *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < self->reading->items->len; i++)
    if (g_str_equal (((VechePlanTemplateItem *) self->reading->items->pdata[i])->kind, kind))
      g_ptr_array_add (items, self->reading->items->pdata[i]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "checklist.add");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", kind);
  gtk_widget_set_tooltip_text (button, add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, add, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (items->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), none);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  for (guint i = 0; i < items->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), veche_checklist_item_row_new (items->pdata[i], i == 0, i + 1 == items->len));
  gtk_box_append (GTK_BOX (self->one), group);
}

static void
fill_one (Page *self, const VechePlanTemplate *template)
{
  g_autofree char *about = template->about != NULL ? veche_words_clean (template->about, 2 * MOST_TITLE, FALSE) : NULL, *length = NULL;
  gboolean project = g_str_equal (template->subject, "project");
  const char *about_day;

  empty_box (self->one);
  if (template->minutes > 0)
    length = g_strdup_printf (ngettext ("It lasts %d minute.", "It lasts %d minutes.", (gulong) template->minutes), template->minutes);
  if (length != NULL)
    gtk_box_append (GTK_BOX (self->one), veche_label_new_wrapped (length, "plan-dim", NULL));
  if (about != NULL)
    gtk_box_append (GTK_BOX (self->one), veche_label_new_wrapped (about, "plan-dim", NULL));
  about_day = project ? _("T is the project’s day: T−14 is two weeks before it.") : _("T is the day of the event: T−14 is two weeks before it.");
  gtk_box_append (GTK_BOX (self->one), veche_label_new_wrapped (about_day, "plan-caption", NULL));
  if (project)
    add_items (self, "step", _("Steps"), _("Add a Step"), _("The milestones from here to the day it culminates"));
  add_items (self, "task", _("Tasks"), _("Add a Task"), _("What has to be done, and how many days before or after"));
  if (!project)
    add_items (self, "part", _("Programme"), _("Add a Part"), _("What happens there, in which order and how long"));
  else
    add_items (self, "slot", _("Who Does What"), _("Add a Role"), _("Which people it needs"));
}

static void
fill (Page *self)
{
  const VechePlanTemplate *template = find_template (self, self->uid);
  g_autofree char *name = template != NULL ? veche_words_clean (template->name, MOST_TITLE, FALSE) : NULL, *spoken = NULL;
  GtkWidget *place, *row;

  if (!self->moved)
    remember_focus (self);
  if (template != NULL)
    {
      spoken = g_strdup_printf (_("Edit “%s”"), name);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->menu), "s", template->uid);
      gtk_widget_set_tooltip_text (self->menu, spoken);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      fill_one (self, template);
    }
  else
    {
      /* Undone, or removed from elsewhere. */
      g_clear_pointer (&self->uid, g_free);
      fill_list (self);
    }
  gtk_widget_set_visible (self->back, template != NULL);
  gtk_widget_set_visible (self->menu, template != NULL);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), template != NULL ? name : C_("title", "Checklists"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), template != NULL ? "one" : "list");
  place = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  row = self->focus != NULL ? find_row (place, self->focus) : NULL;
  if (row == NULL && self->moved)
    row = find_row (place, NULL);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else if (self->moved || gtk_window_get_focus (GTK_WINDOW (self->window)) == NULL)
    gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
  self->moved = FALSE;
  g_clear_pointer (&self->focus, g_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = veche_store_run_finish (VECHE_STORE (source), result, &error);
  Page *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = g_object_get_data (G_OBJECT (window), "page");
  if (reading == NULL)
    {
      veche_session_show_error (self->session, error);
      return;
    }
  g_clear_pointer (&self->reading, reading_free);
  self->reading = reading;
  fill (self);
  if (!self->caught_up)
    veche_kinds_catch_up (self->session, reading->templates, NULL, NULL);
  self->caught_up = TRUE;
}

static void
load (Page *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, read_job, g_strdup (self->uid), g_free, reading_free, self->cancellable,
                         read_cb, g_object_ref (self->window));
}

static void
changed_cb (GtkWidget *window, VecheChange *change)
{
  if (veche_change_get_tables (change) & VECHE_TABLE_PLAN)
    load (g_object_get_data (G_OBJECT (window), "page"));
}

/*** The window ***/

static void
page_free (gpointer data)
{
  Page *self = data;

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reading, reading_free);
  g_free (self->uid);
  g_free (self->focus);
  g_free (self);
}

static void
destroy_cb (GtkWidget *window, Page *self)
{
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), window);
}

/* "up", "down", "remove": of the row that has the keyboard; "back"; "close": back, or the window. */
static gboolean
key_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  Page *self = user_data;
  const char *what = g_variant_get_string (args, NULL);
  GtkWidget *row = focused_row (self);
  g_autofree char *uid = row != NULL ? g_strdup (gtk_widget_get_name (row)) : NULL;

  if (g_str_equal (what, "close") && self->uid == NULL)
    gtk_window_close (GTK_WINDOW (window));
  else if (g_str_equal (what, "close") || g_str_equal (what, "back"))
    open_kind (self, NULL);
  else if (uid == NULL)
    return FALSE;
  else if (g_str_equal (what, "remove"))
    remove_row (self, uid);
  else
    move_row (self, uid, g_str_equal (what, "up") ? -1 : 1);

  return TRUE;
}

static void
add_keys (Page *self)
{
  static const struct { guint key; GdkModifierType mods; const char *what; } all[] = {
    { GDK_KEY_Up, GDK_ALT_MASK, "up" }, { GDK_KEY_Down, GDK_ALT_MASK, "down" }, { GDK_KEY_Delete, 0, "remove" },
    { GDK_KEY_Left, GDK_ALT_MASK, "back" }, { GDK_KEY_Escape, 0, "close" },
  };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (all[i].key, all[i].mods),
                                                                           gtk_callback_action_new (key_cb, self, NULL), "s", all[i].what));
  gtk_widget_add_controller (self->window, keys);
}

static GtkWidget *
add_place (Page *self, const char *name)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_widget_add_css_class (box, "plan-window");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 600);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, name);

  return box;
}

static void
add_content (Page *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();

  self->stack = gtk_stack_new ();
  self->list = add_place (self, "list");
  self->one = add_place (self, "one");
  self->title = adw_window_title_new (C_("title", "Checklists"), NULL);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "checklist.back");
  gtk_widget_set_tooltip_text (self->back, _("All Checklists"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All Checklists"), -1);
  gtk_widget_set_visible (self->back, FALSE);
  self->menu = gtk_button_new_from_icon_name ("document-edit-symbolic");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->menu), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->menu), "checklist.edit");
  gtk_widget_set_visible (self->menu, FALSE);
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  gtk_widget_add_css_class (bar, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->back);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->menu);
  gtk_box_append (GTK_BOX (all), bar);
  gtk_box_append (GTK_BOX (all), self->stack);
  adw_window_set_content (ADW_WINDOW (self->window), all);
  veche_dialog_toasts_add (ADW_WINDOW (self->window), self->session);
}

void
veche_checklists_window_present (GtkWidget *parent, VecheSession *session)
{
  static const GActionEntry entries[] = {
    { .name = "edit", .parameter_type = "s", .activate = edit_cb }, { .name = "add", .parameter_type = "s", .activate = add_cb },
    { .name = "open", .parameter_type = "s", .activate = open_cb }, { .name = "back", .activate = back_cb },
    { .name = "up", .parameter_type = "s", .activate = up_cb },     { .name = "down", .parameter_type = "s", .activate = down_cb },
    { .name = "remove", .parameter_type = "s", .activate = remove_cb }, { .name = "defaults", .activate = defaults_cb },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  Page *self = g_new0 (Page, 1);

  self->session = g_object_ref (session);
  self->moved = TRUE;
  self->window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (self->window), C_("title", "Checklists"));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 560, 680);
  g_object_set_data_full (G_OBJECT (self->window), "page", self, page_free);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->window, "checklist", G_ACTION_GROUP (actions));
  add_content (self);
  add_keys (self);
  g_signal_connect (self->window, "destroy", G_CALLBACK (destroy_cb), self);
  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (changed_cb), self->window, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self->window));
}
