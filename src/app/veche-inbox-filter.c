/* veche-inbox-filter.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-inbox-filter.h"
#include "app/veche-label.h"
#include "app/veche-priority-words.h"
#include "model/veche-text.h"

#define MOST_HEIGHT 620
#define NOBODY      "-"   /* written as "" in a query, which is "any" here */

struct _VecheInboxFilter
{
  GtkPopover   parent_instance;

  GtkListBox  *views;
  GtkDropDown *narrows[VECHE_N_NARROWS];
  GtkDropDown *sort;
  GStrv        values[VECHE_N_NARROWS], names[VECHE_N_NARROWS];   /* (owned): side by side; the first is "any" */
  gboolean     filling;
};

G_DEFINE_FINAL_TYPE (VecheInboxFilter, veche_inbox_filter, GTK_TYPE_POPOVER)

static const char *const narrow_nicks[VECHE_N_NARROWS] = { "label", "owner", "mood", "kind", "source", "since" };
static const char *const sort_nicks[] = { "priority", "newest", "oldest" };

void
veche_inbox_choice_free (VecheInboxChoice *self)
{
  g_free (self->target);
  g_free (self->name);
  g_free (self);
}

const char *
veche_inbox_narrow_nick (VecheInboxNarrow narrow)
{
  g_return_val_if_fail (narrow < VECHE_N_NARROWS, "");

  return narrow_nicks[narrow];
}

gboolean
veche_inbox_narrow_parse (const char *nick, VecheInboxNarrow *narrow)
{
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    if (g_strcmp0 (nick, narrow_nicks[i]) == 0)
      {
        *narrow = (VecheInboxNarrow) i;
        return TRUE;
      }

  return FALSE;
}

char **
veche_inbox_narrow_field (VecheQuery *query, VecheInboxNarrow narrow)
{
  char **fields[VECHE_N_NARROWS] = { &query->label_uid, &query->owner_uid, &query->mood, &query->message_kind, &query->source_uid, &query->since };

  return fields[narrow];
}

/*** Views ***/

static const char *
row_target (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "target");
}

static void
row_say (GtkListBoxRow *row, const VecheInboxChoice *choice)
{
  g_autofree char *count = choice->count > 0 ? g_strdup_printf ("%u", (guint) choice->count) : g_strdup ("");
  /* Translators: the name of a view, then how many there are in it */
  g_autofree char *label = choice->count > 0 ? g_strdup_printf (C_ ("view", "%s · %u"), choice->name, (guint) choice->count) : g_strdup (choice->name);

  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "name"), choice->name);
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "count"), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
row_new (const VecheInboxChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = veche_label_new (NULL, NULL, NULL), *count = veche_label_new (NULL, "veche-second", "numeric");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "target", g_strdup (choice->target), g_free);
  g_object_set_data (G_OBJECT (row), "saved", GINT_TO_POINTER (choice->saved));
  g_object_set_data (G_OBJECT (row), "name", name);
  g_object_set_data (G_OBJECT (row), "count", count);

  return row;
}

/* An open list keeps its place: only where other views are there now it is made anew. */
static gboolean
views_are_same (VecheInboxFilter *self, GPtrArray *views)
{
  for (guint i = 0; i < views->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->views, (int) i);

      if (row == NULL || g_strcmp0 (row_target (row), ((VecheInboxChoice *) views->pdata[i])->target) != 0)
        return FALSE;
    }

  return gtk_list_box_get_row_at_index (self->views, (int) views->len) == NULL;
}

void
veche_inbox_filter_set_views (VecheInboxFilter *self, GPtrArray *views, const char *current)
{
  GtkListBoxRow *row;
  gboolean same = views_are_same (self, views);

  while (!same && (row = gtk_list_box_get_row_at_index (self->views, 0)) != NULL)
    gtk_list_box_remove (self->views, GTK_WIDGET (row));
  for (guint i = 0; i < views->len; i++)
    {
      const VecheInboxChoice *choice = views->pdata[i];

      if (!same)
        gtk_list_box_append (self->views, row_new (choice));
      row = gtk_list_box_get_row_at_index (self->views, (int) i);
      row_say (row, choice);
      if (g_strcmp0 (choice->target, current) == 0)
        gtk_list_box_select_row (self->views, row);
    }
}

static void
filter_view_cb (VecheInboxFilter *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "inbox.view", "s", row_target (row));
}

/* Tab leaves the views, as it leaves any list. */
static gboolean
filter_key_cb (VecheInboxFilter *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Tab || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self->narrows[0])), GTK_DIR_TAB_FORWARD);
}

static gboolean
row_is_saved (GtkListBoxRow *row)
{
  return row != NULL && g_object_get_data (G_OBJECT (row), "saved") != NULL;
}

/* The saved ones, then those of the program. */
static void
filter_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  GtkWidget *header;

  if (before != NULL && row_is_saved (row) == row_is_saved (before))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (before == NULL && !row_is_saved (row))
    return;
  header = row_is_saved (row) ? veche_label_new (C_ ("view", "Saved"), "veche-caption", "veche-second") : gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_margin_start (header, row_is_saved (row) ? 12 : 0);
  gtk_widget_set_margin_top (header, 6);
  gtk_widget_set_margin_bottom (header, row_is_saved (row) ? 0 : 6);
  gtk_list_box_row_set_header (row, header);
}

/*** What it is narrowed down to ***/

static GtkWidget *
line_new (GtkGrid *grid, int at, const char *name)
{
  GtkWidget *label = veche_label_new (name, "veche-second", NULL), *drop = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_hexpand (drop, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_grid_attach (grid, label, 0, at, 1, 1);
  gtk_grid_attach (grid, drop, 1, at, 1, 1);

  return drop;
}

static void
filter_narrow_cb (VecheInboxFilter *self, GParamSpec *pspec, GtkDropDown *drop)
{
  guint narrow = 0, chosen = gtk_drop_down_get_selected (drop);

  while (narrow < VECHE_N_NARROWS && self->narrows[narrow] != drop)
    narrow++;
  if (self->filling || narrow == VECHE_N_NARROWS || self->values[narrow] == NULL || chosen >= g_strv_length (self->values[narrow]))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "inbox.narrow", "(ss)", narrow_nicks[narrow], self->values[narrow][chosen]);
}

static void
filter_sort_cb (VecheInboxFilter *self)
{
  guint chosen = gtk_drop_down_get_selected (self->sort);

  if (!self->filling && chosen < G_N_ELEMENTS (sort_nicks))
    gtk_widget_activate_action (GTK_WIDGET (self), "inbox.sort", "s", sort_nicks[chosen]);
}

void
veche_inbox_filter_set_values (VecheInboxFilter *self, VecheInboxNarrow narrow, const char *const *names, const char *const *values)
{
  g_autoptr (GStrvBuilder) shown = g_strv_builder_new (), kept = g_strv_builder_new ();
  g_autoptr (GtkStringList) model = NULL;
  g_auto (GStrv) old_names = self->names[narrow], old_values = self->values[narrow];

  g_strv_builder_add (shown, C_ ("filter", "Any"));
  g_strv_builder_add (kept, "");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = veche_text_clamp (names[i], 40, FALSE);

      g_strv_builder_add (shown, name);
      g_strv_builder_add (kept, values[i]);
    }
  self->names[narrow] = g_strv_builder_end (shown);
  self->values[narrow] = g_strv_builder_end (kept);
  /* They are read again with each change of a source, and a list makes its rows anew even in a popover that is closed. */
  if (old_names != NULL && g_strv_equal ((const char *const *) old_names, (const char *const *) self->names[narrow])
      && g_strv_equal ((const char *const *) old_values, (const char *const *) self->values[narrow]))
    return;
  model = gtk_string_list_new ((const char *const *) self->names[narrow]);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->narrows[narrow], G_LIST_MODEL (model));
  self->filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->narrows[narrow]), names[0] != NULL);
}

void
veche_inbox_filter_show_query (VecheInboxFilter *self, VecheQuery *query)
{
  self->filling = TRUE;
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    {
      const char *value = *veche_inbox_narrow_field (query, (VecheInboxNarrow) i);
      guint at = 0;

      if (i == VECHE_NARROW_OWNER && value != NULL && *value == '\0')
        value = NOBODY;
      for (guint v = 0; self->values[i] != NULL && value != NULL && self->values[i][v] != NULL; v++)
        if (g_str_equal (self->values[i][v], value))
          at = v;
      gtk_drop_down_set_selected (self->narrows[i], at);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sort_nicks); i++)
    if (g_str_equal (sort_nicks[i], veche_inbox_sort_nick ((int) query->sort)))
      gtk_drop_down_set_selected (self->sort, i);
  self->filling = FALSE;
}

const char *
veche_inbox_filter_name (VecheInboxFilter *self, VecheInboxNarrow narrow, const char *value)
{
  for (guint i = 1; self->values[narrow] != NULL && value != NULL && self->values[narrow][i] != NULL; i++)
    if (g_str_equal (self->values[narrow][i], value))
      return self->names[narrow][i];

  return NULL;
}

/*** The popover ***/

static void
filter_add_fixed (VecheInboxFilter *self)
{
  static const char *const moods[] = { "negative", "neutral", "positive", NULL };
  static const char *const kinds[] = { "question", "complaint", "praise", "idea", "talk", "spam", NULL };
  const char *mood_names[] = { veche_mood_word ("negative"), veche_mood_word ("neutral"), veche_mood_word ("positive"), NULL };
  const char *kind_names[] = { veche_kind_word ("question"), veche_kind_word ("complaint"), veche_kind_word ("praise"),
                               veche_kind_word ("idea"), veche_kind_word ("talk"), veche_kind_word ("spam"), NULL };
  static const char *const days[] = { "0d", "6d", "29d", NULL };
  const char *day_names[] = { C_ ("filter", "Today"), C_ ("filter", "Last 7 Days"), C_ ("filter", "Last 30 Days"), NULL };
  const char *orders[] = { C_ ("filter", "By Urgency"), C_ ("filter", "Newest First"), C_ ("filter", "Oldest First"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (orders);

  veche_inbox_filter_set_values (self, VECHE_NARROW_MOOD, mood_names, moods);
  veche_inbox_filter_set_values (self, VECHE_NARROW_KIND, kind_names, kinds);
  veche_inbox_filter_set_values (self, VECHE_NARROW_SINCE, day_names, days);
  gtk_drop_down_set_model (self->sort, G_LIST_MODEL (model));
}

static void
filter_add_lines (VecheInboxFilter *self, GtkBox *box)
{
  const char *names[VECHE_N_NARROWS] = { C_ ("filter", "Label"), C_ ("filter", "Whose"), C_ ("filter", "Mood"),
                                         C_ ("filter", "Kind"), C_ ("filter", "Source"), C_ ("filter", "When") };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_widget_set_margin_start (GTK_WIDGET (grid), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (grid), 12);
  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    {
      self->narrows[i] = GTK_DROP_DOWN (line_new (grid, (int) i, names[i]));
      g_signal_connect_object (self->narrows[i], "notify::selected", G_CALLBACK (filter_narrow_cb), self, G_CONNECT_SWAPPED);
    }
  self->sort = GTK_DROP_DOWN (line_new (grid, VECHE_N_NARROWS, C_ ("filter", "Order")));
  filter_add_fixed (self);
  g_signal_connect_object (self->sort, "notify::selected", G_CALLBACK (filter_sort_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (grid));
}

static void
filter_add_button (VecheInboxFilter *self, GtkBox *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

static void
veche_inbox_filter_finalize (GObject *object)
{
  VecheInboxFilter *self = VECHE_INBOX_FILTER (object);

  for (guint i = 0; i < VECHE_N_NARROWS; i++)
    {
      g_strfreev (self->names[i]);
      g_strfreev (self->values[i]);
    }

  G_OBJECT_CLASS (veche_inbox_filter_parent_class)->finalize (object);
}

static void
veche_inbox_filter_class_init (VecheInboxFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = veche_inbox_filter_finalize;
}

static void
veche_inbox_filter_init (VecheInboxFilter *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->views = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->views), "navigation-sidebar");
  gtk_list_box_set_header_func (self->views, filter_header_cb, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->views), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Views"), -1);
  g_signal_connect_object (self->views, "row-activated", G_CALLBACK (filter_view_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (filter_key_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->views), keys);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->views));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  filter_add_lines (self, GTK_BOX (box));
  filter_add_button (self, GTK_BOX (buttons), _ ("Save _View…"), "inbox.save-view");
  filter_add_button (self, GTK_BOX (buttons), _ ("_Remove View"), "inbox.drop-view");
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}
