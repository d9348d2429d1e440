/* veche-member-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-filter-dialog.h"
#include "app/veche-filter-menu.h"
#include "app/veche-filter-words.h"
#include "app/veche-member-filter.h"
#include "app/veche-settings.h"
#include "app/veche-tag-dialog.h"
#include "model/veche-text.h"

/* More conditions than this are one chip. */
#define MAX_CHIPS 4
#define MAX_CHIP_CHARACTERS 30

/* What the menu's quick choices are among the conditions. */
static const VecheBy quick_bys[VECHE_N_QUICK] = { VECHE_BY_TAG, VECHE_BY_COMPETENCY, VECHE_BY_PLATFORM, VECHE_BY_PLATFORM, VECHE_BY_STAGE };
static const VecheOp quick_ops[VECHE_N_QUICK] = { VECHE_OP_IS, VECHE_OP_IS, VECHE_OP_IS, VECHE_OP_ONLY, VECHE_OP_IS };

struct _VecheMemberFilter
{
  AdwBin              parent_instance;

  VecheSession       *session;    /* (owned) (nullable) */
  VecheSegmentList   *segments;   /* (owned) (nullable) */
  VecheFilterMenu    *menu;       /* (owned) */
  GSimpleActionGroup *actions;
  VecheFilter        *filter;     /* (owned): the conditions; never NULL */
  gboolean            loading;

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

static void
filter_set_state (VecheMemberFilter *self, const char *name, GVariant *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), state);
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

/*** The conditions, which never change: each act makes new ones ***/

static gboolean
is_quick (const VecheCondition *condition, VecheQuick quick)
{
  return condition->by == quick_bys[quick] && condition->op == quick_ops[quick] && condition->number <= 1 && !condition->below;
}

/* Of the outermost conditions. (nullable) */
static const char *
filter_get_quick (VecheMemberFilter *self, VecheQuick quick)
{
  if (veche_filter_get_match (self->filter, 0) != VECHE_MATCH_ALL)
    return NULL;

  for (guint i = 0; i < veche_filter_n_conditions (self->filter, 0); i++)
    if (is_quick (veche_filter_get_condition (self->filter, 0, i), quick))
      return veche_filter_get_condition (self->filter, 0, i)->value;

  return NULL;
}

/* All of filter but what leave_out says of the outermost ones. Where they are "any" or "none" of a list, that list becomes one condition
 * among all; where it has lists of its own there is no place for it, and the choice begins anew. (transfer full) */
static VecheFilter *
copy_without (VecheFilter *filter, gboolean (*leave_out) (const VecheCondition *condition, guint index, gpointer data), gpointer data)
{
  VecheFilter *copy = veche_filter_new (VECHE_MATCH_ALL);
  gboolean nested = veche_filter_get_match (filter, 0) != VECHE_MATCH_ALL && !veche_filter_is_empty (filter);

  if (nested && veche_filter_n_groups (filter) > 1)
    return copy;
  for (guint g = 0; g < veche_filter_n_groups (filter); g++)
    {
      guint into = g == 0 && !nested ? 0 : veche_filter_add_group (copy, veche_filter_get_match (filter, g));

      for (guint i = 0; i < veche_filter_n_conditions (filter, g); i++)
        if (g > 0 || nested || leave_out == NULL || !leave_out (veche_filter_get_condition (filter, g, i), i, data))
          veche_filter_add (copy, into, veche_condition_copy (veche_filter_get_condition (filter, g, i)));
    }

  return copy;
}

static const VecheSegment *
filter_get_segment (VecheMemberFilter *self)
{
  for (guint i = 0; self->segments != NULL && i < veche_segment_list_get_n (self->segments); i++)
    {
      const VecheSegment *segment = veche_segment_list_get (self->segments, i);

      if (segment->filter != NULL && !veche_filter_is_empty (self->filter) && veche_filter_equal (segment->filter, self->filter))
        return segment;
    }

  return NULL;
}

/*** Chips ***/

static void filter_set (VecheMemberFilter *self, VecheFilter *filter);

static gboolean
is_index (const VecheCondition *condition, guint index, gpointer data)
{
  return (int) index == GPOINTER_TO_INT (data);
}

/* What a chip takes away: an action's state by its name, one condition by its index, or (-1) all of them. */
static void
filter_chip_clicked_cb (GtkButton *chip, VecheMemberFilter *self)
{
  const char *action = g_object_get_data (G_OBJECT (chip), "action");
  int index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "index"));
  g_autoptr (VecheFilter) rest = NULL;

  if (action != NULL)
    {
      g_action_group_change_action_state (G_ACTION_GROUP (self->actions), action, g_variant_new_boolean (FALSE));
      return;
    }

  rest = index >= 0 ? copy_without (self->filter, is_index, GINT_TO_POINTER (index)) : veche_filter_new (VECHE_MATCH_ALL);
  filter_set (self, rest);
}

static void
filter_add_chip (VecheMemberFilter *self, const char *action, int index, const char *text)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *cross = gtk_image_new_from_icon_name ("window-close-symbolic");
  /* Translators: removes a filter from the list; %s is what the filter says */
  g_autofree char *spoken = g_strdup_printf (_ ("Remove the filter: %s"), text);

  gtk_image_set_pixel_size (GTK_IMAGE (cross), 10);
  /* The row of chips scrolls: they do not shrink. */
  if (g_utf8_strlen (text, -1) > MAX_CHIP_CHARACTERS)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MAX_CHIP_CHARACTERS);
      gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHIP_CHARACTERS);
    }
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cross);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "veche-chip");
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (chip), "action", (gpointer) action);
  g_object_set_data (G_OBJECT (chip), "index", GINT_TO_POINTER (index));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (filter_chip_clicked_cb), self, 0);
  gtk_box_insert_child_after (self->chips, chip, gtk_widget_get_prev_sibling (GTK_WIDGET (self->sort_chip)));
}

static guint
filter_count_conditions (VecheMemberFilter *self)
{
  guint n = 0;

  for (guint g = 0; g < veche_filter_n_groups (self->filter); g++)
    n += veche_filter_n_conditions (self->filter, g);

  return n;
}

static void
filter_add_condition_chips (VecheMemberFilter *self)
{
  const VecheSegment *segment = filter_get_segment (self);
  guint n = filter_count_conditions (self);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  if (segment != NULL)
    text = veche_text_clamp (segment->name, 60, FALSE);
  else if (n > MAX_CHIPS || n > veche_filter_n_conditions (self->filter, 0) || veche_filter_get_match (self->filter, 0) != VECHE_MATCH_ALL)
    text = g_strdup_printf (ngettext ("%u condition", "%u conditions", n), n);
  if (text != NULL)
    {
      filter_add_chip (self, NULL, -1, text);
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = veche_condition_to_words (veche_filter_get_condition (self->filter, 0, i));

      filter_add_chip (self, NULL, (int) i, words);
    }
}

static void
filter_refresh_chips (VecheMemberFilter *self)
{
  g_autofree char *sort = filter_text (self, "sort");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != GTK_WIDGET (self->sort_chip))
    gtk_box_remove (self->chips, child);

  if (filter_flag (self, "archived"))
    filter_add_chip (self, "archived", -1, _ ("Archive"));
  if (filter_flag (self, "people"))
    filter_add_chip (self, "people", -1, _ ("Without bots and the team"));
  filter_add_condition_chips (self);
  gtk_menu_button_set_label (self->sort_chip, filter_sort_word (sort));
}

/* The menu's marks follow the conditions. */
static void
filter_refresh_states (VecheMemberFilter *self)
{
  const VecheSegment *segment = filter_get_segment (self);

  for (guint quick = 0; quick < VECHE_N_QUICK; quick++)
    {
      const char *value = filter_get_quick (self, quick);

      filter_set_state (self, veche_quick_names[quick], g_variant_new_string (value != NULL ? value : ""));
    }
  filter_set_state (self, "segment", g_variant_new_string (segment != NULL ? segment->uid : ""));
  veche_filter_menu_show_segment (self->menu, segment != NULL);
}

static void
filter_changed (VecheMemberFilter *self)
{
  filter_refresh_chips (self);
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
filter_set (VecheMemberFilter *self, VecheFilter *filter)
{
  if (veche_filter_equal (filter, self->filter))
    return;

  veche_filter_ref (filter);
  veche_filter_unref (self->filter);
  self->filter = filter;
  filter_refresh_states (self);
  filter_changed (self);
}

/*** Actions ***/

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

static gboolean
is_of_field (const VecheCondition *condition, guint index, gpointer data)
{
  return is_quick (condition, (VecheQuick) GPOINTER_TO_INT (data));
}

static void
filter_quick_state (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheMemberFilter *self = user_data;
  const char *text = g_variant_get_string (value, NULL);
  VecheQuick quick = VECHE_QUICK_TAG;
  g_autoptr (VecheFilter) filter = NULL;

  while (!g_str_equal (veche_quick_names[quick], g_action_get_name (G_ACTION (action))))
    quick++;
  filter = copy_without (self->filter, is_of_field, GINT_TO_POINTER ((int) quick));
  if (*text != '\0')
    veche_filter_add (filter, 0, veche_condition_new (quick_bys[quick], quick_ops[quick], text));
  filter_set (self, filter);
}

static void
filter_segment_state (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  VecheMemberFilter *self = user_data;
  const VecheSegment *segment = self->segments != NULL ? veche_segment_list_find (self->segments, g_variant_get_string (value, NULL)) : NULL;

  if (segment != NULL && segment->filter != NULL)
    filter_set (self, segment->filter);
}

static void
filter_suggestion_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint index = (guint) g_ascii_strtoull (g_variant_get_string (parameter, NULL), NULL, 10);
  g_autoptr (VecheFilter) filter = index < veche_filter_n_suggestions () ? veche_filter_suggestion_make (index) : NULL;

  if (filter != NULL)
    filter_set (user_data, filter);
}

/* The tag that is shown now, if there is one. */
static void
filter_rename_tag_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheMemberFilter *self = user_data;

  if (self->session != NULL)
    veche_tag_dialog_present (self->session, GTK_WIDGET (self), filter_get_quick (self, VECHE_QUICK_TAG));
}

static void
filter_edit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheMemberFilter *self = user_data;
  const VecheSegment *segment = filter_get_segment (self);
  VecheFilterDialog *dialog;

  if (self->session == NULL)
    return;
  dialog = veche_filter_dialog_open (GTK_WIDGET (self), self->session, self->filter, segment != NULL ? segment->uid : NULL,
                                     segment != NULL ? segment->name : NULL);
  g_signal_connect_object (dialog, "applied", G_CALLBACK (filter_set), self, G_CONNECT_SWAPPED);
}

static gboolean
filter_move_build (VecheDb *db, VecheEdit *edit, gpointer input, GError **error)
{
  const char *uid = input;

  return veche_segments_edit_move (db, edit, uid + 1, *uid == 'd', error);
}

static void
filter_move_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheMemberFilter *self = user_data;
  const VecheSegment *segment = filter_get_segment (self);
  gboolean down = g_str_equal (g_action_get_name (G_ACTION (action)), "segment-down");
  g_autoptr (VecheEdit) edit = veche_edit_new ("segment", segment != NULL ? segment->name : NULL);

  if (segment != NULL)
    veche_session_build_edit (self->session, edit, filter_move_build, g_strconcat (down ? "d" : "u", segment->uid, NULL), g_free, NULL, NULL, NULL);
}

static void
filter_remove_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  VecheMemberFilter *self = user_data;
  const VecheSegment *segment = filter_get_segment (self);
  g_autoptr (VecheEdit) edit = veche_edit_new ("segment", segment != NULL ? segment->name : NULL);
  g_autofree char *toast = NULL;

  if (segment == NULL)
    return;
  toast = g_strdup_printf (_ ("Segment removed: %s"), segment->name);
  veche_edit_delete (edit, "segment", segment->uid);
  veche_session_edit (self->session, edit, toast, NULL, NULL);
}

static void
filter_reset_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  veche_member_filter_reset (user_data);
}

static void
filter_make_actions (VecheMemberFilter *self)
{
  static const GActionEntry entries[] = {
    { "sort", NULL, "s", "'name'", filter_change_state, { 0 } },
    { "tag", NULL, "s", "''", filter_quick_state, { 0 } },
    { "competency", NULL, "s", "''", filter_quick_state, { 0 } },
    { "platform", NULL, "s", "''", filter_quick_state, { 0 } },
    { "only", NULL, "s", "''", filter_quick_state, { 0 } },
    { "stage", NULL, "s", "''", filter_quick_state, { 0 } },
    { "segment", NULL, "s", "''", filter_segment_state, { 0 } },
    { "suggestion", filter_suggestion_action, "s", NULL, NULL, { 0 } },
    { "edit", filter_edit_action, NULL, NULL, NULL, { 0 } },
    { "rename-tag", filter_rename_tag_action, NULL, NULL, NULL, { 0 } },
    { "segment-up", filter_move_action, NULL, NULL, NULL, { 0 } },
    { "segment-down", filter_move_action, NULL, NULL, NULL, { 0 } },
    { "segment-remove", filter_remove_action, NULL, NULL, NULL, { 0 } },
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
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (veche_member_filter_parent_class)->dispose (object);
}

static void
veche_member_filter_finalize (GObject *object)
{
  g_clear_pointer (&VECHE_MEMBER_FILTER (object)->filter, veche_filter_unref);

  G_OBJECT_CLASS (veche_member_filter_parent_class)->finalize (object);
}

static void
veche_member_filter_class_init (VecheMemberFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_member_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_member_filter_finalize;

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
  self->filter = veche_filter_new (VECHE_MATCH_ALL);
  self->menu = veche_filter_menu_new ();
  filter_make_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (self->actions));
}

/* A segment may have got, or lost, the very conditions that are shown. */
static void
filter_segments_changed_cb (VecheMemberFilter *self)
{
  filter_refresh_states (self);
  filter_refresh_chips (self);
}

void
veche_member_filter_set_session (VecheMemberFilter *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_MEMBER_FILTER (self));

  if (self->segments != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->segments, self);
      veche_segment_list_close (self->segments);
    }
  g_clear_object (&self->segments);
  g_set_object (&self->session, session);
  if (session != NULL)
    self->segments = veche_segment_list_new (session);
  if (self->menu != NULL)
    veche_filter_menu_set_session (self->menu, session, self->segments);
  if (session != NULL)
    g_signal_connect_object (self->segments, "changed", G_CALLBACK (filter_segments_changed_cb), self, G_CONNECT_SWAPPED);
}

GMenuModel *
veche_member_filter_get_menu (VecheMemberFilter *self)
{
  g_return_val_if_fail (VECHE_IS_MEMBER_FILTER (self), NULL);

  return veche_filter_menu_get_model (self->menu);
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
  g_autofree char *sort = filter_text (self, "sort");

  query->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  query->sort = g_str_equal (sort, "seen")     ? VECHE_SORT_LAST_SEEN
                : g_str_equal (sort, "joined") ? VECHE_SORT_JOINED
                                               : VECHE_SORT_NAME;
  query->only_archived = filter_flag (self, "archived");
  query->without_staff = filter_flag (self, "people");
  query->filter = !veche_filter_is_empty (self->filter) ? veche_filter_ref (self->filter) : NULL;

  return query;
}

gboolean
veche_member_filter_is_narrowed (VecheMemberFilter *self)
{
  g_return_val_if_fail (VECHE_IS_MEMBER_FILTER (self), FALSE);

  return filter_flag (self, "archived") || !veche_filter_is_empty (self->filter);
}

void
veche_member_filter_reset (VecheMemberFilter *self)
{
  g_autoptr (VecheFilter) none = veche_filter_new (VECHE_MATCH_ALL);

  g_return_if_fail (VECHE_IS_MEMBER_FILTER (self));

  self->loading = TRUE;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "people", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "archived", g_variant_new_boolean (FALSE));
  filter_set (self, none);
  self->loading = FALSE;
  filter_changed (self);
}
