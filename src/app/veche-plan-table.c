/* veche-plan-table.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include "app/veche-plan-table.h"

#include <glib/gi18n.h>

#include "app/veche-plan-gestures.h"
#include "app/veche-plan-list.h"
#include "app/veche-plan-row.h"
#include "app/veche-plan-words.h"
#include "model/veche-text.h"

#define DAYS_A_WEEK 7

typedef enum { BY_KIND, BY_AGENDA, BY_PROJECT, BY_OWNER, N_FILTERS } Filter;
typedef enum { SORT_DAY, SORT_TITLE, SORT_PROJECT, SORT_STAGE, N_SORTS } Sort;

struct _VechePlanTable
{
  AdwBin          parent_instance;

  VecheSession   *session;             /* (owned) */
  GPtrArray      *entries;             /* (owned) (nullable) */
  GtkDropDown    *filters[N_FILTERS];
  GStrv           keys[N_FILTERS];     /* what each choice stands for; the first, "", for all */
  GtkDropDown    *sort, *span;
  GtkEditable    *search;
  char           *place;               /* (nullable): the day and the span that were scrolled to */
  GtkLabel       *count;
  GtkStack       *stack;
  AdwStatusPage  *empty;
  VechePlanList  *list;
  VechePlanEntry *follow;              /* (owned) (nullable) */
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (VechePlanTable, veche_plan_table, ADW_TYPE_BIN)

enum { SPAN, N_SIGNALS };

static guint signals[N_SIGNALS];

/*** Choices ***/

/* What an entry is under a filter, and how that is called. (nullable) */
static const char *
key_of (const VechePlanEntry *entry, Filter filter)
{
  static const char *const kinds[] = { "project", "step", "event", "task" };

  switch (filter)
    {
    case BY_KIND: return entry->kind == VECHE_PLAN_EVENT ? (entry->ritual ? "ritual" : entry->detail) : kinds[entry->kind];
    case BY_AGENDA: return entry->agenda_uid;
    case BY_PROJECT: return entry->project_uid;
    default: return entry->owner_uid;
    }
}

static const char *
name_of (VechePlanTable *self, const VechePlanEntry *entry, Filter filter, GPtrArray *agendas)
{
  if (filter == BY_KIND)
    return veche_plan_kind_title (entry);
  if (filter == BY_PROJECT)
    return entry->project_title;
  if (filter == BY_OWNER)
    return entry->owner_name;
  for (guint i = 0; i < agendas->len; i++)
    if (g_strcmp0 (((VecheAgenda *) agendas->pdata[i])->uid, entry->agenda_uid) == 0)
      return ((VecheAgenda *) agendas->pdata[i])->name;

  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return veche_text_collate (*(char *const *) a + strlen (*(char *const *) a) + 1, *(char *const *) b + strlen (*(char *const *) b) + 1);
}

/* Each choice there is, once: "KEY\0NAME". */
static void
fill_filter (VechePlanTable *self, Filter filter, GPtrArray *agendas)
{
  static const char *const all[] = { N_("Every kind"), N_("Every agenda"), N_("Every project"), N_("Everybody") };
  g_autofree char *chosen = self->keys[filter] != NULL ? g_strdup (self->keys[filter][gtk_drop_down_get_selected (self->filters[filter])]) : NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  guint selected = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const VechePlanEntry *entry = self->entries->pdata[i];
      const char *key = key_of (entry, filter), *name = key != NULL && !g_hash_table_contains (known, key) ? name_of (self, entry, filter, agendas) : NULL;

      if (name == NULL)
        continue;
      g_hash_table_add (known, (gpointer) key);
      g_ptr_array_add (choices, g_strdup_printf ("%s%c%s", key, '\1', name));
      *strchr (choices->pdata[choices->len - 1], '\1') = '\0';
    }
  g_ptr_array_sort (choices, compare_names);
  gtk_string_list_append (names, _(all[filter]));
  g_strv_builder_add (keys, "");
  for (guint i = 0; i < choices->len; i++)
    {
      const char *key = choices->pdata[i];

      g_strv_builder_add (keys, key);
      gtk_string_list_append (names, key + strlen (key) + 1);
      if (g_strcmp0 (chosen, key) == 0)
        selected = i + 1;
    }
  g_strfreev (self->keys[filter]);
  self->keys[filter] = g_strv_builder_end (keys);
  gtk_drop_down_set_model (self->filters[filter], G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->filters[filter], selected);
  gtk_widget_set_visible (GTK_WIDGET (self->filters[filter]), choices->len > 0);
}

static gboolean
is_wanted (VechePlanTable *self, const VechePlanEntry *entry, const char *text)
{
  for (int i = 0; i < N_FILTERS; i++)
    {
      const char *key = self->keys[i][gtk_drop_down_get_selected (self->filters[i])];

      if (*key != '\0' && g_strcmp0 (key, key_of (entry, (Filter) i)) != 0)
        return FALSE;
    }
  if (*text != '\0')
    {
      g_autofree char *title = veche_text_fold (entry->title), *project = entry->project_title != NULL ? veche_text_fold (entry->project_title) : NULL;

      return strstr (title, text) != NULL || (project != NULL && strstr (project, text) != NULL);
    }

  return TRUE;
}

/*** The list ***/

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const VechePlanEntry *one = *(VechePlanEntry *const *) a, *other = *(VechePlanEntry *const *) b;
  int by = 0;

  switch ((Sort) GPOINTER_TO_INT (user_data))
    {
    case SORT_TITLE:
      by = veche_text_collate (one->title, other->title);
      break;
    case SORT_PROJECT:
      by = one->project_title == NULL || other->project_title == NULL ? (one->project_title == NULL) - (other->project_title == NULL)
                                                                      : veche_text_collate (one->project_title, other->project_title);
      break;
    case SORT_STAGE:
      by = (int) one->stage - (int) other->stage;
      break;
    default:
      break;
    }

  return by != 0 ? by : (one->parent.id > other->parent.id) - (one->parent.id < other->parent.id);
}

static void
refill (VechePlanTable *self)
{
  static const char *const nothing[] = { N_("Nothing in This Quarter Yet"), N_("Nothing in This Year Yet"), N_("Nothing in the Plan Yet") };
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *count = NULL, *text = veche_text_fold (gtk_editable_get_text (self->search));

  if (self->entries == NULL || self->filling)
    return;

  for (guint i = 0; i < self->entries->len; i++)
    if (is_wanted (self, self->entries->pdata[i], text))
      g_ptr_array_add (shown, self->entries->pdata[i]);
  if (gtk_drop_down_get_selected (self->sort) != SORT_DAY)
    g_ptr_array_sort_with_data (shown, compare_entries, GINT_TO_POINTER (gtk_drop_down_get_selected (self->sort)));
  veche_plan_list_fill (self->list, shown);
  count = g_strdup_printf ("%u", shown->len);
  gtk_label_set_text (self->count, count);
  /* Nothing at all is another thing than nothing of that kind. */
  adw_status_page_set_title (self->empty, self->entries->len > 0 ? _("Nothing Found") : _(nothing[gtk_drop_down_get_selected (self->span)]));
  adw_status_page_set_description (self->empty, self->entries->len > 0 ? _("Choose less in the bar above, or look at a longer time.")
                                                                       : _("Projects, milestones, events and tasks stand here under their days."));
  gtk_widget_set_visible (adw_status_page_get_child (self->empty), self->entries->len == 0);
  gtk_stack_set_visible_child (self->stack, shown->len > 0 ? GTK_WIDGET (self->list) : GTK_WIDGET (self->empty));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VechePlanTable *self)
{
  VechePlanEntry *entry = veche_plan_list_get_selected (self->list);
  int days = key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1 : key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1 : 0;

  if (entry == NULL || days == 0 || (state & GDK_CONTROL_MASK) == 0)
    return FALSE;

  g_clear_pointer (&self->follow, veche_record_unref);
  self->follow = veche_record_ref (entry);
  veche_plan_shift (self->session, entry, VECHE_PLAN_BODY, (state & GDK_SHIFT_MASK) != 0 ? days * DAYS_A_WEEK : days);

  return TRUE;
}

/*** The widget ***/

static void
veche_plan_table_dispose (GObject *object)
{
  VechePlanTable *self = VECHE_PLAN_TABLE (object);

  self->filling = TRUE;
  g_clear_object (&self->session);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->follow, veche_record_unref);
  g_clear_pointer (&self->place, g_free);
  for (int i = 0; i < N_FILTERS; i++)
    g_clear_pointer (&self->keys[i], g_strfreev);

  G_OBJECT_CLASS (veche_plan_table_parent_class)->dispose (object);
}

static void
veche_plan_table_class_init (VechePlanTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_plan_table_dispose;
  signals[SPAN] = g_signal_new ("span", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
veche_plan_table_init (VechePlanTable *self)
{
}

static GtkDropDown *
drop_down_new (VechePlanTable *self, GtkWidget *bar, const char *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (drop_down, label);
  gtk_widget_add_css_class (drop_down, "plan-filter");
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (refill), self);
  gtk_box_append (GTK_BOX (bar), drop_down);

  return GTK_DROP_DOWN (drop_down);
}

static void
span_cb (VechePlanTable *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SPAN], 0, gtk_drop_down_get_selected (self->span));
}

static GtkWidget *
search_new (VechePlanTable *self)
{
  GtkWidget *search = gtk_search_entry_new ();

  self->search = GTK_EDITABLE (search);
  g_object_set (search, "placeholder-text", _("Search"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search in the plan"), -1);
  gtk_editable_set_width_chars (self->search, 12);
  gtk_editable_set_max_width_chars (self->search, 24);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (refill), self);
  g_signal_connect (search, "stop-search", G_CALLBACK (gtk_editable_set_text), (gpointer) "");

  return search;
}

static GtkDropDown *
span_new (VechePlanTable *self)
{
  static const char *const spans[] = { N_("This quarter"), N_("The whole year"), N_("All years") };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    gtk_string_list_append (names, _(spans[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How much is shown"), -1);
  gtk_widget_set_tooltip_text (drop_down, _("How much is shown"));
  gtk_widget_add_css_class (drop_down, "plan-filter");
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (span_cb), self);

  return GTK_DROP_DOWN (drop_down);
}

static GtkWidget *
bar_new (VechePlanTable *self)
{
  static const char *const sorts[] = { N_("By day"), N_("By title"), N_("By project"), N_("By state") };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_box_append (GTK_BOX (bar), search_new (self));
  self->span = span_new (self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->span));
  self->filters[BY_KIND] = drop_down_new (self, bar, _("Kind"));
  self->filters[BY_AGENDA] = drop_down_new (self, bar, C_("title", "Agenda"));
  self->filters[BY_PROJECT] = drop_down_new (self, bar, _("Project"));
  self->filters[BY_OWNER] = drop_down_new (self, bar, _("Who answers for it"));
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    gtk_string_list_append (names, _(sorts[i]));
  self->sort = drop_down_new (self, bar, _("Order"));
  gtk_drop_down_set_model (self->sort, G_LIST_MODEL (names));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->count), GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "plan-caption");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count));
  gtk_widget_add_css_class (bar, "plan-filters");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), bar);

  return scrolled;
}

GtkWidget *
veche_plan_table_new (VecheSession *session)
{
  VechePlanTable *self = g_object_new (VECHE_TYPE_PLAN_TABLE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *empty;
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->session = g_object_ref (session);
  gtk_box_append (GTK_BOX (box), bar_new (self));
  self->list = VECHE_PLAN_LIST (veche_plan_list_new (session, VECHE_TYPE_PLAN_ROW, _("All that is planned")));
  self->stack = GTK_STACK (gtk_stack_new ());
  empty = veche_plan_empty_new (NULL);
  self->empty = ADW_STATUS_PAGE (empty);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->list));
  gtk_stack_add_child (self->stack, empty);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (veche_plan_list_get_view (self->list)), keys);

  return GTK_WIDGET (self);
}

/* Of a year, or of many, what comes next stands on top. */
static void
come_to_day (VechePlanTable *self, const VechePlanData *data)
{
  g_autofree char *place = g_strdup_printf ("%s %d", data->day, data->span);
  guint i = 0;

  if (g_strcmp0 (place, self->place) == 0)
    return;
  g_free (self->place);
  self->place = g_steal_pointer (&place);
  if (data->span == VECHE_PLAN_SPAN_QUARTER || gtk_drop_down_get_selected (self->sort) != SORT_DAY || self->entries->len == 0)
    return;
  while (i + 1 < self->entries->len && strcmp (((VechePlanEntry *) self->entries->pdata[i])->since, data->day) < 0)
    i++;
  veche_plan_list_come_to (self->list, self->entries->pdata[i]);
}

void
veche_plan_table_show (VechePlanTable *self, VechePlanData *data)
{
  g_return_if_fail (VECHE_IS_PLAN_TABLE (self));

  self->filling = TRUE;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (data->entries);
  for (int i = 0; i < N_FILTERS; i++)
    fill_filter (self, (Filter) i, data->agendas);
  self->filling = FALSE;
  refill (self);
  come_to_day (self, data);
  if (self->follow != NULL)
    veche_plan_list_focus_entry (self->list, self->follow);
  g_clear_pointer (&self->follow, veche_record_unref);
}

void
veche_plan_table_focus (VechePlanTable *self)
{
  veche_plan_list_focus (self->list);
}
