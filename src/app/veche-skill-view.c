/* veche-skill-view.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-competency-tree.h"
#include "app/veche-label.h"
#include "app/veche-level.h"
#include "app/veche-mention-words.h"
#include "app/veche-skill-matrix.h"
#include "app/veche-skill-view.h"

#define LISTED_MOST 500

struct _VecheSkillView
{
  AdwBin               parent_instance;

  VecheSession        *session;    /* (owned) (nullable) */
  VecheCoverageMap    *map;        /* (owned) (nullable): outlives what shows it */
  char                *selected;   /* (owned) (nullable): uid of a competency; NULL is all */

  AdwLeaflet          *leaflet;
  VecheCompetencyTree *tree;
  GtkWidget           *detail, *back;
  GtkLabel            *sentence;
  GtkToggleButton     *as_list;
  GtkStack            *stack;
  VecheSkillMatrix    *matrix;
  GtkStringList       *lines;      /* (owned): the list's words */
  GtkListView         *list;
  GPtrArray           *uids;       /* (owned): of the people on the list */
};

G_DEFINE_FINAL_TYPE (VecheSkillView, veche_skill_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_ASK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The selected one and all that lies under it: they follow it in the tree. (transfer full) (element-type guint) */
static GArray *
skill_view_columns (VecheSkillView *self)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean within = self->selected == NULL;
  guint depth = 0;

  for (guint i = 0; i < self->map->topics->len; i++)
    {
      VecheCompetencyNode *node = g_ptr_array_index (self->map->topics, i);

      if (self->selected != NULL && g_str_equal (node->uid, self->selected))
        {
          within = TRUE;
          depth = node->depth;
        }
      else if (self->selected != NULL && within && node->depth <= depth)
        break;
      if (within && (self->selected != NULL || node->members > 0))
        g_array_append_val (columns, i);
    }

  return columns;
}

static gboolean
person_has_any (VecheCoverageMap *map, guint person, GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    if (VECHE_CELL_LEVEL (veche_coverage_map_cell (map, person, g_array_index (columns, guint, i))) > 0)
      return TRUE;

  return FALSE;
}

/* (transfer full) (element-type guint) */
static GArray *
skill_view_rows (VecheSkillView *self, GArray *columns)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->map->people->len; i++)
    if (person_has_any (self->map, i, columns))
      g_array_append_val (rows, i);

  return rows;
}

/* "Anna Lebedeva: Python — knows it deeply, confirmed; Talks — tries it" (transfer full) */
static char *
person_line (VecheCoverageMap *map, guint person, GArray *columns)
{
  VecheHolder *holder = g_ptr_array_index (map->people, person);
  g_autofree char *name = veche_words_clean (holder->name, 80, FALSE);
  g_autoptr (GString) line = g_string_new (name);
  const char *mark = ": ";

  for (guint i = 0; i < columns->len; i++)
    {
      guint topic = g_array_index (columns, guint, i);
      guint8 cell = veche_coverage_map_cell (map, person, topic);
      g_autofree char *level = NULL;

      if (VECHE_CELL_LEVEL (cell) == 0)
        continue;
      level = g_utf8_strdown (veche_level_word (VECHE_CELL_LEVEL (cell)), -1);
      g_string_append_printf (line, "%s%s — %s%s", mark, ((VecheCompetencyNode *) g_ptr_array_index (map->topics, topic))->name, level,
                              (cell & VECHE_CELL_CONFIRMED) ? _ (", confirmed") : "");
      mark = "; ";
    }

  return g_strdup (line->str);
}

static void
skill_view_fill_list (VecheSkillView *self, GArray *rows, GArray *columns)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (self->uids, 0);
  for (guint i = 0; gtk_toggle_button_get_active (self->as_list) && i < rows->len && i < LISTED_MOST; i++)
    {
      guint person = g_array_index (rows, guint, i);

      g_ptr_array_add (lines, person_line (self->map, person, columns));
      g_ptr_array_add (self->uids, g_strdup (((VecheHolder *) g_ptr_array_index (self->map->people, person))->uid));
    }
  g_ptr_array_add (lines, NULL);
  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), NULL);
  gtk_string_list_splice (self->lines, 0, 0, (const char *const *) lines->pdata);
}

static void
skill_view_show_sentence (VecheSkillView *self, guint n_rows, guint n_columns)
{
  g_autofree char *people = g_strdup_printf (ngettext ("%u person", "%u people", n_rows), n_rows);
  g_autofree char *topics = g_strdup_printf (ngettext ("%u competency", "%u competencies", n_columns), n_columns);
  g_autofree char *most = NULL, *words = NULL;

  if (self->map->n_people > self->map->people->len)
    /* Translators: the table shows so many of so many people */
    most = g_strdup_printf (_ (" · the strongest %u of %u"), self->map->people->len, self->map->n_people);
  /* Translators: "120 people", "14 competencies", then " · the strongest 500 of 3,200" or nothing */
  words = g_strdup_printf (_ ("%s · %s%s. Filled — confirmed, ring — not yet"), people, topics, most != NULL ? most : "");
  gtk_label_set_text (self->sentence, words);
}

static void
skill_view_refresh (VecheSkillView *self)
{
  g_autoptr (GArray) columns = NULL, rows = NULL;

  if (self->map == NULL)
    return;
  columns = skill_view_columns (self);
  rows = skill_view_rows (self, columns);
  veche_skill_matrix_show (self->matrix, self->map, columns, rows);
  skill_view_fill_list (self, rows, columns);
  skill_view_show_sentence (self, rows->len, columns->len);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->as_list), rows->len > 0);
  if (rows->len == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    gtk_stack_set_visible_child_name (self->stack, gtk_toggle_button_get_active (self->as_list) ? "list" : "matrix");
}

static void
skill_view_selected_cb (VecheSkillView *self, const char *uid)
{
  g_free (self->selected);
  self->selected = *uid != '\0' ? g_strdup (uid) : NULL;
  skill_view_refresh (self);
}

static void
skill_view_people_cb (VecheSkillView *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->detail);
}

static void
skill_view_back_cb (VecheSkillView *self)
{
  veche_skill_view_back (self);
}

static void
skill_view_ask_cb (VecheSkillView *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_ASK], 0, text);
}

static void
skill_view_person_cb (VecheSkillView *self, const char *uid)
{
  if (self->session != NULL)
    veche_session_open_member (self->session, uid);
}

static void
skill_view_line_cb (VecheSkillView *self, guint position)
{
  if (position < self->uids->len)
    skill_view_person_cb (self, g_ptr_array_index (self->uids, position));
}

static void
skill_line_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, veche_label_new_wrapped (NULL, NULL, NULL));
}

static void
skill_line_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *line = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
}

static void
veche_skill_view_dispose (GObject *object)
{
  VecheSkillView *self = VECHE_SKILL_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->selected, g_free);
  G_OBJECT_CLASS (veche_skill_view_parent_class)->dispose (object);
}

static void
veche_skill_view_finalize (GObject *object)
{
  VecheSkillView *self = VECHE_SKILL_VIEW (object);

  g_clear_pointer (&self->map, veche_coverage_map_free);
  g_clear_pointer (&self->uids, g_ptr_array_unref);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (veche_skill_view_parent_class)->finalize (object);
}

static void
veche_skill_view_class_init (VecheSkillViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_skill_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_skill_view_finalize;
  signals[SIGNAL_ASK] = g_signal_new ("ask", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VECHE_TYPE_COMPETENCY_TREE);
  g_type_ensure (VECHE_TYPE_SKILL_MATRIX);
  gtk_widget_class_set_template_from_resource (widget_class, VECHE_RESOURCE_BASE "/veche-skill-view.ui");
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, tree);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, detail);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, back);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, sentence);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, as_list);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, stack);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, matrix);
  gtk_widget_class_bind_template_child (widget_class, VecheSkillView, list);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_people_cb);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, skill_view_refresh);
}

static void
veche_skill_view_init (VecheSkillView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->uids = g_ptr_array_new_with_free_func (g_free);
  self->lines = gtk_string_list_new (NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (skill_line_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (skill_line_bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

void
veche_skill_view_set_session (VecheSkillView *self, VecheSession *session)
{
  g_return_if_fail (VECHE_IS_SKILL_VIEW (self));

  g_set_object (&self->session, session);
  veche_competency_tree_set_session (self->tree, session);
}

void
veche_skill_view_show (VecheSkillView *self, VecheCoverageMap *map)
{
  VecheCoverageMap *before;

  g_return_if_fail (VECHE_IS_SKILL_VIEW (self));

  before = self->map;
  self->map = map;
  veche_competency_tree_show (self->tree, map->topics);
  skill_view_refresh (self);
  g_clear_pointer (&before, veche_coverage_map_free);
}

void
veche_skill_view_add (VecheSkillView *self)
{
  g_return_if_fail (VECHE_IS_SKILL_VIEW (self));

  veche_competency_tree_add (self->tree);
}

gboolean
veche_skill_view_back (VecheSkillView *self)
{
  if (!adw_leaflet_get_folded (self->leaflet) || adw_leaflet_get_visible_child (self->leaflet) != self->detail)
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->tree));

  return TRUE;
}
