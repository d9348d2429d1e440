/* veche-member-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-draw.h"
#include "app/veche-member-filter.h"
#include "app/veche-member-words.h"
#include "app/veche-settings.h"
#include "model/veche-text.h"
#include "store/veche-members-table.h"

/* A menu of more than this is no menu. */
#define MAX_CHOICES 60
#define CHOICES_DELAY 300   /* ms */

/* What can be chosen one at a time, each an action with a string state, "" for any. */
enum
{
  BY_TAG,
  BY_COMPETENCY,
  BY_PLATFORM,
  BY_STAGE,
  N_BY
};

static const char *const by_names[N_BY] = { "tag", "competency", "platform", "stage" };

struct _VecheMemberFilter
{
  AdwBin              parent_instance;

  VecheSession       *session;    /* (owned) (nullable) */
  GSimpleActionGroup *actions;
  GMenu              *menu;
  GMenu              *choices[N_BY];
  gboolean            loading;

  guint               choices_source;   /* (owned): the timeout before the next count */
  gint64              choices_asked, choices_cost;   /* µs */
  gboolean            counting, choices_stale;

  GtkBox             *chips;
  GtkMenuButton      *sort_chip;
};

G_DEFINE_FINAL_TYPE (VecheMemberFilter, veche_member_filter, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GVariant *
filter_state (VecheMemberFilter *self, const char *name)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (self->actions), name);
}

/* (transfer full) */
static char *
filter_text (VecheMemberFilter *self, const char *name)
{
  g_autoptr (GVariant) state = filter_state (self, name);

  return g_variant_dup_string (state, NULL);
}

static gboolean
filter_flag (VecheMemberFilter *self, const char *name)
{
  g_autoptr (GVariant) state = filter_state (self, name);

  return g_variant_get_boolean (state);
}

static const char *
filter_sort_word (const char *sort)
{
  if (g_strcmp0 (sort, "seen") == 0)
    return _ ("By last seen");
  if (g_strcmp0 (sort, "joined") == 0)
    return _ ("By joining");

  return _ ("By name");
}

static void
filter_chip_clicked_cb (GtkButton *chip, VecheMemberFilter *self)
{
  const char *name = g_object_get_data (G_OBJECT (chip), "action");
  gboolean flag = g_str_equal (name, "archived") || g_str_equal (name, "people");

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), name,
                                      flag ? g_variant_new_boolean (FALSE) : g_variant_new_string (""));
}

static void
filter_add_chip (VecheMemberFilter *self, const char *action, const char *text)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *cross = gtk_image_new_from_icon_name ("window-close-symbolic");
  /* Translators: removes a filter from the list; %s is what the filter says */
  g_autofree char *spoken = g_strdup_printf (_ ("Remove the filter: %s"), text);

  gtk_image_set_pixel_size (GTK_IMAGE (cross), 10);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cross);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "veche-chip");
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (chip), "action", (gpointer) action);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (filter_chip_clicked_cb), self, 0);
  gtk_box_insert_child_after (self->chips, chip, gtk_widget_get_prev_sibling (GTK_WIDGET (self->sort_chip)));
}

static const char *
filter_value_word (guint by, const char *value)
{
  if (by == BY_PLATFORM)
    return veche_platform_name (value);
  if (by == BY_STAGE)
    return veche_stage_word (value);

  return value;
}

static void
filter_refresh_chips (VecheMemberFilter *self)
{
  g_autofree char *sort = filter_text (self, "sort");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != GTK_WIDGET (self->sort_chip))
    gtk_box_remove (self->chips, child);

  if (filter_flag (self, "archived"))
    filter_add_chip (self, "archived", _ ("Archive"));
  if (filter_flag (self, "people"))
    filter_add_chip (self, "people", _ ("Without bots and the team"));
  for (guint by = 0; by < N_BY; by++)
    {
      g_autofree char *value = filter_text (self, by_names[by]);
      g_autofree char *clean = veche_text_clamp (filter_value_word (by, value), 60, FALSE);

      if (*value != '\0')
        filter_add_chip (self, by_names[by], clean);
    }

  gtk_menu_button_set_label (self->sort_chip, filter_sort_word (sort));
}

static void
filter_changed (VecheMemberFilter *self)
{
  filter_refresh_chips (self);
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
filter_change_state (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheMemberFilter *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  g_simple_action_set_state (action, value);
  if (g_str_equal (name, "sort"))
    g_settings_set_string (veche_settings_get (), "members-sort", g_variant_get_string (value, NULL));
  else if (g_str_equal (name, "people"))
    g_settings_set_boolean (veche_settings_get (), "members-people-only", g_variant_get_boolean (value));
  filter_changed (self);
}

static void
filter_reset_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_member_filter_reset (user_data);
}

/* The names there are, for the menu. */
typedef struct
{
  GPtrArray *lists[N_BY];   /* (element-type VecheCount) */
} VecheChoices;

static void
choices_free (gpointer data)
{
  VecheChoices *choices = data;

  for (guint i = 0; i < N_BY; i++)
    g_clear_pointer (&choices->lists[i], g_ptr_array_unref);
  g_free (choices);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VecheChoices, choices_free)

static gpointer
filter_choices_job (VecheDb *db, gpointer input, GError **error)
{
  GPtrArray *(*const lists[N_BY]) (VecheDb *, GError **)
    = { veche_members_list_tags, veche_members_list_competencies, veche_members_list_platforms,
        veche_members_list_stages };
  g_autoptr (VecheChoices) choices = g_new0 (VecheChoices, 1);

  for (guint i = 0; i < N_BY; i++)
    {
      choices->lists[i] = lists[i](db, error);
      if (choices->lists[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&choices);
}

static void
filter_fill_choice (VecheMemberFilter *self, guint by, GPtrArray *counts)
{
  g_autofree char *action = g_strconcat ("filter.", by_names[by], NULL);

  g_menu_remove_all (self->choices[by]);
  for (guint i = 0; i < counts->len && i < MAX_CHOICES; i++)
    {
      VecheCount *count = g_ptr_array_index (counts, i);
      g_autofree char *clean = veche_text_clamp (filter_value_word (by, count->name), 60, FALSE);
      g_autofree char *label = g_strdup_printf ("%s (%u)", clean, count->count);
      g_autoptr (GMenuItem) item = NULL;

      if (*count->name == '\0')
        continue;
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, action, "s", count->name);
      g_menu_append_item (self->choices[by], item);
    }
}

static void filter_load_choices (VecheMemberFilter *self);

static void
filter_choices_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheMemberFilter) self = user_data;
  g_autoptr (VecheChoices) choices = veche_store_run_finish (VECHE_STORE (object), result, NULL);

  self->counting = FALSE;
  self->choices_cost = g_get_monotonic_time () - self->choices_asked;
  if (self->session != NULL && self->choices_stale)
    filter_load_choices (self);
  if (choices == NULL || self->session == NULL)
    return;

  for (guint by = 0; by < N_BY; by++)
    filter_fill_choice (self, by, choices->lists[by]);
}

static gboolean
filter_count_choices_cb (gpointer user_data)
{
  VecheMemberFilter *self = user_data;

  self->choices_source = 0;
  self->choices_stale = FALSE;
  self->counting = TRUE;
  self->choices_asked = g_get_monotonic_time ();
  veche_store_run_priority_async (veche_session_get_store (self->session), VECHE_LANE_SCANNER, G_PRIORITY_LOW, filter_choices_job, NULL,
                                  NULL, choices_free, NULL, filter_choices_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Counting a hundred thousand members takes a third of a second: not before the list is there, one at a time, and while an import
 * changes them all the time, for a fifth of the time at most. */
static void
filter_load_choices (VecheMemberFilter *self)
{
  self->choices_stale = TRUE;
  if (self->counting || self->choices_source != 0)
    return;

  self->choices_source = g_timeout_add_full (G_PRIORITY_LOW, MAX (CHOICES_DELAY, (guint) (self->choices_cost * 4 / 1000)),
                                             filter_count_choices_cb, self, NULL);
}

static void
filter_store_changed_cb (VecheMemberFilter *self, VecheChange *change)
{
  if (veche_change_get_tables (change)
      & (VECHE_TABLE_TAG | VECHE_TABLE_COMPETENCY | VECHE_TABLE_IDENTITY | VECHE_TABLE_MEMBER))
    filter_load_choices (self);
}

static void
filter_make_menu (VecheMemberFilter *self)
{
  const char *const titles[N_BY] = { _ ("_Tag"), _ ("_Competency"), _ ("_Platform"), _ ("_Stage") };
  g_autoptr (GMenu) by_menu = g_menu_new ();
  g_autoptr (GMenu) flags = g_menu_new ();
  g_autoptr (GMenu) reset = g_menu_new ();

  for (guint by = 0; by < N_BY; by++)
    {
      self->choices[by] = g_menu_new ();
      g_menu_append_submenu (by_menu, titles[by], G_MENU_MODEL (self->choices[by]));
    }
  g_menu_append (flags, _ ("_Without Bots and the Team"), "filter.people");
  g_menu_append (flags, _ ("Show the _Archive"), "filter.archived");
  g_menu_append (reset, _ ("Show _Everybody"), "filter.reset");

  self->menu = g_menu_new ();
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (by_menu));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (flags));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (reset));
}

static void
filter_make_actions (VecheMemberFilter *self)
{
  static const GActionEntry entries[] = {
    { "sort", NULL, "s", "'name'", filter_change_state, { 0 } },
    { "tag", NULL, "s", "''", filter_change_state, { 0 } },
    { "competency", NULL, "s", "''", filter_change_state, { 0 } },
    { "platform", NULL, "s", "''", filter_change_state, { 0 } },
    { "stage", NULL, "s", "''", filter_change_state, { 0 } },
    { "people", NULL, NULL, "false", filter_change_state, { 0 } },
    { "archived", NULL, NULL, "false", filter_change_state, { 0 } },
    { "reset", filter_reset_action, NULL, NULL, NULL, { 0 } },
  };
  GSettings *settings = veche_settings_get ();
  g_autofree char *sort = g_settings_get_string (settings, "members-sort");
  g_autoptr (GVariant) people_only = g_settings_get_value (settings, "members-people-only");

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  self->loading = TRUE;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "sort", g_variant_new_string (sort));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "people", people_only);
  self->loading = FALSE;
}

static void
veche_member_filter_dispose (GObject *object)
{
  VecheMemberFilter *self = VECHE_MEMBER_FILTER (object);

  veche_member_filter_set_session (self, NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  for (guint by = 0; by < N_BY; by++)
    g_clear_object (&self->choices[by]);

  G_OBJECT_CLASS (veche_member_filter_parent_class)->dispose (object);
}

static void
veche_member_filter_class_init (VecheMemberFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_member_filter_dispose;

  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", VECHE_TYPE_MEMBER_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-member-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheMemberFilter, chips);
  gtk_widget_class_bind_template_child (widget_class, VecheMemberFilter, sort_chip);
}

static void
veche_member_filter_init (VecheMemberFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  filter_make_menu (self);
  filter_make_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (self->actions));
}

void
veche_member_filter_set_session (VecheMemberFilter *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_MEMBER_FILTER (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_session_get_store (self->session), self);
  g_clear_handle_id (&self->choices_source, g_source_remove);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  g_signal_connect_object (veche_session_get_store (session), "changed", G_CALLBACK (filter_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  filter_load_choices (self);
}

GMenuModel *
veche_member_filter_get_menu (VecheMemberFilter *self)
{
  g_return_val_if_fail (VECHE_IS_MEMBER_FILTER (self), NULL);

  return G_MENU_MODEL (self->menu);
}

GActionGroup *
veche_member_filter_get_actions (VecheMemberFilter *self)
{
  g_return_val_if_fail (VECHE_IS_MEMBER_FILTER (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

VecheQuery *
veche_member_filter_make_query (VecheMemberFilter *self, const char *text)
{
  VecheQuery *query = veche_query_new (VECHE_QUERY_MEMBERS);
  char **const fields[N_BY] = { &query->tag, &query->competency, &query->platform, &query->stage };
  g_autofree char *sort = filter_text (self, "sort");

  query->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  query->sort = g_str_equal (sort, "seen")     ? VECHE_SORT_LAST_SEEN
                : g_str_equal (sort, "joined") ? VECHE_SORT_JOINED
                                               : VECHE_SORT_NAME;
  query->only_archived = filter_flag (self, "archived");
  query->without_staff = filter_flag (self, "people");
  for (guint by = 0; by < N_BY; by++)
    {
      g_autofree char *value = filter_text (self, by_names[by]);

      if (*value != '\0')
        *fields[by] = g_steal_pointer (&value);
    }

  return query;
}

gboolean
veche_member_filter_is_narrowed (VecheMemberFilter *self)
{
  gboolean narrowed;

  g_return_val_if_fail (VECHE_IS_MEMBER_FILTER (self), FALSE);

  narrowed = filter_flag (self, "archived");
  for (guint by = 0; by < N_BY; by++)
    {
      g_autofree char *value = filter_text (self, by_names[by]);

      narrowed |= *value != '\0';
    }

  return narrowed;
}

void
veche_member_filter_reset (VecheMemberFilter *self)
{
  g_return_if_fail (VECHE_IS_MEMBER_FILTER (self));

  self->loading = TRUE;
  for (guint by = 0; by < N_BY; by++)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), by_names[by], g_variant_new_string (""));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "people", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "archived", g_variant_new_boolean (FALSE));
  self->loading = FALSE;
  filter_changed (self);
}
