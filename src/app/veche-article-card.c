/* veche-article-card.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-article-card.h"
#include "app/veche-article-words.h"
#include "app/veche-knowledge-desk.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "model/veche-text.h"
#include "store/veche-composing-table.h"

#define MOST_SHOWN 3
#define MOST_TITLE 160
#define WAIT_MS    250

struct _VecheArticleCard
{
  GtkWidget      parent_instance;

  VecheSession  *session;       /* (owned) (nullable) */
  VecheMention  *mention;       /* (owned) (nullable) */
  VecheComposer *composer;      /* (unowned) (nullable): outlives this */
  gulong         written;       /* handler of the composer's "changed" */
  GCancellable  *cancellable;   /* (owned) (nullable): of the look now on its way */
  GPtrArray     *answers;       /* (owned) (nullable) (element-type VecheAnswer): those that are shown */
  gboolean       unfolded;
  guint          source;        /* waits for a pause in typing */

  GtkWidget     *box;
};

G_DEFINE_FINAL_TYPE (VecheArticleCard, veche_article_card, GTK_TYPE_WIDGET)

/*** What fits ***/

typedef struct
{
  VecheKnowledgeBase *base;
  gint64              interaction_id;
  gboolean            asks;      /* it is a question or a complaint: answers fit; an objection fits anything */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  veche_knowledge_base_unref (look->base);
  g_free (look);
}

/* (element-type VecheAnswer) (transfer full): none, unless the first is a good match. */
static gpointer
look_job (VecheDb *db, gpointer input, GError **error)
{
  Look *look = input;
  g_autoptr (GError) failed = NULL;
  g_autoptr (VecheComposing) asked = veche_composing_load (db, look->interaction_id, &failed);
  g_autoptr (GPtrArray) found = NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (asked == NULL || asked->text == NULL)
    return g_ptr_array_new ();
  found = veche_answers_find (look->base->answers, asked->text, asked->community_uid, MOST_SHOWN);
  for (guint i = found->len; i-- > 0;)
    {
      VecheAnswer *answer = found->pdata[i];

      if (!look->asks && !veche_text_is_question (asked->text) && (answer->article->kind != VECHE_ARTICLE_OBJECTION || !answer->sure))
        g_ptr_array_remove_index (found, i);
    }
  if (found->len > 0 && !((VecheAnswer *) found->pdata[0])->sure)
    g_ptr_array_set_size (found, 0);

  return g_steal_pointer (&found);
}

/*** Showing ***/

static void
card_show_there (VecheArticleCard *self, GHashTable *there_uids)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->box); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *insert = g_object_get_data (G_OBJECT (row), "insert");
      VecheArticle *article = g_object_get_data (G_OBJECT (row), "article");
      gboolean there = g_hash_table_contains (there_uids, article->uid);

      if (there == !gtk_widget_get_sensitive (insert))
        continue;
      gtk_button_set_label (GTK_BUTTON (insert), there ? C_ ("article", "Inserted") : C_ ("article", "Insert"));
      veche_label_speak (insert, g_object_get_data (G_OBJECT (insert), "spoken"));
      gtk_widget_set_sensitive (insert, !there);
    }
}

static void
card_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheArticleCard) self = user_data;
  g_autoptr (GHashTable) there = veche_composer_find_articles_finish (VECHE_COMPOSER (source), result);

  if (there != NULL && self->box != NULL && self->composer == VECHE_COMPOSER (source))
    card_show_there (self, there);
}

static gboolean
card_look_cb (gpointer user_data)
{
  VecheArticleCard *self = user_data;

  self->source = 0;
  if (self->composer != NULL)
    veche_composer_find_articles_async (self->composer, card_found_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* After a pause in typing. */
static void
card_show_inserted (VecheArticleCard *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (gtk_widget_get_first_child (self->box) != NULL)
    self->source = g_timeout_add (WAIT_MS, card_look_cb, self);
}

static void
insert_cb (GtkButton *button, VecheArticleCard *self)
{
  VecheArticle *article = g_object_get_data (G_OBJECT (button), "article");

  if (self->composer == NULL)
    return;
  veche_composer_insert_article (self->composer, article);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
card_set_unfolded (VecheArticleCard *self, gboolean unfolded)
{
  GtkWidget *first = gtk_widget_get_first_child (self->box);

  self->unfolded = unfolded;
  for (GtkWidget *row = first; row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, row == first || unfolded);
}

static void
more_cb (GtkToggleButton *button, VecheArticleCard *self)
{
  card_set_unfolded (self, gtk_toggle_button_get_active (button));
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, self->unfolded, -1);
}

static GtkWidget *
more_new (VecheArticleCard *self, guint more)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%u more", "%u more", more), more);
  GtkWidget *button = gtk_toggle_button_new_with_label (words);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "veche-strip-more");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Other articles that may answer this"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Other articles that may answer this"), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, self->unfolded, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), self->unfolded);
  g_signal_connect_object (button, "toggled", G_CALLBACK (more_cb), self, 0);

  return button;
}

/* "Knowledge base · helped 6 times"; of one that was never used, the words that made it fit. (transfer full) */
static char *
second_line (const VecheAnswer *answer)
{
  const char *where = answer->article->kind == VECHE_ARTICLE_FAQ ? _ ("Knowledge base") : veche_article_kind_title (answer->article->kind);
  g_autofree char *use = answer->article->helped > 0
                           ? g_strdup_printf (ngettext ("helped %u time", "helped %u times", answer->article->helped), answer->article->helped)
                           : veche_article_use_words (answer->article);
  g_autofree char *words = veche_words_clean (answer->words, MOST_TITLE, FALSE);

  if (use == NULL && *words != '\0')
    /* Translators: why an article fits: the words of the question that it is about, "booking, meeting" */
    use = g_strdup_printf (_ ("about: %s"), words);

  return use != NULL ? g_strdup_printf ("%s · %s", where, use) : g_strdup (where);
}

static GtkWidget *
row_new (VecheArticleCard *self, const VecheAnswer *answer, guint more)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *insert = gtk_button_new (), *icon, *title_label;
  g_autofree char *title = veche_words_clean (answer->article->title, MOST_TITLE, FALSE), *second = second_line (answer);
  g_autofree char *body = veche_words_clean (answer->article->body, 400, TRUE), *why = g_strdup_printf (_ ("about: %s"), answer->words);
  g_autofree char *spoken = g_strdup_printf (_ ("Insert the answer “%s”"), title);

  icon = gtk_image_new_from_icon_name (answer->article->kind == VECHE_ARTICLE_FAQ ? "veche-knowledge-symbolic"
                                                                                 : veche_article_kind_icon (answer->article->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, second, -1);
  title_label = veche_label_new (title, "veche-name", NULL);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (insert, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), title_label);
  gtk_box_append (GTK_BOX (line), veche_label_new (second, "veche-caption", "veche-second"));
  if (more > 0)
    gtk_box_append (GTK_BOX (line), more_new (self, more));
  gtk_box_append (GTK_BOX (words), line);
  gtk_widget_set_tooltip_text (words, *body != '\0' ? body : title);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), insert);
  gtk_widget_set_visible (insert, self->composer != NULL);
  gtk_button_set_label (GTK_BUTTON (insert), C_ ("article", "Insert"));
  veche_label_speak (insert, spoken);
  g_object_set_data_full (G_OBJECT (insert), "spoken", g_steal_pointer (&spoken), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (insert), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  g_object_set_data_full (G_OBJECT (row), "article", veche_article_ref (answer->article), (GDestroyNotify) veche_article_unref);
  g_object_set_data_full (G_OBJECT (insert), "article", veche_article_ref (answer->article), (GDestroyNotify) veche_article_unref);
  g_object_set_data (G_OBJECT (row), "insert", insert);
  g_signal_connect_object (insert, "clicked", G_CALLBACK (insert_cb), self, 0);

  return row;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    {
      const VecheArticle *x = ((VecheAnswer *) a->pdata[i])->article, *y = ((VecheAnswer *) b->pdata[i])->article;

      if (g_strcmp0 (x->uid, y->uid) != 0 || x->uses != y->uses || x->helped != y->helped || g_strcmp0 (x->title, y->title) != 0
          || g_strcmp0 (x->body, y->body) != 0)
        return FALSE;
    }

  return TRUE;
}

/* answers (transfer full) (nullable) */
static void
card_show (VecheArticleCard *self, GPtrArray *answers)
{
  GtkWidget *row;

  if (is_same (self->answers, answers))
    {
      g_clear_pointer (&answers, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  self->answers = answers;
  while ((row = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), row);
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    gtk_box_append (GTK_BOX (self->box), row_new (self, answers->pdata[i], i == 0 ? answers->len - 1 : 0));
  gtk_widget_set_visible (GTK_WIDGET (self), answers != NULL && answers->len > 0);
  card_set_unfolded (self, self->unfolded);
  card_show_inserted (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VecheArticleCard) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *answers = veche_store_run_finish (VECHE_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    {
      g_clear_pointer (&answers, g_ptr_array_unref);
      return;
    }
  if (error != NULL)
    g_warning ("No article was looked for: %s", error->message);
  card_show (self, answers);
}

static void
card_look (VecheArticleCard *self)
{
  VecheKnowledgeBase *base;
  Look *look;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == NULL || self->mention == NULL)
    return;
  base = veche_knowledge_desk_peek (veche_knowledge_desk_get (self->session));
  if (base == NULL)       /* the desk says when it is there */
    return;
  look = g_new0 (Look, 1);
  look->base = veche_knowledge_base_ref (base);
  look->interaction_id = self->mention->interaction_id;
  look->asks = g_strcmp0 (self->mention->message_kind, "question") == 0 || g_strcmp0 (self->mention->message_kind, "complaint") == 0;
  self->cancellable = g_cancellable_new ();
  veche_store_run_async (veche_session_get_store (self->session), VECHE_LANE_READER, look_job, look, look_free, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, looked_cb, g_object_ref (self));
}

/*** Its life ***/

static void
card_let_go_of_composer (VecheArticleCard *self)
{
  if (self->composer != NULL)
    g_signal_handler_disconnect (self->composer, self->written);
  self->composer = NULL;
  self->written = 0;
}

static void
veche_article_card_dispose (GObject *object)
{
  VecheArticleCard *self = VECHE_ARTICLE_CARD (object);

  veche_article_card_set (self, NULL, NULL, NULL);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_article_card_parent_class)->dispose (object);
}

static void
veche_article_card_class_init (VecheArticleCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_article_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
veche_article_card_init (VecheArticleCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->box, "veche-bubble");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
veche_article_card_set (VecheArticleCard *self, VecheSession *session, VecheMention *mention, VecheComposer *composer)
{
  gboolean same;

  g_return_if_fail (VECHE_IS_ARTICLE_CARD (self));

  same = mention != NULL && self->mention != NULL && session == self->session && mention->interaction_id == self->mention->interaction_id
         && g_strcmp0 (mention->message_kind, self->mention->message_kind) == 0 && g_strcmp0 (mention->text, self->mention->text) == 0;
  if (session != self->session && self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_knowledge_desk_get (self->session), self);
  if (session != self->session && session != NULL)
    g_signal_connect_object (veche_knowledge_desk_get (session), "changed", G_CALLBACK (card_look), self, G_CONNECT_SWAPPED);
  g_set_object (&self->session, session);
  if (mention != NULL)
    veche_record_ref (mention);
  g_clear_pointer (&self->mention, veche_record_unref);
  self->mention = mention;
  if (composer != self->composer)
    {
      card_let_go_of_composer (self);
      self->composer = composer;
      if (composer != NULL)
        self->written = g_signal_connect_object (composer, "changed", G_CALLBACK (card_show_inserted), self, G_CONNECT_SWAPPED);
      same = FALSE;
    }
  if (same || self->box == NULL)
    return;
  self->unfolded = FALSE;
  card_show (self, NULL);
  card_look (self);
}
