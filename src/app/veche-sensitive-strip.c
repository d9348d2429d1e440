/* veche-sensitive-strip.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "app/veche-sensitive-strip.h"
#include "app/veche-wrap-layout.h"

#define MOST_TOPICS 2
#define MOST_TITLE  120
#define MOST_LINES  600
#define LINES       4
#define DRAFT_LINES 2      /* where only the draft touches it: who writes knows */

struct _VecheSensitiveStrip
{
  GtkWidget   parent_instance;

  GPtrArray  *shown;      /* (owned) (element-type utf8): uids of the topics that are shown, and by what */
  GHashTable *folded;     /* (owned): uids of topics that were folded for this message */
  GtkWidget  *box;
};

G_DEFINE_FINAL_TYPE (VecheSensitiveStrip, veche_sensitive_strip, GTK_TYPE_WIDGET)

enum { SIGNAL_INSERT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
insert_cb (GtkButton *button, VecheSensitiveStrip *self)
{
  g_signal_emit (self, signals[SIGNAL_INSERT], 0, g_object_get_data (G_OBJECT (button), "article"),
                 g_object_get_data (G_OBJECT (button), "holding") != NULL);
}

static void
fold_cb (GtkButton *button, VecheSensitiveStrip *self)
{
  VecheArticle *article = g_object_get_data (G_OBJECT (button), "article");
  GtkWidget *more = g_object_get_data (G_OBJECT (button), "more");
  gboolean open = !gtk_widget_get_visible (more);

  gtk_widget_set_visible (more, open);
  gtk_button_set_label (button, open ? _ ("Hide") : _ ("Show"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  if (open)
    g_hash_table_remove (self->folded, article->uid);
  else
    g_hash_table_add (self->folded, g_strdup (article->uid));
}

static void
set_article (GtkWidget *button, VecheArticle *article)
{
  g_object_set_data_full (G_OBJECT (button), "article", veche_article_ref (article), (GDestroyNotify) veche_article_unref);
}

static GtkWidget *
insert_new (VecheSensitiveStrip *self, VecheArticle *article, const char *label, gboolean holding)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *words = veche_words_clean (holding ? article->holding : article->body, MOST_LINES, TRUE);

  gtk_widget_add_css_class (button, "veche-row-button");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  set_article (button, article);
  if (holding)
    g_object_set_data (G_OBJECT (button), "holding", button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (insert_cb), self, 0);

  return button;
}

static GtkWidget *
head_new (VecheSensitiveStrip *self, const VecheSensitiveHit *hit, gboolean asked, GtkWidget *more)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *icon = gtk_image_new_from_icon_name ("veche-negative-symbolic");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *fold = gtk_button_new ();
  g_autofree char *topic = veche_words_clean (hit->article->title, MOST_TITLE, FALSE), *said = veche_words_clean (hit->words, MOST_TITLE, FALSE);
  /* Translators: the name of a sensitive topic */
  g_autofree char *title = g_strdup_printf (_ ("Sensitive topic: %s"), topic);
  g_autofree char *why = g_strdup_printf (asked ? _ ("the message says “%s”") : _ ("your reply says “%s”"), said);
  gboolean open = !g_hash_table_contains (self->folded, hit->article->uid);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 14);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), veche_label_new (title, "veche-strip-name", NULL));
  gtk_box_append (GTK_BOX (words), veche_label_new (why, "veche-caption", "veche-second"));
  gtk_button_set_label (GTK_BUTTON (fold), open ? _ ("Hide") : _ ("Show"));
  gtk_widget_add_css_class (fold, "flat");
  gtk_widget_add_css_class (fold, "veche-strip-more");
  gtk_widget_set_valign (fold, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  set_article (fold, hit->article);
  g_object_set_data (G_OBJECT (fold), "more", more);
  gtk_widget_set_visible (more, open);
  g_signal_connect_object (fold, "clicked", G_CALLBACK (fold_cb), self, 0);
  gtk_box_append (GTK_BOX (head), icon);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), fold);

  return head;
}

static GtkWidget *
topic_new (VecheSensitiveStrip *self, const VecheSensitiveHit *hit, gboolean asked)
{
  GtkWidget *topic = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label;
  g_autofree char *lines = veche_words_clean (hit->article->body, MOST_LINES, TRUE);

  if (*lines != '\0')
    {
      label = veche_label_new_wrapped (lines, "veche-small", "veche-quote");
      gtk_label_set_lines (GTK_LABEL (label), asked ? LINES : DRAFT_LINES);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, lines);
      gtk_box_append (GTK_BOX (more), label);
    }
  gtk_widget_set_layout_manager (buttons, veche_wrap_layout_new (6, 6));
  if (hit->article->holding != NULL)
    gtk_box_append (GTK_BOX (buttons), insert_new (self, hit->article, _ ("Insert the Holding Reply"), TRUE));
  if (*lines != '\0')
    gtk_box_append (GTK_BOX (buttons), insert_new (self, hit->article, _ ("Insert the Approved Lines"), FALSE));
  gtk_box_append (GTK_BOX (more), buttons);
  gtk_box_append (GTK_BOX (topic), head_new (self, hit, asked, more));
  gtk_box_append (GTK_BOX (topic), more);

  return topic;
}

void
veche_sensitive_strip_show (VecheSensitiveStrip *self, GPtrArray *hits, guint n_asked)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *child;
  gboolean same;

  g_return_if_fail (VECHE_IS_SENSITIVE_STRIP (self));

  for (guint i = 0; i < hits->len && i < MOST_TOPICS; i++)
    {
      VecheSensitiveHit *hit = hits->pdata[i];

      g_ptr_array_add (keys, g_strdup_printf ("%s %d %s %s %s", hit->article->uid, i < n_asked, hit->words, hit->article->body,
                                              hit->article->holding != NULL ? hit->article->holding : ""));
    }
  same = keys->len == self->shown->len;
  for (guint i = 0; same && i < keys->len; i++)
    same = g_strcmp0 (keys->pdata[i], self->shown->pdata[i]) == 0;
  if (same)       /* a button there may have the focus */
    return;
  g_ptr_array_unref (self->shown);
  self->shown = g_steal_pointer (&keys);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < self->shown->len; i++)
    gtk_box_append (GTK_BOX (self->box), topic_new (self, hits->pdata[i], i < n_asked));
  gtk_widget_set_visible (GTK_WIDGET (self), self->shown->len > 0);
}

void
veche_sensitive_strip_reset (VecheSensitiveStrip *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (VECHE_IS_SENSITIVE_STRIP (self));

  g_hash_table_remove_all (self->folded);
  veche_sensitive_strip_show (self, none, 0);
}

static void
veche_sensitive_strip_dispose (GObject *object)
{
  g_clear_pointer (&VECHE_SENSITIVE_STRIP (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (veche_sensitive_strip_parent_class)->dispose (object);
}

static void
veche_sensitive_strip_finalize (GObject *object)
{
  g_ptr_array_unref (VECHE_SENSITIVE_STRIP (object)->shown);
  g_hash_table_unref (VECHE_SENSITIVE_STRIP (object)->folded);
  G_OBJECT_CLASS (veche_sensitive_strip_parent_class)->finalize (object);
}

static void
veche_sensitive_strip_class_init (VecheSensitiveStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = veche_sensitive_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = veche_sensitive_strip_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_INSERT] = g_signal_new ("insert", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, VECHE_TYPE_ARTICLE,
                                         G_TYPE_BOOLEAN);
}

static void
veche_sensitive_strip_init (VecheSensitiveStrip *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_free);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->box, "veche-strip");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
