/* veche-article-picker.c
 *
 * Copyright 2026 The Veche authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "veche-config.h"

#include <glib/gi18n.h>

#include "app/veche-article-picker.h"
#include "app/veche-article-words.h"
#include "app/veche-knowledge-desk.h"
#include "app/veche-label.h"
#include "app/veche-mention-words.h"
#include "model/veche-search.h"

#define MOST_BEST  3      /* answers to the message, before the others */
#define MOST_ROWS  200
#define MOST_TITLE 160
#define PAGE       5

struct _VecheArticlePicker
{
  GtkWidget           parent_instance;

  VecheSession       *session;        /* (owned) (nullable) */
  char               *asked;          /* (owned) (nullable) */
  char               *community_uid;  /* (owned) (nullable) */
  gboolean            links;
  char               *found_for;      /* (owned) (nullable): what was typed when these rows were found */
  gboolean            choosing;       /* Return was pressed before they were */
  GCancellable       *cancellable;    /* (owned) (nullable): of the search now on its way */
  GListStore         *rows;           /* (owned) of GtkStringObject with its "article" */
  GtkSingleSelection *selection;      /* (owned) */

  GtkWidget          *box;
  GtkWidget          *entry;
  GtkWidget          *scroller, *nothing;
  GtkWidget          *list;
};

G_DEFINE_FINAL_TYPE (VecheArticlePicker, veche_article_picker, GTK_TYPE_WIDGET)

enum { SIGNAL_CHOSEN, SIGNAL_CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

/*** Finding ***/

typedef struct
{
  VecheKnowledgeBase *base;
  char               *typed, *asked, *community_uid;
  gboolean            links;
} Quest;

static void
quest_free (gpointer data)
{
  Quest *quest = data;

  veche_knowledge_base_unref (quest->base);
  g_free (quest->typed);
  g_free (quest->asked);
  g_free (quest->community_uid);
  g_free (quest);
}

/* What is said to people, in their community. */
static gboolean
is_wanted (const Quest *quest, const VecheArticle *article)
{
  if (article->kind == VECHE_ARTICLE_SENSITIVE || article->kind == VECHE_ARTICLE_PLAYBOOK || (quest->links && article->kind != VECHE_ARTICLE_LINK))
    return FALSE;

  return article->community_uid == NULL || quest->community_uid == NULL || g_str_equal (article->community_uid, quest->community_uid);
}

static void
add_answers (const Quest *quest, const char *question, guint most, GPtrArray *found, GHashTable *there)
{
  g_autoptr (GPtrArray) answers = veche_answers_find (quest->base->answers, question, quest->community_uid, most);

  for (guint i = 0; i < answers->len; i++)
    {
      VecheArticle *article = ((VecheAnswer *) answers->pdata[i])->article;

      if (is_wanted (quest, article) && g_hash_table_add (there, article->uid))
        g_ptr_array_add (found, veche_article_ref (article));
    }
}

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  const VecheArticle *x = *(VecheArticle *const *) a, *y = *(VecheArticle *const *) b;

  return (x->uses < y->uses) - (x->uses > y->uses);      /* a stable sort: by title else */
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Quest *quest = data;
  g_autoptr (VecheSearch) search = veche_search_new (quest->typed);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) veche_article_unref);
  gboolean all = veche_search_is_empty (search);
  VecheArticle *coded = all ? NULL : veche_knowledge_base_find_code (quest->base, *quest->typed == '/' ? quest->typed + 1 : quest->typed);

  if (coded != NULL && is_wanted (quest, coded) && g_hash_table_add (there, coded->uid))
    g_ptr_array_add (found, veche_article_ref (coded));
  if (all && quest->asked != NULL)
    add_answers (quest, quest->asked, MOST_BEST, found, there);
  if (!all)
    add_answers (quest, quest->typed, MOST_BEST, found, there);
  for (guint i = 0; i < quest->base->articles->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      VecheArticle *article = quest->base->articles->pdata[i];

      if (is_wanted (quest, article) && (all || veche_article_fits (article, search)) && g_hash_table_add (there, article->uid))
        g_ptr_array_add (rest, article);
    }
  g_ptr_array_sort (rest, compare_uses);
  for (guint i = 0; i < rest->len && found->len < MOST_ROWS; i++)
    g_ptr_array_add (found, veche_article_ref (rest->pdata[i]));
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

/*** Showing ***/

static VecheArticle *
picker_selected (VecheArticlePicker *self)
{
  GObject *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? g_object_get_data (row, "article") : NULL;
}

/* The row that Return takes, said where the typing is heard. */
static void
picker_speak (VecheArticlePicker *self)
{
  VecheArticle *article = picker_selected (self);
  g_autofree char *title = article != NULL ? veche_words_clean (article->title, MOST_TITLE, FALSE) : g_strdup (_ ("Nothing like this in the knowledge base"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
}

static void
picker_show (VecheArticlePicker *self, GPtrArray *articles)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < articles->len; i++)
    {
      VecheArticle *article = articles->pdata[i];
      GtkStringObject *row = gtk_string_object_new (article->title);

      g_object_set_data_full (G_OBJECT (row), "article", veche_article_ref (article), (GDestroyNotify) veche_article_unref);
      g_ptr_array_add (rows, row);
    }
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
  gtk_widget_set_visible (self->scroller, rows->len > 0);
  gtk_widget_set_visible (self->nothing, rows->len == 0);
  if (rows->len > 0)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0);
    }
  picker_speak (self);
}

static void picker_choose (VecheArticlePicker *self);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  VecheArticlePicker *self = VECHE_ARTICLE_PICKER (source);
  g_autoptr (GPtrArray) articles = g_task_propagate_pointer (G_TASK (result), NULL);

  if (articles == NULL || self->box == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  g_free (self->found_for);
  self->found_for = g_strdup (((const Quest *) g_task_get_task_data (G_TASK (result)))->typed);
  picker_show (self, articles);
  if (self->choosing)
    picker_choose (self);
  self->choosing = FALSE;
}

static void
picker_find (VecheArticlePicker *self)
{
  VecheKnowledgeBase *base;
  g_autoptr (GTask) task = NULL;
  Quest *quest;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  base = veche_knowledge_desk_peek (veche_knowledge_desk_get (self->session));
  if (base == NULL)       /* the desk says when it is there */
    return;
  quest = g_new0 (Quest, 1);
  quest->base = veche_knowledge_base_ref (base);
  quest->typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  quest->asked = g_strdup (self->asked);
  quest->community_uid = g_strdup (self->community_uid);
  quest->links = self->links;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, found_cb, NULL);
  g_task_set_task_data (task, quest, quest_free);
  g_task_run_in_thread (task, find_thread);
}

/*** Choosing ***/

static void
picker_choose (VecheArticlePicker *self)
{
  VecheArticle *article = picker_selected (self);

  if (article == NULL)
    return;
  veche_article_ref (article);
  veche_article_picker_close (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, article);
  veche_article_unref (article);
}

/* The rows come a moment after the typing: Return means what was typed. */
static void
picker_enter (VecheArticlePicker *self)
{
  if (g_strcmp0 (self->found_for, gtk_editable_get_text (GTK_EDITABLE (self->entry))) == 0)
    {
      picker_choose (self);
      return;
    }
  self->choosing = TRUE;
  picker_find (self);
}

static void
picker_leave (VecheArticlePicker *self)
{
  veche_article_picker_close (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
picker_move (VecheArticlePicker *self, int by)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->rows)), now = (int) gtk_single_selection_get_selected (self->selection);
  guint to = (guint) CLAMP (now + by, 0, MAX (n - 1, 0));

  if (n == 0)
    return;
  gtk_single_selection_set_selected (self->selection, to);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", to);
  picker_speak (self);
}

static gboolean
picker_key_cb (VecheArticlePicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      picker_move (self, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_Page_Up:
      picker_move (self, keyval == GDK_KEY_Page_Down ? PAGE : -PAGE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      picker_enter (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      picker_leave (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
picker_activated_cb (VecheArticlePicker *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  picker_choose (self);
}

/*** Its parts ***/

static void
row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *icon = gtk_image_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *title = veche_label_new (NULL, "veche-name", NULL);
  GtkWidget *code = gtk_label_new (NULL), *body = veche_label_new (NULL, "veche-caption", "veche-second");

  gtk_widget_add_css_class (code, "veche-caption");
  gtk_widget_add_css_class (code, "veche-second");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), code);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), body);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_object_set_data (G_OBJECT (row), "title", title);
  g_object_set_data (G_OBJECT (row), "code", code);
  g_object_set_data (G_OBJECT (row), "body", body);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  VecheArticle *article = g_object_get_data (gtk_list_item_get_item (item), "article");
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *title = veche_words_clean (article->title, MOST_TITLE, FALSE);
  g_autofree char *body = veche_words_clean (article->kind == VECHE_ARTICLE_LINK && article->url != NULL ? article->url : article->body, MOST_TITLE, FALSE);
  g_autofree char *code = article->code != NULL ? g_strconcat ("/", article->code, NULL) : g_strdup ("");
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, veche_article_kind_title (article->kind), body);

  gtk_image_set_from_icon_name (g_object_get_data (G_OBJECT (row), "icon"), veche_article_kind_icon (article->kind));
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "title"), title);
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "code"), code);
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "body"), body);
  /* The item of the list is what is read out; it can be named itself since 4.12 only. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
picker_make_list (VecheArticlePicker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  self->rows = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "veche-picker-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Articles to insert"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (picker_activated_cb), self, G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 184);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), 46);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
}

static void
veche_article_picker_dispose (GObject *object)
{
  VecheArticlePicker *self = VECHE_ARTICLE_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->community_uid, g_free);
  g_clear_pointer (&self->found_for, g_free);
  if (self->box != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (veche_article_picker_parent_class)->dispose (object);
}

static void
veche_article_picker_class_init (VecheArticlePickerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = veche_article_picker_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, VECHE_TYPE_ARTICLE);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
veche_article_picker_init (VecheArticlePicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (self->box, "veche-picker");
  self->entry = gtk_search_entry_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (picker_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (picker_find), self, G_CONNECT_SWAPPED);
  picker_make_list (self);
  self->nothing = veche_label_new_wrapped (_ ("Nothing like this in the knowledge base"), "veche-small", "veche-second");
  gtk_widget_add_css_class (self->nothing, "veche-picker-nothing");
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  gtk_box_append (GTK_BOX (self->box), self->nothing);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
veche_article_picker_open (VecheArticlePicker *self, VecheSession *session, const char *asked, const char *community_uid, gboolean links)
{
  const char *hint = links ? _ ("Search links") : _ ("Search answers, templates, links");

  g_return_if_fail (VECHE_IS_ARTICLE_PICKER (self));

  if (session != self->session && self->session != NULL)
    g_signal_handlers_disconnect_by_data (veche_knowledge_desk_get (self->session), self);
  if (session != self->session)
    g_signal_connect_object (veche_knowledge_desk_get (session), "changed", G_CALLBACK (picker_find), self, G_CONNECT_SWAPPED);
  g_set_object (&self->session, session);
  g_free (self->asked);
  self->asked = g_strdup (asked);
  g_free (self->community_uid);
  self->community_uid = g_strdup (community_uid);
  self->links = links;
  g_object_set (self->entry, "placeholder-text", hint, NULL);      /* has a setter since 4.10 */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->found_for, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->entry);
  picker_find (self);
}

void
veche_article_picker_close (VecheArticlePicker *self)
{
  g_return_if_fail (VECHE_IS_ARTICLE_PICKER (self));

  self->choosing = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
veche_article_picker_is_open (VecheArticlePicker *self, gboolean *links)
{
  g_return_val_if_fail (VECHE_IS_ARTICLE_PICKER (self), FALSE);

  if (links != NULL)
    *links = self->links;

  return gtk_widget_get_visible (GTK_WIDGET (self));
}
