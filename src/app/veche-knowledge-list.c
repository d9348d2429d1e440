/* veche-knowledge-list.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-article-words.h"
#include "app/veche-knowledge-list.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "model/veche-search.h"

#define MOST_ANSWERS 5
#define MOST_TITLE   200

VecheKnowledge *
veche_knowledge_load (VecheDb *db, GError **error)
{
  g_autoptr (VecheKnowledge) self = g_new0 (VecheKnowledge, 1);

  self->articles = veche_articles_list (db, TRUE, error);
  self->candidates = self->articles != NULL ? veche_candidates_list (db, error) : NULL;
  self->answers = self->candidates != NULL ? veche_answers_load (db, error) : NULL;

  return self->answers != NULL ? g_steal_pointer (&self) : NULL;
}

void
veche_knowledge_free (VecheKnowledge *self)
{
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->answers, veche_answers_unref);
  g_free (self);
}

GtkStringList *
veche_knowledge_filters (void)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, C_ ("articles", "All"));
  for (guint i = 0; i < VECHE_N_ARTICLE_KINDS; i++)
    gtk_string_list_append (titles, veche_article_kind_plural (i));
  gtk_string_list_append (titles, _ ("To Look At Again"));
  gtk_string_list_append (titles, _ ("Archive"));
  gtk_string_list_append (titles, _ ("Asked Again"));

  return titles;
}

/*** Rows ***/

static GObject *
article_row (VecheArticle *article)
{
  GtkStringObject *row = gtk_string_object_new (article->title);

  g_object_set_data_full (G_OBJECT (row), "article", veche_article_ref (article), (GDestroyNotify) veche_article_unref);

  return G_OBJECT (row);
}

static GObject *
candidate_row (VecheCandidate *candidate)
{
  GtkStringObject *row = gtk_string_object_new (candidate->question);

  g_object_set_data (G_OBJECT (row), "candidate", candidate);

  return G_OBJECT (row);
}

VecheArticle *
veche_knowledge_row_get_article (GObject *row)
{
  return row != NULL ? g_object_get_data (row, "article") : NULL;
}

VecheCandidate *
veche_knowledge_row_get_candidate (GObject *row)
{
  return row != NULL ? g_object_get_data (row, "candidate") : NULL;
}

/*** Choosing ***/

static gboolean
is_wanted (const VecheArticle *article, guint filter)
{
  if (filter == VECHE_KNOWLEDGE_ARCHIVE)
    return article->archived;
  if (article->archived)
    return FALSE;
  if (filter == VECHE_KNOWLEDGE_DUE)
    return veche_article_is_due_today (article);

  return filter == VECHE_KNOWLEDGE_ALL || VECHE_KNOWLEDGE_KIND (article->kind) == filter;
}

static GPtrArray *
choose_candidates (VecheKnowledge *self, VecheSearch *search)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->candidates->len; i++)
    {
      VecheCandidate *candidate = self->candidates->pdata[i];
      const char *const texts[] = { candidate->question };

      if (veche_search_is_empty (search) || veche_search_fits (search, texts, 1, FALSE))
        g_ptr_array_add (rows, candidate_row (candidate));
    }

  return rows;
}

/* The best answers to what was typed, as if it were a question. */
static void
add_answers (VecheKnowledge *self, guint filter, const char *typed, GPtrArray *rows, GHashTable *there)
{
  g_autoptr (GPtrArray) answers = veche_answers_find (self->answers, typed, NULL, MOST_ANSWERS);

  for (guint i = 0; i < answers->len; i++)
    {
      VecheArticle *article = ((VecheAnswer *) answers->pdata[i])->article;

      if (is_wanted (article, filter) && g_hash_table_add (there, article->uid))
        g_ptr_array_add (rows, article_row (article));
    }
}

GPtrArray *
veche_knowledge_choose (VecheKnowledge *self, guint filter, const char *typed)
{
  g_autoptr (VecheSearch) search = veche_search_new (typed);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rows;

  if (filter == VECHE_KNOWLEDGE_CANDIDATES)
    return choose_candidates (self, search);
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  if (!veche_search_is_empty (search))
    add_answers (self, filter, typed, rows, there);
  for (guint i = 0; i < self->articles->len; i++)
    {
      VecheArticle *article = self->articles->pdata[i];

      if (is_wanted (article, filter) && (veche_search_is_empty (search) || veche_article_fits (article, search)) && g_hash_table_add (there, article->uid))
        g_ptr_array_add (rows, article_row (article));
    }

  return rows;
}

/*** The list's widgets ***/

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *icon = gtk_image_new ();
  GtkWidget *title = veche_label_new (NULL, "veche-name", NULL), *second = veche_label_new (NULL, "veche-small", "veche-second");

  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_margin_bottom (row, 6);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), second);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_object_set_data (G_OBJECT (row), "title", title);
  g_object_set_data (G_OBJECT (row), "second", second);
  gtk_list_item_set_child (item, row);
}

static char *
candidate_words (const VecheCandidate *candidate)
{
  g_autofree char *times = g_strdup_printf (ngettext ("asked %u time", "asked %u times", candidate->questions), candidate->questions);
  g_autofree char *people = g_strdup_printf (ngettext ("by %u person", "by %u people", candidate->people), candidate->people);

  return g_strjoin (" ", times, people, NULL);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GObject *object = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  VecheArticle *article = veche_knowledge_row_get_article (object);
  VecheCandidate *candidate = veche_knowledge_row_get_candidate (object);
  g_autofree char *title = veche_words_clean (gtk_string_object_get_string (GTK_STRING_OBJECT (object)), MOST_TITLE, FALSE);
  g_autofree char *words = article != NULL ? veche_article_second_line (article) : candidate != NULL ? candidate_words (candidate) : g_strdup ("");
  g_autofree char *due = article != NULL && veche_article_is_due_today (article) ? g_strdup_printf ("%s · %s", _ ("Look again"), words) : NULL;
  g_autofree char *dead = article != NULL && article->link == VECHE_LINK_DEAD ? g_strdup_printf ("%s · %s", _ ("Dead link"), due != NULL ? due : words) : NULL;
  const char *second = dead != NULL ? dead : due != NULL ? due : words;
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, article != NULL ? veche_article_kind_title (article->kind) : _ ("Asked Again"), second);

  gtk_image_set_from_icon_name (g_object_get_data (G_OBJECT (row), "icon"),
                                article != NULL ? veche_article_kind_icon (article->kind) : "veche-question-symbolic");
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "title"), title);
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "second"), second);
  if (dead != NULL)
    gtk_widget_add_css_class (g_object_get_data (G_OBJECT (row), "second"), "veche-warn-ink");
  else
    gtk_widget_remove_css_class (g_object_get_data (G_OBJECT (row), "second"), "veche-warn-ink");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

GtkListItemFactory *
veche_knowledge_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);

  return factory;
}
